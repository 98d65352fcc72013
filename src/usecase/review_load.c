/* Reading a review: its acts are read once, in the order of the log, and each finds its place.
 *
 * What may not be seen is not filled in at all, so that no page can show by mistake what a use case hid. Grades before
 * the reveal lie in private fields; they are fetched one by one and only for the expert who gave them. */
#include "usecase/review.h"

#include "publish/words.h"

#include <stdlib.h>
#include <string.h>

#include "usecase/evaluate.h"
#include "usecase/permit.h"
#include "usecase/plans.h"

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
		h->about = about.year;
	}
	rows_close(&r);
	if (failed.kind == ERR_NONE)
		return true;
	err_copy(err, &failed);
	return false;
}

static bool is_closed(bool *closed, struct context *c, struct text review, struct err *err)
{
	const struct value key[] = { V_TEXT(review), V_Z("review_closed"), V_Z(""), V_Z(""), V_INT(0) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "act_standing", key, 5, err))
		return false;
	*closed = rows_next(r, &failed);
	rows_close(&r);
	if (failed.kind == ERR_NONE)
		return true;
	err_copy(err, &failed);
	return false;
}

static bool choose(struct review_head *head, struct context *c, struct text id, struct err *err)
{
	review_head_list all = { 0 };
	const char *ids = "";
	size_t open = SIZE_MAX;

	if (!reviews_read(&all, c, err))
		return false;
	for (size_t i = 0; i < all.n; i++) {
		bool closed = false;

		if (id.n ? text_eq(all.at[i].id, id) : false) {
			*head = all.at[i];
			return true;
		}
		if (!id.n && !is_closed(&closed, c, all.at[i].id, err))
			return false;
		if (!closed)
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

/* ---- acts ---- */

/* One row of act, while it is read. */
struct heard {
	struct review *r;
	struct context *c;
	int64_t event, number, superseded_by;
	struct text kind, item, who;
	int64_t slot;
	struct date day;
	json_t *said;
};

static struct text word(const struct heard *h, const char *key)
{
	return text_dup(h->c->arena, json_get_text(h->said, key));
}

static struct date date_word(const struct heard *h, const char *key)
{
	struct date d;

	return date_parse(&d, json_get_text(h->said, key), NULL) ? d : (struct date){ 0 };
}

static enum review_direction direction_word(const struct heard *h)
{
	enum review_direction d;

	return direction_parse(&d, json_get_text(h->said, "direction")) ? d : DIRECTION_NONE;
}

struct review_thing *review_thing_of(const struct review *r, struct review_item item)
{
	for (size_t i = 0; i < r->things.n; i++)
		if (item_eq(r->things.at[i].item, item))
			return &r->things.at[i];
	return NULL;
}

struct review_expert *review_expert_of(const struct review *r, struct text member)
{
	for (size_t i = 0; i < r->experts.n; i++)
		if (text_eq(r->experts.at[i].member, member))
			return &r->experts.at[i];
	return NULL;
}

/* The thing of which the act speaks. One that is no more (a project taken out of the plan) is left out. */
static struct review_thing *thing_of(const struct heard *h)
{
	struct review_item item;

	return item_parse(&item, h->item) ? review_thing_of(h->r, item) : NULL;
}

static void hear_set(const struct heard *h, struct review_thing *t)
{
	struct text value = json_get_text(h->said, "value"), name = h->item;
	enum review_stage stage;
	struct date due;

	(void)t;
	if (text_is(name, "names"))
		h->r->names_shown = text_is(value, "shown");
	if (text_is(name, "quorum"))
		h->r->quorum = strtoll(text_z(h->c->arena, value), NULL, 10);
	if (text_starts(name, TEXT("due_")) && stage_parse(&stage, text_slice(name, 4, name.n)) &&
	    date_parse(&due, value, NULL))
		h->r->due[stage] = due;
}

static void hear_assessed(const struct heard *h, struct review_thing *t)
{
	if (!t)
		return;
	t->assessment = (struct review_assessment){
		.event = h->event,
		.day = h->day,
		.section = word(h, "section"),
		.did = word(h, "did"),
		.analysis = word(h, "analysis"),
		.verdict = word(h, "verdict"),
		.has_spent = json_is_integer(json_object_get(h->said, "spent")),
		.spent_yen = json_get_int(h->said, "spent", 0),
		.direction = direction_word(h),
	};
}

static void hear_frozen(const struct heard *h, struct review_thing *t)
{
	(void)t;
	h->r->frozen_event = h->event;
	h->r->frozen_at = h->number;
	h->r->frozen = h->day;
}

static void hear_invited(const struct heard *h, struct review_thing *t)
{
	struct review *r = h->r;
	struct review_expert *e = review_expert_of(r, h->who);

	(void)t;
	if (h->number) {
		if (e)
			*e = r->experts.at[--r->experts.n];
		return;
	}
	if (!e)
		e = LIST_ADD(h->c->arena, &r->experts);
	e->member = text_dup(h->c->arena, h->who);
	e->event = h->event;
	e->invited = h->day;
}

static void hear_declared(const struct heard *h, struct review_thing *t)
{
	struct review_expert *e = review_expert_of(h->r, h->who);
	const json_t *list = json_object_get(h->said, "conflicts");

	(void)t;
	if (!e)
		return;
	e->declared = h->day;
	e->declared_event = h->event;
	e->statement = word(h, "statement");
	e->conflicts.n = 0;
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct review_item item;

		if (item_parse(&item, text_dup(h->c->arena, text_of(json_string_value(json_array_get(list, i))))))
			*LIST_ADD(h->c->arena, &e->conflicts) = item;
	}
}

static void hear_graded(const struct heard *h, struct review_thing *t)
{
	if (t)
		*LIST_ADD(h->c->arena, &t->grades) = (struct review_grade){ .event = h->event,
									    .member = text_dup(h->c->arena, h->who),
									    .day = h->day };
}

static struct review_grade *grade_of(struct review_thing *t, struct text member)
{
	for (size_t i = 0; t && i < t->grades.n; i++)
		if (text_eq(t->grades.at[i].member, member))
			return &t->grades.at[i];
	return NULL;
}

static void hear_revealed(const struct heard *h, struct review_thing *t)
{
	const json_t *list = json_object_get(h->said, "grades");

	(void)t;
	h->r->revealed_event = h->event;
	h->r->revealed = h->day;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		struct review_item item;
		struct review_grade *g = NULL;

		if (item_parse(&item, json_get_text(one, "item")))
			g = grade_of(review_thing_of(h->r, item), json_get_text(one, "member"));
		if (!g)
			continue;
		g->visible = true;
		g->grade = (int)json_get_int(one, "grade", 0);
		g->comment = text_dup(h->c->arena, json_get_text(one, "comment"));
	}
}

