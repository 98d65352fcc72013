#include "cli/command.h"

static bool run(struct call *c, struct err *err)
{
	struct log_check check = { 0 };
	json_t *faults;

	if (!log_verify(c->context.store, c->arena, &check, err))
		return false;
	c->no = check.faults.n > 0;
	faults = json_array();
	for (size_t i = 0; i < check.faults.n; i++) {
		json_array_append_new(faults, json_msg(&check.faults.at[i]));
		call_say_msg(c, &check.faults.at[i]);
	}
	if (c->json) {
		c->answer = json_pack("{s:b,s:I,s:I,s:s,s:O}", "holds", !c->no, "events", (json_int_t)check.events,
				      "private_removed", (json_int_t)check.private_removed, "root", HEX(&check.root),
				      "faults", faults);
	} else {
		call_say(c, c->no ? "cli.verify-fails" : "cli.verify-holds", "events", NUM(check.events), "removed",
			 NUM(check.private_removed), "root", HEX(&check.root), "faults", NUM((int64_t)check.faults.n),
			 NULL);
	}
	json_decref(faults);
	return true;
}

const struct command command_log_verify = {
	.words = "log verify",
	.summary = "cli.log-verify",
	.details = "cli.log-verify-details",
	.needs = NEEDS_STORE,
	.run = run,
};
