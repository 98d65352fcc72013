#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "files/sheet.h"
#include "files/source.h"
#include "people/lifetable.h"

/* UN World Population Prospects 2019, Japan: tab-separated, one column a year or period, by its name. */
static struct arena arena;

static bool read_wpp(struct sheet *sheet, const char *file)
{
	const char *folder = getenv("SOSEI_DATA");
	const char *path = arena_printf(&arena, "%s/%s", folder ? folder : "", file);
	struct source_file source;
	char *commas;

	if (!folder || !source_read(&arena, &source, path, NULL))
		return false;
	commas = text_z(&arena, source.utf8);
	for (char *p = commas; *p; p++)
		if (*p == '\t')
			*p = ',';
	*sheet = (struct sheet){ 0 };
	return sheet_from_csv(&arena, sheet, text_of(commas), path, NULL);
}

static double cell(const struct sheet *sheet, size_t row, const char *column)
{
	const struct sheet_row *head = &sheet->rows.at[0];

	for (size_t i = 0; i < head->n_cells; i++)
		if (text_is(head->cells[i], column)) {
			double value = strtod(text_z(&arena, sheet->rows.at[row + 1].cells[i]), NULL);

			return isnan(value) ? 0 : value; /* NA: nobody that old yet */
		}
	fail_msg("no column %s", column);
	return NAN;
}

static void read_population(struct population *p, int year)
{
	static const char *const files[2][SEX_COUNT] = {
		{ "wpp2019/japan_popM.txt", "wpp2019/japan_popF.txt" },
		{ "wpp2019/japan_popMprojMed.txt", "wpp2019/japan_popFprojMed.txt" },
	};
	p->n_ages = LIFETABLE_GROUPS;
	for (int s = 0; s < SEX_COUNT; s++) {
		struct sheet sheet;

		assert_true(read_wpp(&sheet, files[year > 2020][s]));
		for (int g = 0; g < LIFETABLE_GROUPS; g++)
			p->at[s][g] = cell(&sheet, (size_t)g, arena_printf(&arena, "%d", year));
	}
}

/* Ages of migrants are not among the UN's tables: those of the reference run, which split the same totals. Before 2020
 * only the total is known, from 1950 on: it takes the ages of the first step. */
static void read_migrants(struct components *c, int year)
{
	const int step = year < 2020 ? 0 : (year - 2020) / 5;
	double sum = 0, share = 1;
	struct sheet totals;

	static const char *const files[SEX_COUNT] = { "ccm-reference/mig_m.csv", "ccm-reference/mig_f.csv" };

	for (int s = 0; s < SEX_COUNT; s++) {
		struct sheet sheet;
		struct matrix m;

		assert_true(read_wpp(&sheet, files[s]) && sheet_numbers(&arena, &m, &sheet, NULL));
		for (int g = 0; g < LIFETABLE_GROUPS; g++)
			sum += c->migrants[s][g] = m.at[(size_t)g * m.columns + (size_t)step];
	}
	if (year < 2020) {
		assert_true(read_wpp(&totals, "wpp2019/japan_migration.txt"));
		share = cell(&totals, 0, arena_printf(&arena, "%d-%d", year, year + 5)) / sum;
	}
	for (int s = 0; s < SEX_COUNT; s++)
		for (int g = 0; g < LIFETABLE_GROUPS; g++)
			c->migrants[s][g] *= share;
}

static void read_survival(struct components *c, const char *period)
{
	static const char *const files[SEX_COUNT] = { "wpp2019/japan_mxM.txt", "wpp2019/japan_mxF.txt" };

	for (int s = 0; s < SEX_COUNT; s++) {
		double rate[LIFETABLE_RATES];
		struct sheet sheet;

		assert_true(read_wpp(&sheet, files[s]));
		for (int i = 0; i < LIFETABLE_RATES; i++)
			rate[i] = cell(&sheet, (size_t)i, period);
		assert_true(lifetable_survival(c->survival[s], rate, (enum sex)s, NULL));
	}
}

