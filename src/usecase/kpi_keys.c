/* Keys are mark and running number (ア2), so a change that inserts a KPI would push the values of the next one under
 * another name. Rejected: mapping old keys to new ones at every reading - two KPIs' values of one period would meet
 * under one key. */
#include "usecase/kpis.h"

static bool same_kpi(struct arena *a, const struct plan_kpi *x, const struct plan_kpi *y)
{
	return text_eq(kpi_comparable(a, x->name), kpi_comparable(a, y->name)) &&
	       text_eq(kpi_comparable(a, x->unit), kpi_comparable(a, y->unit));
}

static const struct plan_kpi *find_same(struct arena *a, const struct plan *plan, const struct plan_kpi *kpi)
{
	for (size_t i = 0; i < plan->kpis.n; i++)
		if (same_kpi(a, &plan->kpis.at[i], kpi))
			return &plan->kpis.at[i];
	return NULL;
}

static bool key_is_taken(const struct plan *plan, size_t n, struct text key)
{
	for (size_t i = 0; i < n; i++)
		if (text_eq(plan->kpis.at[i].key, key))
			return true;
	return false;
}

/* The next number of that mark which neither version has. */
static struct text free_key(struct arena *a, const struct plan *plan, const struct plan *before, struct text mark)
{
	for (int n = 1;; n++) {
		struct text key = text_of(arena_printf(a, "%.*s%d", (int)mark.n, mark.n ? mark.p : "", n));

		if (!mark.n)
			key = text_of(arena_printf(a, "KPI%d", n));
		if (!key_is_taken(plan, plan->kpis.n, key) && !key_is_taken(before, before->kpis.n, key))
			return key;
	}
}

/* First those that were there before, so that a new one sees which keys are taken. */
void kpi_keep_keys(key_kept_list *kept, struct arena *a, struct plan *plan, const struct plan *before)
{
	struct text *counted = arena_array(a, plan->kpis.n, sizeof *counted);
	bool *known = arena_array(a, plan->kpis.n, sizeof *known);

	for (size_t i = 0; i < plan->kpis.n; i++) {
		struct plan_kpi *k = &plan->kpis.at[i];
		const struct plan_kpi *was = find_same(a, before, k);

		counted[i] = k->key;
		known[i] = was != NULL;
		/* Two of one name: the first has the key. */
		for (size_t j = 0; j < i && known[i]; j++)
			known[i] = !known[j] || !text_eq(plan->kpis.at[j].key, was->key);
		if (known[i])
			k->key = was->key;
	}
	for (size_t i = 0; i < plan->kpis.n; i++) {
		struct plan_kpi *k = &plan->kpis.at[i];
		bool taken = false;

		for (size_t j = 0; j < plan->kpis.n; j++)
			taken |= j != i && (known[j] || j < i) && text_eq(plan->kpis.at[j].key, k->key);
		if (!known[i] && taken)
			k->key = free_key(a, plan, before, k->project);
		if (!text_eq(k->key, counted[i]))
			*LIST_ADD(a, kept) = (struct key_kept){ k->name, k->key, counted[i] };
	}
}
