#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../file.h"
#include "base/json.h"
#include "markup.h"
#include "publish/pages.h"
#include "publish/site.h"
#include "publish/words.h"
#include "report_sample.h"
#include "usecase/publish.h"

static struct text written(struct arena *a, const struct plan_report *r, const struct site_file *f,
			   const struct site_request *q)
{
	struct buf b = { 0 };
	struct text t;

	site_write(&b, a, r, f, q);
	t = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return t;
}

static bool is_html(const struct site_file *f)
{
	return !strncmp(f->type, "text/html", 9);
}

static const struct site_file *file_of(const site_file_list *files, const char *path)
{
	for (size_t i = 0; i < files->n; i++)
		if (text_is(files->at[i].path, path))
			return &files->at[i];
	return NULL;
}

static struct text page_of(struct arena *a, const struct plan_report *r, const char *path)
{
	site_file_list files = { 0 };
	const struct site_file *f;

	site_files(a, r, &files);
	f = file_of(&files, path);
	if (!f)
		fail_msg("no file %s", path);
	return written(a, r, f, NULL);
}

static bool holds(struct text page, const char *words)
{
	return text_find(page, text_of(words)) != SIZE_MAX;
}

static void must_hold(struct text page, const char *words)
{
	if (!holds(page, words))
		fail_msg("\"%s\" is missing in:\n%.*s", words, (int)page.n, page.p);
}

static void check_page(struct arena *a, struct text path, struct text page)
{
	struct markup m;

	markup_read(&m, a, page);
	if (m.fault)
		fail_msg("%.*s: %s", (int)path.n, path.p, m.fault);
	for (const char **word =
		     (const char *[]){ "nan", "NaN", ">inf", "-inf", ">publish.", ">target.", "(null)", "{", NULL };
	     *word; word++)
		if (holds(page, *word))
			fail_msg("%.*s holds \"%s\"", (int)path.n, path.p, *word);
	for (size_t i = 0; i < m.fetched.n; i++)
		if (holds(m.fetched.at[i], "//"))
			fail_msg("%.*s fetches %.*s", (int)path.n, path.p, (int)m.fetched.at[i].n, m.fetched.at[i].p);
}

static void check_site(struct arena *a, const struct plan_report *r, const struct site_request *q)
{
	site_file_list files = { 0 };

	site_files(a, r, &files);
	for (size_t i = 0; i < files.n; i++)
		if (is_html(&files.at[i]))
			check_page(a, files.at[i].path, written(a, r, &files.at[i], q));
}

static void every_page_is_well_formed_without_script_outside_host_or_empty_cell(void **state)
{
	struct arena a = { 0 };

	(void)state;
	check_site(&a, report_sample(&a), NULL);
	check_site(&a, report_sample(&a), &(struct site_request){ .served = true, .known_at = { 2022, 3, 31 } });
	arena_clear(&a);
}

static void publishing_twice_gives_the_same_bytes(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *one = report_sample(&a), *two = report_sample(&a);
	site_file_list first = { 0 }, second = { 0 };

	(void)state;
	site_files(&a, one, &first);
	site_files(&a, two, &second);
	assert_int_equal(first.n, second.n);
	for (size_t i = 0; i < first.n; i++) {
		assert_true(text_eq(first.at[i].path, second.at[i].path));
		assert_true(text_eq(written(&a, one, &first.at[i], NULL), written(&a, two, &second.at[i], NULL)));
	}
	arena_clear(&a);
}

/* Resolves a relative link as a browser does, without query. */
static char *resolve(struct arena *a, struct text from, struct text link)
{
	size_t slash = 0;
	char *path;

	for (size_t i = 0; i < from.n; i++)
		if (from.p[i] == '/')
			slash = i + 1;
	while (text_starts(link, TEXT("../"))) {
		link = text_slice(link, 3, link.n);
		assert_true(slash > 0);
		slash--;
		while (slash && from.p[slash - 1] != '/')
			slash--;
	}
	path = arena_printf(a, "%.*s%.*s", (int)slash, from.p, (int)link.n, link.p);
	path[strcspn(path, "?")] = 0;
	return path;
}

