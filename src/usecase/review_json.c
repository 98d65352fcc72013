/* What is absent is null; numbers of people and events are integers, money too; agreement is a number or null with a
 * reason. */
#include "usecase/review_json.h"

#include "usecase/plans.h"

static json_t *fiscal(int16_t year)
{
	return year ? json_string(PERIOD(((struct period){ PERIOD_FY, year, { 0 } }))) : json_null();
}

static json_t *direction(enum review_direction d)
{
	return json_opt(direction_name(d));
}

json_t *review_head_json(const struct review_head *h)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:i,s:o,s:o,s:I}", "id", json_text(h->id), "plan", json_text(h->plan),
			 "held", json_opt_date(h->held), "about", fiscal(h->about), "levels", h->levels, "opened",
			 json_opt_date(h->opened), "closed", json_opt_date(h->closed), "event", (json_int_t)h->event);
}

/* ---- status ---- */

static json_t *missing_json(struct arena *a, const struct review *r, const struct review_missing *m)
{
	const struct review_thing *t = m->of_item ? review_thing_of(r, m->item) : NULL;
	const struct section *s = m->whose == WHOSE_SECTION ? section_find(&r->sections, m->who) : NULL;

	return json_pack("{s:s,s:s,s:o,s:o,s:s,s:o,s:o,s:o,s:o,s:I,s:I,s:s,s:s}", "stage", stage_name(m->stage), "want",
			 want_name(m->want), "item", m->of_item ? json_text(item_text(a, m->item)) : json_null(),
			 "name", t ? json_text(t->name) : json_null(), "whose", whose_name(m->whose), "who",
			 json_opt_text(m->who), "section", s ? json_text(s->name) : json_null(), "since",
			 json_opt_date(m->since), "due", json_opt_date(m->due), "days_late", (json_int_t)m->days_late,
			 "n", (json_int_t)m->n, "ja", missing_said(a, LANG_JA, r, m), "en",
			 missing_said(a, LANG_EN, r, m));
}

static json_t *stages_json(const struct review *r)
{
	json_t *list = json_array();

	for (int s = 0; s < STAGE_CLOSED; s++)
		json_array_append_new(list, json_pack("{s:s,s:o,s:o,s:b}", "name", stage_name((enum review_stage)s),
						      "since", json_opt_date(r->standing.since[s]), "due",
						      json_opt_date(r->due[s]), "done", s < (int)r->standing.stage));
	return list;
}

static json_t *ages_json(const struct review *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->things.n; i++) {
		const struct review_thing *t = &r->things.at[i];

		if (t->item.kind == ITEM_KPI && !t->hidden)
			json_array_append_new(
				list, json_pack("{s:o,s:o,s:o,s:o}", "key", json_text(t->item.key), "name",
						json_text(t->name), "owner", json_opt_text(t->owner), "age_months",
						t->age_months < 0 ? json_null() : json_integer(t->age_months)));
	}
	return list;
}

json_t *review_status_json(struct arena *a, const struct review *r)
{
	json_t *j = review_head_json(&r->head), *missing = json_array(), *coming = json_array(), *open = json_array();

	for (size_t i = 0; i < r->standing.missing.n; i++)
		json_array_append_new(missing, missing_json(a, r, &r->standing.missing.at[i]));
	for (size_t i = 0; i < r->standing.coming.n; i++)
		json_array_append_new(coming, missing_json(a, r, &r->standing.coming.at[i]));
	for (size_t i = 0; i < r->promises.n; i++)
		if (!r->promises.at[i].followed)
			json_array_append_new(open, promise_json(a, &r->promises.at[i]));
	json_object_set_new(j, "stage", json_string(stage_name(r->standing.stage)));
	json_object_set_new(j, "since", json_opt_date(r->standing.since[r->standing.stage]));
	json_object_set_new(j, "stages", stages_json(r));
	json_object_set_new(j, "missing", missing);
	json_object_set_new(j, "coming", coming);
	json_object_set_new(j, "frozen_at", json_opt_int(r->frozen_at));
	json_object_set_new(j, "promises_open", open);
	json_object_set_new(j, "kpis", ages_json(r));
	return j;
}

/* ---- agreement ---- */

