#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "usecase/permit.h"

static struct arena arena;

static struct person person_with(unsigned roles, const char *section)
{
	return (struct person){ 7, TEXT("hanako"), TEXT("例示 花子"), roles, text_of(section) };
}

static void the_operator_at_the_command_line_may_everything(void **state)
{
	struct context c = { .arena = &arena };

	(void)state;
	for (int r = 0; r < RIGHT_COUNT; r++) {
		assert_true(permit(&c, (enum right)r, NULL));
		assert_true(permit_for_section(&c, (enum right)r, TEXT("industry"), NULL));
	}
}

static void an_account_without_a_role_may_nothing(void **state)
{
	struct person nobody = person_with(0, "industry");
	struct context c = { .arena = &arena, .person = &nobody };

	(void)state;
	for (int r = 0; r < RIGHT_COUNT; r++) {
		struct err err = { 0 };

		assert_false(permit(&c, (enum right)r, &err));
		assert_int_equal(err.kind, ERR_FORBIDDEN);
		assert_false(permit_for_section(&c, (enum right)r, TEXT("industry"), &err));
	}
}

static void a_right_that_was_forgotten_is_nobodys(void **state)
{
	struct person all = person_with(ROLE_ALL, "");
	struct context c = { .arena = &arena, .person = &all };

	(void)state;
	assert_int_equal(right_roles(RIGHT_NONE), 0);
	assert_false(permit(&c, RIGHT_NONE, NULL));
}

/* One row a right, one letter a role that has it: admin, planner, section, expert, auditor. */
static void the_table_of_rights_is_this(void **state)
{
	static const struct {
		enum right right;
		const char *roles;
	} table[] = {
		{ RIGHT_NONE, "" },
		{ RIGHT_SIGNED_IN, "admin,planner,section,expert,auditor" },
		{ RIGHT_ACCOUNTS, "admin" },
		{ RIGHT_READ_LOG, "admin,auditor" },
		{ RIGHT_READ_INTERNAL, "planner,section,auditor" },
		{ RIGHT_READ_PACKET, "planner,section,expert,auditor" },
		{ RIGHT_RECORD, "planner,section" },
		{ RIGHT_ASSESS, "planner,section" },
		{ RIGHT_RESPOND, "planner,section" },
		{ RIGHT_HAND_OVER, "planner,section" },
		{ RIGHT_PLAN, "planner" },
		{ RIGHT_APPROVE, "planner" },
		{ RIGHT_DECIDE, "planner" },
		{ RIGHT_PUBLISH, "planner" },
		{ RIGHT_GRADE, "expert" },
		{ RIGHT_DISCUSS, "planner,expert" },
	};

	(void)state;
	assert_int_equal(sizeof table / sizeof *table, RIGHT_COUNT);
	for (size_t i = 0; i < RIGHT_COUNT; i++) {
		assert_int_equal(table[i].right, i);
		assert_string_equal(text_z(&arena, roles_text(&arena, right_roles(table[i].right))), table[i].roles);
	}
}

static void a_section_may_only_what_its_section_owns(void **state)
{
	struct person own = person_with(ROLE_SECTION, "industry"), none = person_with(ROLE_SECTION, "");
	struct context c = { .arena = &arena, .person = &own };
	struct err err = { 0 };

	(void)state;
	assert_true(permit_for_section(&c, RIGHT_RECORD, TEXT("industry"), &err));
	assert_false(permit_for_section(&c, RIGHT_RECORD, TEXT("welfare"), &err));
	assert_string_equal(err.msg.id, "usecase.not-own");
	assert_int_equal(err.kind, ERR_FORBIDDEN);
	assert_false(permit_for_section(&c, RIGHT_RECORD, TEXT(""), &err));
	c.person = &none;
	assert_false(permit_for_section(&c, RIGHT_RECORD, TEXT(""), &err)); /* nobody's is not his who has no section */
}

static void a_planner_may_for_every_section(void **state)
{
	struct person p = person_with(ROLE_PLANNER, ""), both = person_with(ROLE_PLANNER | ROLE_SECTION, "industry");
	struct context c = { .arena = &arena, .person = &p };

	(void)state;
	assert_true(permit_for_section(&c, RIGHT_RECORD, TEXT("welfare"), NULL));
	assert_true(permit_for_section(&c, RIGHT_RECORD, TEXT(""), NULL));
	c.person = &both;
	assert_true(permit_for_section(&c, RIGHT_RECORD, TEXT("welfare"), NULL));
}

static void a_refusal_says_what_and_whose_it_is(void **state)
{
	struct person expert = person_with(ROLE_EXPERT, "");
	struct context c = { .arena = &arena, .person = &expert };
	struct err err = { 0 };
	const char *said;

	(void)state;
	assert_false(permit(&c, RIGHT_RECORD, &err));
	said = msg_say(&arena, LANG_JA, &err.msg);
	assert_non_null(strstr(said, "実績値の記録"));
	assert_non_null(strstr(said, "企画担当、所管課"));
	assert_non_null(strstr(said, "外部有識者"));
	said = msg_say(&arena, LANG_EN, &err.msg);
	assert_non_null(strstr(said, "recording values"));
	assert_non_null(strstr(said, "planning section, section in charge"));
}

static void roles_are_written_and_read_back(void **state)
{
	(void)state;
	for (unsigned set = 0; set <= ROLE_ALL; set++) {
		unsigned back = 99;

		assert_true(roles_parse(&back, roles_text(&arena, set), NULL));
		assert_int_equal(back, set);
	}
}

static void a_word_that_is_no_role_is_named(void **state)
{
	struct err err = { 0 };
	unsigned set = 99;

	(void)state;
	assert_false(roles_parse(&set, TEXT("planner, mayor"), &err));
	assert_string_equal(msg_arg(&err.msg, "role"), "mayor");
	assert_int_equal(set, 99);
	assert_false(roles_parse(&set, TEXT("planner,,section"), &err));
	assert_true(roles_parse(&set, TEXT("section, planner"), &err));
	assert_int_equal(set, ROLE_PLANNER | ROLE_SECTION);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_operator_at_the_command_line_may_everything),
		cmocka_unit_test(an_account_without_a_role_may_nothing),
		cmocka_unit_test(a_right_that_was_forgotten_is_nobodys),
		cmocka_unit_test(the_table_of_rights_is_this),
		cmocka_unit_test(a_section_may_only_what_its_section_owns),
		cmocka_unit_test(a_planner_may_for_every_section),
		cmocka_unit_test(a_refusal_says_what_and_whose_it_is),
		cmocka_unit_test(roles_are_written_and_read_back),
		cmocka_unit_test(a_word_that_is_no_role_is_named),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_clear(&arena);
	return failed;
}
