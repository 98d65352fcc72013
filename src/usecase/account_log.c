/* What is done to accounts stands in a table of its own and not in the log of events: it names people, is nobody's
 * business but the auditors', and one day must be deleted. */
#include "usecase/account.h"

static const char *sentence(struct text what)
{
	static const struct {
		const char *what, *id;
	} all[] = {
		{ "added", "usecase.account-did-add" },
		{ "changed", "usecase.account-did-change" },
		{ "roles", "usecase.account-did-roles" },
		{ "disabled", "usecase.account-did-disable" },
		{ "enabled", "usecase.account-did-enable" },
		{ "password", "usecase.account-did-password" },
		{ "totp", "usecase.account-did-totp" },
		{ "totp-ended", "usecase.account-did-totp-end" },
		{ "link", "usecase.account-did-link" },
		{ "link-used", "usecase.account-did-link-use" },
		{ "token", "usecase.account-did-token" },
		{ "token-ended", "usecase.account-did-token-end" },
		{ "signed-in", "usecase.account-did-sign-in" },
		{ "signed-out", "usecase.account-did-sign-out" },
		{ "locked", "usecase.account-did-lock" },
		{ "reminded", "usecase.account-did-remind" },
		{ "sessions-ended", "usecase.account-did-sessions-end" },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (text_is(what, all[i].what))
			return all[i].id;
	return "usecase.account-did-change";
}

bool account_log_read(account_line_list *out, struct context *c, int64_t before, int64_t most, struct err *err)
{
	const struct value v[] = { V_INT(before ? before : INT64_MAX), V_INT(most) };
	account_line_list all = { 0 };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!permit(c, RIGHT_READ_LOG, err) || !query_run(&r, c->store, "account_log_page", v, 2, err))
		return false;
	while (rows_next(r, &mine))
		*LIST_ADD(c->arena, &all) = (struct account_line){ .number = rows_int(r, 0),
								   .at = rows_int(r, 1),
								   .actor = text_dup(c->arena, rows_text(r, 2)),
								   .account = rows_int(r, 3),
								   .login = text_dup(c->arena, rows_text(r, 4)),
								   .what = sentence(rows_text(r, 5)),
								   .detail = text_dup(c->arena, rows_text(r, 6)),
								   .address = text_dup(c->arena, rows_text(r, 7)) };
	if (!rows_end(&r, &mine, err))
		return false;
	*out = all;
	return true;
}
