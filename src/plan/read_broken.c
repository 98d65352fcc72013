/* Figures that a narrow column broke over lines: 1,2 / 34. What stands below is joined where the figure proves that it
 * is not whole (a group of thousands that is too short, a comma or point at the break, a mark without its number), and
 * in a row that has too many figures where joining gives the right number of them; the second is a guess, and says so.
 * Joining whatever looks like digits was rejected: 12 / 34 may be a baseline and its target. */
#include "plan/read_table.h"

#include <stdio.h>
#include <string.h>

static bool ends_line(const cell_list *cells, size_t i)
{
	return i + 1 == cells->n || cells->at[i + 1].line != cells->at[i].line;
}

static bool begins_line(const cell_list *cells, size_t i)
{
	return !i || cells->at[i - 1].line != cells->at[i].line;
}

bool read_is_page_line(const cell_list *cells, size_t i)
{
	size_t first = i;

	while (!begins_line(cells, first))
		first--;
	if (!cells->at[first].x)
		return false;
	for (size_t k = first; k < cells->n && cells->at[k].line == cells->at[i].line; k++)
		if (cells->at[k].gap == 3)
			return false;
	return cells->at[first].x > 8;
}

/* The cell that goes on with cell i in the next line: the one that stands below it, or the first of the line where i is
 * the last of its own. SIZE_MAX: none. */
static size_t cell_below(const cell_list *cells, size_t i)
{
	const struct cell *c = &cells->at[i];
	size_t next = i + 1;

	while (next < cells->n && cells->at[next].line == c->line)
		next++;
	if (next == cells->n || cells->at[next].piece > c->piece + 1)
		return SIZE_MAX;
	for (size_t k = next; k < cells->n && cells->at[k].line == cells->at[next].line; k++) {
		const struct cell *b = &cells->at[k];

		if (b->t.n && (b->gap == 2 || (b->gap == 1 && read_is_page_line(cells, k)) || (!b->gap && b->x > 0)) &&
		    b->x < c->x + c->width && c->x < b->x + b->width)
			return k;
	}
	return ends_line(cells, i) && cells->at[next].x == 0 && cells->at[next].t.n ? next : SIZE_MAX;
}

/* The run of digits, commas and points that f ends with: where it begins. */
static size_t run_at_end(const struct fold *f)
{
	size_t i = f->n;

	while (i && (is_digit(f->c[i - 1]) || f->c[i - 1] == ',' || f->c[i - 1] == '.'))
		i--;
	return i;
}

static size_t run_at_start(const struct fold *f)
{
	size_t i = 0;

	while (i < f->n && (is_digit(f->c[i]) || f->c[i] == ',' || f->c[i] == '.'))
		i++;
	return i;
}

/* 1,234 and 12,345,678.5: groups of three behind every comma. */
static bool well_grouped(const uint32_t *c, size_t n)
{
	size_t group = 0;
	bool commas = false, fraction = false;

	for (size_t i = 0; i <= n; i++) {
		if (i < n && is_digit(c[i])) {
			group++;
			continue;
		}
		if (!group || (!fraction && commas && group != 3) || (i < n && c[i] == ',' && group > 3))
			return false;
		if (i < n && fraction)
			return false;
		commas |= i < n && c[i] == ',';
		fraction |= i < n && c[i] == '.';
		group = 0;
	}
	return true;
}

bool read_is_broken_figure(struct text t)
{
	struct fold f;
	size_t from, to;

	fold_text(&f, text_slice(t, 0, 120));
	for (from = 0; from < f.n && !is_digit(f.c[from]); from++)
		;
	for (; from < f.n; from = to) {
		for (to = from;
		     to < f.n && (is_digit(f.c[to]) || ((f.c[to] == ',' || f.c[to] == '.') && is_digit(f.c[to + 1])));)
			to++;
		if (to > from && !well_grouped(f.c + from, to - from))
			return true;
		for (; to < f.n && !is_digit(f.c[to]); to++)
			;
	}
	return false;
}

