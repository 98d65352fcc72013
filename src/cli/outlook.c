/* One area's future as table, JSON or CSV. A number drawn or projected is shown to a person in whole people, to a
 * program in full. */
#include "cli/outlook.h"
#include "publish/term.h"

#include <math.h>
#include <string.h>

#include "usecase/scenario.h"

enum { FIRST_YEAR_MIN = 1900, LAST_YEAR_MAX = 2999, THREADS_MAX = 1024 };

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

static const char *series_label(struct arena *a, const struct path *p, int series)
{
	static const char *const labels[FAN_GROUPS] = { "total", "0-14", "15-64", "65+", "75+" };

	return series < FAN_GROUPS ? labels[series] : path_label(a, p, series - FAN_GROUPS);
}

/* People to three digits: of a thousand drawn trajectories more means nothing. By hand, since all municipalities have
 * 46 million of them in steps of one year and printf takes a third of a microsecond for each. */
static void put_people(struct buf *out, double people)
{
	char room[32];
	size_t at = sizeof room;
	uint64_t thousandths = (uint64_t)llrint(people * 1000);
	int digits = 3;

	for (; digits > 1 && thousandths % 10 == 0; digits--)
		thousandths /= 10;
	for (int i = 0; i < digits; i++, thousandths /= 10)
		room[--at] = (char)('0' + thousandths % 10);
	room[--at] = '.';
	do
		room[--at] = (char)('0' + thousandths % 10);
	while ((thousandths /= 10) > 0);
	buf_add(out, room + at, sizeof room - at);
}

static void put_quantiles(struct buf *out, const double *at)
{
	for (int k = 0; k < FAN_QUANTILES; k++) {
		buf_add(out, k ? "," : "[", 1);
		put_people(out, at[k]);
	}
	buf_add(out, "]", 1);
}

/* {"total": [...]}: of each series its quantiles by year, the base year first. */
static void put_series(struct arena *a, struct buf *out, const struct outlook *o, int first, int end)
{
	for (int s = first; s < end; s++) {
		buf_printf(out, "%s\"%s\":", s > first ? "," : "{", series_label(a, &o->path, s));
		for (int i = 0; i <= o->fan->n_steps; i++) {
			buf_add(out, i ? "," : "[", 1);
			put_quantiles(out, fan_at(o->fan, i, s));
		}
		buf_add(out, "]", 1);
	}
	buf_add(out, "}", 1);
}

void outlook_fan(struct arena *a, struct buf *out, const struct outlook *o)
{
	buf_puts(out, "{\"quantiles\":");
	put_quantiles(out, fan_quantiles);
	buf_puts(out, ",\"groups\":");
	put_series(a, out, o, 0, FAN_GROUPS);
	buf_puts(out, ",\"ages\":");
	put_series(a, out, o, FAN_GROUPS, o->fan->n_series);
	buf_puts(out, "}");
}

/* Without trajectories: they are the last member (outlook_fan). */
json_t *outlook_json(struct arena *a, const struct outlook *o)
{
	json_t *years = json_array(), *ages = json_array();

	for (int i = 0; !o->flag && i <= o->path.n_steps; i++)
		json_array_append_new(years, year_json(o, i));
	for (int g = 0; !o->flag && g < o->path.at[0].n_ages; g++)
		json_array_append_new(ages, json_string(path_label(a, &o->path, g)));
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "code", json_text(o->code), "name", json_text(o->name),
			 "scenario", json_opt_text(o->scenario[LANG_JA]), "scenario_en",
			 json_opt_text(o->scenario[LANG_EN]), "base_year",
			 o->flag ? json_null() : json_integer(o->p.base_year), "flag", reason_json(o->flag), "ages",
			 ages, "years", years);
}

