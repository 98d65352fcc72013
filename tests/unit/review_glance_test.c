/* Random years of a review: after every act, what a glance tells (usecase/review_glance.c) is what the whole review
 * tells, of every item and to everybody; and verdicts that a report takes over from another one (evaluate_request.like)
 * are those that it would find itself. The seed is printed. */
#include "store_place.h"

#include <stdlib.h>
#include <string.h>

#include "publish/report_json.h"
#include "usecase/adopt.h"
#include "usecase/evaluate.h"
#include "usecase/plans.h"
#include "usecase/record.h"
#include "usecase/review_act.h"
#include "usecase/review_json.h"
#include "usecase/review_load.h"

enum { KPIS = 4, PROJECTS = 2, SECTIONS = 3, EXPERTS = 3, STEPS = 70, YEARS = 3 };

/* One year after the other, in one store. */
struct world {
	struct context c;
	struct arena arena;
	uint32_t random;
	struct act_result said;
	bool changed_plan;
	int said_well, refused, reached[STAGE_COUNT];
};

static const struct person people[] = {
	{ 1, TEXT("planner"), TEXT("例示 企"), ROLE_PLANNER, TEXT("s1") },
	{ 2, TEXT("owner"), TEXT("例示 所"), ROLE_SECTION, TEXT("s2") },
	{ 3, TEXT("e1"), TEXT("例示 一"), ROLE_EXPERT, TEXT("") },
	{ 4, TEXT("e2"), TEXT("例示 二"), ROLE_EXPERT | ROLE_SECTION, TEXT("s1") },
	{ 5, TEXT("nobody"), TEXT("例示 外"), ROLE_EXPERT, TEXT("") },
	{ 6, TEXT("auditor"), TEXT("例示 監"), ROLE_AUDITOR, TEXT("") },
};
enum { PEOPLE = sizeof people / sizeof *people };

static int roll(struct world *w, int n)
{
	w->random = w->random * 1664525u + 1013904223u;
	return (int)((w->random >> 8) % (uint32_t)n);
}

static struct text said(struct world *w, const char *what, int n)
{
	return text_of(arena_printf(&w->arena, "%s%d", what, n));
}

static struct text kpi(struct world *w, int i)
{
	return said(w, "K", i + 1);
}

static struct review_item any_item(struct world *w)
{
	const int i = roll(w, KPIS + PROJECTS);

	return i < KPIS ? (struct review_item){ ITEM_KPI, kpi(w, i) }
			: (struct review_item){ ITEM_PROJECT, said(w, "P", i - KPIS + 1) };
}

static int16_t held_year(const struct world *w)
{
	return context_today(&w->c).year;
}

/* ---- the plan, and who is there ---- */

static void adopt(struct world *w, int n, const char *bytes, const char *kind)
{
	struct plan_file file = { .source = { .name = "rei.yaml", .bytes = text_of(bytes), .format = SOURCE_YAML } };
	const struct adopt_request q = { .file = &file,
					 .plan = TEXT("rei"),
					 .kind = text_of(kind),
					 .change_of = n < KPIS ? TEXT("rei") : TEXT(""),
					 .certified = n < KPIS ? context_today(&w->c) : (struct date){ 2018, 4, 1 } };
	struct adopt_result made;

	file.plan.title = TEXT("例示町まち・ひと・しごと創生推進計画");
	LIST_ADD(&w->arena, &file.plan.authors)->name = TEXT("例示町");
	for (int i = 0; i < n; i++) {
		struct plan_kpi *k = LIST_ADD(&w->arena, &file.plan.kpis);

		k->key = kpi(w, i);
		k->name = said(w, "例示の指標その", i + 1);
		k->unit = TEXT("人");
		k->baseline = (struct plan_baseline){ .wording = TEXT("100"),
						      .has_value = true,
						      .value = decimal_of(100),
						      .period = { .kind = PERIOD_FY, .year = 2017 } };
		k->target.wording = TEXT("200以上");
		k->target.is.op = TARGET_AT_LEAST;
		k->target.is.has_value = true;
		k->target.is.value = decimal_of(200);
		k->target.due = (struct period){ .kind = PERIOD_FY, .year = 2024 };
	}
	OK(adopt_plan(&made, &w->c, &q, &err));
}

