/* 住民基本台帳に基づく人口、人口動態及び世帯数 of 総務省: a title with the day, three rows of merged headers, then a
 * line an area: the nation (without a code), prefectures, counties, cities, wards, towns and villages, with six-digit
 * codes.
 *
 * The columns are found by their labels, so that a year with one column more is still read. Only 総計 (all nationals)
 * is taken: the tables of Japanese and of foreign residents look the same and mean other series. */

#include "base/calendar.h"
#include "files/stats.h"

enum { TITLE, TOP, MIDDLE, BOTTOM, FIRST_ROW, FIRST_COLUMN = 3, COLUMNS_LEAST = 25 };

static const struct register_column {
	int row; /* of the header in which its label stands */
	const char *label, *series, *sex;
	bool yearly, signed_number;
} columns[] = {
	{ BOTTOM, "人", "register.population", "T", false, false },
	{ BOTTOM, "男", "register.population", "M", false, false },
	{ BOTTOM, "女", "register.population", "F", false, false },
	{ MIDDLE, "世帯数", "register.households", "T", false, false },
	{ BOTTOM, "出生者数", "register.births", "T", true, false },
	{ BOTTOM, "死亡者数", "register.deaths", "T", true, false },
	{ MIDDLE, "自然増減数", "register.natural-change", "T", true, true },
	{ MIDDLE, "社会増減数", "register.social-change", "T", true, true },
	{ BOTTOM, "転入者数（国内）", "register.domestic-in", "T", true, false },
	{ BOTTOM, "転出者数（国内）", "register.domestic-out", "T", true, false },
	{ BOTTOM, "転入者数（国外）", "register.from-abroad", "T", true, false },
	{ BOTTOM, "転出者数（国外）", "register.to-abroad", "T", true, false },
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static bool has(struct text t, const char *words)
{
	return text_find(t, text_of(words)) != SIZE_MAX;
}

static bool is(const struct sheet *s)
{
	struct text title = s->rows.n > FIRST_ROW ? stats_cell(&s->rows.at[TITLE], 0) : (struct text){ 0 };

	return has(title, "住民基本台帳人口・世帯数") && has(title, "人口動態") && has(title, "総計") &&
	       text_is(stats_cell(&s->rows.at[TOP], 0), "団体コード");
}

/* 令和2年1月1日... and 平成31年1月1日...: the year; 0 where it is written otherwise. */
static int year_of_title(struct text title)
{
	int n = 0;

	struct text era = text_slice(title, 0, 6), rest = text_slice(title, 6, title.n);
	size_t end = text_find(rest, TEXT("年1月1日"));
	struct text number = text_slice(rest, 0, end);

	if (end == SIZE_MAX || end == 0 || end > 3)
		return 0;
	for (size_t i = 0; i < number.n && number.p[i] >= '0' && number.p[i] <= '9'; i++)
		n = n * 10 + (number.p[i] - '0');
	return era_year(era, text_is(number, "元") ? 1 : n);
}

static size_t column_of(const struct sheet *s, const struct register_column *c)
{
	const struct sheet_row *row = &s->rows.at[c->row];

	for (size_t j = FIRST_COLUMN; j < row->n_cells; j++)
		if (text_is(stats_cell(row, j), c->label))
			return j;
	return SIZE_MAX;
}

struct place {
	size_t column[N_COLUMNS];
	struct text day, year; /* 2020-01-01 and CY2019 */
	struct text published; /* 2020-08: the ministry publishes it in July or August */
};

static bool find_places(struct arena *a, struct place *p, struct stats_table *t, const struct sheet *s, struct err *err)
{
	struct text title = stats_cell(&s->rows.at[TITLE], 0);
	int year = year_of_title(title);

	if (!year)
		return err_set(err, ERR_INPUT, "stats.bad-title", "file", s->name, "text", text_z(a, title), NULL);
	p->day = text_of(arena_printf(a, "%04d-01-01", year));
	p->year = text_of(arena_printf(a, "CY%04d", year - 1));
	p->published = text_of(arena_printf(a, "%04d-08", year));
	for (size_t k = 0; k < N_COLUMNS; k++) {
		p->column[k] = column_of(s, &columns[k]);
		if (p->column[k] == SIZE_MAX)
			return err_set(err, ERR_INPUT, "stats.no-column", "file", s->name, "label", columns[k].label,
				       NULL);
	}
	t->columns_left = COLUMNS_LEAST - FIRST_COLUMN - N_COLUMNS;
	return true;
}

static void take_row(struct arena *a, struct stats_table *t, const struct place *p, const struct sheet_row *row)
{
	struct observation o = { .ages = TEXT(AGES_TOTAL),
				 .line = row->line,
				 .area = TEXT("00000"),
				 .published = p->published,
				 .usual = true };

	/* The sum over all prefectures has no code. */
	if (!text_is(stats_cell(row, 1), "合計") && !stats_area(a, t, row, 0, &o.area))
		return;
	for (size_t k = 0; k < N_COLUMNS; k++) {
		if (!stats_number(a, t, row, p->column[k], columns[k].signed_number, &o.numbers))
			continue;
		o.series = text_of(columns[k].series);
		o.sex = text_of(columns[k].sex);
		o.period = columns[k].yearly ? p->year : p->day;
		*LIST_ADD(a, &t->rows) = o;
	}
}

static bool read(struct arena *a, struct stats_table *t, const struct sheet *s, struct err *err)
{
	struct place p = { 0 };

	t->code_digits = 6;
	if (!find_places(a, &p, t, s, err))
		return false;
	for (size_t i = FIRST_ROW; i < s->rows.n; i++)
		if (stats_row_fits(a, t, s, FIRST_ROW, &s->rows.at[i]))
			take_row(a, t, &p, &s->rows.at[i]);
	return true;
}

extern const struct stats_layout stats_register;
const struct stats_layout stats_register = { "register", "総務省「住民基本台帳に基づく人口、人口動態及び世帯数」",
					     NULL,       "final",
					     is,         read };
