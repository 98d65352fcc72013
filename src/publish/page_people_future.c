/* Where the population goes if it keeps changing as it did, how far off that may be, what else could be, and what would
 * have to happen. Assumptions are told in words before any figure that rests on them. */
#include <math.h>

#include "publish/people_parts.h"
#include "publish/words.h"

static int year_of(const struct people_future *f, int step)
{
	return f->p.base_year + step * PROJECT_YEARS;
}

/* ---- the fan ---- */

static struct text range_words(struct doc *d, double low, double high)
{
	return doc_words(d, "publish.people-range", "low", doc_z(d, people_count(d->arena, low)), "high",
			 doc_z(d, people_count(d->arena, high)), NULL);
}

static void put_fan_row(struct doc *d, struct node *table, const struct people_report *p, int step)
{
	const struct people_future *f = p->future;
	const struct counted *counted = people_counted(&p->figures->census, year_of(f, step)),
			     *ipss = people_counted(&p->figures->ipss, year_of(f, step));
	struct node *row = doc_row(d, table);
	bool has = step && step <= f->n_intervals;

	doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, people_year(d, year_of(f, step)));
	people_cell(d, row, counted ? people_count(d->arena, counted->total) : (struct text){ 0 });
	people_cell(d, row, step ? people_count(d->arena, population_total(&f->p.at[step])) : (struct text){ 0 });
	people_cell(d, row, has ? range_words(d, f->low80[step], f->high80[step]) : (struct text){ 0 });
	people_cell(d, row, has ? range_words(d, f->low95[step], f->high95[step]) : (struct text){ 0 });
	people_cell(d, row, step && ipss ? people_count(d->arena, ipss->total) : (struct text){ 0 });
}

/* What the picture says to somebody who has never seen an interval. */
static void put_meaning(struct doc *d, struct node *s, const struct people_report *p)
{
	const struct people_future *f = p->future;
	int last = f->n_intervals;
	struct node *note;

	if (!last)
		return;
	note = doc_note(d, s, TONE_PLAIN, doc_label(d, "publish.people-meaning"));
	doc_paragraph(d, note,
		      doc_words(d, "publish.people-meaning-middle", "base", NUM(f->p.base_year), "year",
				NUM(year_of(f, last)), "people",
				doc_z(d, people_count(d->arena, population_total(&f->p.at[last]))), NULL));
	doc_paragraph(d, note,
		      doc_words(d, "publish.people-meaning-80", "year", NUM(year_of(f, last)), "range",
				doc_z(d, range_words(d, f->low80[last], f->high80[last])), NULL));
	doc_paragraph(d, note,
		      doc_words(d, "publish.people-meaning-near", "year", NUM(year_of(f, 1)), "range",
				doc_z(d, range_words(d, f->low80[1], f->high80[1])), NULL));
}

static void put_fan(struct doc *d, const struct page_input *in)
{
	static const struct people_column columns[] = {
		{ "publish.people-col-year", NULL },          { "publish.people-counted", "#how-counted" },
		{ "publish.people-ours", "#how-projection" }, { "publish.people-band80", "#how-interval" },
		{ "publish.people-band95", "#how-interval" }, { "publish.people-ipss", "#how-ipss" }
	};
	static const char *const series[] = { "ipss2018." };
	const struct people_report *p = in->report->people;
	struct node *s = doc_section(d, d->body, "fan"), *table;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-fan"));
	people_fan_chart(d, s, in, true);
	put_meaning(d, s, p);
	table = doc_table(d, s, "fan-table", doc_label(d, "publish.people-fan-table"), 0);
	people_header(d, table, columns, sizeof columns / sizeof *columns);
	for (int i = 0; i <= p->future->p.n_steps; i++)
		put_fan_row(d, table, p, i);
	doc_heading(d, s, 3, NULL, doc_label(d, "publish.people-ipss-says"));
	people_sentences(d, s, p->trend, ABOUT_ALL, series, 1);
	doc_paragraph(d, s, doc_label(d, "publish.people-ipss-differs"));
}

/* ---- scenarios ---- */

/* 0～9歳、20～39歳; with a sex where only one is meant. */
static struct text who_words(struct doc *d, const struct scenario_who *who)
{
	const char *words = "";

