/* usecase/init.h - a new store, empty or with an example in it. */
#ifndef USECASE_INIT_H
#define USECASE_INIT_H

#include "usecase/context.h"

struct init_result {
	int64_t plans, settings, values; /* recorded */
	int64_t statistics;              /* files taken */
};

/* Makes the store at `where` and leaves it open in c->store. example NULL: empty. The example's steps go the way that a
 * person's commands go (examples/README.md); when one fails, no store is left. ERR_INPUT: no such example (which ones
 * there are), or the example's YAML is wrong, with its line; ERR_CONFLICT: a store is there already. */
MUST_CHECK bool init_store(struct init_result *result, struct context *c, const char *where, const char *example,
			   struct err *err);

/* Loads an example into the store that c has open and that has no plan yet. RIGHT_PLAN. ERR_CONFLICT: it has one. When
 * a step fails, those before it stay. */
MUST_CHECK bool init_example(struct init_result *result, struct context *c, const char *example, struct err *err);

#endif
