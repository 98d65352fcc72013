/* Every cell passes the same ceilings (sheets, columns, cells, bytes), whichever format it came from: a workbook that
 * unfolds without end stops at the first one. */
#include "files/sheet_build.h"

#include <string.h>

bool builder_sheet(struct builder *b, struct text title, bool hidden)
{
	if (b->book->sheets.n == SHEETS_MAX)
		return err_set(b->err, ERR_INPUT, "sheet.too-many-sheets", "file", b->book->name, "limit",
			       NUM(SHEETS_MAX), NULL);
	b->sheet = LIST_ADD(b->arena, &b->book->sheets);
	*b->sheet = (struct sheet){ .name = b->book->name, .title = text_z(b->arena, title), .hidden = hidden };
	b->line = 0;
	b->cells.n = 0;
	return true;
}

static bool too_much(struct builder *b)
{
	return err_set(b->err, ERR_INPUT, "sheet.too-much", "file", b->book->name, "cells", NUM(SHEET_CELLS_MAX),
		       "megabytes", NUM(SHEET_BYTES_MAX >> 20), NULL);
}

bool builder_cell(struct builder *b, size_t column, struct text t)
{
	if (!text_trim(t).n)
		return true;
	if (column >= SHEET_COLUMNS_MAX)
		return err_set(b->err, ERR_INPUT, "sheet.too-wide", "file", b->book->name, "line", NUM(b->line),
			       "limit", NUM(SHEET_COLUMNS_MAX), NULL);
	b->n_bytes += t.n;
	if (b->n_bytes > SHEET_BYTES_MAX)
		return too_much(b);
	while (b->cells.n <= column)
		*LIST_ADD(b->arena, &b->cells) = (struct text){ 0 };
	b->cells.at[column] = t;
	return true;
}

bool builder_row(struct builder *b, uint32_t line)
{
	if (b->cells.n) {
		struct sheet_row *row = LIST_ADD(b->arena, &b->sheet->rows);

		row->line = b->line;
		row->n_cells = b->cells.n;
		row->cells = arena_array(b->arena, row->n_cells, sizeof *row->cells);
		memcpy(row->cells, b->cells.at, row->n_cells * sizeof *row->cells);
		b->n_cells += row->n_cells;
	}
	b->cells.n = 0;
	b->line = line;
	return b->n_cells <= SHEET_CELLS_MAX || too_much(b);
}

void builder_merge(struct builder *b, struct sheet_merge m)
{
	if (b->sheet->merges.n < SHEET_MERGES_MAX)
		*LIST_ADD(b->arena, &b->sheet->merges) = m;
}
