/* usecase/init_steps.h - the steps of an example: a town's year as it went, each through the use case of its command.
 */
#ifndef USECASE_INIT_STEPS_H
#define USECASE_INIT_STEPS_H

#include "usecase/context.h"

/* Does what the row says (examples/README.md lists the words of `do`). *row's review is the one that is open.
 * ERR_INPUT: a word that is none; else what the use case says. */
MUST_CHECK bool init_step(struct context *c, struct text plan, const json_t *row, struct err *err);

#endif
