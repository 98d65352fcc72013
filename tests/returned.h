/* tests/returned.h - a workbook of ours as it comes back: what sosei-reader would tell of its cells, without having
 * been a file. */
#ifndef TESTS_RETURNED_H
#define TESTS_RETURNED_H

#include "files/sheet.h"
#include "publish/workbook.h"

struct book *returned_book(struct arena *a, const struct workbook *w);
struct sheet *returned_sheet(struct book *b, const char *title);
/* What a person writes in a cell; columns from 0. */
void returned_write(struct arena *a, struct sheet_row *row, size_t column, const char *words);

#endif
