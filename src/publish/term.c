/* Inlines are first flattened into one UTF-8 string in which bytes below 0x20 switch the style; wrapping and measuring
 * see them as nothing, and printing turns them into escape sequences or leaves them out. Texts lose their own control
 * characters on the way in. */
#include "publish/term.h"

#include <string.h>

#include "base/list.h"

enum mark { MARK_END = 1, MARK_BOLD, MARK_DIM, MARK_GOOD, MARK_FAIR, MARK_WARN, MARK_BAD, MARK_NEWLINE = '\n' };
enum { GAP = 2, NOTE_INDENT = 4, NAME_INDENT = 2, COLUMN_MIN = 4 };

struct term {
	struct buf *out;
	const struct doc *doc;
	struct arena *arena;
	size_t width;
	bool colour;
};

/* The sign of a shape on a terminal: one column, the same in fonts with narrow and with wide ambiguous characters. */
static const char *term_shape(enum shape s)
{
	static const char *const sign[SHAPE_COUNT] = {
		[SHAPE_QUESTION] = "?", [SHAPE_DOTS] = "-",   [SHAPE_DOUBLE_CIRCLE] = "✓", [SHAPE_DOWN] = "▾",
		[SHAPE_CROSS] = "✗",    [SHAPE_EQUALS] = "=", [SHAPE_CIRCLE] = "▸",        [SHAPE_TRIANGLE] = "▵",
	};

	return sign[s];
}

/* ---- flattening ---- */

static void put_clean(struct buf *b, struct text t)
{
	while (t.n) {
		uint32_t c = text_next(&t);

		if (c == '\n' || c == '\t')
			buf_char(b, ' ');
		else if (c >= 0x20 && !(c >= 0x7f && c < 0xa0))
			buf_char(b, c);
	}
}

static void put_marked(struct buf *b, char mark, struct text t)
{
	buf_add(b, &mark, 1);
	put_clean(b, t);
	buf_add(b, (char[]){ MARK_END }, 1);
}

static void flatten(struct buf *b, const struct node *parent);

static void flatten_status(struct buf *b, const struct node *n)
{
	static const char mark[TONE_COUNT] = { MARK_DIM, MARK_GOOD, MARK_FAIR, MARK_WARN, MARK_BAD };

	buf_add(b, &mark[n->tone], 1);
	buf_puts(b, term_shape(n->shape));
	buf_puts(b, " ");
	put_clean(b, n->text);
	buf_add(b, (char[]){ MARK_END }, 1);
}

static void flatten_node(struct buf *b, const struct node *n)
{
	switch (n->kind) {
	case NODE_STRONG:
		buf_add(b, (char[]){ MARK_BOLD }, 1);
		flatten(b, n);
		buf_add(b, (char[]){ MARK_END }, 1);
		break;
	case NODE_STATUS:
		flatten_status(b, n);
		break;
	case NODE_NUMBER:
		put_clean(b, n->text);
		put_clean(b, n->unit);
		break;
	case NODE_BREAK:
		buf_add(b, "\n", 1);
		break;
	case NODE_GAUGE: /* its words stand beside it */
		break;
	case NODE_LINK:
		flatten(b, n);
		if (text_starts(n->to, TEXT("http")) && !(n->first && text_eq(n->first->text, n->to))) {
			buf_puts(b, " <");
			put_clean(b, n->to);
			buf_puts(b, ">");
		}
		break;
	default:
		put_clean(b, n->text);
		flatten(b, n);
	}
}

static void flatten(struct buf *b, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		flatten_node(b, n);
}

static struct text flat(struct term *t, const struct node *n)
{
	struct buf b = { 0 };
	struct text r;

	flatten(&b, n);
	r = text_dup(t->arena, buf_view(&b));
	buf_clear(&b);
	return r;
}

static struct text clean(struct term *t, struct text words, char mark)
{
	struct buf b = { 0 };
	struct text r;

	if (mark)
		put_marked(&b, mark, words);
	else
		put_clean(&b, words);
	r = text_dup(t->arena, buf_view(&b));
	buf_clear(&b);
	return r;
}

/* ---- wrapping ---- */

typedef LIST(struct text) line_list;

