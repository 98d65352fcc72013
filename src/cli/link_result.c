/* What came of a KPI linked to a series: when it was linked, and when statistics arrived later. */
#include "cli/link_result.h"

#include "publish/words.h"

json_t *link_result_json(const struct link_result *r)
{
	static const char *const outcomes[] = { "recorded", "unchanged", "corrected", "differs", "refused" };
	json_t *values = json_array();

	for (size_t i = 0; i < r->values.n; i++) {
		const struct link_value *v = &r->values.at[i];

		json_t *value = json_pack("{s:s,s:s,s:s,s:s,s:I}", "period", PERIOD(v->period), "value", DEC(v->value),
					  "state", value_state_name(v->state), "outcome", outcomes[v->outcome], "event",
					  (json_int_t)v->event);

		if (v->because_en)
			json_object_set_new(value, "because",
					    json_pack("{s:s,s:s}", "ja", v->because_ja, "en", v->because_en));
		json_array_append_new(values, value);
	}
	return json_pack("{s:o,s:o,s:o,s:o,s:b,s:o}", "plan", json_text(r->plan), "kpi", json_text(r->kpi), "series",
			 json_text(r->series), "area", json_text(r->area.code), "linked_already", r->linked_already,
			 "values", values);
}

void link_result_say(struct call *c, const struct link_result *r, const char *head)
{
	static const char *const ids[] = { "cli.link-recorded", "cli.link-unchanged", "cli.link-corrected",
					   "cli.link-differs", "cli.link-refused" };

	call_say(c, head, "kpi", text_z(c->arena, r->kpi), "name", text_z(c->arena, r->name), "series",
		 text_z(c->arena, r->series), "area", text_z(c->arena, r->area.name), NULL);
	for (size_t i = 0; i < r->values.n; i++) {
		const struct link_value *v = &r->values.at[i];

		call_say(c, ids[v->outcome], "period", text_z(c->arena, words_period(c->arena, c->lang, v->period)),
			 "value", text_z(c->arena, words_decimal(c->arena, v->value)), "there",
			 text_z(c->arena, words_decimal(c->arena, v->there)), "unit", text_z(c->arena, r->unit),
			 "state", words_state(c->lang, v->state), "event", NUM(v->event), "because",
			 v->because_en ? (c->lang == LANG_JA ? v->because_ja : v->because_en) : "", NULL);
	}
}