static void hear_revised(const struct heard *h, struct review_thing *t)
{
	struct review_grade *g = grade_of(t, h->who);

	if (g)
		g->revised = (struct review_revision){ h->event, (int)h->number, word(h, "because") };
}

static void hear_commented(const struct heard *h, struct review_thing *t)
{
	if (t)
		*LIST_ADD(h->c->arena, &t->comments) =
			(struct review_comment){ h->event, h->number, h->day, text_dup(h->c->arena, h->who),
						 word(h, "text") };
}

static void hear_concluded(const struct heard *h, struct review_thing *t)
{
	const json_t *list = json_object_get(h->said, "dissent");

	if (!t)
		return;
	t->finding = (struct review_finding){ .event = h->event,
					      .day = h->day,
					      .finding = word(h, "finding"),
					      .grade = (int)h->number,
					      .direction = direction_word(h) };
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);

		*LIST_ADD(h->c->arena, &t->finding.dissent) =
			(struct review_dissent){ text_dup(h->c->arena, json_get_text(one, "member")),
						 text_dup(h->c->arena, json_get_text(one, "text")) };
	}
}

static void hear_answered(const struct heard *h, struct review_thing *t)
{
	if (t)
		t->answer = (struct review_answer){ h->event,           h->day,
						    word(h, "will"),    word(h, "by"),
						    word(h, "why_not"), date_word(h, "until") };
}

