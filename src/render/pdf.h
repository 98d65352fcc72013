/* render/pdf.h - a paper as the bytes of a PDF: A4, tagged, with bookmarks, looking like an official document. */
#ifndef RENDER_PDF_H
#define RENDER_PDF_H

#include "publish/paper.h"

enum pdf_end { PDF_DONE, PDF_NO_FONT, PDF_FAILED };

/* Appends the bytes; the same paper gives the same bytes on equal package versions. `fonts` is a folder that is
 * searched instead of the system's; NULL: the system's. PDF_NO_FONT: *err is the family's name. */
enum pdf_end render_pdf(struct buf *out, const struct paper *paper, const char *fonts, struct err *err);

#endif
