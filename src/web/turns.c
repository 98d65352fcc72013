/* A review goes on by many people who each see a small part of it. Whoever opens any page of it should read there
 * whether it is his turn, and get to the form by one link; who waits should read for whom.
 *
 * What is missing comes from review/stage.c, the same list for everybody; only whose it is is asked here. An act that
 * has been drafted is not its author's turn any more, but that of those who may approve it. */
#include "web/turns.h"

#include "publish/words.h"

bool turns_drafts(draft_list *out, struct request *q, struct err *err)
{
	return !page_may(q, RIGHT_READ_INTERNAL) || drafts_read(out, q->context, err);
}

void put_stage(struct doc *d, const struct review *r)
{
	const char *name = stage_name(r->standing.stage);
	struct node *p = doc_paragraph(d, d->body, (struct text){ 0 });

	doc_strong(d, p,
		   doc_words(d, "web.stage-is", "stage",
			     doc_z(d, doc_label(d, arena_printf(d->arena, "stage.%s", name))), NULL));
	doc_break(d, p);
	doc_text(d, p, doc_label(d, arena_printf(d->arena, "stage-what.%s", name)));
}

/* ---- one turn ---- */

/* The draft of what is missing; NULL: nobody has drafted it. */
static const struct draft *draft_of(const draft_list *drafts, const struct review *r, const struct review_missing *m)
{
	static const char *const acts[WANT_COUNT] = {
		[WANT_FREEZE] = "freeze", [WANT_DECISION] = "decide", [WANT_EDITION] = "publish"
	};

	for (size_t i = 0; acts[m->want] && i < drafts->n; i++) {
		const struct draft *x = &drafts->at[i];

		if (text_is(x->what, acts[m->want]) && text_eq(x->review, r->head.id) &&
		    (!m->of_item || (x->item.kind == m->item.kind && text_eq(x->item.key, m->item.key))))
			return x;
	}
	return NULL;
}

static bool is_mine(const struct request *q, const struct review *r, const struct review_missing *m,
		    const struct draft *draft)
{
	if (draft)
		return !draft->own && page_may(q, RIGHT_APPROVE);
	switch (m->whose) {
	case WHOSE_SECTION:
		return page_may(q, RIGHT_RECORD) && q->context->person->section.n &&
		       text_eq(m->who, q->context->person->section);
	case WHOSE_PLANNING:
		return page_may(q, RIGHT_PLAN);
	case WHOSE_EXPERT:
		return r->me.n && text_eq(m->who, r->me);
	case WHOSE_EXPERTS:
		return page_may(q, RIGHT_DISCUSS);
	case WHOSE_HEADQUARTERS:
		return page_may(q, RIGHT_DECIDE);
	default:
		return false;
	}
}

/* The planning section may say for a section what that has told it by telephone. */
static bool may_stand_in(const struct request *q, const struct review_missing *m, const struct draft *draft)
{
	return draft || (m->whose == WHOSE_SECTION && page_may(q, RIGHT_PLAN));
}

/* The first item that the expert who asks has not graded yet. */
static struct text place_of_grade(const struct request *q, const struct review *r)
{
	for (size_t i = 0; i < r->things.n; i++) {
		const struct review_thing *t = &r->things.at[i];

		if (!t->hidden && !review_own_grade(r, t))
			return item_link(q, r->head.id, t->item, "grade");
	}
	return review_link(q, r->head.id, "");
}

/* Where it is done. */
static struct text place_of(const struct request *q, const struct review *r, const struct review_missing *m,
			    const struct draft *draft)
{
	static const char *const pages[WANT_COUNT] = {
		[WANT_ASSESSMENT] = "assess",   [WANT_FINDING] = "conclude", [WANT_ANSWER] = "answer",
		[WANT_DECISION] = "decide",     [WANT_FREEZE] = "step",      [WANT_REVEAL] = "step",
		[WANT_DECLARATION] = "declare", [WANT_EDITION] = "step",     [WANT_CLOSE] = "step",
		[WANT_EXPERTS] = "invite"
	};
	const char *page = pages[m->want] ? pages[m->want] : "";

	if (draft)
		return request_path(q, "/drafts");
	if (m->want == WANT_OWNER)
		return request_path(q, "/office");
	if (m->want == WANT_VALUE)
		return m->of_item ? item_query(q, "/values/record", m->item) : request_path(q, "/values");
	if (m->want == WANT_GRADES)
		return place_of_grade(q, r);
	return m->of_item && *page ? item_link(q, r->head.id, m->item, page) : review_link(q, r->head.id, page);
}

