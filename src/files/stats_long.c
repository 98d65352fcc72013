/* The long tables: code,name,level,sex,age,YEAR,YEAR,... with one line an age group. Columns are found by their names
 * and the lines of an area and sex by these, so that a table that was sorted or cut otherwise says the same. So the
 * census (with 年齢不詳) and the regional projection of 2018 are compiled by aiseed.dev from e-Stat and from the
 * institute's workbook. */
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "files/stats.h"

enum { YEARS_MAX = 40, ROWS_MAX = 2 + AGES_5_90_GROUPS };

/* Where the head stands, and what in it. */
struct columns {
	size_t head; /* row of the sheet */
	size_t code, sex, age;
	size_t year[YEARS_MAX];
	int years[YEARS_MAX];
	size_t n_years, n_others; /* columns of years; of neither years nor names */
	size_t bad;               /* the first that should be of a year; 0: none */
};

/* 2015, 2015年 or the census day, which Excel makes of a date; 0: no year. */
static int year_of(struct text cell)
{
	int year = 0;

	for (struct text t = cell; t.n && year < 1000;) {
		uint32_t c = text_next(&t);

		c = c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 + '0' : c;
		if (c < '0' || c > '9')
			return 0;
		year = year * 10 + (int)(c - '0');
	}
	for (size_t i = 0; year >= 1000 && i < 3; i++) {
		char want[24];

		snprintf(want, sizeof want, i == 0 ? "%d" : i == 1 ? "%d年" : "%d-10-01", year);
		if (stats_label_is(cell, want))
			return year;
	}
	return 0;
}

