#include "returned.h"

#include <string.h>

void returned_write(struct arena *a, struct sheet_row *row, size_t column, const char *words)
{
	if (column >= row->n_cells) {
		struct text *cells = arena_array(a, column + 1, sizeof *cells);

		for (size_t i = 0; i < row->n_cells; i++)
			cells[i] = row->cells[i];
		row->cells = cells;
		row->n_cells = column + 1;
	}
	row->cells[column] = text_of(words);
}

static const char *words_of(struct arena *a, const struct workbook_cell *cell)
{
	switch (cell->kind) {
	case WORKBOOK_NUMBER:
		return arena_strdup(a, DEC(cell->number));
	case WORKBOOK_DATE:
		return arena_strdup(a, DATE(cell->date));
	default:
		return text_z(a, cell->text);
	}
}

static void cut(struct arena *a, struct sheet *made, const struct workbook_sheet *s)
{
	made->title = text_z(a, s->name);
	made->hidden = s->hidden;
	for (size_t i = 0; i < s->rows.n; i++) {
		struct sheet_row *row = LIST_ADD(a, &made->rows);

		row->line = (uint32_t)i + 1;
		for (size_t j = 0; j < s->rows.at[i]->cells.n; j++)
			returned_write(a, row, j, words_of(a, &s->rows.at[i]->cells.at[j]));
	}
}

struct book *returned_book(struct arena *a, const struct workbook *w)
{
	struct book *b = NEW(a, struct book);

	*b = (struct book){ .name = "returned.xlsx", .format = "xlsx", .encoding = "" };
	for (size_t i = 0; i < w->sheets.n; i++)
		cut(a, LIST_ADD(a, &b->sheets), w->sheets.at[i]);
	return b;
}

struct sheet *returned_sheet(struct book *b, const char *title)
{
	for (size_t i = 0; i < b->sheets.n; i++)
		if (strcmp(b->sheets.at[i].title, title) == 0)
			return &b->sheets.at[i];
	return NULL;
}
