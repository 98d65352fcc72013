/* The experts' part: invited, declared, graded blind, revealed, revised, commented.
 *
 * Blind means that the grade lies in a private field of its event: the log, an edition and every page hold a salted
 * hash of it until the reveal, which is one event that says all of them at once. So nobody can have looked first and
 * graded afterwards, and the hash shows that nobody's grade was changed on the way. */
#include <stdlib.h>

#include "usecase/plans.h"
#include "usecase/review_say.h"

/* Whose grade or declaration it is: of an account its own member; the operator enters paper for any of them. */
static bool whose(struct text *member, struct context *c, struct text asked, struct err *err)
{
	const struct member *me;
	member_list list = { 0 };

	*member = asked;
	if (!members_read(&list, c, err))
		return false;
	me = member_acting(&list, c);
	if (me && (!asked.n || text_eq(asked, me->key))) {
		*member = me->key;
		return true;
	}
	if (c->person)
		return permit(c, RIGHT_GRADE, err) &&
		       err_set(err, ERR_FORBIDDEN, me ? "usecase.not-own-grade" : "usecase.no-member", "member",
			       text_z(c->arena, asked), "who", text_z(c->arena, c->person->login), NULL);
	return asked.n || err_set(err, ERR_USAGE, "usecase.which-member", NULL);
}

static const struct review_expert *invited(struct context *c, const struct review *r, struct text member,
					   struct err *err)
{
	const struct review_expert *e = review_expert_of(r, member);

	if (!e)
		err_set(err, ERR_FORBIDDEN, "usecase.member-not-invited", "member", text_z(c->arena, member), "review",
			text_z(c->arena, r->head.id), NULL);
	return e;
}

/* ---- inviting ---- */

static bool can_be_invited(struct context *c, const struct review *r, const struct invite_request *q, struct err *err)
{
	const struct member *m = member_find(&r->members, q->member);
	const bool there = review_expert_of(r, q->member) != NULL;

	if (!m)
		return err_set(err, ERR_INPUT, "usecase.unknown-member", "member", text_z(c->arena, q->member), NULL);
	if (q->withdraw)
		return there ? text_trim(q->because).n || err_set(err, ERR_USAGE, "usecase.withdraw-because", NULL)
			     : err_set(err, ERR_CONFLICT, "usecase.member-not-there", "member",
				       text_z(c->arena, q->member), NULL);
	if (there)
		return err_set(err, ERR_CONFLICT, "usecase.invited-already", "member", text_z(c->arena, q->member),
			       NULL);
	return member_serves(m, context_today(c)) ||
	       err_set(err, ERR_INPUT, "usecase.term-over", "member", text_z(c->arena, q->member), "from",
		       DATE(m->from), "to", DATE(m->to), NULL);
}

static json_t *invite_body(const struct saying *s, struct context *c, const struct review *r,
			   const struct review_thing *thing, struct err *err)
{
	const struct invite_request *q = s->q;
	json_t *body;

	(void)thing;
	if (!can_be_invited(c, r, q, err))
		return NULL;
	body = json_pack("{s:o}", "member", json_text(q->member));
	if (q->withdraw)
		json_object_set_new(body, "withdrawn", json_integer(1));
	body_set(body, "because", q->because);
	return body;
}

bool review_invite(struct act_result *result, struct context *c, const struct invite_request *q, struct err *err)
{
	const struct saying s = { .kind = "review_invited",
				  .act = ACT_INVITE,
				  .right = RIGHT_PLAN,
				  .review = q->review,
				  .who = q->member,
				  .replaces = true,
				  .body = invite_body,
				  .q = q };

	return review_say(result, c, &s, err);
}

/* ---- declaring ---- */

