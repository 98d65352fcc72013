#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "people/fan.h"
#include "people/quantile.h"
#include "people/random.h"

/* The fan of one trajectory after another, as people/fan.h and people/course.h say it, sorted by qsort: what the engine
 * of rows, blocks and instruction sets must give to the bit. */

enum { DONORS = 50, MEMBERS = 3, STEPS_MAX = 13, AGES = 91, SERIES_MAX = FAN_GROUPS + AGES };

static struct arena arena;
static struct fan_donors donors;
static uint32_t drawn;

static double between(double low, double high)
{
	const uint32_t counter[4] = { drawn++, 7, 0, 0 }, key[2] = { 20261123, 0 };
	uint32_t word[4];

	philox(word, counter, key);
	return low + (high - low) * philox_unit(word[0]);
}

static double *numbers(size_t n, double low, double high)
{
	double *at = arena_array(&arena, n, sizeof *at);

	for (size_t i = 0; i < n; i++)
		at[i] = between(low, high);
	return at;
}

static struct course a_course(int years, int n_steps, bool migrants)
{
	const int ages = years == 1 ? AGES : PROJECT_GROUPS;
	const size_t cells = (size_t)(SEX_COUNT * ages);

	return (struct course){ .base_year = 2015,
				.years = years,
				.n_ages = ages,
				.n_steps = n_steps,
				.first_mother = 15 / years,
				.last_mother = years == 1 ? 49 : 9,
				.start = numbers(cells, 0, 4000 * years),
				.ratio = numbers(cells * (size_t)n_steps, 0.7, 1.1),
				.children = numbers((size_t)(SEX_COUNT * n_steps), 0.01 * years, 0.03 * years),
				.migrants = migrants ? numbers(cells * (size_t)n_steps, -300, 200) : NULL };
}

