#include "cli/command.h"
#include "publish/words.h"
#include "usecase/record.h"

static void print(struct call *c, const struct record_result *made, const struct record_request *q)
{
	const char *id = made->unchanged ? "cli.record-unchanged"
			 : q->corrects   ? "cli.record-corrected"
					 : "cli.record-done";

	call_say(c, id, "event", NUM(made->event), "kpi", text_z(c->arena, made->kpi), "name",
		 text_z(c->arena, made->name), "period", text_z(c->arena, words_period(c->arena, c->lang, q->period)),
		 "value", text_z(c->arena, words_decimal(c->arena, q->value)), "unit", text_z(c->arena, made->unit),
		 "state", words_state(c->lang, q->state), "corrects", NUM(q->corrects), NULL);
	if (made->counts)
		call_say(c, "cli.record-later-counts", "event", NUM(made->counts), NULL);
}

static bool run(struct call *c, struct err *err)
{
	struct record_request q = { .plan = call_text(c, "plan"),
				    .kpi = call_text(c, "kpi"),
				    .period = call_option(c, "period")->period,
				    .value = call_option(c, "value")->decimal,
				    .published = call_option(c, "published")->date,
				    .source = call_text(c, "source"),
				    .url = call_text(c, "url"),
				    .corrects = call_option(c, "corrects")->number,
				    .because = call_text(c, "because") };
	struct record_result made;

	if (call_has(c, "corrects") && q.corrects < 1)
		return err_set(err, ERR_INPUT, "cli.bad-event", "option", "corrects", NULL);
	if (!value_state_parse(&q.state, call_text(c, "state")))
		return err_set(err, ERR_USAGE, "cli.bad-choice", "option", "state", "value", call_z(c, "state"),
			       "choices", "preliminary|provisional|final", NULL);
	if (!record_value(&made, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:o,s:s,s:s,s:s,s:I,s:b}", "plan", json_text(made.plan), "kpi",
				      json_text(made.kpi), "period", PERIOD(q.period), "value", DEC(q.value), "state",
				      value_state_name(q.state), "event", (json_int_t)made.event, "unchanged",
				      made.unchanged);
	else
		print(c, &made, &q);
	return true;
}

const struct command command_value_record = {
	.words = "value record",
	.summary = "cli.value-record",
	.details = "cli.value-record-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options = (const struct option[]){ { "kpi", OPTION_TEXT, "KEY", "cli.option-kpi", true },
					    { "period", OPTION_PERIOD, "PERIOD", "cli.record-period", true },
					    { "value", OPTION_DECIMAL, "N", "cli.record-value", true },
					    { "state", OPTION_CHOICE, "preliminary|provisional|final",
					      "cli.record-state", true },
					    { "published", OPTION_DATE, "DATE", "cli.record-published", true },
					    { "source", OPTION_TEXT, "TEXT", "cli.record-source", true },
					    { "url", OPTION_TEXT, "URL", "cli.record-url" },
					    { "corrects", OPTION_INT, "EVENT", "cli.record-corrects" },
					    { "because", OPTION_TEXT, "TEXT", "cli.record-because" },
					    { 0 } },
	.run = run,
};
