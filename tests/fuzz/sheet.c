/* Whatever is taken for a table, in this process, as sosei-reader does behind its walls: the book is within its
 * ceilings and goes over the pipe unchanged. An input that begins with "ods\n" or "xlsx\n" is the XML of the one part
 * that matters, and is put into an archive here: a fuzzer that has to find ZIP's checksums finds nothing else. */
#include "fuzz.h"

#include <string.h>

#include "../workbook.h"
#include "files/sheet_build.h"
#include "files/sheet_records.h"

static void check_same(const struct sheet *a, const struct sheet *b)
{
	MUST(a->rows.n == b->rows.n && a->merges.n == b->merges.n && a->hidden == b->hidden);
	for (size_t i = 0; i < a->rows.n; i++) {
		MUST(a->rows.at[i].line == b->rows.at[i].line && a->rows.at[i].n_cells == b->rows.at[i].n_cells);
		for (size_t j = 0; j < a->rows.at[i].n_cells; j++)
			MUST(text_eq(a->rows.at[i].cells[j], b->rows.at[i].cells[j]));
	}
}

static void check_book(struct arena *a, const struct book *book)
{
	struct buf out = { 0 };
	struct book again = { 0 };
	struct err err = { 0 };
	size_t cells = 0;

	for (size_t i = 0; i < book->sheets.n; i++)
		for (size_t k = 0; k < book->sheets.at[i].rows.n; k++)
			cells += book->sheets.at[i].rows.at[k].n_cells;
	MUST(cells <= SHEET_CELLS_MAX);
	sheet_records_write(&out, book);
	/* A text with U+0000 in it is the one thing that the pipe refuses. */
	if (sheet_records_read(a, &again, buf_view(&out), "fuzz", &err) == RECORDS_BOOK)
		for (size_t i = 0; i < book->sheets.n; i++) {
			check_same(&book->sheets.at[i], &again.sheets.at[i]);
			sheet_fill_merged(a, &again.sheets.at[i]);
		}
	else
		MUST(memchr(out.p, 0, out.n));
	buf_clear(&out);
}

/* The part in an archive that has all else. */
static struct text archived(struct arena *a, struct text xml, bool ods)
{
	struct archive z = { 0 };

	if (ods) {
		archive_add(&z, "mimetype", TEXT("application/vnd.oasis.opendocument.spreadsheet"), ARCHIVE_STORED);
		archive_add(&z, "content.xml", xml, ARCHIVE_STORED);
	} else {
		xlsx_begin(&z, 1);
		archive_add(&z, "xl/sharedStrings.xml", TEXT("<sst><si><t>a</t></si></sst>"), ARCHIVE_STORED);
		archive_add(&z, "xl/worksheets/sheet1.xml", xml, ARCHIVE_STORED);
	}
	return archive_end(a, &z);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct text bytes = { (const char *)data, size };
	struct book book = { 0 };
	struct err err = { 0 };

	if (text_starts(bytes, TEXT("ods\n")))
		bytes = archived(&a, text_slice(bytes, 4, bytes.n), true);
	else if (text_starts(bytes, TEXT("xlsx\n")))
		bytes = archived(&a, text_slice(bytes, 5, bytes.n), false);
	if (sheet_read(&a, &book, bytes, "fuzz", &err)) {
		check_book(&a, &book);
	} else {
		struct buf out = { 0 };
		struct err again = { 0 };

		MUST(err.kind != ERR_NONE && *msg_say(&a, LANG_JA, &err.msg));
		/* Every reason goes over the pipe. */
		sheet_records_write_err(&out, &err);
		MUST(sheet_records_read(&a, &book, buf_view(&out), "fuzz", &again) == RECORDS_ERR);
		MUST(strcmp(again.msg.id, err.msg.id) == 0);
		buf_clear(&out);
	}
	/* And the pipe itself. */
	(void)sheet_records_read(&a, &book, (struct text){ (const char *)data, size }, "fuzz", &err);
	arena_clear(&a);
	return 0;
}
