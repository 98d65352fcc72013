/* What leaves the house - letters, and the links in them - and what a person reads of where he is signed in. */
#include "usecase/account.h"
#include "web/agent.h"
#include "web_world.h"

static void has_mail(void **state, const char *login)
{
	struct store *store = world_store(state);
	struct client *c = world_visitor(state);
	struct context context = { .store = store, .arena = c->arena, .actor = TEXT("test") };
	struct account a = { 0 }, made;

	OK(context_now(&context.now, &err));
	OK(account_find(&a, &context, text_of(login), &err));
	OK(account_change(&made, &context, text_of(login),
			  &(struct account_draft){ .name = a.name,
						   .roles = a.roles,
						   .section = a.section,
						   .email = text_of(arena_printf(c->arena, "%s@example.jp", login)) },
			  a.changed, &err));
	store_close(&store);
}

/* The letters in the outbox, one behind the other. */
static const char *letters(void **state, size_t *n)
{
	const struct value all = V_INT(0);
	struct store *store = world_store(state);
	struct client *c = &((struct world *)*state)->client;
	struct rows *r = NULL;
	const char *made = "";

	*n = 0;
	OK(query_run(&r, store, "outbox_waiting", &all, 1, &err));
	for (struct err err = { 0 }; rows_next(r, &err); ++*n)
		made = arena_printf(c->arena, "%s%s\n", made, text_z(c->arena, rows_text(r, 4)));
	rows_close(&r);
	store_close(&store);
	return made;
}

static void a_link_in_a_letter_leads_to_the_configured_address_whatever_the_request_says_its_host_is(void **state)
{
	struct world *w = *state;
	struct client *c;
	const char *said;
	size_t n;

	has_mail(state, "expert");
	world_serve(w, (struct web_options){ .site = "https://plan.example.jp" });
	c = world_client(state, "admin");
	c->host = "evil.example.com";
	client_post(c, "/accounts/expert/link", "purpose=expert&mail=yes");
	client_sees(c, 200, "https://plan.example.jp/link/");
	assert_null(strstr(c->answer, "evil.example.com"));
	said = letters(state, &n);
	assert_int_equal(n, 1);
	assert_non_null(strstr(said, "https://plan.example.jp/link/"));
	assert_null(strstr(said, "evil"));
}

static void without_one_it_leads_to_where_the_server_listens(void **state)
{
	struct world *w = *state;
	struct client *c;
	size_t n;

	has_mail(state, "expert");
	c = world_client(state, "admin");
	c->host = "evil.example.com:443";
	c->headers = "X-Forwarded-Host: evil.example.com\r\nForwarded: host=evil.example.com\r\nSec-Fetch-Site: "
		     "same-origin\r\n";
	client_post(c, "/accounts/expert/link", "purpose=expert&mail=yes");
	client_sees(c, 200, arena_printf(c->arena, "http://127.0.0.1:%d/link/", web_port(w->web)));
	assert_null(strstr(c->answer, "evil"));
	assert_null(strstr(letters(state, &n), "evil"));
	assert_int_equal(n, 1);
}

static void an_address_that_is_none_is_refused_at_the_start(void **state)
{
	struct world *w = *state;

	for (const char **url =
		     (const char *[]){ "plan.example.jp", "https://", "https://plan.example.jp/",
				       "https://plan.example.jp/app", "javascript:1", "https://a b", "", NULL };
	     *url; url++) {
		struct err err = { 0 };
		struct web *second = NULL;

		assert_false(web_start(&second,
				       &(struct web_options){ .listen = ":0", .store = w->store, .site = *url }, &err));
		assert_int_equal(err.kind, ERR_USAGE);
		assert_string_equal(err.msg.id, "web.bad-url");
	}
}

