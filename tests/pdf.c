#include "pdf.h"

#include <assert.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void pdf_page(struct pdf *p)
{
	assert(p->n < PDF_PAGES_MAX);
	p->n++;
}

static void hex(struct buf *out, struct text line, const char *encoding)
{
	char bytes[4096], *from = (char *)(uintptr_t)line.p, *to = bytes;
	size_t left = line.n, room = sizeof bytes;
	iconv_t cd = iconv_open(encoding, "UTF-8");

	assert(cd != (iconv_t)-1);
	iconv(cd, &from, &left, &to, &room);
	iconv_close(cd);
	assert(left == 0);
	for (char *b = bytes; b < to; b++)
		buf_printf(out, "%02X", (unsigned char)*b);
}

void pdf_put(struct pdf *p, double x, double y, double size, struct text line)
{
	struct buf *out = &p->pages[p->n - 1];

	buf_printf(out, "BT /F1 %.1f Tf %.2f %.2f Td <", size, x, 842 - y);
	hex(out, line, p->font == PDF_UNIJIS ? "UTF-16BE" : "CP932");
	buf_puts(out, "> Tj ET\n");
}

/* What fits into a line of the page: 72 wide characters. */
static struct text first_columns(struct text line)
{
	struct text rest = line;

	while (rest.n) {
		struct text before = rest;

		text_next(&rest);
		if (text_width(text_slice(line, 0, line.n - rest.n)) > 144)
			return text_slice(line, 0, line.n - before.n);
	}
	return line;
}

void pdf_flow(struct pdf *p, struct text t)
{
	const double size = 6, step = 13, top = 60, bottom = 800;
	double y = bottom + 1;

	while (t.n) {
		size_t end = text_find(t, TEXT("\n"));
		struct text line = first_columns(text_slice(t, 0, end));

		if (y > bottom) {
			pdf_page(p);
			y = top;
		}
		if (text_trim(line).n)
			pdf_put(p, 80, y, size, line);
		y += step;
		t = text_slice(t, line.n == end ? end + 1 : line.n, t.n);
	}
}

static const char *const fonts[] = {
	"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light-UniJIS-UTF16-H /Encoding /UniJIS-UTF16-H "
	"/DescendantFonts [4 0 R] >>",
	"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light-90ms-RKSJ-H /Encoding /90ms-RKSJ-H /DescendantFonts [4 "
	"0 R] >>",
};

static const char descendant[] = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << "
				 "/Registry (Adobe) /Ordering (Japan1) "
				 "/Supplement 2 >> /DW 1000 /W [1 94 500 231 632 500] /FontDescriptor 5 0 R >>";
static const char descriptor[] =
	"<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [-170 -331 1024 903] /ItalicAngle 0 "
	"/Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >>";

enum { FIXED_OBJECTS = 5 };

struct writer {
	struct buf out;
	size_t at[FIXED_OBJECTS + 2 * PDF_PAGES_MAX + 1];
};

static void object(struct writer *w, size_t number)
{
	w->at[number] = w->out.n;
	buf_printf(&w->out, "%zu 0 obj\n", number);
}

static void tree(struct writer *w, const struct pdf *p)
{
	object(w, 2);
	buf_puts(&w->out, "<< /Type /Pages /Kids [");
	for (size_t i = 0; i < p->n; i++)
		buf_printf(&w->out, "%zu 0 R ", FIXED_OBJECTS + 1 + 2 * i);
	buf_printf(&w->out, "] /Count %zu >>\nendobj\n", p->n);
}

static void page(struct writer *w, struct pdf *p, size_t i)
{
	size_t number = FIXED_OBJECTS + 1 + 2 * i;

	object(w, number);
	buf_printf(&w->out,
		   "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
		   "/Contents %zu 0 R "
		   ">>\nendobj\n",
		   number + 1);
	object(w, number + 1);
	buf_printf(&w->out, "<< /Length %zu >>\nstream\n", p->pages[i].n);
	buf_text(&w->out, buf_view(&p->pages[i]));
	buf_puts(&w->out, "\nendstream\nendobj\n");
	buf_clear(&p->pages[i]);
}

struct text pdf_bytes(struct arena *a, struct pdf *p)
{
	struct writer w = { 0 };
	size_t objects = FIXED_OBJECTS + 2 * p->n, table;
	struct text bytes;

	buf_puts(&w.out, "%PDF-1.5\n%\xE3\x81\x82\n");
	object(&w, 1);
	buf_puts(&w.out, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
	tree(&w, p);
	object(&w, 3);
	buf_printf(&w.out, "%s\nendobj\n", fonts[p->font]);
	object(&w, 4);
	buf_printf(&w.out, "%s\nendobj\n", descendant);
	object(&w, 5);
	buf_printf(&w.out, "%s\nendobj\n", descriptor);
	for (size_t i = 0; i < p->n; i++)
		page(&w, p, i);
	table = w.out.n;
	buf_printf(&w.out, "xref\n0 %zu\n0000000000 65535 f \n", objects + 1);
	for (size_t i = 1; i <= objects; i++)
		buf_printf(&w.out, "%010zu 00000 n \n", w.at[i]);
	buf_printf(&w.out, "trailer\n<< /Size %zu /Root 1 0 R %s >>\nstartxref\n%zu\n%%%%EOF\n", objects + 1,
		   p->trailer ? p->trailer : "", table);
	bytes = text_dup(a, buf_view(&w.out));
	buf_clear(&w.out);
	*p = (struct pdf){ 0 };
	return bytes;
}
