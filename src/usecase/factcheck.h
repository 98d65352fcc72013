/* usecase/factcheck.h - chapter 4's figures against the statistics that the store holds. */
#ifndef USECASE_FACTCHECK_H
#define USECASE_FACTCHECK_H

#include "people/factcheck.h"
#include "plan/claims.h"
#include "usecase/area_trend.h"
#include "usecase/plans.h"

struct factcheck_request {
	struct text plan; /* id; empty: the one in force */
	struct text area; /* empty: of the plan's authors, all together */
	struct date today, known_at;
	int64_t at_event; /* 0: now */
};

struct checked_claim {
	struct claim claim;
	struct fact_answer answer;
};

struct factcheck {
	const struct plan_version *version;
	struct area_trend of;
	LIST(struct checked_claim) claims; /* in the order of the text */
	remark_list unread;                /* what chapter 4 says and could not be read as a claim */
	size_t n[FACT_NO_SOURCE + 1];      /* claims by verdict */
};

/* ERR_INPUT: no such plan; the plan's authors are no area that is known (then one is to be given). */
MUST_CHECK bool factcheck(struct factcheck *out, struct context *c, const struct factcheck_request *q, struct err *err);

/* The caller owns it. */
json_t *factcheck_to_json(const struct factcheck *f);

#endif
