/* draw/pen.h - what all charts share: a picture with a plot in it, an axis of values, labels that keep out of each
 * other's way (internal to draw/).
 *
 * A chart is drawn twice, wide and narrow; where its letters go is worked out from their width, since an SVG cannot
 * wrap text or move it. Pure: the same calls give the same bytes.
 */
#ifndef DRAW_PEN_H
#define DRAW_PEN_H

#include "base/text.h"
#include "draw/chart.h"

enum { LABELS_MAX = 64, TICKS_MAX = 12 };

struct box {
	double left, top, right, bottom;
};

/* One drawing under way. */
struct pen {
	struct buf *out;
	const struct line_chart *c; /* of a KPI's chart, else NULL */
	bool narrow;
	double width, height, font;
	struct box plot;
	double x0, x1, y0, y1; /* the domain */
	double step;           /* between two ticks of the axis of values */
	int digits;            /* of its labels */
	bool may_cut;          /* the axis of values need not begin at 0 even where it could */
	struct box taken[LABELS_MAX];
	size_t n_taken;
};

/* From the domain to the picture; y is kept within the plot. */
double pen_x(const struct pen *p, double x);
double pen_y(const struct pen *p, double y);

void pen_widen(double *low, double *high, double v);
/* Rounds y0 and y1 to ticks of 1, 2 or 5 times a power of ten; the axis begins at 0 where that costs less than two
 * thirds of the height. */
void pen_axis(struct pen *p);

/* 1,234.5 with U+2212 for minus. */
void pen_number(struct buf *out, double v, int digits);
double pen_width(const struct pen *p, struct text t);
/* `class` is the CSS class, `anchor` start, middle or end. */
void pen_text(struct pen *p, const char *class, double x, double y, const char *anchor, struct text words);
/* `look`: attributes for a file without the style sheet. */
void pen_line(struct pen *p, const char *class, const char *look, double xa, double ya, double xb, double yb);

/* Nothing is written there any more; whether nothing is, and it lies in the picture. */
void pen_take(struct pen *p, struct box b);
bool pen_free(const struct pen *p, const struct box *b);
/* Above, below, or beside the mark, where nothing else is written; one that must be said goes above in any case. */
void pen_label(struct pen *p, const char *class, double x, double y, struct text words, bool must);

/* Where the plot may begin: the labels of the axis of values (after pen_axis) stand before it. */
double pen_left(const struct pen *p, double least);
/* Grid and labels of the axis of values, with its unit above. */
void pen_values(struct pen *p, struct text unit);
/* What the axis along counts, below its right end; a long word begins at the left edge. */
void pen_word_x(struct pen *p, struct text word);

/* <svg ...> with title and description, after width and height were set; and its end. */
void pen_begin(struct pen *p, struct text id, struct text title, struct text desc);
void pen_end(struct pen *p);

#endif
