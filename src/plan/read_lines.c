/* Lines, and what the PDF left between them. A page number is told from a table's number by its dress (- 3 -, 3/10) or,
 * when bare, by counting on through the whole text; a running head by coming back beside page ends. */
#include "plan/read.h"

#include <stdarg.h>
#include <string.h>

#include "plan/read_parts.h"

void read_remark(struct doc *d, const char *rule, const char *id, enum severity severity, uint32_t line,
		 uint32_t column, ...)
{
	struct remark *r = LIST_ADD(d->a, d->remarks);
	const char *name;
	va_list args;

	*r = (struct remark){ .rule = rule, .severity = severity, .line = line, .column = column };
	r->msg.id = id;
	va_start(args, column);
	while ((name = va_arg(args, const char *))) {
		const char *value = va_arg(args, const char *);

		if (r->msg.n_args < MSG_ARGS_MAX)
			r->msg.args[r->msg.n_args++] = (struct msg_arg){ name, arena_strdup(d->a, value ? value : "") };
	}
	va_end(args);
}

uint32_t read_column(const struct piece *p, const char *at)
{
	const char *start = p->t.p - p->indent;
	uint32_t column = 1;

	for (const char *s = start; s < at; s++)
		column += (*s & 0xC0) != 0x80;
	return column;
}

static bool add_line(struct doc *d, struct text raw, uint32_t line, bool *blank, bool *page)
{
	struct text t = trim(raw);
	struct piece *p;

	*page |= raw.n && raw.p[0] == '\f';
	if (!t.n) {
		*blank = true;
		return true;
	}
	if (d->pieces.n == PLAN_LINES_MAX)
		return false;
	p = LIST_ADD(d->a, &d->pieces);
	*p = (struct piece){
		.t = t, .line = line, .indent = (uint32_t)(t.p - raw.p), .blank_before = *blank, .page_before = *page
	};
	*blank = *page = false;
	return true;
}

bool read_lines(struct doc *d, struct text utf8)
{
	char end_of_line = memchr(utf8.p, '\n', utf8.n) ? '\n' : '\r';
	const char *p = utf8.p, *end = utf8.p + utf8.n;
	bool blank = false, page = false;
	uint32_t line = 1;

	for (; p < end; line++) {
		const char *stop = memchr(p, end_of_line, (size_t)(end - p));

		if (!stop)
			stop = end;
		if (!add_line(d, (struct text){ p, (size_t)(stop - p) }, line, &blank, &page))
			return false;
		p = stop + 1;
	}
	return true;
}

enum page_dress { NO_PAGE, PAGE_BARE, PAGE_DRESSED };

/* - 3 -, 3/10, P.3, 3ページ, and a bare 3. */
static enum page_dress page_number(struct text t, int *number)
{
	struct fold f;
	size_t i = 0, n;
	bool dash = false, named = false;
	int pages;

	if (t.n > 40)
		return NO_PAGE;
	fold_text(&f, t);
	while (i < f.n && f.c[i] == '-')
		dash = true, i++;
	n = fold_starts(&f, i, "P.") + fold_starts(&f, i, "p.") + fold_starts(&f, i, "Page");
	named = n > 0;
	i += n;
	*number = fold_int(&f, &i);
	if (*number < 0 || *number > 9999)
		return NO_PAGE;
	if (i == f.n && !dash)
		return named ? PAGE_DRESSED : PAGE_BARE;
	if (dash) {
		while (i < f.n && f.c[i] == '-')
			named = true, i++;
		return i == f.n && named ? PAGE_DRESSED : NO_PAGE;
	}
	if (fold_starts(&f, i, "ペ-ジ") == f.n - i || fold_starts(&f, i, "頁") == f.n - i)
		return PAGE_DRESSED;
	if (f.c[i] != '/')
		return NO_PAGE;
	i++;
	pages = fold_int(&f, &i);
	return i == f.n && pages >= *number && pages >= 2 && pages <= 999 ? PAGE_DRESSED : NO_PAGE;
}

/* A bare number is a page number when it counts on, with at least half a page of lines between, or at a form feed. */
static size_t bare_pages(struct doc *d, const size_t *candidates, const int *numbers, size_t n)
{
	enum { APART = 12 };
	size_t chain = 0, last = 0, gone = 0;
	int expected = 0;

	for (int pass = 0; pass < 2; pass++) {
		size_t found = 0;

		for (size_t k = 0; k < n; k++) {
			bool begins = found == 0 && numbers[k] <= 2 && candidates[k] >= APART;
			bool goes_on = found && numbers[k] == expected && candidates[k] - last >= APART;

			if (!begins && !goes_on)
				continue;
			found++;
			last = candidates[k];
			expected = numbers[k] + 1;
			if (pass == 1 && chain >= 3) {
				d->pieces.at[last].gone = true;
				gone++;
			}
		}
		chain = found;
	}
	return gone;
}

