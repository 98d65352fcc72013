/* Tables from outside: one content in four forms gives one set of cells, and what is made to do harm is refused with
 * what is wrong. Everything here goes through sosei-reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <time.h>

#include <cmocka.h>

#include "../workbook.h"
#include "files/reader.h"
#include "files/sheet_build.h"
#include "files/sheet_records.h"

static struct book read_book(struct arena *a, struct text bytes)
{
	struct book book = { 0 };
	struct err err = { 0 };

	if (!sheet_read_bytes(a, &book, NULL, bytes, "表.xlsx", &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	return book;
}

static void refused_by(const struct reader *r, struct text bytes, enum err_kind kind, const char *id)
{
	struct arena a = { 0 };
	struct book book = { 0 };
	struct err err = { 0 };

	if (sheet_read_bytes(&a, &book, r, bytes, "表.xlsx", &err))
		fail_msg("was read; %s expected", id);
	assert_null(book.name);
	assert_string_equal(err.msg.id, id);
	assert_int_equal(err.kind, kind);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *said = msg_say(&a, lang, &err.msg);

		assert_non_null(strstr(said, "表.xlsx"));
		assert_null(strchr(said, '{'));
	}
	arena_clear(&a);
}

static void refused(struct text bytes, const char *id)
{
	refused_by(NULL, bytes, ERR_INPUT, id);
}

/* Rows as "line: a|b|c", one below the other. */
static const char *rows_of(struct arena *a, const struct sheet *s)
{
	struct buf out = { 0 };
	const char *made;

	for (size_t i = 0; i < s->rows.n; i++) {
		buf_printf(&out, "%u: ", s->rows.at[i].line);
		for (size_t j = 0; j < s->rows.at[i].n_cells; j++) {
			buf_puts(&out, j ? "|" : "");
			buf_text(&out, s->rows.at[i].cells[j]);
		}
		buf_puts(&out, "\n");
	}
	made = text_z(a, buf_view(&out));
	buf_clear(&out);
	return made;
}

static struct sheet from_csv(struct arena *a, const char *csv)
{
	struct sheet s;

	assert_true(sheet_from_csv(a, &s, text_of(csv), "x.csv", NULL));
	return s;
}

/* One sheet of that sheetData; shared strings 熊本市 (with its reading), _x0041_. */
static struct text xlsx_with(struct arena *a, const char *inner)
{
	struct archive z = { 0 };

	xlsx_begin(&z, 1);
	archive_add(
		&z, "xl/sharedStrings.xml",
		TEXT("<x:sst xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:si><x:t>熊本市</x:t><x:rPh "
		     "sb=\"0\" eb=\"3\"><x:t>クマモトシ</x:t></x:rPh></x:si><x:si><x:r><x:t>_x0041_</x:t></x:r><x:r>"
		     "<x:t xml:space=\"preserve\"> 市</x:t></x:r></x:si></x:sst>"),
		ARCHIVE_STORED);
	xlsx_sheet(&z, 1, text_of(inner));
	return archive_end(a, &z);
}

static void cells_are(const char *inner, const char *want)
{
	struct arena a = { 0 };
	struct book book = read_book(&a, xlsx_with(&a, inner));

	assert_string_equal(rows_of(&a, &book.sheets.at[0]), want);
	arena_clear(&a);
}

static const char town[] = "例示町の統計表,,,\n団体コード,市区町村名,人口,\n,,男,女\n\n010006,例示市,\"1,234\",1100\n"
			   "431001,\"例示\"\"区\",\"-1,200\",0.25\n";

static void one_content_gives_the_same_cells_as_text_and_as_workbook(void **state)
{
	struct arena a = { 0 };
	struct sheet csv = from_csv(&a, town);
	const char *want = "1: 例示町の統計表\n2: 団体コード|市区町村名|人口\n3: ||男|女\n5: 010006|例示市|1234|1100\n"
			   "6: 431001|例示\"区|-1200|0.25\n";
	struct book xlsx = read_book(&a, xlsx_of(&a, &csv)), ods = read_book(&a, ods_of(&a, &csv));

	(void)state;
	assert_string_equal(xlsx.format, "xlsx");
	assert_string_equal(ods.format, "ods");
	assert_string_equal(xlsx.sheets.at[0].title, "表1");
	assert_string_equal(ods.sheets.at[0].title, "表1");
	assert_string_equal(rows_of(&a, &xlsx.sheets.at[0]), want);
	assert_string_equal(rows_of(&a, &ods.sheets.at[0]), want);
	arena_clear(&a);
}

