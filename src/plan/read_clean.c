/* What fonts, file systems and editors leave in a text, and nobody typed: radicals for whole characters (⽬), kana
 * apart from their dots (か + U+3099, as file names of one system have them), characters of no width, and the many
 * spaces and line ends of Unicode. They are mended in a copy, since two plans that look the same must read the same;
 * what people do type (half-width kana, full-width digits, every dash) is kept and only folded where it is compared.
 * Rejected: NFKC of the whole text, which turns ㈱, ① and ㎡ into others. */
#include "plan/read_parts.h"

#include <string.h>
#include <uninorm.h>

/* Might one of these characters begin with byte p? Most lines have none. */
static bool may_need(const unsigned char *p, size_t left)
{
	switch (p[0]) {
	case 0xC2:
		return left > 1 && (p[1] == 0x85 || p[1] == 0xA0 || p[1] == 0xAD);
	case 0xCC:
	case 0xCD:
		return true;
	case 0xE2:
		if (left < 3)
			return false;
		if (p[1] == 0x80) /* ※ and the quotation marks are here, too */
			return p[2] <= 0x8F || (p[2] >= 0xA8 && p[2] <= 0xAF);
		return (p[1] == 0x81 && (p[2] == 0x9F || p[2] == 0xA0)) || p[1] >= 0xBA;
	case 0xE3:
		return left > 2 && p[1] == 0x82 && (p[2] == 0x99 || p[2] == 0x9A);
	case 0xEF:
		return left > 2 && p[1] == 0xBB && p[2] == 0xBF;
	default:
		return false;
	}
}

/* Where the next of them stands; t.n where there is none. */
static size_t next_at(struct text t, size_t i)
{
	const unsigned char *p = (const unsigned char *)t.p;

	while (i < t.n && (p[i] < 0xC2 || !may_need(p + i, t.n - i)))
		i++;
	return i;
}

static bool has_no_width(uint32_t c)
{
	return (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || c == 0xAD || (c >= 0x202A && c <= 0x202E);
}

static bool is_mark(uint32_t c)
{
	return c == 0x3099 || c == 0x309A || (c >= 0x0300 && c <= 0x036F);
}

static uint32_t as_typed(uint32_t c)
{
	if (c == 0x85 || c == 0x2028 || c == 0x2029)
		return '\n';
	if (c == 0x2003 || c == 0x2001)
		return 0x3000;
	if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F)
		return ' ';
	return text_whole_character(c);
}

/* The last character of what was written, and where it begins. */
static uint32_t last_of(const char *out, size_t n, size_t *at)
{
	struct text last;

	*at = n;
	while (*at && n - *at < 4 && ((unsigned char)out[--*at] & 0xC0) == 0x80)
		;
	last = (struct text){ out + *at, n - *at };
	return last.n ? text_next(&last) : 0;
}

struct text read_clean(struct arena *a, struct text t)
{
	size_t at = next_at(t, 0), n = at, next;
	char *out;

	if (at == t.n)
		return t;
	out = arena_alloc(a, t.n + 1); /* nothing grows: what is put in takes no more bytes than what it is put for */
	memcpy(out, t.p, at);
	for (; at < t.n; at = next) {
		struct text rest = text_slice(t, at, t.n);
		uint32_t c = text_next(&rest), whole = 0;
		size_t last = n;

		if (is_mark(c))
			whole = (uint32_t)uc_composition(last_of(out, n, &last), c);
		if (whole)
			n = last + utf8_put(out + last, whole);
		else if (c == 0xFFFD) /* a byte that is no character stays */
			out[n++] = t.p[at];
		else if (!has_no_width(c))
			n += utf8_put(out + n, as_typed(c));
		at = t.n - rest.n;
		next = next_at(t, at);
		memcpy(out + n, t.p + at, next - at);
		n += next - at;
	}
	return (struct text){ out, n };
}
