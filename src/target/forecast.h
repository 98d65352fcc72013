/* target/forecast.h - where a KPI will stand at its due period, and how likely its target is reached.
 *
 * A straight line by least squares through the values before the due period: on the logarithm where all are positive,
 * else on the level; prediction interval by Student's t with n - 2 degrees of freedom. A line and no more: with four to
 * ten yearly values anything richer fits the noise. Where the due value is already recorded, the line is what the
 * values before it foresaw. Method and limits: docs/methods/forecast.md. Pure: no I/O, no globals.
 */
#ifndef TARGET_FORECAST_H
#define TARGET_FORECAST_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/msg.h"
#include "target/judge.h"

enum { FORECAST_VALUES_MIN = 4 };

enum forecast_method { FORECAST_NONE, FORECAST_LEVEL, FORECAST_LOG };
const char *forecast_method_name(enum forecast_method m); /* "level", "log"; NULL for none */

struct forecast {
	bool has; /* false: reason says why there is none */
	enum forecast_method method;
	size_t n;                /* values used (also counted where there is no forecast) */
	struct period at;        /* the due period that it is about */
	double value, low, high; /* fitted value and 95 % prediction interval; finite, low <= value <= high */
	bool has_probability;    /* false where the target is no condition on a number */
	double probability;      /* of reaching the target, 0 to 1 */
	struct msg reason;       /* never without an id: how it was made, or why it was not */
};

/* One value a period; any order; a period that comes twice counts once (the last given). */
struct forecast_point {
	struct period period;
	struct decimal value;
};

/* How likely the line through the points meets `in`'s target at `due` (as target_judge translated it: verdict.due).
 * Of `in`, target, baseline and better are read. Never NaN. */
void forecast_make(struct arena *a, struct forecast *f, const struct judge_input *in, struct period due,
		   const struct forecast_point *points, size_t n);

/* Student's t: P(T <= t) and its inverse; df >= 1. For tests and for publish/. */
double student_cdf(double t, double df);
double student_quantile(double p, double df); /* 0 < p < 1 */

#endif
