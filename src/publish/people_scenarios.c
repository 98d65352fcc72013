/* Scenarios side by side. What one assumes is made into words from its rules, so that no page can say something else
 * than was computed. */
#include <math.h>

#include "publish/people_parts.h"
#include "publish/words.h"

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

	doc_strong(d, item, s->name[d->lang]);
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

		*l = (struct plot_line){ .words = k->name[d->lang], .look = looks[i % 4] };
		for (int step = 0; step <= k->p.n_steps; step++)
			*LIST_ADD(d->arena, &l->at) = (struct plot_point){ .x = k->p.base_year + step * PROJECT_YEARS,
									   .y = population_total(&k->p.at[step]) };
		if (l->at.n)
			l->at.at[l->at.n - 1].value = people_count(d->arena, l->at.at[l->at.n - 1].y);
	}
	c.unit = doc_label(d, "publish.people-unit");
	c.word_x = doc_label(d, "publish.chart-year");
	c.word_cut = doc_label(d, "publish.chart-key-cut");
	c.title = doc_words(d, "publish.people-scenarios-title", "name", doc_z(d, p->name), NULL);
	c.desc = doc_words(d, "publish.people-scenarios-sentence", "year", NUM(first->p.base_year + n * PROJECT_YEARS),
			   "past", doc_z(d, people_count(d->arena, population_total(&first->p.at[n]))), "last",
			   doc_z(d, people_count(d->arena, population_total(&last->p.at[n]))), "what",
			   doc_z(d, last->name[d->lang]), NULL);
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
		doc_link(d, doc_cell(d, row, CELL_HEADER | CELL_NUMBER, (struct text){ 0 }), TEXT("#how-scenarios"),
			 p->scenarios.at[i].name[d->lang]);
	for (int step = 1; step <= n; step++) {
		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP,
			 people_year(d, p->scenarios.at[0].p.base_year + step * PROJECT_YEARS));
		for (size_t i = 0; i < p->scenarios.n; i++)
			people_cell(d, row, people_count(d->arena, population_total(&p->scenarios.at[i].p.at[step])));
	}
	put_scenario_last(d, table, p, "publish.people-old-share-in");
	for (size_t i = 0; i < p->scenarios.n; i++)
		people_cell(d, table->last, words_percent(d->arena, d->lang, old_share(&p->scenarios.at[i].p.at[n])));
	put_scenario_last(d, table, p, "publish.people-fertility-in");
	for (size_t i = 0; i < p->scenarios.n; i++)
		people_cell(d, table->last, words_real(d->arena, p->scenarios.at[i].fertility, 2));
}

void people_scenarios(struct doc *d, const struct people_report *p)
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
