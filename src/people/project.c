#include "people/project.h"

#include <string.h>

/* docs/methods/projection.md, "How the ratios are chosen", has what else was tried. */
const struct project_method project_chosen = {
	.earlier = 0.15,
	.persons = 15,
	.women = 300,
	.towards = { 0, 0.3, 0.3, 0.05, 0.05, 0.15, 0.15, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2 },
};
const struct project_method project_last_interval = { 0 };

/* A group that tripled in five years has been moved by something that will not happen again (a barracks, a boundary).
 */
static const double largest_ratio = 3;

static const struct counted *count_of(const struct count_series *census, int year)
{
	for (size_t i = 0; i < census->at.n; i++)
		if (census->at.at[i].year == year)
			return &census->at.at[i];
	return NULL;
}

double count_total(const struct count_series *census, int year)
{
	const struct counted *c = count_of(census, year);

	return c ? c->total : 0;
}

const char *past_of(struct past *p, const struct count_series *census, int year)
{
	memset(p, 0, sizeof *p);
	p->year = year;
	for (int i = 0; i < PROJECT_CENSUSES; i++) {
		const struct counted *c = count_of(census, year - i * PROJECT_YEARS);
		bool by_age = c && c->people.n_ages == PROJECT_GROUPS;

		if (i < 2 && !by_age)
			return "people.flag-no-count";
		if (!by_age)
			break;
		counted_share_unknown(&p->at[i], c);
		if (i < 2 && !(population_total(&p->at[i]) > 0))
			return "people.flag-empty";
		p->n++;
	}
	return NULL;
}

int past_latest(const struct count_series *census)
{
	for (size_t i = census->at.n; i > 0; i--)
		if (census->at.at[i - 1].people.n_ages == PROJECT_GROUPS)
			return census->at.at[i - 1].year;
	return 0;
}

/* Those of whom group a of five years later is made. */
static double origin(const struct population *p, int s, int a)
{
	return a == PROJECT_GROUPS - 1 ? p->at[s][a - 1] + p->at[s][a] : p->at[s][a - 1];
}

/* People of group a at the ends of the intervals, and those whom they were at the beginnings. */
struct pooled {
	double now, before;
};

static struct pooled pooled(const struct past *p, int s, int a, double earlier)
{
	struct pooled x = { p->at[0].at[s][a], origin(&p->at[1], s, a) };

	if (p->n > 2) {
		x.now += earlier * p->at[1].at[s][a];
		x.before += earlier * origin(&p->at[2], s, a);
	}
	return x;
}

static double ratio_of(double now, double before, double otherwise)
{
	return before > 0 ? now / before : otherwise;
}

static double change_ratio(const struct past *area, const struct past *around, int s, int a,
			   const struct project_method *m)
{
	struct pooled there = pooled(around, s, a, m->earlier), here = pooled(area, s, a, m->earlier);
	double lent = ratio_of(there.now, there.before, 1);
	double own = ratio_of(here.now + m->persons * lent, here.before + m->persons, lent);
	double ratio = own + m->towards[a] * (lent - own);

	return ratio < largest_ratio ? ratio : largest_ratio;
}

static double mothers(const struct population *p)
{
	double sum = 0;

	for (int a = PROJECT_FIRST_MOTHER; a <= PROJECT_LAST_MOTHER; a++)
		sum += p->at[SEX_F][a];
	return sum;
}

void project_ratios(struct change_ratios *r, const struct past *area, const struct past *around,
		    const struct project_method *m)
{
	double here = mothers(&area->at[0]), there = mothers(&around->at[0]);

	memset(r, 0, sizeof *r);
	r->first_mother = PROJECT_FIRST_MOTHER;
	r->last_mother = PROJECT_LAST_MOTHER;
	for (int s = 0; s < SEX_COUNT; s++) {
		double lent = ratio_of(around->at[0].at[s][0], there, 0);

		r->children[s] = ratio_of(area->at[0].at[s][0] + m->women * lent, here + m->women, lent);
		for (int a = 1; a < PROJECT_GROUPS; a++)
			r->ratio[s][a] = change_ratio(area, around, s, a, m);
	}
}

const struct scenario scenario_none = { .children = 1 };

static bool comes(int a)
{
	return a <= 1 || (a >= 4 && a <= 7); /* 0-9, 20-39 */
}

/* Additional people of the step that ends in `end`. */
static double additional(const struct scenario *scenario, int end)
{
	int from = scenario->migrants_from > end - PROJECT_YEARS ? scenario->migrants_from : end - PROJECT_YEARS;
	double sum = from < end ? scenario->migrants * (end - from) : 0;

	for (int i = 0; i < scenario->n_events; i++)
		if (scenario->events[i].year > end - PROJECT_YEARS && scenario->events[i].year <= end)
			sum += scenario->events[i].people;
	return sum;
}

/* Nobody can leave who is not there. */
static void migrate(struct population *p, const struct population *base, double people, int first, int last)
{
	double families = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = 0; a < PROJECT_GROUPS; a++)
			families += comes(a) ? base->at[s][a] : 0;
	for (int s = 0; s < SEX_COUNT && families > 0; s++)
		for (int a = first; a <= last; a++) {
			double m = comes(a) ? people * base->at[s][a] / families : 0;

			p->at[s][a] = p->at[s][a] + m > 0 ? p->at[s][a] + m : 0;
		}
}

static double children_factor(const struct scenario *scenario, int base_year, int year)
{
	if (year >= scenario->children_by)
		return scenario->children;
	return 1 + (scenario->children - 1) * (year - base_year) / (scenario->children_by - base_year);
}

/* Migrants come before the children are counted: their women are mothers too. */
void project_step(struct area_projection *p, const struct change_ratios *r, const struct scenario *scenario)
{
	struct population *after = &p->at[p->n_steps + 1];
	const int end = p->base_year + (p->n_steps + 1) * PROJECT_YEARS;
	const double people = additional(scenario, end), factor = children_factor(scenario, p->base_year, end);
	double mothers_then;

	cohort_change(after, &p->at[p->n_steps], r);
	migrate(after, &p->at[0], people, 1, PROJECT_GROUPS - 1);
	mothers_then = mothers(after);
	for (int s = 0; s < SEX_COUNT; s++)
		after->at[s][0] = factor * r->children[s] * mothers_then;
	migrate(after, &p->at[0], people, 0, 0);
	p->n_steps++;
}

const char *people_project_scenario(struct area_projection *p, const struct area_figures *area,
				    const struct area_figures *around, int base_year, int to,
				    const struct project_method *m, const struct scenario *scenario)
{
	struct past here, there;
	struct change_ratios r;
	const char *flag = past_of(&here, &area->census, base_year);

	if (!flag)
		flag = past_of(&there, around ? &around->census : &area->census, base_year);
	if (flag)
		return flag;
	memset(p, 0, sizeof *p);
	p->base_year = base_year;
	p->at[0] = here.at[0];
	project_ratios(&r, &here, &there, m);
	while (p->n_steps < PROJECT_STEPS && base_year + p->n_steps * PROJECT_YEARS < to)
		project_step(p, &r, scenario);
	return NULL;
}

const char *people_project(struct area_projection *p, const struct area_figures *area,
			   const struct area_figures *around, int base_year, int to, const struct project_method *m)
{
	return people_project_scenario(p, area, around, base_year, to, m, &scenario_none);
}
