/* One KPI or project in the year of a review: what is known of it, and what each may say of it. Every act is a page of
 * its own that shows all that is known and then asks. */
#include "publish/words.h"
#include "web/turns.h"

static struct text number_text(struct doc *d, int64_t n)
{
	return text_of(arena_printf(d->arena, "%lld", (long long)n));
}

static void add_grades(struct request *q, struct doc *d, struct node *form, int levels)
{
	struct node *field = form_field(q, d, form, "grade");

	for (int i = levels; i >= 1; i--)
		form_choice(q, d, field, number_text(d, i),
			    i == levels ? doc_words(d, "web.grade-best", "n", NUM(i), NULL)
			    : i == 1    ? doc_words(d, "web.grade-worst", "n", NUM(i), NULL)
					: number_text(d, i));
}

static int grade_typed(const struct request *q)
{
	struct text t = request_text(q, "grade");

	return t.n == 1 ? t.p[0] - '0' : 0;
}

static bool done_at_item(struct request *q, struct outcome *o, const struct act_result *r, struct err *err)
{
	struct review_item item;

	if (!item_of_page(&item, q, err))
		return false;
	act_done(o, q, r, r->draft ? request_path(q, "/drafts") : item_link(q, request_text(q, "review"), item, ""));
	return true;
}

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

	if (!thing_of_page(&r, &t, q, d, err) || !turns_drafts(&drafts, q, err))
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
		form_value(q, "spent", number_text(d, a->spent_yen));
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
	return item_of_page(&a.item, q, err) && review_assess(&r, q->context, &a, err) && done_at_item(q, o, &r, err);
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
};

/* ---- grades ---- */

static bool view_grade(struct request *q, struct doc *d, struct err *err)
{
	const struct review_grade *own;
	struct review_thing *t;
	struct node *form;
	struct review r;
	int64_t said;

	if (!thing_of_page(&r, &t, q, d, err))
		return false;
	put_thing(d, &r, t);
	if (t->hidden)
		return true;
	own = review_own_grade(&r, t);
	said = !own ? 0 : own->revised.event ? own->revised.event : own->event;
	doc_heading(d, d->body, 2, NULL, doc_label(d, r.revealed_event ? "web.grade-revise" : "web.grade-give"));
	if (!r.revealed_event)
		doc_paragraph(d, d->body, doc_label(d, "web.grade-blind"));
	if (own) {
		form_value(q, "grade", number_text(d, own->revised.event ? own->revised.grade : own->grade));
		form_value(q, "comment", own->comment);
	}
	form = r.revealed_event ? form_begin(q, d, d->body, NULL) : act_form(q, d, said);
	add_grades(q, d, form, r.head.levels);
	if (!r.revealed_event)
		form_field(q, d, form, "comment");
	act_form_end(q, d, form, said, "web.save");
	return true;
}

static bool act_grade(struct request *q, struct outcome *o, struct err *err)
{
	struct grade_request g = { .review = request_text(q, "review"),
				   .grade = grade_typed(q),
				   .comment = text_trim(request_text(q, "comment")),
				   .change = change_of(q) };
	struct act_result done;
	struct review r;

	if (!review_of_page(&r, q, err) || !item_of_page(&g.item, q, err))
		return false;
	if (r.revealed_event ? !review_revise(&done, q->context, &g, err) : !review_grade(&done, q->context, &g, err))
		return false;
	return done_at_item(q, o, &done, err);
}

const struct page page_review_grade = {
	.route = "/review/{review}/grade",
	.may = MAY_RIGHT,
	.right = RIGHT_GRADE,
	.title = "web.grades",
	.fields = { REVIEW_FIELD,
		    ITEM_FIELD,
		    { "grade", FIELD_CHOICE, .label = "web.grade", .required = true },
		    { "comment", FIELD_TEXT, .label = "web.grade-comment" },
		    CHANGE_FIELDS },
	.view = view_grade,
	.data = data_thing,
	.act = act_grade,
};

/* ---- discussion ---- */

static bool view_comment(struct request *q, struct doc *d, struct err *err)
{
	struct review_thing *t;
	struct review r;

	if (!thing_of_page(&r, &t, q, d, err))
		return false;
	put_thing(d, &r, t);
	if (!t->hidden)
		form_of_page(q, d, d->body, "web.comment");
	return true;
}

static bool act_comment(struct request *q, struct outcome *o, struct err *err)
{
	struct comment_request c = { .review = request_text(q, "review"), .text = text_trim(request_text(q, "text")) };
	struct act_result r;

	return item_of_page(&c.item, q, err) && review_comment(&r, q->context, &c, err) && done_at_item(q, o, &r, err);
}

const struct page page_review_comment = {
	.route = "/review/{review}/comment",
	.may = MAY_RIGHT,
	.right = RIGHT_DISCUSS,
	.title = "web.comment",
	.fields = { REVIEW_FIELD, ITEM_FIELD, { "text", FIELD_TEXT, .label = "web.comment-text", .required = true } },
	.view = view_comment,
	.data = data_thing,
	.act = act_comment,
};

/* ---- one finding ---- */

