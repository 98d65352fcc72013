#include "cli/account.h"

/* Whoever acts for an account (--as) is bound as that account is, and says the present password first. */
static bool run(struct call *c, struct err *err)
{
	const struct person *p = c->context.person;
	struct text present = { 0 }, password, none = { 0 };
	struct account a = { 0 };

	if (!account_find(&a, &c->context, c->arguments[0], err))
		return false;
	if (p && p->account == a.id && a.has_password && !call_secret(c, &present, "cli.password-present", NULL, err))
		return false;
	if (!call_secret(c, &password, "cli.password-new", "cli.password-again", err) ||
	    !account_set_password(&c->context, a.login, present, password, none, err) ||
	    !account_find(&a, &c->context, a.login, err))
		return false;
	account_answer(c, &a, "cli.account-password-set");
	return true;
}

const struct command command_account_password = {
	.words = "account password",
	.arguments = { "LOGIN" },
	.summary = "cli.account-password",
	.details = "cli.account-password-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.run = run,
};