static size_t char_width(struct text *t, uint32_t *c)
{
	struct text one = *t;

	*c = text_next(t);
	one.n -= t->n;
	return *c < 0x20 ? 0 : text_width(one);
}

static bool among(uint32_t c, struct text set)
{
	while (set.n)
		if (text_next(&set) == c)
			return true;
	return false;
}

/* JIS X 4051, the short list. */
static bool may_not_begin(uint32_t c)
{
	return among(c, TEXT("、。，．・：；？！ー」』）］｝〉》】〕々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃,."
			     ":;?!)]}%"));
}

static bool may_not_end(uint32_t c)
{
	return among(c, TEXT("「『（［｛〈《【〔([{"));
}

static bool may_break(uint32_t before, size_t width_before, uint32_t after, size_t width_after)
{
	if (before < 0x20 || after < 0x20)
		return false;
	if (before == ' ' || before == 0x3000)
		return after != ' ';
	if (width_before < 2 && width_after < 2)
		return false;
	return after != ' ' && !may_not_begin(after) && !may_not_end(before);
}

static struct text without_end_spaces(struct text line)
{
	while (line.n && line.p[line.n - 1] == ' ')
		line.n--;
	return line;
}

/* Takes one line of at most width columns off the front. A piece that has no place to break is cut. by_words: at a
 * space, where the line has one. */
static struct text take_line(struct text *rest, size_t width, bool by_words)
{
	struct text at = *rest;
	size_t used = 0, last_width = 0, break_at = 0;
	uint32_t c, before = 0;
	bool spaced = false;

	while (at.n) {
		struct text next = at;
		size_t offset = rest->n - at.n;
		size_t w = char_width(&next, &c);

		if (c == '\n') {
			struct text line = text_slice(*rest, 0, offset);

			*rest = text_slice(*rest, offset + 1, rest->n);
			return without_end_spaces(line);
		}
		if (offset && before && may_break(before, last_width, c, w) && !(by_words && spaced && before != ' ')) {
			break_at = offset;
			spaced = before == ' ';
		}
		if (used + w > width && c != ' ' && offset) {
			size_t cut = break_at ? break_at : offset;
			struct text line = text_slice(*rest, 0, cut);

			*rest = text_slice(*rest, cut, rest->n);
			return without_end_spaces(line);
		}
		used += w;
		if (c >= 0x20)
			before = c, last_width = w;
		at = next;
	}
	at = *rest;
	*rest = (struct text){ 0 };
	return without_end_spaces(at);
}

/* A style that is open where a line ends goes on in the next. */
static char open_mark(struct text line, char mark)
{
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] < 0x20)
			mark = line.p[i] == MARK_END ? 0 : line.p[i];
	return mark;
}

static void wrap(struct term *t, line_list *lines, struct text words, size_t width, bool by_words)
{
	char mark = 0;

	do {
		struct text line = take_line(&words, width, by_words);
		char *styled = arena_printf(t->arena, "%c%s", mark ? mark : MARK_END, text_z(t->arena, line));

		mark = open_mark(line, mark);
		*LIST_ADD(t->arena, lines) = text_of(styled);
	} while (words.n);
}

/* ---- printing ---- */

static void put_styled(struct term *t, struct text line)
{
	static const char *const code[] = {
		[MARK_END] = "0",   [MARK_BOLD] = "1",  [MARK_DIM] = "2", [MARK_GOOD] = "32",
		[MARK_FAIR] = "36", [MARK_WARN] = "33", [MARK_BAD] = "31"
	};
	char mark = MARK_END;

	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		if (c >= 0x20)
			buf_add(t->out, &line.p[i], 1);
		else if (c != (unsigned char)mark && t->colour)
			buf_printf(t->out, "\033[%sm", code[c]);
		if (c < 0x20)
			mark = (char)c;
	}
	if (mark != MARK_END && t->colour)
		buf_puts(t->out, "\033[0m");
}

static void put_spaces(struct term *t, size_t n)
{
	buf_printf(t->out, "%*s", (int)n, "");
}

