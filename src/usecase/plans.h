/* usecase/plans.h - the plans that a store holds, and which of them is meant.
 *
 * A store holds several plans, each with versions (認定, 変更認定, 軽微な変更). A plan is in force on a day from the
 * certification of its first version (where the day is not known: always) to the end of its period (where it has none:
 * for ever).
 */
#ifndef USECASE_PLANS_H
#define USECASE_PLANS_H

#include "plan/plan.h"
#include "usecase/context.h"

struct plan_version {
	struct text plan;      /* its id */
	int64_t version;       /* 1, 2, ... */
	struct text kind;      /* certified, change, minor */
	struct date certified; /* year 0: not known */
	struct text change_of, title, source_name, format;
	struct date from, to;     /* of the plan's period; year 0: not written as a date */
	struct hash source, read; /* blobs: the bytes as given, the plan as JSON */
	bool invented;
	int64_t event; /* that adopted it */
};

/* All versions of all plans, by plan id, then version. */
typedef LIST(struct plan_version) plan_version_list;

/* Reads those that events 1..at_event made; 0: all. */
MUST_CHECK bool plans_read(plan_version_list *out, struct context *c, int64_t at_event, struct err *err);

/* Whether its plan is in force on that day, and this is the version that then holds. */
bool plan_version_stands(const plan_version_list *all, const struct plan_version *v, struct date day);

/* Chooses a plan and returns its latest version, certified on `day` or before (year 0: whenever). id empty: c->plan,
 * else the one plan in force on `today`; where none is, the one that ended last; where several are, ERR_USAGE lists
 * them. ERR_INPUT: no such plan, no plan at all, not certified yet on that day. */
MUST_CHECK bool plans_choose(const struct plan_version **chosen, const plan_version_list *all, struct context *c,
			     struct text id, struct date today, struct date known_at, struct err *err);

/* The version in force at the end of a period, by which a value of that period is judged: the last one of the same plan
 * that was certified by then, else the first. `latest` itself bounds it: no version after it counts. */
const struct plan_version *plans_version_at(const plan_version_list *all, const struct plan_version *latest,
					    struct date day);

/* The plan of a version, from its blob. */
MUST_CHECK bool plan_of_version(struct plan *plan, struct context *c, const struct plan_version *v, struct err *err);

/* Today in Japan. */
struct date context_today(const struct context *c);
/* ERR_INPUT: a day after today, on which nobody knows anything yet. A month that has begun will do; year 0 as well. */
MUST_CHECK bool known_at_is_past(const struct context *c, struct date known_at, struct err *err);

#endif
