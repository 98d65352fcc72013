#include "draw/pen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "draw/chart.h"

/* The entity of a character that markup takes for its own, or U+FFFD for one that XML cannot hold; NULL: as it is. */
static const char *escape(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\t':
	case '\n':
		return NULL;
	default:
		return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffd || c == 0xfffe || c == 0xffff ? "\xef\xbf\xbd"
													: NULL;
	}
}

/* Runs that need nothing go in one piece: a site is mostly text. */
void draw_xml_text(struct buf *out, struct text t)
{
	const char *run = t.p;

	while (t.n) {
		const char *at = t.p, *instead;
		unsigned char first = (unsigned char)*at;

		if (first >= 0x20 && first < 0x7f && first != '&' && first != '<' && first != '>' && first != '"') {
			t.p++;
			t.n--;
			continue;
		}
		instead = escape(text_next(&t)); /* U+FFFD for bytes that are no UTF-8 */
		if (!instead)
			continue;
		buf_add(out, run, (size_t)(at - run));
		buf_puts(out, instead);
		run = t.p;
	}
	buf_add(out, run, (size_t)(t.p - run));
}

double pen_x(const struct pen *p, double x)
{
	return p->plot.left + (x - p->x0) / (p->x1 - p->x0) * (p->plot.right - p->plot.left);
}

double pen_y(const struct pen *p, double y)
{
	double v = p->plot.bottom - (y - p->y0) / (p->y1 - p->y0) * (p->plot.bottom - p->plot.top);

	return fmin(fmax(v, p->plot.top), p->plot.bottom);
}

void pen_widen(double *low, double *high, double v)
{
	*low = fmin(*low, v);
	*high = fmax(*high, v);
}

/* Ticks at 1, 2 or 5 times a power of ten; the axis begins at 0 where that costs less than two thirds of the height. */
void pen_axis(struct pen *p)
{
	double range, power, ticks = p->narrow ? 4 : 5;

	if (!p->may_cut && p->y0 > 0 && p->y0 < p->y1 * 0.6)
		p->y0 = 0;
	if (p->y1 < 0 && p->y1 > p->y0 * 0.6)
		p->y1 = 0;
	range = p->y1 - p->y0;
	/* Differences below the resolution of a double would never advance a tick. */
	if (range <= fmax(fabs(p->y0), fabs(p->y1)) * 1e-9)
		range = fmax(fabs(p->y1) * 0.2, 1);
	power = pow(10, floor(log10(range / ticks)));
	p->step = power * (range / ticks / power > 5   ? 10
			   : range / ticks / power > 2 ? 5
			   : range / ticks / power > 1 ? 2
						       : 1);
	p->digits = p->step < 1 ? (int)ceil(-log10(p->step) - 1e-9) : 0;
	p->y0 = floor((p->y0 - (p->y0 == 0 ? 0 : p->step * 0.1)) / p->step) * p->step;
	p->y1 = ceil((p->y0 + p->step * 0.1 > p->y1 ? p->y0 + p->step : p->y1 + p->step * 0.1) / p->step) * p->step;
}

void pen_number(struct buf *out, double v, int digits)
{
	char room[400];
	bool nothing;

	snprintf(room, sizeof room, "%.*f", digits, v);
	/* "-0.0" is no number that anybody writes. */
	nothing = *room == '-' && strspn(room, "-0.") == strlen(room);
	digits_grouped(out, room + nothing, "−"); /* U+2212 */
}

double pen_width(const struct pen *p, struct text t)
{
	return (double)text_width(t) * p->font * 0.56;
}

void pen_text(struct pen *p, const char *class, double x, double y, const char *anchor, struct text words)
{
	buf_printf(
		p->out,
		"<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%.0f\" fill=\"currentColor\">",
		class, x, y, anchor, p->font);
	draw_xml_text(p->out, words);
	buf_puts(p->out, "</text>");
}

void pen_line(struct pen *p, const char *class, const char *look, double xa, double ya, double xb, double yb)
{
	buf_printf(p->out, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>", class, xa, ya, xb,
		   yb, look);
}

