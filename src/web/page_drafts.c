/* What one account drafted waits here until another approves it or sends it back; what it would do is shown first. */
#include "base/json.h"
#include "publish/words.h"
#include "usecase/plan_file.h"
#include "usecase/review_json.h"
#include "web/review_parts.h"

enum { DRAFTS_MAX_CHARACTERS = 4000 }; /* of their numbers: some hundreds */

static const char *draft_label(struct text what)
{
	static const struct {
		const char *what, *label;
	} all[] = { { "freeze", "web.draft-freeze" },
		    { "decide", "web.draft-decide" },
		    { "publish", "web.draft-publish" },
		    { "adopt", "web.draft-adopt" } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (text_is(what, all[i].what))
			return all[i].label;
	return "web.drafts";
}

static struct text draft_words(struct doc *d, const struct draft *x)
{
	return doc_words(d, "web.draft-line", "what", doc_z(d, doc_label(d, draft_label(x->what))), "review",
			 doc_z(d, x->review), "item", doc_z(d, x->item.key), "by", doc_z(d, x->by), "day",
			 doc_z(d, words_date(d->arena, d->lang, x->day)), NULL);
}

static void put_said(struct doc *d, struct node *facts, const char *label, struct text words)
{
	if (words.n)
		doc_fact(d, facts, doc_label(d, label), text_dup(d->arena, words));
}

static struct text day_words(struct doc *d, struct text day)
{
	struct date date;

	return date_parse(&date, day, NULL) ? words_date(d->arena, d->lang, date) : day;
}

static struct text kind_words(struct doc *d, struct text kind)
{
	return doc_label(d, text_is(kind, "change")  ? "web.plan-kind-change"
			    : text_is(kind, "minor") ? "web.plan-kind-minor"
						     : "web.plan-kind-certified");
}

/* The plan as it is read from the very file that waits: what a KPI is measured by, and where it shall go. */
static bool read_adoption(struct request *q, struct plan_file *file, const struct draft *x, struct text name,
			  struct err *err)
{
	struct arena *a = q->context->arena;
	struct text bytes;
	bool ok;

	if (!draft_file(&bytes, q->context, x, err))
		return false;
	/* A PDF takes up to a second, by a process of its own. */
	if (!request_unlock(q, err))
		return false;
	ok = plan_file_decode(file, a, bytes, text_z(a, name), err);
	request_lock(q);
	return ok;
}

/* A file that cannot be read now (the machine is busy) takes no other draft's page away: it is said, and the draft can
 * still be sent back. */
static void put_adoption(struct request *q, struct doc *d, const struct draft *x, const json_t *said)
{
	struct text of = json_get_text(said, "change_of"), plan = json_get_text(said, "plan");
	struct node *facts = doc_add(d, d->body, NODE_FACTS), *list;
	struct plan_file file = { 0 };
	struct err why = { 0 };
	bool read = read_adoption(q, &file, x, json_get_text(said, "name"), &why);

	put_said(d, facts, "web.plan-file", json_get_text(said, "name"));
	if (read)
		put_said(d, facts, "web.plan-title", file.plan.title);
	put_said(d, facts, "web.plan-kind", kind_words(d, json_get_text(said, "kind")));
	put_said(d, facts, "web.plan-of", of.n ? of : plan);
	put_said(d, facts, "web.plan-certified", day_words(d, json_get_text(said, "certified")));
	put_said(d, facts, "web.plan-hash", x->source);
	if (!read) {
		doc_paragraph(d, d->body, doc_say(d, &why.msg));
		return;
	}
	list = doc_add(d, d->body, NODE_LIST);
	for (size_t i = 0; i < file.plan.kpis.n; i++) {
		const struct plan_kpi *k = &file.plan.kpis.at[i];

		doc_item(d, list,
			 doc_words(d, "web.draft-adopt-kpi", "key", doc_z(d, k->key), "name", doc_z(d, k->name), "unit",
				   k->unit.n ? doc_z(d, k->unit) : "-", "baseline",
				   k->baseline.wording.n ? doc_z(d, k->baseline.wording) : "-", "target",
				   k->target.wording.n ? doc_z(d, k->target.wording) : "-", NULL));
	}
}

/* What would be approved, and where the rest of it stands: nobody should sign what he has not seen. */
static bool put_draft_content(struct request *q, struct doc *d, const struct draft *x, struct err *err)
{
	struct node *facts;
	enum review_direction direction;
	struct period from;
	json_t *said;

	if (x->review.n)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
			 x->item.key.n ? item_link(q, x->review, x->item, "") : review_link(q, x->review, ""),
			 doc_label(d, "web.draft-look"));
	if (!json_parse(&said, x->request, "draft", err))
		return false;
	if (text_is(x->what, "adopt")) {
		put_adoption(q, d, x, said);
		json_decref(said);
		return true;
	}
	facts = doc_add(d, d->body, NODE_FACTS);
	if (direction_parse(&direction, json_get_text(said, "direction")))
		put_said(d, facts, "web.direction", direction_words(d, direction));
	if (period_parse(&from, json_get_text(said, "from_year"), NULL))
		put_said(d, facts, "web.decide-from", words_period(d->arena, d->lang, from));
	put_said(d, facts, "web.decide-by", json_get_text(said, "decided_by"));
	put_said(d, facts, "web.decide-on", day_words(d, json_get_text(said, "decided_on")));
	put_said(d, facts, "web.decide-budget", json_get_text(said, "budget"));
	put_said(d, facts, "web.decide-because", json_get_text(said, "because"));
	put_said(d, facts, "web.step-changes", json_get_text(said, "changes"));
	put_said(d, facts, "web.step-council", day_words(d, json_get_text(said, "council")));
	if (!facts->first)
		facts->kind = NODE_PARAGRAPH;
	json_decref(said);
	return true;
}

