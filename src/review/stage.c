/* The year as one table: whose turn a stage is, and what must be there to move on (design: REVIEW, "The year").
 *
 * A stage begins on the last day on which the stage before it got something; so "since when" needs nothing stored, and
 * a correction that arrives later cannot move it backwards past the freeze. Rejected: a state column that acts advance,
 * since every act would have to know when not to. */
#include "review/stage.h"

#include <stddef.h>

struct look {
	const struct review_facts *facts;
	struct review_standing *out;
	struct arena *a;
	struct date today;
	enum review_stage stage;
	struct date done; /* the latest day on which this stage got something */
	size_t wanting;
	bool listing; /* false: only told whether anything is missing */
	bool coming;
};

static void latest(struct date *d, struct date other)
{
	if (other.year && (!d->year || date_cmp(other, *d) > 0))
		*d = other;
}

static void want(struct look *l, struct review_missing m)
{
	const struct date due = l->facts->due[l->stage];
	const struct date turn = l->out->since[l->stage];

	l->wanting++;
	if (!l->listing)
		return;
	m.stage = l->stage;
	m.due = due;
	/* What was there before and is gone - an owner whose section closed - is missing since then at the earliest. */
	latest(&m.since, turn);
	if (due.year && date_cmp(l->today, due) > 0)
		m.days_late = date_days(l->today) - date_days(due);
	if (l->coming)
		*LIST_ADD(l->a, &l->out->coming) = m;
	else
		*LIST_ADD(l->a, &l->out->missing) = m;
}

/* There on `day`, or wanted. */
static void need(struct look *l, struct date day, struct review_missing m)
{
	if (day.year)
		latest(&l->done, day);
	else
		want(l, m);
}

static struct review_missing of(const struct item_facts *i, enum review_want what, enum review_whose whose)
{
	struct review_missing m = { .want = what, .of_item = true, .item = i->item, .whose = whose };

	if (whose == WHOSE_SECTION && i->owner.n)
		m.who = i->owner;
	else if (whose == WHOSE_SECTION)
		m.whose = WHOSE_PLANNING; /* nobody's: who owns it is for the planning section to say */
	return m;
}

static struct review_missing planning(enum review_want what)
{
	return (struct review_missing){ .want = what, .whose = WHOSE_PLANNING };
}

static void collecting(struct look *l)
{
	for (size_t i = 0; i < l->facts->items.n; i++) {
		const struct item_facts *f = &l->facts->items.at[i];

		if (!f->owner.n)
			want(l, of(f, WANT_OWNER, WHOSE_PLANNING));
		if (f->item.kind == ITEM_KPI)
			need(l, f->valued, of(f, WANT_VALUE, WHOSE_SECTION));
	}
}

static void self_assessed(struct look *l)
{
	for (size_t i = 0; i < l->facts->items.n; i++)
		need(l, l->facts->items.at[i].assessed, of(&l->facts->items.at[i], WANT_ASSESSMENT, WHOSE_SECTION));
}

static void frozen(struct look *l)
{
	need(l, l->facts->frozen, planning(WANT_FREEZE));
}

/* Experts are asked for one after the other; only when all have answered is the reveal what is missing. */
static void reviewing(struct look *l)
{
	const size_t before = l->wanting;

	if (!l->facts->experts.n)
		want(l, planning(WANT_EXPERTS));
	for (size_t i = 0; i < l->facts->experts.n; i++) {
		const struct expert_facts *e = &l->facts->experts.at[i];
		struct review_missing m = {
			.want = WANT_DECLARATION, .whose = WHOSE_EXPERT, .who = e->member, .since = e->invited
		};

		latest(&l->done, e->last_grade);
		need(l, e->declared, m);
		m.want = WANT_GRADES;
		m.n = e->to_grade - e->graded;
		if (e->declared.year && m.n)
			want(l, m);
	}
	if (l->wanting == before)
		need(l, l->facts->revealed, planning(WANT_REVEAL));
}

static void concluded(struct look *l)
{
	for (size_t i = 0; i < l->facts->items.n; i++)
		need(l, l->facts->items.at[i].concluded, of(&l->facts->items.at[i], WANT_FINDING, WHOSE_EXPERTS));
}

static void answered(struct look *l)
{
	for (size_t i = 0; i < l->facts->items.n; i++)
		need(l, l->facts->items.at[i].answered, of(&l->facts->items.at[i], WANT_ANSWER, WHOSE_SECTION));
}

