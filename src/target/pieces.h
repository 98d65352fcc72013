/* target/pieces.h - a cell of a plan, cut into numbers, words, arrows and waves (internal to target/).
 *
 * pieces_number.c reads one number with its magnitude and unit, pieces.c cuts the cell and drops the numbers that are
 * not the target (dates, spans, brackets), grammar.c says what the pieces mean.
 */
#ifndef TARGET_PIECES_H
#define TARGET_PIECES_H

#include "target/grammar.h"
#include "target/words.h"

enum { PIECES_MAX = 64 };
enum piece_kind { PIECE_NUMBER, PIECE_WORD, PIECE_ARROW, PIECE_WAVE };

struct piece {
	enum piece_kind kind;
	size_t from, to; /* glyphs; of a number with its magnitude, without its unit */
	int depth;       /* brackets around it */
	/* a number */
	struct decimal value;
	size_t unit_from, unit_to;
	bool scaled, percent, plus_minus, dropped;
	/* a word */
	enum word_says says;
};

struct reader {
	struct glyphs g;
	struct piece at[PIECES_MAX];
	size_t n;
	struct text note;
};

/* Returned in place of a glyph's index: a number that cannot be kept (too long, a fraction, two points). */
#define PIECES_REFUSED SIZE_MAX

/* ---- pieces_number.c ---- */
bool pieces_is_digit(uint32_t c);
bool pieces_is_letter(uint32_t c);
/* ¹ ² ③: a note mark where it stands directly behind a number. */
bool pieces_is_raised(uint32_t c);
uint32_t pieces_glyph(const struct reader *r, size_t i); /* 0 behind the end */
size_t pieces_skip_spaces(const struct reader *r, size_t i);
/* The longest known word at i; 0 where there is none. */
size_t pieces_word_at(const struct reader *r, size_t i, enum word_says *says);
/* NULL: too many pieces. */
struct piece *pieces_add(struct reader *r, enum piece_kind kind, size_t from, size_t to, int depth);
/* Where the digits of a number at i begin, its sign taken, plus 1; 0: no number here. */
size_t pieces_sign_at(const struct reader *r, size_t i, bool *negative, bool *plus_minus);
/* Digits with separators and one point at i. Returns the glyph behind; 0: too many digits, or strange. */
size_t pieces_digits_at(const struct reader *r, size_t i, bool negative, struct decimal *value);
/* Works out 万, 億 ... behind the number (2.5億, 1億2,000万); `all` also 千 and 百万. *j is moved behind them. False:
 * more than 18 digits. */
bool pieces_magnitudes_from(const struct reader *r, size_t *j, struct decimal *value, bool all, bool *scaled);
struct decimal pieces_without_zeros(struct decimal d);
/* A number at i is added. Returns the glyph behind its unit; i where there is none; or PIECES_REFUSED. */
size_t pieces_number_at(struct reader *r, size_t i, int depth);
/* 五割. The same. */
size_t pieces_kanji_tenths_at(struct reader *r, size_t i, int depth);

/* ---- pieces.c ---- */
/* Cuts the folded cell. False: a number that cannot be kept. */
bool pieces_cut(struct reader *r);
/* Drops the numbers that only say when, over how many years, of whom, or from where. *years: the target is a total over
 * years. */
void pieces_choose(struct reader *r, bool *years);
size_t pieces_left(const struct reader *r);           /* numbers not dropped */
size_t pieces_next(const struct reader *r, size_t i); /* the next of them from piece i on; r->n: none */
bool pieces_follows(const struct reader *r, size_t i, const char *word); /* the word ends at glyph i */
bool pieces_comparison(enum word_says says, enum target_op *op);         /* 以上, 超, 以下, 未満 */

/* grammar.c: ERR_INPUT with the wording. */
bool target_refuse(struct err *err, const char *id, struct text wording);

#endif
