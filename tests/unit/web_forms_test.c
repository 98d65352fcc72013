/* Every form of the app is sent what nobody should send: nothing, too much, bytes that are no text, words where a
 * number belongs. The forms come from the server's own table of pages, so that a new one is tried without anybody
 * thinking of it. Then what the pages of the office do with a form that is old, and what programs get of all pages. */
#include "base/json.h"
#include "web_world.h"

#define REVIEW "2026-09"

static const char *replaced(struct arena *a, const char *route, const char *field, const char *value)
{
	const char *at = strstr(route, field);

	return at ? arena_printf(a, "%.*s%s%s", (int)(at - route), route, value, at + strlen(field)) : route;
}

/* An address at which the page has something to show. */
static const char *address_of(struct arena *a, const struct page *p)
{
	const char *path = replaced(a, replaced(a, p->route, "{review}", REVIEW), "{account}", "planner");

	path = replaced(a, path, "{section}", "kikaku");
	for (size_t i = 0; p->fields[i].name; i++)
		if (!strcmp(p->fields[i].name, "item"))
			return arena_printf(a, "%s?item=%s%s", path,
					    strstr(path, "/projects/") ? "project:%E3%82%A4(2)" : "kpi:%E3%82%A41",
					    strstr(path, "/kpi/set")           ? "&setting=noise"
					    : strstr(path, "/values/withdraw") ? "&event=409"
									       : "");
		else if (!strcmp(p->fields[i].name, "member") && p->fields[i].hidden)
			return arena_printf(a, "%s?member=m1", path);
	return path;
}

static const char *who_may(const struct page *p)
{
	static const struct {
		const char *login;
		enum role role;
	} all[] = { { "planner", ROLE_PLANNER }, { "expert", ROLE_EXPERT }, { "admin", ROLE_ADMIN } };

	for (size_t i = 0; i < 3; i++)
		if (right_of(all[i].role, p->right))
			return all[i].login;
	return NULL;
}

static int64_t events(void **state)
{
	struct store *s = world_store(state);
	int64_t n;

	OK(log_head(s, &n, &err));
	store_close(&s);
	return n;
}

/* An expert who is invited: his pages have their forms. */
static void invite_expert(void **state)
{
	struct client *c = world_client(state, "planner");

	client_get(c, "/office/member?key=m1");
	client_sees(c, 200, "例示 花子（expert）");
	client_post_here(c, "/office/member",
			 "name=%E5%AD%A6&field=academia&from=2024-04-01&to=2027-03-31&chair=yes&login=expert");
	client_sees(c, 303, "Location: /office?done=said");
	client_post(c, "/review/" REVIEW "/invite", "member=m1");
	client_sees(c, 200, "/link/");
}

enum bad { NOTHING, NO_TEXT, TOO_LONG, WRONG_TYPE, BAD_COUNT };

static const char *bad_value(struct arena *a, const struct field *f, enum bad bad)
{
	size_t max = f->max ? f->max : f->kind == FIELD_TEXT ? TEXT_MAX_CHARACTERS : LINE_MAX_CHARACTERS;
	char *long_one;

	if (bad == NO_TEXT)
		return "a%FF%E3%81b";
	if (bad == WRONG_TYPE)
		return "x%7e!";
	if (max > 5000)
		max = 5000; /* not longer than what a form may be */
	long_one = arena_alloc(a, max + 2);
	memset(long_one, 'a', max + 1);
	long_one[max + 1] = '\0';
	return long_one;
}

static bool has_type(enum field_kind kind)
{
	return kind == FIELD_INT || kind == FIELD_DECIMAL || kind == FIELD_DATE || kind == FIELD_PERIOD ||
	       kind == FIELD_KEY || kind == FIELD_CHOICE;
}

/* Choices that only the store knows are looked at by the use case, in the order of its own questions. */
static bool is_told_at_the_field(const struct page *p, enum bad bad)
{
	for (size_t i = 0; bad == WRONG_TYPE && p->fields[i].name; i++)
		if (!p->fields[i].hidden && has_type(p->fields[i].kind) &&
		    (p->fields[i].kind != FIELD_CHOICE || p->fields[i].choices))
			return true;
	return bad == NO_TEXT || bad == TOO_LONG;
}

