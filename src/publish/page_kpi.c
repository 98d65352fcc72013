/* One KPI: the verdict in a sentence, the chart, every value with its source and its verdict, and how it was judged. */
#include <string.h>

#include "draw/chart.h"
#include "publish/pages.h"
#include "publish/review_parts.h"
#include "publish/words.h"
#include "review/stage.h"

struct text kpi_title(struct arena *a, const struct report_kpi *k)
{
	return text_of(arena_printf(a, "%s %s", text_z(a, k->kpi->key), text_z(a, k->kpi->name)));
}

struct text kpi_address(struct arena *a, const struct page_input *in, const struct report_kpi *k)
{
	return text_of(arena_printf(a, "%skpi/%s.html%s", text_z(a, in->lang_root),
				    text_z(a, site_slug(a, in->report, k)), known_at_query(a, in->request)));
}

const char *known_at_query(struct arena *a, const struct site_request *request)
{
	return request->known_at.year ? arena_printf(a, "?known-at=%s", DATE(request->known_at)) : "";
}

static void put_heading(struct doc *d, const struct report_kpi *k)
{
	struct node *h = doc_heading(d, d->body, 1, NULL, (struct text){ 0 });

	doc_foreign(d, h, kpi_title(d->arena, k));
	if (k->kpi->unit.n)
		doc_foreign(d, h, doc_words(d, "publish.in-brackets", "text", doc_z(d, k->kpi->unit), NULL))->flags |=
			TEXT_SMALL;
}

static void put_verdict(struct doc *d, const struct report_kpi *k)
{
	const struct verdict *v = &k->verdict;
	struct node *p = doc_paragraph(d, d->body, (struct text){ 0 });

	doc_status(d, p, words_status_shape(v->status), words_status_tone(v->status),
		   text_of(words_status(d->lang, v->status)));
	if (k->latest) {
		doc_text(d, p, TEXT(" "));
		doc_text(d, p, text_of(words_so_far(d->lang, v->final)))->flags |= TEXT_SMALL;
	}
	doc_break(d, p);
	doc_text(d, p, doc_say(d, &v->reason));
}

static bool says(const struct verdict *v, const char *id)
{
	for (size_t i = 0; i < v->remarks.n; i++)
		if (!strcmp(v->remarks.at[i].id, id))
			return true;
	return false;
}

/* Beside the status wherever it stands: a figure that means something else than the plan's. */
static void put_comparable(struct doc *d, const struct report_kpi *k)
{
	const bool differs = !k->judged.broken.id || says(&k->verdict, "target.remark.series-differs");
	const struct judge_input *in = &k->judged;
	struct node *note;

	if (k->verdict.comparable != TRI_NO)
		return;
	note = doc_note(d, d->body, TONE_WARN,
			doc_label(d, differs ? "publish.comparable-title" : "publish.broken-title"));
	if (differs && in->has_series_baseline && k->kpi->baseline.has_value) {
		struct period p = in->series_period.kind ? in->series_period : k->baseline_period;

		doc_paragraph(d, note,
			      doc_words(d, "publish.comparable-figures", "plan",
					doc_z(d, words_decimal(d->arena, k->kpi->baseline.value)), "period",
					doc_z(d, words_period(d->arena, d->lang, p)), "series",
					doc_z(d, words_decimal(d->arena, in->series_baseline)), NULL));
	}
	if (in->broken.id)
		doc_paragraph(d, note, doc_say(d, &in->broken));
	doc_paragraph(d, note, doc_label(d, "publish.not-comparable"));
}

/* How old the period that the value speaks of is on the report's day, in years and months. */
static struct text age(struct doc *d, const struct plan_report *r, struct period p)
{
	const int months = r->as_of.year ? value_age_months(p, r->as_of) : 0;

