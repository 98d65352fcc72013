/* Order statistics without sorting. Every number gets a bucket of one byte by its place between the least and the
 * greatest; how many lie below a bucket is counted 64 bytes at a time, so that the buckets of all ranks are found by a
 * few counts (fifteen for all, then four for each); of the handful of numbers in a rank's bucket each is compared with
 * each. Subtraction, multiplication by a positive number and truncation never turn an order round, so that buckets
 * stand in the numbers' order and the answer is exact.
 *
 * Rejected: sorting (about 60 ns a number by qsort), sorting networks over lanes (1.5 steps a number and bytes of two
 * registers), histograms (one increment a number, a cycle each, is slower than 35 counts). docs/methods/kernel.md.
 */
#include <string.h>

#include "people/kernel_set.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

enum { BUCKETS = 256, COARSE = 16, WORD = 64, SMALL = 64, BIAS = 128, RUNS_MAX = 16 };

/* Buckets of x[0..n), from -128; filled up to a multiple of WORD with the last one. */
struct buckets {
	const double *x;
	size_t n, n_words;
	int8_t *id;
};

/* ---- by the set ---- */

#if defined(__AVX512BW__)
static size_t count_below(const struct buckets *b, int pivot)
{
	const __m512i p = _mm512_set1_epi8((char)(pivot - BIAS));
	size_t count = 0;

	for (size_t w = 0; w < b->n_words; w++)
		count += (size_t)__builtin_popcountll(_mm512_cmplt_epi8_mask(_mm512_loadu_si512(b->id + w * WORD), p));
	return count;
}

