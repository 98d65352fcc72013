/* target/judge_parts.h - what the files of the judgement share (internal to target/).
 *
 * Everything that decides a status is exact: decimals are compared as 128-bit integers at scale 18, so that 60.70
 * reaches 60.7 and 400.0 does not exceed 400 whatever the number of digits. double is only in p, e and the survey's
 * error.
 */
#ifndef TARGET_JUDGE_PARTS_H
#define TARGET_JUDGE_PARTS_H

#include "target/judge.h"

/* A decimal times 10^18; a few of them may be added without overflow. */
__extension__ typedef __int128 wide;
wide wide_of(struct decimal d);
double wide_double(wide w);

/* The target as a condition on x: an interval with open or closed ends, each of which may be absent. */
struct band {
	bool has_low, has_high, low_open, high_open;
	wide low, high;
};
bool band_holds(const struct band *b, wide x);
/* How far x lies outside, 0 on an open end too. */
wide band_distance(const struct band *b, wide x);

/* The judgement while it is made. */
struct judgement {
	struct arena *a;
	const struct judge_input *in;
	struct verdict *v;
	struct band band;
	wide noise;       /* x within it of b: no change */
	struct decimal b; /* the baseline to compare with; 0 of a cumulative target */
	int dir;          /* 1 more is better, -1 less, 0 not known */
	bool has_b, noise_of_survey;
	bool against_wording; /* a person's word and 以上/以下 point opposite ways */
};

/* judge.c: the baseline to compare with, and an empty verdict. */
void judge_start(struct judgement *j, struct arena *a, struct verdict *v, const struct judge_input *in);
/* judge_goal.c: band, kind, dir, target of the verdict. False: undecided, the reason is set. */
bool judge_goal(struct judgement *j);
/* judge_due.c: the due period in the measure's own kind of period, with a remark; and e. */
void judge_due(struct judgement *j);
void judge_elapsed(struct judgement *j);
/* judge_noise.c: noise, significance, intervals. */
void judge_noise(struct judgement *j);

/* judge_say.c */
/* Sets the verdict's reason to that id with every figure that the judgement has: value, baseline, target (of a range
 * 60～65), short, due; up to two more. */
void judge_reason(struct judgement *j, const char *id, const char *name1, const char *value1, const char *name2,
		  const char *value2);
void judge_remark(struct judgement *j, const char *id, const char *name1, const char *value1, const char *name2,
		  const char *value2);
/* ... with from, from_ja, to, to_ja. */
void judge_remark_of_periods(struct judgement *j, const char *id, struct period from, struct period to);
/* 1,655 and -0.5; 47 (per cent). */
const char *judge_number(struct arena *a, struct decimal d);
const char *judge_percent(struct arena *a, double share);
const char *judge_double(struct arena *a, double d, int digits); /* 1,655.0 */
/* With two digits that are not 0, or two behind the point, and no zeros at the end: 771, 2.56, 0.0005. */
const char *judge_size(struct arena *a, double d);
/* 2023年度, 2023年, 2023年10月1日; and FY2023, CY2023, 2023-10-01. */
const char *judge_period_ja(struct arena *a, struct period p);
const char *judge_period_en(struct arena *a, struct period p);

#endif