static void settle(struct world *w)
{
	struct arena *a = &w->arena;

	for (int i = 1; i <= SECTIONS; i++)
		place_append(w->c.store, "section_set",
			     json_pack("{s:s,s:s}", "section", arena_printf(a, "s%d", i), "name",
				       arena_printf(a, "例示%d課", i)));
	for (int i = 1; i <= EXPERTS; i++) {
		const struct member_request q = { .key = said(w, "m", i),
						  .name = TEXT("例示 委員"),
						  .field = TEXT("media"),
						  .login = said(w, "e", i),
						  .from = { 2018, 4, 1 },
						  .to = { 2030, 3, 31 } };
		int64_t event;

		OK(member_set(&event, &w->c, &q, &err));
	}
	for (int i = 1; i <= PROJECTS; i++)
		place_append(w->c.store, "project_set",
			     json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "kpis", "K1", "plan", "rei", "project",
				       arena_printf(a, "P%d", i), "name", "例示事業", "section", "s2", "status",
				       "running"));
}

/* ---- what is done ---- */

static bool own(struct world *w, int i, struct err *err)
{
	struct setting_result made;
	const struct setting_request q = { TEXT("rei"), kpi(w, i), TEXT("owner"), said(w, "s", 1 + roll(w, SECTIONS)),
					   TEXT("例") };

	return set_kpi(&made, &w->c, &q, err);
}

static bool value(struct world *w, int i, struct err *err)
{
	const int16_t year = (int16_t)(held_year(w) - 1);
	const struct period as[] = { { .kind = PERIOD_FY, .year = year },
				     { .kind = PERIOD_CY, .year = year },
				     { .kind = PERIOD_DATE, .date = { year, 10, 1 } } };
	struct record_request q = { .plan = TEXT("rei"),
				    .kpi = kpi(w, i),
				    .period = as[roll(w, 3)],
				    .value = decimal_of(100 + roll(w, 120)),
				    .state = roll(w, 2) ? STATE_FINAL : STATE_PROVISIONAL,
				    .published = { held_year(w), 6, 1 },
				    .source = TEXT("例") };
	kpi_values_list standing = { 0 };
	struct record_result made;

	if (!values_standing(&standing, &w->c, q.plan, q.kpi, q.period, err))
		return false;
	for (size_t v = 0; standing.n && v < standing.at[0].values.n; v++)
		if (standing.at[0].values.at[v].state == q.state) {
			q.corrects = standing.at[0].values.at[v].event;
			q.because = TEXT("例");
		}
	return record_value(&made, &w->c, &q, err);
}

/* The last that was recorded, perhaps a corrected one or none of this KPI: then it is refused. */
static bool withdraw(struct world *w, int i, struct err *err)
{
	kpi_values_list all = { 0 };
	struct withdraw_result made;
	struct withdraw_request q = { .plan = TEXT("rei"), .kpi = kpi(w, i), .because = TEXT("例") };

	if (!values_of_kpi(&all, &w->c, q.plan, q.kpi, 0, (struct date){ 0 }, err) || !all.n)
		return false;
	q.value = all.at[0].values.at[roll(w, (int)all.at[0].values.n)].event;
	return withdraw_value(&made, &w->c, &q, err);
}

static bool absent(struct world *w, int i, struct err *err)
{
	const struct absent_request q = {
		TEXT("rei"), kpi(w, i), { PERIOD_FY, (int16_t)(held_year(w) - 1), { 0 } }, TEXT("例"), { 0 }
	};
	int64_t event;

	return value_say_absent(&event, &w->c, &q, err);
}

/* What stands of that kind, so that it can be said anew. */
static struct act_change again(struct world *w, const char *kind, struct review_item item, struct text who)
{
	const struct value key[] = { V_TEXT(w->said.review), V_Z(kind), V_TEXT(item_text(&w->arena, item)), V_TEXT(who),
				     V_INT(0) };
	struct act_change change = { 0 };
	struct rows *row = NULL;
	struct err err = { 0 };

	assert_true(query_run(&row, w->c.store, "act_standing", key, 5, &err));
	if (rows_next(row, &err))
		change = (struct act_change){ rows_int(row, 0), TEXT("例") };
	rows_close(&row);
	return change;
}

static bool assess(struct world *w, struct review_item item, struct err *err)
{
	const struct assess_request q = { .item = item,
					  .did = TEXT("x"),
					  .analysis = TEXT("y"),
					  .has_spent = true,
					  .direction = DIRECTION_IMPROVE,
					  .change = again(w, "review_assessed", item, TEXT("")) };

	return review_assess(&w->said, &w->c, &q, err);
}

