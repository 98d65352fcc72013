/* Opening, migrating, transactions and named queries: all that is the same on every database. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/driver.h"

static const struct driver *driver_for(const char *where)
{
	struct text t = text_of(where);

	if (text_starts(t, TEXT("postgresql://")) || text_starts(t, TEXT("postgres://")))
		return &driver_postgresql;
	return &driver_sqlite;
}

static bool schema_version(struct store *s, int64_t *version, struct err *err)
{
	struct rows *r = NULL;
	bool ok = false;

	if (!query_run(&r, s, "schema_version", NULL, 0, err))
		return false;
	if (rows_next(r, err)) {
		*version = rows_int(r, 0);
		ok = true;
	}
	rows_close(&r);
	return ok;
}

/* One schema file with its version row; nothing where it is there already (another process was faster). */
static bool add_schema(struct store *s, size_t index, struct err *err)
{
	const struct embedded *file = &embed_schema.at[index];
	const struct value row[] = { V_INT((int64_t)index + 1), V_Z(file->name) };
	int64_t have = 0;
	bool has;

	if (!s->driver->has_schema(s->db, &has, err) || (has && !schema_version(s, &have, err)))
		return false;
	return have > (int64_t)index ||
	       (s->driver->script(s->db, (struct text){ (const char *)file->bytes, file->size }, err) &&
		query_do(s, "schema_version_add", row, 2, err));
}

/* Files first..last-1 in one transaction. */
static bool add_schemas(struct store *s, size_t first, size_t last, struct err *err)
{
	bool ok = true;

	if (!s->driver->begin(s->db, BEGIN_WRITE, err))
		return false;
	for (size_t i = first; ok && i < last; i++)
		ok = add_schema(s, i, err);
	if (ok && s->driver->commit(s->db, err))
		return true;
	s->driver->rollback(s->db);
	return false;
}

bool store_migrate(struct store *s, size_t version, struct err *err)
{
	int64_t have = 0;

	if (!schema_version(s, &have, err))
		return false;
	for (size_t i = (size_t)have; i < version && i < embed_schema.n; i++)
		if (!add_schemas(s, i, i + 1, err))
			return false;
	return true;
}

static bool check_version(struct store *s, struct err *err)
{
	int64_t have;
	bool has;

	if (!s->driver->has_schema(s->db, &has, err))
		return false;
	if (!has)
		return err_set(err, ERR_STORE, s->driver->without_schema, "store", store_name(s), NULL);
	if (!schema_version(s, &have, err))
		return false;
	if (have > (int64_t)embed_schema.n)
		return err_set(err, ERR_STORE, "store.newer", "store", store_name(s), "version", NUM(have), "known",
			       NUM((int64_t)embed_schema.n), NULL);
	if (have == (int64_t)embed_schema.n)
		return true;
	if (s->mode == STORE_READ)
		return err_set(err, ERR_STORE, "store.older", "store", store_name(s), "version", NUM(have), "known",
			       NUM((int64_t)embed_schema.n), NULL);
	return store_migrate(s, embed_schema.n, err);
}

static bool open_as(struct store **s, const char *where, enum store_mode mode, size_t version, struct err *err)
{
	struct store *made = calloc(1, sizeof *made);
	bool has = false;

	if (!made)
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	made->driver = driver_for(where);
	made->mode = mode;
	if (!made->driver->open(&made->db, where, mode, err))
		goto failed;
	if (mode != STORE_CREATE) {
		if (!check_version(made, err))
			goto failed;
	} else {
		if (!made->driver->has_schema(made->db, &has, err))
			goto failed;
		if (has) {
			err_set(err, ERR_CONFLICT, "store.exists", "store", store_name(made), NULL);
			goto failed;
		}
		if (!add_schemas(made, 0, version, err)) {
			made->driver->discard(made->db);
			goto failed;
		}
	}
	*s = made;
	return true;
failed:
	store_close(&made);
	return false;
}

bool store_open(struct store **s, const char *where, enum store_mode mode, struct err *err)
{
	return open_as(s, where, mode, embed_schema.n, err);
}

bool store_create_at(struct store **s, const char *where, size_t version, struct err *err)
{
	return open_as(s, where, STORE_CREATE, version, err);
}

void store_discard(struct store **s)
{
	assert((*s)->mode == STORE_CREATE && !(*s)->writing);
	(*s)->driver->discard((*s)->db);
	store_close(s);
}

void store_close(struct store **s)
{
	if (!*s)
		return;
	hasher_free(&(*s)->hasher);
	if ((*s)->db) {
		if ((*s)->writing || (*s)->reading)
			(*s)->driver->rollback((*s)->db);
		(*s)->driver->close((*s)->db);
	}
	free(*s);
	*s = NULL;
}

bool store_fill(struct store *s, bool on, struct err *err)
{
	return s->driver->fill(s->db, on, err);
}

void store_wait(struct store *s, int milliseconds)
{
	s->driver->wait(s->db, milliseconds);
}

void store_watch(struct store *s, const struct progress *p)
{
	s->progress = p;
}

const char *store_name(const struct store *s)
{
	return s->db->name;
}

const char *store_driver(const struct store *s)
{
	return s->driver->name;
}

/* ---- transactions ---- */

bool txn_begin(struct txn **tx, struct store *s, struct err *err)
{
	assert(!s->writing && !s->reading);
	if (s->mode == STORE_READ)
		return err_set(err, ERR_STORE, "store.opened-for-reading", "store", store_name(s), NULL);
	if (!s->driver->begin(s->db, BEGIN_WRITE, err))
		return false;
	s->writing = true;
	s->txn = (struct txn){ .store = s };
	*tx = &s->txn;
	return true;
}

