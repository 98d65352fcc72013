/* What is asked of cells after they were cut, whatever file they came from: merged ones filled, a cell by line and
 * column, all of them as numbers. */
#include "files/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first row that begins in that line or behind it. */
static size_t row_from(const struct sheet *sheet, uint32_t line)
{
	size_t low = 0, high = sheet->rows.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (sheet->rows.at[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct text sheet_cell(const struct sheet *sheet, uint32_t line, size_t column)
{
	size_t i = row_from(sheet, line);
	const struct sheet_row *row = &sheet->rows.at[i];

	return i < sheet->rows.n && row->line == line && column < row->n_cells ? text_trim(row->cells[column])
									       : (struct text){ 0 };
}

/* ---- merged cells ---- */

/* The row with the merged texts that go through its line. */
static void fill_row(struct arena *a, struct sheet_row *row, const struct sheet_merge *m, struct text t)
{
	if (row->n_cells <= m->last_column) {
		struct text *wider = arena_array(a, m->last_column + 1, sizeof *wider);

		if (row->n_cells)
			memcpy(wider, row->cells, row->n_cells * sizeof *wider);
		row->cells = wider;
		row->n_cells = m->last_column + 1;
	}
	for (size_t j = m->first_column; j <= m->last_column; j++)
		row->cells[j] = t;
}

void sheet_fill_merged(struct arena *a, struct sheet *sheet)
{
	size_t cells = 0;

	for (size_t i = 0; i < sheet->merges.n; i++) {
		const struct sheet_merge *m = &sheet->merges.at[i];
		struct text t = sheet_cell(sheet, m->first_line, m->first_column);

		if (!t.n || m->last_column >= SHEET_COLUMNS_MAX)
			continue;
		for (size_t k = row_from(sheet, m->first_line); k < sheet->rows.n && cells < SHEET_CELLS_MAX; k++) {
			if (sheet->rows.at[k].line > m->last_line)
				break;
			fill_row(a, &sheet->rows.at[k], m, t);
			cells += sheet->rows.at[k].n_cells;
		}
	}
}

/* ---- numbers ---- */

static bool number(double *value, struct arena *a, struct text cell)
{
	const char *s = text_z(a, text_trim(cell));
	char *end;

	*value = strtod(s, &end); /* the program sets no locale: the point is a point */
	return *s && !*end && isfinite(*value) &&
	       !strpbrk(s, "xX"); /* strtod knows hexadecimal figures: no table does */
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
