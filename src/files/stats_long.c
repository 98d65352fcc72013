/* The long tables: code,name,level,sex,age,YEAR,YEAR,... with one line an age group, all age groups of an area and sex
 * one below the other, each beginning with 総数. So the census (with 年齢不詳) and the regional projection of 2018 are
 * compiled by aiseed.dev from e-Stat and from the institute's workbook. */
#include <stdio.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "files/stats.h"

enum { FIRST_YEAR = 5, YEARS_MAX = 40, ROWS_MAX = 2 + AGES_5_90_GROUPS };

static struct text head(const struct sheet *s, size_t column)
{
	return s->rows.n ? stats_cell(&s->rows.at[0], column) : (struct text){ 0 };
}

static bool is_long(const struct sheet *s)
{
	static const char *const names[FIRST_YEAR] = { "code", "name", "level", "sex", "age" };

	for (size_t i = 0; i < FIRST_YEAR; i++)
		if (!text_is(head(s, i), names[i]))
			return false;
	return head(s, FIRST_YEAR).n > 0;
}

/* The census counts those whose age is not stated; a projection has none. */
static bool has_unknown(const struct sheet *s)
{
	for (size_t i = 1; i < s->rows.n && i <= ROWS_MAX; i++)
		if (text_is(stats_cell(&s->rows.at[i], 4), "年齢不詳"))
			return true;
	return false;
}

static bool is_census(const struct sheet *s)
{
	return is_long(s) && has_unknown(s);
}

/* The edition of 2018 begins with 2015 and ends with 2045. */
static bool is_ipss(const struct sheet *s)
{
	return is_long(s) && !has_unknown(s) && text_is(head(s, FIRST_YEAR), "2015") &&
	       text_is(stats_cell(&s->rows.at[0], s->rows.at[0].n_cells - 1), "2045");
}

/* 0 for 総数, 1 for 0～4歳, ... 19 for 90歳以上, 20 for 年齢不詳; -1 for anything else. `85～89歳以上` is the table's
 * own slip for 85～89: 90歳以上 follows it and the sum is right. */
static int age_row(struct text age)
{
	char want[40];
	int first = 0;

	if (text_is(age, "総数"))
		return 0;
	if (text_is(age, "90歳以上"))
		return AGES_5_90_GROUPS;
	if (text_is(age, "年齢不詳"))
		return 1 + AGES_5_90_GROUPS;
	for (size_t i = 0; i < age.n && i < 2 && age.p[i] >= '0' && age.p[i] <= '9'; i++)
		first = first * 10 + (age.p[i] - '0');
	snprintf(want, sizeof want, "%d～%d歳", first, first + 4);
	if (first % 5 || first > 85 || !(text_is(age, want) || text_is(age, "85～89歳以上")))
		return -1;
	return first / 5 + 1;
}

struct block {
	size_t first, n;                          /* rows of the sheet */
	const struct sheet_row *of_age[ROWS_MAX]; /* NULL: absent */
};

static bool same_block(const struct sheet_row *a, const struct sheet_row *b)
{
	return text_eq(stats_cell(a, 0), stats_cell(b, 0)) && text_eq(stats_cell(a, 3), stats_cell(b, 3));
}

/* The rows of one area and sex, each where its age belongs; a gap or an overlap is a fault of the whole. */
static bool gather(struct arena *a, struct stats_table *t, const struct sheet *s, size_t first, struct block *b,
		   int n_ages)
{
	const struct sheet_row *head = &s->rows.at[first];
	const struct observation of = { .area = stats_cell(head, 0), .sex = stats_cell(head, 3), .line = head->line };
	bool good = true, there[ROWS_MAX];

	*b = (struct block){ .first = first };
	while (first + b->n < s->rows.n && same_block(&s->rows.at[first], &s->rows.at[first + b->n])) {
		const struct sheet_row *row = &s->rows.at[first + b->n++];
		int at = age_row(stats_cell(row, 4));

		good = stats_row_fits(a, t, s, 1, row) && good;
		if (at < 0 || at >= n_ages || b->of_age[at]) {
			stats_fault(a, t, row->line, 5,
				    msg_make(a, at >= 0 && at < n_ages ? "stats.age-twice" : "stats.bad-age", "text",
					     text_z(a, stats_cell(row, 4)), NULL));
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

static bool read_years(struct arena *a, struct years *y, const struct sheet *s, const struct long_form *form,
		       struct err *err)
{
	const struct sheet_row *row = &s->rows.at[0];

	y->n = row->n_cells - FIRST_YEAR;
	for (size_t i = 0; i < y->n && y->n <= YEARS_MAX; i++) {
		struct text year = stats_cell(row, FIRST_YEAR + i);
		struct period p;

		y->period[i] = text_of(arena_printf(a, "%.*s-10-01", (int)year.n, year.p ? year.p : ""));
		if (!period_parse(&p, y->period[i], NULL))
			return err_set(err, ERR_INPUT, "stats.bad-year", "file", s->name, "column",
				       NUM((int64_t)(FIRST_YEAR + i + 1)), "text", text_z(a, year), NULL);
		y->published[i] = form->published ? text_of(form->published) : stats_census_month(a, p.date.year);
	}
	return y->n <= YEARS_MAX ||
	       err_set(err, ERR_INPUT, "stats.too-many-years", "file", s->name, "limit", NUM(YEARS_MAX), NULL);
}

static void take_block(struct arena *a, struct stats_table *t, const struct block *b, const struct years *y,
		       const struct long_form *form, struct buf *numbers)
{
	const struct sheet_row *first = b->of_age[0];
	struct observation o = {
		.series = text_of(form->series), .ages = text_of(form->ages), .line = first->line, .usual = true
	};

	o.sex = stats_cell(first, 3);
	if (!text_is(o.sex, "T") && !text_is(o.sex, "M") && !text_is(o.sex, "F")) {
		stats_fault(a, t, first->line, 4, msg_make(a, "stats.bad-sex", "text", text_z(a, o.sex), NULL));
		return;
	}
	if (!stats_area(a, t, first, 0, &o.area))
		return;
	for (size_t i = 0; i < y->n; i++)
		if (numbers_of(a, t, b, FIRST_YEAR + i, form->n_ages, numbers)) {
			o.period = y->period[i];
			o.published = y->published[i];
			o.numbers = text_dup(a, buf_view(numbers));
			*LIST_ADD(a, &t->rows) = o;
		}
}

static bool read_long(struct arena *a, struct stats_table *t, const struct sheet *s, const struct long_form *form,
		      struct err *err)
{
	struct buf numbers = { 0 };
	struct block b;
	struct years y;

	if (!read_years(a, &y, s, form, err))
		return false;
	for (size_t i = 1; i < s->rows.n; i += b.n)
		if (gather(a, t, s, i, &b, form->n_ages))
			take_block(a, t, &b, &y, form, &numbers);
	buf_clear(&numbers);
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
