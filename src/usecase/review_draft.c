/* Drafts: what one account asked for and another has yet to approve (決裁).
 *
 * A draft holds the very body of the event that it stands for. Approving asks again, under the lock, everything that
 * was asked when it was drafted - the stage, what stands - and then appends that body unchanged: nobody approves
 * something else than was drafted. */
#include "usecase/plans.h"
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
	rows_close(&row);
	if (failed.kind == ERR_NONE)
		return true;
	err_copy(err, &failed);
	return false;
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
		json_decref(said);
	}
	rows_close(&row);
	if (failed.kind == ERR_NONE)
		return who_drafted(out, c, err);
	err_copy(err, &failed);
	return false;
}

/* ---- settling ---- */

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

/* The body as it was drafted; what the engine adds by itself it adds again. */
static json_t *saved_body(const struct saying *s, struct context *c, const struct review *r,
			  const struct review_thing *thing, struct err *err)
{
	const struct draft *d = s->q;
	json_t *body = NULL;

	(void)c;
	(void)r;
	(void)thing;
	return json_parse(&body, d->request, "draft", err) ? body : NULL;
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
		}
	if (!json_parse(&body, d->request, "draft", err))
		return false;
	s->slot = json_get_int(body, "edition", 0);
	s->change.corrects = json_get_int(body, "corrects", 0);
	s->change.because = text_dup(c->arena, json_get_text(body, "because"));
	json_decref(body);
	return true;
}

bool draft_approve(struct act_result *result, struct context *c, int64_t draft, struct err *err)
{
	struct draft d;
	struct saying s = { .right = RIGHT_APPROVE, .approves = draft, .body = saved_body, .q = &d };

	if (!permit(c, RIGHT_APPROVE, err) || !find_draft(&d, c, draft, err))
		return false;
	if (d.own)
		return err_set(err, ERR_FORBIDDEN, "usecase.own-draft", "event", NUM(draft), NULL);
	s.review = d.review;
	s.item = d.item;
	return take_over(&s, c, &d, err) && review_say(result, c, &s, err);
}

bool draft_reject(struct act_result *result, struct context *c, int64_t draft, struct text because, struct err *err)
{
	struct event_draft e = { .kind = "act_settled", .actor = c->actor, .at = c->now };
	struct act_result made = { 0 };
	struct txn *tx = NULL;
	struct draft d;
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
