/* The public side of the reviews: what an edition holds, and what stays inside. */
#include "store_place.h"

#include <unistd.h>

#include "base/json.h"
#include "markup.h"
#include "publish/site.h"
#include "usecase/evaluate.h"
#include "usecase/init.h"
#include "usecase/review_act.h"
#include "usecase/review_report.h"
#include "usecase/section.h"
#include "web/source_store.h"

static struct arena arena;
static struct context c;

/* ---- hands ---- */

/* The example's store, open for more acts. */
static void have(const struct place *p, const char *example)
{
	struct init_result made;

	c = (struct context){ .arena = &arena, .actor = TEXT("test"), .now = 1795000000 };
	OK(init_store(&made, &c, p->where, example, &err));
}

static struct plan_report *report(const char *plan, struct date known_at)
{
	struct evaluate_request q = { .plan = text_of(plan), .known_at = known_at };
	struct plan_report *r = NEW(&arena, struct plan_report);

	OK(evaluate(r, &c, &q, &err));
	OK(review_report(r, &c, known_at, &err));
	return r;
}

static struct plan_report *sample(void)
{
	return report("sample-2022", (struct date){ 0 });
}

/* Empty: there is no such file. */
static struct text written(const struct plan_report *r, const char *path, const struct site_request *q)
{
	site_file_list files = { 0 };
	struct text t = { 0 };

	site_files(&arena, r, &files);
	for (size_t i = 0; i < files.n; i++)
		if (text_is(files.at[i].path, path)) {
			struct buf b = { 0 };

			site_write(&b, &arena, r, &files.at[i], q);
			t = text_dup(&arena, buf_view(&b));
			buf_clear(&b);
		}
	return t;
}

static void must_hold(struct text page, const char *words)
{
	if (text_find(page, text_of(words)) == SIZE_MAX)
		fail_msg("\"%s\" is missing in:\n%.*s", words, (int)page.n, page.p);
}

/* Every file whose path begins so, one after the other. */
static struct text all_written(const struct plan_report *r, const char *begins)
{
	site_file_list files = { 0 };
	struct buf all = { 0 };
	struct text made;

	site_files(&arena, r, &files);
	for (size_t i = 0; i < files.n; i++)
		if (text_starts(files.at[i].path, text_of(begins))) {
			buf_printf(&all, "\n== %s\n", text_z(&arena, files.at[i].path));
			site_write(&all, &arena, r, &files.at[i], NULL);
		}
	made = text_dup(&arena, buf_view(&all));
	buf_clear(&all);
	return made;
}

/* The site that was asked for last: it is asked for many words. */
static const struct plan_report *last;
static struct text whole;

/* In no byte of the whole site. */
static void nowhere(const struct plan_report *r, const char *words)
{
	size_t at;

	if (r != last)
		whole = all_written(r, "");
	last = r;
	at = text_find(whole, text_of(words));
	if (at != SIZE_MAX)
		fail_msg("\"%s\" stands in the site: %.200s", words, whole.p + at);
}

static struct review_item kpi(const char *key)
{
	return (struct review_item){ ITEM_KPI, text_of(key) };
}

/* ---- what an edition holds ---- */

