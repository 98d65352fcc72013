/* A store on a server: addresses, passwords, connections that break. */
#include "store_place.h"

#include <libpq-fe.h>
#include <unistd.h>

static void no_secret_in(const struct err *err)
{
	struct arena a = { 0 };

	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		if (strstr(msg_say(&a, lang, &err->msg), "geheim"))
			fail_msg("the password is shown: %s", msg_say(&a, lang, &err->msg));
	arena_clear(&a);
}

static void a_password_is_never_shown(void **state)
{
	static const struct {
		const char *address, *id;
		enum err_kind kind;
	} cases[] = {
		{ "postgresql://rei:geheim@127.0.0.1:1/rei", "store.pg-unreachable", ERR_STORE },
		{ "postgresql://127.0.0.1:1/rei?user=rei&password=geheim", "store.pg-unreachable", ERR_STORE },
		{ "postgresql://rei:geheim%zz@127.0.0.1:1/rei", "store.pg-address", ERR_USAGE },
		{ "postgresql://rei:geheim@127.0.0.1:1/rei?geheim=1", "store.pg-address", ERR_USAGE },
		{ "postgres://rei:geheim@[::1", "store.pg-address", ERR_USAGE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store *s = NULL;
		struct err err = { 0 };

		assert_false(store_open(&s, cases[i].address, STORE_READ, &err));
		place_refused(&err, cases[i].kind, cases[i].id);
		no_secret_in(&err);
	}
}

static void the_name_of_a_store_has_no_password(void **state)
{
	const struct place *p = *state;
	char address[400];
	struct store *s = NULL;

	/* The socket trusts everyone, so that a password is taken and not asked for. */
	snprintf(address, sizeof address, "%s&password=geheim", p->where);
	OK(store_open(&s, address, STORE_CREATE, &err));
	assert_null(strstr(store_name(s), "geheim"));
	assert_non_null(strstr(store_name(s), "postgresql://sosei@/tmp/sosei-pg-"));
	store_close(&s);
}

static void end_all_other_connections(const struct place *p)
{
	place_sql(p, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
		     "AND application_name = 'sosei'");
	usleep(200000);
}

static void a_broken_connection_is_said_and_the_next_thing_finds_a_new_one(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	json_t *body = value_body("ア1", "FY2021", "1", NULL, 0);
	struct event_draft d = place_draft("value_recorded", body);
	struct txn *tx = NULL;
	int64_t n;

	place_append(s, "value_recorded", value_body("ア2", "FY2021", "1", NULL, 0));
	end_all_other_connections(p);
	REFUSED(log_head(s, &n, &err), ERR_STORE, "store.connection-lost");
	assert_int_equal(place_head(s), 1);

	OK(txn_begin(&tx, s, &err));
	end_all_other_connections(p);
	REFUSED(event_append(tx, &d, NULL, &err), ERR_STORE, "store.connection-lost");
	/* Not on a new connection, where the lock is not ours. */
	REFUSED(event_append(tx, &d, NULL, &err), ERR_STORE, "store.half-written");
	txn_rollback(&tx);
	assert_int_equal(place_head(s), 1);

	OK(txn_begin(&tx, s, &err));
	OK(event_append(tx, &d, NULL, &err));
	end_all_other_connections(p);
	REFUSED(txn_commit(&tx, &err), ERR_STORE, "store.commit-unknown");
	assert_int_equal(place_head(s), 1);
	assert_int_equal(place_append(s, "value_recorded", body), 2);
	assert_int_equal(place_verify(s), 2);
	store_close(&s);
}

static void two_stores_in_one_database_do_not_wait_for_each_other(void **state)
{
	struct place *p = *state;
	struct place other = *p;
	struct store *a = place_create(p), *b;
	struct txn *tx = NULL;
	void *s = &other;

	place_set_up(&s);
	b = place_create(&other);
	store_wait(b, 100);
	OK(txn_begin(&tx, a, &err));
	assert_int_equal(place_append(b, "value_recorded", value_body("ア1", "FY2021", "1", NULL, 0)), 1);
	txn_rollback(&tx);
	assert_int_equal(place_head(a), 0);
	store_close(&a);
	store_close(&b);
}

static void a_database_in_another_encoding_is_refused(void **state)
{
	const struct place *p = *state;
	char address[256];
	struct store *s = NULL;

	place_sql(p, "SELECT 1");
	place_sql(p, "CREATE DATABASE latin ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0");
	snprintf(address, sizeof address, "postgresql://sosei@/latin?%s", strchr(p->where, '?') + 1);
	REFUSED(store_open(&s, address, STORE_CREATE, &err), ERR_STORE, "store.pg-encoding");
}

static void a_reader_cannot_write_and_an_account_without_rights_says_so(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	char address[300];

	store_close(&s);
	place_sql(p, "CREATE ROLE guest LOGIN");
	snprintf(address, sizeof address, "postgresql://guest%s", strchr(p->where, '@'));
	REFUSED(store_open(&s, address, STORE_READ, &err), ERR_STORE, "store.pg-no-schema");
	place_sql(p, "DO $$ BEGIN EXECUTE 'GRANT USAGE ON SCHEMA ' || current_schema() || ' TO guest'; "
		     "EXECUTE 'GRANT SELECT ON ALL TABLES IN SCHEMA ' || current_schema() || ' TO guest'; END $$");
	OK(store_open(&s, address, STORE_READ, &err));
	assert_int_equal(place_verify(s), 0);
	store_close(&s);
	struct txn *tx = NULL;
	json_t *body = value_body("ア1", "FY2021", "1", NULL, 0);
	struct event_draft d = place_draft("value_recorded", body);

	OK(store_open(&s, address, STORE_WRITE, &err));
	OK(txn_begin(&tx, s, &err));
	REFUSED(event_append(tx, &d, NULL, &err), ERR_STORE, "store.pg-forbidden");
	txn_rollback(&tx);
	json_decref(body);
	store_close(&s);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		PLACE_TEST(a_password_is_never_shown),
		PLACE_TEST(the_name_of_a_store_has_no_password),
		PLACE_TEST(a_broken_connection_is_said_and_the_next_thing_finds_a_new_one),
		PLACE_TEST(two_stores_in_one_database_do_not_wait_for_each_other),
		PLACE_TEST(a_database_in_another_encoding_is_refused),
		PLACE_TEST(a_reader_cannot_write_and_an_account_without_rights_says_so),
	};

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
