#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "files/reader.h"
#include "files/sandbox.h"
#include "files/source.h"

#include "../pdf.h"

/* Set by meson: the programs beside `sosei`. */
static struct reader the_reader(void)
{
	return (struct reader){ .helper = getenv("SOSEI_READER") };
}

static struct reader the_imposter(void)
{
	return (struct reader){ .helper = getenv("SOSEI_ESCAPE"), .deadline_ms = 500 };
}

static struct text read_with(struct arena *a, const struct reader *r, struct text pdf)
{
	struct text t = { 0 };
	struct err err = { 0 };

	if (!reader_pdf_text(a, &t, r, pdf, "plan.pdf", &err))
		fail_msg("%s", msg_say(a, LANG_EN, &err.msg));
	return t;
}

static struct text read_pdf(struct arena *a, struct text pdf)
{
	struct reader r = the_reader();

	return read_with(a, &r, pdf);
}

static void refused(const struct reader *r, struct text pdf, enum err_kind kind, const char *id)
{
	struct arena a = { 0 };
	struct text t = { 0 };
	struct err err = { 0 };

	if (reader_pdf_text(&a, &t, r, pdf, "plan.pdf", &err))
		fail_msg("was read as \"%s\"; %s expected", text_z(&a, t), id);
	assert_null(t.p);
	assert_string_equal(err.msg.id, id);
	assert_int_equal(err.kind, kind);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *said = msg_say(&a, lang, &err.msg);

		assert_non_null(strstr(said, "plan.pdf"));
		assert_null(strchr(said, '{'));
	}
	arena_clear(&a);
}

static struct text one_line(struct arena *a, enum pdf_font font, const char *line)
{
	struct pdf p = { .font = font };

	pdf_page(&p);
	pdf_put(&p, 80, 100, 10, text_of(line));
	return pdf_bytes(a, &p);
}

static void ascii_text_is_read(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_true(text_is(text_trim(read_pdf(&a, one_line(&a, PDF_HELVETICA, "Regional plan 60.70"))),
			    "Regional plan 60.70"));
	arena_clear(&a);
}

static void japanese_text_in_a_font_that_is_not_embedded_is_read(void **state)
{
	static const char line[] = "地域再生計画の名称①：7,000以上～２０２３年度（人/ha）髙";
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(text_z(&a, text_trim(read_pdf(&a, one_line(&a, PDF_UNIJIS, line)))), line);
	assert_string_equal(text_z(&a, text_trim(read_pdf(&a, one_line(&a, PDF_RKSJ, line)))), line);
	arena_clear(&a);
}

static void radicals_of_pdf_fonts_become_whole_characters(void **state)
{
	struct arena a = { 0 };

	(void)state;
	/* UniJIS maps these code points to the whole characters' glyphs, or to none; the helper's text shows what comes
	 * out. */
	assert_string_equal(text_z(&a, text_trim(read_pdf(&a, one_line(&a, PDF_UNIJIS, "目標 長")))), "目標 長");
	arena_clear(&a);
}

static void a_plan_of_several_pages_keeps_its_order(void **state)
{
	struct arena a = { 0 };
	struct buf plain = { 0 };
	struct pdf p = { .font = PDF_UNIJIS };
	struct text t;
	size_t at = 0;

	(void)state;
	for (int i = 0; i < 200; i++)
		buf_printf(&plain, "%d行目：例示市の全域\n", i);
	pdf_flow(&p, buf_view(&plain));
	assert_true(p.n > 3);
	t = read_pdf(&a, pdf_bytes(&a, &p));
	for (int i = 0; i < 200; i++) {
		size_t found =
			text_find(text_slice(t, at, t.n), text_of(arena_printf(&a, "%d行目：例示市の全域\n", i)));

		assert_int_not_equal(found, SIZE_MAX);
		at += found + 1;
	}
	assert_int_equal(text_find(t, TEXT("\f")), SIZE_MAX);
	buf_clear(&plain);
	arena_clear(&a);
}

