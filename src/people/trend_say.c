/* One sentence for one finding; which statistic it is from stands beside it, not in it, so that a page may set it as it
 * likes and no sentence is without. */
#include "base/decimal.h"
#include "people/backtest.h"
#include "people/trend_say.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *trend_source(const char *series)
{
	static const struct {
		const char *series, *source;
	} sources[] = {
		{ "census.population", "people.source-census" },
		{ "ipss2018.population", "people.source-ipss2018" },
		{ "register.population", "people.source-register" },
		{ "register.births", "people.source-register-change" },
		{ "register.deaths", "people.source-register-change" },
		{ "register.natural-change", "people.source-register-change" },
		{ "register.social-change", "people.source-register-change" },
		{ "register.domestic-in", "people.source-register-domestic" },
		{ "register.domestic-out", "people.source-register-domestic" },
		{ "register.domestic-balance", "people.source-register-domestic" },
		{ "vital.births", "people.source-vital" },
		{ "vital.deaths", "people.source-vital" },
		{ "vital.natural-change", "people.source-vital" },
		{ "migration.in", "people.source-migration" },
		{ "migration.out", "people.source-migration" },
		{ "migration.balance", "people.source-migration" },
	};

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (strcmp(sources[i].series, series) == 0)
			return sources[i].source;
	return "people.source-other";
}

const char *trend_people(struct arena *a, double people)
{
	char digits[32];
	struct buf b = { 0 };
	const char *said;

	snprintf(digits, sizeof digits, "%lld", llround(fmin(fabs(people), 1e15)));
	digits_grouped(&b, digits, "-");
	said = text_z(a, buf_view(&b));
	buf_clear(&b);
	return said;
}

/* 0.20994 is 20.99: two digits, so that a rate just below a threshold is seen to be below. */
static const char *percent(struct arena *a, double share)
{
	return arena_printf(a, "%.2f", share * 100);
}

static void say(struct arena *a, struct trend *t, const char *series, struct msg m)
{
	*LIST_ADD(a, &t->sentences) = (struct trend_sentence){ m, series, trend_source(series) };
}

static void say_total(struct arena *a, struct trend *t, const struct trend_counts *c)
{
	const struct trend_count *first, *last;
	const char *id;

	if (c->at.n < 2)
		return;
	first = &c->at.at[0];
	last = &c->at.at[c->at.n - 1];
	if (c->projected)
		id = last->total < first->total ? "people.trend-will-fall" : "people.trend-will-rise";
	else
		id = last->total < first->total ? "people.trend-fell" : "people.trend-rose";
	say(a, t, c->series,
	    msg_make(a, id, "from", NUM(first->year), "first", trend_people(a, first->total), "to", NUM(last->year),
		     "last", trend_people(a, last->total), "change", trend_people(a, last->total - first->total),
		     NULL));
}

static void say_peak(struct arena *a, struct trend *t, const char *series, const struct trend_peak *p, bool alone,
		     const char *inside, const char *at_first, const char *at_last)
{
	if (!p->year || alone)
		return;
	say(a, t, series,
	    msg_make(a,
		     p->first  ? at_first
		     : p->last ? at_last
			       : inside,
		     "year", NUM(p->year), "people", trend_people(a, p->value), NULL));
}

static const struct trend_count *latest_with_ages(const struct trend_counts *c)
{
	for (size_t i = c->at.n; i > 0; i--)
		if (c->at.at[i - 1].has_ages)
			return &c->at.at[i - 1];
	return NULL;
}

static void say_ages(struct arena *a, struct trend *t, const struct trend_counts *c)
{
	const struct trend_count *k = latest_with_ages(c);
	const double *share;
	struct msg m;

	if (!k)
		return;
	share = k->share[AGE_STATED];
	/* A projection knows everybody's age. */
	if (c->projected)
		m = msg_make(a, "people.trend-ages-projected", "year", NUM(k->year), "young",
			     percent(a, share[AGES_0_14]), "working", percent(a, share[AGES_15_64]), "old",
			     percent(a, share[AGES_65_UP]), "oldest", percent(a, share[AGES_75_UP]), NULL);
	else
		m = msg_make(a, "people.trend-ages", "year", NUM(k->year), "young", percent(a, share[AGES_0_14]),
			     "working", percent(a, share[AGES_15_64]), "old", percent(a, share[AGES_65_UP]), "oldest",
			     percent(a, share[AGES_75_UP]), "shared", percent(a, k->share[AGE_SHARED][AGES_65_UP]),
			     NULL);
	say(a, t, c->series, m);
}

