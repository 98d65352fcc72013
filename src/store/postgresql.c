/* The PostgreSQL driver: a schema in somebody's database, through libpq.
 *
 * An advisory lock of the schema is taken before a writing transaction reads anything; with READ COMMITTED each
 * statement behind it sees all that was committed before the lock was got. Queries are prepared once and the server
 * tells the types of their parameters, so that a NULL needs no type of its own. Values travel in binary.
 *
 * libpq is linked, not loaded when needed: its 12 further libraries cost 1.0 ms of the binary's start (docs/bench.md).
 */
#include <assert.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/driver.h"

enum { WAIT_MS = 10000, CONNECT_SECONDS = 10, PARAMETERS_MAX = 24, COPY_CHUNK = 1 << 16 };

/* Types as pg_type.dat numbers them. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_FLOAT8 = 701 };

struct prepared {
	bool there;
	int n;
	Oid types[PARAMETERS_MAX];
};

struct pg {
	struct db base;
	PGconn *conn;
	struct prepared *queries;
	enum store_mode mode;
	int wait_ms;
	bool in_transaction;
};

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

/* ---- failures ---- */

/* SQLSTATE (or its class: two letters) and what it means to a person. */
static const struct {
	const char *state;
	enum err_kind kind;
	const char *id;
} meanings[] = {
	{ "55P03", ERR_STORE, "store.locked" },     { "40P01", ERR_STORE, "store.locked" },
	{ "40001", ERR_STORE, "store.locked" },     { "25006", ERR_STORE, "store.read-only" },
	{ "53100", ERR_SYSTEM, "store.disk-full" }, { "42501", ERR_STORE, "store.pg-forbidden" },
	{ "23", ERR_CONFLICT, "store.conflict" },   { "XX", ERR_STORE, "store.damaged" },
	{ "58", ERR_SYSTEM, "store.damaged" },
};

static bool fail(struct pg *db, const PGresult *result, struct err *err)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *why = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;

	if (PQstatus(db->conn) == CONNECTION_BAD)
		return err_set(err, ERR_STORE, "store.connection-lost", "store", db->base.name, NULL);
	for (size_t i = 0; state && i < sizeof meanings / sizeof *meanings; i++)
		if (strncmp(state, meanings[i].state, strlen(meanings[i].state)) == 0)
			return err_set(err, meanings[i].kind, meanings[i].id, "store", db->base.name, "why",
				       why ? why : state, NULL);
	return err_set(err, ERR_STORE, "store.failed", "store", db->base.name, "why", why ? why : "?", NULL);
}

/* Takes the result. */
static bool done(struct pg *db, PGresult *result, struct err *err)
{
	const ExecStatusType status = PQresultStatus(result);
	const bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN ||
			fail(db, result, err);

	PQclear(result);
	return ok;
}

static bool exec(struct pg *db, const char *sql, struct err *err)
{
	return done(db, PQexec(db->conn, sql), err);
}

/* ---- opening ---- */

static void quiet(void *context, const char *message)
{
	(void)context;
	(void)message;
}

static const char *option(const PQconninfoOption *options, const char *keyword)
{
	for (; options->keyword; options++)
		if (strcmp(options->keyword, keyword) == 0 && options->val && *options->val)
			return options->val;
	return NULL;
}

/* The address as far as it was given, never the password. */
static char *public_name(const PQconninfoOption *options)
{
	const char *user = option(options, "user"), *host = option(options, "host"), *port = option(options, "port"),
		   *database = option(options, "dbname");
	struct buf b = { 0 };

	buf_puts(&b, "postgresql://");
	if (user)
		buf_printf(&b, "%s@", user);
	buf_puts(&b, host ? host : "");
	if (port)
		buf_printf(&b, ":%s", port);
	buf_printf(&b, "/%s", database ? database : "");
	return b.p;
}

/* Also what libpq says of a malformed address is kept back: it quotes the part that it did not understand. */
static bool parse(struct pg *db, const char *where, bool *has_timeout, struct err *err)
{
	PQconninfoOption *options = PQconninfoParse(where, NULL);

	if (!options)
		return err_set(err, ERR_USAGE, "store.pg-address", NULL);
	db->base.name = public_name(options);
	*has_timeout = option(options, "connect_timeout") != NULL;
	PQconninfoFree(options);
	return true;
}

static void one_line(char *text)
{
	size_t n = strlen(text);

	while (n > 0 && text[n - 1] == '\n')
		text[--n] = '\0';
	for (; *text; text++)
		if (*text == '\n' || *text == '\t')
			*text = ' ';
}