	if (months < 1)
		return doc_label(d, "publish.age-new");
	if (months < 12)
		return doc_words(d, "publish.age-months", "months", NUM(months), NULL);
	return doc_words(d, months % 12 ? "publish.age-years-months" : "publish.age-years", "years", NUM(months / 12),
			 "months", NUM(months % 12), NULL);
}

static void put_source(struct doc *d, struct node *in, const struct report_value *v)
{
	struct text words = v->source.n ? v->source : v->url;

	if (!words.n)
		doc_text(d, in, doc_label(d, "publish.source-unknown"));
	else if (v->url.n)
		doc_foreign(d, doc_link(d, in, v->url, (struct text){ 0 }), words);
	else
		doc_foreign(d, in, words);
}

/* The way gone against the time gone, as a bar with a mark. */
static void put_gauge(struct doc *d, struct node *in, const struct verdict *v)
{
	struct buf svg = { 0 };
	struct node *gauge;
	struct text words;

	if (!v->has_progress || !v->has_elapsed)
		return;
	words = doc_words(d, "publish.gauge", "progress", doc_z(d, words_percent(d->arena, d->lang, v->progress)),
			  "elapsed", doc_z(d, words_percent(d->arena, d->lang, v->elapsed)), NULL);
	draw_gauge(&svg, TEXT("gauge-title"), words, v->progress, v->elapsed);
	doc_break(d, in);
	gauge = doc_add(d, in, NODE_GAUGE);
	gauge->svg = text_dup(d->arena, buf_view(&svg));
	gauge->text = words;
	doc_break(d, in);
	doc_text(d, in, words)->flags |= TEXT_SMALL;
	buf_clear(&svg);
}

static void put_figures(struct doc *d, const struct page_input *in)
{
	const struct report_kpi *k = in->kpi;
	const struct report_value *v = k->latest ? &k->latest->value : NULL;
	struct node *facts = doc_add(d, d->body, NODE_FACTS), *f;

	f = doc_fact(d, facts, doc_label(d, "publish.latest"), (struct text){ 0 });
	if (v) {
		doc_number(d, f, words_decimal(d->arena, v->value), k->kpi->unit,
			   text_of(arena_printf(d->arena, "#v-%lld", (long long)v->event)));
		doc_break(d, f);
		doc_text(d, f,
			 doc_words(d, "publish.latest-about", "period",
				   doc_z(d, words_period(d->arena, d->lang, v->period)), "state",
				   words_state(d->lang, v->state), "published",
				   doc_z(d, words_published(d->arena, d->lang, v->published)), NULL));
		doc_break(d, f);
		doc_text(d, f, age(d, in->report, v->period))->flags |= TEXT_SMALL;
	} else {
		doc_text(d, f, doc_label(d, "publish.no-value"));
	}
	f = doc_fact(d, facts, doc_label(d, "publish.col-target"), (struct text){ 0 });
	if (k->kpi->target.wording.n)
		doc_number(d, f, k->kpi->target.wording, (struct text){ 0 }, TEXT("#how-target"))->foreign =
			d->lang != LANG_JA;
	else
		doc_text(d, f, doc_label(d, "publish.not-in-plan"));
	doc_break(d, f);
	doc_text(d, f,
		 k->kpi->target.due.kind ? words_period(d->arena, d->lang, k->kpi->target.due)
					 : doc_label(d, "publish.due-not-in-plan"));
	f = doc_fact(d, facts, doc_label(d, "publish.col-baseline"), (struct text){ 0 });
	if (k->kpi->baseline.has_value)
		doc_number(d, f, words_decimal(d->arena, k->kpi->baseline.value), (struct text){ 0 },
			   TEXT("#how-baseline"));
	else
		doc_text(d, f, doc_label(d, "publish.not-in-plan"));
	doc_break(d, f);
	doc_text(d, f,
		 k->baseline_period.kind ? words_period(d->arena, d->lang, k->baseline_period)
					 : doc_label(d, "publish.period-not-in-plan"));
	f = doc_fact(d, facts, doc_label(d, "publish.col-short-by"), (struct text){ 0 });
	doc_number(d, f, words_short_by(d->arena, d->lang, &k->verdict), (struct text){ 0 }, TEXT("#how-short-by"));
	put_gauge(d, f, &k->verdict);
	if (k->owner.n)
		doc_foreign(d, doc_fact(d, facts, doc_label(d, "review-paper.owner"), (struct text){ 0 }), k->owner);
}

