/* Failures are counted by what was tried, not by account: a login that does not exist locks like one that does, and so
 * tells nothing. What locks is a login as tried from one address; who guesses elsewhere must not be able to shut a
 * person out. So that many addresses together do not guess either, a login that fails far too often waits everywhere -
 * but where the person has come in before. Behind one address may sit all of a town hall's people, so an address may
 * fail more often, and who comes in takes his own slips off its count. The wait doubles: a guesser has 5 + 6 tries in
 * the first hour and one an hour from then on, and a person who mistyped waits a minute. Rejected: a cookie for known
 * browsers, since the log of accounts knows the addresses already. */
#include <arpa/inet.h>
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

/* The address as one customer has it: of IPv6 that is a network of 64 bits, in which he may choose. */
static struct text network(struct arena *a, struct text address)
{
	char room[INET6_ADDRSTRLEN];
	struct in6_addr six;

	if (inet_pton(AF_INET6, text_z(a, address), &six) != 1 || IN6_IS_ADDR_V4MAPPED(&six))
		return address;
	for (int i = 8; i < 16; i++)
		six.s6_addr[i] = 0;
	return inet_ntop(AF_INET6, &six, room, sizeof room) ? text_of(arena_strdup(a, room)) : address;
}

/* The three counts of one try; empty where login or address is not given. */
struct counted {
	struct text pair, login, address;
};

static struct counted counted(struct arena *a, struct text login, struct text address)
{
	struct text from = network(a, address);
	struct counted s = { 0 };

	if (login.n)
		s.login = subject(a, "login", login);
	if (address.n)
		s.address = subject(a, "address", from);
	if (login.n && address.n)
		s.pair = text_of(arena_printf(a, "%s from %s", text_z(a, s.login), text_z(a, from)));
	return s;
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

static bool has_come_from(bool *known, struct context *c, struct text login, struct text address, struct err *err)
{
	const struct value key[] = { V_TEXT(login), V_TEXT(address), V_INT(c->now - ADDRESS_KNOWN) };
	struct err mine = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, "account_came_from", key, 3, err))
		return false;
	*known = rows_next(r, &mine);
	return rows_end(&r, &mine, err);
}

static bool may_try(struct context *c, struct text who, struct err *err)
{
	struct attempt a;

	if (!who.n)
		return true;
	if (!get(&a, c, who, err))
		return false;
	if (a.locked_until <= c->now)
		return true;
	return err_set(err, ERR_FORBIDDEN, "usecase.locked", "minutes", NUM((a.locked_until - c->now + 59) / 60), NULL);
}

bool attempt_allowed(struct context *c, struct text login, struct text address, struct err *err)
{
	const struct counted s = counted(c->arena, login, address);
	struct err why = { 0 };
	bool known = false;

	if (!may_try(c, s.pair, err) || !may_try(c, s.address, err))
		return false;
	if (may_try(c, s.login, &why))
		return true;
	if (why.kind == ERR_FORBIDDEN && address.n && !has_come_from(&known, c, login, address, err))
		return false;
	if (!known)
		err_copy(err, &why);
	return known;
}

static bool put(struct context *c, struct text who, const struct attempt *a, struct err *err)
{
	const struct value row[] = { V_TEXT(who), V_INT(a->failures), V_INT(a->forgotten), V_INT(a->locked_until) };

	return query_do(c->store, "attempt_set", row, 4, err);
}

static bool count(struct context *c, struct text who, int64_t most, struct err *err)
{
	struct attempt a;
	int64_t wait = LOCKED_FIRST;

	if (!who.n)
		return true;
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
	return put(c, who, &a, err);
}

bool attempt_failed(struct context *c, struct text login, struct text address, struct err *err)
{
	const struct counted s = counted(c->arena, login, address);
	const struct value now[] = { V_INT(c->now) };

	return query_do(c->store, "attempt_forget", now, 1, err) && count(c, s.pair, ATTEMPTS_OF_LOGIN, err) &&
	       count(c, s.login, ATTEMPTS_EVERYWHERE, err) && count(c, s.address, ATTEMPTS_OF_ADDRESS, err);
}

static bool end(struct context *c, struct text who, struct err *err)
{
	const struct value key[] = { V_TEXT(who) };

	return !who.n || query_do(c->store, "attempt_end", key, 1, err);
}

bool attempt_forgiven(struct context *c, struct text login, struct text address, struct err *err)
{
	const struct counted s = counted(c->arena, login, address);
	struct attempt own = { 0 }, all = { 0 };

	if (s.pair.n && (!get(&own, c, s.pair, err) || !get(&all, c, s.address, err)))
		return false;
	all.failures -= own.failures < all.failures ? own.failures : all.failures;
	return (!own.failures || put(c, s.address, &all, err)) && end(c, s.pair, err) && end(c, s.login, err);
}
