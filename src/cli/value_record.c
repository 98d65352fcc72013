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
	.options = (const struct option[]){ { "kpi", "KEY", "cli.option-kpi", OPTION_TEXT, true },
					    { "period", "PERIOD", "cli.record-period", OPTION_PERIOD, true },
					    { "value", "N", "cli.record-value", OPTION_DECIMAL, true },
					    { "state", "preliminary|provisional|final", "cli.record-state",
					      OPTION_CHOICE, true },
					    { "published", "DATE", "cli.record-published", OPTION_DATE, true },
					    { "source", "TEXT", "cli.record-source", OPTION_TEXT, true },
					    { "url", "URL", "cli.record-url", OPTION_TEXT },
					    { "corrects", "EVENT", "cli.record-corrects", OPTION_INT },
					    { "because", "TEXT", "cli.record-because", OPTION_TEXT },
					    { 0 } },
	.run = run,
};