/* Is 1,2 or 1,234, or 35. a figure without its end, and what begins the other its rest? */
static bool proves_broken(struct text first, struct text second)
{
	struct fold a, b, whole;
	size_t from, n;

	fold_text(&a, text_slice(first, 0, 60));
	fold_text(&b, text_slice(second, 0, 60));
	from = run_at_end(&a);
	n = run_at_start(&b);
	if (from == a.n || !n || !is_digit(a.c[from]) || (from && is_open(a.c[from - 1])))
		return false;
	whole.n = a.n - from + n;
	memcpy(whole.c, a.c + from, (a.n - from) * sizeof *a.c);
	memcpy(whole.c + a.n - from, b.c, n * sizeof *b.c);
	if (!well_grouped(whole.c, whole.n))
		return false;
	return !well_grouped(a.c + from, a.n - from) || b.c[0] == ',' || b.c[0] == '.';
}

static bool ends_with_bare_mark(struct text t)
{
	return t.n > 3 && (text_ends(t, TEXT("※")) || text_ends(t, TEXT("＊")));
}

static bool is_small_number(struct text t)
{
	struct fold f;

	fold_text(&f, text_slice(t, 0, 12));
	return f.n && f.n <= 2 && is_digit(f.c[0]) && is_digit(f.c[f.n - 1]);
}

/* 120 before 人: a figure whose unit comes in the next line. */
static bool lacks_unit(struct text figure, struct text unit)
{
	struct target t;
	struct fold f;

	fold_text(&f, unit);
	return !is_open(f.c[0]) && f.n <= 6 && read_is_unit(unit) && read_is_number_cell(figure) &&
	       target_parse(&t, figure, NULL) && t.has_value && !t.unit.n;
}

/* 人 120 150: the unit's column, with the figures of its own row behind it. */
static bool is_unit_of_row(const cell_list *cells, size_t i)
{
	return !ends_line(cells, i) && read_is_number_cell(cells->at[i + 1].t) &&
	       (!begins_line(cells, i) && !read_is_number_cell(cells->at[i - 1].t));
}

/* 各小学校区に１ / 箇所以上: what follows the digits is a unit with a comparison. */
static bool is_rest_of_figure(const cell_list *cells, size_t i, struct text rest)
{
	char room[160];
	struct fold f;
	int n;

	fold_text(&f, text_slice(cells->at[i].t, 0, 120));
	if (begins_line(cells, i) || !f.n || !is_digit(f.c[f.n - 1]) || rest.n > 60)
		return false;
	fold_text(&f, rest);
	if (is_digit(f.c[0]) || f.n < 3 ||
	    (!fold_ends(&f, "以上") && !fold_ends(&f, "以下") && !fold_ends(&f, "以内") && !fold_ends(&f, "未満") &&
	     !fold_ends(&f, "程度") && !fold_ends(&f, "維持") && !fold_ends(&f, "超")))
		return false;
	n = snprintf(room, sizeof room, "1%.*s", (int)rest.n, rest.p);
	return n > 0 && read_is_number_cell((struct text){ room, (size_t)n }) && !read_is_number_cell(rest);
}

/* 万人 / 泊 between other cells. */
static bool is_broken_unit(const cell_list *cells, size_t i, size_t next, struct text joined)
{
	const struct text a = cells->at[i].t, b = cells->at[next].t;

	return ((read_is_unit(a) && read_is_unit(b)) || (a.n <= 6 && b.n <= 6)) && read_is_unit(joined) &&
	       !begins_line(cells, i) && !ends_line(cells, next) && read_is_number_cell(cells->at[next + 1].t) &&
	       !read_is_number_cell(b);
}

static const char *const multipliers[] = { "億", "万", "千", "百万", "十億", "百", "千万", "十万" };

/* 億 / 円 令和４年, 千 / 人 2,915: a multiplier is no unit by itself. */
static bool is_lone_multiplier(const cell_list *cells, size_t i, size_t next, struct text joined)
{
	struct period p;
	bool assumed, is = false;

	for (size_t k = 0; k < sizeof multipliers / sizeof *multipliers; k++)
		is |= text_is(cells->at[i].t, multipliers[k]);
	return is && read_is_unit(joined) &&
	       (ends_line(cells, next) || read_is_number_cell(cells->at[next + 1].t) ||
		read_period_only(&p, &assumed, cells->at[next + 1].t));
}

