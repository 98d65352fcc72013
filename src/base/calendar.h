/* base/calendar.h - days, periods, fiscal years, Japanese eras. No clock: today comes from outside.
 *
 * A Japanese fiscal year (年度) runs from 1 April to 31 March and is named by the year in which it begins.
 * Eras: 元号法; first days from the Cabinet's ordinances (明治 1868-10-23 after the Gregorian reform is not needed
 * here).
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

/* A day, a month (day 0) or nothing (year 0). Gregorian, years 1800 to 2999. */
struct date {
	int16_t year;
	int8_t month, day;
};
enum { DATE_TEXT_SIZE = 20, DATE_WORDS_SIZE = 32 };

/* Reads 2022-09-30, or 2022-09 as a month. ERR_INPUT for anything else and for days that do not exist. */
MUST_CHECK bool date_parse(struct date *d, struct text t, struct err *err);
const char *date_text(char room[DATE_TEXT_SIZE], struct date d); /* as date_parse reads it; "" for nothing */
#define DATE(d) date_text((char[DATE_TEXT_SIZE]){ 0 }, (d))
bool date_exists(struct date d);            /* a real day */
int date_cmp(struct date a, struct date b); /* a month counts as its first day */
int32_t date_days(struct date d);           /* days since 1970-01-01; a month counts as its first day */
struct date date_from_days(int32_t days);
/* The last day of a month; a day is itself. "Published in 2022-09" is known for certain at the end of that month. */
struct date date_last(struct date d);
int date_fiscal_year(struct date d);
/* The day in Japan (UTC+9) of a moment in seconds since 1970-01-01T00:00:00Z. */
struct date date_in_japan(int64_t unix_seconds);
/* 30 September 2024, September 2024; 2024年9月30日, 2024年9月. "" for nothing. */
const char *date_english(char room[DATE_WORDS_SIZE], struct date d);
const char *date_japanese(char room[DATE_WORDS_SIZE], struct date d);
/* 2026-11-23T01:02:03Z */
enum { TIME_TEXT_SIZE = 32 };
const char *time_text(char room[TIME_TEXT_SIZE], int64_t unix_seconds);
/* That form and no other; ERR_INPUT. */
MUST_CHECK bool time_parse(int64_t *unix_seconds, struct text t, struct err *err);

/* What a figure is about. */
enum period_kind { PERIOD_NONE, PERIOD_FY, PERIOD_CY, PERIOD_DATE };
struct period {
	enum period_kind kind;
	int16_t year;     /* of FY and CY */
	struct date date; /* of DATE */
};

/* FY2019, CY2019, 2019-10-01. */
MUST_CHECK bool period_parse(struct period *p, struct text t, struct err *err);
const char *period_text(char room[DATE_TEXT_SIZE], struct period p); /* "" for none */
#define PERIOD(p) period_text((char[DATE_TEXT_SIZE]){ 0 }, (p))
bool period_eq(struct period a, struct period b);
int period_cmp(struct period a, struct period b); /* by middle, then kind; total */
struct date period_first(struct period p);
struct date period_last(struct period p);
/* The middle in days since 1970-01-01: FY2019 is (first day + day after the last) / 2. */
double period_middle(struct period p);

/* The Gregorian year of an era's year: 令和 6 is 2024, 平成 31 and 令和 1 are both 2019; 平成 32 is 2020, since plans
 * written before May 2019 count on. 0 where the era is unknown or the year is not 1 to 99. Names: 明治 大正 昭和 平成
 * 令和. */
int era_year(struct text era, int year);

#endif
