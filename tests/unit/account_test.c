/* Accounts on both databases: who may come in, how long, and how guessing is slowed down. */
#include <time.h>

#include "store_place.h"
#include "usecase/form_once.h"
#include "usecase/session.h"

struct world {
	struct store *store;
	struct arena arena;
	struct context c;
};

static struct world open_world(void **state)
{
	return (struct world){ .store = place_create(*state), .c = { .actor = TEXT("operator"), .now = 1795000000 } };
}

static struct context *at(struct world *w)
{
	w->c.store = w->store;
	w->c.arena = &w->arena;
	return &w->c;
}

static void close_world(struct world *w)
{
	store_close(&w->store);
	arena_clear(&w->arena);
}

static struct account add(struct world *w, const char *login, unsigned roles)
{
	struct account_draft d = { .login = text_of(login), .name = TEXT("例示 花子"), .roles = roles };
	struct account made = { 0 };

	OK(account_add(&made, at(w), &d, &err));
	return made;
}

static const struct text none = { 0 };
static const struct text good = { "correct horse battery", 21 };

static struct account add_with_password(struct world *w, const char *login, unsigned roles)
{
	struct account made = add(w, login, roles);

	OK(account_set_password(at(w), text_of(login), none, good, none, &err));
	return made;
}

/* False: refused; *id then says why. */
static bool sign_in_from(struct world *w, const char *address, const char *login, struct text password,
			 struct signed_in *out, const char **id)
{
	struct sign_in s = { .login = text_of(login), .address = text_of(address), .agent = TEXT("test") };
	struct err err = { 0 };
	bool ok = sign_in_begin(&s, at(w), &err) && sign_in_end(out, &s, sign_in_matches(&s, password), at(w), &err);

	*id = err.msg.id;
	if (!ok)
		assert_int_equal(err.kind, ERR_FORBIDDEN);
	return ok;
}

static bool sign_in(struct world *w, const char *login, struct text password, struct signed_in *out, const char **id)
{
	return sign_in_from(w, "192.0.2.1", login, password, out, id);
}

static struct session session_of(struct world *w, struct text cookie)
{
	struct session s = { 0 };

	OK(session_find(&s, at(w), cookie, &err));
	return s;
}

static void the_right_password_opens_a_session(void **state)
{
	struct world w = open_world(state);
	struct signed_in in;
	struct session s;
	const char *id;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	assert_int_equal(in.cookie.n, SECRET_SIZE);
	s = session_of(&w, in.cookie);
	assert_true(s.there && !s.code_wanted);
	assert_true(text_is(s.person.login, "hanako"));
	assert_int_equal(s.person.roles, ROLE_PLANNER);
	OK(session_end(at(&w), in.cookie, &err));
	assert_false(session_of(&w, in.cookie).there);
	close_world(&w);
}

static void a_wrong_login_and_a_wrong_password_are_told_the_same(void **state)
{
	struct world w = open_world(state);
	struct signed_in in;
	const char *wrong, *unknown;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	add(&w, "empty", ROLE_PLANNER);
	assert_false(sign_in(&w, "hanako", TEXT("wrong horse battery"), &in, &wrong));
	assert_false(sign_in(&w, "nobody", good, &in, &unknown));
	assert_string_equal(wrong, unknown);
	assert_false(sign_in(&w, "empty", none, &in, &unknown)); /* no password set is none that fits */
	assert_string_equal(wrong, unknown);
	close_world(&w);
}

static void an_unknown_login_takes_as_long_as_a_known_one(void **state)
{
	struct sign_in known = { 0 }, unknown = { 0 };
	char hash[PASSWORD_HASH_SIZE];
	struct timespec t[3];
	double a, b;

	(void)state;
	OK(password_hash(hash, good, &err));
	known.hash = text_of(hash);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t[0]);
	for (int i = 0; i < 3; i++)
		assert_false(sign_in_matches(&known, TEXT("wrong horse battery")));
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t[1]);
	for (int i = 0; i < 3; i++)
		assert_false(sign_in_matches(&unknown, TEXT("wrong horse battery")));
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t[2]);
	a = (double)(t[1].tv_sec - t[0].tv_sec) + (double)(t[1].tv_nsec - t[0].tv_nsec) / 1e9;
	b = (double)(t[2].tv_sec - t[1].tv_sec) + (double)(t[2].tv_nsec - t[1].tv_nsec) / 1e9;
	print_message("# argon2id: %.0f ms of CPU for a known login, %.0f ms for an unknown one\n", a / 3 * 1e3,
		      b / 3 * 1e3);
	assert_true(a > 0.03 && b > a / 2 && b < a * 2);
}

