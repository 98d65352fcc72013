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

/* {"id","ja","en","values":{...}}; null for a message without id. */
json_t *msg_to_json(const struct msg *m);
/* status, reason, final, progress, elapsed, short_by, comparable, significant, better, better_from, due, remarks,
 * intervals */
json_t *verdict_to_json(const struct verdict *v);
/* defined, id, label {ja,en}, rank, reason, misleading, caveat {ja,en} */
json_t *grade_to_json(const struct grade *g);
/* null-able value, low, high, probability; method, n, at, reason */
json_t *forecast_to_json(const struct forecast *f);

#endif
