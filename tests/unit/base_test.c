#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/msg.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/list.h"

static struct decimal dec(const char *s)
{
	struct decimal d = { 0 };

	assert_true(decimal_parse(&d, text_of(s), NULL));
	return d;
}

static void decimals_stay_as_written(void **state)
{
	static const char *const good[] = {
		"0", "7000", "60.70", "-120", "0.05", "-0.5", "999999999999999999", "0.000000000000000001"
	};
	static const char *const bad[] = {
		"", "-", ".", "1.", ".5", "1..2", "1e3", "7,000", "７", " 1", "1 ", "+1", "1000000000000000000"
	};
	struct decimal d;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_string_equal(DEC(dec(good[i])), good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(decimal_parse(&d, text_of(bad[i]), NULL));
}

static void decimals_compare_exactly(void **state)
{
	struct decimal r;

	(void)state;
	assert_true(decimal_eq(dec("60.70"), dec("60.7")));
	assert_true(decimal_eq(dec("400.0"), dec("400")));
	assert_int_equal(decimal_cmp(dec("0.1"), dec("0.100000000000000001")), -1);
	assert_int_equal(decimal_cmp(dec("-1"), dec("1")), -1);
	assert_int_equal(decimal_cmp(dec("999999999999999999"), dec("0.000000000000000001")), 1);
	assert_true(decimal_sub(&r, dec("400"), dec("-303"), NULL));
	assert_string_equal(DEC(r), "703");
	assert_true(decimal_sub(&r, dec("60.7"), dec("60.50"), NULL));
	assert_string_equal(DEC(r), "0.20");
	assert_false(decimal_add(&r, dec("999999999999999999"), dec("1"), NULL));
	assert_string_equal(DEC(decimal_half_last_digit(dec("60.5"))), "0.05");
	assert_string_equal(DEC(decimal_half_last_digit(dec("494"))), "0.5");
}

static void days_round_trip_over_four_centuries(void **state)
{
	(void)state;
	for (int32_t day = -62000; day < 80000; day++) {
		struct date d = date_from_days(day);

		assert_true(date_exists(d));
		assert_int_equal(date_days(d), day);
	}
	assert_false(date_parse(&(struct date){ 0 }, TEXT("2023-02-29"), NULL));
	assert_true(date_parse(&(struct date){ 0 }, TEXT("2024-02-29"), NULL));
}

static void the_middle_of_a_fiscal_year_is_the_first_of_october(void **state)
{
	struct period fy;

	(void)state;
	assert_true(period_parse(&fy, TEXT("FY2019"), NULL));
	assert_true(period_middle(fy) ==
		    (date_days((struct date){ 2019, 4, 1 }) + date_days((struct date){ 2020, 4, 1 })) / 2.0);
	assert_string_equal(PERIOD(fy), "FY2019");
	assert_int_equal(date_fiscal_year((struct date){ 2024, 3, 31 }), 2023);
	assert_int_equal(date_fiscal_year((struct date){ 2024, 4, 1 }), 2024);
}

static void japanese_eras(void **state)
{
	(void)state;
	assert_int_equal(era_year(TEXT("令和"), 6), 2024);
	assert_int_equal(era_year(TEXT("令和"), 1), 2019);
	assert_int_equal(era_year(TEXT("平成"), 31), 2019);
	assert_int_equal(era_year(TEXT("平成"), 32), 2020);
	assert_int_equal(era_year(TEXT("昭和"), 55), 1980);
	assert_int_equal(era_year(TEXT("平静"), 5), 0);
	assert_int_equal(era_year(TEXT("令和"), 0), 0);
}

static void the_day_in_japan_begins_at_fifteen_utc(void **state)
{
	int64_t t;

	(void)state;
	assert_true(time_parse(&t, TEXT("2021-08-30T14:59:59Z"), NULL));
	assert_string_equal(DATE(date_in_japan(t)), "2021-08-30");
	assert_string_equal(DATE(date_in_japan(t + 1)), "2021-08-31");
	assert_string_equal(time_text((char[TIME_TEXT_SIZE]){ 0 }, t), "2021-08-30T14:59:59Z");
}

static void canonical_json_has_one_form(void **state)
{
	static const char *const good[] = { "{}", "{\"a\":1,\"b\":[\"x\",{\"c\":-5}]}", "{\"z\":\"①髙\\n\\\"\"}",
					    "{\"n\":9223372036854775807}" };
	static const char *const bad[] = { "{\"b\":1,\"a\":2}",
					   "{\"a\": 1}",
					   "{\"a\":1.5}",
					   "{\"a\":null}",
					   "{\"a\":true}",
					   "{\"A\":1}",
					   "{\"a\":1,\"a\":1}",
					   "{\"a\":\"\\u0000\"}",
					   "{\"a\":\"\\u3042\"}",
					   "{\"a\":\"\xff\"}",
					   "{\"a\":1}\n",
					   "{\"a\":9223372036854775808}",
					   "",
					   "{",
					   "{\"a\":-0}" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		json_t *v = NULL;

		assert_true(json_parse_canonical(&v, text_of(good[i]), NULL));
		json_decref(v);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		json_t *v = NULL;

		if (json_parse_canonical(&v, text_of(bad[i]), NULL))
			fail_msg("taken as canonical: %s", bad[i]);
	}
}

static void an_arena_gives_aligned_zeroed_memory(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t size = 0; size < 3000000; size = size * 3 + 1) {
		unsigned char *p = arena_alloc(&a, size);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xAA, size);
	}
	arena_clear(&a);
}

