/* A crowd, a flood and slow hands against the server as a program of its own, so that its memory can be measured. */
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include "web_program.h"
#include "web_world.h"

enum { CROWD = 1000 };

static void sign_in(struct client *c)
{
	client_post(c, "/sign-in", "login=planner&password=correct+horse+battery");
	client_sees(c, 303, NULL);
}

/* A crowd that holds its connections while others work; the memory of the program at most, in KB. */
static long with_a_crowd(struct world *w)
{
	struct rlimit files = { 8192, 8192 };
	struct program p;
	int crowd[CROWD];
	long kb;

	setrlimit(RLIMIT_NOFILE, &files);
	web_stop(&w->web);
	program_start(&p, &w->arena, w->store, NULL);
	client_get(&p.client, "/");
	sign_in(&p.client);
	for (int i = 0; i < CROWD; i++) {
		crowd[i] = program_dial(p.client.port, i);
		assert_true(crowd[i] >= 0);
		/* A third says nothing, a third half a request, a third a whole one and stays. */
		if (i % 3 == 1)
			assert_true(program_sends(crowd[i], "GET / HTTP/1.1\r\nHo", 18));
		if (i % 3 == 2)
			assert_true(program_sends(crowd[i], "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 27));
	}
	for (int i = 0; i < 20; i++) {
		client_get(&p.client, "/");
		client_sees(&p.client, 200, NULL);
		client_get(&p.client, "/today");
		client_sees(&p.client, 200, NULL);
	}
	kb = program_peak_kb(&p);
	for (int i = 0; i < CROWD; i++)
		close(crowd[i]);
	program_stop(&p);
	return kb;
}

static void a_thousand_idle_connections_leave_room_for_those_who_work(void **state)
{
	(void)with_a_crowd(*state); /* what a sanitizer adds is nobody's memory */
}

/* The program that a town runs, without sanitizers: SOSEI_RELEASE names it. */
static void a_thousand_connections_fit_in_64_megabytes(void **state)
{
	const char *checked = arena_strdup(&((struct world *)*state)->arena, getenv("SOSEI_BIN"));
	long kb;

	setenv("SOSEI_BIN", getenv("SOSEI_RELEASE"), 1);
	unsetenv("MALLOC_PERTURB_"); /* meson's: it writes over every connection's memory that nobody needs */
	kb = with_a_crowd(*state);
	setenv("SOSEI_BIN", checked, 1);
	print_message("# %d connections: %.1f MB at most\n", CROWD, (double)kb / 1024);
	assert_in_range(kb, 1, 64 << 10);
}

/* Sends chunk after chunk until the server has enough; how many bytes it took. */
static size_t flood(int s, const char *head)
{
	static char chunk[65536 + 16];
	int n = snprintf(chunk, sizeof chunk, "10000\r\n");
	size_t sent = 0;

	memset(chunk + n, 'a', 65536);
	memcpy(chunk + n + 65536, "\r\n", 2);
	if (!program_sends(s, head, strlen(head)))
		return 0;
	while (sent < (size_t)1 << 30 && program_sends(s, chunk, (size_t)n + 65536 + 2))
		sent += 65536;
	close(s);
	return sent;
}

static void a_gigabyte_is_not_taken_in_by_any_page(void **state)
{
	static const char *const pages[] = { "/sign-in", "/setup/plan", "/none", "/" };
	struct world *w = *state;
	struct program p;
	struct client *c = &p.client;
	const char *cookie;

	web_stop(&w->web);
	program_start(&p, &w->arena, w->store, NULL);
	sign_in(c);
	cookie = arena_printf(c->arena, "Cookie: %s\r\n", c->cookies);
	for (size_t i = 0; i < 4; i++) {
		size_t sent = flood(
			program_dial(c->port, (int)i),
			arena_printf(
				c->arena,
				"POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: multipart/form-data; boundary=x\r\n"
				"Transfer-Encoding: chunked\r\n\r\n",
				pages[i], cookie));

		/* What lies in the sockets' buffers was sent and not taken. */
		if (sent > (size_t)32 << 20)
			fail_msg("%s: %zu bytes of a gigabyte went out", pages[i], sent);
		client_send(c, pages[i], "multipart/form-data; boundary=x", TEXT(""));
		assert_true(c->status >= 300);
	}
	client_get(c, "/today");
	client_sees(c, 200, NULL);
	print_message("# after uploads without end: %.1f MB at most\n", (double)program_peak_kb(&p) / 1024);
	program_stop(&p);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void a_form_that_drips_in_is_cut_off(void **state)
{
	struct world *w = *state;
	const char *head = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
			   "Content-Length: 1000\r\n\r\n";
	double began = now();
	bool open = true;
	int s;

	world_serve(w, (struct web_options){ .deadline_seconds = 1 });
	s = program_dial(w->client.port, 0);
	assert_true(program_sends(s, head, strlen(head)));
	while (open && now() - began < 10) {
		char byte;

		open = program_sends(s, "a", 1) && (recv(s, &byte, 1, MSG_DONTWAIT) != 0);
		usleep(50000);
	}
	close(s);
	assert_false(open);
	assert_true(now() - began < 5);
	client_get(&w->client, "/");
	client_sees(&w->client, 200, NULL);
}

/* Lets go of the store after a while, in which the server's writing waits. */
static void *let_go(void *tx)
{
	usleep(2500000);
	txn_rollback((struct txn **)tx);
	return NULL;
}

/* The act is done: whoever waited for it must hear so, even if it took longer than a request may take to come. */
static void an_answer_that_was_long_in_the_making_arrives(void **state)
{
	struct world *w = *state;
	struct store *store;
	struct txn *tx;
	pthread_t thread;

	world_serve(w, (struct web_options){ .deadline_seconds = 1 });
	client_get(&w->client, "/sign-in");
	OK(store_open(&store, w->store, STORE_WRITE, &err));
	OK(txn_begin(&tx, store, &err));
	assert_int_equal(pthread_create(&thread, NULL, let_go, &tx), 0);
	sign_in(&w->client);
	pthread_join(thread, NULL);
	store_close(&store);
}

static void half_requests_by_the_hundred_do_no_harm(void **state)
{
	static const char request[] =
		"POST /sign-in HTTP/1.1\r\nHost: x\r\nCookie: sosei=x; y\r\nContent-Type: "
		"application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\nlogin=a&password=b&c";
	struct world *w = *state;

	for (size_t n = 0; n < sizeof request - 1; n++) {
		int s = program_dial(w->client.port, (int)n);

		assert_true(program_sends(s, request, n));
		close(s);
	}
	client_get(&w->client, "/");
	client_sees(&w->client, 200, NULL);
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		T(a_thousand_idle_connections_leave_room_for_those_who_work),
		T(a_gigabyte_is_not_taken_in_by_any_page),
		T(a_form_that_drips_in_is_cut_off),
		T(an_answer_that_was_long_in_the_making_arrives),
		T(half_requests_by_the_hundred_do_no_harm),
		T(a_thousand_connections_fit_in_64_megabytes), /* last: where there is no such program it is left out */
	};

	signal(SIGPIPE, SIG_IGN);
	return world_run(argc, argv, tests, sizeof tests / sizeof *tests - !getenv("SOSEI_RELEASE"));
}
