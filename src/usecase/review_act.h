/* usecase/review_act.h - what is done in the year of a review, one function each.
 *
 * Each takes the lock, reads of the review what it needs, asks permit(), the table of stages (review/act.h) and its own
 * conditions, and appends one event. Refusals: ERR_FORBIDDEN (role, own section, conflict of interest), ERR_CONFLICT
 * (too early: what is missing; too late; said already: by which event), ERR_INPUT, ERR_USAGE (a correction without a
 * reason).
 *
 * Acts with legal effect (freeze, decide, publish) of an account are drafts until another account approves them, unless
 * approval is off: result->draft is then set and nothing else happened yet.
 */
#ifndef USECASE_REVIEW_ACT_H
#define USECASE_REVIEW_ACT_H

#include "review/act.h"
#include "usecase/review.h"

struct act_result {
	int64_t event;      /* of the act; 0: only drafted */
	int64_t draft;      /* of the draft that waits for another account's approval; 0: none */
	struct text review; /* its id */
};

/* What a correction says: the event that is corrected, and why. Both or neither. */
struct act_change {
	int64_t corrects;
	struct text because;
};

struct open_request {
	struct text plan;
	struct date held; /* a month */
	int16_t about;    /* fiscal year */
	int levels;       /* 0: four */
};
MUST_CHECK bool review_open(struct act_result *result, struct context *c, const struct open_request *request,
			    struct err *err);

/* names (shown, hidden), quorum (a number), due_collecting, ... (a date). */
MUST_CHECK bool review_set(struct act_result *result, struct context *c, struct text review, struct text setting,
			   struct text value, struct text because, struct err *err);

struct assess_request {
	struct text review;
	struct review_item item;
	struct text did, analysis;
	bool has_spent; /* of a project it must be */
	int64_t spent_yen;
	enum review_direction direction;
	struct act_change change;
};
MUST_CHECK bool review_assess(struct act_result *result, struct context *c, const struct assess_request *request,
			      struct err *err);
/* The same inside a transaction of the caller's, of a review that he read under its lock: a workbook has hundreds. */
MUST_CHECK bool review_assess_in(struct txn *tx, struct act_result *result, struct context *c, const struct review *r,
				 const struct assess_request *request, struct err *err);

/* Why a KPI has no value of the year. */
struct absent_request {
	struct text plan, kpi;
	struct period period;
	struct text because;
	struct date expected; /* year 0: not known */
};
MUST_CHECK bool value_say_absent(int64_t *event, struct context *c, const struct absent_request *request,
				 struct err *err);
MUST_CHECK bool value_say_absent_in(struct txn *tx, int64_t *event, struct context *c,
				    const struct absent_request *request, struct err *err);

MUST_CHECK bool review_freeze(struct act_result *result, struct context *c, struct text review, struct err *err);

struct invite_request {
	struct text review, member;
	bool withdraw;
	struct text because; /* of a withdrawal */
};
MUST_CHECK bool review_invite(struct act_result *result, struct context *c, const struct invite_request *request,
			      struct err *err);

/* member: whose declaration it is; empty: the one who acts. Only the operator may enter another's paper. */
struct declare_request {
	struct text review, member, statement;
	const struct review_item *conflicts;
	size_t n_conflicts; /* 0: none */
	struct act_change change;
};
MUST_CHECK bool review_declare(struct act_result *result, struct context *c, const struct declare_request *request,
			       struct err *err);

struct grade_request {
	struct text review, member;
	struct review_item item;
	int grade;
	struct text comment;
	struct act_change change; /* before the reveal: a new first grade; revise: why is asked for */
};
MUST_CHECK bool review_grade(struct act_result *result, struct context *c, const struct grade_request *request,
			     struct err *err);
MUST_CHECK bool review_reveal(struct act_result *result, struct context *c, struct text review, struct err *err);
MUST_CHECK bool review_revise(struct act_result *result, struct context *c, const struct grade_request *request,
			      struct err *err);

