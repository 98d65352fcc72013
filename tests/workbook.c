#include "workbook.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

/* ---- ZIP: APPNOTE.TXT 4.3 ---- */

static void put(struct buf *b, uint32_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_add(b, &(unsigned char){ v >> (8 * i) & 0xFF }, 1);
}

static void deflated(struct buf *out, struct text t)
{
	z_stream z = { 0 };
	unsigned char room[1 << 14];
	int more = Z_OK;

	deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
	z.next_in = (unsigned char *)(uintptr_t)t.p;
	z.avail_in = (unsigned)t.n;
	while (more == Z_OK) {
		z.next_out = room;
		z.avail_out = sizeof room;
		more = deflate(&z, Z_FINISH);
		buf_add(out, room, sizeof room - z.avail_out);
	}
	deflateEnd(&z);
}

static void header(struct buf *b, const char *name, struct text bytes, size_t packed, int how)
{
	put(b, 20, 2);
	put(b, how == ARCHIVE_LOCKED, 2);
	put(b, how == ARCHIVE_DEFLATED ? 8 : 0, 2);
	put(b, 0, 4);
	put(b, (uint32_t)crc32(0, (const unsigned char *)bytes.p, (unsigned)bytes.n), 4);
	put(b, (uint32_t)packed, 4);
	put(b, (uint32_t)bytes.n, 4);
	put(b, (uint32_t)strlen(name), 2);
	put(b, 0, 2);
}

void archive_add(struct archive *z, const char *name, struct text bytes, int how)
{
	struct buf packed = { 0 };
	uint32_t at = (uint32_t)z->body.n;

	if (how == ARCHIVE_DEFLATED)
		deflated(&packed, bytes);
	else
		buf_text(&packed, bytes);
	put(&z->body, 0x04034b50, 4);
	header(&z->body, name, bytes, packed.n, how);
	buf_puts(&z->body, name);
	buf_text(&z->body, buf_view(&packed));
	put(&z->central, 0x02014b50, 4);
	put(&z->central, 20, 2);
	header(&z->central, name, bytes, packed.n, how);
	put(&z->central, 0, 2);
	put(&z->central, 0, 4);
	put(&z->central, 0, 4);
	put(&z->central, at, 4);
	buf_puts(&z->central, name);
	buf_clear(&packed);
	z->n++;
}

struct text archive_end(struct arena *a, struct archive *z)
{
	uint32_t at = (uint32_t)z->body.n;
	struct text made;

	buf_text(&z->body, buf_view(&z->central));
	put(&z->body, 0x06054b50, 4);
	put(&z->body, 0, 4);
	put(&z->body, (uint32_t)z->n, 2);
	put(&z->body, (uint32_t)z->n, 2);
	put(&z->body, (uint32_t)z->central.n, 4);
	put(&z->body, at, 4);
	put(&z->body, 0, 2);
	made = text_dup(a, buf_view(&z->body));
	buf_clear(&z->body);
	buf_clear(&z->central);
	z->n = 0;
	return made;
}

/* ---- XML ---- */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

static void escaped(struct buf *out, struct text t)
{
	for (size_t i = 0; i < t.n; i++)
		if (t.p[i] == '&')
			buf_puts(out, "&amp;");
		else if (t.p[i] == '<')
			buf_puts(out, "&lt;");
		else if (t.p[i] == '"')
			buf_puts(out, "&quot;");
		else
			buf_add(out, t.p + i, 1);
}

static void add(struct archive *z, const char *name, struct buf *xml)
{
	archive_add(z, name, buf_view(xml), ARCHIVE_DEFLATED);
	buf_clear(xml);
}

