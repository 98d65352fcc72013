/* How long the binary takes from fork to exit, against /bin/true: what every command costs before its work. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

struct start {
	const char *sosei, *word;
};

/* 0 where the program could be run at all. */
static int run_quietly(const char *program, const char *word)
{
	const char *const argv[] = { program, word, NULL }, *const environment[] = { "LC_ALL=C.UTF-8", NULL };

	return bench_run_quietly(argv, environment);
}

static void run_sosei(void *state)
{
	struct start *s = state;

	if (run_quietly(s->sosei, s->word) != 0) {
		fprintf(stderr, "%s %s failed\n", s->sosei, s->word);
		exit(1);
	}
}

static void run_true(void *state)
{
	(void)state;
	run_quietly("/bin/true", NULL);
}

int main(void)
{
	static const char *const words[] = { "--version", "help" };
	bool met = true;

	bench_open();
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct start s = { getenv("SOSEI_BIN"), words[i] };
		double sosei, nothing;
		char what[64];

		if (!s.sosei)
			return fprintf(stderr, "SOSEI_BIN names no binary\n"), 2;
		bench_pair(&sosei, &nothing, run_sosei, run_true, &s, 200);
		snprintf(what, sizeof what, "start: sosei %s", words[i]);
		met &= bench_row(&(struct bench_row){ what, sosei * 1e3, "ms", "/bin/true", nothing * 1e3,
						      BENCH_AT_MOST, 10, false });
	}
	return met ? 0 : 1;
}
