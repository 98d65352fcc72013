/* What narrow columns broke is put together again: brackets, words, and the words of a header that go on below, each in
 * its column. */
#include <stdlib.h>
#include <string.h>

#include "plan/read_table.h"

static bool closes_only(const struct cell *c)
{
	return c->t.n <= 30 && (text_ends(c->t, TEXT("）")) || text_ends(c->t, TEXT(")"))) &&
	       text_find(c->t, TEXT("（")) == SIZE_MAX && text_find(c->t, TEXT("(")) == SIZE_MAX;
}

/* （2024年 and 度）, （計画開始時 and 点）; not （2024年 and 点）. */
static bool makes_sense(struct doc *d, struct text open, struct text close)
{
	struct text both = text_of(arena_printf(d->a, "%.*s%.*s", (int)open.n, open.p, (int)close.n, close.p));
	struct period p, first, last;
	enum cell_role role;
	struct fold f;
	bool assumed;

	fold_text(&f, text_slice(both, 0, 120));
	if (read_period_range(&first, &last, both) && !period_eq(first, last))
		return true; /* （2015～2019 and 年度） */
	return (read_period_only(&p, &assumed, both) && !assumed && p.kind != PERIOD_CY) || read_is_head(&f, &role);
}

/* （2025年 and 度） below it: a bracket that a narrow column broke. In the header the nearest cell that closes it,
 * among the figures the next one. */
static void join_brackets(struct doc *d, cell_list *words)
{
	bool figures = false;

	for (size_t i = 0; i < words->n; i++) {
		struct cell *open = &words->at[i], *best = NULL;
		bool best_sense = false;

		if (!open->t.n)
			continue;
		figures |= i >= 80 || read_is_number_cell(open->t);
		if (read_open_brackets(open->t) <= 0 ||
		    !is_open(fold_char(text_next(&(struct text){ open->t.p, open->t.n }))))
			continue;
		for (size_t k = i + 1;
		     k < words->n && k < i + (figures ? 8 : 40) && words->at[k].line <= open->line + (figures ? 2 : 3);
		     k++) {
			struct cell *c = &words->at[k];

			bool sense;

			if (c->line <= open->line || !closes_only(c))
				continue;
			sense = makes_sense(d, open->t, c->t);
			if (figures && k > i + 1 && (!sense || c->line > open->line + 1))
				continue;
			if (!best || sense > best_sense ||
			    (sense == best_sense &&
			     abs(read_middle(c) - read_middle(open)) < abs(read_middle(best) - read_middle(open)))) {
				best = c;
				best_sense = sense;
			}
		}
		if (!best)
			continue;
		open->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)open->t.n, open->t.p, (int)best->t.n, best->t.p));
		best->t.n = 0;
	}
}

static bool is_one_of(struct text t, const char *const *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (text_is(t, words[k]))
			return true;
	return false;
}

static bool is_ordinal(struct text t)
{
	struct fold f;
	size_t i = 0;

	fold_text(&f, t);
	return f.n && fold_ordinal(&f, &i) && i == f.n;
}

/* 基本目標 / １: the number may have been taken for the next line's year (１ 年転入超過数). */
static void join_goal(struct doc *d, struct cell *c, struct cell *next, bool first)
{
	struct text number = text_slice(next->t, 0, text_find(next->t, TEXT(" ")));

	enum cell_role role;
	struct fold f;

	if (next->line == c->line || !is_ordinal(number))
		return;
	/* 現状 目標 / １ しごとをつくる: the header's last word, and the first row. */
	if (!first) {
		fold_text(&f, text_slice(c[-1].t, 0, 60));
		if (c[-1].line == c->line && read_is_head(&f, &role) && role == ROLE_BASELINE)
			return;
	}
	c->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)c->t.n, c->t.p, (int)number.n, number.p));
	next->t = trim(text_slice(next->t, number.n, next->t.n));
}

