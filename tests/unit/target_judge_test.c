/* Properties of the judgement over random inputs. The single answers are plain-text cases: tests/case/target/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "target/judge.h"

enum { ROUNDS = 300000 };

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t n)
{
	d->state = d->state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((d->state >> 33) % n);
}

static struct decimal random_decimal(struct dice *d)
{
	static const struct decimal odd[] = { { 0, 0 },
					      { 0, 18 },
					      { 999999999999999999, 0 },
					      { -999999999999999999, 0 },
					      { 1, 18 },
					      { -1, 18 },
					      { 999999999999999999, 18 },
					      { 6070, 2 },
					      { 607, 1 },
					      { 400, 0 },
					      { 4000, 1 } };

	if (roll(d, 8) == 0)
		return odd[roll(d, sizeof odd / sizeof *odd)];
	if (roll(d, 2))
		return (struct decimal){ (int64_t)roll(d, 21) - 10, 0 }; /* small: equal values are common */
	return (struct decimal){ (int64_t)roll(d, 200001) - 100000, (uint8_t)roll(d, 4) };
}

static struct period random_period(struct dice *d)
{
	switch (roll(d, 5)) {
	case 0:
		return (struct period){ 0 };
	case 1:
		return (struct period){ .kind = PERIOD_CY, .year = (int16_t)(2015 + roll(d, 12)) };
	case 2:
		return (struct period){ .kind = PERIOD_DATE, .date = date_from_days(16500 + (int32_t)roll(d, 4000)) };
	default:
		return (struct period){ .kind = PERIOD_FY, .year = (int16_t)(2015 + roll(d, 12)) };
	}
}

static struct measured random_measured(struct dice *d)
{
	static const double effects[] = { 0, 1, 1.8, -1, NAN, INFINITY, 1e300 };
	static const char *const bases[] = { "", "", "", "2011", "2015" };
	struct measured m = { .has_value = roll(d, 8) != 0,
			      .value = random_decimal(d),
			      .period = random_period(d),
			      .base_year = text_of(bases[roll(d, 5)]) };

	if (roll(d, 3) == 0)
		m.survey = (struct survey){ (int64_t)roll(d, 5000) - 10, (int64_t)roll(d, 100000) - 10,
					    effects[roll(d, 7)] };
	return m;
}

static struct target random_target(struct dice *d)
{
	static const char *const units[] = { "", "人", "％", "ポイント", "倍" };
	static const char *const with[] = { "", "", "現状", "全国平均" };
	struct target t = { .op = (enum target_op)roll(d, TARGET_OP_COUNT),
			    .has_value = roll(d, 5) != 0,
			    .value = random_decimal(d),
			    .unit = text_of(units[roll(d, 5)]),
			    .compared_with = text_of(with[roll(d, 4)]),
			    .cumulative = roll(d, 8) == 0,
			    .scaled = roll(d, 8) == 0,
			    .low_open = roll(d, 4) == 0,
			    .high_open = roll(d, 4) == 0 };

	t.has_high = t.op == TARGET_RANGE && roll(d, 10);
	t.high = random_decimal(d);
	t.with_baseline = !t.has_value && roll(d, 2);
	t.has_tolerance = t.op == TARGET_KEEP && roll(d, 2);
	t.tolerance = random_decimal(d);
	return t;
}

static struct judge_input random_input(struct dice *d)
{
	static const double tolerances[] = { 0.05, 0, 1, -1, NAN, INFINITY };
	static const char *const units[] = { "", "人", "％" };
	struct judge_input in = { .baseline = random_measured(d),
				  .unit = text_of(units[roll(d, 3)]),
				  .has_target = roll(d, 10) != 0,
				  .target = random_target(d),
				  .due = random_period(d),
				  .counted_by = (enum period_kind)(roll(d, 2) ? 0 : roll(d, 4)),
				  .better = (enum better)roll(d, 3),
				  .actual = random_measured(d),
				  .has_noise = roll(d, 5) == 0,
				  .noise = random_decimal(d),
				  .has_tolerance = roll(d, 5) == 0,
				  .tolerance = tolerances[roll(d, 6)],
				  .has_keep_tolerance = roll(d, 5) == 0,
				  .keep_tolerance = random_decimal(d),
				  .has_series_baseline = roll(d, 3) == 0,
				  .series_baseline = random_decimal(d),
				  .series_period = random_period(d),
				  .definition_settled = roll(d, 4) == 0 };

