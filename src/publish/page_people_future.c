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
	if (!p->figures->ipss.at.n) {
		doc_paragraph(d, s, doc_label(d, "publish.people-ipss-none"));
		return;
	}
	doc_heading(d, s, 3, NULL, doc_label(d, "publish.people-ipss-says"));
	people_sentences(d, s, p->trend, ABOUT_ALL, series, 1);
	doc_paragraph(d, s, doc_label(d, "publish.people-ipss-differs"));
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
	people_rows(d, step, in, (const char *const[]){ "census.population", NULL });
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
	step = people_step(
		d, facts, "how-ipss", "publish.people-ipss",
		doc_label(d, p->figures->ipss.at.n ? "publish.people-how-ipss" : "publish.people-ipss-none"));
	people_rows(d, step, in, (const char *const[]){ "ipss2018.population", NULL });
	people_step(d, facts, "how-scenarios", "publish.people-scenarios",
		    doc_label(d, "publish.people-how-scenarios"));
	if (p->solution)
		people_step(d, facts, "how-solve", "publish.people-how-solve-term",
			    doc_label(d, "publish.people-how-solve"));
	if (p->effects.n)
		people_step(d, facts, "how-effects", "publish.effect", doc_label(d, "publish.effect-how"));
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
	people_scenarios(d, p);
	people_solution(d, p);
	people_effects(d, in);
	put_how(d, in);
	people_sources_link(d, d->body, in);
}
