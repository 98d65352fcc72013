/* usecase/review_json.h - a review as JSON: of the commands and of the API alike. The caller decrefs. */
#ifndef USECASE_REVIEW_JSON_H
#define USECASE_REVIEW_JSON_H

#include "base/json.h"
#include "usecase/collect.h"
#include "usecase/project_import.h"
#include "usecase/review_act.h"
#include "usecase/review_remind.h"

json_t *review_head_json(const struct review_head *h);
/* Where it stands: stages, what is missing, whose it is and since when; ages of the KPIs' values. */
json_t *review_status_json(struct arena *a, const struct review *r);
/* All of it, as far as it was loaded. */
json_t *review_json(struct arena *a, const struct review *r);
/* One KPI or project of it. */
json_t *review_thing_json(struct arena *a, const struct review_thing *t);
json_t *promise_json(struct arena *a, const struct review_promise *p);
json_t *meeting_json(const struct meeting *m);
json_t *project_json(const struct project *p);
json_t *draft_json(struct arena *a, const struct draft *d);
json_t *section_json(const struct section *s);
json_t *owned_json(struct arena *a, const owned_list *owns);
json_t *member_json(const struct member *m);
json_t *collect_status_json(const struct collect_status *s);
json_t *collect_read_json(struct arena *a, const struct collect_read *r);
json_t *remind_json(struct arena *a, const struct remind_result *r);
json_t *import_json(const struct import_result *r);

#endif
