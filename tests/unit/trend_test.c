/* The story of Kumamoto in figures: what docs/methods/trend.md says of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>

#include <cmocka.h>

#include "kumamoto_figures.h"
#include "people/trend.h"

static struct arena arena;
static struct trend trend;

static int read_kumamoto(void **state)
{
	(void)state;
	people_trend(&arena, &trend, kumamoto_figures(&arena));
	return 0;
}

static int clear(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

static const struct trend_count *count_in(const struct trend_counts *c, int year)
{
	for (size_t i = 0; i < c->at.n; i++)
		if (c->at.at[i].year == year)
			return &c->at.at[i];
	fail_msg("no count of %d", year);
	return NULL;
}

static void totals_are_those_of_the_census(void **state)
{
	static const double totals[] = { 619236, 654348, 680765, 708097, 720816, 727978, 734474, 740822 };

	(void)state;
	assert_int_equal(trend.census.at.n, 8);
	for (int i = 0; i < 8; i++)
		assert_true(trend.census.at.at[i].total == totals[i]);
	assert_true(count_in(&trend.ipss, 2040)->total == 708468);
	assert_true(count_in(&trend.ipss, 2045)->total == 690169);
}

static void the_projection_peaks_in_2020_and_the_working_ages_between_1995_and_2000(void **state)
{
	(void)state;
	assert_int_equal(trend.ipss.total.year, 2020);
	assert_true(trend.ipss.total.value == 743063);
	assert_false(trend.ipss.total.first || trend.ipss.total.last);
	assert_true(trend.census.working_age.year == 1995 || trend.census.working_age.year == 2000);
	assert_false(trend.census.working_age.last);
	assert_true(trend.census.total.year == 2015 && trend.census.total.last);
}

static void the_ageing_rate_of_2010_depends_on_the_unknown_ages(void **state)
{
	const struct trend_count *c = count_in(&trend.census, 2010);
	const struct trend_threshold *t = &trend.census.thresholds[2];

	(void)state;
	assert_true(fabs(c->share[AGE_STATED][AGES_65_UP] - 0.2099) < 0.00005);
	assert_true(fabs(c->share[AGE_OF_ALL][AGES_65_UP] - 0.2075) < 0.00005);
	assert_true(c->unknown == 8279);
	assert_int_equal(t->percent, 21);
	assert_int_equal(t->rounded[AGE_STATED], 2010);
	assert_int_equal(t->exact[AGE_STATED], 2015);
	assert_int_equal(t->rounded[AGE_OF_ALL], 2015);
}

static void age_groups_add_up_under_every_method(void **state)
{
	(void)state;
	for (size_t i = 0; i < trend.census.at.n; i++) {
		const struct trend_count *c = &trend.census.at.at[i];
		double stated = c->total - c->unknown;

		for (int m = 0; m < AGE_METHOD_COUNT; m++) {
			const double *p = c->people[m];

			assert_true(fabs(p[AGES_0_14] + p[AGES_15_64] + p[AGES_65_UP] -
					 (m == AGE_SHARED ? c->total : stated)) < 1e-6);
			assert_true(p[AGES_75_UP] < p[AGES_65_UP]);
		}
		assert_true(c->share[AGE_OF_ALL][AGES_65_UP] <= c->share[AGE_STATED][AGES_65_UP]);
	}
}

static void natural_change_turns_in_2016_and_different_statistics_stay_different(void **state)
{
	const struct trend_change *natural = &trend.changes[CHANGE_NATURAL_REGISTER];

	(void)state;
	assert_int_equal(natural->first_decrease, 2016);
	assert_int_equal(natural->turns.n, 1);
	assert_true(natural->turns.at[0].before == 321 && natural->turns.at[0].value == -54);
	for (int k = 0; k < CHANGE_KIND_COUNT; k++) {
		static const double of_2019[CHANGE_KIND_COUNT] = { -939, -1004, 555, -59, -115 };
		const struct trend_change *c = &trend.changes[k];
		bool found = false;

		for (size_t i = 0; i < c->at.n; i++)
			if (c->at.at[i].year == 2019) {
				assert_true(c->at.at[i].value == of_2019[k]);
				found = true;
			}
		assert_true(found);
	}
}

static bool is_said(const char *needle, enum lang lang)
{
	for (size_t i = 0; i < trend.sentences.n; i++)
		if (strstr(msg_say(&arena, lang, &trend.sentences.at[i].msg), needle))
			return true;
	return false;
}

static void the_story_is_told_in_both_languages_with_its_sources(void **state)
{
	(void)state;
	assert_true(is_said("2016年に54人の自然減に転じました", LANG_JA));
	assert_true(is_said("to a decrease of 54 in 2016", LANG_EN));
	assert_true(is_said("2020年の743,063人をピークに", LANG_JA));
	assert_true(is_said("2010年に20.99％", LANG_JA));
	assert_true(is_said("2016年の735,234人から2020年の733,721人へ1,513人減少", LANG_JA));
	for (size_t i = 0; i < trend.sentences.n; i++) {
		assert_non_null(trend.sentences.at[i].series);
		assert_string_not_equal(trend.sentences.at[i].source, "people.source-other");
	}
}

static void figures_that_are_missing_give_no_sentence_and_no_number(void **state)
{
	struct area_figures *f = NEW(&arena, struct area_figures);
	struct trend t;
	json_t *json;

	(void)state;
	people_trend(&arena, &t, f);
	assert_int_equal(t.sentences.n, 0);
	assert_int_equal(t.census.total.year, 0);
	/* A total alone, as SSDSE gives the census of 2020. */
	*LIST_ADD(&arena, &f->census.at) = (struct counted){ .year = 2020, .total = 738865 };
	people_trend(&arena, &t, f);
	assert_false(t.census.at.at[0].has_ages);
	/* Counted by age, and nobody lived there: 双葉町 in 2020. Shares of nobody are no numbers. */
	*LIST_ADD(&arena, &f->census.at) = (struct counted){ .year = 2025, .people = { .n_ages = 19 } };
	people_trend(&arena, &t, f);
	assert_int_equal(t.census.at.n, 2);
	assert_false(t.census.at.at[1].has_ages);
	json = trend_to_json(&t);
	assert_non_null(json);
	assert_true(json_is_null(json_object_get(
		json_array_get(json_object_get(json_object_get(json, "census"), "years"), 0), "shares")));
	json_decref(json);
}