static void text_is_cut_at_characters_and_measured_in_columns(void **state)
{
	struct err err = { 0 };
	char long_value[4000];

	(void)state;
	assert_int_equal(text_width(TEXT("出生数abc")), 9);
	assert_int_equal(utf8_bad_at(TEXT("ab\xc0\x80")), 2);
	assert_int_equal(utf8_bad_at(TEXT("髙①")), SIZE_MAX);
	assert_true(text_eq(text_trim(TEXT("　 x　")), TEXT("x")));
	long_value[0] = 'x';
	for (size_t i = 1; i + 3 < sizeof long_value; i += 3)
		memcpy(long_value + i, "あ", 4);
	assert_false(err_set(&err, ERR_INPUT, "decimal.bad", "text", long_value, NULL));
	assert_int_equal(utf8_bad_at(text_of(msg_arg(&err.msg, "text"))), SIZE_MAX);
}

static void messages_are_said_in_both_languages(void **state)
{
	struct arena a = { 0 };
	struct msg m = msg_make(&a, "period.bad", "text", "去年", NULL);

	(void)state;
	assert_non_null(strstr(msg_say(&a, LANG_JA, &m), "「去年」は期間ではありません"));
	assert_non_null(strstr(msg_say(&a, LANG_EN, &m), "\"去年\" is not a period"));
	arena_clear(&a);
}

