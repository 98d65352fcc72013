/* tests/unit/people_census.h - the census and the 2020 totals of the data folder as figures of areas, read straight
 * from the files, so that the arithmetic is tested without a store. */
#ifndef TESTS_PEOPLE_CENSUS_H
#define TESTS_PEOPLE_CENSUS_H

#include "people/backtest.h"

struct census {
	LIST(struct area_figures) areas;            /* as in the file: municipalities and prefectures */
	LIST(struct backtest_input) municipalities; /* by code, each with its prefecture */
};

/* Of a group of tests: read once before them, forgotten behind them. What the tests compute goes into the same arena.
 */
extern struct census census;
extern struct arena census_arena;
int census_open(void **state);
int census_close(void **state);
/* Ends the test where the data folder is absent: it is then listed as skipped. */
void census_needed(void);
const struct area_figures *census_area(const struct census *c, const char *code);

/* What the chosen method is held against: what the last five years did goes on; ten people lent, since a group of
 * nobody has no ratio. */
extern const struct project_method last_interval;

/* So many men and women in each age group. */
void count_evenly(struct counted *c, int year, double people);

#endif
