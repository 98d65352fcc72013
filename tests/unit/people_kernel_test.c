#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "people/kernel.h"
#include "people/quantile.h"
#include "people/random.h"

enum { GROUPS_MAX = 91, STEPS_MAX = 23, BLOCKS = 3, LANES = BLOCKS * KERNEL_BLOCK };

/* Philox under a seed that is printed: a failure can be run again. */
static uint32_t seed, drawn;

static uint32_t draw(void)
{
	const uint32_t counter[4] = { drawn++, 0, 0, 0 }, key[2] = { seed, 0 };
	uint32_t word[4];

	philox(word, counter, key);
	return word[0];
}

static double between(double low, double high)
{
	return low + (high - low) * philox_unit(draw());
}

static const struct kernel *sets[KERNELS_MAX];
static int n_sets;

static int list_sets(void **state)
{
	(void)state;
	n_sets = kernel_list(sets);
	seed = 20261123;
	drawn = 0;
	for (int i = 0; i < n_sets; i++)
		print_message("# %s, %d lanes\n", sets[i]->name, sets[i]->lanes);
	return 0;
}

/* n_ages, steps, mothers of a five-year and of a one-year projection, and of odd ones. */
static const int shapes[][4] = { { 19, 6, 3, 9 },   { 27, 16, 3, 9 }, { 91, 23, 15, 49 },
				 { 91, 1, 15, 49 }, { 7, 5, 1, 5 },   { 19, 7, 3, 4 } };
enum { SHAPES = sizeof shapes / sizeof *shapes };

static double *numbers(size_t n, double low, double high)
{
	double *at = aligned_alloc(64, (n * sizeof *at + 63) / 64 * 64);

	for (size_t i = 0; i < n; i++)
		at[i] = between(low, high);
	return at;
}

static size_t at_of(int block, int sex, int n_ages, int age, int lane)
{
	return (((size_t)block * SEX_COUNT + (size_t)sex) * (size_t)n_ages + (size_t)age) * KERNEL_BLOCK + (size_t)lane;
}

/* One lane, step by step, as people/course.h says it. `ratio` has that lane's ratios of the step. */
static void plain_step(struct population *p, const double *ratio_m, const double *ratio_f, const double children[2],
		       int first, int last, bool oldest_first)
{
	struct population after = { .n_ages = p->n_ages };
	const double *ratio[SEX_COUNT] = { ratio_m, ratio_f };
	const int open = p->n_ages - 1;
	double women = 0;

	for (int s = 0; s < SEX_COUNT; s++) {
		for (int a = 1; a < open; a++)
			after.at[s][a] = p->at[s][a - 1] * ratio[s][a];
		after.at[s][open] = (p->at[s][open - 1] + p->at[s][open]) * ratio[s][open];
	}
	for (int i = 0; i <= last - first; i++)
		women += after.at[SEX_F][oldest_first ? last - i : first + i];
	for (int s = 0; s < SEX_COUNT; s++)
		after.at[s][0] = women * children[s];
	*p = after;
}

static struct population lane_of(const double *state, int n_ages, int block, int lane)
{
	struct population p = { .n_ages = n_ages };

	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = 0; a < n_ages; a++)
			p.at[s][a] = state[at_of(block, s, n_ages, a, lane)];
	return p;
}

