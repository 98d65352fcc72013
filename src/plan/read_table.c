/* Cells as rows. A table comes out of a PDF row by row, cell by cell, or column by column; with separators it keeps its
 * columns. Each way is tried, and the one in which every row has a name and all its numbers is taken: a table read the
 * wrong way round does not come out even. */
#include "plan/read_parts.h"

#include <string.h>

typedef LIST(size_t) index_list;

/* Numbers that stand together, and the pieces of names before them. */
struct group {
	index_list names; /* indices of cells */
	struct row row;
};
typedef LIST(struct group) group_list;

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

static bool ends_with_unit(struct text t)
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

		if (i + 1 < n && cells->at[at[i + 1]].piece == c->piece && at[i + 1] == at[i] + 1 &&
		    cells->at[at[i + 1]].gap < 2)
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

static void add_number(struct row *r, const cell_list *cells, size_t at)
{
	const struct cell *c = &cells->at[at];

	if (!r->n_numbers) {
		r->number_cell = at;
		if (!r->first_line)
			r->first_line = c->line;
	}
	if (r->n_numbers < ROW_NUMBERS_MAX)
		r->numbers[r->n_numbers++] = *c;
	r->last_cell = at;
	r->last_line = c->line;
}

static void add_period(struct row *r, struct period *pending, const struct cell *c)
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

static struct group *new_group(struct doc *d, group_list *groups)
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
	       (!next || next->line != c->line || next->kind == CELL_GOAL) && per_row <= 2 && !ends_with_unit(c->t);
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

