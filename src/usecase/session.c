/* The secrets of sessions are random and long, so that a table of their hashes is enough. Rejected: signed cookies that
 * carry the account themselves - they cannot be ended before their time, and one leaked key makes them all. */
#include "usecase/session.h"

#include <string.h>

#include "usecase/account_parts.h"

bool session_begin(struct signed_in *out, struct context *c, int64_t account, bool code_wanted, struct text address,
		   struct text agent, struct err *err)
{
	struct text cookie = secret_new(c->arena);
	struct hash hash = secret_hash(cookie);
	int64_t longest = code_wanted ? SESSION_CODE : SESSION_LONGEST;
	const struct value row[] = { V_HASH(&hash),       V_INT(account),  V_INT(c->now), V_INT(c->now + longest),
				     V_INT(!code_wanted), V_TEXT(address), V_TEXT(agent) };
	const struct value ended[] = { V_INT(c->now), V_INT(c->now - SESSION_IDLE) };

	if (!query_do(c->store, "session_forget", ended, 2, err) || !query_do(c->store, "session_add", row, 7, err))
		return false;
	*out = (struct signed_in){ cookie, code_wanted };
	return true;
}

/* ---- signing in ---- */

bool sign_in_begin(struct sign_in *s, struct context *c, struct err *err)
{
	struct account a = { 0 };
	struct err why = { 0 };
	struct text totp;
	int64_t step;

	s->account = 0;
	s->hash = (struct text){ 0 };
	if (!attempt_allowed(c, s->login, s->address, err))
		return false;
	if (!account_find(&a, c, s->login, &why)) {
		if (why.kind == ERR_INPUT)
			return true;
		err_copy(err, &why);
		return false;
	}
	if (a.disabled)
		return true;
	s->account = a.id;
	return account_secret(c, a.id, &s->hash, &totp, &step, err);
}

bool sign_in_matches(const struct sign_in *s, struct text password)
{
	return password_matches(s->hash, password);
}

bool sign_in_failed(struct context *c, struct text login, int64_t account, struct text address, const char *id,
		    struct err *err)
{
	struct err locked = { 0 };
	struct txn *tx = NULL;
	bool ok = txn_begin(&tx, c->store, err) && attempt_failed(c, login, address, err) &&
		  (!account || attempt_allowed(c, login, address, &locked) ||
		   account_noted(c, account, "locked", (struct text){ 0 }, address, err)) &&
		  txn_commit(&tx, err);

	txn_rollback(&tx);
	return ok && err_set(err, ERR_FORBIDDEN, id, NULL);
}

struct context context_acting(const struct context *c, const struct account *a)
{
	struct context own = *c;

	own.actor = a->login;
	return own;
}

bool sign_in_end(struct signed_in *out, const struct sign_in *s, bool matches, struct context *c, struct err *err)
{
	struct txn *tx = NULL;
	struct context own;
	struct account a = { 0 };
	bool ok = false;

	if (!matches || !s->account)
		return sign_in_failed(c, s->login, s->account, s->address, "usecase.sign-in-wrong", err);
	if (!txn_begin(&tx, c->store, err) || !account_by_id(&a, c, s->account, err))
		goto done;
	own = context_acting(c, &a);
	/* Between the steps somebody may have taken the account away. */
	if (a.disabled) {
		err_set(err, ERR_FORBIDDEN, "usecase.sign-in-wrong", NULL);
		goto done;
	}
	/* With a second factor the login is forgiven when that is given too, else codes could be guessed for ever. */
	ok = (a.has_totp || (attempt_forgiven(c, s->login, s->address, err) &&
			     account_noted(&own, a.id, "signed-in", (struct text){ 0 }, s->address, err))) &&
	     session_begin(out, c, a.id, a.has_totp, s->address, s->agent, err) && txn_commit(&tx, err);
done:
	txn_rollback(&tx);
	return ok;
}

bool account_take_code(struct context *c, int64_t account, struct text code, bool *taken, struct err *err)
{
	struct text password, totp = { 0 };
	int64_t step = 0;

	*taken = false;
	if (!account_secret(c, account, &password, &totp, &step, err))
		return false;
	if (totp.n != TOTP_BYTES || !totp_take((const uint8_t *)totp.p, c->now, code, &step))
		return true;
	*taken = true;
	{
		const struct value row[] = { V_INT(account), V_INT(step) };

		return query_do(c->store, "account_totp_step", row, 2, err);
	}
}

static bool end_by_hash(struct context *c, struct text cookie, struct err *err)
{
	struct hash hash = secret_hash(cookie);
	const struct value key[] = { V_HASH(&hash) };

	return query_do(c->store, "session_end", key, 1, err);
}

bool sign_in_code(struct signed_in *out, struct context *c, struct text cookie, struct text code, struct text address,
		  struct err *err)
{
	struct txn *tx = NULL;
	struct session s;
	struct context own;
	bool taken = false, ok = false;

