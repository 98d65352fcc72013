/* Apart from the rest of json.c, so that sosei-reader, which says nothing, needs no catalogue. */
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
