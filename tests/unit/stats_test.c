/* Official statistics: tables in, observations in the store, figures out. On both databases. All areas' figures here
 * are invented; the real files are held to in stats_official_test. */
#include "store_place.h"

#include <unistd.h>

#include "people/series.h"
#include "usecase/figures.h"
#include "usecase/stats.h"

#include "../workbook.h"

static const char *const age_words[] = { "総数",         "0～4歳",   "5～9歳",   "10～14歳", "15～19歳", "20～24歳",
					 "25～29歳",     "30～34歳", "35～39歳", "40～44歳", "45～49歳", "50～54歳",
					 "55～59歳",     "60～64歳", "65～69歳", "70～74歳", "75～79歳", "80～84歳",
					 "85～89歳以上", "90歳以上", "年齢不詳" };
enum { AGE_WORDS = sizeof age_words / sizeof *age_words };

struct bench {
	struct arena arena;
	struct context context;
	LIST(const char *) files;
};

static void begin(struct bench *b, const struct place *p)
{
	*b = (struct bench){ 0 };
	b->context = (struct context){ .store = place_create(p),
				       .arena = &b->arena,
				       .actor = TEXT("test"),
				       .now = 1790000000 /* 2026-09-21 */ };
}

static void end(struct bench *b)
{
	store_close(&b->context.store);
	for (size_t i = 0; i < b->files.n; i++)
		unlink(b->files.at[i]);
	arena_clear(&b->arena);
}

/* A census of one area: every group of men has `men` people, of women men + 1; 5 and 6 of unknown age. */
static void census_of(struct buf *out, const char *code, int men)
{
	for (int sex = 0; sex < 3; sex++)
		for (int i = 0; i < AGE_WORDS; i++) {
			int m = i == 20 ? 5 : men, f = i == 20 ? 6 : men + 1, n = sex == 0 ? m + f : sex == 1 ? m : f;
			int unknown = sex == 0 ? 11 : sex == 1 ? 5 : 6;

			if (!i)
				n = n * 19 + unknown;
			buf_printf(out, "%s,例示市,city,%c,%s,%d,%d\n", code, "TMF"[sex], age_words[i], n, n);
		}
}

static void census_head(struct buf *out)
{
	buf_puts(out, "code,name,level,sex,age,2010,2015\n");
}

static const char *file_of(struct bench *b, const struct place *p, const char *name, const struct buf *bytes)
{
	const char *path = arena_printf(&b->arena, "%s/%s", p->folder, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes->p, 1, bytes->n, f), bytes->n);
	fclose(f);
	*LIST_ADD(&b->arena, &b->files) = path;
	return path;
}

static struct stats_result import(struct bench *b, const char *path)
{
	struct stats_request q = { .path = path, .published = { 2016, 10, 0 } };
	struct stats_result r;

	OK(stats_import(&r, &b->context, &q, &err));
	return r;
}

static struct area_figures *load(struct bench *b, const char *area, const struct figures_request *q)
{
	static const struct figures_request now;
	struct area_figures *f = NULL;
	struct area found;

	OK(area_find(&b->arena, &found, text_of(area), &err));
	OK(figures_load(&f, &b->context, &found, q ? q : &now, &err));
	return f;
}

static struct hash digest_of(struct store *s)
{
	struct hash h;

	OK(store_digest(s, &h, &err));
	return h;
}

static void a_census_becomes_counts_by_sex_and_age(void **state)
{
	const struct place *p = *state;
	struct buf csv = { 0 };
	struct area_figures *f;
	struct stats_result r;
	struct bench b;

	begin(&b, p);
	census_head(&csv);
	census_of(&csv, "43100", 10);
	r = import(&b, file_of(&b, p, "census.csv", &csv));
	assert_string_equal(r.table.layout, "census-long");
	assert_int_equal(r.added, 6); /* three sexes, two years, a row each */
	f = load(&b, "431001", NULL);
	assert_int_equal(f->census.at.n, 2);
	assert_int_equal(f->census.at.at[1].year, 2015);
	assert_int_equal(f->census.at.at[1].people.n_ages, 19);
	assert_true(f->census.at.at[1].people.at[SEX_M][18] == 10);
	assert_true(f->census.at.at[1].people.at[SEX_F][0] == 11);
	assert_true(f->census.at.at[1].unknown[SEX_M] == 5 && f->census.at.at[1].unknown[SEX_F] == 6);
	assert_true(f->census.at.at[1].total == 21 * 19 + 11);
	buf_clear(&csv);
	end(&b);
}

