/* The story as data: every sentence of people/trend_say.c has its figures here. */
#include <math.h>

#include "people/trend.h"

/* Ten digits behind the point: rates are shown with two, and the same figures give the same text. */
static json_t *ratio(double x)
{
	return json_real(round(x * 1e10) / 1e10);
}

static json_t *groups_json(const double people[AGE_GROUP_COUNT], bool share)
{
	json_t *o = json_object();

	for (int g = 0; g < AGE_GROUP_COUNT; g++)
		json_object_set_new(o, age_group_name(g), share ? ratio(people[g]) : json_real(people[g]));
	return o;
}

static json_t *count_json(const struct trend_count *c)
{
	json_t *o = json_pack("{s:i,s:f,s:f}", "year", c->year, "total", c->total, "unknown", c->unknown);
	json_t *people = json_object(), *shares = json_object();

	for (int m = 0; m < AGE_METHOD_COUNT && c->has_ages; m++) {
		json_object_set_new(people, age_method_name(m), groups_json(c->people[m], false));
		json_object_set_new(shares, age_method_name(m), groups_json(c->share[m], true));
	}
	json_object_set_new(o, "people", c->has_ages ? json_incref(people) : json_null());
	json_object_set_new(o, "shares", c->has_ages ? json_incref(shares) : json_null());
	json_decref(people);
	json_decref(shares);
	return o;
}

static json_t *peak_json(const struct trend_peak *p)
{
	if (!p->year)
		return json_null();
	return json_pack("{s:i,s:f,s:b,s:b}", "year", p->year, "people", p->value, "first_known", p->first,
			 "last_known", p->last);
}

static json_t *year_or_null(int year)
{
	return year ? json_integer(year) : json_null();
}

static json_t *thresholds_json(const struct trend_counts *c)
{
	json_t *list = json_array();

	for (int i = 0; i < TREND_THRESHOLDS; i++) {
		const struct trend_threshold *t = &c->thresholds[i];
		json_t *o = json_pack("{s:i,s:b}", "percent", t->percent, "from_the_start", t->from_the_start);

		for (int m = 0; m < AGE_METHOD_COUNT; m++)
			json_object_set_new(o, age_method_name(m),
					    json_pack("{s:o,s:o,s:o}", "exact", year_or_null(t->exact[m]), "rounded",
						      year_or_null(t->rounded[m]), "rate",
						      t->rounded[m] ? ratio(t->rate[m]) : json_null()));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *counts_json(const struct trend_counts *c)
{
	json_t *years = json_array();

	for (size_t i = 0; i < c->at.n; i++)
		json_array_append_new(years, count_json(&c->at.at[i]));
	return json_pack("{s:s,s:o,s:b,s:o,s:o,s:o,s:o}", "series", c->series, "source",
			 json_msg(&(struct msg){ .id = trend_source(c->series) }), "projected", c->projected, "years",
			 years, "peak", peak_json(&c->total), "working_age_peak", peak_json(&c->working_age),
			 "thresholds", thresholds_json(c));
}

static json_t *change_json(const struct trend_change *c)
{
	json_t *years = json_array(), *turns = json_array();

	for (size_t i = 0; i < c->at.n; i++)
		json_array_append_new(years,
				      json_pack("{s:i,s:f}", "year", c->at.at[i].year, "people", c->at.at[i].value));
	for (size_t i = 0; i < c->turns.n; i++)
		json_array_append_new(turns, json_pack("{s:i,s:f,s:f}", "year", c->turns.at[i].year, "before",
						       c->turns.at[i].before, "people", c->turns.at[i].value));
	return json_pack("{s:s,s:o,s:s,s:o,s:o,s:o}", "series", c->series, "source",
			 json_msg(&(struct msg){ .id = trend_source(c->series) }), "of",
			 c->natural ? "natural" : "social", "years", years, "turns", turns, "first_decrease",
			 year_or_null(c->first_decrease));
}

static json_t *registered_json(const struct trend *t)
{
	json_t *years = json_array();

	for (size_t i = 0; i < t->registered.n; i++)
		json_array_append_new(years, json_pack("{s:i,s:f}", "year", t->registered.at[i].year, "total",
						       t->registered.at[i].value));
	return json_pack("{s:s,s:o,s:o,s:o}", "series", "register.population", "source",
			 json_msg(&(struct msg){ .id = trend_source("register.population") }), "years", years, "peak",
			 peak_json(&t->registered_peak));
}

json_t *trend_to_json(const struct trend *t)
{
	json_t *changes = json_array(), *sentences = json_array();

	for (int k = 0; k < CHANGE_KIND_COUNT; k++)
		json_array_append_new(changes, change_json(&t->changes[k]));
	for (size_t i = 0; i < t->sentences.n; i++) {
		json_t *o = json_msg(&t->sentences.at[i].msg);

		json_object_set_new(o, "series", json_string(t->sentences.at[i].series));
		json_array_append_new(sentences, o);
	}
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "code", json_text(t->code), "name", json_text(t->name),
			 "census", counts_json(&t->census), "ipss", counts_json(&t->ipss), "register",
			 registered_json(t), "changes", changes, "sentences", sentences);
}
