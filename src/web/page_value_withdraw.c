/* A value is taken back. The page shows which one it is, asks why, and says what becomes of it, since what was once
 * published is not undone by it: the value stays in the list with the reason. */
#include "publish/words.h"
#include "usecase/record.h"
#include "web/value_parts.h"

static void put_facts(struct doc *d, const struct report_kpi *k, const struct report_value *v)
{
	struct node *facts = doc_add(d, d->body, NODE_FACTS), *f;

	doc_fact(d, facts, doc_label(d, "web.value-period"), words_period(d->arena, d->lang, v->period));
	f = doc_fact(d, facts, doc_label(d, "web.value-value"), (struct text){ 0 });
	doc_number(d, f, words_decimal(d->arena, v->value), k->kpi->unit, (struct text){ 0 });
	doc_fact(d, facts, doc_label(d, "web.value-state"), text_of(words_state(d->lang, v->state)));
	doc_fact(d, facts, doc_label(d, "web.value-published"),
		 page_or_dash(words_date(d->arena, d->lang, v->published)));
	doc_fact(d, facts, doc_label(d, "web.value-source"), page_or_dash(v->source));
	doc_fact(d, facts, doc_label(d, "web.log-number"), digits_text(d, v->event));
	if (v->withdrawn.n)
		doc_fact(d, facts, doc_label(d, "web.value-withdrawal"), v->withdrawn);
	else if (v->superseded_by)
		doc_fact(d, facts, doc_label(d, "web.value-corrected"), digits_text(d, v->superseded_by));
}

/* Also of a link, whose query only fills the form in. 0: none. */
static int64_t event_of_page(const struct request *q)
{
	struct decimal d;

	return decimal_parse(&d, request_text(q, "event"), NULL) && !d.scale ? d.coefficient : 0;
}

static bool view(struct request *q, struct doc *d, struct err *err)
{
	const int64_t event = event_of_page(q);
	const struct report_value *v;
	const struct report_kpi *k;
	struct plan_report report;
	struct text key;

	if (!value_key_of_page(&key, q, err) || !value_kpi(&k, &report, q, key, err))
		return false;
	v = report_value_of(k, event);
	if (!v)
		return err_set(err, ERR_INPUT, "usecase.withdraws-nothing", "event", NUM(event), "plan",
			       doc_z(d, report.plan_id), NULL);
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, doc_label(d, "web.value-withdraw")), "key",
				doc_z(d, key), "name", doc_z(d, k->kpi->name), NULL));
	put_facts(d, k, v);
	if (!v->superseded_by) {
		doc_paragraph(d, d->body, doc_label(d, "web.value-withdraw-what"));
		form_of_page(q, d, d->body, "web.value-withdraw");
	}
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), value_link(q, key), doc_label(d, "web.value-back"));
	return true;
}

static bool act(struct request *q, struct outcome *o, struct err *err)
{
	struct withdraw_request r = { .value = request_field(q, "event")->number,
				      .because = request_text(q, "because") };
	struct withdraw_result made;

	if (!value_key_of_page(&r.kpi, q, err) || !withdraw_value(&made, q->context, &r, err))
		return false;
	o->to = value_link(q, r.kpi);
	o->done = "web.done-value-withdrawn";
	o->data = json_pack("{s:I}", "event", (json_int_t)made.event);
	return true;
}

const struct page page_value_withdraw = {
	.route = "/values/withdraw",
	.may = MAY_RIGHT,
	.right = RIGHT_RECORD,
	.title = "web.value-withdraw",
	.fields = { ITEM_FIELD,
		    { "event", FIELD_INT, .hidden = true, .required = true },
		    { "because", FIELD_TEXT, .label = "web.value-withdraw-because", .required = true } },
	.view = view,
	.data = value_data,
	.act = act,
	.gives = "OneKpi",
	.makes = "Withdrawn",
};
