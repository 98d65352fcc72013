/* The app over a socket, on a real store: coming in, forms right and wrong, forged and replayed. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "markup.h"
#include "usecase/init.h"
#include "usecase/session.h"
#include "web/page.h"
#include "web/serve.h"
#include "web_client.h"

#define OK(call)                                                                       \
	do {                                                                           \
		struct err err = { 0 };                                                \
		struct arena said_ = { 0 };                                            \
		if (!(call))                                                           \
			fail_msg("%s: %s", #call, msg_say(&said_, LANG_EN, &err.msg)); \
	} while (0)

static const char password[] = "correct horse battery";

struct world {
	struct arena arena;
	char folder[64], store[80];
	struct web *web;
	struct client client;
};

static void add_account(struct context *c, const char *login, unsigned roles)
{
	struct account_draft d = { .login = text_of(login), .name = TEXT("例示 花子"), .roles = roles };
	struct text none = { 0 };
	struct account made;

	OK(account_add(&made, c, &d, &err));
	OK(account_set_password(c, text_of(login), none, text_of(password), none, &err));
}

/* The store that every test gets a copy of. */
static struct world template;

static int make_template(void **state)
{
	struct context c = { .arena = &template.arena, .actor = TEXT("test") };
	struct init_result made;

	(void)state;
	snprintf(template.folder, sizeof template.folder, "/tmp/sosei-web-XXXXXX");
	assert_non_null(mkdtemp(template.folder));
	snprintf(template.store, sizeof template.store, "%s/sosei.db", template.folder);
	OK(context_now(&c.now, &err));
	OK(init_store(&made, &c, template.store, "sample-city", &err));
	add_account(&c, "chief", ROLE_ADMIN);
	add_account(&c, "hanako", ROLE_PLANNER);
	store_close(&c.store);
	return 0;
}

static int remove_template(void **state)
{
	(void)state;
	unlink(template.store);
	rmdir(template.folder);
	arena_clear(&template.arena);
	return 0;
}

static void copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	char part[65536];
	size_t n;

	assert_true(in && out);
	while ((n = fread(part, 1, sizeof part, in)) > 0)
		assert_int_equal(fwrite(part, 1, n, out), n);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

static int set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	snprintf(w->folder, sizeof w->folder, "/tmp/sosei-web-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->store, sizeof w->store, "%s/sosei.db", w->folder);
	copy_file(template.store, w->store);
	OK(web_start(&w->web, &(struct web_options){ .listen = ":0", .store = w->store }, &err));
	w->client = (struct client){ .arena = &w->arena, .port = web_port(w->web) };
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;

	web_stop(&w->web);
	for (const char **end = (const char *[]){ "", "-wal", "-shm", NULL }; *end; end++)
		unlink(arena_printf(&w->arena, "%s%s", w->store, *end));
	rmdir(w->folder);
	arena_clear(&w->arena);
	free(w);
	return 0;
}

static struct client *visitor(void **state)
{
	return &((struct world *)*state)->client;
}

static struct client *signed_in(void **state, const char *login)
{
	struct client *c = visitor(state);

	client_post(c, "/sign-in", arena_printf(c->arena, "login=%s&password=correct+horse+battery", login));
	client_sees(c, 303, "Set-Cookie: sosei=");
	return c;
}

static void must_be_well_formed(struct client *c)
{
	struct markup m = { 0 };

	markup_read(&m, c->arena, text_of(c->body));
	if (m.fault)
		fail_msg("%s in %s", m.fault, c->body);
}

/* ---- coming in ---- */

static void a_person_signs_in_and_out(void **state)
{
	struct client *c = visitor(state);

	client_get(c, "/sign-in");
	client_sees(c, 200, "name=\"password\"");
	must_be_well_formed(c);
	client_post_here(c, "/sign-in", "login=hanako&password=correct+horse+battery");
	client_sees(c, 303, "Location: /today");
	client_get(c, "/today");
	client_sees(c, 200, "例示 花子");
	client_sees(c, 200, "Cache-Control: no-store");
	must_be_well_formed(c);
	client_get(c, "/en/today");
	client_sees(c, 200, "planning section");
	must_be_well_formed(c);
	client_post(c, "/sign-out", "");
	client_sees(c, 303, "Location: /sign-in?done=signed-out");
	client_get(c, c->location);
	client_sees(c, 200, "ログアウトしました");
	client_get(c, "/today");
	client_sees(c, 303, "Location: /sign-in?next=/today");
}

static void the_cookie_is_out_of_reach_of_scripts_and_other_sites(void **state)
{
	struct client *c = signed_in(state, "hanako");

	client_sees(c, 303, "; Path=/; HttpOnly; SameSite=Lax\r\n");
	assert_null(strstr(c->answer, "Max-Age"));
}