static void an_edition_shows_figures_words_answers_and_decisions(void **state)
{
	struct text page, kpi_page;
	struct plan_report *r;

	have(*state, "sample-city");
	r = sample();
	page = all_written(r, "review-2025-09");
	must_hold(page, "若者の転出の理由を調べ、対策を絞ること");               /* finding */
	must_hold(page, "市だけで出生数を目標とすることを見直すべきである");     /* dissent */
	must_hold(page, "20代の転出が続き、子育て世帯の転入では補えていない");   /* self-assessment */
	must_hold(page, "転出の理由が分からないままでは対策を選べない");         /* comment of a grade */
	must_hold(page, "就職先の情報が届いていないことも理由ではないか");       /* discussion */
	must_hold(page, "予約型の交通の利用が説明されたため");                   /* a grade that was changed */
	must_hold(page, "市外の高校・大学へ進んだ人への調査を行い");             /* answer */
	must_hold(page, "結婚前の世代への支援は県が2026年度から行うため");       /* why not */
	must_hold(page, "国の標準化の時期を待ち、2026年度は対象を広げないため"); /* departs, and why */
	must_hold(page, "移住定住促進費");
	must_hold(page, "クリッペンドルフのα（順序尺度）");
	must_hold(page, "評価を開示し、項目ごとに意見を交わした"); /* public minutes */
	must_hold(page, "効果検証シート");
	must_hold(page, "15,420,000円");
	must_hold(page, "議会への報告：2025年12月3日");
	must_hold(page, "利害関係の申告により、委員1人は評価していません。");
	kpi_page = written(r, "kpi/i1.html", NULL);
	must_hold(kpi_page, "若者の転出の理由を調べ、対策を絞ること");
	must_hold(kpi_page, "市外の高校・大学へ進んだ人への調査を行い");
	must_hold(kpi_page, "改善（2026年度から）");
	must_hold(kpi_page, "企画政策課");
	must_hold(written(r, "index.html", NULL), "review-2025-09.html");
	must_hold(all_written(r, "en/review-2025-09"), "Krippendorff");
}

static void the_open_review_shows_its_stage_and_due_days_and_nothing_of_what_is_said_in_it(void **state)
{
	struct plan_report *r;
	struct text page;

	have(*state, "sample-city");
	r = sample();
	page = written(r, "review-2026-09.html", NULL);
	must_hold(page, "この効果検証は実施中です");
	must_hold(page, "2026年8月31日");   /* due day of the freeze */
	nowhere(r, "就農相談会を７回開き"); /* a self-assessment of the open year */
	nowhere(r, "企業研修を７社受け入れた");
	must_hold(written(r, "reviews.html", NULL), "公表前");
}

static void each_item_has_its_page_and_the_way_to_the_next(void **state)
{
	struct plan_report *r;
	struct text page;

	have(*state, "sample-city");
	r = sample();
	must_hold(written(r, "review-2025-09.html", NULL), "href=\"review-2025-09/4.html\"");
	page = written(r, "review-2025-09/4.html", NULL);
	must_hold(page, "イ1 年転入超過数");
	must_hold(page, "若者の転出の理由を調べ、対策を絞ること");
	must_hold(page, "href=\"../review-2025-09.html\"");
	must_hold(page, "href=\"../review-2025-09/3.html\"");
	must_hold(page, "href=\"../review-2025-09/5.html\"");
	must_hold(page, "href=\"../kpi/i1.html\"");
	must_hold(written(r, "kpi/i1.html", NULL), "href=\"../review-2025-09/4.html\"");
	must_hold(written(r, "en/review-2025-09/4.html", NULL), "href=\"../review-2025-09/5.html\"");
	must_hold(written(r, "review-2024-10/5.html", NULL), "確定後に改められた実績値"); /* 560, then 540 */
	assert_true(written(r, "review-2026-09/1.html", NULL).n == 0); /* open: nothing said is public */
}

static void what_was_promised_a_year_ago_comes_back_first(void **state)
{
	struct plan_report *r;
	struct text page;

	have(*state, "sample-city");
	r = sample();
	page = written(r, "review-2025-09.html", NULL);
	must_hold(page, "これまでの対応方針の実施状況");
	must_hold(page, "<a href=\"review-2024-10/4.html\">2024年10月 イ1</a>");
	must_hold(page, "お試し居住を15組以上受け入れる");
	must_hold(page, "19組を受け入れた");
	must_hold(page, "一部実施");
	must_hold(page, "委託料が折り合わず、職員が行った"); /* not done, and why */
	assert_true(text_find(written(r, "review-2024-10.html", NULL), TEXT("これまでの対応方針")) == SIZE_MAX);
}

/* ---- what stays inside ---- */