static void every_link_leads_to_a_file_and_every_anchor_to_its_place(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	site_file_list files = { 0 };

	(void)state;
	site_files(&a, r, &files);
	for (size_t i = 0; i < files.n; i++) {
		struct markup m;

		if (!is_html(&files.at[i]))
			continue;
		markup_read(&m, &a, written(&a, r, &files.at[i], NULL));
		for (size_t l = 0; l < m.links.n; l++) {
			struct text link = m.links.at[l];
			bool found = false;

			if (text_starts(link, TEXT("https://")))
				continue;
			for (size_t k = 0; link.p[0] == '#' && k < m.ids.n; k++)
				found |= text_eq(text_slice(link, 1, link.n), m.ids.at[k]);
			if (link.p[0] != '#')
				found = file_of(&files, resolve(&a, files.at[i].path, link)) != NULL;
			if (!found)
				fail_msg("%.*s links to %.*s", (int)files.at[i].path.n, files.at[i].path.p, (int)link.n,
					 link.p);
		}
	}
	arena_clear(&a);
}

static void the_overview_shows_each_kpi_once_with_its_status_as_word_shape_and_tone(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	struct text page = page_of(&a, r, "index.html");

	(void)state;
	for (size_t i = 0; i < r->kpis.n; i++)
		must_hold(page, arena_printf(&a, "kpi/%s.html\">%s", text_z(&a, site_slug(&a, r, &r->kpis.at[i])),
					     text_z(&a, kpi_title(&a, &r->kpis.at[i]))));
	must_hold(page, "<span class=\"status tone-bad\"><svg class=\"shape\"");
	must_hold(page, "悪化</span>");
	must_hold(page, "<td role=\"cell\" data-label=\"目標まで\" class=\"num\">1,655</td>");
	must_hold(page, "2024年9月30日現在");
	must_hold(page, "資料に記載がなく不明"); /* the day of certification */
	arena_clear(&a);
}

static void the_page_of_a_kpi_shows_its_values_with_source_day_and_verdict(void **state)
{
	struct arena a = { 0 };
	struct text page = page_of(&a, report_sample(&a), "kpi/i1.html");

	(void)state;
	for (const char **w = (const char *[]){ "<svg xmlns", "<title id=\"chart-w-t\">イ1 出生数の推移</title>",
						"<desc", "2018年の6,766から2023年の5,345まで", "2024年9月", "確定",
						"例示県「&lt;架空&gt;統計」&amp; 例示市調べ",
						"href=\"https://www.example.invalid/toukei?a=1&amp;b=2\"", "#v-",
						"目標値 7,000 と実績値 5,345 の差", "../data/kpi/i1.csv",
						"対象期間の終わりから9か月", NULL };
	     *w; w++)
		must_hold(page, *w);
	must_hold(page_of(&a, report_sample(&a), "kpi/a1.html"), "実績値なし");
	arena_clear(&a);
}

static void a_series_that_disagrees_with_the_plan_shows_both_figures(void **state)
{
	struct arena a = { 0 };
	struct plan_report *r = (struct plan_report *)report_sample(&a);
	struct text page;

	(void)state;
	r->kpis.at[1].judged.has_series_baseline = true;
	r->kpis.at[1].judged.series_baseline = decimal_of(-115);
	page = page_of(&a, r, "kpi/a2.html");
	must_hold(page, "2019年度について、計画は494、統計は−115としています。");
	must_hold(page, "ch-hatch"); /* the floor */
	must_hold(page, "下限");
	arena_clear(&a);
}

static void a_forecast_is_drawn_and_told_until_the_due_value_is_there(void **state)
{
	struct arena a = { 0 };
	struct plan_report *r = (struct plan_report *)report_sample(&a);

	(void)state;
	must_hold(page_of(&a, r, "kpi/i1.html"), "期限の実績値が出ているため");
	r->kpis.at[2].verdict.final = false;
	must_hold(page_of(&a, r, "kpi/i1.html"), "95％予測区間 5,004～5,806");
	must_hold(page_of(&a, r, "kpi/i1.html"), "ch-forecast");
	assert_false(holds(page_of(&a, r, "kpi/u1.html"), "ch-forecast"));
	arena_clear(&a);
}

