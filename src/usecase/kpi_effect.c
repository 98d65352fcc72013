/* Each KPI is taken for itself: the area is projected as in the past and once more with what the KPI adds, so that two
 * KPIs that speak of the same people (births, and the fertility rate) are not added up. Steps of one year, since
 * targets fall due in any year. Rejected: KPIs that only lead to births or moves (jobs, nursery places); how strongly
 * they do is nowhere counted, and a guess would look like a result. */
#include "usecase/kpi_effect.h"

#include <math.h>
#include <string.h>

#include "usecase/judge_kpi.h"
#include "usecase/kpis.h"

const char *effect_channel_name(enum effect_channel c)
{
	static const char *const names[EFFECT_CHANNELS] = { NULL, "births", "fertility", "coming", "leaving" };

	return names[c];
}

/* ---- which channel ---- */

/* By a word in the name; the first that stands in it counts, so that 転入超過 comes before 転入. */
static const struct {
	const char *word;
	enum effect_channel channel;
	const char *reason;
} by_word[] = {
	{ "人口密度", EFFECT_NONE, "people.effect-no-channel" },
	{ "合計特殊出生率", EFFECT_FERTILITY, NULL },
	{ "出生数", EFFECT_BIRTHS, NULL },
	{ "出生者数", EFFECT_BIRTHS, NULL },
	{ "転出超過", EFFECT_LEAVING, NULL },
	{ "転入超過", EFFECT_COMING, NULL },
	{ "社会増", EFFECT_COMING, NULL },
	{ "純移動", EFFECT_COMING, NULL },
	{ "転出者", EFFECT_LEAVING, NULL },
	{ "転出数", EFFECT_LEAVING, NULL },
	{ "転入者", EFFECT_COMING, NULL },
	{ "転入数", EFFECT_COMING, NULL },
	{ "移住者", EFFECT_COMING, NULL },
	{ "総人口", EFFECT_NONE, "people.effect-population" },
};

/* By a term of the series that it is linked to. */
static const struct {
	const char *series;
	enum effect_channel channel;
	const char *reason;
} by_series[] = {
	{ "vital.births", EFFECT_BIRTHS, NULL },
	{ "register.births", EFFECT_BIRTHS, NULL },
	{ "register.natural-change", EFFECT_BIRTHS, NULL },
	{ "register.social-change", EFFECT_COMING, NULL },
	{ "migration.in", EFFECT_COMING, NULL },
	{ "register.domestic-in", EFFECT_COMING, NULL },
	{ "migration.out", EFFECT_LEAVING, NULL },
	{ "register.domestic-out", EFFECT_LEAVING, NULL },
	{ "vital.deaths", EFFECT_NONE, "people.effect-deaths" },
	{ "register.deaths", EFFECT_NONE, "people.effect-deaths" },
	{ "census.population", EFFECT_NONE, "people.effect-population" },
	{ "register.population", EFFECT_NONE, "people.effect-population" },
};

static bool has_word(struct text t, const char *word)
{
	return text_find(t, text_of(word)) != SIZE_MAX;
}

static void channel_by_name(struct kpi_effect *e, struct arena *a)
{
	const struct text name = kpi_comparable(a, e->name);

	e->reason = "people.effect-no-channel";
	for (size_t i = 0; i < sizeof by_word / sizeof *by_word; i++)
		if (has_word(name, by_word[i].word)) {
			e->channel = by_word[i].channel;
			e->reason = by_word[i].reason;
			break;
		}
	if (e->channel != EFFECT_NONE && (has_word(name, "累計") || has_word(name, "累積")))
		e->reason = "people.effect-cumulative";
	else if (e->channel != EFFECT_NONE && e->channel != EFFECT_FERTILITY && !text_is(e->unit, "人"))
		e->reason = "people.effect-unit";
}

/* "migration.in - migration.out 43100": the first term says what it is of, since what it is less is of the other
 * direction (in less out, births less deaths). */
static void channel_by_series(struct kpi_effect *e, struct text expression)
{
	size_t end = text_find(expression, TEXT(" "));

	e->reason = "people.effect-no-channel";
	e->series = text_slice(expression, 0, end);
	for (size_t i = 0; i < sizeof by_series / sizeof *by_series; i++)
		if (text_is(e->series, by_series[i].series)) {
			e->channel = by_series[i].channel;
			e->reason = by_series[i].reason;
		}
}

static const char *codes_of(struct arena *a, const struct area *area)
{
	const char *all = "";

	for (size_t i = 0; i < area->members.n; i++)
		all = arena_printf(a, "%s%s%s", all, i ? "+" : "", text_z(a, area->members.at[i]));
	return all;
}

static bool same_area(struct context *c, const struct area *area, struct text written)
{
	struct area found = { 0 };

	return written.n && area_find(c->arena, &found, written, NULL) &&
	       strcmp(codes_of(c->arena, area), codes_of(c->arena, &found)) == 0;
}

/* The municipalities that made the plan, as area_find reads them. */
static struct text makers(struct arena *a, const struct plan *plan)
{
	const char *all = "";

	for (size_t i = 0; i < plan->authors.n; i++)
		all = arena_printf(a, "%s%s%s", all, i ? "+" : "", text_z(a, plan->authors.at[i].wording));
	return text_of(all);
}

/* What stands behind the last space of the expression. */
static struct text area_of_link(struct text expression)
{
	size_t last = 0;

	for (size_t i = 0; i < expression.n; i++)
		if (expression.p[i] == ' ')
			last = i + 1;
	return text_slice(expression, last, expression.n);
}