static const char *bad_form(struct client *c, const struct page *p, enum bad bad)
{
	struct buf b = { 0 };
	const char *made;

	for (size_t i = 0; bad != NOTHING && p->fields[i].name; i++) {
		const struct field *f = &p->fields[i];

		if (f->kind < FIELD_LINE || f->kind == FIELD_FILE || f->hidden ||
		    (bad == WRONG_TYPE && !has_type(f->kind)))
			continue;
		buf_printf(&b, "&%s=%s", f->name, bad_value(c->arena, f, bad));
	}
	made = arena_strdup(c->arena, b.p ? b.p : "");
	buf_clear(&b);
	return made;
}

static bool has_form(const struct client *c)
{
	const char *at = strstr(c->body, "<main");

	return at && strstr(at, "<form");
}

/* "--option" anywhere in what is read. */
static void must_not_name_options(const struct client *c, const char *path)
{
	for (const char *at = c->body; (at = strstr(at, "--")); at += 2)
		if (at[2] >= 'a' && at[2] <= 'z')
			fail_msg("%s: a page says %.60s", path, at);
}

/* Whatever is sent: an answer of the page's own, with words, and nothing recorded. Buttons such as that of a step need
 * no field; with nothing in the form they are what is meant. */
static size_t send_all(struct client *c, const struct page *p)
{
	const char *path = address_of(c->arena, p);
	size_t sent = 0;

	client_get(c, path);
	if (!has_form(c))
		return 0;
	client_sees(c, 200, NULL);
	for (int bad = NOTHING; bad < BAD_COUNT; bad++) {
		const char *fields = bad_form(c, p, (enum bad)bad);

		if (!*fields && bad != NOTHING)
			continue;
		client_get(c, path);
		/* Without a session's step: the first button is meant. */
		client_post_here(c, path, *fields ? fields + 1 : "");
		if (bad != NOTHING && (is_told_at_the_field(p, (enum bad)bad) ? c->status != 422 : c->status < 400))
			fail_msg("%s, bad input %d: 422 expected, got %.1500s", path, bad, c->answer);
		if (c->status >= 500 || c->status == 0)
			fail_msg("%s, bad input %d: %.1500s", path, bad, c->answer);
		if (c->status >= 400) {
			world_well_formed(c);
			must_not_name_options(c, path);
		}
		sent++;
	}
	return sent;
}

/* What has no field that must be filled in does what its button says. */
static bool acts_by_its_button(const struct page *p)
{
	static const char *const routes[] = { "/sign-out", "/account/sessions", "/account/totp-end",
					      "/account/token-end", "/review/{review}/step" };

	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
		if (!strcmp(routes[i], p->route))
			return true;
	return false;
}

static void every_form_takes_bad_input_by_saying_what_is_wrong(void **state)
{
	static const char *const logins[] = { "planner", "expert", "admin" };
	size_t forms = 0, sent = 0;
	int64_t before;

	invite_expert(state);
	before = events(state);
	for (size_t l = 0; l < 3; l++) {
		struct client *c = world_client(state, logins[l]);

		for (size_t i = 0; web_pages[i]; i++) {
			const struct page *p = web_pages[i];
			size_t n;

			if (!p->act || p->may != MAY_RIGHT || acts_by_its_button(p) || !who_may(p) ||
			    strcmp(who_may(p), logins[l]) != 0)
				continue;
			n = send_all(c, p);
			forms += n > 0;
			sent += n;
		}
	}
	assert_int_equal(events(state), before);
	/* So that a page that hides its form is not taken for one that withstood. */
	assert_true(forms >= 25);
	assert_true(sent >= 3 * forms);
}

/* ---- the office: old forms, forms sent twice ---- */

