/* plan/json.h - the plan as JSON and back; YAML is the same tree (files/yaml.h).
 *
 * plan_from_json(plan_to_json(p)) is the same plan, lines included. The shape is that of docs/methods/plan.md: decimals
 * are strings, periods FY2019 / CY2019 / 2019-10-01, what is absent is null or left out. People may write it by hand:
 * only "title" and, in a KPI, "name" must stand there. Where op, value, unit, better or the parts of an author are left
 * out, they are read from the wording.
 */
#ifndef PLAN_JSON_H
#define PLAN_JSON_H

#include "base/json.h"
#include "plan/plan.h"

/* The caller owns the result. */
json_t *plan_to_json(const struct plan *plan);
/* [{"rule","severity","kpi","line","column","message":{"id","ja","en","values"},"source"}]: null where there is none.
 */
json_t *remarks_to_json(const remark_list *remarks);
const char *severity_name(enum severity s); /* "error", "warning", "note" */

/* ERR_INPUT names the path of what is wrong ("kpis.2.target.value") and what to write there; *plan is then unchanged.
 * Texts are copied to the arena. Unknown keys are ignored. */
MUST_CHECK bool plan_from_json(struct arena *a, struct plan *plan, const json_t *json, const char *where,
			       struct err *err);

#endif
