#include "publish/workbook_doc.h"

#include <string.h>

/* ---- words of a cell ---- */

static void put_words(struct buf *b, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next) {
		if (n->kind == NODE_BREAK)
			buf_puts(b, "\n");
		else if (n->kind != NODE_GAUGE)
			buf_text(b, n->text);
		if (n->kind == NODE_NUMBER)
			buf_text(b, n->unit);
		put_words(b, n);
	}
}

static struct text words_of(struct arena *a, const struct node *parent)
{
	struct buf b = { 0 };
	struct text t;

	put_words(&b, parent);
	t = text_dup(a, text_trim(buf_view(&b)));
	buf_clear(&b);
	return t;
}

/* ---- numbers and days ---- */

/* The only thing in the cell, through links and emphasis. */
static const struct node *only_inline(const struct node *cell)
{
	const struct node *n = cell->first;

	while (n && !n->next && (n->kind == NODE_LINK || n->kind == NODE_STRONG))
		n = n->first;
	return n && !n->next ? n : NULL;
}

/* "1,234.50" as it was made by words_decimal(). */
static bool read_number(struct decimal *d, struct text t)
{
	char digits[64];
	size_t n = 0;

	if (!t.n || t.n >= sizeof digits)
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (t.p[i] != ',')
			digits[n++] = t.p[i];
	return decimal_parse(d, (struct text){ digits, n }, NULL);
}

static bool take(struct text *t, struct text word)
{
	if (!text_starts(*t, word))
		return false;
	*t = text_slice(*t, word.n, t->n);
	return true;
}

static int take_digits(struct text *t)
{
	int n = 0;
	size_t i = 0;

	for (; i < t->n && i < 4 && t->p[i] >= '0' && t->p[i] <= '9'; i++)
		n = n * 10 + (t->p[i] - '0');
	*t = text_slice(*t, i, t->n);
	return i ? n : -1;
}

/* 2024年9月30日, 2024年9月 */
static bool read_japanese(struct date *d, struct text t)
{
	int year = take_digits(&t), month, day = 0;

	if (year < 0 || !take(&t, TEXT("年")))
		return false;
	month = take_digits(&t);
	if (month < 1 || month > 12 || !take(&t, TEXT("月")))
		return false;
	if (t.n) {
		day = take_digits(&t);
		if (day < 1 || !take(&t, TEXT("日")) || t.n)
			return false;
	}
	*d = (struct date){ (int16_t)year, (int8_t)month, (int8_t)day };
	return day == 0 || date_exists(*d);
}

/* 30 September 2024, September 2024 */
static bool read_english(struct date *d, struct text t)
{
	static const char *const month[] = { "January", "February", "March",     "April",   "May",      "June",
					     "July",    "August",   "September", "October", "November", "December" };
	int day = take_digits(&t), year;

	if (day >= 0 && !take(&t, TEXT(" ")))
		return false;
	for (int m = 0; m < 12; m++) {
		if (!take(&t, text_of(month[m])) || !take(&t, TEXT(" ")))
			continue;
		year = take_digits(&t);
		*d = (struct date){ (int16_t)year, (int8_t)(m + 1), (int8_t)(day < 0 ? 0 : day) };
		return year > 1000 && !t.n && (day < 0 || date_exists(*d));
	}
	return false;
}

static bool read_day(struct date *d, struct text t)
{
	return read_japanese(d, t) || read_english(d, t) || (t.n >= 7 && t.p[4] == '-' && date_parse(d, t, NULL));
}

static void put_cell(struct workbook *w, struct workbook_row *row, const struct node *c, bool head)
{
	unsigned flags = head || c->flags & CELL_HEADER ? WORKBOOK_HEADER : 0;
	struct text words = words_of(w->arena, c);
	const struct node *only = only_inline(c);
	struct workbook_cell *made;
	struct decimal number;
	struct date day;

	if (!head && only && (only->kind == NODE_NUMBER || c->flags & CELL_NUMBER) &&
	    read_number(&number, only->text)) {
		made = workbook_number(w, row, flags, number);
		made->unit = only->unit;
	} else if (!head && only && read_day(&day, words)) {
		made = workbook_date(w, row, flags, day);
	} else {
		made = workbook_text(w, row, flags, words);
	}
	made->span = c->span > 1 ? c->span : 0;
}

/* ---- sheets ---- */

static int count_columns(const struct node *row)
{
	int n = 0;

	for (const struct node *c = row ? row->first : NULL; c; c = c->next)
		n += c->span > 1 ? c->span : 1;
	return n;
}

/* A row of one cell over all columns says more about the row above it. */
static bool is_remark(const struct node *row, int columns)
{
	return row && row->first && !row->first->next && columns > 1 && row->first->span >= columns;
}

static bool has_remarks(const struct node *table, int columns)
{
	for (const struct node *row = table->first; row; row = row->next)
		if (is_remark(row->next, columns))
			return true;
	return false;
}

static void put_line(struct workbook *w, struct workbook_sheet *s, unsigned flags, struct text words)
{
	if (words.n)
		workbook_text(w, workbook_row(w, s), flags, words);
}

static void put_rows(struct workbook *w, struct workbook_sheet *s, const struct node *table)
{
	int columns = count_columns(table->first);
	bool remarks = has_remarks(table, columns);

	for (const struct node *row = table->first; row; row = row->next) {
		struct workbook_row *r = workbook_row(w, s);
		bool head = row == table->first;

		for (const struct node *c = row->first; c; c = c->next)
			put_cell(w, r, c, head);
		if (head) {
			s->freeze_rows = (int)s->rows.n;
			if (remarks)
				workbook_text(w, r, WORKBOOK_HEADER, text_of(msg_label(w->lang, "paper.remarks")));
		} else if (remarks) {
			struct workbook_cell *c = workbook_empty(w, r, 0);

			if (is_remark(row->next, columns)) {
				row = row->next;
				c->kind = WORKBOOK_TEXT;
				c->text = words_of(w->arena, row->first);
			}
		}
	}
}

static void put_table(struct workbook *w, const struct paper *p, const struct doc *d, const struct node *table)
{
	struct text caption = table->text.n ? table->text : d->title;
	struct workbook_sheet *s = workbook_sheet(w, caption);

	s->landscape = count_columns(table->first) > 6;
	put_line(w, s, WORKBOOK_TITLE, caption);
	put_line(w, s, WORKBOOK_REMARK, p->plan);
	put_line(w, s, WORKBOOK_REMARK, p->edition);
	put_line(w, s, WORKBOOK_REMARK, p->banner);
	put_rows(w, s, table);
	workbook_row(w, s);
	put_line(w, s, WORKBOOK_REMARK, p->source);
	put_line(w, s, WORKBOOK_REMARK, p->licence);
}

static void put_tables(struct workbook *w, const struct paper *p, const struct doc *d, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next) {
		if (n->kind == NODE_TABLE && n->first)
			put_table(w, p, d, n);
		else if (n->kind == NODE_SECTION || n->kind == NODE_NOTE)
			put_tables(w, p, d, n);
	}
}

struct workbook *workbook_of_paper(const struct paper *p)
{
	struct workbook *w = workbook_begin(p->arena, p->lang, p->title, p->as_of);

	w->author = p->owner;
	for (size_t i = 0; i < p->chapters.n; i++)
		put_tables(w, p, p->chapters.at[i].doc, p->chapters.at[i].doc->body);
	if (!w->sheets.n)
		put_line(w, workbook_sheet(w, p->title), WORKBOOK_REMARK,
			 text_of(msg_label(w->lang, "paper.no-tables")));
	return w;
}