static void guessing_a_login_locks_it_for_longer_and_longer(void **state)
{
	struct world w = open_world(state);
	struct signed_in in;
	const char *id;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	for (int i = 0; i < ATTEMPTS_OF_LOGIN; i++) {
		assert_false(sign_in(&w, "hanako", TEXT("wrong horse battery"), &in, &id));
		assert_string_equal(id, "usecase.sign-in-wrong");
	}
	assert_false(sign_in(&w, "hanako", good, &in, &id));
	assert_string_equal(id, "usecase.locked");
	w.c.now += LOCKED_FIRST;
	assert_false(sign_in(&w, "hanako", TEXT("wrong horse battery"), &in, &id));
	w.c.now += LOCKED_FIRST;
	assert_false(sign_in(&w, "hanako", good, &in, &id)); /* now it is two minutes */
	assert_string_equal(id, "usecase.locked");
	w.c.now += LOCKED_FIRST;
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	for (int i = 0; i < ATTEMPTS_OF_LOGIN - 1; i++) /* forgiven: counting begins anew */
		assert_false(sign_in(&w, "hanako", TEXT("wrong horse battery"), &in, &id));
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	close_world(&w);
}

/* Whoever changes one of these changes the page, or thinks again. */
static void the_guards_are_as_docs_serve_says(void **state)
{
	(void)state;
	assert_int_equal(ATTEMPTS_OF_LOGIN, 5);
	assert_int_equal(ATTEMPTS_OF_ADDRESS, 30);
	assert_int_equal(ATTEMPTS_EVERYWHERE, 50);
	assert_int_equal(LOCKED_FIRST, 60);
	assert_int_equal(LOCKED_LONGEST, 3600);
	assert_int_equal(ADDRESS_KNOWN, 90 * 86400);
	assert_int_equal(SESSION_IDLE, 3600);
	assert_int_equal(SESSION_LONGEST, 12 * 3600);
}

static void a_login_that_does_not_exist_locks_too(void **state)
{
	struct world w = open_world(state);
	struct signed_in in;
	const char *id;

	for (int i = 0; i < ATTEMPTS_OF_LOGIN; i++)
		assert_false(sign_in(&w, "nobody", good, &in, &id));
	assert_false(sign_in(&w, "nobody", good, &in, &id));
	assert_string_equal(id, "usecase.locked");
	close_world(&w);
}

static void an_address_that_tries_many_logins_has_to_wait(void **state)
{
	struct world w = open_world(state);
	struct signed_in in;
	const char *id;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	OK(txn_begin(&(struct txn *){ NULL }, w.store, &err));
	for (int i = 0; i < ATTEMPTS_OF_ADDRESS; i++) {
		char login[16];

		snprintf(login, sizeof login, "guess%d", i);
		OK(attempt_failed(at(&w), text_of(login), TEXT("192.0.2.1"), &err));
	}
	store_close(&w.store);
	w.store = place_open(*state, STORE_WRITE); /* not committed: nothing is counted */
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	for (int i = 0; i < ATTEMPTS_OF_ADDRESS; i++) {
		struct txn *tx = NULL;

		OK(txn_begin(&tx, w.store, &err));
		OK(attempt_failed(at(&w), none, TEXT("192.0.2.1"), &err));
		OK(txn_commit(&tx, &err));
	}
	assert_false(sign_in(&w, "hanako", good, &in, &id));
	assert_string_equal(id, "usecase.locked");
	w.c.now += LOCKED_LONGEST;
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	close_world(&w);
}