void xlsx_begin(struct archive *z, int sheets)
{
	struct buf book = { 0 }, relations = { 0 };

	archive_add(z, "[Content_Types].xml",
		    TEXT(XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
		    ARCHIVE_DEFLATED);
	archive_add(z, "_rels/.rels",
		    TEXT(XML "<Relationships " PACKAGE "><Relationship Id=\"rId1\" Type=\"" REL "/officeDocument\" "
			     "Target=\"xl/workbook.xml\"/></Relationships>"),
		    ARCHIVE_DEFLATED);
	buf_puts(&book, XML "<workbook " MAIN " xmlns:r=\"" REL "\"><sheets>");
	buf_puts(&relations, XML "<Relationships " PACKAGE ">");
	for (int i = 1; i <= sheets; i++) {
		buf_printf(&book, "<sheet name=\"表%d\" sheetId=\"%d\" r:id=\"rId%d\"/>", i, i, i);
		buf_printf(&relations,
			   "<Relationship Id=\"rId%d\" Type=\"%s/worksheet\" Target=\"worksheets/sheet%d.xml\"/>", i,
			   REL, i);
	}
	buf_puts(&book, "</sheets></workbook>");
	buf_puts(&relations, "<Relationship Id=\"s1\" Type=\"" REL "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
			     "<Relationship Id=\"s2\" Type=\"" REL "/styles\" Target=\"/xl/styles.xml\"/>"
			     "</Relationships>");
	add(z, "xl/workbook.xml", &book);
	add(z, "xl/_rels/workbook.xml.rels", &relations);
	archive_add(z, "xl/styles.xml",
		    TEXT(XML "<styleSheet " MAIN "><numFmts><numFmt numFmtId=\"176\" formatCode=\"000000\"/>"
			     "<numFmt numFmtId=\"177\" "
			     "formatCode=\"[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>"
			     "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
			     "<xf numFmtId=\"3\"/><xf numFmtId=\"176\"/><xf numFmtId=\"14\"/><xf numFmtId=\"177\"/>"
			     "<xf numFmtId=\"22\"/></cellXfs></styleSheet>"),
		    ARCHIVE_DEFLATED);
}

void xlsx_sheet(struct archive *z, int number, struct text inner)
{
	struct buf xml = { 0 };
	char name[64];

	buf_puts(&xml, XML "<worksheet " MAIN ">");
	buf_text(&xml, inner);
	buf_puts(&xml, "</worksheet>");
	snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", number);
	add(z, name, &xml);
}

/* The decimal without separators; empty for words and for codes such as 010006. */
static struct text figure(struct arena *a, struct text cell)
{
	char *out = arena_alloc(a, cell.n + 1);
	size_t n = 0;

	cell = text_trim(cell);
	for (size_t i = 0; i < cell.n; i++)
		if ((cell.p[i] >= '0' && cell.p[i] <= '9') || cell.p[i] == '.' || (!i && cell.p[i] == '-'))
			out[n++] = cell.p[i];
		else if (cell.p[i] != ',' || !i)
			return (struct text){ 0 };
	if (n > 1 && out[0] == '0' && out[1] != '.')
		return (struct text){ 0 };
	return (struct text){ out, n > (out[0] == '-') ? n : 0 };
}

static const char *column_name(char room[4], size_t column)
{
	char *p = room + 3;

	*p = '\0';
	for (column++; column; column = (column - 1) / 26)
		*--p = (char)('A' + (column - 1) % 26);
	return memmove(room, p, (size_t)(room + 4 - p));
}

static void put_row(struct arena *a, struct buf *xml, struct buf *strings, size_t *n_strings,
		    const struct sheet_row *row)
{
	buf_printf(xml, "<row r=\"%u\">", row->line);
	for (size_t j = 0; j < row->n_cells; j++) {
		struct text number = figure(a, row->cells[j]);
		char name[4];

		column_name(name, j);
		if (number.n) {
			buf_printf(xml, "<c r=\"%s%u\" s=\"1\"><v>%.*s</v></c>", name, row->line, (int)number.n,
				   number.p);
		} else if (row->cells[j].n) {
			buf_printf(xml, "<c r=\"%s%u\" t=\"s\"><v>%zu</v></c>", name, row->line, (*n_strings)++);
			buf_puts(strings, "<si><t>");
			escaped(strings, row->cells[j]);
			buf_puts(strings, "</t><rPh sb=\"0\" eb=\"1\"><t>ヨミ</t></rPh></si>");
		} else {
			buf_printf(xml, "<c r=\"%s%u\" s=\"1\"/>", name, row->line);
		}
	}
	buf_puts(xml, "</row>");
}

static void put_merges(struct buf *xml, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->merges.n; i++) {
		const struct sheet_merge *m = &sheet->merges.at[i];
		char from[4], to[4];

		buf_printf(xml, "%s<mergeCell ref=\"%s%u:%s%u\"/>", i ? "" : "<mergeCells>",
			   column_name(from, m->first_column), m->first_line, column_name(to, m->last_column),
			   m->last_line);
	}
	buf_puts(xml, sheet->merges.n ? "</mergeCells>" : "");
}

