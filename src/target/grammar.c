/* target/grammar.c - a target cell read in three steps: pieces, choice of the number, meaning of the words.
 *
 * Cells are written by some 1,700 municipalities in as many habits, so the cell is cut into pieces (numbers with their
 * unit, known words, note marks, arrows, waves) wherever they stand, and the meaning follows from which pieces there
 * are. Rejected: a grammar of whole cells - each new habit (5年間で延べ1,200人以上) would need a rule of its own.
 */
#include "target/grammar.h"

#include <stdlib.h>
#include <string.h>

#include "target/words.h"

enum { PIECES_MAX = 64 };
enum piece_kind { PIECE_NUMBER, PIECE_WORD, PIECE_ARROW, PIECE_WAVE };

struct piece {
	enum piece_kind kind;
	size_t from, to; /* glyphs; of a number with its magnitude, without its unit */
	int depth;       /* brackets around it */
	/* a number */
	struct decimal value;
	size_t unit_from, unit_to;
	bool scaled, percent, plus_minus, dropped;
	/* a word */
	enum word_says says;
};

struct reader {
	struct glyphs g;
	struct piece at[PIECES_MAX];
	size_t n;
	struct text note;
};

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static uint32_t glyph(const struct reader *r, size_t i)
{
	return i <= r->g.n ? r->g.g[i].c : 0;
}

static size_t skip_spaces(const struct reader *r, size_t i)
{
	while (glyph(r, i) == ' ')
		i++;
	return i;
}

/* The longest known word at i; 0 where there is none. */
static size_t word_at(const struct reader *r, size_t i, enum word_says *says)
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
static bool is_raised(uint32_t c)
{
	return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079) || (c >= 0x2460 && c <= 0x2473);
}

/* ---- numbers ---- */

/* A separator of thousands at i: a comma or thin space before exactly three digits, spaces of a PDF around the comma
 * allowed. Returns where the digits go on, 0 where it is none. */
static size_t separator_at(const struct reader *r, size_t i)
{
	size_t j = skip_spaces(r, i);

	if (glyph(r, j) != ',')
		return 0;
	j = skip_spaces(r, j + 1);
	if (!is_digit(glyph(r, j)) || !is_digit(glyph(r, j + 1)) || !is_digit(glyph(r, j + 2)) ||
	    is_digit(glyph(r, j + 3)))
		return 0;
	return j;
}

/* 12,34 and 1 234 and 1e5: somebody's way to write a number, but not one that can be read without a guess. */
static bool goes_on_strangely(const struct reader *r, size_t start, size_t j, bool point)
{
	uint32_t c = glyph(r, j), next = glyph(r, j + 1);

	if (c == '.' || c == ',' || c == 'e' || c == 'E')
		return is_digit(next);
	return c == ' ' && !point && j - start <= 3 && is_digit(next) && is_digit(glyph(r, j + 2)) &&
	       is_digit(glyph(r, j + 3)) && !is_digit(glyph(r, j + 4));
}

