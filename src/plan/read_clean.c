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
		return left > 1 && (p[1] == 0x80 || p[1] == 0x81 || p[1] >= 0xBA);
	case 0xE3:
		return left > 2 && p[1] == 0x82 && (p[2] == 0x99 || p[2] == 0x9A);
	case 0xEF:
		return left > 2 && p[1] == 0xBB && p[2] == 0xBF;
	default:
		return false;
	}
}

static bool needs_cleaning(struct text t)
{
	const unsigned char *p = (const unsigned char *)t.p;

	for (size_t i = 0; i < t.n; i++)
		if (p[i] >= 0xC2 && may_need(p + i, t.n - i))
			return true;
	return false;
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

struct text read_clean(struct arena *a, struct text t)
{
	char *out;
	size_t n = 0, last_at = 0;
	uint32_t last = 0;

	if (!needs_cleaning(t))
		return t;
	out = arena_alloc(a, t.n + 1); /* nothing grows: what is put in takes no more bytes than what it is put for */
	while (t.n) {
		struct text before = t;
		uint32_t c = text_next(&t), whole;

		if (has_no_width(c))
			continue;
		whole = is_mark(c) && last ? (uint32_t)uc_composition(last, c) : 0;
		if (whole) {
			n = last_at;
			c = whole;
		} else {
			c = as_typed(c);
		}
		last_at = n;
		last = c;
		if (c == 0xFFFD) { /* a byte that is no character stays as it is */
			memcpy(out + n, before.p, before.n - t.n);
			n += before.n - t.n;
		} else {
			n += utf8_put(out + n, c);
		}
	}
	return (struct text){ out, n };
}
