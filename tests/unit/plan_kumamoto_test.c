/* What the checker finds in a certified plan, all of it and nothing else; and that writing it loses nothing.
 * The text lies beside the data; without it the tests are skipped by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../file.h"
#include "plan/check.h"
#include "plan/compare.h"
#include "plan/json.h"
#include "plan/read.h"
#include "plan/write.h"

struct kumamoto {
	struct arena arena;
	struct plan plan;
	struct text text;
};

static int read_it(void **state)
{
	static struct kumamoto k;
	const char *data = getenv("SOSEI_DATA");
	remark_list remarks = { 0 };

	k = (struct kumamoto){ 0 };
	*state = NULL;
	if (data)
		k.text = file_read(&k.arena, arena_printf(&k.arena, "%s/../seeds/kumamoto-plan.txt", data));
	if (!k.text.p) {
		arena_clear(&k.arena);
		return 0;
	}
	*state = &k;
	return plan_read(&k.arena, &k.plan, &remarks, k.text, "kumamoto-plan.txt", NULL) ? 0 : -1;
}

static int clear_it(void **state)
{
	struct kumamoto *k = *state;

	if (k)
		arena_clear(&k->arena);
	return 0;
}

static struct kumamoto *given(void **state)
{
	if (!*state)
		skip();
	return *state;
}

static void kumamoto_has_these_findings_and_no_others(void **state)
{
	static const char *const wanted[] = {
		"warning baseline-period-missing イ1",
		"warning baseline-period-missing ウ1",
		"warning baseline-period-missing ウ2",
		"warning target-beyond-baseline ア2",
		"warning change-within-noise ウ1",
		"warning change-within-noise ウ2",
		"note baselines-of-different-years ",
		"warning period-conflict ア2",
		"note slip-of-the-pen ",
		"note paragraph-opening-repeated ",
	};
	struct kumamoto *k = given(state);
	remark_list found = { 0 };

	plan_check(&k->arena, &k->plan, &found);
	for (size_t i = 0; i < found.n && i < sizeof wanted / sizeof *wanted; i++) {
		const struct remark *r = &found.at[i];

		assert_string_equal(arena_printf(&k->arena, "%s %s %s", severity_name(r->severity), r->rule,
						 text_z(&k->arena, r->kpi)),
				    wanted[i]);
		assert_true(r->line > 0);
	}
	assert_int_equal(found.n, sizeof wanted / sizeof *wanted);
}

static void the_floor_is_said_with_its_figures(void **state)
{
	struct kumamoto *k = given(state);
	remark_list found = { 0 };

	plan_check(&k->arena, &k->plan, &found);
	for (size_t i = 0; i < found.n; i++)
		if (strcmp(found.at[i].rule, "target-beyond-baseline") == 0) {
			assert_non_null(strstr(msg_say(&k->arena, LANG_JA, &found.at[i].msg),
					       "ア2 年転入超過数：目標値400が現状値494を下回っています"));
			return;
		}
	fail();
}

static void written_and_read_again_kumamoto_is_the_same(void **state)
{
	struct kumamoto *k = given(state);
	struct plan again = { 0 };
	remark_list remarks = { 0 };
	change_list changes = { 0 };
	struct buf written = { 0 };

	plan_write_text(&written, &k->plan);
	assert_true(plan_read(&k->arena, &again, &remarks, buf_view(&written), "written", NULL));
	plan_compare(&k->arena, &changes, &k->plan, &again);
	for (size_t i = 0; i < changes.n; i++)
		print_message("%s: %s | %s\n", msg_say(&k->arena, LANG_EN, &changes.at[i].what),
			      text_z(&k->arena, changes.at[i].before), text_z(&k->arena, changes.at[i].after));
	assert_int_equal(changes.n, 0);
	assert_int_equal(again.narrative.n, k->plan.narrative.n);
	buf_clear(&written);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(kumamoto_has_these_findings_and_no_others, read_it, clear_it),
		cmocka_unit_test_setup_teardown(the_floor_is_said_with_its_figures, read_it, clear_it),
		cmocka_unit_test_setup_teardown(written_and_read_again_kumamoto_is_the_same, read_it, clear_it),
	};

	return cmocka_run_group_tests_name("plan_kumamoto", tests, NULL, NULL);
}
