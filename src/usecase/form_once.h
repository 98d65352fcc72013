/* usecase/form_once.h - a form that is sent twice acts once.
 *
 * Each form carries a random key. Marking it makes the next transaction write that key too: either both the key and
 * what the form does are there, or neither. Kept table form_done; keys are forgotten after two days, by when the form
 * is stale anyhow.
 */
#ifndef USECASE_FORM_ONCE_H
#define USECASE_FORM_ONCE_H

#include "usecase/context.h"

MUST_CHECK bool form_was_done(bool *done, struct context *c, struct text once, struct err *err);
/* The key is borrowed until the transaction, or until form_unmark. */
void form_mark(struct context *c, struct text once);
void form_unmark(struct context *c);
MUST_CHECK bool form_forget_old(struct context *c, struct err *err);

#endif