static void put_chart(struct doc *d, const struct report_kpi *k)
{
	struct node *s = doc_section(d, d->body, "trend");

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.trend"));
	if (!kpi_chart(d, s, k))
		doc_paragraph(d, s, doc_label(d, "publish.chart-none"));
}

static const struct report_point *point_of(const struct report_kpi *k, const struct report_value *v)
{
	for (size_t i = 0; i < k->points.n; i++)
		if (k->points.at[i].value.event == v->event)
			return &k->points.at[i];
	return NULL;
}

static void put_value_verdict(struct doc *d, struct node *cell, const struct report_kpi *k,
			      const struct report_value *v)
{
	const struct report_point *p = point_of(k, v);

	if (v->withdrawn.n) {
		doc_text(d, cell, doc_words(d, "publish.withdrawn", "n", NUM(v->superseded_by), NULL));
		doc_foreign(d, cell, v->withdrawn)->flags |= TEXT_SMALL;
	} else if (v->superseded_by) {
		doc_link(d, cell, text_of(arena_printf(d->arena, "#v-%lld", (long long)v->superseded_by)),
			 doc_label(d, "publish.corrected"));
	} else if (!p) {
		doc_text(d, cell, doc_label(d, "publish.later-value"));
	} else {
		doc_status(d, cell, words_status_shape(p->verdict.status), words_status_tone(p->verdict.status),
			   text_of(words_status(d->lang, p->verdict.status)));
		doc_break(d, cell);
		doc_text(d, cell, doc_say(d, &p->verdict.reason))->flags |= TEXT_SMALL;
	}
	if (v->corrects) {
		doc_break(d, cell);
		doc_text(d, cell, doc_words(d, "publish.corrects", "n", NUM(v->corrects), NULL))->flags |= TEXT_SMALL;
		doc_foreign(d, cell, v->because)->flags |= TEXT_SMALL;
	}
}

static void put_value(struct doc *d, struct node *table, const struct report_kpi *k, const struct report_value *v)
{
	struct node *row = doc_row(d, table), *cell;

	row->id = text_of(arena_printf(d->arena, "v-%lld", (long long)v->event));
	doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, words_period(d->arena, d->lang, v->period));
	cell = doc_cell(d, row, CELL_NUMBER, (struct text){ 0 });
	doc_number(d, cell, words_decimal(d->arena, v->value), (struct text){ 0 }, (struct text){ 0 });
	doc_cell(d, row, CELL_NOWRAP, text_of(words_state(d->lang, v->state)));
	doc_cell(d, row, CELL_NOWRAP, words_date(d->arena, d->lang, v->published));
	cell = doc_cell(d, row, 0, (struct text){ 0 });
	put_value_verdict(d, cell, k, v);
	put_source(d, doc_cell(d, row, 0, (struct text){ 0 }), v);
}

