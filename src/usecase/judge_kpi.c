/* The plan says what it promised, a person what the plan leaves open, the log what was measured. Where two of them
 * speak of the same (which period, which way is better), the person's word goes before the plan's, and that before a
 * guess. */
#include "usecase/judge_kpi.h"

#include <stdlib.h>

#include "usecase/said.h"

struct text setting_of(const struct report_kpi *k, const char *name)
{
	for (size_t i = 0; i < k->settings.n; i++)
		if (text_is(k->settings.at[i].name, name))
			return k->settings.at[i].value;
	return (struct text){ NULL, 0 };
}

/* Settings were checked when they were recorded; one that does not read is as if it were not there. */
static bool setting_decimal(struct decimal *d, const struct report_kpi *k, const char *name)
{
	return decimal_parse(d, setting_of(k, name), NULL);
}

static int64_t setting_count(const struct report_kpi *k, const char *name)
{
	struct decimal d;

	return setting_decimal(&d, k, name) ? d.coefficient : 0;
}

static void setting_period(struct period *p, const struct report_kpi *k, const char *name)
{
	struct period said;

	if (period_parse(&said, setting_of(k, name), NULL))
		*p = said;
}

/* A person's word, else what most values are: one that was entered for the wrong kind of year moves no due period. */
static enum period_kind counted_by(const struct report_kpi *k, const value_list *best)
{
	enum period_kind said = period_kind_said(setting_of(k, "measured_by")), most = PERIOD_NONE;
	size_t n[PERIOD_DATE + 1] = { 0 };

	if (said != PERIOD_NONE)
		return said;
	for (size_t i = 0; i < best->n; i++)
		n[best->at[i]->period.kind]++;
	/* Of as many of either, the latest value's: looked at last. */
	for (size_t i = 0; i < best->n; i++)
		if (n[best->at[i]->period.kind] >= n[most])
			most = best->at[i]->period.kind;
	return most;
}

/* a replaces b as the value of their period. */
static bool counts_before(const struct report_value *a, const struct report_value *b)
{
	int order;

	if (a->state != b->state)
		return a->state > b->state;
	order = date_cmp(date_last(a->published), date_last(b->published));
	return order ? order > 0 : a->event > b->event;
}

void best_values(value_list *best, struct arena *a, const struct report_kpi *k)
{
	for (size_t i = 0; i < k->values.n; i++) {
		const struct report_value *v = &k->values.at[i];
		const struct report_value **last = best->n ? &best->at[best->n - 1] : NULL;

		if (v->superseded_by || v->period.kind == PERIOD_NONE)
			continue;
		if (!last || !period_eq((*last)->period, v->period))
			*LIST_ADD(a, best) = v; /* NOLINT(bugprone-sizeof-expression): a list of pointers */
		else if (counts_before(v, *last))
			*last = v;
	}
}

/* Whether a value of `measured` stands for the written period: the same, or the same year counted otherwise. */
static bool same_time(struct period written, struct period measured)
{
	if (written.kind == PERIOD_DATE && measured.kind != PERIOD_DATE)
		return date_cmp(period_first(measured), written.date) <= 0 &&
		       date_cmp(written.date, period_last(measured)) <= 0;
	if (measured.kind == PERIOD_DATE && written.kind != PERIOD_DATE)
		return date_cmp(period_first(written), measured.date) <= 0 &&
		       date_cmp(measured.date, period_last(written)) <= 0;
	return period_eq(written, measured) ||
	       (written.kind != PERIOD_DATE && measured.kind != PERIOD_DATE && written.year == measured.year);
}

/* The series at the baseline's period; where the plan names none, the first point that equals the baseline says which
 * was meant. */
static void compare_series(struct judge_input *in, const value_list *best)
{
	struct period period = in->baseline.period;

	for (size_t i = 0; i < best->n && in->baseline.has_value; i++) {
		const struct report_value *v = best->at[i];
		bool meant = period.kind == PERIOD_NONE ? decimal_eq(v->value, in->baseline.value)
							: same_time(period, v->period);

		if (!meant)
			continue;
		in->has_series_baseline = true;
		in->series_baseline = v->value;
		in->series_period = v->period;
		return;
	}
}

static enum better better_said(const struct report_kpi *k)
{
	struct text said = setting_of(k, "better");

	if (text_is(said, "up"))
		return BETTER_UP;
	return text_is(said, "down") ? BETTER_DOWN : BETTER_UNKNOWN;
}

static void surveys(struct judge_input *in, const struct report_kpi *k)
{
	struct decimal effect;
	struct survey s = { .n = setting_count(k, "survey_n"), .population = setting_count(k, "survey_population") };

	if (setting_decimal(&effect, k, "survey_design_effect"))
		s.design_effect = decimal_double(effect);
	in->actual.survey = s;
	s.n = setting_count(k, "baseline_survey_n");
	in->baseline.survey = s;
}

