#include "cli/account.h"

static bool run(struct call *c, struct err *err)
{
	struct account now = { 0 }, made = { 0 };
	struct account_draft d;

	if (!account_find(&now, &c->context, c->arguments[0], err))
		return false;
	d = (struct account_draft){
		.name = now.name, .section = now.section, .email = now.email, .disabled = now.disabled
	};
	if (!roles_parse(&d.roles, c->arguments[1], err) ||
	    !account_change(&made, &c->context, now.login, &d, now.changed, err))
		return false;
	account_answer(c, &made, "cli.account-changed");
	return true;
}

const struct command command_account_roles = {
	.words = "account roles",
	.arguments = { "LOGIN", "ROLES" },
	.summary = "cli.account-roles",
	.details = "cli.account-roles-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.run = run,
};