static void the_overview_names_the_certification_and_each_change(void **state)
{
	struct arena a = { 0 };
	struct plan_report *r = (struct plan_report *)report_sample(&a);
	struct text page;

	(void)state;
	r->versions.at[0].certified = (struct date){ 2022, 3, 30 };
	must_hold(page_of(&a, r, "index.html"), "2022年3月30日");
	*LIST_ADD(&a, &r->versions) = (struct report_version){
		.number = 2, .kind = TEXT("change"), .certified = { 2024, 8, 27 }, .source_name = TEXT("change.txt")
	};
	page = page_of(&a, r, "index.html");
	must_hold(page, "2022年3月30日（認定、第1版）");
	must_hold(page, "2024年8月27日（変更認定、第2版）");
	must_hold(page, "魅力あるしごとの創出　等");
	arena_clear(&a);
}

static void an_invented_example_says_so_on_every_page_and_a_real_plan_on_none(void **state)
{
	struct arena a = { 0 };
	struct plan_report *r = (struct plan_report *)report_sample(&a);
	site_file_list files = { 0 };
	struct text page;

	(void)state;
	site_files(&a, r, &files);
	for (size_t i = 0; i < files.n; i++) {
		const char *words = files.at[i].lang == LANG_JA ? "架空の例" : "Invented example";

		if (!is_html(&files.at[i]))
			continue;
		r->invented = true;
		page = written(&a, r, &files.at[i], NULL);
		must_hold(page, words); /* above all else, not only at the foot */
		must_hold(text_slice(page, 0, text_find(page, TEXT("<main"))), words);
		r->invented = false;
		assert_false(holds(written(&a, r, &files.at[i], NULL), words));
	}
	arena_clear(&a);
}

static void only_data_and_about_carry_the_logs_head(void **state)
{
	struct arena a = { 0 };
	struct plan_report *r = (struct plan_report *)report_sample(&a);
	site_file_list files = { 0 };

	(void)state;
	site_files(&a, r, &files);
	for (size_t i = 0; i < files.n; i++) {
		struct text before, after, path = files.at[i].path;
		bool carries = text_ends(path, TEXT("data.html")) || text_ends(path, TEXT("about.html")) ||
			       text_is(path, "data/plan.json");

		before = written(&a, r, &files.at[i], NULL);
		r->at_event += 1000;
		r->root.bytes[0] ^= 1;
		after = written(&a, r, &files.at[i], NULL);
		r->at_event -= 1000;
		r->root.bytes[0] ^= 1;
		if (text_eq(before, after) == carries)
			fail_msg("%.*s", (int)path.n, path.p);
	}
	arena_clear(&a);
}

static void hostile_words_stay_words(void **state)
{
	struct arena a = { 0 };
	struct plan_report *r = (struct plan_report *)report_sample(&a);
	struct plan_kpi *k = (struct plan_kpi *)r->kpis.at[2].kpi;
	struct text page;

	(void)state;
	k->name = TEXT("<script>alert(1)</script>\"onload=\"x\" & \xff\x01\x1b ﾃｽﾄ");
	k->unit = TEXT("'\"><b>");
	r->kpis.at[2].values.at[0].url = TEXT("javascript:alert(1)");
	r->kpis.at[2].values.at[1].url = TEXT(" javascript:alert(1)");
	r->kpis.at[2].values.at[2].url = TEXT("data:text/html,x");
	r->kpis.at[2].values.at[3].url = TEXT("JAVASCRIPT://x");
	r->kpis.at[2].values.at[0].source = TEXT("=HYPERLINK(\"http://x\")");
	r->source_text = TEXT("１ <h1>\x0c\n\n<!-- ]]> & &amp; 'x'\r\n");
	((struct plan *)r->plan)->title = TEXT("</title><script>");
	check_site(&a, r, NULL);
	page = page_of(&a, r, "kpi/i1.html");
	for (const char **w = (const char *[]){ "href=\"javascript", "href=\" javascript", "href=\"data:text",
						"href=\"JAVASCRIPT", NULL };
	     *w; w++)
		assert_false(holds(page, *w));
	must_hold(page_of(&a, r, "data/kpi/i1.csv"), "\"'=HYPERLINK(\"\"http://x\"\")\"");
	arena_clear(&a);
}

static void the_plan_s_page_shows_each_target_as_written(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	struct text page = page_of(&a, r, "plan.html");

	(void)state;
	for (size_t i = 0; i < r->kpis.n; i++)
		must_hold(page, text_z(&a, r->kpis.at[i].kpi->target.wording));
	must_hold(page, "href=\"kpi/i1.html\"");
	arena_clear(&a);
}

