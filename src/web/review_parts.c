/* One item is shown by one function, whoever looks and whatever he is about to say of it: experts, sections and
 * planners speak of the same words. */
#include "web/review_parts.h"

#include <string.h>

#include "publish/words.h"
#include "usecase/review_json.h"

const struct field_choice direction_choices[] = {
	{ "develop", "direction.develop" },   { "improve", "direction.improve" },
	{ "continue", "direction.continue" }, { "discontinue", "direction.discontinue" },
	{ "end", "direction.end" },           { 0 }
};

bool review_of_page(struct review *r, struct request *q, struct err *err)
{
	return review_load(r, q->context, request_text(q, "review"), err);
}

bool glance_of_page(struct review *r, struct request *q, struct err *err)
{
	struct glance glance = { .review = request_text(q, "review") };

	if (!item_parse(&glance.item, request_text(q, "item")))
		glance.item = (struct review_item){ 0 };
	return review_glance(r, q->context, &glance, err);
}

bool head_of_page(struct review *r, struct request *q, struct err *err)
{
	return review_glance(r, q->context, &(struct glance){ .review = request_text(q, "review") }, err);
}

bool item_of_page(struct review_item *item, const struct request *q, struct err *err)
{
	return item_parse(item, request_text(q, "item")) || err_set(err, ERR_INPUT, "web.review-no-item", NULL);
}

bool thing_of_review(struct review_thing **t, const struct review *r, struct request *q, struct doc *d, struct err *err)
{
	struct review_item item;

	if (!item_of_page(&item, q, err))
		return false;
	*t = review_thing_of(r, item);
	if (!*t)
		return err_set(err, ERR_INPUT, "web.review-no-item", NULL);
	page_title(d, doc_words(d, "web.review-item-title", "page", doc_z(d, doc_label(d, q->page->title)), "key",
				doc_z(d, item.key), "name", doc_z(d, (*t)->name), NULL));
	return true;
}

static bool shown_of_page(struct review *r, struct request *q, struct err *err)
{
	struct glance glance = { .review = request_text(q, "review"), .shown = true };

	return item_of_page(&glance.item, q, err) && review_glance(r, q->context, &glance, err);
}

bool thing_of_page(struct review *r, struct review_thing **t, struct request *q, struct doc *d, struct err *err)
{
	return shown_of_page(r, q, err) && thing_of_review(t, r, q, d, err);
}

bool data_thing(struct request *q, json_t **data, struct err *err)
{
	const struct review_thing *t;
	struct review_item item;
	struct review r;

	if (!shown_of_page(&r, q, err) || !item_of_page(&item, q, err))
		return false;
	t = review_thing_of(&r, item);
	if (!t)
		return err_set(err, ERR_INPUT, "web.review-no-item", NULL);
	*data = json_pack("{s:o,s:o}", "review", review_head_json(&r.head), "item",
			  review_thing_json(q->context->arena, t));
	return true;
}

bool data_standing(struct request *q, json_t **data, struct err *err)
{
	struct review r;

	if (!review_of_page(&r, q, err) || !review_promises(&r, q->context, err))
		return false;
	*data = review_status_json(q->context->arena, &r);
	return true;
}

struct text review_link(const struct request *q, struct text review, const char *page)
{
	struct arena *a = q->context->arena;

	return request_path(q, arena_printf(a, "/review/%s%s%s", text_z(a, review), *page ? "/" : "", page));
}

struct text item_query(const struct request *q, const char *path, struct review_item item)
{
	struct arena *a = q->context->arena;

	return text_of(arena_printf(a, "%s?item=%s", text_z(a, request_path(q, path)),
				    text_z(a, percent_encoded(a, item_text(a, item)))));
}

struct text item_link(const struct request *q, struct text review, struct review_item item, const char *page)
{
	struct arena *a = q->context->arena;

	return item_query(q, arena_printf(a, "/review/%s/%s", text_z(a, review), *page ? page : "item"), item);
}

struct node *act_form(struct request *q, struct doc *d, int64_t said)
{
	/* After a conflict the person has seen what stands there: sending again is meant. */
	if (said && (q->conflict || !q->posted))
		form_set(q, "corrects", text_of(arena_printf(d->arena, "%lld", (long long)said)));
	if (said)
		doc_paragraph(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.said-before")),
			      doc_label(d, "web.said-before-what"));
	return form_begin(q, d, d->body, NULL);
}

void act_form_end(struct request *q, struct doc *d, struct node *form, int64_t said, const char *button)
{
	if (said)
		form_field(q, d, form, "because");
	form_button(d, form, button, NULL);
}

struct act_change change_of(const struct request *q)
{
	const struct field_value *corrects = request_field(q, "corrects");

	return (struct act_change){ corrects->present ? corrects->number : 0, text_trim(request_text(q, "because")) };
}

struct text digits_text(struct doc *d, int64_t n)
{
	return text_of(arena_printf(d->arena, "%lld", (long long)n));
}

struct text member_shown(const struct review *r, struct text key)
{
	const struct member *m = member_find(&r->members, key);

	return m && m->name.n ? m->name : key;
}