static void the_same_file_twice_changes_nothing_and_a_replay_gives_the_same_rows(void **state)
{
	const struct place *p = *state;
	struct stats_request bare = { 0 };
	struct hash before, after;
	struct buf csv = { 0 };
	struct stats_result r;
	struct bench b;
	struct rebuilt made;

	begin(&b, p);
	census_head(&csv);
	census_of(&csv, "43100", 10);
	bare.path = file_of(&b, p, "census.csv", &csv);
	import(&b, bare.path);
	OK(stats_import(&r, &b.context, &bare, &err)); /* asks for nothing that it will not use */
	assert_true(r.known_file);
	assert_int_equal(r.event, 1);
	buf_puts(&csv, "\n"); /* other bytes, the same figures */
	r = import(&b, file_of(&b, p, "again.csv", &csv));
	assert_true(!r.known_file && !r.event && r.same == 6 && !r.added);
	assert_int_equal(place_head(b.context.store), 1);
	before = digest_of(b.context.store);
	OK(store_rebuild(b.context.store, &made, &err));
	after = digest_of(b.context.store);
	assert_true(hash_eq(&before, &after));
	place_verify(b.context.store);
	buf_clear(&csv);
	end(&b);
}

static void a_revised_file_supersedes_and_says_what_changed(void **state)
{
	const struct place *p = *state;
	struct buf csv = { 0 }, revised = { 0 };
	struct hash before, after;
	struct stats_result r;
	struct bench b;
	struct rebuilt made;

	begin(&b, p);
	census_head(&csv);
	census_of(&csv, "43100", 10);
	census_of(&csv, "43202", 30);
	import(&b, file_of(&b, p, "census.csv", &csv));
	census_head(&revised);
	census_of(&revised, "43100", 10);
	census_of(&revised, "43202", 31);
	r = import(&b, file_of(&b, p, "revised.csv", &revised));
	assert_int_equal(r.same, 6);
	assert_int_equal(r.changed.n, 6);
	assert_true(text_is(r.changed.at[0].now.area, "43202") && r.changed.at[0].event == 1);
	assert_true(load(&b, "八代市", NULL)->census.at.at[0].people.at[SEX_M][0] == 31);
	assert_true(
		load(&b, "八代市", &(struct figures_request){ .at_event = 1 })->census.at.at[0].people.at[SEX_M][0] ==
		30);
	before = digest_of(b.context.store);
	OK(store_rebuild(b.context.store, &made, &err));
	after = digest_of(b.context.store);
	assert_true(hash_eq(&before, &after));
	buf_clear(&csv);
	buf_clear(&revised);
	end(&b);
}

/* The layout says September 2024 of both; the second one was not known then. */
static void a_revision_is_known_from_its_own_day(void **state)
{
	static const char table[] = "SSDSE-A-2026,Prefecture,Municipality,A1101,A4101\n,,年度,2020,2023\n"
				    "地域コード,都道府県,市区町村,総人口,出生数\nR43100,熊本県,熊本市,1,%d\n";
	const struct date day = { 2024, 12, 1 };
	struct stats_request q = { .published = day };
	struct bench b;

	begin(&b, *state);
	for (int births = 5345; births < 5347; births++) {
		struct buf csv = { 0 };
		struct stats_result r;

		buf_printf(&csv, table, births);
		q.path = "ssdse.csv";
		q.bytes = buf_view(&csv);
		OK(stats_import(&r, &b.context, &q, &err));
		assert_int_equal(r.changed.n, births - 5345);
		buf_clear(&csv);
	}
	assert_true(load(&b, "43100", &(struct figures_request){ .known_at = { 2024, 11, 30 } })
			    ->yearly[FIGURE_VITAL_BIRTHS]
			    .at.at[0]
			    .value == 5345);
	assert_true(load(&b, "43100", &(struct figures_request){ .known_at = day })
			    ->yearly[FIGURE_VITAL_BIRTHS]
			    .at.at[0]
			    .value == 5346);
	end(&b);
}

