/* Figures are taken as the offices publish them and only added, subtracted and divided. Between two censuses nothing is
 * interpolated: a peak is that of the years that were counted, and is said to be so. */
#include "people/trend.h"

#include <math.h>
#include <string.h>

#include "people/trend_say.h"

static const char *const group_names[AGE_GROUP_COUNT] = { "0-14", "15-64", "65+", "75+" };
static const char *const method_names[AGE_METHOD_COUNT] = { "stated", "shared", "of-all" };

const char *age_group_name(enum age_group g)
{
	return group_names[g];
}

const char *age_method_name(enum age_method m)
{
	return method_names[m];
}

/* Groups of five years: 0-4 is 0, 65-69 is 13, 75-79 is 15. */
static const struct {
	int from, to; /* both inclusive */
} group_ages[AGE_GROUP_COUNT] = { { 0, 2 }, { 3, 12 }, { 13, AGES_MAX }, { 15, AGES_MAX } };

enum { GROUPS_LEAST = 16 /* 75+ must be told apart */ };

static double in_group(const struct population *p, enum age_group g)
{
	double sum = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = group_ages[g].from; a <= group_ages[g].to && a < p->n_ages; a++)
			sum += p->at[s][a];
	return sum;
}

static struct trend_count count_of(const struct counted *c)
{
	struct trend_count out = { .year = c->year, .total = c->total };
	struct population shared;
	double stated = population_total(&c->people), all;

	out.unknown = c->unknown[SEX_M] + c->unknown[SEX_F];
	out.has_ages = c->people.n_ages >= GROUPS_LEAST && stated > 0;
	if (!out.has_ages)
		return out;
	counted_share_unknown(&shared, c);
	all = stated + out.unknown;
	for (int g = 0; g < AGE_GROUP_COUNT; g++) {
		out.people[AGE_STATED][g] = out.people[AGE_OF_ALL][g] = in_group(&c->people, g);
		out.people[AGE_SHARED][g] = in_group(&shared, g);
		out.share[AGE_STATED][g] = out.people[AGE_STATED][g] / stated;
		out.share[AGE_SHARED][g] = out.people[AGE_SHARED][g] / population_total(&shared);
		out.share[AGE_OF_ALL][g] = out.people[AGE_OF_ALL][g] / all;
	}
	return out;
}

static void peak_take(struct trend_peak *p, int year, double value)
{
	p->first = !p->year;
	p->last = true;
	p->year = year;
	p->value = value;
}

/* Figures come by year. */
static void peak_see(struct trend_peak *p, int year, double value)
{
	if (!p->year || value > p->value)
		peak_take(p, year, value);
	else
		p->last = false;
}

/* 0.2099 stands at 21.0 %. The small addition: 0.21 as a double may lie below 0.21. */
static bool stands_at(double share, int percent, bool rounded)
{
	double tenths = share * 1000;

	return rounded ? floor(tenths + 0.5 + 1e-9) >= percent * 10 : tenths + 1e-9 >= percent * 10;
}

static void threshold_see(struct trend_threshold *t, const struct trend_count *c, bool first)
{
	for (int m = 0; m < AGE_METHOD_COUNT; m++) {
		double share = c->share[m][AGES_65_UP];

		if (!t->exact[m] && stands_at(share, t->percent, false))
			t->exact[m] = c->year;
		if (!t->rounded[m] && stands_at(share, t->percent, true)) {
			t->rounded[m] = c->year;
			t->rate[m] = share;
			t->from_the_start |= first && m == AGE_STATED;
		}
	}
}

static void counts_of(struct arena *a, struct trend_counts *out, const struct count_series *in)
{
	static const int percent[TREND_THRESHOLDS] = { 7, 14, 21 };
	bool first = true;

	for (int i = 0; i < TREND_THRESHOLDS; i++)
		out->thresholds[i].percent = percent[i];
	for (size_t i = 0; i < in->at.n; i++) {
		struct trend_count c = count_of(&in->at.at[i]);

		/* Men or women alone are no population, least of all one of nobody. */
		if (in->at.at[i].one_sex && in->at.at[i].total <= 0)
			continue;
		*LIST_ADD(a, &out->at) = c;
		peak_see(&out->total, c.year, c.total);
		if (!c.has_ages)
			continue;
		peak_see(&out->working_age, c.year, c.people[AGE_SHARED][AGES_15_64]);
		for (int t = 0; t < TREND_THRESHOLDS; t++)
			threshold_see(&out->thresholds[t], &c, first);
		first = false;
	}
}

