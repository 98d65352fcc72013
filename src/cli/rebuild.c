#include "cli/command.h"

static bool run(struct call *c, struct err *err)
{
	struct rebuilt made;

	if (!store_rebuild(c->context.store, &made, err))
		return false;
	if (c->json) {
		c->answer = json_pack("{s:I,s:s,s:b}", "events", (json_int_t)made.events, "digest", HEX(&made.digest),
				      "same", made.same);
		return true;
	}
	call_say(c, "cli.rebuild-done", "events", NUM(made.events), "digest", HEX(&made.digest), NULL);
	call_say(c, made.same ? "cli.rebuild-same" : "cli.rebuild-differed", NULL);
	return true;
}

const struct command command_rebuild = {
	.words = "rebuild",
	.summary = "cli.rebuild",
	.details = "cli.rebuild-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.run = run,
};