static void names_logins_interests_and_what_is_not_public_stand_nowhere(void **state)
{
	struct plan_report *r;

	have(*state, "sample-city");
	r = sample();
	nowhere(r, "例示 学");
	nowhere(r, "例示 金");
	nowhere(r, "例示 商工"); /* a section's contact */
	nowhere(r, "勤務先が創業資金を融資している");
	nowhere(r, "事業者の個別の出荷額");
	nowhere(r, "\"m3\"");
	must_hold(all_written(r, "review-2025-09"), "委員3");
}

/* Opens the year again from its close: an invented small year with blind grades. */
static void a_blind_grade_is_in_no_byte_of_the_site(void **state)
{
	const struct grade_request q = {
		.member = TEXT("m1"), .item = kpi("ア1"), .grade = 1, .comment = TEXT("開示前の意見である")
	};
	struct act_result did;
	struct plan_report *before, *after;

	have(*state, "sample-city");
	for (size_t i = 0; i < sample()->kpis.n; i++) {
		struct assess_request s = { .item = { ITEM_KPI, sample()->kpis.at[i].kpi->key },
					    .did = TEXT("x"),
					    .analysis = TEXT("y"),
					    .direction = DIRECTION_CONTINUE };
		struct err ignored = { 0 };

		(void)!review_assess(&did, &c, &s, &ignored);
	}
	before = sample();
	{
		static const char *const projects[] = { "ウ(2)", "エ(2)" };
		const struct invite_request invite = { .member = TEXT("m1") };
		const struct declare_request declare = { .member = TEXT("m1"), .statement = TEXT("内々の申告") };

		for (size_t i = 0; i < 2; i++) {
			const struct assess_request s = { .item = { ITEM_PROJECT, text_of(projects[i]) },
							  .did = TEXT("x"),
							  .analysis = TEXT("y"),
							  .has_spent = true,
							  .direction = DIRECTION_CONTINUE };

			OK(review_assess(&did, &c, &s, &err));
		}
		OK(review_freeze(&did, &c, TEXT(""), &err));
		OK(review_invite(&did, &c, &invite, &err));
		OK(review_declare(&did, &c, &declare, &err));
	}
	OK(review_grade(&did, &c, &q, &err));
	after = sample();
	nowhere(after, "開示前の意見である");
	nowhere(after, "内々の申告");
	/* Nor does the page tell that it was given. */
	assert_true(before->at_event < after->at_event);
	assert_true(text_eq(all_written(before, "review-2025-09"), all_written(after, "review-2025-09")));
	must_hold(written(after, "review-2026-09.html", NULL), "個別評価");
}

/* A second edition; of a closed year the command refuses it, the log does not. */
static void publish_again(const char *changes)
{
	place_append(c.store, "review_published",
		     json_pack("{s:s,s:i,s:i,s:s}", "review", "2025-09", "edition", 2, "at_event",
			       (int)place_head(c.store), "changes", changes));
}

static void what_is_corrected_behind_an_edition_waits_for_the_next_one(void **state)
{
	struct text first, page;
	struct review r;

	have(*state, "sample-city");
	first = all_written(sample(), "review-2025-09");
	OK(review_load(&r, &c, TEXT("2025-09"), &err));
	place_append(c.store, "review_decided",
		     json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I}", "review", "2025-09", "item", "kpi:ア1", "direction",
			       "develop", "from_year", "FY2026", "decided_by", "例示市長", "decided_on", "2026-01-15",
			       "because", "議会の議決により改めた", "corrects",
			       (json_int_t)review_thing_of(&r, kpi("ア1"))->decision.event));
	assert_true(text_eq(first, all_written(sample(), "review-2025-09")));
	nowhere(sample(), "議会の議決により改めた");
	publish_again("ア1の方針を改めた");
	page = all_written(sample(), "review-2025-09");
	must_hold(page, "議会の議決により改めた");
	must_hold(page, "ア1の方針を改めた");
	must_hold(page, "公表　第2版");
}

