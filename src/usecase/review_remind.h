/* usecase/review_remind.h - letters to those whose turn it is. */
#ifndef USECASE_REVIEW_REMIND_H
#define USECASE_REVIEW_REMIND_H

#include "usecase/review.h"

struct reminded {
	struct text login, name, recipient;
	size_t items; /* what is missing of his */
};
struct remind_result {
	struct text review;
	LIST(struct reminded) letters;
	LIST(const struct review_missing *) unreached; /* nobody with a mail address answers for them */
	struct review loaded;
};
/* One letter to each account with a mail address that something missing belongs to - sections theirs, experts theirs,
 * the rest the planners - put into the outbox in one transaction (usecase/outbox.h). late: only what is past its day.
 * site: the address of the app, which the letter leads to (outbox_site_fits, else ERR_INPUT); empty: not known. */
MUST_CHECK bool review_remind(struct remind_result *result, struct context *c, struct text review, struct text site,
			      bool late, struct err *err);

#endif
