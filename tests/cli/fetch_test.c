/* stats fetch against a server on this machine that replays answers of the documented shape, and the line of progress
 * on a terminal. The program is run as a person runs it. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "program.h"

#define SECRET "k3yK3Y0123456789abcdef"

enum { ANSWERS_MAX = 8 };

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
	struct program program;
	struct server server;
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
	s->listening = loopback_listen(&s->port);
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

/* {URL} among the words is the server's address. */
static const struct program *run_words(struct place *p, unsigned short terminal, const char *const *words)
{
	const char *all[PROGRAM_WORDS_MAX + 1] = { NULL };
	char url[64];

	snprintf(url, sizeof url, "http://127.0.0.1:%d/rest/3.0/app", p->server.port);
	for (size_t i = 0; i < PROGRAM_WORDS_MAX && words[i]; i++)
		all[i] = strcmp(words[i], "{URL}") == 0 ? url : words[i];
	if (terminal)
		program_run_on_terminal(&p->program, terminal, all);
	else
		program_run(&p->program, all);
	return &p->program;
}

#define run_on_terminal(p, width, ...) run_words(p, width, (const char *const[]){ __VA_ARGS__, NULL })
#define run(p, ...) run_on_terminal(p, 0, __VA_ARGS__)
#define FETCH "stats", "fetch", "--id", "0003999999", "--base-url", "{URL}"

static struct place *begin(void **state)
{
	struct place *p = calloc(1, sizeof *p);

	*state = p;
	unsetenv("https_proxy");
	unsetenv("HTTPS_PROXY");
	setenv("SOSEI_ESTAT_APP_ID", SECRET, 1);
	program_begin(&p->program);
	start_server(&p->server);
	assert_int_equal(run(p, "init")->code, 0);
	return p;
}

static int end(void **state)
{
	struct place *p = *state;

	stop_server(&p->server);
	program_end(&p->program);
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

	snprintf(path, sizeof path, "%s/%s", p->program.folder, name);
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
	run(p, FETCH, "--area", "43100+43202");
	SAID(&p->program, "2 new");
	SAID(&p->program, "総務省「国勢調査」");
	SAID(&p->program, "not guaranteed by the government");
	assert_int_equal(p->program.code, 0);
	assert_int_equal(p->server.n_served, 2);
	assert_non_null(
		strstr(p->server.requests.p,
		       "GET /rest/3.0/app/json/getStatsData?statsDataId=0003999999&cdArea=43100,43202&metaGetFlg=Y"));
	assert_non_null(strstr(p->server.requests.p, "metaGetFlg=N&cntGetFlg=N&startPosition=2&appId=" SECRET));
	run(p, "stats", "show", "census.population", "--area", "八代市", "--json");
	SAID(&p->program, "127472");
	SAID(&p->program, "2016-10-26");
	/* The same again, page by page, by the address of the table's page. */
	p->server.n_served = 0;
	run(p, "stats", "fetch", "--id", "https://www.e-stat.go.jp/dbview?sid=0003999999&x=1", "--base-url", "{URL}",
	    "--lang", "ja");
	SAID(&p->program, "変更はありません");
	assert_int_equal(p->program.code, 0);
}

static void a_revised_table_supersedes(void **state)
{
	struct place *p = begin(state);

	lay_page(&p->server, 1, 2, 2, 0, "740822");
	lay_page(&p->server, 1, 2, 2, 0, "740823");
	run(p, FETCH);
	run(p, FETCH);
	SAID(&p->program, "740822 -> 740823");
	assert_int_equal(p->program.code, 0);
}

