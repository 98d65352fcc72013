#include "cli/command.h"
#include "usecase/forget.h"

static bool run(struct call *c, struct err *err)
{
	int64_t event = 0, number;
	char *field = text_z(c->arena, c->arguments[1]);

	if (!call_event(&event, c, err) ||
	    !forget_private(&number, &c->context, event, c->arguments[1], call_text(c, "because"), err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:I,s:s,s:I}", "forgot", (json_int_t)event, "field", field, "event",
				      (json_int_t)number);
	else
		call_say(c, "cli.forget-done", "event", NUM(event), "field", field, "by", NUM(number), NULL);
	return true;
}

const struct command command_log_forget = {
	.words = "log forget",
	.arguments = { "EVENT", "FIELD" },
	.summary = "cli.log-forget",
	.details = "cli.log-forget-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "because", "TEXT", "cli.forget-because", OPTION_TEXT, true }, { 0 } },
	.run = run,
};