static void show_names(const char *value)
{
	place_append(c.store, "review_set",
		     json_pack("{s:s,s:s,s:s,s:s}", "review", "2025-09", "item", "names", "value", value, "because",
			       "委員会の申合せ"));
}

static void names_stand_there_from_the_edition_that_shows_them_and_go_at_once(void **state)
{
	have(*state, "sample-city");
	show_names("shown");
	nowhere(sample(), "例示 学");
	publish_again("氏名を付した");
	must_hold(all_written(sample(), "review-2025-09"), "例示 学");
	show_names("hidden");
	nowhere(sample(), "例示 学");
}

/* A later value of the year stands beside the frozen one. */
static void a_figure_that_is_revised_stands_beside_the_frozen_one(void **state)
{
	const struct review_report *v;
	bool found = false;

	have(*state, "sample-city");
	v = reviews_latest(sample()->reviews);
	assert_non_null(v);
	for (size_t i = 0; i < v->items.n; i++) {
		const struct reviewed *t = &v->items.at[i];

		if (!text_is(t->item.key, "ウ1"))
			continue;
		found = true;
		assert_null(t->of_year); /* published behind the freeze */
		assert_true(t->no_value.n > 0);
		assert_true(t->changed);
		assert_string_equal(DEC(t->of_now->value.value), "238");
	}
	assert_true(found);
	must_hold(all_written(sample(), "review-2025-09"), "確定後に改められた実績値");
}

/* ---- a function of the log ---- */

static void the_same_log_gives_the_same_bytes_whoever_asks_and_whenever(void **state)
{
	struct plan_report *one, *two;
	site_file_list files = { 0 };

	have(*state, "sample-city");
	one = sample();
	c.now += 400 * 86400;
	two = sample();
	site_files(&arena, one, &files);
	for (size_t i = 0; i < files.n; i++) {
		const char *path = text_z(&arena, files.at[i].path);

		if (!text_eq(written(one, path, NULL), written(two, path, NULL)))
			fail_msg("%s differs", path);
	}
}

/* The example's review in a store of its own, on SQLite: on PostgreSQL the test compares the two databases. */
static void every_database_gives_the_same_bytes(void **state)
{
	static const char *const pages[] = { "reviews.html",        "review-2025-09.html", "en/review-2025-09.html",
					     "review-2026-09.html", "kpi/i1.html",         "data/reviews.json",
					     "data/reviews.csv" };
	struct place here = { 0 };
	struct text one[sizeof pages / sizeof *pages];

	have(*state, "sample-city");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		one[i] = written(sample(), pages[i], NULL);
	store_close(&c.store);
	strcpy(here.folder, "/tmp/sosei-review-XXXXXX");
	assert_non_null(mkdtemp(here.folder));
	snprintf(here.where, sizeof here.where, "%s/sosei.db", here.folder);
	have(&here, "sample-city");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		assert_true(one[i].n > 0);
		if (!text_eq(one[i], written(sample(), pages[i], NULL)))
			fail_msg("%s differs", pages[i]);
	}
	store_close(&c.store);
	assert_int_equal(unlink(here.where), 0);
	unlink(arena_printf(&arena, "%s-wal", here.where));
	unlink(arena_printf(&arena, "%s-shm", here.where));
	unlink(arena_printf(&arena, "%s.key", here.where));
	assert_int_equal(rmdir(here.folder), 0);
}

static void the_server_gives_the_bytes_of_the_site(void **state)
{
	static const char *const pages[] = { "reviews.html", "review-2025-09.html", "en/review-2026-09.html",
					     "kpi/i1.html",  "data/reviews.json",   "data/reviews.csv" };
	static const struct site_request request = { .served = true };
	const struct plan_report *site, *served;
	const struct place *p = *state;
	struct web_source source;

	have(p, "sample-city");
	site = sample();
	OK(source_store_open(&source, p->where, TEXT("sample-2022"), &err));
	OK(source.report(source.context, &arena, (struct date){ 0 }, &served, &err));
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		assert_true(written(site, pages[i], NULL).n > 0);
		assert_true(text_eq(written(site, pages[i], NULL), written(served, pages[i], &request)));
	}
	source_store_close(&source);
}

