/* The review's own arithmetic: agreement, stages, what is missing. Figures of agreement are published ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "review/act.h"
#include "review/agreement.h"
#include "review/stage.h"

/* ---- agreement ---- */

/* K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C and D: four observers, twelve units,
 * five categories, seven gaps. */
static const int krippendorff[12][4] = {
	{ 1, 1, 0, 1 }, { 2, 2, 3, 2 }, { 3, 3, 3, 3 }, { 3, 3, 3, 3 }, { 2, 2, 2, 2 }, { 1, 2, 3, 4 },
	{ 4, 4, 4, 4 }, { 1, 1, 2, 1 }, { 2, 2, 2, 2 }, { 0, 5, 5, 5 }, { 0, 0, 1, 1 }, { 0, 3, 0, 0 },
};

static void near(double value, double expected, double within)
{
	if (fabs(value - expected) > within)
		fail_msg("%.6f is not %.6f", value, expected);
}

static void alpha_of_the_published_example_is_as_published(void **state)
{
	struct agreement got;

	(void)state;
	agreement_alpha(&got, ALPHA_NOMINAL, &krippendorff[0][0], 12, 4);
	near(got.value, 0.743, 0.0005);
	agreement_alpha(&got, ALPHA_ORDINAL, &krippendorff[0][0], 12, 4);
	near(got.value, 0.815, 0.0005);
	assert_int_equal(got.undefined, AGREEMENT_DEFINED);
	assert_int_equal(got.items, 11); /* the last unit has one value only */
	assert_int_equal(got.grades, 40);
	assert_int_equal(got.raters, 4);
	assert_string_equal(agreement_name(got.method), "krippendorff-alpha-ordinal");
}

/* SAS/STAT User's Guide, PROC FREQ, "Agreement Study": two dermatologists, 88 patients; weighted kappa 0.5082. */
static size_t dermatologists(int one[128], int other[128])
{
	static const int table[4][4] = { { 10, 4, 1, 0 }, { 5, 10, 12, 2 }, { 2, 4, 12, 5 }, { 0, 2, 6, 13 } };
	size_t n = 0;

	for (int a = 0; a < 4; a++)
		for (int b = 0; b < 4; b++)
			for (int i = 0; i < table[a][b]; i++, n++) {
				one[n] = a + 1;
				other[n] = b + 1;
			}
	return n;
}

static void linear_kappa_of_the_textbook_example_is_as_printed(void **state)
{
	int one[128], other[128];
	size_t n = dermatologists(one, other);
	struct agreement got;

	(void)state;
	assert_int_equal(n, 88);
	agreement_kappa(&got, KAPPA_LINEAR, one, other, n, 4);
	near(got.value, 0.5082, 0.00005);
	assert_int_equal(got.items, 88);
	assert_int_equal(got.undefined, AGREEMENT_DEFINED);
}

/* Fleiss & Cohen (1973): quadratic kappa is the concordance 2 cov / (var + var + (difference of means)^2). */
static double concordance(const int *x, const int *y, size_t n)
{
	double mx = 0, my = 0, vx = 0, vy = 0, cov = 0;

	for (size_t i = 0; i < n; i++) {
		mx += x[i] / (double)n;
		my += y[i] / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		vx += (x[i] - mx) * (x[i] - mx) / (double)n;
		vy += (y[i] - my) * (y[i] - my) / (double)n;
		cov += (x[i] - mx) * (y[i] - my) / (double)n;
	}
	return 2 * cov / (vx + vy + (mx - my) * (mx - my));
}

static void quadratic_kappa_is_the_concordance_of_fleiss_and_cohen(void **state)
{
	const unsigned seed = 20210831;
	struct agreement got;

	(void)state;
	srand(seed);
	for (int round = 0; round < 200; round++) {
		int one[64], other[64];

		for (int i = 0; i < 64; i++) {
			one[i] = rand() % 5 + 1;
			other[i] = rand() % 3 ? one[i] : rand() % 5 + 1;
		}
		agreement_kappa(&got, KAPPA_QUADRATIC, one, other, 64, 5);
		near(got.value, concordance(one, other, 64), 1e-12);
	}
}

