/* stats fetch against a server on this machine that replays answers of the documented shape, and the line of progress
 * on a terminal. The program is run as a person runs it. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"

#define SECRET "k3yK3Y0123456789abcdef"

enum { ANSWERS_MAX = 8, ARGUMENTS_MAX = 24 };

/* One thread, one connection at a time: the requests as they came, the answers as they were laid out. */
struct server {
	int listening, port;
	pthread_t thread;
	struct buf requests;
	struct {
		int status, delay_ms;
		struct buf body;
	} answers[ANSWERS_MAX];
	int n_answers, n_served;
	bool stop;
};

struct place {
	char folder[64];
	struct server server;
	struct buf out; /* of the last run: stdout and stderr, or all that the terminal saw */
	int code;
};

static void send_all(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n) {
		ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		p += sent;
		n -= (size_t)sent;
	}
}

static void answer(struct server *s, int fd)
{
	int i = s->n_served < s->n_answers ? s->n_served : s->n_answers - 1;
	char head[200];

	s->n_served++;
	usleep((useconds_t)s->answers[i].delay_ms * 1000);
	snprintf(
		head, sizeof head,
		"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n",
		s->answers[i].status, s->answers[i].body.n,
		s->answers[i].status == 302 ? "Location: http://127.0.0.1:1/\r\n" : "");
	send_all(fd, head, strlen(head));
	send_all(fd, s->answers[i].body.p, s->answers[i].body.n);
}

static void *serve(void *context)
{
	struct server *s = context;

	for (;;) {
		char block[8192];
		int fd = accept(s->listening, NULL, NULL);
		size_t from = s->requests.n;

		if (fd < 0)
			return NULL;
		for (;;) {
			ssize_t n = read(fd, block, sizeof block);

			if (n <= 0)
				break;
			buf_add(&s->requests, block, (size_t)n);
			if (strstr(s->requests.p + from, "\r\n\r\n"))
				break;
		}
		if (s->requests.n > from)
			answer(s, fd);
		close(fd);
	}
}

