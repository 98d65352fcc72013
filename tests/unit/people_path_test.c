#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "people/path.h"
#include "people_census.h"

static struct reference_table reference;

static int open_all(void **state)
{
	reference_read(&reference);
	return census_open(state);
}

/* Every group 100 in 2010 and 2015: all ratios are 1 but that of the open group, a half; 200 children of 700 women. */
static struct counted even[2];
static struct area_figures town = { .census.at = { even, 2, 2 } };

static void walk(struct path *p, const struct scenario *s, int to, int years)
{
	struct path_request r = { &town, NULL, 2015, to, years, &last_interval, s, &reference };

	count_evenly(&even[0], 2010, 100);
	count_evenly(&even[1], 2015, 100);
	assert_null(people_path(&census_arena, p, &r));
}

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}

static double births(const struct path *p, int step)
{
	return p->flows[step].births[SEX_M] + p->flows[step].births[SEX_F];
}

static double net(const struct path *p, int step)
{
	return p->flows[step].migrants[SEX_M] + p->flows[step].migrants[SEX_F];
}

/* ---- births ---- */

static void a_factor_is_reached_in_equal_parts(void **state)
{
	const struct scenario s = { .births = BIRTHS_FACTOR, .children = 2, .children_by = 2025 };
	struct path plain, other;

	(void)state;
	walk(&plain, NULL, 2030, 5);
	walk(&other, &s, 2030, 5);
	assert_true(near(other.at[1].at[SEX_F][0], 1.5 * plain.at[1].at[SEX_F][0]));
	assert_true(near(other.at[2].at[SEX_F][0], 2 * plain.at[2].at[SEX_F][0]));
	assert_true(near(births(&other, 2), 2 * births(&plain, 2)));
	walk(&plain, NULL, 2030, 1);
	walk(&other, &s, 2030, 1);
	assert_true(near(births(&other, 1), 1.1 * births(&plain, 1)));
	assert_true(near(births(&other, 10), 2 * births(&plain, 10)));
}

static void a_child_woman_ratio_is_reached(void **state)
{
	const struct scenario s = { .births = BIRTHS_CHILD_WOMAN, .children = 0.5, .children_by = 2025 };
	struct path p;

	(void)state;
	walk(&p, &s, 2025, 5);
	assert_true(near(p.at[2].at[SEX_F][0] + p.at[2].at[SEX_M][0], 0.5 * 700));
}

/* Births that mean 1.8 children in a woman's life: by women of both ends of the step, weighed by Japan's ages of
 * mothers. */
static void a_total_fertility_rate_is_reached_in_either_step(void **state)
{
	const struct scenario s = { .births = BIRTHS_TFR, .children = 1.8, .children_by = 2025 };
	struct path five, one;

	(void)state;
	walk(&five, &s, 2030, 5);
	walk(&one, &s, 2030, 1);
	/* 200 children in 700 women, a seventh of them in each group: 200 born and some more who died, by 100 women. */
	assert_true(five.fertility[0] > 2 && five.fertility[0] < 2.01);
	assert_true(five.fertility[0] == one.fertility[0]);
	assert_true(near(five.fertility[1], (five.fertility[0] + 1.8) / 2));
	assert_true(near(five.fertility[2], 1.8) && near(five.fertility[3], 1.8));
	assert_true(near(one.fertility[10], 1.8) && near(one.fertility[15], 1.8));
	assert_true(near(one.fertility[5], (five.fertility[0] + 1.8) / 2));
	assert_true(near(births(&five, 2), 1.8 * (five.at[1].at[SEX_F][3] + five.at[2].at[SEX_F][3]) / 2));
}

/* ---- migration ---- */