	in.better_from = in.better == BETTER_UNKNOWN ? BETTER_FROM_NOTHING : (enum better_from)(1 + roll(d, 4));
	if (roll(d, 4) == 0)
		in.next_published = (struct date){ 2026, 4, 1 };
	if (roll(d, 3) == 0)
		in.actual.period = in.due; /* the due value is what decides: often */
	return in;
}

static bool is_share(bool has, double x)
{
	return !has || (x >= 0 && x <= 1);
}

static void check_figures(const struct verdict *v)
{
	assert_true(!v->has_progress || isfinite(v->progress));
	assert_true(is_share(v->has_elapsed, v->elapsed));
	assert_true(!v->has_actual_interval ||
		    (v->actual_interval.low >= 0 && v->actual_interval.low <= v->actual_interval.high &&
		     v->actual_interval.high <= 100));
	assert_true(!v->has_baseline_interval || (v->baseline_interval.low >= 0 && v->baseline_interval.high <= 100));
	assert_true(!v->has_short_by || decimal_sign(v->short_by) >= 0);
	assert_true(v->short_by.scale <= DECIMAL_DIGITS_MAX && v->target.scale <= DECIMAL_DIGITS_MAX);
}

static void check_words(struct arena *a, const struct verdict *v)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *said = msg_say(a, (enum lang)lang, &v->reason);

		if (!*said || strchr(said, '{') || strstr(said, "nan") || strstr(said, "inf"))
			fail_msg("%s: %s", v->reason.id, said);
		for (size_t i = 0; i < v->remarks.n; i++) {
			said = msg_say(a, (enum lang)lang, &v->remarks.at[i]);
			if (!*said || strchr(said, '{'))
				fail_msg("%s: %s", v->remarks.at[i].id, said);
		}
	}
}

/* What must hold between status and figures, whatever the input. */
static void check_status(const struct judge_input *in, const struct verdict *v)
{
	assert_non_null(v->reason.id);
	assert_true(v->status < STATUS_COUNT);
	if (!in->actual.has_value)
		assert_true(v->status == STATUS_NOT_YET || v->status == STATUS_UNDECIDED);
	else
		assert_true(v->status != STATUS_NOT_YET);
	if (v->status == STATUS_REACHED)
		assert_false(v->has_short_by);
	if (v->status == STATUS_MISSED)
		assert_true(v->final);
	if (v->status == STATUS_NO_CHANGE || v->status == STATUS_ON_TRACK || v->status == STATUS_BEHIND)
		assert_false(v->final);
	if (v->status == STATUS_ON_TRACK || v->status == STATUS_BEHIND)
		assert_true(v->has_progress && v->has_elapsed);
	if (v->final && v->status != STATUS_UNDECIDED)
		assert_true(v->status == STATUS_REACHED || v->status == STATUS_MISSED || v->status == STATUS_WORSE);
	assert_true((v->better == BETTER_UNKNOWN) == (v->better_from == BETTER_FROM_NOTHING));
}

static void every_input_gives_a_status_a_reason_and_finite_figures(void **state)
{
	struct dice d = { 494400 };
	struct arena a = { 0 };
	size_t seen[STATUS_COUNT] = { 0 };

	(void)state;
	print_message("# seed %llu\n", (unsigned long long)d.state);
	for (int i = 0; i < ROUNDS; i++) {
		struct judge_input in = random_input(&d);
		struct verdict v;

		target_judge(&a, &v, &in);
		seen[v.status]++;
		check_status(&in, &v);
		check_figures(&v);
		if (i % 8 == 0)
			check_words(&a, &v);
		if (i % 1000 == 0)
			arena_clear(&a);
	}
	for (int s = 0; s < STATUS_COUNT; s++) {
		print_message("# %s %zu\n", status_name((enum status)s), seen[s]);
		assert_true(seen[s] > 100);
	}
	arena_clear(&a);
}

