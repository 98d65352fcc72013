/* Workbooks as another program finds them: tests/xlsx_cells.py lists the cells of the bytes that sosei-render makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "files/render.h"
#include "publish/workbook_doc.h"
#include "usecase/paper.h"

#define T(literal) TEXT(literal)

static struct text bytes_of(struct arena *a, const struct workbook *w)
{
	struct renderer r = { .helper = getenv("SOSEI_RENDER") };
	json_t *tree = workbook_to_json(w);
	char *dumped = json_dumps(tree, 0);
	struct text bytes = { 0 };
	struct err err = { 0 };

	if (!render_bytes(a, &bytes, &r, RENDER_XLSX, text_of(dumped), &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	free(dumped);
	json_decref(tree);
	return bytes;
}

/* The lines of the lister for these bytes. */
static const char *listed(struct arena *a, struct text bytes)
{
	char path[] = "/tmp/sosei-workbook-XXXXXX";
	struct buf lines = { 0 };
	struct err err = { 0 };
	char block[4096];
	char *made;
	size_t n;
	FILE *f;

	close(mkstemp(path));
	if (!paper_write(path, bytes, &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	f = popen(arena_printf(a, "PYTHONIOENCODING=utf-8 python3 '%s/tests/xlsx_cells.py' %s", getenv("SOSEI_ROOT"),
			       path),
		  "r");
	assert_non_null(f);
	while ((n = fread(block, 1, sizeof block, f)))
		buf_add(&lines, block, n);
	assert_int_equal(pclose(f), 0);
	unlink(path);
	made = text_z(a, buf_view(&lines));
	buf_clear(&lines);
	return made;
}

static const char *workbook_lines(struct arena *a, const struct workbook *w)
{
	return listed(a, bytes_of(a, w));
}

static void has(const char *lines, const char *line)
{
	const char *at = lines;

	while ((at = strstr(at, line))) {
		size_t n = strlen(line);

		if ((at == lines || at[-1] == '\n') && (at[n] == '\n' || !at[n]))
			return;
		at += n;
	}
	fail_msg("no line \"%s\" in\n%s", line, lines);
}

static void has_not(const char *lines, const char *part)
{
	if (strstr(lines, part))
		fail_msg("\"%s\" in\n%s", part, lines);
}

static struct workbook *small(struct arena *a, enum lang lang)
{
	struct workbook *w = workbook_begin(a, lang, T("実績値の照会"), (struct date){ 2021, 8, 31 });

	workbook_sheet(w, T("実績値"));
	return w;
}

static void numbers_are_numbers_and_dates_are_dates(void **state)
{
	struct arena a = { 0 };
	struct workbook *w = small(&a, LANG_JA);
	struct workbook_sheet *s = w->sheets.at[0];
	struct workbook_row *r = workbook_row(w, s);
	const char *lines;

	(void)state;
	workbook_number(w, r, 0, (struct decimal){ 70300, 2 });
	workbook_number(w, r, WORKBOOK_YEAR, decimal_of(2021));
	workbook_number(w, r, 0, decimal_of(-1234567));
	workbook_number(w, r, 0, (struct decimal){ 123456789012345678, 0 });
	workbook_date(w, r, 0, (struct date){ 2021, 8, 31 });
	workbook_date(w, r, 0, (struct date){ 2021, 8, 0 });
	workbook_date(w, r, 0, (struct date){ 1889, 4, 1 });
	lines = workbook_lines(&a, w);
	has(lines, "実績値 A1 number [703] #,##0.00");
	has(lines, "実績値 B1 number [2021] 0");
	has(lines, "実績値 C1 number [-1234567] #,##0");
	has(lines, "実績値 D1 text [123456789012345678] @");
	has(lines, "実績値 E1 number [44439] yyyy\"年\"m\"月\"d\"日\"");
	has(lines, "実績値 F1 number [44409] yyyy\"年\"m\"月\"");
	has(lines, "実績値 G1 text [1889-04-01] @");
	arena_clear(&a);
}

static void text_that_begins_like_a_formula_stays_text(void **state)
{
	static const char *const words[] = {
		"=1+1", "+81-96-000-0000", "-", "@here", "=HYPERLINK(\"http://x\")", "\t=1"
	};
	struct arena a = { 0 };
	struct workbook *w = small(&a, LANG_EN);
	const char *lines;

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		workbook_text(w, workbook_row(w, w->sheets.at[0]), 0, text_of(words[i]));
	lines = workbook_lines(&a, w);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		has(lines, arena_printf(&a, "実績値 A%zu text [%s] @", i + 1, words[i]));
	has_not(lines, "formula");
	arena_clear(&a);
}

/* As `sosei collect make` asks for it. */
static struct workbook *collection(struct arena *a)
{
	struct workbook *w = small(a, LANG_JA);
	struct workbook_sheet *s = w->sheets.at[0];
	struct workbook_rule *state = workbook_rule(w, WORKBOOK_RULE_CHOICES);
	struct workbook_rule *number = workbook_rule(w, WORKBOOK_RULE_NUMBER);
	struct workbook_rule *day = workbook_rule(w, WORKBOOK_RULE_DATE);

	workbook_choice(w, state, T("速報"));
	workbook_choice(w, state, T("概数, 暫定"));
	workbook_choice(w, state, T("確定"));
	state->prompt_title = T("値の種別");
	state->prompt = T("公表時の種別を選んでください");
	number->refusal = T("数値を入力してください");
	number->warn = true;
	day->first = (struct date){ 2021, 4, 1 };
	workbook_column(w, s, 0)->hidden = true;
	s->protect = true;
	s->freeze_rows = 1;
	s->freeze_columns = 2;
	workbook_property(w, T("sosei.round"), T("FY2020-1"));
	for (int i = 0; i < 3; i++) {
		struct workbook_row *r = workbook_row(w, s);
		unsigned open = i ? WORKBOOK_ENTRY : WORKBOOK_HEADER;

		workbook_text(w, r, 0, i ? T("a1") : T("id"));
		workbook_text(w, r, 0, T("年転入超過数"))->comment = T("住民基本台帳人口移動報告");
		workbook_empty(w, r, open)->rule = i ? number : NULL;
		workbook_empty(w, r, open)->rule = i ? state : NULL;
		workbook_empty(w, r, open)->rule = i ? day : NULL;
	}
	return w;
}

static void entry_cells_are_open_and_all_others_are_locked(void **state)
{
	struct arena a = { 0 };
	const char *lines = workbook_lines(&a, collection(&a));

	(void)state;
	has(lines, "実績値 protected");
	has(lines, "実績値 A2 text [a1] -");
	has(lines, "実績値 C2 empty [] - open");
	has(lines, "実績値 D2 empty [] @ open");
	has(lines, "実績値 C1 empty [] -");
	has(lines, "実績値 frozen 1 rows 2 columns");
	has(lines, "実績値 column 1 width 9 hidden");
	has(lines, "property sosei.round = FY2020-1");
	arena_clear(&a);
}

static void choices_numbers_and_days_are_rules_of_their_cells(void **state)
{
	struct arena a = { 0 };
	const char *lines = workbook_lines(&a, collection(&a));

	(void)state;
	has(lines, "実績値 rule list D2:D3 formula1='選択肢'!$A$1:$A$3 promptTitle=値の種別 "
		   "prompt=公表時の種別を選んでください");
	has(lines, "実績値 rule decimal C2:C3 formula1=-1000000000000000 formula2=1000000000000000 errorStyle=warning "
		   "error=数値を入力してください");
	has(lines, "実績値 rule date E2:E3 formula1=44287 formula2=401768");
	has(lines, "sheet 選択肢 hidden");
	has(lines, "選択肢 A2 text [概数, 暫定] -");
	has(lines, "comment B2 [住民基本台帳人口移動報告]");
	arena_clear(&a);
}

static void column_widths_count_full_width_letters_twice(void **state)
{
	struct arena a = { 0 };
	struct workbook *w = small(&a, LANG_JA);
	struct workbook_row *r = workbook_row(w, w->sheets.at[0]);
	const char *lines;

	(void)state;
	workbook_text(w, r, 0, T("年転入超過数の推移"));
	workbook_text(w, r, 0, T("twenty letters there"));
	lines = workbook_lines(&a, w);
	has(lines, "実績値 column 1 width 21");
	has(lines, "実績値 column 2 width 23");
	arena_clear(&a);
}

static void names_of_sheets_are_made_valid_and_unique(void **state)
{
	struct arena a = { 0 };
	struct workbook *w = workbook_begin(&a, LANG_JA, T("x"), (struct date){ 2021, 8, 31 });
	const char *lines;

	(void)state;
	workbook_sheet(w, T("ア/イ:[1]*?"));
	workbook_sheet(w, T("とても長い名前のシートでありましてここで三十一文字を超えてしまう名前"));
	workbook_sheet(w, T("とても長い名前のシートでありましてここで三十一文字を超えてしまう名前"));
	workbook_sheet(w, T("Same"));
	workbook_sheet(w, T("same"));
	workbook_sheet(w, T("'"));
	lines = workbook_lines(&a, w);
	has(lines, "sheet ア イ  1 visible");
	has(lines, "sheet とても長い名前のシートでありましてここで三十一文字を超えてしま visible");
	has(lines, "sheet とても長い名前のシートでありましてここで三十一文字を超 (2) visible");
	has(lines, "sheet same (2) visible");
	has(lines, "sheet シート visible");
	arena_clear(&a);
}

static void cells_that_span_columns_are_merged(void **state)
{
	struct arena a = { 0 };
	struct workbook *w = small(&a, LANG_JA);
	struct workbook_row *r = workbook_row(w, w->sheets.at[0]);
	const char *lines;

	(void)state;
	workbook_text(w, r, WORKBOOK_HEADER, T("目標"))->span = 3;
	workbook_text(w, r, WORKBOOK_HEADER, T("実績"));
	lines = workbook_lines(&a, w);
	has(lines, "実績値 merged A1:C1");
	has(lines, "実績値 D1 text [実績] -");
	arena_clear(&a);
}

static void the_same_workbook_gives_the_same_bytes_and_no_clock(void **state)
{
	struct arena a = { 0 };
	struct text one = bytes_of(&a, collection(&a)), two;
	const char *lines = listed(&a, one);

	(void)state;
	sleep(1);
	two = bytes_of(&a, collection(&a));
	assert_true(text_eq(one, two));
	has(lines, "created 2021-08-31T00:00:01Z");
	has(lines, "file xl/workbook.xml 1980-01-01");
	arena_clear(&a);
}

static void control_characters_and_broken_utf8_do_not_reach_the_file(void **state)
{
	struct arena a = { 0 };
	struct workbook *w = small(&a, LANG_JA);
	const char *lines;

	(void)state;
	workbook_text(w, workbook_row(w, w->sheets.at[0]), 0,
		      T("a\x01"
			"b\xff"
			"c<&>\"]]>"));
	lines = workbook_lines(&a, w);
	has(lines, "実績値 A1 text [ab\xEF\xBF\xBD"
		   "c<&>\"]]>] -");
	arena_clear(&a);
}

static void text_over_the_ceiling_of_a_cell_is_cut(void **state)
{
	struct arena a = { 0 };
	struct workbook *w = small(&a, LANG_JA);
	struct buf b = { 0 };
	const char *lines;

	(void)state;
	for (int i = 0; i < WORKBOOK_TEXT_MAX + 10; i++)
		buf_puts(&b, "あ");
	workbook_text(w, workbook_row(w, w->sheets.at[0]), 0, buf_view(&b));
	lines = workbook_lines(&a, w);
	assert_non_null(strstr(lines, "あ…]"));
	buf_clear(&b);
	arena_clear(&a);
}

static void an_empty_workbook_opens(void **state)
{
	struct arena a = { 0 };

	(void)state;
	has(workbook_lines(&a, workbook_begin(&a, LANG_EN, T("nothing"), (struct date){ 2021, 8, 31 })),
	    "title nothing");
	arena_clear(&a);
}

static void too_many_rows_are_refused_by_name(void **state)
{
	struct arena a = { 0 };
	struct workbook *w = small(&a, LANG_JA);
	struct workbook_row *wide = workbook_row(w, w->sheets.at[0]);
	struct err err = { 0 };

	(void)state;
	workbook_empty(w, wide, 0)->span = WORKBOOK_COLUMNS_MAX + 1;
	assert_false(workbook_fits(w, &err));
	assert_string_equal(err.msg.id, "workbook.too-wide");
	assert_string_equal(msg_arg(&err.msg, "sheet"), "実績値");
	arena_clear(&a);
}

static void a_workbook_survives_its_codec(void **state)
{
	struct arena a = { 0 };
	json_t *there = workbook_to_json(collection(&a)), *again;
	struct workbook *w = NULL;
	struct err err = { 0 };

	(void)state;
	if (!workbook_from_json(&a, &w, there, &err))
		fail_msg("%s", msg_say(&a, LANG_EN, &err.msg));
	again = workbook_to_json(w);
	assert_true(json_equal(there, again));
	json_decref(there);
	json_decref(again);
	arena_clear(&a);
}

/* ---- the tables of a document ---- */

static struct node *header(struct doc *d, const char *const *words)
{
	struct node *t = doc_table(d, d->body, "rows", T("実績値の一覧"), 0), *row = doc_row(d, t);

	for (; *words; words++)
		doc_cell(d, row, CELL_HEADER, text_of(*words));
	return t;
}

static void cell_number(struct doc *d, struct node *row, const char *number, const char *unit)
{
	doc_number(d, doc_cell(d, row, CELL_NUMBER, (struct text){ 0 }), text_of(number), text_of(unit),
		   (struct text){ 0 });
}

static struct paper *paper_of_tables(struct arena *a, enum lang lang, struct doc **d)
{
	struct paper *p = paper_begin(a, lang, T("例示"), (struct date){ 2021, 8, 31 });

	*d = doc_new(a, lang, T("例示の章"));
	p->plan = T("例示計画");
	p->edition = T("2021年8月31日現在");
	p->source = T("出典： 例示市");
	p->licence = T("CC BY 4.0");
	paper_chapter(p, *d, (struct text){ 0 });
	return p;
}

static void a_table_becomes_a_sheet_with_its_caption_source_and_licence(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = paper_of_tables(&a, LANG_JA, &d);
	struct node *row = doc_row(d, header(d, (const char *[]){ "指標", "値", "公表", "備え", NULL }));
	const char *lines;

	(void)state;
	doc_cell(d, row, CELL_HEADER, T("=年転入超過数"));
	cell_number(d, row, "-1,234.50", "人");
	doc_cell(d, row, 0, T("2021年8月31日"));
	doc_cell(d, row, 0, T("2021年度"));
	lines = workbook_lines(&a, workbook_of_paper(p));
	has(lines, "sheet 実績値の一覧 visible");
	has(lines, "実績値の一覧 A1 text [実績値の一覧] -");
	has(lines, "実績値の一覧 A2 text [例示計画] -");
	has(lines, "実績値の一覧 A3 text [2021年8月31日現在] -");
	has(lines, "実績値の一覧 A4 text [指標] -");
	has(lines, "実績値の一覧 A5 text [=年転入超過数] @");
	has(lines, "実績値の一覧 B5 number [-1234.5] #,##0.00\"人\"");
	has(lines, "実績値の一覧 C5 number [44439] yyyy\"年\"m\"月\"d\"日\"");
	has(lines, "実績値の一覧 D5 text [2021年度] -");
	has(lines, "実績値の一覧 A7 text [出典： 例示市] -");
	has(lines, "実績値の一覧 A8 text [CC BY 4.0] -");
	has(lines, "実績値の一覧 frozen 4 rows 0 columns");
	arena_clear(&a);
}

static void a_remark_below_a_row_stands_in_a_last_column(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = paper_of_tables(&a, LANG_EN, &d);
	struct node *t = header(d, (const char *[]){ "KPI", "Value", NULL }), *row;
	const char *lines;

	(void)state;
	for (int i = 1; i <= 2; i++) {
		row = doc_row(d, t);
		doc_cell(d, row, CELL_HEADER, text_of(arena_printf(&a, "k%d", i)));
		cell_number(d, row, "1", "");
		if (i == 1)
			doc_cell(d, doc_row(d, t), 0, T("because"))->span = 2;
	}
	lines = workbook_lines(&a, workbook_of_paper(p));
	has(lines, "実績値の一覧 C4 text [Remarks] -");
	has(lines, "実績値の一覧 C5 text [because] -");
	has(lines, "実績値の一覧 A6 text [k2] -");
	has(lines, "実績値の一覧 C6 empty [] -");
	arena_clear(&a);
}

static void the_second_line_of_a_number_stands_in_a_column_of_its_own(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = paper_of_tables(&a, LANG_JA, &d);
	struct node *t = header(d, (const char *[]){ "指標", "基準値", "判定", NULL }), *row;
	const char *lines;

	(void)state;
	row = doc_row(d, t);
	doc_cell(d, row, CELL_HEADER, T("ア1"));
	cell_number(d, row, "2,496", "");
	doc_break(d, row->last);
	doc_text(d, row->last, T("2015年度"))->flags |= TEXT_SMALL;
	doc_cell(d, row, 0, T("達成"));
	row = doc_row(d, t);
	doc_cell(d, row, CELL_HEADER, T("ア2"));
	doc_cell(d, row, CELL_NUMBER, T("なし"));
	doc_cell(d, row, 0, T("未達成"));
	lines = workbook_lines(&a, workbook_of_paper(p));
	has(lines, "実績値の一覧 C4 text [時点等] -");
	has(lines, "実績値の一覧 B5 number [2496] #,##0");
	has(lines, "実績値の一覧 C5 text [2015年度] -");
	has(lines, "実績値の一覧 D5 text [達成] -");
	has(lines, "実績値の一覧 B6 text [なし] -");
	has(lines, "実績値の一覧 C6 empty [] -");
	has(lines, "実績値の一覧 D6 text [未達成] -");
	arena_clear(&a);
}

static void days_are_read_in_both_languages_and_nothing_else_is_one(void **state)
{
	static const char *const words[] = { "30 September 2024", "September 2024", "2024-09-30",
					     "2024年9月",         "2024年",         "31 June 2024",
					     "12 apples 2024",    "2024年13月1日" };
	static const char *const found[] = { "number [45565]",        "number [45536]",      "number [45565]",
					     "number [45536]",        "text [2024年]",       "text [31 June 2024]",
					     "text [12 apples 2024]", "text [2024年13月1日]" };
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = paper_of_tables(&a, LANG_EN, &d);
	struct node *t = header(d, (const char *[]){ "Day", "x", NULL });
	const char *lines;

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct node *row = doc_row(d, t);

		doc_cell(d, row, 0, text_of(words[i]));
		doc_cell(d, row, 0, T("x"));
	}
	lines = workbook_lines(&a, workbook_of_paper(p));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		assert_non_null(strstr(lines, arena_printf(&a, "A%zu %s", i + 5, found[i])));
	arena_clear(&a);
}

static void a_paper_without_tables_says_so(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = paper_of_tables(&a, LANG_JA, &d);

	(void)state;
	has(workbook_lines(&a, workbook_of_paper(p)), "例示 A1 text [この文書に表はありません。] -");
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_numbers_and_dates_are_dates),
		cmocka_unit_test(text_that_begins_like_a_formula_stays_text),
		cmocka_unit_test(entry_cells_are_open_and_all_others_are_locked),
		cmocka_unit_test(choices_numbers_and_days_are_rules_of_their_cells),
		cmocka_unit_test(column_widths_count_full_width_letters_twice),
		cmocka_unit_test(names_of_sheets_are_made_valid_and_unique),
		cmocka_unit_test(cells_that_span_columns_are_merged),
		cmocka_unit_test(the_same_workbook_gives_the_same_bytes_and_no_clock),
		cmocka_unit_test(control_characters_and_broken_utf8_do_not_reach_the_file),
		cmocka_unit_test(text_over_the_ceiling_of_a_cell_is_cut),
		cmocka_unit_test(an_empty_workbook_opens),
		cmocka_unit_test(too_many_rows_are_refused_by_name),
		cmocka_unit_test(a_workbook_survives_its_codec),
		cmocka_unit_test(a_table_becomes_a_sheet_with_its_caption_source_and_licence),
		cmocka_unit_test(a_remark_below_a_row_stands_in_a_last_column),
		cmocka_unit_test(the_second_line_of_a_number_stands_in_a_column_of_its_own),
		cmocka_unit_test(days_are_read_in_both_languages_and_nothing_else_is_one),
		cmocka_unit_test(a_paper_without_tables_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
