/* A table row by row: each name gathers the figures behind it. Names may be broken over lines, with their figures
 * beside any of these. */
#include <string.h>

#include "plan/read_table.h"

static bool continues_name(struct text t)
{
	struct fold f;
	uint32_t c;

	fold_text(&f, text_slice(t, 0, 30));
	c = f.c[0];
	return f.n && (c == 0x306E || c == 0x306B || c == 0x3092 || c == 0x304C || c == 0x3068 || c == 0x3067 ||
		       c == 0x306F || c == 0x3084 || c == 0x30FB || c == '-' || c == ')' || c == 0x3001 || c == '(' ||
		       c == 0x3063 || c == 0x3057 || c == 0x308B || c == 0x53CA);
}

bool read_ends_with_unit(struct text t)
{
	struct fold f;
	size_t open = 0;

	fold_text(&f, t);
	if (!f.n || f.c[f.n - 1] != ')')
		return false;
	for (size_t i = f.n; i-- > 0 && !open;)
		if (f.c[i] == '(')
			open = i + 1;
	return open && read_is_unit(fold_slice(&f, t, open - 1, f.n));
}

static bool lies_in(struct text part, struct text whole)
{
	return (uintptr_t)part.p >= (uintptr_t)whole.p && (uintptr_t)part.p + part.n <= (uintptr_t)whole.p + whole.n;
}

/* Whether `next` goes on in the source right behind `c`. A cell that was put together from two lines, or moved to
 * another column, has its text elsewhere or earlier: then there is nothing between the two. */
static bool goes_on(const struct doc *d, const struct cell *c, const struct cell *next)
{
	struct text piece = d->pieces.at[c->piece].t;

	return next->piece == c->piece && next->gap < 2 && lies_in(c->t, piece) && lies_in(next->t, piece) &&
	       (uintptr_t)next->t.p >= (uintptr_t)c->t.p + c->t.n;
}

/* The cells as one text: neighbours in a line with what stands between them, else joined. */
static struct text join_cells(struct doc *d, const cell_list *cells, const size_t *at, size_t n)
{
	struct buf out = { 0 };
	struct text joined;
	size_t from = 0;

	if (!n)
		return TEXT("");
	for (size_t i = 0; i < n; i++) {
		const struct cell *first = &cells->at[at[from]], *c = &cells->at[at[i]];
		const char *end = c->t.p + c->t.n;

		if (i + 1 < n && at[i + 1] == at[i] + 1 && goes_on(d, c, &cells->at[at[i + 1]]))
			continue;
		buf_add(&out, first->t.p, (size_t)(end - first->t.p));
		from = i + 1;
	}
	joined = text_dup(d->a, buf_view(&out));
	buf_clear(&out);
	return joined;
}

static bool is_data(const struct cell *c)
{
	return c->kind == CELL_TEXT || c->kind == CELL_UNIT || c->kind == CELL_NUMBER || c->kind == CELL_PERIOD;
}

void read_add_number(struct row *r, const cell_list *cells, size_t at)
{
	const struct cell *c = &cells->at[at];

	if (!r->n_numbers) {
		r->number_cell = at;
		if (!r->first_line)
			r->first_line = c->line;
	}
	if (r->n_numbers < ROW_NUMBERS_MAX) {
		r->numbers[r->n_numbers++] = *c;
		if (at && cells->at[at - 1].kind == CELL_HEAD && cells->at[at - 1].line == c->line) {
			struct period p;
			bool assumed;

			if (read_period_in(&p, &assumed, cells->at[at - 1].t)) /* 目標値（2026年）：半減 */
				r->periods[r->n_numbers - 1] = p;
		}
	}
	r->last_cell = at;
	r->last_line = c->line;
}

void read_add_period(struct row *r, struct period *pending, const struct cell *c)
{
	bool assumed;
	struct period p;

	if (!read_period_only(&p, &assumed, c->t))
		return;
	if (r->n_numbers && !pending->kind && !r->periods[r->n_numbers - 1].kind)
		r->periods[r->n_numbers - 1] = p;
	else
		*pending = p;
}

struct group *read_new_group(struct doc *d, group_list *groups)
{
	struct group *g = LIST_ADD(d->a, groups);

	g->row.mark = -1;
	return g;
}

