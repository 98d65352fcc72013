/* The population: how many, and by what it changes. Ages, and what may follow, stand on pages of their own. */
#include <math.h>
#include <string.h>

#include "draw/bars.h"
#include "publish/people_parts.h"
#include "publish/words.h"

/* ---- at a glance ---- */

static struct node *fact(struct doc *d, struct node *facts, const char *label, int year)
{
	return doc_fact(d, facts,
			doc_words(d, "publish.people-fact", "what", msg_label(d->lang, label), "year",
				  doc_z(d, people_year(d, year)), NULL),
			(struct text){ 0 });
}

static void put_change_fact(struct doc *d, struct node *facts, const struct trend *t, enum trend_change_kind first,
			    enum trend_change_kind second, const char *label, const char *to)
{
	const struct trend_change *c = &t->changes[first];

	if (!c->at.n || (t->changes[second].at.n &&
			 t->changes[second].at.at[t->changes[second].at.n - 1].year > c->at.at[c->at.n - 1].year))
		c = &t->changes[second];
	if (c->at.n) {
		const struct yearly *y = &c->at.at[c->at.n - 1];
		struct node *f = fact(d, facts, label, y->year);

		doc_number(d, f, people_change(d->arena, y->value), doc_label(d, "publish.people-unit"), text_of(to));
		doc_break(d, f);
		doc_text(d, f, doc_label(d, trend_source(c->series)))->flags |= TEXT_SMALL;
	}
}

static void put_facts(struct doc *d, const struct page_input *in)
{
	const struct people_report *p = in->report->people;
	const struct trend_counts *census = &p->trend->census;
	const struct trend_count *ages = people_latest_ages(census);
	struct node *facts = doc_add(d, d->body, NODE_FACTS), *f;

	if (census->at.n) {
		const struct trend_count *last = &census->at.at[census->at.n - 1];

		f = fact(d, facts, "publish.people-total", last->year);
		doc_number(d, f, people_count(d->arena, last->total), doc_label(d, "publish.people-unit"),
			   TEXT("#how-census"));
	}
	if (ages) {
		f = fact(d, facts, "publish.people-old-share", ages->year);
		doc_number(d, f, words_percent(d->arena, d->lang, ages->share[AGE_STATED][AGES_65_UP]),
			   (struct text){ 0 }, TEXT("#how-rate"));
	}
	put_change_fact(d, facts, p->trend, CHANGE_NATURAL_REGISTER, CHANGE_NATURAL_VITAL, "publish.people-natural",
			"#how-natural");
	put_change_fact(d, facts, p->trend, CHANGE_SOCIAL_REGISTER, CHANGE_SOCIAL_MIGRATION, "publish.people-social",
			"#how-social");
	if (p->future) {
		const struct area_projection *pr = &p->future->p;

		f = fact(d, facts, "publish.people-projected", pr->base_year + pr->n_steps * PROJECT_YEARS);
		doc_number(d, f, people_count(d->arena, population_total(&pr->at[pr->n_steps])),
			   doc_label(d, "publish.people-unit"),
			   text_of(arena_printf(d->arena, "%spopulation-future.html%s#how-projection",
						doc_z(d, in->lang_root), known_at_query(d->arena, in->request))));
	}
}

/* ---- the trend ---- */

static void put_count_row(struct doc *d, struct node *table, const struct trend_count *c)
{
	struct node *row = doc_row(d, table);

	doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, people_year(d, c->year));
	people_cell(d, row, people_count(d->arena, c->total));
	for (int g = 0; g < AGE_GROUP_COUNT; g++)
		people_cell(d, row,
			    c->has_ages ? people_count(d->arena, c->people[AGE_SHARED][g]) : (struct text){ 0 });
	people_cell(d, row,
		    c->has_ages ? words_percent(d->arena, d->lang, c->share[AGE_STATED][AGES_65_UP])
				: (struct text){ 0 });
}