void store_with_commit(struct store *s, const char *query, const struct value *values, size_t n)
{
	assert(n <= WITH_COMMIT_MAX);
	s->with_commit = (struct with_commit){ .query = query, .n = n };
	for (size_t i = 0; i < n; i++)
		s->with_commit.values[i] = values[i];
}

static bool write_besides(struct store *s, struct err *err)
{
	struct with_commit w = s->with_commit;

	s->with_commit.query = NULL;
	return !w.query || query_do(s, w.query, w.values, w.n, err);
}

bool txn_commit(struct txn **tx, struct err *err)
{
	struct store *s = (*tx)->store;

	if ((*tx)->failed) {
		txn_rollback(tx);
		return err_set(err, ERR_STORE, "store.half-written", "store", store_name(s), NULL);
	}
	*tx = NULL;
	s->writing = false;
	if (write_besides(s, err) && s->driver->commit(s->db, err))
		return true;
	s->driver->rollback(s->db);
	return false;
}

void txn_rollback(struct txn **tx)
{
	if (!*tx)
		return;
	(*tx)->store->writing = false;
	(*tx)->store->driver->rollback((*tx)->store->db);
	*tx = NULL;
}

bool read_begin(struct store *s, struct err *err)
{
	if (!s->writing && s->reading == 0 && !s->driver->begin(s->db, BEGIN_READ, err))
		return false;
	s->reading++;
	return true;
}

void read_end(struct store *s)
{
	assert(s->reading > 0);
	if (--s->reading == 0 && !s->writing)
		s->driver->rollback(s->db);
}

/* ---- queries ---- */

/* The place of a query file in embed_query; our bug where there is none. */
static size_t query_id(const char *name)
{
	size_t low = 0, high = embed_query.n, n = strlen(name);

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *file = embed_query.at[middle].name;
		size_t stem = strlen(file) - strlen(".sql");
		int order = strncmp(name, file, n < stem ? n : stem);

		/* Files are sorted with their ".sql", which sorts before every letter and before "_". */
		if (order == 0)
			order = n < stem ? -1 : n > stem;
		if (order == 0)
			return middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	assert(!"a query of that name");
	abort();
}

bool query_run(struct rows **r, struct store *s, const char *name, const struct value *values, size_t n,
	       struct err *err)
{
	return s->driver->run(r, s->db, query_id(name), values, n, err);
}

bool query_do(struct store *s, const char *name, const struct value *values, size_t n, struct err *err)
{
	struct err mine; /* not zeroed: it is large, and every statement comes here */
	struct rows *r = NULL;

	if (!query_run(&r, s, name, values, n, err))
		return false;
	mine.kind = ERR_NONE;
	while (rows_next(r, &mine))
		;
	return rows_end(&r, &mine, err);
}

bool err_pass(struct err *to, const struct err *from)
{
	if (to)
		err_copy(to, from);
	return false;
}

bool rows_next(struct rows *r, struct err *err)
{
	return r->driver->next(r, err);
}

bool rows_end(struct rows **r, const struct err *failed, struct err *err)
{
	rows_close(r);
	return failed->kind == ERR_NONE || err_pass(err, failed);
}

static const struct value *column(const struct rows *r, int i)
{
	assert(i >= 0 && i < r->n_columns);
	return &r->columns[i];
}

int64_t rows_int(const struct rows *r, int i)
{
	assert(column(r, i)->kind == VALUE_INT || column(r, i)->kind == VALUE_NULL);
	return column(r, i)->i;
}

struct text rows_text(const struct rows *r, int i)
{
	assert(column(r, i)->kind != VALUE_INT && column(r, i)->kind != VALUE_DOUBLE);
	return column(r, i)->t;
}

bool rows_null(const struct rows *r, int i)
{
	return column(r, i)->kind == VALUE_NULL;
}

int rows_columns(const struct rows *r)
{
	return r->n_columns;
}

const struct value *rows_value(const struct rows *r, int i)
{
	return column(r, i);
}

void rows_close(struct rows **r)
{
	if (*r)
		(*r)->driver->end(*r);
	*r = NULL;
}

/* ---- bulk ---- */

bool bulk_begin(struct bulk **b, struct txn *tx, const char *table, const char *const *columns, size_t n,
		struct err *err)
{
	tx->failed = true; /* until bulk_end: what was sent of it is not whole */
	return tx->store->driver->bulk_begin(b, tx->store->db, table, columns, n, err);
}

bool bulk_add(struct bulk *b, const struct value *values, struct err *err)
{
	return b->driver->bulk_add(b, values, err);
}

bool bulk_end(struct bulk **b, struct txn *tx, struct err *err)
{
	struct bulk *mine = *b;

	*b = NULL;
	if (!mine->driver->bulk_end(mine, true, err))
		return false;
	tx->failed = false;
	return true;
}

void bulk_cancel(struct bulk **b)
{
	struct err ignored;

	if (*b)
		(void)!(*b)->driver->bulk_end(*b, false, &ignored);
	*b = NULL;
}

void schema_translate(struct buf *out, struct text sql, const char *const *words)
{
	size_t at = 0;

	while (at < sql.n) {
		size_t from = at;
		bool letter = sql.p[at] >= 'A' && sql.p[at] <= 'Z';
		const char *const *w = words;

		while (at < sql.n && (sql.p[at] >= 'A' && sql.p[at] <= 'Z') == letter)
			at++;
		for (; letter && *w && !text_is(text_slice(sql, from, at), w[0]); w += 2)
			;
		if (letter && *w)
			buf_puts(out, w[1]);
		else
			buf_add(out, sql.p + from, at - from);
	}
}