/* A text in the middle of a row: the target in words, where it ends its line behind a number. */
static bool is_wordy_target(const cell_list *cells, size_t at, const struct row *r, size_t per_row)
{
	const struct cell *c = &cells->at[at], *before = at ? &cells->at[at - 1] : NULL;
	const struct cell *next = at + 1 < cells->n ? &cells->at[at + 1] : NULL;

	return r->n_numbers + 1 == per_row && before && before->kind == CELL_NUMBER && before->line == c->line &&
	       (!next || next->line != c->line || next->kind == CELL_GOAL) && per_row <= 2 &&
	       !read_ends_with_unit(c->t);
}

static bool overlap(size_t a, size_t na, size_t b, size_t nb)
{
	return a < b + nb && b < a + na;
}

/* In screen columns and in characters: pdftotext counts a wide character as one column, people as two. */
static bool stands_under(const struct cell *c, const struct cell *above)
{
	return overlap((size_t)c->x, quick_width(c->t), (size_t)above->x, quick_width(above->t)) &&
	       overlap(c->column, quick_width(c->t) / 2 + 1, above->column, quick_width(above->t) / 2 + 1);
}

/* 300,000人 and 以上 below it are one cell: that number of the row which stands above it, else the last. */
static void lengthen(struct doc *d, struct row *r, const struct cell *c)
{
	struct cell *best = &r->numbers[r->n_numbers - 1];

	for (size_t i = 0; i < r->n_numbers; i++)
		if (stands_under(c, &r->numbers[i]))
			best = &r->numbers[i];
	best->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)best->t.n, best->t.p, (int)c->t.n, c->t.p));
	r->last_line = c->line > r->last_line ? c->line : r->last_line;
}

static bool is_rest_of_number(const struct cell *c, const struct row *r)
{
	return r->n_numbers && r->n_numbers < ROW_NUMBERS_MAX && c->line > r->numbers[r->n_numbers - 1].line &&
	       c->line <= r->numbers[r->n_numbers - 1].line + 3 && read_is_number_end(c->t);
}

/* 120人 150人 / （令和元年） （令和６年）: a line of periods below as many figures. */
static bool add_periods(struct row *r, const cell_list *cells, size_t at)
{
	size_t n = 0, first;
	bool assumed;

	while (at + n < cells->n && cells->at[at + n].kind == CELL_PERIOD &&
	       cells->at[at + n].line == cells->at[at].line)
		n++;
	if (n < 2 || n > r->n_numbers || r->numbers[r->n_numbers - 1].line == cells->at[at].line)
		return false;
	first = r->n_numbers - n;
	for (size_t k = first; k < r->n_numbers; k++)
		if (r->periods[k].kind || r->numbers[k].line != r->numbers[first].line)
			return false;
	for (size_t k = 0; k < n; k++)
		if (!read_period_only(&r->periods[first + k], &assumed, cells->at[at + k].t))
			return false;
	return true;
}

void read_by_rows(struct doc *d, const cell_list *cells, size_t per_row, group_list *groups)
{
	struct group *g = read_new_group(d, groups);
	struct period pending = { 0 };

	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind == CELL_NOTE && c->t.n && read_note_mark(c->t) == c->t.n && g->row.n_numbers < per_row)
			g->row.note = c->t;
		if (!is_data(c))
			continue;
		if (c->kind == CELL_PERIOD && add_periods(&g->row, cells, i)) {
			while (i + 1 < cells->n && cells->at[i + 1].kind == CELL_PERIOD &&
			       cells->at[i + 1].line == c->line)
				i++;
			continue;
		}
		if (c->kind == CELL_PERIOD) {
			read_add_period(&g->row, &pending, c);
			continue;
		}
		if (c->kind == CELL_NUMBER && is_rest_of_number(c, &g->row)) {
			lengthen(d, &g->row, c);
			continue;
		}
		if (c->kind == CELL_NUMBER || is_wordy_target(cells, i, &g->row, per_row)) {
			if (g->row.n_numbers == per_row)
				g = read_new_group(d, groups);
			read_add_number(&g->row, cells, i);
			if (pending.kind)
				g->row.periods[g->row.n_numbers - 1] = pending;
			pending = (struct period){ 0 };
			continue;
		}
		if (c->kind == CELL_UNIT && g->row.n_numbers && g->row.n_numbers < per_row)
			continue; /* a unit between the numbers of one row */
		if (g->row.n_numbers)
			g = read_new_group(d, groups);
		*LIST_ADD(d->a, &g->names) = i;
	}
}

