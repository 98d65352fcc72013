/* Blocks down the page: text flows from line to line over as many pages as it takes, what belongs together stays
 * together (a heading with what follows it, a figure with its caption), and no line stands alone at the foot or head of
 * a page. Each block opens its tag before it draws and closes it behind, so that the order of reading is that of the
 * document. */
#include "render/pdf_parts.h"

#include <librsvg/rsvg.h>
#include <string.h>

static const struct pdf_style body = { 10, 1.12, false, PDF_BLACK, PDF_ALIGN_LEFT };
static const struct pdf_style small = { 8.5, 1.05, false, PDF_GREY, PDF_ALIGN_LEFT };

enum { FIGURE_HEIGHT_MAX = 320, BLOCK_GAP = 7 };

static void begin(struct pdf *p, const struct pdf_tag *tag)
{
	if (p->drawing)
		pdf_tag_begin(&p->tags, p->cr, tag, NULL);
}

static void end(struct pdf *p, const char *name)
{
	if (p->drawing)
		pdf_tag_end(p->cr, name);
}

/* ---- lines ---- */

/* Not one line alone at the foot of a page or at the head of the next. */
static int lines_here(struct pdf *p, const struct pdf_text *t, int from)
{
	int left = t->lines - from, n = pdf_text_fit(t, from, PDF_BOTTOM - p->y);

	if (n >= left)
		return left;
	if (n == left - 1 && n > 2)
		n--;
	return n == 1 && left > 1 && from == 0 && !pdf_at_top(p) ? 0 : n;
}

void pdf_flow(struct pdf *p, const struct pdf_text *t, const char *tag, double x, double width)
{
	for (int from = 0; from < t->lines;) {
		int n = lines_here(p, t, from);

		if (n == 0 && !pdf_at_top(p)) {
			pdf_page_next(p);
			continue;
		}
		n = n ? n : 1; /* a line higher than a page */
		begin(p, &(struct pdf_tag){ .name = tag });
		pdf_text_draw(p, t, from, from + n, x, p->y, width);
		end(p, tag);
		p->y += pdf_text_height(t, from, from + n);
		from += n;
	}
}

static void flow_node(struct pdf *p, const struct node *n, const struct pdf_style *style, const char *tag)
{
	struct pdf_text t;

	pdf_text_make(p, &t, n, (struct text){ 0 }, style, p->right - p->left);
	pdf_flow(p, &t, tag, p->left, p->right - p->left);
	pdf_text_clear(&t);
}

static void flow_words(struct pdf *p, struct text words, const struct pdf_style *style, const char *tag)
{
	struct pdf_text t;

	if (!words.n)
		return;
	pdf_text_make(p, &t, NULL, words, style, p->right - p->left);
	pdf_flow(p, &t, tag, p->left, p->right - p->left);
	pdf_text_clear(&t);
}

/* ---- figures ---- */

/* The first drawing: a chart is there twice, wide for paper and narrow for telephones. */
static RsvgHandle *open_drawing(struct text svg)
{
	static const char css[] =
		"text { font-family: '" PDF_FAMILY "' } svg { color: #1a1a1a } .ch-tick { fill: #595959 } "
		".ch-label { font-weight: 700 } .ch-label, .ch-value { paint-order: stroke; stroke: #fff; "
		"stroke-width: 4px; stroke-linejoin: round }";
	size_t end_at = text_find(svg, TEXT("</svg>"));
	RsvgHandle *h;

	if (end_at == SIZE_MAX)
		return NULL;
	h = rsvg_handle_new_from_data((const guint8 *)svg.p, end_at + strlen("</svg>"), NULL);
	if (h && !rsvg_handle_set_stylesheet(h, (const guint8 *)css, strlen(css), NULL)) {
		g_object_unref(h);
		return NULL;
	}
	return h;
}

static bool drawing_size(RsvgHandle *h, double *width, double *height)
{
	gboolean has_width, has_height, has_box;
	RsvgLength w, l;
	RsvgRectangle box;

	rsvg_handle_get_intrinsic_dimensions(h, &has_width, &w, &has_height, &l, &has_box, &box);
	if (has_box && box.width > 0 && box.height > 0) {
		*width = box.width;
		*height = box.height;
		return true;
	}
	return rsvg_handle_get_intrinsic_size_in_pixels(h, width, height) && *width > 0 && *height > 0;
}

