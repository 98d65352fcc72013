/* The SQLite driver's queries: prepared once and kept, their rows one step at a time, many rows by one statement. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/sqlite.h"

struct sqlite_rows {
	struct rows base;
	struct sqlite *db;
	sqlite3_stmt *stmt;
	struct sqlite_prepared *slot; /* NULL: the statement is our own */
	bool done;                    /* one step more would run it anew */
	struct value columns[];
};

struct sqlite_bulk {
	struct bulk base;
	struct sqlite *db;
	sqlite3_stmt *stmt;
	int n;
};

static bool prepare(struct sqlite *db, sqlite3_stmt **stmt, int *index, size_t id, unsigned flags, struct err *err)
{
	const struct embedded *file = &embed_query.at[id];
	int rc = sqlite3_prepare_v3(db->handle, (const char *)file->bytes, (int)file->size + 1, flags, stmt, NULL);
	char parameter[8] = "$";

	if (rc != SQLITE_OK)
		return sqlite_fail(db, rc, err);
	for (int i = 1; i <= SQLITE_PARAMETERS_MAX; i++) {
		snprintf(parameter + 1, sizeof parameter - 1, "%d", i);
		index[i] = sqlite3_bind_parameter_index(*stmt, parameter);
	}
	return true;
}

static int bind(sqlite3_stmt *stmt, int at, const struct value *v)
{
	switch (v->kind) {
	case VALUE_INT:
		return sqlite3_bind_int64(stmt, at, v->i);
	case VALUE_DOUBLE:
		return sqlite3_bind_double(stmt, at, v->d);
	case VALUE_TEXT:
		return sqlite3_bind_text64(stmt, at, v->t.p ? v->t.p : "", v->t.n, SQLITE_TRANSIENT, SQLITE_UTF8);
	case VALUE_BLOB:
		return sqlite3_bind_blob64(stmt, at, v->t.p ? v->t.p : "", v->t.n, SQLITE_STATIC);
	case VALUE_NULL:
		break;
	}
	return sqlite3_bind_null(stmt, at);
}

void sqlite_end(struct rows *base)
{
	struct sqlite_rows *r = (struct sqlite_rows *)base;

	if (r->slot) {
		sqlite3_reset(r->stmt);
		r->slot->busy = false;
	} else {
		sqlite3_finalize(r->stmt);
	}
	free(r);
}

bool sqlite_run(struct rows **out, struct db *base, size_t id, const struct value *values, size_t n, struct err *err)
{
	struct sqlite *db = (struct sqlite *)base;
	struct sqlite_prepared *slot = &db->queries[id];
	struct sqlite_prepared own = { 0 };
	struct sqlite_rows *r;
	int columns;

	if (slot->busy)
		slot = &own;
	if (!slot->stmt &&
	    !prepare(db, &slot->stmt, slot->index, id, slot == &own ? 0 : SQLITE_PREPARE_PERSISTENT, err))
		return false;
	assert((int)n == sqlite3_bind_parameter_count(slot->stmt));
	columns = sqlite3_column_count(slot->stmt);
	r = calloc(1, sizeof *r + (size_t)columns * sizeof *r->columns);
	if (!r) {
		if (slot == &own)
			sqlite3_finalize(own.stmt);
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	}
	r->base = (struct rows){ &driver_sqlite, r->columns, columns };
	r->db = db;
	r->stmt = slot->stmt;
	r->slot = slot == &own ? NULL : slot;
	slot->busy = true;
	for (size_t i = 0; i < n; i++) {
		int rc = bind(r->stmt, slot->index[i + 1], &values[i]);

		if (rc != SQLITE_OK) {
			sqlite_end(&r->base);
			return sqlite_fail(db, rc, err);
		}
	}
	*out = &r->base;
	return true;
}

/* The value once and then its parts: sqlite3_column_* would look up the column and check for errors at each call, a
 * fifth of the time of reading a long log. (The "unprotected" value is safe: a connection belongs to one thread.) */
static void fill(struct value *v, sqlite3_stmt *stmt, int i)
{
	sqlite3_value *from = sqlite3_column_value(stmt, i);
	const int type = sqlite3_value_type(from);

	*v = (struct value){ .kind = VALUE_NULL };
	switch (type) {
	case SQLITE_INTEGER:
		v->kind = VALUE_INT;
		v->i = sqlite3_value_int64(from);
		break;
	case SQLITE_FLOAT:
		v->kind = VALUE_DOUBLE;
		v->d = sqlite3_value_double(from);
		break;
	case SQLITE_TEXT:
	case SQLITE_BLOB:
		/* A text's bytes too: sqlite3_value_text would copy it to put a NUL behind. */
		v->kind = type == SQLITE_TEXT ? VALUE_TEXT : VALUE_BLOB;
		v->t.p = sqlite3_value_blob(from);
		v->t.n = (size_t)sqlite3_value_bytes(from);
		if (!v->t.p)
			v->t.p = ""; /* empty, not absent */
		break;
	}
}

bool sqlite_next(struct rows *base, struct err *err)
{
	struct sqlite_rows *r = (struct sqlite_rows *)base;
	int rc = r->done ? SQLITE_DONE : sqlite_step_noted(r->stmt);

	r->done = rc != SQLITE_ROW;
	if (rc == SQLITE_ROW) {
		for (int i = 0; i < r->base.n_columns; i++)
			fill(&r->columns[i], r->stmt, i);
		return true;
	}
	if (rc != SQLITE_DONE)
		return sqlite_fail(r->db, rc, err);
	if (err)
		err->kind = ERR_NONE;
	return false;
}

/* ---- bulk ---- */

bool sqlite_bulk_begin(struct bulk **out, struct db *base, const char *table, const char *const *columns, size_t n,
		       struct err *err)
{
	struct sqlite *db = (struct sqlite *)base;
	struct sqlite_bulk *b = calloc(1, sizeof *b);
	struct buf sql = { 0 };
	int rc;

	if (!b)
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	buf_printf(&sql, "INSERT INTO %s (", table);
	for (size_t i = 0; i < n; i++)
		buf_printf(&sql, "%s%s", i ? "," : "", columns[i]);
	buf_puts(&sql, ") VALUES (");
	for (size_t i = 0; i < n; i++)
		buf_puts(&sql, i ? ",?" : "?");
	buf_puts(&sql, ")");
	*b = (struct sqlite_bulk){ { &driver_sqlite }, db, NULL, (int)n };
	rc = sqlite3_prepare_v2(db->handle, sql.p, -1, &b->stmt, NULL);
	buf_clear(&sql);
	if (rc != SQLITE_OK) {
		free(b);
		return sqlite_fail(db, rc, err);
	}
	*out = &b->base;
	return true;
}

bool sqlite_bulk_add(struct bulk *base, const struct value *values, struct err *err)
{
	struct sqlite_bulk *b = (struct sqlite_bulk *)base;

	for (int i = 0; i < b->n; i++) {
		int rc = bind(b->stmt, i + 1, &values[i]);

		if (rc != SQLITE_OK)
			return sqlite_fail(b->db, rc, err);
	}
	return sqlite_step_once(b->db, b->stmt, err);
}

bool sqlite_bulk_end(struct bulk *base, bool keep, struct err *err)
{
	struct sqlite_bulk *b = (struct sqlite_bulk *)base;

	(void)keep; /* what was added goes with the transaction */
	(void)err;
	sqlite3_finalize(b->stmt);
	free(b);
	return true;
}