/* Cells are centred in their rows, as word processors do: lines of one row stand at different heights. */
static void a_table_comes_row_by_row_with_its_names_whole(void **state)
{
	struct arena a = { 0 };
	struct pdf p = { .font = PDF_UNIJIS };

	(void)state;
	pdf_page(&p);
	pdf_put(&p, 85, 120, 10.5, TEXT("ア"));
	pdf_put(&p, 140, 100, 10.5, TEXT("市内総生産額（十億円）"));
	pdf_put(&p, 290, 100, 10.5, TEXT("2,496"));
	pdf_put(&p, 380, 100, 10.5, TEXT("2,692"));
	pdf_put(&p, 140, 132, 10.5, TEXT("居住誘導区域の人口"));
	pdf_put(&p, 140, 150, 10.5, TEXT("密度（人/ha）"));
	pdf_put(&p, 290, 141, 10.5, TEXT("60.5"));
	pdf_put(&p, 380, 141, 10.5, TEXT("60.7"));
	pdf_put(&p, 85, 190, 10.5, TEXT("５　地域再生を図るために行う事業"));
	assert_string_equal(text_z(&a, text_trim(read_pdf(&a, pdf_bytes(&a, &p)))),
			    "ア\n市内総生産額（十億円） 2,496 2,692\n居住誘導区域の人口\n密度（人/ha）\n60.5 60.7\n５ "
			    "地域再生を図るために行う事業");
	arena_clear(&a);
}

static void a_source_that_is_a_pdf_gives_its_text(void **state)
{
	struct arena a = { 0 };
	struct source_file f;
	struct err err = { 0 };
	struct text pdf = one_line(&a, PDF_UNIJIS, "地域再生計画");

	(void)state;
	/* The helper stands beside this test. */
	if (!source_decode(&a, &f, pdf, "plan.pdf", &err))
		fail_msg("%s", msg_say(&a, LANG_EN, &err.msg));
	assert_int_equal(f.format, SOURCE_PDF);
	assert_string_equal(f.encoding, "PDF");
	assert_true(text_is(text_trim(f.utf8), "地域再生計画"));
	assert_true(text_eq(f.bytes, pdf));
	arena_clear(&a);
}

static void a_broken_pdf_is_refused_with_what_is_wrong(void **state)
{
	struct arena a = { 0 };
	struct reader r = the_reader();
	struct pdf locked = { .trailer = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
					 "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 "
					 "/O <0000000000000000000000000000000000000000000000000000000000000000> "
					 "/U <0000000000000000000000000000000000000000000000000000000000000000> >>" };
	struct pdf blank = { 0 };
	struct text whole = one_line(&a, PDF_UNIJIS, "地域再生計画の名称");

	(void)state;
	refused(&r, text_slice(whole, 0, whole.n / 2), ERR_INPUT, "reader.pdf-cut-off");
	refused(&r, TEXT("%PDF-1.5\nnothing of the kind\n%%EOF\n"), ERR_INPUT, "reader.pdf-damaged");
	pdf_page(&locked);
	pdf_put(&locked, 80, 100, 10, TEXT("secret"));
	refused(&r, pdf_bytes(&a, &locked), ERR_INPUT, "reader.pdf-locked");
	pdf_page(&blank);
	refused(&r, pdf_bytes(&a, &blank), ERR_INPUT, "reader.no-text");
	arena_clear(&a);
}

static void too_much_text_and_too_much_time_end_the_helper(void **state)
{
	struct arena a = { 0 };
	struct reader r = the_reader();
	struct pdf many = { 0 };

	(void)state;
	pdf_page(&many);
	for (int i = 0; i < 40; i++)
		pdf_put(&many, 80, 60 + 15 * i, 10, TEXT("a line of which there are forty"));
	r.text_max = 1 << 10;
	refused(&r, pdf_bytes(&a, &many), ERR_INPUT, "reader.too-long");
	r.deadline_ms = 1;
	refused(&r, one_line(&a, PDF_UNIJIS, "地域再生計画"), ERR_INPUT, "reader.timeout");
	arena_clear(&a);
}