static void choose_channel(struct kpi_effect *e, struct context *c, const struct report_kpi *k, const struct plan *plan,
			   const struct area *area)
{
	const struct text link = setting_of(k, "series");

	if (link.n)
		channel_by_series(e, link);
	else
		channel_by_name(e, c->arena);
	if (!e->reason && !same_area(c, area, link.n ? area_of_link(link) : makers(c->arena, plan)))
		e->reason = "people.effect-other-area";
}

/* ---- from what to what ---- */

static int year_of(struct period p)
{
	return p.kind == PERIOD_DATE ? p.date.year : p.year;
}

static void choose_values(struct kpi_effect *e, const struct report_kpi *k)
{
	const struct measured *baseline = &k->judged.baseline;

	if (k->latest && k->latest->value.period.kind != PERIOD_NONE) {
		e->current = k->latest->value.value;
		e->current_year = year_of(k->latest->value.period);
	} else if (baseline->has_value) {
		e->current = baseline->value;
		e->current_year = year_of(baseline->period);
		e->from_baseline = true;
	} else {
		e->reason = "people.effect-no-value";
		return;
	}
	if (!k->verdict.has_target)
		e->reason = "people.effect-no-target";
	else if (k->judged.summed)
		e->reason = "people.effect-cumulative";
	e->target = k->verdict.target;
	e->has_current = k->verdict.has_target;
	e->by = year_of(k->verdict.due.kind == PERIOD_NONE ? k->judged.due : k->verdict.due);
}

/* ---- the effect ---- */

/* What all KPIs of one call share. */
struct asking {
	struct context *c;
	const struct area *area;
	struct outlook_request q; /* in steps of one year, without a scenario */
	struct outlook past;
};

static bool people_with(double *people, struct asking *ask, const struct scenario *s, struct err *err)
{
	struct outlook_request q = ask->q;
	struct outlook o;

	q.scenario = s;
	if (!outlook_area(&o, ask->c, ask->area, &q, err))
		return false;
	*people = population_total(&o.path.at[o.path.n_steps]);
	return true;
}

/* Births of the year as the past has them. */
static double births_in(const struct path *p, int year)
{
	int i = year - p->base_year;

	if (p->n_steps < 1 || !p->flows)
		return 0;
	i = i < 1 ? 1 : i > p->n_steps ? p->n_steps : i;
	return p->flows[i].births[SEX_M] + p->flows[i].births[SEX_F];
}

/* Fertility rates are compared with each other; births and moves add to what the past has. */
static bool set_effect(struct kpi_effect *e, struct asking *ask, struct err *err)
{
	const double from = decimal_double(e->current), to = decimal_double(e->target);
	struct scenario with = { .births = BIRTHS_TFR, .children = to, .children_by = e->by }, without = with;
	double born = births_in(&ask->past.path, e->by), then = 0, now = 0;

	without.children = from;
	if (e->channel != EFFECT_FERTILITY) {
		with = without = scenario_pair(1, 0);
		with.children_by = without.children_by = e->by;
	}
	if (e->channel == EFFECT_BIRTHS)
		with.children = born > 0 ? fmax(0, 1 + (to - from) / born) : 1;
	if (e->channel == EFFECT_COMING || e->channel == EFFECT_LEAVING) {
		with.migrations[0].value = e->channel == EFFECT_COMING ? to - from : from - to;
		with.migrations[0].by = e->by;
	}
	if (!people_with(&then, ask, &with, err) || !people_with(&now, ask, &without, err))
		return false;
	e->people = then - now;
	return true;
}

static bool add_effect(struct kpi_effects *out, struct asking *ask, const struct plan_report *report,
		       const struct report_kpi *k, struct err *err)
{
	struct kpi_effect *e = LIST_ADD(ask->c->arena, &out->at);

	e->key = k->kpi->key;
	e->name = k->kpi->name;
	e->unit = k->kpi->unit;
	choose_channel(e, ask->c, k, report->plan, ask->area);
	if (!e->reason)
		choose_values(e, k);
	return e->reason || set_effect(e, ask, err);
}

static bool begin(struct kpi_effects *out, struct asking *ask, struct err *err)
{
	ask->q.years = 1;
	ask->q.scenario = NULL;
	ask->q.trajectories = 0;
	if (!outlook_area(&ask->past, ask->c, ask->area, &ask->q, err))
		return false;
	if (ask->past.flag)
		return err_set(err, ERR_INPUT, ask->past.flag, NULL);
	out->year = ask->past.path.base_year + ask->past.path.n_steps;
	out->as_in_the_past = population_total(&ask->past.path.at[ask->past.path.n_steps]);
	return true;
}

bool kpi_effects_of(struct kpi_effects *out, struct context *c, const struct area *area,
		    const struct plan_report *report, const struct outlook_request *q, struct err *err)
{
	struct asking ask = { .c = c, .area = area, .q = *q };
	struct kpi_effects made = { .plan = report->plan_id };

	if (!begin(&made, &ask, err))
		return false;
	for (size_t i = 0; i < report->kpis.n; i++)
		if (!add_effect(&made, &ask, report, &report->kpis.at[i], err))
			return false;
	*out = made;
	return true;
}

bool kpi_effects(struct kpi_effects *out, struct context *c, const struct area *area, struct text plan,
		 const struct outlook_request *q, struct err *err)
{
	plan_version_list versions = { 0 };
	struct plan_report report = { 0 };

	if (!plans_read(&versions, c, 0, err))
		return false;
	if ((versions.n || plan.n) && !evaluate(&report, c, &(struct evaluate_request){ .plan = plan }, err))
		return false;
	return kpi_effects_of(out, c, area, &report, q, err);
}
