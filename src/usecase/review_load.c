/* Reading a review: which one, what was said in it, what it is about, where it stands - and what of that may be seen.
 *
 * What may not be seen is not filled in at all, so that no page can show by mistake what a use case hid. Grades before
 * the reveal lie in private fields; they are fetched one by one and only for the expert who gave them. */
#include "usecase/review_load.h"

#include <stdlib.h>
#include <string.h>

/* ---- which review ---- */

bool reviews_read(review_head_list *out, struct context *c, struct err *err)
{
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "reviews", NULL, 0, err))
		return false;
	while (rows_next(r, &failed)) {
		struct review_head *h = LIST_ADD(c->arena, out);
		struct period about = { 0 };

		*h = (struct review_head){ .id = text_dup(c->arena, rows_text(r, 0)),
					   .plan = text_dup(c->arena, rows_text(r, 1)),
					   .levels = (int)rows_int(r, 4),
					   .event = rows_int(r, 6) };
		if (!date_parse(&h->held, rows_text(r, 2), NULL) || !period_parse(&about, rows_text(r, 3), NULL) ||
		    !date_parse(&h->opened, rows_text(r, 5), NULL))
			h->held = (struct date){ 0 };
		if (rows_text(r, 7).n && !date_parse(&h->closed, rows_text(r, 7), NULL))
			h->closed = (struct date){ 0 };
		h->about = about.year;
	}
	return rows_end(&r, &failed, err);
}

bool review_choose(struct review_head *head, struct context *c, struct text id, struct err *err)
{
	review_head_list all = { 0 };
	const char *ids = "";
	size_t open = SIZE_MAX;

	if (!reviews_read(&all, c, err))
		return false;
	for (size_t i = 0; i < all.n; i++) {
		if (id.n && text_eq(all.at[i].id, id)) {
			*head = all.at[i];
			return true;
		}
		if (!all.at[i].closed.year)
			open = i;
		ids = arena_printf(c->arena, "%s%s%s", ids, *ids ? ", " : "", text_z(c->arena, all.at[i].id));
	}
	if (!all.n)
		return err_set(err, ERR_INPUT, "usecase.no-reviews", NULL);
	if (id.n)
		return err_set(err, ERR_INPUT, "usecase.unknown-review", "review", text_z(c->arena, id), "reviews", ids,
			       NULL);
	*head = all.at[open == SIZE_MAX ? all.n - 1 : open];
	return true;
}

struct review_thing *review_thing_of(const struct review *r, struct review_item item)
{
	for (size_t i = 0; i < r->things.n; i++)
		if (item_eq(r->things.at[i].item, item))
			return &r->things.at[i];
	return NULL;
}

struct review_thing *review_thing_near(const struct review *r, size_t *near, struct review_item item)
{
	for (size_t i = 0, n = r->things.n; i < n; i++) {
		const size_t at = (*near + i) % n;

		if (!item_eq(r->things.at[at].item, item))
			continue;
		*near = at;
		return &r->things.at[at];
	}
	return NULL;
}

struct review_expert *review_expert_of(const struct review *r, struct text member)
{
	for (size_t i = 0; i < r->experts.n; i++)
		if (text_eq(r->experts.at[i].member, member))
			return &r->experts.at[i];
	return NULL;
}

/* ---- what may be seen ---- */

bool review_may_see(struct review *r, struct context *c, struct err *err)
{
	const struct member *me = member_acting(&r->members, c);
	const bool expert_only = c->person && !right_of(c->person->roles & ~(unsigned)ROLE_EXPERT, RIGHT_READ_PACKET);

	if (me)
		r->me = me->key;
	if (!permit(c, RIGHT_READ_PACKET, err))
		return false;
	if (expert_only && !(me && review_expert_of(r, me->key)))
		return err_set(err, ERR_FORBIDDEN, "usecase.not-invited", "review", text_z(c->arena, r->head.id), NULL);
	return true;
}

bool review_conflict(const struct review_expert *e, struct review_item item)
{
	for (size_t i = 0; e && i < e->conflicts.n; i++)
		if (item_eq(e->conflicts.at[i], item))
			return true;
	return false;
}

