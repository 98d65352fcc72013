/* What people of the review year say beside items: an expert his interests, a section what became of last year's
 * promises. */
#include "base/json.h"
#include "publish/words.h"
#include "usecase/review_json.h"
#include "web/review_parts.h"

/* ---- interests ---- */

static bool view_declare(struct request *q, struct doc *d, struct err *err)
{
	const struct review_expert *e;
	struct node *form, *field;
	struct buf mine = { 0 };
	struct review r;

	if (!head_of_page(&r, q, err))
		return false;
	e = review_expert_of(&r, r.me);
	doc_paragraph(d, d->body, doc_label(d, "web.declare-what"));
	if (e) {
		form_value(q, "statement", e->statement);
		for (size_t i = 0; i < e->conflicts.n; i++)
			buf_printf(&mine, "%s%s", i ? "," : "", doc_z(d, item_text(d->arena, e->conflicts.at[i])));
		form_value(q, "conflicts", text_dup(d->arena, buf_view(&mine)));
		buf_clear(&mine);
	}
	form = act_form(q, d, e ? e->declared_event : 0);
	field = form_field(q, d, form, "conflicts");
	for (size_t i = 0; i < r.things.n; i++) {
		const struct review_thing *t = &r.things.at[i];

		form_choice(q, d, field, item_text(d->arena, t->item),
			    text_of(arena_printf(d->arena, "%s %s", doc_z(d, t->item.key), doc_z(d, t->name))));
	}
	form_field(q, d, form, "statement");
	act_form_end(q, d, form, e ? e->declared_event : 0, "web.declare-do");
	return true;
}

static bool act_declare(struct request *q, struct outcome *o, struct err *err)
{
	struct declare_request x = { .review = request_text(q, "review"),
				     .statement = text_trim(request_text(q, "statement")),
				     .change = change_of(q) };
	struct text list = request_text(q, "conflicts");
	LIST(struct review_item) items = { 0 };
	struct act_result r;

	while (list.n) {
		size_t comma = text_find(list, TEXT(","));
		struct review_item *item = LIST_ADD(q->context->arena, &items);

		if (!item_parse(item, text_slice(list, 0, comma)))
			return request_fault(q, err, "conflicts", "web.field-choice");
		list = comma == SIZE_MAX ? (struct text){ 0 } : text_slice(list, comma + 1, list.n);
	}
	x.conflicts = items.at;
	x.n_conflicts = items.n;
	if (!review_declare(&r, q->context, &x, err))
		return false;
	act_done(o, q, &r, review_link(q, x.review, ""));
	return true;
}

const struct page page_review_declare = {
	.route = "/review/{review}/declare",
	.may = MAY_RIGHT,
	.right = RIGHT_GRADE,
	.title = "web.declare",
	.fields = { REVIEW_FIELD,
		    { "conflicts", FIELD_CHOICES, .label = "web.declare-items", .hint = "web.declare-items-hint" },
		    { "statement", FIELD_TEXT, .label = "web.declare-statement", .hint = "web.declare-statement-hint" },
		    CHANGE_FIELDS },
	.view = view_declare,
	.act = act_declare,
	.makes = "Act",
};

/* ---- what was promised ---- */

static void put_promise(struct doc *d, struct node *list, const struct review *r, const struct review_promise *p)
{
	struct node *item = doc_item(d, list, (struct text){ 0 });

	if (p->overdue) {
		doc_status(d, item, SHAPE_TRIANGLE, TONE_WARN, doc_label(d, "web.promise-overdue"));
		doc_text(d, item, TEXT(" "));
	}
	doc_text(d, item,
		 doc_words(d, "web.promise-line", "review", doc_z(d, p->review), "item", doc_z(d, p->item.key), "will",
			   doc_z(d, p->will), "by", doc_z(d, section_shown(&r->sections, p->by)), "until",
			   doc_z(d, words_date(d->arena, d->lang, p->until)), NULL));
	doc_break(d, item);
	if (p->followed)
		doc_text(d, item,
			 doc_words(d, "web.promise-followed", "done",
				   doc_z(d, doc_label(d, arena_printf(d->arena, "web.done-%s", doc_z(d, p->done)))),
				   "what", doc_z(d, p->what), NULL));
	else
		doc_strong(d, item, doc_label(d, "web.promise-open"));
}

static bool view_promises(struct request *q, struct doc *d, struct err *err)
{
	struct node *list, *form, *field;
	struct review r;
	size_t open = 0;

	if (!head_of_page(&r, q, err) || !review_promises(&r, q->context, err))
		return false;
	if (!r.promises.n) {
		doc_paragraph(d, d->body, doc_label(d, "web.promises-none"));
		return true;
	}
	list = doc_add(d, d->body, NODE_LIST);
	for (size_t i = 0; i < r.promises.n; i++) {
		put_promise(d, list, &r, &r.promises.at[i]);
		open += !r.promises.at[i].followed;
	}
	if (!open)
		return true;
	form = form_begin(q, d, d->body, NULL);
	field = form_field(q, d, form, "promise");
	for (size_t i = 0; i < r.promises.n; i++)
		if (!r.promises.at[i].followed)
			form_choice(q, d, field,
				    text_of(arena_printf(d->arena, "%lld", (long long)r.promises.at[i].event)),
				    r.promises.at[i].will);
	form_field(q, d, form, "done");
	form_field(q, d, form, "what");
	form_button(d, form, "web.promise-follow", NULL);
	return true;
}

static bool data_promises(struct request *q, json_t **data, struct err *err)
{
	struct review r;
	json_t *list;

	if (!head_of_page(&r, q, err) || !review_promises(&r, q->context, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < r.promises.n; i++)
		json_array_append_new(list, promise_json(q->context->arena, &r.promises.at[i]));
	*data = json_pack("{s:o}", "promises", list);
	return true;
}

static bool act_promises(struct request *q, struct outcome *o, struct err *err)
{
	struct follow_request f = { .review = request_text(q, "review"),
				    .done = request_text(q, "done"),
				    .what = text_trim(request_text(q, "what")) };
	struct text chosen = request_text(q, "promise");
	struct act_result r;
	struct review now;

	if (!head_of_page(&now, q, err) || !review_promises(&now, q->context, err))
		return false;
	for (size_t i = 0; i < now.promises.n; i++)
		if (text_is(chosen, arena_printf(q->context->arena, "%lld", (long long)now.promises.at[i].event)))
			f.promise = now.promises.at[i].event;
	if (!f.promise)
		return request_fault(q, err, "promise", "web.field-choice");
	if (!promise_follow(&r, q->context, &f, err))
		return false;
	act_done(o, q, &r, review_link(q, f.review, "promises"));
	return true;
}

static const struct field_choice done_choices[] = {
	{ "yes", "web.done-yes" }, { "partly", "web.done-partly" }, { "no", "web.done-no" }, { 0 }
};

const struct page page_review_promises = {
	.route = "/review/{review}/promises",
	.may = MAY_RIGHT,
	.right = RIGHT_RESPOND,
	.title = "web.promises",
	.fields = { REVIEW_FIELD,
		    { "promise", FIELD_CHOICE, .label = "web.promise", .required = true },
		    { "done", FIELD_CHOICE, .label = "web.promise-done", .choices = done_choices, .required = true },
		    { "what", FIELD_TEXT, .label = "web.promise-what", .required = true } },
	.view = view_promises,
	.data = data_promises,
	.act = act_promises,
	.gives = "Promises",
	.makes = "Act",
};
