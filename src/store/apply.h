/* store/apply.h - what each kind of event does to the derived tables. Private to store/.
 *
 * The only place that writes them: an append and a rebuild both come here. docs/EVENTS.md says the same in words.
 * To add a kind: a function and a row in `kinds` (apply.c), its tables in a new schema file, their digest_*.sql and
 * drop_*.sql with a row in `derived_tables`, its line in docs/EVENTS.md, its case in tests/unit/store_test.c.
 */
#ifndef STORE_APPLY_H
#define STORE_APPLY_H

#include "store/driver.h"

/* An event as the appliers see it: already in the log. */
struct applied {
	int64_t number;
	int64_t at;
	struct text kind;
	const json_t *body;
};
/* ERR_INPUT: an unknown kind, a field missing or malformed. ERR_CONFLICT: it contradicts what stands there. */
MUST_CHECK bool apply_event(struct store *s, const struct applied *e, struct err *err);

/* Fields of that kind that name blobs, up to a NULL; an empty list for a kind that names none. */
const char *const *kind_blobs(struct text kind);

/* Derived tables, in the order in which they are emptied; "digest_NAME" and "drop_NAME" are their queries. */
extern const char *const derived_tables[];
extern const size_t derived_tables_n;

#endif
