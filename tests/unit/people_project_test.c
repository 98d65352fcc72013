#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <math.h>

#include <cmocka.h>

#include "people/solve.h"
#include "people/random.h"
#include "people_census.h"

static void test_interval(struct backtest *b, int from, int to, const struct project_method *m)
{
	census_needed();
	people_backtest(&census_arena, b, census.municipalities.at, census.municipalities.n, from, to, m);
	print_message("%d-%d: n %zu, median %.4f %%, p90 %.3f %%, signed %+.3f %%, coverage %.2f %% %.2f %%\n", from,
		      to, b->n, 100 * b->median, 100 * b->p90, 100 * b->median_signed, 100 * b->coverage80,
		      100 * b->coverage95);
	for (int s = 0; s < BACKTEST_SIZES; s++)
		print_message("  from %.0f: n %zu, median %.3f %%, p90 %.3f %%\n", backtest_edges[s], b->by_size[s].n,
			      100 * b->by_size[s].median, 100 * b->by_size[s].p90);
}

static void errors_to_2010_and_2015_are_within_the_bars(void **state)
{
	struct backtest b;

	(void)state;
	test_interval(&b, 2005, 2010, &project_chosen);
	assert_true(b.n == 1740 && b.median <= 0.0143);
	test_interval(&b, 2010, 2015, &project_chosen);
	assert_true(b.n == 1729 && b.n_flagged == 12 && b.median <= 0.0126);
}

static void the_last_interval_s_migration_alone_is_within_the_bars_too(void **state)
{
	struct backtest b;

	(void)state;
	test_interval(&b, 2005, 2010, &last_interval);
	assert_true(b.n == 1740 && b.median <= 0.0143);
	test_interval(&b, 2010, 2015, &last_interval);
	assert_true(b.n == 1729 && b.n_flagged == 12 && b.median <= 0.0126);
}

/* IPSS's projection has no municipalities of Fukushima: the same ones for the comparison. */
static void without_fukushima(struct backtest *b, int from, int to)
{
	struct backtest_input *in = arena_array(&census_arena, census.municipalities.n, sizeof *in);
	size_t n = 0;

	for (size_t i = 0; i < census.municipalities.n; i++)
		if (!text_starts(census.municipalities.at[i].area->code, TEXT("07")))
			in[n++] = census.municipalities.at[i];
	people_backtest(&census_arena, b, in, n, from, to, &project_chosen);
}

/* Run once for the chosen method and written down as it fell; nothing was chosen by it. The bounds only hold the
 * figures of docs/methods/projection.md where they are. */
static void the_projection_to_2020_is_as_the_page_says(void **state)
{
	struct backtest b;

	(void)state;
	test_interval(&b, 2015, 2020, &project_chosen);
	assert_true(fabs(b.median - 0.011771) < 1e-5 && fabs(b.p90 - 0.03791) < 1e-4);
	for (size_t i = 0; i < b.n + b.n_flagged; i++)
		if (text_is(b.areas[i].area->code, "43100"))
			assert_true(!b.areas[i].flag && fabs(b.areas[i].error - 0.00121) < 1e-4);
	without_fukushima(&b, 2015, 2020);
	print_message("without Fukushima: n %zu, median %.4f %%, p90 %.4f %%\n", b.n, 100 * b.median, 100 * b.p90);
	assert_int_equal(b.n, 1680);
	assert_true(b.median < 0.0118 && fabs(b.median - 0.01159) < 1e-5); /* IPSS: 1.18 % and 3.68 % */
	assert_true(fabs(b.p90 - 0.0376) < 1e-4);
}