static void a_shift_counts_its_years_and_is_spread_over_its_ages(void **state)
{
	struct scenario s = scenario_pair(1, 12);
	struct path plain, other;

	(void)state;
	s.migrations[0].from = 2018;
	walk(&plain, NULL, 2030, 5);
	walk(&other, &s, 2030, 5);
	/* Two years of the first step, five of the next; six groups of each sex, 12 shares of equal size. */
	assert_true(near(other.at[1].at[SEX_M][1] - plain.at[1].at[SEX_M][1], 2));
	assert_true(near(other.at[2].at[SEX_M][4] - plain.at[2].at[SEX_M][4], 5));
	assert_true(other.at[1].at[SEX_M][8] == plain.at[1].at[SEX_M][8]);
	/* Four more women in seven groups have 2/7 children of each sex. */
	assert_true(near(other.at[1].at[SEX_M][0] - plain.at[1].at[SEX_M][0], 2 + 8.0 / 7));
	assert_true(near(net(&other, 1) - net(&plain, 1), 24));
	/* Women of 20-29 alone, in full only after ten years: 1.2 + 2.4 + ... of 12. */
	s = (struct scenario){ .n_migrations = 1,
			       .migrations = { { .how = MIGRATION_SHIFT,
						 .who = { { false, true }, 1, { { 20, 29 } } },
						 .value = 12,
						 .by = 2025 } } };
	walk(&other, &s, 2030, 5);
	assert_true(near(net(&other, 1) - net(&plain, 1), 12 * 1.5));
	assert_true(near(other.at[1].at[SEX_F][4] - plain.at[1].at[SEX_F][4], 9));
	assert_true(other.at[1].at[SEX_M][4] == plain.at[1].at[SEX_M][4]);
	walk(&plain, NULL, 2030, 1);
	walk(&other, &s, 2030, 1);
	assert_true(near(net(&other, 1) - net(&plain, 1), 1.2));
}

static void no_migration_leaves_survival(void **state)
{
	const struct scenario s = { .n_migrations = 1,
				    .migrations = { { .how = MIGRATION_SCALE, .who = scenario_everyone } } };
	const struct reference *ref = reference_of(&reference, 2020);
	struct path p;

	(void)state;
	walk(&p, &s, 2030, 5);
	for (int a = 1; a < PROJECT_GROUPS - 1; a++)
		assert_true(near(p.at[1].at[SEX_M][a], 100 * ref->five.at[SEX_M][a]));
	assert_true(near(p.at[1].at[SEX_F][18], 100 * (ref->five.at[SEX_F][18] + ref->five.open[SEX_F])));
	for (int i = 1; i <= p.n_steps; i++)
		assert_true(fabs(net(&p, i)) < 1e-9);
	walk(&p, &s, 2030, 1);
	for (int i = 1; i <= p.n_steps; i++)
		assert_true(fabs(net(&p, i)) < 1e-6);
}

static void scaling_reaches_its_ages_and_its_year_only(void **state)
{
	const struct scenario s = {
		.n_migrations = 1,
		.migrations = { { MIGRATION_SCALE, { { false, true }, 1, { { 65, SCENARIO_OPEN } } }, 0, 0, 2025 } }
	};
	const double lives = reference_of(&reference, 2020)->five.at[SEX_F][14];
	struct path plain, p;

	(void)state;
	walk(&plain, NULL, 2025, 5);
	walk(&p, &s, 2025, 5);
	assert_true(p.at[1].at[SEX_F][12] == plain.at[1].at[SEX_F][12]);
	assert_true(p.at[1].at[SEX_M][14] == plain.at[1].at[SEX_M][14]);
	assert_true(near(p.at[1].at[SEX_F][14], 100 * (lives + 1) / 2)); /* halfway from the ratio 1 to survival */
	assert_true(near(p.at[2].at[SEX_F][14] / p.at[1].at[SEX_F][13], lives));
}

static void balance_brings_net_migration_to_nil(void **state)
{
	const struct scenario s = {
		.n_migrations = 1,
		.migrations = { { MIGRATION_BALANCE, { { true, true }, 1, { { 20, 39 } } }, 0, 0, 2025 } }
	};
	struct path plain, p;

	(void)state;
	walk(&plain, NULL, 2030, 5);
	walk(&p, &s, 2030, 5);
	assert_true(fabs(net(&plain, 1)) > 10);
	assert_true(near(net(&p, 1), net(&plain, 1) / 2));
	assert_true(fabs(net(&p, 2)) < 1e-9 && fabs(net(&p, 3)) < 1e-9);
	assert_true(p.at[1].at[SEX_M][9] == plain.at[1].at[SEX_M][9]); /* 45-49: not among those who balance */
}

