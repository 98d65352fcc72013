#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "web_client.h"

static int dial(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = 60 };
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(s >= 0);
	setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	assert_int_equal(connect(s, (struct sockaddr *)&to, sizeof to), 0);
	return s;
}

struct text client_raw(struct client *c, struct text request)
{
	int s = dial(c->port);
	struct buf b = { 0 };
	struct text made;
	char part[8192];
	ssize_t n;

	for (size_t at = 0; at < request.n; at += (size_t)n) {
		n = send(s, request.p + at, request.n - at, MSG_NOSIGNAL);
		if (n <= 0)
			break;
	}
	/* With a timeout set, the end of a child of this process interrupts. */
	while ((n = recv(s, part, sizeof part, 0)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(&b, part, (size_t)n);
	close(s);
	made = text_dup(c->arena, buf_view(&b));
	buf_clear(&b);
	return made;
}

/* One cookie: replaced, or gone with Max-Age=0. */
static void keep_cookie(struct client *c, const char *line)
{
	struct text one = { line, strcspn(line, ";\r") };
	size_t equals = text_find(one, TEXT("="));
	struct text name = text_slice(one, 0, equals), rest = text_of(arena_strdup(c->arena, c->cookies));
	struct buf b = { 0 };

	while (rest.n) {
		size_t end = text_find(rest, TEXT("; "));
		struct text have = text_slice(rest, 0, end);

		rest = end == SIZE_MAX ? (struct text){ 0 } : text_slice(rest, end + 2, rest.n);
		if (!text_eq(text_slice(have, 0, text_find(have, TEXT("="))), name))
			buf_printf(&b, "%s%s", b.n ? "; " : "", text_z(c->arena, have));
	}
	if (one.n > equals + 1)
		buf_printf(&b, "%s%s", b.n ? "; " : "", text_z(c->arena, one));
	snprintf(c->cookies, sizeof c->cookies, "%s", b.p ? b.p : "");
	buf_clear(&b);
}

static void take(struct client *c, struct text answer)
{
	const char *end, *line;

	c->answer = text_z(c->arena, answer);
	c->status = strncmp(c->answer, "HTTP/1.1 ", 9) == 0 ? atoi(c->answer + 9) : 0;
	end = strstr(c->answer, "\r\n\r\n");
	c->body = end ? end + 4 : "";
	c->location = "";
	for (line = strstr(c->answer, "\r\n"); line && line < end; line = strstr(line + 2, "\r\n")) {
		if (strncmp(line, "\r\nSet-Cookie: ", 14) == 0)
			keep_cookie(c, line + 14);
		if (strncmp(line, "\r\nLocation: ", 12) == 0)
			c->location = text_z(c->arena, (struct text){ line + 12, strcspn(line + 12, "\r") });
	}
}

static const char *common(struct client *c)
{
	const char *cookies = *c->cookies ? arena_printf(c->arena, "Cookie: %s\r\n", c->cookies) : "";

	return arena_printf(c->arena, "Host: %s\r\nConnection: close\r\n%s%s",
			    c->host ? c->host : arena_printf(c->arena, "localhost:%d", c->port), cookies,
			    c->headers ? c->headers : "Sec-Fetch-Site: same-origin\r\n");
}

void client_get(struct client *c, const char *path)
{
	take(c, client_raw(c, text_of(arena_printf(c->arena, "GET %s HTTP/1.1\r\n%s\r\n", path, common(c)))));
	if (c->check)
		c->check(c, false, path);
}

void client_send(struct client *c, const char *path, const char *type, struct text body)
{
	struct buf b = { 0 };

	buf_printf(&b, "POST %s HTTP/1.1\r\n%sContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", path, common(c),
		   type ? type : "application/x-www-form-urlencoded", body.n);
	buf_text(&b, body);
	take(c, client_raw(c, buf_view(&b)));
	buf_clear(&b);
	if (c->check)
		c->check(c, true, path);
}

/* The value of an attribute in a tag. */
static struct text attribute(struct text tag, const char *name)
{
	struct text mark = text_of((char[64]){ 0 });
	char room[64];
	size_t at;

	snprintf(room, sizeof room, " %s=\"", name);
	mark = text_of(room);
	at = text_find(tag, mark);
	if (at == SIZE_MAX)
		return (struct text){ 0 };
	tag = text_slice(tag, at + mark.n, tag.n);
	return text_slice(tag, 0, text_find(tag, TEXT("\"")));
}

const char *client_hidden(struct client *c)
{
	struct text page = text_of(c->body);
	size_t main_at = text_find(page, TEXT("<main")), form;
	struct buf b = { 0 };
	const char *made;

	page = text_slice(page, main_at == SIZE_MAX ? 0 : main_at, page.n);
	form = text_find(page, TEXT("<form"));
	if (form == SIZE_MAX)
		return "";
	page = text_slice(page, form, page.n);
	page = text_slice(page, 0, text_find(page, TEXT("</form>")));
	for (size_t at; (at = text_find(page, TEXT("<input type=\"hidden\""))) != SIZE_MAX;) {
		struct text tag = text_slice(page, at, page.n);

		tag = text_slice(tag, 0, text_find(tag, TEXT("/>")));
		buf_printf(&b, "%s%s=%s", b.n ? "&" : "", text_z(c->arena, attribute(tag, "name")),
			   text_z(c->arena, attribute(tag, "value")));
		page = text_slice(page, at + tag.n, page.n);
	}
	made = arena_strdup(c->arena, b.p ? b.p : "");
	buf_clear(&b);
	return made;
}

void client_post_here(struct client *c, const char *path, const char *fields)
{
	client_send(c, path, NULL, text_of(arena_printf(c->arena, "%s&%s", client_hidden(c), fields)));
}

void client_post(struct client *c, const char *path, const char *fields)
{
	client_get(c, path);
	client_post_here(c, path, fields);
}

void client_sees(struct client *c, int status, const char *words)
{
	if (c->status != status || (words && !strstr(c->answer, words)))
		fail_msg("%d with \"%s\" expected, got: %.3000s", status, words ? words : "", c->answer);
}
