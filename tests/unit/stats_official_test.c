/* The files as they are published, at SOSEI_DATA, against figures known beforehand (its README). Tests are listed as
 * skipped where the folder is absent. */
#include "store_place.h"

#include <unistd.h>

#include "people/series.h"
#include "usecase/figures.h"
#include "usecase/stats.h"

static struct arena process;
static struct context context;

static const char *data(const char *file)
{
	const char *folder = getenv("SOSEI_DATA");
	const char *path = arena_printf(&process, "%s/%s", folder ? folder : "", file);

	if (access(path, R_OK) != 0) {
		print_message("SOSEI_DATA is absent\n");
		skip();
	}
	return path;
}

static void import(const char *file, struct date published, int64_t added)
{
	struct stats_request q = { .path = data(file), .published = published };
	struct stats_result r;

	OK(stats_import(&r, &context, &q, &err));
	assert_int_equal(r.table.faults.n, 0);
	assert_int_equal(r.added, added);
	assert_int_equal(r.changed.n, 0);
}

static struct area_figures *kumamoto(void)
{
	struct figures_request now = { 0 };
	struct area_figures *f;
	struct area area;

	OK(area_find(&process, &area, TEXT("熊本市"), &err));
	OK(figures_load(&f, &context, &area, &now, &err));
	return f;
}

static void begin(const struct place *p)
{
	context = (struct context){ .arena = &process, .actor = TEXT("test"), .now = 1795000000 };
	context.store = place_create(p);
}

static void end(void)
{
	store_close(&context.store);
	arena_clear(&process);
}

static void equal(const struct yearly_series *s, const struct yearly *want, size_t n)
{
	assert_int_equal(s->at.n, n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(s->at.at[i].year, want[i].year);
		assert_true(s->at.at[i].value == want[i].value);
	}
}

static void the_census_gives_kumamoto_and_1741_municipalities(void **state)
{
	static const double totals[] = { 619236, 654348, 680765, 708097, 720816, 727978, 734474, 740822, 738865 };
	const struct counted *c;
	struct area_figures *f;
	area_figures_list all = { 0 };
	struct figures_request now = { 0 };

	data("census/census_1980_2015.csv");
	begin(*state);
	import("census/census_1980_2015.csv", (struct date){ 2016, 10, 0 }, 3 * 8 * 1788);
	import("ssdse/SSDSE-A-2026.csv", (struct date){ 2021, 11, 0 }, 16 * 1741);
	f = kumamoto();
	assert_int_equal(f->census.at.n, 9);
	for (int i = 0; i < 9; i++) {
		assert_int_equal(f->census.at.at[i].year, 1980 + 5 * i);
		assert_true(f->census.at.at[i].total == totals[i]);
	}
	c = &f->census.at.at[6]; /* 2010: of those whose age is known, 21 % were 65 and over (PEOPLE.md) */
	assert_true(c->unknown[SEX_M] == 4301 && c->unknown[SEX_F] == 3978);
	assert_true(population_total(&c->people) + 4301 + 3978 == 734474);
	OK(figures_load_all(&all, &context, &now, &err));
	assert_int_equal(all.n, 1741);
	for (size_t i = 0; i < all.n; i++) {
		assert_int_equal(all.at[i]->census.at.n, 9); /* also 富谷市 and 那珂川市, whose codes changed */
		assert_int_equal(all.at[i]->census.at.at[7].people.n_ages, 19);
		assert_true(all.at[i]->name.n > 0);
		/* Evacuated since 2011: nobody is a count, too. */
		if (text_is(all.at[i]->code, "07546"))
			assert_true(all.at[i]->census.at.at[8].total == 0);
	}
	end();
}

