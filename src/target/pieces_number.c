/* target/pieces_number.c - one number as people write it: digits of every width, separators, sign, 万 and 億, 割, unit.
 */
#include <stdlib.h>

#include "target/pieces.h"

bool pieces_is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

bool pieces_is_letter(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

uint32_t pieces_glyph(const struct reader *r, size_t i)
{
	return i <= r->g.n ? r->g.g[i].c : 0;
}

size_t pieces_skip_spaces(const struct reader *r, size_t i)
{
	while (pieces_glyph(r, i) == ' ')
		i++;
	return i;
}

/* The longest known word at i; 0 where there is none. */
size_t pieces_word_at(const struct reader *r, size_t i, enum word_says *says)
{
	size_t longest = 0;

	for (const struct word *w = target_words; w->text; w++) {
		size_t n = glyphs_match(&r->g, i, w->text);

		if (n > longest) {
			longest = n;
			*says = w->says;
		}
	}
	return longest;
}

/* ¹ ² ③: a note mark where it stands directly behind a number. */
bool pieces_is_raised(uint32_t c)
{
	return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079) || (c >= 0x2460 && c <= 0x2473);
}

/* A separator of thousands at i: a comma or thin space before exactly three digits, spaces of a PDF around the comma
 * allowed. Returns where the digits go on, 0 where it is none. */
static size_t separator_at(const struct reader *r, size_t i)
{
	size_t j = pieces_skip_spaces(r, i);

	if (pieces_glyph(r, j) != ',')
		return 0;
	j = pieces_skip_spaces(r, j + 1);
	if (!pieces_is_digit(pieces_glyph(r, j)) || !pieces_is_digit(pieces_glyph(r, j + 1)) ||
	    !pieces_is_digit(pieces_glyph(r, j + 2)) || pieces_is_digit(pieces_glyph(r, j + 3)))
		return 0;
	return j;
}

/* 12,34 and 1 234 and 1e5: somebody's way to write a number, but not one that can be read without a guess. */
static bool goes_on_strangely(const struct reader *r, size_t start, size_t j, bool point)
{
	uint32_t c = pieces_glyph(r, j), next = pieces_glyph(r, j + 1);

	if (c == '.' || c == ',' || c == 'e' || c == 'E')
		return pieces_is_digit(next);
	return c == ' ' && !point && j - start <= 3 && pieces_is_digit(next) &&
	       pieces_is_digit(pieces_glyph(r, j + 2)) && pieces_is_digit(pieces_glyph(r, j + 3)) &&
	       !pieces_is_digit(pieces_glyph(r, j + 4));
}

/* Digits with separators and one point at i. Returns the glyph behind; 0: too many digits, or strange. */
size_t pieces_digits_at(const struct reader *r, size_t i, bool negative, struct decimal *value)
{
	char room[64];
	size_t n = 0, j = i, next;
	bool point = false;

	if (negative)
		room[n++] = '-';
	for (; n + 1 < sizeof room; room[n++] = (char)pieces_glyph(r, j++)) {
		if (pieces_is_digit(pieces_glyph(r, j)))
			continue;
		if (pieces_glyph(r, j) == '.' && !point && pieces_is_digit(pieces_glyph(r, j + 1))) {
			point = true;
			continue;
		}
		if (point || j == i || (next = separator_at(r, j)) == 0)
			break;
		j = next;
	}
	if (n + 1 >= sizeof room || goes_on_strangely(r, i, j, point) || (i > 0 && pieces_glyph(r, i - 1) == '.'))
		return 0;
	return decimal_parse(value, (struct text){ room, n }, NULL) ? j : 0;
}

static const struct magnitude {
	const char *text;
	int64_t by;
} magnitudes[] = {
	{ "万", 10000 },         { "億", 100000000 },    { "兆", 1000000000000 },
	{ "千万", 10000000 },    { "百万", 1000000 },    { "千億", 100000000000 },
	{ "百億", 10000000000 }, { "十億", 1000000000 }, { "千", 1000 },
	{ "百", 100 },           { "十", 10 },           { NULL, 0 },
};

static size_t magnitude_at(const struct reader *r, size_t i, int64_t *by)
{
	size_t longest = 0;

	for (const struct magnitude *m = magnitudes; m->text; m++) {
		size_t n = glyphs_match(&r->g, i, m->text);

		if (n > longest) {
			longest = n;
			*by = m->by;
		}
	}
	return longest;
}

/* 千円, 百万円, 十億円, 千人: behind digits these are units of a table, and the value stays as written. */
static bool is_table_unit(int64_t by)
{
	return by == 10 || by == 100 || by == 1000 || by == 1000000 || by == 1000000000;
}

/* 2.5億 by multiplication is 250000000.0, but nobody wrote that zero. */
struct decimal pieces_without_zeros(struct decimal d)
{
	while (d.scale > 0 && d.coefficient % 10 == 0) {
		d.coefficient /= 10;
		d.scale--;
	}
	return d;
}