struct text direction_words(struct doc *d, enum review_direction direction)
{
	const char *name = direction_name(direction);

	return name ? doc_label(d, arena_printf(d->arena, "direction.%s", name)) : TEXT("–");
}

static struct text number_words(struct doc *d, int64_t n)
{
	return words_decimal(d->arena, decimal_of(n));
}

/* ---- what is known of an item ---- */

static void put_status(struct doc *d, struct node *facts, const struct report_point *p, struct text unit,
		       const char *term)
{
	struct node *f = doc_fact(d, facts, doc_label(d, term), (struct text){ 0 });

	doc_number(d, f, words_decimal(d->arena, p->value.value), unit, (struct text){ 0 });
	doc_text(d, f,
		 text_of(arena_printf(d->arena, "（%s、%s） ",
				      doc_z(d, words_period(d->arena, d->lang, p->value.period)),
				      words_state(d->lang, p->value.state))));
	doc_status(d, f, words_status_shape(p->verdict.status), words_status_tone(p->verdict.status),
		   text_of(words_status(d->lang, p->verdict.status)));
	doc_break(d, f);
	doc_text(d, f, doc_say(d, &p->verdict.reason));
}

void put_value_of(struct doc *d, const struct review_thing *t)
{
	const struct report_kpi *k = t->frozen ? t->frozen : t->now;
	struct node *facts = doc_add(d, d->body, NODE_FACTS);
	struct text unit = k ? k->kpi->unit : TEXT("");

	if (k)
		doc_fact(d, facts, doc_label(d, "web.review-target"), k->kpi->target.wording);
	if (t->of_year)
		put_status(d, facts, t->of_year, unit, t->frozen ? "web.review-value-frozen" : "web.review-value");
	else
		doc_fact(d, facts, doc_label(d, "web.review-value"),
			 t->no_value.n ? t->no_value : doc_label(d, "web.review-value-none"));
	if (t->frozen && report_withdrawn(t->now, t->of_year))
		doc_fact(d, facts, doc_label(d, "web.review-value-withdrawn"),
			 report_withdrawn(t->now, t->of_year)->withdrawn);
	if (t->changed && t->of_year_now)
		put_status(d, facts, t->of_year_now, unit, "web.review-value-since");
	if (t->age_months >= 0)
		doc_fact(d, facts, doc_label(d, "web.review-age"),
			 doc_words(d, "web.review-months", "n", NUM(t->age_months), NULL));
}

static void put_project(struct doc *d, const struct project *p)
{
	struct node *facts = doc_add(d, d->body, NODE_FACTS);

	doc_fact(d, facts, doc_label(d, "web.review-project"), p->name);
}

static void put_assessment(struct doc *d, const struct review *r, const struct review_assessment *a)
{
	struct node *facts;

	doc_heading(d, d->body, 2, "assessment", doc_label(d, "web.review-assessment"));
	if (!a->event) {
		doc_paragraph(d, d->body, doc_label(d, "web.review-not-said"));
		return;
	}
	facts = doc_add(d, d->body, NODE_FACTS);
	doc_fact(d, facts, doc_label(d, "web.review-by"), section_shown(&r->sections, a->section));
	doc_fact(d, facts, doc_label(d, "web.assess-did"), a->did);
	if (a->has_spent)
		doc_fact(d, facts, doc_label(d, "web.assess-spent"),
			 doc_words(d, "web.yen", "n", doc_z(d, number_words(d, a->spent_yen)), NULL));
	doc_fact(d, facts, doc_label(d, "web.assess-analysis"), a->analysis);
	doc_fact(d, facts, doc_label(d, "web.direction"), direction_words(d, a->direction));
}

static void put_grade(struct doc *d, struct node *list, const struct review *r, const struct review_grade *g)
{
	struct node *item = doc_item(d, list, (struct text){ 0 });

	doc_strong(d, item, member_shown(r, g->member));
	if (!g->visible) {
		doc_text(d, item, doc_label(d, "web.grade-closed"));
		return;
	}
	doc_text(d, item, doc_words(d, "web.grade-line", "grade", NUM(g->grade), "levels", NUM(r->head.levels), NULL));
	doc_text(d, item, g->comment);
	if (g->revised.event) {
		doc_break(d, item);
		doc_text(d, item,
			 doc_words(d, "web.grade-revised", "grade", NUM(g->revised.grade), "because",
				   doc_z(d, g->revised.because), NULL));
	}
}

static void put_grades(struct doc *d, const struct review *r, const struct review_thing *t)
{
	struct node *list;

	doc_heading(d, d->body, 2, "grades", doc_label(d, "web.grades"));
	if (!t->n_graded)
		doc_paragraph(d, d->body, doc_label(d, "web.review-not-said"));
	else if (!r->revealed_event)
		doc_paragraph(d, d->body, doc_words(d, "web.grades-closed", "n", NUM((int64_t)t->n_graded), NULL));
	if (!t->grades.n)
		return;
	list = doc_add(d, d->body, NODE_LIST);
	for (size_t i = 0; i < t->grades.n; i++)
		put_grade(d, list, r, &t->grades.at[i]);
}

