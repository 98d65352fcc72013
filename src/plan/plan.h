/* plan/plan.h - the certified regional-revitalization plan (地域再生計画) as data.
 *
 * One struct for every source (text, PDF text, DOCX, YAML) and every layout. Each value remembers the lines that it
 * came from and its wording as written; strings keep the document's characters, line ends inside a sentence are joined.
 * All memory belongs to the arena given to the reader. Shape in JSON: docs/methods/plan.md; the form: FACTS of the law
 * in docs/methods/plan.md, section 1.
 */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/list.h"
#include "base/msg.h"
#include "base/text.h"
#include "target/grammar.h"

/* Lines of the source text, 1-based, both inclusive; {0, 0}: not from a line. */
struct span {
	uint32_t first, last;
};

typedef LIST(struct text) text_list;

struct plan_author {
	struct text wording;                  /* as written: 熊本県球磨郡例示町 */
	struct text prefecture, county, name; /* 熊本県 | 球磨郡 | 例示町; empty where not written */
};

/* From a date, or from a day named in words (地域再生計画の認定の日). */
struct plan_period {
	struct text wording;
	struct date from;      /* year 0: see from_text */
	struct text from_text; /* empty where from is a date */
	struct date to;
	struct span lines;
};

struct plan_goal {
	int number;
	struct text title, subtitle; /* subtitle: between ～ and ～, or empty */
	struct text wording;         /* the goal's name as the document calls it: 基本目標１, 基本目標Ⅰ */
	struct span lines;
};

struct plan_baseline {
	struct text wording; /* 2,496※1 */
	bool has_value;      /* false: 該当なし, －, or unreadable (then a remark) */
	struct decimal value;
	struct period period; /* PERIOD_NONE where the plan does not say */
	struct text note;     /* the footnote's text, or empty */
};

struct plan_target {
	struct text wording;
	struct target is; /* what it asks for (target/grammar.h) */
	struct period due;
};

/* A year's own column: what the year adds (grant layout), or the value to stand at by then. */
struct plan_increment {
	struct period period;
	bool absolute; /* a target for that year, not an addition */
	struct text wording;
	bool has_value;
	struct decimal value;
};

struct plan_kpi {
	struct text key;     /* mark + running number: ア1. Where rows have no mark: KPI1, KPI2, ... */
	struct text project; /* the mark: ア; empty where there is none */
	struct text name, unit;
	struct plan_baseline baseline;
	struct plan_target target;
	LIST(struct plan_increment) increments; /* empty in the four-cell layout */
	LIST(int) goals;
	enum better better;
	enum better_from better_from;
	struct span lines;
};

struct plan_project {
	struct text mark, title;
	struct text heading; /* the name above its block under ②, where that differs from ①'s title; else empty */
	text_list content;   /* paragraphs under ② */
	text_list actions;   /* 【具体的な事業】 （１）… */
	bool and_others;     /* 等 */
	text_list notes;     /* ※なお、… */
	struct span lines;
};

struct plan_guide { /* ④ 寄附の金額の目安 */
	struct text wording;
	bool has_yen;
	int64_t yen;
	struct period from, to;
	bool cumulative;
	struct span lines;
};

struct plan_evaluation { /* ⑤ 事業の評価の方法 */
	struct text wording;
	struct text every; /* "fiscal_year", or empty */
	int month;         /* 0: not said */
	struct text by, decides, publishes;
	struct span lines;
};

struct plan_other { /* sections kept as text: 5-3-1, 5-3-2, 7-1, ...; of a measure: ④
		       事業が先導的であると認められる理由, ... */
	struct text number, heading;
	bool none; /* 該当なし */
	text_list paragraphs;
	struct span lines;
};

struct plan_measure { /* 【Ａ２００７】 and its kin */
	struct text code, name, ministry, business;
	LIST(struct plan_project) projects;
	int indicators_same_as_chapter; /* 4 for 「４の【数値目標】に同じ」, 0 else */
	struct text indicators_wording;
	struct plan_guide guide;
	struct plan_evaluation evaluation;
	struct plan_period period;
	LIST(struct plan_other)
	items; /* those with no field above (事業主体, 経費, ...); number as written: ①, ④; what stands before ① has
		  neither number nor heading */
	struct span lines;
};

struct plan_footnote {
	struct text mark, wording; /* ※1 | 2015年度実績値 */
	struct span lines;
};

struct plan {
	struct text title;
	struct span title_lines;
	LIST(struct plan_author) authors;
	struct span authors_lines;
	struct text area;
	struct span area_lines;
	text_list narrative; /* chapter 4 up to the goals, a paragraph each */
	struct span narrative_lines;
	LIST(struct plan_goal) goals;
	LIST(struct plan_kpi) kpis;
	LIST(struct plan_footnote) footnotes;
	LIST(struct plan_measure) measures;
	LIST(struct plan_other) others;
	struct text overview; /* 5-1 */
	struct span overview_lines;
	struct text strategy; /* the local strategy that the plan names */
	struct span strategy_lines;
	struct plan_period period;
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

/* What the reader inferred or could not read, and what the checker found. */
struct remark {
	const char *rule; /* its id, also the id of its message: "baseline-period-missing" is
			     "plan.baseline-period-missing" */
	enum severity severity;
	struct text kpi;       /* the key, where it is about one; else empty */
	uint32_t line, column; /* 1-based; 0: about the whole */
	struct msg msg;        /* says what, and what to do */
	const char *source;    /* section of docs/FACTS.md, or NULL */
};
typedef LIST(struct remark) remark_list;

#endif