/* Without the slow hash: what a try is counted as. */
static void fails_from(struct world *w, const char *login, const char *address, int times)
{
	for (int i = 0; i < times; i++) {
		struct txn *tx = NULL;

		OK(txn_begin(&tx, w->store, &err));
		OK(attempt_failed(at(w), text_of(login), text_of(address), &err));
		OK(txn_commit(&tx, &err));
	}
}

static bool may_try_from(struct world *w, const char *login, const char *address)
{
	struct err err = { 0 };

	return attempt_allowed(at(w), text_of(login), text_of(address), &err);
}

static void guessing_elsewhere_does_not_shut_the_person_out(void **state)
{
	struct world w = open_world(state);
	struct signed_in in;
	const char *id;
	char address[24];

	add_with_password(&w, "hanako", ROLE_ADMIN);
	fails_from(&w, "hanako", "203.0.113.9", ATTEMPTS_OF_LOGIN);
	assert_false(may_try_from(&w, "hanako", "203.0.113.9"));
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	/* Many addresses together are stopped, at every address that is new; not at hers. */
	for (int i = 0; i * 4 < ATTEMPTS_EVERYWHERE; i++) {
		snprintf(address, sizeof address, "203.0.113.%d", i + 10);
		assert_true(may_try_from(&w, "hanako", address));
		fails_from(&w, "hanako", address, 4);
	}
	assert_false(may_try_from(&w, "hanako", "198.51.100.1"));
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	fails_from(&w, "hanako", "203.0.113.200", ATTEMPTS_EVERYWHERE);
	w.c.now += ADDRESS_KNOWN + 1;
	fails_from(&w, "hanako", "203.0.113.200", ATTEMPTS_EVERYWHERE);
	assert_false(may_try_from(&w, "hanako", "192.0.2.1"));
	close_world(&w);
}

static void who_comes_in_takes_his_own_slips_off_the_address(void **state)
{
	struct world w = open_world(state);
	char login[16];

	for (int i = 0; i < ATTEMPTS_OF_ADDRESS * 2; i++) {
		struct txn *tx = NULL;

		snprintf(login, sizeof login, "clerk%d", i);
		assert_true(may_try_from(&w, login, "192.0.2.1"));
		fails_from(&w, login, "192.0.2.1", 2);
		OK(txn_begin(&tx, w.store, &err));
		OK(attempt_forgiven(at(&w), text_of(login), TEXT("192.0.2.1"), &err));
		OK(txn_commit(&tx, &err));
	}
	/* Those of somebody else stay. */
	fails_from(&w, "guesser", "192.0.2.1", ATTEMPTS_OF_ADDRESS - 2);
	fails_from(&w, "clerk0", "192.0.2.1", 1);
	OK(attempt_forgiven(at(&w), TEXT("clerk0"), TEXT("192.0.2.1"), &err));
	fails_from(&w, "other", "192.0.2.1", 2);
	assert_false(may_try_from(&w, "clerk1", "192.0.2.1"));
	close_world(&w);
}

static void addresses_of_one_network_are_one(void **state)
{
	struct world w = open_world(state);
	char address[40];

	for (int i = 0; i < ATTEMPTS_OF_LOGIN; i++) {
		snprintf(address, sizeof address, "2001:db8:1:2::%x", i + 1);
		fails_from(&w, "hanako", address, 1);
	}
	assert_false(may_try_from(&w, "hanako", "2001:db8:1:2:ffff::1"));
	assert_true(may_try_from(&w, "hanako", "2001:db8:1:3::1"));
	close_world(&w);
}

static void a_session_ends_by_idleness_and_by_age(void **state)
{
	struct world w = open_world(state);
	struct signed_in in;
	const char *id;
	int64_t began;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	w.c.now += SESSION_IDLE;
	assert_false(session_of(&w, in.cookie).there);
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	for (began = w.c.now; w.c.now + SESSION_IDLE / 2 < began + SESSION_LONGEST;) {
		w.c.now += SESSION_IDLE / 2;
		assert_true(session_of(&w, in.cookie).there);
	}
	w.c.now = began + SESSION_LONGEST;
	assert_false(session_of(&w, in.cookie).there);
	close_world(&w);
}

