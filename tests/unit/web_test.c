#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "markup.h"
#include "report_sample.h"
#include "web/page.h"
#include "web/serve.h"

/* ---- a store that is none ---- */

struct fake {
	_Atomic int64_t head;
	_Atomic int made, failing;
	_Atomic int inside; /* the server promised to call under one lock */
};

static bool fake_head(void *context, int64_t *number, struct err *err)
{
	struct fake *f = context;

	assert_int_equal(atomic_fetch_add(&f->inside, 1), 0);
	*number = f->head;
	atomic_fetch_sub(&f->inside, 1);
	return !f->failing || err_set(err, ERR_STORE, "publish.cannot-read", "path", "/x", "cause", "y", NULL);
}

static bool fake_report(void *context, struct arena *a, struct date known_at, const struct plan_report **r,
			struct err *err)
{
	struct fake *f = context;
	struct plan_report *made = (struct plan_report *)report_sample(a);

	(void)err;
	assert_int_equal(atomic_fetch_add(&f->inside, 1), 0);
	f->made++;
	made->at_event = f->head;
	made->as_of = known_at.year ? known_at : (struct date){ 2024, 9, (int8_t)(1 + f->head % 28) };
	*r = made;
	atomic_fetch_sub(&f->inside, 1);
	return true;
}

static struct web *start(struct fake *f, unsigned deadline)
{
	struct web_source *source = malloc(sizeof *source);
	struct web *w = NULL;
	struct err err = { 0 };

	*source = (struct web_source){ f, fake_head, fake_report };
	if (!web_start(&w,
		       &(struct web_options){ .listen = "127.0.0.1:0", .source = source, .deadline_seconds = deadline },
		       &err))
		fail_msg("%s", err.msg.id);
	free(source);
	return w;
}

/* ---- a client that can be rude ---- */

static int dial(const struct web *w)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)web_port(w)),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = 60 };
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(s >= 0);
	setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	assert_int_equal(connect(s, (struct sockaddr *)&to, sizeof to), 0);
	return s;
}

