/* usecase/judge_kpi.h - from a plan's KPI, a person's words and the recorded values to what target_judge asks for. */
#ifndef USECASE_JUDGE_KPI_H
#define USECASE_JUDGE_KPI_H

#include "publish/report.h"

/* The person's word of that name; empty where there is none. */
struct text setting_of(const struct report_kpi *k, const char *name);

/* The value that counts for each period, in the order of the periods: in the latest state, published last, recorded
 * last. */
typedef LIST(const struct report_value *) value_list;
void best_values(value_list *best, struct arena *a, const struct report_kpi *k);

/* What does not depend on a single value: baseline, target, due period, direction, noise, survey, the series at the
 * baseline. */
void judge_input_of(struct judge_input *in, const struct report_kpi *k, const struct plan_kpi *kpi,
		    const value_list *best);

/* Where a person said that the values are of single years (recorded_as yearly): makes in->actual, whose period is set,
 * the sum of the years up to it. They are counted from the year in which the plan begins (`start`; year 0: not known),
 * but behind the baseline's. False: its period lies before them, so that it says nothing about the target. */
bool sum_years(struct judge_input *in, struct date start, const value_list *best);

/* The month in which the value after the last one is to be expected: as long after the end of its period as the last
 * two values came; year 0: there are no two, or they took unequally long. */
struct date next_publication(const value_list *best);

#endif
