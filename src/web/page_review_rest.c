/* The headquarters meets once and mostly follows the committee: what it decided of all those items is said in one form.
 * Where it departs, the item's own form asks for the reason; that comes first, and this takes what is left. Each item
 * still has its own act, as if it had been said alone; they are all there, or none. */
#include "publish/words.h"
#include "web/turns.h"

static bool is_drafted(const draft_list *drafts, const struct review *r, const struct review_thing *t)
{
	for (size_t i = 0; i < drafts->n; i++) {
		const struct draft *x = &drafts->at[i];

		if (text_is(x->what, "decide") && text_eq(x->review, r->head.id) && x->item.kind == t->item.kind &&
		    text_eq(x->item.key, t->item.key))
			return true;
	}
	return false;
}

/* Has a finding to follow, and nobody has said what is decided. */
static bool is_left(const draft_list *drafts, const struct review *r, const struct review_thing *t)
{
	return t->finding.event && !t->decision.event && !is_drafted(drafts, r, t);
}

static void put_row(struct doc *d, struct node *table, const struct review_thing *t)
{
	struct node *row = doc_row(d, table);

	doc_cell(d, row, CELL_HEADER,
		 text_of(arena_printf(d->arena, "%s %s", doc_z(d, t->item.key), doc_z(d, t->name))));
	doc_cell(d, row, 0, t->finding.finding);
	doc_cell(d, row, CELL_NOWRAP, direction_words(d, t->finding.direction));
}

static bool view_rest(struct request *q, struct doc *d, struct err *err)
{
	draft_list drafts = { 0 };
	struct node *table = NULL;
	struct review r;

	if (!review_of_page(&r, q, err) || !turns_drafts(&drafts, q, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, ""),
		 doc_label(d, "web.review-back"));
	for (size_t i = 0; i < r.things.n; i++) {
		if (!is_left(&drafts, &r, &r.things.at[i]))
			continue;
		if (!table) {
			doc_paragraph(d, d->body, doc_label(d, "web.rest-what"));
			table = doc_table(d, d->body, "rest", doc_label(d, "web.rest-caption"), TABLE_CARDS);
			page_head(d, table,
				  (const char *[]){ "web.review-item", "web.finding", "web.direction", NULL });
		}
		put_row(d, table, &r.things.at[i]);
	}
	if (!table || r.standing.stage != STAGE_DECIDED) {
		doc_paragraph(d, d->body, doc_label(d, "web.rest-none"));
		return true;
	}
	form_value(q, "from",
		   text_of(arena_printf(d->arena, d->lang == LANG_JA ? "%d年度" : "FY%d", r.head.about + 2)));
	form_of_page(q, d, d->body, "web.rest-do");
	return true;
}

static bool act_rest(struct request *q, struct outcome *o, struct err *err)
{
	const struct field_value *from = request_field(q, "from");
	const struct decide_request common = { .review = request_text(q, "review"),
					       .from_year = from->period.year,
					       .by = request_text(q, "by"),
					       .on = request_field(q, "on")->date };
	LIST(struct decide_request) rest = { 0 };
	struct act_result done = { 0 };
	draft_list drafts = { 0 };
	struct review r;

	if (from->period.kind != PERIOD_FY)
		return request_fault(q, err, "from", "web.review-about-year");
	if (!review_of_page(&r, q, err) || !turns_drafts(&drafts, q, err))
		return false;
	for (size_t i = 0; i < r.things.n; i++) {
		struct decide_request *x;

		if (!is_left(&drafts, &r, &r.things.at[i]))
			continue;
		x = LIST_ADD(q->context->arena, &rest);
		*x = common;
		x->item = r.things.at[i].item;
		x->direction = r.things.at[i].finding.direction;
	}
	if (!review_decide_many(&done, q->context, r.head.id, rest.at, rest.n, err))
		return false;
	act_done(o, q, &done, done.draft ? request_path(q, "/drafts") : review_link(q, r.head.id, ""));
	return true;
}

const struct page page_review_rest = {
	.route = "/review/{review}/decide-rest",
	.may = MAY_RIGHT,
	.right = RIGHT_DECIDE,
	.title = "web.rest",
	.fields = { REVIEW_FIELD,
		    { "from", FIELD_PERIOD, .label = "web.decide-from", .required = true },
		    { "by", FIELD_LINE, .label = "web.decide-by", .hint = "web.decide-by-hint", .required = true },
		    { "on", FIELD_DATE, .label = "web.decide-on", .required = true } },
	.view = view_rest,
	.act = act_rest,
	.makes = "Act",
};
