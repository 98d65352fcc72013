/* How far off the projection was when it could be checked, with the institute's error beside it: whoever shows a future
 * owes this page. */
#include <math.h>

#include "draw/bars.h"
#include "publish/people_parts.h"
#include "publish/words.h"

static struct text percent(struct doc *d, double share)
{
	return isnan(share) ? (struct text){ 0 }
			    : text_of(arena_printf(d->arena, "%s%s", doc_z(d, words_real(d->arena, 100 * share, 2)),
						   words_percent_sign(d->lang)));
}

/* "3千人未満", "1万人以上3万人未満", "30万人以上" */
static struct text size_words(struct doc *d, const struct backtest_record *b)
{
	const char *least = doc_z(d, people_count(d->arena, b->least)),
		   *below = doc_z(d, people_count(d->arena, b->below));

	if (b->all)
		return doc_label(d, "publish.check-all");
	if (isnan(b->below))
		return doc_words(d, "publish.check-size-from", "least", least, NULL);
	if (b->least == 0)
		return doc_words(d, "publish.check-size-below", "below", below, NULL);
	return doc_words(d, "publish.check-size", "least", least, "below", below, NULL);
}

static bool is_beside(const struct backtest_record *b)
{
	return b->same_n > 0;
}

static void put_chart(struct doc *d, struct node *s, const struct people_report *p, const struct backtest_record *all)
{
	struct bar_chart c = { .id = TEXT("errors"), .n_series = 2 };
	struct buf svg = { 0 };

	for (size_t i = 0; i < p->backtests.n; i++) {
		const struct backtest_record *b = &p->backtests.at[i];
		struct bar_group *g;

		if (!is_beside(b))
			continue;
		g = LIST_ADD(d->arena, &c.groups);
		g->label = size_words(d, b);
		g->value[0] = 100 * b->same_median;
		g->value[1] = 100 * b->ipss_median;
		g->words[0] = percent(d, b->same_median);
		g->words[1] = percent(d, b->ipss_median);
	}
	c.series[0] = doc_label(d, "publish.check-ours");
	c.series[1] = doc_label(d, "publish.check-ipss");
	c.unit = TEXT("%");
	c.title = doc_words(d, "publish.check-title", "from", NUM(all->from), "to", NUM(all->to), NULL);
	c.desc =
		doc_words(d, "publish.check-sentence", "from", NUM(all->from), "to", NUM(all->to), "n",
			  doc_z(d, people_count(d->arena, (double)all->same_n)), "ours",
			  doc_z(d, percent(d, all->same_median)), "ipss", doc_z(d, percent(d, all->ipss_median)), NULL);
	if (draw_bars_across(&svg, &c, CHART_WIDE) && draw_bars_across(&svg, &c, CHART_NARROW))
		people_figure(d, s, &svg, "publish.check-caption", c.desc);
	buf_clear(&svg);
}

static void put_beside(struct doc *d, const struct people_report *p)
{
	static const struct people_column columns[] = {
		{ "publish.check-col-size", NULL },           { "publish.check-col-n", "#how-beside" },
		{ "publish.check-col-median", "#how-error" }, { "publish.check-col-ipss-median", "#how-error" },
		{ "publish.check-col-p90", "#how-error" },    { "publish.check-col-ipss-p90", "#how-error" }
	};
	const struct backtest_record *all = NULL;
	struct node *s, *table;

	for (size_t i = 0; i < p->backtests.n && !all; i++)
		if (is_beside(&p->backtests.at[i]) && p->backtests.at[i].all)
			all = &p->backtests.at[i];
	if (!all)
		return;
	s = doc_section(d, d->body, "beside");
	doc_heading(d, s, 2, NULL,
		    doc_words(d, "publish.check-beside", "from", NUM(all->from), "to", NUM(all->to), NULL));
	doc_paragraph(d, s,
		      doc_words(d, "publish.check-result", "ours", doc_z(d, percent(d, all->same_median)), "ipss",
				doc_z(d, percent(d, all->ipss_median)), "ours_p90", doc_z(d, percent(d, all->same_p90)),
				"ipss_p90", doc_z(d, percent(d, all->ipss_p90)), NULL));
	put_chart(d, s, p, all);
	table = doc_table(d, s, "beside-table", doc_label(d, "publish.check-table"), 0);
	people_header(d, table, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < p->backtests.n; i++) {
		const struct backtest_record *b = &p->backtests.at[i];
		struct node *row;

		if (!is_beside(b))
			continue;
		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, size_words(d, b));
		people_cell(d, row, people_count(d->arena, (double)b->same_n));
		people_cell(d, row, percent(d, b->same_median));
		people_cell(d, row, percent(d, b->ipss_median));
		people_cell(d, row, percent(d, b->same_p90));
		people_cell(d, row, percent(d, b->ipss_p90));
	}
}

