/* publish/evaluation.h - the verdicts of a plan as one table: what `sosei evaluate` prints. */
#ifndef PUBLISH_EVALUATION_H
#define PUBLISH_EVALUATION_H

#include "publish/doc.h"
#include "publish/report.h"

/* Title, day and count of statuses; then per KPI key, name and unit, baseline, target, latest value with period and
 * state, status, what is missing, and below each row the reason in a sentence and the grade where the rubric gives one;
 * what was inferred stands below the table. */
struct doc *evaluation_table(struct arena *a, const struct plan_report *r, enum lang lang);

/* The same table alone, for a page: `link` gives the address of a KPI's page, NULL for none. */
typedef struct text kpi_link(struct arena *a, const struct report_kpi *k, void *context);
void evaluation_rows(struct doc *d, struct node *parent, const struct plan_report *r, kpi_link *link, void *context);

/* How many KPIs have that status. */
size_t evaluation_count(const struct plan_report *r, enum status status);

/* "5指標：達成 1、悪化 1、実績値待ち 3". */
struct text evaluation_counts(struct arena *a, const struct plan_report *r, enum lang lang);

/* By which rubric the grades are given. */
struct text evaluation_rubric(struct doc *d, const struct plan_report *r);

#endif
