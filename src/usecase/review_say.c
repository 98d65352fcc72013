/* Saying something in a review: lock, glance, may he, is it time, does something stand, what else must hold, append.
 *
 * The order of the questions is the order in which a person wants to hear the answers: "not yours" before "too late",
 * and "said already, by event 17" before "too late", since the last finding moves the review on and a second one would
 * otherwise be told of a stage and not of the first. */
#include "usecase/review_say.h"

#include <stdlib.h>
#include <string.h>

#include "usecase/plans.h"
#include "usecase/review_load.h"

void body_set(json_t *body, const char *key, struct text value)
{
	if (value.n)
		json_object_set_new(body, key, json_text(value));
}

/* ---- is it time ---- */

static const char *missing_list(struct context *c, enum lang lang, const struct review *r)
{
	const size_t n = r->standing.missing.n, shown = n > 3 ? 3 : n;
	const char *list = "";

	for (size_t i = 0; i < shown; i++)
		list = arena_printf(c->arena, "%s%s%s", list, i ? (lang == LANG_JA ? "、" : "; ") : "",
				    missing_said(c->arena, lang, r, &r->standing.missing.at[i]));
	return n > shown ? arena_printf(c->arena, "%s … (%zu)", list, n) : list;
}

static const char *stage_label(struct arena *a, enum lang lang, enum review_stage stage)
{
	return msg_label(lang, arena_printf(a, "stage.%s", stage_name(stage)));
}

static const char *act_label(struct arena *a, enum lang lang, enum review_act act)
{
	return msg_label(lang, arena_printf(a, "act.%s", act_name(act)));
}

bool review_too_early(struct context *c, const struct review *r, enum review_act act, struct err *err)
{
	struct arena *a = c->arena;

	return err_set(err, ERR_CONFLICT, "usecase.review-too-early", "act", act_label(a, LANG_JA, act), "act_en",
		       act_label(a, LANG_EN, act), "stage", stage_label(a, LANG_JA, r->standing.stage), "stage_en",
		       stage_label(a, LANG_EN, r->standing.stage), "missing", missing_list(c, LANG_JA, r), "missing_en",
		       missing_list(c, LANG_EN, r), NULL);
}

static bool too_late(struct context *c, const struct review *r, enum review_act act, struct err *err)
{
	struct arena *a = c->arena;

	return err_set(err, ERR_CONFLICT, "usecase.review-too-late", "act", act_label(a, LANG_JA, act), "act_en",
		       act_label(a, LANG_EN, act), "stage", stage_label(a, LANG_JA, r->standing.stage), "stage_en",
		       stage_label(a, LANG_EN, r->standing.stage), "since", DATE(r->standing.since[r->standing.stage]),
		       NULL);
}

static bool is_time(const struct saying *s, struct context *c, const struct review *r, int64_t stands, struct err *err)
{
	if (s->act == ACT_COUNT)
		return !r->closed_event || err_set(err, ERR_CONFLICT, "usecase.review-closed", "review",
						   text_z(c->arena, r->head.id), "day", DATE(r->closed), NULL);
	/* A later edition corrects the ones before it, also behind the close. */
	switch (act_when(s->act, r->standing.stage, stands || (s->act == ACT_PUBLISH && r->editions.n))) {
	case ACT_TOO_EARLY:
		return review_too_early(c, r, s->act, err);
	case ACT_TOO_LATE:
		return too_late(c, r, s->act, err);
	case ACT_NOW:
		break;
	}
	return true;
}

/* ---- does something stand ---- */

static struct text item_words(const struct saying *s, struct arena *a)
{
	if (s->raw_item.n)
		return s->raw_item;
	return s->item.key.n ? item_text(a, s->item) : TEXT("");
}

static struct value text_value(struct text t)
{
	return t.p ? V_TEXT(t) : V_Z("");
}

static bool read_standing(int64_t *event, const struct saying *s, struct context *c, const struct review *r,
			  struct err *err)
{
	const struct value key[] = { V_TEXT(r->head.id), V_Z(s->kind), text_value(item_words(s, c->arena)),
				     text_value(s->who), V_INT(s->slot) };
	struct err failed = { 0 };
	struct rows *row = NULL;

	*event = 0;
	if (s->many)
		return true;
	if (!query_run(&row, c->store, "act_standing", key, 5, err))
		return false;
	if (rows_next(row, &failed))
		*event = rows_int(row, 0);
	return rows_end(&row, &failed, err);
}

/* What stands may be corrected by who names it; who names another one has an old page before him. */
static bool unopposed(const struct saying *s, struct context *c, int64_t stands, struct err *err)
{
	const struct act_change *change = &s->change;

	if (change->corrects && !text_trim(change->because).n)
		return err_set(err, ERR_USAGE, "usecase.correction-because", NULL);
	if (s->replaces)
		return seen_still(s->seen, stands, err);
	if (stands == change->corrects)
		return true;
	if (!stands)
		return err_set(err, ERR_CONFLICT, "usecase.review-no-such", "event", NUM(change->corrects), NULL);
	return err_set(err, ERR_CONFLICT, change->corrects ? "usecase.review-stale" : "usecase.review-said", "event",
		       NUM(stands), "corrects", NUM(change->corrects), "item",
		       text_z(c->arena, item_words(s, c->arena)), NULL);
}

/* ---- of which item ---- */

static bool find_thing(const struct review_thing **t, const struct saying *s, struct context *c, const struct review *r,
		       struct err *err)
{
	const char *keys = "";

