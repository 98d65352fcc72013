/* render/pdf_tag.h - the structure of a PDF: what is a heading, a table's header, a figure, and in which order it is
 * read.
 *
 * cairo 1.16 writes the tree but knows no attributes: no words for a figure, no language, no scope of a header cell. So
 * each tag is noted here as it is begun, and pdf_tags_write() puts the attributes into the finished file's own objects,
 * which stand there in the same order.
 */
#ifndef RENDER_PDF_TAG_H
#define RENDER_PDF_TAG_H

#include <cairo.h>

#include "base/list.h"
#include "base/msg.h"

struct pdf_tag {
	const char *name;  /* H1, P, Table, TR, TH, ... */
	struct text alt;   /* of a figure: its words */
	const char *lang;  /* "ja": other than the document's; NULL: the same */
	const char *scope; /* Column, Row: of a header cell; NULL: not one */
	int span;          /* columns that a cell covers, 0 as 1 */
};

struct pdf_tags {
	struct arena *arena;
	LIST(struct pdf_tag) list; /* in the order in which they were begun */
};

/* Begins and ends a tag in the drawing. `how` is for cairo (a link's address); NULL: nothing. */
void pdf_tag_begin(struct pdf_tags *tags, cairo_t *cr, const struct pdf_tag *tag, const char *how);
void pdf_tag_end(cairo_t *cr, const char *name);

/* Appends the file that cairo wrote, with the attributes, the document's language and its title to be shown. False: the
 * file is not built as cairo 1.16 builds it, or its tree is another one. */
bool pdf_tags_write(struct buf *out, const struct pdf_tags *tags, struct text pdf, enum lang lang);

#endif
