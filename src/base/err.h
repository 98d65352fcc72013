/* base/err.h - the world failed: what, where, and what to do.
 *
 * Every function that may fail is `MUST_CHECK bool f(..., struct err *err)`: false means that *err is set and outputs
 * are untouched. Our own bugs are asserts; bad rows of a user's file are data, not an err.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#include "base/msg.h"

#define MUST_CHECK __attribute__((warn_unused_result))

/* The exit code of the command line is this number; cli/ and web/ share one table for HTTP. */
enum err_kind {
	ERR_NONE = 0,
	ERR_NO = 1,        /* done, and the answer is no */
	ERR_USAGE = 2,     /* the command or form was used wrongly */
	ERR_INPUT = 3,     /* a file or value from outside is wrong */
	ERR_STORE = 4,     /* absent, locked, read-only, of a newer version, damaged */
	ERR_SYSTEM = 5,    /* disk, memory, permission, helper missing */
	ERR_FORBIDDEN = 6, /* this actor may not */
	ERR_CONFLICT = 7,  /* something else stands there already */
};

struct err {
	enum err_kind kind;
	struct msg msg; /* values lie in room */
	size_t used;
	char room[2048]; /* so that failing needs no memory; a value that does not fit is cut at a character */
};

/* "no", "usage", "input", ... as in JSON. */
const char *err_kind_name(enum err_kind kind);

/* Sets *err (err may be NULL) and returns false, so that `return err_set(...)` reads well.
 *   err_set(err, ERR_INPUT, "plan.too-big", "file", path, "limit", NUM(16), NULL) */
bool err_set(struct err *err, enum err_kind kind, const char *id, ...) __attribute__((sentinel));

/* The same with the system's word for errno added as {cause}. */
bool err_set_errno(struct err *err, enum err_kind kind, const char *id, ...) __attribute__((sentinel));

/* What came from outside has not the form it should have: ERR_INPUT with {text}, the text as it came. */
bool err_refuse(struct err *err, const char *id, struct text t);

/* Copies *from to *to; values are moved to to->room. */
void err_copy(struct err *to, const struct err *from);

#endif
