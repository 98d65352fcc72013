/* A table as it stands on a page (pdftotext -layout): a row's cells are of several lines each and centred, so that its
 * figures may stand above or below the lines of its name. The lines are cut into bands, a row each: every band has the
 * figures of one row and a name, and the cut is taken in which the cells stand nearest to the middle of their band
 * (dynamic programming, costs in half lines squared). Going line by line was right only where nothing is centred. */
#include <stdlib.h>

#include "plan/read_table.h"

enum { BAND_LINES = 9, PAGE_LINES = 300, LINE_CELLS = 60, NO_WAY = 1 << 28 };

struct page {
	const struct doc *d;
	const cell_list *cells;
	size_t starts[PAGE_LINES + 1]; /* the first cell of each line; behind the last: the end */
	size_t lines, per_row;
};

/* A band's cells, sorted into what they are. */
struct band {
	size_t figures[ROW_NUMBERS_MAX], n_figures;
	int first[ROW_NUMBERS_MAX], last[ROW_NUMBERS_MAX]; /* lines of each figure's column */
	int name_first, name_last, names;
	size_t last_name; /* cell */
	int name_x;       /* where names begin */
};

static bool begins_bracket(const struct cell *c)
{
	return is_open(fold_char(text_next(&(struct text){ c->t.p, c->t.n })));
}

/* The figures of the band from left to right. */
static bool take_figures(const struct page *p, size_t from, size_t to, struct band *b)
{
	b->n_figures = 0;
	b->name_x = 1 << 20;
	for (size_t i = p->starts[from]; i < p->starts[to]; i++) {
		const struct cell *c = &p->cells->at[i];
		size_t k = b->n_figures;

		if (c->kind == CELL_TEXT && !begins_bracket(c) && c->x < b->name_x)
			b->name_x = c->x;
		if (c->kind != CELL_NUMBER)
			continue;
		if (k == p->per_row || k == ROW_NUMBERS_MAX)
			return false;
		for (; k && p->cells->at[b->figures[k - 1]].line != p->cells->at[i].line &&
		       p->cells->at[b->figures[k - 1]].x > p->cells->at[i].x;
		     k--)
			b->figures[k] = b->figures[k - 1];
		b->figures[k] = i;
		b->n_figures++;
	}
	return b->n_figures == p->per_row;
}

/* The figure in whose column the cell stands. */
static size_t column_of(const struct page *p, const struct band *b, size_t i)
{
	size_t best = 0;

	for (size_t k = 1; k < b->n_figures; k++)
		if (abs(p->cells->at[b->figures[k]].x - p->cells->at[i].x) <
		    abs(p->cells->at[b->figures[best]].x - p->cells->at[i].x))
			best = k;
	return best;
}

/* （2015～2019年度） under a figure, nearer to it than to the name: a remark on it. */
static bool is_remark(const struct page *p, const struct band *b, size_t i)
{
	const struct cell *c = &p->cells->at[i];

	return c->kind == CELL_TEXT && begins_bracket(c) &&
	       abs(p->cells->at[b->figures[column_of(p, b, i)]].x - c->x) < abs(b->name_x - c->x);
}

static bool is_name(const struct page *p, const struct band *b, size_t i)
{
	const struct cell *c = &p->cells->at[i];

	return (c->kind == CELL_TEXT && !is_remark(p, b, i)) || (c->kind == CELL_UNIT && begins_bracket(c));
}

static int square(int half_lines)
{
	return half_lines * half_lines;
}

/* The lines of names and of each column of figures; the cost of what stands where it should not. */
static int place_cells(const struct page *p, size_t from, size_t to, struct band *b)
{
	int cost = 0, depth = 0;

	b->names = 0;
	for (size_t k = 0; k < b->n_figures; k++)
		b->first[k] = b->last[k] = -1;
	for (size_t l = from; l < to; l++)
		for (size_t i = p->starts[l]; i < p->starts[l + 1]; i++) {
			const struct cell *c = &p->cells->at[i];
			size_t k;

			if (is_name(p, b, i)) {
				if (b->names && b->name_last + 1 < (int)l)
					cost += 8;
				if (b->names && c->kind == CELL_TEXT && !depth && b->name_last < (int)l &&
				    read_ends_with_unit(p->cells->at[b->last_name].t))
					cost += 8; /* 出生数（人） ends there */
				b->name_first = b->names ? b->name_first : (int)l;
				b->name_last = (int)l;
				b->last_name = i;
				b->names++;
				depth += read_open_brackets(c->t);
				continue;
			}
			if (c->kind != CELL_NUMBER && c->kind != CELL_PERIOD && c->kind != CELL_TEXT)
				continue;
			k = column_of(p, b, i);
			for (size_t n = 0; c->kind == CELL_NUMBER && n < b->n_figures; n++)
				k = b->figures[n] == i ? n : k;
			if (c->kind == CELL_NUMBER && b->first[k] >= 0)
				cost += 12; /* the period above its figure */
			if (c->kind == CELL_PERIOD && b->last[k] >= 0 && b->last[k] != (int)l - 1)
				cost += 4;
			b->first[k] = b->first[k] < 0 ? (int)l : b->first[k];
			b->last[k] = (int)l;
		}
	return b->names ? cost + (depth ? 16 : 0) : NO_WAY;
}

