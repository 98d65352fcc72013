#include "web_world.h"

const char world_password[] = "correct horse battery";

static struct world template;

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

int world_template(void **state)
{
	struct context c = { .arena = &template.arena, .actor = TEXT("test") };
	struct init_result made;

	(void)state;
	make_folder(&template);
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

int world_template_end(void **state)
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

void world_serve(struct world *w, struct web_options o)
{
	web_stop(&w->web);
	o.listen = ":0";
	o.store = w->store;
	OK(web_start(&w->web, &o, &err));
	w->client = (struct client){ .arena = &w->arena, .port = web_port(w->web) };
}

int world_set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	make_folder(w);
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
	for (const char **end = (const char *[]){ "", "-wal", "-shm", NULL }; *end; end++)
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
	w->client.headers = NULL;
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
