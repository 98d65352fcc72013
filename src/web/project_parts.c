/* What the pages of the projects share. */
#include "publish/words.h"
#include "usecase/kpis.h"
#include "usecase/review_json.h"
#include "web/project_parts.h"
#include "web/review_parts.h"

bool projects_of_page(struct seen_projects *s, struct request *q, struct err *err)
{
	plan_version_list plans = { 0 };

	*s = (struct seen_projects){ 0 };
	return plans_read(&plans, q->context, 0, err) &&
	       plans_choose(&s->plan, &plans, q->context, (struct text){ 0 }, context_today(q->context),
			    (struct date){ 0 }, err) &&
	       sections_read(&s->sections, q->context, 0, err) &&
	       projects_read(&s->all, q->context, s->plan->plan, 0, err);
}

const struct project *project_of_page(const struct seen_projects *s, const struct request *q, struct err *err)
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

struct text project_link(const struct request *q, const char *page, struct text key)
{
	return item_query(q, page, (struct review_item){ ITEM_PROJECT, key });
}

struct text project_year_words(struct doc *d, int16_t year)
{
	return words_period(d->arena, d->lang, (struct period){ PERIOD_FY, year, { 0 } });
}

struct text project_yen_words(struct doc *d, bool has, int64_t yen)
{
	return has ? doc_words(d, "web.yen", "n", doc_z(d, words_decimal(d->arena, decimal_of(yen))), NULL) : TEXT("–");
}

struct text project_status_label(struct doc *d, enum project_status status)
{
	return doc_label(d, arena_printf(d->arena, "project-status.%s", project_status_name(status)));
}

struct text project_kpis_text(struct arena *a, const struct project *p, const char *between)
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

void project_amounts_head(struct node *table, size_t before)
{
	size_t i = 0;

	for (struct node *cell = table->first->first; cell; cell = cell->next)
		if (i++ >= before)
			cell->flags |= CELL_NUMBER;
}

void put_project_facts(struct doc *d, struct node *parent, const struct seen_projects *s, const struct project *p)
{
	struct node *facts = doc_add(d, parent, NODE_FACTS);

	doc_fact(d, facts, doc_label(d, "web.project-name"), p->name);
	doc_fact(d, facts, doc_label(d, "web.review-owner"), section_shown(&s->sections, p->section));
	doc_fact(d, facts, doc_label(d, "web.project-status"), project_status_label(d, p->status));
	doc_fact(d, facts, doc_label(d, "web.project-kpis"), page_or_dash(project_kpis_text(d->arena, p, " ")));
	doc_fact(d, facts, doc_label(d, "web.project-donation"),
		 doc_label(d, p->donation ? "web.project-donation-open" : "web.project-donation-closed"));
}

void project_title(struct doc *d, const char *page, const struct project *p)
{
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, doc_label(d, page)), "key",
				doc_z(d, p->key), "name", doc_z(d, p->name), NULL));
}

bool data_project(struct request *q, json_t **data, struct err *err)
{
	struct seen_projects s;
	const struct project *p = projects_of_page(&s, q, err) ? project_of_page(&s, q, err) : NULL;

	if (!p)
		return false;
	*data = json_pack("{s:o,s:o}", "plan", json_text(s.plan->plan), "project", project_json(p));
	return true;
}
