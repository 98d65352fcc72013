#include "people/solve.h"

#include <math.h>
#include <string.h>

enum { MOST_CHILDREN = 10, HALVINGS = 100 };

static const double first_children = 0.5, children_step = 0.05, probe_share = 0.001;

/* Everything that a try needs. */
struct question {
	const struct solve_input *in;
	size_t n;
	int base_year, year;
	const struct project_method *m;
	double base; /* people of all in the base year */
};

static double base_of(const struct solve_input *in, int base_year)
{
	return count_total(&in->area->census, base_year);
}

/* People in the year with that factor and so many additional migrants a year. */
static double attempt(const struct question *q, double children, double migrants)
{
	double sum = 0;

	for (size_t i = 0; i < q->n; i++) {
		struct scenario s = { .children = children };
		struct area_projection p;

		s.migrants = migrants * base_of(&q->in[i], q->base_year) / q->base;
		if (people_project_scenario(&p, q->in[i].area, q->in[i].around, q->base_year, q->year, q->m, &s))
			return NAN;
		sum += population_total(&p.at[p.n_steps]);
	}
	return sum;
}

static double migrants_for(const struct question *q, double children, double people)
{
	double probe = probe_share * q->base;
	double without = attempt(q, children, 0), with = attempt(q, children, probe);
	double migrants = (people - without) * probe / (with - without);

	return fabs(attempt(q, children, migrants) - people) <= 1e-6 * people ? migrants : NAN;
}

static double children_for(const struct question *q, double people)
{
	double low = 0, high = MOST_CHILDREN;

	if (attempt(q, low, 0) > people || attempt(q, high, 0) < people)
		return NAN;
	for (int i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;

		if (attempt(q, middle, 0) < people)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static double child_woman_ratio(const struct question *q)
{
	double children = 0, women = 0;

	for (size_t i = 0; i < q->n; i++) {
		struct past p;

		if (past_of(&p, &q->in[i].area->census, q->base_year))
			continue;
		children += p.at[0].at[SEX_M][0] + p.at[0].at[SEX_F][0];
		for (int a = PROJECT_FIRST_MOTHER; a <= PROJECT_LAST_MOTHER; a++)
			women += p.at[0].at[SEX_F][a];
	}
	return women > 0 ? children / women : NAN;
}

const char *people_solve(struct solution *out, const struct solve_input *in, size_t n, int base_year, int year,
			 double people, const struct project_method *m)
{
	struct question q = { in, n, base_year, year, m, 0 };
	double ratio;

	for (size_t i = 0; i < n; i++) {
		struct past p;
		const char *flag = past_of(&p, &in[i].area->census, base_year);

		if (!flag && in[i].around)
			flag = past_of(&p, &in[i].around->census, base_year);
		if (flag)
			return flag;
		q.base += base_of(&in[i], base_year);
	}
	memset(out, 0, sizeof *out);
	out->base_year = base_year;
	out->year = base_year + (year - base_year + PROJECT_YEARS - 1) / PROJECT_YEARS * PROJECT_YEARS;
	out->people = people;
	out->as_in_the_past = attempt(&q, 1, 0);
	ratio = child_woman_ratio(&q);
	for (int i = 0; i < SOLVE_PAIRS; i++) {
		struct solve_pair *pair = &out->pairs[i];

		pair->children = first_children + i * children_step;
		pair->child_woman_ratio = ratio * pair->children;
		pair->migrants = migrants_for(&q, pair->children, people);
	}
	out->children_alone = children_for(&q, people);
	return NULL;
}
