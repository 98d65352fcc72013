/* people/project.h - where a municipality's population goes if it keeps changing as it did: five-year steps by cohort
 * change ratios, which hold survival and net migration together, and a child-woman ratio.
 *
 * How the ratios are drawn from past censuses was chosen by comparing methods on intervals up to 2015 and is then held
 * constant; docs/methods/projection.md has the comparison. A ratio of a small place is mostly chance, so that it
 * borrows from its surroundings (the prefecture): by size, and by a share that differs by age, since people who leave
 * at 18 keep leaving while a swing at 40 does not last. Pure: no I/O, no allocation; sums have a fixed order.
 */
#ifndef PEOPLE_PROJECT_H
#define PEOPLE_PROJECT_H

#include "people/cohort.h"
#include "people/series.h"

enum {
	PROJECT_GROUPS = 19, /* 0-4 ... 90+ */
	PROJECT_YEARS = 5,   /* per step */
	PROJECT_CENSUSES = 3,
	PROJECT_STEPS = 20,
	PROJECT_FIRST_MOTHER = 3, /* 15-19 */
	PROJECT_LAST_MOTHER = 9,  /* 45-49 */
};

/* How ratios are drawn from the last two intervals.
 *   earlier       weight of the interval before the last one, counts pooled (the last one has 1)
 *   persons       as many people of the surroundings as are added to the people of each group
 *   women         the same of the child-woman ratio, women aged 15-49 (last census only)
 *   towards[a]    share of the way from the ratio so made to that of the surroundings, in group a */
struct project_method {
	double earlier, persons, women, towards[PROJECT_GROUPS];
};
extern const struct project_method project_chosen;
extern const struct project_method project_last_interval; /* all 0: what the last five years did goes on */

/* What was counted at a base year ([0]) and five and ten years before it; ages not stated are shared out. */
struct past {
	int year, n; /* 2 or 3 */
	struct population at[PROJECT_CENSUSES];
};

/* NULL, or why the counts do not suffice, as a message's id: "people.flag-no-count" (no census by age in the base year
 * or five years before), "people.flag-empty" (nobody lived there in one of them). */
const char *past_of(struct past *p, const struct count_series *census, int year);

void project_ratios(struct change_ratios *r, const struct past *area, const struct past *around,
		    const struct project_method *m);

/* What happens otherwise than in the past. Additional people come (or go, below 0) as young families: spread over the
 * ages 0-9 and 20-39 as the area's people of these ages are in the base year. */
enum { SCENARIO_EVENTS = 16 };
struct scenario {
	double children;   /* times the child-woman ratio, reached in equal parts by that year */
	int children_by;   /* 0: at once */
	double migrants;   /* additional net migrants a year, */
	int migrants_from; /* after that year; 0: from the base year */
	struct scenario_event {
		int year; /* it falls into the step that holds the year: after its beginning, up to its end */
		double people;
	} events[SCENARIO_EVENTS];
	int n_events;
};
extern const struct scenario scenario_none; /* as in the past */

struct area_projection {
	int base_year, n_steps;
	struct population at[PROJECT_STEPS + 1]; /* [i]: i steps after the base year */
};

/* Projects to the first step that is not before the year `to`, at most PROJECT_STEPS. NULL, or why not (see past_of).
 * `around` are the figures of the prefecture; an area that has none is its own surroundings. */
const char *people_project(struct area_projection *p, const struct area_figures *area,
			   const struct area_figures *around, int base_year, int to, const struct project_method *m);
/* The same otherwise than in the past. */
const char *people_project_scenario(struct area_projection *p, const struct area_figures *area,
				    const struct area_figures *around, int base_year, int to,
				    const struct project_method *m, const struct scenario *scenario);
/* One step more: from at[n_steps] to at[n_steps + 1]. base_year and at[0] are those of the projection. */
void project_step(struct area_projection *p, const struct change_ratios *r, const struct scenario *scenario);

/* The last year that was counted by age, 0: none. past_of() may still refuse it. */
int past_latest(const struct count_series *census);

/* The published total of a year, 0 where there is none. */
double count_total(const struct count_series *census, int year);

#endif
