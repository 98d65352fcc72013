/* tests/unit/markup.h - a strict reader of our HTML: well-formed as XML, and the rules that every page keeps. */
#ifndef TESTS_MARKUP_H
#define TESTS_MARKUP_H

#include "base/arena.h"
#include "base/list.h"
#include "base/text.h"

struct markup {
	struct arena *arena;
	const char *fault;            /* NULL: none; else a sentence with the place */
	LIST(struct text) ids, links; /* links: href and src, as written but unescaped */
	LIST(struct text) fetched;    /* what a browser would fetch by itself: src, link href */
};

/* Reads a page. m->fault names the first fault: not nested, a bad attribute, a double id, an unknown entity, a skipped
 * heading level, a script or style element or attribute, an on... attribute, an empty td, th, dd, li, p, h1..h4 or
 * title. */
void markup_read(struct markup *m, struct arena *a, struct text page);

#endif
