#include "cli/command.h"
#include "publish/paper_plan.h"
#include "publish/workbook_doc.h"
#include "usecase/evaluate.h"
#include "usecase/paper.h"
#include "usecase/people_report.h"
#include "usecase/review_report.h"

static enum paper_of what(const struct call *c)
{
	struct text of = call_text(c, "of");

	for (enum paper_of i = 0; i < PAPER_OF_COUNT; i++)
		if (text_is(of, paper_of_name(i)))
			return i;
	return PAPER_VERDICTS;
}

static bool make(struct text *bytes, struct call *c, const struct plan_report *r, struct text file, struct err *err)
{
	struct paper *p = paper_of_plan(c->arena, r, c->lang, what(c));

	if (text_ends(file, TEXT(".xlsx")))
		return paper_workbook(c->arena, bytes, workbook_of_paper(p), err);
	return paper_pdf(c->arena, bytes, p, err);
}

static bool run(struct call *c, struct err *err)
{
	struct evaluate_request q = { .plan = call_text(c, "plan"), .known_at = call_option(c, "as-of")->date };
	const char *file = text_z(c->arena, c->arguments[0]);
	struct plan_report report;
	struct text bytes;

	if (!text_ends(c->arguments[0], TEXT(".pdf")) && !text_ends(c->arguments[0], TEXT(".xlsx")))
		return err_set(err, ERR_USAGE, "cli.print-ending", "file", file, NULL);
	if (!evaluate(&report, &c->context, &q, err) || !people_report(&report, &c->context, q.known_at, err) ||
	    !review_report(&report, &c->context, q.known_at, err) || !make(&bytes, c, &report, c->arguments[0], err) ||
	    !paper_write(file, bytes, err))
		return false;
	if (c->json)
		c->answer =
			json_pack("{s:s,s:o,s:s,s:s,s:I}", "file", file, "plan", json_text(report.plan_id), "of",
				  paper_of_name(what(c)), "as_of", DATE(report.as_of), "bytes", (json_int_t)bytes.n);
	else
		call_say(c, "cli.print-done", "file", file, "plan", text_z(c->arena, report.plan_id), "as_of",
			 DATE(report.as_of), NULL);
	return true;
}

const struct command command_print = {
	.words = "print",
	.arguments = { "FILE" },
	.summary = "cli.print",
	.details = "cli.print-details",
	.needs = NEEDS_STORE | NEEDS_PLAN,
	.options = (const struct option[]){ { "of", "verdicts|plan|year", "cli.print-of", OPTION_CHOICE },
					    { "as-of", "DATE", "cli.option-known-at", OPTION_DATE },
					    { 0 } },
	.run = run,
};
