/* Where one arrives: what there is for this person to do, what is late, and whose it is. */
#include "publish/words.h"
#include "usecase/evaluate.h"
#include "usecase/plans.h"
#include "usecase/review_json.h"
#include "web/turns.h"

static struct text title_of(struct doc *d, const struct review_head *head)
{
	const struct period about = { PERIOD_FY, head->about, { 0 } };

	return doc_words(d, "web.review-title", "held", doc_z(d, words_date(d->arena, d->lang, head->held)), "about",
			 doc_z(d, words_period(d->arena, d->lang, about)), NULL);
}

static void put_review(struct request *q, struct doc *d, const struct review *r, const draft_list *drafts,
		       size_t promises)
{
	struct node *h = doc_heading(d, d->body, 2, NULL, (struct text){ 0 });

	doc_link(d, h, review_link(q, r->head.id, ""), title_of(d, &r->head));
	put_stage(d, r);
	put_turns(q, d, r, drafts, 3);
	if (promises)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), review_link(q, r->head.id, "promises"),
			 doc_words(d, "web.today-promises", "n", NUM((int64_t)promises), NULL));
}

/* How many of the drafts wait for this person, and how many of his own for another. */
static void put_drafts(struct request *q, struct doc *d, const draft_list *drafts)
{
	size_t own = 0;

	for (size_t i = 0; i < drafts->n; i++)
		own += drafts->at[i].own;
	if (!page_may(q, RIGHT_APPROVE))
		return;
	if (own < drafts->n)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/drafts"),
			 doc_words(d, "web.today-drafts", "n", NUM((int64_t)(drafts->n - own)), NULL));
	if (own)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/drafts"),
			 doc_words(d, "web.today-drafts-own", "n", NUM((int64_t)own), NULL));
}

/* A store without a plan: nothing else can be done before that one is in. */
static void put_no_plan(struct request *q, struct doc *d)
{
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.begin"));
	doc_paragraph(d, d->body,
		      doc_label(d, page_may(q, RIGHT_PLAN) ? "web.begin-no-plan" : "web.begin-no-plan-wait"));
	if (page_may(q, RIGHT_PLAN))
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/setup/plan"),
			 doc_label(d, "web.plan-take"));
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
		if (!page_may(q, steps[i].right))
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

/* A stage that is late is shown to everyone who is signed in: what is missing, whose it is and since when. Of a review
 * that he may not see an administrator, or an expert of another, reads no more. */
static bool put_late(struct request *q, struct doc *d, const struct review_head *head, struct err *err)
{
	const struct evaluate_request of = { .plan = head->plan,
					     .today = date_in_japan(q->context->now),
					     .year = head->about };
	struct plan_report now;
	struct review r;
	bool late = false;

	if (!evaluate(&now, q->context, &of, err) ||
	    !review_load_public(&r, q->context, head->id, &now, (struct date){ 0 }, err))
		return false;
	for (size_t i = 0; i < r.standing.missing.n; i++)
		late |= r.standing.missing.at[i].days_late > 0;
	if (!late)
		return true;
	doc_heading(d, d->body, 2, NULL, title_of(d, &r.head));
	put_stage(d, &r);
	put_turns(q, d, &r, &(draft_list){ 0 }, 3);
	return true;
}

/* Those that are not closed, as far as the person may see them. */
static bool put_reviews(struct request *q, struct doc *d, const draft_list *drafts, struct err *err)
{
	review_head_list all = { 0 };
	bool open = false;

	if (!reviews_read(&all, q->context, err))
		return false;
	for (size_t i = all.n; i-- > 0;) {
		struct err why = { 0 };
		size_t promises = 0;
		struct review r;

		if (all.at[i].closed.year)
			continue;
		if (!review_load(&r, q->context, all.at[i].id, &why)) {
			if (why.kind == ERR_FORBIDDEN && put_late(q, d, &all.at[i], err)) {
				open |= !all.at[i].closed.year;
				continue;
			}
			if (why.kind != ERR_FORBIDDEN)
				err_copy(err, &why);
			return false;
		}
		if (page_may(q, RIGHT_RESPOND) && !review_promises_open(&promises, &r, q->context, err))
			return false;
		put_review(q, d, &r, drafts, promises);
		open = true;
	}
	if (!open)
		put_beginning(q, d);
	return true;
}

