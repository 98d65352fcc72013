/* A project is set up and changed by the planning section; what it cost is said by the section that runs it, one amount
 * at a time, since each is an event with a source and, where it is changed, a reason. */
#include "usecase/kpis.h"
#include "usecase/review_json.h"
#include "usecase/said.h"
#include "web/project_parts.h"
#include "web/review_parts.h"

/* ---- what it is ---- */

static bool put_kpi_choices(struct request *q, struct doc *d, struct node *field, const struct seen_projects *s,
			    struct err *err)
{
	struct plan plan;

	if (!plan_of_version(&plan, q->context, s->plan, err))
		return false;
	for (size_t i = 0; i < plan.kpis.n; i++)
		form_choice(q, d, field, plan.kpis.at[i].key,
			    text_of(arena_printf(d->arena, "%s %s", doc_z(d, plan.kpis.at[i].key),
						 doc_z(d, plan.kpis.at[i].name))));
	return true;
}

static bool put_form(struct request *q, struct doc *d, const struct seen_projects *s, bool change, struct err *err)
{
	struct node *form = form_begin(q, d, d->body, NULL), *field;

	if (!change)
		form_field(q, d, form, "key");
	form_field(q, d, form, "name");
	field = form_field(q, d, form, "section");
	for (size_t i = 0; i < s->sections.n; i++)
		if (!s->sections.at[i].closed)
			form_choice(q, d, field, s->sections.at[i].key, s->sections.at[i].name);
	form_field(q, d, form, "status");
	if (!put_kpi_choices(q, d, form_field(q, d, form, "kpis"), s, err))
		return false;
	form_field(q, d, form, "donation");
	if (change)
		form_field(q, d, form, "because");
	form_button(d, form, "web.save", NULL);
	return true;
}

