/* target/grammar.c - a target cell read in three steps: pieces, choice of the number, meaning of the words.
 *
 * Cells are written by some 1,700 municipalities in as many habits, so the cell is cut into pieces (numbers with their
 * unit, known words, note marks, arrows, waves) wherever they stand, and the meaning follows from which pieces there
 * are. Rejected: a grammar of whole cells - each new habit (5年間で延べ1,200人以上) would need a rule of its own.
 */
#include "target/grammar.h"

#include "target/pieces.h"

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
		if (r->at[i].kind == PIECE_WORD && pieces_comparison(r->at[i].says, op))
			return true;
	return false;
}

/* 最低90％, ≧80: a comparison that stands before its number. */
static bool comparison_before(const struct reader *r, size_t i, enum target_op *op)
{
	static const char *const before[] = { "最低", "少なくとも", "≧", "≥", "≦", "≤" };

	for (size_t k = 0; k < i; k++)
		for (size_t w = 0; w < sizeof before / sizeof *before; w++)
			if (r->at[k].kind == PIECE_WORD && glyphs_match(&r->g, r->at[k].from, before[w]))
				return pieces_comparison(r->at[k].says, op);
	return false;
}

static void take_unit(struct target *t, const struct reader *r, const struct piece *p)
{
	t->unit = p->percent ? TEXT("％") : glyphs_text(&r->g, p->unit_from, p->unit_to);
	if (text_is(t->unit, "￥") || text_is(t->unit, "¥"))
		t->unit = TEXT("円");
}

/* 400～450万円, ５～６割: the magnitude behind the upper end is the lower end's too. */
static void share_magnitude(struct target *t, const struct reader *r, size_t i, size_t j)
{
	const struct piece *high = &r->at[j];
	struct decimal value = t->value;
	bool scaled = false;
	size_t k;

	if (r->at[i].scaled || !high->scaled || r->at[i].unit_to > r->at[i].unit_from)
		return;
	k = pieces_digits_at(r, high->from, false, &(struct decimal){ 0 });
	if (high->percent ? !decimal_mul(&value, value, decimal_of(10), NULL)
			  : !k || !pieces_magnitudes_from(r, &k, &value, false, &scaled))
		return;
	if (decimal_cmp(value, t->high) > 0)
		return;
	t->value = pieces_without_zeros(value);
	t->scaled = true;
}

/* 60～65, 60以上65未満 (low is piece i). False: no range. */
static bool take_range(struct target *t, const struct reader *r, size_t i)
{
	size_t j = pieces_next(r, i + 1);
	enum target_op low = TARGET_REACH, high = TARGET_REACH;
	bool wave = false;

	if (j == r->n || r->at[j].plus_minus)
		return false;
	for (size_t k = i; k < j; k++)
		wave |= r->at[k].kind == PIECE_WAVE;
	comparison_between(r, i, j, &low);
	comparison_between(r, j, pieces_next(r, j + 1), &high);
	if (!wave && !((low == TARGET_AT_LEAST || low == TARGET_MORE_THAN) &&
		       (high == TARGET_AT_MOST || high == TARGET_LESS_THAN)))
		return false;
	t->op = TARGET_RANGE;
	t->high = r->at[j].value;
	t->has_high = true;
	share_magnitude(t, r, i, j);
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
		if (r->at[k].kind == PIECE_WAVE && r->at[k].depth == r->at[i].depth && pieces_left(r) == 1) {
			t->op = k < i ? TARGET_AT_MOST : TARGET_AT_LEAST;
			return true;
		}
	return false;
}

static void take_tolerance(struct target *t, const struct reader *r, size_t i)
{
	size_t j = pieces_next(r, i + 1);

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
		t->more_numbers = pieces_left(r) > 2;
		return;
	}
	t->more_numbers = pieces_left(r) > 1;
	if (other && pieces_follows(r, other->to, "比")) /* 2013年度比46％削減: not of the baseline */
		t->compared_with = glyphs_text(&r->g, 0, other->to);
	if (take_change(t, r, i)) {
		if (other && !t->compared_with.n)
			t->compared_with = glyphs_text(&r->g, other->from, other->to);
		return;
	}
	if (take_half_open(t, r, i))
		return;
	/* 90％以上 as usual; 最低90％ before the number too. */
	if (!comparison_between(r, i, pieces_next(r, i + 1), &t->op) && !comparison_before(r, i, &t->op) &&
	    find_word(r, WORD_KEEP))
		t->op = TARGET_KEEP;
	if (t->op == TARGET_AT_MOST && decimal_sign(t->value) < 0 && find_word(r, WORD_WITHIN))
		t->op = TARGET_AT_LEAST;
	take_tolerance(t, r, i);
	if (t->has_tolerance)
		t->more_numbers = pieces_left(r) > 2;
}

/* 全国平均以上: what stands before the comparison, without particles. */
static bool take_compared(struct target *t, const struct reader *r)
{
	const struct piece *with = NULL;

	for (size_t i = 0; i < r->n; i++) {
		const struct piece *p = &r->at[i];

		if (p->kind == PIECE_WORD && (p->says == WORD_BASELINE || p->says == WORD_OTHER))
			with = p;
		if (p->kind != PIECE_WORD || !pieces_comparison(p->says, &t->op))
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

bool target_refuse(struct err *err, const char *id, struct text wording)
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
		uint32_t c = pieces_glyph(r, i);

		if (c == 0x203B) { /* －（※1） */
			while (pieces_is_digit(pieces_glyph(r, i + 1)))
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
		return target_refuse(err, "target.none", wording);
	if (!pieces_cut(&r))
		return target_refuse(err, "target.unreadable", wording);
	pieces_choose(&r, &years);
	i = pieces_next(&r, 0);
	if (i < r.n)
		with_number(&made, &r, i);
	else if (!without_number(&made, &r, &two_directions))
		return target_refuse(err,
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
