/* All trajectories of an area move through one step together: a group's row of a thousand numbers is multiplied, added
 * to the rows of its group and of the mothers, and its quantiles are selected while it lies in the L1 cache. What stays
 * for the next step is the people themselves, 1.5 MB for single years of age: they fit the L2 cache and never move,
 * since a cohort keeps its row for life; its age is counted from the step.
 *
 * Rejected: each trajectory to its end, then sorting columns (45 MB for a thousand, gathered number by number): the
 * selection waited for memory. Keeping all trajectories at once: a hundred thousand would want 4.5 GB.
 */
#include "people/fan.h"

#include <assert.h>
#include <string.h>

#include "people/quantile.h"
#include "people/random.h"

const double fan_quantiles[FAN_QUANTILES] = { 0.025, 0.1, 0.5, 0.9, 0.975 };

enum { DONORS_MIN = 20, ROOT_ROUNDS = 6, LANES_STEP = 16, LANES_MOST = 1024, CACHE_LINE = 64 };

/* Of ten intervals nine keep their donor. */
static const double keeps_donor = 0.9;
/* A band of a hamlet may vanish or triple; no future is taken to do so in five years. */
static const double factor_min = 0.5, factor_max = 2;
static const double near = 1e-6;

/* Of a group of five years. */
static int band_of(int group)
{
	return group == 0 ? 0 : group < 3 ? 1 : group < 8 ? 2 : group < 13 ? 3 : 4;
}

/* One area's errors in the interval from `from`. */
static void learn_area(struct arena *a, struct fan_donors *donors, const struct backtest_input *in, int from,
		       const struct project_method *m)
{
	double counted[FAN_BANDS] = { 0 }, projected[FAN_BANDS] = { 0 };
	struct area_projection p;
	struct backtest_area tested;
	struct past later;
	struct fan_donor *donor;

	backtest_one(&tested, &p, in, from, from + PROJECT_YEARS, m);
	if (tested.flag || past_of(&later, &in->area->census, from + PROJECT_YEARS))
		return;
	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = 0; g < PROJECT_GROUPS; g++) {
			counted[band_of(g)] += later.at[0].at[s][g];
			projected[band_of(g)] += p.at[1].at[s][g];
		}
	donor = LIST_ADD(a, &donors->of[backtest_size_of(tested.base)]);
	for (int b = 0; b < FAN_BANDS; b++) {
		double factor = projected[b] > 0 ? counted[b] / projected[b] : 1;

		donor->factor[b] = factor < factor_min ? factor_min : factor > factor_max ? factor_max : factor;
	}
}

/* Whether the area can be of that class: the published total and the sum of ages differ by rounding at most. */
static bool may_be_of(const struct area_figures *area, int from, int size)
{
	double people = count_total(&area->census, from);

	return size < 0 ||
	       (backtest_size_of(people * (1 + near)) >= size && backtest_size_of(people * (1 - near)) <= size);
}

size_t fan_learn(struct arena *a, struct fan_donors *donors, const struct backtest_input *in, size_t n, int base_year,
		 const struct project_method *m, int size)
{
	size_t count = 0;

	*donors = (struct fan_donors){ 0 };
	for (int i = 1; i <= 2; i++)
		for (size_t k = 0; k < n; k++)
			if (may_be_of(in[k].area, base_year - i * PROJECT_YEARS, size))
				learn_area(a, donors, &in[k], base_year - i * PROJECT_YEARS, m);
	for (int s = 0; s < BACKTEST_SIZES; s++)
		count += donors->of[s].n;
	return count;
}

/* ---- what a trajectory borrows ---- */

/* A factor for each band, and for children of the mothers in the step: they are counted for their own women, so that
 * theirs is what is beyond the women's factor. */
enum { MOTHERS_BAND = 2, NEWBORN = FAN_BANDS, N_FACTORS };
struct factors {
	double of[N_FACTORS];
};

/* Fifth root by Newton's method, which needs no libm and so has the same bits everywhere. */
static double fifth_root(double x)
{
	double y = 1 + (x - 1) / 5;

	for (int i = 0; i < ROOT_ROUNDS; i++) {
		double y4 = y * y * (y * y);

		y = (4 * y + x / y4) / 5;
	}
	return y;
}

/* Each donor as it was ([2 k]) and the other way round ([2 k + 1]): that the last ten years came out above their
 * projection in most places says nothing of the next. */
static struct factors *factors_of(struct arena *a, const struct fan_donor *donors, size_t n, int years)
{
	struct factors *f = arena_array(a, 2 * n, sizeof *f);