static json_t *agreement_json(const struct agreement *g)
{
	static const char *const why[] = { NULL, "review.agreement-no-pairs", "review.agreement-no-spread" };
	const struct msg reason = { .id = why[g->undefined] };

	return json_pack("{s:s,s:o,s:I,s:I,s:I,s:o}", "method", agreement_name(g->method), "value",
			 g->undefined ? json_null() : json_real(g->value), "items", (json_int_t)g->items, "raters",
			 (json_int_t)g->raters, "grades", (json_int_t)g->grades, "reason", json_msg(&reason));
}

static json_t *kappas_json(const struct review *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->experts.n; i++)
		for (size_t j = i + 1; j < r->experts.n; j++) {
			const struct text one = r->experts.at[i].member, other = r->experts.at[j].member;
			struct agreement linear, quadratic;

			review_kappa(&linear, r, KAPPA_LINEAR, one, other);
			review_kappa(&quadratic, r, KAPPA_QUADRATIC, one, other);
			json_array_append_new(list, json_pack("{s:o,s:o,s:o,s:o}", "one", json_text(one), "other",
							      json_text(other), "linear", agreement_json(&linear),
							      "quadratic", agreement_json(&quadratic)));
		}
	return list;
}

/* ---- items ---- */

static json_t *assessment_json(const struct review_assessment *s)
{
	if (!s->event)
		return json_null();
	return json_pack("{s:I,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "event", (json_int_t)s->event, "day",
			 json_opt_date(s->day), "section", json_opt_text(s->section), "did", json_opt_text(s->did),
			 "analysis", json_opt_text(s->analysis), "verdict", json_opt_text(s->verdict), "spent_yen",
			 s->has_spent ? json_integer(s->spent_yen) : json_null(), "direction", direction(s->direction));
}

static json_t *grade_json(const struct review_grade *g)
{
	const struct review_revision *v = &g->revised;

	return json_pack("{s:I,s:o,s:o,s:b,s:o,s:o,s:o}", "event", (json_int_t)g->event, "member", json_text(g->member),
			 "day", json_opt_date(g->day), "visible", g->visible, "grade",
			 g->grade ? json_integer(g->grade) : json_null(), "comment", json_opt_text(g->comment),
			 "revised",
			 v->event ? json_pack("{s:I,s:i,s:o}", "event", (json_int_t)v->event, "grade", v->grade,
					      "because", json_text(v->because))
				  : json_null());
}

static json_t *finding_json(const struct review_finding *f)
{
	json_t *dissent = json_array();

	if (!f->event) {
		json_decref(dissent);
		return json_null();
	}
	for (size_t i = 0; i < f->dissent.n; i++)
		json_array_append_new(dissent, json_pack("{s:o,s:o}", "member", json_text(f->dissent.at[i].member),
							 "text", json_text(f->dissent.at[i].text)));
	return json_pack("{s:I,s:o,s:o,s:o,s:o,s:o}", "event", (json_int_t)f->event, "day", json_opt_date(f->day),
			 "finding", json_text(f->finding), "grade", f->grade ? json_integer(f->grade) : json_null(),
			 "direction", direction(f->direction), "dissent", dissent);
}

static json_t *answer_json(const struct review_answer *s)
{
	if (!s->event)
		return json_null();
	return json_pack("{s:I,s:o,s:o,s:o,s:o,s:o}", "event", (json_int_t)s->event, "day", json_opt_date(s->day),
			 "will", json_opt_text(s->will), "by", json_opt_text(s->by), "until", json_opt_date(s->until),
			 "why_not", json_opt_text(s->why_not));
}

static json_t *decision_json(const struct review_decision *d)
{
	if (!d->event)
		return json_null();
	return json_pack("{s:I,s:o,s:o,s:o,s:o,s:o,s:o,s:b}", "event", (json_int_t)d->event, "direction",
			 direction(d->direction), "from_year", fiscal(d->from_year), "by", json_opt_text(d->by), "on",
			 json_opt_date(d->on), "budget", json_opt_text(d->budget), "because", json_opt_text(d->because),
			 "departs", d->departs);
}

static json_t *point_json(const struct report_point *p)
{
	if (!p)
		return json_null();
	return json_pack("{s:s,s:s,s:s,s:s,s:I}", "period", PERIOD(p->value.period), "value", DEC(p->value.value),
			 "state", value_state_name(p->value.state), "status", status_name(p->verdict.status), "event",
			 (json_int_t)p->value.event);
}

