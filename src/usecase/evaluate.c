/* One evaluation: as of which event, by which plan and rubric, then each KPI from its recorded values to verdict, grade
 * and forecast. Nothing of it is stored, so that what is shown can be no older than the log; a year is judged by the
 * version of the plan that was in force at its end, which is why versions are loaded as they are needed. */
#include "usecase/evaluate.h"

#include <string.h>

#include "publish/words.h"
#include "usecase/judge_kpi.h"
#include "usecase/plans.h"
#include "usecase/record.h"
#include "usecase/rubrics.h"
#include "usecase/series_break.h"

/* plan_report.rubric_event of a report whose rubric who asked has chosen. */
enum { RUBRIC_ASKED_FOR = -1 };

/* One evaluation under way. */
struct work {
	struct context *c;
	const struct evaluate_request *q;
	struct plan_report *report;
	plan_version_list versions;
	const struct plan_version *version; /* in force */
	const struct plan **plans;          /* of versions.at[i], read when first needed */
	kpi_values_list values;
	kpi_values_list like_values; /* instead, in the plan's order: from `like` */
	struct rubric rubric;
	const struct plan_report *like; /* as asked, where it is of this version by this rubric; else NULL */
};

/* ---- as of when ---- */

static bool take_time(void *context, const struct event *e, struct err *err)
{
	json_t *event = NULL;
	bool ok = event_read(&event, e, err) && time_parse(context, json_get_text(event, "at"), err);

	json_decref(event);
	return ok;
}

/* The last event that counts, and its day in Japan: what a site says instead of today. */
static bool read_head(struct work *w, struct err *err)
{
	struct plan_report *r = w->report;
	int64_t head, at = w->c->now;

	if (!log_head(w->c->store, &head, err))
		return false;
	if (w->q->at_event < 0 || w->q->at_event > head)
		return err_set(err, ERR_INPUT, "usecase.no-such-event", "event", NUM(w->q->at_event), "last", NUM(head),
			       NULL);
	if (!known_at_is_past(w->c, w->q->known_at, err))
		return false;
	r->at_event = w->q->at_event ? w->q->at_event : head;
	r->known_at = w->q->known_at;
	if (r->at_event && (!log_each(w->c->store, r->at_event, r->at_event, take_time, &at, err) ||
			    !log_root(w->c->store, r->at_event, &r->root, err)))
		return false;
	r->as_of = w->q->known_at.year ? date_last(w->q->known_at) : date_in_japan(at);
	/* A month that is not over yet. */
	if (w->q->known_at.year && date_cmp(r->as_of, context_today(w->c)) > 0)
		r->as_of = context_today(w->c);
	return true;
}

static struct date published_by(const struct work *w)
{
	const struct date by = w->q->known_at;

	return w->q->whole_month ? (struct date){ by.year, by.month, 0 } : by;
}

/* ---- the plan ---- */

static bool load_plan(const struct plan **plan, struct work *w, const struct plan_version *v, struct err *err)
{
	size_t at = (size_t)(v - w->versions.at);

	if (!w->plans[at]) {
		struct plan *made = NEW(w->c->arena, struct plan);

		if (!plan_of_version(made, w->c, v, err))
			return false;
		w->plans[at] = made;
	}
	*plan = w->plans[at];
	return true;
}

static void list_versions(struct work *w)
{
	for (size_t i = 0; i < w->versions.n && &w->versions.at[i] <= w->version; i++) {
		const struct plan_version *v = &w->versions.at[i];

		if (text_eq(v->plan, w->version->plan))
			*LIST_ADD(w->c->arena, &w->report->versions) =
				(struct report_version){ v->event,     v->version, v->kind,
							 v->certified, v->source,  v->source_name };
	}
}

/* Of the same version its plan serves as well. */
static void take_like(struct work *w)
{
	const struct plan_report *like = w->q->like;

	if (!like || !text_eq(like->plan_id, w->version->plan) || !like->versions.n ||
	    like->versions.at[like->versions.n - 1].event != w->version->event)
		return;
	w->like = like;
	w->plans[w->version - w->versions.at] = like->plan;
}

static bool read_plan(struct work *w, struct err *err)
{
	struct date today = w->q->today.year ? w->q->today : w->report->as_of;
	struct plan_report *r = w->report;

	if (w->q->known_at.year)
		today = date_last(w->q->known_at);
	if (!plans_read(&w->versions, w->c, r->at_event, err) ||
	    !plans_choose(&w->version, &w->versions, w->c, w->q->plan, today, w->q->known_at, err))
		return false;
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): of pointers */
	w->plans = arena_array(w->c->arena, w->versions.n, sizeof *w->plans);
	take_like(w);
	if (!load_plan(&r->plan, w, w->version, err))
		return false;
	r->plan_id = w->version->plan;
	r->invented = w->version->invented;
	r->ended = w->version->to.year && date_cmp(date_last(w->version->to), r->as_of) < 0;
	list_versions(w);
	if (w->like)
		r->source_text = w->like->source_text;
	if (w->like || text_is(w->version->format, "pdf"))
		return true;
	return blob_get(w->c->store, &w->version->source, w->c->arena, &r->source_text, err);
}

