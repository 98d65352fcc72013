/* people/scenario.h - what of the future is to be otherwise than the past: births, migration by age and sex, and
 * events.
 *
 * Symbols and the meaning of each rule: docs/methods/scenario.md. What is given "by a year" is reached in equal parts
 * from the base year on. Plain data; usecase/scenario.h reads it from a file.
 */
#ifndef PEOPLE_SCENARIO_H
#define PEOPLE_SCENARIO_H

#include "people/cohort.h"

enum { SCENARIO_RULES = 16, SCENARIO_RANGES = 8, SCENARIO_OPEN = 999 };

/* Whom a rule is about: sexes, and ages by groups of five years (first 0, 5, ... last 4, 9, ... or SCENARIO_OPEN). */
struct scenario_who {
	bool sex[SEX_COUNT];
	int n;
	struct {
		int first, last;
	} ages[SCENARIO_RANGES];
};
extern const struct scenario_who scenario_families; /* 0-9 and 20-39, both sexes: young families */
extern const struct scenario_who scenario_everyone;

enum scenario_births { BIRTHS_AS_BEFORE, BIRTHS_FACTOR, BIRTHS_CHILD_WOMAN, BIRTHS_TFR };

enum scenario_how {
	/* Net migration rates of those ages times `value`: 0 closes the area, 0.5 halves what leaves (or comes). */
	MIGRATION_SCALE,
	/* `value` additional net migrants a year, spread as the people of those ages live there in the base year. */
	MIGRATION_SHIFT,
	/* As many additional people, spread so, as bring net migration of all ages to nil. `value` is not read. */
	MIGRATION_BALANCE,
};
struct scenario_migration {
	enum scenario_how how;
	struct scenario_who who;
	double value;
	int from, by; /* after `from` (0: the base year), in full by `by` (0: at once); only a shift has `from` */
};

/* People who come at once, or go (below 0), spread as a shift's. */
struct scenario_event {
	int year; /* it falls into the step that holds the year: after its beginning, up to its end */
	double people;
	struct scenario_who who;
};

struct scenario {
	enum scenario_births births;
	double children; /* a factor, children aged 0-4 for each woman aged 15-49, or children in a woman's life */
	int children_by; /* 0: at once */
	int n_migrations, n_events;
	struct scenario_migration migrations[SCENARIO_RULES];
	struct scenario_event events[SCENARIO_RULES];
};
extern const struct scenario scenario_none; /* as in the past */

/* A scenario of births times a factor and so many additional people a year (young families), both at once. */
struct scenario scenario_pair(double factor, double migrants);
/* The same for a part of an area: counts of people times its share of it. */
struct scenario scenario_share(const struct scenario *whole, double share);

/* Whether the age group that begins with this age (of 5, or of 1 year) is meant. */
bool scenario_about(const struct scenario_who *who, int sex, int age);
/* The part of the way from the base year to `by` that is made in `year`: 0 to 1; 1 where by is not after the base. */
double scenario_way(int base_year, int by, int year);
/* What the net migration rates of that sex and age are multiplied by in that year. */
double scenario_scale(const struct scenario *s, int sex, int age, int base_year, int year);
/* Additional people, by sex and group, of the step of `years` that ends in `end`: shifts, events, and balances, which
 * undo `net` migrants of the step. `base`: who lives there in the base year, in groups of `years`. */
void scenario_people(double people[SEX_COUNT][AGES_MAX], const struct scenario *s, const struct population *base,
		     int base_year, int end, int years, double net);
/* Whether scenario_people() can give anything. */
bool scenario_adds(const struct scenario *s);

#endif
