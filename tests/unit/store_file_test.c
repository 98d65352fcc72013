/* A store as a file: what else may lie at the path, ground that cannot be written, a disk that is full. */
#include "store_place.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_file(const char *path, const char *bytes, size_t n)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	fclose(f);
}

static void refused_in_all_modes(const struct place *p, const char *id)
{
	struct store *s = NULL;

	REFUSED(store_open(&s, p->where, STORE_READ, &err), ERR_STORE, id);
	REFUSED(store_open(&s, p->where, STORE_WRITE, &err), ERR_STORE, id);
	assert_null(s);
}

static void nothing_there(void **state)
{
	const struct place *p = *state;
	char deep[300];
	struct store *s = NULL;

	refused_in_all_modes(p, "store.absent");
	assert_int_equal(access(p->where, F_OK), -1);
	snprintf(deep, sizeof deep, "%s/no/such/sosei.db", p->folder);
	REFUSED(store_open(&s, deep, STORE_CREATE, &err), ERR_SYSTEM, "store.cannot-create");
	REFUSED(store_open(&s, deep, STORE_READ, &err), ERR_STORE, "store.absent");
	REFUSED(store_open(&s, p->folder, STORE_READ, &err), ERR_STORE, "store.not-a-file");
	REFUSED(store_open(&s, p->folder, STORE_CREATE, &err), ERR_CONFLICT, "store.exists");
}

static void a_file_that_is_no_store_is_said_to_be_none_and_stays_as_it_was(void **state)
{
	static const char text[] =
		"# 例示市の計画\nこれは台帳ではない。ただの文章で、百バイトより長く、SQLite の見出しより長い。"
		"読み手は、何が起きたかを知りたい。\n";
	const struct place *p = *state;
	struct store *s = NULL;
	struct stat st;

	write_file(p->where, text, sizeof text);
	refused_in_all_modes(p, "store.not-a-store");
	REFUSED(store_open(&s, p->where, STORE_CREATE, &err), ERR_CONFLICT, "store.exists");
	assert_int_equal(stat(p->where, &st), 0);
	assert_int_equal(st.st_size, sizeof text);
	write_file(p->where, "short", 5);
	refused_in_all_modes(p, "store.not-a-store");
	write_file(p->where, "", 0);
	refused_in_all_modes(p, "store.empty");
	unlink(p->where);
	place_sql(p, "CREATE TABLE somebody_elses (n INTEGER)");
	refused_in_all_modes(p, "store.not-a-store");
	place_sql(p, "CREATE TABLE schema_version (version INTEGER)");
	refused_in_all_modes(p, "store.not-a-store");
}

static void names_that_sqlite_reads_as_something_else_are_files(void **state)
{
	static const char *const names[] = { ":memory:", "file:x?mode=memory", "a%20b#c.db", "町.db" };
	const struct place *p = *state;
	char here[4096];

	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(chdir(p->folder), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct store *s = NULL;

		OK(store_open(&s, names[i], STORE_CREATE, &err));
		assert_string_equal(store_name(s), names[i]);
		store_close(&s);
		assert_int_equal(access(names[i], F_OK), 0);
		OK(store_open(&s, names[i], STORE_READ, &err));
		store_close(&s);
		unlink(names[i]);
	}
	assert_int_equal(chdir(here), 0);
}

static void a_damaged_store_is_said_to_be_damaged(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	struct arena a = { 0 };
	struct log_check check;
	struct err err = { 0 };
	char noise[4096];
	int fd;

	for (int i = 0; i < 200; i++)
		place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, i));
	store_close(&s);
	memset(noise, 0x5a, sizeof noise);
	fd = open(p->where, O_WRONLY);
	for (int page = 3; page < 25; page++)
		assert_int_equal(pwrite(fd, noise, sizeof noise, page * 4096), sizeof noise);
	close(fd);
	if (store_open(&s, p->where, STORE_READ, &err) && log_verify(s, &a, &check, &err))
		assert_true(check.faults.n > 0);
	else
		place_refused(&err, ERR_STORE, "store.damaged");
	arena_clear(&a);
	store_close(&s);
}

/* ---- ground that cannot be written ---- */

/* Runs `what` in a child that is not root, since root may write anything; its value is the exit status. */
static void as_nobody(int (*what)(const struct place *), const struct place *p)
{
	const struct passwd *nobody = getpwnam("nobody");
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		if (getuid() == 0 && (!nobody || setgid(nobody->pw_gid) != 0 || setuid(nobody->pw_uid) != 0))
			_exit(99);
		_exit(what(p));
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}

