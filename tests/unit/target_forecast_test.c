#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>

#include <cmocka.h>

#include "base/msg.h"
#include "target/forecast.h"

static void near(double seen, double want, double within)
{
	if (!(fabs(seen - want) <= within))
		fail_msg("%.15g is not %.15g", seen, want);
}

/* Two-sided 95 % and 99 % points as printed in every table of Student's t. */
static void quantiles_are_those_of_the_tables(void **state)
{
	static const struct {
		double df, p975, p995;
	} rows[] = { { 1, 12.706, 63.657 }, { 2, 4.303, 9.925 },   { 3, 3.182, 5.841 },  { 4, 2.776, 4.604 },
		     { 5, 2.571, 4.032 },   { 6, 2.447, 3.707 },   { 7, 2.365, 3.499 },  { 8, 2.306, 3.355 },
		     { 9, 2.262, 3.250 },   { 10, 2.228, 3.169 },  { 20, 2.086, 2.845 }, { 30, 2.042, 2.750 },
		     { 60, 2.000, 2.660 },  { 120, 1.980, 2.617 }, { 1e6, 1.960, 2.576 } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		near(student_quantile(0.975, rows[i].df), rows[i].p975, 0.0005);
		near(student_quantile(0.995, rows[i].df), rows[i].p995, 0.0005);
		near(student_quantile(0.025, rows[i].df), -rows[i].p975, 0.0005);
	}
	assert_true(student_quantile(0.5, 3) < 1e-9);
}

/* With one and two degrees of freedom the distribution has closed forms. */
static void the_distribution_is_exact_where_it_has_a_closed_form(void **state)
{
	(void)state;
	for (double t = -50; t <= 50; t += 0.37) {
		near(student_cdf(t, 1), 0.5 + atan(t) / acos(-1), 1e-12);
		near(student_cdf(t, 2), 0.5 + t / (2 * sqrt(2 + t * t)), 1e-12);
	}
	for (double df = 1; df < 200; df += 1.7)
		for (double t = 0; t < 40; t += 0.9) {
			near(student_cdf(t, df) + student_cdf(-t, df), 1, 1e-12);
			assert_true(student_cdf(t, df) <= student_cdf(t + 0.1, df));
		}
	near(student_cdf(INFINITY, 4), 1, 0);
	near(student_cdf(-INFINITY, 4), 0, 0);
	near(student_cdf(NAN, 4), 0.5, 0);
	near(student_cdf(1e200, 4), 1, 0);
}

static struct decimal dec(const char *s)
{
	struct decimal d = { 0 };

	assert_true(decimal_parse(&d, text_of(s), NULL));
	return d;
}

struct values {
	const char *kind;
	int first;
	const char *at[12];
};

static void forecast(struct forecast *f, struct arena *a, const char *target, const char *baseline, enum better better,
		     int due, const struct values *v)
{
	struct forecast_point points[12];
	struct judge_input in = { .has_target = true, .better = better, .better_from = BETTER_FROM_PERSON };
	size_t n = 0;

	assert_true(target_parse(&in.target, text_of(target), NULL));
	if (baseline)
		in.baseline = (struct measured){ .has_value = true, .value = dec(baseline) };
	for (; v->at[n]; n++)
		points[n] = (struct forecast_point){ { .kind = PERIOD_CY, .year = (int16_t)(v->first + (int)n) },
						     dec(v->at[n]) };
	forecast_make(a, f, &in, (struct period){ .kind = PERIOD_CY, .year = (int16_t)due }, points, n);
	assert_non_null(f->reason.id);
}

/* Births of Kumamoto City 2018-2021; figures checked with an independent least-squares calculation. */
static void births_are_forecast_on_the_logarithm(void **state)
{
	static const struct values births = { "", 2018, { "6766", "6293", "6101", "6093" } };
	struct arena a = { 0 };
	struct forecast f;

	(void)state;
	forecast(&f, &a, "7,000以上", "6766", BETTER_UP, 2023, &births);
	assert_true(f.has);
	assert_string_equal(forecast_method_name(f.method), "log");
	assert_int_equal(f.n, 4);
	near(f.value, 5589.8745, 0.01);
	near(f.low, 4536.1713, 0.01);
	near(f.high, 6888.3415, 0.01);
	near(f.probability, 0.0217753268, 1e-6);
	arena_clear(&a);
}

