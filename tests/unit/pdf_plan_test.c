/* The certified text, put through a PDF whose font is not embedded, reads as the same plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "files/reader.h"
#include "plan/json.h"
#include "plan/read.h"

#include "../pdf.h"
#include "../scan.h"

/* A PDF has no spaces, only gaps, and other lines. */
static json_t *without_spaces_and_lines(const json_t *v)
{
	struct buf out = { 0 };
	const char *key;
	size_t i;
	json_t *item, *made;

	if (json_is_string(v)) {
		struct text t = { json_string_value(v), json_string_length(v) };

		while (t.n) {
			uint32_t c = text_next(&t);

			if (c != ' ' && c != 0x3000)
				buf_char(&out, c);
		}
		made = json_text(buf_view(&out));
		buf_clear(&out);
		return made;
	}
	if (json_is_array(v)) {
		made = json_array();
		json_array_foreach (v, i, item)
			json_array_append_new(made, without_spaces_and_lines(item));
		return made;
	}
	if (!json_is_object(v))
		return json_deep_copy(v);
	made = json_object();
	json_object_foreach ((json_t *)(uintptr_t)v, key, item)
		if (strcmp(key, "lines") != 0)
			json_object_set_new(made, key, without_spaces_and_lines(item));
	return made;
}

static json_t *plan_of(struct arena *a, struct text t)
{
	struct plan plan = { 0 };
	remark_list remarks = { 0 };
	struct err err = { 0 };
	json_t *json, *bare;

	if (!plan_read(a, &plan, &remarks, t, "plan", &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	json = plan_to_json(&plan);
	bare = without_spaces_and_lines(json);
	json_decref(json);
	return bare;
}

static void same_plan(const char *path, enum pdf_font font)
{
	struct reader reader = { .helper = getenv("SOSEI_READER") };
	struct arena a = { 0 };
	struct text plain = scan_file(&a, path), read = { 0 };
	struct pdf p = { .font = font };
	struct err err = { 0 };
	json_t *want, *got;

	pdf_flow(&p, plain);
	if (!reader_pdf_text(&a, &read, &reader, pdf_bytes(&a, &p), "plan.pdf", &err))
		fail_msg("%s", msg_say(&a, LANG_EN, &err.msg));
	want = plan_of(&a, plain);
	got = plan_of(&a, read);
	if (!json_equal(want, got)) {
		char *x = json_dumps(want, JSON_INDENT(1)), *y = json_dumps(got, JSON_INDENT(1));
		struct text as_text = text_of(x), as_pdf = text_of(y);

		while (as_text.n && as_pdf.n) {
			struct text l = text_slice(as_text, 0, text_find(as_text, TEXT("\n")));
			struct text m = text_slice(as_pdf, 0, text_find(as_pdf, TEXT("\n")));

			if (!text_eq(l, m))
				fail_msg("text: %.*s\npdf:  %.*s", (int)l.n, l.p, (int)m.n, m.p);
			as_text = text_slice(as_text, l.n + 1, as_text.n);
			as_pdf = text_slice(as_pdf, m.n + 1, as_pdf.n);
		}
		fail_msg("they differ in length");
	}
	json_decref(want);
	json_decref(got);
	arena_clear(&a);
}

static void kumamoto_reads_as_the_same_plan(enum pdf_font font)
{
	struct arena a = { 0 };
	const char *path = arena_printf(&a, "%s/../seeds/kumamoto-plan.txt", getenv("SOSEI_DATA"));

	if (access(path, R_OK) == 0) {
		same_plan(path, font);
		arena_clear(&a);
		return;
	}
	print_message("# skipped: %s is not there\n", path);
	arena_clear(&a);
	skip();
}

static void the_certified_plan_as_a_pdf_in_unicode_is_the_same_plan(void **state)
{
	(void)state;
	kumamoto_reads_as_the_same_plan(PDF_UNIJIS);
}

static void the_certified_plan_as_a_pdf_in_shift_jis_is_the_same_plan(void **state)
{
	(void)state;
	kumamoto_reads_as_the_same_plan(PDF_RKSJ);
}

static void an_invented_plan_as_a_pdf_is_the_same_plan(void **state)
{
	struct arena a = { 0 };

	(void)state;
	same_plan(arena_printf(&a, "%s/examples/sample-city/plan-2022.txt", getenv("SOSEI_ROOT")), PDF_UNIJIS);
	arena_clear(&a);
}

/* What `sosei plan read FILE --json` prints. */
static json_t *asked_of_the_program(const char *path)
{
	FILE *out = tmpfile();
	pid_t child = fork();
	json_t *answer;
	int status = -1;

	if (child == 0) {
		dup2(fileno(out), 1);
		execl(getenv("SOSEI_BIN"), "sosei", "plan", "read", path, "--json", NULL);
		_exit(99);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	rewind(out);
	answer = json_loadf(out, 0, NULL);
	fclose(out);
	assert_non_null(answer);
	return answer;
}

static void the_program_reads_a_pdf_with_the_reader_beside_it(void **state)
{
	struct arena a = { 0 };
	char path[] = "/tmp/sosei-plan-XXXXXX";
	struct pdf p = { .font = PDF_UNIJIS };
	FILE *f = fdopen(mkstemp(path), "w");
	struct text bytes;
	json_t *answer;

	(void)state;
	pdf_flow(&p, scan_file(&a, arena_printf(&a, "%s/examples/sample-city/plan-2022.txt", getenv("SOSEI_ROOT"))));
	bytes = pdf_bytes(&a, &p);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	fclose(f);
	answer = asked_of_the_program(path);
	unlink(path);
	assert_true(text_find(json_get_text(answer, "title"), TEXT("例示市")) != SIZE_MAX);
	assert_true(json_array_size(json_object_get(answer, "kpis")) >= 5);
	json_decref(answer);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_certified_plan_as_a_pdf_in_unicode_is_the_same_plan),
		cmocka_unit_test(the_certified_plan_as_a_pdf_in_shift_jis_is_the_same_plan),
		cmocka_unit_test(an_invented_plan_as_a_pdf_is_the_same_plan),
		cmocka_unit_test(the_program_reads_a_pdf_with_the_reader_beside_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