static void put_trend(struct doc *d, const struct page_input *in)
{
	static const struct people_column columns[] = {
		{ "publish.people-col-year", NULL },        { "publish.people-total", "#how-census" },
		{ "publish.people-0-14", "#how-ages" },     { "publish.people-15-64", "#how-ages" },
		{ "publish.people-65", "#how-ages" },       { "publish.people-75", "#how-ages" },
		{ "publish.people-old-share", "#how-rate" }
	};
	static const char *const series[] = { "census.population", "register.population" };
	const struct people_report *p = in->report->people;
	struct node *s = doc_section(d, d->body, "trend"), *table;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-trend"));
	people_fan_chart(d, s, in, false);
	people_sentences(d, s, p->trend, ABOUT_TOTAL, series, sizeof series / sizeof *series);
	if (!p->trend->census.at.n)
		return;
	table = doc_table(d, s, "trend-table", doc_label(d, "publish.people-trend-table"), 0);
	people_header(d, table, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < p->trend->census.at.n; i++)
		put_count_row(d, table, &p->trend->census.at.at[i]);
}

/* ---- change by cause ---- */

/* One source's natural and social change with what they are made of. */
static const struct cause {
	const char *id, *heading, *title, *caption, *table;
	enum trend_change_kind natural, social;
	struct cause_column {
		const char *label, *to;
		enum figure figure;
	} parts[4];
	size_t n_parts;
} causes[] = {
	{ "register",
	  "publish.people-causes-register",
	  "publish.people-causes-register-title",
	  "publish.people-causes-caption",
	  "publish.people-causes-register-table",
	  CHANGE_NATURAL_REGISTER,
	  CHANGE_SOCIAL_REGISTER,
	  { { "publish.people-births", "#how-natural", FIGURE_REGISTER_BIRTHS },
	    { "publish.people-deaths", "#how-natural", FIGURE_REGISTER_DEATHS } },
	  2 },
	{ "vital",
	  "publish.people-causes-vital",
	  "publish.people-causes-vital-title",
	  "publish.people-causes-caption",
	  "publish.people-causes-vital-table",
	  CHANGE_NATURAL_VITAL,
	  CHANGE_SOCIAL_MIGRATION,
	  { { "publish.people-births", "#how-natural", FIGURE_VITAL_BIRTHS },
	    { "publish.people-deaths", "#how-natural", FIGURE_VITAL_DEATHS },
	    { "publish.people-moves-in", "#how-social", FIGURE_MIGRATION_IN },
	    { "publish.people-moves-out", "#how-social", FIGURE_MIGRATION_OUT } },
	  4 },
};

/* NAN where it is not known. */
static double in_year(const struct yearly *at, size_t n, int year)
{
	for (size_t i = 0; i < n; i++)
		if (at[i].year == year)
			return at[i].value;
	return NAN;
}

static double change_in(const struct trend_change *c, int year)
{
	return in_year(c->at.at, c->at.n, year);
}

static void years_of(const struct trend *t, const struct cause *k, int *first, int *last)
{
	*first = 0;
	*last = -1;
	for (int i = 0; i < 2; i++) {
		const struct trend_change *c = &t->changes[i ? k->social : k->natural];

		if (!c->at.n)
			continue;
		*first = *first && *first < c->at.at[0].year ? *first : c->at.at[0].year;
		*last = *last > c->at.at[c->at.n - 1].year ? *last : c->at.at[c->at.n - 1].year;
	}
}

static struct text cause_sentence(struct doc *d, const struct trend *t, const struct cause *k, int last)
{
	int year = last;

	while (isnan(change_in(&t->changes[k->natural], year)) || isnan(change_in(&t->changes[k->social], year)))
		if (last - --year > 10)
			return doc_label(d, k->heading);
	return doc_words(d, "publish.people-causes-sentence", "year", NUM(year), "natural",
			 doc_z(d, people_change(d->arena, change_in(&t->changes[k->natural], year))), "social",
			 doc_z(d, people_change(d->arena, change_in(&t->changes[k->social], year))), "sum",
			 doc_z(d, people_change(d->arena, change_in(&t->changes[k->natural], year) +
								  change_in(&t->changes[k->social], year))),
			 NULL);
}

