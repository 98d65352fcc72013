/* The site of a plan with 200 KPIs over ten years, and the population of Kumamoto's example read from a store and
 * projected, into a folder: against writing the same bytes as one file. Then the population's part, and one page alone,
 * as a server makes it. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "publish/site.h"
#include "town.h"
#include "usecase/evaluate.h"
#include "usecase/people_report.h"
#include "usecase/publish.h"
#include "usecase/review_report.h"

struct site {
	struct arena arena;
	struct plan_report *report;
	struct publish_result made;
	site_file_list files;
	struct context town;
	char *dir;
};

static void read_people(struct site *s, struct arena *a)
{
	struct context c = s->town;
	struct err err = { 0 };

	c.arena = a;
	bench_must(people_report(s->report, &c, (struct date){ 0 }, &err), &err);
}

/* As `sosei publish` does. */
static struct plan_report *read_all(struct site *s, struct arena *a)
{
	struct plan_report *r = NEW(a, struct plan_report);
	struct context c = s->town;
	struct err err = { 0 };

	c.arena = a;
	bench_must(evaluate(r, &c, &(struct evaluate_request){ .plan = text_of(town_plan) }, &err) &&
			   people_report(r, &c, (struct date){ 0 }, &err) &&
			   review_report(r, &c, (struct date){ 0 }, &err),
		   &err);
	return r;
}

static void people(void *state)
{
	static const char *const pages[] = { "population.html", "population-ages.html", "population-future.html",
					     "population-check.html" };
	struct site *s = state;
	struct arena scratch = { 0 };
	struct buf b = { 0 };

	read_people(s, &scratch);
	for (size_t i = 0; i < s->files.n; i++)
		for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
			if (text_is(s->files.at[i].path, pages[k]))
				site_write(&b, &scratch, s->report, &s->files.at[i], NULL);
	s->report->people = NULL;
	arena_clear(&scratch);
	buf_clear(&b);
}

static void publish(void *state)
{
	struct site *s = state;
	struct arena scratch = { 0 };
	struct err err = { 0 };

	bench_must(usecase_publish(read_all(s, &scratch), s->dir, &s->made, &err), &err);
	arena_clear(&scratch);
}

static void write_bytes(void *state)
{
	struct site *s = state;
	char *path = arena_printf(&s->arena, "%s.bytes", s->dir), *bytes = calloc(1, s->made.bytes);
	FILE *f = fopen(path, "w");

	if (!bytes || !f || fwrite(bytes, 1, s->made.bytes, f) != s->made.bytes)
		exit(1);
	fclose(f);
	unlink(path);
	free(bytes);
}

static void one_page(void *state)
{
	struct site *s = state;
	struct arena scratch = { 0 };
	struct buf b = { 0 };

	site_write(&b, &scratch, s->report, &s->files.at[TOWN_KPIS / 2], NULL);
	arena_clear(&scratch);
	buf_clear(&b);
}

int main(void)
{
	char top[] = "sosei-bench-XXXXXX";
	struct site s = { 0 };
	double site, bytes, page, population;
	char what[128];
	bool met;

	if (!mkdtemp(top))
		return fprintf(stderr, "no folder can be made here\n"), 2;
	s.dir = arena_printf(&s.arena, "%s/site", top);
	s.town.arena = &s.arena;
	town_make(&s.town, arena_printf(&s.arena, "%s/town.db", top));
	s.report = read_all(&s, &s.arena);
	site_files(&s.arena, s.report, &s.files);
	bench_open();
	publish(&s);
	bench_pair(&site, &bytes, publish, write_bytes, &s, 7);
	snprintf(what, sizeof what,
		 "site of %d KPIs x %d years, with population and %d reviews, from the store (%zu files, %.1f MB)",
		 TOWN_KPIS, TOWN_YEARS, TOWN_REVIEWS, s.made.files, (double)s.made.bytes / 1e6);
	met = bench_row(&(struct bench_row){ .what = what,
					     .value = site * 1e3,
					     .unit = "ms",
					     .yardstick = "the bytes as one file",
					     .yardstick_value = bytes * 1e3,
					     .is = BENCH_AT_MOST,
					     .goal = 1000 });
	page = bench_median(one_page, &s, 101);
	met &= bench_row(&(struct bench_row){ .what = "one KPI's page, rendered", .value = page * 1e3, .unit = "ms" });
	population = bench_median(people, &s, 21);
	met &= bench_row(&(struct bench_row){
		.what = "population from the store to its four pages", .value = population * 1e3, .unit = "ms" });
	store_close(&s.town.store);
	bench_remove(top);
	arena_clear(&s.arena);
	return !met;
}
