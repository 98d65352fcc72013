/* What is set of one review: how many make a quorum, whether names appear, and by when each stage should be over. One
 * form each, since each is an event of its own with a reason of its own. */
#include "web/review_parts.h"

static void put_setting(struct request *q, struct doc *d, const char *heading, const char *const *fields,
			const char *step)
{
	struct node *form;

	doc_heading(d, d->body, 2, NULL, doc_label(d, heading));
	form = form_begin(q, d, d->body, NULL);
	for (; *fields; fields++)
		form_field(q, d, form, *fields);
	form_field(q, d, form, "because")->id = text_of(arena_printf(d->arena, "f-because-%s", step));
	form_button(d, form, "web.save", step);
}

static void put_due(struct request *q, struct doc *d)
{
	struct node *form, *field;

	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.set-due"));
	form = form_begin(q, d, d->body, NULL);
	field = form_field(q, d, form, "stage");
	for (int s = 0; s < STAGE_CLOSED; s++)
		form_choice(q, d, field, text_of(stage_name(s)),
			    doc_label(d, arena_printf(d->arena, "stage.%s", stage_name(s))));
	form_field(q, d, form, "due");
	form_field(q, d, form, "because")->id = TEXT("f-because-due");
	form_button(d, form, "web.save", "due");
}

static bool view_set(struct request *q, struct doc *d, struct err *err)
{
	struct review r;

	if (!head_of_page(&r, q, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, ""),
		 doc_label(d, "web.review-back"));
	form_value(q, "names", r.names_shown ? TEXT("shown") : TEXT("hidden"));
	if (r.quorum)
		form_value(q, "quorum", text_of(arena_printf(d->arena, "%lld", (long long)r.quorum)));
	put_due(q, d);
	put_setting(q, d, "web.set-quorum", (const char *[]){ "quorum", NULL }, "quorum");
	put_setting(q, d, "web.set-names", (const char *[]){ "names", NULL }, "names");
	return true;
}

static bool act_set(struct request *q, struct outcome *o, struct err *err)
{
	struct text id = request_text(q, "review"), stage = request_text(q, "stage");
	const char *wanted = text_is(q->step, "due") ? "due" : text_is(q->step, "quorum") ? "quorum" : "names";
	const char *setting = wanted;
	struct act_result r;

	if (!request_has(q, wanted))
		return request_fault(q, err, wanted, "web.field-empty");
	if (text_is(q->step, "due")) {
		if (!stage.n)
			return request_fault(q, err, "stage", "web.field-choose");
		setting = arena_printf(q->context->arena, "due_%s", text_z(q->context->arena, stage));
	}
	if (!review_set(&r, q->context, id, text_of(setting), request_text(q, wanted), request_text(q, "because"), err))
		return false;
	act_done(o, q, &r, review_link(q, id, ""));
	return true;
}

static const struct field_choice names[] = { { "shown", "web.set-names-shown" },
					     { "hidden", "web.set-names-hidden" },
					     { 0 } };

const struct page page_review_set = {
	.route = "/review/{review}/set",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.review-set",
	.fields = { REVIEW_FIELD,
		    { "stage", FIELD_CHOICE, .label = "web.stage" },
		    { "due", FIELD_DATE, .label = "web.stage-due" },
		    { "quorum", FIELD_INT, .label = "web.set-quorum", .hint = "web.set-quorum-hint" },
		    { "names", FIELD_CHOICE, .label = "web.set-names", .choices = names },
		    { "because", FIELD_LINE, .label = "web.hand-over-because", .required = true } },
	.view = view_set,
	.data = data_standing,
	.act = act_set,
	.gives = "ReviewStatus",
	.makes = "Act",
};
