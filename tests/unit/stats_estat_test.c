/* e-Stat's tables in the three forms that people have them in. All figures are invented but Kumamoto's two totals of
 * the census; the shapes are those of the API's specification 3.0 and of files downloaded from 統計表・グラフ表示. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "files/source.h"
#include "files/stats.h"

struct made {
	struct arena arena;
	struct stats_table table;
};

static struct made read_bytes(struct text bytes)
{
	struct made m = { 0 };
	struct book book;
	struct err err = { 0 };

	if (!sheet_read_bytes(&m.arena, &book, NULL, bytes, "table", &err) ||
	    !stats_read(&m.arena, &m.table, &book, (struct text){ 0 }, &err))
		fail_msg("%s", msg_say(&m.arena, LANG_EN, &err.msg));
	return m;
}

static void refused(const char *bytes, const char *id)
{
	struct arena a = { 0 };
	struct stats_table t;
	struct book book;
	struct err err = { 0 };

	assert_false(sheet_read_bytes(&a, &book, NULL, text_of(bytes), "table", &err) &&
		     stats_read(&a, &t, &book, (struct text){ 0 }, &err));
	assert_string_equal(err.msg.id, id);
	assert_true(*msg_say(&a, LANG_JA, &err.msg) && *msg_say(&a, LANG_EN, &err.msg));
	arena_clear(&a);
}

/* The row of that place; NULL where there is none. */
static const struct observation *row_of(const struct made *m, const char *series, const char *area, const char *period,
					const char *sex)
{
	for (size_t i = 0; i < m->table.rows.n; i++) {
		const struct observation *o = &m->table.rows.at[i];

		if (text_is(o->series, series) && text_is(o->area, area) && text_is(o->period, period) &&
		    text_is(o->sex, sex))
			return o;
	}
	return NULL;
}

#define NUMBERS(m, series, area, period, sex, want)                                     \
	do {                                                                            \
		const struct observation *o_ = row_of(&(m), series, area, period, sex); \
		assert_non_null(o_);                                                    \
		assert_string_equal(text_z(&(m).arena, o_->numbers), want);             \
	} while (0)

/* ---- the API's JSON ---- */

static const char head[] =
	"{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":0,\"ERROR_MSG\":\"正常に終了しました。\",\"DATE\":"
	"\"2026-01-05T10:00:00.000+09:00\"},\"PARAMETER\":{\"LANG\":\"J\",\"STATS_DATA_ID\":\"0003999999\"},"
	"\"STATISTICAL_DATA\":{\"RESULT_INF\":{\"FROM_NUMBER\":1},"
	"\"TABLE_INF\":{\"@id\":\"0003999999\",\"STAT_NAME\":{\"@code\":\"00200521\",\"$\":\"%s\"},"
	"\"GOV_ORG\":{\"@code\":\"00200\",\"$\":\"総務省\"},\"TITLE\":{\"@no\":\"1\",\"$\":\"%s\"},"
	"\"SURVEY_DATE\":201510,\"OPEN_DATE\":\"2016-10-26\",\"COLLECT_AREA\":\"%s\",\"UPDATED_DATE\":\"2017-01-27\"},"
	"\"CLASS_INF\":{\"CLASS_OBJ\":[";

struct answer {
	struct buf text;
	int figures;
};

static void begin_answer(struct answer *x, const char *statistic, const char *title, const char *collected)
{
	*x = (struct answer){ 0 };
	buf_printf(&x->text, head, statistic, title, collected);
}

/* classes: code=name,code=name; one class is an object and no array, as the API has it. */
static void axis(struct answer *x, const char *id, const char *name, const char *classes)
{
	bool several = strchr(classes, ',');

	buf_printf(&x->text, "%s{\"@id\":\"%s\",\"@name\":\"%s\",\"CLASS\":%s",
		   x->text.p[x->text.n - 1] == '[' ? "" : ",", id, name, several ? "[" : "");
	while (*classes) {
		const char *eq = strchr(classes, '='),
			   *end = strchr(classes, ',') ? strchr(classes, ',') : strchr(classes, '\0');

		buf_printf(&x->text, "{\"@code\":\"%.*s\",\"@name\":\"%.*s\",\"@level\":\"1\"}%s", (int)(eq - classes),
			   classes, (int)(end - eq - 1), eq + 1, *end ? "," : "");
		classes = *end ? end + 1 : end;
	}
	buf_printf(&x->text, "%s}", several ? "]" : "");
}

