/* target/judge.h - is a KPI reached, on its way, or failing?
 *
 * One pure, total function: every input gives a status and a reason; never NaN, never an empty reason.
 * Method, the order of the statuses and every edge: docs/methods/target.md.
 */
#ifndef TARGET_JUDGE_H
#define TARGET_JUDGE_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/list.h"
#include "base/msg.h"
#include "target/grammar.h"

enum status {
	STATUS_UNDECIDED,
	STATUS_NOT_YET,
	STATUS_REACHED,
	STATUS_WORSE,
	STATUS_MISSED,
	STATUS_NO_CHANGE,
	STATUS_ON_TRACK,
	STATUS_BEHIND,
	STATUS_COUNT
};
const char *status_name(enum status s); /* "undecided", "not_yet", ... as in JSON */

enum tri { TRI_ABSENT, TRI_NO, TRI_YES, TRI_UNKNOWN };
const char *tri_name(enum tri t); /* "no", "yes", "unknown"; NULL for absent */

/* A share from a survey, for the test against chance. n = 0: not a survey, or not known. */
struct survey {
	int64_t n;            /* answers */
	int64_t population;   /* N, 0: infinite */
	double design_effect; /* 0: 1 */
};

/* A value with its period. */
struct measured {
	bool has_value;
	struct decimal value;
	struct period period;
	struct survey survey;
	struct text base_year; /* 平成27年基準 and the like; empty: none */
};

struct judge_input {
	struct measured baseline;
	struct measured actual; /* has_value false: not_yet */
	struct text unit; /* of the KPI; empty: not known. Tells 10％増加 of a count from 10％増加 of a share */
	bool has_target, has_noise, has_tolerance, has_keep_tolerance, has_series_baseline;
	bool definition_settled; /* a person recorded which definition holds */
	enum better better;
	enum better_from better_from;
	enum period_kind counted_by; /* PERIOD_NONE: as the actual's period, else the baseline's */
	struct target target;
	struct period due;             /* as written: FY2023 */
	struct date next_published;    /* when a value is due to be published; year 0: not known */
	struct decimal noise;          /* half the last digit of baseline or actual (the coarser) where absent */
	struct decimal keep_tolerance; /* of keep targets, in units; the noise where absent */
	double tolerance;              /* of p against e; 0.05 where absent */
	/* The linked series at the baseline's period, where there is one. Where the plan names no period for the
	 * baseline, the first point of the series that equals it, if any, with its period: it says which period was
	 * meant. */
	struct decimal series_baseline;
	struct period series_period; /* NONE: the baseline's */
	/* The linked series does not count at the actual's period what it counted at the baseline's: the remark that
	 * says why (target.break.*). id NULL: no break is known. */
	struct msg broken;
	/* The recorded values are of single years, and actual is their sum from this period on (NONE: it is not known
	 * from which). sum_misses: a year without a value, for which there is no sum. */
	bool summed;
	struct period summed_from, sum_misses;
	/* The target was worked out: what the years add, on top of the baseline. */
	bool has_increment;
	struct decimal increment;
};

struct interval {
	double low, high;
};

/* What sort of condition the target is, seen from the baseline. */
enum target_kind {
	KIND_NONE,  /* not known */
	KIND_UP,    /* reach upward: p is the share of the way */
	KIND_DOWN,  /* reach downward */
	KIND_FLOOR, /* the baseline is already there (494, target 400, more is better): it must go on holding; no p */
	KIND_CEILING,
	KIND_RANGE,
	KIND_KEEP,
	KIND_DIRECTION, /* 増加 without a number */
	KIND_DONE,      /* 策定: a value other than 0 says that it is done */
	KIND_COUNT
};
const char *target_kind_name(enum target_kind k); /* "up", "floor", ...; NULL for none */

struct verdict {
	enum status status;
	struct msg reason; /* never without an id */
	bool final;        /* the due period's value */
	bool has_progress, has_elapsed;
	double progress, elapsed; /* p and e of docs/methods/target.md */
	bool has_short_by;
	struct decimal short_by; /* target - value, in the direction that is missing: positive means missing */
	enum tri comparable, significant;
	bool has_baseline_interval, has_actual_interval;
	struct interval baseline_interval, actual_interval; /* 95 %, of shares from a survey */
	struct period due;                                  /* translated: CY2023 for a measure of calendar years */
	enum better better; /* as judged by: the input's, or the one that the target itself implies */
	enum better_from better_from;
	/* What was judged against, where it is a number (T): the target's value, or worked out (10％増加, 現状以上); of
	 * a range its ends; of 維持 what is kept. */
	bool has_target, has_target_high;
	struct decimal target, target_high;
	enum target_kind kind;
	LIST(struct msg) remarks; /* due period translated, direction from the sign, ... */
};

/* Judges; texts of the reasons lie in the arena. */
void target_judge(struct arena *a, struct verdict *v, const struct judge_input *in);

#endif
