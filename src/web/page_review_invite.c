/* Whom to invite. The invitation and the link by which an expert comes in are one step, since the planning section
 * thinks of them as one; the link is shown, so that it can be handed over where no mail server is named. What is rare -
 * a new link for who has lost it, an invitation taken back - has a page for each expert, so that the page of all has
 * one form. */
#include "publish/words.h"
#include "usecase/outbox.h"
#include "usecase/review_json.h"
#include "web/review_parts.h"

/* The account of a member. False without err: he has none. */
static bool account_of(struct account *a, struct request *q, const struct member *m, struct err *err)
{
	return m && m->login.n && account_find(a, q->context, m->login, err);
}

static void put_shown(struct request *q, struct doc *d)
{
	struct node *note;

	if (!q->shown.n)
		return;
	note = doc_note(d, d->body, TONE_GOOD, doc_label(d, "web.link-made"));
	doc_code(d, doc_paragraph(d, note, (struct text){ 0 }), q->shown);
	doc_paragraph(d, note, doc_label(d, "web.link-once"));
}

static void put_form(struct request *q, struct doc *d, const struct review *r)
{
	struct node *form = form_begin(q, d, d->body, NULL), *field = form_field(q, d, form, "member");

	for (size_t i = 0; i < r->members.n; i++)
		if (!review_expert_of(r, r->members.at[i].key))
			form_choice(q, d, field, r->members.at[i].key, member_shown(r, r->members.at[i].key));
	form_field(q, d, form, "mail");
	form_button(d, form, "web.invite", "invite");
}

static struct text invited_link(const struct request *q, const struct review *r, struct text member)
{
	struct arena *a = q->context->arena;

	return text_of(
		arena_printf(a, "%s?member=%s", text_z(a, review_link(q, r->head.id, "invited")), text_z(a, member)));
}

/* How far each has come, and the way to what can be done for him. */
static void put_invited(struct request *q, struct doc *d, const struct review *r)
{
	struct node *table;

	doc_heading(d, d->body, 2, "invited", doc_label(d, "web.invited"));
	doc_paragraph(d, d->body, doc_label(d, "web.invited-what"));
	table = doc_table(d, d->body, "experts", doc_label(d, "web.experts"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.expert", "web.invite-on", "web.member-login", "web.expert-declared",
				    "web.expert-graded", NULL });
	for (size_t i = 0; i < r->experts.n; i++) {
		const struct review_expert *e = &r->experts.at[i];
		const struct member *m = member_find(&r->members, e->member);
		struct node *row = doc_row(d, table);

		doc_link(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }), invited_link(q, r, e->member),
			 member_shown(r, e->member));
		doc_cell(d, row, 0, words_date(d->arena, d->lang, e->invited));
		doc_cell(d, row, 0, m && m->login.n ? m->login : doc_label(d, "web.member-no-login"));
		doc_cell(d, row, 0, e->declared.year ? words_date(d->arena, d->lang, e->declared) : TEXT("–"));
		doc_cell(d, row, CELL_NUMBER, text_of(arena_printf(d->arena, "%zu/%zu", e->graded, e->to_grade)));
	}
}

static bool view_invite(struct request *q, struct doc *d, struct err *err)
{
	struct review r;

	if (!review_of_page(&r, q, err))
		return false;
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, ""),
		 doc_label(d, "web.review-back"));
	put_shown(q, d);
	if (r.members.n > r.experts.n) {
		put_form(q, d, &r);
	} else {
		doc_link(d, doc_paragraph(d, d->body, doc_label(d, "web.invite-all")),
			 request_path(q, "/office/member"), doc_label(d, "web.member-add"));
	}
	if (r.experts.n)
		put_invited(q, d, &r);
	return true;
}

/* Shows the link, and puts the letter into the outbox where that was asked for. */
static bool give_link(struct request *q, struct outcome *o, const struct account *a, struct err *err)
{
	struct arena *arena = q->context->arena;
	struct text secret;

	if (!link_make(&secret, q->context, a->login, LINK_EXPERT, (struct text){ 0 }, 0, err) ||
	    (request_has(q, "mail") && !outbox_put_link(q->context, a->login, secret, LINK_EXPERT, q->site, err)))
		return false;
	q->shown = text_of(arena_printf(arena, "%s/link/%s", text_z(arena, q->site), text_z(arena, secret)));
	o->again = true;
	o->data = json_pack("{s:o}", "link", json_text(q->shown));
	return true;
}

/* The member of the form, and his account, if he has one. */
struct invitee {
	const struct member *member;
	struct account account;
	bool has_account;
};

