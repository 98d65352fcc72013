/* Form (a) walks down diagonals: a cohort stays in a register for DEPTH steps, in which it is multiplied by the ratio
 * of each age that it comes to and added to the total of each step; both sexes go side by side, so that loads and
 * stores are a third of what they would be a step at a time and the additions and multiplications are what is left.
 * Cohorts are taken from the oldest to the youngest, so that every total is a sum from the oldest to the youngest
 * whatever DEPTH is. It is at most the first mothers' group: nobody born in the steps bears in them.
 *
 * Form (b) has a number to read and one to write for each cell; it is a stream, and stores go past the caches so that
 * no line is read before it is overwritten. Form (c) is plain loops over a row. docs/methods/kernel.md has the figures.
 */
#include "people/kernel_set.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

enum { DEPTH = 3, ABREAST = LANES == 1 ? 4 : LANES == 4 ? 1 : 2, PASS = ABREAST * LANES };
_Static_assert(KERNEL_BLOCK % PASS == 0, "passes fill a block");

INLINE vec load(const double *p)
{
	return *(const vec *)p;
}

INLINE void store(double *p, vec x)
{
	*(vec *)p = x;
}

/* ---- form (a) ---- */

/* What a pass over PASS lanes keeps in registers. */
struct pass {
	vec total[DEPTH][ABREAST], women[DEPTH][ABREAST];
};

/* Which of a cohort's ages are mothers': known for most of them, so that nothing is asked in the loop. */
enum mothers { MOTHERS_NONE, MOTHERS_ALL, MOTHERS_ASK };

/* A cohort (both sexes, lanes abreast) that has just come to `age` in step j. */
INLINE void count(const struct kernel_shared *k, struct pass *p, vec x[SEX_COUNT][ABREAST], int j, int age,
		  enum mothers m)
{
	for (int w = 0; w < ABREAST; w++)
		p->total[j][w] += x[SEX_M][w] + x[SEX_F][w];
	if (m == MOTHERS_ALL || (m == MOTHERS_ASK && age >= k->first_mother && age <= k->last_mother))
		for (int w = 0; w < ABREAST; w++)
			p->women[j][w] += x[SEX_F][w];
}

/* From group `age` before step `from` on, up to before step `to`. */
INLINE void walk(const struct kernel_shared *k, struct pass *p, vec x[SEX_COUNT][ABREAST], const double *ratio, int age,
		 int from, int to, enum mothers m)
{
#pragma GCC unroll 3
	for (int j = from; j < to; j++) {
		const double *r = ratio + (size_t)j * SEX_COUNT * (size_t)k->n_ages + ++age;

		for (int w = 0; w < ABREAST; w++) {
			x[SEX_M][w] *= r[0];
			x[SEX_F][w] *= r[k->n_ages];
		}
		count(k, p, x, j, age, m);
	}
}

INLINE void take(vec x[SEX_COUNT][ABREAST], const struct kernel_shared *k, const double *state, int age)
{
	for (int s = 0; s < SEX_COUNT; s++)
		for (int w = 0; w < ABREAST; w++)
			x[s][w] = load(state + (size_t)(s * k->n_ages + age) * KERNEL_BLOCK + w * LANES);
}

INLINE void put(const struct kernel_shared *k, double *state, int age, vec x[SEX_COUNT][ABREAST])
{
	for (int s = 0; s < SEX_COUNT; s++)
		for (int w = 0; w < ABREAST; w++)
			store(state + (size_t)(s * k->n_ages + age) * KERNEL_BLOCK + w * LANES, x[s][w]);
}

/* Those who come into the open group in these steps, the oldest first. */
INLINE void oldest(const struct kernel_shared *k, struct pass *p, double *state, const double *ratio, int depth)
{
	const int last = k->n_ages - 1;
	vec open[SEX_COUNT][ABREAST], x[SEX_COUNT][ABREAST];

	take(open, k, state, last);
	for (int j = 0; j < depth; j++) {
		const double *r = ratio + (size_t)j * SEX_COUNT * (size_t)k->n_ages + last;

		take(x, k, state, last - 1 - j);
		walk(k, p, x, ratio, last - 1 - j, 0, j, MOTHERS_ASK);
		for (int w = 0; w < ABREAST; w++) {
			open[SEX_M][w] = (x[SEX_M][w] + open[SEX_M][w]) * r[0];
			open[SEX_F][w] = (x[SEX_F][w] + open[SEX_F][w]) * r[k->n_ages];
		}
		count(k, p, open, j, last, MOTHERS_NONE);
	}
	put(k, state, last, open);
}

