/* files/sheet.h - a table as it lies in a file: rows of cells as text, with the line that each row begins in.
 *
 * CSV by libcsv (RFC 4180). What the cells mean is decided by who reads them.
 */
#ifndef FILES_SHEET_H
#define FILES_SHEET_H

#include "base/err.h"
#include "base/list.h"
#include "base/text.h"

enum { SHEET_COLUMNS_MAX = 4096 };

struct sheet_row {
	uint32_t line; /* 1-based */
	struct text *cells;
	size_t n_cells;
};

struct sheet {
	const char *name; /* for messages: the file as given */
	LIST(struct sheet_row) rows;
};

/* Reads comma-separated text; empty lines are left out. All memory lies in the arena. ERR_INPUT: a quote that is not
 * closed, or a row of more than SHEET_COLUMNS_MAX cells, with its line. */
MUST_CHECK bool sheet_from_csv(struct arena *a, struct sheet *sheet, struct text utf8, const char *name,
			       struct err *err);

/* A sheet of numbers and nothing else, all rows of one length: rows x columns, row by row. ERR_INPUT names line and
 * column of the first cell that is no finite number, or the first row of another length. */
struct matrix {
	double *at;
	size_t rows, columns;
};
MUST_CHECK bool sheet_numbers(struct arena *a, struct matrix *m, const struct sheet *sheet, struct err *err);

#endif
