/* The page of one KPI or project of a review: the figures as they were fixed, what its section says, what the experts
 * say, what the city answers. The same words stand on the KPI's own page, year by year. */
#include "publish/review_parts.h"
#include "publish/words.h"

struct text review_way(struct doc *d, enum review_direction direction)
{
	const char *name = direction_name(direction);

	return name ? doc_label(d, arena_printf(d->arena, "direction.%s", name)) : TEXT("–");
}

struct text review_who(struct doc *d, const struct reviewer *who)
{
	if (who->name.n)
		return who->name;
	if (who->number > 0)
		return doc_words(d, "review-paper.expert-n", "n", NUM(who->number), NULL);
	return doc_label(d, who->number ? "review-paper.expert" : "review-paper.secretariat");
}

struct node *review_fact_of(struct doc *d, struct node *facts, const char *label, struct text words)
{
	struct node *f;

	if (!words.n)
		return NULL;
	f = doc_fact(d, facts, doc_label(d, label), (struct text){ 0 });
	doc_foreign(d, f, words);
	return f;
}

struct text review_item_title(struct arena *a, const struct reviewed *t)
{
	return text_of(arena_printf(a, "%s %s", text_z(a, t->item.key), text_z(a, t->name)));
}

/* Of our own words, in the page's language. */
static void put_fact(struct doc *d, struct node *facts, const char *label, struct text words)
{
	if (words.n)
		doc_fact(d, facts, doc_label(d, label), words);
}

static struct text yen(struct doc *d, int64_t n)
{
	return doc_words(d, "review-paper.yen", "yen", doc_z(d, words_decimal(d->arena, decimal_of(n))), NULL);
}

static void put_status(struct doc *d, struct node *in, const struct verdict *v)
{
	doc_status(d, in, words_status_shape(v->status), words_status_tone(v->status),
		   text_of(words_status(d->lang, v->status)));
}

/* ---- the figures ---- */

static void put_point(struct doc *d, struct node *in, const struct reviewed *t, const struct report_point *p)
{
	const struct report_kpi *k = t->frozen ? t->frozen : t->kpi;

	doc_number(d, in, words_decimal(d->arena, p->value.value), k ? k->kpi->unit : (struct text){ 0 },
		   (struct text){ 0 });
	doc_text(d, in, TEXT(" "));
	put_status(d, in, &p->verdict);
	doc_break(d, in);
	doc_text(d, in,
		 doc_words(d, "publish.latest-about", "period",
			   doc_z(d, words_period(d->arena, d->lang, p->value.period)), "state",
			   words_state(d->lang, p->value.state), "published",
			   doc_z(d, words_published(d->arena, d->lang, p->value.published)), NULL))
		->flags |= TEXT_SMALL;
}

static void put_kpi(struct doc *d, struct node *facts, const struct reviewed *t)
{
	struct node *f = doc_fact(d, facts, doc_label(d, "publish.review-frozen-value"), (struct text){ 0 });

	if (t->of_year)
		put_point(d, f, t, t->of_year);
	else
		doc_text(d, f, doc_label(d, "review-paper.no-value"));
	if (!t->of_year && t->no_value.n) {
		doc_break(d, f);
		doc_foreign(d, f, t->no_value)->flags |= TEXT_SMALL;
	}
	if (report_withdrawn(t->kpi, t->of_year)) {
		f = doc_fact(d, facts, doc_label(d, "publish.review-withdrawn-value"), (struct text){ 0 });
		doc_foreign(d, f, report_withdrawn(t->kpi, t->of_year)->withdrawn);
	}
	if (t->changed && t->of_now) {
		f = doc_fact(d, facts, doc_label(d, "publish.review-changed-value"), (struct text){ 0 });
		put_point(d, f, t, t->of_now);
	}
	if (!t->frozen)
		return;
	f = doc_fact(d, facts, doc_label(d, "publish.review-frozen-verdict"), (struct text){ 0 });
	put_status(d, f, &t->frozen->verdict);
	doc_break(d, f);
	doc_text(d, f, doc_say(d, &t->frozen->verdict.reason));
}

static void put_costs(struct doc *d, struct node *facts, const struct reviewed *t)
{
	for (size_t i = 0; i < t->years.n; i++) {
		const struct reviewed_year *y = &t->years.at[i];
		struct node *f = doc_fact(d, facts, review_fiscal_year(d, y->year), (struct text){ 0 });

		if (y->has_budget)
			doc_text(d, f,
				 doc_words(d, "publish.review-budget", "yen", doc_z(d, yen(d, y->budget_yen)), NULL));
		if (y->has_budget && y->has_settled)
			doc_break(d, f);
		if (y->has_settled)
			doc_text(d, f,
				 doc_words(d, "publish.review-settled", "yen", doc_z(d, yen(d, y->settled_yen)), NULL));
	}
}

/* ---- the section ---- */

