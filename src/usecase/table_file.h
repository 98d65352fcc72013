/* usecase/table_file.h - a table that a person gives us (XLSX, ODS, CSV), taken apart: from a path, or as a form's
 * upload. */
#ifndef USECASE_TABLE_FILE_H
#define USECASE_TABLE_FILE_H

#include "base/err.h"
#include "base/text.h"

struct book; /* files/sheet.h */

struct table_file {
	const char *name;  /* for messages, and to be kept */
	struct text bytes; /* as given */
	struct book *book;
};

/* Both run sosei-reader, up to a second or so; neither needs the store. ERR_INPUT, ERR_SYSTEM as sheet_read_bytes. */
MUST_CHECK bool table_file_read(struct table_file *out, struct arena *a, const char *path, struct err *err);
MUST_CHECK bool table_file_take(struct table_file *out, struct arena *a, struct text bytes, const char *name,
				struct err *err);

#endif
