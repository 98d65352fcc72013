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

/* The month in which the value after the last one is to be expected: a year after the last one; year 0: there is none.
 */
struct date next_publication(const value_list *best);

#endif
