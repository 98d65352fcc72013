/* A change ratio holds survival and net migration together. For the population alone they need not be told apart; for
 * deaths, and for a scenario that changes migration, they are: survival is the country's (people/reference.h) in the
 * five years after the base year, held like the ratios are, and what a ratio has beyond it is net migration. Rejected:
 * survival of the five years before, by which 11 % more people would have died from 2015 to 2020 than did; and its rise
 * from step to step, which the ratios do not have, so that it would be told as people who leave. */
#include "people/path.h"

#include <string.h>

enum { FIRST_MOTHER_AGE = 15, LAST_MOTHER_AGE = 49 };

/* Everything that stays the same along the path. */
struct walk {
	const struct path_request *q;
	const struct scenario *scenario;
	struct path *p;
	struct past here;
	struct change_ratios five; /* of five years */
	const struct reference *ref;
	struct survival_ratios yearly;       /* of the five years under way, for steps of one */
	double fertility;                    /* total fertility rate of the last five years */
	double *ratio, *children, *migrants; /* of the course; migrants NULL: none */
};

/* One step under way. */
struct step {
	int end; /* year */
	const struct survival_ratios *lives;
	struct change_ratios r;
	double people[SEX_COUNT][AGES_MAX];
	const struct population *before;
	struct population *after;
};

/* ---- births ---- */

/* Women of the middle of a step, weighed by the ages at which children are born: births / this = children in a woman's
 * life at these rates. */
static double exposed(const struct reference *ref, const struct population *before, const struct population *after,
		      int years)
{
	double sum = 0;

	for (int age = FIRST_MOTHER_AGE; age <= LAST_MOTHER_AGE; age += years)
		sum += ref->childbearing[(age - FIRST_MOTHER_AGE) / PROJECT_YEARS] *
		       (before->at[SEX_F][age / years] + after->at[SEX_F][age / years]) / 2;
	return sum * years / PROJECT_YEARS;
}

static double mothers(const struct population *p, const struct change_ratios *r)
{
	double sum = 0;

	for (int a = r->first_mother; a <= r->last_mother; a++)
		sum += p->at[SEX_F][a];
	return sum;
}

/* Children born for each woman, both sexes, where children[] are those who live at the end of the step. */
static double born_per_woman(const double children[SEX_COUNT], const struct survival_ratios *lives)
{
	return children[SEX_M] / lives->at[SEX_M][0] + children[SEX_F] / lives->at[SEX_F][0];
}

static void past_fertility(struct walk *w)
{
	const struct reference *ref = reference_of(w->q->reference, w->q->base_year);
	double women = exposed(ref, &w->here.at[1], &w->here.at[0], PROJECT_YEARS);
	double born = born_per_woman(w->five.children, &ref->five) * mothers(&w->here.at[0], &w->five);

	w->fertility = women > 0 ? born / women : 0;
	w->p->fertility[0] = w->fertility;
	w->p->women[0] = women;
}

/* What the children for each woman are multiplied by. */
static double children_factor(const struct walk *w, const struct step *s)
{
	const struct scenario *sc = w->scenario;
	const double way = scenario_way(w->q->base_year, sc->children_by, s->end);
	double now, women = mothers(s->after, &s->r);

	switch (sc->births) {
	case BIRTHS_AS_BEFORE:
		return 1;
	case BIRTHS_FACTOR:
		return 1 + (sc->children - 1) * way;
	case BIRTHS_CHILD_WOMAN:
		now = w->five.children[SEX_M] + w->five.children[SEX_F];
		return now > 0 ? 1 + (sc->children / now - 1) * way : 1;
	case BIRTHS_TFR:
		break;
	}
	now = born_per_woman(s->r.children, s->lives) * women;
	return now > 0 ? (w->fertility + (sc->children - w->fertility) * way) *
				 exposed(w->ref, s->before, s->after, w->q->years) / now
		       : 1;
}

/* ---- a step ---- */

static double at_origin(const struct population *before, int sex, int a)
{
	return a == before->n_ages - 1 ? before->at[sex][a - 1] + before->at[sex][a] : before->at[sex][a - 1];
}

/* Of those whom group a comes from (a >= 1): who live. */
static double survivors(const struct step *s, int sex, int a)
{
	const struct population *before = s->before;
	double lives = before->at[sex][a - 1] * s->lives->at[sex][a];

	return a == before->n_ages - 1 ? lives + before->at[sex][a] * s->lives->open[sex] : lives;
}

/* Ratios with the scenario's migration: survival and so much of the rest. */
static void scale_migration(struct step *s, const struct walk *w)
{
	for (int sex = 0; sex < SEX_COUNT; sex++)
		for (int a = 1; a < s->before->n_ages; a++) {
			double scale = scenario_scale(w->scenario, sex, a * w->q->years, w->q->base_year, s->end);
			double origin = at_origin(s->before, sex, a);
			double live = origin > 0 ? survivors(s, sex, a) / origin : s->lives->at[sex][a];
			double ratio = live + scale * (s->r.ratio[sex][a] - live);

			if (scale != 1)
				s->r.ratio[sex][a] = ratio > 0 ? ratio : 0;
		}
}

