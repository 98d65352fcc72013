#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/msg.h"
#include "target/grammar.h"

/* One line that says everything the grammar understood. */
static const char *said(char room[400], const char *wording)
{
	struct target t;
	struct err err = { 0 };
	size_t n;

	if (!target_parse(&t, text_of(wording), &err)) {
		snprintf(room, 400, "! %s", err.msg.id);
		return room;
	}
	n = (size_t)snprintf(room, 400, "%s", target_op_name(t.op));
	if (t.has_value)
		n += (size_t)snprintf(room + n, 400 - n, " %s%s", t.low_open ? ">" : "", DEC(t.value));
	if (t.has_high)
		n += (size_t)snprintf(room + n, 400 - n, "..%s%s", t.high_open ? "<" : "", DEC(t.high));
	if (t.has_tolerance)
		n += (size_t)snprintf(room + n, 400 - n, " +-%s", DEC(t.tolerance));
	if (t.unit.n)
		n += (size_t)snprintf(room + n, 400 - n, " [%.*s]", (int)t.unit.n, t.unit.p);
	if (t.compared_with.n)
		n += (size_t)snprintf(room + n, 400 - n, " %s(%.*s)", t.with_baseline ? "baseline" : "other",
				      (int)t.compared_with.n, t.compared_with.p);
	if (t.note_mark.n)
		n += (size_t)snprintf(room + n, 400 - n, " {%.*s}", (int)t.note_mark.n, t.note_mark.p);
	snprintf(room + n, 400 - n, "%s%s%s%s", t.cumulative ? " cumulative" : "", t.approximate ? " about" : "",
		 t.scaled ? " scaled" : "", t.more_numbers ? " more" : "");
	return room;
}

struct reading {
	const char *wording, *means;
};

static void check(const struct reading *readings, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char room[400];

		if (strcmp(said(room, readings[i].wording), readings[i].means) != 0)
			fail_msg("%s\n  is read as %s\n  should be  %s", readings[i].wording, room, readings[i].means);
	}
}
#define CHECK(table) check(table, sizeof table / sizeof *table)

static void numbers_are_read_in_every_width_and_with_every_dash(void **state)
{
	static const struct reading t[] = {
		{ "2,692", "reach 2692" },
		{ "２，６９２", "reach 2692" },
		{ "2、692", "reach 2692" },
		{ "2, 692", "reach 2692" },
		{ "60.70", "reach 60.70" },
		{ "６０．７ 人／ｈａ", "reach 60.7 [人／ｈａ]" },
		{ "△120", "reach -120" },
		{ "▲１２０人", "reach -120 [人]" },
		{ "△ 120", "reach -120" },
		{ "-5", "reach -5" },
		{ "－5", "reach -5" },
		{ "−5", "reach -5" },
		{ "ー5", "reach -5" },
		{ "–5", "reach -5" },
		{ "＋400人", "reach 400 [人]" },
		{ "±0", "reach 0" },
		{ "　4 4 ", "reach 4 more" },
		{ "0", "reach 0" },
		{ "ゼロ", "reach 0" },
		{ "￥1,000", "reach 1000 [円]" },
		{ "1,234,567.89円", "reach 1234567.89 [円]" },
		{ "999999999999999999", "reach 999999999999999999" },
		{ "1000000000000000000", "! target.unreadable" },
		{ "1.2.3", "! target.unreadable" },
		{ "1/2", "! target.unreadable" },
		{ "サポーター5人", "reach 5 [人]" },
	};

	(void)state;
	CHECK(t);
}