/* How a table's names are broken over lines. */
struct breaking {
	bool paged;   /* the cells stand as on a page: wide gaps, or names left over behind the last numbers */
	size_t width; /* of a full line of the name column; SIZE_MAX where none is full */
};

/* Is the name unfinished that ends with this cell? */
static bool wants_more(const cell_list *cells, const struct group *g, const struct breaking *b)
{
	const struct cell *end = &cells->at[g->names.at[g->names.n - 1]];
	struct fold f;
	int depth = 0;

	for (size_t i = 0; i < g->names.n; i++) {
		fold_text(&f, cells->at[g->names.at[i]].t);
		for (size_t k = 0; k < f.n; k++)
			depth += (int)is_open(f.c[k]) - (int)is_close(f.c[k]);
	}
	if (depth > 0)
		return true;
	if (end->kind == CELL_UNIT || read_ends_with_unit(end->t) || !b->paged)
		return false;
	return quick_width(end->t) + 2 > b->width || f.c[f.n - 1] == 0x306E || f.c[f.n - 1] == 0x3092 ||
	       f.c[f.n - 1] == 0x306B || f.c[f.n - 1] == 0x30FB || f.c[f.n - 1] == 0x3001 || f.c[f.n - 1] == 0x53CA;
}

/* 過数（世帯） / 年間延べ宿泊者数 / （人）: two units are two names. Where the first ends; 0 where there is one name.
 */
static size_t two_names(const cell_list *cells, const struct group *g)
{
	size_t first = 0;

	for (size_t i = 0; i < g->names.n; i++) {
		const struct cell *c = &cells->at[g->names.at[i]];

		if (c->kind != CELL_UNIT && !read_ends_with_unit(c->t))
			continue;
		if (first)
			return i > first ? first : 0; /* （計画期間内の累計）（件） is one name */
		first = i + 1;
	}
	return 0;
}

/* How many of the names before this group still belong to the row before: a cell's middle stood beside its numbers. */
static size_t tail_of_row_before(const cell_list *cells, struct group *before, const struct group *g, bool last,
				 const struct breaking *b)
{
	const struct cell *end = before->names.n ? &cells->at[before->names.at[before->names.n - 1]] : NULL;
	const struct cell *first = g->names.n ? &cells->at[g->names.at[0]] : NULL;
	struct group grown = *before;
	size_t most = last ? g->names.n : g->names.n ? g->names.n - 1 : 0, n = 0;

	if (!end || !first || !before->row.n_numbers)
		return 0;
	if (first->kind == CELL_UNIT && end->kind != CELL_UNIT && !read_ends_with_unit(end->t))
		return 1;
	if (end->kind == CELL_UNIT || read_ends_with_unit(end->t))
		return 0;
	n = two_names(cells, g);
	if (n && !last)
		return n;
	if (last)
		return b->paged ? g->names.n : 0;
	if (b->paged || continues_name(first->t))
		for (size_t i = 0; i < most; i++)
			if (cells->at[g->names.at[i]].kind == CELL_UNIT ||
			    read_ends_with_unit(cells->at[g->names.at[i]].t))
				return i + 1;
	grown.names.n = 0;
	grown.names.at = before->names.at;
	for (grown.names.n = before->names.n; n < most; n++) {
		const struct cell *next = &cells->at[g->names.at[n]];

		if (g->row.n_numbers && next->line == g->row.numbers[0].line)
			break;
		if (n ? quick_width(cells->at[g->names.at[n - 1]].t) + 2 <= b->width
		      : !wants_more(cells, &grown, b) && !continues_name(first->t))
			break;
	}
	return n;
}

bool read_is_sentence(const struct doc *d, const cell_list *cells, size_t at)
{
	struct text t = d->pieces.at[cells->at[at].piece].t;

	return text_find(t, TEXT("。")) != SIZE_MAX;
}

static struct breaking breaking_of(const cell_list *cells, const group_list *groups)
{
	struct breaking b = { .width = 0 };
	size_t wide = 0, inner = 0, full = 0;

	for (size_t i = 0; i < cells->n; i++) {
		inner += cells->at[i].gap > 0;
		wide += cells->at[i].gap == 2;
	}
	b.paged = wide * 2 > inner;
	for (size_t g = 0; g < groups->n; g++)
		for (size_t i = 0; i < groups->at[g].names.n; i++) {
			size_t width = quick_width(cells->at[groups->at[g].names.at[i]].t);

			b.width = width > b.width ? width : b.width;
		}
	for (size_t g = 0; g < groups->n; g++)
		for (size_t i = 0; i < groups->at[g].names.n; i++)
			full += quick_width(cells->at[groups->at[g].names.at[i]].t) + 2 > b.width;
	if (full < 2)
		b.width = SIZE_MAX;
	return b;
}

