#include "cli/review.h"
#include "usecase/review_remind.h"

#include <stdlib.h>

static bool run(struct call *c, struct err *err)
{
	struct remind_result made;
	json_t *letters, *unreached;

	if (!review_remind(&made, &c->context, call_text(c, "review"), text_of(getenv("SOSEI_URL")),
			   call_has(c, "late"), err))
		return false;
	letters = json_array();
	unreached = json_array();
	for (size_t i = 0; i < made.letters.n; i++) {
		const struct reminded *r = &made.letters.at[i];

		json_array_append_new(letters, json_pack("{s:o,s:o,s:I}", "login", json_text(r->login), "recipient",
							 json_text(r->recipient), "items", (json_int_t)r->items));
		call_say(c, "cli.remind-line", "name", text_z(c->arena, r->name), "recipient",
			 text_z(c->arena, r->recipient), "n", NUM((int64_t)r->items), NULL);
	}
	for (size_t i = 0; i < made.unreached.n; i++) {
		const char *missing = missing_said(c->arena, c->lang, &made.loaded, made.unreached.at[i]);

		json_array_append_new(unreached, json_string(missing));
		call_say(c, "cli.remind-unreached", "missing", missing, NULL);
	}
	if (!made.letters.n)
		call_say(c, "cli.remind-none", NULL);
	c->answer = json_pack("{s:o,s:o,s:o}", "review", json_text(made.review), "letters", letters, "unreached",
			      unreached);
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
