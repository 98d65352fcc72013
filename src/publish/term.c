/* Blocks of a document, one under the other, and how a line gets out: with escape sequences or without. */
#include "publish/term.h"
#include "publish/term_parts.h"

void term_put_styled(struct term *t, struct text line)
{
	static const char *const code[] = {
		[TERM_MARK_END] = "0",   [TERM_MARK_BOLD] = "1",  [TERM_MARK_DIM] = "2", [TERM_MARK_GOOD] = "32",
		[TERM_MARK_FAIR] = "36", [TERM_MARK_WARN] = "33", [TERM_MARK_BAD] = "31"
	};
	char mark = TERM_MARK_END;

	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		if (c >= 0x20)
			buf_add(t->out, &line.p[i], 1);
		else if (c != (unsigned char)mark && t->colour)
			buf_printf(t->out, "\033[%sm", code[c]);
		if (c < 0x20)
			mark = (char)c;
	}
	if (mark != TERM_MARK_END && t->colour)
		buf_puts(t->out, "\033[0m");
}

void term_put_spaces(struct term *t, size_t n)
{
	buf_printf(t->out, "%*s", (int)n, "");
}

void term_put_wrapped(struct term *t, struct text words, size_t first_indent, size_t indent)
{
	term_lines lines = { 0 };
	size_t room = t->width > indent + TERM_WIDTH_MIN / 2 ? t->width - indent : TERM_WIDTH_MIN / 2;

	term_wrap(t, &lines, words, room, false);
	for (size_t i = 0; i < lines.n; i++) {
		term_put_spaces(t, i ? indent : first_indent);
		term_put_styled(t, lines.at[i]);
		buf_puts(t->out, "\n");
	}
}

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
	struct text words = term_flat(t, n);
	size_t w = text_width(words) < t->width ? text_width(words) : t->width;

	term_put_wrapped(t, term_clean(t, words, TERM_MARK_BOLD), 0, 0);
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
	term_put_spaces(t, indent);
	if (list->level)
		buf_printf(t->out, "%2zu. ", number);
	else
		buf_puts(t->out, "  - ");
	term_put_wrapped(t, term_flat(t, item), 0, indent + 4);
}

static void put_fact(struct term *t, const struct node *n, size_t indent)
{
	struct text term = term_clean(t, n->text, TERM_MARK_BOLD), words = term_flat(t, n);

	term_put_wrapped(t,
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
		term_table(t, n);
		break;
	case NODE_FIGURE:
		term_put_wrapped(t, term_clean(t, n->text, TERM_MARK_BOLD), indent, indent);
		term_put_wrapped(t, term_flat(t, n), indent, indent);
		break;
	case NODE_NOTE:
		if (n->text.n)
			term_put_wrapped(
				t, term_clean(t, n->text, n->tone == TONE_PLAIN ? TERM_MARK_BOLD : TERM_MARK_WARN),
				indent, indent);
		put_children(t, n, indent + 2);
		break;
	case NODE_FORM: /* nobody can fill it in here */
		break;
	case NODE_PARAGRAPH:
		term_put_wrapped(t, term_flat(t, n), indent, indent);
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
