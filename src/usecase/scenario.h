/* usecase/scenario.h - a scenario as a file: what of the future is to be otherwise than the past.
 *
 *   name: 工場の立地            shown with the result
 *   children:                  the child-woman ratio
 *     factor: 1.2              times that of the past,
 *     by: 2040                 reached in equal parts by that year; left out: at once
 *   migration:
 *     per_year: 300            additional net migrants a year; below 0: fewer
 *     from: 2025               after that year; left out: from the base year
 *   events:                    counts of people who come or go at once
 *     - year: 2028
 *       people: 1500
 */
#ifndef USECASE_SCENARIO_H
#define USECASE_SCENARIO_H

#include "base/err.h"
#include "people/project.h"

struct named_scenario {
	struct text name;
	struct scenario s;
};

/* ERR_INPUT names file, line and key of what is unknown or no number, and what is out of bounds: a factor below 0 or
 * above 10, a year outside 1900-2999, more than SCENARIO_EVENTS events. */
MUST_CHECK bool scenario_read(struct arena *a, struct named_scenario *out, const char *path, struct err *err);

#endif