static void what_cannot_be_tested_is_flagged_and_the_rest_goes_on(void **state)
{
	static const struct {
		const char *code, *flag;
	} expected[] = {
		{ "07545", "people.flag-evacuated" },
		{ "07561", NULL },                         /* a town beside the evacuated ones */
		{ "40305", "people.flag-no-later-count" }, /* became a city in 2018 under another code */
		{ "43100", NULL },
	};
	struct area_figures nobody = { .code = TEXT("99999") };
	struct backtest_input *in;
	struct backtest b;
	size_t n = census.municipalities.n;

	(void)state;
	census_needed();
	in = arena_array(&census_arena, n + 2, sizeof *in);
	memcpy(in, census.municipalities.at, n * sizeof *in);
	in[n] = (struct backtest_input){ &nobody, NULL, NULL };
	in[n + 1] = (struct backtest_input){ in[0].area, in[0].around, "test.flag-changed" };
	people_backtest(&census_arena, &b, in, n + 2, 2015, 2020, &project_chosen);
	assert_int_equal(b.n, 1727);
	assert_int_equal(b.n + b.n_flagged, n + 2);
	assert_string_equal(b.areas[n].flag, "people.flag-no-count");
	assert_string_equal(b.areas[n + 1].flag, "test.flag-changed");
	for (size_t k = 0; k < sizeof expected / sizeof *expected; k++)
		for (size_t i = 0; i < n; i++)
			if (text_is(b.areas[i].area->code, expected[k].code)) {
				assert_true(!expected[k].flag == !b.areas[i].flag);
				if (expected[k].flag)
					assert_string_equal(b.areas[i].flag, expected[k].flag);
			}
}

/* A town whose every group was 100 and is 90: each group keeps nine in ten, the open one 90 of 200; 180 children have
 * 7 x 90 mothers. */
static void the_last_interval_goes_on_as_computed_by_hand(void **state)
{
	struct counted counts[2] = { 0 };
	struct area_figures area = { .census.at = { counts, 2, 2 } };
	struct area_projection p;

	(void)state;
	count_evenly(&counts[0], 2010, 100);
	count_evenly(&counts[1], 2015, 90);
	assert_null(people_project(&p, &area, NULL, 2015, 2025, &last_interval));
	assert_int_equal(p.n_steps, 2);
	assert_true(fabs(p.at[1].at[SEX_F][7] - 81) < 1e-12 && fabs(p.at[2].at[SEX_F][7] - 72.9) < 1e-12);
	assert_true(fabs(p.at[1].at[SEX_M][18] - 0.45 * 180) < 1e-12);
	assert_true(fabs(p.at[1].at[SEX_M][0] - 81) < 1e-12);
	assert_string_equal(people_project(&p, &area, NULL, 2010, 2025, &project_chosen), "people.flag-no-count");
	count_evenly(&counts[0], 2010, 0);
	assert_string_equal(people_project(&p, &area, NULL, 2015, 2025, &project_chosen), "people.flag-empty");
	count_evenly(&counts[0], 2010, 100);
	counts[1].people.at[SEX_F][3] = -1;
	assert_string_equal(people_project(&p, &area, NULL, 2015, 2025, &project_chosen), "people.flag-negative");
	counts[1].people.at[SEX_F][3] = NAN;
	assert_string_equal(people_project(&p, &area, NULL, 2015, 2025, &project_chosen), "people.flag-negative");
}

/* Nobody is negative or not a number, whatever was counted; a town of nobody's own follows its surroundings. */
static void random_towns_stay_possible(void **state)
{
	uint64_t seed = 43100;

	(void)state;
	for (int run = 0; run < 2000; run++) {
		struct counted here[3] = { 0 }, there[3] = { 0 };
		struct area_figures area = { .census.at = { here, 3, 3 } }, around = { .census.at = { there, 3, 3 } };
		struct area_projection p;

		for (int i = 0; i < 3; i++) {
			count_evenly(&here[i], 2005 + 5 * i, 0);
			count_evenly(&there[i], 2005 + 5 * i, 0);
			for (int k = 0; k < SEX_COUNT * PROJECT_GROUPS; k++) {
				seed = seed * 6364136223846793005u + 1442695040888963407u;
				here[i].people.at[k % 2][k / 2] = seed >> 63 ? 0 : (double)(seed >> 40 & 63);
				there[i].people.at[k % 2][k / 2] = (double)(seed >> 45 & 1023);
			}
		}
		if (people_project(&p, &area, &around, 2015, 2070, &project_chosen))
			continue;
		for (int i = 0; i <= p.n_steps; i++)
			assert_true(population_check(&p.at[i], NULL));
	}
}

static void the_chosen_method_is_better_on_every_interval_up_to_2015(void **state)
{
	(void)state;
	for (int from = 1995; from <= 2010; from += 5) {
		struct backtest last, chosen;

		test_interval(&last, from, from + 5, &last_interval);
		test_interval(&chosen, from, from + 5, &project_chosen);
		assert_true(chosen.median < last.median && chosen.p90 < last.p90);
	}
}