struct comment_request {
	struct text review, member; /* member empty: the one who acts, or the secretariat */
	struct review_item item;
	struct text text;
	int64_t reply_to;
};
MUST_CHECK bool review_comment(struct act_result *result, struct context *c, const struct comment_request *request,
			       struct err *err);

struct conclude_request {
	struct text review;
	struct review_item item;
	struct text finding;
	int grade; /* 0: none agreed */
	enum review_direction direction;
	const struct review_dissent *dissent;
	size_t n_dissent;
	struct act_change change;
};
MUST_CHECK bool review_conclude(struct act_result *result, struct context *c, const struct conclude_request *request,
				struct err *err);

struct answer_request {
	struct text review;
	struct review_item item;
	struct text will, by; /* by: section; empty: the item's owner */
	struct date until;
	struct text why_not; /* instead of will, by, until */
	struct act_change change;
};
MUST_CHECK bool review_answer(struct act_result *result, struct context *c, const struct answer_request *request,
			      struct err *err);

struct decide_request {
	struct text review;
	struct review_item item;
	enum review_direction direction;
	int16_t from_year;
	struct text by; /* 推進本部, 市長 */
	struct date on;
	struct text budget;  /* line of the budget; empty: none */
	struct text because; /* asked for where the direction departs from the finding's */
	int64_t corrects;    /* needs because too */
};
MUST_CHECK bool review_decide(struct act_result *result, struct context *c, const struct decide_request *request,
			      struct err *err);
/* All of them or none, of one review, which is read once. *last is what came of the last one. */
MUST_CHECK bool review_decide_many(struct act_result *last, struct context *c, struct text review,
				   const struct decide_request *requests, size_t n, struct err *err);

struct publish_request {
	struct text review;
	struct text changes; /* what changed; of every edition but the first */
	struct date council; /* reported to the council on; year 0: not yet */
};
MUST_CHECK bool review_publish(struct act_result *result, struct context *c, const struct publish_request *request,
			       struct err *err);
MUST_CHECK bool review_close(struct act_result *result, struct context *c, struct text review, struct err *err);

struct follow_request {
	struct text review; /* in which it is said; empty: the one that is open */
	int64_t promise;    /* event of the answer */
	struct text done;   /* yes, partly, no */
	struct text what;
	struct act_change change;
};
MUST_CHECK bool promise_follow(struct act_result *result, struct context *c, const struct follow_request *request,
			       struct err *err);

/* ---- drafts ---- */

struct draft {
	int64_t event;
	struct text what; /* freeze, decide, publish, adopt */
	struct text review;
	struct review_item item; /* of decide; key empty: none */
	struct text by;          /* who drafted it; empty: removed */
	struct date day;
	struct text request; /* the event that waits, as JSON; of adopt the request */
	struct text source;  /* of adopt: the file, a blob's hash */
	bool own;            /* of who asks: he may not approve it */
};
typedef LIST(struct draft) draft_list;
/* Those that wait. */
MUST_CHECK bool drafts_read(draft_list *out, struct context *c, struct err *err);
/* Of a draft to adopt a plan: the file's bytes. */
MUST_CHECK bool draft_file(struct text *bytes, struct context *c, const struct draft *d, struct err *err);
/* Does what was drafted. ERR_FORBIDDEN: his own draft; ERR_CONFLICT: settled already, or no longer possible. */
MUST_CHECK bool draft_approve(struct act_result *result, struct context *c, int64_t draft, struct err *err);
/* Inside the transaction that carries it out: settled as approved. ERR_CONFLICT: it was settled already. */
MUST_CHECK bool draft_settle(struct txn *tx, struct context *c, int64_t draft, struct text review, struct err *err);
MUST_CHECK bool draft_reject(struct act_result *result, struct context *c, int64_t draft, struct text because,
			     struct err *err);
MUST_CHECK bool approval_is_on(bool *on, struct context *c, struct err *err);
MUST_CHECK bool approval_set(int64_t *event, struct context *c, bool on, struct text because, struct err *err);

#endif
