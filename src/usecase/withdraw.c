/* A value is taken back. Nothing is erased: the value's row and its event stay, superseded by the withdrawal as a value
 * is by its correction, so that pages, `--at-event` and `--known-at` go on telling what was known when. Rejected: a
 * correction "to nothing", since a value that is none would have had to be told apart wherever values are read. */
#include "usecase/kpis.h"
#include "usecase/record.h"
#include "usecase/section.h"

/* Recorded for this plan, and for this KPI where it is said. */
static bool find_value(struct report_value *v, struct text *kpi, struct context *c, struct text plan,
		       const struct withdraw_request *q, struct err *err)
{
	kpi_values_list *list = NEW(c->arena, kpi_values_list);
	int64_t head;

	if (!log_head(c->store, &head, err))
		return false;
	if (q->value < 1 || q->value > head)
		return err_set(err, ERR_INPUT, "usecase.no-such-event", "event", NUM(q->value), "last", NUM(head),
			       NULL);
	if (!value_of_event(list, c, plan, q->value, err))
		return false;
	if (!list->n || (q->kpi.n && !text_eq(list->at[0].kpi, q->kpi)))
		return err_set(err, ERR_INPUT, "usecase.withdraws-nothing", "event", NUM(q->value), "plan",
			       text_z(c->arena, plan), NULL);
	*kpi = list->at[0].kpi;
	*v = list->at[0].values.at[0];
	return true;
}

static bool stands(const struct report_value *v, struct err *err)
{
	return !v->superseded_by ||
	       err_set(err, ERR_CONFLICT, v->withdrawn.n ? "usecase.withdrawn-already" : "usecase.withdraw-corrected",
		       "event", NUM(v->event), "by", NUM(v->superseded_by), NULL);
}

/* The latest state of the period that is left. */
static bool left_over(int64_t *event, struct context *c, struct text plan, struct text kpi,
		      const struct report_value *gone, struct err *err)
{
	const struct report_value *best = NULL;
	kpi_values_list list = { 0 };

	if (!values_standing(&list, c, plan, kpi, gone->period, err))
		return false;
	for (size_t i = 0; list.n && i < list.at[0].values.n; i++)
		if (!best || list.at[0].values.at[i].state > best->state)
			best = &list.at[0].values.at[i];
	*event = best ? best->event : 0;
	return true;
}

/* Name and unit in the latest version that has the value's KPI: a change of the plan may have dropped it. */
static bool name_kpi(struct kpi_found *kpi, struct context *c, const plan_version_list *all, struct text plan,
		     struct text key, struct err *err)
{
	struct kpi_found found;

	*kpi = (struct kpi_found){ .key = key };
	for (size_t i = all->n; i-- > 0;) {
		struct err unknown = { 0 };

		if (!text_eq(all->at[i].plan, plan))
			continue;
		if (!kpi_find(&found, c, &all->at[i], key, &unknown)) {
			if (unknown.kind == ERR_INPUT)
				continue;
			*err = unknown;
			return false;
		}
		if (text_eq(found.key, key)) {
			*kpi = found;
			return true;
		}
	}
	return true;
}

static bool append(struct txn *tx, struct context *c, const struct withdraw_result *r, const struct withdraw_request *q,
		   int64_t *event, struct err *err)
{
	struct event_draft draft = { .kind = "value_withdrawn", .actor = c->actor, .at = c->now };
	bool ok;

	draft.body = json_pack("{s:o,s:o,s:I,s:o}", "plan", json_text(r->plan), "kpi", json_text(r->kpi), "withdraws",
			       (json_int_t)q->value, "because", json_text(text_trim(q->because)));
	ok = event_append(tx, &draft, event, err);
	json_decref(draft.body);
	return ok;
}

bool withdraw_value(struct withdraw_result *result, struct context *c, const struct withdraw_request *q,
		    struct err *err)
{
	struct withdraw_result made = { 0 };
	const struct plan_version *plan;
	struct report_value v = { 0 };
	plan_version_list all = { 0 };
	struct kpi_found kpi;
	struct txn *tx = NULL;
	struct text key = { 0 };
	bool ok = false;

	if (!text_trim(q->because).n)
		return err_set(err, ERR_USAGE, "usecase.value-withdraw-because", NULL);
	if (!txn_begin(&tx, c->store, err) || !plans_read(&all, c, 0, err) ||
	    !plans_choose(&plan, &all, c, q->plan, context_today(c), (struct date){ 0 }, err) ||
	    !find_value(&v, &key, c, plan->plan, q, err) || !permit_for_kpi(c, RIGHT_RECORD, plan->plan, key, err) ||
	    !name_kpi(&kpi, c, &all, plan->plan, key, err) || !stands(&v, err))
		goto done;
	made = (struct withdraw_result){ plan->plan, kpi.key, kpi.name, kpi.unit, v };
	ok = append(tx, c, &made, q, &made.event, err) && left_over(&made.counts, c, made.plan, made.kpi, &v, err) &&
	     txn_commit(&tx, err);
	if (ok)
		*result = made;
done:
	txn_rollback(&tx);
	return ok;
}
