#include "cli/command.h"
#include "publish/words.h"
#include "usecase/record.h"

static void print(struct call *c, const struct withdraw_result *made)
{
	call_say(c, "cli.withdraw-done", "event", NUM(made->event), "withdrawn", NUM(made->value.event), "kpi",
		 text_z(c->arena, made->kpi), "name", text_z(c->arena, made->name), "period",
		 text_z(c->arena, words_period(c->arena, c->lang, made->value.period)), "value",
		 text_z(c->arena, words_decimal(c->arena, made->value.value)), "unit", text_z(c->arena, made->unit),
		 "state", words_state(c->lang, made->value.state), NULL);
	if (made->counts)
		call_say(c, "cli.withdraw-left", "event", NUM(made->counts), NULL);
}

static bool run(struct call *c, struct err *err)
{
	struct withdraw_request q = { .plan = call_text(c, "plan"), .because = call_text(c, "because") };
	struct withdraw_result made;

	if (!call_event(&q.value, c, err) || !withdraw_value(&made, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:o,s:s,s:s,s:s,s:I,s:I}", "plan", json_text(made.plan), "kpi",
				      json_text(made.kpi), "period", PERIOD(made.value.period), "value",
				      DEC(made.value.value), "state", value_state_name(made.value.state), "withdrawn",
				      (json_int_t)made.value.event, "event", (json_int_t)made.event);
	else
		print(c, &made);
	return true;
}

const struct command command_value_withdraw = {
	.words = "value withdraw",
	.arguments = { "EVENT" },
	.summary = "cli.value-withdraw",
	.details = "cli.value-withdraw-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "because", "TEXT", "cli.withdraw-because", OPTION_TEXT, true }, { 0 } },
	.run = run,
};
