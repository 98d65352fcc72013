/* usecase/seen.h - what stood when a form was made, so that nobody overwrites what he has not seen. */
#ifndef USECASE_SEEN_H
#define USECASE_SEEN_H

#include "base/err.h"

struct seen {
	bool told;     /* false: who asks did not look (a command, a file) */
	int64_t event; /* that stood; 0: none */
};

/* ERR_CONFLICT: another event stands by now. */
MUST_CHECK bool seen_still(struct seen seen, int64_t stands, struct err *err);

#endif
