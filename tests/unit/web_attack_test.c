/* Requests that no browser makes, at random over all pages, roles, methods and fields: whatever comes, the answer is
 * one of ours - a page or JSON that says in the language of the request what was wrong - and never the server's
 * failure. The seed is printed; SOSEI_SEED repeats a run. */
#include <ctype.h>

#include "web_world.h"

enum { REQUESTS = 400, ROLES = 6 };

static uint64_t state_of_dice;

static size_t dice(size_t n)
{
	state_of_dice = state_of_dice * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state_of_dice >> 33) % n;
}

#define ONE_OF(list) (list)[dice(sizeof(list) / sizeof *(list))]

/* Percent-encoded: what nobody means. 例示 in CP932 and EUC-JP, a lone surrogate, NUL, a header in a value ... */
static const char *const values[] = { "",
				      "%00",
				      "a%00b",
				      "%97%E1%8E%A6",
				      "%CE%E3%BC%A8",
				      "%ED%A0%80",
				      "%FF%FE",
				      "-1",
				      "999999999999999999999999",
				      "1e999",
				      "NaN",
				      "..%2F..%2Fetc%2Fpasswd",
				      "%3Cscript%3Ealert(1)%3C/script%3E",
				      "%27+OR+1%3D1+--",
				      "%7Bname%7D%25s%25n",
				      "2025-13-45",
				      "%0D%0ASet-Cookie:+x=y",
				      "kpi:%E3%82%A21",
				      "project:%E3%82%A4(2)",
				      "FY2024",
				      "m1",
				      "kikaku",
				      "2026-08-01",
				      "yes",
				      "%" };
static const char *const tails[] = { "",      "",   "",   "/",   "//x",        "/..", "%00",
				     "%2f..", ";x", "\\", "%ff", "/%E3%81%82", "?%",  "?x=%ff" };
static const char *const methods[] = { "GET", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "PROPFIND", "get" };
static const char *const extra[] = { "",
				     "",
				     "",
				     "Sec-Fetch-Site: cross-site\r\n",
				     "Origin: https://evil.example\r\n",
				     "Cookie: sosei=a; sosei=b\r\n",
				     "Cookie: sosei-guest=\xff\r\n",
				     "Authorization: Bearer \xff\xfe\r\n",
				     "User-Agent: \xff\r\n",
				     "Range: bytes=0-0,-1\r\n",
				     "Host: evil.example\r\n",
				     "Transfer-Encoding: gzip\r\n",
				     "Expect: nonsense\r\n",
				     "If-None-Match: \"\"\"\"\r\n" };
static const char *const types[] = { "application/x-www-form-urlencoded",
				     "application/x-www-form-urlencoded",
				     "application/x-www-form-urlencoded; charset=shift_jis",
				     "application/json",
				     "multipart/form-data; boundary=b",
				     "multipart/form-data",
				     "text/plain",
				     ";" };
static const char *const jsons[] = { "{}",
				     "[]",
				     "null",
				     "{\"item\":\"\\ud800\"}",
				     "{\"item\":{}}",
				     "{\"a\":1.5}",
				     "{\"item\":\"\\u0000\"}",
				     "\xff",
				     "{\"a\":",
				     "[[[[[[[[" };

static const char *path_of(struct arena *a, const struct page *p)
{
	const char *route = p->route, *made = "";

	while (*route) {
		size_t n = strcspn(route, "{");

		made = arena_printf(a, "%s%.*s", made, (int)n, route);
		route += n;
		if (!*route)
			break;
		made = arena_printf(a, "%s%s", made,
				    strncmp(route, "{review}", 8) == 0 ? "2026-09"
				    : strncmp(route, "{lang}", 6) == 0 ? "en"
								       : "kikaku");
		route += strcspn(route, "}") + 1;
	}
	return made;
}

static const char *fields_of(struct arena *a, const struct page *p)
{
	const char *made = "";

	for (size_t i = 0; p->fields[i].name; i++)
		if (dice(4))
			made = arena_printf(a, "%s%s%s=%s", made, *made ? "&" : "", p->fields[i].name, ONE_OF(values));
	return made;
}

static bool has_header(const char *answer, const char *line)
{
	const char *end = strstr(answer, "\r\n\r\n"), *at = strstr(answer, line);

	return at && end && at < end;
}

