/* tests/pdf.h - small PDFs made by hand, for the tests of the PDF reader.
 *
 * Japanese text stands in a font that is not embedded, as in the PDFs of many offices: the reader needs poppler-data to
 * know its characters. */
#ifndef TESTS_PDF_H
#define TESTS_PDF_H

#include "base/arena.h"
#include "base/text.h"

enum pdf_font {
	PDF_HELVETICA, /* ASCII */
	PDF_UNIJIS,    /* Ryumin-Light, UniJIS-UTF16-H */
	PDF_RKSJ,      /* Ryumin-Light, 90ms-RKSJ-H: bytes are CP932 */
};

enum { PDF_PAGES_MAX = 64 };

struct pdf {
	enum pdf_font font;
	struct buf pages[PDF_PAGES_MAX]; /* the content of each */
	size_t n;
	const char *trailer; /* added to the trailer: "/Encrypt <<...>>" */
};

void pdf_page(struct pdf *p); /* begins a page of A4: 595 x 842 points */
/* Puts a line with its left end at x and its foot y points below the top. */
void pdf_put(struct pdf *p, double x, double y, double size, struct text line);
/* Puts the lines of a text one below the other, on as many pages as they need. */
void pdf_flow(struct pdf *p, struct text t);
/* The file's bytes, in the arena; *p is cleared. */
struct text pdf_bytes(struct arena *a, struct pdf *p);

#endif
