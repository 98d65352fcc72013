/* Tables on paper: full width, ruled, the header row again on each page, no row torn unless it is longer than a page.
 *
 * Columns share the width as in HTML's automatic layout (CSS 2.2, 17.5.2.2): each at least as wide as its longest piece
 * that cannot be broken, and what is left in proportion to what the columns would like. Japanese breaks nearly
 * anywhere, so a column of words is also given a few characters. Where even that is too wide, the letters become
 * smaller, in three steps; last, words are broken. */
#include "render/pdf_parts.h"

enum { COLUMNS_MAX = 64 };
#define PAD_X 4.0
#define PAD_Y 3.0
#define LEAST_CHARACTERS 5.0
#define WIDEST_PIECE 14.0 /* in characters: longer pieces (addresses, hashes) may be broken */

static const double sizes[] = { 9, 8, 7 };

struct cell {
	const struct node *node;
	struct pdf_text text;
	double x, width, height; /* height: of its lines */
	int from;                /* the next line to draw, of a torn row */
};

/* A row with the remark below it, which is kept with it. */
struct group {
	const struct node *row, *remark;
	struct cell cells[COLUMNS_MAX], below;
	int n;
	double height, remark_height;
};

static int span_of(const struct node *c)
{
	return c->span > 1 ? c->span : 1;
}

static int count_columns(const struct node *table)
{
	int most = 0;

	for (const struct node *row = table->first; row; row = row->next) {
		int n = 0;

		for (const struct node *c = row->first; c; c = c->next)
			n += span_of(c);
		most = n > most ? n : most;
	}
	return most > COLUMNS_MAX ? COLUMNS_MAX : most;
}

/* A row of one cell over all columns says more about the row above it. */
static bool is_remark(const struct node *row, int columns)
{
	return row && row->first && !row->first->next && columns > 1 && row->first->span >= columns;
}

static struct pdf_style cell_style(const struct node *c, double size, bool head)
{
	struct pdf_style s = { size, 1.02, c->flags & CELL_HEADER || head, PDF_BLACK, PDF_ALIGN_LEFT };

	if (head)
		s.align = PDF_ALIGN_CENTRE;
	else if (c->flags & CELL_NUMBER)
		s.align = PDF_ALIGN_RIGHT;
	return s;
}

/* ---- columns ---- */

struct wish {
	double least, most;
};

static void wish_of_cell(struct pdf *p, struct wish *w, const struct node *c, double size, bool head)
{
	struct pdf_style style = cell_style(c, size, head);
	struct pdf_text t;
	double least, most;

	pdf_text_make(p, &t, c, (struct text){ 0 }, &style, -1);
	most = pdf_text_width(&t) + 1;
	least = pdf_text_narrowest(&t) + 1;
	if (c->flags & (CELL_NUMBER | CELL_NOWRAP) && !head)
		least = most;
	if (least < LEAST_CHARACTERS * size)
		least = most < LEAST_CHARACTERS * size ? most : LEAST_CHARACTERS * size;
	if (least > WIDEST_PIECE * size)
		least = WIDEST_PIECE * size;
	w->least = least + 2 * PAD_X > w->least ? least + 2 * PAD_X : w->least;
	w->most = most + 2 * PAD_X > w->most ? most + 2 * PAD_X : w->most;
	pdf_text_clear(&t);
}

static void find_wishes(struct pdf *p, struct wish *wishes, const struct node *table, double size)
{
	for (const struct node *row = table->first; row; row = row->next) {
		int column = 0;

		for (const struct node *c = row->first; c && column < COLUMNS_MAX; c = c->next) {
			if (span_of(c) == 1)
				wish_of_cell(p, &wishes[column], c, size, row == table->first);
			column += span_of(c);
		}
	}
}

static void share(struct pdf_columns *columns, const struct wish *wishes, double room)
{
	double least = 0, most = 0;

	for (int i = 0; i < columns->n; i++) {
		least += wishes[i].least;
		most += wishes[i].most;
	}
	for (int i = 0; i < columns->n; i++) {
		const struct wish *w = &wishes[i];

		if (most <= room)
			columns->width[i] = most > 0 ? w->most * room / most : room / columns->n;
		else if (least <= room)
			columns->width[i] = w->least + (w->most - w->least) * (room - least) / (most - least);
		else
			columns->width[i] = w->least * room / least;
	}
}

static void find_columns(struct pdf *p, struct pdf_columns *columns, const struct node *table)
{
	double room = p->right - p->left, least;
	struct wish wishes[COLUMNS_MAX];

	columns->n = count_columns(table);
	columns->width = arena_array(p->arena, (size_t)columns->n + 1, sizeof *columns->width);
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		for (int i = 0; i < COLUMNS_MAX; i++)
			wishes[i] = (struct wish){ 0 };
		columns->size = sizes[s];
		find_wishes(p, wishes, table, sizes[s]);
		least = 0;
		for (int i = 0; i < columns->n; i++)
			least += wishes[i].least;
		if (least <= room)
			break;
	}
	share(columns, wishes, room);
}

