/* Years as officials write them: 2019年度, 令和元年度, 2019(令和元)年度, R6.3.31, 2024年３月31日. A bare year or a
 * month is read too, and said to be our reading. */
#include "plan/read_parts.h"

#include <string.h>

#include "plan/read.h"

static int era_at(const struct fold *f, size_t *i)
{
	static const struct {
		const char *written, *era;
	} eras[] = { { "令和", "令和" }, { "平成", "平成" }, { "昭和", "昭和" }, { "大正", "大正" }, { "R", "令和" },
		     { "H", "平成" },    { "S", "昭和" },    { "㋿", "令和" },  { "㍻", "平成" },   { "㍼", "昭和" } };

	for (size_t k = 0; k < sizeof eras / sizeof *eras; k++) {
		size_t n = fold_starts(f, *i, eras[k].written), j = *i + n;
		int year;

		if (!n || (f->c[*i] < 0x80 && *i && f->c[*i - 1] >= 'A' && f->c[*i - 1] <= 'z'))
			continue;
		if (f->c[j] == 0x5143) { /* 元 */
			year = 1;
			j++;
		} else {
			if (f->c[j] == '.')
				j++;
			year = fold_count(f, &j);
		}
		year = era_year(text_of(eras[k].era), year);
		if (!year)
			continue;
		*i = j;
		return year;
	}
	return 0;
}

/* A Gregorian or era year at *i, in either order with the other in brackets behind: 2019(令和元). */
static int year_at(const struct fold *f, size_t *i, bool *bare)
{
	size_t j = *i, k;
	int year = era_at(f, &j), other;

	*bare = false;
	if (!year) {
		year = fold_int(f, &j);
		if (j - *i != 4 || year < 1900 || year > 2100)
			return 0;
		*bare = true;
	}
	k = j;
	if (f->c[k] == '(' || f->c[k] == '/') {
		bool bracket = f->c[k++] == '(';

		other = era_at(f, &k);
		if (!other) {
			size_t from = k;

			other = fold_int(f, &k);
			other = k - from == 4 ? other : 0;
		}
		if (other == year && (!bracket || f->c[k] == ')')) {
			j = k + bracket;
			*bare = false;
		}
	}
	*i = j;
	return year;
}

static struct period on(int year, int month, int day, bool *ok)
{
	struct date d = { (int16_t)year, (int8_t)month, (int8_t)day };

	if (month < 1 || month > 12 || day < 0 || day > 31) {
		*ok = false;
		return (struct period){ 0 };
	}
	d = date_last(d);
	*ok = date_exists(d);
	return (struct period){ .kind = PERIOD_DATE, .date = d };
}

/* Behind 年: 3月31日, 3月末, 3月. */
static bool month_at(struct period *p, bool *assumed, const struct fold *f, size_t *i, int year)
{
	size_t j = *i;
	int month = fold_count(f, &j), day = 0;
	bool ok;

	if (month < 1 || f->c[j] != 0x6708) /* 月 */
		return false;
	j++;
	*i = j;
	day = fold_count(f, &j);
	if (day > 0 && f->c[j] == 0x65E5) { /* 日 */
		*i = j + 1;
	} else {
		size_t n = fold_starts(f, *i, "末日") ? 2 : fold_starts(f, *i, "末") ? 1 : 0;

		*assumed = !n;
		*i += n;
		day = 0;
	}
	*p = on(year, month, day, &ok);
	return ok;
}

/* R6.3.31, 2024/3/31, 2024-03-31, R6.3. */
static bool dotted_at(struct period *p, bool *assumed, const struct fold *f, size_t *i, int year)
{
	uint32_t sign = f->c[*i];
	size_t j = *i + 1, k;
	int month, day = 0;
	bool ok;

	if (sign != '.' && sign != '/' && sign != '-')
		return false;
	month = fold_int(f, &j);
	if (month < 1 || month > 12 || j - *i > 3)
		return false;
	k = j;
	if (f->c[k] == sign) {
		k++;
		day = fold_int(f, &k);
	}
	if (day > 0) {
		j = k;
	} else if (sign != '.') {
		return false; /* 2020/3 may be a fraction of something, 2020-3 a number */
	} else {
		*assumed = true;
		day = 0;
	}
	*p = on(year, month, day, &ok);
	if (ok)
		*i = j;
	return ok;
}

