/* people/kernel_set.h - which instruction set a source of the kernel is being compiled for. Private to kernel_*.c,
 * which people/meson.build compiles once for each set with SOSEI_SET naming it. */
#ifndef PEOPLE_KERNEL_SET_H
#define PEOPLE_KERNEL_SET_H

#include "people/kernel.h"

#define SET_NAME2(name, set) name##_##set
#define SET_NAME1(name, set) SET_NAME2(name, set)
#define SET(name) SET_NAME1(name, SOSEI_SET)

#if defined(__AVX512F__)
enum { LANES = 8 };
#elif defined(__AVX2__)
enum { LANES = 4 };
#else
enum { LANES = 1 };
#endif

/* A register's worth of lanes; a plain double where there is one. It may lie at any double. */
#if defined(__AVX2__)
typedef double vec __attribute__((vector_size(sizeof(double) * LANES), aligned(sizeof(double)), may_alias));
#else
typedef double vec;
#endif

#define INLINE static inline __attribute__((always_inline))

void SET(kernel_shared)(const struct kernel_shared *k);
void SET(kernel_own)(const struct kernel_own *k);
void SET(kernel_row)(const struct kernel_row *r);
void SET(kernel_add)(double *to, const double *from, size_t n);
void SET(kernel_draw)(uint32_t *word[3], size_t n, uint32_t first, uint32_t step, uint32_t cell, const uint32_t key[2]);
void SET(kernel_select)(double *out, const double *x, size_t n, const size_t *rank, int n_ranks, void *room);

extern const struct kernel SET(kernel);

#endif