static void put_turn(struct request *q, struct doc *d, struct node *item, const struct review *r,
		     const struct review_missing *m, const struct draft *draft, bool mine)
{
	struct text said = text_of(missing_said(d->arena, d->lang, r, m));

	if (m->days_late) {
		doc_status(d, item, SHAPE_TRIANGLE, TONE_WARN,
			   doc_words(d, "web.review-late", "days", NUM(m->days_late), NULL));
		doc_text(d, item, TEXT(" "));
	}
	if (mine || may_stand_in(q, m, draft))
		doc_link(d, item, place_of(q, r, m, draft), said);
	else
		doc_text(d, item, said);
	if (m->due.year)
		doc_text(d, item,
			 doc_words(d, "web.review-due", "due", doc_z(d, words_date(d->arena, d->lang, m->due)), NULL));
	if (m->want == WANT_GRADES)
		doc_text(d, item, doc_words(d, "web.turn-left", "n", NUM((int64_t)m->n), NULL));
	if (draft)
		doc_text(d, item, doc_label(d, "web.turn-drafted"));
}

/* ---- all of them ---- */

static size_t put_list(struct request *q, struct doc *d, const struct review *r, const draft_list *drafts, int level,
		       bool mine)
{
	struct node *list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < r->standing.missing.n; i++) {
		const struct review_missing *m = &r->standing.missing.at[i];
		const struct draft *draft = draft_of(drafts, r, m);

		if (is_mine(q, r, m, draft) != mine)
			continue;
		if (!n++) {
			doc_heading(d, d->body, level, NULL, doc_label(d, mine ? "web.turn-mine" : "web.turn-others"));
			if (mine && m->want == WANT_DECISION && !draft)
				doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
					 review_link(q, r->head.id, "decide-rest"), doc_label(d, "web.rest"));
			if (!mine && page_may(q, RIGHT_PLAN) && m->whose == WHOSE_SECTION)
				doc_paragraph(d, d->body, doc_label(d, "web.turn-stand-in"));
			list = doc_add(d, d->body, NODE_LIST);
		}
		put_turn(q, d, doc_item(d, list, (struct text){ 0 }), r, m, draft, mine);
	}
	return n;
}

void put_turns(struct request *q, struct doc *d, const struct review *r, const draft_list *drafts, int level)
{
	if (!put_list(q, d, r, drafts, level, true))
		doc_paragraph(d, d->body,
			      doc_label(d, !r->standing.missing.n ? "web.review-nothing-missing"
					   : page_may(q, RIGHT_GRADE) && r->standing.stage < STAGE_REVIEWING
						   ? "web.turn-expert-later"
						   : "web.turn-nothing"));
	if (put_list(q, d, r, drafts, level, false) && page_may(q, RIGHT_PLAN))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r->head.id, "remind"),
			 doc_label(d, "web.turn-remind"));
}

void put_next_turn(struct request *q, struct doc *d, const struct review *r, struct review_item here,
		   const draft_list *drafts)
{
	const struct review_missing *next = NULL;
	struct node *note;
	size_t n = 0;

	for (size_t i = 0; i < r->standing.missing.n; i++) {
		const struct review_missing *m = &r->standing.missing.at[i];

		if (!is_mine(q, r, m, draft_of(drafts, r, m)) ||
		    (m->of_item && m->item.kind == here.kind && text_eq(m->item.key, here.key)))
			continue;
		next = next ? next : m;
		n += m->want == WANT_GRADES ? m->n : 1;
	}
	if (!next && !q->done.id)
		return;
	note = doc_paragraph(d, d->body, (struct text){ 0 });
	if (!next) {
		doc_link(d, note, request_path(q, "/today"), doc_label(d, "web.turn-over"));
		return;
	}
	doc_strong(d, note, doc_label(d, "web.turn-next"));
	doc_link(d, note, place_of(q, r, next, draft_of(drafts, r, next)),
		 text_of(missing_said(d->arena, d->lang, r, next)));
	doc_text(d, note, doc_words(d, "web.turn-left", "n", NUM((int64_t)n), NULL));
}
