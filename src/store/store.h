/* store/store.h - the contract of the store: an append-only log of events, the tables derived from it, kept tables.
 *
 * Two drivers, SQLite and PostgreSQL, behind these functions; the same tests run on both. All SQL lies in store/schema
 * and store/query and is called by name. One way to write: txn_begin takes the lock, everything that decides is read
 * after it, event_append adds the event and applies it to the derived tables, txn_commit makes it durable. Nobody is
 * told "done" before.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/list.h"
#include "base/progress.h"
#include "base/text.h"

struct store;
struct txn;
struct value;

enum store_mode {
	STORE_READ,   /* never creates, never migrates, works on a read-only file */
	STORE_WRITE,  /* migrates forward where the schema is older */
	STORE_CREATE, /* makes it; ERR_CONFLICT where one is there already */
};

/* where: a path, or postgresql://user@host:port/database. ERR_STORE: absent, locked, read-only, newer version, no store
 * at all. */
MUST_CHECK bool store_open(struct store **s, const char *where, enum store_mode mode, struct err *err);
void store_close(struct store **s);
/* Closes a store that was opened with STORE_CREATE and takes it away again: what should have filled it failed. */
void store_discard(struct store **s);
/* How long to wait for another writer before ERR_STORE says "locked"; 10 s at first. */
void store_wait(struct store *s, int milliseconds);
/* While a store is being filled that would be thrown away if that failed, its commits need not wait for the disk, one
 * by one; they wait all at once when it ends (on = false): ERR_SYSTEM, ERR_STORE where they cannot. */
MUST_CHECK bool store_fill(struct store *s, bool on, struct err *err);
/* Path or address without its password, for messages. */
const char *store_name(const struct store *s);
/* Who waits for long work of this store (a replay, thousands of observations); NULL: nobody. Borrowed. */
void store_watch(struct store *s, const struct progress *p);
/* For tests and --version: "sqlite" or "postgresql". */
const char *store_driver(const struct store *s);
/* The version of the library behind a driver ("3.40.1"), for --version. */
const char *store_library_version(char room[24], const char *driver);

/* ---- writing ---- */

/* Takes the store's one lock of writing, waiting for another program for some seconds. *tx belongs to the store.
 * ERR_STORE: locked, read-only, opened for reading, or the server is gone. */
MUST_CHECK bool txn_begin(struct txn **tx, struct store *s, struct err *err);
/* Clears *tx, also on failure: then nothing was written. (A PostgreSQL connection that breaks while it commits leaves
 * it open whether the server had finished; the message says so.) After a failed event_append, blob_put or bulk_add
 * only a rollback is possible: commit refuses. */
MUST_CHECK bool txn_commit(struct txn **tx, struct err *err);
void txn_rollback(struct txn **tx); /* does nothing for NULL */

/* The next transaction that commits writes this too, so that a form's mark and what the form did stand or fall
 * together. The texts of values are borrowed until then; n at most 4. query NULL takes it back. */
void store_with_commit(struct store *s, const char *query, const struct value *values, size_t n);

/* One view of the store for several queries, whatever others write meanwhile; may be nested, and inside a txn. Between
 * read_begin and read_end no txn_begin. */
MUST_CHECK bool read_begin(struct store *s, struct err *err);
void read_end(struct store *s);

/* A private field of an event: the body holds only SHA-256(salt || value) under `field`; salt and value lie in the
 * table private(event, field, salt, value), from which a row can be removed without touching any hash. */
struct private_field {
	const char *field;
	struct text value;
};

/* What is to be appended. The event becomes the canonical JSON object
 *   {"actor":<hash of the private actor>,"at":"2026-11-23T01:02:03Z","body":{...},"kind":"value_recorded","n":17}
 * The number n is assigned under the lock: 1, 2, 3, ... without a gap. */
struct event_draft {
	const char *kind; /* [a-z0-9_]+, one of the kinds that store/apply.c knows */
	json_t *body; /* object: integers, strings, arrays and objects of them; borrowed, private hashes are added to a
			 copy */
	struct text actor; /* always stored as the private field "actor" */
	int64_t at;        /* seconds since 1970, UTC */
	const struct private_field *fields;
	size_t n_fields;
};
/* Appends and applies; *number (may be NULL) is the event's. ERR_INPUT: not canonical, an unknown kind, a field
 * missing. ERR_CONFLICT: it contradicts the derived tables (a second value without `corrects`). */
MUST_CHECK bool event_append(struct txn *tx, const struct event_draft *e, int64_t *number, struct err *err);

/* Stores bytes once, by their SHA-256; the event names the hash. */
MUST_CHECK bool blob_put(struct txn *tx, struct text bytes, struct hash *hash, struct err *err);
MUST_CHECK bool blob_get(struct store *s, const struct hash *hash, struct arena *a, struct text *bytes,
			 struct err *err);

/* The value of a private field; p == NULL where it was removed (by an event `private_removed`) or never was. */
MUST_CHECK bool private_get(struct store *s, int64_t event, const char *field, struct arena *a, struct text *value,
			    struct err *err);

/* ---- the log ---- */

struct event {
	int64_t number;
	struct text bytes; /* canonical JSON */
	struct hash leaf;  /* SHA-256(0x00 || bytes) */
	struct text actor; /* from the private table; p == NULL where it was removed */
};
/* "Now" as an event number: queries that ask "as of event N" get this for what is in force. */
#define EVENT_LATEST INT64_MAX

/* Calls `each` for the events from..to (to = 0: the last), in order; each returning false stops and passes its err on.
 */
