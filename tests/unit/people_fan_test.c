#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "people/fan.h"
#include "people_census.h"

static struct arena arena;
static struct reference_table reference;
static struct census census;

/* How many counts lie between the outer quantiles of the fans, and between 0.1 and 0.9. */
static void cover_by_fans(double share[2], int from, int to)
{
	struct fan_donors donors;
	struct backtest b;
	size_t in80 = 0, in95 = 0;

	fan_learn(&arena, &donors, census.municipalities.at, census.municipalities.n, from, &project_chosen);
	people_backtest(&arena, &b, census.municipalities.at, census.municipalities.n, from, to, &project_chosen);
	for (size_t i = 0; i < b.n + b.n_flagged; i++) {
		const struct backtest_input *area = &census.municipalities.at[i];
		struct solve_input in = { area->area, area->around };
		struct fan_request q = { &in, 1,           &scenario_none,  from,      to, 200,
					 1,   (uint32_t)i, &project_chosen, &reference };
		struct arena own = { 0 };
		struct fan fan;
		const double *f;

		if (!b.areas[i].flag) {
			assert_null(people_fan(&own, &fan, &donors, &q));
			f = fan.at[fan.n_steps][FAN_TOTAL];
			in80 += b.areas[i].counted >= f[1] && b.areas[i].counted <= f[3];
			in95 += b.areas[i].counted >= f[0] && b.areas[i].counted <= f[4];
		}
		arena_clear(&own);
	}
	share[0] = (double)in80 / (double)b.n;
	share[1] = (double)in95 / (double)b.n;
	print_message("fans %d-%d: %.2f %% and %.2f %%\n", from, to, 100 * share[0], 100 * share[1]);
}

static void four_in_five_counts_lie_in_their_fans(void **state)
{
	double share[2];

	(void)state;
	if (!census_read(&arena, &census)) {
		print_message("SOSEI_DATA is absent\n");
		skip();
	}
	reference_read(&reference);
	cover_by_fans(share, 2010, 2015);
	cover_by_fans(share, 1995, 2015); /* four steps on: still no fan of one step only */
	assert_true(share[0] >= 0.75 && share[0] <= 0.87);
	arena_clear(&arena);
}

/* Whatever the seed: the same one gives the same bits, and another one does not. */
static void a_seed_gives_the_same_fan_again(void **state)
{
	struct fan_donors donors;
	struct fan_request q = { .n = 1,
				 .scenarios = &scenario_none,
				 .base_year = 2015,
				 .to = 2045,
				 .trajectories = 100,
				 .seed = 43100,
				 .area = 7,
				 .m = &project_chosen,
				 .reference = &reference };
	static struct fan one, two;
	struct solve_input in;

	(void)state;
	if (!census_read(&arena, &census)) {
		print_message("SOSEI_DATA is absent\n");
		skip();
	}
	reference_read(&reference);
	fan_learn(&arena, &donors, census.municipalities.at, census.municipalities.n, 2015, &project_chosen);
	in = (struct solve_input){ census_area(&census, "43100"), census_area(&census, "43") };
	q.in = &in;
	assert_null(people_fan(&arena, &one, &donors, &q));
	assert_null(people_fan(&arena, &two, &donors, &q));
	assert_memory_equal(&one, &two, sizeof one);
	for (int i = 1; i <= one.n_steps; i++)
		for (int s = 0; s < FAN_SERIES; s++)
			for (int k = 1; k < FAN_QUANTILES; k++)
				assert_true(one.at[i][s][k] >= one.at[i][s][k - 1] && one.at[i][s][0] >= 0);
	assert_true(one.at[0][FAN_TOTAL][0] == one.at[0][FAN_TOTAL][4]);
	q.seed++;
	assert_null(people_fan(&arena, &two, &donors, &q));
	assert_memory_not_equal(&one, &two, sizeof one);
	donors = (struct fan_donors){ 0 };
	assert_string_equal(people_fan(&arena, &two, &donors, &q), "people.flag-no-donors");
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_in_five_counts_lie_in_their_fans),
		cmocka_unit_test(a_seed_gives_the_same_fan_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
