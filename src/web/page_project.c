/* The projects under the plan's measures: which there are, whose they are, and what they cost. The planning section
 * sets them up; what a project cost is said by the section that runs it, one amount at a time, since each is an event
 * with a source and, where it is changed, a reason. */
#include "publish/words.h"
#include "usecase/kpis.h"
#include "usecase/review_json.h"
#include "usecase/said.h"
#include "web/review_parts.h"
#include "web/upload.h"

struct seen_projects {
	const struct plan_version *plan;
	project_list all;
	section_list sections;
};

static bool read_projects(struct seen_projects *s, struct request *q, struct err *err)
{
	plan_version_list plans = { 0 };

	*s = (struct seen_projects){ 0 };
	return plans_read(&plans, q->context, 0, err) &&
	       plans_choose(&s->plan, &plans, q->context, (struct text){ 0 }, context_today(q->context),
			    (struct date){ 0 }, err) &&
	       sections_read(&s->sections, q->context, 0, err) &&
	       projects_read(&s->all, q->context, s->plan->plan, 0, err);
}

/* The project of the address; NULL with *err where there is none. */
static const struct project *project_asked(const struct seen_projects *s, const struct request *q, struct err *err)
{
	const struct project *p;
	struct review_item item;

	if (!item_of_page(&item, q, err))
		return NULL;
	p = item.kind == ITEM_PROJECT ? project_of(&s->all, item.key) : NULL;
	if (!p)
		err_set(err, ERR_INPUT, "web.review-no-item", NULL);
	return p;
}

static struct text project_link(const struct request *q, const char *page, struct text key)
{
	return item_query(q, page, (struct review_item){ ITEM_PROJECT, key });
}

static struct text year_words(struct doc *d, int16_t year)
{
	return words_period(d->arena, d->lang, (struct period){ PERIOD_FY, year, { 0 } });
}

static struct text yen_words(struct doc *d, bool has, int64_t yen)
{
	return has ? doc_words(d, "web.yen", "n", doc_z(d, words_decimal(d->arena, decimal_of(yen))), NULL) : TEXT("–");
}

static struct text status_label(struct doc *d, enum project_status status)
{
	return doc_label(d, arena_printf(d->arena, "project-status.%s", project_status_name(status)));
}

static struct text kpis_text(struct arena *a, const struct project *p, const char *between)
{
	struct buf b = { 0 };
	struct text made;

	for (size_t i = 0; i < p->kpis.n; i++) {
		buf_puts(&b, i ? between : "");
		buf_text(&b, p->kpis.at[i]);
	}
	made = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return made;
}

/* ---- all of them ---- */

/* The heads of columns of amounts stand to the right, as the amounts do. */
static void amounts_head(struct node *table, size_t before)
{
	size_t i = 0;

	for (struct node *cell = table->first->first; cell; cell = cell->next)
		if (i++ >= before)
			cell->flags |= CELL_NUMBER;
}

static void put_totals(struct doc *d, const project_list *all)
{
	LIST(struct project_year) sums = { 0 };
	struct node *table;

	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->at[i].years.n; k++) {
			const struct project_year *y = &all->at[i].years.at[k];
			size_t at = 0;

			while (at < sums.n && sums.at[at].year != y->year)
				at++;
			if (at == sums.n)
				LIST_ADD(d->arena, &sums)->year = y->year;
			sums.at[at].has_budget |= y->has_budget;
			sums.at[at].has_settled |= y->has_settled;
			sums.at[at].budget_yen += y->budget_yen;
			sums.at[at].settled_yen += y->settled_yen;
		}
	if (!sums.n)
		return;
	doc_heading(d, d->body, 2, "totals", doc_label(d, "web.project-totals"));
	table = doc_table(d, d->body, "total-list", doc_label(d, "web.project-totals-caption"), TABLE_CARDS);
	page_head(d, table, (const char *[]){ "web.project-year", "web.project-budget", "web.project-settled", NULL });
	amounts_head(table, 1);
	for (int16_t year = INT16_MAX; year > 0;) {
		const struct project_year *next = NULL;
		struct node *row;

		/* The latest first; there are as many as a plan has years. */
		for (size_t i = 0; i < sums.n; i++)
			if (sums.at[i].year < year && (!next || sums.at[i].year > next->year))
				next = &sums.at[i];
		if (!next)
			return;
		year = next->year;
		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER, year_words(d, year));
		doc_cell(d, row, CELL_NUMBER, yen_words(d, next->has_budget, next->budget_yen));
		doc_cell(d, row, CELL_NUMBER, yen_words(d, next->has_settled, next->settled_yen));
	}
}

