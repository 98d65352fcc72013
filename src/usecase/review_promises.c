/* What earlier reviews promised, and what was said of it since: the first thing that a review looks at. */
#include <stdlib.h>

#include "usecase/plans.h"
#include "usecase/review_load.h"

static int by_event(const void *key, const void *of)
{
	const int64_t a = *(const int64_t *)key, b = ((const struct review_promise *)of)->event;

	return (a > b) - (a < b);
}

static struct review_promise *promise_of(promise_list *list, int64_t event)
{
	return list->n ? bsearch(&event, list->at, list->n, sizeof *list->at, by_event) : NULL;
}

static bool earlier(const review_head_list *all, struct text review, struct text plan, struct text before)
{
	const struct review_head *this = NULL, *that = NULL;

	for (size_t i = 0; i < all->n; i++) {
		if (text_eq(all->at[i].id, review))
			this = &all->at[i];
		if (text_eq(all->at[i].id, before))
			that = &all->at[i];
	}
	return this && text_eq(this->plan, plan) && (!that || this->event < that->event);
}

/* One act of the kind that is read. */
struct reading {
	promise_list *out;
	struct arena *arena;
	review_head_list reviews;
	struct text plan, before;
	bool words; /* false: only that it was said, and of what */
	const struct rows *row;
	const json_t *said; /* NULL without words */
};

static struct text word(const struct reading *g, const char *key)
{
	return text_dup(g->arena, json_get_text(g->said, key));
}

/* A body is canonical JSON, in whose strings every quotation mark has a stroke before it: so this is its key. */
static bool says_will(struct text body)
{
	return text_find(body, TEXT("\"will\":\"")) != SIZE_MAX;
}

static void take_answer(const struct reading *g)
{
	const struct text review = rows_text(g->row, 2);
	struct review_promise p = { .event = rows_int(g->row, 0) };

	if (!says_will(rows_text(g->row, 8)) || !earlier(&g->reviews, review, g->plan, g->before) ||
	    !item_parse(&p.item, text_dup(g->arena, rows_text(g->row, 3))))
		return;
	p.review = text_dup(g->arena, review);
	p.will = word(g, "will");
	p.by = word(g, "by");
	if (!date_parse(&p.until, json_get_text(g->said, "until"), NULL))
		p.until = (struct date){ 0 };
	*LIST_ADD(g->arena, g->out) = p;
}

static void take_follow(const struct reading *g)
{
	struct review_promise *p = promise_of(g->out, rows_int(g->row, 5));

	if (!p)
		return;
	p->followed = rows_int(g->row, 0);
	p->done = word(g, "done");
	p->what = word(g, "what");
}

static bool read_kind(struct reading *g, struct context *c, const char *kind, int64_t at_event,
		      void (*take)(const struct reading *), struct err *err)
{
	const struct value key[] = { V_Z(kind), V_INT(at_event) };
	struct err failed = { 0 };
	struct rows *row = NULL;
	json_t *said = NULL;

	if (!query_run(&row, c->store, "acts_of_kind_at", key, 2, err))
		return false;
	while (rows_next(row, &failed) && (!g->words || json_parse(&said, rows_text(row, 8), "act", &failed))) {
		g->row = row;
		g->said = said;
		take(g);
		json_decref(said);
		said = NULL;
	}
	return rows_end(&row, &failed, err);
}

static bool read_all(struct reading *g, struct context *c, int64_t at_event, struct err *err)
{
	return reviews_read(&g->reviews, c, err) && read_kind(g, c, "review_answered", at_event, take_answer, err) &&
	       read_kind(g, c, "promise_followed", at_event, take_follow, err);
}

bool promises_at(promise_list *out, struct context *c, struct text plan, struct text before_review, int64_t at_event,
		 struct err *err)
{
	struct reading g = { .out = out, .arena = c->arena, .plan = plan, .before = before_review, .words = true };

	return read_all(&g, c, at_event, err);
}

bool promises_numbers(promise_list *out, struct context *c, struct text plan, struct text before_review,
		      struct err *err)
{
	struct reading g = { .out = out, .arena = c->arena, .plan = plan, .before = before_review };

	return read_all(&g, c, EVENT_LATEST, err);
}

bool promises_read(promise_list *out, struct context *c, struct text plan, struct text before_review, struct err *err)
{
	if (!promises_at(out, c, plan, before_review, EVENT_LATEST, err))
		return false;
	for (size_t i = 0; i < out->n; i++) {
		struct review_promise *p = &out->at[i];

		p->overdue = !p->followed && p->until.year && date_cmp(date_last(p->until), context_today(c)) < 0;
	}
	return true;
}
