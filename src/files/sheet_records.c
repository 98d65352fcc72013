/* The sandboxed child's answer, as letters, lengths and bytes. It is parsed as if an enemy had written it: the child
 * read the file, so whoever made the file may speak through it. Rejected: JSON, a second parser of outside bytes. */
#include "files/sheet_records.h"

#include <stdlib.h>
#include <string.h>

#define FORM "sosei-sheets 1\n"

/* ---- writing ---- */

static void put_number(struct buf *out, uint32_t n)
{
	unsigned char bytes[5];
	size_t size = 0;

	for (; n > 127; n >>= 7)
		bytes[size++] = (unsigned char)(n | 128);
	bytes[size++] = (unsigned char)n;
	buf_add(out, bytes, size);
}

static void put_text(struct buf *out, struct text t)
{
	put_number(out, (uint32_t)t.n);
	buf_text(out, t);
}

static void put_sheet(struct buf *out, const struct sheet *s)
{
	buf_add(out, "S", 1);
	put_text(out, text_of(s->title)); /* NULL is empty */
	put_number(out, s->hidden);
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct sheet_row *row = &s->rows.at[i];

		buf_add(out, "R", 1);
		put_number(out, row->line);
		put_number(out, (uint32_t)row->n_cells);
		for (size_t j = 0; j < row->n_cells; j++)
			put_text(out, row->cells[j]);
	}
	for (size_t i = 0; i < s->merges.n; i++) {
		const struct sheet_merge *m = &s->merges.at[i];

		buf_add(out, "M", 1);
		put_number(out, m->first_line);
		put_number(out, m->first_column);
		put_number(out, m->last_line);
		put_number(out, m->last_column);
	}
}

void sheet_records_write(struct buf *out, const struct book *book)
{
	buf_puts(out, FORM "B");
	put_text(out, text_of(book->format));
	put_text(out, text_of(book->encoding));
	for (size_t i = 0; i < book->sheets.n; i++)
		put_sheet(out, &book->sheets.at[i]);
	buf_add(out, "Z", 1);
}

void sheet_records_write_err(struct buf *out, const struct err *err)
{
	buf_puts(out, FORM "E");
	put_number(out, err->kind);
	put_text(out, text_of(err->msg.id));
	put_number(out, (uint32_t)err->msg.n_args);
	for (size_t i = 0; i < err->msg.n_args; i++) {
		put_text(out, text_of(err->msg.args[i].name));
		put_text(out, text_of(err->msg.args[i].value));
	}
}

/* ---- reading ---- */

struct reading {
	struct arena *arena;
	struct text left;
	size_t cells;
	bool bad;
};

static uint32_t get_number(struct reading *r)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 35 && r->left.n && !r->bad; shift += 7) {
		unsigned char byte = (unsigned char)*r->left.p;

		n |= (uint64_t)(byte & 127) << shift;
		r->left = text_slice(r->left, 1, r->left.n);
		if (byte < 128 && n <= UINT32_MAX)
			return (uint32_t)n;
	}
	r->bad = true;
	return 0;
}

/* Most cells are short and ASCII. */
static bool is_text(struct text t)
{
	unsigned char all = 0;
	bool nul = false;

	for (size_t i = 0; i < t.n; i++) {
		all |= (unsigned char)t.p[i];
		nul = nul || !t.p[i];
	}
	return !nul && (all < 128 || utf8_bad_at(t) == SIZE_MAX);
}

static struct text get_text(struct reading *r)
{
	uint32_t n = get_number(r);
	struct text t;

	if (r->bad || n > r->left.n) {
		r->bad = true;
		return (struct text){ 0 };
	}
	t = text_slice(r->left, 0, n);
	r->left = text_slice(r->left, n, r->left.n);
	r->bad = !is_text(t);
	return t;
}

static char get_letter(struct reading *r)
{
	char letter = r->bad || !r->left.n ? '\0' : *r->left.p;

	r->left = text_slice(r->left, 1, r->left.n);
	return letter;
}

static void get_row(struct reading *r, struct sheet *s)
{
	uint32_t line = get_number(r), n = get_number(r);
	struct sheet_row *row;

	r->cells += n;
	if (r->bad || !n || n > SHEET_COLUMNS_MAX || r->cells > SHEET_CELLS_MAX || !line ||
	    (s->rows.n && s->rows.at[s->rows.n - 1].line > line)) {
		r->bad = true;
		return;
	}
	row = LIST_ADD(r->arena, &s->rows);
	row->line = line;
	row->n_cells = n;
	row->cells = arena_array(r->arena, n, sizeof *row->cells);
	for (size_t i = 0; i < n; i++)
		row->cells[i] = get_text(r);
}

