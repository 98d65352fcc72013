#include "cli/account.h"

const char *call_time(struct call *c, int64_t at)
{
	return time_text(arena_alloc(c->arena, TIME_TEXT_SIZE), at);
}

json_t *account_json(struct call *c, const struct account *a)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:b,s:b,s:b,s:s}", "login", json_text(a->login), "name",
			 json_text(a->name), "roles", json_text(roles_text(c->arena, a->roles)), "section",
			 json_opt_text(a->section), "email", json_opt_text(a->email), "has_password", a->has_password,
			 "has_totp", a->has_totp, "disabled", a->disabled, "created", call_time(c, a->created));
}

void account_line(struct call *c, const struct account *a)
{
	call_put(c, a->login);
	buf_puts(&c->out, "  ");
	call_put(c, a->name);
	buf_printf(&c->out, "  %s", roles_words(c->arena, c->lang, a->roles));
	if (a->section.n)
		buf_printf(&c->out, "  %s", text_z(c->arena, a->section));
	if (a->has_totp)
		buf_printf(&c->out, "  %s", call_label(c, "cli.account-has-totp"));
	if (!a->has_password)
		buf_printf(&c->out, "  %s", call_label(c, "cli.account-no-password"));
	if (a->disabled)
		buf_printf(&c->out, "  %s", call_label(c, "cli.account-is-disabled"));
	buf_puts(&c->out, "\n");
}

void account_answer(struct call *c, const struct account *a, const char *done)
{
	if (c->json) {
		c->answer = json_pack("{s:o}", "account", account_json(c, a));
		return;
	}
	if (done)
		call_say(c, done, "login", text_z(c->arena, a->login), NULL);
	account_line(c, a);
}
