/* usecase/credential.h - secrets: how they are made, kept and compared.
 *
 * Passwords: argon2id by libsodium with 19 MiB, the least memory that OWASP's password sheet (2024) names, so that a
 * small server can check two at once, and 26 passes where the sheet has two: 0.1 s of a 2020 Xeon. One-time codes:
 * TOTP, RFC 6238, 30 s, six digits, SHA-1, as every authenticator app knows it, by liboath. Secrets that open something
 * by themselves (cookie, link, token) are 32 random bytes and kept as their SHA-256: nothing to guess, so nothing to
 * slow down.
 */
#ifndef USECASE_CREDENTIAL_H
#define USECASE_CREDENTIAL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

enum {
	PASSWORD_CHARACTERS_MIN = 10,
	PASSWORD_BYTES_MAX = 512,
	PASSWORD_HASH_SIZE = 128,
	SECRET_SIZE = 43, /* base64url of 32 bytes */
	TOTP_BYTES = 20,
	TOTP_STEP = 30,
};

/* Whether a person may choose it: length, no control characters, not the login, not one character again and again.
 * ERR_INPUT says which. NIST SP 800-63B: no rules of composition. */
MUST_CHECK bool password_fit(struct text password, struct text login, struct err *err);
/* Slow on purpose, and heavy on memory. ERR_SYSTEM: no memory. */
MUST_CHECK bool password_hash(char out[PASSWORD_HASH_SIZE], struct text password, struct err *err);
/* As slow; hash.p == NULL (no such account, none set) takes as long and is false. */
bool password_matches(struct text hash, struct text password);

/* 43 characters, base64url; and what is kept of them. */
struct text secret_new(struct arena *a);
/* With that prefix: "sosei_..." tells scanners of leaked secrets what it is. */
struct hash secret_hash(struct text secret);
/* Without telling by its time where they differ. */
bool secret_eq(struct text a, struct text b);
/* ABCD-EFGH-JKLM-NPQR, to be typed from a terminal: 80 random bits. */
struct text code_new(struct arena *a);
/* The same code whatever case, spaces and hyphens it was typed with. */
struct text code_canonical(struct arena *a, struct text typed);

/* 20 random bytes; as base32 for apps and people (in groups of four), and as the address in the QR code. */
void totp_new(uint8_t secret[TOTP_BYTES]);
struct text totp_base32(struct arena *a, const uint8_t secret[TOTP_BYTES]);
MUST_CHECK bool totp_from_base32(uint8_t secret[TOTP_BYTES], struct text base32, struct err *err);
struct text totp_uri(struct arena *a, const uint8_t secret[TOTP_BYTES], struct text login, struct text issuer);
/* Whether the code is of a step from one before to one after `now`, and later than *step, the last one taken, which is
 * then replaced. Spaces within the code do not matter. */
bool totp_take(const uint8_t secret[TOTP_BYTES], int64_t now, struct text code, int64_t *step);
/* The code of that moment: for tests and nobody else. */
void totp_code(char out[7], const uint8_t secret[TOTP_BYTES], int64_t now);

#endif
