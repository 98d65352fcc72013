/* usecase/rubrics.h - the rubrics that are compiled in (data/rubrics), and the one that a plan chose. */
#ifndef USECASE_RUBRICS_H
#define USECASE_RUBRICS_H

#include "target/rubric.h"
#include "usecase/context.h"

#define RUBRIC_DEFAULT "national4"

/* ERR_INPUT lists the ids that there are. */
MUST_CHECK bool rubric_load(struct rubric *r, struct arena *a, struct text id, struct err *err);
/* The rubric that was chosen for the plan as of that event (0: now), else the default; *event chose it, 0: nobody did.
 */
MUST_CHECK bool rubric_of_plan(struct rubric *r, int64_t *event, struct context *c, struct text plan, int64_t at_event,
			       struct err *err);

/* The ids of those that are compiled in, sorted. */
typedef LIST(struct text) rubric_id_list;
void rubric_ids(rubric_id_list *ids, struct arena *a);

struct rubric_choice {
	struct text plan, rubric;
	int64_t event; /* 0 where unchanged: it is chosen already */
	bool unchanged;
};

/* Chooses the rubric by which a plan's KPIs are graded from now on: the id of a compiled-in one, or a YAML file of
 * one's own (a path with a slash or ending in .yaml or .yml), which is kept in the store. plan empty: the one in force.
 */
MUST_CHECK bool rubric_choose(struct rubric_choice *made, struct context *c, struct text plan, struct text rubric,
			      struct err *err);

#endif
