/* SSDSE-A of 統計センター: a line a municipality, a column a figure; three rows above them: codes of the figures, the
 * year that each column is of, and labels; they are found by 地域コード. The years differ by column and edition, so
 * they are read from the second row.
 *
 * Figures of the vital statistics (births, deaths) and of the migration report (in, out) are taken under the name of
 * the statistic they come from, and known when that came out (FACTS 3.2, 3.3), not when this compilation did. */
#include "base/calendar.h"
#include "files/stats.h"

/* Rows of the head below that of the codes. */
enum { YEARS = 1, LABELS, FIRST_ROW };

enum when {
	CENSUS_DAY, /* 1 October of the year; known when the census' results came out, which this table does not say */
	VITAL_YEAR, /* calendar year; final figures in September of the next one */
	MIGRATION_YEAR /* calendar year; municipal tables in late April of the next one */
};

static const struct figure_column {
	const char *code, *series, *sex;
	enum when when;
} columns[] = {
	{ "A1101", "census.population", "T", CENSUS_DAY },
	{ "A110101", "census.population", "M", CENSUS_DAY },
	{ "A110102", "census.population", "F", CENSUS_DAY },
	{ "A1102", "ssdse.A1102", "T", CENSUS_DAY }, /* Japanese nationals */
	{ "A1301", "ssdse.A1301", "T", CENSUS_DAY }, /* under 15 */
	{ "A1302", "ssdse.A1302", "T", CENSUS_DAY }, /* 15-64 */
	{ "A1303", "ssdse.A1303", "T", CENSUS_DAY }, /* 65 and over */
	{ "A1419", "ssdse.A1419", "T", CENSUS_DAY }, /* 75 and over */
	{ "A1700", "ssdse.A1700", "T", CENSUS_DAY }, /* foreign nationals */
	{ "A7101", "ssdse.A7101", "T", CENSUS_DAY }, /* households */
	{ "A4101", "vital.births", "T", VITAL_YEAR },
	{ "A4200", "vital.deaths", "T", VITAL_YEAR },
	{ "A9101", "vital.marriages", "T", VITAL_YEAR },
	{ "A9201", "vital.divorces", "T", VITAL_YEAR },
	{ "A5101", "migration.in", "T", MIGRATION_YEAR },
	{ "A5102", "migration.out", "T", MIGRATION_YEAR },
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

/* The row of the codes, which stand two rows above the head of the areas; SIZE_MAX: none. */
static size_t top_of(const struct sheet *s, size_t *code)
{
	const size_t labels = stats_head_of(s, "地域コード", code);
	struct text edition;

	if (labels == SIZE_MAX || labels < LABELS)
		return SIZE_MAX;
	edition = stats_cell(&s->rows.at[labels - LABELS], *code);
	return text_starts(edition, TEXT("SSDSE-A")) || stats_label_is(edition, "code") ? labels - LABELS : SIZE_MAX;
}

static bool is(const struct sheet *s)
{
	size_t code;

	return top_of(s, &code) != SIZE_MAX;
}

/* A column of the file that is taken. */
struct taken {
	const struct figure_column *what;
	size_t column;
	struct text period, published;
	bool usual;
};
typedef LIST(struct taken) taken_list;

static bool when_of(struct arena *a, struct taken *taken, struct text year, enum when when)
{
	struct period p;

	taken->period = text_of(
		arena_printf(a, when == CENSUS_DAY ? "%.*s-10-01" : "CY%.*s", (int)year.n, year.p ? year.p : ""));
	if (year.n != 4 || !period_parse(&p, taken->period, NULL))
		return false;
	/* Of a census the compilation's own day may be given; vital statistics were known before any compilation. */
	taken->usual = when == CENSUS_DAY;
	if (when == CENSUS_DAY)
		taken->published = stats_census_month(a, p.date.year);
	else
		taken->published = text_of(arena_printf(a, when == VITAL_YEAR ? "%d-09" : "%d-04", p.year + 1));
	return true;
}

/* A1101, but not Prefecture. */
static bool is_code(struct text t)
{
	return t.n > 1 && t.p[0] >= 'A' && t.p[0] <= 'Z' && t.p[1] >= '0' && t.p[1] <= '9';
}

static bool choose_columns(struct arena *a, taken_list *list, struct stats_table *t, const struct sheet *s, size_t top,
			   struct err *err)
{
	const struct sheet_row *codes = &s->rows.at[top], *years = &s->rows.at[top + YEARS];

	for (size_t j = 0; j < codes->n_cells; j++) {
		const struct figure_column *what = NULL;
		struct taken taken = { .column = j };

		for (size_t k = 0; k < N_COLUMNS && !what; k++)
			if (stats_label_is(stats_cell(codes, j), columns[k].code))
				what = &columns[k];
		if (!what) {
			t->columns_left += is_code(stats_cell(codes, j));
			continue;
		}
		taken.what = what;
		if (!when_of(a, &taken, stats_plain(a, stats_cell(years, j)), what->when))
			return err_set(err, ERR_INPUT, "stats.bad-year", "file", s->name, "column", NUM((int64_t)j + 1),
				       "text", text_z(a, stats_cell(years, j)), NULL);
		*LIST_ADD(a, list) = taken;
	}
	return true;
}

/* Of the columns that keep their code, in the words of the third row. */
static void define(struct arena *a, struct stats_table *t, const struct sheet_row *labels, const taken_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct taken *c = &list->at[i];
		struct text label = stats_cell(labels, c->column), series = text_of(c->what->series);

		if (label.n && text_starts(series, TEXT("ssdse.")))
			*LIST_ADD(a, &t->definitions) = (struct stats_definition){
				series,
				text_of(arena_printf(a, "SSDSE-A %s %.*s", c->what->code, (int)label.n, label.p))
			};
	}
}

static bool read(struct arena *a, struct stats_table *t, const struct sheet *s, struct err *err)
{
	taken_list list = { 0 };
	size_t code, end;
	const size_t top = top_of(s, &code);

	if (!choose_columns(a, &list, t, s, top, err))
		return false;
	define(a, t, &s->rows.at[top + LABELS], &list);
	end = stats_rows_end(t, s, top + FIRST_ROW);
	for (size_t i = top + FIRST_ROW; i < end; i++) {
		const struct sheet_row *row = &s->rows.at[i];
		struct text area, number;

		if (!stats_row_fits(a, t, s, top + FIRST_ROW, row) || !stats_area(a, t, row, code, &area))
			continue;
		for (size_t k = 0; k < list.n; k++) {
			const struct taken *c = &list.at[k];

			if (stats_number(a, t, row, c->column, false, &number))
				*LIST_ADD(a, &t->rows) = (struct observation){ text_of(c->what->series),
									       area,
									       c->period,
									       text_of(c->what->sex),
									       TEXT(AGES_TOTAL),
									       number,
									       c->published,
									       row->line,
									       c->usual };
		}
	}
	return true;
}

extern const struct stats_layout stats_ssdse_a;
const struct stats_layout stats_ssdse_a = { "ssdse-a", "独立行政法人統計センター「SSDSE-市区町村（SSDSE-A）」",
					    NULL,      "final",
					    is,        read };
