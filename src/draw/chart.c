#include "draw/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/pen.h"

/* ---- the domain ---- */

static bool finite_point(const struct chart_point *p)
{
	return isfinite(p->x) && isfinite(p->y);
}

/* False: nothing to draw, or a number that is none. */
static bool domain(struct pen *p)
{
	const struct line_chart *c = p->c;
	double x0 = INFINITY, x1 = -INFINITY, y0 = INFINITY, y1 = -INFINITY;

	for (size_t i = 0; i < c->points.n; i++) {
		if (!finite_point(&c->points.at[i]))
			return false;
		pen_widen(&x0, &x1, c->points.at[i].x);
		pen_widen(&y0, &y1, c->points.at[i].y);
	}
	for (int i = 0; i < 2; i++) {
		const struct chart_point *q = i ? &c->target : &c->baseline;

		if (!(i ? c->has_target : c->has_baseline))
			continue;
		if (!finite_point(q))
			return false;
		pen_widen(&x0, &x1, q->x);
		pen_widen(&y0, &y1, q->y);
	}
	if (c->goal == CHART_GOAL_BAND) {
		if (!isfinite(c->band_low) || !isfinite(c->band_high))
			return false;
		pen_widen(&y0, &y1, c->band_low);
		pen_widen(&y0, &y1, c->band_high);
	}
	if (!(x0 <= x1))
		return false;
	if (c->has_forecast) {
		double range = fmax(y1 - y0, fabs(y1) * 0.1);

		if (!finite_point(&c->forecast) || !isfinite(c->forecast_low) || !isfinite(c->forecast_high))
			return false;
		/* A wide interval must not press everything else flat: it is cut at the frame. */
		pen_widen(&x0, &x1, c->forecast.x);
		pen_widen(&y0, &y1, fmax(c->forecast_low, y0 - range));
		pen_widen(&y0, &y1, fmin(c->forecast_high, y1 + range));
	}
	p->x0 = x0 - 0.6;
	p->x1 = x1 + 0.6;
	p->y0 = y0;
	p->y1 = y1;
	return true;
}

/* ---- layers, from back to front ---- */

static void put_years(struct pen *p)
{
	double start = p->c->year_start, per_year = (p->plot.right - p->plot.left) / (p->x1 - p->x0);
	int every = 1, first = (int)floor(p->x0 - start), last = (int)ceil(p->x1 - start);
	static const int choices[] = { 1, 2, 5, 10, 20, 50, 100 };

	for (size_t i = 0; i < sizeof choices / sizeof *choices && per_year * choices[i] < p->font * 3.2; i++)
		every = choices[i + 1 < sizeof choices / sizeof *choices ? i + 1 : i];
	for (int year = first; year <= last; year++) {
		double middle = pen_x(p, year + start + 0.5), edge = pen_x(p, year + start);
		char room[16];

		if (edge >= p->plot.left && edge <= p->plot.right)
			pen_line(p, "ch-grid", "stroke=\"#cccccc\"", edge, p->plot.bottom, edge, p->plot.bottom + 5);
		if (year % every || middle < p->plot.left + 8 || middle > p->plot.right - 8)
			continue;
		snprintf(room, sizeof room, "%d", year);
		pen_text(p, "ch-tick", middle, p->plot.bottom + p->font + 8, "middle", text_of(room));
	}
	pen_word_x(p, p->c->word_year);
}

static void put_hatch(struct pen *p, double top, double bottom)
{
	if (bottom - top < 1)
		return;
	buf_printf(p->out,
		   "<rect class=\"ch-hatch\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
		   "fill=\"url(#%.*s-%c-hatch)\"/>",
		   p->plot.left, top, p->plot.right - p->plot.left, bottom - top, (int)p->c->id.n, p->c->id.p,
		   p->narrow ? 'n' : 'w');
}