static void check_shared(const struct kernel *set, const int shape[4])
{
	const int n = shape[0], steps = shape[1];
	const size_t cells = (size_t)SEX_COUNT * (size_t)n * LANES;
	double *ratio = numbers((size_t)(steps * SEX_COUNT * n), 0.2, 1.1);
	double *children = numbers((size_t)(steps * SEX_COUNT), 0.01, 0.3);
	double *state = numbers(cells, 0, 10000), *before = malloc(cells * sizeof *before);
	double *totals = numbers((size_t)steps * LANES, -1, -1);
	struct kernel_shared k = { n, steps, shape[2], shape[3], ratio, children, BLOCKS, state, totals };

	memcpy(before, state, cells * sizeof *before);
	set->shared(&k);
	for (int lane = 0; lane < LANES; lane++) {
		const int b = lane / KERNEL_BLOCK, l = lane % KERNEL_BLOCK;
		struct population p = lane_of(before, n, b, l), end = lane_of(state, n, b, l);

		for (int i = 0; i < steps; i++) {
			const double *r = ratio + i * SEX_COUNT * n;
			double total = 0, got = totals[(b * steps + i) * KERNEL_BLOCK + l];

			plain_step(&p, r, r + n, children + i * SEX_COUNT, shape[2], shape[3], true);
			for (int a = n - 1; a >= 0; a--)
				total += p.at[SEX_M][a] + p.at[SEX_F][a];
			assert_memory_equal(&total, &got, sizeof total);
		}
		assert_memory_equal(p.at, end.at, sizeof p.at);
	}
	free(ratio);
	free(children);
	free(state);
	free(before);
	free(totals);
}

static void shared_rates_give_the_bits_of_one_lane_at_a_time(void **state)
{
	(void)state;
	for (int i = 0; i < n_sets; i++)
		for (int s = 0; s < SHAPES; s++)
			check_shared(sets[i], shapes[s]);
}

static void check_own(const struct kernel *set, const int shape[4])
{
	const int n = shape[0], steps = shape[1];
	const size_t cells = (size_t)SEX_COUNT * (size_t)n * KERNEL_BLOCK, all = cells * BLOCKS;
	double *ratio = numbers(all * (size_t)steps, 0.01, 1.1), *people = numbers(all * (size_t)steps, -1, -1);
	double *state = numbers(all, 0, 10000), *before = malloc(all * sizeof *before);
	struct kernel_own k = { n, steps, shape[2], shape[3], BLOCKS, ratio, state, people };

	memcpy(before, state, all * sizeof *before);
	set->own(&k);
	for (int lane = 0; lane < LANES; lane++) {
		const int b = lane / KERNEL_BLOCK, l = lane % KERNEL_BLOCK;
		struct population p = lane_of(before, n, b, l), end = lane_of(state, n, b, l);

		for (int i = 0; i < steps; i++) {
			struct population r = lane_of(ratio, n, b * steps + i, l);
			struct population got = lane_of(people, n, b * steps + i, l);
			const double children[2] = { r.at[SEX_M][0], r.at[SEX_F][0] };

			plain_step(&p, r.at[SEX_M], r.at[SEX_F], children, shape[2], shape[3], false);
			assert_memory_equal(p.at, got.at, sizeof p.at);
		}
		assert_memory_equal(p.at, end.at, sizeof p.at);
	}
	free(ratio);
	free(people);
	free(state);
	free(before);
}

static void own_rates_give_the_bits_of_one_lane_at_a_time(void **state)
{
	(void)state;
	for (int i = 0; i < n_sets; i++)
		for (int s = 0; s < SHAPES; s++)
			check_own(sets[i], shapes[s]);
}

/* Rows of odd lengths, so that registers are filled partly at the end. */
enum { ROW_MAX = 77 };
static double people[4][ROW_MAX], factor[ROW_MAX], women[2][ROW_MAX], sum[2][ROW_MAX], to[2][ROW_MAX];

static void plain_row(const struct kernel_row *r)
{
	for (size_t i = 0; i < r->n; i++) {
		double x[SEX_COUNT];

		for (int s = 0; s < SEX_COUNT; s++) {
			x[s] = r->open[s] ? r->from[s][i] + r->open[s][i] : r->from[s][i];
			x[s] = x[s] * (r->ratio[s] * r->factor[i]);
			if (r->has_migrants)
				x[s] = x[s] + r->migrants[s] > 0 ? x[s] + r->migrants[s] : 0;
			r->to[s][i] = x[s];
		}
		if (r->women)
			r->women[i] += x[SEX_F];
		r->sum[i] = r->more ? r->sum[i] + (x[SEX_M] + x[SEX_F]) : x[SEX_M] + x[SEX_F];
	}
}