static void units_magnitudes_and_tenths(void **state)
{
	static const struct reading t[] = {
		{ "44％", "reach 44 [％]" },
		{ "44%", "reach 44 [%]" },
		{ "44（％）", "reach 44 [％]" },
		{ "約５割", "reach 50 [％] about scaled" },
		{ "五割", "reach 50 [％] scaled" },
		{ "3割5分", "reach 35 [％] scaled" },
		{ "2.5割以上", "at_least 25 [％] scaled" },
		{ "256,000千円", "reach 256000 [千円]" },
		{ "5百万円", "reach 5 [百万円]" },
		{ "2,496十億円", "reach 2496 [十億円]" },
		{ "2,692（十億円）", "reach 2692 [十億円]" },
		{ "2.5億円", "reach 250000000 [円] scaled" },
		{ "1億2,000万円", "reach 120000000 [円] scaled" },
		{ "1億5千万円", "reach 150000000 [円] scaled" },
		{ "2千万円", "reach 20000000 [円] scaled" },
		{ "1兆2,345億円", "reach 1234500000000 [円] scaled" },
		{ "3万人", "reach 30000 [人] scaled" },
		{ "5千人", "reach 5 [千人]" },
		{ "60.5 人/ha", "reach 60.5 [人/ha]" },
		{ "3件/年", "reach 3 [件/年]" },
		{ "3件/10万人", "reach 3 [件/10万人]" },
		{ "1.80", "reach 1.80" },
		{ "10か所", "reach 10 [か所]" },
		{ "５ヶ所", "reach 5 [ヶ所]" },
		{ "2.8ポイント", "reach 2.8 [ポイント]" },
		{ "120t-CO2", "reach 120 [t-CO2]" },
		{ "250m2", "reach 250 [m2]" },
		{ "2倍", "reach 2 [倍]" },
		{ "半減", "reach 0.5 [倍] scaled" },
		{ "倍増", "reach 2 [倍] scaled" },
		{ "待ち時間5分", "reach 5 [分]" },
		{ "人口10万人当たり12.3人", "reach 12.3 [人]" },
		{ "1人1日当たり900g", "reach 900 [g]" },
		{ "1日500人", "reach 500 [人]" },
		{ "1世帯3台以上", "at_least 3 [台]" },
		{ "1 万 8 千人", "reach 18000 [人] scaled" },
		{ "2 億 5,000 万円", "reach 250000000 [円] scaled" },
		{ "5 千人", "reach 5 [千人]" },
		{ "3地区/12地区", "reach 3 [地区] more" },
		{ "4.2/5.0", "reach 4.2" },
		{ "66.7%(4/6人)", "reach 66.7 [%]" },
		{ "全12地区", "reach 12 [地区]" },
		{ "全国200位以内", "at_most 200 [位]" },
	};

	(void)state;
	CHECK(t);
}

static void comparisons_and_ranges(void **state)
{
	static const struct reading t[] = {
		{ "7,000以上", "at_least 7000" },
		{ "7,000人以上", "at_least 7000 [人]" },
		{ "７，０００ 人 以上", "at_least 7000 [人]" },
		{ "90％以上を維持", "at_least 90 [％]" },
		{ "最低90％", "at_least 90 [％]" },
		{ "400超", "more_than 400" },
		{ "400人を超える", "more_than 400 [人]" },
		{ "400人を上回る", "more_than 400 [人]" },
		{ "400を下回らない", "at_least 400" },
		{ "30件以下", "at_most 30 [件]" },
		{ "30分以内", "at_most 30 [分]" },
		{ "30を超えない", "at_most 30" },
		{ "5％未満", "less_than 5 [％]" },
		{ "5％を下回る", "less_than 5 [％]" },
		{ "≧80", "at_least 80" },
		{ "60～65％", "range 60..65 [％]" },
		{ "60〜65％", "range 60..65 [％]" },
		{ "60％~65％", "range 60..65 [％]" },
		{ "60－65", "range 60..65" },
		{ "400～450万円", "range 4000000..4500000 [円] scaled" },
		{ "１～１.５億円", "range 100000000..150000000 [円] scaled" },
		{ "５～６割", "range 50..60 [％] scaled" },
		{ "30～35千人", "range 30..35 [千人]" },
		{ "65～60", "range 60..65" },
		{ "△5～5", "range -5..5" },
		{ "60以上65未満", "range 60..<65" },
		{ "60超65以下", "range >60..65" },
		{ "60％以上70％以下", "range 60..70 [％]" },
		{ "100±5人", "keep 100 +-5 [人]" },
		{ "494→400", "reach 400" },
		{ "41.2％ ⇒ 44％", "reach 44 [％]" },
		{ "3位以内", "at_most 3 [位]" },
		{ "△60人以内", "at_least -60 [人]" },
		{ "△60人以下", "at_most -60 [人]" },
	};

	(void)state;
	CHECK(t);
}

