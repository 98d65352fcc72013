/* The population's pages of Kumamoto's example: from init to the bytes of each file. */
#include "store_place.h"

#include <math.h>
#include <unistd.h>

#include "base/json.h"
#include "markup.h"
#include "publish/site.h"
#include "publish/words.h"
#include "usecase/evaluate.h"
#include "usecase/figures.h"
#include "usecase/init.h"
#include "usecase/people_report.h"
#include "usecase/stats.h"
#include "web/source_store.h"

static struct arena arena;

static const char *const people_pages[] = { "population.html", "population-ages.html", "population-future.html",
					    "population-check.html" };
enum { N_PAGES = sizeof people_pages / sizeof *people_pages };

/* The report of the example as known on a day (year 0: all). */
static const struct plan_report *report_of(const struct place *p, const char *example, const char *plan,
					   struct date known_at)
{
	struct context c = { .arena = &arena, .actor = TEXT("test"), .now = 1795000000 };
	struct evaluate_request q = { .plan = text_of(plan), .known_at = known_at };
	struct plan_report *r = NEW(&arena, struct plan_report);
	struct init_result made;

	OK(init_store(&made, &c, p->where, example, &err));
	OK(evaluate(r, &c, &q, &err));
	OK(people_report(r, &c, known_at, &err));
	store_close(&c.store);
	return r;
}

static const struct site_file *file_of(const site_file_list *files, const char *path)
{
	for (size_t i = 0; i < files->n; i++)
		if (text_is(files->at[i].path, path))
			return &files->at[i];
	return NULL;
}

static struct text written(const struct plan_report *r, const char *path, const struct site_request *q)
{
	site_file_list files = { 0 };
	const struct site_file *f;
	struct buf b = { 0 };
	struct text t;

	site_files(&arena, r, &files);
	f = file_of(&files, path);
	if (!f)
		fail_msg("no file %s", path);
	site_write(&b, &arena, r, f, q);
	t = text_dup(&arena, buf_view(&b));
	buf_clear(&b);
	return t;
}

static void must_hold(struct text page, const char *words)
{
	if (text_find(page, text_of(words)) == SIZE_MAX)
		fail_msg("\"%s\" is missing in:\n%.*s", words, (int)page.n, page.p);
}

static void must_not_hold(struct text page, const char *words)
{
	size_t at = text_find(page, text_of(words));

	if (at != SIZE_MAX)
		fail_msg("\"%s\" stands in: %.*s", words, 200, page.p + (at > 100 ? at - 100 : 0));
}

static void check_page(const struct plan_report *r, const char *path, const struct site_request *q)
{
	static const char *const never[] = {
		"nan", "NaN", ">inf", "-inf", ">publish.", ">people.", "(null)", "{", NULL
	};
	struct text page = written(r, path, q);
	struct markup m;

	markup_read(&m, &arena, page);
	if (m.fault)
		fail_msg("%s: %s", path, m.fault);
	for (size_t i = 0; never[i]; i++)
		must_not_hold(page, never[i]);
	for (size_t i = 0; i < m.fetched.n; i++)
		assert_true(text_find(m.fetched.at[i], TEXT("//")) == SIZE_MAX);
}

static void check_all(const struct plan_report *r)
{
	static const struct site_request served = { .known_at = { 2024, 12, 31 }, .served = true };

	for (size_t i = 0; i < N_PAGES; i++) {
		check_page(r, people_pages[i], NULL);
		check_page(r, arena_printf(&arena, "en/%s", people_pages[i]), NULL);
		check_page(r, people_pages[i], &served);
	}
}

static void every_page_is_well_formed_and_without_a_number_that_is_none(void **state)
{
	check_all(report_of(*state, "kumamoto", "", (struct date){ 0 }));
}

