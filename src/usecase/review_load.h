/* usecase/review_load.h - the steps by which a review is read; private to usecase/review_*.c. Whose turn it is, and
 * what who asks may see of it, is decided in review_load.c. */
#ifndef USECASE_REVIEW_LOAD_H
#define USECASE_REVIEW_LOAD_H

#include "usecase/permit.h"
#include "usecase/review.h"

/* ---- usecase/review_hear.c: what was said ---- */

/* A row of the table act. */
struct act_row {
	int64_t event, slot, number, superseded_by;
	struct text kind, item, who;
	struct date day;
	struct text said; /* the body, JSON */
};
typedef LIST(struct act_row) act_row_list;
/* All that was said up to that event, in the order of the log. */
MUST_CHECK bool acts_read(act_row_list *out, struct context *c, struct text review, int64_t at_event, struct err *err);
/* Fills in what stood at r->at_event. First, before the things are read: the freeze and who is invited; then the rest.
 */
MUST_CHECK bool review_hear(struct review *r, struct context *c, const act_row_list *acts, bool first, struct err *err);
struct review_grade *review_grade_of(struct review_thing *t, struct text member); /* t may be NULL; NULL: none */

/* ---- usecase/review_things.c: what it is about ---- */

/* r->now where it is not there yet, r->at_freeze, things with their values and why one is missing. */
MUST_CHECK bool review_read_things(struct review *r, struct context *c, struct err *err);
bool review_in_year(struct period p, int16_t year);

/* ---- usecase/review_standing.c: where it stands ---- */

void review_count_grades(struct review *r);
MUST_CHECK bool review_where(struct review *r, struct context *c, struct err *err);
void review_agree(struct review *r, struct arena *a);

/* ---- usecase/review_promises.c ---- */

/* As promises_read, and as of an event; nothing is overdue there. */
MUST_CHECK bool promises_at(promise_list *out, struct context *c, struct text plan, struct text before_review,
			    int64_t at_event, struct err *err);

#endif
