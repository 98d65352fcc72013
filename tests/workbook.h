/* tests/workbook.h - workbooks and archives made for tests: whole ones as Excel and LibreOffice write them, and such as
 * nobody should. */
#ifndef TESTS_WORKBOOK_H
#define TESTS_WORKBOOK_H

#include "base/text.h"
#include "files/sheet.h"

struct archive {
	struct buf body, central;
	size_t n;
};
enum { ARCHIVE_STORED, ARCHIVE_DEFLATED, ARCHIVE_LOCKED };
void archive_add(struct archive *z, const char *name, struct text bytes, int how);
/* Its bytes, in the arena; the archive is empty again. */
struct text archive_end(struct arena *a, struct archive *z);

/* The parts that every .xlsx has; `sheets` sheets named 表1, 表2, ... are to be added as xl/worksheets/sheet1.xml, ...
 */
void xlsx_begin(struct archive *z, int sheets);
/* A sheet's part around <sheetData>…</sheetData> and what follows it. */
void xlsx_sheet(struct archive *z, int number, struct text inner);

/* The sheet as Excel saves it: figures as numbers (1,234 with a format for its separator), words as shared strings with
 * their reading beside them, merged cells as given. */
struct text xlsx_of(struct arena *a, const struct sheet *sheet);
/* The same as LibreOffice saves it. */
struct text ods_of(struct arena *a, const struct sheet *sheet);
struct text ods_with(struct arena *a, const char *table);

#endif
