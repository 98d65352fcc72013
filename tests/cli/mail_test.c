/* Letters to a mail server on this machine that writes down what it is told. The program is run as a person runs it. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <openssl/evp.h>

#include "program.h"

/* One thread, one connection at a time. */
struct sink {
	int listening, port, letters;
	const char *refuse; /* a recipient that it does not know; NULL: it knows all */
	pthread_t thread;
	struct buf heard;
};

struct place {
	struct program program;
	struct sink sink;
};

static void say(int fd, const char *line)
{
	(void)!send(fd, line, strlen(line), MSG_NOSIGNAL);
}

static void converse(struct sink *s, FILE *in, int fd)
{
	char line[2048];
	bool data = false;

	say(fd, "220 sink ESMTP\r\n");
	while (fgets(line, sizeof line, in)) {
		buf_puts(&s->heard, line);
		if (data && strcmp(line, ".\r\n") != 0)
			continue;
		if (data) {
			s->letters++;
			data = false;
			say(fd, "250 taken\r\n");
		} else if (strncmp(line, "RCPT", 4) == 0 && s->refuse && strstr(line, s->refuse)) {
			say(fd, "550 no such person\r\n");
		} else if (strncmp(line, "DATA", 4) == 0) {
			data = true;
			say(fd, "354 go on\r\n");
		} else if (strncmp(line, "QUIT", 4) == 0) {
			say(fd, "221 bye\r\n");
			break;
		} else {
			say(fd, "250 good\r\n");
		}
	}
}

static void *serve(void *context)
{
	struct sink *s = context;
	int fd;

	while ((fd = accept(s->listening, NULL, NULL)) >= 0) {
		FILE *in = fdopen(fd, "r");

		converse(s, in, fd);
		fclose(in);
	}
	return NULL;
}

static void start(struct sink *s)
{
	s->listening = loopback_listen(&s->port);
	assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
}

static void stop(struct sink *s)
{
	shutdown(s->listening, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->listening);
	buf_clear(&s->heard);
}

/* ---- running the program ---- */

/* What a server's settings would say, where the test has not said otherwise. */
static void set_environment(const struct place *p, const char *now)
{
	char url[64];

	snprintf(url, sizeof url, "smtp://127.0.0.1:%d", p->sink.port);
	setenv("SOSEI_NOW", now, 1);
	setenv("SOSEI_SMTP", url, 0);
	setenv("SOSEI_MAIL_FROM", "sosei@city.example.jp", 0);
	setenv("SOSEI_URL", "https://sosei.city.example.jp", 0);
}

static const struct program *run_at(struct place *p, const char *now, const char *const *words)
{
	set_environment(p, now);
	program_run(&p->program, words);
	return &p->program;
}

#define NOW "2026-08-01T00:00:00Z"
#define run_on(p, now, ...) run_at(p, now, (const char *const[]){ __VA_ARGS__, NULL })
#define run(p, ...) run_on(p, NOW, __VA_ARGS__)

static struct place *begin(void **state)
{
	struct place *p = calloc(1, sizeof *p);

	*state = p;
	unsetenv("SOSEI_SMTP");
	program_begin(&p->program);
	start(&p->sink);
	assert_int_equal(run(p, "init")->code, 0);
	assert_int_equal(
		run(p, "account", "add", "hanako", "--name", "例示花子", "--email", "hanako@city.example.jp")->code, 0);
	return p;
}

static int end(void **state)
{
	struct place *p = *state;

	stop(&p->sink);
	program_end(&p->program);
	free(p);
	return 0;
}

/* The base64 lines behind the empty line of the last letter, as text. */
static char *body_of(const struct sink *s)
{
	const char *at = strstr(s->heard.p, "\r\n\r\n");
	char *made = calloc(1, s->heard.n + 4);
	size_t n = 0;

	assert_non_null(at);
	for (at += 4; *at && *at != '.'; at = strstr(at, "\r\n") + 2) {
		size_t line = strcspn(at, "\r");
		int got = EVP_DecodeBlock((unsigned char *)made + n, (const unsigned char *)at, (int)line);

		assert_true(got >= 0);
		n += (size_t)got;
	}
	return made;
}

static void an_invitation_reaches_the_server_once_with_its_link(void **state)
{
	struct place *p = begin(state);
	char *body;

	run(p, "account", "link", "hanako", "--mail");
	assert_int_equal(p->program.code, 0);
	run(p, "mail", "list", "--lang", "en");
	SAID(&p->program, "waiting  hanako@city.example.jp");
	run(p, "mail", "send", "--json");
	assert_int_equal(p->program.code, 0);
	SAID(&p->program, "\"sent\": 1");
	assert_int_equal(p->sink.letters, 1);
	assert_non_null(strstr(p->sink.heard.p, "MAIL FROM:<sosei@city.example.jp>"));
	assert_non_null(strstr(p->sink.heard.p, "RCPT TO:<hanako@city.example.jp>"));
	assert_non_null(strstr(p->sink.heard.p, "Date: Sat, 1 Aug 2026 09:00:00 +0900"));
	body = body_of(&p->sink);
	assert_non_null(strstr(body, "例示花子 様"));
	assert_non_null(strstr(body, "https://sosei.city.example.jp/link/"));
	free(body);
	run(p, "mail", "send", "--json");
	SAID(&p->program, "\"sent\": 0");
	assert_int_equal(p->sink.letters, 1);
	run(p, "mail", "list", "--json");
	SAID(&p->program, "\"state\": \"sent\"");
}

