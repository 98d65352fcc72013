/* The figures of the sections: which KPIs there are and how old their values are; and the form by which a value comes
 * in, with the verdict shown before it is saved. The preview is the act itself, undone: recorded in a transaction,
 * judged, and rolled back, so that it cannot say anything else than the page will afterwards. */
#include "publish/report_json.h"
#include "publish/words.h"
#include "usecase/evaluate.h"
#include "usecase/plans.h"
#include "usecase/record.h"
#include "usecase/review_act.h"
#include "web/value_parts.h"

struct text value_link(const struct request *q, struct text kpi)
{
	return item_query(q, "/values/record", (struct review_item){ ITEM_KPI, kpi });
}

static struct text withdraw_link(const struct request *q, struct text kpi, int64_t event)
{
	struct arena *a = q->context->arena;
	struct text page = item_query(q, "/values/withdraw", (struct review_item){ ITEM_KPI, kpi });

	return text_of(arena_printf(a, "%s&event=%lld", text_z(a, page), (long long)event));
}

static struct text owner_of(const struct report_kpi *k)
{
	for (size_t i = 0; i < k->settings.n; i++)
		if (text_is(k->settings.at[i].name, "owner"))
			return k->settings.at[i].value;
	return (struct text){ 0 };
}

static void put_row(struct request *q, struct doc *d, struct node *table, const struct report_kpi *k,
		    const section_list *sections)
{
	struct node *row = doc_row(d, table), *cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });
	struct text words = text_of(arena_printf(d->arena, "%s %s", doc_z(d, k->kpi->key), doc_z(d, k->kpi->name)));

	if (page_may_for(q, RIGHT_RECORD, owner_of(k)))
		doc_link(d, cell, value_link(q, k->kpi->key), words);
	else
		doc_text(d, cell, words);
	doc_cell(d, row, 0, page_or_dash(section_shown(sections, owner_of(k))));
	cell = doc_cell(d, row, 0, (struct text){ 0 });
	if (k->latest) {
		doc_number(d, cell, words_decimal(d->arena, k->latest->value.value), k->kpi->unit, (struct text){ 0 });
		doc_text(d, cell,
			 text_of(arena_printf(d->arena, "（%s）",
					      doc_z(d, words_period(d->arena, d->lang, k->latest->value.period)))));
	} else {
		doc_text(d, cell, TEXT("–"));
	}
	cell = doc_cell(d, row, 0, (struct text){ 0 });
	doc_status(d, cell, words_status_shape(k->verdict.status), words_status_tone(k->verdict.status),
		   text_of(words_status(d->lang, k->verdict.status)));
	doc_cell(d, row, 0,
		 k->latest ? doc_words(d, "web.review-months", "n",
				       NUM(value_age_months(k->latest->value.period, date_in_japan(q->context->now))),
				       NULL)
			   : TEXT("–"));
}

static bool evaluate_now(struct plan_report *report, struct request *q, struct err *err)
{
	return evaluate(report, q->context, &(struct evaluate_request){ .today = date_in_japan(q->context->now) }, err);
}

bool value_kpi(const struct report_kpi **k, struct plan_report *report, struct request *q, struct text key,
	       struct err *err)
{
	const struct evaluate_request of = { .today = date_in_japan(q->context->now), .only = key };

	*k = NULL;
	if (!evaluate(report, q->context, &of, err))
		return false;
	if (!report->kpis.n) {
		err_set(err, ERR_INPUT, "web.review-no-item", NULL);
		return false;
	}
	*k = &report->kpis.at[0];
	return true;
}

static bool view_values(struct request *q, struct doc *d, struct err *err)
{
	struct plan_report report;
	section_list sections = { 0 };
	struct node *table;

	if (!evaluate_now(&report, q, err) || !sections_read(&sections, q->context, 0, err))
		return false;
	table = doc_table(d, d->body, "values", doc_label(d, "web.values"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.review-item", "web.review-owner", "web.value-last", "web.review-verdict",
				    "web.review-age", NULL });
	for (size_t i = 0; i < report.kpis.n; i++)
		put_row(q, d, table, &report.kpis.at[i], &sections);
	return true;
}

static bool data_values(struct request *q, json_t **data, struct err *err)
{
	struct plan_report report;

	if (!evaluate_now(&report, q, err))
		return false;
	*data = report_to_json(&report);
	return true;
}

const struct page page_values = {
	.route = "/values",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_INTERNAL,
	.title = "web.values",
	.nav = "web.values",
	.view = view_values,
	.data = data_values,
	.gives = "Values",
};

/* ---- one value ---- */

bool value_key_of_page(struct text *kpi, const struct request *q, struct err *err)
{
	struct review_item item;

	if (!item_of_page(&item, q, err))
		return false;
	*kpi = item.key;
	return item.kind == ITEM_KPI || err_set(err, ERR_INPUT, "web.review-no-item", NULL);
}

