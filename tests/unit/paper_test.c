/* PDFs as other programs see them: poppler's tools read what sosei-render makes (its pages, words, fonts, structure).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "files/render.h"
#include "publish/paper_plan.h"
#include "publish/site.h"
#include "publish/workbook_doc.h"
#include "report_sample.h"
#include "usecase/paper.h"

#define T(literal) TEXT(literal)

static char folder[] = "/tmp/sosei-paper-XXXXXX";

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	struct arena a = { 0 };
	int failed = system(arena_printf(&a, "rm -r '%s'", folder));

	(void)state;
	arena_clear(&a);
	return failed;
}

/* ---- making ---- */

static struct text tree_of(struct arena *a, const struct paper *p)
{
	json_t *tree = paper_to_json(p);
	char *dumped = json_dumps(tree, 0);
	struct text t = text_of(arena_strdup(a, dumped));

	free(dumped);
	json_decref(tree);
	return t;
}

static struct text pdf_of(struct arena *a, const struct paper *p)
{
	struct renderer r = { .helper = getenv("SOSEI_RENDER") };
	struct text bytes = { 0 };
	struct err err = { 0 };

	if (!render_bytes(a, &bytes, &r, RENDER_PDF, tree_of(a, p), &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	return bytes;
}

/* The path of the file. */
static const char *written(struct arena *a, const struct paper *p)
{
	const char *path = arena_printf(a, "%s/a.pdf", folder);
	struct err err = { 0 };

	if (!paper_write(path, pdf_of(a, p), &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	return path;
}

static const char *output(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
static const char *output(struct arena *a, const char *format, ...)
{
	struct buf lines = { 0 };
	char words[1024], block[4096];
	const char *made;
	va_list list;
	size_t n;
	FILE *f;

	va_start(list, format);
	vsnprintf(words, sizeof words, format, list);
	va_end(list);
	f = popen(words, "r");
	assert_non_null(f);
	while ((n = fread(block, 1, sizeof block, f)))
		buf_add(&lines, block, n);
	assert_int_equal(pclose(f), 0);
	made = text_z(a, buf_view(&lines));
	buf_clear(&lines);
	return made;
}

static void has(const char *words, const char *part)
{
	if (!strstr(words, part))
		fail_msg("no \"%s\" in\n%s", part, words);
}

static void has_not(const char *words, const char *part)
{
	if (strstr(words, part))
		fail_msg("\"%s\" in\n%s", part, words);
}

static int count(const char *words, const char *part)
{
	int n = 0;

	for (const char *at = words; (at = strstr(at, part)); at += strlen(part))
		n++;
	return n;
}

static const char *page_words(struct arena *a, const char *path, int page)
{
	return output(a, "pdftotext -f %d -l %d -layout %s -", page, page, path);
}

static int pages(struct arena *a, const char *path)
{
	const char *at = strstr(output(a, "pdfinfo %s", path), "Pages:");

	assert_non_null(at);
	return (int)strtol(at + strlen("Pages:"), NULL, 10);
}

static struct paper *empty_paper(struct arena *a, enum lang lang, struct doc **d)
{
	struct paper *p = paper_begin(a, lang, T("例示市の文書"), (struct date){ 2021, 8, 31 });

	*d = doc_new(a, lang, T("例示"));
	p->plan = T("例示市まち・ひと・しごと創生推進計画");
	p->owner = T("例示市");
	p->edition = T("2021年8月31日現在");
	doc_heading(*d, (*d)->body, 1, "top", T("例示市の文書"));
	paper_chapter(p, *d, T("a.html"));
	return p;
}

static struct node *table(struct doc *d, int columns)
{
	struct node *t = doc_table(d, d->body, "rows", T("表の題"), 0), *row = doc_row(d, t);

	for (int i = 0; i < columns; i++)
		doc_cell(d, row, CELL_HEADER, text_of(arena_printf(d->arena, "見出し%d", i + 1)));
	return t;
}

/* ---- the document ---- */

static void the_same_paper_gives_the_same_bytes_on_every_day(void **state)
{
	struct arena a = { 0 };
	struct paper *p = paper_of_plan(&a, report_sample(&a), LANG_JA, PAPER_YEAR);
	struct text one = pdf_of(&a, p), two;

	(void)state;
	sleep(1);
	two = pdf_of(&a, p);
	assert_true(one.n > 10000);
	assert_true(text_eq(one, two));
	arena_clear(&a);
}

static void its_dates_and_names_are_those_handed_in(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	const char *info = output(&a, "TZ=Asia/Tokyo pdfinfo %s", written(&a, empty_paper(&a, LANG_JA, &d)));

	(void)state;
	has(info, "Title:           例示市の文書\n");
	has(info, "Author:          例示市\n");
	has(info, "CreationDate:    Tue Aug 31 00:00:00 2021 JST\n");
	has(info, "ModDate:         Tue Aug 31 00:00:00 2021 JST\n");
	has(info, "Tagged:          yes\n");
	has(info, "Page size:       595.276 x 841.89 pts (A4)\n");
	has(info, "Form:            none\n");
	has(info, "JavaScript:      no\n");
	arena_clear(&a);
}

static void all_its_letters_are_of_one_family_and_embedded(void **state)
{
	struct arena a = { 0 };
	struct paper *p = paper_of_plan(&a, report_sample(&a), LANG_JA, PAPER_YEAR);
	const char *fonts = output(&a, "pdffonts %s | tail -n +3", written(&a, p));
	const char *line = fonts;
	int n = 0;

	(void)state;
	while (*line) {
		size_t length = strcspn(line, "\n");
		const char *one = text_z(&a, (struct text){ line, length });

		assert_non_null(strstr(one, "CJKjp-"));
		assert_non_null(strstr(one, " yes yes yes "));
		line += length + (line[length] == '\n');
		n++;
	}
	assert_in_range(n, 2, 3);
	arena_clear(&a);
}

static void every_page_has_its_number_the_plan_and_the_day(void **state)
{
	struct arena a = { 0 };
	const char *path = written(&a, paper_of_plan(&a, report_sample(&a), LANG_EN, PAPER_YEAR));
	int n = pages(&a, path);

	(void)state;
	assert_true(n > 5);
	for (int i = 2; i <= n; i++) {
		const char *words = page_words(&a, path, i);

		has(words, arena_printf(&a, "%d / %d", i, n));
		has(words, "As of ");
	}
	arena_clear(&a);
}

/* ---- structure ---- */

static void headings_tables_and_figures_are_tagged_with_scope_and_words(void **state)
{
	struct arena a = { 0 };
	const char *path = written(&a, paper_of_plan(&a, report_sample(&a), LANG_JA, PAPER_YEAR));
	const char *tree = output(&a, "pdfinfo -struct %s", path);

	(void)state;
	has(tree, "Document\n");
	has(tree, "\n  H1 (block)");
	has(tree, "H2 (block)");
	has(tree, "TH:\n           /Scope /Column");
	has(tree, "/Scope /Row");
	has(tree, "Figure");
	has(output(&a, "strings %s", path), "/S /Figure\n   /Alt <FEFF");
	has(tree, "Caption");
	has(tree, "TOCI");
	has(tree, "LBody");
	has(output(&a, "strings %s", path), "/Lang (ja)");
	arena_clear(&a);
}

static void japanese_in_an_english_paper_is_marked_japanese(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = empty_paper(&a, LANG_EN, &d);
	struct node *n = doc_paragraph(d, d->body, T("The plan is called "));
	const char *file;

	(void)state;
	doc_foreign(d, n, T("例示計画"));
	file = output(&a, "strings %s", written(&a, p));
	has(file, "/S /Span\n   /Lang (ja)");
	has(file, "/Type /Catalog\n   /Lang (en)");
	arena_clear(&a);
}

static void the_words_come_in_reading_order(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = empty_paper(&a, LANG_JA, &d);
	struct node *t = table(d, 2), *row;
	const char *tree;

	(void)state;
	row = doc_row(d, t);
	doc_cell(d, row, CELL_HEADER, T("甲"));
	doc_cell(d, row, CELL_NUMBER, T("123"));
	doc_paragraph(d, d->body, T("おわり"));
	tree = output(&a, "pdfinfo -struct-text %s", written(&a, p));
	assert_true(strstr(tree, "\"見出し1\"") < strstr(tree, "\"見出し2\""));
	assert_true(strstr(tree, "\"見出し2\"") < strstr(tree, "\"甲\""));
	assert_true(strstr(tree, "\"甲\"") < strstr(tree, "\"123\""));
	assert_true(strstr(tree, "\"123\"") < strstr(tree, "\"おわり\""));
	arena_clear(&a);
}

static void links_lead_within_the_paper_or_to_the_web_or_are_words(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = empty_paper(&a, LANG_JA, &d);
	struct doc *other = doc_new(&a, LANG_JA, T("二"));
	const char *file;

	(void)state;
	doc_heading(other, other->body, 1, "second", T("二章"));
	paper_chapter(p, other, T("kpi/b.html"));
	doc_link(other, doc_paragraph(other, other->body, (struct text){ 0 }), T("../a.html#top"), T("一章へ"));
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), T("https://example.jp/x'y"), T("外へ"));
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), T("data/kpis.csv"), T("ない"));
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), T("javascript:alert(1)"), T("悪い"));
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), T("#nowhere"), T("無い所"));
	file = output(&a, "strings %s", written(&a, p));
	has(file, "https://example.jp/x'y");
	has_not(file, "kpis.csv");
	has_not(file, "javascript");
	/* Two chapters in the contents, one link between them, one to the web. */
	assert_int_equal(count(file, "/Subtype /Link"), 4);
	arena_clear(&a);
}

