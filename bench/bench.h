/* bench/bench.h - measuring: the median of repeats, and one table for all programs.
 *
 * A figure means little without its machine and little against another day: every program measures its yardstick (bare
 * SQLite, /bin/true, memcpy) in the same run, turn by turn, and the table gives the ratio. Steps to add a program:
 * write bench/NAME.c with a main that calls bench_open() and bench_row(), and list NAME in bench/meson.build.
 * tools/bench-run runs them all.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { BENCH_REPEATS_MAX = 1000 };

enum bench_goal { BENCH_NO_GOAL, BENCH_AT_MOST, BENCH_AT_LEAST };

struct bench_row {
	const char *what; /* "read the Kumamoto plan" */
	double value;
	const char *unit;       /* "ms", "MB/s", "events/s" */
	const char *yardstick;  /* what the ratio is against: "bare SQLite"; NULL: none */
	double yardstick_value; /* in the same unit */
	enum bench_goal is;
	double goal; /* in the unit, or of value / yardstick_value where goal_of_ratio */
	bool goal_of_ratio;
};

/* Prints the machine (CPU, cores, kernel) and the table's head, unless SOSEI_BENCH_ROWS is set: then another program
 * has done so. */
void bench_open(void);
/* Prints the row; false, so that main can return it, where the goal is missed. Rates are better high, times better low:
 * the goal says which. */
bool bench_row(const struct bench_row *row);

/* Seconds of run(state): the median of `repeats` calls after one to warm up. */
double bench_median(void (*run)(void *state), void *state, int repeats);
/* The same for two, turn by turn, so that a slow moment of the machine strikes both. */
void bench_pair(double *first, double *second, void (*run_first)(void *), void (*run_second)(void *), void *state,
		int repeats);

double bench_middle(double *at, int n); /* the median; sorts them */
double bench_now(void);                 /* seconds, monotonic */

/* Runs a program with that environment, its output thrown away; its exit status as of waitpid, not 0 where it could not
 * be run at all. */
int bench_run_quietly(const char *const *argv, const char *const *environment);

/* Ends the program with the error's sentence where it is not ok. */
void bench_must(bool ok, const struct err *err);
/* A folder that mkdtemp made, with the files in it. */
void bench_remove(const char *folder);

#endif