static void hear_decided(const struct heard *h, struct review_thing *t)
{
	struct period from = { 0 };

	if (!t)
		return;
	if (!period_parse(&from, json_get_text(h->said, "from_year"), NULL))
		from.year = 0;
	t->decision = (struct review_decision){ .event = h->event,
						.day = h->day,
						.direction = direction_word(h),
						.from_year = from.year,
						.by = word(h, "decided_by"),
						.budget = word(h, "budget"),
						.because = word(h, "because"),
						.on = date_word(h, "decided_on"),
						.departs = json_get_int(h->said, "departs", 0) != 0 };
}

static void hear_published(const struct heard *h, struct review_thing *t)
{
	(void)t;
	*LIST_ADD(h->c->arena, &h->r->editions) =
		(struct review_edition){ h->event,          h->slot, h->number, h->day, date_word(h, "council"),
					 word(h, "changes") };
}

static void hear_closed(const struct heard *h, struct review_thing *t)
{
	(void)t;
	h->r->closed_event = h->event;
	h->r->closed = h->day;
}

static const struct {
	const char *kind;
	void (*hear)(const struct heard *h, struct review_thing *t);
} hearers[] = {
	{ "review_set", hear_set },
	{ "review_assessed", hear_assessed },
	{ "review_frozen", hear_frozen },
	{ "review_invited", hear_invited },
	{ "review_declared", hear_declared },
	{ "review_graded", hear_graded },
	{ "review_revealed", hear_revealed },
	{ "review_revised", hear_revised },
	{ "review_commented", hear_commented },
	{ "review_concluded", hear_concluded },
	{ "review_answered", hear_answered },
	{ "review_decided", hear_decided },
	{ "review_published", hear_published },
	{ "review_closed", hear_closed },
};

static bool take_act(struct heard *h, const struct rows *row, struct err *err)
{
	*h = (struct heard){ .r = h->r,
			     .c = h->c,
			     .event = rows_int(row, 0),
			     .kind = rows_text(row, 1),
			     .item = text_dup(h->c->arena, rows_text(row, 3)),
			     .who = rows_text(row, 4),
			     .slot = rows_int(row, 5),
			     .number = rows_int(row, 6),
			     .superseded_by = rows_int(row, 9) };
	if (!date_parse(&h->day, rows_text(row, 7), err) || !json_parse(&h->said, rows_text(row, 8), "act", err))
		return false;
	if (h->superseded_by > h->r->at_event)
		h->superseded_by = 0; /* that came later */
	for (size_t i = 0; i < sizeof hearers / sizeof *hearers && !h->superseded_by; i++)
		if (text_is(h->kind, hearers[i].kind))
			hearers[i].hear(h, thing_of(h));
	json_decref(h->said);
	return true;
}

/* What somebody graded who was withdrawn since, or who has declared an interest in it since, counts for nothing and is
 * never opened. Both end with the reveal, so that nothing that was open disappears. */
static void drop_void_grades(struct review *r)
{
	for (size_t i = 0; i < r->things.n; i++) {
		struct review_thing *t = &r->things.at[i];
		size_t kept = 0;

		for (size_t j = 0; j < t->grades.n; j++) {
			const struct review_expert *e = review_expert_of(r, t->grades.at[j].member);

			if (e && !review_conflict(e, t->item))
				t->grades.at[kept++] = t->grades.at[j];
		}
		t->grades.n = kept;
	}
}

/* The freeze says as of when everything else is to be read, so it is heard first; and so is who was invited, since who
 * is invited again after a withdrawal has declared and graded before his standing invitation. */
static bool is_first(struct text kind)
{
	return text_is(kind, "review_frozen") || text_is(kind, "review_invited");
}

static bool hear_acts(struct review *r, struct context *c, bool first, struct err *err)
{
	const struct value key[] = { V_TEXT(r->head.id), V_INT(r->at_event) };
	struct heard h = { .r = r, .c = c };
	struct err failed = { 0 };
	struct rows *row = NULL;
	bool ok = true;

	if (!query_run(&row, c->store, "acts_of_review", key, 2, err))
		return false;
	while (ok && rows_next(row, &failed))
		if (first == is_first(rows_text(row, 1)))
			ok = take_act(&h, row, err);
	rows_close(&row);
	if (!first)
		drop_void_grades(r);
	if (!ok || failed.kind == ERR_NONE)
		return ok;
	err_copy(err, &failed);
	return false;
}