/* The last year of which the amount is known. */
static struct text last_yen(struct doc *d, const struct project *p, bool settled)
{
	for (size_t i = p->years.n; i-- > 0;) {
		const struct project_year *y = &p->years.at[i];

		if (settled ? y->has_settled : y->has_budget)
			return text_of(
				arena_printf(d->arena, d->lang == LANG_JA ? "%s（%s）" : "%s (%s)",
					     doc_z(d, yen_words(d, true, settled ? y->settled_yen : y->budget_yen)),
					     doc_z(d, year_words(d, y->year))));
	}
	return TEXT("–");
}

static void put_row(struct request *q, struct doc *d, struct node *table, const struct seen_projects *s,
		    const struct project *p)
{
	struct node *row = doc_row(d, table);

	doc_link(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }), project_link(q, "/projects/project", p->key),
		 text_of(arena_printf(d->arena, "%s %s", doc_z(d, p->key), doc_z(d, p->name))));
	doc_cell(d, row, 0, section_shown(&s->sections, p->section));
	doc_cell(d, row, CELL_NOWRAP, status_label(d, p->status));
	doc_cell(d, row, 0, page_or_dash(kpis_text(d->arena, p, " ")));
	doc_cell(d, row, CELL_NUMBER, last_yen(d, p, false));
	doc_cell(d, row, CELL_NUMBER, last_yen(d, p, true));
}

static bool view_projects(struct request *q, struct doc *d, struct err *err)
{
	struct seen_projects s;
	struct node *table, *list;

	if (!read_projects(&s, q, err))
		return false;
	doc_paragraph(d, d->body, doc_label(d, "web.projects-what"));
	if (page_may(q, RIGHT_PLAN)) {
		list = doc_add(d, d->body, NODE_LIST);
		doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, "/projects/set"),
			 doc_label(d, "web.project-add"));
		doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, "/projects/import"),
			 doc_label(d, "web.project-import"));
	}
	if (!s.all.n) {
		doc_paragraph(d, d->body, doc_label(d, "web.projects-none"));
		return true;
	}
	table = doc_table(d, d->body, "project-list", doc_label(d, "web.projects-caption"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.review-project", "web.review-owner", "web.project-status", "web.project-kpis",
				    "web.project-budget", "web.project-settled", NULL });
	amounts_head(table, 4);
	for (size_t i = 0; i < s.all.n; i++)
		put_row(q, d, table, &s, &s.all.at[i]);
	put_totals(d, &s.all);
	return true;
}

static bool data_projects(struct request *q, json_t **data, struct err *err)
{
	struct seen_projects s;
	json_t *list;

	if (!read_projects(&s, q, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < s.all.n; i++)
		json_array_append_new(list, project_json(&s.all.at[i]));
	*data = json_pack("{s:o,s:o}", "plan", json_text(s.plan->plan), "projects", list);
	return true;
}

const struct page page_projects = {
	.route = "/projects",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_INTERNAL,
	.title = "web.projects",
	.nav = "web.projects",
	.view = view_projects,
	.data = data_projects,
};

/* ---- one ---- */

static struct text cost_link(const struct request *q, const struct project *p, int16_t year, const char *what)
{
	struct arena *a = q->context->arena;

	return text_of(arena_printf(a, "%s&year=FY%d&what=%s", text_z(a, project_link(q, "/projects/cost", p->key)),
				    year, what));
}

static void put_yen(struct request *q, struct doc *d, struct node *row, const struct project *p,
		    const struct project_year *y, bool settled)
{
	bool has = settled ? y->has_settled : y->has_budget;
	struct node *cell = doc_cell(d, row, CELL_NUMBER, (struct text){ 0 });

	doc_text(d, cell, yen_words(d, has, settled ? y->settled_yen : y->budget_yen));
	if (!page_may_for(q, RIGHT_ASSESS, p->section))
		return;
	doc_text(d, cell, TEXT(" "));
	doc_link(d, cell, cost_link(q, p, y->year, settled ? "settled" : "budget"),
		 doc_label(d, has ? "web.project-correct" : "web.project-enter"));
}

static void put_years(struct request *q, struct doc *d, const struct project *p)
{
	struct node *table;

	doc_heading(d, d->body, 2, "costs", doc_label(d, "web.project-costs"));
	if (!p->years.n)
		doc_paragraph(d, d->body, doc_label(d, "web.project-costs-none"));
	if (page_may_for(q, RIGHT_ASSESS, p->section))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), project_link(q, "/projects/cost", p->key),
			 doc_label(d, "web.project-cost"));
	if (!p->years.n)
		return;
	table = doc_table(d, d->body, "cost-list", doc_label(d, "web.project-costs-caption"), TABLE_CARDS);
	page_head(d, table, (const char *[]){ "web.project-year", "web.project-budget", "web.project-settled", NULL });
	amounts_head(table, 1);
	for (size_t i = p->years.n; i-- > 0;) {
		const struct project_year *y = &p->years.at[i];
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER, year_words(d, y->year));
		put_yen(q, d, row, p, y, false);
		put_yen(q, d, row, p, y, true);
	}
}

