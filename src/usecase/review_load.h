/* usecase/review_load.h - the steps by which a review is read; private to usecase/review_*.c. Whose turn it is, and
 * what who asks may see of it, is decided in review_load.c. */
#ifndef USECASE_REVIEW_LOAD_H
#define USECASE_REVIEW_LOAD_H

#include "usecase/permit.h"
#include "usecase/review.h"

/* ---- usecase/review_load.c ---- */

MUST_CHECK bool review_choose(struct review_head *head, struct context *c, struct text id, struct err *err);
/* review_thing_of, looked for from *near on, where the last one was: people speak of one after the other. */
struct review_thing *review_thing_near(const struct review *r, size_t *near, struct review_item item);
/* Who asks, and that he may see it; r->me. */
MUST_CHECK bool review_may_see(struct review *r, struct context *c, struct err *err);
/* The grades that who asks gave himself, while they are still closed. */
MUST_CHECK bool review_open_own(struct review *r, struct context *c, struct err *err);
void review_name_experts(struct review *r);
/* Takes out what an interest of who asks hides. */
void review_hide(struct review *r, struct arena *a);

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
/* What was said of the review itself and of that item; with_grades: those that the reveal opened too, which are of
 * every item. */
MUST_CHECK bool acts_of_item(act_row_list *out, struct context *c, struct text review, struct review_item item,
			     bool with_grades, struct err *err);
/* Fills in what stood at r->at_event. First, before the things are read: the freeze and who is invited; then the rest.
 */
MUST_CHECK bool review_hear(struct review *r, struct context *c, const act_row_list *acts, bool first, struct err *err);
struct review_grade *review_grade_of(struct review_thing *t, struct text member); /* t may be NULL; NULL: none */

/* ---- usecase/review_things.c: what it is about ---- */

/* r->now where it is not there yet, r->at_freeze, things with their values and why one is missing. */
MUST_CHECK bool review_read_things(struct review *r, struct context *c, struct err *err);
/* The same in parts. Only of that KPI; only empty: of all. */
MUST_CHECK bool review_read_reports(struct review *r, struct context *c, struct text only, struct err *err);
/* The values and verdicts of a KPI that stands at that place in r's reports, or elsewhere. */
void review_take_verdicts(struct review *r, struct review_thing *t, size_t near, struct date today);
MUST_CHECK bool review_read_absent(struct review *r, struct context *c, struct err *err);
bool review_in_year(struct period p, int16_t year);
const struct report_point *review_point_of_year(const struct report_kpi *k, int16_t year); /* k may be NULL */
/* The projects that had begun at the freeze, else now. */
MUST_CHECK bool review_add_projects(struct review *r, struct context *c, struct err *err);
/* The same for a query: the year as the two kinds of year are written, and the months from which and before which days
 * lie in it. */
enum { REVIEW_YEAR_TEXTS = 4 };
struct review_year {
	char text[REVIEW_YEAR_TEXTS][DATE_TEXT_SIZE];
};
void review_year_texts(struct review_year *out, int16_t year);

/* ---- usecase/review_standing.c: where it stands ---- */

void review_count_grades(struct review *r);
MUST_CHECK bool review_where(struct review *r, struct context *c, struct err *err);
void review_agree(struct review *r, struct arena *a);

/* ---- usecase/review_promises.c ---- */

/* As promises_read, and as of an event; nothing is overdue there. */
MUST_CHECK bool promises_at(promise_list *out, struct context *c, struct text plan, struct text before_review,
			    int64_t at_event, struct err *err);
/* As promises_read, but without words and days: which there are, of which item, and whether somebody followed them up.
 */
MUST_CHECK bool promises_numbers(promise_list *out, struct context *c, struct text plan, struct text before_review,
				 struct err *err);

#endif
