/* Apart from what is done with a table, since taking it apart is slow and needs no lock: the server lets others in
 * meanwhile. */
#include "usecase/table_file.h"

#include "files/sheet.h"
#include "files/source.h"

bool table_file_take(struct table_file *out, struct arena *a, struct text bytes, const char *name, struct err *err)
{
	*out = (struct table_file){ .name = name, .bytes = bytes, .book = NEW(a, struct book) };
	return sheet_read_bytes(a, out->book, NULL, bytes, name, err);
}

bool table_file_read(struct table_file *out, struct arena *a, const char *path, struct err *err)
{
	struct text bytes;
	const char *shown;

	return source_bytes(a, &bytes, &shown, path, err) && table_file_take(out, a, bytes, shown, err);
}
