/* web/turns.h - whose turn it is in a review, and where it is done: the same on every page that says so. */
#ifndef WEB_TURNS_H
#define WEB_TURNS_H

#include "web/review_parts.h"

/* The drafts that wait, as far as the person may see them: empty for the others. */
MUST_CHECK bool turns_drafts(draft_list *out, struct request *q, struct err *err);

/* The stage in which the review stands, what is done in it and what comes then. */
void put_stage(struct doc *d, const struct review *r);
/* What is missing of the stage: first what waits for the person, then the others', whom he may stand in for where he
 * has the right. level: of the two headings. */
void put_turns(struct request *q, struct doc *d, const struct review *r, const draft_list *drafts, int level);
/* On the page of one item: what waits for the person next, elsewhere; where he has just said something and nothing
 * waits any more, that. */
void put_next_turn(struct request *q, struct doc *d, const struct review *r, struct review_item here,
		   const draft_list *drafts);

#endif
