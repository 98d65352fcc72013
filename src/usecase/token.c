/* A token is a program's way in: it never can do more than its person, and less where its scopes say so. */
#include <string.h>

#include "usecase/account_parts.h"

static const struct {
	enum scope scope;
	const char *name;
} scopes[] = {
	{ SCOPE_READ, "read" }, { SCOPE_RECORD, "record" }, { SCOPE_REVIEW, "review" }, { SCOPE_MANAGE, "manage" }
};

enum { SCOPES = sizeof scopes / sizeof *scopes, TOKEN_NAME_MAX = 100, TOKENS_OF_ONE = 20 };

static const struct text prefix = { "sosei_", 6 };

enum scope scope_of(enum right right)
{
	switch (right) {
	case RIGHT_SIGNED_IN:
	case RIGHT_READ_LOG:
	case RIGHT_READ_INTERNAL:
	case RIGHT_READ_PACKET:
		return SCOPE_READ;
	case RIGHT_RECORD:
	case RIGHT_ASSESS:
		return SCOPE_RECORD;
	case RIGHT_RESPOND:
	case RIGHT_GRADE:
	case RIGHT_DISCUSS:
		return SCOPE_REVIEW;
	default:
		return SCOPE_MANAGE;
	}
}

struct text scopes_text(struct arena *a, unsigned set)
{
	const char *made = "";

	for (size_t i = 0; i < SCOPES; i++)
		if (set & scopes[i].scope)
			made = arena_printf(a, "%s%s%s", made, *made ? "," : "", scopes[i].name);
	return text_of(made);
}

bool scopes_parse(unsigned *set, struct text names, struct err *err)
{
	unsigned found = 0;

	while (names.n) {
		size_t comma = text_find(names, TEXT(","));
		struct text word = text_trim(text_slice(names, 0, comma));
		size_t i = 0;

		while (i < SCOPES && !text_is(word, scopes[i].name))
			i++;
		if (i == SCOPES)
			return err_set(err, ERR_INPUT, "usecase.no-scope", NULL);
		found |= scopes[i].scope;
		names = comma == SIZE_MAX ? (struct text){ 0 } : text_slice(names, comma + 1, names.n);
	}
	*set = found;
	return true;
}

static bool sound(struct text name, unsigned set, int64_t days, struct err *err)
{
	if (!text_trim(name).n || name.n > TOKEN_NAME_MAX || utf8_bad_at(name) != SIZE_MAX)
		return err_set(err, ERR_INPUT, "usecase.token-name", NULL);
	if (!set)
		return err_set(err, ERR_INPUT, "usecase.no-scope", NULL);
	if (days < 1 || days > TOKEN_DAYS_MAX)
		return err_set(err, ERR_INPUT, "usecase.token-days", "limit", NUM(TOKEN_DAYS_MAX), NULL);
	return true;
}

bool token_make(struct text *secret, struct context *c, struct text login, struct text name, unsigned set, int64_t days,
		struct err *err)
{
	struct text made = text_of(arena_printf(c->arena, "sosei_%s", text_z(c->arena, secret_new(c->arena))));
	struct hash hash = secret_hash(made);
	token_line_list have = { 0 };
	struct txn *tx = NULL;
	struct account a = { 0 };
	bool ok = false;

	if (!account_find(&a, c, login, err) || !permit_account(c, a.id, err) || !sound(name, set, days, err) ||
	    !tokens_read(&have, c, login, err))
		return false;
	if (have.n >= TOKENS_OF_ONE)
		return err_set(err, ERR_CONFLICT, "usecase.token-many", "limit", NUM(TOKENS_OF_ONE), NULL);
	if (!txn_begin(&tx, c->store, err))
		return false;
	{
		const struct value row[] = { V_HASH(&hash), V_INT(a.id),
					     V_TEXT(name),  V_TEXT(scopes_text(c->arena, set)),
					     V_INT(c->now), V_INT(c->now + days * 86400) };

		ok = query_do(c->store, "token_add", row, 6, err) &&
		     account_noted(c, a.id, "token", name, (struct text){ 0 }, err) && txn_commit(&tx, err);
	}
	txn_rollback(&tx);
	if (ok)
		*secret = made;
	return ok;
}

bool token_find(struct token *out, struct context *c, struct text secret, struct err *err)
{
	struct hash hash = secret_hash(secret);
	const struct value key[] = { V_HASH(&hash) };
	struct token made = { 0 };
	struct err mine = { 0 };
	struct rows *r = NULL;
	int64_t used = 0;

	*out = made;
	if (!text_starts(secret, prefix) || secret.n != prefix.n + SECRET_SIZE)
		return true;
	if (!query_run(&r, c->store, "token_get", key, 1, err))
		return false;
	if (rows_next(r, &mine)) {
		used = rows_null(r, 3) ? 0 : rows_int(r, 3);
		made.there = person_of_row(&made.person, c->arena, r, 4, &mine) && rows_int(r, 2) > c->now &&
			     scopes_parse(&made.scopes, rows_text(r, 1), NULL);
	}
	if (!rows_end(&r, &mine, err))
		return false;
	if (made.there && c->now - used >= 3600)
		secret_used(c, "token_used", &hash);
	*out = made;
	return true;
}

bool tokens_read(token_line_list *out, struct context *c, struct text login, struct err *err)
{
	token_line_list all = { 0 };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!account_rows(&r, c, "tokens_of", login, err))
		return false;
	while (rows_next(r, &mine)) {
		struct token_line line = { .number = rows_int(r, 0),
					   .name = text_dup(c->arena, rows_text(r, 1)),
					   .created = rows_int(r, 3),
					   .expires = rows_int(r, 4),
					   .used = rows_null(r, 5) ? 0 : rows_int(r, 5) };

		if (!scopes_parse(&line.scopes, rows_text(r, 2), &mine))
			break;
		*LIST_ADD(c->arena, &all) = line;
	}
	if (!rows_end(&r, &mine, err))
		return false;
	*out = all;
	return true;
}

bool token_end(struct context *c, struct text login, int64_t number, struct err *err)
{
	token_line_list have = { 0 };
	struct txn *tx = NULL;
	struct account a = { 0 };
	bool ok, there = false;

	if (!account_find(&a, c, login, err) || !tokens_read(&have, c, login, err))
		return false;
	for (size_t i = 0; i < have.n; i++)
		there |= have.at[i].number == number;
	if (!there)
		return err_set(err, ERR_INPUT, "usecase.no-token", "number", NUM(number), NULL);
	if (!txn_begin(&tx, c->store, err))
		return false;
	{
		const struct value key[] = { V_INT(number), V_INT(a.id) };

		ok = query_do(c->store, "token_end", key, 2, err) &&
		     account_noted(c, a.id, "token-ended", (struct text){ 0 }, (struct text){ 0 }, err) &&
		     txn_commit(&tx, err);
	}
	txn_rollback(&tx);
	return ok;
}