static void begin_figures(struct answer *x)
{
	buf_puts(&x->text, "]},\"DATA_INF\":{\"NOTE\":[{\"@char\":\"***\",\"$\":\"数字が得られないもの\"},"
			   "{\"@char\":\"-\",\"$\":\"該当数字がないもの\"}],\"VALUE\":[");
}

static void figure(struct answer *x, const char *tab, const char *cat, const char *area, const char *time,
		   const char *value)
{
	buf_printf(&x->text, "%s{\"@tab\":\"%s\",%s\"@area\":\"%s\",\"@time\":\"%s\",\"@unit\":\"人\",\"$\":\"%s\"}",
		   x->figures++ ? "," : "", tab, cat, area, time, value);
}

static struct made end_answer(struct answer *x)
{
	struct made m;

	buf_puts(&x->text, "]}}}}");
	m = read_bytes(buf_view(&x->text));
	buf_clear(&x->text);
	return m;
}

static void an_answer_becomes_series_area_period_and_sex(void **state)
{
	struct answer x;
	struct made m;

	(void)state;
	begin_answer(&x, "国勢調査", "男女別人口", "市区町村");
	axis(&x, "tab", "表章項目", "020=人口");
	axis(&x, "cat01", "男女別", "00=総数,01=男,02=女");
	axis(&x, "cat02", "国籍総数か日本人別", "0=国籍総数");
	axis(&x, "area", "地域", "00000=全国,00001=全国 市部,43000=熊本県,43100=熊本市,43101=中央区");
	axis(&x, "time", "時間軸（調査年）", "2010000000=2010年,2015000000=2015年（平成27年）");
	begin_figures(&x);
	figure(&x, "020", "\"@cat01\":\"00\",\"@cat02\":\"0\",", "43100", "2010000000", "734474");
	figure(&x, "020", "\"@cat01\":\"00\",\"@cat02\":\"0\",", "43100", "2015000000", "740822");
	figure(&x, "020", "\"@cat01\":\"01\",\"@cat02\":\"0\",", "43100", "2015000000", "350000");
	figure(&x, "020", "\"@cat01\":\"02\",\"@cat02\":\"0\",", "43100", "2015000000", "***");
	figure(&x, "020", "\"@cat01\":\"00\",\"@cat02\":\"0\",", "00001", "2015000000", "5");
	figure(&x, "020", "\"@cat01\":\"00\",\"@cat02\":\"0\",", "43101", "2015000000", "7");
	figure(&x, "020", "\"@cat01\":\"00\",\"@cat02\":\"0\",", "43000", "2015000000", "8");
	figure(&x, "020", "\"@cat01\":\"00\",\"@cat02\":\"0\",", "00000", "2015000000", "9");
	m = end_answer(&x);
	assert_string_equal(m.table.layout, "estat-api");
	NUMBERS(m, "census.population", "43100", "2010-10-01", "T", "734474");
	NUMBERS(m, "census.population", "43100", "2015-10-01", "T", "740822");
	NUMBERS(m, "census.population", "43100", "2015-10-01", "M", "350000");
	NUMBERS(m, "census.population", "43101", "2015-10-01", "T", "7");
	NUMBERS(m, "census.population", "43000", "2015-10-01", "T", "8");
	NUMBERS(m, "census.population", "00000", "2015-10-01", "T", "9");
	/* The mark is said, not taken and no fault; 市部 is no area. */
	assert_int_equal(m.table.rows.n, 6);
	assert_int_equal(m.table.faults.n, 0);
	assert_int_equal(m.table.rows_left, 1);
	assert_int_equal(m.table.signs.at[0].n, 1);
	assert_true(text_is(m.table.signs.at[0].meaning, "数字が得られないもの"));
	/* Known since the table as it is was put there; where from, under which terms. */
	assert_true(text_is(m.table.rows.at[0].published, "2017-01-27"));
	assert_non_null(strstr(m.table.source, "総務省「国勢調査」"));
	assert_non_null(strstr(m.table.source, "0003999999"));
	assert_non_null(strstr(m.table.licence, "CC BY 4.0"));
	assert_string_equal(m.table.status, "final");
	arena_clear(&m.arena);
}