static void read_births(struct components *c, int year, const char *period)
{
	const char *file = year < 2020 ? "wpp2019/japan_tfr.txt" : "wpp2019/japan_tfrprojMed.txt";
	struct sheet shares, fertility, ratio;

	assert_true(read_wpp(&shares, "wpp2019/japan_percentASFR.txt") && read_wpp(&fertility, file) &&
		    read_wpp(&ratio, "wpp2019/japan_sexRatio.txt"));
	c->sex_ratio = cell(&ratio, 0, period);
	for (int i = 0; i < 7; i++)
		c->births_per_woman[3 + i] = cell(&shares, (size_t)i, period) / 100 * cell(&fertility, 0, period);
}

/* How far the total is off after one step. */
static double step_from(int year)
{
	static struct components c;
	static struct population before, after, want;
	const char *period = arena_printf(&arena, "%d-%d", year, year + 5);

	memset(&c, 0, sizeof c);
	c.migrants_bear = true;
	read_population(&before, year);
	read_population(&want, year + 5);
	read_survival(&c, period);
	read_births(&c, year, period);
	read_migrants(&c, year);
	cohort_step(&after, NULL, &before, &c);
	return population_total(&after) / population_total(&want) - 1;
}

static void one_step_from_every_year_of_the_un_gives_its_next_one(void **state)
{
	struct sheet sheet;
	double worst = 0;

	(void)state;
	if (!read_wpp(&sheet, "wpp2019/japan_mxM.txt")) {
		print_message("SOSEI_DATA is absent\n");
		arena_clear(&arena);
		skip();
	}
	for (int year = 1950; year < 2100; year += 5) {
		double off = step_from(year);

		print_message("%d %+.4f %%\n", year, 100 * off);
		worst = fmax(worst, fabs(off));
	}
	print_message("largest difference of a total %.5f %%\n", 100 * worst);
	assert_true(worst <= 0.000145);
	arena_clear(&arena);
}

static void with_the_same_rate_at_all_ages_survivors_fall_exponentially(void **state)
{
	double rate[LIFETABLE_RATES], ratio[LIFETABLE_GROUPS];
	struct err err;

	(void)state;
	for (int i = 0; i < LIFETABLE_RATES; i++)
		rate[i] = 0.04;
	assert_true(lifetable_survival(ratio, rate, SEX_F, NULL));
	for (int g = 3; g < LIFETABLE_GROUPS; g++)
		assert_true(fabs(ratio[g] - exp(-0.2)) < 2e-5);
	rate[7] = 0;
	ratio[1] = 7;
	assert_false(lifetable_survival(ratio, rate, SEX_F, &err));
	assert_string_equal(err.msg.id, "people.bad-death-rate");
	assert_string_equal(msg_arg(&err.msg, "group"), "8");
	assert_true(ratio[1] == 7);
}

/* data/survival.csv: a head of comments, then a row for each period, sex and group. */
static void the_survival_that_ships_is_that_of_the_rates(void **state)
{
	const char *root = getenv("SOSEI_ROOT");
	const char *path = arena_printf(&arena, "%s/data/survival.csv", root ? root : ".");
	struct source_file source;
	struct sheet sheet = { 0 }, wpp;
	size_t at = 0, n = 0;

	(void)state;
	if (!read_wpp(&wpp, "wpp2019/japan_mxM.txt")) {
		print_message("SOSEI_DATA is absent\n");
		arena_clear(&arena);
		skip();
	}
	assert_true(source_read(&arena, &source, path, NULL));
	assert_true(sheet_from_csv(&arena, &sheet, source.utf8, path, NULL));
	while (!text_is(sheet.rows.at[at].cells[0], "period"))
		at++;
	for (at++; at < sheet.rows.n; n += LIFETABLE_GROUPS, at += LIFETABLE_GROUPS) {
		const struct sheet_row *row = &sheet.rows.at[at];
		const int sex = text_is(row->cells[1], "F") ? SEX_F : SEX_M;
		static struct components c;

		read_survival(&c, text_z(&arena, row->cells[0]));
		for (int g = 0; g < LIFETABLE_GROUPS; g++)
			assert_true(fabs(strtod(text_z(&arena, sheet.rows.at[at + (size_t)g].cells[3]), NULL) -
					 c.survival[sex][g]) < 1e-6);
	}
	assert_int_equal(n, 30 * SEX_COUNT * LIFETABLE_GROUPS);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_step_from_every_year_of_the_un_gives_its_next_one),
		cmocka_unit_test(the_survival_that_ships_is_that_of_the_rates),
		cmocka_unit_test(with_the_same_rate_at_all_ages_survivors_fall_exponentially),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
