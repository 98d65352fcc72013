/* usecase/paper.h - documents and workbooks as files that leave the house: PDF and XLSX.
 *
 * The bytes are made by sosei-render in a process of its own (files/render.h), so that cairo, pango, librsvg and their
 * fonts are loaded only where paper is made, and a drawing that never ends cannot stop a server.
 * Same document, same bytes, on equal package versions.
 */
#ifndef USECASE_PAPER_H
#define USECASE_PAPER_H

#include "publish/paper.h"
#include "publish/workbook.h"

/* The bytes of a PDF in the arena. ERR_SYSTEM besides the below: the font is not installed. */
MUST_CHECK bool paper_pdf(struct arena *a, struct text *bytes, const struct paper *p, struct err *err);

/* The bytes of an .xlsx in the arena. ERR_SYSTEM: sosei-render is missing, was ended, or took too long; ERR_INPUT: the
 * workbook is over a ceiling. */
MUST_CHECK bool paper_workbook(struct arena *a, struct text *bytes, const struct workbook *w, struct err *err);

/* Writes a file whole or not at all: beside it first, then in its place. ERR_SYSTEM names path and cause. */
MUST_CHECK bool paper_write(const char *path, struct text bytes, struct err *err);

#endif
