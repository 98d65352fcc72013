/* base/json.h - JSON by jansson, with the canonical form of events.
 *
 * Canonical: keys [a-z0-9_]+ sorted by bytes, no spaces, UTF-8 as it is, integers and strings only (with objects and
 * arrays of them), no duplicates, no U+0000; dump(parse(event)) gives the same bytes.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>

#include "base/calendar.h"
#include "base/err.h"
#include "base/msg.h"
#include "base/text.h"

/* Appends the canonical bytes. ERR_INPUT names the path of what does not fit ("body.value: a real number"). */
MUST_CHECK bool json_canonical(struct buf *out, const json_t *value, struct err *err);
/* Reads canonical bytes; anything that would not dump to the same bytes is ERR_INPUT. The caller decrefs. */
MUST_CHECK bool json_parse_canonical(json_t **value, struct text bytes, struct err *err);
/* One canonical value and where its strings and integers stand. Events of one kind differ in nothing else, so that the
 * next one is told in half the time by laying it beside the last. */
enum { JSON_SHAPE_VALUES = 64 };
struct json_shape {
	struct json_span {
		uint16_t from, to;
	} values[JSON_SHAPE_VALUES];
	size_t n_values, n; /* n: bytes, 0: none yet */
	char bytes[2048];
};
/* Would json_parse_canonical take it? Without building a value, 20 times faster. The shape begins as { 0 } and is kept
 * from call to call. */
bool json_is_canonical(struct json_shape *shape, struct text bytes);
/* Reads any JSON text (RFC 8259, duplicates and U+0000 refused, depth limited); the error has line and column. */
MUST_CHECK bool json_parse(json_t **value, struct text bytes, const char *where, struct err *err);

/* Shorthands that never fail on valid UTF-8: json_t owned by the caller. */
json_t *json_text(struct text t);         /* a string */
json_t *json_opt(const char *s);          /* a string, null for NULL */
json_t *json_opt_text(struct text t);     /* a string, null for an empty one */
json_t *json_opt_int(int64_t n);          /* a number, null for 0 */
json_t *json_opt_date(struct date d);     /* "2025-03-31", null for none */
json_t *json_opt_period(struct period p); /* "FY2020", null for none */
/* The string of that key as borrowed text; empty where absent. */
struct text json_get_text(const json_t *object, const char *key);
int64_t json_get_int(const json_t *object, const char *key, int64_t otherwise);
/* A message in both languages: {"id","ja","en","values":{...}} (values only where there are any); null for none. */
json_t *json_msg(const struct msg *m);

#endif
