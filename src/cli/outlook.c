#include "cli/outlook.h"

#include "usecase/people_areas.h"
#include "usecase/scenario.h"

enum { FIRST_YEAR_MIN = 1900, LAST_YEAR_MAX = 2999 };

static int year_of(const struct outlook *o, int step)
{
	return o->path.base_year + step * o->path.years;
}

json_t *reason_json(const char *id)
{
	struct msg m = { .id = id };

	return id ? json_msg(&m) : json_null();
}

static const char *age_label(struct arena *a, int group)
{
	if (group == PROJECT_GROUPS - 1)
		return arena_printf(a, "%d+", group * PROJECT_YEARS);
	return arena_printf(a, "%d-%d", group * PROJECT_YEARS, (group + 1) * PROJECT_YEARS - 1);
}

/* Of the path's own groups. */
static const char *path_label(struct arena *a, const struct path *p, int group)
{
	if (p->years != 1)
		return age_label(a, group);
	return arena_printf(a, group == ONEYEAR_AGES - 1 ? "%d+" : "%d", group);
}

static json_t *ages_json(const struct population *p, int sex)
{
	json_t *list = json_array();

	for (int a = 0; a < p->n_ages; a++)
		json_array_append_new(list, json_real(p->at[sex][a]));
	return list;
}

static json_t *change_json(const struct flows *f)
{
	return json_pack("{s:f,s:f,s:f}", "births", f->births[SEX_M] + f->births[SEX_F], "deaths",
			 f->deaths[SEX_M] + f->deaths[SEX_F], "migrants", f->migrants[SEX_M] + f->migrants[SEX_F]);
}

/* Intervals are known for steps of five years. */
static int interval_of(const struct outlook *o, int step)
{
	int years = step * o->path.years;

	return years % PROJECT_YEARS || years / PROJECT_YEARS > o->n_intervals ? 0 : years / PROJECT_YEARS;
}

static json_t *year_json(const struct outlook *o, int step)
{
	const struct population *ages = &o->path.at[step];
	struct population p;
	int known = interval_of(o, step);
	json_t *year;

	path_groups(&p, &o->path, step);
	year = json_pack("{s:i,s:f,s:f,s:f,s:f,s:f,s:o,s:o,s:o,s:f}", "year", year_of(o, step), "total",
			 population_total(&p), "0-14", outlook_people(&p, 0, 2), "15-64", outlook_people(&p, 3, 12),
			 "65+", outlook_people(&p, 13, PROJECT_GROUPS - 1), "75+",
			 outlook_people(&p, 15, PROJECT_GROUPS - 1), "male", ages_json(ages, SEX_M), "female",
			 ages_json(ages, SEX_F), "change", step ? change_json(&o->path.flows[step]) : json_null(),
			 "fertility", o->path.fertility[step]);
	if (known) {
		json_object_set_new(year, "interval80", json_pack("[f,f]", o->low80[known], o->high80[known]));
		json_object_set_new(year, "interval95", json_pack("[f,f]", o->low95[known], o->high95[known]));
	}
	return year;
}

static json_t *quantiles_json(const double *at)
{
	json_t *list = json_array();

	for (int k = 0; k < FAN_QUANTILES; k++)
		json_array_append_new(list, json_real(at[k]));
	return list;
}

static const char *series_label(struct arena *a, const struct path *p, int series)
{
	static const char *const labels[FAN_GROUPS] = { "total", "0-14", "15-64", "65+", "75+" };

	return series < FAN_GROUPS ? labels[series] : path_label(a, p, series - FAN_GROUPS);
}

