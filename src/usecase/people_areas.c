#include "usecase/people_areas.h"

#include <string.h>

enum { CODE_LENGTH = 5, YEARS_AHEAD = 30 };

/* The prefectures, loaded once each: a municipality's surroundings. */
struct surroundings {
	struct context *c;
	const struct figures_request *q;
	struct area_figures *at[100]; /* by the first two digits */
};

static bool load_one(struct area_figures **out, struct context *c, struct text code, const struct figures_request *q,
		     struct err *err)
{
	struct area area = { 0 };

	return area_find(c->arena, &area, code, err) && figures_load(out, c, &area, q, err);
}

static bool surroundings_of(const struct area_figures **out, struct surroundings *s, struct text code, struct err *err)
{
	int prefecture;

	*out = NULL;
	if (code.n != CODE_LENGTH || code.p[0] < '0' || code.p[0] > '9' || code.p[1] < '0' || code.p[1] > '9')
		return true;
	prefecture = (code.p[0] - '0') * 10 + code.p[1] - '0';
	if (prefecture && !s->at[prefecture]) {
		struct text whole = text_of(arena_printf(s->c->arena, "%.2s000", code.p));

		if (!load_one(&s->at[prefecture], s->c, whole, s->q, err))
			return false;
	}
	/* Nothing is lent by a prefecture whose own census is not stored. */
	if (prefecture && past_latest(&s->at[prefecture]->census))
		*out = s->at[prefecture];
	return true;
}

double outlook_people(const struct population *p, int first_group, int last_group)
{
	double sum = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = first_group; a <= last_group; a++)
			sum += p->at[s][a];
	return sum;
}

/* The widths were learned after 2015; a later base year takes them for the same number of steps. */
static void add_intervals(struct outlook *o)
{
	int size = backtest_size_of(population_total(&o->p.at[0]));

	o->n_intervals = o->p.n_steps < PROJECT_WIDTHS ? o->p.n_steps : PROJECT_WIDTHS;
	for (int i = 1; i <= o->n_intervals; i++) {
		const struct backtest_widths *w = &project_widths[i - 1];
		double total = population_total(&o->p.at[i]);

		o->low80[i] = total / (1 + w->w80[size]);
		o->high80[i] = total / (1 - w->w80[size]);
		o->low95[i] = total / (1 + w->w95[size]);
		o->high95[i] = total / (1 - w->w95[size]);
	}
}

static void add_up(struct area_projection *sum, const struct area_projection *p)
{
	for (int i = 0; i <= sum->n_steps; i++)
		for (int s = 0; s < SEX_COUNT; s++)
			for (int a = 0; a < PROJECT_GROUPS; a++)
				sum->at[i].at[s][a] += p->at[i].at[s][a];
}

/* Of a sum each member takes its share of the scenario's people. */
static struct scenario share_of(const struct scenario *whole, double share)
{
	struct scenario s = whole ? *whole : scenario_none;

	s.migrants *= share;
	for (int i = 0; i < s.n_events; i++)
		s.events[i].people *= share;
	return s;
}

static void project_member(struct outlook *o, const struct solve_input *in, const struct scenario *scenario,
			   const struct outlook_request *q, int from)
{
	struct area_projection p;
	int to = q->to ? q->to : from + YEARS_AHEAD;
	const char *flag = people_project_scenario(&p, in->area, in->around, from, to, &project_chosen, scenario);

	if (was_evacuated(in->area->code, from, from))
		flag = "people.flag-evacuated";
	if (flag)
		o->flag = flag;
	else if (!o->p.base_year)
		o->p = p;
	else if (!o->flag)
		add_up(&o->p, &p);
}

/* The members of an area and their prefectures. */
static bool load_members(struct solve_input **out, struct context *c, const struct area *area,
			 const struct figures_request *q, struct err *err)
{
	struct surroundings around = { .c = c, .q = q };
	struct solve_input *in = arena_array(c->arena, area->members.n, sizeof *in);

	for (size_t i = 0; i < area->members.n; i++) {
		struct area_figures *member;

		if (!load_one(&member, c, area->members.at[i], q, err) ||
		    !surroundings_of(&in[i].around, &around, area->members.at[i], err))
			return false;
		in[i].area = member;
	}
	*out = in;
	return true;
}

static int base_year_of(const struct outlook_request *q, const struct area_figures *first)
{
	return q->from ? q->from : past_latest(&first->census);
}

/* All municipalities, each with its prefecture. */
static bool load_all(struct backtest_input **out, size_t *n, struct context *c, const struct figures_request *q,
		     struct err *err)
{
	struct surroundings around = { .c = c, .q = q };
	area_figures_list areas = { 0 };
	struct backtest_input *in;

	if (!figures_load_all(&areas, c, q, err))
		return false;
	in = arena_array(c->arena, areas.n + 1, sizeof *in);
	for (size_t i = 0; i < areas.n; i++) {
		in[i].area = areas.at[i];
		if (!surroundings_of(&in[i].around, &around, areas.at[i]->code, err))
			return false;
	}
	*out = in;
	*n = areas.n;
	return true;
}

