/* A KPI's chart: baseline, target, values and forecast as the verdict saw them, never read anew from the plan, so that
 * picture and verdict cannot differ. Its description says in words what the picture shows. */
#include <math.h>

#include "draw/chart.h"
#include "publish/pages.h"
#include "publish/words.h"

/* Days since 1970 as years, so that 2019.5 is the middle of 2019. */
static double year_of(struct period p)
{
	return 1970 + period_middle(p) / 365.2425;
}

static struct chart_point point(struct doc *d, struct period when, struct decimal value)
{
	return (struct chart_point){ .x = year_of(when),
				     .y = decimal_double(value),
				     .label = words_period(d->arena, d->lang, when),
				     .value = words_decimal(d->arena, value) };
}

static enum chart_goal goal_of(const struct verdict *v)
{
	switch (v->kind) {
	case KIND_UP:
		return CHART_GOAL_UP;
	case KIND_DOWN:
		return CHART_GOAL_DOWN;
	case KIND_FLOOR:
		return CHART_GOAL_FLOOR;
	case KIND_CEILING:
		return CHART_GOAL_CEILING;
	case KIND_RANGE:
	case KIND_KEEP:
		return CHART_GOAL_BAND;
	default:
		return CHART_GOAL_NONE;
	}
}

static void set_band(struct line_chart *c, const struct report_kpi *k)
{
	const struct target *t = &k->kpi->target.is;
	const struct judge_input *in = &k->judged;

	if (k->verdict.kind == KIND_RANGE && k->verdict.has_target_high) {
		c->band_low = decimal_double(k->verdict.target);
		c->band_high = decimal_double(k->verdict.target_high);
		return;
	}
	if (t->op == TARGET_KEEP && k->verdict.has_target) {
		double middle = decimal_double(k->verdict.target), half = 0;

		if (t->has_tolerance)
			half = decimal_double(t->tolerance);
		else if (in->has_keep_tolerance)
			half = decimal_double(in->keep_tolerance);
		c->band_low = middle - half;
		c->band_high = middle + half;
		return;
	}
	c->goal = CHART_GOAL_NONE;
}

static void set_target(struct doc *d, struct line_chart *c, const struct report_kpi *k)
{
	struct period due = k->verdict.due.kind ? k->verdict.due : k->kpi->target.due;

	if (!k->verdict.has_target || !due.kind)
		return;
	c->has_target = true;
	c->target = point(d, due, k->verdict.target);
	if (k->verdict.kind == KIND_RANGE)
		c->target.value = k->kpi->target.wording;
	c->target.value = doc_words(d, "publish.chart-target", "value", text_z(d->arena, c->target.value), NULL);
	c->goal = goal_of(&k->verdict);
	if (c->goal == CHART_GOAL_BAND)
		set_band(c, k);
}

static void set_forecast(struct doc *d, struct line_chart *c, const struct report_kpi *k)
{
	const struct forecast *f = &k->forecast;

	/* Beside the due value itself a forecast of it says nothing. */
	if (!f->has || (k->latest && k->verdict.final))
		return;
	c->has_forecast = true;
	c->forecast.x = year_of(f->at);
	c->forecast.y = f->value;
	c->forecast.label = words_period(d->arena, d->lang, f->at);
	c->forecast_low = f->low;
	c->forecast_high = f->high;
}

static void set_points(struct doc *d, struct line_chart *c, const struct report_kpi *k)
{
	size_t fiscal = 0;

	for (size_t i = 0; i < k->points.n; i++) {
		struct chart_point *p = LIST_ADD(d->arena, &c->points);

		*p = point(d, k->points.at[i].value.period, k->points.at[i].value.value);
		p->open = k->points.at[i].value.state != STATE_FINAL;
		fiscal += k->points.at[i].value.period.kind == PERIOD_FY;
	}
	c->year_start = k->points.n && fiscal * 2 < k->points.n ? 0 : 0.25;
	if (k->kpi->baseline.has_value && k->baseline_period.kind) {
		c->has_baseline = true;
		/* The way to a sum begins at nought, whatever was counted before the plan. */
		c->baseline = point(d, k->baseline_period,
				    k->judged.target.cumulative ? decimal_of(0) : k->kpi->baseline.value);
		c->baseline.value =
			doc_words(d, "publish.chart-baseline", "value", text_z(d->arena, c->baseline.value), NULL);
	}
}

static void set_words(struct doc *d, struct line_chart *c)
{
	c->word_actual = doc_label(d, "publish.chart-key-actual");
	c->word_open = doc_label(d, "publish.chart-key-open");
	c->word_baseline = doc_label(d, "publish.col-baseline");
	c->word_target = doc_label(d, "publish.col-target");
	c->word_path = doc_label(d, c->goal == CHART_GOAL_FLOOR     ? "publish.chart-key-floor"
				    : c->goal == CHART_GOAL_CEILING ? "publish.chart-key-ceiling"
				    : c->goal == CHART_GOAL_BAND    ? "publish.chart-key-band"
								    : "publish.chart-key-path");
	c->word_forecast = doc_label(d, "publish.chart-key-forecast");
	c->word_cut = doc_label(d, "publish.chart-key-cut");
	c->word_year = doc_label(d, c->year_start > 0 ? "publish.chart-fiscal-year" : "publish.chart-year");
}

/* The chart in one sentence, for those who do not see it and as its caption. */
static struct text sentence(struct doc *d, const struct report_kpi *k)
{
	const struct report_point *first = k->points.n ? &k->points.at[0] : NULL;

	if (!first)
		return doc_label(d, "publish.chart-no-values");
	if (k->points.n == 1)
		return doc_words(d, "publish.chart-one-value", "period",
				 text_z(d->arena, words_period(d->arena, d->lang, first->value.period)), "value",
				 text_z(d->arena, words_decimal(d->arena, first->value.value)), NULL);
	return doc_words(d, "publish.chart-values", "n", NUM((int64_t)k->points.n), "from",
			 text_z(d->arena, words_period(d->arena, d->lang, first->value.period)), "first",
			 text_z(d->arena, words_decimal(d->arena, first->value.value)), "to",
			 text_z(d->arena, words_period(d->arena, d->lang, k->points.at[k->points.n - 1].value.period)),
			 "last", text_z(d->arena, words_decimal(d->arena, k->points.at[k->points.n - 1].value.value)),
			 NULL);
}

bool kpi_chart(struct doc *d, struct node *parent, const struct report_kpi *k)
{
	struct line_chart c = { .id = TEXT("chart"), .unit = k->kpi->unit };
	struct buf svg = { 0 };
	struct node *figure;
	bool drawn;

	set_points(d, &c, k);
	set_target(d, &c, k);
	set_forecast(d, &c, k);
	set_words(d, &c);
	c.title = doc_words(d, "publish.chart-title", "kpi", text_z(d->arena, kpi_title(d->arena, k)), NULL);
	c.desc = sentence(d, k);
	/* A target alone is no picture of anything. */
	drawn = (c.points.n || c.has_baseline) && draw_line_chart(&svg, &c, CHART_WIDE) &&
		draw_line_chart(&svg, &c, CHART_NARROW);
	if (drawn) {
		figure = doc_add(d, parent, NODE_FIGURE);
		figure->svg = text_dup(d->arena, buf_view(&svg));
		figure->text = doc_label(d, "publish.chart-caption");
		doc_text(d, figure, c.desc);
		doc_text(d, figure, doc_label(d, "publish.chart-see-table"));
	}
	buf_clear(&svg);
	return drawn;
}
