#include "files/sheet.h"

#include <csv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct arena *arena;
	struct sheet *sheet;
	LIST(struct text) cells; /* of the row that is being read */
	uint32_t line, first_line;
	bool inside; /* of a row that goes on in the next line, within quotes */
	bool too_wide;
};

static void take_cell(void *bytes, size_t n, void *context)
{
	struct reading *r = context;

	if (r->cells.n == SHEET_COLUMNS_MAX)
		r->too_wide = true;
	else
		*LIST_ADD(r->arena, &r->cells) = (struct text){ arena_memdup(r->arena, bytes, n), n };
}

static void take_row(int end, void *context)
{
	struct reading *r = context;
	struct sheet_row *row = LIST_ADD(r->arena, &r->sheet->rows);

	(void)end;
	row->line = r->first_line;
	row->n_cells = r->cells.n;
	row->cells = arena_array(r->arena, r->cells.n, sizeof *row->cells);
	if (r->cells.n)
		memcpy(row->cells, r->cells.at, r->cells.n * sizeof *row->cells);
	r->cells.n = 0;
	r->inside = false;
}

/* libcsv counts no lines, so it is fed line by line; a row that is not over at the end of a line goes on in the next.
 */
static bool feed(struct csv_parser *p, struct reading *r, struct text t)
{
	while (t.n && !r->too_wide) {
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
	struct sheet made = { .name = name };
	struct reading r = { .arena = a, .sheet = &made };
	struct csv_parser p;
	bool ok;

	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return err_set(err, ERR_SYSTEM, "sheet.no-parser", NULL);
	ok = feed(&p, &r, utf8) && csv_fini(&p, take_cell, take_row, &r) == 0;
	csv_free(&p);
	if (r.too_wide)
		return err_set(err, ERR_INPUT, "sheet.too-wide", "file", name, "line", NUM(r.first_line), "limit",
			       NUM(SHEET_COLUMNS_MAX), NULL);
	if (!ok)
		return err_set(err, ERR_INPUT, "sheet.bad-quote", "file", name, "line", NUM(r.first_line), NULL);
	*sheet = made;
	return true;
}

static bool number(double *value, struct arena *a, struct text cell)
{
	const char *s = text_z(a, text_trim(cell));
	char *end;

	*value = strtod(s, &end); /* the program sets no locale: the point is a point */
	return *s && !*end && isfinite(*value);
}

bool sheet_numbers(struct arena *a, struct matrix *m, const struct sheet *sheet, struct err *err)
{
	struct matrix made = { .rows = sheet->rows.n, .columns = sheet->rows.n ? sheet->rows.at[0].n_cells : 0 };

	made.at = arena_array(a, made.rows * made.columns, sizeof *made.at);
	for (size_t i = 0; i < made.rows; i++) {
		const struct sheet_row *row = &sheet->rows.at[i];

		if (row->n_cells != made.columns)
			return err_set(err, ERR_INPUT, "sheet.other-length", "file", sheet->name, "line",
				       NUM(row->line), "cells", NUM((int64_t)row->n_cells), "wanted",
				       NUM((int64_t)made.columns), NULL);
		for (size_t j = 0; j < made.columns; j++)
			if (!number(&made.at[i * made.columns + j], a, row->cells[j]))
				return err_set(err, ERR_INPUT, "sheet.no-number", "file", sheet->name, "line",
					       NUM(row->line), "column", NUM((int64_t)j + 1), "text",
					       text_z(a, row->cells[j]), NULL);
	}
	*m = made;
	return true;
}
