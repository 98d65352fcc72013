/* base/text.h - UTF-8 text: slices that borrow, buffers that own.
 *
 * Text is stored as it was written; nothing here normalizes. Widths, NFKC and case come from libunistring where needed.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A borrowed slice; p may be NULL only where n is 0. Not NUL-terminated. */
struct text {
	const char *p;
	size_t n;
};
#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })

struct text text_of(const char *s); /* NULL gives the empty text */
bool text_eq(struct text a, struct text b);
bool text_is(struct text a, const char *s);
int text_cmp(struct text a, struct text b); /* by bytes: the order of codepoints */
bool text_starts(struct text a, struct text prefix);
bool text_ends(struct text a, struct text suffix);
/* Offset of the first occurrence, or SIZE_MAX. */
size_t text_find(struct text a, struct text what);
struct text text_slice(struct text a, size_t from, size_t to); /* clamped to the text */
/* Without spaces, tabs, CR, LF and U+3000 at both ends. */
struct text text_trim(struct text a);
char *text_z(struct arena *a, struct text t); /* a NUL-terminated copy */
struct text text_dup(struct arena *a, struct text t);

/* The next codepoint, which is taken off the front of *t; U+FFFD for a byte that is no UTF-8 (one byte is taken).
 * *t must not be empty. */
uint32_t text_next(struct text *t);
/* Writes the UTF-8 bytes of c to out and returns how many, 1 to 4. */
size_t utf8_put(char out[4], uint32_t c);
/* Offset of the first byte that is no UTF-8 (overlong, surrogate and > U+10FFFF refused), SIZE_MAX where all is. */
size_t utf8_bad_at(struct text t);
/* The character that a radical stands for which a font put in its place (⽬ is 目, ⻑ is 長); c itself where it is
 * none. */
uint32_t text_whole_character(uint32_t c);
/* Columns on a terminal (East Asian ambiguous as wide: ○ and ※ are drawn so in Japanese fonts). */
size_t text_width(struct text t);

/* A growing buffer with a ceiling; always NUL-terminated once something was added. {0} has no ceiling but memory. */
struct buf {
	char *p;
	size_t n, cap;
	size_t ceiling; /* 0: none */
	bool full;      /* something was refused because of the ceiling: say so before using the result */
};
void buf_add(struct buf *b, const void *p, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_text(struct buf *b, struct text t);
void buf_char(struct buf *b, uint32_t codepoint);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct text buf_view(const struct buf *b);
void buf_reset(struct buf *b); /* empty, memory kept */
void buf_clear(struct buf *b); /* frees */

#endif
