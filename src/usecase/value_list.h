/* usecase/value_list.h - what was recorded. */
#ifndef USECASE_VALUE_LIST_H
#define USECASE_VALUE_LIST_H

#include "usecase/record.h"

struct value_list_request {
	struct text plan, kpi; /* empty: the one in force; every KPI */
	struct date known_at;
	int64_t at_event;
};

/* By KPI, then period, publication, event. *plan is the id of the plan that was meant. */
MUST_CHECK bool list_values(kpi_values_list *out, struct text *plan, struct context *c,
			    const struct value_list_request *request, struct err *err);

#endif
