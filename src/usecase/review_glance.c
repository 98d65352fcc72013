/* As much of a review as one act in it needs: the stage, the people, and the one item of which something is said.
 *
 * A review of 200 KPIs takes a hundred times longer to read than to write one grade into, and all that time nobody else
 * can write. So what decides about an act is read by queries of its own: the review's own acts, those of the item, and
 * of the other items no more than the stage asks for. The stage is found by the same table (review/stage.c), of fewer
 * facts: once the grades are closed nothing before them counts any more, and until they are opened nothing behind.
 *
 * Whatever is refused at a glance is asked again of the whole review, which knows what is missing and says so; a glance
 * must therefore only be right where it allows (tests/unit/review_glance_test.c). Rejected: a reading kept in memory
 * and advanced by events. It would have to undo every kind of correction, and know when another process wrote. */
#include "usecase/plans.h"
#include "usecase/review_load.h"

/* ---- the items ---- */

/* The versions of the plan by which the items are listed: at the freeze, and now. */
static bool versions_of(const struct plan_version **then, const struct plan_version **now, struct context *c,
			const struct review *r, struct err *err)
{
	plan_version_list *all = NEW(c->arena, plan_version_list), *frozen = NEW(c->arena, plan_version_list);
	const struct date none = { 0 };

	if (!plans_read(all, c, 0, err) || !plans_choose(now, all, c, r->head.plan, none, none, err))
		return false;
	*then = *now;
	return !r->frozen_at || (plans_read(frozen, c, r->frozen_at, err) &&
				 plans_choose(then, frozen, c, r->head.plan, none, r->frozen, err));
}

static bool list_kpis(struct review *r, struct context *c, const struct plan_version *v, struct err *err)
{
	const struct value key[] = { V_TEXT(v->plan), V_INT(v->version) };
	struct err failed = { 0 };
	struct rows *row = NULL;

	if (!query_run(&row, c->store, "plan_kpis", key, 2, err))
		return false;
	while (rows_next(row, &failed)) {
		struct review_thing *t = LIST_ADD(c->arena, &r->things);

		t->item = (struct review_item){ ITEM_KPI, text_dup(c->arena, rows_text(row, 0)) };
		t->name = text_dup(c->arena, rows_text(row, 1));
		t->age_months = -1;
	}
	return rows_end(&row, &failed, err);
}

/* Whose each KPI was at that event; of those that `of` lists, NULL: of all. */
static bool read_owners(struct review *r, struct context *c, int64_t at_event, const struct review *of, struct err *err)
{
	const struct value key[] = { V_TEXT(r->head.plan), V_INT(at_event) };
	struct err failed = { 0 };
	struct rows *row = NULL;
	size_t near = 0;

	if (!query_run(&row, c->store, "kpi_settings", key, 2, err))
		return false;
	while (rows_next(row, &failed)) {
		const struct section *s;
		struct review_thing *t;

		if (!text_is(rows_text(row, 1), "owner"))
			continue;
		s = section_find(&r->sections, rows_text(row, 2));
		t = review_thing_near(r, &near, (struct review_item){ ITEM_KPI, rows_text(row, 0) });
		if (t && s && !s->closed && (!of || review_thing_of(of, t->item)))
			t->owner = s->key;
	}
	return rows_end(&row, &failed, err);
}

/* Of a KPI that a change of the plan took away since the freeze the owner is still that of the freeze. */
static bool read_kpis(struct review *r, struct context *c, struct err *err)
{
	const struct plan_version *then, *now;
	struct review kept = { 0 };

	if (!versions_of(&then, &now, c, r, err) || !list_kpis(r, c, then, err))
		return false;
	if (then->event == now->event)
		return read_owners(r, c, EVENT_LATEST, NULL, err);
	if (!read_owners(r, c, r->frozen_at, NULL, err) || !list_kpis(&kept, c, now, err))
		return false;
	for (size_t i = 0; i < r->things.n; i++)
		if (review_thing_of(&kept, r->things.at[i].item))
			r->things.at[i].owner = (struct text){ 0 };
	return read_owners(r, c, EVENT_LATEST, &kept, err);
}

/* The verdict before the freeze: behind it nobody assesses any more. */
static bool read_verdict(struct review_thing *t, struct context *c, struct review *r, const struct glance *q,
			 struct err *err)
{
	if (t->item.kind != ITEM_KPI || !(q->shown || (q->verdict && !r->frozen_event)))
		return true;
	if (!review_read_reports(r, c, t->item.key, err))
		return false;
	review_take_verdicts(r, t, 0, context_today(c));
	return !q->shown || review_read_absent(r, c, err);
}

/* ---- the stage ---- */

/* Where the facts are collected: of things.at[i] they are items.at[i]. */
struct facts {
	struct review_facts f;
	const struct review *r;
	size_t near;
};

static struct item_facts *fact_of(struct facts *f, struct review_item item)
{
	return review_thing_near(f->r, &f->near, item) ? &f->f.items.at[f->near] : NULL;
}

static void take_day(struct facts *f, const struct rows *row)
{
	const struct text kind = rows_text(row, 0);
	struct item_facts *of;
	struct review_item item;
	struct date day;

	if (!item_parse(&item, rows_text(row, 1)) || !date_parse(&day, rows_text(row, 2), NULL))
		return;
	of = fact_of(f, item);
	if (of && text_is(kind, "review_assessed"))
		of->assessed = day;
	if (of && text_is(kind, "review_concluded"))
		of->concluded = day;
	if (of && text_is(kind, "review_answered"))
		of->answered = day;
	if (of && text_is(kind, "review_decided"))
		of->decided = day;
}