static void say_thresholds(struct arena *a, struct trend *t, const struct trend_counts *c)
{
	static const char *const reached[TREND_THRESHOLDS] = { "people.trend-ageing-7", "people.trend-ageing-14",
							       "people.trend-ageing-21" };

	for (int i = 0; i < TREND_THRESHOLDS; i++) {
		const struct trend_threshold *h = &c->thresholds[i];

		if (!h->rounded[AGE_STATED] || h->from_the_start)
			continue;
		say(a, t, c->series,
		    msg_make(a, reached[i], "year", NUM(h->rounded[AGE_STATED]), "rate",
			     percent(a, h->rate[AGE_STATED]), "published",
			     arena_printf(a, "%.1f", h->rate[AGE_STATED] * 100), NULL));
		if (h->rounded[AGE_SHARED] != h->rounded[AGE_STATED] && h->rounded[AGE_SHARED])
			say(a, t, c->series,
			    msg_make(a, "people.trend-ageing-shared", "percent", NUM(h->percent), "year",
				     NUM(h->rounded[AGE_SHARED]), NULL));
	}
}

/* The words for natural and social change, by sign. */
struct change_words {
	const char *turned_down, *turned_up, *always_down, *always_up, *latest_down, *latest_up;
};
static const struct change_words words_natural = { "people.trend-natural-down",        "people.trend-natural-up",
						   "people.trend-natural-always-down", "people.trend-natural-always-up",
						   "people.trend-natural-loss",        "people.trend-natural-gain" };
static const struct change_words words_social = { "people.trend-social-down",        "people.trend-social-up",
						  "people.trend-social-always-down", "people.trend-social-always-up",
						  "people.trend-social-loss",        "people.trend-social-gain" };

static void say_turns(struct arena *a, struct trend *t, const struct trend_change *c, const struct change_words *w)
{
	for (size_t i = 0; i < c->turns.n; i++) {
		const struct trend_turn *turn = &c->turns.at[i];

		say(a, t, c->series,
		    msg_make(a, turn->value < 0 ? w->turned_down : w->turned_up, "year", NUM(turn->year), "people",
			     trend_people(a, turn->value), "before", trend_people(a, turn->before), NULL));
	}
}

static void say_change(struct arena *a, struct trend *t, const struct trend_change *c)
{
	const struct change_words *w = c->natural ? &words_natural : &words_social;
	const struct yearly *last;

	if (!c->at.n)
		return;
	last = &c->at.at[c->at.n - 1];
	if (!c->turns.n && c->at.n > 1)
		say(a, t, c->series,
		    msg_make(a, c->first_decrease ? w->always_down : w->always_up, "from", NUM(c->at.at[0].year), "to",
			     NUM(last->year), NULL));
	say_turns(a, t, c, w);
	say(a, t, c->series,
	    msg_make(a, last->value < 0 ? w->latest_down : w->latest_up, "year", NUM(last->year), "people",
		     trend_people(a, last->value), NULL));
}

/* Its peak is told only where it lies inside: the register at hand is of a few years. */
static void say_registered(struct arena *a, struct trend *t)
{
	const struct trend_peak *p = &t->registered_peak;
	const struct yearly *first, *last;

	if (t->registered.n < 2)
		return;
	first = &t->registered.at[0];
	last = &t->registered.at[t->registered.n - 1];
	say(a, t, "register.population",
	    msg_make(a, last->value < first->value ? "people.trend-fell" : "people.trend-rose", "from",
		     NUM(first->year), "first", trend_people(a, first->value), "to", NUM(last->year), "last",
		     trend_people(a, last->value), "change", trend_people(a, last->value - first->value), NULL));
	if (!p->first && !p->last)
		say(a, t, "register.population",
		    msg_make(a, "people.trend-peak", "year", NUM(p->year), "people", trend_people(a, p->value), NULL));
}

/* 8,017 people in 1980 and none in 2020 is no decline like others: why is said at once. */
static void say_evacuated(struct arena *a, struct trend *t, struct text code)
{
	const struct trend_counts *c = &t->census;

	if (c->at.n && was_evacuated(code, c->at.at[0].year, c->at.at[c->at.n - 1].year))
		say(a, t, c->series, msg_make(a, "people.trend-evacuated", NULL));
}

void trend_say_all(struct arena *a, struct trend *t, struct text code)
{
	say_evacuated(a, t, code);
	say_total(a, t, &t->census);
	say_peak(a, t, t->census.series, &t->census.total, t->census.at.n < 2, "people.trend-peak",
		 "people.trend-peak-first", "people.trend-peak-last");
	say_peak(a, t, t->census.series, &t->census.working_age, t->census.at.n < 2, "people.trend-working-peak",
		 "people.trend-working-peak-first", "people.trend-working-peak-last");
	say_ages(a, t, &t->census);
	say_thresholds(a, t, &t->census);
	say_registered(a, t);
	for (int k = 0; k < CHANGE_KIND_COUNT; k++)
		say_change(a, t, &t->changes[k]);
	say_total(a, t, &t->ipss);
	say_peak(a, t, t->ipss.series, &t->ipss.total, t->ipss.at.n < 2, "people.trend-will-peak",
		 "people.trend-will-peak-first", "people.trend-will-peak-last");
	say_ages(a, t, &t->ipss);
}