static void an_event_falls_into_one_step_and_nobody_leaves_who_is_not_there(void **state)
{
	struct scenario s = { .n_events = 1, .events = { { 2018, 120, { { true, true }, 1, { { 30, 34 } } } } } };
	struct path plain, p;

	(void)state;
	walk(&plain, NULL, 2030, 5);
	walk(&p, &s, 2030, 5);
	assert_true(near(p.at[1].at[SEX_M][6] - plain.at[1].at[SEX_M][6], 60));
	assert_true(near(p.at[2].at[SEX_M][7] - plain.at[2].at[SEX_M][7], 60));
	assert_true(p.at[2].at[SEX_M][6] == plain.at[2].at[SEX_M][6]);
	walk(&p, &s, 2030, 1);
	walk(&plain, NULL, 2030, 1);
	assert_true(near(net(&p, 3) - net(&plain, 3), 120) && near(net(&p, 2), net(&plain, 2)));
	s.events[0] = (struct scenario_event){ 2020, -1e6, scenario_families };
	walk(&p, &s, 2030, 5);
	assert_true(p.at[1].at[SEX_F][5] == 0 && p.at[1].at[SEX_F][8] > 0 && p.at[1].at[SEX_F][0] == 0);
	for (int i = 0; i <= p.n_steps; i++)
		assert_true(population_check(&p.at[i], NULL));
}

/* ---- what always holds ---- */

static double largest_imbalance(const struct path *p)
{
	double worst = 0;

	for (int i = 1; i <= p->n_steps; i++)
		for (int s = 0; s < SEX_COUNT; s++) {
			double change = p->flows[i].births[s] - p->flows[i].deaths[s] + p->flows[i].migrants[s];
			double before = 0, after = 0;

			for (int a = 0; a < p->at[i].n_ages; a++) {
				before += p->at[i - 1].at[s][a];
				after += p->at[i].at[s][a];
			}
			assert_true(p->flows[i].births[s] >= 0 && p->flows[i].deaths[s] >= 0);
			worst = fmax(worst, fabs(before + change - after) / fmax(1, before));
		}
	return worst;
}

static void births_deaths_and_migrants_are_the_change_everywhere(void **state)
{
	static const struct scenario scenarios[] = {
		{ .births = BIRTHS_AS_BEFORE },
		{ .births = BIRTHS_TFR,
		  .children = 1.8,
		  .children_by = 2040,
		  .n_migrations = 2,
		  .migrations = { { MIGRATION_BALANCE, { { true, true }, 1, { { 20, 39 } } }, 0, 0, 2035 },
				  { MIGRATION_SCALE, { { true, true }, 1, { { 15, 24 } } }, 0.5, 0, 2030 } },
		  .n_events = 1,
		  .events = { { 2023, -200, { { true, true }, 1, { { 0, SCENARIO_OPEN } } } } } },
	};
	double worst = 0;
	size_t n = 0;

	(void)state;
	census_needed();
	for (size_t i = 0; i < census.municipalities.n; i += 7)
		for (int k = 0; k < 4; k++) {
			const struct backtest_input *in = &census.municipalities.at[i];
			struct path_request r = { in->area,        in->around,        2015,      2045, k % 2 ? 1 : 5,
						  &project_chosen, &scenarios[k / 2], &reference };
			struct arena own = { 0 };
			struct path p;

			if (!people_path(&own, &p, &r)) {
				worst = fmax(worst, largest_imbalance(&p));
				for (int step = 0; step <= p.n_steps; step++)
					assert_true(population_check(&p.at[step], NULL));
				n++;
			}
			arena_clear(&own);
		}
	print_message("largest imbalance of %zu paths %.3g\n", n, worst);
	assert_true(n > 900 && worst <= 1e-9);
}

/* With ratios and births that a prefecture shares out to all (everything is lent), it is the sum of its municipalities.
 */
