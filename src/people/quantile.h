/* people/quantile.h - which order statistics the quantiles of n numbers are made of.
 *
 * Quantile q lies at the place q * (n - 1), between two neighbours in proportion (Hyndman & Fan's type 7). The numbers
 * at those places are found by struct kernel's select: exactly, whatever the instruction set. Pure.
 */
#ifndef PEOPLE_QUANTILE_H
#define PEOPLE_QUANTILE_H

#include <stddef.h>

enum { QUANTILE_LEVELS_MAX = 8 };

struct quantile_plan {
	int n_levels, n_ranks;
	size_t rank[2 * QUANTILE_LEVELS_MAX]; /* ascending, each once: those to select */
	int below[QUANTILE_LEVELS_MAX];       /* of each level: which of them stands below it */
	double part[QUANTILE_LEVELS_MAX];     /* share of the way to the next one */
};

/* Of n > 0 numbers; levels ascend, from 0 to 1. */
void quantile_plan(struct quantile_plan *p, size_t n, const double *levels, int n_levels);
/* at[i] stands at the place rank[i]. */
void quantile_from(double *out, const struct quantile_plan *p, const double *at);

/* Quantile q (0 to 1) of sorted numbers; NaN of none. */
double quantile(const double *sorted, size_t n, double q);

#endif