/* Names that are left behind the last numbers: then cells were centred on their numbers. */
void read_settle_names(struct doc *d, const cell_list *cells, group_list *groups)
{
	struct group *rest = groups->n && !groups->at[groups->n - 1].row.n_numbers ? &groups->at[groups->n - 1] : NULL;
	struct breaking b = breaking_of(cells, groups);
	bool left = rest && rest->names.n && rest->names.n <= 3 && groups->n > 1;

	for (size_t i = 0; left && i < rest->names.n; i++)
		left = !read_is_sentence(d, cells, rest->names.at[i]) &&
		       quick_width(cells->at[rest->names.at[i]].t) <= 40;
	b.paged |= left;
	for (size_t g = 1; g < groups->n; g++) {
		struct group *before = &groups->at[g - 1], *now = &groups->at[g];
		size_t n = now == rest && !left ? 0 : tail_of_row_before(cells, before, now, now == rest, &b);

		for (size_t i = 0; i < n; i++)
			*LIST_ADD(d->a, &before->names) = now->names.at[i];
		now->names.at += n;
		now->names.n -= n;
		now->names.cap = now->names.n; /* it no longer begins where the list was allocated */
	}
}

void read_finish_name(struct doc *d, const cell_list *cells, struct group *g)
{
	struct row *r = &g->row;

	/* A unit column stands right before the numbers: 出生数 | 人 | 6,766. */
	if (g->names.n > 1) {
		const struct cell *last = &cells->at[g->names.at[g->names.n - 1]];
		struct fold f;

		fold_text(&f, last->t);
		if (last->kind == CELL_UNIT && !is_open(f.c[0])) {
			r->unit = last->t;
			g->names.n--;
		}
	}
	r->name = join_cells(d, cells, g->names.at, g->names.n);
	if (g->names.n) {
		r->first_cell = g->names.at[0];
		r->first_line = cells->at[g->names.at[0]].line;
		for (size_t i = 0; i < g->names.n; i++) {
			uint32_t line = cells->at[g->names.at[i]].line;

			r->last_line = line > r->last_line ? line : r->last_line;
		}
	} else {
		r->first_cell = r->number_cell;
	}
}

/* ・創業件数 / ・雇用者数 | 10 / 100 | 20 / 150: cells of several lines, one below the other, within a row of the
 * table. How many rows it was; 0 where it was none such. */
static size_t turn_block(struct doc *d, group_list *groups, size_t g, size_t per_row)
{
	struct group *first = &groups->at[g];
	struct cell numbers[ROW_NUMBERS_MAX * 4] = { 0 };
	size_t m = 1, n = 0, last_cell;

	while (g + m < groups->n && !groups->at[g + m].names.n && groups->at[g + m].row.n_numbers == per_row)
		m++;
	if (m < 2 || first->names.n != m || m * per_row > ROW_NUMBERS_MAX * 4 || first->row.n_numbers != per_row)
		return 0;
	for (size_t i = 0; i < m * per_row; i++) {
		numbers[n++] = groups->at[g + i / per_row].row.numbers[i % per_row];
		if (i && numbers[i].line == numbers[i - 1].line)
			return 0;
	}
	last_cell = groups->at[g + m - 1].row.last_cell;
	for (size_t i = 0; i < m; i++) {
		struct group *of = &groups->at[g + i];

		for (size_t k = 0; k < per_row; k++)
			of->row.numbers[k] = numbers[k * m + i];
		of->row.last_cell = last_cell;
		of->row.number_cell = first->row.number_cell;
		if (i)
			*LIST_ADD(d->a, &of->names) = first->names.at[i];
	}
	first->names.n = 1;
	return m;
}

void read_turn_blocks(struct doc *d, const cell_list *cells, group_list *groups, size_t per_row)
{
	for (size_t g = 0; g < groups->n; g++) {
		size_t rows = groups->at[g].names.n > 1 ? turn_block(d, groups, g, per_row) : 0;

		if (rows)
			REMARK(d, "read-table-by-columns", SEVERITY_NOTE, cells->at[groups->at[g].names.at[0]].line, 1,
			       "rows", NUM((int64_t)rows), NULL);
	}
}
