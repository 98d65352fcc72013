/* Lines joined into paragraphs. Blank lines may separate paragraphs or all lines, so the shape of the whole text is
 * looked at first: how wide the prose is wrapped, and whether blank lines mean anything. */
#include "plan/read.h"
#include "plan/read_parts.h"

#include <string.h>

enum { WIDTHS = 200 };

static bool ends_sentence(struct text t)
{
	return text_ends(t, TEXT("。")) || text_ends(t, TEXT("。）")) || text_ends(t, TEXT("。」")) ||
	       text_ends(t, TEXT("。)"));
}

/* Lines that are as long as wrapped ones and yet end their sentences, nearly all of them: a paragraph a line. */
static bool sentences_end_with_lines(const struct doc *d)
{
	size_t full = 0, ended = 0;

	for (size_t i = 0; i < d->pieces.n && i < 2000; i++) { /* enough to tell */
		struct text t = d->pieces.at[i].t;
		size_t kana = 0;

		if (quick_width(t) * 10 < d->width * 6 || read_starts_item(t))
			continue;
		for (size_t k = 0; k + 2 < t.n && kana < 6; k++) /* E3 81 .. and E3 82 80 to 9F */
			kana += t.p[k] == '\xe3' &&
				(t.p[k + 1] == '\x81' || (t.p[k + 1] == '\x82' && (unsigned char)t.p[k + 2] < 0xA0));
		full += kana >= 6;
		ended += kana >= 6 && ends_sentence(t);
	}
	return full >= 3 && ended * 10 >= full * 8;
}

void read_prose_shape(struct doc *d)
{
	size_t counts[WIDTHS + 1] = { 0 }, n = d->pieces.n, blanks = 0, wide = 0, seen = 0;

	for (size_t i = 0; i < n; i++) {
		size_t width = quick_width(d->pieces.at[i].t);

		counts[width < WIDTHS ? width : WIDTHS]++;
		blanks += d->pieces.at[i].blank_before;
		wide += width > 130;
	}
	/* The width that one line in twenty reaches: a table or a long name may stick out. */
	for (d->width = WIDTHS; d->width > 20 && seen * 20 < n; d->width--)
		seen += counts[d->width];
	d->unwrapped = (wide >= 3 && wide * 50 >= n) || sentences_end_with_lines(d);
	d->spaced = n > 10 && blanks * 10 > n * 6 && !d->unwrapped;
}

bool read_starts_item(struct text t)
{
	struct fold f;
	size_t i = 0;
	uint32_t c;

	if (t.n > 48)
		t.n = 48;
	fold_text(&f, t);
	if (f.n < 1)
		return false;
	c = f.c[0];
	if (c == 0x25CB || c == 0x30FB || c == 0x203B || c == 0x3010 || c == 0x25CF || c == 0x25A0 || c == 0x25C6 ||
	    c == 0x25C7 || c == 0x25A1 || c == 0x25CE || c == '#' || c == '[' || c == 0x2022 || c == '*')
		return true;
	if (c == '(') {
		i = 1;
		return (fold_ordinal(&f, &i) > 0 || (is_katakana(f.c[1]) && ++i)) && f.c[i] == ')';
	}
	if (c >= 0x2460 && c <= 0x249B)
		return true;
	/* ア with a space behind: a word may begin with ア as well. */
	if ((is_katakana(c) || (c >= 0x32D0 && c <= 0x32FE)) && f.n > 1 && f.at[1] > 0 && (f.at[2] - f.at[1] > 0) &&
	    t.n > f.at[0] + 3) {
		struct text behind = text_slice(t, 3, 6);

		return behind.n && (behind.p[0] == ' ' || text_eq(behind, TEXT("\xe3\x80\x80")) ||
				    text_eq(behind, TEXT("．")) || text_eq(behind, TEXT("）")));
	}
	return false;
}

/* 年度　H29　H30　計: three gaps or more make a row of a table, which goes on in no other line. */
static bool is_table_row(struct text t)
{
	size_t gaps = 0;

	for (size_t i = 1; i + 1 < t.n; i++)
		if (t.p[i] == '\t' || (t.p[i] == ' ' && t.p[i + 1] == ' ' && t.p[i - 1] != ' ') ||
		    (t.p[i] == '\xe3' && text_starts(text_slice(t, i, t.n), TEXT("\xe3\x80\x80")) &&
		     (i < 3 || !text_eq(text_slice(t, i - 3, i), TEXT("\xe3\x80\x80")))))
			gaps++;
	return gaps >= 3;
}