/* Net migrants by rates. */
static double net_of_rates(const struct step *s)
{
	double net = 0;

	for (int sex = 0; sex < SEX_COUNT; sex++)
		for (int a = 1; a < s->before->n_ages; a++)
			net += s->after->at[sex][a] - survivors(s, sex, a);
	return net;
}

/* Nobody can leave who is not there. */
static void add_people(struct step *s, int first, int last)
{
	for (int sex = 0; sex < SEX_COUNT; sex++)
		for (int a = first; a <= last; a++) {
			double sum = s->after->at[sex][a] + s->people[sex][a];

			s->after->at[sex][a] = sum > 0 ? sum : 0;
		}
}

static void count_flows(struct flows *f, const struct step *s, double women)
{
	for (int sex = 0; sex < SEX_COUNT; sex++) {
		const double infants = s->lives->at[sex][0];

		f->births[sex] = s->r.children[sex] * women / infants;
		f->deaths[sex] = f->births[sex] * (1 - infants);
		f->migrants[sex] = s->after->at[sex][0] - f->births[sex] * infants;
		for (int a = 1; a < s->before->n_ages; a++) {
			double live = survivors(s, sex, a);

			f->deaths[sex] += at_origin(s->before, sex, a) - live;
			f->migrants[sex] += s->after->at[sex][a] - live;
		}
	}
}

static void count_fertility(struct walk *w, const struct step *s, int i)
{
	const struct flows *f = &w->p->flows[i];
	double women = exposed(w->ref, s->before, s->after, w->q->years);

	w->p->women[i] = women;
	w->p->fertility[i] = women > 0 ? (f->births[SEX_M] + f->births[SEX_F]) / women : 0;
}

/* Migrants come before the children are counted: their women are mothers too. */
static void take_step(struct step *s, struct walk *w)
{
	const int i = w->p->n_steps++, open = s->before->n_ages - 1;
	double women, factor;

	if (w->scenario->n_migrations)
		scale_migration(s, w);
	cohort_age(s->after, s->before, s->r.ratio);
	if (w->migrants) {
		scenario_people(s->people, w->scenario, &w->p->at[0], w->q->base_year, s->end, w->q->years,
				net_of_rates(s));
		add_people(s, 1, open);
	}
	women = mothers(s->after, &s->r);
	factor = children_factor(w, s);
	for (int sex = 0; sex < SEX_COUNT; sex++) {
		s->r.children[sex] *= factor;
		s->after->at[sex][0] = s->r.children[sex] * women;
	}
	if (w->migrants)
		add_people(s, 0, 0);
	count_flows(&w->p->flows[i + 1], s, women);
	count_fertility(w, s, i + 1);
}

static void keep_course(const struct walk *w, const struct step *s, int i)
{
	const size_t ages = (size_t)s->before->n_ages, cells = SEX_COUNT * ages;

	for (int sex = 0; sex < SEX_COUNT; sex++) {
		const size_t at = (size_t)i * cells + (size_t)sex * ages;

		memcpy(w->ratio + at, s->r.ratio[sex], ages * sizeof *w->ratio);
		w->children[i * SEX_COUNT + sex] = s->r.children[sex];
		if (w->migrants)
			memcpy(w->migrants + at, s->people[sex], ages * sizeof *w->migrants);
	}
}

/* ---- the whole path ---- */

static void new_course(struct arena *a, struct walk *w, int n_steps)
{
	struct path *p = w->p;
	const size_t ages = (size_t)p->at[0].n_ages, steps = (size_t)n_steps;
	double *start = arena_array(a, SEX_COUNT * ages, sizeof *start);

	for (int s = 0; s < SEX_COUNT; s++)
		memcpy(start + (size_t)s * ages, p->at[0].at[s], ages * sizeof *start);
	w->ratio = arena_array(a, steps * SEX_COUNT * ages, sizeof *w->ratio);
	w->children = arena_array(a, steps * SEX_COUNT, sizeof *w->children);
	w->migrants = scenario_adds(w->scenario) ? arena_array(a, steps * SEX_COUNT * ages, sizeof *w->migrants) : NULL;
	p->course = (struct course){
		.base_year = p->base_year,
		.years = p->years,
		.n_ages = p->at[0].n_ages,
		.n_steps = n_steps,
		.first_mother = p->years == 1 ? ONEYEAR_FIRST_MOTHER : PROJECT_FIRST_MOTHER,
		.last_mother = p->years == 1 ? ONEYEAR_LAST_MOTHER : PROJECT_LAST_MOTHER,
		.start = start,
		.ratio = w->ratio,
		.children = w->children,
		.migrants = w->migrants,
	};
}