bool review_open_own(struct review *r, struct context *c, struct err *err)
{
	for (size_t i = 0; i < r->things.n; i++) {
		struct review_grade *g = review_grade_of(&r->things.at[i], r->me);
		struct text grade;

		if (!g || g->visible)
			continue;
		if (!private_get(c->store, g->event, "grade", c->arena, &grade, err) ||
		    !private_get(c->store, g->event, "comment", c->arena, &g->comment, err))
			return false;
		g->visible = true;
		g->grade = (int)strtol(text_z(c->arena, grade), NULL, 10);
	}
	return true;
}

/* The report without the KPIs that are hidden: in a list of its own, since items point into the whole one. */
static struct plan_report *without_hidden(const struct review *r, struct arena *a, const struct plan_report *whole)
{
	struct plan_report *rest;

	if (!whole)
		return NULL;
	rest = NEW(a, struct plan_report);
	*rest = *whole;
	memset(&rest->kpis, 0, sizeof rest->kpis);
	for (size_t i = 0, near = 0; i < whole->kpis.n; i++) {
		const struct review_item item = { ITEM_KPI, whole->kpis.at[i].kpi->key };
		const struct review_thing *t = review_thing_near(r, &near, item);

		if (!t || !t->hidden)
			*LIST_ADD(a, &rest->kpis) = whole->kpis.at[i];
	}
	return rest;
}

/* The expert who asks, where an interest of his hides something: until it is public. */
static const struct review_expert *hidden_from(const struct review *r)
{
	const struct review_expert *e = r->me.n ? review_expert_of(r, r->me) : NULL;

	return e && e->conflicts.n && !r->editions.n ? e : NULL;
}

/* Those of the list that he may see. */
static void keep_seen(promise_list *all, const struct review *r)
{
	const struct review_expert *e = hidden_from(r);
	size_t kept = 0;

	for (size_t i = 0; i < all->n; i++)
		if (!review_conflict(e, all->at[i].item))
			all->at[kept++] = all->at[i];
	all->n = kept;
}

bool review_promises(struct review *r, struct context *c, struct err *err)
{
	promise_list all = { 0 };

	if (!promises_read(&all, c, r->head.plan, r->head.id, err))
		return false;
	keep_seen(&all, r);
	r->promises = all;
	return true;
}

bool review_promises_open(size_t *n, const struct review *r, struct context *c, struct err *err)
{
	promise_list all = { 0 };

	if (!promises_numbers(&all, c, r->head.plan, r->head.id, err))
		return false;
	keep_seen(&all, r);
	*n = 0;
	for (size_t i = 0; i < all.n; i++)
		*n += !all.at[i].followed;
	return true;
}

/* Everything said of an item in which he has an interest: wherever it stands in the review. */
void review_hide(struct review *r, struct arena *a)
{
	const struct review_expert *e = hidden_from(r);

	if (!e)
		return;
	for (size_t i = 0; i < r->things.n; i++) {
		struct review_thing *t = &r->things.at[i];

		if (review_conflict(e, t->item))
			*t = (struct review_thing){
				.item = t->item, .name = t->name, .owner = t->owner, .hidden = true, .age_months = -1
			};
	}
	r->now = without_hidden(r, a, r->now);
	r->at_freeze = without_hidden(r, a, r->at_freeze);
}

/* ---- all of it ---- */

void review_name_experts(struct review *r)
{
	for (size_t i = 0; i < r->experts.n; i++) {
		const struct member *m = member_find(&r->members, r->experts.at[i].member);

		if (m) {
			r->experts.at[i].name = m->name;
			r->experts.at[i].field = m->field;
		}
	}
}

