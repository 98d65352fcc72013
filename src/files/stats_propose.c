/* What the cells themselves show: a column of areas, a column of years, columns of numbers, and the words above them.
 */
#include "base/decimal.h"
#include "files/stats_mapping.h"

enum { ROWS_LOOKED_AT = 200, COLUMNS_LOOKED_AT = 256 };

struct sight {
	struct arena *arena;
	const struct sheet *sheet;
	size_t first_row, columns;
	size_t area, year; /* columns; SIZE_MAX: none seen */
};

static bool is_number(struct arena *a, const struct sheet_row *row, size_t column)
{
	struct stats_table nowhere = { 0 };
	struct text number;

	return stats_number(a, &nowhere, row, column, true, &number);
}

static size_t last_row(const struct sheet *s)
{
	return s->rows.n < ROWS_LOOKED_AT ? s->rows.n : ROWS_LOOKED_AT;
}

/* The column in which most rows name an area, and the first row that does. */
static void see_area(struct sight *v)
{
	size_t best = 0;

	v->area = SIZE_MAX;
	for (size_t j = 0; j < v->columns; j++) {
		size_t n = 0, first = 0;

		for (size_t i = 0; i < last_row(v->sheet); i++)
			if (stats_area_of(v->arena, stats_cell(&v->sheet->rows.at[i], j)).n && n++ == 0)
				first = i;
		if (n > best) {
			best = n;
			v->area = j;
			v->first_row = first;
		}
	}
}

/* Without areas: the first row of which more than half the cells are numbers. */
static void see_first_row(struct sight *v)
{
	for (size_t i = 0; i < last_row(v->sheet); i++) {
		const struct sheet_row *row = &v->sheet->rows.at[i];
		size_t n = 0;

		for (size_t j = 0; j < v->columns; j++)
			n += is_number(v->arena, row, j);
		if (i && 2 * n >= row->n_cells) {
			v->first_row = i;
			return;
		}
	}
}

/* Nearly all rows of figures: notes stand below a table. */
static bool most(size_t n, size_t of)
{
	return of && 10 * n >= 7 * of;
}

static void see_year(struct sight *v)
{
	v->year = SIZE_MAX;
	for (size_t j = 0; j < v->columns && v->year == SIZE_MAX; j++) {
		size_t n = 0;

		for (size_t i = v->first_row; i < last_row(v->sheet); i++)
			n += stats_year(stats_cell(&v->sheet->rows.at[i], j)) != 0;
		if (j != v->area && most(n, last_row(v->sheet) - v->first_row))
			v->year = j;
	}
}

/* A header cell, or where it is merged the one to its left. */
static struct text header_cell(const struct sheet_row *row, size_t column)
{
	for (size_t j = column + 1; j-- > 0;) {
		struct text cell = stats_cell(row, j);

		if (cell.n)
			return cell;
	}
	return (struct text){ 0 };
}

/* A line of one cell above the table is its title, not the head of a column. */
static bool is_title(const struct sheet_row *row)
{
	size_t filled = 0;

	for (size_t j = 0; j < row->n_cells; j++)
		filled += stats_cell(row, j).n > 0;
	return filled < 2;
}

/* The words above a column, from the top; and the year among them. */
static const char *label_of(const struct sight *v, size_t column, int *year)
{
	const char *label = "";
	struct text before = { 0 };

	*year = 0;
	for (size_t i = 0; i < v->first_row; i++) {
		struct text cell = header_cell(&v->sheet->rows.at[i], column);

		if (!cell.n || text_eq(cell, before) || is_title(&v->sheet->rows.at[i]))
			continue;
		if (stats_year(cell))
			*year = stats_year(cell);
		label = arena_printf(v->arena, "%s%s%s", label, *label ? " " : "", text_z(v->arena, cell));
		before = cell;
	}
	return label;
}

static const char *sex_of(struct text label)
{
	bool men = text_find(label, TEXT("男")) != SIZE_MAX, women = text_find(label, TEXT("女")) != SIZE_MAX;

	return men == women ? "T" : men ? "M" : "F";
}

static bool has_figures(const struct sight *v, size_t column)
{
	size_t n = 0;

	for (size_t i = v->first_row; i < last_row(v->sheet); i++)
		n += is_number(v->arena, &v->sheet->rows.at[i], column);
	return most(n, last_row(v->sheet) - v->first_row);
}

static json_t *propose_columns(const struct sight *v)
{
	json_t *columns = json_array();

	for (size_t j = 0; j < v->columns; j++) {
		const char *label;
		json_t *column;
		int year;

		if (j == v->area || j == v->year || !has_figures(v, j))
			continue;
		label = label_of(v, j, &year);
		column = json_pack("{s:I,s:s,s:s,s:s}", "column", (json_int_t)j + 1, "label", label, "series", "",
				   "sex", sex_of(text_of(label)));
		if (v->year == SIZE_MAX)
			json_object_set_new(column, "period",
					    json_string(year ? arena_printf(v->arena, "CY%04d", year) : ""));
		json_array_append_new(columns, column);
	}
	return columns;
}

static size_t figures_of(struct arena *a, const struct sheet *sheet)
{
	size_t n = 0;

	for (size_t i = 0; i < last_row(sheet); i++)
		for (size_t j = 0; j < sheet->rows.at[i].n_cells && j < COLUMNS_LOOKED_AT; j++)
			n += is_number(a, &sheet->rows.at[i], j);
	return n;
}

/* Of a workbook the sheet with the most figures: the others are covers and notes. */
static struct sheet choose_sheet(struct arena *a, const struct book *book)
{
	struct sheet best = book->sheets.at[0];
	size_t most_figures = 0;

	for (size_t i = 0; i < book->sheets.n; i++) {
		size_t n = figures_of(a, &book->sheets.at[i]);

		if (n > most_figures) {
			most_figures = n;
			best = book->sheets.at[i];
		}
	}
	sheet_fill_merged(a, &best);
	return best;
}

static void look(struct sight *v)
{
	for (size_t i = 0; i < last_row(v->sheet); i++)
		if (v->sheet->rows.at[i].n_cells > v->columns)
			v->columns = v->sheet->rows.at[i].n_cells;
	if (v->columns > COLUMNS_LOOKED_AT)
		v->columns = COLUMNS_LOOKED_AT;
	see_area(v);
	if (v->area == SIZE_MAX)
		see_first_row(v);
	see_year(v);
}

bool stats_propose(struct arena *a, json_t **mapping, const struct book *book, struct err *err)
{
	struct sheet sheet = choose_sheet(a, book);
	struct sight v = { .arena = a, .sheet = &sheet };
	json_t *made, *columns;

	look(&v);
	columns = propose_columns(&v);
	if (!json_array_size(columns)) {
		json_decref(columns);
		return err_set(err, ERR_INPUT, "stats.no-rows", "file", book->name, NULL);
	}
	made = json_pack("{s:s,s:s}", "source", "", "status", "final");
	if (book->sheets.n > 1)
		json_object_set_new(made, "sheet", json_string(sheet.title));
	json_object_set_new(made, "first_line", json_integer(sheet.rows.at[v.first_row].line));
	json_object_set_new(made, "area",
			    v.area == SIZE_MAX ? json_string("")
					       : json_pack("{s:I}", "column", (json_int_t)v.area + 1));
	if (v.year != SIZE_MAX)
		json_object_set_new(made, "period",
				    json_pack("{s:I,s:s}", "column", (json_int_t)v.year + 1, "form", "CY"));
	json_object_set_new(made, "columns", columns);
	*mapping = made;
	return true;
}