static void merged_cells_are_told_and_can_be_filled(void **state)
{
	struct arena a = { 0 };
	struct sheet csv = from_csv(&a, "県,人口,,計\n熊本県,1,2,3\n,4,5,9\n");
	struct book books[2];

	(void)state;
	*LIST_ADD(&a, &csv.merges) = (struct sheet_merge){ 1, 1, 1, 2 };
	*LIST_ADD(&a, &csv.merges) = (struct sheet_merge){ 2, 0, 3, 0 };
	books[0] = read_book(&a, xlsx_of(&a, &csv));
	books[1] = read_book(&a, ods_of(&a, &csv));
	for (size_t i = 0; i < 2; i++) {
		struct sheet s = books[i].sheets.at[0];

		assert_string_equal(rows_of(&a, &s), "1: 県|人口||計\n2: 熊本県|1|2|3\n3: |4|5|9\n");
		assert_int_equal(s.merges.n, 2);
		assert_memory_equal(s.merges.at, csv.merges.at, sizeof *s.merges.at);
		sheet_fill_merged(&a, &s);
		assert_string_equal(rows_of(&a, &s), "1: 県|人口|人口|計\n2: 熊本県|1|2|3\n3: 熊本県|4|5|9\n");
		assert_true(text_is(sheet_cell(&s, 3, 0), "熊本県"));
		assert_int_equal(sheet_cell(&s, 4, 0).n + sheet_cell(&s, 3, 9).n + sheet_cell(&s, 0, 0).n, 0);
	}
	arena_clear(&a);
}

static void text_of_any_encoding_and_separator_is_cut(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *format, *encoding;
	} files[] = {
#define BYTES(s) s, sizeof(s) - 1
		{ BYTES("\xEF\xBB\xBF市,\"1,234\"\r\n,,,\r\n"), "csv", "UTF-8" },
		{ BYTES("\x8E\x73,\"1,234\"\r\n,,,\r\n"), "csv", "CP932" },
		{ BYTES("\xFF\xFE\x02\x5E\t\0\"\0\x31\0,\0\x32\0\x33\0\x34\0\"\0\r\0\n\0"), "tsv", "UTF-16" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct book book = read_book(&a, (struct text){ files[i].bytes, files[i].n });

		assert_string_equal(book.format, files[i].format);
		assert_string_equal(book.encoding, files[i].encoding);
		assert_string_equal(rows_of(&a, &book.sheets.at[0]), "1: 市|1,234\n");
	}
	arena_clear(&a);
}

static void numbers_of_a_workbook_are_what_was_typed(void **state)
{
	(void)state;
	cells_are("<sheetData><row r=\"1\"><c><v>0.30000000000000004</v></c><c><v>1.2E4</v></c><c><v>-5.0</v></c>"
		  "<c><v>738865</v></c><c><v>1E-3</v></c></row></sheetData>",
		  "1: 0.3|12000|-5|738865|0.001\n");
	/* A code whose zeros stand in its format only; days, Japanese eras and hours. */
	cells_are("<sheetData><row r=\"1\"><c s=\"2\"><v>10006</v></c><c s=\"3\"><v>43831</v></c><c "
		  "s=\"4\"><v>43831</v></c>"
		  "<c s=\"5\"><v>43831.75</v></c><c s=\"3\"><v>1</v></c><c s=\"3\"><v>61</v></c></row></sheetData>",
		  "1: 010006|2020-01-01|2020-01-01|2020-01-01 18:00:00|1900-01-01|1900-03-01\n");
	cells_are("<sheetData><row r=\"1\"><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c><c "
		  "t=\"d\"><v>2020-01-01</v></c>"
		  "<c t=\"str\"><f>A1</f><v>x</v></c></row></sheetData>",
		  "1: TRUE|#N/A|2020-01-01|x\n");
}

static void words_of_a_workbook_are_without_their_reading(void **state)
{
	(void)state;
	cells_are(
		"<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>a</t><rPh><t>b"
		"</t></rPh></is></c></row></sheetData>",
		"1: 熊本市|A 市|a\n");
	/* Cells may say their place or not, and rows may be left out. */
	cells_are("<sheetData><row r=\"3\"><c r=\"C3\"><v>1</v></c><c><v>2</v></c></row><row><c "
		  "r=\"AA4\"><v>3</v></c></row>"
		  "</sheetData>",
		  "3: ||1|2\n4: ||||||||||||||||||||||||||3\n");
}

static void a_formula_that_was_never_calculated_is_shown_and_no_number(void **state)
{
	(void)state;
	cells_are("<sheetData><row><c><f>SUM(A2:A9)</f></c><c><v>1</v></c></row></sheetData>", "1: =SUM(A2:A9)|1\n");
}