static bool invite(struct world *w, int i, bool withdraw, struct err *err)
{
	const struct invite_request q = { .member = said(w, "m", i + 1), .withdraw = withdraw, .because = TEXT("例") };

	return review_invite(&w->said, &w->c, &q, err);
}

static bool declare(struct world *w, int i, struct err *err)
{
	struct review_item conflicts[] = { any_item(w), { ITEM_PROJECT, TEXT("P1") } };
	const struct declare_request q = { .member = said(w, "m", i + 1),
					   .conflicts = conflicts,
					   .n_conflicts = (size_t)roll(w, 2) };
	struct declare_request with = q;

	with.change = again(w, "review_declared", (struct review_item){ 0 }, q.member);
	return review_declare(&w->said, &w->c, &with, err);
}

static bool grade(struct world *w, int i, struct review_item item, bool revise, struct err *err)
{
	struct grade_request q = { .member = said(w, "m", i + 1), .item = item, .grade = 1 + roll(w, 4) };

	q.change = again(w, revise ? "review_revised" : "review_graded", item, q.member);
	if (revise)
		q.change.because = TEXT("例");
	return revise ? review_revise(&w->said, &w->c, &q, err) : review_grade(&w->said, &w->c, &q, err);
}

static bool comment(struct world *w, int i, struct review_item item, struct err *err)
{
	const struct comment_request q = { .member = said(w, "m", i + 1), .item = item, .text = TEXT("x") };

	return review_comment(&w->said, &w->c, &q, err);
}

static bool conclude(struct world *w, struct review_item item, struct err *err)
{
	const struct review_dissent dissent = { TEXT("m1"), TEXT("x") };
	const struct conclude_request q = { .item = item,
					    .finding = TEXT("x"),
					    .direction = roll(w, 2) ? DIRECTION_END : DIRECTION_IMPROVE,
					    .dissent = &dissent,
					    .n_dissent = (size_t)roll(w, 2),
					    .change = again(w, "review_concluded", item, TEXT("")) };

	return review_conclude(&w->said, &w->c, &q, err);
}

static bool answer(struct world *w, struct review_item item, struct err *err)
{
	const struct answer_request q = { .item = item,
					  .will = TEXT("x"),
					  .by = TEXT("s2"),
					  .until = { (int16_t)(held_year(w) + 1), 3, 31 },
					  .change = again(w, "review_answered", item, TEXT("")) };

	return review_answer(&w->said, &w->c, &q, err);
}

static bool decide(struct world *w, struct review_item item, struct err *err)
{
	const struct act_change change = again(w, "review_decided", item, TEXT(""));
	const struct decide_request q = { .item = item,
					  .direction = DIRECTION_IMPROVE,
					  .from_year = (int16_t)(held_year(w) + 1),
					  .by = TEXT("例示本部"),
					  .on = context_today(&w->c),
					  .because = TEXT("例"),
					  .corrects = change.corrects };

	return review_decide(&w->said, &w->c, &q, err);
}

static bool publish(struct world *w, struct err *err)
{
	const struct publish_request q = { .changes = TEXT("x") };

	return review_publish(&w->said, &w->c, &q, err);
}

static bool follow(struct world *w, struct err *err)
{
	promise_list list = { 0 };
	struct follow_request q = { .done = TEXT("partly"), .what = TEXT("x") };

	if (!promises_read(&list, &w->c, TEXT("rei"), w->said.review, err) || !list.n)
		return false;
	q.promise = list.at[roll(w, (int)list.n)].event;
	return promise_follow(&w->said, &w->c, &q, err);
}

/* Behind the use case's back: a section that owns something is closed, or opened again. */
static bool turn_section(struct world *w)
{
	place_append(w->c.store, "section_set",
		     json_pack("{s:s,s:s,s:i}", "section", "s3", "name", "例示3課", "closed", roll(w, 2)));
	return true;
}

