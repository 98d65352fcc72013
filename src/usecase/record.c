/* All decisions fall after the lock: two clerks who enter the same figure at once are told of each other. Rejected:
 * replacing a value that stands without a word why - a report that quotes it would have no way back to its figure. */
#include "usecase/record.h"

#include <stdlib.h>

#include "publish/words.h"
#include "usecase/kpis.h"
#include "usecase/said.h"
#include "usecase/section.h"

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
	if (q->url.n && !web_address(q->url, err))
		return false;
	if (!text_trim(q->source).n)
		return err_set(err, ERR_INPUT, "usecase.no-source", NULL);
	if (q->corrects && !text_trim(q->because).n)
		return err_set(err, ERR_USAGE, "usecase.no-because", NULL);
	if (!q->corrects && q->because.n)
		return err_set(err, ERR_USAGE, "usecase.because-of-what", NULL);
	return true;
}

/* What stands already, as far as it bears on this value. */
struct standing {
	const struct kpi_values *states; /* of its period; NULL: nothing */
	const struct report_value
		*corrected; /* recorded by the event that is to be corrected; NULL: none of this KPI */
};

/* Read after the lock, and no more of it than is needed: a KPI may have thousands of values. */
static bool read_standing(struct standing *s, struct context *c, struct text plan, struct text kpi,
			  const struct record_request *q, struct err *err)
{
	kpi_values_list *states = NEW(c->arena, kpi_values_list), *corrected = NEW(c->arena, kpi_values_list);

	*s = (struct standing){ 0 };
	if (!values_standing(states, c, plan, kpi, q->period, err))
		return false;
	s->states = values_of(states, kpi);
	if (!q->corrects)
		return true;
	if (!value_of_event(corrected, c, plan, q->corrects, err))
		return false;
	if (values_of(corrected, kpi))
		s->corrected = &values_of(corrected, kpi)->values.at[0];
	return true;
}

/* The value in force of that state. */
static const struct report_value *of_state(const struct standing *s, enum value_state state)
{
	for (size_t i = 0; s->states && i < s->states->values.n; i++)
		if (s->states->values.at[i].state == state)
			return &s->states->values.at[i];
	return NULL;
}

/* The latest later state of the period, which goes on counting. */
static int64_t still_counts(const struct standing *s, enum value_state state)
{
	for (int later = STATE_COUNT - 1; later > (int)state; later--)
		if (of_state(s, (enum value_state)later))
			return of_state(s, (enum value_state)later)->event;
	return 0;
}

static bool same_words(const struct report_value *v, const struct record_request *q)
{
	return v->value.scale == q->value.scale && date_cmp(v->published, q->published) == 0 &&
	       v->published.day == q->published.day && text_eq(v->source, q->source) && text_eq(v->url, q->url);
}

/* period, period_ja, state, state_ja: as programs write them, and as Japanese says them. */
#define SLOT(a, q)                                                                                             \
	"period", PERIOD((q)->period), "period_ja", text_z(a, words_period(a, LANG_JA, (q)->period)), "state", \
		value_state_name((q)->state), "state_ja", words_state(LANG_JA, (q)->state)

