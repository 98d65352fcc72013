/* usecase/forget.h - a private value is removed from the log; every hash goes on holding. */
#ifndef USECASE_FORGET_H
#define USECASE_FORGET_H

#include "usecase/context.h"

/* Appends private_removed, which takes the row away; *number is that event's. ERR_INPUT: no such event or field, no
 * reason given. */
MUST_CHECK bool forget_private(int64_t *number, struct context *c, int64_t event, struct text field,
			       struct text because, struct err *err);

#endif
