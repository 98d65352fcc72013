/* web/serve.h - the site and the app, served from the living store.
 *
 * Public pages are those of publish/site.h, made from a report that is rebuilt when the log has grown; the app's pages
 * are those of web/page.h. Everything that comes from outside has a ceiling: 8 KB of address, 12 KB of headers, 256 KB
 * of form, 16 MB of file (and 48 MB of all that arrive at once), a deadline for each request, a number of connections
 * in all and from one address.
 */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "base/err.h"
#include "base/text.h"
#include "publish/report.h"

/* Where reports come from; the store by default. Called under one lock, so it need not be thread-safe itself. */
struct web_source {
	void *context;
	/* The number of the log's last event: asked for at every request. */
	bool (*head)(void *context, int64_t *number, struct err *err);
	/* The report of the plan as known on a day (year 0: now), in the arena. */
	bool (*report)(void *context, struct arena *a, struct date known_at, const struct plan_report **r,
		       struct err *err);
};

struct web_options {
	const char *listen; /* 127.0.0.1:8080, [::1]:8080, 0.0.0.0:80, :0 (a free port on 127.0.0.1); NULL:
			       127.0.0.1:8080 */
	const char *store;  /* path or address: opened for reading, and once more for writing where that goes */
	struct text plan;   /* id; empty: the one in force */
	const struct web_source *source; /* NULL: from the store */
	const char *certificate, *key;   /* PEM files: TLS; NULL: none */
	const char *site;  /* under which people reach it, https://host: what links in letters begin with; NULL: where
			      it listens */
	bool behind_proxy; /* a proxy on this machine ends TLS and says so (X-Forwarded-Proto, -For) */
	unsigned from_one_address; /* connections at most; 0: 100 */
	unsigned threads;          /* 0: eight */
	unsigned deadline_seconds; /* for one request's headers to come and its answer to go; 0: 20 */
	/* Told where it listens and what links in letters begin with, and the code of the set-up where there is no
	 * account yet (else NULL), and whether people can sign in at all (a store that cannot be written is shown, and
	 * no more); NULL: nobody is told. */
	void (*ready)(void *context, const char *url, const char *site, const char *code, bool app);
	void *ready_context;
};

/* Serves until SIGINT or SIGTERM, then finishes the answers under way and returns true. ERR_USAGE: a bad address;
 * ERR_STORE; ERR_SYSTEM: the port is taken or forbidden. */
MUST_CHECK bool web_serve(const struct web_options *o, struct err *err);

/* The same in pieces, for tests: *w runs in its own threads until web_stop. */
struct web;
MUST_CHECK bool web_start(struct web **w, const struct web_options *o, struct err *err);
const char *web_setup_code(const struct web *w); /* NULL: there are accounts, or nobody can sign in */
int web_port(const struct web *w);
void web_stop(struct web **w);

#endif