/* ---- rows ---- */

static void make_cell(struct pdf *p, struct cell *cell, const struct node *c, const struct pdf_columns *columns,
		      int column, bool head)
{
	struct pdf_style style = cell_style(c, columns->size, head);

	*cell = (struct cell){ .node = c, .x = p->left };
	for (int i = 0; i < column && i < columns->n; i++)
		cell->x += columns->width[i];
	for (int i = column; i < column + span_of(c) && i < columns->n; i++)
		cell->width += columns->width[i];
	pdf_text_make(p, &cell->text, c, (struct text){ 0 }, &style, cell->width - 2 * PAD_X);
	cell->height = pdf_text_height(&cell->text, 0, cell->text.lines);
}

/* Below the first column nothing is said: that cell goes down over both rows. */
static void make_remark(struct pdf *p, struct group *g, const struct node *remark, const struct pdf_columns *columns)
{
	const struct node *c = remark->first;
	struct pdf_style style = cell_style(c, columns->size, false);
	struct cell *below = &g->below;

	g->remark = remark;
	*below = (struct cell){ .node = c, .x = p->left + columns->width[0] };
	for (int i = 1; i < columns->n; i++)
		below->width += columns->width[i];
	pdf_text_make(p, &below->text, c, (struct text){ 0 }, &style, below->width - 2 * PAD_X);
	below->height = pdf_text_height(&below->text, 0, below->text.lines);
	g->remark_height = below->height + 2 * PAD_Y;
	if (g->n && g->cells[0].height + 2 * PAD_Y > g->height + g->remark_height)
		g->remark_height = g->cells[0].height + 2 * PAD_Y - g->height;
}

static void make_group(struct pdf *p, struct group *g, const struct node *row, const struct pdf_columns *columns,
		       bool head)
{
	int column = 0;

	*g = (struct group){ .row = row };
	for (const struct node *c = row->first; c && column < columns->n; c = c->next) {
		make_cell(p, &g->cells[g->n], c, columns, column, head);
		if (g->cells[g->n].height + 2 * PAD_Y > g->height)
			g->height = g->cells[g->n].height + 2 * PAD_Y;
		g->n++;
		column += span_of(c);
	}
	if (head || !is_remark(row->next, columns->n) || is_remark(row, columns->n))
		return;
	make_remark(p, g, row->next, columns);
}

static void clear_group(struct group *g)
{
	for (int i = 0; i < g->n; i++)
		pdf_text_clear(&g->cells[i].text);
	if (g->remark)
		pdf_text_clear(&g->below.text);
}

static void box(struct pdf *p, const struct cell *c, double y, double height, bool shaded)
{
	if (!p->drawing)
		return;
	cairo_rectangle(p->cr, c->x, y, c->width, height);
	if (shaded) {
		pdf_colour(p, PDF_SHADE);
		cairo_fill_preserve(p->cr);
	}
	pdf_colour(p, PDF_LINE);
	cairo_set_line_width(p->cr, 0.5);
	cairo_stroke(p->cr);
}

static struct pdf_tag cell_tag(const struct cell *c, bool head)
{
	bool header = head || c->node->flags & CELL_HEADER;

	return (struct pdf_tag){ .name = header ? "TH" : "TD",
				 .scope = header ? head ? "Column" : "Row" : NULL,
				 .span = c->node->span };
}

/* So many of its lines as are at most that high; returns the height that they took. `tagged`: the first time. */
static double draw_cell(struct pdf *p, struct cell *c, double y, double height, bool head, bool tagged)
{
	int n = pdf_text_fit(&c->text, c->from, height);
	struct pdf_tag tag = cell_tag(c, head);
	double used;

	if (p->drawing && tagged)
		pdf_tag_begin(&p->tags, p->cr, &tag, NULL);
	pdf_text_draw(p, &c->text, c->from, c->from + n, c->x + PAD_X, y + PAD_Y, c->width - 2 * PAD_X);
	if (p->drawing && tagged)
		pdf_tag_end(p->cr, tag.name);
	used = pdf_text_height(&c->text, c->from, c->from + n);
	c->from += n;
	return used;
}

static void row_begin(struct pdf *p, bool tagged)
{
	if (p->drawing && tagged)
		pdf_tag_begin(&p->tags, p->cr, &(struct pdf_tag){ .name = "TR" }, NULL);
}

static void row_end(struct pdf *p, bool tagged)
{
	if (p->drawing && tagged)
		pdf_tag_end(p->cr, "TR");
}

