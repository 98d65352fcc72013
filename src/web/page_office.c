/* The town hall and the committee as the review needs them: sections, which KPI is whose, and members with their
 * accounts. One page lists all of it, since they are set up together, once, before the first review; each thing has one
 * form by which it is added and changed, told apart by its key. */
#include "usecase/account.h"
#include "usecase/evaluate.h"
#include "usecase/members.h"
#include "usecase/record.h"
#include "usecase/review_json.h"
#include "usecase/section.h"
#include "publish/pages.h"
#include "publish/words.h"
#include "web/review_parts.h"

static struct text owner_of(const struct report_kpi *k)
{
	for (size_t i = 0; i < k->settings.n; i++)
		if (text_is(k->settings.at[i].name, "owner"))
			return k->settings.at[i].value;
	return (struct text){ 0 };
}

static void put_cell_link(struct request *q, struct doc *d, struct node *row, struct text to, struct text words)
{
	struct node *cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });

	if (page_may(q, RIGHT_PLAN))
		doc_link(d, cell, to, words);
	else
		doc_text(d, cell, words);
}

static struct text keyed(struct request *q, const char *page, struct text key)
{
	struct arena *a = q->context->arena;

	return request_path(q, arena_printf(a, "%s?key=%s", page, text_z(a, key)));
}

static void put_sections(struct request *q, struct doc *d, const section_list *all)
{
	struct node *table;

	doc_heading(d, d->body, 2, "sections", doc_label(d, "web.sections"));
	if (page_may(q, RIGHT_PLAN))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/office/section"),
			 doc_label(d, "web.section-add"));
	if (!all->n) {
		doc_paragraph(d, d->body, doc_label(d, "web.sections-none"));
		return;
	}
	table = doc_table(d, d->body, "section-list", doc_label(d, "web.sections-caption"), TABLE_CARDS);
	page_head(d, table, (const char *[]){ "web.section-name", "web.section-key", "web.section-state", NULL });
	for (size_t i = 0; i < all->n; i++) {
		const struct section *s = &all->at[i];
		struct node *row = doc_row(d, table);

		put_cell_link(q, d, row, keyed(q, "/office/section", s->key), s->name);
		doc_cell(d, row, 0, s->key);
		doc_cell(d, row, 0,
			 doc_label(d, s->closed     ? "web.section-closed"
				      : s->planning ? "web.section-planning"
						    : "web.section-open"));
	}
}

static void put_members(struct request *q, struct doc *d, const member_list *all)
{
	struct node *table;

	doc_heading(d, d->body, 2, "members", doc_label(d, "web.members"));
	if (page_may(q, RIGHT_PLAN))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/office/member"),
			 doc_label(d, "web.member-add"));
	if (!all->n) {
		doc_paragraph(d, d->body, doc_label(d, "web.members-none"));
		return;
	}
	table = doc_table(d, d->body, "member-list", doc_label(d, "web.members-caption"), TABLE_CARDS);
	page_head(
		d, table,
		(const char *[]){ "web.person-name", "web.expert-field", "web.member-term", "web.member-login", NULL });
	for (size_t i = 0; i < all->n; i++) {
		const struct member *m = &all->at[i];
		struct node *row = doc_row(d, table);
		struct text name = m->name.n ? m->name : m->key;

		put_cell_link(q, d, row, keyed(q, "/office/member", m->key),
			      m->chair ? doc_words(d, "web.member-chairs", "name", doc_z(d, name), NULL) : name);
		doc_cell(d, row, 0, doc_label(d, arena_printf(d->arena, "field.%s", doc_z(d, m->field))));
		doc_cell(d, row, 0,
			 doc_words(d, "web.member-from-to", "from", doc_z(d, words_date(d->arena, d->lang, m->from)),
				   "to", doc_z(d, words_date(d->arena, d->lang, m->to)), NULL));
		doc_cell(d, row, 0, m->login.n ? m->login : doc_label(d, "web.member-no-login"));
	}
}

/* What is set of a KPI beside its owner, in names. */
static struct text settings_said(struct doc *d, const struct report_kpi *k)
{
	const char *list = "", *label;

	for (size_t i = 0; i < k->settings.n; i++)
		if (!text_is(k->settings.at[i].name, "owner") && k->settings.at[i].value.n &&
		    (label = kpi_setting_label(d, k->settings.at[i].name)))
			list = arena_printf(d->arena, "%s%s%s", list,
					    !*list               ? ""
					    : d->lang == LANG_JA ? "、"
								 : ", ",
					    label);
	return *list ? text_of(list) : doc_label(d, "web.setting-of-plan");
}