static void agreement_that_cannot_be_told_says_why(void **state)
{
	static const int same[3][2] = { { 3, 3 }, { 3, 3 }, { 3, 3 } }, alone[2][2] = { { 3, 0 }, { 0, 2 } };
	static const int one[] = { 3, 3 }, none[] = { 0, 0 };
	struct agreement got;

	(void)state;
	agreement_alpha(&got, ALPHA_ORDINAL, &same[0][0], 3, 2);
	assert_int_equal(got.undefined, AGREEMENT_NO_SPREAD);
	agreement_alpha(&got, ALPHA_NOMINAL, &alone[0][0], 2, 2);
	assert_int_equal(got.undefined, AGREEMENT_NO_PAIRS);
	agreement_alpha(&got, ALPHA_ORDINAL, NULL, 0, 0);
	assert_int_equal(got.undefined, AGREEMENT_NO_PAIRS);
	agreement_kappa(&got, KAPPA_LINEAR, one, one, 2, 4);
	assert_int_equal(got.undefined, AGREEMENT_NO_SPREAD);
	agreement_kappa(&got, KAPPA_LINEAR, one, none, 2, 4);
	assert_int_equal(got.undefined, AGREEMENT_NO_PAIRS);
	assert_true(got.value == 0);
}

static void full_agreement_is_one_and_chance_is_zero(void **state)
{
	static const int full[4][3] = { { 1, 1, 1 }, { 2, 2, 2 }, { 4, 4, 4 }, { 1, 1, 0 } };
	const unsigned seed = 4;
	static int chance[20000][2];
	struct agreement got;

	(void)state;
	agreement_alpha(&got, ALPHA_ORDINAL, &full[0][0], 4, 3);
	near(got.value, 1, 1e-12);
	srand(seed);
	for (int i = 0; i < 20000; i++)
		for (int r = 0; r < 2; r++)
			chance[i][r] = rand() % 4 + 1;
	agreement_alpha(&got, ALPHA_ORDINAL, &chance[0][0], 20000, 2);
	near(got.value, 0, 0.03);
}

/* ---- stages ---- */

static struct arena arena;

static struct date day(const char *s)
{
	struct date d;

	assert_true(date_parse(&d, text_of(s), NULL));
	return d;
}

static struct item_facts *add_item(struct review_facts *f, enum item_kind kind, const char *key, const char *owner)
{
	struct item_facts *i = LIST_ADD(&arena, &f->items);

	*i = (struct item_facts){ .item = { kind, text_of(key) }, .owner = text_of(owner) };
	return i;
}

static struct review_facts opened(void)
{
	struct review_facts f = { .opened = day("2021-06-01") };

	review_schedule(f.due, day("2021-08"));
	add_item(&f, ITEM_KPI, "ア1", "sangyo");
	add_item(&f, ITEM_PROJECT, "ア(1)", "sangyo");
	return f;
}

static struct review_standing stand(const struct review_facts *f, const char *today)
{
	struct review_standing s;

	review_stand(&s, &arena, f, day(today));
	return s;
}

static void a_review_collects_until_every_kpi_has_an_owner_and_a_value(void **state)
{
	struct review_facts f = opened();
	struct review_standing s = stand(&f, "2021-06-10");

	(void)state;
	assert_int_equal(s.stage, STAGE_COLLECTING);
	assert_int_equal(s.missing.n, 1); /* a project needs no value */
	assert_int_equal(s.missing.at[0].want, WANT_VALUE);
	assert_true(text_is(s.missing.at[0].who, "sangyo"));
	assert_string_equal(DATE(s.missing.at[0].since), "2021-06-01");
	assert_string_equal(DATE(s.missing.at[0].due), "2021-06-30");
	assert_int_equal(s.missing.at[0].days_late, 0);
	f.items.at[0].owner = text_of("");
	s = stand(&f, "2021-06-10");
	assert_int_equal(s.missing.n, 2);
	assert_int_equal(s.missing.at[0].want, WANT_OWNER);
	assert_int_equal(s.missing.at[1].whose, WHOSE_PLANNING); /* nobody's value is the planning section's to chase */
}

static void what_is_late_says_by_how_many_days(void **state)
{
	struct review_facts f = opened();
	struct review_standing s = stand(&f, "2021-07-02");

	(void)state;
	assert_int_equal(s.missing.at[0].days_late, 2);
	s = stand(&f, "2021-06-30");
	assert_int_equal(s.missing.at[0].days_late, 0);
}