/* Its size on paper: never larger than life (a pixel is 0.75 points), nor wider than the text, nor half a page high. */
static bool figure_size(const struct pdf *p, RsvgHandle *h, double *width, double *height)
{
	double room = p->right - p->left, scale = 0.75;

	if (!h || !drawing_size(h, width, height))
		return false;
	if (*width * scale > room)
		scale = room / *width;
	if (*height * scale > FIGURE_HEIGHT_MAX)
		scale = FIGURE_HEIGHT_MAX / *height;
	*width *= scale;
	*height *= scale;
	return true;
}

enum { FIGURE_WORDS = 50 }; /* what its caption and sentence take */

static double figure_height(const struct pdf *p, const struct node *n)
{
	RsvgHandle *h = open_drawing(n->svg);
	double width, height;

	if (!figure_size(p, h, &width, &height))
		height = 0;
	if (h)
		g_object_unref(h);
	return height + FIGURE_WORDS;
}

static void draw_figure(struct pdf *p, RsvgHandle *h, const struct node *n, double width, double height)
{
	struct text sentence = pdf_plain(p, n);
	struct pdf_tag tag = { .name = "Figure",
			       .alt = text_of(arena_printf(p->arena, "%.*s%s%.*s", (int)n->text.n,
							   n->text.p ? n->text.p : "", sentence.n ? "。" : "",
							   (int)sentence.n, sentence.p ? sentence.p : "")) };
	RsvgRectangle place = { p->left + (p->right - p->left - width) / 2, p->y, width, height };

	if (!p->drawing)
		return;
	if (p->paper->lang == LANG_EN)
		tag.alt = text_of(arena_printf(p->arena, "%.*s. %.*s", (int)n->text.n, n->text.p ? n->text.p : "",
					       (int)sentence.n, sentence.p ? sentence.p : ""));
	begin(p, &tag);
	cairo_save(p->cr);
	if (!rsvg_handle_render_document(h, p->cr, &place, NULL) && !p->trouble)
		p->trouble = "librsvg";
	cairo_restore(p->cr);
	end(p, "Figure");
}

static void put_figure(struct pdf *p, const struct node *n)
{
	struct pdf_style caption = { 9, 1.1, true, PDF_BLACK, PDF_ALIGN_LEFT };
	RsvgHandle *h = open_drawing(n->svg);
	double width, height;

	if (figure_size(p, h, &width, &height)) {
		pdf_need(p, height + FIGURE_WORDS);
		flow_words(p, n->text, &caption, "P");
		p->y += 3;
		draw_figure(p, h, n, width, height);
		p->y += height + 2;
	} else
		flow_words(p, n->text, &caption, "P");
	if (n->first)
		flow_node(p, n, &small, "P");
	p->y += BLOCK_GAP;
	if (h)
		g_object_unref(h);
}

/* ---- headings ---- */

struct heading_look {
	struct pdf_style style;
	double before, after, keep; /* keep: so much of what follows belongs on the same page */
};

static struct heading_look heading_look(const struct pdf *p, int level)
{
	static const struct heading_look looks[] = {
		{ { 17, 1.1, true, PDF_BLACK, PDF_ALIGN_CENTRE }, 0, 14, 60 },
		{ { 13, 1.1, true, PDF_BLACK, PDF_ALIGN_LEFT }, 18, 10, 70 },
		{ { 11.5, 1.1, true, PDF_BLACK, PDF_ALIGN_LEFT }, 13, 5, 55 },
		{ { 10.5, 1.1, true, PDF_BLACK, PDF_ALIGN_LEFT }, 10, 4, 45 },
	};
	struct heading_look look = looks[level < 1 ? 0 : level > 4 ? 3 : level - 1];

	if (level <= 1 && p->paper->chapters.n > 1)
		look.style.align = PDF_ALIGN_LEFT;
	return look;
}

static void rule(struct pdf *p, double y, double width, uint32_t colour)
{
	if (!p->drawing)
		return;
	pdf_colour(p, colour);
	cairo_set_line_width(p->cr, width);
	cairo_move_to(p->cr, p->left, y);
	cairo_line_to(p->cr, p->right, y);
	cairo_stroke(p->cr);
}

