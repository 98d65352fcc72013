/* publish/review_report.h - the reviews of a plan as everybody may read them, as plain data.
 *
 * usecase/review_report.c fills it and leaves out what is not public: there is no field here for a login, a member's
 * key, a name that is to be hidden, or minutes that are not public, so no page can show them by mistake. Of a review
 * without an edition only `head` to `due` are filled. All memory belongs to the arena of the request.
 */
#ifndef PUBLISH_REVIEW_REPORT_H
#define PUBLISH_REVIEW_REPORT_H

#include "base/calendar.h"
#include "base/list.h"
#include "review/agreement.h"
#include "review/stage.h"

struct report_kpi;
struct report_point;

/* Whose word it is. */
struct reviewer {
	struct text name; /* of an expert where names are shown, of a section; empty: not to be shown */
	int number; /* of an expert, in the order of invitation; 0: the secretariat, or the section; -1: one who is
		       no longer of this review */
};

struct reviewed_grade {
	struct reviewer who;
	int first, grade; /* grade: as it stands; first: before it was revised, else the same */
	struct text comment, because;
};

struct reviewed_word {
	struct reviewer who;
	struct text text;
};

struct reviewed_year {
	int16_t year;
	bool has_budget, has_settled;
	int64_t budget_yen, settled_yen;
};

/* One KPI or project. */
struct reviewed {
	struct review_item item;
	struct text name, section;          /* section: its name; empty: nobody */
	const struct report_kpi *kpi;       /* of the report; NULL: a project, or no longer in the plan */
	const struct report_kpi *frozen;    /* as of the freeze */
	const struct report_point *of_year; /* its value of the year at the freeze; NULL: none */
	const struct report_point *of_now;  /* and now */
	bool changed;                       /* they are not the same one */
	struct text no_value;               /* why there is none */
	LIST(struct reviewed_year) years;   /* of a project */
	bool assessed, has_spent;
	struct text did, analysis, assessed_by;
	int64_t spent_yen;
	enum review_direction proposed;
	LIST(struct reviewed_grade) grades;
	size_t conflicts; /* experts who declared an interest and did not grade it */
	LIST(struct reviewed_word) comments;
	bool concluded;
	struct text finding;
	int grade; /* agreed; 0: none */
	enum review_direction advised;
	LIST(struct reviewed_word) dissent;
	struct text will, by, why_not; /* all empty: not answered */
	struct date until;
	bool decided_at_all, departs;
	enum review_direction decided;
	int16_t from_year;
	struct text decided_by, budget, because;
	struct date decided_on;
};

struct reviewed_promise {
	struct text review, key, will, by;
	struct date until;
	struct text done, what; /* done empty: nobody has said yet */
};

struct reviewed_meeting {
	struct text key, minutes; /* minutes empty: none, or not public */
	struct date held;
	size_t present, all;
	bool quorate;
	LIST(struct text) materials; /* public ones */
};

struct reviewed_member {
	struct text name, field;
};

struct reviewed_edition {
	int64_t number, at_event;
	struct date day, council;
	struct text changes;
};

struct review_report {
	struct text id;
	struct date held;
	int16_t about;
	int levels;
	enum review_stage stage;
	struct date due[STAGE_COUNT];
	/* From here only of a review that has an edition. */
	LIST(struct reviewed_edition) editions;
	struct date frozen, closed; /* closed year 0: not yet */
	int64_t frozen_at;
	LIST(struct reviewed) items;
	LIST(struct reviewed_promise) promises; /* of earlier reviews that were published */
	LIST(struct reviewed_meeting) meetings;
	LIST(struct reviewed_member) members; /* empty where names are not shown */
	size_t n_experts;
	struct agreement ordinal, nominal;
};

struct review_reports {
	LIST(struct review_report) at; /* the latest first */
};

/* What it says of a KPI; NULL: nothing that is public. */
const struct reviewed *reviewed_of(const struct review_report *r, const struct report_kpi *k);
/* The latest one that has an edition; NULL: none. */
const struct review_report *reviews_latest(const struct review_reports *all);

#endif