static bool begins_with_digit(struct text t)
{
	struct fold f;

	fold_text(&f, text_slice(t, 0, 30));
	return is_digit(f.c[0]);
}

/* 1,150以上を / 維持, 前年度を上 / 回る: no figure before its rest comes. */
static bool makes_figure(struct text first, struct text rest, struct text joined)
{
	static const char *const compared[] = { "前年", "現状", "現在", "全国平均", "県平均", "毎年", "基準" };
	struct period p;
	bool assumed;
	struct fold f;

	fold_text(&f, text_slice(first, 0, 60));
	if (rest.n > 30 || !read_is_number_cell(joined) || read_period_only(&p, &assumed, first) ||
	    begins_with_digit(rest))
		return false;
	for (size_t k = 0; k < sizeof compared / sizeof *compared; k++)
		if (fold_starts(&f, 0, compared[k]) && !read_is_number_cell(first) && !read_is_number_cell(rest))
			return true;
	for (size_t k = 0; k < sizeof multipliers / sizeof *multipliers; k++)
		if (is_digit(f.c[0]) && fold_ends(&f, multipliers[k]) && !read_is_number_cell(rest))
			return true; /* 4,120万 / 円※１ */
	return is_digit(f.c[0]) && !read_is_number_cell(first) && !read_is_unit(rest);
}

static struct text join(struct doc *d, struct text a, struct text b)
{
	return text_of(arena_printf(d->a, "%.*s%.*s", (int)a.n, a.p, (int)b.n, b.p));
}

static bool closes_bracket(struct text t)
{
	struct fold f;

	fold_text(&f, text_slice(t, 0, 60));
	return f.n && f.n <= 12 && fold_open_brackets(&f) == -1 && is_close(f.c[f.n - 1]);
}

/* 目標値（2024年 / 度）, 雇用創出数（2020～ / 2024年度累計）: a bracket that ends in the next line. */
static bool has_open_bracket(struct text t, bool dated)
{
	struct fold f;
	enum cell_role role;

	fold_text(&f, text_slice(t, 0, 300));
	return fold_open_brackets(&f) == 1 && !is_open(f.c[0]) && (read_head_phrase(&f, 0, &role) || dated);
}

static bool stands_in_header(const cell_list *cells, size_t i)
{
	enum cell_role role;
	struct fold f;

	if (begins_line(cells, i))
		return true;
	fold_text(&f, text_slice(cells->at[i - 1].t, 0, 120));
	return read_is_head(&f, &role);
}

/* 基本目 / 標１ */
static bool is_broken_goal(struct text first, struct text second, bool below)
{
	static const char word[] = "基本目標";

	if (below && text_is(first, word) && is_small_number(second)) /* another column's cells may stand between */
		return true;

	for (size_t n = 3; n < strlen(word); n += 3)
		if (text_eq(first, (struct text){ word, n }) && text_starts(second, text_of(word + n)))
			return true;
	return false;
}

/* 基本目標 / １ at the end of two lines of rows, where another row's cells stand between. */
static void join_goals_at_ends(struct doc *d, cell_list *words)
{
	for (size_t i = 1; i + 1 < words->n; i++) {
		struct cell *c = &words->at[i], *last = c + 1;

		if (!text_is(c->t, "基本目標") || !ends_line(words, i) || stands_in_header(words, i) ||
		    last->piece != c->piece + 1)
			continue;
		while (!ends_line(words, (size_t)(last - words->at)))
			last++;
		if (last->gap != 2 || !is_small_number(last->t))
			continue;
		c->t = join(d, c->t, last->t);
		last->t.n = 0;
	}
}

