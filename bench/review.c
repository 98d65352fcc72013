/* The review year at the size of a large city: what it takes from a store of 200 KPIs, ten years and six reviews to the
 * page of one, to everybody's verdicts, to the published site; and what it takes to say one thing there. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "town.h"
#include "usecase/evaluate.h"
#include "usecase/record.h"
#include "usecase/review_act.h"
#include "usecase/review_report.h"

struct town {
	struct context c;
	struct arena once;
	int said;
};

static struct context request_of(struct town *t, struct arena *a)
{
	struct context c = t->c;

	c.arena = a;
	return c;
}

static void load(void *state)
{
	struct arena a = { 0 };
	struct context c = request_of(state, &a);
	struct review r;
	struct err err = { 0 };

	bench_must(review_load(&r, &c, text_of(town_review), &err), &err);
	arena_clear(&a);
}

static void judge(void *state)
{
	struct arena a = { 0 };
	struct context c = request_of(state, &a);
	struct plan_report r = { 0 };
	struct err err = { 0 };

	bench_must(evaluate(&r, &c, &(struct evaluate_request){ .plan = text_of(town_plan) }, &err), &err);
	arena_clear(&a);
}

static void report(void *state)
{
	struct arena a = { 0 };
	struct context c = request_of(state, &a);
	struct plan_report r = { 0 };
	struct err err = { 0 };

	bench_must(evaluate(&r, &c, &(struct evaluate_request){ .plan = text_of(town_plan) }, &err) &&
			   review_report(&r, &c, (struct date){ 0 }, &err),
		   &err);
	arena_clear(&a);
}

static void say(void *state)
{
	struct town *t = state;
	struct arena a = { 0 };
	struct context c = request_of(t, &a);
	const struct grade_request q = { .review = text_of(town_review),
					 .member = TEXT("m1"),
					 .item = { ITEM_KPI, town_kpi(&a, t->said++) },
					 .grade = 3,
					 .comment = TEXT("例") };
	struct act_result made;
	struct err err = { 0 };

	bench_must(review_grade(&made, &c, &q, &err), &err);
	arena_clear(&a);
}

static void record(void *state)
{
	struct town *t = state;
	struct arena a = { 0 };
	struct context c = request_of(t, &a);
	const struct record_request q = { .plan = text_of(town_plan),
					  .kpi = town_kpi(&a, t->said++),
					  .period = { .kind = PERIOD_CY, .year = 2024 },
					  .value = decimal_of(1200),
					  .state = STATE_FINAL,
					  .published = { 2025, 7, 1 },
					  .source = TEXT("例示市「統計年報」（架空の例）") };
	struct record_result made;
	struct err err = { 0 };

	bench_must(record_value(&made, &c, &q, &err), &err);
	arena_clear(&a);
}

static bool row(const char *what, void (*run)(void *), struct town *t, int repeats, double goal_ms)
{
	const double took = bench_median(run, t, repeats);

	return bench_row(&(struct bench_row){ .what = what,
					      .value = took * 1e3,
					      .unit = "ms",
					      .is = goal_ms > 0 ? BENCH_AT_MOST : BENCH_NO_GOAL,
					      .goal = goal_ms });
}

int main(void)
{
	char folder[] = "sosei-bench-XXXXXX";
	struct town t = { .c = { .arena = &t.once } };
	bool met;

	if (!mkdtemp(folder))
		return fprintf(stderr, "no folder here\n"), 2;
	town_make(&t.c, arena_printf(&t.once, "%s/sosei.db", folder));
	bench_open();
	met = row("200 KPIs, ten years, six reviews: an open review, read", load, &t, 21, 50);
	met &= row("... all verdicts (evaluate)", judge, &t, 21, 0);
	met &= row("... verdicts and all reviews, as the site needs them", report, &t, 11, 0);
	met &= row("... one grade given, with fsync", say, &t, 51, 0);
	t.said = 0;
	met &= row("... one value recorded, with fsync", record, &t, 51, 0);
	store_close(&t.c.store);
	arena_clear(&t.once);
	bench_remove(folder);
	return !met;
}
