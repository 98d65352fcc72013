/* usecase/review_report.h - what is public of a plan's reviews and of who owns its KPIs, for the plan's pages. */
#ifndef USECASE_REVIEW_REPORT_H
#define USECASE_REVIEW_REPORT_H

#include "publish/report.h"
#include "usecase/context.h"

/* Sets report->reviews and the owner of every KPI. NULL where no review of the plan was opened by then: such a site has
 * no such pages and no word of them. Who asks plays no part: the pages are those that everybody may read. known_at as
 * in the request that the report was made from. */
MUST_CHECK bool review_report(struct plan_report *report, struct context *c, struct date known_at, struct err *err);

#endif
