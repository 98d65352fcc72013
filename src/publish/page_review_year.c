/* One review: its promises of before, its items at a glance, who and when, how far the experts agreed. Each item has a
 * page of its own: thirty of them on one page nobody reads to its end, least of all on a telephone. */
#include "publish/review_parts.h"
#include "publish/words.h"

static struct node *header(struct doc *d, struct node *table, const char *const *labels, size_t n)
{
	struct node *row = doc_row(d, table);

	for (size_t i = 0; i < n; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, labels[i]));
	return row;
}
#define HEADER(d, table, labels) header(d, table, labels, sizeof(labels) / sizeof *(labels))

static struct node *foreign_cell(struct doc *d, struct node *row, unsigned flags, struct text words)
{
	struct node *cell = doc_cell(d, row, flags, words.n ? (struct text){ 0 } : TEXT("–"));

	if (words.n)
		doc_foreign(d, cell, words);
	return cell;
}

/* ---- at the head ---- */

static void put_facts(struct doc *d, const struct review_report *r)
{
	struct node *facts = doc_add(d, d->body, NODE_FACTS), *f;

	doc_fact(d, facts, doc_label(d, "review-paper.about"), review_fiscal_year(d, r->about));
	doc_fact(d, facts, doc_label(d, "review-paper.held"), words_date(d->arena, d->lang, r->held));
	doc_fact(d, facts, doc_label(d, "publish.review-stage"),
		 doc_label(d, arena_printf(d->arena, "stage.%s", stage_name(r->stage))));
	if (r->frozen.year)
		doc_fact(d, facts, doc_label(d, "review-paper.frozen"),
			 doc_words(d, "review-paper.frozen-at", "day",
				   doc_z(d, words_date(d->arena, d->lang, r->frozen)), "event", NUM(r->frozen_at),
				   NULL));
	for (size_t i = r->editions.n; i--;) {
		const struct reviewed_edition *e = &r->editions.at[i];

		f = doc_fact(d, facts, doc_words(d, "publish.review-edition-n", "n", NUM(e->number), NULL),
			     words_date(d->arena, d->lang, e->day));
		if (e->changes.n) {
			doc_break(d, f);
			doc_text(d, f, doc_label(d, "publish.review-changes"));
			doc_foreign(d, f, e->changes);
		}
		if (e->council.year) {
			doc_break(d, f);
			doc_text(d, f,
				 doc_words(d, "publish.review-council", "day",
					   doc_z(d, words_date(d->arena, d->lang, e->council)), NULL));
		}
	}
	if (r->closed.year)
		doc_fact(d, facts, doc_label(d, "publish.review-closed"), words_date(d->arena, d->lang, r->closed));
}

/* Of a review under way: the stages, and by when each should be over. */
static void put_stages(struct doc *d, const struct review_report *r)
{
	static const char *const columns[] = { "publish.review-stage", "publish.review-due", "publish.review-where" };
	struct node *table;

	doc_paragraph(d, d->body, doc_label(d, "publish.review-open"));
	table = doc_table(d, d->body, "stages", doc_label(d, "publish.review-stages"), 0);
	HEADER(d, table, columns);
	for (int s = 0; s < STAGE_CLOSED; s++) {
		struct node *row = doc_row(d, table);

		doc_cell(d, row, CELL_HEADER,
			 doc_label(d, arena_printf(d->arena, "stage.%s", stage_name((enum review_stage)s))));
		doc_cell(d, row, CELL_NOWRAP, r->due[s].year ? words_date(d->arena, d->lang, r->due[s]) : TEXT("–"));
		doc_cell(d, row, 0,
			 doc_label(d, s < (int)r->stage    ? "publish.review-over"
				      : s == (int)r->stage ? "publish.review-here"
							   : "publish.review-ahead"));
	}
}

/* The item of an earlier review in which it was promised, linked where that has its page. */
static void put_promised_in(struct doc *d, struct node *cell, const struct page_input *in,
			    const struct reviewed_promise *p)
{
	const struct review_reports *all = in->report->reviews;
	struct date held;
	struct text words = p->key;

	if (date_parse(&held, p->review, NULL))
		words = text_of(arena_printf(d->arena, "%s %s", doc_z(d, words_date(d->arena, d->lang, held)),
					     doc_z(d, p->key)));
	for (size_t i = 0; i < all->at.n; i++) {
		const struct review_report *r = &all->at.at[i];

		for (size_t k = 0; text_eq(r->id, p->review) && k < r->items.n; k++)
			if (text_eq(r->items.at[k].item.key, p->key)) {
				doc_link(d, cell, review_item_address(d->arena, in, r, &r->items.at[k]), words);
				return;
			}
	}
	doc_text(d, cell, words);
}

