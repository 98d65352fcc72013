/* usecase/adopt.h - a certified plan, or a certified change of one, goes into the store. */
#ifndef USECASE_ADOPT_H
#define USECASE_ADOPT_H

#include "usecase/context.h"
#include "usecase/kpis.h"
#include "usecase/plan_file.h"

enum { PLAN_ID_MAX = 64 };

struct adopt_request {
	const struct plan_file *file;
	struct text plan;      /* id, [a-z0-9-]; empty: made from the municipality's code and the first fiscal year */
	struct text kind;      /* certified, change, minor; empty: certified, of a change (change_of) change */
	struct text change_of; /* the plan that is changed; empty: with kind change or minor, `plan`, else the only one
				  in force */
	struct date certified; /* year 0: not known */
	bool invented;         /* of an invented town: every page says so */
	int64_t approves;      /* the draft that this carries out (usecase/review_act.h); 0: none */
};

struct adopt_result {
	struct text plan;
	int64_t version, event;
	int64_t draft; /* not 0: drafted by an account; another one has to approve it (sosei review approve). Never of a
			  store's first plan */
	bool unchanged;     /* these bytes stand there already, as that version: nothing was written */
	key_kept_list kept; /* of a change: KPIs that the text counts otherwise (usecase/kpis.h) */
};

/* The same bytes again change nothing, but where their day of certification was not known and comes now: then they are
 * the next version. ERR_INPUT: an id that is none, certified after today or after the plan's end, nothing to change,
 * half a plan; ERR_CONFLICT: a plan of that id is there, or without an id one of the same title. */
MUST_CHECK bool adopt_plan(struct adopt_result *result, struct context *c, const struct adopt_request *request,
			   struct err *err);

#endif
