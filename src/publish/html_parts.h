/* publish/html_parts.h - what the files of the HTML writer share. Private to publish/html*.c.
 *
 * A node is written by the file of its kind: html_inline.c (words within a line), html_table.c, html_form.c, html.c
 * (blocks and the frame of the page). Nothing here fails: a document holds nothing that cannot be written.
 */
#ifndef PUBLISH_HTML_PARTS_H
#define PUBLISH_HTML_PARTS_H

#include "publish/doc.h"

struct html {
	struct buf *out;
	const struct doc *doc;
};

/* Markup as it is. */
void html_put(struct html *h, const char *markup);
/* Words, escaped. */
void html_text(struct html *h, struct text t);
/* ` name="value"`, escaped; nothing where the value is empty. */
void html_attr(struct html *h, const char *name, struct text value);
/* The last part of a class: tone-good. */
const char *html_tone(enum tone t);

void html_inline(struct html *h, const struct node *n);
void html_inlines(struct html *h, const struct node *parent);
void html_table(struct html *h, const struct node *n);
void html_form(struct html *h, const struct node *n);
void html_block(struct html *h, const struct node *n);
void html_blocks(struct html *h, const struct node *parent);

#endif
