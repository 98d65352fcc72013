/* usecase/rubrics.h - the rubrics that are compiled in (data/rubrics), and the one that a plan chose. */
#ifndef USECASE_RUBRICS_H
#define USECASE_RUBRICS_H

#include "target/rubric.h"
#include "usecase/context.h"

#define RUBRIC_DEFAULT "national4"

/* ERR_INPUT lists the ids that there are. */
MUST_CHECK bool rubric_load(struct rubric *r, struct arena *a, struct text id, struct err *err);
/* The rubric that was chosen for the plan as of that event (0: now), else the default. */
MUST_CHECK bool rubric_of_plan(struct rubric *r, struct context *c, struct text plan, int64_t at_event,
			       struct err *err);

#endif
