/* Where a review stands: what is missing, whose it is and since when; how many grades are there, and how far they
 * agree. */
#include <stdlib.h>
#include <string.h>

#include "publish/words.h"
#include "usecase/plans.h"
#include "usecase/review_load.h"

/* ---- grades that are there ---- */

void review_count_grades(struct review *r)
{
	for (size_t i = 0; i < r->things.n; i++) {
		struct review_thing *t = &r->things.at[i];

		t->n_graded = t->grades.n;
		for (size_t j = 0; j < r->experts.n; j++) {
			struct review_expert *e = &r->experts.at[j];

			if (review_conflict(e, t->item))
				continue;
			e->to_grade++;
			e->graded += review_grade_of(t, e->member) != NULL;
		}
	}
}

/* ---- since when ---- */

/* The days on which the values of the year were recorded, by event: of all of them in one query, since a server
 * elsewhere is asked once as fast as for one. */
struct recorded {
	int64_t event;
	struct date day;
};
typedef LIST(struct recorded) recorded_list;

/* "at" is the second key of an event, whose first, "actor", is a hash. */
static bool take_day(struct date *day, struct text event, struct err *err)
{
	static const struct text key = { "\"at\":\"", 6 };
	const size_t found = text_find(event, key), from = found == SIZE_MAX ? event.n : found + key.n;
	const struct text rest = text_slice(event, from, event.n);
	int64_t at;

	if (!time_parse(&at, text_slice(rest, 0, text_find(rest, TEXT("\""))), err))
		return false;
	*day = date_in_japan(at);
	return true;
}

static bool recorded_read(recorded_list *out, struct context *c, const struct review *r, struct err *err)
{
	struct review_year year;
	struct value key[5] = { V_TEXT(r->head.plan) };
	struct err failed = { 0 };
	struct rows *row = NULL;

	review_year_texts(&year, r->head.about);
	for (int i = 0; i < REVIEW_YEAR_TEXTS; i++)
		key[1 + i] = V_Z(year.text[i]);
	if (!query_run(&row, c->store, "values_recorded", key, 5, err))
		return false;
	while (rows_next(row, &failed)) {
		struct recorded *v = LIST_ADD(c->arena, out);

		v->event = rows_int(row, 0);
		if (!take_day(&v->day, rows_text(row, 1), &failed))
			break;
	}
	return rows_end(&row, &failed, err);
}

static int by_event(const void *a, const void *b)
{
	const struct recorded *x = a, *y = b;

	return (x->event > y->event) - (x->event < y->event);
}

/* Whether it was taken back in the end, itself or what corrected it. */
static bool taken_back(const struct report_kpi *k, const struct report_value *v)
{
	for (size_t i = 0; i < k->values.n; i++) {
		const struct report_value *other = &k->values.at[i];

		if (other->withdrawn.n && other->event >= v->event && other->state == v->state &&
		    period_eq(other->period, v->period))
			return true;
	}
	return false;
}

/* The event that recorded the first value of the year, whatever corrected it since; 0: none. What was taken back is
 * wanted again, but not once the year is frozen. */
static int64_t first_value(const struct review_thing *t, int16_t year)
{
	int64_t first = 0;

	for (size_t i = 0; t->now && i < t->now->values.n; i++) {
		const struct report_value *v = &t->now->values.at[i];

		if (review_in_year(v->period, year) && (!first || v->event < first) &&
		    (t->frozen || !taken_back(t->now, v)))
			first = v->event;
	}
	return first;
}

static void item_fact(struct item_facts *f, const recorded_list *days, const struct review_thing *t, int16_t year)
{
	const struct recorded key = { .event = first_value(t, year) };
	const struct recorded *first = key.event ? bsearch(&key, days->at, days->n, sizeof key, by_event) : NULL;

	*f = (struct item_facts){ .item = t->item,
				  .owner = t->owner,
				  .valued = t->no_value_said,
				  .assessed = t->assessment.day,
				  .concluded = t->finding.day,
				  .answered = t->answer.day,
				  .decided = t->decision.day };
	/* A reason that was there before the value did as well. */
	if (first && !t->no_value_said.year)
		f->valued = first->day;
}

static struct date last_grade(const struct review *r, struct text member)
{
	struct date last = { 0 };