static void comments_and_repetitions_of_opendocument_are_understood(void **state)
{
	struct arena a = { 0 };
	struct book book = read_book(
		&a,
		ods_with(&a, "<table:table table:name=\"x\"><table:table-row table:number-rows-repeated=\"2\">"
			     "<table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" "
			     "office:value=\"5\"><text:p>5人</text:p></table:table-cell><table:table-cell "
			     "office:value-type=\"float\" office:value=\"1100\"><text:p>01100</text:p>"
			     "</table:table-cell></table:table-row><table:table-row><table:table-cell "
			     "office:value-type=\"date\" office:date-value=\"2020-01-01\"><text:p>R2.1.1</text:p>"
			     "</table:table-cell><table:table-cell office:value-type=\"string\"><office:annotation>"
			     "<text:p>x</text:p></office:annotation><text:p>あ<text:ruby><text:ruby-base>市"
			     "</text:ruby-base><text:ruby-text>し</text:ruby-text></text:ruby><text:s text:c=\"2\"/>"
			     "い</text:p><text:p>う</text:p></table:table-cell></table:table-row></table:table>"));

	(void)state;
	assert_string_equal(rows_of(&a, &book.sheets.at[0]),
			    "1: 5|5|01100\n2: 5|5|01100\n3: 2020-01-01|あ市  い\nう\n");
	arena_clear(&a);
}

static void sheets_keep_their_names_and_order(void **state)
{
	struct arena a = { 0 };
	struct archive z = { 0 };
	struct book book;

	(void)state;
	xlsx_begin(&z, 2);
	archive_add(&z, "xl/sharedStrings.xml", TEXT("<sst/>"), ARCHIVE_STORED);
	xlsx_sheet(&z, 1, TEXT("<sheetData/>"));
	xlsx_sheet(&z, 2, TEXT("<sheetData><row><c><v>7</v></c></row></sheetData>"));
	book = read_book(&a, archive_end(&a, &z));
	assert_int_equal(book.sheets.n, 2);
	assert_string_equal(book.sheets.at[0].title, "表1");
	assert_int_equal(book.sheets.at[0].rows.n, 0);
	assert_string_equal(book.sheets.at[1].title, "表2");
	assert_string_equal(rows_of(&a, &book.sheets.at[1]), "1: 7\n");
	arena_clear(&a);
}

static void what_is_no_table_is_refused_by_what_it_is(void **state)
{
	struct arena a = { 0 };
	struct archive z = { 0 };
	char old[600] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

	(void)state;
	refused((struct text){ 0 }, "file.empty");
	refused(TEXT(" \r\n"), "file.empty");
	refused(TEXT("\xEF\xBB\xBF"), "file.empty");
	refused(TEXT(",,,\n,,\n"), "sheet.empty");
	refused(TEXT("%PDF-1.7\n"), "sheet.pdf");
	refused((struct text){ old, sizeof old }, "sheet.old-excel");
	memcpy(old + 100, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 32);
	refused((struct text){ old, sizeof old }, "sheet.locked");
	refused(TEXT("<!DOCTYPE html><html>"), "sheet.markup");
	refused(TEXT("{\"a\": 1}"), "sheet.other-json");
	refused(TEXT("\x89PNG\r\n"), "sheet.image");
	refused((struct text){ "a\0b", 3 }, "sheet.binary");
	refused(TEXT("a,\"b\nc\n"), "sheet.bad-quote");
	archive_add(&z, "a.csv", TEXT("1,2\n"), ARCHIVE_STORED);
	refused(archive_end(&a, &z), "sheet.archive");
	archive_add(&z, "word/document.xml", TEXT("<a/>"), ARCHIVE_STORED);
	refused(archive_end(&a, &z), "sheet.other-office");
	archive_add(&z, "mimetype", TEXT("application/vnd.oasis.opendocument.text"), ARCHIVE_STORED);
	refused(archive_end(&a, &z), "sheet.other-opendocument");
	archive_add(&z, "xl/workbook.bin", TEXT("x"), ARCHIVE_STORED);
	refused(archive_end(&a, &z), "sheet.xlsb");
	refused(xlsx_with(&a, "<sheetData/>"), "sheet.empty");
	arena_clear(&a);
}