static void a_reminder_says_of_which_review_and_leads_to_the_page(void **state)
{
	struct place *p = begin(state);
	char *body;

	run_on(p, "2026-10-05T03:00:00Z", "init", "--example", "sample-city", "--store", "city.db");
	run(p, "account", "add", "toshi1", "--name", "例示都", "--roles", "section", "--section", "toshi", "--email",
	    "toshi@city.example.jp", "--store", "city.db");
	setenv("SOSEI_URL", "city.example.jp", 1);
	assert_int_equal(run(p, "review", "remind", "--store", "city.db")->code, 3);
	unsetenv("SOSEI_URL");
	assert_int_equal(run(p, "review", "remind", "--store", "city.db")->code, 0);
	run(p, "mail", "send", "--store", "city.db");
	body = body_of(&p->sink);
	assert_non_null(strstr(body, "例示都 様"));
	assert_non_null(strstr(body, "2025年度の効果検証（2026年9月開催）"));
	assert_non_null(strstr(body, "https://sosei.city.example.jp/today"));
	free(body);
}

/* The server is asked to stop as soon as the letter is there: it ends by itself, with nothing left behind. */
static void a_server_sends_what_waits_and_stops_when_it_is_told_to(void **state)
{
	struct place *p = begin(state);
	int status = -1;
	pid_t pid;

	run(p, "account", "link", "hanako", "--mail");
	pid = program_start(&p->program, (const char *const[]){ "serve", "--listen", ":0", NULL });
	for (int i = 0; i < 300 && !__atomic_load_n(&p->sink.letters, __ATOMIC_SEQ_CST); i++)
		usleep(100000);
	kill(pid, SIGTERM);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(p->sink.letters, 1);
	run(p, "mail", "list", "--json");
	SAID(&p->program, "\"state\": \"sent\"");
}

static void a_refused_letter_is_tried_again_later_and_then_given_up(void **state)
{
	static const char *const later[] = { "2026-08-01T00:06:00Z", "2026-08-01T01:00:00Z", "2026-08-02T00:00:00Z",
					     "2026-08-03T00:00:00Z", "2026-08-04T00:00:00Z", "2026-08-05T00:00:00Z",
					     "2026-08-06T00:00:00Z" };
	struct place *p = begin(state);

	p->sink.refuse = "hanako";
	run(p, "account", "link", "hanako", "--mail");
	run(p, "mail", "send", "--lang", "en");
	assert_int_equal(p->program.code, 1);
	SAID(&p->program, "refused the letter (answer 550)");
	run_on(p, "2026-08-01T00:04:00Z", "mail", "send", "--json");
	SAID(&p->program, "\"waiting\": 1");
	for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
		run_on(p, later[i], "mail", "send", "--json");
		SAID(&p->program, "\"failed\": 1");
	}
	run_on(p, "2026-09-01T00:00:00Z", "mail", "send", "--json");
	SAID(&p->program, "\"failed\": 0");
	run(p, "mail", "list", "--json");
	SAID(&p->program, "\"state\": \"given-up\"");
	assert_int_equal(p->sink.letters, 0);
}

static void a_server_elsewhere_must_encrypt_and_every_half_setting_is_named(void **state)
{
	struct place *p = begin(state);

	run(p, "account", "link", "hanako", "--mail");
	setenv("SOSEI_SMTP", "http://127.0.0.1:1", 1);
	run(p, "mail", "send", "--lang", "en");
	assert_int_equal(p->program.code, 1);
	SAID(&p->program, "is no address of a mail server");
	setenv("SOSEI_SMTP", "smtp://127.0.0.1:1", 1);
	run_on(p, "2026-08-01T01:00:00Z", "mail", "send", "--lang", "en");
	SAID(&p->program, "does not answer");
	setenv("SOSEI_SMTP", "", 1);
	run(p, "mail", "send", "--lang", "en");
	assert_int_equal(p->program.code, 2);
	SAID(&p->program, "No mail server is named");
	unsetenv("SOSEI_SMTP");
	setenv("SOSEI_MAIL_FROM", "not an address", 1);
	run(p, "mail", "send", "--lang", "en");
	assert_int_equal(p->program.code, 2);
	SAID(&p->program, "SOSEI_MAIL_FROM");
	unsetenv("SOSEI_MAIL_FROM");
	setenv("SOSEI_URL", "javascript:x", 1);
	run(p, "account", "link", "hanako", "--mail", "--lang", "en");
	assert_int_equal(p->program.code, 3);
	SAID(&p->program, "SOSEI_URL");
	unsetenv("SOSEI_URL");
	run(p, "account", "add", "taro", "--name", "例示太郎");
	run(p, "account", "link", "taro", "--mail", "--lang", "en");
	assert_int_equal(p->program.code, 3);
	SAID(&p->program, "No mail address is known");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(an_invitation_reaches_the_server_once_with_its_link, end),
		cmocka_unit_test_teardown(a_reminder_says_of_which_review_and_leads_to_the_page, end),
		cmocka_unit_test_teardown(a_server_sends_what_waits_and_stops_when_it_is_told_to, end),
		cmocka_unit_test_teardown(a_refused_letter_is_tried_again_later_and_then_given_up, end),
		cmocka_unit_test_teardown(a_server_elsewhere_must_encrypt_and_every_half_setting_is_named, end),
	};

	return cmocka_run_group_tests_name("mail", tests, NULL, NULL);
}
