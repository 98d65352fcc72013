/* target/better.c - which way is better: a person's word, the wording, the KPI's name, the sign of the change. */
#include "target/words.h"

#include "target/grammar.h"

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
