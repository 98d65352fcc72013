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

/* For comparing keys and names, never for keeping: compatibility form (ア１ is ア1), without spaces. */
struct text kpi_comparable(struct arena *a, struct text t);

/* A KPI keeps its key through all versions of its plan, since values and settings belong to the key. A changed text
 * counts anew when it inserts or drops a KPI: those that have the name and unit of one of `before` get its key, and a
 * new one whose key is taken gets the next free number of its mark. What was changed is told. */
struct key_kept {
	struct text name, key, counted; /* counted: the key that the text gives */
};
typedef LIST(struct key_kept) key_kept_list;
void kpi_keep_keys(key_kept_list *kept, struct arena *a, struct plan *plan, const struct plan *before);

#endif
