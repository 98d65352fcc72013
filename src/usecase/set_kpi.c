/* A person's word about a KPI: what the plan does not say, or says otherwise than it must be judged. */
#include <stdlib.h>

#include "usecase/kpis.h"
#include "usecase/record.h"
#include "usecase/said.h"
#include "usecase/section.h"

static bool one_of(struct text value, const char *a, const char *b, const char *c)
{
	return text_is(value, a) || text_is(value, b) || (c && text_is(value, c));
}

static bool is_better(struct text value)
{
	return one_of(value, "up", "down", NULL);
}

static bool is_measured_by(struct text value)
{
	return one_of(value, "FY", "CY", "DATE");
}

static bool is_period(struct text value)
{
	struct period p;

	return period_said(&p, value, NULL);
}

static bool is_positive_or_zero(struct text value)
{
	struct decimal d;

	return decimal_parse(&d, value, NULL) && decimal_sign(d) >= 0;
}

static bool is_positive(struct text value)
{
	struct decimal d;

	return decimal_parse(&d, value, NULL) && decimal_sign(d) > 0;
}

static bool is_count(struct text value)
{
	struct decimal d;

	return decimal_parse(&d, value, NULL) && d.scale == 0 && d.coefficient > 0;
}

static bool is_words(struct text value)
{
	return text_trim(value).n > 0;
}

static bool is_recorded_as(struct text value)
{
	return one_of(value, "running", "yearly", NULL);
}

static const struct setting {
	const char *name;
	bool (*good)(struct text value);
	const char *form; /* id of the sentence that says what it may be */
} settings[] = {
	{ "better", is_better, "usecase.form-better" },
	{ "measured_by", is_measured_by, "usecase.form-measured-by" },
	{ "recorded_as", is_recorded_as, "usecase.form-recorded-as" },
	{ "due", is_period, "usecase.form-period" },
	{ "baseline_period", is_period, "usecase.form-period" },
	{ "noise", is_positive_or_zero, "usecase.form-not-negative" },
	{ "tolerance", is_positive_or_zero, "usecase.form-not-negative" },
	{ "keep_tolerance", is_positive_or_zero, "usecase.form-not-negative" },
	{ "survey_n", is_count, "usecase.form-count" },
	{ "survey_population", is_count, "usecase.form-count" },
	{ "survey_design_effect", is_positive, "usecase.form-positive" },
	{ "baseline_survey_n", is_count, "usecase.form-count" },
	{ "definition", is_words, "usecase.form-words" },
	{ "base_year", is_words, "usecase.form-words" },
	{ "series", is_words, "usecase.form-words" },
	{ "owner", is_words, "usecase.form-words" },
};
enum { N_SETTINGS = sizeof settings / sizeof *settings };

static const char *setting_names(struct arena *a)
{
	const char *list = settings[0].name;

	for (size_t i = 1; i < N_SETTINGS; i++)
		list = arena_printf(a, "%s, %s", list, settings[i].name);
	return list;
}

static bool sound(struct context *c, const struct setting_request *q, struct err *err)
{
	const struct setting *s = NULL;

	for (size_t i = 0; i < N_SETTINGS; i++)
		if (text_is(q->setting, settings[i].name))
			s = &settings[i];
	if (!s)
		return err_set(err, ERR_INPUT, "usecase.unknown-setting", "setting", text_z(c->arena, q->setting),
			       "settings", setting_names(c->arena), NULL);
	if (q->value.n && !s->good(q->value))
		return err_set(err, ERR_INPUT, s->form, "setting", s->name, "value", text_z(c->arena, q->value), NULL);
	return text_trim(q->because).n || err_set(err, ERR_USAGE, "usecase.setting-because", NULL);
}

static bool stands(bool *same, struct context *c, struct text plan, struct text kpi, const struct setting_request *q,
		   struct err *err)
{
	struct value values[] = { V_TEXT(plan), V_TEXT(kpi), V_TEXT(q->setting) };
	struct err failed = { 0 };
	struct rows *r = NULL;
	bool there = false;

	if (!query_run(&r, c->store, "kpi_setting_of", values, 3, err))
		return false;
	*same = false;
	while (rows_next(r, &failed)) {
		there = true;
		*same = text_eq(rows_text(r, 0), q->value);
	}
	*same |= !there && !q->value.n;
	return rows_end(&r, &failed, err);
}

/* One form for one period in the log, however it was written. */
static struct text canonical(struct context *c, const struct setting_request *q)
{
	struct period p;

	if ((text_is(q->setting, "due") || text_is(q->setting, "baseline_period")) && period_said(&p, q->value, NULL))
		return text_of(arena_strdup(c->arena, PERIOD(p)));
	return q->value;
}

/* Once there are sections, an owner is one of them and is only ever replaced by another: no KPI can lose its owner. */
static bool good_owner(struct setting_request *q, struct context *c, struct err *err)
{
	section_list sections = { 0 };
	const struct section *s;

	if (!text_is(q->setting, "owner"))
		return true;
	if (!sections_read(&sections, c, 0, err))
		return false;
	if (!sections.n)
		return true;
	if (!q->value.n)
		return err_set(err, ERR_CONFLICT, "usecase.owner-needed", NULL);
	s = section_find(&sections, q->value);
	if (!s || s->closed)
		return err_set(err, ERR_INPUT, "usecase.owner-no-section", "section", text_z(c->arena, q->value), NULL);
	q->value = s->key;
	return true;
}

bool set_kpi_in(struct txn *tx, struct setting_result *result, struct context *c, const struct setting_request *request,
		struct err *err)
{
	struct event_draft draft = { .kind = "kpi_set", .actor = c->actor, .at = c->now };
	struct setting_request q = *request;
	const struct plan_version *v;
	plan_version_list all = { 0 };
	struct kpi_found kpi;
	int64_t event = 0;
	bool ok, same = false;

	q.value = canonical(c, request);
	if (!permit(c, RIGHT_PLAN, err) || !sound(c, &q, err) || !plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, q.plan, context_today(c), (struct date){ 0 }, err) ||
	    !kpi_find(&kpi, c, v, q.kpi, err) || !good_owner(&q, c, err) ||
	    !stands(&same, c, v->plan, kpi.key, &q, err))
		return false;
	draft.body =
		json_pack("{s:o,s:o,s:o,s:o,s:o}", "plan", json_text(v->plan), "kpi", json_text(kpi.key), "setting",
			  json_text(q.setting), "value", json_text(q.value), "because", json_text(q.because));
	ok = same || event_append(tx, &draft, &event, err);
	json_decref(draft.body);
	if (ok)
		*result = (struct setting_result){ v->plan, kpi.key, event, same };
	return ok;
}

bool set_kpi(struct setting_result *result, struct context *c, const struct setting_request *q, struct err *err)
{
	struct setting_result made;
	struct txn *tx = NULL;
	bool ok = txn_begin(&tx, c->store, err) && set_kpi_in(tx, &made, c, q, err) &&
		  (made.unchanged || txn_commit(&tx, err));

	txn_rollback(&tx);
	if (ok)
		*result = made;
	return ok;
}