static void net_migration_with_negative_values_is_forecast_on_the_level(void **state)
{
	static const struct values moves = { "", 2019, { "-115", "-303", "631", "1065" } };
	struct arena a = { 0 };
	struct forecast f;

	(void)state;
	forecast(&f, &a, "400", "494", BETTER_UP, 2023, &moves);
	assert_true(f.has);
	assert_string_equal(forecast_method_name(f.method), "level");
	near(f.value, 1437.3367, 0.01);
	near(f.low, -860.8168, 0.01);
	near(f.high, 3735.4902, 0.01);
	near(f.probability, 0.9041937784, 1e-6);
	arena_clear(&a);
}

/* Children on the waiting list: 8, 4, 2, 1 leads to 0.5, which would be written as 0 or as 1 with the same chance. */
static void a_target_of_nothing_is_reached_by_what_is_written_so(void **state)
{
	static const struct values waiting = { "", 2019, { "8", "4", "2", "1" } };
	struct arena a = { 0 };
	struct forecast f;

	(void)state;
	forecast(&f, &a, "0", "14", BETTER_DOWN, 2023, &waiting);
	assert_string_equal(forecast_method_name(f.method), "log");
	near(f.value, 0.5, 0.001); /* years have 365 or 366 days */
	near(f.probability, 0.5, 0.003);
	arena_clear(&a);
}

static void fewer_than_four_values_give_no_forecast_but_a_reason(void **state)
{
	static const struct values three = { "", 2019, { "1", "2", "3" } }, none = { "", 2019, { NULL } };
	struct arena a = { 0 };
	struct forecast f;

	(void)state;
	forecast(&f, &a, "10", "0", BETTER_UP, 2023, &three);
	assert_false(f.has);
	assert_null(forecast_method_name(f.method));
	assert_string_equal(f.reason.id, "target.forecast.too-few");
	assert_string_equal(msg_arg(&f.reason, "n"), "3");
	forecast(&f, &a, "10", "0", BETTER_UP, 2023, &none);
	assert_false(f.has);
	arena_clear(&a);
}

/* What the line foresaw must not know the answer. */
static void the_due_value_itself_is_not_part_of_the_line(void **state)
{
	static const struct values with = { "", 2018, { "6766", "6293", "6101", "6093", "5792", "5345" } },
				   without = { "", 2018, { "6766", "6293", "6101", "6093", "5792" } };
	struct arena a = { 0 };
	struct forecast f, g;

	(void)state;
	forecast(&f, &a, "7,000以上", "6766", BETTER_UP, 2023, &with);
	forecast(&g, &a, "7,000以上", "6766", BETTER_UP, 2023, &without);
	assert_int_equal(f.n, 5);
	near(f.value, g.value, 0);
	assert_string_equal(f.reason.id, "target.forecast.log.known");
	assert_string_equal(g.reason.id, "target.forecast.log");
	arena_clear(&a);
}

static void values_on_one_line_do_not_claim_certainty(void **state)
{
	static const struct values line = { "", 2015, { "0", "10", "20", "30", "40" } };
	struct arena a = { 0 };
	struct forecast f;

	(void)state;
	forecast(&f, &a, "80", "0", BETTER_UP, 2023, &line);
	near(f.value, 80, 0.05); /* years have 365 or 366 days */
	assert_true(f.low < f.value - 0.5 && f.high > f.value + 0.5);
	assert_true(f.probability > 0.3 && f.probability < 0.7);
	arena_clear(&a);
}

