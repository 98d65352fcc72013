#include "cli/command.h"

static void ready(void *context, const char *url)
{
	struct call *c = context;
	struct msg m = msg_make(c->arena, "cli.serve-ready", "url", url, "store", c->store_name, NULL);

	call_note(c, &m);
}

static bool run(struct call *c, struct err *err)
{
	const char *listen = call_z(c, "listen");

	if (!c->parts->serve(c->store_name, call_text(c, "plan"), listen ? listen : "127.0.0.1:8080", ready, c, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:b}", "served", 1);
	return true;
}

const struct command command_serve = {
	.words = "serve",
	.summary = "cli.serve",
	.details = "cli.serve-details",
	.needs = NEEDS_PLAN,
	.options = (const struct option[]){ { "listen", "HOST:PORT", "cli.serve-listen", OPTION_TEXT }, { 0 } },
	.run = run,
};
