/* Every page × every role. The rows below say who may; the pages come from the server's own table, so that a page which
 * nobody wrote down here fails, and one that lets in more or fewer than it says here fails too. */
#include "web_world.h"

enum { ROLES = 6 };
static const char *const who[ROLES] = { "admin", "planner", "section", "expert", "auditor", "none" };

/* may: one letter a role in that order, - where it may not; a visitor without account is '*' at the end, where he may.
 */
static const struct {
	const char *route, *may;
} table[] = {
	/* the public site */
	{ "/", "APSEUN*" },
	{ "/en", "APSEUN*" },
	{ "/style.css", "APSEUN*" },
	{ "/icon.svg", "APSEUN*" },
	{ "/{lang}/", "APSEUN*" },
	{ "/kpi/{kpi}.html", "APSEUN*" },
	{ "/{lang}/kpi/{kpi}.html", "APSEUN*" },
	{ "/data/{file}", "APSEUN*" },
	{ "/data/kpi/{file}", "APSEUN*" },
	{ "/{page}.html", "APSEUN*" },
	{ "/{folder}/{page}.html", "APSEUN*" },
	{ "/{lang}/{folder}/{page}.html", "APSEUN*" },
	{ "/{lang}/{page}.html", "APSEUN*" },
	/* coming in: who is in already is led on */
	{ "/sign-in", "APSEUN*" },
	{ "/sign-in/code", "APSEUN*" },
	{ "/link/{secret}", "APSEUN*" },
	{ "/setup", "APSEUN*" },
	{ "/openapi.json", "APSEUN*" },
	/* everybody with a role */
	{ "/today", "APSEU-" },
	{ "/sign-out", "APSEUN" },
	{ "/account", "APSEU-" },
	{ "/account/password", "APSEU-" },
	{ "/account/totp", "APSEU-" },
	{ "/account/totp-end", "APSEU-" },
	{ "/account/tokens", "APSEU-" },
	{ "/account/token-end", "APSEU-" },
	{ "/account/sessions", "APSEU-" },
	/* administrators */
	{ "/accounts", "A-----" },
	{ "/accounts/new", "A-----" },
	{ "/accounts/{account}", "A-----" },
	{ "/accounts/{account}/link", "A-----" },
	/* who reads the log */
	{ "/log", "A---U-" },
	{ "/log/accounts", "A---U-" },
	/* the planning section */
	{ "/setup/plan", "-P----" },
	/* the year of the review */
	{ "/values", "-PS-U-" },
	{ "/values/record", "-PS---" },
	{ "/values/absent", "-PS---" },
	{ "/values/withdraw", "-PS---" },
	{ "/reviews", "-PSEU-" },
	{ "/reviews/new", "-P----" },
	{ "/review/{review}", "-PSEU-" },
	{ "/review/{review}/item", "-PSEU-" },
	{ "/review/{review}/step", "-P----" },
	{ "/review/{review}/invite", "-P----" },
	{ "/review/{review}/invited", "-P----" },
	{ "/review/{review}/meetings", "-PSEU-" },
	{ "/review/{review}/meeting", "-P----" },
	{ "/review/{review}/collect", "-PS-U-" },
	{ "/review/{review}/collect/make", "-P----" },
	{ "/review/{review}/collect/read", "-PS---" },
	{ "/review/{review}/collect/{section}.xlsx", "-PS---" },
	{ "/review/{review}/remind", "-P----" },
	{ "/review/{review}/set", "-P----" },
	{ "/review/{review}/assess", "-PS---" },
	{ "/review/{review}/grade", "---E--" },
	{ "/review/{review}/comment", "-P-E--" },
	{ "/review/{review}/conclude", "-P-E--" },
	{ "/review/{review}/answer", "-PS---" },
	{ "/review/{review}/decide", "-P----" },
	{ "/review/{review}/decide-rest", "-P----" },
	{ "/review/{review}/declare", "---E--" },
	{ "/review/{review}/promises", "-PS---" },
	{ "/review/{review}/packet.pdf", "-PSEU-" },
	{ "/review/{review}/report.pdf", "-PSEU-" },
	{ "/projects", "-PS-U-" },
	{ "/projects/project", "-PS-U-" },
	{ "/projects/set", "-P----" },
	{ "/projects/cost", "-PS---" },
	{ "/projects/import", "-P----" },
	{ "/drafts", "-PS-U-" },
	{ "/hand-over", "-PS---" },
	{ "/office", "-PS-U-" },
	{ "/office/section", "-P----" },
	{ "/office/owner", "-P----" },
	{ "/office/kpi", "-P----" },
	{ "/office/kpi/set", "-P----" },
	{ "/office/member", "-P----" },
};

static const char *expected(const char *route)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(table[i].route, route))
			return table[i].may;
	fail_msg("%s: this page is not in the table of tests/unit/web_roles_test.c: say there who may see it", route);
	return NULL;
}

/* A route with something in its fields. */
static const char *path_of(struct arena *a, const char *route)
{
	struct buf b = { 0 };
	const char *made;

	while (*route) {
		size_t n = strcspn(route, "{");

		buf_add(&b, route, n);
		route += n;
		if (*route) {
			buf_puts(&b, strncmp(route, "{lang}", 6) == 0      ? "en"
				     : strncmp(route, "{account}", 9) == 0 ? "planner"
				     : strncmp(route, "{page}", 6) == 0    ? "index"
									   : "x");
			route += strcspn(route, "}") + 1;
		}
	}
	made = arena_strdup(a, b.p);
	buf_clear(&b);
	return made;
}

