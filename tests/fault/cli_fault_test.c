/* The whole program when the world fails: killed at any moment, a full disk, a locked, read-only, damaged or newer
 * store. tests/unit/store_test.c tries the same at the contract of the store; here it is what a person sees, and what
 * is there afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/json.h"

enum { ARGUMENTS = 24, NOBODY = 65534 };

static char place[] = "/tmp/sosei-fault-XXXXXX"; /* a folder, or a small file system of its own */
static bool small_disk;                          /* place is a tmpfs that no one else sees */

/* ---- running the program ---- */

struct run {
	char out[1 << 16], complaint[1 << 13];
	int status;
};

struct how {
	bool as_nobody;
	rlim_t file_bytes_max; /* 0: no limit */
	double kill_after;     /* seconds; 0: let it end */
};

static const char *in_place(const char *name)
{
	static char room[8][128];
	static int next;
	char *path = room[next++ % 8];

	snprintf(path, sizeof room[0], "%s/%s", place, name);
	return path;
}

static void set_environment(void)
{
	setenv("SOSEI_NOW", "2026-08-01T00:00:00Z", 1);
	setenv("SOSEI_ACTOR", "tester", 1);
	setenv("SOSEI_STORE", in_place("sosei.db"), 1);
}

static void become(const struct how *how, int out, int complaint)
{
	dup2(out, 1);
	dup2(complaint, 2);
	if (how->file_bytes_max) {
		/* Writing beyond the limit is then an error like a full disk, not the end. */
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ how->file_bytes_max, how->file_bytes_max });
	}
	if (how->as_nobody && geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		_exit(99);
}

static void read_back(int fd, char *room, size_t size)
{
	ssize_t n;

	lseek(fd, 0, SEEK_SET);
	n = read(fd, room, size - 1);
	room[n > 0 ? n : 0] = '\0';
	close(fd);
}

/* Output goes to files in memory, so that a full disk does not touch it. */
static struct run *run(const struct how *how, const char *const *words)
{
	static struct run r;
	const char *argv[ARGUMENTS + 1] = { getenv("SOSEI_BIN") };
	int program;
	int out = memfd_create("out", 0), complaint = memfd_create("complaint", 0);
	pid_t child;

	for (size_t i = 0; words[i]; i++)
		argv[i + 1] = words[i];
	/* Opened before another user is put on, who may not walk through the folders above it (a checkout in root's
	 * home). */
	program = open(argv[0], O_PATH);
	child = fork();
	if (child == 0) {
		become(how, out, complaint);
		fexecve(program, (char *const *)(uintptr_t)argv, environ);
		_exit(99);
	}
	if (how->kill_after > 0) {
		struct timespec t = { (time_t)how->kill_after,
				      (long)((how->kill_after - (double)(time_t)how->kill_after) * 1e9) };

		nanosleep(&t, NULL);
		kill(child, SIGKILL);
	}
	close(program);
	assert_int_equal(waitpid(child, &r.status, 0), child);
	read_back(out, r.out, sizeof r.out);
	read_back(complaint, r.complaint, sizeof r.complaint);
	return &r;
}

static const struct how plainly;
#define SOSEI(...) run(&plainly, (const char *const[]){ __VA_ARGS__, NULL })
#define SOSEI_SO(how, ...) run((how), (const char *const[]){ __VA_ARGS__, NULL })

static int code(const struct run *r)
{
	return WIFEXITED(r->status) ? WEXITSTATUS(r->status) : -WTERMSIG(r->status);
}

static void must_be(const struct run *r, int expected)
{
	if (code(r) != expected)
		fail_msg("exit code %d, not %d: %s%s", code(r), expected, r->complaint, r->out);
}

