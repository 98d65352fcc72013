/* What a file is, by its bytes and not by its name: clerks rename. What is no table is refused by what it is. */
#include <string.h>

#include "files/decode.h"
#include "files/sheet_build.h"
#include "files/stats_estat.h"
#include "files/zip.h"

static bool refuse(struct err *err, const char *id, const char *name)
{
	return err_set(err, ERR_INPUT, id, "file", name, NULL);
}

/* ---- workbooks ---- */

static bool is_ods(struct zip *z, struct arena *a)
{
	struct text type = { 0 };

	return zip_has(z, "content.xml") && zip_has(z, "mimetype") && zip_part(z, a, &type, "mimetype", NULL) &&
	       text_starts(type, TEXT("application/vnd.oasis.opendocument.spreadsheet"));
}

static bool read_archive(struct arena *a, struct book *book, struct zip *z, struct err *err)
{
	struct builder b = { .arena = a, .book = book, .err = err };

	if (is_ods(z, a)) {
		book->format = "ods";
		return sheet_from_ods(&b, z);
	}
	if (zip_has(z, "mimetype"))
		return refuse(err, "sheet.other-opendocument", z->name);
	if (zip_has(z, "word/document.xml") || zip_has(z, "ppt/presentation.xml"))
		return refuse(err, "sheet.other-office", z->name);
	if (zip_has(z, "xl/workbook.bin"))
		return refuse(err, "sheet.xlsb", z->name);
	if (!zip_has(z, "_rels/.rels") || !zip_has(z, "[Content_Types].xml"))
		return refuse(err, "sheet.archive", z->name);
	book->format = "xlsx";
	return sheet_from_xlsx(&b, z);
}

static bool read_workbook(struct arena *a, struct book *book, struct text bytes, struct err *err)
{
	struct zip z;
	bool ok;

	if (!zip_open(&z, bytes, book->name, err))
		return false;
	ok = read_archive(a, book, &z, err);
	zip_close(&z);
	return ok;
}

/* Excel puts a locked workbook into the container of its old format, under a name in UTF-16. */
static bool refuse_old_office(struct text bytes, const char *name, struct err *err)
{
	static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	struct text mark = { locked, sizeof locked };

	return refuse(err, text_find(bytes, mark) != SIZE_MAX ? "sheet.locked" : "sheet.old-excel", name);
}

/* ---- text ---- */

static bool is_digit(struct text t, size_t i)
{
	return i < t.n && t.p[i] >= '0' && t.p[i] <= '9';
}

/* Tabs where the first lines have more of them than commas, those in quotes and in numbers such as 1,234 aside: what
 * Excel saves as "Unicode text", and what is copied out of it. */
static char separator_of(struct text t)
{
	size_t tabs = 0, commas = 0, lines = 0;
	bool quoted = false;

	for (size_t i = 0; i < t.n && lines < 20; i++) {
		quoted = quoted != (t.p[i] == '"');
		tabs += t.p[i] == '\t' && !quoted;
		commas += t.p[i] == ',' && !quoted && !(i && is_digit(t, i - 1) && is_digit(t, i + 1));
		lines += t.p[i] == '\n';
	}
	return tabs > commas ? '\t' : ',';
}

static bool is_markup(struct text t)
{
	t = text_trim(text_slice(t, 0, 512));
	return text_starts(t, TEXT("<!DOCTYPE")) || text_starts(t, TEXT("<html")) || text_starts(t, TEXT("<HTML")) ||
	       text_starts(t, TEXT("<?xml"));
}

static bool is_json(struct text t)
{
	t = text_trim(text_slice(t, 0, 512));
	return text_starts(t, TEXT("{")) || text_starts(t, TEXT("[{"));
}

/* The words of decode_text() are about plans. */
static bool refuse_binary(struct err *err, const struct err *why, const char *name)
{
	static const char *const others[] = { "file.binary", "file.rtf", "file.database", "file.archive",
					      "file.old-office" };

	if (strcmp(why->msg.id, "file.image") == 0)
		return refuse(err, "sheet.image", name);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(why->msg.id, others[i]) == 0)
			return refuse(err, "sheet.binary", name);
	if (err)
		err_copy(err, why);
	return false;
}

static bool read_text(struct arena *a, struct book *book, struct text bytes, struct err *err)
{
	struct decoded text;
	struct err why = { 0 };
	char separator;
	struct sheet *sheet;

	if (!decode_text(a, &text, bytes, book->name, &why))
		return refuse_binary(err, &why, book->name);
	if (is_markup(text.utf8))
		return refuse(err, "sheet.markup", book->name);
	book->encoding = text.encoding;
	sheet = LIST_ADD(a, &book->sheets);
	if (estat_is_json(text.utf8)) {
		book->format = "json";
		return estat_sheet_from_json(a, sheet, text.utf8, book->name, err);
	}
	if (is_json(text.utf8))
		return refuse(err, "sheet.other-json", book->name);
	separator = separator_of(text.utf8);
	book->format = separator == ',' ? "csv" : "tsv";
	return sheet_from_separated(a, sheet, text.utf8, separator, book->name, err);
}

/* ---- either ---- */

static size_t filled_rows(const struct book *book)
{
	size_t n = 0;

	for (size_t i = 0; i < book->sheets.n; i++)
		n += book->sheets.at[i].rows.n;
	return n;
}

bool sheet_read(struct arena *a, struct book *book, struct text bytes, const char *name, struct err *err)
{
	struct book made = { .name = name, .format = "", .encoding = "" };
	bool ok;

	if (text_find(text_slice(bytes, 0, 1024), TEXT("%PDF-")) != SIZE_MAX)
		return refuse(err, "sheet.pdf", name);
	if (text_starts(bytes, TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
		return refuse_old_office(bytes, name, err);
	if (text_starts(bytes, TEXT("PK\x03\x04")) || text_starts(bytes, TEXT("PK\x05\x06")))
		ok = read_workbook(a, &made, bytes, err);
	else
		ok = read_text(a, &made, bytes, err);
	if (!ok)
		return false;
	if (!filled_rows(&made))
		return refuse(err, "sheet.empty", name);
	*book = made;
	return true;
}