bool read_period_at(struct period *p, bool *assumed, const struct fold *f, size_t *i)
{
	size_t j = *i, n;
	bool bare;
	int year;

	*assumed = false;
	n = fold_starts(f, j, "FY") + fold_starts(f, j, "西暦");
	year = year_at(f, &(size_t){ j + n }, &bare);
	if (!year || (j && is_digit(f->c[j - 1])))
		return false;
	j += n;
	year = year_at(f, &j, &bare);
	*p = (struct period){ .kind = PERIOD_FY, .year = (int16_t)year };
	if (fold_starts(f, j, "年度")) {
		j += 2;
		/* 2019年度(令和元年度): the bracket says the same again. */
		if (f->c[j] == '(') {
			size_t k = j + 1;
			struct period again;
			bool a;

			if (read_period_at(&again, &a, f, &k) && period_eq(again, *p) && f->c[k] == ')')
				j = k + 1;
		}
		if (f->c[j] == 0x672B) /* 末 */
			j++;
	} else if (f->c[j] == 0x5E74) { /* 年 */
		j++;
		p->kind = PERIOD_CY;
		n = j;
		/* 4月31日: a day that does not exist is not taken for its year. */
		if (!month_at(p, assumed, f, &n, year) && n != j)
			return false;
		j = n;
	} else if (fold_starts(f, j, "暦年")) {
		j += 2;
		p->kind = PERIOD_CY;
	} else if (!dotted_at(p, assumed, f, &j, year) && n != 2) {
		if (is_digit(f->c[j]) || (bare && (f->c[j] == ',' || f->c[j] == '.')))
			return false;
		*assumed = true;
	}
	*i = j;
	return true;
}

bool read_period_in(struct period *p, bool *assumed, struct text t)
{
	struct fold f;
	struct period at;
	bool a;

	fold_text(&f, t);
	/* A year that is written out wins over a bare number that might be one. */
	for (int bare = 0; bare < 2; bare++)
		for (size_t i = 0; i < f.n; i++) {
			size_t j = i;

			if (read_period_at(&at, &a, &f, &j) && (bare || !a || at.kind == PERIOD_DATE)) {
				*p = at;
				*assumed = a;
				return true;
			}
		}
	return false;
}

bool read_period_only(struct period *p, bool *assumed, struct text t)
{
	static const char *const around[] = { "時点", "現在",   "実績値", "実績", "数値", "値",   "確定値", "速報値",
					      "調査", "見込み", "見込",   "末",   "度末", "当初", "基準",   "目標値",
					      "目標", "現状値", "卒業",   "卒",   "公表", "推計", "速報" };
	struct fold f;
	size_t i = 0, n;
	bool open = false;

	fold_text(&f, t);
	if (f.n > 24)
		return false;
	if (is_open(f.c[0])) {
		open = true;
		i++;
	}
	i += fold_starts(&f, i, "※");
	if (!read_period_at(p, assumed, &f, &i))
		return false;
	for (bool more = true; more;) {
		more = false;
		for (size_t k = 0; k < sizeof around / sizeof *around; k++)
			if ((n = fold_starts(&f, i, around[k]))) {
				i += n;
				more = true;
			}
	}
	if (open && is_close(f.c[i]))
		i++;
	return i == f.n;
}

bool plan_period_parse(struct period *p, struct text t)
{
	struct period read;
	bool assumed;

	if (!read_period_only(&read, &assumed, t) || assumed)
		return false;
	*p = read;
	return true;
}

/* The month behind its year, and the day where one is written: 5月, 5月1日, .5.1, /5/1, -5. */
static bool month_and_day(struct date *d, const struct fold *f, size_t *i)
{
	bool words = f->c[*i] == 0x5E74; /* 年 */
	uint32_t sign = f->c[*i];
	int month, day;

	if (!words && sign != '.' && sign != '/' && sign != '-')
		return false;
	++*i;
	month = fold_count(f, i);
	if (month < 1 || month > 12)
		return false;
	d->month = (int8_t)month;
	if (words ? f->c[*i] != 0x6708 : f->c[*i] != sign) /* 月 */
		return !words;
	++*i;
	if (*i == f->n)
		return words;
	day = fold_count(f, i);
	if (day < 1 || day > 31 || (words && f->c[(*i)++] != 0x65E5)) /* 日 */
		return false;
	d->day = (int8_t)day;
	return true;
}

