/* bench/town.h - a store as a town has it after years: 200 KPIs with values of ten years, owned by 40 sections; five
 * closed reviews in which everybody said something of every KPI, and a sixth one whose experts are grading; and the
 * statistics of the example kumamoto. Its events are appended as they are, since 20,000 acts said one after the other
 * would take minutes. */
#ifndef BENCH_TOWN_H
#define BENCH_TOWN_H

#include "usecase/context.h"
#include "usecase/table_file.h"

enum { TOWN_KPIS = 200, TOWN_YEARS = 10, TOWN_REVIEWS = 5, TOWN_EXPERTS = 5, TOWN_SECTIONS = 40 };

extern const char town_plan[];   /* its id */
extern const char town_review[]; /* the one that is open */

/* Leaves the store open in c->store; ends the program where something fails. c->now becomes a day of that review. */
void town_make(struct context *c, const char *where);
/* The same day and actor, where the store is there already. */
void town_context(struct context *c);
/* Opens the next year's review, whose figures are being collected, all of them from one section; c->now becomes a day
 * of it. Then that section's workbook as it comes back, filled in: a new value and a self-assessment of every KPI. */
void town_collect(struct context *c);
void town_returned(struct table_file *file, struct context *c);
/* "KPI7", of 0 to TOWN_KPIS - 1. */
struct text town_kpi(struct arena *a, int i);

#endif
