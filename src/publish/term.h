/* publish/term.h - a document on a terminal or in a text file. */
#ifndef PUBLISH_TERM_H
#define PUBLISH_TERM_H

#include "publish/doc.h"

enum { TERM_WIDTH_MIN = 20, TERM_WIDTH_DEFAULT = 80 };

struct term_style {
	size_t width; /* columns; 0 is TERM_WIDTH_DEFAULT, less than TERM_WIDTH_MIN is taken as that */
	bool colour;  /* ECMA-48 colours and bold; only ever besides shape and word */
};

/* Appends the document. Full-width characters count two columns; text wraps by the Japanese rules (no line begins with
 * 、 or ends with 「); a table too wide for the terminal is first narrowed where its cells can wrap, then set as cards.
 * Control characters in texts are dropped, so no plan can send commands to a terminal. */
void doc_term(struct buf *out, const struct doc *d, const struct term_style *style);

/* Appends words and a line feed, wrapped to width columns (0: not at all) by the same rules. The first line goes on
 * where the line of out has come to, which is indent; the others are indented so far. Words that have one too long for
 * a line - an address, to be copied - are left to the terminal. */
void term_words(struct buf *out, struct text words, size_t indent, size_t width);

#endif
