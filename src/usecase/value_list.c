#include "usecase/value_list.h"

#include "usecase/kpis.h"

static bool read_all(kpi_values_list *out, struct text *plan, struct context *c, const struct value_list_request *q,
		     struct err *err)
{
	plan_version_list all = { 0 };
	const struct plan_version *v;
	kpi_values_list found = { 0 };
	struct kpi_found kpi;

	if (!known_at_is_past(c, q->known_at, err) || !plans_read(&all, c, q->at_event, err) ||
	    !plans_choose(&v, &all, c, q->plan, context_today(c), q->known_at, err) ||
	    (q->kpi.n && !kpi_find(&kpi, c, v, q->kpi, err)) ||
	    !values_read(&found, c, v->plan, q->at_event, q->known_at, err))
		return false;
	*plan = v->plan;
	for (size_t i = 0; i < found.n; i++)
		if (!q->kpi.n || text_eq(found.at[i].kpi, kpi.key))
			*LIST_ADD(c->arena, out) = found.at[i];
	return true;
}

bool list_values(kpi_values_list *out, struct text *plan, struct context *c, const struct value_list_request *q,
		 struct err *err)
{
	bool ok;

	if (!read_begin(c->store, err))
		return false;
	ok = read_all(out, plan, c, q, err);
	read_end(c->store);
	return ok;
}