void read_join_broken(struct doc *d, cell_list *words)
{
	join_goals_at_ends(d, words);
	for (size_t i = 0; i + 1 < words->n; i++) {
		struct cell *c = &words->at[i];
		size_t next = c->t.n && c->t.n < 150 ? cell_below(words, i) : SIZE_MAX;
		struct cell *below = next == SIZE_MAX ? NULL : &words->at[next];
		struct text joined;

		if (!below || below->t.n > 150)
			continue;
		joined = join(d, c->t, below->t);
		if (proves_broken(c->t, below->t))
			REMARK(d, "read-figure-joined", SEVERITY_NOTE, c->line, c->column, "text", text_z(d->a, joined),
			       NULL);
		else if (!is_broken_goal(c->t, below->t, below->x > 0 && !stands_in_header(words, i)) &&
			 !(ends_with_bare_mark(c->t) && is_small_number(below->t)) &&
			 !(lacks_unit(c->t, below->t) && !is_unit_of_row(words, next)) &&
			 !is_rest_of_figure(words, i, below->t) && !is_broken_unit(words, i, next, joined) &&
			 !is_lone_multiplier(words, i, next, joined) && !makes_figure(c->t, below->t, joined) &&
			 !(has_open_bracket(c->t, begins_with_digit(below->t)) && closes_bracket(below->t)))
			continue;
		c->t = joined;
		below->t.n = 0;
	}
}

/* ---- a row with too many figures ---- */

static size_t digits(struct text t)
{
	struct fold f;
	size_t n = 0;

	fold_text(&f, text_slice(t, 0, 60));
	for (size_t i = 0; i < f.n; i++)
		n += is_digit(f.c[i]);
	return n;
}

/* Might b be the rest of a: digits at the break, in neighbouring lines, and a as full as its column (12345 / 678)? */
static bool may_go_on(const struct cell *a, const struct cell *b, size_t full)
{
	struct fold f, g;

	fold_text(&f, text_slice(a->t, 0, 60));
	fold_text(&g, text_slice(b->t, 0, 60));
	return b->piece == a->piece + 1 && f.n && g.n && is_digit(f.c[f.n - 1]) && is_digit(g.c[0]) &&
	       digits(a->t) == full;
}

enum { RUN_MAX = ROW_NUMBERS_MAX * 2 };

/* Joins the breaks in a row's figures; wanted: how many there should be. */
static void mend(struct doc *d, cell_list *cells, const size_t figures[RUN_MAX], size_t n, size_t wanted)
{
	size_t breaks = 0, full = 0;
	bool broken[RUN_MAX] = { false };

	for (size_t i = 0; i < n; i++)
		full = digits(cells->at[figures[i]].t) > full ? digits(cells->at[figures[i]].t) : full;
	for (size_t i = 0; i + 1 < n; i++) {
		broken[i] = may_go_on(&cells->at[figures[i]], &cells->at[figures[i + 1]], full);
		breaks += broken[i];
	}
	if (!breaks || n != wanted + breaks)
		return;
	for (size_t i = n - 1; i-- > 0;) {
		struct cell *c = &cells->at[figures[i]], *rest = &cells->at[figures[i + 1]];
		struct text joined = join(d, c->t, rest->t);

		if (!broken[i])
			continue;
		REMARK(d, "read-figure-guessed", SEVERITY_WARNING, c->line, c->column, "first", text_z(d->a, c->t),
		       "second", text_z(d->a, rest->t), "text", text_z(d->a, joined), NULL);
		c->t = joined;
		rest->kind = CELL_NOTE;
		rest->t.n = 0;
	}
}

/* The figures up to the next name or mark. */
void read_mend_rows(struct doc *d, cell_list *cells, size_t per_row)
{
	for (size_t i = 0, end; i < cells->n; i = end) {
		size_t figures[RUN_MAX], n = 0;

		for (end = i; end < cells->n; end++) {
			enum cell_kind kind = cells->at[end].kind;

			if (kind != CELL_NUMBER && (kind != CELL_PERIOD && kind != CELL_GOAL))
				break;
			if (kind == CELL_NUMBER && n < RUN_MAX)
				figures[n++] = end;
		}
		if (n > per_row && n < RUN_MAX && i && cells->at[i - 1].kind != CELL_HEAD)
			mend(d, cells, figures, n, per_row);
		end += end == i;
	}
}
