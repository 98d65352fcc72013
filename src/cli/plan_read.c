#include "cli/command.h"
#include "cli/show_plan.h"

static bool run(struct call *c, struct err *err)
{
	struct plan_file file;

	if (!plan_file_read(&file, c->arena, text_z(c->arena, c->arguments[0]), err))
		return false;
	if (c->json)
		c->answer = plan_file_to_json(&file);
	else
		show_plan(c, &file);
	return true;
}

const struct command command_plan_read = {
	.words = "plan read",
	.arguments = { "FILE" },
	.summary = "cli.plan-read",
	.details = "cli.plan-read-details",
	.run = run,
};
