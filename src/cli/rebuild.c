#include "cli/command.h"

static bool run(struct call *c, struct err *err)
{
	struct hash digest;
	int64_t events;

	if (!store_rebuild(c->context.store, &events, err) || !store_digest(c->context.store, &digest, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:I,s:s}", "events", (json_int_t)events, "digest", HEX(&digest));
	else
		call_say(c, "cli.rebuild-done", "events", NUM(events), "digest", HEX(&digest), NULL);
	return true;
}

const struct command command_rebuild = {
	.words = "rebuild",
	.summary = "cli.rebuild",
	.details = "cli.rebuild-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.run = run,
};
