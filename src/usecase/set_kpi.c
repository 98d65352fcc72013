/* A person's word about a KPI: what the plan does not say, or says otherwise than it must be judged. */
#include <stdlib.h>

#include "usecase/area.h"
#include "usecase/kpis.h"
#include "usecase/record.h"
#include "usecase/said.h"
#include "usecase/section.h"

const struct setting_kind setting_kinds[] = {
	{ "better", SETTING_CHOICE, { "up", "down" } },
	{ "measured_by", SETTING_CHOICE, { "FY", "CY", "DATE" } },
	{ "recorded_as", SETTING_CHOICE, { "running", "yearly" } },
	{ "due", SETTING_PERIOD },
	{ "baseline_period", SETTING_PERIOD },
	{ "noise", SETTING_NOT_NEGATIVE },
	{ "tolerance", SETTING_NOT_NEGATIVE },
	{ "keep_tolerance", SETTING_NOT_NEGATIVE },
	{ "survey_n", SETTING_COUNT },
	{ "survey_population", SETTING_COUNT },
	{ "survey_design_effect", SETTING_POSITIVE },
	{ "baseline_survey_n", SETTING_COUNT },
	{ "definition", SETTING_WORDS },
	{ "base_year", SETTING_WORDS },
	{ "series", SETTING_SERIES },
	{ "owner", SETTING_SECTION },
	{ 0 },
};

const struct setting_kind *setting_kind_of(struct text name)
{
	for (const struct setting_kind *k = setting_kinds; k->name; k++)
		if (text_is(name, k->name))
			return k;
	return NULL;
}

static bool is_choice(const struct setting_kind *k, struct text value)
{
	for (const char *const *c = k->choices; *c; c++)
		if (text_is(value, *c))
			return true;
	return false;
}

static bool fits(const struct setting_kind *k, struct text value)
{
	struct period p;
	struct decimal d;
	bool number = decimal_said(&d, value, NULL);

	switch (k->form) {
	case SETTING_CHOICE:
		return is_choice(k, value);
	case SETTING_PERIOD:
		return period_said(&p, value, NULL);
	case SETTING_NOT_NEGATIVE:
		return number && decimal_sign(d) >= 0;
	case SETTING_POSITIVE:
		return number && decimal_sign(d) > 0;
	case SETTING_COUNT:
		return number && d.scale == 0 && d.coefficient > 0;
	default:
		return text_trim(value).n > 0;
	}
}

/* Id of the sentence that says what it may be. */
static const char *form_sentence(const struct setting_kind *k)
{
	static const char *const ids[] = {
		[SETTING_PERIOD] = "usecase.form-period",     [SETTING_NOT_NEGATIVE] = "usecase.form-not-negative",
		[SETTING_POSITIVE] = "usecase.form-positive", [SETTING_COUNT] = "usecase.form-count",
		[SETTING_WORDS] = "usecase.form-words",       [SETTING_SERIES] = "usecase.form-words",
		[SETTING_SECTION] = "usecase.form-words"
	};

	if (k->form != SETTING_CHOICE)
		return ids[k->form];
	return is_choice(k, TEXT("up"))   ? "usecase.form-better"
	       : is_choice(k, TEXT("FY")) ? "usecase.form-measured-by"
					  : "usecase.form-recorded-as";
}

static const char *setting_names(struct arena *a)
{
	const char *list = setting_kinds->name;

	for (const struct setting_kind *k = setting_kinds + 1; k->name; k++)
		list = arena_printf(a, "%s, %s", list, k->name);
	return list;
}

/* A link of which the area is a slip would bring nothing, and nobody would be told. */
static bool good_link(struct context *c, struct text value, struct err *err)
{
	struct area area;
	size_t cut = value.n;

	while (cut > 0 && value.p[cut - 1] != ' ')
		cut--;
	if (!text_trim(text_slice(value, 0, cut)).n)
		return err_set(err, ERR_INPUT, "usecase.form-series", "value", text_z(c->arena, value), NULL);
	return area_find(c->arena, &area, text_slice(value, cut, value.n), err);
}

static bool sound(struct context *c, const struct setting_request *q, struct err *err)
{
	const struct setting_kind *k = setting_kind_of(q->setting);

	if (!k)
		return err_set(err, ERR_INPUT, "usecase.unknown-setting", "setting", text_z(c->arena, q->setting),
			       "settings", setting_names(c->arena), NULL);
	if (q->value.n && !fits(k, q->value))
		return err_set(err, ERR_INPUT, form_sentence(k), "setting", k->name, "value",
			       text_z(c->arena, q->value), NULL);
	if (k->form == SETTING_SERIES && q->value.n && !good_link(c, text_trim(q->value), err))
		return false;
	return text_trim(q->because).n || err_set(err, ERR_USAGE, "usecase.setting-because", NULL);
}

static bool stands(bool *same, struct context *c, struct text plan, struct text kpi, const struct setting_request *q,
		   struct err *err)
{
	struct value values[] = { V_TEXT(plan), V_TEXT(kpi), V_TEXT(q->setting) };
	struct err failed = { 0 };
	struct rows *r = NULL;
	bool there = false;
	int64_t event = 0;

	if (!query_run(&r, c->store, "kpi_setting_of", values, 3, err))
		return false;
	*same = false;
	while (rows_next(r, &failed)) {
		there = true;
		*same = text_eq(rows_text(r, 0), q->value);
		event = rows_int(r, 1);
	}
	*same |= !there && !q->value.n;
	return rows_end(&r, &failed, err) && seen_still(q->seen, event, err);
}

/* One form for one period or number in the log, however it was written. */
static struct text canonical(struct context *c, const struct setting_request *q)
{
	const struct setting_kind *k = setting_kind_of(q->setting);
	struct period p;
	struct decimal d;

	if (!k || k->form == SETTING_CHOICE || k->form >= SETTING_WORDS)
		return q->value;
	if (k->form == SETTING_PERIOD)
		return period_said(&p, q->value, NULL) ? text_of(arena_strdup(c->arena, PERIOD(p))) : q->value;
	return decimal_said(&d, q->value, NULL) ? text_of(arena_strdup(c->arena, DEC(d))) : q->value;
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
		*result = (struct setting_result){ v->plan, kpi.key, q.value, event, same };
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
