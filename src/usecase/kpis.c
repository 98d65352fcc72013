#include "usecase/kpis.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

struct text kpi_comparable(struct arena *a, struct text t)
{
	size_t n = 0;
	uint8_t *made = u8_normalize(UNINORM_NFKC, (const uint8_t *)(t.p ? t.p : ""), t.n, NULL, &n);
	struct text out = made ? text_dup(a, (struct text){ (const char *)made, n }) : t;
	char *to = (char *)(uintptr_t)out.p;

	free(made);
	if (!made)
		return out;
	n = 0;
	for (size_t i = 0; i < out.n; i++)
		if (out.p[i] != ' ')
			to[n++] = out.p[i];
	out.n = n;
	return out;
}

static void take_kpi(struct kpi_found *found, struct arena *a, const struct rows *r)
{
	*found = (struct kpi_found){ text_dup(a, rows_text(r, 0)), text_dup(a, rows_text(r, 1)),
				     text_dup(a, rows_text(r, 2)) };
}

/* As pages and workbooks write it: by the index, and not by comparing it with hundreds of others. */
static bool find_exactly(bool *there, struct kpi_found *found, struct context *c, const struct plan_version *v,
			 struct text key, struct err *err)
{
	const struct value values[] = { V_TEXT(v->plan), V_INT(v->version), key.p ? V_TEXT(key) : V_Z("") };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "plan_kpi_of", values, 3, err))
		return false;
	*there = rows_next(r, &failed);
	if (*there)
		take_kpi(found, c->arena, r);
	return rows_end(&r, &failed, err);
}

static bool find_comparably(struct kpi_found *found, struct context *c, const struct plan_version *v, struct text key,
			    struct err *err)
{
	const struct value values[] = { V_TEXT(v->plan), V_INT(v->version) };
	const struct text wanted = kpi_comparable(c->arena, key);
	struct buf keys = { 0 };
	struct err failed = { 0 };
	struct rows *r = NULL;
	bool there = false;

	if (!query_run(&r, c->store, "plan_kpis", values, 2, err))
		return false;
	while (!there && rows_next(r, &failed)) {
		buf_puts(&keys, keys.n ? ", " : "");
		buf_text(&keys, rows_text(r, 0));
		there = text_eq(kpi_comparable(c->arena, rows_text(r, 0)), wanted);
		if (there)
			take_kpi(found, c->arena, r);
	}
	if (!rows_end(&r, &failed, err))
		there = false;
	else if (!there)
		err_set(err, ERR_INPUT, "usecase.unknown-kpi", "kpi", text_z(c->arena, key), "plan",
			text_z(c->arena, v->plan), "keys", keys.p ? keys.p : "", NULL);
	buf_clear(&keys);
	return there;
}

bool kpi_find(struct kpi_found *found, struct context *c, const struct plan_version *v, struct text key,
	      struct err *err)
{
	bool there;

	return find_exactly(&there, found, c, v, key, err) && (there || find_comparably(found, c, v, key, err));
}