/* The same shape, whole. */
static json_t *answer_json(struct arena *a, const struct outlook *o)
{
	json_t *answer = outlook_json(a, o), *fan = json_null();
	struct buf text = { 0 };

	if (o->fan && !o->flag) {
		outlook_fan(a, &text, o);
		fan = json_loadb(text.p, text.n, 0, NULL);
		buf_clear(&text);
	}
	json_object_set_new(answer, "trajectories", fan);
	return answer;
}

/* With the area's code before each row where there are several; doubles in full. */
void outlook_csv(struct arena *arena, struct buf *out, const struct outlook *o, bool several)
{
	for (int s = 0; s < SEX_COUNT; s++) {
		for (int a = 0; a < o->path.at[0].n_ages; a++) {
			if (several)
				buf_printf(out, "%.*s,", (int)o->code.n, o->code.p);
			buf_printf(out, "%s,%s", s == SEX_M ? "M" : "F", path_label(arena, &o->path, a));
			for (int i = 0; i <= o->path.n_steps; i++)
				buf_printf(out, ",%.17g", o->path.at[i].at[s][a]);
			buf_puts(out, "\n");
		}
	}
}

void outlook_csv_head(struct buf *out, int base_year, int years, int n_steps, bool several)
{
	buf_puts(out, several ? "code,sex,age" : "sex,age");
	for (int i = 0; i <= n_steps; i++)
		buf_printf(out, ",%d", base_year + i * years);
	buf_puts(out, "\n");
}

const char *people_text(struct arena *a, double people)
{
	struct buf b = { 0 };
	const char *made;
	char number[32];

	if (!isfinite(people))
		return "-";
	snprintf(number, sizeof number, "%.0f", rint(people) + 0.0); /* no -0 */
	digits_grouped(&b, number, "-");
	made = arena_strdup(a, b.p);
	buf_clear(&b);
	return made;
}

const char *people_signed(struct arena *a, double people)
{
	return rint(people) >= 0 ? arena_printf(a, "+%s", people_text(a, people)) : people_text(a, people);
}

void people_column(struct buf *out, const char *number, int width)
{
	bool minus = number[0] == '-' && number[1];

	buf_printf(out, "%*s%s%s", width > (int)strlen(number) ? width - (int)strlen(number) : 0, "", minus ? "−" : "",
		   number + minus);
}

static void put_number(struct call *c, struct doc *d, struct node *row, const char *number)
{
	struct buf b = { 0 };

	people_column(&b, number, 0);
	doc_cell(d, row, CELL_NUMBER, text_dup(c->arena, buf_view(&b)));
	buf_clear(&b);
}

/* What happened on the way to a year: nothing is said of the first. */
static void put_flows(struct call *c, struct doc *d, struct node *row, const struct outlook *o, int step)
{
	const struct flows *f = &o->path.flows[step];
	struct arena *a = c->arena;

	put_number(c, d, row, step ? people_text(a, f->births[SEX_M] + f->births[SEX_F]) : "-");
	put_number(c, d, row, step ? people_text(a, f->deaths[SEX_M] + f->deaths[SEX_F]) : "-");
	put_number(c, d, row, step ? people_signed(a, f->migrants[SEX_M] + f->migrants[SEX_F]) : "-");
}

static void table_row(struct call *c, struct doc *d, struct node *table, const struct outlook *o, int step)
{
	struct node *row = doc_row(d, table);
	struct arena *a = c->arena;
	struct population p;

	path_groups(&p, &o->path, step);
	doc_cell(d, row, CELL_NOWRAP, text_of(arena_printf(a, "%d", year_of(o, step))));
	put_number(c, d, row, people_text(a, population_total(&p)));
	put_number(c, d, row, people_text(a, outlook_people(&p, 0, 2)));
	put_number(c, d, row, people_text(a, outlook_people(&p, 3, 12)));
	put_number(c, d, row, people_text(a, outlook_people(&p, 13, PROJECT_GROUPS - 1)));
	put_flows(c, d, row, o, step);
}

