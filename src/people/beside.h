/* people/beside.h - the institute's projection beside ours: errors of both over the areas of which both have one.
 *
 * Only so is one number comparable with the other: areas that the institute leaves out (the municipalities of Fukushima
 * in its edition of 2018) are the hardest ones.
 */
#ifndef PEOPLE_BESIDE_H
#define PEOPLE_BESIDE_H

#include "people/backtest.h"

struct beside {
	size_t n;           /* areas; 0: the institute's projection does not begin where the test does */
	double median, p90; /* of our absolute errors; NAN where n is 0 */
	double ipss_median, ipss_p90;
};

/* [0] of all areas, [1 + i] of size class i. */
void people_beside(struct arena *a, struct beside out[1 + BACKTEST_SIZES], const struct backtest *b);

/* The published total of a projection that begins in `from`, for the year `to`; 0: there is none. */
double ipss_total(const struct area_figures *area, int from, int to);

#endif