static bool anything(struct world *w, struct err *err)
{
	switch (roll(w, 18)) {
	case 17:
		return withdraw(w, roll(w, KPIS), err);
	case 16:
		return turn_section(w);
	case 0:
		return own(w, roll(w, KPIS), err);
	case 1:
		return value(w, roll(w, KPIS), err);
	case 2:
		return absent(w, roll(w, KPIS), err);
	case 3:
		return assess(w, any_item(w), err);
	case 4:
		return invite(w, roll(w, EXPERTS), roll(w, 2), err);
	case 5:
		return declare(w, roll(w, EXPERTS), err);
	case 6:
		return grade(w, roll(w, EXPERTS), any_item(w), false, err);
	case 7:
		return grade(w, roll(w, EXPERTS), any_item(w), true, err);
	case 8:
		return comment(w, roll(w, EXPERTS), any_item(w), err);
	case 9:
		return conclude(w, any_item(w), err);
	case 10:
		return answer(w, any_item(w), err);
	case 11:
		return decide(w, any_item(w), err);
	case 12:
		return publish(w, err);
	case 13:
		return follow(w, err);
	case 14:
		return review_set(&w->said, &w->c, TEXT(""), TEXT("quorum"), said(w, "", 1 + roll(w, 3)), TEXT(""),
				  err);
	default:
		return review_freeze(&w->said, &w->c, TEXT(""), err);
	}
}

/* What the review waits for. */
static bool what_is_missing(struct world *w, const struct review_missing *m, struct err *err)
{
	const int k = m->item.key.n ? m->item.key.p[m->item.key.n - 1] - '1' : 0;
	const int member = m->who.n ? m->who.p[m->who.n - 1] - '1' : 0;

	switch (m->want) {
	case WANT_OWNER:
		return own(w, k, err);
	case WANT_VALUE:
		return roll(w, 4) ? value(w, k, err) : absent(w, k, err);
	case WANT_ASSESSMENT:
		return assess(w, m->item, err);
	case WANT_FREEZE:
		return review_freeze(&w->said, &w->c, TEXT(""), err);
	case WANT_EXPERTS:
		return invite(w, roll(w, EXPERTS), false, err);
	case WANT_DECLARATION:
		return declare(w, member, err);
	case WANT_GRADES:
		return grade(w, member, any_item(w), false, err);
	case WANT_REVEAL:
		return review_reveal(&w->said, &w->c, TEXT(""), err);
	case WANT_FINDING:
		return conclude(w, m->item, err);
	case WANT_ANSWER:
		return answer(w, m->item, err);
	case WANT_DECISION:
		return decide(w, m->item, err);
	case WANT_EDITION:
		return publish(w, err);
	default:
		return review_close(&w->said, &w->c, TEXT(""), err);
	}
}

/* ---- what must be the same ---- */

static void same_text(struct text a, struct text b)
{
	assert_true(text_eq(a, b));
}

static void same_people(const struct review *g, const struct review *r)
{
	same_text(g->me, r->me);
	assert_int_equal(g->experts.n, r->experts.n);
	for (size_t i = 0; i < r->experts.n; i++) {
		const struct review_expert *a = &g->experts.at[i], *b = &r->experts.at[i];

		same_text(a->member, b->member);
		assert_int_equal(a->event, b->event);
		assert_int_equal(a->declared_event, b->declared_event);
		assert_int_equal(a->conflicts.n, b->conflicts.n);
		for (size_t j = 0; j < b->conflicts.n; j++)
			assert_true(item_eq(a->conflicts.at[j], b->conflicts.at[j]));
	}
}

/* Of the item that was asked for. */
static void same_thing(const struct review_thing *a, const struct review_thing *b)
{
	assert_int_equal(a->assessment.event, b->assessment.event);
	assert_int_equal(a->finding.event, b->finding.event);
	assert_int_equal(a->finding.direction, b->finding.direction);
	assert_int_equal(a->answer.event, b->answer.event);
	assert_int_equal(a->decision.event, b->decision.event);
	assert_int_equal(a->grades.n, b->grades.n);
	for (size_t i = 0; i < b->grades.n; i++) {
		assert_int_equal(a->grades.at[i].event, b->grades.at[i].event);
		assert_int_equal(a->grades.at[i].revised.event, b->grades.at[i].revised.event);
		assert_false(a->grades.at[i].visible); /* at a glance no grade is ever seen */
	}
	assert_int_equal(a->comments.n, b->comments.n);
}

static void same_year(const struct review_thing *a, const struct review_thing *b)
{
	assert_int_equal(a->of_year != NULL, b->of_year != NULL);
	if (!b->of_year)
		return;
	assert_int_equal(a->of_year->value.event, b->of_year->value.event);
	assert_int_equal(a->of_year->verdict.status, b->of_year->verdict.status);
}