static void put_facts(struct doc *d, struct node *parent, const struct seen_projects *s, const struct project *p)
{
	struct node *facts = doc_add(d, parent, NODE_FACTS);

	doc_fact(d, facts, doc_label(d, "web.project-name"), p->name);
	doc_fact(d, facts, doc_label(d, "web.review-owner"), section_shown(&s->sections, p->section));
	doc_fact(d, facts, doc_label(d, "web.project-status"), status_label(d, p->status));
	doc_fact(d, facts, doc_label(d, "web.project-kpis"), page_or_dash(kpis_text(d->arena, p, " ")));
	doc_fact(d, facts, doc_label(d, "web.project-donation"),
		 doc_label(d, p->donation ? "web.project-donation-open" : "web.project-donation-closed"));
}

static void title_of(struct doc *d, const char *page, const struct project *p)
{
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, doc_label(d, page)), "key",
				doc_z(d, p->key), "name", doc_z(d, p->name), NULL));
}

static bool view_project(struct request *q, struct doc *d, struct err *err)
{
	struct seen_projects s;
	const struct project *p = read_projects(&s, q, err) ? project_asked(&s, q, err) : NULL;

	if (!p)
		return false;
	title_of(d, "web.review-project", p);
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/projects"),
		 doc_label(d, "web.projects-back"));
	put_facts(d, d->body, &s, p);
	if (page_may(q, RIGHT_PLAN))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), project_link(q, "/projects/set", p->key),
			 doc_label(d, "web.project-change"));
	put_years(q, d, p);
	return true;
}

static bool data_project(struct request *q, json_t **data, struct err *err)
{
	struct seen_projects s;
	const struct project *p = read_projects(&s, q, err) ? project_asked(&s, q, err) : NULL;

	if (!p)
		return false;
	*data = json_pack("{s:o,s:o}", "plan", json_text(s.plan->plan), "project", project_json(p));
	return true;
}

const struct page page_project = {
	.route = "/projects/project",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_INTERNAL,
	.title = "web.review-project",
	.fields = { ITEM_FIELD },
	.view = view_project,
	.data = data_project,
};

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

	if (!read_projects(&s, q, err))
		return false;
	if (request_text(q, "item").n) {
		p = project_asked(&s, q, err);
		if (!p)
			return false;
		title_of(d, "web.project-change", p);
		form_value(q, "name", p->name);
		form_value(q, "section", p->section);
		form_value(q, "status", text_of(project_status_name(p->status)));
		form_value(q, "kpis", kpis_text(d->arena, p, ","));
		form_value(q, "donation", p->donation ? TEXT("yes") : TEXT(""));
		if (q->conflict)
			put_facts(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.stands-now")), &s, p);
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
		      doc_words(d, "web.project-cost-there", "year", doc_z(d, year_words(d, y->year)), "what",
				doc_z(d, doc_label(d, settled ? "web.project-settled" : "web.project-budget")), "yen",
				doc_z(d, yen_words(d, true, settled ? y->settled_yen : y->budget_yen)), NULL));
	/* It is shown: whoever sends the form has seen it. */
	form_set(q, "stands",
		 text_of(arena_printf(d->arena, "%lld", (long long)(settled ? y->settled_event : y->budget_event))));
}

static bool view_cost(struct request *q, struct doc *d, struct err *err)
{
	struct seen_projects s;
	const struct project *p = read_projects(&s, q, err) ? project_asked(&s, q, err) : NULL;
	const struct project_year *there;
	struct node *form;
	struct period year;

	if (!p)
		return false;
	title_of(d, "web.project-cost", p);
	if (!q->posted && period_said(&year, request_text(q, "year"), NULL))
		form_set(q, "year", year_words(d, year.year));
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
};

