/* usecase/ranks.h - several processes that share one long work, each running the same call: MPI's ranks. Rank 0
 * answers.
 *
 * What is shared out here knows nothing of MPI: src/bin/sosei-ranks.c has it.
 */
#ifndef USECASE_RANKS_H
#define USECASE_RANKS_H

#include "base/text.h"

struct ranks {
	int rank, n;
	/* Whether all ranks are well. Each asks once, before it passes anything. */
	bool (*agree)(void *context, bool well);
	/* The bytes of rank `from` reach rank 0, in `bytes`; called there and by rank 0, in the same order. */
	void (*pass)(void *context, int from, struct buf *bytes);
	void *context;
};

#endif
