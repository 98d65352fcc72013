/* Additional people are counts, not rates: a policy is said to bring so many families, and an earthquake to drive out
 * so many. They are spread over the ages meant as the area's own people of these ages are in the base year, since
 * nobody says more; young families where no ages are given. Rejected: spreading them over all ages, which has the
 * retired move in where a factory opens. */
#include "people/scenario.h"

#include <math.h>
#include <string.h>

const struct scenario_who scenario_families = { .sex = { true, true }, .n = 2, .ages = { { 0, 9 }, { 20, 39 } } };
const struct scenario_who scenario_everyone = { .sex = { true, true }, .n = 1, .ages = { { 0, SCENARIO_OPEN } } };
const struct scenario scenario_none = { .births = BIRTHS_AS_BEFORE };

struct scenario scenario_pair(double factor, double migrants)
{
	return (struct scenario){
		.births = BIRTHS_FACTOR,
		.children = factor,
		.n_migrations = 1,
		.migrations = { { .how = MIGRATION_SHIFT, .who = scenario_families, .value = migrants } },
	};
}

struct scenario scenario_share(const struct scenario *whole, double share)
{
	struct scenario s = *whole;

	for (int i = 0; i < s.n_migrations; i++)
		if (s.migrations[i].how == MIGRATION_SHIFT)
			s.migrations[i].value *= share;
	for (int i = 0; i < s.n_events; i++)
		s.events[i].people *= share;
	return s;
}

bool scenario_about(const struct scenario_who *who, int sex, int age)
{
	for (int i = 0; i < who->n; i++)
		if (who->sex[sex] && age >= who->ages[i].first && age <= who->ages[i].last)
			return true;
	return false;
}

double scenario_way(int base_year, int by, int year)
{
	if (year >= by || by <= base_year)
		return 1;
	return year > base_year ? (double)(year - base_year) / (by - base_year) : 0;
}

double scenario_scale(const struct scenario *s, int sex, int age, int base_year, int year)
{
	double scale = 1;

	for (int i = 0; i < s->n_migrations; i++) {
		const struct scenario_migration *m = &s->migrations[i];

		if (m->how == MIGRATION_SCALE && scenario_about(&m->who, sex, age))
			scale *= 1 + (m->value - 1) * scenario_way(base_year, m->by, year);
	}
	return scale;
}

bool scenario_adds(const struct scenario *s)
{
	for (int i = 0; i < s->n_migrations; i++)
		if (s->migrations[i].how != MIGRATION_SCALE)
			return true;
	return s->n_events > 0;
}

/* Additional people of a shift in the years of a step. */
static double shifted(const struct scenario_migration *m, int base_year, int end, int years)
{
	const int from = m->from > base_year ? m->from : base_year;
	double sum = 0;

	for (int year = end - years + 1; year <= end; year++)
		sum += year > from ? m->value * scenario_way(from, m->by, year) : 0;
	return sum;
}

/* Where nobody of those ages lives, all of their groups take the same. */
static void spread(double people[SEX_COUNT][AGES_MAX], const struct scenario_who *who, double count,
		   const struct population *base, int years)
{
	double there = 0, cells = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = 0; a < base->n_ages; a++)
			if (scenario_about(who, s, a * years)) {
				there += base->at[s][a];
				cells++;
			}
	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = 0; a < base->n_ages; a++)
			if (scenario_about(who, s, a * years))
				people[s][a] += count * (there > 0 ? base->at[s][a] / there : 1 / cells);
}

void scenario_people(double people[SEX_COUNT][AGES_MAX], const struct scenario *s, const struct population *base,
		     int base_year, int end, int years, double net)
{
	memset(people, 0, SEX_COUNT * sizeof people[0]);
	for (int i = 0; i < s->n_migrations; i++) {
		const struct scenario_migration *m = &s->migrations[i];

		if (m->how == MIGRATION_SHIFT)
			spread(people, &m->who, shifted(m, base_year, end, years), base, years);
		else if (m->how == MIGRATION_BALANCE)
			spread(people, &m->who, -net * scenario_way(base_year, m->by, end), base, years);
	}
	for (int i = 0; i < s->n_events; i++)
		if (s->events[i].year > end - years && s->events[i].year <= end)
			spread(people, &s->events[i].who, s->events[i].people, base, years);
}
