#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "publish/evaluation.h"
#include "publish/term.h"
#include "report_sample.h"

static char *said(const struct doc *d, size_t width, bool colour)
{
	struct buf b = { 0 };

	doc_term(&b, d, &(struct term_style){ .width = width, .colour = colour });
	return b.p;
}

/* Columns without escape sequences. */
static size_t columns(struct text line)
{
	struct buf plain = { 0 };
	size_t w;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '\033')
			while (line.p[i] != 'm')
				i++;
		else
			buf_add(&plain, line.p + i, 1);
	}
	w = text_width(buf_view(&plain));
	buf_clear(&plain);
	return w;
}

static size_t widest_line(const char *page)
{
	size_t widest = 0;

	while (*page) {
		size_t n = strcspn(page, "\n"), w = columns((struct text){ page, n });

		widest = w > widest ? w : widest;
		page += n + (page[n] == '\n');
	}
	return widest;
}

static void the_evaluation_fits_every_terminal_in_both_languages(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);

	(void)state;
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		for (size_t width = 40; width <= 200; width++) {
			char *page = said(evaluation_table(&a, r, lang), width, width % 2);

			assert_true(widest_line(page) <= width);
			assert_null(strstr(page, " \n"));
			free(page);
		}
	arena_clear(&a);
}

static void the_evaluation_names_every_kpi_its_status_and_what_is_missing(void **state)
{
	struct arena a = { 0 };
	char *page = said(evaluation_table(&a, report_sample(&a), LANG_JA), 100, false);

	(void)state;
	for (const char **word = (const char *[]){ "ア1 市内総生産額", "（十億円）", "2,496", "2,692", "2023年度",
						   "実績値なし", "7,000以上", "5,345", "✓ 達成", "▾ 悪化", "1,655",
						   "▸ 順調", "速報", "最終判定", "途中経過", "架空の例", NULL };
	     *word; word++)
		if (!strstr(page, *word))
			fail_msg("%s is missing in:\n%s", *word, page);
	free(page);
	arena_clear(&a);
}

static void colour_is_only_there_when_asked_for_and_never_alone(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	char *plain = said(evaluation_table(&a, r, LANG_JA), 80, false);
	char *coloured = said(evaluation_table(&a, r, LANG_JA), 80, true);
	struct buf stripped = { 0 };

	(void)state;
	assert_null(strchr(plain, '\033'));
	assert_non_null(strstr(coloured, "\033[31m"));
	for (const char *p = coloured; *p; p++) {
		if (*p == '\033')
			p = strchr(p, 'm');
		else
			buf_add(&stripped, p, 1);
	}
	assert_string_equal(stripped.p, plain);
	buf_clear(&stripped);
	free(plain);
	free(coloured);
	arena_clear(&a);
}

static void numbers_stand_under_numbers_behind_full_width_names(void **state)
{
	struct arena a = { 0 };
	struct doc *d = doc_new(&a, LANG_JA, TEXT("表"));
	struct node *t = doc_table(d, d->body, "t", TEXT("表の題"), 0), *row = doc_row(d, t);
	char *page;

	(void)state;
	doc_cell(d, row, CELL_HEADER, TEXT("名"));
	doc_cell(d, row, CELL_HEADER | CELL_NUMBER, TEXT("数"));
	row = doc_row(d, t);
	doc_cell(d, row, CELL_HEADER, TEXT("半角ﾊﾝｶｸ"));
	doc_cell(d, row, CELL_NUMBER, TEXT("7"));
	row = doc_row(d, t);
	doc_cell(d, row, CELL_HEADER, TEXT("全角"));
	doc_cell(d, row, CELL_NUMBER, TEXT("6,766"));
	page = said(d, 80, false);
	assert_string_equal(page, "表の題\n"
				  "名           数\n"
				  "--------  -----\n"
				  "半角ﾊﾝｶｸ      7\n"
				  "全角      6,766\n");
	free(page);
	arena_clear(&a);
}

static void no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t width = 20; width < 60; width++) {
		struct doc *d = doc_new(&a, LANG_JA, TEXT("文"));
		char *page;

		doc_paragraph(d, d->body,
			      TEXT("市は、「移住・定住の促進」と「少子化の克服」を柱とし、（８月に）評価する。ＫＰＩは"
				   "７，０００人以上。"));
		page = said(d, width, false);
		for (const char *p = page; (p = strchr(p, '\n')); p++) {
			assert_true(strncmp(p + 1, "、", 3) && strncmp(p + 1, "。", 3) && strncmp(p + 1, "」", 3));
			assert_true(p - page < 3 || strncmp(p - 3, "「", 3));
		}
		free(page);
	}
	arena_clear(&a);
}

static void a_figure_and_its_state_part_between_them_and_nowhere_else(void **state)
{
	struct arena a = { 0 };
	struct doc *d = doc_new(&a, LANG_JA, TEXT("表"));
	struct node *t = doc_table(d, d->body, "t", TEXT("題"), 0), *row = doc_row(d, t);
	char *page;

	(void)state;
	doc_cell(d, row, CELL_HEADER, TEXT("市"));
	doc_cell(d, row, CELL_HEADER | CELL_NUMBER, TEXT("実績"));
	row = doc_row(d, t);
	doc_cell(d, row, CELL_HEADER, TEXT("例示第一二三"));
	doc_cell(d, row, CELL_NUMBER, TEXT("2024年度 確定"));
	page = said(d, 24, false);
	if (!strstr(page, "2024年度\n") || !strstr(page, " 確定\n"))
		fail_msg("%s", page);
	free(page);
	arena_clear(&a);
}

static void help_text_wraps_behind_its_indent_and_by_the_japanese_rules(void **state)
{
	struct buf out = { 0 };

	(void)state;
	buf_puts(&out, "  --kpi  ");
	term_words(&out, TEXT("番号（イ1 など）です。省略できません"), 9, 26);
	assert_string_equal(out.p, "  --kpi  番号（イ1 など）\n"
				   "         です。省略できま\n"
				   "         せん\n");
	buf_reset(&out);
	term_words(&out, TEXT("as long as it is"), 0, 0);
	/* An address is copied whole, so that the terminal may break it. */
	term_words(&out, TEXT("see https://plan.town.example/link/abcdefgh there"), 0, 20);
	assert_string_equal(out.p, "as long as it is\nsee https://plan.town.example/link/abcdefgh there\n");
	buf_clear(&out);
}

static void a_plan_cannot_send_commands_to_the_terminal(void **state)
{
	struct arena a = { 0 };
	struct doc *d = doc_new(&a, LANG_JA, TEXT("文"));
	char *page;

	(void)state;
	doc_paragraph(d, d->body, TEXT("x\033[2Jy\x01z\x7f\xc2\x9b"));
	page = said(d, 80, true);
	assert_string_equal(page, "x[2Jyz\n");
	free(page);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_evaluation_fits_every_terminal_in_both_languages),
		cmocka_unit_test(the_evaluation_names_every_kpi_its_status_and_what_is_missing),
		cmocka_unit_test(colour_is_only_there_when_asked_for_and_never_alone),
		cmocka_unit_test(numbers_stand_under_numbers_behind_full_width_names),
		cmocka_unit_test(no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket),
		cmocka_unit_test(a_figure_and_its_state_part_between_them_and_nowhere_else),
		cmocka_unit_test(help_text_wraps_behind_its_indent_and_by_the_japanese_rules),
		cmocka_unit_test(a_plan_cannot_send_commands_to_the_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
