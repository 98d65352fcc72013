/* Chapter 2. A town stands with prefecture and county (○○県○○郡○○町), a city often alone; joint authors are separated
 * by 、 及び 並びに or lines. A name ends in 都道府県市区町村, so a line end behind one of these separates too. */
#include "plan/read_parts.h"

#include <string.h>

/* Characters of the prefecture at the front, 0 for none. 太宰府市, 都城市 and 京都市 have none. */
static size_t prefecture(const struct fold *f)
{
	static const char *const cities[] = { "北海道", "東京都", "京都府", "大阪府" };

	for (size_t k = 0; k < sizeof cities / sizeof *cities; k++)
		if (fold_starts(f, 0, cities[k]))
			return 3;
	for (size_t i = 2; i <= 4 && i < f->n; i++)
		if (f->c[i] == 0x770C) /* 県 */
			return i + 1;
	for (size_t i = 2; i <= 3 && i + 2 < f->n; i++)
		if (f->c[i] == 0x5E9C || f->c[i] == 0x9053 || f->c[i] == 0x90FD) /* 例示府, 例示道, 例示都 */
			return i + 1;
	return 0;
}

static bool ends_town(const struct fold *f)
{
	uint32_t c = f->n ? f->c[f->n - 1] : 0;

	return c == 0x753A || c == 0x6751; /* 町 村 */
}

static bool ends_name(uint32_t c)
{
	return c == 0x90FD || c == 0x9053 || c == 0x5E9C || c == 0x770C || c == 0x5E02 || c == 0x533A || c == 0x753A ||
	       c == 0x6751 || c == 0x5408; /* 都道府県市区町村, 組合・連合 */
}

/* 例示市（例示県）: the bracket says where the name lies. */
static bool parts_of_bracket(struct plan_author *author, const struct fold *f)
{
	size_t open = fold_find(f, 0, "(");

	if (open == SIZE_MAX || open < 2 || f->n < open + 4 || f->c[f->n - 1] != ')' || !ends_name(f->c[open - 1]) ||
	    (f->c[f->n - 2] != 0x770C && f->c[f->n - 2] != 0x5E9C && f->c[f->n - 2] != 0x9053 &&
	     f->c[f->n - 2] != 0x90FD))
		return false;
	author->name = fold_slice(f, author->wording, 0, open);
	author->prefecture = fold_slice(f, author->wording, open + 1, f->n - 1);
	return true;
}

struct plan_author read_author_parts(struct text wording)
{
	struct plan_author author = { .wording = wording };
	struct fold f;
	size_t from, county;

	fold_text(&f, wording);
	if (parts_of_bracket(&author, &f))
		return author;
	from = prefecture(&f);
	author.prefecture = fold_slice(&f, wording, 0, from);
	county = from;
	for (size_t i = from + 1; ends_town(&f) && i + 2 < f.n; i++)
		if (f.c[i] == 0x90E1) { /* 郡 */
			county = i + 1;
			break;
		}
	author.county = fold_slice(&f, wording, from, county);
	author.name = fold_slice(&f, wording, county, f.n);
	return author;
}

/* Characters of a separator at i. */
static size_t separator(const struct fold *f, size_t i)
{
	static const char *const words[] = { "、及び",   "、並びに", "及び", "および", "並びに",
					     "ならびに", "、",       ",",    "・",     "/" };
	size_t n;

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if ((n = fold_starts(f, i, words[k])))
			return n;
	/* 例示市と例示町: と only behind a whole name and before a Chinese character. */
	if (i && f->c[i] == 0x3068 && ends_name(f->c[i - 1]) && is_kanji(f->c[i + 1]))
		return 1;
	return 0;
}

/* 例示県例示郡例示町及び見本村: a town or village alone stands under the county before it. */
static struct plan_author completed(struct doc *d, const struct plan *plan, struct plan_author author)
{
	const struct plan_author *before = plan->authors.n ? &plan->authors.at[plan->authors.n - 1] : NULL;
	struct fold f;

	/* 例示県、例示市、見本郡見本町: a county may stand behind a city, which has no prefecture. */
	for (size_t i = plan->authors.n; author.county.n && i > 0 && !before->prefecture.n; i--)
		before = &plan->authors.at[i - 1];

	fold_text(&f, author.wording);
	if (!before || author.prefecture.n || !before->prefecture.n || (!before->county.n && !author.county.n) ||
	    !ends_town(&f))
		return author;
	REMARK(d, "read-author-completed", SEVERITY_NOTE, plan->authors_lines.first, 1, "name",
	       text_z(d->a, author.wording), "as", text_z(d->a, before->prefecture), NULL);
	return read_author_parts(text_of(arena_printf(d->a, "%.*s%.*s%.*s", (int)before->prefecture.n,
						      before->prefecture.p, author.county.n ? 0 : (int)before->county.n,
						      before->county.p, (int)author.wording.n, author.wording.p)));
}

static void add(struct doc *d, struct plan *plan, struct text t)
{
	struct fold f;

	t = trim(t);
	fold_text(&f, t);
	if (f.n && (f.c[0] == 0x30FB || f.c[0] == 0x25CB))
		t = fold_slice(&f, t, 1, f.n);
	if (t.n) {
		struct plan_author author = completed(d, plan, read_author_parts(t));

		*LIST_ADD(d->a, &plan->authors) = author;
	}
}

static void split(struct doc *d, struct plan *plan, struct text t)
{
	struct fold f;
	size_t start = 0, n;

	fold_text(&f, t);
	for (size_t i = 0; i < f.n; i++)
		if (i > start && (n = separator(&f, i))) {
			add(d, plan, fold_slice(&f, t, start, i));
			start = i + n;
			i += n - 1;
		}
	add(d, plan, start ? fold_slice(&f, t, start, f.n) : t);
}

void read_authors(struct doc *d, struct plan *plan, size_t from, size_t to)
{
	struct fold f;

	plan->authors_lines = read_span(d, from, to);
	if (to - from > 2000)
		to = from + 2000;
	for (size_t i = from; i < to;) {
		size_t end = i + 1;

		for (; end < to; end++) { /* a name that is broken over lines goes on until it ends in 市, 町, ... */
			struct text t = d->pieces.at[end - 1].t;

			if (t.n > 60)
				t = text_slice(t, t.n - 60, t.n);
			while (t.n && (*t.p & 0xC0) == 0x80)
				t = text_slice(t, 1, t.n);
			fold_text(&f, t);
			if (f.n && ends_name(f.c[f.n - 1]))
				break;
		}
		split(d, plan, read_joined(d, i, end));
		i = end;
	}
}