static void figures_are_those_that_were_published_by_the_day(void **state)
{
	const struct place *p = *state;
	struct buf csv = { 0 };
	struct bench b;

	begin(&b, p);
	census_head(&csv);
	census_of(&csv, "43100", 10);
	import(&b, file_of(&b, p, "census.csv", &csv));
	/* A month is known at its end. */
	assert_int_equal(load(&b, "43100", &(struct figures_request){ .known_at = { 2016, 10, 30 } })->census.at.n, 0);
	assert_int_equal(load(&b, "43100", &(struct figures_request){ .known_at = { 2016, 10, 31 } })->census.at.n, 2);
	buf_clear(&csv);
	end(&b);
}

static void bad_rows_are_listed_together_and_nothing_is_taken(void **state)
{
	static const char bad[] = "SSDSE-A-2026,Prefecture,Municipality,A1101,A4101,A9999\n"
				  ",,年度,2020,2023,2023\n"
				  "地域コード,都道府県,市区町村,総人口,出生数,何か\n"
				  "R43100,熊本県,熊本市,738865,5345,1\n"
				  "R43202,熊本県,八代市,…,-5,1\n"
				  "R4320X,熊本県,人吉市,1,2,3\n"
				  "R43204,熊本県,荒尾市,\"1,23\",7,1\n"
				  "R43100,熊本県,熊本市,1,,1\n";
	static const struct {
		uint32_t line, column;
		const char *id;
	} want[] = { { 5, 4, "stats.no-number" }, { 5, 5, "stats.negative" },   { 6, 1, "stats.bad-area" },
		     { 7, 4, "stats.no-number" }, { 8, 5, "stats.empty-cell" }, { 8, 0, "stats.row-twice" } };
	const struct place *p = *state;
	struct stats_request q = { .published = { 2026, 6, 0 } };
	struct buf csv = { 0 };
	struct stats_result r;
	struct bench b;

	begin(&b, p);
	buf_puts(&csv, bad);
	q.path = file_of(&b, p, "a.csv", &csv);
	OK(stats_import(&r, &b.context, &q, &err));
	assert_true(r.refused && !r.event);
	assert_int_equal(place_head(b.context.store), 0);
	assert_int_equal(r.table.faults.n, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(r.table.faults.at[i].line, want[i].line);
		assert_int_equal(r.table.faults.at[i].column, want[i].column);
		assert_string_equal(r.table.faults.at[i].what.id, want[i].id);
	}
	q.accept_partial = true;
	OK(stats_import(&r, &b.context, &q, &err));
	assert_true(!r.refused && r.event == 1);
	assert_int_equal(r.added, 3); /* 熊本市's two and 荒尾市's births */
	assert_int_equal(r.table.columns_left, 1);
	buf_clear(&csv);
	end(&b);
}

static void ages_that_overlap_or_leave_gaps_and_negative_people_are_faults(void **state)
{
	const struct place *p = *state;
	struct stats_request q = { .published = { 2016, 10, 0 } };
	struct buf csv = { 0 }, whole = { 0 };
	struct stats_result r;
	struct bench b;
	struct text lines;
	size_t n = 0;

	begin(&b, p);
	census_head(&csv);
	census_of(&csv, "43100", 10);
	/* Line 4 (5～9歳 of T) is left out, line 24 (0～4歳 of M) says another number. */
	for (lines = buf_view(&csv); lines.n; lines = text_slice(lines, text_find(lines, TEXT("\n")) + 1, lines.n)) {
		struct text line = text_slice(lines, 0, text_find(lines, TEXT("\n")) + 1);

		n++;
		if (n == 24)
			buf_puts(&whole, "43100,例示市,city,M,0～4歳,12,-10\n");
		else if (n != 4)
			buf_text(&whole, line);
	}
	q.path = file_of(&b, p, "gap.csv", &whole);
	OK(stats_import(&r, &b.context, &q, &err));
	assert_true(r.refused);
	assert_int_equal(r.table.faults.n, 3);
	assert_string_equal(r.table.faults.at[0].what.id, "stats.age-missing");
	assert_string_equal(msg_arg(&r.table.faults.at[0].what, "groups"), "5～9歳");
	assert_string_equal(msg_arg(&r.table.faults.at[0].what, "sex"), "T");
	assert_string_equal(r.table.faults.at[1].what.id, "stats.ages-sum");
	assert_string_equal(r.table.faults.at[2].what.id, "stats.negative");
	buf_clear(&csv);
	buf_clear(&whole);
	end(&b);
}