static json_t *declare_body(const struct saying *s, struct context *c, const struct review *r,
			    const struct review_thing *thing, struct err *err)
{
	const struct declare_request *q = s->q;
	json_t *body, *list;

	(void)thing;
	if (!invited(c, r, s->who, err))
		return NULL;
	list = json_array();
	for (size_t i = 0; i < q->n_conflicts; i++) {
		const struct review_thing *t = review_thing_of(r, q->conflicts[i]);
		struct text item = item_text(c->arena, q->conflicts[i]);

		if (!t) {
			json_decref(list);
			err_set(err, ERR_INPUT, "usecase.unknown-item", "item", text_z(c->arena, item), "items", "",
				NULL);
			return NULL;
		}
		json_array_append_new(list, json_text(item));
	}
	body = json_pack("{s:o,s:o}", "member", json_text(s->who), "conflicts", list);
	body_set(body, "statement", q->statement);
	return body;
}

bool review_declare(struct act_result *result, struct context *c, const struct declare_request *q, struct err *err)
{
	struct saying s = { .kind = "review_declared",
			    .act = ACT_DECLARE,
			    .right = RIGHT_GRADE,
			    .review = q->review,
			    .change = q->change,
			    .body = declare_body,
			    .q = q };

	return whose(&s.who, c, q->member, err) && review_say(result, c, &s, err);
}

/* ---- grading ---- */

static bool can_grade(const struct saying *s, struct context *c, const struct review *r,
		      const struct review_thing *thing, const struct grade_request *q, struct err *err)
{
	const struct review_expert *e = invited(c, r, s->who, err);

	if (!e)
		return false;
	if (!e->declared.year)
		return err_set(err, ERR_CONFLICT, "usecase.declare-first", "member", text_z(c->arena, s->who), NULL);
	if (review_conflict(e, thing->item))
		return err_set(err, ERR_FORBIDDEN, "usecase.conflict-hides", "item", text_z(c->arena, thing->item.key),
			       NULL);
	return (q->grade >= 1 && q->grade <= r->head.levels) ||
	       err_set(err, ERR_INPUT, "usecase.bad-grade", "grade", NUM(q->grade), "levels", NUM(r->head.levels),
		       NULL);
}

static json_t *grade_body(const struct saying *s, struct context *c, const struct review *r,
			  const struct review_thing *thing, struct err *err)
{
	return can_grade(s, c, r, thing, s->q, err) ? json_pack("{s:o}", "member", json_text(s->who)) : NULL;
}

bool review_grade(struct act_result *result, struct context *c, const struct grade_request *q, struct err *err)
{
	const struct private_field closed[] = { { "grade", text_of(NUM(q->grade)) },
						{ "comment", q->comment },
						{ "because", q->change.because } };
	struct saying s = { .kind = "review_graded",
			    .act = ACT_GRADE,
			    .right = RIGHT_GRADE,
			    .review = q->review,
			    .item = q->item,
			    .change = q->change,
			    .fields = closed,
			    .n_fields = q->change.corrects ? 3 : 2,
			    .body = grade_body,
			    .q = q };

	return whose(&s.who, c, q->member, err) && review_say(result, c, &s, err);
}

/* ---- opening the grades ---- */

static bool add_grade(json_t *list, struct context *c, const struct review_thing *t, const struct review_grade *g,
		      struct err *err)
{
	struct text grade, comment;
	json_t *one;

	if (!private_get(c->store, g->event, "grade", c->arena, &grade, err) ||
	    !private_get(c->store, g->event, "comment", c->arena, &comment, err))
		return false;
	if (!grade.n)
		return true; /* removed: it stays unknown */
	one = json_pack("{s:I,s:o,s:o,s:I}", "event", (json_int_t)g->event, "item",
			json_text(item_text(c->arena, t->item)), "member", json_text(g->member), "grade",
			(json_int_t)strtol(text_z(c->arena, grade), NULL, 10));
	body_set(one, "comment", comment);
	json_array_append_new(list, one);
	return true;
}