static bool says(const struct err *err, enum err_kind kind, const char *id)
{
	struct arena a = { 0 };

	if (err->kind == kind && strcmp(err->msg.id, id) == 0)
		return true;
	fprintf(stderr, "# %d %s\n", err->kind, err->kind ? msg_say(&a, LANG_EN, &err->msg) : "no error");
	arena_clear(&a);
	return false;
}

static int read_only_ground(const struct place *p)
{
	struct store *s = NULL;
	struct arena a = { 0 };
	struct log_check check;
	struct err err = { 0 };

	if (store_open(&s, p->where, STORE_WRITE, &err) || !says(&err, ERR_STORE, "store.read-only"))
		return 1;
	if (!store_open(&s, p->where, STORE_READ, &err) || !log_verify(s, &a, &check, &err)) {
		says(&err, ERR_NONE, "");
		return 2;
	}
	if (check.events != 3 || check.faults.n != 0)
		return 3;
	arena_clear(&a);
	store_close(&s);
	return 0;
}

static void three_events(const struct place *p)
{
	struct store *s = place_create(p);

	for (int i = 0; i < 3; i++)
		place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, i));
	store_close(&s);
}

static void a_store_on_read_only_ground_can_be_read(void **state)
{
	const struct place *p = *state;

	three_events(p);
	chmod(p->where, 0444);
	chmod(p->folder, 0555);
	as_nobody(read_only_ground, p);
	chmod(p->folder, 0755);
	/* The folder may be written, the file may not. */
	as_nobody(read_only_ground, p);
	chmod(p->where, 0644);
}

static int writable_file_in_read_only_folder(const struct place *p)
{
	struct store *s = NULL;
	struct txn *tx = NULL;
	struct err err = { 0 };

	if (store_open(&s, p->where, STORE_WRITE, &err) && txn_begin(&tx, s, &err))
		return 1;
	store_close(&s);
	return says(&err, ERR_STORE, "store.read-only") ? 0 : 2;
}

static void a_writable_file_in_a_read_only_folder_cannot_be_written(void **state)
{
	const struct place *p = *state;

	three_events(p);
	chmod(p->where, 0666);
	chmod(p->folder, 0555);
	as_nobody(writable_file_in_read_only_folder, p);
	chmod(p->folder, 0755);
}

static int unfinished(const struct place *p)
{
	struct store *s = NULL;
	struct err err = { 0 };

	if (store_open(&s, p->where, STORE_READ, &err))
		return 1;
	return says(&err, ERR_STORE, "store.read-only-unfinished") ? 0 : 2;
}

/* What was committed last lies in the -wal file; reading past it would show an old state as if it were the present. */
static void an_unfinished_copy_on_read_only_ground_is_not_read_as_if_it_were_whole(void **state)
{
	const struct place *p = *state;
	char beside[300];
	pid_t child;

	three_events(p);
	child = fork();
	if (child == 0) {
		struct store *s = place_open(p, STORE_WRITE);

		place_append(s, "value_recorded", value_body("ア1", "FY2021", "1", NULL, 3));
		_exit(0); /* without closing: the -wal file stays */
	}
	waitpid(child, NULL, 0);
	snprintf(beside, sizeof beside, "%s-shm", p->where);
	unlink(beside);
	snprintf(beside, sizeof beside, "%s-wal", p->where);
	chmod(beside, 0444);
	chmod(p->where, 0444);
	chmod(p->folder, 0555);
	as_nobody(unfinished, p);
	chmod(p->folder, 0755);
	chmod(beside, 0644);
	chmod(p->where, 0644);
}

static int cannot_create(const struct place *p)
{
	struct store *s = NULL;
	struct err err = { 0 };

	if (store_open(&s, p->where, STORE_CREATE, &err))
		return 1;
	return says(&err, ERR_STORE, "store.cannot-create") && access(p->where, F_OK) != 0 ? 0 : 2;
}

static void a_store_is_not_made_where_nothing_can_be_written(void **state)
{
	const struct place *p = *state;

	chmod(p->folder, 0555);
	as_nobody(cannot_create, p);
	chmod(p->folder, 0755);
}

/* ---- a full disk ---- */

