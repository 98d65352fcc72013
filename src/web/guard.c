/* Two questions before a form is acted upon: did our own page send it, and has it been acted upon already?
 *
 * Ours: what the browser says of the request's origin (Sec-Fetch-Site, Origin), where it says it; and a key that only
 * our page knows, made from the visitor's cookie. A wrong key from our own origin is an old page, left open while the
 * person signed in anew: that comes back as typed. Rejected: a secret kept for each session - the cookie is one
 * already, and its SHA-256 with a word in front tells nothing of it. Once: each form carries 16 random bytes; they are
 * written in the same transaction as what the form does. */
#include <string.h>

#include "base/hash.h"
#include "usecase/form_once.h"
#include "web/web.h"

void guard_key(struct exchange *x)
{
	struct text secret = x->session.there ? x->session.cookie : x->guest;
	struct hash h;
	const char *mixed;

	if (!secret.n) {
		x->guest = secret = secret_new(&x->arena);
		x->new_guest = true;
	}
	mixed = arena_printf(&x->arena, "sosei form %.*s", (int)secret.n, secret.p);
	h = hash_bytes(mixed, strlen(mixed));
	x->q.form_key = text_of(arena_strdup(&x->arena, HEX(&h)));
}

/* "https://example.jp:8443" is of this host where the request's Host says the same. */
static bool is_own_origin(const struct exchange *x, struct text origin)
{
	struct text host = text_of(request_header(x, "Host"));
	struct text scheme = x->secure ? TEXT("https://") : TEXT("http://");

	return host.n && text_starts(origin, scheme) && text_eq(text_slice(origin, scheme.n, origin.n), host);
}

static bool is_foreign(const struct exchange *x)
{
	const char *site = request_header(x, "Sec-Fetch-Site"), *origin = request_header(x, "Origin");

	/* "none": the person himself, say by restoring a window. */
	if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return true;
	/* A browser that sends the first need not be asked for the second: a proxy may have changed Host. */
	return !site && origin && !is_own_origin(x, text_of(origin));
}

enum guarded guard_check(const struct exchange *x, const pair_list *form)
{
	size_t n;
	const struct pair *key = pair_of(form, "_form", &n);

	if (is_foreign(x))
		return GUARD_FORGED;
	if (key && secret_eq(key->value, x->q.form_key))
		return GUARD_OK;
	/* Without either header only the key tells, and who does not have it may be anybody. */
	return request_header(x, "Sec-Fetch-Site") || request_header(x, "Origin") ? GUARD_STALE : GUARD_FORGED;
}

bool guard_was_done(bool *done, struct exchange *x, struct text once, struct err *err)
{
	*done = false;
	return !once.n || form_was_done(done, &x->context, once, err);
}
