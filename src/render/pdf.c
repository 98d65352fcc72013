/* Looks like a paper of a Japanese public office: A4, one family of letters, ruled tables, the plan's name and the
 * edition's day above each page, "3 / 24" below.
 *
 * cairo draws, pango sets lines, librsvg draws charts. Rejected: HTML printed by a browser (a browser on a town's
 * server, pages broken where it likes, another file on each version), TeX (hundreds of megabytes). */
#include "render/pdf.h"

#include <cairo-pdf.h>
#include <string.h>

#include "render/pdf_parts.h"

static cairo_status_t take(void *closure, const unsigned char *bytes, unsigned n)
{
	struct buf *b = closure;

	buf_add(b, bytes, n);
	return b->full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void set_metadata(struct pdf *p)
{
	const struct paper *paper = p->paper;
	const char *day = arena_printf(p->arena, "%sT00:00:00+09:00", DATE(date_last(paper->as_of)));

	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, text_z(p->arena, paper->title));
	if (paper->owner.n)
		cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_AUTHOR, text_z(p->arena, paper->owner));
	if (paper->plan.n)
		cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_SUBJECT, text_z(p->arena, paper->plan));
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "sosei");
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, day);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, day);
}

/* From above the first heading of a paper of one document: whose it is and of which day. */
static void letterhead(struct pdf *p)
{
	struct pdf_style style = { 10, 1.1, false, PDF_BLACK, PDF_ALIGN_RIGHT };
	struct text lines[] = { p->paper->edition, p->paper->owner };

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct pdf_text t;

		if (!lines[i].n)
			continue;
		pdf_text_make(p, &t, NULL, lines[i], &style, p->right - p->left);
		pdf_flow(p, &t, "P", p->left, p->right - p->left);
		pdf_text_clear(&t);
	}
	p->y += 16;
}

static void chapters(struct pdf *p)
{
	for (p->chapter = 0; p->chapter < (int)p->paper->chapters.n; p->chapter++) {
		pdf_page_next(p);
		if (p->paper->chapters.n == 1)
			letterhead(p);
		pdf_place(p, (struct text){ 0 });
		pdf_blocks(p, p->paper->chapters.at[p->chapter].doc->body);
	}
}

static void begin_pass(struct pdf *p, bool drawing)
{
	p->drawing = drawing;
	p->page = 0;
	p->chapter = 0;
	p->next_table = p->next_heading = 0;
	p->left = PDF_LEFT;
	p->right = PDF_RIGHT;
}

static void measure(struct pdf *p)
{
	begin_pass(p, false);
	chapters(p);
	p->pages = p->page;
	begin_pass(p, false);
	pdf_front(p);
	p->front = p->page;
	p->pages += p->front;
}

static void draw(struct pdf *p)
{
	begin_pass(p, true);
	pdf_tag_begin(&p->tags, p->cr, &(struct pdf_tag){ .name = "Document" }, NULL);
	pdf_front(p);
	chapters(p);
	pdf_tag_end(p->cr, "Document");
	pdf_page_end(p);
	pdf_bookmarks(p);
}

static bool finish(struct pdf *p, struct buf *file, struct buf *out, struct err *err)
{
	cairo_status_t status = cairo_status(p->cr);

	cairo_destroy(p->cr);
	cairo_surface_finish(p->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(p->surface);
	cairo_surface_destroy(p->surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_SYSTEM, "render.library", "library", "cairo", "cause",
			       cairo_status_to_string(status), NULL);
	if (p->trouble)
		return err_set(err, ERR_SYSTEM, "render.library", "library", p->trouble, "cause", "a drawing", NULL);
	if (!pdf_tags_write(out, &p->tags, buf_view(file), p->paper->lang))
		return err_set(err, ERR_SYSTEM, "render.library", "library", "cairo", "cause",
			       "a structure tree that this version of sosei does not know", NULL);
	return true;
}

enum pdf_end render_pdf(struct buf *out, const struct paper *paper, const char *fonts, struct err *err)
{
	struct arena a = { 0 };
	struct pdf p = { .paper = paper, .arena = &a, .tags = { .arena = &a } };
	struct buf file = { 0 };
	bool ok;

	if (!pdf_fonts_open(&p.context, paper->lang, fonts)) {
		err_set(err, ERR_SYSTEM, "render.no-font", "font", PDF_FAMILY, NULL);
		return PDF_NO_FONT;
	}
	p.surface = cairo_pdf_surface_create_for_stream(take, &file, PDF_WIDTH, PDF_HEIGHT);
	p.cr = cairo_create(p.surface);
	set_metadata(&p);
	measure(&p);
	draw(&p);
	ok = finish(&p, &file, out, err);
	g_object_unref(p.context);
	buf_clear(&file);
	arena_clear(&a);
	return ok ? PDF_DONE : PDF_FAILED;
}