static void put_goal(struct pen *p)
{
	const struct line_chart *c = p->c;
	const char *solid = "stroke=\"#115a36\" stroke-width=\"2\"";
	const char *dashed = "stroke=\"#115a36\" stroke-width=\"2\" stroke-dasharray=\"7 5\"";
	double y;

	if (c->goal == CHART_GOAL_BAND) {
		double top = pen_y(p, c->band_high), bottom = pen_y(p, c->band_low);

		put_hatch(p, p->plot.top, top);
		put_hatch(p, bottom, p->plot.bottom);
		pen_line(p, "ch-target", solid, p->plot.left, top, p->plot.right, top);
		pen_line(p, "ch-target", solid, p->plot.left, bottom, p->plot.right, bottom);
	}
	if (!c->has_target || c->goal == CHART_GOAL_NONE || c->goal == CHART_GOAL_BAND)
		return;
	y = pen_y(p, c->target.y);
	if (c->goal == CHART_GOAL_FLOOR || c->goal == CHART_GOAL_CEILING) {
		put_hatch(p, c->goal == CHART_GOAL_FLOOR ? y : p->plot.top,
			  c->goal == CHART_GOAL_FLOOR ? p->plot.bottom : y);
		pen_line(p, "ch-target", solid, p->plot.left, y, p->plot.right, y);
	} else {
		pen_line(p, "ch-level", "stroke=\"#115a36\" stroke-dasharray=\"2 4\"", p->plot.left, y, p->plot.right,
			 y);
		if (c->has_baseline)
			pen_line(p, "ch-target", dashed, pen_x(p, c->baseline.x), pen_y(p, c->baseline.y),
				 pen_x(p, c->target.x), y);
	}
}

static void put_diamond(struct pen *p, double x, double y)
{
	buf_printf(p->out,
		   "<path class=\"ch-baseline\" d=\"M%.1f %.1fl6.5 6.5l-6.5 6.5l-6.5 -6.5z\" fill=\"#ffffff\" "
		   "stroke=\"#1a1a1a\" "
		   "stroke-width=\"2\"/>",
		   x, y - 6.5);
}

static void put_flag(struct pen *p, double x, double y)
{
	buf_printf(p->out,
		   "<path class=\"ch-flag\" d=\"M%.1f %.1fv-18h12l-4 5l4 5h-12\" fill=\"#115a36\" stroke=\"#115a36\" "
		   "stroke-width=\"2\" stroke-linejoin=\"round\"/>",
		   x, y);
}

static void put_circle(struct pen *p, double x, double y, bool open)
{
	buf_printf(p->out,
		   "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\" stroke=\"#0017c1\" "
		   "stroke-width=\"2\"/>",
		   open ? "ch-open" : "ch-point", x, y, open ? "#ffffff" : "#0017c1");
}

static void put_interval(struct pen *p, double x, double y, double top, double bottom)
{
	const char *look = "stroke=\"#8b3200\" stroke-width=\"2\"";

	pen_line(p, "ch-forecast", look, x, top, x, bottom);
	pen_line(p, "ch-forecast", look, x - 6, top, x + 6, top);
	pen_line(p, "ch-forecast", look, x - 6, bottom, x + 6, bottom);
	buf_printf(p->out,
		   "<rect class=\"ch-forecast-mark\" x=\"%.1f\" y=\"%.1f\" width=\"9\" height=\"9\" fill=\"#ffffff\" "
		   "stroke=\"#8b3200\" stroke-width=\"2\"/>",
		   x - 4.5, y - 4.5);
}

/* Beside a value or the target of the same period the interval stands a little to the right. */
static double forecast_x(const struct pen *p)
{
	double x = pen_x(p, p->c->forecast.x);

	for (size_t i = 0; i < p->c->points.n; i++)
		if (fabs(pen_x(p, p->c->points.at[i].x) - x) < 8)
			return fmin(x + 18, p->plot.right - 8);
	if (p->c->has_target && fabs(pen_x(p, p->c->target.x) - x) < 8)
		return fmin(x + 28, p->plot.right - 8);
	return x;
}

static void put_values(struct pen *p)
{
	const struct line_chart *c = p->c;

	if (c->points.n > 1) {
		buf_puts(p->out, "<polyline class=\"ch-actual\" fill=\"none\" stroke=\"#0017c1\" stroke-width=\"2.5\" "
				 "stroke-linejoin=\"round\" points=\"");
		for (size_t i = 0; i < c->points.n; i++)
			buf_printf(p->out, "%s%.1f,%.1f", i ? " " : "", pen_x(p, c->points.at[i].x),
				   pen_y(p, c->points.at[i].y));
		buf_puts(p->out, "\"/>");
	}
	for (size_t i = 0; i < c->points.n; i++)
		put_circle(p, pen_x(p, c->points.at[i].x), pen_y(p, c->points.at[i].y), c->points.at[i].open);
}

