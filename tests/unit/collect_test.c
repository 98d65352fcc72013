/* A section's workbook is taken whole or not at all, in one transaction whose work grows with its rows and not with
 * their square: counted in questions and rows of the store, since a clock would tell of the machine. */
#include "store_place.h"

#include "../returned.h"
#include "small_town.h"
#include "store_count.h"
#include "usecase/collect.h"

enum { FEW = 20, MANY = 4 * FEW, COLUMNS = 14 };

/* ---- its workbook, filled in ---- */

static void write_all(struct arena *a, struct book *b, const char *title, const char *const *words)
{
	struct sheet *s = returned_sheet(b, title);

	for (size_t i = 0; i < s->rows.n; i++)
		for (size_t j = 0; s->rows.at[i].line >= COLLECT_FIRST_LINE && j < COLUMNS; j++)
			if (words[j])
				returned_write(a, &s->rows.at[i], j, words[j]);
}

static void open_town(struct context *c, struct arena *a, const struct place *p, int kpis)
{
	const struct collect_request collect = { .lang = LANG_JA };
	struct collect_made round;

	small_town_open(c, a, p, kpis);
	OK(collect_make(&round, c, &collect, &err));
}

static struct table_file returned(struct context *c)
{
	static const char *const figure[COLUMNS] = { [6] = "210", "確定", "2021-05-20", "例示町「統計年報」" };
	static const char *const assessment[COLUMNS] = { [2] = "相談会を開いた", [4] = "相談は増えた", "継続" };
	struct workbook *w = NULL;
	struct book *b;

	OK(collect_workbook(&w, c, text_of(small_town_review), TEXT("ka1"), LANG_JA, &err));
	b = returned_book(c->arena, w);
	write_all(c->arena, b, "実績値", figure);
	write_all(c->arena, b, "自己評価", assessment);
	return (struct table_file){ .name = "ka1.xlsx", .bytes = TEXT("例示"), .book = b };
}

/* Of the first item of a sheet, what a person writes in that column. */
static void rewrite(struct context *c, const struct table_file *file, const char *title, size_t column,
		    const char *words)
{
	struct sheet *s = returned_sheet(file->book, title);

	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.at[i].line == COLLECT_FIRST_LINE)
			returned_write(c->arena, &s->rows.at[i], column, words);
}

static struct collect_read taken(struct context *c, const struct table_file *file, bool apply)
{
	struct collect_read read = { 0 };

	OK(collect_read(&read, c, text_of(small_town_review), file, apply, &err));
	return read;
}

static size_t count_of(const struct collect_read *read, enum collect_what what)
{
	size_t n = 0;

	for (size_t i = 0; i < read->rows.n; i++)
		n += read->rows.at[i].what == what;
	return n;
}

/* ---- tests ---- */

static struct store_count work_of(const struct place *p, int kpis)
{
	struct arena a = { 0 };
	struct context c;
	struct table_file file;
	struct store_count work;
	struct collect_read read;

	open_town(&c, &a, p, kpis);
	file = returned(&c);
	store_count_begin(c.store);
	read = taken(&c, &file, true);
	work = store_count_end(c.store);
	assert_int_equal(count_of(&read, COLLECT_NEW), 2 * kpis);
	assert_true(read.event > 0);
	small_town_close(&c);
	return work;
}

static void the_work_of_taking_a_workbook_grows_with_its_rows(void **state)
{
	struct place *p = *state, other = { .postgresql = p->postgresql };
	struct store_count few = work_of(p, FEW), many;
	void *there = &other;

	assert_int_equal(place_set_up(&there), 0);
	many = work_of(there, MANY);
	place_tear_down(&there);
	print_message("# %d rows: %d questions, %d rows read; %d rows: %d, %d\n", 2 * FEW, few.questions, few.rows,
		      2 * MANY, many.questions, many.rows);
	assert_int_equal(few.commits, 1);
	assert_int_equal(many.commits, 1);
	assert_true(many.questions <= 4 * few.questions);
	assert_true(many.rows <= 4 * few.rows);
	/* A few a row, and what is asked once: not the review for each. */
	assert_true(many.questions < 2 * MANY * 10);
	assert_true(many.rows < 2 * MANY * 10);
}