static void put_comments(struct doc *d, const struct review *r, const struct review_thing *t)
{
	struct node *list;

	if (!t->comments.n)
		return;
	doc_heading(d, d->body, 2, "discussion", doc_label(d, "web.discussion"));
	list = doc_add(d, d->body, NODE_LIST);
	for (size_t i = 0; i < t->comments.n; i++) {
		const struct review_comment *c = &t->comments.at[i];
		struct node *item = doc_item(d, list, (struct text){ 0 });

		doc_strong(d, item, c->who.n ? member_shown(r, c->who) : doc_label(d, "web.secretariat"));
		doc_text(d, item,
			 doc_words(d, "web.comment-day", "day", doc_z(d, words_date(d->arena, d->lang, c->day)), NULL));
		doc_text(d, item, c->text);
	}
}

static void put_finding(struct doc *d, const struct review *r, const struct review_finding *f)
{
	struct node *facts;

	if (!f->event)
		return;
	doc_heading(d, d->body, 2, "finding", doc_label(d, "web.finding"));
	facts = doc_add(d, d->body, NODE_FACTS);
	doc_fact(d, facts, doc_label(d, "web.finding"), f->finding);
	if (f->grade)
		doc_fact(d, facts, doc_label(d, "web.grade"), number_words(d, f->grade));
	doc_fact(d, facts, doc_label(d, "web.direction"), direction_words(d, f->direction));
	for (size_t i = 0; i < f->dissent.n; i++)
		doc_fact(
			d, facts,
			doc_words(d, "web.dissent-of", "who", doc_z(d, member_shown(r, f->dissent.at[i].member)), NULL),
			f->dissent.at[i].text);
}

static void put_answer(struct doc *d, const struct review *r, const struct review_answer *a)
{
	struct node *facts;

	if (!a->event)
		return;
	doc_heading(d, d->body, 2, "answer", doc_label(d, "web.answer"));
	facts = doc_add(d, d->body, NODE_FACTS);
	if (a->why_not.n) {
		doc_fact(d, facts, doc_label(d, "web.answer-why-not"), a->why_not);
		return;
	}
	doc_fact(d, facts, doc_label(d, "web.answer-will"), a->will);
	doc_fact(d, facts, doc_label(d, "web.answer-by"), section_shown(&r->sections, a->by));
	doc_fact(d, facts, doc_label(d, "web.answer-until"), words_date(d->arena, d->lang, a->until));
}

static void put_decision(struct doc *d, const struct review_decision *x)
{
	struct node *facts;

	if (!x->event)
		return;
	doc_heading(d, d->body, 2, "decision", doc_label(d, "web.decision"));
	facts = doc_add(d, d->body, NODE_FACTS);
	doc_fact(d, facts, doc_label(d, "web.direction"), direction_words(d, x->direction));
	doc_fact(d, facts, doc_label(d, "web.decide-from"),
		 words_period(d->arena, d->lang, (struct period){ PERIOD_FY, x->from_year, { 0 } }));
	doc_fact(d, facts, doc_label(d, "web.decide-by"), x->by);
	doc_fact(d, facts, doc_label(d, "web.decide-on"), words_date(d->arena, d->lang, x->on));
	if (x->budget.n)
		doc_fact(d, facts, doc_label(d, "web.decide-budget"), x->budget);
	if (x->because.n)
		doc_fact(d, facts, doc_label(d, x->departs ? "web.decide-departs" : "web.said-because"), x->because);
}

void put_thing(struct doc *d, const struct review *r, const struct review_thing *t)
{
	if (t->hidden) {
		doc_paragraph(d, doc_note(d, d->body, TONE_FAIR, doc_label(d, "web.review-hidden")),
			      doc_label(d, "web.review-hidden-what"));
		return;
	}
	if (t->item.kind == ITEM_KPI)
		put_value_of(d, t);
	else if (t->project)
		put_project(d, t->project);
	put_assessment(d, r, &t->assessment);
	put_grades(d, r, t);
	put_comments(d, r, t);
	put_finding(d, r, &t->finding);
	put_answer(d, r, &t->answer);
	put_decision(d, &t->decision);
}

const struct review_grade *review_own_grade(const struct review *r, const struct review_thing *t)
{
	for (size_t i = 0; i < t->grades.n; i++)
		if (r->me.n && text_eq(t->grades.at[i].member, r->me))
			return &t->grades.at[i];
	return NULL;
}

void act_done(struct outcome *o, const struct request *q, const struct act_result *r, struct text to)
{
	(void)q;
	o->to = to;
	o->done = r->draft ? "web.done-drafted" : "web.done-said";
	o->data = json_pack("{s:I,s:I}", "event", (json_int_t)r->event, "draft", (json_int_t)r->draft);
}

bool act_done_at_item(struct request *q, struct outcome *o, const struct act_result *r, struct err *err)
{
	struct review_item item;

	if (!item_of_page(&item, q, err))
		return false;
	act_done(o, q, r, r->draft ? request_path(q, "/drafts") : item_link(q, request_text(q, "review"), item, ""));
	return true;
}
