/* plan/claims_parts.h - words, years and numbers of the narrative (internal to plan/). */
#ifndef PLAN_CLAIMS_PARTS_H
#define PLAN_CLAIMS_PARTS_H

#include "plan/claims.h"
#include "plan/read_parts.h"

enum claim_word_is {
	WORD_TOPIC,
	WORD_SOURCE,
	WORD_PEAK,
	WORD_SIGN,    /* プラス, of the topic before it */
	WORD_SUBJECT, /* of something that is not the population: 観光客数 */
	WORD_IGNORED  /* known, and means nothing here: 人口減少 is not a population */
};

struct claim_word {
	const char *text; /* as folded */
	enum claim_word_is is;
	int value; /* a topic or a source */
	int sign;
	bool share;
};
/* The longest word at character i, NULL where none begins there. */
const struct claim_word *claims_word_at(const struct fold *f, size_t i, size_t *n);
/* May it be a share of the total? */
bool claims_has_share(enum claim_topic t);

/* A year or a range of years with how it is meant. */
struct claim_when {
	size_t at, n_chars;
	int from, to; /* 0: open */
	int month;
	bool fiscal, around, used;
};
/* At *i, which moves behind it. */
bool claims_when_at(struct claim_when *w, const struct fold *f, size_t *i);

struct claim_number {
	struct decimal value, last_digit;
	size_t unit_from, unit_to; /* unit_to 0: neither 人 nor ％ */
	bool percent;
	enum claim_says says;
};
/* At *i, which moves behind its unit. False: no number here. */
bool claims_number_at(struct claim_number *x, const struct fold *f, size_t *i);

/* ---- claims.c ---- */

/* Where the narrative's characters stand in the source. */
struct line_cursor {
	struct text left;
	uint32_t line, newline;
	bool known;
};

struct sentence {
	struct arena *a;
	claim_list *out;
	remark_list *remarks;
	struct text t;
	struct fold f;
	const uint32_t *lines; /* of every byte that begins a character; NULL: not known */
	enum claim_topic topic;
	bool share, peak_waits, carried; /* carried: the topic is that of the sentence before */
	bool other_subject;              /* the sentence has turned to something else */
	struct text remarked;            /* the clause of the last remark */
	int sign;
	enum claim_source source;
	struct text series;
	struct claim_when when;
	size_t figure_end; /* the character behind the last year or figure */
};

#endif