/* One message and nothing else, in the kind's exit code. */
static void must_fail(const struct run *r, int expected, const char *says)
{
	must_be(r, expected);
	assert_string_equal(r->out, "");
	if (!strstr(r->complaint, says) || strchr(r->complaint, '{') || !strchr(r->complaint, '\n') ||
	    strchr(r->complaint, '\n')[1] != '\0')
		fail_msg("\"%s\" is not one line with \"%s\"", r->complaint, says);
}

static json_t *answer(const struct run *r)
{
	json_t *v = NULL;

	assert_true(json_parse(&v, text_of(r->out), "answer", NULL));
	return v;
}

/* ---- what is in the store ---- */

static int64_t count_events(void)
{
	const struct run *r = SOSEI("log", "root", "--json");
	json_t *v;
	int64_t n;

	must_be(r, 0);
	v = answer(r);
	n = json_get_int(v, "events", -1);
	json_decref(v);
	assert_true(n >= 0);
	return n;
}

static void must_hold(void)
{
	char before[sizeof((struct run *)0)->out];
	const struct run *r;

	must_be(SOSEI("log", "verify"), 0);
	r = SOSEI("value", "list", "--json");
	must_be(r, 0);
	memcpy(before, r->out, sizeof before);
	must_be(SOSEI("rebuild"), 0);
	r = SOSEI("value", "list", "--json");
	must_be(r, 0);
	assert_string_equal(r->out, before);
}

static struct run *record(const struct how *how, int year, int value)
{
	char period[16], number[16];

	snprintf(period, sizeof period, "CY%d", year);
	snprintf(number, sizeof number, "%d", value);
	return SOSEI_SO(how, "value", "record", "--kpi", "イ1", "--period", period, "--value", number, "--state",
			"final", "--published", "2025-09", "--source", "試験");
}

static bool has_value(const json_t *list, int year, int value)
{
	char period[16], number[16];
	const json_t *rows = json_object_get(list, "values");
	size_t i;
	json_t *row;

	snprintf(period, sizeof period, "CY%d", year);
	snprintf(number, sizeof number, "%d", value);
	json_array_foreach (rows, i, row)
		if (text_is(json_get_text(row, "period"), period) && text_is(json_get_text(row, "value"), number))
			return true;
	return false;
}

/* ---- the place ---- */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st;
	(void)type;
	return where->level == 0 ? 0 : remove(path);
}

