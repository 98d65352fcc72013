/* usecase/stats_check.h - what a table may say but that cannot be, or that nobody would find: before it is taken. */
#ifndef USECASE_STATS_CHECK_H
#define USECASE_STATS_CHECK_H

#include "usecase/stats.h"

/* Figures of a day or year that begins after `today` are faults, a line each, unless `status` is projection. */
void stats_check_days(struct arena *a, struct stats_table *t, struct text status, struct date today);
/* The codes with people (or whatever is counted) that stand in no list of areas, each once: no name finds them. Those
 * of counties do not count, which tables have as sums. */
void stats_check_places(struct arena *a, struct stats_result *r);
/* Faults by line; of a line in the order in which they were found. */
void stats_order_faults(struct arena *a, struct stats_table *t);

#endif
