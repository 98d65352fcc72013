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

/* What tables write where they have no figure. */
static bool is_mark(struct text cell)
{
	static const char *const marks[] = { "-", "‐",  "–",   "—", "―", "ー", "…",   "‥",  "・",
					     "*", "**", "***", "X", "x", "△",  "･･･", "..." };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (stats_label_is(cell, marks[i]))
			return true;
	return false;
}

static size_t last_row(const struct sheet *s)
{
	return s->rows.n < ROWS_LOOKED_AT ? s->rows.n : ROWS_LOOKED_AT;
}

/* A short number may be a code that lost its zero (2000 for 02000), but more likely a number. */
static bool names_area(const struct sight *v, const struct sheet_row *row, size_t column)
{
	struct text cell = stats_cell(row, column);

	if (cell.n && *cell.p >= '0' && *cell.p <= '9' && cell.n != 5 && cell.n != 6)
		return false;
	return stats_area_of(v->arena, cell).n > 0;
}

/* A year, or a day of one. */
static int year_in(struct text cell)
{
	struct date day;

	return stats_day(&day, cell) ? day.year : stats_year(cell);
}

/* A number in another column: the row is one of figures. */
static bool has_number_beside(const struct sight *v, const struct sheet_row *row, size_t column)
{
	for (size_t j = 0; j < v->columns; j++)
		if (j != column && is_number(v->arena, row, j))
			return true;
	return false;
}

/* The column in which most rows of figures name an area, and the first row that does. A town's name above the table is
 * no such column. */
static void see_area(struct sight *v)
{
	size_t best = 0;

	v->area = SIZE_MAX;
	for (size_t j = 0; j < v->columns; j++) {
		size_t n = 0, first = 0;

		for (size_t i = 0; i < last_row(v->sheet); i++)
			if (names_area(v, &v->sheet->rows.at[i], j) && has_number_beside(v, &v->sheet->rows.at[i], j) &&
			    n++ == 0)
				first = i;
		if (n > best) {
			best = n;
			v->area = j;
			v->first_row = first;
		}
	}
}