static void a_prefecture_is_the_sum_of_its_municipalities_where_rates_are_shared(void **state)
{
	struct project_method lent = last_interval;
	struct path whole, sum = { 0 };
	struct area_figures prefecture = { 0 };
	struct counted counts[2] = { { .year = 2010 }, { .year = 2015 } };
	size_t n = 0;

	(void)state;
	census_needed();
	for (int a = 0; a < PROJECT_GROUPS; a++)
		lent.towards[a] = 1;
	lent.women = 1e18;
	prefecture.census.at.at = counts;
	prefecture.census.at.n = 2;
	/* Its counts are the sums, with the age not stated shared out in each municipality. */
	for (size_t i = 0; i < census.municipalities.n; i++) {
		const struct backtest_input *in = &census.municipalities.at[i];
		struct past past;

		if (!text_starts(in->area->code, TEXT("43")))
			continue;
		assert_null(past_of(&past, &in->area->census, 2015));
		for (int k = 0; k < 2; k++)
			for (int s = 0; s < SEX_COUNT; s++)
				for (int a = 0; a < PROJECT_GROUPS; a++) {
					counts[k].people.n_ages = PROJECT_GROUPS;
					counts[k].people.at[s][a] += past.at[1 - k].at[s][a];
				}
	}
	for (size_t i = 0; i < census.municipalities.n; i++) {
		const struct backtest_input *in = &census.municipalities.at[i];
		struct path_request r = { in->area, &prefecture, 2015, 2045, 5, &lent, NULL, &reference };
		struct path p;

		if (!text_starts(in->area->code, TEXT("43")))
			continue;
		assert_null(people_path(&census_arena, &p, &r));
		if (n++)
			path_add(&sum, &p);
		else
			sum = p;
	}
	assert_int_equal(n, 45);
	assert_null(people_path(&census_arena, &whole,
				&(struct path_request){ &prefecture, NULL, 2015, 2045, 5, &lent, NULL, &reference }));
	for (int i = 0; i <= whole.n_steps; i++)
		for (int s = 0; s < SEX_COUNT; s++) {
			for (int a = 0; a < PROJECT_GROUPS; a++)
				assert_true(near(sum.at[i].at[s][a], whole.at[i].at[s][a]));
			assert_true(near(sum.flows[i].deaths[s], whole.flows[i].deaths[s]));
			assert_true(near(sum.flows[i].births[s], whole.flows[i].births[s]));
		}
}

/* Of one-year and five-year steps: the same people every fifth year; births and deaths differ a little, since children
 * who arrive before five are told apart from those who are born there by yearly steps only. */
