/* The table `account` is small (a town hall has dozens of people), so it is read whole where that is simpler. */
#include "usecase/account.h"

#include <string.h>

#include "files/mail.h"
#include "usecase/account_parts.h"
#include "usecase/section.h"
#include "usecase/session.h"

bool permit_account(const struct context *c, int64_t account, struct err *err)
{
	return (c->person && c->person->account == account) || permit(c, RIGHT_ACCOUNTS, err);
}

/* ---- reading ---- */

static bool read_account(struct account *out, struct arena *a, const struct rows *r, struct err *err)
{
	struct account made = { .id = rows_int(r, 0),
				.login = text_dup(a, rows_text(r, 1)),
				.name = text_dup(a, rows_text(r, 2)),
				.section = text_dup(a, rows_text(r, 4)),
				.email = text_dup(a, rows_text(r, 5)),
				.has_password = rows_int(r, 6),
				.has_totp = rows_int(r, 7),
				.disabled = rows_int(r, 8),
				.created = rows_int(r, 9),
				.changed = rows_int(r, 10) };

	if (!roles_parse(&made.roles, rows_text(r, 3), err))
		return false;
	*out = made;
	return true;
}

static bool read_all(account_list *out, struct context *c, struct err *err)
{
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "accounts", NULL, 0, err))
		return false;
	while (rows_next(r, &mine))
		if (!read_account(LIST_ADD(c->arena, out), c->arena, r, &mine))
			break;
	return rows_end(&r, &mine, err);
}

bool accounts_read(account_list *out, struct context *c, struct err *err)
{
	account_list all = { 0 };

	if (!permit(c, RIGHT_ACCOUNTS, err) || !read_all(&all, c, err))
		return false;
	*out = all;
	return true;
}

bool accounts_who_may(account_list *out, struct context *c, enum right right, struct err *err)
{
	account_list all = { 0 };

	if (!read_all(&all, c, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (right_of(all.at[i].roles, right) && !all.at[i].disabled)
			*LIST_ADD(c->arena, out) = all.at[i];
	return true;
}

bool accounts_none(bool *none, struct context *c, struct err *err)
{
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "account_next", NULL, 0, err))
		return false;
	if (rows_next(r, &mine))
		*none = rows_int(r, 0) == 1;
	return rows_end(&r, &mine, err);
}

bool accounts_alone(bool *alone, struct context *c, struct err *err)
{
	account_list all = { 0 };

	if (!read_all(&all, c, err))
		return false;
	*alone = all.n == 1;
	return true;
}

/* *there: whether a row came; false only where the store failed. */
static bool read_one(struct account *out, bool *there, struct context *c, const char *query, struct value key,
		     struct err *err)
{
	struct err mine = { 0 };
	struct rows *r = NULL;

	*there = false;
	if (!query_run(&r, c->store, query, &key, 1, err))
		return false;
	if (rows_next(r, &mine))
		*there = read_account(out, c->arena, r, &mine);
	return rows_end(&r, &mine, err);
}

bool account_find(struct account *out, struct context *c, struct text login, struct err *err)
{
	bool there;

	if (!read_one(out, &there, c, "account_by_login", V_TEXT(login), err))
		return false;
	return there || err_set(err, ERR_INPUT, "usecase.no-account", "login", text_z(c->arena, login), NULL);
}

bool account_by_id(struct account *out, struct context *c, int64_t id, struct err *err)
{
	bool there;

	if (!read_one(out, &there, c, "account_by_id", V_INT(id), err))
		return false;
	return there || err_set(err, ERR_INPUT, "usecase.no-account", "login", NUM(id), NULL);
}

bool person_of_row(struct person *out, struct arena *a, const struct rows *r, int login, struct err *err)
{
	*out = (struct person){ .account = rows_int(r, 0),
				.login = text_dup(a, rows_text(r, login)),
				.name = text_dup(a, rows_text(r, login + 1)),
				.section = text_dup(a, rows_text(r, login + 3)) };
	return roles_parse(&out->roles, rows_text(r, login + 2), err);
}

bool account_act_as(struct person *out, struct context *c, struct text login, struct err *err)
{
	struct account found = { 0 };

	if (!account_find(&found, c, login, err))
		return false;
	if (found.disabled)
		return err_set(err, ERR_FORBIDDEN, "usecase.account-disabled", "login", text_z(c->arena, login), NULL);
	*out = (struct person){ found.id, found.login, found.name, found.roles, found.section };
	return true;
}