/* Each series: quantiles by year, the base year first. */
static json_t *fan_json(struct arena *a, const struct outlook *o)
{
	const struct fan *fan = o->fan;
	json_t *levels = quantiles_json(fan_quantiles), *groups = json_object(), *ages = json_object();

	for (int s = 0; s < fan->n_series; s++) {
		json_t *list = json_array();

		for (int i = 0; i <= fan->n_steps; i++)
			json_array_append_new(list, quantiles_json(fan_at(fan, i, s)));
		json_object_set_new(s < FAN_GROUPS ? groups : ages, series_label(a, &o->path, s), list);
	}
	return json_pack("{s:o,s:o,s:o}", "quantiles", levels, "groups", groups, "ages", ages);
}

static json_t *outlook_json(struct call *c, const struct outlook *o)
{
	json_t *years = json_array(), *ages = json_array();

	for (int i = 0; !o->flag && i <= o->path.n_steps; i++)
		json_array_append_new(years, year_json(o, i));
	for (int a = 0; !o->flag && a < o->path.at[0].n_ages; a++)
		json_array_append_new(ages, json_string(path_label(c->arena, &o->path, a)));
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "code", json_text(o->code), "name", json_text(o->name),
			 "scenario", o->scenario.n ? json_text(o->scenario) : json_null(), "base_year",
			 o->flag ? json_null() : json_integer(o->p.base_year), "flag", reason_json(o->flag), "ages",
			 ages, "years", years, "trajectories",
			 o->fan && !o->flag ? fan_json(c->arena, o) : json_null());
}

/* With the area's code before each row where there are several; doubles in full. */
static bool csv_rows(struct call *c, const struct outlook *o, bool several, struct err *err)
{
	for (int s = 0; s < SEX_COUNT; s++) {
		for (int a = 0; a < o->path.at[0].n_ages; a++) {
			if (several)
				buf_printf(&c->out, "%.*s,", (int)o->code.n, o->code.p);
			buf_printf(&c->out, "%s,%s", s == SEX_M ? "M" : "F", path_label(c->arena, &o->path, a));
			for (int i = 0; i <= o->path.n_steps; i++)
				buf_printf(&c->out, ",%.17g", o->path.at[i].at[s][a]);
			buf_puts(&c->out, "\n");
		}
	}
	return call_flush(c, err);
}

static void csv_head(struct call *c, const struct outlook *o, bool several)
{
	buf_puts(&c->out, several ? "code,sex,age" : "sex,age");
	for (int i = 0; i <= o->path.n_steps; i++)
		buf_printf(&c->out, ",%d", year_of(o, i));
	buf_puts(&c->out, "\n");
}

static void table_row(struct call *c, const struct outlook *o, int step)
{
	const struct flows *f = &o->path.flows[step];
	const int known = interval_of(o, step);
	struct population p;

	path_groups(&p, &o->path, step);
	buf_printf(&c->out, "%d  %10.0f  %9.0f  %10.0f  %10.0f", year_of(o, step), population_total(&p),
		   outlook_people(&p, 0, 2), outlook_people(&p, 3, 12), outlook_people(&p, 13, PROJECT_GROUPS - 1));
	if (step)
		buf_printf(&c->out, "  %8.0f  %8.0f  %+9.0f", f->births[SEX_M] + f->births[SEX_F],
			   f->deaths[SEX_M] + f->deaths[SEX_F], f->migrants[SEX_M] + f->migrants[SEX_F]);
	if (step && o->fan)
		buf_printf(&c->out, "  %10.0f - %.0f", fan_at(o->fan, step, FAN_TOTAL)[1],
			   fan_at(o->fan, step, FAN_TOTAL)[3]);
	else if (known)
		buf_printf(&c->out, "  %10.0f - %.0f", o->low80[known], o->high80[known]);
	buf_puts(&c->out, "\n");
}

static void write_table(struct call *c, const struct outlook *o)
{
	call_put(c, o->name.n ? o->name : o->code);
	if (o->scenario.n) {
		buf_puts(&c->out, "  ");
		call_put(c, o->scenario);
	}
	buf_printf(&c->out, "\n%s\n", call_label(c, "cli.outlook-columns"));
	for (int i = 0; i <= o->path.n_steps; i++)
		table_row(c, o, i);
}

