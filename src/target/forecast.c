#include "target/forecast.h"

#include <math.h>
#include <stdlib.h>

#include "target/judge_parts.h"

const char *forecast_method_name(enum forecast_method m)
{
	return m == FORECAST_LEVEL ? "level" : m == FORECAST_LOG ? "log" : NULL;
}

/* ---- Student's t ---- */

/* ln of the gamma function for x > 0; Lanczos with g = 7 and 9 terms (Godfrey 2001), about 15 digits. Own code because
 * lgamma() writes the global signgam. */
static double log_gamma(double x)
{
	static const double c[] = { 0.99999999999980993,  676.5203681218851,     -1259.1392167224028,
				    771.32342877765313,   -176.61502916214059,   12.507343278686905,
				    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7 };
	double sum = c[0], t = x + 6.5;

	for (int i = 1; i < 9; i++)
		sum += c[i] / (x - 1 + i);
	return 0.91893853320467274178 + (x - 0.5) * log(t) - t + log(sum);
}

static double nonzero(double d)
{
	return fabs(d) < 1e-300 ? 1e-300 : d;
}

/* The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method as modified by Thompson and
 * Barnett; converges fast for x < (a + 1)/(a + b + 2). */
static double beta_fraction(double a, double b, double x)
{
	double c = 1, d = 1 / nonzero(1 - (a + b) * x / (a + 1)), h = d;

	for (int m = 1; m <= 500; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), step;

		d = 1 / nonzero(1 + even * d);
		c = nonzero(1 + even / c);
		h *= d * c;
		d = 1 / nonzero(1 + odd * d);
		c = nonzero(1 + odd / c);
		step = d * c;
		h *= step;
		if (fabs(step - 1) < 1e-15)
			break;
	}
	return h;
}

/* I_x(a, b) */
static double incomplete_beta(double a, double b, double x)
{
	double front;

	if (x <= 0 || x >= 1)
		return x <= 0 ? 0 : 1;
	front = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(a, b, x) / a;
	return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double student_cdf(double t, double df)
{
	double tail;

	if (isnan(t))
		return 0.5;
	if (!(df >= 1))
		df = 1;
	if (isinf(t) || t * t > 1e300)
		return t < 0 ? 0 : 1;
	/* P(T > |t|) = I_{df/(df+t²)}(df/2, 1/2) / 2 (DLMF 8.17; Abramowitz & Stegun 26.7.1) */
	tail = 0.5 * incomplete_beta(df / 2, 0.5, df / (df + t * t));
	return t < 0 ? tail : 1 - tail;
}

static double student_density(double t, double df)
{
	return exp(log_gamma((df + 1) / 2) - log_gamma(df / 2) - (df + 1) / 2 * log1p(t * t / df)) /
	       sqrt(df * 3.14159265358979323846);
}

double student_quantile(double p, double df)
{
	double t = 0;

	if (!(p > 0 && p < 1))
		return 0;
	if (p < 0.5)
		return -student_quantile(1 - p, df);
	if (!(df >= 1))
		df = 1;
	/* Newton's method from 0. The function is concave above 0, so every tangent meets p on the near side of the
	 * answer: the steps go upwards only and cannot overshoot, and the end is where they no longer do. */
	for (int i = 0; i < 200; i++) {
		double step = (p - student_cdf(t, df)) / student_density(t, df);

		if (!(step > 1e-15 * t))
			break;
		t += step;
	}
	return t;
}

/* ---- the line ---- */

struct line {
	size_t n;
	double mean_x, mean_y, slope, sxx, s; /* s: residual standard deviation */
};

static double year_of(struct period p)
{
	return period_middle(p) / 365.2425;
}

static int by_period(const void *a, const void *b)
{
	return period_cmp(((const struct forecast_point *)a)->period, ((const struct forecast_point *)b)->period);
}

/* One a period, by period, those before the due period only: what the line foresees must not know the answer. */
static struct forecast_point *choose(struct arena *a, struct period due, const struct forecast_point *points, size_t *n)
{
	struct forecast_point *all = arena_array(a, *n + 1, sizeof *all);
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		size_t k = 0;

		if (points[i].period.kind == PERIOD_NONE ||
		    (due.kind != PERIOD_NONE && period_middle(points[i].period) >= period_middle(due)))
			continue;
		while (k < kept && !period_eq(all[k].period, points[i].period))
			k++;
		all[k] = points[i];
		kept += k == kept;
	}
	qsort(all, kept, sizeof *all, by_period);
	*n = kept;
	return all;
}

/* Least squares. `digit`: the last digit as written, on the scale of y; the residual deviation is at least that of
 * rounding (digit/sqrt 12), so that four values on one line do not claim certainty. */
static bool fit(struct line *l, const double *x, const double *y, size_t n, double digit)
{
	double sxy = 0, rss = 0;

	*l = (struct line){ .n = n };
	for (size_t i = 0; i < n; i++) {
		l->mean_x += x[i] / (double)n;
		l->mean_y += y[i] / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		l->sxx += (x[i] - l->mean_x) * (x[i] - l->mean_x);
		sxy += (x[i] - l->mean_x) * (y[i] - l->mean_y);
	}
	if (!(l->sxx > 1e-6))
		return false;
	l->slope = sxy / l->sxx;
	for (size_t i = 0; i < n; i++) {
		double rest = y[i] - l->mean_y - l->slope * (x[i] - l->mean_x);

		rss += rest * rest;
	}
	l->s = fmax(sqrt(rss / (double)(n - 2)), digit / sqrt(12));
	return isfinite(l->s) && isfinite(l->slope) && l->s > 0;
}

