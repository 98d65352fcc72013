/* The SQLite driver: a file in WAL mode, every commit on the disk before it is answered (synchronous=FULL).
 *
 * BEGIN IMMEDIATE takes the one lock before anything is read, so that no decision rests on what another process
 * changed. A store on read-only ground is opened immutable: WAL needs a shared-memory file beside the database even for
 * reading. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/driver.h"

enum {
	APPLICATION_ID = 0x736f7365, /* "sose": what file(1) and we know a store by */
	WAIT_MS = 10000,
	PARAMETERS_MAX = 24,
};

struct prepared {
	sqlite3_stmt *stmt;
	bool busy; /* its rows are being read: a second reader prepares its own */
	int index[PARAMETERS_MAX + 1];
};

struct sqlite {
	struct db base;
	sqlite3 *handle;
	char *path;
	sqlite3_stmt *begin, *begin_read, *commit;
	struct prepared *queries;
};

struct sqlite_rows {
	struct rows base;
	struct sqlite *db;
	sqlite3_stmt *stmt;
	struct prepared *slot; /* NULL: the statement is our own */
	bool done;             /* one step more would run it anew */
	struct value columns[];
};

struct sqlite_bulk {
	struct bulk base;
	struct sqlite *db;
	sqlite3_stmt *stmt;
	int n;
};

static bool disk_is_full(int cause)
{
	return cause == ENOSPC || cause == EDQUOT || cause == EFBIG;
}

static bool fail(struct sqlite *db, int rc, struct err *err)
{
	const char *name = db->base.name, *why = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc);
	/* For a COMMIT SQLite does not note errno; step() clears it beforehand. */
	int now = errno, noted = db->handle ? sqlite3_system_errno(db->handle) : 0, cause = noted ? noted : now;

	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_STORE, "store.locked", "store", name, NULL);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return err_set(err, ERR_STORE, "store.read-only", "store", name, NULL);
	case SQLITE_FULL:
		return err_set(err, ERR_SYSTEM, "store.disk-full", "store", name, NULL);
	case SQLITE_IOERR:
		if (disk_is_full(cause))
			return err_set(err, ERR_SYSTEM, "store.disk-full", "store", name, NULL);
		errno = cause;
		return err_set_errno(err, ERR_SYSTEM, "store.io", "store", name, NULL);
	case SQLITE_NOTADB:
		return err_set(err, ERR_STORE, "store.not-a-store", "store", name, NULL);
	case SQLITE_CORRUPT:
		return err_set(err, ERR_STORE, "store.damaged", "store", name, "why", why, NULL);
	case SQLITE_CANTOPEN:
		errno = cause;
		return err_set_errno(err, ERR_STORE, "store.cannot-open", "store", name, NULL);
	case SQLITE_NOMEM:
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	case SQLITE_CONSTRAINT:
		return err_set(err, ERR_CONFLICT, "store.conflict", "store", name, "why", why, NULL);
	default:
		return err_set(err, ERR_STORE, "store.failed", "store", name, "why", why, NULL);
	}
}

static int step(sqlite3_stmt *stmt)
{
	errno = 0;
	return sqlite3_step(stmt);
}

static bool exec(struct sqlite *db, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || fail(db, rc, err);
}

static bool number(struct sqlite *db, const char *sql, int64_t *n, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL);

	if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		*n = sqlite3_column_int64(stmt, 0);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_OK || fail(db, rc, err);
}

/* ---- opening ---- */

static void sqlite_close(struct db *base)
{
	struct sqlite *db = (struct sqlite *)base;

	for (size_t i = 0; db->queries && i < embed_query.n; i++)
		sqlite3_finalize(db->queries[i].stmt);
	free(db->queries);
	sqlite3_finalize(db->begin);
	sqlite3_finalize(db->begin_read);
	sqlite3_finalize(db->commit);
	sqlite3_close(db->handle);
	free(db->path);
	free(db->base.name);
	free(db);
}

static void sqlite_discard(struct db *base)
{
	static const char *const beside[] = { "", "-wal", "-shm", "-journal" };
	struct sqlite *db = (struct sqlite *)base;

	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		struct buf path = { 0 };

		buf_puts(&path, db->path);
		buf_puts(&path, beside[i]);
		unlink(path.p);
		buf_clear(&path);
	}
}

