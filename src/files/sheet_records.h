/* files/sheet_records.h - a book as bytes on the pipe between sosei-reader and the one who started it.
 *
 * A line that names the form, then records: one letter, then numbers and texts (length, bytes).
 *   B format encoding                  once, first
 *   S title hidden                     a sheet begins
 *   R line n cell*n                    a row of it
 *   M line column line column          a merged rectangle of it
 *   Z                                  the end: without it the book is not whole
 *   E kind id n (name value)*n         instead of all: why there is none
 * The reader of records believes nothing: the one who wrote them looked at bytes from outside.
 */
#ifndef FILES_SHEET_RECORDS_H
#define FILES_SHEET_RECORDS_H

#include "files/sheet.h"

void sheet_records_write(struct buf *out, const struct book *book);
void sheet_records_write_err(struct buf *out, const struct err *err);

enum records_are { RECORDS_BOOK, RECORDS_ERR, RECORDS_NONSENSE };
/* The book borrows from `records`. RECORDS_ERR: *err is what was written, its {file} the one given; RECORDS_NONSENSE:
 * cut off, or not of that form (not UTF-8, over a ceiling, out of order). `book` untouched but for RECORDS_BOOK. */
enum records_are sheet_records_read(struct arena *a, struct book *book, struct text records, const char *name,
				    struct err *err);

#endif
