/* What is closed or hidden is in no answer of the server: every page and every answer to programs is asked for, with
 * every item, by an expert with an interest, by one without, by the planning section and by who reads everything. */
#include "web_world.h"

/* A frozen review of two KPIs. m1 has an interest in ア1; both have graded, nobody's grade is open. */
static const char *const year[] = {
	"plan adopt c.yaml --plan rei --certified 2020-03-30",
	"section add kikaku --name 企画課",
	"kpi set --kpi ア1 --setting owner --value kikaku --because x",
	"kpi set --kpi イ1 --setting owner --value kikaku --because x",
	"value record --kpi ア1 --period FY2020 --value 4711 --state final --published 2021-05 --source x",
	"value record --kpi イ1 --period FY2020 --value 3344 --state final --published 2021-05 --source x",
	"account add kin --name 例示 --roles expert",
	"account add gaku --name 例示 --roles expert",
	"account add kikaku1 --name 例示 --roles planner",
	"account add kansa --name 例示 --roles auditor,admin",
	"member add m1 --name 例示 --field 金 --from 2021-04-01 --to 2023-03-31 --login kin",
	"member add m2 --name 例示 --field 学 --from 2021-04-01 --to 2023-03-31 --login gaku",
	"review open --held 2021-08 --about FY2020",
	"review assess --kpi ア1 --did HIDDEN-OFFICE --analysis y --direction 継続",
	"review assess --kpi イ1 --did x --analysis y --direction 継続",
	"review freeze",
	"review invite m1",
	"review invite m2",
	"review declare --conflicts kpi:ア1 --member m1",
	"review declare --none --member m2",
	"review grade --kpi ア1 --grade 2 --comment CLOSED-GAKU --member m2",
	"review grade --kpi イ1 --grade 2 --comment CLOSED-GAKU --member m2",
	"review grade --kpi イ1 --grade 3 --comment CLOSED-KIN --member m1",
};

static const char plan[] =
	"title: 例示町計画\nkpis:\n"
	"  - {key: ア1, project: ア, name: 起業, unit: 件, baseline: {text: \"10\", period: FY2018}, "
	"target: {text: \"20\", due: FY2024}}\n"
	"  - {key: イ1, project: イ, name: 出生, unit: 人, baseline: {text: \"300\", period: FY2018}, "
	"target: {text: \"330\", due: FY2024}}\n";

static void make_year(struct world *w)
{
	const char *path = arena_printf(&w->arena, "%s/c.yaml", w->folder);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(plan, 1, sizeof plan - 1, f), sizeof plan - 1);
	assert_int_equal(fclose(f), 0);
	for (size_t i = 0; i < sizeof year / sizeof *year; i++) {
		const char *command = arena_printf(
			&w->arena, "cd '%s' && SOSEI_NOW=2021-08-01T03:00:00Z '%s' %s --store '%s' >/dev/null",
			w->folder, getenv("SOSEI_BIN"), year[i], w->store);

		if (system(command))
			fail_msg("%s", year[i]);
	}
	unlink(path);
}

static const char *path_of(struct arena *a, const char *route, const char *item)
{
	static const struct {
		const char *field, *value;
	} values[] = { { "{review}", "2021-08" }, { "{section}", "kikaku" }, { "{account}", "gaku" },
		       { "{lang}", "en" },        { "{page}", "index" },     { "{kpi}", "a1" } };
	struct buf b = { 0 };
	const char *made;

	while (*route) {
		size_t n = strcspn(route, "{"), end = strcspn(route, "}") + 1;

		buf_add(&b, route, n);
		route += n;
		for (size_t i = 0; *route && i < sizeof values / sizeof *values; i++)
			if (!strncmp(route, values[i].field, end - n))
				buf_puts(&b, values[i].value);
		route += *route ? end - n : 0;
	}
	made = arena_printf(a, "%s?item=%s", b.p, item);
	buf_clear(&b);
	return made;
}

static void must_lack(const struct client *c, const char *login, const char *path, const char *const *words)
{
	if (c->status == 0 || c->status >= 500)
		fail_msg("%s as %s: %d", path, login, c->status);
	for (; *words; words++)
		if (strstr(c->answer, *words))
			fail_msg("%s as %s holds %s: %.3000s", path, login, *words, c->answer);
}

static bool asks_for_item(const struct page *p)
{
	for (size_t i = 0; p->fields[i].name; i++)
		if (!strcmp(p->fields[i].name, "item"))
			return true;
	return false;
}

/* All pages of the app, and the same below /api, where also what is wrong is sent: an error tells nothing either. */
static void sweep(struct client *c, const char *login, const char *bearer, const char *const *words)
{
	static const char *const items[] = { "kpi%3A%E3%82%A21", "kpi%3A%E3%82%A41" };

	for (size_t i = 0; web_pages[i]; i++) {
		const struct page *p = web_pages[i];

		for (size_t k = 0; k < (asks_for_item(p) ? 2 : 1) && !p->show && strcmp(p->route, "/sign-out"); k++) {
			const char *path = path_of(c->arena, p->route, items[k]);

			c->headers = NULL;
			client_get(c, path);
			must_lack(c, login, path, words);
			if (p->people_only)
				continue;
			path = arena_printf(c->arena, "/api%s", path);
			c->headers = bearer;
			client_get(c, path);
			must_lack(c, login, path, words);
			client_send(c, path, "application/json", TEXT("{\"item\":1}"));
			must_lack(c, login, path, words);
		}
	}
	c->headers = NULL;
}

static const char *let_in(void **state, const char *login)
{
	struct world *w = *state;
	struct store *store = world_store(state);
	struct context c = { .store = store, .arena = &w->arena, .actor = TEXT("test") };
	struct text none = { 0 };

	OK(context_now(&c.now, &err));
	OK(account_set_password(&c, text_of(login), none, text_of(world_password), none, &err));
	store_close(&store);
	return world_bearer(state, login, SCOPE_ALL);
}

static void what_is_closed_or_hidden_is_in_no_answer(void **state)
{
	static const struct {
		const char *login, *words[5];
	} who[] = {
		{ "kin", { "CLOSED-GAKU", "HIDDEN-OFFICE", "4711", NULL } },
		{ "gaku", { "CLOSED-KIN", NULL } },
		{ "kikaku1", { "CLOSED-KIN", "CLOSED-GAKU", NULL } },
		{ "kansa", { "CLOSED-KIN", "CLOSED-GAKU", NULL } },
	};
	static const char *const everything = "/api/review/2021-08";

	make_year(*state);
	for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
		const char *bearer = let_in(state, who[i].login);
		struct client *c = world_client(state, who[i].login);

		sweep(c, who[i].login, bearer, who[i].words);
		/* And what is his to see is there, so that the words above would be found. */
		c->headers = bearer;
		client_get(c, everything);
		client_sees(c, 200, "3344");
		client_sees(c, 200,
			    !strcmp(who[i].login, "kin")    ? "CLOSED-KIN"
			    : !strcmp(who[i].login, "gaku") ? "CLOSED-GAKU"
							    : "HIDDEN-OFFICE");
		c->headers = NULL;
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_closed_or_hidden_is_in_no_answer, world_set_up_empty,
						world_tear_down),
	};

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
