#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "people/oneyear.h"
#include "people/project.h"
#include "people_census.h"

/* The ratios of a municipality as the chosen method has them. */
static bool ratios_of(struct past *here, struct change_ratios *r, const struct backtest_input *in)
{
	struct past there;

	if (past_of(here, &in->area->census, 2015) || past_of(&there, &in->around->census, 2015))
		return false;
	project_ratios(r, here, &there, &project_chosen);
	return true;
}

static double difference(const struct population *a, const struct population *b, double floor)
{
	double worst = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = 0; g < ONEYEAR_GROUPS; g++)
			worst = fmax(worst, fabs(a->at[s][g] - b->at[s][g]) / fmax(floor, b->at[s][g]));
	return worst;
}

static void ages_of_every_municipality_add_up_and_none_is_negative(void **state)
{
	double worst = 0;

	(void)state;
	census_needed();
	for (size_t i = 0; i < census.municipalities.n; i++)
		for (int k = 0; k < 8; k++) {
			struct population groups, ages, again;

			counted_share_unknown(&groups, &census.municipalities.at[i].area->census.at.at[k]);
			oneyear_split(&ages, &groups);
			oneyear_join(&again, &ages);
			assert_true(population_check(&ages, NULL));
			worst = fmax(worst, difference(&again, &groups, 1));
		}
	print_message("largest difference of a group %.3g\n", worst);
	assert_true(worst <= 1e-12);
}

/* A course of fifty years: each five begin with ratios of their own. */
static double worst_of_course(const struct past *here, const struct change_ratios *five)
{
	struct population ages, next, by_years, by_five = here->at[0], after;
	struct change_ratios one;
	double worst = 0;

	oneyear_split(&ages, &here->at[0]);
	for (int year = 0; year < 50; year++) {
		if (year % 5 == 0)
			oneyear_ratios(&one, &ages, five);
		cohort_change(&next, &ages, &one);
		ages = next;
		assert_true(population_check(&ages, NULL));
		if (year % 5 == 4) {
			oneyear_join(&by_years, &ages);
			cohort_change(&after, &by_five, five);
			by_five = after;
			worst = fmax(worst, difference(&by_years, &by_five, 1));
		}
	}
	return worst;
}

static void every_fifth_year_is_that_of_the_five_year_steps(void **state)
{
	double worst = 0;

	(void)state;
	census_needed();
	for (size_t i = 0; i < census.municipalities.n; i++) {
		struct change_ratios five;
		struct past here;

		if (ratios_of(&here, &five, &census.municipalities.at[i]))
			worst = fmax(worst, worst_of_course(&here, &five));
	}
	print_message("largest difference of a group in 50 years %.3g\n", worst);
	assert_true(worst <= 1e-9);
}

static void groups_of_equal_density_are_split_evenly(void **state)
{
	struct population groups = { .n_ages = ONEYEAR_GROUPS }, ages;

	(void)state;
	for (int g = 0; g < ONEYEAR_GROUPS; g++)
		groups.at[SEX_M][g] = g == ONEYEAR_GROUPS - 1 ? 300 : 100;
	groups.at[SEX_F][4] = 1000; /* alone between nobody */
	oneyear_split(&ages, &groups);
	for (int a = 0; a < ONEYEAR_AGES - 1; a++)
		assert_true(fabs(ages.at[SEX_M][a] - 20) < 1e-9);
	assert_true(ages.at[SEX_M][ONEYEAR_AGES - 1] == 300);
	for (int a = 0; a < ONEYEAR_AGES; a++)
		assert_true(a / 5 == 4 ? ages.at[SEX_F][a] > 0 : ages.at[SEX_F][a] == 0);
	assert_true(fabs(ages.at[SEX_F][22] - 296) < 1e-9); /* 3t^2 - 2t^3 from 2/5 to 3/5 of 1,000 */
}

/* Where every ratio is the same, so is the yearly one: its fifth root. */
static void an_even_ratio_is_the_same_in_each_year(void **state)
{
	struct change_ratios five = { .children = { 0.2, 0.19 }, .first_mother = 3, .last_mother = 9 }, one;
	struct population groups = { .n_ages = ONEYEAR_GROUPS }, ages;

	(void)state;
	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = 0; g < ONEYEAR_GROUPS; g++) {
			groups.at[s][g] = g == ONEYEAR_GROUPS - 1 ? 300 : 100;
			five.ratio[s][g] = 0.9;
		}
	oneyear_split(&ages, &groups);
	oneyear_ratios(&one, &ages, &five);
	for (int a = 1; a < ONEYEAR_AGES; a++)
		assert_true(fabs(one.ratio[SEX_F][a] - pow(0.9, 0.2)) < 1e-10);
	assert_true(fabs(one.children[SEX_M] / one.children[SEX_F] - 0.2 / 0.19) < 1e-12);
}

/* Nobody is negative or not a number, whatever was counted. */
static void random_towns_stay_possible_year_by_year(void **state)
{
	uint64_t seed = 43100;

	(void)state;
	for (int run = 0; run < 500; run++) {
		struct change_ratios five = { .children = { 0.3, 0.3 }, .first_mother = 3, .last_mother = 9 }, one;
		struct population groups = { .n_ages = ONEYEAR_GROUPS }, ages, next, again;

		for (int k = 0; k < SEX_COUNT * ONEYEAR_GROUPS; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			groups.at[k % 2][k / 2] = seed >> 63 ? 0 : (double)(seed >> 40 & 255);
			five.ratio[k % 2][k / 2] = seed >> 60 & 1 ? 0 : (double)(seed >> 50 & 255) / 85;
		}
		oneyear_split(&ages, &groups);
		oneyear_join(&again, &ages);
		assert_true(population_check(&ages, NULL) && difference(&again, &groups, 1) < 1e-12);
		oneyear_ratios(&one, &ages, &five);
		for (int year = 0; year < 30; year++) {
			cohort_change(&next, &ages, &one);
			ages = next;
			assert_true(population_check(&ages, NULL));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ages_of_every_municipality_add_up_and_none_is_negative),
		cmocka_unit_test(every_fifth_year_is_that_of_the_five_year_steps),
		cmocka_unit_test(groups_of_equal_density_are_split_evenly),
		cmocka_unit_test(an_even_ratio_is_the_same_in_each_year),
		cmocka_unit_test(random_towns_stay_possible_year_by_year),
	};

	return cmocka_run_group_tests(tests, census_open, census_close);
}
