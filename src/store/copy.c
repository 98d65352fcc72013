/* Copying a store into a new one, on the same database or the other.
 *
 * What is kept (events, private values, blobs, accounts and what hangs on them) is copied row by row as it is; what is
 * derived is replayed from the copied log. So the copy proves itself: its log has the same root because every leaf is
 * the same, and its derived tables have the same digest because the log gives them. Rejected: copying the derived
 * tables too - faster, but then a store that had gone wrong would be copied wrong. */
#include <string.h>

#include "store/driver.h"

enum { EVENTS_A_PAGE = 4096, BLOBS_A_PAGE = 4 };

/* Kept tables that are small: read whole by "copy_NAME". In the order of their foreign keys. */
static const struct kept {
	const char *table, *query;
	const char *columns[13];
} kept[] = {
	{ "account",
	  "copy_account",
	  { "id", "login", "name", "roles", "section", "email", "password", "totp", "totp_step", "disabled", "created",
	    "changed" } },
	{ "session",
	  "copy_session",
	  { "hash", "account", "created", "seen", "expires", "passed", "address", "agent" } },
	{ "link", "copy_link", { "hash", "account", "purpose", "target", "made_by", "created", "expires", "used" } },
	{ "token", "copy_token", { "hash", "number", "account", "name", "scopes", "created", "expires", "used" } },
	{ "attempt", "copy_attempt", { "subject", "failures", "forgotten", "locked_until" } },
	{ "account_log", "copy_account_log", { "number", "at", "actor", "account", "what", "detail", "address" } },
	{ "form_done", "copy_form_done", { "once", "account", "at" } },
	{ "outbox",
	  "copy_outbox",
	  { "number", "made", "recipient", "subject", "body", "attempts", "tried", "sent", "failure" } },
};

struct copying {
	struct store *from;
	struct txn *tx;
	struct store_copied *made;
};

/* Rows of one query into one table; *last is the first column of the last row. */
static bool copy_rows(struct copying *c, const char *table, const char *const *columns, size_t n, const char *query,
		      const struct value *key, size_t n_key, int64_t *rows, struct buf *last, struct err *err)
{
	struct err failed = { 0 };
	struct rows *r = NULL;
	struct bulk *b = NULL;
	bool ok = false;

	*rows = 0;
	if (!query_run(&r, c->from, query, key, n_key, err))
		return false;
	if (!bulk_begin(&b, c->tx, table, columns, n, err))
		goto done;
	while (rows_next(r, &failed)) {
		++*rows;
		if (!bulk_add(b, rows_value(r, 0), err))
			goto done;
		if (last) {
			buf_reset(last);
			buf_text(last, rows_text(r, 0));
		}
	}
	ok = (failed.kind == ERR_NONE || err_pass(err, &failed)) && bulk_end(&b, c->tx, err);
done:
	bulk_cancel(&b);
	rows_close(&r);
	return ok;
}

/* Events, then their private values, so many numbers at a time: PostgreSQL sends whole results. */
static bool copy_log(struct copying *c, int64_t head, struct err *err)
{
	static const char *const events[] = { "number", "bytes", "leaf", "subtree" };
	static const char *const fields[] = { "event", "field", "salt", "value" };
	int64_t rows;

	for (int64_t at = 0; at < head; at += EVENTS_A_PAGE) {
		const struct value range[] = { V_INT(at), V_INT(at + EVENTS_A_PAGE) };

		if (!copy_rows(c, "event", events, 4, "copy_event", range, 2, &rows, NULL, err))
			return false;
		c->made->events += rows;
		if (!copy_rows(c, "private", fields, 4, "copy_private", range, 2, &rows, NULL, err))
			return false;
		c->made->private_values += rows;
	}
	return true;
}

static bool copy_blobs(struct copying *c, struct err *err)
{
	static const char *const columns[] = { "hash", "bytes" };
	struct buf last = { 0 };
	int64_t rows = BLOBS_A_PAGE;
	bool ok = true;

	while (ok && rows == BLOBS_A_PAGE) {
		char behind[HASH_HEX_SIZE] = "";

		if (last.n && last.n < sizeof behind)
			memcpy(behind, last.p, last.n);
		const struct value page[] = { V_Z(behind), V_INT(BLOBS_A_PAGE) };

		ok = copy_rows(c, "blob", columns, 2, "blob_page", page, 2, &rows, &last, err);
		c->made->blobs += ok ? rows : 0;
	}
	buf_clear(&last);
	return ok;
}

static bool copy_kept(struct copying *c, struct err *err)
{
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		size_t n = 0;
		int64_t rows;

		while (n < sizeof kept[i].columns / sizeof *kept[i].columns && kept[i].columns[n])
			n++;
		if (!copy_rows(c, kept[i].table, kept[i].columns, n, kept[i].query, NULL, 0, &rows, NULL, err))
			return false;
		c->made->kept_rows += rows;
	}
	return true;
}

static bool copy_all(struct store_copied *made, struct store *from, struct store *to, struct err *err)
{
	struct copying c = { .from = from, .made = made };
	int64_t head;
	bool ok = log_head(from, &head, err) && txn_begin(&c.tx, to, err) && copy_log(&c, head, err) &&
		  copy_blobs(&c, err) && copy_kept(&c, err) && txn_commit(&c.tx, err);

	txn_rollback(&c.tx);
	return ok && log_root(from, head, &made->root, err) && store_digest(from, &made->digest, err);
}

/* The copy replayed and verified: same root, same rows, no fault. */
static bool prove(struct store_copied *made, struct store *to, struct err *err)
{
	struct arena a = { 0 };
	struct log_check check = { 0 };
	struct rebuilt rebuilt;
	struct hash root;
	bool ok = store_rebuild(to, &rebuilt, err) && log_root(to, made->events, &root, err) &&
		  log_verify(to, &a, &check, err);

	if (ok && (!hash_eq(&root, &made->root) || check.faults.n))
		ok = err_set(err, ERR_STORE, "store.copy-log", "store", store_name(to), "why",
			     check.faults.n ? msg_say(&a, LANG_JA, &check.faults.at[0]) : "root", "why_en",
			     check.faults.n ? msg_say(&a, LANG_EN, &check.faults.at[0]) : "root", NULL);
	if (ok && !hash_eq(&rebuilt.digest, &made->digest))
		ok = err_set(err, ERR_STORE, "store.copy-tables", "store", store_name(to), NULL);
	arena_clear(&a);
	return ok;
}

bool store_copy(struct store_copied *copied, struct store *from, const char *where, struct err *err)
{
	struct store_copied made = { 0 };
	struct store *to = NULL;
	bool ok = false;

	if (!store_open(&to, where, STORE_CREATE, err))
		return false;
	if (read_begin(from, err)) {
		ok = copy_all(&made, from, to, err);
		read_end(from);
	}
	ok = ok && prove(&made, to, err);
	if (!ok) {
		store_discard(&to);
		return false;
	}
	store_close(&to);
	*copied = made;
	return true;
}

bool store_copies(struct text table)
{
	static const char *const own[] = { "event", "private", "blob" };

	for (size_t i = 0; i < 3; i++)
		if (text_is(table, own[i]))
			return true;
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (text_is(table, kept[i].table))
			return true;
	return false;
}