/* ---- what people said ---- */

/* Words come KPI by KPI, in the order of their keys: so each is looked for from the last one on. */
static struct report_kpi *report_kpi_near(struct plan_report *r, size_t *near, struct text key)
{
	for (size_t i = 0, n = r->kpis.n; i < n; i++) {
		const size_t at = (*near + i) % n;

		if (!text_eq(r->kpis.at[at].kpi->key, key))
			continue;
		*near = at;
		return &r->kpis.at[at];
	}
	return NULL;
}

static bool read_settings(struct work *w, struct err *err)
{
	struct value values[] = { V_TEXT(w->version->plan), V_INT(w->report->at_event) };
	struct arena *a = w->c->arena;
	struct err failed = { 0 };
	struct rows *rows = NULL;
	size_t near = 0;

	if (!query_run(&rows, w->c->store, "kpi_settings", values, 2, err))
		return false;
	while (rows_next(rows, &failed)) {
		struct report_kpi *k = report_kpi_near(w->report, &near, rows_text(rows, 0));

		if (k)
			*LIST_ADD(a, &k->settings) =
				(struct report_setting){ text_dup(a, rows_text(rows, 1)),
							 text_dup(a, rows_text(rows, 2)),
							 text_dup(a, rows_text(rows, 3)), rows_int(rows, 4) };
	}
	return rows_end(&rows, &failed, err);
}

static bool read_rubric(struct work *w, struct err *err)
{
	struct plan_report *r = w->report;
	bool ok = w->q->rubric.n
			  ? rubric_load(&w->rubric, w->c->arena, w->q->rubric, err)
			  : rubric_of_plan(&w->rubric, &r->rubric_event, w->c, w->version->plan, r->at_event, err);

	if (!ok)
		return false;
	if (w->q->rubric.n)
		r->rubric_event = RUBRIC_ASKED_FOR;
	if (w->like && (w->like->rubric_event != r->rubric_event || r->rubric_event == RUBRIC_ASKED_FOR))
		w->like = NULL;
	r->rubric = w->rubric.id;
	memcpy(r->rubric_name, w->rubric.name, sizeof r->rubric_name);
	r->rubric_source = w->rubric.source;
	r->rubric_url = w->rubric.url;
	return true;
}

/* ---- judging ---- */

/* The KPI as the version that was in force at the end of the period has it: the same key, else the same name (a change
 * may number anew), else as it is now. */
static bool kpi_then(const struct plan_kpi **kpi, struct work *w, const struct report_kpi *k, struct period period,
		     struct err *err)
{
	const struct plan_version *v = plans_version_at(&w->versions, w->version, period_last(period));
	const struct plan *plan;

	*kpi = k->kpi;
	if (v == w->version)
		return true;
	if (!load_plan(&plan, w, v, err))
		return false;
	for (size_t i = plan->kpis.n; i > 0; i--) {
		const struct plan_kpi *then = &plan->kpis.at[i - 1];

		if (text_eq(then->key, k->kpi->key) && text_eq(then->name, k->kpi->name)) {
			*kpi = then;
			return true;
		}
		if (text_eq(then->name, k->kpi->name))
			*kpi = then;
	}
	return true;
}

static void judge(struct work *w, struct verdict *v, struct grade *g, const struct judge_input *in)
{
	target_judge(w->c->arena, v, in);
	rubric_grade(w->c->arena, g, &w->rubric, in, v);
}

/* The plan as it begins, or where it says "from the day of certification", that day. */
static struct date start_of(const struct work *w)
{
	struct date from = w->report->plan->period.from;

	return from.year ? from : w->report->versions.n ? w->report->versions.at[0].certified : (struct date){ 0 };
}

/* Between what it is compared with and itself. */
static void look_for_break(struct work *w, struct judge_input *in, const struct series_past *past)
{
	struct period from =
		in->has_series_baseline && in->series_period.kind ? in->series_period : in->baseline.period;

	in->broken = series_break(w->c->arena, past, from, in->actual.period);
}

static int16_t year_of(struct period p)
{
	return p.kind == PERIOD_DATE ? (int16_t)date_fiscal_year(p.date) : p.year;
}

