#include "draw/pyramid.h"

#include <math.h>

#include "draw/pen.h"

/* Where a panel stands. */
struct frame {
	double left, right, middle, top, bar;
	double scale; /* pixels a person */
};

static bool highest(const struct pyramid *c, double *most)
{
	*most = 0;
	for (size_t i = 0; i < c->n_panels; i++)
		for (int g = 0; g < PYRAMID_GROUPS; g++) {
			double men = c->panels[i].left[g], women = c->panels[i].right[g];

			if (!isfinite(men) || !isfinite(women) || men < 0 || women < 0)
				return false;
			*most = fmax(*most, fmax(men, women));
		}
	return *most > 0;
}

static void put_bar(struct pen *p, const struct pyramid *c, const struct frame *f, int g, double people, int side)
{
	double width = people * f->scale, x = side < 0 ? f->middle - width : f->middle;
	double y = f->top + (PYRAMID_GROUPS - 1 - g) * f->bar;
	const char *class = side < 0 ? "ch-f0" : "ch-f1", *colour = side < 0 ? "#0017c1" : "#8b3200";

	buf_printf(p->out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
		   class, x, y, width, f->bar - 1, colour);
	if (g >= PYRAMID_OLD)
		buf_printf(p->out,
			   "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"url(#%.*s-%c-old)\"/>", x,
			   y, width, f->bar - 1, (int)c->id.n, c->id.p, p->narrow ? 'n' : 'w');
}

/* The steps of one side, from the bottom up. */
static void put_steps(struct pen *p, const struct frame *f, const double *people, int side)
{
	buf_printf(p->out, "M%.1f %.1f", f->middle, f->top + PYRAMID_GROUPS * f->bar);
	for (int g = 0; g < PYRAMID_GROUPS; g++)
		buf_printf(p->out, "H%.1fV%.1f", f->middle + side * people[g] * f->scale,
			   f->top + (PYRAMID_GROUPS - 1 - g) * f->bar);
	buf_printf(p->out, "H%.1f", f->middle);
}

static void put_outline(struct pen *p, const struct pyramid *c, const struct frame *f)
{
	buf_puts(p->out, "<path class=\"ch-outline\" fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"1.5\" d=\"");
	put_steps(p, f, c->panels[c->outline].left, -1);
	put_steps(p, f, c->panels[c->outline].right, 1);
	buf_puts(p->out, "\"/>");
}

static double nice_tick(double most)
{
	double power = pow(10, floor(log10(most)));

	return most / power >= 5 ? 5 * power : most / power >= 2 ? 2 * power : power;
}

static void put_scale(struct pen *p, const struct pyramid *c, const struct frame *f, double most)
{
	double tick = nice_tick(most), bottom = f->top + PYRAMID_GROUPS * f->bar;

	for (int side = -1; side <= 1; side++) {
		struct buf label = { 0 };
		double x = f->middle + side * tick * f->scale;

		pen_line(p, side ? "ch-grid" : "ch-zero", side ? "stroke=\"#cccccc\"" : "stroke=\"#4d4d4d\"", x, f->top,
			 x, bottom + 5);
		pen_number(&label, side ? tick / c->per_unit : 0, tick / c->per_unit < 1 ? 1 : 0);
		pen_text(p, "ch-tick", x, bottom + p->font + 6, "middle", buf_view(&label));
		buf_clear(&label);
	}
}

static void put_panel(struct pen *p, const struct pyramid *c, size_t i, const struct frame *f, double most)
{
	const struct pyramid_panel *panel = &c->panels[i];

	pen_text(p, "ch-label", f->middle, f->top - p->font - 10, "middle", panel->title);
	pen_text(p, "ch-tick", f->middle - 8, f->top - 6, "end", c->word_left);
	pen_text(p, "ch-tick", f->middle + 8, f->top - 6, "start", c->word_right);
	put_scale(p, c, f, most);
	for (int g = 0; g < PYRAMID_GROUPS; g++) {
		put_bar(p, c, f, g, panel->left[g], -1);
		put_bar(p, c, f, g, panel->right[g], 1);
	}
	if (i > c->outline)
		put_outline(p, c, f);
}

static void put_ages(struct pen *p, const struct pyramid *c, const struct frame *f)
{
	for (int g = 0; g < PYRAMID_GROUPS; g += 2)
		pen_text(p, "ch-tick", f->left - 6, f->top + (PYRAMID_GROUPS - 1 - g + 0.5) * f->bar + p->font * 0.35,
			 "end", c->groups[g]);
}

static double put_key_line(struct pen *p, double x, double *y, double width)
{
	if (x > 12 && x + width > p->width - 8) {
		*y += p->font + 12;
		return 12;
	}
	return x;
}

static double put_keys(struct pen *p, const struct pyramid *c, double top, bool draw)
{
	double x = 12, y = top, w = 30 + pen_width(p, c->word_old);

	if (draw) {
		buf_printf(p->out,
			   "<rect class=\"ch-f0\" x=\"%.1f\" y=\"%.1f\" width=\"22\" height=\"14\" fill=\"#0017c1\"/>"
			   "<rect x=\"%.1f\" y=\"%.1f\" width=\"22\" height=\"14\" fill=\"url(#%.*s-%c-old)\"/>",
			   x, y - 7, x, y - 7, (int)c->id.n, c->id.p, p->narrow ? 'n' : 'w');
		pen_text(p, "ch-key", x + 30, y + p->font * 0.35, "start", c->word_old);
	}
	x += w + 18;
	if (c->outline + 1 < c->n_panels) {
		w = 30 + pen_width(p, c->word_outline);
		x = put_key_line(p, x, &y, w);
		if (draw) {
			pen_line(p, "ch-outline", "stroke=\"#1a1a1a\" stroke-width=\"1.5\"", x, y, x + 22, y);
			pen_text(p, "ch-key", x + 30, y + p->font * 0.35, "start", c->word_outline);
		}
		x += w + 18;
	}
	w = pen_width(p, c->word_unit);
	x = put_key_line(p, x, &y, w);
	if (draw)
		pen_text(p, "ch-key", x, y + p->font * 0.35, "start", c->word_unit);
	return y - top + p->font + 12;
}

static void frame_of(struct frame *f, const struct pen *p, const struct pyramid *c, size_t i, double most)
{
	double ages = 0, gap = 22;
	double width;

	for (int g = 0; g < PYRAMID_GROUPS; g++)
		ages = fmax(ages, pen_width(p, c->groups[g]));
	ages += 14;
	width = p->narrow ? p->width - ages - 12
			  : (p->width - ages - 12 - gap * (double)(c->n_panels - 1)) / (double)c->n_panels;

	f->bar = p->narrow ? 11 : 15;
	f->left = p->narrow ? ages : ages + (double)i * (width + gap);
	f->right = f->left + width;
	f->middle = (f->left + f->right) / 2;
	f->top = 52 + (p->narrow ? (double)i * (PYRAMID_GROUPS * f->bar + 84) : 0);
	f->scale = width / 2 / most;
}

bool draw_pyramid(struct buf *out, const struct pyramid *c, enum chart_size size)
{
	struct pen p = { .out = out, .narrow = size == CHART_NARROW };
	struct frame f;
	double most, below;

	if (!c->n_panels || !highest(c, &most))
		return false;
	p.width = p.narrow ? 320 : 720;
	p.font = 13;
	frame_of(&f, &p, c, c->n_panels - 1, most);
	below = f.top + PYRAMID_GROUPS * f.bar + p.font * 2 + 22;
	p.height = below + put_keys(&p, c, 0, false);
	pen_begin(&p, c->id, c->title, c->desc);
	buf_printf(out,
		   "<defs><pattern id=\"%.*s-%c-old\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
		   "<path class=\"ch-pattern\" d=\"M0 6L6 0M-1 1L1 -1M5 7L7 5\" stroke=\"#ffffff\" "
		   "stroke-width=\"1.5\"/></pattern></defs>",
		   (int)c->id.n, c->id.p, p.narrow ? 'n' : 'w');
	for (size_t i = 0; i < c->n_panels; i++) {
		frame_of(&f, &p, c, i, most);
		if (p.narrow || i == 0)
			put_ages(&p, c, &f);
		put_panel(&p, c, i, &f, most);
	}
	put_keys(&p, c, below, true);
	pen_end(&p);
	return true;
}
