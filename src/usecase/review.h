/* usecase/review.h - the August review, read: everything that a page, a paper or a command about one review needs.
 *
 * review_load gives what the person who asks may see, and nothing else: first grades of others stay closed until the
 * reveal (of everybody, the planning section and the operator too), and an item of which an expert declared an interest
 * is hidden from him until publication. Acts: usecase/review_act.h.
 */
#ifndef USECASE_REVIEW_H
#define USECASE_REVIEW_H

#include "publish/report.h"
#include "review/agreement.h"
#include "review/stage.h"
#include "usecase/context.h"
#include "usecase/members.h"
#include "usecase/projects.h"
#include "usecase/section.h"

struct review_head {
	struct text id, plan;
	struct date held; /* a month */
	int16_t about;    /* the fiscal year */
	int levels;       /* of the grades: 1 (lowest) .. levels */
	int64_t event;
	struct date opened, closed; /* closed: year 0 before */
};
typedef LIST(struct review_head) review_head_list;
/* All reviews of the store, by month. */
MUST_CHECK bool reviews_read(review_head_list *out, struct context *c, struct err *err);

struct review_assessment {
	int64_t event; /* 0: none */
	struct date day;
	struct text section, did, analysis, verdict;
	bool has_spent;
	int64_t spent_yen;
	enum review_direction direction;
};

struct review_revision {
	int64_t event; /* 0: none */
	int grade;
	struct text because;
};

struct review_grade {
	int64_t event;
	struct text member;
	struct date day;
	bool visible; /* false: given, and closed to who asks */
	int grade;    /* 0: closed, or removed */
	struct text comment;
	struct review_revision revised;
};

struct review_comment {
	int64_t event, reply_to;
	struct date day;
	struct text who, text; /* who: member key; empty of the secretariat */
};

struct review_dissent {
	struct text member, text;
};

struct review_finding {
	int64_t event; /* 0: none */
	struct date day;
	struct text finding;
	int grade; /* 0: none agreed */
	enum review_direction direction;
	LIST(struct review_dissent) dissent;
};

struct review_answer {
	int64_t event; /* 0: none */
	struct date day;
	struct text will, by, why_not;
	struct date until;
};

struct review_decision {
	int64_t event; /* 0: none */
	struct date day;
	enum review_direction direction;
	int16_t from_year;
	struct text by, budget, because;
	struct date on;
	bool departs; /* from the finding's direction */
};

struct review_thing {
	struct review_item item;
	struct text name;
	struct text owner;    /* section key; empty: nobody */
	bool hidden;          /* an interest of who asks: everything below is left out */
	struct text no_value; /* KPI: why it has no value of the year; empty: it has one, or nobody said */
	struct date no_value_said, expected; /* when that was said, when the value is to come */
	const struct report_kpi *frozen;     /* KPI: as of the freeze; NULL: not frozen yet */
	const struct report_kpi *now;        /* KPI: as of now */
	const struct report_point *of_year,
		*of_year_now;          /* its value of the year: at the freeze, and now; NULL: none */
	bool changed;                  /* the value of the year is another one since the freeze */
	int age_months;                /* of the latest value; -1: there is none */
	const struct project *project; /* PROJECT: as of the freeze, else now */
	struct review_assessment assessment;
	LIST(struct review_grade) grades;
	size_t n_graded; /* also where they are closed */
	LIST(struct review_comment) comments;
	struct review_finding finding;
	struct review_answer answer;
	struct review_decision decision;
};

struct review_expert {
	struct text member;
	struct text name, field; /* name empty: not to be shown, or removed */
	int64_t event, declared_event;
	struct date invited, declared;
	struct text statement;
	LIST(struct review_item) conflicts;
	size_t to_grade, graded;
};

struct review_edition {
	int64_t event, number, at_event;
	struct date day, council;
	struct text changes;
};

/* A promise: an answer of an earlier review that something will be done. */
struct review_promise {
	int64_t event; /* of the answer */
	struct text review;
	struct review_item item;
	struct text will, by;
	struct date until;
	int64_t followed; /* event; 0: nobody has said yet */
	struct text done; /* yes, partly, no */
	struct text what;
	bool overdue; /* until is over, and nobody has said */
};
typedef LIST(struct review_promise) promise_list;

