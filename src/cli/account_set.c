#include "cli/account.h"

/* What is not given stays. */
static bool run(struct call *c, struct err *err)
{
	struct account now = { 0 }, made = { 0 };
	struct account_draft d;

	if (!account_find(&now, &c->context, c->arguments[0], err))
		return false;
	d = (struct account_draft){ .name = call_has(c, "name") ? call_text(c, "name") : now.name,
				    .section = call_has(c, "section") ? call_text(c, "section") : now.section,
				    .email = call_has(c, "email") ? call_text(c, "email") : now.email,
				    .roles = now.roles,
				    .disabled = now.disabled };
	if ((call_has(c, "roles") && !roles_parse(&d.roles, call_text(c, "roles"), err)) ||
	    !account_change(&made, &c->context, now.login, &d, now.changed, err))
		return false;
	account_answer(c, &made, "cli.account-changed");
	return true;
}

const struct command command_account_set = {
	.words = "account set",
	.arguments = { "LOGIN" },
	.summary = "cli.account-set",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "name", "NAME", "cli.account-name", OPTION_TEXT },
					    { "roles", "ROLES", "cli.account-roles-help", OPTION_TEXT },
					    { "section", "KEY", "cli.account-section", OPTION_TEXT },
					    { "email", "ADDRESS", "cli.account-email", OPTION_TEXT },
					    { 0 } },
	.run = run,
};