static void a_census_of_one_sex_is_told_by_nothing(void **state)
{
	struct area_figures *f = NEW(&arena, struct area_figures);
	struct trend t;

	(void)state;
	for (int year = 1980; year <= 2015; year += 5)
		*LIST_ADD(&arena, &f->census.at) = (struct counted){ .year = year, .one_sex = true };
	people_trend(&arena, &t, f);
	assert_int_equal(t.census.at.n, 0);
	assert_int_equal(t.sentences.n, 0);
	assert_int_equal(t.census.total.year, 0);
}

static void a_year_of_zero_is_no_turn(void **state)
{
	struct area_figures *f = NEW(&arena, struct area_figures);
	static const double values[] = { 5, 0, 7, -1, 0, -2, 3 };
	struct trend t;

	(void)state;
	for (int i = 0; i < 7; i++)
		*LIST_ADD(&arena, &f->yearly[FIGURE_REGISTER_SOCIAL].at) = (struct yearly){ 2000 + i, values[i] };
	people_trend(&arena, &t, f);
	assert_int_equal(t.changes[CHANGE_SOCIAL_REGISTER].turns.n, 2);
	assert_int_equal(t.changes[CHANGE_SOCIAL_REGISTER].turns.at[0].year, 2003);
	assert_int_equal(t.changes[CHANGE_SOCIAL_REGISTER].turns.at[1].year, 2006);
	assert_int_equal(t.changes[CHANGE_SOCIAL_REGISTER].first_decrease, 2003);
}

static void people_are_written_with_separators(void **state)
{
	(void)state;
	assert_string_equal(trend_people(&arena, 734474), "734,474");
	assert_string_equal(trend_people(&arena, -54.4), "54");
	assert_string_equal(trend_people(&arena, 1000), "1,000");
	assert_string_equal(trend_people(&arena, 0), "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals_are_those_of_the_census),
		cmocka_unit_test(the_projection_peaks_in_2020_and_the_working_ages_between_1995_and_2000),
		cmocka_unit_test(the_ageing_rate_of_2010_depends_on_the_unknown_ages),
		cmocka_unit_test(age_groups_add_up_under_every_method),
		cmocka_unit_test(natural_change_turns_in_2016_and_different_statistics_stay_different),
		cmocka_unit_test(the_story_is_told_in_both_languages_with_its_sources),
		cmocka_unit_test(figures_that_are_missing_give_no_sentence_and_no_number),
		cmocka_unit_test(a_census_of_one_sex_is_told_by_nothing),
		cmocka_unit_test(a_year_of_zero_is_no_turn),
		cmocka_unit_test(people_are_written_with_separators),
	};

	return cmocka_run_group_tests(tests, read_kumamoto, clear);
}
