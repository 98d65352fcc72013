/* kill -9 at any moment of a hundred recordings: what was acknowledged is there, and log and tables hold.
 *
 * A child records and acknowledges each number through a pipe, as the program tells a person "done"; the parent kills
 * it at a random moment, opens the store as the next start would, and looks. Many rounds on one growing store. */
#include "../unit/store_place.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 40, RECORDINGS = 100 };

static _Noreturn void record(const struct place *p, int round, int out)
{
	struct store *s = NULL;
	struct err err = { 0 };

	if (!store_open(&s, p->where, STORE_WRITE, &err))
		_exit(1);
	for (int i = 0; i < RECORDINGS; i++) {
		char kpi[32], period[32];
		struct txn *tx = NULL;
		int64_t number;
		json_t *body;

		snprintf(kpi, sizeof kpi, "K%d", round);
		snprintf(period, sizeof period, "FY%d", 1900 + i);
		body = value_body(kpi, period, "1", NULL, 0);
		struct event_draft d = place_draft("value_recorded", body);

		if (!txn_begin(&tx, s, &err) || !event_append(tx, &d, &number, &err) || !txn_commit(&tx, &err) ||
		    write(out, &number, sizeof number) != sizeof number)
			_exit(1);
		json_decref(body);
	}
	store_close(&s);
	_exit(0);
}

/* The last number that the child acknowledged before it died; `before` where none. Kills after a random time. */
static int64_t run_and_kill(const struct place *p, int round, int64_t before)
{
	const struct timespec wait = { 0, (random() % 120) * 1000000 + random() % 1000000 };
	int64_t number, last = before;
	int ends[2], status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		close(ends[0]);
		record(p, round, ends[1]);
	}
	close(ends[1]);
	nanosleep(&wait, NULL);
	kill(child, SIGKILL);
	while (read(ends[0], &number, sizeof number) == sizeof number) {
		assert_int_equal(number, last + 1);
		last = number;
	}
	close(ends[0]);
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return last;
}

static int64_t values(struct store *s)
{
	const struct value key[] = { V_Z("rei"), V_Z("2999-12-31"), V_INT(EVENT_LATEST) };
	struct rows *r = NULL;
	int64_t n = 0;

	OK(query_run(&r, s, "kpi_values", key, 3, &err));
	while (rows_next(r, NULL))
		n++;
	rows_close(&r);
	return n;
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
	const struct place *p = *state;
	struct store *s = place_create(p);
	const unsigned seed = (unsigned)time(NULL);
	int64_t before = 0, killed_midway = 0;

	print_message("# seed %u\n", seed);
	srandom(seed);
	store_close(&s);
	for (int round = 0; round < ROUNDS; round++) {
		const int64_t acknowledged = run_and_kill(p, round, before);
		struct hash digest, again;
		int64_t head;
		struct rebuilt made;

		s = place_open(p, STORE_WRITE);
		head = place_head(s);
		/* One more may have been committed and not yet been said. */
		assert_in_range(head, acknowledged, acknowledged + 1);
		assert_int_equal(place_verify(s), head);
		assert_int_equal(values(s), head);
		OK(store_digest(s, &digest, &err));
		OK(store_rebuild(s, &made, &err));
		OK(store_digest(s, &again, &err));
		assert_true(hash_eq(&digest, &again));
		store_close(&s);
		killed_midway += head > before && head < before + RECORDINGS;
		before = head;
	}
	print_message("# %d rounds, %d of them killed midway, %d events\n", ROUNDS, (int)killed_midway, (int)before);
	assert_true(killed_midway > 0);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = { PLACE_TEST(what_was_acknowledged_survives_kill_9) };

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
