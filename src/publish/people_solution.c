/* What would have to happen for a level to be held: the pairs of births and migration as a curve, and what the plan's
 * own KPIs would do. */
#include <math.h>

#include "publish/people_parts.h"
#include "publish/words.h"

/* ---- the pairs ---- */

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

void people_solution(struct doc *d, const struct people_report *p)
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

/* ---- what the plan's KPIs would do ---- */

static void put_effect(struct doc *d, struct node *table, const struct page_input *in, const struct people_effect *e)
{
	const struct report_kpi *k = e->kpi;
	struct node *row = doc_row(d, table), *cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });
	bool floor = k->verdict.kind == KIND_FLOOR || k->verdict.kind == KIND_CEILING;

	doc_foreign(d, doc_link(d, cell, kpi_address(d->arena, in, k), (struct text){ 0 }), kpi_title(d->arena, k));
	if (e->reason) {
		doc_cell(d, row, 0, doc_label(d, e->reason));
		people_cell(d, row, (struct text){ 0 });
		return;
	}
	cell = doc_cell(d, row, 0,
			doc_words(d, e->from_baseline ? "publish.effect-from-baseline" : "publish.effect-from-to",
				  "current", doc_z(d, words_decimal(d->arena, e->current)), "target",
				  doc_z(d, words_decimal(d->arena, e->target)), "by", NUM(e->by), NULL));
	if (floor)
		doc_text(d, cell, doc_label(d, "publish.effect-floor"));
	people_cell(d, row, people_change(d->arena, e->people));
}

void people_effects(struct doc *d, const struct page_input *in)
{
	const struct people_report *p = in->report->people;
	struct node *s, *table, *row;

	if (!p->effects.n)
		return;
	s = doc_section(d, d->body, "effects");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.effect"));
	doc_paragraph(d, s, doc_words(d, "publish.effect-help", "year", NUM(p->effect_year), NULL));
	table = doc_table(d, s, "effects-table",
			  doc_words(d, "publish.effect-table", "year", NUM(p->effect_year), NULL), TABLE_CARDS);
	row = doc_row(d, table);
	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.effect-col-kpi"));
	doc_cell(d, row, CELL_HEADER, doc_label(d, "publish.effect-col-what"));
	doc_cell(d, row, CELL_HEADER | CELL_NUMBER, doc_label(d, "publish.effect-col-people"));
	for (size_t i = 0; i < p->effects.n; i++)
		put_effect(d, table, in, &p->effects.at[i]);
}
