/* base/arena.h - memory with one lifetime: process, request, or batch of rows.
 *
 * Everything allocated from an arena is freed together. Memory is zeroed and aligned for any type. arena_alloc never
 * returns NULL: inputs have ceilings where they enter, so running out means that the machine is out, and the program
 * ends with one line (as git and Redis do). Not thread-safe: one arena, one thread.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
	struct arena_block *blocks; /* newest first; {0} is an empty arena, ready for use */
	size_t left, next_size, total;
};

void *arena_alloc(struct arena *a, size_t size);
/* n items of that size; ends the program when the product overflows. */
void *arena_array(struct arena *a, size_t n, size_t size);
char *arena_strdup(struct arena *a, const char *s);
char *arena_memdup(struct arena *a, const void *p, size_t n); /* with a NUL behind */
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Frees all; *a is empty and usable again. */
void arena_clear(struct arena *a);

#define NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))

#endif
