/* One picture for the past and what may follow: counted, projected with how far off that may be, and what the institute
 * projects. */
#include <math.h>

#include "publish/people_parts.h"
#include "publish/words.h"

static struct plot_point *add_point(struct doc *d, struct plot_line *l, int year, double people)
{
	struct plot_point *p = LIST_ADD(d->arena, &l->at);

	*p = (struct plot_point){ .x = year, .y = people };
	return p;
}

/* The highest and the last. */
static void label_ends(struct doc *d, struct plot_line *l, bool highest)
{
	size_t top = 0;

	if (!l->at.n)
		return;
	for (size_t i = 0; i < l->at.n; i++)
		if (l->at.at[i].y > l->at.at[top].y)
			top = i;
	if (highest)
		l->at.at[top].value = people_count(d->arena, l->at.at[top].y);
	l->at.at[l->at.n - 1].value = people_count(d->arena, l->at.at[l->at.n - 1].y);
}

static void add_lines(struct doc *d, struct plot *c, const struct people_report *p)
{
	struct plot_line *l = LIST_ADD(d->arena, &c->lines);

	*l = (struct plot_line){ .words = doc_label(d, "publish.people-counted"), .look = PLOT_CIRCLE };
	for (size_t i = 0; i < p->figures->census.at.n; i++)
		add_point(d, l, p->figures->census.at.at[i].year, p->figures->census.at.at[i].total);
	label_ends(d, l, true);
	if (p->future) {
		l = LIST_ADD(d->arena, &c->lines);
		*l = (struct plot_line){ .words = doc_label(d, "publish.people-ours"), .look = PLOT_SQUARE };
		for (int i = 1; i <= p->future->p.n_steps; i++)
			add_point(d, l, p->future->p.base_year + i * PROJECT_YEARS,
				  population_total(&p->future->p.at[i]));
		label_ends(d, l, false);
	}
	if (p->figures->ipss.at.n > 1) {
		l = LIST_ADD(d->arena, &c->lines);
		*l = (struct plot_line){ .words = doc_label(d, "publish.people-ipss"), .look = PLOT_TRIANGLE };
		for (size_t i = 1; i < p->figures->ipss.at.n; i++)
			add_point(d, l, p->figures->ipss.at.at[i].year, p->figures->ipss.at.at[i].total);
		label_ends(d, l, false);
	}
}

static void add_band(struct doc *d, struct plot *c, const struct people_future *f, const double *low,
		     const double *high, const char *words)
{
	struct plot_band *b = LIST_ADD(d->arena, &c->bands);

	b->words = doc_label(d, words);
	*LIST_ADD(d->arena, &b->at) =
		(struct plot_range){ f->p.base_year, population_total(&f->p.at[0]), population_total(&f->p.at[0]) };
	for (int i = 1; i <= f->n_intervals; i++)
		*LIST_ADD(d->arena, &b->at) =
			(struct plot_range){ f->p.base_year + i * PROJECT_YEARS, low[i], high[i] };
}

static struct text past_sentence(struct doc *d, const struct people_report *p)
{
	const struct count_series *s = &p->figures->census;
	const struct counted *first = &s->at.at[0], *last = &s->at.at[s->at.n - 1];

	return doc_words(d, "publish.people-trend-sentence", "from", NUM(first->year), "first",
			 doc_z(d, people_count(d->arena, first->total)), "to", NUM(last->year), "last",
			 doc_z(d, people_count(d->arena, last->total)), NULL);
}

static struct text future_sentence(struct doc *d, const struct people_report *p)
{
	const struct people_future *f = p->future;
	int last = f->n_intervals;

	return doc_words(d, "publish.people-fan-sentence", "year", NUM(f->p.base_year + last * PROJECT_YEARS), "people",
			 doc_z(d, people_count(d->arena, population_total(&f->p.at[last]))), "low",
			 doc_z(d, people_count(d->arena, f->low80[last])), "high",
			 doc_z(d, people_count(d->arena, f->high80[last])), NULL);
}

bool people_fan_chart(struct doc *d, struct node *parent, const struct page_input *in, bool fan)
{
	const struct people_report *p = in->report->people;
	struct plot c = { .id = TEXT("people-chart"), .x_step = 5 };
	struct buf svg = { 0 };
	bool drawn;

	if (!p->figures->census.at.n || (fan && (!p->future || !p->future->n_intervals)))
		return false;
	if (fan) {
		add_band(d, &c, p->future, p->future->low95, p->future->high95, "publish.people-band95");
		add_band(d, &c, p->future, p->future->low80, p->future->high80, "publish.people-band80");
	}
	add_lines(d, &c, p);
	c.title = doc_words(d, fan ? "publish.people-fan-title" : "publish.people-trend-title", "name",
			    doc_z(d, p->name), NULL);
	c.desc = fan ? future_sentence(d, p) : past_sentence(d, p);
	c.may_cut = true;
	c.unit = doc_label(d, "publish.people-unit");
	c.word_x = doc_label(d, "publish.chart-year");
	c.word_cut = doc_label(d, "publish.chart-key-cut");
	drawn = draw_plot(&svg, &c, CHART_WIDE) && draw_plot(&svg, &c, CHART_NARROW);
	if (drawn)
		people_figure(d, parent, &svg, fan ? "publish.people-fan-caption" : "publish.people-trend-caption",
			      c.desc);
	buf_clear(&svg);
	return drawn;
}
