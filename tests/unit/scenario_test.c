#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "usecase/scenario.h"

static struct arena arena;

static int clear(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

static void every_rule_is_read_as_written(void **state)
{
	static const char text[] = "name: 例示\n"
				   "children:\n"
				   "  tfr: 1.8\n"
				   "  by: 2040\n"
				   "migration:\n"
				   "  - scale: 0.5\n"
				   "    ages: 15-24\n"
				   "    sex: F\n"
				   "    by: 2030\n"
				   "  - per_year: -12.5\n"
				   "    ages: [0-9, 65+]\n"
				   "    from: 2025\n"
				   "  - balance: true\n"
				   "    by: 2035\n"
				   "events:\n"
				   "  - year: 2028\n"
				   "    people: 1500\n";
	scenario_list list = { 0 };
	const struct scenario *s;

	(void)state;
	assert_true(scenario_parse(&arena, &list, TEXT(text), "test.yaml", NULL));
	assert_int_equal(list.n, 1);
	assert_true(text_is(list.at[0].name[LANG_JA], "例示") && text_is(list.at[0].name[LANG_EN], "例示"));
	s = &list.at[0].s;
	assert_true(s->births == BIRTHS_TFR && s->children == 1.8 && s->children_by == 2040);
	assert_int_equal(s->n_migrations, 3);
	assert_true(s->migrations[0].how == MIGRATION_SCALE && s->migrations[0].value == 0.5);
	assert_true(s->migrations[0].by == 2030 && s->migrations[0].who.sex[SEX_F] && !s->migrations[0].who.sex[SEX_M]);
	assert_true(s->migrations[0].who.n == 1 && s->migrations[0].who.ages[0].last == 24);
	assert_true(s->migrations[1].how == MIGRATION_SHIFT && s->migrations[1].value == -12.5);
	assert_true(s->migrations[1].from == 2025 && s->migrations[1].by == 0 && s->migrations[1].who.n == 2);
	assert_true(s->migrations[1].who.ages[1].first == 65 && s->migrations[1].who.ages[1].last == SCENARIO_OPEN);
	assert_true(s->migrations[2].how == MIGRATION_BALANCE && s->migrations[2].who.ages[1].first == 20);
	assert_true(s->n_events == 1 && s->events[0].year == 2028 && s->events[0].people == 1500);
}

/* A file that was wrong in one way: the sentence, its line, and the key that it names. */
static void what_is_wrong_is_named_with_its_line(void **state)
{
	static const struct {
		const char *text, *id, *line, *key;
	} wrong[] = {
		{ "children:\n  factor: 1.2\n  bye: 2040\n", "people.scenario-unknown", "3", "children.bye" },
		{ "child: 3\n", "people.scenario-unknown", "1", "child" },
		{ "children: 1.8\n", "people.scenario-keys", "1", "children" },
		{ "children:\n  by: 2040\n", "people.scenario-one-of", "1", "children" },
		{ "children:\n  tfr: 1.8\n  factor: 1.1\n", "people.scenario-one-of", "1", "children" },
		{ "children:\n  tfr: many\n", "people.scenario-number", "2", "children.tfr" },
		{ "children:\n  tfr: -1\n", "people.scenario-number", "2", "children.tfr" },
		{ "children:\n  tfr: 1.8\n  by: 40\n", "people.scenario-year", "3", "children.by" },
		{ "migration:\n  - scale: 0.5\n    ages: 18-24\n", "people.scenario-ages", "3", "migration.0.ages" },
		{ "migration:\n  - scale: 0.5\n    ages: 24-20\n", "people.scenario-ages", "3", "migration.0.ages" },
		{ "migration:\n  - scale: 0.5\n    ages: []\n", "people.scenario-ages", "3", "migration.0.ages" },
		{ "migration:\n  - scale: 0.5\n    ages: [20-39, 35-44]\n", "people.scenario-ages-twice", "3",
		  "migration.0.ages.1" },
		{ "migration:\n  - scale: 0.5\n    sex: W\n", "people.scenario-sex", "3", "migration.0.sex" },
		{ "migration:\n  - scale: 0.5\n    from: 2030\n", "people.scenario-from", "3", "migration.0.from" },
		{ "migration:\n  - balance: 2035\n", "people.scenario-true", "2", "migration.0.balance" },
		{ "migration:\n  - per_year: 1\n    scale: 2\n", "people.scenario-one-of", "2", "migration.0" },
		{ "events:\n  year: 2028\n  people: 3\n", "people.scenario-list", "1", "events" },
		{ "events:\n  - year: 2028\n", "people.scenario-missing", "2", "events.0" },
		{ "migration:\n  per_year: 9\n  from: 2030\n  by: 2020\n", "people.scenario-order", "4",
		  "migration.by" },
		{ "name: [a]\n", "people.scenario-name", "1", "name" },
		{ "name:\n  ja: 例\n  fr: exemple\n", "people.scenario-unknown", "3", "name.fr" },
		{ "name:\n  ja: 例\n", "people.scenario-name", "1", "name.en" },
		{ "scenarios: []\n", "people.scenario-list", "1", "scenarios" },
		{ "scenarios:\n  - name: a\nname: b\n", "people.scenario-unknown", "3", "name" },
		{ "- 3\n", "people.scenario-keys", "1", "-" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		scenario_list list = { 0 };
		struct err err;

		assert_false(scenario_parse(&arena, &list, text_of(wrong[i].text), "test.yaml", &err));
		assert_int_equal(list.n, 0);
		assert_string_equal(err.msg.id, wrong[i].id);
		assert_string_equal(msg_arg(&err.msg, "file"), "test.yaml");
		assert_string_equal(msg_arg(&err.msg, "line"), wrong[i].line);
		assert_string_equal(msg_arg(&err.msg, "key"), wrong[i].key);
	}
}

static void too_many_rules_events_and_scenarios_are_refused(void **state)
{
	static const char *const heads[] = { "migration:\n", "events:\n", "scenarios:\n" };
	static const char *const items[] = { "  - scale: 1\n", "  - {year: 2028, people: 1}\n", "  - name: a\n" };
	static const int most[] = { SCENARIO_RULES, SCENARIO_RULES, SCENARIOS_MAX };

	(void)state;
	for (int k = 0; k < 3; k++) {
		struct buf text = { 0 };
		scenario_list list = { 0 };
		struct err err;

		buf_puts(&text, heads[k]);
		for (int i = 0; i < most[k]; i++)
			buf_puts(&text, items[k]);
		assert_true(scenario_parse(&arena, &list, buf_view(&text), "test.yaml", NULL));
		buf_puts(&text, items[k]);
		assert_false(scenario_parse(&arena, &list, buf_view(&text), "test.yaml", &err));
		assert_string_equal(err.msg.id, "people.scenario-many");
		buf_clear(&text);
	}
}

static void the_sets_that_ship_can_be_read(void **state)
{
	const char *root = getenv("SOSEI_ROOT");
	scenario_list standard = { 0 }, kumamoto = { 0 };

	(void)state;
	scenario_standard(&arena, &standard);
	assert_int_equal(standard.n, 4);
	assert_true(standard.at[0].s.births == BIRTHS_AS_BEFORE && !standard.at[0].s.n_migrations);
	assert_true(standard.at[3].s.births == BIRTHS_TFR && standard.at[3].s.n_migrations == 1);
	assert_true(text_is(standard.at[0].name[LANG_JA], "すう勢") &&
		    text_is(standard.at[0].name[LANG_EN], "As in the past"));
	assert_true(scenario_read(&arena, &kumamoto,
				  arena_printf(&arena, "%s/examples/kumamoto/scenarios.yaml", root ? root : "."),
				  NULL));
	assert_int_equal(kumamoto.n, 7);
	assert_int_equal(kumamoto.at[6].s.n_events, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_is_read_as_written),
		cmocka_unit_test(what_is_wrong_is_named_with_its_line),
		cmocka_unit_test(too_many_rules_events_and_scenarios_are_refused),
		cmocka_unit_test(the_sets_that_ship_can_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, clear);
}
