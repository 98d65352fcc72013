/* people/cohort.h - one step of the cohort-component projection: a population by sex and age, and what it is n years
 * later.
 *
 * Method and symbols: docs/methods/projection.md (Preston, Heuveline & Guillot 2001, ch. 6; the municipal form is that
 * of Japan's regional projections). Age groups are as wide as the step, the last one is open. Pure: no I/O, no
 * allocation, no globals; sums have a fixed order, so that the same inputs give the same bits.
 */
#ifndef PEOPLE_COHORT_H
#define PEOPLE_COHORT_H

#include <stddef.h>

#include "base/err.h"

enum sex { SEX_M, SEX_F, SEX_COUNT };
enum { AGES_MAX = 131 }; /* 0, 1, ... 129, 130+ in steps of one year */

/* People (any unit, kept throughout) by sex and age group. */
struct population {
	int n_ages;
	double at[SEX_COUNT][AGES_MAX];
};

/* What happens to a population in one step of n years; every row has n_ages entries.
 *   survival[s][0]       from birth to the end of the step
 *   survival[s][a]       from group a-1 into a; the last from the last two groups together
 *   births_per_woman[a]  children born in the n years for each woman of group a (n times the yearly rate)
 *   sex_ratio            boys for each girl at birth
 *   migrants[s][a]       net migrants alive in group a at the end of the step
 * births_per_woman is 0 outside the fertile ages. */
struct components {
	double survival[SEX_COUNT][AGES_MAX];
	double births_per_woman[AGES_MAX];
	double sex_ratio;
	double migrants[SEX_COUNT][AGES_MAX];
	bool migrants_bear; /* migrants' women count as mothers, for half of the step, as all women of its end do */
};

/* What a step did, for the balance: after = before + births - deaths + migrants. */
struct flows {
	double births[SEX_COUNT], deaths[SEX_COUNT], migrants[SEX_COUNT];
};

/* Survivors of every age group one group older; group 0 is left at 0. */
void cohort_age(struct population *after, const struct population *before, const double survival[SEX_COUNT][AGES_MAX]);

/* The general method (as the UN's): births = sum of 1/2 * births_per_woman * (women before + women after, before
 * migration or, with migrants_bear, after it), split by the sex ratio and survived; migration at the end. *flows may be
 * NULL. A group that migration would make negative is set to 0 and the migrants counted are those that there were.
 * `after` must not be `before`. */
void cohort_step(struct population *after, struct flows *flows, const struct population *before,
		 const struct components *c);

/* Municipal form: cohort change ratios, which hold survival and net migration together, and a child-woman ratio.
 *   ratio[s][a]       from group a-1 into a (a >= 1); the last from the last two groups together
 *   children[s]       of group 0 for each woman of the groups first_mother to last_mother, at the end of the step */
struct change_ratios {
	double ratio[SEX_COUNT][AGES_MAX];
	double children[SEX_COUNT];
	int first_mother, last_mother;
};
void cohort_change(struct population *after, const struct population *before, const struct change_ratios *r);

/* Checks that a projection can begin: ERR_INPUT names the first sex and age group whose number is negative or not
 * finite. */
MUST_CHECK bool population_check(const struct population *p, struct err *err);

double population_total(const struct population *p);

#endif