/* Digits with separators and one point at i. Returns the glyph behind; 0: too many digits, or strange. */
static size_t digits_at(const struct reader *r, size_t i, bool negative, struct decimal *value)
{
	char room[64];
	size_t n = 0, j = i, next;
	bool point = false;

	if (negative)
		room[n++] = '-';
	for (; n + 1 < sizeof room; room[n++] = (char)glyph(r, j++)) {
		if (is_digit(glyph(r, j)))
			continue;
		if (glyph(r, j) == '.' && !point && is_digit(glyph(r, j + 1))) {
			point = true;
			continue;
		}
		if (point || j == i || (next = separator_at(r, j)) == 0)
			break;
		j = next;
	}
	if (n + 1 >= sizeof room || goes_on_strangely(r, i, j, point) || (i > 0 && glyph(r, i - 1) == '.'))
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
static struct decimal without_zeros(struct decimal d)
{
	while (d.scale > 0 && d.coefficient % 10 == 0) {
		d.coefficient /= 10;
		d.scale--;
	}
	return d;
}

/* 2.5億, 1億2,000万, 3万: works out the magnitudes behind the number; `all` also 千 and 百万. *j is moved behind them.
 * False: more than 18 digits. */
static bool magnitudes_from(const struct reader *r, size_t *j, struct decimal *value, bool all, bool *scaled)
{
	struct decimal sum = decimal_of(0), part = *value;
	int64_t by, before = INT64_MAX;
	size_t n;

	while ((n = magnitude_at(r, *j, &by)) > 0 && by < before && (all || *scaled || !is_table_unit(by))) {
		size_t k = *j + n;

		if (!decimal_mul(&part, part, decimal_of(by), NULL) || !decimal_add(&sum, sum, part, NULL))
			return false;
		*scaled = true;
		*value = without_zeros(sum);
		before = by;
		*j = k;
		k = is_digit(glyph(r, k)) ? digits_at(r, k, decimal_sign(sum) < 0, &part) : 0;
		if (k == 0)
			break;
		if (magnitude_at(r, k, &by) > 0) {
			*j = k;
			continue;
		}
		/* 1億2,345万6,789円: the last part has no magnitude. */
		if (part.scale == 0 && llabs(part.coefficient) < before && decimal_add(&sum, sum, part, NULL)) {
			*value = without_zeros(sum);
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
	if (is_digit(glyph(r, j)) && (k = digits_at(r, j, decimal_sign(*value) < 0, &hundredths)) > 0 &&
	    glyphs_match(&r->g, k, "分") && decimal_add(&percent, percent, hundredths, NULL))
		j = k + 1;
	*value = without_zeros(percent);
	return j;
}

/* The unit behind a number: up to a space, bracket, digit, mark or known word. */
static void unit_from(const struct reader *r, struct piece *p)
{
	size_t i = skip_spaces(r, p->to);
	enum word_says says;

	p->unit_from = i;
	for (; i < r->g.n; i++) {
		uint32_t c = glyph(r, i), before = i > p->unit_from ? glyph(r, i - 1) : 0;

		if (c == ' ' || c == '(' || c == ')' || c == ',' || c == 0x203B || c == '*' || c == '~' ||
		    c == 0x2192 || c == 0x3002 || c == ';' || c == ':' || c == '+' || c == 0xB1 || c == 0x25B3 ||
		    c == '=' || c == '.')
			break;
		if (is_raised(c) && (before == 0 || before == '%'))
			break;
		if (is_digit(c) && before != '/' && !is_letter(before) && !(is_digit(before) && i > p->unit_from))
			break;
		if ((c == '-' && (is_digit(glyph(r, i + 1)) || before == 0)) ||
		    (c == 0x6CE8 && is_digit(glyph(r, i + 1))))
			break;
		if (word_at(r, i, &says) && !glyphs_match(&r->g, i, "約")) /* 予約 is no 約 */
			break;
	}
	/* 男80 女85: what stands apart and leads to the next number belongs to that. */
	p->unit_to = p->unit_from > p->to && is_digit(glyph(r, i)) ? p->unit_from : i;
}

/* (十億円), （％） directly behind a number is its unit; (見込), (2015年度) is not. */
static void unit_in_brackets(const struct reader *r, struct piece *p)
{
	static const char *const units[] = { "%",    "円",    "千円", "万円", "百万円", "億円",    "十億円", "人",
					     "千人", "万人",  "件",   "世帯", "戸",     "社",      "か所",   "箇所",
					     "回",   "人/ha", "ha",   "t",    "トン",   "ポイント" };
	size_t i = p->unit_from;

	if (p->unit_to > i || glyph(r, i) != '(')
		return;
	for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
		size_t n = glyphs_match(&r->g, i + 1, units[u]);

		if (n && glyph(r, i + 1 + n) == ')') {
			p->unit_from = i + 1;
			p->unit_to = i + 1 + n;
			return;
		}
	}
}

static struct piece *piece_add(struct reader *r, enum piece_kind kind, size_t from, size_t to, int depth)
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
static size_t sign_at(const struct reader *r, size_t i, bool *negative, bool *plus_minus)
{
	uint32_t c = glyph(r, i), before = i > 0 ? glyph(r, i - 1) : 0;
	size_t j = i;

	/* センター5: the mark of a long vowel is no minus. */
	if (c == '-' && ((before >= 0x30A1 && before <= 0x30FA) || is_letter(before)))
		return 0;
	*negative = glyphs_match(&r->g, i, "マイナス") > 0;
	*plus_minus = false;
	if (*negative || glyphs_match(&r->g, i, "プラス")) {
		j = skip_spaces(r, i + (*negative ? 4 : 3));
	} else if (c == '-' || c == 0x25B3 || c == '+' || c == 0xB1 || c == 0xFFE5) {
		*negative = c == '-' || c == 0x25B3;
		*plus_minus = c == 0xB1;
		j = skip_spaces(r, i + 1);
	}
	return is_digit(glyph(r, j)) ? j + 1 : 0;
}

/* Behind the last glyph: a number that cannot be kept (too long, a fraction, two points). */
static const size_t REFUSED = SIZE_MAX;

/* A number at i. Returns the glyph behind its unit; i where there is none; or REFUSED. */
static size_t number_at(struct reader *r, size_t i, int depth)
{
	bool negative, plus_minus, scaled = false, yen = glyph(r, i) == 0xFFE5;
	size_t start = sign_at(r, i, &negative, &plus_minus), j, k;
	struct decimal value;
	struct piece *p;

	if (start == 0)
		return i;
	j = digits_at(r, start - 1, negative, &value);
	if (j == 0 || ((glyph(r, j) == '/' || glyphs_match(&r->g, j, "分の")) &&
		       is_digit(glyph(r, j + (glyph(r, j) == '/' ? 1 : 2))))) /* 1/2, 2分の1 */
		return REFUSED;
	if ((k = tenths_from(r, j, &value)) > 0)
		j = k;
	else if (!magnitudes_from(r, &j, &value, false, &scaled))
		return REFUSED;
	p = piece_add(r, PIECE_NUMBER, i, j, depth);
	if (!p)
		return REFUSED;
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
static size_t kanji_tenths_at(struct reader *r, size_t i, int depth)
{
	static const char *const digits[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	for (size_t d = 0; d < sizeof digits / sizeof *digits; d++) {
		struct decimal value = decimal_of((int64_t)d + 1);
		size_t j;
		struct piece *p;

		if (!glyphs_match(&r->g, i, digits[d]) || (j = tenths_from(r, i + 1, &value)) == 0)
			continue;
		p = piece_add(r, PIECE_NUMBER, i, j, depth);
		if (!p)
			return i;
		p->value = value;
		p->percent = p->scaled = true;
		p->unit_from = p->unit_to = j;
		return j;
	}
	return i;
}

/* ---- cutting into pieces ---- */

static bool comparison(enum word_says says, enum target_op *op)
{
	switch (says) {
	case WORD_AT_LEAST:
		*op = TARGET_AT_LEAST;
		return true;
	case WORD_MORE_THAN:
		*op = TARGET_MORE_THAN;
		return true;
	case WORD_AT_MOST:
		*op = TARGET_AT_MOST;
		return true;
	case WORD_LESS_THAN:
		*op = TARGET_LESS_THAN;
		return true;
	default:
		return false;
	}
}

/* ※1, *2, 注3 at i: returns the glyph behind, i where there is none. */
static size_t note_at(struct reader *r, size_t i)
{
	uint32_t c = glyph(r, i);
	size_t j = i + 1;

	bool raised = i > 0 && (is_digit(glyph(r, i - 1)) || glyph(r, i - 1) == '%') && is_raised(c);

	if (c != 0x203B && !raised && !((c == '*' || c == 0x6CE8) && is_digit(glyph(r, i + 1))))
		return i;
	while (is_digit(glyph(r, j)) || (glyph(r, j) >= 0x2460 && glyph(r, j) <= 0x2473))
		j++;
	if (!r->note.n)
		r->note = glyphs_text(&r->g, i, j);
	return j;
}

static bool last_is_number(const struct reader *r, size_t i)
{
	const struct piece *p = r->n ? &r->at[r->n - 1] : NULL;
	size_t end = p ? (p->unit_to > p->to ? p->unit_to : p->to) : 0;

	enum target_op op;

	if (!p || (p->kind != PIECE_NUMBER && !(p->kind == PIECE_WORD && comparison(p->says, &op))))
		return false;
	return skip_spaces(r, p->kind == PIECE_NUMBER ? end : p->to) == i;
}

/* One piece at i, or nothing known. Returns the glyph behind; or REFUSED. */
static size_t piece_at(struct reader *r, size_t i, int depth)
{
	uint32_t c = glyph(r, i);
	enum word_says says = WORD_NOTHING;
	size_t j = note_at(r, i), n;
	bool negative, plus_minus;

	if (j > i)
		return j;
	if (c == '~' || (c == '-' && last_is_number(r, i) && sign_at(r, skip_spaces(r, i + 1), &negative, &plus_minus)))
		return piece_add(r, PIECE_WAVE, i, i + 1, depth) ? i + 1 : REFUSED;
	if (c == 0x2192)
		return piece_add(r, PIECE_ARROW, i, i + 1, depth) ? i + 1 : REFUSED;
	if (is_letter(c)) { /* ISO9001, CO2, R5: the digits belong to the letters */
		while (is_letter(glyph(r, i)) || is_digit(glyph(r, i)) ||
		       (glyph(r, i) == '.' && is_digit(glyph(r, i + 1))))
			i++;
		return i;
	}
	if ((j = number_at(r, i, depth)) != i || (j = kanji_tenths_at(r, i, depth)) != i)
		return j;
	if ((n = word_at(r, i, &says)) > 0) {
		struct piece *p = piece_add(r, PIECE_WORD, i, i + n, depth);

		if (!p)
			return REFUSED;
		p->says = says;
		return i + n;
	}
	return i + 1;
}

static bool cut(struct reader *r)
{
	int depth = 0;

	for (size_t i = 0; i < r->g.n;) {
		uint32_t c = glyph(r, i);

		if (c == '(' || c == ')') {
			depth += c == '(' ? 1 : depth > 0 ? -1 : 0;
			i++;
			continue;
		}
		i = piece_at(r, i, depth);
		if (i == REFUSED)
			return false;
	}
	return true;
}

/* ---- which number is the target ---- */

static bool unit_starts(const struct reader *r, const struct piece *p, const char *word)
{
	size_t n = glyphs_match(&r->g, p->unit_from, word);

	return n && p->unit_from + n <= p->unit_to;
}

static bool unit_has(const struct reader *r, const struct piece *p, const char *word)
{
	for (size_t i = p->unit_from; i < p->unit_to; i++)
		if (glyphs_match(&r->g, i, word))
			return true;
	return false;
}

static bool follows(const struct reader *r, size_t i, const char *word)
{
	return i >= strlen(word) / 3 && glyphs_match(&r->g, i - strlen(word) / 3, word);
}

/* 2023年度末, 令和5年度, 3月31日: when, not how much. */
static bool is_date(const struct reader *r, const struct piece *p, bool after_date)
{
	int64_t n = p->value.scale ? 0 : p->value.coefficient;

	if (unit_starts(r, p, "年度") || follows(r, p->from, "令和") || follows(r, p->from, "平成") ||
	    follows(r, p->from, "昭和"))
		return true;
	if (n >= 1900 && n <= 2100 && unit_starts(r, p, "年") && !unit_starts(r, p, "年間"))
		return true;
	return after_date && (unit_starts(r, p, "月") || unit_starts(r, p, "日"));
}

static bool is_span_of_years(const struct reader *r, const struct piece *p)
{
	static const char *const spans[] = { "年間", "か年", "カ年", "ヵ年", "ヶ年", "ケ年", "箇年", "年計" };

	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		if (unit_starts(r, p, spans[i]))
			return true;
	return false;
}

/* 60代70％, 65歳以上の30％, 5段階評価で4.0: of whom or on which scale. */
static bool is_qualifier(const struct reader *r, const struct piece *p)
{
	return unit_starts(r, p, "代") || unit_starts(r, p, "歳") || unit_starts(r, p, "才") ||
	       unit_starts(r, p, "段階") || unit_starts(r, p, "年目") || unit_starts(r, p, "年生");
}

static size_t numbers_left(const struct reader *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += r->at[i].kind == PIECE_NUMBER && !r->at[i].dropped;
	return n;
}

/* Drops numbers that only say when, over how many years, or per how many. *years: the target is a total over years. */
static void drop_dates_and_spans(struct reader *r, bool *years)
{
	bool after_date = false;

	for (size_t i = 0; i < r->n; i++) {
		struct piece *p = &r->at[i];

		if (p->kind != PIECE_NUMBER)
			continue;
		p->dropped = after_date = is_date(r, p, after_date);
	}
	for (size_t i = 0; i < r->n && numbers_left(r) > 1; i++) {
		struct piece *p = &r->at[i];

		if (p->kind != PIECE_NUMBER || p->dropped)
			continue;
		if (is_span_of_years(r, p))
			p->dropped = *years = true;
		else if (is_qualifier(r, p))
			p->dropped = true;
		else if (unit_has(r, p, "当たり") || unit_has(r, p, "あたり") || unit_has(r, p, "につき"))
			for (size_t j = 0; j <= i && numbers_left(r) > 1; j++)
				r->at[j].dropped |= r->at[j].kind == PIECE_NUMBER;
	}
}

/* 6,766から7,000に増加: the から of a way that ends in に, へ or まで. */
static bool is_from_to(const struct reader *r, size_t i)
{
	static const char *const ends[] = { "に", "へ", "まで" };

	if (r->at[i].kind != PIECE_WORD || !glyphs_match(&r->g, r->at[i].from, "から"))
		return false;
	for (size_t k = i + 1; k < r->n; k++)
		for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
			if (r->at[k].kind == PIECE_WORD && glyphs_match(&r->g, r->at[k].from, ends[e]))
				return true;
	return false;
}

/* Drops numbers before an arrow (494→400) and, where another is left, those in brackets. */
static void drop_before_arrow_and_in_brackets(struct reader *r)
{
	bool outside = false;

	for (size_t i = 0; i < r->n; i++) {
		if (r->at[i].kind != PIECE_ARROW && !is_from_to(r, i))
			continue;
		for (size_t j = 0; j < i && numbers_left(r) > 1; j++)
			r->at[j].dropped |= r->at[j].kind == PIECE_NUMBER;
	}
	for (size_t i = 0; i < r->n; i++)
		outside |= r->at[i].kind == PIECE_NUMBER && !r->at[i].dropped && r->at[i].depth == 0;
	for (size_t i = 0; outside && i < r->n; i++)
		r->at[i].dropped |= r->at[i].kind == PIECE_NUMBER && r->at[i].depth > 0;
}

/* ---- meaning ---- */

static const struct piece *find_word(const struct reader *r, enum word_says says)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->at[i].kind == PIECE_WORD && r->at[i].says == says)
			return &r->at[i];
	return NULL;
}

/* The comparison between number `from` and number `to` (or the ends of the cell). */
static bool comparison_between(const struct reader *r, size_t from, size_t to, enum target_op *op)
{
	for (size_t i = from; i < to && i < r->n; i++)
		if (r->at[i].kind == PIECE_WORD && comparison(r->at[i].says, op))
			return true;
	return false;
}

static size_t next_number(const struct reader *r, size_t i)
{
	while (i < r->n && (r->at[i].kind != PIECE_NUMBER || r->at[i].dropped))
		i++;
	return i;
}

/* 最低90％, ≧80: a comparison that stands before its number. */
static bool comparison_before(const struct reader *r, size_t i, enum target_op *op)
{
	static const char *const before[] = { "最低", "少なくとも", "≧", "≥", "≦", "≤" };

	for (size_t k = 0; k < i; k++)
		for (size_t w = 0; w < sizeof before / sizeof *before; w++)
			if (r->at[k].kind == PIECE_WORD && glyphs_match(&r->g, r->at[k].from, before[w]))
				return comparison(r->at[k].says, op);
	return false;
}

static void take_unit(struct target *t, const struct reader *r, const struct piece *p)
{
	t->unit = p->percent ? TEXT("％") : glyphs_text(&r->g, p->unit_from, p->unit_to);
	if (text_is(t->unit, "￥") || text_is(t->unit, "¥"))
		t->unit = TEXT("円");
}

/* 60～65, 60以上65未満 (low is piece i). False: no range. */
static bool take_range(struct target *t, const struct reader *r, size_t i)
{
	size_t j = next_number(r, i + 1);
	enum target_op low = TARGET_REACH, high = TARGET_REACH;
	bool wave = false;

	if (j == r->n || r->at[j].plus_minus)
		return false;
	for (size_t k = i; k < j; k++)
		wave |= r->at[k].kind == PIECE_WAVE;
	comparison_between(r, i, j, &low);
	comparison_between(r, j, next_number(r, j + 1), &high);
	if (!wave && !((low == TARGET_AT_LEAST || low == TARGET_MORE_THAN) &&
		       (high == TARGET_AT_MOST || high == TARGET_LESS_THAN)))
		return false;
	t->op = TARGET_RANGE;
	t->high = r->at[j].value;
	t->has_high = true;
	t->low_open = low == TARGET_MORE_THAN;
	t->high_open = high == TARGET_LESS_THAN;
	if (decimal_cmp(t->value, t->high) > 0) { /* 65～60 */
		struct decimal swap = t->value;

		t->value = t->high;
		t->high = swap;
	}
	if (!t->unit.n || r->at[j].percent)
		take_unit(t, r, &r->at[j]);
	return true;
}

/* 100人増加 is a change by 100, 100人に増加 and 増加100 are not: the word must follow the number and its unit. */
static bool take_change(struct target *t, const struct reader *r, size_t i)
{
	for (size_t k = i + 1; k < r->n; k++) {
		const struct piece *p = &r->at[k];

		if (p->kind != PIECE_WORD)
			return false;
		if (p->says == WORD_UP || p->says == WORD_DOWN || p->says == WORD_CURB) {
			t->op = p->says == WORD_UP ? TARGET_INCREASE : TARGET_DECREASE;
			return true;
		}
		/* 人の増加, 人程度増加, 人以上の増加 go on; に, へ, まで, を end it. */
		if (p->says == WORD_PARTICLE && !glyphs_match(&r->g, p->from, "の"))
			return false;
		if (p->says == WORD_DONE || p->says == WORD_KEEP)
			return false;
	}
	return false;
}

/* 20％～ and ～30％: a range with one end left open; ±3％以内. */
static bool take_half_open(struct target *t, const struct reader *r, size_t i)
{
	if (r->at[i].plus_minus && decimal_sign(t->value) > 0) {
		t->op = TARGET_RANGE;
		t->has_high = true;
		t->high = t->value;
		t->value = decimal_neg(t->value);
		return true;
	}
	for (size_t k = 0; k < r->n; k++)
		if (r->at[k].kind == PIECE_WAVE && r->at[k].depth == r->at[i].depth && numbers_left(r) == 1) {
			t->op = k < i ? TARGET_AT_MOST : TARGET_AT_LEAST;
			return true;
		}
	return false;
}

static void take_tolerance(struct target *t, const struct reader *r, size_t i)
{
	size_t j = next_number(r, i + 1);

	if (j == r->n || !r->at[j].plus_minus)
		return;
	t->op = TARGET_KEEP;
	t->has_tolerance = true;
	t->tolerance = r->at[j].value;
	if (!t->unit.n)
		take_unit(t, r, &r->at[j]);
}

static void with_number(struct target *t, const struct reader *r, size_t i)
{
	const struct piece *other = find_word(r, WORD_OTHER);

	t->has_value = true;
	t->value = r->at[i].value;
	t->scaled = r->at[i].scaled;
	take_unit(t, r, &r->at[i]);
	t->op = TARGET_REACH;
	if (take_range(t, r, i)) {
		t->more_numbers = numbers_left(r) > 2;
		return;
	}
	t->more_numbers = numbers_left(r) > 1;
	if (other && follows(r, other->to, "比")) /* 2013年度比46％削減: not of the baseline */
		t->compared_with = glyphs_text(&r->g, 0, other->to);
	if (take_change(t, r, i)) {
		if (other && !t->compared_with.n)
			t->compared_with = glyphs_text(&r->g, other->from, other->to);
		return;
	}
	if (take_half_open(t, r, i))
		return;
	/* 90％以上 as usual; 最低90％ before the number too. */
	if (!comparison_between(r, i, next_number(r, i + 1), &t->op) && !comparison_before(r, i, &t->op) &&
	    find_word(r, WORD_KEEP))
		t->op = TARGET_KEEP;
	take_tolerance(t, r, i);
	if (t->has_tolerance)
		t->more_numbers = numbers_left(r) > 2;
}

/* 全国平均以上: what stands before the comparison, without particles. */
static bool take_compared(struct target *t, const struct reader *r)
{
	const struct piece *with = NULL;

	for (size_t i = 0; i < r->n; i++) {
		const struct piece *p = &r->at[i];

		if (p->kind == PIECE_WORD && (p->says == WORD_BASELINE || p->says == WORD_OTHER))
			with = p;
		if (p->kind != PIECE_WORD || !comparison(p->says, &t->op))
			continue;
		if (p->from == 0 && !with)
			return false;
		t->with_baseline = with && with->says == WORD_BASELINE && with->from == 0;
		t->compared_with =
			t->with_baseline ? glyphs_text(&r->g, with->from, with->to) : glyphs_text(&r->g, 0, p->from);
		return t->compared_with.n > 0;
	}
	return false;
}

/* A cell without a number. False: nothing known in it. */
static bool without_number(struct target *t, const struct reader *r, bool *two_directions)
{
	bool up = find_word(r, WORD_UP), down = find_word(r, WORD_DOWN), curb = find_word(r, WORD_CURB),
	     keep = find_word(r, WORD_KEEP);
	const struct piece *other = find_word(r, WORD_OTHER);

	if (find_word(r, WORD_ZERO)) {
		t->op = TARGET_REACH;
		t->has_value = true;
		t->value = decimal_of(0);
		return true;
	}
	if (find_word(r, WORD_HALF) || find_word(r, WORD_DOUBLE)) {
		t->op = TARGET_REACH;
		t->has_value = t->scaled = true;
		t->value = find_word(r, WORD_HALF) ? (struct decimal){ 5, 1 } : decimal_of(2);
		t->unit = TEXT("倍");
		return true;
	}
	if (take_compared(t, r))
		return true;
	*two_directions = (up && (down || curb)) || (down && curb);
	if (*two_directions)
		return false;
	if (up || down || curb) {
		if (other)
			t->compared_with = glyphs_text(&r->g, other->from, other->to);
		t->op = up ? TARGET_INCREASE : TARGET_DECREASE;
		if (keep) { /* 維持・向上: not below where it was */
			t->op = up ? TARGET_AT_LEAST : TARGET_AT_MOST;
			t->with_baseline = true;
			t->compared_with = TEXT("現状");
		}
		return true;
	}
	if (keep)
		t->op = TARGET_KEEP;
	else if (find_word(r, WORD_DONE))
		t->op = TARGET_DONE;
	else
		return false;
	return true;
}

static bool refuse(struct err *err, const char *id, struct text wording)
{
	struct arena a = { 0 };

	err_set(err, ERR_INPUT, id, "text", text_z(&a, text_slice(wording, 0, 600)), NULL);
	arena_clear(&a);
	return false;
}

/* Only marks such as － or ― : a cell that was left empty on purpose. */
static bool only_dashes(const struct reader *r)
{
	size_t dashes = 0;

	for (size_t i = 0; i < r->g.n; i++) {
		uint32_t c = glyph(r, i);

		if (c == 0x203B) { /* －（※1） */
			while (is_digit(glyph(r, i + 1)))
				i++;
			continue;
		}
		if (c != '-' && c != ' ' && c != '/' && c != 0x30FB && c != '(' && c != ')')
			return false;
		dashes += c == '-' || c == '/' || c == 0x30FB;
	}
	return dashes > 0;
}

bool target_parse(struct target *t, struct text wording, struct err *err)
{
	struct reader r = { 0 };
	struct target made = { .op = TARGET_REACH };
	bool years = false, two_directions = false;
	size_t i;

	if (!text_trim(wording).n)
		return err_set(err, ERR_INPUT, "target.empty", NULL);
	if (!glyphs_fold(&r.g, wording))
		return err_set(err, ERR_INPUT, "target.too-long", "limit", NUM(GLYPHS_MAX), NULL);
	if (only_dashes(&r))
		return refuse(err, "target.none", wording);
	if (!cut(&r))
		return refuse(err, "target.unreadable", wording);
	drop_dates_and_spans(&r, &years);
	drop_before_arrow_and_in_brackets(&r);
	i = next_number(&r, 0);
	if (i < r.n)
		with_number(&made, &r, i);
	else if (!without_number(&made, &r, &two_directions))
		return refuse(err,
			      two_directions             ? "target.two-directions"
			      : find_word(&r, WORD_NONE) ? "target.none"
							 : "target.unreadable",
			      wording);
	made.cumulative = years || find_word(&r, WORD_CUMULATIVE);
	made.approximate = find_word(&r, WORD_ABOUT);
	made.note_mark = r.note;
	*t = made;
	return true;
}

/* ---- money ---- */

bool yen_parse(int64_t *yen, struct text wording, struct err *err)
{
	struct reader r = { 0 };

	if (!text_trim(wording).n)
		return err_set(err, ERR_INPUT, "target.empty", NULL);
	if (!glyphs_fold(&r.g, wording))
		return err_set(err, ERR_INPUT, "target.too-long", "limit", NUM(GLYPHS_MAX), NULL);
	/* Only an amount that begins with digits: of (単位：千円) or 数百万円 nobody can tell how much it is. */
	for (size_t i = 0; i < r.g.n; i++) {
		bool negative, plus_minus, scaled = false, sign = glyph(&r, i) == 0xFFE5;
		size_t start = sign_at(&r, i, &negative, &plus_minus), j;
		struct decimal amount;

		if (!start)
			continue;
		j = digits_at(&r, start - 1, negative, &amount);
		if (j)
			j = skip_spaces(&r, j);
		if (!j || !magnitudes_from(&r, &j, &amount, true, &scaled))
			break;
		j = skip_spaces(&r, j);
		amount = without_zeros(amount);
		if ((sign || glyphs_match(&r.g, j, "円")) && amount.scale == 0) {
			*yen = amount.coefficient;
			return true;
		}
		i = j - 1; /* 2020年度: not money */
	}
	return refuse(err, "target.no-yen", wording);
}

/* ---- names ---- */

static const char *const op_names[TARGET_OP_COUNT] = { "reach", "at_least", "more_than", "at_most",  "less_than",
						       "range", "keep",     "increase",  "decrease", "done" };

const char *target_op_name(enum target_op op)
{
	return (unsigned)op < TARGET_OP_COUNT ? op_names[op] : "reach";
}

bool target_op_parse(enum target_op *op, struct text name)
{
	for (int i = 0; i < TARGET_OP_COUNT; i++)
		if (text_is(name, op_names[i])) {
			*op = (enum target_op)i;
			return true;
		}
	return false;
}

const char *better_name(enum better b)
{
	return b == BETTER_UP ? "up" : b == BETTER_DOWN ? "down" : NULL;
}

const char *better_from_name(enum better_from f)
{
	switch (f) {
	case BETTER_FROM_PERSON:
		return "person";
	case BETTER_FROM_TEXT:
		return "text";
	case BETTER_FROM_WORD_LIST:
		return "word-list";
	case BETTER_FROM_SIGN:
		return "sign";
	default:
		return NULL;
	}
}

/* ---- which way is better ---- */

static enum better better_of_op(enum target_op op)
{
	switch (op) {
	case TARGET_AT_LEAST:
	case TARGET_MORE_THAN:
	case TARGET_INCREASE:
		return BETTER_UP;
	case TARGET_AT_MOST:
	case TARGET_LESS_THAN:
	case TARGET_DECREASE:
		return BETTER_DOWN;
	default:
		return BETTER_UNKNOWN;
	}
}

static enum better flipped(enum better b)
{
	/* Where nothing stands before 削減, what is counted is the saving itself: up. */
	return b == BETTER_UP ? BETTER_DOWN : BETTER_UP;
}

static enum better better_of_name(struct text name)
{
	struct glyphs g;
	enum better b = BETTER_UNKNOWN;

	if (!glyphs_fold(&g, text_slice(name, 0, GLYPHS_MAX)))
		return b;
	for (size_t i = 0; i < g.n;) {
		const struct name_word *best = NULL;
		size_t longest = 0, n;

		for (const struct name_word *w = name_words; w->text; w++)
			if ((n = glyphs_match(&g, i, w->text)) > longest) {
				longest = n;
				best = w;
			}
		if (best)
			b = best->says == NAME_UP     ? BETTER_UP
			    : best->says == NAME_DOWN ? BETTER_DOWN
			    : best->says == NAME_FLIP ? flipped(b)
						      : BETTER_UNKNOWN;
		i += longest ? longest : 1;
	}
	return b;
}

enum better target_better(enum better_from *from, enum better person, const struct target *t, struct text kpi_name,
			  bool has_baseline, struct decimal baseline)
{
	enum better b = person;

	*from = BETTER_FROM_PERSON;
	if (b != BETTER_UNKNOWN)
		return b;
	*from = BETTER_FROM_TEXT;
	if (t && (b = better_of_op(t->op)) != BETTER_UNKNOWN)
		return b;
	*from = BETTER_FROM_WORD_LIST;
	if ((b = better_of_name(kpi_name)) != BETTER_UNKNOWN)
		return b;
	*from = BETTER_FROM_SIGN;
	if (t && t->op == TARGET_REACH && t->has_value && has_baseline && !decimal_eq(t->value, baseline))
		return decimal_cmp(t->value, baseline) > 0 ? BETTER_UP : BETTER_DOWN;
	*from = BETTER_FROM_NOTHING;
	return BETTER_UNKNOWN;
}
