#include "base/list.h"

#include <string.h>

void *list_grow(struct arena *a, void *at, size_t n, size_t *cap, size_t size)
{
	void *bigger;

	if (n < *cap)
		return at;
	*cap = *cap ? *cap * 2 : 4;
	bigger = arena_array(a, *cap, size);
	if (n)
		memcpy(bigger, at, n * size);
	return bigger;
}