static void start_server(struct server *s)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;

	s->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(s->listening >= 0);
	assert_int_equal(bind(s->listening, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(listen(s->listening, 8), 0);
	assert_int_equal(getsockname(s->listening, (struct sockaddr *)&a, &n), 0);
	s->port = ntohs(a.sin_port);
	assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
}

static void stop_server(struct server *s)
{
	shutdown(s->listening, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->listening);
	buf_clear(&s->requests);
	for (int i = 0; i < s->n_answers; i++)
		buf_clear(&s->answers[i].body);
}

static void lay(struct server *s, int status, const char *body)
{
	s->answers[s->n_answers].status = status;
	buf_puts(&s->answers[s->n_answers++].body, body);
}

/* A page of the census: figures of the areas first..last, `next` where it goes on. */
static void lay_page(struct server *s, int first, int last, int all, int next, const char *value)
{
	struct buf *b = &s->answers[s->n_answers].body;

	s->answers[s->n_answers++].status = 200;
	buf_printf(b,
		   "{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":0,\"ERROR_MSG\":\"正常に終了しました。\"},"
		   "\"PARAMETER\":{\"ECHO\":\"" SECRET "\"},\"STATISTICAL_DATA\":{\"RESULT_INF\":{\"TOTAL_NUMBER\":%d,"
		   "\"FROM_NUMBER\":%d,\"TO_NUMBER\":%d",
		   all, first, last);
	if (next)
		buf_printf(b, ",\"NEXT_KEY\":%d", next);
	buf_puts(b, "},\"TABLE_INF\":{\"@id\":\"0003999999\",\"STAT_NAME\":{\"@code\":\"00200521\",\"$\":\"国勢調査\"},"
		    "\"GOV_ORG\":{\"@code\":\"00200\",\"$\":\"総務省\"},\"TITLE\":{\"@no\":\"1\",\"$\":\"人口\"},"
		    "\"OPEN_DATE\":\"2016-10-26\",\"UPDATED_DATE\":\"2016-10-26\"},");
	if (first == 1)
		buf_puts(b, "\"CLASS_INF\":{\"CLASS_OBJ\":[{\"@id\":\"tab\",\"@name\":\"表章項目\",\"CLASS\":{\"@"
			    "code\":\"020\","
			    "\"@name\":\"人口\"}},{\"@id\":\"area\",\"@name\":\"地域\",\"CLASS\":[{\"@code\":\"43100\","
			    "\"@name\":\"熊本市\"},{\"@code\":\"43202\",\"@name\":\"八代市\"}]},{\"@id\":\"time\","
			    "\"@name\":\"時間軸\",\"CLASS\":{\"@code\":\"2015000000\",\"@name\":\"2015年\"}}]},");
	buf_puts(b, "\"DATA_INF\":{\"VALUE\":");
	buf_puts(b, first == last ? "" : "[");
	for (int i = first; i <= last; i++)
		buf_printf(
			b,
			"%s{\"@tab\":\"020\",\"@area\":\"%s\",\"@time\":\"2015000000\",\"@unit\":\"人\",\"$\":\"%s\"}",
			i > first ? "," : "", i == 1 ? "43100" : "43202", i == 1 ? value : "127472");
	buf_puts(b, first == last ? "}}}}" : "]}}}}");
}

/* ---- running the program ---- */

static void child(const struct place *p, char *const *arguments)
{
	setenv("SOSEI_NOW", "2026-08-01T00:00:00Z", 1);
	setenv("SOSEI_ACTOR", "clerk", 1);
	unsetenv("https_proxy");
	unsetenv("HTTPS_PROXY");
	if (chdir(p->folder) == 0)
		execv(getenv("SOSEI_BIN"), arguments);
	_exit(120);
}

static void read_to_end(struct place *p, int fd)
{
	char block[4096];
	ssize_t n;

	buf_reset(&p->out);
	while ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(&p->out, block, (size_t)n);
	buf_add(&p->out, "", 0);
}

static void finish(struct place *p, pid_t pid)
{
	int status = 0;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	p->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Words, {URL} for the server's address; NULL at the end. */
static void run(struct place *p, ...) __attribute__((sentinel));

static size_t gather(struct place *p, char *words[ARGUMENTS_MAX], va_list args)
{
	static char url[64];
	size_t n = 0;
	char *word;

	snprintf(url, sizeof url, "http://127.0.0.1:%d/rest/3.0/app", p->server.port);
	words[n++] = (char[]){ "sosei" };
	while ((word = va_arg(args, char *)))
		words[n++] = strcmp(word, "{URL}") == 0 ? url : word;
	words[n] = NULL;
	return n;
}

#define FETCH "stats", "fetch", "--id", "0003999999", "--base-url", "{URL}"

static void run(struct place *p, ...)
{
	char *words[ARGUMENTS_MAX];
	char name[] = "sosei";
	int ends[2];
	va_list args;
	pid_t pid;

	va_start(args, p);
	gather(p, words, args);
	va_end(args);
	words[0] = name;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		child(p, words);
	}
	close(ends[1]);
	read_to_end(p, ends[0]);
	close(ends[0]);
	finish(p, pid);
}

static bool said(const struct place *p, const char *what)
{
	return p->out.p && strstr(p->out.p, what);
}

#define SAID(p, what)                                                   \
	do {                                                            \
		if (!said(p, what))                                     \
			fail_msg("no \"%s\" in: %s", what, (p)->out.p); \
	} while (0)

static struct place *begin(void **state)
{
	struct place *p = calloc(1, sizeof *p);

	*state = p;
	strcpy(p->folder, "/tmp/sosei-fetch-XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	start_server(&p->server);
	setenv("SOSEI_ESTAT_APP_ID", SECRET, 1);
	run(p, "init", NULL);
	assert_int_equal(p->code, 0);
	return p;
}

static int end(void **state)
{
	struct place *p = *state;
	char path[200];

	stop_server(&p->server);
	static const char *const names[] = { "sosei.db", "sosei.db-wal", "sosei.db-shm", "big.csv", "sosei.db.lock" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", p->folder, names[i]);
		unlink(path);
	}
	rmdir(p->folder);
	buf_clear(&p->out);
	free(p);
	return 0;
}

static bool file_holds(const struct place *p, const char *name, const char *what)
{
	char path[200], block[1 << 16];
	struct buf all = { 0 };
	FILE *f;
	size_t n;
	bool there;

	snprintf(path, sizeof path, "%s/%s", p->folder, name);
	f = fopen(path, "r");
	if (!f)
		return false;
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(&all, block, n);
	fclose(f);
	there = memmem(all.p, all.n, what, strlen(what)) != NULL;
	buf_clear(&all);
	return there;
}

/* ---- fetching ---- */

static void pages_are_fetched_by_their_next_key_and_imported(void **state)
{
	struct place *p = begin(state);

	lay_page(&p->server, 1, 1, 2, 2, "740822");
	lay_page(&p->server, 2, 2, 2, 0, "");
	run(p, FETCH, "--area", "43100+43202", NULL);
	SAID(p, "2 new");
	SAID(p, "総務省「国勢調査」");
	SAID(p, "not guaranteed by the government");
	assert_int_equal(p->code, 0);
	assert_int_equal(p->server.n_served, 2);
	assert_non_null(
		strstr(p->server.requests.p,
		       "GET /rest/3.0/app/json/getStatsData?statsDataId=0003999999&cdArea=43100,43202&metaGetFlg=Y"));
	assert_non_null(strstr(p->server.requests.p, "metaGetFlg=N&cntGetFlg=N&startPosition=2&appId=" SECRET));
	run(p, "stats", "show", "census.population", "--area", "八代市", "--json", NULL);
	SAID(p, "127472");
	SAID(p, "2016-10-26");
	/* The same again, page by page, by the address of the table's page. */
	p->server.n_served = 0;
	run(p, "stats", "fetch", "--id", "https://www.e-stat.go.jp/dbview?sid=0003999999&x=1", "--base-url", "{URL}",
	    "--lang", "ja", NULL);
	SAID(p, "変更はありません");
	assert_int_equal(p->code, 0);
}

static void a_revised_table_supersedes(void **state)
{
	struct place *p = begin(state);

	lay_page(&p->server, 1, 2, 2, 0, "740822");
	lay_page(&p->server, 1, 2, 2, 0, "740823");
	run(p, FETCH, NULL);
	run(p, FETCH, NULL);
	SAID(p, "740822 -> 740823");
	assert_int_equal(p->code, 0);
}

static void the_application_id_is_kept_nowhere(void **state)
{
	struct place *p = begin(state);

	lay_page(&p->server, 1, 2, 2, 0, "740822");
	run(p, FETCH, "--json", NULL);
	assert_int_equal(p->code, 0);
	/* The server sent it back, and it went no further. */
	assert_false(said(p, SECRET));
	run(p, "log", "show", "--json", NULL);
	SAID(p, "stats_imported");
	assert_false(said(p, SECRET));
	assert_true(file_holds(p, "sosei.db", "getStatsData?statsDataId"));
	assert_false(file_holds(p, "sosei.db", SECRET) || file_holds(p, "sosei.db-wal", SECRET));
	lay(&p->server, 200, "{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":100,\"ERROR_MSG\":\"no " SECRET "\"}}}");
	run(p, FETCH, "--app-id", SECRET, NULL);
	SAID(p, "STATUS 100");
	assert_false(said(p, SECRET));
	run(p, "stats", "fetch", "--id", "1", "--app-id", SECRET "!", "--base-url", "{URL}", NULL);
	assert_int_equal(p->code, 2);
	assert_false(said(p, SECRET));
	run(p, FETCH, "--app-id", "e", NULL);
	SAID(p, "8 to 64");
	assert_int_equal(p->code, 2);
}

static void what_goes_wrong_is_said_and_nothing_is_taken(void **state)
{
	static const struct {
		int status;
		const char *body, *words;
		int code;
	} cases[] = {
		{ 200,
		  "{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":100,\"ERROR_MSG\":"
		  "\"認証に失敗しました。アプリケーションIDを確認して下さい。\"}}}",
		  "SOSEI_ESTAT_APP_ID", 3 },
		{ 200,
		  "{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":1,\"ERROR_MSG\":"
		  "\"正常に終了しましたが、該当データはありませんでした。\"}}}",
		  "STATUS 1", 3 },
		{ 503, "busy", "HTTP status 503", 5 },
		{ 302, "", "HTTP status 302", 5 },
		{ 200, "<html>maintenance</html>", "json/getStatsData", 3 },
		{ 200, "{\"GET_STATS_DATA\":{\"STATISTICAL_DATA\":{\"RESULT_INF\":{\"NEXT_KEY\":-5}}}}",
		  "Nothing was taken", 3 },
	};
	struct place *p = begin(state);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		lay(&p->server, cases[i].status, cases[i].body);
		run(p, FETCH, NULL);
		SAID(p, cases[i].words);
		assert_int_equal(p->code, cases[i].code);
	}
	run(p, "log", "root", "--json", NULL);
	SAID(p, "\"events\": 0");
}

static void an_answer_that_is_slow_or_too_large_is_given_up(void **state)
{
	struct place *p = begin(state);
	char *large = calloc(1, (17 << 20) + 1);

	p->server.answers[0].delay_ms = 3000;
	lay(&p->server, 200, "{}");
	run(p, FETCH, "--timeout", "1", NULL);
	SAID(p, "within 1 seconds");
	assert_int_equal(p->code, 5);
	memset(large, ' ', 17 << 20);
	lay(&p->server, 200, large);
	run(p, FETCH, NULL);
	SAID(p, "larger than 16 MiB");
	assert_int_equal(p->code, 3);
	free(large);
}

static void only_https_or_this_machine_is_asked(void **state)
{
	static const char *const bad[] = {
		"http://example.invalid/app",        "ftp://127.0.0.1/app",     "file:///etc",
		"http://127.0.0.1.example.invalid/", "http://a:b@127.0.0.1:1/", "nothing"
	};
	struct place *p = begin(state);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		run(p, "stats", "fetch", "--id", "0003999999", "--base-url", bad[i], NULL);
		SAID(p, "only https addresses");
		assert_int_equal(p->code, 2);
	}
	/* Nobody listens there. */
	run(p, "stats", "fetch", "--id", "0003999999", "--base-url", "https://127.0.0.1:1", NULL);
	SAID(p, "No connection");
	assert_int_equal(p->code, 5);
	run(p, FETCH, "--select", "appId=x", NULL);
	SAID(p, "no condition");
	unsetenv("SOSEI_ESTAT_APP_ID");
	run(p, FETCH, NULL);
	SAID(p, "application id");
	assert_int_equal(p->server.n_served, 0);
}