static void put_owners(struct request *q, struct doc *d, const struct plan_report *report, const section_list *sections)
{
	struct node *table;

	doc_heading(d, d->body, 2, "owners", doc_label(d, "web.owners"));
	doc_paragraph(d, d->body, doc_label(d, "web.owners-what"));
	table = doc_table(d, d->body, "owner-list", doc_label(d, "web.owners-caption"), TABLE_CARDS);
	page_head(d, table, (const char *[]){ "web.review-item", "web.review-owner", "web.settings-said", NULL });
	for (size_t i = 0; i < report->kpis.n; i++) {
		const struct report_kpi *k = &report->kpis.at[i];
		const struct review_item item = { ITEM_KPI, k->kpi->key };
		struct node *row = doc_row(d, table), *cell;
		struct text owner = owner_of(k), said = settings_said(d, k);

		put_cell_link(q, d, row, item_query(q, "/office/owner", item),
			      text_of(arena_printf(d->arena, "%s %s", doc_z(d, k->kpi->key), doc_z(d, k->kpi->name))));
		doc_cell(d, row, 0, owner.n ? section_shown(sections, owner) : doc_label(d, "web.owner-none"));
		cell = doc_cell(d, row, 0, (struct text){ 0 });
		if (page_may(q, RIGHT_PLAN))
			doc_link(d, cell, item_query(q, "/office/kpi", item), said);
		else
			doc_text(d, cell, said);
	}
}

static bool view_office(struct request *q, struct doc *d, struct err *err)
{
	struct plan_report report;
	section_list sections = { 0 };
	member_list members = { 0 };

	if (!sections_read(&sections, q->context, 0, err) || !members_read(&members, q->context, err) ||
	    !evaluate(&report, q->context, &(struct evaluate_request){ .today = date_in_japan(q->context->now) }, err))
		return false;
	doc_paragraph(d, d->body, doc_label(d, "web.office-what"));
	put_sections(q, d, &sections);
	put_owners(q, d, &report, &sections);
	put_members(q, d, &members);
	return true;
}

static bool data_office(struct request *q, json_t **data, struct err *err)
{
	json_t *offices = json_array(), *people = json_array(), *owners = json_array();
	struct plan_report report;
	section_list sections = { 0 };
	member_list members = { 0 };

	*data = json_pack("{s:o,s:o,s:o}", "sections", offices, "owners", owners, "members", people);
	if (!sections_read(&sections, q->context, 0, err) || !members_read(&members, q->context, err) ||
	    !evaluate(&report, q->context, &(struct evaluate_request){ .today = date_in_japan(q->context->now) },
		      err)) {
		json_decref(*data);
		return false;
	}
	for (size_t i = 0; i < sections.n; i++)
		json_array_append_new(offices, section_json(&sections.at[i]));
	for (size_t i = 0; i < members.n; i++)
		json_array_append_new(people, member_json(&members.at[i]));
	for (size_t i = 0; i < report.kpis.n; i++) {
		const struct text owner = owner_of(&report.kpis.at[i]);

		json_array_append_new(owners, json_pack("{s:o,s:o}", "kpi", json_text(report.kpis.at[i].kpi->key),
							"section", json_opt_text(owner)));
	}
	return true;
}

const struct page page_office = {
	.route = "/office",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_INTERNAL,
	.title = "web.office",
	.nav = "web.office",
	.view = view_office,
	.data = data_office,
	.gives = "Office",
};

/* ---- a section ---- */