static void put_values(struct doc *d, const struct page_input *in)
{
	static const struct {
		const char *id;
		unsigned flags;
	} heads[] = {
		{ "publish.col-period", 0 },    { "publish.col-value", CELL_NUMBER }, { "publish.col-state", 0 },
		{ "publish.col-published", 0 }, { "publish.col-verdict", 0 },         { "publish.col-source", 0 }
	};
	const struct report_kpi *k = in->kpi;
	struct node *s = doc_section(d, d->body, "values"), *table, *row, *p;
	const char *slug;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.values"));
	if (!k->values.n) {
		doc_paragraph(d, s, doc_say(d, &k->verdict.reason));
		return;
	}
	table = doc_table(d, s, "values-table", doc_label(d, "publish.values-caption"), TABLE_CARDS);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, row, CELL_HEADER | heads[i].flags, doc_label(d, heads[i].id));
	for (size_t i = k->values.n; i--;)
		put_value(d, table, k, &k->values.at[i]);
	slug = doc_z(d, site_slug(d->arena, in->report, k));
	p = doc_paragraph(d, s, doc_label(d, "publish.download"));
	doc_link(d, p, text_of(arena_printf(d->arena, "%sdata/kpi/%s.csv", doc_z(d, in->root), slug)), TEXT("CSV"));
	doc_text(d, p, doc_label(d, "publish.list-separator"));
	doc_link(d, p, text_of(arena_printf(d->arena, "%sdata/kpi/%s.json", doc_z(d, in->root), slug)), TEXT("JSON"));
}

static void put_grade(struct doc *d, const struct page_input *in)
{
	const struct plan_report *r = in->report;
	const struct grade *g = &in->kpi->grade;
	struct node *s, *p;

	if (!r->rubric.n)
		return;
	s = doc_section(d, d->body, "grade");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.grade"));
	p = doc_paragraph(d, s,
			  doc_words(d, "publish.grade-rubric", "rubric",
				    doc_z(d, r->rubric_name[d->lang].n ? r->rubric_name[d->lang] : r->rubric), NULL));
	if (g->defined) {
		doc_strong(d, p, g->id);
		if (g->label[d->lang].n && !text_eq(g->label[d->lang], g->id))
			doc_text(d, p, doc_words(d, "publish.in-brackets", "text", doc_z(d, g->label[d->lang]), NULL));
		doc_break(d, p);
	}
	doc_text(d, p, doc_say(d, &g->reason));
	if (g->misleading)
		doc_paragraph(d, doc_note(d, s, TONE_WARN, doc_label(d, "publish.grade-caveat")), g->caveat[d->lang]);
}

static void put_forecast(struct doc *d, const struct report_kpi *k)
{
	const struct forecast *f = &k->forecast;
	struct node *s = doc_section(d, d->body, "forecast");
	int digits = k->latest ? k->latest->value.value.scale : 0;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.forecast"));
	if (k->latest && k->verdict.final) {
		doc_paragraph(d, s, doc_label(d, "publish.forecast-final"));
		return;
	}
	if (f->has)
		doc_paragraph(d, s,
			      doc_words(d, "publish.forecast-words", "period",
					doc_z(d, words_period(d->arena, d->lang, f->at)), "value",
					doc_z(d, words_real(d->arena, f->value, digits)), "low",
					doc_z(d, words_real(d->arena, f->low, digits)), "high",
					doc_z(d, words_real(d->arena, f->high, digits)), NULL));
	if (f->has && f->has_probability)
		doc_paragraph(d, s,
			      doc_words(d, "publish.forecast-probability", "probability",
					doc_z(d, words_percent(d->arena, d->lang, f->probability)), NULL));
	doc_paragraph(d, s, doc_say(d, &f->reason));
}