/* An administrator's turn: who has an account and cannot come in yet. */
static bool put_waiting_accounts(struct request *q, struct doc *d, struct err *err)
{
	account_list all = { 0 };
	size_t n = 0;

	if (!page_may(q, RIGHT_ACCOUNTS))
		return true;
	if (!accounts_read(&all, q->context, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		n += !all.at[i].disabled && !all.at[i].has_password && !(all.at[i].roles & ROLE_EXPERT);
	if (n)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }), request_path(q, "/accounts"),
			 doc_words(d, "web.today-accounts", "n", NUM((int64_t)n), NULL));
	return true;
}

static void put_more(struct request *q, struct doc *d, struct node *list)
{
	static const struct {
		enum right right;
		const char *page, *label;
	} ways[] = { { RIGHT_READ_INTERNAL, "/values", "web.values" },
		     { RIGHT_READ_PACKET, "/reviews", "web.reviews" },
		     { RIGHT_PLAN, "/setup/plan", "web.plan-take-next" },
		     { RIGHT_ACCOUNTS, "/accounts", "web.today-people" },
		     { RIGHT_READ_LOG, "/log", "web.today-log" } };

	doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, "/"), doc_label(d, "web.to-site"));
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (page_may(q, ways[i].right))
			doc_link(d, doc_item(d, list, (struct text){ 0 }), request_path(q, ways[i].page),
				 doc_label(d, ways[i].label));
}

static bool view(struct request *q, struct doc *d, struct err *err)
{
	draft_list drafts = { 0 };
	plan_version_list plans = { 0 };

	if (!turns_drafts(&drafts, q, err) || !plans_read(&plans, q->context, 0, err))
		return false;
	doc_paragraph(d, d->body,
		      doc_words(d, "web.today-you", "name", doc_z(d, q->context->person->name), "roles",
				roles_words(d->arena, d->lang, q->context->person->roles), NULL));
	put_drafts(q, d, &drafts);
	if (!plans.n)
		put_no_plan(q, d);
	if (!put_waiting_accounts(q, d, err) || (plans.n && !put_reviews(q, d, &drafts, err)))
		return false;
	if (!plans.n)
		return true;
	doc_heading(d, d->body, 2, NULL, doc_label(d, "web.today-more"));
	put_more(q, d, doc_add(d, d->body, NODE_LIST));
	return true;
}

static bool data(struct request *q, json_t **data, struct err *err)
{
	const struct person *p = q->context->person;
	review_head_list all = { 0 };
	draft_list drafts = { 0 };
	json_t *list;

	if (!turns_drafts(&drafts, q, err) || !reviews_read(&all, q->context, err))
		return false;
	list = json_array();
	for (size_t i = all.n; i-- > 0;) {
		struct err why = { 0 };
		struct review r;

		if (all.at[i].closed.year)
			continue;
		if (!review_load(&r, q->context, all.at[i].id, &why) || !review_promises(&r, q->context, &why)) {
			if (why.kind == ERR_FORBIDDEN)
				continue;
			json_decref(list);
			err_copy(err, &why);
			return false;
		}
		json_array_append_new(list, review_status_json(q->context->arena, &r));
	}
	*data = json_pack("{s:o,s:o,s:o,s:o,s:I,s:o}", "login", json_text(p->login), "name", json_text(p->name),
			  "roles", json_text(roles_text(q->context->arena, p->roles)), "section",
			  json_opt_text(p->section), "drafts", (json_int_t)drafts.n, "reviews", list);
	return true;
}

const struct page page_today = {
	.route = "/today",
	.may = MAY_RIGHT,
	.right = RIGHT_SIGNED_IN,
	.title = "web.today",
	.nav = "web.today",
	.view = view,
	.data = data,
	.gives = "Today",
};