static void bookmarks_follow_the_headings(void **state)
{
	struct arena a = { 0 };
	const char *file =
		output(&a, "strings %s", written(&a, paper_of_plan(&a, report_sample(&a), LANG_EN, PAPER_YEAR)));

	(void)state;
	has(file, "/Type /Outlines");
	has(file, "(Trend)");
	arena_clear(&a);
}

/* ---- tables ---- */

static void a_long_table_repeats_its_header_on_each_page_and_tears_no_row(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = empty_paper(&a, LANG_JA, &d);
	struct node *t = table(d, 3);
	const char *path;
	int n, rows = 0;

	(void)state;
	for (int i = 1; i <= 150; i++) {
		struct node *row = doc_row(d, t);

		doc_cell(d, row, CELL_HEADER, text_of(arena_printf(&a, "first%d", i)));
		doc_cell(d, row, 0,
			 T("説明の文章が二行になるくらいには長く続く説明の文章が二行になるくらいには長く続く"));
		doc_cell(d, row, CELL_NUMBER, text_of(arena_printf(&a, "%d", i * 1000)));
	}
	path = written(&a, p);
	n = pages(&a, path);
	assert_true(n >= 4);
	for (int i = 1; i <= n; i++) {
		const char *words = page_words(&a, path, i);

		assert_int_equal(count(words, "見出し1"), 1);
		assert_int_equal(count(words, "first"), count(words, "000"));
		assert_int_equal(count(words, "first"), count(words, "くらいには長く続く") / 2);
		rows += count(words, "first");
	}
	assert_int_equal(rows, 150);
	/* What is repeated for the eye is read once. */
	assert_int_equal(count(output(&a, "pdfinfo -struct-text %s", path), "\"見出し1\""), 1);
	arena_clear(&a);
}