/* ---- what may be written ---- */

static bool is_key(struct text t, size_t max, const char *also)
{
	if (!t.n || t.n > max)
		return false;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (!letter && (i == 0 || !strchr(also, c)))
			return false;
	}
	return true;
}

static bool is_line(struct text t, size_t max)
{
	size_t characters = 0;

	if (utf8_bad_at(t) != SIZE_MAX)
		return false;
	while (t.n) {
		uint32_t c = text_next(&t);

		if (c < 0x20 || c == 0x7F || ++characters > max)
			return false;
	}
	return true;
}

static bool sound(struct context *c, const struct account_draft *d, struct err *err)
{
	if (!text_trim(d->name).n || !is_line(d->name, PERSON_NAME_MAX))
		return err_set(err, ERR_INPUT, "usecase.account-name", "limit", NUM(PERSON_NAME_MAX), NULL);
	if (d->section.n && !is_key(d->section, SECTION_KEY_MAX, "-"))
		return err_set(err, ERR_INPUT, "usecase.account-section", "section", text_z(c->arena, d->section),
			       NULL);
	if (d->email.n && !mail_address_fit(d->email))
		return err_set(err, ERR_INPUT, "usecase.account-email", "email", text_z(c->arena, d->email), NULL);
	return true;
}

/* ---- writing ---- */

/* A slip in the section's key would make a person who may do nothing, and nobody would be told. A town without sections
 * yet may name them as it will. */
static bool real_section(struct context *c, struct text section, struct text before, struct err *err)
{
	section_list all = { 0 };
	const struct section *s;

	if (!section.n || text_eq(section, before))
		return true;
	if (!sections_read(&all, c, 0, err))
		return false;
	s = section_find(&all, section);
	return !all.n || (s && !s->closed && text_eq(s->key, section)) ||
	       err_set(err, ERR_INPUT, "usecase.owner-no-section", "section", text_z(c->arena, section), NULL);
}

bool account_rows(struct rows **r, struct context *c, const char *query, struct text login, struct err *err)
{
	struct account a = { 0 };

	if (!account_find(&a, c, login, err) || !permit_account(c, a.id, err))
		return false;
	const struct value key[] = { V_INT(a.id) };

	return query_run(r, c->store, query, key, 1, err);
}

bool account_noted(struct context *c, int64_t account, const char *what, struct text detail, struct text address,
		   struct err *err)
{
	const struct value row[] = { V_INT(c->now), V_TEXT(c->actor), V_INT(account),
				     V_Z(what),     V_TEXT(detail),   V_TEXT(address) };

	return query_do(c->store, "account_log_add", row, 6, err);
}

static bool next_id(int64_t *id, struct context *c, struct err *err)
{
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "account_next", NULL, 0, err))
		return false;
	if (rows_next(r, &mine))
		*id = rows_int(r, 0);
	return rows_end(&r, &mine, err);
}

bool account_draft_fit(struct context *c, const struct account_draft *d, struct err *err)
{
	if (!is_key(d->login, LOGIN_MAX, "._-"))
		return err_set(err, ERR_INPUT, "usecase.account-login", "login", text_z(c->arena, d->login), "limit",
			       NUM(LOGIN_MAX), NULL);
	return sound(c, d, err);
}

bool account_put(struct account *made, struct context *c, const struct account_draft *d, struct err *err)
{
	struct text names = roles_text(c->arena, d->roles);
	int64_t id = 0;

	if (!next_id(&id, c, err))
		return false;
	{
		const struct value row[] = { V_INT(id),     V_TEXT(d->login),   V_TEXT(text_trim(d->name)),
					     V_TEXT(names), V_TEXT(d->section), V_TEXT(d->email),
					     V_INT(c->now) };

		return query_do(c->store, "account_add", row, 7, err) &&
		       account_noted(c, id, "added", names, (struct text){ 0 }, err) && account_by_id(made, c, id, err);
	}
}

