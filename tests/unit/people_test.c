#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "files/sheet.h"
#include "files/source.h"
#include "people/cohort.h"
#include "people/series.h"
#include "usecase/project_rates.h"

/* A linear congruential generator: the same populations on every run. */
static double draw(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (double)(*seed >> 11) / 9007199254740992.0;
}

static void random_step(struct population *p, struct components *c, uint64_t *seed)
{
	p->n_ages = 4 + (int)(draw(seed) * (AGES_MAX - 4));
	c->sex_ratio = 0.9 + 0.3 * draw(seed);
	for (int a = 0; a < p->n_ages; a++) {
		c->births_per_woman[a] = draw(seed) < 0.3 ? draw(seed) : 0;
		for (int s = 0; s < SEX_COUNT; s++) {
			p->at[s][a] = draw(seed) < 0.1 ? 0 : 10000 * draw(seed);
			c->survival[s][a] = draw(seed);
			c->migrants[s][a] = 20000 * (draw(seed) - 0.5);
		}
	}
}

static void births_deaths_and_migrants_balance_and_nobody_is_negative(void **state)
{
	static struct population before, after;
	static struct components c;
	uint64_t seed = 20261123;

	(void)state;
	for (int run = 0; run < 2000; run++) {
		struct flows f;
		double change = 0;

		random_step(&before, &c, &seed);
		assert_true(population_check(&before, NULL));
		cohort_step(&after, &f, &before, &c);
		assert_true(population_check(&after, NULL));
		for (int s = 0; s < SEX_COUNT; s++) {
			assert_true(f.deaths[s] >= -1e-6);
			change += f.births[s] - f.deaths[s] + f.migrants[s];
		}
		assert_true(fabs(population_total(&after) - population_total(&before) - change) <=
			    1e-9 * (population_total(&before) + 1));
	}
}

static void a_change_by_ratios_moves_every_group_on(void **state)
{
	struct population before = { .n_ages = 4, .at = { { 10, 20, 30, 40 }, { 100, 200, 300, 400 } } }, after;
	struct change_ratios r = { .ratio = { { 0, 0.5, 2, 0.25 }, { 0, 1, 1, 0.5 } },
				   .children = { 0.5, 0.25 },
				   .first_mother = 1,
				   .last_mother = 2 };

	(void)state;
	cohort_change(&after, &before, &r);
	assert_true(after.at[SEX_M][1] == 5 && after.at[SEX_M][2] == 40 && after.at[SEX_M][3] == 17.5);
	assert_true(after.at[SEX_F][1] == 100 && after.at[SEX_F][2] == 200 && after.at[SEX_F][3] == 350);
	assert_true(after.at[SEX_M][0] == 150 && after.at[SEX_F][0] == 75);
}

static void impossible_people_are_named(void **state)
{
	struct population p = { .n_ages = 4, .at = { { 1, 1, 1, 1 }, { 1, -1, 1, 1 } } };
	struct err err;

	(void)state;
	assert_false(population_check(&p, &err));
	assert_string_equal(err.msg.id, "people.bad-population");
	assert_string_equal(msg_arg(&err.msg, "sex"), "F");
	assert_string_equal(msg_arg(&err.msg, "group"), "2");
	p.at[SEX_F][1] = NAN;
	assert_false(population_check(&p, &err));
}

static void write_file(const char *folder, const char *file, const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder, file);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* A folder of rates for four groups and one step, of which one file says something else; NULL: it is absent. */
static void folder_refused(const char *file, const char *text, const char *id, const char *line)
{
	static const char *const names[] = { "surv_m.csv",
					     "surv_f.csv",
					     "mig_m.csv",
					     "mig_f.csv",
					     "srb.csv",
					     "out_pop_m.csv",
					     "births_per_woman_5y.csv",
					     "out_pop_f.csv" };
	static const char *const good[] = {
		"0.99\n0.99\n0.99\n0.5\n", "0.99\n0.99\n0.99\n0.5\n", "0\n", "0\n", "1.05\n", "10\n10\n10\n10\n", "1\n",
		"10\n10\n10\n10\n"
	};
	char folder[] = "/tmp/sosei-rates-XXXXXX", path[256];
	const struct rates_request q = { .first_year = 2020, .years = 5 };
	struct projection *p;
	struct arena a = { 0 };
	struct err err = { 0 };

	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!file || strcmp(names[i], file) != 0)
			write_file(folder, names[i], good[i]);
		else if (text)
			write_file(folder, file, text);
	if (id) {
		assert_false(project_rates(&a, &p, folder, &q, &err));
		assert_string_equal(err.msg.id, id);
		assert_non_null(strstr(msg_arg(&err.msg, "file"), file));
		if (line)
			assert_string_equal(msg_arg(&err.msg, "line"), line);
	} else {
		assert_true(project_rates(&a, &p, folder, &q, &err));
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		unlink(path);
	}
	rmdir(folder);
	arena_clear(&a);
}