static void self_assessment_begins_on_the_day_of_the_last_value(void **state)
{
	struct review_facts f = opened();
	struct review_standing s;

	(void)state;
	f.items.at[0].valued = day("2021-06-20");
	s = stand(&f, "2021-06-21");
	assert_int_equal(s.stage, STAGE_SELF_ASSESSED);
	assert_int_equal(s.missing.n, 2);
	assert_string_equal(DATE(s.missing.at[1].since), "2021-06-20");
	f.items.at[0].assessed = f.items.at[1].assessed = day("2021-07-05");
	s = stand(&f, "2021-07-06");
	assert_int_equal(s.stage, STAGE_FROZEN);
	assert_int_equal(s.missing.at[0].want, WANT_FREEZE);
	assert_string_equal(DATE(s.missing.at[0].since), "2021-07-05");
}

static struct review_facts frozen_facts(void)
{
	struct review_facts f = opened();

	for (size_t i = 0; i < f.items.n; i++) {
		f.items.at[i].valued = day("2021-06-20");
		f.items.at[i].assessed = day("2021-07-05");
	}
	f.frozen = day("2021-07-20");
	return f;
}

static void a_value_taken_back_after_the_freeze_does_not_reopen_the_year(void **state)
{
	struct review_facts f = frozen_facts();
	struct review_standing s;

	(void)state;
	f.items.at[0].valued = (struct date){ 0 };
	f.items.at[1].owner = text_of("");
	s = stand(&f, "2021-07-21");
	assert_int_equal(s.stage, STAGE_REVIEWING);
	assert_int_equal(s.missing.n, 1);
	assert_int_equal(s.missing.at[0].want, WANT_EXPERTS);
	/* And one corrected after it does not move the past. */
	f.items.at[0].valued = day("2021-09-01");
	s = stand(&f, "2021-09-02");
	assert_string_equal(DATE(s.since[STAGE_SELF_ASSESSED]), "2021-07-20");
	assert_string_equal(DATE(s.since[STAGE_REVIEWING]), "2021-07-20");
}

static void experts_are_asked_to_declare_then_to_grade_then_comes_the_reveal(void **state)
{
	struct review_facts f = frozen_facts();
	struct expert_facts *e = LIST_ADD(&arena, &f.experts);
	struct review_standing s;

	(void)state;
	*e = (struct expert_facts){ .member = TEXT("m1"), .invited = day("2021-07-25"), .to_grade = 2 };
	s = stand(&f, "2021-07-26");
	assert_int_equal(s.missing.n, 1);
	assert_int_equal(s.missing.at[0].want, WANT_DECLARATION);
	assert_true(text_is(s.missing.at[0].who, "m1"));
	assert_string_equal(DATE(s.missing.at[0].since), "2021-07-25");
	e->declared = day("2021-08-01");
	e->graded = 1;
	s = stand(&f, "2021-08-02");
	assert_int_equal(s.missing.at[0].want, WANT_GRADES);
	assert_int_equal(s.missing.at[0].n, 1);
	e->graded = 2;
	e->last_grade = day("2021-08-03");
	s = stand(&f, "2021-08-04");
	assert_int_equal(s.stage, STAGE_REVIEWING);
	assert_int_equal(s.missing.at[0].want, WANT_REVEAL);
	assert_string_equal(DATE(s.missing.at[0].since), "2021-07-20");
	f.revealed = day("2021-08-05");
	s = stand(&f, "2021-08-06");
	assert_int_equal(s.stage, STAGE_CONCLUDED);
	assert_string_equal(DATE(s.since[STAGE_CONCLUDED]), "2021-08-05");
}

static void the_year_goes_on_finding_by_finding_to_its_close(void **state)
{
	struct review_facts f = frozen_facts();
	struct review_standing s;

	(void)state;
	f.revealed = day("2021-08-05");
	f.items.at[0].concluded = day("2021-08-20");
	s = stand(&f, "2021-08-21");
	assert_int_equal(s.stage, STAGE_CONCLUDED);
	assert_int_equal(s.missing.n, 1);
	assert_int_equal(s.missing.at[0].whose, WHOSE_EXPERTS);
	f.items.at[1].concluded = day("2021-08-25");
	f.items.at[0].answered = f.items.at[1].answered = day("2021-09-10");
	s = stand(&f, "2021-09-11");
	assert_int_equal(s.stage, STAGE_DECIDED);
	assert_int_equal(s.missing.at[0].whose, WHOSE_HEADQUARTERS);
	f.items.at[0].decided = f.items.at[1].decided = day("2021-10-10");
	s = stand(&f, "2021-10-11");
	assert_int_equal(s.stage, STAGE_PUBLISHED);
	f.published = day("2021-11-01");
	s = stand(&f, "2021-11-02");
	assert_int_equal(s.missing.at[0].want, WANT_CLOSE);
	f.closed = day("2021-11-05");
	s = stand(&f, "2021-11-06");
	assert_int_equal(s.stage, STAGE_CLOSED);
	assert_int_equal(s.missing.n, 0);
}