static void put_wrapped(struct term *t, struct text words, size_t first_indent, size_t indent)
{
	line_list lines = { 0 };
	size_t room = t->width > indent + TERM_WIDTH_MIN / 2 ? t->width - indent : TERM_WIDTH_MIN / 2;

	wrap(t, &lines, words, room, false);
	for (size_t i = 0; i < lines.n; i++) {
		put_spaces(t, i ? indent : first_indent);
		put_styled(t, lines.at[i]);
		buf_puts(t->out, "\n");
	}
}

/* ---- tables ---- */

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

/* The longest piece that wrapping would not break, and the longest line. */
static void measure(struct text words, size_t *least, size_t *natural)
{
	size_t piece = 0, line = 0, last_width = 0;
	uint32_t c, before = 0;

	*least = *natural = 0;
	while (words.n) {
		size_t w = char_width(&words, &c);

		if (c == '\n') {
			piece = line = 0;
			before = 0;
			continue;
		}
		if (c < 0x20)
			continue;
		if (before && may_break(before, last_width, c, w))
			piece = 0;
		piece += c == ' ' ? 0 : w;
		line += w;
		*least = piece > *least ? piece : *least;
		*natural = line > *natural ? line : *natural;
		before = c, last_width = w;
	}
}

static void grid_read(struct term *t, struct grid *g, const struct node *table)
{
	for (const struct node *r = table->first; r; r = r->next) {
		struct row *row = LIST_ADD(t->arena, &g->rows);
		size_t column = 0;

		for (const struct node *n = r->first; n; n = n->next) {
			struct cell *c = LIST_ADD(t->arena, &row->cells);

			c->node = n;
			c->words = flat(t, n);
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
			measure(c->words, &least, &natural);
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
	size_t w = 0;

	for (struct text rest = line; rest.n;) {
		uint32_t c;

		w += char_width(&rest, &c);
	}
	if (right && w < width)
		put_spaces(t, width - w);
	put_styled(t, line);
	if (!right && !last && w < width)
		put_spaces(t, width - w);
}

static void put_row(struct term *t, const struct grid *g, const struct row *row, bool bold)
{
	line_list *lines = arena_array(t->arena, row->cells.n, sizeof *lines);
	size_t height = 0;

	for (size_t i = 0; i < row->cells.n; i++) {
		const struct cell *c = &row->cells.at[i];

		/* "2024年度 確定" under a figure: never 確 and 定 on two lines. */
		wrap(t, &lines[i], bold ? clean(t, c->words, MARK_BOLD) : c->words, cell_width(g, c),
		     c->node->flags & CELL_NUMBER);
		height = lines[i].n > height ? lines[i].n : height;
	}
	for (size_t l = 0; l < height; l++) {
		size_t start = t->out->n;

		for (size_t i = 0; i < row->cells.n; i++) {
			const struct cell *c = &row->cells.at[i];
			struct text line = l < lines[i].n ? lines[i].at[l] : (struct text){ 0 };

			if (i)
				put_spaces(t, GAP);
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
	put_wrapped(t, bold ? clean(t, text_of(line), MARK_BOLD) : text_of(line), 0, 2);
	name->words = (struct text){ 0 };
}

static void put_grid(struct term *t, struct grid *g)
{
	for (size_t r = 0; r < g->rows.n; r++) {
		struct row *row = &g->rows.at[r];

		if (is_remark_row(g, row)) {
			put_wrapped(t, row->cells.at[0].words, NOTE_INDENT, NOTE_INDENT);
			if (r + 1 < g->rows.n)
				buf_puts(t->out, "\n");
			continue;
		}
		if (g->names_above)
			put_name(t, row, r == 0);
		put_row(t, g, row, r == 0);
		for (size_t i = 0; r == 0 && i < g->columns; i++) {
			put_spaces(t, i ? GAP : 0);
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
				put_wrapped(t, clean(t, words, MARK_BOLD), 0, 2);
			else if (label.n)
				put_wrapped(t,
					    text_of(arena_printf(t->arena, "%.*s: %.*s", (int)label.n, label.p,
								 (int)words.n, words.p ? words.p : "")),
					    2, 4);
			else
				put_wrapped(t, words, 2, 4);
		}
		if (r + 1 < g->rows.n && !is_remark_row(g, &g->rows.at[r + 1]))
			buf_puts(t->out, "\n");
	}
}

static void put_table(struct term *t, const struct node *table)
{
	struct grid g = { 0 };
	bool fits;

	grid_read(t, &g, table);
	if (!g.columns)
		return;
	grid_measure(t, &g);
	put_wrapped(t, clean(t, table->text, MARK_BOLD), 0, 0);
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

/* ---- blocks ---- */

static void put_block(struct term *t, const struct node *n, size_t indent);

static void put_children(struct term *t, const struct node *parent, size_t indent)
{
	for (const struct node *n = parent->first; n; n = n->next) {
		put_block(t, n, indent);
		if (n->next && n->kind != NODE_ITEM && n->kind != NODE_FACT && n->kind != NODE_FORM &&
		    n->kind != NODE_HEADING)
			buf_puts(t->out, "\n");
	}
}

static void put_heading(struct term *t, const struct node *n)
{
	struct text words = flat(t, n);
	size_t w = text_width(words) < t->width ? text_width(words) : t->width;

	put_wrapped(t, clean(t, words, MARK_BOLD), 0, 0);
	for (size_t i = 0; n->level <= 2 && i < w; i++)
		buf_puts(t->out, n->level == 1 ? "=" : "-");
	if (n->level <= 2)
		buf_puts(t->out, "\n");
}

static void put_item(struct term *t, const struct node *list, const struct node *item, size_t indent)
{
	size_t number = 1;

	for (const struct node *n = list->first; n != item; n = n->next)
		number++;
	put_spaces(t, indent);
	if (list->level)
		buf_printf(t->out, "%2zu. ", number);
	else
		buf_puts(t->out, "  - ");
	put_wrapped(t, flat(t, item), 0, indent + 4);
}

static void put_fact(struct term *t, const struct node *n, size_t indent)
{
	struct text term = clean(t, n->text, MARK_BOLD), words = flat(t, n);

	put_wrapped(t,
		    text_of(arena_printf(t->arena, "%.*s: %.*s", (int)term.n, term.p, (int)words.n,
					 words.p ? words.p : "")),
		    indent, indent + 4);
}

static void put_block(struct term *t, const struct node *n, size_t indent)
{
	switch (n->kind) {
	case NODE_HEADING:
		put_heading(t, n);
		break;
	case NODE_LIST:
		for (const struct node *item = n->first; item; item = item->next)
			put_item(t, n, item, indent);
		break;
	case NODE_FACT:
		put_fact(t, n, indent);
		break;
	case NODE_TABLE:
		put_table(t, n);
		break;
	case NODE_FIGURE:
		put_wrapped(t, clean(t, n->text, MARK_BOLD), indent, indent);
		put_wrapped(t, flat(t, n), indent, indent);
		break;
	case NODE_NOTE:
		if (n->text.n)
			put_wrapped(t, clean(t, n->text, n->tone == TONE_PLAIN ? MARK_BOLD : MARK_WARN), indent,
				    indent);
		put_children(t, n, indent + 2);
		break;
	case NODE_FORM: /* nobody can fill it in here */
		break;
	case NODE_PARAGRAPH:
		put_wrapped(t, flat(t, n), indent, indent);
		break;
	default:
		put_children(t, n, indent);
	}
}

void doc_term(struct buf *out, const struct doc *d, const struct term_style *style)
{
	struct arena arena = { 0 };
	struct term t = { .out = out, .doc = d, .arena = &arena, .width = style->width, .colour = style->colour };

	if (!t.width)
		t.width = TERM_WIDTH_DEFAULT;
	if (t.width < TERM_WIDTH_MIN)
		t.width = TERM_WIDTH_MIN;
	put_children(&t, d->body, 0);
	arena_clear(&arena);
}

void term_words(struct buf *out, struct text words, size_t indent, size_t width)
{
	size_t room = width == 0 ? SIZE_MAX : width > indent + TERM_WIDTH_MIN / 2 ? width - indent : TERM_WIDTH_MIN / 2;
	bool first = true;

	do {
		struct text line = take_line(&words, room, false);

		buf_printf(out, "%*s", first ? 0 : (int)indent, "");
		buf_text(out, line);
		buf_puts(out, "\n");
		first = false;
	} while (words.n);
}
