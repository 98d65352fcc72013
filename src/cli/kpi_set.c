#include "cli/command.h"
#include "publish/pages.h"
#include "usecase/record.h"

static bool run(struct call *c, struct err *err)
{
	struct setting_request q = { call_text(c, "plan"), call_text(c, "kpi"), call_text(c, "setting"),
				     call_text(c, "value"), call_text(c, "because") };
	struct doc *d = doc_new(c->arena, c->lang, (struct text){ 0 });
	struct report_setting said = { .name = q.setting };
	struct setting_result made;

	if (!set_kpi(&made, &c->context, &q, err))
		return false;
	said.value = made.value;
	if (c->json)
		c->answer =
			json_pack("{s:o,s:o,s:o,s:o,s:o,s:b}", "plan", json_text(made.plan), "kpi", json_text(made.kpi),
				  "setting", json_text(q.setting), "value", json_text(q.value), "event",
				  made.event ? json_integer(made.event) : json_null(), "unchanged", made.unchanged);
	else
		call_say(c,
			 made.unchanged ? "cli.set-unchanged"
			 : q.value.n    ? "cli.set-done"
					: "cli.set-back",
			 "kpi", text_z(c->arena, made.kpi), "setting", kpi_setting_label(d, q.setting), "value",
			 text_z(c->arena, kpi_setting_words(d, &said)), "event", NUM(made.event), NULL);
	return true;
}

const struct command command_kpi_set = {
	.words = "kpi set",
	.summary = "cli.kpi-set",
	.details = "cli.kpi-set-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "kpi", "KEY", "cli.option-kpi", OPTION_TEXT, true },
					    { "setting", "NAME", "cli.set-setting", OPTION_TEXT, true },
					    { "value", "VALUE", "cli.set-value", OPTION_TEXT, true },
					    { "because", "TEXT", "cli.set-because", OPTION_TEXT, true },
					    { 0 } },
	.run = run,
};