INLINE uint64_t equal(const int8_t *id, int bucket)
{
	return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(id), _mm512_set1_epi8((char)(bucket - BIAS)));
}
#elif defined(__AVX2__)
/* Bytes count to 255 at most. */
static size_t count_below(const struct buckets *b, int pivot)
{
	const __m256i p = _mm256_set1_epi8((char)(pivot - BIAS));
	__m256i sum = _mm256_setzero_si256();

	for (size_t w = 0; w < b->n_words;) {
		const size_t end = b->n_words - w < 127 ? b->n_words : w + 127;
		__m256i bytes = _mm256_setzero_si256();

		for (; w < end; w++) {
			const __m256i *at = (const __m256i *)(const void *)(b->id + w * WORD);

			bytes = _mm256_sub_epi8(bytes, _mm256_cmpgt_epi8(p, _mm256_loadu_si256(at)));
			bytes = _mm256_sub_epi8(bytes, _mm256_cmpgt_epi8(p, _mm256_loadu_si256(at + 1)));
		}
		sum = _mm256_add_epi64(sum, _mm256_sad_epu8(bytes, _mm256_setzero_si256()));
	}
	return (size_t)(_mm256_extract_epi64(sum, 0) + _mm256_extract_epi64(sum, 1) + _mm256_extract_epi64(sum, 2) +
			_mm256_extract_epi64(sum, 3));
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
static size_t count_below(const struct buckets *b, int pivot)
{
	const int8_t p = (int8_t)(pivot - BIAS);
	size_t count = 0;

	for (size_t w = 0; w < b->n_words; w++) {
		uint8_t some = 0;

		for (int i = 0; i < WORD; i++)
			some = (uint8_t)(some + (b->id[w * WORD + (size_t)i] < p));
		count += some;
	}
	return count;
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

/* ---- for all ---- */

struct range {
	double low, high;
};

INLINE vec lesser(vec a, vec b)
{
#if defined(__AVX512F__)
	return (vec)_mm512_min_pd((__m512d)a, (__m512d)b);
#elif defined(__AVX2__)
	return (vec)_mm256_min_pd((__m256d)a, (__m256d)b);
#else
	return a < b ? a : b;
#endif
}

INLINE vec greater(vec a, vec b)
{
#if defined(__AVX512F__)
	return (vec)_mm512_max_pd((__m512d)a, (__m512d)b);
#elif defined(__AVX2__)
	return (vec)_mm256_max_pd((__m256d)a, (__m256d)b);
#else
	return a > b ? a : b;
#endif
}

/* Four registers each, since a comparison waits four cycles for the one before it. */
INLINE struct range range_of(const double *x, size_t n)
{
	enum { ABREAST = 4 };
	struct range r = { x[0], x[0] };
	size_t i = 0;

	if (n >= ABREAST * LANES) {
		vec low[ABREAST], high[ABREAST];

		for (int k = 0; k < ABREAST; k++)
			low[k] = high[k] = *(const vec *)(x + k * LANES);
		for (i = ABREAST * LANES; i + ABREAST * LANES <= n; i += ABREAST * LANES)
			for (int k = 0; k < ABREAST; k++) {
				vec at = *(const vec *)(x + i + (size_t)(k * LANES));

				low[k] = lesser(low[k], at);
				high[k] = greater(high[k], at);
			}
		low[0] = lesser(lesser(low[0], low[1]), lesser(low[2], low[3]));
		high[0] = greater(greater(high[0], high[1]), greater(high[2], high[3]));
		for (int k = 0; k < LANES; k++) {
			const double least = ((const double *)&low[0])[k], most = ((const double *)&high[0])[k];

			r.low = least < r.low ? least : r.low;
			r.high = most > r.high ? most : r.high;
		}
	}
	for (; i < n; i++) {
		r.low = x[i] < r.low ? x[i] : r.low;
		r.high = x[i] > r.high ? x[i] : r.high;
	}
	return r;
}

INLINE int bucket_of(double x, double low, double scale)
{
	int b = (int)((x - low) * scale);

	return b < BUCKETS ? b : BUCKETS - 1;
}

/* Halves, so that the greatest double less the least is no infinity; 0 where numbers are too near each other. */
INLINE double scale_of(struct range r)
{
	double half = r.high / 2 - r.low / 2, scale = BUCKETS / 2 / half;

	return scale < 1e300 && r.high - r.low < 1e300 ? scale : 0;
}

/* Whole words, in two passes over a few registers, which gcc makes vector instructions of. */
static void fill_buckets(struct buckets *b, struct range r, double scale)
{
	size_t i = 0;

	for (; i + WORD <= b->n; i += WORD) {
		const double *restrict x = b->x + i;
		int8_t *restrict id = b->id + i;
		int32_t wide[WORD];

		for (int k = 0; k < WORD; k++)
			wide[k] = (int32_t)((x[k] - r.low) * scale);
		for (int k = 0; k < WORD; k++)
			id[k] = (int8_t)((wide[k] < BUCKETS ? wide[k] : BUCKETS - 1) - BIAS);
	}
	memset(b->id + i, BUCKETS - 1 - BIAS, b->n_words * WORD - i);
	for (; i < b->n; i++)
		b->id[i] = (int8_t)(bucket_of(b->x[i], r.low, scale) - BIAS);
}

/* Where rank r lies: below(low) <= r < below(high), and how many these are. */
struct bracket {
	size_t rank, n_low, n_high;
	int low, high;
};

/* The first rank of each run of neighbours, all at once: they do not wait for each other. */
static void find_buckets(const struct buckets *b, struct bracket *of, int n)
{
	size_t below[COARSE + 1] = { 0 };

	below[COARSE] = b->n;
	for (int c = 1; c < COARSE; c++)
		below[c] = count_below(b, c * (BUCKETS / COARSE));
	for (int i = 0; i < n; i++) {
		int c = 0;

		for (int k = 1; k < COARSE; k++)
			c += below[k] <= of[i].rank;
		of[i].low = c * (BUCKETS / COARSE);
		of[i].high = of[i].low + BUCKETS / COARSE;
		of[i].n_low = below[c];
		of[i].n_high = below[c + 1];
	}
	for (int width = BUCKETS / COARSE; width > 1; width /= 2)
		for (int i = 0; i < n; i++) {
			const int middle = of[i].low + width / 2;
			const size_t count = count_below(b, middle);
			const bool up = count <= of[i].rank;

			of[i].low = up ? middle : of[i].low;
			of[i].n_low = up ? count : of[i].n_low;
			of[i].high = up ? of[i].high : middle;
			of[i].n_high = up ? of[i].n_high : count;
		}
}

/* The first bucket that holds more, after a bracket of one bucket. */
static void next_bucket(const struct buckets *b, struct bracket *of)
{
	of->n_low = of->n_high;
	do {
		of->low = of->high++;
		of->n_high = of->high == BUCKETS ? b->n : count_below(b, of->high);
	} while (of->n_high == of->n_low);
}

/* Places of the bucket's numbers: two a word without asking, since most words hold none or one. Those after the last
 * number are of the filling. */
static void gather(const struct buckets *b, int bucket, size_t n, double *into)
{
	uint32_t place[SMALL + WORD + 4];
	size_t found = 0, put = 0;

	for (size_t w = 0; w < b->n_words && put < n; w++) {
		uint64_t mask = equal(b->id + w * WORD, bucket);
		const size_t in_word = (size_t)__builtin_popcountll(mask);
		const uint32_t base = (uint32_t)(w * WORD);

		for (size_t i = 0; i < 2 || i < in_word; i++) {
			place[found + i] = base + (uint32_t)(mask ? __builtin_ctzll(mask) : 0);
			mask &= mask - 1;
		}
		found += in_word;
		if (found >= SMALL || w + 1 == b->n_words) {
			const size_t end = found < n - put ? found : n - put;

			for (size_t i = 0; i < end; i++)
				into[put++] = b->x[place[i]];
			found = 0;
		}
	}
}

#if defined(__AVX512F__)
/* The same of at most 16, without a branch that depends on them: lanes count how many stand before them, those that are
 * equal in their order. */
static void among_sixteen(double *out, const double *at, size_t n, const size_t *rank, int n_ranks, size_t below)
{
	const __m512d inf = _mm512_set1_pd(__builtin_inf());
	const __m512d low = _mm512_mask_loadu_pd(inf, (__mmask8)((1u << n) - 1), at);
	const __m512d high = _mm512_mask_loadu_pd(inf, (__mmask8)(((1u << n) - 1) >> 8), at + 8);
	const __m512i one = _mm512_set1_epi64(1);
	__m512i low_place = _mm512_set1_epi64((long long)below), high_place = low_place;

	for (unsigned i = 0; i < 8; i++) {
		const __m512i lane = _mm512_set1_epi64((long long)i);
		const __m512d x = _mm512_permutexvar_pd(lane, low), y = _mm512_permutexvar_pd(lane, high);
		const __mmask8 later = (__mmask8)(0xfeu << i);

		low_place = _mm512_mask_add_epi64(low_place, _mm512_cmp_pd_mask(x, low, _CMP_LT_OQ), low_place, one);
		low_place = _mm512_mask_add_epi64(low_place, _mm512_mask_cmp_pd_mask(later, x, low, _CMP_EQ_OQ),
						  low_place, one);
		low_place = _mm512_mask_add_epi64(low_place, _mm512_cmp_pd_mask(y, low, _CMP_LT_OQ), low_place, one);
		high_place =
			_mm512_mask_add_epi64(high_place, _mm512_cmp_pd_mask(x, high, _CMP_LE_OQ), high_place, one);
		high_place =
			_mm512_mask_add_epi64(high_place, _mm512_cmp_pd_mask(y, high, _CMP_LT_OQ), high_place, one);
		high_place = _mm512_mask_add_epi64(high_place, _mm512_mask_cmp_pd_mask(later, y, high, _CMP_EQ_OQ),
						   high_place, one);
	}
	for (int k = 0; k < n_ranks; k++) {
		const __m512i r = _mm512_set1_epi64((long long)rank[k]);
		const __m512d found =
			_mm512_mask_compress_pd(_mm512_maskz_compress_pd(_mm512_cmpeq_epi64_mask(high_place, r), high),
						_mm512_cmpeq_epi64_mask(low_place, r), low);

		out[k] = _mm512_cvtsd_f64(found);
	}
}
#endif

/* at[0..n) has n <= SMALL: out[k] = the one of place rank[k]. Each is compared with each, nothing is moved. */
static void among_few(double *out, const double *at, size_t n, const size_t *rank, int n_ranks, size_t below)
{
#if defined(__AVX512F__)
	if (n <= 16) {
		among_sixteen(out, at, n, rank, n_ranks, below);
		return;
	}
#endif
	for (size_t i = 0; i < n; i++) {
		size_t less = below, not_more = below;

		for (size_t k = 0; k < n; k++) {
			less += at[k] < at[i];
			not_more += at[k] <= at[i];
		}
		for (int k = 0; k < n_ranks; k++)
			if (less <= rank[k] && rank[k] < not_more)
				out[k] = at[i];
	}
}

static void sift(double *at, size_t root, size_t n)
{
	for (size_t child = 2 * root + 1; child < n; child = 2 * root + 1) {
		double x;

		if (child + 1 < n && at[child] < at[child + 1])
			child++;
		if (!(at[root] < at[child]))
			return;
		x = at[root];
		at[root] = at[child];
		at[child] = x;
		root = child;
	}
}

/* Where numbers are so near each other that no scale parts them. */
static void heap_sort(double *at, size_t n)
{
	for (size_t i = n / 2; i-- > 0;)
		sift(at, i, n);
	for (size_t end = n; end-- > 1;) {
		double x = at[0];

		at[0] = at[end];
		at[end] = x;
		sift(at, 0, end);
	}
}

/* Many in one bucket: buckets within it, again and again; those of other buckets are dropped from `at`. */
static double among_many(double *at, size_t n, size_t rank)
{
	double out = at[0];

	while (n > SMALL) {
		const struct range r = range_of(at, n);
		const double scale = scale_of(r);
		size_t count[BUCKETS] = { 0 }, kept = 0;
		int bucket = 0;

		if (!(r.low < r.high))
			return r.low;
		if (!(scale > 0)) {
			heap_sort(at, n);
			return at[rank];
		}
		for (size_t i = 0; i < n; i++)
			count[bucket_of(at[i], r.low, scale)]++;
		for (; rank >= count[bucket]; bucket++)
			rank -= count[bucket];
		for (size_t i = 0; i < n; i++)
			if (bucket_of(at[i], r.low, scale) == bucket)
				at[kept++] = at[i];
		n = kept;
	}
	among_few(&out, at, n, &rank, 1, 0);
	return out;
}

static void among(double *out, const struct buckets *b, const struct bracket *of, const size_t *rank, int n_ranks,
		  double *room)
{
	const size_t n = of->n_high - of->n_low;

	if (n <= SMALL) {
		gather(b, of->low, n, room);
		among_few(out, room, n, rank, n_ranks, of->n_low);
		return;
	}
	for (int k = 0; k < n_ranks; k++) {
		gather(b, of->low, n, room);
		out[k] = among_many(room, n, rank[k] - of->n_low);
	}
}

/* At most RUNS_MAX runs of neighbouring ranks. */
static void select_runs(double *out, const struct buckets *b, const size_t *rank, int n_ranks, double *room)
{
	struct bracket run[RUNS_MAX];
	int n = 0;

	for (int k = 0; k < n_ranks; k++)
		if (k == 0 || rank[k] > rank[k - 1] + 1)
			run[n++].rank = rank[k];
	find_buckets(b, run, n);
	for (int k = 0, i = -1; k < n_ranks;) {
		int end = k;

		if (k == 0 || rank[k] > rank[k - 1] + 1)
			i++;
		if (rank[k] >= run[i].n_high)
			next_bucket(b, &run[i]);
		while (end < n_ranks && rank[end] < run[i].n_high && (end == k || rank[end] == rank[end - 1] + 1))
			end++;
		among(out + k, b, &run[i], rank + k, end - k, room);
		k = end;
	}
}

void SET(kernel_select)(double *out, const double *x, size_t n, const size_t *rank, int n_ranks, void *room)
{
	struct buckets b = { .x = x, .n = n, .n_words = (n + WORD - 1) / WORD, .id = room };
	double *numbers = (double *)room + (n + WORD - 1) / WORD * (WORD / sizeof(double));
	const struct range r = range_of(x, n);
	const double scale = scale_of(r);

	if (!(r.low < r.high)) {
		for (int k = 0; k < n_ranks; k++)
			out[k] = r.low;
		return;
	}
	if (!(scale > 0)) {
		memcpy(numbers, x, n * sizeof *x);
		heap_sort(numbers, n);
		for (int k = 0; k < n_ranks; k++)
			out[k] = numbers[rank[k]];
		return;
	}
	fill_buckets(&b, r, scale);
	for (int k = 0; k < n_ranks; k += RUNS_MAX)
		select_runs(out + k, &b, rank + k, n_ranks - k < RUNS_MAX ? n_ranks - k : RUNS_MAX, numbers);
}
