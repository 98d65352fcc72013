/* The past is projected with what was known then, by the same functions that project the future: so no second method
 * can look better than the one in use. Widths of intervals are quantiles of absolute errors by size, symmetric: a class
 * has a hundred errors to five hundred, too few for a tail of its own for every sign. docs/methods/projection.md has
 * what they cover. */
#include "people/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const double backtest_edges[BACKTEST_SIZES] = { 0, 3000, 10000, 30000, 100000, 300000 };

/* Municipalities under evacuation orders, wholly or in part, after the nuclear accident of March 2011
 * (避難指示区域・緊急時避難準備区域, 経済産業省 2011-04-22): their people left for a reason that no ratio holds. */
static const char *const evacuated[] = { "07211", "07212", "07308", "07541", "07542", "07543",
					 "07544", "07545", "07546", "07547", "07548", "07564" };
enum { ACCIDENT = 2011, ACCIDENT_LAST_TO = 2025 };

bool was_evacuated(struct text code, int from, int to)
{
	/* Also where the years that the ratios were taken from hold the accident. */
	if (to < ACCIDENT || from > ACCIDENT_LAST_TO)
		return false;
	for (size_t i = 0; i < sizeof evacuated / sizeof *evacuated; i++)
		if (text_is(code, evacuated[i]))
			return true;
	return false;
}

int backtest_size_of(double people)
{
	int size = 0;

	while (size + 1 < BACKTEST_SIZES && people >= backtest_edges[size + 1])
		size++;
	return size;
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* Counts that halve or double in one interval are another area or another event than ratios can tell. */
static bool jumps(double before, double after)
{
	return after > 2 * before || 2 * after < before;
}

void backtest_one(struct backtest_area *out, struct area_projection *p, const struct backtest_input *in, int from,
		  int to, const struct project_method *m)
{
	*out = (struct backtest_area){ .area = in->area, .flag = in->flag };
	out->counted = count_total(&in->area->census, to);
	if (!out->flag && was_evacuated(in->area->code, from, to))
		out->flag = "people.flag-evacuated";
	if (!out->flag)
		out->flag = people_project(p, in->area, in->around, from, to, m);
	if (!out->flag && boundary_changed(&in->area->census, from, to))
		out->flag = "people.flag-boundary";
	if (!out->flag && !(out->counted > 0))
		out->flag = "people.flag-no-later-count";
	if (out->flag)
		return;
	out->base = population_total(&p->at[0]);
	out->projected = population_total(&p->at[p->n_steps]);
	out->error = (out->projected - out->counted) / out->counted;
	if (jumps(out->base, out->counted))
		out->flag = "people.flag-jump";
}

/* All areas of one interval. */
static struct backtest_area *test_areas(struct arena *a, const struct backtest_input *in, size_t n, int from, int to,
					const struct project_method *m)
{
	struct backtest_area *out = arena_array(a, n, sizeof *out);
	struct area_projection p;

	for (size_t i = 0; i < n; i++)
		backtest_one(&out[i], &p, &in[i], from, to, m);
	return out;
}

/* Sorted absolute errors of the areas of a size class, of all where size is -1. */
static double *absolute_errors(struct arena *a, size_t *count, const struct backtest_area *areas, size_t n, int size)
{
	double *errors = arena_array(a, n, sizeof *errors);

	*count = 0;
	for (size_t i = 0; i < n; i++)
		if (!areas[i].flag && (size < 0 || backtest_size_of(areas[i].base) == size))
			errors[(*count)++] = fabs(areas[i].error);
	qsort(errors, *count, sizeof *errors, by_value);
	return errors;
}

/* Whether the method could be used at that census at all: two censuses by age, in at least one area. */
static bool known(const struct backtest_input *in, size_t n, int from)
{
	struct past p;

	for (size_t i = 0; i < n; i++)
		if (!past_of(&p, &in[i].area->census, from))
			return true;
	return false;
}

int people_widths(struct arena *a, struct backtest_widths *w, const struct backtest_input *in, size_t n, int from,
		  int to, const struct project_method *m)
{
	const int length = to - from;
	struct backtest_area *learned = arena_array(a, 2 * n, sizeof *learned);
	struct area_projection p;
	int n_learned = 0;

	for (int i = 0; i < 2; i++) {
		int end = from - i * PROJECT_YEARS;

		if (!known(in, n, end - length))
			break;
		for (size_t k = 0; k < n; k++)
			backtest_one(&learned[(size_t)i * n + k], &p, &in[k], end - length, end, m);
		n_learned++;
	}
	for (int size = 0; size < BACKTEST_SIZES; size++) {
		size_t count;
		double *e = absolute_errors(a, &count, learned, (size_t)n_learned * n, size);

		if (count < 20) /* too few to know their tails: those of all */
			e = absolute_errors(a, &count, learned, (size_t)n_learned * n, -1);
		w->w80[size] = quantile(e, count, 0.80);
		w->w95[size] = quantile(e, count, 0.95);
	}
	return n_learned;
}

/* The count lies in the interval just when the error is within the width: the width is one of errors. */
static void cover(struct backtest *b, size_t n, const struct backtest_widths *w)
{
	size_t in80 = 0, in95 = 0;

	for (size_t i = 0; i < n; i++) {
		int size = backtest_size_of(b->areas[i].base);

		if (b->areas[i].flag)
			continue;
		in80 += fabs(b->areas[i].error) <= w->w80[size];
		in95 += fabs(b->areas[i].error) <= w->w95[size];
	}
	b->coverage80 = b->n_learned && b->n ? (double)in80 / (double)b->n : NAN;
	b->coverage95 = b->n_learned && b->n ? (double)in95 / (double)b->n : NAN;
}

static double median_signed(struct arena *a, const struct backtest_area *areas, size_t n)
{
	double *errors = arena_array(a, n, sizeof *errors);
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (!areas[i].flag)
			errors[count++] = areas[i].error;
	qsort(errors, count, sizeof *errors, by_value);
	return quantile(errors, count, 0.5);
}

void people_backtest(struct arena *a, struct backtest *b, const struct backtest_input *in, size_t n, int from, int to,
		     const struct project_method *m)
{
	struct backtest_widths w;
	double *errors;

	*b = (struct backtest){ .from = from, .to = to, .areas = test_areas(a, in, n, from, to, m) };
	errors = absolute_errors(a, &b->n, b->areas, n, -1);
	b->n_flagged = n - b->n;
	b->median = quantile(errors, b->n, 0.5);
	b->p90 = quantile(errors, b->n, 0.9);
	b->median_signed = median_signed(a, b->areas, n);
	for (int size = 0; size < BACKTEST_SIZES; size++) {
		struct backtest_size *s = &b->by_size[size];

		errors = absolute_errors(a, &s->n, b->areas, n, size);
		s->median = quantile(errors, s->n, 0.5);
		s->p90 = quantile(errors, s->n, 0.9);
	}
	b->n_learned = people_widths(a, &w, in, n, from, to, m);
	cover(b, n, &w);
}