/* Three sexes and two years: six observations, but three rows of the table (each begins with its total). */
static void a_row_that_is_repeated_is_named_once_for_all_its_years(void **state)
{
	const struct place *p = *state;
	struct stats_request q = { .published = { 2016, 10, 0 } };
	struct buf csv = { 0 };
	struct stats_result r;
	struct bench b;

	begin(&b, p);
	census_head(&csv);
	census_of(&csv, "43100", 10);
	census_of(&csv, "43202", 20);
	census_of(&csv, "43100", 11);
	q.path = file_of(&b, p, "twice.csv", &csv);
	OK(stats_import(&r, &b.context, &q, &err));
	assert_true(r.refused);
	assert_int_equal(r.table.faults.n, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct stats_fault *f = &r.table.faults.at[i];

		assert_string_equal(f->what.id, "stats.row-twice");
		assert_int_equal(f->line, 2 + 126 + 21 * i);
		assert_string_equal(msg_arg(&f->what, "n"), "2");
		assert_int_equal(atoi(msg_arg(&f->what, "first")), 2 + 21 * i);
	}
	assert_string_equal(msg_arg(&r.table.faults.at[1].what, "what"),
			    "census.population M, 2010-10-01 - 2015-10-01");
	buf_clear(&csv);
	end(&b);
}

static struct text taken(const struct stats_result *r, const char *series, const char *sex, const char *area)
{
	for (size_t i = 0; i < r->table.rows.n; i++) {
		const struct observation *o = &r->table.rows.at[i];

		if (text_is(o->series, series) && text_is(o->sex, sex) && text_is(o->area, area))
			return o->numbers;
	}
	return TEXT("absent");
}

/* The same table as it may come another time: with a note above it, columns elsewhere, figures in full width. */
static void a_table_is_known_wherever_its_head_stands(void **state)
{
	static const char register_table[] =
		"（注）例示,,,,\n"
		",令和２年１月１日住民基本台帳人口・世帯数、令和元年 人口動態（市区町村別）（総計）,,,\n"
		",団体コード,都道府県名,市区町村名,令和2年,,,,令和元年\n"
		",,,,人口,,,世帯数,転入者数(国内),転出者数(国内),転入者数（国外）,転出者数（国外）,出生者数,死亡者数,"
		"自然増減数,社会増減数\n"
		",団体コード,都道府県名,市区町村名,男,女,計\n"
		",,合計,,1,2,3,1,1,1,1,1,1,1,0,0\n"
		",４３１００１,熊本県,熊本市,\"１，０００\",\"1,100\",\"2,100\",900,5,4,3,2,10,15,△5,▲ 2\n"
		"（資料）例示\n（注）例示,…\n";
	static const char ssdse_table[] =
		"例示\nPrefecture,SSDSE-A-2026,A4101,A1101\n年度,,２０２３,2020\n"
		"都道府県,地域コード,出生数,総人口\n熊本県,R43100,5345,\"738,865\"\n注：例示,\n";
	struct area_figures *f;
	struct stats_result r;
	struct buf csv = { 0 };
	struct bench b;

	begin(&b, *state);
	buf_puts(&csv, register_table);
	r = import(&b, file_of(&b, *state, "register.csv", &csv));
	assert_false(r.refused);
	assert_int_equal(r.table.rows.n, 24);
	assert_int_equal(r.table.notes_left, 2);
	assert_true(text_is(taken(&r, "register.population", "T", "43100"), "2100"));
	assert_true(text_is(taken(&r, "register.population", "M", "43100"), "1000"));
	assert_true(text_is(taken(&r, "register.natural-change", "T", "43100"), "-5"));
	assert_true(text_is(taken(&r, "register.social-change", "T", "43100"), "-2"));
	assert_true(text_is(taken(&r, "register.population", "T", "00000"), "3"));
	buf_reset(&csv);
	buf_puts(&csv, ssdse_table);
	r = import(&b, file_of(&b, *state, "ssdse.csv", &csv));
	assert_false(r.refused);
	assert_int_equal(r.table.rows.n, 2);
	assert_true(text_is(taken(&r, "vital.births", "T", "43100"), "5345"));
	assert_true(text_is(taken(&r, "census.population", "T", "43100"), "738865"));
	f = load(&b, "43100", NULL);
	assert_int_equal(f->census.at.n, 1);
	buf_clear(&csv);
	end(&b);
}

