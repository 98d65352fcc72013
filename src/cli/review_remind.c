#include "cli/review.h"
#include "usecase/review_json.h"

#include <stdlib.h>

static bool run(struct call *c, struct err *err)
{
	const struct remind_request q = { .review = call_text(c, "review"),
					  .site = text_of(getenv("SOSEI_URL")),
					  .late = call_has(c, "late") };
	struct remind_result made;

	if (!review_remind(&made, &c->context, &q, err))
		return false;
	for (size_t i = 0; i < made.letters.n; i++) {
		const struct reminded *r = &made.letters.at[i];

		call_say(c, r->before ? "cli.remind-before" : "cli.remind-line", "name", text_z(c->arena, r->name),
			 "recipient", text_z(c->arena, r->recipient), "n", NUM((int64_t)r->items), NULL);
	}
	for (size_t i = 0; i < made.unreached.n; i++)
		call_say(c, "cli.remind-unreached", "missing",
			 missing_said(c->arena, c->lang, &made.loaded, made.unreached.at[i]), NULL);
	if (!made.sent)
		call_say(c, made.letters.n ? "cli.remind-all-before" : "cli.remind-none", NULL);
	c->no = !made.sent && made.letters.n;
	c->answer = remind_json(c->arena, &made);
	return true;
}

const struct command command_review_remind = {
	.words = "review remind",
	.summary = "cli.remind",
	.details = "cli.remind-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "late", NULL, "cli.remind-late", OPTION_FLAG }, REVIEW_OPTION, { 0 } },
	.run = run,
};