static void a_sentence_that_the_width_of_the_paper_cut_off_is_joined(void **state)
{
	struct arena a = { 0 };
	struct plan_report *r = (struct plan_report *)report_sample(&a);
	struct text page;

	(void)state;
	r->source_text = TEXT("１　地域再生計画の名称\n　例示市計画\n\n４　地域再生計画の目標\n"
			      "　例示市の人口は、二十年にわたって減り続けており、若い世代の転出が続\n"
			      "いている。そこで、仕事の場をつくり、住まいを整え、人の流れを変える取\n"
			      "組を進める。\n"
			      "　第二の段落は、ここから始まり、前の段落とは続かないものとして示され\n"
			      "なければならない。\n"
			      "・現状値\n"
			      "・目標値\n");
	page = page_of(&a, r, "plan.html");
	must_hold(page, ">４　地域再生計画の目標</h3>");
	must_hold(page, "若い世代の転出が続いている。そこで、");
	must_hold(page, "変える取組を進める。<br");
	must_hold(page, "示されなければならない。<br");
	must_hold(page, "・現状値<br");
	arena_clear(&a);
}

static void a_kpi_has_an_ascii_address_of_its_own(void **state)
{
	static const struct {
		const char *key, *slug;
	} known[] = { { "ア1", "a1" },     { "カ２", "ka2" },        { "シ3", "shi3" },    { "ン1", "n1" },
		      { "ツ1", "tsu1" },   { "ホ1", "ho1" },         { "KPI10", "kpi10" }, { "①1", "11" },
		      { "一1", "x4e001" }, { "../x", "x2ex2ex2fx" }, { "ア1", "a1-2" },    { "", "x" } };
	struct arena a = { 0 };
	struct plan_report r = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct plan_kpi *k = NEW(&a, struct plan_kpi);

		k->key = text_of(known[i].key);
		LIST_ADD(&a, &r.kpis)->kpi = k;
	}
	for (size_t i = 0; i < r.kpis.n; i++)
		assert_string_equal(text_z(&a, site_slug(&a, &r, &r.kpis.at[i])), known[i].slug);
	arena_clear(&a);
}

static void the_first_page_with_its_style_weighs_less_than_100_kilobytes(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);

	(void)state;
	assert_true(page_of(&a, r, "index.html").n + page_of(&a, r, "style.css").n + page_of(&a, r, "icon.svg").n <
		    100000);
	assert_false(holds(page_of(&a, r, "style.css"), "url("));
	assert_false(holds(page_of(&a, r, "style.css"), "@import"));
	arena_clear(&a);
}

static void the_data_files_hold_every_value_as_written(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	struct text csv = page_of(&a, r, "data/values.csv"), kpis = page_of(&a, r, "data/kpis.csv");
	json_t *j = NULL;

	(void)state;
	assert_true(text_starts(csv, TEXT("\xef\xbb\xbfplan,kpi,name,unit,period,value,")));
	must_hold(csv, "reiji-2020,イ1,出生数,人,CY2023,5345,final,2024-09,");
	must_hold(csv, "CY2020,-303,final");
	must_hold(csv, ",42.0,");
	must_hold(
		kpis,
		"reiji-2020,イ1,出生数,人,6766,CY2018,\"7,000以上\",FY2023,CY2023,5345,final,2024-09,worse,yes,1655,");
	for (const char **path = (const char *[]){ "data/plan.json", "data/kpi/i1.json", NULL }; *path; path++) {
		assert_true(json_parse(&j, page_of(&a, r, *path), *path, NULL));
		assert_string_equal(json_string_value(json_object_get(j, "plan")), "reiji-2020");
		json_decref(j);
	}
	arena_clear(&a);
}

/* ---- a property over random reports ---- */

