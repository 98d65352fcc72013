#include "cli/command.h"
#include "cli/show_plan.h"
#include "usecase/factcheck.h"

static void show_row(struct call *c, const struct fact_row *r)
{
	call_say(c, "cli.factcheck-row", "says", msg_say(c->arena, c->lang, &r->says), "source",
		 call_label(c, r->source), NULL);
}

/* The row that says so first, then the others: one sees at once what the figure may have been meant to be. */
static void show_claim(struct call *c, const struct checked_claim *k)
{
	static const char *const verdicts[] = { "cli.factcheck-agrees", "cli.factcheck-differs",
						"cli.factcheck-no-source" };
	const struct fact_answer *a = &k->answer;

	call_say(c, k->claim.line ? "cli.factcheck-claim" : "cli.factcheck-claim-no-line", "line", NUM(k->claim.line),
		 "verdict", call_label(c, verdicts[a->verdict]), "text", text_z(c->arena, k->claim.text), "reason",
		 msg_say(c->arena, c->lang, &a->reason), NULL);
	if (a->decisive != SIZE_MAX)
		show_row(c, &a->rows.at[a->decisive]);
	for (size_t i = 0; i < a->rows.n; i++)
		if (i != a->decisive && a->verdict != FACT_AGREES)
			show_row(c, &a->rows.at[i]);
}

static void show(struct call *c, const struct factcheck *f)
{
	const char *name = text_z(c->arena, f->of.area.name), *code = text_z(c->arena, f->of.area.code);

	for (size_t i = 0; i < f->claims.n; i++)
		show_claim(c, &f->claims.at[i]);
	call_say(c, "cli.factcheck-sum", "agrees", NUM((int64_t)f->n[FACT_AGREES]), "differs",
		 NUM((int64_t)f->n[FACT_DIFFERS]), "none", NUM((int64_t)f->n[FACT_NO_SOURCE]), NULL);
	show_remarks(c, &f->unread, text_z(c->arena, f->version->source_name));
	if (f->of.nothing)
		call_say(c, "cli.people-trend-nothing", "name", name, "code", code, NULL);
}

static bool run(struct call *c, struct err *err)
{
	const struct factcheck_request q = { .plan = call_text(c, "plan"),
					     .area = call_text(c, "area"),
					     .today = context_today(&c->context),
					     .known_at = call_option(c, "known-at")->date,
					     .at_event = call_option(c, "at-event")->number };
	struct factcheck f;

	if (call_has(c, "at-event") && q.at_event < 1)
		return err_set(err, ERR_INPUT, "cli.bad-event", "option", "at-event", NULL);
	if (!factcheck(&f, &c->context, &q, err))
		return false;
	if (c->json)
		c->answer = factcheck_to_json(&f);
	else
		show(c, &f);
	return true;
}

const struct command command_plan_factcheck = {
	.words = "plan factcheck",
	.summary = "cli.plan-factcheck",
	.details = "cli.plan-factcheck-details",
	.needs = NEEDS_STORE | NEEDS_PLAN,
	.options = (const struct option[]){ { "area", "AREA", "cli.factcheck-area", OPTION_TEXT },
					    { "known-at", "DATE", "cli.option-known-at", OPTION_DATE },
					    { "at-event", "EVENT", "cli.option-at-event", OPTION_INT },
					    { 0 } },
	.run = run,
};
