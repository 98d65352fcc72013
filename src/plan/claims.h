/* plan/claims.h - what chapter 4 says of the population in figures, as claims that statistics can agree with or not.
 *
 *   国勢調査による2015年の総人口は740,822人と -> census, 2015, total, is 740822, last digit 1
 *   2045年には70万人を下回る見込み -> 2045, total, less than 700000, last digit 10000
 *   2016年に自然減に転じ -> turn of natural change to decrease | 1995年から2000年頃をピークに -> peak, 1995 to 2000
 * A tolerant grammar over sentences: years, numbers with 人 or ％, and the words of the field; a figure belongs to the
 * last topic of its paragraph, and the last source and year of its sentence (or those in brackets behind it). A year or
 * figure that makes no claim is a remark: nothing is guessed in silence. Rejected: a dependency parser - nobody could
 * say why it read what it read.
 *
 * Pure and total; linear in the length of the narrative and its source. Rules: docs/methods/factcheck.md.
 */
#ifndef PLAN_CLAIMS_H
#define PLAN_CLAIMS_H

#include "base/json.h"
#include "plan/plan.h"

enum claim_topic {
	CLAIM_NO_TOPIC,
	CLAIM_TOTAL,
	CLAIM_YOUNG,   /* 年少人口 */
	CLAIM_WORKING, /* 生産年齢人口 */
	CLAIM_OLD,     /* 老年人口; as a share: 高齢化率 */
	CLAIM_OLDEST,  /* 75歳以上 */
	CLAIM_BIRTHS,
	CLAIM_DEATHS,
	CLAIM_NATURAL, /* births - deaths: 自然減 657人 is -657 */
	CLAIM_SOCIAL,  /* in - out: 社会増 */
	CLAIM_MOVES_IN,
	CLAIM_MOVES_OUT,
	CLAIM_TOPIC_COUNT
};

enum claim_source {
	CLAIM_UNNAMED,
	CLAIM_CENSUS,
	CLAIM_REGISTER,
	CLAIM_IPSS,
	CLAIM_VITAL,
	CLAIM_MIGRATION,
	CLAIM_OTHER,
	CLAIM_SOURCE_COUNT
};

enum claim_says {
	CLAIM_IS,
	CLAIM_AT_LEAST,  /* 以上 */
	CLAIM_MORE_THAN, /* 超 */
	CLAIM_AT_MOST,   /* 以下 */
	CLAIM_LESS_THAN, /* 下回る, 未満, 割る */
	CLAIM_REACHED,   /* 達し: at least, at the figure's own precision */
	CLAIM_PEAK,      /* highest in the period */
	CLAIM_TURN,      /* the sign changed in the period */
	CLAIM_HOLDS,     /* had that sign throughout the period */
	CLAIM_SAYS_COUNT
};

struct claim {
	struct text text; /* the clause as written; of the plan's memory */
	uint32_t line;    /* of the source; 0: not known */
	enum claim_topic topic;
	bool share; /* of the total, in per cent */
	enum claim_says says;
	int sign; /* of TURN, HOLDS: -1, +1; else 0 */
	bool has_value;
	struct decimal value;      /* 70万 is 700000; a decrease is negative */
	struct decimal last_digit; /* one unit of the last digit that was written: 10000 */
	struct text unit;
	int from_year, to_year; /* 0 of one: open (1993年まで, 1994年以降) */
	int month;              /* 0: not said */
	bool fiscal, around;    /* 年度; 頃 */
	enum claim_source source;
	struct text series; /* the source as named; empty where it is not */
};
typedef LIST(struct claim) claim_list;

/* Claims in the order of the narrative. `source` is the plan's text, for the lines; where it is empty, they are 0. What
 * is not read is appended to *remarks (rule "claims-..."). */
void claims_read(struct arena *a, claim_list *out, remark_list *remarks, const struct plan *plan, struct text source);

const char *claim_topic_name(enum claim_topic t);   /* "total", "natural-change", ... */
const char *claim_source_name(enum claim_source s); /* "census", ...; NULL for unnamed */
const char *claim_says_name(enum claim_says s);     /* "is", "less_than", "peak", ... */
/* The caller owns it. */
json_t *claim_to_json(const struct claim *c);

#endif
