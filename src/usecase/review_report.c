/* From a review to its public side: everything is copied field by field, so that what is not named here stays inside.
 *
 * An expert is a number in the order of invitation, and a name only where the review shows names. What was said behind
 * the last edition is not read at all (review_load_public). */
#include "usecase/review_report.h"

#include "publish/review_report.h"
#include "usecase/review.h"

/* One review on its way. */
struct telling {
	struct context *c;
	const struct review *r;
	const struct plan_report *report;
	struct review_report *out;
};

static struct reviewer reviewer_of(const struct telling *t, struct text who)
{
	const struct review *r = t->r;

	for (size_t i = 0; i < r->experts.n; i++)
		if (text_eq(r->experts.at[i].member, who))
			return (struct reviewer){ r->names_shown ? r->experts.at[i].name : (struct text){ 0 },
						  (int)i + 1 };
	if (!who.n)
		return (struct reviewer){ { 0 }, 0 };
	for (size_t i = 0; i < r->sections.n; i++)
		if (text_eq(r->sections.at[i].key, who))
			return (struct reviewer){ r->sections.at[i].name, 0 };
	return (struct reviewer){ { 0 }, -1 };
}

static struct text section_name(const struct telling *t, struct text key)
{
	return key.n ? section_shown(&t->r->sections, key) : key;
}

static void tell_numbers(const struct telling *t, struct reviewed *out, const struct review_thing *thing)
{
	for (size_t i = 0; i < t->report->kpis.n && thing->item.kind == ITEM_KPI; i++)
		if (text_eq(t->report->kpis.at[i].kpi->key, thing->item.key))
			out->kpi = &t->report->kpis.at[i];
	out->frozen = thing->frozen;
	out->of_year = thing->of_year;
	out->of_now = thing->of_year_now;
	out->changed = thing->changed;
	out->no_value = thing->no_value;
	for (size_t i = 0; thing->project && i < thing->project->years.n; i++) {
		const struct project_year *y = &thing->project->years.at[i];

		*LIST_ADD(t->c->arena, &out->years) =
			(struct reviewed_year){ y->year, y->has_budget, y->has_settled, y->budget_yen, y->settled_yen };
	}
}

static void tell_assessment(const struct telling *t, struct reviewed *out, const struct review_assessment *s)
{
	out->assessed = s->event != 0;
	out->has_spent = s->has_spent;
	out->did = s->did;
	out->analysis = s->analysis;
	out->assessed_by = section_name(t, s->section);
	out->spent_yen = s->spent_yen;
	out->proposed = s->direction;
}

static void tell_grades(const struct telling *t, struct reviewed *out, const struct review_thing *thing)
{
	for (size_t i = 0; i < thing->grades.n; i++) {
		const struct review_grade *g = &thing->grades.at[i];

		if (!g->visible || !g->grade)
			continue;
		*LIST_ADD(t->c->arena, &out->grades) =
			(struct reviewed_grade){ reviewer_of(t, g->member), g->grade,
						 g->revised.event ? g->revised.grade : g->grade, g->comment,
						 g->revised.because };
	}
	for (size_t i = 0; i < t->r->experts.n; i++)
		out->conflicts += review_conflict(&t->r->experts.at[i], thing->item);
	for (size_t i = 0; i < thing->comments.n; i++) {
		const struct review_comment *m = &thing->comments.at[i];

		*LIST_ADD(t->c->arena, &out->comments) = (struct reviewed_word){ reviewer_of(t, m->who), m->text };
	}
}

static void tell_finding(const struct telling *t, struct reviewed *out, const struct review_finding *f)
{
	out->concluded = f->event != 0;
	out->finding = f->finding;
	out->grade = f->grade;
	out->advised = f->direction;
	for (size_t i = 0; i < f->dissent.n; i++)
		*LIST_ADD(t->c->arena, &out->dissent) =
			(struct reviewed_word){ reviewer_of(t, f->dissent.at[i].member), f->dissent.at[i].text };
}

static void tell_answer(const struct telling *t, struct reviewed *out, const struct review_answer *a,
			const struct review_decision *d)
{
	out->will = a->will;
	out->by = a->will.n ? section_name(t, a->by) : (struct text){ 0 };
	out->until = a->until;
	out->why_not = a->why_not;
	out->decided_at_all = d->event != 0;
	out->decided = d->direction;
	out->departs = d->departs;
	out->from_year = d->from_year;
	out->decided_by = d->by;
	out->decided_on = d->on;
	out->budget = d->budget;
	out->because = d->because;
}

static void tell_items(const struct telling *t)
{
	for (size_t i = 0; i < t->r->things.n; i++) {
		const struct review_thing *thing = &t->r->things.at[i];
		struct reviewed *out = LIST_ADD(t->c->arena, &t->out->items);

		*out = (struct reviewed){ .item = thing->item,
					  .name = thing->name,
					  .section = section_name(t, thing->owner) };
		tell_numbers(t, out, thing);
		tell_assessment(t, out, &thing->assessment);
		tell_grades(t, out, thing);
		tell_finding(t, out, &thing->finding);
		tell_answer(t, out, &thing->answer, &thing->decision);
	}
}

static void tell_people(const struct telling *t)
{
	t->out->n_experts = t->r->experts.n;
	for (size_t i = 0; i < t->r->experts.n && t->r->names_shown; i++)
		if (t->r->experts.at[i].name.n)
			*LIST_ADD(t->c->arena, &t->out->members) =
				(struct reviewed_member){ t->r->experts.at[i].name, t->r->experts.at[i].field };
}

