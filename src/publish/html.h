/* publish/html.h - a document as HTML 5, written so that an XML parser reads it too.
 *
 * Valid, escaped, stable: the same document gives the same bytes. No script, no style attribute (so that a server may
 * forbid both), nothing fetched from another host. Links of unknown schemes (javascript:, data:) are shown as text.
 */
#ifndef PUBLISH_HTML_H
#define PUBLISH_HTML_H

#include "base/list.h"
#include "publish/doc.h"

struct html_nav {
	struct text to, words;
	bool current;
};

/* What stands around a document on every page. */
struct html_frame {
	struct text site;                 /* the site's name: the plan's title (Japanese) */
	struct text owner;                /* who publishes: 熊本市 (Japanese); may be empty */
	struct text home;                 /* href of the first page in this language */
	struct text style, icon;          /* hrefs */
	struct text other_lang;           /* href of the same page in the other language; empty: none */
	struct text banner;               /* stands above all: "invented example ..."; may be empty */
	LIST(struct html_nav) nav, trail; /* main navigation; breadcrumbs, ending with this page */
	const struct node *footer;        /* blocks; may be NULL */
	const struct node *bar;           /* blocks below the name: who is signed in; may be NULL */
};

/* Appends the whole page. */
void html_page(struct buf *out, const struct doc *d, const struct html_frame *f);

#endif
