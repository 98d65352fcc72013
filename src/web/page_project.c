/* The projects under the plan's measures: which there are, whose they are, and what they cost, year by year. */
#include "usecase/kpis.h"
#include "usecase/review_json.h"
#include "web/project_parts.h"
#include "web/review_parts.h"

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
	project_amounts_head(table, 1);
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
		doc_cell(d, row, CELL_HEADER, project_year_words(d, year));
		doc_cell(d, row, CELL_NUMBER, project_yen_words(d, next->has_budget, next->budget_yen));
		doc_cell(d, row, CELL_NUMBER, project_yen_words(d, next->has_settled, next->settled_yen));
	}
}

/* The last year of which the amount is known. */
static struct text last_yen(struct doc *d, const struct project *p, bool settled)
{
	for (size_t i = p->years.n; i-- > 0;) {
		const struct project_year *y = &p->years.at[i];

		if (settled ? y->has_settled : y->has_budget)
			return text_of(arena_printf(
				d->arena, d->lang == LANG_JA ? "%s（%s）" : "%s (%s)",
				doc_z(d, project_yen_words(d, true, settled ? y->settled_yen : y->budget_yen)),
				doc_z(d, project_year_words(d, y->year))));
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
	doc_cell(d, row, CELL_NOWRAP, project_status_label(d, p->status));
	doc_cell(d, row, 0, page_or_dash(project_kpis_text(d->arena, p, " ")));
	doc_cell(d, row, CELL_NUMBER, last_yen(d, p, false));
	doc_cell(d, row, CELL_NUMBER, last_yen(d, p, true));
}

static bool view_projects(struct request *q, struct doc *d, struct err *err)
{
	struct seen_projects s;
	struct node *table, *list;

	if (!projects_of_page(&s, q, err))
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
	project_amounts_head(table, 4);
	for (size_t i = 0; i < s.all.n; i++)
		put_row(q, d, table, &s, &s.all.at[i]);
	put_totals(d, &s.all);
	return true;
}

static bool data_projects(struct request *q, json_t **data, struct err *err)
{
	struct seen_projects s;
	json_t *list;

	if (!projects_of_page(&s, q, err))
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
	.gives = "Projects",
};

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

	doc_text(d, cell, project_yen_words(d, has, settled ? y->settled_yen : y->budget_yen));
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
	project_amounts_head(table, 1);
	for (size_t i = p->years.n; i-- > 0;) {
		const struct project_year *y = &p->years.at[i];
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER, project_year_words(d, y->year));
		put_yen(q, d, row, p, y, false);
		put_yen(q, d, row, p, y, true);
	}
}

static bool view_project(struct request *q, struct doc *d, struct err *err)
{
	struct seen_projects s;
	const struct project *p = projects_of_page(&s, q, err) ? project_of_page(&s, q, err) : NULL;

	if (!p)
		return false;
	project_title(d, "web.review-project", p);
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/projects"),
		 doc_label(d, "web.projects-back"));
	put_project_facts(d, d->body, &s, p);
	if (page_may(q, RIGHT_PLAN))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), project_link(q, "/projects/set", p->key),
			 doc_label(d, "web.project-change"));
	put_years(q, d, p);
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
	.gives = "OneProject",
};
