/* review/act.h - which act belongs to which stages: the one table that every use case of the year asks. */
#ifndef REVIEW_ACT_H
#define REVIEW_ACT_H

#include "review/words.h"

enum review_act {
	ACT_ASSESS,
	ACT_FREEZE,
	ACT_INVITE,
	ACT_DECLARE,
	ACT_GRADE,
	ACT_REVEAL,
	ACT_REVISE,
	ACT_COMMENT,
	ACT_CONCLUDE,
	ACT_ANSWER,
	ACT_DECIDE,
	ACT_PUBLISH,
	ACT_CLOSE,
	ACT_COUNT
};
const char *act_name(enum review_act act); /* "assess", ... */

enum act_when { ACT_NOW, ACT_TOO_EARLY, ACT_TOO_LATE };
/* Whether it may be done while a review stands in that stage. `correcting`: what was said already is said anew with a
 * reason, which is possible until the next act with legal effect stands on it: an assessment until the freeze, a
 * finding until the answers are complete, an answer until the decisions are. */
enum act_when act_when(enum review_act act, enum review_stage stage, bool correcting);

#endif
