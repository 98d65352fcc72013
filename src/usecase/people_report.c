/* The pages show one future and what would change it. The future comes with intervals that the method's errors at past
 * censuses taught (people/widths.c): they ship with the program, so that a town needs the statistics of its own place
 * only. Scenarios are those of the national guide, which every town is asked for; rejected: one "as the
 * plan hopes" - a hope beside a projection is read as one. */
#include "usecase/people_report.h"

#include <math.h>
#include <string.h>

#include "base/embed.h"
#include "files/sheet.h"
#include "people/beside.h"
#include "plan/claims.h"
#include "usecase/area_trend.h"
#include "usecase/kpi_effect.h"
#include "usecase/people_areas.h"

enum { YEARS_AHEAD = 30, BACKTEST_COLUMNS = 15 };

/* One report under way. */
struct work {
	struct context *c;
	struct plan_report *report;
	struct people_report *people;
	struct figures_request q;
	struct area area;
	int base_year; /* 0: no census by age */
};

/* ---- where the figures are from ---- */

static struct people_source *source_of(struct people_report *p, struct text series, int64_t event)
{
	for (size_t i = 0; i < p->sources.n; i++)
		if (text_eq(p->sources.at[i].series, series) && p->sources.at[i].event == event)
			return &p->sources.at[i];
	return NULL;
}

static void add_source(struct work *w, const struct rows *r)
{
	struct arena *a = w->c->arena;
	struct text series = rows_text(r, 0), period = rows_text(r, 1);
	struct people_source *s = source_of(w->people, series, rows_int(r, 7));

	if (s) {
		s->rows++;
		if (text_cmp(period, s->first) < 0)
			s->first = text_dup(a, period);
		if (text_cmp(period, s->last) > 0)
			s->last = text_dup(a, period);
		return;
	}
	s = LIST_ADD(a, &w->people->sources);
	*s = (struct people_source){ .series = text_dup(a, series),
				     .first = text_dup(a, period),
				     .last = text_dup(a, period),
				     .status = text_dup(a, rows_text(r, 5)),
				     .published = text_dup(a, rows_text(r, 6)),
				     .event = rows_int(r, 7),
				     .source = text_dup(a, rows_text(r, 8)),
				     .licence = text_dup(a, rows_text(r, 9)),
				     .file = text_dup(a, rows_text(r, 10)),
				     .url = text_dup(a, rows_text(r, 11)),
				     .rows = 1 };
}

static bool read_sources(struct work *w, struct text code, struct err *err)
{
	char room[DATE_TEXT_SIZE];
	struct value values[] = { V_TEXT(code), V_Z(""),
				  V_Z(w->q.known_at.year ? date_text(room, date_last(w->q.known_at)) : "9999-12-31"),
				  V_INT(w->q.at_event) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, w->c->store, "observations_of_area", values, 4, err))
		return false;
	/* Of what is stored besides (households, SSDSE's own series) these pages show nothing. */
	while (rows_next(r, &failed))
		if (strcmp(trend_source(text_z(w->c->arena, rows_text(r, 0))), "people.source-other") != 0)
			add_source(w, r);
	return rows_end(&r, &failed, err);
}

/* ---- the future ---- */

static bool project(struct outlook *o, struct work *w, int from, int to, const struct scenario *s, struct err *err)
{
	const struct outlook_request q = { .from = from, .to = to, .scenario = s, .figures = w->q };

	return outlook_area(o, w->c, &w->area, &q, err);
}

static bool add_future(struct work *w, struct err *err)
{
	struct people_future *f;
	struct outlook o;

	if (!project(&o, w, w->base_year, w->base_year + YEARS_AHEAD, NULL, err))
		return false;
	w->people->flag = o.flag;
	if (o.flag)
		return true;
	f = NEW(w->c->arena, struct people_future);
	f->p = o.p;
	f->n_intervals = o.n_intervals;
	memcpy(f->low80, o.low80, sizeof f->low80);
	memcpy(f->high80, o.high80, sizeof f->high80);
	memcpy(f->low95, o.low95, sizeof f->low95);
	memcpy(f->high95, o.high95, sizeof f->high95);
	w->people->future = f;
	return true;
}

