/* target/judge_noise.c - how large a change must be to be one.
 *
 * A figure is known to half its last digit. A share from a survey is known less well: standard error
 * sqrt(deff * (N - n)/(N - 1) * P(1 - P)/n), with the finite-population correction and the design effect
 * (docs/FACTS.md 3.5). Of two waves the variances add up. A baseline of unknown n is taken as exact for "no" (a larger
 * error would only confirm it), and gives "unknown" instead of "yes".
 */
#include <math.h>

#include "target/judge_parts.h"

static const double z95 = 1.959963984540054; /* two-sided 95 % of the normal distribution */

/* In points of 100. False: no survey, or the value is no share. */
static bool standard_error(const struct measured *m, double *se)
{
	double p = decimal_double(m->value) / 100, n = (double)m->survey.n, all = (double)m->survey.population;
	double deff = m->survey.design_effect, correction = 1;

	if (!m->has_value || m->survey.n <= 0 || p < 0 || p > 1)
		return false;
	if (!(deff > 0) || !isfinite(deff))
		deff = 1;
	if (m->survey.population > 0)
		correction = all > n && all > 1 ? (all - n) / (all - 1) : 0;
	*se = 100 * sqrt(deff * correction * p * (1 - p) / n);
	return isfinite(*se);
}

static bool interval_of(const struct measured *m, struct interval *i)
{
	double se, x = decimal_double(m->value);

	if (!standard_error(m, &se))
		return false;
	i->low = fmax(0, x - z95 * se);
	i->high = fmin(100, x + z95 * se);
	return true;
}

/* Half the last digit of the coarser figure, or as a person gave it. */
static wide digit_noise(const struct judge_input *in, const struct judgement *j)
{
	const struct decimal *coarse = NULL;

	if (in->has_noise)
		return decimal_sign(in->noise) < 0 ? -wide_of(in->noise) : wide_of(in->noise);
	if (in->actual.has_value)
		coarse = &in->actual.value;
	if (j->has_b && !in->target.cumulative && (!coarse || j->b.scale < coarse->scale))
		coarse = &j->b;
	return coarse ? wide_of(decimal_half_last_digit(*coarse)) : 0;
}

static wide wide_of_double(double d)
{
	return (wide)(int64_t)(fmin(d, 1e9) * 1e9) * 1000000000;
}

void judge_noise(struct judgement *j)
{
	const struct judge_input *in = j->in;
	struct verdict *v = j->v;
	double se_x = 0, se_b = 0, margin, change;
	bool known_x, known_b;

	j->noise = digit_noise(in, j);
	v->has_actual_interval = interval_of(&in->actual, &v->actual_interval);
	v->has_baseline_interval = !in->target.cumulative && interval_of(&in->baseline, &v->baseline_interval);
	if ((in->actual.has_value && in->actual.survey.n > 0 && !v->has_actual_interval) ||
	    (in->baseline.has_value && in->baseline.survey.n > 0 && !v->has_baseline_interval &&
	     !in->target.cumulative))
		judge_remark(j, "target.remark.no-share", NULL, NULL, NULL, NULL);
	known_x = standard_error(&in->actual, &se_x);
	known_b = v->has_baseline_interval && standard_error(&in->baseline, &se_b);
	if ((!known_x && !known_b) || !in->actual.has_value || !j->has_b || in->target.cumulative)
		return;
	margin = z95 * hypot(se_x, se_b);
	change = fabs(wide_double(wide_of(in->actual.value) - wide_of(j->b)));
	v->significant = change <= margin ? TRI_NO : known_x && known_b ? TRI_YES : TRI_UNKNOWN;
	if (!known_x || !known_b)
		judge_remark(j, "target.remark.survey-size-unknown", NULL, NULL, NULL, NULL);
	if (!in->has_noise && wide_of_double(margin) > j->noise) {
		j->noise = wide_of_double(margin);
		j->noise_of_survey = true;
	}
}
