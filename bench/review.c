/* The review year at the size of a large city: what it takes from a store of 200 KPIs, ten years and six reviews to the
 * page of one, to everybody's verdicts, to the published site; and what it takes to say one thing there.
 *
 * To count instructions on a machine that others use too: `bench_review make STORE`, then
 * `valgrind --tool=callgrind --toggle-collect=once bench_review load STORE` (or another of the parts below). */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "town.h"
#include "usecase/collect.h"
#include "usecase/evaluate.h"
#include "usecase/record.h"
#include "usecase/review_act.h"
#include "usecase/review_report.h"

struct town {
	struct context c;
	struct arena once;
	int said;
	struct table_file file;
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

/* A workbook that was taken is there: it comes last, and its median is that of one. */
static void make_returned(struct town *t)
{
	town_collect(&t->c);
	town_returned(&t->file, &t->c);
}

static void take(void *state)
{
	struct town *t = state;
	struct arena a = { 0 };
	struct context c = request_of(t, &a);
	struct collect_read read;
	struct err err = { 0 };

	bench_must(collect_read(&read, &c, (struct text){ 0 }, &t->file, true, &err), &err);
	arena_clear(&a);
}

static const struct part {
	const char *name, *what;
	void (*prepare)(struct town *);
	void (*run)(void *);
	int repeats;
	double goal_ms;
} parts[] = {
	{ "load", "200 KPIs, ten years, six reviews: an open review, read", NULL, load, 21, 50 },
	{ "judge", "... all verdicts (evaluate)", NULL, judge, 21, 0 },
	{ "report", "... verdicts and all reviews, as the site needs them", NULL, report, 11, 0 },
	{ "say", "... one grade given, with fsync", NULL, say, 51, 0 },
	{ "record", "... one value recorded, with fsync", NULL, record, 51, 0 },
	{ "take", "... a workbook of 200 figures and 200 self-assessments taken, with fsync", make_returned, take, 0,
	  0 },
};
enum { PARTS = sizeof parts / sizeof *parts };

/* Seconds; a function of its own, for callgrind. */
static __attribute__((noipa)) double once(const struct part *p, struct town *t)
{
	const double began = bench_now();

	p->run(t);
	return bench_now() - began;
}

static bool row(const struct part *p, struct town *t)
{
	double took;

	t->said = 0;
	if (p->prepare)
		p->prepare(t);
	took = p->repeats ? bench_median(p->run, t, p->repeats) : once(p, t);
	return bench_row(&(struct bench_row){ .what = p->what,
					      .value = took * 1e3,
					      .unit = "ms",
					      .is = p->goal_ms > 0 ? BENCH_AT_MOST : BENCH_NO_GOAL,
					      .goal = p->goal_ms });
}

static int one_part(struct town *t, const char *name, const char *store)
{
	struct err err = { 0 };

	if (strcmp(name, "make") == 0) {
		town_make(&t->c, store);
	} else {
		bench_must(store_open(&t->c.store, store, STORE_WRITE, &err), &err);
		town_context(&t->c);
	}
	for (size_t i = 0; i < PARTS; i++) {
		if (strcmp(name, parts[i].name) != 0)
			continue;
		if (parts[i].prepare)
			parts[i].prepare(t);
		(void)once(&parts[i], t);
	}
	store_close(&t->c.store);
	arena_clear(&t->once);
	return 0;
}

int main(int argc, char **argv)
{
	char folder[] = "sosei-bench-XXXXXX";
	struct town t = { .c = { .arena = &t.once } };
	bool met = true;

	if (argc == 3)
		return one_part(&t, argv[1], argv[2]);
	if (!mkdtemp(folder))
		return fprintf(stderr, "no folder here\n"), 2;
	town_make(&t.c, arena_printf(&t.once, "%s/sosei.db", folder));
	bench_open();
	for (size_t i = 0; i < PARTS; i++)
		met &= row(&parts[i], &t);
	store_close(&t.c.store);
	arena_clear(&t.once);
	bench_remove(folder);
	return !met;
}