static void a_row_longer_than_a_page_goes_on_over_pages_and_loses_nothing(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = empty_paper(&a, LANG_JA, &d);
	struct node *t = table(d, 2), *row = doc_row(d, t);
	struct buf b = { 0 };
	const char *words;

	(void)state;
	for (int i = 1; i <= 1500; i++)
		buf_printf(&b, "word%d ", i);
	doc_cell(d, row, CELL_HEADER, T("長い"));
	doc_cell(d, row, 0, buf_view(&b));
	words = output(&a, "pdftotext %s -", written(&a, p));
	for (int i = 1; i <= 1500; i++)
		has(words, arena_printf(&a, "word%d", i));
	assert_true(pages(&a, arena_printf(&a, "%s/a.pdf", folder)) >= 3);
	buf_clear(&b);
	arena_clear(&a);
}

/* No word ends to the right of the text's edge. */
static void within_the_page(struct arena *a, const struct paper *p)
{
	const char *at = output(a, "pdftotext -bbox %s -", written(a, p));
	int n = 0;

	while ((at = strstr(at, "xMax=\""))) {
		double x = strtod(at += strlen("xMax=\""), NULL);

		if (x > 595.276 - 56)
			fail_msg("a word ends at %.1f", x);
		n++;
	}
	assert_true(n > 5);
}

