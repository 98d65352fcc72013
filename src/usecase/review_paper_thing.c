/* One KPI or project on paper: first what it is and what was reached, then what the section says of it, then, in the
 * report, what the experts said and what the city answers. */
#include "publish/pages.h"
#include "publish/words.h"
#include "usecase/review_paper_part.h"

static struct node *heading(struct review_writing *w, const char *id, const char *label)
{
	return doc_heading(w->doc, w->doc->body, 2, id, doc_label(w->doc, label));
}

/* ---- what was reached ---- */

static void put_value(struct review_writing *w, struct node *facts, const struct review_thing *t)
{
	struct doc *d = w->doc;
	const struct report_point *p = t->of_year;
	struct node *f = doc_fact(d, facts, doc_label(d, "review-paper.value-of-year"), (struct text){ 0 });

	if (p) {
		doc_number(d, f, words_decimal(d->arena, p->value.value), t->frozen ? t->frozen->kpi->unit : TEXT(""),
			   (struct text){ 0 });
		doc_text(d, f,
			 text_of(arena_printf(d->arena, " (%s, %s)",
					      text_z(d->arena, words_period(d->arena, d->lang, p->value.period)),
					      words_state(d->lang, p->value.state))));
		if (p->value.source.n) {
			doc_break(d, f);
			doc_foreign(d, f, p->value.source)->flags |= TEXT_SMALL;
		}
	} else if (t->no_value.n)
		doc_text(d, f, t->no_value);
	else
		doc_text(d, f, doc_label(d, "review-paper.no-value"));
	if (report_withdrawn(t->now, t->of_year)) {
		doc_break(d, f);
		doc_strong(d, f,
			   doc_words(d, "review-paper.withdrawn", "because",
				     doc_z(d, report_withdrawn(t->now, t->of_year)->withdrawn), NULL));
	}
	if (t->changed && t->of_year_now) {
		doc_break(d, f);
		doc_strong(d, f,
			   doc_words(d, "review-paper.changed", "value",
				     doc_z(d, words_decimal(d->arena, t->of_year_now->value.value)), NULL));
	}
}

static void put_verdict(struct review_writing *w, const struct report_kpi *k)
{
	struct doc *d = w->doc;
	struct node *p = doc_paragraph(d, d->body, (struct text){ 0 });

	doc_status(d, p, words_status_shape(k->verdict.status), words_status_tone(k->verdict.status),
		   text_of(words_status(d->lang, k->verdict.status)));
	doc_break(d, p);
	doc_text(d, p, doc_say(d, &k->verdict.reason));
	for (size_t i = 0; i < k->verdict.remarks.n; i++)
		doc_paragraph(d, d->body, doc_say(d, &k->verdict.remarks.at[i]))->flags |= TEXT_SMALL;
}

static void put_kpi_facts(struct review_writing *w, const struct review_thing *t, const struct report_kpi *k)
{
	struct doc *d = w->doc;
	struct node *facts = doc_add(d, d->body, NODE_FACTS);

	review_fact(w, facts, "review-paper.owner", review_section(w, t->owner));
	put_value(w, facts, t);
	review_fact(w, facts, "review-paper.target",
		    text_of(arena_printf(d->arena, "%s (%s)", doc_z(d, k->kpi->target.wording),
					 doc_z(d, words_period(d->arena, d->lang, k->kpi->target.due)))));
	review_fact(w, facts, "review-paper.baseline", k->kpi->baseline.wording);
	review_fact(w, facts, "review-paper.short-by", words_short_by(d->arena, d->lang, &k->verdict));
	if (k->grade.defined)
		review_fact(w, facts, "review-paper.grade",
			    text_of(arena_printf(d->arena, "%s %s", doc_z(d, k->grade.id),
						 doc_z(d, k->grade.label[d->lang]))));
	if (t->age_months >= 0)
		review_fact(w, facts, "review-paper.age",
			    doc_words(d, "review-paper.months", "n", NUM(t->age_months), NULL));
}

static void put_points(struct review_writing *w, const struct report_kpi *k)
{
	static const char *const columns[] = { "review-paper.period", "review-paper.value", "review-paper.state",
					       "review-paper.published", "review-paper.verdict" };
	struct doc *d = w->doc;
	struct node *table, *row;

	if (!k->points.n)
		return;
	table = doc_table(d, d->body, "values", doc_label(d, "review-paper.values"), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	for (size_t i = k->points.n; i-- > 0;) {
		const struct report_point *p = &k->points.at[i];
		struct node *cell;

		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, words_period(d->arena, d->lang, p->value.period));
		cell = doc_cell(d, row, CELL_NUMBER, (struct text){ 0 });
		doc_number(d, cell, words_decimal(d->arena, p->value.value), (struct text){ 0 }, (struct text){ 0 });
		doc_cell(d, row, CELL_NOWRAP, text_of(words_state(d->lang, p->value.state)));
		doc_cell(d, row, CELL_NOWRAP, words_date(d->arena, d->lang, p->value.published));
		cell = doc_cell(d, row, 0, (struct text){ 0 });
		doc_status(d, cell, words_status_shape(p->verdict.status), words_status_tone(p->verdict.status),
			   text_of(words_status(d->lang, p->verdict.status)));
	}
}