typedef bool event_fn(void *context, const struct event *e, struct err *err);
MUST_CHECK bool log_each(struct store *s, int64_t from, int64_t to, event_fn *each, void *context, struct err *err);
/* The event as JSON, to be decref'd. ERR_STORE, naming it, where its bytes are none. */
MUST_CHECK bool event_read(json_t **event, const struct event *e, struct err *err);
MUST_CHECK bool log_head(struct store *s, int64_t *number, struct err *err); /* 0: empty */
MUST_CHECK bool log_root(struct store *s, int64_t number, struct hash *root,
			 struct err *err); /* Merkle root of the first `number` */

struct log_check {
	int64_t events; /* verified */
	int64_t private_removed;
	struct hash root;
	LIST(struct msg) faults; /* empty: everything holds */
};
/* Recomputes every hash: leaves, tree, private fields, blobs; numbers without gap up to the last of which anything
 * speaks; canonical form. False only where it cannot be read; faults are data. */
MUST_CHECK bool log_verify(struct store *s, struct arena *a, struct log_check *check, struct err *err);

struct rebuilt {
	int64_t events;
	struct hash digest; /* of the tables as they are now, as store_digest gives it */
	bool same;          /* they held the same rows before */
};
/* Drops the derived tables and replays the log into them, in one transaction. ERR_STORE, and nothing is changed: an
 * event is missing, or its bytes do not give its hash; tables made of such a log would hold what nobody recorded. */
MUST_CHECK bool store_rebuild(struct store *s, struct rebuilt *rebuilt, struct err *err);
/* SHA-256 over all rows of all derived tables in total order: the same on both databases, before and after a rebuild.
 */
MUST_CHECK bool store_digest(struct store *s, struct hash *digest, struct err *err);

struct store_copied {
	int64_t events, private_values, blobs;
	int64_t kept_rows;        /* of accounts, sessions, links, tokens, outbox, ... */
	struct hash root, digest; /* of the log and of the derived tables: the same in both */
};
/* Copies everything into a new store at `where`, on either database, and proves it: the copy's log verifies and has the
 * same root, and its derived tables, replayed from it, hold the same rows. ERR_CONFLICT: there is a store already;
 * ERR_STORE: the source is damaged, or its derived tables are not what its log gives (rebuild it first). No half copy
 * is left behind. Writers of the source may go on; what they write after the beginning is not in the copy. */
MUST_CHECK bool store_copy(struct store_copied *copied, struct store *from, const char *where, struct err *err);
/* Whether that table is one that it copies as it is; for the test that no table is forgotten. */
bool store_copies(struct text table);

/* RFC 6962 proofs: `path` gets the hashes, in order. */
MUST_CHECK bool log_inclusion(struct store *s, int64_t number, int64_t size, struct arena *a, struct hash **path,
			      size_t *n, struct err *err);
MUST_CHECK bool log_consistency(struct store *s, int64_t from, int64_t to, struct arena *a, struct hash **path,
				size_t *n, struct err *err);

/* ---- named queries ---- */

/* A value bound to $1, $2, ...  */
enum value_kind { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BLOB, VALUE_DOUBLE };
struct value {
	enum value_kind kind;
	int64_t i;
	double d;
	struct text t; /* TEXT and BLOB; a BLOB's bytes stay until rows_close */
};
#define V_NULL ((struct value){ .kind = VALUE_NULL })
#define V_INT(n) ((struct value){ .kind = VALUE_INT, .i = (n) })
#define V_TEXT(s) ((struct value){ .kind = VALUE_TEXT, .t = (s) })
#define V_Z(s) ((struct value){ .kind = VALUE_TEXT, .t = text_of(s) })
#define V_BLOB(s) ((struct value){ .kind = VALUE_BLOB, .t = (s) })
#define V_HASH(h) ((struct value){ .kind = VALUE_BLOB, .t = { (const char *)(h)->bytes, HASH_SIZE } })

struct rows;
/* Runs store/query/<name>.sql. Inside a txn of this store it sees that txn. */
MUST_CHECK bool query_run(struct rows **r, struct store *s, const char *name, const struct value *values, size_t n,
			  struct err *err);
/* Runs a query that returns no rows. Inside a txn; from outside of this room only for kept tables (accounts, sessions,
 * ...): derived ones are written by events. */
MUST_CHECK bool query_do(struct store *s, const char *name, const struct value *values, size_t n, struct err *err);
/* True: a row is there. False with err->kind == ERR_NONE: the end. */
bool rows_next(struct rows *r, struct err *err);
int64_t rows_int(const struct rows *r, int column);
struct text rows_text(const struct rows *r, int column); /* borrowed until the next rows_next; NULL gives p == NULL */
bool rows_null(const struct rows *r, int column);
int rows_columns(const struct rows *r);
const struct value *rows_value(const struct rows *r, int column); /* borrowed until the next rows_next */
void rows_close(struct rows **r);
/* Closes, and says whether all rows were read: `failed` is what rows_next was given (and what the reader of a row may
 * have set); where it is set it is handed on to err. */
MUST_CHECK bool rows_end(struct rows **r, const struct err *failed, struct err *err);

/* Many rows into one table, fast (COPY on PostgreSQL). Names are literals of ours. Between bulk_begin and bulk_end no
 * query. ERR_STORE and ERR_SYSTEM as of any writing, perhaps at bulk_end only. bulk_cancel (also of NULL) leaves only a
 * rollback. */
struct bulk;
MUST_CHECK bool bulk_begin(struct bulk **b, struct txn *tx, const char *table, const char *const *columns, size_t n,
			   struct err *err);
MUST_CHECK bool bulk_add(struct bulk *b, const struct value *values, struct err *err);
MUST_CHECK bool bulk_end(struct bulk **b, struct txn *tx, struct err *err);
void bulk_cancel(struct bulk **b);

#endif
