#include "cli/account.h"

static bool run(struct call *c, struct err *err)
{
	account_list all = { 0 };
	json_t *list;

	if (!accounts_read(&all, &c->context, err))
		return false;
	if (!c->json) {
		for (size_t i = 0; i < all.n; i++)
			account_line(c, &all.at[i]);
		if (!all.n)
			call_say(c, "cli.account-none", NULL);
		return true;
	}
	list = json_array();
	for (size_t i = 0; i < all.n; i++)
		json_array_append_new(list, account_json(c, &all.at[i]));
	c->answer = json_pack("{s:o}", "accounts", list);
	return true;
}

const struct command command_account_list = {
	.words = "account list",
	.summary = "cli.account-list",
	.needs = NEEDS_STORE,
	.run = run,
};
