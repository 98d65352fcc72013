#include "bench.h"

#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double bench_middle(double *at, int n)
{
	qsort(at, (size_t)n, sizeof *at, by_value);
	return n % 2 ? at[n / 2] : (at[n / 2 - 1] + at[n / 2]) / 2;
}

static double time_one(void (*run)(void *), void *state)
{
	double start = bench_now();

	run(state);
	return bench_now() - start;
}

double bench_median(void (*run)(void *), void *state, int repeats)
{
	double at[BENCH_REPEATS_MAX];

	if (repeats > BENCH_REPEATS_MAX)
		repeats = BENCH_REPEATS_MAX;
	run(state);
	for (int i = 0; i < repeats; i++)
		at[i] = time_one(run, state);
	return bench_middle(at, repeats);
}

void bench_pair(double *first, double *second, void (*run_first)(void *), void (*run_second)(void *), void *state,
		int repeats)
{
	double x[BENCH_REPEATS_MAX], y[BENCH_REPEATS_MAX];

	if (repeats > BENCH_REPEATS_MAX)
		repeats = BENCH_REPEATS_MAX;
	run_first(state);
	run_second(state);
	for (int i = 0; i < repeats; i++) {
		x[i] = time_one(run_first, state);
		y[i] = time_one(run_second, state);
	}
	*first = bench_middle(x, repeats);
	*second = bench_middle(y, repeats);
}

/* The CPU's name as the kernel gives it; "unknown" where it gives none. */
static void cpu_name(char *name, size_t size)
{
	FILE *f = fopen("/proc/cpuinfo", "r");
	char line[256];

	snprintf(name, size, "unknown");
	while (f && fgets(line, sizeof line, f)) {
		char *colon = strchr(line, ':');

		if (strncmp(line, "model name", 10) != 0 || !colon)
			continue;
		colon[strcspn(colon, "\n")] = '\0';
		snprintf(name, size, "%s", colon + 2);
		break;
	}
	if (f)
		fclose(f);
}

void bench_open(void)
{
	struct utsname system;
	char cpu[128];

	if (getenv("SOSEI_BENCH_ROWS"))
		return;
	uname(&system);
	cpu_name(cpu, sizeof cpu);
	printf("Machine: %s, %ld cores, %s %s %s\n\n", cpu, sysconf(_SC_NPROCESSORS_ONLN), system.sysname,
	       system.release, system.machine);
	printf("| measured | value | against | ratio | goal | met |\n|---|---:|---:|---:|---:|---|\n");
	fflush(stdout);
}

/* Three digits that count; thousands and more whole. */
static const char *number(char room[32], double v)
{
	int digits = v >= 100 ? 0 : v >= 10 ? 1 : v >= 1 ? 2 : 3;

	snprintf(room, 32, "%.*f", digits, v);
	return room;
}
#define NUMBER(v) number((char[32]){ 0 }, (v))

bool bench_row(const struct bench_row *r)
{
	double ratio = r->yardstick ? r->value / r->yardstick_value : 0;
	double judged = r->goal_of_ratio ? ratio : r->value;
	bool met = r->is == BENCH_NO_GOAL || (r->is == BENCH_AT_MOST ? judged <= r->goal : judged >= r->goal);

	printf("| %s | %s %s | ", r->what, NUMBER(r->value), r->unit);
	if (r->yardstick)
		printf("%s: %s %s | %s | ", r->yardstick, NUMBER(r->yardstick_value), r->unit, NUMBER(ratio));
	else
		printf(" | | ");
	if (r->is != BENCH_NO_GOAL)
		printf("%s %s%s%s | %s |\n", r->is == BENCH_AT_MOST ? "≤" : "≥", NUMBER(r->goal),
		       r->goal_of_ratio ? " ×" : " ", r->goal_of_ratio ? "" : r->unit, met ? "yes" : "NO");
	else
		printf(" | |\n");
	fflush(stdout);
	return met;
}

void bench_must(bool ok, const struct err *err)
{
	struct arena a = { 0 };

	if (ok)
		return;
	fprintf(stderr, "bench: %s\n", msg_say(&a, LANG_EN, &err->msg));
	exit(2);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void bench_remove(const char *folder)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int bench_run_quietly(const char *const *argv, const char *const *environment)
{
	posix_spawn_file_actions_t files;
	int status = -1;
	pid_t child;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&child, argv[0], &files, NULL, (char *const *)(uintptr_t)argv,
			(char *const *)(uintptr_t)environment) == 0)
		waitpid(child, &status, 0);
	posix_spawn_file_actions_destroy(&files);
	return status;
}
