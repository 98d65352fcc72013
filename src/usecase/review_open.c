/* Opening a review, its settings, closing it; and the reason why a KPI has no value. */
#include <string.h>

#include "usecase/kpis.h"
#include "usecase/plans.h"
#include "usecase/review_say.h"

/* ---- opening ---- */

static bool sound_months(const struct open_request *q, struct err *err)
{
	struct period about = { PERIOD_FY, q->about, { 0 } };

	if (q->levels && (q->levels < 2 || q->levels > LEVELS_MAX))
		return err_set(err, ERR_INPUT, "usecase.review-levels", "levels", NUM(q->levels), "most",
			       NUM(LEVELS_MAX), NULL);
	if (date_cmp(date_last(q->held), period_last(about)) <= 0)
		return err_set(err, ERR_INPUT, "usecase.review-before-end", "held", DATE(q->held), "about",
			       PERIOD(about), NULL);
	return true;
}

static bool free_to_open(struct text *id, struct context *c, const struct open_request *q, struct text plan,
			 struct err *err)
{
	review_head_list all = { 0 };
	int same = 0;

	if (!reviews_read(&all, c, err))
		return false;
	for (size_t i = 0; i < all.n; i++) {
		same += date_cmp(all.at[i].held, q->held) == 0;
		if (!text_eq(all.at[i].plan, plan))
			continue;
		if (all.at[i].about == q->about)
			return err_set(err, ERR_CONFLICT, "usecase.review-there", "review",
				       text_z(c->arena, all.at[i].id), NULL);
		if (!all.at[i].closed.year)
			return err_set(err, ERR_CONFLICT, "usecase.review-open", "review",
				       text_z(c->arena, all.at[i].id), NULL);
	}
	*id = text_of(arena_strdup(c->arena, DATE(q->held)));
	if (same)
		*id = text_of(arena_printf(c->arena, "%s-%d", text_z(c->arena, *id), same + 1));
	return true;
}

static bool append_open(struct txn *tx, struct context *c, const struct open_request *q, struct text id,
			struct text plan, int64_t *event, struct err *err)
{
	const struct period about = { PERIOD_FY, q->about, { 0 } };
	struct event_draft d = { .kind = "review_opened", .actor = c->actor, .at = c->now };
	bool ok;

	d.body = json_pack("{s:o,s:o,s:s,s:s,s:i}", "review", json_text(id), "plan", json_text(plan), "held",
			   DATE(q->held), "about", PERIOD(about), "levels", q->levels ? q->levels : 4);
	ok = event_append(tx, &d, event, err);
	json_decref(d.body);
	return ok;
}

bool review_open(struct act_result *result, struct context *c, const struct open_request *q, struct err *err)
{
	struct act_result made = { 0 };
	const struct plan_version *v;
	plan_version_list all = { 0 };
	struct txn *tx = NULL;
	bool ok = false;

	if (!permit(c, RIGHT_PLAN, err) || !sound_months(q, err) || !txn_begin(&tx, c->store, err) ||
	    !plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, q->plan, date_last(q->held), (struct date){ 0 }, err) ||
	    !free_to_open(&made.review, c, q, v->plan, err) ||
	    !append_open(tx, c, q, made.review, v->plan, &made.event, err) || !txn_commit(&tx, err))
		goto done;
	*result = made;
	ok = true;
done:
	txn_rollback(&tx);
	return ok;
}

/* ---- settings ---- */

struct setting_q {
	struct text setting, value, because;
};

static bool good_setting(const struct setting_q *q)
{
	enum review_stage stage;
	struct decimal n;
	struct date d;

	if (text_is(q->setting, "names"))
		return text_is(q->value, "shown") || text_is(q->value, "hidden");
	if (text_is(q->setting, "quorum"))
		return decimal_parse(&n, q->value, NULL) && n.scale == 0 && n.coefficient > 0 && n.coefficient < 1000;
	return text_starts(q->setting, TEXT("due_")) && stage_parse(&stage, text_slice(q->setting, 4, q->setting.n)) &&
	       stage < STAGE_CLOSED && date_parse(&d, q->value, NULL) && date_exists(d);
}

static json_t *setting_body(const struct saying *s, struct context *c, const struct review *r,
			    const struct review_thing *thing, struct err *err)
{
	const struct setting_q *q = s->q;
	json_t *body;

	(void)r;
	(void)thing;
	if (!good_setting(q)) {
		err_set(err, ERR_INPUT, "usecase.bad-review-setting", "setting", text_z(c->arena, q->setting), "value",
			text_z(c->arena, q->value), NULL);
		return NULL;
	}
	body = json_pack("{s:o}", "value", json_text(q->value));
	body_set(body, "because", q->because);
	return body;
}

bool review_set(struct act_result *result, struct context *c, struct text review, struct text setting,
		struct text value, struct text because, struct err *err)
{
	const struct setting_q q = { setting, value, because };
	const struct saying s = { .kind = "review_set",
				  .act = ACT_COUNT,
				  .right = RIGHT_PLAN,
				  .review = review,
				  .raw_item = setting,
				  .replaces = true,
				  .body = setting_body,
				  .q = &q };

	return review_say(result, c, &s, err);
}

/* ---- closing ---- */

static json_t *close_body(const struct saying *s, struct context *c, const struct review *r,
			  const struct review_thing *thing, struct err *err)
{
	(void)s;
	(void)thing;
	if (r->standing.missing.n != 1 || r->standing.missing.at[0].want != WANT_CLOSE) {
		review_too_early(c, r, ACT_CLOSE, err);
		return NULL;
	}
	return json_object();
}

bool review_close(struct act_result *result, struct context *c, struct text review, struct err *err)
{
	const struct saying s = { .kind = "review_closed",
				  .act = ACT_CLOSE,
				  .right = RIGHT_PLAN,
				  .review = review,
				  .whole = true,
				  .body = close_body };

	return review_say(result, c, &s, err);
}

/* ---- no value, and why ---- */

bool value_say_absent_in(struct txn *tx, int64_t *event, struct context *c, const struct absent_request *q,
			 struct err *err)
{
	struct event_draft d = { .kind = "value_absent", .actor = c->actor, .at = c->now };
	const struct plan_version *v;
	plan_version_list all = { 0 };
	struct kpi_found kpi;
	bool ok;

	if (!text_trim(q->because).n)
		return err_set(err, ERR_USAGE, "usecase.absent-because", NULL);
	if (!plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, q->plan, context_today(c), (struct date){ 0 }, err) ||
	    !kpi_find(&kpi, c, v, q->kpi, err) || !permit_for_kpi(c, RIGHT_RECORD, v->plan, kpi.key, err))
		return false;
	d.body = json_pack("{s:o,s:o,s:s,s:o}", "plan", json_text(v->plan), "kpi", json_text(kpi.key), "period",
			   PERIOD(q->period), "because", json_text(q->because));
	body_set(d.body, "expected", text_of(DATE(q->expected)));
	ok = event_append(tx, &d, event, err);
	json_decref(d.body);
	return ok;
}

bool value_say_absent(int64_t *event, struct context *c, const struct absent_request *q, struct err *err)
{
	struct txn *tx = NULL;
	const bool ok =
		txn_begin(&tx, c->store, err) && value_say_absent_in(tx, event, c, q, err) && txn_commit(&tx, err);

	txn_rollback(&tx);
	return ok;
}
