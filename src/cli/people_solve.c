#include "cli/command.h"
#include "usecase/people_areas.h"

#include <math.h>

static json_t *number_json(double x)
{
	return isnan(x) ? json_null() : json_real(x);
}

static json_t *solution_json(const struct area *area, const struct solution *s)
{
	json_t *pairs = json_array();

	for (int i = 0; i < SOLVE_PAIRS; i++) {
		const struct solve_pair *p = &s->pairs[i];

		json_array_append_new(pairs, json_pack("{s:f,s:o,s:o,s:o}", "children", p->children,
						       "child_woman_ratio", number_json(p->child_woman_ratio),
						       "fertility", number_json(p->fertility), "migrants_per_year",
						       number_json(p->migrants)));
	}
	return json_pack("{s:o,s:o,s:i,s:i,s:f,s:f,s:o,s:o,s:o}", "code", json_text(area->code), "name",
			 json_text(area->name), "base_year", s->base_year, "year", s->year, "at_least", s->people,
			 "as_in_the_past", s->as_in_the_past, "children_alone", number_json(s->children_alone),
			 "migrants_alone", number_json(s->pairs[SOLVE_PAIRS / 2].migrants), "pairs", pairs);
}

static const char *people(struct arena *a, double x)
{
	return isnan(x) ? "-" : arena_printf(a, "%.0f", x);
}

static void write_text(struct call *c, const struct area *area, const struct solution *s)
{
	call_say(c, "cli.solve-past", "name", text_z(c->arena, area->name), "base", NUM(s->base_year), "year",
		 NUM(s->year), "people", people(c->arena, s->as_in_the_past), "wanted", people(c->arena, s->people),
		 NULL);
	if (isnan(s->children_alone))
		call_say(c, "cli.solve-no-children", NULL);
	else
		call_say(c, "cli.solve-children", "factor", arena_printf(c->arena, "%.3f", s->children_alone), NULL);
	call_say(c, "cli.solve-migrants", "migrants",
		 arena_printf(c->arena, "%+.0f", s->pairs[SOLVE_PAIRS / 2].migrants), NULL);
	buf_printf(&c->out, "%s\n", call_label(c, "cli.solve-columns"));
	for (int i = 0; i < SOLVE_PAIRS; i++) {
		const struct solve_pair *p = &s->pairs[i];

		buf_printf(&c->out, "%5.2f        %6.4f  %10.2f  %+10.0f\n", p->children, p->child_woman_ratio,
			   p->fertility, p->migrants);
	}
}

static bool run(struct call *c, struct err *err)
{
	int64_t year = call_option(c, "year")->number, wanted = call_option(c, "at-least")->number;
	struct outlook_request q = { .to = (int)year };
	struct area area = { 0 };
	struct solution s;

	if (year < 1900 || year > 2999)
		return err_set(err, ERR_USAGE, "cli.bad-year", "option", "year", NULL);
	if (wanted <= 0 || wanted > 10000000000)
		return err_set(err, ERR_USAGE, "cli.solve-people", "people", NUM(wanted), NULL);
	if (!area_find(c->arena, &area, call_text(c, "area"), err) ||
	    !solve_area(&s, &c->context, &area, (double)wanted, &q, err))
		return false;
	if (c->json)
		c->answer = solution_json(&area, &s);
	else
		write_text(c, &area, &s);
	return true;
}

const struct command command_people_solve = {
	.words = "people solve",
	.summary = "cli.people-solve",
	.details = "cli.people-solve-details",
	.needs = NEEDS_STORE,
	.options = (const struct option[]){ { "area", "AREA", "cli.people-project-area", OPTION_TEXT, true },
					    { "year", "YEAR", "cli.people-solve-year", OPTION_INT, true },
					    { "at-least", "PEOPLE", "cli.people-solve-people", OPTION_INT, true },
					    { 0 } },
	.run = run,
};
