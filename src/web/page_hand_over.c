/* The hand-over in April: all that a section owns goes to the next person or another section in one action. */
#include "base/json.h"
#include "usecase/review_json.h"
#include "web/review_parts.h"

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
	.gives = "HandOver",
	.makes = "HandedOver",
};
