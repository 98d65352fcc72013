/* The PostgreSQL driver: a schema in somebody's database, through libpq.
 *
 * An advisory lock of the schema is taken before a writing transaction reads anything; with READ COMMITTED each
 * statement behind it sees all that was committed before the lock was got.
 *
 * libpq is linked, not loaded when needed: its 12 further libraries cost 1.0 ms of the binary's start (docs/bench.md).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/postgresql.h"

enum { WAIT_MS = 10000, CONNECT_SECONDS = 10 };

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

bool pg_fail(struct pg *db, const PGresult *result, struct err *err)
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

bool pg_done(struct pg *db, PGresult *result, struct err *err)
{
	const ExecStatusType status = PQresultStatus(result);
	const bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN ||
			pg_fail(db, result, err);

	PQclear(result);
	return ok;
}

bool pg_exec(struct pg *db, const char *sql, struct err *err)
{
	return pg_done(db, PQexec(db->conn, sql), err);
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
	return pg_exec(db, sql, err);
}

/* Durable whatever the server's default is; a stronger setting (remote_apply) is left alone. */
static const char settings[] = "SELECT set_config('synchronous_commit', 'local', false) "
			       "WHERE current_setting('synchronous_commit') = 'off'";

static bool prepare_session(struct pg *db, struct err *err)
{
	const char *encoding = PQparameterStatus(db->conn, "server_encoding");

	if (PQstatus(db->conn) != CONNECTION_OK)
		return pg_fail(db, NULL, err);
	if (!encoding || strcmp(encoding, "UTF8") != 0)
		return err_set(err, ERR_STORE, "store.pg-encoding", "store", db->base.name, "encoding",
			       encoding ? encoding : "?", NULL);
	return pg_exec(db, settings, err) && set_wait(db, err) &&
	       (db->mode != STORE_READ || pg_exec(db, "SET default_transaction_read_only = on", err));
}

bool pg_revive(struct pg *db, struct err *err)
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

	if (!pg_done(db, result, err))
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

	if (!pg_revive(db, err))
		return false;
	db->in_transaction = pg_exec(db, how == BEGIN_WRITE ? begin_write : begin_read, err);
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
		pg_fail(db, result, err);
	PQclear(result);
	return ok;
}

static bool pg_script(struct db *base, struct text sql, struct err *err)
{
	static const char *const words[] = { "TEXT", "TEXT COLLATE \"C\"", "BLOB", "BYTEA", "CLUSTERED", "", NULL };
	struct buf mine = { 0 };
	bool ok;

	schema_translate(&mine, sql, words);
	ok = pg_exec((struct pg *)base, mine.p, err);
	buf_clear(&mine);
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
