/* usecase/people_report.h - the people of a plan's area, from the statistics that the store holds, for the plan's
 * pages.
 */
#ifndef USECASE_PEOPLE_REPORT_H
#define USECASE_PEOPLE_REPORT_H

#include "publish/report.h"
#include "usecase/context.h"

/* Sets report->people: of all who made the plan together, known on the day and as of the event of the report. NULL
 * where the plan names no area that is known (an invented town), or nothing of it is stored: such a site has no such
 * pages. known_at as in the request that the report was made from. */
MUST_CHECK bool people_report(struct plan_report *report, struct context *c, struct date known_at, struct err *err);

#endif
