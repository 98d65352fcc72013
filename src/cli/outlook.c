#include "cli/outlook.h"

#include "usecase/people_areas.h"
#include "usecase/scenario.h"

enum { FIRST_YEAR_MIN = 1900, LAST_YEAR_MAX = 2999 };

static int year_of(const struct outlook *o, int step)
{
	return o->p.base_year + step * PROJECT_YEARS;
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

static json_t *ages_json(const struct population *p, int sex)
{
	json_t *list = json_array();

	for (int a = 0; a < PROJECT_GROUPS; a++)
		json_array_append_new(list, json_real(p->at[sex][a]));
	return list;
}

static json_t *year_json(const struct outlook *o, int step)
{
	const struct population *p = &o->p.at[step];
	json_t *year =
		json_pack("{s:i,s:f,s:f,s:f,s:f,s:f,s:o,s:o}", "year", year_of(o, step), "total", population_total(p),
			  "0-14", outlook_people(p, 0, 2), "15-64", outlook_people(p, 3, 12), "65+",
			  outlook_people(p, 13, PROJECT_GROUPS - 1), "75+", outlook_people(p, 15, PROJECT_GROUPS - 1),
			  "male", ages_json(p, SEX_M), "female", ages_json(p, SEX_F));

	if (step && step <= o->n_intervals) {
		json_object_set_new(year, "interval80", json_pack("[f,f]", o->low80[step], o->high80[step]));
		json_object_set_new(year, "interval95", json_pack("[f,f]", o->low95[step], o->high95[step]));
	}
	return year;
}

static json_t *quantiles_json(const double at[FAN_QUANTILES])
{
	json_t *list = json_array();

	for (int k = 0; k < FAN_QUANTILES; k++)
		json_array_append_new(list, json_real(at[k]));
	return list;
}

static const char *series_label(struct arena *a, int series)
{
	static const char *const labels[FAN_GROUPS] = { "total", "0-14", "15-64", "65+", "75+" };

	return series < FAN_GROUPS ? labels[series] : age_label(a, series - FAN_GROUPS);
}

/* Each series: quantiles by year, the base year first. */
static json_t *fan_json(struct arena *a, const struct fan *fan)
{
	json_t *levels = quantiles_json(fan_quantiles), *groups = json_object(), *ages = json_object();

	for (int s = 0; s < FAN_SERIES; s++) {
		json_t *list = json_array();

		for (int i = 0; i <= fan->n_steps; i++)
			json_array_append_new(list, quantiles_json(fan->at[i][s]));
		json_object_set_new(s < FAN_GROUPS ? groups : ages, series_label(a, s), list);
	}
	return json_pack("{s:o,s:o,s:o}", "quantiles", levels, "groups", groups, "ages", ages);
}

static json_t *outlook_json(struct call *c, const struct outlook *o)
{
	json_t *years = json_array();

	for (int i = 0; !o->flag && i <= o->p.n_steps; i++)
		json_array_append_new(years, year_json(o, i));
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o}", "code", json_text(o->code), "name", json_text(o->name),
			 "base_year", o->flag ? json_null() : json_integer(o->p.base_year), "flag",
			 reason_json(o->flag), "years", years, "trajectories",
			 o->fan && !o->flag ? fan_json(c->arena, o->fan) : json_null());
}

/* With the area's code before each row where there are several; doubles in full. */
static bool csv_rows(struct call *c, const struct outlook *o, bool several, struct err *err)
{
	for (int s = 0; s < SEX_COUNT; s++) {
		for (int a = 0; a < PROJECT_GROUPS; a++) {
			if (several)
				buf_printf(&c->out, "%.*s,", (int)o->code.n, o->code.p);
			buf_printf(&c->out, "%s,%s", s == SEX_M ? "M" : "F", age_label(c->arena, a));
			for (int i = 0; i <= o->p.n_steps; i++)
				buf_printf(&c->out, ",%.17g", o->p.at[i].at[s][a]);
			buf_puts(&c->out, "\n");
		}
	}
	return call_flush(c, err);
}

static void csv_head(struct call *c, const struct outlook *o, bool several)
{
	buf_puts(&c->out, several ? "code,sex,age" : "sex,age");
	for (int i = 0; i <= o->p.n_steps; i++)
		buf_printf(&c->out, ",%d", year_of(o, i));
	buf_puts(&c->out, "\n");
}

static void write_table(struct call *c, const struct outlook *o)
{
	call_put(c, o->name.n ? o->name : o->code);
	buf_printf(&c->out, "\n%s\n", call_label(c, "cli.outlook-columns"));
	for (int i = 0; i <= o->p.n_steps; i++) {
		const struct population *p = &o->p.at[i];

		buf_printf(&c->out, "%d  %10.0f  %9.0f  %10.0f  %10.0f", year_of(o, i), population_total(p),
			   outlook_people(p, 0, 2), outlook_people(p, 3, 12),
			   outlook_people(p, 13, PROJECT_GROUPS - 1));
		if (i && o->fan)
			buf_printf(&c->out, "  %10.0f - %.0f", o->fan->at[i][FAN_TOTAL][1],
				   o->fan->at[i][FAN_TOTAL][3]);
		else if (i && i <= o->n_intervals)
			buf_printf(&c->out, "  %10.0f - %.0f", o->low80[i], o->high80[i]);
		buf_puts(&c->out, "\n");
	}
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
				   year_of(o, o->p.n_steps), population_total(&o->p.at[o->p.n_steps]));
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

bool outlook_run(struct call *c, struct err *err)
{
	struct outlook_request q = { 0 };
	struct named_scenario scenario = { 0 };

	if (!years(c, &q, err) || !trajectories(c, &q, err) ||
	    (call_has(c, "scenario") && !scenario_read(c->arena, &scenario, call_z(c, "scenario"), err)) ||
	    !call_open_store(c, STORE_READ, err))
		return false;
	q.scenario = call_has(c, "scenario") ? &scenario.s : NULL;
	if (call_has(c, "all")) {
		outlook_list list = { 0 };

		return outlook_all(&list, &c->context, &q, err) && answer_all(c, &list, err);
	} else {
		struct area area = { 0 };
		struct outlook o;

		return area_find(c->arena, &area, call_text(c, "area"), err) &&
		       outlook_area(&o, &c->context, &area, &q, err) && answer_one(c, &o, err);
	}
}
