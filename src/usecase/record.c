#include "usecase/record.h"

#include <stdlib.h>

#include "usecase/kpis.h"

/* What can be said without the store. */
static bool sound(struct context *c, const struct record_request *q, struct err *err)
{
	struct date today = context_today(c);

	if (date_cmp(period_first(q->period), today) > 0)
		return err_set(err, ERR_INPUT, "usecase.period-later", "period", PERIOD(q->period), "today",
			       DATE(today), NULL);
	if (date_cmp(q->published, today) > 0)
		return err_set(err, ERR_INPUT, "usecase.published-later", "published", DATE(q->published), "today",
			       DATE(today), NULL);
	if (date_cmp(date_last(q->published), period_last(q->period)) < 0)
		return err_set(err, ERR_INPUT, "usecase.published-before", "published", DATE(q->published), "period",
			       PERIOD(q->period), "end", DATE(period_last(q->period)), NULL);
	if (!text_trim(q->source).n)
		return err_set(err, ERR_INPUT, "usecase.no-source", NULL);
	if (q->corrects && !text_trim(q->because).n)
		return err_set(err, ERR_USAGE, "usecase.no-because", NULL);
	if (!q->corrects && q->because.n)
		return err_set(err, ERR_USAGE, "usecase.because-of-what", NULL);
	return true;
}

/* The value in force of that period and state. */
static const struct report_value *standing(const struct kpi_values *k, const struct record_request *q)
{
	for (size_t i = 0; k && i < k->values.n; i++) {
		const struct report_value *v = &k->values.at[i];

		if (!v->superseded_by && v->state == q->state && period_eq(v->period, q->period))
			return v;
	}
	return NULL;
}

static const struct report_value *recorded_by(const struct kpi_values *k, int64_t event)
{
	for (size_t i = 0; k && i < k->values.n; i++)
		if (k->values.at[i].event == event)
			return &k->values.at[i];
	return NULL;
}

/* The latest later state of the period, which goes on counting. */
static int64_t still_counts(const struct kpi_values *k, const struct record_request *q)
{
	const struct report_value *best = NULL;

	for (size_t i = 0; k && i < k->values.n; i++) {
		const struct report_value *v = &k->values.at[i];

		if (!v->superseded_by && period_eq(v->period, q->period) && v->state > q->state &&
		    (!best || v->state > best->state))
			best = v;
	}
	return best ? best->event : 0;
}

static bool same_words(const struct report_value *v, const struct record_request *q)
{
	return v->value.scale == q->value.scale && date_cmp(v->published, q->published) == 0 &&
	       v->published.day == q->published.day && text_eq(v->source, q->source) && text_eq(v->url, q->url);
}

static bool occupied(const struct report_value *v, struct err *err)
{
	return err_set(err, ERR_CONFLICT, "usecase.value-there", "event", NUM(v->event), "value", DEC(v->value),
		       "period", PERIOD(v->period), "state", value_state_name(v->state), NULL);
}

/* Nothing to do (*same), something to write (true), or refused. */
static bool decide(const struct report_value **same, const struct kpi_values *k, const struct kpi_found *kpi,
		   const struct record_request *q, struct arena *a, struct err *err)
{
	const struct report_value *there = standing(k, q);
	const struct report_value *corrected = q->corrects ? recorded_by(k, q->corrects) : NULL;
	bool equal = there && decimal_eq(there->value, q->value);

	/* A correction repeated: it stands there already, and names the same event. */
	if (equal && (!q->corrects || there->corrects == q->corrects || same_words(there, q))) {
		*same = there;
		return true;
	}
	if (!q->corrects)
		return !there || occupied(there, err);
	if (!corrected || corrected->state != q->state || !period_eq(corrected->period, q->period))
		return err_set(err, ERR_INPUT, "usecase.corrects-nothing", "event", NUM(q->corrects), "kpi",
			       text_z(a, kpi->key), "period", PERIOD(q->period), "state", value_state_name(q->state),
			       NULL);
	if (corrected->superseded_by)
		return err_set(err, ERR_CONFLICT, "usecase.corrected-already", "event", NUM(q->corrects), "by",
			       NUM(corrected->superseded_by), NULL);
	return true;
}

static void set(json_t *object, const char *key, struct text value)
{
	if (value.n)
		json_object_set_new(object, key, json_text(value));
}

static bool append(struct txn *tx, struct context *c, struct text plan, struct text kpi, const struct record_request *q,
		   int64_t *event, struct err *err)
{
	struct event_draft draft = { .kind = "value_recorded", .actor = c->actor, .at = c->now };
	bool ok;

	draft.body = json_pack("{s:o,s:o,s:s,s:s,s:s,s:s,s:o}", "plan", json_text(plan), "kpi", json_text(kpi),
			       "period", PERIOD(q->period), "value", DEC(q->value), "state", value_state_name(q->state),
			       "published", DATE(q->published), "source", json_text(q->source));
	set(draft.body, "url", q->url);
	set(draft.body, "because", q->because);
	if (q->corrects)
		json_object_set_new(draft.body, "corrects", json_integer(q->corrects));
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	return ok;
}

bool record_value(struct record_result *result, struct context *c, const struct record_request *q, struct err *err)
{
	const struct plan_version *v;
	const struct report_value *same = NULL;
	const struct kpi_values *k;
	plan_version_list all = { 0 };
	kpi_values_list values = { 0 };
	struct kpi_found kpi;
	struct txn *tx = NULL;
	int64_t event = 0;
	bool ok = false;

	if (!sound(c, q, err) || !txn_begin(&tx, c->store, err) || !plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, q->plan, context_today(c), (struct date){ 0 }, err) ||
	    !kpi_find(&kpi, c, v, q->kpi, err) || !values_of_kpi(&values, c, v->plan, kpi.key, err))
		goto done;
	k = values_of(&values, kpi.key);
	if (!decide(&same, k, &kpi, q, c->arena, err))
		goto done;
	if (!same && (!append(tx, c, v->plan, kpi.key, q, &event, err) || !txn_commit(&tx, err)))
		goto done;
	*result = (struct record_result){
		v->plan, kpi.key, kpi.name, kpi.unit, same ? same->event : event, same, same ? 0 : still_counts(k, q)
	};
	ok = true;
done:
	txn_rollback(&tx);
	return ok;
}