static void turn_see(struct arena *a, struct trend_change *c, int year, double value, double *sign, double *before)
{
	double now = value > 0 ? 1 : value < 0 ? -1 : *sign;

	if (now < 0 && !c->first_decrease)
		c->first_decrease = year;
	if (*sign != 0 && now != *sign)
		*LIST_ADD(a, &c->turns) = (struct trend_turn){ year, *before, value };
	*sign = now;
	*before = value;
}

static void turns_of(struct arena *a, struct trend_change *c)
{
	double sign = 0, before = 0;

	for (size_t i = 0; i < c->at.n; i++)
		turn_see(a, c, c->at.at[i].year, c->at.at[i].value, &sign, &before);
}

/* Years that both have. */
static void difference(struct arena *a, struct trend_change *c, const struct yearly_series *plus,
		       const struct yearly_series *minus)
{
	for (size_t i = 0, k = 0; i < plus->at.n; i++) {
		while (k < minus->at.n && minus->at.at[k].year < plus->at.at[i].year)
			k++;
		if (k < minus->at.n && minus->at.at[k].year == plus->at.at[i].year)
			*LIST_ADD(a, &c->at) =
				(struct yearly){ plus->at.at[i].year, plus->at.at[i].value - minus->at.at[k].value };
	}
}

static void changes_of(struct arena *a, struct trend *t, const struct area_figures *f)
{
	static const struct {
		const char *series;
		bool natural;
		enum figure plus, minus; /* FIGURE_COUNT: the first alone */
	} from[CHANGE_KIND_COUNT] = {
		{ "register.natural-change", true, FIGURE_REGISTER_NATURAL, FIGURE_COUNT },
		{ "vital.natural-change", true, FIGURE_VITAL_BIRTHS, FIGURE_VITAL_DEATHS },
		{ "register.social-change", false, FIGURE_REGISTER_SOCIAL, FIGURE_COUNT },
		{ "register.domestic-balance", false, FIGURE_REGISTER_DOMESTIC_IN, FIGURE_REGISTER_DOMESTIC_OUT },
		{ "migration.balance", false, FIGURE_MIGRATION_IN, FIGURE_MIGRATION_OUT },
	};

	for (int k = 0; k < CHANGE_KIND_COUNT; k++) {
		struct trend_change *c = &t->changes[k];
		const struct yearly_series *plus = &f->yearly[from[k].plus];

		c->series = from[k].series;
		c->natural = from[k].natural;
		if (from[k].minus != FIGURE_COUNT)
			difference(a, c, plus, &f->yearly[from[k].minus]);
		else
			for (size_t i = 0; i < plus->at.n; i++)
				*LIST_ADD(a, &c->at) = plus->at.at[i];
		turns_of(a, c);
	}
}

void people_trend(struct arena *a, struct trend *out, const struct area_figures *figures)
{
	const struct yearly_series *registered = &figures->yearly[FIGURE_REGISTER_POPULATION];

	*out = (struct trend){ .code = figures->code, .name = figures->name };
	out->census.series = "census.population";
	out->ipss.series = "ipss2018.population";
	out->ipss.projected = true;
	counts_of(a, &out->census, &figures->census);
	counts_of(a, &out->ipss, &figures->ipss);
	for (size_t i = 0; i < registered->at.n; i++) {
		*LIST_ADD(a, &out->registered) = registered->at.at[i];
		peak_see(&out->registered_peak, registered->at.at[i].year, registered->at.at[i].value);
	}
	changes_of(a, out, figures);
	trend_say_all(a, out, figures->code);
}
