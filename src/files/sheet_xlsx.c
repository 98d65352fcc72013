/* Excel workbooks: ECMA-376 part 1 (SpreadsheetML), parts found by their relations as part 2 says, both the
 * transitional and the strict form. Parts are read as a stream; only the shared strings are kept.
 *
 * By hand on expat, and not by GDAL's driver, which was tried (3.6.2): it knows no merged cells, so that these parts
 * would have been read here a second time; it brings 114 shared libraries into the sandbox; and on a bare Debian it
 * makes the installation more than twice as long (docs/ARCHITECTURE.md has the figures).
 *
 * Phonetic guides (rPh), which Excel keeps beside every typed Japanese word, are no text of the cell. */
#include "files/sheet_build.h"
#include "files/zip.h"

#include <stdlib.h>
#include <string.h>

enum { STYLES_MAX = 1 << 16, TEXT_MAX = 1 << 20, PATH_MAX_HERE = 512 };

struct relation {
	const char *id, *type, *target;
};
struct workbook_sheet {
	const char *title, *relation;
	bool hidden;
};
struct format {
	long id;
	struct number_style style;
};

enum kind { KIND_NUMBER, KIND_SHARED, KIND_TEXT, KIND_TRUTH };

struct reading {
	struct builder *build;
	struct zip *zip;
	struct xml xml;
	struct arena *arena;
	/* the workbook */
	const char *folder; /* of the workbook part, with its slash */
	LIST(struct relation) relations;
	LIST(struct workbook_sheet) sheets;
	bool since_1904;
	LIST(struct text) shared;
	size_t shared_bytes;
	LIST(struct format) formats;
	LIST(struct number_style) styles; /* by the s of a cell */
	bool in_cell_formats;
	/* the text that is being collected, and where */
	struct buf text, formula;
	bool taking, in_formula;
	int phonetic;
	/* the cell */
	uint32_t line;
	size_t column;
	enum kind kind;
	size_t style;
	bool has_formula;
};

static const char *keep(struct reading *r, const char *s)
{
	return arena_strdup(r->arena, s ? s : "");
}

/* ---- text ---- */

static void take_text(void *context, const char *p, int n)
{
	struct reading *r = context;
	struct buf *into = r->in_formula ? &r->formula : &r->text;

	if (!r->taking && !r->in_formula)
		return;
	into->ceiling = TEXT_MAX;
	buf_add(into, p, (size_t)n);
	if (into->full)
		xml_damaged(&r->xml);
}

