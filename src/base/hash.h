/* base/hash.h - SHA-256 by libcrypto. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 65 };
struct hash {
	uint8_t bytes[HASH_SIZE];
};

/* A reusable hasher: one allocation for millions of hashes. Start, add the parts one after the other, end. ERR_SYSTEM:
 * no memory. */
struct hasher;
MUST_CHECK bool hasher_new(struct hasher **h, struct err *err);
void hasher_free(struct hasher **h);
void hasher_start(struct hasher *h);
void hasher_add(struct hasher *h, const void *p, size_t n);
struct hash hasher_end(struct hasher *h);

/* SHA-256 of the n bytes at room, which has HASH_PAD bytes more: SHA-256's own padding is written behind the message,
 * so that all its blocks go through the library in one call. Half the time of the hasher for a small message. */
enum { HASH_PAD = 72 };
struct hash hash_in_place(uint8_t *room, size_t n);

struct hash hash_bytes(const void *p, size_t n);
const char *hash_hex(char room[HASH_HEX_SIZE], const struct hash *h);
#define HEX(h) hash_hex((char[HASH_HEX_SIZE]){ 0 }, (h))
/* 64 hexadecimal digits; ERR_INPUT. */
MUST_CHECK bool hash_parse(struct hash *h, struct text hex, struct err *err);
bool hash_eq(const struct hash *a, const struct hash *b);

/* 32 bytes from the system's generator; ends the program where there are none. */
void random_bytes(void *p, size_t n);

#endif