static void a_second_factor_stands_between_password_and_session(void **state)
{
	struct world w = open_world(state);
	uint8_t secret[TOTP_BYTES];
	struct signed_in half, in;
	char code[7];
	const char *id;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	totp_new(secret);
	totp_code(code, secret, w.c.now);
	REFUSED(account_totp_set(at(&w), TEXT("hanako"), secret, TEXT("000 00x"), &err), ERR_INPUT,
		"usecase.totp-wrong");
	OK(account_totp_set(at(&w), TEXT("hanako"), secret, text_of(code), &err));
	assert_true(sign_in(&w, "hanako", good, &half, &id));
	assert_true(half.code_wanted);
	assert_true(session_of(&w, half.cookie).code_wanted);
	/* The code of the set-up was taken; the next one opens, once. */
	REFUSED(sign_in_code(&in, at(&w), half.cookie, text_of(code), none, &err), ERR_FORBIDDEN, "usecase.totp-wrong");
	w.c.now += TOTP_STEP;
	totp_code(code, secret, w.c.now);
	OK(sign_in_code(&in, at(&w), half.cookie, text_of(code), none, &err));
	assert_false(session_of(&w, half.cookie).there);
	assert_true(session_of(&w, in.cookie).there && !session_of(&w, in.cookie).code_wanted);
	assert_true(sign_in(&w, "hanako", good, &half, &id));
	REFUSED(sign_in_code(&in, at(&w), half.cookie, text_of(code), none, &err), ERR_FORBIDDEN, "usecase.totp-wrong");
	w.c.now += SESSION_CODE;
	REFUSED(sign_in_code(&in, at(&w), half.cookie, text_of(code), none, &err), ERR_FORBIDDEN,
		"usecase.session-ended");
	OK(account_totp_end(at(&w), TEXT("hanako"), none, &err));
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	assert_false(in.code_wanted);
	close_world(&w);
}

static void who_ends_his_own_second_factor_shows_that_he_has_it(void **state)
{
	struct world w = open_world(state);
	struct account a = add_with_password(&w, "hanako", ROLE_ADMIN);
	struct person she = { a.id, TEXT("hanako"), TEXT("例示 花子"), ROLE_ADMIN, TEXT("") };
	uint8_t secret[TOTP_BYTES], other[TOTP_BYTES];
	char code[7];

	w.c.person = &she;
	totp_new(secret);
	totp_new(other);
	totp_code(code, secret, w.c.now);
	OK(account_totp_set(at(&w), TEXT("hanako"), secret, text_of(code), &err));
	totp_code(code, other, w.c.now);
	REFUSED(account_totp_set(at(&w), TEXT("hanako"), other, text_of(code), &err), ERR_CONFLICT,
		"usecase.totp-there");
	REFUSED(account_totp_end(at(&w), TEXT("hanako"), none, &err), ERR_FORBIDDEN, "usecase.totp-wrong");
	totp_code(code, secret, w.c.now); /* that of the set-up was taken */
	REFUSED(account_totp_end(at(&w), TEXT("hanako"), text_of(code), &err), ERR_FORBIDDEN, "usecase.totp-wrong");
	w.c.now += TOTP_STEP;
	totp_code(code, secret, w.c.now);
	OK(account_totp_end(at(&w), TEXT("hanako"), text_of(code), &err));
	OK(account_totp_end(at(&w), TEXT("hanako"), none, &err)); /* there is none: nothing to show */
	/* Guessing the present password, too, is counted. */
	for (int i = 0; i < ATTEMPTS_EVERYWHERE; i++)
		fails_from(&w, "hanako", "", 1);
	REFUSED(account_set_password(at(&w), TEXT("hanako"), good, TEXT("another horse battery"), none, &err),
		ERR_FORBIDDEN, "usecase.locked");
	close_world(&w);
}

