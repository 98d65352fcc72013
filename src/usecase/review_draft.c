/* Drafts: what one account asked for and another has yet to approve (決裁).
 *
 * A draft holds the very body of the event that it stands for. Approving asks again, under the lock, everything that
 * was asked when it was drafted - the stage, what stands, and whether what it fixes was corrected since - and then
 * appends that body unchanged: nobody approves something else than was drafted. */
#include "usecase/adopt.h"
#include "usecase/plans.h"
#include "usecase/review_load.h"
#include "usecase/review_say.h"

/* ---- the switch ---- */

bool approval_is_on(bool *on, struct context *c, struct err *err)
{
	const struct value kind = V_Z("approval_set");
	struct err failed = { 0 };
	struct rows *row = NULL;
	json_t *said = NULL;

	*on = true;
	if (!query_run(&row, c->store, "acts_of_kind", &kind, 1, err))
		return false;
	if (rows_next(row, &failed) && json_parse(&said, rows_text(row, 8), "act", &failed))
		*on = !text_is(json_get_text(said, "value"), "off");
	json_decref(said);
	return rows_end(&row, &failed, err);
}

bool approval_set(int64_t *event, struct context *c, bool on, struct text because, struct err *err)
{
	struct event_draft d = { .kind = "approval_set", .actor = c->actor, .at = c->now };
	struct txn *tx = NULL;
	bool ok;

	/* Who makes accounts says how many of them an act needs: no planner can free himself of the second one. */
	if (!permit(c, RIGHT_ACCOUNTS, err))
		return false;
	if (!text_trim(because).n)
		return err_set(err, ERR_USAGE, "usecase.approval-because", NULL);
	d.body = json_pack("{s:s,s:o}", "value", on ? "on" : "off", "because", json_text(because));
	ok = txn_begin(&tx, c->store, err) && event_append(tx, &d, event, err) && txn_commit(&tx, err);
	txn_rollback(&tx);
	json_decref(d.body);
	return ok;
}

/* ---- reading ---- */

static bool who_drafted(draft_list *out, struct context *c, struct err *err)
{
	for (size_t i = 0; i < out->n; i++) {
		struct draft *d = &out->at[i];

		if (!private_get(c->store, d->event, "actor", c->arena, &d->by, err))
			return false;
		d->own = !d->by.n || text_eq(d->by, c->actor);
	}
	return true;
}

bool drafts_read(draft_list *out, struct context *c, struct err *err)
{
	const struct value kind = V_Z("act_drafted");
	struct err failed = { 0 };
	struct rows *row = NULL;

	if (!permit(c, RIGHT_READ_INTERNAL, err) || !query_run(&row, c->store, "acts_of_kind", &kind, 1, err))
		return false;
	while (rows_next(row, &failed)) {
		struct draft *d = LIST_ADD(c->arena, out);
		json_t *said = NULL;

		d->event = rows_int(row, 0);
		d->review = text_dup(c->arena, rows_text(row, 2));
		d->what = text_dup(c->arena, rows_text(row, 4));
		if (!item_parse(&d->item, text_dup(c->arena, rows_text(row, 3))))
			d->item.key = (struct text){ 0 };
		if (!date_parse(&d->day, rows_text(row, 7), &failed) ||
		    !json_parse(&said, rows_text(row, 8), "act", &failed))
			break;
		d->request = text_dup(c->arena, json_get_text(said, "request"));
		d->source = text_dup(c->arena, json_get_text(said, "source"));
		json_decref(said);
	}
	return rows_end(&row, &failed, err) && who_drafted(out, c, err);
}

/* ---- settling ---- */

bool draft_settle(struct txn *tx, struct context *c, int64_t draft, struct text review, struct err *err)
{
	struct event_draft d = { .kind = "act_settled", .actor = c->actor, .at = c->now };
	bool ok;

	d.body = json_pack("{s:o,s:s,s:I}", "review", json_text(review), "result", "approved", "draft",
			   (json_int_t)draft);
	ok = event_append(tx, &d, NULL, err);
	json_decref(d.body);
	return ok;
}

