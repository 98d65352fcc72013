#include "publish/workbook_doc.h"

#include <string.h>

/* ---- words of a cell ---- */

static void put_words(struct buf *b, const struct node *first, const struct node *end)
{
	for (const struct node *n = first; n != end; n = n->next) {
		if (n->kind == NODE_BREAK)
			buf_puts(b, "\n");
		else if (n->kind != NODE_GAUGE)
			buf_text(b, n->text);
		if (n->kind == NODE_NUMBER)
			buf_text(b, n->unit);
		put_words(b, n->first, NULL);
	}
}

/* Of inlines up to end (NULL: all). */
static struct text words_of(struct arena *a, const struct node *first, const struct node *end)
{
	struct buf b = { 0 };
	struct text t;

	put_words(&b, first, end);
	t = text_dup(a, text_trim(buf_view(&b)));
	buf_clear(&b);
	return t;
}

/* ---- numbers and days ---- */

/* The only thing there, through links and emphasis. */
static const struct node *only_inline(const struct node *n, const struct node *end)
{
	while (n && n->next == end && (n->kind == NODE_LINK || n->kind == NODE_STRONG)) {
		n = n->first;
		end = NULL;
	}
	return n && n->next == end ? n : NULL;
}

/* The break behind the first line of a cell; NULL: it has one line. */
static const struct node *line_end(const struct node *cell)
{
	const struct node *n = cell->first;

	while (n && n->kind != NODE_BREAK)
		n = n->next;
	return n;
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

static struct workbook_cell *put_cell(struct workbook *w, struct workbook_row *row, const struct node *c,
				      const struct node *end, bool head)
{
	unsigned flags = head || c->flags & CELL_HEADER ? WORKBOOK_HEADER : 0;
	struct text words = words_of(w->arena, c->first, end);
	const struct node *only = head ? NULL : only_inline(c->first, end);
	struct workbook_cell *made;
	struct decimal number;
	struct date day;

	if (only && (only->kind == NODE_NUMBER || c->flags & CELL_NUMBER) && read_number(&number, only->text)) {
		made = workbook_number(w, row, flags, number);
		made->unit = only->unit;
		return made;
	}
	return only && read_day(&day, words) ? workbook_date(w, row, flags, day) : workbook_text(w, row, flags, words);
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

/* Which columns of numbers have a second line (the year, the state): it becomes a column of its own, so that the number
 * stays one. */
static bool *find_split(struct workbook *w, const struct node *table, int columns)
{
	bool *split = arena_array(w->arena, (size_t)columns + 1, sizeof *split);

	for (const struct node *row = table->first->next; row; row = row->next) {
		int column = 0;

		for (const struct node *c = row->first; c && column < columns; c = c->next) {
			if (c->flags & CELL_NUMBER && c->span <= 1 && line_end(c))
				split[column] = true;
			column += c->span > 1 ? c->span : 1;
		}
	}
	return split;
}

/* Columns of the sheet that a cell covers. */
static int covered(const bool *split, int columns, int column, int span)
{
	int n = span;

	for (int i = column; i < column + span && i < columns; i++)
		n += split[i];
	return n;
}

static void put_row(struct workbook *w, struct workbook_row *r, const struct node *row, const bool *split, int columns,
		    bool head)
{
	int column = 0;

	for (const struct node *c = row->first; c; c = c->next) {
		bool two = column < columns && split[column] && c->span <= 1;
		const struct node *end = two ? line_end(c) : NULL;

		put_cell(w, r, c, end, head)->span = c->span > 1 ? covered(split, columns, column, c->span) : 0;
		if (two && head)
			workbook_text(w, r, WORKBOOK_HEADER, text_of(msg_label(w->lang, "paper.second-line")));
		else if (two)
			workbook_text(w, r, 0, end ? words_of(w->arena, end->next, NULL) : (struct text){ 0 });
		column += c->span > 1 ? c->span : 1;
	}
}

static void put_rows(struct workbook *w, struct workbook_sheet *s, const struct node *table)
{
	int columns = count_columns(table->first);
	bool remarks = has_remarks(table, columns), *split = find_split(w, table, columns);

	for (const struct node *row = table->first; row; row = row->next) {
		struct workbook_row *r = workbook_row(w, s);
		bool head = row == table->first;

		put_row(w, r, row, split, columns, head);
		if (head) {
			s->freeze_rows = (int)s->rows.n;
			if (remarks)
				workbook_text(w, r, WORKBOOK_HEADER, text_of(msg_label(w->lang, "paper.remarks")));
		} else if (remarks) {
			struct workbook_cell *c = workbook_empty(w, r, 0);

			if (is_remark(row->next, columns)) {
				row = row->next;
				c->kind = WORKBOOK_TEXT;
				c->text = words_of(w->arena, row->first->first, NULL);
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
