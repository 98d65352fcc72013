/* usecase/review_remind.h - letters to those whose turn it is. */
#ifndef USECASE_REVIEW_REMIND_H
#define USECASE_REVIEW_REMIND_H

#include "usecase/review.h"

enum { REMIND_PAUSE = 24 * 60 * 60 };

struct reminded {
	struct text login, name, recipient;
	size_t items;   /* what is missing of his */
	int64_t before; /* he was reminded then, less than REMIND_PAUSE ago, and gets no other letter; 0: not */
};
struct remind_result {
	struct text review;
	LIST(struct reminded) letters;
	size_t sent;                                   /* of them; the others were reminded before, or only looked at */
	LIST(const struct review_missing *) unreached; /* nobody with a mail address answers for them */
	struct review loaded;
};
struct remind_request {
	struct text review;
	struct text site; /* the app's address, which the letter leads to (outbox_site_fits, else ERR_INPUT); empty: not
			     known */
	bool late;        /* only what is past its day */
	bool look;        /* only who would get one: nothing is written */
};
/* One letter to each account with a mail address that something missing belongs to - sections theirs, experts theirs,
 * the rest the planners - put into the outbox in one transaction (usecase/outbox.h) and noted in the account's log. Of
 * one review nobody gets two within a day, whoever presses the button. */
MUST_CHECK bool review_remind(struct remind_result *result, struct context *c, const struct remind_request *request,
			      struct err *err);

#endif
