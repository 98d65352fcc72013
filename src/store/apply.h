/* store/apply.h - what each kind of event does to the derived tables. Private to store/.
 *
 * The only place that writes them: an append and a rebuild both come here. docs/EVENTS.md says the same in words.
 * To add a kind: a function and a row in `kinds` (apply.c), its tables in a new schema file, their digest_*.sql and
 * drop_*.sql with a row in `derived_tables`, its line in docs/EVENTS.md, its case in tests/unit/store_test.c.
 */
#ifndef STORE_APPLY_H
#define STORE_APPLY_H

#include "base/calendar.h"
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

/* Every kind that is known, one by one; NULL behind the last. */
const char *event_kind_name(size_t i);
/* Fields of that kind that name blobs, up to a NULL; an empty list for a kind that names none. */
const char *const *kind_blobs(struct text kind);

/* ---- for appliers ---- */

/* ERR_INPUT: that field of the event is missing; false. */
bool applied_missing(const struct applied *e, const char *field, struct err *err);
/* The text under that key of the body; NULL where it is absent. */
struct value applied_text(const struct applied *e, const char *key);
/* The fields, up to a NULL, must be there as text. */
MUST_CHECK bool applied_demand(const struct applied *e, const char *const *fields, struct err *err);

/* The year of the review (apply_review.c). */
bool apply_section_set(struct store *s, const struct applied *e, struct err *err);
bool apply_project_set(struct store *s, const struct applied *e, struct err *err);
bool apply_project_cost(struct store *s, const struct applied *e, struct err *err);
bool apply_value_absent(struct store *s, const struct applied *e, struct err *err);
bool apply_member_set(struct store *s, const struct applied *e, struct err *err);
bool apply_review_opened(struct store *s, const struct applied *e, struct err *err);
const char *act_kind_name(size_t i); /* NULL behind the last */
bool is_act(struct text kind);
bool apply_act(struct store *s, const struct applied *e, struct err *err);

/* Derived tables, in the order in which they are emptied; "digest_NAME" and "drop_NAME" are their queries. */
extern const char *const derived_tables[];
extern const size_t derived_tables_n;

#endif
