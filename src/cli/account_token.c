#include "cli/account.h"

static bool end(struct call *c, struct err *err)
{
	int64_t number = call_option(c, "end")->number;

	if (!token_end(&c->context, c->arguments[0], number, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:I}", "ended", (json_int_t)number);
	else
		call_say(c, "cli.account-token-ended", "number", NUM(number), NULL);
	return true;
}

static bool run(struct call *c, struct err *err)
{
	struct text scopes = call_has(c, "scopes") ? call_text(c, "scopes") : TEXT("read"), secret;
	int64_t days = call_has(c, "days") ? call_option(c, "days")->number : 90;
	unsigned set;

	if (call_has(c, "end"))
		return end(c, err);
	if (!call_has(c, "name"))
		return err_set(err, ERR_USAGE, "cli.option-missing", "options", "--name NAME", "command",
			       c->command->words, NULL);
	if (!scopes_parse(&set, scopes, err) ||
	    !token_make(&secret, &c->context, c->arguments[0], call_text(c, "name"), set, days, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:o,s:o}", "token", json_text(secret), "scopes",
				      json_text(scopes_text(c->arena, set)));
	else
		call_say(c, "cli.account-token-made", "token", text_z(c->arena, secret), NULL);
	return true;
}

const struct command command_account_token = {
	.words = "account token",
	.arguments = { "LOGIN" },
	.summary = "cli.account-token",
	.details = "cli.account-token-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "name", "NAME", "cli.account-token-name", OPTION_TEXT },
					    { "scopes", "SCOPES", "cli.account-token-scopes", OPTION_TEXT },
					    { "days", "N", "cli.account-token-days", OPTION_INT },
					    { "end", "NUMBER", "cli.account-token-end", OPTION_INT },
					    { 0 } },
	.run = run,
};