static json_t *reveal_body(const struct saying *s, struct context *c, const struct review *r,
			   const struct review_thing *thing, struct err *err)
{
	json_t *list;

	(void)s;
	(void)thing;
	if (r->standing.missing.n != 1 || r->standing.missing.at[0].want != WANT_REVEAL) {
		review_too_early(c, r, ACT_REVEAL, err);
		return NULL;
	}
	list = json_array();
	for (size_t i = 0; i < r->things.n; i++)
		for (size_t j = 0; j < r->things.at[i].grades.n; j++)
			if (!add_grade(list, c, &r->things.at[i], &r->things.at[i].grades.at[j], err)) {
				json_decref(list);
				return NULL;
			}
	return json_pack("{s:o}", "grades", list);
}

bool review_reveal(struct act_result *result, struct context *c, struct text review, struct err *err)
{
	const struct saying s = { .kind = "review_revealed",
				  .act = ACT_REVEAL,
				  .right = RIGHT_PLAN,
				  .review = review,
				  .whole = true,
				  .body = reveal_body };

	return review_say(result, c, &s, err);
}

/* ---- after it ---- */

static json_t *revise_body(const struct saying *s, struct context *c, const struct review *r,
			   const struct review_thing *thing, struct err *err)
{
	const struct grade_request *q = s->q;

	if (!can_grade(s, c, r, thing, q, err))
		return NULL;
	if (!text_trim(q->change.because).n) {
		err_set(err, ERR_USAGE, "usecase.revise-because", NULL);
		return NULL;
	}
	return json_pack("{s:o,s:i,s:o}", "member", json_text(s->who), "grade", q->grade, "because",
			 json_text(q->change.because));
}

bool review_revise(struct act_result *result, struct context *c, const struct grade_request *q, struct err *err)
{
	struct saying s = { .kind = "review_revised",
			    .act = ACT_REVISE,
			    .right = RIGHT_GRADE,
			    .review = q->review,
			    .item = q->item,
			    .change = q->change,
			    .body = revise_body,
			    .q = q };

	return whose(&s.who, c, q->member, err) && review_say(result, c, &s, err);
}

static bool is_comment_of(const struct review_thing *t, int64_t event)
{
	for (size_t i = 0; i < t->comments.n; i++)
		if (t->comments.at[i].event == event)
			return true;
	for (size_t i = 0; i < t->grades.n; i++)
		if (t->grades.at[i].event == event)
			return true;
	return false;
}

static json_t *comment_body(const struct saying *s, struct context *c, const struct review *r,
			    const struct review_thing *thing, struct err *err)
{
	const struct comment_request *q = s->q;
	const struct review_expert *e = s->who.n ? invited(c, r, s->who, err) : NULL;
	json_t *body;

	if (s->who.n && !e)
		return NULL;
	if (e && review_conflict(e, thing->item)) {
		err_set(err, ERR_FORBIDDEN, "usecase.conflict-hides", "item", text_z(c->arena, thing->item.key), NULL);
		return NULL;
	}
	if (!text_trim(q->text).n || (q->reply_to && !is_comment_of(thing, q->reply_to))) {
		err_set(err, ERR_INPUT, q->reply_to ? "usecase.reply-to-nothing" : "usecase.comment-empty", "event",
			NUM(q->reply_to), NULL);
		return NULL;
	}
	body = json_pack("{s:o,s:o}", "who", json_text(s->who), "text", json_text(q->text));
	if (q->reply_to)
		json_object_set_new(body, "reply_to", json_integer(q->reply_to));
	return body;
}

bool review_comment(struct act_result *result, struct context *c, const struct comment_request *q, struct err *err)
{
	struct saying s = { .kind = "review_commented",
			    .act = ACT_COMMENT,
			    .right = RIGHT_DISCUSS,
			    .review = q->review,
			    .item = q->item,
			    .many = true,
			    .body = comment_body,
			    .q = q };
	const bool secretariat = !q->member.n && (!c->person || !right_of(c->person->roles, RIGHT_GRADE));

	s.who = TEXT("");
	return (secretariat || whose(&s.who, c, q->member, err)) && review_say(result, c, &s, err);
}