static void a_helper_that_floods_loops_crashes_or_does_not_end_is_ended(void **state)
{
	struct reader r = the_imposter();

	(void)state;
	refused(&r, TEXT("%PDF- loop %%EOF"), ERR_INPUT, "reader.timeout");
	refused(&r, TEXT("%PDF- flood %%EOF"), ERR_INPUT, "reader.too-long");
	refused(&r, TEXT("%PDF- crash %%EOF"), ERR_INPUT, "reader.pdf-damaged");
	refused(&r, TEXT("%PDF- hang %%EOF"), ERR_INPUT, "reader.timeout");
	/* Its own limit of processor time. */
	r.deadline_ms = 20000;
	refused(&r, TEXT("%PDF- loop %%EOF"), ERR_INPUT, "reader.timeout");
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void a_missing_helper_is_said_so(void **state)
{
	struct reader r = { .helper = "/nonexistent/sosei-reader" };

	(void)state;
	refused(&r, TEXT("%PDF- %%EOF"), ERR_SYSTEM, "reader.helper-missing");
}

/* Runs one attempt to get out; its exit status. `room`: NULL for a PDF's, "table". */
static int attempt(const char *what, const char *room)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		execle(getenv("SOSEI_ESCAPE"), "escape", what, room, NULL,
		       (char *[]){ NULL }); /* as the reader: no environment */
		_exit(2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void held_in(const char *room, const char *what)
{
	int status = attempt(what, room);

	if (!WIFEXITED(status))
		fail_msg("%s: ended by signal %d", what, WTERMSIG(status));
	if (WEXITSTATUS(status) == 77) {
		print_message("# skipped: %s (this kernel has no Landlock)\n", what);
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void held(const char *what)
{
	held_in(NULL, what);
}

static void who_cuts_tables_opens_no_file_and_runs_nothing(void **state)
{
	(void)state;
	held_in("table", "opening");
	held_in("table", "running");
	/* Who becomes pdftotext has to open its libraries: there the same attempt gets out. */
	assert_int_equal(WEXITSTATUS(attempt("opening", NULL)), 1);
}

static void who_cuts_tables_has_every_other_wall_too(void **state)
{
	static const char *const walls[] = { "sockets",  "writing", "reading", "executing",        "multiplying",
					     "meddling", "rising",  "memory",  "code-from-memory", "descriptors" };

	(void)state;
	for (size_t i = 0; i < sizeof walls / sizeof *walls; i++)
		held_in("table", walls[i]);
}

static void the_sandbox_has_no_sockets(void **state)
{
	(void)state;
	held("sockets");
}

static void the_sandbox_writes_no_file(void **state)
{
	(void)state;
	held("writing");
	assert_int_equal(access("/tmp/sosei-escape", F_OK), -1);
}

static void the_sandbox_reads_only_the_systems_folders(void **state)
{
	(void)state;
	held("reading");
}

static void the_sandbox_executes_nothing_but_pdftotext(void **state)
{
	(void)state;
	held("executing");
}

static void a_sandbox_with_threads_starts_no_process(void **state)
{
	(void)state;
	held("multiplying-beside-threads");
}

static void the_sandbox_starts_no_process_and_no_thread(void **state)
{
	(void)state;
	held("multiplying");
}

static void the_sandbox_reaches_no_other_process(void **state)
{
	(void)state;
	held("meddling");
}

static void the_sandbox_gains_no_rights(void **state)
{
	(void)state;
	held("rising");
}

static void the_sandbox_runs_no_code_from_memory(void **state)
{
	(void)state;
	held("code-from-memory");
}

static void the_sandbox_has_a_ceiling_of_memory(void **state)
{
	(void)state;
	held("memory");
}

static void the_sandbox_inherits_no_descriptor(void **state)
{
	int open_here = dup(0);

	(void)state;
	held("descriptors");
	close(open_here);
}

static void the_sandbox_has_a_ceiling_of_processor_time(void **state)
{
	int status = attempt("processor", NULL);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_true(WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascii_text_is_read),
		cmocka_unit_test(japanese_text_in_a_font_that_is_not_embedded_is_read),
		cmocka_unit_test(radicals_of_pdf_fonts_become_whole_characters),
		cmocka_unit_test(a_plan_of_several_pages_keeps_its_order),
		cmocka_unit_test(a_table_comes_row_by_row_with_its_names_whole),
		cmocka_unit_test(a_source_that_is_a_pdf_gives_its_text),
		cmocka_unit_test(a_broken_pdf_is_refused_with_what_is_wrong),
		cmocka_unit_test(too_much_text_and_too_much_time_end_the_helper),
		cmocka_unit_test(a_helper_that_floods_loops_crashes_or_does_not_end_is_ended),
		cmocka_unit_test(a_missing_helper_is_said_so),
		cmocka_unit_test(who_cuts_tables_opens_no_file_and_runs_nothing),
		cmocka_unit_test(who_cuts_tables_has_every_other_wall_too),
		cmocka_unit_test(the_sandbox_has_no_sockets),
		cmocka_unit_test(the_sandbox_writes_no_file),
		cmocka_unit_test(the_sandbox_reads_only_the_systems_folders),
		cmocka_unit_test(the_sandbox_executes_nothing_but_pdftotext),
		cmocka_unit_test(the_sandbox_starts_no_process_and_no_thread),
		cmocka_unit_test(a_sandbox_with_threads_starts_no_process),
		cmocka_unit_test(the_sandbox_reaches_no_other_process),
		cmocka_unit_test(the_sandbox_gains_no_rights),
		cmocka_unit_test(the_sandbox_runs_no_code_from_memory),
		cmocka_unit_test(the_sandbox_has_a_ceiling_of_memory),
		cmocka_unit_test(the_sandbox_inherits_no_descriptor),
		cmocka_unit_test(the_sandbox_has_a_ceiling_of_processor_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
