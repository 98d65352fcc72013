/* people/path.h - the central path of one area: its people in every step, what changed them, and the same as a course
 * for trajectories. Steps of five years, or of one.
 *
 * Method: docs/methods/projection.md, one-year.md, scenario.md. Steps of one year are those of five years told year by
 * year: without a scenario every fifth year agrees with them to 1e-9.
 */
#ifndef PEOPLE_PATH_H
#define PEOPLE_PATH_H

#include "base/arena.h"
#include "people/course.h"
#include "people/project.h"
#include "people/reference.h"
#include "people/scenario.h"

enum { PATH_STEPS = PROJECT_STEPS * PROJECT_YEARS };

struct path_request {
	const struct area_figures *area, *around; /* around: its prefecture; NULL: the area is its own surroundings */
	int base_year, to;
	int years; /* of a step: 5, or 1 */
	const struct project_method *m;
	const struct scenario *scenario; /* NULL: as in the past */
	const struct reference_table *reference;
};

struct path {
	int base_year, years, n_steps;
	struct population *at; /* [n_steps + 1]: 19 groups, or 91 ages */
	/* [n_steps + 1]: of the step that ends there; [0] is empty. Births are the children of the women who live
	 * there; that they were born elsewhere is not known. after = before + births - deaths + migrants, to rounding.
	 */
	struct flows *flows;
	/* [n_steps + 1]: the total fertility rate that the births mean, and the women that it weighs, as of one; [0]:
	 * of the last five years. */
	double *fertility, *women;
	struct course course;
};

/* To the first step that is not before `to`, at most a hundred years. NULL, or why not (see past_of). */
const char *people_path(struct arena *a, struct path *p, const struct path_request *q);
/* Adds people, flows and fertility of a path over the same steps; *sum has no course any more. */
void path_add(struct path *sum, const struct path *p);
/* In groups of five years, whatever the steps are. */
void path_groups(struct population *groups, const struct path *p, int step);

#endif