static void fill_rows(void)
{
	for (int i = 0; i < ROW_MAX; i++) {
		for (int k = 0; k < 4; k++)
			people[k][i] = between(0, 1000);
		factor[i] = between(0.5, 2);
		sum[0][i] = sum[1][i] = between(0, 1000);
		women[0][i] = women[1][i] = between(0, 1000);
	}
}

static void rows_give_the_bits_of_one_lane_at_a_time(void **state)
{
	(void)state;
	for (int use = 0; use < 16 * n_sets; use++) {
		static double plain_to[2][ROW_MAX];
		struct kernel_row r = { .n = (size_t)(1 + draw() % ROW_MAX), .factor = factor };
		struct kernel_row plain;

		fill_rows();
		for (int s = 0; s < SEX_COUNT; s++) {
			r.from[s] = people[s];
			r.open[s] = use & 1 ? people[2 + s] : NULL;
			r.ratio[s] = between(0.1, 1.1);
			r.migrants[s] = between(-500, 500);
		}
		r.has_migrants = use & 2;
		r.more = use & 4;
		plain = r;
		plain.women = use & 8 && !(use & 1) ? women[0] : NULL;
		r.women = use & 8 && !(use & 1) ? women[1] : NULL;
		plain.sum = sum[0];
		r.sum = sum[1];
		plain.to[SEX_M] = plain_to[SEX_M];
		plain.to[SEX_F] = plain_to[SEX_F];
		r.to[SEX_M] = to[SEX_M];
		r.to[SEX_F] = to[SEX_F];
		plain_row(&plain);
		sets[use / 16]->row(&r);
		for (int s = 0; s < SEX_COUNT; s++)
			assert_memory_equal(plain_to[s], to[s], r.n * sizeof(double));
		assert_memory_equal(sum[0], sum[1], sizeof sum[0]);
		assert_memory_equal(women[0], women[1], sizeof women[0]);
		sets[use / 16]->add(sum[1], women[1], r.n);
		for (size_t i = 0; i < r.n; i++)
			assert_true(sum[1][i] == sum[0][i] + women[0][i]);
	}
}

static void draws_are_philox_of_one_counter_after_another(void **state)
{
	const uint32_t key[2] = { draw(), draw() };
	static uint32_t words[3][100];
	uint32_t *word[3] = { words[0], words[1], words[2] };

	(void)state;
	for (int set = 0; set < n_sets; set++)
		for (size_t n = 1; n <= 100; n += 11) {
			const uint32_t first = draw(), step = draw(), cell = draw();

			sets[set]->draw(word, n, first, step, cell, key);
			for (uint32_t i = 0; i < n; i++) {
				const uint32_t counter[4] = { first + i, step, cell, 0 };
				uint32_t want[4];

				philox(want, counter, key);
				for (int j = 0; j < 3; j++)
					assert_int_equal(want[j], words[j][i]);
			}
		}
}

/* ---- order statistics ---- */

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

enum { MANY = 5000 };
static double x[MANY], sorted[MANY], picked[MANY];
static size_t rank[MANY];
static uint8_t room[KERNEL_SELECT_ROOM(MANY)] __attribute__((aligned(64)));

static void check_ranks(size_t n, int n_ranks, const char *what)
{
	memcpy(sorted, x, n * sizeof *x);
	qsort(sorted, n, sizeof *sorted, by_value);
	for (int set = 0; set < n_sets; set++) {
		memset(picked, 0xff, sizeof picked);
		sets[set]->select(picked, x, n, rank, n_ranks, room);
		for (int k = 0; k < n_ranks; k++)
			if (picked[k] != sorted[rank[k]])
				fail_msg("%s of %zu numbers (%s): rank %zu is %.17g, not %.17g", sets[set]->name, n,
					 what, rank[k], picked[k], sorted[rank[k]]);
	}
}