static void same_review(const struct review *g, const struct review *r, struct review_item item)
{
	same_text(g->head.id, r->head.id);
	assert_int_equal(g->standing.stage, r->standing.stage);
	assert_int_equal(g->frozen_event, r->frozen_event);
	assert_int_equal(g->frozen_at, r->frozen_at);
	assert_int_equal(g->revealed_event, r->revealed_event);
	assert_int_equal(g->closed_event, r->closed_event);
	assert_int_equal(g->quorum, r->quorum);
	assert_int_equal(g->editions.n, r->editions.n);
	same_people(g, r);
	assert_int_equal(g->things.n, r->things.n);
	for (size_t i = 0; i < r->things.n; i++) {
		const struct review_thing *a = &g->things.at[i], *b = &r->things.at[i];

		assert_true(item_eq(a->item, b->item));
		same_text(a->name, b->name);
		same_text(a->owner, b->owner);
		assert_int_equal(a->hidden, b->hidden);
		if (item_eq(b->item, item))
			same_thing(a, b);
		if (item_eq(b->item, item) && !r->frozen_event)
			same_year(a, b);
	}
}

/* What a page about that item alone shows is what the whole review tells of it. */
static void same_shown(struct context *c, struct text review, const struct review *r, struct review_item item)
{
	const struct glance q = { .review = review, .item = item, .shown = true };
	const struct review_thing *whole = review_thing_of(r, item), *t;
	char *one, *other;
	json_t *a, *b;
	struct review g;

	OK(review_glance(&g, c, &q, &err));
	t = review_thing_of(&g, item);
	assert_int_equal(t != NULL, whole != NULL);
	if (!t)
		return;
	a = review_thing_json(c->arena, t);
	b = review_thing_json(c->arena, whole);
	one = json_dumps(a, JSON_SORT_KEYS);
	other = json_dumps(b, JSON_SORT_KEYS);
	assert_string_equal(one, other);
	free(one);
	free(other);
	json_decref(a);
	json_decref(b);
	assert_int_equal(t->frozen != NULL, whole->frozen != NULL);
	assert_int_equal(t->now != NULL, whole->now != NULL);
	same_text(g.me, r->me);
	for (size_t i = 0; i < r->experts.n; i++)
		same_text(g.experts.at[i].name, r->experts.at[i].name);
}

/* Papers show more years, and of this one nothing else than the pages. */
static void same_in_papers(struct context *c, const struct review *r)
{
	struct review papers;
	char *one, *other;
	json_t *a, *b;

	OK(review_load_papers(&papers, c, r->head.id, &err));
	a = review_json(c->arena, r);
	b = review_json(c->arena, &papers);
	one = json_dumps(a, JSON_SORT_KEYS);
	other = json_dumps(b, JSON_SORT_KEYS);
	assert_string_equal(one, other);
	free(one);
	free(other);
	json_decref(a);
	json_decref(b);
	for (size_t i = 0; i < r->things.n; i++) {
		const struct review_thing *t = &r->things.at[i], *p = &papers.things.at[i];

		if (t->of_year)
			assert_string_equal(msg_say(c->arena, LANG_JA, &t->of_year->verdict.reason),
					    msg_say(c->arena, LANG_JA, &p->of_year->verdict.reason));
		if (t->now)
			assert_true(period_eq(t->now->baseline_period, p->now->baseline_period));
		assert_int_equal(t->now ? t->now->points.n : 0, p->now ? p->now->points.n : 0);
	}
}

static void same_promises(struct context *c, const struct review *r)
{
	struct review with = *r;
	size_t counted, open = 0;

	OK(review_promises(&with, c, &err));
	OK(review_promises_open(&counted, r, c, &err));
	for (size_t i = 0; i < with.promises.n; i++)
		open += !with.promises.at[i].followed;
	assert_int_equal(counted, open);
}

static void look(struct world *w, const struct person *who)
{
	struct arena a = { 0 };
	struct context c = w->c;
	struct err err = { 0 };
	struct review r;
	bool ok;

	c.person = who;
	c.actor = who ? who->login : TEXT("root");
	c.arena = &a;
	ok = review_load(&r, &c, w->said.review, &err);
	if (ok) {
		same_in_papers(&c, &r);
		same_promises(&c, &r);
	}
	for (int i = 0; i <= KPIS + PROJECTS; i++) {
		const struct review_item item = i == 0 ? (struct review_item){ 0 }
						: i <= KPIS
							? (struct review_item){ ITEM_KPI, kpi(w, i - 1) }
							: (struct review_item){ ITEM_PROJECT, said(w, "P", i - KPIS) };
		const struct glance q = { .review = w->said.review, .item = item, .verdict = true };
		struct err why = { 0 };
		struct review g;

		assert_int_equal(review_glance(&g, &c, &q, &why), ok);
		assert_int_equal(why.kind, err.kind);
		if (ok)
			same_review(&g, &r, item);
		if (ok && item.key.n)
			same_shown(&c, w->said.review, &r, item);
	}
	arena_clear(&a);
}

