/* Where one arrives: what there is for this person to do. */
#include "web/form.h"

static bool view(struct request *q, struct doc *d, struct err *err)
{
	struct node *list;

	(void)err;
	doc_paragraph(d, d->body,
		      doc_words(d, "web.today-you", "name", doc_z(d, q->context->person->name), "roles",
				roles_words(d->arena, d->lang, q->context->person->roles), NULL));
	list = doc_add(d, d->body, NODE_LIST);
	doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, "/"), doc_label(d, "web.to-site"));
	return true;
}

const struct page page_today = {
	.route = "/today",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.today",
	.nav = "web.today",
	.view = view,
};
