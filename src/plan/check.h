/* plan/check.h - what is wrong or weak in a plan, before the Cabinet Office or an outside expert says so.
 *
 * A table of rules (docs/methods/plan.md lists them with their sources). Each finding says where, what, and what to
 * write instead. Nothing is changed, and what a rule cannot decide it leaves alone: a certified plan is innocent. Pure:
 * the plan and the compiled-in lists data/noise.csv, data/slips.csv and data/municipalities.csv.
 */
#ifndef PLAN_CHECK_H
#define PLAN_CHECK_H

#include "plan/plan.h"

struct plan_rule {
	const char *id; /* "target-beyond-baseline"; its sentences are "plan.<id>" or "plan.<id>.<which>" */
	enum severity severity;
	const char *source; /* section of FACTS */
};

/* The i-th rule, in the order in which findings come; NULL behind the last. */
const struct plan_rule *plan_rule_at(size_t i);

/* Adds the findings to *out, rule by rule, within a rule in the plan's order. Texts lie in the arena. */
void plan_check(struct arena *a, const struct plan *plan, remark_list *out);

#endif