static void put_section_now(struct doc *d, const struct section *s, struct text contact)
{
	struct node *facts = doc_add(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.stands-now")), NODE_FACTS);

	doc_fact(d, facts, doc_label(d, "web.section-name"), s->name);
	doc_fact(d, facts, doc_label(d, "web.section-contact"), page_or_dash(contact));
	doc_fact(d, facts, doc_label(d, "web.section-state"),
		 doc_label(d, s->closed     ? "web.section-closed"
			      : s->planning ? "web.section-planning"
					    : "web.section-open"));
}

static bool view_section(struct request *q, struct doc *d, struct err *err)
{
	static const char *const rest[] = { "name", "contact", "planning", "closed", NULL };
	struct node *form;
	section_list all = { 0 };
	const struct section *s;
	struct text contact;

	if (!sections_read(&all, q->context, 0, err))
		return false;
	s = section_find(&all, request_text(q, "key"));
	if (s) {
		if (!section_contact(&contact, q->context, s, err))
			return false;
		page_title(d, s->name);
		form_value(q, "name", s->name);
		form_value(q, "contact", contact);
		form_value(q, "planning", s->planning ? TEXT("yes") : TEXT(""));
		form_value(q, "closed", s->closed ? TEXT("yes") : TEXT(""));
		if (q->conflict)
			put_section_now(d, s, contact);
	}
	form_stands(q, s ? s->event : 0);
	form = form_begin(q, d, d->body, NULL);
	form_key(q, d, form, "key", s && !q->conflict);
	for (size_t i = 0; rest[i]; i++)
		form_field(q, d, form, rest[i]);
	form_button(d, form, "web.save", NULL);
	return true;
}

static bool act_section(struct request *q, struct outcome *o, struct err *err)
{
	struct section_request s = { .key = request_text(q, "key"),
				     .name = request_text(q, "name"),
				     .contact = request_text(q, "contact"),
				     .planning = request_has(q, "planning"),
				     .closed = request_has(q, "closed"),
				     .seen = form_seen(q) };
	struct section_result made;

	if (!section_set(&made, q->context, &s, err))
		return false;
	o->to = TEXT("/office");
	o->done = "web.done-said";
	return true;
}

const struct page page_office_section = {
	.route = "/office/section",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.section-add",
	.fields = { STANDS_FIELD,
		    { "key", FIELD_KEY, .label = "web.section-key", .hint = "web.section-key-hint",
		      .max = SECTION_KEY_MAX, .required = true },
		    { "name", FIELD_LINE, .label = "web.section-name", .hint = "web.section-name-hint",
		      .required = true },
		    { "contact", FIELD_LINE, .label = "web.section-contact", .hint = "web.hand-over-contact-hint",
		      .max = PERSON_NAME_MAX },
		    { "planning", FIELD_CHECK, .label = "web.section-planning", .hint = "web.section-planning-hint" },
		    { "closed", FIELD_CHECK, .label = "web.section-close", .hint = "web.section-close-hint" } },
	.view = view_section,
	.act = act_section,
	.makes = "Done",
};

/* ---- whose KPI ---- */

/* Whose it is now, shown beside what was typed where somebody else was faster. */
static bool put_owner_now(struct request *q, struct doc *d, struct text kpi, const section_list *sections,
			  struct err *err)
{
	const struct evaluate_request of = { .today = date_in_japan(q->context->now), .only = kpi };
	struct plan_report report;
	const struct report_setting *said = NULL;

	if (!evaluate(&report, q->context, &of, err))
		return false;
	for (size_t i = 0; i < report.kpis.n; i++)
		for (size_t k = 0; text_eq(report.kpis.at[i].kpi->key, kpi) && k < report.kpis.at[i].settings.n; k++)
			if (text_is(report.kpis.at[i].settings.at[k].name, "owner"))
				said = &report.kpis.at[i].settings.at[k];
	form_stands(q, said ? said->event : 0);
	form_value(q, "section", said ? said->value : (struct text){ 0 });
	if (q->conflict && said)
		doc_paragraph(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.stands-now")),
			      section_shown(sections, said->value));
	return true;
}

static bool view_owner(struct request *q, struct doc *d, struct err *err)
{
	section_list all = { 0 };
	struct review_item item;
	struct node *form, *field;

	if (!item_of_page(&item, q, err) || !sections_read(&all, q->context, 0, err) ||
	    !put_owner_now(q, d, item.key, &all, err))
		return false;
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, doc_label(d, "web.owner-set")), "key",
				doc_z(d, item.key), "name", "", NULL));
	if (!all.n) {
		doc_link(d, doc_paragraph(d, d->body, doc_label(d, "web.sections-none")),
			 request_path(q, "/office/section"), doc_label(d, "web.section-add"));
		return true;
	}
	form_value(q, "because", doc_label(d, "web.owner-because-first"));
	form = form_begin(q, d, d->body, NULL);
	field = form_field(q, d, form, "section");
	for (size_t i = 0; i < all.n; i++)
		if (!all.at[i].closed)
			form_choice(q, d, field, all.at[i].key, all.at[i].name);
	form_field(q, d, form, "because");
	form_button(d, form, "web.save", NULL);
	return true;
}

static bool act_owner(struct request *q, struct outcome *o, struct err *err)
{
	struct setting_request s = { .setting = TEXT("owner"),
				     .value = request_text(q, "section"),
				     .because = request_text(q, "because"),
				     .seen = form_seen(q) };
	struct setting_result made;
	struct review_item item;

	if (!item_of_page(&item, q, err))
		return false;
	s.kpi = item.key;
	if (!set_kpi(&made, q->context, &s, err))
		return false;
	o->to = TEXT("/office");
	o->done = "web.done-said";
	return true;
}

const struct page page_office_owner = {
	.route = "/office/owner",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.owner-set",
	.fields = { ITEM_FIELD,
		    STANDS_FIELD,
		    { "section", FIELD_CHOICE, .label = "web.review-owner", .required = true },
		    { "because", FIELD_LINE, .label = "web.hand-over-because", .required = true } },
	.view = view_owner,
	.act = act_owner,
	.makes = "Done",
};

/* ---- a member ---- */

static const struct field_choice fields[] = { { "industry", "field.industry" }, { "government", "field.government" },
					      { "academia", "field.academia" }, { "finance", "field.finance" },
					      { "labour", "field.labour" },     { "media", "field.media" },
					      { "citizen", "field.citizen" },   { 0 } };

