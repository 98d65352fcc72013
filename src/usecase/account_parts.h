/* usecase/account_parts.h - what the files of accounts share. All of it is meant to be called inside a transaction of
 * the caller unless it says otherwise. */
#ifndef USECASE_ACCOUNT_PARTS_H
#define USECASE_ACCOUNT_PARTS_H

#include "usecase/session.h"

/* p == NULL where there is none. */
MUST_CHECK bool account_secret(struct context *c, int64_t account, struct text *password, struct text *totp,
			       int64_t *step, struct err *err);
/* Runs a query of one account, after asking whether the one who acts may see what is that account's. */
MUST_CHECK bool account_rows(struct rows **r, struct context *c, const char *query, struct text login, struct err *err);
/* Whose row of session_get or token_get it is: account in column 0; login, name, roles, section from `login` on. Asks
 * no store. As roles_parse where the roles are none. */
MUST_CHECK bool person_of_row(struct person *out, struct arena *a, const struct rows *r, int login, struct err *err);
/* Login and all else; asks no right and no store. */
MUST_CHECK bool account_draft_fit(struct context *c, const struct account_draft *d, struct err *err);
/* Adds; the login is free. */
MUST_CHECK bool account_put(struct account *made, struct context *c, const struct account_draft *d, struct err *err);
MUST_CHECK bool account_put_password(struct context *c, int64_t account, const char *hash, struct err *err);
/* All but the one of the cookie `keep`, which may be empty. */
MUST_CHECK bool account_end_sessions(struct context *c, int64_t account, struct text keep, struct err *err);
MUST_CHECK bool session_begin(struct signed_in *out, struct context *c, int64_t account, bool code_wanted,
			      struct text address, struct text agent, struct err *err);

/* Notes by that query when a session or token was used: for its person to see. A read-only copy of the store, or one
 * that is locked just now, is no reason to turn a person away. */
void secret_used(struct context *c, const char *query, const struct hash *hash);
/* Whether the code is one of the account's second factor and was not taken before; it is now. In a transaction. */
MUST_CHECK bool account_take_code(struct context *c, int64_t account, struct text code, bool *taken, struct err *err);

/* The same with the account as the one who is recorded: nobody is signed in yet. */
struct context context_acting(const struct context *c, const struct account *a);
/* In a transaction of its own: the failure is written down before it is told as ERR_FORBIDDEN with that id. account 0:
 * nobody's. */
bool sign_in_failed(struct context *c, struct text login, int64_t account, struct text address, const char *id,
		    struct err *err);

#endif
