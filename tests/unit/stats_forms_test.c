/* One statistic in four forms: text, Excel, OpenDocument, and text as Excel saves "Unicode text". Whatever form a clerk
 * gives, the same observations stand in the store. The official tables, at SOSEI_DATA, are turned into workbooks here;
 * those are skipped by name where the folder is absent. The figures of the tables written here are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

#include <cmocka.h>

#include "../workbook.h"
#include "files/source.h"
#include "files/stats.h"
#include "files/stats_mapping.h"
#include "files/yaml.h"

/* The head of the register as it is published, with areas of every kind: the nation, a prefecture, a city, its ward, a
 * town; separators in quotes, a blank behind a rate, a line of nothing but commas. */
static const char register_table[] =
	"\xEF\xBB\xBF令和2年1月1日住民基本台帳人口・世帯数、令和元年（平成31年1月1日から令和元年12月31日まで）人口動態"
	"（市区町村別）"
	"（総計）,,,,,,,,,,,,,,,,,,,,,,,,（単位：人、世帯、％）\r\n"
	"団体コード,都道府県名,市区町村名,令和2年,,,,令和元年,,,,,,,,,,,,,,,,,\r\n"
	",,,人口,,,世帯数,住民票記載数,,,,,,住民票消除数,,,,,,増減数(Ａ)-(Ｂ),増減率,自然増減数,自然増減率,社会増減数,"
	"社会増減率\r\n"
	"団体コード,都道府県名,市区町村名,男,女,人,,転入者数（国内）,転入者数（国外）,転入者数（計）,出生者数,"
	"その他（計）,計（Ａ）,"
	"転出者数（国内）,転出者数（国外）,転出者数（計）,死亡者数,その他（計）,計（Ｂ）,,,,,,\r\n"
	",合計,,\"62,036,028\",\"65,102,005\",\"127,138,033\",\"59,071,519\",1,2,3,\"884,767\",4,5,6,7,8,\"1,386,212\","
	"9,10,"
	"\"-305,530\",-0.24 ,\"-501,445\",-0.39 ,\"195,915\",0.15 \r\n"
	"010006,北海道,,100,200,300,40,11,12,23,30,0,53,21,22,43,50,1,94,-41,-13.67 ,-20,-6.67 ,-20,-6.67 \r\n"
	"011002,北海道,札幌市,50,60,\"1,110\",20,11,12,23,30,0,53,21,22,43,50,1,94,-41,-3.69 ,-20,-1.80 ,-20,-1.80 \r\n"
	"011011,北海道,札幌市中央区,5,6,11,2,1,2,3,4,0,7,1,2,3,5,1,9,-2,-18.18 ,-1,-9.09 ,0,0.00 \r\n"
	",,,,,,,,,,,,,,,,,,,,,,,,\r\n"
	"433641,熊本県,玉東町,7,8,15,3,1,0,1,1,0,2,1,0,1,2,0,3,-1,-6.67 ,-1,-6.67 ,0,0.00 \r\n";

static void merge(struct arena *a, struct sheet *s, uint32_t line, uint32_t column, uint32_t last_line, uint32_t last)
{
	*LIST_ADD(a, &s->merges) = (struct sheet_merge){ line, column, last_line, last };
}

static struct book read_book(struct arena *a, struct text bytes)
{
	struct book book;
	struct err err = { 0 };