static void words_without_a_number(void **state)
{
	static const struct reading t[] = {
		{ "現状維持", "keep" },
		{ "維持", "keep" },
		{ "横ばい", "keep" },
		{ "44％を維持", "keep 44 [％]" },
		{ "維持・向上", "at_least baseline(現状)" },
		{ "現状以上", "at_least baseline(現状)" },
		{ "基準値を上回る", "more_than baseline(基準値)" },
		{ "現状値以下", "at_most baseline(現状値)" },
		{ "全国平均以上", "at_least other(全国平均)" },
		{ "前年度以上", "at_least other(前年度)" },
		{ "増加", "increase" },
		{ "増加傾向", "increase" },
		{ "向上", "increase" },
		{ "減少", "decrease" },
		{ "抑制", "decrease" },
		{ "前年比増", "increase other(前年比)" },
		{ "100人増加", "increase 100 [人]" },
		{ "10％の増加", "increase 10 [％]" },
		{ "2.8ポイント向上", "increase 2.8 [ポイント]" },
		{ "30％削減", "decrease 30 [％]" },
		{ "100人に増加", "reach 100 [人]" },
		{ "50％まで引き上げ", "reach 50 [％]" },
		{ "前年度比5％増", "increase 5 [％] other(前年度比)" },
		{ "策定", "done" },
		{ "実施", "done" },
		{ "計画策定", "done" },
		{ "令和５年度までに策定", "done" },
		{ "ISO9001取得", "done" },
		{ "5回実施", "reach 5 [回]" },
		{ "100％達成", "reach 100 [％]" },
		{ "減少の抑制", "! target.two-directions" },
		{ "該当なし", "! target.none" },
		{ "－", "! target.none" },
		{ "―", "! target.none" },
		{ "未定", "! target.none" },
		{ "にぎわい", "! target.unreadable" },
		{ "2023年度", "! target.unreadable" },
		{ "", "! target.empty" },
		{ "　", "! target.empty" },
	};

	(void)state;
	CHECK(t);
}

static void marks_dates_and_totals_around_the_number(void **state)
{
	static const struct reading t[] = {
		{ "2,496※1", "reach 2496 {※1}" },
		{ "494※２", "reach 494 {※２}" },
		{ "494（※2）", "reach 494 {※2}" },
		{ "494*2", "reach 494 {*2}" },
		{ "60.5注3", "reach 60.5 {注3}" },
		{ "60.5※", "reach 60.5 {※}" },
		{ "延べ1,200人", "reach 1200 [人] cumulative" },
		{ "1,200人（延べ）", "reach 1200 [人] cumulative" },
		{ "累計100件以上", "at_least 100 [件] cumulative" },
		{ "5年間で100人", "reach 100 [人] cumulative" },
		{ "４か年累計200件", "reach 200 [件] cumulative" },
		{ "3年間", "reach 3 [年間]" },
		{ "2023年度までに100件", "reach 100 [件]" },
		{ "令和5年度末 2,692", "reach 2692" },
		{ "R5: 100件", "reach 100 [件]" },
		{ "2024年3月31日までに5校", "reach 5 [校]" },
		{ "100件（2023年度）", "reach 100 [件]" },
		{ "100人（うち女性50人）", "reach 100 [人]" },
		{ "（100）", "reach 100" },
		{ "全国平均（60.5％）以上", "at_least 60.5 [％]" },
		{ "おおむね100人程度", "reach 100 [人] about" },
		{ "男80 女85", "reach 80 more" },
	};

	(void)state;
	CHECK(t);
}