static double line_at(const struct line *l, double x)
{
	return l->mean_y + l->slope * (x - l->mean_x);
}

/* Standard error of a new value at x. */
static double error_at(const struct line *l, double x)
{
	return l->s * sqrt(1 + 1 / (double)l->n + (x - l->mean_x) * (x - l->mean_x) / l->sxx);
}

/* ---- from the values to the forecast ---- */

struct chance {
	enum forecast_method method;
	double at, error, df;
	double half; /* of the last digit as written */
};

/* P(value <= limit) */
static double below(const struct chance *c, double limit)
{
	if (c->method == FORECAST_LOG) {
		if (limit <= 0)
			return 0;
		limit = log(limit);
	}
	return student_cdf((limit - c->at) / c->error, c->df);
}

static void probability(struct arena *a, struct forecast *f, const struct judge_input *in, const struct chance *c)
{
	struct judge_input alone = *in;
	struct verdict v;
	struct judgement j;
	double high, p;

	alone.actual = (struct measured){ 0 };
	judge_start(&j, a, &v, &alone);
	judge_noise(&j);
	if (!judge_goal(&j) || v.kind == KIND_NONE || v.kind == KIND_DONE)
		return;
	high = wide_double(j.band.high);
	/* No logarithm comes down to 0 (待機児童数 0人); what is written as 0 is anything below half of the last digit.
	 */
	if (c->method == FORECAST_LOG && high == 0)
		high = c->half;
	p = (j.band.has_high ? below(c, high) : 1) - (j.band.has_low ? below(c, wide_double(j.band.low)) : 0);
	f->has_probability = true;
	f->probability = p < 0 ? 0 : p > 1 ? 1 : p;
}

static bool none(struct arena *a, struct forecast *f, const char *id)
{
	f->has = false;
	f->method = FORECAST_NONE;
	f->reason = msg_make(a, id, "n", NUM((int64_t)f->n), "least", NUM(FORECAST_VALUES_MIN), NULL);
	return false;
}

static bool all_positive(const struct forecast_point *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (decimal_sign(p[i].value) <= 0)
			return false;
	return true;
}

/* The coarsest last digit as written. */
static double digit_of(const struct forecast_point *p, size_t n)
{
	double digit = 0;

	for (size_t i = 0; i < n; i++)
		digit = fmax(digit, 2 * decimal_double(decimal_half_last_digit(p[i].value)));
	return digit;
}

static bool draw_line(struct arena *a, struct forecast *f, struct line *l, const struct forecast_point *p)
{
	double *x = arena_array(a, f->n, sizeof *x), *y = arena_array(a, f->n, sizeof *y), size = 0,
	       digit = digit_of(p, f->n);

	f->method = all_positive(p, f->n) ? FORECAST_LOG : FORECAST_LEVEL;
	for (size_t i = 0; i < f->n; i++) {
		double value = decimal_double(p[i].value);

		x[i] = year_of(p[i].period);
		y[i] = f->method == FORECAST_LOG ? log(value) : value;
		size += y[i] / (double)f->n;
	}
	return fit(l, x, y, f->n, f->method == FORECAST_LOG ? digit / exp(size) : digit);
}

static bool foresee(struct forecast *f, const struct chance *c)
{
	double margin = student_quantile(0.975, c->df) * c->error;

	f->value = c->at;
	f->low = c->at - margin;
	f->high = c->at + margin;
	if (c->method == FORECAST_LOG) {
		f->value = exp(f->value);
		f->low = exp(f->low);
		f->high = exp(f->high);
	}
	return isfinite(f->low) && isfinite(f->value) && isfinite(f->high) && fabs(f->low) < 1e30 &&
	       fabs(f->high) < 1e30;
}

static bool due_is_known(struct period due, const struct forecast_point *points, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (period_eq(points[i].period, due))
			return true;
	return false;
}

void forecast_make(struct arena *a, struct forecast *f, const struct judge_input *in, struct period due,
		   const struct forecast_point *points, size_t n)
{
	bool known = due_is_known(due, points, n);
	struct forecast_point *p;
	struct line l;
	struct chance c;

	*f = (struct forecast){ .at = due };
	p = choose(a, due, points, &n);
	f->n = n;
	if (due.kind == PERIOD_NONE) {
		none(a, f, "target.forecast.no-due");
		return;
	}
	/* A line through running sums may lie below the sum that is reached already, which cannot come true. */
	if (in->has_target && in->target.cumulative) {
		none(a, f, "target.forecast.running-sum");
		return;
	}
	if (n < FORECAST_VALUES_MIN) {
		none(a, f, "target.forecast.too-few");
		return;
	}
	if (!draw_line(a, f, &l, p)) {
		none(a, f, "target.forecast.no-line");
		return;
	}
	c = (struct chance){ f->method, line_at(&l, year_of(due)), error_at(&l, year_of(due)), (double)(n - 2),
			     digit_of(p, n) / 2 };
	if (!foresee(f, &c)) {
		*f = (struct forecast){ .at = due, .n = n };
		none(a, f, "target.forecast.runs-away");
		return;
	}
	f->has = true;
	probability(a, f, in, &c);
	f->reason = msg_make(
		a,
		known ? (f->method == FORECAST_LOG ? "target.forecast.log.known" : "target.forecast.level.known")
		: f->method == FORECAST_LOG ? "target.forecast.log"
					    : "target.forecast.level",
		"n", NUM((int64_t)n), "from", judge_period_en(a, p[0].period), "to",
		judge_period_en(a, p[n - 1].period), "from_ja", judge_period_ja(a, p[0].period), "to_ja",
		judge_period_ja(a, p[n - 1].period), NULL);
}
