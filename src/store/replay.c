/* Replaying the log into the derived tables, and the digest of what they hold. */
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "store/apply.h"

/* ---- digest ---- */

static void digest_number(struct hasher *h, uint64_t n)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)(n >> 8 * i);
	hasher_add(h, bytes, sizeof bytes);
}

/* A value as its kind, its length and its bytes, so that no two different rows look alike. */
static void digest_value(struct hasher *h, const struct value *v)
{
	uint64_t bits = 0;

	digest_number(h, v->kind);
	switch (v->kind) {
	case VALUE_NULL:
		break;
	case VALUE_INT:
		digest_number(h, (uint64_t)v->i);
		break;
	case VALUE_DOUBLE:
		memcpy(&bits, &v->d, sizeof bits);
		digest_number(h, bits);
		break;
	case VALUE_TEXT:
	case VALUE_BLOB:
		digest_number(h, v->t.n);
		hasher_add(h, v->t.p, v->t.n);
		break;
	}
}

static bool digest_table(struct store *s, struct hasher *h, const char *table, struct err *err)
{
	struct err mine = { 0 };
	struct rows *r = NULL;
	char query[64];

	snprintf(query, sizeof query, "digest_%s", table);
	if (!query_run(&r, s, query, NULL, 0, err))
		return false;
	hasher_add(h, table, strlen(table) + 1);
	while (rows_next(r, &mine))
		for (int i = 0; i < rows_columns(r); i++)
			digest_value(h, rows_value(r, i));
	return rows_end(&r, &mine, err);
}

static bool digest_tables(struct store *s, struct hasher *h, struct hash *digest, struct err *err)
{
	hasher_start(h);
	for (size_t i = 0; i < derived_tables_n; i++)
		if (!digest_table(s, h, derived_tables[i], err))
			return false;
	*digest = hasher_end(h);
	return true;
}

bool store_digest(struct store *s, struct hash *digest, struct err *err)
{
	struct hasher *h = NULL;
	bool ok;

	if (!hasher_new(&h, err))
		return false;
	ok = read_begin(s, err);
	if (ok) {
		ok = digest_tables(s, h, digest, err);
		read_end(s);
	}
	hasher_free(&h);
	return ok;
}

/* ---- replay ---- */

struct replay {
	struct store *s;
	struct hasher *hasher;
	int64_t events, all;
};

static bool replay_one(void *context, const struct event *e, struct err *err)
{
	struct replay *r = context;
	struct applied applied = { .number = e->number };
	const struct hash leaf = merkle_leaf(r->hasher, e->bytes);
	json_t *root = NULL;
	bool ok = false;

	if (e->number != ++r->events || !hash_eq(&leaf, &e->leaf))
		return err_set(err, ERR_STORE, "store.rebuild-log-broken", "event", NUM(r->events), "store",
			       store_name(r->s), NULL);
	if (!json_parse_canonical(&root, e->bytes, err))
		return err_set(err, ERR_STORE, "store.event-not-canonical", "event", NUM(e->number), NULL);
	applied.kind = json_get_text(root, "kind");
	applied.body = json_object_get(root, "body");
	progress_step(r->s->progress, "progress.rebuild", e->number, r->all);
	ok = time_parse(&applied.at, json_get_text(root, "at"), err) && apply_event(r->s, &applied, err);
	json_decref(root);
	return ok;
}

static bool drop_derived(struct store *s, struct err *err)
{
	char query[64];

	for (size_t i = 0; i < derived_tables_n; i++) {
		snprintf(query, sizeof query, "drop_%s", derived_tables[i]);
		if (!query_do(s, query, NULL, 0, err))
			return false;
	}
	return true;
}

/* Both digests are taken under the lock of writing: no recording can come between them. */
bool store_rebuild(struct store *s, struct rebuilt *rebuilt, struct err *err)
{
	struct replay r = { .s = s };
	struct hash before, after;
	struct txn *tx = NULL;
	bool ok = false;

	if (!hasher_new(&r.hasher, err))
		return false;
	if (txn_begin(&tx, s, err) && log_head(s, &r.all, err) && digest_tables(s, r.hasher, &before, err) &&
	    drop_derived(s, err) && log_each(s, 1, 0, replay_one, &r, err) && digest_tables(s, r.hasher, &after, err) &&
	    txn_commit(&tx, err)) {
		*rebuilt = (struct rebuilt){ r.events, after, hash_eq(&before, &after) };
		ok = true;
	}
	txn_rollback(&tx);
	hasher_free(&r.hasher);
	return ok;
}
