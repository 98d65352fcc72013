#include "cli/account.h"

static void show_secret(struct call *c, const uint8_t secret[TOTP_BYTES], struct text login)
{
	struct text base32 = totp_base32(c->arena, secret), uri = totp_uri(c->arena, secret, login, TEXT("sosei"));
	struct msg m = msg_make(c->arena, "cli.totp-secret", "secret", text_z(c->arena, base32), "uri",
				text_z(c->arena, uri), NULL);

	call_note(c, &m);
}

static bool run(struct call *c, struct err *err)
{
	uint8_t secret[TOTP_BYTES];
	struct account a = { 0 };
	struct text code;

	if (!account_find(&a, &c->context, c->arguments[0], err))
		return false;
	if (call_has(c, "off")) {
		code = (struct text){ 0 };
		if (c->context.person && c->context.person->account == a.id && a.has_totp &&
		    !call_ask(c, &code, "cli.totp-code", err))
			return false;
		if (!account_totp_end(&c->context, a.login, code, err) || !account_find(&a, &c->context, a.login, err))
			return false;
		account_answer(c, &a, "cli.account-totp-ended");
		return true;
	}
	totp_new(secret);
	show_secret(c, secret, a.login);
	if (!call_ask(c, &code, "cli.totp-code", err) || !account_totp_set(&c->context, a.login, secret, code, err) ||
	    !account_find(&a, &c->context, a.login, err))
		return false;
	account_answer(c, &a, "cli.account-totp-set");
	return true;
}

const struct command command_account_totp = {
	.words = "account totp",
	.arguments = { "LOGIN" },
	.summary = "cli.account-totp",
	.details = "cli.account-totp-details",
	.needs = NEEDS_STORE | NEEDS_WRITE,
	.options = (const struct option[]){ { "off", NULL, "cli.account-totp-off", OPTION_FLAG }, { 0 } },
	.run = run,
};