	for (int i = 0; i < who->n; i++) {
		const char *low = NUM(who->ages[i].first), *high = NUM(who->ages[i].last);
		struct text range = who->ages[i].last == SCENARIO_OPEN
					    ? doc_words(d, "publish.people-group-open", "low", low, NULL)
					    : doc_words(d, "publish.people-group", "low", low, "high", high, NULL);

		words = arena_printf(d->arena, "%s%s%s", words, i ? msg_label(d->lang, "publish.list-separator") : "",
				     doc_z(d, range));
	}
	if (!who->sex[SEX_M] || !who->sex[SEX_F])
		words = arena_printf(
			d->arena, "%s %s", words,
			msg_label(d->lang, who->sex[SEX_F] ? "publish.people-women" : "publish.people-men"));
	return text_of(words);
}

static bool is_everyone(const struct scenario_who *who)
{
	return who->sex[SEX_M] && who->sex[SEX_F] && who->n == 1 && who->ages[0].first == 0 &&
	       who->ages[0].last == SCENARIO_OPEN;
}

static struct text birth_words(struct doc *d, const struct scenario *a)
{
	static const char *const at_once[] = { NULL, "publish.scenario-children", "publish.scenario-ratio",
					       "publish.scenario-tfr" },
				 *const by[] = { NULL, "publish.scenario-children-by", "publish.scenario-ratio-by",
						 "publish.scenario-tfr-by" };
	int digits = a->births == BIRTHS_CHILD_WOMAN ? 3 : 2;

	return doc_words(d, a->children_by ? by[a->births] : at_once[a->births], "value",
			 doc_z(d, words_real(d->arena, a->children, digits)), "by", NUM(a->children_by), NULL);
}

static struct text migration_words(struct doc *d, const struct scenario_migration *m)
{
	static const char *const words[][2] = {
		[MIGRATION_SCALE] = { "publish.scenario-scale", "publish.scenario-scale-by" },
		[MIGRATION_SHIFT] = { "publish.scenario-shift", "publish.scenario-shift-by" },
		[MIGRATION_BALANCE] = { "publish.scenario-balance", "publish.scenario-balance-by" },
	};
	const char *value = doc_z(d, m->how == MIGRATION_SHIFT ? people_change(d->arena, m->value)
							       : words_real(d->arena, m->value, 2));
	struct text who = is_everyone(&m->who) ? doc_label(d, "publish.scenario-all-ages") : who_words(d, &m->who);

	return doc_words(d, words[m->how][m->by != 0], "value", value, "who", doc_z(d, who), "by", NUM(m->by), NULL);
}

/* The assumptions of one, in words. */
static void put_assumption(struct doc *d, struct node *list, const struct people_scenario *s)
{
	const struct scenario *a = &s->assumed;
	struct node *item = doc_item(d, list, (struct text){ 0 });

	doc_foreign(d, doc_strong(d, item, (struct text){ 0 }), s->name);
	doc_text(d, item, doc_label(d, "publish.people-colon"));
	if (a->births == BIRTHS_AS_BEFORE && !a->n_migrations && !a->n_events)
		doc_text(d, item, doc_label(d, "publish.scenario-past-words"));
	else if (a->births == BIRTHS_AS_BEFORE)
		doc_text(d, item, doc_label(d, "publish.scenario-births-past"));
	else
		doc_text(d, item, birth_words(d, a));
	for (int i = 0; i < a->n_migrations; i++)
		doc_text(d, item, migration_words(d, &a->migrations[i]));
	if (a->births != BIRTHS_AS_BEFORE && !a->n_migrations)
		doc_text(d, item, doc_label(d, "publish.scenario-moves-past"));
	for (int i = 0; i < a->n_events; i++)
		doc_text(d, item,
			 doc_words(d, "publish.scenario-event", "year", NUM(a->events[i].year), "people",
				   doc_z(d, people_change(d->arena, a->events[i].people)), NULL));
}