struct review {
	struct review_head head;
	int64_t at_event; /* as of which everything is read; EVENT_LATEST: now */
	bool every_year;  /* of KPIs the verdicts of every year, and where they stand as a whole (review_load_papers) */
	section_list sections;
	member_list members;
	LIST(struct review_expert) experts;
	LIST(struct review_thing) things; /* KPIs in the plan's order, then projects by key */
	struct date due[STAGE_COUNT];
	bool names_shown; /* whether comments appear with names when published */
	int64_t quorum;   /* 0: more than half of the experts */
	int64_t frozen_event, frozen_at, revealed_event, closed_event; /* 0: not yet */
	struct date frozen, revealed, closed;
	LIST(struct review_edition) editions;
	promise_list promises; /* of earlier reviews of the plan, once they were asked for (review_promises) */
	struct review_standing standing;
	struct plan_report *now, *at_freeze; /* at_freeze NULL: not frozen */
	/* After the reveal; by the grades as they are now, and by the first ones. */
	bool has_agreement;
	struct agreement ordinal, nominal, first_ordinal;
	struct text me; /* key of the member who asks; empty: none */
};

/* id empty: the one that is not closed, else the last. ERR_INPUT: no such review, or none at all; ERR_FORBIDDEN: who
 * asks may not see reviews, or is an expert who was not invited to this one. Verdicts are those of the review's year.
 */
MUST_CHECK bool review_load(struct review *out, struct context *c, struct text id, struct err *err);

/* The same with the verdicts of every year, as the papers about it show them. */
MUST_CHECK bool review_load_papers(struct review *out, struct context *c, struct text id, struct err *err);

struct glance {
	struct text review;
	struct review_item item; /* key empty: none */
	bool verdict;            /* before the freeze: that of its value of the year too */
	bool shown;              /* everything of the item, as the whole review tells it: for a page about it alone */
};
/* The stage (not since when, nor what is missing), people (not how many grades they gave), editions, settings; every
 * item's name and owner, and what was said of the one that is asked for. Fails as review_load does. */
MUST_CHECK bool review_glance(struct review *out, struct context *c, const struct glance *request, struct err *err);

/* Fills in the promises, as far as who asks may see them. A thousand of them after five years, they are asked for by
 * who shows them, and not read with every page of the review. */
MUST_CHECK bool review_promises(struct review *r, struct context *c, struct err *err);
/* How many of them nobody has followed up yet. */
MUST_CHECK bool review_promises_open(size_t *n, const struct review *r, struct context *c, struct err *err);

/* What everybody may read, on a day (year 0: now) and as of the event of the plan's report `now`: of a review without
 * an edition where it stands, and for no other use than that; of one that has, everything as of its last edition - what
 * was said or corrected behind it waits for the next one. Names only where they are shown then and now. Who asks plays
 * no part. head.id is empty where it was not opened by then. */
MUST_CHECK bool review_load_public(struct review *out, struct context *c, struct text id, struct plan_report *now,
				   struct date known_at, struct err *err);

struct review_thing *review_thing_of(const struct review *r, struct review_item item);
struct review_expert *review_expert_of(const struct review *r, struct text member);

/* Whether he declared an interest in it; e may be NULL. */
bool review_conflict(const struct review_expert *e, struct review_item item);

/* Cohen's weighted kappa of two experts over their present grades; review->has_agreement must hold. */
void review_kappa(struct agreement *out, const struct review *r, enum agreement_method method, struct text one,
		  struct text other);

/* "実績値（ア1 市内総生産額、産業課、2021-06-01から）": what is missing, whose it is, since when; in that language. */
const char *missing_said(struct arena *a, enum lang lang, const struct review *r, const struct review_missing *m);

/* Promises of every earlier review of the plan. */
MUST_CHECK bool promises_read(promise_list *out, struct context *c, struct text plan, struct text before_review,
			      struct err *err);

#endif
