/* base/progress.h - how far long work has come, for whoever waits.
 *
 * Work that may take more than a second tells its steps to the progress that it was given; NULL means that nobody
 * looks. What is drawn, and whether, is decided by cli/progress.c alone.
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdint.h>

struct progress {
	/* `what` is the id of a label (progress.import); done of all; all == 0: not known. */
	void (*step)(void *context, const char *what, int64_t done, int64_t all);
	void *context;
};

static inline void progress_step(const struct progress *p, const char *what, int64_t done, int64_t all)
{
	if (p)
		p->step(p->context, what, done, all);
}

#endif
