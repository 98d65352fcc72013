/* sosei-render - makes paper: a tree as JSON on stdin, a file's bytes on stdout.
 *
 *   sosei-render xlsx <TREE >FILE
 *   sosei-render pdf [FONTS] <TREE >FILE
 *
 * Shuts itself in first (files/sandbox.h): afterwards it can read fonts and nothing else, and write only what is
 * already open. files/render.c starts it and keeps its deadline; exit codes in files/render_codes.h. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/json.h"
#include "files/render_codes.h"
#include "files/sandbox.h"
#include "render/pdf.h"
#include "render/xlsx.h"

/* The sanitizers' shadow memory is larger than any ceiling, and their search for leaks needs a second process; the
 * tests look for leaks in a program of their own. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MEMORY_MAX RLIM_INFINITY
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

/* The libraries' own threads lock in ways that it cannot see into; of sosei's code here runs one thread alone. */
const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
	return "ignore_noninstrumented_modules=1";
}
#else
#define MEMORY_MAX RENDER_MEMORY_MAX
#endif

static bool shut_in(const char *fonts, const char **what)
{
	const char *const readable[] = { "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/var/cache/fontconfig",
					 fonts,  NULL };
	const char *const executable[] = { NULL };
	const struct sandbox walls = { .readable = readable,
				       .executable = executable,
				       .memory_max = MEMORY_MAX,
				       .cpu_seconds_max = RENDER_CPU_SECONDS_MAX,
				       .threads = true };

	return sandbox_enter(&walls, what);
}

static int say(int code, const char *what)
{
	fprintf(stderr, "sosei-render: %s\n", what);
	return code;
}

static int say_err(int code, const struct err *err)
{
	struct arena a = { 0 };

	say(code, msg_say(&a, LANG_EN, &err->msg));
	arena_clear(&a);
	return code;
}

static bool read_all(struct buf *in)
{
	char block[1 << 16];
	ssize_t n;

	while ((n = read(0, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(in, block, (size_t)n);
	return n == 0;
}

static int write_all(struct text t)
{
	while (t.n) {
		ssize_t n = write(1, t.p, t.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return say(RENDER_FAILED, strerror(errno));
		t = text_slice(t, (size_t)n, t.n);
	}
	return 0;
}

static int make_xlsx(struct buf *out, const json_t *tree)
{
	struct arena a = { 0 };
	struct workbook *w;
	struct err err = { 0 };
	int code = 0;

	if (!workbook_from_json(&a, &w, tree, &err))
		code = say_err(RENDER_BAD_TREE, &err);
	else if (!render_xlsx(out, w, &err))
		code = say_err(RENDER_FAILED, &err);
	arena_clear(&a);
	return code;
}

static int make_pdf(struct buf *out, const json_t *tree, const char *fonts)
{
	struct arena a = { 0 };
	struct paper *paper;
	struct err err = { 0 };
	int code = 0;

	if (!paper_from_json(&a, &paper, tree, &err))
		code = say_err(RENDER_BAD_TREE, &err);
	else
		switch (render_pdf(out, paper, fonts, &err)) {
		case PDF_DONE:
			break;
		case PDF_NO_FONT:
			code = say(RENDER_NO_FONT, msg_arg(&err.msg, "font"));
			break;
		default:
			code = say_err(RENDER_FAILED, &err);
		}
	arena_clear(&a);
	return code;
}

static int make(struct buf *out, const char *format, const char *fonts)
{
	struct buf in = { 0 };
	json_t *tree = NULL;
	struct err err = { 0 };
	int code;

	if (!read_all(&in))
		code = say(RENDER_FAILED, strerror(errno));
	else if (!json_parse(&tree, buf_view(&in), "tree", &err))
		code = say_err(RENDER_BAD_TREE, &err);
	else
		code = strcmp(format, "pdf") == 0 ? make_pdf(out, tree, fonts) : make_xlsx(out, tree);
	buf_clear(&in);
	json_decref(tree);
	return code;
}

int main(int argc, char **argv)
{
	struct buf out = { 0 };
	const char *what;
	int code;

	if (!(argc == 2 && strcmp(argv[1], "xlsx") == 0) && !((argc == 2 || argc == 3) && strcmp(argv[1], "pdf") == 0))
		return say(RENDER_USAGE, "usage: sosei-render xlsx|pdf <TREE >FILE (started by sosei)");
	if (!shut_in(argv[2], &what)) {
		fprintf(stderr, "sosei-render: %s: %s\n", what, strerror(errno));
		return RENDER_NO_SANDBOX;
	}
	code = make(&out, argv[1], argv[2]);
	if (code == 0)
		code = write_all(buf_view(&out));
	buf_clear(&out);
	return code;
}
