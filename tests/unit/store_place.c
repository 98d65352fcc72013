#include "store_place.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/calendar.h"
#include "pg_server.h"

static struct pg_server server; /* the one server of this program; only main's thread touches it */

/* ---- PostgreSQL by hand ---- */

static PGconn *pg_connect(const char *where)
{
	PGconn *c = PQconnectdb(where);

	if (PQstatus(c) != CONNECTION_OK)
		fail_msg("%s", PQerrorMessage(c));
	return c;
}

static PGresult *pg_sql(const char *where, const char *sql)
{
	PGconn *c = pg_connect(where);
	PGresult *r;

	PQclear(PQexec(c, "SET session_replication_role = replica; SET client_min_messages = error"));
	r = PQexec(c, sql);
	if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQresultErrorMessage(r));
	PQfinish(c);
	return r;
}

/* ---- places ---- */

int place_set_up(void **state)
{
	static int schemas;
	struct place *p = *state;
	char sql[64], schema[32];

	if (p->postgresql) {
		snprintf(schema, sizeof schema, "t%d", ++schemas);
		snprintf(sql, sizeof sql, "CREATE SCHEMA %s", schema);
		assert_true(pg_server_do(&server, sql));
		pg_server_address(&server, schema, p->where, sizeof p->where);
		return 0;
	}
	snprintf(p->folder, sizeof p->folder, "/tmp/sosei-store-XXXXXX");
	if (!mkdtemp(p->folder))
		return -1;
	snprintf(p->where, sizeof p->where, "%s/sosei.db", p->folder);
	return 0;
}

int place_tear_down(void **state)
{
	static const char *const beside[] = { "", "-wal", "-shm" };
	struct place *p = *state;
	char path[300];

	if (p->postgresql)
		return 0; /* goes with the server */
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		snprintf(path, sizeof path, "%s%s", p->where, beside[i]);
		unlink(path);
	}
	return rmdir(p->folder);
}

int place_run(int argc, char **argv, struct CMUnitTest *tests, size_t n)
{
	struct place place = { .postgresql = argc > 1 && strcmp(argv[1], "postgresql") == 0 };
	int failed;

	if (place.postgresql && !pg_server_start(&server))
		return pg_server_skipped(tests, n);
	for (size_t i = 0; i < n; i++)
		tests[i].initial_state = &place;
	failed = _cmocka_run_group_tests(place.postgresql ? "postgresql" : "sqlite", tests, n, NULL, NULL);
	if (place.postgresql)
		pg_server_stop(&server);
	return failed;
}

/* ---- meddling ---- */

static sqlite3 *sqlite_connect(const char *where)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(where, &db), SQLITE_OK);
	return db;
}

void place_sql(const struct place *p, const char *sql)
{
	sqlite3 *db;

	if (p->postgresql) {
		PQclear(pg_sql(p->where, sql));
		return;
	}
	db = sqlite_connect(p->where);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

void place_flip(const struct place *p, const char *table, const char *column, const char *where, int offset)
{
	sqlite3_stmt *read = NULL, *write = NULL;
	unsigned char *bytes;
	char sql[512];
	sqlite3 *db;
	int n;

	if (p->postgresql) {
		snprintf(sql, sizeof sql, "UPDATE %s SET %s = set_byte(%s, %d, get_byte(%s, %d) # 1) WHERE %s", table,
			 column, column, offset, column, offset, where);
		PQclear(pg_sql(p->where, sql));
		return;
	}
	db = sqlite_connect(p->where);
	snprintf(sql, sizeof sql, "SELECT %s FROM %s WHERE %s", column, table, where);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &read, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(read), SQLITE_ROW);
	n = sqlite3_column_bytes(read, 0);
	assert_in_range(offset, 0, n - 1);
	bytes = malloc((size_t)n);
	memcpy(bytes, sqlite3_column_blob(read, 0), (size_t)n);
	sqlite3_finalize(read);
	bytes[offset] ^= 1;
	snprintf(sql, sizeof sql, "UPDATE %s SET %s = ? WHERE %s", table, column, where);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &write, NULL), SQLITE_OK);
	sqlite3_bind_blob(write, 1, bytes, n, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(write), SQLITE_DONE);
	sqlite3_finalize(write);
	sqlite3_close(db);
	free(bytes);
}

