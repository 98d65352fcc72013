/* The report as JSON. Decimals are strings, statistics are numbers, what is absent is null. */
#include "publish/report_json.h"

#include "target/json.h"

static json_t *z_or_null(const char *s)
{
	return s && *s ? json_string(s) : json_null();
}

static void add(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static json_t *value_json(const struct report_value *v)
{
	json_t *o = json_object();

	add(o, "event", json_integer(v->event));
	add(o, "period", z_or_null(PERIOD(v->period)));
	add(o, "value", json_string(DEC(v->value)));
	add(o, "state", json_string(value_state_name(v->state)));
	add(o, "published", z_or_null(DATE(v->published)));
	add(o, "source", json_opt_text(v->source));
	add(o, "url", json_opt_text(v->url));
	add(o, "corrects", v->corrects ? json_integer(v->corrects) : json_null());
	add(o, "because", json_opt_text(v->because));
	add(o, "corrected_by", v->superseded_by && !v->withdrawn.n ? json_integer(v->superseded_by) : json_null());
	add(o, "withdrawn_by", v->withdrawn.n ? json_integer(v->superseded_by) : json_null());
	add(o, "withdrawn_because", json_opt_text(v->withdrawn));
	return o;
}

json_t *report_value_to_json(const struct report_value *v)
{
	return value_json(v);
}

static json_t *baseline_json(const struct report_kpi *k)
{
	const struct plan_baseline *b = &k->kpi->baseline;
	json_t *o = json_object();

	add(o, "text", json_opt_text(b->wording));
	add(o, "value", b->has_value ? json_string(DEC(b->value)) : json_null());
	add(o, "period", z_or_null(PERIOD(k->baseline_period)));
	add(o, "period_source", json_msg(&k->baseline_period_source));
	return o;
}

static json_t *target_json(const struct report_kpi *k)
{
	const struct plan_target *t = &k->kpi->target;
	json_t *o = json_object();

	add(o, "text", json_opt_text(t->wording));
	add(o, "op", json_string(target_op_name(t->is.op)));
	add(o, "value", t->is.has_value ? json_string(DEC(t->is.value)) : json_null());
	add(o, "due", z_or_null(PERIOD(t->due)));
	return o;
}

static json_t *points_json(const struct report_kpi *k)
{
	json_t *list = json_array();

	for (size_t i = 0; i < k->points.n; i++) {
		const struct report_point *p = &k->points.at[i];
		json_t *o = value_json(&p->value);

		add(o, "status", json_string(status_name(p->verdict.status)));
		add(o, "reason", json_msg(&p->verdict.reason));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *settings_json(const struct report_kpi *k)
{
	json_t *list = json_array();

	for (size_t i = 0; i < k->settings.n; i++) {
		const struct report_setting *s = &k->settings.at[i];

		json_array_append_new(list, json_pack("{s:o,s:o,s:o,s:I}", "setting", json_text(s->name), "value",
						      json_text(s->value), "because", json_text(s->because), "event",
						      (json_int_t)s->event));
	}
	return list;
}

json_t *report_kpi_to_json(const struct report_kpi *k)
{
	const struct report_value *v = k->latest ? &k->latest->value : NULL;
	json_t *o = json_object(), *verdict = verdict_to_json(&k->verdict);

	add(o, "key", json_text(k->kpi->key));
	add(o, "name", json_text(k->kpi->name));
	add(o, "unit", json_opt_text(k->kpi->unit));
	json_object_update(o, verdict);
	json_decref(verdict);
	add(o, "value", v ? json_string(DEC(v->value)) : json_null());
	add(o, "period", v ? json_string(PERIOD(v->period)) : json_null());
	add(o, "state", v ? json_string(value_state_name(v->state)) : json_null());
	add(o, "published", v ? z_or_null(DATE(v->published)) : json_null());
	add(o, "source", v ? json_opt_text(v->source) : json_null());
	add(o, "event", v ? json_integer(v->event) : json_null());
	add(o, "next_published", z_or_null(k->verdict.final ? NULL : DATE(k->judged.next_published)));
	add(o, "baseline", baseline_json(k));
	add(o, "target", target_json(k));
	add(o, "grade", k->grade.reason.id ? grade_to_json(&k->grade) : json_null());
	add(o, "forecast", k->forecast.has ? forecast_to_json(&k->forecast) : json_null());
	add(o, "forecast_reason", json_msg(&k->forecast.reason));
	add(o, "points", points_json(k));
	add(o, "settings", settings_json(k));
	return o;
}

json_t *report_to_json(const struct plan_report *r)
{
	json_t *o = json_object(), *kpis = json_array();

	add(o, "plan", json_text(r->plan_id));
	add(o, "title", json_text(r->plan->title));
	add(o, "version", json_integer(r->versions.n ? r->versions.at[r->versions.n - 1].number : 0));
	add(o, "as_of", json_string(DATE(r->as_of)));
	add(o, "at_event", json_integer(r->at_event));
	add(o, "root", json_string(HEX(&r->root)));
	add(o, "ended", json_boolean(r->ended));
	add(o, "invented", json_boolean(r->invented));
	add(o, "rubric", json_opt_text(r->rubric));
	for (size_t i = 0; i < r->kpis.n; i++)
		json_array_append_new(kpis, report_kpi_to_json(&r->kpis.at[i]));
	add(o, "kpis", kpis);
	return o;
}
