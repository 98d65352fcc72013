/* The curve of births and migration, and below it what each KPI of the plan would add. */
#include "cli/command.h"
#include "cli/outlook.h"
#include "usecase/kpi_effect.h"

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

static json_t *decimal_json(bool has, struct decimal d)
{
	return has ? json_string(DEC(d)) : json_null();
}

static json_t *effects_json(const struct kpi_effects *effects)
{
	json_t *list = json_array();

	for (size_t i = 0; i < effects->at.n; i++) {
		const struct kpi_effect *e = &effects->at.at[i];
		const char *channel = effect_channel_name(e->channel);

		json_array_append_new(
			list,
			json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:b,s:o,s:o,s:o}", "key", json_text(e->key), "name",
				  json_text(e->name), "unit", json_text(e->unit), "channel",
				  channel ? json_string(channel) : json_null(), "series", json_opt_text(e->series),
				  "current", decimal_json(e->has_current, e->current), "target",
				  decimal_json(e->has_current, e->target), "from_baseline", e->from_baseline, "by",
				  e->by ? json_integer(e->by) : json_null(), "people",
				  e->reason ? json_null() : json_real(e->people), "reason", reason_json(e->reason)));
	}
	return list;
}

static void write_effects(struct call *c, const struct kpi_effects *effects)
{
	if (!effects->plan.n) {
		call_say(c, "cli.solve-no-plan", NULL);
		return;
	}
	call_say(c, "cli.solve-kpis", "plan", text_z(c->arena, effects->plan), "year", NUM(effects->year), NULL);
	for (size_t i = 0; i < effects->at.n; i++) {
		const struct kpi_effect *e = &effects->at.at[i];
		const char *key = text_z(c->arena, e->key), *name = text_z(c->arena, e->name);

		if (e->reason)
			call_say(c, "cli.solve-kpi-none", "key", key, "name", name, "reason", call_label(c, e->reason),
				 NULL);
		else
			call_say(c, "cli.solve-kpi", "key", key, "name", name, "current", DEC(e->current), "target",
				 DEC(e->target), "unit", text_z(c->arena, e->unit), "by", NUM(e->by), "people",
				 people_signed(c->arena, e->people), NULL);
	}
}

/* What is missing, or what may be missing where the past going on is enough. */
static void say_alone(struct call *c, const struct solution *s)
{
	const bool held = s->as_in_the_past >= s->people;
	const double migrants = s->pairs[SOLVE_PAIRS / 2].migrants;

	if (held)
		call_say(c, "cli.solve-held", NULL);
	if (isnan(s->children_alone))
		call_say(c, held ? "cli.solve-no-births" : "cli.solve-no-children", NULL);
	else
		call_say(c, held ? "cli.solve-children-spare" : "cli.solve-children", "factor",
			 arena_printf(c->arena, "%.3f", s->children_alone), NULL);
	if (isnan(migrants))
		call_say(c, "cli.solve-no-migrants", NULL);
	else
		call_say(c, held ? "cli.solve-migrants-spare" : "cli.solve-migrants", "migrants",
			 held ? people_text(c->arena, -migrants) : people_signed(c->arena, migrants), NULL);
}

static void write_text(struct call *c, const struct area *area, const struct solution *s)
{
	call_say(c, "cli.solve-past", "name", text_z(c->arena, area->name), "base", NUM(s->base_year), "year",
		 NUM(s->year), "people", people_text(c->arena, s->as_in_the_past), "wanted",
		 people_text(c->arena, s->people), NULL);
	say_alone(c, s);
	buf_printf(&c->out, "%s\n", call_label(c, "cli.solve-columns"));
	for (int i = 0; i < SOLVE_PAIRS; i++) {
		const struct solve_pair *p = &s->pairs[i];

		buf_printf(&c->out, "%5.2f        %6.4f  %10.2f  ", p->children, p->child_woman_ratio, p->fertility);
		people_column(&c->out, people_signed(c->arena, p->migrants), 10);
		buf_puts(&c->out, "\n");
	}
}

static bool run(struct call *c, struct err *err)
{
	int64_t year = call_option(c, "year")->number, wanted = call_option(c, "at-least")->number;
	struct outlook_request q = { .to = (int)year };
	struct area area = { 0 };
	struct kpi_effects effects;
	struct solution s;

	if (year < 1900 || year > 2999)
		return err_set(err, ERR_USAGE, "cli.bad-year", "option", "year", NULL);
	if (wanted <= 0 || wanted > 10000000000)
		return err_set(err, ERR_USAGE, "cli.solve-people", "people", NUM(wanted), NULL);
	if (!area_find(c->arena, &area, call_text(c, "area"), err) ||
	    !solve_area(&s, &c->context, &area, (double)wanted, &q, err) ||
	    !kpi_effects(&effects, &c->context, &area, call_text(c, "plan"), &q, err))
		return false;
	if (c->json) {
		c->answer = solution_json(&area, &s);
		json_object_set_new(c->answer, "plan", json_opt_text(effects.plan));
		json_object_set_new(c->answer, "kpis", effects_json(&effects));
	} else {
		write_text(c, &area, &s);
		write_effects(c, &effects);
	}
	return true;
}

const struct command command_people_solve = {
	.words = "people solve",
	.summary = "cli.people-solve",
	.details = "cli.people-solve-details",
	.needs = NEEDS_STORE | NEEDS_PLAN,
	.options = (const struct option[]){ { "area", "AREA", "cli.people-project-area", OPTION_TEXT, true },
					    { "year", "YEAR", "cli.people-solve-year", OPTION_YEAR, true },
					    { "at-least", "PEOPLE", "cli.people-solve-people", OPTION_INT, true },
					    { 0 } },
	.run = run,
};