json_t *project_json(const struct project *p)
{
	json_t *years = json_array(), *kpis = json_array();

	for (size_t i = 0; i < p->kpis.n; i++)
		json_array_append_new(kpis, json_text(p->kpis.at[i]));
	for (size_t i = 0; i < p->years.n; i++) {
		const struct project_year *y = &p->years.at[i];

		json_array_append_new(years, json_pack("{s:o,s:o,s:o}", "year", fiscal(y->year), "budget_yen",
						       y->has_budget ? json_integer(y->budget_yen) : json_null(),
						       "settled_yen",
						       y->has_settled ? json_integer(y->settled_yen) : json_null()));
	}
	return json_pack("{s:o,s:o,s:o,s:s,s:b,s:o,s:o,s:I}", "key", json_text(p->key), "name", json_text(p->name),
			 "section", json_text(p->section), "status", project_status_name(p->status), "donation",
			 p->donation, "kpis", kpis, "years", years, "event", (json_int_t)p->event);
}

json_t *review_thing_json(struct arena *a, const struct review_thing *t)
{
	json_t *grades = json_array(), *comments = json_array();
	json_t *j = json_pack("{s:o,s:s,s:o,s:o,s:o,s:b}", "item", json_text(item_text(a, t->item)), "kind",
			      t->item.kind == ITEM_KPI ? "kpi" : "project", "key", json_text(t->item.key), "name",
			      json_text(t->name), "owner", json_opt_text(t->owner), "hidden", t->hidden);

	const struct report_value *withdrawn = report_withdrawn(t->now, t->of_year);

	for (size_t i = 0; i < t->grades.n; i++)
		json_array_append_new(grades, grade_json(&t->grades.at[i]));
	for (size_t i = 0; i < t->comments.n; i++) {
		const struct review_comment *c = &t->comments.at[i];

		json_array_append_new(comments, json_pack("{s:I,s:o,s:o,s:o,s:o}", "event", (json_int_t)c->event, "day",
							  json_opt_date(c->day), "who", json_opt_text(c->who), "text",
							  json_text(c->text), "reply_to", json_opt_int(c->reply_to)));
	}
	json_object_set_new(j, "value", point_json(t->of_year));
	json_object_set_new(j, "value_now", point_json(t->of_year_now));
	json_object_set_new(j, "value_withdrawn", json_opt_text(withdrawn ? withdrawn->withdrawn : (struct text){ 0 }));
	json_object_set_new(j, "changed", json_boolean(t->changed));
	json_object_set_new(j, "no_value", json_opt_text(t->no_value));
	json_object_set_new(j, "age_months", t->age_months < 0 ? json_null() : json_integer(t->age_months));
	json_object_set_new(j, "project", t->project ? project_json(t->project) : json_null());
	json_object_set_new(j, "assessment", assessment_json(&t->assessment));
	json_object_set_new(j, "graded", json_integer((json_int_t)t->n_graded));
	json_object_set_new(j, "grades", grades);
	json_object_set_new(j, "comments", comments);
	json_object_set_new(j, "finding", finding_json(&t->finding));
	json_object_set_new(j, "answer", answer_json(&t->answer));
	json_object_set_new(j, "decision", decision_json(&t->decision));
	return j;
}

static json_t *expert_json(struct arena *a, const struct review_expert *e)
{
	json_t *conflicts = json_array();

	for (size_t i = 0; i < e->conflicts.n; i++)
		json_array_append_new(conflicts, json_text(item_text(a, e->conflicts.at[i])));
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:I,s:I}", "member", json_text(e->member), "name",
			 json_opt_text(e->name), "field", json_opt_text(e->field), "invited", json_opt_date(e->invited),
			 "declared", json_opt_date(e->declared), "statement", json_opt_text(e->statement), "conflicts",
			 conflicts, "to_grade", (json_int_t)e->to_grade, "graded", (json_int_t)e->graded);
}