/* RFC 6238, appendix B, for SHA-1: the last six of its eight digits. */
static void codes_are_those_of_rfc_6238(void **state)
{
	static const struct {
		int64_t at;
		const char *code;
	} rows[] = { { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
		     { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
	const uint8_t *secret = (const uint8_t *)"12345678901234567890";

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char code[7];
		int64_t step = 0;

		totp_code(code, secret, rows[i].at);
		assert_string_equal(code, rows[i].code);
		assert_true(totp_take(secret, rows[i].at + TOTP_STEP, text_of(rows[i].code), &step));
		assert_int_equal(step, rows[i].at / TOTP_STEP);
		assert_false(totp_take(secret, rows[i].at, text_of(rows[i].code), &step)); /* replayed */
		step = 0;
		assert_false(totp_take(secret, rows[i].at + 2 * TOTP_STEP, text_of(rows[i].code), &step));
		assert_false(rows[i].at > 100 &&
			     totp_take(secret, rows[i].at - 2 * TOTP_STEP, text_of(rows[i].code), &step));
	}
}

static void codes_that_are_none_are_not_taken(void **state)
{
	static const char *const codes[] = { "", "28708", "2870822", "28708a", "２８７０８２", "-287082-1" };
	const uint8_t *secret = (const uint8_t *)"12345678901234567890";

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		int64_t step = 0;

		assert_false(totp_take(secret, 59, text_of(codes[i]), &step));
	}
	assert_true(totp_take(secret, 59, TEXT("287 082"), &(int64_t){ 0 }));
}

static void a_link_chooses_a_password_once(void **state)
{
	struct world w = open_world(state);
	struct signed_in in;
	struct session there;
	struct text secret, second;
	struct link l;
	const char *id;

	add(&w, "hanako", ROLE_SECTION);
	OK(link_make(&secret, at(&w), TEXT("hanako"), LINK_PASSWORD, none, 0, &err));
	OK(link_make(&second, at(&w), TEXT("hanako"), LINK_PASSWORD, none, 0, &err));
	REFUSED(link_see(&l, at(&w), secret, LINK_PASSWORD, &err), ERR_FORBIDDEN, "usecase.link-none");
	OK(link_see(&l, at(&w), second, LINK_PASSWORD, &err)); /* looking does not use it up */
	REFUSED(link_password(&in, at(&w), second, TEXT("short"), none, none, &err), ERR_INPUT,
		"usecase.password-short");
	REFUSED(link_enter(&in, at(&w), second, none, none, &err), ERR_FORBIDDEN, "usecase.link-none");
	OK(link_password(&in, at(&w), second, good, none, none, &err));
	OK(session_find(&there, at(&w), in.cookie, &err)); /* and is in at once */
	assert_true(there.there && !there.code_wanted);
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	REFUSED(link_password(&in, at(&w), second, good, none, none, &err), ERR_FORBIDDEN, "usecase.link-used");
	close_world(&w);
}

static void an_experts_link_comes_in_once_and_expires(void **state)
{
	const struct account_draft d = { .login = TEXT("expert"), .name = TEXT("例示 学"), .roles = ROLE_PLANNER };
	struct world w = open_world(state);
	struct signed_in in;
	struct account a;
	struct text secret;
	struct link l;

	add(&w, "expert", ROLE_EXPERT);
	add(&w, "planner", ROLE_PLANNER);
	REFUSED(link_make(&secret, at(&w), TEXT("planner"), LINK_EXPERT, none, 0, &err), ERR_INPUT,
		"usecase.link-expert-only");
	OK(link_make(&secret, at(&w), TEXT("expert"), LINK_EXPERT, TEXT("/review"), 0, &err));
	OK(link_see(&l, at(&w), secret, LINK_EXPERT, &err));
	assert_true(text_is(l.target, "/review"));
	OK(link_enter(&in, at(&w), secret, TEXT("192.0.2.1"), none, &err));
	assert_true(session_of(&w, in.cookie).there);
	REFUSED(link_enter(&in, at(&w), secret, none, none, &err), ERR_FORBIDDEN, "usecase.link-used");
	OK(link_make(&secret, at(&w), TEXT("expert"), LINK_EXPERT, none, 2, &err));
	w.c.now += 2 * 86400;
	REFUSED(link_enter(&in, at(&w), secret, none, none, &err), ERR_FORBIDDEN, "usecase.link-expired");
	/* Without a password comes in who may do little, also where he may more since the link was made. */
	OK(link_make(&secret, at(&w), TEXT("expert"), LINK_EXPERT, none, 0, &err));
	OK(account_change(&a, at(&w), TEXT("expert"), &d, 0, &err));
	REFUSED(link_enter(&in, at(&w), secret, none, none, &err), ERR_FORBIDDEN, "usecase.link-none");
	close_world(&w);
}

static void changing_the_password_ends_the_other_sessions(void **state)
{
	struct world w = open_world(state);
	struct signed_in one, two;
	struct person self;
	const char *id;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	assert_true(sign_in(&w, "hanako", good, &one, &id) && sign_in(&w, "hanako", good, &two, &id));
	OK(account_act_as(&self, at(&w), TEXT("hanako"), &err));
	w.c.person = &self;
	REFUSED(account_set_password(at(&w), TEXT("hanako"), TEXT("wrong horse battery"), TEXT("another horse battery"),
				     two.cookie, &err),
		ERR_FORBIDDEN, "usecase.password-wrong");
	REFUSED(account_set_password(at(&w), TEXT("hanako"), none, TEXT("another horse battery"), two.cookie, &err),
		ERR_FORBIDDEN, "usecase.not-allowed");
	OK(account_set_password(at(&w), TEXT("hanako"), good, TEXT("another horse battery"), two.cookie, &err));
	assert_false(session_of(&w, one.cookie).there);
	assert_true(session_of(&w, two.cookie).there);
	close_world(&w);
}

static void disabling_an_account_shuts_all_its_doors(void **state)
{
	struct world w = open_world(state);
	struct account_draft d = { .name = TEXT("例示 花子"), .roles = ROLE_PLANNER, .disabled = true };
	struct account a = add_with_password(&w, "hanako", ROLE_PLANNER);
	struct text secret;
	struct signed_in in;
	struct token t;
	const char *id;

	assert_true(sign_in(&w, "hanako", good, &in, &id));
	OK(token_make(&secret, at(&w), TEXT("hanako"), TEXT("x"), SCOPE_READ, 1, &err));
	OK(token_find(&t, at(&w), secret, &err));
	assert_true(t.there && t.scopes == SCOPE_READ);
	OK(account_change(&a, at(&w), TEXT("hanako"), &d, 0, &err));
	assert_false(session_of(&w, in.cookie).there);
	OK(token_find(&t, at(&w), secret, &err));
	assert_false(t.there);
	assert_false(sign_in(&w, "hanako", good, &in, &id));
	assert_string_equal(id, "usecase.sign-in-wrong");
	close_world(&w);
}

static void who_saves_second_is_told(void **state)
{
	struct world w = open_world(state);
	struct account_draft d = { .name = TEXT("例示 花子"), .roles = ROLE_SECTION };
	struct account a = add(&w, "hanako", ROLE_PLANNER), now;

	OK(account_change(&now, at(&w), TEXT("hanako"), &d, a.changed, &err));
	REFUSED(account_change(&now, at(&w), TEXT("hanako"), &d, a.changed, &err), ERR_CONFLICT,
		"usecase.account-stale");
	close_world(&w);
}

static void a_token_expires_and_is_found_by_nothing_but_itself(void **state)
{
	struct world w = open_world(state);
	struct text secret, near;
	struct token t;

	add(&w, "hanako", ROLE_PLANNER);
	OK(token_make(&secret, at(&w), TEXT("hanako"), TEXT("表計算"), SCOPE_READ | SCOPE_RECORD, 2, &err));
	near = text_dup(&w.arena, secret);
	((char *)near.p)[near.n - 1] ^= 1;
	OK(token_find(&t, at(&w), near, &err));
	assert_false(t.there);
	OK(token_find(&t, at(&w), text_slice(secret, 6, secret.n), &err));
	assert_false(t.there);
	w.c.now += 2 * 86400;
	OK(token_find(&t, at(&w), secret, &err));
	assert_false(t.there);
	close_world(&w);
}

static void secrets_are_kept_as_hashes_only(void **state)
{
	struct world w = open_world(state);
	struct text link, token;
	struct signed_in in;
	const char *id;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	OK(link_make(&link, at(&w), TEXT("hanako"), LINK_PASSWORD, none, 0, &err));
	OK(token_make(&token, at(&w), TEXT("hanako"), TEXT("x"), SCOPE_READ, 1, &err));
	store_close(&w.store);
	if (!((struct place *)*state)->postgresql) {
		FILE *f = fopen(((struct place *)*state)->where, "rb");
		char *all = malloc(4 << 20);
		size_t n = fread(all, 1, 4 << 20, f);
		struct text file = { all, n };

		fclose(f);
		assert_true(n > 10000);
		assert_true(text_find(file, TEXT("$argon2id$")) != SIZE_MAX);
		assert_true(text_find(file, good) == SIZE_MAX);
		assert_true(text_find(file, in.cookie) == SIZE_MAX);
		assert_true(text_find(file, link) == SIZE_MAX);
		assert_true(text_find(file, token) == SIZE_MAX);
		free(all);
	}
	close_world(&w);
}

static void the_first_account_needs_the_code_of_the_terminal(void **state)
{
	struct world w = open_world(state);
	struct setup_request q = { .code = TEXT("AAAA-AAAA-AAAA-AAAA"),
				   .login = TEXT("hanako"),
				   .name = TEXT("例示 花子"),
				   .password = good,
				   .address = TEXT("192.0.2.1") };
	struct signed_in in;
	struct session s;
	struct text code;

	OK(link_make_setup(&code, at(&w), &err));
	REFUSED(setup_first_account(&in, at(&w), &q, &err), ERR_FORBIDDEN, "usecase.setup-code");
	q.code = code;
	q.password = TEXT("short");
	REFUSED(setup_first_account(&in, at(&w), &q, &err), ERR_INPUT, "usecase.password-short");
	q.password = good;
	OK(setup_first_account(&in, at(&w), &q, &err)); /* what was refused has not used up the code */
	s = session_of(&w, in.cookie);
	assert_int_equal(s.person.roles, ROLE_ADMIN | ROLE_PLANNER);
	q.login = TEXT("second");
	REFUSED(setup_first_account(&in, at(&w), &q, &err), ERR_FORBIDDEN, "usecase.link-used");
	OK(link_make_setup(&q.code, at(&w), &err));
	REFUSED(setup_first_account(&in, at(&w), &q, &err), ERR_CONFLICT, "usecase.setup-done");
	close_world(&w);
}

static void a_code_may_be_typed_in_small_letters_and_without_hyphens(void **state)
{
	struct world w = open_world(state);
	struct text code;
	struct link l;
	char typed[32];
	size_t n = 0;

	OK(link_make_setup(&code, at(&w), &err));
	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] != '-')
			typed[n++] = (char)(code.p[i] | (code.p[i] >= 'A' ? 0x20 : 0));
	OK(link_see(&l, at(&w), (struct text){ typed, n }, LINK_SETUP, &err));
	close_world(&w);
}

