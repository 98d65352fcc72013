#include "usecase/said.h"

#include <string.h>

#include "plan/read.h"
#include "publish/words.h"

/* 2023 and R5 may be either kind of year; 令和8年8月 is a month. What else is no period. */
static bool no_period(struct text t, struct err *err)
{
	struct arena a = { 0 };
	const char *z = text_z(&a, t);
	struct period year;
	struct date month;

	if (plan_period_parse(&year, text_of(arena_printf(&a, "%s年度", z))))
		err_set(err, ERR_INPUT, "usecase.period-year-alone", "text", z, "year", NUM(year.year), NULL);
	else if (plan_date_parse(&month, t) && !month.day)
		err_set(err, ERR_INPUT, "usecase.period-month", "text", z, NULL);
	else
		err_set(err, ERR_INPUT, "period.bad", "text", z, NULL);
	arena_clear(&a);
	return false;
}

bool period_said(struct period *p, struct text t, struct err *err)
{
	return period_parse(p, t, NULL) || plan_period_parse(p, t) || no_period(t, err);
}

enum period_kind period_kind_said(struct text t)
{
	if (text_is(t, "FY"))
		return PERIOD_FY;
	if (text_is(t, "CY"))
		return PERIOD_CY;
	return text_is(t, "DATE") ? PERIOD_DATE : PERIOD_NONE;
}

bool value_state_said(enum value_state *s, struct text t)
{
	if (value_state_parse(s, t))
		return true;
	if (text_ends(t, TEXT("値")))
		t = text_slice(t, 0, t.n - strlen("値"));
	for (int i = 0; i < STATE_COUNT; i++)
		if (text_is(t, words_state(LANG_JA, (enum value_state)i))) {
			*s = (enum value_state)i;
			return true;
		}
	return false;
}

bool date_said(struct date *d, struct text t, struct err *err)
{
	return date_parse(d, t, NULL) || plan_date_parse(d, t) || date_parse(d, t, err);
}

/* Digits, separators and signs of full width as those of half width; △ and ▲ as official documents have them; ー and ‐
 * are what a Japanese keyboard gives for a minus. */
static uint32_t half_width(uint32_t c)
{
	if (c >= 0xFF10 && c <= 0xFF19)
		return '0' + (c - 0xFF10);
	if (c == 0xFF0C)
		return ',';
	if (c == 0xFF0E)
		return '.';
	return c == 0xFF0D || c == 0x2212 || c == 0x25B3 || c == 0x25B2 || c == 0x2010 || c == 0x30FC ? '-' : c;
}

bool decimal_said(struct decimal *d, struct text t, struct err *err)
{
	struct buf half = { 0 }, plain = { 0 };
	struct text rest = text_trim(t);
	bool ok;

	while (rest.n)
		buf_char(&half, half_width(text_next(&rest)));
	ok = digits_ungrouped(&plain, buf_view(&half)) && decimal_parse(d, buf_view(&plain), NULL);
	buf_clear(&half);
	buf_clear(&plain);
	return ok || decimal_parse(d, t, err);
}

bool yen_fit(int64_t yen, struct err *err)
{
	return (yen >= 0 && yen <= INT64_C(100000000000000)) ||
	       err_set(err, ERR_INPUT, "usecase.bad-yen", "yen", NUM(yen), NULL);
}

bool yen_said(int64_t *yen, struct text t)
{
	struct decimal d;

	if (!decimal_said(&d, t, NULL) || d.scale || !yen_fit(d.coefficient, NULL))
		return false;
	*yen = d.coefficient;
	return true;
}

bool figure_said(struct decimal *d, struct text *unit, struct text t, struct err *err)
{
	struct text number = text_trim(t), rest = number, before = rest;

	while (rest.n) {
		uint32_t c = half_width(text_next(&rest));

		if (c > 0x7F || !strchr("0123456789,.-", (int)c))
			break;
		before = rest;
	}
	number.n -= before.n;
	if (!number.n || !decimal_said(d, number, NULL))
		return decimal_said(d, t, err);
	*unit = text_trim(before);
	for (size_t i = 0; i < unit->n; i++)
		if (unit->p[i] >= '0' && unit->p[i] <= '9')
			return decimal_said(d, t, err);
	return true;
}

static bool is_percent(struct text unit)
{
	return text_is(unit, "％") || text_is(unit, "%");
}

bool same_unit(struct text a, struct text b)
{
	return text_eq(a, b) || (is_percent(a) && is_percent(b));
}

bool web_address(struct text t, struct err *err)
{
	size_t scheme = text_starts(t, TEXT("https://"))  ? strlen("https://")
			: text_starts(t, TEXT("http://")) ? strlen("http://")
							  : 0;
	bool good = scheme && scheme < t.n && t.p[scheme] != '/';

	for (size_t i = 0; i < t.n && good; i++)
		good = (unsigned char)t.p[i] > ' ' && !strchr("\"<>\\^`{|}", t.p[i]) && t.p[i] != 0x7F;
	return good || err_set(err, ERR_INPUT, "usecase.bad-url", NULL);
}
