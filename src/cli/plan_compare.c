#include "cli/command.h"
#include "usecase/plan_compare.h"

static bool run(struct call *c, struct err *err)
{
	struct plan_file old, new;
	change_list changes = { 0 };
	size_t width = call_width(c);

	if (!plan_file_read(&old, c->arena, text_z(c->arena, c->arguments[0]), err) ||
	    !plan_file_read(&new, c->arena, text_z(c->arena, c->arguments[1]), err))
		return false;
	plan_compare(c->arena, &changes, &old.plan, &new.plan);
	if (c->json)
		c->answer = json_pack("{s:s,s:s,s:o}", "old", old.source.name, "new", new.source.name, "changes",
				      changes_to_json(&changes));
	else if (changes.n)
		plan_compare_text(c->arena, &c->out, c->lang, &changes, width < 40 ? 100 : width);
	else
		call_say(c, "cli.compare-same", "old", old.source.name, "new", new.source.name, NULL);
	return true;
}

const struct command command_plan_compare = {
	.words = "plan compare",
	.arguments = { "OLD", "NEW" },
	.summary = "cli.plan-compare",
	.details = "cli.plan-compare-details",
	.run = run,
};
