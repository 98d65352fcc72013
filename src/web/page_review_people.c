/* What people of the review year do beside items: an expert's declaration of interests, last year's promises, drafts
 * that wait for a second account, and the hand-over in April. */
#include "base/json.h"
#include "publish/words.h"
#include "usecase/account.h"
#include "usecase/review_json.h"
#include "web/review_parts.h"

/* ---- interests ---- */

static bool view_declare(struct request *q, struct doc *d, struct err *err)
{
	const struct review_expert *e;
	struct node *form, *field;
	struct buf mine = { 0 };
	struct review r;

	if (!review_of_page(&r, q, err))
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

	if (!review_of_page(&r, q, err))
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

	if (!review_of_page(&r, q, err))
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

	if (!review_of_page(&now, q, err))
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
};

/* ---- drafts ---- */

enum { DRAFTS_MAX_CHARACTERS = 4000 }; /* of their numbers: some hundreds */

static const char *draft_label(struct text what)
{
	static const struct {
		const char *what, *label;
	} all[] = { { "freeze", "web.draft-freeze" },
		    { "decide", "web.draft-decide" },
		    { "publish", "web.draft-publish" },
		    { "adopt", "web.draft-adopt" } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (text_is(what, all[i].what))
			return all[i].label;
	return "web.drafts";
}

static struct text draft_words(struct doc *d, const struct draft *x)
{
	return doc_words(d, "web.draft-line", "what", doc_z(d, doc_label(d, draft_label(x->what))), "review",
			 doc_z(d, x->review), "item", doc_z(d, x->item.key), "by", doc_z(d, x->by), "day",
			 doc_z(d, words_date(d->arena, d->lang, x->day)), NULL);
}

static void put_said(struct doc *d, struct node *facts, const char *label, struct text words)
{
	if (words.n)
		doc_fact(d, facts, doc_label(d, label), text_dup(d->arena, words));
}

static struct text day_words(struct doc *d, struct text day)
{
	struct date date;

	return date_parse(&date, day, NULL) ? words_date(d->arena, d->lang, date) : day;
}

/* What would be approved, and where the rest of it stands: nobody should sign what he has not seen. */
static bool put_draft_content(struct request *q, struct doc *d, const struct draft *x, struct err *err)
{
	struct node *facts;
	enum review_direction direction;
	struct period from;
	json_t *said;

	if (x->review.n)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
			 x->item.key.n ? item_link(q, x->review, x->item, "") : review_link(q, x->review, ""),
			 doc_label(d, "web.draft-look"));
	if (!json_parse(&said, x->request, "draft", err))
		return false;
	facts = doc_add(d, d->body, NODE_FACTS);
	if (direction_parse(&direction, json_get_text(said, "direction")))
		put_said(d, facts, "web.direction", direction_words(d, direction));
	if (period_parse(&from, json_get_text(said, "from_year"), NULL))
		put_said(d, facts, "web.decide-from", words_period(d->arena, d->lang, from));
	put_said(d, facts, "web.decide-by", json_get_text(said, "decided_by"));
	put_said(d, facts, "web.decide-on", day_words(d, json_get_text(said, "decided_on")));
	put_said(d, facts, "web.decide-budget", json_get_text(said, "budget"));
	put_said(d, facts, "web.decide-because", json_get_text(said, "because"));
	put_said(d, facts, "web.step-changes", json_get_text(said, "changes"));
	put_said(d, facts, "web.step-council", day_words(d, json_get_text(said, "council")));
	if (!facts->first)
		facts->kind = NODE_PARAGRAPH;
	json_decref(said);
	return true;
}

/* Who could approve it: whoever waits should know whom to ask. */
static bool put_approvers(struct request *q, struct doc *d, struct err *err)
{
	account_list all = { 0 };
	const char *names = "";

	if (!accounts_who_may(&all, q->context, RIGHT_APPROVE, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].id != q->context->person->account)
			names = arena_printf(d->arena, "%s%s%s", names,
					     *names ? msg_label(d->lang, "publish.list-separator") : "",
					     doc_z(d, all.at[i].name));
	doc_paragraph(d, d->body,
		      *names ? doc_words(d, "web.draft-own", "names", names, NULL) : doc_label(d, "web.draft-nobody"));
	return true;
}

