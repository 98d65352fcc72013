/* 住民基本台帳に基づく人口、人口動態及び世帯数 of 総務省: a title with the day, three rows of merged headers, then a
 * line an area: the nation (without a code), prefectures, counties, cities, wards, towns and villages, with six-digit
 * codes.
 *
 * Head and columns are found by their labels, so that a year with one column or line more is still read. Only 総計 (all
 * nationals) is taken: the tables of Japanese and of foreign residents look the same and mean other series. */

#include "base/calendar.h"
#include "files/stats.h"

enum { NAME_COLUMNS = 3 /* code, prefecture, municipality */ };

static const struct register_column {
	const char *label, *other; /* other: in other years; NULL: none */
	const char *series, *sex;
	bool yearly, signed_number;
} columns[] = {
	{ "人", "計", "register.population", "T", false, false },
	{ "男", NULL, "register.population", "M", false, false },
	{ "女", NULL, "register.population", "F", false, false },
	{ "世帯数", NULL, "register.households", "T", false, false },
	{ "出生者数", NULL, "register.births", "T", true, false },
	{ "死亡者数", NULL, "register.deaths", "T", true, false },
	{ "自然増減数", NULL, "register.natural-change", "T", true, true },
	{ "社会増減数", NULL, "register.social-change", "T", true, true },
	{ "転入者数（国内）", NULL, "register.domestic-in", "T", true, false },
	{ "転出者数（国内）", NULL, "register.domestic-out", "T", true, false },
	{ "転入者数（国外）", NULL, "register.from-abroad", "T", true, false },
	{ "転出者数（国外）", NULL, "register.to-abroad", "T", true, false },
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static const char *const code_label = "団体コード";

static bool has(struct text t, const char *words)
{
	return text_find(t, text_of(words)) != SIZE_MAX;
}

/* The title above the row `end`; empty: none. */
static struct text title_of(const struct sheet *s, size_t end)
{
	for (size_t i = 0; i < end; i++)
		for (size_t j = 0; j < s->rows.at[i].n_cells; j++) {
			struct text t = stats_cell(&s->rows.at[i], j);

			if (has(t, "住民基本台帳人口・世帯数") && has(t, "人口動態") && has(t, "総計"))
				return t;
		}
	return (struct text){ 0 };
}

static bool is(const struct sheet *s)
{
	size_t column, top = stats_head_of(s, code_label, &column);

	return top != SIZE_MAX && title_of(s, top).n;
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

struct place {
	size_t code, first_row;
	size_t column[N_COLUMNS];
	struct text day, year; /* 2020-01-01 and CY2019 */
	struct text published; /* 2020-08: the ministry publishes it in July or August */
};

/* The sum over all prefectures has no code. */
static bool is_nation(const struct sheet_row *row)
{
	return stats_column_of(row, "合計") != SIZE_MAX;
}

/* The first row below the head whose code is one. */
static size_t first_row_of(struct arena *a, const struct sheet *s, size_t top, size_t code)
{
	for (size_t i = top + 1; i < s->rows.n; i++) {
		struct text t = stats_plain(a, stats_cell(&s->rows.at[i], code));

		if (is_nation(&s->rows.at[i]) || (t.n && *t.p >= '0' && *t.p <= '9'))
			return i;
	}
	return s->rows.n;
}

static size_t column_of(const struct sheet *s, size_t top, size_t end, const char *label)
{
	for (size_t i = top; i < end; i++) {
		size_t j = stats_column_of(&s->rows.at[i], label);

		if (j != SIZE_MAX)
			return j;
	}
	return SIZE_MAX;
}

/* Columns of figures: all that stand in the head behind those of code and names. */
static size_t width_of(const struct sheet *s, size_t end)
{
	size_t width = 0;

	for (size_t i = 0; i < end; i++)
		width = s->rows.at[i].n_cells > width ? s->rows.at[i].n_cells : width;
	return width;
}

static bool find_places(struct arena *a, struct place *p, struct stats_table *t, const struct sheet *s, struct err *err)
{
	const size_t top = stats_head_of(s, code_label, &p->code);
	struct text title = title_of(s, top);
	int year = year_of_title(stats_plain(a, title));

	if (!year)
		return err_set(err, ERR_INPUT, "stats.bad-title", "file", s->name, "text", text_z(a, title), NULL);
	p->day = text_of(arena_printf(a, "%04d-01-01", year));
	p->year = text_of(arena_printf(a, "CY%04d", year - 1));
	p->published = text_of(arena_printf(a, "%04d-08", year));
	p->first_row = first_row_of(a, s, top, p->code);
	for (size_t k = 0; k < N_COLUMNS; k++) {
		p->column[k] = column_of(s, top, p->first_row, columns[k].label);
		if (p->column[k] == SIZE_MAX && columns[k].other)
			p->column[k] = column_of(s, top, p->first_row, columns[k].other);
		if (p->column[k] == SIZE_MAX)
			return err_set(err, ERR_INPUT, "stats.no-column", "file", s->name, "label", columns[k].label,
				       NULL);
	}
	t->columns_left = width_of(s, p->first_row) - p->code - NAME_COLUMNS - N_COLUMNS;
	return true;
}

static void take_row(struct arena *a, struct stats_table *t, const struct place *p, const struct sheet_row *row)
{
	struct observation o = { .ages = TEXT(AGES_TOTAL),
				 .line = row->line,
				 .area = TEXT("00000"),
				 .published = p->published,
				 .usual = true };

	if (!is_nation(row) && !stats_area(a, t, row, p->code, &o.area))
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
	size_t end;

	t->code_digits = 6;
	if (!find_places(a, &p, t, s, err))
		return false;
	end = stats_rows_end(t, s, p.first_row);
	for (size_t i = p.first_row; i < end; i++)
		if (stats_row_fits(a, t, s, p.first_row, &s->rows.at[i]))
			take_row(a, t, &p, &s->rows.at[i]);
	return true;
}

extern const struct stats_layout stats_register;
const struct stats_layout stats_register = { "register", "総務省「住民基本台帳に基づく人口、人口動態及び世帯数」",
					     NULL,       "final",
					     is,         read };
