/* A link is a key that works once. It is used up by a POST, never by looking at it: mail scanners open every link. */
#include "usecase/account_parts.h"
#include "usecase/session.h"

static const struct {
	const char *name;
	int64_t days;
} purposes[LINK_PURPOSE_COUNT] = {
	[LINK_PASSWORD] = { "password", LINK_PASSWORD_DAYS },
	[LINK_EXPERT] = { "expert", LINK_EXPERT_DAYS },
	[LINK_SETUP] = { "setup", 1 },
};

const char *link_purpose_name(enum link_purpose p)
{
	return purposes[p].name;
}

static bool put_link(struct context *c, struct text secret, int64_t account, enum link_purpose purpose,
		     struct text target, int64_t days, struct err *err)
{
	struct hash hash = secret_hash(secret);
	const struct value end[] = { V_INT(account), V_Z(purposes[purpose].name) };
	const struct value row[] = { V_HASH(&hash),    V_INT(account), V_Z(purposes[purpose].name), V_TEXT(target),
				     V_TEXT(c->actor), V_INT(c->now),  V_INT(c->now + days * 86400) };

	return query_do(c->store, "link_end_of", end, 2, err) && query_do(c->store, "link_add", row, 7, err);
}

/* "/..." of this server: never the address of another. */
static bool is_own_path(struct text t)
{
	if (!t.n)
		return true;
	for (size_t i = 0; i < t.n; i++)
		if ((unsigned char)t.p[i] <= ' ' || (unsigned char)t.p[i] >= 0x7F || t.p[i] == '\\')
			return false;
	return t.p[0] == '/' && !text_starts(t, TEXT("//")) && t.n <= 200;
}

bool link_make(struct text *secret, struct context *c, struct text login, enum link_purpose purpose, struct text target,
	       int64_t days, struct err *err)
{
	struct text made = secret_new(c->arena);
	struct txn *tx = NULL;
	struct account a = { 0 };
	bool ok = false;

	if (!permit(c,
		    purpose == LINK_EXPERT && c->person && right_of(c->person->roles, RIGHT_PLAN) ? RIGHT_PLAN
												  : RIGHT_ACCOUNTS,
		    err) ||
	    !account_find(&a, c, login, err))
		return false;
	if (a.disabled)
		return err_set(err, ERR_INPUT, "usecase.account-disabled", "login", text_z(c->arena, login), NULL);
	/* Letting somebody in without a password is for those who come twice a year and may do little. */
	if (purpose == LINK_EXPERT && a.roles != ROLE_EXPERT)
		return err_set(err, ERR_INPUT, "usecase.link-expert-only", "login", text_z(c->arena, login), NULL);
	if (!is_own_path(target))
		return err_set(err, ERR_INPUT, "usecase.link-target", NULL);
	if (days < 0 || days > 90)
		return err_set(err, ERR_INPUT, "usecase.link-days", "limit", NUM(90), NULL);
	if (!txn_begin(&tx, c->store, err))
		return false;
	ok = put_link(c, made, a.id, purpose, target, days ? days : purposes[purpose].days, err) &&
	     account_noted(c, a.id, "link", text_of(purposes[purpose].name), (struct text){ 0 }, err) &&
	     txn_commit(&tx, err);
	txn_rollback(&tx);
	if (ok)
		*secret = made;
	return ok;
}

bool link_make_setup(struct text *code, struct context *c, struct err *err)
{
	struct text made = code_new(c->arena);
	struct txn *tx = NULL;
	bool ok;

	if (!txn_begin(&tx, c->store, err))
		return false;
	ok = put_link(c, code_canonical(c->arena, made), 0, LINK_SETUP, (struct text){ 0 }, purposes[LINK_SETUP].days,
		      err) &&
	     txn_commit(&tx, err);
	txn_rollback(&tx);
	if (ok)
		*code = made;
	return ok;
}

static bool purpose_of(enum link_purpose *p, struct text name)
{
	for (int i = 0; i < LINK_PURPOSE_COUNT; i++)
		if (text_is(name, purposes[i].name)) {
			*p = (enum link_purpose)i;
			return true;
		}
	return false;
}

bool link_see(struct link *out, struct context *c, struct text secret, enum link_purpose wanted, struct err *err)
{
	struct hash hash = secret_hash(wanted == LINK_SETUP ? code_canonical(c->arena, secret) : secret);
	const struct value key[] = { V_HASH(&hash) };
	struct link made = { 0 };
	struct err mine = { 0 };
	struct rows *r = NULL;
	bool there = false, used = false;

	if (!query_run(&r, c->store, "link_get", key, 1, err))
		return false;
	if (rows_next(r, &mine)) {
		there = purpose_of(&made.purpose, rows_text(r, 1)) &&
			(made.purpose == LINK_SETUP) == (wanted == LINK_SETUP);
		made.account = rows_int(r, 0);
		made.target = text_dup(c->arena, rows_text(r, 2));
		made.expires = rows_int(r, 3);
		used = !rows_null(r, 4);
	}
	if (!rows_end(&r, &mine, err))
		return false;
	if (!there)
		return err_set(err, ERR_FORBIDDEN, wanted == LINK_SETUP ? "usecase.setup-code" : "usecase.link-none",
			       NULL);
	if (used)
		return err_set(err, ERR_FORBIDDEN, "usecase.link-used", NULL);
	if (made.expires <= c->now)
		return err_set(err, ERR_FORBIDDEN, "usecase.link-expired", NULL);
	*out = made;
	return true;
}

