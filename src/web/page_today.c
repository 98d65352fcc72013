/* Where one arrives: what there is for this person to do, what is late, and whose it is. */
#include "publish/words.h"
#include "web/review_parts.h"

static bool may(const struct request *q, enum right right)
{
	return right_of(q->context->person->roles, right);
}

/* Whether it is this person's turn. */
static bool is_mine(const struct request *q, const struct review *r, const struct review_missing *m)
{
	switch (m->whose) {
	case WHOSE_SECTION:
		return may(q, RIGHT_RECORD) && q->context->person->section.n &&
		       text_eq(m->who, q->context->person->section);
	case WHOSE_PLANNING:
		return may(q, RIGHT_PLAN);
	case WHOSE_EXPERT:
		return r->me.n && text_eq(m->who, r->me);
	case WHOSE_EXPERTS:
		return may(q, RIGHT_DISCUSS);
	case WHOSE_HEADQUARTERS:
		return may(q, RIGHT_DECIDE);
	default:
		return false;
	}
}

/* Where it is done. */
static struct text place_of(const struct request *q, const struct review *r, const struct review_missing *m)
{
	static const char *const pages[WANT_COUNT] = {
		[WANT_ASSESSMENT] = "assess", [WANT_GRADES] = "",         [WANT_FINDING] = "conclude",
		[WANT_ANSWER] = "answer",     [WANT_DECISION] = "decide", [WANT_DECLARATION] = "declare",
		[WANT_FREEZE] = "step",       [WANT_REVEAL] = "step",     [WANT_EDITION] = "step",
		[WANT_CLOSE] = "step",        [WANT_EXPERTS] = "invite"
	};

	if (m->want == WANT_VALUE)
		return m->of_item ? item_query(q, "/values/record", m->item) : request_path(q, "/values");
	if (m->of_item && pages[m->want])
		return item_link(q, r->head.id, m->item, pages[m->want]);
	return review_link(q, r->head.id, pages[m->want] ? pages[m->want] : "");
}

static void put_turn(struct request *q, struct doc *d, struct node *list, const struct review *r,
		     const struct review_missing *m, bool mine)
{
	struct node *item = doc_item(d, list, (struct text){ 0 });
	struct text said = text_of(missing_said(d->arena, d->lang, r, m));

	if (m->days_late) {
		doc_status(d, item, SHAPE_TRIANGLE, TONE_WARN,
			   doc_words(d, "web.review-late", "days", NUM(m->days_late), NULL));
		doc_text(d, item, TEXT(" "));
	}
	if (mine)
		doc_link(d, item, place_of(q, r, m), said);
	else
		doc_text(d, item, said);
	if (m->due.year)
		doc_text(d, item,
			 doc_words(d, "web.review-due", "due", doc_z(d, words_date(d->arena, d->lang, m->due)), NULL));
}

static void put_turns(struct request *q, struct doc *d, const struct review *r, bool mine)
{
	struct node *list = NULL;

	for (size_t i = 0; i < r->standing.missing.n; i++) {
		const struct review_missing *m = &r->standing.missing.at[i];

		if (is_mine(q, r, m) != mine)
			continue;
		if (!list) {
			doc_heading(d, d->body, 3, NULL, doc_label(d, mine ? "web.today-mine" : "web.today-others"));
			list = doc_add(d, d->body, NODE_LIST);
		}
		put_turn(q, d, list, r, m, mine);
	}
	if (!list && mine)
		doc_paragraph(d, d->body, doc_label(d, "web.today-nothing"));
}

static size_t open_promises(const struct review *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->promises.n; i++)
		n += !r->promises.at[i].followed;
	return n;
}

