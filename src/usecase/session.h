/* usecase/session.h - coming in and staying: sign-in by password and code, sessions, one-time links, tokens of
 * programs.
 *
 * Whoever signs in gets 32 random bytes (a cookie) of which the store has the SHA-256. A session ends an hour after it
 * was last used and twelve hours after it began. Guessing is slowed down by the login as tried from one address, by the
 * address, and by the login wherever it is tried - but where its person has come in before, so that nobody can shut him
 * out. A login that does not exist is slowed down alike; so an answer never tells whether an account is there.
 * All of it lies in the store, so that several servers on one database agree.
 */
#ifndef USECASE_SESSION_H
#define USECASE_SESSION_H

#include "usecase/account.h"

enum {
	SESSION_IDLE = 60 * 60,
	SESSION_LONGEST = 12 * 60 * 60,
	SESSION_CODE = 5 * 60,    /* how long the code may take after the password */
	ATTEMPTS_OF_LOGIN = 5,    /* failures before a login waits, at the address where they were made */
	ATTEMPTS_EVERYWHERE = 50, /* before it waits everywhere */
	ATTEMPTS_OF_ADDRESS = 30, /* a town hall may be one address */
	ADDRESS_KNOWN = 90 * 86400,
	ATTEMPTS_FORGOTTEN = 15 * 60,
	LOCKED_FIRST = 60, /* doubled by each further failure */
	LOCKED_LONGEST = 60 * 60,
	LINK_PASSWORD_DAYS = 3,
	LINK_EXPERT_DAYS = 14,
	TOKEN_DAYS_MAX = 366,
};

/* ---- signing in ----
 *
 * In three steps, since the middle one is slow and must hold neither the store nor a transaction. */
struct sign_in {
	struct text login, address, agent; /* given by the caller */
	int64_t account;                   /* 0: none */
	struct text hash;
};
/* ERR_FORBIDDEN: locked for a while, with the time left. */
MUST_CHECK bool sign_in_begin(struct sign_in *s, struct context *c, struct err *err);
bool sign_in_matches(const struct sign_in *s, struct text password);
struct signed_in {
	struct text cookie;
	bool code_wanted; /* the session opens nothing until sign_in_code */
};
/* ERR_FORBIDDEN: the login or the password is wrong (never which). */
MUST_CHECK bool sign_in_end(struct signed_in *out, const struct sign_in *s, bool matches, struct context *c,
			    struct err *err);
/* The second factor of a session that waits for it. ERR_FORBIDDEN: a wrong or used code, or too many. A new cookie
 * replaces the old one, of the same browser. */
MUST_CHECK bool sign_in_code(struct signed_in *out, struct context *c, struct text cookie, struct text code,
			     struct text address, struct err *err);

/* ---- sessions ---- */

struct session {
	bool there;       /* false: no such session, or it has ended */
	bool code_wanted; /* half-way: only the code may be given */
	bool has_totp;
	struct person person;
	struct text email, cookie, agent;
	int64_t created, expires;
};
/* Looks a cookie up. Marks the session as used, once a minute at most, where the store may be written. */
MUST_CHECK bool session_find(struct session *out, struct context *c, struct text cookie, struct err *err);
MUST_CHECK bool session_end(struct context *c, struct text cookie, struct err *err);
/* All of one's own, or with RIGHT_ACCOUNTS of anybody, but `keep`. */
MUST_CHECK bool sessions_end(struct context *c, struct text login, struct text keep, struct err *err);

struct session_line {
	int64_t created, seen, expires;
	struct text address, agent;
	bool current; /* the one of `cookie` */
};
typedef LIST(struct session_line) session_line_list;
MUST_CHECK bool sessions_read(session_line_list *out, struct context *c, struct text login, struct text cookie,
			      struct err *err);

/* ---- one-time links ---- */

enum link_purpose {
	LINK_PASSWORD, /* choose a password */
	LINK_EXPERT,   /* come in without one, to see what one is invited to */
	LINK_SETUP,    /* no account yet: make the first */
	LINK_PURPOSE_COUNT
};
const char *link_purpose_name(enum link_purpose p); /* password, expert, setup */

