/* OpenDocument spreadsheets: OASIS OpenDocument 1.3, part 3, chapter 9 (tables); content.xml read as a stream.
 *
 * A cell has its value as an attribute and as the text that is shown. The value is taken, but for a number that is
 * shown with zeros in front (01100), which is a code. Cells and rows come with a count of repetitions; a sheet ends in
 * a row repeated a million times. Comments and the readings beside characters (ruby) are no text of the cell. */
#include "files/sheet_build.h"
#include "files/zip.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 1 << 20, ROWS_MAX = 1 << 20 };

struct reading {
	struct builder *build;
	struct zip *zip;
	struct xml xml;
	struct arena *arena;
	bool in_cell, hidden;
	int depth, table_depth; /* tables in tables (of a cell's content) are passed over */
	int beside;             /* inside what is no text of the cell */
	struct buf text;
	bool begun, inside; /* a paragraph has begun in this cell; one is open */
	const char *type;
	struct text value;
	uint32_t line, lines; /* of the row: the first, how many */
	size_t column, columns;
	struct {
		size_t at, columns;
		struct text text;
	} * row;
	size_t n_row, cap_row;
};

static uint32_t count(const char **attributes, const char *name)
{
	const char *s = xml_attribute(attributes, name);
	unsigned long n = s ? strtoul(s, NULL, 10) : 1;

	return n < 1 ? 1 : n > ROWS_MAX ? ROWS_MAX : (uint32_t)n;
}

static void start_table(struct reading *r, const char **attributes)
{
	const char *name = xml_attribute(attributes, "name");

	if (++r->table_depth > 1)
		return;
	r->line = r->lines = 0;
	if (!builder_sheet(r->build, text_of(name), false))
		xml_stop(&r->xml);
}

static void start_row(struct reading *r, const char **attributes)
{
	r->line += r->lines ? r->lines : 1;
	r->lines = count(attributes, "number-rows-repeated");
	r->column = r->columns = 0;
	r->n_row = 0;
	if (r->line > 2 * ROWS_MAX)
		xml_damaged(&r->xml);
}

static void take_merge(struct reading *r, const char **attributes)
{
	uint32_t columns = count(attributes, "number-columns-spanned"),
		 lines = count(attributes, "number-rows-spanned");

	if ((columns > 1 || lines > 1))
		builder_merge(r->build, (struct sheet_merge){ r->line, (uint32_t)r->column, r->line + lines - 1,
							      (uint32_t)r->column + columns - 1 });
}

static struct text kept(struct reading *r, const char *s)
{
	return s ? text_of(arena_strdup(r->arena, s)) : (struct text){ 0 };
}

static void start_cell(struct reading *r, const char **attributes, bool covered)
{
	const char *type = xml_attribute(attributes, "value-type");

	r->column += r->columns;
	r->columns = count(attributes, "number-columns-repeated");
	if (r->column > ROWS_MAX) {
		xml_damaged(&r->xml);
		return;
	}
	if (!covered)
		take_merge(r, attributes);
	r->in_cell = !covered; /* what a merged cell covers is kept in the file, and not shown */
	r->begun = r->inside = false;
	r->beside = 0;
	buf_reset(&r->text);
	r->type = arena_strdup(r->arena, type ? type : "");
	r->value = kept(r, xml_attribute(attributes, xml_is(r->type, "date")      ? "date-value"
						     : xml_is(r->type, "boolean") ? "boolean-value"
						     : xml_is(r->type, "time")    ? "-"
										  : "value"));
}

static bool is_beside(const char *name)
{
	return xml_is(name, "annotation") || xml_is(name, "ruby-text") || xml_is(name, "shapes") ||
	       xml_is(name, "note");
}

static void put(struct reading *r, const char *p, size_t n)
{
	if (!r->in_cell || r->beside)
		return;
	r->text.ceiling = TEXT_MAX;
	buf_add(&r->text, p, n);
	if (r->text.full)
		xml_damaged(&r->xml);
}

static void start_in_cell(struct reading *r, const char *name, const char **attributes)
{
	r->beside += is_beside(name);
	if (xml_is(name, "p") && !r->beside) {
		if (r->begun)
			put(r, "\n", 1);
		r->begun = r->inside = true;
	} else if (xml_is(name, "line-break")) {
		put(r, "\n", 1);
	} else if (xml_is(name, "tab")) {
		put(r, "\t", 1);
	} else if (xml_is(name, "s")) {
		for (uint32_t i = 0; i < count(attributes, "c") && i < 256; i++)
			put(r, " ", 1);
	}
}