static void a_folder_of_rates_that_cannot_be_is_refused_with_its_reason(void **state)
{
	const struct rates_request q = { .first_year = 2020, .years = 5 };
	struct projection *p;
	struct arena a = { 0 };
	struct err err = { 0 };

	(void)state;
	folder_refused(NULL, NULL, NULL, NULL);
	folder_refused("surv_m.csv", "0.99\n1.2\n0.99\n0.5\n", "people.rates-survival", "2"); /* a rate above one */
	folder_refused("surv_f.csv", "0.99\n\n-0.2\n0.99\n0.5\n", "people.rates-survival", "3");
	folder_refused("out_pop_f.csv", "10\n-10\n10\n10\n", "people.rates-people", "2"); /* negative people */
	folder_refused("out_pop_f.csv", NULL, "people.rates-one-sex", NULL);              /* a missing sex */
	folder_refused("surv_f.csv", NULL, "people.rates-one-sex", NULL);
	folder_refused("surv_f.csv", "0.99\n0.99\n0.5\n", "people.rates-shape", NULL);       /* a gap in the ages */
	folder_refused("out_pop_m.csv", "10\n10\n10\n10\n10\n", "people.rates-shape", NULL); /* one too many */
	folder_refused("mig_m.csv", "0,0\n", "people.rates-shape", NULL); /* a column that belongs to no step */
	folder_refused("mig_m.csv", "0x10\n", "sheet.no-number", "1");
	folder_refused("births_per_woman_5y.csv", "-1\n", "people.rates-children", "1");
	folder_refused("srb.csv", "0\n", "people.rates-sex-ratio", "1");
	folder_refused("mig_f.csv", "nan\n", "sheet.no-number", "1");
	folder_refused("srb.csv", NULL, "file.absent", NULL);
	assert_false(project_rates(&a, &p, "/absent", &q, &err));
	assert_string_equal(err.msg.id, "people.rates-folder");
	arena_clear(&a);
}

static void read_reference(struct arena *a, struct matrix *m, const char *file)
{
	const char *path = arena_printf(a, "%s/ccm-reference/%s", getenv("SOSEI_DATA"), file);
	struct source_file source;
	struct sheet sheet;

	assert_true(source_read(a, &source, path, NULL));
	assert_true(sheet_from_csv(a, &sheet, source.utf8, path, NULL));
	assert_true(sheet_numbers(a, m, &sheet, NULL));
}

static void japan_2020_to_2100_equals_an_independent_engine(void **state)
{
	static const char *const files[SEX_COUNT] = { "out_pop_m.csv", "out_pop_f.csv" };
	const struct rates_request q = { .first_year = 2020, .years = 5 };
	struct arena a = { 0 };
	struct projection *p;
	const char *folder = arena_printf(&a, "%s/ccm-reference", getenv("SOSEI_DATA"));
	double worst = 0;

	(void)state;
	if (!project_rates(&a, &p, folder, &q, NULL)) {
		print_message("SOSEI_DATA is absent\n");
		arena_clear(&a);
		skip();
	}
	assert_int_equal(p->n_steps, 16);
	assert_int_equal(p->at[16].n_ages, 27);
	for (int s = 0; s < SEX_COUNT; s++) {
		struct matrix want;

		read_reference(&a, &want, files[s]);
		assert_int_equal(want.rows, 27);
		assert_int_equal(want.columns, 17);
		for (size_t age = 0; age < want.rows; age++) {
			for (size_t step = 0; step < want.columns; step++) {
				double w = want.at[age * want.columns + step], got = p->at[step].at[s][age];
				double off = w > 0 ? fabs(got - w) / w : fabs(got);

				worst = off > worst ? off : worst;
			}
		}
	}
	print_message("# largest relative difference %.3g\n", worst);
	assert_true(worst <= 1e-12);
	arena_clear(&a);
}

static void a_sheet_names_the_line_of_what_is_wrong(void **state)
{
	static const struct {
		const char *csv, *id, *line;
	} cases[] = {
		{ "1,2\n3,x\n", "sheet.no-number", "2" },
		{ "1,2\n\n3\n", "sheet.other-length", "3" },
		{ "1,\"2\n3\",4\n5,inf,6\n", "sheet.no-number", "1" },
		{ "1,2\n\"3,4\n", "sheet.bad-quote", "2" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = { 0 };
		struct sheet sheet;
		struct matrix m;
		struct err err;

		assert_false(sheet_from_csv(&a, &sheet, text_of(cases[i].csv), "x.csv", &err) &&
			     sheet_numbers(&a, &m, &sheet, &err));
		assert_string_equal(err.msg.id, cases[i].id);
		assert_string_equal(msg_arg(&err.msg, "line"), cases[i].line);
		arena_clear(&a);
	}
}

static void age_unknown_is_shared_out_by_sex(void **state)
{
	const struct counted c = { .people = { .n_ages = 2, .at = { { 30, 10 }, { 0, 0 } } }, .unknown = { 4, 5 } };
	struct population p;

	(void)state;
	counted_share_unknown(&p, &c);
	assert_true(p.at[SEX_M][0] == 33 && p.at[SEX_M][1] == 11);
	assert_true(p.at[SEX_F][0] == 0 && p.at[SEX_F][1] == 0);
	for (int f = 0; f < FIGURE_COUNT; f++)
		assert_non_null(figure_id((enum figure)f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(births_deaths_and_migrants_balance_and_nobody_is_negative),
		cmocka_unit_test(a_change_by_ratios_moves_every_group_on),
		cmocka_unit_test(impossible_people_are_named),
		cmocka_unit_test(a_folder_of_rates_that_cannot_be_is_refused_with_its_reason),
		cmocka_unit_test(age_unknown_is_shared_out_by_sex),
		cmocka_unit_test(japan_2020_to_2100_equals_an_independent_engine),
		cmocka_unit_test(a_sheet_names_the_line_of_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
