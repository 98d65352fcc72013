#include "cli/account.h"

static bool change(struct call *c, bool disabled, struct err *err)
{
	struct account now = { 0 }, made = { 0 };
	struct account_draft d;

	if (!account_find(&now, &c->context, c->arguments[0], err))
		return false;
	d = (struct account_draft){
		.name = now.name, .section = now.section, .email = now.email, .roles = now.roles, .disabled = disabled
	};
	if (!account_change(&made, &c->context, now.login, &d, now.changed, err))
		return false;
	account_answer(c, &made, disabled ? "cli.account-disabled" : "cli.account-enabled");
	return true;
}

static bool run_disable(struct call *c, struct err *err)
{
	return change(c, true, err);
}

static bool run_enable(struct call *c, struct err *err)
{
	return change(c, false, err);
}

const struct command command_account_disable = {
	.words = "account disable",
	.arguments = { "LOGIN" },
	.summary = "cli.account-disable",
	.details = "cli.account-disable-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.run = run_disable,
};

const struct command command_account_enable = {
	.words = "account enable",
	.arguments = { "LOGIN" },
	.summary = "cli.account-enable",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.run = run_enable,
};
