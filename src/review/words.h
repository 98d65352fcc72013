/* review/words.h - the words of the review year: its stages, its acts, directions, the fields of its members.
 *
 * Every word has one name in the log, on the command line and in JSON; what people read is the sentence "review.<word
 * group>-<name>" of the catalogue. docs/GLOSSARY.md gives each with its Japanese and its source.
 */
#ifndef REVIEW_WORDS_H
#define REVIEW_WORDS_H

#include <stdbool.h>

#include "base/text.h"

/* In their order. A review stands in the first one that still lacks something; closed lacks nothing. */
enum review_stage {
	STAGE_COLLECTING,    /* 実績収集: an owner, and a value or a reason why not, of every KPI */
	STAGE_SELF_ASSESSED, /* 自己評価: by the sections, of every KPI and project */
	STAGE_FROZEN,        /* 数値確定: the year's numbers are those of one event number */
	STAGE_REVIEWING,     /* 個別評価: experts declare interests and grade, blind */
	STAGE_CONCLUDED,     /* 委員会意見: grades are open; one finding per item */
	STAGE_ANSWERED,      /* 対応方針: each finding has its answer */
	STAGE_DECIDED,       /* 次年度以降の方針決定 */
	STAGE_PUBLISHED,     /* 公表 */
	STAGE_CLOSED,        /* 終了 */
	STAGE_COUNT
};
const char *stage_name(enum review_stage stage); /* "collecting", ... */
bool stage_parse(enum review_stage *stage, struct text name);

/* What becomes of a KPI or project: the five words of the national form of grants (地方創生推進交付金の効果検証). */
enum review_direction {
	DIRECTION_NONE,
	DIRECTION_DEVELOP,     /* 発展 */
	DIRECTION_IMPROVE,     /* 改善 */
	DIRECTION_CONTINUE,    /* 継続 */
	DIRECTION_DISCONTINUE, /* 中止 */
	DIRECTION_END,         /* 終了: as planned */
	DIRECTION_COUNT
};
const char *direction_name(enum review_direction direction); /* "develop", ...; NULL for none */
/* The name, or as people write it: 発展. */
bool direction_parse(enum review_direction *direction, struct text word);

/* The field of which a member comes (産官学金労言, and citizens): industry, government, academia, finance, labour,
 * media or citizen, for that name itself or its Japanese (産). NULL: unknown. */
const char *field_name(struct text word);

/* What a review speaks of. Their keys may look alike (ア1, ア(1)), so the kind is always said. */
enum item_kind { ITEM_KPI, ITEM_PROJECT, ITEM_KIND_COUNT };
struct review_item {
	enum item_kind kind;
	struct text key;
};
bool item_eq(struct review_item a, struct review_item b);
/* "kpi:ア1", "project:ア(1)"; in the arena. */
struct text item_text(struct arena *a, struct review_item item);
bool item_parse(struct review_item *item, struct text written);

#endif