static uint32_t roll(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static struct period some_period(uint32_t *s)
{
	enum period_kind kind = roll(s) % 4;
	int year = 1990 + roll(s) % 60;

	return (struct period){ .kind = kind, .year = year, .date = { year, 1 + roll(s) % 12, 1 + roll(s) % 28 } };
}

static struct decimal some_decimal(uint32_t *s)
{
	int64_t c = roll(s) % 3 ? roll(s) % 20000 : (int64_t)roll(s) * roll(s) * 999;

	return (struct decimal){ (roll(s) % 2 ? c : -c) % 1000000000000000000, roll(s) % 4 };
}

static double some_double(uint32_t *s)
{
	return (double)(int32_t)roll(s) / (1 + roll(s) % 100000) * (roll(s) % 9 ? 1 : 1e12);
}

static void shake(struct report_kpi *k, uint32_t *s)
{
	struct verdict *v = &k->verdict;
	struct plan_kpi *plan = (struct plan_kpi *)k->kpi;

	v->status = roll(s) % STATUS_COUNT;
	v->final = roll(s) % 2;
	v->has_progress = roll(s) % 2;
	v->has_elapsed = roll(s) % 2;
	v->progress = some_double(s);
	v->elapsed = (roll(s) % 1000) / 1000.0;
	v->has_short_by = roll(s) % 2;
	v->short_by = some_decimal(s);
	v->comparable = roll(s) % 4;
	v->significant = roll(s) % 4;
	v->has_baseline_interval = roll(s) % 2;
	v->has_actual_interval = roll(s) % 2;
	v->kind = roll(s) % KIND_COUNT;
	v->due = some_period(s);
	v->has_target = roll(s) % 2;
	v->target = some_decimal(s);
	k->baseline_period = some_period(s);
	plan->baseline.has_value = roll(s) % 2;
	plan->baseline.value = some_decimal(s);
	plan->target.is.op = roll(s) % TARGET_OP_COUNT;
	plan->target.is.has_high = roll(s) % 2;
	plan->target.is.high = some_decimal(s);
	if (roll(s) % 4 == 0)
		plan->target.wording = plan->unit = plan->baseline.wording = (struct text){ 0 };
	k->forecast.has = roll(s) % 2;
	k->forecast.at = some_period(s);
	k->forecast.at.kind = k->forecast.at.kind ? k->forecast.at.kind : PERIOD_FY;
	k->forecast.value = some_double(s);
	k->forecast.low = k->forecast.value - 1e3;
	k->forecast.high = k->forecast.value + 1e9;
	for (size_t i = 0; i < k->values.n; i++) {
		struct report_value *x = &k->values.at[i];

		x->value = some_decimal(s);
		x->state = roll(s) % STATE_COUNT;
		x->corrects = roll(s) % 3 ? 0 : x->event - 1;
		x->published = roll(s) % 3 ? x->published : (struct date){ 0 };
		x->source = roll(s) % 3 ? x->source : (struct text){ 0 };
		if (roll(s) % 2)
			x->period = (struct period){ .kind = PERIOD_CY, .year = 2000 + roll(s) % 20 };
		k->points.at[i].value = *x;
	}
	if (roll(s) % 4 == 0)
		k->points.n = k->values.n = 0, k->latest = NULL;
}

static void pages_of_random_reports_are_well_formed_and_never_say_nan(void **state)
{
	uint32_t seed = 20261123;

	(void)state;
	print_message("# seed %u\n", seed);
	for (int round = 0; round < 60; round++) {
		struct arena a = { 0 };
		struct plan_report *r = (struct plan_report *)report_sample(&a);

		for (size_t i = 0; i < r->kpis.n; i++)
			shake(&r->kpis.at[i], &seed);
		if (roll(&seed) % 5 == 0)
			r->kpis.n = 0;
		if (roll(&seed) % 3 == 0)
			r->as_of = (struct date){ 0 };
		check_site(&a, r, NULL);
		arena_clear(&a);
	}
}

/* ---- into a folder ---- */

static char *fresh_folder(struct arena *a)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = arena_printf(a, "%s/sosei-publish-XXXXXX", tmp ? tmp : "/tmp");

	assert_non_null(mkdtemp(dir));
	return dir;
}

static void remove_folder(struct arena *a, const char *dir)
{
	assert_int_equal(system(arena_printf(a, "rm -r '%s'", dir)), 0);
}

static struct text file_there(struct arena *a, const char *path)
{
	struct text t = file_read(a, path);

	if (!t.p)
		fail_msg("%s is not there", path);
	return t;
}

static void put_file(const char *path, const char *words)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(words, f);
	fclose(f);
}

