/* The site of a plan with 200 KPIs over ten years, and the population of Kumamoto's example read from a store and
 * projected, into a folder: against writing the same bytes as one file. Then the population's part, and one page alone,
 * as a server makes it. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "publish/site.h"
#include "target/forecast.h"
#include "usecase/init.h"
#include "usecase/people_report.h"
#include "usecase/publish.h"

enum { KPIS = 200, YEARS = 10, REVIEWS = 5, EXPERTS = 5 };

struct site {
	struct arena arena;
	struct plan_report *report;
	struct publish_result made;
	site_file_list files;
	struct store *store; /* with Kumamoto's statistics */
	char *dir;
};

static struct plan_kpi *add_kpi(struct arena *a, struct plan *plan, int i)
{
	struct plan_kpi *k = LIST_ADD(a, &plan->kpis);

	k->key = text_of(arena_printf(a, "KPI%d", i + 1));
	k->name = text_of(arena_printf(a, "例示の指標その%d（住民一人当たり）", i + 1));
	k->unit = TEXT("人");
	k->baseline.wording = TEXT("1,000");
	k->baseline.has_value = true;
	k->baseline.value = decimal_of(1000);
	k->baseline.period = (struct period){ .kind = PERIOD_FY, .year = 2014 };
	k->target.wording = TEXT("1,500以上");
	k->target.is.op = TARGET_AT_LEAST;
	k->target.is.has_value = true;
	k->target.is.value = decimal_of(1500);
	k->target.due = (struct period){ .kind = PERIOD_FY, .year = 2026 };
	return k;
}

static void add_values(struct arena *a, struct report_kpi *k, int i, int64_t *event)
{
	struct forecast_point points[YEARS];

	k->judged = (struct judge_input){
		.baseline = { .has_value = true, .value = decimal_of(1000), .period = k->kpi->baseline.period },
		.has_target = true,
		.target = k->kpi->target.is,
		.due = k->kpi->target.due,
		.better = BETTER_UP
	};
	for (int y = 0; y < YEARS; y++) {
		struct report_value *v = LIST_ADD(a, &k->values);
		struct report_point *p = LIST_ADD(a, &k->points);

		v->event = ++*event;
		v->period = (struct period){ .kind = PERIOD_FY, .year = (int16_t)(2015 + y) };
		v->value = decimal_of(1000 + (i * 7 + y * 31) % 400);
		v->state = STATE_FINAL;
		v->published = (struct date){ (int16_t)(2016 + y), 9, 0 };
		v->source = TEXT("例示市「統計年報」（架空の例）");
		k->judged.actual = (struct measured){ .has_value = true, .value = v->value, .period = v->period };
		p->value = *v;
		target_judge(a, &p->verdict, &k->judged);
		points[y] = (struct forecast_point){ v->period, v->value };
	}
	k->latest = &k->points.at[YEARS - 1];
	k->verdict = k->latest->verdict;
	forecast_make(a, &k->forecast, &k->judged, k->verdict.due, points, YEARS);
}

static struct plan_report *make_report(struct arena *a)
{
	struct plan_report *r = NEW(a, struct plan_report);
	struct plan *plan = NEW(a, struct plan);
	int64_t event = 1;

	plan->title = TEXT("例示市まち・ひと・しごと創生推進計画");
	for (int i = 0; i < KPIS; i++)
		add_kpi(a, plan, i);
	for (int i = 0; i < KPIS; i++) {
		struct report_kpi *k = LIST_ADD(a, &r->kpis);

		k->kpi = &plan->kpis.at[i];
		k->better = BETTER_UP;
		k->baseline_period = k->kpi->baseline.period;
		add_values(a, k, i, &event);
	}
	r->plan = plan;
	r->plan_id = TEXT("reiji");
	/* So that the statistics of the example are those of this plan's area. */
	LIST_ADD(a, &plan->authors)->name = TEXT("熊本市");
	r->as_of = (struct date){ 2025, 9, 30 };
	r->at_event = 0; /* of the store: all */
	return r;
}

/* What was said of one KPI: as much as people say. */
static void add_words(struct arena *a, struct reviewed *t)
{
	t->section = t->assessed_by = t->by = TEXT("企画政策課");
	t->assessed = t->concluded = t->decided_at_all = true;
	t->did = t->will = TEXT("相談会を６回開き、参加者への聞き取りを行って結果を公表する");
	t->analysis = t->finding = TEXT("取組は進んでいるが、担い手の確保に時間がかかっている");
	t->proposed = t->advised = t->decided = DIRECTION_IMPROVE;
	t->decided_by = TEXT("例示市総合戦略推進本部");
	t->decided_on = t->until = (struct date){ 2025, 11, 18 };
	t->from_year = 2026;
	t->grade = 3;
	for (int e = 0; e < EXPERTS; e++)
		*LIST_ADD(a, &t->grades) =
			(struct reviewed_grade){ .who = { { 0 }, e + 1 },
						 .first = 3,
						 .grade = 3,
						 .comment = TEXT("効果の表れ方を年度ごとに示してほしい") };
}