static bool find_invitee(struct invitee *v, struct request *q, struct err *err)
{
	member_list all = { 0 };

	*v = (struct invitee){ 0 };
	if (!permit(q->context, RIGHT_PLAN, err) || !members_read(&all, q->context, err))
		return false;
	v->member = member_find(&all, request_text(q, "member"));
	v->has_account = account_of(&v->account, q, v->member, err);
	if (!v->has_account && err->kind != ERR_NONE)
		return false;
	return !request_has(q, "mail") || v->account.email.n || request_fault(q, err, "mail", "web.invite-no-mail");
}

static bool act_invite(struct request *q, struct outcome *o, struct err *err)
{
	struct text id = request_text(q, "review");
	struct invite_request invite = { .review = id, .member = request_text(q, "member") };
	struct act_result r;
	struct invitee v;

	if (!find_invitee(&v, q, err) || !review_invite(&r, q->context, &invite, err))
		return false;
	if (v.has_account)
		return give_link(q, o, &v.account, err);
	act_done(o, q, &r, review_link(q, id, "invite"));
	return true;
}

static bool data_invite(struct request *q, json_t **data, struct err *err)
{
	struct review r;
	json_t *whole;

	if (!review_of_page(&r, q, err))
		return false;
	whole = review_json(q->context->arena, &r);
	*data = json_pack("{s:O}", "experts", json_object_get(whole, "experts"));
	json_decref(whole);
	return true;
}

const struct page page_review_invite = {
	.route = "/review/{review}/invite",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.invite",
	.fields = { REVIEW_FIELD,
		    { "member", FIELD_CHOICE, .label = "web.invite-who", .required = true },
		    { "mail", FIELD_CHECK, .label = "web.link-mail", .hint = "web.link-mail-hint" } },
	.view = view_invite,
	.data = data_invite,
	.act = act_invite,
	.gives = "Experts",
	.makes = "Link|Act",
};

/* ---- one who was invited ---- */

static void put_link_form(struct request *q, struct doc *d, struct text member, bool has_account)
{
	struct node *form;

	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.invite-link"));
	if (!has_account) {
		doc_link(d, doc_paragraph(d, d->body, doc_label(d, "web.invite-no-account")),
			 text_of(arena_printf(d->arena, "%s?key=%s", doc_z(d, request_path(q, "/office/member")),
					      doc_z(d, member))),
			 doc_label(d, "web.invite-set-account"));
		return;
	}
	doc_paragraph(d, d->body, doc_label(d, "web.invite-link-what"));
	form = form_begin(q, d, d->body, NULL);
	form_field(q, d, form, "mail");
	form_button(d, form, "web.invite-link", "link");
}

static bool view_invited(struct request *q, struct doc *d, struct err *err)
{
	const struct review_expert *e;
	const struct member *m;
	struct node *form;
	struct review r;

	if (!head_of_page(&r, q, err))
		return false;
	e = review_expert_of(&r, request_text(q, "member"));
	if (!e && !q->posted)
		return err_set(err, ERR_INPUT, "web.invited-nobody", NULL);
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r.head.id, "invite"),
		 doc_label(d, "web.invited-back"));
	if (!e)
		return true;
	page_title(d, doc_words(d, "web.invited-title", "name", doc_z(d, member_shown(&r, e->member)), NULL));
	put_shown(q, d);
	m = member_find(&r.members, e->member);
	put_link_form(q, d, e->member, m && m->login.n);
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.invite-withdraw"));
	doc_paragraph(d, d->body, doc_label(d, "web.invite-withdraw-what"));
	form = form_begin(q, d, d->body, NULL);
	form_field(q, d, form, "because");
	form_button(d, form, "web.invite-withdraw", "withdraw");
	return true;
}

static bool act_invited(struct request *q, struct outcome *o, struct err *err)
{
	struct text id = request_text(q, "review");
	struct invite_request invite = { .review = id,
					 .member = request_text(q, "member"),
					 .withdraw = true,
					 .because = text_trim(request_text(q, "because")) };
	struct act_result r;
	struct invitee v;

	if (!find_invitee(&v, q, err))
		return false;
	if (text_is(q->step, "link"))
		return v.has_account ? give_link(q, o, &v.account, err)
				     : err_set(err, ERR_INPUT, "web.invite-no-account", NULL);
	if (!invite.because.n)
		return request_fault(q, err, "because", "web.field-empty");
	if (!review_invite(&r, q->context, &invite, err))
		return false;
	act_done(o, q, &r, review_link(q, id, "invite"));
	return true;
}

const struct page page_review_invited = {
	.route = "/review/{review}/invited",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.invited",
	.fields = { REVIEW_FIELD,
		    { "member", FIELD_KEY, .hidden = true, .required = true },
		    { "mail", FIELD_CHECK, .label = "web.link-mail", .hint = "web.link-mail-hint" },
		    { "because", FIELD_LINE, .label = "web.invite-withdraw-because" } },
	.view = view_invited,
	.data = data_invite,
	.act = act_invited,
	.gives = "Experts",
	.makes = "Link|Act",
};