bool account_add(struct account *made, struct context *c, const struct account_draft *d, struct err *err)
{
	struct txn *tx = NULL;
	struct account there = { 0 };
	bool taken = false, ok = false;

	if (!permit(c, RIGHT_ACCOUNTS, err) || !account_draft_fit(c, d, err) || !txn_begin(&tx, c->store, err) ||
	    !real_section(c, d->section, (struct text){ 0 }, err) ||
	    !read_one(&there, &taken, c, "account_by_login", V_TEXT(d->login), err))
		goto done;
	if (taken)
		err_set(err, ERR_CONFLICT, "usecase.account-there", "login", text_z(c->arena, d->login), "name",
			text_z(c->arena, there.name), NULL);
	else
		ok = account_put(made, c, d, err) && txn_commit(&tx, err);
done:
	txn_rollback(&tx);
	return ok;
}

/* Whether somebody but that account is an administrator who can be reached. */
static bool other_admin(bool *there, struct context *c, int64_t but, struct err *err)
{
	account_list all = { 0 };

	if (!read_all(&all, c, err))
		return false;
	*there = false;
	for (size_t i = 0; i < all.n; i++)
		*there |= all.at[i].id != but && !all.at[i].disabled && all.at[i].roles & ROLE_ADMIN;
	return true;
}

/* The last administrator stays one. */
static bool keeps_admin(struct context *c, const struct account *now, const struct account_draft *d, struct err *err)
{
	bool was = now->roles & ROLE_ADMIN && !now->disabled, is = d->roles & ROLE_ADMIN && !d->disabled, other = false;

	if (!was || is)
		return true;
	if (!other_admin(&other, c, now->id, err))
		return false;
	return other || err_set(err, ERR_CONFLICT, "usecase.last-admin", "login", text_z(c->arena, now->login), NULL);
}

bool account_end_sessions(struct context *c, int64_t account, struct text keep, struct err *err)
{
	struct hash kept = secret_hash(keep);
	const struct value v[] = { V_INT(account), V_HASH(&kept) };

	return query_do(c->store, "session_end_of", v, 2, err);
}

static bool write_change(struct context *c, const struct account *now, const struct account_draft *d, struct err *err)
{
	struct text names = roles_text(c->arena, d->roles);
	const struct value row[] = { V_INT(now->id),     V_TEXT(text_trim(d->name)), V_TEXT(names),
				     V_TEXT(d->section), V_TEXT(d->email),           V_INT(d->disabled) };
	const char *what = d->disabled != now->disabled ? d->disabled ? "disabled" : "enabled"
			   : d->roles != now->roles     ? "roles"
							: "changed";

	if ((d->disabled || now->roles & ~d->roles) && !account_end_sessions(c, now->id, (struct text){ 0 }, err))
		return false;
	return query_do(c->store, "account_change", row, 6, err) &&
	       account_noted(c, now->id, what, names, (struct text){ 0 }, err);
}

bool account_change(struct account *out, struct context *c, struct text login, const struct account_draft *d,
		    int64_t changed, struct err *err)
{
	struct txn *tx = NULL;
	struct account now = { 0 }, made = { 0 };
	bool ok = false;

	if (!permit(c, RIGHT_ACCOUNTS, err) || !sound(c, d, err) || !txn_begin(&tx, c->store, err) ||
	    !account_find(&now, c, login, err))
		goto done;
	if (changed && changed != now.changed) {
		err_set(err, ERR_CONFLICT, "usecase.account-stale", "login", text_z(c->arena, login), NULL);
		goto done;
	}
	ok = real_section(c, d->section, now.section, err) && keeps_admin(c, &now, d, err) &&
	     write_change(c, &now, d, err) && account_by_id(&made, c, now.id, err) && txn_commit(&tx, err);
	if (ok)
		*out = made;
done:
	txn_rollback(&tx);
	return ok;
}

/* ---- passwords ---- */

bool account_secret(struct context *c, int64_t account, struct text *password, struct text *totp, int64_t *step,
		    struct err *err)
{
	const struct value key[] = { V_INT(account) };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "account_secret", key, 1, err))
		return false;
	if (rows_next(r, &mine)) {
		*password = rows_null(r, 0) ? (struct text){ 0 } : text_dup(c->arena, rows_text(r, 0));
		*totp = rows_null(r, 1) ? (struct text){ 0 } : text_dup(c->arena, rows_text(r, 1));
		*step = rows_int(r, 2);
	}
	return rows_end(&r, &mine, err);
}