/* 81.3％ 85.0％ 88.0％ at the end of a line: figures in cells. */
static bool ends_with_figures(struct text t)
{
	enum { FIGURES = 2, BYTES = 40 };

	for (int k = 0; k < FIGURES; k++) {
		size_t at = t.n;

		while (at && t.p[at - 1] != ' ' && t.n - at < BYTES)
			at--;
		if (!at || t.p[at - 1] != ' ' || at == t.n || !read_is_number_cell(text_slice(t, at, t.n)))
			return false;
		t = trim(text_slice(t, 0, at));
	}
	return true;
}

/* ...では3, / 104人: no paragraph begins within a number. */
static bool number_is_broken(struct text before, struct text next)
{
	struct fold f, behind;

	if (!text_ends(before, TEXT(",")) && !text_ends(before, TEXT("，")))
		return false;
	fold_text(&f, text_slice(before, before.n > 24 ? before.n - 24 : 0, before.n));
	fold_text(&behind, text_slice(next, 0, 9));
	return f.n > 1 && f.c[f.n - 1] == ',' && is_digit(f.c[f.n - 2]) && is_digit(behind.c[0]) &&
	       is_digit(behind.c[1]) && is_digit(behind.c[2]);
}

bool read_goes_on(const struct doc *d, size_t i, size_t to)
{
	const struct piece *p = &d->pieces.at[i], *next;
	size_t width;

	if (i + 1 >= to || ends_sentence(p->t))
		return false;
	next = &d->pieces.at[i + 1];
	/* No sentence begins with its end. */
	if (text_starts(next->t, TEXT("。")) || text_starts(next->t, TEXT("、")))
		return true;
	if (d->unwrapped)
		return number_is_broken(p->t, next->t);
	if (read_starts_item(next->t) || (next->blank_before && !d->spaced && !next->page_before))
		return false;
	/* U+3000 at the front begins a paragraph, unless the whole block stands so. */
	if (next->indent >= 3 && p->indent < next->indent && memcmp(next->t.p - 3, "\xe3\x80\x80", 3) == 0)
		return false;
	width = quick_width(p->t);
	return width * 10 >= d->width * 6 && !is_table_row(p->t) && !ends_with_figures(p->t);
}

static bool latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct text join(struct doc *d, size_t from, size_t to)
{
	size_t size = 0, n = 0;
	char *out;

	if (from >= to)
		return TEXT("");
	if (to == from + 1)
		return d->pieces.at[from].t;
	for (size_t i = from; i < to; i++)
		size += d->pieces.at[i].t.n + 1;
	out = arena_alloc(d->a, size + 1);
	for (size_t i = from; i < to; i++) {
		struct text t = d->pieces.at[i].t;

		if (n && latin(out[n - 1]) && latin(t.p[0]))
			out[n++] = ' ';
		memcpy(out + n, t.p, t.n);
		n += t.n;
	}
	return (struct text){ out, n };
}

struct text read_joined(struct doc *d, size_t from, size_t to)
{
	return join(d, from, to);
}

void read_paragraphs(struct doc *d, size_t from, size_t to, text_list *out)
{
	for (size_t i = from; i < to;) {
		size_t end = i + 1;

		while (end < to && read_goes_on(d, end - 1, to))
			end++;
		*LIST_ADD(d->a, out) = join(d, i, end);
		i = end;
	}
}

void plan_lines(struct arena *a, struct text utf8, plan_line_list *out)
{
	struct doc d = { .a = a };

	(void)read_lines(&d, utf8); /* the lines up to the ceiling */
	read_prose_shape(&d);
	for (size_t i = 0; i < d.pieces.n; i++) {
		const struct piece *p = &d.pieces.at[i];

		*LIST_ADD(a, out) = (struct plan_line){ .t = p->t,
							.apart = p->blank_before && !d.spaced,
							.goes_on = read_goes_on(&d, i, d.pieces.n) };
	}
}

struct span read_span(const struct doc *d, size_t from, size_t to)
{
	if (from >= to)
		return (struct span){ 0 };
	return (struct span){ d->pieces.at[from].line, d->pieces.at[to - 1].line };
}