/* A table of its own: beside the other columns it would be wider than a terminal of 80. */
static bool put_intervals(struct call *c, struct doc *d, const struct outlook *o)
{
	static const char *const heads[] = { "cli.outlook-year", "cli.outlook-low", "cli.outlook-total",
					     "cli.outlook-high" };
	struct node *table, *row;
	struct population p;

	if (!o->fan && !interval_of(o, o->path.n_steps))
		return false;
	table = doc_table(d, d->body, "intervals", text_of(call_label(c, "cli.outlook-interval")), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, row, CELL_HEADER, text_of(call_label(c, heads[i])));
	for (int step = 1; step <= o->path.n_steps; step++) {
		const int known = interval_of(o, step);

		if (!o->fan && !known)
			continue;
		path_groups(&p, &o->path, step);
		row = doc_row(d, table);
		doc_cell(d, row, CELL_NOWRAP, text_of(arena_printf(c->arena, "%d", year_of(o, step))));
		put_number(c, d, row,
			   people_text(c->arena, o->fan ? fan_at(o->fan, step, FAN_TOTAL)[1] : o->low80[known]));
		put_number(c, d, row, people_text(c->arena, population_total(&p)));
		put_number(c, d, row,
			   people_text(c->arena, o->fan ? fan_at(o->fan, step, FAN_TOTAL)[3] : o->high80[known]));
	}
	return true;
}

