#include "cli/account.h"

static json_t *session_json(struct call *c, const struct session_line *s)
{
	return json_pack("{s:s,s:s,s:s,s:o,s:o}", "created", call_time(c, s->created), "seen", call_time(c, s->seen),
			 "expires", call_time(c, s->expires), "address", json_text(s->address), "agent",
			 json_text(s->agent));
}

static bool run(struct call *c, struct err *err)
{
	session_line_list all = { 0 };
	struct text none = { 0 };
	json_t *list;

	if (call_has(c, "end") && !sessions_end(&c->context, c->arguments[0], none, err))
		return false;
	if (!sessions_read(&all, &c->context, c->arguments[0], none, err))
		return false;
	if (call_has(c, "end"))
		call_say(c, "cli.account-sessions-ended", "login", text_z(c->arena, c->arguments[0]), NULL);
	else if (!all.n)
		call_say(c, "cli.account-sessions-none", NULL);
	list = c->json ? json_array() : NULL;
	for (size_t i = 0; i < all.n; i++) {
		if (c->json) {
			json_array_append_new(list, session_json(c, &all.at[i]));
			continue;
		}
		buf_printf(&c->out, "%s  %s  ", call_time(c, all.at[i].created), call_time(c, all.at[i].seen));
		call_put(c, all.at[i].address);
		buf_puts(&c->out, "  ");
		call_put(c, all.at[i].agent);
		buf_puts(&c->out, "\n");
	}
	if (c->json)
		c->answer = json_pack("{s:o}", "sessions", list);
	return true;
}

const struct command command_account_sessions = {
	.words = "account sessions",
	.arguments = { "LOGIN" },
	.summary = "cli.account-sessions",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "end", NULL, "cli.account-sessions-end", OPTION_FLAG }, { 0 } },
	.run = run,
};