static void put_assessment(struct doc *d, struct node *s, const struct reviewed *t)
{
	struct node *facts;

	doc_heading(d, s, 2, NULL, doc_label(d, "review-paper.self-assessment"));
	if (!t->assessed) {
		doc_paragraph(d, s, doc_label(d, "review-paper.not-assessed"));
		return;
	}
	facts = doc_add(d, s, NODE_FACTS);
	review_fact_of(d, facts, "publish.review-assessed-by", t->assessed_by);
	review_fact_of(d, facts, "review-paper.did", t->did);
	if (t->has_spent)
		put_fact(d, facts, "review-paper.spent", yen(d, t->spent_yen));
	review_fact_of(d, facts, "review-paper.analysis", t->analysis);
	put_fact(d, facts, "review-paper.proposed", review_way(d, t->proposed));
}

/* ---- the experts ---- */

static void put_grade(struct doc *d, struct node *table, const struct reviewed_grade *g)
{
	struct node *row = doc_row(d, table), *cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });

	if (g->who.name.n)
		doc_foreign(d, cell, g->who.name);
	else
		doc_text(d, cell, review_who(d, &g->who));
	doc_number(d, doc_cell(d, row, CELL_NUMBER, (struct text){ 0 }), words_decimal(d->arena, decimal_of(g->grade)),
		   (struct text){ 0 }, (struct text){ 0 });
	cell = doc_cell(d, row, 0, g->comment.n ? (struct text){ 0 } : TEXT("–"));
	if (g->comment.n)
		doc_foreign(d, cell, g->comment);
	if (!g->because.n)
		return;
	doc_break(d, cell);
	doc_text(d, cell,
		 doc_words(d, "review-paper.revised", "first", NUM(g->first), "because", doc_z(d, g->because), NULL))
		->flags |= TEXT_SMALL;
}

static void put_grades(struct doc *d, struct node *s, const struct review_report *r, const struct reviewed *t)
{
	static const struct {
		const char *label;
		unsigned flags;
	} columns[] = { { "review-paper.expert", 0 },
			{ "review-paper.graded", CELL_NUMBER },
			{ "review-paper.comment", 0 } };
	const char *id = arena_printf(d->arena, "grades-%s-%zu", doc_z(d, r->id), (size_t)(t - r->items.at) + 1);
	struct node *table, *row;

	if (!t->grades.n)
		return;
	table = doc_table(d, s, id, doc_words(d, "review-paper.grades", "levels", NUM(r->levels), NULL), TABLE_CARDS);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER | columns[i].flags, doc_label(d, columns[i].label));
	for (size_t i = 0; i < t->grades.n; i++)
		put_grade(d, table, &t->grades.at[i]);
}

static void put_word(struct doc *d, struct node *in, const struct reviewed_word *w)
{
	struct node *who = doc_strong(d, in, (struct text){ 0 });

	if (w->who.name.n)
		doc_foreign(d, who, w->who.name);
	else
		doc_text(d, who, review_who(d, &w->who));
	doc_text(d, in, text_of(d->lang == LANG_JA ? "：" : ": "));
	doc_foreign(d, in, w->text);
}

static void put_comments(struct doc *d, struct node *s, const struct reviewed *t)
{
	struct node *list = t->comments.n ? doc_add(d, s, NODE_LIST) : NULL;

	for (size_t i = 0; i < t->comments.n; i++)
		put_word(d, doc_item(d, list, (struct text){ 0 }), &t->comments.at[i]);
}

static void put_finding(struct doc *d, struct node *facts, const struct review_report *r, const struct reviewed *t)
{
	if (!t->concluded) {
		put_fact(d, facts, "review-paper.finding", doc_label(d, "review-paper.not-concluded"));
		return;
	}
	review_fact_of(d, facts, "review-paper.finding", t->finding);
	if (t->grade)
		put_fact(
			d, facts, "review-paper.agreed-grade",
			doc_words(d, "review-paper.of-levels", "grade", NUM(t->grade), "levels", NUM(r->levels), NULL));
	put_fact(d, facts, "review-paper.direction", review_way(d, t->advised));
	for (size_t i = 0; i < t->dissent.n; i++)
		put_word(d, doc_fact(d, facts, doc_label(d, "review-paper.dissent"), (struct text){ 0 }),
			 &t->dissent.at[i]);
}

void review_experts_words(struct doc *d, struct node *parent, const struct review_report *r, const struct reviewed *t)
{
	put_grades(d, parent, r, t);
	if (t->conflicts)
		doc_paragraph(d, parent,
			      doc_words(d, "publish.review-conflicts", "n", NUM((int64_t)t->conflicts), NULL))
			->flags |= TEXT_SMALL;
	put_comments(d, parent, t);
	put_finding(d, doc_add(d, parent, NODE_FACTS), r, t);
}

/* ---- the city ---- */

static void put_decision(struct doc *d, struct node *facts, const struct reviewed *t)
{
	struct node *f;

	if (!t->decided_at_all)
		return;
	put_fact(d, facts, "review-paper.decided",
		 doc_words(d, "publish.review-decided-from", "direction", doc_z(d, review_way(d, t->decided)), "year",
			   doc_z(d, review_fiscal_year(d, t->from_year)), NULL));
	f = review_fact_of(d, facts, "review-paper.decided-by", t->decided_by);
	if (f && t->decided_on.year) {
		doc_break(d, f);
		doc_text(d, f, words_date(d->arena, d->lang, t->decided_on))->flags |= TEXT_SMALL;
	}
	review_fact_of(d, facts, "review-paper.budget-line", t->budget);
	review_fact_of(d, facts, t->departs ? "review-paper.departs" : "review-paper.because", t->because);
}