static bool view_set(struct request *q, struct doc *d, struct err *err)
{
	const struct project *p = NULL;
	struct seen_projects s;

	if (!projects_of_page(&s, q, err))
		return false;
	if (request_text(q, "item").n) {
		p = project_of_page(&s, q, err);
		if (!p)
			return false;
		project_title(d, "web.project-change", p);
		form_value(q, "name", p->name);
		form_value(q, "section", p->section);
		form_value(q, "status", text_of(project_status_name(p->status)));
		form_value(q, "kpis", project_kpis_text(d->arena, p, ","));
		form_value(q, "donation", p->donation ? TEXT("yes") : TEXT(""));
		if (q->conflict)
			put_project_facts(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.stands-now")), &s, p);
	}
	form_value(q, "status", TEXT("planned"));
	form_stands(q, p ? p->event : 0);
	return put_form(q, d, &s, p != NULL, err);
}

static bool act_set(struct request *q, struct outcome *o, struct err *err)
{
	struct project_request r = { .name = request_text(q, "name"),
				     .section = request_text(q, "section"),
				     .status = request_text(q, "status"),
				     .donation = request_has(q, "donation"),
				     .kpis = request_text(q, "kpis"),
				     .because = request_text(q, "because"),
				     .seen = form_seen(q),
				     .add = !request_text(q, "item").n };
	struct project_result made;
	struct review_item item;

	if (r.add && !request_has(q, "key"))
		return request_fault(q, err, "key", "web.field-empty");
	if (r.add)
		r.key = kpi_comparable(q->context->arena, request_text(q, "key"));
	else if (!item_of_page(&item, q, err))
		return false;
	else
		r.key = item.key;
	if (!r.kpis.p)
		r.kpis = TEXT("");
	if (!project_set(&made, q->context, &r, err))
		return false;
	o->to = project_link(q, "/projects/project", made.key);
	o->done = made.unchanged ? "web.done-unchanged" : "web.done-said";
	o->data = json_pack("{s:I,s:b}", "event", (json_int_t)made.event, "unchanged", made.unchanged);
	return true;
}

static const struct field_choice statuses[] = { { "planned", "project-status.planned" },
						{ "running", "project-status.running" },
						{ "finished", "project-status.finished" },
						{ "stopped", "project-status.stopped" },
						{ 0 } };

const struct page page_project_set = {
	.route = "/projects/set",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.project-add",
	.fields = { { "item", FIELD_LINE, .hidden = true },
		    STANDS_FIELD,
		    { "key", FIELD_LINE, .label = "web.project-key", .hint = "web.project-key-hint", .max = 20 },
		    { "name", FIELD_LINE, .label = "web.project-name", .required = true },
		    { "section", FIELD_CHOICE, .label = "web.review-owner", .required = true },
		    { "status", FIELD_CHOICE, .label = "web.project-status", .choices = statuses, .required = true },
		    { "kpis", FIELD_CHOICES, .label = "web.project-kpis", .hint = "web.project-kpis-hint" },
		    { "donation", FIELD_CHECK, .label = "web.project-donation-open",
		      .hint = "web.project-donation-hint" },
		    { "because", FIELD_LINE, .label = "web.project-because" } },
	.view = view_set,
	.act = act_set,
	.makes = "Recorded",
};

/* ---- what it costs ---- */

/* The amount that stands for the year and kind of the form, if both are said already. */
static const struct project_year *standing(const struct request *q, const struct project *p)
{
	const bool settled = text_is(request_text(q, "what"), "settled");
	struct period year;

	if (!request_text(q, "what").n || !period_said(&year, request_text(q, "year"), NULL))
		return NULL;
	for (size_t i = 0; i < p->years.n; i++)
		if (year.kind == PERIOD_FY && p->years.at[i].year == year.year &&
		    (settled ? p->years.at[i].has_settled : p->years.at[i].has_budget))
			return &p->years.at[i];
	return NULL;
}

static void put_standing(struct request *q, struct doc *d, const struct project_year *y, bool settled)
{
	struct node *note = doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.said-before"));

	doc_paragraph(d, note,
		      doc_words(d, "web.project-cost-there", "year", doc_z(d, project_year_words(d, y->year)), "what",
				doc_z(d, doc_label(d, settled ? "web.project-settled" : "web.project-budget")), "yen",
				doc_z(d, project_yen_words(d, true, settled ? y->settled_yen : y->budget_yen)), NULL));
	/* It is shown: whoever sends the form has seen it. */
	form_set(q, "stands",
		 text_of(arena_printf(d->arena, "%lld", (long long)(settled ? y->settled_event : y->budget_event))));
}

static bool view_cost(struct request *q, struct doc *d, struct err *err)
{
	struct seen_projects s;
	const struct project *p = projects_of_page(&s, q, err) ? project_of_page(&s, q, err) : NULL;
	const struct project_year *there;
	struct node *form;
	struct period year;

	if (!p)
		return false;
	project_title(d, "web.project-cost", p);
	if (!q->posted && period_said(&year, request_text(q, "year"), NULL))
		form_set(q, "year", project_year_words(d, year.year));
	there = standing(q, p);
	form_stands(q, 0);
	if (there)
		put_standing(q, d, there, text_is(request_text(q, "what"), "settled"));
	else
		doc_paragraph(d, d->body, doc_label(d, "web.project-cost-what"));
	form = form_begin(q, d, d->body, NULL);
	form_field(q, d, form, "year");
	form_field(q, d, form, "what");
	form_field(q, d, form, "yen");
	form_field(q, d, form, "source");
	if (there)
		form_field(q, d, form, "because");
	form_button(d, form, "web.save", NULL);
	return true;
}

static bool act_cost(struct request *q, struct outcome *o, struct err *err)
{
	const struct field_value *year = request_field(q, "year");
	struct cost_request r = { .year = year->period.year,
				  .settled = text_is(request_text(q, "what"), "settled"),
				  .yen = request_field(q, "yen")->number,
				  .source = request_text(q, "source"),
				  .because = request_text(q, "because"),
				  .seen = form_seen(q) };
	struct project_result made;
	struct review_item item;

	if (year->period.kind != PERIOD_FY)
		return request_fault(q, err, "year", "web.review-about-year");
	if (r.yen < 0)
		return request_fault(q, err, "yen", "web.project-yen-negative");
	if (!item_of_page(&item, q, err))
		return false;
	r.key = item.key;
	if (!project_cost(&made, q->context, &r, err))
		return false;
	o->to = project_link(q, "/projects/project", made.key);
	o->done = made.unchanged ? "web.done-unchanged" : "web.done-said";
	o->data = json_pack("{s:I,s:b}", "event", (json_int_t)made.event, "unchanged", made.unchanged);
	return true;
}

static const struct field_choice cost_kinds[] = { { "budget", "web.project-budget" },
						  { "settled", "web.project-settled" },
						  { 0 } };

const struct page page_project_cost = {
	.route = "/projects/cost",
	.may = MAY_RIGHT,
	.right = RIGHT_ASSESS,
	.title = "web.project-cost",
	.fields = { ITEM_FIELD,
		    STANDS_FIELD,
		    { "year", FIELD_PERIOD, .label = "web.project-year", .hint = "web.review-about-hint",
		      .required = true },
		    { "what", FIELD_CHOICE, .label = "web.project-cost-kind", .choices = cost_kinds, .required = true },
		    { "yen", FIELD_INT, .label = "web.project-yen", .hint = "web.project-yen-hint", .required = true },
		    { "source", FIELD_LINE, .label = "web.value-source", .hint = "web.project-source-hint" },
		    { "because", FIELD_LINE, .label = "web.said-because" } },
	.view = view_cost,
	.data = data_project,
	.act = act_cost,
	.gives = "OneProject",
	.makes = "Recorded",
};