static bool connect_to(struct pg *db, const char *where, bool has_timeout, struct err *err)
{
	const char *const keywords[] = { "dbname", "client_encoding", "fallback_application_name",
					 has_timeout ? NULL : "connect_timeout", NULL };
	char seconds[24];
	const char *const values[] = { where, "UTF8", "sosei", msg_num(seconds, CONNECT_SECONDS), NULL };

	db->conn = PQconnectdbParams(keywords, values, 1);
	if (!db->conn)
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	if (PQstatus(db->conn) != CONNECTION_OK) {
		char why[512];

		snprintf(why, sizeof why, "%s", PQerrorMessage(db->conn));
		/* A hint follows, "Is the server running ...?": our own sentence says what to do. */
		if (strstr(why, "\n\t"))
			*strstr(why, "\n\t") = '\0';
		one_line(why);
		return err_set(err, ERR_STORE, "store.pg-unreachable", "store", db->base.name, "why", why, NULL);
	}
	PQsetNoticeProcessor(db->conn, quiet, NULL);
	return true;
}

static void pg_close(struct db *base)
{
	struct pg *db = (struct pg *)base;

	PQfinish(db->conn);
	free(db->queries);
	free(db->base.name);
	free(db);
}

static bool set_wait(struct pg *db, struct err *err)
{
	char sql[64];

	snprintf(sql, sizeof sql, "SET lock_timeout = %d", db->wait_ms);
	return exec(db, sql, err);
}

/* Durable whatever the server's default is; a stronger setting (remote_apply) is left alone. */
static const char settings[] = "SELECT set_config('synchronous_commit', 'local', false) "
			       "WHERE current_setting('synchronous_commit') = 'off'";

static bool prepare_session(struct pg *db, struct err *err)
{
	const char *encoding = PQparameterStatus(db->conn, "server_encoding");

	if (PQstatus(db->conn) != CONNECTION_OK)
		return fail(db, NULL, err);
	if (!encoding || strcmp(encoding, "UTF8") != 0)
		return err_set(err, ERR_STORE, "store.pg-encoding", "store", db->base.name, "encoding",
			       encoding ? encoding : "?", NULL);
	return exec(db, settings, err) && set_wait(db, err) &&
	       (db->mode != STORE_READ || exec(db, "SET default_transaction_read_only = on", err));
}

/* A server that was restarted must not end the program that serves pages: what was being done fails and says so, what
 * comes next finds a new connection. Never inside a transaction. */
static bool revive(struct pg *db, struct err *err)
{
	if (db->in_transaction || PQstatus(db->conn) == CONNECTION_OK)
		return true;
	PQreset(db->conn);
	for (size_t i = 0; i < embed_query.n; i++)
		db->queries[i].there = false;
	return prepare_session(db, err);
}

static bool pg_open(struct db **out, const char *where, enum store_mode mode, struct err *err)
{
	struct pg *db = calloc(1, sizeof *db);
	bool has_timeout = false;

	if (!db)
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	db->base.driver = &driver_postgresql;
	db->mode = mode;
	db->wait_ms = WAIT_MS;
	db->queries = calloc(embed_query.n, sizeof *db->queries);
	if (!db->queries)
		err_set(err, ERR_SYSTEM, "store.memory", NULL);
	else if (parse(db, where, &has_timeout, err) && connect_to(db, where, has_timeout, err) &&
		 prepare_session(db, err)) {
		*out = &db->base;
		return true;
	}
	pg_close(&db->base);
	return false;
}

static void pg_wait(struct db *base, int milliseconds)
{
	struct pg *db = (struct pg *)base;

	db->wait_ms = milliseconds;
	/* A connection that is gone says so at the next statement. */
	(void)!set_wait(db, NULL);
}

static void pg_read_all(struct db *base, bool on)
{
	(void)base; /* the server knows how to scan */
	(void)on;
}

static bool pg_fill(struct db *base, bool on, struct err *err)
{
	(void)base; /* the server gathers commits by itself */
	(void)on;
	(void)err;
	return true;
}

static void pg_discard(struct db *base)
{
	(void)base; /* the schema went with its transaction */
}

static bool pg_has_schema(struct db *base, bool *has, struct err *err)
{
	static const char sql[] =
		"SELECT CASE WHEN current_schema() IS NULL THEN -1 ELSE (SELECT count(*) FROM pg_catalog.pg_class c "
		"JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() "
		"AND c.relkind = 'r' AND c.relname IN ('schema_version', 'event', 'private', 'blob')) END";
	struct pg *db = (struct pg *)base;
	PGresult *result = PQexec(db->conn, sql);
	const char *tables = PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "";
	const bool none = strcmp(tables, "-1") == 0, all = strcmp(tables, "4") == 0;

	if (!done(db, result, err))
		return false;
	if (none)
		return err_set(err, ERR_STORE, "store.pg-no-schema", "store", db->base.name, NULL);
	*has = all;
	return true;
}

/* ---- transactions ---- */

/* The lock is that of the current schema: two stores in one database do not wait for each other. 1936683877 is "sose".
 */