/* Turning the scale upside down must not change a verdict: -x, -b, -T with the other direction. */
static void up_and_down_are_judged_alike(void **state)
{
	struct dice d = { 2023 };
	struct arena a = { 0 };

	(void)state;
	print_message("# seed %llu\n", (unsigned long long)d.state);
	for (int i = 0; i < ROUNDS / 3; i++) {
		struct judge_input in = random_input(&d), turned;
		struct verdict v, w;

		in.target.op = (enum target_op)roll(&d, 5);
		in.target.unit = (struct text){ 0 };
		in.target.cumulative = in.target.scaled = false;
		in.baseline.survey.n = in.actual.survey.n = 0;
		in.better_from = in.better == BETTER_UNKNOWN ? BETTER_FROM_NOTHING : BETTER_FROM_PERSON;
		turned = in;
		turned.target.value = decimal_neg(in.target.value);
		turned.baseline.value = decimal_neg(in.baseline.value);
		turned.actual.value = decimal_neg(in.actual.value);
		turned.better = in.better == BETTER_UP     ? BETTER_DOWN
				: in.better == BETTER_DOWN ? BETTER_UP
							   : BETTER_UNKNOWN;
		turned.target.op = in.target.op == TARGET_AT_LEAST    ? TARGET_AT_MOST
				   : in.target.op == TARGET_AT_MOST   ? TARGET_AT_LEAST
				   : in.target.op == TARGET_MORE_THAN ? TARGET_LESS_THAN
				   : in.target.op == TARGET_LESS_THAN ? TARGET_MORE_THAN
								      : in.target.op;
		target_judge(&a, &v, &in);
		target_judge(&a, &w, &turned);
		assert_int_equal(v.status, w.status);
		assert_int_equal(v.final, w.final);
		assert_int_equal(v.has_progress, w.has_progress);
		assert_true(!v.has_progress || v.progress == w.progress);
		assert_true(!v.has_short_by || decimal_eq(v.short_by, w.short_by));
		if (i % 1000 == 0)
			arena_clear(&a);
	}
	arena_clear(&a);
}

/* More of the better is never a worse verdict. */
static void a_better_value_is_never_judged_worse(void **state)
{
	static const int rank[STATUS_COUNT] = { [STATUS_WORSE] = 1,  [STATUS_MISSED] = 2,   [STATUS_NO_CHANGE] = 2,
						[STATUS_BEHIND] = 3, [STATUS_ON_TRACK] = 4, [STATUS_REACHED] = 5 };
	struct dice d = { 6766 };
	struct arena a = { 0 };
	size_t compared = 0;

	(void)state;
	print_message("# seed %llu\n", (unsigned long long)d.state);
	for (int i = 0; i < ROUNDS / 3; i++) {
		struct judge_input in = random_input(&d);
		struct verdict v, w;

		in.target.op = roll(&d, 2) ? TARGET_REACH : TARGET_AT_LEAST;
		in.better = BETTER_UP;
		in.better_from = BETTER_FROM_PERSON;
		in.target.unit = (struct text){ 0 };
		in.target.cumulative = in.target.scaled = false;
		in.baseline.survey.n = in.actual.survey.n = 0;
		in.actual.value.scale = in.baseline.value.scale;
		target_judge(&a, &v, &in);
		in.actual.value.coefficient += (int64_t)roll(&d, 50);
		if (in.actual.value.coefficient >= 1000000000000000000)
			continue;
		target_judge(&a, &w, &in);
		if (rank[v.status] && rank[w.status]) {
			compared++;
			assert_true(rank[v.status] <= rank[w.status]);
		}
		if (i % 1000 == 0)
			arena_clear(&a);
	}
	assert_true(compared > ROUNDS / 20);
	arena_clear(&a);
}

static void statuses_and_kinds_have_names(void **state)
{
	(void)state;
	for (int s = 0; s < STATUS_COUNT; s++)
		assert_true(strlen(status_name((enum status)s)) > 4);
	assert_null(target_kind_name(KIND_NONE));
	for (int k = KIND_UP; k < KIND_COUNT; k++)
		assert_non_null(target_kind_name((enum target_kind)k));
	assert_null(tri_name(TRI_ABSENT));
	assert_string_equal(tri_name(TRI_UNKNOWN), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_input_gives_a_status_a_reason_and_finite_figures),
		cmocka_unit_test(up_and_down_are_judged_alike),
		cmocka_unit_test(a_better_value_is_never_judged_worse),
		cmocka_unit_test(statuses_and_kinds_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