static bool load(struct review *r, struct context *c, struct text id, struct err *err)
{
	act_row_list acts = { 0 };

	if (!review_choose(&r->head, c, id, err) || !sections_read(&r->sections, c, 0, err) ||
	    !members_read(&r->members, c, err))
		return false;
	review_schedule(r->due, r->head.held);
	if (!acts_read(&acts, c, r->head.id, r->at_event, err) || !review_hear(r, c, &acts, true, err) ||
	    !review_may_see(r, c, err) || !review_read_things(r, c, err) || !review_hear(r, c, &acts, false, err) ||
	    !review_open_own(r, c, err))
		return false;
	review_name_experts(r);
	review_count_grades(r);
	if (!review_where(r, c, err))
		return false;
	review_agree(r, c->arena);
	review_hide(r, c->arena);
	return true;
}

static bool load_as(struct review *out, struct context *c, struct text id, bool every_year, struct err *err)
{
	struct review made = { .at_event = EVENT_LATEST, .every_year = every_year };
	bool ok;

	if (!read_begin(c->store, err))
		return false;
	ok = load(&made, c, id, err);
	read_end(c->store);
	if (ok)
		*out = made;
	return ok;
}

bool review_load(struct review *out, struct context *c, struct text id, struct err *err)
{
	return load_as(out, c, id, false, err);
}

bool review_load_papers(struct review *out, struct context *c, struct text id, struct err *err)
{
	return load_as(out, c, id, true, err);
}

/* ---- what everybody may read ---- */

/* What was known of it on a day, before anything of it is read. */
struct known {
	int64_t until, edition; /* last act; last edition, 0: none */
	bool names_shown;
	int64_t closed_event;
	struct date closed;
};

static void know(struct known *k, const struct act_row *row)
{
	json_t *said = NULL;

	k->until = row->event;
	if (text_is(row->kind, "review_published"))
		k->edition = row->event;
	if (text_is(row->kind, "review_closed")) {
		k->closed_event = row->event;
		k->closed = row->day;
	}
	if (!text_is(row->kind, "review_set") || !text_is(row->item, "names"))
		return;
	if (json_parse(&said, row->said, "act", NULL))
		k->names_shown = text_is(json_get_text(said, "value"), "shown");
	json_decref(said);
}

static struct known known_by(struct date day, const struct review *r, const act_row_list *acts)
{
	struct known k = { .until = r->head.event };

	for (size_t i = 0; i < acts->n; i++)
		if (!day.year || date_cmp(acts->at[i].day, date_last(day)) <= 0)
			know(&k, &acts->at[i]);
	return k;
}

static bool load_public(struct review *r, struct context *c, struct text id, struct date known_at, struct err *err)
{
	act_row_list acts = { 0 };
	struct known k;

	if (!review_choose(&r->head, c, id, err) || !acts_read(&acts, c, r->head.id, r->at_event, err))
		return false;
	k = known_by(known_at, r, &acts);
	if (r->head.event > r->at_event || (known_at.year && date_cmp(r->head.opened, date_last(known_at)) > 0)) {
		r->head.id = (struct text){ 0 };
		return true;
	}
	if (k.edition || known_at.year)
		r->at_event = k.edition ? k.edition : k.until;
	review_schedule(r->due, r->head.held);
	if (!sections_read(&r->sections, c, r->at_event, err) || !members_read(&r->members, c, err) ||
	    !review_hear(r, c, &acts, true, err) || !review_read_things(r, c, err) ||
	    !review_hear(r, c, &acts, false, err))
		return false;
	if (!k.edition) {
		review_count_grades(r);
		return review_where(r, c, err);
	}
	r->names_shown = r->names_shown && k.names_shown;
	r->closed_event = k.closed_event;
	r->closed = k.closed;
	r->standing.stage = k.closed_event ? STAGE_CLOSED : STAGE_PUBLISHED;
	review_name_experts(r);
	review_agree(r, c->arena);
	return promises_at(&r->promises, c, r->head.plan, r->head.id, r->at_event, err);
}

bool review_load_public(struct review *out, struct context *c, struct text id, struct plan_report *now,
			struct date known_at, struct err *err)
{
	struct review made = { .at_event = now->at_event, .every_year = true, .now = now };
	bool ok;

	if (!read_begin(c->store, err))
		return false;
	ok = load_public(&made, c, id, known_at, err);
	read_end(c->store);
	if (ok)
		*out = made;
	return ok;
}
