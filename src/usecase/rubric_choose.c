/* A rubric is chosen by its name, or brought along as a file, which is then kept whole in the log: a grade must be
 * computed in ten years as it was today. Choosing what stands already makes no event. */
#include "files/source.h"
#include "files/yaml.h"
#include "usecase/permit.h"
#include "usecase/plans.h"
#include "usecase/rubrics.h"

static bool is_path(struct text t)
{
	return text_find(t, TEXT("/")) != SIZE_MAX || text_ends(t, TEXT(".yaml")) || text_ends(t, TEXT(".yml"));
}

/* An own rubric must be one before it is kept. */
static bool read_own(struct rubric *r, struct text *bytes, struct arena *a, const char *path, struct err *err)
{
	struct source_file file;
	struct yaml_doc doc = { 0 };
	bool ok = source_read(a, &file, path, err) && yaml_parse(&doc, a, file.utf8, path, err) &&
		  rubric_from_json(a, r, doc.root, err);

	yaml_clear(&doc);
	if (ok)
		*bytes = file.utf8;
	return ok;
}

static bool stands(bool *same, struct context *c, struct text plan, struct text id, const char *definition,
		   struct err *err)
{
	struct value values[] = { V_TEXT(plan), V_INT(EVENT_LATEST) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	*same = false;
	if (!query_run(&r, c->store, "rubric_in_force", values, 2, err))
		return false;
	if (rows_next(r, &failed))
		*same = text_eq(rows_text(r, 0), id) && text_is(rows_text(r, 1), definition);
	return rows_end(&r, &failed, err);
}

static bool append(struct txn *tx, struct context *c, const struct rubric_choice *made, const char *definition,
		   int64_t *event, struct err *err)
{
	struct event_draft draft = { .kind = "rubric_chosen", .actor = c->actor, .at = c->now };
	bool ok;

	draft.body = json_pack("{s:o,s:o}", "plan", json_text(made->plan), "rubric", json_text(made->rubric));
	if (*definition)
		json_object_set_new(draft.body, "definition", json_string(definition));
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	return ok;
}

bool rubric_choose(struct rubric_choice *made, struct context *c, struct text plan, struct text wanted, struct err *err)
{
	struct rubric rubric;
	struct text own = { NULL, 0 };
	struct hash hash;
	const struct plan_version *v;
	plan_version_list all = { 0 };
	struct rubric_choice m = { 0 };
	const char *definition = "";
	struct txn *tx = NULL;
	bool ok = false;

	if (!permit(c, RIGHT_PLAN, err))
		return false;
	if (is_path(wanted) ? !read_own(&rubric, &own, c->arena, text_z(c->arena, wanted), err)
			    : !rubric_load(&rubric, c->arena, wanted, err))
		return false;
	if (!txn_begin(&tx, c->store, err) || !plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, plan, context_today(c), (struct date){ 0 }, err) ||
	    (own.p && !blob_put(tx, own, &hash, err)))
		goto done;
	if (own.p)
		definition = arena_strdup(c->arena, HEX(&hash));
	m.plan = v->plan;
	m.rubric = rubric.id;
	if (!stands(&m.unchanged, c, m.plan, m.rubric, definition, err))
		goto done;
	if (!m.unchanged && (!append(tx, c, &m, definition, &m.event, err) || !txn_commit(&tx, err)))
		goto done;
	*made = m;
	ok = true;
done:
	txn_rollback(&tx);
	return ok;
}