static void every_kind_of_target_has_its_probability(void **state)
{
	static const struct values line = { "", 2015, { "52", "47", "51", "49", "50", "51" } };
	static const struct {
		const char *target;
		enum better better;
		double low, high;
	} rows[] = {
		{ "0以上", BETTER_UP, 0.999, 1 },     { "1000以上", BETTER_UP, 0, 0.001 },
		{ "0以下", BETTER_DOWN, 0, 0.001 },   { "1000未満", BETTER_DOWN, 0.999, 1 },
		{ "40～60", BETTER_UNKNOWN, 0.9, 1 }, { "90～99", BETTER_UNKNOWN, 0, 0.01 },
		{ "50±10", BETTER_UNKNOWN, 0.9, 1 },  { "増加", BETTER_UP, 0.05, 0.6 },
		{ "減少", BETTER_DOWN, 0.4, 0.95 },
	};
	struct arena a = { 0 };
	struct forecast f;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		forecast(&f, &a, rows[i].target, "51", rows[i].better, 2023, &line);
		assert_true(f.has && f.has_probability);
		if (!(f.probability >= rows[i].low && f.probability <= rows[i].high))
			fail_msg("%s: %g", rows[i].target, f.probability);
	}
	forecast(&f, &a, "策定", "51", BETTER_UNKNOWN, 2023, &line);
	assert_true(f.has && !f.has_probability);
	arena_clear(&a);
}

static void a_line_that_runs_away_is_not_shown(void **state)
{
	static const struct values rocket = {
		"", 2015, { "0.000000000000000001", "0.000000001", "1", "1000000000", "999999999999999999" }
	};
	struct arena a = { 0 };
	struct forecast f;

	(void)state;
	forecast(&f, &a, "80", "1", BETTER_UP, 2100, &rocket);
	assert_false(f.has);
	assert_string_equal(f.reason.id, "target.forecast.runs-away");
	arena_clear(&a);
}

static uint32_t roll(uint64_t *state, uint32_t n)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*state >> 33) % n);
}

static void no_values_give_a_figure_that_is_not_finite(void **state)
{
	uint64_t seed = 20230331;
	struct arena a = { 0 };
	size_t made = 0;

	(void)state;
	print_message("# seed %llu\n", (unsigned long long)seed);
	for (int i = 0; i < 20000; i++) {
		struct forecast_point points[10];
		struct judge_input in = { .has_target = true,
					  .target = { .op = (enum target_op)roll(&seed, TARGET_OP_COUNT) },
					  .better = (enum better)roll(&seed, 3),
					  .better_from = BETTER_FROM_PERSON };
		size_t n = roll(&seed, 11);
		struct forecast f;

		in.target.has_value = roll(&seed, 4);
		in.target.value = decimal_of((int64_t)roll(&seed, 2000) - 1000);
		in.baseline = (struct measured){ .has_value = roll(&seed, 3),
						 .value = decimal_of((int64_t)roll(&seed, 200)) };
		for (size_t k = 0; k < n; k++)
			points[k] = (struct forecast_point){
				{ .kind = (enum period_kind)roll(&seed, 3), .year = (int16_t)(2000 + roll(&seed, 30)) },
				{ (int64_t)roll(&seed, 2000000) - 500000, (uint8_t)roll(&seed, 19) }
			};
		forecast_make(&a, &f, &in,
			      (struct period){ .kind = PERIOD_FY, .year = (int16_t)(2000 + roll(&seed, 40)) }, points,
			      n);
		assert_non_null(f.reason.id);
		if (f.has) {
			made++;
			assert_true(isfinite(f.value) && f.low <= f.value && f.value <= f.high && isfinite(f.high) &&
				    isfinite(f.low));
			assert_true(!f.has_probability || (f.probability >= 0 && f.probability <= 1));
		}
		if (i % 500 == 0)
			arena_clear(&a);
	}
	assert_true(made > 1000);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantiles_are_those_of_the_tables),
		cmocka_unit_test(the_distribution_is_exact_where_it_has_a_closed_form),
		cmocka_unit_test(births_are_forecast_on_the_logarithm),
		cmocka_unit_test(net_migration_with_negative_values_is_forecast_on_the_level),
		cmocka_unit_test(a_target_of_nothing_is_reached_by_what_is_written_so),
		cmocka_unit_test(fewer_than_four_values_give_no_forecast_but_a_reason),
		cmocka_unit_test(the_due_value_itself_is_not_part_of_the_line),
		cmocka_unit_test(values_on_one_line_do_not_claim_certainty),
		cmocka_unit_test(every_kind_of_target_has_its_probability),
		cmocka_unit_test(a_line_that_runs_away_is_not_shown),
		cmocka_unit_test(no_values_give_a_figure_that_is_not_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
