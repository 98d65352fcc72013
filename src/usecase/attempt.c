/* Failures are counted by what was tried, not by account: a login that does not exist locks like one that does, and so
 * tells nothing. Behind one address sit all of a town hall's people, so an address may fail more often. The wait
 * doubles: a guesser has 5 + 6 tries in the first hour and one an hour from then on, and a person who mistyped waits a
 * minute. */
#include <stdlib.h>

#include "usecase/session.h"

struct attempt {
	int64_t failures, forgotten, locked_until;
};

static struct text subject(struct arena *a, const char *kind, struct text name)
{
	struct text cut = text_slice(name, 0, 128);

	while (cut.n && utf8_bad_at(cut) != SIZE_MAX)
		cut.n--;
	return text_of(arena_printf(a, "%s:%s", kind, text_z(a, cut)));
}

static bool get(struct attempt *out, struct context *c, struct text who, struct err *err)
{
	const struct value key[] = { V_TEXT(who) };
	struct err mine = { 0 };
	struct rows *r = NULL;

	*out = (struct attempt){ 0 };
	if (!query_run(&r, c->store, "attempt_get", key, 1, err))
		return false;
	if (rows_next(r, &mine))
		*out = (struct attempt){ rows_int(r, 0), rows_int(r, 1), rows_int(r, 2) };
	return rows_end(&r, &mine, err);
}

static bool may_try(struct context *c, struct text who, struct err *err)
{
	struct attempt a;

	if (!get(&a, c, who, err))
		return false;
	if (a.locked_until <= c->now)
		return true;
	return err_set(err, ERR_FORBIDDEN, "usecase.locked", "minutes", NUM((a.locked_until - c->now + 59) / 60), NULL);
}

bool attempt_allowed(struct context *c, struct text login, struct text address, struct err *err)
{
	return (!login.n || may_try(c, subject(c->arena, "login", login), err)) &&
	       (!address.n || may_try(c, subject(c->arena, "address", address), err));
}

static bool count(struct context *c, struct text who, int64_t most, struct err *err)
{
	struct attempt a;
	int64_t wait = LOCKED_FIRST;

	if (!get(&a, c, who, err))
		return false;
	if (a.forgotten <= c->now && a.locked_until <= c->now)
		a = (struct attempt){ 0 };
	a.failures++;
	/* Longer than the longest wait, else the doubling would begin anew. */
	a.forgotten = c->now + ATTEMPTS_FORGOTTEN + (a.failures > most ? LOCKED_LONGEST : 0);
	for (int64_t i = most; i < a.failures && wait < LOCKED_LONGEST; i++)
		wait *= 2;
	if (a.failures >= most)
		a.locked_until = c->now + (wait < LOCKED_LONGEST ? wait : LOCKED_LONGEST);
	{
		const struct value row[] = { V_TEXT(who), V_INT(a.failures), V_INT(a.forgotten),
					     V_INT(a.locked_until) };

		return query_do(c->store, "attempt_set", row, 4, err);
	}
}

bool attempt_failed(struct context *c, struct text login, struct text address, struct err *err)
{
	const struct value now[] = { V_INT(c->now) };

	return query_do(c->store, "attempt_forget", now, 1, err) &&
	       (!login.n || count(c, subject(c->arena, "login", login), ATTEMPTS_OF_LOGIN, err)) &&
	       (!address.n || count(c, subject(c->arena, "address", address), ATTEMPTS_OF_ADDRESS, err));
}

bool attempt_forgiven(struct context *c, struct text login, struct err *err)
{
	const struct value key[] = { V_TEXT(subject(c->arena, "login", login)) };

	return query_do(c->store, "attempt_end", key, 1, err);
}
