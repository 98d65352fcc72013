/* people/reference.h - what is taken from the whole country, since no municipality publishes it by five years:
 * survival, and the ages at which women bear children. UN World Population Prospects 2019 (data/survival.csv,
 * data/childbearing.csv, compiled in).
 *
 * It tells deaths, births and net migration apart in ratios that hold them together; the population itself does not
 * depend on it unless a scenario changes migration or asks for a total fertility rate.
 */
#ifndef PEOPLE_REFERENCE_H
#define PEOPLE_REFERENCE_H

#include "people/oneyear.h"

enum {
	REFERENCE_MOTHERS = 7,  /* 15-19 ... 45-49 */
	REFERENCE_PERIODS = 30, /* 1950-1955 ... 2095-2100 */
};

/* From birth to the end of the step, then from the group before into this one; the last two groups into the last one
 * each for itself, since 90+ holds few young ones. */
struct survival_ratios {
	double at[SEX_COUNT][ONEYEAR_AGES]; /* 19 groups or 91 ages; the last: from the one before it */
	double open[SEX_COUNT];             /* from the last into the last */
};

struct reference {
	struct survival_ratios five;            /* of five years, 19 groups */
	double infants[SEX_COUNT];              /* from birth to the end of the year */
	double childbearing[REFERENCE_MOTHERS]; /* shares of the total fertility rate, 1 together */
};

struct reference_table {
	struct reference of[REFERENCE_PERIODS];
};

/* Reads the files that are compiled in. */
void reference_read(struct reference_table *t);
/* Of the period of five years that holds the year (2010-2015 holds 2011 to 2015); outside of 1950-2100 the nearest. */
const struct reference *reference_of(const struct reference_table *t, int year);

#endif
