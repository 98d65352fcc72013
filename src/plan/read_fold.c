/* What is compared is not what is kept. A full-width 「５ー２」 and an ASCII "5-2" are one heading, but the plan keeps
 * the document's characters, so every folded character knows where it came from. Rejected: NFKC by libunistring, which
 * takes ① and ㎡ apart and knows nothing of dashes. */
#include "plan/read_parts.h"

#include <string.h>

static bool is_dash(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D || c == 0x2500 || c == 0x2501 ||
	       c == 0x30FC || c == 0xFF70 || c == 0x2043 || c == 0xFE63;
}

static inline bool is_space(uint32_t c)
{
	if (c > 0x3000 && c < 0xFEFF)
		return false;
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == 0x0B || c == 0x3000 || c == 0xA0 ||
	       (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

/* Half-width katakana, without the voiced marks (they stand in names, which are never compared). */
static const uint16_t katakana[] = { 0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30E3, 0x30E5, 0x30E7, 0x30C3,
				     0x30FC, 0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1,
				     0x30B3, 0x30B5, 0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1, 0x30C4, 0x30C6,
				     0x30C8, 0x30CA, 0x30CB, 0x30CC, 0x30CD, 0x30CE, 0x30CF, 0x30D2, 0x30D5, 0x30D8,
				     0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4, 0x30E6, 0x30E8, 0x30E9,
				     0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3 };

uint32_t fold_char(uint32_t c)
{
	if (c < 0x80 || (c >= 0x3040 && c < 0x30FC) || (c >= 0x4E00 && c < 0xFF00))
		return c;
	if (is_dash(c))
		return '-';
	if (c >= 0xFF01 && c <= 0xFF5D)
		return c - 0xFEE0;
	if (c == 0x301C || c == 0xFF5E || c == 0x223C || c == 0x223F)
		return '~';
	if (c >= 0xFF66 && c < 0xFF66 + sizeof katakana / sizeof *katakana)
		return katakana[c - 0xFF66];
	if (c == 0x3014 || c == 0xFF3B)
		return '[';
	if (c == 0x3015 || c == 0xFF3D)
		return ']';
	if (c == 0x2502 || c == 0x2503)
		return '|';
	if (c == 0x25EF || c == 0x3007 || c == 0x25CB)
		return 0x25CB;
	return c;
}

bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

bool is_kanji(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3005 || (c >= 0x3400 && c <= 0x4DBF) ||
	       (c >= 0xF900 && c <= 0xFAFF);
}

bool is_hiragana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x309F;
}

bool is_katakana(uint32_t c)
{
	return c >= 0x30A1 && c <= 0x30FA;
}

bool is_open(uint32_t c)
{
	return c == '(' || c == '[' || c == 0x300C || c == 0x300E || c == 0x3010 || c == 0x3008 || c == 0x300A ||
	       c == '<' || c == '{';
}

bool is_close(uint32_t c)
{
	return c == ')' || c == ']' || c == 0x300D || c == 0x300F || c == 0x3011 || c == 0x3009 || c == 0x300B ||
	       c == '>' || c == '}';
}

/* Decodes text that was checked to be UTF-8; total on any bytes. */
static inline uint32_t next(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *)*p;
	size_t left = (size_t)(end - *p);

	if (left >= 3 && s[0] >= 0xE0 && s[0] < 0xF0) {
		*p += 3;
		return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
	}
	if (s[0] < 0x80) {
		*p += 1;
		return s[0];
	}
	if (left >= 2 && s[0] >= 0xC0 && s[0] < 0xE0) {
		*p += 2;
		return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
	}
	if (left >= 4 && s[0] >= 0xF0) {
		*p += 4;
		return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 |
		       (s[3] & 0x3F);
	}
	*p += 1;
	return 0xFFFD;
}

