/* web/deadline.h - no client may take longer than its time.
 *
 * libmicrohttpd's own timeout counts only silence: a client that sends one byte a second keeps its connection for ever.
 * So every connection has a deadline for its next whole request (headers in, answer out); a thread shuts down the
 * socket of whoever is late, and the library then closes it. Thread-safe.
 */
#ifndef WEB_DEADLINE_H
#define WEB_DEADLINE_H

#include "base/err.h"

struct deadlines;
struct deadline; /* one connection */

/* Starts the thread that ends connections which take longer than that. ERR_SYSTEM: no memory, no thread. */
MUST_CHECK bool deadlines_new(struct deadlines **d, unsigned seconds, struct err *err);
/* Ends the thread. All connections must have been removed. NULL is fine. */
void deadlines_free(struct deadlines **d);

struct deadline *deadline_add(struct deadlines *d, int socket); /* NULL: out of memory */
/* A request has begun, or is answered: time starts anew. */
void deadline_busy(struct deadlines *d, struct deadline *c, bool busy);
/* The whole request is there: what is now done for it is not the client's lateness. Ended by deadline_busy. */
void deadline_pause(struct deadline *c);
/* A file is on its way: this request may take that long. */
void deadline_extend(struct deadline *c, unsigned seconds);
/* Before the socket is closed. */
void deadline_remove(struct deadlines *d, struct deadline *c);
/* Waits until no request is under way, at most that long. */
void deadlines_drain(struct deadlines *d, unsigned seconds);

#endif
