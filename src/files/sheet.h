/* files/sheet.h - tables as they lie in a file: rows of cells as text, with the line that each row begins in.
 *
 * Comma- or tab-separated text (RFC 4180, by libcsv), Excel workbooks (.xlsx) and OpenDocument spreadsheets (.ods) all
 * give the same rows: whoever reads the cells does not see which it was. A number in a workbook is the decimal that
 * Excel shows at full width (15 digits), a day 2020-01-31; of merged cells the first one holds the text, as in CSV
 * saved by Excel.
 *
 * Files from outside go through sheet_read_file() or sheet_read_bytes(): their bytes are taken apart by sosei-reader,
 * in a room without doors. What the cells mean is decided by who reads them.
 */
#ifndef FILES_SHEET_H
#define FILES_SHEET_H

#include "base/err.h"
#include "base/list.h"
#include "base/text.h"

enum {
	SHEET_COLUMNS_MAX = 4096,
	SHEET_CELLS_MAX = 4 << 20,  /* of a book, empty ones between others included */
	SHEET_BYTES_MAX = 48 << 20, /* of the texts of all its cells */
	SHEETS_MAX = 1000,
	SHEET_MERGES_MAX = 1 << 16, /* of a sheet; further ones are not told */
};

struct sheet_row {
	uint32_t line;      /* 1-based: of the text file, or the row's number in the workbook */
	struct text *cells; /* column A first; columns behind the last filled cell are left out */
	size_t n_cells;
};

/* A rectangle of merged cells, both ends included; columns from 0, lines as in sheet_row. */
struct sheet_merge {
	uint32_t first_line, first_column, last_line, last_column;
};

struct sheet {
	const char *name;            /* for messages: the file as given */
	const char *title;           /* the sheet's own name; "" of a text file */
	bool hidden;                 /* from who opens the workbook */
	LIST(struct sheet_row) rows; /* by line; rows without any text are left out */
	LIST(struct sheet_merge) merges;
};

struct book {
	const char *name;          /* the file as given */
	const char *format;        /* "csv", "tsv", "xlsx", "ods", "json" (an answer of e-Stat's API, laid out) */
	const char *encoding;      /* of text "UTF-8", "CP932", "UTF-16"; of a workbook "" */
	LIST(struct sheet) sheets; /* at least one */
};

/* Reads a file; path "-" is standard input. All memory lies in the arena. ERR_INPUT: absent, empty, too big, no table
 * (said what it is instead, and what to do), damaged, locked by a password, more cells than the ceilings, too slow;
 * ERR_SYSTEM: unreadable, or sosei-reader is missing or cannot shut itself in. */
MUST_CHECK bool sheet_read_file(struct arena *a, struct book *book, const char *path, struct err *err);

/* The same of bytes at hand (a form's upload). r NULL: sosei-reader beside the running binary. */
struct reader;
MUST_CHECK bool sheet_read_bytes(struct arena *a, struct book *book, const struct reader *r, struct text bytes,
				 const char *name, struct err *err);

/* The cell of that line and column (from 0) without white space around it; empty where there is none. */
struct text sheet_cell(const struct sheet *sheet, uint32_t line, size_t column);

/* Writes the text of each merged rectangle's first cell into all its cells, in rows that have some text. What would go
 * beyond the ceilings is left as it is. */
void sheet_fill_merged(struct arena *a, struct sheet *sheet);

/* Cuts comma-separated text, in this process: for text that is ours, and for sosei-reader. Lines without any text are
 * left out. ERR_INPUT: a quote that is not closed, or a row of more than SHEET_COLUMNS_MAX cells, with its line. */
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
