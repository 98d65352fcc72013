/* The office's part of the year: self-assessment, freezing, the experts' finding as it is written down, answers,
 * decisions, editions; and the promises of last year. */
#include <string.h>

#include "usecase/plans.h"
#include "usecase/review_load.h"
#include "usecase/review_say.h"
#include "usecase/said.h"

static bool no_future(struct context *c, struct date d, struct err *err)
{
	return !d.year || date_cmp(d, context_today(c)) <= 0 ||
	       err_set(err, ERR_INPUT, "usecase.day-later", "day", DATE(d), "today", DATE(context_today(c)), NULL);
}

/* ---- self-assessment ---- */

static json_t *assess_body(const struct saying *s, struct context *c, const struct review *r,
			   const struct review_thing *thing, struct err *err)
{
	const struct assess_request *q = s->q;
	json_t *body;

	(void)r;
	if (!text_trim(q->did).n || !text_trim(q->analysis).n || q->direction == DIRECTION_NONE) {
		err_set(err, ERR_INPUT, "usecase.assess-incomplete", NULL);
		return NULL;
	}
	if (thing->item.kind == ITEM_PROJECT && !q->has_spent) {
		err_set(err, ERR_INPUT, "usecase.assess-spent", "item", text_z(c->arena, thing->item.key), NULL);
		return NULL;
	}
	if (q->has_spent && !yen_fit(q->spent_yen, err))
		return NULL;
	body = json_pack("{s:o,s:o,s:s}", "did", json_text(q->did), "analysis", json_text(q->analysis), "direction",
			 direction_name(q->direction));
	body_set(body, "section", thing->owner);
	/* What the page said of the KPI on that day: a later value may say otherwise. */
	if (thing->of_year)
		body_set(body, "verdict", text_of(status_name(thing->of_year->verdict.status)));
	if (q->has_spent)
		json_object_set_new(body, "spent", json_integer(q->spent_yen));
	return body;
}

static struct saying assessing(const struct assess_request *q)
{
	return (struct saying){ .kind = "review_assessed",
				.act = ACT_ASSESS,
				.right = RIGHT_ASSESS,
				.of_section = true,
				.review = q->review,
				.item = q->item,
				.change = q->change,
				.verdict = true,
				.body = assess_body,
				.q = q };
}

bool review_assess(struct act_result *result, struct context *c, const struct assess_request *q, struct err *err)
{
	const struct saying s = assessing(q);

	return review_say(result, c, &s, err);
}

bool review_assess_in(struct txn *tx, struct act_result *result, struct context *c, const struct review *r,
		      const struct assess_request *q, struct err *err)
{
	const struct saying s = assessing(q);

	return review_say_in(tx, result, c, &s, r, err);
}

/* ---- freezing ---- */

/* What the log holds at this moment. Of a draft: when it was drafted, since that is what was put before the other one.
 */
static bool put_head(json_t *body, struct context *c, const char *key, struct err *err)
{
	struct hash root;
	int64_t head;

	if (!log_head(c->store, &head, err) || !log_root(c->store, head, &root, err))
		return false;
	json_object_set_new(body, key, json_integer(head));
	json_object_set_new(body, "root", json_string(HEX(&root)));
	return true;
}

static json_t *freeze_body(const struct saying *s, struct context *c, const struct review *r,
			   const struct review_thing *thing, struct err *err)
{
	json_t *body = json_object();

	(void)s;
	(void)r;
	(void)thing;
	if (put_head(body, c, "frozen_at", err))
		return body;
	json_decref(body);
	return NULL;
}

bool review_freeze(struct act_result *result, struct context *c, struct text review, struct err *err)
{
	const struct saying s = { .kind = "review_frozen",
				  .act = ACT_FREEZE,
				  .right = RIGHT_PLAN,
				  .review = review,
				  .legal = true,
				  .body = freeze_body };

	return review_say(result, c, &s, err);
}

/* ---- the finding ---- */

static bool good_dissent(struct context *c, const struct review *r, const struct conclude_request *q, struct err *err)
{
	for (size_t i = 0; i < q->n_dissent; i++) {
		if (!review_expert_of(r, q->dissent[i].member))
			return err_set(err, ERR_INPUT, "usecase.unknown-member", "member",
				       text_z(c->arena, q->dissent[i].member), NULL);
		if (!text_trim(q->dissent[i].text).n)
			return err_set(err, ERR_INPUT, "usecase.comment-empty", NULL);
	}
	return true;
}