static double flow_difference(const struct backtest_input *in)
{
	struct path_request r = { in->area, in->around, 2015, 2045, 5, &project_chosen, NULL, &reference };
	double born[2] = { 0 }, died[2] = { 0 };
	struct path by[2];

	for (int i = 0; i < 2; i++, r.years = 1) {
		if (people_path(&census_arena, &by[i], &r))
			return NAN;
		for (int k = 1; k <= by[i].n_steps; k++) {
			born[i] += births(&by[i], k);
			died[i] += by[i].flows[k].deaths[SEX_M] + by[i].flows[k].deaths[SEX_F];
		}
	}
	for (int k = 1; k <= by[0].n_steps; k++)
		assert_true(near(population_total(&by[1].at[5 * k]), population_total(&by[0].at[k])));
	return fmax(fabs(born[1] / born[0] - 1), fabs(died[1] / died[0] - 1));
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void yearly_flows_add_up_to_nearly_those_of_five_years(void **state)
{
	double *all = arena_array(&census_arena, 2000, sizeof *all);
	size_t n = 0;

	(void)state;
	census_needed();
	for (size_t i = 0; i < census.municipalities.n; i += 5) {
		double difference = flow_difference(&census.municipalities.at[i]);

		if (!isnan(difference))
			all[n++] = difference;
	}
	qsort(all, n, sizeof *all, by_value);
	print_message("births or deaths of thirty years: median difference %.4f, 90th percentile %.4f\n", all[n / 2],
		      all[n * 9 / 10]);
	assert_true(n > 300 && all[n / 2] < 0.02 && all[n * 9 / 10] < 0.05);
}

/* The births of Kumamoto City from October 2015 to September 2020 were about 31,900 (vital statistics: 6,766 in 2018,
 * 6,293 in 2019, 6,101 in 2020), its natural decrease of 2019 was 939 (register): nothing of this was used. */
static void births_and_deaths_of_kumamoto_are_near_what_was_registered(void **state)
{
	struct path_request r = {
		.base_year = 2015, .to = 2020, .years = 1, .m = &project_chosen, .reference = &reference
	};
	struct path p;

	(void)state;
	census_needed();
	r.area = census_area(&census, "43100");
	r.around = census_area(&census, "43");
	assert_null(people_path(&census_arena, &p, &r));
	assert_true(fabs(births(&p, 4) / 6293 - 1) < 0.05);
	assert_true(fabs(births(&p, 4) - p.flows[4].deaths[SEX_M] - p.flows[4].deaths[SEX_F] + 939) < 400);
	assert_true(p.fertility[0] > 1.4 && p.fertility[0] < 1.55);
}

/* Japan, from the censuses of its prefectures: 6.76 million people died from October 2015 to September 2020 (vital
 * statistics, calendar years 2016 to 2020: 1,307,748; 1,340,397; 1,362,470; 1,381,093; 1,372,755), and the UN's total
 * fertility rate of 2010-2015 is 1.41. Children aged 0-4 are undercounted by the census (5.0 million, of 5.2 million
 * births). */
static void deaths_and_fertility_of_japan_are_near_what_was_registered(void **state)
{
	struct area_figures japan = { 0 };
	struct counted counts[2] = { { .year = 2010 }, { .year = 2015 } };
	struct path_request r = { &japan, NULL, 2015, 2020, 5, &project_chosen, NULL, &reference };
	struct path p;

	(void)state;
	census_needed();
	japan.census.at.at = counts;
	japan.census.at.n = 2;
	for (size_t i = 0; i < census.areas.n; i++) {
		struct past past;

		if (census.areas.at[i].code.n != 2)
			continue;
		assert_null(past_of(&past, &census.areas.at[i].census, 2015));
		for (int k = 0; k < 2; k++)
			for (int s = 0; s < SEX_COUNT; s++)
				for (int a = 0; a < PROJECT_GROUPS; a++) {
					counts[k].people.n_ages = PROJECT_GROUPS;
					counts[k].people.at[s][a] += past.at[1 - k].at[s][a];
				}
	}
	assert_null(people_path(&census_arena, &p, &r));
	print_message("deaths %.0f, births %.0f, fertility %.4f\n", p.flows[1].deaths[SEX_M] + p.flows[1].deaths[SEX_F],
		      births(&p, 1), p.fertility[0]);
	assert_true(fabs((p.flows[1].deaths[SEX_M] + p.flows[1].deaths[SEX_F]) / 6764463 - 1) < 0.01);
	assert_true(p.fertility[0] > 0.94 * 1.4087 && p.fertility[0] < 1.4087);
}

static void survival_is_between_nobody_and_everybody(void **state)
{
	(void)state;
	for (int i = 0; i < REFERENCE_PERIODS; i++)
		for (int s = 0; s < SEX_COUNT; s++) {
			const struct reference *r = &reference.of[i];

			for (int a = 0; a < PROJECT_GROUPS; a++)
				assert_true(r->five.at[s][a] > 0 && r->five.at[s][a] < 1);
			assert_true(r->five.open[s] > 0 && r->five.open[s] < r->five.at[s][18]);
			assert_true(r->infants[s] > r->five.at[s][0] && r->infants[s] < 1);
		}
	assert_true(reference_of(&reference, 1900) == &reference.of[0]);
	assert_true(reference_of(&reference, 2015) == &reference.of[12]);
	assert_true(reference_of(&reference, 2016) == &reference.of[13]);
	assert_true(reference_of(&reference, 2500) == &reference.of[29]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_factor_is_reached_in_equal_parts),
		cmocka_unit_test(a_child_woman_ratio_is_reached),
		cmocka_unit_test(a_total_fertility_rate_is_reached_in_either_step),
		cmocka_unit_test(a_shift_counts_its_years_and_is_spread_over_its_ages),
		cmocka_unit_test(no_migration_leaves_survival),
		cmocka_unit_test(scaling_reaches_its_ages_and_its_year_only),
		cmocka_unit_test(balance_brings_net_migration_to_nil),
		cmocka_unit_test(an_event_falls_into_one_step_and_nobody_leaves_who_is_not_there),
		cmocka_unit_test(births_deaths_and_migrants_are_the_change_everywhere),
		cmocka_unit_test(a_prefecture_is_the_sum_of_its_municipalities_where_rates_are_shared),
		cmocka_unit_test(yearly_flows_add_up_to_nearly_those_of_five_years),
		cmocka_unit_test(births_and_deaths_of_kumamoto_are_near_what_was_registered),
		cmocka_unit_test(deaths_and_fertility_of_japan_are_near_what_was_registered),
		cmocka_unit_test(survival_is_between_nobody_and_everybody),
	};

	return cmocka_run_group_tests(tests, open_all, census_close);
}
