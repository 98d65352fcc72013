/* Philox4x32-10, written out from the paper named in the header: two multiplications a round, the key bumped between
 * rounds. No state, so that a trajectory has the same numbers whichever thread draws it. */
#include "people/random.h"

enum { ROUNDS = 10 };

static const uint32_t multiplier[2] = { 0xD2511F53, 0xCD9E8D57 }, weyl[2] = { 0x9E3779B9, 0xBB67AE85 };

void philox(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2])
{
	uint32_t c[4] = { counter[0], counter[1], counter[2], counter[3] }, k[2] = { key[0], key[1] };

	for (int i = 0; i < ROUNDS; i++) {
		uint64_t x = (uint64_t)multiplier[0] * c[0], y = (uint64_t)multiplier[1] * c[2];
		uint32_t next[4] = { (uint32_t)(y >> 32) ^ c[1] ^ k[0], (uint32_t)y, (uint32_t)(x >> 32) ^ c[3] ^ k[1],
				     (uint32_t)x };

		for (int j = 0; j < 4; j++)
			c[j] = next[j];
		k[0] += weyl[0];
		k[1] += weyl[1];
	}
	for (int j = 0; j < 4; j++)
		out[j] = c[j];
}

double philox_unit(uint32_t word)
{
	return word / 4294967296.0;
}