static bool answer_one(struct call *c, const struct outlook *o, struct err *err)
{
	if (o->flag)
		return err_set(err, ERR_INPUT, o->flag, NULL);
	if (c->json) {
		c->answer = outlook_json(c, o);
	} else if (call_has(c, "csv")) {
		csv_head(c, o, false);
		return csv_rows(c, o, false, err);
	} else {
		write_table(c, o);
	}
	return true;
}

/* The first area that has a future; of it are the years of the head. */
static const struct outlook *first_of(const outlook_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (!list->at[i].flag)
			return &list->at[i];
	return NULL;
}

/* Areas without a future have no rows; how many they are is said beside the answer. */
static bool csv_all(struct call *c, const outlook_list *list, const struct outlook *first, struct err *err)
{
	int64_t left_out = 0;

	csv_head(c, first, true);
	for (size_t i = 0; i < list->n; i++) {
		const struct outlook *o = &list->at[i];

		if (o->flag)
			left_out++;
		else if (o->p.base_year != first->p.base_year)
			return err_set(err, ERR_INPUT, "people.base-years-differ", "code", text_z(c->arena, o->code),
				       "year", NUM(o->p.base_year), "first", NUM(first->p.base_year), NULL);
		else if (!csv_rows(c, o, true, err))
			return false;
	}
	if (left_out) {
		struct msg m = msg_make(c->arena, "cli.outlook-left-out", "n", NUM(left_out), NULL);

		call_note(c, &m);
	}
	return true;
}

static void table_all(struct call *c, const outlook_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct outlook *o = &list->at[i];

		call_put(c, o->code);
		if (o->flag)
			buf_printf(&c->out, "  %s", call_label(c, o->flag));
		else
			buf_printf(&c->out, "  %d %11.0f  %d %11.0f", o->p.base_year, population_total(&o->p.at[0]),
				   year_of(o, o->path.n_steps), population_total(&o->path.at[o->path.n_steps]));
		buf_puts(&c->out, "  ");
		call_put(c, o->name);
		buf_puts(&c->out, "\n");
	}
}

static bool answer_all(struct call *c, const outlook_list *list, struct err *err)
{
	const struct outlook *first = first_of(list);

	if (!first)
		return err_set(err, ERR_INPUT, "people.flag-no-count", NULL);
	if (c->json) {
		json_t *areas = json_array();

		for (size_t i = 0; i < list->n; i++)
			json_array_append_new(areas, outlook_json(c, &list->at[i]));
		c->answer = json_pack("{s:o}", "areas", areas);
	} else if (call_has(c, "csv")) {
		return csv_all(c, list, first, err);
	} else {
		table_all(c, list);
	}
	return true;
}

static bool years(struct call *c, struct outlook_request *q, struct err *err)
{
	int64_t from = call_option(c, "from")->number, to = call_option(c, "to")->number;

	if (call_has(c, "from") && (from < FIRST_YEAR_MIN || from > LAST_YEAR_MAX))
		return err_set(err, ERR_USAGE, "cli.bad-year", "option", "from", NULL);
	if (call_has(c, "to") && (to < FIRST_YEAR_MIN || to > LAST_YEAR_MAX))
		return err_set(err, ERR_USAGE, "cli.bad-year", "option", "to", NULL);
	q->from = (int)from;
	q->to = (int)to;
	return true;
}

static bool trajectories(struct call *c, struct outlook_request *q, struct err *err)
{
	int64_t n = call_option(c, "trajectories")->number, seed = call_option(c, "seed")->number;

	if (call_has(c, "trajectories") && (n < 2 || n > FAN_TRAJECTORIES_MAX))
		return err_set(err, ERR_USAGE, "cli.people-trajectories-count", "most", NUM(FAN_TRAJECTORIES_MAX),
			       NULL);
	if (call_has(c, "trajectories") && call_has(c, "csv"))
		return err_set(err, ERR_USAGE, "cli.people-trajectories-csv", NULL);
	q->trajectories = (int)n;
	q->seed = call_has(c, "seed") ? (uint64_t)seed : 1;
	return true;
}

