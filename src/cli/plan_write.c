#include "cli/command.h"
#include "usecase/plan_write.h"

static bool run(struct call *c, struct err *err)
{
	struct plan_file file;
	struct plan *plan = &file.plan;
	struct buf text = { 0 };

	if (c->n_arguments) {
		if (!plan_file_read(&file, c->arena, text_z(c->arena, c->arguments[0]), err))
			return false;
	} else if (!call_open_store(c, STORE_READ, err) || !plan_stored(plan, &c->context, call_text(c, "plan"), err)) {
		return false;
	}
	if (text_is(call_text(c, "as"), "yaml"))
		plan_write_yaml(&text, plan);
	else
		plan_write_official(&text, plan);
	if (c->json)
		c->answer =
			json_pack("{s:o,s:o}", "as", json_text(call_text(c, "as")), "text", json_text(buf_view(&text)));
	else
		buf_text(&c->out, buf_view(&text));
	buf_clear(&text);
	return true;
}

const struct command command_plan_write = {
	.words = "plan write",
	.arguments = { "[FILE]" },
	.summary = "cli.plan-write",
	.details = "cli.plan-write-details",
	.needs = NEEDS_PLAN | OPENS_STORE,
	.options = (const struct option[]){ { "as", "text|yaml", "cli.plan-write-as", OPTION_CHOICE, true }, { 0 } },
	.run = run,
};
