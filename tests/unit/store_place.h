/* tests/unit/store_place.h - a fresh place for a store, on either database, and hands to meddle with it behind the
 * store's back. */
#ifndef TESTS_STORE_PLACE_H
#define TESTS_STORE_PLACE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../ok.h"
#include "store/store.h"

struct place {
	bool postgresql;
	char folder[64];
	char where[256];
};

/* cmocka's setup and teardown; *state is the struct place. */
int place_set_up(void **state);
int place_tear_down(void **state);

/* Starts the database server that argv[1] names ("sqlite", the default, needs none; "postgresql"), runs the tests with
 * a struct place as their state, and returns main's value; tests are reported as skipped where the server is not
 * installed. */
int place_run(int argc, char **argv, struct CMUnitTest *tests, size_t n);
#define PLACE_TEST(f)                                      \
	{                                                  \
#f, f, place_set_up, place_tear_down, NULL \
	}

/* Any SQL, with foreign keys not enforced. */
void place_sql(const struct place *p, const char *sql);
/* Flips one bit of the byte at that offset. */
void place_flip(const struct place *p, const char *table, const char *column, const char *where, int offset);
/* Everything that makes the schema, as text; the caller frees. */
char *place_schema(const struct place *p);

/* The call fails so, and both languages have a sentence for it. */
#define REFUSED(call, expected_kind, expected_id)                \
	do {                                                     \
		struct err err = { 0 };                          \
		assert_false(call);                              \
		place_refused(&err, expected_kind, expected_id); \
	} while (0)
void place_refused(const struct err *err, enum err_kind kind, const char *id);

struct store *place_create(const struct place *p);
struct store *place_open(const struct place *p, enum store_mode mode);

/* Appends in a transaction of its own; takes the body; the number. */
int64_t place_append(struct store *s, const char *kind, json_t *body);
struct event_draft place_draft(const char *kind, json_t *body);
/* A final value of the invented plan "rei"; published NULL: not said; corrects 0: nothing. */
json_t *value_body(const char *kpi, const char *period, const char *value, const char *published, int64_t corrects);
int64_t place_head(struct store *s);
/* Verifies and fails the test where there is a fault; how many events. */
int64_t place_verify(struct store *s);

#endif
