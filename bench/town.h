/* bench/town.h - a store as a town has it after years: 200 KPIs with values of ten years, owned by 40 sections; five
 * closed reviews in which everybody said something of every KPI, and a sixth one whose experts are grading; and the
 * statistics of the example kumamoto. Its events are appended as they are, since 20,000 acts said one after the other
 * would take minutes. */
#ifndef BENCH_TOWN_H
#define BENCH_TOWN_H

#include "usecase/context.h"

enum { TOWN_KPIS = 200, TOWN_YEARS = 10, TOWN_REVIEWS = 5, TOWN_EXPERTS = 5, TOWN_SECTIONS = 40 };

extern const char town_plan[];   /* its id */
extern const char town_review[]; /* the one that is open */

/* Leaves the store open in c->store; ends the program where something fails. c->now becomes a day of that review. */
void town_make(struct context *c, const char *where);
/* "KPI7", of 0 to TOWN_KPIS - 1. */
struct text town_kpi(struct arena *a, int i);

#endif
