/* Sections and ownership. Handing over appends the settings that make the new owner, each of them an event of its kind,
 * and one event that says that they belong together: so a rebuild needs no rule of its own for it, and the history of a
 * single KPI shows its owners without knowing of hand-overs. */
#include "usecase/section.h"

#include <stdlib.h>

#include "review/stage.h"
#include "usecase/permit.h"
#include "usecase/plans.h"
#include "usecase/projects.h"
#include "usecase/record.h"

bool sections_read(section_list *out, struct context *c, int64_t at_event, struct err *err)
{
	const struct value key = V_INT(at_event ? at_event : EVENT_LATEST);
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "sections", &key, 1, err))
		return false;
	while (rows_next(r, &failed)) {
		struct section *s = LIST_ADD(c->arena, out);

		*s = (struct section){ text_dup(c->arena, rows_text(r, 0)), text_dup(c->arena, rows_text(r, 1)),
				       rows_int(r, 2) != 0, rows_int(r, 3) != 0, rows_int(r, 4) };
	}
	return rows_end(&r, &failed, err);
}

const struct section *section_find(const section_list *list, struct text word)
{
	for (size_t i = 0; i < list->n; i++)
		if (text_eq(list->at[i].key, word))
			return &list->at[i];
	for (size_t i = 0; i < list->n; i++)
		if (text_eq(list->at[i].name, word) && !list->at[i].closed)
			return &list->at[i];
	return NULL;
}

struct text section_shown(const section_list *list, struct text word)
{
	const struct section *s = section_find(list, word);

	return s ? s->name : word;
}

bool section_contact(struct text *name, struct context *c, const struct section *s, struct err *err)
{
	return private_get(c->store, s->event, "contact", c->arena, name, err);
}

static const char *section_keys(struct arena *a, const section_list *list)
{
	const char *keys = "";

	for (size_t i = 0; i < list->n; i++)
		keys = arena_printf(a, "%s%s%s", keys, *keys ? ", " : "", text_z(a, list->at[i].key));
	return keys;
}

static bool need_section(const struct section **s, const section_list *list, struct arena *a, struct text word,
			 struct err *err)
{
	*s = section_find(list, word);
	return *s || err_set(err, ERR_INPUT, "usecase.unknown-section", "section", text_z(a, word), "sections",
			     section_keys(a, list), NULL);
}

static bool key_is_good(struct text key)
{
	for (size_t i = 0; i < key.n; i++)
		if (!(key.p[i] >= 'a' && key.p[i] <= 'z') && !(key.p[i] >= '0' && key.p[i] <= '9') && key.p[i] != '-')
			return false;
	return key.n > 0 && key.n <= 40;
}

/* ---- what a section owns ---- */

static bool last_value(struct owned *o, struct context *c, struct err *err)
{
	kpi_values_list list = { 0 };
	const struct report_value *last = NULL;

	if (!values_of_kpi(&list, c, o->plan, o->item.key, 0, (struct date){ 0 }, err))
		return false;
	for (size_t i = 0; list.n && i < list.at[0].values.n; i++)
		if (!list.at[0].values.at[i].superseded_by)
			last = &list.at[0].values.at[i];
	if (!last)
		return true;
	o->last_value = text_of(arena_strdup(c->arena, DEC(last->value)));
	o->last_period = text_of(arena_strdup(c->arena, PERIOD(last->period)));
	o->age_months = value_age_months(last->period, context_today(c));
	return true;
}

static struct text kpi_name(const struct plan *plan, struct text key)
{
	for (size_t i = 0; i < plan->kpis.n; i++)
		if (text_eq(plan->kpis.at[i].key, key))
			return plan->kpis.at[i].name;
	return (struct text){ 0 };
}

