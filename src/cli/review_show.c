/* Reading: review list, status, show, promises, drafts. One file, since they are views of one struct. */
#include "cli/review.h"
#include "publish/words.h"
#include "usecase/review_json.h"

static const char *stage_label(struct call *c, enum review_stage stage)
{
	return call_label(c, arena_printf(c->arena, "stage.%s", stage_name(stage)));
}

static const char *year_words(struct call *c, int16_t year)
{
	return text_z(c->arena, words_period(c->arena, c->lang, (struct period){ PERIOD_FY, year, { 0 } }));
}

/* As in the sentences of what is missing: prose, as on the pages. */
static const char *day_words(struct call *c, struct date d)
{
	return text_z(c->arena, words_date(c->arena, c->lang, d));
}

/* ---- review list ---- */

static bool run_list(struct call *c, struct err *err)
{
	review_head_list all = { 0 };
	json_t *list;

	if (!reviews_read(&all, &c->context, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++) {
		if (c->json)
			json_array_append_new(list, review_head_json(&all.at[i]));
		else
			call_say(c, all.at[i].closed.year ? "cli.review-line-closed" : "cli.review-line", "review",
				 text_z(c->arena, all.at[i].id), "plan", text_z(c->arena, all.at[i].plan), "about",
				 year_words(c, all.at[i].about), "opened", day_words(c, all.at[i].opened), "closed",
				 day_words(c, all.at[i].closed), NULL);
	}
	if (!all.n)
		call_say(c, "cli.review-none", NULL);
	c->answer = json_pack("{s:o}", "reviews", list);
	return true;
}

const struct command command_review_list = {
	.words = "review list", .summary = "cli.review-list", .needs = NEEDS_STORE, .run = run_list
};

/* ---- review status ---- */

static void print_missing(struct call *c, const struct review *r, const struct review_missing *m)
{
	const char *said = missing_said(c->arena, c->lang, r, m);

	if (m->days_late)
		call_say(c, "cli.review-late-line", "missing", said, "due", day_words(c, m->due), "days",
			 NUM(m->days_late), NULL);
	else if (m->due.year)
		call_say(c, "cli.review-due-line", "missing", said, "due", day_words(c, m->due), NULL);
	else
		call_say(c, "cli.review-missing-line", "missing", said, NULL);
}

static void print_head(struct call *c, const struct review *r)
{
	const enum review_stage s = r->standing.stage;

	call_say(c, "cli.review-head", "review", text_z(c->arena, r->head.id), "plan", text_z(c->arena, r->head.plan),
		 "about", year_words(c, r->head.about), "stage", stage_label(c, s), "since",
		 day_words(c, r->standing.since[s]), NULL);
	if (r->now->invented)
		call_say(c, "cli.review-invented", NULL);
}

static void print_ages(struct call *c, const struct review *r)
{
	for (size_t i = 0; i < r->things.n; i++) {
		const struct review_thing *t = &r->things.at[i];

		if (t->item.kind == ITEM_KPI && t->age_months >= 24)
			call_say(c, "cli.review-stale-value", "kpi", text_z(c->arena, t->item.key), "name",
				 text_z(c->arena, t->name), "months", NUM(t->age_months), NULL);
	}
}

static bool run_status(struct call *c, struct err *err)
{
	struct review r;

	if (!review_load(&r, &c->context, call_text(c, "review"), err) || !review_promises(&r, &c->context, err))
		return false;
	if (c->json) {
		c->answer = review_status_json(c->arena, &r);
		return true;
	}
	print_head(c, &r);
	for (size_t i = 0; i < r.standing.missing.n; i++)
		print_missing(c, &r, &r.standing.missing.at[i]);
	for (size_t i = 0; i < r.promises.n; i++)
		if (!r.promises.at[i].followed)
			call_say(c, "cli.review-promise-open", "event", NUM(r.promises.at[i].event), "will",
				 text_z(c->arena, r.promises.at[i].will), "by",
				 text_z(c->arena, section_shown(&r.sections, r.promises.at[i].by)), "until",
				 day_words(c, r.promises.at[i].until), NULL);
	print_ages(c, &r);
	return true;
}

const struct command command_review_status = { .words = "review status",
					       .summary = "cli.review-status",
					       .details = "cli.review-status-details",
					       .needs = NEEDS_STORE,
					       .options = (const struct option[]){ REVIEW_OPTION, { 0 } },
					       .run = run_status };

/* ---- review show ---- */

static void say_direction(struct call *c, const char *id, enum review_direction d, struct text words)
{
	const char *name = direction_name(d);

	call_say(c, id, "direction", name ? call_label(c, arena_printf(c->arena, "direction.%s", name)) : "–", "text",
		 text_z(c->arena, words), NULL);
}

static void print_value(struct call *c, const struct review_thing *t)
{
	const struct report_point *p = t->of_year;
	const struct report_value *withdrawn = report_withdrawn(t->now, p);

	if (p)
		call_say(c, "cli.review-value", "value", text_z(c->arena, words_decimal(c->arena, p->value.value)),
			 "unit", text_z(c->arena, t->now ? t->now->kpi->unit : TEXT("")), "period",
			 text_z(c->arena, words_period(c->arena, c->lang, p->value.period)), "state",
			 words_state(c->lang, p->value.state), "status", words_status(c->lang, p->verdict.status),
			 NULL);
	else if (t->no_value.n)
		call_say(c, "cli.review-no-value", "because", text_z(c->arena, t->no_value), NULL);
	if (t->frozen && withdrawn)
		call_say(c, "cli.review-value-withdrawn", "because", text_z(c->arena, withdrawn->withdrawn), NULL);
	if (t->changed && (t->of_year_now || !withdrawn))
		call_say(c, "cli.review-changed", "value",
			 t->of_year_now ? text_z(c->arena, words_decimal(c->arena, t->of_year_now->value.value)) : "–",
			 NULL);
}

static void print_grades(struct call *c, const struct review *r, const struct review_thing *t)
{
	for (size_t i = 0; i < t->grades.n; i++) {
		const struct review_grade *g = &t->grades.at[i];
		const struct member *m = member_find(&r->members, g->member);
		const char *who = text_z(c->arena, m && m->name.n ? m->name : g->member);

		if (!g->visible)
			continue;
		call_say(c, "cli.review-grade-line", "who", who, "grade", NUM(g->grade), "levels", NUM(r->head.levels),
			 "comment", text_z(c->arena, g->comment), NULL);
		if (g->revised.event)
			call_say(c, "cli.review-revised-line", "who", who, "grade", NUM(g->revised.grade), "because",
				 text_z(c->arena, g->revised.because), NULL);
	}
	if (t->n_graded && !r->revealed_event)
		call_say(c, "cli.review-graded-closed", "n", NUM((int64_t)t->n_graded), NULL);
}

static void print_outcome(struct call *c, const struct review *r, const struct review_thing *t)
{
	if (t->finding.event)
		say_direction(c, "cli.review-finding", t->finding.direction, t->finding.finding);
	for (size_t i = 0; i < t->finding.dissent.n; i++)
		call_say(c, "cli.review-dissent", "who", text_z(c->arena, t->finding.dissent.at[i].member), "text",
			 text_z(c->arena, t->finding.dissent.at[i].text), NULL);
	if (t->answer.event && t->answer.will.n)
		call_say(c, "cli.review-answer", "will", text_z(c->arena, t->answer.will), "by",
			 text_z(c->arena, section_shown(&r->sections, t->answer.by)), "until",
			 day_words(c, t->answer.until), NULL);
	if (t->answer.event && t->answer.why_not.n)
		call_say(c, "cli.review-answer-not", "because", text_z(c->arena, t->answer.why_not), NULL);
	if (t->decision.event)
		call_say(c, t->decision.departs ? "cli.review-decision-departs" : "cli.review-decision", "direction",
			 call_label(c, arena_printf(c->arena, "direction.%s", direction_name(t->decision.direction))),
			 "from", year_words(c, t->decision.from_year), "by", text_z(c->arena, t->decision.by), "on",
			 day_words(c, t->decision.on), "budget", text_z(c->arena, t->decision.budget), "because",
			 text_z(c->arena, t->decision.because), NULL);
}

static void print_thing(struct call *c, const struct review *r, const struct review_thing *t)
{
	call_say(c, "cli.review-item", "key", text_z(c->arena, t->item.key), "name", text_z(c->arena, t->name), "owner",
		 t->owner.n ? text_z(c->arena, section_shown(&r->sections, t->owner))
			    : call_label(c, "cli.review-nobody"),
		 NULL);
	if (t->hidden) {
		call_say(c, "cli.review-hidden", NULL);
		return;
	}
	print_value(c, t);
	if (t->assessment.event)
		say_direction(c, "cli.review-assessment", t->assessment.direction, t->assessment.analysis);
	print_grades(c, r, t);
	for (size_t i = 0; i < t->comments.n; i++)
		call_say(c, "cli.review-comment-line", "who",
			 t->comments.at[i].who.n ? text_z(c->arena, t->comments.at[i].who)
						 : call_label(c, "cli.review-secretariat"),
			 "text", text_z(c->arena, t->comments.at[i].text), NULL);
	print_outcome(c, r, t);
}

static void print_agreement(struct call *c, const struct agreement *g)
{
	const char *method = call_label(c, arena_printf(c->arena, "agreement.%s", agreement_name(g->method)));
	const char *why =
		g->undefined == AGREEMENT_NO_PAIRS ? "review.agreement-no-pairs" : "review.agreement-no-spread";

	if (g->undefined)
		call_say(c, "cli.review-agreement-undefined", "method", method, "why", call_label(c, why), NULL);
	else
		call_say(c, "cli.review-agreement", "method", method, "value", arena_printf(c->arena, "%.3f", g->value),
			 "items", NUM((int64_t)g->items), "raters", NUM((int64_t)g->raters), "grades",
			 NUM((int64_t)g->grades), NULL);
}

static bool run_show(struct call *c, struct err *err)
{
	struct review r;

	if (!review_load(&r, &c->context, call_text(c, "review"), err) || !review_promises(&r, &c->context, err))
		return false;
	if (c->json) {
		c->answer = review_json(c->arena, &r);
		return true;
	}
	print_head(c, &r);
	for (size_t i = 0; i < r.things.n; i++)
		print_thing(c, &r, &r.things.at[i]);
	if (r.has_agreement) {
		print_agreement(c, &r.ordinal);
		print_agreement(c, &r.nominal);
	}
	return true;
}

const struct command command_review_show = { .words = "review show",
					     .summary = "cli.review-show",
					     .details = "cli.review-show-details",
					     .needs = NEEDS_STORE,
					     .options = (const struct option[]){ REVIEW_OPTION, { 0 } },
					     .run = run_show };

/* ---- review promises ---- */

static void print_promise(struct call *c, const struct review *r, const struct review_promise *p)
{
	call_say(c, p->overdue ? "cli.review-promise-overdue" : "cli.review-promise", "event", NUM(p->event), "review",
		 text_z(c->arena, p->review), "item", text_z(c->arena, p->item.key), "will", text_z(c->arena, p->will),
		 "by", text_z(c->arena, section_shown(&r->sections, p->by)), "until", day_words(c, p->until), NULL);
	if (p->followed)
		call_say(c, "cli.review-promise-done", "done",
			 call_label(c, arena_printf(c->arena, "done.%s", text_z(c->arena, p->done))), "what",
			 text_z(c->arena, p->what), NULL);
}

static bool run_promises(struct call *c, struct err *err)
{
	struct review r;
	json_t *list;

	if (!review_load(&r, &c->context, call_text(c, "review"), err) || !review_promises(&r, &c->context, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < r.promises.n; i++) {
		if (c->json)
			json_array_append_new(list, promise_json(c->arena, &r.promises.at[i]));
		else
			print_promise(c, &r, &r.promises.at[i]);
	}
	if (!r.promises.n)
		call_say(c, "cli.review-no-promises", NULL);
	c->answer = json_pack("{s:o}", "promises", list);
	return true;
}

const struct command command_review_promises = { .words = "review promises",
						 .summary = "cli.review-promises",
						 .details = "cli.review-promises-details",
						 .needs = NEEDS_STORE,
						 .options = (const struct option[]){ REVIEW_OPTION, { 0 } },
						 .run = run_promises };

/* ---- review drafts ---- */

static bool run_drafts(struct call *c, struct err *err)
{
	draft_list all = { 0 };
	json_t *list;
	bool on;

	if (!drafts_read(&all, &c->context, err) || !approval_is_on(&on, &c->context, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++) {
		const struct draft *d = &all.at[i];

		if (c->json)
			json_array_append_new(list, draft_json(c->arena, d));
		else
			call_say(c, "cli.review-draft-line", "event", NUM(d->event), "what",
				 call_label(c, arena_printf(c->arena, "act.%s", text_z(c->arena, d->what))), "item",
				 text_z(c->arena, d->item.key), "review", text_z(c->arena, d->review), "by",
				 text_z(c->arena, d->by), "day", day_words(c, d->day), NULL);
	}
	if (!all.n)
		call_say(c, "cli.review-no-drafts", NULL);
	c->answer = json_pack("{s:o,s:b}", "drafts", list, "approval", on);
	return true;
}

const struct command command_review_drafts = {
	.words = "review drafts", .summary = "cli.review-drafts", .needs = NEEDS_STORE, .run = run_drafts
};