static bool find_draft(struct draft *d, struct context *c, int64_t event, struct err *err)
{
	draft_list list = { 0 };

	if (!drafts_read(&list, c, err))
		return false;
	for (size_t i = 0; i < list.n; i++)
		if (list.at[i].event == event) {
			*d = list.at[i];
			return true;
		}
	return err_set(err, ERR_CONFLICT, "usecase.no-draft", "event", NUM(event), NULL);
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* The last thing said of an item that its review rests on; 0: none. */
static int64_t last_said(const struct review_thing *t, int16_t year)
{
	int64_t last = t->of_year_now ? t->of_year_now->value.event : 0;

	for (size_t i = 0; t->now && i < t->now->values.n; i++)
		if (t->now->values.at[i].withdrawn.n && review_in_year(t->now->values.at[i].period, year))
			last = later(last, t->now->values.at[i].superseded_by);
	last = later(last, later(t->assessment.event, t->finding.event));
	return later(last, later(t->answer.event, t->decision.event));
}

/* A freeze and an edition hold what the log held when they were drafted. What was corrected or taken back since would
 * be missing from them unseen, so they are drafted anew. */
static bool still_holds(struct context *c, const struct review *r, const json_t *body, struct err *err)
{
	const int64_t head = json_get_int(body, "frozen_at", json_get_int(body, "at_event", INT64_MAX));

	for (size_t i = 0; i < r->things.n; i++) {
		const int64_t last = last_said(&r->things.at[i], r->head.about);

		if (last > head)
			return err_set(err, ERR_CONFLICT, "usecase.draft-overtaken", "item",
				       text_z(c->arena, r->things.at[i].item.key), "event", NUM(last), "head",
				       NUM(head), NULL);
	}
	return true;
}

/* The body as it was drafted; what the engine adds by itself it adds again. */
static json_t *saved_body(const struct saying *s, struct context *c, const struct review *r,
			  const struct review_thing *thing, struct err *err)
{
	const struct draft *d = s->q;
	json_t *body = NULL;

	(void)thing;
	if (json_parse(&body, d->request, "draft", err) && still_holds(c, r, body, err))
		return body;
	json_decref(body);
	return NULL;
}

static const struct {
	const char *what, *kind;
	enum review_act act;
} legal[] = { { "freeze", "review_frozen", ACT_FREEZE },
	      { "decide", "review_decided", ACT_DECIDE },
	      { "publish", "review_published", ACT_PUBLISH } };

static bool take_over(struct saying *s, struct context *c, const struct draft *d, struct err *err)
{
	json_t *body = NULL;

	for (size_t i = 0; i < sizeof legal / sizeof *legal; i++)
		if (text_is(d->what, legal[i].what)) {
			s->kind = legal[i].kind;
			s->act = legal[i].act;
			s->whole = legal[i].act != ACT_DECIDE; /* still_holds looks at every item */
		}
	if (!json_parse(&body, d->request, "draft", err))
		return false;
	s->slot = json_get_int(body, "edition", 0);
	s->change.corrects = json_get_int(body, "corrects", 0);
	s->change.because = text_dup(c->arena, json_get_text(body, "because"));
	json_decref(body);
	return true;
}

bool draft_file(struct text *bytes, struct context *c, const struct draft *d, struct err *err)
{
	struct hash source;

	return hash_parse(&source, d->source, err) && blob_get(c->store, &source, c->arena, bytes, err);
}

static bool read_adoption(struct adopt_request *q, struct plan_file *file, struct context *c, const struct draft *d,
			  const json_t *request, struct err *err)
{
	struct text bytes, certified = json_get_text(request, "certified");

	*q = (struct adopt_request){ .file = file,
				     .plan = text_dup(c->arena, json_get_text(request, "plan")),
				     .kind = text_dup(c->arena, json_get_text(request, "kind")),
				     .change_of = text_dup(c->arena, json_get_text(request, "change_of")),
				     .invented = json_get_int(request, "invented", 0) != 0,
				     .approves = d->event };
	if (certified.n && !date_parse(&q->certified, certified, err))
		return false;
	return draft_file(&bytes, c, d, err) &&
	       plan_file_decode(file, c->arena, bytes, text_z(c->arena, json_get_text(request, "name")), err);
}

/* A plan is read again from the very file that was drafted. */
static bool approve_adoption(struct act_result *result, struct context *c, const struct draft *d, struct err *err)
{
	struct adopt_request q;
	struct plan_file file;
	struct adopt_result made;
	json_t *request = NULL;
	bool ok = json_parse(&request, d->request, "draft", err) && read_adoption(&q, &file, c, d, request, err) &&
		  adopt_plan(&made, c, &q, err);

	json_decref(request);
	if (!ok)
		return false;
	if (made.unchanged)
		return err_set(err, ERR_CONFLICT, "usecase.adopted-already", "plan", text_z(c->arena, made.plan),
			       "event", NUM(made.event), NULL);
	*result = (struct act_result){ .event = made.event, .review = TEXT("") };
	return true;
}

bool draft_approve(struct act_result *result, struct context *c, int64_t draft, struct err *err)
{
	struct draft d = { 0 };
	struct saying s = { .right = RIGHT_APPROVE, .approves = draft, .body = saved_body, .q = &d };

	if (!permit(c, RIGHT_APPROVE, err) || !find_draft(&d, c, draft, err))
		return false;
	if (d.own)
		return err_set(err, ERR_FORBIDDEN, "usecase.own-draft", "event", NUM(draft), NULL);
	if (text_is(d.what, "adopt"))
		return approve_adoption(result, c, &d, err);
	s.review = d.review;
	s.item = d.item;
	return take_over(&s, c, &d, err) && review_say(result, c, &s, err);
}

bool draft_reject(struct act_result *result, struct context *c, int64_t draft, struct text because, struct err *err)
{
	struct event_draft e = { .kind = "act_settled", .actor = c->actor, .at = c->now };
	struct act_result made = { 0 };
	struct txn *tx = NULL;
	struct draft d = { 0 };
	bool ok = false;

	if (!permit(c, RIGHT_APPROVE, err))
		return false;
	if (!text_trim(because).n)
		return err_set(err, ERR_USAGE, "usecase.reject-because", NULL);
	if (!txn_begin(&tx, c->store, err) || !find_draft(&d, c, draft, err))
		goto done;
	e.body = json_pack("{s:o,s:s,s:I,s:o}", "review", json_text(d.review), "result", "rejected", "draft",
			   (json_int_t)draft, "because", json_text(because));
	ok = event_append(tx, &e, &made.event, err) && txn_commit(&tx, err);
	made.review = d.review;
	if (ok)
		*result = made;
done:
	txn_rollback(&tx);
	json_decref(e.body);
	return ok;
}