	if (!sheet_read_bytes(a, &book, NULL, bytes, "表", &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	return book;
}

static struct stats_table table_of(struct arena *a, struct text bytes)
{
	struct book book = read_book(a, bytes);
	struct stats_table t;
	struct err err = { 0 };

	if (!stats_read(a, &t, &book, (struct text){ 0 }, &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	return t;
}

/* Separators and blanks that only text has are no difference of the numbers. */
static void same(const struct stats_table *one, const struct stats_table *two)
{
	assert_string_equal(one->layout, two->layout);
	assert_int_equal(one->rows.n, two->rows.n);
	assert_int_equal(one->faults.n, two->faults.n);
	for (size_t i = 0; i < one->rows.n; i++) {
		const struct observation *a = &one->rows.at[i], *b = &two->rows.at[i];

		if (!text_eq(a->series, b->series) || !text_eq(a->area, b->area) || !text_eq(a->period, b->period) ||
		    !text_eq(a->sex, b->sex) || !text_eq(a->ages, b->ages) || !text_eq(a->numbers, b->numbers) ||
		    !text_eq(a->published, b->published) || a->line != b->line)
			fail_msg("%.*s %.*s line %u: %.*s, and %.*s", (int)a->series.n, a->series.p, (int)a->area.n,
				 a->area.p, a->line, (int)a->numbers.n, a->numbers.p, (int)b->numbers.n, b->numbers.p);
	}
	for (size_t i = 0; i < one->faults.n; i++) {
		assert_int_equal(one->faults.at[i].line, two->faults.at[i].line);
		assert_int_equal(one->faults.at[i].column, two->faults.at[i].column);
		assert_string_equal(one->faults.at[i].what.id, two->faults.at[i].what.id);
	}
}

/* What Excel saves as "Unicode text": UTF-16, tabs. */
static struct text unicode_text(struct arena *a, const struct sheet *s)
{
	struct buf out = { 0 };
	struct text made;

	buf_add(&out, "\xFF\xFE", 2);
	for (size_t i = 0, line = 1; i < s->rows.n; i++, line++) {
		for (; line < s->rows.at[i].line; line++)
			buf_add(&out, "\n", 2);
		for (size_t j = 0; j < s->rows.at[i].n_cells; j++) {
			struct text cell = s->rows.at[i].cells[j];

			while (cell.n) {
				uint32_t c = text_next(&cell);

				buf_add(&out, &(unsigned char[]){ c & 255, c >> 8 }, 2);
			}
			if (j + 1 < s->rows.at[i].n_cells)
				buf_add(&out, "\t", 2);
		}
		buf_add(&out, "\n", 2);
	}
	made = text_dup(a, buf_view(&out));
	buf_clear(&out);
	return made;
}

/* Reads the text, makes workbooks of its cells, and reads those. `merges`: as the workbook has them. */
static void same_in_all_forms(struct arena *a, struct text bytes, const struct sheet *merges)
{
	struct stats_table csv = table_of(a, bytes), xlsx, ods, tsv;
	struct sheet s = read_book(a, bytes).sheets.at[0];

	if (merges)
		s.merges.at = merges->merges.at, s.merges.n = merges->merges.n;
	assert_true(csv.rows.n > 0);
	xlsx = table_of(a, xlsx_of(a, &s));
	same(&csv, &xlsx);
	ods = table_of(a, ods_of(a, &s));
	same(&csv, &ods);
	tsv = table_of(a, unicode_text(a, &s));
	same(&csv, &tsv);
}

static void the_register_gives_the_same_observations_in_every_form(void **state)
{
	struct arena a = { 0 };
	struct sheet merged = { 0 };

	(void)state;
	/* As 総務省 merges them: code and names over three rows, 令和2年 over four columns, 人口 over three. */
	for (uint32_t column = 0; column < 3; column++)
		merge(&a, &merged, 2, column, 3, column);
	merge(&a, &merged, 2, 3, 2, 6);
	merge(&a, &merged, 2, 7, 2, 24);
	merge(&a, &merged, 3, 3, 3, 5);
	merge(&a, &merged, 3, 6, 4, 6);
	merge(&a, &merged, 3, 7, 3, 12);
	same_in_all_forms(&a, TEXT(register_table), &merged);
	arena_clear(&a);
}

static const struct observation *row_of(const struct stats_table *t, const char *series, const char *area)
{
	for (size_t i = 0; i < t->rows.n; i++)
		if (text_is(t->rows.at[i].series, series) && text_is(t->rows.at[i].area, area) &&
		    text_is(t->rows.at[i].sex, "T"))
			return &t->rows.at[i];
	fail_msg("no %s of %s", series, area);
	return NULL;
}

static void the_workbook_of_the_register_has_nation_wards_and_signs(void **state)
{
	struct arena a = { 0 };
	struct sheet s = read_book(&a, TEXT(register_table)).sheets.at[0];
	struct stats_table t = table_of(&a, xlsx_of(&a, &s));

	(void)state;
	assert_int_equal(t.rows.n, 5 * 12);
	assert_int_equal(t.faults.n, 0);
	assert_true(text_is(row_of(&t, "register.population", "00000")->numbers, "127138033"));
	assert_true(text_is(row_of(&t, "register.natural-change", "00000")->numbers, "-501445"));
	assert_true(text_is(row_of(&t, "register.population", "01101")->numbers, "11"));
	assert_true(text_is(row_of(&t, "register.population", "43364")->period, "2020-01-01"));
	assert_true(text_is(row_of(&t, "register.births", "43364")->period, "CY2019"));
	assert_int_equal(row_of(&t, "register.births", "43364")->line, 10);
	/* One definition a series, and the same at every import. */
	assert_int_equal(t.definitions.n, 10);
	stats_define_known(&a, &t);
	assert_int_equal(t.definitions.n, 10);
	arena_clear(&a);
}

static void faults_of_a_workbook_have_its_lines_and_columns(void **state)
{
	struct arena a = { 0 };
	struct sheet s = read_book(&a, TEXT(register_table)).sheets.at[0];
	struct stats_table t;

	(void)state;
	s.rows.at[5].cells[5] = TEXT("三百");   /* 北海道: people */
	s.rows.at[6].cells[0] = TEXT("011003"); /* a check digit that is wrong */
	s.rows.at[8].cells[10] = TEXT("-1");    /* births */
	t = table_of(&a, xlsx_of(&a, &s));
	assert_int_equal(t.faults.n, 3);
	assert_int_equal(t.faults.at[0].line, 6);
	assert_int_equal(t.faults.at[0].column, 6);
	assert_string_equal(t.faults.at[0].what.id, "stats.no-number");
	assert_int_equal(t.faults.at[1].line, 7);
	assert_int_equal(t.faults.at[1].column, 1);
	assert_string_equal(t.faults.at[1].what.id, "stats.bad-area");
	assert_int_equal(t.faults.at[2].line, 10);
	assert_int_equal(t.faults.at[2].column, 11);
	assert_string_equal(t.faults.at[2].what.id, "stats.negative");
	arena_clear(&a);
}

/* A census' title has its year: taken for the definition, it would read as another statistic every five years. */
static void known_series_have_the_same_words_whatever_the_table_says(void **state)
{
	struct arena a = { 0 };
	struct stats_table one = { 0 }, two = { 0 };

	(void)state;
	*LIST_ADD(&a, &one.definitions) =
		(struct stats_definition){ TEXT("census.population"), TEXT("平成27年国勢調査") };
	*LIST_ADD(&a, &two.definitions) =
		(struct stats_definition){ TEXT("census.population"), TEXT("令和2年国勢調査") };
	*LIST_ADD(&a, &two.definitions) = (struct stats_definition){ TEXT("estat.1.2"), TEXT("例示") };
	stats_define_known(&a, &one);
	stats_define_known(&a, &two);
	assert_true(text_eq(one.definitions.at[0].text, two.definitions.at[0].text));
	assert_true(text_is(two.definitions.at[1].text, "例示"));
	arena_clear(&a);
}

/* Typed or opened in Excel, 010006 becomes the number 10006. */
static void codes_that_lost_their_zero_are_restored_where_the_check_digit_is_right(void **state)
{
	struct arena a = { 0 };
	struct sheet s = read_book(&a, TEXT(register_table)).sheets.at[0];
	struct stats_table whole = table_of(&a, xlsx_of(&a, &s)), cut;

	(void)state;
	for (size_t i = 4; i < s.rows.n; i++)
		if (text_starts(s.rows.at[i].cells[0], TEXT("0")))
			s.rows.at[i].cells[0] = text_slice(s.rows.at[i].cells[0], 1, 6);
	cut = table_of(&a, xlsx_of(&a, &s));
	assert_int_equal(whole.zeros_restored, 0);
	assert_int_equal(cut.zeros_restored, 3);
	same(&whole, &cut);
	s.rows.at[5].cells[0] = TEXT("10007");
	cut = table_of(&a, xlsx_of(&a, &s));
	assert_int_equal(cut.faults.n, 1);
	assert_string_equal(cut.faults.at[0].what.id, "stats.bad-area");
	assert_true(text_is(stats_area_of(&a, TEXT("1100")), "01100") &&
		    text_is(stats_area_of(&a, TEXT("11002")), "01100"));
	assert_int_equal(stats_area_of(&a, TEXT("99999")).n + stats_area_of(&a, TEXT("中央区")).n, 0);
	arena_clear(&a);
}

static void years_are_read_as_they_are_written(void **state)
{
	static const struct {
		const char *written;
		int year;
	} years[] = { { "2020", 2020 },    { "2020年", 2020 },      { "２０２０年度", 2020 },
		      { "令和2年", 2020 }, { "令和元年度", 2019 },  { "令和２年", 2020 },
		      { "H30", 2018 },     { "R2", 2020 },          { "R.2", 2020 },
		      { "s55", 1980 },     { " 平成 2 年 ", 1990 }, { "R", 0 },
		      { "2020年1月", 0 },  { "H30人口", 0 },        { "計", 0 },
		      { "12", 0 },         { "熊本市", 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof years / sizeof *years; i++)
		if (stats_year(text_of(years[i].written)) != years[i].year)
			fail_msg("%s: %d", years[i].written, stats_year(text_of(years[i].written)));
}

static const char *yaml_of(struct arena *a, const json_t *v)
{
	struct buf out = { 0 };
	const char *made;

	yaml_write(&out, v);
	made = text_z(a, buf_view(&out));
	buf_clear(&out);
	return made;
}

/* As the person does it: names the source and the series, and imports. */
static void a_proposed_mapping_works_once_it_is_filled_in(void **state)
{
	static const char *const tables[] = {
		"地区,令和3年,令和4年\n玉東町,10,11\n熊本市,\"1,000\",\"1,100\"\n計,1010,1111\n資料：例示課,,\n",
		"コード,年,出生数,死亡数\n43364,2021,10,5\n,2022,11,6\n43100,2021,1000,7\n,2022,1100,8\n",
	};

	(void)state;
	for (size_t form = 0; form < 4; form++) {
		struct arena a = { 0 };
		struct sheet s = read_book(&a, text_of(tables[form / 2])).sheets.at[0];
		struct stats_table t;
		struct book book;
		struct err err = { 0 };
		json_t *m, *column;
		size_t i;

		if (form / 2) {
			merge(&a, &s, 2, 0, 3, 0);
			merge(&a, &s, 4, 0, 5, 0);
		}
		book = read_book(&a, form % 2 ? ods_of(&a, &s) : xlsx_of(&a, &s));
		assert_true(stats_propose(&a, &m, &book, NULL));
		assert_false(stats_read_mapped(&a, &t, &book, text_of(yaml_of(&a, m)), "m.yaml", &err));
		assert_string_equal(err.msg.id, "stats.bad-mapping");
		json_object_set_new(m, "source", json_string("例示町統計書"));
		json_array_foreach (json_object_get(m, "columns"), i, column)
			json_object_set_new(column, "series",
					    json_string(form / 2 ? arena_printf(&a, "own.s%zu", i) : "own.births"));
		if (!stats_read_mapped(&a, &t, &book, text_of(yaml_of(&a, m)), "m.yaml", &err))
			fail_msg("%s\n%s", msg_say(&a, LANG_EN, &err.msg), yaml_of(&a, m));
		assert_int_equal(t.faults.n, 0);
		assert_int_equal(t.rows.n, form / 2 ? 8 : 4);
		assert_string_equal(t.source, "例示町統計書");
		json_decref(m);
		arena_clear(&a);
	}
}

static json_t *proposed_for(struct arena *a, const char *csv)
{
	struct book book = read_book(a, text_of(csv));
	json_t *m = NULL;

	assert_true(stats_propose(a, &m, &book, NULL));
	return m;
}

static const char *label_at(const json_t *mapping, size_t i)
{
	return json_string_value(json_object_get(json_array_get(json_object_get(mapping, "columns"), i), "label"));
}

/* Marks, remarks, codes, units and notes, as tables of towns have them. */
static void a_proposal_sees_what_is_figures_and_what_is_words(void **state)
{
	struct arena a = { 0 };
	json_t *m = proposed_for(
		&a, "例示町統計書,,,\n表1,,,（単位：人）\n年次,出生数,死亡数,備考\n平成30年,6766,…,初年度\n"
		    "令和元年,\"6,293\",-,\n令和2年,６１０１,\"7,090\",\n注）例示,,,\n");

	(void)state;
	assert_int_equal(json_get_int(m, "last_line", 0), 6);
	assert_int_equal(json_array_size(json_object_get(m, "columns")), 2);
	assert_string_equal(label_at(m, 0), "出生数");
	assert_string_equal(label_at(m, 1), "死亡数");
	json_decref(m);
	m = proposed_for(&a, "市区町村,コード,2018年,2019年\n熊本市,43100,6766,6293\n八代市,43202,900,…\n県計,,1,2\n");
	assert_int_equal(json_array_size(json_object_get(m, "columns")), 2);
	assert_string_equal(label_at(m, 1), "2019年");
	json_decref(m);
	m = proposed_for(&a, "人口\n熊本市\n2020,738865\n2021,738000\n");
	assert_int_equal(json_get_int(m, "first_line", 0), 3);
	assert_string_equal(json_string_value(json_object_get(m, "area")), "43100");
	json_decref(m);
	arena_clear(&a);
}

/* A cover, notes, and the table on the third sheet. */
static void the_sheet_with_the_table_is_found_in_a_workbook(void **state)
{
	struct arena a = { 0 };
	struct sheet s = read_book(&a, TEXT(register_table)).sheets.at[0];
	struct book book = read_book(&a, xlsx_of(&a, &s)), with_cover = book;
	struct stats_table t;

	(void)state;
	memset(&with_cover.sheets, 0, sizeof with_cover.sheets);
	*LIST_ADD(&a, &with_cover.sheets) = (struct sheet){ .name = "x", .title = "表紙" };
	*LIST_ADD(&a, &with_cover.sheets) = read_book(&a, TEXT("注,1\n")).sheets.at[0];
	*LIST_ADD(&a, &with_cover.sheets) = book.sheets.at[0];
	assert_true(stats_read(&a, &t, &with_cover, (struct text){ 0 }, NULL));
	assert_string_equal(t.layout, "register");
	assert_true(stats_read(&a, &t, &with_cover, TEXT("register"), NULL));
	assert_false(stats_read(&a, &t, &with_cover, TEXT("ssdse-a"), NULL));
	arena_clear(&a);
}

static const char mapping[] = "source: 例示町統計書\nfirst_line: 3\narea: {column: 1}\nperiod: {column: 2, form: CY}\n"
			      "columns:\n  - {column: 3, series: own.births, sex: M, published: 2021-09}\n"
			      "  - {column: 4, series: own.births, sex: F, published: 2021-09}\n";

/* Excel's way to write a table: the town's name once, merged over its years. */
static void merged_names_of_areas_hold_for_every_row_of_a_mapping(void **state)
{
	struct arena a = { 0 };
	struct sheet s =
		read_book(&a, TEXT("市町村,年,出生数,\n,,男,女\n熊本市,令和元年,10,11\n,令和2年,12,13\n")).sheets.at[0];
	struct stats_table t;
	struct book book;
	json_t *proposed;

	(void)state;
	merge(&a, &s, 3, 0, 4, 0);
	merge(&a, &s, 1, 2, 1, 3);
	for (int form = 0; form < 2; form++) {
		book = read_book(&a, form ? ods_of(&a, &s) : xlsx_of(&a, &s));
		assert_true(stats_read_mapped(&a, &t, &book, TEXT(mapping), "m.yaml", NULL));
		assert_int_equal(t.faults.n, 0);
		assert_int_equal(t.rows.n, 4);
		assert_true(text_is(t.rows.at[2].area, "43100") && text_is(t.rows.at[2].period, "CY2020") &&
			    text_is(t.rows.at[2].numbers, "12"));
		assert_true(stats_propose(&a, &proposed, &book, NULL));
		assert_int_equal(json_get_int(proposed, "first_line", 0), 3);
		assert_true(text_is(json_get_text(json_array_get(json_object_get(proposed, "columns"), 1), "label"),
				    "出生数 女"));
		json_decref(proposed);
	}
	arena_clear(&a);
}

static void a_mapping_names_its_sheet(void **state)
{
	struct arena a = { 0 };
	struct archive z = { 0 };
	const char *named = arena_printf(&a, "sheet: 表2\n%s", mapping);
	struct stats_table t;
	struct err err = { 0 };
	struct book book;
	json_t *proposed;

	(void)state;
	xlsx_begin(&z, 2);
	archive_add(&z, "xl/sharedStrings.xml", TEXT("<sst><si><t>熊本市</t></si></sst>"), ARCHIVE_STORED);
	xlsx_sheet(&z, 1, TEXT("<sheetData><row><c t=\"inlineStr\"><is><t>表紙</t></is></c></row></sheetData>"));
	xlsx_sheet(&z, 2,
		   TEXT("<sheetData><row r=\"3\"><c "
			"t=\"s\"><v>0</v></c><c><v>2020</v></c><c><v>5</v></c><c><v>6</v></c></row>"
			"</sheetData>"));
	book = read_book(&a, archive_end(&a, &z));
	assert_false(stats_read_mapped(&a, &t, &book, TEXT(mapping), "m.yaml", &err)); /* the first has no such rows */
	assert_true(stats_read_mapped(&a, &t, &book, text_of(named), "m.yaml", &err));
	assert_int_equal(t.rows.n, 2);
	assert_true(stats_propose(&a, &proposed, &book, NULL));
	assert_true(text_is(json_get_text(proposed, "sheet"), "表2"));
	json_decref(proposed);
	named = arena_printf(&a, "sheet: 表３\n%s", mapping);
	assert_false(stats_read_mapped(&a, &t, &book, text_of(named), "m.yaml", &err));
	assert_string_equal(err.msg.id, "stats.no-sheet");
	assert_string_equal(msg_arg(&err.msg, "sheets"), "表1, 表2");
	arena_clear(&a);
}

/* ---- the files as they are published ---- */

static void official(const char *file)
{
	struct arena a = { 0 };
	const char *folder = getenv("SOSEI_DATA"), *name, *path = arena_printf(&a, "%s/%s", folder ? folder : "", file);
	struct text bytes;

	if (access(path, R_OK) != 0) {
		arena_clear(&a);
		print_message("SOSEI_DATA is absent\n");
		skip();
	}
	assert_true(source_bytes(&a, &bytes, &name, path, NULL));
	same_in_all_forms(&a, bytes, NULL);
	arena_clear(&a);
}

static void the_official_register_is_the_same_as_workbook(void **state)
{
	(void)state;
	official("register/juki-2020.csv");
}

static void the_official_ssdse_is_the_same_as_workbook(void **state)
{
	(void)state;
	official("ssdse/SSDSE-A-2026.csv");
}

static void the_national_census_is_the_same_as_workbook(void **state)
{
	(void)state;
	official("census/census_1980_2015.csv");
}

/* The year before is often kept in the workbook, hidden. */
static void a_hidden_sheet_is_taken_where_no_other_has_the_table(void **state)
{
	struct arena a = { 0 };
	struct book book = { .name = "x.xlsx" };
	struct stats_table t;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct sheet *s = LIST_ADD(&a, &book.sheets);

		assert_true(sheet_from_csv(&a, s, text_slice(TEXT(register_table), 3, SIZE_MAX), "x.xlsx", NULL));
		s->title = i ? "今年" : "昨年";
		s->hidden = !i;
	}
	assert_true(stats_read(&a, &t, &book, (struct text){ 0 }, NULL));
	assert_string_equal(t.sheet, "今年");
	book.sheets.at[1].hidden = true;
	assert_true(stats_read(&a, &t, &book, (struct text){ 0 }, NULL));
	assert_string_equal(t.sheet, "昨年");
	arena_clear(&a);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_register_gives_the_same_observations_in_every_form),
		cmocka_unit_test(the_workbook_of_the_register_has_nation_wards_and_signs),
		cmocka_unit_test(faults_of_a_workbook_have_its_lines_and_columns),
		cmocka_unit_test(codes_that_lost_their_zero_are_restored_where_the_check_digit_is_right),
		cmocka_unit_test(known_series_have_the_same_words_whatever_the_table_says),
		cmocka_unit_test(years_are_read_as_they_are_written),
		cmocka_unit_test(a_proposed_mapping_works_once_it_is_filled_in),
		cmocka_unit_test(a_proposal_sees_what_is_figures_and_what_is_words),
		cmocka_unit_test(the_sheet_with_the_table_is_found_in_a_workbook),
		cmocka_unit_test(merged_names_of_areas_hold_for_every_row_of_a_mapping),
		cmocka_unit_test(a_mapping_names_its_sheet),
		cmocka_unit_test(a_hidden_sheet_is_taken_where_no_other_has_the_table),
	};
	const struct CMUnitTest of_official_files[] = {
		cmocka_unit_test(the_official_register_is_the_same_as_workbook),
		cmocka_unit_test(the_official_ssdse_is_the_same_as_workbook),
		cmocka_unit_test(the_national_census_is_the_same_as_workbook),
	};

	if (argc > 1 && strcmp(argv[1], "official") == 0)
		return cmocka_run_group_tests(of_official_files, NULL, NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
