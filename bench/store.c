/* The store: recordings with a transaction each, against bare SQLite transactions of the same durability; verifying a
 * long log, against nothing but its hashes. Stores lie in the current folder, since /tmp may be memory, where fsync is
 * free. */
#include "bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/merkle.h"
#include "store/store.h"

enum { RECORDINGS = 1000, EVENTS = 300000, EVENT_BYTES = 300, REPEATS = 5 };

struct bench {
	char folder[64], sosei[96], bare[96];
	struct store *store;
	sqlite3 *db;
	sqlite3_stmt *begin, *insert, *commit;
	int64_t at; /* recordings so far */
};

static _Noreturn void die(const char *why)
{
	fprintf(stderr, "bench_store: %s\n", why);
	exit(2);
}

static void must(bool ok, const struct err *err)
{
	struct arena a = { 0 };

	if (!ok)
		die(msg_say(&a, LANG_EN, &err->msg));
}

/* ---- sosei ---- */

/* A recording whose event has 300 bytes, as one with a source and an address has. */
static json_t *body_of(int64_t i)
{
	char kpi[32], period[32];

	snprintf(kpi, sizeof kpi, "K%07lld", (long long)i / 50);
	snprintf(period, sizeof period, "FY%lld", (long long)(1950 + i % 50));
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "plan", "rei", "kpi", kpi, "period", period, "state", "final",
			 "value", "12345", "published", "2022-09-30", "source", "https://rei.example/tokei/2022/");
}

static void append(struct txn *tx, int64_t i)
{
	struct err err = { 0 };
	struct event_draft d = { .kind = "value_recorded", .body = body_of(i), .actor = TEXT("rei"), .at = 1700000000 };

	must(event_append(tx, &d, NULL, &err), &err);
	json_decref(d.body);
}

static void record_thousand(void *state)
{
	struct bench *b = state;
	struct err err = { 0 };
	struct txn *tx = NULL;

	for (int i = 0; i < RECORDINGS; i++) {
		must(txn_begin(&tx, b->store, &err), &err);
		append(tx, b->at++);
		must(txn_commit(&tx, &err), &err);
	}
}

/* ---- bare SQLite ---- */

static void sql(struct bench *b, const char *text)
{
	if (sqlite3_exec(b->db, text, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(b->db));
}

static void open_bare(struct bench *b)
{
	if (sqlite3_open(b->bare, &b->db) != SQLITE_OK)
		die("sqlite3_open");
	sql(b, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (n INTEGER PRIMARY KEY, bytes BLOB "
	       "NOT NULL)");
	sqlite3_prepare_v2(b->db, "BEGIN IMMEDIATE", -1, &b->begin, NULL);
	sqlite3_prepare_v2(b->db, "INSERT INTO t (bytes) VALUES (?)", -1, &b->insert, NULL);
	sqlite3_prepare_v2(b->db, "COMMIT", -1, &b->commit, NULL);
}

static void step(struct bench *b, sqlite3_stmt *stmt)
{
	if (sqlite3_step(stmt) != SQLITE_DONE)
		die(sqlite3_errmsg(b->db));
	sqlite3_reset(stmt);
}

static void bare_thousand(void *state)
{
	static const char bytes[EVENT_BYTES];
	struct bench *b = state;

	for (int i = 0; i < RECORDINGS; i++) {
		step(b, b->begin);
		sqlite3_bind_blob(b->insert, 1, bytes, sizeof bytes, SQLITE_STATIC);
		step(b, b->insert);
		step(b, b->commit);
	}
}

/* ---- verifying ---- */

static void grow(struct bench *b)
{
	struct err err = { 0 };
	struct txn *tx = NULL;

	must(txn_begin(&tx, b->store, &err), &err);
	while (b->at < EVENTS)
		append(tx, b->at++);
	must(txn_commit(&tx, &err), &err);
	/* As `sosei log verify` finds it: closed, and opened for reading. */
	store_close(&b->store);
	must(store_open(&b->store, b->sosei, STORE_READ, &err), &err);
}

static void verify(void *state)
{
	struct bench *b = state;
	struct log_check check;
	struct arena a = { 0 };
	struct err err = { 0 };

	must(log_verify(b->store, &a, &check, &err), &err);
	if (check.faults.n > 0 || check.events != b->at)
		die("the log does not verify");
	arena_clear(&a);
}

/* What cannot be saved: a leaf, a node and the actor's hash for each event. */
static void hash_only(void *state)
{
	const struct bench *b = state;
	uint8_t room[HASH_SIZE + 3 + HASH_PAD];
	char bytes[EVENT_BYTES] = "";
	struct hash leaf = { { 0 } };

	for (int64_t i = 0; i < b->at; i++) {
		memcpy(bytes, leaf.bytes, sizeof leaf.bytes);
		leaf = merkle_leaf(NULL, (struct text){ bytes, sizeof bytes });
		leaf = merkle_node(&leaf, &leaf);
		memcpy(room, leaf.bytes, sizeof leaf.bytes);
		leaf = hash_in_place(room, sizeof room - HASH_PAD);
	}
	if (leaf.bytes[0] == 0 && leaf.bytes[1] == 0 && leaf.bytes[2] == 0 && leaf.bytes[3] == 0)
		fputs("#\n", stderr); /* keeps the loop */
}

static void make(struct bench *b)
{
	struct err err = { 0 };

	snprintf(b->folder, sizeof b->folder, "bench-store-XXXXXX");
	if (!mkdtemp(b->folder))
		die("no folder can be made here");
	snprintf(b->sosei, sizeof b->sosei, "%s/sosei.db", b->folder);
	snprintf(b->bare, sizeof b->bare, "%s/bare.db", b->folder);
	must(store_open(&b->store, b->sosei, STORE_CREATE, &err), &err);
	open_bare(b);
}

static void clear(struct bench *b)
{
	store_close(&b->store);
	sqlite3_finalize(b->begin);
	sqlite3_finalize(b->insert);
	sqlite3_finalize(b->commit);
	sqlite3_close(b->db);
	unlink(b->sosei);
	unlink(b->bare);
	rmdir(b->folder);
}

int main(void)
{
	struct bench b = { 0 };
	double mine, other;
	bool met;

	bench_open();
	make(&b);
	bench_pair(&mine, &other, record_thousand, bare_thousand, &b, REPEATS);
	met = bench_row(&(struct bench_row){ "1,000 recordings, a transaction each", RECORDINGS / mine, "events/s",
					     "bare SQLite", RECORDINGS / other, BENCH_AT_LEAST, 0.7, true });
	grow(&b);
	bench_pair(&mine, &other, verify, hash_only, &b, REPEATS);
	met &= bench_row(&(struct bench_row){ "verify a log of 300-byte events", (double)b.at / mine, "events/s",
					      "its hashes only", (double)b.at / other, BENCH_AT_LEAST, 1e6, false });
	clear(&b);
	return met ? 0 : 1;
}
