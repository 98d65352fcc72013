/* target/grammar.h - what people write in a target or baseline cell, read as data.
 *
 *   7,000以上 -> at_least 7000 | 44％ -> reach 44, unit ％ | △120 -> reach -120 | 約５割 -> reach 50 ％, approximate
 *   2.5億円 -> reach 250000000 円 | 256,000千円 -> reach 256000 千円 | 延べ1,200人 -> reach 1200 人, cumulative
 *   3件/年 -> reach 3 件/年 | 現状維持 -> keep | 増加 -> increase | 60～65％ -> range 60..65
 * The wording itself is kept by the caller. Nothing is guessed in silence: what was inferred is in the flags.
 */
#ifndef TARGET_GRAMMAR_H
#define TARGET_GRAMMAR_H

#include "base/decimal.h"
#include "base/err.h"
#include "base/text.h"

enum target_op {
	TARGET_REACH,     /* a bare number */
	TARGET_AT_LEAST,  /* 以上 */
	TARGET_MORE_THAN, /* 超, を超える, を上回る */
	TARGET_AT_MOST,   /* 以下, 以内 */
	TARGET_LESS_THAN, /* 未満, を下回る */
	TARGET_RANGE,     /* ～ */
	TARGET_KEEP,      /* 維持, with or without a number */
	TARGET_INCREASE,  /* 増加 with no number; with one (100人増加, 5ポイント向上), by that much */
	TARGET_DECREASE,  /* 減少, 削減 likewise */
	TARGET_DONE,      /* 実施, 策定, 達成: yes or no */
	TARGET_OP_COUNT
};

struct target {
	enum target_op op;
	bool has_value, has_high; /* high: the upper end of a range */
	struct decimal value,
		high;     /* as written, without separators; 万, 億 and 割 are worked out (2.5億 is 250000000) */
	struct text unit; /* as written behind (or, for ％ and 円, wherever) the number; borrowed; may be empty */
	bool low_open, high_open; /* of a range: 60超, 65未満 */
	bool has_tolerance;       /* 100±5 is keep 100 with tolerance 5 */
	struct decimal tolerance;
	struct text
		compared_with; /* 現状以上, 全国平均以上: what stands in place of a number; then has_value is false */
	bool with_baseline;    /* ... and it means the baseline (現状, 基準値) */
	bool more_numbers;     /* the wording holds further numbers that were not used */
	bool cumulative;       /* 累計, 延べ over years */
	bool approximate;      /* 約, 程度 */
	bool scaled;           /* the value was worked out from 万, 億 or 割 */
	struct text note_mark; /* ※1, borrowed; empty where there is none */
};

/* ERR_INPUT, with t untouched: target.empty (nothing there), target.none (－, 該当なし, 未定: no target set),
 * target.unreadable (no number and no known word), target.too-long. The texts of *t borrow from the wording. */
MUST_CHECK bool target_parse(struct target *t, struct text wording, struct err *err);

/* "reach", "at_least", ... as in JSON; and back (false: unknown). */
const char *target_op_name(enum target_op op);
bool target_op_parse(enum target_op *op, struct text name);

/* Money in a text: 256,000千円 is 256000000, 2.5億円, 1億2,000万円, 300百万円; what follows the amount is ignored
 * ((2020～2023年度累計)). ERR_INPUT: no amount, no 円, a fraction of a yen, or more than int64_t holds. */
MUST_CHECK bool yen_parse(int64_t *yen, struct text wording, struct err *err);

/* Which way is better, and how we know. */
enum better { BETTER_UNKNOWN, BETTER_UP, BETTER_DOWN };
enum better_from { BETTER_FROM_NOTHING, BETTER_FROM_PERSON, BETTER_FROM_TEXT, BETTER_FROM_WORD_LIST, BETTER_FROM_SIGN };
const char *better_name(enum better b);           /* "up", "down"; NULL for unknown */
const char *better_from_name(enum better_from f); /* "person", "text", "word-list", "sign"; NULL for nothing */

/* A person's word > the words of the target (以上 up, 以下 down) > the word list (転入超過数 up, 待機児童数 down) >
 * the sign of target - baseline (has_baseline false: not used). */
enum better target_better(enum better_from *from, enum better person, const struct target *t, struct text kpi_name,
			  bool has_baseline, struct decimal baseline);

#endif
