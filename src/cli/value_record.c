#include "cli/command.h"
#include "cli/link_result.h"
#include "publish/words.h"
#include "usecase/record.h"

static void print(struct call *c, const struct record_result *made, const struct record_request *q)
{
	const char *id = made->unchanged ? "cli.record-unchanged"
			 : q->corrects   ? "cli.record-corrected"
					 : "cli.record-done";
	struct msg otherwise = value_counted_otherwise(c->arena, made, q->period);

	call_say(c, id, "event", NUM(made->event), "kpi", text_z(c->arena, made->kpi), "name",
		 text_z(c->arena, made->name), "period", text_z(c->arena, words_period(c->arena, c->lang, q->period)),
		 "value", text_z(c->arena, words_decimal(c->arena, q->value)), "unit", text_z(c->arena, made->unit),
		 "state", words_state(c->lang, q->state), "corrects", NUM(q->corrects), NULL);
	if (value_over_hundred(made->unit, q->value))
		call_say(c, "usecase.value-over-hundred", NULL);
	if (otherwise.id)
		call_say_msg(c, &otherwise);
	if (made->counts)
		call_say(c, "cli.record-later-counts", "event", NUM(made->counts), NULL);
}

static json_t *remarks(struct call *c, const struct record_result *made, const struct record_request *q)
{
	struct msg otherwise = value_counted_otherwise(c->arena, made, q->period);
	struct msg over = msg_make(c->arena, "usecase.value-over-hundred", NULL);
	json_t *list = json_array();

	if (value_over_hundred(made->unit, q->value))
		json_array_append_new(list, json_msg(&over));
	if (otherwise.id)
		json_array_append_new(list, json_msg(&otherwise));
	return list;
}

static bool from_person(struct call *c, struct err *err)
{
	struct record_request q = { .plan = call_text(c, "plan"),
				    .kpi = call_text(c, "kpi"),
				    .period = call_option(c, "period")->period,
				    .value = call_option(c, "value")->decimal,
				    .unit = call_option(c, "value")->unit,
				    .state = (enum value_state)call_option(c, "state")->number,
				    .published = call_option(c, "published")->date,
				    .source = call_text(c, "source"),
				    .url = call_text(c, "url"),
				    .corrects = call_option(c, "corrects")->number,
				    .because = call_text(c, "because") };
	struct record_result made;

	if (call_has(c, "corrects") && q.corrects < 1)
		return err_set(err, ERR_INPUT, "cli.bad-event", "option", "corrects", NULL);
	if (!record_value(&made, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:o,s:s,s:s,s:s,s:I,s:b,s:o}", "plan", json_text(made.plan), "kpi",
				      json_text(made.kpi), "period", PERIOD(q.period), "value", DEC(q.value), "state",
				      value_state_name(q.state), "event", (json_int_t)made.event, "unchanged",
				      made.unchanged, "remarks", remarks(c, &made, &q));
	else
		print(c, &made, &q);
	return true;
}

static bool from_series(struct call *c, struct err *err)
{
	static const char *const own[] = { "value", "state", "published", "source", "url", "corrects" };
	struct link_request q = { .plan = call_text(c, "plan"),
				  .kpi = call_text(c, "kpi"),
				  .series = text_trim(call_text(c, "from-series")),
				  .area = call_text(c, "area"),
				  .period = call_option(c, "period")->period,
				  .because = call_text(c, "because") };
	struct link_result r;

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (call_has(c, own[i]))
			return err_set(err, ERR_USAGE, "cli.link-and-value", "option", own[i], NULL);
	if (!link_values(&r, &c->context, &q, err))
		return false;
	for (size_t i = 0; i < r.values.n; i++)
		c->no = c->no || r.values.at[i].outcome == LINK_DIFFERS || r.values.at[i].outcome == LINK_REFUSED;
	if (c->json)
		c->answer = link_result_json(&r);
	else
		link_result_say(c, &r, "cli.link-done");
	return true;
}

/* What a value of one's own needs; one from a series brings it along. */
static bool complete(struct call *c, struct err *err)
{
	static const struct {
		const char *name, *value;
	} needed[] = { { "period", "PERIOD" },
		       { "value", "N" },
		       { "state", "preliminary|provisional|final" },
		       { "published", "DATE" },
		       { "source", "TEXT" } };

	const char *lacking = NULL;

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!call_has(c, needed[i].name))
			lacking = option_lacking(c->arena, lacking, needed[i].name, needed[i].value);
	if (lacking)
		return err_set(err, ERR_USAGE, "cli.option-missing", "options", lacking, "command", c->command->words,
			       NULL);
	return !call_has(c, "area") || err_set(err, ERR_USAGE, "cli.link-area-alone", NULL);
}

static bool run(struct call *c, struct err *err)
{
	return call_has(c, "from-series") ? from_series(c, err) : complete(c, err) && from_person(c, err);
}

const struct command command_value_record = {
	.words = "value record",
	.summary = "cli.value-record",
	.details = "cli.value-record-details",
	.needs = NEEDS_STORE | NEEDS_WRITE | NEEDS_PLAN,
	.options =
		(const struct option[]){ { "kpi", "KEY", "cli.option-kpi", OPTION_TEXT, true },
					 { "period", "PERIOD", "cli.record-period", OPTION_PERIOD },
					 { "value", "N", "cli.record-value", OPTION_FIGURE },
					 { "state", "preliminary|provisional|final", "cli.record-state", OPTION_STATE },
					 { "published", "DATE", "cli.record-published", OPTION_DATE },
					 { "source", "TEXT", "cli.record-source", OPTION_TEXT },
					 { "url", "URL", "cli.record-url", OPTION_TEXT },
					 { "corrects", "EVENT", "cli.record-corrects", OPTION_INT },
					 { "because", "TEXT", "cli.record-because", OPTION_TEXT },
					 { "from-series", "SERIES", "cli.record-from-series", OPTION_TEXT },
					 { "area", "AREA", "cli.record-area", OPTION_TEXT },
					 { 0 } },
	.run = run,
};
