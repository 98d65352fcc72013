#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/codes.h"
#include "base/embed.h"

/* FACTS section 5: Kumamoto City and its five wards, and Chiyoda. */
static void a_municipal_code_of_five_digits_gets_its_check_digit(void **state)
{
	static const char *const vectors[] = { "431001", "431010", "431028", "431036", "431044", "431052", "131016" };
	char code[MUNICIPAL_CODE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		assert_true(municipal_code_parse(code, (struct text){ vectors[i], 5 }, NULL));
		assert_string_equal(code, vectors[i]);
		assert_true(municipal_code_parse(code, text_of(vectors[i]), NULL));
		assert_string_equal(code, vectors[i]);
	}
}

static void a_wrong_municipal_code_is_refused_with_the_right_digit(void **state)
{
	static const char *const bad[] = { "", "4310", "4310011", "４３１００", "43 100", "-43100", "43100a" };
	char code[MUNICIPAL_CODE_SIZE] = "as was";
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(municipal_code_parse(code, text_of(bad[i]), &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_string_equal(err.msg.id, "codes.municipal-bad");
	}
	assert_false(municipal_code_parse(code, TEXT("431002"), &err));
	assert_string_equal(err.msg.id, "codes.municipal-check");
	assert_string_equal(msg_arg(&err.msg, "right"), "1");
	assert_string_equal(code, "as was");
}

static void every_official_code_of_the_list_ends_in_its_check_digit(void **state)
{
	struct text list = embed_find(&embed_data, "municipalities.csv");
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i + 7 < list.n; i++) {
		char code[MUNICIPAL_CODE_SIZE];

		if (list.p[i] != '\n' || list.p[i + 1] < '0' || list.p[i + 1] > '9')
			continue;
		assert_true(municipal_code_parse(code, text_slice(list, i + 1, i + 7), NULL));
		n++;
	}
	assert_int_equal(n, 47 + 1741);
}

static void a_corporate_number_begins_with_its_check_digit(void **state)
{
	static const char *const bad[] = { "", "712345678901", "71234567890123", "7123456-89012", "Ｔ123456789012" };
	char number[CORPORATE_NUMBER_SIZE];
	struct err err;

	(void)state;
	assert_true(corporate_number_parse(number, TEXT("7123456789012"), NULL));
	assert_string_equal(number, "7123456789012");
	assert_true(corporate_number_parse(number, TEXT("4011001098993"), NULL));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(corporate_number_parse(number, text_of(bad[i]), &err));
		assert_string_equal(err.msg.id, "codes.corporate-bad");
	}
	assert_false(corporate_number_parse(number, TEXT("7123456789013"), &err));
	assert_string_equal(err.msg.id, "codes.corporate-check");
	assert_string_equal(msg_arg(&err.msg, "right"), "6");
}

static void a_municipality_is_found_by_its_prefecture_and_name(void **state)
{
	struct municipality m;

	(void)state;
	assert_int_equal(municipality_find(&m, TEXT("熊本県"), TEXT("熊本市")), 1);
	assert_true(text_is(m.code, "431001"));
	assert_int_equal(m.county.n, 0);
	assert_int_equal(municipality_find(&m, (struct text){ 0 }, TEXT("錦町")), 1);
	assert_true(text_is(m.county, "球磨郡"));
	assert_true(text_is(m.prefecture, "熊本県"));
	assert_int_equal(municipality_find(&m, TEXT("東京都"), TEXT("大島町")), 1);
	assert_int_equal(m.county.n, 0);
	assert_int_equal(municipality_find(&m, (struct text){ 0 }, TEXT("府中市")), 2);
	assert_int_equal(municipality_find(&m, TEXT("熊本県"), (struct text){ 0 }), 1);
	assert_true(text_is(m.code, "430005"));
	assert_int_equal(municipality_find(&m, TEXT("熊本県"), TEXT("例示市")), 0);
	assert_true(municipality_by_code(&m, TEXT("131016")));
	assert_true(text_is(m.name, "千代田区"));
	assert_false(municipality_by_code(&m, TEXT("999999")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_municipal_code_of_five_digits_gets_its_check_digit),
		cmocka_unit_test(a_wrong_municipal_code_is_refused_with_the_right_digit),
		cmocka_unit_test(every_official_code_of_the_list_ends_in_its_check_digit),
		cmocka_unit_test(a_corporate_number_begins_with_its_check_digit),
		cmocka_unit_test(a_municipality_is_found_by_its_prefecture_and_name),
	};

	return cmocka_run_group_tests_name("codes", tests, NULL, NULL);
}