	for (size_t k = 0; k < 2 * n; k++) {
		double full[FAN_BANDS];

		for (int b = 0; b < FAN_BANDS; b++) {
			full[b] = k % 2 ? 1 / donors[k / 2].factor[b] : donors[k / 2].factor[b];
			f[k].of[b] = years == PROJECT_YEARS ? full[b] : fifth_root(full[b]);
		}
		f[k].of[NEWBORN] = full[0] / full[MOTHERS_BAND];
	}
	return f;
}

/* ---- a block of trajectories on their way ---- */

/* Disjoint groups, of which the series are made up: 75+, 65-74, 15-64, 0-14. */
enum { PART_75, PART_65, PART_15, PART_0, PARTS };

struct block {
	const struct fan_request *q;
	const struct factors *factors;
	size_t n_donors;
	int steps_in_five; /* steps of an interval of five years */
	size_t lanes;      /* trajectories of a full block */
	size_t first, n;   /* those under way */
	double *people;    /* [member][sex][row][lanes] */
	double *women;     /* [member][lanes] */
	double *sum, *part[PARTS], *factor[N_FACTORS];
	uint32_t *word[3], *donor;
	/* Where rows go: selected at once where `kept` is NULL, else kept where they are of the window. */
	struct fan *fan;
	const struct quantile_plan *plan;
	void *room;
	double *kept;
	size_t window, window_end; /* rows, counted through all steps */
};

static double *row_of(const struct block *b, size_t member, int sex, int row)
{
	const size_t ages = (size_t)b->fan->n_ages;

	return b->people + ((member * SEX_COUNT + (size_t)sex) * ages + (size_t)row) * b->lanes;
}

/* The row of those who are of group `age` after so many steps: the open group has the last one; the others keep theirs,
 * and who is born takes the row of those who went into the open group. */
static int cohort_row(const struct block *b, int age, int step)
{
	const int rows = b->fan->n_ages - 1, row = (age - step) % rows;

	return age == rows ? rows : row < 0 ? row + rows : row;
}

static void select_row(const struct block *b, size_t row, const double *x, size_t n)
{
	double at[2 * QUANTILE_LEVELS_MAX];

	b->q->kernel->select(at, x, n, b->plan->rank, b->plan->n_ranks, b->room);
	quantile_from(b->fan->at[row], b->plan, at);
}

/* A series of the block after a step is complete. */
static void give(const struct block *b, int step, int series, const double *x)
{
	const size_t row = (size_t)step * (size_t)b->fan->n_series + (size_t)series;

	if (!b->kept)
		select_row(b, row, x, b->n);
	else if (row >= b->window && row < b->window_end)
		memcpy(b->kept + (row - b->window) * (size_t)b->q->trajectories + b->first, x, b->n * sizeof *x);
}

/* Who borrows from whom for five years. */
static void draw_donors(struct block *b, int interval)
{
	const uint32_t key[2] = { (uint32_t)b->q->seed ^ b->q->area, (uint32_t)(b->q->seed >> 32) };

	b->q->kernel->draw(b->word, b->lanes, (uint32_t)b->first, (uint32_t)interval, b->q->area, key);
	for (size_t i = 0; i < b->lanes; i++) {
		const struct factors *f;

		if (interval == 0 || philox_unit(b->word[0][i]) >= keeps_donor)
			b->donor[i] =
				(uint32_t)(((uint64_t)b->word[1][i] * b->n_donors) >> 32) * 2 + (b->word[2][i] >> 31);
		f = &b->factors[b->donor[i]];
		for (int k = 0; k < N_FACTORS; k++)
			b->factor[k][i] = f->of[k];
	}
}

/* Whose factor a group has that a step ends in: that of the group in which it ends the five years. Those who were born
 * in them go with their mothers. */
static int factor_of(const struct block *b, int age, int step)
{
	const int done = step % b->steps_in_five + 1, left = b->steps_in_five - done;

	if (age == 0)
		return NEWBORN;
	return age < done ? MOTHERS_BAND : band_of((age + left) / b->steps_in_five);
}

static int part_of(const struct block *b, int age)
{
	const int group = age / b->steps_in_five;

	return group >= 15 ? PART_75 : group >= 13 ? PART_65 : group >= 3 ? PART_15 : PART_0;
}

