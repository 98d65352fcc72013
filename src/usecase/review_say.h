/* usecase/review_say.h - the one way in which an act of the review year is said. Private to usecase/review_*.c. */
#ifndef USECASE_REVIEW_SAY_H
#define USECASE_REVIEW_SAY_H

#include "review/act.h"
#include "usecase/permit.h"
#include "usecase/review_act.h"
#include "usecase/seen.h"

struct saying {
	const char *kind;    /* of the event */
	enum review_act act; /* whose stages are asked; ACT_COUNT: any, until the review is closed */
	enum right right;
	bool of_section;         /* a section only for what is its own */
	struct text review;      /* id; empty: the one that is open */
	struct review_item item; /* key empty: of no item */
	struct text raw_item;    /* instead: a word that is no item of the review (a setting) */
	struct text who;
	int64_t slot;
	struct act_change change;
	bool replaces;    /* what stands is corrected without being named */
	struct seen seen; /* with replaces: what stood before who asks */
	bool many;        /* any number of them may stand */
	bool verdict;     /* body asks for the verdict on the item's value of the year */
	bool whole;       /* body asks for more of the review than a glance gives (usecase/review_load.h) */
	bool legal;       /* two accounts, unless switched off */
	int64_t approves; /* the draft that this carries out; 0: none */
	const struct private_field *fields;
	size_t n_fields;
	/* The event's own fields, or NULL and *err: what else must hold is asked here, under the lock. */
	json_t *(*body)(const struct saying *s, struct context *c, const struct review *r,
			const struct review_thing *thing, struct err *err);
	const void *q; /* its request */
};
MUST_CHECK bool review_say(struct act_result *result, struct context *c, const struct saying *s, struct err *err);
/* The same inside a transaction of the caller's, of a review that he read whole under its lock. */
MUST_CHECK bool review_say_in(struct txn *tx, struct act_result *result, struct context *c, const struct saying *s,
			      const struct review *r, struct err *err);

/* ERR_CONFLICT: the act comes before what is missing, named. */
bool review_too_early(struct context *c, const struct review *r, enum review_act act, struct err *err);
void body_set(json_t *body, const char *key, struct text value); /* nothing for an empty text */

#endif