static int hex_value(char c)
{
	const char *all = "0123456789abcdef", *at = c ? strchr(all, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;

	return at ? (int)(at - all) : -1;
}

/* _x000D_ stands for a character that XML cannot hold; _x005F_ for the _ that would begin one. */
static struct text unescaped(struct arena *a, struct text t)
{
	struct buf out = { 0 };
	struct text made;

	if (text_find(t, TEXT("_x")) == SIZE_MAX)
		return text_dup(a, t);
	for (size_t i = 0; i < t.n; i++) {
		int c = -1;

		if (i + 7 <= t.n && t.p[i] == '_' && t.p[i + 1] == 'x' && t.p[i + 6] == '_') {
			c = 0;
			for (size_t k = i + 2; k < i + 6 && c >= 0; k++)
				c = hex_value(t.p[k]) < 0 ? -1 : c * 16 + hex_value(t.p[k]);
		}
		if (c < 0 || (c >= 0xD800 && c < 0xE000)) {
			buf_add(&out, t.p + i, 1);
			continue;
		}
		if (c >= 0x20 || c == '\n' || c == '\t')
			buf_char(&out, (uint32_t)c);
		i += 6;
	}
	made = text_dup(a, buf_view(&out));
	buf_clear(&out);
	return made;
}

/* ---- relations ---- */

static void relation_start(void *context, const char *name, const char **attributes)
{
	struct reading *r = context;

	if (!xml_is(name, "Relationship"))
		return;
	*LIST_ADD(r->arena, &r->relations) =
		(struct relation){ keep(r, xml_attribute(attributes, "Id")), keep(r, xml_attribute(attributes, "Type")),
				   keep(r, xml_attribute(attributes, "Target")) };
}

static void nothing_end(void *context, const char *name)
{
	(void)context;
	(void)name;
}

static void nothing_text(void *context, const char *p, int n)
{
	(void)context;
	(void)p;
	(void)n;
}

static bool read_xml(struct reading *r, const struct xml_calls *calls, const char *part)
{
	r->taking = r->in_formula = false;
	r->phonetic = 0;
	return zip_xml(r->zip, &r->xml, calls, r, part, r->build->err);
}

static bool read_relations(struct reading *r, const char *part)
{
	static const struct xml_calls calls = { relation_start, nothing_end, nothing_text };

	r->relations.n = 0;
	return read_xml(r, &calls, part);
}

/* By the end of its type: the first half differs between the strict and the transitional form. NULL: none. */
static const struct relation *relation_of_type(const struct reading *r, const char *type)
{
	for (size_t i = 0; i < r->relations.n; i++)
		if (text_ends(text_of(r->relations.at[i].type), text_of(type)))
			return &r->relations.at[i];
	return NULL;
}

static const struct relation *relation_of_id(const struct reading *r, const char *id)
{
	for (size_t i = 0; i < r->relations.n; i++)
		if (xml_is(r->relations.at[i].id, id))
			return &r->relations.at[i];
	return NULL;
}

/* A target is a path from the folder of the part, or from the root. */
static const char *path_of(struct reading *r, const struct relation *to)
{
	if (*to->target == '/')
		return to->target + 1;
	if (strncmp(to->target, "../", 3) == 0)
		return to->target + 3;
	return arena_printf(r->arena, "%s%s", r->folder, strncmp(to->target, "./", 2) ? to->target : to->target + 2);
}

/* ---- the workbook ---- */

static void workbook_start(void *context, const char *name, const char **attributes)
{
	struct reading *r = context;
	const char *state = xml_attribute(attributes, "state"), *date = xml_attribute(attributes, "date1904");

	if (xml_is(name, "workbookPr"))
		r->since_1904 = date && (xml_is(date, "1") || xml_is(date, "true"));
	if (!xml_is(name, "sheet"))
		return;
	if (r->sheets.n == SHEETS_MAX)
		xml_damaged(&r->xml);
	else
		*LIST_ADD(r->arena, &r->sheets) = (struct workbook_sheet){ keep(r, xml_attribute(attributes, "name")),
									   keep(r, xml_attribute(attributes, "id")),
									   state && !xml_is(state, "visible") };
}

static bool read_workbook(struct reading *r)
{
	static const struct xml_calls calls = { workbook_start, nothing_end, nothing_text };
	const struct relation *main;
	const char *part, *slash, *own;

	r->folder = "";
	if (!read_relations(r, "_rels/.rels"))
		return false;
	main = relation_of_type(r, "/officeDocument");
	part = main ? path_of(r, main) : "xl/workbook.xml";
	slash = strrchr(part, '/');
	own = slash ? slash + 1 : part;
	r->folder = arena_printf(r->arena, "%.*s", (int)(own - part), part);
	if (text_ends(text_of(part), TEXT(".bin")))
		return err_set(r->build->err, ERR_INPUT, "sheet.xlsb", "file", r->zip->name, NULL);
	return read_xml(r, &calls, part) &&
	       read_relations(r, arena_printf(r->arena, "%s_rels/%s.rels", r->folder, own));
}

/* ---- shared strings ---- */

static void string_start(void *context, const char *name, const char **attributes)
{
	struct reading *r = context;

	(void)attributes;
	if (xml_is(name, "si"))
		buf_reset(&r->text);
	r->phonetic += xml_is(name, "rPh");
	r->taking = xml_is(name, "t") && !r->phonetic;
}

static void string_end(void *context, const char *name)
{
	struct reading *r = context;

	r->taking = false;
	r->phonetic -= xml_is(name, "rPh") && r->phonetic > 0;
	if (!xml_is(name, "si") || r->xml.stopped)
		return;
	r->shared_bytes += r->text.n;
	if (r->shared.n >= SHEET_CELLS_MAX || r->shared_bytes > SHEET_BYTES_MAX) {
		err_set(r->build->err, ERR_INPUT, "sheet.too-much", "file", r->zip->name, "cells", NUM(SHEET_CELLS_MAX),
			"megabytes", NUM(SHEET_BYTES_MAX >> 20), NULL);
		xml_stop(&r->xml);
	} else {
		*LIST_ADD(r->arena, &r->shared) = unescaped(r->arena, buf_view(&r->text));
	}
}

static bool read_strings(struct reading *r)
{
	static const struct xml_calls calls = { string_start, string_end, take_text };
	const struct relation *to = relation_of_type(r, "/sharedStrings");

	return !to || read_xml(r, &calls, path_of(r, to));
}

/* ---- styles ---- */

static struct number_style style_of_id(const struct reading *r, long id)
{
	for (size_t i = r->formats.n; i-- > 0;)
		if (r->formats.at[i].id == id)
			return r->formats.at[i].style;
	return number_style_builtin(id);
}

static void style_start(void *context, const char *name, const char **attributes)
{
	struct reading *r = context;
	const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");

	if (xml_is(name, "cellXfs"))
		r->in_cell_formats = true;
	if (r->formats.n >= STYLES_MAX || r->styles.n >= STYLES_MAX)
		xml_damaged(&r->xml);
	else if (xml_is(name, "numFmt") && id && code)
		*LIST_ADD(r->arena, &r->formats) =
			(struct format){ strtol(id, NULL, 10), number_style_of(text_of(code)) };
	else if (xml_is(name, "xf") && r->in_cell_formats)
		*LIST_ADD(r->arena, &r->styles) = style_of_id(r, id ? strtol(id, NULL, 10) : 0);
}

static void style_end(void *context, const char *name)
{
	struct reading *r = context;

	if (xml_is(name, "cellXfs"))
		r->in_cell_formats = false;
}

static bool read_styles(struct reading *r)
{
	static const struct xml_calls calls = { style_start, style_end, nothing_text };
	const struct relation *to = relation_of_type(r, "/styles");

	return !to || read_xml(r, &calls, path_of(r, to));
}

/* ---- a sheet ---- */

/* AB12: column 27 (from 0) and line 12; what is missing stays as it was. False: no reference. */
static bool reference(const char **s, size_t *column, uint32_t *line)
{
	size_t letters = 0, c = 0;
	uint32_t n = 0, digits = 0;

	for (; **s >= 'A' && **s <= 'Z' && letters < 4; (*s)++, letters++)
		c = c * 26 + (size_t)(**s - 'A' + 1);
	for (; **s >= '0' && **s <= '9' && digits < 8; (*s)++, digits++)
		n = n * 10 + (uint32_t)(**s - '0');
	if (!letters || !digits || !n)
		return false;
	*column = c - 1;
	*line = n;
	return true;
}

static void take_merge(struct reading *r, const char *range)
{
	struct sheet_merge m;
	size_t from, to;

	if (!range || !reference(&range, &from, &m.first_line) || *range++ != ':' ||
	    !reference(&range, &to, &m.last_line) || *range || to < from || m.last_line < m.first_line)
		return;
	m.first_column = (uint32_t)from;
	m.last_column = (uint32_t)to;
	builder_merge(r->build, m);
}

static enum kind kind_of(const char *t)
{
	if (!t || xml_is(t, "n"))
		return KIND_NUMBER;
	return xml_is(t, "s") ? KIND_SHARED : xml_is(t, "b") ? KIND_TRUTH : KIND_TEXT;
}

static void start_row(struct reading *r, const char **attributes)
{
	const char *line = xml_attribute(attributes, "r");
	unsigned long n = line ? strtoul(line, NULL, 10) : r->line + 1ul;

	/* Rows come in order; a second row of one number would be two lines of that name. */
	if (n <= r->line || n > UINT32_MAX - 1) {
		xml_damaged(&r->xml);
		return;
	}
	r->line = (uint32_t)n;
	r->column = SIZE_MAX; /* the next is the first */
	if (!builder_row(r->build, r->line))
		xml_stop(&r->xml);
}

static void start_cell(struct reading *r, const char **attributes)
{
	const char *at = xml_attribute(attributes, "r"), *style = xml_attribute(attributes, "s");
	uint32_t line;

	r->column++;
	if (at && !reference(&at, &r->column, &line))
		xml_damaged(&r->xml);
	r->kind = kind_of(xml_attribute(attributes, "t"));
	r->style = style ? strtoul(style, NULL, 10) : 0;
	r->has_formula = false;
	buf_reset(&r->text);
	buf_reset(&r->formula);
}

static void sheet_start(void *context, const char *name, const char **attributes)
{
	struct reading *r = context;

	if (r->xml.stopped)
		return;
	if (xml_is(name, "row"))
		start_row(r, attributes);
	else if (xml_is(name, "c"))
		start_cell(r, attributes);
	else if (xml_is(name, "mergeCell"))
		take_merge(r, xml_attribute(attributes, "ref"));
	r->phonetic += xml_is(name, "rPh");
	r->in_formula = xml_is(name, "f");
	r->has_formula = r->has_formula || r->in_formula;
	r->taking = xml_is(name, "v") || (xml_is(name, "t") && !r->phonetic);
}

static struct text cell_text(struct reading *r)
{
	struct text t = buf_view(&r->text);
	struct number_style plain = { 0 };
	size_t index;

	if (!t.n && r->has_formula)
		/* Never calculated: a program wrote it. The formula shows what is missing; it is no number. */
		return text_of(arena_printf(r->arena, "=%.*s", (int)r->formula.n, r->formula.n ? r->formula.p : ""));
	switch (r->kind) {
	case KIND_SHARED:
		index = t.n && *t.p >= '0' && *t.p <= '9' ? strtoul(t.p, NULL, 10) : SIZE_MAX;
		if (t.n && index >= r->shared.n)
			xml_damaged(&r->xml);
		return index < r->shared.n ? r->shared.at[index] : (struct text){ 0 };
	case KIND_TRUTH:
		return text_is(t, "1") ? TEXT("TRUE") : TEXT("FALSE");
	case KIND_NUMBER:
		return number_text(r->arena, text_dup(r->arena, t),
				   r->style < r->styles.n ? r->styles.at[r->style] : plain, r->since_1904);
	default:
		return unescaped(r->arena, t);
	}
}

static void sheet_end(void *context, const char *name)
{
	struct reading *r = context;

	r->taking = r->in_formula = false;
	r->phonetic -= xml_is(name, "rPh") && r->phonetic > 0;
	if (!xml_is(name, "c") || (!r->text.n && !r->has_formula) || r->xml.stopped)
		return;
	if (!r->line)
		xml_damaged(&r->xml);
	else if (!builder_cell(r->build, r->column, cell_text(r)))
		xml_stop(&r->xml);
}

static bool read_sheet(struct reading *r, const struct workbook_sheet *s)
{
	static const struct xml_calls calls = { sheet_start, sheet_end, take_text };
	const struct relation *to = relation_of_id(r, s->relation);

	/* A sheet that is one chart has no cells. */
	if (!to || !text_ends(text_of(to->type), TEXT("/worksheet")))
		return true;
	r->line = 0;
	return builder_sheet(r->build, text_of(s->title), s->hidden) && read_xml(r, &calls, path_of(r, to)) &&
	       builder_row(r->build, 0);
}

bool sheet_from_xlsx(struct builder *b, struct zip *zip)
{
	struct reading r = { .build = b, .zip = zip, .arena = b->arena };
	bool ok = read_workbook(&r) && read_strings(&r) && read_styles(&r);

	for (size_t i = 0; ok && i < r.sheets.n; i++)
		ok = read_sheet(&r, &r.sheets.at[i]);
	buf_clear(&r.text);
	buf_clear(&r.formula);
	return ok;
}
