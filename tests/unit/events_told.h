/* tests/unit/events_told.h - docs/EVENTS.md against the events of a store. */
#ifndef TESTS_EVENTS_TOLD_H
#define TESTS_EVENTS_TOLD_H

#include "store/store.h"

/* Fails the test where an event's body has a field that the row of its kind in docs/EVENTS.md does not name, or where
 * the store has fewer than so many kinds. */
void events_told(struct store *s, size_t kinds_least);

#endif
