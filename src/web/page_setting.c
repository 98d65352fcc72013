/* What a person says of a KPI beside the plan: which way is better, what change is noise, from which series its values
 * come. One form a setting, since each is an event with a reason of its own; which settings there are, and what each
 * may be, comes from the use case's table. Whose the KPI is has its own form (page_office.c). */
#include <string.h>

#include "publish/pages.h"
#include "usecase/evaluate.h"
#include "usecase/said.h"
#include "usecase/section.h"
#include "usecase/value_link.h"
#include "web/review_parts.h"

static const struct report_setting *setting_said(const struct report_kpi *k, struct text name)
{
	for (size_t i = 0; i < k->settings.n; i++)
		if (text_eq(k->settings.at[i].name, name))
			return &k->settings.at[i];
	return NULL;
}

/* The KPI of the page. ERR_INPUT: none of the plan. */
static bool kpi_of_page(const struct report_kpi **out, struct request *q, struct err *err)
{
	struct plan_report *report = NEW(q->context->arena, struct plan_report);
	struct evaluate_request of = { .today = date_in_japan(q->context->now) };
	struct review_item item;

	if (!item_of_page(&item, q, err))
		return false;
	of.only = item.key;
	if (!evaluate(report, q->context, &of, err))
		return false;
	if (!report->kpis.n) {
		err_set(err, ERR_INPUT, "web.setting-no-kpi", "kpi", text_z(q->context->arena, item.key), NULL);
		return false;
	}
	*out = &report->kpis.at[0];
	return true;
}

static struct text setting_label(struct doc *d, const char *name)
{
	return text_of(kpi_setting_label(d, text_of(name)));
}

static struct text link_of(struct request *q, struct text kpi, const char *name)
{
	struct arena *a = q->context->arena;
	const struct review_item item = { ITEM_KPI, kpi };

	if (!strcmp(name, "owner"))
		return item_query(q, "/office/owner", item);
	return text_of(arena_printf(a, "%s&setting=%s", text_z(a, item_query(q, "/office/kpi/set", item)), name));
}

/* ---- all of one KPI ---- */

static struct text said_words(struct doc *d, const section_list *sections, const struct report_setting *said)
{
	if (!said || !said->value.n)
		return doc_label(d, "web.setting-of-plan");
	return text_is(said->name, "owner") ? section_shown(sections, said->value) : kpi_setting_words(d, said);
}

static bool view_kpi(struct request *q, struct doc *d, struct err *err)
{
	const struct report_kpi *k = NULL;
	section_list sections = { 0 };
	struct node *table;

	if (!kpi_of_page(&k, q, err) || !sections_read(&sections, q->context, 0, err))
		return false;
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, doc_label(d, "web.settings")), "key",
				doc_z(d, k->kpi->key), "name", doc_z(d, k->kpi->name), NULL));
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/office"),
		 doc_label(d, "web.settings-back"));
	doc_paragraph(d, d->body, doc_label(d, "web.settings-what"));
	table = doc_table(d, d->body, "settings", doc_label(d, "web.settings-caption"), TABLE_CARDS);
	page_head(d, table, (const char *[]){ "web.setting", "web.setting-value", "web.setting-because", NULL });
	for (const struct setting_kind *kind = setting_kinds; kind->name; kind++) {
		const struct report_setting *said = setting_said(k, text_of(kind->name));
		struct node *row = doc_row(d, table);

		doc_link(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }), link_of(q, k->kpi->key, kind->name),
			 setting_label(d, kind->name));
		doc_cell(d, row, 0, said_words(d, &sections, said));
		doc_cell(d, row, 0, page_or_dash(said ? said->because : (struct text){ 0 }));
	}
	return true;
}

static bool data_kpi(struct request *q, json_t **data, struct err *err)
{
	const struct report_kpi *k = NULL;
	json_t *list;

	if (!kpi_of_page(&k, q, err))
		return false;
	list = json_array();
	for (const struct setting_kind *kind = setting_kinds; kind->name; kind++) {
		const struct report_setting *said = setting_said(k, text_of(kind->name));

		json_array_append_new(list, json_pack("{s:s,s:o,s:o,s:o}", "setting", kind->name, "value",
						      json_opt_text(said ? said->value : (struct text){ 0 }), "because",
						      json_opt_text(said ? said->because : (struct text){ 0 }), "event",
						      said ? json_integer(said->event) : json_null()));
	}
	*data = json_pack("{s:o,s:o,s:o}", "kpi", json_text(k->kpi->key), "name", json_text(k->kpi->name), "settings",
			  list);
	return true;
}

const struct page page_office_kpi = {
	.route = "/office/kpi",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.settings",
	.fields = { ITEM_FIELD },
	.view = view_kpi,
	.data = data_kpi,
	.gives = "SettingsOfKpi",
};

/* ---- one ---- */

/* What it may be, said beside the field and again where it was not. NULL: nothing to say. */
static const char *rule_of(const struct setting_kind *kind)
{
	static const char *const ids[] = {
		[SETTING_PERIOD] = "web.setting-period",     [SETTING_NOT_NEGATIVE] = "web.setting-not-negative",
		[SETTING_POSITIVE] = "web.setting-positive", [SETTING_COUNT] = "web.setting-count",
		[SETTING_SERIES] = "web.setting-series",     [SETTING_SECTION] = NULL
	};

	return ids[kind->form];
}

