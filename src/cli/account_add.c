#include "cli/account.h"

static bool run(struct call *c, struct err *err)
{
	struct account_draft d = { .login = c->arguments[0],
				   .name = call_text(c, "name"),
				   .section = call_text(c, "section"),
				   .email = call_text(c, "email") };
	struct account made = { 0 };

	if (!roles_parse(&d.roles, call_text(c, "roles"), err) || !account_add(&made, &c->context, &d, err))
		return false;
	account_answer(c, &made, "cli.account-added");
	return true;
}

const struct command command_account_add = {
	.words = "account add",
	.arguments = { "LOGIN" },
	.summary = "cli.account-add",
	.details = "cli.account-add-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "name", "NAME", "cli.account-name", OPTION_TEXT, true },
					    { "roles", "ROLES", "cli.account-roles-help", OPTION_TEXT },
					    { "section", "KEY", "cli.account-section", OPTION_TEXT },
					    { "email", "ADDRESS", "cli.account-email", OPTION_TEXT },
					    { 0 } },
	.run = run,
};