static int empty_place(void **state)
{
	(void)state;
	return nftw(place, remove_one, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static int make_place(void **state)
{
	(void)state;
	if (!mkdtemp(place))
		return -1;
	set_environment();
	/* Only root may; the others are limited by RLIMIT_FSIZE. */
	small_disk = unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		     mount("none", place, "tmpfs", 0, "size=24m,mode=0777") == 0;
	return 0;
}

static int remove_place(void **state)
{
	empty_place(state);
	if (small_disk)
		umount(place);
	return rmdir(place);
}

static void make_store(void)
{
	must_be(SOSEI("init", "--example", "kumamoto"), 0);
}

static void fill_disk(size_t but)
{
	struct statvfs fs;
	int fd = open(in_place("ballast"), O_CREAT | O_WRONLY, 0600);
	static char block[4096];

	assert_true(fd >= 0);
	while (statvfs(place, &fs) == 0 && fs.f_bavail * fs.f_bsize > but && write(fd, block, sizeof block) > 0)
		;
	close(fd);
}

static void free_disk(void)
{
	assert_int_equal(unlink(in_place("ballast")), 0);
}

static void need_small_disk(void)
{
	if (small_disk)
		return;
	print_message("# skipped: no file system of one's own can be made here\n");
	skip();
}

/* ---- killed ---- */

static double seconds_of_one_recording(void)
{
	struct timespec from, to;
	double longest = 0;

	for (int i = 0; i < 3; i++) {
		double took;

		clock_gettime(CLOCK_MONOTONIC, &from);
		must_be(record(&plainly, 1900 + i, i), 0);
		clock_gettime(CLOCK_MONOTONIC, &to);
		took = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
		longest = took > longest ? took : longest;
	}
	return longest;
}

static void killed_at_any_moment_of_a_hundred_recordings_every_acknowledged_event_is_there(void **state)
{
	enum { TIMES = 100, FIRST_YEAR = 1910 };
	bool acknowledged[TIMES] = { false };
	int n_acknowledged = 0, n_killed = 0;
	unsigned seed = (unsigned)time(NULL);
	const struct run *r;
	double longest;
	json_t *list;

	(void)state;
	print_message("# seed %u\n", seed);
	srand(seed);
	make_store();
	longest = seconds_of_one_recording();
	for (int i = 0; i < TIMES; i++) {
		struct how how = { .kill_after = longest * 1.3 * ((double)rand() / RAND_MAX) + 1e-4 };

		r = record(&how, FIRST_YEAR + i, 1000 + i);
		/* The answer is printed after the commit: it counts even where the program was killed behind it. */
		acknowledged[i] = code(r) == 0 || strchr(r->out, '\n');
		n_acknowledged += acknowledged[i];
		n_killed += code(r) == -SIGKILL;
		if (code(r) != 0 && code(r) != -SIGKILL)
			fail_msg("recording %d ended with %d: %s", i, code(r), r->complaint);
	}
	print_message("# %d killed, %d acknowledged\n", n_killed, n_acknowledged);
	/* Else it tried nothing. */
	assert_true(n_killed >= 10 && n_acknowledged >= 5);
	must_hold();
	r = SOSEI("value", "list", "--json");
	must_be(r, 0);
	list = answer(r);
	for (int i = 0; i < TIMES; i++)
		if (acknowledged[i] && !has_value(list, FIRST_YEAR + i, 1000 + i))
			fail_msg("seed %u: recording %d was acknowledged and is not there", seed, i);
	json_decref(list);
	/* Those that were not may be said again. */
	for (int i = 0; i < TIMES; i++)
		must_be(record(&plainly, FIRST_YEAR + i, 1000 + i), 0);
	must_hold();
}

/* Before its first commit a store is an empty file, which says so; behind it, a store that holds a part of the example.
 */
static void killed_while_it_is_made_a_store_holds_or_says_that_it_is_empty(void **state)
{
	struct timespec from, to;
	const struct run *r;
	double took;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &from);
	make_store();
	clock_gettime(CLOCK_MONOTONIC, &to);
	took = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	for (int i = 0; i < 25; i++) {
		struct how how = { .kill_after = took * (double)(i + 1) / 25 };

		empty_place(NULL);
		SOSEI_SO(&how, "init", "--example", "kumamoto");
		r = SOSEI("log", "verify");
		if (code(r) == 4) {
			assert_non_null(strstr(r->complaint, "sosei init"));
			continue;
		}
		must_be(r, 0);
		must_be(SOSEI("rebuild"), 0);
		must_be(SOSEI("log", "verify"), 0);
	}
	empty_place(NULL);
	make_store();
}

/* ---- a full disk ---- */

static void on_a_full_disk_a_store_is_not_half_made(void **state)
{
	(void)state;
	need_small_disk();
	for (size_t left = 0; left <= 96 << 10; left += 24 << 10) {
		empty_place(NULL);
		fill_disk(left);
		must_fail(SOSEI("init", "--example", "kumamoto"), 5, "sosei.db");
		assert_int_equal(access(in_place("sosei.db"), F_OK), -1);
		free_disk();
		make_store();
	}
}

static void on_a_full_disk_a_recording_is_refused_and_nothing_is_lost(void **state)
{
	int64_t before;

	(void)state;
	need_small_disk();
	make_store();
	must_be(record(&plainly, 2000, 1), 0);
	before = count_events();
	fill_disk(0);
	must_fail(record(&plainly, 2001, 2), 5, "sosei.db");
	free_disk();
	assert_int_equal(count_events(), before);
	must_hold();
	must_be(record(&plainly, 2001, 2), 0);
	assert_int_equal(count_events(), before + 1);
}

static void on_a_full_disk_a_plan_is_not_half_adopted(void **state)
{
	const char *root = getenv("SOSEI_ROOT");
	char plan[4096];
	int64_t before;

	(void)state;
	need_small_disk();
	snprintf(plan, sizeof plan, "%s/examples/sample-city/plan-2019.txt", root);
	must_be(SOSEI("init"), 0);
	before = count_events();
	fill_disk(0);
	must_fail(SOSEI("plan", "adopt", plan, "--plan", "sample", "--certified", "2019-03-29"), 5, "sosei.db");
	free_disk();
	assert_int_equal(count_events(), before);
	must_be(SOSEI("plan", "adopt", plan, "--plan", "sample", "--certified", "2019-03-29"), 0);
	must_be(SOSEI("log", "verify"), 0);
}

static int64_t files_seen;

static int count_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)path;
	(void)st;
	(void)where;
	files_seen += type == FTW_F;
	return 0;
}

