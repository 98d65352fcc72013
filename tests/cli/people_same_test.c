/* One answer for any number of threads and ranks, and for any instruction set: sosei people project --all, run in a
 * folder of its own on the official census, its output compared byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/text.h"

static struct arena arena;
static char folder[] = "/tmp/sosei-same-XXXXXX";
static bool has_store;

/* Runs a line of shell; its output's hash and length, and its exit code. */
static int run(struct hash *hash, size_t *n, const char *line)
{
	FILE *f = popen(line, "r");
	struct buf all = { 0 };
	char room[65536];
	size_t got;
	int status;

	assert_non_null(f);
	while ((got = fread(room, 1, sizeof room, f)) > 0)
		buf_add(&all, room, got);
	status = pclose(f);
	*hash = hash_bytes(all.p, all.n);
	*n = all.n;
	buf_clear(&all);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *const project = "people project --all --to 2030 --trajectories 40 --seed 3 --json";

static int make_store(void **state)
{
	const char *data = getenv("SOSEI_DATA"), *census;
	struct hash hash;
	size_t n;

	(void)state;
	assert_non_null(mkdtemp(folder));
	setenv("SOSEI_STORE", arena_printf(&arena, "%s/sosei.db", folder), 1);
	census = arena_printf(&arena, "%s/census/census_1980_2015.csv", data ? data : "");
	if (access(census, R_OK) != 0)
		return 0;
	has_store = run(&hash, &n,
			arena_printf(&arena, "\"$SOSEI_BIN\" init 2>&1 && \"$SOSEI_BIN\" stats import '%s' 2>&1",
				     census)) == 0;
	return has_store ? 0 : -1;
}

static int remove_store(void **state)
{
	struct hash hash;
	size_t n;

	(void)state;
	run(&hash, &n, arena_printf(&arena, "rm -rf '%s'", folder));
	arena_clear(&arena);
	return 0;
}

/* The same bytes as with one thread. */
static void check(const char *before, const char *program, const char *options)
{
	static struct hash one;
	static size_t n_one;
	struct hash hash;
	size_t n;

	if (!n_one) {
		assert_int_equal(run(&one, &n_one, arena_printf(&arena, "\"$SOSEI_BIN\" %s --threads 1", project)), 0);
		assert_true(n_one > 1000000);
	}
	assert_int_equal(run(&hash, &n, arena_printf(&arena, "%s \"%s\" %s %s", before, program, project, options)), 0);
	assert_int_equal(n, n_one);
	assert_memory_equal(&hash, &one, sizeof one);
}

static void need_store(void)
{
	if (!has_store) {
		print_message("SOSEI_DATA is absent\n");
		skip();
	}
}

static void any_number_of_threads_gives_the_same_bytes(void **state)
{
	(void)state;
	need_store();
	check("", "$SOSEI_BIN", "--threads 2");
	check("", "$SOSEI_BIN", "--threads 8");
	check("OMP_NUM_THREADS=3", "$SOSEI_BIN", "");
}

static void any_instruction_set_gives_the_same_bytes(void **state)
{
	(void)state;
	need_store();
	check("SOSEI_SIMD=scalar", "$SOSEI_BIN", "");
	if (run(&(struct hash){ 0 }, &(size_t){ 0 }, "grep -q avx2 /proc/cpuinfo") == 0)
		check("SOSEI_SIMD=avx2", "$SOSEI_BIN", "");
	if (run(&(struct hash){ 0 }, &(size_t){ 0 }, "grep -q avx512dq /proc/cpuinfo") == 0)
		check("SOSEI_SIMD=avx512", "$SOSEI_BIN", "");
}

static void an_unknown_instruction_set_is_refused(void **state)
{
	struct hash hash;
	size_t n;

	(void)state;
	need_store();
	assert_int_equal(run(&hash, &n, arena_printf(&arena, "SOSEI_SIMD=mmx \"$SOSEI_BIN\" %s 2>/dev/null", project)),
			 2);
}

/* As root, on a machine with fewer cores than ranks, and without leaks told: those are MPI's own. */
#define MPIRUN "ASAN_OPTIONS=detect_leaks=0 mpirun --allow-run-as-root --oversubscribe -n "

static const char *ranks(void)
{
	const char *program = getenv("SOSEI_RANKS");

	need_store();
	if (!program || !*program) {
		print_message("built without Open MPI\n");
		skip();
	}
	return program;
}

static void four_ranks_give_the_same_bytes(void **state)
{
	(void)state;
	check(MPIRUN "4", ranks(), "");
	check(MPIRUN "1", ranks(), "--threads 2");
}

/* ...and a command that would be done once for each rank is not done. */
static void ranks_fail_together_and_say_it_once(void **state)
{
	const char *program = ranks();
	struct hash hash;
	size_t n;

	(void)state;
	assert_int_equal(run(&hash, &n,
			     arena_printf(&arena,
					  MPIRUN "3 \"%s\" people project --all --lang en --store /absent 2>&1 | "
						 "grep -c 'no store at /absent' | grep -qx 1",
					  program)),
			 0);
	assert_int_equal(run(&hash, &n, arena_printf(&arena, MPIRUN "2 \"%s\" value list 2>/dev/null", program)), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
		cmocka_unit_test(any_instruction_set_gives_the_same_bytes),
		cmocka_unit_test(an_unknown_instruction_set_is_refused),
		cmocka_unit_test(four_ranks_give_the_same_bytes),
		cmocka_unit_test(ranks_fail_together_and_say_it_once),
	};

	return cmocka_run_group_tests(tests, make_store, remove_store);
}
