/* people/fan.h - thousands of futures: how far off each may be, as the method was off elsewhere in the past.
 *
 * A trajectory borrows the errors of a donor: a municipality of like size and one of the last two intervals, by how
 * much each of five age bands came out above or below its projection. From one five years to the next it mostly keeps
 * its donor, since errors last: a place that was underrated once is underrated again (in the census the error grows
 * about in proportion to the horizon). Donors rather than a formula: errors have long tails and go together across
 * ages, and both come with them. Steps of one year take the fifth root each year, for those who end the five years in
 * the band's groups: every fifth year then is that of steps of five years.
 *
 * The arithmetic is people/kernel.h; docs/methods/kernel.md says how the work is laid out. Pure: the same bits whatever
 * the instruction set, the number of threads, and the memory allowed.
 */
#ifndef PEOPLE_FAN_H
#define PEOPLE_FAN_H

#include "people/backtest.h"
#include "people/course.h"
#include "people/kernel.h"

enum {
	FAN_BANDS = 5, /* 0-4, 5-14, 15-39, 40-64, 65+ */
	FAN_QUANTILES = 5,
	FAN_TOTAL = 0, /* series: then 0-14, 15-64, 65+, 75+, and the age groups of the course, both sexes */
	FAN_GROUPS = 5,
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

/* Learns from the intervals that ended in `base_year` and five years before; flagged areas give nothing. `size`: only
 * those that people of this class need, -1: all. Returns how many donors there are. */
size_t fan_learn(struct arena *a, struct fan_donors *donors, const struct backtest_input *in, size_t n, int base_year,
		 const struct project_method *m, int size);

/* The same as the censuses of 2000 to 2015 taught, rounded to four digits, which come with the program: 0 for another
 * base year than 2015. */
size_t fan_known(struct arena *a, struct fan_donors *donors, int base_year, int size);

struct fan_request {
	/* Of the area, or of the members of a sum, all with the same years and steps: a trajectory has one donor for
	 * all of them. */
	const struct course *courses;
	size_t n;
	int trajectories; /* at least 1 */
	uint64_t seed;
	uint32_t area; /* a number of its own, so that areas do not share their chance */
	const struct kernel *kernel;
	size_t memory; /* bytes for numbers that wait to be selected; 0: FAN_MEMORY */
};
#define FAN_MEMORY ((size_t)32 << 20)

struct fan {
	int base_year, years; /* of a step */
	int n_ages, n_steps, n_series;
	double (*at)[FAN_QUANTILES]; /* [n_steps + 1][n_series] */
};

/* The quantiles of a series, `step` steps after the base year. */
const double *fan_at(const struct fan *fan, int step, int series);

/* NULL, or why not: "people.flag-no-donors". Quantiles are exact, of all trajectories. The result lies in `a`. What is
 * needed besides does not grow with the trajectories: those that do not fit q->memory together are run again for each
 * part of the series that does (docs/methods/kernel.md). */
const char *people_fan(struct arena *a, struct fan *fan, const struct fan_donors *donors, const struct fan_request *q);

#endif