	*t = NULL;
	if (!s->item.key.n || s->raw_item.n)
		return true;
	*t = review_thing_of(r, s->item);
	for (size_t i = 0; !*t && i < r->things.n; i++)
		if (r->things.at[i].item.kind == s->item.kind)
			keys = arena_printf(c->arena, "%s%s%s", keys, *keys ? ", " : "",
					    text_z(c->arena, r->things.at[i].item.key));
	if (!*t)
		return err_set(err, ERR_INPUT, "usecase.unknown-item", "item",
			       text_z(c->arena, item_text(c->arena, s->item)), "items", keys, NULL);
	if ((*t)->hidden)
		return err_set(err, ERR_FORBIDDEN, "usecase.conflict-hides", "item", text_z(c->arena, s->item.key),
			       NULL);
	return true;
}

static bool may(const struct saying *s, struct context *c, const struct review_thing *t, struct err *err)
{
	if (s->approves)
		return permit(c, RIGHT_APPROVE, err);
	return s->of_section && t ? permit_for_section(c, s->right, t->owner, err) : permit(c, s->right, err);
}

/* ---- appending ---- */

static json_t *whole_body(const struct saying *s, struct context *c, const struct review *r, json_t *own,
			  int64_t stands)
{
	const struct text item = item_words(s, c->arena);

	json_object_set_new(own, "review", json_text(r->head.id));
	body_set(own, "item", item);
	if (stands && !s->many) {
		json_object_set_new(own, "corrects", json_integer(stands));
		/* Of what is closed, why it was changed is closed too: a private field. */
		if (!json_object_get(own, "because") && !s->n_fields)
			body_set(own, "because", s->change.because);
	}
	if (s->approves)
		json_object_set_new(own, "draft", json_integer(s->approves));
	return own;
}

static bool append_draft(struct txn *tx, const struct saying *s, struct context *c, const struct review *r,
			 const json_t *body, int64_t *event, struct err *err)
{
	struct event_draft d = { .kind = "act_drafted", .actor = c->actor, .at = c->now };
	struct buf request = { 0 };
	bool ok = json_canonical(&request, body, err);

	d.body = json_pack("{s:o,s:s,s:o}", "review", json_text(r->head.id), "what", act_name(s->act), "request",
			   json_text(buf_view(&request)));
	body_set(d.body, "item", item_words(s, c->arena));
	ok = ok && event_append(tx, &d, event, err);
	json_decref(d.body);
	buf_clear(&request);
	return ok;
}

static bool append(struct txn *tx, const struct saying *s, struct context *c, const struct review *r, json_t *body,
		   struct act_result *made, struct err *err)
{
	struct event_draft d = { .kind = s->kind,
				 .body = body,
				 .actor = c->actor,
				 .at = c->now,
				 .fields = s->fields,
				 .n_fields = s->n_fields };
	bool two = false;

	if (s->legal && c->person && !s->approves && !approval_is_on(&two, c, err))
		return false;
	if (two)
		return append_draft(tx, s, c, r, body, &made->draft, err);
	/* The draft is settled before the act, so that a second approval fails at the first of the two. */
	return (!s->approves || draft_settle(tx, c, s->approves, r->head.id, err)) &&
	       event_append(tx, &d, &made->event, err);
}

/* Every question but the reading. NULL and *err where one of them is answered no. */
static json_t *ask(const struct saying *s, struct context *c, const struct review *r, struct err *err)
{
	const struct review_thing *thing;
	json_t *body = NULL;
	int64_t stands;

	if (!find_thing(&thing, s, c, r, err) || !may(s, c, thing, err) || !read_standing(&stands, s, c, r, err) ||
	    !unopposed(s, c, stands, err) || !is_time(s, c, r, stands, err))
		return NULL;
	body = s->body(s, c, r, thing, err);
	return body ? whole_body(s, c, r, body, stands) : NULL;
}

/* At a glance; what is refused there is asked of the whole review, whose answer it is. */
static json_t *ask_in_turn(const struct saying *s, struct context *c, struct review *r, struct err *err)
{
	const struct glance q = { .review = s->review, .item = s->item, .verdict = s->verdict };
	struct err why = { 0 };
	json_t *body = NULL;

	if (!s->whole && review_glance(r, c, &q, &why))
		body = ask(s, c, r, &why);
	if (body)
		return body;
	*r = (struct review){ 0 };
	return review_load(r, c, s->review, err) ? ask(s, c, r, err) : NULL;
}

bool review_say_in(struct txn *tx, struct act_result *result, struct context *c, const struct saying *s,
		   const struct review *r, struct err *err)
{
	struct act_result made = { .review = r->head.id };
	json_t *body = ask(s, c, r, err);
	const bool ok = body && append(tx, s, c, r, body, &made, err);

	json_decref(body);
	if (ok)
		*result = made;
	return ok;
}

bool review_say(struct act_result *result, struct context *c, const struct saying *s, struct err *err)
{
	struct act_result made = { 0 };
	struct review *r = NEW(c->arena, struct review);
	struct txn *tx = NULL;
	json_t *body = NULL;
	bool ok = false;

	if (!txn_begin(&tx, c->store, err))
		return false;
	body = ask_in_turn(s, c, r, err);
	if (body)
		ok = append(tx, s, c, r, body, &made, err) && txn_commit(&tx, err);
	made.review = r->head.id;
	if (ok)
		*result = made;
	txn_rollback(&tx);
	json_decref(body);
	return ok;
}