/* The rest of 7,000以 / 上 and its like; NULL where the cell ends with no such beginning. */
static const char *rest_of_comparison(struct text t)
{
	static const char *const broken[][2] = { { "以", "上下内" }, { "程", "度" }, { "未", "満" },
						 { "維", "持" },     { "年", "度" }, { "年度", "末" } };

	for (size_t k = 0; k < sizeof broken / sizeof *broken; k++)
		if (t.n > 3 && t.n < 40 && text_ends(t, text_of(broken[k][0])))
			return broken[k][1];
	return NULL;
}

/* 7,000以 / 上, also with another cell between. */
static void join_comparison(struct doc *d, cell_list *words, size_t i, const char *rest)
{
	struct cell *c = &words->at[i];

	for (size_t k = i + 1; k < words->n && k <= i + 3; k++) {
		struct cell *next = &words->at[k];

		if (next->line == c->line || next->t.n != 3 || text_find(text_of(rest), next->t) == SIZE_MAX)
			continue;
		c->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)c->t.n, c->t.p, (int)next->t.n, next->t.p));
		next->t.n = 0;
		return;
	}
}

/* A narrow column broke the word itself. */
static void join_words(struct doc *d, cell_list *words)
{
	static const char *const goal[] = { "基本目標", "戦略目標", "目標" };

	for (size_t i = 0; i + 1 < words->n; i++) {
		struct cell *c = &words->at[i];
		const char *rest = rest_of_comparison(c->t);

		if (is_one_of(c->t, goal, sizeof goal / sizeof *goal))
			join_goal(d, c, c + 1, i == 0);
		else if (rest)
			join_comparison(d, words, i, rest);
	}
}

static bool is_head_text(struct text t)
{
	enum cell_role role;
	struct fold f;

	fold_text(&f, text_slice(t, 0, 200));
	return read_is_head(&f, &role);
}

/* The nearest cell of the lines above that stands over this one and is not yet one's rest. */
static struct cell *cell_above(cell_list *words, size_t i)
{
	struct cell *c = &words->at[i], *best = NULL;

	for (size_t k = i; k-- > 0 && words->at[k].line + 3 >= c->line;) {
		struct cell *a = &words->at[k];

		if (a->line == c->line || !a->t.n || a->x >= c->x + c->width || c->x >= a->x + a->width)
			continue;
		if (!best || abs(read_middle(a) - read_middle(c)) < abs(read_middle(best) - read_middle(c)))
			best = a;
	}
	return best;
}

static bool has_figure(const cell_list *words, size_t i)
{
	for (size_t k = i; k < words->n && words->at[k].line == words->at[i].line; k++)
		if (read_is_number_cell(words->at[k].t))
			return true;
	return false;
}

/* 現状 | 目標 / 値 | 値: on a page, the header's words go on below, each in its column. Only what makes a whole word of
 * the header is joined, before the first project's mark. */
static void join_header_columns(struct doc *d, const struct known *known, cell_list *words)
{
	enum { HEADER_CELLS = 60, HEADER_LINES = 8 };

	for (size_t i = 1; i < words->n && i < HEADER_CELLS && words->at[i].line <= words->at[0].line + HEADER_LINES;
	     i++) {
		struct cell *c = &words->at[i], *above;
		struct text both;
		struct fold f;

		fold_text(&f, text_slice(c->t, 0, 90));
		if (!c->gap && has_figure(words, i))
			return;
		if (c->gap == 3 || (!c->gap && read_project_of(known, &f) >= 0) || read_is_number_cell(c->t))
			return;
		if (!c->t.n || read_is_unit(c->t) || (f.n > 4 && !is_open(f.c[0]) && !is_close(f.c[f.n - 1])) ||
		    (f.n > 4 && read_ends_with_unit(c->t)) || c->gap == 1 || (!c->gap && !c->x) ||
		    !(above = cell_above(words, i)))
			continue;
		both = text_of(arena_printf(d->a, "%.*s%.*s", (int)above->t.n, above->t.p, (int)c->t.n, c->t.p));
		fold_text(&f, both);
		if ((fold_has(&f, "増加分") && !fold_ends(&f, "増加分") && !is_close(f.c[f.n - 1])) ||
		    !is_head_text(both) || (is_head_text(above->t) && is_head_text(c->t)))
			continue;
		above->t = both;
		if (c->x + c->width > above->x + above->width)
			above->width = c->x + c->width - above->x;
		if (c->x < above->x) {
			above->width += above->x - c->x;
			above->x = c->x;
		}
		c->t.n = 0;
	}
}