static int64_t count_files(const char *folder)
{
	files_seen = 0;
	nftw(folder, count_one, 8, FTW_PHYS);
	return files_seen;
}

static void on_a_full_disk_the_old_site_stays(void **state)
{
	const char *site = in_place("site");
	int64_t files;

	(void)state;
	need_small_disk();
	make_store();
	must_be(SOSEI("publish", site), 0);
	files = count_files(site);
	assert_true(files > 5);
	must_be(record(&plainly, 2001, 2), 0);
	/* Enough for the files that SQLite keeps beside an open store. */
	fill_disk(128 << 10);
	must_fail(SOSEI("publish", site), 5, "site");
	free_disk();
	assert_int_equal(count_files(site), files);
	must_be(SOSEI("publish", site), 0);
	/* A new one is not begun. */
	fill_disk(128 << 10);
	must_fail(SOSEI("publish", in_place("new")), 5, "new");
	free_disk();
	assert_int_equal(access(in_place("new"), F_OK), -1);
}

/* The same without a file system of one's own. */
static void at_the_limit_of_a_files_size_nothing_is_half_written(void **state)
{
	struct how tight = { .file_bytes_max = 64 << 10 };
	int64_t before;

	(void)state;
	must_fail(SOSEI_SO(&tight, "init", "--example", "kumamoto"), 5, "sosei.db");
	assert_int_equal(access(in_place("sosei.db"), F_OK), -1);
	make_store();
	before = count_events();
	tight.file_bytes_max = 1 << 10;
	must_fail(record(&tight, 2001, 2), 5, "sosei.db");
	assert_int_equal(count_events(), before);
	must_hold();
}

/* ---- stores that cannot be used ---- */

static void no_store_is_said_so(void **state)
{
	(void)state;
	must_fail(SOSEI("evaluate"), 4, "sosei.db");
	must_fail(record(&plainly, 2001, 2), 4, "sosei.db");
	assert_int_equal(access(in_place("sosei.db"), F_OK), -1);
}

static sqlite3 *open_store(void)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(in_place("sosei.db"), &db), SQLITE_OK);
	return db;
}

static void a_store_that_another_program_holds_is_said_so(void **state)
{
	sqlite3 *db;
	int64_t before;

	(void)state;
	make_store();
	before = count_events();
	db = open_store();
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	must_fail(record(&plainly, 2001, 2), 4, "sosei.db");
	/* Who only reads is not held up. */
	must_be(SOSEI("evaluate", "--json"), 0);
	sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(count_events(), before);
	must_be(record(&plainly, 2001, 2), 0);
}

