/* publish/report_json.h - a report as JSON: one shape for `sosei evaluate --json`, the open data and the server. */
#ifndef PUBLISH_REPORT_JSON_H
#define PUBLISH_REPORT_JSON_H

#include "base/json.h"
#include "publish/report.h"

/* {"plan","as_of",...,"kpis":[...]} (docs/methods/target.md, section JSON). The caller owns it. */
json_t *report_to_json(const struct plan_report *report);
/* One KPI's object of "kpis". */
json_t *report_kpi_to_json(const struct report_kpi *k);

/* A recorded value, as in "points" and in `value list`. */
json_t *report_value_to_json(const struct report_value *v);

#endif