/* A number of the area's own: the code as it is, of a set the FNV-1a hash of its name. */
static uint32_t number_of(struct text code)
{
	uint32_t hash = 2166136261u, number = 0;
	bool digits = code.n == CODE_LENGTH;

	for (size_t i = 0; i < code.n; i++) {
		hash = (hash ^ (unsigned char)code.p[i]) * 16777619u;
		digits = digits && code.p[i] >= '0' && code.p[i] <= '9';
		number = number * 10 + (uint32_t)(code.p[i] - '0');
	}
	return digits ? number : hash;
}

/* The trajectories of an area that has a projection. */
static void add_fan(struct outlook *o, struct context *c, const struct fan_donors *donors, const struct solve_input *in,
		    size_t n, const struct scenario *scenarios, const struct outlook_request *q)
{
	struct fan_request r = { .in = in,
				 .n = n,
				 .scenarios = scenarios,
				 .base_year = o->p.base_year,
				 .to = o->p.base_year + o->p.n_steps * PROJECT_YEARS,
				 .trajectories = q->trajectories,
				 .seed = q->seed,
				 .area = number_of(o->code),
				 .m = &project_chosen };
	struct arena scratch = { 0 };

	o->fan = NEW(c->arena, struct fan);
	o->flag = people_fan(&scratch, o->fan, donors, &r);
	arena_clear(&scratch);
}

/* Donors are learned from all that the store holds, at the base year of the area. */
static bool area_fan(struct outlook *o, struct context *c, const struct solve_input *in, size_t n,
		     const struct scenario *scenarios, const struct outlook_request *q, struct err *err)
{
	struct backtest_input *all;
	struct fan_donors donors;
	size_t n_all;

	if (!load_all(&all, &n_all, c, &q->figures, err))
		return false;
	fan_learn(c->arena, &donors, all, n_all, o->p.base_year, &project_chosen);
	add_fan(o, c, &donors, in, n, scenarios, q);
	return true;
}

bool outlook_area(struct outlook *out, struct context *c, const struct area *area, const struct outlook_request *q,
		  struct err *err)
{
	struct outlook o = { .code = area->code, .name = area->name };
	const size_t n = area->members.n;
	struct scenario *scenarios = arena_array(c->arena, n, sizeof *scenarios);
	struct solve_input *in;
	double total = 0;
	int from;

	if (!load_members(&in, c, area, &q->figures, err))
		return false;
	from = base_year_of(q, in[0].area);
	for (size_t i = 0; i < n; i++)
		total += count_total(&in[i].area->census, from);
	for (size_t i = 0; i < n; i++) {
		scenarios[i] = share_of(q->scenario, total > 0 ? count_total(&in[i].area->census, from) / total : 0);
		project_member(&o, &in[i], &scenarios[i], q, from);
	}
	if (!o.flag)
		add_intervals(&o);
	if (!o.flag && q->trajectories && !area_fan(&o, c, in, n, scenarios, q, err))
		return false;
	*out = o;
	return true;
}

bool solve_area(struct solution *out, struct context *c, const struct area *area, double people,
		const struct outlook_request *q, struct err *err)
{
	struct solve_input *in;
	const char *flag;
	int from;

	if (!load_members(&in, c, area, &q->figures, err))
		return false;
	from = base_year_of(q, in[0].area);
	if (from && q->to && (q->to <= from || q->to > from + PROJECT_STEPS * PROJECT_YEARS))
		return err_set(err, ERR_USAGE, "people.solve-year", "year", NUM(q->to), "base", NUM(from), NULL);
	flag = people_solve(out, in, area->members.n, from, q->to ? q->to : from + YEARS_AHEAD, people,
			    &project_chosen);
	return flag ? err_set(err, ERR_INPUT, flag, NULL) : true;
}

/* The base year of most: donors are learned once. */
static int common_base_year(const struct backtest_input *in, size_t n, const struct outlook_request *q)
{
	int year = 0;

	for (size_t i = 0; i < n && !year; i++)
		year = base_year_of(q, in[i].area);
	return year;
}

bool outlook_all(outlook_list *out, struct context *c, const struct outlook_request *q, struct err *err)
{
	const struct scenario scenario = q->scenario ? *q->scenario : scenario_none;
	struct fan_donors donors = { 0 };
	struct backtest_input *all;
	size_t n;

	if (!load_all(&all, &n, c, &q->figures, err))
		return false;
	if (q->trajectories)
		fan_learn(c->arena, &donors, all, n, common_base_year(all, n, q), &project_chosen);
	for (size_t i = 0; i < n; i++) {
		const struct solve_input in = { all[i].area, all[i].around };
		struct outlook *o = LIST_ADD(c->arena, out);

		progress_step(c->progress, "progress.areas", (int64_t)i, (int64_t)n);
		o->code = in.area->code;
		o->name = in.area->name;
		project_member(o, &in, &scenario, q, base_year_of(q, in.area));
		if (!o->flag)
			add_intervals(o);
		if (!o->flag && q->trajectories)
			add_fan(o, c, &donors, &in, 1, &scenario, q);
	}
	return true;
}

bool backtest_all(struct backtest *out, struct context *c, int from, int to, const struct figures_request *q,
		  struct err *err)
{
	struct backtest_input *in;
	size_t n;

	if (!load_all(&in, &n, c, q, err))
		return false;
	people_backtest(c->arena, out, in, n, from, to, &project_chosen);
	if (!out->n)
		return err_set(err, ERR_INPUT, "people.backtest-nothing", "from", NUM(from), "to", NUM(to), NULL);
	return true;
}
