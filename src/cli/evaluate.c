#include "cli/command.h"
#include "publish/evaluation.h"
#include "publish/term.h"
#include "usecase/evaluate.h"
#include "usecase/plans.h"

static bool run(struct call *c, struct err *err)
{
	struct evaluate_request q = { .plan = call_text(c, "plan"),
				      .today = context_today(&c->context),
				      .known_at = call_option(c, "known-at")->date,
				      .at_event = call_option(c, "at-event")->number,
				      .rubric = call_text(c, "rubric") };
	struct term_style style = { call_width(c), call_colour(c) };
	struct plan_report report;

	if (call_has(c, "at-event") && q.at_event < 1)
		return err_set(err, ERR_INPUT, "cli.bad-event", "option", "at-event", NULL);
	if (!evaluate(&report, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = report_to_json(&report);
	else
		doc_term(&c->out, evaluation_table(c->arena, &report, c->lang), &style);
	return true;
}

const struct command command_evaluate = {
	.words = "evaluate",
	.summary = "cli.evaluate",
	.details = "cli.evaluate-details",
	.needs = NEEDS_STORE | NEEDS_PLAN,
	.options = (const struct option[]){ { "known-at", "DATE", "cli.option-known-at", OPTION_DATE },
					    { "at-event", "EVENT", "cli.option-at-event", OPTION_INT },
					    { "rubric", "ID", "cli.option-rubric", OPTION_TEXT },
					    { 0 } },
	.run = run,
};