static void put_member_now(struct doc *d, const struct member *m)
{
	struct node *facts = doc_add(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.stands-now")), NODE_FACTS);

	doc_fact(d, facts, doc_label(d, "web.person-name"), page_or_dash(m->name));
	doc_fact(d, facts, doc_label(d, "web.expert-field"),
		 doc_label(d, arena_printf(d->arena, "field.%s", doc_z(d, m->field))));
	doc_fact(d, facts, doc_label(d, "web.member-term"),
		 doc_words(d, "web.member-from-to", "from", DATE(m->from), "to", DATE(m->to), NULL));
	doc_fact(d, facts, doc_label(d, "web.member-login"),
		 m->login.n ? m->login : doc_label(d, "web.member-no-login"));
}

/* Accounts of experts that are nobody else's; and the member's own, whatever became of it. */
static bool put_logins(struct request *q, struct doc *d, struct node *field, const member_list *members,
		       const struct member *m, struct err *err)
{
	account_list accounts = { 0 };
	bool own = !m || !m->login.n;

	if (!accounts_who_may(&accounts, q->context, RIGHT_GRADE, err))
		return false;
	for (size_t i = 0; i < accounts.n; i++) {
		const struct account *a = &accounts.at[i];
		bool taken = false;

		for (size_t k = 0; k < members->n; k++)
			taken |= &members->at[k] != m && text_eq(members->at[k].login, a->login);
		own |= m && text_eq(m->login, a->login);
		if (!taken)
			form_choice(q, d, field, a->login,
				    doc_words(d, "web.member-account", "name", doc_z(d, a->name), "login",
					      doc_z(d, a->login), NULL));
	}
	if (!own)
		form_choice(q, d, field, m->login, m->login);
	if (!field->first)
		field->hint = doc_label(d, "web.member-login-none");
	return true;
}

static void fill_member(struct request *q, struct doc *d, const struct member *m)
{
	page_title(d, m->name.n ? m->name : m->key);
	form_value(q, "name", m->name);
	form_value(q, "field", m->field);
	form_value(q, "from", text_of(arena_printf(d->arena, "%s", DATE(m->from))));
	form_value(q, "to", text_of(arena_printf(d->arena, "%s", DATE(m->to))));
	form_value(q, "chair", m->chair ? TEXT("yes") : TEXT(""));
	form_value(q, "login", m->login);
	if (q->conflict)
		put_member_now(d, m);
}

static bool view_member(struct request *q, struct doc *d, struct err *err)
{
	static const char *const first[] = { "name", "field", "from", "to", "chair", NULL };
	member_list all = { 0 };
	const struct member *m;
	struct node *form;

	if (!members_read(&all, q->context, err))
		return false;
	m = member_find(&all, request_text(q, "key"));
	if (m)
		fill_member(q, d, m);
	form_stands(q, m ? m->event : 0);
	form = form_begin(q, d, d->body, NULL);
	form_key(q, d, form, "key", m && !q->conflict);
	for (size_t i = 0; first[i]; i++)
		form_field(q, d, form, first[i]);
	if (!put_logins(q, d, form_field(q, d, form, "login"), &all, m, err))
		return false;
	form_button(d, form, "web.save", NULL);
	return true;
}

static bool act_member(struct request *q, struct outcome *o, struct err *err)
{
	struct member_request m = { .key = request_text(q, "key"),
				    .name = request_text(q, "name"),
				    .field = request_text(q, "field"),
				    .login = request_text(q, "login"),
				    .from = request_field(q, "from")->date,
				    .to = request_field(q, "to")->date,
				    .chair = request_has(q, "chair"),
				    .seen = form_seen(q) };
	int64_t event;

	if (!member_set(&event, q->context, &m, err))
		return false;
	o->to = TEXT("/office");
	o->done = "web.done-said";
	return true;
}

const struct page page_office_member = {
	.route = "/office/member",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.member-add",
	.fields = { STANDS_FIELD,
		    { "key", FIELD_KEY, .label = "web.member-key", .hint = "web.member-key-hint", .max = 64,
		      .required = true },
		    { "name", FIELD_LINE, .label = "web.person-name", .max = PERSON_NAME_MAX, .required = true },
		    { "field", FIELD_CHOICE, .label = "web.expert-field", .choices = fields, .required = true },
		    { "from", FIELD_DATE, .label = "web.member-from", .required = true },
		    { "to", FIELD_DATE, .label = "web.member-to", .required = true },
		    { "chair", FIELD_CHECK, .label = "web.member-chair" },
		    { "login", FIELD_CHOICE, .label = "web.member-login", .hint = "web.member-login-hint" } },
	.view = view_member,
	.act = act_member,
	.makes = "Done",
};
