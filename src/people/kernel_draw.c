/* philox() (people/random.h) of one counter after another. A lane is 64 bits wide, since the product of 32 by 32 bits
 * is; what the upper half of a word holds besides is never read. Four registers go side by side, since a product takes
 * five cycles and the next round waits for it. gcc does not find these instructions by itself: it widens first.
 */
#include "people/kernel_set.h"
#include "people/random.h"

#if defined(__AVX2__)
#include <immintrin.h>

enum { ROUNDS = 10, ABREAST = 4 };

static const uint32_t multiplier[2] = { 0xD2511F53, 0xCD9E8D57 }, weyl[2] = { 0x9E3779B9, 0xBB67AE85 };

#if defined(__AVX512F__)
typedef __m512i words;
#define ALL(x) _mm512_set1_epi64((long long)(x))
#define PRODUCT(a, b) _mm512_mul_epu32(a, b)
#define UPPER(a) _mm512_srli_epi64(a, 32)
#define XOR(a, b, c) _mm512_ternarylogic_epi64(a, b, c, 0x96)
#define COUNT_UP _mm512_add_epi64(ALL(first), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7))
#define PUT(p, a) _mm256_storeu_si256((__m256i *)(void *)(p), _mm512_cvtepi64_epi32(a))
#define ADD(a, b) _mm512_add_epi64(a, b)
#else
typedef __m256i words;
#define ALL(x) _mm256_set1_epi64x((long long)(x))
#define PRODUCT(a, b) _mm256_mul_epu32(a, b)
#define UPPER(a) _mm256_srli_epi64(a, 32)
#define XOR(a, b, c) _mm256_xor_si256(_mm256_xor_si256(a, b), c)
#define COUNT_UP _mm256_add_epi64(ALL(first), _mm256_setr_epi64x(0, 1, 2, 3))
#define PUT(p, a)                                                                                    \
	_mm_storeu_si128((__m128i *)(void *)(p), _mm256_castsi256_si128(_mm256_permutevar8x32_epi32( \
							 a, _mm256_setr_epi32(0, 2, 4, 6, 0, 0, 0, 0))))
#define ADD(a, b) _mm256_add_epi64(a, b)
#endif

INLINE void rounds(words c[ABREAST][4], const uint32_t key[2])
{
	uint32_t k[2] = { key[0], key[1] };

	for (int r = 0; r < ROUNDS; r++) {
		for (int w = 0; w < ABREAST; w++) {
			words x = PRODUCT(c[w][0], ALL(multiplier[0])), y = PRODUCT(c[w][2], ALL(multiplier[1]));

			c[w][0] = XOR(UPPER(y), c[w][1], ALL(k[0]));
			c[w][1] = y;
			c[w][2] = XOR(UPPER(x), c[w][3], ALL(k[1]));
			c[w][3] = x;
		}
		k[0] += weyl[0];
		k[1] += weyl[1];
	}
}

static void draw_many(uint32_t *word[3], size_t at, uint32_t first, uint32_t step, uint32_t cell, const uint32_t key[2])
{
	words c[ABREAST][4];

	for (int w = 0; w < ABREAST; w++) {
		c[w][0] = ADD(COUNT_UP, ALL(w * LANES));
		c[w][1] = ALL(step);
		c[w][2] = ALL(cell);
		c[w][3] = ALL(0);
	}
	rounds(c, key);
	for (int w = 0; w < ABREAST; w++)
		for (int j = 0; j < 3; j++)
			PUT(word[j] + at + w * LANES, c[w][j]);
}
#else
enum { ABREAST = 1 };

static void draw_many(uint32_t *word[3], size_t at, uint32_t first, uint32_t step, uint32_t cell, const uint32_t key[2])
{
	const uint32_t counter[4] = { first, step, cell, 0 };
	uint32_t four[4];

	philox(four, counter, key);
	for (int j = 0; j < 3; j++)
		word[j][at] = four[j];
}
#endif

void SET(kernel_draw)(uint32_t *word[3], size_t n, uint32_t first, uint32_t step, uint32_t cell, const uint32_t key[2])
{
	enum { MANY = ABREAST * LANES };
	size_t at = 0;

	for (; at + MANY <= n; at += MANY)
		draw_many(word, at, first + (uint32_t)at, step, cell, key);
	for (; at < n; at++) {
		const uint32_t counter[4] = { first + (uint32_t)at, step, cell, 0 };
		uint32_t four[4];

		philox(four, counter, key);
		for (int j = 0; j < 3; j++)
			word[j][at] = four[j];
	}
}
