#include "people/fan.h"

#include <stdlib.h>
#include <string.h>

#include "people/random.h"

const double fan_quantiles[FAN_QUANTILES] = { 0.025, 0.1, 0.5, 0.9, 0.975 };

enum { DONORS_MIN = 20 };

/* Of ten steps nine keep their donor. */
static const double keeps_donor = 0.9;
/* A band of a hamlet may vanish or triple; no future is taken to do so in five years. */
static const double factor_min = 0.5, factor_max = 2;

static int band_of(int group)
{
	return group == 0 ? 0 : group < 3 ? 1 : group < 8 ? 2 : group < 13 ? 3 : 4;
}

static void learn_area(struct arena *a, struct fan_donors *donors, const struct backtest_input *in, int base_year,
		       const struct project_method *m)
{
	double counted[FAN_BANDS] = { 0 }, projected[FAN_BANDS] = { 0 };
	struct area_projection p;
	struct past later;
	struct fan_donor *donor;

	if (past_of(&later, &in->area->census, base_year + PROJECT_YEARS) ||
	    people_project(&p, in->area, in->around, base_year, base_year + PROJECT_YEARS, m))
		return;
	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = 0; g < PROJECT_GROUPS; g++) {
			counted[band_of(g)] += later.at[0].at[s][g];
			projected[band_of(g)] += p.at[1].at[s][g];
		}
	donor = LIST_ADD(a, &donors->of[backtest_size_of(population_total(&p.at[0]))]);
	for (int b = 0; b < FAN_BANDS; b++) {
		double factor = projected[b] > 0 ? counted[b] / projected[b] : 1;

		donor->factor[b] = factor < factor_min ? factor_min : factor > factor_max ? factor_max : factor;
	}
}

size_t fan_learn(struct arena *a, struct fan_donors *donors, const struct backtest_input *in, size_t n, int base_year,
		 const struct project_method *m)
{
	size_t count = 0;

	*donors = (struct fan_donors){ 0 };
	for (int i = 1; i <= 2; i++) {
		int from = base_year - i * PROJECT_YEARS;
		struct backtest b;

		people_backtest(a, &b, in, n, from, from + PROJECT_YEARS, m);
		for (size_t k = 0; k < n; k++)
			if (!b.areas[k].flag)
				learn_area(a, donors, &in[k], from, m);
	}
	for (int s = 0; s < BACKTEST_SIZES; s++)
		count += donors->of[s].n;
	return count;
}

/* Everything that the trajectories of one request share. */
struct run {
	const struct fan_request *q;
	const struct fan_donor *donors;
	size_t n_donors;
	struct course *courses; /* of the members */
	int n_steps;
};

/* Whose errors each step of a trajectory borrows, as they were or the other way round: that the last ten years came out
 * above their projection in most places says nothing of the next. */
static void draw_donors(struct fan_donor path[PROJECT_STEPS], const struct run *r, uint32_t trajectory)
{
	const uint32_t key[2] = { (uint32_t)r->q->seed ^ r->q->area, (uint32_t)(r->q->seed >> 32) };
	size_t donor = 0;
	bool opposite = false;

	for (int i = 0; i < r->n_steps; i++) {
		const uint32_t counter[4] = { trajectory, (uint32_t)i, r->q->area, 0 };
		uint32_t word[4];

		philox(word, counter, key);
		if (i == 0 || philox_unit(word[0]) >= keeps_donor) {
			donor = (size_t)(((uint64_t)word[1] * r->n_donors) >> 32);
			opposite = word[2] >> 31;
		}
		path[i] = r->donors[donor];
		for (int b = 0; b < FAN_BANDS && opposite; b++)
			path[i].factor[b] = 1 / path[i].factor[b];
	}
}

/* One step of one member with the donor's errors on its ratios. */
static void borrow(struct change_ratios *out, const struct course *c, int step, const struct fan_donor *donor)
{
	const size_t ages = (size_t)c->n_ages;

	memset(out, 0, sizeof *out);
	out->first_mother = c->first_mother;
	out->last_mother = c->last_mother;
	for (int s = 0; s < SEX_COUNT; s++) {
		const double *ratio = &c->ratio[((size_t)step * SEX_COUNT + (size_t)s) * ages];

		/* Its children are counted for its own women: what is beyond the women's factor. */
		out->children[s] = c->children[step * SEX_COUNT + s] * donor->factor[0] / donor->factor[band_of(5)];
		for (int g = 1; g < c->n_ages; g++)
			out->ratio[s][g] = ratio[g] * donor->factor[band_of(g)];
	}
}

/* Nobody can leave who is not there. */
static void add_migrants(struct population *p, const struct course *c, int step, int first, int last)
{
	for (int s = 0; c->migrants && s < SEX_COUNT; s++)
		for (int g = first; g <= last; g++) {
			const size_t at = ((size_t)step * SEX_COUNT + (size_t)s) * (size_t)c->n_ages + (size_t)g;
			double sum = p->at[s][g] + c->migrants[at];

			p->at[s][g] = sum > 0 ? sum : 0;
		}
}

