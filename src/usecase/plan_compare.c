#include "usecase/plan_compare.h"

json_t *changes_to_json(const change_list *changes)
{
	json_t *list = json_array();

	for (size_t i = 0; i < changes->n; i++) {
		const struct plan_change *c = &changes->at[i];

		json_array_append_new(list,
				      json_pack("{s:s,s:o,s:o,s:o,s:o}", "kind", change_kind_name(c->kind), "what",
						json_msg(&c->what), "before", json_opt_text(c->before), "after",
						json_opt_text(c->after), "because", json_opt_text(c->because)));
	}
	return list;
}