static void a_project_that_somebody_else_changed_is_shown_beside_what_was_typed(void **state)
{
	static const char *const path = "/projects/set?item=project:%E3%82%A4(2)";
	struct client *c = world_client(state, "planner");
	const char *old, *seen, *fields = "section=kikaku&status=running&kpis=%E3%82%A41&donation=yes";
	int64_t before;

	client_get(c, path);
	client_sees(c, 200, "name=\"stands\"");
	old = client_hidden(c);
	client_post(c, path, arena_printf(c->arena, "name=first&%s", fields));
	client_sees(c, 303, "Location: /projects/project?item=project");
	before = events(state);
	client_send(c, path, NULL, text_of(arena_printf(c->arena, "%s&name=second&%s", old, fields)));
	client_sees(c, 409, "他の人が先に変更しました");
	client_sees(c, 409, "value=\"second\"");
	client_sees(c, 409, ">first<");
	world_well_formed(c);
	assert_int_equal(events(state), before);
	seen = client_hidden(c);
	for (int twice = 0; twice < 2; twice++) {
		client_send(c, path, NULL, text_of(arena_printf(c->arena, "%s&name=second&%s", seen, fields)));
		client_sees(c, 303, twice ? "done=before" : "done=said");
	}
	assert_int_equal(events(state), before + 1);
	/* The first form is no newer for having been sent before. */
	client_send(c, path, NULL, text_of(arena_printf(c->arena, "%s&name=third&%s", old, fields)));
	client_sees(c, 409, "他の人が先に変更しました");
	assert_int_equal(events(state), before + 1);
}

static void a_form_for_a_new_thing_does_not_overwrite_one_that_is_there(void **state)
{
	struct client *c = world_client(state, "planner");
	int64_t before = events(state);

	client_post(c, "/office/section", "key=kikaku&name=x");
	client_sees(c, 409, "企画政策課");
	client_post(c, "/office/member", "key=m1&name=x&field=media&from=2024-04-01&to=2027-03-31");
	client_sees(c, 409, "例示 学");
	client_post(c, "/projects/set", "key=%E3%82%A4(2)&name=x&section=kikaku&status=running");
	client_sees(c, 409, "既に登録されています");
	assert_int_equal(events(state), before);
}

static void a_section_enters_what_its_own_projects_cost_and_no_others(void **state)
{
	struct client *c = world_client(state, "section");

	client_post(c, "/projects/cost?item=project:%E3%82%A4(2)", "year=FY2030&what=budget&yen=-5");
	client_sees(c, 422, "0円以上");
	client_post(c, "/projects/cost?item=project:%E3%82%A4(2)", "year=2030&what=budget&yen=5");
	client_sees(c, 422, "aria-invalid");
	client_post(c, "/projects/cost?item=project:%E3%82%A4(2)", "year=FY2030&what=budget&yen=5000");
	client_sees(c, 303, "done=said");
	client_post(c, "/projects/cost?item=project:%E3%82%A2(1)", "year=FY2030&what=budget&yen=5000");
	client_sees(c, 403, "自分の課が担当するものに限ります");
	client_get(c, "/projects/project?item=project:%E3%82%A2(1)");
	client_sees(c, 200, "新規就農者");
	assert_null(strstr(c->body, "/projects/cost"));
	client_get(c, "/projects/project?item=project:none");
	client_sees(c, 404, NULL);
	client_get(c, "/projects/project?item=kpi:%E3%82%A41");
	client_sees(c, 404, NULL);
}

static void the_app_speaks_of_the_plan_that_is_served(void **state)
{
	const char *token = world_bearer(state, "planner", SCOPE_ALL);
	struct client *c;

	world_serve(*state, (struct web_options){ .plan = TEXT("sample-2019") });
	c = world_visitor(state);
	c->headers = token;
	client_get(c, "/api/projects");
	client_sees(c, 200, "\"plan\":\"sample-2019\"");
	client_get(c, "/api/values");
	client_sees(c, 200, "\"plan\":\"sample-2019\"");
}

/* ---- programs ---- */

/* The data of each page is an object; a form's fields are there by name, with their choices. */
static void programs_get_what_every_page_shows_and_which_fields_it_takes(void **state)
{
	struct client *c;
	const char *tokens[3];
	static const char *const logins[] = { "planner", "expert", "admin" };

	invite_expert(state);
	for (size_t l = 0; l < 3; l++)
		tokens[l] = world_bearer(state, logins[l], SCOPE_ALL);
	c = world_visitor(state);
	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];
		const char *login = p->may == MAY_RIGHT ? who_may(p) : NULL;
		json_t *data = NULL, *fields;

		if (p->show || p->people_only || p->paper || !login)
			continue;
		for (size_t l = 0; l < 3; l++)
			if (!strcmp(logins[l], login))
				c->headers = tokens[l];
		client_get(c, arena_printf(c->arena, "/api%s", address_of(c->arena, p)));
		client_sees(c, 200, "Content-Type: application/json");
		OK(json_parse(&data, text_of(c->body), p->route, &err));
		assert_true(json_is_object(data));
		fields = json_object_get(data, "fields");
		assert_int_equal(json_is_object(fields), p->act != NULL);
		assert_null(json_object_get(fields, "_form"));
		json_decref(data);
	}
	c->headers = tokens[0];
	client_get(c, "/api/projects/set?item=project:%E3%82%A4(2)");
	client_sees(c, 200, "{\"value\":\"kikaku\",\"words\":\"企画政策課\"}");
	client_get(c, "/api/projects/cost");
	client_sees(c, 404, NULL);
}

