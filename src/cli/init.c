#include "cli/command.h"
#include "usecase/init.h"

static bool run(struct call *c, struct err *err)
{
	struct init_result made;
	const char *example = call_z(c, "example");
	/* The next command is another process: it has to be told again. */
	const char *at = call_has(c, "store") ? arena_printf(c->arena, " --store %s", call_z(c, "store")) : "";

	if (!init_store(&made, &c->context, c->store_name, example, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:s,s:s,s:I,s:I,s:I,s:I}", "store", store_name(c->context.store), "driver",
				      store_driver(c->context.store), "plans", (json_int_t)made.plans, "settings",
				      (json_int_t)made.settings, "values", (json_int_t)made.values, "statistics",
				      (json_int_t)made.statistics);
	else if (example)
		call_say(c, "cli.init-example", "store", store_name(c->context.store), "example", example, "plans",
			 NUM(made.plans), "values", NUM(made.values), "statistics", NUM(made.statistics), "at", at,
			 NULL);
	else
		call_say(c, "cli.init-empty", "store", store_name(c->context.store), "at", at, NULL);
	return true;
}

const struct command command_init = {
	.words = "init",
	.summary = "cli.init",
	.details = "cli.init-details",
	.needs = NEEDS_ACTOR | OPENS_STORE,
	.options = (const struct option[]){ { "example", "NAME", "cli.init-example-help", OPTION_TEXT }, { 0 } },
	.run = run,
};
