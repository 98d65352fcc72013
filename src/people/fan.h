/* people/fan.h - thousands of futures: how far off each may be, as the method was off elsewhere in the past.
 *
 * A trajectory borrows the errors of a donor: a municipality of like size and one of the last two intervals, by how
 * much each of five age bands came out above or below its projection. From step to step it mostly keeps its donor,
 * since errors last: a place that was underrated once is underrated again (in the census the error grows about in
 * proportion to the horizon). Donors rather than a formula: errors have long tails and go together across ages, and
 * both come with them.
 */
#ifndef PEOPLE_FAN_H
#define PEOPLE_FAN_H

#include "people/backtest.h"
#include "people/solve.h"

enum {
	FAN_BANDS = 5, /* 0-4, 5-14, 15-39, 40-64, 65+ */
	FAN_QUANTILES = 5,
	FAN_TOTAL = 0, /* series: then 0-14, 15-64, 65+, 75+, and the age groups, both sexes */
	FAN_GROUPS = 5,
	FAN_SERIES = FAN_GROUPS + PROJECT_GROUPS,
	FAN_TRAJECTORIES_MAX = 100000,
};
extern const double fan_quantiles[FAN_QUANTILES]; /* 0.025, 0.1, 0.5, 0.9, 0.975 */

struct fan_donor {
	double factor[FAN_BANDS]; /* counted / projected */
};

/* By size class in the base year of their interval. */
struct fan_donors {
	LIST(struct fan_donor) of[BACKTEST_SIZES];
};

/* Learns from the intervals that ended in `base_year` and five years before; flagged areas give nothing. Returns how
 * many donors there are. */
size_t fan_learn(struct arena *a, struct fan_donors *donors, const struct backtest_input *in, size_t n, int base_year,
		 const struct project_method *m);

struct fan_request {
	const struct solve_input
		*in; /* the area, or the members of a sum: a trajectory has one donor for all of them */
	size_t n;
	const struct scenario *scenarios; /* one for each */
	int base_year, to, trajectories;
	uint64_t seed;
	uint32_t area; /* a number of its own, so that areas do not share their chance */
	const struct project_method *m;
	const struct reference_table *reference;
};

struct fan {
	int n_steps;
	double at[PROJECT_STEPS + 1][FAN_SERIES][FAN_QUANTILES];
};

/* NULL, or why not: as people_project, and "people.flag-no-donors". Memory: trajectories x steps x series numbers. */
const char *people_fan(struct arena *a, struct fan *fan, const struct fan_donors *donors, const struct fan_request *q);

#endif