/* ---- many at once ---- */

struct tried_import {
	struct table_file file;
	struct import_result result;
};

static void put_import_row(struct doc *d, struct node *table, const struct import_row *r)
{
	static const struct {
		enum shape shape;
		enum tone tone;
		const char *label;
	} looks[IMPORT_WHAT_COUNT] = { { SHAPE_CIRCLE, TONE_GOOD, "web.row-new" },
				       { SHAPE_TRIANGLE, TONE_FAIR, "web.row-changed" },
				       { SHAPE_EQUALS, TONE_PLAIN, "web.row-same" },
				       { SHAPE_CROSS, TONE_BAD, "web.row-fault" } };
	struct node *row = doc_row(d, table);

	doc_cell(d, row, CELL_HEADER, r->key);
	doc_cell(d, row, CELL_NUMBER, text_of(arena_printf(d->arena, "%u", r->line)));
	doc_status(d, doc_cell(d, row, 0, (struct text){ 0 }), looks[r->what].shape, looks[r->what].tone,
		   doc_label(d, looks[r->what].label));
	doc_cell(d, row, 0, r->what == IMPORT_FAULT ? doc_say(d, &r->msg) : TEXT("–"));
}

static size_t count_rows(const struct import_result *r, enum import_what what)
{
	size_t n = 0;

	for (size_t i = 0; i < r->rows.n; i++)
		n += r->rows.at[i].what == what;
	return n;
}

/* Rows that change nothing are counted and not shown. */
static void put_import_rows(struct doc *d, const struct import_result *r)
{
	struct node *table;

	if (!r->unread && count_rows(r, IMPORT_SAME) == r->rows.n)
		return;
	table = doc_table(d, d->body, "row-list", doc_label(d, "web.upload-rows"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.review-project", "web.row-line", "web.row-what", "web.row-why", NULL });
	for (size_t i = 0; i < r->rows.n; i++)
		if (r->unread ? r->rows.at[i].what == IMPORT_FAULT : r->rows.at[i].what != IMPORT_SAME)
			put_import_row(d, table, &r->rows.at[i]);
}

static void put_import(struct request *q, struct doc *d, const struct tried_import *t)
{
	const struct import_result *r = &t->result;

	doc_heading(d, d->body, 2, "rows", doc_label(d, "web.upload-found"));
	doc_paragraph(d, d->body,
		      doc_words(d,
				r->unread   ? "web.import-unread"
				: r->faults ? "web.import-faults"
					    : "web.import-clean",
				"rows", NUM((int64_t)r->rows.n), "faults", NUM((int64_t)r->faults), "same",
				NUM((int64_t)count_rows(r, IMPORT_SAME)), NULL));
	put_import_rows(d, r);
	if (!r->unread && count_rows(r, IMPORT_NEW) + count_rows(r, IMPORT_CHANGED))
		upload_take(q, d, &t->file, "web.import-take");
	doc_heading(d, d->body, 2, "again", doc_label(d, "web.upload-other"));
}

static bool view_import(struct request *q, struct doc *d, struct err *err)
{
	(void)err;
	doc_paragraph(d, d->body, doc_label(d, "web.import-what"));
	doc_paragraph(d, d->body, doc_label(d, "web.import-columns"));
	if (q->tried)
		put_import(q, d, q->tried);
	upload_ask(q, d);
	return true;
}

static bool act_import(struct request *q, struct outcome *o, struct err *err)
{
	struct tried_import *t = NEW(q->context->arena, struct tried_import);

	if (!permit(q->context, RIGHT_PLAN, err) || !upload_read(&t->file, q, err) ||
	    !project_import(&t->result, q->context, (struct text){ 0 }, &t->file, upload_applies(q), err))
		return false;
	o->data = import_json(&t->result);
	o->to = TEXT("/projects");
	o->done = t->result.faults ? "web.done-import-partly" : "web.done-import";
	o->again = !upload_applies(q);
	q->tried = o->again ? t : NULL;
	return true;
}

const struct page page_project_import = {
	.route = "/projects/import",
	.may = MAY_RIGHT,
	.right = RIGHT_PLAN,
	.title = "web.project-import",
	.fields = { { "file", FIELD_FILE, .label = "web.import-file", .hint = "web.import-file-hint",
		      .max = UPLOAD_BYTES },
		    CARRIED_FIELDS },
	.view = view_import,
	.act = act_import,
};
