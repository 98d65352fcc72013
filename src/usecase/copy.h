/* usecase/copy.h - a whole store into a new one: to the other database, to another machine, as a backup. */
#ifndef USECASE_COPY_H
#define USECASE_COPY_H

#include "store/store.h"

/* From and to as --store takes them. Fails as store_open and store_copy do. */
MUST_CHECK bool copy_store(struct store_copied *copied, const char *from, const char *to, struct err *err);

#endif