static void put_cause_chart(struct doc *d, struct node *s, const struct people_report *p, const struct cause *k)
{
	struct bar_chart c = { .id = text_of(arena_printf(d->arena, "%s-chart", k->id)), .n_series = 2 };
	struct buf svg = { 0 };
	int first, last;

	years_of(p->trend, k, &first, &last);
	for (int year = first; year <= last; year++) {
		struct bar_group *g = LIST_ADD(d->arena, &c.groups);

		g->label = text_of(NUM(year));
		g->label = text_dup(d->arena, g->label);
		g->value[0] = change_in(&p->trend->changes[k->natural], year);
		g->value[1] = change_in(&p->trend->changes[k->social], year);
		for (int i = 0; i < 2; i++)
			g->words[i] = isnan(g->value[i]) ? (struct text){ 0 } : people_change(d->arena, g->value[i]);
	}
	c.series[0] = doc_label(d, "publish.people-natural");
	c.series[1] = doc_label(d, "publish.people-social");
	c.word_sum = doc_label(d, "publish.people-sum");
	c.unit = doc_label(d, "publish.people-unit");
	c.word_x = doc_label(d, "publish.chart-year");
	c.title = doc_words(d, k->title, "name", doc_z(d, p->name), NULL);
	c.desc = cause_sentence(d, p->trend, k, last);
	if (draw_bars(&svg, &c, CHART_WIDE) && draw_bars(&svg, &c, CHART_NARROW))
		people_figure(d, s, &svg, k->caption, c.desc);
	buf_clear(&svg);
}

static struct text change_words(struct doc *d, double change)
{
	return isnan(change) ? (struct text){ 0 } : people_change(d->arena, change);
}

static void put_cause_table(struct doc *d, struct node *s, const struct people_report *p, const struct cause *k)
{
	struct people_column columns[7] = { { "publish.people-col-year", NULL } };
	struct node *table = doc_table(d, s, arena_printf(d->arena, "%s-table", k->id), doc_label(d, k->table), 0);
	size_t n = 1;
	int first, last;

	for (size_t i = 0; i < k->n_parts; i++)
		columns[n++] = (struct people_column){ k->parts[i].label, k->parts[i].to };
	columns[n++] = (struct people_column){ "publish.people-natural", "#how-natural" };
	columns[n++] = (struct people_column){ "publish.people-social", "#how-social" };
	people_header(d, table, columns, n);
	years_of(p->trend, k, &first, &last);
	for (int year = first; year <= last; year++) {
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, people_year(d, year));
		for (size_t i = 0; i < k->n_parts; i++) {
			const struct yearly_series *y = &p->figures->yearly[k->parts[i].figure];
			double value = in_year(y->at.at, y->at.n, year);

			people_cell(d, row, isnan(value) ? (struct text){ 0 } : people_count(d->arena, value));
		}
		people_cell(d, row, change_words(d, change_in(&p->trend->changes[k->natural], year)));
		people_cell(d, row, change_words(d, change_in(&p->trend->changes[k->social], year)));
	}
}

static void put_causes(struct doc *d, const struct people_report *p)
{
	static const char *const of_register[] = { "register.natural", "register.social", "register.domestic" },
				 *const of_vital[] = { "vital.", "migration." };
	struct node *s = doc_section(d, d->body, "causes");
	bool any = false;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-causes"));
	doc_paragraph(d, s, doc_label(d, "publish.people-causes-help"));
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
		int first, last;

		years_of(p->trend, &causes[i], &first, &last);
		if (last < first)
			continue;
		any = true;
		doc_heading(d, s, 3, NULL, doc_label(d, causes[i].heading));
		put_cause_chart(d, s, p, &causes[i]);
		people_sentences(d, s, p->trend, ABOUT_TOTAL, i ? of_vital : of_register, i ? 2 : 3);
		put_cause_table(d, s, p, &causes[i]);
	}
	if (!any)
		doc_paragraph(d, s, doc_label(d, "publish.people-causes-none"));
}