static void a_wrong_password_brings_the_form_back_with_the_login_and_without_the_password(void **state)
{
	struct client *c = visitor(state);

	client_post(c, "/sign-in", "login=hanako&password=something+wrong");
	client_sees(c, 403, "ログイン名又はパスワードが違います");
	client_sees(c, 403, "value=\"hanako\"");
	assert_null(strstr(c->answer, "something"));
	must_be_well_formed(c);
	client_get(c, "/today");
	client_sees(c, 303, "Location: /sign-in");
}

static void who_was_sent_to_the_sign_in_comes_back_to_where_he_wanted(void **state)
{
	struct client *c = visitor(state);

	client_get(c, "/en/today");
	client_sees(c, 303, "Location: /en/sign-in?next=/en/today");
	client_post(c, c->location, "login=hanako&password=correct+horse+battery");
	client_sees(c, 303, "Location: /en/today\r\n");
	client_get(c, "/en/sign-in"); /* nothing to do here any more */
	client_sees(c, 303, "Location: /en/today\r\n");
}

static void a_sign_in_leads_to_no_other_server(void **state)
{
	struct client *c = visitor(state);

	for (const char **next =
		     (const char *[]){ "https://example.jp/", "//example.jp", "/%5Cexample.jp", "javascript:1", NULL };
	     *next; next++) {
		*c->cookies = '\0';
		client_post(c, arena_printf(c->arena, "/sign-in?next=%s", *next),
			    "login=hanako&password=correct+horse+battery");
		client_sees(c, 303, "Location: /today\r\n");
	}
}

static void guessing_is_answered_by_waiting(void **state)
{
	struct client *c = visitor(state);

	for (int i = 0; i < ATTEMPTS_OF_LOGIN; i++) {
		client_post(c, "/sign-in", "login=hanako&password=something+wrong");
		client_sees(c, 403, NULL);
	}
	client_post(c, "/sign-in", "login=hanako&password=correct+horse+battery");
	client_sees(c, 403, "分はログインできません");
}

static void an_invented_cookie_opens_nothing(void **state)
{
	struct client *c = visitor(state);

	for (const char **cookie =
		     (const char *[]){ "sosei=", "sosei=x", "sosei=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
				       "sosei=' OR 1=1 --", "=; ;;", "sosei", NULL };
	     *cookie; cookie++) {
		snprintf(c->cookies, sizeof c->cookies, "%s", *cookie);
		client_get(c, "/today");
		client_sees(c, 303, "Location: /sign-in");
	}
}

/* ---- forms ---- */

static void an_empty_form_says_at_each_field_what_is_missing(void **state)
{
	struct client *c = visitor(state);

	client_post(c, "/sign-in", "login=&password=");
	client_sees(c, 422, "href=\"#f-login\"");
	client_sees(c, 422, "id=\"f-password-fault\"");
	client_sees(c, 422, "aria-invalid=\"true\"");
	must_be_well_formed(c);
	client_post(c, "/sign-in", "");
	client_sees(c, 422, "href=\"#f-login\"");
}

static void what_is_too_long_or_no_text_comes_back_as_it_was_typed(void **state)
{
	struct client *c = visitor(state);
	char *login = arena_alloc(c->arena, 401);

	memset(login, 'a', 400);
	client_post(c, "/sign-in", arena_printf(c->arena, "login=%s&password=x", login));
	client_sees(c, 422, "64文字まで");
	client_sees(c, 422, login);
	client_post(c, "/sign-in", "login=hana%FFko%E3%81&password=x");
	client_sees(c, 422, "UTF-8 ではありません");
	client_sees(c, 422, "value=\"hana\xEF\xBF\xBDko");
	must_be_well_formed(c);
	client_post(c, "/sign-in", "login=hana%00ko&password=x");
	client_sees(c, 422, "制御文字");
	client_post(c, "/sign-in", "login=%3Cscript%3Ealert(1)%3C/script%3E%22&password=x");
	client_sees(c, 403, "&lt;script&gt;");
	assert_null(strstr(c->body, "<script"));
	client_post(c, "/sign-in", "login=a&login=b&password=x");
	client_sees(c, 422, "2回送られました");
}

static void a_form_of_another_site_is_refused(void **state)
{
	static const char *const headers[] = { "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
					       "Origin: https://example.jp\r\n", "Origin: null\r\n" };
	struct client *c = signed_in(state, "hanako");

	for (size_t i = 0; i < 4; i++) {
		c->headers = NULL;
		client_get(c, "/sign-out");
		c->headers = headers[i];
		client_post_here(c, "/sign-out", "");
		client_sees(c, 403, "このサイトの画面から送られたものではない");
	}
	c->headers = "";
	client_send(c, "/sign-out", NULL, TEXT("_form=0000"));
	client_sees(c, 403, NULL);
	client_get(c, "/today");
	client_sees(c, 200, NULL);
	/* An old browser sends neither; then the key alone must fit. */
	client_post(c, "/sign-out", "");
	client_sees(c, 303, "done=signed-out");
}