/* What the method says at each census from which a later one is known. */
static bool add_past(struct work *w, struct err *err)
{
	const struct count_series *census = &w->people->figures->census;

	for (size_t i = 0; i < census->at.n; i++) {
		int from = census->at.at[i].year, to = from + PROJECT_YEARS;
		double counted = count_total(census, to);
		struct people_past *p;
		struct outlook o;

		if (!census->at.at[i].people.n_ages || !(counted > 0))
			continue;
		if (!project(&o, w, from, to, NULL, err))
			return false;
		if (o.flag)
			continue;
		p = LIST_ADD(w->c->arena, &w->people->past);
		*p = (struct people_past){
			.from = from, .to = to, .projected = population_total(&o.p.at[1]), .counted = counted
		};
		p->error = (p->projected - counted) / counted;
		p->ipss = ipss_total(w->people->figures, from, to);
		p->has_ipss = p->ipss > 0;
		p->ipss_error = (p->ipss - counted) / counted;
	}
	return true;
}

/* The standard ones of the national guide, side by side. */
static bool add_scenarios(struct work *w, struct err *err)
{
	const struct outlook_request q = { .from = w->base_year, .to = w->base_year + YEARS_AHEAD, .figures = w->q };
	scenario_list standard = { 0 };
	outlook_list made = { 0 };

	scenario_standard(w->c->arena, &standard);
	if (!outlook_scenarios(&made, w->c, &w->area, &q, &standard, err))
		return false;
	for (size_t i = 0; i < made.n; i++) {
		const struct outlook *o = &made.at[i];

		if (!o->flag)
			*LIST_ADD(w->c->arena, &w->people->scenarios) =
				(struct people_scenario){ { o->scenario[LANG_JA], o->scenario[LANG_EN] },
							  standard.at[i].s,
							  o->p,
							  o->path.fertility ? o->path.fertility[o->path.n_steps]
									    : NAN };
	}
	return true;
}

/* ---- what would have to happen ---- */

/* The number of people that the plan itself speaks of not falling below, in a year that the projection reaches. */
static bool asked_by_plan(struct work *w, double *people, int *year)
{
	claim_list claims = { 0 };
	remark_list unread = { 0 };
	bool found = false;

	claims_read(w->c->arena, &claims, &unread, w->report->plan, w->report->source_text);
	for (size_t i = 0; i < claims.n; i++) {
		const struct claim *k = &claims.at[i];
		bool level = k->says == CLAIM_LESS_THAN || k->says == CLAIM_AT_MOST || k->says == CLAIM_AT_LEAST ||
			     k->says == CLAIM_MORE_THAN;

		if (!level || k->topic != CLAIM_TOTAL || k->share || !k->has_value || k->from_year != k->to_year ||
		    k->to_year <= w->base_year || k->to_year > w->base_year + YEARS_AHEAD)
			continue;
		found = true;
		*people = decimal_double(k->value);
		*year = k->to_year;
	}
	return found && *people > 0;
}

/* Else the largest round number that is not held: 700,000 of 740,822 people who become 661,854. */
static double round_number(double now, double later)
{
	for (int digits = (int)floor(log10(fmax(now, 1))); digits >= 0; digits--) {
		double step = pow(10, digits), people = floor(now / step) * step;

		if (people > later)
			return people;
	}
	return now;
}

static bool add_solution(struct work *w, struct err *err)
{
	const struct area_projection *p = &w->people->future->p;
	struct outlook_request q = { .from = w->base_year, .figures = w->q };
	struct solution *s = NEW(w->c->arena, struct solution);
	struct err why = { 0 };
	double people = 0;

	w->people->asked_by_plan = asked_by_plan(w, &people, &q.to);
	if (!w->people->asked_by_plan) {
		q.to = w->base_year + YEARS_AHEAD;
		people = round_number(population_total(&p->at[0]), population_total(&p->at[p->n_steps]));
	}
	if (!(people > 0))
		return true;
	if (solve_area(s, w->c, &w->area, people, &q, &why)) {
		w->people->solution = s;
		return true;
	}
	if (why.kind == ERR_INPUT || why.kind == ERR_USAGE)
		return true;
	err_copy(err, &why);
	return false;
}

