/* draw/chart.h - charts as inline SVG, that say the same as the table beside them.
 *
 * Everything is told by shape and word before colour: values are filled circles on a solid line, the baseline is a
 * diamond, the target a flag on its own line (dashed for a way to go, solid with hatching below for a floor), a
 * preliminary value an open circle, the forecast a bar with ends. Colours are CSS classes with attributes as fallback,
 * so that the page's dark, high-contrast and print styles reach them and a lone SVG file is readable too. No script, no
 * outside reference. Rejected: one picture scaled to every screen - at 320 px its letters are 5 px high; so a chart is
 * drawn wide and narrow. Pure: no I/O, no globals. The same chart gives the same bytes.
 */
#ifndef DRAW_CHART_H
#define DRAW_CHART_H

#include "base/list.h"
#include "base/text.h"

struct chart_point {
	double x, y;              /* x in years: 2019.5 is the middle of 2019; finite */
	struct text label, value; /* "2019年", "6,293" */
	bool open;                /* preliminary or provisional: drawn open */
};

/* What the target asks for. */
enum chart_goal {
	CHART_GOAL_NONE,
	CHART_GOAL_UP, /* from baseline to target, more is better */
	CHART_GOAL_DOWN,
	CHART_GOAL_FLOOR,   /* to stay at or above */
	CHART_GOAL_CEILING, /* to stay at or below */
	CHART_GOAL_BAND,    /* between low and high */
};

struct line_chart {
	struct text id;          /* [a-z][a-z0-9-]*, unique on the page */
	struct text title, desc; /* <title> and <desc> */
	struct text unit;
	LIST(struct chart_point) points; /* by x */
	bool has_baseline, has_target, has_forecast;
	struct chart_point baseline, target, forecast; /* .value is the label that stands beside it */
	double forecast_low, forecast_high;
	enum chart_goal goal;
	double band_low, band_high;
	double year_start; /* where years begin on the axis: 0 for calendar years, 0.25 for fiscal years */
	/* Words of the legend. */
	struct text word_actual, word_open, word_baseline, word_target, word_path, word_forecast;
	struct text word_cut;  /* said where the axis of values does not begin at 0 */
	struct text word_year; /* below the axis: 年, 年度 */
};

enum chart_size { CHART_WIDE, CHART_NARROW }; /* 720 x 360 and 320 x 300 */

/* Appends <svg ...>...</svg>. Nothing is appended where there is nothing to draw (no value, no baseline, no target) or
 * where a number is not finite: false. */
bool draw_line_chart(struct buf *out, const struct line_chart *c, enum chart_size size);

/* How much of the way is gone (progress) and of the time (elapsed), both 0 to 1 after clamping; NAN draws without. The
 * words stand in title. */
void draw_gauge(struct buf *out, struct text id, struct text title, double progress, double elapsed);

/* Appends text escaped for XML; characters that XML cannot hold become U+FFFD. */
void draw_xml_text(struct buf *out, struct text t);

#endif
