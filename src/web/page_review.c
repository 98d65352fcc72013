/* The year of a review as a whole: which there are, where one stands, what is missing and whose it is, and the steps
 * that the planning section takes. */
#include "publish/words.h"
#include "usecase/review_json.h"
#include "usecase/said.h"
#include "web/turns.h"

static struct text year_words(struct doc *d, int16_t year)
{
	return words_period(d->arena, d->lang, (struct period){ PERIOD_FY, year, { 0 } });
}

/* ---- all of them ---- */

static bool view_reviews(struct request *q, struct doc *d, struct err *err)
{
	review_head_list all = { 0 };
	struct node *table;

	if (!reviews_read(&all, q->context, err))
		return false;
	if (page_may(q, RIGHT_PLAN))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/reviews/new"),
			 doc_label(d, "web.review-new"));
	if (!all.n) {
		doc_paragraph(d, d->body, doc_label(d, "web.reviews-none"));
		return true;
	}
	table = doc_table(d, d->body, "reviews", doc_label(d, "web.reviews"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.review-held", "web.review-about", "web.review-plan", "web.review-opened",
				    "web.review-closed", NULL });
	for (size_t i = all.n; i-- > 0;) {
		struct node *row = doc_row(d, table);

		doc_link(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }), review_link(q, all.at[i].id, ""),
			 words_date(d->arena, d->lang, all.at[i].held));
		doc_cell(d, row, 0, year_words(d, all.at[i].about));
		doc_cell(d, row, 0, all.at[i].plan);
		doc_cell(d, row, 0, words_date(d->arena, d->lang, all.at[i].opened));
		doc_cell(d, row, 0,
			 all.at[i].closed.year ? words_date(d->arena, d->lang, all.at[i].closed)
					       : doc_label(d, "web.review-going-on"));
	}
	return true;
}

static bool data_reviews(struct request *q, json_t **data, struct err *err)
{
	review_head_list all = { 0 };
	json_t *list;

	if (!reviews_read(&all, q->context, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++)
		json_array_append_new(list, review_head_json(&all.at[i]));
	*data = json_pack("{s:o}", "reviews", list);
	return true;
}

const struct page page_reviews = {
	.route = "/reviews",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_PACKET,
	.title = "web.reviews",
	.nav = "web.reviews",
	.view = view_reviews,
	.data = data_reviews,
	.gives = "Reviews",
};

static bool view_new(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	doc_paragraph(d, d->body, doc_label(d, "web.review-new-what"));
	form_of_page(q, d, d->body, "web.review-new");
	return true;
}

static bool act_new(struct request *q, struct outcome *o, struct err *err)
{
	const struct field_value *about = request_field(q, "about");
	struct open_request open = { .about = about->period.year, .levels = (int)request_field(q, "levels")->number };
	struct act_result r;

	/* A line and no day's field: the committee's month is known long before its day. */
	if (!date_said(&open.held, request_text(q, "held"), NULL) || open.held.day)
		return request_fault(q, err, "held", "web.review-held-month");
	if (about->period.kind != PERIOD_FY)
		return request_fault(q, err, "about", "web.review-about-year");
	if (!review_open(&r, q->context, &open, err))
		return false;
	act_done(o, q, &r, review_link(q, r.review, ""));
	return true;
}

const struct page page_review_new = {
	.route = "/reviews/new",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.review-new",
	.fields = { { "held", FIELD_LINE, .label = "web.review-held", .hint = "web.review-held-hint",
		      .required = true },
		    { "about", FIELD_PERIOD, .label = "web.review-about", .hint = "web.review-about-hint",
		      .required = true },
		    { "levels", FIELD_INT, .label = "web.review-levels", .hint = "web.review-levels-hint" } },
	.view = view_new,
	.act = act_new,
	.makes = "Act",
};

/* ---- one ---- */

static void put_stages(struct doc *d, const struct review *r)
{
	struct node *table = doc_table(d, d->body, "stages", doc_label(d, "web.stages-caption"), TABLE_CARDS);

	page_head(d, table,
		  (const char *[]){ "web.stage", "web.stage-state", "web.stage-since", "web.stage-due", NULL });
	for (int s = 0; s < STAGE_COUNT; s++) {
		struct node *row = doc_row(d, table), *cell;
		bool now = s == (int)r->standing.stage, done = s < (int)r->standing.stage;

		doc_cell(d, row, CELL_HEADER, doc_label(d, arena_printf(d->arena, "stage.%s", stage_name(s))));
		cell = doc_cell(d, row, CELL_NOWRAP, (struct text){ 0 });
		doc_status(d, cell,
			   done  ? SHAPE_CIRCLE
			   : now ? SHAPE_TRIANGLE
				 : SHAPE_DOTS,
			   done  ? TONE_GOOD
			   : now ? TONE_FAIR
				 : TONE_PLAIN,
			   doc_label(d, done  ? "web.stage-done"
					: now ? "web.stage-now"
					      : "web.stage-coming"));
		doc_cell(d, row, 0,
			 r->standing.since[s].year ? words_date(d->arena, d->lang, r->standing.since[s]) : TEXT("–"));
		doc_cell(d, row, 0, r->due[s].year ? words_date(d->arena, d->lang, r->due[s]) : TEXT("–"));
	}
}

/* To an expert who grades, his own grade is what counts. */
static const char *state_of(const struct review *r, const struct review_thing *t)
{
	if (t->hidden)
		return "web.thing-hidden";
	if (r->me.n && r->standing.stage == STAGE_REVIEWING)
		return review_own_grade(r, t) ? "web.thing-own-graded" : "web.thing-own-open";
	if (t->decision.event)
		return "web.thing-decided";
	if (t->answer.event)
		return "web.thing-answered";
	if (t->finding.event)
		return "web.thing-concluded";
	if (t->n_graded)
		return "web.thing-graded";
	return t->assessment.event ? "web.thing-assessed" : "web.thing-open";
}

static void put_verdict_cell(struct doc *d, struct node *row, const struct review_thing *t)
{
	const struct report_point *p = t->of_year;
	struct node *cell = doc_cell(d, row, 0, (struct text){ 0 });

	if (t->hidden || !p) {
		doc_text(d, cell, t->no_value.n ? t->no_value : TEXT("–"));
		return;
	}
	doc_status(d, cell, words_status_shape(p->verdict.status), words_status_tone(p->verdict.status),
		   text_of(words_status(d->lang, p->verdict.status)));
}

static void put_things(struct request *q, struct doc *d, const struct review *r)
{
	struct node *table = doc_table(d, d->body, "items", doc_label(d, "web.review-items-caption"), TABLE_CARDS);

	page_head(d, table,
		  (const char *[]){ "web.review-item", "web.review-owner", "web.review-verdict", "web.thing-state",
				    NULL });
	for (size_t i = 0; i < r->things.n; i++) {
		const struct review_thing *t = &r->things.at[i];
		struct node *row = doc_row(d, table), *cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });

		doc_link(d, cell, item_link(q, r->head.id, t->item, ""),
			 text_of(arena_printf(d->arena, "%s %s", doc_z(d, t->item.key), doc_z(d, t->name))));
		doc_cell(d, row, 0, page_or_dash(section_shown(&r->sections, t->owner)));
		put_verdict_cell(d, row, t);
		doc_cell(d, row, 0, doc_label(d, state_of(r, t)));
	}
}

