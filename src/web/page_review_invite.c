/* Whom to invite. The invitation and the link by which an expert comes in are one step, since the planning section
 * thinks of them as one; the link is shown, so that it can be handed over where no mail server is named, and made anew
 * for who has lost it. */
#include "usecase/outbox.h"
#include "web/review_parts.h"

/* The account of a member. False without err: he has none. */
static bool account_of(struct account *a, struct request *q, const struct member *m, struct err *err)
{
	return m && m->login.n && account_find(a, q->context, m->login, err);
}

static void put_invited(struct request *q, struct doc *d, const struct review *r, const struct review_expert *e,
			size_t i)
{
	const struct member *m = member_find(&r->members, e->member);
	struct node *form;

	doc_heading(d, d->body, 3, NULL, member_shown(r, e->member));
	if (m && m->login.n) {
		form = form_begin(q, d, d->body, NULL);
		form_hidden(d, form, "member", e->member);
		form_button(d, form, "web.invite-link", "link")->flags = BUTTON_QUIET;
	} else {
		doc_link(d, doc_paragraph(d, d->body, doc_label(d, "web.invite-no-account")),
			 request_path(q, arena_printf(d->arena, "/office/member?key=%s", doc_z(d, e->member))),
			 doc_label(d, "web.invite-set-account"));
	}
	form = form_begin(q, d, d->body, NULL);
	form_hidden(d, form, "member", e->member);
	form_field(q, d, form, "because")->id = text_of(arena_printf(d->arena, "f-because-%zu", i));
	form_button(d, form, "web.invite-withdraw", "withdraw")->flags = BUTTON_QUIET;
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
	if (!r.experts.n)
		return true;
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.invited"));
	put_experts(d, &r);
	for (size_t i = 0; i < r.experts.n; i++)
		put_invited(q, d, &r, &r.experts.at[i], i);
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

static bool act_invite(struct request *q, struct outcome *o, struct err *err)
{
	struct text id = request_text(q, "review");
	struct invite_request invite = { .review = id,
					 .member = request_text(q, "member"),
					 .withdraw = text_is(q->step, "withdraw"),
					 .because = text_trim(request_text(q, "because")) };
	struct account account = { 0 };
	struct act_result r;
	member_list all = { 0 };
	const struct member *m;
	bool has;

	if (!permit(q->context, RIGHT_PLAN, err) || !members_read(&all, q->context, err))
		return false;
	m = member_find(&all, invite.member);
	has = account_of(&account, q, m, err);
	if (!has && err->kind != ERR_NONE)
		return false;
	if (invite.withdraw && !invite.because.n)
		return request_fault(q, err, "because", "web.field-empty");
	if (request_has(q, "mail") && !account.email.n)
		return request_fault(q, err, "mail", "web.invite-no-mail");
	if (has && text_is(q->step, "link"))
		return give_link(q, o, &account, err);
	if (!review_invite(&r, q->context, &invite, err))
		return false;
	if (has && !invite.withdraw)
		return give_link(q, o, &account, err);
	act_done(o, q, &r, review_link(q, id, "invite"));
	return true;
}

const struct page page_review_invite = {
	.route = "/review/{review}/invite",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.invite",
	.fields = { REVIEW_FIELD,
		    { "member", FIELD_CHOICE, .label = "web.invite-who", .required = true },
		    { "mail", FIELD_CHECK, .label = "web.link-mail", .hint = "web.link-mail-hint" },
		    { "because", FIELD_LINE, .label = "web.invite-withdraw-because" } },
	.view = view_invite,
	.act = act_invite,
};