static json_t *conclude_body(const struct saying *s, struct context *c, const struct review *r,
			     const struct review_thing *thing, struct err *err)
{
	const struct conclude_request *q = s->q;
	json_t *body, *dissent;

	(void)thing;
	if (!text_trim(q->finding).n || q->direction == DIRECTION_NONE) {
		err_set(err, ERR_INPUT, "usecase.finding-incomplete", NULL);
		return NULL;
	}
	if (q->grade < 0 || q->grade > r->head.levels) {
		err_set(err, ERR_INPUT, "usecase.bad-grade", "grade", NUM(q->grade), "levels", NUM(r->head.levels),
			NULL);
		return NULL;
	}
	if (!good_dissent(c, r, q, err))
		return NULL;
	dissent = json_array();
	for (size_t i = 0; i < q->n_dissent; i++)
		json_array_append_new(dissent, json_pack("{s:o,s:o}", "member", json_text(q->dissent[i].member), "text",
							 json_text(q->dissent[i].text)));
	body = json_pack("{s:o,s:s,s:o}", "finding", json_text(q->finding), "direction", direction_name(q->direction),
			 "dissent", dissent);
	if (q->grade)
		json_object_set_new(body, "grade", json_integer(q->grade));
	return body;
}

bool review_conclude(struct act_result *result, struct context *c, const struct conclude_request *q, struct err *err)
{
	const struct saying s = { .kind = "review_concluded",
				  .act = ACT_CONCLUDE,
				  .right = RIGHT_DISCUSS,
				  .review = q->review,
				  .item = q->item,
				  .change = q->change,
				  .body = conclude_body,
				  .q = q };

	return review_say(result, c, &s, err);
}

/* ---- the answer ---- */

/* Something will be done, by somebody, by a day; or nothing will, and why. */
static json_t *answer_body(const struct saying *s, struct context *c, const struct review *r,
			   const struct review_thing *thing, struct err *err)
{
	const struct answer_request *q = s->q;
	const struct section *by = section_find(&r->sections, q->by.n ? q->by : thing->owner);
	const bool will = text_trim(q->will).n > 0, not = text_trim(q->why_not).n > 0;
	json_t *body;

	if (will == not || (will && !q->until.year)) {
		err_set(err, ERR_INPUT, will && !not ? "usecase.answer-until" : "usecase.answer-which", NULL);
		return NULL;
	}
	if (will && (!by || by->closed)) {
		err_set(err, ERR_INPUT, "usecase.answer-by", "section",
			text_z(c->arena, q->by.n ? q->by : thing->owner), NULL);
		return NULL;
	}
	if (not )
		return json_pack("{s:o}", "why_not", json_text(q->why_not));
	body = json_pack("{s:o,s:o,s:s}", "will", json_text(q->will), "by", json_text(by->key), "until",
			 DATE(q->until));
	return body;
}

bool review_answer(struct act_result *result, struct context *c, const struct answer_request *q, struct err *err)
{
	const struct saying s = { .kind = "review_answered",
				  .act = ACT_ANSWER,
				  .right = RIGHT_RESPOND,
				  .of_section = true,
				  .review = q->review,
				  .item = q->item,
				  .change = q->change,
				  .body = answer_body,
				  .q = q };

	return review_say(result, c, &s, err);
}

/* ---- the decision ---- */

static bool good_decision(struct context *c, const struct review *r, const struct review_thing *t,
			  const struct decide_request *q, struct err *err)
{
	if (q->direction == DIRECTION_NONE || !text_trim(q->by).n || !q->on.year)
		return err_set(err, ERR_INPUT, "usecase.decision-incomplete", NULL);
	if (q->from_year <= r->head.about)
		return err_set(err, ERR_INPUT, "usecase.decision-year", "from",
			       PERIOD(((struct period){ PERIOD_FY, q->from_year, { 0 } })), "about",
			       PERIOD(((struct period){ PERIOD_FY, r->head.about, { 0 } })), NULL);
	if (q->direction != t->finding.direction && !text_trim(q->because).n)
		return err_set(err, ERR_USAGE, "usecase.decision-departs", "finding",
			       msg_label(LANG_JA,
					 arena_printf(c->arena, "direction.%s", direction_name(t->finding.direction))),
			       "finding_en", direction_name(t->finding.direction), NULL);
	return no_future(c, q->on, err);
}

static json_t *decide_body(const struct saying *s, struct context *c, const struct review *r,
			   const struct review_thing *thing, struct err *err)
{
	const struct decide_request *q = s->q;
	const struct period from = { PERIOD_FY, q->from_year, { 0 } };
	json_t *body;

	if (!good_decision(c, r, thing, q, err))
		return NULL;
	body = json_pack("{s:s,s:s,s:o,s:s}", "direction", direction_name(q->direction), "from_year", PERIOD(from),
			 "decided_by", json_text(q->by), "decided_on", DATE(q->on));
	if (q->direction != thing->finding.direction)
		json_object_set_new(body, "departs", json_integer(1));
	body_set(body, "budget", q->budget);
	body_set(body, "because", q->because);
	return body;
}

static struct saying deciding(const struct decide_request *q)
{
	return (struct saying){ .kind = "review_decided",
				.act = ACT_DECIDE,
				.right = RIGHT_DECIDE,
				.review = q->review,
				.item = q->item,
				.change = { q->corrects, q->because },
				.legal = true,
				.body = decide_body,
				.q = q };
}