static int set_up(void **state)
{
	(void)state;
	for (int s = 0; s < BACKTEST_SIZES; s++)
		for (int i = 0; i < DONORS; i++) {
			struct fan_donor *d = LIST_ADD(&arena, &donors.of[s]);

			for (int b = 0; b < FAN_BANDS; b++)
				d->factor[b] = between(0.6, 1.5);
		}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

/* ---- one trajectory ---- */

static int band(int group)
{
	return group == 0 ? 0 : group < 3 ? 1 : group < 8 ? 2 : group < 13 ? 3 : 4;
}

static double root5(double x)
{
	double y = 1 + (x - 1) / 5;

	for (int i = 0; i < 6; i++)
		y = (4 * y + x / (y * y * (y * y))) / 5;
	return y;
}

/* The donor's errors of each five years, the other way round where the draw says so. */
static void draw_path(double path[][FAN_BANDS], int n, const struct fan_request *q, uint32_t trajectory, int size)
{
	const uint32_t key[2] = { (uint32_t)q->seed ^ q->area, (uint32_t)(q->seed >> 32) };
	const struct fan_donor *donor = NULL;
	bool opposite = false;

	for (int i = 0; i < n; i++) {
		const uint32_t counter[4] = { trajectory, (uint32_t)i, q->area, 0 };
		uint32_t word[4];

		philox(word, counter, key);
		if (!donor || philox_unit(word[0]) >= 0.9) {
			donor = &donors.of[size].at[((uint64_t)word[1] * donors.of[size].n) >> 32];
			opposite = word[2] >> 31;
		}
		for (int b = 0; b < FAN_BANDS; b++)
			path[i][b] = opposite ? 1 / donor->factor[b] : donor->factor[b];
	}
}

static double factor_of(const double five[FAN_BANDS], int age, int step, int years)
{
	const int in_five = 5 / years, done = step % in_five + 1;
	double f;

	if (age == 0)
		return five[0] / five[2];
	f = five[age < done ? 2 : band((age + in_five - done) / in_five)];
	return years == 1 ? root5(f) : f;
}

static double net(const struct course *c, size_t cell, double people)
{
	if (!c->migrants)
		return people;
	return people + c->migrants[cell] > 0 ? people + c->migrants[cell] : 0;
}

static void step_plainly(struct population *p, const struct course *c, int step, const double five[FAN_BANDS])
{
	const int open = c->n_ages - 1;
	struct population after = { .n_ages = c->n_ages };
	double women = 0;

	for (int a = open; a > 0; a--)
		for (int s = 0; s < SEX_COUNT; s++) {
			const size_t cell = (size_t)((step * SEX_COUNT + s) * c->n_ages + a);
			double from = a == open ? p->at[s][a - 1] + p->at[s][a] : p->at[s][a - 1];

			after.at[s][a] = net(c, cell, from * (c->ratio[cell] * factor_of(five, a, step, c->years)));
		}
	for (int a = c->last_mother; a >= c->first_mother; a--)
		women += after.at[SEX_F][a];
	for (int s = 0; s < SEX_COUNT; s++) {
		const size_t at = (size_t)(step * SEX_COUNT + s);

		after.at[s][0] =
			net(c, at * (size_t)c->n_ages, women * (c->children[at] * factor_of(five, 0, step, c->years)));
	}
	*p = after;
}

static double oldest_first(const double *age, int first, int last)
{
	double sum = 0;

	for (int a = last; a >= first; a--)
		sum += age[a];
	return sum;
}

/* The series of a step out of its ages (both sexes, all members). */
static void add_groups(double *series, int n_ages, int in_five)
{
	const double *age = series + FAN_GROUPS;

	series[1] = oldest_first(age, 0, 3 * in_five - 1);
	series[2] = oldest_first(age, 3 * in_five, 13 * in_five - 1);
	series[4] = oldest_first(age, 15 * in_five, n_ages - 1);
	series[3] = oldest_first(age, 13 * in_five, 15 * in_five - 1) + series[4];
	series[0] = series[1] + (series[2] + series[3]);
}

static void run_plainly(double *all, const struct fan_request *q, uint32_t trajectory, int size)
{
	double path[STEPS_MAX][FAN_BANDS];
	struct population p[MEMBERS];
	const struct course *c = q->courses;
	const int in_five = 5 / c->years, n_series = FAN_GROUPS + c->n_ages;

	draw_path(path, (c->n_steps + in_five - 1) / in_five, q, trajectory, size);
	for (size_t k = 0; k < q->n; k++) {
		p[k].n_ages = c->n_ages;
		for (int s = 0; s < SEX_COUNT; s++)
			memcpy(p[k].at[s], c[k].start + s * c->n_ages, (size_t)c->n_ages * sizeof(double));
	}
	for (int i = 0; i < c->n_steps; i++) {
		double *series = all + i * n_series;

		for (size_t k = 0; k < q->n; k++)
			step_plainly(&p[k], &c[k], i, path[i / in_five]);
		for (int a = 0; a < c->n_ages; a++) {
			series[FAN_GROUPS + a] = p[0].at[SEX_M][a] + p[0].at[SEX_F][a];
			for (size_t k = 1; k < q->n; k++)
				series[FAN_GROUPS + a] += p[k].at[SEX_M][a] + p[k].at[SEX_F][a];
		}
		add_groups(series, c->n_ages, in_five);
	}
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static int size_of(const struct fan_request *q)
{
	double people = 0;

	for (size_t k = 0; k < q->n; k++)
		for (int i = 0; i < SEX_COUNT * q->courses[k].n_ages; i++)
			people += q->courses[k].start[i];
	return backtest_size_of(people);
}

static double (*fan_plainly(const struct fan_request *q))[FAN_QUANTILES]
{
	const size_t rows = (size_t)(q->courses->n_steps * (FAN_GROUPS + q->courses->n_ages));
	const size_t n = (size_t)q->trajectories;
	double *all = calloc(rows * n, sizeof *all), *one = calloc(n, sizeof *one);
	double(*out)[FAN_QUANTILES] = calloc(rows, sizeof *out);

	for (size_t t = 0; t < n; t++)
		run_plainly(all + t * rows, q, (uint32_t)t, size_of(q));
	for (size_t row = 0; row < rows; row++) {
		for (size_t t = 0; t < n; t++)
			one[t] = all[t * rows + row];
		qsort(one, n, sizeof *one, by_value);
		for (int k = 0; k < FAN_QUANTILES; k++)
			out[row][k] = quantile(one, n, fan_quantiles[k]);
	}
	free(all);
	free(one);
	return out;
}

/* ---- all ways to the same fan ---- */

static void check(struct fan_request *q)
{
	const struct kernel *sets[KERNELS_MAX];
	const int n_sets = kernel_list(sets);
	double(*want)[FAN_QUANTILES] = fan_plainly(q);
	/* All at once; blocks of 16 lanes, and as many rows at a time as a little memory holds. */
	const size_t memories[] = { 0, 20000 };

	for (int i = 0; i < n_sets; i++)
		for (size_t m = 0; m < sizeof memories / sizeof *memories; m++) {
			struct arena own = { 0 };
			struct fan fan;

			q->kernel = sets[i];
			q->memory = memories[m];
			assert_null(people_fan(&own, &fan, &donors, q));
			assert_memory_equal(fan.at + fan.n_series, want,
					    (size_t)(fan.n_steps * fan.n_series) * sizeof *want);
			arena_clear(&own);
		}
	free(want);
}

static void steps_of_five_years_give_the_bits_of_one_trajectory_at_a_time(void **state)
{
	const struct course c = a_course(5, 6, false);
	struct fan_request q = { .courses = &c, .n = 1, .seed = 43100, .area = 43100 };

	(void)state;
	for (q.trajectories = 1; q.trajectories < 150; q.trajectories += 67)
		check(&q);
}

static void steps_of_one_year_give_the_bits_of_one_trajectory_at_a_time(void **state)
{
	const struct course c = a_course(1, 7, false);
	struct fan_request q = { .courses = &c, .n = 1, .trajectories = 33, .seed = (uint64_t)5 << 40, .area = 7 };

	(void)state;
	check(&q);
}

static void members_with_migrants_are_added_up_in_their_order(void **state)
{
	struct course c[MEMBERS];
	struct fan_request q = { .courses = c, .n = MEMBERS, .trajectories = 35, .seed = 1, .area = 3 };

	(void)state;
	for (int years = 1; years <= 5; years += 4) {
		for (int k = 0; k < MEMBERS; k++)
			c[k] = a_course(years, 3, true);
		check(&q);
	}
}

static void the_base_year_has_no_doubt_and_quantiles_ascend(void **state)
{
	const struct course c = a_course(5, 6, true);
	const struct kernel *sets[KERNELS_MAX];
	struct fan_request q = { .courses = &c, .n = 1, .trajectories = 1000, .seed = 1, .area = 1 };
	struct fan fan;

	(void)state;
	kernel_list(sets);
	q.kernel = sets[0];
	assert_null(people_fan(&arena, &fan, &donors, &q));
	for (int i = 0; i < fan.n_series; i++)
		assert_true(fan_at(&fan, 0, i)[0] == fan_at(&fan, 0, i)[4] && fan_at(&fan, 0, i)[0] > 0);
	for (int step = 1; step <= fan.n_steps; step++)
		for (int i = 0; i < fan.n_series; i++)
			for (int k = 1; k < FAN_QUANTILES; k++)
				assert_true(fan_at(&fan, step, i)[k] >= fan_at(&fan, step, i)[k - 1] &&
					    fan_at(&fan, step, i)[0] >= 0);
}

/* The fifth root of each band's error, five times over, is the error. */
static void every_fifth_year_is_that_of_steps_of_five_years(void **state)
{
	struct course five = a_course(5, 4, false), one = a_course(1, 20, false);
	double *start = arena_array(&arena, SEX_COUNT * PROJECT_GROUPS, sizeof *start);
	double *ratio = arena_array(&arena, 4 * SEX_COUNT * PROJECT_GROUPS, sizeof *ratio);
	double *yearly = arena_array(&arena, 20 * SEX_COUNT * AGES, sizeof *yearly);
	const struct kernel *sets[KERNELS_MAX];
	struct fan_request q = { .n = 1, .trajectories = 300, .seed = 9, .area = 9 };
	struct fan by_five, by_one;

	(void)state;
	kernel_list(sets);
	q.kernel = sets[0];
	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = 0; a < AGES; a++)
			start[s * PROJECT_GROUPS + a / 5] += one.start[s * AGES + a];
	for (int i = 0; i < 4 * SEX_COUNT * PROJECT_GROUPS; i++)
		ratio[i] = 0.59049; /* 0.9 five times */
	for (int i = 0; i < 20 * SEX_COUNT * AGES; i++)
		yearly[i] = 0.9;
	five.start = start;
	five.ratio = ratio;
	one.ratio = yearly;
	q.courses = &five;
	assert_null(people_fan(&arena, &by_five, &donors, &q));
	q.courses = &one;
	assert_null(people_fan(&arena, &by_one, &donors, &q));
	for (int i = 1; i <= 4; i++)
		for (int k = 0; k < FAN_QUANTILES; k++) {
			/* 75+: nobody of them was born since. */
			double x = fan_at(&by_five, i, 4)[k], y = fan_at(&by_one, 5 * i, 4)[k];

			assert_true(y - x < 1e-9 * x && x - y < 1e-9 * x);
		}
}

static void too_few_donors_are_said(void **state)
{
	const struct course c = a_course(5, 2, false);
	const struct fan_donors none = { 0 };
	struct fan_request q = { .courses = &c, .n = 1, .trajectories = 10 };
	struct fan fan;

	(void)state;
	assert_string_equal(people_fan(&arena, &fan, &none, &q), "people.flag-no-donors");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_of_five_years_give_the_bits_of_one_trajectory_at_a_time),
		cmocka_unit_test(steps_of_one_year_give_the_bits_of_one_trajectory_at_a_time),
		cmocka_unit_test(members_with_migrants_are_added_up_in_their_order),
		cmocka_unit_test(the_base_year_has_no_doubt_and_quantiles_ascend),
		cmocka_unit_test(every_fifth_year_is_that_of_steps_of_five_years),
		cmocka_unit_test(too_few_donors_are_said),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
