/* target/json.h - verdict, grade and forecast as JSON for people and programs (not for the log: it has reals and
 * nulls).
 *
 * Decimals are strings ("703"), statistics are numbers, what is absent is null. The caller owns the result.
 */
#ifndef TARGET_JSON_H
#define TARGET_JSON_H

#include "base/json.h"
#include "target/forecast.h"
#include "target/judge.h"
#include "target/rubric.h"

/* status, reason, final, progress, elapsed, short_by, comparable, significant, better, better_from, kind,
 * judged_against, judged_against_high, due, remarks, intervals {baseline, actual} of [low, high] */
json_t *verdict_to_json(const struct verdict *v);
/* defined, id, label {ja,en}, rank, reason, misleading, caveat {ja,en} */
json_t *grade_to_json(const struct grade *g);
/* method, n, at, value, low, high, probability, reason; the figures are null where there is no forecast */
json_t *forecast_to_json(const struct forecast *f);

#endif