static void get_merge(struct reading *r, struct sheet *s)
{
	struct sheet_merge m;

	m.first_line = get_number(r);
	m.first_column = get_number(r);
	m.last_line = get_number(r);
	m.last_column = get_number(r);
	r->bad = r->bad || m.first_line > m.last_line || m.first_column > m.last_column ||
		 s->merges.n >= SHEET_MERGES_MAX;
	*LIST_ADD(r->arena, &s->merges) = m;
}

static void get_sheet(struct reading *r, struct book *book)
{
	struct sheet *s = LIST_ADD(r->arena, &book->sheets);

	s->name = book->name;
	s->title = text_z(r->arena, get_text(r));
	s->hidden = get_number(r) != 0;
	r->bad = r->bad || book->sheets.n > SHEETS_MAX;
}

/* The word as a literal of ours; NULL for any other. */
static const char *one_of(const char *const *words, size_t n, struct text word)
{
	for (size_t i = 0; i < n; i++)
		if (text_is(word, words[i]))
			return words[i];
	return NULL;
}

static bool get_book(struct reading *r, struct book *book)
{
	static const char *const formats[] = { "csv", "tsv", "xlsx", "ods", "json" }, *const encodings[] = {
		"", "UTF-8", "CP932", "UTF-16"
	};
	char letter;

	book->format = one_of(formats, 5, get_text(r));
	book->encoding = one_of(encodings, 4, get_text(r));
	if (!book->format || !book->encoding)
		return false;
	while ((letter = get_letter(r)) && letter != 'Z') {
		struct sheet *s = book->sheets.n ? &book->sheets.at[book->sheets.n - 1] : NULL;

		if (letter == 'S')
			get_sheet(r, book);
		else if (letter == 'R' && s)
			get_row(r, s);
		else if (letter == 'M' && s)
			get_merge(r, s);
		else
			return false;
	}
	return letter == 'Z' && !r->bad && !r->left.n && book->sheets.n;
}

/* Every reason that sosei-reader can give, so that its ids and names are literals of ours and no words of its. */
static const char *const reasons[] = {
	"file.bad-encoding",     "file.cut-off",      "file.empty",
	"file.no-converter",     "json.bad",          "estat.no-data",
	"estat.bad-app-id",      "estat.refused",     "estat.too-many-axes",
	"estat.no-answer",       "estat.other-table", "sheet.other-json",
	"sheet.archive",         "sheet.binary",      "sheet.image",
	"sheet.bad-quote",       "sheet.bad-xml",     "sheet.damaged",
	"sheet.doctype",         "sheet.empty",       "sheet.locked",
	"sheet.markup",          "sheet.no-parser",   "sheet.old-excel",
	"sheet.other-office",    "sheet.pdf",         "sheet.other-opendocument",
	"sheet.too-many-sheets", "sheet.too-much",    "sheet.too-wide",
	"sheet.unfolds-too-far", "sheet.xlsb",
};
static const char *const names[] = { "file",     "line",      "byte",   "value",  "part",  "why", "limit", "cells",
				     "encoding", "megabytes", "column", "status", "words", "one", "other" };

static bool get_err(struct reading *r, const char *file, struct err *err)
{
	uint32_t kind = get_number(r);
	const char *id = one_of(reasons, sizeof reasons / sizeof *reasons, get_text(r));
	uint32_t n = get_number(r);
	const char *name[MSG_ARGS_MAX] = { 0 }, *value[MSG_ARGS_MAX] = { 0 };

	if (r->bad || !id || n > MSG_ARGS_MAX || (kind != ERR_INPUT && kind != ERR_SYSTEM))
		return false;
	for (size_t i = 0; i < n; i++) {
		name[i] = one_of(names, sizeof names / sizeof *names, get_text(r));
		value[i] = text_z(r->arena, get_text(r));
		if (!name[i] || r->bad)
			return false;
		if (strcmp(name[i], "file") == 0)
			value[i] = file;
	}
	err_set(err, (enum err_kind)kind, id, name[0], value[0], name[1], value[1], name[2], value[2], name[3],
		value[3], name[4], value[4], NULL);
	return !r->left.n;
}

enum records_are sheet_records_read(struct arena *a, struct book *book, struct text records, const char *name,
				    struct err *err)
{
	struct reading r = { .arena = a, .left = records };
	struct book made = { .name = name };
	size_t form = sizeof FORM - 1;
	char letter;

	if (!text_starts(records, TEXT(FORM)))
		return RECORDS_NONSENSE;
	r.left = text_slice(records, form, records.n);
	letter = get_letter(&r);
	if (letter == 'E')
		return get_err(&r, name, err) ? RECORDS_ERR : RECORDS_NONSENSE;
	if (letter != 'B' || !get_book(&r, &made))
		return RECORDS_NONSENSE;
	*book = made;
	return RECORDS_BOOK;
}
