/* Comma- or tab-separated text by libcsv. Excel writes a comma for every empty cell of the table's width, and whole
 * lines of commas; they are left out, so that a table is the same in its workbook and in the text saved from it. */
#include "files/sheet_build.h"

#include <csv.h>
#include <string.h>

struct reading {
	struct arena *arena;
	struct sheet *sheet;
	LIST(struct text) cells; /* of the row that is being read */
	uint32_t line, first_line;
	bool inside; /* of a row that goes on in the next line, within quotes */
	size_t all_cells;
	bool filled; /* a cell of the row has text */
	bool too_wide, too_much;
};

static void take_cell(void *bytes, size_t n, void *context)
{
	struct reading *r = context;

	if (r->cells.n == SHEET_COLUMNS_MAX)
		r->too_wide = true;
	else
		*LIST_ADD(r->arena, &r->cells) = (struct text){ arena_memdup(r->arena, bytes, n), n };
	if (!r->filled && n)
		r->filled = text_trim((struct text){ bytes, n }).n > 0;
}

static void take_row(int end, void *context)
{
	struct reading *r = context;
	struct sheet_row *row;

	(void)end;
	r->inside = false;
	r->all_cells += r->cells.n;
	r->too_much = r->all_cells > SHEET_CELLS_MAX;
	if (!r->filled || r->too_much) {
		r->cells.n = 0;
		return;
	}
	r->filled = false;
	while (!text_trim(r->cells.at[r->cells.n - 1]).n)
		r->cells.n--;
	row = LIST_ADD(r->arena, &r->sheet->rows);
	row->line = r->first_line;
	row->n_cells = r->cells.n;
	row->cells = arena_array(r->arena, r->cells.n, sizeof *row->cells);
	if (r->cells.n)
		memcpy(row->cells, r->cells.at, r->cells.n * sizeof *row->cells);
	r->cells.n = 0;
}

/* libcsv counts no lines, so it is fed line by line; a row that is not over at the end of a line goes on in the next.
 */
static bool feed(struct csv_parser *p, struct reading *r, struct text t)
{
	while (t.n && !r->too_wide && !r->too_much) {
		const char *end = memchr(t.p, '\n', t.n);
		size_t n = end ? (size_t)(end - t.p) + 1 : t.n;

		r->line++;
		if (!r->inside) {
			r->first_line = r->line;
			r->inside = text_trim(text_slice(t, 0, n)).n > 0;
		}
		if (csv_parse(p, t.p, n, take_cell, take_row, r) != n)
			return false;
		t = text_slice(t, n, t.n);
	}
	return true;
}

bool sheet_from_csv(struct arena *a, struct sheet *sheet, struct text utf8, const char *name, struct err *err)
{
	return sheet_from_separated(a, sheet, utf8, ',', name, err);
}

bool sheet_from_separated(struct arena *a, struct sheet *sheet, struct text utf8, char separator, const char *name,
			  struct err *err)
{
	struct sheet made = { .name = name, .title = "" };
	struct reading r = { .arena = a, .sheet = &made };
	struct csv_parser p;
	bool ok;

	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return err_set(err, ERR_SYSTEM, "sheet.no-parser", NULL);
	csv_set_delim(&p, (unsigned char)separator);
	ok = feed(&p, &r, utf8) && csv_fini(&p, take_cell, take_row, &r) == 0;
	csv_free(&p);
	if (r.too_wide)
		return err_set(err, ERR_INPUT, "sheet.too-wide", "file", name, "line", NUM(r.first_line), "limit",
			       NUM(SHEET_COLUMNS_MAX), NULL);
	if (r.too_much)
		return err_set(err, ERR_INPUT, "sheet.too-much", "file", name, "cells", NUM(SHEET_CELLS_MAX),
			       "megabytes", NUM(SHEET_BYTES_MAX >> 20), NULL);
	if (!ok)
		return err_set(err, ERR_INPUT, "sheet.bad-quote", "file", name, "line", NUM(r.first_line), NULL);
	*sheet = made;
	return true;
}
