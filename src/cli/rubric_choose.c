#include "cli/command.h"
#include "usecase/rubrics.h"

static bool run(struct call *c, struct err *err)
{
	struct rubric_choice made;

	if (!rubric_choose(&made, &c->context, call_text(c, "plan"), c->arguments[0], err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:o,s:o,s:b}", "plan", json_text(made.plan), "rubric",
				      json_text(made.rubric), "event",
				      made.event ? json_integer(made.event) : json_null(), "unchanged", made.unchanged);
	else
		call_say(c, made.unchanged ? "cli.rubric-unchanged" : "cli.rubric-chosen", "plan",
			 text_z(c->arena, made.plan), "rubric", text_z(c->arena, made.rubric), "event", NUM(made.event),
			 NULL);
	return true;
}

const struct command command_rubric_choose = {
	.words = "rubric choose",
	.arguments = { "RUBRIC" },
	.summary = "cli.rubric-choose",
	.details = "cli.rubric-choose-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.run = run,
};
