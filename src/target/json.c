#include "target/json.h"

#include <math.h>

static json_t *real_or_null(bool has, double d)
{
	return has && isfinite(d) ? json_real(d) : json_null();
}

static json_t *decimal_or_null(bool has, struct decimal d)
{
	return has ? json_string(DEC(d)) : json_null();
}

static json_t *interval_or_null(bool has, struct interval i)
{
	return has ? json_pack("[f,f]", i.low, i.high) : json_null();
}

static json_t *both_languages(const struct text t[LANG_COUNT])
{
	return t[LANG_JA].n || t[LANG_EN].n
		       ? json_pack("{s:o,s:o}", "ja", json_text(t[LANG_JA]), "en", json_text(t[LANG_EN]))
		       : json_null();
}

static json_t *remarks_json(const struct verdict *v)
{
	json_t *list = json_array();

	for (size_t i = 0; i < v->remarks.n; i++)
		json_array_append_new(list, json_msg(&v->remarks.at[i]));
	return list;
}

json_t *verdict_to_json(const struct verdict *v)
{
	json_t *o = json_object();

	json_object_set_new(o, "status", json_string(status_name(v->status)));
	json_object_set_new(o, "reason", json_msg(&v->reason));
	json_object_set_new(o, "final", json_boolean(v->final));
	json_object_set_new(o, "progress", real_or_null(v->has_progress, v->progress));
	json_object_set_new(o, "elapsed", real_or_null(v->has_elapsed, v->elapsed));
	json_object_set_new(o, "short_by", decimal_or_null(v->has_short_by, v->short_by));
	json_object_set_new(o, "comparable", json_opt(tri_name(v->comparable)));
	json_object_set_new(o, "significant", json_opt(tri_name(v->significant)));
	json_object_set_new(o, "better", json_opt(better_name(v->better)));
	json_object_set_new(o, "better_from", json_opt(better_from_name(v->better_from)));
	json_object_set_new(o, "kind", json_opt(target_kind_name(v->kind)));
	json_object_set_new(o, "judged_against", decimal_or_null(v->has_target, v->target));
	json_object_set_new(o, "judged_against_high", decimal_or_null(v->has_target_high, v->target_high));
	json_object_set_new(o, "due", json_opt_period(v->due));
	json_object_set_new(o, "remarks", remarks_json(v));
	json_object_set_new(o, "intervals",
			    json_pack("{s:o,s:o}", "baseline",
				      interval_or_null(v->has_baseline_interval, v->baseline_interval), "actual",
				      interval_or_null(v->has_actual_interval, v->actual_interval)));
	return o;
}

json_t *grade_to_json(const struct grade *g)
{
	json_t *o = json_object();

	json_object_set_new(o, "defined", json_boolean(g->defined));
	json_object_set_new(o, "id", g->defined ? json_text(g->id) : json_null());
	json_object_set_new(o, "label", both_languages(g->label));
	json_object_set_new(o, "rank", g->defined ? json_integer(g->rank) : json_null());
	json_object_set_new(o, "reason", json_msg(&g->reason));
	json_object_set_new(o, "misleading", json_boolean(g->misleading));
	json_object_set_new(o, "caveat", both_languages(g->caveat));
	return o;
}

json_t *forecast_to_json(const struct forecast *f)
{
	json_t *o = json_object();

	json_object_set_new(o, "method", json_opt(forecast_method_name(f->method)));
	json_object_set_new(o, "n", json_integer((json_int_t)f->n));
	json_object_set_new(o, "at", json_opt_period(f->at));
	json_object_set_new(o, "value", real_or_null(f->has, f->value));
	json_object_set_new(o, "low", real_or_null(f->has, f->low));
	json_object_set_new(o, "high", real_or_null(f->has, f->high));
	json_object_set_new(o, "probability", real_or_null(f->has && f->has_probability, f->probability));
	json_object_set_new(o, "reason", json_msg(&f->reason));
	return o;
}
