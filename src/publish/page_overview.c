/* The first page: what was promised, and where it stands, at a glance. */
#include "publish/evaluation.h"
#include "publish/pages.h"
#include "publish/review_parts.h"
#include "publish/words.h"

static struct text address(struct arena *a, const struct report_kpi *k, void *context)
{
	return kpi_address(a, context, k);
}

static void put_period(struct doc *d, struct node *facts, const struct plan_report *r)
{
	const struct plan_period *p = &r->plan->period;
	struct node *f = doc_fact(d, facts, doc_label(d, "publish.plan-period"), (struct text){ 0 });

	if (p->from.year)
		doc_text(d, f, words_date(d->arena, d->lang, p->from));
	else if (p->from_text.n)
		doc_foreign(d, f, p->from_text);
	else
		doc_text(d, f, doc_label(d, "publish.not-in-plan"));
	doc_text(d, f, doc_label(d, "publish.to-date"));
	if (p->to.year)
		doc_text(d, f, words_date(d->arena, d->lang, p->to));
	else
		doc_text(d, f, doc_label(d, "publish.not-in-plan"));
	doc_text(d, f, doc_label(d, "publish.until-date"));
	if (r->ended)
		doc_text(d, f, doc_label(d, "publish.plan-ended"));
}

static void put_authors(struct doc *d, struct node *facts, const struct plan *plan)
{
	struct node *f = doc_fact(d, facts, doc_label(d, "publish.plan-authors"), (struct text){ 0 });

	for (size_t i = 0; i < plan->authors.n; i++) {
		if (i)
			doc_text(d, f, doc_label(d, "publish.list-separator"));
		doc_foreign(d, f,
			    plan->authors.at[i].wording.n ? plan->authors.at[i].wording : plan->authors.at[i].name);
	}
	if (!plan->authors.n)
		doc_text(d, f, doc_label(d, "publish.not-in-plan"));
}

static struct text certified_words(struct doc *d, const struct report_version *v)
{
	return v->certified.year ? words_date(d->arena, d->lang, v->certified)
				 : doc_label(d, "publish.certified-unknown");
}

/* The day of certification; of a plan that was changed since, each version with what it was. */
static void put_versions(struct doc *d, struct node *facts, const struct plan_report *r)
{
	bool changed = r->versions.n > 1;
	struct node *f =
		doc_fact(d, facts, doc_label(d, changed ? "publish.versions-caption" : "publish.plan-certified"),
			 (struct text){ 0 });

	if (!r->versions.n)
		doc_text(d, f, doc_label(d, "publish.certified-unknown"));
	for (size_t i = 0; i < r->versions.n; i++) {
		const struct report_version *v = &r->versions.at[i];

		if (i)
			doc_break(d, f);
		doc_text(d, f, certified_words(d, v));
		if (changed)
			doc_text(d, f,
				 doc_words(d, "publish.version-of-kind", "n", NUM(v->number), "kind",
					   doc_z(d, words_version_kind(d->lang, v->kind)), NULL));
	}
}

static void put_facts(struct doc *d, const struct plan_report *r)
{
	struct node *facts = doc_add(d, d->body, NODE_FACTS);

	put_authors(d, facts, r->plan);
	if (r->plan->area.n)
		doc_foreign(d, doc_fact(d, facts, doc_label(d, "publish.plan-area"), (struct text){ 0 }),
			    r->plan->area);
	put_period(d, facts, r);
	put_versions(d, facts, r);
}

/* How many stand where, best first, each with its sign. */
static void put_counts(struct doc *d, struct node *s, const struct plan_report *r)
{
	struct node *p = doc_paragraph(d, s,
				       doc_words(d, r->kpis.n ? "publish.count-all" : "publish.counts-none", "n",
						 NUM((int64_t)r->kpis.n), NULL));

	for (size_t i = 0; i < STATUS_COUNT; i++) {
		enum status status = words_status_order(i);
		size_t n = evaluation_count(r, status);

		if (!n)
			continue;
		doc_status(d, p, words_status_shape(status), words_status_tone(status),
			   text_of(arena_printf(d->arena, "%s %zu", words_status(d->lang, status), n)));
		doc_text(d, p, TEXT(" "));
	}
}

static void put_kpis(struct doc *d, const struct page_input *in)
{
	struct node *s = doc_section(d, d->body, "kpis-section");

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.kpis"));
	put_counts(d, s, in->report);
	if (in->report->kpis.n)
		evaluation_rows(d, s, in->report, address, (void *)in);
	if (in->report->rubric.n)
		doc_paragraph(d, s, evaluation_rubric(d, in->report))->flags |= TEXT_SMALL;
}

static void put_goal_kpis(struct doc *d, struct node *s, const struct page_input *in, int goal)
{
	struct node *list = NULL;

	for (size_t i = 0; i < in->report->kpis.n; i++) {
		const struct report_kpi *k = &in->report->kpis.at[i];
		struct node *item;
		bool belongs = false;

		for (size_t g = 0; g < k->kpi->goals.n; g++)
			belongs |= k->kpi->goals.at[g] == goal;
		if (!belongs)
			continue;
		list = list ? list : doc_add(d, s, NODE_LIST);
		item = doc_item(d, list, (struct text){ 0 });
		doc_foreign(d, doc_link(d, item, kpi_address(d->arena, in, k), (struct text){ 0 }),
			    kpi_title(d->arena, k));
		doc_text(d, item, TEXT(" "));
		doc_status(d, item, words_status_shape(k->verdict.status), words_status_tone(k->verdict.status),
			   text_of(words_status(d->lang, k->verdict.status)));
	}
	if (!list)
		doc_paragraph(d, s, doc_label(d, "publish.goal-without-kpi"));
}