static void put_scenario_chart(struct doc *d, struct node *s, const struct people_report *p)
{
	static const enum plot_look looks[] = { PLOT_SQUARE, PLOT_TRIANGLE, PLOT_DIAMOND, PLOT_CROSS };
	struct plot c = { .id = TEXT("scenarios-chart"), .x_step = 5 };
	const struct people_scenario *first = &p->scenarios.at[0], *last = &p->scenarios.at[p->scenarios.n - 1];
	struct buf svg = { 0 };
	int n = first->p.n_steps;

	for (size_t i = 0; i < p->scenarios.n; i++) {
		const struct people_scenario *k = &p->scenarios.at[i];
		struct plot_line *l = LIST_ADD(d->arena, &c.lines);

		*l = (struct plot_line){ .words = k->name, .look = looks[i % 4] };
		for (int step = 0; step <= k->p.n_steps; step++)
			*LIST_ADD(d->arena, &l->at) = (struct plot_point){ .x = k->p.base_year + step * PROJECT_YEARS,
									   .y = population_total(&k->p.at[step]) };
		l->at.at[l->at.n - 1].value = people_count(d->arena, l->at.at[l->at.n - 1].y);
	}
	c.unit = doc_label(d, "publish.people-unit");
	c.word_x = doc_label(d, "publish.chart-year");
	c.word_cut = doc_label(d, "publish.chart-key-cut");
	c.title = doc_words(d, "publish.people-scenarios-title", "name", doc_z(d, p->name), NULL);
	c.desc = doc_words(d, "publish.people-scenarios-sentence", "year", NUM(first->p.base_year + n * PROJECT_YEARS),
			   "past", doc_z(d, people_count(d->arena, population_total(&first->p.at[n]))), "last",
			   doc_z(d, people_count(d->arena, population_total(&last->p.at[n]))), "what",
			   doc_z(d, last->name), NULL);
	if (draw_plot(&svg, &c, CHART_WIDE) && draw_plot(&svg, &c, CHART_NARROW))
		people_figure(d, s, &svg, "publish.people-scenarios-caption", c.desc);
	buf_clear(&svg);
}

static double old_share(const struct population *p)
{
	double old = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = 13; g < PROJECT_GROUPS; g++)
			old += p->at[s][g];
	return old / fmax(population_total(p), 1);
}

static void put_scenario_last(struct doc *d, struct node *table, const struct people_report *p, const char *label)
{
	const struct area_projection *first = &p->scenarios.at[0].p;
	struct node *row = doc_row(d, table);

	doc_cell(d, row, CELL_HEADER,
		 doc_words(d, label, "year", NUM(first->base_year + first->n_steps * PROJECT_YEARS), NULL));
}

static void put_scenario_table(struct doc *d, struct node *s, const struct people_report *p)
{
	struct node *table = doc_table(d, s, "scenarios-table", doc_label(d, "publish.people-scenarios-table"), 0);
	struct node *row = doc_row(d, table);
	int n = p->scenarios.at[0].p.n_steps;

	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.people-col-year"));
	for (size_t i = 0; i < p->scenarios.n; i++)
		doc_foreign(d,
			    doc_link(d, doc_cell(d, row, CELL_HEADER | CELL_NUMBER, (struct text){ 0 }),
				     TEXT("#how-scenarios"), (struct text){ 0 }),
			    p->scenarios.at[i].name);
	for (int step = 1; step <= n; step++) {
		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP,
			 people_year(d, p->scenarios.at[0].p.base_year + step * PROJECT_YEARS));
		for (size_t i = 0; i < p->scenarios.n; i++)
			people_cell(d, row, people_count(d->arena, population_total(&p->scenarios.at[i].p.at[step])));
	}
	put_scenario_last(d, table, p, "publish.people-old-share-in");
	for (size_t i = 0; i < p->scenarios.n; i++)
		people_cell(d, table->last, words_percent(d->arena, old_share(&p->scenarios.at[i].p.at[n])));
	put_scenario_last(d, table, p, "publish.people-fertility-in");
	for (size_t i = 0; i < p->scenarios.n; i++)
		people_cell(d, table->last, words_real(d->arena, p->scenarios.at[i].fertility, 2));
}

static void put_scenarios(struct doc *d, const struct people_report *p)
{
	struct node *s, *list;

	if (!p->scenarios.n)
		return;
	s = doc_section(d, d->body, "scenarios");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-scenarios"));
	doc_paragraph(d, s, doc_label(d, "publish.people-scenarios-help"));
	list = doc_add(d, s, NODE_LIST);
	for (size_t i = 0; i < p->scenarios.n; i++)
		put_assumption(d, list, &p->scenarios.at[i]);
	put_scenario_chart(d, s, p);
	put_scenario_table(d, s, p);
}

/* ---- what would have to happen ---- */

