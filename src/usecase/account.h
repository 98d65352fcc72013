/* usecase/account.h - who has an account, and what it may.
 *
 * Accounts are kept tables (decision 1 in ARCHITECTURE): no events; what is done to them stands in account_log, which
 * auditors read. An account is never removed, only disabled, since its login stands in the log as the actor. There is
 * always an administrator: the last one can be neither disabled nor lose the role.
 */
#ifndef USECASE_ACCOUNT_H
#define USECASE_ACCOUNT_H

#include "base/list.h"
#include "usecase/credential.h"
#include "usecase/permit.h"

enum { LOGIN_MAX = 64, PERSON_NAME_MAX = 100, EMAIL_MAX = 254, SECTION_KEY_MAX = 64 };

struct account {
	int64_t id;
	struct text login, name;
	unsigned roles;
	struct text section; /* key; empty: none */
	struct text email;   /* empty: none */
	bool has_password, has_totp, disabled;
	int64_t created;
	int64_t changed; /* counts its changes */
};
typedef LIST(struct account) account_list;

/* What can be chosen of an account. */
struct account_draft {
	struct text login; /* [a-z0-9][a-z0-9._-]*, for ever; used by account_add only */
	struct text name, section, email;
	unsigned roles;
	bool disabled;
};

/* All, by login. ERR_FORBIDDEN without RIGHT_ACCOUNTS. */
MUST_CHECK bool accounts_read(account_list *out, struct context *c, struct err *err);
/* Whether the store has none at all, as when it is new. */
MUST_CHECK bool accounts_none(bool *none, struct context *c, struct err *err);
/* Who has the right, without those that are disabled. Asks no right: whom to ask is no secret among colleagues. */
MUST_CHECK bool accounts_who_may(account_list *out, struct context *c, enum right right, struct err *err);
/* Whether there is only one. */
MUST_CHECK bool accounts_alone(bool *alone, struct context *c, struct err *err);
/* ERR_INPUT: no account has that login. Asks no right. */
MUST_CHECK bool account_find(struct account *out, struct context *c, struct text login, struct err *err);
MUST_CHECK bool account_by_id(struct account *out, struct context *c, int64_t id, struct err *err);
/* The account as the one who acts. ERR_FORBIDDEN where it is disabled; ERR_INPUT where there is none. */
MUST_CHECK bool account_act_as(struct person *out, struct context *c, struct text login, struct err *err);

/* ERR_INPUT: login, name, section or address are none; ERR_CONFLICT: the login is taken. Without a password nobody can
 * sign in: link_make (usecase/session.h) lets the person choose one. */
MUST_CHECK bool account_add(struct account *made, struct context *c, const struct account_draft *d, struct err *err);
/* Replaces name, section, address, roles, disabled. `changed` as it was when the form was made, 0: whatever it is now.
 * ERR_CONFLICT: somebody else was faster, or nobody would be administrator any more. Disabling ends sessions; so does
 * taking a role away. */
MUST_CHECK bool account_change(struct account *out, struct context *c, struct text login, const struct account_draft *d,
			       int64_t changed, struct err *err);
/* One's own, with the present one (where there is one; wrong ones are counted); or anybody's, with RIGHT_ACCOUNTS and
 * present.p == NULL. Ends all sessions of the account but `keep` (a cookie; may be empty), and its links. Slow: outside
 * of any transaction. */
MUST_CHECK bool account_set_password(struct context *c, struct text login, struct text present, struct text password,
				     struct text keep, struct err *err);
/* Keeps the secret of a second factor, which the code proves to be in the person's app. One's own only. ERR_INPUT: a
 * wrong code; ERR_CONFLICT: there is one, which must be ended first. */
MUST_CHECK bool account_totp_set(struct context *c, struct text login, const uint8_t secret[TOTP_BYTES],
				 struct text code, struct err *err);
/* One's own, with a code of it: a session left open must not be enough. Or, with RIGHT_ACCOUNTS, another's (the
 * telephone was lost), where the code does not matter. ERR_FORBIDDEN: a wrong code, or too many. */
MUST_CHECK bool account_totp_end(struct context *c, struct text login, struct text code, struct err *err);

/* ---- for the other files of accounts ---- */

/* One's own, or RIGHT_ACCOUNTS. */
MUST_CHECK bool permit_account(const struct context *c, int64_t account, struct err *err);
/* A line in account_log, inside the transaction of what it tells. `address` may be empty. */
MUST_CHECK bool account_noted(struct context *c, int64_t account, const char *what, struct text detail,
			      struct text address, struct err *err);

struct account_line {
	int64_t number, at, account;
	struct text actor, login, detail, address;
	const char *what; /* id of its sentence with {login}, {detail}: "usecase.account-..." */
};
typedef LIST(struct account_line) account_line_list;
/* Newest first, those before number `before` (0: all), at most `most`. RIGHT_READ_LOG. */
MUST_CHECK bool account_log_read(account_line_list *out, struct context *c, int64_t before, int64_t most,
				 struct err *err);

#endif
