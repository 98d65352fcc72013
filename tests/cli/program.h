/* tests/cli/program.h - the program run as a person runs it, in a folder of its own; and a port of this machine behind
 * which a test answers. Include it behind <cmocka.h>. What the program finds in its environment is the test's own, with
 * SOSEI_NOW on 1 August 2026 and SOSEI_ACTOR clerk where the test says nothing else. */
#ifndef TESTS_CLI_PROGRAM_H
#define TESTS_CLI_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/text.h"

enum { PROGRAM_WORDS_MAX = 24 };

struct program {
	char folder[64];
	struct buf out; /* of the last run: stdout and stderr, or all that the terminal saw; ends with a NUL */
	int code;       /* its exit code; -1: it did not end by itself */
};

void program_begin(struct program *p);
/* Removes the folder with all that is in it. */
void program_end(struct program *p);

/* Runs it to its end. words: without the program's own name, NULL at the end. */
void program_run(struct program *p, const char *const *words);
/* The same on a terminal so many columns wide. */
void program_run_on_terminal(struct program *p, unsigned short width, const char *const *words);
/* Starts it and lets it run, its output thrown away. */
pid_t program_start(const struct program *p, const char *const *words);

bool program_said(const struct program *p, const char *what);
#define SAID(program, what)                                                   \
	do {                                                                  \
		if (!program_said(program, what))                             \
			fail_msg("no \"%s\" in: %s", what, (program)->out.p); \
	} while (0)

/* A socket that listens on a free port of 127.0.0.1. */
int loopback_listen(int *port);

#endif
