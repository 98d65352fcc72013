/* sosei-render - makes paper: a tree as JSON on stdin, a file's bytes on stdout.
 *
 *   sosei-render xlsx <TREE >FILE
 *   sosei-render pdf  <TREE >FILE
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
#include "render/xlsx.h"

/* The sanitizers' shadow memory is larger than any ceiling, and their search for leaks needs a second process; the
 * tests look for leaks in a program of their own. */
#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_MAX RLIM_INFINITY
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#else
#define MEMORY_MAX RENDER_MEMORY_MAX
#endif

static const char *const readable[] = { "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/var/cache/fontconfig", NULL };
static const char *const executable[] = { NULL };
static const struct sandbox walls = { readable, executable, MEMORY_MAX, RENDER_CPU_SECONDS_MAX };

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

int main(int argc, char **argv)
{
	struct buf in = { 0 }, out = { 0 };
	json_t *tree = NULL;
	struct err err = { 0 };
	const char *what;
	int code;

	if (argc != 2 || strcmp(argv[1], "xlsx") != 0)
		return say(RENDER_USAGE, "usage: sosei-render xlsx <TREE >FILE (started by sosei)");
	if (!sandbox_enter(&walls, &what)) {
		fprintf(stderr, "sosei-render: %s: %s\n", what, strerror(errno));
		return RENDER_NO_SANDBOX;
	}
	if (!read_all(&in))
		code = say(RENDER_FAILED, strerror(errno));
	else if (!json_parse(&tree, buf_view(&in), "tree", &err))
		code = say_err(RENDER_BAD_TREE, &err);
	else
		code = make_xlsx(&out, tree);
	buf_clear(&in);
	json_decref(tree);
	if (code == 0)
		code = write_all(buf_view(&out));
	buf_clear(&out);
	return code;
}