static void by_rows(struct doc *d, const cell_list *cells, size_t per_row, group_list *groups)
{
	struct group *g = new_group(d, groups);
	struct period pending = { 0 };

	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (!is_data(c))
			continue;
		if (c->kind == CELL_PERIOD) {
			add_period(&g->row, &pending, c);
			continue;
		}
		if (c->kind == CELL_NUMBER && is_rest_of_number(c, &g->row)) {
			lengthen(d, &g->row, c);
			continue;
		}
		if (c->kind == CELL_NUMBER || is_wordy_target(cells, i, &g->row, per_row)) {
			if (g->row.n_numbers == per_row)
				g = new_group(d, groups);
			add_number(&g->row, cells, i);
			if (pending.kind)
				g->row.periods[g->row.n_numbers - 1] = pending;
			pending = (struct period){ 0 };
			continue;
		}
		if (c->kind == CELL_UNIT && g->row.n_numbers && g->row.n_numbers < per_row)
			continue; /* a unit between the numbers of one row */
		if (g->row.n_numbers)
			g = new_group(d, groups);
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
	if (end->kind == CELL_UNIT || ends_with_unit(end->t) || !b->paged)
		return false;
	return quick_width(end->t) + 2 > b->width || f.c[f.n - 1] == 0x306E || f.c[f.n - 1] == 0x3092 ||
	       f.c[f.n - 1] == 0x306B || f.c[f.n - 1] == 0x30FB || f.c[f.n - 1] == 0x3001 || f.c[f.n - 1] == 0x53CA;
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
	if (first->kind == CELL_UNIT && end->kind != CELL_UNIT && !ends_with_unit(end->t))
		return 1;
	if (end->kind == CELL_UNIT || ends_with_unit(end->t))
		return 0;
	if (last)
		return b->paged ? g->names.n : 0;
	if (b->paged || continues_name(first->t))
		for (size_t i = 0; i < most; i++)
			if (cells->at[g->names.at[i]].kind == CELL_UNIT || ends_with_unit(cells->at[g->names.at[i]].t))
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

static bool is_prose(const struct doc *d, const cell_list *cells, size_t at)
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
static void settle_names(struct doc *d, const cell_list *cells, group_list *groups)
{
	struct group *rest = groups->n && !groups->at[groups->n - 1].row.n_numbers ? &groups->at[groups->n - 1] : NULL;
	struct breaking b = breaking_of(cells, groups);
	bool left = rest && rest->names.n && rest->names.n <= 3 && groups->n > 1;

	for (size_t i = 0; left && i < rest->names.n; i++)
		left = !is_prose(d, cells, rest->names.at[i]) && quick_width(cells->at[rest->names.at[i]].t) <= 40;
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

static void finish_name(struct doc *d, const cell_list *cells, struct group *g)
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

static size_t complete(const group_list *groups, size_t per_row)
{
	size_t n = 0;

	for (size_t i = 0; i < groups->n; i++)
		n += groups->at[i].names.n && groups->at[i].row.n_numbers == per_row;
	return n;
}

static size_t numbered(const group_list *groups)
{
	size_t n = 0;

	for (size_t i = 0; i < groups->n; i++)
		n += groups->at[i].row.n_numbers > 0;
	return n;
}

/* ---- column by column ---- */

/* n names out of the texts: a cell each, a line each, or cut behind units. */
static bool names_of_columns(struct doc *d, const cell_list *cells, const index_list *texts, size_t n,
			     index_list *starts)
{
	size_t count;

	for (int way = 0; way < 3; way++) {
		starts->n = 0;
		for (size_t i = 0; i < texts->n; i++) {
			const struct cell *c = &cells->at[texts->at[i]], *p = i ? &cells->at[texts->at[i - 1]] : NULL;
			bool begins = !p;

			if (p && way == 0)
				begins = c->kind != CELL_UNIT && !(p->line == c->line && c->gap < 2 && c->gap > 0);
			else if (p && way == 1)
				begins = c->line != p->line && c->kind != CELL_UNIT;
			else if (p)
				begins = (p->kind == CELL_UNIT || ends_with_unit(p->t)) && c->kind != CELL_UNIT;
			if (begins)
				*LIST_ADD(d->a, starts) = i;
		}
		count = starts->n;
		if (count == n)
			return true;
	}
	return false;
}

/* How likely the line goes on in the next: an open bracket, a particle, a full line; never behind a unit. */
static int goes_on_below(const struct cell *c, size_t widest)
{
	static const char *const ends[] = { "の", "を", "に", "における", "おける", "する", "した",
					    "る", "・", "、", "及び",     "と",     "が",   "な" };
	struct fold f;
	int score = 0, depth = 0;

	if (c->kind == CELL_UNIT || ends_with_unit(c->t))
		return 0;
	fold_text(&f, c->t);
	for (size_t i = 0; i < f.n; i++)
		depth += (int)is_open(f.c[i]) - (int)is_close(f.c[i]);
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
		score |= fold_ends(&f, ends[k]) ? 4 : 0;
	return (depth > 0 ? 8 : 0) + score + (quick_width(c->t) + 2 > widest ? 2 : 1);
}

/* Lines that are too many by a few: those are joined that most look as if they went on. */
static bool names_by_likeness(struct doc *d, const cell_list *cells, const index_list *texts, size_t n,
			      index_list *starts)
{
	size_t widest = 0, lines = 0;

	starts->n = 0;
	if (!texts->n || texts->n > 500)
		return false;
	for (size_t i = 0; i < texts->n; i++) {
		size_t width = quick_width(cells->at[texts->at[i]].t);

		widest = width > widest ? width : widest;
		lines += i == 0 || cells->at[texts->at[i]].kind != CELL_UNIT;
	}
	for (int need = 8; need >= 2 && lines > n; need--) {
		size_t joined = 0;

		starts->n = 0;
		for (size_t i = 0; i < texts->n; i++) {
			const struct cell *c = &cells->at[texts->at[i]];
			bool joins =
				i &&
				(c->kind == CELL_UNIT ||
				 (goes_on_below(&cells->at[texts->at[i - 1]], widest) >= need && joined < lines - n));

			joined += joins && c->kind != CELL_UNIT;
			if (!joins)
				*LIST_ADD(d->a, starts) = i;
		}
		if (starts->n == n)
			return true;
	}
	return false;
}

static bool by_columns(struct doc *d, const cell_list *cells, size_t per_row, group_list *groups)
{
	index_list texts = { 0 }, numbers = { 0 }, starts = { 0 };
	size_t n;

	for (size_t i = 0; i < cells->n; i++) {
		if (cells->at[i].kind == CELL_NUMBER)
			*LIST_ADD(d->a, &numbers) = i;
		else if ((cells->at[i].kind == CELL_TEXT || cells->at[i].kind == CELL_UNIT) && !numbers.n)
			*LIST_ADD(d->a, &texts) = i;
	}
	n = per_row ? numbers.n / per_row : 0;
	if (n < 2 || numbers.n % per_row ||
	    (!names_of_columns(d, cells, &texts, n, &starts) && !names_by_likeness(d, cells, &texts, n, &starts)))
		return false;
	for (size_t r = 0; r < n; r++) {
		struct group *g = new_group(d, groups);
		size_t end = r + 1 < n ? starts.at[r + 1] : texts.n;

		for (size_t i = starts.at[r]; i < end; i++)
			*LIST_ADD(d->a, &g->names) = texts.at[i];
		for (size_t k = 0; k < per_row; k++) {
			size_t at = numbers.at[k * n + r], last = numbers.at[k * n + n - 1];
			struct period none = { 0 };

			add_number(&g->row, cells, at);
			/* A period behind one figure is that figure's, behind the last of a column that column's. */
			if (at + 1 < cells->n && cells->at[at + 1].kind == CELL_PERIOD)
				add_period(&g->row, &none, &cells->at[at + 1]);
			else if (last + 1 < cells->n && cells->at[last + 1].kind == CELL_PERIOD &&
				 cells->at[last].line == cells->at[numbers.at[k * n]].line)
				add_period(&g->row, &none, &cells->at[last + 1]);
		}
		g->row.first_line = 0;
	}
	return true;
}

/* ---- with separators ---- */

enum { SLOTS_MAX = 24 };

static bool slot_roles(const cell_list *cells, enum cell_role roles[SLOTS_MAX])
{
	size_t lines = 0, known = 0;
	uint32_t last = 0;
	bool seen[ROLE_GOAL + 1] = { false };

	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->slot > 0 && c->line != last && c->gap == 3) {
			lines++;
			last = c->line;
		}
		if (c->kind == CELL_HEAD && c->slot < SLOTS_MAX && c->role && !roles[c->slot]) {
			roles[c->slot] = c->role;
			known += !seen[c->role];
			seen[c->role] = true;
		}
	}
	return lines >= 2 && known >= 2 && seen[ROLE_NAME] && (seen[ROLE_TARGET] || seen[ROLE_BASELINE]);
}

