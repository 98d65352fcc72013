/* Projections of areas from a store: what cannot be projected is refused or flagged with its reason, and the others go
 * on; sets, prefectures and the nation are areas. The counts are invented. */
#include "store_place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "usecase/people_areas.h"
#include "usecase/stats.h"

static const char *const ages[] = {
	"総数",     "0～4歳",   "5～9歳",   "10～14歳", "15～19歳", "20～24歳", "25～29歳",
	"30～34歳", "35～39歳", "40～44歳", "45～49歳", "50～54歳", "55～59歳", "60～64歳",
	"65～69歳", "70～74歳", "75～79歳", "80～84歳", "85～89歳", "90歳以上", "年齢不詳"
};
enum { ROWS = sizeof ages / sizeof *ages, YEARS = 3 /* 2005, 2010, 2015 */ };

struct bench {
	struct arena arena;
	struct context context;
	struct buf csv;
};

static void begin(struct bench *b, const struct place *p)
{
	*b = (struct bench){ 0 };
	b->context = (struct context){ .store = place_create(p),
				       .arena = &b->arena,
				       .actor = TEXT("test"),
				       .now = 1790000000 /* 2026-09-21 */ };
	buf_puts(&b->csv, "code,name,level,sex,age,2005,2010,2015\n");
}

static void end(struct bench *b)
{
	store_close(&b->context.store);
	buf_clear(&b->csv);
	arena_clear(&b->arena);
}

/* So many men and women in every age group of each year. */
static void count(struct bench *b, const char *code, const char *sexes, const int people[YEARS])
{
	for (const char *sex = sexes; *sex; sex++)
		for (int i = 0; i < ROWS; i++) {
			buf_printf(&b->csv, "%s,名,city,%c,%s", code, *sex, ages[i]);
			for (int y = 0; y < YEARS; y++)
				buf_printf(&b->csv, ",%d",
					   (i == ROWS - 1 ? 0
					    : i           ? people[y]
							  : people[y] * (ROWS - 2)) *
						   (*sex == 'T' ? 2 : 1));
			buf_puts(&b->csv, "\n");
		}
}

static void town(struct bench *b, const char *code, int first, int second, int third)
{
	count(b, code, "TMF", (int[]){ first, second, third });
}

static struct stats_result import(struct bench *b, bool partial)
{
	struct stats_request q = { .path = "census.csv",
				   .bytes = buf_view(&b->csv),
				   .published = { 2016, 10, 26 },
				   .accept_partial = partial };
	struct stats_result r;

	OK(stats_import(&r, &b->context, &q, &err));
	return r;
}

static struct outlook project(struct bench *b, const char *name, int years)
{
	const struct outlook_request q = { .to = 2045, .years = years };
	struct area area = { 0 };
	struct outlook o;

	OK(area_find(&b->arena, &area, text_of(name), &err));
	OK(outlook_area(&o, &b->context, &area, &q, &err));
	return o;
}

static void flagged(struct bench *b, const char *name, const char *flag)
{
	struct outlook o = project(b, name, 5);

	assert_non_null(o.flag);
	assert_string_equal(o.flag, flag);
}

/* The flag of each of all, and its people at the end. */
struct said {
	const char *code, *flag;
	double people;
};
typedef LIST(struct said) said_list;
struct listener {
	struct arena *a;
	said_list said;
};

static void write_area(const void *context, struct arena *scratch, struct buf *out, const struct outlook *o)
{
	(void)context, (void)scratch;
	buf_printf(out, "%.17g %s", o->flag ? 0 : population_total(&o->path.at[o->path.n_steps]),
		   o->flag ? o->flag : "");
}

static bool take_area(void *context, const struct outlook_brief *brief, struct text words, struct err *err)
{
	struct listener *l = context;
	struct said *said = LIST_ADD(l->a, &l->said);
	char *flag;

	(void)err;
	said->code = arena_strdup(l->a, brief->code);
	said->people = strtod(text_z(l->a, words), &flag);
	said->flag = brief->flagged ? flag + 1 : NULL;
	return true;
}

static said_list project_all(struct bench *b, const struct outlook_request *q)
{
	struct listener l = { .a = &b->arena };
	const struct outlook_taker taker = { write_area, take_area, &l };

	OK(outlook_all(&taker, &b->context, q, &err));
	return l.said;
}