/* Cohorts of the groups first, first - 1, ... above `end`. */
INLINE void cohorts(const struct kernel_shared *k, struct pass *p, double *state, const double *ratio, int depth,
		    int first, int end, enum mothers m)
{
	for (int age = first; age > end; age--) {
		vec x[SEX_COUNT][ABREAST];

		take(x, k, state, age);
		walk(k, p, x, ratio, age, 0, depth, m);
		put(k, state, age + depth, x);
	}
}

INLINE void newborn(const struct kernel_shared *k, struct pass *p, double *state, const double *ratio,
		    const double *children, int depth)
{
	for (int j = 0; j < depth; j++) {
		vec x[SEX_COUNT][ABREAST];

		for (int s = 0; s < SEX_COUNT; s++)
			for (int w = 0; w < ABREAST; w++)
				x[s][w] = p->women[j][w] * children[j * SEX_COUNT + s];
		count(k, p, x, j, 0, MOTHERS_NONE);
		walk(k, p, x, ratio, 0, j + 1, depth, MOTHERS_NONE);
		put(k, state, depth - 1 - j, x);
	}
}

INLINE int least(int a, int b)
{
	return a < b ? a : b;
}

/* `depth` steps of PASS lanes; a constant where it is called. */
INLINE void steps(const struct kernel_shared *k, double *state, double *totals, int step, int depth)
{
	const double *ratio = k->ratio + (size_t)step * SEX_COUNT * (size_t)k->n_ages;
	const int highest = k->n_ages - 2 - depth; /* does not reach the open group */
	/* All ages of the cohorts from `all` down to first_mother - 1 are mothers'; beside them some are. */
	const int some = least(highest, k->last_mother - 1), all = k->last_mother - depth;
	struct pass p;

	for (int j = 0; j < depth; j++)
		for (int w = 0; w < ABREAST; w++)
			p.total[j][w] = p.women[j][w] = (vec){ 0 };
	oldest(k, &p, state, ratio, depth);
	cohorts(k, &p, state, ratio, depth, highest, some, MOTHERS_NONE);
	if (all >= k->first_mother - 1 && all <= some) {
		cohorts(k, &p, state, ratio, depth, some, all, MOTHERS_ASK);
		cohorts(k, &p, state, ratio, depth, all, k->first_mother - 2, MOTHERS_ALL);
		cohorts(k, &p, state, ratio, depth, k->first_mother - 2, k->first_mother - 1 - depth, MOTHERS_ASK);
		cohorts(k, &p, state, ratio, depth, k->first_mother - 1 - depth, -1, MOTHERS_NONE);
	} else {
		cohorts(k, &p, state, ratio, depth, some, -1, MOTHERS_ASK);
	}
	newborn(k, &p, state, ratio, k->children + (size_t)step * SEX_COUNT, depth);
	for (int j = 0; j < depth; j++)
		for (int w = 0; w < ABREAST; w++)
			store(totals + (size_t)(step + j) * KERNEL_BLOCK + w * LANES, p.total[j][w]);
}

void SET(kernel_shared)(const struct kernel_shared *k)
{
	const size_t cells = (size_t)SEX_COUNT * (size_t)k->n_ages * KERNEL_BLOCK;
	const bool deep = k->first_mother >= DEPTH && k->n_ages > DEPTH + 2;

	for (size_t b = 0; b < k->n_blocks; b++) {
		double *totals = k->totals + b * (size_t)k->n_steps * KERNEL_BLOCK;

		for (int lane = 0; lane < KERNEL_BLOCK; lane += PASS) {
			double *state = k->state + b * cells + lane;
			int step = 0;

			for (; deep && step + DEPTH <= k->n_steps; step += DEPTH)
				steps(k, state, totals + lane, step, DEPTH);
			for (; step < k->n_steps; step++)
				steps(k, state, totals + lane, step, 1);
		}
	}
}

/* ---- form (b) ---- */

INLINE void store_past(double *p, vec x)
{
#if defined(__AVX512F__)
	_mm512_stream_pd(p, (__m512d)x);
#elif defined(__AVX2__)
	_mm256_stream_pd(p, (__m256d)x);
#else
	*p = x;
#endif
}

/* A cache line goes out as one: its lanes side by side. */
enum { LINE = 16, IN_LINE = LINE / LANES };

