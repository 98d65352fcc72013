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

#include "people/kernel_bytes.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

enum { COARSE = 16, SMALL = 64, RANKS_MAX = 16 };

/* What the caller's room holds before the buckets. */
struct desk {
	double few[RANKS_MAX][SMALL];
	uint32_t place[RANKS_MAX * SMALL + 2 * WORD];
};
_Static_assert(sizeof(struct desk) <= KERNEL_SELECT_DESK && KERNEL_SELECT_DESK % WORD == 0, "the room holds the desk");

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
	return (int)((x - low) * scale);
}

/* Halves, so that the greatest double less the least is no infinity; a hair less, so that no rounding brings the
 * greatest number to the bucket after the last; 0 where numbers are too near each other. */
INLINE double scale_of(struct range r)
{
	const double half = r.high / 2 - r.low / 2, scale = BUCKETS * (0.5 - 0x1p-48) / half;

	return scale < 1e300 && r.high - r.low < 1e300 ? scale : 0;
}

/* Whole words, in two passes over a few registers, which gcc makes vector instructions of. */
static void fill_buckets(struct buckets *b, struct range r, double scale)
{
	size_t i = 0;

	for (; i + WORD <= b->n; i += WORD) {
		const double *restrict x = b->x + i;
		int8_t *restrict id = b->id + i;

#if defined(__AVX512F__)
		const __m512d low = _mm512_set1_pd(r.low), times = _mm512_set1_pd(scale);

		for (int k = 0; k < WORD; k += 16) {
			const __m512d y = _mm512_mul_pd(_mm512_sub_pd(_mm512_loadu_pd(x + k), low), times);
			const __m512d z = _mm512_mul_pd(_mm512_sub_pd(_mm512_loadu_pd(x + k + 8), low), times);
			const __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvttpd_epi32(y)),
								_mm512_cvttpd_epi32(z), 1);

			_mm_storeu_si128((__m128i *)(void *)(id + k),
					 _mm_xor_si128(_mm512_cvtepi32_epi8(both), _mm_set1_epi8((char)BIAS)));
		}
#else
		int32_t wide[WORD];

		for (int k = 0; k < WORD; k++)
			wide[k] = (int32_t)((x[k] - r.low) * scale);
		for (int k = 0; k < WORD; k++)
			id[k] = (int8_t)(wide[k] - BIAS);
#endif
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

static void halve(const struct buckets *b, struct bracket *of, int n, int width)
{
	for (int first = 0; first < n; first += AT_ONCE) {
		const int some = n - first < AT_ONCE ? n - first : AT_ONCE;
		int middle[AT_ONCE] = { 0 };
		size_t count[AT_ONCE];

		for (int k = 0; k < some; k++)
			middle[k] = of[first + k].low + width / 2;
		count_below(count, b, middle);
		for (int k = 0; k < some; k++) {
			struct bracket *at = &of[first + k];
			const bool up = count[k] <= at->rank;

			at->low = up ? middle[k] : at->low;
			at->n_low = up ? count[k] : at->n_low;
			at->high = up ? at->high : middle[k];
			at->n_high = up ? at->n_high : count[k];
		}
	}
}

/* The first rank of each run of neighbours, all at once: they do not wait for each other. */
static void find_buckets(const struct buckets *b, struct bracket *of, int n)
{
	size_t below[COARSE + 1] = { 0 };
	int pivot[COARSE + 1];

	for (int c = 0; c <= COARSE; c++)
		pivot[c] = c * (BUCKETS / COARSE);
	for (int c = 1; c < COARSE; c += AT_ONCE)
		count_below(below + c, b, pivot + c);
	below[COARSE] = b->n;
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
		halve(b, of, n, width);
}
_Static_assert((COARSE - 1) % AT_ONCE == 0, "counts of the coarse buckets fill their calls");

/* The first bucket that holds more, after a bracket of one bucket. */
static void next_bucket(const struct buckets *b, struct bracket *of)
{
	of->n_low = of->n_high;
	for (;;) {
		int pivot[AT_ONCE];
		size_t count[AT_ONCE];

		for (int k = 0; k < AT_ONCE; k++)
			pivot[k] = of->high + 1 + k < BUCKETS ? of->high + 1 + k : BUCKETS - 1;
		count_below(count, b, pivot);
		for (int k = 0; k < AT_ONCE; k++) {
			of->low = of->high++;
			of->n_high = of->high == BUCKETS ? b->n : count[k];
			if (of->n_high > of->n_low)
				return;
		}
	}
}

/* A bucket in which ranks lie: rank[first .. end). */
struct wanted {
	struct bracket of;
	int first, end;
};

static size_t size_of(const struct wanted *w)
{
	return w->of.n_high - w->of.n_low;
}