/* A target that could not be read is an empty one. */
static bool has_target(const struct target *t)
{
	return t->op != TARGET_REACH || t->has_value || t->compared_with.n > 0;
}

/* The grant layout promises what its years add to 事業開始前: visitors 52,000 and 増加分の累計 12,000 mean 64,000,
 * where taking 12,000 for the target would call every year a success. A baseline of 0, or a person who said how the
 * increments are recorded, leaves the sum as it is. */
static void add_increments(struct judge_input *in, const struct report_kpi *k, const struct plan_kpi *kpi)
{
	struct decimal level;

	if (!kpi->increments.n || !in->target.cumulative || !in->target.has_value || !in->baseline.has_value ||
	    decimal_sign(in->baseline.value) == 0 || setting_of(k, "recorded_as").n ||
	    !decimal_add(&level, in->baseline.value, in->target.value, NULL))
		return;
	in->has_increment = true;
	in->increment = in->target.value;
	in->target.value = level;
	in->target.cumulative = false;
}

void judge_input_of(struct judge_input *in, const struct report_kpi *k, const struct plan_kpi *kpi,
		    const value_list *best)
{
	struct decimal tolerance;

	*in = (struct judge_input){
		.baseline = { .has_value = kpi->baseline.has_value,
			      .value = kpi->baseline.value,
			      .period = kpi->baseline.period },
		.unit = kpi->unit,
		.has_target = has_target(&kpi->target.is),
		.target = kpi->target.is,
		.due = kpi->target.due,
		.counted_by = counted_by(k, best),
		.better = kpi->better,
		.better_from = kpi->better_from,
		.definition_settled = setting_of(k, "definition").n > 0,
	};
	if (better_said(k) != BETTER_UNKNOWN) {
		in->better = better_said(k);
		in->better_from = BETTER_FROM_PERSON;
	}
	setting_period(&in->baseline.period, k, "baseline_period");
	setting_period(&in->due, k, "due");
	in->baseline.base_year = setting_of(k, "base_year");
	in->has_noise = setting_decimal(&in->noise, k, "noise");
	in->has_keep_tolerance = setting_decimal(&in->keep_tolerance, k, "keep_tolerance");
	in->has_tolerance = setting_decimal(&tolerance, k, "tolerance");
	if (in->has_tolerance)
		in->tolerance = decimal_double(tolerance);
	surveys(in, k);
	compare_series(in, best);
	in->summed = text_is(setting_of(k, "recorded_as"), "yearly");
	/* Who says that years are to be added says what the target is: a sum. */
	in->target.cumulative |= in->summed;
	add_increments(in, k, kpi);
}

static const struct report_value *value_at(const value_list *best, struct period p)
{
	for (size_t i = 0; i < best->n; i++)
		if (period_eq(best->at[i]->period, p))
			return best->at[i];
	return NULL;
}

static bool is_year(struct period p)
{
	return p.kind == PERIOD_FY || p.kind == PERIOD_CY;
}

static int first_year(const struct judge_input *in, struct date start)
{
	enum period_kind kind = in->actual.period.kind;
	int first = !start.year ? 0 : kind == PERIOD_FY ? date_fiscal_year(start) : start.year;

	if (is_year(in->baseline.period) && in->baseline.period.year >= first)
		first = in->baseline.period.year + 1;
	return first;
}

bool sum_years(struct judge_input *in, struct date start, const value_list *best)
{
	struct period p = in->actual.period;
	struct decimal sum = decimal_of(0);
	int first = is_year(p) ? first_year(in, start) : 0;

	if (!in->summed || !first)
		return true;
	if (first > in->actual.period.year)
		return false;
	p.year = (int16_t)first;
	in->summed_from = p;
	for (; p.year <= in->actual.period.year; p.year++) {
		const struct report_value *v = value_at(best, p);

		if (v && decimal_add(&sum, sum, v->value, NULL))
			continue;
		in->sum_misses = p;
		return true;
	}
	in->actual.value = sum;
	return true;
}

static int month_count(struct date d)
{
	return d.year * 12 + d.month - 1;
}

struct date next_publication(const value_list *best)
{
	const struct report_value *last = best->n ? best->at[best->n - 1] : NULL;
	const struct report_value *before = best->n > 1 ? best->at[best->n - 2] : NULL;
	int lag, next;

	/* One publication says nothing about the next, and neither do two that took unequally long. */
	if (!before || !last->published.year || !before->published.year)
		return (struct date){ 0 };
	lag = month_count(last->published) - month_count(period_last(last->period));
	if (lag != month_count(before->published) - month_count(period_last(before->period)))
		return (struct date){ 0 };
	next = month_count(period_last(last->period)) + 12 + lag;
	return (struct date){ (int16_t)(next / 12), (int8_t)(next % 12 + 1), 0 };
}