static int steps_to(const struct path_request *q)
{
	const int most = q->years == 1 ? PATH_STEPS : PROJECT_STEPS;
	int n = (q->to - q->base_year + q->years - 1) / q->years;

	return n < 0 ? 0 : n < most ? n : most;
}

/* Yearly survival out of that of five years, as ratios are (people/oneyear.h): for the ages that live there. */
static void solve_survival(struct walk *w, const struct population *ages)
{
	const struct survival_ratios *five = &w->ref->five;
	struct change_ratios closed = { .first_mother = PROJECT_FIRST_MOTHER, .last_mother = PROJECT_LAST_MOTHER };
	struct change_ratios yearly;
	struct population groups;
	const int open = PROJECT_GROUPS - 1;

	oneyear_join(&groups, ages);
	for (int s = 0; s < SEX_COUNT; s++) {
		double last = groups.at[s][open - 1], oldest = groups.at[s][open];

		memcpy(closed.ratio[s], five->at[s], PROJECT_GROUPS * sizeof closed.ratio[s][0]);
		if (last + oldest > 0)
			closed.ratio[s][open] = (last * five->at[s][open] + oldest * five->open[s]) / (last + oldest);
	}
	oneyear_ratios(&yearly, ages, &closed);
	for (int s = 0; s < SEX_COUNT; s++) {
		for (int a = 0; a < ONEYEAR_AGES; a++)
			w->yearly.at[s][a] = yearly.ratio[s][a] < 1 ? yearly.ratio[s][a] : 1;
		w->yearly.at[s][0] = w->ref->infants[s];
		w->yearly.open[s] = w->yearly.at[s][ONEYEAR_AGES - 1];
	}
}

/* Yearly ratios are solved for anew every five years: so they end where those of five years do. */
static void walk_on(struct walk *w, int n_steps)
{
	struct change_ratios yearly = { 0 };
	const bool by_years = w->p->years == 1;

	for (int i = 0; i < n_steps; i++) {
		struct step s = { .end = w->p->base_year + (i + 1) * w->p->years,
				  .lives = by_years ? &w->yearly : &w->ref->five,
				  .before = &w->p->at[i],
				  .after = &w->p->at[i + 1] };

		if (by_years && i % PROJECT_YEARS == 0) {
			oneyear_ratios(&yearly, s.before, &w->five);
			solve_survival(w, s.before);
		}
		s.r = by_years ? yearly : w->five;
		take_step(&s, w);
		keep_course(w, &s, i);
	}
}

const char *people_path(struct arena *a, struct path *p, const struct path_request *q)
{
	struct walk w = { .q = q, .scenario = q->scenario ? q->scenario : &scenario_none, .p = p };
	struct past there;
	const char *flag = past_of(&w.here, &q->area->census, q->base_year);
	const int n_steps = steps_to(q);

	if (flag)
		return flag;
	past_around(&there, q->around, &w.here);
	project_ratios(&w.five, &w.here, &there, q->m);
	*p = (struct path){ .base_year = q->base_year,
			    .years = q->years,
			    .at = arena_array(a, (size_t)n_steps + 1, sizeof *p->at),
			    .flows = arena_array(a, (size_t)n_steps + 1, sizeof *p->flows),
			    .fertility = arena_array(a, (size_t)n_steps + 1, sizeof *p->fertility),
			    .women = arena_array(a, (size_t)n_steps + 1, sizeof *p->women) };
	w.ref = reference_of(q->reference, q->base_year + PROJECT_YEARS);
	past_fertility(&w);
	p->at[0] = w.here.at[0];
	if (q->years == 1)
		oneyear_split(&p->at[0], &w.here.at[0]);
	new_course(a, &w, n_steps);
	walk_on(&w, n_steps);
	return NULL;
}

void path_add(struct path *sum, const struct path *p)
{
	for (int i = 0; i <= sum->n_steps; i++) {
		double lives = sum->fertility[i] * sum->women[i] + p->fertility[i] * p->women[i];

		for (int s = 0; s < SEX_COUNT; s++) {
			for (int a = 0; a < sum->at[i].n_ages; a++)
				sum->at[i].at[s][a] += p->at[i].at[s][a];
			sum->flows[i].births[s] += p->flows[i].births[s];
			sum->flows[i].deaths[s] += p->flows[i].deaths[s];
			sum->flows[i].migrants[s] += p->flows[i].migrants[s];
		}
		sum->women[i] += p->women[i];
		sum->fertility[i] = sum->women[i] > 0 ? lives / sum->women[i] : 0;
	}
	sum->course = (struct course){ 0 };
}

void path_groups(struct population *groups, const struct path *p, int step)
{
	if (p->years == 1)
		oneyear_join(groups, &p->at[step]);
	else
		*groups = p->at[step];
}