/* A bar before headings of the second level, a line below those of the first and second: as on the site. */
static void dress_heading(struct pdf *p, int level, double height)
{
	if (!p->drawing || level > 2)
		return;
	if (level == 2) {
		pdf_colour(p, PDF_NAVY);
		cairo_rectangle(p->cr, p->left, p->y - height + 1, 4, height - 2);
		cairo_fill(p->cr);
	}
	rule(p, p->y + 3, level == 1 ? 1 : 0.5, level == 1 ? PDF_NAVY : PDF_LINE);
}

static void note_heading(struct pdf *p, const struct node *n, int level)
{
	if (!p->drawing) {
		struct pdf_heading *h = LIST_ADD(p->arena, &p->headings);

		*h = (struct pdf_heading){ pdf_plain(p, n), level, p->page, p->y };
	}
}

static void set_places(struct pdf *p, const struct node *n, size_t *next)
{
	if (n->id.n)
		pdf_place(p, n->id);
	if (p->drawing) {
		const char *name = arena_printf(p->arena, "name='h%zu' x=%.1f y=%.1f internal", *next, p->left,
						p->y > 20 ? p->y - 12 : p->y);

		cairo_tag_begin(p->cr, CAIRO_TAG_DEST, name);
		cairo_tag_end(p->cr, CAIRO_TAG_DEST);
	}
	++*next;
}

/* So much of what follows a heading belongs on its page: a drawing whole, of a table its header and a few rows. */
static double kept_below(const struct pdf *p, const struct node *heading, double otherwise)
{
	const struct node *n = heading->next;

	if (n && n->kind == NODE_FIGURE)
		return figure_height(p, n) + otherwise / 3;
	return n && n->kind == NODE_TABLE ? 2 * otherwise : otherwise;
}

static void put_heading(struct pdf *p, const struct node *n)
{
	struct heading_look look = heading_look(p, n->level);
	const char *tag = arena_printf(p->arena, "H%d", n->level);
	double indent = n->level == 2 ? 11 : 0, height;
	struct pdf_text t;

	pdf_text_make(p, &t, n, (struct text){ 0 }, &look.style, p->right - p->left - indent);
	height = pdf_text_height(&t, 0, t.lines);
	pdf_space(p, look.before);
	pdf_need(p, height + kept_below(p, n, look.keep));
	note_heading(p, n, n->level);
	set_places(p, n, &p->next_heading);
	pdf_flow(p, &t, tag, p->left + indent, p->right - p->left - indent);
	dress_heading(p, n->level, height);
	p->y += look.after;
	pdf_text_clear(&t);
}

/* ---- lists and facts ---- */

static void put_item(struct pdf *p, const struct node *list, const struct node *item, int number)
{
	struct text sign = list->level ? text_of(arena_printf(p->arena, "%d.", number)) : TEXT("・");
	double indent = list->level ? 18 : 12, left = p->left;
	struct pdf_text t;

	pdf_text_make(p, &t, NULL, sign, &body, indent);
	pdf_need(p, pdf_text_height(&t, 0, 1));
	begin(p, &(struct pdf_tag){ .name = "LI" });
	begin(p, &(struct pdf_tag){ .name = "Lbl" });
	pdf_text_draw(p, &t, 0, 1, left, p->y, indent);
	end(p, "Lbl");
	pdf_text_clear(&t);
	p->left += indent;
	flow_node(p, item, item->flags & TEXT_SMALL ? &small : &body, "LBody");
	p->left = left;
	end(p, "LI");
	p->y += 2;
}

static void put_list(struct pdf *p, const struct node *n)
{
	int number = 1;

	begin(p, &(struct pdf_tag){ .name = "L" });
	for (const struct node *item = n->first; item; item = item->next)
		put_item(p, n, item, number++);
	end(p, "L");
	p->y += BLOCK_GAP - 2;
}