bool plan_date_parse(struct date *d, struct text t)
{
	struct date read = { 0 };
	struct fold f;
	size_t i = 0;
	bool bare;

	fold_text(&f, t);
	if (f.n > 24)
		return false;
	read.year = (int16_t)year_at(&f, &i, &bare);
	if (!read.year || !month_and_day(&read, &f, &i) || i != f.n || !date_exists(read.day ? read : date_last(read)))
		return false;
	*d = read;
	return true;
}

static size_t range_sign(const struct fold *f, size_t i)
{
	if (f->c[i] == '~' || f->c[i] == '-')
		return 1;
	return fold_starts(f, i, "から");
}

/* 令和２～５年度: the kind and the era stand only once. */
static bool short_range(struct period *from, struct period *to, const struct fold *f, size_t i)
{
	size_t j = i, sign, k;
	bool bare, assumed;
	int first = year_at(f, &j, &bare), last;

	if (!first || !(sign = range_sign(f, j)))
		return false;
	k = j + sign;
	if (!bare && (last = fold_int(f, &k)) > 0 && last < 100 && fold_starts(f, k, "年")) {
		/* the era goes on */
		size_t at = i;
		struct fold again;

		again.n = 0;
		while (at < f->n && !is_digit(f->c[at]) && f->c[at] != 0x5143)
			again.c[again.n++] = f->c[at++];
		for (size_t m = j + sign; m < f->n && again.n < FOLD_MAX; m++)
			again.c[again.n++] = f->c[m];
		again.c[again.n] = 0;
		if (!read_period_at(to, &assumed, &again, &(size_t){ 0 }))
			return false;
	} else {
		k = j + sign;
		if (!read_period_at(to, &assumed, f, &k))
			return false;
	}
	*from = (struct period){ .kind = to->kind == PERIOD_DATE ? PERIOD_FY : to->kind, .year = (int16_t)first };
	return from->year <= to->year;
}

bool read_period_range(struct period *from, struct period *to, struct text t)
{
	struct fold f;
	bool assumed;

	fold_text(&f, t);
	for (size_t i = 0; i < f.n; i++) {
		struct period first, last;
		size_t j = i, sign;

		if (short_range(from, to, &f, i))
			return true;
		if (!read_period_at(&first, &assumed, &f, &j) || assumed)
			continue;
		*from = *to = first;
		while (f.c[j] == 0x672B || f.c[j] == ' ') /* 末 */
			j++;
		if (!(sign = range_sign(&f, j)))
			return true;
		j += sign;
		if (read_period_at(&last, &assumed, &f, &j)) {
			*to = last;
		} else if (first.kind == PERIOD_FY) {
			/* 令和２年度から５年度まで */
			int year = fold_int(&f, &j), e = first.year - 2018;

			if (year > 0 && year < 100 && fold_starts(&f, j, "年度"))
				to->year = (int16_t)(year > e && e > 0 ? year + 2018 : year + 1988);
		}
		return true;
	}
	return false;
}

static struct date term_day(struct period p, bool last)
{
	return last ? period_last(p) : period_first(p);
}

/* The last day is the last date in the text; what stands before から or ～ is the first. */
bool read_term(struct plan_period *p, struct text t)
{
	struct fold f;
	struct period found[2] = { 0 };
	bool month_only = false;
	size_t n = 0, sign = SIZE_MAX, at = SIZE_MAX;
	bool assumed;

	fold_text(&f, t);
	p->wording = t;
	for (size_t i = 0; i < f.n && n < 2;) {
		size_t j = i;

		if (!read_period_at(&found[n], &assumed, &f, &j)) {
			if (sign == SIZE_MAX &&
			    (f.c[i] == '~' || fold_starts(&f, i, "から") || fold_starts(&f, i, "より")))
				sign = i;
			i++;
			continue;
		}
		if (at == SIZE_MAX) {
			at = i;
			month_only = assumed && found[0].kind == PERIOD_DATE;
		}
		n++;
		i = j;
	}
	if (!n)
		return false;
	if (n == 1 && sign != SIZE_MAX && sign > at) {
		struct period from, to;

		p->from = term_day(found[0], false);
		/* 令和５年度から９年度まで; else only a beginning */
		if (!read_period_range(&from, &to, t) || period_eq(from, to))
			return false;
		p->to = term_day(to, true);
		return true;
	}
	p->to = term_day(found[n - 1], true);
	if (n == 2) {
		p->from = term_day(found[0], false);
		if (month_only) /* 平成29年４月～ */
			p->from.day = 1;
	} else if (sign != SIZE_MAX && sign < at)
		p->from_text = fold_slice(&f, t, 0, sign);
	return true;
}