/* A column whose header is only a year, or nothing that we know, holds a step when it stands between two of figures. */
static void fill_steps(enum cell_role roles[SLOTS_MAX], const cell_list *cells)
{
	int first = SLOTS_MAX, last = 0;

	for (int s = 0; s < SLOTS_MAX; s++)
		if (roles[s] == ROLE_BASELINE || roles[s] == ROLE_TARGET || roles[s] == ROLE_STEP) {
			first = s < first ? s : first;
			last = s;
		}
	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind == CELL_HEAD && c->slot > first && c->slot < last && !roles[c->slot])
			roles[c->slot] = ROLE_STEP;
	}
}

static void take_slot_cell(struct doc *d, const cell_list *cells, size_t i, enum cell_role role, struct group *g)
{
	const struct cell *c = &cells->at[i];
	struct period none = { 0 };

	if (role == ROLE_NAME && (c->kind == CELL_TEXT || c->kind == CELL_UNIT || c->kind == CELL_NUMBER))
		*LIST_ADD(d->a, &g->names) = i;
	else if (role == ROLE_UNIT)
		g->row.unit = c->t;
	else if (role == ROLE_BASELINE || role == ROLE_STEP || role == ROLE_TARGET) {
		if (c->kind == CELL_PERIOD && g->row.n_numbers)
			add_period(&g->row, &none, c);
		else if (g->row.n_numbers && g->row.numbers[g->row.n_numbers - 1].slot == c->slot &&
			 g->row.numbers[g->row.n_numbers - 1].line == c->line)
			g->row.numbers[g->row.n_numbers - 1].t.n =
				(size_t)(c->t.p + c->t.n - g->row.numbers[g->row.n_numbers - 1].t.p);
		else
			add_number(&g->row, cells, i);
	}
}

