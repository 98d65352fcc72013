#include "cli/command.h"
#include "usecase/forget.h"

static bool run(struct call *c, struct err *err)
{
	struct decimal event;
	int64_t number;
	char *field = text_z(c->arena, c->arguments[1]);

	if (!decimal_parse(&event, c->arguments[0], NULL) || event.scale || event.coefficient < 1)
		return err_set(err, ERR_INPUT, "cli.bad-event-argument", "value", text_z(c->arena, c->arguments[0]),
			       NULL);
	if (!forget_private(&number, &c->context, event.coefficient, c->arguments[1], call_text(c, "because"), err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:I,s:s,s:I}", "forgot", (json_int_t)event.coefficient, "field", field, "event",
				      (json_int_t)number);
	else
		call_say(c, "cli.forget-done", "event", NUM(event.coefficient), "field", field, "by", NUM(number),
			 NULL);
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