	if (!session_find(&s, c, cookie, err))
		return false;
	if (!s.there || !s.code_wanted)
		return err_set(err, ERR_FORBIDDEN, "usecase.session-ended", NULL);
	if (!attempt_allowed(c, s.person.login, address, err) || !txn_begin(&tx, c->store, err) ||
	    !account_take_code(c, s.person.account, code, &taken, err))
		goto done;
	if (!taken) {
		txn_rollback(&tx);
		return sign_in_failed(c, s.person.login, s.person.account, address, "usecase.totp-wrong", err);
	}
	own = *c;
	own.actor = s.person.login;
	ok = end_by_hash(c, cookie, err) && attempt_forgiven(c, s.person.login, address, err) &&
	     session_begin(out, c, s.person.account, false, address, s.agent, err) &&
	     account_noted(&own, s.person.account, "signed-in", (struct text){ 0 }, address, err) &&
	     txn_commit(&tx, err);
done:
	txn_rollback(&tx);
	return ok;
}

/* ---- sessions ---- */

void secret_used(struct context *c, const char *query, const struct hash *hash)
{
	const struct value row[] = { V_HASH(hash), V_INT(c->now) };
	struct txn *tx = NULL;

	if (txn_begin(&tx, c->store, NULL) && query_do(c->store, query, row, 2, NULL))
		(void)!txn_commit(&tx, NULL);
	txn_rollback(&tx);
}

bool session_find(struct session *out, struct context *c, struct text cookie, struct err *err)
{
	struct hash hash = secret_hash(cookie);
	const struct value key[] = { V_HASH(&hash) };
	struct session made = { .cookie = cookie };
	struct err mine = { 0 };
	struct rows *r = NULL;
	int64_t seen = 0;

	*out = made;
	if (cookie.n != SECRET_SIZE)
		return true;
	if (!query_run(&r, c->store, "session_get", key, 1, err))
		return false;
	if (rows_next(r, &mine)) {
		seen = rows_int(r, 2);
		made.created = rows_int(r, 1);
		made.expires = rows_int(r, 3);
		made.code_wanted = !rows_int(r, 4);
		made.has_totp = rows_int(r, 9);
		made.email = text_dup(c->arena, rows_text(r, 10));
		made.agent = text_dup(c->arena, rows_text(r, 11));
		made.there = person_of_row(&made.person, c->arena, r, 5, &mine) && made.expires > c->now &&
			     seen + SESSION_IDLE > c->now;
	}
	if (!rows_end(&r, &mine, err))
		return false;
	if (made.there && c->now - seen >= 60)
		secret_used(c, "session_seen", &hash);
	*out = made;
	return true;
}

bool session_end(struct context *c, struct text cookie, struct err *err)
{
	struct txn *tx = NULL;
	struct session s;
	bool ok;

	if (!session_find(&s, c, cookie, err))
		return false;
	if (!s.there)
		return true;
	if (!txn_begin(&tx, c->store, err))
		return false;
	ok = end_by_hash(c, cookie, err) &&
	     account_noted(c, s.person.account, "signed-out", (struct text){ 0 }, (struct text){ 0 }, err) &&
	     txn_commit(&tx, err);
	txn_rollback(&tx);
	return ok;
}

bool sessions_end(struct context *c, struct text login, struct text keep, struct err *err)
{
	struct hash kept = secret_hash(keep);
	struct txn *tx = NULL;
	struct account a = { 0 };
	bool ok;

	if (!account_find(&a, c, login, err) || !permit_account(c, a.id, err) || !txn_begin(&tx, c->store, err))
		return false;
	{
		const struct value v[] = { V_INT(a.id), V_HASH(&kept) };

		ok = query_do(c->store, "session_end_of", v, 2, err) &&
		     account_noted(c, a.id, "sessions-ended", (struct text){ 0 }, (struct text){ 0 }, err) &&
		     txn_commit(&tx, err);
	}
	txn_rollback(&tx);
	return ok;
}

bool sessions_read(session_line_list *out, struct context *c, struct text login, struct text cookie, struct err *err)
{
	struct hash current = secret_hash(cookie);
	session_line_list all = { 0 };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!account_rows(&r, c, "sessions_of", login, err))
		return false;
	while (rows_next(r, &mine)) {
		struct text hash = rows_text(r, 0);
		int64_t seen = rows_int(r, 2), expires = rows_int(r, 3);

		if (expires <= c->now || seen + SESSION_IDLE <= c->now || !rows_int(r, 4))
			continue;
		*LIST_ADD(c->arena, &all) =
			(struct session_line){ .created = rows_int(r, 1),
					       .seen = seen,
					       .expires = expires,
					       .address = text_dup(c->arena, rows_text(r, 5)),
					       .agent = text_dup(c->arena, rows_text(r, 6)),
					       .current = hash.n == HASH_SIZE &&
							  !memcmp(hash.p, current.bytes, HASH_SIZE) };
	}
	if (!rows_end(&r, &mine, err))
		return false;
	*out = all;
	return true;
}