/* Keys only: nothing else may be queried while rows are read. */
static bool owned_kpis(owned_list *out, struct context *c, struct text plan, const section_list *sections,
		       struct text section, struct err *err)
{
	const struct value key[] = { V_TEXT(plan), V_INT(EVENT_LATEST) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "kpi_settings", key, 2, err))
		return false;
	while (rows_next(r, &failed)) {
		const struct section *s;

		if (!text_is(rows_text(r, 1), "owner"))
			continue;
		s = section_find(sections, rows_text(r, 2));
		if (s && text_eq(s->key, section))
			*LIST_ADD(c->arena, out) =
				(struct owned){ .plan = plan,
						.item = { ITEM_KPI, text_dup(c->arena, rows_text(r, 0)) } };
	}
	return rows_end(&r, &failed, err);
}

static bool owned_of_plan(owned_list *out, struct context *c, const struct plan_version *v,
			  const section_list *sections, struct text section, struct err *err)
{
	size_t from = out->n;
	project_list projects = { 0 };
	struct plan plan;

	if (!owned_kpis(out, c, v->plan, sections, section, err) || !plan_of_version(&plan, c, v, err) ||
	    !projects_read(&projects, c, v->plan, 0, err))
		return false;
	for (size_t i = from; i < out->n; i++) {
		out->at[i].name = kpi_name(&plan, out->at[i].item.key);
		if (!last_value(&out->at[i], c, err))
			return false;
	}
	for (size_t i = 0; i < projects.n; i++)
		if (text_eq(projects.at[i].section, section))
			*LIST_ADD(c->arena, out) = (struct owned){ .plan = v->plan,
								   .name = projects.at[i].name,
								   .item = { ITEM_PROJECT, projects.at[i].key } };
	return true;
}