static void an_own_origin_is_one_with_the_same_host(void **state)
{
	struct client *c = signed_in(state, "hanako");

	c->headers = arena_printf(c->arena, "Origin: http://localhost:%d\r\n", c->port);
	client_post(c, "/sign-out", "");
	client_sees(c, 303, "done=signed-out");
}

static void a_form_of_an_earlier_session_comes_back_as_typed(void **state)
{
	struct client *c = visitor(state);

	client_get(c, "/sign-in");
	*c->cookies = '\0'; /* the browser was closed meanwhile */
	client_post_here(c, "/sign-in", "login=hanako&password=correct+horse+battery");
	client_sees(c, 422, "もう一度送信してください");
	client_sees(c, 422, "value=\"hanako\"");
	client_post_here(c, "/sign-in", "login=hanako&password=correct+horse+battery");
	client_sees(c, 303, "Location: /today");
}

static void a_form_that_is_sent_twice_acts_once(void **state)
{
	struct client *c = signed_in(state, "hanako");
	const char *first, *second;

	client_get(c, "/sign-out");
	first = client_hidden(c);
	client_send(c, "/sign-out", NULL, text_of(first));
	client_sees(c, 303, "done=signed-out");
	c = signed_in(state, "hanako");
	/* The same key once more, in a form that is otherwise this session's. */
	client_get(c, "/sign-out");
	second = client_hidden(c);
	client_send(c, "/sign-out", NULL,
		    text_of(arena_printf(c->arena, "%.*s%s", (int)(strstr(second, "&_once=") - second), second,
					 strstr(first, "&_once="))));
	client_sees(c, 303, "done=before");
	client_get(c, "/today");
	client_sees(c, 200, NULL); /* still signed in: it did not act */
}

static void a_body_of_another_kind_is_refused(void **state)
{
	struct client *c = visitor(state);

	client_send(c, "/sign-in", "text/plain", TEXT("login=x"));
	client_sees(c, 415, "フォームから送信してください");
	client_send(c, "/sign-in", "application/json", TEXT("{}"));
	client_sees(c, 415, NULL);
	client_send(c, "/sign-in", "multipart/form-data; boundary=x", TEXT("--x\r\nnothing"));
	client_sees(c, 400, "途中で切れている");
	client_send(c, "/today", NULL, TEXT("a=b"));
	client_sees(c, 405, "Allow: GET, HEAD\r\n");
	client_send(c, "/none", NULL, TEXT("a=b"));
	client_sees(c, 404, NULL);
}

static void a_multipart_form_is_taken_too(void **state)
{
	struct client *c = visitor(state);
	const char *key;

	client_get(c, "/sign-in");
	key = strstr(client_hidden(c), "_form=") + 6;
	client_send(c, "/sign-in", "multipart/form-data; boundary=\"x y\"", TEXT("nothing"));
	client_sees(c, 400, NULL);
	client_get(c, "/sign-in");
	client_send(c, "/sign-in", "multipart/form-data; boundary=xyz",
		    text_of(arena_printf(
			    c->arena,
			    "--xyz\r\nContent-Disposition: form-data; name=\"_form\"\r\n\r\n%.64s\r\n"
			    "--xyz\r\nContent-Disposition: form-data; name=\"login\"\r\n\r\nhanako\r\n"
			    "--xyz\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n%s\r\n--xyz--\r\n",
			    key, password)));
	client_sees(c, 303, "Location: /today");
}

static void too_much_is_refused_before_it_is_read(void **state)
{
	struct client *c = visitor(state);
	struct text answer = client_raw(
		c, text_of(arena_printf(
			   c->arena,
			   "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
			   "Content-Length: 1073741824\r\n\r\n")));

	assert_true(text_starts(answer, TEXT("HTTP/1.1 413")));
	assert_true(text_find(answer, TEXT("文章を短くして")) != SIZE_MAX);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(a_person_signs_in_and_out),
		T(the_cookie_is_out_of_reach_of_scripts_and_other_sites),
		T(a_wrong_password_brings_the_form_back_with_the_login_and_without_the_password),
		T(who_was_sent_to_the_sign_in_comes_back_to_where_he_wanted),
		T(a_sign_in_leads_to_no_other_server),
		T(guessing_is_answered_by_waiting),
		T(an_invented_cookie_opens_nothing),
		T(an_empty_form_says_at_each_field_what_is_missing),
		T(what_is_too_long_or_no_text_comes_back_as_it_was_typed),
		T(a_form_of_another_site_is_refused),
		T(an_own_origin_is_one_with_the_same_host),
		T(a_form_of_an_earlier_session_comes_back_as_typed),
		T(a_form_that_is_sent_twice_acts_once),
		T(a_body_of_another_kind_is_refused),
		T(a_multipart_form_is_taken_too),
		T(too_much_is_refused_before_it_is_read),
	};

	return cmocka_run_group_tests(tests, make_template, remove_template);
}
