#include "base/calendar.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1800, YEAR_LAST = 2999 };

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool date_exists(struct date d)
{
	return d.year >= YEAR_FIRST && d.year <= YEAR_LAST && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	       d.day <= month_days(d.year, d.month);
}

static bool digits(struct text t, size_t from, size_t n, int *value)
{
	*value = 0;
	for (size_t i = from; i < from + n; i++) {
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
		*value = *value * 10 + (t.p[i] - '0');
	}
	return true;
}

bool date_parse(struct date *d, struct text t, struct err *err)
{
	int year, month, day = 0;
	bool month_only = t.n == 7;

	if ((t.n != 7 && t.n != 10) || t.p[4] != '-' || !digits(t, 0, 4, &year) || !digits(t, 5, 2, &month) ||
	    (!month_only && (t.p[7] != '-' || !digits(t, 8, 2, &day))))
		return err_refuse(err, "date.bad", t);
	if (!date_exists((struct date){ (int16_t)year, (int8_t)month, (int8_t)(month_only ? 1 : day) }))
		return err_refuse(err, "date.none", t);
	*d = (struct date){ (int16_t)year, (int8_t)month, (int8_t)day };
	return true;
}

const char *date_text(char room[DATE_TEXT_SIZE], struct date d)
{
	room[0] = '\0';
	if (d.year && d.day)
		snprintf(room, DATE_TEXT_SIZE, "%04d-%02d-%02d", d.year, d.month, d.day);
	else if (d.year)
		snprintf(room, DATE_TEXT_SIZE, "%04d-%02d", d.year, d.month);
	return room;
}

const char *date_english(char room[DATE_WORDS_SIZE], struct date d)
{
	static const char *const month[] = { "January", "February", "March",     "April",   "May",      "June",
					     "July",    "August",   "September", "October", "November", "December" };

	room[0] = '\0';
	if (!d.year || d.month < 1 || d.month > 12)
		return room;
	if (d.day)
		snprintf(room, DATE_WORDS_SIZE, "%d %s %d", d.day, month[d.month - 1], d.year);
	else
		snprintf(room, DATE_WORDS_SIZE, "%s %d", month[d.month - 1], d.year);
	return room;
}

const char *date_japanese(char room[DATE_WORDS_SIZE], struct date d)
{
	room[0] = '\0';
	if (d.year && d.day)
		snprintf(room, DATE_WORDS_SIZE, "%d年%d月%d日", d.year, d.month, d.day);
	else if (d.year)
		snprintf(room, DATE_WORDS_SIZE, "%d年%d月", d.year, d.month);
	return room;
}