/* What begins with a digit is meant as a year, and a slip where it is none. */
static bool is_figure(struct text cell)
{
	uint32_t c = cell.n ? text_next(&cell) : 0;

	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_name(struct text cell)
{
	return stats_label_is(cell, "name") || stats_label_is(cell, "level") || !text_trim(cell).n;
}

/* False where it is no long table; more years than YEARS_MAX are counted, not kept. */
static bool find_columns(struct columns *c, const struct sheet *s)
{
	const struct sheet_row *row;

	*c = (struct columns){ .head = stats_head_of(s, "code", &c->code) };
	if (c->head == SIZE_MAX)
		return false;
	row = &s->rows.at[c->head];
	c->code = stats_column_of(row, "code");
	c->sex = stats_column_of(row, "sex");
	c->age = stats_column_of(row, "age");
	for (size_t j = 0; j < row->n_cells; j++) {
		int year = year_of(text_trim(row->cells[j]));

		if (!year) {
			if (j == c->code || j == c->sex || j == c->age || is_name(row->cells[j]))
				continue;
			c->n_others++;
			c->bad = !c->bad && is_figure(text_trim(row->cells[j])) ? j : c->bad;
			continue;
		}
		if (c->n_years < YEARS_MAX) {
			c->year[c->n_years] = j;
			c->years[c->n_years] = year;
		}
		c->n_years++;
	}
	return c->sex != SIZE_MAX && c->age != SIZE_MAX && (c->n_years || c->bad);
}

/* The census counts those whose age is not stated; a projection has none. */
static bool has_unknown(const struct sheet *s, const struct columns *c)
{
	for (size_t i = c->head + 1; i < s->rows.n; i++)
		if (stats_label_is(stats_cell(&s->rows.at[i], c->age), "年齢不詳"))
			return true;
	return false;
}

static bool has_year(const struct columns *c, int year)
{
	for (size_t i = 0; i < c->n_years && i < YEARS_MAX; i++)
		if (c->years[i] == year)
			return true;
	return false;
}

static bool is_census(const struct sheet *s)
{
	struct columns c;

	return find_columns(&c, s) && has_unknown(s, &c);
}

/* The edition of 2018 goes from 2015 to 2045. */
static bool is_ipss(const struct sheet *s)
{
	struct columns c;

	return find_columns(&c, s) && has_year(&c, 2015) && has_year(&c, 2045) && !has_unknown(s, &c);
}

/* 0 for 総数, 1 for 0～4歳, ... 19 for 90歳以上, 20 for 年齢不詳; -1 for anything else. `85～89歳以上` is the table's
 * own slip for 85～89: 90歳以上 follows it and the sum is right. */
static int age_row(struct arena *a, struct text age)
{
	char want[40];
	int first = 0;

	if (stats_label_is(age, "総数"))
		return 0;
	if (stats_label_is(age, "90歳以上"))
		return AGES_5_90_GROUPS;
	if (stats_label_is(age, "年齢不詳"))
		return 1 + AGES_5_90_GROUPS;
	age = stats_plain(a, age);
	for (size_t i = 0; i < age.n && i < 2 && age.p[i] >= '0' && age.p[i] <= '9'; i++)
		first = first * 10 + (age.p[i] - '0');
	snprintf(want, sizeof want, "%d～%d歳", first, first + 4);
	if (first % 5 || first > 85 || !(stats_label_is(age, want) || stats_label_is(age, "85～89歳以上")))
		return -1;
	return first / 5 + 1;
}

struct block {
	size_t n;
	const struct sheet_row *first, *of_age[ROWS_MAX]; /* NULL: absent */
};

/* A line with what it is filed under. */
struct filed {
	const struct sheet_row *row;
	struct text code, sex;
	size_t block; /* the row in which its area and sex come first */
};

static int by_area(const void *x, const void *y)
{
	const struct filed *a = x, *b = y;
	int order = text_cmp(a->code, b->code);

	order = order ? order : text_cmp(a->sex, b->sex);
	return order ? order : (a->row > b->row) - (a->row < b->row);
}

static int by_block(const void *x, const void *y)
{
	const struct filed *a = x, *b = y;

	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static bool same_block(const struct filed *a, const struct filed *b)
{
	return text_eq(a->code, b->code) && text_eq(a->sex, b->sex);
}

/* All lines, those of an area and sex together, in the order in which the table begins them. */
static struct filed *file_lines(struct arena *a, const struct sheet *s, const struct columns *c, size_t end, size_t *n)
{
	struct filed *all = arena_array(a, end - c->head, sizeof *all);

	*n = end - c->head - 1;
	for (size_t i = 0; i < *n; i++) {
		const struct sheet_row *row = &s->rows.at[c->head + 1 + i];

		all[i] = (struct filed){ row, stats_cell(row, c->code), stats_cell(row, c->sex), 0 };
	}
	if (*n)
		qsort(all, *n, sizeof *all, by_area);
	for (size_t i = 0; i < *n; i++)
		all[i].block =
			i && same_block(&all[i - 1], &all[i]) ? all[i - 1].block : (size_t)(all[i].row - s->rows.at);
	if (*n)
		qsort(all, *n, sizeof *all, by_block);
	return all;
}

/* The rows of one area and sex, each where its age belongs; a gap or an overlap is a fault of the whole. Behind a whole
 * one of the same area and sex another one begins, which stands there twice. */
static bool gather(struct arena *a, struct stats_table *t, const struct sheet *s, const struct columns *c,
		   const struct filed *all, size_t most, struct block *b, int n_ages)
{
	const struct observation of = { .area = all->code, .sex = all->sex, .line = all->row->line };
	bool good = true, there[ROWS_MAX];

	*b = (struct block){ .first = all->row };
	while (b->n < most && all[b->n].block == all->block && !(good && b->n == (size_t)n_ages)) {
		const struct sheet_row *row = all[b->n++].row;
		int at = age_row(a, stats_cell(row, c->age));

		good = stats_row_fits(a, t, s, c->head + 1, row) && good;
		if (at < 0 || at >= n_ages || b->of_age[at]) {
			stats_fault(a, t, row->line, c->age + 1,
				    msg_make(a, at >= 0 && at < n_ages ? "stats.age-twice" : "stats.bad-age", "text",
					     text_z(a, stats_cell(row, c->age)), NULL));
			good = false;
		} else {
			b->of_age[at] = row;
		}
	}
	for (int i = 0; i < n_ages; i++)
		there[i] = b->of_age[i];
	return good && stats_ages_whole(a, t, &of, there, n_ages);
}

/* The numbers of one year: total first. The groups must add up to the total, or ages overlap or leave a gap. */
static bool numbers_of(struct arena *a, struct stats_table *t, const struct block *b, size_t column, int n_ages,
		       struct buf *out)
{
	struct decimal sum = decimal_of(0), total = sum, d;

	buf_reset(out);
	for (int i = 0; i < n_ages; i++) {
		struct text number;

		if (!stats_number(a, t, b->of_age[i], column, false, &number))
			return false;
		if (!decimal_parse(&d, number, NULL) || (i && !decimal_add(&sum, sum, d, NULL))) {
			stats_fault(a, t, b->of_age[i]->line, column + 1,
				    msg_make(a, "stats.no-number", "text", text_z(a, number), NULL));
			return false;
		}
		if (!i)
			total = d;
		buf_puts(out, i ? " " : "");
		buf_text(out, number);
	}
	if (decimal_eq(sum, total))
		return true;
	stats_fault(a, t, b->of_age[0]->line, column + 1,
		    msg_make(a, "stats.ages-sum", "sum", DEC(sum), "total", DEC(total), NULL));
	return false;
}

struct years {
	struct text period[YEARS_MAX], published[YEARS_MAX];
	size_t n;
};

struct long_form {
	const char *series, *ages;
	int n_ages;
	const char *published; /* NULL: by the census's year */
};

static bool read_years(struct arena *a, struct years *y, const struct sheet *s, const struct columns *c,
		       const struct long_form *form, struct err *err)
{
	if (c->n_years > YEARS_MAX)
		return err_set(err, ERR_INPUT, "stats.too-many-years", "file", s->name, "limit", NUM(YEARS_MAX), NULL);
	if (c->bad)
		return err_set(err, ERR_INPUT, "stats.bad-year", "file", s->name, "column", NUM((int64_t)c->bad + 1),
			       "text", text_z(a, stats_cell(&s->rows.at[c->head], c->bad)), NULL);
	y->n = c->n_years;
	for (size_t i = 0; i < y->n; i++) {
		struct period p;

		y->period[i] = text_of(arena_printf(a, "%04d-10-01", c->years[i]));
		if (!period_parse(&p, y->period[i], NULL))
			return err_set(err, ERR_INPUT, "stats.bad-year", "file", s->name, "column",
				       NUM((int64_t)c->year[i] + 1), "text", NUM(c->years[i]), NULL);
		y->published[i] = form->published ? text_of(form->published) : stats_census_month(a, c->years[i]);
	}
	return true;
}

static void take_block(struct arena *a, struct stats_table *t, const struct block *b, const struct columns *c,
		       const struct years *y, const struct long_form *form)
{
	const struct sheet_row *first = b->of_age[0];
	struct observation o = {
		.series = text_of(form->series), .ages = text_of(form->ages), .line = first->line, .usual = true
	};
	struct buf numbers = { 0 };

	o.sex = stats_cell(first, c->sex);
	if (!text_is(o.sex, "T") && !text_is(o.sex, "M") && !text_is(o.sex, "F")) {
		stats_fault(a, t, first->line, c->sex + 1,
			    msg_make(a, "stats.bad-sex", "text", text_z(a, o.sex), NULL));
		return;
	}
	if (!stats_area(a, t, first, c->code, &o.area))
		return;
	for (size_t i = 0; i < y->n; i++)
		if (numbers_of(a, t, b, c->year[i], form->n_ages, &numbers)) {
			o.period = y->period[i];
			o.published = y->published[i];
			o.numbers = text_dup(a, buf_view(&numbers));
			*LIST_ADD(a, &t->rows) = o;
		}
	buf_clear(&numbers);
}

static bool read_long(struct arena *a, struct stats_table *t, const struct sheet *s, const struct long_form *form,
		      struct err *err)
{
	struct columns c;
	struct filed *all;
	struct block b;
	struct years y = { 0 };
	size_t n;

	if (!find_columns(&c, s) || !read_years(a, &y, s, &c, form, err))
		return false;
	t->columns_left = c.n_others;
	all = file_lines(a, s, &c, stats_rows_end(t, s, c.head + 1), &n);
	for (size_t i = 0; i < n; i += b.n)
		if (gather(a, t, s, &c, &all[i], n - i, &b, form->n_ages))
			take_block(a, t, &b, &c, &y, form);
	return true;
}

static bool read_census(struct arena *a, struct stats_table *t, const struct sheet *s, struct err *err)
{
	static const struct long_form form = { "census.population", AGES_5_90_UNKNOWN, 2 + AGES_5_90_GROUPS, NULL };

	return read_long(a, t, s, &form, err);
}

static bool read_ipss(struct arena *a, struct stats_table *t, const struct sheet *s, struct err *err)
{
	static const struct long_form form = { "ipss2018.population", AGES_5_90, 1 + AGES_5_90_GROUPS, "2018-03" };

	return read_long(a, t, s, &form, err);
}

extern const struct stats_layout stats_census, stats_ipss;
const struct stats_layout stats_census = {
	"census-long", "総務省統計局「国勢調査」（e-Stat）、編集: aiseed.dev（統計メモ帳）",
	"CC BY 4.0",   "final",
	is_census,     read_census
};
const struct stats_layout stats_ipss = { "ipss2018-long",
					 "国立社会保障・人口問題研究所「日本の地域別将来推計人口（平成30（2018）年推計"
					 "）」、編集: aiseed.dev（統計メモ帳）",
					 "CC BY 4.0",
					 "projection",
					 is_ipss,
					 read_ipss };