static bool read_days(struct facts *f, struct context *c, struct err *err)
{
	const struct text review = f->r->head.id;
	const struct value before[] = { V_TEXT(review), V_Z("review_assessed"), V_Z(""), V_Z("") };
	const struct value behind[] = { V_TEXT(review), V_Z("review_concluded"), V_Z("review_answered"),
					V_Z("review_decided") };
	struct err failed = { 0 };
	struct rows *row = NULL;

	if (!query_run(&row, c->store, "act_days", f->r->frozen_event ? behind : before, 4, err))
		return false;
	while (rows_next(row, &failed))
		take_day(f, row);
	return rows_end(&row, &failed, err);
}

static void take_valued(struct facts *f, struct text kpi)
{
	struct item_facts *of = fact_of(f, (struct review_item){ ITEM_KPI, kpi });

	if (of)
		of->valued = f->r->head.opened;
}

static bool read_valued(struct facts *f, struct context *c, struct err *err)
{
	const int16_t about = f->r->head.about;
	struct value key[5] = { V_TEXT(f->r->head.plan) };
	struct review_year year;
	struct err failed = { 0 };
	struct rows *row = NULL;

	review_year_texts(&year, about);
	for (int i = 0; i < REVIEW_YEAR_TEXTS; i++)
		key[1 + i] = V_Z(year.text[i]);
	if (!query_run(&row, c->store, "kpis_valued", key, 5, err))
		return false;
	while (rows_next(row, &failed))
		take_valued(f, rows_text(row, 0));
	return rows_end(&row, &failed, err);
}

static bool read_absent(struct facts *f, struct context *c, struct err *err)
{
	const struct value key[] = { V_TEXT(f->r->head.plan), V_INT(EVENT_LATEST) };
	struct err failed = { 0 };
	struct rows *row = NULL;
	struct period p;

	if (!query_run(&row, c->store, "values_absent", key, 2, err))
		return false;
	while (rows_next(row, &failed))
		if (period_parse(&p, rows_text(row, 1), NULL) && review_in_year(p, f->r->head.about))
			take_valued(f, rows_text(row, 0));
	return rows_end(&row, &failed, err);
}

/* Between freeze and reveal it stands where grades are given, whatever the items lack. */
static bool read_facts(struct facts *f, struct context *c, struct err *err)
{
	const struct review *r = f->r;

	f->f = (struct review_facts){
		.opened = r->head.opened, .frozen = r->frozen, .revealed = r->revealed, .closed = r->closed
	};
	for (size_t i = 0; i < r->editions.n; i++)
		f->f.published = r->editions.at[i].day;
	if (r->frozen_event && !r->revealed_event)
		return true;
	for (size_t i = 0; i < r->things.n; i++)
		*LIST_ADD(c->arena, &f->f.items) =
			(struct item_facts){ .item = r->things.at[i].item, .owner = r->things.at[i].owner };
	return read_days(f, c, err) && (r->frozen_event || (read_valued(f, c, err) && read_absent(f, c, err)));
}

static bool read_stage(struct review *r, struct context *c, struct err *err)
{
	struct facts f = { .r = r };
	struct review_standing found;

	if (!read_facts(&f, c, err))
		return false;
	review_stand(&found, c->arena, &f.f, context_today(c));
	/* Since when, and what is missing, is not known of fewer facts. */
	r->standing = (struct review_standing){ .stage = found.stage };
	return true;
}

/* ---- all of it ---- */

static bool read_things(struct review *r, struct context *c, const struct glance *q, struct err *err)
{
	struct review_thing *t;

	if (!read_kpis(r, c, err) || !review_add_projects(r, c, err))
		return false;
	t = review_thing_of(r, q->item);
	return !t || read_verdict(t, c, r, q, err);
}

static bool open_shown(struct review *r, struct context *c, const struct glance *q, struct err *err)
{
	struct review_thing *t = review_thing_of(r, q->item);

	if (!t || !q->shown)
		return true;
	t->n_graded = t->grades.n;
	return review_open_own(r, c, err);
}

static bool glance(struct review *r, struct context *c, const struct glance *q, struct err *err)
{
	act_row_list acts = { 0 };

	if (!review_choose(&r->head, c, q->review, err) || !sections_read(&r->sections, c, 0, err) ||
	    !members_read(&r->members, c, err))
		return false;
	review_schedule(r->due, r->head.held);
	if (!acts_of_item(&acts, c, r->head.id, q->item, q->shown, err) || !review_hear(r, c, &acts, true, err) ||
	    !review_may_see(r, c, err) || !read_things(r, c, q, err) || !review_hear(r, c, &acts, false, err) ||
	    !open_shown(r, c, q, err) || !read_stage(r, c, err))
		return false;
	review_name_experts(r);
	review_hide(r, c->arena);
	return true;
}

bool review_glance(struct review *out, struct context *c, const struct glance *q, struct err *err)
{
	struct review made = { .at_event = EVENT_LATEST };
	bool ok;

	if (!read_begin(c->store, err))
		return false;
	ok = glance(&made, c, q, err);
	read_end(c->store);
	if (ok)
		*out = made;
	return ok;
}