/* Lines from the last to the first, years and names in other places, a remark in between: the same observations. */
static void a_long_table_may_be_sorted_otherwise(void **state)
{
	struct buf csv = { 0 }, other = { 0 };
	struct stats_result r;
	struct text rest;
	struct bench b;

	begin(&b, *state);
	census_head(&csv);
	census_of(&csv, "43100", 10);
	census_of(&csv, "43202", 20);
	r = import(&b, file_of(&b, *state, "sorted.csv", &csv));
	assert_int_equal(r.added, 12);
	buf_puts(&other, "例示の表\n備考,age,sex,2015年,code,2010\n");
	for (rest = buf_view(&csv); rest.n;) {
		size_t begins = rest.n - 1;
		char code[6], age[40], sex;
		int was, is;

		while (begins && rest.p[begins - 1] != '\n')
			begins--;
		if (begins &&
		    sscanf(rest.p + begins, "%5[^,],例示市,city,%c,%39[^,],%d,%d", code, &sex, age, &was, &is) == 5)
			buf_printf(&other, "x,%s,%c,%d,%s,%d\n", age, sex, is, code, was);
		rest = text_slice(rest, 0, begins);
	}
	r = import(&b, file_of(&b, *state, "other.csv", &other));
	assert_false(r.refused);
	assert_int_equal(r.same, 12);
	assert_int_equal(r.added, 0);
	assert_int_equal(r.table.columns_left, 1);
	buf_clear(&csv);
	buf_clear(&other);
	end(&b);
}

/* The last of the figures is cut in two, what is left of it looks like a figure. */
static void a_download_that_broke_off_is_told(void **state)
{
	static const char table[] = "SSDSE-A-2026,Prefecture,Municipality,A1101,A4101\n,,年度,2020,2023\n"
				    "地域コード,都道府県,市区町村,総人口,出生数\nR43100,熊本県,熊本市,738865,5345\n"
				    "R43202,熊本県,八代市,1230";
	struct stats_result r;
	struct buf csv = { 0 };
	struct bench b;

	begin(&b, *state);
	buf_puts(&csv, table);
	r = import(&b, file_of(&b, *state, "cut.csv", &csv));
	assert_true(r.refused);
	assert_int_equal(r.table.faults.n, 1);
	assert_string_equal(r.table.faults.at[0].what.id, "stats.row-short");
	buf_clear(&csv);
	end(&b);
}

static void files_of_no_known_layout_are_refused(void **state)
{
	static const struct {
		const char *bytes, *as, *id;
	} cases[] = {
		{ "年,値\n2020,1\n", "", "stats.unknown-layout" },
		{ "年,値\n2020,1\n", "register", "stats.other-shape" },
		{ "年,値\n2020,1\n", "nothing", "stats.no-such-layout" },
		{ "code,name,level,sex,age,20x5\n1,a,b,T,年齢不詳,1\n", "", "stats.bad-year" },
		{ "年,\"値\n", "", "sheet.bad-quote" },
	};
	const struct place *p = *state;
	struct bench b;

	begin(&b, p);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stats_request q = { .as = text_of(cases[i].as) };
		struct stats_result r;
		struct buf csv = { 0 };
		struct err why = { 0 };

		buf_puts(&csv, cases[i].bytes);
		q.path = file_of(&b, p, "x.csv", &csv);
		assert_false(stats_import(&r, &b.context, &q, &why));
		assert_string_equal(why.msg.id, cases[i].id);
		buf_clear(&csv);
	}
	end(&b);
}