static char *hear(int s)
{
	struct buf b = { 0 };
	char part[8192];
	ssize_t n;

	while ((n = recv(s, part, sizeof part, 0)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(&b, part, (size_t)n);
	close(s);
	buf_puts(&b, "");
	return b.p ? b.p : strdup("");
}

static char *ask_bytes(const struct web *w, const char *bytes, size_t n)
{
	int s = dial(w);

	(void)!send(s, bytes, n, MSG_NOSIGNAL);
	return hear(s);
}

static char *ask(const struct web *w, const char *request)
{
	return ask_bytes(w, request, strlen(request));
}

static char *get(const struct web *w, const char *path)
{
	struct buf b = { 0 };
	char *answer;

	buf_printf(&b, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
	answer = ask(w, b.p);
	buf_clear(&b);
	return answer;
}

static int status_of(const char *answer)
{
	return !strncmp(answer, "HTTP/1.1 ", 9) ? atoi(answer + 9) : 0;
}

static const char *body_of(const char *answer)
{
	const char *b = strstr(answer, "\r\n\r\n");

	return b ? b + 4 : "";
}

static void expect_status(const struct web *w, const char *path, int status)
{
	char *answer = get(w, path);

	if (status_of(answer) != status)
		fail_msg("%s: %d expected, got %.200s", path, status, answer);
	free(answer);
}

/* After which the server looks at the log again. */
static void a_moment(void)
{
	usleep(10000);
}

static void must_hold(const char *answer, const char *words)
{
	if (!strstr(answer, words))
		fail_msg("\"%s\" is missing in:\n%.1500s", words, answer);
}

/* ---- what is there ---- */

static void the_served_pages_are_those_of_the_site(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	struct arena a = { 0 };
	struct plan_report *r = (struct plan_report *)report_sample(&a);
	site_file_list files = { 0 };

	(void)state;
	r->at_event = 1;
	r->as_of = (struct date){ 2024, 9, 2 };
	site_files(&a, r, &files);
	for (size_t i = 0; i < files.n; i++) {
		char *answer = get(w, arena_printf(&a, "/%s", text_z(&a, files.at[i].path)));
		struct buf b = { 0 };

		assert_int_equal(status_of(answer), 200);
		must_hold(answer, arena_printf(&a, "Content-Type: %s\r\n", files.at[i].type));
		site_write(&b, &a, r, &files.at[i], &(struct site_request){ .served = true });
		assert_string_equal(body_of(answer), b.p);
		buf_clear(&b);
		free(answer);
	}
	assert_int_equal(f.made, 1);
	expect_status(w, "/", 200);
	expect_status(w, "/en/", 200);
	expect_status(w, "/en", 308);
	web_stop(&w);
	arena_clear(&a);
}

static void a_new_event_is_seen_a_moment_later(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	char *before = get(w, "/"), *after;

	(void)state;
	must_hold(before, "2024年9月2日現在");
	f.head = 2;
	a_moment();
	after = get(w, "/");
	must_hold(after, "2024年9月3日現在");
	free(before);
	free(after);
	web_stop(&w);
}

static void one_connection_serves_request_after_request(void **state)
{
	static const char first[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
			  head[] = "HEAD /style.css HTTP/1.1\r\nHost: x\r\n\r\n",
			  last[] = "GET /kpi/i1.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	struct buf all = { 0 };
	char *answer;
	int n = 0;

	(void)state;
	buf_printf(&all, "%s%s%s", first, head, last);
	answer = ask_bytes(w, all.p, all.n);
	for (const char *at = answer; (at = strstr(at, "HTTP/1.1 ")); at++)
		n++;
	assert_int_equal(n, 3);
	assert_int_equal(f.made, 1);
	buf_clear(&all);
	free(answer);
	web_stop(&w);
}

static void a_page_can_be_asked_for_as_it_was_known_on_a_day(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	char *answer = get(w, "/?known-at=2022-03-31");

	(void)state;
	must_hold(answer, "2022年3月31日現在");
	must_hold(answer, "value=\"2022-03-31\"");
	must_hold(answer, "kpi/i1.html?known-at=2022-03-31"); /* the links stay in that day */
	free(answer);
	answer = get(w, "/?known-at=2022-02-30");
	assert_int_equal(status_of(answer), 400);
	must_hold(answer, "2022-02-30");
	free(answer);
	expect_status(w, "/?known-at=", 200); /* an empty form field */
	expect_status(w, "/?known-at=2022-03-31&known-at=2022-03-30", 400);
	expect_status(w, "/?other=1&utm=x", 200);
	for (int day = 1; day < 28; day++) { /* more days than are kept */
		char path[64];

		snprintf(path, sizeof path, "/?known-at=2022-03-%02d", day);
		expect_status(w, path, 200);
	}
	web_stop(&w);
}

static void a_browser_that_has_the_page_gets_304(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	char *answer = get(w, "/"), *tag = strstr(answer, "ETag: "), request[512], etag[64];

	(void)state;
	assert_non_null(tag);
	snprintf(etag, sizeof etag, "%.*s", (int)strcspn(tag + 6, "\r"), tag + 6);
	free(answer);
	for (const char **form = (const char *[]){ "%s", "W/%s", "\"x\", %s", "*", NULL }; *form; form++) {
		struct buf b = { 0 };

		buf_puts(&b, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIf-None-Match: ");
		for (const char *c = *form; *c; c++)
			if (*c == '%')
				buf_puts(&b, etag), c++;
			else
				buf_add(&b, c, 1);
		buf_puts(&b, "\r\n\r\n");
		answer = ask(w, b.p);
		assert_int_equal(status_of(answer), 304);
		must_hold(answer, etag);
		assert_string_equal(body_of(answer), "");
		free(answer);
		buf_clear(&b);
	}
	f.head = 2;
	a_moment();
	snprintf(request, sizeof request, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIf-None-Match: %s\r\n\r\n",
		 etag);
	answer = ask(w, request);
	assert_int_equal(status_of(answer), 200);
	free(answer);
	web_stop(&w);
}

static void every_answer_carries_the_security_headers(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);

	(void)state;
	for (const char **path = (const char *[]){ "/", "/kpi/i1.html", "/data/kpis.csv", "/style.css", "/none", "/en",
						   "/?known-at=x", NULL };
	     *path; path++) {
		char *answer = get(w, *path);

		for (const char **h =
			     (const char *[]){ "Content-Security-Policy: default-src 'none'; style-src 'self'; "
					       "img-src 'self' data:; form-action 'self'; base-uri 'none'; "
					       "frame-ancestors 'none'\r\n",
					       "X-Content-Type-Options: nosniff\r\n", "X-Frame-Options: DENY\r\n",
					       "Cross-Origin-Opener-Policy: same-origin\r\n",
					       "Cross-Origin-Resource-Policy: same-origin\r\n",
					       "Referrer-Policy: no-referrer\r\n", "Cache-Control: no-cache\r\n",
					       NULL };
		     *h; h++)
			must_hold(answer, *h);
		assert_null(strstr(answer, "unsafe-inline"));
		free(answer);
	}
	web_stop(&w);
}

static void head_gives_the_headers_of_get_and_no_body(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	char *head = ask(w, "HEAD /kpi/i1.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
	     *whole = get(w, "/kpi/i1.html"), length[64];

	(void)state;
	assert_int_equal(status_of(head), 200);
	assert_string_equal(body_of(head), "");
	snprintf(length, sizeof length, "Content-Length: %zu\r\n", strlen(body_of(whole)));
	must_hold(head, length);
	free(head);
	free(whole);
	web_stop(&w);
}

/* ---- what is not ---- */

static void an_unknown_address_gets_a_page_in_its_language_that_leads_home(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	struct arena a = { 0 };
	struct markup m;
	char *answer = get(w, "/kpi/none.html");

	(void)state;
	assert_int_equal(status_of(answer), 404);
	must_hold(answer, "<html lang=\"ja\">");
	must_hold(answer, "ページが見つかりません");
	must_hold(answer, "href=\"../index.html\"");
	must_hold(answer, "href=\"../style.css\"");
	markup_read(&m, &a, text_of(body_of(answer)));
	assert_null(m.fault);
	free(answer);
	answer = get(w, "/en/kpi/none.html");
	must_hold(answer, "<html lang=\"en\">");
	must_hold(answer, "href=\"../../en/index.html\"");
	free(answer);
	web_stop(&w);
	arena_clear(&a);
}

static void no_path_leads_out_of_the_site(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);

	(void)state;
	for (const char **path = (const char *[]){ "/../etc/passwd",
						   "/..%2f..%2fetc/passwd",
						   "/%2e%2e/%2e%2e/etc/passwd",
						   "//etc/passwd",
						   "/kpi/..",
						   "/kpi/../index.html",
						   "/data/../../x",
						   "/index.html%00",
						   "/%00",
						   "/kpi/i1.html/",
						   "/.",
						   "/..",
						   "/data/",
						   "/data/kpi",
						   "/%ff%fe",
						   "/kpi/%E3%82%A4.html",
						   "/INDEX.html",
						   "/en/en/index.html",
						   "/ja/index.html",
						   "/site.json",
						   "/sosei.db",
						   "/;",
						   "/index.html;x",
						   "/{page}.html",
						   "/%7Bpage%7D.html",
						   "/*",
						   NULL };
	     *path; path++) {
		char *answer = get(w, *path);

		if (status_of(answer) != 404 && status_of(answer) != 400)
			fail_msg("%s: %.100s", *path, answer);
		assert_null(strstr(answer, "root:"));
		free(answer);
	}
	web_stop(&w);
}

static void only_get_and_head_are_answered(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);

	(void)state;
	for (const char **method =
		     (const char *[]){ "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW", "get", NULL };
	     *method; method++) {
		char request[256], *answer;

		snprintf(request, sizeof request,
			 "%s / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", *method);
		answer = ask(w, request);
		if (status_of(answer) != 405)
			fail_msg("%s: %.100s", *method, answer);
		must_hold(answer, "Allow: GET, HEAD\r\n");
		free(answer);
	}
	web_stop(&w);
}

static void a_body_is_refused_unread(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	char *answer = ask(w, "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nx");

	(void)state;
	assert_int_equal(status_of(answer), 413);
	free(answer);
	answer = ask(w, "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
	assert_true(status_of(answer) == 413 || status_of(answer) == 400);
	free(answer);
	answer = ask(w, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789");
	assert_int_equal(status_of(answer), 405);
	free(answer);
	web_stop(&w);
}

/* Two ends of one request, or two hosts: a proxy might take the other one. */
static void a_request_that_ends_in_two_places_is_refused(void **state)
{
	static const char *const heads[] = {
		"Host: x\r\nContent-Length: 3\r\nContent-Length: 40",
		"Host: x\r\nContent-Length: 3\r\nContent-Length: 3",
		"Host: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked",
		"Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
		"Host: x\r\nTransfer-Encoding: xchunked",
		"Host: x\r\nTransfer-Encoding: chunked, identity",
		"Host: x\r\nContent-Length: -3",
		"Host: x\r\nContent-Length: +3",
		"Host: x\r\nContent-Length: 3, 3",
		"Host: x\r\nHost: y",
		"X: no host",
	};
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);

	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		for (int post = 0; post < 2; post++) {
			char request[400], *answer;

			snprintf(request, sizeof request,
				 "%s / HTTP/1.1\r\n%s\r\n\r\n0\r\n\r\nGET /index.html HTTP/1.1\r\nHost: x\r\n\r\n",
				 post ? "POST" : "GET", heads[i]);
			answer = ask(w, request);
			if (status_of(answer) != 400 || strstr(answer, "HTTP/1.1 200"))
				fail_msg("%s: %.300s", request, answer);
			free(answer);
		}
	web_stop(&w);
}

static char *long_request(const char *before, size_t n, const char *after)
{
	struct buf b = { 0 };

	buf_puts(&b, before);
	while (b.n < n)
		buf_puts(&b, "aaaaaaaaaaaaaaaa");
	buf_puts(&b, after);
	return b.p;
}

static void too_long_an_address_is_414_and_too_many_headers_431(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	char *request = long_request("GET /", 10000, " HTTP/1.1\r\nHost: x\r\n\r\n"), *answer = ask(w, request);

	(void)state;
	assert_int_equal(status_of(answer), 414);
	must_hold(answer, "アドレスが長すぎます"); /* a page of ours, that says what to do */
	must_hold(answer, "index.html");
	free(answer);
	free(request);
	request = long_request("GET / HTTP/1.1\r\nHost: x\r\nCookie: ", 13000, "\r\n\r\n");
	answer = ask(w, request);
	assert_int_equal(status_of(answer), 431);
	must_hold(answer, "Cookie を削除");
	free(answer);
	free(request);
	/* Beyond what the library keeps of a request it answers by itself. */
	request = long_request("GET /", 100000, " HTTP/1.1\r\nHost: x\r\n\r\n");
	answer = ask(w, request);
	assert_int_equal(status_of(answer), 414);
	free(answer);
	free(request);
	request = long_request("GET / HTTP/1.1\r\nHost: x\r\nX-Long: ", 100000, "\r\n\r\n");
	answer = ask(w, request);
	assert_int_equal(status_of(answer), 431);
	free(answer);
	free(request);
	expect_status(w, "/", 200);
	web_stop(&w);
}

/* The library would neither answer nor close: some 500 of them fill what it keeps of a connection. */
static void too_many_arguments_are_414_as_well(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);

	(void)state;
	for (int n = 100; n <= 3200; n *= 2) {
		struct buf b = { 0 };
		char *answer;

		buf_puts(&b, "GET /?a");
		for (int i = 1; i < n; i++)
			buf_puts(&b, "&a");
		buf_puts(&b, " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
		answer = ask(w, b.p);
		assert_int_equal(status_of(answer), n > 200 ? 414 : 200);
		must_hold(answer, n > 200 ? "アドレスが長すぎます" : "</html>");
		free(answer);
		buf_clear(&b);
	}
	web_stop(&w);
}

static void rubbish_is_answered_with_400_or_a_closed_connection_and_nothing_worse(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} rubbish[] = {
#define R(s) { s, sizeof(s) - 1 }
		R("\r\n\r\n"),
		R("GET\r\n\r\n"),
		R("GET /\r\n\r\n"),
		R("\0\0\0\0\r\n\r\n"),
		R("GET / HTTP/9.9\r\n\r\n"),
		R("\x16\x03\x01\x02\x00\x01\x00"),
		R("GET / HTTP/1.1\r\n\r\n"), /* no Host */
		R("GET / HTTP/1.1\r\nHost x\r\n\r\n"),
		R("GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n"),
		R("GET / HTTP/1.1\r\nHost: x\r\nA\0B: y\r\n\r\n"),
		R("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
		R("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
		R("GET http://elsewhere/ HTTP/1.1\r\nHost: x\r\n\r\n"),
		R("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n"),
		R("GET \t/ HTTP/1.1\r\n\r\n"),
	};
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 1);

	(void)state;
	for (size_t i = 0; i < sizeof rubbish / sizeof *rubbish; i++) {
		char *answer = ask_bytes(w, rubbish[i].bytes, rubbish[i].n);
		int status = status_of(answer);

		if (status && status != 400 && status != 404 && status != 405 && status != 413 && status != 505 &&
		    status != 200)
			fail_msg("%zu: %.200s", i, answer);
		assert_null(strstr(answer, "elsewhere"));
		free(answer);
	}
	expect_status(w, "/", 200);
	web_stop(&w);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void who_sends_a_byte_at_a_time_is_cut_off_at_the_deadline(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 1);
	const char *drip = "GET / HTTP/1.1\r\nHost: x\r\nX: ";
	double began = now();
	int s = dial(w);
	char c;

	(void)state;
	while (now() - began < 8) {
		if (send(s, *drip ? drip++ : "a", 1, MSG_NOSIGNAL) < 0)
			break;
		if (recv(s, &c, 1, MSG_DONTWAIT) == 0)
			break;
		usleep(50000);
	}
	assert_true(now() - began < 4);
	close(s);
	expect_status(w, "/", 200);
	web_stop(&w);
}

static void a_store_that_fails_gives_503_and_recovers(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	char *answer;

	(void)state;
	f.failing = 1;
	a_moment();
	answer = get(w, "/");
	assert_int_equal(status_of(answer), 503);
	must_hold(answer, "Retry-After");
	free(answer);
	f.failing = 0;
	expect_status(w, "/", 200);
	web_stop(&w);
}

static void every_page_says_who_may_see_it_and_silence_means_nobody(void **state)
{
	const struct page silent = { .route = "/x" };
	struct request q = { 0 };

	(void)state;
	assert_int_equal(silent.may, MAY_NOBODY);
	assert_int_equal(right_roles(silent.right), 0);
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];

		assert_int_not_equal(p->may, MAY_NOBODY);
		assert_true(p->may != MAY_RIGHT || right_roles(p->right));
		assert_true(p->may == MAY_ANYONE || !p->show);
		assert_int_equal(1, (p->show != NULL) + (p->view != NULL) + (p->paper != NULL));
		assert_true(!p->act || p->view); /* what acts can also show its form again */
		assert_true(p->show || p->title);
		assert_int_equal(p->route[0], '/');
	}
	assert_int_equal(route_request(&q, TEXT("/kpi/i1.html")), ROUTE_FOUND);
	assert_true(text_is(request_field(&q, "kpi")->text, "i1"));
	assert_int_equal(q.lang, LANG_JA);
	assert_int_equal(route_request(&q, TEXT("/en/kpi/i1.html")), ROUTE_FOUND);
	assert_int_equal(q.lang, LANG_EN);
	assert_int_equal(route_request(&q, TEXT("/fr/kpi/i1.html")), ROUTE_NONE);
	assert_int_equal(route_request(&q, TEXT("/api/kpi/i1.html")), ROUTE_NONE);
	assert_int_equal(route_request(&q, TEXT("")), ROUTE_NONE);
	assert_int_equal(route_request(&q, TEXT("/sign-in")), ROUTE_FOUND);
	assert_int_equal(q.lang, LANG_JA);
	assert_int_equal(route_request(&q, TEXT("/en/sign-in")), ROUTE_FOUND);
	assert_int_equal(q.lang, LANG_EN);
	assert_int_equal(route_request(&q, TEXT("/en/en/sign-in")), ROUTE_NONE);
}

static void addresses_to_listen_at_are_read_or_refused(void **state)
{
	struct fake f = { .head = 1 };
	struct web_source source = { &f, fake_head, fake_report };
	struct web *w = NULL, *other = NULL;
	struct err err = { 0 };
	char taken[64];

	(void)state;
	for (const char **bad = (const char *[]){ "", "127.0.0.1", "127.0.0.1:", ":99999", ":x", "1.2.3.4.5:80",
						  "::1:80", "[::1:80", ":-1", "a b:80", NULL };
	     *bad; bad++) {
		assert_false(web_start(&w, &(struct web_options){ .listen = *bad, .source = &source }, &err));
		if (err.kind != ERR_USAGE)
			fail_msg("%s: kind %d", *bad, err.kind);
		assert_null(w);
	}
	assert_true(web_start(&w, &(struct web_options){ .listen = ":0", .source = &source }, &err));
	assert_true(web_port(w) > 0);
	snprintf(taken, sizeof taken, "127.0.0.1:%d", web_port(w));
	assert_false(web_start(&other, &(struct web_options){ .listen = taken, .source = &source }, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	web_stop(&w);
}

/* ---- many at once ---- */

struct crowd {
	const struct web *web;
	struct fake *fake;
	_Atomic int bad;
};

static void *visit(void *argument)
{
	static const char *const paths[] = { "/",     "/kpi/i1.html",         "/en/about.html", "/data/plan.json",
					     "/none", "/?known-at=2022-01-01" };
	struct crowd *c = argument;

	for (int i = 0; i < 30; i++) {
		char *answer = get(c->web, paths[i % 6]);

		if (status_of(answer) != (i % 6 == 4 ? 404 : 200))
			c->bad++;
		free(answer);
		if (i % 7 == 0)
			c->fake->head++;
	}
	return NULL;
}

static void many_clients_at_once_while_the_log_grows(void **state)
{
	struct fake f = { .head = 1 };
	struct web *w = start(&f, 0);
	struct crowd crowd = { .web = w, .fake = &f };
	pthread_t thread[8];

	(void)state;
	for (int i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, visit, &crowd), 0);
	for (int i = 0; i < 8; i++)
		pthread_join(thread[i], NULL);
	assert_int_equal(crowd.bad, 0);
	web_stop(&w);
}

static void tell(void *context, const char *url, const char *site, const char *code, bool app)
{
	assert_memory_equal(url, "http://127.0.0.1:", strlen("http://127.0.0.1:"));
	assert_memory_equal(site, url, strlen(site));
	assert_null(code);
	assert_false(app); /* a source without a store has no accounts */
	*(_Atomic int *)context = 1;
	kill(getpid(), SIGTERM); /* blocked until the server waits for it */
}

static void serving_says_where_and_ends_at_sigterm(void **state)
{
	struct fake f = { .head = 1 };
	struct web_source source = { &f, fake_head, fake_report };
	_Atomic int told = 0;
	struct err err = { 0 };

	(void)state;
	assert_true(web_serve(
		&(struct web_options){
			.listen = ":0", .source = &source, .ready = tell, .ready_context = (void *)&told },
		&err));
	assert_int_equal(told, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_served_pages_are_those_of_the_site),
		cmocka_unit_test(a_new_event_is_seen_a_moment_later),
		cmocka_unit_test(one_connection_serves_request_after_request),
		cmocka_unit_test(a_page_can_be_asked_for_as_it_was_known_on_a_day),
		cmocka_unit_test(a_browser_that_has_the_page_gets_304),
		cmocka_unit_test(every_answer_carries_the_security_headers),
		cmocka_unit_test(head_gives_the_headers_of_get_and_no_body),
		cmocka_unit_test(an_unknown_address_gets_a_page_in_its_language_that_leads_home),
		cmocka_unit_test(no_path_leads_out_of_the_site),
		cmocka_unit_test(only_get_and_head_are_answered),
		cmocka_unit_test(a_body_is_refused_unread),
		cmocka_unit_test(a_request_that_ends_in_two_places_is_refused),
		cmocka_unit_test(too_long_an_address_is_414_and_too_many_headers_431),
		cmocka_unit_test(too_many_arguments_are_414_as_well),
		cmocka_unit_test(rubbish_is_answered_with_400_or_a_closed_connection_and_nothing_worse),
		cmocka_unit_test(who_sends_a_byte_at_a_time_is_cut_off_at_the_deadline),
		cmocka_unit_test(a_store_that_fails_gives_503_and_recovers),
		cmocka_unit_test(every_page_says_who_may_see_it_and_silence_means_nobody),
		cmocka_unit_test(addresses_to_listen_at_are_read_or_refused),
		cmocka_unit_test(many_clients_at_once_while_the_log_grows),
		cmocka_unit_test(serving_says_where_and_ends_at_sigterm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