static void other_figures_are_series_of_the_table_with_their_definition(void **state)
{
	struct answer x;
	struct made m;

	(void)state;
	begin_answer(&x, "人口動態調査", "出生数，母の年齢（5歳階級）別 概数", "市区町村");
	axis(&x, "tab", "表章項目", "#A03=出生数");
	axis(&x, "cat01", "母の年齢（5歳階級）", "10=総数,20=15～19歳,30=20～24歳");
	axis(&x, "area", "市区町村", "43100=熊本市");
	axis(&x, "time", "時間軸(年度次)", "2019100000=2019年度,2020000000=,2020000707=2020年7月");
	begin_figures(&x);
	figure(&x, "#A03", "\"@cat01\":\"20\",", "43100", "2019100000", "12");
	figure(&x, "#A03", "\"@cat01\":\"20\",", "43100", "2020000000", "13");
	figure(&x, "#A03", "\"@cat01\":\"30\",", "43100", "2020000000", "-1.5");
	figure(&x, "#A03", "\"@cat01\":\"30\",", "43100", "2020000707", "14");
	m = end_answer(&x);
	NUMBERS(m, "estat.0003999999.-A03.20", "43100", "FY2019", "T", "12");
	/* Without a name the code says the year. */
	NUMBERS(m, "estat.0003999999.-A03.20", "43100", "CY2020", "T", "13");
	NUMBERS(m, "estat.0003999999.-A03.30", "43100", "CY2020", "T", "-1.5");
	assert_string_equal(m.table.status, "provisional");
	assert_int_equal(m.table.definitions.n, 2);
	assert_true(text_is(m.table.definitions.at[0].text,
			    "人口動態調査「出生数，母の年齢（5歳階級）別 概数」、表章項目: 出生数、"
			    "母の年齢（5歳階級）: 15～19歳、単位: 人"));
	/* A month is none of our periods: a fault with its place. */
	assert_int_equal(m.table.faults.n, 1);
	assert_string_equal(m.table.faults.at[0].what.id, "estat.bad-time");
	assert_int_equal(m.table.faults.at[0].line, 4);
	arena_clear(&m.arena);
}

/* Who asks e-Stat for figures alone gets no lists of classes: nothing tells that 020 is the population, so it is a
 * series of the table. */
static void an_answer_without_its_classes_is_read_by_the_keys_of_its_figures(void **state)
{
	struct answer x;
	struct made m;

	(void)state;
	begin_answer(&x, "国勢調査", "総人口", "市区町村");
	begin_figures(&x);
	figure(&x, "020", "", "43100", "2010000000", "734474");
	figure(&x, "020", "", "43101", "2010000000", "7");
	m = end_answer(&x);
	assert_string_equal(m.table.layout, "estat-api");
	assert_int_equal(m.table.faults.n, 0);
	assert_int_equal(m.table.rows.n, 2);
	NUMBERS(m, "estat.0003999999.020", "43100", "2010-10-01", "T", "734474");
	arena_clear(&m.arena);
}

/* "age=…" of five-year groups up to the given open one, with what stands behind it. */
static void age_axis(struct answer *x, const char *behind)
{
	struct buf classes = { 0 };

	buf_puts(&classes, "00=総数");
	for (int i = 0; i < 18; i++)
		buf_printf(&classes, ",%02d=%d～%d歳", i + 1, 5 * i, 5 * i + 4);
	buf_puts(&classes, behind);
	axis(x, "cat01", "年齢（5歳階級）", classes.p);
	buf_clear(&classes);
}

static void age_figures(struct answer *x, const char *total, const char *first)
{
	char cat[40];

	figure(x, "020", "\"@cat01\":\"00\",", "43100", "2015000000", total);
	for (int i = 0; i < 18; i++) {
		snprintf(cat, sizeof cat, "\"@cat01\":\"%02d\",", i + 1);
		figure(x, "020", cat, "43100", "2015000000", i ? "2" : first);
	}
}

static void begin_ages(struct answer *x, const char *behind)
{
	begin_answer(x, "国勢調査", "年齢別人口", "市区町村");
	axis(x, "tab", "表章項目", "020=人口");
	age_axis(x, behind);
	axis(x, "area", "地域", "43100=熊本市");
	axis(x, "time", "時間軸（調査年）", "2015000000=2015年");
	begin_figures(x);
}

