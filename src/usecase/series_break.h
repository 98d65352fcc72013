/* usecase/series_break.h - whether a linked series means the same at the baseline and at the value.
 *
 * Three things break it: the statistic changed what it counts (data/breaks.csv), the table defines it in other words
 * than an earlier import did, or the area took in another one (data/mergers.csv; not of the census, whose tables are
 * compiled on one boundary).
 */
#ifndef USECASE_SERIES_BREAK_H
#define USECASE_SERIES_BREAK_H

#include "usecase/stats.h"

/* What is stored of the series that a KPI is linked to. */
struct series_past {
	bool there; /* there is a link that can be read */
	LIST(struct text) series;
	struct area area;
	shown_list rows;
	definition_list definitions;
};

/* `link` is the setting "series" ("vital.births 43100"); empty: not linked. A link whose series or area is no more is
 * none. */
MUST_CHECK bool series_past_read(struct series_past *out, struct context *c, struct text link, struct date known_at,
				 int64_t at_event, struct err *err);

/* The first break between the two periods, as a remark (target.break.*); id NULL where there is none. */
struct msg series_break(struct arena *a, const struct series_past *s, struct period from, struct period to);

#endif