static void put_promise(struct doc *d, struct node *table, const struct page_input *in,
			const struct reviewed_promise *p)
{
	struct node *row = doc_row(d, table), *cell;

	put_promised_in(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }), in, p);
	foreign_cell(d, row, 0, p->will);
	foreign_cell(d, row, 0, p->by);
	doc_cell(d, row, CELL_NOWRAP, p->until.year ? words_date(d->arena, d->lang, p->until) : TEXT("–"));
	cell = doc_cell(d, row, 0,
			doc_label(d, p->done.n ? arena_printf(d->arena, "done.%s", doc_z(d, p->done))
					       : "review-paper.not-followed"));
	if (!p->what.n)
		return;
	doc_break(d, cell);
	doc_foreign(d, cell, p->what)->flags |= TEXT_SMALL;
}

static void put_promises(struct doc *d, const struct page_input *in)
{
	const struct review_report *r = in->review;
	static const char *const columns[] = { "review-paper.item", "review-paper.will", "review-paper.by",
					       "review-paper.until", "review-paper.done" };
	struct node *s, *table;

	if (!r->promises.n)
		return;
	s = doc_section(d, d->body, NULL);
	doc_heading(d, s, 2, "promises", doc_label(d, "review-paper.promises"));
	table = doc_table(d, s, "promise-list", doc_label(d, "review-paper.promises-caption"), TABLE_CARDS);
	HEADER(d, table, columns);
	for (size_t i = 0; i < r->promises.n; i++)
		put_promise(d, table, in, &r->promises.at[i]);
}

/* ---- at a glance ---- */

static void put_item(struct doc *d, struct node *table, const struct page_input *in, const struct reviewed *t)
{
	struct node *row = doc_row(d, table), *cell = doc_cell(d, row, CELL_HEADER, (struct text){ 0 });

	doc_foreign(d, doc_link(d, cell, review_item_address(d->arena, in, in->review, t), (struct text){ 0 }),
		    review_item_title(d->arena, t));
	foreign_cell(d, row, 0, t->section);
	cell = doc_cell(d, row, 0, t->frozen ? (struct text){ 0 } : TEXT("–"));
	if (t->frozen)
		doc_status(d, cell, words_status_shape(t->frozen->verdict.status),
			   words_status_tone(t->frozen->verdict.status),
			   text_of(words_status(d->lang, t->frozen->verdict.status)));
	doc_cell(d, row, 0, review_way(d, t->proposed));
	cell = doc_cell(d, row, 0, review_way(d, t->advised));
	if (t->finding.n) {
		doc_break(d, cell);
		doc_foreign(d, cell, t->finding)->flags |= TEXT_SMALL;
	}
	cell = doc_cell(d, row, 0, review_way(d, t->decided));
	if (!t->departs)
		return;
	doc_break(d, cell);
	doc_text(d, cell, doc_label(d, "publish.review-departs"))->flags |= TEXT_SMALL;
}

static void put_items(struct doc *d, const struct page_input *in)
{
	static const char *const columns[] = { "review-paper.item",      "review-paper.owner",
					       "publish.col-status",     "publish.review-proposed",
					       "publish.review-advised", "review-paper.decided" };
	const struct review_report *r = in->review;
	struct node *s = doc_section(d, d->body, NULL), *table;

	doc_heading(d, s, 2, "items", doc_label(d, "review-paper.items"));
	doc_paragraph(d, s, doc_label(d, "publish.review-items-help"));
	table = doc_table(d, s, "item-list", doc_label(d, "review-paper.items-caption"), TABLE_CARDS);
	HEADER(d, table, columns);
	for (size_t i = 0; i < r->items.n; i++)
		put_item(d, table, in, &r->items.at[i]);
}

/* ---- who, when, how far agreed ---- */

