/* How old: pyramids of then, now and what is projected on one scale, and the shares of four age groups. */
#include <math.h>

#include "draw/bars.h"
#include "draw/pyramid.h"
#include "publish/people_parts.h"
#include "publish/words.h"

enum { YOUNG_GROUPS = 3, OLD_GROUP = 13, OLDEST_GROUP = 15, PYRAMID_APART = 30 };

/* ---- pyramids ---- */

struct pyramid_year {
	int year;
	struct population people;
	const char *title;
	bool projected;
};

/* Then, now and to come: as far apart as the projection reaches, or the first count. */
static size_t pyramid_years(struct pyramid_year out[PYRAMID_PANELS], const struct people_report *p, int base)
{
	const struct count_series *s = &p->figures->census;
	const struct counted *then = people_counted(s, base - PYRAMID_APART), *now = people_counted(s, base);
	size_t n = 0;

	for (size_t i = 0; i < s->at.n && !then; i++)
		if (s->at.at[i].people.n_ages == PROJECT_GROUPS && s->at.at[i].year < base)
			then = &s->at.at[i];
	if (then && then->people.n_ages == PROJECT_GROUPS) {
		out[n] = (struct pyramid_year){ .year = then->year, .title = "publish.people-pyramid-then" };
		counted_share_unknown(&out[n++].people, then);
	}
	if (now && now->people.n_ages == PROJECT_GROUPS) {
		out[n] = (struct pyramid_year){ .year = now->year, .title = "publish.people-pyramid-now" };
		counted_share_unknown(&out[n++].people, now);
	}
	if (p->future) {
		const struct area_projection *pr = &p->future->p;

		out[n++] = (struct pyramid_year){ pr->base_year + pr->n_steps * PROJECT_YEARS, pr->at[pr->n_steps],
						  "publish.people-pyramid-later", true };
	}
	return n;
}

static double people_between(const struct population *p, int first, int last)
{
	double sum = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = first; g <= last; g++)
			sum += p->at[s][g];
	return sum;
}

static double old_share(const struct population *p)
{
	return people_between(p, OLD_GROUP, PROJECT_GROUPS - 1) / fmax(population_total(p), 1);
}

static void fill_pyramid(struct doc *d, struct pyramid *c, const struct pyramid_year *years, size_t n)
{
	c->n_panels = n;
	c->outline = n > 1 ? n - 2 : 0;
	c->per_unit = 1000;
	for (size_t i = 0; i < n; i++) {
		c->panels[i].title =
			doc_words(d, years[i].title, "year", doc_z(d, people_year(d, years[i].year)), NULL);
		for (int g = 0; g < PROJECT_GROUPS; g++) {
			c->panels[i].left[g] = years[i].people.at[SEX_M][g];
			c->panels[i].right[g] = years[i].people.at[SEX_F][g];
		}
	}
	for (int g = 0; g < PROJECT_GROUPS; g++)
		c->groups[g] = people_group(d, g);
	c->word_left = doc_label(d, "publish.people-men");
	c->word_right = doc_label(d, "publish.people-women");
	c->word_unit = doc_label(d, "publish.people-thousands");
	c->word_old = doc_label(d, "publish.people-hatched");
	c->word_outline =
		doc_words(d, "publish.people-outline", "year", doc_z(d, people_year(d, years[c->outline].year)), NULL);
}

static void put_pyramid_table(struct doc *d, struct node *s, const struct pyramid_year *years, size_t n)
{
	struct node *table = doc_table(d, s, "pyramid-table", doc_label(d, "publish.people-pyramid-table"), 0);
	struct node *row = doc_row(d, table);

	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.people-col-ages"));
	for (size_t i = 0; i < n; i++)
		for (int sex = 0; sex < SEX_COUNT; sex++)
			doc_link(d, doc_cell(d, row, CELL_HEADER | CELL_NUMBER, (struct text){ 0 }),
				 text_of(years[i].projected ? "#how-projection" : "#how-ages"),
				 doc_words(d, sex == SEX_M ? "publish.people-men-of" : "publish.people-women-of",
					   "year", doc_z(d, people_year(d, years[i].year)), NULL));
	for (int g = PROJECT_GROUPS - 1; g >= 0; g--) {
		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, people_group(d, g));
		for (size_t i = 0; i < n; i++)
			for (int sex = 0; sex < SEX_COUNT; sex++)
				people_cell(d, row, people_count(d->arena, years[i].people.at[sex][g]));
	}
}

static void put_pyramid(struct doc *d, struct node *s, const struct people_report *p, int base)
{
	struct pyramid_year years[PYRAMID_PANELS];
	struct pyramid c = { .id = TEXT("pyramid") };
	struct buf svg = { 0 };
	size_t n = pyramid_years(years, p, base);

	if (!n)
		return;
	fill_pyramid(d, &c, years, n);
	c.title = doc_words(d, "publish.people-pyramid-title", "name", doc_z(d, p->name), NULL);
	c.desc = doc_words(d, "publish.people-pyramid-sentence", "from", NUM(years[0].year), "first",
			   doc_z(d, words_percent(d->arena, d->lang, old_share(&years[0].people))), "to",
			   NUM(years[n - 1].year), "last",
			   doc_z(d, words_percent(d->arena, d->lang, old_share(&years[n - 1].people))), NULL);
	if (draw_pyramid(&svg, &c, CHART_WIDE) && draw_pyramid(&svg, &c, CHART_NARROW))
		people_figure(d, s, &svg, "publish.people-pyramid-caption", c.desc);
	buf_clear(&svg);
	put_pyramid_table(d, s, years, n);
}

/* ---- shares ---- */

