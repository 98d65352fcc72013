/* One's own account: what it is, its password, its second factor, where it is signed in, the tokens of its programs. */
#include "draw/qr.h"
#include "web/agent.h"
#include "web/app.h"
#include "web/form.h"

static struct text own_login(const struct request *q)
{
	return q->context->person->login;
}

static void put_way(struct request *q, struct doc *d, struct node *list, const char *to, const char *label)
{
	doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, to), doc_label(d, label));
}

static bool put_sessions(struct request *q, struct doc *d, struct err *err)
{
	session_line_list all = { 0 };
	struct node *table, *row;

	if (!sessions_read(&all, q->context, own_login(q), q->session->cookie, err))
		return false;
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.sessions"));
	table = doc_table(d, d->body, "sessions", doc_label(d, "web.sessions-caption"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.session-began", "web.session-seen", "web.session-address", "web.session-agent",
				    NULL });
	for (size_t i = 0; i < all.n; i++) {
		struct node *cell;

		row = doc_row(d, table);
		cell = doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, page_time(d, all.at[i].created));
		if (all.at[i].current) {
			doc_break(d, cell);
			doc_strong(d, cell, doc_label(d, "web.session-this"));
		}
		doc_cell(d, row, CELL_NOWRAP, page_time(d, all.at[i].seen));
		doc_cell(d, row, CELL_NOWRAP, page_or_dash(all.at[i].address));
		doc_text(d, doc_cell(d, row, 0, (struct text){ 0 }), agent_said(d->arena, d->lang, all.at[i].agent))
			->hint = all.at[i].agent;
	}
	if (all.n > 1)
		form_button(d, form_begin(q, d, d->body, "/account/sessions"), "web.sessions-end", NULL);
	return true;
}

static bool view_account(struct request *q, struct doc *d, struct err *err)
{
	const struct person *p = q->context->person;
	struct node *facts = doc_add(d, d->body, NODE_FACTS), *list;

	doc_fact(d, facts, doc_label(d, "web.login"), p->login);
	doc_fact(d, facts, doc_label(d, "web.person-name"), p->name);
	doc_fact(d, facts, doc_label(d, "web.roles"), text_of(roles_words(d->arena, d->lang, p->roles)));
	if (p->section.n)
		doc_fact(d, facts, doc_label(d, "web.section"), p->section);
	doc_fact(d, facts, doc_label(d, "web.totp"),
		 doc_label(d, q->session->has_totp ? "web.totp-on" : "web.totp-off"));
	list = doc_add(d, d->body, NODE_LIST);
	put_way(q, d, list, "/account/password", "web.password-change");
	put_way(q, d, list, "/account/totp", q->session->has_totp ? "web.totp-change" : "web.totp-begin");
	put_way(q, d, list, "/account/tokens", "web.tokens");
	return put_sessions(q, d, err);
}

const struct page page_account = {
	.route = "/account",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.account",
	.people_only = true,
	.view = view_account,
};

/* ---- elsewhere ---- */

static bool view_sessions(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	doc_paragraph(d, d->body, doc_label(d, "web.sessions-end-what"));
	form_of_page(q, d, d->body, "web.sessions-end");
	return true;
}

static bool act_sessions(struct request *q, struct outcome *o, struct err *err)
{
	o->to = TEXT("/account");
	o->done = "web.done-sessions-ended";
	return sessions_end(q->context, own_login(q), q->session ? q->session->cookie : (struct text){ 0 }, err);
}

const struct page page_account_sessions = {
	.route = "/account/sessions",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.sessions-end",
	.people_only = true,
	.view = view_sessions,
	.act = act_sessions,
};

/* ---- password ---- */

static bool view_password(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	doc_paragraph(d, d->body, doc_label(d, "web.password-what"));
	form_of_page(q, d, d->body, "web.password-change");
	return true;
}

