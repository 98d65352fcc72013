#include "web_world.h"

#include "pg_server.h"
#include "web_api_check.h"

const char world_password[] = "correct horse battery";

static struct world template;
static struct pg_server server; /* of all tests of this program; only main's thread touches it */
static bool on_postgresql;

static void add_account(struct context *c, const char *login, unsigned roles, const char *section)
{
	struct account_draft d = {
		.login = text_of(login), .name = TEXT("例示 花子"), .roles = roles, .section = text_of(section)
	};
	struct text none = { 0 };
	struct account made;

	OK(account_add(&made, c, &d, &err));
	OK(account_set_password(c, text_of(login), none, text_of(world_password), none, &err));
}

static void make_folder(struct world *w)
{
	snprintf(w->folder, sizeof w->folder, "/tmp/sosei-web-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->store, sizeof w->store, "%s/sosei.db", w->folder);
}

/* A database for the world's store, empty or a copy of another one. */
static void make_database(struct world *w, const char *copy_of)
{
	static int made;
	char name[32], sql[128];

	snprintf(name, sizeof name, copy_of ? "world%d" : "empty%d", ++made);
	snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE %s", name, copy_of ? copy_of : "template1");
	assert_true(pg_server_do(&server, sql));
	pg_server_database(&server, name, w->store, sizeof w->store);
}

static int make_template(void **state)
{
	struct context c = { .arena = &template.arena, .actor = TEXT("test") };
	struct init_result made;

	(void)state;
	make_folder(&template);
	if (on_postgresql)
		make_database(&template, NULL);
	OK(context_now(&c.now, &err));
	OK(init_store(&made, &c, template.store, "sample-city", &err));
	add_account(&c, "admin", ROLE_ADMIN, "");
	add_account(&c, "planner", ROLE_PLANNER, "");
	add_account(&c, "section", ROLE_SECTION, "kikaku");
	add_account(&c, "expert", ROLE_EXPERT, "");
	add_account(&c, "auditor", ROLE_AUDITOR, "");
	add_account(&c, "none", 0, "");
	store_close(&c.store);
	return 0;
}

static int remove_template(void **state)
{
	(void)state;
	if (!on_postgresql)
		unlink(template.store);
	rmdir(template.folder);
	arena_clear(&template.arena);
	return 0;
}

int world_run(int argc, char **argv, const struct CMUnitTest *tests, size_t n)
{
	int failed;

	on_postgresql = argc > 1 && strcmp(argv[1], "postgresql") == 0;
	if (on_postgresql && !pg_server_start(&server))
		return pg_server_skipped(tests, n);
	failed = _cmocka_run_group_tests(on_postgresql ? "postgresql" : "sqlite", tests, n, make_template,
					 remove_template);
	if (on_postgresql)
		pg_server_stop(&server);
	return failed;
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

void world_serve(struct world *w, struct web_options o)
{
	web_stop(&w->web);
	o.listen = ":0";
	o.store = w->store;
	OK(web_start(&w->web, &o, &err));
	w->client = (struct client){ .arena = &w->arena, .port = web_port(w->web), .check = api_check };
}

int world_set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	make_folder(w);
	if (on_postgresql)
		make_database(w, "empty1");
	else
		copy_file(template.store, w->store);
	world_serve(w, (struct web_options){ 0 });
	*state = w;
	return 0;
}

int world_set_up_empty(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	struct context c = { .arena = &w->arena, .actor = TEXT("test") };
	struct init_result made;

	make_folder(w);
	if (on_postgresql)
		make_database(w, NULL);
	OK(init_store(&made, &c, w->store, NULL, &err));
	store_close(&c.store);
	world_serve(w, (struct web_options){ 0 });
	*state = w;
	return 0;
}

int world_tear_down(void **state)
{
	struct world *w = *state;

	web_stop(&w->web);
	for (const char **end = (const char *[]){ "", "-wal", "-shm", NULL }; !on_postgresql && *end; end++)
		unlink(arena_printf(&w->arena, "%s%s", w->store, *end));
	rmdir(w->folder);
	arena_clear(&w->arena);
	free(w);
	return 0;
}

struct client *world_visitor(void **state)
{
	struct world *w = *state;

	*w->client.cookies = '\0';
	w->client.headers = w->client.host = NULL;
	return &w->client;
}

struct client *world_client(void **state, const char *login)
{
	struct client *c = world_visitor(state);

	client_post(c, "/sign-in", arena_printf(c->arena, "login=%s&password=correct+horse+battery", login));
	client_sees(c, 303, "Set-Cookie: sosei=");
	return c;
}

struct store *world_store(void **state)
{
	struct world *w = *state;
	struct store *s = NULL;

	OK(store_open(&s, w->store, STORE_WRITE, &err));
	return s;
}

void world_well_formed(struct client *c)
{
	struct markup m = { 0 };

	markup_read(&m, c->arena, text_of(c->body));
	if (m.fault)
		fail_msg("%s in %s", m.fault, c->body);
}

const char *world_bearer(void **state, const char *login, unsigned scopes)
{
	struct world *w = *state;
	struct store *store = world_store(state);
	struct context context = { .store = store, .arena = &w->arena, .actor = TEXT("test") };
	struct text token;

	OK(context_now(&context.now, &err));
	OK(token_make(&token, &context, text_of(login), TEXT("test"), scopes, 1, &err));
	store_close(&store);
	return arena_printf(&w->arena, "Authorization: Bearer %s\r\n", text_z(&w->arena, token));
}