/* Members one after another, so that the row of their sum stays where it is. */
static void step_group(struct block *b, int age, int step)
{
	const int from = cohort_row(b, age == 0 ? 0 : age - 1, step), to = cohort_row(b, age, step + 1);
	struct kernel_row r = { .n = b->lanes, .factor = b->factor[factor_of(b, age, step)], .sum = b->sum };

	for (size_t k = 0; k < b->q->n; k++) {
		const struct course *c = &b->q->courses[k];
		double *women = b->women + k * b->lanes;

		for (int s = 0; s < SEX_COUNT; s++) {
			const size_t at = (size_t)step * SEX_COUNT + (size_t)s,
				     cell = at * (size_t)c->n_ages + (size_t)age;

			r.to[s] = row_of(b, k, s, to);
			r.from[s] = age == 0 ? women : row_of(b, k, s, from);
			r.open[s] = age == c->n_ages - 1 ? r.to[s] : NULL;
			r.ratio[s] = age == 0 ? c->children[at] : c->ratio[cell];
			r.migrants[s] = c->migrants ? c->migrants[cell] : 0;
		}
		r.has_migrants = c->migrants;
		r.women = age >= c->first_mother && age <= c->last_mother ? women : NULL;
		r.more = k > 0;
		b->q->kernel->row(&r);
	}
}

/* From the oldest to the newborn: their mothers are then counted. */
static void step_block(struct block *b, int step)
{
	const struct kernel *kernel = b->q->kernel;

	if (step % b->steps_in_five == 0)
		draw_donors(b, step / b->steps_in_five);
	memset(b->women, 0, b->q->n * b->lanes * sizeof *b->women);
	for (int p = 0; p < PARTS; p++)
		memset(b->part[p], 0, b->lanes * sizeof *b->part[p]);
	for (int age = b->fan->n_ages - 1; age >= 0; age--) {
		step_group(b, age, step);
		kernel->add(b->part[part_of(b, age)], b->sum, b->lanes);
		give(b, step + 1, FAN_GROUPS + age, b->sum);
	}
	give(b, step + 1, 1, b->part[PART_0]);
	give(b, step + 1, 2, b->part[PART_15]);
	give(b, step + 1, 4, b->part[PART_75]);
	kernel->add(b->part[PART_65], b->part[PART_75], b->lanes);
	give(b, step + 1, 3, b->part[PART_65]);
	kernel->add(b->part[PART_15], b->part[PART_65], b->lanes);
	kernel->add(b->part[PART_0], b->part[PART_15], b->lanes);
	give(b, step + 1, FAN_TOTAL, b->part[PART_0]);
}

static void begin_block(struct block *b, size_t first)
{
	const size_t left = (size_t)b->q->trajectories - first;

	b->first = first;
	b->n = left < b->lanes ? left : b->lanes;
	for (size_t k = 0; k < b->q->n; k++)
		for (int s = 0; s < SEX_COUNT; s++)
			for (int a = 0; a < b->fan->n_ages; a++) {
				const double people = b->q->courses[k].start[s * b->fan->n_ages + a];
				double *row = row_of(b, k, s, cohort_row(b, a, 0));

				for (size_t i = 0; i < b->lanes; i++)
					row[i] = people;
			}
}

/* All trajectories through so many steps. */
static void run_blocks(struct block *b, int n_steps)
{
	for (size_t first = 0; first < (size_t)b->q->trajectories; first += b->lanes) {
		begin_block(b, first);
		for (int step = 0; step < n_steps; step++)
			step_block(b, step);
	}
}

/* Where more than one block is needed: as many rows at a time as there is memory for, each time from the start. */
static void run_windows(struct block *b, struct arena *scratch, size_t memory)
{
	const size_t n = (size_t)b->q->trajectories, series = (size_t)b->fan->n_series;
	const size_t end = ((size_t)b->fan->n_steps + 1) * series;
	const size_t fitting = memory / (n * sizeof(double)), rows = fitting ? fitting : 1;

	b->kept = arena_array(scratch, (rows < end ? rows : end) * n, sizeof *b->kept);
	for (b->window = series; b->window < end; b->window = b->window_end) {
		b->window_end = b->window + rows < end ? b->window + rows : end;
		run_blocks(b, (int)((b->window_end - 1) / series));
		for (size_t row = b->window; row < b->window_end; row++)
			select_row(b, row, b->kept + (row - b->window) * n, n);
	}
}

static double people_at_start(const struct course *c, int first, int last)
{
	double sum = 0;

	for (int a = last; a >= first; a--)
		sum += c->start[a] + c->start[c->n_ages + a];
	return sum;
}

