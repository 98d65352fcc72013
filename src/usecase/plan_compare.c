#include "usecase/plan_compare.h"

static json_t *text_or_null(struct text t)
{
	return t.n ? json_text(t) : json_null();
}

json_t *changes_to_json(const change_list *changes)
{
	json_t *list = json_array();

	for (size_t i = 0; i < changes->n; i++) {
		const struct plan_change *c = &changes->at[i];

		json_array_append_new(list,
				      json_pack("{s:s,s:o,s:o,s:o,s:o}", "kind", change_kind_name(c->kind), "what",
						json_msg(&c->what), "before", text_or_null(c->before), "after",
						text_or_null(c->after), "because", text_or_null(c->because)));
	}
	return list;
}