/* ---- the line of progress ---- */

/* The same on a terminal of that width; stdout goes there too. */
static void run_on_terminal(struct place *p, unsigned short width, ...) __attribute__((sentinel));

static void run_on_terminal(struct place *p, unsigned short width, ...)
{
	struct winsize size = { 24, width, 0, 0 };
	char *words[ARGUMENTS_MAX];
	char name[] = "sosei";
	int master;
	va_list args;
	pid_t pid;

	va_start(args, width);
	gather(p, words, args);
	va_end(args);
	words[0] = name;
	pid = forkpty(&master, NULL, NULL, &size);
	assert_true(pid >= 0);
	if (pid == 0)
		child(p, words);
	read_to_end(p, master);
	close(master);
	finish(p, pid);
}

/* The widest thing that was drawn between carriage returns. */
static size_t widest(const struct place *p)
{
	struct text rest = buf_view(&p->out);
	size_t most = 0;

	while (rest.n) {
		size_t end = text_find(rest, TEXT("\r"));
		struct text part = text_slice(rest, 0, end);

		if (text_starts(part, TEXT("\x1b[K")))
			part = text_slice(part, 3, part.n);
		if (text_find(part, TEXT("%")) != SIZE_MAX && text_width(part) > most)
			most = text_width(part);
		rest = end == SIZE_MAX ? (struct text){ 0 } : text_slice(rest, end + 1, rest.n);
	}
	return most;
}