static void put_review(struct request *q, struct doc *d, const struct review *r)
{
	struct node *h = doc_heading(d, d->body, 2, NULL, (struct text){ 0 });
	size_t promises = open_promises(r);

	doc_link(
		d, h, review_link(q, r->head.id, ""),
		doc_words(d, "web.review-title", "held", doc_z(d, words_date(d->arena, d->lang, r->head.held)), "about",
			  doc_z(d, words_period(d->arena, d->lang, (struct period){ PERIOD_FY, r->head.about, { 0 } })),
			  NULL));
	doc_paragraph(
		d, d->body,
		doc_words(d, "web.today-stage", "stage",
			  doc_z(d, doc_label(d, arena_printf(d->arena, "stage.%s", stage_name(r->standing.stage)))),
			  NULL));
	put_turns(q, d, r, true);
	put_turns(q, d, r, false);
	if (promises && may(q, RIGHT_RESPOND))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r->head.id, "promises"),
			 doc_words(d, "web.today-promises", "n", NUM((int64_t)promises), NULL));
}

static bool put_drafts(struct request *q, struct doc *d, struct err *err)
{
	draft_list drafts = { 0 };
	size_t n = 0;

	if (!may(q, RIGHT_APPROVE))
		return true;
	if (!drafts_read(&drafts, q->context, err))
		return false;
	for (size_t i = 0; i < drafts.n; i++)
		n += !drafts.at[i].own;
	if (n)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/drafts"),
			 doc_words(d, "web.today-drafts", "n", NUM((int64_t)n), NULL));
	return true;
}

/* What the planning section does while no review is open: the way to the next one. */
static void put_beginning(struct request *q, struct doc *d)
{
	static const struct {
		enum right right;
		const char *page, *label;
	} steps[] = { { RIGHT_PLAN, "/office", "web.begin-office" },
		      { RIGHT_ACCOUNTS, "/accounts", "web.begin-accounts" },
		      { RIGHT_PLAN, "/reviews/new", "web.begin-review" } };
	struct node *list = NULL;

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (!may(q, steps[i].right))
			continue;
		if (!list) {
			doc_heading(d, d->body, 2, NULL, doc_label(d, "web.begin"));
			doc_paragraph(d, d->body, doc_label(d, "web.begin-what"));
			list = doc_add(d, d->body, NODE_LIST);
		}
		doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, steps[i].page),
			 doc_label(d, steps[i].label));
	}
}

/* Those that are not closed, as far as the person may see them. */
static bool put_reviews(struct request *q, struct doc *d, struct err *err)
{
	review_head_list all = { 0 };
	bool open = false;

	if (!may(q, RIGHT_READ_PACKET)) {
		put_beginning(q, d);
		return true;
	}
	if (!reviews_read(&all, q->context, err))
		return false;
	for (size_t i = all.n; i-- > 0;) {
		struct err why = { 0 };
		struct review r;

		if (!review_load(&r, q->context, all.at[i].id, &why)) {
			if (why.kind == ERR_FORBIDDEN)
				continue;
			err_copy(err, &why);
			return false;
		}
		if (!r.closed_event) {
			put_review(q, d, &r);
			open = true;
		}
	}
	if (!open)
		put_beginning(q, d);
	return true;
}

static bool view(struct request *q, struct doc *d, struct err *err)
{
	struct node *list;

	doc_paragraph(d, d->body,
		      doc_words(d, "web.today-you", "name", doc_z(d, q->context->person->name), "roles",
				roles_words(d->arena, d->lang, q->context->person->roles), NULL));
	if (!put_drafts(q, d, err) || !put_reviews(q, d, err))
		return false;
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.today-more"));
	list = doc_add(d, d->body, NODE_LIST);
	doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, "/"), doc_label(d, "web.to-site"));
	if (may(q, RIGHT_READ_INTERNAL))
		doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, "/values"),
			 doc_label(d, "web.values"));
	if (may(q, RIGHT_READ_PACKET))
		doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, "/reviews"),
			 doc_label(d, "web.reviews"));
	return true;
}

const struct page page_today = {
	.route = "/today",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.today",
	.nav = "web.today",
	.view = view,
};