static void put_settle(struct request *q, struct doc *d, const struct draft *x, size_t i)
{
	struct node *form;

	form_set(q, "draft", text_of(arena_printf(d->arena, "%lld", (long long)x->event)));
	form = form_begin(q, d, d->body, NULL);
	form_field(q, d, form, "because")->id = text_of(arena_printf(d->arena, "f-because-%zu", i));
	form_button(d, form, "web.draft-approve", "approve");
	form_button(d, form, "web.draft-reject", "reject");
}

/* One form for all that stand above it: those and no others, whatever is drafted meanwhile. */
static void put_approve_all(struct request *q, struct doc *d, const draft_list *all)
{
	struct buf list = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (!all->at[i].own)
			buf_printf(&list, "%s%lld", n++ ? "," : "", (long long)all->at[i].event);
	if (n > 1) {
		doc_heading(d, d->body, 2, NULL, doc_words(d, "web.draft-all", "n", NUM((int64_t)n), NULL));
		form_set(q, "draft", text_dup(d->arena, buf_view(&list)));
		form_button(d, form_begin(q, d, d->body, NULL), "web.draft-approve-all", "approve");
	}
	buf_clear(&list);
}

static bool view_drafts(struct request *q, struct doc *d, struct err *err)
{
	draft_list all = { 0 };
	bool approve = right_of(q->context->person->roles, RIGHT_APPROVE);
	size_t own = 0;

	if (!drafts_read(&all, q->context, err))
		return false;
	doc_paragraph(d, d->body, doc_label(d, all.n ? "web.drafts-what" : "web.drafts-none"));
	for (size_t i = 0; i < all.n; i++)
		own += all.at[i].own;
	if (own && !put_approvers(q, d, err))
		return false;
	for (size_t i = 0; i < all.n; i++) {
		doc_heading(d, d->body, 2, NULL, draft_words(d, &all.at[i]));
		if (!put_draft_content(q, d, &all.at[i], err))
			return false;
		if (approve && !all.at[i].own)
			put_settle(q, d, &all.at[i], i);
	}
	if (approve)
		put_approve_all(q, d, &all);
	return true;
}

static bool data_drafts(struct request *q, json_t **data, struct err *err)
{
	draft_list all = { 0 };
	json_t *list;

	if (!drafts_read(&all, q->context, err))
		return false;
	list = json_array();
	*data = json_pack("{s:o}", "drafts", list);
	for (size_t i = 0; i < all.n; i++) {
		json_t *one = draft_json(q->context->arena, &all.at[i]), *said;

		json_array_append_new(list, one);
		if (!json_parse(&said, all.at[i].request, "draft", err)) {
			json_decref(*data);
			return false;
		}
		json_object_set_new(one, "request", said);
	}
	return true;
}

/* The numbers of a form, one after the other; each is settled by itself, as if it had been sent alone. */
static bool act_drafts(struct request *q, struct outcome *o, struct err *err)
{
	struct text list = request_text(q, "draft"), because = text_trim(request_text(q, "because"));
	bool reject = text_is(q->step, "reject");
	struct act_result r = { 0 };

	if (reject && !because.n)
		return request_fault(q, err, "because", "web.field-empty");
	while (list.n) {
		size_t comma = text_find(list, TEXT(","));
		struct decimal draft;

		if (!decimal_parse(&draft, text_slice(list, 0, comma), NULL) || draft.scale)
			return request_fault(q, err, "draft", "web.field-integer");
		if (reject ? !draft_reject(&r, q->context, draft.coefficient, because, err)
			   : !draft_approve(&r, q->context, draft.coefficient, err))
			return false;
		list = comma == SIZE_MAX ? (struct text){ 0 } : text_slice(list, comma + 1, list.n);
	}
	act_done(o, q, &r, TEXT("/drafts"));
	o->done = reject ? "web.done-rejected" : "web.done-approved";
	return true;
}

const struct page page_drafts = {
	.route = "/drafts",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_INTERNAL,
	.title = "web.drafts",
	.nav = "web.drafts",
	.fields = { { "draft", FIELD_LINE, .max = DRAFTS_MAX_CHARACTERS, .hidden = true, .required = true },
		    { "because", FIELD_LINE, .label = "web.draft-because" } },
	.view = view_drafts,
	.data = data_drafts,
	.act = act_drafts,
};