struct link {
	enum link_purpose purpose;
	int64_t account;
	struct text target; /* path to which an expert is led; may be empty */
	int64_t expires;
};
/* RIGHT_ACCOUNTS, or RIGHT_PLAN for an expert's. Earlier links of the same purpose end. secret: what stands behind
 * /link/. target: "/..." of this server, or empty. days 0: as long as the purpose has. */
MUST_CHECK bool link_make(struct text *secret, struct context *c, struct text login, enum link_purpose purpose,
			  struct text target, int64_t days, struct err *err);
/* A code to type, for who started the server; by then no account exists. Replaces the one before. */
MUST_CHECK bool link_make_setup(struct text *code, struct context *c, struct err *err);
/* ERR_FORBIDDEN: there is none, it has expired, or it was used (the sentence says which). `secret` of a set-up as
 * typed. */
MUST_CHECK bool link_see(struct link *out, struct context *c, struct text secret, enum link_purpose setup_or_other,
			 struct err *err);
/* Comes in by an expert's link: it is used up, a session begins (the code is asked for where the account has one). */
MUST_CHECK bool link_enter(struct signed_in *out, struct context *c, struct text secret, struct text address,
			   struct text agent, struct err *err);
/* Chooses a password by its link, which is used up, and comes in as by link_enter. Slow. */
MUST_CHECK bool link_password(struct signed_in *out, struct context *c, struct text secret, struct text password,
			      struct text address, struct text agent, struct err *err);
/* Makes the first account, administrator and planner, by the code; and signs it in. Slow. ERR_CONFLICT: there is one
 * already. Failed codes count as failed attempts of the address. */
struct setup_request {
	struct text code, login, name, password, address, agent;
};
MUST_CHECK bool setup_first_account(struct signed_in *out, struct context *c, const struct setup_request *q,
				    struct err *err);

/* ---- tokens of programs ---- */

enum scope {
	SCOPE_READ = 1,   /* whatever the account may see */
	SCOPE_RECORD = 2, /* values and self-assessments */
	SCOPE_REVIEW = 4, /* the review year's steps */
	SCOPE_MANAGE = 8, /* the plan, accounts and whatever else */
};
enum { SCOPE_ALL = 15 };
/* The scope that a token needs for a right; reading needs SCOPE_READ. */
enum scope scope_of(enum right right);
struct text scopes_text(struct arena *a, unsigned scopes);
MUST_CHECK bool scopes_parse(unsigned *scopes, struct text names, struct err *err);

struct token {
	bool there;
	struct person person;
	unsigned scopes;
};
/* One's own, or with RIGHT_ACCOUNTS for anybody. days 1..TOKEN_DAYS_MAX. secret: shown once. */
MUST_CHECK bool token_make(struct text *secret, struct context *c, struct text login, struct text name, unsigned scopes,
			   int64_t days, struct err *err);
MUST_CHECK bool token_find(struct token *out, struct context *c, struct text secret, struct err *err);
struct token_line {
	int64_t number, created, expires, used; /* used 0: never */
	struct text name;
	unsigned scopes;
};
typedef LIST(struct token_line) token_line_list;
MUST_CHECK bool tokens_read(token_line_list *out, struct context *c, struct text login, struct err *err);
/* ERR_INPUT: no such token of that account. */
MUST_CHECK bool token_end(struct context *c, struct text login, int64_t number, struct err *err);

/* ---- attempts ---- */

/* ERR_FORBIDDEN while that login or address has to wait. Either may be empty. */
MUST_CHECK bool attempt_allowed(struct context *c, struct text login, struct text address, struct err *err);
/* Counts a failure, inside a transaction. */
MUST_CHECK bool attempt_failed(struct context *c, struct text login, struct text address, struct err *err);
/* He came in: his failures there count no more, neither for the login nor for the address. */
MUST_CHECK bool attempt_forgiven(struct context *c, struct text login, struct text address, struct err *err);

#endif