/* ---- what the review is about ---- */

static bool in_year(struct period p, int16_t year)
{
	return p.kind == PERIOD_DATE ? date_fiscal_year(p.date) == year : p.year == year;
}

static const struct report_point *point_of_year(const struct report_kpi *k, int16_t year)
{
	const struct report_point *found = NULL;

	for (size_t i = 0; k && i < k->points.n; i++)
		if (in_year(k->points.at[i].value.period, year))
			found = &k->points.at[i];
	return found;
}

static const struct report_kpi *kpi_in(const struct plan_report *r, struct text key)
{
	for (size_t i = 0; r && i < r->kpis.n; i++)
		if (text_eq(r->kpis.at[i].kpi->key, key))
			return &r->kpis.at[i];
	return NULL;
}

static struct text owner_of(const struct review *r, const struct report_kpi *k)
{
	for (size_t i = 0; i < k->settings.n; i++)
		if (text_is(k->settings.at[i].name, "owner")) {
			const struct section *s = section_find(&r->sections, k->settings.at[i].value);

			if (s && !s->closed)
				return s->key;
		}
	return (struct text){ 0 };
}

static void add_kpi(struct review *r, struct arena *a, const struct report_kpi *k, struct date today)
{
	struct review_thing *t = LIST_ADD(a, &r->things);
	const int16_t year = r->head.about;

	*t = (struct review_thing){ .item = { ITEM_KPI, k->kpi->key }, .name = k->kpi->name, .age_months = -1 };
	t->frozen = kpi_in(r->at_freeze, k->kpi->key);
	t->now = kpi_in(r->now, k->kpi->key);
	t->owner = owner_of(r, t->now ? t->now : k);
	t->of_year_now = point_of_year(t->now, year);
	t->of_year = r->at_freeze ? point_of_year(t->frozen, year) : t->of_year_now;
	t->changed = r->at_freeze &&
		     (t->of_year ? t->of_year->value.event : 0) != (t->of_year_now ? t->of_year_now->value.event : 0);
	if (t->now && t->now->points.n)
		t->age_months = value_age_months(t->now->points.at[t->now->points.n - 1].value.period, today);
}

static bool read_things(struct review *r, struct context *c, struct err *err)
{
	const struct plan_report *kpis = r->at_freeze ? r->at_freeze : r->now;
	project_list projects = { 0 };

	if (!projects_read(&projects, c, r->head.plan, r->frozen_at ? r->frozen_at : r->at_event, err))
		return false;
	for (size_t i = 0; i < kpis->kpis.n; i++)
		add_kpi(r, c->arena, &kpis->kpis.at[i], context_today(c));
	for (size_t i = 0; i < projects.n; i++) {
		const struct project *p = &projects.at[i];

		if (p->status == PROJECT_PLANNED)
			continue; /* not begun: nothing to review yet */
		*LIST_ADD(c->arena, &r->things) = (struct review_thing){ .item = { ITEM_PROJECT, p->key },
									 .name = p->name,
									 .owner = p->section,
									 .project = p,
									 .age_months = -1 };
	}
	return true;
}

static bool read_absent(struct review *r, struct context *c, struct err *err)
{
	const struct value key[] = { V_TEXT(r->head.plan), V_INT(r->frozen_at ? r->frozen_at : r->at_event) };
	struct err failed = { 0 };
	struct rows *row = NULL;

	if (!query_run(&row, c->store, "values_absent", key, 2, err))
		return false;
	while (rows_next(row, &failed)) {
		struct review_thing *t = review_thing_of(r, (struct review_item){ ITEM_KPI, rows_text(row, 0) });
		struct period p;

		if (!t || !period_parse(&p, rows_text(row, 1), NULL) || !in_year(p, r->head.about))
			continue;
		t->no_value = text_dup(c->arena, rows_text(row, 2));
		if (!date_parse(&t->expected, rows_text(row, 3), NULL))
			t->expected = (struct date){ 0 };
		if (!date_parse(&t->no_value_said, rows_text(row, 4), NULL))
			t->no_value_said = (struct date){ 0 };
	}
	rows_close(&row);
	if (failed.kind == ERR_NONE)
		return true;
	err_copy(err, &failed);
	return false;
}

