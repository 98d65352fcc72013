/* Chapter 4's figures as claims: invented sentences, then the certified plan of Kumamoto. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "files/source.h"
#include "plan/claims.h"
#include "plan/read.h"

static struct arena arena;

static int clear(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

/* "total is 740822/1 2015 census" of the i-th claim. */
static const char *line_of(const struct claim *c)
{
	const char *value = c->has_value ? arena_printf(&arena, " %s/%s", DEC(c->value), DEC(c->last_digit)) : "";
	const char *to = c->to_year == c->from_year ? "" : arena_printf(&arena, "-%d", c->to_year);
	const char *source = claim_source_name(c->source);

	return arena_printf(&arena, "%s%s %s%s%s %d%s%s%s", claim_topic_name(c->topic), c->share ? "%" : "",
			    claim_says_name(c->says),
			    c->sign < 0   ? "-"
			    : c->sign > 0 ? "+"
					  : "",
			    value, c->from_year, to, source ? " " : "", source ? source : "");
}

static const char *claims_in(const char *paragraph, remark_list *remarks)
{
	struct plan plan = { 0 };
	claim_list claims = { 0 };
	remark_list mine = { 0 };
	const char *all = "";

	*LIST_ADD(&arena, &plan.narrative) = text_of(paragraph);
	claims_read(&arena, &claims, remarks ? remarks : &mine, &plan, TEXT(""));
	for (size_t i = 0; i < claims.n; i++)
		all = arena_printf(&arena, "%s%s%s", all, i ? " | " : "", line_of(&claims.at[i]));
	return all;
}

static void a_figure_belongs_to_the_topic_source_and_year_before_it(void **state)
{
	(void)state;
	assert_string_equal(claims_in("国勢調査による2015年の総人口は12,345人である。", NULL),
			    "total is 12345/1 2015 census");
	assert_string_equal(claims_in("本町の人口は、平成２７年に１万２，３４５人であった。", NULL),
			    "total is 12345/1 2015");
	assert_string_equal(claims_in("総人口は7,654人（令和2年国勢調査）となった。", NULL),
			    "total is 7654/1 2020 census");
	assert_string_equal(claims_in("社人研によると総人口は2045年に5.2万人となる。", NULL),
			    "total is 52000.0/1000.0 2045 ipss");
	assert_string_equal(claims_in("2020年の高齢化率は31.4％、年少人口は1,020人である。", NULL),
			    "65+% is 31.4/0.1 2020 | 0-14 is 1020/1 2020");
}

static void comparisons_keep_the_precision_that_was_written(void **state)
{
	(void)state;
	assert_string_equal(claims_in("総人口は2045年に3万人を下回る。", NULL), "total less_than 30000/10000 2045");
	assert_string_equal(claims_in("人口は2010年に5万人を超え、2020年に4万人以下となった。", NULL),
			    "total more_than 50000/10000 2010 | total at_most 40000/10000 2020");
	assert_string_equal(claims_in("高齢化率は2010年に21％に達した。", NULL), "65+% reached 21/1 2010");
	assert_string_equal(claims_in("総人口は2020年に約12,000人である。", NULL), "total is 12000/1000 2020");
}

static void natural_and_social_change_have_their_signs(void **state)
{
	(void)state;
	assert_string_equal(claims_in("2019年は57人の自然減となった。", NULL), "natural-change is -57/1 2019");
	assert_string_equal(claims_in("社会増減は、2019年は49人の社会増となった。", NULL),
			    "social-change is 49/1 2019");
	assert_string_equal(claims_in("自然増減は2019年に△57人である。", NULL), "natural-change is -57/1 2019");
	assert_string_equal(claims_in("2020年の転出超過は120人である。", NULL), "social-change is -120/1 2020");
	assert_string_equal(claims_in("2016年に自然減に転じた。", NULL), "natural-change turn- 2016");
	assert_string_equal(claims_in("1993年まで社会増となっていた。", NULL), "social-change holds+ 0-1993");
	assert_string_equal(claims_in("2005年以降は自然減が続いている。", NULL), "natural-change holds- 2005-0");
}

static void a_peak_stands_before_or_behind_its_year(void **state)
{
	(void)state;
	assert_string_equal(claims_in("生産年齢人口は1995年から2000年頃をピークに減少している。", NULL),
			    "15-64 peak 1995-2000");
	assert_string_equal(claims_in("総人口のピークは2005年である。", NULL), "total peak 2005");
	assert_string_equal(claims_in("総人口は2000年に9,876人を数えたが、ピークは2005年である。", NULL),
			    "total is 9876/1 2000 | total peak 2005");
	/* The figure has taken the year, and the peak is its own, not the next year's. */
	assert_string_equal(
		claims_in("本町の人口は、昭和35年の21,345人をピークに減少し、令和2年国勢調査では8,123人となった。",
			  NULL),
		"total is 21345/1 1960 | total peak 1960 | total is 8123/1 2020 census");
	assert_string_equal(claims_in("人口は1985年の8,219人がピークで、2010年には6,932人となった。", NULL),
			    "total is 8219/1 1985 | total peak 1985 | total is 6932/1 2010");
}

static void those_who_come_and_go_are_not_their_difference(void **state)
{
	(void)state;
	assert_string_equal(
		claims_in("社会動態は、2021年には転入者256人、転出者301人で、45人の社会減となっている。", NULL),
		"moves-in is 256/1 2021 | moves-out is 301/1 2021 | social-change is -45/1 2021");
	assert_string_equal(claims_in("自然動態は、2021年の出生者が38人、死亡者が162人であった。", NULL),
			    "births is 38/1 2021 | deaths is 162/1 2021");
	assert_string_equal(claims_in("2021年は、転出者が転入者を45人上回った。", NULL), "");
}

