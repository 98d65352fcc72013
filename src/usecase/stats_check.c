/* What no layout can know, since it sees one table and neither the clock nor the lists of areas. A count of a day to
 * come is a fault. A code in no list is only told of: tables from before 2010 have codes of places that ended then,
 * which the lists do not reach back to. */
#include "usecase/stats_check.h"

#include <stdlib.h>

#include "base/calendar.h"

static bool to_come(const struct observation *o, struct date today)
{
	struct period p;

	return period_parse(&p, o->period, NULL) && date_cmp(period_first(p), today) > 0;
}

void stats_check_days(struct arena *a, struct stats_table *t, struct text status, struct date today)
{
	uint32_t last = 0;
	size_t n = 0;

	if (text_is(status, "projection"))
		return;
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct observation *o = &t->rows.at[i];

		if (!to_come(o, today)) {
			t->rows.at[n++] = *o;
			continue;
		}
		if (o->line != last)
			stats_fault(a, t, o->line, 0,
				    msg_make(a, "stats.to-come", "series", text_z(a, o->series), "area",
					     text_z(a, o->area), "period", text_z(a, o->period), NULL));
		last = o->line;
	}
	t->rows.n = n;
}

/* 43340 (上益城郡): the hundreds of counties, which end with 0. */
static bool is_county(struct text code)
{
	return code.n == 5 && code.p[2] >= '3' && code.p[4] == '0';
}

static bool is_nothing(struct text numbers)
{
	return text_is(numbers, "0") || text_starts(numbers, TEXT("0 "));
}

static bool is_listed(const struct stats_result *r, struct text code)
{
	for (size_t i = r->unlisted.n; i-- > 0;)
		if (text_eq(r->unlisted.at[i], code))
			return true;
	return false;
}

void stats_check_places(struct arena *a, struct stats_result *r)
{
	for (size_t i = 0; i < r->table.rows.n; i++) {
		const struct observation *o = &r->table.rows.at[i];
		const bool again = i && text_eq(o->area, r->table.rows.at[i - 1].area);

		if (!again && !is_county(o->area) && !is_nothing(o->numbers) && !area_name(o->area).n &&
		    text_eq(area_now(o->area), o->area) && !is_listed(r, o->area))
			*LIST_ADD(a, &r->unlisted) = o->area;
	}
}

struct placed {
	struct stats_fault fault;
	size_t i;
};

static int by_line(const void *x, const void *y)
{
	const struct placed *a = x, *b = y;
	int order = (a->fault.line > b->fault.line) - (a->fault.line < b->fault.line);

	return order ? order : (a->i > b->i) - (a->i < b->i);
}

void stats_order_faults(struct arena *a, struct stats_table *t)
{
	struct placed *all = arena_array(a, t->faults.n, sizeof *all);

	for (size_t i = 0; i < t->faults.n; i++)
		all[i] = (struct placed){ t->faults.at[i], i };
	if (t->faults.n)
		qsort(all, t->faults.n, sizeof *all, by_line);
	for (size_t i = 0; i < t->faults.n; i++)
		t->faults.at[i] = all[i].fault;
}