/* One's own password is changed by who knows it: a session left open must not be enough. */
static bool knows_present(struct context *c, const struct account *a, struct text present, struct err *err)
{
	struct text hash = { 0 }, totp = { 0 };
	int64_t step;

	if (!present.p)
		return permit(c, RIGHT_ACCOUNTS, err);
	if (!permit_account(c, a->id, err) || !attempt_allowed(c, a->login, (struct text){ 0 }, err) ||
	    !account_secret(c, a->id, &hash, &totp, &step, err))
		return false;
	return !hash.p || password_matches(hash, present) ||
	       sign_in_failed(c, a->login, a->id, (struct text){ 0 }, "usecase.password-wrong", err);
}

bool account_put_password(struct context *c, int64_t account, const char *hash, struct err *err)
{
	const struct value row[] = { V_INT(account), V_Z(hash) }, links[] = { V_INT(account), V_Z("password") };

	return query_do(c->store, "account_password", row, 2, err) &&
	       query_do(c->store, "link_end_of", links, 2, err) &&
	       account_noted(c, account, "password", (struct text){ 0 }, (struct text){ 0 }, err);
}

bool account_set_password(struct context *c, struct text login, struct text present, struct text password,
			  struct text keep, struct err *err)
{
	char hash[PASSWORD_HASH_SIZE];
	struct txn *tx = NULL;
	struct account a = { 0 };
	bool ok = false;

	if (!account_find(&a, c, login, err) || !knows_present(c, &a, present, err) ||
	    !password_fit(password, login, err) || !password_hash(hash, password, err) ||
	    !txn_begin(&tx, c->store, err))
		return false;
	ok = account_put_password(c, a.id, hash, err) && account_end_sessions(c, a.id, keep, err) &&
	     txn_commit(&tx, err);
	txn_rollback(&tx);
	return ok;
}

/* ---- the second factor ---- */

static bool keep_totp(struct context *c, int64_t account, struct value secret, int64_t step, const char *what,
		      struct err *err)
{
	const struct value row[] = { V_INT(account), secret, V_INT(step) };
	struct txn *tx = NULL;
	bool ok;

	if (!txn_begin(&tx, c->store, err))
		return false;
	ok = query_do(c->store, "account_totp", row, 3, err) &&
	     account_noted(c, account, what, (struct text){ 0 }, (struct text){ 0 }, err) && txn_commit(&tx, err);
	txn_rollback(&tx);
	return ok;
}

bool account_totp_set(struct context *c, struct text login, const uint8_t secret[TOTP_BYTES], struct text code,
		      struct err *err)
{
	struct text bytes = { (const char *)secret, TOTP_BYTES };
	struct account a = { 0 };
	int64_t step = 0;

	if (!account_find(&a, c, login, err))
		return false;
	if (c->person && c->person->account != a.id)
		return err_set(err, ERR_FORBIDDEN, "usecase.totp-own", NULL);
	if (c->person && a.has_totp)
		return err_set(err, ERR_CONFLICT, "usecase.totp-there", NULL);
	if (!totp_take(secret, c->now, code, &step))
		return err_set(err, ERR_INPUT, "usecase.totp-wrong", NULL);
	return keep_totp(c, a.id, V_BLOB(bytes), step, "totp", err);
}

static bool has_code(struct context *c, const struct account *a, struct text code, struct err *err)
{
	struct txn *tx = NULL;
	bool taken = false;
	bool ok = attempt_allowed(c, a->login, (struct text){ 0 }, err) && txn_begin(&tx, c->store, err) &&
		  account_take_code(c, a->id, code, &taken, err) && txn_commit(&tx, err);

	txn_rollback(&tx);
	return ok && (taken || sign_in_failed(c, a->login, a->id, (struct text){ 0 }, "usecase.totp-wrong", err));
}

bool account_totp_end(struct context *c, struct text login, struct text code, struct err *err)
{
	struct account a = { 0 };

	if (!account_find(&a, c, login, err) || !permit_account(c, a.id, err))
		return false;
	if (c->person && c->person->account == a.id && a.has_totp && !has_code(c, &a, code, err))
		return false;
	return keep_totp(c, a.id, V_NULL, 0, "totp-ended", err);
}