/* The base year, of which there is no doubt. */
static void give_start(struct fan *fan, const struct fan_request *q, int in_five)
{
	const int last = fan->n_ages - 1;
	const int groups[FAN_GROUPS][2] = { { 0, last },
					    { 0, 3 * in_five - 1 },
					    { 3 * in_five, 13 * in_five - 1 },
					    { 13 * in_five, last },
					    { 15 * in_five, last } };

	for (int i = 0; i < fan->n_series; i++) {
		const int age = i - FAN_GROUPS;
		double sum = 0;

		for (size_t k = 0; k < q->n; k++)
			sum += i < FAN_GROUPS ? people_at_start(&q->courses[k], groups[i][0], groups[i][1])
					      : people_at_start(&q->courses[k], age, age);
		for (int level = 0; level < FAN_QUANTILES; level++)
			fan->at[i][level] = sum;
	}
}

/* As many trajectories abreast as the members' people have room for: rows of whole cache lines. */
static size_t lanes_of(const struct fan_request *q, size_t memory)
{
	const size_t n = ((size_t)q->trajectories + LANES_STEP - 1) / LANES_STEP * LANES_STEP;
	const size_t each = q->n * SEX_COUNT * (size_t)q->courses[0].n_ages * sizeof(double);
	size_t lanes;

	assert(each > 0);
	lanes = memory / each / LANES_STEP * LANES_STEP;
	lanes = lanes < LANES_MOST ? lanes : LANES_MOST;
	lanes = lanes > LANES_STEP ? lanes : LANES_STEP;
	return lanes < n ? lanes : n;
}

/* Rows begin with a cache line. */
static double *row_room(struct arena *a, size_t rows, size_t lanes)
{
	const uintptr_t at = (uintptr_t)arena_alloc(a, rows * lanes * sizeof(double) + CACHE_LINE);

	return (double *)((at + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
}

static void open_block(struct block *b, struct arena *a)
{
	const size_t rows = b->q->n * SEX_COUNT * (size_t)b->fan->n_ages, n = b->lanes;

	b->people = row_room(a, rows, n);
	b->women = row_room(a, b->q->n, n);
	b->sum = row_room(a, 1, n);
	for (int p = 0; p < PARTS; p++)
		b->part[p] = row_room(a, 1, n);
	for (int k = 0; k < N_FACTORS; k++)
		b->factor[k] = row_room(a, 1, n);
	for (int j = 0; j < 3; j++)
		b->word[j] = arena_array(a, n, sizeof *b->word[j]);
	b->donor = arena_array(a, n, sizeof *b->donor);
	b->room = arena_alloc(a, KERNEL_SELECT_ROOM((size_t)b->q->trajectories));
}

const double *fan_at(const struct fan *fan, int step, int series)
{
	return fan->at[(size_t)step * (size_t)fan->n_series + (size_t)series];
}

const char *people_fan(struct arena *a, struct fan *fan, const struct fan_donors *donors, const struct fan_request *q)
{
	const struct course *c = &q->courses[0];
	const size_t memory = q->memory ? q->memory : FAN_MEMORY;
	struct arena scratch = { 0 };
	struct quantile_plan plan;
	struct block b;
	double people = 0;
	int size;

	for (size_t k = 0; k < q->n; k++)
		people += people_at_start(&q->courses[k], 0, c->n_ages - 1);
	size = backtest_size_of(people);
	if (donors->of[size].n < DONORS_MIN)
		return "people.flag-no-donors";
	*fan = (struct fan){ .base_year = c->base_year,
			     .years = c->years,
			     .n_ages = c->n_ages,
			     .n_steps = c->n_steps,
			     .n_series = FAN_GROUPS + c->n_ages };
	fan->at = arena_array(a, (size_t)(fan->n_steps + 1) * (size_t)fan->n_series, sizeof *fan->at);
	quantile_plan(&plan, (size_t)q->trajectories, fan_quantiles, FAN_QUANTILES);
	b = (struct block){ .q = q,
			    .n_donors = donors->of[size].n,
			    .steps_in_five = PROJECT_YEARS / c->years,
			    .lanes = lanes_of(q, memory),
			    .fan = fan,
			    .plan = &plan };

	b.factors = factors_of(&scratch, donors->of[size].at, b.n_donors, c->years);
	open_block(&b, &scratch);
	give_start(fan, q, b.steps_in_five);
	if (b.lanes >= (size_t)q->trajectories)
		run_blocks(&b, fan->n_steps);
	else
		run_windows(&b, &scratch, memory);
	arena_clear(&scratch);
	return NULL;
}