static const char begin_write[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
				  "SELECT pg_advisory_xact_lock(1936683877, (oid::bigint - 2147483648)::int4) "
				  "FROM pg_catalog.pg_namespace WHERE nspname = current_schema()";
static const char begin_read[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

static void pg_rollback(struct db *base)
{
	struct pg *db = (struct pg *)base;

	db->in_transaction = false;
	if (PQtransactionStatus(db->conn) != PQTRANS_IDLE)
		PQclear(PQexec(db->conn, "ROLLBACK"));
}

static bool pg_begin(struct db *base, enum begin how, struct err *err)
{
	struct pg *db = (struct pg *)base;

	if (!revive(db, err))
		return false;
	db->in_transaction = exec(db, how == BEGIN_WRITE ? begin_write : begin_read, err);
	if (db->in_transaction)
		return true;
	pg_rollback(base);
	return false;
}

static bool pg_commit(struct db *base, struct err *err)
{
	struct pg *db = (struct pg *)base;
	PGresult *result = PQexec(db->conn, "COMMIT");
	bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;

	db->in_transaction = false;
	/* COMMIT of a transaction that had failed is a rollback, and says so only by its tag. */
	if (ok && strcmp(PQcmdStatus(result), "COMMIT") != 0)
		ok = err_set(err, ERR_STORE, "store.half-written", "store", db->base.name, NULL);
	else if (!ok && PQstatus(db->conn) == CONNECTION_BAD)
		err_set(err, ERR_STORE, "store.commit-unknown", "store", db->base.name, NULL);
	else if (!ok)
		fail(db, result, err);
	PQclear(result);
	return ok;
}

static bool pg_script(struct db *base, struct text sql, struct err *err)
{
	static const char *const words[] = { "TEXT", "TEXT COLLATE \"C\"", "BLOB", "BYTEA", "CLUSTERED", "", NULL };
	struct buf mine = { 0 };
	bool ok;

	schema_translate(&mine, sql, words);
	ok = exec((struct pg *)base, mine.p, err);
	buf_clear(&mine);
	return ok;
}

/* ---- queries ---- */

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
	struct prepared *q = &db->queries[id];
	PGresult *about;

	if (!done(db, PQprepare(db->conn, embed_query.at[id].name, (const char *)embed_query.at[id].bytes, 0, NULL),
		  err))
		return false;
	about = PQdescribePrepared(db->conn, embed_query.at[id].name);
	q->n = PQnparams(about);
	for (int i = 0; i < q->n && i < PARAMETERS_MAX; i++)
		q->types[i] = PQparamtype(about, i);
	q->there = done(db, about, err);
	assert(!q->there || q->n <= PARAMETERS_MAX);
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

static bool pg_run(struct rows **out, struct db *base, size_t id, const struct value *values, size_t n, struct err *err)
{
	struct pg *db = (struct pg *)base;
	struct prepared *q = &db->queries[id];
	const char *bytes[PARAMETERS_MAX];
	char room[PARAMETERS_MAX][8];
	int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
	PGresult *result;
	struct pg_rows *r;
	int columns;

	if (!revive(db, err) || (!q->there && !prepare(db, id, err)))
		return false;
	assert((int)n == q->n);
	for (size_t i = 0; i < n; i++) {
		encode(&values[i], q->types[i], room[i], &bytes[i], &lengths[i]);
		formats[i] = 1;
	}
	result = PQexecPrepared(db->conn, embed_query.at[id].name, (int)n, bytes, lengths, formats, 1);
	if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
		return done(db, result, err);
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

static bool pg_next(struct rows *base, struct err *err)
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

static void pg_end(struct rows *base)
{
	struct pg_rows *r = (struct pg_rows *)base;

	PQclear(r->result);
	free(r);
}

/* ---- bulk: COPY in its binary form ---- */

static void add_number(struct buf *b, uint64_t n, int size)
{
	char bytes[8];

	put64(bytes, n);
	buf_add(b, bytes + 8 - size, (size_t)size);
}

static bool send_copy(struct pg_bulk *b, struct err *err)
{
	const bool ok = PQputCopyData(b->db->conn, b->buf.p, (int)b->buf.n) == 1 || fail(b->db, NULL, err);

	buf_reset(&b->buf);
	return ok;
}

static bool pg_bulk_begin(struct bulk **out, struct db *base, const char *table, const char *const *columns, size_t n,
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
	ok = exec(b->db, sql.p, err);
	buf_clear(&sql);
	if (!ok) {
		free(b);
		return false;
	}
	buf_add(&b->buf, "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
	*out = &b->base;
	return true;
}

static bool pg_bulk_add(struct bulk *base, const struct value *values, struct err *err)
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

static bool pg_bulk_end(struct bulk *base, bool keep, struct err *err)
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
		ok = done(b->db, result, ok ? err : NULL) && ok;
	buf_clear(&b->buf);
	free(b);
	return ok;
}

const struct driver driver_postgresql = {
	.name = "postgresql",
	.without_schema = "store.absent",
	.open = pg_open,
	.close = pg_close,
	.wait = pg_wait,
	.read_all = pg_read_all,
	.fill = pg_fill,
	.discard = pg_discard,
	.has_schema = pg_has_schema,
	.begin = pg_begin,
	.commit = pg_commit,
	.rollback = pg_rollback,
	.script = pg_script,
	.run = pg_run,
	.next = pg_next,
	.end = pg_end,
	.bulk_begin = pg_bulk_begin,
	.bulk_add = pg_bulk_add,
	.bulk_end = pg_bulk_end,
};