static void the_80_percent_interval_holds_77_to_83_percent_from_2010_to_2015(void **state)
{
	struct backtest b;

	(void)state;
	test_interval(&b, 2010, 2015, &project_chosen);
	assert_int_equal(b.n_learned, 2);
	assert_true(b.coverage80 >= 0.77 && b.coverage80 <= 0.83);
	assert_true(b.coverage95 >= 0.93 && b.coverage95 <= 0.97);
}

static void what_solves_holds_when_it_is_projected(void **state)
{
	static struct reference_table reference;
	struct solve_input in;
	struct solve_question q = { .in = &in,
				    .n = 1,
				    .base_year = 2015,
				    .year = 2045,
				    .people = 700000,
				    .m = &project_chosen,
				    .reference = &reference };
	struct solution answer;

	(void)state;
	census_needed();
	reference_read(&reference);
	in = (struct solve_input){ census_area(&census, "43100"), census_area(&census, "43") };
	assert_null(people_solve(&answer, &q));
	assert_int_equal(answer.year, 2045);
	print_message("as in the past %.0f, children alone x %.4f, migrants alone %.1f a year\n", answer.as_in_the_past,
		      answer.children_alone, answer.pairs[10].migrants);
	for (int i = 0; i < SOLVE_PAIRS; i++) {
		struct scenario s = scenario_pair(answer.pairs[i].children, answer.pairs[i].migrants);
		struct path_request r = { in.area, in.around, 2015, 2045, 5, &project_chosen, &s, &reference };
		struct path p;

		assert_null(people_path(&census_arena, &p, &r));
		assert_true(fabs(population_total(&p.at[p.n_steps]) - 700000) < 0.7);
		assert_true(!i || answer.pairs[i].migrants < answer.pairs[i - 1].migrants);
	}
	in.around = NULL;
	q.base_year = 2017;
	assert_string_equal(people_solve(&answer, &q), "people.flag-no-count");
}

/* The vectors that the authors publish with Random123 (kat_vectors, philox4x32 10). */
static void philox_gives_its_published_numbers(void **state)
{
	static const struct {
		uint32_t counter[4], key[2], out[4];
	} known[] = {
		{ { 0, 0, 0, 0 }, { 0, 0 }, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
		{ { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
		  { 0xffffffff, 0xffffffff },
		  { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
		{ { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
		  { 0xa4093822, 0x299f31d0 },
		  { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		uint32_t out[4];

		philox(out, known[i].counter, known[i].key);
		assert_memory_equal(out, known[i].out, sizeof out);
	}
}

static void the_widths_that_ship_are_those_that_the_census_teaches(void **state)
{
	double worst = 0;

	(void)state;
	census_needed();
	for (int i = 0; i < PROJECT_WIDTHS; i++) {
		struct backtest_widths w;

		people_widths(&census_arena, &w, census.municipalities.at, census.municipalities.n, 2015, 2020 + 5 * i,
			      &project_chosen);
		for (int s = 0; s < BACKTEST_SIZES; s++) {
			worst = fmax(worst, fabs(w.w80[s] - project_widths[i].w80[s]));
			worst = fmax(worst, fabs(w.w95[s] - project_widths[i].w95[s]));
		}
	}
	assert_true(worst <= 0.00005001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_to_2010_and_2015_are_within_the_bars),
		cmocka_unit_test(the_last_interval_s_migration_alone_is_within_the_bars_too),
		cmocka_unit_test(the_chosen_method_is_better_on_every_interval_up_to_2015),
		cmocka_unit_test(the_projection_to_2020_is_as_the_page_says),
		cmocka_unit_test(what_cannot_be_tested_is_flagged_and_the_rest_goes_on),
		cmocka_unit_test(the_last_interval_goes_on_as_computed_by_hand),
		cmocka_unit_test(random_towns_stay_possible),
		cmocka_unit_test(the_widths_that_ship_are_those_that_the_census_teaches),
		cmocka_unit_test(what_solves_holds_when_it_is_projected),
		cmocka_unit_test(philox_gives_its_published_numbers),
		cmocka_unit_test(the_80_percent_interval_holds_77_to_83_percent_from_2010_to_2015),
	};

	return cmocka_run_group_tests(tests, census_open, census_close);
}
