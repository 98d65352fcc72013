/* Series are asked one by one and never mixed. A figure agrees where it is what the series gives, rounded to the last
 * digit that was written; 21 % and 20.99 % agree, 657 and 939 do not. */
#include "people/factcheck.h"

#include <math.h>
#include <string.h>

static const char *const verdicts[] = { "agrees", "differs", "no_source" };

const char *fact_verdict_name(enum fact_verdict v)
{
	return verdicts[v];
}

struct asking {
	struct arena *a;
	struct fact_answer *out;
	const struct fact_question *q;
	const struct area_figures *figures;
	const struct trend *trend;
};

/* A series in one shape, whatever it comes from. */
struct told {
	const char *series;
	enum fact_source source;
	bool percent;
	const char *how; /* id of a remark on how it was made, or NULL */
	LIST(struct yearly) at;
};

static const char *number(struct arena *a, const struct told *t, double x)
{
	if (t->percent)
		return arena_printf(a, "%.2f%%", x);
	return arena_printf(a, "%s%s", x < 0 ? "-" : "", trend_people(a, x));
}

static struct fact_row *add_row(struct asking *k, const struct told *t, const struct yearly *y, bool agrees)
{
	struct fact_row *r = LIST_ADD(k->a, &k->out->rows);

	*r = (struct fact_row){ .series = t->series,
				.source = trend_source(t->series),
				.named = k->q->source == FACT_ANY || k->q->source == t->source,
				.agrees = agrees,
				.year = y->year,
				.value = y->value,
				.percent = t->percent };
	return r;
}

/* Half a unit of the last digit, with room for what doubles lose. */
static bool near(double written, double value, double last_digit)
{
	return fabs(written - value) <= last_digit / 2 + 1e-9 * (1 + fabs(written));
}

static bool compares(const struct fact_question *q, double value)
{
	switch (q->says) {
	case FACT_AT_LEAST:
		return value >= q->value;
	case FACT_MORE_THAN:
		return value > q->value;
	case FACT_AT_MOST:
		return value <= q->value;
	case FACT_LESS_THAN:
		return value < q->value;
	case FACT_REACHED:
		return value >= q->value || near(q->value, value, q->last_digit);
	default:
		return near(q->value, value, q->last_digit);
	}
}

static bool in_period(const struct fact_question *q, int year)
{
	return (!q->from_year || year >= q->from_year) && (!q->to_year || year <= q->to_year);
}

static void ask_value(struct asking *k, const struct told *t)
{
	const struct fact_question *q = k->q;

	for (size_t i = 0; i < t->at.n; i++) {
		const struct yearly *y = &t->at.at[i];
		struct fact_row *r;

		if (!in_period(q, y->year))
			continue;
		r = add_row(k, t, y, compares(q, y->value));
		r->difference = q->value - y->value;
		r->says = msg_make(
			k->a, t->how ? t->how : "people.fact-value", "year", NUM(y->year), "value",
			number(k->a, t, y->value), "difference",
			arena_printf(k->a, "%s%s", r->difference > 0 ? "+" : "", number(k->a, t, r->difference)), NULL);
	}
}

/* The highest year, with its neighbours so that one sees how near. A peak outside the known years cannot be told. */
static void ask_peak(struct asking *k, const struct told *t)
{
	const struct fact_question *q = k->q;
	size_t best = 0;
	struct fact_row *r;

	for (size_t i = 1; i < t->at.n; i++)
		if (t->at.at[i].value > t->at.at[best].value)
			best = i;
	if (t->at.n < 3 || (q->from_year && q->from_year < t->at.at[0].year) ||
	    (q->to_year && q->to_year > t->at.at[t->at.n - 1].year))
		return;
	r = add_row(k, t, &t->at.at[best], in_period(q, t->at.at[best].year));
	r->says = msg_make(k->a, "people.fact-peak", "year", NUM(r->year), "value", number(k->a, t, r->value), "from",
			   NUM(t->at.at[0].year), "to", NUM(t->at.at[t->at.n - 1].year), NULL);
}