static bool read_reports(struct review *r, struct context *c, struct err *err)
{
	struct evaluate_request q = { .plan = r->head.plan };

	if (!r->now) {
		r->now = NEW(c->arena, struct plan_report);
		if (!evaluate(r->now, c, &q, err))
			return false;
	}
	if (!r->frozen_at)
		return true;
	/* What was published in that month, as far as it was recorded: the same in life; in an example that is made in
	 * one go, what came later stays out. */
	q.at_event = r->frozen_at;
	q.known_at = r->frozen;
	q.whole_month = true;
	r->at_freeze = NEW(c->arena, struct plan_report);
	return evaluate(r->at_freeze, c, &q, err);
}

/* ---- what may be seen ---- */

static bool may_see(struct review *r, struct context *c, struct err *err)
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

/* The grades that the person himself gave, while they are still closed. */
static bool open_own(struct review *r, struct context *c, struct err *err)
{
	for (size_t i = 0; i < r->things.n; i++) {
		struct review_grade *g = grade_of(&r->things.at[i], r->me);
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
	for (size_t i = 0; i < whole->kpis.n; i++) {
		const struct review_item item = { ITEM_KPI, whole->kpis.at[i].kpi->key };
		const struct review_thing *t = review_thing_of(r, item);

		if (!t || !t->hidden)
			*LIST_ADD(a, &rest->kpis) = whole->kpis.at[i];
	}
	return rest;
}

/* Everything said of an item in which he has an interest, until it is public: wherever it stands in the review. */
static void hide(struct review *r, struct arena *a)
{
	const struct review_expert *e = r->me.n ? review_expert_of(r, r->me) : NULL;
	size_t kept = 0;

	if (!e || !e->conflicts.n || r->editions.n)
		return;
	for (size_t i = 0; i < r->things.n; i++) {
		struct review_thing *t = &r->things.at[i];

		if (review_conflict(e, t->item))
			*t = (struct review_thing){
				.item = t->item, .name = t->name, .owner = t->owner, .hidden = true, .age_months = -1
			};
	}
	for (size_t i = 0; i < r->promises.n; i++)
		if (!review_conflict(e, r->promises.at[i].item))
			r->promises.at[kept++] = r->promises.at[i];
	r->promises.n = kept;
	r->now = without_hidden(r, a, r->now);
	r->at_freeze = without_hidden(r, a, r->at_freeze);
}

/* ---- where it stands ---- */

static void count_grades(struct review *r)
{
	for (size_t i = 0; i < r->things.n; i++) {
		struct review_thing *t = &r->things.at[i];

		t->n_graded = t->grades.n;
		for (size_t j = 0; j < r->experts.n; j++) {
			struct review_expert *e = &r->experts.at[j];

			if (review_conflict(e, t->item))
				continue;
			e->to_grade++;
			e->graded += grade_of(t, e->member) != NULL;
		}
	}
}

static bool take_day(void *context, const struct event *e, struct err *err)
{
	json_t *event = NULL;
	int64_t at;
	bool ok = json_parse_canonical(&event, e->bytes, err) && time_parse(&at, json_get_text(event, "at"), err);

	if (ok)
		*(struct date *)context = date_in_japan(at);
	json_decref(event);
	return ok;
}

/* The event that recorded the first value of the year, whatever replaced it since; 0: none. */
static int64_t first_value(const struct review_thing *t, int16_t year)
{
	int64_t first = 0;

	for (size_t i = 0; t->now && i < t->now->values.n; i++) {
		const struct report_value *v = &t->now->values.at[i];

		if (in_year(v->period, year) && (!first || v->event < first))
			first = v->event;
	}
	return first;
}

static bool item_fact(struct item_facts *f, struct context *c, const struct review_thing *t, int16_t year,
		      struct err *err)
{
	const int64_t first = first_value(t, year);

	*f = (struct item_facts){ .item = t->item,
				  .owner = t->owner,
				  .valued = t->no_value_said,
				  .assessed = t->assessment.day,
				  .concluded = t->finding.day,
				  .answered = t->answer.day,
				  .decided = t->decision.day };
	/* A reason that was there before the value did as well. */
	if (!first || t->no_value_said.year)
		return true;
	return log_each(c->store, first, first, take_day, &f->valued, err);
}

static struct date last_grade(const struct review *r, struct text member)
{
	struct date last = { 0 };

	for (size_t i = 0; i < r->things.n; i++) {
		const struct review_grade *g = grade_of(&r->things.at[i], member);

		if (g && (!last.year || date_cmp(g->day, last) > 0))
			last = g->day;
	}
	return last;
}

static bool stand(struct review *r, struct context *c, struct err *err)
{
	struct review_facts f = {
		.opened = r->head.opened, .frozen = r->frozen, .revealed = r->revealed, .closed = r->closed
	};

	memcpy(f.due, r->due, sizeof f.due);
	for (size_t i = 0; i < r->editions.n; i++)
		f.published = r->editions.at[i].day;
	for (size_t i = 0; i < r->things.n; i++)
		if (!item_fact(LIST_ADD(c->arena, &f.items), c, &r->things.at[i], r->head.about, err))
			return false;
	for (size_t i = 0; i < r->experts.n; i++) {
		const struct review_expert *e = &r->experts.at[i];

		*LIST_ADD(c->arena, &f.experts) =
			(struct expert_facts){ e->member,   e->invited, e->declared, last_grade(r, e->member),
					       e->to_grade, e->graded };
	}
	review_stand(&r->standing, c->arena, &f, context_today(c));
	return true;
}

/* ---- agreement ---- */

static int grade_now(const struct review_thing *t, struct text member, bool first)
{
	const struct review_grade *g = grade_of((struct review_thing *)(uintptr_t)t, member);

	if (!g)
		return 0;
	return !first && g->revised.event ? g->revised.grade : g->grade;
}

static const int *grade_table(const struct review *r, struct arena *a, bool first)
{
	int *grades = arena_array(a, r->things.n * r->experts.n + 1, sizeof *grades);

	for (size_t i = 0; i < r->things.n; i++)
		for (size_t j = 0; j < r->experts.n; j++)
			grades[i * r->experts.n + j] = grade_now(&r->things.at[i], r->experts.at[j].member, first);
	return grades;
}

static void agree(struct review *r, struct arena *a)
{
	const int *now, *first;

	r->has_agreement = r->revealed_event != 0;
	if (!r->has_agreement)
		return;
	now = grade_table(r, a, false);
	first = grade_table(r, a, true);
	agreement_alpha(&r->ordinal, ALPHA_ORDINAL, now, r->things.n, r->experts.n);
	agreement_alpha(&r->nominal, ALPHA_NOMINAL, now, r->things.n, r->experts.n);
	agreement_alpha(&r->first_ordinal, ALPHA_ORDINAL, first, r->things.n, r->experts.n);
}

void review_kappa(struct agreement *out, const struct review *r, enum agreement_method method, struct text one,
		  struct text other)
{
	struct arena a = { 0 };
	int *x = arena_array(&a, r->things.n + 1, sizeof *x), *y = arena_array(&a, r->things.n + 1, sizeof *y);

	for (size_t i = 0; i < r->things.n; i++) {
		x[i] = grade_now(&r->things.at[i], one, false);
		y[i] = grade_now(&r->things.at[i], other, false);
	}
	agreement_kappa(out, method, x, y, r->things.n, r->head.levels);
	arena_clear(&a);
}

/* ---- promises ---- */

static struct review_promise *promise_of(promise_list *list, int64_t event)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].event == event)
			return &list->at[i];
	return NULL;
}

