/* Whatever a scenario's file holds: it is refused with a sentence, or what was read is within its bounds, and
 * projecting a town by it gives possible people and a balance. */
#include "fuzz.h"

#include <math.h>

#include "people/path.h"
#include "usecase/scenario.h"

static void check_who(const struct scenario_who *who)
{
	MUST(who->n >= 1 && who->n <= SCENARIO_RANGES && (who->sex[SEX_M] || who->sex[SEX_F]));
	for (int i = 0; i < who->n; i++)
		MUST(who->ages[i].first >= 0 && who->ages[i].first % 5 == 0 && who->ages[i].last > who->ages[i].first);
}

static void check_scenario(const struct scenario *s)
{
	MUST(s->n_migrations >= 0 && s->n_migrations <= SCENARIO_RULES && s->n_events >= 0 &&
	     s->n_events <= SCENARIO_RULES);
	MUST(s->children >= 0 && s->children <= 10);
	for (int i = 0; i < s->n_migrations; i++) {
		check_who(&s->migrations[i].who);
		MUST(isfinite(s->migrations[i].value));
	}
	for (int i = 0; i < s->n_events; i++) {
		check_who(&s->events[i].who);
		MUST(isfinite(s->events[i].people) && s->events[i].year >= 1900);
	}
}

static void count_town(struct counted *c, int year, double people)
{
	*c = (struct counted){ .year = year, .people.n_ages = PROJECT_GROUPS, .total = 2 * PROJECT_GROUPS * people };
	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = 0; g < PROJECT_GROUPS; g++)
			c->people.at[s][g] = people;
}

static void check_path(const struct path *p)
{
	for (int i = 1; i <= p->n_steps; i++) {
		double before = population_total(&p->at[i - 1]), after = population_total(&p->at[i]), change = 0;

		MUST(population_check(&p->at[i], NULL));
		for (int s = 0; s < SEX_COUNT; s++)
			change += p->flows[i].births[s] - p->flows[i].deaths[s] + p->flows[i].migrants[s];
		MUST(fabs(before + change - after) <= 1e-9 * fmax(fmax(1, before), after));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reference_table reference;
	struct counted counts[2];
	struct area_figures town = { .census.at = { counts, 2, 2 } };
	struct path_request q = { &town, NULL, 2015, 2040, 5, &project_chosen, NULL, &reference };
	scenario_list list = { 0 };
	struct arena a = { 0 };
	struct err err = { 0 };

	if (!(reference.of[0].infants[0] > 0))
		reference_read(&reference);
	count_town(&counts[0], 2010, 100);
	count_town(&counts[1], 2015, 110);
	if (!scenario_parse(&a, &list, (struct text){ (const char *)data, size }, "fuzz", &err)) {
		MUST(err.kind != ERR_NONE && *msg_say(&a, LANG_JA, &err.msg) && !list.n);
		arena_clear(&a);
		return 0;
	}
	MUST(list.n >= 1 && list.n <= SCENARIOS_MAX);
	for (size_t i = 0; i < list.n; i++) {
		struct path p;

		check_scenario(&list.at[i].s);
		q.scenario = &list.at[i].s;
		q.years = i % 2 ? 1 : 5;
		MUST(!people_path(&a, &p, &q));
		check_path(&p);
	}
	arena_clear(&a);
	return 0;
}
