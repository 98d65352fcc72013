/* Who asks is found anew for every request: by the cookie's session, or below /api by the token. Nothing a client says
 * about itself counts, but what a proxy on this very machine adds when it was announced (--behind-proxy). */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "web/web.h"

const char *request_header(const struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name);
}

static bool is_loopback(const struct sockaddr *a)
{
	if (a->sa_family == AF_INET)
		return (ntohl(((const struct sockaddr_in *)a)->sin_addr.s_addr) >> 24) == 127;
	if (a->sa_family == AF_INET6) {
		const struct in6_addr *six = &((const struct sockaddr_in6 *)a)->sin6_addr;

		return IN6_IS_ADDR_LOOPBACK(six) || (IN6_IS_ADDR_V4MAPPED(six) && six->s6_addr[12] == 127);
	}
	return a->sa_family == AF_UNIX;
}

static struct text address_text(struct arena *arena, const struct sockaddr *a)
{
	char room[INET6_ADDRSTRLEN] = "";

	if (a->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)a)->sin_addr, room, sizeof room);
	else if (a->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)a)->sin6_addr, room, sizeof room);
	return text_of(arena_strdup(arena, room));
}

/* The last word of a list that proxies write on: what ours has added. */
static struct text last_word(struct text list)
{
	size_t comma;

	while ((comma = text_find(list, TEXT(","))) != SIZE_MAX)
		list = text_slice(list, comma + 1, list.n);
	return text_trim(list);
}

static bool is_address(struct text t)
{
	char z[INET6_ADDRSTRLEN + 1];
	struct in6_addr room;

	if (!t.n || t.n > INET6_ADDRSTRLEN)
		return false;
	memcpy(z, t.p, t.n);
	z[t.n] = '\0';
	return inet_pton(AF_INET, z, &room) == 1 || inet_pton(AF_INET6, z, &room) == 1;
}

void admit_client(struct exchange *x)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *a = i ? i->client_addr : NULL;
	struct text agent = text_of(request_header(x, "User-Agent")), from;

	x->secure = x->web->tls;
	x->q.address = a ? address_text(&x->arena, a) : (struct text){ 0 };
	if (x->web->behind_proxy && a && is_loopback(a)) {
		x->secure |= text_is(last_word(text_of(request_header(x, "X-Forwarded-Proto"))), "https");
		from = last_word(text_of(request_header(x, "X-Forwarded-For")));
		if (is_address(from))
			x->q.address = text_dup(&x->arena, from);
	}
	x->q.site = x->web->site;
	agent = text_slice(agent, 0, 200);
	x->q.agent = utf8_bad_at(agent) == SIZE_MAX ? text_dup(&x->arena, agent) : TEXT("?");
}

static void read_cookies(struct exchange *x)
{
	struct text header = text_of(request_header(x, "Cookie"));
	struct text guest = cookie_value(header, cookie_name(x, true));

	x->cookie = cookie_value(header, cookie_name(x, false));
	x->guest = guest.n == SECRET_SIZE ? guest : (struct text){ 0 };
}

static bool find_token(struct exchange *x, struct err *err)
{
	struct text header = text_of(request_header(x, "Authorization"));

	if (!text_starts(header, TEXT("Bearer ")))
		return true;
	if (!token_find(&x->token, &x->context, text_trim(text_slice(header, 7, header.n)), err))
		return false;
	if (x->token.there) {
		x->context.person = &x->token.person;
		x->context.actor = x->token.person.login;
	}
	return true;
}

static bool find_session(struct exchange *x, struct err *err)
{
	read_cookies(x);
	if (!session_find(&x->session, &x->context, x->cookie, err))
		return false;
	if (!x->session.there)
		return true;
	x->q.session = &x->session;
	if (!x->session.code_wanted) {
		x->context.person = &x->session.person;
		x->context.actor = x->session.person.login;
	}
	return true;
}

/* Somebody with no rights at all: what a visitor is to permit(), who must not pass for the operator. */
static const struct person nobody = { 0 };

static bool find_person(struct exchange *x, struct err *err)
{
	x->context = (struct context){
		.store = x->web->store, .arena = &x->arena, .plan = x->web->plan, .person = &nobody, .actor = TEXT("-")
	};
	x->q.context = &x->context;
	x->q.session = NULL;
	return context_now(&x->context.now, err) && (x->q.api ? find_token(x, err) : find_session(x, err));
}

static enum admitted admit_program(struct exchange *x, struct err *err)
{
	const struct page *p = x->q.page;
	unsigned wanted = x->post ? scope_of(p->right) : SCOPE_READ;

	/* What changes something is more than reading, whoever may do it. */
	if (x->post && wanted == SCOPE_READ)
		wanted = SCOPE_MANAGE;

	if (p->may != MAY_RIGHT)
		return p->may == MAY_ANYONE ? ADMIT_YES : ADMIT_NO;
	if (!x->token.there) {
		err_set(err, ERR_FORBIDDEN, "web.no-token", NULL);
		return ADMIT_SIGN_IN;
	}
	if (!(x->token.scopes & wanted)) {
		err_set(err, ERR_FORBIDDEN, "web.token-scope", "scope",
			text_z(&x->arena, scopes_text(&x->arena, wanted)), NULL);
		return ADMIT_NO;
	}
	return permit(&x->context, p->right, err) ? ADMIT_YES : ADMIT_NO;
}

enum admitted admit(struct exchange *x, struct err *err)
{
	const struct page *p = x->q.page;
	bool half;

	if (!x->web->store || p->may == MAY_NOBODY) {
		err_set(err, ERR_FORBIDDEN, "web.no-accounts", NULL);
		return ADMIT_NO;
	}
	if (!find_person(x, err))
		return ADMIT_FAILED;
	if (x->q.api)
		return admit_program(x, err);
	half = x->session.there && x->session.code_wanted;
	switch (p->may) {
	case MAY_GUEST:
		return x->session.there && !half ? ADMIT_HOME : ADMIT_YES;
	case MAY_PERSON:
	case MAY_RIGHT:
		if (!x->session.there)
			return ADMIT_SIGN_IN;
		if (half)
			return ADMIT_CODE;
		return p->may == MAY_PERSON || permit(&x->context, p->right, err) ? ADMIT_YES : ADMIT_NO;
	default:
		return ADMIT_YES;
	}
}