	for (size_t i = 0; i < r->things.n; i++) {
		const struct review_grade *g = review_grade_of(&r->things.at[i], member);

		if (g && (!last.year || date_cmp(g->day, last) > 0))
			last = g->day;
	}
	return last;
}

bool review_where(struct review *r, struct context *c, struct err *err)
{
	struct review_facts f = {
		.opened = r->head.opened, .frozen = r->frozen, .revealed = r->revealed, .closed = r->closed
	};
	recorded_list days = { 0 };

	if (!recorded_read(&days, c, r, err))
		return false;
	memcpy(f.due, r->due, sizeof f.due);
	for (size_t i = 0; i < r->editions.n; i++)
		f.published = r->editions.at[i].day;
	for (size_t i = 0; i < r->things.n; i++)
		item_fact(LIST_ADD(c->arena, &f.items), &days, &r->things.at[i], r->head.about);
	for (size_t i = 0; i < r->experts.n; i++) {
		const struct review_expert *e = &r->experts.at[i];

		*LIST_ADD(c->arena, &f.experts) =
			(struct expert_facts){ e->member,   e->invited, e->declared, last_grade(r, e->member),
					       e->to_grade, e->graded };
	}
	review_stand(&r->standing, c->arena, &f, context_today(c));
	return true;
}

/* ---- agreement ---- */

static int grade_now(const struct review_thing *t, struct text member, bool first)
{
	const struct review_grade *g = review_grade_of((struct review_thing *)(uintptr_t)t, member);

	if (!g)
		return 0;
	return !first && g->revised.event ? g->revised.grade : g->grade;
}

static const int *grade_table(const struct review *r, struct arena *a, bool first)
{
	int *grades = arena_array(a, r->things.n * r->experts.n + 1, sizeof *grades);

	for (size_t i = 0; i < r->things.n; i++)
		for (size_t j = 0; j < r->experts.n; j++)
			grades[i * r->experts.n + j] = grade_now(&r->things.at[i], r->experts.at[j].member, first);
	return grades;
}

void review_agree(struct review *r, struct arena *a)
{
	const int *now, *first;

	r->has_agreement = r->revealed_event != 0;
	if (!r->has_agreement)
		return;
	now = grade_table(r, a, false);
	first = grade_table(r, a, true);
	agreement_alpha(&r->ordinal, ALPHA_ORDINAL, now, r->things.n, r->experts.n);
	agreement_alpha(&r->nominal, ALPHA_NOMINAL, now, r->things.n, r->experts.n);
	agreement_alpha(&r->first_ordinal, ALPHA_ORDINAL, first, r->things.n, r->experts.n);
}

void review_kappa(struct agreement *out, const struct review *r, enum agreement_method method, struct text one,
		  struct text other)
{
	struct arena a = { 0 };
	int *x = arena_array(&a, r->things.n + 1, sizeof *x), *y = arena_array(&a, r->things.n + 1, sizeof *y);

	for (size_t i = 0; i < r->things.n; i++) {
		x[i] = grade_now(&r->things.at[i], one, false);
		y[i] = grade_now(&r->things.at[i], other, false);
	}
	agreement_kappa(out, method, x, y, r->things.n, r->head.levels);
	arena_clear(&a);
}

/* ---- in words ---- */

const char *missing_said(struct arena *a, enum lang lang, const struct review *r, const struct review_missing *m)
{
	const struct review_thing *t = m->of_item ? review_thing_of(r, m->item) : NULL;
	const struct member *member = m->whose == WHOSE_EXPERT ? member_find(&r->members, m->who) : NULL;
	const char *what = msg_label(lang, arena_printf(a, "want.%s", want_name(m->want)));
	const char *who = msg_label(lang, arena_printf(a, "whose.%s", whose_name(m->whose)));
	struct text shown = member && member->name.n ? member->name : m->who;
	struct msg said;

	if (m->whose == WHOSE_SECTION)
		shown = section_shown(&r->sections, m->who);
	if (shown.n)
		who = text_z(a, shown);
	said = msg_make(a, t ? "review.missing-of-item" : "review.missing", "what", what, "item",
			t ? text_z(a, t->item.key) : "", "name", t ? text_z(a, t->name) : "", "who", who, "since",
			text_z(a, words_date(a, lang, m->since)), NULL);
	return msg_say(a, lang, &said);
}