/* What the plan's own KPIs would do, in the year that is asked about. */
static bool add_effects(struct work *w, struct err *err)
{
	struct outlook_request q = { .from = w->base_year, .to = w->base_year + YEARS_AHEAD, .figures = w->q };
	struct kpi_effects made = { 0 };

	if (w->people->solution)
		q.to = w->people->solution->year;
	if (!kpi_effects_of(&made, w->c, &w->area, w->report, &q, err))
		return false;
	w->people->effect_year = made.year;
	for (size_t i = 0; i < made.at.n; i++) {
		const struct kpi_effect *e = &made.at.at[i];

		*LIST_ADD(w->c->arena, &w->people->effects) = (struct people_effect){
			&w->report->kpis.at[i], e->reason, e->from_baseline, e->current, e->target, e->by, e->people
		};
	}
	return true;
}

/* ---- how the method did everywhere ---- */

static double number(struct arena *a, struct text cell)
{
	struct decimal d;

	(void)a;
	return decimal_parse(&d, cell, NULL) ? decimal_double(d) : NAN;
}

static bool read_backtests(struct work *w, struct err *err)
{
	struct text csv = embed_find(&embed_data, "backtest.csv");
	struct sheet sheet = { 0 };

	while (text_starts(csv, TEXT("#")))
		csv = text_slice(csv, text_find(csv, TEXT("\n")) + 1, csv.n);
	if (!sheet_from_csv(w->c->arena, &sheet, csv, "backtest.csv", err))
		return false;
	for (size_t i = 1; i < sheet.rows.n; i++) {
		struct text *cell = sheet.rows.at[i].cells;
		double v[BACKTEST_COLUMNS];

		if (sheet.rows.at[i].n_cells < BACKTEST_COLUMNS)
			continue;
		for (int k = 0; k < BACKTEST_COLUMNS; k++)
			v[k] = number(w->c->arena, cell[k]);
		*LIST_ADD(w->c->arena, &w->people->backtests) =
			(struct backtest_record){ (int)v[0], (int)v[1], cell[2].n == 0, v[2], v[3], (size_t)v[4],
						  v[5],      v[6],      v[7],           v[8], v[9], (size_t)v[10],
						  v[11],     v[12],     v[13],          v[14] };
	}
	return true;
}

/* ---- together ---- */

static bool fill(struct work *w, const struct area_trend *t, struct err *err)
{
	for (size_t i = 0; i < w->area.members.n; i++)
		if (!read_sources(w, w->area.members.at[i], err))
			return false;
	w->base_year = past_latest(&t->figures->census);
	if (!w->base_year) {
		w->people->flag = "people.flag-no-count";
		return true;
	}
	if (!add_future(w, err) || !add_past(w, err) || !read_backtests(w, err))
		return false;
	return !w->people->future || (add_scenarios(w, err) && add_solution(w, err) && add_effects(w, err));
}

/* 熊本市・合志市 and 43100+43216 of a plan of several towns; else the area's own. */
static void name_area(struct people_report *p, struct arena *a, const struct area *area)
{
	const char *name = "", *code = "";

	p->code = area->code;
	p->name = area->name;
	if (area->members.n < 2 || text_find(area->code, TEXT("+")) == SIZE_MAX)
		return;
	for (size_t i = 0; i < area->members.n; i++) {
		name = arena_printf(a, "%s%s%s", name, i ? "・" : "", text_z(a, area_name(area->members.at[i])));
		code = arena_printf(a, "%s%s%s", code, i ? "+" : "", text_z(a, area->members.at[i]));
	}
	p->name = text_of(name);
	p->code = text_of(code);
}

bool people_report(struct plan_report *report, struct context *c, struct date known_at, struct err *err)
{
	struct work w = { .c = c, .report = report, .q = { known_at, report->at_event } };
	struct area_trend *t = NEW(c->arena, struct area_trend);
	struct text area = area_of_authors(c->arena, report->plan);
	struct err why = { 0 };
	bool ok;

	report->people = NULL;
	if (!area.n || report->invented)
		return true;
	if (!read_begin(c->store, err))
		return false;
	ok = area_trend(t, c, area, &w.q, &why);
	if (ok && !t->nothing) {
		w.area = t->area;
		w.people = NEW(c->arena, struct people_report);
		*w.people = (struct people_report){ .figures = t->figures, .trend = &t->trend };
		name_area(w.people, c->arena, &t->area);
		ok = fill(&w, t, &why);
		report->people = ok ? w.people : NULL;
	}
	read_end(c->store);
	if (ok || why.kind == ERR_INPUT) /* authors that are no area that is known */
		return true;
	err_copy(err, &why);
	return false;
}
