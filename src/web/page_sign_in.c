/* Coming in: login and password, then the code of a second factor where there is one; and going out. */
#include "usecase/account.h"
#include "usecase/plans.h"
#include "web/form.h"

static const char start[] = "/today";

/* Where the person wanted to go when he was asked to sign in. */
static struct text wanted(const struct request *q)
{
	struct text next = request_text(q, "next");

	return next.n ? next : text_of(start);
}

/* To the second factor, and from there to where he wanted. */
static struct text to_code(struct request *q)
{
	struct buf b = { 0 };
	struct text to;

	buf_puts(&b, "/sign-in/code?next=");
	put_percent(&b, wanted(q));
	to = text_dup(q->context->arena, buf_view(&b));
	buf_clear(&b);
	return to;
}

/* Who tries the invented city looks for a password that does not exist. */
static bool put_example(struct request *q, struct doc *d, struct err *err)
{
	plan_version_list all = { 0 };

	if (!plans_read(&all, q->context, 0, err))
		return false;
	if (all.n && all.at[all.n - 1].invented)
		doc_paragraph(d, d->body, doc_label(d, "web.sign-in-example"));
	return true;
}

static bool view_sign_in(struct request *q, struct doc *d, struct err *err)
{
	bool none;

	if (!accounts_none(&none, q->context, err))
		return false;
	if (none) {
		doc_link(d, doc_paragraph(d, d->body, doc_label(d, "web.sign-in-none")), request_path(q, "/setup"),
			 doc_label(d, "web.setup"));
		return true;
	}
	form_of_page(q, d, d->body, "web.sign-in");
	if (!put_example(q, d, err))
		return false;
	doc_paragraph(d, d->body, doc_label(d, "web.sign-in-link"));
	doc_paragraph(d, d->body, doc_label(d, "web.sign-in-forgotten"));
	return true;
}

static bool act_sign_in(struct request *q, struct outcome *o, struct err *err)
{
	struct sign_in s = { .login = request_text(q, "login"), .address = q->address, .agent = q->agent };
	struct signed_in in;
	bool matches;

	if (!sign_in_begin(&s, q->context, err) || !request_unlock(q, err))
		return false;
	matches = sign_in_matches(&s, request_text(q, "password"));
	request_lock(q);
	if (!sign_in_end(&in, &s, matches, q->context, err))
		return false;
	o->sign_in = in.cookie;
	o->to = in.code_wanted ? to_code(q) : wanted(q);
	return true;
}

const struct page page_sign_in = {
	.route = "/sign-in",
	.may = MAY_GUEST,
	.title = "web.sign-in",
	.refused = "web.sign-in-refused",
	.fields = { { "next", FIELD_IN_QUERY_PATH },
		    { "login", FIELD_LINE, .label = "web.login", .max = LOGIN_MAX, .required = true,
		      .autocomplete = "username" },
		    { "password", FIELD_SECRET, .label = "web.password", .max = PASSWORD_BYTES_MAX, .required = true,
		      .autocomplete = "current-password" } },
	.people_only = true,
	.view = view_sign_in,
	.act = act_sign_in,
};

static bool view_code(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	if (!q->session || !q->session->code_wanted) {
		struct node *p = doc_paragraph(d, d->body, doc_label(d, "web.code-none"));

		doc_link(d, p, request_path(q, "/sign-in"), doc_label(d, "web.sign-in"));
		return true;
	}
	doc_paragraph(d, d->body, doc_label(d, "web.code-what"));
	form_of_page(q, d, d->body, "web.sign-in");
	return true;
}

static bool act_code(struct request *q, struct outcome *o, struct err *err)
{
	struct text cookie = q->session ? q->session->cookie : (struct text){ 0 };
	struct signed_in in;

	if (!sign_in_code(&in, q->context, cookie, request_text(q, "code"), q->address, err))
		return false;
	o->sign_in = in.cookie;
	o->to = wanted(q);
	return true;
}

const struct page page_sign_in_code = {
	.route = "/sign-in/code",
	.refused = "web.sign-in-refused",
	.may = MAY_ANYONE,
	.title = "web.code-title",
	.fields = { { "next", FIELD_IN_QUERY_PATH },
		    { "code", FIELD_LINE, .label = "web.code", .hint = "web.code-hint", .max = 16, .required = true,
		      .autocomplete = "one-time-code" } },
	.people_only = true,
	.view = view_code,
	.act = act_code,
};

static bool view_sign_out(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	doc_paragraph(d, d->body, doc_label(d, "web.sign-out-what"));
	form_of_page(q, d, d->body, "web.sign-out");
	return true;
}

static bool act_sign_out(struct request *q, struct outcome *o, struct err *err)
{
	if (!session_end(q->context, q->session->cookie, err))
		return false;
	o->sign_out = true;
	o->to = TEXT("/sign-in");
	o->done = "web.done-signed-out";
	return true;
}

const struct page page_sign_out = {
	.route = "/sign-out",
	.may = MAY_PERSON,
	.title = "web.sign-out",
	.people_only = true,
	.view = view_sign_out,
	.act = act_sign_out,
};
