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

/* What was counted at a base year ([0]) and five and ten years before it; ages not stated are shared out. */
struct past {
	int year, n; /* 2 or 3 */
	struct population at[PROJECT_CENSUSES];
};

/* NULL, or why the counts do not suffice, as a message's id: "people.flag-no-count" (no census by age in the base year
 * or five years before), "people.flag-one-sex" (of men or of women only), "people.flag-negative" (fewer than no
 * people), "people.flag-empty" (nobody lived there in one of them), "people.flag-boundary" (the area took in another
 * one between them; ten years before, that count is left out). */
const char *past_of(struct past *p, const struct count_series *census, int year);
/* The past of the surroundings in the year of `here`; where they are NULL or their counts do not suffice (a town that
 * has a census of which its prefecture's is not stored), `here` itself. */
void past_around(struct past *p, const struct area_figures *around, const struct past *here);
/* Whether counts of `from` and `to` are of areas of which one took in the other's neighbour. */
bool boundary_changed(const struct count_series *census, int from, int to);

void project_ratios(struct change_ratios *r, const struct past *area, const struct past *around,
		    const struct project_method *m);

struct area_projection {
	int base_year, n_steps;
	struct population at[PROJECT_STEPS + 1]; /* [i]: i steps after the base year */
};

/* As in the past, to the first step that is not before the year `to`, at most PROJECT_STEPS. NULL, or why not (see
 * past_of). `around` are the figures of the prefecture (see past_around). What scenarios,
 * yearly steps and flows need is in people/path.h. */
const char *people_project(struct area_projection *p, const struct area_figures *area,
			   const struct area_figures *around, int base_year, int to, const struct project_method *m);

/* The last year that was counted by age, 0: none. past_of() may still refuse it. */
int past_latest(const struct count_series *census);

/* The published total of a year, 0 where there is none. */
double count_total(const struct count_series *census, int year);

#endif
