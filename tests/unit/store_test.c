/* The store's contract, on every driver: each test runs once per database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "store/store.h"

/* ---- a place to make a store in, fresh for every test ---- */

struct place {
	const char *driver;
	char folder[64];
	char where[256];
};

static int set_up(void **state)
{
	struct place *p = *state;

	snprintf(p->folder, sizeof p->folder, "/tmp/sosei-store-XXXXXX");
	if (!mkdtemp(p->folder))
		return -1;
	snprintf(p->where, sizeof p->where, "%s/sosei.db", p->folder);
	return 0;
}

static int tear_down(void **state)
{
	static const char *const beside[] = { "", "-wal", "-shm" };
	struct place *p = *state;
	char path[300];

	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		snprintf(path, sizeof path, "%s%s", p->where, beside[i]);
		unlink(path);
	}
	return rmdir(p->folder);
}

/* Fails the test with the sentence that a person would read. */
#define OK(call)                                                                      \
	do {                                                                          \
		struct err err = { 0 };                                               \
		struct arena said = { 0 };                                            \
		if (!(call))                                                          \
			fail_msg("%s: %s", #call, msg_say(&said, LANG_EN, &err.msg)); \
	} while (0)
#define REFUSED(call, expected_kind, expected_id)             \
	do {                                                  \
		struct err err = { 0 };                       \
		assert_false(call);                           \
		assert_string_equal(err.msg.id, expected_id); \
		assert_int_equal(err.kind, expected_kind);    \
	} while (0)

static struct store *create(const struct place *p)
{
	struct store *s = NULL;

	OK(store_open(&s, p->where, STORE_CREATE, &err));
	return s;
}

enum { NOON = 1700000000 };

static struct event_draft draft(const char *kind, json_t *body)
{
	return (struct event_draft){ .kind = kind, .body = body, .actor = TEXT("例示 太郎"), .at = NOON };
}

/* Appends in a transaction of its own; takes the body. */
static int64_t append(struct store *s, const char *kind, json_t *body)
{
	struct event_draft d = draft(kind, body);
	struct txn *tx = NULL;
	int64_t number = 0;

	OK(txn_begin(&tx, s, &err));
	OK(event_append(tx, &d, &number, &err));
	OK(txn_commit(&tx, &err));
	json_decref(body);
	return number;
}

static json_t *value_body(const char *kpi, const char *period, const char *value, const char *published,
			  int64_t corrects)
{
	json_t *body = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "plan", "rei", "kpi", kpi, "period", period, "state",
				 "final", "value", value, "source", "例示市統計書");

	if (published)
		json_object_set_new(body, "published", json_string(published));
	if (corrects)
		json_object_set_new(body, "corrects", json_integer(corrects));
	return body;
}

static int64_t head(struct store *s)
{
	int64_t n = -1;

	OK(log_head(s, &n, &err));
	return n;
}

/* ---- the tests ---- */

static void numbers_run_from_one_without_a_gap(void **state)
{
	struct store *s = create(*state);

	assert_int_equal(head(s), 0);
	for (int i = 1; i <= 40; i++)
		assert_int_equal(append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, i - 1)), i);
	assert_int_equal(head(s), 40);
	store_close(&s);
}

static void a_rollback_leaves_nothing(void **state)
{
	struct store *s = create(*state);
	json_t *body = value_body("ア1", "FY2021", "1", "2022-09", 0);
	struct event_draft d = draft("value_recorded", body);
	struct txn *tx = NULL;
	struct hash blob;

	append(s, "value_recorded", value_body("ア2", "FY2021", "5", NULL, 0));
	OK(txn_begin(&tx, s, &err));
	OK(blob_put(tx, TEXT("bytes"), &blob, &err));
	OK(event_append(tx, &d, NULL, &err));
	assert_int_equal(head(s), 2);
	txn_rollback(&tx);
	txn_rollback(&tx);
	assert_int_equal(head(s), 1);
	REFUSED(blob_get(s, &blob, NULL, NULL, &err), ERR_STORE, "store.blob-missing");
	assert_int_equal(append(s, "value_recorded", body), 2);
	store_close(&s);
}

static void two_values_for_one_period_are_refused_and_nothing_is_written(void **state)
{
	struct store *s = create(*state);
	json_t *body = value_body("ア1", "FY2021", "2", "2022-10", 0);
	struct event_draft d = draft("value_recorded", body);
	struct txn *tx = NULL;

	append(s, "value_recorded", value_body("ア1", "FY2021", "1", "2022-09", 0));
	OK(txn_begin(&tx, s, &err));
	REFUSED(event_append(tx, &d, NULL, &err), ERR_CONFLICT, "store.value-stands");
	REFUSED(txn_commit(&tx, &err), ERR_STORE, "store.half-written");
	assert_null(tx);
	assert_int_equal(head(s), 1);
	json_decref(body);
	store_close(&s);
}

static void verify(struct store *s, struct arena *a, struct log_check *check)
{
	OK(log_verify(s, a, check, &err));
}

static void a_rebuild_gives_the_same_rows(void **state)
{
	struct store *s = create(*state);
	struct hash before, after;
	struct arena a = { 0 };
	struct log_check check;
	int64_t events = 0;

	for (int i = 1; i <= 600; i++)
		append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, i - 1));
	OK(store_digest(s, &before, &err));
	OK(store_rebuild(s, &events, &err));
	assert_int_equal(events, 600);
	OK(store_digest(s, &after, &err));
	assert_true(hash_eq(&before, &after));
	append(s, "value_recorded", value_body("ア1", "FY2022", "1", NULL, 0));
	OK(store_digest(s, &after, &err));
	assert_false(hash_eq(&before, &after));
	verify(s, &a, &check);
	assert_int_equal(check.events, 601);
	assert_int_equal(check.faults.n, 0);
	arena_clear(&a);
	store_close(&s);
}

#define TEST(f)                                \
	{                                      \
#f, f, set_up, tear_down, NULL \
	}

int main(void)
{
	static struct place sqlite = { .driver = "sqlite" };
	struct CMUnitTest tests[] = {
		TEST(numbers_run_from_one_without_a_gap),
		TEST(a_rollback_leaves_nothing),
		TEST(a_rebuild_gives_the_same_rows),
		TEST(two_values_for_one_period_are_refused_and_nothing_is_written),
	};

	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tests[i].initial_state = &sqlite;
	return cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