static bool step(struct call *c, struct outlook_request *q, struct err *err)
{
	int64_t years = call_has(c, "step") ? call_option(c, "step")->number : PROJECT_YEARS;

	if (years != 1 && years != PROJECT_YEARS)
		return err_set(err, ERR_USAGE, "cli.people-step-width", "step", NUM(years), NULL);
	q->years = (int)years;
	return true;
}

/* Scenarios of the file, or the standard ones. Side by side they are for one area, as a table or JSON. */
static bool scenarios(struct call *c, scenario_list *list, struct err *err)
{
	if (call_has(c, "scenario") && call_has(c, "scenarios"))
		return err_set(err, ERR_USAGE, "cli.people-scenarios-one-way", NULL);
	if (call_has(c, "scenarios"))
		scenario_standard(c->arena, list);
	else if (call_has(c, "scenario") && !scenario_read(c->arena, list, call_z(c, "scenario"), err))
		return false;
	if (list->n > 1 && (call_has(c, "all") || call_has(c, "csv")))
		return err_set(err, ERR_USAGE, "cli.people-scenarios-many", "n", NUM((int64_t)list->n), NULL);
	return true;
}

static void side_by_side(struct call *c, const outlook_list *list)
{
	const struct outlook *first = &list->at[0];

	call_put(c, first->name.n ? first->name : first->code);
	buf_puts(&c->out, "\n");
	for (size_t k = 0; k < list->n; k++) {
		buf_printf(&c->out, "%zu  ", k + 1);
		call_put(c, list->at[k].scenario);
		buf_puts(&c->out, "\n");
	}
	buf_puts(&c->out, "    ");
	for (size_t k = 0; k < list->n; k++)
		buf_printf(&c->out, "  %10zu", k + 1);
	for (int i = 0; i <= first->path.n_steps; i++) {
		buf_printf(&c->out, "\n%d", year_of(first, i));
		for (size_t k = 0; k < list->n; k++)
			buf_printf(&c->out, "  %10.0f", population_total(&list->at[k].path.at[i]));
	}
	buf_puts(&c->out, "\n");
}

static bool answer_several(struct call *c, const outlook_list *list, struct err *err)
{
	json_t *all = NULL;

	if (list->at[0].flag)
		return err_set(err, ERR_INPUT, list->at[0].flag, NULL);
	if (!c->json) {
		side_by_side(c, list);
		return true;
	}
	all = json_array();
	for (size_t k = 0; k < list->n; k++)
		json_array_append_new(all, outlook_json(c, &list->at[k]));
	c->answer = json_pack("{s:o,s:o,s:o}", "code", json_text(list->at[0].code), "name", json_text(list->at[0].name),
			      "scenarios", all);
	return true;
}

static bool run_area(struct call *c, const struct outlook_request *q, const scenario_list *list, struct err *err)
{
	struct area area = { 0 };
	outlook_list several = { 0 };

	if (!area_find(c->arena, &area, call_text(c, "area"), err) ||
	    !outlook_scenarios(&several, &c->context, &area, q, list, err))
		return false;
	return several.n > 1 ? answer_several(c, &several, err) : answer_one(c, &several.at[0], err);
}

bool outlook_run(struct call *c, struct err *err)
{
	struct outlook_request q = { 0 };
	scenario_list list = { 0 };
	outlook_list all = { 0 };

	if (!years(c, &q, err) || !trajectories(c, &q, err) || !step(c, &q, err) || !scenarios(c, &list, err) ||
	    !call_open_store(c, STORE_READ, err))
		return false;
	if (!call_has(c, "all"))
		return run_area(c, &q, &list, err);
	q.scenario = list.n ? &list.at[0].s : NULL;
	return outlook_all(&all, &c->context, &q, err) && answer_all(c, &all, err);
}