static void take_mark(struct pen *p, double x, double y, double r)
{
	pen_take(p, (struct box){ x - r, y - r, x + r, y + r });
}

static void put_labels(struct pen *p)
{
	const struct line_chart *c = p->c;
	size_t shown = p->narrow ? 4 : 12;

	for (size_t i = 0; i < c->points.n && i < LABELS_MAX / 2; i++)
		take_mark(p, pen_x(p, c->points.at[i].x), pen_y(p, c->points.at[i].y), 5);
	if (c->has_target)
		pen_take(p, (struct box){ pen_x(p, c->target.x) - 1, pen_y(p, c->target.y) - 19,
					  pen_x(p, c->target.x) + 13, pen_y(p, c->target.y) });
	if (c->has_forecast)
		pen_take(p, (struct box){ forecast_x(p) - 7, pen_y(p, c->forecast_high), forecast_x(p) + 7,
					  pen_y(p, c->forecast_low) });
	if (c->has_baseline)
		take_mark(p, pen_x(p, c->baseline.x), pen_y(p, c->baseline.y), 6);
	if (c->points.n) {
		const struct chart_point *last = &c->points.at[c->points.n - 1];

		pen_label(p, "ch-label", pen_x(p, last->x), pen_y(p, last->y), last->value, true);
	}
	if (c->has_target)
		pen_label(p, "ch-label", pen_x(p, c->target.x), pen_y(p, c->target.y), c->target.value, true);
	if (c->has_baseline)
		pen_label(p, "ch-label", pen_x(p, c->baseline.x), pen_y(p, c->baseline.y), c->baseline.value, true);
	for (size_t i = 0; i + 1 < c->points.n && c->points.n <= shown; i++) {
		/* The baseline's label says the same figure already. */
		if (c->has_baseline && c->points.at[i].x == c->baseline.x && c->points.at[i].y == c->baseline.y)
			continue;
		pen_label(p, "ch-value", pen_x(p, c->points.at[i].x), pen_y(p, c->points.at[i].y),
			  c->points.at[i].value, false);
	}
}

/* ---- the legend ---- */

enum key { KEY_ACTUAL, KEY_OPEN, KEY_BASELINE, KEY_TARGET, KEY_PATH, KEY_FORECAST, KEY_CUT, KEY_COUNT };

static struct text key_words(const struct pen *p, enum key k)
{
	const struct line_chart *c = p->c;
	bool any_open = false;

	for (size_t i = 0; i < c->points.n; i++)
		any_open |= c->points.at[i].open;
	switch (k) {
	case KEY_ACTUAL:
		return c->points.n ? c->word_actual : (struct text){ 0 };
	case KEY_OPEN:
		return any_open ? c->word_open : (struct text){ 0 };
	case KEY_BASELINE:
		return c->has_baseline ? c->word_baseline : (struct text){ 0 };
	case KEY_TARGET:
		return c->has_target ? c->word_target : (struct text){ 0 };
	case KEY_PATH:
		return c->goal == CHART_GOAL_NONE || (!c->has_baseline && c->goal <= CHART_GOAL_DOWN)
			       ? (struct text){ 0 }
			       : c->word_path;
	case KEY_FORECAST:
		return c->has_forecast ? c->word_forecast : (struct text){ 0 };
	case KEY_CUT:
		return p->y0 > 0 || p->y1 < 0 ? c->word_cut : (struct text){ 0 };
	default:
		return (struct text){ 0 };
	}
}

static void put_key(struct pen *p, enum key k, double x, double y)
{
	bool solid = p->c->goal >= CHART_GOAL_FLOOR;

	switch (k) {
	case KEY_ACTUAL:
		pen_line(p, "ch-actual", "stroke=\"#0017c1\" stroke-width=\"2.5\"", x, y, x + 24, y);
		put_circle(p, x + 12, y, false);
		break;
	case KEY_OPEN:
		put_circle(p, x + 12, y, true);
		break;
	case KEY_BASELINE:
		put_diamond(p, x + 12, y);
		break;
	case KEY_TARGET:
		put_flag(p, x + 6, y + 9);
		break;
	case KEY_PATH:
		pen_line(p, "ch-target",
			 solid ? "stroke=\"#115a36\" stroke-width=\"2\""
			       : "stroke=\"#115a36\" stroke-width=\"2\" stroke-dasharray=\"7 5\"",
			 x, y, x + 24, y);
		break;
	case KEY_FORECAST:
		put_interval(p, x + 12, y, y - 8, y + 8);
		break;
	default:
		break;
	}
}