/* Says plainly what lies at the path; what SQLite says of it ("unable to open database file") helps nobody. */
static bool look(struct sqlite *db, enum store_mode mode, struct err *err)
{
	struct stat st;

	if (mode == STORE_CREATE) {
		int fd = open(db->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

		if (fd >= 0) {
			close(fd);
			return true;
		}
		if (errno == EEXIST)
			return err_set(err, ERR_CONFLICT, "store.exists", "store", db->base.name, NULL);
		if (errno == EROFS || errno == EACCES || errno == EPERM)
			return err_set_errno(err, ERR_STORE, "store.cannot-create", "store", db->base.name, NULL);
		return err_set_errno(err, ERR_SYSTEM, "store.cannot-create", "store", db->base.name, NULL);
	}
	if (stat(db->path, &st) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return err_set(err, ERR_STORE, "store.absent", "store", db->base.name, NULL);
		return err_set_errno(err, ERR_STORE, "store.cannot-open", "store", db->base.name, NULL);
	}
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_STORE, "store.not-a-file", "store", db->base.name, NULL);
	if (st.st_size == 0)
		return err_set(err, ERR_STORE, "store.empty", "store", db->base.name, NULL);
	if (access(db->path, R_OK) != 0)
		return err_set_errno(err, ERR_STORE, "store.cannot-open", "store", db->base.name, NULL);
	return true;
}

static int open_handle(struct sqlite *db, const char *path, int flags)
{
	int rc;

	sqlite3_close(db->handle);
	db->handle = NULL;
	rc = sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK) {
		sqlite3_extended_result_codes(db->handle, 1);
		sqlite3_busy_timeout(db->handle, WAIT_MS);
	}
	return rc;
}

/* The -wal file holds what is not yet in the main file; an immutable open would not see it. */
static bool wal_is_empty(const struct sqlite *db)
{
	struct buf path = { 0 };
	struct stat st;
	bool empty;

	buf_puts(&path, db->path);
	buf_puts(&path, "-wal");
	empty = stat(path.p, &st) != 0 || st.st_size == 0;
	buf_clear(&path);
	return empty;
}