static int cost_of(const struct page *p, size_t from, size_t to)
{
	struct band b = { .n_figures = 0 };
	int cost, middle = (int)(from + to - 1);

	if (!take_figures(p, from, to, &b))
		return NO_WAY;
	cost = place_cells(p, from, to, &b);
	if (cost >= NO_WAY)
		return cost;
	cost += square(b.name_first + b.name_last - middle);
	for (size_t k = 0; k < b.n_figures; k++)
		cost += square(b.first[k] + b.last[k] - middle);
	for (size_t l = from + 1; l < to; l++)
		cost += p->d->pieces.at[p->cells->at[p->starts[l]].piece].blank_before ? 1 : 0;
	return cost;
}

/* The lines of the rows: behind the header, without notes. False: no page, or one with other things in it. */
static bool find_lines(struct page *p)
{
	const cell_list *cells = p->cells;
	size_t i = 0, wide = 0, several = 0;

	while (i < cells->n && cells->at[i].kind != CELL_NUMBER && cells->at[i].kind != CELL_TEXT &&
	       cells->at[i].kind != CELL_MARK)
		i++;
	while (i && i < cells->n && cells->at[i - 1].line == cells->at[i].line)
		i--;
	for (; i < cells->n; i++) {
		if (cells->at[i].kind == CELL_HEAD || cells->at[i].gap == 3 || p->lines == PAGE_LINES)
			return false;
		if (!p->lines || cells->at[i - 1].line != cells->at[i].line)
			p->starts[p->lines++] = i;
		if (i - p->starts[p->lines - 1] > LINE_CELLS)
			return false; /* no page is so wide, and each cell is looked at often */
		wide += cells->at[i].gap == 2;
		several += cells->at[i].gap > 0;
	}
	p->starts[p->lines] = cells->n;
	return p->lines >= 2 && wide * 2 > several;
}

static void take_names(struct doc *d, const struct page *p, size_t from, size_t to, const struct band *b,
		       struct group *g)
{
	for (size_t i = p->starts[from]; i < p->starts[to]; i++) {
		const struct cell *c = &p->cells->at[i];

		if (is_name(p, b, i))
			*LIST_ADD(d->a, &g->names) = i;
		else if (c->kind == CELL_UNIT)
			g->row.unit = c->t;
		else if (c->kind == CELL_NOTE && c->t.n && read_note_mark(c->t) == c->t.n)
			g->row.note = c->t;
	}
}

static void take_row(struct doc *d, const struct page *p, size_t from, size_t to, struct group *g)
{
	struct band b = { .n_figures = 0 };

	if (!take_figures(p, from, to, &b))
		return;
	take_names(d, p, from, to, &b, g);
	for (size_t k = 0; k < b.n_figures; k++)
		read_add_number(&g->row, p->cells, b.figures[k]);
	g->row.last_cell = p->starts[to] - 1;
	g->row.top = p->cells->at[p->starts[from]].line;
	g->row.bottom = p->cells->at[p->starts[to] - 1].line;
	for (size_t i = p->starts[from]; i < p->starts[to]; i++) {
		struct text *figure = &g->row.numbers[column_of(p, &b, i)].t, rest = p->cells->at[i].t;
		struct period period;
		bool assumed;

		if (is_remark(p, &b, i))
			*figure =
				text_of(arena_printf(d->a, "%.*s%.*s", (int)figure->n, figure->p, (int)rest.n, rest.p));
		if (p->cells->at[i].kind == CELL_PERIOD && read_period_only(&period, &assumed, p->cells->at[i].t))
			g->row.periods[column_of(p, &b, i)] = period;
	}
}

bool read_by_bands(struct doc *d, const cell_list *cells, size_t per_row, group_list *groups)
{
	struct page p = { .d = d, .cells = cells, .per_row = per_row };
	int best[PAGE_LINES + 1] = { 0 };
	size_t back[PAGE_LINES + 1] = { 0 }, ends[PAGE_LINES], n = 0;

	if (!per_row || !find_lines(&p))
		return false;
	for (size_t to = 1; to <= p.lines; to++) {
		best[to] = NO_WAY;
		for (size_t from = to > BAND_LINES ? to - BAND_LINES : 0; from < to; from++) {
			int cost = best[from] < NO_WAY ? cost_of(&p, from, to) : NO_WAY;

			if (cost < NO_WAY && best[from] + cost < best[to]) {
				best[to] = best[from] + cost;
				back[to] = from;
			}
		}
	}
	if (best[p.lines] >= NO_WAY)
		return false;
	for (size_t to = p.lines; to; to = back[to])
		ends[n++] = to;
	if (n < 2 || best[p.lines] > (int)n * 4)
		return false;
	for (size_t i = n; i-- > 0;)
		take_row(d, &p, back[ends[i]], ends[i], read_new_group(d, groups));
	return true;
}
