/* What sosei-render does, in a process that looks for leaks; and the pass over cairo's file, given wrong files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "publish/paper_plan.h"
#include "publish/workbook_doc.h"
#include "render/pdf.h"
#include "render/pdf_font_trim.h"
#include "render/pdf_tag.h"
#include "render/xlsx.h"
#include "report_sample.h"

/* Fontconfig, pango and glib keep what they have read for the life of the process; cairo 1.16's writer of fonts forgets
 * an array of each font that it embeds. Ours is everything else. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libpango\nleak:libglib\nleak:librsvg\nleak:libcairo\n";
}

static struct text made(struct arena *a, struct text words)
{
	struct paper *p = paper_begin(a, LANG_JA, TEXT("例示"), (struct date){ 2021, 8, 31 });
	struct doc *d = doc_new(a, LANG_JA, TEXT("例示"));
	struct buf b = { 0 };
	struct err err = { 0 };
	struct text bytes;

	doc_paragraph(d, d->body, words);
	paper_chapter(p, d, (struct text){ 0 });
	assert_int_equal(render_pdf(&b, p, NULL, &err), PDF_DONE);
	bytes = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return bytes;
}

/* The first font's program. */
static unsigned char *font_of(struct arena *a, struct text pdf, size_t *n)
{
	size_t at = text_find(pdf, TEXT("/Subtype /CIDFontType0C"));
	struct text rest = text_slice(pdf, at, pdf.n);
	uLongf size = 4 << 20;
	unsigned char *font = (unsigned char *)arena_alloc(a, size);
	z_stream z = { 0 };

	assert_true(at != SIZE_MAX);
	rest = text_slice(rest, text_find(rest, TEXT("stream\n")) + strlen("stream\n"), rest.n);
	z.next_in = (Bytef *)(uintptr_t)rest.p;
	z.avail_in = (uInt)rest.n;
	z.next_out = font;
	z.avail_out = (uInt)size;
	assert_int_equal(inflateInit(&z), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	*n = z.total_out;
	inflateEnd(&z);
	return font;
}

static void nothing_leaks_and_twice_is_the_same(void **state)
{
	for (int of = 0; of < PAPER_OF_COUNT; of++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct arena a = { 0 };
			const struct plan_report *r = report_sample(&a);
			struct paper *p = paper_of_plan(&a, r, (enum lang)lang, (enum paper_of)of);
			struct buf one = { 0 }, two = { 0 }, sheet = { 0 }, again = { 0 };
			struct err err = { 0 };

			assert_int_equal(render_pdf(&one, p, NULL, &err), PDF_DONE);
			assert_int_equal(render_pdf(&two, p, NULL, &err), PDF_DONE);
			assert_true(text_eq(buf_view(&one), buf_view(&two)));
			assert_true(render_xlsx(&sheet, workbook_of_paper(p), &err));
			assert_true(render_xlsx(&again, workbook_of_paper(p), &err));
			assert_true(text_eq(buf_view(&sheet), buf_view(&again)));
			buf_clear(&one);
			buf_clear(&two);
			buf_clear(&sheet);
			buf_clear(&again);
			arena_clear(&a);
		}
	(void)state;
}

/* 文 and 亡 share a subroutine over which cairo stumbles; it then keeps 870 KB. */
static void a_font_holds_only_what_its_glyphs_call(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_in_range(made(&a, TEXT("文亡")).n, 10000, 120000);
	arena_clear(&a);
}

static void a_font_is_trimmed_to_itself(void **state)
{
	struct arena a = { 0 };
	size_t n;
	unsigned char *font = font_of(&a, made(&a, TEXT("文亡 計画の目標 abc")), &n);
	char *before = arena_memdup(&a, font, n);

	(void)state;
	assert_true(pdf_font_trim(font, n));
	assert_memory_equal(font, before, n);
	arena_clear(&a);
}

static void a_font_that_is_none_is_left_alone_or_changed_within_itself(void **state)
{
	struct arena a = { 0 };
	unsigned seed = 20210831;
	size_t n;
	unsigned char *font = font_of(&a, made(&a, TEXT("文亡 計画の目標 abc")), &n);

	(void)state;
	print_message("# seed %u\n", seed);
	for (int i = 0; i < 3000; i++) {
		/* A block of its own, so that a step beyond it is seen. */
		size_t size = i % 3 ? n : (size_t)rand_r(&seed) % n;
		unsigned char *copy = malloc(size + 1);

		assert_non_null(copy);
		memcpy(copy, font, size);
		for (int k = 0; k < 1 + i % 8 && size; k++)
			copy[(size_t)rand_r(&seed) % (i % 2        ? size
						      : size < 600 ? size
								   : 600)] = (unsigned char)rand_r(&seed);
		(void)pdf_font_trim(copy, size);
		free(copy);
	}
	arena_clear(&a);
}

static void a_file_with_another_tree_is_refused(void **state)
{
	struct arena a = { 0 };
	struct pdf_tags tags = { .arena = &a };
	struct text pdf = made(&a, TEXT("本文"));
	struct buf out = { 0 };

	(void)state;
	/* One tag too few, then one of another name. */
	*LIST_ADD(&a, &tags.list) = (struct pdf_tag){ .name = "Document" };
	assert_false(pdf_tags_write(&out, &tags, pdf, LANG_JA));
	*LIST_ADD(&a, &tags.list) = (struct pdf_tag){ .name = "H1" };
	assert_false(pdf_tags_write(&out, &tags, pdf, LANG_JA));
	tags.list.at[1].name = "P";
	assert_true(pdf_tags_write(&out, &tags, pdf, LANG_JA));
	buf_clear(&out);
	arena_clear(&a);
}

static void a_file_that_is_cut_or_spoiled_does_no_harm(void **state)
{
	struct arena a = { 0 };
	struct pdf_tags tags = { .arena = &a };
	struct text pdf = made(&a, TEXT("本文"));
	unsigned seed = 20210901;

	(void)state;
	*LIST_ADD(&a, &tags.list) = (struct pdf_tag){ .name = "Document" };
	*LIST_ADD(&a, &tags.list) = (struct pdf_tag){ .name = "P" };
	print_message("# seed %u\n", seed);
	for (int i = 0; i < 300; i++) {
		size_t size = i % 2 ? pdf.n : (size_t)rand_r(&seed) % pdf.n;
		char *copy = malloc(size + 1);
		struct buf out = { 0 };

		assert_non_null(copy);
		memcpy(copy, pdf.p, size);
		for (int k = 0; k < 4 && size > 3000; k++)
			copy[size - 1 - (size_t)rand_r(&seed) % 3000] = (char)('0' + rand_r(&seed) % 10);
		(void)pdf_tags_write(&out, &tags, (struct text){ copy, size }, LANG_JA);
		buf_clear(&out);
		free(copy);
	}
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_leaks_and_twice_is_the_same),
		cmocka_unit_test(a_font_holds_only_what_its_glyphs_call),
		cmocka_unit_test(a_font_is_trimmed_to_itself),
		cmocka_unit_test(a_font_that_is_none_is_left_alone_or_changed_within_itself),
		cmocka_unit_test(a_file_with_another_tree_is_refused),
		cmocka_unit_test(a_file_that_is_cut_or_spoiled_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