static void a_day_of_the_past_shows_what_was_public_on_it(void **state)
{
	struct plan_report *r;

	have(*state, "sample-city");
	r = report("sample-2022", (struct date){ 2025, 12, 4 }); /* decided, not yet published */
	nowhere(r, "若者の転出の理由を調べ、対策を絞ること");
	must_hold(all_written(r, "review-2025-09"), "この効果検証は実施中です");
	assert_true(written(r, "review-2026-09.html", NULL).n == 0);
	r = report("sample-2022", (struct date){ 2025, 12, 5 });
	must_hold(all_written(r, "review-2025-09"), "若者の転出の理由を調べ、対策を絞ること");
	r = report("sample-2022", (struct date){ 2024, 9, 1 });
	assert_null(r->reviews);
}

static void a_plan_without_reviews_says_nothing_of_them(void **state)
{
	struct plan_report *r;

	have(*state, "kumamoto");
	r = report("kumamoto-2020", (struct date){ 0 });
	assert_null(r->reviews);
	nowhere(r, "reviews.html");
	assert_true(written(r, "reviews.html", NULL).n == 0);
}

static void every_page_is_well_formed_and_the_data_is_readable(void **state)
{
	site_file_list files = { 0 };
	struct plan_report *r;
	json_t *j = NULL;

	have(*state, "sample-city");
	r = sample();
	site_files(&arena, r, &files);
	for (size_t i = 0; i < files.n; i++) {
		const char *path = text_z(&arena, files.at[i].path);
		struct markup m;

		if (!files.at[i].page)
			continue;
		markup_read(&m, &arena, written(r, path, NULL));
		if (m.fault)
			fail_msg("%s: %s", path, m.fault);
	}
	OK(json_parse(&j, written(r, "data/reviews.json", NULL), "reviews.json", &err));
	assert_int_equal(json_array_size(json_object_get(j, "reviews")), 3);
	json_decref(j);
	must_hold(written(r, "data/reviews.csv", NULL), "sample-2022,2025-09,FY2024,1,kpi:イ1,");
}

static int tear_down(void **state)
{
	store_close(&c.store);
	arena_clear(&arena);
	last = NULL;
	return place_tear_down(state);
}

#define REVIEW_TEST(f)                               \
	{                                            \
#f, f, place_set_up, tear_down, NULL \
	}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		REVIEW_TEST(an_edition_shows_figures_words_answers_and_decisions),
		REVIEW_TEST(the_open_review_shows_its_stage_and_due_days_and_nothing_of_what_is_said_in_it),
		REVIEW_TEST(each_item_has_its_page_and_the_way_to_the_next),
		REVIEW_TEST(what_was_promised_a_year_ago_comes_back_first),
		REVIEW_TEST(names_logins_interests_and_what_is_not_public_stand_nowhere),
		REVIEW_TEST(a_blind_grade_is_in_no_byte_of_the_site),
		REVIEW_TEST(what_is_corrected_behind_an_edition_waits_for_the_next_one),
		REVIEW_TEST(a_figure_that_is_revised_stands_beside_the_frozen_one),
		REVIEW_TEST(names_stand_there_from_the_edition_that_shows_them_and_go_at_once),
		REVIEW_TEST(the_same_log_gives_the_same_bytes_whoever_asks_and_whenever),
		REVIEW_TEST(every_database_gives_the_same_bytes),
		REVIEW_TEST(the_server_gives_the_bytes_of_the_site),
		REVIEW_TEST(a_day_of_the_past_shows_what_was_public_on_it),
		REVIEW_TEST(a_plan_without_reviews_says_nothing_of_them),
		REVIEW_TEST(every_page_is_well_formed_and_the_data_is_readable),
	};

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