static bool earlier(const review_head_list *all, struct text review, struct text plan, struct text before)
{
	const struct review_head *this = NULL, *that = NULL;

	for (size_t i = 0; i < all->n; i++) {
		if (text_eq(all->at[i].id, review))
			this = &all->at[i];
		if (text_eq(all->at[i].id, before))
			that = &all->at[i];
	}
	return this && text_eq(this->plan, plan) && (!that || this->event < that->event);
}

/* answered: take promises; else: take what was said of them since. */
static bool read_promises(promise_list *out, struct context *c, const review_head_list *all, struct text plan,
			  struct text before, bool answered, int64_t at_event, struct err *err)
{
	const struct value kind[] = { V_Z(answered ? "review_answered" : "promise_followed"), V_INT(at_event) };
	struct err failed = { 0 };
	struct rows *row = NULL;

	if (!query_run(&row, c->store, "acts_of_kind_at", kind, 2, err))
		return false;
	while (rows_next(row, &failed)) {
		struct heard h = { .c = c, .event = rows_int(row, 0), .slot = rows_int(row, 5) };
		struct review_promise *p;

		if (!json_parse(&h.said, rows_text(row, 8), "act", &failed))
			break;
		if (answered && earlier(all, rows_text(row, 2), plan, before) && json_get_text(h.said, "will").n) {
			p = LIST_ADD(c->arena, out);
			*p = (struct review_promise){ .event = h.event,
						      .review = text_dup(c->arena, rows_text(row, 2)),
						      .will = word(&h, "will"),
						      .by = word(&h, "by"),
						      .until = date_word(&h, "until") };
			if (!item_parse(&p->item, text_dup(c->arena, rows_text(row, 3))))
				out->n--;
		}
		p = answered ? NULL : promise_of(out, h.slot);
		if (p) {
			p->followed = h.event;
			p->done = word(&h, "done");
			p->what = word(&h, "what");
		}
		json_decref(h.said);
	}
	rows_close(&row);
	if (failed.kind == ERR_NONE)
		return true;
	err_copy(err, &failed);
	return false;
}