static bool by_slots(struct doc *d, const cell_list *cells, group_list *groups)
{
	enum cell_role roles[SLOTS_MAX] = { ROLE_NONE };
	struct group *g = NULL;
	uint32_t line = 0;

	if (!slot_roles(cells, roles))
		return false;
	fill_steps(roles, cells);
	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind == CELL_HEAD || c->slot >= SLOTS_MAX || text_starts(c->t, TEXT("---")) ||
		    text_starts(c->t, TEXT(":--")))
			continue;
		if (!g || (c->line != line && (g->row.n_numbers || !g->names.n)))
			g = new_group(d, groups);
		line = c->line;
		take_slot_cell(d, cells, i, roles[c->slot], g);
	}
	return numbered(groups) > 0;
}

/* ---- which way ---- */

/* The commonest count of numbers between two names. */
static size_t usual_run(const cell_list *cells)
{
	size_t counts[ROW_NUMBERS_MAX + 1] = { 0 }, run = 0, best = 2;

	for (size_t i = 0; i <= cells->n; i++) {
		if (i < cells->n && cells->at[i].kind == CELL_NUMBER) {
			run++;
		} else if (run && (i == cells->n || cells->at[i].kind == CELL_TEXT)) {
			counts[run <= ROW_NUMBERS_MAX ? run : ROW_NUMBERS_MAX]++;
			run = 0;
		}
	}
	for (size_t k = 1; k <= ROW_NUMBERS_MAX; k++)
		if (counts[k] > counts[best])
			best = k;
	return best;
}

static size_t expected_numbers(const struct table_head *h)
{
	if (h->steps.n)
		return h->steps.n + (h->seen[ROLE_BASELINE] || h->grant) + (h->grant ? h->total : h->seen[ROLE_TARGET]);
	if (h->seen[ROLE_TARGET] && !h->seen[ROLE_BASELINE])
		return 1;
	return 2;
}

static bool is_part(struct text title, const struct cell *c)
{
	return c->kind == CELL_TEXT && c->t.n >= 6 && text_find(title, c->t) != SIZE_MAX;
}

/* The rest of a title that is broken over the lines below, in the same column. */
static void drop_below(cell_list *cells, size_t first, struct text title, int x)
{
	for (size_t i = first + 1; i < cells->n && cells->at[i].line <= cells->at[first].line + 3; i++) {
		struct cell *c = &cells->at[i];

		if (c->line > cells->at[first].line && is_part(title, c) && c->x >= x - 12 &&
		    c->x <= cells->at[first].x + 6)
			c->kind = CELL_NOTE;
	}
}

/* The title of a project or goal that stands beside its mark is no part of a KPI's name. */
static void drop_titles(const struct known *known, cell_list *cells)
{
	for (size_t i = 1; i < cells->n; i++) {
		struct cell *c = &cells->at[i], *before = &cells->at[i - 1];
		bool more = i + 1 < cells->n && cells->at[i + 1].line == c->line && cells->at[i + 1].kind == CELL_TEXT;
		struct text title;

		if (before->line != c->line)
			continue;
		if (before->kind == CELL_MARK && c->kind == CELL_MARK && before->project >= 0 &&
		    c->project == before->project) {
			c->kind = CELL_NOTE; /* mark and whole title */
			continue;
		}
		if (before->kind == CELL_MARK && before->project >= 0) {
			title = known->titles.at[before->project];
			if (is_part(title, c) && (more || (c->gap >= 2 && text_eq(title, c->t)))) {
				c->kind = CELL_NOTE;
				drop_below(cells, i, title, before->x);
			}
		}
		for (size_t g = 0; before->kind == CELL_GOAL && g < known->plan->goals.n && g < 100; g++)
			if (is_part(known->plan->goals.at[g].title, c)) {
				c->kind = CELL_NOTE;
				drop_below(cells, i, known->plan->goals.at[g].title, before->x);
			}
	}
}

/* The last figure of its line. */
static bool ends_figures(const struct table *t, size_t i)
{
	const struct cell *c = &t->cells.at[i];

	return c->kind == CELL_NUMBER && (i + 1 == t->cells.n || c[1].line != c->line || c[1].kind != CELL_NUMBER);
}