static void a_table_that_nobody_dates_is_known_since_the_month_in_which_it_usually_comes_out(void **state)
{
	static const char table[] = "SSDSE-A-2026,Prefecture,Municipality,A1101\n,,年度,%d\n"
				    "地域コード,都道府県,市区町村,総人口\nR43100,熊本県,熊本市,738865\n";
	static const struct {
		int year, undated;
		const char *published;
	} cases[] = { { 2015, 0, "2016-10" }, { 2020, 0, "2021-11" }, { 2025, 1, "" } };
	shown_list list = { 0 };
	struct area area;
	struct bench b;

	begin(&b, *state);
	for (size_t i = 0; i < 3; i++) {
		struct stats_request q = { 0 };
		struct stats_result r;
		struct buf csv = { 0 };

		buf_printf(&csv, table, cases[i].year);
		q.path = file_of(&b, *state, arena_printf(&b.arena, "%zu.csv", i), &csv);
		OK(stats_import(&r, &b.context, &q, &err));
		assert_int_equal(r.usual, 1 - cases[i].undated);
		assert_int_equal(r.undated, cases[i].undated);
		buf_clear(&csv);
	}
	OK(area_find(&b.arena, &area, TEXT("43100"), &err));
	OK(stats_show(&list, &b.context, TEXT("census.population"), &area, (struct date){ 0 }, 0, &err));
	assert_int_equal(list.n, 3);
	for (size_t i = 0; i < 3; i++)
		assert_true(text_is(list.at[i].o.published, cases[i].published));
	end(&b);
}

static void a_given_day_of_publication_is_better_than_the_usual_month(void **state)
{
	static const char table[] = "SSDSE-A-2026,Prefecture,Municipality,A1101,A4101,A5101\n"
				    ",,年度,2020,2023,2024\n地域コード,都道府県,市区町村,総人口,出生数,転入者数\n"
				    "R43100,熊本県,熊本市,738865,5345,36609\n";
	const struct place *p = *state;
	struct stats_request q = { 0 };
	struct buf csv = { 0 };
	struct stats_result r;
	shown_list list = { 0 };
	struct area area;
	struct bench b;

	begin(&b, p);
	buf_puts(&csv, table);
	q.path = file_of(&b, p, "a.csv", &csv);
	q.published = (struct date){ 2027, 1, 0 };
	REFUSED(stats_import(&r, &b.context, &q, &err), ERR_INPUT, "usecase.published-later");
	q.published = (struct date){ 2026, 6, 0 };
	OK(stats_import(&r, &b.context, &q, &err));
	OK(area_find(&b.arena, &area, TEXT("43100"), &err));
	/* Births are known since the vital statistics came out, whenever the compilation did. */
	OK(stats_show(&list, &b.context, TEXT("vital.births"), &area, (struct date){ 0 }, 0, &err));
	assert_int_equal(list.n, 1);
	assert_true(text_is(list.at[0].o.published, "2024-09") && text_is(list.at[0].o.numbers, "5345"));
	assert_true(text_is(list.at[0].status, "final"));
	list.n = 0;
	OK(stats_show(&list, &b.context, TEXT("census.population"), &area, (struct date){ 0 }, 0, &err));
	assert_true(list.n == 1 && text_is(list.at[0].o.published, "2026-06"));
	REFUSED(stats_show(&list, &b.context, TEXT("vital.nothing"), &area, (struct date){ 0 }, 0, &err), ERR_INPUT,
		"stats.no-such-series");
	/* 2020 stands with its total alone: no ages are made up. */
	assert_int_equal(load(&b, "43100", NULL)->census.at.at[0].people.n_ages, 0);
	assert_true(load(&b, "43100", NULL)->census.at.at[0].total == 738865);
	buf_clear(&csv);
	end(&b);
}