/* Of that key in the list; NULL. */
static const struct meeting *meeting_of(const meeting_list *list, struct text key)
{
	for (size_t i = 0; i < list->n; i++)
		if (text_eq(list->at[i].key, key))
			return &list->at[i];
	return NULL;
}

/* What was taken out of public view behind the edition is not shown either. */
static bool still_public(const struct meeting *now, struct text title)
{
	for (size_t i = 0; now && i < now->materials.n; i++)
		if (text_eq(now->materials.at[i].title, title))
			return now->materials.at[i].is_public;
	return true;
}

static bool tell_meetings(const struct telling *t, struct err *err)
{
	meeting_list then = { 0 }, now = { 0 };

	if (!meetings_at(&then, t->c, t->r->head.id, t->r->at_event, err) ||
	    !meetings_at(&now, t->c, t->r->head.id, t->report->at_event, err))
		return false;
	for (size_t i = 0; i < then.n; i++) {
		const struct meeting *m = &then.at[i], *later = meeting_of(&now, m->key);
		struct reviewed_meeting *out = LIST_ADD(t->c->arena, &t->out->meetings);

		*out = (struct reviewed_meeting){ .key = m->key,
						  .held = m->held,
						  .present = m->present.n,
						  .all = m->present.n + m->absent.n,
						  .quorate = m->quorate };
		if (m->minutes_public && (!later || later->minutes_public))
			out->minutes = m->minutes;
		for (size_t k = 0; k < m->materials.n; k++)
			if (m->materials.at[k].is_public && still_public(later, m->materials.at[k].title))
				*LIST_ADD(t->c->arena, &out->materials) = m->materials.at[k].title;
	}
	return true;
}

static void tell_editions(const struct telling *t)
{
	for (size_t i = 0; i < t->r->editions.n; i++) {
		const struct review_edition *e = &t->r->editions.at[i];

		*LIST_ADD(t->c->arena, &t->out->editions) =
			(struct reviewed_edition){ e->number, e->at_event, e->day, e->council, e->changes };
	}
}

static bool tell(struct telling *t, struct err *err)
{
	const struct review *r = t->r;

	*t->out = (struct review_report){ .id = r->head.id,
					  .held = r->head.held,
					  .about = r->head.about,
					  .levels = r->head.levels,
					  .stage = r->standing.stage };
	for (int s = 0; s < STAGE_COUNT; s++)
		t->out->due[s] = r->due[s];
	if (!r->editions.n)
		return true;
	t->out->frozen = r->frozen;
	t->out->frozen_at = r->frozen_at;
	t->out->closed = r->closed;
	t->out->ordinal = r->ordinal;
	t->out->nominal = r->nominal;
	tell_editions(t);
	tell_items(t);
	tell_people(t);
	return tell_meetings(t, err);
}

/* ---- all of the plan ---- */

static bool published_before(const struct review_reports *all, struct text review, const struct review_report *r)
{
	for (size_t i = 0; i < all->at.n; i++)
		if (text_eq(all->at.at[i].id, review) && all->at.at[i].editions.n && &all->at.at[i] != r)
			return true;
	return false;
}

/* Promises are public as far as the review is in which they were made. */
static void tell_promises(struct context *c, const struct review_reports *all, struct review_report *out,
			  const struct review *r)
{
	for (size_t i = 0; i < r->promises.n && out->editions.n; i++) {
		const struct review_promise *p = &r->promises.at[i];

		if (published_before(all, p->review, out))
			*LIST_ADD(c->arena, &out->promises) = (struct reviewed_promise){
				p->review, p->item.key, p->will, p->by.n ? section_shown(&r->sections, p->by) : p->by,
				p->until,  p->done,     p->what
			};
	}
}

static bool tell_owners(struct plan_report *report, struct context *c, struct err *err)
{
	section_list sections = { 0 };

	if (!sections_read(&sections, c, report->at_event, err))
		return false;
	for (size_t i = 0; i < report->kpis.n; i++) {
		struct report_kpi *k = &report->kpis.at[i];

		for (size_t s = 0; s < k->settings.n; s++)
			if (text_is(k->settings.at[s].name, "owner"))
				k->owner = section_shown(&sections, k->settings.at[s].value);
	}
	return true;
}

static bool tell_reviews(struct plan_report *report, struct context *c, struct date known_at, struct err *err)
{
	struct review_reports *all = NEW(c->arena, struct review_reports);
	review_head_list heads = { 0 };
	LIST(struct review) read = { 0 };

	if (!tell_owners(report, c, err) || !reviews_read(&heads, c, err))
		return false;
	for (size_t i = heads.n; i--;) {
		struct telling t = { .c = c, .report = report };
		struct review r;

		if (!text_eq(heads.at[i].plan, report->plan_id))
			continue;
		if (!review_load_public(&r, c, heads.at[i].id, report, known_at, err))
			return false;
		if (!r.head.id.n)
			continue;
		*LIST_ADD(c->arena, &read) = r;
		t.r = &r;
		t.out = LIST_ADD(c->arena, &all->at);
		if (!tell(&t, err))
			return false;
	}
	for (size_t i = 0; i < read.n; i++)
		tell_promises(c, all, &all->at.at[i], &read.at[i]);
	report->reviews = all->at.n ? all : NULL;
	return true;
}

bool review_report(struct plan_report *report, struct context *c, struct date known_at, struct err *err)
{
	bool ok;

	report->reviews = NULL;
	if (!read_begin(c->store, err))
		return false;
	ok = tell_reviews(report, c, known_at, err);
	read_end(c->store);
	return ok;
}
