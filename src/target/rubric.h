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
	int rank;                       /* 1: the rubric's best; 0 where not defined, or where the grade has no rank */
	struct msg reason;              /* never without an id: what decided, or why there is no grade */
	bool misleading;                /* the rubric itself says that its figure misleads for this KPI */
	struct text caveat[LANG_COUNT]; /* why; empty where not misleading */
};

/* What conditions can compare, by the better direction. Each may not exist; docs/methods/rubrics.md defines each. */
enum rubric_number {
	NUMBER_PROGRESS,       /* (x - b) / (T - b) */
	NUMBER_ELAPSED,        /* share of the time gone */
	NUMBER_PACE,           /* progress / elapsed */
	NUMBER_RATIO,          /* x / T where more is better, T / x where less is */
	NUMBER_BASELINE_RATIO, /* the same of b: what doing nothing scores */
	NUMBER_CHANGE,         /* (x - b) / |b| */
	NUMBER_TARGET_CHANGE,  /* (T - b) / |b| */
	NUMBER_GAIN,           /* x - b, in units */
	NUMBER_MARGIN,         /* x - T, in units */
	NUMBER_GROWTH,         /* compound growth observed / required (Open SDG) */
	NUMBER_COUNT
};

/* One node of a condition. */
enum condition_kind { CONDITION_ALL, CONDITION_ANY, CONDITION_NOT, CONDITION_IN, CONDITION_COMPARE };
enum condition_field { FIELD_STATUS, FIELD_KIND, FIELD_FINAL, FIELD_COMPARABLE, FIELD_SIGNIFICANT, FIELD_COUNT };
enum comparison { COMPARE_AT_LEAST, COMPARE_MORE_THAN, COMPARE_AT_MOST, COMPARE_LESS_THAN, COMPARE_COUNT };
struct condition {
	enum condition_kind kind;
	struct condition *parts; /* of ALL, ANY and NOT */
	size_t n_parts;
	enum condition_field field; /* of IN: bit i of values stands for the i-th value of the field */
	uint32_t values;
	enum rubric_number number; /* of COMPARE */
	enum comparison comparison;
	double limit;
};

struct rubric_rule {
	struct text id, label[LANG_COUNT];
	int rank;
	struct condition *when; /* NULL: always */
};
struct rubric_caveat {
	struct condition *when;
	struct text text[LANG_COUNT];
};
struct rubric {
	struct text id, name[LANG_COUNT], about[LANG_COUNT];
	struct text source, url;
	LIST(struct rubric_rule) grades; /* in the order of the file */
	LIST(struct rubric_caveat) caveats;
};

/* From the shape of data/rubrics/NAME.yaml. Texts are copied into the arena. ERR_INPUT names the place that is wrong
 * and what may stand there ("grades.1.when.progres"). */
MUST_CHECK bool rubric_from_json(struct arena *a, struct rubric *r, const json_t *value, struct err *err);

/* Grades; total: every verdict gives a grade or an undefined one with its reason. `in` is what the verdict was made
 * from. A verdict not_yet or undecided has a grade only where a rule names that status. */
void rubric_grade(struct arena *a, struct grade *g, const struct rubric *r, const struct judge_input *in,
		  const struct verdict *v);

/* "progress", ... as in YAML. */
const char *rubric_number_name(enum rubric_number n);
/* One number of a verdict; false where it does not exist, *why (may be NULL) then being the id of the reason. */
bool rubric_number_of(enum rubric_number n, const struct judge_input *in, const struct verdict *v, double *value,
		      const char **why);

#endif
