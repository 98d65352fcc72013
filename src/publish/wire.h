/* publish/wire.h - what the two codecs between sosei and sosei-render share (doc_json.c, workbook_json.c).
 *
 * What is empty, zero or false is left out, so that a tree of a thousand cells stays small.
 */
#ifndef PUBLISH_WIRE_H
#define PUBLISH_WIRE_H

#include "base/calendar.h"
#include "base/json.h"

/* Text is made fit for paper: bytes that are no UTF-8 become U+FFFD; control characters other than line ends and tabs
 * are left out, since neither XML nor a page has a place for them. */
void wire_text(json_t *object, const char *key, struct text t);
void wire_int(json_t *object, const char *key, int64_t n);
void wire_date(json_t *object, const char *key, struct date d);
json_t *wire_string(struct text t);

/* Copied into the arena; empty where absent. */
struct text wire_get_text(struct arena *a, const json_t *object, const char *key);
/* Absent is 0. False, with ERR_INPUT naming the key, where it is no integer from 0 to max. */
MUST_CHECK bool wire_get_int(int64_t *n, const json_t *object, const char *key, int64_t max, struct err *err);
MUST_CHECK bool wire_get_date(struct date *d, const json_t *object, const char *key, struct err *err);
/* "render.tree-wrong" with the place: a bug of ours, or another version's helper. */
bool wire_wrong(struct err *err, const char *where);

#endif