static bool judge_point(struct work *w, struct report_kpi *k, const value_list *best, const struct series_past *past,
			const struct report_value *value, struct err *err)
{
	struct report_point *p;
	const struct plan_kpi *kpi;
	struct judge_input in;

	if (!kpi_then(&kpi, w, k, value->period, err))
		return false;
	judge_input_of(&in, k, kpi, best);
	in.actual.has_value = true;
	in.actual.value = value->value;
	in.actual.period = value->period;
	look_for_break(w, &in, past);
	if (!sum_years(&in, start_of(w), best))
		return true;
	p = LIST_ADD(w->c->arena, &k->points);
	p->value = *value;
	p->value.value = in.actual.value;
	if (!w->q->year || w->q->year == year_of(value->period))
		judge(w, &p->verdict, &p->grade, &in);
	return true;
}

/* Whether a value of that period was judged by the due period that holds now: a change may have moved it since. */
static bool due_then_is_due_now(bool *same, struct work *w, const struct report_kpi *k, struct period period,
				struct err *err)
{
	const struct plan_kpi *then;

	if (!kpi_then(&then, w, k, period, err))
		return false;
	*same = period_eq(then->target.due, k->kpi->target.due);
	return true;
}

/* The due period's value; else the latest one behind the baseline: a value of the baseline's period says nothing about
 * the plan. Where nobody said which period that is, a value that equals the baseline may be the first of the plan's own
 * years in which nothing changed. */
static bool find_headline(struct work *w, struct report_kpi *k, struct err *err)
{
	const struct judge_input *in = &k->judged;
	struct period said = in->baseline.period;
	struct period baseline = said.kind != PERIOD_NONE && in->has_series_baseline ? in->series_period : said;

	k->latest = NULL;
	for (size_t i = 0; i < k->points.n; i++) {
		const struct report_point *p = &k->points.at[i];
		bool due = false;

		if (p->verdict.final && !due_then_is_due_now(&due, w, k, p->value.period, err))
			return false;
		if (due || baseline.kind == PERIOD_NONE || period_middle(p->value.period) > period_middle(baseline))
			k->latest = p;
		if (due)
			break;
	}
	return true;
}

static void forecast(struct work *w, struct report_kpi *k, const value_list *best)
{
	struct forecast_point *points = arena_array(w->c->arena, best->n, sizeof *points);

	for (size_t i = 0; i < best->n; i++)
		points[i] = (struct forecast_point){ best->at[i]->period, best->at[i]->value };
	forecast_make(w->c->arena, &k->forecast, &k->judged, k->verdict.due, points, best->n);
}

static struct msg of_period(struct arena *a, const char *id, struct period p)
{
	return msg_make(a, id, "period", PERIOD(p), "period_ja", text_z(a, words_period(a, LANG_JA, p)), NULL);
}

static struct msg baseline_source(struct arena *a, const struct report_kpi *k, const struct judge_input *in)
{
	struct text said = setting_of(k, "baseline_period");

	if (said.n)
		return of_period(a, "usecase.baseline-by-person", in->baseline.period);
	if (k->kpi->baseline.period.kind != PERIOD_NONE)
		return of_period(a, "usecase.baseline-by-plan", in->baseline.period);
	if (in->has_series_baseline)
		return of_period(a, "usecase.baseline-by-series", in->series_period);
	return msg_make(a, "usecase.baseline-unknown", NULL);
}

static bool same_values(const struct report_kpi *a, const struct report_kpi *b)
{
	if (a->values.n != b->values.n || a->settings.n != b->settings.n)
		return false;
	for (size_t i = 0; i < a->values.n; i++)
		if (a->values.at[i].event != b->values.at[i].event ||
		    a->values.at[i].superseded_by != b->values.at[i].superseded_by)
			return false;
	for (size_t i = 0; i < a->settings.n; i++)
		if (a->settings.at[i].event != b->settings.at[i].event)
			return false;
	return true;
}

/* What judging asks for are the values, the words, the version and the rubric, and of a linked KPI the tables of its
 * series: where the former are the same, and there are none of the latter, it would say the same again. */
static bool judged_already(const struct work *w, struct report_kpi *k)
{
	const size_t at = (size_t)(k - w->report->kpis.at);
	const struct report_kpi *other = w->like && at < w->like->kpis.n ? &w->like->kpis.at[at] : NULL;

	if (!other || other->kpi != k->kpi || setting_of(k, "series").n || !same_values(k, other))
		return false;
	*k = *other;
	k->owner = (struct text){ 0 };
	return true;
}

/* Where it stands as a whole, and where it is going. */
static bool judge_whole(struct work *w, struct report_kpi *k, const value_list *best, const struct series_past *past,
			struct err *err)
{
	if (!find_headline(w, k, err))
		return false;
	if (k->latest) {
		k->judged.actual.has_value = true;
		k->judged.actual.value = k->latest->value.value;
		k->judged.actual.period = k->latest->value.period;
		look_for_break(w, &k->judged, past);
		k->verdict = k->latest->verdict;
		k->grade = k->latest->grade;
	} else {
		judge(w, &k->verdict, &k->grade, &k->judged);
	}
	forecast(w, k, best);
	return true;
}