static void what_was_done_to_accounts_is_for_auditors(void **state)
{
	struct world w = open_world(state);
	account_line_list lines = { 0 };
	struct person p;
	struct signed_in in;
	const char *id;

	add_with_password(&w, "hanako", ROLE_PLANNER);
	add(&w, "auditor", ROLE_AUDITOR);
	assert_true(sign_in(&w, "hanako", good, &in, &id));
	OK(account_act_as(&p, at(&w), TEXT("hanako"), &err));
	w.c.person = &p;
	REFUSED(account_log_read(&lines, at(&w), 0, 10, &err), ERR_FORBIDDEN, "usecase.not-allowed");
	w.c.person = NULL;
	OK(account_act_as(&p, at(&w), TEXT("auditor"), &err));
	w.c.person = &p;
	OK(account_log_read(&lines, at(&w), 0, 2, &err));
	assert_int_equal(lines.n, 2);
	assert_string_equal(lines.at[0].what, "usecase.account-did-sign-in");
	assert_true(text_is(lines.at[0].actor, "hanako"));
	assert_true(text_is(lines.at[0].address, "192.0.2.1"));
	close_world(&w);
}

/* The mark of a form and what the form did stand or fall together. */
static void a_form_is_marked_in_the_transaction_of_what_it_does(void **state)
{
	struct world w = open_world(state);
	struct account_draft d = { .login = TEXT("taro"), .name = TEXT("例示 太郎") };
	struct account made;
	bool done = true;

	OK(form_was_done(&done, at(&w), TEXT("k1"), &err));
	assert_false(done);
	form_mark(at(&w), TEXT("k1"));
	OK(account_add(&made, at(&w), &d, &err));
	OK(form_was_done(&done, at(&w), TEXT("k1"), &err));
	assert_true(done);
	/* What is refused marks nothing. */
	form_mark(at(&w), TEXT("k2"));
	REFUSED(account_add(&made, at(&w), &d, &err), ERR_CONFLICT, "usecase.account-there");
	form_unmark(at(&w));
	OK(form_was_done(&done, at(&w), TEXT("k2"), &err));
	assert_false(done);
	/* Another server was given the same form at the same moment: what this one does is undone. */
	d.login = TEXT("jiro");
	form_mark(at(&w), TEXT("k1"));
	{
		struct err err = { 0 };

		assert_false(account_add(&made, at(&w), &d, &err));
		assert_int_equal(err.kind, ERR_CONFLICT);
	}
	REFUSED(account_find(&made, at(&w), TEXT("jiro"), &err), ERR_INPUT, "usecase.no-account");
	w.c.now += 3 * 86400;
	OK(form_forget_old(at(&w), &err));
	OK(form_was_done(&done, at(&w), TEXT("k1"), &err));
	assert_false(done);
	close_world(&w);
}