static void who_was_reminded_today_is_not_reminded_again(void **state)
{
	struct client *c;
	const char *said, *again;
	size_t n, then;

	has_mail(state, "section");
	c = world_client(state, "planner");
	client_get(c, "/review/2026-09/remind");
	client_sees(c, 200, "section@example.jp");
	client_sees(c, 200, "これから送ります");
	world_well_formed(c);
	client_post_here(c, "/review/2026-09/remind", "");
	client_sees(c, 303, "done=reminded");
	client_get(c, "/review/2026-09/remind");
	client_sees(c, 200, "通知済み（24時間に1通まで）");
	assert_null(strstr(c->body, "通知を送る"));
	world_well_formed(c);
	said = letters(state, &n);
	assert_int_equal(n, 1);
	assert_non_null(strstr(said, "/today"));
	/* a page that was open all the while */
	client_get(c, "/account/password");
	client_send(c, "/review/2026-09/remind", NULL, text_of(client_hidden(c)));
	client_sees(c, 409, "24時間以内に通知済み");
	again = letters(state, &then);
	assert_int_equal(then, 1);
	assert_string_equal(said, again);
	c = world_client(state, "auditor");
	client_get(c, "/log/accounts");
	client_sees(c, 200, "未了の事項を通知");
}

/* The page on which one arrives: whose turn it is not, reads what he can do, and nobody reads what is not so. */
static void today_tells_every_role_what_to_do_next(void **state)
{
	static const struct {
		const char *login, *says;
	} all[] = {
		{ "planner", "href=\"/review/2026-09/remind\"" },
		{ "section", "href=\"/review/2026-09/assess?item=" },
		{ "expert", "個別評価の段階になると" },
		{ "auditor", "href=\"/log\"" },
		{ "admin", "href=\"/accounts\"" },
	};
	struct store *store = world_store(state);
	struct client *c = world_visitor(state);
	struct context context = { .store = store, .arena = c->arena, .actor = TEXT("test") };
	struct account made;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		c = world_client(state, all[i].login);
		client_get(c, "/today");
		client_sees(c, 200, all[i].says);
		assert_null(strstr(c->body, "いま行われている効果検証はありません"));
		world_well_formed(c);
	}
	assert_null(strstr(c->body, "まだパスワードを決めていない人"));
	OK(context_now(&context.now, &err));
	OK(account_add(
		&made, &context,
		&(struct account_draft){ .login = TEXT("taro"), .name = TEXT("例示 太郎"), .roles = ROLE_SECTION },
		&err));
	store_close(&store);
	client_get(c, "/today");
	client_sees(c, 200, "まだパスワードを決めていない人が 1人います");
	c = world_client(state, "none");
	client_get(c, "/today");
	client_sees(c, 403, "管理者に役割の変更を依頼してください");
}

static void a_session_is_told_by_browser_and_system_and_the_header_stands_behind(void **state)
{
	struct client *c = world_visitor(state);

	c->headers = "Sec-Fetch-Site: same-origin\r\nUser-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
		     "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0\r\n";
	client_post(c, "/sign-in", "login=planner&password=correct+horse+battery");
	client_get(c, "/account");
	client_sees(c, 200, ">Edge（Windows）<");
	client_sees(c, 200, "title=\"Mozilla/5.0 (Windows NT 10.0;");
	world_well_formed(c);
	client_get(c, "/en/account");
	client_sees(c, 200, ">Edge (Windows)<");
}

static void known_browsers_are_told_and_strange_ones_said_to_be(void **state)
{
	static const struct {
		const char *agent, *said;
	} all[] = {
		{ "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox（Linux）" },
		{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
		  "Version/17.5 Safari/605.1.15",
		  "Safari（macOS）" },
		{ "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
		  "CriOS/126.0 Mobile/15E148 Safari/604.1",
		  "Chrome（iPhone）" },
		{ "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 "
		  "Mobile Safari/537.36",
		  "Chrome（Android）" },
		{ "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
		  "Internet Explorer（Windows）" },
		{ "curl/8.5.0", "curl" },
		{ "Mozilla/5.0", "不明" },
		{ "<script>", "不明" },
		{ "", "不明" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_string_equal(text_z(&a, agent_said(&a, LANG_JA, text_of(all[i].agent))), all[i].said);
	arena_clear(&a);
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		T(a_link_in_a_letter_leads_to_the_configured_address_whatever_the_request_says_its_host_is),
		T(without_one_it_leads_to_where_the_server_listens),
		T(an_address_that_is_none_is_refused_at_the_start),
		T(who_was_reminded_today_is_not_reminded_again),
		T(today_tells_every_role_what_to_do_next),
		T(a_session_is_told_by_browser_and_system_and_the_header_stands_behind),
		cmocka_unit_test(known_browsers_are_told_and_strange_ones_said_to_be),
	};

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