static void put_members(struct doc *d, const struct review_report *r)
{
	static const char *const columns[] = { "publish.review-name", "review-paper.field" };
	struct node *s, *table, *row;

	if (!r->n_experts)
		return;
	s = doc_section(d, d->body, NULL);
	doc_heading(d, s, 2, "experts", doc_label(d, "review-paper.experts"));
	doc_paragraph(d, s,
		      doc_words(d, r->members.n ? "publish.review-experts" : "publish.review-experts-hidden", "n",
				NUM((int64_t)r->n_experts), NULL));
	if (!r->members.n)
		return;
	table = doc_table(d, s, "expert-list", doc_label(d, "review-paper.experts-invited"), 0);
	HEADER(d, table, columns);
	for (size_t i = 0; i < r->members.n; i++) {
		const struct reviewed_member *m = &r->members.at[i];

		row = doc_row(d, table);
		foreign_cell(d, row, CELL_HEADER, m->name);
		doc_cell(d, row, 0,
			 m->field.n ? doc_label(d, arena_printf(d->arena, "field.%s", doc_z(d, m->field))) : TEXT("–"));
	}
}

static void put_meeting(struct doc *d, struct node *table, const struct reviewed_meeting *m)
{
	struct node *row = doc_row(d, table), *cell;
	const char *materials = "";

	for (size_t i = 0; i < m->materials.n; i++)
		materials = arena_printf(d->arena, "%s%s%s", materials, *materials ? "、" : "",
					 doc_z(d, m->materials.at[i]));
	foreign_cell(d, row, CELL_HEADER, m->key);
	doc_cell(d, row, CELL_NOWRAP, words_date(d->arena, d->lang, m->held));
	cell = doc_cell(d, row, 0,
			doc_words(d, "review-paper.present-of", "present", NUM((int64_t)m->present), "all",
				  NUM((int64_t)m->all), NULL));
	doc_break(d, cell);
	doc_text(d, cell,
		 doc_words(d, "publish.review-quorum", "is",
			   msg_label(d->lang, m->quorate ? "review-paper.quorate" : "review-paper.not-quorate"), NULL))
		->flags |= TEXT_SMALL;
	foreign_cell(d, row, 0, text_of(materials));
	foreign_cell(d, row, 0, m->minutes);
}

static void put_meetings(struct doc *d, const struct review_report *r)
{
	static const char *const columns[] = { "review-paper.meeting", "review-paper.day", "review-paper.present",
					       "review-paper.materials", "publish.review-minutes" };
	struct node *s, *table;

	if (!r->meetings.n)
		return;
	s = doc_section(d, d->body, NULL);
	doc_heading(d, s, 2, "meetings", doc_label(d, "review-paper.meetings"));
	table = doc_table(d, s, "meeting-list", doc_label(d, "review-paper.meetings-held"), TABLE_CARDS);
	HEADER(d, table, columns);
	for (size_t i = 0; i < r->meetings.n; i++)
		put_meeting(d, table, &r->meetings.at[i]);
}

void review_agreement(struct doc *d, struct node *facts, const struct agreement *g)
{
	struct text method = doc_label(d, arena_printf(d->arena, "agreement.%s", agreement_name(g->method)));

	if (g->undefined)
		doc_fact(d, facts, method,
			 doc_label(d, g->undefined == AGREEMENT_NO_PAIRS ? "review.agreement-no-pairs"
									 : "review.agreement-no-spread"));
	else
		doc_fact(d, facts, method,
			 doc_words(d, "review-paper.agreement-value", "value",
				   doc_z(d, words_real(d->arena, g->value, 3)), "items", NUM((int64_t)g->items),
				   "grades", NUM((int64_t)g->grades), NULL));
}

static void put_agreements(struct doc *d, const struct review_report *r)
{
	struct node *s = doc_section(d, d->body, NULL), *facts;

	doc_heading(d, s, 2, "agreement", doc_label(d, "review-paper.agreement"));
	doc_paragraph(d, s, doc_label(d, "publish.review-agreement-help"));
	facts = doc_add(d, s, NODE_FACTS);
	review_agreement(d, facts, &r->ordinal);
	review_agreement(d, facts, &r->nominal);
}

void page_review_year(struct doc *d, const struct page_input *in)
{
	const struct review_report *r = in->review;

	d->title = review_title(d, r);
	d->summary = doc_label(d, r->editions.n ? "publish.reviews-summary" : "publish.review-open");
	doc_heading(d, d->body, 1, NULL, d->title);
	put_facts(d, r);
	if (!r->editions.n) {
		put_stages(d, r);
		return;
	}
	put_promises(d, in);
	put_items(d, in);
	put_members(d, r);
	put_meetings(d, r);
	put_agreements(d, r);
}