/* 2026年 | 2027年 | 2028年 / 度 | 度 | 度: as many rests as years, in their order. */
static void join_header_years(struct doc *d, cell_list *words)
{
	enum { HEADER_CELLS = 60, YEARS = 16 };
	size_t years[YEARS], n = 0, rests = 0;

	for (size_t i = 0; i < words->n && i < HEADER_CELLS; i++) {
		const struct cell *c = &words->at[i];
		struct period p;
		bool assumed;

		if (text_is(c->t, "度") || text_is(c->t, "度）"))
			rests++;
		else if (n < YEARS && text_ends(c->t, TEXT("年")) && c->t.n < 40 && !rests &&
			 (read_period_only(&p, &assumed, c->t) || read_period_in(&p, &assumed, c->t)))
			years[n++] = i;
		else if (rests == n && n)
			break;
		else if (read_is_number_cell(c->t))
			return;
	}
	if (n < 2 || rests != n)
		return;
	for (size_t i = years[n - 1] + 1, k = 0; k < n; i++) {
		struct cell *c = &words->at[i], *year = &words->at[years[k]];

		if (!text_is(c->t, "度") && !text_is(c->t, "度）"))
			continue;
		year->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)year->t.n, year->t.p, (int)c->t.n, c->t.p));
		c->t.n = 0;
		k++;
	}
}

static size_t line_of(const cell_list *words, size_t i)
{
	size_t end = i;

	while (end < words->n && words->at[end].line == words->at[i].line)
		end++;
	return end;
}

/* 平成30年度増加 | 令和元年度増加 / 分（１年目） | 分（２年目）: two lines of the header that together are words of it,
 * cell by cell from the right. */
static void join_header_lines(struct doc *d, cell_list *words)
{
	enum { HEADER_CELLS = 40 };

	for (size_t i = 0, end, below; i < words->n && i < HEADER_CELLS; i = end) {
		size_t joined = 0, added = 0, n;
		struct text both[HEADER_CELLS];

		end = line_of(words, i);
		below = end < words->n ? line_of(words, end) : end;
		n = below - end;
		if (n < 3 || n > end - i || n > HEADER_CELLS)
			continue;
		for (size_t k = 0; k < n; k++) {
			const struct cell *a = &words->at[end - n + k], *b = &words->at[end + k];

			both[k] = text_of(arena_printf(d->a, "%.*s%.*s", (int)a->t.n, a->t.p, (int)b->t.n, b->t.p));
			joined += a->gap < 3 && b->gap < 3 && is_head_text(both[k]);
			added += text_find(both[k], TEXT("増加分")) != SIZE_MAX &&
				 text_find(a->t, TEXT("増加分")) == SIZE_MAX;
		}
		if (joined < n || added < 2)
			continue;
		for (size_t k = 0; k < n; k++) {
			words->at[end - n + k].t = both[k];
			words->at[end + k].t.n = 0;
		}
		return;
	}
}

void read_join_cells(struct doc *d, const struct known *known, cell_list *words)
{
	join_header_years(d, words);
	join_header_lines(d, words);
	join_header_columns(d, known, words);
	read_join_broken(d, words);
	join_words(d, words);
	join_brackets(d, words);
}
