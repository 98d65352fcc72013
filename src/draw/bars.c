#include "draw/bars.h"

#include <math.h>

#include "draw/pen.h"

static const char *const colours[BAR_SERIES_MAX] = { "#0017c1", "#8b3200", "#115a36", "#5109ad" };

/* ---- what the three kinds share ---- */

static void put_patterns(struct pen *p, const struct bar_chart *c)
{
	static const char *const lines[BAR_SERIES_MAX] = {
		"",
		"<path class=\"ch-pattern\" d=\"M0 8L8 0M-2 2L2 -2M6 10L10 6\" stroke=\"#ffffff\" stroke-width=\"2\"/>",
		"<path class=\"ch-pattern\" d=\"M0 4h8\" stroke=\"#ffffff\" stroke-width=\"2\"/>",
		"<path class=\"ch-pattern\" d=\"M0 0L8 8M0 8L8 0\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>",
	};

	buf_puts(p->out, "<defs>");
	for (size_t i = 1; i < c->n_series && i < BAR_SERIES_MAX; i++)
		buf_printf(p->out,
			   "<pattern id=\"%.*s-%c-p%zu\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">%s"
			   "</pattern>",
			   (int)c->id.n, c->id.p, p->narrow ? 'n' : 'w', i, lines[i]);
	buf_puts(p->out, "</defs>");
}

