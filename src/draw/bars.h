/* draw/bars.h - bars: by year and cause, above and below nought; shares that fill a column; errors side by side.
 *
 * Series differ by hatching before they differ by colour. Drawn wide and narrow like every chart (draw/chart.h). Pure.
 */
#ifndef DRAW_BARS_H
#define DRAW_BARS_H

#include "draw/chart.h"

enum { BAR_SERIES_MAX = 4 };

struct bar_group {
	struct text label;
	double value[BAR_SERIES_MAX];      /* NAN: none */
	struct text words[BAR_SERIES_MAX]; /* the number as it is written on the bar; empty: none */
};

struct bar_chart {
	struct text id; /* [a-z][a-z0-9-]*, unique on the page */
	struct text title, desc, unit;
	struct text series[BAR_SERIES_MAX]; /* in the key */
	size_t n_series;
	LIST(struct bar_group) groups;
	struct text word_sum;             /* side by side: a diamond at the sum of the series; empty: none */
	struct text word_x, word_divider; /* below the axis; above the divider */
	size_t divider;                   /* the group before which a line stands, 0: none */
};

/* Columns side by side around nought; stacked where all of a group fill one column (values of at least 0, which add up
 * to the same everywhere). False and nothing appended where there is no number, or one that is not finite but NAN. */
bool draw_bars(struct buf *out, const struct bar_chart *c, enum chart_size size);
bool draw_stacked(struct buf *out, const struct bar_chart *c, enum chart_size size);
/* Bars to the right, a block a group, each with its number behind it; values of at least 0. */
bool draw_bars_across(struct buf *out, const struct bar_chart *c, enum chart_size size);

#endif