static void a_store_on_read_only_ground_can_be_read_and_not_written(void **state)
{
	struct how nobody = { .as_nobody = true };

	(void)state;
	make_store();
	assert_int_equal(chmod(in_place("sosei.db"), 0444), 0);
	assert_int_equal(chmod(place, 0555), 0);
	must_fail(record(&nobody, 2001, 2), 4, "sosei.db");
	must_be(SOSEI_SO(&nobody, "evaluate", "--json"), 0);
	must_fail(SOSEI_SO(&nobody, "init", "--store", in_place("other.db")), 4, "other.db");
	chmod(place, 0777);
	must_hold();
}

static void a_folder_where_nothing_may_be_written_gets_no_site(void **state)
{
	struct how nobody = { .as_nobody = true };

	(void)state;
	make_store();
	assert_int_equal(chmod(in_place("sosei.db"), 0444), 0);
	assert_int_equal(chmod(place, 0555), 0);
	must_fail(SOSEI_SO(&nobody, "publish", in_place("site")), 5, "site");
	chmod(place, 0777);
}

static void what_is_no_store_is_left_alone(void **state)
{
	int fd = open(in_place("sosei.db"), O_CREAT | O_WRONLY, 0600);
	struct stat st;

	(void)state;
	assert_int_equal(write(fd, "a letter to the mayor, of some length, and no database\n", 55), 55);
	close(fd);
	must_fail(SOSEI("evaluate"), 4, "sosei.db");
	must_fail(record(&plainly, 2001, 2), 4, "sosei.db");
	must_be(SOSEI("init"), 7);
	assert_int_equal(stat(in_place("sosei.db"), &st), 0);
	assert_int_equal(st.st_size, 55);
}

static void a_store_of_a_newer_version_is_left_alone(void **state)
{
	sqlite3 *db;

	(void)state;
	make_store();
	db = open_store();
	assert_int_equal(
		sqlite3_exec(db, "INSERT INTO schema_version VALUES (9999, 'of the future')", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	must_fail(SOSEI("evaluate"), 4, "9999");
	must_fail(record(&plainly, 2001, 2), 4, "9999");
	must_fail(SOSEI("rebuild"), 4, "9999");
}

static void a_changed_event_is_found_by_verify(void **state)
{
	sqlite3 *db;
	const struct run *r;

	(void)state;
	make_store();
	must_be(record(&plainly, 2001, 703), 0);
	db = open_store();
	/* As someone with a database tool would. */
	if (sqlite3_exec(db,
			 "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"703\"', '\"999\"') AS BLOB)",
			 NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
	r = SOSEI("log", "verify");
	must_be(r, 1);
	must_fail(SOSEI("rebuild"), 4, "log verify");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(killed_at_any_moment_of_a_hundred_recordings_every_acknowledged_event_is_there,
				       empty_place),
		cmocka_unit_test_setup(killed_while_it_is_made_a_store_holds_or_says_that_it_is_empty, empty_place),
		cmocka_unit_test_setup(on_a_full_disk_a_store_is_not_half_made, empty_place),
		cmocka_unit_test_setup(on_a_full_disk_a_recording_is_refused_and_nothing_is_lost, empty_place),
		cmocka_unit_test_setup(on_a_full_disk_a_plan_is_not_half_adopted, empty_place),
		cmocka_unit_test_setup(on_a_full_disk_the_old_site_stays, empty_place),
		cmocka_unit_test_setup(at_the_limit_of_a_files_size_nothing_is_half_written, empty_place),
		cmocka_unit_test_setup(no_store_is_said_so, empty_place),
		cmocka_unit_test_setup(a_store_that_another_program_holds_is_said_so, empty_place),
		cmocka_unit_test_setup(a_store_on_read_only_ground_can_be_read_and_not_written, empty_place),
		cmocka_unit_test_setup(a_folder_where_nothing_may_be_written_gets_no_site, empty_place),
		cmocka_unit_test_setup(what_is_no_store_is_left_alone, empty_place),
		cmocka_unit_test_setup(a_store_of_a_newer_version_is_left_alone, empty_place),
		cmocka_unit_test_setup(a_changed_event_is_found_by_verify, empty_place),
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}