static void put_kpi(struct review_writing *w, const struct review_thing *t)
{
	const struct report_kpi *k = t->frozen ? t->frozen : t->now;

	if (!k)
		return;
	put_verdict(w, k);
	put_kpi_facts(w, t, k);
	heading(w, "trend", "review-paper.trend");
	if (!kpi_chart(w->doc, w->doc->body, k))
		doc_paragraph(w->doc, w->doc->body, doc_label(w->doc, "review-paper.no-chart"));
	put_points(w, k);
}

/* ---- a project ---- */

static void put_yen(struct review_writing *w, struct node *row, bool has, int64_t yen)
{
	struct doc *d = w->doc;
	struct node *cell = doc_cell(d, row, CELL_NUMBER, has ? (struct text){ 0 } : TEXT("–"));

	if (has)
		doc_number(d, cell, words_decimal(d->arena, decimal_of(yen)), (struct text){ 0 }, (struct text){ 0 });
}

void review_costs(struct review_writing *w, struct node *parent, const struct project *p)
{
	static const char *const columns[] = { "review-paper.fiscal-year", "review-paper.budget",
					       "review-paper.settled" };
	struct doc *d = w->doc;
	struct node *table, *row;

	if (!p->years.n)
		return;
	table = doc_table(d, parent, "costs", doc_label(d, "review-paper.costs"), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	for (size_t i = 0; i < p->years.n; i++) {
		const struct project_year *y = &p->years.at[i];

		row = doc_row(d, table);
		doc_cell(d, row, CELL_HEADER, review_year_words(w, y->year));
		put_yen(w, row, y->has_budget, y->budget_yen);
		put_yen(w, row, y->has_settled, y->settled_yen);
	}
}

void review_project(struct review_writing *w, struct node *facts, const struct project *p)
{
	struct doc *d = w->doc;
	const char *kpis = "";

	for (size_t i = 0; i < p->kpis.n; i++)
		kpis = arena_printf(d->arena, "%s%s%s", kpis,
				    !i                   ? ""
				    : d->lang == LANG_JA ? "、"
							 : ", ",
				    doc_z(d, p->kpis.at[i]));
	review_fact(w, facts, "review-paper.status",
		    doc_label(d, arena_printf(d->arena, "project-status.%s", project_status_name(p->status))));
	review_fact(w, facts, "review-paper.serves", text_of(kpis));
	review_costs(w, d->body, p);
}

static void put_project(struct review_writing *w, const struct review_thing *t)
{
	struct node *facts = doc_add(w->doc, w->doc->body, NODE_FACTS);

	review_fact(w, facts, "review-paper.owner", review_section(w, t->owner));
	if (t->project)
		review_project(w, facts, t->project);
}

/* ---- what the section says ---- */

/* The section writes the verdict's name, or words of its own. */
static struct text verdict_words(const struct review_writing *w, struct text written)
{
	for (enum status s = 0; s < STATUS_COUNT; s++)
		if (text_is(written, status_name(s)))
			return text_of(words_status(w->doc->lang, s));
	return written;
}

static void put_assessment(struct review_writing *w, const struct review_thing *t)
{
	const struct review_assessment *s = &t->assessment;
	struct doc *d = w->doc;
	struct node *facts;

	heading(w, "self-assessment", "review-paper.self-assessment");
	if (!s->event) {
		doc_paragraph(d, d->body, doc_label(d, "review-paper.not-assessed"));
		return;
	}
	facts = doc_add(d, d->body, NODE_FACTS);
	review_fact(w, facts, "review-paper.did", s->did);
	if (s->has_spent)
		review_fact(w, facts, "review-paper.spent", review_yen(w, s->spent_yen));
	review_fact(w, facts, "review-paper.read", verdict_words(w, s->verdict));
	review_fact(w, facts, "review-paper.analysis", s->analysis);
	review_fact(w, facts, "review-paper.proposed", review_direction_words(w, s->direction));
	review_fact(w, facts, "review-paper.assessed-by",
		    text_of(arena_printf(d->arena, "%s (%s)", doc_z(d, review_section(w, s->section)),
					 doc_z(d, words_date(d->arena, d->lang, s->day)))));
}

/* ---- what the experts said ---- */

static void put_grade_row(struct review_writing *w, struct node *table, const struct review_grade *g)
{
	struct doc *d = w->doc;
	struct node *row = doc_row(d, table), *cell;

	doc_cell(d, row, CELL_HEADER, review_member(w, g->member));
	if (!g->visible || !g->grade)
		doc_cell(d, row, CELL_NUMBER, TEXT("–"));
	else
		doc_number(d, doc_cell(d, row, CELL_NUMBER, (struct text){ 0 }),
			   words_decimal(d->arena, decimal_of(g->revised.event ? g->revised.grade : g->grade)),
			   (struct text){ 0 }, (struct text){ 0 });
	cell = doc_cell(d, row, 0, g->comment.n ? g->comment : TEXT("–"));
	if (!g->revised.event)
		return;
	doc_break(d, cell);
	doc_text(d, cell,
		 doc_words(d, "review-paper.revised", "first", NUM(g->grade), "because", doc_z(d, g->revised.because),
			   NULL))
		->flags |= TEXT_SMALL;
}

static void put_grades(struct review_writing *w, const struct review_thing *t)
{
	static const char *const columns[] = { "review-paper.expert", "review-paper.graded", "review-paper.comment" };
	struct doc *d = w->doc;
	struct node *table, *row;

	if (!t->grades.n)
		return;
	table = doc_table(d, d->body, "grades",
			  doc_words(d, "review-paper.grades", "levels", NUM(w->review->head.levels), NULL), 0);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	for (size_t i = 0; i < t->grades.n; i++)
		put_grade_row(w, table, &t->grades.at[i]);
}

static void put_comments(struct review_writing *w, const struct review_thing *t)
{
	struct doc *d = w->doc;
	struct node *list = t->comments.n ? doc_add(d, d->body, NODE_LIST) : NULL;

	for (size_t i = 0; i < t->comments.n; i++) {
		const struct review_comment *c = &t->comments.at[i];
		struct text who = c->who.n ? review_member(w, c->who) : doc_label(d, "review-paper.secretariat");
		struct node *item = doc_item(d, list, (struct text){ 0 });

		doc_strong(d, item, who);
		doc_text(d, item, text_of(d->lang == LANG_JA ? "：" : ": "));
		doc_text(d, item, c->text);
	}
}

static void put_finding(struct review_writing *w, const struct review_thing *t)
{
	const struct review_finding *f = &t->finding;
	struct doc *d = w->doc;
	struct node *facts;

	heading(w, "finding", "review-paper.finding");
	if (!f->event) {
		doc_paragraph(d, d->body, doc_label(d, "review-paper.not-concluded"));
		return;
	}
	facts = doc_add(d, d->body, NODE_FACTS);
	review_fact(w, facts, "review-paper.finding", f->finding);
	if (f->grade)
		review_fact(w, facts, "review-paper.agreed-grade",
			    doc_words(d, "review-paper.of-levels", "grade", NUM(f->grade), "levels",
				      NUM(w->review->head.levels), NULL));
	review_fact(w, facts, "review-paper.direction", review_direction_words(w, f->direction));
	for (size_t i = 0; i < f->dissent.n; i++)
		review_fact(
			w, facts, "review-paper.dissent",
			text_of(arena_printf(d->arena, "%s%s%s", doc_z(d, review_member(w, f->dissent.at[i].member)),
					     d->lang == LANG_JA ? "：" : ": ", doc_z(d, f->dissent.at[i].text))));
}

static void put_answer(struct review_writing *w, const struct review_thing *t)
{
	const struct review_answer *a = &t->answer;
	const struct review_decision *m = &t->decision;
	struct doc *d = w->doc;
	struct node *facts;

	heading(w, "answer", "review-paper.answer");
	facts = doc_add(d, d->body, NODE_FACTS);
	if (!a->event && !m->event)
		review_fact(w, facts, "review-paper.answer", doc_label(d, "review-paper.not-answered"));
	review_fact(w, facts, "review-paper.will", a->will);
	review_fact(w, facts, "review-paper.why-not", a->why_not);
	if (a->will.n) {
		review_fact(w, facts, "review-paper.by", review_section(w, a->by));
		review_fact(w, facts, "review-paper.until", words_date(d->arena, d->lang, a->until));
	}
	if (!m->event)
		return;
	review_fact(w, facts, "review-paper.decided", review_direction_words(w, m->direction));
	review_fact(w, facts, "review-paper.from-year", review_year_words(w, m->from_year));
	review_fact(w, facts, "review-paper.decided-by",
		    text_of(arena_printf(d->arena, "%s (%s)", doc_z(d, m->by),
					 doc_z(d, words_date(d->arena, d->lang, m->on)))));
	review_fact(w, facts, "review-paper.budget-line", m->budget);
	review_fact(w, facts, m->departs ? "review-paper.departs" : "review-paper.because", m->because);
}

void review_paper_thing(struct review_writing *w, const struct review_thing *t)
{
	struct doc *d = w->doc;

	doc_heading(d, d->body, 1, "item", review_thing_title(w, t));
	if (t->hidden) {
		doc_paragraph(d, d->body, doc_label(d, "review-paper.hidden"));
		return;
	}
	if (t->item.kind == ITEM_KPI)
		put_kpi(w, t);
	else
		put_project(w, t);
	put_assessment(w, t);
	if (w->of == REVIEW_PACKET)
		return;
	heading(w, "opinions", "review-paper.opinions");
	put_grades(w, t);
	put_comments(w, t);
	if (!t->grades.n && !t->comments.n)
		doc_paragraph(d, d->body, doc_label(d, "review-paper.no-opinions"));
	put_finding(w, t);
	put_answer(w, t);
}
