/* Who works here: the administrator's list, and the forms that make and change an account. */
#include "usecase/outbox.h"
#include "usecase/section.h"
#include "web/app.h"
#include "web/form.h"

static const struct field_choice roles[] = {
	{ "admin", "usecase.role-admin" },     { "planner", "usecase.role-planner" },
	{ "section", "usecase.role-section" }, { "expert", "usecase.role-expert" },
	{ "auditor", "usecase.role-auditor" }, { 0 }
};

static const char *state_of(const struct account *a)
{
	if (a->disabled)
		return "web.account-disabled";
	if (!a->has_password)
		return "web.account-no-password";
	return a->has_totp ? "web.account-two" : "web.account-one";
}

static bool view_accounts(struct request *q, struct doc *d, struct err *err)
{
	account_list all = { 0 };
	struct node *table, *p;

	if (!accounts_read(&all, q->context, err))
		return false;
	p = doc_paragraph(d, d->body, (struct text){ 0 });
	doc_link(d, p, request_path(q, "/accounts/new"), doc_label(d, "web.account-new"));
	table = doc_table(d, d->body, "accounts", doc_label(d, "web.accounts"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.person-name", "web.login", "web.roles", "web.section", "web.account-state",
				    NULL });
	for (size_t i = 0; i < all.n; i++) {
		const struct account *a = &all.at[i];
		struct node *row = doc_row(d, table);

		doc_link(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }),
			 request_path(q, arena_printf(d->arena, "/accounts/%s", text_z(d->arena, a->login))), a->name);
		doc_cell(d, row, 0, a->login);
		doc_cell(d, row, 0, text_of(roles_words(d->arena, d->lang, a->roles)));
		doc_cell(d, row, 0, page_or_dash(a->section));
		doc_cell(d, row, 0, doc_label(d, state_of(a)));
	}
	return true;
}

static json_t *account_data(struct arena *arena, const struct account *a)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:b,s:I}", "login", json_text(a->login), "name", json_text(a->name),
			 "roles", json_text(roles_text(arena, a->roles)), "section", json_text(a->section), "email",
			 json_text(a->email), "disabled", a->disabled, "changed", (json_int_t)a->changed);
}