static int sign_of(double x)
{
	return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/* Needs a year before the period: a series that begins with a decrease does not tell when it began. */
static void ask_turn(struct asking *k, const struct told *t)
{
	const struct fact_question *q = k->q;

	for (size_t i = 1; i < t->at.n; i++) {
		const struct yearly *before = &t->at.at[i - 1], *y = &t->at.at[i];
		struct fact_row *r;

		if (!in_period(q, y->year))
			continue;
		r = add_row(k, t, y, sign_of(before->value) == -q->sign && sign_of(y->value) == q->sign);
		r->says = msg_make(k->a, "people.fact-turn", "before_year", NUM(before->year), "before",
				   number(k->a, t, before->value), "year", NUM(y->year), "value",
				   number(k->a, t, y->value), NULL);
		return;
	}
}

/* All known years of the period; the first that has the other sign is the row. Of an open beginning or end the series
 * must know at least the year that is written. */
static void ask_holds(struct asking *k, const struct told *t)
{
	const struct fact_question *q = k->q;
	const struct yearly *last = NULL, *against = NULL;
	int written = q->from_year ? q->from_year : q->to_year;
	bool known = false;
	struct fact_row *r;

	for (size_t i = 0; i < t->at.n; i++) {
		const struct yearly *y = &t->at.at[i];

		known |= y->year == written;
		if (!in_period(q, y->year))
			continue;
		if (!against && sign_of(y->value) != q->sign)
			against = y;
		last = y;
	}
	if (!known || !last)
		return;
	r = add_row(k, t, against ? against : last, !against);
	r->says = msg_make(k->a, against ? "people.fact-holds-not" : "people.fact-holds", "year", NUM(r->year), "value",
			   number(k->a, t, r->value), NULL);
}

static void ask(struct asking *k, const struct told *t)
{
	switch (k->q->says) {
	case FACT_PEAK:
		ask_peak(k, t);
		break;
	case FACT_TURN:
		ask_turn(k, t);
		break;
	case FACT_HOLDS:
		ask_holds(k, t);
		break;
	default:
		ask_value(k, t);
	}
}

/* ---- which series could mean it ---- */

static void ask_totals(struct asking *k, const struct trend_counts *c, enum fact_source source)
{
	struct told t = { .series = c->series, .source = source };

	for (size_t i = 0; i < c->at.n; i++)
		*LIST_ADD(k->a, &t.at) = (struct yearly){ c->at.at[i].year, c->at.at[i].total };
	ask(k, &t);
}

/* An age group by each method that makes a difference: as counted, and with unknown ages shared out. */
static void ask_ages(struct asking *k, const struct trend_counts *c, enum fact_source source)
{
	static const enum age_group groups[FACT_OF_COUNT] = { [FACT_YOUNG] = AGES_0_14,
							      [FACT_WORKING] = AGES_15_64,
							      [FACT_OLD] = AGES_65_UP,
							      [FACT_OLDEST] = AGES_75_UP };
	static const char *const how[AGE_METHOD_COUNT] = { "people.fact-stated", "people.fact-shared",
							   "people.fact-of-all" };

	for (int m = 0; m < (k->q->share ? AGE_METHOD_COUNT : AGE_OF_ALL); m++) {
		struct told t = { .series = c->series, .source = source, .percent = k->q->share, .how = how[m] };

		for (size_t i = 0; i < c->at.n; i++) {
			const struct trend_count *n = &c->at.at[i];
			enum age_group g = groups[k->q->of];

			if (n->has_ages)
				*LIST_ADD(k->a, &t.at) = (struct yearly){ n->year, k->q->share ? 100 * n->share[m][g]
											       : n->people[m][g] };
		}
		ask(k, &t);
	}
}

static void ask_yearly(struct asking *k, enum figure f, enum fact_source source)
{
	struct told t = { .series = figure_id(f), .source = source };

	for (size_t i = 0; i < k->figures->yearly[f].at.n; i++)
		*LIST_ADD(k->a, &t.at) = k->figures->yearly[f].at.at[i];
	ask(k, &t);
}

static void ask_change(struct asking *k, enum trend_change_kind kind, enum fact_source source)
{
	const struct trend_change *c = &k->trend->changes[kind];
	struct told t = { .series = c->series, .source = source };

	for (size_t i = 0; i < c->at.n; i++)
		*LIST_ADD(k->a, &t.at) = c->at.at[i];
	ask(k, &t);
}

static void ask_all(struct asking *k)
{
	switch (k->q->of) {
	case FACT_TOTAL:
		ask_totals(k, &k->trend->census, FACT_CENSUS);
		ask_yearly(k, FIGURE_REGISTER_POPULATION, FACT_REGISTER);
		ask_totals(k, &k->trend->ipss, FACT_IPSS);
		break;
	case FACT_YOUNG:
	case FACT_WORKING:
	case FACT_OLD:
	case FACT_OLDEST:
		ask_ages(k, &k->trend->census, FACT_CENSUS);
		ask_ages(k, &k->trend->ipss, FACT_IPSS);
		break;
	case FACT_BIRTHS:
		ask_yearly(k, FIGURE_VITAL_BIRTHS, FACT_VITAL);
		ask_yearly(k, FIGURE_REGISTER_BIRTHS, FACT_REGISTER);
		break;
	case FACT_DEATHS:
		ask_yearly(k, FIGURE_VITAL_DEATHS, FACT_VITAL);
		ask_yearly(k, FIGURE_REGISTER_DEATHS, FACT_REGISTER);
		break;
	case FACT_NATURAL:
		ask_change(k, CHANGE_NATURAL_REGISTER, FACT_REGISTER);
		ask_change(k, CHANGE_NATURAL_VITAL, FACT_VITAL);
		break;
	case FACT_SOCIAL:
		ask_change(k, CHANGE_SOCIAL_REGISTER, FACT_REGISTER);
		ask_change(k, CHANGE_SOCIAL_DOMESTIC, FACT_REGISTER);
		ask_change(k, CHANGE_SOCIAL_MIGRATION, FACT_MIGRATION);
		break;
	case FACT_MOVES_IN:
		ask_yearly(k, FIGURE_MIGRATION_IN, FACT_MIGRATION);
		ask_yearly(k, FIGURE_REGISTER_DOMESTIC_IN, FACT_REGISTER);
		break;
	case FACT_MOVES_OUT:
		ask_yearly(k, FIGURE_MIGRATION_OUT, FACT_MIGRATION);
		ask_yearly(k, FIGURE_REGISTER_DOMESTIC_OUT, FACT_REGISTER);
		break;
	case FACT_OF_COUNT:
		break;
	}
}

/* A row that agrees before one that does not; then the nearest. */
static void decide(struct fact_answer *out)
{
	out->decisive = SIZE_MAX;
	for (size_t i = 0; i < out->rows.n; i++) {
		const struct fact_row *r = &out->rows.at[i], *best;

		if (!r->named)
			continue;
		best = out->decisive == SIZE_MAX ? NULL : &out->rows.at[out->decisive];
		if (!best || (r->agrees && !best->agrees) ||
		    (r->agrees == best->agrees && fabs(r->difference) < fabs(best->difference)))
			out->decisive = i;
	}
	if (out->decisive == SIZE_MAX)
		out->verdict = FACT_NO_SOURCE;
	else
		out->verdict = out->rows.at[out->decisive].agrees ? FACT_AGREES : FACT_DIFFERS;
}

static void give_reason(struct asking *k)
{
	struct fact_answer *out = k->out;
	const struct fact_row *r = out->decisive == SIZE_MAX ? NULL : &out->rows.at[out->decisive];

	if (!r)
		out->reason = msg_make(k->a, out->rows.n ? "people.fact-other-sources" : "people.fact-no-source", NULL);
	else if (out->verdict == FACT_AGREES)
		out->reason = msg_make(k->a, "people.fact-agrees", NULL);
	else if (k->q->says == FACT_IS && r->percent)
		out->reason = msg_make(k->a, "people.fact-differs-by-points", "difference",
				       arena_printf(k->a, "%.2f", fabs(r->difference)), NULL);
	else if (k->q->says == FACT_IS)
		out->reason = msg_make(k->a, k->q->fiscal ? "people.fact-differs-fiscal" : "people.fact-differs-by",
				       "difference", trend_people(k->a, r->difference), NULL);
	else
		out->reason = msg_make(k->a, "people.fact-differs", NULL);
}

void people_factcheck(struct arena *a, struct fact_answer *out, const struct fact_question *q,
		      const struct area_figures *figures, const struct trend *trend)
{
	struct asking k = { a, out, q, figures, trend };

	*out = (struct fact_answer){ .decisive = SIZE_MAX };
	if (q->share && (q->of < FACT_YOUNG || q->of > FACT_OLDEST))
		out->verdict = FACT_NO_SOURCE;
	else
		ask_all(&k);
	decide(out);
	give_reason(&k);
}
