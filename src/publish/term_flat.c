/* Words within a line as one string with marks of style. A sign and a word stand for a status, a number for a gauge, an
 * address for a link: nothing is said by colour alone. */
#include "publish/term_parts.h"

/* The sign of a shape on a terminal: one column, the same in fonts with narrow and with wide ambiguous characters. */
static const char *term_shape(enum shape s)
{
	static const char *const sign[SHAPE_COUNT] = {
		[SHAPE_QUESTION] = "?", [SHAPE_DOTS] = "-",   [SHAPE_DOUBLE_CIRCLE] = "✓", [SHAPE_DOWN] = "▾",
		[SHAPE_CROSS] = "✗",    [SHAPE_EQUALS] = "=", [SHAPE_CIRCLE] = "▸",        [SHAPE_TRIANGLE] = "▵",
	};

	return sign[s];
}

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
	buf_add(b, (char[]){ TERM_MARK_END }, 1);
}

static void flatten(struct buf *b, const struct node *parent);

static void flatten_status(struct buf *b, const struct node *n)
{
	static const char mark[TONE_COUNT] = { TERM_MARK_DIM, TERM_MARK_GOOD, TERM_MARK_FAIR, TERM_MARK_WARN,
					       TERM_MARK_BAD };

	buf_add(b, &mark[n->tone], 1);
	buf_puts(b, term_shape(n->shape));
	buf_puts(b, " ");
	put_clean(b, n->text);
	buf_add(b, (char[]){ TERM_MARK_END }, 1);
}

static void flatten_node(struct buf *b, const struct node *n)
{
	switch (n->kind) {
	case NODE_STRONG:
		buf_add(b, (char[]){ TERM_MARK_BOLD }, 1);
		flatten(b, n);
		buf_add(b, (char[]){ TERM_MARK_END }, 1);
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

struct text term_flat(struct term *t, const struct node *n)
{
	struct buf b = { 0 };
	struct text r;

	flatten(&b, n);
	r = text_dup(t->arena, buf_view(&b));
	buf_clear(&b);
	return r;
}

struct text term_clean(struct term *t, struct text words, char mark)
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
