/* render/pdf_parts.h - what the files pdf_*.c share.
 *
 * A paper is laid out twice by the same functions: once to learn how many pages there are and on which page each
 * heading falls, then, with `drawing` set, for good. All lengths are points (1/72 inch), y grows downwards.
 */
#ifndef RENDER_PDF_PARTS_H
#define RENDER_PDF_PARTS_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "publish/paper.h"
#include "render/pdf_tag.h"

#define PDF_WIDTH 595.276 /* A4 */
#define PDF_HEIGHT 841.890
#define PDF_LEFT 59.5 /* 21 mm, room for a file's holes */
#define PDF_RIGHT (PDF_WIDTH - 56.7)
#define PDF_TOP 76.0
#define PDF_BOTTOM (PDF_HEIGHT - 62.0)
#define PDF_FAMILY "Noto Sans CJK JP"
#define PDF_FAMILY_CODE "Noto Sans Mono CJK JP"

enum pdf_colour {
	PDF_BLACK = 0x1A1A1A,
	PDF_GREY = 0x595959,
	PDF_LINE = 0x949494,
	PDF_HAIR = 0xCCCCCC,
	PDF_NAVY = 0x00118F,
	PDF_SHADE = 0xEDF2FB,
};

enum pdf_align { PDF_ALIGN_LEFT, PDF_ALIGN_CENTRE, PDF_ALIGN_RIGHT };

struct pdf_heading {
	struct text words;
	int level, page; /* page within the chapters: the cover's and contents' pages are not counted */
	double y;
};

/* The columns of a table, found in the first pass. */
struct pdf_columns {
	double size; /* of its letters */
	int n;
	double *width;
};

/* A stroke beside what belongs to a note; it goes on over pages. */
struct pdf_bar {
	double x, from;
	uint32_t colour;
};
enum { PDF_BARS_MAX = 8 };

struct pdf {
	const struct paper *paper;
	struct arena *arena;
	PangoContext *context;
	cairo_surface_t *surface;
	cairo_t *cr;
	struct pdf_tags tags;
	bool drawing;
	int chapter;           /* being laid out */
	int page, pages;       /* the page being filled, from 1; all, known in the second pass */
	int front;             /* pages before the chapters */
	bool bare;             /* this page has nothing above and below: the cover */
	double y, left, right; /* where the next block begins, and between what */
	struct pdf_bar bars[PDF_BARS_MAX];
	size_t n_bars;
	LIST(struct pdf_heading) headings;
	LIST(const char *) places; /* names of the places that links may lead to */
	LIST(struct pdf_columns) tables;
	size_t next_table, next_heading;
	const char *trouble; /* the first thing that a library said; NULL: none */
};

/* ---- pdf_font.c ---- */

/* A context whose fonts are PDF_FAMILY and PDF_FAMILY_CODE and no others. False: the family is not there. */
bool pdf_fonts_open(PangoContext **context, enum lang lang, const char *folder);

/* ---- pdf_text.c: inlines as lines ---- */

struct pdf_style {
	double size, lead; /* lead: the height of a line, in parts of the font's own */
	bool bold;
	uint32_t colour;
	enum pdf_align align;
};

struct pdf_mark {
	unsigned from, to;
	const char *link; /* cairo's link attributes; NULL: a change of language only */
};

struct pdf_text {
	PangoLayout *layout;
	struct pdf_style style;
	int lines;
	LIST(struct pdf_mark) marks;
};

/* The children of `parent` (may be NULL), or else `words`, broken at width; a width below 0: one line a paragraph. */
void pdf_text_make(struct pdf *p, struct pdf_text *t, const struct node *parent, struct text words,
		   const struct pdf_style *style, double width);
void pdf_text_clear(struct pdf_text *t);
double pdf_text_width(const struct pdf_text *t);
/* The widest piece that cannot be broken. */
double pdf_text_narrowest(struct pdf_text *t);
double pdf_text_height(const struct pdf_text *t, int from, int to); /* of lines from <= i < to */
/* How many lines from `from` on are no higher than that. */
int pdf_text_fit(const struct pdf_text *t, int from, double height);
void pdf_text_draw(struct pdf *p, const struct pdf_text *t, int from, int to, double x, double y, double width);
/* One line without tags: what stands above and below a page. Cut where it is wider. */
void pdf_line_draw(struct pdf *p, struct text words, const struct pdf_style *style, double x, double y, double width);
/* Its words alone, for alternatives and bookmarks. */
struct text pdf_plain(struct pdf *p, const struct node *parent);
void pdf_colour(struct pdf *p, uint32_t rgb);
uint32_t pdf_tone(enum tone tone);

/* ---- pdf_link.c ---- */

/* Cairo's attributes of a link to that address from the chapter being laid out; NULL where it leads nowhere on paper.
 */
const char *pdf_link(struct pdf *p, struct text to);
/* The place of an id in this chapter (empty: of the chapter itself): noted in the first pass, set in the second. */
void pdf_place(struct pdf *p, struct text id);

/* ---- pdf_page.c ---- */

void pdf_page_next(struct pdf *p);
void pdf_page_end(struct pdf *p);
/* Begins another page unless so much is left on this one (or this one is empty). */
void pdf_need(struct pdf *p, double height);
bool pdf_at_top(const struct pdf *p);
/* Below what stands already; nothing at the top of a page. */
void pdf_space(struct pdf *p, double height);
void pdf_front(struct pdf *p); /* cover and contents */
void pdf_bookmarks(struct pdf *p);

/* ---- pdf_block.c, pdf_table.c ---- */

void pdf_blocks(struct pdf *p, const struct node *parent);
void pdf_table(struct pdf *p, const struct node *table);
/* Lines that may go over pages, each part in a tag of its own. */
void pdf_flow(struct pdf *p, const struct pdf_text *t, const char *tag, double x, double width);

#endif