static const struct said *one_of(const said_list *list, const char *code)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->at[i].code, code) == 0)
			return &list->at[i];
	fail_msg("%s is not in the list", code);
	return NULL;
}

static void a_bad_municipality_has_its_reason_and_does_not_stop_the_others(void **state)
{
	static const struct outlook_request q = { .to = 2025 };
	said_list all;
	struct bench b;

	begin(&b, *state);
	town(&b, "43100", 100, 100, 110);
	count(&b, "43202", "TM", (int[]){ 100, 100, 100 }); /* no women */
	town(&b, "43203", 100, 0, 0);                       /* nobody */
	town(&b, "43204", 90, 90, 90);
	town(&b, "07545", 100, 100, 100); /* evacuated in March 2011 */
	import(&b, false);
	flagged(&b, "43202", "people.flag-one-sex");
	flagged(&b, "43203", "people.flag-empty");
	flagged(&b, "07545", "people.flag-evacuated");
	flagged(&b, "43205", "people.flag-no-count");
	all = project_all(&b, &q);
	assert_int_equal(all.n, 5);
	assert_string_equal(one_of(&all, "43202")->flag, "people.flag-one-sex");
	assert_string_equal(one_of(&all, "43203")->flag, "people.flag-empty");
	assert_string_equal(one_of(&all, "07545")->flag, "people.flag-evacuated");
	assert_null(one_of(&all, "43100")->flag);
	assert_null(one_of(&all, "43204")->flag);
	assert_true(one_of(&all, "43204")->people > 0);
	end(&b);
}

