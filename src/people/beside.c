/* Two methods are compared over the same areas only, each with its own error against the same count. */
#include "people/beside.h"

#include <math.h>
#include <stdlib.h>

double ipss_total(const struct area_figures *area, int from, int to)
{
	if (!area->ipss.at.n || area->ipss.at.at[0].year != from)
		return 0;
	return count_total(&area->ipss, to);
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void compare(struct arena *a, struct beside *out, const struct backtest *b, int size)
{
	size_t all = b->n + b->n_flagged;
	double *ours = arena_array(a, all + 1, sizeof *ours), *theirs = arena_array(a, all + 1, sizeof *theirs);

	*out = (struct beside){ 0 };
	for (size_t i = 0; i < all; i++) {
		const struct backtest_area *at = &b->areas[i];
		double ipss = at->flag ? 0 : ipss_total(at->area, b->from, b->to);

		if (!(ipss > 0) || (size >= 0 && backtest_size_of(at->base) != size))
			continue;
		ours[out->n] = fabs(at->error);
		theirs[out->n++] = fabs((ipss - at->counted) / at->counted);
	}
	qsort(ours, out->n, sizeof *ours, by_value);
	qsort(theirs, out->n, sizeof *theirs, by_value);
	out->median = quantile(ours, out->n, 0.5);
	out->p90 = quantile(ours, out->n, 0.9);
	out->ipss_median = quantile(theirs, out->n, 0.5);
	out->ipss_p90 = quantile(theirs, out->n, 0.9);
}

void people_beside(struct arena *a, struct beside out[1 + BACKTEST_SIZES], const struct backtest *b)
{
	for (int size = -1; size < BACKTEST_SIZES; size++)
		compare(a, &out[1 + size], b, size);
}
