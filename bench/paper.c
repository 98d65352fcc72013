/* From the store to a PDF or a workbook on the disk, as a person waits for it: `sosei print`, which starts
 * sosei-render, against `sosei evaluate`, which reads and judges the same and makes no paper. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 10, REPEATS = 7 };

struct printing {
	const char *sosei, *of, *file;
	char store[64];
};

static void run_sosei(const struct printing *p, const char *const *words)
{
	const char *argv[ARGUMENTS_MAX] = { p->sosei };
	const char *const environment[] = { "LC_ALL=C.UTF-8", "SOSEI_ACTOR=bench", NULL };

	for (int i = 0; words[i] && i + 2 < ARGUMENTS_MAX; i++)
		argv[i + 1] = words[i];
	if (bench_run_quietly(argv, environment) != 0) {
		fprintf(stderr, "%s %s failed\n", p->sosei, words[0]);
		exit(1);
	}
}

static void print(void *state)
{
	const struct printing *p = state;

	run_sosei(p, (const char *[]){ "print", p->file, "--of", p->of, "--store", p->store, NULL });
}

static void evaluate(void *state)
{
	const struct printing *p = state;

	run_sosei(p, (const char *[]){ "evaluate", "--store", p->store, NULL });
}

int main(void)
{
	static const struct {
		const char *of, *file, *what;
	} rows[] = {
		{ "plan", "plan.pdf", "the Kumamoto plan as PDF" },
		{ "verdicts", "verdicts.pdf", "Kumamoto's verdicts as PDF" },
		{ "year", "year.pdf", "Kumamoto's year as PDF, with its population" },
		{ "year", "year.xlsx", "the tables of Kumamoto's year as XLSX" },
	};
	struct printing p = { .sosei = getenv("SOSEI_BIN") };
	char folder[] = "/tmp/sosei-bench-XXXXXX";

	if (!p.sosei || !mkdtemp(folder) || chdir(folder) != 0)
		return fprintf(stderr, "SOSEI_BIN names no binary, or no folder can be made\n"), 2;
	snprintf(p.store, sizeof p.store, "%s/s.db", folder);
	run_sosei(&p, (const char *[]){ "init", "--example", "kumamoto", "--store", p.store, NULL });
	bench_open();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		double paper, table;

		p.of = rows[i].of;
		p.file = rows[i].file;
		bench_pair(&paper, &table, print, evaluate, &p, REPEATS);
		bench_row(&(struct bench_row){ rows[i].what, paper * 1e3, "ms", "sosei evaluate", table * 1e3,
					       BENCH_NO_GOAL, 0, false });
		unlink(rows[i].file);
	}
	unlink(p.store);
	rmdir(folder);
	return 0;
}