static void very_long_words_stay_on_the_page(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = empty_paper(&a, LANG_JA, &d);
	struct node *t = table(d, 12), *row = doc_row(d, t);
	struct buf b = { 0 };

	(void)state;
	for (int i = 0; i < 400; i++)
		buf_puts(&b, "abcdefghij");
	doc_paragraph(d, d->body, buf_view(&b));
	doc_heading(d, d->body, 2, "long", buf_view(&b));
	doc_code(d, doc_paragraph(d, d->body, (struct text){ 0 }), buf_view(&b));
	doc_cell(d, row, CELL_HEADER, text_slice(buf_view(&b), 0, 300));
	for (int i = 1; i < 12; i++)
		doc_cell(d, row, CELL_NUMBER | CELL_NOWRAP, text_slice(buf_view(&b), 0, 60));
	within_the_page(&a, p);
	buf_clear(&b);
	arena_clear(&a);
}

static void empty_tables_lists_and_documents_are_drawn(void **state)
{
	struct arena a = { 0 };
	struct doc *d, *none = doc_new(&a, LANG_JA, T("無"));
	struct paper *p = empty_paper(&a, LANG_JA, &d), *bare;

	(void)state;
	table(d, 2);
	doc_table(d, d->body, "no-rows", T("行がない"), 0);
	doc_row(d, doc_table(d, d->body, "no-cells", T("欄がない"), 0));
	doc_add(d, d->body, NODE_LIST);
	doc_add(d, d->body, NODE_FACTS);
	doc_add(d, d->body, NODE_FIGURE);
	doc_note(d, d->body, TONE_WARN, T("注"));
	doc_paragraph(d, d->body, (struct text){ 0 });
	has(output(&a, "pdftotext %s -", written(&a, p)), "見出し2");
	bare = paper_begin(&a, LANG_JA, T("白紙"), (struct date){ 2021, 8, 31 });
	paper_chapter(bare, none, (struct text){ 0 });
	assert_int_equal(pages(&a, written(&a, bare)), 1);
	arena_clear(&a);
}

static void a_drawing_that_is_none_leaves_its_words(void **state)
{
	struct arena a = { 0 };
	struct doc *d;
	struct paper *p = empty_paper(&a, LANG_JA, &d);
	struct node *n = doc_add(d, d->body, NODE_FIGURE);

	(void)state;
	n->text = T("図の題");
	n->svg = T("<svg><broken</svg>");
	has(output(&a, "pdftotext %s -", written(&a, p)), "図の題");
	arena_clear(&a);
}

/* ---- when it goes wrong ---- */

static void refused(const struct renderer *r, const struct paper *p, enum err_kind kind, const char *id)
{
	struct arena a = { 0 };
	struct text bytes = { 0 };
	struct err err = { 0 };

	if (render_bytes(&a, &bytes, r, RENDER_PDF, tree_of(&a, p), &err))
		fail_msg("%zu bytes were made; %s expected", bytes.n, id);
	assert_null(bytes.p);
	assert_string_equal(err.msg.id, id);
	assert_int_equal(err.kind, kind);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		assert_null(strchr(msg_say(&a, lang, &err.msg), '{'));
	arena_clear(&a);
}

static void a_missing_font_is_an_error_that_names_its_package(void **state)
{
	struct arena a = { 0 };
	struct renderer r = { .helper = getenv("SOSEI_RENDER"), .fonts = folder };
	struct msg m = msg_make(&a, "render.no-font", "font", "x", NULL);
	struct doc *d;

	(void)state;
	refused(&r, empty_paper(&a, LANG_JA, &d), ERR_SYSTEM, "render.no-font");
	has(msg_say(&a, LANG_EN, &m), "apt install fonts-noto-cjk");
	has(msg_say(&a, LANG_JA, &m), "apt install fonts-noto-cjk");
	arena_clear(&a);
}

static void a_missing_helper_is_said(void **state)
{
	struct arena a = { 0 };
	struct renderer r = { .helper = "/nonexistent/sosei-render" };
	struct doc *d;

	(void)state;
	refused(&r, empty_paper(&a, LANG_JA, &d), ERR_SYSTEM, "render.helper-missing");
	arena_clear(&a);
}

