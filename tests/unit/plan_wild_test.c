/* Plans whose habits the reader was not written for, against facts that were written down by hand.
 *
 * tests/case/plan-wild/NAME.txt is a plan in the official form, NAME.json what a person finds in it. Only what stands
 * in the JSON is compared, but lists have as many members as it says. The examples are read the same way: Kumamoto's
 * example must give the facts of the certified text, in whatever words its story is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plan/json.h"
#include "plan/read.h"

enum { FILE_MAX = 1 << 20 };

/* The file's bytes; NULL where there is none. */
static char *bytes_of(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *p;

	if (!f)
		return NULL;
	p = malloc(FILE_MAX);
	assert_non_null(p);
	*n = fread(p, 1, FILE_MAX, f);
	fclose(f);
	return p;
}

static void complain(const char *path, const json_t *want, const json_t *got, int *wrong)
{
	char *w = json_dumps(want, JSON_ENCODE_ANY | JSON_SORT_KEYS);
	char *g = got ? json_dumps(got, JSON_ENCODE_ANY | JSON_SORT_KEYS) : NULL;

	print_error("%s: expected %.300s, read %.300s\n", path, w, g ? g : "nothing");
	free(w);
	free(g);
	++*wrong;
}

/* Everything that `want` says holds in `got`; null and absent are the same. */
static void compare(const char *path, const json_t *want, const json_t *got, int *wrong)
{
	char below[512];
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_object(want) && json_is_object(got)) {
		json_object_foreach ((json_t *)want, key, item) {
			snprintf(below, sizeof below, "%s.%s", path, key);
			compare(below, item, json_object_get(got, key), wrong);
		}
	} else if (json_is_array(want) && json_array_size(want) == json_array_size(got)) {
		json_array_foreach (want, i, item) {
			snprintf(below, sizeof below, "%s.%zu", path, i);
			compare(below, item, json_array_get(got, i), wrong);
		}
	} else if (!(json_is_null(want) && (!got || json_is_null(got))) && !(got && json_equal(want, got))) {
		complain(path, want, got, wrong);
	}
}

/* Reads the plan at `text` and compares it with the JSON at `facts`; skips where either is absent. */
static void holds(const char *text, const char *facts)
{
	struct arena arena = { 0 };
	struct plan plan = { 0 };
	remark_list remarks = { 0 };
	struct err err = { 0 };
	size_t n = 0, m = 0;
	char *bytes = bytes_of(text, &n), *want_bytes = bytes_of(facts, &m);
	json_t *want, *got;
	int wrong = 0;

	if (!bytes || !want_bytes) {
		print_message("# %s or %s is absent\n", text, facts);
		free(bytes);
		free(want_bytes);
		skip();
		return; /* skip() never comes back, which the analyzer does not know */
	}
	want = json_loadb(want_bytes, m, 0, NULL);
	assert_non_null(want);
	assert_true(plan_read(&arena, &plan, &remarks, (struct text){ bytes, n }, text, &err));
	got = plan_to_json(&plan);
	compare("plan", want, got, &wrong);
	json_decref(want);
	json_decref(got);
	arena_clear(&arena);
	free(bytes);
	free(want_bytes);
	assert_int_equal(wrong, 0);
}

static void wild(const char *name)
{
	char text[512], facts[512];

	snprintf(text, sizeof text, "%s/tests/case/plan-wild/%s.txt", getenv("SOSEI_ROOT"), name);
	snprintf(facts, sizeof facts, "%s/tests/case/plan-wild/%s.json", getenv("SOSEI_ROOT"), name);
	holds(text, facts);
}

static void a_towns_plan_with_cells_on_the_lines_beside_their_row(void **state)
{
	(void)state;
	wild("town");
}

static void a_grant_plan_of_a_prefecture_and_two_bodies_with_numbered_kpis(void **state)
{
	(void)state;
	wild("grant");
}

static void a_five_year_grant_table_that_was_cut_in_two(void **state)
{
	(void)state;
	wild("cities");
}

static void a_table_with_merged_cells_in_the_order_in_which_the_pdf_was_written(void **state)
{
	(void)state;
	wild("pdf-raw");
}

static void the_same_table_as_it_lies_on_the_page(void **state)
{
	(void)state;
	wild("pdf-layout");
}

static void the_kumamoto_example_has_the_facts_of_the_certified_plan(void **state)
{
	char text[512], facts[512];

	(void)state;
	snprintf(text, sizeof text, "%s/examples/kumamoto/plan.txt", getenv("SOSEI_ROOT"));
	snprintf(facts, sizeof facts, "%s/../design/kumamoto-plan.json", getenv("SOSEI_DATA"));
	holds(text, facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_towns_plan_with_cells_on_the_lines_beside_their_row),
		cmocka_unit_test(a_grant_plan_of_a_prefecture_and_two_bodies_with_numbered_kpis),
		cmocka_unit_test(a_five_year_grant_table_that_was_cut_in_two),
		cmocka_unit_test(a_table_with_merged_cells_in_the_order_in_which_the_pdf_was_written),
		cmocka_unit_test(the_same_table_as_it_lies_on_the_page),
		cmocka_unit_test(the_kumamoto_example_has_the_facts_of_the_certified_plan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
