/* Statistics in: the national census since 1980 (8 MB, 112,644 lines, 1.5 million cells), as it is published and as a
 * workbook, through sosei-reader. The yardstick is the same work without the walls: cut in this process. Nothing is
 * measured where SOSEI_DATA is absent. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../tests/workbook.h"
#include "files/reader.h"
#include "files/sheet_build.h"
#include "files/source.h"
#include "files/stats.h"

enum { REPEATS = 5 };

struct work {
	struct arena inputs;
	struct reader reader;
	struct text bytes;
	const char *sosei, *census, *store;
};

static _Noreturn void die(const char *why)
{
	fprintf(stderr, "bench_stats: %s\n", why);
	exit(2);
}

static void take(struct arena *a, const struct book *book)
{
	struct stats_table t;

	if (!stats_read(a, &t, book, (struct text){ 0 }, NULL) || t.rows.n != 42912)
		die("the census was not read");
}

static void with_walls(void *state)
{
	struct work *w = state;
	struct arena a = { 0 };
	struct book book;

	if (!sheet_read_bytes(&a, &book, &w->reader, w->bytes, "census", NULL))
		die("sosei-reader failed");
	take(&a, &book);
	arena_clear(&a);
}

static void without_walls(void *state)
{
	struct work *w = state;
	struct arena a = { 0 };
	struct book book;

	if (!sheet_read(&a, &book, w->bytes, "census", NULL))
		die("the census was not cut");
	take(&a, &book);
	arena_clear(&a);
}

static void row(const char *what, struct work *w)
{
	double with, without;

	bench_pair(&with, &without, with_walls, without_walls, w, REPEATS);
	bench_row(&(struct bench_row){ .what = what,
				       .value = with * 1000,
				       .unit = "ms",
				       .yardstick = "in this process",
				       .yardstick_value = without * 1000 });
}

/* ---- the whole import ---- */

static void run(const char *const *argv)
{
	if (bench_run_quietly(argv, (const char *const[]){ NULL }) != 0)
		die("sosei failed");
}

static void import(void *state)
{
	struct work *w = state;

	unlink(w->store);
	run((const char *const[]){ w->sosei, "init", "--store", w->store, NULL });
	run((const char *const[]){ w->sosei, "stats", "import", w->census, "--store", w->store, NULL });
}

static void import_row(struct work *w)
{
	double seconds = bench_median(import, w, REPEATS);

	unlink(w->store);
	bench_row(&(struct bench_row){
		.what = "the census into a new store (42,912 observations)", .value = seconds * 1000, .unit = "ms" });
}

int main(void)
{
	const char *folder = getenv("SOSEI_DATA"), *sosei = getenv("SOSEI_BIN"), *name;
	struct work w = { .sosei = sosei };
	struct book book;

	if (!folder || !sosei)
		die("SOSEI_DATA and SOSEI_BIN name the data and the program");
	w.census = arena_printf(&w.inputs, "%s/census/census_1980_2015.csv", folder);
	w.store = arena_printf(&w.inputs, "bench-stats-%d.db", (int)getpid());
	w.reader.helper = arena_printf(&w.inputs, "%.*s/sosei-reader", (int)(strrchr(sosei, '/') - sosei), sosei);
	if (access(w.census, R_OK) != 0)
		return 0;
	if (!source_bytes(&w.inputs, &w.bytes, &name, w.census, NULL) ||
	    !sheet_read(&w.inputs, &book, w.bytes, name, NULL))
		die("the census cannot be read");
	bench_open();
	row("cut and read the census as CSV, 8 MB", &w);
	w.bytes = xlsx_of(&w.inputs, &book.sheets.at[0]);
	row("the same as .xlsx, 12 MB", &w);
	import_row(&w);
	arena_clear(&w.inputs);
	return 0;
}