/* The imposter does what the title says. */
static void a_helper_that_misbehaves_is_ended(void **state)
{
	static const struct {
		const char *title, *id;
		enum err_kind kind;
	} cases[] = {
		{ "crash", "render.ended", ERR_SYSTEM },
		{ "flood", "render.too-long", ERR_INPUT },
		{ "loop", "render.timeout", ERR_SYSTEM },
		{ "hang", "render.timeout", ERR_SYSTEM },
	};
	struct renderer r = { .helper = getenv("SOSEI_ESCAPE"), .deadline_ms = 700, .bytes_max = 1 << 20 };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *d;
		struct paper *p = empty_paper(&a, LANG_JA, &d);

		p->title = text_of(cases[i].title);
		refused(&r, p, cases[i].kind, cases[i].id);
	}
	arena_clear(&a);
}

static void a_paper_over_the_ceiling_is_refused(void **state)
{
	struct arena a = { 0 };
	struct renderer r = { .helper = getenv("SOSEI_RENDER"), .bytes_max = 5000 };
	struct doc *d;

	(void)state;
	refused(&r, empty_paper(&a, LANG_JA, &d), ERR_INPUT, "render.too-long");
	arena_clear(&a);
}

static void a_paper_that_takes_too_long_is_given_up(void **state)
{
	struct arena a = { 0 };
	struct renderer r = { .helper = getenv("SOSEI_RENDER"), .deadline_ms = 1 };
	struct doc *d;

	(void)state;
	refused(&r, empty_paper(&a, LANG_JA, &d), ERR_SYSTEM, "render.timeout");
	arena_clear(&a);
}

static void a_tree_that_is_none_is_refused(void **state)
{
	static const char *const trees[] = {
		"{}",
		"{\"as_of\":\"2021-08-31\",\"chapters\":[]}",
		"{\"as_of\":\"2021-02-31\",\"chapters\":[{\"body\":{\"kind\":\"body\"}}]}",
		"{\"as_of\":\"2021-08-31\",\"chapters\":[{\"body\":{\"kind\":\"table\"}}]}",
		"{\"as_of\":\"2021-08-31\",\"chapters\":[{\"body\":{\"kind\":\"body\",\"in\":[{\"kind\":\"cell\"}]}}]}",
		"{\"as_of\":\"2021-08-31\",\"chapters\":[{\"body\":{\"kind\":\"body\",\"in\":[{\"kind\":\"table\","
		"\"in\":["
		"{\"kind\":\"row\",\"in\":[{\"kind\":\"cell\",\"span\":100000}]}]}]}}]}",
		"{\"as_of\":\"2021-08-31\",\"chapters\":[{\"body\":{\"kind\":\"body\",\"in\":[{\"kind\":\"other\"}]}}]"
		"}",
		"[1,2",
	};
	struct renderer r = { .helper = getenv("SOSEI_RENDER") };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
		struct text bytes = { 0 };
		struct err err = { 0 };

		if (render_bytes(&a, &bytes, &r, RENDER_PDF, text_of(trees[i]), &err))
			fail_msg("%s was drawn", trees[i]);
		assert_string_equal(err.msg.id, "render.bad-tree");
	}
	arena_clear(&a);
}

static void a_file_is_written_whole_or_not_at_all(void **state)
{
	struct arena a = { 0 };
	const char *path = arena_printf(&a, "%s/whole", folder);
	const char *nowhere = arena_printf(&a, "%s/absent/x.pdf", folder);
	struct err err = { 0 };
	struct stat st;
	mode_t mask = umask(022);

	(void)state;
	assert_true(paper_write(path, T("first"), &err));
	assert_true(paper_write(path, T("second"), &err));
	umask(mask);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, strlen("second"));
	assert_int_equal(st.st_mode & 0777, 0644);
	assert_false(paper_write(nowhere, T("x"), &err));
	assert_string_equal(err.msg.id, "paper.cannot-write");
	assert_string_equal(output(&a, "ls '%s' | grep -c new || true", folder), "0\n");
	arena_clear(&a);
}

/* ---- one tree, three formats ---- */

