/* files/helper.h - one run of a helper program that stands beside the running binary: bytes in, bytes out.
 *
 * The helper gets its input on an open, sealed descriptor (so that it may take its time and nobody changes it), an
 * empty environment and nothing else open; here are the deadline and the ceiling of its output. What its end means is
 * said by who started it (reader.c, render.c): only they know its exit codes.
 */
#ifndef FILES_HELPER_H
#define FILES_HELPER_H

#include "base/text.h"

struct helper {
	const char *name;             /* sosei-reader: argv[0], and its file's name */
	const char *path;             /* NULL: beside the running binary */
	const char *const *arguments; /* behind the name, NULL at the end */
	struct text input;            /* on its stdin */
	int deadline_ms;
	size_t output_max;
};

enum helper_outcome {
	HELPER_ENDED,    /* by itself, or by a signal of its own: see status */
	HELPER_TOO_LATE, /* the deadline passed and it was ended */
	HELPER_TOO_LONG, /* its output is over the ceiling and it was ended */
	HELPER_MISSING,  /* no such program: path */
	HELPER_FAILED,   /* it could not be started: step, cause */
};

struct helper_run {
	enum helper_outcome outcome;
	int status;                    /* as waitpid(2) gives it */
	struct buf output, complaints; /* its stdout and stderr */
	const char *path, *step;       /* path lies in the arena */
	int cause;                     /* errno */
};

/* Runs it to its end, whatever that is. The caller clears. */
void helper_run(struct arena *a, struct helper_run *run, const struct helper *h);
void helper_run_clear(struct helper_run *run);

/* Its exit code, -1 where a signal ended it. */
int helper_code(const struct helper_run *run);
/* Its first complaint ("seccomp: Operation not permitted") without its own name before it. */
const char *helper_complaint(struct arena *a, const struct helper_run *run, const char *name);

#endif
