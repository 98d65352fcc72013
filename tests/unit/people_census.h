/* tests/unit/people_census.h - the census and the 2020 totals of the data folder as figures of areas, read straight
 * from the files, so that the arithmetic is tested without a store. */
#ifndef TESTS_PEOPLE_CENSUS_H
#define TESTS_PEOPLE_CENSUS_H

#include "people/backtest.h"

struct census {
	LIST(struct area_figures) areas;            /* as in the file: municipalities and prefectures */
	LIST(struct backtest_input) municipalities; /* by code, each with its prefecture */
};

/* false: the data folder is absent. */
bool census_read(struct arena *a, struct census *c);
const struct area_figures *census_area(const struct census *c, const char *code);

#endif
