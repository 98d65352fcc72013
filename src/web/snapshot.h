/* web/snapshot.h - the site as it was made from one state of the log, each file rendered once and kept as a response.
 *
 * A page is asked for far more often than the log grows: so the report and the bytes are kept until the log's head
 * moves. The head is looked at once in one to five milliseconds, and after every form of this server's own; so what
 * another process writes is seen a moment later, and a crowd does not wait in line for the store. A snapshot of the
 * past (known-at) is one more; only a few are kept. Not thread-safe: the server calls it under its lock. Responses are
 * counted by libmicrohttpd, so one that is being sent outlives its snapshot.
 */
#ifndef WEB_SNAPSHOT_H
#define WEB_SNAPSHOT_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "web/serve.h"

enum { SNAPSHOTS_MAX = 8, ETAG_SIZE = 40 };

struct snapshot_file {
	struct text path;
	const struct site_file *file;
	struct MHD_Response *response; /* NULL until it was asked for */
	char etag[ETAG_SIZE];          /* with its quotes */
};

struct snapshot {
	struct arena arena;
	int64_t head;
	struct date known_at;
	const struct plan_report *report;
	struct snapshot_file *files; /* by path */
	size_t n_files;
	uint64_t used; /* for finding the one that was least recently used */
};

struct snapshots {
	struct snapshot *at[SNAPSHOTS_MAX]; /* NULL: free */
	uint64_t clock;
	_Atomic int64_t looked; /* at the head, in nanoseconds; 0: look again */
	int64_t fresh;          /* how long what was seen holds */
	int64_t head;           /* as it was then */
};

/* The snapshot of the log's head as known on a day, made where it is not there. */
MUST_CHECK bool snapshot_get(struct snapshots *all, const struct web_source *source, struct date known_at,
			     struct snapshot **s, struct err *err);
/* This server has written: the next request sees it. Thread-safe. */
void snapshots_look_again(struct snapshots *all);
/* The file of that path, rendered; NULL: there is none. */
struct snapshot_file *snapshot_file(struct snapshot *s, struct text path, bool hsts);
void snapshots_clear(struct snapshots *all);

/* Headers that every answer has. Of the app: nothing is kept anywhere, and a form tells its own server where it comes
 * from. hsts: the server is only reached encrypted. */
enum harden { HARDEN_SITE, HARDEN_APP };
void response_harden(struct MHD_Response *r, enum harden how, bool hsts);

#endif