static void ages_stand_in_one_row_whatever_the_open_group_is(void **state)
{
	struct answer x;
	struct made m;

	(void)state;
	/* 34 + 1 + 3 + 2 + 1 + 4: a - among ages is none; 再掲 is left out. */
	begin_ages(&x, ",19=90～94歳,20=95～99歳,21=100歳以上,22=年齢「不詳」,30=（再掲）65歳以上,31=平均年齢");
	age_figures(&x, "44", "-");
	figure(&x, "020", "\"@cat01\":\"19\",", "43100", "2015000000", "3");
	figure(&x, "020", "\"@cat01\":\"20\",", "43100", "2015000000", "2");
	figure(&x, "020", "\"@cat01\":\"21\",", "43100", "2015000000", "1");
	figure(&x, "020", "\"@cat01\":\"22\",", "43100", "2015000000", "4");
	figure(&x, "020", "\"@cat01\":\"30\",", "43100", "2015000000", "16");
	m = end_answer(&x);
	NUMBERS(m, "census.population", "43100", "2015-10-01", "T", "44 0 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 6 4");
	assert_true(text_is(m.table.rows.at[0].ages, AGES_5_90_UNKNOWN));
	assert_int_equal(m.table.rows_left, 1);
	assert_int_equal(m.table.faults.n, 0);
	arena_clear(&m.arena);
	begin_ages(&x, ",19=９０歳以上");
	age_figures(&x, "41", "1");
	figure(&x, "020", "\"@cat01\":\"19\",", "43100", "2015000000", "6");
	m = end_answer(&x);
	NUMBERS(m, "census.population", "43100", "2015-10-01", "T", "41 1 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 6");
	assert_true(text_is(m.table.rows.at[0].ages, AGES_5_90));
	arena_clear(&m.arena);
}

static void ages_that_do_not_add_up_are_a_fault_and_incomplete_ones_are_series_of_their_own(void **state)
{
	struct answer x;
	struct made m;

	(void)state;
	begin_ages(&x, ",19=90歳以上");
	age_figures(&x, "42", "1");
	figure(&x, "020", "\"@cat01\":\"19\",", "43100", "2015000000", "6");
	m = end_answer(&x);
	assert_int_equal(m.table.rows.n, 0);
	assert_string_equal(m.table.faults.at[0].what.id, "stats.ages-sum");
	arena_clear(&m.arena);
	begin_ages(&x, ",19=85歳以上");
	age_figures(&x, "35", "1");
	m = end_answer(&x);
	NUMBERS(m, "estat.0003999999.020.02", "43100", "2015-10-01", "T", "2");
	NUMBERS(m, "census.population", "43100", "2015-10-01", "T", "35");
	arena_clear(&m.arena);
}

static void pages_of_one_table_are_one_table(void **state)
{
	struct answer x;
	struct buf all = { 0 };
	struct made m;

	(void)state;
	buf_puts(&all, "[");
	for (int page = 0; page < 2; page++) {
		begin_answer(&x, "国勢調査", "人口", "全国");
		axis(&x, "tab", "表章項目", "020=人口");
		axis(&x, "area", "地域", "43100=熊本市,43202=八代市");
		axis(&x, "time", "時間軸", "2015000000=2015年");
		begin_figures(&x);
		figure(&x, "020", "", page ? "43202" : "43100", "2015000000", page ? "11" : "10");
		buf_puts(&x.text, "]}}}}");
		buf_puts(&all, page ? "," : "");
		buf_text(&all, buf_view(&x.text));
		buf_clear(&x.text);
	}
	buf_puts(&all, "]");
	m = read_bytes(buf_view(&all));
	NUMBERS(m, "census.population", "43100", "2015-10-01", "T", "10");
	NUMBERS(m, "census.population", "43202", "2015-10-01", "T", "11");
	buf_clear(&all);
	arena_clear(&m.arena);
}

static void what_the_api_refuses_is_told_in_its_words(void **state)
{
	(void)state;
	refused("{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":100,\"ERROR_MSG\":"
		"\"認証に失敗しました。アプリケーションIDを確認して下さい。\"}}}",
		"estat.bad-app-id");
	refused("{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":\"1\",\"ERROR_MSG\":"
		"\"正常に終了しましたが、該当データはありませんでした。\"}}}",
		"estat.no-data");
	refused("{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":102,\"ERROR_MSG\":\"x\"}}}", "estat.refused");
	refused("{\"GET_STATS_DATA\":[]}", "estat.no-answer");
	refused("{\"GET_STATS_DATA\":{", "json.bad");
}

/* ---- CSV ---- */

static struct text to_cp932(struct arena *a, struct text utf8)
{
	iconv_t cd = iconv_open("CP932", "UTF-8");
	char *in = (char *)(uintptr_t)utf8.p, *out = arena_alloc(a, utf8.n + 1), *at = out;
	size_t left = utf8.n, room = utf8.n;

