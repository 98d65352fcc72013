/* people/solve.h - the inverse question: which births and which migration together hold a population in a year. */
#ifndef PEOPLE_SOLVE_H
#define PEOPLE_SOLVE_H

#include "people/path.h"

enum { SOLVE_PAIRS = 21 };

/* With the child-woman ratio times `children` from the first step on, so many net migrants a year more than in the past
 * give just the people asked for; below 0: so many may be missing. */
struct solve_pair {
	double children, child_woman_ratio; /* both sexes aged 0-4 for each woman aged 15-49 */
	double fertility;                   /* children in a woman's life that this means in the last five years */
	double migrants;
};

struct solution {
	int base_year, year;                  /* of the census; that was asked for */
	double people;                        /* asked for */
	double as_in_the_past;                /* projected with neither */
	struct solve_pair pairs[SOLVE_PAIRS]; /* children from 0.5 to 1.5 in steps of 0.05 */
	double children_alone;                /* the factor without additional migrants; NaN: none up to 10 */
};

/* Steps of five years where the year is so many after the census, else of one. The projection is (nearly) a line in the
 * migrants as long as no group is emptied by them, so that secants give each pair; each is projected again, and a pair
 * that cannot be had has migrants NaN. Of an area that is a sum, give every member (n > 1): migrants are then those of
 * all, shared out by population. NULL or the reason, as of people_project. */
struct solve_input {
	const struct area_figures *area, *around;
};
struct solve_question {
	const struct solve_input *in;
	size_t n;
	int base_year, year;
	double people;
	const struct project_method *m;
	const struct reference_table *reference;
};
const char *people_solve(struct solution *out, const struct solve_question *q);

#endif