static void write_table(struct call *c, const struct outlook *o)
{
	static const char *const heads[] = { "cli.outlook-year",    "cli.outlook-total", "cli.outlook-young",
					     "cli.outlook-working", "cli.outlook-old",   "cli.outlook-births",
					     "cli.outlook-deaths",  "cli.outlook-moves" };
	const char *name = text_z(c->arena, o->name.n ? o->name : o->code);
	struct term_style style = { call_width(c), call_colour(c) };
	struct doc *d = doc_new(c->arena, c->lang, text_of(name));
	struct node *table, *row;
	bool intervals;

	if (o->scenario[c->lang].n)
		name = arena_printf(c->arena, "%s  %s", name, text_z(c->arena, o->scenario[c->lang]));
	table = doc_table(d, d->body, "years", text_of(name), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		doc_cell(d, row, CELL_HEADER, text_of(call_label(c, heads[i])));
	for (int i = 0; i <= o->path.n_steps; i++)
		table_row(c, d, table, o, i);
	intervals = put_intervals(c, d, o);
	doc_term(&c->out, d, &style);
	if (intervals)
		call_say(c, o->fan ? "cli.outlook-interval-fan" : "cli.outlook-interval-past", NULL);
}

/* It is said which area has no projection; of a set, which member. */
static bool refuse(struct call *c, const struct outlook *o, struct err *err)
{
	const char *name = text_z(c->arena, o->name.n ? o->name : o->code);
	struct msg m = text_eq(o->flagged, o->name) || !o->flagged.n
			       ? msg_make(c->arena, "cli.outlook-none", "name", name, NULL)
			       : msg_make(c->arena, "cli.outlook-member", "member", text_z(c->arena, o->flagged),
					  "name", name, NULL);

	call_note(c, &m);
	return err_set(err, ERR_INPUT, o->flag, NULL);
}

static bool answer_one(struct call *c, const struct outlook *o, struct err *err)
{
	if (o->flag)
		return refuse(c, o, err);
	if (c->json) {
		c->answer = answer_json(c->arena, o);
	} else if (call_has(c, "csv")) {
		outlook_csv_head(&c->out, o->path.base_year, o->path.years, o->path.n_steps, false);
		outlook_csv(c->arena, &c->out, o, false);
	} else {
		write_table(c, o);
	}
	return true;
}

bool outlook_year(struct call *c, const char *option, int *year, struct err *err)
{
	int64_t given = call_option(c, option)->number;

	if (!call_has(c, option))
		return true;
	if (given < FIRST_YEAR_MIN || given > LAST_YEAR_MAX)
		return err_set(err, ERR_USAGE, "cli.bad-year", "option", option, NULL);
	*year = (int)given;
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

static bool threads(struct call *c, struct outlook_request *q, struct err *err)
{
	int64_t n = call_option(c, "threads")->number;

	if (call_has(c, "threads") && (n < 1 || n > THREADS_MAX))
		return err_set(err, ERR_USAGE, "cli.people-threads-count", "most", NUM(THREADS_MAX), NULL);
	q->threads = (int)n;
	q->ranks = c->parts->ranks;
	return true;
}

bool outlook_step(struct call *c, int *years, struct err *err)
{
	int64_t given = call_has(c, "step") ? call_option(c, "step")->number : PROJECT_YEARS;

	if (given != 1 && given != PROJECT_YEARS)
		return err_set(err, ERR_USAGE, "cli.people-step-width", "step", NUM(given), NULL);
	*years = (int)given;
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
		call_put(c, list->at[k].scenario[c->lang]);
		buf_puts(&c->out, "\n");
	}
	buf_puts(&c->out, "    ");
	for (size_t k = 0; k < list->n; k++)
		buf_printf(&c->out, "  %10zu", k + 1);
	for (int i = 0; i <= first->path.n_steps; i++) {
		buf_printf(&c->out, "\n%d", year_of(first, i));
		for (size_t k = 0; k < list->n; k++)
			buf_printf(&c->out, "  %10s", people_text(c->arena, population_total(&list->at[k].path.at[i])));
	}
	buf_puts(&c->out, "\n");
}

static bool answer_several(struct call *c, const outlook_list *list, struct err *err)
{
	json_t *all = NULL;

	if (list->at[0].flag)
		return refuse(c, &list->at[0], err);
	if (!c->json) {
		side_by_side(c, list);
		return true;
	}
	all = json_array();
	for (size_t k = 0; k < list->n; k++)
		json_array_append_new(all, answer_json(c->arena, &list->at[k]));
	c->answer = json_pack("{s:o,s:o,s:o}", "code", json_text(list->at[0].code), "name", json_text(list->at[0].name),
			      "scenarios", all);
	return true;
}

/* What a scenario has happen outside the years of the projection changes nothing: that is said. */
static void note_unmet(struct call *c, const struct outlook *o, const scenario_list *list)
{
	const int last = o->path.base_year + o->path.n_steps * o->path.years;

	for (size_t i = 0; i < list->n && !o->flag; i++)
		for (int k = 0; k < list->at[i].s.n_events; k++) {
			const int year = list->at[i].s.events[k].year;
			struct msg m = msg_make(c->arena, "cli.outlook-event-unmet", "year", NUM(year), "base",
						NUM(o->path.base_year), "last", NUM(last), NULL);

			if (year <= o->path.base_year || year > last)
				call_note(c, &m);
		}
}

static bool run_area(struct call *c, const struct outlook_request *q, const scenario_list *list, struct err *err)
{
	struct area area = { 0 };
	outlook_list several = { 0 };

	if (!area_find(c->arena, &area, call_text(c, "area"), err) ||
	    !outlook_scenarios(&several, &c->context, &area, q, list, err))
		return false;
	note_unmet(c, &several.at[0], list);
	return several.n > 1 ? answer_several(c, &several, err) : answer_one(c, &several.at[0], err);
}

bool outlook_run(struct call *c, struct err *err)
{
	struct outlook_request q = { 0 };
	scenario_list list = { 0 };

	if (!outlook_year(c, "from", &q.from, err) || !outlook_year(c, "to", &q.to, err) || !trajectories(c, &q, err) ||
	    !outlook_step(c, &q.years, err) || !threads(c, &q, err) || !scenarios(c, &list, err) ||
	    !call_open_store(c, STORE_READ, err))
		return false;
	if (!call_has(c, "all"))
		return run_area(c, &q, &list, err);
	q.scenario = list.n ? &list.at[0].s : NULL;
	return outlook_answer_all(c, &q, err);
}
