#include "cli/command.h"

static bool run(struct call *c, struct err *err)
{
	int64_t number = call_option(c, "at-event")->number;
	struct hash root;

	if (call_has(c, "at-event") && number < 1)
		return err_set(err, ERR_INPUT, "cli.bad-event", "option", "at-event", NULL);
	if (!number && !log_head(c->context.store, &number, err))
		return false;
	if (!log_root(c->context.store, number, &root, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:I,s:s}", "events", (json_int_t)number, "root", HEX(&root));
	else
		buf_printf(&c->out, "%lld %s\n", (long long)number, HEX(&root));
	return true;
}

const struct command command_log_root = {
	.words = "log root",
	.summary = "cli.log-root",
	.needs = NEEDS_STORE,
	.options = (const struct option[]){ { "at-event", "EVENT", "cli.log-root-at", OPTION_INT }, { 0 } },
	.run = run,
};
