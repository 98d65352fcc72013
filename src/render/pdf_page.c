/* Pages: the cover, the list of contents, what stands around the text of each page, and turning to the next one. What
 * stands around the text is no content and gets no tag, so that no screen reader says the plan's name again on every
 * page. */
#include "render/pdf_parts.h"

#include <cairo-pdf.h>
#include <string.h>

static const struct pdf_style running = { 7.5, 1, false, PDF_GREY, PDF_ALIGN_LEFT };
static const struct pdf_style warning = { 8, 1, true, 0x6E5600, PDF_ALIGN_LEFT };

/* ---- around the text ---- */

static void stroke(struct pdf *p, double xa, double ya, double xb, double yb, double width, uint32_t colour)
{
	pdf_colour(p, colour);
	cairo_set_line_width(p->cr, width);
	cairo_move_to(p->cr, xa, ya);
	cairo_line_to(p->cr, xb, yb);
	cairo_stroke(p->cr);
}

static void draw_frame(struct pdf *p)
{
	struct pdf_style right = running, centre = running;
	double width = PDF_RIGHT - PDF_LEFT;

	right.align = PDF_ALIGN_RIGHT;
	centre.align = PDF_ALIGN_CENTRE;
	centre.size = 9;
	centre.colour = PDF_BLACK;
	if (p->paper->banner.n)
		pdf_line_draw(p, p->paper->banner, &warning, PDF_LEFT, 28, width);
	if (p->page > 1) { /* the first page says the same in its letterhead */
		pdf_line_draw(p, p->paper->plan, &running, PDF_LEFT, 44, width * 0.7);
		pdf_line_draw(p, p->paper->edition, &right, PDF_LEFT + width * 0.7, 44, width * 0.3);
		stroke(p, PDF_LEFT, 58, PDF_RIGHT, 58, 0.5, PDF_LINE);
	}
	pdf_line_draw(p, text_of(arena_printf(p->arena, "%d / %d", p->page, p->pages)), &centre, PDF_LEFT,
		      PDF_HEIGHT - 42, width);
}

static void draw_bars(struct pdf *p)
{
	for (size_t i = 0; p->drawing && i < p->n_bars; i++)
		if (p->y > p->bars[i].from)
			stroke(p, p->bars[i].x, p->bars[i].from, p->bars[i].x, p->y, 3, p->bars[i].colour);
}

/* ---- pages ---- */

void pdf_page_end(struct pdf *p)
{
	draw_bars(p);
	if (p->drawing && p->page)
		cairo_show_page(p->cr);
}

void pdf_page_next(struct pdf *p)
{
	pdf_page_end(p);
	p->page++;
	p->y = PDF_TOP;
	for (size_t i = 0; i < p->n_bars; i++)
		p->bars[i].from = PDF_TOP;
	if (p->drawing && !p->bare)
		draw_frame(p);
}

bool pdf_at_top(const struct pdf *p)
{
	return p->y <= PDF_TOP;
}

void pdf_need(struct pdf *p, double height)
{
	if (!pdf_at_top(p) && p->y + height > PDF_BOTTOM)
		pdf_page_next(p);
}

void pdf_space(struct pdf *p, double height)
{
	if (!pdf_at_top(p))
		p->y += height;
}

/* ---- cover and contents ---- */

static void cover_words(struct pdf *p, struct text words, double size, bool bold, const char *tag)
{
	struct pdf_style style = { size, 1.1, bold, PDF_BLACK, PDF_ALIGN_CENTRE };
	struct pdf_text t;

	if (!words.n)
		return;
	pdf_text_make(p, &t, NULL, words, &style, p->right - p->left);
	pdf_flow(p, &t, tag, p->left, p->right - p->left);
	pdf_text_clear(&t);
	p->y += size * 1.2;
}

static void cover(struct pdf *p)
{
	p->bare = true;
	pdf_page_next(p);
	if (p->drawing) {
		stroke(p, PDF_LEFT, 210, PDF_RIGHT, 210, 3, PDF_NAVY);
		stroke(p, PDF_LEFT, 214.5, PDF_RIGHT, 214.5, 0.75, PDF_NAVY);
		pdf_line_draw(p, p->paper->banner, &warning, PDF_LEFT, 28, PDF_RIGHT - PDF_LEFT);
	}
	p->y = 250;
	cover_words(p, p->paper->plan, 15, true, "P");
	cover_words(p, p->paper->title, 22, true, "H1");
	p->y = 560;
	cover_words(p, p->paper->edition, 13, false, "P");
	cover_words(p, p->paper->owner, 15, false, "P");
	p->bare = false;
}