struct text xlsx_of(struct arena *a, const struct sheet *sheet)
{
	struct archive z = { 0 };
	struct buf xml = { 0 }, strings = { 0 };
	size_t n = 0;

	xlsx_begin(&z, 1);
	buf_puts(&strings, XML "<sst " MAIN ">");
	buf_puts(&xml, "<dimension ref=\"A1\"/><sheetData>");
	for (size_t i = 0; i < sheet->rows.n; i++)
		put_row(a, &xml, &strings, &n, &sheet->rows.at[i]);
	buf_puts(&xml, "</sheetData>");
	put_merges(&xml, sheet);
	buf_puts(&strings, "</sst>");
	xlsx_sheet(&z, 1, buf_view(&xml));
	buf_clear(&xml);
	add(&z, "xl/sharedStrings.xml", &strings);
	return archive_end(a, &z);
}

/* ---- ODS ---- */

static const struct sheet_merge *merge_at(const struct sheet *s, uint32_t line, size_t column)
{
	for (size_t i = 0; i < s->merges.n; i++)
		if (s->merges.at[i].first_line == line && s->merges.at[i].first_column == column)
			return &s->merges.at[i];
	return NULL;
}

static bool is_covered(const struct sheet *s, uint32_t line, size_t column)
{
	for (size_t i = 0; i < s->merges.n; i++) {
		const struct sheet_merge *m = &s->merges.at[i];

		if (line >= m->first_line && line <= m->last_line && column >= m->first_column &&
		    column <= m->last_column && (line != m->first_line || column != m->first_column))
			return true;
	}
	return false;
}

static void put_ods_cell(struct arena *a, struct buf *xml, const struct sheet *s, const struct sheet_row *row, size_t j)
{
	const struct sheet_merge *m = merge_at(s, row->line, j);
	struct text number = figure(a, row->cells[j]);

	if (is_covered(s, row->line, j)) {
		buf_puts(xml, "<table:covered-table-cell/>");
		return;
	}
	buf_puts(xml, "<table:table-cell");
	if (m)
		buf_printf(xml, " table:number-columns-spanned=\"%u\" table:number-rows-spanned=\"%u\"",
			   m->last_column - m->first_column + 1, m->last_line - m->first_line + 1);
	if (number.n)
		buf_printf(xml, " office:value-type=\"float\" office:value=\"%.*s\"", (int)number.n, number.p);
	buf_puts(xml, row->cells[j].n && !number.n ? " office:value-type=\"string\">" : ">");
	if (row->cells[j].n) {
		buf_puts(xml, "<office:annotation><text:p>覚え書き</text:p></office:annotation><text:p>");
		escaped(xml, row->cells[j]);
		buf_puts(xml, "</text:p>");
	}
	buf_puts(xml, "</table:table-cell>");
}

struct text ods_with(struct arena *a, const char *table)
{
	struct archive z = { 0 };
	struct buf xml = { 0 };

	archive_add(&z, "mimetype", TEXT("application/vnd.oasis.opendocument.spreadsheet"), ARCHIVE_STORED);
	buf_printf(&xml,
		   XML "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
		       "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
		       "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>"
		       "%s</office:spreadsheet></office:body></office:document-content>",
		   table);
	add(&z, "content.xml", &xml);
	return archive_end(a, &z);
}

struct text ods_of(struct arena *a, const struct sheet *sheet)
{
	struct buf xml = { 0 };
	uint32_t line = 0;
	struct text made;

	buf_puts(&xml, "<table:table table:name=\"表1\">");
	for (size_t i = 0; i < sheet->rows.n; i++) {
		const struct sheet_row *row = &sheet->rows.at[i];

		if (row->line > line + 1)
			buf_printf(&xml,
				   "<table:table-row table:number-rows-repeated=\"%u\"><table:table-cell "
				   "table:number-columns-repeated=\"1024\"/></table:table-row>",
				   row->line - line - 1);
		line = row->line;
		buf_puts(&xml, "<table:table-row>");
		for (size_t j = 0; j < row->n_cells; j++)
			put_ods_cell(a, &xml, sheet, row, j);
		buf_puts(&xml, "<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>");
	}
	buf_puts(&xml, "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell "
		       "table:number-columns-repeated=\"16384\"/></table:table-row></table:table>");
	made = ods_with(a, xml.p);
	buf_clear(&xml);
	return made;
}