static bool act_password(struct request *q, struct outcome *o, struct err *err)
{
	struct text present = request_text(q, "present"), password = request_text(q, "password");

	if (!text_eq(password, request_text(q, "again")))
		return request_fault(q, err, "again", "web.password-differs");
	o->to = TEXT("/account");
	o->done = "web.done-password";
	return account_set_password(q->context, own_login(q), present.p ? present : TEXT(""), password,
				    q->session ? q->session->cookie : (struct text){ 0 }, err);
}

const struct page page_account_password = {
	.route = "/account/password",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.password-change",
	.fields = { { "present", FIELD_SECRET, .label = "web.password-present", .hint = "web.password-present-hint",
		      .max = PASSWORD_BYTES_MAX, .autocomplete = "current-password" },
		    { "password", FIELD_SECRET, .label = "web.password-new", .hint = "web.password-hint",
		      .max = PASSWORD_BYTES_MAX, .required = true, .autocomplete = "new-password" },
		    { "again", FIELD_SECRET, .label = "web.password-again", .max = PASSWORD_BYTES_MAX, .required = true,
		      .autocomplete = "new-password" } },
	.people_only = true,
	.view = view_password,
	.act = act_password,
};

/* ---- the second factor ---- */

/* The key travels with the form until a code has shown that the app has it; only then is it kept. */
static bool view_totp(struct request *q, struct doc *d, struct err *err)
{
	struct buf svg = { 0 };
	uint8_t secret[TOTP_BYTES];
	struct text base32 = request_text(q, "key");
	struct node *figure, *p;

	(void)err;
	if (q->session && q->session->has_totp) {
		p = doc_paragraph(d, d->body, doc_label(d, "web.totp-there"));
		doc_link(d, p, request_path(q, "/account/totp-end"), doc_label(d, "web.totp-end"));
		return true;
	}
	if (!base32.n || !totp_from_base32(secret, base32, NULL)) {
		totp_new(secret);
		base32 = totp_base32(d->arena, secret);
		form_value(q, "key", base32);
	}
	doc_paragraph(d, d->body, doc_label(d, "web.totp-what"));
	if (draw_qr(&svg, totp_uri(d->arena, secret, own_login(q), TEXT("sosei")), doc_label(d, "web.totp-qr"))) {
		figure = doc_add(d, d->body, NODE_FIGURE);
		figure->svg = text_dup(d->arena, buf_view(&svg));
		figure->text = doc_label(d, "web.totp-qr");
		doc_text(d, figure, doc_label(d, "web.totp-qr-what"));
	}
	buf_clear(&svg);
	p = doc_paragraph(d, d->body, doc_label(d, "web.totp-key"));
	doc_code(d, p, base32);
	form_of_page(q, d, d->body, "web.totp-begin");
	return true;
}

static bool act_totp(struct request *q, struct outcome *o, struct err *err)
{
	uint8_t secret[TOTP_BYTES];

	o->to = TEXT("/account");
	o->done = "web.done-totp";
	return totp_from_base32(secret, request_text(q, "key"), err) &&
	       account_totp_set(q->context, own_login(q), secret, request_text(q, "code"), err);
}

const struct page page_account_totp = {
	.route = "/account/totp",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.totp-begin",
	.fields = { { "key", FIELD_LINE, .hidden = true, .max = 64 },
		    { "code", FIELD_LINE, .label = "web.code", .hint = "web.code-hint", .max = 16, .required = true,
		      .autocomplete = "one-time-code" } },
	.people_only = true,
	.view = view_totp,
	.act = act_totp,
};

static bool view_totp_end(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	doc_paragraph(d, d->body, doc_label(d, "web.totp-end-what"));
	form_of_page(q, d, d->body, "web.totp-end");
	return true;
}

static bool act_totp_end(struct request *q, struct outcome *o, struct err *err)
{
	o->to = TEXT("/account");
	o->done = "web.done-totp-ended";
	return account_totp_end(q->context, own_login(q), request_text(q, "code"), err);
}

const struct page page_account_totp_end = {
	.route = "/account/totp-end",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.totp-end",
	.fields = { { "code", FIELD_LINE, .label = "web.code", .hint = "web.code-hint", .max = 16, .required = true,
		      .autocomplete = "one-time-code" } },
	.people_only = true,
	.view = view_totp_end,
	.act = act_totp_end,
};