static void the_figures_are_the_published_ones_and_those_of_the_method(void **state)
{
	const struct plan_report *r = report_of(*state, "kumamoto", "", (struct date){ 0 });
	struct text now = written(r, "population.html", NULL), future = written(r, "population-future.html", NULL),
		    ages = written(r, "population-ages.html", NULL), check = written(r, "population-check.html", NULL);

	must_hold(now, "738,865");
	must_hold(now, "740,822");
	must_hold(now, "−2,833"); /* vital statistics, 2023 */
	must_hold(now, "2023年（人口動態統計（日本人））：5,345 − 8,178 ＝ −2,833");
	must_hold(now, "177,325 ÷ 733,580 × 100 ＝ 24.17");
	must_hold(now, "出生 − 死亡");
	/* Births and deaths come from the same file: natural and social change name it once each. */
	{
		size_t n = 0;

		for (struct text rest = now; text_find(rest, TEXT("juki-2020.csv（記録番号")) != SIZE_MAX; n++)
			rest = text_slice(rest, text_find(rest, TEXT("juki-2020.csv（記録番号")) + 1, rest.n);
		assert_int_equal(n, 2);
	}
	must_hold(future, "690,169"); /* the institute, 2045 */
	must_hold(future, "計画は2045年の人口について700,000人という水準を挙げています");
	must_hold(future, "転入だけで保つ場合");
	must_hold(future, "最新値 5,345 → 目標値 7,000（2023年まで）");                       /* イ1 */
	must_hold(future, "最新値 1,384 → 目標値 400（2023年まで）　目標は守るべき限度です"); /* ア2: a floor */
	must_hold(future, "出生や移動を数える指標ではありません");
	must_hold(future, "2040年に1.80になるとします");
	must_hold(ages, "<title");
	must_hold(ages, "ここから推計");
	must_hold(check, "+0.12％"); /* Kumamoto, 2015 to 2020: docs/methods/projection.md */
	must_hold(check, "+0.57％"); /* the institute's */
	must_hold(check, "1.18％");
	must_hold(check, "3.68％");
	assert_int_equal(lround(r->people->trend->census.at.at[8].total), 738865);
}

/* Of each chart a title and a description, a sentence below it and a table behind it. */
static void every_chart_has_title_description_sentence_and_table(void **state)
{
	const struct plan_report *r = report_of(*state, "kumamoto", "", (struct date){ 0 });
	size_t charts = 0;

	for (size_t i = 0; i < N_PAGES; i++)
		for (struct text rest = written(r, people_pages[i], NULL);;) {
			size_t at = text_find(rest, TEXT("<figure>")), end, table;
			struct text figure;

			if (at == SIZE_MAX)
				break;
			rest = text_slice(rest, at, rest.n);
			end = text_find(rest, TEXT("</figure>"));
			figure = text_slice(rest, 0, end);
			must_hold(figure, "chart-wide");
			must_hold(figure, "chart-narrow");
			must_hold(figure, "<title id=");
			must_hold(figure, "<desc id=");
			must_hold(figure, "<figcaption><strong>");
			rest = text_slice(rest, end, rest.n);
			table = text_find(rest, TEXT("<table"));
			at = text_find(rest, TEXT("<figure>"));
			assert_true(table != SIZE_MAX && (at == SIZE_MAX || table < at));
			charts++;
		}
	assert_int_equal(charts, 9);
}

/* The address without its query; what stands behind # is returned. */
static struct text split(struct text *link)
{
	size_t hash = text_find(*link, TEXT("#")), query = text_find(*link, TEXT("?"));
	struct text place = hash == SIZE_MAX ? (struct text){ 0 } : text_slice(*link, hash + 1, link->n);

	*link = text_slice(*link, 0, query < hash ? query : hash == SIZE_MAX ? link->n : hash);
	return place;
}

static void links_lead_to(const struct plan_report *r, const char *path)
{
	struct markup m;

	markup_read(&m, &arena, written(r, path, NULL));
	for (size_t l = 0; l < m.links.n; l++) {
		struct text link = m.links.at[l], place = split(&link);
		struct markup there;
		bool found = !place.n;

		if (text_starts(link, TEXT("https://")) || text_find(link, TEXT("/")) != SIZE_MAX)
			continue;
		markup_read(&there, &arena, written(r, link.n ? text_z(&arena, link) : path, NULL));
		for (size_t i = 0; i < there.ids.n && place.n; i++)
			found |= text_eq(there.ids.at[i], place);
		if (!found)
			fail_msg("%s links to %.*s#%.*s", path, (int)link.n, link.p, (int)place.n, place.p);
	}
}

