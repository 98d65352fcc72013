/* store/driver.h - what a database must do for the store: a struct of functions, one per driver. Private to store/.
 *
 * A driver knows nothing of events. It opens, runs the SQL files that it is handed, keeps them prepared, and translates
 * its failures into an err that says what to do. Everything else is written once, above.
 *
 * The SQL is the portable subset. Schema files spell types BIGINT, TEXT, BLOB and DOUBLE PRECISION; a driver may put
 * other words in their place (SQLite: INTEGER for BIGINT, so that a primary key is the row's own number; PostgreSQL:
 * TEXT with COLLATE "C", BYTEA), so that both sort by bytes. CLUSTERED behind a table says that its rows lie in the
 * order of the key (SQLite: WITHOUT ROWID; PostgreSQL: nothing). Rejected: a domain over bytea named blob, since then
 * no table can be named so, and it leaves collation open.
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "base/embed.h"
#include "store/merkle.h"
#include "store/store.h"

enum begin {
	BEGIN_READ,  /* one view of the data until the end */
	BEGIN_WRITE, /* the store's one lock first: whoever has it sees everything that was committed */
};

/* The driver's own struct begins with this. */
struct db {
	const struct driver *driver;
	char *name; /* for messages: without a password */
};

/* The driver's own struct begins with this; columns are filled by `next`. */
struct rows {
	const struct driver *driver;
	struct value *columns;
	int n_columns;
};

struct bulk {
	const struct driver *driver;
};

struct driver {
	const char *name;
	const char *without_schema; /* the message for a database that is no store */
	/* Modes as in store.h; STORE_CREATE makes the file. */
	bool (*open)(struct db **db, const char *where, enum store_mode mode, struct err *err);
	void (*close)(struct db *db);
	void (*wait)(struct db *db, int milliseconds);
	/* The whole store is about to be read once (or was). */
	void (*read_all)(struct db *db, bool on);
	/* As store_fill. */
	bool (*fill)(struct db *db, bool on, struct err *err);
	/* STORE_CREATE failed after open: takes away what open made. */
	void (*discard)(struct db *db);
	bool (*has_schema)(struct db *db, bool *has, struct err *err);
	bool (*begin)(struct db *db, enum begin how, struct err *err);
	bool (*commit)(struct db *db, struct err *err);
	void (*rollback)(struct db *db);
	/* Statements without values or rows: a schema file. */
	bool (*script)(struct db *db, struct text sql, struct err *err);
	/* id: the place of the query in embed_query, by which its prepared form is kept. */
	bool (*run)(struct rows **r, struct db *db, size_t id, const struct value *values, size_t n, struct err *err);
	bool (*next)(struct rows *r, struct err *err);
	void (*end)(struct rows *r);
	bool (*bulk_begin)(struct bulk **b, struct db *db, const char *table, const char *const *columns, size_t n,
			   struct err *err);
	bool (*bulk_add)(struct bulk *b, const struct value *values, struct err *err);
	bool (*bulk_end)(struct bulk *b, bool keep, struct err *err); /* frees b */
};

extern const struct driver driver_sqlite;
extern const struct driver driver_postgresql;

/* What the next commit writes besides (store_with_commit). */
enum { WITH_COMMIT_MAX = 4 };
struct with_commit {
	const char *query; /* NULL: nothing */
	struct value values[WITH_COMMIT_MAX];
	size_t n;
};

struct txn {
	struct store *store;
	bool failed; /* something was half-written: only a rollback is possible */
};

struct store {
	const struct driver *driver;
	struct db *db;
	enum store_mode mode;
	struct txn txn;
	bool writing;
	int reading; /* depth of read_begin */
	const struct progress *progress;
	struct with_commit with_commit;
	/* The right-most perfect subtrees of the log, kept so that an append need not read them again; believed only
	 * where the log still ends with the same event (another process may have written). */
	struct frontier frontier;
	struct hash last; /* the subtree hash of the event with which the frontier ends */
	struct hasher *hasher;
};

/* Hands a failure on; false. rows_next tells the end from a failure by the err, so that who reads rows keeps one aside.
 */
bool err_pass(struct err *to, const struct err *from);

/* Brings the schema to that version, at most to the newest (for the test "migrated is the same as new"). */
MUST_CHECK bool store_migrate(struct store *s, size_t version, struct err *err);
/* As store_open with STORE_CREATE, but stops at an old version. */
MUST_CHECK bool store_create_at(struct store **s, const char *where, size_t version, struct err *err);

/* A copy of the schema file with whole words replaced: { "BIGINT", "INTEGER", NULL }. */
void schema_translate(struct buf *out, struct text sql, const char *const *words);

#endif
