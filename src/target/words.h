/* target/words.h - the words of a target cell and of a KPI's name, as tables (internal to target/). */
#ifndef TARGET_WORDS_H
#define TARGET_WORDS_H

#include <stdint.h>

#include "base/text.h"

/* What a word of a target cell says. */
enum word_says {
	WORD_NOTHING, /* known, but says nothing here: 増減 must not be read as 増 */
	WORD_AT_LEAST,
	WORD_MORE_THAN,
	WORD_AT_MOST,
	WORD_WITHIN, /* 以内: at most, but of the size: △60人以内 is -60 or more */
	WORD_LESS_THAN,
	WORD_KEEP,
	WORD_UP,
	WORD_DOWN,
	WORD_CURB, /* 抑制: down where it stands alone, no direction behind 減少 */
	WORD_DONE,
	WORD_CUMULATIVE,
	WORD_ABOUT,
	WORD_ZERO,
	WORD_HALF,     /* 半減 */
	WORD_DOUBLE,   /* 倍増 */
	WORD_NONE,     /* 該当なし */
	WORD_BASELINE, /* 現状 */
	WORD_OTHER,    /* 前年度, 平均: compared with something that the plan does not hold */
	WORD_PARTICLE  /* に, を, ...: ends a unit */
};

struct word {
	const char *text;
	enum word_says says;
};

extern const struct word target_words[]; /* ends with a NULL text */

/* What a word of a KPI's name says about which way is better. */
enum name_says { NAME_UP, NAME_DOWN, NAME_FLIP, NAME_NEITHER };
struct name_word {
	const char *text;
	enum name_says says;
	const char *because;
};
extern const struct name_word name_words[]; /* ends with a NULL text */

/* A wording with widths and dash forms folded: what is compared, and where in the wording it stands. */
enum { GLYPHS_MAX = 256 };
struct glyph {
	uint32_t c;
	uint32_t at; /* byte offset */
};
struct glyphs {
	struct glyph g[GLYPHS_MAX + 1]; /* the last has c 0 and the offset of the end */
	size_t n;
	struct text wording;
};
/* False where the wording has more than GLYPHS_MAX characters. */
bool glyphs_fold(struct glyphs *g, struct text wording);
/* How many glyphs from i on spell the word; 0: they do not. */
size_t glyphs_match(const struct glyphs *g, size_t i, const char *word);
/* The wording from glyph `from` up to glyph `to`, trimmed. */
struct text glyphs_text(const struct glyphs *g, size_t from, size_t to);

#endif
