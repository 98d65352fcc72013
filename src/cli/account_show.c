#include "cli/account.h"

static bool run(struct call *c, struct err *err)
{
	token_line_list tokens = { 0 };
	struct account a = { 0 };
	json_t *list;

	if (!account_find(&a, &c->context, c->arguments[0], err) || !permit_account(&c->context, a.id, err) ||
	    !tokens_read(&tokens, &c->context, a.login, err))
		return false;
	account_answer(c, &a, NULL);
	list = c->json ? json_array() : NULL;
	for (size_t i = 0; i < tokens.n; i++) {
		const struct token_line *t = &tokens.at[i];

		if (c->json)
			json_array_append_new(list,
					      json_pack("{s:I,s:o,s:o,s:s,s:o}", "number", (json_int_t)t->number,
							"name", json_text(t->name), "scopes",
							json_text(scopes_text(c->arena, t->scopes)), "expires",
							call_time(c, t->expires), "used",
							t->used ? json_string(call_time(c, t->used)) : json_null()));
		else
			call_say(c, "cli.account-token-line", "number", NUM(t->number), "name",
				 text_z(c->arena, t->name), "scopes",
				 text_z(c->arena, scopes_text(c->arena, t->scopes)), "expires",
				 call_time(c, t->expires), NULL);
	}
	if (c->json)
		json_object_set_new(c->answer, "tokens", list);
	return true;
}

const struct command command_account_show = {
	.words = "account show",
	.arguments = { "LOGIN" },
	.summary = "cli.account-show",
	.needs = NEEDS_STORE,
	.run = run,
};