static void put_experts(struct doc *d, const struct review *r)
{
	struct node *table;

	if (!r->experts.n)
		return;
	table = doc_table(d, d->body, "experts", doc_label(d, "web.experts"), TABLE_CARDS);
	page_head(
		d, table,
		(const char *[]){ "web.expert", "web.expert-field", "web.expert-declared", "web.expert-graded", NULL });
	for (size_t i = 0; i < r->experts.n; i++) {
		const struct review_expert *e = &r->experts.at[i];
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER, e->name.n ? e->name : e->member);
		doc_cell(d, row, 0,
			 e->field.n ? doc_label(d, arena_printf(d->arena, "field.%s", doc_z(d, e->field))) : TEXT("–"));
		doc_cell(d, row, 0, e->declared.year ? words_date(d->arena, d->lang, e->declared) : TEXT("–"));
		doc_cell(d, row, CELL_NUMBER, text_of(arena_printf(d->arena, "%zu/%zu", e->graded, e->to_grade)));
	}
}

static void put_agreement(struct doc *d, const struct review *r)
{
	if (!r->has_agreement)
		return;
	doc_paragraph(d, d->body,
		      r->ordinal.undefined == AGREEMENT_DEFINED
			      ? doc_words(d, "web.agreement", "alpha",
					  doc_z(d, words_real(d->arena, r->ordinal.value, 2)), "n",
					  NUM((int64_t)r->ordinal.items), NULL)
			      : doc_label(d, "web.agreement-none"));
}

static void put_links(struct request *q, struct doc *d, const struct review *r)
{
	static const struct {
		enum right right;
		const char *page, *label;
	} links[] = { { RIGHT_READ_INTERNAL, "collect", "web.collect" },
		      { RIGHT_READ_PACKET, "meetings", "web.meetings" },
		      { RIGHT_PLAN, "step", "web.review-step" },
		      { RIGHT_PLAN, "invite", "web.invite" },
		      { RIGHT_PLAN, "remind", "web.remind" },
		      { RIGHT_PLAN, "set", "web.review-set" },
		      { RIGHT_GRADE, "declare", "web.declare" },
		      { RIGHT_RESPOND, "promises", "web.promises" } };
	struct node *list;

	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.review-ways"));
	list = doc_add(d, d->body, NODE_LIST);
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		if (page_may(q, links[i].right))
			doc_link(d, doc_item(d, list, (struct text){ 0 }), review_link(q, r->head.id, links[i].page),
				 doc_label(d, links[i].label));
	if (r->frozen_event)
		doc_link(d, doc_item(d, list, (struct text){ 0 }), review_link(q, r->head.id, "packet.pdf"),
			 doc_label(d, "web.review-packet"));
	if (r->revealed_event)
		doc_link(d, doc_item(d, list, (struct text){ 0 }), review_link(q, r->head.id, "report.pdf"),
			 doc_label(d, "web.review-report"));
}