/* Lays the keys out in lines and returns the height used; draws only where asked to. */
static double put_legend(struct pen *p, double top, bool draw)
{
	double x = 12, y = top, line = p->font + 12, gap = 18;

	for (enum key k = 0; k < KEY_COUNT; k++) {
		struct text words = key_words(p, k);
		double sign = k == KEY_CUT ? 0 : 32, w = sign + pen_width(p, words);

		if (!words.n)
			continue;
		if (x > 12 && x + w > p->width - 8)
			x = 12, y += line;
		if (draw) {
			put_key(p, k, x, y);
			pen_text(p, "ch-key", x + sign, y + p->font * 0.35, "start", words);
		}
		x += w + gap;
	}
	return y - top + line;
}

static void put_hatching(struct pen *p)
{
	const struct line_chart *c = p->c;
	char size = p->narrow ? 'n' : 'w';

	if (c->goal >= CHART_GOAL_FLOOR)
		buf_printf(
			p->out,
			"<defs><pattern id=\"%.*s-%c-hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
			"patternTransform=\"rotate(45)\"><line class=\"ch-hatch-line\" x1=\"0\" y1=\"0\" x2=\"0\" "
			"y2=\"8\" "
			"stroke=\"#b3b3b3\" stroke-width=\"2\"/></pattern></defs>",
			(int)c->id.n, c->id.p, size);
}

static void put_marks(struct pen *p)
{
	const struct line_chart *c = p->c;

	put_values(p);
	if (c->has_baseline)
		put_diamond(p, pen_x(p, c->baseline.x), pen_y(p, c->baseline.y));
	if (c->has_forecast)
		put_interval(p, forecast_x(p), pen_y(p, c->forecast.y), pen_y(p, c->forecast_high),
			     pen_y(p, c->forecast_low));
	if (c->has_target)
		put_flag(p, pen_x(p, c->target.x), pen_y(p, c->target.y));
}

bool draw_line_chart(struct buf *out, const struct line_chart *c, enum chart_size size)
{
	struct pen p = { .out = out, .c = c, .narrow = size == CHART_NARROW };
	double legend;

	p.width = p.narrow ? 320 : 720;
	p.font = p.narrow ? 13 : 14;
	if (!domain(&p))
		return false;
	pen_axis(&p);
	p.plot = (struct box){ p.narrow ? 58 : 76, 44, p.width - (p.narrow ? 14 : 28), p.narrow ? 230 : 320 };
	legend = put_legend(&p, 0, false);
	p.height = p.plot.bottom + p.font * 2.2 + 26 + legend;
	pen_begin(&p, c->id, c->title, c->desc);
	put_hatching(&p);
	pen_values(&p, c->unit);
	put_goal(&p);
	put_years(&p);
	put_marks(&p);
	put_labels(&p);
	put_legend(&p, p.plot.bottom + p.font * 2.2 + 32, true);
	buf_puts(out, "</svg>");
	return true;
}

void draw_gauge(struct buf *out, struct text id, struct text title, double progress, double elapsed)
{
	double done = isfinite(progress) ? fmin(fmax(progress, 0), 1) : 0;

	buf_printf(out,
		   "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gauge\" viewBox=\"0 0 164 24\" width=\"164\" "
		   "height=\"24\" role=\"img\" "
		   "aria-labelledby=\"%.*s\"><title id=\"%.*s\">",
		   (int)id.n, id.p, (int)id.n, id.p);
	draw_xml_text(out, title);
	buf_printf(out,
		   "</title><rect class=\"ga-track\" x=\"2\" y=\"5\" width=\"160\" height=\"14\" fill=\"none\" "
		   "stroke=\"#767676\"/>"
		   "<rect class=\"ga-done\" x=\"2\" y=\"5\" width=\"%.1f\" height=\"14\" fill=\"#0017c1\"/>",
		   160 * done);
	if (isfinite(elapsed)) {
		double x = 2 + 160 * fmin(fmax(elapsed, 0), 1);

		buf_printf(out,
			   "<line class=\"ga-time\" x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"24\" stroke=\"#1a1a1a\" "
			   "stroke-width=\"3\"/>",
			   x, x);
	}
	buf_puts(out, "</svg>");
}