/* Days from civil: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
int32_t date_days(struct date d)
{
	int day = d.day ? d.day : 1;
	int y = d.year - (d.month <= 2);
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

struct date date_from_days(int32_t days)
{
	int z = days + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	int month = mp + (mp < 10 ? 3 : -9);

	return (struct date){ (int16_t)(yoe + era * 400 + (month <= 2)), (int8_t)month,
			      (int8_t)(doy - (153 * mp + 2) / 5 + 1) };
}

int date_cmp(struct date a, struct date b)
{
	int32_t x = date_days(a), y = date_days(b);

	return (x > y) - (x < y);
}

struct date date_last(struct date d)
{
	if (d.year && !d.day)
		d.day = (int8_t)month_days(d.year, d.month);
	return d;
}

int date_fiscal_year(struct date d)
{
	return d.month >= 4 ? d.year : d.year - 1;
}

struct date date_in_japan(int64_t unix_seconds)
{
	int64_t local = unix_seconds + 9 * 3600;
	int64_t days = local >= 0 ? local / 86400 : -((-local + 86399) / 86400);

	return date_from_days((int32_t)days);
}

const char *time_text(char room[TIME_TEXT_SIZE], int64_t unix_seconds)
{
	int64_t days = unix_seconds >= 0 ? unix_seconds / 86400 : -((-unix_seconds + 86399) / 86400);
	int seconds = (int)(unix_seconds - days * 86400);
	struct date d = date_from_days((int32_t)days);

	snprintf(room, TIME_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", d.year % 10000, d.month % 100, d.day % 100,
		 seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
	return room;
}

bool time_parse(int64_t *unix_seconds, struct text t, struct err *err)
{
	struct date d;
	int hour, minute, second;

	if (t.n != 20 || t.p[10] != 'T' || t.p[13] != ':' || t.p[16] != ':' || t.p[19] != 'Z' ||
	    !digits(t, 11, 2, &hour) || !digits(t, 14, 2, &minute) || !digits(t, 17, 2, &second) || hour > 23 ||
	    minute > 59 || second > 59)
		return err_refuse(err, "time.bad", t);
	if (!date_parse(&d, text_slice(t, 0, 10), err))
		return false;
	*unix_seconds = (int64_t)date_days(d) * 86400 + hour * 3600 + minute * 60 + second;
	return true;
}

bool period_parse(struct period *p, struct text t, struct err *err)
{
	int year;
	struct date d;

	if (t.n == 6 && (memcmp(t.p, "FY", 2) == 0 || memcmp(t.p, "CY", 2) == 0) && digits(t, 2, 4, &year) &&
	    year >= YEAR_FIRST && year <= YEAR_LAST) {
		*p = (struct period){ .kind = t.p[0] == 'F' ? PERIOD_FY : PERIOD_CY, .year = (int16_t)year };
		return true;
	}
	if (t.n == 10 && date_parse(&d, t, NULL)) {
		*p = (struct period){ .kind = PERIOD_DATE, .date = d };
		return true;
	}
	return err_refuse(err, "period.bad", t);
}

const char *period_text(char room[DATE_TEXT_SIZE], struct period p)
{
	room[0] = '\0';
	if (p.kind == PERIOD_DATE)
		date_text(room, p.date);
	else if (p.kind != PERIOD_NONE)
		snprintf(room, DATE_TEXT_SIZE, "%s%04d", p.kind == PERIOD_FY ? "FY" : "CY", p.year);
	return room;
}

bool period_eq(struct period a, struct period b)
{
	if (a.kind != b.kind)
		return false;
	return a.kind == PERIOD_DATE ? date_days(a.date) == date_days(b.date) : a.year == b.year;
}

int period_cmp(struct period a, struct period b)
{
	double x, y;

	if (a.kind == PERIOD_NONE || b.kind == PERIOD_NONE)
		return (a.kind != PERIOD_NONE) - (b.kind != PERIOD_NONE);
	x = period_middle(a);
	y = period_middle(b);
	if (x < y || x > y)
		return x < y ? -1 : 1;
	return (a.kind > b.kind) - (a.kind < b.kind);
}

struct date period_first(struct period p)
{
	switch (p.kind) {
	case PERIOD_FY:
		return (struct date){ p.year, 4, 1 };
	case PERIOD_CY:
		return (struct date){ p.year, 1, 1 };
	case PERIOD_DATE:
		return p.date;
	case PERIOD_NONE:
		break;
	}
	return (struct date){ 0 };
}

struct date period_last(struct period p)
{
	switch (p.kind) {
	case PERIOD_FY:
		return (struct date){ (int16_t)(p.year + 1), 3, 31 };
	case PERIOD_CY:
		return (struct date){ p.year, 12, 31 };
	case PERIOD_DATE:
		return p.date;
	case PERIOD_NONE:
		break;
	}
	return (struct date){ 0 };
}

double period_middle(struct period p)
{
	if (p.kind == PERIOD_NONE)
		return 0;
	return (date_days(period_first(p)) + date_days(period_last(p)) + 1) / 2.0;
}

int era_year(struct text era, int year)
{
	static const struct {
		const char *name;
		int first;
	} eras[] = { { "明治", 1868 }, { "大正", 1912 }, { "昭和", 1926 }, { "平成", 1989 }, { "令和", 2019 } };

	/* No upper end: plans written before an era ended count on in it (平成32年度 is 2020). */
	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
		if (text_is(era, eras[i].name) && year >= 1 && year <= 99)
			return eras[i].first + year - 1;
	return 0;
}
