/* Where a one-time link lands. Looking at it changes nothing, since mail scanners look at every link; the button uses
 * it up. */
#include "web/form.h"

static bool view(struct request *q, struct doc *d, struct err *err)
{
	struct err why = { 0 };
	struct account a = { 0 };
	struct node *form;
	struct link l = { 0 };

	if (!link_see(&l, q->context, request_text(q, "secret"), LINK_PASSWORD, &why)) {
		if (why.kind != ERR_FORBIDDEN) {
			err_copy(err, &why);
			return false;
		}
		doc_paragraph(d, d->body, doc_say(d, &why.msg));
		return true;
	}
	if (!account_by_id(&a, q->context, l.account, err))
		return false;
	doc_paragraph(d, d->body, doc_words(d, "web.link-hello", "name", doc_z(d, a.name), NULL));
	if (l.purpose == LINK_EXPERT) {
		form_button(d, form_begin(q, d, d->body, NULL), "web.link-enter", NULL);
		return true;
	}
	doc_paragraph(d, d->body, doc_words(d, "web.link-choose", "login", doc_z(d, a.login), NULL));
	form = form_begin(q, d, d->body, NULL);
	form_field(q, d, form, "password");
	form_field(q, d, form, "again");
	form_button(d, form, "web.password-set", NULL);
	return true;
}

static bool act(struct request *q, struct outcome *o, struct err *err)
{
	struct text secret = request_text(q, "secret"), password = request_text(q, "password");
	struct signed_in in;
	struct link l = { 0 };

	if (!link_see(&l, q->context, secret, LINK_PASSWORD, err))
		return false;
	if (l.purpose != LINK_EXPERT && !password.n)
		return request_fault(q, err, "password", "web.field-empty");
	if (l.purpose != LINK_EXPERT && !text_eq(password, request_text(q, "again")))
		return request_fault(q, err, "again", "web.password-differs");
	if (!(l.purpose == LINK_EXPERT ? link_enter(&in, q->context, secret, q->address, q->agent, err)
				       : link_password(&in, q->context, secret, password, q->address, q->agent, err)))
		return false;
	o->sign_in = in.cookie;
	o->to = in.code_wanted ? TEXT("/sign-in/code") : l.target.n ? l.target : TEXT("/today");
	if (l.purpose != LINK_EXPERT)
		o->done = "web.done-password-set";
	return true;
}

const struct page page_link = {
	.route = "/link/{secret}",
	.may = MAY_ANYONE,
	.title = "web.link-title",
	.fields = { { "secret", FIELD_IN_PATH_SECRET },
		    { "password", FIELD_SECRET, .label = "web.password-new", .hint = "web.password-hint",
		      .max = PASSWORD_BYTES_MAX, .autocomplete = "new-password" },
		    { "again", FIELD_SECRET, .label = "web.password-again", .max = PASSWORD_BYTES_MAX,
		      .autocomplete = "new-password" } },
	.people_only = true,
	.view = view,
	.act = act,
};
