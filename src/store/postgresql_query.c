/* The PostgreSQL driver's queries. They are prepared once, and the server tells the types of their parameters, so that
 * a NULL needs no type of its own. Values travel in binary. Many rows go by COPY in its binary form.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/postgresql.h"

enum { COPY_CHUNK = 1 << 16 };

/* Types as pg_type.dat numbers them. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_FLOAT8 = 701 };

struct pg_rows {
	struct rows base;
	PGresult *result;
	int row;
	struct value columns[];
};

struct pg_bulk {
	struct bulk base;
	struct pg *db;
	struct buf buf;
	size_t n;
};

static void put64(char out[8], uint64_t n)
{
	for (int i = 0; i < 8; i++)
		out[i] = (char)(n >> (56 - 8 * i));
}

static uint64_t get_number(const char *p, int n)
{
	uint64_t out = 0;

	for (int i = 0; i < n; i++)
		out = out << 8 | (unsigned char)p[i];
	return out;
}

static bool prepare(struct pg *db, size_t id, struct err *err)
{
	struct pg_prepared *q = &db->queries[id];
	PGresult *about;

	if (!pg_done(db, PQprepare(db->conn, embed_query.at[id].name, (const char *)embed_query.at[id].bytes, 0, NULL),
		     err))
		return false;
	about = PQdescribePrepared(db->conn, embed_query.at[id].name);
	q->n = PQnparams(about);
	for (int i = 0; i < q->n && i < PG_PARAMETERS_MAX; i++)
		q->types[i] = PQparamtype(about, i);
	q->there = pg_done(db, about, err);
	assert(!q->there || q->n <= PG_PARAMETERS_MAX);
	return q->there;
}

/* The bytes of a value as the server wants them; room holds a number's. */
static void encode(const struct value *v, Oid type, char room[8], const char **bytes, int *n)
{
	uint64_t bits;

	*bytes = room;
	*n = 8;
	switch (v->kind) {
	case VALUE_NULL:
		*bytes = NULL;
		return;
	case VALUE_INT:
		assert(type == OID_INT8);
		put64(room, (uint64_t)v->i);
		return;
	case VALUE_DOUBLE:
		assert(type == OID_FLOAT8);
		memcpy(&bits, &v->d, sizeof bits);
		put64(room, bits);
		return;
	case VALUE_TEXT:
	case VALUE_BLOB:
		assert(type == (v->kind == VALUE_BLOB ? OID_BYTEA : OID_TEXT));
		*bytes = v->t.p ? v->t.p : "";
		*n = (int)v->t.n;
		return;
	}
}

bool pg_run(struct rows **out, struct db *base, size_t id, const struct value *values, size_t n, struct err *err)
{
	struct pg *db = (struct pg *)base;
	struct pg_prepared *q = &db->queries[id];
	const char *bytes[PG_PARAMETERS_MAX];
	char room[PG_PARAMETERS_MAX][8];
	int lengths[PG_PARAMETERS_MAX], formats[PG_PARAMETERS_MAX];
	PGresult *result;
	struct pg_rows *r;
	int columns;

	if (!pg_revive(db, err) || (!q->there && !prepare(db, id, err)))
		return false;
	assert((int)n == q->n);
	for (size_t i = 0; i < n; i++) {
		encode(&values[i], q->types[i], room[i], &bytes[i], &lengths[i]);
		formats[i] = 1;
	}
	result = PQexecPrepared(db->conn, embed_query.at[id].name, (int)n, bytes, lengths, formats, 1);
	if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
		return pg_done(db, result, err);
	columns = PQnfields(result);
	r = calloc(1, sizeof *r + (size_t)columns * sizeof *r->columns);
	if (!r) {
		PQclear(result);
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	}
	r->base = (struct rows){ &driver_postgresql, r->columns, columns };
	r->result = result;
	*out = &r->base;
	return true;
}

