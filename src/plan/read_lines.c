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

static bool split_lines(struct doc *d, struct text utf8)
{
	char end_of_line = memchr(utf8.p, '\n', utf8.n) ? '\n' : '\r';
	/* Word's line end within a paragraph; the text of one with nothing else is rare, but comes. */
	bool soft = memchr(utf8.p, '\v', utf8.n) != NULL;
	const char *p = utf8.p, *end = utf8.p + utf8.n;
	bool blank = false, page = false;
	uint32_t line = 1;

	for (; p < end; line++) {
		const char *stop = memchr(p, end_of_line, (size_t)(end - p));

		if (!stop)
			stop = end;
		if (soft && memchr(p, '\v', (size_t)(stop - p)))
			stop = memchr(p, '\v', (size_t)(stop - p));
		if (!add_line(d, (struct text){ p, (size_t)(stop - p) }, line, &blank, &page))
			return false;
		p = stop + 1;
	}
	return true;
}

bool read_lines(struct doc *d, struct text utf8)
{
	return split_lines(d, read_clean(d->a, utf8));
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

/* A line that is a number and nothing else. */
struct bare {
	size_t piece;
	int number, page; /* page: of the text, by form feeds */
	bool at_end;      /* the last line of a page */
	bool prose;       /* stands between lines of prose, not in a table, or far to the right of its neighbours */
};
typedef LIST(struct bare) bare_list;

enum { APART = 12, BEGINS_MAX = 20 };

/* The numbers that count on from this one, at least half a page of lines apart; marks them where mark is set. */
static size_t chain_from(struct doc *d, const bare_list *bares, size_t begin, bool mark)
{
	size_t n = 0, last = 0;
	int expected = 0;

	for (size_t k = begin; k < bares->n; k++) {
		const struct bare *b = &bares->at[k];

		if (n && (b->number != expected || (b->piece - last < APART && !b->at_end)))
			continue;
		n++;
		last = b->piece;
		expected = b->number + 1;
		if (mark)
			d->pieces.at[b->piece].gone = true;
	}
	return n;
}

static bool chain_has_prose(const bare_list *bares, size_t begin, int count)
{
	int expected = bares->at[begin].number;

	for (size_t k = begin; k < bares->n && count > 0; k++) {
		if (bares->at[k].number != expected)
			continue;
		if (bares->at[k].prose)
			return true;
		expected++;
		count--;
	}
	return false;
}

/* Three that count on are page numbers; fewer where one stands in prose, or at the end of just that page. */
static size_t bare_pages(struct doc *d, const bare_list *bares)
{
	size_t best = 0, begin = 0, tried = 0, gone = 0;

	for (size_t k = 0; k < bares->n && tried < BEGINS_MAX; k++) {
		const struct bare *b = &bares->at[k];
		size_t n;

		if (b->number > 2 || (b->piece < APART && !b->at_end))
			continue;
		tried++;
		n = chain_from(d, bares, k, false);
		if (n > best) {
			best = n;
			begin = k;
		}
	}
	if (best >= 3 || (best == 2 && bares->at[begin].number == 1 && chain_has_prose(bares, begin, 2)))
		return chain_from(d, bares, begin, true);
	for (size_t k = 0; k < bares->n; k++) {
		const struct bare *b = &bares->at[k];

		if ((b->at_end && b->number == b->page) ||
		    (b->prose && b->piece >= APART && b->number == (int)gone + 1)) {
			d->pieces.at[b->piece].gone = true;
			gone++;
		}
	}
	return gone;
}

/* Kana and kanji at the front of the line. */
static size_t letters(struct text t)
{
	struct fold f;
	size_t n = 0;

	fold_text(&f, text_slice(t, 0, 120));
	for (size_t i = 0; i < f.n; i++)
		n += is_hiragana(f.c[i]) || is_kanji(f.c[i]);
	return n;
}

static bool is_prose(struct text t)
{
	return letters(t) >= 3 || text_ends(t, TEXT("。"));
}

/* Where the KPI table may be, a lone number is a figure. */
static bool table_begins(struct text t)
{
	return t.n < 60 && text_find(t, TEXT("数値目標")) != SIZE_MAX &&
	       (text_ends(t, TEXT("】")) || text_ends(t, TEXT("数値目標")));
}

static bool table_ends(struct text t)
{
	return text_find(t, TEXT("図るために行う事業")) != SIZE_MAX;
}

static bool beside_page_end(const struct doc *d, size_t i)
{
	size_t n = d->pieces.n;

	if (i == 0) /* the first page's head */
		return true;
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
	uint32_t times, beside, paged; /* paged: with a page's number that counts on */
	int page;
	size_t last, gap;
};

/* The line without a page number at either end. */
static struct text head_key(struct text t)
{
	while (t.n && ((t.p[0] >= '0' && t.p[0] <= '9') || t.p[0] == ' ' || t.p[0] == '-'))
		t = text_slice(t, 1, t.n);
	while (t.n && ((t.p[t.n - 1] >= '0' && t.p[t.n - 1] <= '9') || t.p[t.n - 1] == ' ' || t.p[t.n - 1] == '-' ||
		       t.p[t.n - 1] == '/'))
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
	/* A sentence that stands twice is a sentence. */
	return t.n <= 120 && t.n >= 4 && text_find(t, TEXT("。")) == SIZE_MAX && text_find(t, TEXT("、")) == SIZE_MAX &&
	       !text_ends(t, TEXT("まで")) && letters(t) >= 4; /* 31（2025年度） is a figure */
}

/* The number that stands behind a running head (2/4 gives 2), 0 for none. */
static int page_behind(struct text t, struct text key)
{
	const char *end = key.p + key.n;
	int page = 0;

	if (end < t.p || end > t.p + t.n)
		return 0;
	t = trim((struct text){ end, (size_t)(t.p + t.n - end) });
	for (size_t i = 0; i < t.n && t.p[i] >= '0' && t.p[i] <= '9' && page < 1000; i++)
		page = page * 10 + (t.p[i] - '0');
	return page;
}

/* Far apart and naming a plan, or always beside a page's end. */
static bool is_head(const struct head_count *c)
{
	bool names_plan =
		text_find(c->key, TEXT("計画")) != SIZE_MAX || text_find(c->key, TEXT("地域再生")) != SIZE_MAX;

	if (c->key.n < 4 || c->times < 2 || text_starts(c->key, TEXT("該当")) ||
	    text_starts(c->key, TEXT("基本目標")) || text_starts(c->key, TEXT("【")))
		return false;
	if (c->times >= 3 && c->paged + 1 >= c->times && c->gap >= 5 && names_plan)
		return true;
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
			if (pass == 1 && is_head(c) && (c->gap >= 15 || c->paged > 1 || beside_page_end(d, i))) {
				p->gone = true;
				gone++;
			} else if (pass == 0) {
				c->key = key;
				c->gap = c->times && (c->times == 1 || i - c->last < c->gap) ? i - c->last : c->gap;
				c->times++;
				c->paged += page_behind(p->t, key) > c->page;
				c->page = page_behind(p->t, key);
				c->beside += beside_page_end(d, i);
				c->last = i;
			}
		}
	return gone;
}

