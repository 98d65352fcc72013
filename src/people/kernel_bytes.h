/* people/kernel_bytes.h - 64 bytes at a time: how many lie below a pivot, and which equal a bucket. Private to the
 * kernel.
 *
 * The two loops in which choosing order statistics (kernel_select.c) spends its time, written once for each instruction
 * set; static, so that each set's copy of kernel_select.c has its own.
 */
#ifndef PEOPLE_KERNEL_BYTES_H
#define PEOPLE_KERNEL_BYTES_H

#include "people/kernel_set.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

enum { BUCKETS = 256, WORD = 64, BIAS = 128 };

/* Buckets of x[0..n), from -128; filled up to a multiple of WORD with the last one. */
struct buckets {
	const double *x;
	size_t n, n_words;
	int8_t *id;
};

enum { AT_ONCE = 5 }; /* counts that go side by side: one load for all of them */

#if defined(__AVX512BW__)
/* Bytes count to 255 at most. */
static void count_below(size_t *count, const struct buckets *b, const int *pivot)
{
	const __m512i one = _mm512_set1_epi8(1);
	__m512i p[AT_ONCE], sum[AT_ONCE];

	for (int k = 0; k < AT_ONCE; k++) {
		p[k] = _mm512_set1_epi8((char)(pivot[k] - BIAS));
		sum[k] = _mm512_setzero_si512();
	}
	for (size_t w = 0; w < b->n_words;) {
		const size_t end = b->n_words - w < 255 ? b->n_words : w + 255;
		__m512i bytes[AT_ONCE];

		for (int k = 0; k < AT_ONCE; k++)
			bytes[k] = _mm512_setzero_si512();
		for (; w < end; w++) {
			const __m512i id = _mm512_loadu_si512(b->id + w * WORD);

			for (int k = 0; k < AT_ONCE; k++)
				bytes[k] =
					_mm512_mask_add_epi8(bytes[k], _mm512_cmplt_epi8_mask(id, p[k]), bytes[k], one);
		}
		for (int k = 0; k < AT_ONCE; k++)
			sum[k] = _mm512_add_epi64(sum[k], _mm512_sad_epu8(bytes[k], _mm512_setzero_si512()));
	}
	for (int k = 0; k < AT_ONCE; k++)
		count[k] = (size_t)_mm512_reduce_add_epi64(sum[k]);
}

INLINE uint64_t equal(const int8_t *id, int bucket)
{
	return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(id), _mm512_set1_epi8((char)(bucket - BIAS)));
}
#elif defined(__AVX2__)
static void count_below(size_t *count, const struct buckets *b, const int *pivot)
{
	__m256i p[AT_ONCE], sum[AT_ONCE];

	for (int k = 0; k < AT_ONCE; k++) {
		p[k] = _mm256_set1_epi8((char)(pivot[k] - BIAS));
		sum[k] = _mm256_setzero_si256();
	}
	for (size_t w = 0; w < b->n_words;) {
		const size_t end = b->n_words - w < 127 ? b->n_words : w + 127;
		__m256i bytes[AT_ONCE];

		for (int k = 0; k < AT_ONCE; k++)
			bytes[k] = _mm256_setzero_si256();
		for (; w < end; w++)
			for (int half = 0; half < 2; half++) {
				const __m256i id =
					_mm256_loadu_si256((const __m256i *)(const void *)(b->id + w * WORD) + half);

				for (int k = 0; k < AT_ONCE; k++)
					bytes[k] = _mm256_sub_epi8(bytes[k], _mm256_cmpgt_epi8(p[k], id));
			}
		for (int k = 0; k < AT_ONCE; k++)
			sum[k] = _mm256_add_epi64(sum[k], _mm256_sad_epu8(bytes[k], _mm256_setzero_si256()));
	}
	for (int k = 0; k < AT_ONCE; k++)
		count[k] = (size_t)(_mm256_extract_epi64(sum[k], 0) + _mm256_extract_epi64(sum[k], 1) +
				    _mm256_extract_epi64(sum[k], 2) + _mm256_extract_epi64(sum[k], 3));
}

INLINE uint64_t equal(const int8_t *id, int bucket)
{
	const __m256i b = _mm256_set1_epi8((char)(bucket - BIAS));
	const __m256i *at = (const __m256i *)(const void *)id;
	uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, _mm256_loadu_si256(at)));
	uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, _mm256_loadu_si256(at + 1)));

	return (uint64_t)high << 32 | low;
}
#else
static void count_below(size_t *count, const struct buckets *b, const int *pivot)
{
	for (int k = 0; k < AT_ONCE; k++) {
		const int8_t p = (int8_t)(pivot[k] - BIAS);

		count[k] = 0;
		for (size_t w = 0; w < b->n_words; w++) {
			uint8_t some = 0;

			for (int i = 0; i < WORD; i++)
				some = (uint8_t)(some + (b->id[w * WORD + (size_t)i] < p));
			count[k] += some;
		}
	}
}

/* A zero byte where they are equal; its bit by a multiplication that gathers eight. */
INLINE uint64_t equal(const int8_t *id, int bucket)
{
	const uint64_t ones = 0x0101010101010101, low7 = 0x7f7f7f7f7f7f7f7f;
	uint64_t mask = 0;

	for (int i = 0; i < 8; i++) {
		uint64_t v = 0;

		for (int k = 0; k < 8; k++)
			v |= (uint64_t)(uint8_t)id[8 * i + k] << (8 * k);
		v ^= ones * (uint8_t)(bucket - BIAS);
		v = ~(((v & low7) + low7) | v | low7) >> 7;
		mask |= ((v * 0x0102040810204080) >> 56) << (8 * i);
	}
	return mask;
}
#endif

#endif