static void step_on(struct population *p, const struct course *c, int step, const struct fan_donor *donor)
{
	struct change_ratios r;
	struct population after;
	double mothers = 0;

	borrow(&r, c, step, donor);
	cohort_age(&after, p, r.ratio);
	add_migrants(&after, c, step, 1, c->n_ages - 1);
	for (int g = c->first_mother; g <= c->last_mother; g++)
		mothers += after.at[SEX_F][g];
	for (int s = 0; s < SEX_COUNT; s++)
		after.at[s][0] = r.children[s] * mothers;
	add_migrants(&after, c, step, 0, 0);
	*p = after;
}

static double people_between(const struct population *p, int first, int last)
{
	double sum = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = first; g <= last; g++)
			sum += p->at[s][g];
	return sum;
}

/* Adds the series of a population to those of the trajectory. */
static void add_series(double series[FAN_SERIES], const struct population *p)
{
	series[FAN_TOTAL] += population_total(p);
	series[1] += people_between(p, 0, 2);
	series[2] += people_between(p, 3, 12);
	series[3] += people_between(p, 13, PROJECT_GROUPS - 1);
	series[4] += people_between(p, 15, PROJECT_GROUPS - 1);
	for (int g = 0; g < PROJECT_GROUPS; g++)
		series[FAN_GROUPS + g] += people_between(p, g, g);
}

static void run_trajectory(const struct run *r, uint32_t trajectory, double (*series)[FAN_SERIES])
{
	struct fan_donor path[PROJECT_STEPS];

	draw_donors(path, r, trajectory);
	memset(series, 0, ((size_t)r->n_steps + 1) * sizeof *series);
	for (size_t k = 0; k < r->q->n; k++) {
		const struct course *c = &r->courses[k];
		struct population p = { .n_ages = c->n_ages };

		for (int s = 0; s < SEX_COUNT; s++)
			memcpy(p.at[s], c->start + (size_t)s * (size_t)c->n_ages, (size_t)c->n_ages * sizeof *c->start);
		add_series(series[0], &p);
		for (int i = 0; i < r->n_steps; i++) {
			step_on(&p, c, i, &path[i]);
			add_series(series[i + 1], &p);
		}
	}
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void reduce(struct arena *a, struct fan *fan, double (*all)[FAN_SERIES], int n)
{
	double *one = arena_array(a, (size_t)n, sizeof *one);
	const size_t rows = (size_t)fan->n_steps + 1;

	for (size_t i = 0; i < rows; i++)
		for (int s = 0; s < FAN_SERIES; s++) {
			for (size_t t = 0; t < (size_t)n; t++)
				one[t] = all[t * rows + i][s];
			qsort(one, (size_t)n, sizeof *one, by_value);
			for (int k = 0; k < FAN_QUANTILES; k++)
				fan->at[i][s][k] = quantile(one, (size_t)n, fan_quantiles[k]);
		}
}

static const char *prepare(struct arena *a, struct run *r, double *people)
{
	const struct fan_request *q = r->q;

	r->courses = arena_array(a, q->n, sizeof *r->courses);
	*people = 0;
	for (size_t k = 0; k < q->n; k++) {
		const struct path_request request = { .area = q->in[k].area,
						      .around = q->in[k].around,
						      .base_year = q->base_year,
						      .to = q->to,
						      .years = PROJECT_YEARS,
						      .m = q->m,
						      .scenario = &q->scenarios[k],
						      .reference = q->reference };
		struct path p;
		const char *flag = people_path(a, &p, &request);

		if (flag)
			return flag;
		r->courses[k] = p.course;
		r->n_steps = p.n_steps;
		*people += population_total(&p.at[0]);
	}
	return NULL;
}

const char *people_fan(struct arena *a, struct fan *fan, const struct fan_donors *donors, const struct fan_request *q)
{
	struct run r = { .q = q };
	double people, (*all)[FAN_SERIES];
	const char *flag = prepare(a, &r, &people);
	int size;

	if (flag)
		return flag;
	size = backtest_size_of(people);
	if (donors->of[size].n < DONORS_MIN)
		return "people.flag-no-donors";
	r.donors = donors->of[size].at;
	r.n_donors = donors->of[size].n;
	fan->n_steps = r.n_steps;
	all = arena_array(a, (size_t)q->trajectories * ((size_t)r.n_steps + 1), sizeof *all);
	for (int t = 0; t < q->trajectories; t++)
		run_trajectory(&r, (uint32_t)t, &all[(size_t)t * ((size_t)r.n_steps + 1)]);
	reduce(a, fan, all, q->trajectories);
	return NULL;
}
