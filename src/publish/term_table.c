/* Tables of a terminal: narrowed where cells can wrap; the names on lines of their own where that helps; as cards, one
 * line a cell, where it is too narrow for a table. */
#include "publish/term.h"
#include "publish/term_parts.h"

enum { GAP = 2, NOTE_INDENT = 4, NAME_INDENT = 2, COLUMN_MIN = 4 };

struct cell {
	const struct node *node;
	struct text words;
	size_t column, span;
};
struct row {
	LIST(struct cell) cells;
};
struct grid {
	LIST(struct row) rows;
	size_t columns;
	size_t *natural, *least, *width;
	bool names_above; /* the first cell of a row has a line of its own above the others */
};

static void grid_read(struct term *t, struct grid *g, const struct node *table)
{
	for (const struct node *r = table->first; r; r = r->next) {
		struct row *row = LIST_ADD(t->arena, &g->rows);
		size_t column = 0;

		for (const struct node *n = r->first; n; n = n->next) {
			struct cell *c = LIST_ADD(t->arena, &row->cells);

			c->node = n;
			c->words = term_flat(t, n);
			c->column = column;
			c->span = n->span > 1 ? (size_t)n->span : 1;
			column += c->span;
		}
		g->columns = column > g->columns ? column : g->columns;
	}
}

static void grid_measure(struct term *t, struct grid *g)
{
	g->natural = arena_array(t->arena, g->columns, sizeof *g->natural);
	g->least = arena_array(t->arena, g->columns, sizeof *g->least);
	g->width = arena_array(t->arena, g->columns, sizeof *g->width);
	for (size_t r = 0; r < g->rows.n; r++)
		for (size_t i = 0; i < g->rows.at[r].cells.n; i++) {
			const struct cell *c = &g->rows.at[r].cells.at[i];
			size_t least, natural;

			if (c->span > 1)
				continue;
			term_measure(c->words, &least, &natural);
			if (c->node->flags & CELL_NOWRAP)
				least = natural;
			least = least < COLUMN_MIN ? COLUMN_MIN : least;
			if (least > g->least[c->column])
				g->least[c->column] = least;
			if (natural > g->natural[c->column])
				g->natural[c->column] = natural;
		}
}

/* Takes columns away from the widest until the table fits; false where it cannot. */
static bool grid_fit(struct grid *g, size_t room)
{
	size_t total = 0;

	for (size_t i = 0; i < g->columns; i++) {
		g->width[i] = g->natural[i] > g->least[i] ? g->natural[i] : g->least[i];
		total += g->width[i] + (i ? GAP : 0);
	}
	while (total > room) {
		size_t widest = g->columns;

		for (size_t i = 0; i < g->columns; i++)
			if (g->width[i] > g->least[i] && (widest == g->columns || g->width[i] > g->width[widest]))
				widest = i;
		if (widest == g->columns)
			return false;
		g->width[widest]--;
		total--;
	}
	return true;
}

static size_t cell_width(const struct grid *g, const struct cell *c)
{
	size_t w = 0;

	for (size_t i = c->column; i < c->column + c->span && i < g->columns; i++)
		w += g->width[i] + (i > c->column ? GAP : 0);
	return w;
}

static void put_cell_line(struct term *t, struct text line, size_t width, bool right, bool last)
{
	size_t w = term_columns(line);

	if (right && w < width)
		term_put_spaces(t, width - w);
	term_put_styled(t, line);
	if (!right && !last && w < width)
		term_put_spaces(t, width - w);
}