static void every_number_that_links_to_its_derivation_finds_it(void **state)
{
	const struct plan_report *r = report_of(*state, "kumamoto", "", (struct date){ 0 });

	for (size_t i = 0; i < N_PAGES; i++)
		links_lead_to(r, people_pages[i]);
}

static void the_same_log_gives_the_same_bytes(void **state)
{
	struct place *p = *state;
	const struct plan_report *one = report_of(p, "kumamoto", "", (struct date){ 0 }), *two;
	site_file_list files = { 0 };

	place_tear_down(state); /* a second store, at a place of its own */
	place_set_up(state);
	two = report_of(p, "kumamoto", "", (struct date){ 0 });
	site_files(&arena, one, &files);
	for (size_t i = 0; i < files.n; i++) {
		const char *path = text_z(&arena, files.at[i].path);

		if (text_find(files.at[i].path, TEXT("population")) != SIZE_MAX ||
		    text_find(files.at[i].path, TEXT("projection")) != SIZE_MAX)
			assert_true(text_eq(written(one, path, NULL), written(two, path, NULL)));
	}
}

static void the_server_gives_the_bytes_of_the_site(void **state)
{
	struct place *p = *state;
	const struct plan_report *site = report_of(p, "kumamoto", "kumamoto-2020", (struct date){ 0 }), *served;
	static const struct site_request request = { .served = true };
	struct web_source source;

	OK(source_store_open(&source, p->where, TEXT("kumamoto-2020"), &err));
	OK(source.report(source.context, &arena, (struct date){ 0 }, &served, &err));
	for (size_t i = 0; i < N_PAGES; i++)
		assert_true(text_eq(written(site, people_pages[i], NULL), written(served, people_pages[i], &request)));
	assert_true(text_eq(written(site, "data/population.json", NULL),
			    written(served, "data/population.json", &request)));
	source_store_close(&source);
}

static void what_was_not_published_on_a_day_does_not_stand_on_its_pages(void **state)
{
	const struct plan_report *r = report_of(*state, "kumamoto", "kumamoto-2020", (struct date){ 2020, 12, 31 });
	struct text page;

	assert_non_null(r->people);
	page = written(r, "population.html", NULL);
	must_not_hold(page, "738,865"); /* published in November 2021 */
	must_hold(page, "740,822");
	check_all(r);
}

static void a_town_without_statistics_has_no_such_pages(void **state)
{
	const struct plan_report *r = report_of(*state, "sample-city", "sample-2022", (struct date){ 0 });
	site_file_list files = { 0 };

	assert_null(r->people);
	site_files(&arena, r, &files);
	for (size_t i = 0; i < files.n; i++)
		assert_true(text_find(files.at[i].path, TEXT("population")) == SIZE_MAX);
	must_not_hold(written(r, "index.html", NULL), "population.html");
}

/* A second town, invented, beside Kumamoto: half of it at each census. */
static void towns_that_make_a_plan_together_are_added_up(void **state)
{
	const struct place *p = *state;
	const struct plan_report *alone = report_of(p, "kumamoto", "", (struct date){ 0 });
	struct context c = {
		.arena = &arena, .actor = TEXT("test"), .now = 1795000000, .store = place_open(p, STORE_WRITE)
	};
	struct plan_report r = *alone;
	struct plan plan = *alone->plan;
	struct buf csv = { 0 };
	struct stats_request q = { .path = "half.csv", .published = { 2016, 10, 0 } };
	struct stats_result made;

	buf_puts(&csv, "code,name,level,sex,age,2005,2010,2015\n");
	for (int sex = 0; sex < 3; sex++)
		for (int g = -1; g <= 19; g++) {
			const char *name = g < 0 ? "総数" : g == 18 ? "90歳以上" : g == 19 ? "年齢不詳" : NULL;
			int n = sex ? 100 : 200;

			buf_printf(&csv, "43216,合志市,city,%c,", "TMF"[sex]);
			if (name)
				buf_puts(&csv, name);
			else
				buf_printf(&csv, "%d～%d歳", g * 5, g * 5 + 4);
			buf_printf(&csv, ",%d,%d,%d\n",
				   g < 0     ? 19 * n
				   : g == 19 ? 0
					     : n,
				   g < 0     ? 19 * n
				   : g == 19 ? 0
					     : n,
				   g < 0     ? 19 * n
				   : g == 19 ? 0
					     : n);
		}
	q.bytes = buf_view(&csv);
	OK(stats_import(&made, &c, &q, &err));
	assert_int_equal(made.table.faults.n, 0);
	memset(&plan.authors, 0, sizeof plan.authors);
	*LIST_ADD(&arena, &plan.authors) = (struct plan_author){ .prefecture = TEXT("熊本県"), .name = TEXT("熊本市") };
	*LIST_ADD(&arena, &plan.authors) = (struct plan_author){ .prefecture = TEXT("熊本県"), .name = TEXT("合志市") };
	r.plan = &plan;
	r.at_event = 0;
	OK(people_report(&r, &c, (struct date){ 0 }, &err));
	assert_non_null(r.people);
	assert_true(text_is(r.people->name, "熊本市・合志市"));
	assert_true(population_total(&r.people->future->p.at[0]) ==
		    population_total(&alone->people->future->p.at[0]) + 3800);
	assert_true(population_total(&r.people->future->p.at[6]) > population_total(&alone->people->future->p.at[6]));
	check_all(&r);
	store_close(&c.store);
	buf_clear(&csv);
}

