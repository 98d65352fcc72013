/* The figures of Kumamoto's plan against the published ones: what agrees, what differs and by how much, and what
 * nothing can tell. The same through the reader and the store: tests/cli/factcheck.case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>

#include <cmocka.h>

#include "kumamoto_figures.h"
#include "people/factcheck.h"

static struct arena arena;
static struct area_figures *figures;
static struct trend trend;

static int read_kumamoto(void **state)
{
	(void)state;
	figures = kumamoto_figures(&arena);
	people_trend(&arena, &trend, figures);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

static struct fact_answer ask(struct fact_question q)
{
	struct fact_answer answer;

	people_factcheck(&arena, &answer, &q, figures, &trend);
	assert_non_null(answer.reason.id);
	assert_true((answer.decisive == SIZE_MAX) == (answer.verdict == FACT_NO_SOURCE));
	for (size_t i = 0; i < answer.rows.n; i++)
		assert_non_null(answer.rows.at[i].says.id);
	return answer;
}

static void expect(struct fact_question q, enum fact_verdict verdict, const char *series, int year, double value)
{
	struct fact_answer answer = ask(q);
	const struct fact_row *r;

	assert_string_equal(fact_verdict_name(answer.verdict), fact_verdict_name(verdict));
	if (!series) {
		assert_true(answer.decisive == SIZE_MAX);
		return;
	}
	r = &answer.rows.at[answer.decisive];
	assert_string_equal(r->series, series);
	assert_int_equal(r->year, year);
	assert_true(fabs(r->value - value) < 0.005);
	assert_true(r->agrees == (verdict == FACT_AGREES));
}

static struct fact_question written(enum fact_of of, enum fact_says says, int year, double value, double last_digit)
{
	return (struct fact_question){
		.of = of, .says = says, .from_year = year, .to_year = year, .value = value, .last_digit = last_digit
	};
}

static struct fact_question by(enum fact_source source, struct fact_question q)
{
	q.source = source;
	return q;
}

static void totals_agree_with_the_census(void **state)
{
	(void)state;
	expect(written(FACT_TOTAL, FACT_IS, 2010, 734474, 1), FACT_AGREES, "census.population", 2010, 734474);
	expect(by(FACT_CENSUS, written(FACT_TOTAL, FACT_IS, 2015, 740822, 1)), FACT_AGREES, "census.population", 2015,
	       740822);
	expect(written(FACT_TOTAL, FACT_MORE_THAN, 2010, 700000, 10000), FACT_AGREES, "census.population", 2010,
	       734474);
}

static void the_register_of_2020_is_another_number(void **state)
{
	struct fact_question q = by(FACT_REGISTER, written(FACT_TOTAL, FACT_IS, 2020, 738994, 1));
	struct fact_answer answer = ask(q);

	(void)state;
	expect(q, FACT_DIFFERS, "register.population", 2020, 733721);
	assert_true(answer.rows.at[answer.decisive].difference == 738994 - 733721);
	assert_string_equal(answer.reason.id, "people.fact-differs-by");
	assert_string_equal(msg_arg(&answer.reason, "difference"), "5,273");
}

static void the_projection_peaks_in_2020_and_falls_below_700000_by_2045(void **state)
{
	(void)state;
	expect(by(FACT_IPSS, written(FACT_TOTAL, FACT_PEAK, 2020, 0, 0)), FACT_AGREES, "ipss2018.population", 2020,
	       743063);
	expect(by(FACT_IPSS, written(FACT_TOTAL, FACT_PEAK, 2025, 0, 0)), FACT_DIFFERS, "ipss2018.population", 2020,
	       743063);
	expect(by(FACT_IPSS, written(FACT_TOTAL, FACT_LESS_THAN, 2045, 700000, 10000)), FACT_AGREES,
	       "ipss2018.population", 2045, 690169);
	expect(by(FACT_IPSS, written(FACT_TOTAL, FACT_LESS_THAN, 2040, 700000, 10000)), FACT_DIFFERS,
	       "ipss2018.population", 2040, 708468);
}

static void the_working_ages_peaked_between_1995_and_2000(void **state)
{
	struct fact_question q = { .of = FACT_WORKING, .says = FACT_PEAK, .from_year = 1995, .to_year = 2000 };

	(void)state;
	assert_int_equal(ask(q).verdict, FACT_AGREES);
	q.from_year = q.to_year = 1985;
	assert_int_equal(ask(q).verdict, FACT_DIFFERS);
	q.from_year = q.to_year = 1970; /* before anything that is known */
	assert_int_equal(ask(q).verdict, FACT_NO_SOURCE);
}