/* ---- how the figures came about ---- */

/* births - deaths, in - out: of the last year of each source. */
static void put_sum(struct doc *d, struct node *f, const struct people_report *p, enum figure more, enum figure less,
		    enum trend_change_kind kind)
{
	const struct trend_change *c = &p->trend->changes[kind];
	double a, b;
	int year;

	if (!c->at.n)
		return;
	year = c->at.at[c->at.n - 1].year;
	a = in_year(p->figures->yearly[more].at.at, p->figures->yearly[more].at.n, year);
	b = in_year(p->figures->yearly[less].at.at, p->figures->yearly[less].at.n, year);
	if (isnan(a) || isnan(b))
		return;
	doc_break(d, f);
	doc_text(d, f,
		 doc_words(d, "publish.people-how-sum", "year", NUM(year), "source",
			   msg_label(d->lang, trend_source(c->series)), "more", doc_z(d, people_count(d->arena, a)),
			   "less", doc_z(d, people_count(d->arena, b)), "change",
			   doc_z(d, people_change(d->arena, c->at.at[c->at.n - 1].value)), NULL));
}

static void put_how(struct doc *d, const struct page_input *in)
{
	const struct people_report *p = in->report->people;
	struct node *s = doc_section(d, d->body, "how"), *facts, *f;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-how"));
	facts = doc_add(d, s, NODE_FACTS);
	f = people_step(d, facts, "how-census", "publish.people-how-census",
			doc_label(d, "publish.people-how-census-text"));
	people_rows(d, f, in, (const char *const[]){ "census.population", NULL });
	people_how_ages(d, facts, in);
	f = people_step(d, facts, "how-natural", "publish.people-natural",
			doc_label(d, "publish.people-how-natural-text"));
	put_sum(d, f, p, FIGURE_REGISTER_BIRTHS, FIGURE_REGISTER_DEATHS, CHANGE_NATURAL_REGISTER);
	put_sum(d, f, p, FIGURE_VITAL_BIRTHS, FIGURE_VITAL_DEATHS, CHANGE_NATURAL_VITAL);
	people_rows(d, f, in, (const char *const[]){ "register.natural-change", "vital.births", "vital.deaths", NULL });
	f = people_step(d, facts, "how-social", "publish.people-social",
			doc_label(d, "publish.people-how-social-text"));
	put_sum(d, f, p, FIGURE_MIGRATION_IN, FIGURE_MIGRATION_OUT, CHANGE_SOCIAL_MIGRATION);
	people_rows(d, f, in, (const char *const[]){ "register.social-change", "migration.in", "migration.out", NULL });
}

static void put_further(struct doc *d, const struct page_input *in)
{
	static const struct {
		const char *file, *words;
	} further[] = { { "population-ages.html", "publish.people-further-ages" },
			{ "population-future.html", "publish.people-further-future" },
			{ "population-check.html", "publish.people-further-check" },
			{ "data.html", "publish.people-further-data" } };
	struct node *list = doc_add(d, d->body, NODE_LIST);

	for (size_t i = 0; i < sizeof further / sizeof *further; i++)
		doc_link(d, doc_item(d, list, (struct text){ 0 }),
			 text_of(arena_printf(d->arena, "%s%s%s", doc_z(d, in->lang_root), further[i].file,
					      known_at_query(d->arena, in->request))),
			 doc_label(d, further[i].words));
}

void page_people(struct doc *d, const struct page_input *in)
{
	const struct people_report *p = in->report->people;

	people_heading(d, in, "publish.people");
	d->summary = doc_words(d, "publish.people-summary", "name", doc_z(d, p->name), NULL);
	doc_paragraph(d, d->body, d->summary);
	put_facts(d, in);
	put_further(d, in);
	put_trend(d, in);
	put_causes(d, p);
	put_how(d, in);
	people_sources(d, d->body, in);
}