/* Term to the left, words to the right, a hair line below: whole on a page where it fits one. */
static void put_fact(struct pdf *p, const struct node *n)
{
	struct pdf_style style = { 9, 1.05, true, PDF_BLACK, PDF_ALIGN_LEFT };
	double left = p->left, term = (p->right - left) * 0.26, height;
	struct pdf_text t, w;

	pdf_text_make(p, &t, NULL, n->text, &style, term - 8);
	pdf_text_make(p, &w, n, (struct text){ 0 }, &body, p->right - left - term);
	height = pdf_text_height(&w, 0, w.lines);
	if (pdf_text_height(&t, 0, t.lines) > height)
		height = pdf_text_height(&t, 0, t.lines);
	pdf_need(p, height < PDF_BOTTOM - PDF_TOP - 8 ? height + 8 : 60);
	if (n->id.n)
		pdf_place(p, n->id);
	p->y += 3;
	begin(p, &(struct pdf_tag){ .name = "LI" });
	begin(p, &(struct pdf_tag){ .name = "Lbl" });
	pdf_text_draw(p, &t, 0, t.lines, left, p->y + (pdf_text_height(&w, 0, 1) - pdf_text_height(&t, 0, 1)) / 2 + 0.4,
		      term - 8);
	end(p, "Lbl");
	if (height < PDF_BOTTOM - p->y) {
		begin(p, &(struct pdf_tag){ .name = "LBody" });
		pdf_text_draw(p, &w, 0, w.lines, left + term, p->y, p->right - left - term);
		end(p, "LBody");
		p->y += height;
	} else
		pdf_flow(p, &w, "LBody", left + term, p->right - left - term);
	end(p, "LI");
	p->y += 4;
	rule(p, p->y, 0.4, PDF_HAIR);
	pdf_text_clear(&t);
	pdf_text_clear(&w);
}

static void put_facts(struct pdf *p, const struct node *n)
{
	begin(p, &(struct pdf_tag){ .name = "L" });
	rule(p, p->y, 0.4, PDF_HAIR);
	for (const struct node *f = n->first; f; f = f->next)
		put_fact(p, f);
	end(p, "L");
	p->y += BLOCK_GAP;
}

/* ---- notes ---- */

static void close_bar(struct pdf *p)
{
	const struct pdf_bar *bar = &p->bars[--p->n_bars];

	if (!p->drawing || p->y - BLOCK_GAP <= bar->from)
		return;
	pdf_colour(p, bar->colour);
	cairo_rectangle(p->cr, bar->x - 1.5, bar->from, 3, p->y - BLOCK_GAP + 2 - bar->from);
	cairo_fill(p->cr);
}

static void put_note(struct pdf *p, const struct node *n)
{
	struct pdf_style heading = { 10, 1.1, true, pdf_tone(n->tone), PDF_ALIGN_LEFT };
	bool bar = p->n_bars < PDF_BARS_MAX;
	double left = p->left;

	pdf_space(p, 4);
	pdf_need(p, 48);
	begin(p, &(struct pdf_tag){ .name = "Div" });
	if (bar)
		p->bars[p->n_bars++] = (struct pdf_bar){ left + 1.5, p->y, pdf_tone(n->tone) };
	p->left += 12;
	flow_words(p, n->text, &heading, "P");
	p->y += n->text.n ? 2 : 0;
	pdf_blocks(p, n);
	p->left = left;
	if (bar)
		close_bar(p);
	end(p, "Div");
	p->y += 4;
}

/* ---- all ---- */

static void put_paragraph(struct pdf *p, const struct node *n)
{
	const struct pdf_style *style = n->flags & TEXT_SMALL ? &small : &body;

	if (!n->first)
		return;
	if (n->id.n)
		pdf_place(p, n->id);
	flow_node(p, n, style, "P");
	p->y += n->flags & TEXT_SMALL ? BLOCK_GAP - 3 : BLOCK_GAP;
}

static void put_block(struct pdf *p, const struct node *n)
{
	switch (n->kind) {
	case NODE_SECTION:
		if (n->id.n)
			pdf_place(p, n->id);
		begin(p, &(struct pdf_tag){ .name = "Sect" });
		pdf_blocks(p, n);
		end(p, "Sect");
		break;
	case NODE_HEADING:
		put_heading(p, n);
		break;
	case NODE_LIST:
		put_list(p, n);
		break;
	case NODE_FACTS:
		put_facts(p, n);
		break;
	case NODE_TABLE:
		pdf_table(p, n);
		break;
	case NODE_FIGURE:
		put_figure(p, n);
		break;
	case NODE_NOTE:
		put_note(p, n);
		break;
	case NODE_FORM: /* nobody can fill it in here */
		break;
	default:
		put_paragraph(p, n);
	}
}

void pdf_blocks(struct pdf *p, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		put_block(p, n);
}