/* The numbers of the small buckets, all in one pass: the places of a word first, four without asking since most words
 * hold fewer; then each to its bucket. Places behind the last number are of the filling. */
static void gather(struct desk *desk, const struct buckets *b, const struct wanted *wanted, int n)
{
	uint32_t *place = desk->place;
	size_t found = 0, filled[RANKS_MAX] = { 0 };
	uint8_t tag[BUCKETS] = { 0 };
	int bucket[RANKS_MAX], n_buckets = 0;

	for (int i = 0; i < n; i++)
		if (size_of(&wanted[i]) <= SMALL) {
			tag[(uint8_t)(wanted[i].of.low - BIAS)] = (uint8_t)i;
			bucket[n_buckets++] = wanted[i].of.low;
		}
	for (size_t w = 0; w < b->n_words; w++) {
		uint64_t mask = 0;

		for (int i = 0; i < n_buckets; i++)
			mask |= equal(b->id + w * WORD, bucket[i]);
		const size_t in_word = (size_t)__builtin_popcountll(mask);

		for (size_t i = 0; i < 4 || i < in_word; i++) {
			place[found + i] = (uint32_t)(w * WORD) + (uint32_t)__builtin_ctzll(mask | (uint64_t)1 << 63);
			mask &= mask - 1;
		}
		found += in_word;
	}
	for (size_t i = 0; i < found && place[i] < b->n; i++) {
		const uint8_t of = tag[(uint8_t)b->id[place[i]]];

		desk->few[of][filled[of]++] = b->x[place[i]];
	}
}

/* All of a large bucket. */
static size_t gather_many(const struct buckets *b, int bucket, double *into)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->id[i] == bucket - BIAS)
			into[n++] = b->x[i];
	return n;
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

#if defined(__AVX512F__)
		const __m512d x = _mm512_set1_pd(at[i]);

		for (size_t k = 0; k < n; k += 8) {
			const unsigned left = n - k < 8 ? (1u << (n - k)) - 1 : 0xff;
			const __m512d y = _mm512_maskz_loadu_pd((__mmask8)left, at + k);

			less += (size_t)__builtin_popcount(_mm512_cmp_pd_mask(y, x, _CMP_LT_OQ) & left);
			not_more += (size_t)__builtin_popcount(_mm512_cmp_pd_mask(y, x, _CMP_LE_OQ) & left);
		}
#else
		for (size_t k = 0; k < n; k++) {
			less += at[k] < at[i];
			not_more += at[k] <= at[i];
		}
#endif
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

/* The bucket of each rank, once each. */
static int list_wanted(struct wanted *wanted, const struct buckets *b, struct bracket *run, const size_t *rank,
		       int n_ranks)
{
	int n = 0;

	for (int k = 0, i = -1; k < n_ranks; k++) {
		if (k == 0 || rank[k] > rank[k - 1] + 1)
			i++;
		if (rank[k] >= run[i].n_high)
			next_bucket(b, &run[i]);
		if (n > 0 && wanted[n - 1].of.low == run[i].low)
			wanted[n - 1].end = k + 1;
		else
			wanted[n++] = (struct wanted){ run[i], k, k + 1 };
	}
	return n;
}

/* At most RANKS_MAX ranks. */
static void select_runs(double *out, const struct buckets *b, const size_t *rank, int n_ranks, struct desk *desk,
			double *room)
{
	struct bracket run[RANKS_MAX] = { 0 };
	struct wanted wanted[RANKS_MAX];
	int n = 0;

	for (int k = 0; k < n_ranks; k++)
		if (k == 0 || rank[k] > rank[k - 1] + 1)
			run[n++].rank = rank[k];
	find_buckets(b, run, n);
	n = list_wanted(wanted, b, run, rank, n_ranks);
	gather(desk, b, wanted, n);
	for (int i = 0; i < n; i++) {
		const struct wanted *w = &wanted[i];

		if (size_of(w) <= SMALL)
			among_few(out + w->first, desk->few[i], size_of(w), rank + w->first, w->end - w->first,
				  w->of.n_low);
		else
			for (int k = w->first; k < w->end; k++)
				out[k] = among_many(room, gather_many(b, w->of.low, room), rank[k] - w->of.n_low);
	}
}

void SET(kernel_select)(double *out, const double *x, size_t n, const size_t *rank, int n_ranks, void *room)
{
	struct buckets b = {
		.x = x, .n = n, .n_words = (n + WORD - 1) / WORD, .id = (int8_t *)room + KERNEL_SELECT_DESK
	};
	double *numbers = (double *)room + (KERNEL_SELECT_DESK + b.n_words * WORD) / sizeof(double);
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
	for (int k = 0; k < n_ranks; k += RANKS_MAX)
		select_runs(out + k, &b, rank + k, n_ranks - k < RANKS_MAX ? n_ranks - k : RANKS_MAX, room, numbers);
}