static void pages_hold_where_parts_are_missing(void **state)
{
	const struct plan_report *full = report_of(*state, "kumamoto", "", (struct date){ 0 });
	struct plan_report r = *full;
	struct people_report p = *full->people;

	r.people = &p;
	p.future = NULL;
	p.flag = "people.flag-no-count";
	p.solution = NULL;
	p.scenarios.n = p.past.n = p.effects.n = 0;
	check_all(&r);
	must_hold(written(&r, "population-future.html", NULL), "年齢別の国勢調査人口がありません");
	p.sources.n = p.backtests.n = 0;
	p.figures = NEW(&arena, struct area_figures);
	p.trend = NEW(&arena, struct trend);
	people_trend(&arena, (struct trend *)p.trend, p.figures);
	check_all(&r);
}

static void the_data_files_hold_every_figure_with_its_source(void **state)
{
	const struct plan_report *r = report_of(*state, "kumamoto", "", (struct date){ 0 });
	struct text csv = written(r, "data/population.csv", NULL);
	json_t *j = NULL, *row;
	double total = 0;
	size_t i;

	must_hold(csv, "43100,熊本市,census.population,counted,2015,T,total,740822,総務省統計局「国勢調査」");
	must_hold(csv, "census.population,counted,2020,T,total,738865,独立行政法人統計センター");
	must_hold(csv, "register.social-change,counted,2019,T,total,555,総務省");
	OK(json_parse(&j, written(r, "data/population.json", NULL), "population.json", &err));
	json_array_foreach (json_object_get(j, "projection"), i, row)
		if (json_integer_value(json_object_get(row, "year")) == 2045 &&
		    text_is(json_get_text(row, "series"), "すう勢") && !text_is(json_get_text(row, "sex"), "T"))
			total += json_real_value(json_object_get(row, "value"));
	assert_true(fabs(total - population_total(&r->people->future->p.at[6])) < 1e-3);
	json_decref(j);
	must_hold(written(r, "data.html", NULL), "data/projection.csv");
}

static void the_solved_pair_holds_when_it_is_a_scenario(void **state)
{
	const struct plan_report *r = report_of(*state, "kumamoto", "", (struct date){ 0 });
	const struct solution *s = r->people->solution;

	assert_true(r->people->asked_by_plan);
	assert_int_equal(s->year, 2045);
	assert_int_equal(lround(s->people), 700000);
	assert_int_equal(lround(s->as_in_the_past), lround(population_total(&r->people->future->p.at[6])));
	assert_int_equal(r->people->scenarios.n, 4);
	assert_true(population_total(&r->people->scenarios.at[0].p.at[6]) ==
		    population_total(&r->people->future->p.at[6]));
	assert_true(population_total(&r->people->scenarios.at[1].p.at[6]) >
		    population_total(&r->people->scenarios.at[0].p.at[6]));
}

/* ---- every kind of place, from the published files ---- */

static bool import(struct context *c, const char *file, struct date published)
{
	const char *folder = getenv("SOSEI_DATA");
	struct stats_request q = { .path = arena_printf(&arena, "%s/%s", folder ? folder : "", file),
				   .published = published };
	struct stats_result made;

	if (access(q.path, R_OK) != 0)
		return false;
	OK(stats_import(&made, c, &q, &err));
	return true;
}