/* Shares of four groups, first as counted, then as projected. */
static void add_shares(struct doc *d, struct bar_chart *c, int year, const struct population *p)
{
	double total = population_total(p);
	const double part[] = { people_between(p, 0, YOUNG_GROUPS - 1), people_between(p, YOUNG_GROUPS, OLD_GROUP - 1),
				people_between(p, OLD_GROUP, OLDEST_GROUP - 1),
				people_between(p, OLDEST_GROUP, PROJECT_GROUPS - 1) };
	struct bar_group *g;

	if (!(total > 0))
		return;
	g = LIST_ADD(d->arena, &c->groups);
	g->label = text_dup(d->arena, text_of(NUM(year)));
	for (int i = 0; i < 4; i++) {
		g->value[i] = 100 * part[i] / total;
		g->words[i] = words_real(d->arena, g->value[i], 0);
	}
}

static void put_shares_table(struct doc *d, struct node *s, const struct bar_chart *c)
{
	static const struct people_column columns[] = { { "publish.people-col-year", NULL },
							{ "publish.people-0-14", "#how-ages" },
							{ "publish.people-15-64", "#how-ages" },
							{ "publish.people-65-74", "#how-ages" },
							{ "publish.people-75-up", "#how-ages" } };
	struct node *table = doc_table(d, s, "shares-table", doc_label(d, "publish.people-shares-table"), 0), *row;

	people_header(d, table, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < c->groups.n; i++) {
		const struct bar_group *g = &c->groups.at[i];

		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP,
			 doc_words(d,
				   c->divider && i >= c->divider ? "publish.people-year-projected"
								 : "publish.people-year-counted",
				   "year", doc_z(d, g->label), NULL));
		for (int k = 0; k < 4; k++)
			people_cell(d, row, words_percent(d->arena, d->lang, g->value[k] / 100));
	}
}

static void put_shares(struct doc *d, struct node *s, const struct people_report *p)
{
	static const char *const parts[] = { "publish.people-0-14", "publish.people-15-64", "publish.people-65-74",
					     "publish.people-75-up" };
	struct bar_chart c = { .id = TEXT("shares"), .n_series = 4 };
	struct buf svg = { 0 };

	for (size_t i = 0; i < p->figures->census.at.n; i++) {
		struct population shared;

		if (p->figures->census.at.at[i].people.n_ages != PROJECT_GROUPS)
			continue;
		counted_share_unknown(&shared, &p->figures->census.at.at[i]);
		add_shares(d, &c, p->figures->census.at.at[i].year, &shared);
	}
	c.divider = p->future ? c.groups.n : 0;
	for (int i = 1; p->future && i <= p->future->p.n_steps; i++)
		add_shares(d, &c, p->future->p.base_year + i * PROJECT_YEARS, &p->future->p.at[i]);
	if (!c.groups.n)
		return;
	for (int i = 0; i < 4; i++)
		c.series[i] = doc_label(d, parts[i]);
	c.unit = TEXT("%");
	c.word_x = doc_label(d, "publish.chart-year");
	c.word_divider = doc_label(d, "publish.people-divider");
	c.title = doc_words(d, "publish.people-shares-title", "name", doc_z(d, p->name), NULL);
	c.desc =
		doc_words(d, "publish.people-shares-sentence", "from", doc_z(d, c.groups.at[0].label), "first",
			  doc_z(d, words_percent(d->arena, d->lang, c.groups.at[0].value[1] / 100)), "to",
			  doc_z(d, c.groups.at[c.groups.n - 1].label), "last",
			  doc_z(d, words_percent(d->arena, d->lang, c.groups.at[c.groups.n - 1].value[1] / 100)), NULL);
	if (draw_stacked(&svg, &c, CHART_WIDE) && draw_stacked(&svg, &c, CHART_NARROW))
		people_figure(d, s, &svg, "publish.people-shares-caption", c.desc);
	buf_clear(&svg);
	put_shares_table(d, s, &c);
}

static void put_how(struct doc *d, const struct page_input *in)
{
	const struct people_report *p = in->report->people;
	struct node *s = doc_section(d, d->body, "how"), *facts, *f;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-how"));
	facts = doc_add(d, s, NODE_FACTS);
	people_how_ages(d, facts, in);
	f = people_step(d, facts, "how-census", "publish.people-counted",
			doc_label(d, "publish.people-how-census-text"));
	people_rows(d, f, in, (const char *const[]){ "census.population", NULL });
	if (p->future)
		doc_link(d,
			 people_step(d, facts, "how-projection", "publish.people-ours",
				     doc_label(d, "publish.people-how-projected")),
			 text_of(arena_printf(d->arena, "%spopulation-future.html%s#how-projection",
					      doc_z(d, in->lang_root), known_at_query(d->arena, in->request))),
			 doc_label(d, "publish.people-future"));
}

void page_people_ages(struct doc *d, const struct page_input *in)
{
	static const char *const series[] = { "census.population" };
	const struct people_report *p = in->report->people;
	const struct trend_count *ages = people_latest_ages(&p->trend->census);
	struct node *s;

	people_heading(d, in, "publish.people-structure");
	d->summary = doc_words(d, "publish.people-ages-summary", "name", doc_z(d, p->name), NULL);
	doc_paragraph(d, d->body, d->summary);
	if (!ages) {
		doc_paragraph(d, d->body, doc_label(d, "publish.people-ages-none"));
		return;
	}
	s = doc_section(d, d->body, "pyramids");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-pyramid"));
	put_pyramid(d, s, p, ages->year);
	s = doc_section(d, d->body, "shares-section");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-shares"));
	put_shares(d, s, p);
	people_sentences(d, s, p->trend, ABOUT_AGES, series, 1);
	put_how(d, in);
	people_sources_link(d, d->body, in);
}