static void ssdse_gives_births_and_net_migration_by_their_own_years(void **state)
{
	static const double births[] = { 6766, 6293, 6101, 6093, 5792, 5345 },
			    net[] = { -115, -303, 631, 1065, 1384, 1401 };
	const struct area_figures *f;
	char name[40];

	data("ssdse/SSDSE-A-2020.csv");
	begin(*state);
	for (int edition = 2020; edition <= 2026; edition++) {
		struct stats_request q = { .published = { 2022, 1, 0 } };
		struct stats_result r;

		snprintf(name, sizeof name, "ssdse/SSDSE-A-%d.csv", edition);
		q.path = data(name);
		OK(stats_import(&r, &context, &q, &err));
		assert_int_equal(r.table.faults.n, 0);
	}
	f = kumamoto();
	/* 2018 to 2023; 2018 of migration too, which the README does not give. */
	assert_int_equal(f->yearly[FIGURE_VITAL_BIRTHS].at.n, 6);
	assert_int_equal(f->yearly[FIGURE_MIGRATION_IN].at.n, 7);
	for (size_t i = 0; i < 6; i++) {
		const struct yearly *in = &f->yearly[FIGURE_MIGRATION_IN].at.at[i + 1];
		const struct yearly *out = &f->yearly[FIGURE_MIGRATION_OUT].at.at[i + 1];

		assert_int_equal(f->yearly[FIGURE_VITAL_BIRTHS].at.at[i].year, 2018 + (int)i);
		assert_true(f->yearly[FIGURE_VITAL_BIRTHS].at.at[i].value == births[i]);
		assert_int_equal(in->year, 2019 + (int)i);
		assert_true(in->value - out->value == net[i]);
	}
	end();
}

static void the_register_gives_the_years_and_the_wards(void **state)
{
	static const struct yearly natural[] = {
		{ 2015, 321 }, { 2016, -54 }, { 2017, -226 }, { 2018, -131 }, { 2019, -939 }
	};
	static const struct yearly people[] = {
		{ 2016, 735234 }, { 2017, 733844 }, { 2018, 734317 }, { 2019, 734105 }, { 2020, 733721 }
	};
	struct figures_request now = { 0 };
	struct area_figures *f, *wards;
	struct area area;
	char name[40];

	data("register/juki-2020.csv");
	begin(*state);
	for (int year = 2016; year <= 2020; year++) {
		snprintf(name, sizeof name, "register/juki-%d.csv", year);
		import(name, (struct date){ (int16_t)year, 8, 0 }, 12 * (year < 2019 ? 2279 : 2278));
	}
	f = kumamoto();
	equal(&f->yearly[FIGURE_REGISTER_NATURAL], natural, 5);
	equal(&f->yearly[FIGURE_REGISTER_POPULATION], people, 5);
	assert_true(f->yearly[FIGURE_REGISTER_SOCIAL].at.at[4].value == 555);
	assert_true(f->yearly[FIGURE_REGISTER_DOMESTIC_IN].at.at[4].value -
			    f->yearly[FIGURE_REGISTER_DOMESTIC_OUT].at.at[4].value ==
		    -59);
	OK(area_find(&process, &area, TEXT("中央区と四区=43101+43102+43103+43104+43105"), &err));
	OK(figures_load(&wards, &context, &area, &now, &err));
	equal(&wards->yearly[FIGURE_REGISTER_POPULATION], people, 5);
	end();
}

static void the_projection_of_2018_is_read_beside_the_census(void **state)
{
	const struct counted *c;
	struct area_figures *f;

	data("ipss2018/ipss2018_2015_2045.csv");
	begin(*state);
	import("ipss2018/ipss2018_2015_2045.csv", (struct date){ 2018, 3, 0 }, 3 * 7 * 1729);
	f = kumamoto();
	assert_int_equal(f->census.at.n, 0);
	assert_int_equal(f->ipss.at.n, 7);
	c = &f->ipss.at.at[6];
	assert_true(c->year == 2045 && c->total == 690169 && c->people.n_ages == 19);
	assert_true(f->ipss.at.at[1].total == 743063 && f->ipss.at.at[5].total == 708468);
	end();
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		PLACE_TEST(the_census_gives_kumamoto_and_1741_municipalities),
		PLACE_TEST(ssdse_gives_births_and_net_migration_by_their_own_years),
		PLACE_TEST(the_register_gives_the_years_and_the_wards),
		PLACE_TEST(the_projection_of_2018_is_read_beside_the_census),
	};

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
