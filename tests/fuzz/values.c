/* Numbers, days, months, times and periods: what is read and written reads as the same again. */
#include "fuzz.h"

#include "base/calendar.h"
#include "base/decimal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text t = { (const char *)data, size };
	struct decimal d, again;
	struct period p, q;
	struct date day;

	/* 007 is written 7: the same value and scale. */
	if (decimal_parse(&d, t, NULL)) {
		MUST(decimal_parse(&again, text_of(DEC(d)), NULL));
		MUST(again.coefficient == d.coefficient && again.scale == d.scale);
	}
	if (period_parse(&p, t, NULL)) {
		MUST(period_parse(&q, text_of(PERIOD(p)), NULL));
		MUST(text_is(text_of(PERIOD(p)), PERIOD(q)));
	}
	if (date_parse(&day, t, NULL)) {
		MUST(text_is(t, DATE(day)));
		MUST(day.day == 0 || date_cmp(date_from_days(date_days(day)), day) == 0);
	}
	return 0;
}