/* Of a stack what lies on each other differs in lightness, and one of four is hatched. */
static void put_bar(struct pen *p, const struct bar_chart *c, size_t series, const struct box *b, bool stacked)
{
	static const char *const tints[BAR_SERIES_MAX] = { "#0017c1", "#c5d7fb", "#8b3200", "#541e00" };
	bool hatched = stacked ? series == 2 : series > 0;
	double w = b->right - b->left, h = b->bottom - b->top;

	buf_printf(p->out,
		   "<rect class=\"ch-%c%zu\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
		   stacked ? 'g' : 'f', series, b->left, b->top, w, h, stacked ? tints[series] : colours[series]);
	if (hatched)
		buf_printf(p->out,
			   "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"url(#%.*s-%c-p%zu)\"/>",
			   b->left, b->top, w, h, (int)c->id.n, c->id.p, p->narrow ? 'n' : 'w',
			   stacked ? (size_t)1 : series);
}

static void put_diamond(struct pen *p, double x, double y)
{
	buf_printf(p->out,
		   "<path class=\"ch-baseline\" d=\"M%.1f %.1fl6 6l-6 6l-6 -6z\" fill=\"#ffffff\" stroke=\"#1a1a1a\" "
		   "stroke-width=\"2\"/>",
		   x, y - 6);
}

static double put_keys(struct pen *p, const struct bar_chart *c, double top, bool draw, bool stacked)
{
	double x = 12, y = top, line = p->font + 12;

	for (size_t i = 0; i <= c->n_series; i++) {
		struct text words = i < c->n_series ? c->series[i] : c->word_sum;
		double w = 30 + pen_width(p, words);

		if (!words.n)
			continue;
		if (x > 12 && x + w > p->width - 8)
			x = 12, y += line;
		if (draw && i < c->n_series)
			put_bar(p, c, i, &(struct box){ x, y - 7, x + 22, y + 7 }, stacked);
		else if (draw)
			put_diamond(p, x + 11, y);
		if (draw)
			pen_text(p, "ch-key", x + 30, y + p->font * 0.35, "start", words);
		x += w + 18;
	}
	return y - top + line;
}

/* False: nothing to draw. */
static bool range_of(const struct bar_chart *c, bool sums, double *low, double *high)
{
	bool any = false;

	*low = *high = 0;
	for (size_t g = 0; g < c->groups.n; g++) {
		double sum = 0;

		for (size_t i = 0; i < c->n_series; i++) {
			double v = c->groups.at[g].value[i];

			if (isinf(v))
				return false;
			if (isnan(v))
				continue;
			any = true;
			sum += v;
			if (!sums)
				pen_widen(low, high, v);
		}
		if (sums || c->word_sum.n)
			pen_widen(low, high, sum);
	}
	return any;
}

static bool begin(struct pen *p, struct buf *out, const struct bar_chart *c, enum chart_size size, bool sums)
{
	*p = (struct pen){ .out = out, .narrow = size == CHART_NARROW };
	p->width = p->narrow ? 320 : 720;
	p->font = p->narrow ? 13 : 14;
	if (!range_of(c, sums, &p->y0, &p->y1))
		return false;
	p->x0 = 0;
	p->x1 = (double)c->groups.n;
	pen_axis(p);
	p->plot = (struct box){ pen_left(p, p->narrow ? 50 : 76), 44, p->width - (p->narrow ? 10 : 20),
				p->narrow ? 240 : 320 };
	p->height = p->plot.bottom + p->font * 2.2 + 26 + put_keys(p, c, 0, false, sums);
	pen_begin(p, c->id, c->title, c->desc);
	put_patterns(p, c);
	return true;
}

/* Every label where they have room, else every second, third ... one. */
static void put_group_labels(struct pen *p, const struct bar_chart *c)
{
	double per = (p->plot.right - p->plot.left) / (double)c->groups.n, widest = 0;
	size_t every = 1;

	for (size_t g = 0; g < c->groups.n; g++)
		widest = fmax(widest, pen_width(p, c->groups.at[g].label));
	while (per * (double)every < widest + 8)
		every++;
	for (size_t g = 0; g < c->groups.n; g += every)
		pen_text(p, "ch-tick", pen_x(p, (double)g + 0.5), p->plot.bottom + p->font + 8, "middle",
			 c->groups.at[g].label);
	pen_word_x(p, c->word_x);
}

static void put_divider(struct pen *p, const struct bar_chart *c)
{
	double x = pen_x(p, (double)c->divider);

	if (!c->divider || c->divider >= c->groups.n)
		return;
	pen_line(p, "ch-divide", "stroke=\"#1a1a1a\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"", x,
		 p->plot.top - 12, x, p->plot.bottom);
	if (x + 6 + pen_width(p, c->word_divider) < p->width - 4)
		pen_text(p, "ch-tick", x + 6, p->plot.top - 8, "start", c->word_divider);
	else
		pen_text(p, "ch-tick", x - 6, p->plot.top - 8, "end", c->word_divider);
}

/* ---- side by side ---- */

enum { SUM_ROOM = 16 };

static void put_column(struct pen *p, const struct bar_chart *c, size_t g, size_t i, double left, double width)
{
	const struct bar_group *group = &c->groups.at[g];
	double zero = pen_y(p, 0), y = pen_y(p, group->value[i]);
	struct box b = { left, fmin(zero, y), left + width - 1, fmax(zero, y) };
	struct text words = group->words[i];

	if (isnan(group->value[i]))
		return;
	put_bar(p, c, i, &b, false);
	/* On a narrow screen the table has the numbers. */
	if (p->narrow || !words.n)
		return;
	y = group->value[i] < 0 ? b.bottom + p->font : b.top - 4;
	left += (width - pen_width(p, words)) / 2;
	/* In the middle of its bar, else a little outwards. */
	for (int outwards = 0; outwards <= 12; outwards += 6) {
		double at = left + (i ? outwards : -outwards);

		b = (struct box){ at, y - p->font * 0.8, at + pen_width(p, words), y };
		if (!pen_free(p, &b))
			continue;
		pen_take(p, b);
		pen_text(p, "ch-value", at, y, "start", words);
		return;
	}
}

/* The sum stands between the bars; where a part of it is not known there is none. */
static bool sum_of(const struct bar_chart *c, const struct bar_group *g, double *sum)
{
	*sum = 0;
	for (size_t i = 0; i < c->n_series; i++)
		*sum += g->value[i];
	return c->word_sum.n && !isnan(*sum);
}

static void put_sums(struct pen *p, const struct bar_chart *c, bool draw)
{
	for (size_t g = 0; g < c->groups.n; g++) {
		double sum, x = pen_x(p, (double)g + 0.5);

		if (!sum_of(c, &c->groups.at[g], &sum))
			continue;
		if (draw)
			put_diamond(p, x, pen_y(p, sum));
		else
			pen_take(p, (struct box){ x - 7, pen_y(p, sum) - 7, x + 7, pen_y(p, sum) + 7 });
	}
}

bool draw_bars(struct buf *out, const struct bar_chart *c, enum chart_size size)
{
	struct pen p;
	double per, width, room;

	if (!begin(&p, out, c, size, false))
		return false;
	per = (p.plot.right - p.plot.left) / (double)c->groups.n;
	room = c->word_sum.n ? SUM_ROOM : 0;
	width = (fmin(per * 0.86, 140) - room) / (double)c->n_series;
	pen_values(&p, c->unit);
	put_sums(&p, c, false);
	for (size_t g = 0; g < c->groups.n; g++)
		for (size_t i = 0; i < c->n_series; i++) {
			double at = (double)i - (double)c->n_series / 2;

			put_column(&p, c, g, i, pen_x(&p, (double)g + 0.5) + at * width + (at < 0 ? -room : room) / 2,
				   width);
		}
	put_sums(&p, c, true);
	put_group_labels(&p, c);
	put_keys(&p, c, p.plot.bottom + p.font * 2.2 + 32, true, false);
	pen_end(&p);
	return true;
}

/* ---- one on the other ---- */

/* Where the widest figure has no room in its column, none stands there: the few narrow ones alone would puzzle. */
static bool figures_fit(const struct pen *p, const struct bar_chart *c, double width)
{
	for (size_t g = 0; g < c->groups.n; g++)
		for (size_t i = 0; i < c->n_series; i++)
			if (pen_width(p, c->groups.at[g].words[i]) >= width)
				return false;
	return true;
}

bool draw_stacked(struct buf *out, const struct bar_chart *c, enum chart_size size)
{
	struct pen p;
	double width, most, least;
	bool figures;

	if (!range_of(c, true, &least, &most) || !begin(&p, out, c, size, true))
		return false;
	/* A column is filled: nothing above it. */
	p.y1 = fmin(p.y1, p.step * ceil(most / p.step - 1e-6));
	width = (p.plot.right - p.plot.left) / (double)c->groups.n * 0.78;
	figures = figures_fit(&p, c, width);
	pen_values(&p, c->unit);
	for (size_t g = 0; g < c->groups.n; g++) {
		double from = 0, left = pen_x(&p, (double)g + 0.5) - width / 2;

		for (size_t i = 0; i < c->n_series; i++) {
			double v = c->groups.at[g].value[i], top;
			struct text words = c->groups.at[g].words[i];
			struct box b;

			if (isnan(v))
				continue;
			top = pen_y(&p, from + v);
			b = (struct box){ left, top + 0.7, left + width, pen_y(&p, from) - 0.7 };
			from += v;
			if (b.bottom <= b.top)
				continue;
			put_bar(&p, c, i, &b, true);
			if (figures && b.bottom - b.top > p.font + 2)
				pen_text(&p, "ch-inside", left + width / 2, (b.top + b.bottom) / 2 + p.font * 0.35,
					 "middle", words);
		}
	}
	put_divider(&p, c);
	put_group_labels(&p, c);
	put_keys(&p, c, p.plot.bottom + p.font * 2.2 + 32, true, true);
	pen_end(&p);
	return true;
}

/* ---- to the right ---- */

static void put_row(struct pen *p, const struct bar_chart *c, const struct bar_group *g, double top, double high)
{
	double scale = (p->plot.right - p->plot.left) / p->y1, y = top;

	if (p->narrow) {
		pen_text(p, "ch-label", 12, y + p->font, "start", g->label);
		y += p->font + 8;
	} else {
		pen_text(p, "ch-label", p->plot.left - 10, y + high * (double)c->n_series / 2 + p->font * 0.35, "end",
			 g->label);
	}
	for (size_t i = 0; i < c->n_series; i++, y += high) {
		double right = p->plot.left + fmax(g->value[i], 0) * scale;

		if (isnan(g->value[i])) {
			pen_text(p, "ch-value", p->plot.left + 4, y + high / 2 + p->font * 0.35, "start", g->words[i]);
			continue;
		}
		put_bar(p, c, i, &(struct box){ p->plot.left, y + 1, right, y + high - 1 }, false);
		pen_text(p, "ch-value", right + 6, y + high / 2 + p->font * 0.35, "start", g->words[i]);
	}
}

bool draw_bars_across(struct buf *out, const struct bar_chart *c, enum chart_size size)
{
	struct pen p = { .out = out, .narrow = size == CHART_NARROW };
	double low, widest = 0, per, high;

	p.width = p.narrow ? 320 : 720;
	p.font = p.narrow ? 13 : 14;
	if (!range_of(c, false, &low, &p.y1) || !(p.y1 > 0))
		return false;
	for (size_t g = 0; g < c->groups.n; g++)
		widest = fmax(widest, pen_width(&p, c->groups.at[g].label));
	high = p.font + 6;
	per = high * (double)c->n_series + (p.narrow ? p.font + 18 : 14);
	p.plot = (struct box){ p.narrow ? 12 : widest + 24, 12, p.width - (p.narrow ? 64 : 80), 0 };
	p.plot.bottom = p.plot.top + per * (double)c->groups.n;
	p.height = p.plot.bottom + 16 + put_keys(&p, c, 0, false, false);
	pen_begin(&p, c->id, c->title, c->desc);
	put_patterns(&p, c);
	for (size_t g = 0; g < c->groups.n; g++)
		put_row(&p, c, &c->groups.at[g], p.plot.top + per * (double)g, high);
	pen_line(&p, "ch-zero", "stroke=\"#4d4d4d\" stroke-width=\"1.5\"", p.plot.left, p.plot.top, p.plot.left,
		 p.plot.bottom - 6);
	put_keys(&p, c, p.plot.bottom + 14, true, false);
	pen_end(&p);
	return true;
}