static bool promises_at(promise_list *out, struct context *c, struct text plan, struct text before_review,
			int64_t at_event, struct err *err)
{
	review_head_list all = { 0 };

	return reviews_read(&all, c, err) && read_promises(out, c, &all, plan, before_review, true, at_event, err) &&
	       read_promises(out, c, &all, plan, before_review, false, at_event, err);
}

bool promises_read(promise_list *out, struct context *c, struct text plan, struct text before_review, struct err *err)
{
	if (!promises_at(out, c, plan, before_review, EVENT_LATEST, err))
		return false;
	for (size_t i = 0; i < out->n; i++) {
		struct review_promise *p = &out->at[i];

		p->overdue = !p->followed && p->until.year && date_cmp(date_last(p->until), context_today(c)) < 0;
	}
	return true;
}

/* ---- words ---- */

const char *missing_said(struct arena *a, enum lang lang, const struct review *r, const struct review_missing *m)
{
	const struct review_thing *t = m->of_item ? review_thing_of(r, m->item) : NULL;
	const struct member *member = m->whose == WHOSE_EXPERT ? member_find(&r->members, m->who) : NULL;
	const char *what = msg_label(lang, arena_printf(a, "want.%s", want_name(m->want)));
	const char *who = msg_label(lang, arena_printf(a, "whose.%s", whose_name(m->whose)));
	struct text shown = member && member->name.n ? member->name : m->who;
	struct msg said;

	if (m->whose == WHOSE_SECTION)
		shown = section_shown(&r->sections, m->who);
	if (shown.n)
		who = text_z(a, shown);
	said = msg_make(a, t ? "review.missing-of-item" : "review.missing", "what", what, "item",
			t ? text_z(a, t->item.key) : "", "name", t ? text_z(a, t->name) : "", "who", who, "since",
			text_z(a, words_date(a, lang, m->since)), NULL);
	return msg_say(a, lang, &said);
}

/* ---- all of it ---- */