static void decode(struct value *v, const PGresult *result, int row, int column)
{
	const char *p = PQgetvalue(result, row, column);
	const int n = PQgetlength(result, row, column);
	uint64_t bits;

	*v = (struct value){ .kind = VALUE_NULL };
	if (PQgetisnull(result, row, column))
		return;
	switch (PQftype(result, column)) {
	case OID_BOOL:
	case OID_INT2:
	case OID_INT4:
	case OID_INT8:
		bits = get_number(p, n);
		*v = V_INT(n == 4 ? (int32_t)bits : n == 2 ? (int16_t)bits : (int64_t)bits);
		return;
	case OID_FLOAT8:
		bits = get_number(p, n);
		v->kind = VALUE_DOUBLE;
		memcpy(&v->d, &bits, sizeof bits);
		return;
	case OID_BYTEA:
		*v = V_BLOB(((struct text){ p, (size_t)n }));
		return;
	default:
		assert(PQftype(result, column) == OID_TEXT);
		*v = V_TEXT(((struct text){ p, (size_t)n }));
	}
}

bool pg_next(struct rows *base, struct err *err)
{
	struct pg_rows *r = (struct pg_rows *)base;

	if (r->row >= PQntuples(r->result)) {
		if (err)
			err->kind = ERR_NONE;
		return false;
	}
	for (int i = 0; i < r->base.n_columns; i++)
		decode(&r->columns[i], r->result, r->row, i);
	r->row++;
	return true;
}

void pg_end(struct rows *base)
{
	struct pg_rows *r = (struct pg_rows *)base;

	PQclear(r->result);
	free(r);
}

/* ---- bulk ---- */

static void add_number(struct buf *b, uint64_t n, int size)
{
	char bytes[8];

	put64(bytes, n);
	buf_add(b, bytes + 8 - size, (size_t)size);
}

static bool send_copy(struct pg_bulk *b, struct err *err)
{
	const bool ok = PQputCopyData(b->db->conn, b->buf.p, (int)b->buf.n) == 1 || pg_fail(b->db, NULL, err);

	buf_reset(&b->buf);
	return ok;
}

bool pg_bulk_begin(struct bulk **out, struct db *base, const char *table, const char *const *columns, size_t n,
		   struct err *err)
{
	struct pg_bulk *b = calloc(1, sizeof *b);
	struct buf sql = { 0 };
	bool ok;

	if (!b)
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	buf_printf(&sql, "COPY %s (", table);
	for (size_t i = 0; i < n; i++)
		buf_printf(&sql, "%s%s", i ? "," : "", columns[i]);
	buf_puts(&sql, ") FROM STDIN (FORMAT binary)");
	*b = (struct pg_bulk){ { &driver_postgresql }, (struct pg *)base, { 0 }, n };
	ok = pg_exec(b->db, sql.p, err);
	buf_clear(&sql);
	if (!ok) {
		free(b);
		return false;
	}
	buf_add(&b->buf, "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
	*out = &b->base;
	return true;
}

bool pg_bulk_add(struct bulk *base, const struct value *values, struct err *err)
{
	static const Oid type_of[] = { 0, OID_INT8, OID_TEXT, OID_BYTEA, OID_FLOAT8 };
	struct pg_bulk *b = (struct pg_bulk *)base;

	add_number(&b->buf, b->n, 2);
	for (size_t i = 0; i < b->n; i++) {
		const char *bytes;
		char room[8];
		int n;

		encode(&values[i], type_of[values[i].kind], room, &bytes, &n);
		add_number(&b->buf, bytes ? (uint64_t)n : UINT32_MAX, 4);
		if (bytes)
			buf_add(&b->buf, bytes, (size_t)n);
	}
	return b->buf.n < COPY_CHUNK || send_copy(b, err);
}

bool pg_bulk_end(struct bulk *base, bool keep, struct err *err)
{
	struct pg_bulk *b = (struct pg_bulk *)base;
	bool ok = true;
	PGresult *result;

	if (keep) {
		add_number(&b->buf, UINT16_MAX, 2);
		ok = send_copy(b, err);
	}
	PQputCopyEnd(b->db->conn, keep && ok ? NULL : "given up");
	while ((result = PQgetResult(b->db->conn)))
		ok = pg_done(b->db, result, ok ? err : NULL) && ok;
	buf_clear(&b->buf);
	free(b);
	return ok;
}