static void an_ageing_rate_agrees_as_precisely_as_it_was_written(void **state)
{
	struct fact_question q = written(FACT_OLD, FACT_REACHED, 2010, 21, 1);

	(void)state;
	q.share = true;
	expect(q, FACT_AGREES, "census.population", 2010, 20.99);
	q.last_digit = 0.01; /* 21.00 */
	expect(q, FACT_DIFFERS, "census.population", 2010, 20.99);
	q = written(FACT_OLD, FACT_IS, 2010, 20.7, 0.1);
	q.share = true;
	expect(q, FACT_DIFFERS, "census.population", 2010, 20.75);
	q = written(FACT_TOTAL, FACT_IS, 2010, 50, 1);
	q.share = true;
	expect(q, FACT_NO_SOURCE, NULL, 0, 0);
}

static void natural_decrease_began_in_2016(void **state)
{
	struct fact_question q = {
		.of = FACT_NATURAL, .says = FACT_TURN, .sign = -1, .from_year = 2016, .to_year = 2016
	};

	(void)state;
	expect(q, FACT_AGREES, "register.natural-change", 2016, -54);
	q.from_year = q.to_year = 2017;
	expect(q, FACT_DIFFERS, "register.natural-change", 2017, -226);
	q.from_year = q.to_year = 2010;
	expect(q, FACT_NO_SOURCE, NULL, 0, 0);
}

static void the_natural_and_social_change_of_2019_differ_from_every_series(void **state)
{
	struct fact_question natural = written(FACT_NATURAL, FACT_IS, 2019, -657, 1);
	struct fact_question social = written(FACT_SOCIAL, FACT_IS, 2019, 494, 1);

	(void)state;
	expect(natural, FACT_DIFFERS, "register.natural-change", 2019, -939);
	assert_int_equal(ask(natural).rows.n, 2);
	assert_true(ask(natural).rows.at[1].value == -1004);
	expect(social, FACT_DIFFERS, "register.social-change", 2019, 555);
	assert_int_equal(ask(social).rows.n, 3);
	assert_true(ask(social).rows.at[1].value == -59 && ask(social).rows.at[2].value == -115);
	expect(by(FACT_MIGRATION, social), FACT_DIFFERS, "migration.balance", 2019, -115);
}

static void a_source_without_that_year_does_not_decide_but_others_are_shown(void **state)
{
	struct fact_answer answer = ask(by(FACT_OTHER_SOURCE, written(FACT_TOTAL, FACT_IS, 2010, 734474, 1)));

	(void)state;
	assert_int_equal(answer.verdict, FACT_NO_SOURCE);
	assert_int_equal(answer.rows.n, 1);
	assert_false(answer.rows.at[0].named);
	assert_string_equal(answer.reason.id, "people.fact-other-sources");
	expect(written(FACT_TOTAL, FACT_IS, 1950, 300000, 1), FACT_NO_SOURCE, NULL, 0, 0);
}

static void a_sign_that_held_is_told_only_where_the_written_year_is_known(void **state)
{
	struct fact_question q = { .of = FACT_SOCIAL, .says = FACT_HOLDS, .sign = 1, .to_year = 1993 };

	(void)state;
	expect(q, FACT_NO_SOURCE, NULL, 0, 0);
	q = (struct fact_question){ .of = FACT_NATURAL, .says = FACT_HOLDS, .sign = -1, .from_year = 2016 };
	expect(q, FACT_AGREES, "register.natural-change", 2019, -939);
	q.from_year = 2015;
	expect(q, FACT_DIFFERS, "register.natural-change", 2015, 321);
}

static void any_question_has_an_answer(void **state)
{
	struct area_figures *nothing = NEW(&arena, struct area_figures);
	struct trend none;

	(void)state;
	people_trend(&arena, &none, nothing);
	for (int of = 0; of <= FACT_OF_COUNT; of++)
		for (int says = 0; says <= FACT_HOLDS; says++)
			for (int share = 0; share < 2; share++)
				for (int year = 0; year < 2050; year += 205) {
					struct fact_question q = { .of = (enum fact_of)of,
								   .says = (enum fact_says)says,
								   .share = share,
								   .from_year = year,
								   .to_year = year,
								   .sign = -1,
								   .value = 5 };
					struct fact_answer a;

					ask(q);
					people_factcheck(&arena, &a, &q, nothing, &none);
					assert_int_equal(a.verdict, FACT_NO_SOURCE);
					assert_int_equal(a.rows.n, 0);
				}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals_agree_with_the_census),
		cmocka_unit_test(the_register_of_2020_is_another_number),
		cmocka_unit_test(the_projection_peaks_in_2020_and_falls_below_700000_by_2045),
		cmocka_unit_test(the_working_ages_peaked_between_1995_and_2000),
		cmocka_unit_test(an_ageing_rate_agrees_as_precisely_as_it_was_written),
		cmocka_unit_test(natural_decrease_began_in_2016),
		cmocka_unit_test(the_natural_and_social_change_of_2019_differ_from_every_series),
		cmocka_unit_test(a_source_without_that_year_does_not_decide_but_others_are_shown),
		cmocka_unit_test(a_sign_that_held_is_told_only_where_the_written_year_is_known),
		cmocka_unit_test(any_question_has_an_answer),
	};

	return cmocka_run_group_tests(tests, read_kumamoto, clear);
}