int main(int argc, char **argv)
{
	struct CMUnitTest tests[] = { PLACE_TEST(the_right_password_opens_a_session),
				      PLACE_TEST(a_wrong_login_and_a_wrong_password_are_told_the_same),
				      PLACE_TEST(an_unknown_login_takes_as_long_as_a_known_one),
				      PLACE_TEST(guessing_a_login_locks_it_for_longer_and_longer),
				      PLACE_TEST(a_login_that_does_not_exist_locks_too),
				      PLACE_TEST(the_guards_are_as_docs_serve_says),
				      PLACE_TEST(guessing_elsewhere_does_not_shut_the_person_out),
				      PLACE_TEST(who_comes_in_takes_his_own_slips_off_the_address),
				      PLACE_TEST(addresses_of_one_network_are_one),
				      PLACE_TEST(an_address_that_tries_many_logins_has_to_wait),
				      PLACE_TEST(a_session_ends_by_idleness_and_by_age),
				      PLACE_TEST(a_second_factor_stands_between_password_and_session),
				      PLACE_TEST(who_ends_his_own_second_factor_shows_that_he_has_it),
				      PLACE_TEST(codes_are_those_of_rfc_6238),
				      PLACE_TEST(codes_that_are_none_are_not_taken),
				      PLACE_TEST(a_link_chooses_a_password_once),
				      PLACE_TEST(an_experts_link_comes_in_once_and_expires),
				      PLACE_TEST(changing_the_password_ends_the_other_sessions),
				      PLACE_TEST(disabling_an_account_shuts_all_its_doors),
				      PLACE_TEST(who_saves_second_is_told),
				      PLACE_TEST(a_token_expires_and_is_found_by_nothing_but_itself),
				      PLACE_TEST(secrets_are_kept_as_hashes_only),
				      PLACE_TEST(the_first_account_needs_the_code_of_the_terminal),
				      PLACE_TEST(a_code_may_be_typed_in_small_letters_and_without_hyphens),
				      PLACE_TEST(what_was_done_to_accounts_is_for_auditors),
				      PLACE_TEST(a_form_is_marked_in_the_transaction_of_what_it_does) };

	return place_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