static void decided(struct look *l)
{
	for (size_t i = 0; i < l->facts->items.n; i++)
		need(l, l->facts->items.at[i].decided, of(&l->facts->items.at[i], WANT_DECISION, WHOSE_HEADQUARTERS));
}

static void published(struct look *l)
{
	need(l, l->facts->published, planning(WANT_EDITION));
	if (l->facts->published.year)
		need(l, l->facts->closed, planning(WANT_CLOSE));
}

static void (*const stages[STAGE_CLOSED])(struct look *l) = { collecting, self_assessed, frozen,  reviewing,
							      concluded,  answered,      decided, published };

/* Freezing ends both stages before it, for good: a value that is taken back later stays in the frozen year. In the same
 * way the reveal ends the grading. */
static bool is_behind(const struct review_facts *f, enum review_stage stage)
{
	return (stage <= STAGE_FROZEN && f->frozen.year) || (stage <= STAGE_REVIEWING && f->revealed.year) ||
	       f->closed.year;
}

/* When a stage that lies behind ended. */
static struct date ended(const struct review_facts *f, enum review_stage stage, struct date done)
{
	struct date end = done;

	if (stage == STAGE_FROZEN)
		end = f->frozen;
	if (stage == STAGE_REVIEWING)
		end = f->revealed;
	/* A value corrected after the freeze does not move the beginning of what lay before it. */
	if (stage < STAGE_FROZEN && f->frozen.year && date_cmp(end, f->frozen) > 0)
		end = f->frozen;
	return end;
}

void review_stand(struct review_standing *out, struct arena *a, const struct review_facts *facts, struct date today)
{
	struct look l = { .facts = facts, .out = out, .a = a, .today = today };
	bool standing = false;

	*out = (struct review_standing){ .stage = STAGE_CLOSED };
	out->since[0] = facts->opened;
	for (int s = 0; s < STAGE_CLOSED; s++) {
		l.stage = (enum review_stage)s;
		l.done = out->since[s];
		l.wanting = 0;
		l.coming = standing;
		l.listing = !is_behind(facts, l.stage);
		stages[s](&l);
		if (!l.listing)
			l.wanting = 0;
		if (l.wanting && !standing) {
			out->stage = l.stage;
			standing = true;
		}
		if (!standing)
			out->since[s + 1] = ended(facts, l.stage, l.done);
	}
}

static struct date month_end(struct date held, int offset)
{
	const int month = held.year * 12 + held.month - 1 + offset;

	return date_last((struct date){ (int16_t)(month / 12), (int8_t)(month % 12 + 1), 0 });
}

void review_schedule(struct date due[STAGE_COUNT], struct date held)
{
	due[STAGE_COLLECTING] = month_end(held, -2);
	due[STAGE_SELF_ASSESSED] = month_end(held, -1);
	due[STAGE_SELF_ASSESSED].day = 15;
	due[STAGE_FROZEN] = month_end(held, -1);
	due[STAGE_REVIEWING] = month_end(held, 0);
	due[STAGE_REVIEWING].day = 20;
	due[STAGE_CONCLUDED] = month_end(held, 0);
	due[STAGE_ANSWERED] = month_end(held, 1);
	due[STAGE_DECIDED] = month_end(held, 2);
	due[STAGE_PUBLISHED] = month_end(held, 3);
	due[STAGE_CLOSED] = (struct date){ 0 };
}

int value_age_months(struct period period, struct date on)
{
	const struct date end = period_last(period), day = date_last(on);
	int months = (day.year - end.year) * 12 + day.month - end.month;

	/* A month is over on the same day, or on the last one where the month has no such day. */
	if (day.day < end.day && date_cmp(day, date_last((struct date){ day.year, day.month, 0 })) != 0)
		months--;
	return months > 0 ? months : 0;
}

static const char *const wants[WANT_COUNT] = { "owner",       "value",   "assessment", "freeze",  "experts",
					       "declaration", "grades",  "reveal",     "finding", "answer",
					       "decision",    "edition", "close" };

const char *want_name(enum review_want what)
{
	return wants[what];
}

static const char *const whoses[WHOSE_COUNT] = { "section", "planning", "expert", "experts", "headquarters" };

const char *whose_name(enum review_whose whose)
{
	return whoses[whose];
}