/* ﾃ with ﾞ is デ, ﾎ with ﾟ is ポ; 0 where the two are no one character. */
static uint32_t with_dots(uint32_t base, uint32_t dots)
{
	bool h = base >= 0x30CF && base <= 0x30DB && (base - 0x30CF) % 3 == 0;

	if (h)
		return base + (dots == 0xFF9E ? 1 : 2);
	if (dots != 0xFF9E)
		return 0;
	if (base == 0x30A6)
		return 0x30F4;
	return (base >= 0x30AB && base <= 0x30C1 && base % 2) || base == 0x30C4 || base == 0x30C6 || base == 0x30C8
		       ? base + 1
		       : 0;
}

void fold_more(struct fold *f, struct text t)
{
	const char *p = t.p, *end = t.p + t.n;
	bool space = false;
	uint32_t dotted;

	while (p < end && f->n < FOLD_MAX) {
		uint32_t at = (uint32_t)(p - t.p), c = next(&p, end);

		if (is_space(c)) {
			space = true;
			continue;
		}
		if ((c == 0xFF9E || c == 0xFF9F) && f->n && (dotted = with_dots(f->c[f->n - 1], c))) {
			f->c[f->n - 1] = dotted;
			f->at[f->n] = (uint32_t)(p - t.p);
			continue;
		}
		c = fold_char(c);
		if (space && f->n && f->n < FOLD_MAX - 1 && is_digit(c) && is_digit(f->c[f->n - 1])) {
			f->at[f->n] = at;
			f->c[f->n++] = ' ';
		}
		space = false;
		f->at[f->n] = at;
		f->c[f->n++] = c;
		f->at[f->n] = (uint32_t)(p - t.p);
	}
	f->c[f->n] = 0;
}

void fold_text(struct fold *f, struct text t)
{
	f->n = 0;
	f->at[0] = 0;
	fold_more(f, t);
}

size_t fold_starts(const struct fold *f, size_t from, const char *phrase)
{
	const char *p = phrase, *end = phrase + strlen(phrase);
	size_t i = from;

	while (p < end) {
		if (i >= f->n || f->c[i] != next(&p, end))
			return 0;
		i++;
	}
	return i - from;
}

static size_t phrase_length(const char *phrase)
{
	size_t n = 0;

	for (; *phrase; phrase++)
		n += (*phrase & 0xC0) != 0x80;
	return n;
}

bool fold_cut(const struct fold *f, size_t from, const char *phrase)
{
	const char *p = phrase, *end = phrase + strlen(phrase);
	size_t i = from;

	while (p < end && i < f->n && f->c[i] == next(&p, end))
		i++;
	return i == f->n && p < end;
}

size_t fold_ends(const struct fold *f, const char *phrase)
{
	size_t n = phrase_length(phrase);

	return n <= f->n ? fold_starts(f, f->n - n, phrase) : 0;
}

bool fold_is(const struct fold *f, const char *phrase)
{
	return f->n && fold_starts(f, 0, phrase) == f->n;
}

size_t fold_find(const struct fold *f, size_t from, const char *phrase)
{
	const char *p = phrase;
	uint32_t first = next(&p, phrase + strlen(phrase));

	for (size_t i = from; i < f->n; i++)
		if (f->c[i] == first && fold_starts(f, i, phrase))
			return i;
	return SIZE_MAX;
}

bool fold_has(const struct fold *f, const char *phrase)
{
	return fold_find(f, 0, phrase) != SIZE_MAX;
}

struct text trim(struct text t)
{
	const char *p = t.p, *end = t.p + t.n;

	while (p < end) {
		const char *q = p;

		if (!is_space(next(&q, end)))
			break;
		p = q;
	}
	while (end > p) {
		const char *q = end - 1, *r;

		while (q > p && (*q & 0xC0) == 0x80)
			q--;
		r = q;
		if (!is_space(next(&r, end)))
			break;
		end = q;
	}
	return (struct text){ p, (size_t)(end - p) };
}

