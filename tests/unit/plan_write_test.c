/* The writer where the plan is data only: the form supplies the wording. read(write(plan)) is in plan_random_test.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "plan/write.h"

static struct period fy(int16_t year)
{
	return (struct period){ PERIOD_FY, year, { 0 } };
}

static struct plan_kpi *add_kpi(struct arena *a, struct plan *p, const char *key, const char *mark, const char *name,
				const char *unit)
{
	struct plan_kpi *k = LIST_ADD(a, &p->kpis);

	k->key = text_of(key);
	k->project = text_of(mark);
	k->name = text_of(name);
	k->unit = text_of(unit);
	k->baseline.has_value = k->target.is.has_value = true;
	return k;
}

static void two_kpis(struct arena *a, struct plan *p)
{
	struct plan_kpi *k = add_kpi(a, p, "ア1", "ア", "転入者数", "人");

	k->baseline.value = decimal_of(5120);
	k->baseline.period = fy(2019);
	k->target.is.value = decimal_of(5500);
	k->target.is.op = TARGET_AT_LEAST;
	k->target.due = fy(2023);
	*LIST_ADD(a, &k->goals) = 1;
	k = add_kpi(a, p, "イ1", "イ", "待機児童数", "人");
	k->baseline.value = decimal_of(12);
	k->baseline.period = (struct period){ PERIOD_DATE, 0, { 2019, 4, 1 } };
	k->target.is.value = decimal_of(0);
	k->target.due = fy(2023);
	*LIST_ADD(a, &k->goals) = 2;
}

static void measure(struct arena *a, struct plan *p)
{
	struct plan_measure *m = LIST_ADD(a, &p->measures);
	struct plan_project *w = LIST_ADD(a, &m->projects);

	m->code = TEXT("A2007");
	m->name = TEXT("まち・ひと・しごと創生寄附活用事業に関連する寄附を行った法人に対する特例");
	m->ministry = TEXT("内閣府");
	m->business = TEXT("例示市創生推進計画");
	*w = (struct plan_project){ .mark = TEXT("ア"), .title = TEXT("移住促進事業"), .and_others = true };
	*LIST_ADD(a, &w->content) = TEXT("相談の窓口を設ける。");
	*LIST_ADD(a, &w->actions) = TEXT("相談窓口の設置");
	m->indicators_same_as_chapter = 4;
	m->guide = (struct plan_guide){
		.has_yen = true, .yen = 256000000, .from = fy(2020), .to = fy(2023), .cumulative = true
	};
	m->evaluation.wording = TEXT("毎年度８月に外部有識者による効果検証を行う。");
	m->period.to = (struct date){ 2024, 3, 31 };
}

static void data_alone_is_written_in_the_form_s_wording(void **state)
{
	static const char wanted[] =
		"地域再生計画\n\n１　地域再生計画の名称\n　例示市創生推進計画\n"
		"\n２　地域再生計画の作成主体の名称\n　例示市、見本市及び例示県例示郡例示町\n"
		"\n３　地域再生計画の区域\n　例示市の全域\n"
		"\n４　地域再生計画の目標\n　人口は減っている。\n　基本目標１　人を呼び込む。～移住の促進～\n　基本目標"
		"Ⅱ　子を育む。\n"
		"　【数値目標】\n"
		"　５－２の①に掲げる事業　ＫＰＩ　現状値（計画開始時点）　目標値（2023年度）　達成に寄与する地方版総合"
		"戦略の基本目標\n"
		"　ア　転入者数（人）　5120　（2019年度）　5500以上　基本目標１\n　イ　待機児童数（人）　12　（2019年4"
		"月1日）　0　基本目標Ⅱ\n"
		"\n５　地域再生を図るために行う事業\n５－１　全体の概要\n　５－２のとおり。\n"
		"　※なお、詳細は第２期例示市総合戦略のとおり。\n"
		"\n５－２　第５章の特別の措置を適用して行う事業\n"
		"○　まち・ひと・しごと創生寄附活用事業に関連する寄附を行った法人に対する特例（内閣府）：【Ａ２００７】"
		"\n"
		"①　事業の名称\n　例示市創生推進計画\n　ア　移住促進事業\n"
		"②　事業の内容\n　ア　移住促進事業\n　相談の窓口を設ける。\n　【具体的な事業】\n　（１）相談窓口の設置"
		"　等\n"
		"③　事業の実施状況に関する客観的な指標（重要業績評価指標（ＫＰＩ））\n　４の【数値目標】に同じ。\n"
		"④　寄附の金額の目安\n　256000千円（2020年度～2023年度累計）\n"
		"⑤　事業の評価の方法（ＰＤＣＡサイクル）\n　毎年度８月に外部有識者による効果検証を行う。\n"
		"⑥　事業実施期間\n　地域再生計画の認定の日から2024年3月31日まで\n"
		"\n５－３　その他の事業\n５－３－１　地域再生基本方針に基づく支援措置\n　該当なし\n"
		"\n６　計画期間\n　地域再生計画の認定の日から2024年3月31日まで\n";
	struct arena a = { 0 };
	struct plan p = { .title = TEXT("例示市創生推進計画"),
			  .area = TEXT("例示市の全域"),
			  .overview = TEXT("５－２のとおり。"),
			  .strategy = TEXT("第２期例示市総合戦略"),
			  .period = { .to = { 2024, 3, 31 } } };
	struct buf out = { 0 };

	(void)state;
	LIST_ADD(&a, &p.authors)->wording = TEXT("例示市");
	LIST_ADD(&a, &p.authors)->wording = TEXT("見本市");
	LIST_ADD(&a, &p.authors)->wording = TEXT("例示県例示郡例示町");
	*LIST_ADD(&a, &p.narrative) = TEXT("人口は減っている。");
	*LIST_ADD(&a, &p.goals) =
		(struct plan_goal){ .number = 1, .title = TEXT("人を呼び込む。"), .subtitle = TEXT("移住の促進") };
	*LIST_ADD(&a, &p.goals) =
		(struct plan_goal){ .number = 2, .title = TEXT("子を育む。"), .wording = TEXT("基本目標Ⅱ") };
	two_kpis(&a, &p);
	measure(&a, &p);
	*LIST_ADD(&a, &p.others) = (struct plan_other){ .number = TEXT("5-3-1"), .none = true };
	plan_write_text(&out, &p);
	assert_string_equal(out.p, wanted);
	buf_clear(&out);
	arena_clear(&a);
}

static void a_grant_keeps_the_numbers_of_its_own_items(void **state)
{
	struct arena a = { 0 };
	struct plan p = { 0 };
	struct plan_measure *m = LIST_ADD(&a, &p.measures);
	struct buf out = { 0 };
	struct plan_other *item = LIST_ADD(&a, &m->items);

	(void)state;
	m->code = TEXT("A3007");
	*item = (struct plan_other){ .number = TEXT("①"), .heading = TEXT("事業主体") };
	*LIST_ADD(&a, &item->paragraphs) = TEXT("２に同じ。");
	*LIST_ADD(&a, &m->items) = (struct plan_other){ .number = TEXT("⑦"), .heading = TEXT("その他必要な事項") };
	plan_write_text(&out, &p);
	assert_non_null(strstr(out.p, "①　事業主体\n　２に同じ。\n②　事業の名称\n"));
	assert_non_null(strstr(out.p, "⑥　事業実施期間\n"));
	assert_non_null(strstr(out.p, "⑦　その他必要な事項\n"));
	assert_null(strstr(out.p, "寄附の金額の目安"));
	buf_clear(&out);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(data_alone_is_written_in_the_form_s_wording),
		cmocka_unit_test(a_grant_keeps_the_numbers_of_its_own_items),
	};

	return cmocka_run_group_tests_name("plan_write", tests, NULL, NULL);
}