/* Who could approve it: whoever waits should know whom to ask. */
static bool put_approvers(struct request *q, struct doc *d, struct err *err)
{
	account_list all = { 0 };
	const char *names = "";

	if (!accounts_who_may(&all, q->context, RIGHT_APPROVE, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].id != q->context->person->account)
			names = arena_printf(d->arena, "%s%s%s", names,
					     *names ? msg_label(d->lang, "publish.list-separator") : "",
					     doc_z(d, all.at[i].name));
	doc_paragraph(d, d->body,
		      *names ? doc_words(d, "web.draft-own", "names", names, NULL) : doc_label(d, "web.draft-nobody"));
	return true;
}

static void put_settle(struct request *q, struct doc *d, const struct draft *x, size_t i)
{
	struct node *form;

	form_set(q, "draft", text_of(arena_printf(d->arena, "%lld", (long long)x->event)));
	form = form_begin(q, d, d->body, NULL);
	form_field(q, d, form, "because")->id = text_of(arena_printf(d->arena, "f-because-%zu", i));
	form_button(d, form, "web.draft-approve", "approve");
	form_button(d, form, "web.draft-reject", "reject");
}

/* One form for all that stand above it: those and no others, whatever is drafted meanwhile. */
static void put_approve_all(struct request *q, struct doc *d, const draft_list *all)
{
	struct buf list = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (!all->at[i].own)
			buf_printf(&list, "%s%lld", n++ ? "," : "", (long long)all->at[i].event);
	if (n > 1) {
		doc_heading(d, d->body, 2, NULL, doc_words(d, "web.draft-all", "n", NUM((int64_t)n), NULL));
		form_set(q, "draft", text_dup(d->arena, buf_view(&list)));
		form_button(d, form_begin(q, d, d->body, NULL), "web.draft-approve-all", "approve");
	}
	buf_clear(&list);
}

static bool view_drafts(struct request *q, struct doc *d, struct err *err)
{
	draft_list all = { 0 };
	bool approve = right_of(q->context->person->roles, RIGHT_APPROVE);
	size_t own = 0;

	if (!drafts_read(&all, q->context, err))
		return false;
	doc_paragraph(d, d->body, doc_label(d, all.n ? "web.drafts-what" : "web.drafts-none"));
	for (size_t i = 0; i < all.n; i++)
		own += all.at[i].own;
	if (own && !put_approvers(q, d, err))
		return false;
	for (size_t i = 0; i < all.n; i++) {
		doc_heading(d, d->body, 2, NULL, draft_words(d, &all.at[i]));
		if (!put_draft_content(q, d, &all.at[i], err))
			return false;
		if (approve && !all.at[i].own)
			put_settle(q, d, &all.at[i], i);
	}
	if (approve)
		put_approve_all(q, d, &all);
	return true;
}

static bool data_drafts(struct request *q, json_t **data, struct err *err)
{
	draft_list all = { 0 };
	json_t *list;

	if (!drafts_read(&all, q->context, err))
		return false;
	list = json_array();
	*data = json_pack("{s:o}", "drafts", list);
	for (size_t i = 0; i < all.n; i++) {
		json_t *one = draft_json(q->context->arena, &all.at[i]), *said;

		json_array_append_new(list, one);
		if (!json_parse(&said, all.at[i].request, "draft", err)) {
			json_decref(*data);
			return false;
		}
		json_object_set_new(one, "request", said);
	}
	return true;
}

/* The numbers of a form, one after the other; each is settled by itself, as if it had been sent alone. */
static bool act_drafts(struct request *q, struct outcome *o, struct err *err)
{
	struct text list = request_text(q, "draft"), because = text_trim(request_text(q, "because"));
	bool reject = text_is(q->step, "reject");
	struct act_result r = { 0 };

	if (reject && !because.n)
		return request_fault(q, err, "because", "web.field-empty");
	while (list.n) {
		size_t comma = text_find(list, TEXT(","));
		struct decimal draft;

		if (!decimal_parse(&draft, text_slice(list, 0, comma), NULL) || draft.scale)
			return request_fault(q, err, "draft", "web.field-integer");
		if (reject ? !draft_reject(&r, q->context, draft.coefficient, because, err)
			   : !draft_approve(&r, q->context, draft.coefficient, err))
			return false;
		list = comma == SIZE_MAX ? (struct text){ 0 } : text_slice(list, comma + 1, list.n);
	}
	act_done(o, q, &r, TEXT("/drafts"));
	o->done = reject ? "web.done-rejected" : "web.done-approved";
	return true;
}

const struct page page_drafts = {
	.route = "/drafts",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_INTERNAL,
	.title = "web.drafts",
	.nav = "web.drafts",
	.fields = { { "draft", FIELD_LINE, .max = DRAFTS_MAX_CHARACTERS, .hidden = true, .required = true },
		    { "because", FIELD_LINE, .label = "web.draft-because" } },
	.view = view_drafts,
	.data = data_drafts,
	.act = act_drafts,
	.gives = "Drafts",
	.makes = "Act",
};