static const struct solve_pair *pair_of(const struct solution *s, double children)
{
	for (int i = 0; i < SOLVE_PAIRS; i++)
		if (fabs(s->pairs[i].children - children) < 1e-9)
			return &s->pairs[i];
	return NULL;
}

/* By births alone, by migration alone, and half of the one with what is then missing of the other. */
static void put_answers(struct doc *d, struct node *s, const struct solution *q)
{
	const struct solve_pair *moves = pair_of(q, 1), *half = NULL;
	struct node *list = doc_add(d, s, NODE_LIST);

	if (moves && !isnan(moves->migrants))
		doc_item(d, list,
			 doc_words(d, "publish.solve-moves", "people",
				   doc_z(d, people_change(d->arena, moves->migrants)), NULL));
	if (isnan(q->children_alone) || !moves)
		doc_item(d, list, doc_label(d, "publish.solve-no-births"));
	else
		doc_item(d, list,
			 doc_words(d, "publish.solve-births", "factor",
				   doc_z(d, words_real(d->arena, q->children_alone, 2)), "tfr",
				   doc_z(d, words_real(d->arena, moves->fertility * q->children_alone, 2)), NULL));
	for (int i = 0; i < SOLVE_PAIRS && !isnan(q->children_alone); i++)
		if (fabs(q->pairs[i].children - (1 + q->children_alone) / 2) < 0.0251 && !half)
			half = &q->pairs[i];
	if (half && half != moves && !isnan(half->migrants))
		doc_item(d, list,
			 doc_words(d, "publish.solve-both", "factor", doc_z(d, words_real(d->arena, half->children, 2)),
				   "people", doc_z(d, people_change(d->arena, half->migrants)), NULL));
}

static void put_curve(struct doc *d, struct node *s, const struct people_report *p)
{
	const struct solution *q = p->solution;
	struct plot c = { .id = TEXT("curve"), .x_step = 0.1, .x_digits = 1, .has_level = true };
	struct plot_line *l = LIST_ADD(d->arena, &c.lines);
	struct buf svg = { 0 };

	*l = (struct plot_line){ .words = doc_words(d, "publish.solve-line", "people",
						    doc_z(d, people_count(d->arena, q->people)), NULL),
				 .look = PLOT_SQUARE,
				 .bare = true };
	for (int i = 0; i < SOLVE_PAIRS; i++) {
		struct plot_point *at;

		if (isnan(q->pairs[i].migrants))
			continue;
		at = LIST_ADD(d->arena, &l->at);
		*at = (struct plot_point){ .x = q->pairs[i].children, .y = q->pairs[i].migrants };
		if (&q->pairs[i] == pair_of(q, 1) || i == SOLVE_PAIRS - 1 || i == 0)
			at->value = people_change(d->arena, at->y);
	}
	c.unit = doc_label(d, "publish.solve-unit");
	c.word_x = doc_label(d, "publish.solve-x");
	c.word_level = doc_label(d, "publish.solve-level");
	c.title = doc_words(d, "publish.solve-title", "people", doc_z(d, people_count(d->arena, q->people)), "year",
			    NUM(q->year), NULL);
	c.desc = doc_words(d, "publish.solve-sentence", "people", doc_z(d, people_count(d->arena, q->people)), "year",
			   NUM(q->year), NULL);
	if (draw_plot(&svg, &c, CHART_WIDE) && draw_plot(&svg, &c, CHART_NARROW))
		people_figure(d, s, &svg, "publish.solve-caption", c.desc);
	buf_clear(&svg);
}

