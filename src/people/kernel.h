/* people/kernel.h - the arithmetic of many trajectories at once, for each instruction set, with equal bits.
 *
 * Trajectories (or areas) are the lanes of a vector register; no lane ever meets another one, so that a lane's bits do
 * not depend on how many there are to a register. Multiplications and additions stay separate (-ffp-contract=off), no
 * function of libm is called, sums have a fixed order. The same source is compiled once for each set
 * (people/meson.build); docs/methods/kernel.md has the layout, its reasons and what was tried. Pure: no I/O, no
 * allocation, no globals.
 *
 * Lanes lie in blocks of KERNEL_BLOCK: [block][sex][age][KERNEL_BLOCK], so that the ages of a block are one piece that
 * stays in the L1 cache. Rows of the third form are plain arrays, one number a lane. No pointer need be aligned beyond
 * a double but where said.
 *
 * The program runs the third form. The first two are what bench/people.c holds against NumPy and the machine's bound:
 * arithmetic without draws and quantiles.
 */
#ifndef PEOPLE_KERNEL_H
#define PEOPLE_KERNEL_H

#include <stdint.h>

#include "people/cohort.h"

enum { KERNEL_BLOCK = 16 };

/* Form (a): ratios shared by all lanes, only totals kept. Shapes and meaning as in people/course.h. */
struct kernel_shared {
	int n_ages, n_steps; /* n_ages > 5 */
	int first_mother, last_mother;
	const double *ratio, *children;
	size_t n_blocks;
	double *state;  /* [n_blocks][SEX_COUNT][n_ages][KERNEL_BLOCK]: at the start, then at the end */
	double *totals; /* [n_blocks][n_steps][KERNEL_BLOCK]: men + women, summed from the oldest to the youngest */
};

/* Form (b): every lane has ratios of its own, read once; every age is written once, past the caches. */
struct kernel_own {
	int n_ages, n_steps;
	int first_mother, last_mother;
	size_t n_blocks;
	const double *ratio; /* [n_blocks][n_steps][SEX_COUNT][n_ages][KERNEL_BLOCK]; [0]: children for each woman */
	double *state;       /* as above */
	double *people;      /* as ratio: after each step. Aligned to 64 bytes */
};

/* Form (c), the fan's: one group of one area in one step, for n lanes. ratio[s] times the lane's factor:
 *   to[s] = max(0, (from[s] + open[s]) * (ratio[s] * factor) + migrants[s])
 * Of the newborn `from` is the row of women and ratio the children for each of them. `to` may be `from` or `open`. */
struct kernel_row {
	size_t n;
	double *to[SEX_COUNT];
	const double *from[SEX_COUNT], *open[SEX_COUNT]; /* open: NULL but for the open group */
	double ratio[SEX_COUNT];
	const double *factor;
	bool has_migrants;
	double migrants[SEX_COUNT];
	double *women; /* + to[SEX_F]; NULL: not mothers */
	double *sum;   /* to[SEX_M] + to[SEX_F]: set, or added where `more` */
	bool more;
};

struct kernel {
	const char *name; /* "scalar", "avx2", "avx512" */
	int lanes;        /* to a register */
	void (*shared)(const struct kernel_shared *k);
	void (*own)(const struct kernel_own *k);
	void (*row)(const struct kernel_row *r);
	void (*add)(double *to, const double *from, size_t n);
	/* philox() of the counters {first + i, step, cell, 0}: word[j][i] for 0 <= i < n, word[3] is not wanted. */
	void (*draw)(uint32_t *word[3], size_t n, uint32_t first, uint32_t step, uint32_t cell, const uint32_t key[2]);
	/* out[k] = the number of x[0..n) that stands at place rank[k] (from 0) when they are sorted; ranks ascend.
	 * Exact. x: finite, left as it is. `room`: KERNEL_SELECT_ROOM(n) bytes, aligned for doubles. */
	void (*select)(double *out, const double *x, size_t n, const size_t *rank, int n_ranks, void *room);
};
enum { KERNEL_SELECT_DESK = 13056 };
#define KERNEL_SELECT_ROOM(n) ((n) * (sizeof(double) + 1) + 256 + KERNEL_SELECT_DESK)

/* The named one, the fastest that this machine has where name is NULL or empty. ERR_USAGE where the name is unknown,
 * ERR_SYSTEM where the machine (or the build) lacks it. */
MUST_CHECK bool kernel_choose(const struct kernel **k, const char *name, struct err *err);
/* Those that this machine has, the plainest first; returns how many, at most KERNELS_MAX. */
enum { KERNELS_MAX = 3 };
int kernel_list(const struct kernel *list[KERNELS_MAX]);

#endif
