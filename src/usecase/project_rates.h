/* usecase/project_rates.h - a projection from rates that are given as files: no store, no assumptions of ours. */
#ifndef USECASE_PROJECT_RATES_H
#define USECASE_PROJECT_RATES_H

#include "base/err.h"
#include "people/cohort.h"

enum { PROJECT_STEPS_MAX = 100 };

/* The base population and that after every step. */
struct projection {
	int n_steps;
	int first_year, years_per_step;
	struct population at[PROJECT_STEPS_MAX + 1];
	struct flows flows[PROJECT_STEPS_MAX + 1]; /* [i]: of the step that ends in at[i]; [0] is empty */
};

struct rates_request {
	int first_year;
	int years; /* of a step and of an age group: 1 or 5 */
	int to;    /* the last year; 0: as far as the rates reach */
};

/* Reads the folder: surv_m.csv and surv_f.csv (ages x steps), births_per_woman_5y.csv or, in steps of one year,
 * births_per_woman_1y.csv (fertile groups from 15 on x steps), srb.csv (one row), mig_m.csv and mig_f.csv (the first
 * groups x steps; older ones 0), out_pop_m.csv and out_pop_f.csv, of which only the first column, the base population,
 * is used; and projects by cohort_step. The projection is a large struct in the arena. ERR_INPUT: a file is absent,
 * holds something that is no number, or its shape does not fit the others', or numbers that grow beyond all bounds.
 * ERR_USAGE: `to` is a year that the steps do not meet. */
MUST_CHECK bool project_rates(struct arena *a, struct projection **p, const char *folder, const struct rates_request *q,
			      struct err *err);

/* The same of the files' cells: surv_m, surv_f, mig_m, mig_f, srb, out_pop_m, out_pop_f, births. */
enum { RATE_FILES = 8 };
struct sheet;
MUST_CHECK bool project_rates_of(struct arena *a, struct projection **p, const struct sheet *const sheets[RATE_FILES],
				 const struct rates_request *q, struct err *err);

#endif