/* The same of this place alone, at every census from which a later one is known. */
static void put_here(struct doc *d, const struct people_report *p)
{
	static const struct people_column columns[] = {
		{ "publish.check-col-interval", NULL },       { "publish.check-col-projected", "#how-here" },
		{ "publish.check-col-counted", "#how-here" }, { "publish.check-col-error", "#how-error" },
		{ "publish.check-col-ipss", "#how-here" },    { "publish.check-col-ipss-error", "#how-error" }
	};
	struct node *s = doc_section(d, d->body, "here"), *table;

	doc_heading(d, s, 2, NULL, doc_words(d, "publish.check-here", "name", doc_z(d, p->name), NULL));
	if (!p->past.n) {
		doc_paragraph(d, s, doc_label(d, "publish.check-here-none"));
		return;
	}
	doc_paragraph(d, s, doc_label(d, "publish.check-here-help"));
	table = doc_table(d, s, "here-table", doc_label(d, "publish.check-here-table"), 0);
	people_header(d, table, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < p->past.n; i++) {
		const struct people_past *k = &p->past.at[i];
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP,
			 doc_words(d, "publish.check-interval", "from", NUM(k->from), "to", NUM(k->to), NULL));
		people_cell(d, row, people_count(d->arena, k->projected));
		people_cell(d, row, people_count(d->arena, k->counted));
		people_cell(d, row, people_error(d, k->error));
		people_cell(d, row, k->has_ipss ? people_count(d->arena, k->ipss) : (struct text){ 0 });
		people_cell(d, row, k->has_ipss ? people_error(d, k->ipss_error) : (struct text){ 0 });
	}
}

static void put_coverage(struct doc *d, const struct people_report *p)
{
	static const struct people_column columns[] = {
		{ "publish.check-col-interval", NULL },       { "publish.check-col-n", "#how-error" },
		{ "publish.check-col-median", "#how-error" }, { "publish.check-col-p90", "#how-error" },
		{ "publish.check-col-80", "#how-coverage" },  { "publish.check-col-95", "#how-coverage" }
	};
	struct node *s = doc_section(d, d->body, "coverage"), *table;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.check-coverage"));
	doc_paragraph(d, s, doc_label(d, "publish.check-coverage-help"));
	table = doc_table(d, s, "coverage-table", doc_label(d, "publish.check-coverage-table"), 0);
	people_header(d, table, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < p->backtests.n; i++) {
		const struct backtest_record *b = &p->backtests.at[i];
		struct node *row;

		if (!b->all)
			continue;
		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP,
			 doc_words(d, "publish.check-interval", "from", NUM(b->from), "to", NUM(b->to), NULL));
		people_cell(d, row, people_count(d->arena, (double)b->n));
		people_cell(d, row, percent(d, b->median));
		people_cell(d, row, percent(d, b->p90));
		people_cell(d, row, percent(d, b->coverage80));
		people_cell(d, row, percent(d, b->coverage95));
	}
	doc_paragraph(d, s, doc_label(d, "publish.check-chosen"));
}

static void put_how(struct doc *d, const struct page_input *in)
{
	struct node *s = doc_section(d, d->body, "how"), *facts, *step;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-how"));
	facts = doc_add(d, s, NODE_FACTS);
	people_step(d, facts, "how-error", "publish.check-how-error", doc_label(d, "publish.check-how-error-text"));
	people_step(d, facts, "how-beside", "publish.check-how-beside", doc_label(d, "publish.check-how-beside-text"));
	people_step(d, facts, "how-coverage", "publish.check-how-coverage",
		    doc_label(d, "publish.check-how-coverage-text"));
	step = people_step(d, facts, "how-here", "publish.check-how-here", doc_label(d, "publish.check-how-here-text"));
	people_rows(d, step, in, (const char *const[]){ "census.population", "ipss2018.population", NULL });
	step = people_step(d, facts, "how-record", "publish.check-how-record",
			   doc_label(d, "publish.check-how-record-text"));
	doc_break(d, step);
	doc_code(d, step, TEXT("sosei people backtest --from 2015 --to 2020 --csv"));
}

void page_people_check(struct doc *d, const struct page_input *in)
{
	const struct people_report *p = in->report->people;

	people_heading(d, in, "publish.check-page");
	d->summary = doc_label(d, "publish.check-summary");
	doc_paragraph(d, d->body, d->summary);
	put_beside(d, p);
	put_here(d, p);
	put_coverage(d, p);
	put_how(d, in);
	people_sources_link(d, d->body, in);
}