void review_answer_words(struct doc *d, struct node *facts, const struct reviewed *t)
{
	if (!t->will.n && !t->why_not.n)
		put_fact(d, facts, "review-paper.answer", doc_label(d, "review-paper.not-answered"));
	review_fact_of(d, facts, "review-paper.will", t->will);
	if (t->will.n) {
		review_fact_of(d, facts, "review-paper.by", t->by);
		if (t->until.year)
			put_fact(d, facts, "review-paper.until", words_date(d->arena, d->lang, t->until));
	}
	review_fact_of(d, facts, "review-paper.why-not", t->why_not);
	put_decision(d, facts, t);
}

/* ---- together ---- */

struct text review_item_address(struct arena *a, const struct page_input *in, const struct review_report *r,
				const struct reviewed *t)
{
	return text_of(arena_printf(a, "%sreview-%s/%zu.html%s", text_z(a, in->lang_root), text_z(a, r->id),
				    (size_t)(t - r->items.at) + 1, known_at_query(a, in->request)));
}

/* The one before, the one behind; what stands between them is the review. */
static void put_neighbours(struct doc *d, const struct page_input *in)
{
	const struct review_report *r = in->review;
	const struct reviewed *t = in->item;
	struct node *list = doc_add(d, d->body, NODE_LIST), *item;

	item = doc_item(d, list, (struct text){ 0 });
	doc_link(d, item, review_address(d->arena, in, r), review_title(d, r));
	if (t > r->items.at) {
		item = doc_item(d, list, doc_label(d, "publish.review-item-before"));
		doc_foreign(d, doc_link(d, item, review_item_address(d->arena, in, r, t - 1), (struct text){ 0 }),
			    review_item_title(d->arena, t - 1));
	}
	if (t + 1 < r->items.at + r->items.n) {
		item = doc_item(d, list, doc_label(d, "publish.review-item-behind"));
		doc_foreign(d, doc_link(d, item, review_item_address(d->arena, in, r, t + 1), (struct text){ 0 }),
			    review_item_title(d->arena, t + 1));
	}
}

void page_reviewed(struct doc *d, const struct page_input *in)
{
	const struct reviewed *t = in->item;
	struct node *facts, *p;

	d->title = review_item_title(d->arena, t);
	d->summary = review_title(d, in->review);
	doc_foreign(d, doc_heading(d, d->body, 1, NULL, (struct text){ 0 }), d->title);
	p = doc_paragraph(d, d->body, (struct text){ 0 });
	doc_link(d, p, review_address(d->arena, in, in->review), d->summary);
	facts = doc_add(d, d->body, NODE_FACTS);
	if (t->section.n)
		review_fact_of(d, facts, "review-paper.owner", t->section);
	else
		put_fact(d, facts, "review-paper.owner", doc_label(d, "review-paper.nobody"));
	if (t->item.kind == ITEM_KPI)
		put_kpi(d, facts, t);
	else
		put_costs(d, facts, t);
	if (t->kpi)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), kpi_address(d->arena, in, t->kpi),
			 doc_label(d, "publish.review-kpi-page"));
	put_assessment(d, d->body, t);
	doc_heading(d, d->body, 2, NULL, doc_label(d, "review-paper.opinions"));
	review_experts_words(d, d->body, in->review, t);
	doc_heading(d, d->body, 2, NULL, doc_label(d, "review-paper.answer"));
	review_answer_words(d, doc_add(d, d->body, NODE_FACTS), t);
	doc_heading(d, d->body, 2, NULL, doc_label(d, "publish.review-items-more"));
	put_neighbours(d, in);
}

void review_of_kpi(struct doc *d, const struct page_input *in)
{
	const struct review_reports *all = in->report->reviews;
	struct node *s = NULL, *facts;

	for (size_t i = 0; all && i < all->at.n; i++) {
		const struct review_report *r = &all->at.at[i];
		const struct reviewed *t = reviewed_of(r, in->kpi);

		if (!t)
			continue;
		if (!s) {
			s = doc_section(d, d->body, "reviews");
			doc_heading(d, s, 2, NULL, doc_label(d, "publish.review-of-kpi"));
		}
		doc_link(d, doc_heading(d, s, 3, NULL, (struct text){ 0 }), review_item_address(d->arena, in, r, t),
			 review_title(d, r));
		facts = doc_add(d, s, NODE_FACTS);
		if (t->of_year)
			put_point(d,
				  doc_fact(d, facts, doc_label(d, "publish.review-frozen-value"), (struct text){ 0 }),
				  t, t->of_year);
		review_experts_words(d, s, r, t);
		review_answer_words(d, doc_add(d, s, NODE_FACTS), t);
	}
}