static void on_start(void *context, const char *name, const char **attributes)
{
	struct reading *r = context;

	if (r->xml.stopped)
		return;
	if (xml_is(name, "table"))
		start_table(r, attributes);
	else if (r->table_depth != 1)
		return;
	else if (xml_is(name, "table-row"))
		start_row(r, attributes);
	else if ((xml_is(name, "table-cell") || xml_is(name, "covered-table-cell")) && r->line)
		start_cell(r, attributes, *name == 'c');
	else if (r->in_cell)
		start_in_cell(r, name, attributes);
}

/* 2020-01-01T00:00:00 as 2020-01-01. */
static struct text day_of(struct arena *a, struct text value)
{
	size_t t = text_find(value, TEXT("T"));

	if (t == SIZE_MAX)
		return value;
	if (text_starts(text_slice(value, t, value.n), TEXT("T00:00:00")))
		return text_slice(value, 0, t);
	return text_of(arena_printf(a, "%.*s %.*s", (int)t, value.p, (int)(value.n - t - 1), value.p + t + 1));
}

static bool is_code(struct text shown)
{
	size_t n = 0;

	while (n < shown.n && shown.p[n] >= '0' && shown.p[n] <= '9')
		n++;
	return n > 1 && n == shown.n && *shown.p == '0';
}

static struct text cell_text(struct reading *r)
{
	struct text shown = buf_view(&r->text);
	struct number_style plain = { 0 };

	if (xml_is(r->type, "date") && r->value.n)
		return day_of(r->arena, r->value);
	if (xml_is(r->type, "boolean") && r->value.n)
		return text_is(r->value, "true") ? TEXT("TRUE") : TEXT("FALSE");
	if ((xml_is(r->type, "float") || xml_is(r->type, "percentage") || xml_is(r->type, "currency")) && r->value.n &&
	    !is_code(shown))
		return number_text(r->arena, r->value, plain, false);
	return text_dup(r->arena, shown);
}

static void end_cell(struct reading *r)
{
	struct text t = cell_text(r);

	r->in_cell = false;
	if (!text_trim(t).n)
		return;
	if (r->column >= SHEET_COLUMNS_MAX)
		r->columns = 1; /* the builder says what is wrong */
	if (r->n_row == r->cap_row)
		r->row = list_grow(r->arena, r->row, r->n_row, &r->cap_row, sizeof *r->row);
	r->row[r->n_row].at = r->column;
	r->row[r->n_row].columns = r->columns;
	r->row[r->n_row++].text = t;
}

/* The row as often as it is repeated: the ceilings of the builder end what does not end by itself. */
static void end_row(struct reading *r)
{
	for (uint32_t k = 0; r->n_row && k < r->lines && !r->xml.stopped; k++) {
		if (!builder_row(r->build, r->line + k))
			xml_stop(&r->xml);
		for (size_t i = 0; i < r->n_row && !r->xml.stopped; i++)
			for (size_t j = 0; j < r->row[i].columns && !r->xml.stopped; j++)
				if (!builder_cell(r->build, r->row[i].at + j, r->row[i].text))
					xml_stop(&r->xml);
	}
	r->n_row = 0;
}

static void on_end(void *context, const char *name)
{
	struct reading *r = context;

	if (r->xml.stopped)
		return;
	if (xml_is(name, "table")) {
		if (--r->table_depth == 0 && !builder_row(r->build, 0))
			xml_stop(&r->xml);
	} else if (r->table_depth == 1 && xml_is(name, "table-row")) {
		end_row(r);
	} else if (r->table_depth == 1 && r->in_cell && xml_is(name, "table-cell")) {
		end_cell(r);
	} else if (r->in_cell && is_beside(name) && r->beside > 0) {
		r->beside--;
	} else if (r->in_cell && xml_is(name, "p") && !r->beside) {
		r->inside = false;
	}
}

static void on_text(void *context, const char *p, int n)
{
	struct reading *r = context;

	/* White space between paragraphs is the XML's. */
	if (r->inside && !r->xml.stopped)
		put(r, p, (size_t)n);
}

bool sheet_from_ods(struct builder *b, struct zip *zip)
{
	static const struct xml_calls calls = { on_start, on_end, on_text };
	struct reading r = { .build = b, .zip = zip, .arena = b->arena };
	struct text manifest = { 0 };
	bool ok = true;

	if (zip_has(zip, "META-INF/manifest.xml"))
		ok = zip_part(zip, b->arena, &manifest, "META-INF/manifest.xml", b->err);
	if (ok && text_find(manifest, TEXT("encryption-data")) != SIZE_MAX)
		ok = err_set(b->err, ERR_INPUT, "sheet.locked", "file", zip->name, NULL);
	ok = ok && zip_xml(zip, &r.xml, &calls, &r, "content.xml", b->err);
	buf_clear(&r.text);
	return ok;
}
