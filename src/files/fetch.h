/* files/fetch.h - bytes from an address, by sosei-fetch in a process of its own.
 *
 * The helper stands beside the running binary and links libcurl, so that neither this program nor its server carries
 * it: they start in milliseconds and answer forms, and a fetch is an errand of minutes. The address goes over a sealed
 * descriptor, never as an argument that other accounts of the machine could read: it may hold a key.
 */
#ifndef FILES_FETCH_H
#define FILES_FETCH_H

#include "base/err.h"
#include "base/text.h"

struct fetch {
	const char *url;   /* https, or http of this machine (127.0.0.1, [::1], localhost) */
	const char *proxy; /* NULL or empty: none; never used for this machine */
	const char *shown; /* the address for messages: without its query */
	int seconds;       /* for all of it */
	size_t max;        /* bytes */
};

/* The body of a 200 answer, in the arena. Redirections are not followed. ERR_USAGE: an address that is not allowed;
 * ERR_SYSTEM: no such host, no connection, no valid certificate, too slow, another status, helper missing; ERR_INPUT:
 * too big. */
MUST_CHECK bool fetch_get(struct arena *a, struct text *body, const struct fetch *f, struct err *err);

/* Adds ?name=value, or &name=value, with the value percent-encoded. */
void fetch_parameter(struct buf *url, const char *name, struct text value);

#endif
