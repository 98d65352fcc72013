/* The acts of a review, and what each of them says.
 *
 * They are read once, in the order of the log, and each finds its place. What may not be known is not filled in: a
 * first grade's row says who graded and nothing else. */
#include "usecase/review_load.h"

#include <stdlib.h>

static bool read_acts(act_row_list *out, struct context *c, const char *query, const struct value *key, size_t n,
		      struct err *err)
{
	struct arena *a = c->arena;
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, query, key, n, err))
		return false;
	while (rows_next(r, &failed)) {
		struct act_row *row = LIST_ADD(a, out);

		*row = (struct act_row){ .event = rows_int(r, 0),
					 .kind = text_dup(a, rows_text(r, 1)),
					 .item = text_dup(a, rows_text(r, 3)),
					 .who = text_dup(a, rows_text(r, 4)),
					 .slot = rows_int(r, 5),
					 .number = rows_int(r, 6),
					 .said = text_dup(a, rows_text(r, 8)),
					 .superseded_by = rows_int(r, 9) };
		if (!date_parse(&row->day, rows_text(r, 7), &failed))
			break;
	}
	return rows_end(&r, &failed, err);
}

bool acts_read(act_row_list *out, struct context *c, struct text review, int64_t at_event, struct err *err)
{
	const struct value key[] = { V_TEXT(review), V_INT(at_event) };

	return read_acts(out, c, "acts_of_review", key, 2, err);
}

bool acts_of_item(act_row_list *out, struct context *c, struct text review, struct review_item item, bool with_grades,
		  struct err *err)
{
	const struct value key[] = { V_TEXT(review), V_TEXT(item.key.n ? item_text(c->arena, item) : TEXT("-")),
				     V_INT(with_grades) };

	return read_acts(out, c, "acts_of_item", key, 3, err);
}

/* ---- words ---- */

/* One act, while it is heard. */
struct heard {
	struct review *r;
	struct context *c;
	const struct act_row *row;
	json_t *said; /* NULL where it has no words */
	size_t near;  /* where the last thing was found: acts speak of one after the other */
};

static struct text word(const struct heard *h, const char *key)
{
	return text_dup(h->c->arena, json_get_text(h->said, key));
}

static struct date date_word(const struct heard *h, const char *key)
{
	struct date d;

	return date_parse(&d, json_get_text(h->said, key), NULL) ? d : (struct date){ 0 };
}

static enum review_direction direction_word(const struct heard *h)
{
	enum review_direction d;

	return direction_parse(&d, json_get_text(h->said, "direction")) ? d : DIRECTION_NONE;
}

/* The thing of which the act speaks. One that is no more (a project taken out of the plan) is left out. */
static struct review_thing *thing_of(struct heard *h)
{
	struct review_item item;

	return item_parse(&item, h->row->item) ? review_thing_near(h->r, &h->near, item) : NULL;
}

/* ---- one function each ---- */

static void hear_set(struct heard *h, struct review_thing *t)
{
	struct text value = json_get_text(h->said, "value"), name = h->row->item;
	enum review_stage stage;
	struct date due;

	(void)t;
	if (text_is(name, "names"))
		h->r->names_shown = text_is(value, "shown");
	if (text_is(name, "quorum"))
		h->r->quorum = strtoll(text_z(h->c->arena, value), NULL, 10);
	if (text_starts(name, TEXT("due_")) && stage_parse(&stage, text_slice(name, 4, name.n)) &&
	    date_parse(&due, value, NULL))
		h->r->due[stage] = due;
}

static void hear_assessed(struct heard *h, struct review_thing *t)
{
	if (!t)
		return;
	t->assessment = (struct review_assessment){
		.event = h->row->event,
		.day = h->row->day,
		.section = word(h, "section"),
		.did = word(h, "did"),
		.analysis = word(h, "analysis"),
		.verdict = word(h, "verdict"),
		.has_spent = json_is_integer(json_object_get(h->said, "spent")),
		.spent_yen = json_get_int(h->said, "spent", 0),
		.direction = direction_word(h),
	};
}

