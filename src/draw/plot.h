/* draw/plot.h - several lines over one axis, with intervals as bands behind them: a population's past, its projections
 * and how far off they may be; pairs that answer a question as a curve.
 *
 * Lines differ by dash and mark before they differ by colour, and each is named in the key; a band has an edge, so that
 * it is seen in print and in high contrast too. Drawn wide and narrow like every chart (draw/chart.h). Pure.
 */
#ifndef DRAW_PLOT_H
#define DRAW_PLOT_H

#include "draw/chart.h"

struct plot_point {
	double x, y;
	struct text value; /* stands beside the mark; empty: nothing */
};

/* How a line looks: dash, mark and colour together. */
enum plot_look { PLOT_CIRCLE, PLOT_SQUARE, PLOT_TRIANGLE, PLOT_DIAMOND, PLOT_CROSS, PLOT_LOOKS };

struct plot_line {
	struct text words; /* in the key */
	enum plot_look look;
	bool bare;                  /* a curve without marks but those that have a value beside them */
	LIST(struct plot_point) at; /* by x */
};

struct plot_range {
	double x, low, high;
};

/* Bands are drawn in their order: the widest first. */
struct plot_band {
	struct text words;
	LIST(struct plot_range) at; /* by x */
};

struct plot {
	struct text id; /* [a-z][a-z0-9-]*, unique on the page */
	struct text title, desc, unit;
	LIST(struct plot_line) lines;
	LIST(struct plot_band) bands;
	bool may_cut; /* the values need not begin at 0 even where they could */
	bool has_level;
	double level; /* a line across */
	struct text word_level;
	struct text word_x, word_cut; /* below the axis; said where the values do not begin at 0 */
	double x_step;                /* between two labels of the x axis at least */
	int x_digits;
};

/* Appends <svg>; false and nothing where there is no point or a number that is not finite. */
bool draw_plot(struct buf *out, const struct plot *c, enum chart_size size);

#endif