static void of_a_file_with_one_row_that_is_refused_nothing_is_there(void **state)
{
	struct arena a = { 0 };
	struct context c;
	struct table_file file;
	struct collect_read read;
	int64_t before;

	open_town(&c, &a, *state, 3);
	file = returned(&c);
	before = place_head(c.store);
	/* A cell that reads well, and is not so: published before the year was over. */
	rewrite(&c, &file, "実績値", 8, "2020-05-20");
	for (int apply = 0; apply < 2; apply++) {
		read = taken(&c, &file, apply);
		assert_int_equal(count_of(&read, COLLECT_FAULT), 1);
		assert_string_equal(read.rows.at[0].msg.id, "collect.refused");
		assert_int_equal(read.event, 0);
		for (size_t i = 0; i < read.rows.n; i++)
			assert_false(read.rows.at[i].done);
		assert_int_equal(place_head(c.store), before);
	}
	small_town_close(&c);
}

static void a_look_says_what_taking_will_say_and_records_nothing(void **state)
{
	struct arena a = { 0 };
	struct context c;
	struct table_file file;
	struct collect_read look, read;
	int64_t before;

	open_town(&c, &a, *state, 3);
	file = returned(&c);
	before = place_head(c.store);
	look = taken(&c, &file, false);
	assert_int_equal(place_head(c.store), before);
	read = taken(&c, &file, true);
	assert_int_equal(place_head(c.store), before + 2 * 3 + 1);
	assert_int_equal(look.rows.n, read.rows.n);
	for (size_t i = 0; i < look.rows.n; i++) {
		assert_int_equal(look.rows.at[i].what, read.rows.at[i].what);
		assert_false(look.rows.at[i].done);
		assert_true(read.rows.at[i].done);
	}
	read = taken(&c, &file, true);
	assert_int_equal(count_of(&read, COLLECT_SAME), 2 * 3);
	small_town_close(&c);
}

static void an_assessment_keeps_the_verdict_on_the_figure_that_came_with_it(void **state)
{
	struct arena a = { 0 };
	struct context c;
	struct table_file file;
	struct review r;

	open_town(&c, &a, *state, 3);
	file = returned(&c);
	(void)taken(&c, &file, true);
	OK(review_load(&r, &c, text_of(small_town_review), &err));
	for (size_t i = 0; i < r.things.n; i++) {
		assert_true(r.things.at[i].of_year != NULL);
		assert_true(text_is(r.things.at[i].assessment.verdict, "reached"));
	}
	small_town_close(&c);
}

static void one_item_twice_in_a_file_is_refused_and_not_taken_half(void **state)
{
	struct arena a = { 0 };
	struct context c;
	struct table_file file;
	struct collect_read read;
	struct sheet_row last;
	struct sheet *s;
	int64_t before;

	open_town(&c, &a, *state, 2);
	file = returned(&c);
	before = place_head(c.store);
	rewrite(&c, &file, "実績値", 0, "ア2");
	rewrite(&c, &file, "実績値", 6, "999");
	s = returned_sheet(file.book, "自己評価");
	last = s->rows.at[s->rows.n - 1];
	*LIST_ADD(c.arena, &s->rows) = last;
	read = taken(&c, &file, true);
	assert_int_equal(count_of(&read, COLLECT_FAULT), 2);
	assert_int_equal(place_head(c.store), before);
	small_town_close(&c);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		PLACE_TEST(the_work_of_taking_a_workbook_grows_with_its_rows),
		PLACE_TEST(of_a_file_with_one_row_that_is_refused_nothing_is_there),
		PLACE_TEST(a_look_says_what_taking_will_say_and_records_nothing),
		PLACE_TEST(an_assessment_keeps_the_verdict_on_the_figure_that_came_with_it),
		PLACE_TEST(one_item_twice_in_a_file_is_refused_and_not_taken_half),
	};

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
