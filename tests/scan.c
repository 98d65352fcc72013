#include "scan.h"

#include <ctype.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "file.h"

int scan_failings;

struct text scan_file(struct arena *a, const char *path)
{
	struct text t = file_read(a, path);

	if (!t.p)
		fail_msg("%s cannot be read", path);
	return t;
}

struct cursor {
	const char *p, *end;
	uint32_t line;
};

static void skip_to(struct cursor *c, const char *to)
{
	while (c->p < to)
		c->line += *c->p++ == '\n';
}

static bool at(const struct cursor *c, const char *s)
{
	return (size_t)(c->end - c->p) >= strlen(s) && memcmp(c->p, s, strlen(s)) == 0;
}

/* Spaces, comments and line continuations. */
static void skip_space(struct cursor *c)
{
	for (;;) {
		const char *to = c->p;

		if (at(c, "//")) {
			while (to < c->end && *to != '\n')
				to++;
		} else if (at(c, "/*")) {
			to = memmem(c->p, (size_t)(c->end - c->p), "*/", 2);
			to = to ? to + 2 : c->end;
		} else if (at(c, "\\\n")) {
			to += 2;
		} else {
			while (to < c->end && isspace((unsigned char)*to))
				to++;
		}
		if (to == c->p)
			return;
		skip_to(c, to);
	}
}

static struct text quoted(struct cursor *c)
{
	const char *start = c->p + 1, *to = start;

	while (to < c->end && *to != *c->p && *to != '\n')
		to += *to == '\\' ? 2 : 1;
	if (to > c->end)
		to = c->end;
	skip_to(c, to < c->end ? to + 1 : to);
	return (struct text){ start, (size_t)(to - start) };
}

static bool is_word(char ch)
{
	return isalnum((unsigned char)ch) || ch == '_';
}

static struct text include_name(struct cursor *c)
{
	const char *start;

	skip_to(c, c->p + strlen("#include"));
	skip_space(c);
	start = c->p;
	while (c->p < c->end && *c->p != '\n' && !isspace((unsigned char)*c->p))
		c->p++;
	return (struct text){ start, (size_t)(c->p - start) };
}

static void add(struct arena *a, token_list *tokens, struct token t)
{
	struct token *last = tokens->n ? &tokens->at[tokens->n - 1] : NULL;

	if (last && last->kind == TOKEN_STRING && t.kind == TOKEN_STRING) {
		char *joined = arena_printf(a, "%.*s%.*s", (int)last->text.n, last->text.p, (int)t.text.n, t.text.p);

		last->text = text_of(joined);
		return;
	}
	*LIST_ADD(a, tokens) = t;
}

token_list scan_tokens(struct arena *a, struct text source)
{
	struct cursor c = { source.p, source.p + source.n, 1 };
	token_list tokens = { 0 };

	for (skip_space(&c); c.p < c.end; skip_space(&c)) {
		struct token t = { .line = c.line };

		if (at(&c, "#include")) {
			t.kind = TOKEN_INCLUDE;
			t.text = include_name(&c);
		} else if (*c.p == '"') {
			t.kind = TOKEN_STRING;
			t.text = quoted(&c);
		} else if (*c.p == '\'') {
			t.kind = TOKEN_MARK;
			t.text = quoted(&c);
		} else if (is_word(*c.p)) {
			const char *start = c.p;

			while (c.p < c.end && is_word(*c.p))
				c.p++;
			t.text = (struct text){ start, (size_t)(c.p - start) };
		} else {
			t.kind = TOKEN_MARK;
			t.text = (struct text){ c.p++, 1 };
		}
		add(a, &tokens, t);
	}
	return tokens;
}

/* nftw() gives its callback no argument. */
static LIST(char *) found;
static struct arena *found_in;

static int keep(const char *path, const struct stat *st, int type, struct FTW *where)
{
	struct text t = text_of(path);

	(void)st;
	(void)where;
	if (type == FTW_F && (text_ends(t, TEXT(".c")) || text_ends(t, TEXT(".h"))))
		*LIST_ADD(found_in, &found) = arena_strdup(found_in, path);
	return 0;
}

static int by_path(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

source_list scan_sources(struct arena *a, const char *root)
{
	char *folder = arena_printf(a, "%s/src", root);
	source_list sources = { 0 };

	found.at = NULL;
	found.n = found.cap = 0;
	found_in = a;
	if (nftw(folder, keep, 16, FTW_PHYS) != 0 || found.n == 0)
		fail_msg("%s holds no source", folder);
	qsort(found.at, found.n, sizeof *found.at, by_path);
	for (size_t i = 0; i < found.n; i++) {
		struct source *s = LIST_ADD(a, &sources);
		struct text below = text_of(found.at[i] + strlen(folder) + 1);
		size_t slash = text_find(below, TEXT("/"));

		s->path = found.at[i] + strlen(root) + 1;
		s->room = text_slice(below, 0, slash == SIZE_MAX ? 0 : slash);
		s->tokens = scan_tokens(a, scan_file(a, found.at[i]));
	}
	return sources;
}