static void a_damaged_workbook_is_refused_with_the_part(void **state)
{
	struct arena a = { 0 };
	struct archive z = { 0 };
	struct sheet csv = from_csv(&a, town);
	struct text whole = xlsx_of(&a, &csv), broken;

	(void)state;
	refused(text_slice(whole, 0, whole.n / 2), "sheet.damaged");
	/* One byte of the text: the checksum tells. */
	broken = text_dup(&a, xlsx_with(&a, "<sheetData><row><c><v>1</v></c></row></sheetData>"));
	((char *)(uintptr_t)broken.p)[text_find(broken, TEXT("xml:space"))] ^= 1;
	refused(broken, "sheet.damaged");
	refused(xlsx_with(&a, "<sheetData><row><c>"), "sheet.bad-xml");
	refused(xlsx_with(&a, "<sheetData><row><c t=\"s\"><v>2</v></c></row></sheetData>"), "sheet.damaged");
	refused(xlsx_with(&a, "<sheetData><row r=\"2\"/><row r=\"2\"/></sheetData>"), "sheet.damaged");
	/* A cell's place has letters and digits, and no line is 0. */
	refused(xlsx_with(&a, "<sheetData><row><c r=\"7\"><v>1</v></c></row></sheetData>"), "sheet.damaged");
	refused(xlsx_with(&a, "<sheetData><row><c r=\"B\"><v>1</v></c></row></sheetData>"), "sheet.damaged");
	refused(xlsx_with(&a, "<sheetData><row><c r=\"B0\"><v>1</v></c></row></sheetData>"), "sheet.damaged");
	xlsx_begin(&z, 1); /* without its sheet */
	refused(archive_end(&a, &z), "sheet.damaged");
	archive_add(&z, "_rels/.rels", TEXT("secret"), ARCHIVE_LOCKED);
	archive_add(&z, "[Content_Types].xml", TEXT("secret"), ARCHIVE_LOCKED);
	refused(archive_end(&a, &z), "sheet.locked");
	archive_add(&z, "mimetype", TEXT("application/vnd.oasis.opendocument.spreadsheet"), ARCHIVE_STORED);
	archive_add(&z, "META-INF/manifest.xml", TEXT("<manifest:encryption-data/>"), ARCHIVE_STORED);
	archive_add(&z, "content.xml", TEXT("\x13\x37"), ARCHIVE_STORED);
	refused(archive_end(&a, &z), "sheet.locked");
	arena_clear(&a);
}