static void sha256_of_abc(void **state)
{
	struct hash h = hash_bytes("abc", 3), again;
	struct hasher *hasher = NULL;

	(void)state;
	assert_string_equal(HEX(&h), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(hash_parse(&again, text_of(HEX(&h)), NULL));
	assert_true(hash_eq(&h, &again));
	assert_true(hasher_new(&hasher, NULL));
	for (int i = 0; i < 3; i++) {
		hasher_start(hasher);
		hasher_add(hasher, "a", 1);
		hasher_add(hasher, "bc", 2);
		again = hasher_end(hasher);
		assert_true(hash_eq(&h, &again));
	}
	hasher_free(&hasher);
}

static void a_sentence_says_minus_and_years_as_its_language_does(void **state)
{
	struct arena a = { 0 };
	struct msg figures = msg_make(&a, "target.remark.series-differs", "plan", "494", "series", "-1,115.5", NULL);
	struct msg year = msg_make(&a, "publish.in-brackets", "text", "FY2023", NULL);
	struct msg calendar = msg_make(&a, "publish.in-brackets", "text", "CY2023", NULL);
	struct msg words = msg_make(&a, "publish.in-brackets", "text", "-5 days", NULL);
	struct msg later = msg_make(&a, "usecase.published-later", "published", "2026-09", "today", "2026-08-01", NULL);
	struct msg typed = msg_make(&a, "period.bad", "text", "2026-08-01", NULL);

	(void)state;
	assert_non_null(strstr(msg_say(&a, LANG_EN, &figures), "series −1,115.5"));
	assert_non_null(strstr(msg_say(&a, LANG_EN, &later), "September 2026"));
	assert_non_null(strstr(msg_say(&a, LANG_EN, &later), "1 August 2026"));
	assert_non_null(strstr(msg_say(&a, LANG_JA, &later), "2026年9月"));
	assert_non_null(strstr(msg_say(&a, LANG_JA, &later), "2026年8月1日"));
	assert_non_null(strstr(msg_say(&a, LANG_EN, &typed), "2026-08-01"));
	assert_non_null(strstr(msg_say(&a, LANG_JA, &figures), "−1,115.5"));
	assert_non_null(strstr(msg_say(&a, LANG_EN, &year), "(fiscal year 2023)"));
	assert_non_null(strstr(msg_say(&a, LANG_JA, &year), "2023年度"));
	assert_non_null(strstr(msg_say(&a, LANG_EN, &calendar), "(2023)"));
	assert_non_null(strstr(msg_say(&a, LANG_JA, &calendar), "2023年"));
	assert_non_null(strstr(msg_say(&a, LANG_EN, &words), "-5 days"));
	arena_clear(&a);
}

static void digits_are_grouped_by_three_before_the_point(void **state)
{
	static const char *const cases[][2] = { { "0", "0" },
						{ "999", "999" },
						{ "1000", "1,000" },
						{ "-85", "−85" },
						{ "-1234567.125", "−1,234,567.125" },
						{ "0.1234", "0.1234" } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };

		digits_grouped(&b, cases[i][0], "−");
		assert_string_equal(b.p, cases[i][1]);
		buf_clear(&b);
	}
}

static void commas_that_do_not_group_by_three_make_no_number(void **state)
{
	static const char *const cases[][2] = { { "1,234", "1234" },    { "-1,234,567.125", "-1234567.125" },
						{ "1234", "1234" },     { "12,345.5", "12345.5" },
						{ "0.1234", "0.1234" }, { "", "" },
						{ "1,23", NULL },       { "1,2345", NULL },
						{ "1234,567", NULL },   { ",123", NULL },
						{ "1,23.4", NULL },     { "1.234,567", NULL },
						{ "1,,234", NULL },     { "1,234,", NULL } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = { 0 };
		bool ok = digits_ungrouped(&b, text_of(cases[i][0]));

		if (ok != (cases[i][1] != NULL) || (ok && !text_is(buf_view(&b), cases[i][1])))
			fail_msg("%s gives %s", cases[i][0], ok ? b.p : "nothing");
		buf_clear(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_says_minus_and_years_as_its_language_does),
		cmocka_unit_test(decimals_stay_as_written),
		cmocka_unit_test(decimals_compare_exactly),
		cmocka_unit_test(digits_are_grouped_by_three_before_the_point),
		cmocka_unit_test(commas_that_do_not_group_by_three_make_no_number),
		cmocka_unit_test(days_round_trip_over_four_centuries),
		cmocka_unit_test(the_middle_of_a_fiscal_year_is_the_first_of_october),
		cmocka_unit_test(japanese_eras),
		cmocka_unit_test(the_day_in_japan_begins_at_fifteen_utc),
		cmocka_unit_test(canonical_json_has_one_form),
		cmocka_unit_test(an_arena_gives_aligned_zeroed_memory),
		cmocka_unit_test(text_is_cut_at_characters_and_measured_in_columns),
		cmocka_unit_test(messages_are_said_in_both_languages),
		cmocka_unit_test(sha256_of_abc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
