/* tests/unit/small_town.h - a town with as many KPIs as asked for, all of which one section owns, and the review that
 * it has just opened. */
#ifndef TESTS_SMALL_TOWN_H
#define TESTS_SMALL_TOWN_H

#include "store_place.h"
#include "usecase/context.h"

extern const char small_town_review[]; /* 2021-08, about FY2020 */

/* c with a store of its own in that place. */
void small_town_open(struct context *c, struct arena *a, const struct place *p, int kpis);
/* Its log verifies; gives everything back. */
void small_town_close(struct context *c);
/* Of 1 to kpis. */
struct text small_town_kpi(struct arena *a, int i);

#endif
