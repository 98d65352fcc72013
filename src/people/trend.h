/* people/trend.h - the story of an area's people in figures: how many, how old, by what they changed, and when it
 * turned.
 *
 * Method and symbols: docs/methods/trend.md. Counts (census, others' projection), yearly figures and the sentences
 * about them; every sentence names the series that it is from, since different statistics differ. Pure: figures in,
 * trend out; all memory in the arena.
 */
#ifndef PEOPLE_TREND_H
#define PEOPLE_TREND_H

#include "base/json.h"
#include "people/series.h"

enum age_group { AGES_0_14, AGES_15_64, AGES_65_UP, AGES_75_UP, AGE_GROUP_COUNT };

/* What is done with those whose age is not stated. */
enum age_method {
	AGE_STATED, /* left out: of those whose age is stated (how the census office gives shares up to 2015) */
	AGE_SHARED, /* shared out in proportion to the stated ages of the same sex */
	AGE_OF_ALL, /* left out above, but counted below the line: the least that the share can be */
	AGE_METHOD_COUNT
};
const char *age_group_name(enum age_group g);   /* "0-14", "15-64", "65+", "75+" */
const char *age_method_name(enum age_method m); /* "stated", "shared", "of-all" */

struct trend_count {
	int year;
	double total, unknown;
	bool has_ages; /* false: only the total is known, what follows is 0 */
	double people[AGE_METHOD_COUNT][AGE_GROUP_COUNT];
	double share[AGE_METHOD_COUNT][AGE_GROUP_COUNT]; /* 0 to 1; share[m][AGES_65_UP] is the ageing rate */
};

/* The highest of a row of figures. No row has it where n is 0. */
struct trend_peak {
	int year; /* the first of equals; 0: there is no figure */
	double value;
	bool first, last; /* it is the first or last year that is known: the true peak may lie outside */
};

/* The years in which the ageing rate stands at 7, 14 or 21 % for the first time; 0: in none. */
struct trend_threshold {
	int percent;
	int exact[AGE_METHOD_COUNT];   /* the rate is at least that */
	int rounded[AGE_METHOD_COUNT]; /* ... to a tenth of a per cent, as rates are published: 20.99 is 21.0 */
	double rate[AGE_METHOD_COUNT]; /* in that (rounded) year */
	bool from_the_start;           /* the first known year stands there already, by the first method */
};
enum { TREND_THRESHOLDS = 3 };

struct trend_counts {
	const char *series; /* census.population, ipss2018.population */
	bool projected;
	LIST(struct trend_count) at;          /* by year */
	struct trend_peak total, working_age; /* the latter of AGE_SHARED */
	struct trend_threshold thresholds[TREND_THRESHOLDS];
};

/* What people's number changed by in a year, by one statistic. */
enum trend_change_kind {
	CHANGE_NATURAL_REGISTER, /* births - deaths, resident register */
	CHANGE_NATURAL_VITAL,    /* births - deaths, vital statistics */
	CHANGE_SOCIAL_REGISTER,  /* with moves abroad and corrections */
	CHANGE_SOCIAL_DOMESTIC,  /* in - out within the country, register */
	CHANGE_SOCIAL_MIGRATION, /* in - out, migration report, Japanese nationals */
	CHANGE_KIND_COUNT
};

struct trend_turn {
	int year; /* the first year with the new sign */
	double before, value;
};

struct trend_change {
	const char *series; /* register.natural-change; of a difference: vital.natural-change, ... */
	bool natural;
	LIST(struct yearly) at;        /* by year */
	LIST(struct trend_turn) turns; /* from one year to the next known one; years of 0 count with the sign before */
	int first_decrease;            /* year; 0: none */
};

struct trend_sentence {
	struct msg msg;
	const char *series, *source; /* source: id of its name */
};

struct trend {
	struct text code, name;
	struct trend_counts census, ipss;
	LIST(struct yearly) registered; /* 1 January */
	struct trend_peak registered_peak;
	struct trend_change changes[CHANGE_KIND_COUNT];
	LIST(struct trend_sentence) sentences; /* in the order in which they are told */
};

void people_trend(struct arena *a, struct trend *out, const struct area_figures *figures);

/* Id of the name of a series (国勢調査); never NULL. */
const char *trend_source(const char *series);
/* The figures with thousands separators, rounded to whole people: 734,474; of its size without the sign. */
const char *trend_people(struct arena *a, double people);

/* The caller owns it. */
json_t *trend_to_json(const struct trend *t);

#endif
