#include "usecase/kpis.h"

#include <stdlib.h>
#include <uninorm.h>

/* ア１ and ｱ1 are ア1: compared in compatibility form, never stored in it. */
static struct text comparable(struct arena *a, struct text t)
{
	size_t n = 0;
	uint8_t *made = u8_normalize(UNINORM_NFKC, (const uint8_t *)(t.p ? t.p : ""), t.n, NULL, &n);
	struct text out = made ? text_dup(a, (struct text){ (const char *)made, n }) : t;

	free(made);
	return out;
}

static const char *known_keys(struct arena *a, const struct buf *keys)
{
	return arena_strdup(a, keys->p ? keys->p : "");
}

bool kpi_find(struct kpi_found *found, struct context *c, const struct plan_version *v, struct text key,
	      struct err *err)
{
	struct value values[] = { V_TEXT(v->plan), V_INT(v->version) };
	struct text wanted = comparable(c->arena, key);
	struct buf keys = { 0 };
	struct err failed = { 0 };
	struct rows *r = NULL;
	bool there = false;

	if (!query_run(&r, c->store, "plan_kpis", values, 2, err))
		return false;
	while (rows_next(r, &failed)) {
		buf_puts(&keys, keys.n ? ", " : "");
		buf_text(&keys, rows_text(r, 0));
		if (there || !text_eq(comparable(c->arena, rows_text(r, 0)), wanted))
			continue;
		*found = (struct kpi_found){ text_dup(c->arena, rows_text(r, 0)), text_dup(c->arena, rows_text(r, 1)),
					     text_dup(c->arena, rows_text(r, 2)) };
		there = true;
	}
	rows_close(&r);
	if (failed.kind != ERR_NONE) {
		err_copy(err, &failed);
		there = false;
	} else if (!there) {
		err_set(err, ERR_INPUT, "usecase.unknown-kpi", "kpi", text_z(c->arena, key), "plan",
			text_z(c->arena, v->plan), "keys", known_keys(c->arena, &keys), NULL);
	}
	buf_clear(&keys);
	return there;
}