static void habits_of_many_towns(void **state)
{
	static const struct reading t[] = {
		{ "12,000人／年以上", "at_least 12000 [人／年]" },
		{ "現状（44％）維持", "keep 44 [％]" },
		{ "44.0％（現状維持）", "keep 44.0 [％]" },
		{ "現状値以上（41.2％以上）", "at_least 41.2 [％]" },
		{ "前年度実績を上回る", "more_than other(前年度実績)" },
		{ "H30比10％減", "decrease 10 [％] other(H30比)" },
		{ "2013年度比46％削減", "decrease 46 [％] other(2013年度比)" },
		{ "対2019年度比＋5％", "reach 5 [％] other(対2019年度比)" },
		{ "マイナス5％", "reach -5 [％]" },
		{ "プラス5％", "reach 5 [％]" },
		{ "10社（うち市外5社）", "reach 10 [社]" },
		{ "60代70％", "reach 70 [％]" },
		{ "5段階評価で4.0以上", "at_least 4.0" },
		{ "80歳", "reach 80 [歳]" },
		{ "2分の1", "! target.unreadable" },
		{ "20～30件程度", "range 20..30 [件] about" },
		{ "20％～", "at_least 20 [％]" },
		{ "～30％", "at_most 30 [％]" },
		{ "±3％以内", "range -3..3 [％]" },
		{ "-5.0～-3.0", "range -5.0..-3.0" },
		{ "－（※1）", "! target.none" },
		{ "※1", "! target.unreadable" },
		{ "60.5¹", "reach 60.5 {¹}" },
		{ "60.5①", "reach 60.5 {①}" },
		{ "4４％〈参考〉", "reach 44 [％]" },
		{ "6,766から7,000に増加", "reach 7000" },
		{ "12万3,456人", "reach 123456 [人] scaled" },
		{ "5.", "reach 5" },
		/* ways to write a number that cannot be read without a guess */
		{ "12,34", "! target.unreadable" },
		{ "1,234,56", "! target.unreadable" },
		{ "1 234", "! target.unreadable" },
		{ ".5", "! target.unreadable" },
		{ "1e5", "! target.unreadable" },
		{ "十数人", "! target.unreadable" },
		{ "A評価", "! target.unreadable" },
		{ "推進", "! target.unreadable" },
	};

	(void)state;
	CHECK(t);
}

static void yen_of_the_donation_guide(void **state)
{
	static const struct {
		const char *wording;
		int64_t yen;
	} good[] = {
		{ "256,000千円", 256000000 },
		{ "256,000 千円（2020年度～2023年度累計）", 256000000 },
		{ "2020年度～2023年度累計 ２５６，０００千円", 256000000 },
		{ "2.5億円", 250000000 },
		{ "1億2,000万円", 120000000 },
		{ "1億2,345万6,789円", 123456789 },
		{ "１億５千万円", 150000000 },
		{ "300百万円", 300000000 },
		{ "0.5百万円", 500000 },
		{ "1,200,000円", 1200000 },
		{ "￥1,200,000", 1200000 },
		{ "約3千万円", 30000000 },
	};
	static const char *const bad[] = { "",      "256,000",         "数百万円", "（単位：千円）256",
					   "0.5円", "99999999999億円", "2020年度", "1.5.2億円" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		int64_t yen = -1;

		if (!yen_parse(&yen, text_of(good[i].wording), NULL) || yen != good[i].yen)
			fail_msg("%s is read as %lld", good[i].wording, (long long)yen);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int64_t yen = -1;

		if (yen_parse(&yen, text_of(bad[i]), &(struct err){ 0 }) || yen != -1)
			fail_msg("%s is taken as %lld yen", bad[i], (long long)yen);
	}
}

