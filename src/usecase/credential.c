/* Bought, not made: argon2id and constant-time comparison from libsodium, TOTP from liboath. Ours is what stands around
 * them. */
#include "usecase/credential.h"

#include <assert.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PASSES = 26, MEMORY = 19 << 20 };

static void ready(void)
{
	/* Thread-safe, and cheap from the second time on. Without random numbers nothing here is worth anything. */
	int started = sodium_init();

	assert(started >= 0);
}

bool password_fit(struct text password, struct text login, struct err *err)
{
	struct text rest = password;
	size_t characters = 0, same = 0;
	uint32_t first = 0;

	if (password.n > PASSWORD_BYTES_MAX)
		return err_set(err, ERR_INPUT, "usecase.password-long", "limit", NUM(PASSWORD_BYTES_MAX), NULL);
	if (utf8_bad_at(password) != SIZE_MAX)
		return err_set(err, ERR_INPUT, "usecase.password-bad", NULL);
	while (rest.n) {
		uint32_t c = text_next(&rest);

		if (c < 0x20 || c == 0x7F)
			return err_set(err, ERR_INPUT, "usecase.password-bad", NULL);
		first = characters++ ? first : c;
		same += c == first;
	}
	if (characters < PASSWORD_CHARACTERS_MIN)
		return err_set(err, ERR_INPUT, "usecase.password-short", "least", NUM(PASSWORD_CHARACTERS_MIN), NULL);
	if (same == characters || (login.n && text_find(password, login) != SIZE_MAX && password.n < login.n + 6))
		return err_set(err, ERR_INPUT, "usecase.password-weak", NULL);
	return true;
}

bool password_hash(char out[PASSWORD_HASH_SIZE], struct text password, struct err *err)
{
	_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_argon2id_STRBYTES, "room for the string");
	ready();
	if (crypto_pwhash_argon2id_str(out, password.n ? password.p : "", password.n, PASSES, MEMORY))
		return err_set(err, ERR_SYSTEM, "usecase.password-memory", NULL);
	return true;
}

bool password_matches(struct text hash, struct text password)
{
	/* Of nothing that anybody could type: so that an unknown login takes as long as a wrong password. */
	static const char none[] =
		"$argon2id$v=19$m=19456,t=26,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	char kept[PASSWORD_HASH_SIZE] = "";
	bool there = hash.p && hash.n && hash.n < sizeof kept;

	ready();
	if (there)
		memcpy(kept, hash.p, hash.n);
	else
		memcpy(kept, none, sizeof none);
	return crypto_pwhash_argon2id_str_verify(kept, password.n ? password.p : "", password.n) == 0 && there;
}

struct text secret_new(struct arena *a)
{
	uint8_t bytes[32];
	char out[SECRET_SIZE + 1];

	ready();
	random_bytes(bytes, sizeof bytes);
	sodium_bin2base64(out, sizeof out, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof bytes);
	return text_of(arena_strdup(a, out));
}

struct hash secret_hash(struct text secret)
{
	return hash_bytes(secret.p, secret.n);
}

bool secret_eq(struct text a, struct text b)
{
	return a.n == b.n && (!a.n || sodium_memcmp(a.p, b.p, a.n) == 0);
}

/* Without I, L, O, U, 0 and 1, which are read wrongly: 30 signs; 16 of them are 78 bits. */
static const char signs[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

struct text code_new(struct arena *a)
{
	char out[20];
	size_t n = 0;

	ready();
	for (int i = 0; i < 16; i++) {
		if (i && i % 4 == 0)
			out[n++] = '-';
		out[n++] = signs[randombytes_uniform(sizeof signs - 1)];
	}
	out[n] = '\0';
	return text_of(arena_strdup(a, out));
}

struct text code_canonical(struct arena *a, struct text typed)
{
	char *out = arena_alloc(a, typed.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	return (struct text){ out, n };
}

/* ---- one-time codes ---- */

void totp_new(uint8_t secret[TOTP_BYTES])
{
	random_bytes(secret, TOTP_BYTES);
}

struct text totp_base32(struct arena *a, const uint8_t secret[TOTP_BYTES])
{
	char *out = NULL;
	size_t n = 0;
	struct text made;
	int failed;

	/* 20 bytes are 32 signs without padding; liboath allocates. */
	failed = oath_base32_encode((const char *)secret, TOTP_BYTES, &out, &n);
	assert(failed == OATH_OK);
	made = text_dup(a, (struct text){ out, n });
	free(out);
	return made;
}

bool totp_from_base32(uint8_t secret[TOTP_BYTES], struct text base32, struct err *err)
{
	char *out = NULL;
	size_t n = 0;
	bool ok = base32.n < 128 && oath_base32_decode(base32.p, base32.n, &out, &n) == OATH_OK && n == TOTP_BYTES;

	if (ok)
		memcpy(secret, out, TOTP_BYTES);
	free(out);
	return ok || err_set(err, ERR_INPUT, "usecase.totp-secret", NULL);
}

static void put_percent(struct buf *b, struct text t)
{
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c))
			buf_add(b, &c, 1);
		else
			buf_printf(b, "%%%02X", c);
	}
}

struct text totp_uri(struct arena *a, const uint8_t secret[TOTP_BYTES], struct text login, struct text issuer)
{
	struct buf b = { 0 };
	struct text made;

	buf_puts(&b, "otpauth://totp/");
	put_percent(&b, issuer);
	buf_puts(&b, ":");
	put_percent(&b, login);
	buf_puts(&b, "?secret=");
	buf_text(&b, totp_base32(a, secret));
	buf_puts(&b, "&issuer=");
	put_percent(&b, issuer);
	made = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return made;
}

void totp_code(char out[7], const uint8_t secret[TOTP_BYTES], int64_t now)
{
	int failed = oath_totp_generate((const char *)secret, TOTP_BYTES, now, TOTP_STEP, 0, 6, out);

	assert(failed == OATH_OK);
}

bool totp_take(const uint8_t secret[TOTP_BYTES], int64_t now, struct text code, int64_t *step)
{
	char digits[7] = "", expected[7];
	int64_t found = -1;
	size_t n = 0;

	for (size_t i = 0; i < code.n; i++) {
		if (code.p[i] == ' ' || code.p[i] == '-')
			continue;
		if (code.p[i] < '0' || code.p[i] > '9' || n == 6)
			return false;
		digits[n++] = code.p[i];
	}
	if (n != 6)
		return false;
	/* All three, whichever fits: liboath's own search stops at the first, and tells so by its time. */
	for (int64_t s = now / TOTP_STEP - 1; s <= now / TOTP_STEP + 1; s++) {
		totp_code(expected, secret, s * TOTP_STEP);
		if (sodium_memcmp(expected, digits, 6) == 0 && s > *step)
			found = s;
	}
	if (found < 0)
		return false;
	*step = found;
	return true;
}