static bool request_of(struct record_request *r, const struct request *q, struct err *err)
{
	struct act_change change = change_of(q);

	*r = (struct record_request){ .period = request_field(q, "period")->period,
				      .value = request_field(q, "value")->decimal,
				      .unit = request_field(q, "value")->unit,
				      .published = request_field(q, "published")->date,
				      .source = request_text(q, "source"),
				      .url = request_text(q, "url"),
				      .corrects = change.corrects,
				      .because = change.because };
	return value_key_of_page(&r->kpi, q, err) && (value_state_parse(&r->state, request_text(q, "state")) ||
						      err_set(err, ERR_INPUT, "web.field-choice", NULL));
}

/* Records and judges, and takes it back. */
static bool try_out(const struct report_kpi **k, struct record_result *result, struct request *q,
		    const struct record_request *r, struct err *err)
{
	struct plan_report *report = NEW(q->context->arena, struct plan_report);
	struct txn *tx = NULL;
	bool ok = txn_begin(&tx, q->context->store, err) && record_value_in(tx, result, q->context, r, err) &&
		  value_kpi(k, report, q, result->kpi, err);

	txn_rollback(&tx);
	return ok;
}

static struct node *put_verdict(struct doc *d, const struct report_kpi *k, const char *heading)
{
	struct node *note = doc_note(d, d->body, words_status_tone(k->verdict.status), doc_label(d, heading)), *p;

	p = doc_paragraph(d, note, (struct text){ 0 });
	doc_status(d, p, words_status_shape(k->verdict.status), words_status_tone(k->verdict.status),
		   text_of(words_status(d->lang, k->verdict.status)));
	doc_paragraph(d, note, doc_say(d, &k->verdict.reason));
	return note;
}

static struct text state_words(struct doc *d, const struct report_value *v)
{
	if (v->withdrawn.n)
		return doc_words(d, "web.value-withdrawn", "because", doc_z(d, v->withdrawn), NULL);
	return v->superseded_by ? doc_label(d, "web.value-corrected") : text_of(words_state(d->lang, v->state));
}

static void put_values(struct request *q, struct doc *d, const struct report_kpi *k)
{
	const bool may = page_may_for(q, RIGHT_RECORD, owner_of(k));
	struct node *table;

	if (!k->values.n)
		return;
	table = doc_table(d, d->body, "values", doc_label(d, "web.value-known"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.value-period", "web.value-value", "web.value-state", "web.value-published",
				    "web.value-source", "web.log-number", "web.value-withdrawal", NULL });
	for (size_t i = 0; i < k->values.n; i++) {
		const struct report_value *v = &k->values.at[i];
		struct node *row = doc_row(d, table), *cell;

		doc_cell(d, row, CELL_HEADER, words_period(d->arena, d->lang, v->period));
		cell = doc_cell(d, row, CELL_NUMBER, (struct text){ 0 });
		doc_number(d, cell, words_decimal(d->arena, v->value), k->kpi->unit, (struct text){ 0 });
		doc_cell(d, row, 0, state_words(d, v));
		doc_cell(d, row, 0, words_date(d->arena, d->lang, v->published));
		doc_cell(d, row, 0, page_or_dash(v->source));
		doc_cell(d, row, CELL_NUMBER, text_of(arena_printf(d->arena, "%lld", (long long)v->event)));
		cell = doc_cell(d, row, 0, (struct text){ 0 });
		if (may && !v->superseded_by)
			doc_link(d, cell, withdraw_link(q, k->kpi->key, v->event),
				 doc_words(d, "web.value-withdraw-this", "event", NUM(v->event), NULL));
		else
			doc_text(d, cell, TEXT("–"));
	}
}

static void put_form(struct request *q, struct doc *d, bool tried, bool something)
{
	struct node *form = form_begin(q, d, d->body, NULL);

	form_field(q, d, form, "period");
	form_field(q, d, form, "value");
	form_field(q, d, form, "state");
	form_field(q, d, form, "published");
	form_field(q, d, form, "source");
	form_field(q, d, form, "url");
	if (something) {
		form_field(q, d, form, "corrects");
		form_field(q, d, form, "because");
	}
	if (tried)
		form_button(d, form, "web.save", "save");
	form_button(d, form, tried ? "web.value-try-again" : "web.value-try", "try");
}

static bool view_record(struct request *q, struct doc *d, struct err *err)
{
	const struct report_kpi *k, *tried = NULL;
	struct plan_report report;
	struct record_result would;
	struct record_request r;
	struct text key;
	bool preview = q->posted && text_is(q->step, "try") && !q->problem.id;
	struct node *note;
	struct msg otherwise;

	if (!value_key_of_page(&key, q, err) || !value_kpi(&k, &report, q, key, err))
		return false;
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, doc_label(d, "web.value-record")), "key",
				doc_z(d, key), "name", doc_z(d, k->kpi->name), NULL));
	if (preview) {
		if (!request_of(&r, q, err) || !try_out(&tried, &would, q, &r, err))
			return false;
		note = put_verdict(d, tried, "web.value-would-be");
		if (value_over_hundred(k->kpi->unit, request_field(q, "value")->decimal))
			doc_strong(d, doc_paragraph(d, note, (struct text){ 0 }),
				   doc_label(d, "usecase.value-over-hundred"));
		otherwise = value_counted_otherwise(d->arena, &would, r.period);
		if (otherwise.id)
			doc_strong(d, doc_paragraph(d, note, (struct text){ 0 }), doc_say(d, &otherwise));
	} else {
		put_verdict(d, k, "web.value-is");
	}
	form_value(q, "state", TEXT("final"));
	form_value(q, "published", text_of(arena_printf(d->arena, "%s", DATE(date_in_japan(q->context->now)))));
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
		 item_query(q, "/values/absent", (struct review_item){ ITEM_KPI, key }),
		 doc_label(d, "web.value-absent-say"));
	put_form(q, d, preview, k->values.n);
	put_values(q, d, k);
	return true;
}

