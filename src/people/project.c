/* Cohort change ratios (Hamilton & Perry 1962): survival and net migration of a group in one number, since municipal
 * deaths by age are not published with the census. A ratio is drawn towards that of the prefecture twice: by so many
 * lent people, which matters in small groups, and by a share for each age, which matters everywhere. Rejected: rates of
 * survival and of migration apart, and trends in them; docs/methods/projection.md has the errors of each. */
#include "people/project.h"

#include <string.h>

/* docs/methods/projection.md, "How the ratios are chosen", has what else was tried. */
const struct project_method project_chosen = {
	.earlier = 0.15,
	.persons = 15,
	.women = 300,
	.towards = { 0, 0.3, 0.3, 0.05, 0.05, 0.15, 0.15, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2 },
};

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

bool boundary_changed(const struct count_series *census, int from, int to)
{
	for (size_t i = 0; i < census->taken_in.n; i++)
		if (census->taken_in.at[i] > from && census->taken_in.at[i] <= to)
			return true;
	return false;
}

/* Why a count cannot be used; NULL: it can. */
static const char *unusable(const struct counted *c)
{
	if (c && c->one_sex)
		return "people.flag-one-sex";
	if (!c || c->people.n_ages != PROJECT_GROUPS)
		return "people.flag-no-count";
	if (!population_check(&c->people, NULL) || !(c->unknown[SEX_M] >= 0) || !(c->unknown[SEX_F] >= 0))
		return "people.flag-negative";
	return population_total(&c->people) > 0 ? NULL : "people.flag-empty";
}

const char *past_of(struct past *p, const struct count_series *census, int year)
{
	memset(p, 0, sizeof *p);
	p->year = year;
	for (int i = 0; i < PROJECT_CENSUSES; i++) {
		const int then = year - i * PROJECT_YEARS;
		const struct counted *c = count_of(census, then);
		const char *flag = unusable(c);

		if (!flag && boundary_changed(census, then, then + PROJECT_YEARS) && i)
			flag = "people.flag-boundary";
		if (flag)
			return i < 2 ? flag : NULL;
		counted_share_unknown(&p->at[i], c);
		p->n++;
	}
	return NULL;
}

void past_around(struct past *p, const struct area_figures *around, const struct past *here)
{
	if (!around || past_of(p, &around->census, here->year))
		*p = *here;
}

int past_latest(const struct count_series *census)
{
	for (size_t i = census->at.n; i > 0; i--)
		if (census->at.at[i - 1].people.n_ages == PROJECT_GROUPS || census->at.at[i - 1].one_sex)
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

const char *people_project(struct area_projection *p, const struct area_figures *area,
			   const struct area_figures *around, int base_year, int to, const struct project_method *m)
{
	struct past here, there;
	struct change_ratios r;
	const char *flag = past_of(&here, &area->census, base_year);

	if (flag)
		return flag;
	past_around(&there, around, &here);
	memset(p, 0, sizeof *p);
	p->base_year = base_year;
	p->at[0] = here.at[0];
	project_ratios(&r, &here, &there, m);
	for (; p->n_steps < PROJECT_STEPS && base_year + p->n_steps * PROJECT_YEARS < to; p->n_steps++)
		cohort_change(&p->at[p->n_steps + 1], &p->at[p->n_steps], &r);
	return NULL;
}