static void put_row(struct term *t, const struct grid *g, const struct row *row, bool bold)
{
	term_lines *lines = arena_array(t->arena, row->cells.n, sizeof *lines);
	size_t height = 0;

	for (size_t i = 0; i < row->cells.n; i++) {
		const struct cell *c = &row->cells.at[i];

		/* "2024年度 確定" under a figure: never 確 and 定 on two lines. */
		term_wrap(t, &lines[i], bold ? term_clean(t, c->words, TERM_MARK_BOLD) : c->words, cell_width(g, c),
			  c->node->flags & CELL_NUMBER);
		height = lines[i].n > height ? lines[i].n : height;
	}
	for (size_t l = 0; l < height; l++) {
		size_t start = t->out->n;

		for (size_t i = 0; i < row->cells.n; i++) {
			const struct cell *c = &row->cells.at[i];
			struct text line = l < lines[i].n ? lines[i].at[l] : (struct text){ 0 };

			if (i)
				term_put_spaces(t, GAP);
			put_cell_line(t, line, cell_width(g, c), c->node->flags & CELL_NUMBER, i + 1 == row->cells.n);
		}
		while (t->out->n > start && t->out->p[t->out->n - 1] == ' ')
			t->out->p[--t->out->n] = 0;
		buf_puts(t->out, "\n");
	}
}

static bool is_remark_row(const struct grid *g, const struct row *r)
{
	return r->cells.n == 1 && r->cells.at[0].span >= g->columns;
}

/* The first cell on a line of its own; then what is left of the row. */
static void put_name(struct term *t, struct row *row, bool bold)
{
	struct cell *name = &row->cells.at[0];
	char *line = arena_printf(t->arena, "%.*s", (int)name->words.n, name->words.n ? name->words.p : "");

	for (char *c = line; *c; c++)
		if (*c == '\n')
			*c = ' ';
	term_put_wrapped(t, bold ? term_clean(t, text_of(line), TERM_MARK_BOLD) : text_of(line), 0, 2);
	name->words = (struct text){ 0 };
}

static void put_grid(struct term *t, struct grid *g)
{
	for (size_t r = 0; r < g->rows.n; r++) {
		struct row *row = &g->rows.at[r];

		if (is_remark_row(g, row)) {
			term_put_wrapped(t, row->cells.at[0].words, NOTE_INDENT, NOTE_INDENT);
			if (r + 1 < g->rows.n)
				buf_puts(t->out, "\n");
			continue;
		}
		if (g->names_above)
			put_name(t, row, r == 0);
		put_row(t, g, row, r == 0);
		for (size_t i = 0; r == 0 && i < g->columns; i++) {
			term_put_spaces(t, i ? GAP : 0);
			for (size_t w = 0; w < g->width[i]; w++)
				buf_puts(t->out, "-");
		}
		if (r == 0)
			buf_puts(t->out, "\n");
	}
}

static void put_cards(struct term *t, const struct grid *g)
{
	const struct row *head = &g->rows.at[0];

	for (size_t r = 1; r < g->rows.n; r++) {
		const struct row *row = &g->rows.at[r];

		for (size_t i = 0; i < row->cells.n; i++) {
			struct text words = row->cells.at[i].words;
			struct text label = i && i < head->cells.n ? head->cells.at[i].words : (struct text){ 0 };

			if (i == 0 && !is_remark_row(g, row))
				term_put_wrapped(t, term_clean(t, words, TERM_MARK_BOLD), 0, 2);
			else if (label.n)
				term_put_wrapped(t,
						 text_of(arena_printf(t->arena, "%.*s: %.*s", (int)label.n, label.p,
								      (int)words.n, words.p ? words.p : "")),
						 2, 4);
			else
				term_put_wrapped(t, words, 2, 4);
		}
		if (r + 1 < g->rows.n && !is_remark_row(g, &g->rows.at[r + 1]))
			buf_puts(t->out, "\n");
	}
}

void term_table(struct term *t, const struct node *table)
{
	struct grid g = { 0 };
	bool fits;

	grid_read(t, &g, table);
	if (!g.columns)
		return;
	grid_measure(t, &g);
	term_put_wrapped(t, term_clean(t, table->text, TERM_MARK_BOLD), 0, 0);
	fits = grid_fit(&g, t->width);
	/* A name broken over several lines is hard to read; figures are not, and need little room. */
	if (fits && (table->flags & TABLE_CARDS) && g.width[0] < g.natural[0]) {
		g.names_above = true;
		g.natural[0] = g.least[0] = NAME_INDENT;
		fits = grid_fit(&g, t->width);
	}
	if (fits)
		put_grid(t, &g);
	else
		put_cards(t, &g);
}
