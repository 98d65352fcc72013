/* usecase/judge.h - one judgement without a store: what if? */
#ifndef USECASE_JUDGE_H
#define USECASE_JUDGE_H

#include "target/judge.h"
#include "target/rubric.h"

struct judge_request {
	struct measured baseline, actual; /* periods may be PERIOD_NONE */
	struct text target;               /* as one writes it: 400, 7,000以上, 現状維持; empty: none */
	struct period due;
	struct text name, unit; /* of the KPI; empty: not known. The name may say which way is better */
	enum better better;     /* a person's word; unknown: from target, name, sign */
	enum period_kind counted_by;
	struct date next_published;
	bool has_noise, has_tolerance, has_keep_tolerance, has_series_baseline;
	struct decimal noise, tolerance, keep_tolerance, series_baseline;
	struct text rubric; /* id; empty: no grade */
};

struct judgement {
	struct judge_input in;
	struct verdict verdict;
	struct grade grade; /* without a reason where no rubric was asked for */
};

/* ERR_INPUT: a target that cannot be read, an unknown rubric. */
MUST_CHECK bool judge_once(struct judgement *j, struct arena *a, const struct judge_request *request, struct err *err);

/* The verdict's members, and what it was made from. The caller owns it. */
json_t *judgement_to_json(const struct judgement *j);

#endif