static void a_program_has_its_table_looked_at_before_it_is_taken(void **state)
{
	/* キー,名称,所管課,年度,予算額 / イ(8),x,kikaku,FY2026,500 in base64 */
	static const char table[] =
		"44Kt44O8LOWQjeensCzmiYDnrqHoqrIs5bm05bqmLOS6iOeul-mhjQrjgqQoOCkseCxraWtha3UsRlkyMDI2LDUwMAo=";
	const char *token = world_bearer(state, "planner", SCOPE_ALL);
	struct client *c = world_visitor(state);
	int64_t before = events(state);

	c->headers = token;
	client_send(c, "/api/projects/import", "application/json",
		    text_of(arena_printf(c->arena, "{\"carried\":\"%s\",\"carried-name\":\"a.csv\"}", table)));
	client_sees(c, 200, "\"what\":\"new\"");
	assert_int_equal(events(state), before);
	client_send(c, "/api/projects/import", "application/json",
		    text_of(arena_printf(c->arena, "{\"carried\":\"%s\",\"carried-name\":\"a.csv\",\"apply\":true}",
					 table)));
	client_sees(c, 200, "\"what\":\"new\"");
	assert_int_equal(events(state), before + 2);
	client_send(c, "/api/projects/import", "application/json", TEXT("{\"carried\":\"%%%\"}"));
	client_sees(c, 422, "web.field-no-file");
	client_send(c, "/api/projects/import", "application/json", TEXT("{}"));
	client_sees(c, 422, "web.field-no-file");
	client_send(c, "/api/review/" REVIEW "/collect/read", "application/json",
		    text_of(arena_printf(c->arena, "{\"carried\":\"%s\",\"apply\":true}", table)));
	client_sees(c, 422, "usecase.collect-no-file");
	assert_int_equal(events(state), before + 2);
}

static void a_workbook_comes_by_token_as_well(void **state)
{
	const char *token = world_bearer(state, "planner", SCOPE_ALL),
		   *section = world_bearer(state, "section", SCOPE_ALL);
	struct client *c = world_visitor(state);

	c->headers = token;
	client_get(c, "/api/review/" REVIEW "/collect/kikaku.xlsx");
	client_sees(c, 404, "usecase.collect-no-part");
	client_send(c, "/api/review/" REVIEW "/collect/make", "application/json", TEXT("{\"due\":\"2026-12-31\"}"));
	client_sees(c, 200, "\"round\":\"" REVIEW "/1\"");
	c->headers = section;
	client_get(c, "/api/review/" REVIEW "/collect/kikaku.xlsx");
	client_sees(c, 200, "filename=\"collect-" REVIEW "-kikaku.xlsx\"");
	client_get(c, "/api/review/" REVIEW "/collect/norin.xlsx");
	client_sees(c, 403, "usecase.not-own");
	client_get(c, "/api/review/" REVIEW "/collect");
	client_sees(c, 200, "\"state\":\"missing\"");
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		T(every_form_takes_bad_input_by_saying_what_is_wrong),
		T(a_project_that_somebody_else_changed_is_shown_beside_what_was_typed),
		T(a_form_for_a_new_thing_does_not_overwrite_one_that_is_there),
		T(a_section_enters_what_its_own_projects_cost_and_no_others),
		T(programs_get_what_every_page_shows_and_which_fields_it_takes),
		T(a_program_has_its_table_looked_at_before_it_is_taken),
		T(a_workbook_comes_by_token_as_well),
		T(the_app_speaks_of_the_plan_that_is_served),
	};

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