static void every_act_has_its_stages_and_is_refused_outside_them(void **state)
{
	(void)state;
	for (int a = 0; a < ACT_COUNT; a++) {
		int allowed = 0;
		bool too_late = false;

		for (int s = 0; s < STAGE_COUNT; s++) {
			enum act_when when = act_when((enum review_act)a, (enum review_stage)s, false);

			/* First too early, then its time, then too late. */
			assert_true(when == ACT_TOO_EARLY ? !allowed : when == ACT_NOW || allowed);
			assert_true(when != ACT_NOW || !too_late);
			allowed += when == ACT_NOW;
			too_late |= when == ACT_TOO_LATE;
			/* A correction is possible whenever the act itself is. */
			if (when == ACT_NOW)
				assert_int_equal(act_when((enum review_act)a, (enum review_stage)s, true), ACT_NOW);
		}
		assert_true(allowed > 0);
		assert_true(act_name((enum review_act)a)[0] != '\0');
	}
	assert_int_equal(act_when(ACT_GRADE, STAGE_CONCLUDED, false), ACT_TOO_LATE);
	assert_int_equal(act_when(ACT_CONCLUDE, STAGE_ANSWERED, false), ACT_TOO_LATE);
	assert_int_equal(act_when(ACT_CONCLUDE, STAGE_ANSWERED, true), ACT_NOW);
}

static void words_are_read_by_name_and_as_people_write_them(void **state)
{
	enum review_direction d;
	enum review_stage s;
	struct review_item item;

	(void)state;
	assert_true(direction_parse(&d, TEXT("改善")) && d == DIRECTION_IMPROVE);
	assert_true(direction_parse(&d, TEXT("end")) && d == DIRECTION_END);
	assert_false(direction_parse(&d, TEXT("維持")));
	assert_true(stage_parse(&s, TEXT("self_assessed")) && s == STAGE_SELF_ASSESSED);
	assert_string_equal(field_name(TEXT("労")), "labour");
	assert_true(item_parse(&item, TEXT("project:ア(1)")) && item.kind == ITEM_PROJECT);
	assert_true(text_is(item_text(&arena, item), "project:ア(1)"));
	assert_false(item_parse(&item, TEXT("ア1")));
	assert_false(item_parse(&item, TEXT("kpi:")));
}

static void the_age_of_a_value_is_counted_from_the_end_of_its_period(void **state)
{
	struct period p;

	(void)state;
	assert_true(period_parse(&p, TEXT("FY2019"), NULL)); /* ends 2020-03-31 */
	assert_int_equal(value_age_months(p, day("2021-08-31")), 17);
	assert_int_equal(value_age_months(p, day("2020-04-30")), 1);
	assert_int_equal(value_age_months(p, day("2020-04-29")), 0);
	assert_int_equal(value_age_months(p, day("2020-01-01")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alpha_of_the_published_example_is_as_published),
		cmocka_unit_test(linear_kappa_of_the_textbook_example_is_as_printed),
		cmocka_unit_test(quadratic_kappa_is_the_concordance_of_fleiss_and_cohen),
		cmocka_unit_test(agreement_that_cannot_be_told_says_why),
		cmocka_unit_test(full_agreement_is_one_and_chance_is_zero),
		cmocka_unit_test(a_review_collects_until_every_kpi_has_an_owner_and_a_value),
		cmocka_unit_test(what_is_late_says_by_how_many_days),
		cmocka_unit_test(self_assessment_begins_on_the_day_of_the_last_value),
		cmocka_unit_test(a_value_taken_back_after_the_freeze_does_not_reopen_the_year),
		cmocka_unit_test(experts_are_asked_to_declare_then_to_grade_then_comes_the_reveal),
		cmocka_unit_test(the_year_goes_on_finding_by_finding_to_its_close),
		cmocka_unit_test(every_act_has_its_stages_and_is_refused_outside_them),
		cmocka_unit_test(words_are_read_by_name_and_as_people_write_them),
		cmocka_unit_test(the_age_of_a_value_is_counted_from_the_end_of_its_period),
	};
	int failed;

	cmocka_set_message_output(CM_OUTPUT_TAP);
	failed = cmocka_run_group_tests_name("review", tests, NULL, NULL);
	arena_clear(&arena);
	return failed;
}
