/* usecase/kpis.h - which KPI is meant. */
#ifndef USECASE_KPIS_H
#define USECASE_KPIS_H

#include "usecase/plans.h"

struct kpi_found {
	struct text key, name, unit;
};

/* The KPI of that key in that version of a plan; written in full or half width. ERR_INPUT lists the keys that there
 * are. */
MUST_CHECK bool kpi_find(struct kpi_found *found, struct context *c, const struct plan_version *v, struct text key,
			 struct err *err);

#endif
