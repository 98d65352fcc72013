#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/hash.h"

#include <endian.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* The deprecated low-level calls on purpose: beside them EVP costs 60 ns a hash even with a fetched digest (312 against
 * 266 ns for 300 bytes, 171 against 103 ns for a node of the log's tree), and verifying a log is nothing but small
 * hashes. The inner loop is the same code of libcrypto. */
struct hasher {
	SHA256_CTX ctx;
};

/* These calls fail only by a bug in the library. */
static void must(int ok)
{
	if (ok != 1) {
		fputs("sosei: SHA-256 failed\n", stderr);
		abort();
	}
}

bool hasher_new(struct hasher **h, struct err *err)
{
	struct hasher *made = calloc(1, sizeof *made);

	if (!made)
		return err_set(err, ERR_SYSTEM, "hash.unavailable", NULL);
	*h = made;
	return true;
}

void hasher_free(struct hasher **h)
{
	free(*h);
	*h = NULL;
}

void hasher_start(struct hasher *h)
{
	must(SHA256_Init(&h->ctx));
}

void hasher_add(struct hasher *h, const void *p, size_t n)
{
	must(SHA256_Update(&h->ctx, p, n));
}

struct hash hasher_end(struct hasher *h)
{
	struct hash out;

	must(SHA256_Final(out.bytes, &h->ctx));
	return out;
}

struct hash hash_in_place(uint8_t *room, size_t n)
{
	const size_t blocks = (n + 1 + 8 + 63) / 64;
	const uint64_t bits = htobe64((uint64_t)n * 8);
	struct hash out;
	SHA256_CTX ctx;

	room[n] = 0x80;
	memset(room + n + 1, 0, blocks * 64 - n - 1 - 8);
	memcpy(room + blocks * 64 - 8, &bits, 8);
	must(SHA256_Init(&ctx));
	must(SHA256_Update(&ctx, room, blocks * 64));
	for (size_t i = 0; i < 8; i++) {
		const uint32_t word = htobe32(ctx.h[i]);

		memcpy(out.bytes + 4 * i, &word, 4);
	}
	return out;
}

struct hash hash_bytes(const void *p, size_t n)
{
	struct hash out;

	must(EVP_Digest(p, n, out.bytes, NULL, EVP_sha256(), NULL));
	return out;
}

/* Two digits for each byte: verifying a log writes a hash for each of a million events a second. */
#define ROW(h) h "0" h "1" h "2" h "3" h "4" h "5" h "6" h "7" h "8" h "9" h "a" h "b" h "c" h "d" h "e" h "f"
static const char pairs[] = ROW("0") ROW("1") ROW("2") ROW("3") ROW("4") ROW("5") ROW("6") ROW("7") ROW("8") ROW("9")
	ROW("a") ROW("b") ROW("c") ROW("d") ROW("e") ROW("f");

const char *hash_hex(char room[HASH_HEX_SIZE], const struct hash *h)
{
	for (size_t i = 0; i < HASH_SIZE; i++)
		memcpy(room + 2 * i, pairs + (size_t)2 * h->bytes[i], 2);
	room[HASH_HEX_SIZE - 1] = '\0';
	return room;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hash_parse(struct hash *h, struct text hex, struct err *err)
{
	struct hash out;

	if (hex.n != 2 * (size_t)HASH_SIZE)
		return err_set(err, ERR_INPUT, "hash.bad", NULL);
	for (size_t i = 0; i < HASH_SIZE; i++) {
		int high = hex_digit(hex.p[2 * i]), low = hex_digit(hex.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return err_set(err, ERR_INPUT, "hash.bad", NULL);
		out.bytes[i] = (uint8_t)(high * 16 + low);
	}
	*h = out;
	return true;
}

bool hash_eq(const struct hash *a, const struct hash *b)
{
	return memcmp(a->bytes, b->bytes, HASH_SIZE) == 0;
}

void random_bytes(void *p, size_t n)
{
	if (getentropy(p, n) != 0) {
		fputs("sosei: the system gave no random bytes\n", stderr);
		abort();
	}
}
