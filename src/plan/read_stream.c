/* A header whose cells a narrow column broke anywhere (現状値（計 / 画開始時 / 点）): a PDF gives it cell by cell, so
 * the lines are read as one stream of characters, and it is a header as long as whole phrases follow one another.
 * Looking at each line for itself took ５－２ of 「５－２の①に掲げる事業」 for a figure. */
#include <string.h>

#include "plan/read_parts.h"

enum { STREAM_LINES = 40, STREAM_CELLS = 20, STREAM_CHARS = 300 };

struct stream {
	struct fold f;
	size_t starts[STREAM_LINES + 1]; /* where each line begins; behind the last: where it ends */
	size_t lines;
};

struct header_cell {
	size_t from, to; /* characters */
	enum cell_role role;
};

static void load(const struct doc *d, size_t from, size_t to, struct stream *s)
{
	s->f.n = 0;
	s->f.at[0] = 0;
	for (s->lines = 0; s->lines < STREAM_LINES && from + s->lines < to; s->lines++) {
		struct text t = d->pieces.at[from + s->lines].t;

		if (t.n > 120 || s->f.n + t.n > STREAM_CHARS)
			break;
		s->starts[s->lines] = s->f.n;
		fold_more(&s->f, t);
	}
	s->starts[s->lines] = s->f.n;
}

/* （2024年度）, （計画開始時点） behind a phrase: where it ends. */
static size_t skip_bracket(const struct fold *f, size_t i)
{
	int depth = 0;
	bool words = false; /* (1) is the first row's mark */

	if (f->c[i] != '(')
		return i;
	for (size_t k = i; k < f->n && k < i + 30; k++) {
		depth += is_open(f->c[k]);
		depth -= is_close(f->c[k]);
		words |= is_kanji(f->c[k]);
		if (!depth)
			return words ? k + 1 : i;
	}
	return i;
}

/* The line that begins at that character; SIZE_MAX where none does. */
static size_t line_at(const struct stream *s, size_t at)
{
	for (size_t i = 0; i <= s->lines; i++)
		if (s->starts[i] == at)
			return i;
	return SIZE_MAX;
}

/* 現状値, １年目, 平成30年度増加分 with its year, or a year alone. */
static size_t phrase_at(const struct fold *f, size_t i, enum cell_role *role)
{
	size_t n = read_head_phrase(f, i, role), j = i;
	struct period p;
	bool assumed;

	if (n)
		return n;
	if (fold_int(f, &j) > 0 && (n = fold_starts(f, j, "年目"))) {
		*role = ROLE_STEP;
		return j + n - i;
	}
	j = i;
	if (!read_period_at(&p, &assumed, f, &j))
		return 0;
	n = read_head_phrase(f, j, role);
	if (n && *role == ROLE_STEP)
		return j + n - i;
	*role = ROLE_NONE;
	return p.kind == PERIOD_FY && !assumed ? j - i : 0;
}

/* Phrases up to the last one that ends with its line. How many. */
static size_t phrases(const struct stream *s, struct header_cell cells[STREAM_CELLS], size_t *lines, bool *broken)
{
	size_t n = 0, whole = 0, line;

	*broken = false;
	for (size_t i = 0; n < STREAM_CELLS && i < s->f.n;) {
		struct header_cell *c = &cells[n];
		size_t length = phrase_at(&s->f, i, &c->role);

		if (!length)
			break;
		c->from = i;
		c->to = i = skip_bracket(&s->f, i + length);
		n++;
		line = line_at(s, i);
		if (line == SIZE_MAX)
			continue;
		whole = n;
		*lines = line;
	}
	for (size_t k = 0; k < whole; k++)
		for (size_t at = cells[k].from + 1; at < cells[k].to; at++)
			*broken |= line_at(s, at) != SIZE_MAX;
	return whole;
}

/* The folded characters as a text of their own: of a header only the meaning is kept. */
static struct text phrase_text(struct doc *d, const struct fold *f, size_t from, size_t to)
{
	char *out = arena_alloc(d->a, 4 * (to - from) + 1);
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += utf8_put(out + n, f->c[i]);
	return (struct text){ out, n };
}

size_t read_header_stream(struct doc *d, size_t from, size_t to, cell_list *words)
{
	struct header_cell cells[STREAM_CELLS];
	bool seen[ROLE_GOAL + 1] = { false }, broken;
	size_t n, lines = 0;
	struct stream s;

	load(d, from, to, &s);
	n = phrases(&s, cells, &lines, &broken);
	for (size_t i = 0; i < n; i++)
		seen[cells[i].role] = true;
	if (n < 3 || !broken || !seen[ROLE_BASELINE] || !seen[ROLE_TARGET])
		return 0;
	for (size_t i = 0; i < n; i++) {
		size_t line = 0;
		struct cell *c = LIST_ADD(d->a, words);

		while (line + 1 < s.lines && s.starts[line + 1] <= cells[i].from)
			line++;
		*c = (struct cell){ .t = phrase_text(d, &s.f, cells[i].from, cells[i].to),
				    .line = d->pieces.at[from + line].line,
				    .column = 1,
				    .piece = from + line,
				    .project = -1 };
	}
	return lines;
}
