/* publish/csv.h - open data as text: CSV that a spreadsheet opens rightly, and JSON (data.c). */
#ifndef PUBLISH_CSV_H
#define PUBLISH_CSV_H

#include "base/json.h"
#include "base/text.h"

/* A byte order mark, since Excel reads UTF-8 only so. */
#define CSV_MARK "\xef\xbb\xbf"

/* A field with what follows it: a comma, or the end of the line. One that a spreadsheet would take for a formula gets
 * an apostrophe in front. */
void csv_field(struct buf *out, struct text t, bool last);

/* Appends it, indented, with a line end; takes the object. */
void json_to_buf(struct buf *out, json_t *j);

#endif