static void name_experts(struct review *r)
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
	if (!choose(&r->head, c, id, err) || !sections_read(&r->sections, c, 0, err) ||
	    !members_read(&r->members, c, err))
		return false;
	review_schedule(r->due, r->head.held);
	if (!hear_acts(r, c, true, err) || !read_reports(r, c, err) || !read_things(r, c, err) ||
	    !read_absent(r, c, err) || !hear_acts(r, c, false, err) || !may_see(r, c, err) || !open_own(r, c, err))
		return false;
	name_experts(r);
	count_grades(r);
	if (!stand(r, c, err) || !promises_read(&r->promises, c, r->head.plan, r->head.id, err))
		return false;
	agree(r, c->arena);
	hide(r, c->arena);
	return true;
}

bool review_load(struct review *out, struct context *c, struct text id, struct err *err)
{
	struct review made = { .at_event = EVENT_LATEST };
	bool ok;

	if (!read_begin(c->store, err))
		return false;
	ok = load(&made, c, id, err);
	read_end(c->store);
	if (ok)
		*out = made;
	return ok;
}

/* ---- what everybody may read ---- */

/* What was known of it on a day, before anything of it is read. */
struct known {
	struct date by;
	int64_t until, edition; /* last act; last edition, 0: none */
	bool names_shown;
	int64_t closed_event;
	struct date closed;
};

static void know(struct known *k, const struct rows *row, struct date day)
{
	struct text kind = rows_text(row, 1);
	json_t *said = NULL;

	k->until = rows_int(row, 0);
	if (text_is(kind, "review_published"))
		k->edition = k->until;
	if (text_is(kind, "review_closed")) {
		k->closed_event = k->until;
		k->closed = day;
	}
	if (!text_is(kind, "review_set") || !text_is(rows_text(row, 3), "names"))
		return;
	if (json_parse(&said, rows_text(row, 8), "act", NULL))
		k->names_shown = text_is(json_get_text(said, "value"), "shown");
	json_decref(said);
}

static bool read_known(struct known *k, struct context *c, const struct review *r, struct err *err)
{
	const struct value key[] = { V_TEXT(r->head.id), V_INT(r->at_event) };
	struct err failed = { 0 };
	struct rows *row = NULL;
	struct date day;

	k->until = r->head.event;
	if (!query_run(&row, c->store, "acts_of_review", key, 2, err))
		return false;
	while (rows_next(row, &failed) && date_parse(&day, rows_text(row, 7), &failed))
		if (!k->by.year || date_cmp(day, date_last(k->by)) <= 0)
			know(k, row, day);
	rows_close(&row);
	if (failed.kind == ERR_NONE)
		return true;
	err_copy(err, &failed);
	return false;
}

static bool load_public(struct review *r, struct context *c, struct text id, struct date known_at, struct err *err)
{
	struct known k = { .by = known_at };

	if (!choose(&r->head, c, id, err) || !read_known(&k, c, r, err))
		return false;
	if (r->head.event > r->at_event || (known_at.year && date_cmp(r->head.opened, date_last(known_at)) > 0)) {
		r->head.id = (struct text){ 0 };
		return true;
	}
	if (k.edition || known_at.year)
		r->at_event = k.edition ? k.edition : k.until;
	review_schedule(r->due, r->head.held);
	if (!sections_read(&r->sections, c, r->at_event, err) || !members_read(&r->members, c, err) ||
	    !hear_acts(r, c, true, err) || !read_reports(r, c, err) || !read_things(r, c, err) ||
	    !read_absent(r, c, err) || !hear_acts(r, c, false, err))
		return false;
	if (!k.edition)
		return stand(r, c, err);
	r->names_shown = r->names_shown && k.names_shown;
	r->closed_event = k.closed_event;
	r->closed = k.closed;
	r->standing.stage = k.closed_event ? STAGE_CLOSED : STAGE_PUBLISHED;
	name_experts(r);
	agree(r, c->arena);
	return promises_at(&r->promises, c, r->head.plan, r->head.id, r->at_event, err);
}

bool review_load_public(struct review *out, struct context *c, struct text id, struct plan_report *now,
			struct date known_at, struct err *err)
{
	struct review made = { .at_event = now->at_event, .now = now };
	bool ok;

	if (!read_begin(c->store, err))
		return false;
	ok = load_public(&made, c, id, known_at, err);
	read_end(c->store);
	if (ok)
		*out = made;
	return ok;
}
