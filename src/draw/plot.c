/* The axis of values begins at 0 where the lines leave room for it, else it says that it does not: a population that
 * falls by a tenth must neither look like a collapse nor like a level line. */
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>

#include "draw/pen.h"

enum { LINES_MAX = 16 };

static const struct look {
	const char *class, *colour, *dash;
} looks[PLOT_LOOKS] = {
	[PLOT_CIRCLE] = { "ch-s0", "#0017c1", "" },
	[PLOT_SQUARE] = { "ch-s1", "#8b3200", "" },
	[PLOT_TRIANGLE] = { "ch-s2", "#115a36", " stroke-dasharray=\"8 5\"" },
	[PLOT_DIAMOND] = { "ch-s3", "#5109ad", " stroke-dasharray=\"2 4\"" },
	[PLOT_CROSS] = { "ch-s4", "#1a1a1a", " stroke-dasharray=\"10 4 2 4\"" },
};

static bool take_line(const struct plot_line *l, double box[4])
{
	for (size_t i = 0; i < l->at.n; i++) {
		if (!isfinite(l->at.at[i].x) || !isfinite(l->at.at[i].y))
			return false;
		pen_widen(&box[0], &box[1], l->at.at[i].x);
		pen_widen(&box[2], &box[3], l->at.at[i].y);
	}
	return true;
}

static bool take_band(const struct plot_band *b, double box[4])
{
	for (size_t i = 0; i < b->at.n; i++) {
		const struct plot_range *r = &b->at.at[i];

		if (!isfinite(r->x) || !isfinite(r->low) || !isfinite(r->high))
			return false;
		pen_widen(&box[0], &box[1], r->x);
		pen_widen(&box[2], &box[3], r->low);
		pen_widen(&box[2], &box[3], r->high);
	}
	return true;
}

static bool domain(struct pen *p, const struct plot *c)
{
	double box[4] = { INFINITY, -INFINITY, INFINITY, -INFINITY }, margin;

	for (size_t i = 0; i < c->lines.n; i++)
		if (!take_line(&c->lines.at[i], box))
			return false;
	for (size_t i = 0; i < c->bands.n; i++)
		if (!take_band(&c->bands.at[i], box))
			return false;
	if (!(box[0] <= box[1]) || (c->has_level && !isfinite(c->level)))
		return false;
	if (c->has_level)
		pen_widen(&box[2], &box[3], c->level);
	margin = fmax((box[1] - box[0]) * 0.04, c->x_step * 0.1);
	p->x0 = box[0] - margin;
	p->x1 = box[1] + margin;
	p->y0 = box[2];
	p->y1 = box[3];
	return true;
}

/* ---- marks ---- */

static void put_mark(struct pen *p, enum plot_look look, double x, double y)
{
	/* From the middle of the mark. */
	static const char *const shape[PLOT_LOOKS] = {
		[PLOT_SQUARE] = "m-4.5 -4.5h9v9h-9z",
		[PLOT_TRIANGLE] = "m0 -5.5l5.5 9.5h-11z",
		[PLOT_DIAMOND] = "m0 -6l6 6l-6 6l-6 -6z",
		[PLOT_CROSS] = "m-4.5 -4.5l9 9m0 -9l-9 9",
	};

	if (look == PLOT_CIRCLE)
		buf_printf(p->out,
			   "<circle class=\"ch-s0 ch-full\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"#0017c1\"/>", x,
			   y);
	else
		buf_printf(p->out,
			   "<path class=\"%s ch-mark\" d=\"M%.1f %.1f%s\" fill=\"#ffffff\" stroke=\"%s\" "
			   "stroke-width=\"2\" "
			   "stroke-linejoin=\"round\"/>",
			   looks[look].class, x, y, shape[look], looks[look].colour);
}

/* ---- layers, from back to front ---- */

static void put_band(struct pen *p, const struct plot_band *b, size_t nth)
{
	if (b->at.n < 2)
		return;
	buf_printf(p->out, "<path class=\"ch-band%zu\" fill=\"#8b3200\" fill-opacity=\"%s\" stroke=\"#8b3200\" d=\"M",
		   nth ? (size_t)1 : (size_t)0, nth ? "0.25" : "0.12");
	for (size_t i = 0; i < b->at.n; i++)
		buf_printf(p->out, "%s%.1f %.1f", i ? "L" : "", pen_x(p, b->at.at[i].x), pen_y(p, b->at.at[i].high));
	for (size_t i = b->at.n; i > 0; i--)
		buf_printf(p->out, "L%.1f %.1f", pen_x(p, b->at.at[i - 1].x), pen_y(p, b->at.at[i - 1].low));
	buf_puts(p->out, "z\"/>");
}