/* Records until the disk is full; what is acknowledged is there, whole, and nothing else. 77: was not full. */
static int fill_up(const struct place *p)
{
	struct store *s = NULL;
	struct err err = { 0 };
	struct txn *tx = NULL;
	int64_t done = 0, head = 0;

	if (!store_open(&s, p->where, STORE_WRITE, &err))
		return 1;
	for (err.kind = ERR_NONE; err.kind == ERR_NONE && done < 20000;) {
		json_t *body = value_body("ア1", "FY2021", "12345", NULL, done);
		struct event_draft d = place_draft("value_recorded", body);

		if (txn_begin(&tx, s, &err) && event_append(tx, &d, NULL, &err) && txn_commit(&tx, &err))
			done++;
		txn_rollback(&tx);
		json_decref(body);
	}
	if (err.kind == ERR_NONE)
		return 77;
	if (!says(&err, ERR_SYSTEM, "store.disk-full"))
		return 2;
	/* Still readable, in the same process. */
	if (!log_head(s, &head, &err) || head != done)
		return 3;
	store_close(&s);
	return 0;
}

static void holds(const struct place *p)
{
	struct store *s = place_open(p, STORE_WRITE);
	struct hash before, after;
	struct rebuilt made;

	assert_true(place_verify(s) > 10);
	OK(store_digest(s, &before, &err));
	OK(store_rebuild(s, &made, &err));
	OK(store_digest(s, &after, &err));
	assert_true(hash_eq(&before, &after));
	assert_int_equal(made.events, place_head(s));
	assert_int_equal(place_append(s, "value_recorded", value_body("ア9", "FY2021", "1", NULL, 0)), made.events + 1);
	store_close(&s);
}

static void a_file_that_may_not_grow_leaves_the_store_whole(void **state)
{
	const struct place *p = *state;

	for (rlim_t kib = 300; kib < 900; kib += 73) {
		struct store *s = place_create(p);
		int status = -1;
		pid_t child;

		store_close(&s);
		child = fork();
		if (child == 0) {
			const struct rlimit limit = { kib * 1024, kib * 1024 };

			signal(SIGXFSZ, SIG_IGN);
			setrlimit(RLIMIT_FSIZE, &limit);
			_exit(fill_up(p));
		}
		waitpid(child, &status, 0);
		assert_int_equal(status, 0);
		holds(p);
		unlink(p->where);
	}
}

/* In a child with its own mounts, a file system of its own of half a megabyte. 78: this kernel lets us have none. */
static int on_small_disk(struct place *p)
{
	struct store *s = NULL;
	struct arena a = { 0 };
	struct log_check check;
	struct err err = { 0 };
	struct rebuilt made;
	int code;

	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("sosei", p->folder, "tmpfs", 0, "size=640k") != 0)
		return 78;
	if (!store_open(&s, p->where, STORE_CREATE, &err))
		return 4;
	store_close(&s);
	code = fill_up(p);
	if (code != 0)
		return code;
	if (!store_open(&s, p->where, STORE_READ, &err) || !log_verify(s, &a, &check, &err) || check.faults.n > 0 ||
	    check.events < 10)
		return 5;
	store_close(&s);
	/* Not even the making of a second store leaves anything behind. */
	snprintf(p->where, sizeof p->where, "%s/second.db", p->folder);
	if (store_open(&s, p->where, STORE_CREATE, &err) || !says(&err, ERR_SYSTEM, "store.disk-full") ||
	    access(p->where, F_OK) == 0)
		return 6;
	snprintf(p->where, sizeof p->where, "%s/sosei.db", p->folder);
	mount("sosei", p->folder, "tmpfs", MS_REMOUNT, "size=8m");
	if (!store_open(&s, p->where, STORE_WRITE, &err) || !store_rebuild(s, &made, &err) ||
	    made.events != check.events)
		return 7;
	arena_clear(&a);
	store_close(&s);
	return 0;
}

static void a_full_disk_leaves_the_store_whole(void **state)
{
	struct place *p = *state;
	int status = -1;
	pid_t child = fork();

	if (child == 0)
		_exit(on_small_disk(p));
	waitpid(child, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 78)
		skip();
	assert_int_equal(status, 0);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = {
		PLACE_TEST(nothing_there),
		PLACE_TEST(a_file_that_is_no_store_is_said_to_be_none_and_stays_as_it_was),
		PLACE_TEST(names_that_sqlite_reads_as_something_else_are_files),
		PLACE_TEST(a_damaged_store_is_said_to_be_damaged),
		PLACE_TEST(a_store_on_read_only_ground_can_be_read),
		PLACE_TEST(a_writable_file_in_a_read_only_folder_cannot_be_written),
		PLACE_TEST(an_unfinished_copy_on_read_only_ground_is_not_read_as_if_it_were_whole),
		PLACE_TEST(a_store_is_not_made_where_nothing_can_be_written),
		PLACE_TEST(a_file_that_may_not_grow_leaves_the_store_whole),
		PLACE_TEST(a_full_disk_leaves_the_store_whole),
	};

	(void)argc;
	return place_run(1, argv, tests, sizeof tests / sizeof *tests);
}
