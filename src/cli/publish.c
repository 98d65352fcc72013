#include "cli/command.h"
#include "usecase/evaluate.h"
#include "usecase/people_report.h"
#include "usecase/publish.h"
#include "usecase/review_report.h"

/* The plan of a site is chosen by the log's last day, not by today: the same log gives the same bytes. */
static bool run(struct call *c, struct err *err)
{
	struct evaluate_request q = { .plan = call_text(c, "plan"), .known_at = call_option(c, "as-of")->date };
	const char *dir = text_z(c->arena, c->arguments[0]);
	struct publish_result made;
	struct plan_report report;

	if (!evaluate(&report, &c->context, &q, err) || !people_report(&report, &c->context, q.known_at, err) ||
	    !review_report(&report, &c->context, q.known_at, err) || !usecase_publish(&report, dir, &made, err))
		return false;
	if (c->json)
		c->answer =
			json_pack("{s:s,s:o,s:s,s:I,s:I}", "dir", dir, "plan", json_text(report.plan_id), "as_of",
				  DATE(report.as_of), "files", (json_int_t)made.files, "bytes", (json_int_t)made.bytes);
	else
		call_say(c, "cli.publish-done", "dir", dir, "files", NUM((int64_t)made.files), "plan",
			 text_z(c->arena, report.plan_id), "as_of", DATE(report.as_of), NULL);
	return true;
}

const struct command command_publish = {
	.words = "publish",
	.arguments = { "DIR" },
	.summary = "cli.publish",
	.details = "cli.publish-details",
	.needs = NEEDS_STORE | NEEDS_PLAN,
	.options = (const struct option[]){ { "as-of", "DATE", "cli.option-known-at", OPTION_DATE }, { 0 } },
	.run = run,
};
