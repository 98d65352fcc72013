/* web/value_parts.h - what the pages of values share: the KPI that they speak of. */
#ifndef WEB_VALUE_PARTS_H
#define WEB_VALUE_PARTS_H

#include "publish/report.h"
#include "web/review_parts.h"

/* The page on which values of the KPI are entered. */
struct text value_link(const struct request *q, struct text kpi);
/* The key of the KPI in the field `item`. ERR_INPUT: it is none. */
MUST_CHECK bool value_key_of_page(struct text *kpi, const struct request *q, struct err *err);
/* Of one KPI, as it stands now: whoever enters a value waits for no other verdict. ERR_INPUT: there is none of that
 * key. */
MUST_CHECK bool value_kpi(const struct report_kpi **k, struct plan_report *report, struct request *q, struct text key,
			  struct err *err);
/* For programs: that KPI. */
bool value_data(struct request *q, json_t **data, struct err *err);

#endif