static void what_is_of_something_else_is_no_claim(void **state)
{
	remark_list remarks = { 0 };

	(void)state;
	assert_string_equal(claims_in("2019年の観光客数は12,000人である。", &remarks), "");
	assert_string_equal(claims_in("2015年の交流人口は5,000人である。", &remarks), "");
	assert_string_equal(claims_in("2019年の社会減も見られる。", &remarks), "");
	assert_string_equal(claims_in("人口は3,000人である。", &remarks), "");
	assert_int_equal(remarks.n, 4);
	for (size_t i = 0; i < remarks.n; i++) {
		assert_true(remarks.at[i].severity == SEVERITY_NOTE);
		assert_non_null(strstr(remarks.at[i].rule, "claims-"));
	}
	assert_string_equal(claims_in("三方を山に囲まれている。人口減少が課題である。", NULL), "");
}

static void other_ways_of_saying_it_are_read_too(void **state)
{
	(void)state;
	assert_string_equal(claims_in("町の人口は増えてきた。2010年10月に7,474人を数え、7千人の大台に達した。", NULL),
			    "total is 7474/1 2010");
	assert_string_equal(claims_in("2015年の国勢調査では7,822人と伸びたが、2020年の住民基本台帳では7,994人であった。"
				      "社人研の推計は、2020年を頂点として減少へ転じ、2045年には5万人に届かなくなる。",
				      NULL),
			    "total is 7822/1 2015 census | total is 7994/1 2020 register | total peak 2020 ipss | "
			    "total less_than 50000/10000 2045 ipss");
	assert_string_equal(claims_in("出生と死亡の差は、2016年にマイナスへ変わった。", NULL),
			    "natural-change turn- 2016");
	assert_string_equal(
		claims_in("転入と転出の差は、1993年まではプラスであった。1994年からはマイナスの年が現れた。", NULL),
		"social-change holds+ 0-1993");
	assert_string_equal(claims_in("生産年齢人口は1995年頃を境に減り始めた。", NULL), "15-64 peak 1995");
	assert_string_equal(claims_in("本町の人口は減っている。2019年には1,200人が祭りに訪れた。", NULL), "");
}

static void any_text_is_read_to_its_end(void **state)
{
	static const char *const pieces[] = {
		"2015年", "人口",   "は",     "1,234人", "。", "、",     "(",
		")",      "△",      "ピーク", "万",      "約", "％",     "99999999999999999999人",
		"の",     "自然減", "に転じ", "\xFF",    "～", "2000年", "国勢調査"
	};
	uint64_t seed = 20261123;

	(void)state;
	for (int run = 0; run < 3000; run++) {
		struct buf b = { 0 };

		for (int i = 0; i < 40; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			buf_puts(&b, pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		claims_in(b.p, NULL);
		buf_clear(&b);
	}
}

static void kumamotos_narrative_gives_its_claims_with_their_lines(void **state)
{
	static const struct {
		const char *claim;
		uint32_t line;
	} known[] = {
		{ "total is 734474/1 2010", 25 },        { "total more_than 700000/10000 2010", 27 },
		{ "total is 740822/1 2015 census", 29 }, { "total is 738994/1 2020 register", 31 },
		{ "total peak 2020 ipss", 33 },          { "total less_than 700000/10000 2045 ipss", 33 },
		{ "15-64 peak 1995-2000", 37 },          { "65+% reached 21/1 2010", 41 },
		{ "natural-change turn- 2016", 51 },     { "natural-change is -657/1 2019", 53 },
		{ "social-change holds+ 0-1993", 55 },   { "social-change is 494/1 2019", 59 },
	};
	const char *path = arena_printf(&arena, "%s/../seeds/kumamoto-plan.txt", getenv("SOSEI_DATA"));
	struct source_file file;
	struct plan plan;
	claim_list claims = { 0 };
	remark_list remarks = { 0 };

	(void)state;
	if (!source_read(&arena, &file, path, NULL)) {
		print_message("SOSEI_DATA is absent\n");
		skip();
	}
	assert_true(plan_read(&arena, &plan, &remarks, file.utf8, path, NULL));
	remarks.n = 0;
	claims_read(&arena, &claims, &remarks, &plan, file.utf8);
	assert_int_equal(remarks.n, 6); /* sentences of tendencies, and a year of something else */
	assert_int_equal(claims.n, sizeof known / sizeof *known);
	for (size_t i = 0; i < claims.n; i++) {
		assert_string_equal(line_of(&claims.at[i]), known[i].claim);
		assert_int_equal(claims.at[i].line, known[i].line);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_figure_belongs_to_the_topic_source_and_year_before_it),
		cmocka_unit_test(comparisons_keep_the_precision_that_was_written),
		cmocka_unit_test(natural_and_social_change_have_their_signs),
		cmocka_unit_test(a_peak_stands_before_or_behind_its_year),
		cmocka_unit_test(those_who_come_and_go_are_not_their_difference),
		cmocka_unit_test(what_is_of_something_else_is_no_claim),
		cmocka_unit_test(other_ways_of_saying_it_are_read_too),
		cmocka_unit_test(any_text_is_read_to_its_end),
		cmocka_unit_test(kumamotos_narrative_gives_its_claims_with_their_lines),
	};

	return cmocka_run_group_tests(tests, NULL, clear);
}
