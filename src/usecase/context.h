/* usecase/context.h - who asks, when, and of which store. The clock is read here (context_now) and nowhere below. */
#ifndef USECASE_CONTEXT_H
#define USECASE_CONTEXT_H

#include "base/calendar.h"
#include "base/progress.h"
#include "store/store.h"

struct person; /* usecase/permit.h */

struct context {
	struct store *store;
	struct arena *arena; /* the request's */
	struct text actor; /* who is recorded: the account's login; on the command line the login name or SOSEI_ACTOR */
	const struct person *person; /* the account that acts, by whose roles it is bound; NULL: the operator at the
					command line, who may do everything (--as LOGIN acts for an account) */
	struct text plan; /* the plan that is meant where none is named (serve --plan); empty: the one in force */
	const struct progress *progress; /* who waits for long work; NULL: nobody looks */
	int64_t now;                     /* seconds since 1970, UTC: read once when the request came */
};

/* The system's clock; SOSEI_NOW=2026-08-01T00:00:00Z fixes it, for tests and examples. ERR_USAGE where that is
 * malformed. */
MUST_CHECK bool context_now(int64_t *now, struct err *err);

#endif