/* Nothing to do (*same), something to write (true), or refused. */
static bool decide(const struct report_value **same, const struct standing *s, const struct kpi_found *kpi,
		   const struct record_request *q, struct arena *a, struct err *err)
{
	const struct report_value *there = of_state(s, q->state), *corrected = s->corrected;
	bool equal = there && decimal_eq(there->value, q->value);

	/* A correction repeated: it stands there already, and names the same event. */
	if (equal && (!q->corrects || there->corrects == q->corrects || same_words(there, q))) {
		*same = there;
		return true;
	}
	if (!q->corrects)
		return !there || err_set(err, ERR_CONFLICT, "usecase.value-there", "event", NUM(there->event), "value",
					 DEC(there->value), SLOT(a, q), NULL);
	if (!corrected || corrected->state != q->state || !period_eq(corrected->period, q->period))
		return err_set(err, ERR_INPUT, "usecase.corrects-nothing", "event", NUM(q->corrects), "kpi",
			       text_z(a, kpi->key), SLOT(a, q), NULL);
	if (corrected->superseded_by)
		return err_set(err, ERR_CONFLICT,
			       corrected->withdrawn.n ? "usecase.corrects-withdrawn" : "usecase.corrected-already",
			       "event", NUM(q->corrects), "by", NUM(corrected->superseded_by), NULL);
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

/* By what the KPI is counted where that is not the kind of the value's period: a person's word, else what its other
 * values are about. Periods sort by kind, so the first and the last tell; where one of them is of the value's kind, it
 * is the other that was entered wrongly, and that was said then. */
static bool counted_otherwise(enum period_kind *by, struct context *c, struct text plan, struct text kpi,
			      enum period_kind own, struct err *err)
{
	struct value values[] = { V_TEXT(plan), V_TEXT(kpi) };
	struct err failed = { 0 };
	struct rows *r = NULL;

	*by = PERIOD_NONE;
	if (!query_run(&r, c->store, "value_kinds", values, 2, err))
		return false;
	while (rows_next(r, &failed)) {
		struct text said = rows_text(r, 0);
		struct period p = { 0 };

		if (said.n) {
			*by = period_kind_said(said);
			*by = *by == own ? PERIOD_NONE : *by;
			continue;
		}
		if (period_parse(&p, rows_text(r, 1), NULL) && p.kind != own &&
		    period_parse(&p, rows_text(r, 2), NULL) && p.kind != own)
			*by = p.kind;
	}
	return rows_end(&r, &failed, err);
}

struct msg value_counted_otherwise(struct arena *a, const struct record_result *result, struct period period)
{
	static const char *const ids[] = { [PERIOD_FY] = "usecase.counted-by-fiscal-year",
					   [PERIOD_CY] = "usecase.counted-by-calendar-year",
					   [PERIOD_DATE] = "usecase.counted-at-a-day" };

	return result->counted_by == PERIOD_NONE
		       ? (struct msg){ 0 }
		       : msg_make(a, ids[result->counted_by], "kpi", text_z(a, result->kpi), "period",
				  text_z(a, text_of(arena_strdup(a, PERIOD(period)))), NULL);
}

static bool good_unit(const struct kpi_found *kpi, const struct record_request *q, struct arena *a, struct err *err)
{
	return !q->unit.n || same_unit(q->unit, kpi->unit.n ? kpi->unit : TEXT("％")) ||
	       err_set(err, ERR_INPUT, "usecase.other-unit", "written", text_z(a, q->unit), "kpi", text_z(a, kpi->key),
		       "unit", kpi->unit.n ? text_z(a, kpi->unit) : "-", NULL);
}

bool value_over_hundred(struct text unit, struct decimal value)
{
	return same_unit(unit, TEXT("％")) && decimal_cmp(value, decimal_of(100)) > 0;
}

bool record_value_in(struct txn *tx, struct record_result *result, struct context *c, const struct record_request *q,
		     struct err *err)
{
	const struct plan_version *v;
	const struct report_value *same = NULL;
	struct standing standing;
	plan_version_list all = { 0 };
	struct kpi_found kpi;
	enum period_kind counted_by;
	int64_t event = 0;

	if (!sound(c, q, err) || !plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, q->plan, context_today(c), (struct date){ 0 }, err) ||
	    !kpi_find(&kpi, c, v, q->kpi, err) || !permit_for_kpi(c, RIGHT_RECORD, v->plan, kpi.key, err) ||
	    !good_unit(&kpi, q, c->arena, err) ||
	    !counted_otherwise(&counted_by, c, v->plan, kpi.key, q->period.kind, err) ||
	    !read_standing(&standing, c, v->plan, kpi.key, q, err) || !decide(&same, &standing, &kpi, q, c->arena, err))
		return false;
	if (!same && !append(tx, c, v->plan, kpi.key, q, &event, err))
		return false;
	*result = (struct record_result){ v->plan,
					  kpi.key,
					  kpi.name,
					  kpi.unit,
					  same ? same->event : event,
					  same,
					  counted_by,
					  same ? 0 : still_counts(&standing, q->state) };
	return true;
}

bool record_value(struct record_result *result, struct context *c, const struct record_request *q, struct err *err)
{
	struct record_result made;
	struct txn *tx = NULL;
	bool ok = txn_begin(&tx, c->store, err) && record_value_in(tx, &made, c, q, err) &&
		  (made.unchanged || txn_commit(&tx, err));

	txn_rollback(&tx);
	if (ok)
		*result = made;
	return ok;
}
