/* Letters to those whose turn it is: first who would get one and what nobody can be written for, then the button. */
#include "usecase/review_json.h"
#include "web/review_parts.h"

static bool look(struct remind_result *out, struct request *q, bool send, struct err *err)
{
	const struct remind_request r = {
		.review = request_text(q, "review"), .site = q->site, .late = request_has(q, "late"), .look = !send
	};

	return review_remind(out, q->context, &r, err);
}

static void put_letters(struct doc *d, const struct remind_result *r)
{
	struct node *table = doc_table(d, d->body, "letters", doc_label(d, "web.remind-caption"), TABLE_CARDS);

	page_head(d, table,
		  (const char *[]){ "web.person-name", "web.email", "web.remind-items", "web.remind-state", NULL });
	for (size_t i = 0; i < r->letters.n; i++) {
		const struct reminded *one = &r->letters.at[i];
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER, one->name);
		doc_cell(d, row, 0, one->recipient);
		doc_cell(d, row, CELL_NUMBER, text_of(arena_strdup(d->arena, NUM((int64_t)one->items))));
		doc_cell(d, row, 0,
			 one->before
				 ? doc_words(d, "web.remind-before", "at", doc_z(d, page_time(d, one->before)), NULL)
				 : doc_label(d, "web.remind-will"));
	}
}

static void put_unreached(struct doc *d, const struct remind_result *r)
{
	struct node *list;

	if (!r->unreached.n)
		return;
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.remind-unreached"));
	doc_paragraph(d, d->body, doc_label(d, "web.remind-unreached-what"));
	list = doc_add(d, d->body, NODE_LIST);
	for (size_t i = 0; i < r->unreached.n; i++)
		doc_item(d, list, text_of(missing_said(d->arena, d->lang, &r->loaded, r->unreached.at[i])));
}

static size_t to_write(const struct remind_result *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->letters.n; i++)
		n += !r->letters.at[i].before;
	return n;
}

static bool view(struct request *q, struct doc *d, struct err *err)
{
	struct remind_result r;

	if (!look(&r, q, false, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.review, ""),
		 doc_label(d, "web.review-back"));
	doc_paragraph(d, d->body, doc_label(d, r.letters.n ? "web.remind-what" : "web.remind-nobody"));
	if (r.letters.n)
		put_letters(d, &r);
	if (to_write(&r))
		form_of_page(q, d, d->body, "web.remind-send");
	put_unreached(d, &r);
	return true;
}

static bool act(struct request *q, struct outcome *o, struct err *err)
{
	struct remind_result r;

	if (!look(&r, q, true, err))
		return false;
	if (!r.sent)
		return err_set(err, ERR_CONFLICT, r.letters.n ? "web.remind-all-before" : "web.remind-nobody", NULL);
	o->done = "web.done-reminded";
	o->data = remind_json(q->context->arena, &r);
	return true;
}

static bool data(struct request *q, json_t **data, struct err *err)
{
	struct remind_result r;

	if (!look(&r, q, false, err))
		return false;
	*data = remind_json(q->context->arena, &r);
	return true;
}

const struct page page_review_remind = {
	.route = "/review/{review}/remind",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.remind",
	.fields = { REVIEW_FIELD, { "late", FIELD_CHECK, .label = "web.remind-late", .hint = "web.remind-late-hint" } },
	.view = view,
	.act = act,
	.data = data,
	.gives = "Reminders",
	.makes = "Reminders",
};