/* A text that ends its line right behind a figure or goal. */
static bool is_last_column(const struct table *t, size_t i)
{
	const struct cell *c = &t->cells.at[i];

	return c->kind == CELL_TEXT && i && (c[-1].kind == CELL_NUMBER || c[-1].kind == CELL_GOAL) &&
	       c[-1].line == c->line && (i + 1 == t->cells.n || c[1].line != c->line);
}

/* A column behind the figures that is none of ours (担当課, 出典): every line of figures ends in a text. */
static void drop_last_column(struct table *t)
{
	size_t lines = 0, with = 0;

	if (!t->head.seen[ROLE_TARGET])
		return;
	for (size_t i = 0; i < t->cells.n; i++) {
		lines += ends_figures(t, i);
		with += is_last_column(t, i);
	}
	for (size_t i = 0; with > 1 && with == lines && i < t->cells.n; i++)
		if (is_last_column(t, i))
			t->cells.at[i].kind = CELL_NOTE;
}

/* １ or ２・３ in the column of goals: the number behind the last figure of its row. */
static void find_bare_goals(const struct known *known, struct table *t)
{
	size_t numbers = 0;

	if (!t->head.seen[ROLE_GOAL])
		return;
	for (size_t i = 0; i < t->cells.n; i++)
		if (t->cells.at[i].kind == CELL_GOAL)
			return;
	for (size_t i = 0; i < t->cells.n; i++) {
		struct cell *c = &t->cells.at[i];
		int goals[32];
		size_t n = 0;
		bool known_all = true;

		if (c->kind == CELL_TEXT && numbers != t->per_row)
			numbers = 0;
		if (c->kind != CELL_NUMBER && (c->kind != CELL_TEXT || numbers != t->per_row) &&
		    (c->kind != CELL_MARK || c->project >= 0))
			continue;
		numbers += c->kind == CELL_NUMBER;
		if (c->kind == CELL_NUMBER && numbers <= t->per_row)
			continue;
		if (read_goal_cell(known->plan, c->t, true, goals, &n))
			for (size_t k = 0; k < n; k++) {
				bool is = false;

				for (size_t g = 0; g < known->plan->goals.n; g++)
					is |= known->plan->goals.at[g].number == goals[k];
				known_all &= is;
			}
		if (n && known_all)
			c->kind = CELL_GOAL;
		numbers = 0;
	}
}

/* ・創業件数 / ・雇用者数 | 10 / 100 | 20 / 150: cells of several lines, one below the other, within a row of the
 * table. */
static bool turn_block(struct doc *d, const cell_list *cells, group_list *groups, size_t g, size_t per_row)
{
	struct group *first = &groups->at[g], *of;
	struct cell numbers[ROW_NUMBERS_MAX * 4];
	size_t at[ROW_NUMBERS_MAX * 4], m = 1, n = 0;

	while (g + m < groups->n && !groups->at[g + m].names.n && groups->at[g + m].row.n_numbers == per_row)
		m++;
	if (m < 2 || first->names.n != m || m * per_row > ROW_NUMBERS_MAX * 4 || first->row.n_numbers != per_row)
		return false;
	for (size_t i = 0; i < m; i++)
		for (size_t k = 0; k < per_row; k++) {
			at[n] = groups->at[g + i].row.last_cell;
			numbers[n++] = groups->at[g + i].row.numbers[k];
		}
	for (size_t i = 1; i < n; i++)
		if (numbers[i].line == numbers[i - 1].line)
			return false;
	for (size_t i = 0; i < m; i++) {
		of = &groups->at[g + i];
		for (size_t k = 0; k < per_row; k++)
			of->row.numbers[k] = numbers[k * m + i];
		of->row.last_cell = at[n - 1];
		of->row.number_cell = first->row.number_cell;
		if (i)
			*LIST_ADD(d->a, &of->names) = first->names.at[i];
	}
	first->names.n = 1;
	(void)cells;
	return true;
}

static void turn_blocks(struct doc *d, const cell_list *cells, group_list *groups, size_t per_row)
{
	for (size_t g = 0; g < groups->n; g++)
		if (groups->at[g].names.n > 1 && turn_block(d, cells, groups, g, per_row))
			REMARK(d, "read-table-by-columns", SEVERITY_NOTE, cells->at[groups->at[g].names.at[0]].line, 1,
			       "rows", NUM((int64_t)(groups->at[g + 1].names.n ? 2 : 1)), NULL);
}