static void too_wide_tables_are_refused(void **state)
{
	struct arena a = { 0 };
	struct buf wide = { 0 };

	(void)state;
	for (int i = 0; i < 1048576; i++)
		buf_puts(&wide, "1,");
	refused(buf_view(&wide), "sheet.too-wide");
	buf_clear(&wide);
	refused(xlsx_with(&a, "<sheetData><row><c r=\"XFD1\"><v>1</v></c></row></sheetData>"), "sheet.too-wide");
	refused(xlsx_with(&a, "<sheetData><row><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>"), "sheet.too-wide");
	refused(ods_with(&a,
			 "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"1048576\" "
			 "office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>"),
		"sheet.too-wide");
	/* Without text they are nothing: Excel's own files have formats as far as XFD. */
	cells_are("<sheetData><row><c><v>1</v></c><c r=\"XFD1\" s=\"1\"/></row></sheetData>", "1: 1\n");
	arena_clear(&a);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void small_files_that_grow_large_are_ended(void **state)
{
	struct arena a = { 0 };
	struct archive z = { 0 };
	struct buf big = { 0 }, rows = { 0 };
	int64_t before = now_ms();

	(void)state;
	/* 300 MB of blanks in 300 KB. */
	for (int i = 0; i < 300; i++) {
		char *blank = arena_alloc(&a, 1 << 20);

		memset(blank, ' ', 1 << 20);
		buf_add(&big, blank, 1 << 20);
	}
	xlsx_begin(&z, 1);
	archive_add(&z, "xl/sharedStrings.xml", TEXT("<sst/>"), ARCHIVE_STORED);
	xlsx_sheet(&z, 1, buf_view(&big));
	refused(archive_end(&a, &z), "sheet.unfolds-too-far");
	buf_clear(&big);
	/* A million rows of one word of 1,000 bytes. */
	buf_puts(&rows, "<sst><si><t>");
	for (int i = 0; i < 1000; i++)
		buf_puts(&rows, "a");
	buf_puts(&rows, "</t></si></sst>");
	for (int i = 0; i < 100000; i++)
		buf_puts(&big, "<row><c t=\"s\"><v>0</v></c></row>");
	xlsx_begin(&z, 1);
	archive_add(&z, "xl/sharedStrings.xml", buf_view(&rows), ARCHIVE_DEFLATED);
	xlsx_sheet(&z, 1, buf_view(&big));
	refused(archive_end(&a, &z), "sheet.too-much");
	refused(ods_with(&a, "<table:table><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell "
			     "table:number-columns-repeated=\"4000\" office:value-type=\"float\" office:value=\"1\"/>"
			     "</table:table-row></table:table>"),
		"sheet.too-much");
	buf_clear(&rows);
	buf_clear(&big);
	/* Billion laughs. */
	refused(xlsx_with(&a, "<sheetData/>"), "sheet.empty");
	archive_add(&z, "mimetype", TEXT("application/vnd.oasis.opendocument.spreadsheet"), ARCHIVE_STORED);
	archive_add(&z, "content.xml", TEXT("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><a>&b;</a>"),
		    ARCHIVE_STORED);
	refused(archive_end(&a, &z), "sheet.doctype");
	/* Nor is anything outside read. */
	archive_add(&z, "mimetype", TEXT("application/vnd.oasis.opendocument.spreadsheet"), ARCHIVE_STORED);
	archive_add(&z, "content.xml", TEXT("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"),
		    ARCHIVE_STORED);
	refused(archive_end(&a, &z), "sheet.doctype");
	assert_true(now_ms() - before < 60000);
	arena_clear(&a);
}

/* ---- the helper ---- */

static void a_helper_that_floods_loops_crashes_or_does_not_end_is_ended(void **state)
{
	struct reader r = { .helper = getenv("SOSEI_ESCAPE"), .deadline_ms = 500, .text_max = 1 << 20 };

	(void)state;
	refused_by(&r, TEXT("loop"), ERR_INPUT, "sheet.timeout");
	refused_by(&r, TEXT("flood"), ERR_INPUT, "sheet.too-much");
	refused_by(&r, TEXT("crash"), ERR_INPUT, "sheet.reader-failed");
	refused_by(&r, TEXT("hang"), ERR_INPUT, "sheet.timeout");
	r.helper = "/nonexistent/sosei-reader";
	refused_by(&r, TEXT("1,2\n"), ERR_SYSTEM, "sheet.helper-missing");
}

static enum records_are read_records(struct arena *a, struct text records)
{
	struct book book = { 0 };
	struct err err = { 0 };

	return sheet_records_read(a, &book, records, "x", &err);
}

static void what_the_helper_writes_is_not_believed(void **state)
{
	struct arena a = { 0 };
	struct book book = read_book(&a, text_of(town));
	struct buf out = { 0 };
	struct text whole;
	unsigned seed = 20261123;

	(void)state;
	*LIST_ADD(&a, &book.sheets.at[0].merges) = (struct sheet_merge){ 1, 0, 1, 2 };
	sheet_records_write(&out, &book);
	whole = buf_view(&out);
	assert_int_equal(read_records(&a, whole), RECORDS_BOOK);
	for (size_t n = 0; n < whole.n; n++)
		assert_int_equal(read_records(&a, text_slice(whole, 0, n)), RECORDS_NONSENSE);
	buf_puts(&out, "Z");
	assert_int_equal(read_records(&a, buf_view(&out)), RECORDS_NONSENSE);
	/* Any byte changed: read or refused, and never beyond the end (ASan looks on). */
	for (int i = 0; i < 20000; i++) {
		char *p = arena_memdup(&a, out.p, out.n - 1);

		seed = seed * 1664525 + 1013904223;
		p[seed / 64 % (out.n - 1)] = (char)(seed >> 24);
		(void)read_records(&a, (struct text){ p, out.n - 1 });
		if (i % 1000 == 0)
			arena_clear(&a);
	}
	buf_clear(&out);
	assert_int_equal(read_records(&a, TEXT("sosei-sheets 1\nE\3\4boo!\0")), RECORDS_NONSENSE);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_content_gives_the_same_cells_as_text_and_as_workbook),
		cmocka_unit_test(merged_cells_are_told_and_can_be_filled),
		cmocka_unit_test(text_of_any_encoding_and_separator_is_cut),
		cmocka_unit_test(numbers_of_a_workbook_are_what_was_typed),
		cmocka_unit_test(words_of_a_workbook_are_without_their_reading),
		cmocka_unit_test(a_formula_that_was_never_calculated_is_shown_and_no_number),
		cmocka_unit_test(comments_and_repetitions_of_opendocument_are_understood),
		cmocka_unit_test(sheets_keep_their_names_and_order),
		cmocka_unit_test(what_is_no_table_is_refused_by_what_it_is),
		cmocka_unit_test(a_damaged_workbook_is_refused_with_the_part),
		cmocka_unit_test(too_wide_tables_are_refused),
		cmocka_unit_test(small_files_that_grow_large_are_ended),
		cmocka_unit_test(a_helper_that_floods_loops_crashes_or_does_not_end_is_ended),
		cmocka_unit_test(what_the_helper_writes_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