static char *dumped(struct context *c, const struct evaluate_request *q)
{
	struct plan_report report;
	json_t *j;
	char *said_so;

	OK(evaluate(&report, c, q, &err));
	j = report_to_json(&report);
	said_so = json_dumps(j, JSON_SORT_KEYS);
	json_decref(j);
	return said_so;
}

/* The frozen report, from another one and by itself. */
static void same_verdicts(struct world *w)
{
	struct arena a = { 0 };
	struct context c = w->c;
	struct plan_report now;
	struct evaluate_request q = { .plan = TEXT("rei"), .whole_month = true };
	char *alone, *from;
	struct review r;

	c.arena = &a;
	OK(review_load(&r, &c, w->said.review, &err));
	q.at_event = r.frozen_at;
	q.known_at = r.frozen;
	if (r.frozen_at) {
		OK(evaluate(&now, &c, &(struct evaluate_request){ .plan = q.plan }, &err));
		alone = dumped(&c, &q);
		q.like = &now;
		from = dumped(&c, &q);
		assert_string_equal(alone, from);
		free(alone);
		free(from);
	}
	arena_clear(&a);
}

/* ---- the years ---- */

static void step(struct world *w)
{
	struct err refused = { 0 };
	struct review r;
	bool ok;

	w->c.now += 86400 / 4;
	w->c.person = NULL;
	OK(review_load(&r, &w->c, w->said.review, &err));
	w->reached[r.standing.stage]++;
	if (r.frozen_event && !w->changed_plan && roll(w, 8) == 0) {
		(void)!own(w, KPIS - 1, &refused); /* since the freeze another one's, and then nobody's any more */
		adopt(w, KPIS - 1, "変更した例示", "change");
		w->changed_plan = true;
	}
	ok = r.standing.missing.n && roll(w, 3)
		     ? what_is_missing(w, &r.standing.missing.at[roll(w, (int)r.standing.missing.n)], &refused)
		     : anything(w, &refused);
	w->said_well += ok;
	w->refused += !ok;
	w->said.review = r.head.id;
	look(w, NULL);
	for (int i = 0; i < 2; i++)
		look(w, &people[roll(w, PEOPLE)]);
	same_verdicts(w);
}

static void a_glance_tells_what_the_whole_review_tells(void **state)
{
	const char *asked = getenv("SOSEI_SEED");
	struct world w = { .random = asked ? (uint32_t)strtoul(asked, NULL, 10) : 20261123 };
	struct place *p = *state;

	print_message("seed %u\n", w.random);
	w.c = (struct context){ .store = place_create(p), .arena = &w.arena, .actor = TEXT("root") };
	w.c.now = date_days((struct date){ 2020, 6, 20 }) * INT64_C(86400);
	adopt(&w, KPIS, "例示", "certified");
	settle(&w);
	for (int year = 2020; year < 2020 + YEARS; year++) {
		const struct open_request q = { .plan = TEXT("rei"),
						.held = { (int16_t)year, 8, 0 },
						.about = (int16_t)(year - 1) };

		w.c.person = NULL;
		w.c.now = date_days((struct date){ (int16_t)year, 6, 20 }) * INT64_C(86400);
		OK(review_open(&w.said, &w.c, &q, &err));
		for (int i = 0; i < STEPS; i++)
			step(&w);
		while (true) {
			struct err refused = { 0 };
			struct review r;

			OK(review_load(&r, &w.c, w.said.review, &err));
			w.reached[r.standing.stage]++;
			if (!r.standing.missing.n)
				break;
			(void)!what_is_missing(&w, &r.standing.missing.at[0], &refused);
			w.said.review = r.head.id;
		}
	}
	/* Every stage was stood in, and enough was done and refused for the sameness to mean something. */
	for (int s = 0; s < STAGE_COUNT; s++)
		assert_true(w.reached[s] > 0);
	assert_true(w.changed_plan && w.said_well > STEPS && w.refused > STEPS / 4);
	store_close(&w.c.store);
	arena_clear(&w.arena);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = { PLACE_TEST(a_glance_tells_what_the_whole_review_tells) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
