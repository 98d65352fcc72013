#include "cli/account.h"

#include <stdlib.h>

#include "usecase/outbox.h"

static bool run(struct call *c, struct err *err)
{
	struct text purpose = call_text(c, "purpose"), secret;
	enum link_purpose p = text_is(purpose, "expert") ? LINK_EXPERT : LINK_PASSWORD;
	const char *path;

	if (call_has(c, "days") && call_option(c, "days")->number < 1)
		return err_set(err, ERR_INPUT, "usecase.link-days", "limit", NUM(90), NULL);
	if (!link_make(&secret, &c->context, c->arguments[0], p, call_text(c, "to"), call_option(c, "days")->number,
		       err))
		return false;
	if (call_has(c, "mail") &&
	    !outbox_put_link(&c->context, c->arguments[0], secret, p, text_of(getenv("SOSEI_URL")), err))
		return false;
	path = arena_printf(c->arena, "/link/%s", text_z(c->arena, secret));
	if (c->json)
		c->answer = json_pack("{s:o,s:s,s:s}", "login", json_text(c->arguments[0]), "purpose",
				      link_purpose_name(p), "path", path);
	else
		call_say(c, "cli.account-link-made", "path", path, "login", text_z(c->arena, c->arguments[0]), NULL);
	if (call_has(c, "mail"))
		call_say(c, "cli.account-link-mailed", NULL);
	return true;
}

const struct command command_account_link = {
	.words = "account link",
	.arguments = { "LOGIN" },
	.summary = "cli.account-link",
	.details = "cli.account-link-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "purpose", "password|expert", "cli.account-link-purpose", OPTION_CHOICE },
					    { "to", "PATH", "cli.account-link-to", OPTION_TEXT },
					    { "mail", NULL, "cli.account-link-mail", OPTION_FLAG },
					    { "days", "N", "cli.account-link-days", OPTION_INT },
					    { 0 } },
	.run = run,
};