static bool view_review(struct request *q, struct doc *d, struct err *err)
{
	draft_list drafts = { 0 };
	struct review r;

	if (!review_of_page(&r, q, err) || !turns_drafts(&drafts, q, err))
		return false;
	page_title(d, doc_words(d, "web.review-title", "held", doc_z(d, words_date(d->arena, d->lang, r.head.held)),
				"about", doc_z(d, year_words(d, r.head.about)), NULL));
	if (r.now->invented)
		doc_paragraph(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.invented")),
			      doc_label(d, "web.invented-what"));
	put_stage(d, &r);
	put_turns(q, d, &r, &drafts, 2);
	put_links(q, d, &r);
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.review-items"));
	put_things(q, d, &r);
	put_agreement(d, &r);
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.stages"));
	put_stages(d, &r);
	put_experts(d, &r);
	return true;
}

static bool data_review(struct request *q, json_t **data, struct err *err)
{
	struct review r;

	if (!review_of_page(&r, q, err))
		return false;
	*data = review_json(q->context->arena, &r);
	return true;
}

const struct page page_review = {
	.route = "/review/{review}",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_PACKET,
	.title = "web.review",
	.fields = { REVIEW_FIELD },
	.view = view_review,
	.data = data_review,
	.gives = "Review",
};

/* ---- the steps of the planning section ---- */

static const struct step {
	const char *name, *label, *what;
	enum review_act act;
} steps[] = { { "freeze", "web.step-freeze", "web.step-freeze-what", ACT_FREEZE },
	      { "reveal", "web.step-reveal", "web.step-reveal-what", ACT_REVEAL },
	      { "publish", "web.step-publish", "web.step-publish-what", ACT_PUBLISH },
	      { "close", "web.step-close", "web.step-close-what", ACT_CLOSE } };

static bool is_drafted(const draft_list *drafts, struct text review, const struct step *step)
{
	for (size_t i = 0; i < drafts->n; i++)
		if (text_is(drafts->at[i].what, step->name) && text_eq(drafts->at[i].review, review))
			return true;
	return false;
}

static void put_step(struct request *q, struct doc *d, const struct step *step, bool drafted)
{
	struct node *form;

	doc_heading(d, d->body, 2, NULL, doc_label(d, step->label));
	if (drafted) {
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/drafts"),
			 doc_label(d, "web.step-drafted"));
		return;
	}
	doc_paragraph(d, d->body, doc_label(d, step->what));
	form_set(q, "step", text_of(step->name));
	form = form_begin(q, d, d->body, NULL);
	if (step->act == ACT_PUBLISH) {
		form_field(q, d, form, "changes");
		form_field(q, d, form, "council");
	}
	form_button(d, form, step->label, NULL);
}

/* What is possible, the furthest first: behind the first edition that is the end, and another edition below it. */
static bool view_step(struct request *q, struct doc *d, struct err *err)
{
	draft_list drafts = { 0 };
	struct review r;
	bool any = false;

	if (!review_of_page(&r, q, err) || !turns_drafts(&drafts, q, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, ""),
		 doc_label(d, "web.review-back"));
	put_stage(d, &r);
	put_turns(q, d, &r, &drafts, 2);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (act_when(steps[i].act, r.standing.stage, false) == ACT_NOW) {
			put_step(q, d, &steps[i], is_drafted(&drafts, r.head.id, &steps[i]));
			any = true;
		}
	if (!any)
		doc_paragraph(d, d->body, doc_label(d, "web.step-none"));
	return true;
}

static bool act_step(struct request *q, struct outcome *o, struct err *err)
{
	struct text id = request_text(q, "review"), step = request_text(q, "step");
	struct publish_request publish = { .review = id,
					   .changes = text_trim(request_text(q, "changes")),
					   .council = request_field(q, "council")->date };
	struct act_result r;
	bool ok;

	if (text_is(step, "freeze"))
		ok = review_freeze(&r, q->context, id, err);
	else if (text_is(step, "reveal"))
		ok = review_reveal(&r, q->context, id, err);
	else if (text_is(step, "publish"))
		ok = review_publish(&r, q->context, &publish, err);
	else
		ok = review_close(&r, q->context, id, err);
	if (ok)
		act_done(o, q, &r, r.draft ? request_path(q, "/drafts") : review_link(q, id, ""));
	return ok;
}

static const struct field_choice step_choices[] = { { "freeze", "web.step-freeze" },
						    { "reveal", "web.step-reveal" },
						    { "publish", "web.step-publish" },
						    { "close", "web.step-close" },
						    { 0 } };

const struct page page_review_step = {
	.route = "/review/{review}/step",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.review-step",
	.fields = { REVIEW_FIELD,
		    { "step", FIELD_CHOICE, .hidden = true, .required = true, .choices = step_choices },
		    { "changes", FIELD_TEXT, .label = "web.step-changes", .hint = "web.step-changes-hint" },
		    { "council", FIELD_DATE, .label = "web.step-council" } },
	.view = view_step,
	.data = data_standing,
	.act = act_step,
	.gives = "ReviewStatus",
	.makes = "Act",
};