	assert_true(cd != (iconv_t)-1);
	assert_int_equal(iconv(cd, &in, &left, &at, &room), 0);
	iconv_close(cd);
	return (struct text){ out, (size_t)(at - out) };
}

static void a_single_page_of_several_is_a_fault(void **state)
{
	static const char csv[] = "\"TOTAL_NUMBER\",\"%d\"\r\n\"NEXT_KEY\",\"2\"\r\n\"TABLE_INF\",\"0003999999\"\r\n"
				  "\"COLLECT_AREA\",\"全国\"\r\n\"VALUE\"\r\n"
				  "\"tab_code\",\"表章項目\",\"time_code\",\"時間軸(年次)\",\"unit\",\"value\"\r\n"
				  "\"100\",\"件数\",\"2021000000\",\"2021年\",\"件\",\"1430\"\r\n";

	(void)state;
	for (int total = 1; total < 3; total++) {
		struct buf text = { 0 };
		struct made m;

		buf_printf(&text, csv, total);
		m = read_bytes(buf_view(&text));
		assert_int_equal(m.table.rows.n, 1);
		assert_int_equal(m.table.faults.n, total - 1);
		if (total == 2)
			assert_string_equal(m.table.faults.at[0].what.id, "estat.pages-missing");
		buf_clear(&text);
		arena_clear(&m.arena);
	}
}

static void the_apis_csv_says_the_same(void **state)
{
	static const char csv[] =
		"\xEF\xBB\xBF\"RESULT\"\r\n\"STATUS\",\"0\"\r\n\"ERROR_MSG\",\"正常に終了しました。\"\r\n"
		"\"RESULT_INF\"\r\n\"TOTAL_NUMBER\",\"2\"\r\n\"TABLE_INF\",\"0003999999\"\r\n"
		"\"STAT_NAME\",\"00250010\",\"例示統計\"\r\n\"GOV_ORG\",\"00250\",\"例示省\"\r\n"
		"\"TITLE\",\"\",\"例示表\"\r\n\"OPEN_DATE\",\"2022-01-20\"\r\n\"COLLECT_AREA\",\"全国\"\r\n"
		"\"UPDATED_DATE\",\"2022-01-20\"\r\n\"NOTE\",\"X\",\"秘匿\"\r\n\"VALUE\"\r\n"
		"\"tab_code\",\"表章項目\",\"cat01_code\",\"種類\",\"time_code\",\"時間軸(年次)\",\"unit\",\"value\","
		"\"annotation\"\r\n"
		"\"100\",\"件数\",\"110\",\"甲\",\"2021000000\",\"2021年\",\"件\",\"1,430\",\"\"\r\n"
		"\"100\",\"件数\",\"120\",\"乙\",\"2021000000\",\"2021年\",\"件\",\"X\",\"\"\r\n"
		"\"100\",\"件数\",\"130\",\"丙\",\"2021000000\",\"2021年\",\"件\",\"14x0\",\"\"\r\n";
	struct made m = read_bytes(TEXT(csv));

	(void)state;
	/* Without an axis of areas: the nation, since the table says so. */
	NUMBERS(m, "estat.0003999999.100.110", "00000", "CY2021", "T", "1430");
	assert_int_equal(m.table.rows.n, 1);
	assert_int_equal(m.table.signs.at[0].n, 1);
	assert_int_equal(m.table.faults.n, 1);
	assert_int_equal(m.table.faults.at[0].line, 18);
	assert_int_equal(m.table.faults.at[0].column, 8);
	arena_clear(&m.arena);
}

static const char across[] =
	"\"統計名：\",\"例示調査\"\r\n\"表番号：\",\"1\"\r\n\"表題：\",\"労働力状態別人口\"\r\n\"***\","
	"\"数字が得られないもの\"\r\n"
	"\"表章項目 コード\",\"表章項目 補助コード\",\"表章項目\",\"男女 コード\",\"男女\",\"地域 コード\",\"地域\","
	"\"/時間軸（調査年）\",\"2015年\",\"2020年\",\"2020年_不詳補完値\"\r\n"
	"\"320\",\"\",\"15歳以上人口【人】\",\"100\",\"総数\",\"43100\",\"熊本市\",\"\",\"635,849\",\"631,000\","
	"\"1\"\r\n"
	"\"320\",\"\",\"15歳以上人口【人】\",\"110\",\"男\",\"43100\",\"熊本市\",\"\",\"300,001\",\"***\",\"***\"\r\n"
	"\"注釈は省略した\"\r\n";