static bool beside_page_end(const struct doc *d, size_t i)
{
	size_t n = d->pieces.n;

	for (size_t k = i >= 2 ? i - 2 : 0; k <= i + 2 && k < n; k++)
		if (d->pieces.at[k].gone)
			return true;
	for (size_t k = i >= 1 ? i - 1 : 0; k <= i + 2 && k < n; k++)
		if (d->pieces.at[k].page_before)
			return true;
	return false;
}

struct head_count {
	struct text key;
	uint32_t times, beside;
	size_t last, gap;
};

/* The line without a page number at either end. */
static struct text head_key(struct text t)
{
	while (t.n && ((t.p[0] >= '0' && t.p[0] <= '9') || t.p[0] == ' ' || t.p[0] == '-'))
		t = text_slice(t, 1, t.n);
	while (t.n && ((t.p[t.n - 1] >= '0' && t.p[t.n - 1] <= '9') || t.p[t.n - 1] == ' ' || t.p[t.n - 1] == '-'))
		t.n--;
	while (t.n > 3 && t.p[t.n - 3] == '\xEF' && t.p[t.n - 2] == '\xBC' && (unsigned char)t.p[t.n - 1] >= 0x8D &&
	       (unsigned char)t.p[t.n - 1] <= 0x99)
		t.n -= 3;
	return trim(t);
}

static struct head_count *head_slot(struct head_count *table, size_t mask, struct text key)
{
	uint64_t h = 1469598103934665603u;

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 1099511628211u;
	for (size_t at = (h ^ h >> 29) & mask;; at = (at + 1) & mask)
		if (!table[at].times || text_eq(table[at].key, key))
			return &table[at];
}

static bool may_be_head(struct text t)
{
	return t.n <= 120 && t.n >= 4 && !text_ends(t, TEXT("。")) && !text_ends(t, TEXT("まで"));
}

/* Far apart and naming a plan, or always beside a page's end. */
static bool is_head(const struct head_count *c)
{
	bool names_plan =
		text_find(c->key, TEXT("計画")) != SIZE_MAX || text_find(c->key, TEXT("地域再生")) != SIZE_MAX;

	if (c->key.n < 4 || c->times < 2 || text_starts(c->key, TEXT("該当")) ||
	    text_starts(c->key, TEXT("基本目標")) || text_starts(c->key, TEXT("【")))
		return false;
	return (c->beside * 3 >= c->times * 2 && (c->times >= 3 || names_plan)) ||
	       (c->times >= 3 && c->gap >= 15 && names_plan && !read_starts_item(c->key));
}

static size_t running_heads(struct doc *d)
{
	size_t size = 64, gone = 0;
	struct head_count *table;

	while (size < d->pieces.n * 2)
		size *= 2;
	table = arena_array(d->a, size, sizeof *table);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < d->pieces.n; i++) {
			struct piece *p = &d->pieces.at[i];
			struct text key = head_key(p->t);
			struct head_count *c;

			if (p->gone || !may_be_head(key))
				continue;
			c = head_slot(table, size - 1, key);
			if (pass == 1 && is_head(c) && (c->gap >= 15 || beside_page_end(d, i))) {
				p->gone = true;
				gone++;
			} else if (pass == 0) {
				c->key = key;
				c->gap = c->times && (c->times == 1 || i - c->last < c->gap) ? i - c->last : c->gap;
				c->times++;
				c->beside += beside_page_end(d, i);
				c->last = i;
			}
		}
	return gone;
}

static void drop_gone(struct doc *d)
{
	size_t kept = 0;
	bool page = false;

	for (size_t i = 0; i < d->pieces.n; i++) {
		struct piece p = d->pieces.at[i];

		page |= p.page_before;
		if (p.gone) {
			page = true;
			continue;
		}
		p.page_before = page;
		page = false;
		d->pieces.at[kept++] = p;
	}
	d->pieces.n = kept;
}

void read_page_furniture(struct doc *d)
{
	LIST(size_t) candidates = { 0 };
	LIST(int) numbers = { 0 };
	size_t gone = 0;
	uint32_t line = 0;

	for (size_t i = 0; i < d->pieces.n; i++) {
		struct piece *p = &d->pieces.at[i];
		int number = 0;
		enum page_dress dress = page_number(p->t, &number);
		bool at_end = i + 1 == d->pieces.n || d->pieces.at[i + 1].page_before;

		if (dress == PAGE_DRESSED || (dress == PAGE_BARE && at_end && i > 4 && i + 1 < d->pieces.n)) {
			p->gone = true;
			gone++;
		} else if (dress == PAGE_BARE) {
			*LIST_ADD(d->a, &candidates) = i;
			*LIST_ADD(d->a, &numbers) = number;
		}
	}
	gone += bare_pages(d, candidates.at, numbers.at, candidates.n);
	gone += running_heads(d);
	for (size_t i = 0; gone && i < d->pieces.n && !line; i++)
		line = d->pieces.at[i].gone ? d->pieces.at[i].line : 0;
	drop_gone(d);
	if (gone)
		REMARK(d, "read-page-furniture", SEVERITY_NOTE, line, 1, "n", NUM((int64_t)gone), NULL);
}
