/* people/oneyear.h - single years of age out of five-year groups, and yearly ratios out of five-year ones.
 *
 * Method, its sources and what was measured: docs/methods/one-year.md. Groups are split by a cubic spline through the
 * cumulated people whose slopes are held to those of a rising curve (Hyman 1983; Smith, Hyndman & Wood 2004): sums of
 * groups hold, and nobody is negative. Yearly ratios are those with which five yearly steps end where one step of five
 * years does. Pure: no I/O, no allocation; sums have a fixed order.
 */
#ifndef PEOPLE_ONEYEAR_H
#define PEOPLE_ONEYEAR_H

#include "people/cohort.h"

enum {
	ONEYEAR_GROUPS = 19, /* 0-4 ... 85-89, 90+ */
	ONEYEAR_AGES = 91,   /* 0 ... 89, 90+ */
	ONEYEAR_FIRST_MOTHER = 15,
	ONEYEAR_LAST_MOTHER = 49,
};

/* 19 groups into 91 ages. The ages of a group add up to it (to rounding); none is negative. */
void oneyear_split(struct population *ages, const struct population *groups);
/* 91 ages into 19 groups. */
void oneyear_join(struct population *groups, const struct population *ages);

/* Yearly ratios, for cohort_change() of 91 ages, out of those of five years (19 groups, mothers of groups 3 to 9) that
 * begin with `ages`: ratio[s][a] from age a-1 into a, the last from 89 and 90+ together; children[s] of age 0 for each
 * woman aged 15-49 at the end of the year. Five steps from `ages` end within 1e-9 of what one step of five years gives,
 * group by group, where no five-year ratio is below 1e-6 (a group that vanishes keeps one in a million). They hold for
 * these five years: a course of more begins each five with ratios of its own, from the ages reached by then. */
void oneyear_ratios(struct change_ratios *yearly, const struct population *ages, const struct change_ratios *five);

#endif
