#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
	struct arena_block *next;
	alignas(max_align_t) unsigned char bytes[];
};

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

static _Noreturn void out_of_memory(void)
{
	fputs("sosei: memory exhausted / メモリが足りません\n", stderr);
	exit(5);
}

static void add_block(struct arena *a, size_t size)
{
	size_t room = a->next_size ? a->next_size : FIRST_BLOCK;
	struct arena_block *b;

	if (size > room)
		room = size;
	if (room > SIZE_MAX - sizeof *b || !(b = calloc(1, sizeof *b + room)))
		out_of_memory();
	b->next = a->blocks;
	a->blocks = b;
	a->left = room;
	a->total += room;
	a->next_size = room >= LARGEST_BLOCK / 2 ? LARGEST_BLOCK : room * 2;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	unsigned char *p;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + align - 1) & ~(align - 1);
	if (size == 0)
		size = align;
	/* A large item gets a block of its own behind the current one, whose rest stays in use. */
	if (size > a->left && a->blocks && size > LARGEST_BLOCK / 4) {
		struct arena_block *b = calloc(1, sizeof *b + size);

		if (!b)
			out_of_memory();
		b->next = a->blocks->next;
		a->blocks->next = b;
		a->total += size;
		return b->bytes;
	}
	if (size > a->left)
		add_block(a, size);
	/* Blocks are filled from the end, so that only the rest must be remembered. */
	p = a->blocks->bytes + (a->left - size);
	a->left -= size;
	a->left &= ~(align - 1);
	return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		out_of_memory();
	return arena_alloc(a, bytes);
}

char *arena_memdup(struct arena *a, const void *p, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	if (n)
		memcpy(copy, p, n);
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_memdup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	char room[256]; /* most are short: printed once, and copied */
	va_list args;
	char *s;
	int n;

	va_start(args, format);
	n = vsnprintf(room, sizeof room, format, args);
	va_end(args);
	if (n < 0)
		out_of_memory();
	if ((size_t)n < sizeof room)
		return arena_memdup(a, room, (size_t)n);
	s = arena_alloc(a, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(s, (size_t)n + 1, format, args);
	va_end(args);
	return s;
}

void arena_clear(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;

		free(a->blocks);
		a->blocks = next;
	}
	*a = (struct arena){ 0 };
}