static void draw_whole(struct pdf *p, struct group *g, bool head, bool tagged)
{
	double whole = g->height + g->remark_height;

	for (int i = 0; i < g->n; i++)
		box(p, &g->cells[i], p->y, i == 0 ? whole : g->height, head || g->cells[i].node->flags & CELL_HEADER);
	if (g->remark)
		box(p, &g->below, p->y + g->height, g->remark_height, false);
	if (tagged && g->row->id.n)
		pdf_place(p, g->row->id);
	row_begin(p, tagged);
	for (int i = 0; i < g->n; i++) {
		g->cells[i].from = 0;
		draw_cell(p, &g->cells[i], p->y, whole, head, tagged);
	}
	row_end(p, tagged);
	if (g->remark) {
		row_begin(p, tagged);
		draw_cell(p, &g->below, p->y + g->height, g->remark_height, false, tagged);
		row_end(p, tagged);
	}
	p->y += whole;
}

/* ---- a row longer than a page ---- */

static bool finished(const struct cell *cells, int n)
{
	for (int i = 0; i < n; i++)
		if (cells[i].from < cells[i].text.lines)
			return false;
	return true;
}

/* What fits on this page of these cells, in boxes of one height. */
static void draw_slice(struct pdf *p, struct cell *cells, int n)
{
	double room = PDF_BOTTOM - p->y - 2 * PAD_Y, height = 0;

	for (int i = 0; i < n; i++) {
		int lines = pdf_text_fit(&cells[i].text, cells[i].from, room);
		double h = pdf_text_height(&cells[i].text, cells[i].from, cells[i].from + lines);

		height = h > height ? h : height;
	}
	for (int i = 0; i < n; i++)
		box(p, &cells[i], p->y, height + 2 * PAD_Y, cells[i].node->flags & CELL_HEADER);
	row_begin(p, true);
	for (int i = 0; i < n; i++)
		draw_cell(p, &cells[i], p->y, room, false, true);
	row_end(p, true);
	p->y += height + 2 * PAD_Y;
}

static void draw_torn(struct pdf *p, struct cell *cells, int n, struct group *head)
{
	while (!finished(cells, n)) {
		if (PDF_BOTTOM - p->y < 40) {
			pdf_page_next(p);
			draw_whole(p, head, true, false);
		}
		draw_slice(p, cells, n);
	}
}

/* ---- the table ---- */

static void put_group(struct pdf *p, struct group *g, struct group *head)
{
	double whole = g->height + g->remark_height;

	if (p->y + whole > PDF_BOTTOM) {
		bool fits = PDF_TOP + head->height + whole <= PDF_BOTTOM;

		if (fits || PDF_BOTTOM - p->y < 80) {
			pdf_page_next(p);
			draw_whole(p, head, true, false);
		}
		if (!fits) {
			draw_torn(p, g->cells, g->n, head);
			if (g->remark)
				draw_torn(p, &g->below, 1, head);
			return;
		}
	}
	draw_whole(p, g, false, true);
}

static void put_caption(struct pdf *p, struct text caption, double keep)
{
	struct pdf_style style = { 9, 1.1, true, PDF_BLACK, PDF_ALIGN_LEFT };
	struct pdf_text t;
	double height;

	pdf_text_make(p, &t, NULL, caption, &style, p->right - p->left);
	height = caption.n ? pdf_text_height(&t, 0, t.lines) + 3 : 0;
	pdf_need(p, height + keep);
	if (caption.n) {
		pdf_flow(p, &t, "Caption", p->left, p->right - p->left);
		p->y += 3;
	}
	pdf_text_clear(&t);
}

/* Header and the first row stay together, with the caption above them. */
static double first_rows(struct pdf *p, const struct pdf_columns *columns, const struct group *head)
{
	struct group *g;
	double height;

	if (!head->row->next)
		return head->height;
	g = NEW(p->arena, struct group);
	make_group(p, g, head->row->next, columns, false);
	height = head->height + g->height + g->remark_height;
	clear_group(g);
	return height > PDF_BOTTOM - PDF_TOP - 40 ? head->height + 80 : height;
}

static const struct pdf_columns *columns_of(struct pdf *p, const struct node *table)
{
	if (!p->drawing)
		find_columns(p, LIST_ADD(p->arena, &p->tables), table);
	return &p->tables.at[p->next_table++];
}

void pdf_table(struct pdf *p, const struct node *table)
{
	const struct pdf_columns *columns;
	struct group *head, *g;

	if (!table->first || !table->first->first)
		return;
	columns = columns_of(p, table);
	head = NEW(p->arena, struct group);
	g = NEW(p->arena, struct group);
	pdf_space(p, 3);
	if (p->drawing)
		pdf_tag_begin(&p->tags, p->cr, &(struct pdf_tag){ .name = "Table" }, NULL);
	make_group(p, head, table->first, columns, true);
	put_caption(p, table->text, first_rows(p, columns, head));
	if (table->id.n)
		pdf_place(p, table->id);
	draw_whole(p, head, true, true);
	for (const struct node *row = table->first->next; row; row = row->next) {
		make_group(p, g, row, columns, false);
		put_group(p, g, head);
		row = g->remark ? g->remark : row;
		clear_group(g);
	}
	if (p->drawing)
		pdf_tag_end(p->cr, "Table");
	clear_group(head);
	p->y += 9;
}