static size_t entries(const char *dir)
{
	DIR *d = opendir(dir);
	size_t n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

static void a_site_is_written_and_written_again_over_itself(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	char *top = fresh_folder(&a), *dir = arena_printf(&a, "%s/site/", top);
	struct publish_result first, second;
	struct err err = { 0 };

	(void)state;
	assert_true(usecase_publish(r, dir, &first, &err));
	assert_true(first.files > 20 && first.bytes > 10000);
	assert_true(text_eq(file_there(&a, arena_printf(&a, "%s/kpi/i1.html", dir)), page_of(&a, r, "kpi/i1.html")));
	assert_true(usecase_publish(r, dir, &second, &err));
	assert_int_equal(first.files, second.files);
	assert_int_equal(first.bytes, second.bytes);
	assert_int_equal(entries(top), 1); /* nothing is left beside it */
	remove_folder(&a, top);
	arena_clear(&a);
}

static void a_folder_with_anything_else_in_it_is_refused_and_left_as_it_is(void **state)
{
	struct arena a = { 0 };
	const struct plan_report *r = report_sample(&a);
	char *top = fresh_folder(&a), *dir = arena_printf(&a, "%s/site", top);
	struct publish_result result;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(mkdir(dir, 0755), 0);
	put_file(arena_printf(&a, "%s/thesis.txt", dir), "mine");
	assert_false(usecase_publish(r, dir, &result, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_string_equal(err.msg.id, "publish.not-a-site");
	assert_string_equal(msg_arg(&err.msg, "file"), "thesis.txt");
	assert_true(text_is(file_there(&a, arena_printf(&a, "%s/thesis.txt", dir)), "mine"));
	assert_int_equal(entries(dir), 1);
	unlink(arena_printf(&a, "%s/thesis.txt", dir));

	/* An empty folder will do. Then a file of somebody's own among ours: refused again, both left. */
	assert_true(usecase_publish(r, dir, &result, &err));
	put_file(arena_printf(&a, "%s/kpi/note.txt", dir), "mine too");
	assert_false(usecase_publish(r, dir, &result, &err));
	assert_string_equal(err.msg.id, "publish.foreign-file");
	assert_string_equal(msg_arg(&err.msg, "file"), "kpi/note.txt");
	assert_true(text_is(file_there(&a, arena_printf(&a, "%s/kpi/note.txt", dir)), "mine too"));
	assert_true(file_there(&a, arena_printf(&a, "%s/index.html", dir)).n > 1000);

	put_file(arena_printf(&a, "%s/plain", top), "x");
	assert_false(usecase_publish(r, arena_printf(&a, "%s/plain", top), &result, &err));
	assert_string_equal(err.msg.id, "publish.not-a-folder");
	assert_false(usecase_publish(r, arena_printf(&a, "%s/no/such/place", top), &result, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_false(usecase_publish(r, "", &result, &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_int_equal(entries(top), 2);
	remove_folder(&a, top);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_is_well_formed_without_script_outside_host_or_empty_cell),
		cmocka_unit_test(publishing_twice_gives_the_same_bytes),
		cmocka_unit_test(every_link_leads_to_a_file_and_every_anchor_to_its_place),
		cmocka_unit_test(the_overview_shows_each_kpi_once_with_its_status_as_word_shape_and_tone),
		cmocka_unit_test(the_page_of_a_kpi_shows_its_values_with_source_day_and_verdict),
		cmocka_unit_test(a_series_that_disagrees_with_the_plan_shows_both_figures),
		cmocka_unit_test(a_forecast_is_drawn_and_told_until_the_due_value_is_there),
		cmocka_unit_test(the_overview_names_the_certification_and_each_change),
		cmocka_unit_test(an_invented_example_says_so_on_every_page_and_a_real_plan_on_none),
		cmocka_unit_test(only_data_and_about_carry_the_logs_head),
		cmocka_unit_test(hostile_words_stay_words),
		cmocka_unit_test(a_kpi_has_an_ascii_address_of_its_own),
		cmocka_unit_test(the_plan_s_page_shows_each_target_as_written),
		cmocka_unit_test(a_sentence_that_the_width_of_the_paper_cut_off_is_joined),
		cmocka_unit_test(the_first_page_with_its_style_weighs_less_than_100_kilobytes),
		cmocka_unit_test(the_data_files_hold_every_value_as_written),
		cmocka_unit_test(pages_of_random_reports_are_well_formed_and_never_say_nan),
		cmocka_unit_test(a_site_is_written_and_written_again_over_itself),
		cmocka_unit_test(a_folder_with_anything_else_in_it_is_refused_and_left_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