json_t *promise_json(struct arena *a, const struct review_promise *p)
{
	return json_pack("{s:I,s:o,s:o,s:o,s:o,s:o,s:b,s:o,s:o}", "event", (json_int_t)p->event, "review",
			 json_text(p->review), "item", json_text(item_text(a, p->item)), "will", json_text(p->will),
			 "by", json_opt_text(p->by), "until", json_opt_date(p->until), "overdue", p->overdue, "done",
			 json_opt_text(p->done), "what", json_opt_text(p->what));
}

json_t *review_json(struct arena *a, const struct review *r)
{
	json_t *j = review_status_json(a, r), *items = json_array(), *experts = json_array(), *promises = json_array(),
	       *editions = json_array();

	for (size_t i = 0; i < r->things.n; i++)
		json_array_append_new(items, review_thing_json(a, &r->things.at[i]));
	for (size_t i = 0; i < r->experts.n; i++)
		json_array_append_new(experts, expert_json(a, &r->experts.at[i]));
	for (size_t i = 0; i < r->promises.n; i++)
		json_array_append_new(promises, promise_json(a, &r->promises.at[i]));
	for (size_t i = 0; i < r->editions.n; i++) {
		const struct review_edition *e = &r->editions.at[i];

		json_array_append_new(editions,
				      json_pack("{s:I,s:o,s:I,s:o,s:o}", "edition", (json_int_t)e->number, "day",
						json_opt_date(e->day), "at_event", (json_int_t)e->at_event, "changes",
						json_opt_text(e->changes), "council", json_opt_date(e->council)));
	}
	json_object_set_new(j, "invented", json_boolean(r->now->invented));
	json_object_set_new(j, "names_shown", json_boolean(r->names_shown));
	json_object_set_new(j, "items", items);
	json_object_set_new(j, "experts", experts);
	json_object_set_new(j, "promises", promises);
	json_object_set_new(j, "editions", editions);
	json_object_set_new(j, "agreement",
			    r->has_agreement
				    ? json_pack("{s:o,s:o,s:o,s:o}", "alpha_ordinal", agreement_json(&r->ordinal),
						"alpha_nominal", agreement_json(&r->nominal), "alpha_ordinal_first",
						agreement_json(&r->first_ordinal), "kappas", kappas_json(r))
				    : json_null());
	return j;
}

json_t *meeting_json(const struct meeting *m)
{
	json_t *present = json_array(), *absent = json_array(), *materials = json_array();

	for (size_t i = 0; i < m->present.n; i++)
		json_array_append_new(present, json_text(m->present.at[i]));
	for (size_t i = 0; i < m->absent.n; i++)
		json_array_append_new(absent, json_text(m->absent.at[i]));
	for (size_t i = 0; i < m->materials.n; i++)
		json_array_append_new(materials, json_pack("{s:o,s:b}", "title", json_text(m->materials.at[i].title),
							   "public", m->materials.at[i].is_public));
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:I,s:b,s:o,s:o,s:b,s:I}", "review", json_text(m->review), "key",
			 json_text(m->key), "held", json_opt_date(m->held), "present", present, "absent", absent,
			 "chair", json_opt_text(m->chair), "quorum", (json_int_t)m->quorum, "quorate", m->quorate,
			 "materials", materials, "minutes", json_opt_text(m->minutes), "minutes_public",
			 m->minutes_public, "event", (json_int_t)m->event);
}

json_t *draft_json(struct arena *a, const struct draft *d)
{
	return json_pack("{s:I,s:o,s:o,s:o,s:o,s:o,s:b}", "event", (json_int_t)d->event, "what", json_text(d->what),
			 "review", json_text(d->review), "item",
			 d->item.key.n ? json_text(item_text(a, d->item)) : json_null(), "by", json_opt_text(d->by),
			 "day", json_opt_date(d->day), "own", d->own);
}

/* ---- the office ---- */

json_t *section_json(const struct section *s)
{
	return json_pack("{s:o,s:o,s:b,s:b,s:I}", "key", json_text(s->key), "name", json_text(s->name), "planning",
			 s->planning, "closed", s->closed, "event", (json_int_t)s->event);
}