static void judge(struct client *c, const char *what, bool api, bool head)
{
	const bool page = has_header(c->answer, "\r\nContent-Type: text/html; charset=utf-8\r\n");
	const char *said = c->status ? c->answer : "nothing";

	if (c->status < 200 || c->status >= 500)
		fail_msg("%s\n-> %.1500s", what, said);
	if (!has_header(c->answer, "\r\nX-Content-Type-Options: nosniff\r\n") ||
	    has_header(c->answer, "\r\nSet-Cookie: x=y"))
		fail_msg("headers: %s\n-> %.1500s", what, said);
	if (head && *c->body)
		fail_msg("a body to HEAD: %s\n-> %.1500s", what, said);
	if (head || c->status < 400)
		return;
	if (api ? !has_header(c->answer, "\r\nContent-Type: application/json\r\n") || !strstr(c->body, "\"ja\":\"")
		: !page || !strstr(c->body, "<html lang=\""))
		fail_msg("an error that is not said: %s\n-> %.1500s", what, said);
	if (page && (strstr(c->body, "<script>") || utf8_bad_at(text_of(c->body)) != SIZE_MAX))
		fail_msg("what came in goes out: %s\n-> %.3000s", what, said);
}

static const char *request_of(struct client *c, const struct page *p, bool api, bool *head)
{
	struct arena *a = c->arena;
	const char *path = arena_printf(a, "%s%s%s", api ? "/api" : "", path_of(a, p), ONE_OF(tails));
	const char *cookie = *c->cookies ? arena_printf(a, "Cookie: %s\r\n", c->cookies) : "", *more = ONE_OF(extra),
		   *fields = fields_of(a, p), *type = ONE_OF(types), *method = ONE_OF(methods);

	*head = false;
	if (!p->act || dice(2)) {
		*head = !strcmp(method, "HEAD");
		return arena_printf(a, "%s %s%s%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s%s%s\r\n",
				    method, path, strchr(path, '?') ? "&" : "?", fields, cookie, more,
				    api && c->headers ? c->headers : "");
	}
	if (!strcmp(type, "application/json"))
		fields = ONE_OF(jsons);
	/* Sometimes with the key of a real form. */
	if (!api && dice(2))
		fields = arena_printf(a, "%s&%s", client_hidden(c), fields);
	return arena_printf(a,
			    "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s%s%sContent-Type: "
			    "%s\r\nContent-Length: %zu\r\n\r\n%s",
			    path, cookie, more, api && c->headers ? c->headers : "Sec-Fetch-Site: same-origin\r\n",
			    type, strlen(fields), fields);
}

/* What must stay as it is for the run to go on. */
static bool ends_the_session(const struct page *p)
{
	return !strcmp(p->route, "/sign-out") || strncmp(p->route, "/account", 8) == 0 || !strcmp(p->route, "/sign-in");
}

static void whatever_is_asked_is_answered_by_one_of_our_own_sentences(void **state)
{
	static const char *const who[ROLES] = { "admin", "planner", "section", "expert", "auditor", "none" };
	const char *seed = getenv("SOSEI_SEED");
	size_t n = 0;

	state_of_dice = seed ? strtoull(seed, NULL, 10) : 20261124;
	printf("# SOSEI_SEED=%llu\n", (unsigned long long)state_of_dice);
	while (web_pages[n])
		n++;
	for (size_t r = 0; r < ROLES; r++) {
		struct client *c = world_client(state, who[r]);

		client_get(c, "/today");
		for (size_t i = 0; i < REQUESTS / ROLES; i++) {
			const struct page *p = web_pages[dice(n)];
			const char *kept = arena_strdup(c->arena, c->body), *said;
			bool api = !p->show && !p->people_only && !dice(3), head;
			struct client answer = *c;

			if (ends_the_session(p))
				continue;
			said = request_of(c, p, api, &head);
			answer.answer = text_z(c->arena, client_raw(c, text_of(said)));
			answer.status = strncmp(answer.answer, "HTTP/1.1 ", 9) == 0 ? atoi(answer.answer + 9) : 0;
			answer.body = strstr(answer.answer, "\r\n\r\n");
			answer.body = answer.body ? answer.body + 4 : "";
			judge(&answer, said, strncmp(strchr(said, ' '), " /api/", 6) == 0, head);
			c->body = kept;
		}
		client_get(c, "/today");
		client_sees(c, r + 1 < ROLES ? 200 : 403, NULL);
	}
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = { T(whatever_is_asked_is_answered_by_one_of_our_own_sentences) };

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