static void every_page_of_the_site_survives_the_codec(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	site_file_list files = { 0 };
	size_t n = 0;

	(void)state;
	site_files(&a, r, &files);
	for (size_t i = 0; i < files.n; i++) {
		struct doc *d = site_document(&a, r, &files.at[i]), *again;
		json_t *one, *two;
		struct err err = { 0 };

		if (!d)
			continue;
		one = doc_to_json(d);
		if (!doc_from_json(&a, &again, one, &err))
			fail_msg("%s", msg_say(&a, LANG_EN, &err.msg));
		two = doc_to_json(again);
		assert_true(json_equal(one, two));
		json_decref(one);
		json_decref(two);
		n++;
	}
	assert_true(n > 10);
	arena_clear(&a);
}

static void the_verdicts_are_the_same_words_on_paper_as_in_the_tree(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	const char *words = output(&a, "pdftotext -raw %s - | tr -d '\\n '",
				   written(&a, paper_of_plan(&a, r, LANG_JA, PAPER_VERDICTS)));

	(void)state;
	for (size_t i = 0; i < r->kpis.n; i++)
		has(words, text_z(&a, r->kpis.at[i].kpi->name));
	arena_clear(&a);
}

/* ---- the papers of the review year, from the example's store ---- */

static const char *printed(struct arena *a, const char *command)
{
	output(a, "SOSEI_ACTOR=test '%s' init --example sample-city --store '%s/s.db' >/dev/null 2>&1 || true",
	       getenv("SOSEI_BIN"), folder);
	return output(
		a,
		"cd '%s' && '%s' %s p.pdf --store s.db --lang ja >/dev/null && pdftotext -raw p.pdf - | tr -d '\\n '",
		folder, getenv("SOSEI_BIN"), command);
}

static void the_packet_holds_the_frozen_numbers_and_the_self_assessments(void **state)
{
	struct arena a = { 0 };
	const char *words = printed(&a, "review print --review 2025-09");

	(void)state;
	has(words, "効果検証委員会資料");
	has(words, "記録番号");
	has(words, "所管課の自己評価");
	has(words, "推移の図");
	has(words, "19組を受け入れた"); /* what became of the promises of the year before */
	has_not(words, "委員会意見");
	has_not(words, "農業委員会と月１回の調整会議"); /* what will be promised this year */
	arena_clear(&a);
}

/* A frozen review of two KPIs; of ア1 the expert has declared an interest. */
static const char *const conflict[] = {
	"init",
	"plan adopt c.yaml --plan rei --certified 2020-03-30",
	"section add kikaku --name 企画課",
	"kpi set --kpi ア1 --setting owner --value kikaku --because x",
	"kpi set --kpi イ1 --setting owner --value kikaku --because x",
	"value record --kpi ア1 --period FY2020 --value 4711 --state final --published 2021-05 --source x",
	"value record --kpi イ1 --period FY2020 --value 3344 --state final --published 2021-05 --source x",
	"account add kin --name 例示 --roles expert",
	"member add m1 --name 例示 --field 金 --from 2021-04-01 --to 2023-03-31 --login kin",
	"review open --held 2021-08 --about FY2020",
	"review assess --kpi ア1 --did 秘密の相談窓口 --analysis y --direction 継続",
	"review assess --kpi イ1 --did 子育て支援 --analysis y --direction 継続",
	"review freeze",
	"review invite m1",
	"review declare --conflicts kpi:ア1 --member m1",
};

static void the_packet_of_who_declared_an_interest_lacks_the_item_in_every_table(void **state)
{
	struct arena a = { 0 };
	const char *bin = getenv("SOSEI_BIN"), *words;

	(void)state;
	output(&a,
	       "cd '%s' && printf '%%s\\n' 'title: 例示町計画' 'kpis:' "
	       "'  - {key: ア1, project: ア, name: 起業, unit: 件, baseline: {text: \"10\", period: FY2018}, "
	       "target: {text: \"20\", due: FY2024}}' "
	       "'  - {key: イ1, project: イ, name: 出生, unit: 人, baseline: {text: \"300\", period: FY2018}, "
	       "target: {text: \"330\", due: FY2024}}' > c.yaml",
	       folder);
	for (size_t i = 0; i < sizeof conflict / sizeof *conflict; i++)
		output(&a, "cd '%s' && SOSEI_NOW=2021-08-01T03:00:00Z '%s' %s --store c.db >/dev/null", folder, bin,
		       conflict[i]);
	for (int expert = 0; expert < 2; expert++) {
		words = output(&a,
			       "cd '%s' && '%s' review print c.pdf --store c.db --lang ja %s >/dev/null && "
			       "pdftotext -raw c.pdf - | tr -d '\\n ,'",
			       folder, bin, expert ? "--as kin" : "");
		(expert ? has_not : has)(words, "4711");
		(expert ? has_not : has)(words, "秘密の相談窓口");
		has(words, "3344");
		has(words, "子育て支援");
	}
	/* What is corrected after the freeze stands beside the figure, and changes no verdict of the packet. */
	output(&a,
	       "cd '%s' && SOSEI_NOW=2021-08-02T03:00:00Z '%s' value record --kpi イ1 --period FY2020 --value 250 "
	       "--state final "
	       "--published 2021-07 --source x --corrects 6 --because 誤り --store c.db >/dev/null",
	       folder, bin);
	words = output(
		&a,
		"cd '%s' && '%s' review print c.pdf --store c.db --lang ja >/dev/null && pdftotext -raw c.pdf - | "
		"tr -d '\\n ,'",
		folder, bin);
	has(words, "3344");
	has(words, "達成");
	has_not(words, "悪化");
	has_not(words, "基準値を下回");
	arena_clear(&a);
}