/* １ 地域再生計画の名称 ・・・・ １: a table of contents. */
static bool is_contents_line(struct text t)
{
	struct fold f;
	size_t i, dots = 0, most = 0;

	if (t.n > 200)
		return false;
	fold_text(&f, t);
	for (i = 0; i < f.n; i++) {
		dots = f.c[i] == 0x30FB || f.c[i] == 0x2026 || f.c[i] == 0x2025 || f.c[i] == '.' || f.c[i] == 0xFF65
			       ? dots + 1
			       : 0;
		most = dots > most ? dots : most;
	}
	return f.n > 5 && is_digit(f.c[f.n - 1]) && (most >= 3 || (most >= 2 && fold_has(&f, "……")));
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

/* A centred or right-hand number, and nothing near it is; but 基本目標 / １ is a cell of two lines. */
static bool far_right(const struct doc *d, size_t i)
{
	enum { FAR = 10 };
	uint32_t indent = d->pieces.at[i].indent;

	return i && i + 1 < d->pieces.n && !text_ends(d->pieces.at[i - 1].t, TEXT("目標")) &&
	       indent > d->pieces.at[i - 1].indent + FAR && indent > d->pieces.at[i + 1].indent + FAR &&
	       !read_is_number_cell(d->pieces.at[i - 1].t) && !read_is_number_cell(d->pieces.at[i + 1].t);
}

static size_t page_numbers(struct doc *d)
{
	bare_list bares = { 0 };
	size_t gone = 0;
	bool table = false;
	int page = 1;

	for (size_t i = 0; i < d->pieces.n; i++) {
		struct piece *p = &d->pieces.at[i];
		int number = 0;
		enum page_dress dress = page_number(p->t, &number);
		bool at_end = i + 1 == d->pieces.n || d->pieces.at[i + 1].page_before;

		page += p->page_before;
		table = (table || table_begins(p->t)) && !table_ends(p->t);
		if (dress == PAGE_DRESSED) {
			p->gone = true;
			gone++;
		} else if (dress == PAGE_BARE) {
			bool prose =
				i && (far_right(d, i) || (!table && is_prose(d->pieces.at[i - 1].t) &&
							  (i + 1 == d->pieces.n || is_prose(d->pieces.at[i + 1].t))));

			*LIST_ADD(d->a, &bares) = (struct bare){ i, number, page, at_end, prose };
		}
	}
	return gone + bare_pages(d, &bares);
}

/* # and ** of Markdown, where headings have them. */
void read_markup(struct doc *d)
{
	size_t headings = 0;

	for (size_t i = 0; i < d->pieces.n; i++)
		headings += d->pieces.at[i].t.p[0] == '#';
	if (headings < 3)
		return;
	for (size_t i = 0; i < d->pieces.n; i++) {
		struct piece *p = &d->pieces.at[i];
		struct text t = p->t;

		while (t.n > 1 && t.p[0] == '#')
			t = trim(text_slice(t, 1, t.n));
		if (t.n > 4 && text_starts(t, TEXT("**")) && text_ends(t, TEXT("**")))
			t = trim(text_slice(t, 2, t.n - 2));
		p->indent += (uint32_t)(t.p - p->t.p);
		p->t = t;
	}
}

void read_page_furniture(struct doc *d)
{
	size_t gone = page_numbers(d);
	uint32_t line = 0;

	gone += running_heads(d);
	for (size_t i = 0; i < d->pieces.n && i < 200; i++)
		if (!d->pieces.at[i].gone && is_contents_line(d->pieces.at[i].t)) {
			d->pieces.at[i].gone = true;
			gone++;
		}
	for (size_t i = 0; gone && i < d->pieces.n && !line; i++)
		line = d->pieces.at[i].gone ? d->pieces.at[i].line : 0;
	drop_gone(d);
	if (gone)
		REMARK(d, "read-page-furniture", SEVERITY_NOTE, line, 1, "n", NUM((int64_t)gone), NULL);
}