/* One sex, its ages upward: each moves into the place of the next, which is kept for the next. Adds to `women` those of
 * the groups first to last. */
INLINE void own_sex(const struct kernel_own *k, double *state, const double *ratio, double *people, vec women[IN_LINE],
		    int first, int last)
{
	vec before[IN_LINE];

	for (int w = 0; w < IN_LINE; w++)
		before[w] = load(state + w * LANES);
	for (int age = 1; age < k->n_ages - 1; age++)
		for (int w = 0; w < IN_LINE; w++) {
			const size_t at = (size_t)age * KERNEL_BLOCK + (size_t)(w * LANES);
			vec x = before[w] * load(ratio + at);

			before[w] = load(state + at);
			store(state + at, x);
			store_past(people + at, x);
			if (age >= first && age <= last)
				women[w] += x;
		}
	for (int w = 0; w < IN_LINE; w++) {
		const size_t at = (size_t)(k->n_ages - 1) * KERNEL_BLOCK + (size_t)(w * LANES);
		vec x = (before[w] + load(state + at)) * load(ratio + at);

		store(state + at, x);
		store_past(people + at, x);
	}
}

INLINE void own_step(const struct kernel_own *k, double *state, const double *ratio, double *people)
{
	const size_t sex = (size_t)k->n_ages * KERNEL_BLOCK;

	for (int lane = 0; lane < KERNEL_BLOCK; lane += LINE) {
		vec women[IN_LINE];

		for (int w = 0; w < IN_LINE; w++)
			women[w] = (vec){ 0 };
		own_sex(k, state + lane, ratio + lane, people + lane, women, 1, 0);
		own_sex(k, state + sex + lane, ratio + sex + lane, people + sex + lane, women, k->first_mother,
			k->last_mother);
		for (int s = 0; s < SEX_COUNT; s++)
			for (int w = 0; w < IN_LINE; w++) {
				const size_t at = (size_t)s * sex + (size_t)(lane + w * LANES);
				vec x = women[w] * load(ratio + at);

				store(state + at, x);
				store_past(people + at, x);
			}
	}
}

void SET(kernel_own)(const struct kernel_own *k)
{
	const size_t cells = (size_t)SEX_COUNT * (size_t)k->n_ages * KERNEL_BLOCK;

	for (size_t b = 0; b < k->n_blocks; b++)
		for (size_t step = 0; step < (size_t)k->n_steps; step++) {
			const size_t at = (b * (size_t)k->n_steps + step) * cells;

			own_step(k, k->state + b * cells, k->ratio + at, k->people + at);
		}
#if defined(__AVX2__)
	_mm_sfence();
#endif
}

/* ---- form (c) ---- */

/* Each use is its own loop: what `r` leaves out is not asked for a lane. */
INLINE void row(const struct kernel_row *r, bool open, bool migrants, bool women, bool more)
{
	const double *restrict factor = r->factor;
	double *restrict sum = r->sum;
	double *restrict mothers = r->women;

#pragma GCC ivdep
	for (size_t i = 0; i < r->n; i++) {
		double m = r->from[SEX_M][i], f = r->from[SEX_F][i];

		if (open) {
			m += r->open[SEX_M][i];
			f += r->open[SEX_F][i];
		}
		m *= r->ratio[SEX_M] * factor[i];
		f *= r->ratio[SEX_F] * factor[i];
		if (migrants) {
			m += r->migrants[SEX_M];
			f += r->migrants[SEX_F];
			m = m > 0 ? m : 0;
			f = f > 0 ? f : 0;
		}
		r->to[SEX_M][i] = m;
		r->to[SEX_F][i] = f;
		if (women)
			mothers[i] += f;
		sum[i] = more ? sum[i] + (m + f) : m + f;
	}
}

void SET(kernel_row)(const struct kernel_row *r)
{
	if (r->open[SEX_M] || r->has_migrants) {
		if (r->open[SEX_M])
			r->has_migrants ? row(r, true, true, false, r->more) : row(r, true, false, false, r->more);
		else
			r->women ? row(r, false, true, true, r->more) : row(r, false, true, false, r->more);
	} else if (r->women) {
		r->more ? row(r, false, false, true, true) : row(r, false, false, true, false);
	} else {
		r->more ? row(r, false, false, false, true) : row(r, false, false, false, false);
	}
}

void SET(kernel_add)(double *restrict to, const double *restrict from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] += from[i];
}
