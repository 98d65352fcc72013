#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

/* NULL: not named. */
static const char *named_site(const struct call *c)
{
	const char *url = call_has(c, "url") ? call_z(c, "url") : getenv("SOSEI_URL");

	return url && *url ? url : NULL;
}

/* Nobody has said under which name people reach a server that does not only talk to this machine. */
static bool is_site_guessed(const struct call *c, const char *url)
{
	const char *host = strstr(url, "://") + 3;

	return !named_site(c) &&
	       (call_has(c, "behind-proxy") || (strncmp(host, "127.", 4) != 0 && strncmp(host, "[::1]", 5) != 0));
}

static void ready(void *context, const char *url, const char *site, const char *code, bool app)
{
	struct call *c = context;
	struct msg m = msg_make(c->arena, "cli.serve-ready", "url", url, "store", c->store_name, NULL);

	call_note(c, &m);
	if (code) {
		m = msg_make(c->arena, "cli.serve-setup", "url", url, "code", code, NULL);
		call_note(c, &m);
	} else if (!app) {
		m = msg_make(c->arena, "cli.serve-reading", NULL);
		call_note(c, &m);
	} else {
		m = msg_make(c->arena, "cli.serve-sign-in", "url", url, NULL);
		call_note(c, &m);
	}
	if (app && is_site_guessed(c, url)) {
		m = msg_make(c->arena, "cli.serve-site", "site", site, NULL);
		call_note(c, &m);
	}
}

static bool run(struct call *c, struct err *err)
{
	struct serve_request q = { .store = c->store_name,
				   .listen = call_has(c, "listen") ? call_z(c, "listen") : "127.0.0.1:8080",
				   .plan = call_text(c, "plan"),
				   .certificate = call_z(c, "cert"),
				   .key = call_z(c, "key"),
				   .url = named_site(c),
				   .behind_proxy = call_has(c, "behind-proxy"),
				   .ready = ready,
				   .context = c };

	if (!c->parts->serve(&q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:b}", "served", 1);
	return true;
}

const struct command command_serve = {
	.words = "serve",
	.summary = "cli.serve",
	.details = "cli.serve-details",
	.needs = NEEDS_PLAN | OPENS_STORE,
	.options = (const struct option[]){ { "listen", "HOST:PORT", "cli.serve-listen", OPTION_TEXT },
					    { "cert", "FILE", "cli.serve-cert", OPTION_TEXT },
					    { "key", "FILE", "cli.serve-key", OPTION_TEXT },
					    { "url", "URL", "cli.serve-url", OPTION_TEXT },
					    { "behind-proxy", NULL, "cli.serve-behind-proxy", OPTION_FLAG },
					    { 0 } },
	.run = run,
};
