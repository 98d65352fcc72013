/* philox() (people/random.h) of one counter after another, lane by lane: the same rounds over arrays that fit a few
 * registers, which gcc turns into the set's multiplications of 32 by 32 bits. */
#include "people/kernel_set.h"

enum { ROUNDS = 10, ABREAST = 16 };

static const uint32_t multiplier[2] = { 0xD2511F53, 0xCD9E8D57 }, weyl[2] = { 0x9E3779B9, 0xBB67AE85 };

INLINE void round_of(uint32_t c[4][ABREAST], const uint32_t key[2])
{
	for (int i = 0; i < ABREAST; i++) {
		uint64_t x = (uint64_t)multiplier[0] * c[0][i], y = (uint64_t)multiplier[1] * c[2][i];

		c[0][i] = (uint32_t)(y >> 32) ^ c[1][i] ^ key[0];
		c[1][i] = (uint32_t)y;
		c[2][i] = (uint32_t)(x >> 32) ^ c[3][i] ^ key[1];
		c[3][i] = (uint32_t)x;
	}
}

void SET(kernel_draw)(uint32_t *word[3], size_t n, uint32_t first, uint32_t step, uint32_t cell, const uint32_t key[2])
{
	for (size_t at = 0; at < n; at += ABREAST) {
		const size_t most = n - at < ABREAST ? n - at : ABREAST;
		uint32_t c[4][ABREAST], k[2] = { key[0], key[1] };

		for (int i = 0; i < ABREAST; i++) {
			c[0][i] = first + (uint32_t)at + (uint32_t)i;
			c[1][i] = step;
			c[2][i] = cell;
			c[3][i] = 0;
		}
		for (int r = 0; r < ROUNDS; r++) {
			round_of(c, k);
			k[0] += weyl[0];
			k[1] += weyl[1];
		}
		for (int j = 0; j < 3; j++)
			for (size_t i = 0; i < most; i++)
				word[j][at + i] = c[j][i];
	}
}