static void keep_rows(struct doc *d, struct table *t, group_list *groups)
{
	for (size_t i = 0; i < groups->n; i++) {
		finish_name(d, &t->cells, &groups->at[i]);
		if (groups->at[i].row.n_numbers)
			*LIST_ADD(d->a, &t->rows) = groups->at[i].row;
		else if (groups->at[i].names.n && !is_prose(d, &t->cells, groups->at[i].names.at[0])) {
			const struct cell *c = &t->cells.at[groups->at[i].names.at[0]];

			REMARK(d, "read-text-left-over", SEVERITY_WARNING, c->line, c->column, "text",
			       text_z(d->a, groups->at[i].row.name), NULL);
		}
	}
}

static void read_rows(struct doc *d, struct table *t, size_t usual)
{
	group_list rows = { 0 }, other = { 0 }, columns = { 0 };

	by_rows(d, &t->cells, t->per_row, &rows);
	if (complete(&rows, t->per_row) * 4 < numbered(&rows) * 3) {
		if (by_columns(d, &t->cells, t->per_row, &columns)) {
			t->by_columns = true;
			keep_rows(d, t, &columns);
			return;
		}
		by_rows(d, &t->cells, usual, &other);
		if (usual != t->per_row && complete(&other, usual) > complete(&rows, t->per_row)) {
			t->per_row = usual;
			rows = other;
		}
	}
	turn_blocks(d, &t->cells, &rows, t->per_row);
	settle_names(d, &t->cells, &rows);
	keep_rows(d, t, &rows);
}

static void read_table(struct doc *d, const struct known *known, const cell_list *cells, struct table *t)
{
	group_list slots = { 0 };

	*t = (struct table){ .cells = *cells };
	read_table_head(d, &t->cells, &t->head);
	drop_titles(known, &t->cells);
	t->per_row = expected_numbers(&t->head);
	find_bare_goals(known, t);
	drop_last_column(t);
	if (by_slots(d, &t->cells, &slots))
		keep_rows(d, t, &slots);
	else
		read_rows(d, t, usual_run(&t->cells));
	if (t->by_columns && t->rows.n)
		REMARK(d, "read-table-by-columns", SEVERITY_NOTE, t->rows.at[0].first_line, 1, "rows",
		       NUM((int64_t)t->rows.n), NULL);
	read_labels(d, known, t);
}

/* 基本目標２ ひとの流れをつくる above a header is its caption. */
static size_t caption_before(const cell_list *cells, size_t from, size_t header)
{
	size_t i = header;

	while (i > from && cells->at[i - 1].line == cells->at[header - 1].line)
		i--;
	if (i == from || (cells->at[i].kind != CELL_GOAL && cells->at[i].kind != CELL_MARK))
		return header;
	for (size_t k = i; k < header; k++)
		if (cells->at[k].kind == CELL_NUMBER)
			return header;
	return i;
}

/* A line of header words and no figure, behind figures: another table begins, or the same goes on with later years. */
static size_t next_header(const cell_list *cells, size_t from)
{
	bool figures = false;

	for (size_t i = from; i < cells->n;) {
		size_t end = i, heads = 0, numbers = 0;

		for (; end < cells->n && cells->at[end].line == cells->at[i].line; end++) {
			heads += cells->at[end].kind == CELL_HEAD;
			numbers += cells->at[end].kind == CELL_NUMBER;
		}
		if (figures && heads >= 2 && !numbers)
			return caption_before(cells, from, i);
		figures |= numbers > 0;
		i = end;
	}
	return cells->n;
}