static bool overlaps(const struct box *a, const struct box *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

void pen_take(struct pen *p, struct box b)
{
	if (p->n_taken < LABELS_MAX)
		p->taken[p->n_taken++] = b;
}

bool pen_free(const struct pen *p, const struct box *b)
{
	if (b->left < 2 || b->right > p->width - 2 || b->top < 2 || b->bottom > p->plot.bottom + 2)
		return false;
	for (size_t i = 0; i < p->n_taken; i++)
		if (overlaps(b, &p->taken[i]))
			return false;
	return true;
}

/* Above, below, or beside the mark, where nothing else is written; a label that must be said goes above in any case. */
void pen_label(struct pen *p, const char *class, double x, double y, struct text words, bool must)
{
	double w = pen_width(p, words), h = p->font, off = 10;
	double left = fmin(fmax(x - w / 2, 4), p->width - w - 4);
	struct box places[] = {
		{ left, y - off - h, left + w, y - off },       { left, y + off, left + w, y + off + h },
		{ x + off, y - h / 2, x + off + w, y + h / 2 }, { x - off - w, y - h / 2, x - off, y + h / 2 },
		{ x + off, y - off - h, x + off + w, y - off }, { x - off - w, y - off - h, x - off, y - off },
		{ x - off - w, y + off, x - off, y + off + h }
	};
	size_t n = sizeof places / sizeof *places, i = 0;

	if (!words.n)
		return;
	while (i < n && !pen_free(p, &places[i]))
		i++;
	if (i == n && !must)
		return;
	i = i == n ? 0 : i;
	pen_take(p, places[i]);
	pen_text(p, class, places[i].left, places[i].bottom - h * 0.15, "start", words);
}

double pen_left(const struct pen *p, double least)
{
	for (int i = 0; i <= TICKS_MAX; i++) {
		double v = p->y0 + i * p->step;
		struct buf label = { 0 };

		if (v > p->y1 + p->step / 2)
			break;
		pen_number(&label, v, p->digits);
		least = fmax(least, pen_width(p, buf_view(&label)) + 14);
		buf_clear(&label);
	}
	return least;
}

void pen_word_x(struct pen *p, struct text word)
{
	double w = pen_width(p, word), right = fmin(fmax(p->plot.right, w + 4), p->width - 4);

	pen_text(p, "ch-tick", right, p->plot.bottom + p->font * 2.2 + 10, "end", word);
}

void pen_values(struct pen *p, struct text unit)
{
	for (int i = 0; i <= TICKS_MAX; i++) {
		double v = p->y0 + i * p->step, y = pen_y(p, v);
		struct buf label = { 0 };

		if (v > p->y1 + p->step / 2)
			break;
		pen_line(p, fabs(v) < p->step / 1e6 ? "ch-zero" : "ch-grid",
			 fabs(v) < p->step / 1e6 ? "stroke=\"#4d4d4d\" stroke-width=\"1.5\"" : "stroke=\"#cccccc\"",
			 p->plot.left, y, p->plot.right, y);
		pen_number(&label, v, p->digits);
		pen_text(p, "ch-tick", p->plot.left - 8, y + p->font * 0.35, "end", buf_view(&label));
		pen_take(p, (struct box){ p->plot.left - 8 - pen_width(p, buf_view(&label)), y - p->font * 0.5,
					  p->plot.left - 8, y + p->font * 0.5 });
		buf_clear(&label);
	}
	pen_text(p, "ch-tick", p->plot.left - 8, p->plot.top - 14, "end", unit);
}

void pen_begin(struct pen *p, struct text id, struct text title, struct text desc)
{
	char size = p->narrow ? 'n' : 'w';

	buf_printf(p->out,
		   "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart-%s\" viewBox=\"0 0 %.0f %.0f\" "
		   "width=\"%.0f\" "
		   "height=\"%.0f\" role=\"img\" aria-labelledby=\"%.*s-%c-t %.*s-%c-d\">",
		   p->narrow ? "narrow" : "wide", p->width, p->height, p->width, p->height, (int)id.n, id.p, size,
		   (int)id.n, id.p, size);
	buf_printf(p->out, "<title id=\"%.*s-%c-t\">", (int)id.n, id.p, size);
	draw_xml_text(p->out, title);
	buf_printf(p->out, "</title><desc id=\"%.*s-%c-d\">", (int)id.n, id.p, size);
	draw_xml_text(p->out, desc);
	buf_puts(p->out, "</desc>");
}

void pen_end(struct pen *p)
{
	buf_puts(p->out, "</svg>");
}