/* The pages of one place as if it had made the plan; whether it has any. */
static bool check_place(struct context *c, const struct plan_report *like, struct text prefecture, struct text name)
{
	struct plan_report r = *like;
	struct plan plan = *like->plan;

	memset(&plan.authors, 0, sizeof plan.authors);
	*LIST_ADD(&arena, &plan.authors) = (struct plan_author){ .prefecture = prefecture, .name = name };
	r.plan = &plan;
	r.at_event = 0;
	OK(people_report(&r, c, (struct date){ 0 }, &err));
	if (!r.people)
		return false;
	for (size_t i = 0; i < N_PAGES; i++)
		check_page(&r, people_pages[i], NULL);
	check_page(&r, "en/population-future.html", NULL);
	return true;
}

static void pages_of_places_of_every_size_hold(void **state)
{
	const struct place *p = *state;
	const struct plan_report *like = report_of(p, "kumamoto", "", (struct date){ 0 });
	struct context c = {
		.arena = &arena, .actor = TEXT("test"), .now = 1795000000, .store = place_open(p, STORE_WRITE)
	};
	static const struct {
		const char *prefecture, *name;
	} odd[] = {
		{ "東京都", "青ヶ島村" }, /* 178 people */
		{ "福島県", "双葉町" },   /* evacuated: nobody in 2015 */
		{ "福島県", "福島市" },   /* not in the institute's projection */
		{ "神奈川県", "横浜市" }, { "福岡県", "那珂川市" }, { "鳥取県", "" }, { "東京都", "" },
	};
	struct figures_request now = { 0 };
	area_figures_list all = { 0 };
	size_t shown = 0;

	if (!import(&c, "census/census_1980_2015.csv", (struct date){ 2016, 10, 0 }) ||
	    !import(&c, "ipss2018/ipss2018_2015_2045.csv", (struct date){ 2018, 3, 0 }) ||
	    !import(&c, "register/juki-2020.csv", (struct date){ 2020, 8, 0 }) ||
	    !import(&c, "ssdse/SSDSE-A-2022.csv", (struct date){ 2021, 11, 0 })) {
		store_close(&c.store);
		print_message("SOSEI_DATA is absent\n");
		skip();
	}
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		assert_true(check_place(&c, like, text_of(odd[i].prefecture), text_of(odd[i].name)));
	OK(figures_load_all(&all, &c, &now, &err));
	for (size_t i = 0; i < all.n; i += 29) {
		struct area area;

		OK(area_find(&arena, &area, all.at[i]->code, &err));
		shown += check_place(&c, like, area.prefecture, area.name);
	}
	assert_true(shown >= 50);
	store_close(&c.store);
}

static int tear_down(void **state)
{
	arena_clear(&arena);
	return place_tear_down(state);
}

#define PAGES_TEST(f)                                \
	{                                            \
#f, f, place_set_up, tear_down, NULL \
	}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		PAGES_TEST(every_page_is_well_formed_and_without_a_number_that_is_none),
		PAGES_TEST(the_figures_are_the_published_ones_and_those_of_the_method),
		PAGES_TEST(every_chart_has_title_description_sentence_and_table),
		PAGES_TEST(every_number_that_links_to_its_derivation_finds_it),
		PAGES_TEST(the_same_log_gives_the_same_bytes),
		PAGES_TEST(the_server_gives_the_bytes_of_the_site),
		PAGES_TEST(towns_that_make_a_plan_together_are_added_up),
		PAGES_TEST(what_was_not_published_on_a_day_does_not_stand_on_its_pages),
		PAGES_TEST(a_town_without_statistics_has_no_such_pages),
		PAGES_TEST(pages_hold_where_parts_are_missing),
		PAGES_TEST(the_data_files_hold_every_figure_with_its_source),
		PAGES_TEST(the_solved_pair_holds_when_it_is_a_scenario),
	};

	struct CMUnitTest slow[] = { PAGES_TEST(pages_of_places_of_every_size_hold) };

	if (argc > 2 && strcmp(argv[2], "places") == 0)
		return place_run(argc, argv, slow, sizeof slow / sizeof *slow);
	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
