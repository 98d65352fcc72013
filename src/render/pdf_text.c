/* Inlines become one pango layout with attributes; its lines are then drawn run by run, because a link or a change of
 * language must be tagged where it stands. */
#include "render/pdf_parts.h"

#include <string.h>

struct building {
	struct pdf *pdf;
	struct pdf_text *text;
	struct buf words;
	PangoAttrList *attributes;
};

#define LINE_BREAK "\xE2\x80\xA8" /* U+2028 */

enum { UNDERLINE_BELOW = 11, SMALLER = 86, CODE_SMALLER = 90 }; /* in hundredths of the size */

uint32_t pdf_tone(enum tone tone)
{
	static const uint32_t colour[TONE_COUNT] = { 0x414143, 0x115A36, 0x0055AD, 0x6E5600, 0xCE0000 };

	return colour[tone];
}

void pdf_colour(struct pdf *p, uint32_t rgb)
{
	if (p->drawing)
		cairo_set_source_rgb(p->cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* ---- building ---- */

static void over(struct building *b, size_t from, PangoAttribute *attribute)
{
	attribute->start_index = (guint)from;
	attribute->end_index = (guint)b->words.n;
	pango_attr_list_insert(b->attributes, attribute);
}

static void over_colour(struct building *b, size_t from, uint32_t rgb)
{
	over(b, from,
	     pango_attr_foreground_new((guint16)((rgb >> 16 & 255) * 257), (guint16)((rgb >> 8 & 255) * 257),
				       (guint16)((rgb & 255) * 257)));
}

static void over_size(struct building *b, size_t from, int hundredths)
{
	over(b, from, pango_attr_size_new_absolute((int)(b->text->style.size * PANGO_SCALE * hundredths / 100)));
}

static void mark(struct building *b, size_t from, const char *link)
{
	if (b->words.n > from)
		*LIST_ADD(b->pdf->arena, &b->text->marks) =
			(struct pdf_mark){ (unsigned)from, (unsigned)b->words.n, link };
}

static void over_foreign(struct building *b, size_t from)
{
	if (b->pdf->paper->lang == LANG_JA)
		return;
	over(b, from, pango_attr_language_new(pango_language_from_string("ja")));
	mark(b, from, NULL);
}

static void over_link(struct building *b, size_t from, struct text to, bool quiet)
{
	const char *link = pdf_link(b->pdf, to);

	if (!link)
		return;
	mark(b, from, link);
	if (quiet)
		return;
	over_colour(b, from, PDF_NAVY);
	over(b, from, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
}

static void add_children(struct building *b, const struct node *parent);

/* Words of a source keep the ends of its lines, which mean nothing: between Japanese letters nothing, else a space. */
static void add_words(struct building *b, struct text words)
{
	while (words.n) {
		uint32_t c = text_next(&words);
		bool ideographic = b->words.n && (unsigned char)b->words.p[b->words.n - 1] >= 0x80 && words.n &&
				   (unsigned char)words.p[0] >= 0x80;

		if (c != '\n' && c != '\t')
			buf_char(&b->words, c);
		else if (!ideographic)
			buf_char(&b->words, ' ');
	}
}

static const char *shape_sign(enum shape s)
{
	static const char *const sign[SHAPE_COUNT] = {
		[SHAPE_QUESTION] = "？", [SHAPE_DOTS] = "…",    [SHAPE_DOUBLE_CIRCLE] = "◎", [SHAPE_DOWN] = "▼",
		[SHAPE_CROSS] = "×",     [SHAPE_EQUALS] = "＝", [SHAPE_CIRCLE] = "○",        [SHAPE_TRIANGLE] = "△",
	};

	return sign[s];
}

static void add_status(struct building *b, const struct node *n)
{
	size_t from = b->words.n;

	buf_puts(&b->words, shape_sign(n->shape));
	buf_puts(&b->words, "\xC2\xA0"); /* they stay together */
	buf_text(&b->words, n->text);
	over(b, from, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
	over_colour(b, from, pdf_tone(n->tone));
}

static void add_number(struct building *b, const struct node *n)
{
	size_t from = b->words.n, unit;

	buf_text(&b->words, n->text);
	unit = b->words.n;
	buf_text(&b->words, n->unit);
	if (n->unit.n)
		over_size(b, unit, SMALLER);
	if (n->foreign)
		over_foreign(b, from);
	over_link(b, from, n->to, true);
}

static void add_code(struct building *b, const struct node *n)
{
	size_t from = b->words.n;

	buf_text(&b->words, n->text);
	over(b, from, pango_attr_family_new(PDF_FAMILY_CODE));
	over_size(b, from, CODE_SMALLER);
}

static void add_inline(struct building *b, const struct node *n)
{
	size_t from = b->words.n;

	switch (n->kind) {
	case NODE_TEXT:
		add_words(b, n->text);
		if (n->flags & TEXT_SMALL) {
			over_size(b, from, SMALLER);
			over_colour(b, from, PDF_GREY);
		}
		if (n->foreign)
			over_foreign(b, from);
		break;
	case NODE_STRONG:
		add_children(b, n);
		over(b, from, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
		break;
	case NODE_CODE:
		add_code(b, n);
		break;
	case NODE_LINK:
		add_children(b, n);
		over_link(b, from, n->to, false);
		break;
	case NODE_NUMBER:
		add_number(b, n);
		break;
	case NODE_STATUS:
		add_status(b, n);
		break;
	case NODE_GAUGE: /* the same stands in words beside it */
		break;
	case NODE_BREAK:
		/* Not two: between them stood a gauge. */
		if (!text_ends(buf_view(&b->words), TEXT(LINE_BREAK)))
			buf_puts(&b->words, LINE_BREAK);
		break;
	default:
		add_children(b, n);
	}
}

static void add_children(struct building *b, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		add_inline(b, n);
}

static PangoFontDescription *font(const struct pdf_style *style)
{
	PangoFontDescription *d = pango_font_description_new();

	pango_font_description_set_family(d, PDF_FAMILY);
	pango_font_description_set_absolute_size(d, style->size * PANGO_SCALE);
	pango_font_description_set_weight(d, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	return d;
}

void pdf_text_make(struct pdf *p, struct pdf_text *t, const struct node *parent, struct text words,
		   const struct pdf_style *style, double width)
{
	struct building b = { .pdf = p, .text = t, .attributes = pango_attr_list_new() };
	PangoFontDescription *d = font(style);

	*t = (struct pdf_text){ .layout = pango_layout_new(p->context), .style = *style };
	if (parent)
		add_children(&b, parent);
	else
		add_words(&b, words);
	pango_layout_set_font_description(t->layout, d);
	pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(t->layout, b.words.n ? b.words.p : "", (int)b.words.n);
	pango_layout_set_attributes(t->layout, b.attributes);
	pango_layout_set_width(t->layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
	t->lines = pango_layout_get_line_count(t->layout);
	pango_font_description_free(d);
	pango_attr_list_unref(b.attributes);
	buf_clear(&b.words);
}

void pdf_text_clear(struct pdf_text *t)
{
	g_object_unref(t->layout);
	t->layout = NULL;
}

/* ---- measuring ---- */

double pdf_text_width(const struct pdf_text *t)
{
	PangoRectangle r;

	pango_layout_get_extents(t->layout, NULL, &r);
	return r.width / (double)PANGO_SCALE;
}

double pdf_text_narrowest(struct pdf_text *t)
{
	double narrowest;

	pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD);
	pango_layout_set_width(t->layout, 0);
	narrowest = pdf_text_width(t);
	pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
	return narrowest;
}

static PangoRectangle line_box(const struct pdf_text *t, int i)
{
	PangoRectangle r;

	pango_layout_line_get_extents(pango_layout_get_line_readonly(t->layout, i), NULL, &r);
	return r;
}

static double line_height(const struct pdf_text *t, int i)
{
	return line_box(t, i).height / (double)PANGO_SCALE * t->style.lead;
}

double pdf_text_height(const struct pdf_text *t, int from, int to)
{
	double height = 0;

	for (int i = from; i < to; i++)
		height += line_height(t, i);
	return height;
}

int pdf_text_fit(const struct pdf_text *t, int from, double height)
{
	int n = 0;

	for (double used = 0; from + n < t->lines; n++) {
		used += line_height(t, from + n);
		if (used > height + 0.01)
			break;
	}
	return n;
}

/* ---- drawing ---- */

struct pen {
	struct pdf *pdf;
	const struct pdf_text *text;
	double x, baseline;
	const struct pdf_mark *link, *foreign; /* whose tags are open */
};

static const struct pdf_mark *mark_at(const struct pdf_text *t, unsigned at, bool link)
{
	for (size_t i = 0; i < t->marks.n; i++)
		if (!link == !t->marks.at[i].link && at >= t->marks.at[i].from && at < t->marks.at[i].to)
			return &t->marks.at[i];
	return NULL;
}

static void close_marks(struct pen *pen)
{
	if (pen->foreign)
		pdf_tag_end(pen->pdf->cr, "Span");
	if (pen->link)
		pdf_tag_end(pen->pdf->cr, CAIRO_TAG_LINK);
	pen->foreign = pen->link = NULL;
}

/* Tags are opened and closed where a run is of another link or language than the one before. */
static void set_marks(struct pen *pen, unsigned at)
{
	const struct pdf_mark *link = mark_at(pen->text, at, true), *foreign = mark_at(pen->text, at, false);

	if (link == pen->link && foreign == pen->foreign)
		return;
	close_marks(pen);
	if (link)
		pdf_tag_begin(&pen->pdf->tags, pen->pdf->cr, &(struct pdf_tag){ .name = CAIRO_TAG_LINK }, link->link);
	if (foreign)
		pdf_tag_begin(&pen->pdf->tags, pen->pdf->cr, &(struct pdf_tag){ .name = "Span", .lang = "ja" }, NULL);
	pen->link = link;
	pen->foreign = foreign;
}

/* Pango's own renderer sets colours from the attributes; drawing run by run, so do we. */
static bool dress(struct pen *pen, const PangoItem *item)
{
	bool underlined = false;
	uint32_t colour = pen->text->style.colour;

	for (const GSList *l = item->analysis.extra_attrs; l; l = l->next) {
		const PangoAttribute *a = l->data;

		if (a->klass->type == PANGO_ATTR_FOREGROUND) {
			const PangoColor *c = &((const PangoAttrColor *)(const void *)a)->color;

			colour = (uint32_t)(c->red >> 8) << 16 | (uint32_t)(c->green >> 8) << 8 | c->blue >> 8;
		}
		underlined = underlined || a->klass->type == PANGO_ATTR_UNDERLINE;
	}
	pdf_colour(pen->pdf, colour);
	return underlined;
}

static void draw_run(struct pen *pen, PangoLayoutRun *run)
{
	cairo_t *cr = pen->pdf->cr;
	double width = pango_glyph_string_get_width(run->glyphs) / (double)PANGO_SCALE;
	double size = pen->text->style.size;
	bool underlined;

	set_marks(pen, (unsigned)run->item->offset);
	underlined = dress(pen, run->item);
	cairo_move_to(cr, pen->x, pen->baseline);
	pango_cairo_show_glyph_item(cr, pango_layout_get_text(pen->text->layout), run);
	if (underlined) {
		double y = pen->baseline + size * UNDERLINE_BELOW / 100;

		cairo_set_line_width(cr, size / 20);
		cairo_move_to(cr, pen->x, y);
		cairo_line_to(cr, pen->x + width, y);
		cairo_stroke(cr);
	}
	pen->x += width;
}

static double shift(enum pdf_align align, double room)
{
	return align == PDF_ALIGN_LEFT || room < 0 ? 0 : align == PDF_ALIGN_RIGHT ? room : room / 2;
}

void pdf_text_draw(struct pdf *p, const struct pdf_text *t, int from, int to, double x, double y, double width)
{
	struct pen pen = { .pdf = p, .text = t };

	if (!p->drawing)
		return;
	for (int i = from; i < to; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(t->layout, i);
		PangoRectangle box = line_box(t, i);
		double natural = box.height / (double)PANGO_SCALE, height = line_height(t, i);

		pen.x = x + shift(t->style.align, width - box.width / (double)PANGO_SCALE);
		pen.baseline = y + (height - natural) / 2 - box.y / (double)PANGO_SCALE;
		for (GSList *run = line->runs; run; run = run->next)
			draw_run(&pen, run->data);
		y += height;
	}
	close_marks(&pen);
}

void pdf_line_draw(struct pdf *p, struct text words, const struct pdf_style *style, double x, double y, double width)
{
	struct pdf_text t;

	if (!p->drawing || !words.n)
		return;
	pdf_text_make(p, &t, NULL, words, style, width);
	pango_layout_set_height(t.layout, 0);
	pango_layout_set_ellipsize(t.layout, PANGO_ELLIPSIZE_END);
	pdf_text_draw(p, &t, 0, 1, x, y, width);
	pdf_text_clear(&t);
}

/* ---- words alone ---- */

static void put_plain(struct buf *b, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next) {
		if (n->kind == NODE_BREAK)
			buf_puts(b, " ");
		else if (n->kind != NODE_GAUGE)
			buf_text(b, n->text);
		if (n->kind == NODE_NUMBER)
			buf_text(b, n->unit);
		put_plain(b, n);
	}
}

struct text pdf_plain(struct pdf *p, const struct node *parent)
{
	struct buf b = { 0 };
	struct text t;

	put_plain(&b, parent);
	t = text_dup(p->arena, buf_view(&b));
	buf_clear(&b);
	return t;
}
