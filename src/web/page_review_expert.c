/* What the experts say of one KPI or project: a grade that nobody sees before all are opened, then the discussion, then
 * one finding with every dissent. Each is a page that shows all that is known and then asks. */
#include "web/review_parts.h"

static void add_grades(struct request *q, struct doc *d, struct node *form, int levels)
{
	struct node *field = form_field(q, d, form, "grade");

	for (int i = levels; i >= 1; i--)
		form_choice(q, d, field, digits_text(d, i),
			    i == levels ? doc_words(d, "web.grade-best", "n", NUM(i), NULL)
			    : i == 1    ? doc_words(d, "web.grade-worst", "n", NUM(i), NULL)
					: digits_text(d, i));
}

static int grade_typed(const struct request *q)
{
	struct text t = request_text(q, "grade");

	return t.n == 1 ? t.p[0] - '0' : 0;
}

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
		form_value(q, "grade", digits_text(d, own->revised.event ? own->revised.grade : own->grade));
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

	if (!glance_of_page(&r, q, err) || !item_of_page(&g.item, q, err))
		return false;
	if (r.revealed_event ? !review_revise(&done, q->context, &g, err) : !review_grade(&done, q->context, &g, err))
		return false;
	return act_done_at_item(q, o, &done, err);
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
	.gives = "ItemOfReview",
	.makes = "Act",
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

	return item_of_page(&c.item, q, err) && review_comment(&r, q->context, &c, err) &&
	       act_done_at_item(q, o, &r, err);
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
	.gives = "ItemOfReview",
	.makes = "Act",
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
	form_value(q, "grade", f->grade ? digits_text(d, f->grade) : (struct text){ 0 });
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
	if (!glance_of_page(&r, q, err) || !item_of_page(&c.item, q, err))
		return false;
	t = review_thing_of(&r, c.item);
	if (!read_dissents(&list, q, t ? &t->finding : &none, err))
		return false;
	c.dissent = list.at;
	c.n_dissent = list.n;
	return review_conclude(&done, q->context, &c, err) && act_done_at_item(q, o, &done, err);
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
		    { "dissenter", FIELD_CHOICE, .label = "web.dissent-by", .hint = "web.dissent-hint" },
		    { "dissent", FIELD_TEXT, .label = "web.dissent" },
		    { "dissenter-2", FIELD_CHOICE, .label = "web.dissent-by-2", .hint = "web.dissent-hint" },
		    { "dissent-2", FIELD_TEXT, .label = "web.dissent-2" },
		    { "dissenter-3", FIELD_CHOICE, .label = "web.dissent-by-3", .hint = "web.dissent-hint" },
		    { "dissent-3", FIELD_TEXT, .label = "web.dissent-3" },
		    { "dissenter-4", FIELD_CHOICE, .label = "web.dissent-by-4", .hint = "web.dissent-hint" },
		    { "dissent-4", FIELD_TEXT, .label = "web.dissent-4" },
		    CHANGE_FIELDS },
	.view = view_conclude,
	.data = data_thing,
	.act = act_conclude,
	.gives = "ItemOfReview",
	.makes = "Act",
};