static const char pg_schema_sql[] =
	"SELECT format('%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, "
	"(SELECT collname FROM pg_collation l WHERE l.oid = a.attcollation)) FROM pg_class c "
	"JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
	"WHERE n.nspname = current_schema() AND c.relkind = 'r' UNION ALL "
	"SELECT format('%s %s', conname, pg_get_constraintdef(o.oid)) FROM pg_constraint o "
	"JOIN pg_namespace n ON n.oid = o.connamespace WHERE n.nspname = current_schema() UNION ALL "
	"SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema() "
	"ORDER BY 1";

char *place_schema(const struct place *p)
{
	struct buf b = { 0 };
	sqlite3_stmt *stmt = NULL;
	PGresult *r;
	sqlite3 *db;

	if (p->postgresql) {
		r = pg_sql(p->where, pg_schema_sql);
		for (int i = 0; i < PQntuples(r); i++)
			buf_printf(&b, "%s\n", PQgetvalue(r, i, 0));
		PQclear(r);
		return b.p;
	}
	db = sqlite_connect(p->where);
	assert_int_equal(sqlite3_prepare_v2(db,
					    "SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1",
					    -1, &stmt, NULL),
			 SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		buf_printf(&b, "%s\n", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return b.p;
}

/* ---- stores ---- */

void place_refused(const struct err *err, enum err_kind kind, const char *id)
{
	struct arena a = { 0 };

	assert_string_equal(err->msg.id, id);
	assert_int_equal(err->kind, kind);
	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		const char *said = msg_say(&a, lang, &err->msg);

		if (strchr(said, '{') || strncmp(said, id, strlen(id)) == 0)
			fail_msg("no sentence, or one with values that are not given: %s", said);
	}
	arena_clear(&a);
}

struct store *place_open(const struct place *p, enum store_mode mode)
{
	struct store *s = NULL;

	OK(store_open(&s, p->where, mode, &err));
	return s;
}

struct store *place_create(const struct place *p)
{
	return place_open(p, STORE_CREATE);
}

enum { NOON = 1700000000 };

struct event_draft place_draft(const char *kind, json_t *body)
{
	return (struct event_draft){ .kind = kind, .body = body, .actor = TEXT("例示 太郎"), .at = NOON };
}

int64_t place_append(struct store *s, const char *kind, json_t *body)
{
	struct event_draft d = place_draft(kind, body);
	struct txn *tx = NULL;
	int64_t number = 0;

	OK(txn_begin(&tx, s, &err));
	OK(event_append(tx, &d, &number, &err));
	OK(txn_commit(&tx, &err));
	json_decref(body);
	return number;
}

json_t *value_body(const char *kpi, const char *period, const char *value, const char *published, int64_t corrects)
{
	json_t *body = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "plan", "rei", "kpi", kpi, "period", period, "state",
				 "final", "value", value, "source", "例示市統計書");

	if (published)
		json_object_set_new(body, "published", json_string(published));
	if (corrects)
		json_object_set_new(body, "corrects", json_integer(corrects));
	return body;
}

int64_t place_head(struct store *s)
{
	int64_t n = -1;

	OK(log_head(s, &n, &err));
	return n;
}

int64_t place_verify(struct store *s)
{
	struct arena a = { 0 };
	struct log_check check;
	struct hash root;

	OK(log_verify(s, &a, &check, &err));
	if (check.faults.n > 0)
		fail_msg("%s", msg_say(&a, LANG_EN, &check.faults.at[0]));
	OK(log_root(s, check.events, &root, &err));
	assert_true(hash_eq(&root, &check.root));
	arena_clear(&a);
	return check.events;
}
