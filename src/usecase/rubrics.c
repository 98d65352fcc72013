#include "usecase/rubrics.h"

#include <string.h>

#include "base/embed.h"
#include "files/yaml.h"

void rubric_ids(rubric_id_list *ids, struct arena *a)
{
	for (size_t i = 0; i < embed_data.n; i++) {
		struct text name = text_of(embed_data.at[i].name);

		if (text_starts(name, TEXT("rubrics/")) && text_ends(name, TEXT(".yaml")))
			*LIST_ADD(a, ids) = text_slice(name, 8, name.n - 5);
	}
}

/* "national4, sabc" */
static const char *id_sentence(struct arena *a)
{
	rubric_id_list ids = { 0 };
	const char *list = "";

	rubric_ids(&ids, a);
	for (size_t i = 0; i < ids.n; i++)
		list = arena_printf(a, "%s%s%.*s", list, i ? ", " : "", (int)ids.at[i].n, ids.at[i].p);
	return list;
}

static bool from_yaml(struct rubric *r, struct arena *a, struct text yaml, const char *where, struct err *err)
{
	struct yaml_doc doc = { 0 };
	bool ok = yaml_parse(&doc, a, yaml, where, err) && rubric_from_json(a, r, doc.root, err);

	yaml_clear(&doc);
	return ok;
}

bool rubric_load(struct rubric *r, struct arena *a, struct text id, struct err *err)
{
	const char *name = arena_printf(a, "rubrics/%.*s.yaml", (int)id.n, id.p ? id.p : "");
	struct text yaml = embed_find(&embed_data, name);

	if (!yaml.p)
		return err_set(err, ERR_INPUT, "usecase.unknown-rubric", "rubric", text_z(a, id), "rubrics",
			       id_sentence(a), NULL);
	return from_yaml(r, a, yaml, name, err);
}

bool rubric_of_plan(struct rubric *r, int64_t *event, struct context *c, struct text plan, int64_t at_event,
		    struct err *err)
{
	struct value values[] = { V_TEXT(plan), V_INT(at_event ? at_event : EVENT_LATEST) };
	struct text id = TEXT(RUBRIC_DEFAULT), yaml;
	struct err failed = { 0 };
	struct rows *rows = NULL;
	struct hash own = { 0 };
	bool is_own = false;

	*event = 0;
	if (!query_run(&rows, c->store, "rubric_in_force", values, 2, err))
		return false;
	if (rows_next(rows, &failed)) {
		*event = rows_int(rows, 2);
		id = text_dup(c->arena, rows_text(rows, 0));
		is_own = hash_parse(&own, rows_text(rows, 1), NULL);
	}
	if (!rows_end(&rows, &failed, err))
		return false;
	if (!is_own)
		return rubric_load(r, c->arena, id, err);
	return blob_get(c->store, &own, c->arena, &yaml, err) &&
	       from_yaml(r, c->arena, yaml, text_z(c->arena, id), err);
}
