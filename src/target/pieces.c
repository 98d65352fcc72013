/* target/pieces.c - a cell cut into pieces, and which of its numbers is the target. */
#include "target/pieces.h"

#include <string.h>

bool pieces_comparison(enum word_says says, enum target_op *op)
{
	switch (says) {
	case WORD_AT_LEAST:
		*op = TARGET_AT_LEAST;
		return true;
	case WORD_MORE_THAN:
		*op = TARGET_MORE_THAN;
		return true;
	case WORD_AT_MOST:
	case WORD_WITHIN:
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
	uint32_t c = pieces_glyph(r, i);
	size_t j = i + 1;

	bool raised = i > 0 && (pieces_is_digit(pieces_glyph(r, i - 1)) || pieces_glyph(r, i - 1) == '%') &&
		      pieces_is_raised(c);

	if (c != 0x203B && !raised && !((c == '*' || c == 0x6CE8) && pieces_is_digit(pieces_glyph(r, i + 1))))
		return i;
	while (pieces_is_digit(pieces_glyph(r, j)) || (pieces_glyph(r, j) >= 0x2460 && pieces_glyph(r, j) <= 0x2473))
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

	if (!p || (p->kind != PIECE_NUMBER && !(p->kind == PIECE_WORD && pieces_comparison(p->says, &op))))
		return false;
	return pieces_skip_spaces(r, p->kind == PIECE_NUMBER ? end : p->to) == i;
}

/* One piece at i, or nothing known. Returns the glyph behind; or PIECES_REFUSED. */
static size_t piece_at(struct reader *r, size_t i, int depth)
{
	uint32_t c = pieces_glyph(r, i);
	enum word_says says = WORD_NOTHING;
	size_t j = note_at(r, i), n;
	bool negative, plus_minus;

	if (j > i)
		return j;
	if (c == '~' || (c == '-' && last_is_number(r, i) &&
			 pieces_sign_at(r, pieces_skip_spaces(r, i + 1), &negative, &plus_minus)))
		return pieces_add(r, PIECE_WAVE, i, i + 1, depth) ? i + 1 : PIECES_REFUSED;
	if (c == 0x2192)
		return pieces_add(r, PIECE_ARROW, i, i + 1, depth) ? i + 1 : PIECES_REFUSED;
	if (pieces_is_letter(c)) { /* ISO9001, CO2, R5: the digits belong to the letters */
		while (pieces_is_letter(pieces_glyph(r, i)) || pieces_is_digit(pieces_glyph(r, i)) ||
		       (pieces_glyph(r, i) == '.' && pieces_is_digit(pieces_glyph(r, i + 1))))
			i++;
		return i;
	}
	if ((j = pieces_number_at(r, i, depth)) != i || (j = pieces_kanji_tenths_at(r, i, depth)) != i)
		return j;
	if ((n = pieces_word_at(r, i, &says)) > 0) {
		struct piece *p = pieces_add(r, PIECE_WORD, i, i + n, depth);

		if (!p)
			return PIECES_REFUSED;
		p->says = says;
		return i + n;
	}
	return i + 1;
}

bool pieces_cut(struct reader *r)
{
	int depth = 0;

	for (size_t i = 0; i < r->g.n;) {
		uint32_t c = pieces_glyph(r, i);

		if (c == '(' || c == ')') {
			depth += c == '(' ? 1 : depth > 0 ? -1 : 0;
			i++;
			continue;
		}
		i = piece_at(r, i, depth);
		if (i == PIECES_REFUSED)
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

bool pieces_follows(const struct reader *r, size_t i, const char *word)
{
	return i >= strlen(word) / 3 && glyphs_match(&r->g, i - strlen(word) / 3, word);
}

/* 2023年度末, 令和5年度, 3月31日: when, not how much. */
static bool is_date(const struct reader *r, const struct piece *p, bool after_date)
{
	int64_t n = p->value.scale ? 0 : p->value.coefficient;

	if (unit_starts(r, p, "年度") || pieces_follows(r, p->from, "令和") || pieces_follows(r, p->from, "平成") ||
	    pieces_follows(r, p->from, "昭和"))
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

/* 1日500人, 1世帯3台: one of these, each. */
static bool is_per_one(const struct reader *r, size_t i)
{
	static const char *const each[] = { "日", "月", "か月", "年", "回", "人", "世帯", "団体", "校", "社" };
	const struct piece *p = &r->at[i];

	if (i + 1 >= r->n || p[1].kind != PIECE_NUMBER || p[1].from != p->unit_to ||
	    decimal_cmp(p->value, decimal_of(1)) != 0 || p->scaled)
		return false;
	for (size_t k = 0; k < sizeof each / sizeof *each; k++)
		if (unit_starts(r, p, each[k]) && p->unit_to - p->unit_from == strlen(each[k]) / 3)
			return true;
	return false;
}

size_t pieces_left(const struct reader *r)
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
	for (size_t i = 0; i < r->n && pieces_left(r) > 1; i++) {
		struct piece *p = &r->at[i];

		if (p->kind != PIECE_NUMBER || p->dropped)
			continue;
		if (is_span_of_years(r, p))
			p->dropped = *years = true;
		else if (is_qualifier(r, p) || is_per_one(r, i))
			p->dropped = true;
		else if (unit_has(r, p, "当たり") || unit_has(r, p, "あたり") || unit_has(r, p, "につき"))
			for (size_t j = 0; j <= i && pieces_left(r) > 1; j++)
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
		for (size_t j = 0; j < i && pieces_left(r) > 1; j++)
			r->at[j].dropped |= r->at[j].kind == PIECE_NUMBER;
	}
	for (size_t i = 0; i < r->n; i++)
		outside |= r->at[i].kind == PIECE_NUMBER && !r->at[i].dropped && r->at[i].depth == 0;
	for (size_t i = 0; outside && i < r->n; i++)
		r->at[i].dropped |= r->at[i].kind == PIECE_NUMBER && r->at[i].depth > 0;
}

size_t pieces_next(const struct reader *r, size_t i)
{
	while (i < r->n && (r->at[i].kind != PIECE_NUMBER || r->at[i].dropped))
		i++;
	return i;
}

void pieces_choose(struct reader *r, bool *years)
{
	drop_dates_and_spans(r, years);
	drop_before_arrow_and_in_brackets(r);
}