struct text fold_slice(const struct fold *f, struct text t, size_t from, size_t to)
{
	if (to > f->n)
		to = f->n;
	if (from >= to)
		return TEXT("");
	return trim(text_slice(t, f->at[from], f->at[to]));
}

int fold_int(const struct fold *f, size_t *i)
{
	size_t from = *i;
	int n = 0;

	while (*i < f->n && *i - from < 6 && is_digit(f->c[*i]))
		n = n * 10 + (int)(f->c[(*i)++] - '0');
	return *i > from ? n : -1;
}

/* 0 to 9 of 〇一二...九; -1 for anything else. */
static int kanji_digit(uint32_t c)
{
	static const uint32_t digits[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
					   0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };

	for (int k = 0; k < 10; k++)
		if (digits[k] == c)
			return k;
	return -1;
}

int fold_open_brackets(const struct fold *f)
{
	int depth = 0;

	for (size_t i = 0; i < f->n; i++)
		depth += (int)is_open(f->c[i]) - (int)is_close(f->c[i]);
	return depth;
}

int fold_count(const struct fold *f, size_t *i)
{
	size_t j = *i;
	int ones = 0, tens = 0, n = kanji_digit(f->c[j]);

	if (is_digit(f->c[j]))
		return fold_int(f, i);
	if (n > 0)
		j++;
	if (f->c[j] == 0x5341) { /* 十 */
		tens = n > 0 ? n : 1;
		n = kanji_digit(f->c[++j]);
		j += n > 0;
	}
	ones = n > 0 ? n : 0;
	if (j == *i || j > f->n)
		return -1;
	*i = j;
	return tens * 10 + ones;
}

/* I, II, III, IV ... in ASCII, as people type them. */
static int roman_ascii(const struct fold *f, size_t *i)
{
	static const char *const roman[] = { "VIII", "III", "VII", "II", "IV", "VI", "IX", "I", "V", "X" };
	static const int value[] = { 8, 3, 7, 2, 4, 6, 9, 1, 5, 10 };

	for (size_t k = 0; k < sizeof roman / sizeof *roman; k++) {
		size_t n = fold_starts(f, *i, roman[k]);
		uint32_t behind = n ? f->c[*i + n] : 0;

		if (n && !(behind >= 'A' && behind <= 'Z') && !(behind >= 'a' && behind <= 'z')) {
			*i += n;
			return value[k];
		}
	}
	return 0;
}

int fold_ordinal(const struct fold *f, size_t *i)
{
	static const uint32_t kanji[] = {
		0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341
	};
	uint32_t c = f->c[*i];
	int n;

	if (*i >= f->n)
		return 0;
	if (is_digit(c)) {
		n = fold_int(f, i);
		return n > 0 && n < 1000 ? n : 0;
	}
	n = c >= 0x2460 && c <= 0x2473   ? (int)(c - 0x2460) + 1 /* ① */
	    : c >= 0x2474 && c <= 0x2487 ? (int)(c - 0x2474) + 1 /* ⑴ */
	    : c >= 0x2488 && c <= 0x249B ? (int)(c - 0x2488) + 1 /* ⒈ */
	    : c >= 0x2776 && c <= 0x277F ? (int)(c - 0x2776) + 1 /* ❶ */
	    : c >= 0x2160 && c <= 0x216B ? (int)(c - 0x2160) + 1 /* Ⅰ */
	    : c >= 0x2170 && c <= 0x217B ? (int)(c - 0x2170) + 1 /* ⅰ */
					 : 0;
	for (int k = 0; !n && k < 10; k++)
		n = kanji[k] == c ? k + 1 : 0;
	if (n) {
		(*i)++;
		return n;
	}
	return roman_ascii(f, i);
}

size_t quick_width(struct text t)
{
	size_t width = 0;

	for (size_t i = 0; i < t.n; i++) {
		unsigned char b = (unsigned char)t.p[i];

		width += b < 0x80 ? 1 : b >= 0xC0 ? 2 : 0;
	}
	return width;
}