/* ---- hand-over ---- */

static void put_owned(struct doc *d, const owned_list *all)
{
	struct node *table = doc_table(d, d->body, "owned", doc_label(d, "web.owned"), TABLE_CARDS);

	page_head(d, table, (const char *[]){ "web.review-item", "web.review-plan", "web.owned-value", NULL });
	for (size_t i = 0; i < all->n; i++) {
		const struct owned *x = &all->at[i];
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER,
			 text_of(arena_printf(d->arena, "%s %s", doc_z(d, x->item.key), doc_z(d, x->name))));
		doc_cell(d, row, 0, x->plan);
		doc_cell(d, row, 0,
			 x->last_value.n ? text_of(arena_printf(d->arena, "%s (%s)", doc_z(d, x->last_value),
								doc_z(d, x->last_period)))
					 : TEXT("–"));
	}
}

static bool view_hand_over(struct request *q, struct doc *d, struct err *err)
{
	struct node *form, *from, *to;
	struct text shown = request_text(q, "from");
	section_list all = { 0 };
	owned_list owned = { 0 };

	if (!shown.n)
		shown = q->context->person->section;
	form_value(q, "from", shown);
	if (!sections_read(&all, q->context, 0, err) ||
	    (shown.n && section_find(&all, shown) && !section_owns(&owned, q->context, shown, err)))
		return false;
	doc_paragraph(d, d->body, doc_label(d, "web.hand-over-what"));
	if (owned.n)
		put_owned(d, &owned);
	form = form_begin(q, d, d->body, NULL);
	from = form_field(q, d, form, "from");
	to = form_field(q, d, form, "to");
	for (size_t i = 0; i < all.n; i++)
		if (!all.at[i].closed) {
			form_choice(q, d, from, all.at[i].key, all.at[i].name);
			form_choice(q, d, to, all.at[i].key, all.at[i].name);
		}
	form_field(q, d, form, "contact");
	form_field(q, d, form, "because");
	form_button(d, form, "web.hand-over", NULL);
	return true;
}

static bool data_hand_over(struct request *q, json_t **data, struct err *err)
{
	struct text from = request_text(q, "from");
	owned_list owned = { 0 };

	if (!from.n)
		from = q->context->person->section;
	if (from.n && !section_owns(&owned, q->context, from, err))
		return false;
	*data = json_pack("{s:o}", "owns", owned_json(q->context->arena, &owned));
	return true;
}

static bool act_hand_over(struct request *q, struct outcome *o, struct err *err)
{
	struct hand_over_request x = { .from = request_text(q, "from"),
				       .to = request_text(q, "to"),
				       .contact = request_text(q, "contact"),
				       .because = request_text(q, "because") };
	struct hand_over_result r;

	if (!hand_over(&r, q->context, &x, err))
		return false;
	o->to = text_of(arena_printf(q->context->arena, "/hand-over?from=%s",
				     text_z(q->context->arena, x.to.n ? x.to : x.from)));
	o->done = "web.done-handed-over";
	o->data = json_pack("{s:I,s:I}", "event", (json_int_t)r.event, "items", (json_int_t)r.items.n);
	return true;
}

const struct page page_hand_over = {
	.route = "/hand-over",
	.may = MAY_RIGHT,
	.right = RIGHT_HAND_OVER,
	.title = "web.hand-over",
	.nav = "web.hand-over",
	.fields = { { "from", FIELD_CHOICE, .label = "web.hand-over-from", .required = true },
		    { "to", FIELD_CHOICE, .label = "web.hand-over-to", .hint = "web.hand-over-to-hint" },
		    { "contact", FIELD_LINE, .label = "web.hand-over-contact", .max = PERSON_NAME_MAX,
		      .hint = "web.hand-over-contact-hint" },
		    { "because", FIELD_LINE, .label = "web.hand-over-because", .hint = "web.hand-over-because-hint",
		      .required = true } },
	.view = view_hand_over,
	.data = data_hand_over,
	.act = act_hand_over,
};