/* ---- tokens ---- */

static const struct field_choice scopes[] = { { "read", "web.scope-read" },
					      { "record", "web.scope-record" },
					      { "review", "web.scope-review" },
					      { "manage", "web.scope-manage" },
					      { 0 } };

static void put_token(struct request *q, struct doc *d, struct node *table, const struct token_line *t)
{
	struct node *row = doc_row(d, table), *cell;

	doc_cell(d, row, CELL_HEADER, t->name);
	doc_cell(d, row, 0, scopes_text(d->arena, t->scopes));
	doc_cell(d, row, 0, page_time(d, t->expires));
	doc_cell(d, row, 0, t->used ? page_time(d, t->used) : doc_label(d, "web.token-unused"));
	cell = doc_cell(d, row, 0, (struct text){ 0 });
	doc_link(d, cell,
		 text_of(arena_printf(d->arena, "%s?number=%lld",
				      text_z(d->arena, request_path(q, "/account/token-end")), (long long)t->number)),
		 doc_words(d, "web.token-end-of", "name", doc_z(d, t->name), NULL));
}

static bool view_tokens(struct request *q, struct doc *d, struct err *err)
{
	token_line_list all = { 0 };
	struct node *note, *table;

	if (!tokens_read(&all, q->context, own_login(q), err))
		return false;
	if (q->shown.n) {
		note = doc_note(d, d->body, TONE_GOOD, doc_label(d, "web.token-made"));
		doc_code(d, doc_paragraph(d, note, (struct text){ 0 }), q->shown);
		doc_paragraph(d, note, doc_label(d, "web.token-once"));
	}
	doc_paragraph(d, d->body, doc_label(d, "web.tokens-what"));
	if (all.n) {
		table = doc_table(d, d->body, "tokens", doc_label(d, "web.tokens"), TABLE_CARDS);
		page_head(d, table,
			  (const char *[]){ "web.token-name", "web.token-scopes", "web.token-expires", "web.token-used",
					    "web.token-end", NULL });
		for (size_t i = 0; i < all.n; i++)
			put_token(q, d, table, &all.at[i]);
	}
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.token-make"));
	form_value(q, "days", TEXT("90"));
	form_value(q, "scopes", TEXT("read"));
	form_of_page(q, d, d->body, "web.token-make");
	return true;
}

static bool act_tokens(struct request *q, struct outcome *o, struct err *err)
{
	unsigned set = 0;

	if (!scopes_parse(&set, request_text(q, "scopes"), err) ||
	    !token_make(&q->shown, q->context, own_login(q), request_text(q, "name"), set,
			request_field(q, "days")->number, err))
		return false;
	o->again = true;
	o->data = json_pack("{s:o}", "token", json_text(q->shown));
	return true;
}

const struct page page_account_tokens = {
	.route = "/account/tokens",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.tokens",
	.fields = { { "name", FIELD_LINE, .label = "web.token-name", .hint = "web.token-name-hint", .max = 30,
		      .required = true },
		    { "scopes", FIELD_CHOICES, .label = "web.token-scopes", .required = true, .choices = scopes },
		    { "days", FIELD_INT, .label = "web.token-days", .required = true } },
	.people_only = true,
	.view = view_tokens,
	.act = act_tokens,
};

static bool view_token_end(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	doc_paragraph(d, d->body, doc_label(d, "web.token-end-what"));
	form_of_page(q, d, d->body, "web.token-end");
	return true;
}

static bool act_token_end(struct request *q, struct outcome *o, struct err *err)
{
	o->to = TEXT("/account/tokens");
	o->done = "web.done-token-ended";
	return token_end(q->context, own_login(q), request_field(q, "number")->number, err);
}

const struct page page_account_token_end = {
	.route = "/account/token-end",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.token-end",
	.fields = { { "number", FIELD_INT, .hidden = true, .required = true } },
	.people_only = true,
	.view = view_token_end,
	.act = act_token_end,
};