static void put_x_axis(struct pen *p, const struct plot *c)
{
	double step = c->x_step, per = (p->plot.right - p->plot.left) / (p->x1 - p->x0);
	int64_t first, last;

	while (step * per < p->font * 3.2)
		step *= 2;
	first = (int64_t)ceil(p->x0 / step);
	last = (int64_t)floor(p->x1 / step);
	for (int64_t i = first; i <= last && i - first < 100; i++) {
		double x = pen_x(p, (double)i * step);
		char room[32];

		snprintf(room, sizeof room, "%.*f", c->x_digits, (double)i * step);
		pen_line(p, "ch-grid", "stroke=\"#cccccc\"", x, p->plot.bottom, x, p->plot.bottom + 5);
		pen_text(p, "ch-tick", x, p->plot.bottom + p->font + 8, "middle", text_of(room));
	}
	pen_word_x(p, c->word_x);
}

static void put_level(struct pen *p, const struct plot *c)
{
	const struct plot_line *first = c->lines.n && c->lines.at[0].at.n ? &c->lines.at[0] : NULL;
	double y, words;

	if (!c->has_level)
		return;
	y = pen_y(p, c->level);
	/* At the left end, on the side where the line is not. */
	words = first && first->at.at[0].y > c->level ? y + p->font + 4 : y - 6;
	pen_line(p, "ch-target", "stroke=\"#115a36\" stroke-width=\"1.5\" stroke-dasharray=\"3 3\"", p->plot.left, y,
		 p->plot.right, y);
	pen_text(p, "ch-label", p->plot.left + 6, words, "start", c->word_level);
	pen_take(p, (struct box){ p->plot.left, words - p->font, p->plot.left + 6 + pen_width(p, c->word_level),
				  words + 4 });
}

static void put_line(struct pen *p, const struct plot_line *l)
{
	const struct look *look = &looks[l->look];

	if (l->at.n > 1) {
		buf_printf(p->out,
			   "<polyline class=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" "
			   "stroke-linejoin=\"round\"%s points=\"",
			   look->class, look->colour, look->dash);
		for (size_t i = 0; i < l->at.n; i++)
			buf_printf(p->out, "%s%.1f,%.1f", i ? " " : "", pen_x(p, l->at.at[i].x),
				   pen_y(p, l->at.at[i].y));
		buf_puts(p->out, "\"/>");
	}
	for (size_t i = 0; i < l->at.n; i++)
		if (!l->bare || l->at.at[i].value.n)
			put_mark(p, l->look, pen_x(p, l->at.at[i].x), pen_y(p, l->at.at[i].y));
}

static bool ends_last(const struct plot *c, const struct plot_line *l)
{
	for (size_t k = 0; k < c->lines.n && l->at.n; k++)
		if (c->lines.at[k].at.n && c->lines.at[k].at.at[c->lines.at[k].at.n - 1].x > l->at.at[l->at.n - 1].x)
			return false;
	return l->at.n > 0;
}

/* Behind the last point of each line that goes to the right end, pushed apart where lines end close to each other. */
static void put_ends(struct pen *p, const struct plot *c)
{
	bool done[LINES_MAX] = { false };
	double below = 0;

	for (size_t n = 0; n < c->lines.n && n < LINES_MAX; n++) {
		const struct plot_point *q = NULL;
		size_t next = 0;

		for (size_t k = 0; k < c->lines.n && k < LINES_MAX; k++) {
			const struct plot_line *l = &c->lines.at[k];

			if (done[k] || !ends_last(c, l) || (q && l->at.at[l->at.n - 1].y <= q->y))
				continue;
			q = &l->at.at[l->at.n - 1];
			next = k;
		}
		if (!q)
			return;
		done[next] = true;
		if (!q->value.n)
			continue;
		below = fmax(pen_y(p, q->y) + p->font * 0.35, below + p->font + 2);
		pen_text(p, "ch-label", pen_x(p, q->x) + 9, below, "start", q->value);
	}
}

static double widest_end(const struct pen *p, const struct plot *c)
{
	double widest = 0;

	for (size_t k = 0; k < c->lines.n; k++)
		if (ends_last(c, &c->lines.at[k]))
			widest = fmax(widest, pen_width(p, c->lines.at[k].at.at[c->lines.at[k].at.n - 1].value));
	return widest;
}