/* A review of every year, each with its edition and a word on every KPI. */
static void add_reviews(struct arena *a, struct plan_report *r)
{
	struct review_reports *all = NEW(a, struct review_reports);

	for (int y = 0; y < REVIEWS; y++) {
		struct review_report *v = LIST_ADD(a, &all->at);

		*v = (struct review_report){ .id = text_of(arena_printf(a, "%d-08", 2025 - y)),
					     .held = { (int16_t)(2025 - y), 8, 0 },
					     .about = (int16_t)(2024 - y),
					     .levels = 4,
					     .stage = STAGE_CLOSED,
					     .n_experts = EXPERTS };
		*LIST_ADD(a, &v->editions) = (struct reviewed_edition){ .number = 1, .day = { 2025, 12, 5 } };
		for (size_t i = 0; i < r->kpis.n; i++) {
			const struct report_kpi *k = &r->kpis.at[i];
			struct reviewed *t = LIST_ADD(a, &v->items);

			*t = (struct reviewed){ .item = { ITEM_KPI, k->kpi->key },
						.name = k->kpi->name,
						.kpi = k,
						.frozen = k,
						.of_year = &k->points.at[YEARS - 1 - y] };
			add_words(a, t);
		}
	}
	r->reviews = all;
}

static void fail(const struct err *err)
{
	struct arena said = { 0 };

	fprintf(stderr, "%s\n", msg_say(&said, LANG_EN, &err->msg));
	exit(1);
}

static void make_store(struct site *s, const char *path)
{
	struct context c = { .arena = &s->arena, .actor = TEXT("bench"), .now = 1795000000 };
	struct init_result made;
	struct err err = { 0 };

	if (!init_store(&made, &c, path, "kumamoto", &err))
		fail(&err);
	s->store = c.store;
}

/* From the store: read, projected, solved. */
static void read_people(struct site *s, struct arena *a)
{
	struct context c = { .store = s->store, .arena = a, .now = 1795000000 };
	struct err err = { 0 };

	if (!people_report(s->report, &c, (struct date){ 0 }, &err))
		fail(&err);
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

	read_people(s, &scratch);
	if (!usecase_publish(s->report, s->dir, &s->made, &err))
		fail(&err);
	s->report->people = NULL;
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

	site_write(&b, &scratch, s->report, &s->files.at[KPIS / 2], NULL);
	arena_clear(&scratch);
	buf_clear(&b);
}

int main(void)
{
	const char *tmp = getenv("TMPDIR");
	struct site s = { 0 };
	char *top = arena_printf(&s.arena, "%s/sosei-bench-XXXXXX", tmp ? tmp : "/tmp");
	double site, bytes, page, population;
	char what[128];
	bool met;

	if (!mkdtemp(top))
		return 1;
	s.dir = arena_printf(&s.arena, "%s/site", top);
	s.report = make_report(&s.arena);
	add_reviews(&s.arena, s.report);
	make_store(&s, arena_printf(&s.arena, "%s/k.db", top));
	read_people(&s, &s.arena);
	site_files(&s.arena, s.report, &s.files);
	bench_open();
	publish(&s);
	bench_pair(&site, &bytes, publish, write_bytes, &s, 7);
	snprintf(what, sizeof what, "site of %d KPIs x %d years, with population and %d reviews (%zu files, %.1f MB)",
		 KPIS, YEARS, REVIEWS, s.made.files, (double)s.made.bytes / 1e6);
	met = bench_row(&(struct bench_row){ .what = what,
					     .value = site * 1e3,
					     .unit = "ms",
					     .yardstick = "the bytes as one file",
					     .yardstick_value = bytes * 1e3,
					     .is = BENCH_AT_MOST,
					     .goal = 1000 });
	population = bench_median(people, &s, 21);
	met &= bench_row(&(struct bench_row){
		.what = "population from the store to its four pages", .value = population * 1e3, .unit = "ms" });
	page = bench_median(one_page, &s, 101);
	met &= bench_row(&(struct bench_row){ .what = "one KPI's page, rendered", .value = page * 1e3, .unit = "ms" });
	store_close(&s.store);
	if (system(arena_printf(&s.arena, "rm -r '%s'", top)))
		met = false;
	arena_clear(&s.arena);
	return !met;
}