/* Without areas: the first row with a number of which more than half the cells are numbers, marks or years. */
static void see_first_row(struct sight *v)
{
	for (size_t i = 0; i < last_row(v->sheet); i++) {
		const struct sheet_row *row = &v->sheet->rows.at[i];
		size_t numbers = 0, others = 0;

		for (size_t j = 0; j < v->columns; j++) {
			struct text cell = stats_cell(row, j);
			const bool number = is_number(v->arena, row, j);

			numbers += number;
			others += !number && (is_mark(cell) || year_in(cell));
		}
		if (i && numbers && 2 * (numbers + others) >= row->n_cells) {
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

/* 2000 is as likely a number of households: a bare number is a year only where 年 stands above it, or no better column
 * is there and the numbers go up by one. */
enum year_likelihood { NO_YEARS, BARE_NUMBERS, NUMBERS_UNDER_A_YEAR, WORDS_OF_YEARS };

/* 年, 年度, 西暦年; not 平成27年, which is of the figures below it. */
static bool says_year(const struct sight *v, size_t column)
{
	for (size_t i = 0; i < v->first_row; i++) {
		struct text cell = stats_cell(&v->sheet->rows.at[i], column);

		if ((text_ends(cell, TEXT("年")) || text_ends(cell, TEXT("年度")) || text_ends(cell, TEXT("年次"))) &&
		    !stats_year(cell))
			return true;
	}
	return false;
}

static bool is_digits(struct text t)
{
	for (size_t i = 0; i < t.n; i++)
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
	return t.n > 0;
}

static enum year_likelihood years_in(const struct sight *v, size_t column)
{
	size_t n = 0, bare = 0, steps = 0, rows = 0;
	int before = 0;

	for (size_t i = v->first_row; i < last_row(v->sheet); i++) {
		struct text cell = stats_cell(&v->sheet->rows.at[i], column);
		int year = year_in(cell);

		if (!has_number_beside(v, &v->sheet->rows.at[i], column))
			continue;
		rows++;
		n += year != 0;
		bare += year && is_digits(cell);
		steps += before && year - before == 1;
		before = year;
	}
	if (!most(n, rows))
		return NO_YEARS;
	if (bare < n)
		return WORDS_OF_YEARS;
	if (says_year(v, column))
		return NUMBERS_UNDER_A_YEAR;
	return steps + 1 >= n && n > 1 ? BARE_NUMBERS : NO_YEARS;
}

static void see_year(struct sight *v)
{
	enum year_likelihood best = NO_YEARS;

	v->year = SIZE_MAX;
	for (size_t j = 0; j < v->columns; j++) {
		enum year_likelihood now = j == v->area ? NO_YEARS : years_in(v, j);

		if (now > best) {
			best = now;
			v->year = j;
		}
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

/* A line of one cell above the table, maybe with the unit beside it, is its title, not the head of a column. */
static bool is_title(const struct sheet_row *row)
{
	size_t filled = 0;

	for (size_t j = 0; j < row->n_cells; j++)
		filled += stats_cell(row, j).n > 0 && text_find(stats_cell(row, j), TEXT("単位")) == SIZE_MAX;
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
	size_t numbers = 0, marks = 0, areas = 0, filled = 0;

	for (size_t i = v->first_row; i < last_row(v->sheet); i++) {
		const struct sheet_row *row = &v->sheet->rows.at[i];

		filled += stats_cell(row, column).n > 0;
		numbers += is_number(v->arena, row, column);
		marks += is_mark(stats_cell(row, column));
		areas += v->area != SIZE_MAX && names_area(v, row, column);
	}
	return numbers && most(numbers + marks, filled) && !most(areas, filled);
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
		column = json_pack("{s:I,s:s,s:s,s:s,s:s}", "column", (json_int_t)j + 1, "label", label, "series", "",
				   "definition", "", "sex", sex_of(text_of(label)));
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

static bool any_figure(const struct sight *v, const struct sheet_row *row)
{
	for (size_t j = 0; j < v->columns; j++)
		if (j != v->area && j != v->year && is_number(v->arena, row, j))
			return true;
	return false;
}

static bool begins_with_place_or_year(const struct sight *v, const struct sheet_row *row)
{
	if (v->area != SIZE_MAX)
		return stats_area_of(v->arena, stats_cell(row, v->area)).n > 0;
	return v->year != SIZE_MAX && year_in(stats_cell(row, v->year));
}

/* Notes stand below a table: rows without an area or year and without figures. */
static void propose_end(const struct sight *v, json_t *mapping)
{
	size_t last = v->sheet->rows.n;

	while (last > v->first_row + 1 && !begins_with_place_or_year(v, &v->sheet->rows.at[last - 1]) &&
	       !any_figure(v, &v->sheet->rows.at[last - 1]))
		last--;
	if (last < v->sheet->rows.n)
		json_object_set_new(mapping, "last_line", json_integer(v->sheet->rows.at[last - 1].line));
}

static bool has_word(const json_t *list, struct text word)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (text_is(word, json_string_value(json_array_get(list, i))))
			return true;
	return false;
}

/* Sums: words that stand for all areas where an area should stand. Other words may be slips, and are left to the
 * person. */
static void propose_left_out(const struct sight *v, json_t *mapping)
{
	static const char *const sums[] = { "計", "合計", "総計", "総数", "小計", "市計", "町村計", "郡計", "県計" };
	json_t *words = json_array();

	for (size_t i = v->first_row; v->area != SIZE_MAX && i < v->sheet->rows.n; i++) {
		struct text cell = stats_cell(&v->sheet->rows.at[i], v->area);

		for (size_t k = 0; k < sizeof sums / sizeof *sums; k++)
			if (text_is(cell, sums[k]) && !has_word(words, cell))
				json_array_append_new(words, json_text(cell));
	}
	if (json_array_size(words))
		json_object_set_new(mapping, "leave_out", words);
	else
		json_decref(words);
}

/* 令和2年度, or 年度 above the numbers; days. */
static const char *form_of_years(const struct sight *v)
{
	struct date day;

	if (stats_day(&day, stats_cell(&v->sheet->rows.at[v->first_row], v->year)))
		return "DATE";
	for (size_t i = 0; i < last_row(v->sheet); i++)
		if (text_ends(stats_cell(&v->sheet->rows.at[i], v->year), TEXT("年度")))
			return "FY";
	return "CY";
}

/* The town that the lines above the table name, where all of them name one; empty: the person says it. */
static struct text area_above(const struct sight *v)
{
	struct text found = { 0 };

	for (size_t i = 0; i < v->first_row; i++)
		for (size_t j = 0; j < v->sheet->rows.at[i].n_cells; j++) {
			struct text area = stats_area_of(v->arena, stats_cell(&v->sheet->rows.at[i], j));

			if (area.n && found.n && !text_eq(area, found))
				return (struct text){ 0 };
			found = area.n ? area : found;
		}
	return found;
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
	propose_end(&v, made);
	propose_left_out(&v, made);
	json_object_set_new(made, "area",
			    v.area == SIZE_MAX ? json_text(area_above(&v))
					       : json_pack("{s:I}", "column", (json_int_t)v.area + 1));
	if (v.year != SIZE_MAX)
		json_object_set_new(
			made, "period",
			json_pack("{s:I,s:s}", "column", (json_int_t)v.year + 1, "form", form_of_years(&v)));
	json_object_set_new(made, "columns", columns);
	*mapping = made;
	return true;
}
