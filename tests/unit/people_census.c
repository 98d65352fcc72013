#include "people_census.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "files/sheet.h"
#include "files/source.h"

enum { COLUMN_CODE, COLUMN_NAME, COLUMN_LEVEL, COLUMN_SEX, COLUMN_AGE, COLUMN_FIRST_YEAR };
enum { FIRST_YEAR = 1980, N_YEARS = 8, LAST_TOTAL_YEAR = 2020 };

static bool read_csv(struct arena *a, struct sheet *sheet, const char *folder_and_file)
{
	const char *folder = getenv("SOSEI_DATA");
	const char *path = arena_printf(a, "%s/%s", folder ? folder : "", folder_and_file);
	struct source_file source;

	return folder && source_read(a, &source, path, NULL) && sheet_from_csv(a, sheet, source.utf8, path, NULL);
}

static double number(struct arena *a, struct text cell)
{
	return strtod(text_z(a, cell), NULL);
}

static void add_cell(struct counted *c, int sex, struct text age, double value)
{
	if (text_is(age, "総数"))
		c->total += value;
	else if (text_is(age, "年齢不詳"))
		c->unknown[sex] = value;
	else
		c->people.at[sex][atoi(age.p) / 5] = value; /* 0～4歳, 85～89歳以上, 90歳以上 */
}

/* The rows of an area lie in blocks, one for each sex: mostly it is that of the row before, or the one after it. */
static struct area_figures *area_of(struct arena *a, struct census *c, size_t *at, const struct sheet_row *row)
{
	struct area_figures *area;

	for (size_t tried = 0; tried < c->areas.n; tried++, *at = (*at + 1) % c->areas.n)
		if (text_eq(c->areas.at[*at].code, row->cells[COLUMN_CODE]))
			return &c->areas.at[*at];
	*at = c->areas.n;
	area = LIST_ADD(a, &c->areas);
	area->code = row->cells[COLUMN_CODE];
	area->name = row->cells[COLUMN_NAME];
	for (int i = 0; i < N_YEARS; i++) {
		struct counted *counted = LIST_ADD(a, &area->census.at);

		counted->year = FIRST_YEAR + 5 * i;
		counted->people.n_ages = PROJECT_GROUPS;
	}
	return area;
}

static void add_row(struct arena *a, struct census *c, size_t *last, const struct sheet_row *row)
{
	struct area_figures *area;

	if (text_is(row->cells[COLUMN_SEX], "T"))
		return;
	area = area_of(a, c, last, row);
	for (int i = 0; i < N_YEARS; i++)
		add_cell(&area->census.at.at[i], text_is(row->cells[COLUMN_SEX], "M") ? SEX_M : SEX_F,
			 row->cells[COLUMN_AGE], number(a, row->cells[COLUMN_FIRST_YEAR + i]));
}

/* R43100,...: the total of 2020 in the column A1101. */
static void add_totals(struct arena *a, struct census *c)
{
	struct sheet sheet = { 0 };
	size_t column = 0;

	if (!read_csv(a, &sheet, "ssdse/SSDSE-A-2022.csv"))
		return;
	while (column < sheet.rows.at[0].n_cells && !text_is(sheet.rows.at[0].cells[column], "A1101"))
		column++;
	for (size_t r = 3; r < sheet.rows.n; r++) {
		struct text code = text_slice(sheet.rows.at[r].cells[0], 1, 6);

		for (size_t i = 0; i < c->areas.n; i++) {
			struct counted *at;

			if (!text_eq(c->areas.at[i].code, code))
				continue;
			at = LIST_ADD(a, &c->areas.at[i].census.at);
			at->year = LAST_TOTAL_YEAR;
			at->total = number(a, sheet.rows.at[r].cells[column]);
		}
	}
}

const struct area_figures *census_area(const struct census *c, const char *code)
{
	for (size_t i = 0; i < c->areas.n; i++)
		if (text_is(c->areas.at[i].code, code))
			return &c->areas.at[i];
	return NULL;
}

static bool read_all(struct arena *a, struct census *c)
{
	struct sheet sheet = { 0 };
	size_t last = 0;

	*c = (struct census){ 0 };
	if (!read_csv(a, &sheet, "census/census_1980_2015.csv"))
		return false;
	for (size_t i = 1; i < sheet.rows.n; i++)
		add_row(a, c, &last, &sheet.rows.at[i]);
	add_totals(a, c);
	for (size_t i = 0; i < c->areas.n; i++) {
		const struct area_figures *area = &c->areas.at[i];

		if (area->code.n == 5)
			*LIST_ADD(a, &c->municipalities) =
				(struct backtest_input){ area, census_area(c, arena_printf(a, "%.2s", area->code.p)),
							 NULL };
	}
	return true;
}

const struct project_method last_interval = { .persons = 10 };
struct census census;
struct arena census_arena;
static bool there;

int census_open(void **state)
{
	(void)state;
	there = read_all(&census_arena, &census);
	if (!there)
		print_message("SOSEI_DATA is absent\n");
	return 0;
}

int census_close(void **state)
{
	(void)state;
	arena_clear(&census_arena);
	return 0;
}

void census_needed(void)
{
	if (!there)
		skip();
}

void count_evenly(struct counted *c, int year, double people)
{
	c->year = year;
	c->people.n_ages = PROJECT_GROUPS;
	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = 0; a < PROJECT_GROUPS; a++)
			c->people.at[s][a] = people;
	c->total = 2 * PROJECT_GROUPS * people;
}
