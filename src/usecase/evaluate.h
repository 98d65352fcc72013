/* usecase/evaluate.h - this year's verdict on every KPI of a plan: what `sosei evaluate` prints and every page stands
 * on. */
#ifndef USECASE_EVALUATE_H
#define USECASE_EVALUATE_H

#include "publish/report.h"
#include "publish/report_json.h"
#include "usecase/context.h"

struct evaluate_request {
	struct text plan;     /* id; empty: the one in force on `today` (usecase/plans.h) */
	struct date today;    /* year 0: the report's as_of, so that the answer is a function of the log alone */
	struct date known_at; /* only what was published by then; year 0: everything */
	bool whole_month; /* of known_at: what was published later in its month too, since a source often says no day */
	int64_t at_event; /* only what the log held then; 0: everything */
	struct text only; /* the key of the one KPI that is asked about; empty: all of them */
	int16_t year;     /* only the verdicts on the values of that fiscal or calendar year: of the others their points
			     have none, and of a KPI there is no headline, grade nor forecast; 0: all */
	struct text rubric; /* id; empty: the plan's choice, else national4 */
	/* Another report of the plan, by its choice of rubric; NULL: none. A KPI that stood there as it stands here -
	 * the same values, words, version and rubric - has the same verdicts, and takes them over. */
	const struct plan_report *like;
};

/* Fills *report; all memory in c->arena. Of each period the value counts that is corrected last, in the latest state,
 * published last; it is judged by the version of the plan that was in force at the end of its period. The headline is
 * the value of the due period where there is one, else the latest one behind the baseline. ERR_INPUT: no such plan or
 * rubric, at_event beyond the log, a plan not yet certified on known_at; ERR_USAGE: several plans. */
MUST_CHECK bool evaluate(struct plan_report *report, struct context *c, const struct evaluate_request *request,
			 struct err *err);

#endif