static void hear_frozen(struct heard *h, struct review_thing *t)
{
	(void)t;
	h->r->frozen_event = h->row->event;
	h->r->frozen_at = h->row->number;
	h->r->frozen = h->row->day;
}

static void hear_invited(struct heard *h, struct review_thing *t)
{
	struct review *r = h->r;
	struct review_expert *e = review_expert_of(r, h->row->who);

	(void)t;
	if (h->row->number) {
		if (e)
			*e = r->experts.at[--r->experts.n];
		return;
	}
	if (!e)
		e = LIST_ADD(h->c->arena, &r->experts);
	e->member = h->row->who;
	e->event = h->row->event;
	e->invited = h->row->day;
}

static void hear_declared(struct heard *h, struct review_thing *t)
{
	struct review_expert *e = review_expert_of(h->r, h->row->who);
	const json_t *list = json_object_get(h->said, "conflicts");

	(void)t;
	if (!e)
		return;
	e->declared = h->row->day;
	e->declared_event = h->row->event;
	e->statement = word(h, "statement");
	e->conflicts.n = 0;
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct review_item item;

		if (item_parse(&item, text_dup(h->c->arena, text_of(json_string_value(json_array_get(list, i))))))
			*LIST_ADD(h->c->arena, &e->conflicts) = item;
	}
}

static void hear_graded(struct heard *h, struct review_thing *t)
{
	if (t)
		*LIST_ADD(h->c->arena, &t->grades) =
			(struct review_grade){ .event = h->row->event, .member = h->row->who, .day = h->row->day };
}

struct review_grade *review_grade_of(struct review_thing *t, struct text member)
{
	for (size_t i = 0; t && i < t->grades.n; i++)
		if (text_eq(t->grades.at[i].member, member))
			return &t->grades.at[i];
	return NULL;
}

static void hear_revealed(struct heard *h, struct review_thing *t)
{
	const json_t *list = json_object_get(h->said, "grades");

	(void)t;
	h->r->revealed_event = h->row->event;
	h->r->revealed = h->row->day;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		struct review_item item;
		struct review_grade *g = NULL;

		if (item_parse(&item, json_get_text(one, "item")))
			g = review_grade_of(review_thing_near(h->r, &h->near, item), json_get_text(one, "member"));
		if (!g)
			continue;
		g->visible = true;
		g->grade = (int)json_get_int(one, "grade", 0);
		g->comment = text_dup(h->c->arena, json_get_text(one, "comment"));
	}
}

static void hear_revised(struct heard *h, struct review_thing *t)
{
	struct review_grade *g = review_grade_of(t, h->row->who);

	if (g)
		g->revised = (struct review_revision){ h->row->event, (int)h->row->number, word(h, "because") };
}

static void hear_commented(struct heard *h, struct review_thing *t)
{
	if (t)
		*LIST_ADD(h->c->arena, &t->comments) =
			(struct review_comment){ h->row->event, h->row->number, h->row->day, h->row->who,
						 word(h, "text") };
}

static void hear_concluded(struct heard *h, struct review_thing *t)
{
	const json_t *list = json_object_get(h->said, "dissent");

	if (!t)
		return;
	t->finding = (struct review_finding){ .event = h->row->event,
					      .day = h->row->day,
					      .finding = word(h, "finding"),
					      .grade = (int)h->row->number,
					      .direction = direction_word(h) };
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);

		*LIST_ADD(h->c->arena, &t->finding.dissent) =
			(struct review_dissent){ text_dup(h->c->arena, json_get_text(one, "member")),
						 text_dup(h->c->arena, json_get_text(one, "text")) };
	}
}

static void hear_answered(struct heard *h, struct review_thing *t)
{
	if (t)
		t->answer = (struct review_answer){ h->row->event, h->row->day,        word(h, "will"),
						    word(h, "by"), word(h, "why_not"), date_word(h, "until") };
}