/* Who dissents and why: as many as the form has room for. What more a command has written down stays as it is. */
enum { DISSENTS = 4 };
static const struct {
	const char *who, *text;
} dissents[DISSENTS] = { { "dissenter", "dissent" },
			 { "dissenter-2", "dissent-2" },
			 { "dissenter-3", "dissent-3" },
			 { "dissenter-4", "dissent-4" } };

static void put_dissents(struct request *q, struct doc *d, struct node *form, const struct review *r)
{
	for (size_t i = 0; i < DISSENTS; i++) {
		struct node *who = form_field(q, d, form, dissents[i].who);

		for (size_t j = 0; j < r->experts.n; j++)
			form_choice(q, d, who, r->experts.at[j].member, member_shown(r, r->experts.at[j].member));
		form_field(q, d, form, dissents[i].text);
	}
}

static bool view_conclude(struct request *q, struct doc *d, struct err *err)
{
	const struct review_finding *f;
	struct review_thing *t;
	struct node *form;
	struct review r;

	if (!thing_of_page(&r, &t, q, d, err))
		return false;
	f = &t->finding;
	put_thing(d, &r, t);
	if (t->hidden)
		return true;
	form_value(q, "finding", f->finding);
	form_value(q, "grade", f->grade ? number_text(d, f->grade) : (struct text){ 0 });
	form_value(q, "direction", text_of(direction_name(f->direction)));
	for (size_t i = 0; i < f->dissent.n && i < DISSENTS; i++) {
		form_value(q, dissents[i].who, f->dissent.at[i].member);
		form_value(q, dissents[i].text, f->dissent.at[i].text);
	}
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.conclude"));
	form = act_form(q, d, f->event);
	form_field(q, d, form, "finding");
	add_grades(q, d, form, r.head.levels);
	form_field(q, d, form, "direction");
	put_dissents(q, d, form, &r);
	act_form_end(q, d, form, f->event, "web.save");
	return true;
}

typedef LIST(struct review_dissent) dissent_list;

static bool read_dissents(dissent_list *out, struct request *q, const struct review_finding *before, struct err *err)
{
	for (size_t i = 0; i < DISSENTS; i++) {
		const struct review_dissent one = { request_text(q, dissents[i].who),
						    text_trim(request_text(q, dissents[i].text)) };

		if (one.text.n && !one.member.n)
			return request_fault(q, err, dissents[i].who, "web.dissent-who");
		if (one.member.n && !one.text.n)
			return request_fault(q, err, dissents[i].text, "web.field-empty");
		if (one.member.n)
			*LIST_ADD(q->context->arena, out) = one;
	}
	for (size_t i = DISSENTS; i < before->dissent.n; i++)
		*LIST_ADD(q->context->arena, out) = before->dissent.at[i];
	return true;
}

static bool act_conclude(struct request *q, struct outcome *o, struct err *err)
{
	struct conclude_request c = { .review = request_text(q, "review"),
				      .finding = text_trim(request_text(q, "finding")),
				      .grade = grade_typed(q),
				      .change = change_of(q) };
	const struct review_finding none = { 0 };
	const struct review_thing *t;
	dissent_list list = { 0 };
	struct act_result done;
	struct review r;

	(void)direction_parse(&c.direction, request_text(q, "direction"));
	if (!review_of_page(&r, q, err) || !item_of_page(&c.item, q, err))
		return false;
	t = review_thing_of(&r, c.item);
	if (!read_dissents(&list, q, t ? &t->finding : &none, err))
		return false;
	c.dissent = list.at;
	c.n_dissent = list.n;
	return review_conclude(&done, q->context, &c, err) && done_at_item(q, o, &done, err);
}

#define DISSENT_FIELDS(suffix, label_who, label_text)                                         \
	{ "dissenter" suffix, FIELD_CHOICE, .label = label_who, .hint = "web.dissent-hint" }, \
	{                                                                                     \
		"dissent" suffix, FIELD_TEXT, .label = label_text                             \
	}

const struct page page_review_conclude = {
	.route = "/review/{review}/conclude",
	.may = MAY_RIGHT,
	.right = RIGHT_DISCUSS,
	.title = "web.conclude",
	.fields = { REVIEW_FIELD,
		    ITEM_FIELD,
		    { "finding", FIELD_TEXT, .label = "web.finding", .hint = "web.finding-hint", .required = true },
		    { "grade", FIELD_CHOICE, .label = "web.finding-grade" },
		    { "direction", FIELD_CHOICE, .label = "web.direction", .choices = direction_choices,
		      .required = true },
		    DISSENT_FIELDS("", "web.dissent-by", "web.dissent"),
		    DISSENT_FIELDS("-2", "web.dissent-by-2", "web.dissent-2"),
		    DISSENT_FIELDS("-3", "web.dissent-by-3", "web.dissent-3"),
		    DISSENT_FIELDS("-4", "web.dissent-by-4", "web.dissent-4"),
		    CHANGE_FIELDS },
	.view = view_conclude,
	.data = data_thing,
	.act = act_conclude,
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
	return item_of_page(&a.item, q, err) && review_answer(&r, q->context, &a, err) && done_at_item(q, o, &r, err);
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
	return item_of_page(&x.item, q, err) && review_decide(&r, q->context, &x, err) && done_at_item(q, o, &r, err);
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
};
