/* One KPI or project in the year of a review: what is known of it, and what each may say of it. Every act is a page of
 * its own that shows all that is known and then asks. */
#include "publish/words.h"
#include "web/turns.h"

/* ---- the item ---- */

static void put_acts(struct request *q, struct doc *d, const struct review *r, const struct review_thing *t)
{
	static const struct {
		enum review_act act;
		enum right right;
		const char *page, *label;
	} acts[] = { { ACT_ASSESS, RIGHT_ASSESS, "assess", "web.assess" },
		     { ACT_GRADE, RIGHT_GRADE, "grade", "web.grade-give" },
		     { ACT_REVISE, RIGHT_GRADE, "grade", "web.grade-revise" },
		     { ACT_COMMENT, RIGHT_DISCUSS, "comment", "web.comment" },
		     { ACT_CONCLUDE, RIGHT_DISCUSS, "conclude", "web.conclude" },
		     { ACT_ANSWER, RIGHT_RESPOND, "answer", "web.answer-give" },
		     { ACT_DECIDE, RIGHT_DECIDE, "decide", "web.decide" } };
	struct node *list = NULL;

	for (size_t i = 0; i < sizeof acts / sizeof *acts && !t->hidden; i++) {
		if (!right_of(q->context->person->roles, acts[i].right) ||
		    act_when(acts[i].act, r->standing.stage, false) != ACT_NOW)
			continue;
		list = list ? list : doc_add(d, d->body, NODE_LIST);
		doc_link(d, doc_item(d, list, (struct text){ 0 }), item_link(q, r->head.id, t->item, acts[i].page),
			 doc_label(d, acts[i].label));
	}
}

static bool view_item(struct request *q, struct doc *d, struct err *err)
{
	draft_list drafts = { 0 };
	struct review_thing *t;
	struct review r;

	/* The whole: whose turn it is next asks for what all items lack. */
	if (!review_of_page(&r, q, err) || !thing_of_review(&t, &r, q, d, err) || !turns_drafts(&drafts, q, err))
		return false;
	put_next_turn(q, d, &r, t->item, &drafts);
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, ""),
		 doc_label(d, "web.review-back"));
	put_acts(q, d, &r, t);
	put_thing(d, &r, t);
	return true;
}

const struct page page_review_item = {
	.route = "/review/{review}/item",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_PACKET,
	.title = "web.review-item",
	.fields = { REVIEW_FIELD, ITEM_FIELD },
	.view = view_item,
	.data = data_thing,
	.gives = "ItemOfReview",
};

/* ---- self-assessment ---- */

static bool view_assess(struct request *q, struct doc *d, struct err *err)
{
	const struct review_assessment *a;
	struct review_thing *t;
	struct node *form;
	struct review r;

	if (!thing_of_page(&r, &t, q, d, err))
		return false;
	a = &t->assessment;
	/* Somebody else was faster: what stands is shown above what was typed. */
	if (q->conflict)
		put_thing(d, &r, t);
	else if (t->item.kind == ITEM_KPI)
		put_value_of(d, t);
	form_value(q, "did", a->did);
	form_value(q, "analysis", a->analysis);
	if (a->has_spent)
		form_value(q, "spent", digits_text(d, a->spent_yen));
	form_value(q, "direction", text_of(direction_name(a->direction)));
	form = act_form(q, d, a->event);
	form_field(q, d, form, "did");
	form_field(q, d, form, "spent");
	form_field(q, d, form, "analysis");
	form_field(q, d, form, "direction");
	act_form_end(q, d, form, a->event, "web.save");
	return true;
}

static bool act_assess(struct request *q, struct outcome *o, struct err *err)
{
	const struct field_value *spent = request_field(q, "spent");
	struct assess_request a = { .review = request_text(q, "review"),
				    .did = text_trim(request_text(q, "did")),
				    .analysis = text_trim(request_text(q, "analysis")),
				    .has_spent = spent->present,
				    .spent_yen = spent->number,
				    .change = change_of(q) };
	struct act_result r;

	(void)direction_parse(&a.direction, request_text(q, "direction"));
	return item_of_page(&a.item, q, err) && review_assess(&r, q->context, &a, err) &&
	       act_done_at_item(q, o, &r, err);
}

const struct page page_review_assess = {
	.route = "/review/{review}/assess",
	.may = MAY_RIGHT,
	.right = RIGHT_ASSESS,
	.title = "web.assess",
	.fields = { REVIEW_FIELD,
		    ITEM_FIELD,
		    { "did", FIELD_TEXT, .label = "web.assess-did", .hint = "web.assess-did-hint", .required = true },
		    { "spent", FIELD_INT, .label = "web.assess-spent", .hint = "web.assess-spent-hint" },
		    { "analysis", FIELD_TEXT, .label = "web.assess-analysis", .hint = "web.assess-analysis-hint",
		      .required = true },
		    { "direction", FIELD_CHOICE, .label = "web.direction", .hint = "web.direction-hint",
		      .choices = direction_choices, .required = true },
		    CHANGE_FIELDS },
	.view = view_assess,
	.data = data_thing,
	.act = act_assess,
	.gives = "ItemOfReview",
	.makes = "Act",
};

/* ---- the city's answer ---- */

