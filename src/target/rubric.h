/* target/rubric.h - a verdict as a grade, by a table that is data.
 *
 * A municipality picks one of the rubrics in data/rubrics/ (YAML) or writes its own: an ordered list of grades with
 * conditions; the first grade whose condition holds is given. A condition that needs a number which does not exist (x/T
 * where T is 0) makes the grade undefined, with the reason - never the next worse grade. Form: docs/methods/rubrics.md.
 */
#ifndef TARGET_RUBRIC_H
#define TARGET_RUBRIC_H

#include "base/arena.h"
#include "base/json.h"
#include "base/list.h"
#include "base/msg.h"
#include "target/judge.h"

struct grade {
	bool defined;
	struct text id;                 /* "1", "S", "substantial"; empty where not defined */
	struct text label[LANG_COUNT];  /* from the rubric; empty where not defined */
	int rank;                       /* 1: the rubric's best; 0 where not defined */
	struct msg reason;              /* never without an id: the number that decided, or why there is no grade */
	bool misleading;                /* the rubric itself says that its figure misleads for this KPI */
	struct text caveat[LANG_COUNT]; /* why; empty where not misleading */
};

/* What conditions can compare. Each is a double that may not exist; docs/methods/rubrics.md defines each. */
enum rubric_number {
	NUMBER_PROGRESS,       /* (x - b) / (T - b) */
	NUMBER_ELAPSED,        /* share of the time gone */
	NUMBER_PACE,           /* progress / elapsed */
	NUMBER_RATIO,          /* x / T where more is better, T / x where less is */
	NUMBER_BASELINE_RATIO, /* the same of b: what doing nothing scores */
	NUMBER_CHANGE,         /* (x - b) / |b| in the better direction */
	NUMBER_TARGET_CHANGE,  /* (T - b) / |b| in the better direction */
	NUMBER_GAIN,           /* x - b in the better direction, in units */
	NUMBER_MARGIN,         /* x - T in the better direction, in units */
	NUMBER_GROWTH,         /* statcan: compound growth observed / required */
	NUMBER_COUNT
};

struct rubric_condition; /* rubric.c */
struct rubric_grade_rule {
	struct text id, label[LANG_COUNT];
	struct rubric_condition *when; /* NULL: always */
};
struct rubric_caveat {
	struct rubric_condition *when;
	struct text text[LANG_COUNT];
};

struct rubric {
	struct text id, name[LANG_COUNT], about[LANG_COUNT];
	struct text source, url;
	LIST(struct rubric_grade_rule) grades; /* best first */
	LIST(struct rubric_caveat) caveats;
};

/* From the shape of data/rubrics/NAME.yaml. Texts are copied into the arena. ERR_INPUT names the key that is wrong or
 * missing
 * ("grades[2].when: unknown key ..."). */
MUST_CHECK bool rubric_from_json(struct arena *a, struct rubric *r, const json_t *value, struct err *err);

/* Grades; total: every verdict gives a grade or an undefined one with its reason. `in` is what the verdict was made
 * from. */
void rubric_grade(struct arena *a, struct grade *g, const struct rubric *r, const struct judge_input *in,
		  const struct verdict *v);

#endif
