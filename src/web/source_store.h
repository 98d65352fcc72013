/* web/source_store.h - reports from a store. */
#ifndef WEB_SOURCE_STORE_H
#define WEB_SOURCE_STORE_H

#include "web/serve.h"

/* Opens the store for reading, so that a wrong address is told at the start. After a failure (a database that restarts)
 * the next request opens it again. */
MUST_CHECK bool source_store_open(struct web_source *source, const char *store, struct text plan, struct err *err);
void source_store_close(struct web_source *source);

#endif