static void the_application_id_is_kept_nowhere(void **state)
{
	struct place *p = begin(state);

	lay_page(&p->server, 1, 2, 2, 0, "740822");
	run(p, FETCH, "--json");
	assert_int_equal(p->program.code, 0);
	/* The server sent it back, and it went no further. */
	assert_false(program_said(&p->program, SECRET));
	run(p, "log", "show", "--json");
	SAID(&p->program, "stats_imported");
	assert_false(program_said(&p->program, SECRET));
	assert_true(file_holds(p, "sosei.db", "getStatsData?statsDataId"));
	assert_false(file_holds(p, "sosei.db", SECRET) || file_holds(p, "sosei.db-wal", SECRET));
	lay(&p->server, 200, "{\"GET_STATS_DATA\":{\"RESULT\":{\"STATUS\":100,\"ERROR_MSG\":\"no " SECRET "\"}}}");
	run(p, FETCH, "--app-id", SECRET);
	SAID(&p->program, "STATUS 100");
	assert_false(program_said(&p->program, SECRET));
	run(p, "stats", "fetch", "--id", "1", "--app-id", SECRET "!", "--base-url", "{URL}");
	assert_int_equal(p->program.code, 2);
	assert_false(program_said(&p->program, SECRET));
	run(p, FETCH, "--app-id", "e");
	SAID(&p->program, "8 to 64");
	assert_int_equal(p->program.code, 2);
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
		run(p, FETCH);
		SAID(&p->program, cases[i].words);
		assert_int_equal(p->program.code, cases[i].code);
	}
	run(p, "log", "root", "--json");
	SAID(&p->program, "\"events\": 0");
}

static void an_answer_that_is_slow_or_too_large_is_given_up(void **state)
{
	struct place *p = begin(state);
	char *large = calloc(1, (17 << 20) + 1);

	p->server.answers[0].delay_ms = 3000;
	lay(&p->server, 200, "{}");
	run(p, FETCH, "--timeout", "1");
	SAID(&p->program, "within 1 seconds");
	assert_int_equal(p->program.code, 5);
	memset(large, ' ', 17 << 20);
	lay(&p->server, 200, large);
	run(p, FETCH);
	SAID(&p->program, "larger than 16 MiB");
	assert_int_equal(p->program.code, 3);
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
		run(p, "stats", "fetch", "--id", "0003999999", "--base-url", bad[i]);
		SAID(&p->program, "only https addresses");
		assert_int_equal(p->program.code, 2);
	}
	/* Nobody listens there. */
	run(p, "stats", "fetch", "--id", "0003999999", "--base-url", "https://127.0.0.1:1");
	SAID(&p->program, "No connection");
	assert_int_equal(p->program.code, 5);
	run(p, FETCH, "--select", "appId=x");
	SAID(&p->program, "no condition");
	unsetenv("SOSEI_ESTAT_APP_ID");
	run(p, FETCH);
	SAID(&p->program, "application id");
	assert_int_equal(p->server.n_served, 0);
}

/* ---- the line of progress ---- */

/* The widest thing that was drawn between carriage returns. */
static size_t widest(const struct place *p)
{
	struct text rest = buf_view(&p->program.out);
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
	run_on_terminal(p, 60, FETCH);
	SAID(&p->program, "fetching [");
	SAID(&p->program, "50 % (1/2)");
	assert_in_range(widest(p), 40, 59);
	/* The line is emptied before the answer is said. */
	assert_non_null(strstr(strstr(p->program.out.p, "50 % (1/2)"), "\r\x1b[K"));
	/* "2 new", where the sentence breaks at 60 columns. */
	assert_true(strstr(p->program.out.p, "2\r\nnew") > strstr(p->program.out.p, "50 % (1/2)"));
	slow_pages(p);
	run_on_terminal(p, 44, FETCH, "--lang", "ja");
	SAID(&p->program, "取得中 [");
	assert_in_range(widest(p), 30, 43);
	/* No room for anything: nothing is drawn. */
	slow_pages(p);
	run_on_terminal(p, 12, FETCH);
	assert_int_equal(widest(p), 0);
}

static void pipes_and_json_see_nothing_of_it(void **state)
{
	struct place *p = begin(state);

	slow_pages(p);
	run(p, FETCH);
	SAID(&p->program, "2 new");
	assert_false(program_said(&p->program, "fetching") || program_said(&p->program, "\x1b") ||
		     program_said(&p->program, "%"));
	slow_pages(p);
	run(p, FETCH, "--json");
	assert_true(p->program.out.p[0] == '{');
	assert_false(program_said(&p->program, "fetching") || program_said(&p->program, "\x1b"));
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