/* 2.5億, 1億2,000万, 3万: works out the magnitudes behind the number; `all` also 千 and 百万. *j is moved behind them.
 * False: more than 18 digits. */
bool pieces_magnitudes_from(const struct reader *r, size_t *j, struct decimal *value, bool all, bool *scaled)
{
	struct decimal sum = decimal_of(0), part = *value;
	int64_t by = 1, before = INT64_MAX;
	size_t n, at = pieces_skip_spaces(r, *j); /* 1 万 8 千人: spaces around every part, or none */
	bool spaced = at > *j;

	while ((n = magnitude_at(r, at, &by)) > 0 && by < before && (all || *scaled || !is_table_unit(by))) {
		size_t k = at + n;

		if (!decimal_mul(&part, part, decimal_of(by), NULL) || !decimal_add(&sum, sum, part, NULL))
			return false;
		*scaled = true;
		*value = pieces_without_zeros(sum);
		before = by;
		*j = k;
		k = spaced ? pieces_skip_spaces(r, k) : k;
		k = pieces_is_digit(pieces_glyph(r, k)) ? pieces_digits_at(r, k, decimal_sign(sum) < 0, &part) : 0;
		if (k == 0)
			break;
		at = spaced ? pieces_skip_spaces(r, k) : k;
		if (magnitude_at(r, at, &by) > 0) {
			*j = at;
			continue;
		}
		/* 1億2,345万6,789円: the last part has no magnitude. */
		if (part.scale == 0 && llabs(part.coefficient) < before && decimal_add(&sum, sum, part, NULL)) {
			*value = pieces_without_zeros(sum);
			*j = k;
		}
		break;
	}
	return true;
}

/* 五割 and 5割5分: tenths and hundredths as per cent. Returns the glyph behind; 0: no 割 at i. */
static size_t tenths_from(const struct reader *r, size_t i, struct decimal *value)
{
	struct decimal percent, hundredths = { 0 };
	size_t j = i + 1, k;

	if (glyphs_match(&r->g, i, "割") == 0 || glyphs_match(&r->g, i, "割合") ||
	    !decimal_mul(&percent, *value, decimal_of(10), NULL))
		return 0;
	if (pieces_is_digit(pieces_glyph(r, j)) &&
	    (k = pieces_digits_at(r, j, decimal_sign(*value) < 0, &hundredths)) > 0 && glyphs_match(&r->g, k, "分") &&
	    decimal_add(&percent, percent, hundredths, NULL))
		j = k + 1;
	*value = pieces_without_zeros(percent);
	return j;
}

/* 3地区/12地区: how many of how many. The number, not its unit, goes on behind the stroke. */
static bool is_of_how_many(const struct reader *r, size_t from, size_t stroke)
{
	size_t i = stroke + 1, n = stroke - from;

	while (pieces_is_digit(pieces_glyph(r, i)))
		i++;
	if (i == stroke + 1 || !n || i + n > r->g.n)
		return false;
	for (size_t k = 0; k < n; k++)
		if (pieces_glyph(r, from + k) != pieces_glyph(r, i + k))
			return false;
	return true;
}

/* The unit behind a number: up to a space, bracket, digit, mark or known word. */
static void unit_from(const struct reader *r, struct piece *p)
{
	size_t i = pieces_skip_spaces(r, p->to);
	enum word_says says;

	p->unit_from = i;
	for (; i < r->g.n; i++) {
		uint32_t c = pieces_glyph(r, i), before = i > p->unit_from ? pieces_glyph(r, i - 1) : 0;

		if (c == ' ' || c == '(' || c == ')' || c == ',' || c == 0x203B || c == '*' || c == '~' ||
		    c == 0x2192 || c == 0x3002 || c == ';' || c == ':' || c == '+' || c == 0xB1 || c == 0x25B3 ||
		    c == '=' || c == '.' || (c == '/' && is_of_how_many(r, p->unit_from, i)))
			break;
		if (pieces_is_raised(c) && (before == 0 || before == '%'))
			break;
		if (pieces_is_digit(c) && before != '/' && !pieces_is_letter(before) &&
		    !(pieces_is_digit(before) && i > p->unit_from))
			break;
		if ((c == '-' && (pieces_is_digit(pieces_glyph(r, i + 1)) || before == 0)) ||
		    (c == 0x6CE8 && pieces_is_digit(pieces_glyph(r, i + 1))))
			break;
		if (pieces_word_at(r, i, &says) && !glyphs_match(&r->g, i, "約")) /* 予約 is no 約 */
			break;
	}
	/* 男80 女85: what stands apart and leads to the next number belongs to that. */
	p->unit_to = p->unit_from > p->to && pieces_is_digit(pieces_glyph(r, i)) ? p->unit_from : i;
}

