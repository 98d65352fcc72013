/* One command for two ways: from the store (cli/outlook.c), or from rates in a folder, which need no store at all. */
#include "cli/command.h"

#include "cli/outlook.h"
#include "usecase/project_rates.h"

static const char *age_label(struct arena *a, const struct projection *p, int group)
{
	int first = group * p->years_per_step;

	if (p->years_per_step == 1 && group < p->at[0].n_ages - 1)
		return arena_printf(a, "%d", first);
	if (group == p->at[0].n_ages - 1)
		return arena_printf(a, "%d+", first);
	return arena_printf(a, "%d-%d", first, first + p->years_per_step - 1);
}

static int year_of(const struct projection *p, int step)
{
	return p->first_year + step * p->years_per_step;
}

/* Doubles in full: 17 digits give the same bits when read again. */
static void write_csv(struct call *c, const struct projection *p)
{
	buf_puts(&c->out, "sex,age");
	for (int i = 0; i <= p->n_steps; i++)
		buf_printf(&c->out, ",%d", year_of(p, i));
	for (int s = 0; s < SEX_COUNT; s++) {
		for (int a = 0; a < p->at[0].n_ages; a++) {
			buf_printf(&c->out, "\n%s,%s", s == SEX_M ? "M" : "F", age_label(c->arena, p, a));
			for (int i = 0; i <= p->n_steps; i++)
				buf_printf(&c->out, ",%.17g", p->at[i].at[s][a]);
		}
	}
	buf_puts(&c->out, "\n");
}

static json_t *ages_json(const struct population *p, int sex)
{
	json_t *list = json_array();

	for (int a = 0; a < p->n_ages; a++)
		json_array_append_new(list, json_real(p->at[sex][a]));
	return list;
}

static json_t *projection_json(struct arena *arena, const struct projection *p)
{
	json_t *ages = json_array(), *years = json_array();

	for (int a = 0; a < p->at[0].n_ages; a++)
		json_array_append_new(ages, json_string(age_label(arena, p, a)));
	for (int i = 0; i <= p->n_steps; i++) {
		const struct flows *f = &p->flows[i];
		json_t *year =
			json_pack("{s:i,s:f,s:o,s:o}", "year", year_of(p, i), "total", population_total(&p->at[i]),
				  "male", ages_json(&p->at[i], SEX_M), "female", ages_json(&p->at[i], SEX_F));

		if (i)
			json_object_set_new(year, "change",
					    json_pack("{s:f,s:f,s:f}", "births", f->births[SEX_M] + f->births[SEX_F],
						      "deaths", f->deaths[SEX_M] + f->deaths[SEX_F], "migrants",
						      f->migrants[SEX_M] + f->migrants[SEX_F]));
		json_array_append_new(years, year);
	}
	return json_pack("{s:o,s:o}", "ages", ages, "years", years);
}

static void write_table(struct call *c, const struct projection *p)
{
	for (int i = 0; i <= p->n_steps; i++) {
		const struct flows *f = &p->flows[i];

		buf_printf(&c->out, "%d  %14.3f", year_of(p, i), population_total(&p->at[i]));
		if (i)
			buf_printf(&c->out, "  %+12.3f  %+12.3f  %+12.3f", f->births[SEX_M] + f->births[SEX_F],
				   -(f->deaths[SEX_M] + f->deaths[SEX_F]), f->migrants[SEX_M] + f->migrants[SEX_F]);
		else
			buf_printf(&c->out, "  %s", call_label(c, "cli.people-project-columns"));
		buf_puts(&c->out, "\n");
	}
}

static bool run_rates(struct call *c, struct err *err)
{
	struct rates_request q = { .first_year = 2020 };
	struct projection *p;

	if (!outlook_year(c, "from", &q.first_year, err) || !outlook_year(c, "to", &q.to, err) ||
	    !outlook_step(c, &q.years, err) || !project_rates(c->arena, &p, call_z(c, "rates"), &q, err))
		return false;
	if (c->json)
		c->answer = projection_json(c->arena, p);
	else if (call_has(c, "csv"))
		write_csv(c, p);
	else
		write_table(c, p);
	return true;
}

/* Rates say of births and migration all that there is to say: nothing is taken and then not heeded. */
static bool rates_alone(struct call *c, struct err *err)
{
	static const char *const others[] = { "scenario", "scenarios", "trajectories" };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (call_has(c, others[i]))
			return err_set(err, ERR_USAGE, "cli.people-rates-alone", "option", others[i], NULL);
	return true;
}

static bool run(struct call *c, struct err *err)
{
	int ways = call_has(c, "rates") + call_has(c, "area") + call_has(c, "all");

	if (ways != 1)
		return err_set(err, ERR_USAGE, "cli.people-project-one-way", NULL);
	return call_has(c, "rates") ? rates_alone(c, err) && run_rates(c, err) : outlook_run(c, err);
}

const struct command command_people_project = {
	.words = "people project",
	.summary = "cli.people-project",
	.details = "cli.people-project-details",
	.needs = OPENS_STORE,
	.options = (const struct option[]){ { "area", "AREA", "cli.people-project-area", OPTION_TEXT },
					    { "all", NULL, "cli.people-project-all", OPTION_FLAG },
					    { "rates", "DIR", "cli.people-project-rates", OPTION_TEXT },
					    { "from", "YEAR", "cli.people-project-from", OPTION_YEAR },
					    { "to", "YEAR", "cli.people-project-to", OPTION_YEAR },
					    { "step", "1|5", "cli.people-project-step", OPTION_INT },
					    { "scenario", "FILE", "cli.people-project-scenario", OPTION_TEXT },
					    { "scenarios", NULL, "cli.people-project-scenarios", OPTION_FLAG },
					    { "trajectories", "N", "cli.people-trajectories", OPTION_INT },
					    { "seed", "N", "cli.people-seed", OPTION_INT },
					    { "threads", "N", "cli.people-threads", OPTION_INT },
					    { "csv", NULL, "cli.people-project-csv", OPTION_FLAG },
					    { 0 } },
	.run = run,
};
