/* target/judge_goal.c - the target as a condition on the value: an interval, and what sort it is seen from the
 * baseline.
 *
 * Every wording becomes one interval (7,000以上 is [7000, ...), 増加 is (b, ...), 60～65 is [60, 65]), so that
 * "reached" is one question for all. Rejected: a rule of its own for each op - ten rules would disagree at their edges.
 */
#include "target/judge_parts.h"

wide wide_of(struct decimal d)
{
	wide w = d.coefficient;

	for (int i = d.scale; i < DECIMAL_DIGITS_MAX; i++)
		w *= 10;
	return w;
}

double wide_double(wide w)
{
	return (double)w / 1e18;
}

bool band_holds(const struct band *b, wide x)
{
	if (b->has_low && (x < b->low || (b->low_open && x == b->low)))
		return false;
	return !(b->has_high && (x > b->high || (b->high_open && x == b->high)));
}

wide band_distance(const struct band *b, wide x)
{
	if (b->has_low && x < b->low)
		return b->low - x;
	return b->has_high && x > b->high ? x - b->high : 0;
}

static bool undecided(struct judgement *j, const char *id, const char *name, const char *value)
{
	j->v->status = STATUS_UNDECIDED;
	judge_reason(j, id, name, value, NULL, NULL);
	return false;
}

static bool is_percent(struct text unit)
{
	return text_is(unit, "％") || text_is(unit, "%") || text_is(unit, "パーセント");
}

static bool is_points(struct text unit)
{
	return text_is(unit, "ポイント") || text_is(unit, "pt") || text_is(unit, "％ポイント") ||
	       text_is(unit, "%ポイント");
}

static bool times(struct decimal *out, struct decimal b, struct decimal factor)
{
	return decimal_mul(out, b, factor, NULL);
}

/* 100人増加, 10％増加, 2.8ポイント向上: baseline and change. */
static bool goal_by_change(struct judgement *j, struct decimal *T)
{
	const struct target *t = &j->in->target;
	struct decimal change = t->op == TARGET_DECREASE ? decimal_neg(t->value) : t->value;
	const char *written = arena_printf(j->a, "%s%.*s", judge_number(j->a, t->value), (int)t->unit.n, t->unit.p);

	if (t->compared_with.n)
		return undecided(j, "target.compared-with", "with", text_z(j->a, t->compared_with));
	if (!j->has_b)
		return undecided(j, "target.no-baseline-for-change", "change", written);
	if (is_percent(t->unit) && (!j->in->unit.n || is_percent(j->in->unit) || is_points(j->in->unit)))
		return undecided(j, "target.percent-of-what", "change", written);
	if (is_percent(t->unit) && !decimal_mul(&change, change, (struct decimal){ 1, 2 }, NULL))
		return undecided(j, "target.too-large", "change", written);
	if (is_percent(t->unit) && !times(&change, j->b, change))
		return undecided(j, "target.too-large", "change", written);
	/* 10％増加 of -50 is less far below zero, not further. */
	if (is_percent(t->unit) && decimal_sign(j->b) < 0)
		change = decimal_neg(change);
	if (!decimal_add(T, j->b, change, NULL))
		return undecided(j, "target.too-large", "change", written);
	judge_remark(j, "target.remark.worked-out", "wording", written, "target", judge_number(j->a, *T));
	return true;
}

/* T of a bare number or a comparison. */
static bool goal_number(struct judgement *j, struct decimal *T)
{
	const struct target *t = &j->in->target;
	bool is_multiple =
		t->has_value && text_is(t->unit, "倍") && (t->scaled || (j->in->unit.n && !text_is(j->in->unit, "倍")));

	if (t->compared_with.n && !t->with_baseline)
		return undecided(j, "target.compared-with", "with", text_z(j->a, t->compared_with));
	if (t->has_value && !is_multiple) {
		*T = t->value;
		return true;
	}
	if (!t->has_value && !t->with_baseline)
		return undecided(j, "target.no-target", NULL, NULL);
	if (!j->has_b)
		return undecided(j, "target.no-baseline-for-change", "change",
				 t->has_value ? judge_number(j->a, t->value) : text_z(j->a, t->compared_with));
	*T = j->b;
	if (!is_multiple)
		return true;
	if (!times(T, j->b, t->value))
		return undecided(j, "target.too-large", "change", judge_number(j->a, t->value));
	judge_remark(j, "target.remark.worked-out", "wording", arena_printf(j->a, "%s倍", judge_number(j->a, t->value)),
		     "target", judge_number(j->a, *T));
	return true;
}

static int dir_of_op(enum target_op op)
{
	switch (op) {
	case TARGET_AT_LEAST:
	case TARGET_MORE_THAN:
	case TARGET_INCREASE:
		return 1;
	case TARGET_AT_MOST:
	case TARGET_LESS_THAN:
	case TARGET_DECREASE:
		return -1;
	default:
		return 0;
	}
}

static void better_is(struct judgement *j, int dir, enum better_from from)
{
	j->dir = dir;
	j->v->better = dir > 0 ? BETTER_UP : BETTER_DOWN;
	j->v->better_from = from;
}

