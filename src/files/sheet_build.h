/* files/sheet_build.h - what the readers of outside formats share: a book that grows cell by cell, within its ceilings,
 * and the reading of a whole file. Used inside sosei-reader, and by tests; never in the server's process. */
#ifndef FILES_SHEET_BUILD_H
#define FILES_SHEET_BUILD_H

#include "files/sheet.h"

/* Reads whatever it is: text, .xlsx or .ods, in this process. ERR_INPUT as sheet_read_file(). */
MUST_CHECK bool sheet_read(struct arena *a, struct book *book, struct text bytes, const char *name, struct err *err);

/* Cells between that separator: a comma, or the tab of Excel's "Unicode text". */
MUST_CHECK bool sheet_from_separated(struct arena *a, struct sheet *sheet, struct text utf8, char separator,
				     const char *name, struct err *err);

struct builder {
	struct arena *arena;
	struct book *book;
	struct err *err;         /* set where a call gave false */
	struct sheet *sheet;     /* the one that is being filled */
	LIST(struct text) cells; /* of the row that is being filled */
	uint32_t line;
	size_t n_cells, n_bytes; /* of the book so far */
};

bool builder_sheet(struct builder *b, struct text title, bool hidden);
/* A cell of the row, column from 0. The text must live as long as the arena. Empty ones need not be given. */
bool builder_cell(struct builder *b, size_t column, struct text t);
/* Ends the row; the next cells are of `line`. */
bool builder_row(struct builder *b, uint32_t line);
void builder_merge(struct builder *b, struct sheet_merge m);

/* The readers of workbooks. */
struct zip;
MUST_CHECK bool sheet_from_xlsx(struct builder *b, struct zip *zip);
MUST_CHECK bool sheet_from_ods(struct builder *b, struct zip *zip);

/* ---- how Excel writes numbers ---- */

enum number_form { NUMBER_PLAIN, NUMBER_DATE, NUMBER_ZEROS };
struct number_style {
	enum number_form form;
	uint8_t zeros; /* NUMBER_ZEROS: 01100 is the number 1100 in the form 00000 */
};
/* What a number format ("yyyy/m/d", "00000", "#,##0") makes of numbers. */
struct number_style number_style_of(struct text format);
/* The number formats that every workbook has without saying so (ECMA-376 part 1, 18.8.30; 27-36 and 50-58 are dates in
 * Japanese Excel). */
struct number_style number_style_builtin(long id);
/* 0.30000000000000004 as 0.3, 1.2E4 as 12000, with a date's style 43831 as 2020-01-01. What is no number stays. */
struct text number_text(struct arena *a, struct text written, struct number_style style, bool since_1904);

#endif