static void hear_decided(struct heard *h, struct review_thing *t)
{
	struct period from = { 0 };

	if (!t)
		return;
	if (!period_parse(&from, json_get_text(h->said, "from_year"), NULL))
		from.year = 0;
	t->decision = (struct review_decision){ .event = h->row->event,
						.day = h->row->day,
						.direction = direction_word(h),
						.from_year = from.year,
						.by = word(h, "decided_by"),
						.budget = word(h, "budget"),
						.because = word(h, "because"),
						.on = date_word(h, "decided_on"),
						.departs = json_get_int(h->said, "departs", 0) != 0 };
}

static void hear_published(struct heard *h, struct review_thing *t)
{
	(void)t;
	*LIST_ADD(h->c->arena, &h->r->editions) =
		(struct review_edition){ h->row->event,           h->row->slot,      h->row->number, h->row->day,
					 date_word(h, "council"), word(h, "changes") };
}

static void hear_closed(struct heard *h, struct review_thing *t)
{
	(void)t;
	h->r->closed_event = h->row->event;
	h->r->closed = h->row->day;
}

static const struct {
	const char *kind;
	void (*hear)(struct heard *h, struct review_thing *t);
	bool silent; /* no words of it are asked for: its body is not parsed */
} hearers[] = {
	{ "review_set", hear_set },
	{ "review_assessed", hear_assessed },
	{ "review_frozen", hear_frozen, true },
	{ "review_invited", hear_invited, true },
	{ "review_declared", hear_declared },
	{ "review_graded", hear_graded, true },
	{ "review_revealed", hear_revealed },
	{ "review_revised", hear_revised },
	{ "review_commented", hear_commented },
	{ "review_concluded", hear_concluded },
	{ "review_answered", hear_answered },
	{ "review_decided", hear_decided },
	{ "review_published", hear_published },
	{ "review_closed", hear_closed, true },
};

/* ---- all of them ---- */

static bool hear(struct heard *h, struct err *err)
{
	for (size_t i = 0; i < sizeof hearers / sizeof *hearers; i++) {
		if (!text_is(h->row->kind, hearers[i].kind))
			continue;
		if (!hearers[i].silent && !json_parse(&h->said, h->row->said, "act", err))
			return false;
		hearers[i].hear(h, thing_of(h));
		json_decref(h->said);
		h->said = NULL;
		break;
	}
	return true;
}

/* As of the review's event: what was replaced later stood then. */
static bool stood(const struct act_row *row, const struct review *r)
{
	return row->event <= r->at_event && (!row->superseded_by || row->superseded_by > r->at_event);
}

/* What somebody graded who was withdrawn since, or who has declared an interest in it since, counts for nothing and is
 * never opened. Both end with the reveal, so that nothing that was open disappears. */
static void drop_void_grades(struct review *r)
{
	for (size_t i = 0; i < r->things.n; i++) {
		struct review_thing *t = &r->things.at[i];
		size_t kept = 0;

		for (size_t j = 0; j < t->grades.n; j++) {
			const struct review_expert *e = review_expert_of(r, t->grades.at[j].member);

			if (e && !review_conflict(e, t->item))
				t->grades.at[kept++] = t->grades.at[j];
		}
		t->grades.n = kept;
	}
}

/* The freeze says as of when everything else is to be read, so it is heard first; and so is who was invited, since who
 * is invited again after a withdrawal has declared and graded before his standing invitation. */
static bool is_first(struct text kind)
{
	return text_is(kind, "review_frozen") || text_is(kind, "review_invited");
}

bool review_hear(struct review *r, struct context *c, const act_row_list *acts, bool first, struct err *err)
{
	struct heard h = { .r = r, .c = c };

	for (size_t i = 0; i < acts->n; i++) {
		h.row = &acts->at[i];
		if (first == is_first(h.row->kind) && stood(h.row, r) && !hear(&h, err))
			return false;
	}
	if (!first)
		drop_void_grades(r);
	return true;
}