static void the_report_holds_findings_dissent_answers_and_decisions(void **state)
{
	struct arena a = { 0 };
	const char *words = printed(&a, "review print --review 2025-09 --of report");

	(void)state;
	has(words, "効果検証報告書");
	has(words, "委員の評価及び意見");
	has(words, "委員会意見");
	has(words, "少数意見");
	has(words, "対応方針");
	has(words, "決定した方向性");
	has(words, "クリッペンドルフのα（順序尺度）");
	arena_clear(&a);
}

static void the_hand_over_sheet_holds_what_the_section_owns(void **state)
{
	struct arena a = { 0 };
	const char *words = printed(&a, "section print --section jutaku");

	(void)state;
	has(words, "事務引継書（住宅課）");
	has(words, "管理不全の空き家の件数");
	has(words, "60以下（2026年度）");
	has(words, "86（2021年度）"); /* without the mark of the plan's note */
	has(words, "空き家の活用と除却");
	has(words, "後任者");
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_paper_gives_the_same_bytes_on_every_day),
		cmocka_unit_test(its_dates_and_names_are_those_handed_in),
		cmocka_unit_test(all_its_letters_are_of_one_family_and_embedded),
		cmocka_unit_test(every_page_has_its_number_the_plan_and_the_day),
		cmocka_unit_test(headings_tables_and_figures_are_tagged_with_scope_and_words),
		cmocka_unit_test(japanese_in_an_english_paper_is_marked_japanese),
		cmocka_unit_test(the_words_come_in_reading_order),
		cmocka_unit_test(links_lead_within_the_paper_or_to_the_web_or_are_words),
		cmocka_unit_test(bookmarks_follow_the_headings),
		cmocka_unit_test(a_long_table_repeats_its_header_on_each_page_and_tears_no_row),
		cmocka_unit_test(a_row_longer_than_a_page_goes_on_over_pages_and_loses_nothing),
		cmocka_unit_test(very_long_words_stay_on_the_page),
		cmocka_unit_test(empty_tables_lists_and_documents_are_drawn),
		cmocka_unit_test(a_drawing_that_is_none_leaves_its_words),
		cmocka_unit_test(a_missing_font_is_an_error_that_names_its_package),
		cmocka_unit_test(a_missing_helper_is_said),
		cmocka_unit_test(a_helper_that_misbehaves_is_ended),
		cmocka_unit_test(a_paper_over_the_ceiling_is_refused),
		cmocka_unit_test(a_paper_that_takes_too_long_is_given_up),
		cmocka_unit_test(a_tree_that_is_none_is_refused),
		cmocka_unit_test(a_file_is_written_whole_or_not_at_all),
		cmocka_unit_test(every_page_of_the_site_survives_the_codec),
		cmocka_unit_test(the_verdicts_are_the_same_words_on_paper_as_in_the_tree),
		cmocka_unit_test(the_packet_holds_the_frozen_numbers_and_the_self_assessments),
		cmocka_unit_test(the_packet_of_who_declared_an_interest_lacks_the_item_in_every_table),
		cmocka_unit_test(the_report_holds_findings_dissent_answers_and_decisions),
		cmocka_unit_test(the_hand_over_sheet_holds_what_the_section_owns),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