static void put_solution(struct doc *d, const struct people_report *p)
{
	static const struct people_column columns[] = { { "publish.solve-col-children", NULL },
							{ "publish.solve-col-ratio", "#how-solve" },
							{ "publish.solve-col-tfr", "#how-solve" },
							{ "publish.solve-col-migrants", "#how-solve" } };
	const struct solution *q = p->solution;
	struct node *s, *table;

	if (!q)
		return;
	s = doc_section(d, d->body, "solve");
	doc_heading(d, s, 2, NULL,
		    doc_words(d, "publish.solve", "people", doc_z(d, people_count(d->arena, q->people)), "year",
			      NUM(q->year), NULL));
	doc_paragraph(d, s,
		      doc_words(d, p->asked_by_plan ? "publish.solve-by-plan" : "publish.solve-by-us", "people",
				doc_z(d, people_count(d->arena, q->people)), "year", NUM(q->year), "past",
				doc_z(d, people_count(d->arena, q->as_in_the_past)), NULL));
	put_answers(d, s, q);
	put_curve(d, s, p);
	table = doc_table(d, s, "solve-table", doc_label(d, "publish.solve-table"), 0);
	people_header(d, table, columns, sizeof columns / sizeof *columns);
	for (int i = 0; i < SOLVE_PAIRS; i += 2) {
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP,
			 doc_words(d, "publish.solve-times", "factor",
				   doc_z(d, words_real(d->arena, q->pairs[i].children, 2)), NULL));
		people_cell(d, row, words_real(d->arena, q->pairs[i].child_woman_ratio, 4));
		people_cell(d, row, words_real(d->arena, q->pairs[i].fertility, 2));
		people_cell(d, row,
			    isnan(q->pairs[i].migrants) ? (struct text){ 0 }
							: people_change(d->arena, q->pairs[i].migrants));
	}
}

/* ---- how the figures came about ---- */

static void put_how(struct doc *d, const struct page_input *in)
{
	const struct people_report *p = in->report->people;
	const struct people_future *f = p->future;
	struct node *s = doc_section(d, d->body, "how"), *facts, *step;
	int size = backtest_size_of(population_total(&f->p.at[0]));

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-how"));
	facts = doc_add(d, s, NODE_FACTS);
	step = people_step(d, facts, "how-counted", "publish.people-counted",
			   doc_label(d, "publish.people-how-census-text"));
	people_rows(d, step, in, "census.population");
	step = people_step(d, facts, "how-projection", "publish.people-ours",
			   doc_words(d, "publish.people-how-projection", "base", NUM(f->p.base_year), "five",
				     NUM(f->p.base_year - PROJECT_YEARS), "ten",
				     NUM(f->p.base_year - 2 * PROJECT_YEARS), NULL));
	doc_break(d, step);
	doc_code(d, step, TEXT("own[a] = (N[a] + 0.15·N′[a] + 15·P[a]) / (B[a] + 0.15·B′[a] + 15)"));
	doc_break(d, step);
	doc_code(d, step, TEXT("ratio[a] = own[a] + towards[a]·(P[a] − own[a])"));
	doc_break(d, step);
	doc_code(d, step, TEXT("children[s] = (N[s][0] + 300·P[s]) / (W + 300)"));
	doc_break(d, step);
	doc_text(d, step, doc_label(d, "publish.people-how-symbols"));
	step = people_step(d, facts, "how-interval", "publish.people-how-interval-term",
			   doc_label(d, "publish.people-how-interval"));
	if (f->n_intervals) {
		doc_break(d, step);
		doc_text(d, step,
			 doc_words(d, "publish.people-how-interval-sum", "year", NUM(year_of(f, f->n_intervals)),
				   "people",
				   doc_z(d, people_count(d->arena, population_total(&f->p.at[f->n_intervals]))),
				   "width",
				   doc_z(d, words_real(d->arena, project_widths[f->n_intervals - 1].w80[size], 4)),
				   "low", doc_z(d, people_count(d->arena, f->low80[f->n_intervals])), "high",
				   doc_z(d, people_count(d->arena, f->high80[f->n_intervals])), NULL));
	}
	step = people_step(d, facts, "how-ipss", "publish.people-ipss", doc_label(d, "publish.people-how-ipss"));
	people_rows(d, step, in, "ipss2018.population");
	people_step(d, facts, "how-scenarios", "publish.people-scenarios",
		    doc_label(d, "publish.people-how-scenarios"));
	if (p->solution)
		people_step(d, facts, "how-solve", "publish.people-how-solve-term",
			    doc_label(d, "publish.people-how-solve"));
}

void page_people_future(struct doc *d, const struct page_input *in)
{
	const struct people_report *p = in->report->people;

	people_heading(d, in, "publish.people-future");
	d->summary = doc_words(d, "publish.people-future-summary", "name", doc_z(d, p->name), NULL);
	doc_paragraph(d, d->body, d->summary);
	if (!p->future) {
		doc_paragraph(d, d->body,
			      doc_words(d, "publish.people-no-future", "why", msg_label(d->lang, p->flag), NULL));
		return;
	}
	put_fan(d, in);
	put_scenarios(d, p);
	put_solution(d, p);
	put_how(d, in);
	people_sources(d, d->body, in);
}