/* Seen again under the lock: of two who click at once, one is first. */
static bool use_up(struct link *l, struct context *c, struct text secret, enum link_purpose wanted, struct err *err)
{
	struct hash hash = secret_hash(wanted == LINK_SETUP ? code_canonical(c->arena, secret) : secret);
	const struct value row[] = { V_HASH(&hash), V_INT(c->now) };

	return link_see(l, c, secret, wanted, err) && query_do(c->store, "link_used", row, 2, err);
}

bool link_enter(struct signed_in *out, struct context *c, struct text secret, struct text address, struct text agent,
		struct err *err)
{
	struct txn *tx = NULL;
	struct context own;
	struct account a = { 0 };
	struct link l = { 0 };
	bool ok = false;

	if (!txn_begin(&tx, c->store, err) || !use_up(&l, c, secret, LINK_EXPERT, err))
		goto done;
	if (l.purpose != LINK_EXPERT) {
		err_set(err, ERR_FORBIDDEN, "usecase.link-none", NULL);
		goto done;
	}
	if (!account_by_id(&a, c, l.account, err))
		goto done;
	/* What was true when the link was made may not be any more. */
	if (a.disabled || a.roles != ROLE_EXPERT) {
		err_set(err, ERR_FORBIDDEN, "usecase.link-none", NULL);
		goto done;
	}
	own = context_acting(c, &a);
	ok = session_begin(out, c, a.id, a.has_totp, address, agent, err) &&
	     account_noted(&own, a.id, "link-used", TEXT("expert"), address, err) && txn_commit(&tx, err);
done:
	txn_rollback(&tx);
	return ok;
}

bool link_password(struct signed_in *out, struct context *c, struct text secret, struct text password,
		   struct text address, struct text agent, struct err *err)
{
	char hash[PASSWORD_HASH_SIZE];
	struct txn *tx = NULL;
	struct context own;
	struct account a = { 0 };
	struct link l = { 0 };
	bool ok = false;

	if (!link_see(&l, c, secret, LINK_PASSWORD, err))
		return false;
	if (l.purpose != LINK_PASSWORD)
		return err_set(err, ERR_FORBIDDEN, "usecase.link-none", NULL);
	if (!account_by_id(&a, c, l.account, err) || !password_fit(password, a.login, err) ||
	    !password_hash(hash, password, err) || !txn_begin(&tx, c->store, err) ||
	    !use_up(&l, c, secret, LINK_PASSWORD, err))
		goto done;
	if (a.disabled) {
		err_set(err, ERR_FORBIDDEN, "usecase.link-none", NULL);
		goto done;
	}
	own = context_acting(c, &a);
	ok = account_put_password(&own, a.id, hash, err) && account_end_sessions(&own, a.id, (struct text){ 0 }, err) &&
	     attempt_forgiven(c, a.login, address, err) &&
	     session_begin(out, c, a.id, a.has_totp, address, agent, err) &&
	     account_noted(&own, a.id, "link-used", TEXT("password"), address, err) && txn_commit(&tx, err);
done:
	txn_rollback(&tx);
	return ok;
}

/* ---- the first account ---- */

/* What a person typed is looked at before the code is used up, and the slow work done before the lock. */
static bool setup_fit(struct context *c, const struct setup_request *q, const struct account_draft *d, struct err *err)
{
	struct err why = { 0 };
	struct link l = { 0 };

	if (!attempt_allowed(c, (struct text){ 0 }, q->address, err))
		return false;
	if (link_see(&l, c, q->code, LINK_SETUP, &why))
		return account_draft_fit(c, d, err) && password_fit(q->password, q->login, err);
	if (why.kind == ERR_FORBIDDEN)
		return sign_in_failed(c, (struct text){ 0 }, 0, q->address, why.msg.id, err);
	err_copy(err, &why);
	return false;
}

bool setup_first_account(struct signed_in *out, struct context *c, const struct setup_request *q, struct err *err)
{
	struct account_draft d = { .login = q->login, .name = q->name, .roles = ROLE_ADMIN | ROLE_PLANNER };
	struct text none = { 0 };
	char hash[PASSWORD_HASH_SIZE];
	struct context own = *c;
	struct txn *tx = NULL;
	struct account made = { 0 };
	struct link l = { 0 };
	bool empty, ok = false;

	own.person = NULL;
	own.actor = q->login;
	if (!setup_fit(&own, q, &d, err) || !password_hash(hash, q->password, err) || !txn_begin(&tx, c->store, err) ||
	    !accounts_none(&empty, &own, err))
		goto done;
	if (!empty) {
		err_set(err, ERR_CONFLICT, "usecase.setup-done", NULL);
		goto done;
	}
	ok = use_up(&l, &own, q->code, LINK_SETUP, err) && account_put(&made, &own, &d, err) &&
	     account_put_password(&own, made.id, hash, err) &&
	     session_begin(out, &own, made.id, false, q->address, q->agent, err) &&
	     account_noted(&own, made.id, "signed-in", none, q->address, err) && txn_commit(&tx, err);
done:
	txn_rollback(&tx);
	return ok;
}
