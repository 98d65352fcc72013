/* publish/term_parts.h - what the files of the terminal writer share. Private to publish/term*.c.
 *
 * Inlines are first flattened into one UTF-8 string in which bytes below 0x20 switch the style (term_flat.c); wrapping
 * and measuring (term_wrap.c) see them as nothing, and printing turns them into escape sequences or leaves them out.
 * Widths are columns of the terminal. Nothing here fails.
 */
#ifndef PUBLISH_TERM_PARTS_H
#define PUBLISH_TERM_PARTS_H

#include "base/list.h"
#include "publish/doc.h"

enum term_mark {
	TERM_MARK_END = 1,
	TERM_MARK_BOLD,
	TERM_MARK_DIM,
	TERM_MARK_GOOD,
	TERM_MARK_FAIR,
	TERM_MARK_WARN,
	TERM_MARK_BAD,
};

struct term {
	struct buf *out;
	const struct doc *doc;
	struct arena *arena;
	size_t width;
	bool colour;
};

typedef LIST(struct text) term_lines;

/* The inlines of a node; and plain words in one style (0: none). Both without the control characters that a text brings
 * along, so that no plan can send commands to a terminal. */
struct text term_flat(struct term *t, const struct node *n);
struct text term_clean(struct term *t, struct text words, char mark);

size_t term_columns(struct text line);
/* The longest piece that wrapping would not break, and the longest line. */
void term_measure(struct text words, size_t *least, size_t *natural);
/* Takes one line of at most width columns off the front. A piece that has no place to break is cut. by_words: at a
 * space, where the line has one. */
struct text term_take_line(struct text *rest, size_t width, bool by_words);
/* Appends all its lines, each beginning with the style that is open there. */
void term_wrap(struct term *t, term_lines *lines, struct text words, size_t width, bool by_words);

void term_put_styled(struct term *t, struct text line);
void term_put_spaces(struct term *t, size_t n);
void term_put_wrapped(struct term *t, struct text words, size_t first_indent, size_t indent);
void term_table(struct term *t, const struct node *table);

#endif
