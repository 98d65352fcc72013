/* target/rubric_numbers.c - the figures that rubrics compare, each with the reason for which it may not exist. */
#include <math.h>

#include "target/rubric.h"

struct figures {
	const struct judge_input *in;
	const struct verdict *v;
	double x, b, T;
	bool has_x, has_b, has_T; /* has_T: one number, not a range */
	int dir;
};

static struct figures figures_of(const struct judge_input *in, const struct verdict *v)
{
	bool from_zero = in->has_target && in->target.cumulative;

	return (struct figures){ .in = in,
				 .v = v,
				 .has_x = in->actual.has_value,
				 .x = decimal_double(in->actual.value),
				 .has_b = from_zero || in->baseline.has_value,
				 .b = from_zero ? 0 : decimal_double(in->baseline.value),
				 .has_T = v->has_target && !v->has_target_high,
				 .T = decimal_double(v->target),
				 .dir = v->better == BETTER_UP     ? 1
					: v->better == BETTER_DOWN ? -1
								   : 0 };
}

static const char *progress(const struct figures *f, double *out)
{
	*out = f->v->progress;
	return f->v->has_progress ? NULL : "target.grade.no-progress";
}

static const char *elapsed(const struct figures *f, double *out)
{
	*out = f->v->elapsed;
	return f->v->has_elapsed ? NULL : "target.grade.no-elapsed";
}

/* Pro rata as towns do it, 20/40/60/80/100 %: by whole years where all three periods are years of one kind, else by
 * days. By days half of four years would be 50.03 % because of a leap year, and half of the way at half of the time
 * below 100 %. */
static double pro_rata(const struct figures *f)
{
	struct period tb = f->in->baseline.period, t = f->in->actual.period, due = f->v->due;
	double share;

	if (tb.kind == PERIOD_DATE || t.kind != tb.kind || due.kind != tb.kind || due.year <= tb.year)
		return f->v->elapsed;
	share = (double)(t.year - tb.year) / (due.year - tb.year);
	return share > 1 ? 1 : share;
}

static const char *pace(const struct figures *f, double *out)
{
	if (!f->v->has_progress)
		return "target.grade.no-progress";
	if (!f->v->has_elapsed)
		return "target.grade.no-elapsed";
	if (!(pro_rata(f) > 0))
		return "target.grade.no-time-gone";
	*out = f->v->progress / pro_rata(f);
	return isfinite(*out) ? NULL : "target.grade.no-time-gone";
}

/* Meaningful only where both numbers are positive: -5 of a target of -10 is not half of it. */
static const char *share_of_target(const struct figures *f, bool has, double y, double *out)
{
	if (!has || !f->has_T || !f->dir)
		return "target.grade.no-ratio";
	if (!(f->T > 0) || y < 0 || (f->dir < 0 && y == 0))
		return "target.grade.ratio-of-zero-or-negative";
	*out = f->dir > 0 ? y / f->T : f->T / y;
	return NULL;
}

static const char *ratio(const struct figures *f, double *out)
{
	return share_of_target(f, f->has_x, f->x, out);
}

static const char *baseline_ratio(const struct figures *f, double *out)
{
	return share_of_target(f, f->has_b, f->b, out);
}

static const char *change_of(const struct figures *f, bool has, double y, double *out)
{
	if (!has || !f->has_b || !f->dir)
		return "target.grade.no-change";
	if (f->b == 0)
		return "target.grade.change-of-zero";
	*out = f->dir * (y - f->b) / fabs(f->b);
	return NULL;
}

static const char *change(const struct figures *f, double *out)
{
	return change_of(f, f->has_x, f->x, out);
}

static const char *target_change(const struct figures *f, double *out)
{
	return change_of(f, f->has_T, f->T, out);
}

static const char *gain(const struct figures *f, double *out)
{
	if (!f->has_x || !f->has_b || !f->dir)
		return "target.grade.no-change";
	*out = f->dir * (f->x - f->b);
	return NULL;
}

static const char *margin(const struct figures *f, double *out)
{
	if (!f->has_x || !f->has_T || !f->dir)
		return "target.grade.no-margin";
	*out = f->dir * (f->x - f->T);
	return NULL;
}

/* By the number of the years where both are years of one kind, as the method is published, else by days. */
static double years_between(struct period from, struct period to)
{
	if (from.kind == to.kind && from.kind != PERIOD_DATE)
		return to.year - from.year;
	return (period_middle(to) - period_middle(from)) / 365.2425;
}

/* CAGR_o = (x/b)^(1/(t - tb)) - 1, CAGR_r = (T/b)^(1/(tT - tb)) - 1, dir * CAGR_o / |CAGR_r| (Open SDG platform, after
 * Statistics Canada and Eurostat). */
static const char *growth(const struct figures *f, double *out)
{
	struct period tb = f->in->baseline.period, t = f->in->actual.period, due = f->v->due;
	double years, all_years, observed, required;

	if (!f->has_x || !f->has_b || !f->has_T || !f->dir)
		return "target.grade.no-margin";
	if (tb.kind == PERIOD_NONE || t.kind == PERIOD_NONE || due.kind == PERIOD_NONE)
		return "target.grade.no-elapsed";
	years = years_between(tb, t);
	all_years = years_between(tb, due);
	if (!(years > 0) || !(all_years > 0))
		return "target.grade.no-time-gone";
	if (f->b == 0 || f->x == 0 || f->T == 0)
		return "target.grade.growth-of-zero";
	if (f->x / f->b < 0 || f->T / f->b < 0)
		return "target.grade.growth-sign-change";
	if (f->T == f->b)
		return "target.grade.growth-not-required";
	observed = pow(f->x / f->b, 1 / years) - 1;
	required = pow(f->T / f->b, 1 / all_years) - 1;
	/* Below zero the compound factor shrinks when the figure rises: the sign of b turns it right. */
	*out = f->dir * (f->b < 0 ? -1 : 1) * observed / fabs(required);
	return isfinite(*out) ? NULL : "target.grade.growth-not-required";
}

static const struct {
	const char *name;
	const char *(*make)(const struct figures *f, double *out);
} numbers[NUMBER_COUNT] = {
	[NUMBER_PROGRESS] = { "progress", progress },
	[NUMBER_ELAPSED] = { "elapsed", elapsed },
	[NUMBER_PACE] = { "pace", pace },
	[NUMBER_RATIO] = { "ratio", ratio },
	[NUMBER_BASELINE_RATIO] = { "baseline_ratio", baseline_ratio },
	[NUMBER_CHANGE] = { "change", change },
	[NUMBER_TARGET_CHANGE] = { "target_change", target_change },
	[NUMBER_GAIN] = { "gain", gain },
	[NUMBER_MARGIN] = { "margin", margin },
	[NUMBER_GROWTH] = { "growth", growth },
};

const char *rubric_number_name(enum rubric_number n)
{
	return numbers[n].name;
}

bool rubric_number_of(enum rubric_number n, const struct judge_input *in, const struct verdict *v, double *value,
		      const char **why)
{
	struct figures f = figures_of(in, v);
	const char *reason = numbers[n].make(&f, value);

	if (why)
		*why = reason;
	return reason == NULL;
}
