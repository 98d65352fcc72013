/* The hand-over sheet (引継書): what a section owns on the day, with what the next person has to know of each thing. */
#include "publish/pages.h"
#include "publish/words.h"
#include "usecase/evaluate.h"
#include "usecase/plans.h"
#include "usecase/review_paper_part.h"

static const struct report_kpi *kpi_of(const struct plan_report *r, struct text key)
{
	for (size_t i = 0; i < r->kpis.n; i++)
		if (text_eq(r->kpis.at[i].kpi->key, key))
			return &r->kpis.at[i];
	return NULL;
}

/* Who owns it is said above. */
static void put_setting(struct review_writing *w, struct node *facts, const struct report_setting *set)
{
	struct doc *d = w->doc;
	const char *label = kpi_setting_label(d, set->name);
	struct node *f;

	if (text_is(set->name, "owner"))
		return;
	f = doc_fact(d, facts, label ? text_of(label) : set->name, kpi_setting_words(d, set));
	doc_break(d, f);
	doc_text(d, f, set->because)->flags |= TEXT_SMALL;
}

static struct text of_period(struct doc *d, struct text value, struct period p)
{
	if (!p.kind)
		return value;
	return doc_words(d, "review-paper.of-period", "value", doc_z(d, value), "period",
			 doc_z(d, words_period(d->arena, d->lang, p)), NULL);
}

static void put_kpi(struct review_writing *w, const struct report_kpi *k)
{
	struct doc *d = w->doc;
	struct node *facts = doc_add(d, d->body, NODE_FACTS);
	const struct report_value *v = k->latest ? &k->latest->value : NULL;
	const struct plan_baseline *b = &k->kpi->baseline;

	review_fact(w, facts, "review-paper.target", of_period(d, k->kpi->target.wording, k->kpi->target.due));
	review_fact(w, facts, "review-paper.baseline",
		    of_period(d, b->has_value ? words_decimal(d->arena, b->value) : b->wording, k->baseline_period));
	if (v) {
		review_fact(w, facts, "review-paper.last-value",
			    doc_words(d, "review-paper.value-of", "value", doc_z(d, words_decimal(d->arena, v->value)),
				      "unit", doc_z(d, k->kpi->unit), "period",
				      doc_z(d, words_period(d->arena, d->lang, v->period)), "state",
				      words_state(d->lang, v->state), NULL));
		review_fact(w, facts, "review-paper.source", v->source);
		review_fact(w, facts, "review-paper.address", v->url);
	} else
		review_fact(w, facts, "review-paper.last-value", doc_label(d, "review-paper.no-value"));
	for (size_t i = 0; i < k->settings.n; i++)
		put_setting(w, facts, &k->settings.at[i]);
}

/* The report of a plan, read once for all that a section owns in it. */
struct plans_seen {
	struct text plan;
	struct plan_report report;
	project_list projects;
};

static bool see_plan(struct plans_seen *seen, struct context *c, struct text plan, struct err *err)
{
	struct evaluate_request q = { .plan = plan, .today = context_today(c) };

	if (text_eq(seen->plan, plan))
		return true;
	*seen = (struct plans_seen){ .plan = plan };
	return evaluate(&seen->report, c, &q, err) && projects_read(&seen->projects, c, plan, 0, err);
}

static bool put_owned(struct review_writing *w, struct context *c, struct plans_seen *seen, const struct owned *o,
		      struct err *err)
{
	struct doc *d = w->doc;
	const struct report_kpi *k;
	const struct project *p;

	if (!see_plan(seen, c, o->plan, err))
		return false;
	doc_heading(d, d->body, 2, NULL,
		    text_of(arena_printf(d->arena, "%s %s", doc_z(d, o->item.key), doc_z(d, o->name))));
	k = o->item.kind == ITEM_KPI ? kpi_of(&seen->report, o->item.key) : NULL;
	p = o->item.kind == ITEM_PROJECT ? project_of(&seen->projects, o->item.key) : NULL;
	if (k)
		put_kpi(w, k);
	if (p)
		review_project(w, doc_add(w->doc, w->doc->body, NODE_FACTS), p);
	return true;
}

/* Who gives, who takes, on which day: filled in by hand and sealed. */
static void put_signatures(struct review_writing *w)
{
	static const char *const columns[] = { "review-paper.gives", "review-paper.takes", "review-paper.handed-on" };
	struct doc *d = w->doc;
	struct node *table = doc_table(d, d->body, "signatures", doc_label(d, "review-paper.signatures"), 0);
	struct node *row = doc_row(d, table);

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct node *cell = doc_cell(d, row, 0, TEXT("\xC2\xA0"));

		doc_break(d, cell);
		doc_text(d, cell, TEXT("\xC2\xA0"));
	}
}

static bool write_sheet(struct review_writing *w, struct context *c, const struct section *s, const owned_list *owned,
			struct plans_seen *seen, struct err *err)
{
	struct doc *d = w->doc;
	struct node *facts;
	struct text contact;

	if (!section_contact(&contact, c, s, err))
		return false;
	doc_heading(d, d->body, 1, "sheet", d->title);
	facts = doc_add(d, d->body, NODE_FACTS);
	review_fact(w, facts, "review-paper.owner", s->name);
	review_fact(w, facts, "review-paper.contact", contact);
	review_fact(w, facts, "review-paper.owns",
		    doc_words(d, "review-paper.things", "n", NUM((int64_t)owned->n), NULL));
	put_signatures(w);
	for (size_t i = 0; i < owned->n; i++)
		if (!put_owned(w, c, seen, &owned->at[i], err))
			return false;
	return true;
}

bool hand_over_paper(struct paper **out, struct context *c, struct text section, enum lang lang, struct err *err)
{
	struct doc *d = doc_new(c->arena, lang, (struct text){ 0 });
	struct review_writing w = { .doc = d };
	struct plans_seen seen = { 0 };
	const struct section *s;
	owned_list owned = { 0 };
	struct paper *p;

	if (!sections_read(&w.sections, c, 0, err))
		return false;
	s = section_find(&w.sections, section);
	if (!s)
		return err_set(err, ERR_INPUT, "review-paper.unknown-section", "section", text_z(c->arena, section),
			       NULL);
	if (!section_owns(&owned, c, s->key, err))
		return false;
	d->title = doc_words(d, "review-paper.hand-over", "section", doc_z(d, s->name), NULL);
	if (!write_sheet(&w, c, s, &owned, &seen, err))
		return false;
	p = paper_begin(c->arena, lang, d->title, context_today(c));
	p->owner = s->name;
	p->edition = doc_words(d, "publish.as-of", "date", doc_z(d, words_date(c->arena, lang, p->as_of)), NULL);
	if (seen.report.invented)
		p->banner = doc_label(d, "publish.invented");
	paper_chapter(p, d, (struct text){ 0 });
	*out = p;
	return true;
}
