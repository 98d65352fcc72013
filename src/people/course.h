/* people/course.h - what all trajectories of an area share: where they start, and how its people change in each step.
 *
 * Steps of five years with 19 groups or of one year with 91 ages: the numbers here say which. A trajectory multiplies
 * the ratios by its own factors (people/fan.h); nothing else differs between trajectories.
 *
 *   after[s][a] = max(0, before[s][a-1] * ratio[s][a] + migrants[s][a])         0 < a < n_ages - 1
 *   the last    = max(0, (before[s][n_ages-2] + before[s][n_ages-1]) * ratio + migrants)
 *   after[s][0] = max(0, women of first_mother..last_mother after the step * children[s] + migrants[s][0])
 */
#ifndef PEOPLE_COURSE_H
#define PEOPLE_COURSE_H

#include "people/cohort.h"

struct course {
	int base_year, years; /* of a step: 5 or 1 */
	int n_ages, n_steps;
	int first_mother, last_mother; /* groups; 0 < first, and the last is not the open group */
	const double *start;           /* [SEX_COUNT][n_ages] */
	const double *ratio;           /* [n_steps][SEX_COUNT][n_ages]; [0] is not read */
	const double *children;        /* [n_steps][SEX_COUNT], with all that a scenario does to births */
	const double *migrants;        /* [n_steps][SEX_COUNT][n_ages]: additional people; NULL: none */
};

#endif
