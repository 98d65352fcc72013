#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "people/fan.h"
#include "people/path.h"
#include "people_census.h"

static struct reference_table reference;

static const struct kernel *fastest(void)
{
	const struct kernel *k = NULL;

	assert_true(kernel_choose(&k, NULL, NULL));
	return k;
}

/* The area's future in steps of so many years; NULL, or why there is none. */
static const char *fan_of(struct arena *a, struct fan *fan, const struct fan_donors *donors,
			  const struct path_request *of, struct fan_request q)
{
	struct path p;
	const char *flag = people_path(a, &p, of);

	q.courses = &p.course;
	q.n = 1;
	q.kernel = fastest();
	return flag ? flag : people_fan(a, fan, donors, &q);
}

/* How many counts lie between the outer quantiles of the fans, and between 0.1 and 0.9. */
static void cover_by_fans(double share[2], int from, int to)
{
	struct fan_donors donors;
	struct backtest b;
	size_t in80 = 0, in95 = 0;

	fan_learn(&census_arena, &donors, census.municipalities.at, census.municipalities.n, from, &project_chosen, -1);
	people_backtest(&census_arena, &b, census.municipalities.at, census.municipalities.n, from, to,
			&project_chosen);
	for (size_t i = 0; i < b.n + b.n_flagged; i++) {
		const struct backtest_input *area = &census.municipalities.at[i];
		const struct path_request of = { area->area, area->around,    from, to,
						 5,          &project_chosen, NULL, &reference };
		const struct fan_request q = { .trajectories = 200, .seed = 1, .area = (uint32_t)i };
		struct arena own = { 0 };
		struct fan fan;
		const double *f;

		if (!b.areas[i].flag) {
			assert_null(fan_of(&own, &fan, &donors, &of, q));
			f = fan_at(&fan, fan.n_steps, FAN_TOTAL);
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
	census_needed();
	reference_read(&reference);
	cover_by_fans(share, 2010, 2015);
	assert_true(share[0] >= 0.77 && share[0] <= 0.83);
	cover_by_fans(share, 1995, 2015); /* four steps on: still no fan of one step only */
	assert_true(share[0] >= 0.75 && share[0] <= 0.87);
}

static void learn(struct fan_donors *donors, struct path_request *of)
{
	census_needed();
	reference_read(&reference);
	fan_learn(&census_arena, donors, census.municipalities.at, census.municipalities.n, 2015, &project_chosen, -1);
	*of = (struct path_request){ census_area(&census, "43100"),
				     census_area(&census, "43"),
				     2015,
				     2045,
				     5,
				     &project_chosen,
				     NULL,
				     &reference };
}

static size_t bytes_of(const struct fan *f)
{
	return (size_t)((f->n_steps + 1) * f->n_series) * sizeof *f->at;
}

/* Whatever the seed: the same one gives the same bits, and another one does not. */
static void a_seed_gives_the_same_fan_again(void **state)
{
	struct fan_donors donors;
	struct path_request of;
	struct fan_request q = { .trajectories = 100, .seed = 43100, .area = 7 };
	struct fan one, two;

	(void)state;
	learn(&donors, &of);
	assert_null(fan_of(&census_arena, &one, &donors, &of, q));
	assert_null(fan_of(&census_arena, &two, &donors, &of, q));
	assert_memory_equal(one.at, two.at, bytes_of(&one));
	q.seed++;
	assert_null(fan_of(&census_arena, &two, &donors, &of, q));
	assert_memory_not_equal(one.at, two.at, bytes_of(&one));
}

/* Donors of one class are those of all, so that an area's fan does not depend on what else was learned. */
static void donors_of_a_size_are_those_among_all(void **state)
{
	struct fan_donors all, own;
	struct path_request of;

	(void)state;
	learn(&all, &of);
	for (int size = 0; size < BACKTEST_SIZES; size++) {
		fan_learn(&census_arena, &own, census.municipalities.at, census.municipalities.n, 2015, &project_chosen,
			  size);
		assert_true(all.of[size].n > 100 && own.of[size].n == all.of[size].n);
		assert_memory_equal(own.of[size].at, all.of[size].at, own.of[size].n * sizeof *own.of[size].at);
	}
}

/* With SOSEI_DONORS=FILE they are written there, as data/donors.csv has them. */
static void write_donors(const struct fan_donors *donors)
{
	const char *path = getenv("SOSEI_DONORS");
	FILE *f = path ? fopen(path, "w") : NULL;

	for (int size = 0; f && size < BACKTEST_SIZES; size++)
		for (size_t i = 0; i < donors->of[size].n; i++) {
			fprintf(f, "2015,%d", size);
			for (int b = 0; b < FAN_BANDS; b++)
				fprintf(f, ",%.4f", donors->of[size].at[i].factor[b]);
			fprintf(f, "\n");
		}
	if (f)
		fclose(f);
}

static void the_donors_that_come_with_the_program_are_those_learned(void **state)
{
	struct fan_donors learned, known;
	struct path_request of;

	(void)state;
	learn(&learned, &of);
	write_donors(&learned);
	assert_int_equal(fan_known(&census_arena, &known, 2010, -1), 0);
	assert_true(fan_known(&census_arena, &known, 2015, -1) > 3000);
	for (int size = 0; size < BACKTEST_SIZES; size++) {
		assert_int_equal(known.of[size].n, learned.of[size].n);
		for (size_t i = 0; i < known.of[size].n; i++)
			for (int b = 0; b < FAN_BANDS; b++) {
				double apart = known.of[size].at[i].factor[b] - learned.of[size].at[i].factor[b];

				assert_true(apart < 5.1e-5 && apart > -5.1e-5);
			}
	}
}

static bool near(double x, double y, double share)
{
	return x - y <= share * y && y - x <= share * y;
}

/* A fan told year by year is the same fan. Mothers of 40-49 have another band than children are counted for, hence not
 * to the bit: 0-14 at first, then those whom they become. */
static void a_fan_told_year_by_year_is_the_same_fan(void **state)
{
	static const double apart[FAN_GROUPS] = { 2e-3, 1.5e-2, 2e-3, 1e-9, 1e-9 };
	const struct fan_request q = { .trajectories = 1000, .seed = 1, .area = 43100 };
	struct fan_donors donors;
	struct path_request of;
	struct fan five, one;

	(void)state;
	learn(&donors, &of);
	assert_null(fan_of(&census_arena, &five, &donors, &of, q));
	of.years = 1;
	assert_null(fan_of(&census_arena, &one, &donors, &of, q));
	assert_int_equal(one.n_steps, 30);
	for (int i = 1; i <= five.n_steps; i++)
		for (int s = 0; s < FAN_GROUPS; s++)
			for (int k = 0; k < FAN_QUANTILES; k++)
				assert_true(near(fan_at(&one, 5 * i, s)[k], fan_at(&five, i, s)[k], apart[s]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_in_five_counts_lie_in_their_fans),
		cmocka_unit_test(a_seed_gives_the_same_fan_again),
		cmocka_unit_test(donors_of_a_size_are_those_among_all),
		cmocka_unit_test(the_donors_that_come_with_the_program_are_those_learned),
		cmocka_unit_test(a_fan_told_year_by_year_is_the_same_fan),
	};

	return cmocka_run_group_tests(tests, census_open, census_close);
}