static bool judge_kpi(struct work *w, struct report_kpi *k, struct err *err)
{
	value_list best = { 0 };
	struct series_past past;

	if (judged_already(w, k))
		return true;
	best_values(&best, w->c->arena, k);
	/* A point is large: room for all at once, and nothing is moved. */
	k->points.at = arena_array(w->c->arena, best.n, sizeof *k->points.at);
	k->points.cap = best.n;
	if (!series_past_read(&past, w->c, setting_of(k, "series"), published_by(w), w->report->at_event, err))
		return false;
	for (size_t i = 0; i < best.n; i++)
		if (!judge_point(w, k, &best, &past, best.at[i], err))
			return false;
	judge_input_of(&k->judged, k, k->kpi, &best);
	k->judged.next_published = next_publication(&best);
	k->baseline_period = k->judged.baseline.period;
	k->baseline_period_source = baseline_source(w->c->arena, k, &k->judged);
	k->better = k->judged.better;
	k->better_from = k->judged.better_from;
	return w->q->year || judge_whole(w, k, &best, &past, err);
}

static void start_kpis(struct work *w)
{
	const struct plan *p = w->report->plan;

	for (size_t i = 0; i < p->kpis.n; i++) {
		const struct kpi_values *values =
			w->like_values.n ? &w->like_values.at[i] : values_of(&w->values, p->kpis.at[i].key);
		struct report_kpi *k;

		if (w->q->only.n && !text_eq(p->kpis.at[i].key, w->q->only))
			continue;
		k = LIST_ADD(w->c->arena, &w->report->kpis);
		k->kpi = &p->kpis.at[i];
		if (values) {
			k->values.at = values->values.at;
			k->values.n = k->values.cap = values->values.n;
		}
	}
}

/* Whether it was in the log and published; what names no day of publication the store has to be asked about, and so it
 * has about what was withdrawn. */
static bool counted(const struct work *w, const struct report_value *v)
{
	const struct date by = published_by(w);

	return v->event <= w->report->at_event && (!by.year || date_cmp(date_last(v->published), date_last(by)) <= 0);
}

/* What was known then is a part of what is known now (kpi_values.sql), so the other report's values are enough where
 * it has all of them. False: it has not. */
static bool values_of_like(struct work *w)
{
	const struct plan_report *like = w->like;

	if (!like || w->q->only.n || like->known_at.year || like->at_event < w->report->at_event)
		return false;
	for (size_t i = 0; i < like->kpis.n; i++) {
		const struct report_kpi *k = &like->kpis.at[i];
		struct kpi_values *mine = LIST_ADD(w->c->arena, &w->like_values);

		mine->kpi = k->kpi->key;
		for (size_t j = 0; j < k->values.n; j++) {
			const struct report_value *by = report_value_of(k, k->values.at[j].superseded_by);
			struct report_value *v;

			if (!k->values.at[j].published.year || k->values.at[j].withdrawn.n)
				return false;
			while (by && !counted(w, by))
				by = report_value_of(k, by->superseded_by);
			if (!counted(w, &k->values.at[j]))
				continue;
			v = LIST_ADD(w->c->arena, &mine->values);
			*v = k->values.at[j];
			v->superseded_by = by ? by->event : 0;
		}
	}
	return true;
}

static bool read_values(struct work *w, struct err *err)
{
	const struct text plan = w->version->plan;
	const int64_t at_event = w->report->at_event;

	if (values_of_like(w))
		return true;
	w->like_values.n = 0;
	return w->q->only.n ? values_of_kpi(&w->values, w->c, plan, w->q->only, at_event, published_by(w), err)
			    : values_read(&w->values, w->c, plan, at_event, published_by(w), err);
}

static bool evaluate_all(struct work *w, struct err *err)
{
	if (!read_head(w, err) || !read_plan(w, err) || !read_values(w, err))
		return false;
	start_kpis(w);
	if (!read_settings(w, err) || !read_rubric(w, err))
		return false;
	for (size_t i = 0; i < w->report->kpis.n; i++)
		if (!judge_kpi(w, &w->report->kpis.at[i], err))
			return false;
	return true;
}

bool evaluate(struct plan_report *report, struct context *c, const struct evaluate_request *request, struct err *err)
{
	struct plan_report made = { 0 };
	struct work w = { .c = c, .q = request, .report = &made };
	bool ok;

	/* One view of the store, whoever records meanwhile. */
	if (!read_begin(c->store, err))
		return false;
	ok = evaluate_all(&w, err);
	read_end(c->store);
	if (ok)
		*report = made;
	return ok;
}