static bool view_answer(struct request *q, struct doc *d, struct err *err)
{
	const struct review_answer *a;
	struct review_thing *t;
	struct node *form, *by;
	struct review r;

	if (!thing_of_page(&r, &t, q, d, err))
		return false;
	a = &t->answer;
	put_thing(d, &r, t);
	form_value(q, "will", a->will);
	form_value(q, "by", a->by.n ? a->by : t->owner);
	form_value(q, "until", a->until.year ? text_of(arena_printf(d->arena, "%s", DATE(a->until))) : TEXT(""));
	form_value(q, "why-not", a->why_not);
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.answer-give"));
	form = act_form(q, d, a->event);
	form_field(q, d, form, "will");
	by = form_field(q, d, form, "by");
	for (size_t i = 0; i < r.sections.n; i++)
		if (!r.sections.at[i].closed)
			form_choice(q, d, by, r.sections.at[i].key, r.sections.at[i].name);
	form_field(q, d, form, "until");
	form_field(q, d, form, "why-not");
	act_form_end(q, d, form, a->event, "web.save");
	return true;
}

static bool act_answer(struct request *q, struct outcome *o, struct err *err)
{
	struct answer_request a = { .review = request_text(q, "review"),
				    .will = text_trim(request_text(q, "will")),
				    .by = request_text(q, "by"),
				    .until = request_field(q, "until")->date,
				    .why_not = text_trim(request_text(q, "why-not")),
				    .change = change_of(q) };
	struct act_result r;

	/* The section is proposed by the form; of a refusal it says nothing. */
	if (a.why_not.n && !a.will.n)
		a.by = (struct text){ 0 };
	return item_of_page(&a.item, q, err) && review_answer(&r, q->context, &a, err) &&
	       act_done_at_item(q, o, &r, err);
}

const struct page page_review_answer = {
	.route = "/review/{review}/answer",
	.may = MAY_RIGHT,
	.right = RIGHT_RESPOND,
	.title = "web.answer-give",
	.fields = { REVIEW_FIELD,
		    ITEM_FIELD,
		    { "will", FIELD_TEXT, .label = "web.answer-will" },
		    { "by", FIELD_CHOICE, .label = "web.answer-by" },
		    { "until", FIELD_DATE, .label = "web.answer-until" },
		    { "why-not", FIELD_TEXT, .label = "web.answer-why-not", .hint = "web.answer-why-not-hint" },
		    CHANGE_FIELDS },
	.view = view_answer,
	.data = data_thing,
	.act = act_answer,
	.gives = "ItemOfReview",
	.makes = "Act",
};

/* ---- the policy ---- */

static bool view_decide(struct request *q, struct doc *d, struct err *err)
{
	const struct review_decision *x;
	struct review_thing *t;
	struct node *form;
	struct review r;

	if (!thing_of_page(&r, &t, q, d, err))
		return false;
	x = &t->decision;
	put_thing(d, &r, t);
	form_value(q, "direction", text_of(direction_name(x->event ? x->direction : t->finding.direction)));
	form_value(q, "from",
		   text_of(arena_printf(d->arena, d->lang == LANG_JA ? "%d年度" : "FY%d",
					x->event ? x->from_year : r.head.about + 2)));
	form_value(q, "by", x->by);
	form_value(q, "on", x->on.year ? text_of(arena_printf(d->arena, "%s", DATE(x->on))) : TEXT(""));
	form_value(q, "budget", x->budget);
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.decide"));
	form = act_form(q, d, x->event);
	form_field(q, d, form, "direction");
	form_field(q, d, form, "from");
	form_field(q, d, form, "by");
	form_field(q, d, form, "on");
	form_field(q, d, form, "budget");
	form_field(q, d, form, "because");
	form_button(d, form, "web.decide", NULL);
	return true;
}

static bool act_decide(struct request *q, struct outcome *o, struct err *err)
{
	const struct field_value *from = request_field(q, "from");
	struct act_change change = change_of(q);
	struct decide_request x = { .review = request_text(q, "review"),
				    .from_year = from->period.year,
				    .by = request_text(q, "by"),
				    .on = request_field(q, "on")->date,
				    .budget = request_text(q, "budget"),
				    .because = change.because,
				    .corrects = change.corrects };
	struct act_result r;

	(void)direction_parse(&x.direction, request_text(q, "direction"));
	if (from->period.kind != PERIOD_FY)
		return request_fault(q, err, "from", "web.review-about-year");
	return item_of_page(&x.item, q, err) && review_decide(&r, q->context, &x, err) &&
	       act_done_at_item(q, o, &r, err);
}

const struct page page_review_decide = {
	.route = "/review/{review}/decide",
	.may = MAY_RIGHT,
	.right = RIGHT_DECIDE,
	.title = "web.decide",
	.fields = { REVIEW_FIELD,
		    ITEM_FIELD,
		    { "direction", FIELD_CHOICE, .label = "web.direction", .choices = direction_choices,
		      .required = true },
		    { "from", FIELD_PERIOD, .label = "web.decide-from", .required = true },
		    { "by", FIELD_LINE, .label = "web.decide-by", .hint = "web.decide-by-hint", .required = true },
		    { "on", FIELD_DATE, .label = "web.decide-on", .required = true },
		    { "budget", FIELD_LINE, .label = "web.decide-budget" },
		    { "corrects", FIELD_INT, .hidden = true },
		    { "because", FIELD_TEXT, .label = "web.decide-because", .hint = "web.decide-because-hint" } },
	.view = view_decide,
	.data = data_thing,
	.act = act_decide,
	.gives = "ItemOfReview",
	.makes = "Act",
};
