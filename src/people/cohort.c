/* One step of the cohort-component method as the books write it, loop for line: whoever audits it lays it beside
 * docs/methods/projection.md. Nothing is vectorized here; trajectories go through people/kernel.h. Source: Preston,
 * Heuveline & Guillot, Demography (2001), ch. 6. */
#include "people/cohort.h"

#include <math.h>

void cohort_age(struct population *after, const struct population *before, const double survival[SEX_COUNT][AGES_MAX])
{
	const int open = before->n_ages - 1;

	after->n_ages = before->n_ages;
	for (int s = 0; s < SEX_COUNT; s++) {
		after->at[s][0] = 0;
		for (int a = 1; a < open; a++)
			after->at[s][a] = before->at[s][a - 1] * survival[s][a];
		after->at[s][open] = (before->at[s][open - 1] + before->at[s][open]) * survival[s][open];
	}
}

/* Children of both sexes born in the step. Women are taken in the middle of it: the mean of both ends. */
static double births(const struct population *before, const struct population *aged, const struct components *c)
{
	double sum = 0;

	for (int a = 0; a < before->n_ages; a++) {
		double after = aged->at[SEX_F][a];

		if (c->migrants_bear)
			after = after + c->migrants[SEX_F][a] > 0 ? after + c->migrants[SEX_F][a] : 0;
		sum += 0.5 * c->births_per_woman[a] * (before->at[SEX_F][a] + after);
	}
	return sum;
}

static double sex_total(const struct population *p, int s)
{
	double sum = 0;

	for (int a = 0; a < p->n_ages; a++)
		sum += p->at[s][a];
	return sum;
}

/* Adds the migrants of one sex; nobody can leave who is not there. Returns how many came, net. */
static double migrate(struct population *p, int s, const double *migrants)
{
	double moved = 0;

	for (int a = 0; a < p->n_ages; a++) {
		double m = p->at[s][a] + migrants[a] < 0 ? -p->at[s][a] : migrants[a];

		p->at[s][a] += m;
		moved += m;
	}
	return moved;
}

void cohort_step(struct population *after, struct flows *flows, const struct population *before,
		 const struct components *c)
{
	struct flows f = { 0 };
	double born;

	cohort_age(after, before, c->survival);
	born = births(before, after, c);
	f.births[SEX_F] = born / (1 + c->sex_ratio);
	f.births[SEX_M] = born * c->sex_ratio / (1 + c->sex_ratio);
	for (int s = 0; s < SEX_COUNT; s++) {
		after->at[s][0] = f.births[s] * c->survival[s][0];
		f.deaths[s] = sex_total(before, s) + f.births[s] - sex_total(after, s);
		f.migrants[s] = migrate(after, s, c->migrants[s]);
	}
	if (flows)
		*flows = f;
}

void cohort_change(struct population *after, const struct population *before, const struct change_ratios *r)
{
	double mothers = 0;

	cohort_age(after, before, r->ratio);
	for (int a = r->first_mother; a <= r->last_mother; a++)
		mothers += after->at[SEX_F][a];
	for (int s = 0; s < SEX_COUNT; s++)
		after->at[s][0] = r->children[s] * mothers;
}

double population_total(const struct population *p)
{
	return sex_total(p, SEX_M) + sex_total(p, SEX_F);
}

static const char *sex_name(int s)
{
	return s == SEX_M ? "M" : "F";
}

bool population_check(const struct population *p, struct err *err)
{
	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = 0; a < p->n_ages; a++)
			if (!(p->at[s][a] >= 0) || !isfinite(p->at[s][a]))
				return err_set(err, ERR_INPUT, "people.bad-population", "sex", sex_name(s), "group",
					       NUM(a + 1), NULL);
	return true;
}