/* Of one cell or row; nothing is taken, or the rest by choice, and that is projected. */
static void refused(void **state, const char *from, const char *to, const char *fault)
{
	struct bench b;
	struct stats_result r;
	char *at, *text;
	said_list all;
	static const struct outlook_request q = { .to = 2020 };

	begin(&b, *state);
	town(&b, "43100", 100, 100, 110);
	town(&b, "43202", 90, 90, 90);
	text = text_z(&b.arena, buf_view(&b.csv));
	at = strstr(text, from);
	assert_non_null(at);
	buf_reset(&b.csv);
	buf_printf(&b.csv, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	r = import(&b, false);
	assert_true(r.refused && r.table.faults.n >= 1);
	assert_string_equal(r.table.faults.at[0].what.id, fault);
	assert_true(r.table.faults.at[0].line > 0);
	import(&b, true);
	all = project_all(&b, &q);
	assert_null(one_of(&all, "43202")->flag);
	for (size_t i = 0; i < all.n; i++)
		assert_true(strcmp(all.at[i].code, "43202") == 0 || all.at[i].flag);
	end(&b);
	place_tear_down(state);
	place_set_up(state);
}

static void ages_that_overlap_or_leave_gaps_and_negative_people_are_refused_with_their_line(void **state)
{
	refused(state, "43100,名,city,M,20～24歳,100,100,110\n", "", "stats.age-missing");
	refused(state, "43100,名,city,M,20～24歳,", "43100,名,city,M,20～29歳,", "stats.bad-age");
	refused(state, "43100,名,city,M,20～24歳,", "43100,名,city,M,15～19歳,", "stats.age-twice");
	refused(state, "43100,名,city,M,20～24歳,100,100,110", "43100,名,city,M,20～24歳,100,100,-110",
		"stats.negative");
	refused(state, "43100,名,city,M,20～24歳,100,100,110", "43100,名,city,M,20～24歳,100,100,220",
		"stats.ages-sum");
}

/* 岩舟町 became a part of 栃木市 in April 2014. Where both were counted in 2010, 栃木市 of 2015 is another area. */
static void a_boundary_that_changed_within_the_interval_is_flagged(void **state)
{
	static const struct figures_request now;
	struct backtest t;
	struct bench b;

	begin(&b, *state);
	town(&b, "09203", 80, 80, 100);
	town(&b, "09201", 80, 80, 80);
	import(&b, false);
	assert_null(project(&b, "09203", 5).flag); /* counts of one area: it is held to be in them */
	buf_reset(&b.csv);
	buf_puts(&b.csv, "code,name,level,sex,age,2005,2010,2015\n");
	town(&b, "09367", 20, 20, 0);
	import(&b, false);
	flagged(&b, "09203", "people.flag-boundary");
	flagged(&b, "二市=09201+09203", "people.flag-boundary");
	assert_null(project(&b, "09201", 5).flag);
	OK(backtest_all(&t, &b.context, 2010, 2015, &now, &err));
	assert_int_equal(t.n, 1);
	assert_int_equal(t.n_flagged, 1);
	for (size_t i = 0; i < 2; i++)
		if (text_is(t.areas[i].area->code, "09203"))
			assert_string_equal(t.areas[i].flag, "people.flag-boundary");
	end(&b);
}

static double total_in(const struct outlook *o, int step)
{
	return population_total(&o->path.at[step]);
}

static void a_set_is_the_sum_of_its_members_in_either_step(void **state)
{
	struct bench b;

	begin(&b, *state);
	town(&b, "43100", 100, 100, 110);
	town(&b, "43443", 30, 30, 28);
	import(&b, false);
	for (int years = 1; years <= 5; years += 4) {
		struct outlook one = project(&b, "43100", years), other = project(&b, "益城町", years);
		struct outlook set = project(&b, "圏域=43100+43443", years);

		assert_true(text_is(set.name, "圏域"));
		for (int i = 0; i <= set.path.n_steps; i++) {
			assert_true(fabs(total_in(&set, i) - total_in(&one, i) - total_in(&other, i)) < 1e-9);
			assert_true(fabs(set.path.flows[i].deaths[0] - one.path.flows[i].deaths[0] -
					 other.path.flows[i].deaths[0]) < 1e-9);
		}
	}
	end(&b);
}

/* Neither has a census of its own here. */
static void a_prefecture_and_the_nation_are_the_sums_of_what_is_stored_of_their_parts(void **state)
{
	int towns = 0;
	struct bench b;

	begin(&b, *state);
	for (int i = 200; i < 400; i++) {
		const char *code = arena_printf(&b.arena, "16%03d", i);

		if (area_is_municipality(text_of(code))) {
			town(&b, code, 10, 10, 10);
			towns++;
		}
	}
	assert_int_equal(towns, 15); /* 富山県 */
	import(&b, false);
	assert_true(fabs(total_in((struct outlook[]){ project(&b, "富山県", 5) }, 0) - 15 * 19 * 20) < 1e-9);
	flagged(&b, "全国", "people.flag-no-count"); /* 46 prefectures are missing */
	buf_reset(&b.csv);
	buf_puts(&b.csv, "code,name,level,sex,age,2005,2010,2015\n");
	for (int i = 1; i <= 47; i++)
		if (i != 16)
			town(&b, arena_printf(&b.arena, "%02d", i), 1000, 1000, 1000);
	town(&b, "16", 150, 150, 150);
	import(&b, false);
	assert_true(fabs(total_in((struct outlook[]){ project(&b, "全国", 5) }, 0) - (46 * 1000 + 150) * 38) < 1e-6);
	assert_null(project(&b, "全国", 1).flag);
	end(&b);
}

static void solving_is_for_sets_and_prefectures_too(void **state)
{
	static const struct outlook_request q = { .to = 2045 };
	static const char *const names[] = { "43100", "圏域=43100+43443" };
	struct bench b;

	begin(&b, *state);
	town(&b, "43100", 100, 100, 110);
	town(&b, "43443", 30, 30, 28);
	import(&b, false);
	for (int i = 0; i < 2; i++) {
		struct area area = { 0 };
		struct solution s;

		OK(area_find(&b.arena, &area, text_of(names[i]), &err));
		OK(solve_area(&s, &b.context, &area, 5000 + 1000 * i, &q, &err));
		assert_true(s.pairs[0].migrants > s.pairs[SOLVE_PAIRS - 1].migrants);
		assert_true(s.pairs[10].fertility > 0);
	}
	end(&b);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		PLACE_TEST(a_bad_municipality_has_its_reason_and_does_not_stop_the_others),
		PLACE_TEST(ages_that_overlap_or_leave_gaps_and_negative_people_are_refused_with_their_line),
		PLACE_TEST(a_boundary_that_changed_within_the_interval_is_flagged),
		PLACE_TEST(a_set_is_the_sum_of_its_members_in_either_step),
		PLACE_TEST(a_prefecture_and_the_nation_are_the_sums_of_what_is_stored_of_their_parts),
		PLACE_TEST(solving_is_for_sets_and_prefectures_too),
	};

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
