/* tests/unit/report_sample.h - reports made by hand, of an invented town. */
#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

#include "publish/report.h"

/* 例示市: one KPI of every kind that a page must cope with: a floor with a series that disagrees, worse, behind with a
 * forecast, a survey, no value, no baseline. */
const struct plan_report *report_sample(struct arena *a);

#endif
