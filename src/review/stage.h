/* review/stage.h - where a review stands, and what is missing, whose it is and since when.
 *
 * The stage is not stored: it is the first one that lacks something, so that no flag can say "frozen" while a value is
 * missing. One table (stage.c) holds, for each stage, who has to act and what must be there. Pure: facts in, list out.
 */
#ifndef REVIEW_STAGE_H
#define REVIEW_STAGE_H

#include "base/calendar.h"
#include "base/list.h"
#include "review/words.h"

/* What is known of one KPI or project. Days are those on which the thing was recorded; year 0: not there. */
struct item_facts {
	struct review_item item;
	struct text owner;  /* key of its section; empty: nobody */
	struct date owned;  /* since when */
	struct date valued; /* KPI: a value of the year, or the reason why there is none */
	struct date assessed, concluded, answered, decided;
};

struct expert_facts {
	struct text member;
	struct date invited, declared;
	struct date last_grade;
	size_t to_grade; /* items that no interest of his hides */
	size_t graded;
};

struct review_facts {
	struct date opened, frozen, revealed, published, closed;
	struct date due[STAGE_COUNT]; /* when each stage should be over; year 0: no day set */
	LIST(struct item_facts) items;
	LIST(struct expert_facts) experts; /* invited, and not withdrawn */
};

enum review_want {
	WANT_OWNER,
	WANT_VALUE,
	WANT_ASSESSMENT,
	WANT_FREEZE,
	WANT_EXPERTS,
	WANT_DECLARATION,
	WANT_GRADES,
	WANT_REVEAL,
	WANT_FINDING,
	WANT_ANSWER,
	WANT_DECISION,
	WANT_EDITION,
	WANT_CLOSE,
	WANT_COUNT
};
const char *want_name(enum review_want want); /* "owner", ... */

enum review_whose { WHOSE_SECTION, WHOSE_PLANNING, WHOSE_EXPERT, WHOSE_EXPERTS, WHOSE_HEADQUARTERS, WHOSE_COUNT };
const char *whose_name(enum review_whose whose);

struct review_missing {
	enum review_stage stage;
	enum review_want want;
	bool of_item;
	struct review_item item;
	enum review_whose whose;
	struct text who;   /* section or member key; empty: those of `whose` */
	size_t n;          /* of WANT_GRADES: how many */
	struct date since; /* the day on which it became his turn */
	struct date due;   /* year 0: no day set */
	int32_t days_late; /* behind due on the day asked about; 0: not late */
};

struct review_standing {
	enum review_stage stage;
	struct date since[STAGE_COUNT];      /* on which each stage began; year 0: not yet */
	LIST(struct review_missing) missing; /* of the stage it stands in */
	LIST(struct review_missing) coming;  /* of the stages behind it: what can be done already */
};

void review_stand(struct review_standing *out, struct arena *a, const struct review_facts *facts, struct date today);

/* The days by which the stages of a review held in that month should be over, where nobody set others: values by the
 * end of the second month before, self-assessment by the 15th and freezing by the end of the month before, grades by
 * the 20th and findings by the end of the month itself, answers, decision and publication by the end of the three
 * months behind it. */
void review_schedule(struct date due[STAGE_COUNT], struct date held);

/* How old a KPI's value is on a day: whole months since the end of its period. A day before the end gives 0. */
int value_age_months(struct period period, struct date on);

#endif
