/* tests/unit/store_count.h - how much is asked of a store: what work costs, told by numbers that are the same on every
 * machine. */
#ifndef TESTS_STORE_COUNT_H
#define TESTS_STORE_COUNT_H

#include "store/store.h"

struct store_count {
	int questions, rows, commits;
};
/* From here on, of this store; one at a time. */
void store_count_begin(struct store *s);
struct store_count store_count_end(struct store *s);

#endif