/* Refused because of who asks, by sentence and not by status alone. */
static bool is_refused(const struct client *c)
{
	return (c->status == 403 && strstr(c->body, "ができるのは")) ||
	       (c->status == 303 && strstr(c->location, "/sign-in?next=")) ||
	       (c->status == 403 && strstr(c->body, "有効期間が過ぎた")) || c->status == 401 ||
	       (c->status == 403 && strstr(c->body, "usecase.not-allowed"));
}

static void must_be(const struct client *c, bool may, const char *method, const char *path, const char *login)
{
	if (is_refused(c) == may || c->status == 0 || c->status >= 500)
		fail_msg("%s %s as %s: %s expected, got %d: %.1500s", method, path, login, may ? "leave" : "refusal",
			 c->status, c->body);
}

static void look(struct client *c, const char *login, char letter)
{
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];
		const char *path = path_of(c->arena, p->route);
		bool may = strchr(expected(p->route), letter);

		client_get(c, path);
		must_be(c, may, "GET", path, login);
		if (!p->act || !strcmp(p->route, "/sign-out") || !strcmp(p->route, "/account/sessions"))
			continue;
		client_get(c, letter == '*' ? "/sign-in" : "/today"); /* for a key that fits */
		client_send(c, path, NULL, text_of(client_hidden(c)));
		must_be(c, may, "POST", path, login);
	}
}

static void every_page_lets_in_whom_the_table_says_and_nobody_else(void **state)
{
	static const char letters[] = "APSEUN";

	for (size_t i = 0; i < ROLES; i++)
		look(world_client(state, who[i]), who[i], letters[i]);
	look(world_visitor(state), "a visitor", '*');
}

/* The same rules for programs: with every scope a token may what its account may. */
static void every_page_for_programs_lets_in_the_same(void **state)
{
	static const char letters[] = "APSEUN";

	for (size_t i = 0; i < ROLES; i++) {
		struct client *c = world_visitor(state);

		c->headers = world_bearer(state, who[i], SCOPE_ALL);
		for (size_t k = 0; web_pages[k]; k++) {
			const struct page *p = web_pages[k];
			const char *path = arena_printf(c->arena, "/api%s", path_of(c->arena, p->route));
			bool may = strchr(expected(p->route), letters[i]);

			if (p->may != MAY_RIGHT || p->people_only)
				continue;
			client_get(c, path);
			must_be(c, may, "GET", path, who[i]);
			if (!p->act)
				continue;
			client_send(c, path, "application/json", TEXT("{\"x\":1}"));
			must_be(c, may, "POST", path, who[i]);
		}
	}
}

/* Whatever its account may do, and whichever right the page asks for. */
static void a_token_that_reads_changes_nothing(void **state)
{
	for (size_t i = 0; i < ROLES; i++) {
		struct client *c = world_visitor(state);

		c->headers = world_bearer(state, who[i], SCOPE_READ);
		for (size_t k = 0; web_pages[k]; k++) {
			const struct page *p = web_pages[k];
			const char *path = arena_printf(c->arena, "/api%s", path_of(c->arena, p->route));

			if (p->may != MAY_RIGHT || p->people_only || !p->act)
				continue;
			client_send(c, path, "application/json", TEXT("{\"x\":1}"));
			client_sees(c, 403, "\"web.token-scope\"");
		}
	}
}

/* A token that may read must not make itself one that may more. */
static void pages_about_sessions_and_tokens_are_not_for_programs(void **state)
{
	struct request q = { 0 };

	(void)state;
	for (const char **path = (const char *[]){ "/api/account", "/api/account/tokens", "/api/account/password",
						   "/api/sign-out", "/api/sign-in", "/api/setup", "/api/link/x", NULL };
	     *path; path++)
		assert_int_equal(route_request(&q, text_of(*path)), ROUTE_NONE);
}

/* Whoever adds a page for people gives its data to programs, or says here why not. */
static void every_page_of_the_app_is_there_for_programs(void **state)
{
	(void)state;
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];

		if (!p->show && !p->people_only && !p->data && !p->act && !p->paper)
			fail_msg("%s: .data is missing (web/page.h)", p->route);
		/* What only people may: the way in, and what would give a token more than it has. */
		if (p->people_only && strncmp(p->route, "/account", 8) != 0 && strncmp(p->route, "/sign-", 6) != 0 &&
		    strcmp(p->route, "/setup") != 0 && strncmp(p->route, "/link/", 6) != 0)
			fail_msg("%s: for people only?", p->route);
	}
}

static void no_row_of_the_table_is_of_a_page_that_is_gone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		bool there = false;

		for (size_t k = 0; web_pages[k]; k++)
			there |= !strcmp(web_pages[k]->route, table[i].route);
		if (!there)
			fail_msg("%s: no such page", table[i].route);
	}
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		T(every_page_lets_in_whom_the_table_says_and_nobody_else),
		T(every_page_for_programs_lets_in_the_same),
		T(a_token_that_reads_changes_nothing),
		cmocka_unit_test(pages_about_sessions_and_tokens_are_not_for_programs),
		cmocka_unit_test(every_page_of_the_app_is_there_for_programs),
		cmocka_unit_test(no_row_of_the_table_is_of_a_page_that_is_gone),
	};

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
