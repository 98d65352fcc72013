/* How long the binary takes from fork to exit, against /bin/true: what every command costs before its work. */
#include "bench.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>

struct start {
	const char *sosei, *word;
};

/* 0 where the program could be run at all. */
static int run_quietly(const char *program, const char *word)
{
	const char *const argv[] = { program, word, NULL }, *const environment[] = { "LC_ALL=C.UTF-8", NULL };
	posix_spawn_file_actions_t files;
	pid_t child;
	int status = -1;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&child, program, &files, NULL, (char *const *)(uintptr_t)argv,
			(char *const *)(uintptr_t)environment) == 0)
		waitpid(child, &status, 0);
	posix_spawn_file_actions_destroy(&files);
	return status;
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