static void slow_pages(struct place *p)
{
	p->server.n_answers = p->server.n_served = 0;
	for (int i = 0; i < 2; i++)
		buf_reset(&p->server.answers[i].body);
	p->server.answers[0].delay_ms = p->server.answers[1].delay_ms = 400;
	lay_page(&p->server, 1, 1, 2, 2, "740822");
	lay_page(&p->server, 2, 2, 2, 0, "");
}

static void a_terminal_sees_a_bar_of_its_width_that_leaves_nothing_behind(void **state)
{
	struct place *p = begin(state);

	slow_pages(p);
	run_on_terminal(p, 60, FETCH, NULL);
	SAID(p, "fetching [");
	SAID(p, "50 % (1/2)");
	assert_in_range(widest(p), 40, 59);
	/* The line is emptied before the answer is said. */
	assert_non_null(strstr(strstr(p->out.p, "50 % (1/2)"), "\r\x1b[K"));
	assert_true(strstr(p->out.p, "2 new") > strstr(p->out.p, "50 % (1/2)"));
	slow_pages(p);
	run_on_terminal(p, 44, FETCH, "--lang", "ja", NULL);
	SAID(p, "取得中 [");
	assert_in_range(widest(p), 30, 43);
	/* No room for anything: nothing is drawn. */
	slow_pages(p);
	run_on_terminal(p, 12, FETCH, NULL);
	assert_int_equal(widest(p), 0);
}

static void pipes_and_json_see_nothing_of_it(void **state)
{
	struct place *p = begin(state);

	slow_pages(p);
	run(p, FETCH, NULL);
	SAID(p, "2 new");
	assert_false(said(p, "fetching") || said(p, "\x1b") || said(p, "%"));
	slow_pages(p);
	run(p, FETCH, "--json", NULL);
	assert_true(p->out.p[0] == '{');
	assert_false(said(p, "fetching") || said(p, "\x1b"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, end)
	const struct CMUnitTest tests[] = {
		TEST(pages_are_fetched_by_their_next_key_and_imported),
		TEST(a_revised_table_supersedes),
		TEST(the_application_id_is_kept_nowhere),
		TEST(what_goes_wrong_is_said_and_nothing_is_taken),
		TEST(an_answer_that_is_slow_or_too_large_is_given_up),
		TEST(only_https_or_this_machine_is_asked),
		TEST(a_terminal_sees_a_bar_of_its_width_that_leaves_nothing_behind),
		TEST(pipes_and_json_see_nothing_of_it),
	};

	return cmocka_run_group_tests_name("fetch", tests, NULL, NULL);
}
