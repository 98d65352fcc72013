/* Apart from the rest of json.c, so that sosei-reader, which says nothing, needs no catalogue and no calendar. */
#include "base/json.h"

json_t *json_msg(const struct msg *m)
{
	struct arena a = { 0 };
	json_t *made, *values;

	if (!m || !m->id)
		return json_null();
	made = json_pack("{s:s,s:s,s:s}", "id", m->id, "ja", msg_say(&a, LANG_JA, m), "en", msg_say(&a, LANG_EN, m));
	if (m->n_args) {
		values = json_object();
		for (size_t i = 0; i < m->n_args; i++)
			json_object_set_new(values, m->args[i].name, json_text(text_of(m->args[i].value)));
		json_object_set_new(made, "values", values);
	}
	arena_clear(&a);
	return made;
}

json_t *json_opt_date(struct date d)
{
	return d.year ? json_string(DATE(d)) : json_null();
}

json_t *json_opt_period(struct period p)
{
	return p.kind == PERIOD_NONE ? json_null() : json_string(PERIOD(p));
}