json_t *owned_json(struct arena *a, const owned_list *owns)
{
	json_t *list = json_array();

	for (size_t i = 0; i < owns->n; i++) {
		const struct owned *o = &owns->at[i];

		json_array_append_new(list, json_pack("{s:o,s:o,s:o,s:o,s:o,s:o}", "plan", json_text(o->plan), "item",
						      json_text(item_text(a, o->item)), "name", json_text(o->name),
						      "value", json_opt_text(o->last_value), "period",
						      json_opt_text(o->last_period), "age_months",
						      o->last_value.n ? json_integer(o->age_months) : json_null()));
	}
	return list;
}

json_t *member_json(const struct member *m)
{
	return json_pack("{s:o,s:o,s:o,s:s,s:s,s:b,s:o,s:I}", "key", json_text(m->key), "name", json_opt_text(m->name),
			 "field", json_text(m->field), "from", DATE(m->from), "to", DATE(m->to), "chair", m->chair,
			 "login", json_opt_text(m->login), "event", (json_int_t)m->event);
}

/* ---- tables that come in ---- */

json_t *collect_status_json(const struct collect_status *s)
{
	static const char *const names[] = { "returned", "missing", "late" };
	json_t *list = json_array();

	for (size_t i = 0; i < s->sections.n; i++) {
		const struct collect_standing *one = &s->sections.at[i];

		json_array_append_new(list, json_pack("{s:o,s:o,s:s,s:o,s:o}", "key", json_text(one->section), "name",
						      json_text(one->name), "state", names[one->state], "returned",
						      json_opt_date(one->returned), "file", json_opt_text(one->file)));
	}
	return json_pack("{s:o,s:o,s:o,s:o}", "review", json_text(s->review), "round", json_opt_text(s->round), "due",
			 json_opt_date(s->due), "sections", list);
}

/* {"value","state"} or {"words"}; null: nothing. */
static json_t *collect_side_json(const struct collect_side *s)
{
	if (s->is_value)
		return json_pack("{s:s,s:s}", "value", DEC(s->value), "state", value_state_name(s->state));
	return s->words.n ? json_pack("{s:o}", "words", json_text(s->words)) : json_null();
}

static json_t *collect_row_json(struct arena *a, const struct collect_row *r)
{
	return json_pack("{s:s,s:o,s:o,s:I,s:b,s:o,s:o,s:o,s:b}", "what", collect_what_name(r->what), "item",
			 json_text(item_text(a, r->item)), "name", json_text(r->name), "line", (json_int_t)r->line,
			 "assessment", r->assessment, "was", collect_side_json(&r->was), "is",
			 collect_side_json(&r->is), "reason", json_msg(&r->msg), "recorded", r->done);
}

json_t *collect_read_json(struct arena *a, const struct collect_read *r)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < r->rows.n; i++)
		json_array_append_new(rows, collect_row_json(a, &r->rows.at[i]));
	return json_pack("{s:o,s:o,s:o,s:b,s:o,s:o}", "file", json_text(r->file), "round", json_text(r->round),
			 "section", json_text(r->section), "late", r->late, "event", json_opt_int(r->event), "rows",
			 rows);
}

json_t *remind_json(struct arena *a, const struct remind_result *r)
{
	json_t *letters = json_array(), *before = json_array(), *unreached = json_array();

	for (size_t i = 0; i < r->letters.n; i++) {
		const struct reminded *one = &r->letters.at[i];

		json_array_append_new(one->before ? before : letters,
				      json_pack("{s:o,s:o,s:I}", "login", json_text(one->login), "recipient",
						json_text(one->recipient), "items", (json_int_t)one->items));
	}
	for (size_t i = 0; i < r->unreached.n; i++)
		json_array_append_new(unreached, missing_json(a, &r->loaded, r->unreached.at[i]));
	return json_pack("{s:o,s:o,s:o,s:o}", "review", json_text(r->review), "letters", letters, "reminded_before",
			 before, "unreached", unreached);
}

json_t *import_json(const struct import_result *r)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < r->rows.n; i++)
		json_array_append_new(rows, json_pack("{s:o,s:I,s:s,s:o}", "key", json_text(r->rows.at[i].key), "line",
						      (json_int_t)r->rows.at[i].line, "what",
						      import_what_name(r->rows.at[i].what), "reason",
						      json_msg(&r->rows.at[i].msg)));
	return json_pack("{s:o,s:I,s:o}", "plan", json_text(r->plan), "faults", (json_int_t)r->faults, "rows", rows);
}