static void put_goals(struct doc *d, const struct page_input *in)
{
	const struct plan *plan = in->report->plan;
	struct node *s = doc_section(d, d->body, "goals");

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.goals"));
	if (!plan->goals.n)
		doc_paragraph(d, s, doc_label(d, "publish.goals-none"));
	for (size_t i = 0; i < plan->goals.n; i++) {
		const struct plan_goal *g = &plan->goals.at[i];
		struct node *h = doc_heading(d, s, 3, NULL, (struct text){ 0 });

		if (g->wording.n)
			doc_foreign(d, h, g->wording);
		else
			doc_text(d, h, doc_words(d, "publish.goal-n", "n", NUM(g->number), NULL));
		doc_text(d, h, TEXT(" "));
		doc_foreign(d, h, g->title);
		if (g->subtitle.n)
			doc_foreign(d, doc_paragraph(d, s, (struct text){ 0 }), g->subtitle);
		put_goal_kpis(d, s, in, g->number);
	}
}

static void put_project(struct doc *d, struct node *s, const struct plan_project *p)
{
	struct node *h = doc_heading(d, s, 3, NULL, (struct text){ 0 }), *list = NULL, *item = NULL;

	if (p->mark.n)
		doc_foreign(d, h, text_of(arena_printf(d->arena, "%s %s", doc_z(d, p->mark), doc_z(d, p->title))));
	else
		doc_foreign(d, h, p->title);
	for (size_t i = 0; i < p->actions.n; i++) {
		list = list ? list : doc_add(d, s, NODE_LIST);
		item = doc_item(d, list, (struct text){ 0 });
		doc_foreign(d, item, p->actions.at[i]);
	}
	if (item && p->and_others)
		doc_text(d, item, doc_label(d, "publish.and-others"));
	if (!list)
		doc_paragraph(d, s, doc_label(d, "publish.actions-none"));
}

static void put_guide(struct doc *d, struct node *s, const struct plan_measure *m)
{
	struct node *p;

	if (!m->guide.wording.n)
		return;
	p = doc_paragraph(d, s, doc_label(d, "publish.guide"));
	if (m->guide.has_yen)
		doc_strong(d, p,
			   doc_words(d, "publish.yen", "n", doc_z(d, words_decimal(d->arena, decimal_of(m->guide.yen))),
				     NULL));
	doc_foreign(d, p, doc_words(d, "publish.in-brackets", "text", doc_z(d, m->guide.wording), NULL));
}

static void put_projects(struct doc *d, const struct plan *plan)
{
	struct node *s = doc_section(d, d->body, "projects");
	size_t projects = 0;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.projects"));
	for (size_t m = 0; m < plan->measures.n; m++) {
		for (size_t i = 0; i < plan->measures.at[m].projects.n; i++, projects++)
			put_project(d, s, &plan->measures.at[m].projects.at[i]);
		put_guide(d, s, &plan->measures.at[m]);
	}
	if (!projects)
		doc_paragraph(d, s, doc_label(d, "publish.projects-none"));
}

/* Only a server can answer it; a file cannot. */
static void put_known_at(struct doc *d, const struct page_input *in)
{
	struct node *s, *form, *field, *button;

	if (!in->request->served)
		return;
	s = doc_section(d, d->body, "known-at-section");
	doc_heading(d, s, 2, NULL, doc_label(d, "publish.known-at"));
	doc_paragraph(d, s, doc_label(d, "publish.known-at-help"));
	form = doc_add(d, s, NODE_FORM);
	form->to = TEXT("index.html");
	form->flags = FORM_INLINE;
	field = doc_add(d, form, NODE_FIELD);
	field->id = field->name = TEXT("known-at");
	field->text = doc_label(d, "publish.known-at-day");
	field->control = CONTROL_DATE;
	field->value = text_of(text_z(d->arena, text_of(DATE(in->request->known_at))));
	button = doc_add(d, form, NODE_BUTTON);
	button->text = doc_label(d, "publish.known-at-button");
}

void page_overview(struct doc *d, const struct page_input *in)
{
	const struct plan_report *r = in->report;
	struct node *p;

	d->title = r->plan->title;
	d->summary = evaluation_counts(d->arena, r, d->lang);
	doc_foreign(d, doc_heading(d, d->body, 1, NULL, (struct text){ 0 }), r->plan->title);
	p = doc_paragraph(
		d, d->body,
		doc_words(d, "publish.as-of", "date", doc_z(d, words_date(d->arena, d->lang, r->as_of)), NULL));
	if (in->request->known_at.year)
		doc_strong(d, p, doc_label(d, "publish.known-at-shown"));
	put_facts(d, r);
	review_latest_link(d, in);
	put_kpis(d, in);
	put_goals(d, in);
	put_projects(d, r->plan);
	put_known_at(d, in);
}