static void put_value(struct request *q, struct doc *d, struct node *form, const struct setting_kind *kind)
{
	struct node *field = form_field(q, d, form, "value");

	field->text = setting_label(d, kind->name);
	field->hint = rule_of(kind) ? doc_label(d, rule_of(kind)) : (struct text){ 0 };
	if (kind->form != SETTING_CHOICE)
		return;
	field->control = CONTROL_LIST;
	form_choice(q, d, field, (struct text){ 0 }, doc_label(d, "web.setting-of-plan"));
	for (const char *const *c = kind->choices; *c; c++)
		form_choice(q, d, field, text_of(*c),
			    kpi_setting_words(
				    d, &(struct report_setting){ .name = text_of(kind->name), .value = text_of(*c) }));
}

/* Whose the KPI is has a page of its own: no section's name is needed here. */
static void put_setting_now(struct doc *d, const struct report_setting *said)
{
	struct node *facts = doc_add(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.stands-now")), NODE_FACTS);

	doc_fact(d, facts, doc_label(d, "web.setting-value"), said_words(d, &(section_list){ 0 }, said));
	doc_fact(d, facts, doc_label(d, "web.setting-because"),
		 page_or_dash(said ? said->because : (struct text){ 0 }));
}

static bool view_setting(struct request *q, struct doc *d, struct err *err)
{
	const struct setting_kind *kind = setting_kind_of(request_text(q, "setting"));
	const struct report_setting *said;
	const struct report_kpi *k = NULL;
	struct node *form;

	if (!kpi_of_page(&k, q, err))
		return false;
	if (!kind)
		return err_set(err, ERR_INPUT, "web.setting-none", NULL);
	said = setting_said(k, text_of(kind->name));
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, setting_label(d, kind->name)), "key",
				doc_z(d, k->kpi->key), "name", doc_z(d, k->kpi->name), NULL));
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
		 item_query(q, "/office/kpi", (struct review_item){ ITEM_KPI, k->kpi->key }),
		 doc_label(d, "web.settings-all"));
	doc_paragraph(d, d->body, doc_label(d, arena_printf(d->arena, "setting-what.%s", kind->name)));
	if (q->conflict)
		put_setting_now(d, said);
	form_value(q, "value", said ? said->value : (struct text){ 0 });
	form_stands(q, said ? said->event : 0);
	form = form_begin(q, d, d->body, NULL);
	put_value(q, d, form, kind);
	form_field(q, d, form, "because");
	form_button(d, form, "web.save", NULL);
	return true;
}

/* A linked series brings its values along; one that there is not is refused. "migration.in - migration.out 43100": the
 * area stands last. */
static bool link_series(struct request *q, struct setting_request *s, struct err *err)
{
	struct link_request link = { .kpi = s->kpi, .series = s->value, .because = s->because, .seen = s->seen };
	struct link_result made;
	size_t space = SIZE_MAX;

	for (size_t i = 0; i < s->value.n; i++)
		if (s->value.p[i] == ' ')
			space = i;
	if (space != SIZE_MAX && s->value.p[space + 1] >= '0' && s->value.p[space + 1] <= '9') {
		link.area = text_slice(s->value, space + 1, s->value.n);
		link.series = text_trim(text_slice(s->value, 0, space));
	}
	return link_values(&made, q->context, &link, err);
}

/* Digits as people type them; false: not what the setting may be. */
static bool read_value(struct request *q, const struct setting_kind *kind, struct text *value)
{
	struct arena *a = q->context->arena;
	struct decimal d;
	struct period p;

	*value = request_text(q, "value");
	if (!value->n)
		return true;
	switch (kind->form) {
	case SETTING_PERIOD:
		return period_said(&p, *value, NULL);
	case SETTING_NOT_NEGATIVE:
	case SETTING_POSITIVE:
	case SETTING_COUNT:
		if (!decimal_said(&d, *value, NULL) || decimal_sign(d) < (kind->form != SETTING_NOT_NEGATIVE) ||
		    (kind->form == SETTING_COUNT && d.scale))
			return false;
		*value = text_of(arena_strdup(a, DEC(d)));
		return true;
	default:
		return true;
	}
}

static bool act_setting(struct request *q, struct outcome *o, struct err *err)
{
	const struct setting_kind *kind = setting_kind_of(request_text(q, "setting"));
	struct setting_request s = { .setting = request_text(q, "setting"),
				     .because = request_text(q, "because"),
				     .seen = form_seen(q) };
	struct setting_result made = { 0 };
	struct review_item item;
	bool ok;

	if (!item_of_page(&item, q, err))
		return false;
	if (!kind)
		return err_set(err, ERR_INPUT, "web.setting-none", NULL);
	s.kpi = item.key;
	if (!read_value(q, kind, &s.value))
		return request_fault(q, err, "value", rule_of(kind));
	ok = kind->form == SETTING_SERIES && s.value.n ? link_series(q, &s, err) : set_kpi(&made, q->context, &s, err);
	o->to = item_query(q, "/office/kpi", item);
	o->done = "web.done-said";
	return ok;
}

const struct page page_office_setting = {
	.route = "/office/kpi/set",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.setting-set",
	.fields = { ITEM_FIELD,
		    STANDS_FIELD,
		    { "setting", FIELD_LINE, .hidden = true, .max = 40, .required = true },
		    { "value", FIELD_LINE, .label = "web.setting-value", .max = 1000 },
		    { "because", FIELD_LINE, .label = "web.setting-because", .hint = "web.setting-because-hint",
		      .required = true } },
	.view = view_setting,
	.data = data_kpi,
	.act = act_setting,
	.gives = "SettingsOfKpi",
	.makes = "Done",
};