static void put_labels(struct pen *p, const struct plot *c)
{
	for (size_t k = 0; k < c->lines.n; k++)
		for (size_t i = 0; i < c->lines.at[k].at.n; i++) {
			double x = pen_x(p, c->lines.at[k].at.at[i].x), y = pen_y(p, c->lines.at[k].at.at[i].y);

			if (!c->lines.at[k].bare)
				pen_take(p, (struct box){ x - 4, y - 4, x + 4, y + 4 });
		}
	for (size_t k = 0; k < c->lines.n; k++)
		for (size_t i = c->lines.at[k].at.n - ends_last(c, &c->lines.at[k]); i > 0; i--) {
			const struct plot_point *q = &c->lines.at[k].at.at[i - 1];

			pen_label(p, "ch-label", pen_x(p, q->x), pen_y(p, q->y), q->value, false);
		}
	put_ends(p, c);
}

/* ---- the key ---- */

struct keys {
	struct pen *p;
	double x, y, used;
	bool draw;
};

/* Where the next key stands, in lines. */
static void next_key(struct keys *k, double width)
{
	if (k->x > 12 && k->x + width > k->p->width - 8) {
		k->x = 12;
		k->y += k->p->font + 12;
	}
}

static void put_key(struct keys *k, double sign, struct text words)
{
	if (k->draw)
		pen_text(k->p, "ch-key", k->x + sign, k->y + k->p->font * 0.35, "start", words);
	k->x += sign + pen_width(k->p, words) + 18;
}

static double put_keys(struct pen *p, const struct plot *c, double top, bool draw)
{
	struct keys k = { .p = p, .x = 12, .y = top, .draw = draw };

	for (size_t i = 0; i < c->lines.n; i++) {
		const struct plot_line *l = &c->lines.at[i];
		const struct look *look = &looks[l->look];

		if (!l->words.n || !l->at.n)
			continue;
		next_key(&k, 48 + pen_width(p, l->words));
		if (draw) {
			buf_printf(p->out,
				   "<path class=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"%s d=\"M%.1f "
				   "%.1fh40\"/>",
				   look->class, look->colour, look->dash, k.x, k.y);
			put_mark(p, l->look, k.x + 20, k.y);
		}
		put_key(&k, 48, l->words);
	}
	for (size_t i = 0; i < c->bands.n; i++) {
		next_key(&k, 36 + pen_width(p, c->bands.at[i].words));
		if (draw)
			buf_printf(p->out,
				   "<rect class=\"ch-band%zu\" x=\"%.1f\" y=\"%.1f\" width=\"28\" height=\"14\" "
				   "fill=\"#8b3200\" fill-opacity=\"%s\" stroke=\"#8b3200\"/>",
				   i ? (size_t)1 : (size_t)0, k.x, k.y - 7, i ? "0.25" : "0.12");
		put_key(&k, 36, c->bands.at[i].words);
	}
	if ((p->y0 > 0 || p->y1 < 0) && c->word_cut.n) {
		next_key(&k, pen_width(p, c->word_cut));
		put_key(&k, 0, c->word_cut);
	}
	return k.y - top + p->font + 12;
}

bool draw_plot(struct buf *out, const struct plot *c, enum chart_size size)
{
	struct pen p = { .out = out, .narrow = size == CHART_NARROW };

	p.width = p.narrow ? 320 : 720;
	p.font = p.narrow ? 13 : 14;
	p.may_cut = c->may_cut;
	if (!domain(&p, c))
		return false;
	pen_axis(&p);
	p.plot = (struct box){ pen_left(&p, p.narrow ? 50 : 76), 44, p.width - 20, p.narrow ? 250 : 340 };
	/* The labels behind the last points need room there. */
	p.plot.right -= fmax(widest_end(&p, c) - 8, 0);
	p.height = p.plot.bottom + p.font * 2.2 + 26 + put_keys(&p, c, 0, false);
	pen_begin(&p, c->id, c->title, c->desc);
	for (size_t i = 0; i < c->bands.n; i++)
		put_band(&p, &c->bands.at[i], i);
	pen_values(&p, c->unit);
	put_x_axis(&p, c);
	put_level(&p, c);
	for (size_t i = 0; i < c->lines.n; i++)
		put_line(&p, &c->lines.at[i]);
	put_labels(&p, c);
	put_keys(&p, c, p.plot.bottom + p.font * 2.2 + 32, true);
	pen_end(&p);
	return true;
}