bool review_decide(struct act_result *result, struct context *c, const struct decide_request *q, struct err *err)
{
	const struct saying s = deciding(q);

	return review_say(result, c, &s, err);
}

bool review_decide_many(struct act_result *last, struct context *c, struct text review, const struct decide_request *q,
			size_t n, struct err *err)
{
	struct act_result made = { 0 };
	struct txn *tx = NULL;
	struct review r;
	bool ok = txn_begin(&tx, c->store, err) && review_load(&r, c, review, err);

	for (size_t i = 0; ok && i < n; i++) {
		const struct saying s = deciding(&q[i]);

		ok = review_say_in(tx, &made, c, &s, &r, err);
	}
	ok = ok && txn_commit(&tx, err);
	txn_rollback(&tx);
	if (ok)
		*last = made;
	return ok;
}

/* ---- editions ---- */

static json_t *publish_body(const struct saying *s, struct context *c, const struct review *r,
			    const struct review_thing *thing, struct err *err)
{
	const struct publish_request *q = s->q;
	json_t *body;

	(void)thing;
	if (!r->editions.n && (r->standing.missing.n != 1 || r->standing.missing.at[0].want != WANT_EDITION)) {
		review_too_early(c, r, ACT_PUBLISH, err);
		return NULL;
	}
	if (r->editions.n && !text_trim(q->changes).n) {
		err_set(err, ERR_USAGE, "usecase.edition-changes", "edition", NUM((int64_t)r->editions.n + 1), NULL);
		return NULL;
	}
	if (!no_future(c, q->council, err))
		return NULL;
	body = json_pack("{s:I}", "edition", (json_int_t)s->slot);
	body_set(body, "changes", q->changes);
	body_set(body, "council", text_of(DATE(q->council)));
	if (put_head(body, c, "at_event", err))
		return body;
	json_decref(body);
	return NULL;
}

bool review_publish(struct act_result *result, struct context *c, const struct publish_request *q, struct err *err)
{
	struct saying s = { .kind = "review_published",
			    .act = ACT_PUBLISH,
			    .right = RIGHT_PUBLISH,
			    .review = q->review,
			    .whole = true,
			    .legal = true,
			    .body = publish_body,
			    .q = q };
	struct review r;

	/* The next number; if another edition comes between, this one is refused as said already. */
	if (!review_load(&r, c, q->review, err))
		return false;
	s.review = r.head.id;
	s.slot = (int64_t)r.editions.n + 1;
	return review_say(result, c, &s, err);
}

/* ---- last year's promises ---- */

struct follow_q {
	const struct follow_request *asked;
	struct text by; /* the section that promised */
};

static const struct review_promise *find_promise(const struct review *r, int64_t event)
{
	for (size_t i = 0; i < r->promises.n; i++)
		if (r->promises.at[i].event == event)
			return &r->promises.at[i];
	return NULL;
}

static json_t *follow_body(const struct saying *s, struct context *c, const struct review *r,
			   const struct review_thing *thing, struct err *err)
{
	const struct follow_request *q = ((const struct follow_q *)s->q)->asked;

	(void)r;
	(void)thing;
	if (!permit_for_section(c, RIGHT_RESPOND, ((const struct follow_q *)s->q)->by, err))
		return NULL;
	if (!text_is(q->done, "yes") && !text_is(q->done, "partly") && !text_is(q->done, "no")) {
		err_set(err, ERR_INPUT, "usecase.bad-done", "done", text_z(c->arena, q->done), NULL);
		return NULL;
	}
	if (!text_trim(q->what).n) {
		err_set(err, ERR_INPUT, "usecase.follow-what", NULL);
		return NULL;
	}
	return json_pack("{s:I,s:o,s:o}", "promise", (json_int_t)q->promise, "done", json_text(q->done), "what",
			 json_text(q->what));
}

bool promise_follow(struct act_result *result, struct context *c, const struct follow_request *q, struct err *err)
{
	struct follow_q of = { .asked = q };
	struct saying s = { .kind = "promise_followed",
			    .act = ACT_COUNT,
			    .right = RIGHT_RESPOND,
			    .slot = q->promise,
			    .change = q->change,
			    .body = follow_body,
			    .q = &of };
	const struct review_promise *p;
	struct review r;

	/* A promise never changes, so what it is about and whose may be read before the lock. */
	if (!review_glance(&r, c, &(struct glance){ .review = q->review }, err) || !review_promises(&r, c, err))
		return false;
	p = find_promise(&r, q->promise);
	if (!p)
		return err_set(err, ERR_INPUT, "usecase.no-promise", "event", NUM(q->promise), "review",
			       text_z(c->arena, r.head.id), NULL);
	s.review = r.head.id;
	s.raw_item = item_text(c->arena, p->item);
	of.by = p->by;
	return review_say(result, c, &s, err);
}