/* The same rows again with later years: 増加分 of the 4th and 5th year under those of the first three. */
static bool goes_on(struct doc *d, struct table *first, const struct table *more)
{
	if (more->head.seen[ROLE_BASELINE] || more->rows.n != first->rows.n || !first->head.seen[ROLE_BASELINE] ||
	    first->head.total)
		return false;
	for (size_t i = 0; i < more->rows.n; i++)
		if (!text_eq(more->rows.at[i].name, first->rows.at[i].name) ||
		    first->rows.at[i].n_numbers + more->rows.at[i].n_numbers > ROW_NUMBERS_MAX)
			return false;
	for (size_t i = 0; i < more->rows.n; i++) {
		struct row *r = &first->rows.at[i];
		const struct row *m = &more->rows.at[i];

		for (size_t k = 0; k < m->n_numbers; k++)
			r->numbers[r->n_numbers++] = m->numbers[k];
		r->last_line = m->last_line;
	}
	for (size_t i = 0; i < more->head.steps.n && first->head.steps.n < ROW_NUMBERS_MAX - 2; i++)
		*LIST_ADD(d->a, &first->head.steps) = more->head.steps.at[i];
	first->head.total |= more->head.total;
	first->head.seen[ROLE_TARGET] |= more->head.seen[ROLE_TARGET];
	first->per_row += more->per_row;
	return true;
}

/* KPI① and nothing else. */
static bool is_label(struct text t)
{
	struct fold f;
	size_t i;

	fold_text(&f, t);
	i = fold_starts(&f, 0, "KPI") + fold_starts(&f, 0, "指標");
	return i && fold_ordinal(&f, &i) && i == f.n;
}

/* How far a word goes. */
static size_t word_end(struct text t)
{
	size_t end = 0;

	while (end < t.n && t.p[end] != ' ' && t.p[end] != '\t' &&
	       memcmp(t.p + end, "\xe3\x80\x80", t.n - end >= 3 ? 3 : 1) != 0)
		end++;
	return end;
}

static bool seen_before(const text_list *labels, struct text label)
{
	for (size_t k = 0; k < labels->n; k++)
		if (text_eq(labels->at[k], label))
			return true;
	return false;
}

/* 「ＫＰＩ①　流域の延べ宿泊者数」 above a table whose rows are called ＫＰＩ①: the names are taken out, to be put in.
 */
static void take_labels(struct doc *d, size_t from, size_t to, text_list *labels, text_list *names)
{
	size_t alone = 0;

	for (size_t i = from; i < to; i++) {
		struct text t = d->pieces.at[i].t;
		size_t end = word_end(t);

		if (end < t.n && is_label(text_slice(t, 0, end))) {
			struct text rest = trim(text_slice(t, end, t.n));
			struct text first = text_slice(rest, 0, word_end(rest));

			if (read_is_number_cell(first) || read_is_no_value(first) || labels->n >= 100 ||
			    seen_before(labels, text_slice(t, 0, end))) {
				alone++;
				continue;
			}
			*LIST_ADD(d->a, labels) = text_slice(t, 0, end);
			*LIST_ADD(d->a, names) = rest;
		}
	}
	if (!alone || !labels->n) {
		labels->n = names->n = 0;
		return;
	}
	for (size_t i = from; i < to; i++)
		for (size_t k = 0; k < labels->n; k++)
			if (d->pieces.at[i].t.p == labels->at[k].p)
				d->pieces.at[i].gone = true;
}

static void name_labels(struct table *t, const text_list *labels, const text_list *names)
{
	for (size_t i = 0; i < t->rows.n; i++)
		for (size_t k = 0; k < labels->n; k++)
			if (text_eq(t->rows.at[i].name, labels->at[k])) {
				t->rows.at[i].name = names->at[k];
				break;
			}
}

void read_tables(struct doc *d, const struct known *known, size_t from, size_t to, table_list *tables)
{
	cell_list all = { 0 };
	text_list labels = { 0 }, names = { 0 };

	take_labels(d, from, to, &labels, &names);
	read_cells(d, known, from, to, &all);
	for (size_t i = 0, end; i < all.n; i = end) {
		cell_list cells;
		struct table *t;

		end = next_header(&all, i);
		cells.at = all.at + i;
		cells.n = cells.cap = end - i;
		if (i)
			read_find_header(&cells);
		t = LIST_ADD(d->a, tables);
		read_table(d, known, &cells, t);
		name_labels(t, &labels, &names);
		if (tables->n > 1 && goes_on(d, &tables->at[tables->n - 2], t))
			tables->n--;
	}
}