static double wild(int kind, size_t i, size_t n)
{
	switch (kind) {
	case 0:
		return between(0, 1e5);
	case 1:
		return between(0, 1) * between(0, 1) * between(0, 1) * 1e5; /* dense at the lower end */
	case 2:
		return (double)(draw() % 7); /* ties */
	case 3:
		return i == n / 2 ? 1e300 : between(0, 1); /* one far away: all in one bucket */
	case 4:
		return i ? 1e-300 * (double)draw() : 1e300;
	case 5:
		return (double)i;
	case 6:
		return 1 + (double)(draw() % 1000) * 0x1p-52; /* neighbours among doubles */
	case 7:
		return (double)(draw() % 3) * 0x1p-1074; /* the least there are */
	case 8:
		return (i & 1 ? -1.7e308 : 1.7e308) * philox_unit(draw());
	default:
		return 4.25;
	}
}

static void selected_numbers_stand_where_sorting_puts_them(void **state)
{
	static const size_t sizes[] = { 1, 2, 3, 5, 63, 64, 65, 200, 1000, 1001, MANY };

	(void)state;
	for (int kind = 0; kind < 10; kind++)
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			const size_t n = sizes[k];
			int n_ranks = 0;

			for (size_t i = 0; i < n; i++)
				x[i] = wild(kind, i, n);
			for (size_t i = 0; i < n && n_ranks < 40; i += 1 + draw() % (1 + n / 20))
				rank[n_ranks++] = i;
			check_ranks(n, n_ranks, "some");
			rank[0] = 0;
			rank[1] = n - 1;
			check_ranks(n, n > 1 ? 2 : 1, "both ends");
		}
}

static void quantiles_are_those_of_the_sorted_numbers(void **state)
{
	static const double levels[] = { 0, 0.025, 0.1, 0.5, 0.9, 0.975, 1 };
	enum { LEVELS = sizeof levels / sizeof *levels };

	(void)state;
	for (size_t n = 1; n < 300; n++) {
		struct quantile_plan p;
		double at[2 * QUANTILE_LEVELS_MAX], out[LEVELS];

		for (size_t i = 0; i < n; i++)
			sorted[i] = x[i] = between(0, 100);
		qsort(sorted, n, sizeof *sorted, by_value);
		quantile_plan(&p, n, levels, LEVELS);
		for (int k = 1; k < p.n_ranks; k++)
			assert_true(p.rank[k] > p.rank[k - 1] && p.rank[k] < n);
		sets[n_sets - 1]->select(at, x, n, p.rank, p.n_ranks, room);
		quantile_from(out, &p, at);
		for (int k = 0; k < LEVELS; k++)
			assert_true(out[k] == quantile(sorted, n, levels[k]));
	}
}

static void an_instruction_set_is_known_and_there_or_refused(void **state)
{
	const struct kernel *k = NULL;
	struct err err = { 0 };

	(void)state;
	assert_true(kernel_choose(&k, NULL, &err));
	assert_ptr_equal(k, sets[n_sets - 1]);
	assert_true(kernel_choose(&k, "scalar", &err));
	assert_string_equal(k->name, "scalar");
	assert_false(kernel_choose(&k, "mmx", &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_string_equal(err.msg.id, "people.simd-unknown");
	for (int i = 0; i < n_sets; i++)
		assert_true(kernel_choose(&k, sets[i]->name, &err) && k == sets[i]);
	if (n_sets < KERNELS_MAX) {
		assert_false(kernel_choose(&k, "avx512", &err));
		assert_int_equal(err.kind, ERR_SYSTEM);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared_rates_give_the_bits_of_one_lane_at_a_time),
		cmocka_unit_test(own_rates_give_the_bits_of_one_lane_at_a_time),
		cmocka_unit_test(rows_give_the_bits_of_one_lane_at_a_time),
		cmocka_unit_test(draws_are_philox_of_one_counter_after_another),
		cmocka_unit_test(selected_numbers_stand_where_sorting_puts_them),
		cmocka_unit_test(quantiles_are_those_of_the_sorted_numbers),
		cmocka_unit_test(an_instruction_set_is_known_and_there_or_refused),
	};

	return cmocka_run_group_tests(tests, list_sets, NULL);
}