static void a_renamed_town_keeps_its_past_and_a_set_is_the_sum_of_its_members(void **state)
{
	const struct place *p = *state;
	struct buf csv = { 0 };
	struct area_figures *f;
	area_figures_list all = { 0 };
	struct figures_request now = { 0 };
	struct bench b;

	begin(&b, p);
	census_head(&csv);
	census_of(&csv, "04423", 10); /* 富谷町, a city since 2016 under 04216 */
	census_of(&csv, "43100", 20);
	census_of(&csv, "43000", 50);
	import(&b, file_of(&b, p, "census.csv", &csv));
	f = load(&b, "富谷市", NULL);
	assert_true(text_is(f->code, "04216") && f->census.at.n == 2);
	assert_true(text_is(load(&b, "富谷町", NULL)->code, "04216"));
	f = load(&b, "例示圏域=43100+宮城県富谷市", NULL);
	assert_true(text_is(f->name, "例示圏域"));
	assert_true(f->census.at.at[0].people.at[SEX_M][3] == 30 && f->census.at.at[0].unknown[SEX_F] == 12);
	/* A member of which nothing is known: no sum is known. */
	assert_int_equal(load(&b, "43100+43202", NULL)->census.at.n, 0);
	OK(figures_load_all(&all, &b.context, &now, &err));
	assert_int_equal(all.n, 2);
	assert_true(text_is(all.at[0]->code, "04216") && text_is(all.at[0]->name, "富谷市"));
	assert_true(text_is(all.at[1]->code, "43100") && all.at[1]->census.at.n == 2);
	buf_clear(&csv);
	end(&b);
}

static void areas_are_found_by_code_name_ward_and_prefecture(void **state)
{
	static const struct {
		const char *written, *code, *name;
	} good[] = {
		{ "43100", "43100", "熊本市" },
		{ "431001", "43100", "熊本市" },
		{ "４３１００", "43100", "熊本市" },
		{ "熊本市", "43100", "熊本市" },
		{ "熊本県熊本市", "43100", "熊本市" },
		{ "熊本市中央区", "43101", "熊本市中央区" },
		{ "熊本県中央区", "43101", "熊本市中央区" },
		{ "熊本県 熊本市　中央区", "43101", "熊本市中央区" },
		{ "花見川区", "12102", "千葉市花見川区" },
		{ "千代田区", "13101", "千代田区" },
		{ "東京都中央区", "13102", "中央区" },
		{ "431010", "43101", "熊本市中央区" },
		{ "熊本県", "43000", "熊本県" },
		{ "43", "43000", "熊本県" },
		{ "全国", "00000", "全国" },
		{ "阿蘇郡西原村", "43432", "西原村" },
		{ "東京都府中市", "13206", "府中市" },
		{ "03305", "03216", "滝沢市" },
	};
	static const struct {
		const char *written, *id;
	} bad[] = {
		{ "431002", "codes.municipal-check" },
		{ "府中市", "area.ambiguous" },
		{ "中央区", "area.ambiguous-ward" },
		{ "東区", "area.ambiguous-ward" },
		{ "市中央区", "area.unknown" },
		{ "例示市", "area.unknown" },
		{ "熊本", "area.unknown-near" },
		{ "", "area.unknown" },
		{ "43999", "area.unknown" },
		{ "43000+43100", "area.overlap" },
		{ "熊本市+熊本市東区", "area.overlap" },
		{ "43100+431001", "area.overlap" },
		{ "x=", "area.unknown" },
	};
	static const char *const wards[] = { "東京都特別区部", "特別区", "東京２３区", "13100" };
	struct arena a = { 0 };
	struct area area;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		OK(area_find(&a, &area, text_of(good[i].written), &err));
		assert_true(text_is(area.code, good[i].code));
		assert_true(text_is(area.name, good[i].name));
		assert_int_equal(area.members.n, 1);
	}
	for (size_t i = 0; i < sizeof wards / sizeof *wards; i++) {
		OK(area_find(&a, &area, text_of(wards[i]), &err));
		assert_true(text_is(area.name, "特別区部"));
		assert_true(text_is(area.prefecture, "東京都"));
		assert_int_equal(area.members.n, 23);
		assert_true(text_is(area.members.at[22], "13123"));
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err why = { 0 };

		assert_false(area_find(&a, &area, text_of(bad[i].written), &why));
		assert_string_equal(why.msg.id, bad[i].id);
	}
	arena_clear(&a);
}

struct steps {
	int64_t imports, rebuilds, last, all;
};

static void count_step(void *context, const char *what, int64_t done, int64_t all)
{
	struct steps *s = context;

	assert_true(done <= all && *msg_label(LANG_JA, what) && *msg_label(LANG_EN, what));
	if (strcmp(what, "progress.import") == 0) {
		assert_true(done == s->last % all + 1);
		s->imports++;
		s->last = done;
		s->all = all;
	}
	s->rebuilds += strcmp(what, "progress.rebuild") == 0;
}