/* (十億円), （％） directly behind a number is its unit; (見込), (2015年度) is not. */
static void unit_in_brackets(const struct reader *r, struct piece *p)
{
	static const char *const units[] = { "%",    "円",    "千円", "万円", "百万円", "億円",    "十億円", "人",
					     "千人", "万人",  "件",   "世帯", "戸",     "社",      "か所",   "箇所",
					     "回",   "人/ha", "ha",   "t",    "トン",   "ポイント" };
	size_t i = p->unit_from;

	if (p->unit_to > i || pieces_glyph(r, i) != '(')
		return;
	for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
		size_t n = glyphs_match(&r->g, i + 1, units[u]);

		if (n && pieces_glyph(r, i + 1 + n) == ')') {
			p->unit_from = i + 1;
			p->unit_to = i + 1 + n;
			return;
		}
	}
}

struct piece *pieces_add(struct reader *r, enum piece_kind kind, size_t from, size_t to, int depth)
{
	struct piece *p;

	if (r->n == PIECES_MAX)
		return NULL;
	p = &r->at[r->n++];
	*p = (struct piece){ .kind = kind, .from = from, .to = to, .depth = depth };
	return p;
}

/* Where the digits of a number at i begin, its sign taken; 0: no number here. A number has at least a glyph, and i + 1
 * > 0. */
size_t pieces_sign_at(const struct reader *r, size_t i, bool *negative, bool *plus_minus)
{
	uint32_t c = pieces_glyph(r, i), before = i > 0 ? pieces_glyph(r, i - 1) : 0;
	size_t j = i;

	/* センター5: the mark of a long vowel is no minus. */
	if (c == '-' && ((before >= 0x30A1 && before <= 0x30FA) || pieces_is_letter(before)))
		return 0;
	*negative = glyphs_match(&r->g, i, "マイナス") > 0;
	*plus_minus = false;
	if (*negative || glyphs_match(&r->g, i, "プラス")) {
		j = pieces_skip_spaces(r, i + (*negative ? 4 : 3));
	} else if (c == '-' || c == 0x25B3 || c == '+' || c == 0xB1 || c == 0xFFE5) {
		*negative = c == '-' || c == 0x25B3;
		*plus_minus = c == 0xB1;
		j = pieces_skip_spaces(r, i + 1);
	}
	return pieces_is_digit(pieces_glyph(r, j)) ? j + 1 : 0;
}

/* A number at i. Returns the glyph behind its unit; i where there is none; or PIECES_REFUSED. */
size_t pieces_number_at(struct reader *r, size_t i, int depth)
{
	bool negative, plus_minus, scaled = false, yen = pieces_glyph(r, i) == 0xFFE5;
	size_t start = pieces_sign_at(r, i, &negative, &plus_minus), j, k;
	struct decimal value;
	struct piece *p;

	if (start == 0)
		return i;
	j = pieces_digits_at(r, start - 1, negative, &value);
	if (j == 0)
		return PIECES_REFUSED;
	if ((pieces_glyph(r, j) == '/' || glyphs_match(&r->g, j, "分の")) &&
	    pieces_is_digit(pieces_glyph(r, j + (pieces_glyph(r, j) == '/' ? 1 : 2)))) {
		struct decimal of;

		if (depth) /* 66.7%(4/6人): a remark */
			return j;
		k = pieces_glyph(r, j) == '/' ? pieces_digits_at(r, j + 1, false, &of) : 0;
		if (!k || !value.scale || decimal_cmp(value, of) > 0) /* 1/2, 2分の1: a fraction, or some of all? */
			return PIECES_REFUSED;
		p = pieces_add(r, PIECE_NUMBER, i, j, depth); /* 4.2/5.0: a score */
		if (!p)
			return PIECES_REFUSED;
		p->value = value;
		p->unit_from = p->unit_to = j;
		return k;
	}
	if ((k = tenths_from(r, j, &value)) > 0)
		j = k;
	else if (!pieces_magnitudes_from(r, &j, &value, false, &scaled))
		return PIECES_REFUSED;
	p = pieces_add(r, PIECE_NUMBER, i, j, depth);
	if (!p)
		return PIECES_REFUSED;
	p->value = value;
	p->percent = k > 0;
	p->scaled = scaled || p->percent;
	p->plus_minus = plus_minus;
	unit_from(r, p);
	unit_in_brackets(r, p);
	if (yen && p->unit_to == p->unit_from) { /* ￥ before the number: the unit is that sign */
		p->unit_from = i;
		p->unit_to = i + 1;
		return j;
	}
	return p->unit_to > j ? p->unit_to : j;
}

/* 五割: a Chinese digit before 割. */
size_t pieces_kanji_tenths_at(struct reader *r, size_t i, int depth)
{
	static const char *const digits[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	for (size_t d = 0; d < sizeof digits / sizeof *digits; d++) {
		struct decimal value = decimal_of((int64_t)d + 1);
		size_t j;
		struct piece *p;

		if (!glyphs_match(&r->g, i, digits[d]) || (j = tenths_from(r, i + 1, &value)) == 0)
			continue;
		p = pieces_add(r, PIECE_NUMBER, i, j, depth);
		if (!p)
			return i;
		p->value = value;
		p->percent = p->scaled = true;
		p->unit_from = p->unit_to = j;
		return j;
	}
	return i;
}
