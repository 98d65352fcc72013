/* base/list.h - a typed growing array in an arena.
 *
 *   LIST(struct kpi) kpis = { 0 };
 *   struct kpi *k = LIST_ADD(&arena, &kpis);      zeroed; older pointers become stale
 *   for (size_t i = 0; i < kpis.n; i++) use(&kpis.at[i]);
 *
 * The old array stays in the arena when it grows: at most as much again as the final size.
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stddef.h>

#include "base/arena.h"

#define LIST(T)                \
	struct {               \
		T *at;         \
		size_t n, cap; \
	}

#define LIST_ADD(a, l) ((l)->at = list_grow((a), (l)->at, (l)->n, &(l)->cap, sizeof *(l)->at), &(l)->at[(l)->n++])

/* Room for one more item behind n; the array, moved or not. */
void *list_grow(struct arena *a, void *at, size_t n, size_t *cap, size_t size);

#endif