bool value_data(struct request *q, json_t **data, struct err *err)
{
	const struct report_kpi *k;
	struct plan_report report;
	struct text key;

	if (!value_key_of_page(&key, q, err) || !value_kpi(&k, &report, q, key, err))
		return false;
	*data = json_pack("{s:o}", "kpi", report_kpi_to_json(k));
	return true;
}

static bool plan_now(const struct plan_version **v, struct context *c, struct err *err)
{
	plan_version_list *all = NEW(c->arena, plan_version_list);

	return plans_read(all, c, 0, err) &&
	       plans_choose(v, all, c, TEXT(""), context_today(c), (struct date){ 0 }, err);
}

static bool act_record(struct request *q, struct outcome *o, struct err *err)
{
	const struct plan_version *plan;
	const struct report_kpi *tried;
	struct record_result result;
	struct record_request r;

	if (!request_of(&r, q, err) || !plan_now(&plan, q->context, err) ||
	    !permit_for_kpi(q->context, RIGHT_RECORD, plan->plan, r.kpi, err))
		return false;
	if (text_is(q->step, "try")) {
		o->again = true;
		return try_out(&tried, &result, q, &r, err);
	}
	if (!record_value(&result, q->context, &r, err))
		return false;
	o->to = value_link(q, r.kpi);
	o->done = result.unchanged ? "web.done-value-same" : "web.done-value";
	o->data = json_pack("{s:I,s:b}", "event", (json_int_t)result.event, "unchanged", result.unchanged);
	return true;
}

static const struct field_choice states[] = { { "preliminary", "web.state-preliminary" },
					      { "provisional", "web.state-provisional" },
					      { "final", "web.state-final" },
					      { 0 } };

const struct page page_value_record = {
	.route = "/values/record",
	.may = MAY_RIGHT,
	.right = RIGHT_RECORD,
	.title = "web.value-record",
	.fields = { ITEM_FIELD,
		    { "period", FIELD_PERIOD, .label = "web.value-period", .hint = "web.value-period-hint",
		      .required = true },
		    { "value", FIELD_DECIMAL, .label = "web.value-value", .required = true },
		    { "state", FIELD_CHOICE, .label = "web.value-state", .choices = states, .required = true },
		    { "published", FIELD_DATE, .label = "web.value-published", .hint = "web.value-published-hint",
		      .required = true },
		    { "source", FIELD_LINE, .label = "web.value-source", .hint = "web.value-source-hint",
		      .required = true },
		    { "url", FIELD_LINE, .label = "web.value-url" },
		    { "corrects", FIELD_INT, .label = "web.value-corrects", .hint = "web.value-corrects-hint" },
		    { "because", FIELD_TEXT, .label = "web.said-because" } },
	.view = view_record,
	.data = value_data,
	.act = act_record,
	.gives = "OneKpi",
	.makes = "Recorded",
};

/* ---- none this year ---- */

static bool view_absent(struct request *q, struct doc *d, struct err *err)
{
	struct text key;

	if (!value_key_of_page(&key, q, err))
		return false;
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, doc_label(d, "web.value-absent")), "key",
				doc_z(d, key), "name", "", NULL));
	form_of_page(q, d, d->body, "web.save");
	return true;
}

static bool act_absent(struct request *q, struct outcome *o, struct err *err)
{
	struct absent_request a = { .period = request_field(q, "period")->period,
				    .because = text_trim(request_text(q, "why")),
				    .expected = request_field(q, "expected")->date };
	int64_t event;

	if (!value_key_of_page(&a.kpi, q, err) || !value_say_absent(&event, q->context, &a, err))
		return false;
	o->to = TEXT("/values");
	o->done = "web.done-said";
	return true;
}

const struct page page_value_absent = {
	.route = "/values/absent",
	.may = MAY_RIGHT,
	.right = RIGHT_RECORD,
	.title = "web.value-absent",
	.fields = { ITEM_FIELD,
		    { "period", FIELD_PERIOD, .label = "web.value-period", .required = true },
		    { "why", FIELD_TEXT, .label = "web.value-why", .required = true },
		    { "expected", FIELD_DATE, .label = "web.value-expected" } },
	.view = view_absent,
	.act = act_absent,
	.makes = "Done",
};