const char *kpi_setting_label(const struct doc *d, struct text name)
{
	static const struct {
		const char *name, *id;
	} known[] = {
		{ "better", "publish.set-better" },
		{ "measured_by", "publish.set-measured-by" },
		{ "recorded_as", "publish.set-recorded-as" },
		{ "due", "publish.due" },
		{ "baseline_period", "publish.set-baseline-period" },
		{ "noise", "publish.noise" },
		{ "tolerance", "publish.set-tolerance" },
		{ "keep_tolerance", "publish.set-keep-tolerance" },
		{ "survey_n", "publish.set-survey-n" },
		{ "survey_population", "publish.set-survey-population" },
		{ "survey_design_effect", "publish.set-survey-design-effect" },
		{ "baseline_survey_n", "publish.set-baseline-survey-n" },
		{ "definition", "publish.set-definition" },
		{ "base_year", "publish.set-base-year" },
		{ "owner", "publish.set-owner" },
		{ "series", "publish.set-series" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_is(name, known[i].name))
			return msg_label(d->lang, known[i].id);
	return NULL;
}

struct text kpi_setting_words(const struct doc *d, const struct report_setting *set)
{
	static const struct {
		const char *value, *id;
	} known[] = { { "FY", "publish.by-fiscal-year" },
		      { "CY", "publish.by-calendar-year" },
		      { "DATE", "publish.by-date" },
		      { "running", "publish.recorded-as-running" },
		      { "yearly", "publish.recorded-as-yearly" },
		      { "up", "publish.better-up" },
		      { "down", "publish.better-down" } };
	struct decimal people;
	struct period p;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_is(set->value, known[i].value))
			return doc_label(d, known[i].id);
	if ((text_find(set->name, TEXT("survey")) != SIZE_MAX || text_is(set->name, "noise")) &&
	    decimal_parse(&people, set->value, NULL))
		return words_decimal(d->arena, people);
	if (period_parse(&p, set->value, NULL))
		return words_period(d->arena, d->lang, p);
	return set->value;
}

static void put_settings(struct doc *d, const struct report_kpi *k)
{
	struct node *s, *facts;

	if (!k->settings.n)
		return;
	s = doc_section(d, d->body, "settings");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.settings"));
	doc_paragraph(d, s, doc_label(d, "publish.settings-help"));
	facts = doc_add(d, s, NODE_FACTS);
	for (size_t i = 0; i < k->settings.n; i++) {
		const struct report_setting *set = &k->settings.at[i];
		const char *label = kpi_setting_label(d, set->name);
		struct node *f = doc_fact(d, facts, label ? text_of(label) : set->name, (struct text){ 0 });

		doc_foreign(d, doc_strong(d, f, (struct text){ 0 }),
			    text_is(set->name, "owner") && k->owner.n ? k->owner : kpi_setting_words(d, set));
		doc_break(d, f);
		doc_foreign(d, f, set->because);
	}
}

static void put_neighbours(struct doc *d, const struct page_input *in)
{
	size_t at = (size_t)(in->kpi - in->report->kpis.at);
	struct node *list = doc_add(d, d->body, NODE_LIST), *item;

	for (int step = -1; step <= 1; step += 2) {
		const struct report_kpi *other;

		if ((step < 0 && at == 0) || (step > 0 && at + 1 >= in->report->kpis.n))
			continue;
		other = &in->report->kpis.at[at + (size_t)step];
		item = doc_item(d, list, doc_label(d, step < 0 ? "publish.previous" : "publish.next"));
		doc_foreign(d, doc_link(d, item, kpi_address(d->arena, in, other), (struct text){ 0 }),
			    kpi_title(d->arena, other));
	}
	item = doc_item(d, list, (struct text){ 0 });
	doc_link(d, item,
		 text_of(arena_printf(d->arena, "%sindex.html%s", doc_z(d, in->lang_root),
				      known_at_query(d->arena, in->request))),
		 doc_label(d, "publish.all-kpis"));
}

void page_kpi(struct doc *d, const struct page_input *in)
{
	d->title = kpi_title(d->arena, in->kpi);
	d->summary = doc_say(d, &in->kpi->verdict.reason);
	put_heading(d, in->kpi);
	put_verdict(d, in->kpi);
	put_comparable(d, in->kpi);
	put_figures(d, in);
	put_chart(d, in->kpi);
	put_values(d, in);
	review_of_kpi(d, in);
	kpi_derivation(d, d->body, in);
	put_grade(d, in);
	put_forecast(d, in->kpi);
	put_settings(d, in->kpi);
	put_neighbours(d, in);
}