static void the_last_word_of_a_name_says_which_way_is_better(void **state)
{
	static const struct {
		const char *name;
		enum better better;
	} names[] = {
		{ "年転入超過数", BETTER_UP },
		{ "転出超過数", BETTER_DOWN },
		{ "転出者数", BETTER_DOWN },
		{ "社会動態（転入－転出）", BETTER_UP },
		{ "転入者数－転出者数", BETTER_UP },
		{ "転入数ー転出数", BETTER_UP },
		{ "出生数", BETTER_UP },
		{ "合計特殊出生率", BETTER_UP },
		{ "移住者数", BETTER_UP },
		{ "移住相談件数", BETTER_UP },
		{ "観光客数", BETTER_UP },
		{ "延べ宿泊者数", BETTER_UP },
		{ "有効求人倍率", BETTER_UP },
		{ "待機児童数", BETTER_DOWN },
		{ "保育所待機児童解消率", BETTER_UP },
		{ "空き家数", BETTER_DOWN },
		{ "空き家率", BETTER_DOWN },
		{ "空き家活用件数", BETTER_UP },
		{ "空き家バンク登録件数", BETTER_UP },
		{ "空き家減少数", BETTER_UP },
		{ "交通事故件数", BETTER_DOWN },
		{ "交通事故死者数", BETTER_DOWN },
		{ "事故防止教室参加者数", BETTER_UP },
		{ "離職率", BETTER_DOWN },
		{ "温室効果ガス排出量", BETTER_DOWN },
		{ "温室効果ガス排出削減量", BETTER_UP },
		{ "CO2削減量", BETTER_UP },
		{ "刑法犯認知件数", BETTER_DOWN },
		{ "犯罪発生件数", BETTER_DOWN },
		{ "人口減少率", BETTER_DOWN },
		{ "総人口", BETTER_UP },
		{ "鳥獣被害額", BETTER_DOWN },
		{ "鳥獣被害防止対策実施件数", BETTER_UP },
		{ "１人１日当たりのごみ排出量", BETTER_DOWN },
		{ "リサイクル率", BETTER_UP },
		{ "創業支援による創業件数", BETTER_UP },
		{ "女性の育児休業取得率", BETTER_UP },
		{ "要支援認定者数", BETTER_DOWN },
		/* towns disagree, or it depends: the sign of target - baseline decides */
		{ "高齢化率", BETTER_UNKNOWN },
		{ "市内総生産額", BETTER_UNKNOWN },
		{ "居住誘導区域の人口密度", BETTER_UNKNOWN },
		{ "地域活動に参加した市民の割合", BETTER_UNKNOWN },
		{ "いじめ認知件数", BETTER_UNKNOWN },
		{ "市民１人当たりの医療費", BETTER_UNKNOWN },
		{ "", BETTER_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		enum better_from from;

		if (target_better(&from, BETTER_UNKNOWN, NULL, text_of(names[i].name), false, decimal_of(0)) !=
		    names[i].better)
			fail_msg("%s", names[i].name);
		assert_int_equal(from, names[i].better ? BETTER_FROM_WORD_LIST : BETTER_FROM_NOTHING);
	}
}

static void a_person_goes_before_the_text_before_the_list_before_the_sign(void **state)
{
	struct target at_most, bare;
	enum better_from from;

	(void)state;
	assert_true(target_parse(&at_most, TEXT("7,000以下"), NULL));
	assert_true(target_parse(&bare, TEXT("400"), NULL));
	assert_int_equal(target_better(&from, BETTER_UP, &at_most, TEXT("待機児童数"), true, decimal_of(9000)),
			 BETTER_UP);
	assert_string_equal(better_from_name(from), "person");
	assert_int_equal(target_better(&from, BETTER_UNKNOWN, &at_most, TEXT("出生数"), true, decimal_of(1)),
			 BETTER_DOWN);
	assert_string_equal(better_from_name(from), "text");
	assert_int_equal(target_better(&from, BETTER_UNKNOWN, &bare, TEXT("年転入超過数"), true, decimal_of(494)),
			 BETTER_UP);
	assert_string_equal(better_from_name(from), "word-list");
	assert_int_equal(target_better(&from, BETTER_UNKNOWN, &bare, TEXT("市内総生産額"), true, decimal_of(494)),
			 BETTER_DOWN);
	assert_string_equal(better_from_name(from), "sign");
	assert_int_equal(target_better(&from, BETTER_UNKNOWN, &bare, TEXT("x"), true, decimal_of(400)), BETTER_UNKNOWN);
	assert_null(better_from_name(from));
}

static void ops_have_names_both_ways(void **state)
{
	(void)state;
	for (int op = 0; op < TARGET_OP_COUNT; op++) {
		enum target_op again;

		assert_true(target_op_parse(&again, text_of(target_op_name((enum target_op)op))));
		assert_int_equal(again, op);
	}
	assert_false(target_op_parse(&(enum target_op){ 0 }, TEXT("reached")));
}

/* Pieces that cells are made of, put together at random: nothing crashes, what is read has its parts inside the
 * wording. */
static void no_wording_makes_the_grammar_stumble(void **state)
{
	static const char *const parts[] = { "7,000",
					     "以上",
					     "△",
					     "約",
					     "５割",
					     "千円",
					     "億",
					     "万",
					     "※1",
					     "（",
					     "）",
					     "～",
					     "－",
					     "%",
					     "/",
					     "年度",
					     "2023",
					     "令和",
					     "累計",
					     "維持",
					     "増加",
					     "減",
					     "現状",
					     "全国平均",
					     " ",
					     "　",
					     ".",
					     ",",
					     "９９９９９９９９９",
					     "→",
					     "±",
					     "\xff",
					     "\xe3\x81",
					     "当たり",
					     "ISO",
					     "①",
					     "￥",
					     "0" };
	uint64_t seed = 20200401;

	(void)state;
	print_message("# seed %llu\n", (unsigned long long)seed);
	for (int round = 0; round < 200000; round++) {
		char wording[400] = "";
		struct target t = { .op = TARGET_OP_COUNT };
		struct err err = { 0 };
		struct text w;
		int64_t yen;

		for (int k = 0; k < 9; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			strcat(wording, parts[(seed >> 33) % (sizeof parts / sizeof *parts)]);
		}
		w = text_of(wording);
		(void)!yen_parse(&yen, w, &err);
		if (!target_parse(&t, w, &err)) {
			assert_int_equal(t.op, TARGET_OP_COUNT);
			assert_int_equal(err.kind, ERR_INPUT);
			continue;
		}
		assert_true(t.op < TARGET_OP_COUNT);
		assert_true(t.value.scale <= DECIMAL_DIGITS_MAX && t.high.scale <= DECIMAL_DIGITS_MAX);
		assert_true(!t.has_high || decimal_cmp(t.value, t.high) <= 0);
		assert_true(t.note_mark.n <= w.n && t.unit.n <= w.n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_in_every_width_and_with_every_dash),
		cmocka_unit_test(units_magnitudes_and_tenths),
		cmocka_unit_test(comparisons_and_ranges),
		cmocka_unit_test(words_without_a_number),
		cmocka_unit_test(marks_dates_and_totals_around_the_number),
		cmocka_unit_test(habits_of_many_towns),
		cmocka_unit_test(yen_of_the_donation_guide),
		cmocka_unit_test(the_last_word_of_a_name_says_which_way_is_better),
		cmocka_unit_test(a_person_goes_before_the_text_before_the_list_before_the_sign),
		cmocka_unit_test(ops_have_names_both_ways),
		cmocka_unit_test(no_wording_makes_the_grammar_stumble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