static double contents_indent(int level)
{
	return level > 1 ? 18 : 0;
}

static const char *heading_place(struct pdf *p, size_t i)
{
	return arena_printf(p->arena, "dest='h%zu'", i);
}

/* Words, dots, page: the dots are drawn, not written, so that nothing reads them out. */
static void contents_line(struct pdf *p, size_t i)
{
	const struct pdf_heading *h = &p->headings.at[i];
	struct pdf_style style = { 10, 1.1, h->level == 1, PDF_BLACK, PDF_ALIGN_LEFT }, number = style;
	double x = p->left + contents_indent(h->level), width = p->right - x - 40, height;
	struct pdf_text t, n;

	pdf_text_make(p, &t, NULL, h->words, &style, width);
	height = pdf_text_height(&t, 0, t.lines);
	number.align = PDF_ALIGN_RIGHT;
	number.bold = false;
	pdf_need(p, height);
	pdf_text_make(p, &n, NULL, text_of(arena_printf(p->arena, "%d", h->page + p->front)), &number, 40);
	if (p->drawing) {
		double last = pdf_text_height(&t, 0, t.lines - 1), base = p->y + height - 4;
		PangoRectangle box;

		pango_layout_line_get_extents(pango_layout_get_line_readonly(t.layout, t.lines - 1), NULL, &box);
		pdf_tag_begin(&p->tags, p->cr, &(struct pdf_tag){ .name = "TOCI" }, NULL);
		pdf_tag_begin(&p->tags, p->cr, &(struct pdf_tag){ .name = CAIRO_TAG_LINK }, heading_place(p, i));
		pdf_text_draw(p, &t, 0, t.lines, x, p->y, width);
		pdf_text_draw(p, &n, 0, 1, p->right - 40, p->y + last, 40);
		pdf_tag_end(p->cr, CAIRO_TAG_LINK);
		pdf_tag_end(p->cr, "TOCI");
		cairo_save(p->cr);
		cairo_set_dash(p->cr, (double[]){ 0.8, 2.6 }, 2, 0);
		stroke(p, x + box.width / (double)PANGO_SCALE + 6, base, p->right - pdf_text_width(&n) - 6, base, 0.8,
		       PDF_GREY);
		cairo_restore(p->cr);
	}
	p->y += height + (h->level == 1 ? 3 : 1);
	pdf_text_clear(&t);
	pdf_text_clear(&n);
}

static void contents(struct pdf *p)
{
	struct pdf_style style = { 14, 1.1, true, PDF_BLACK, PDF_ALIGN_CENTRE };
	struct pdf_text t;

	pdf_page_next(p);
	pdf_text_make(p, &t, NULL, p->paper->lang == LANG_JA ? TEXT("目　次") : TEXT("Contents"), &style,
		      p->right - p->left);
	pdf_flow(p, &t, "H1", p->left, p->right - p->left);
	pdf_text_clear(&t);
	p->y += 12;
	if (p->drawing)
		pdf_tag_begin(&p->tags, p->cr, &(struct pdf_tag){ .name = "TOC" }, NULL);
	for (size_t i = 0; i < p->headings.n; i++)
		if (p->headings.at[i].level <= 2)
			contents_line(p, i);
	if (p->drawing)
		pdf_tag_end(p->cr, "TOC");
}

void pdf_front(struct pdf *p)
{
	if (p->paper->chapters.n < 2)
		return;
	cover(p);
	contents(p);
}

void pdf_bookmarks(struct pdf *p)
{
	int parent[5] = { 0 };

	for (size_t i = 0; i < p->headings.n; i++) {
		const struct pdf_heading *h = &p->headings.at[i];
		int level = h->level < 1 ? 1 : h->level > 4 ? 4 : h->level, above = 0;

		for (int l = level - 1; l > 0 && !above; l--)
			above = parent[l];
		parent[level] = cairo_pdf_surface_add_outline(p->surface, above, text_z(p->arena, h->words),
							      heading_place(p, i),
							      level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
		memset(&parent[level + 1 > 4 ? 4 : level + 1], 0, level < 4 ? (size_t)(4 - level) * sizeof *parent : 0);
	}
}