static void long_work_tells_how_far_it_has_come(void **state)
{
	const struct place *p = *state;
	struct steps steps = { 0 };
	struct progress progress = { count_step, &steps };
	struct buf csv = { 0 };
	struct rebuilt made;
	struct bench b;

	begin(&b, p);
	store_watch(b.context.store, &progress);
	b.context.progress = &progress;
	census_head(&csv);
	census_of(&csv, "43100", 10);
	import(&b, file_of(&b, p, "census.csv", &csv));
	assert_int_equal(steps.imports, 6);
	assert_int_equal(steps.all, 6);
	OK(store_rebuild(b.context.store, &made, &err));
	assert_int_equal(steps.imports, 12);
	assert_int_equal(steps.rebuilds, 1);
	buf_clear(&csv);
	end(&b);
}

static const char *workbook_of(struct bench *b, const struct place *p, const char *name, const struct buf *csv)
{
	struct sheet sheet;
	struct text bytes;
	struct buf out = { 0 };
	const char *path;

	OK(sheet_from_csv(&b->arena, &sheet, buf_view(csv), name, &err));
	bytes = xlsx_of(&b->arena, &sheet);
	buf_text(&out, bytes);
	path = file_of(b, p, name, &out);
	buf_clear(&out);
	return path;
}

static void a_workbook_with_what_stands_there_changes_nothing_and_a_revised_one_is_listed(void **state)
{
	struct bench b;
	struct buf csv = { 0 };
	struct stats_result r;

	begin(&b, *state);
	census_head(&csv);
	census_of(&csv, "43100", 10);
	r = import(&b, file_of(&b, *state, "census.csv", &csv));
	assert_int_equal(r.added, 6);
	r = import(&b, workbook_of(&b, *state, "census.xlsx", &csv));
	assert_int_equal(r.event, 0);
	assert_int_equal(r.same, 6);
	assert_int_equal(r.added + (int64_t)r.changed.n, 0);
	buf_reset(&csv);
	census_head(&csv);
	census_of(&csv, "43100", 11);
	r = import(&b, workbook_of(&b, *state, "revised.xlsx", &csv));
	assert_int_equal(r.event, 2);
	assert_int_equal(r.changed.n, 6);
	assert_int_equal(r.changed.at[0].event, 1);
	r = import(&b, workbook_of(&b, *state, "revised.xlsx", &csv));
	assert_true(r.known_file);
	assert_int_equal(r.event, 2);
	buf_clear(&csv);
	end(&b);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		PLACE_TEST(a_census_becomes_counts_by_sex_and_age),
		PLACE_TEST(long_work_tells_how_far_it_has_come),
		PLACE_TEST(the_same_file_twice_changes_nothing_and_a_replay_gives_the_same_rows),
		PLACE_TEST(a_revised_file_supersedes_and_says_what_changed),
		PLACE_TEST(a_workbook_with_what_stands_there_changes_nothing_and_a_revised_one_is_listed),
		PLACE_TEST(a_revision_is_known_from_its_own_day),
		PLACE_TEST(figures_are_those_that_were_published_by_the_day),
		PLACE_TEST(bad_rows_are_listed_together_and_nothing_is_taken),
		PLACE_TEST(ages_that_overlap_or_leave_gaps_and_negative_people_are_faults),
		PLACE_TEST(a_row_that_is_repeated_is_named_once_for_all_its_years),
		PLACE_TEST(a_table_is_known_wherever_its_head_stands),
		PLACE_TEST(a_long_table_may_be_sorted_otherwise),
		PLACE_TEST(a_download_that_broke_off_is_told),
		PLACE_TEST(files_of_no_known_layout_are_refused),
		PLACE_TEST(a_table_that_nobody_dates_is_known_since_the_month_in_which_it_usually_comes_out),
		PLACE_TEST(a_given_day_of_publication_is_better_than_the_usual_month),
		PLACE_TEST(a_renamed_town_keeps_its_past_and_a_set_is_the_sum_of_its_members),
		PLACE_TEST(areas_are_found_by_code_name_ward_and_prefecture),
	};

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