/* A person's word, the wording, the word list, the sign; see target_better. */
static void goal_direction(struct judgement *j, struct decimal T)
{
	const struct judge_input *in = j->in;
	int of_op = dir_of_op(in->target.op);

	if (in->better != BETTER_UNKNOWN && in->better_from != BETTER_FROM_SIGN) {
		better_is(j, in->better == BETTER_UP ? 1 : -1, in->better_from);
		j->against_wording = of_op && of_op != j->dir;
	} else if (of_op) {
		better_is(j, of_op, BETTER_FROM_TEXT);
	} else if (in->target.cumulative && decimal_sign(T) > 0) {
		better_is(j, 1, BETTER_FROM_TEXT); /* a running sum only grows */
	} else if (j->has_b && !decimal_eq(T, j->b)) {
		better_is(j, decimal_cmp(T, j->b), BETTER_FROM_SIGN);
		judge_remark(j, j->dir > 0 ? "target.remark.up-from-sign" : "target.remark.down-from-sign", "baseline",
			     judge_number(j->a, j->b), "target", judge_number(j->a, T));
	} else if (in->better != BETTER_UNKNOWN) {
		better_is(j, in->better == BETTER_UP ? 1 : -1, in->better_from);
	}
	if (j->against_wording)
		judge_remark(j, "target.remark.direction-against-wording", NULL, NULL, NULL, NULL);
}

/* One end at T: 以上, 超, 以下, 未満, a bare number, a change. */
static bool goal_one_sided(struct judgement *j)
{
	const struct target *t = &j->in->target;
	bool by_change = t->op == TARGET_INCREASE || t->op == TARGET_DECREASE;
	struct decimal T;
	int side;

	if (!(by_change ? goal_by_change(j, &T) : goal_number(j, &T)))
		return false;
	j->v->has_target = true;
	j->v->target = T;
	goal_direction(j, T);
	side = dir_of_op(t->op) ? dir_of_op(t->op) : j->dir;
	/* Which way is better is not known: only the number itself is certain to reach. */
	j->band.has_low = side >= 0;
	j->band.has_high = side <= 0;
	j->band.low = j->band.high = wide_of(T);
	j->band.low_open = t->op == TARGET_MORE_THAN;
	j->band.high_open = t->op == TARGET_LESS_THAN;
	if (side == 0)
		return true;
	if (j->has_b && band_holds(&j->band, wide_of(j->b)))
		j->v->kind = side > 0 ? KIND_FLOOR : KIND_CEILING;
	else
		j->v->kind = side > 0 ? KIND_UP : KIND_DOWN;
	return true;
}

/* 増加, 減少 without a number: beyond the baseline. */
static bool goal_direction_only(struct judgement *j)
{
	const struct target *t = &j->in->target;

	if (t->compared_with.n)
		return undecided(j, "target.compared-with", "with", text_z(j->a, t->compared_with));
	if (!j->has_b)
		return undecided(j, "target.no-baseline-for-direction", NULL, NULL);
	goal_direction(j, j->b);
	j->v->kind = KIND_DIRECTION;
	j->band.low = j->band.high = wide_of(j->b);
	j->band.has_low = j->band.low_open = t->op == TARGET_INCREASE;
	j->band.has_high = j->band.high_open = t->op == TARGET_DECREASE;
	return true;
}

static void goal_range(struct judgement *j)
{
	const struct target *t = &j->in->target;

	j->v->kind = KIND_RANGE;
	j->v->has_target = j->v->has_target_high = true;
	j->v->target = t->value;
	j->v->target_high = t->high;
	j->band = (struct band){ true, true, t->low_open, t->high_open, wide_of(t->value), wide_of(t->high) };
}

/* 維持: within the tolerance, or better where we know which way that is. 100±5 is two-sided, as written. */
static bool goal_keep(struct judgement *j)
{
	const struct judge_input *in = j->in;
	const struct target *t = &in->target;
	wide tolerance = j->noise, kept;

	if (!t->has_value && !j->has_b)
		return undecided(j, "target.no-baseline-for-direction", NULL, NULL);
	j->v->kind = KIND_KEEP;
	j->v->has_target = true;
	j->v->target = t->has_value ? t->value : j->b;
	kept = wide_of(j->v->target);
	if (in->has_keep_tolerance)
		tolerance = wide_of(in->keep_tolerance);
	else if (t->has_tolerance)
		tolerance = wide_of(t->tolerance);
	if (tolerance < 0)
		tolerance = -tolerance;
	if (in->better != BETTER_UNKNOWN && in->better_from != BETTER_FROM_SIGN)
		better_is(j, in->better == BETTER_UP ? 1 : -1, in->better_from);
	j->band.low = kept - tolerance;
	j->band.high = kept + tolerance;
	j->band.has_low = t->has_tolerance || j->dir >= 0;
	j->band.has_high = t->has_tolerance || j->dir <= 0;
	return true;
}

bool judge_goal(struct judgement *j)
{
	const struct target *t = &j->in->target;

	if (!j->in->has_target)
		return undecided(j, "target.no-target", NULL, NULL);
	switch (t->op) {
	case TARGET_RANGE:
		if (!t->has_value || !t->has_high || decimal_cmp(t->value, t->high) > 0)
			return undecided(j, "target.no-target", NULL, NULL);
		goal_range(j);
		return true;
	case TARGET_KEEP:
		return goal_keep(j);
	case TARGET_DONE:
		j->v->kind = KIND_DONE;
		j->band = (struct band){ .has_low = true, .low_open = true };
		return true;
	case TARGET_INCREASE:
	case TARGET_DECREASE:
		return t->has_value ? goal_one_sided(j) : goal_direction_only(j);
	default:
		return goal_one_sided(j);
	}
}
