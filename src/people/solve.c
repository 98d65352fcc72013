/* Each question is answered by projecting, never by a formula beside the projection: a pair on the curve is one that
 * the projection itself confirms. Secants for migrants, since the projection is all but a line in them; halving for
 * births, which grow from generation to generation. Rejected: Newton's method, which wants derivatives through every
 * step. */
#include "people/solve.h"

#include <math.h>
#include <string.h>

enum { MOST_CHILDREN = 10, HALVINGS = 60, SECANTS = 20 };

static const double first_children = 0.5, children_step = 0.05, probe_share = 0.001, precise = 1e-9;

struct question {
	const struct solve_question *q;
	double base; /* people of all in the base year */
};

static double base_of(const struct solve_input *in, int base_year)
{
	return count_total(&in->area->census, base_year);
}

static double people_of(const struct question *q, const struct solve_input *in, double children, double migrants)
{
	const struct scenario s = scenario_pair(children, migrants * base_of(in, q->q->base_year) / q->base);
	const struct path_request request = { .area = in->area,
					      .around = in->around,
					      .base_year = q->q->base_year,
					      .to = q->q->year,
					      .years = (q->q->year - q->q->base_year) % PROJECT_YEARS ? 1
												      : PROJECT_YEARS,
					      .m = q->q->m,
					      .scenario = &s,
					      .reference = q->q->reference };
	struct arena scratch = { 0 };
	struct path p;
	double people = people_path(&scratch, &p, &request) ? NAN : population_total(&p.at[p.n_steps]);

	arena_clear(&scratch);
	return people;
}

/* People in the year with that factor and so many additional migrants a year. */
static double attempt(const struct question *q, double children, double migrants)
{
	double sum = 0;

	for (size_t i = 0; i < q->q->n; i++)
		sum += people_of(q, &q->q->in[i], children, migrants);
	return sum;
}

/* By secants: one is enough where the projection is a line. */
static double migrants_for(const struct question *q, double children, double people)
{
	double x0 = 0, y0 = attempt(q, children, x0), x1 = probe_share * q->base, y1 = attempt(q, children, x1);

	for (int i = 0; i < SECANTS && y1 != y0; i++) {
		double x = x1 + (people - y1) * (x1 - x0) / (y1 - y0);

		x0 = x1;
		y0 = y1;
		x1 = x;
		y1 = attempt(q, children, x1);
		if (fabs(y1 - people) <= precise * people)
			return x1;
	}
	return NAN;
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

/* What the last five years had, of all members together: children for each woman, and in a woman's life (weighed by
 * women). */
static void past_births(double *child_woman_ratio, double *fertility, const struct solve_question *q)
{
	double children = 0, women = 0, lives = 0;

	for (size_t i = 0; i < q->n; i++) {
		const struct path_request request = { .area = q->in[i].area,
						      .around = q->in[i].around,
						      .base_year = q->base_year,
						      .to = q->base_year,
						      .years = PROJECT_YEARS,
						      .m = q->m,
						      .reference = q->reference };
		struct arena scratch = { 0 };
		struct path p;
		double here = 0;

		if (people_path(&scratch, &p, &request))
			continue;
		for (int a = PROJECT_FIRST_MOTHER; a <= PROJECT_LAST_MOTHER; a++)
			here += p.at[0].at[SEX_F][a];
		children += p.at[0].at[SEX_M][0] + p.at[0].at[SEX_F][0];
		lives += p.fertility[0] * here;
		women += here;
		arena_clear(&scratch);
	}
	*child_woman_ratio = women > 0 ? children / women : NAN;
	*fertility = women > 0 ? lives / women : NAN;
}

static const char *total_base(struct question *q)
{
	for (size_t i = 0; i < q->q->n; i++) {
		const struct solve_input *in = &q->q->in[i];
		struct past p;
		const char *flag = past_of(&p, &in->area->census, q->q->base_year);

		if (flag)
			return flag;
		q->base += base_of(in, q->q->base_year);
	}
	return NULL;
}

const char *people_solve(struct solution *out, const struct solve_question *asked)
{
	struct question q = { .q = asked };
	const char *flag = total_base(&q);
	double ratio, fertility;

	if (flag)
		return flag;
	memset(out, 0, sizeof *out);
	out->base_year = asked->base_year;
	out->year = asked->year;
	out->people = asked->people;
	out->as_in_the_past = attempt(&q, 1, 0);
	past_births(&ratio, &fertility, asked);
	for (int i = 0; i < SOLVE_PAIRS; i++) {
		struct solve_pair *pair = &out->pairs[i];

		pair->children = first_children + i * children_step;
		pair->child_woman_ratio = ratio * pair->children;
		pair->fertility = fertility * pair->children;
		pair->migrants = migrants_for(&q, pair->children, asked->people);
	}
	out->children_alone = children_for(&q, asked->people);
	return NULL;
}