bool section_owns(owned_list *out, struct context *c, struct text section, struct err *err)
{
	plan_version_list all = { 0 };
	section_list sections = { 0 };

	if (!plans_read(&all, c, 0, err) || !sections_read(&sections, c, 0, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (i + 1 == all.n || !text_eq(all.at[i].plan, all.at[i + 1].plan))
			if (!owned_of_plan(out, c, &all.at[i], &sections, section, err))
				return false;
	return true;
}

/* The section that owns a KPI; empty: nobody, or one that is closed. */
static bool kpi_owner(struct text *section, struct context *c, struct text plan, struct text kpi, struct err *err)
{
	const struct value key[] = { V_TEXT(plan), V_TEXT(kpi), V_Z("owner") };
	section_list sections = { 0 };
	struct err failed = { 0 };
	struct rows *r = NULL;

	*section = (struct text){ 0 };
	if (!sections_read(&sections, c, 0, err) || !query_run(&r, c->store, "kpi_setting_of", key, 3, err))
		return false;
	if (rows_next(r, &failed)) {
		const struct section *s = section_find(&sections, rows_text(r, 0));

		if (s && !s->closed)
			*section = s->key;
	}
	return rows_end(&r, &failed, err);
}

bool permit_for_kpi(struct context *c, enum right right, struct text plan, struct text kpi, struct err *err)
{
	struct text owner;

	/* The operator may everything: whose it is need not be read. */
	return !c->person || (kpi_owner(&owner, c, plan, kpi, err) && permit_for_section(c, right, owner, err));
}

/* ---- adding and changing ---- */

static bool append_section(struct txn *tx, struct context *c, const struct section_request *q, int64_t *event,
			   struct err *err)
{
	const struct private_field contact = { "contact", q->contact };
	struct event_draft draft = {
		.kind = "section_set", .actor = c->actor, .at = c->now, .fields = &contact, .n_fields = q->contact.n > 0
	};
	bool ok;

	draft.body = json_pack("{s:o,s:o}", "section", json_text(q->key), "name", json_text(q->name));
	if (q->planning)
		json_object_set_new(draft.body, "planning", json_integer(1));
	if (q->closed)
		json_object_set_new(draft.body, "closed", json_integer(1));
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	return ok;
}

static bool may_close(struct context *c, const struct section_request *q, struct err *err)
{
	owned_list owns = { 0 };

	if (!q->closed)
		return true;
	return section_owns(&owns, c, q->key, err) &&
	       (!owns.n || err_set(err, ERR_CONFLICT, "usecase.section-owns", "section", text_z(c->arena, q->key), "n",
				   NUM((int64_t)owns.n), "item", text_z(c->arena, owns.at[0].item.key), NULL));
}

/* The same name twice would leave open which one an owner written as a name means. */
static bool name_is_free(struct context *c, const section_list *list, const struct section_request *q, struct err *err)
{
	for (size_t i = 0; i < list->n; i++)
		if (!list->at[i].closed && text_eq(list->at[i].name, q->name) && !text_eq(list->at[i].key, q->key))
			return err_set(err, ERR_CONFLICT, "usecase.section-name", "name", text_z(c->arena, q->name),
				       "section", text_z(c->arena, list->at[i].key), NULL);
	return true;
}

bool section_set(struct section_result *result, struct context *c, const struct section_request *q, struct err *err)
{
	section_list list = { 0 };
	const struct section *there;
	struct text contact = { 0 };
	struct txn *tx = NULL;
	int64_t event = 0;
	bool same, ok = false;

	if (!permit(c, RIGHT_PLAN, err))
		return false;
	if (!key_is_good(q->key))
		return err_set(err, ERR_INPUT, "usecase.bad-section-key", "section", text_z(c->arena, q->key), NULL);
	if (!text_trim(q->name).n)
		return err_set(err, ERR_INPUT, "usecase.section-no-name", NULL);
	if (!txn_begin(&tx, c->store, err) || !sections_read(&list, c, 0, err) || !name_is_free(c, &list, q, err) ||
	    !may_close(c, q, err))
		goto done;
	there = section_find(&list, q->key);
	if (!seen_still(q->seen, there ? there->event : 0, err) || (there && !section_contact(&contact, c, there, err)))
		goto done;
	same = there && text_eq(there->key, q->key) && text_eq(there->name, q->name) &&
	       there->planning == q->planning && there->closed == q->closed && text_eq(contact, q->contact);
	if (!same && (!append_section(tx, c, q, &event, err) || !txn_commit(&tx, err)))
		goto done;
	*result = (struct section_result){ same ? there->event : event, same };
	ok = true;
done:
	txn_rollback(&tx);
	return ok;
}

/* ---- handing over ---- */

static bool is_chosen(const struct hand_over_request *q, struct review_item item)
{
	for (size_t i = 0; i < q->n_items; i++)
		if (item_eq(q->items[i], item))
			return true;
	return q->n_items == 0;
}

static bool choose_items(owned_list *out, struct context *c, const struct section *from,
			 const struct hand_over_request *q, struct err *err)
{
	owned_list owns = { 0 };

	if (!section_owns(&owns, c, from->key, err))
		return false;
	for (size_t i = 0; i < owns.n; i++)
		if (is_chosen(q, owns.at[i].item))
			*LIST_ADD(c->arena, out) = owns.at[i];
	for (size_t i = 0; i < q->n_items; i++) {
		bool there = false;

		for (size_t j = 0; j < owns.n; j++)
			there |= item_eq(owns.at[j].item, q->items[i]);
		if (!there)
			return err_set(err, ERR_INPUT, "usecase.hand-over-not-owned", "item",
				       text_z(c->arena, item_text(c->arena, q->items[i])), "section",
				       text_z(c->arena, from->key), NULL);
	}
	return true;
}

static bool give_kpi(struct txn *tx, struct context *c, const struct owned *o, struct text to, struct text because,
		     struct err *err)
{
	struct event_draft draft = { .kind = "kpi_set", .actor = c->actor, .at = c->now };
	bool ok;

	draft.body = json_pack("{s:o,s:o,s:s,s:o,s:o}", "plan", json_text(o->plan), "kpi", json_text(o->item.key),
			       "setting", "owner", "value", json_text(to), "because", json_text(because));
	ok = event_append(tx, &draft, NULL, err);
	json_decref(draft.body);
	return ok;
}

static bool give_all(struct txn *tx, struct context *c, const owned_list *items, struct text to, struct text because,
		     struct err *err)
{
	for (size_t i = 0; i < items->n; i++) {
		const struct owned *o = &items->at[i];

		if (o->item.kind == ITEM_KPI ? !give_kpi(tx, c, o, to, because, err)
					     : !project_give(tx, c, o->plan, o->item.key, to, because, err))
			return false;
	}
	return true;
}

static bool say_handed(struct txn *tx, struct context *c, const struct hand_over_result *r,
		       const struct hand_over_request *q, int64_t *event, struct err *err)
{
	const struct private_field contact = { "contact", q->contact };
	struct event_draft draft = {
		.kind = "handed_over", .actor = c->actor, .at = c->now, .fields = &contact, .n_fields = q->contact.n > 0
	};
	json_t *items = json_array();
	bool ok;

	for (size_t i = 0; i < r->items.n; i++)
		json_array_append_new(items, json_pack("{s:o,s:o}", "plan", json_text(r->items.at[i].plan), "item",
						       json_text(item_text(c->arena, r->items.at[i].item))));
	draft.body = json_pack("{s:o,s:o,s:o,s:o}", "section", json_text(r->from.key), "to", json_text(r->to.key),
			       "because", json_text(q->because), "items", items);
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	return ok;
}

static bool sound(struct context *c, const struct hand_over_request *q, const struct section *from,
		  const struct section *to, struct err *err)
{
	if (!text_trim(q->because).n)
		return err_set(err, ERR_USAGE, "usecase.hand-over-because", NULL);
	if (from == to && !q->contact.n)
		return err_set(err, ERR_USAGE, "usecase.hand-over-nobody", "section", text_z(c->arena, from->key),
			       NULL);
	if (to->closed)
		return err_set(err, ERR_INPUT, "usecase.section-closed", "section", text_z(c->arena, to->key), NULL);
	return permit_for_section(c, RIGHT_HAND_OVER, from->key, err);
}

/* The contact of who takes over, and the end of who gave. */
static bool settle_sections(struct txn *tx, struct context *c, const struct hand_over_result *r,
			    const struct hand_over_request *q, struct err *err)
{
	const struct section_request to = { r->to.key, r->to.name, q->contact, r->to.planning, false };
	const struct section_request from = { r->from.key, r->from.name, (struct text){ 0 }, r->from.planning, true };

	if (q->contact.n && !append_section(tx, c, &to, NULL, err))
		return false;
	if (!q->close)
		return true;
	return may_close(c, &from, err) && append_section(tx, c, &from, NULL, err);
}

bool hand_over(struct hand_over_result *result, struct context *c, const struct hand_over_request *q, struct err *err)
{
	struct hand_over_result made = { 0 };
	const struct section *from, *to;
	section_list list = { 0 };
	struct txn *tx = NULL;
	bool ok = false;

	if (!txn_begin(&tx, c->store, err) || !sections_read(&list, c, 0, err) ||
	    !need_section(&from, &list, c->arena, q->from, err) ||
	    !need_section(&to, &list, c->arena, q->to.n ? q->to : q->from, err) || !sound(c, q, from, to, err) ||
	    !choose_items(&made.items, c, from, q, err))
		goto done;
	made.from = *from;
	made.to = *to;
	if ((from != to && !give_all(tx, c, &made.items, to->key, q->because, err)) ||
	    !say_handed(tx, c, &made, q, &made.event, err) || !settle_sections(tx, c, &made, q, err) ||
	    !txn_commit(&tx, err))
		goto done;
	*result = made;
	ok = true;
done:
	txn_rollback(&tx);
	return ok;
}