static bool data_accounts(struct request *q, json_t **data, struct err *err)
{
	account_list all = { 0 };
	json_t *list;

	if (!accounts_read(&all, q->context, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < all.n; i++)
		json_array_append_new(list, account_data(q->context->arena, &all.at[i]));
	*data = json_pack("{s:o}", "accounts", list);
	return true;
}

const struct page page_accounts = {
	.route = "/accounts",
	.may = MAY_RIGHT,
	.right = RIGHT_ACCOUNTS,
	.title = "web.accounts",
	.nav = "web.accounts",
	.view = view_accounts,
	.data = data_accounts,
	.gives = "Accounts",
};

/* The section is chosen from those there are, open or already chosen; where there are none yet, its key is typed. */
static bool offer_sections(struct request *q, struct doc *d, struct node *form, struct err *err)
{
	section_list all = { 0 };
	struct node *field = form->first;

	if (!sections_read(&all, q->context, 0, err))
		return false;
	while (!text_is(field->name, "section"))
		field = field->next;
	if (!all.n)
		return true;
	field->control = CONTROL_LIST;
	form_choice(q, d, field, (struct text){ 0 }, doc_label(d, "web.section-none"));
	if (field->value.n && !section_find(&all, field->value))
		form_choice(q, d, field, field->value, field->value);
	for (size_t i = 0; i < all.n; i++)
		if (!all.at[i].closed || text_eq(all.at[i].key, field->value))
			form_choice(q, d, field, all.at[i].key, all.at[i].name);
	return true;
}

/* ---- a new one ---- */

static bool view_new(struct request *q, struct doc *d, struct err *err)
{
	doc_paragraph(d, d->body, doc_label(d, "web.account-new-what"));
	return offer_sections(q, d, form_of_page(q, d, d->body, "web.account-new"), err);
}

static bool read_draft(struct account_draft *out, const struct request *q, struct err *err)
{
	*out = (struct account_draft){ .name = request_text(q, "name"),
				       .section = request_text(q, "section"),
				       .email = request_text(q, "email") };
	return roles_parse(&out->roles, request_text(q, "roles"), err);
}

static bool act_new(struct request *q, struct outcome *o, struct err *err)
{
	struct account_draft draft;
	struct account made = { 0 };

	if (!read_draft(&draft, q, err))
		return false;
	draft.login = request_text(q, "login");
	if (!account_add(&made, q->context, &draft, err))
		return false;
	o->to = text_of(arena_printf(q->context->arena, "/accounts/%s/link", text_z(q->context->arena, made.login)));
	o->done = "web.done-account-added";
	o->data = json_pack("{s:o}", "account", account_data(q->context->arena, &made));
	return true;
}

#define DRAFT_FIELDS                                                                                                  \
	{ "name", FIELD_LINE, .label = "web.person-name", .max = PERSON_NAME_MAX, .required = true },                 \
		{ "roles", FIELD_CHOICES, .label = "web.roles", .hint = "web.roles-hint", .choices = roles },         \
		{ "section", FIELD_KEY, .label = "web.section", .hint = "web.section-hint", .max = SECTION_KEY_MAX }, \
	{                                                                                                             \
		"email", FIELD_LINE, .label = "web.email", .hint = "web.email-hint", .max = EMAIL_MAX                 \
	}

const struct page page_account_new = {
	.route = "/accounts/new",
	.may = MAY_RIGHT,
	.right = RIGHT_ACCOUNTS,
	.title = "web.account-new",
	.fields = { { "login", FIELD_KEY, .label = "web.login", .hint = "web.login-hint", .max = LOGIN_MAX,
		      .required = true },
		    DRAFT_FIELDS },
	.view = view_new,
	.act = act_new,
	.makes = "OneAccount",
};

/* ---- one that is there ---- */

/* What stands there now, beside what was typed. */
static void put_now(struct doc *d, const struct account *a)
{
	struct node *facts;

	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.stands-now"));
	facts = doc_add(d, d->body, NODE_FACTS);
	doc_fact(d, facts, doc_label(d, "web.person-name"), a->name);
	doc_fact(d, facts, doc_label(d, "web.roles"), text_of(roles_words(d->arena, d->lang, a->roles)));
	doc_fact(d, facts, doc_label(d, "web.section"), page_or_dash(a->section));
	doc_fact(d, facts, doc_label(d, "web.email"), page_or_dash(a->email));
	doc_fact(d, facts, doc_label(d, "web.account-state"), doc_label(d, state_of(a)));
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.you-typed"));
}

static bool view_change(struct request *q, struct doc *d, struct err *err)
{
	struct account a = { 0 };
	struct node *list;

	if (!account_find(&a, q->context, request_text(q, "account"), err))
		return false;
	page_title(d, a.name);
	list = doc_add(d, d->body, NODE_LIST);
	doc_item(d, list,
		 doc_words(d, "web.account-login", "login", doc_z(d, a.login), "state",
			   doc_z(d, doc_label(d, state_of(&a))), NULL));
	doc_link(d, doc_item(d, list, (struct text){ 0 }),
		 request_path(q, arena_printf(d->arena, "/accounts/%s/link", text_z(d->arena, a.login))),
		 doc_label(d, "web.link-make"));
	if (q->conflict)
		put_now(d, &a);
	form_value(q, "name", a.name);
	form_value(q, "roles", roles_text(d->arena, a.roles));
	form_value(q, "section", a.section);
	form_value(q, "email", a.email);
	form_value(q, "disabled", a.disabled ? TEXT("yes") : TEXT(""));
	form_value(q, "totp-end", TEXT(""));
	/* After a conflict the person has seen what stands there: sending again is meant. */
	if (q->conflict || !q->posted)
		form_set(q, "changed", text_of(arena_printf(d->arena, "%lld", (long long)a.changed)));
	return offer_sections(q, d, form_of_page(q, d, d->body, "web.save"), err);
}

static bool act_change(struct request *q, struct outcome *o, struct err *err)
{
	struct account_draft draft;
	struct account made = { 0 };

	if (!read_draft(&draft, q, err))
		return false;
	draft.disabled = request_has(q, "disabled");
	if (!account_change(&made, q->context, request_text(q, "account"), &draft, request_field(q, "changed")->number,
			    err) ||
	    (request_has(q, "totp-end") && !account_totp_end(q->context, made.login, TEXT(""), err)))
		return false;
	o->to = TEXT("/accounts");
	o->done = "web.done-account-changed";
	o->data = json_pack("{s:o}", "account", account_data(q->context->arena, &made));
	return true;
}

static bool data_change(struct request *q, json_t **data, struct err *err)
{
	struct account a = { 0 };

	if (!account_find(&a, q->context, request_text(q, "account"), err))
		return false;
	*data = json_pack("{s:o}", "account", account_data(q->context->arena, &a));
	return true;
}

const struct page page_account_change = {
	.route = "/accounts/{account}",
	.may = MAY_RIGHT,
	.right = RIGHT_ACCOUNTS,
	.title = "web.account-change",
	.fields = { { "account", FIELD_IN_PATH_NAME },
		    { "changed", FIELD_INT, .hidden = true },
		    DRAFT_FIELDS,
		    { "disabled", FIELD_CHECK, .label = "web.account-disable", .hint = "web.account-disable-hint" },
		    { "totp-end", FIELD_CHECK, .label = "web.account-totp-end", .hint = "web.account-totp-end-hint" } },
	.view = view_change,
	.act = act_change,
	.data = data_change,
	.gives = "OneAccount",
	.makes = "OneAccount",
};

/* ---- a link to hand over ---- */

static const struct field_choice purposes[] = { { "password", "web.link-password" },
						{ "expert", "web.link-expert" },
						{ 0 } };

static bool view_link(struct request *q, struct doc *d, struct err *err)
{
	struct account a = { 0 };
	struct node *note, *form;

	if (!account_find(&a, q->context, request_text(q, "account"), err))
		return false;
	page_title(d, doc_words(d, "web.link-for", "name", doc_z(d, a.name), NULL));
	if (q->shown.n) {
		note = doc_note(d, d->body, TONE_GOOD, doc_label(d, "web.link-made"));
		doc_code(d, doc_paragraph(d, note, (struct text){ 0 }), q->shown);
		doc_paragraph(d, note, doc_label(d, "web.link-once"));
	}
	doc_paragraph(d, d->body, doc_label(d, "web.link-what"));
	form_value(q, "purpose", TEXT("password"));
	form = form_begin(q, d, d->body, NULL);
	form_field(q, d, form, "purpose");
	if (a.email.n)
		form_field(q, d, form, "mail");
	form_button(d, form, "web.link-make", NULL);
	return true;
}

static bool act_link(struct request *q, struct outcome *o, struct err *err)
{
	struct arena *a = q->context->arena;
	bool expert = text_is(request_text(q, "purpose"), "expert");
	struct text secret, none = { 0 };

	if (!link_make(&secret, q->context, request_text(q, "account"), expert ? LINK_EXPERT : LINK_PASSWORD, none, 0,
		       err))
		return false;
	if (request_has(q, "mail") && !outbox_put_link(q->context, request_text(q, "account"), secret,
						       expert ? LINK_EXPERT : LINK_PASSWORD, q->site, err))
		return false;
	q->shown = text_of(arena_printf(a, "%s/link/%s", text_z(a, q->site), text_z(a, secret)));
	o->again = true;
	o->data = json_pack("{s:o}", "link", json_text(q->shown));
	return true;
}

const struct page page_account_link = {
	.route = "/accounts/{account}/link",
	.may = MAY_RIGHT,
	.right = RIGHT_ACCOUNTS,
	.title = "web.link-make",
	.fields = { { "account", FIELD_IN_PATH_NAME },
		    { "purpose", FIELD_CHOICE, .label = "web.link-purpose", .required = true, .choices = purposes },
		    { "mail", FIELD_CHECK, .label = "web.link-mail", .hint = "web.link-mail-hint" } },
	.view = view_link,
	.act = act_link,
	.makes = "Link",
};
