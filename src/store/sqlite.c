/* The SQLite driver: a file in WAL mode, every commit on the disk before it is answered (synchronous=FULL).
 *
 * BEGIN IMMEDIATE takes the one lock before anything is read, so that no decision rests on what another process
 * changed. A store on read-only ground is opened immutable: WAL needs a shared-memory file beside the database even for
 * reading. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sqlite.h"

enum {
	APPLICATION_ID = 0x736f7365, /* "sose": what file(1) and we know a store by */
	WAIT_MS = 10000,
};

static bool disk_is_full(int cause)
{
	return cause == ENOSPC || cause == EDQUOT || cause == EFBIG;
}

bool sqlite_fail(struct sqlite *db, int rc, struct err *err)
{
	const char *name = db->base.name, *why = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc);
	/* For a COMMIT SQLite does not note errno; sqlite_step_noted() clears it beforehand. */
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

int sqlite_step_noted(sqlite3_stmt *stmt)
{
	errno = 0;
	return sqlite3_step(stmt);
}

bool sqlite_step_once(struct sqlite *db, sqlite3_stmt *stmt, struct err *err)
{
	int rc = sqlite_step_noted(stmt);
	bool ok = rc == SQLITE_DONE || sqlite_fail(db, rc, err);

	sqlite3_reset(stmt);
	return ok;
}

static bool exec(struct sqlite *db, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || sqlite_fail(db, rc, err);
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
	return rc == SQLITE_OK || sqlite_fail(db, rc, err);
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
	return rc == SQLITE_OK ? number(db, "PRAGMA application_id", &n, err) : sqlite_fail(db, rc, err);
}

static bool open_file(struct sqlite *db, enum store_mode mode, struct err *err)
{
	/* For reading too: a connection that may not write cannot take away -wal and -shm when it closes. SQLite falls
	 * back by itself where the file is read-only; query_only keeps the promise. */
	int rc = open_handle(db, db->path, SQLITE_OPEN_READWRITE);
	struct err first = { 0 };
	int64_t n = 0;

	if (rc != SQLITE_OK)
		return sqlite_fail(db, rc, err);
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
	return rc == SQLITE_OK || sqlite_fail(db, rc, err);
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

static bool sqlite_begin(struct db *base, enum begin how, struct err *err)
{
	struct sqlite *db = (struct sqlite *)base;

	return sqlite_step_once(db, how == BEGIN_WRITE ? db->begin : db->begin_read, err);
}

static bool sqlite_commit(struct db *base, struct err *err)
{
	struct sqlite *db = (struct sqlite *)base;

	return sqlite_step_once(db, db->commit, err);
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
