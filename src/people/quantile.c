/* A quantile needs one or two order statistics, not a sorted array: the plan says which, once for all series of a fan,
 * and the kernel selects them. Type 7 of Hyndman & Fan (1996), as R and NumPy have it, so that anybody's check agrees.
 */
#include "people/quantile.h"

#include <math.h>

static int add_rank(struct quantile_plan *p, size_t rank)
{
	/* Levels ascend, so that a rank seen before is one of the last two. */
	for (int i = p->n_ranks - 1; i >= 0 && i >= p->n_ranks - 2; i--)
		if (p->rank[i] == rank)
			return i;
	p->rank[p->n_ranks] = rank;
	return p->n_ranks++;
}

void quantile_plan(struct quantile_plan *p, size_t n, const double *levels, int n_levels)
{
	p->n_levels = n_levels;
	p->n_ranks = 0;
	for (int k = 0; k < n_levels; k++) {
		double at = levels[k] * (double)(n - 1);
		size_t below = (size_t)at;

		p->below[k] = add_rank(p, below);
		p->part[k] = at - (double)below;
		if (below + 1 < n)
			add_rank(p, below + 1);
		else
			p->part[k] = 0;
	}
}

void quantile_from(double *out, const struct quantile_plan *p, const double *at)
{
	for (int k = 0; k < p->n_levels; k++) {
		double low = at[p->below[k]];

		out[k] = p->part[k] > 0 ? low + p->part[k] * (at[p->below[k] + 1] - low) : low;
	}
}

double quantile(const double *sorted, size_t n, double q)
{
	double at = n ? q * (double)(n - 1) : 0;
	size_t below = (size_t)at;

	if (!n)
		return NAN;
	if (below + 1 >= n)
		return sorted[n - 1];
	return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}