static bool open_immutable(struct sqlite *db, struct err *err)
{
	struct buf uri = { 0 };
	int64_t n = 0;
	int rc;

	if (!wal_is_empty(db))
		return err_set(err, ERR_STORE, "store.read-only-unfinished", "store", db->base.name, NULL);
	buf_puts(&uri, "file:");
	for (const char *p = db->path; *p; p++) {
		if (strchr("%?#", *p))
			buf_printf(&uri, "%%%02x", *p);
		else
			buf_add(&uri, p, 1);
	}
	buf_puts(&uri, "?immutable=1");
	rc = open_handle(db, uri.p, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
	buf_clear(&uri);
	return rc == SQLITE_OK ? number(db, "PRAGMA application_id", &n, err) : fail(db, rc, err);
}

static bool open_file(struct sqlite *db, enum store_mode mode, struct err *err)
{
	/* For reading too: a connection that may not write cannot take away -wal and -shm when it closes. SQLite falls
	 * back by itself where the file is read-only; query_only keeps the promise. */
	int rc = open_handle(db, db->path, SQLITE_OPEN_READWRITE);
	struct err first = { 0 };
	int64_t n = 0;

	if (rc != SQLITE_OK)
		return fail(db, rc, err);
	if (mode != STORE_READ && sqlite3_db_readonly(db->handle, "main") == 1)
		return err_set(err, ERR_STORE, "store.read-only", "store", db->base.name, NULL);
	if (mode == STORE_CREATE && (!exec(db, "PRAGMA journal_mode=WAL", err)))
		return false;
	/* The first look at a page: here a text file is found out, and a folder in which no -shm can be made. */
	if (!number(db, "SELECT count(*) FROM sqlite_schema", &n, &first)) {
		if (mode == STORE_READ && (first.kind == ERR_STORE) &&
		    (strcmp(first.msg.id, "store.cannot-open") == 0 || strcmp(first.msg.id, "store.read-only") == 0))
			return open_immutable(db, err);
		if (mode == STORE_WRITE && strcmp(first.msg.id, "store.cannot-open") == 0)
			return err_set(err, ERR_STORE, "store.read-only", "store", db->base.name, NULL);
		if (err)
			err_copy(err, &first);
		return false;
	}
	/* Made, but killed before its first commit. */
	if (n == 0 && mode != STORE_CREATE)
		return err_set(err, ERR_STORE, "store.empty", "store", db->base.name, NULL);
	return true;
}

static bool prepare_fixed(struct sqlite *db, struct err *err)
{
	int rc = SQLITE_OK;

	if (sqlite3_prepare_v3(db->handle, "BEGIN IMMEDIATE", -1, SQLITE_PREPARE_PERSISTENT, &db->begin, NULL) ||
	    sqlite3_prepare_v3(db->handle, "BEGIN", -1, SQLITE_PREPARE_PERSISTENT, &db->begin_read, NULL) ||
	    sqlite3_prepare_v3(db->handle, "COMMIT", -1, SQLITE_PREPARE_PERSISTENT, &db->commit, NULL))
		rc = sqlite3_errcode(db->handle);
	return rc == SQLITE_OK || fail(db, rc, err);
}

static bool sqlite_open(struct db **out, const char *where, enum store_mode mode, struct err *err)
{
	struct sqlite *db = calloc(1, sizeof *db);
	struct buf path = { 0 };
	bool made = false;

	if (!db)
		return err_set(err, ERR_SYSTEM, "store.memory", NULL);
	/* "./" keeps SQLite from reading ":memory:" or "file:x" as anything but a file's name. */
	if (where[0] != '/')
		buf_puts(&path, "./");
	buf_puts(&path, where);
	db->base = (struct db){ &driver_sqlite, strdup(where) };
	db->path = path.p;
	db->queries = calloc(embed_query.n, sizeof *db->queries);
	if (!db->base.name || !db->queries) {
		err_set(err, ERR_SYSTEM, "store.memory", NULL);
		goto failed;
	}
	if (!look(db, mode, err))
		goto failed;
	made = mode == STORE_CREATE;
	if (!open_file(db, mode, err) ||
	    !exec(db, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF", err) ||
	    (mode == STORE_READ && !exec(db, "PRAGMA query_only=ON", err)) || !prepare_fixed(db, err))
		goto failed;
	*out = &db->base;
	return true;
failed:
	if (made)
		sqlite_discard(&db->base);
	sqlite_close(&db->base);
	return false;
}

static void sqlite_wait(struct db *base, int milliseconds)
{
	sqlite3_busy_timeout(((struct sqlite *)base)->handle, milliseconds);
}

/* Mapped, each page saves a system call and a copy: a tenth of the time of verifying. Not while pages are served: a
 * disk that fails under a mapping ends the process instead of giving an error. */
static void sqlite_read_all(struct db *base, bool on)
{
	sqlite3_exec(((struct sqlite *)base)->handle, on ? "PRAGMA mmap_size=4294967296" : "PRAGMA mmap_size=0", NULL,
		     NULL, NULL);
}

/* In WAL mode NORMAL keeps the file sound whatever happens; only the last commits could be lost, until the checkpoint.
 */
static bool sqlite_fill(struct db *base, bool on, struct err *err)
{
	return exec((struct sqlite *)base,
		    on ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(FULL)", err);
}

static bool sqlite_has_schema(struct db *base, bool *has, struct err *err)
{
	struct sqlite *db = (struct sqlite *)base;
	int64_t id = 0, tables = 0;

	if (!number(db, "PRAGMA application_id", &id, err) ||
	    !number(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'", &tables,
		    err))
		return false;
	*has = id == APPLICATION_ID && tables == 1;
	return true;
}

/* ---- transactions ---- */

static bool step_once(struct sqlite *db, sqlite3_stmt *stmt, struct err *err)
{
	int rc = step(stmt);
	bool ok = rc == SQLITE_DONE || fail(db, rc, err);

	sqlite3_reset(stmt);
	return ok;
}

static bool sqlite_begin(struct db *base, enum begin how, struct err *err)
{
	struct sqlite *db = (struct sqlite *)base;

	return step_once(db, how == BEGIN_WRITE ? db->begin : db->begin_read, err);
}

static bool sqlite_commit(struct db *base, struct err *err)
{
	struct sqlite *db = (struct sqlite *)base;

	return step_once(db, db->commit, err);
}

static void sqlite_rollback(struct db *base)
{
	struct sqlite *db = (struct sqlite *)base;

	/* After a full disk SQLite has already rolled back by itself. */
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

static bool sqlite_script(struct db *base, struct text sql, struct err *err)
{
	static const char *const words[] = { "BIGINT", "INTEGER", "CLUSTERED", "WITHOUT ROWID", NULL };
	struct buf mine = { 0 };
	bool ok;

	buf_printf(&mine, "PRAGMA application_id=%d;\n", APPLICATION_ID);
	schema_translate(&mine, sql, words);
	ok = exec((struct sqlite *)base, mine.p, err);
	buf_clear(&mine);
	return ok;
}

/* ---- queries ---- */

static bool prepare(struct sqlite *db, sqlite3_stmt **stmt, int *index, size_t id, unsigned flags, struct err *err)
{
	const struct embedded *file = &embed_query.at[id];
	int rc = sqlite3_prepare_v3(db->handle, (const char *)file->bytes, (int)file->size + 1, flags, stmt, NULL);
	char parameter[8] = "$";

	if (rc != SQLITE_OK)
		return fail(db, rc, err);
	for (int i = 1; i <= PARAMETERS_MAX; i++) {
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

static void sqlite_end(struct rows *base)
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

static bool sqlite_run(struct rows **out, struct db *base, size_t id, const struct value *values, size_t n,
		       struct err *err)
{
	struct sqlite *db = (struct sqlite *)base;
	struct prepared *slot = &db->queries[id];
	struct prepared own = { 0 };
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
			return fail(db, rc, err);
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

static bool sqlite_next(struct rows *base, struct err *err)
{
	struct sqlite_rows *r = (struct sqlite_rows *)base;
	int rc = r->done ? SQLITE_DONE : step(r->stmt);

	r->done = rc != SQLITE_ROW;
	if (rc == SQLITE_ROW) {
		for (int i = 0; i < r->base.n_columns; i++)
			fill(&r->columns[i], r->stmt, i);
		return true;
	}
	if (rc != SQLITE_DONE)
		return fail(r->db, rc, err);
	if (err)
		err->kind = ERR_NONE;
	return false;
}

/* ---- bulk ---- */

static bool sqlite_bulk_begin(struct bulk **out, struct db *base, const char *table, const char *const *columns,
			      size_t n, struct err *err)
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
		return fail(db, rc, err);
	}
	*out = &b->base;
	return true;
}

static bool sqlite_bulk_add(struct bulk *base, const struct value *values, struct err *err)
{
	struct sqlite_bulk *b = (struct sqlite_bulk *)base;

	for (int i = 0; i < b->n; i++) {
		int rc = bind(b->stmt, i + 1, &values[i]);

		if (rc != SQLITE_OK)
			return fail(b->db, rc, err);
	}
	return step_once(b->db, b->stmt, err);
}

static bool sqlite_bulk_end(struct bulk *base, bool keep, struct err *err)
{
	struct sqlite_bulk *b = (struct sqlite_bulk *)base;

	(void)keep; /* what was added goes with the transaction */
	(void)err;
	sqlite3_finalize(b->stmt);
	free(b);
	return true;
}

const struct driver driver_sqlite = {
	.name = "sqlite",
	.without_schema = "store.not-a-store",
	.open = sqlite_open,
	.close = sqlite_close,
	.wait = sqlite_wait,
	.read_all = sqlite_read_all,
	.fill = sqlite_fill,
	.discard = sqlite_discard,
	.has_schema = sqlite_has_schema,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.script = sqlite_script,
	.run = sqlite_run,
	.next = sqlite_next,
	.end = sqlite_end,
	.bulk_begin = sqlite_bulk_begin,
	.bulk_add = sqlite_bulk_add,
	.bulk_end = sqlite_bulk_end,
};