static void a_downloaded_table_with_years_across_is_read(void **state)
{
	struct made m = read_bytes(TEXT(across));
	const struct observation *o;

	(void)state;
	assert_string_equal(m.table.layout, "estat-csv");
	assert_int_equal(m.table.rows.n, 3);
	o = &m.table.rows.at[0];
	/* The file does not say the table's id: one is made of its title and axes. */
	assert_true(text_starts(o->series, TEXT("estat.x")) && text_ends(o->series, TEXT(".320")));
	NUMBERS(m, text_z(&m.arena, o->series), "43100", "CY2015", "T", "635849");
	NUMBERS(m, text_z(&m.arena, o->series), "43100", "CY2020", "T", "631000");
	NUMBERS(m, text_z(&m.arena, o->series), "43100", "CY2015", "M", "300001");
	assert_int_equal(m.table.signs.at[0].n, 1);
	/* 不詳補完値 is another figure than the year's. */
	assert_int_equal(m.table.faults.n, 2);
	assert_string_equal(m.table.faults.at[0].what.id, "estat.bad-time");
	assert_int_equal(m.table.faults.at[0].column, 11);
	assert_true(text_is(m.table.definitions.at[0].text,
			    "例示調査「労働力状態別人口」、表章項目: 15歳以上人口、単位: 人"));
	arena_clear(&m.arena);
}

static void two_axes_across_with_codes_and_names_of_areas_in_cp932(void **state)
{
	/* 統計名：国勢調査; 表章項目 by rows, 男女別 and 地域 across, in CP932. */
	static const char utf8[] =
		"\"統計名：\",\"国勢調査\"\r\n"
		"\"\",\"\",\"/男女別\",\"総数\",\"\",\"男\",\"\"\r\n"
		"\"表章項目\",\"時間軸（調査年）\",\"/地域\",\"熊本県\",\"熊本市\",\"熊本県\",\"熊本市\"\r\n"
		"\"人口【人】\",\"平成27年\",\"\",\"1,786,170\",\"740,822\",\"841,046\",\"348,470\"\r\n";
	struct arena a = { 0 };
	struct text cp932 = { 0 };
	struct made m;

	(void)state;
	cp932 = to_cp932(&a, TEXT(utf8));
	m = read_bytes(cp932);
	NUMBERS(m, "census.population", "43000", "2015-10-01", "T", "1786170");
	NUMBERS(m, "census.population", "43100", "2015-10-01", "T", "740822");
	NUMBERS(m, "census.population", "43100", "2015-10-01", "M", "348470");
	/* The file says no day; a census is known since its month. */
	assert_true(text_is(m.table.rows.at[0].published, "2016-10") && m.table.rows.at[0].usual);
	arena_clear(&m.arena);
	arena_clear(&a);
}

static void a_table_without_time_or_area_is_refused(void **state)
{
	(void)state;
	refused("\"表章項目\",\"/男女別\",\"総数\",\"男\"\n\"人口\",\"\",\"1\",\"2\"\n", "estat.no-time");
	refused("\"表章項目\",\"/時間軸（年次）\",\"2015年\",\"2016年\"\n\"人口\",\"\",\"1\",\"2\"\n", "estat.no-area");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_becomes_series_area_period_and_sex),
		cmocka_unit_test(an_answer_without_its_classes_is_read_by_the_keys_of_its_figures),
		cmocka_unit_test(other_figures_are_series_of_the_table_with_their_definition),
		cmocka_unit_test(ages_stand_in_one_row_whatever_the_open_group_is),
		cmocka_unit_test(ages_that_do_not_add_up_are_a_fault_and_incomplete_ones_are_series_of_their_own),
		cmocka_unit_test(pages_of_one_table_are_one_table),
		cmocka_unit_test(what_the_api_refuses_is_told_in_its_words),
		cmocka_unit_test(a_single_page_of_several_is_a_fault),
		cmocka_unit_test(the_apis_csv_says_the_same),
		cmocka_unit_test(a_downloaded_table_with_years_across_is_read),
		cmocka_unit_test(two_axes_across_with_codes_and_names_of_areas_in_cp932),
		cmocka_unit_test(a_table_without_time_or_area_is_refused),
	};

	return cmocka_run_group_tests_name("stats_estat", tests, NULL, NULL);
}
