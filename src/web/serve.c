/* One lock around the store and the snapshots: a request holds it for the reading of one number and a look-up; only the
 * first after a change makes the report. Rejected: a store connection for each thread - the cached answers need the
 * lock anyway, and SQLite pages would be cached several times. */
#include "web/serve.h"

#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "web/deadline.h"
#include "web/listen.h"
#include "web/page.h"
#include "web/snapshot.h"
#include "web/source_store.h"

enum {
	THREADS = 4,
	DEADLINE = 20,
	CONNECTIONS = 1000,
	CONNECTIONS_FROM_ONE = 100,
	REQUEST_BYTES = 16 << 10,
	DRAIN = 5
};

struct web {
	struct MHD_Daemon *daemon;
	struct deadlines *deadlines;
	struct web_source source;
	bool owns_source;
	pthread_mutex_t lock; /* of source and snapshots */
	struct snapshots snapshots;
	int socket, port;
	char url[LISTEN_URL_SIZE];
};

/* ---- answering ---- */

/* One request being answered. */
struct exchange {
	struct web *web;
	struct MHD_Connection *connection;
	struct arena arena;
	struct text path;
	enum lang lang;
};

static enum MHD_Result send_away(struct exchange *x, unsigned status, struct MHD_Response *r)
{
	enum MHD_Result sent = r ? MHD_queue_response(x->connection, status, r) : MHD_NO;

	if (r)
		MHD_destroy_response(r);
	return sent;
}

static enum MHD_Result answer_error(struct exchange *x, unsigned status, const struct msg *why)
{
	struct buf b = { 0 };
	const char *up = "";
	struct MHD_Response *r;

	for (size_t i = 1; i < x->path.n && i < 64; i++)
		if (x->path.p[i] == '/')
			up = arena_printf(&x->arena, "../%s", up);
	page_error(&b, &x->arena, x->lang, status, text_of(up), why);
	r = MHD_create_response_from_buffer(b.n, b.p, MHD_RESPMEM_MUST_COPY);
	buf_clear(&b);
	if (r) {
		MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
		response_harden(r);
		if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
			MHD_add_response_header(r, "Allow", "GET, HEAD");
		if (status == MHD_HTTP_SERVICE_UNAVAILABLE)
			MHD_add_response_header(r, "Retry-After", "10");
	}
	return send_away(x, status, r);
}

static enum MHD_Result answer_redirect(struct exchange *x, struct text to)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);

	if (r) {
		MHD_add_response_header(r, "Location", text_z(&x->arena, to));
		response_harden(r);
	}
	return send_away(x, MHD_HTTP_PERMANENT_REDIRECT, r);
}

/* If-None-Match: a list of tags, weak ones too, or *. */
static bool has_tag(const char *header, const char *etag)
{
	size_t n = strlen(etag);

	if (!header)
		return false;
	if (!strcmp(header, "*"))
		return true;
	for (const char *at = header; (at = strstr(at, etag)); at += n)
		if (at == header || at[-1] == ' ' || at[-1] == ',' || at[-1] == '/')
			return true;
	return false;
}

static enum MHD_Result answer_unchanged(struct exchange *x, const char *etag)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);

	if (r) {
		MHD_add_response_header(r, "ETag", etag);
		response_harden(r);
	}
	return send_away(x, MHD_HTTP_NOT_MODIFIED, r);
}

static enum MHD_Result answer_file(struct exchange *x, const struct answer *answer)
{
	const char *tag = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "If-None-Match");
	struct snapshot *s;
	struct snapshot_file *f = NULL;
	struct err err = { 0 };
	char etag[ETAG_SIZE] = "";
	enum MHD_Result sent = MHD_NO;
	bool ok, unchanged = false;

	pthread_mutex_lock(&x->web->lock);
	ok = snapshot_get(&x->web->snapshots, &x->web->source, answer->known_at, &s, &err);
	if (ok && (f = snapshot_file(s, answer->path))) {
		memcpy(etag, f->etag, sizeof etag);
		unchanged = has_tag(tag, etag);
		if (!unchanged)
			sent = MHD_queue_response(x->connection, MHD_HTTP_OK, f->response);
	}
	pthread_mutex_unlock(&x->web->lock);
	if (unchanged)
		return answer_unchanged(x, etag);
	if (f)
		return sent;
	return ok ? answer_error(x, MHD_HTTP_NOT_FOUND, NULL) : answer_error(x, http_status(err.kind), &err.msg);
}

/* ---- the request ---- */

struct query {
	const char *name, *value;
	size_t n;
};

static enum MHD_Result see_argument(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct query *q = context;

	(void)kind;
	if (!strcmp(name, q->name)) {
		q->value = value;
		q->n++;
	}
	return MHD_YES;
}

static struct text query_value(void *context, const char *name, size_t *n)
{
	struct exchange *x = context;
	struct query q = { .name = name };

	MHD_get_connection_values(x->connection, MHD_GET_ARGUMENT_KIND, see_argument, &q);
	*n = q.n;
	return text_of(q.value);
}

/* A GET that carries something is no request of ours; nobody reads it. */
static bool has_body(struct exchange *x)
{
	const char *length = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Content-Length");

	return MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Transfer-Encoding") ||
	       (length && strcmp(length, "0") != 0);
}

static enum MHD_Result answer(struct exchange *x, const char *method)
{
	struct request q = { .web = x->web };
	struct answer found = { 0 };
	struct err err = { 0 };

	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		return answer_error(x, MHD_HTTP_METHOD_NOT_ALLOWED, NULL);
	if (has_body(x))
		return answer_error(x, MHD_HTTP_CONTENT_TOO_LARGE, NULL);
	switch (route_request(&q, &x->arena, x->path, query_value, x, &err)) {
	case ROUTE_NONE:
		return answer_error(x, MHD_HTTP_NOT_FOUND, NULL);
	case ROUTE_FORBIDDEN:
		return answer_error(x, MHD_HTTP_FORBIDDEN, NULL);
	case ROUTE_BAD_FIELD:
		return answer_error(x, MHD_HTTP_BAD_REQUEST, &err.msg);
	case ROUTE_FOUND:
		break;
	}
	if (!q.page->show(&q, &x->arena, &found, &err))
		return answer_error(x, http_status(err.kind), &err.msg);
	return found.redirect.n ? answer_redirect(x, found.redirect) : answer_file(x, &found);
}

static struct deadline *deadline_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return i ? i->socket_context : NULL;
}

/* A decoded %00 would end the address early: /index.html%00.png is not /index.html. */
static char nul_in_address;

static void *see_address(void *context, const char *address, struct MHD_Connection *c)
{
	(void)context, (void)c;
	return strstr(address, "%00") ? &nul_in_address : NULL;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *c, const char *url, const char *method,
			      const char *version, const char *data, size_t *size, void **state)
{
	struct exchange x = { .web = context, .connection = c, .path = text_of(url) };
	enum MHD_Result sent;

	(void)version, (void)data, (void)size;
	deadline_busy(x.web->deadlines, deadline_of(c), true);
	x.lang = text_starts(x.path, TEXT("/en/")) || text_is(x.path, "/en") ? LANG_EN : LANG_JA;
	sent = *state == &nul_in_address ? answer_error(&x, MHD_HTTP_BAD_REQUEST, NULL) : answer(&x, method);
	arena_clear(&x.arena);
	return sent;
}

static void completed(void *context, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode code)
{
	struct web *w = context;

	(void)state, (void)code;
	deadline_busy(w->deadlines, deadline_of(c), false);
}

static void connection_changed(void *context, struct MHD_Connection *c, void **socket_context,
			       enum MHD_ConnectionNotificationCode what)
{
	struct web *w = context;
	const union MHD_ConnectionInfo *i;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
		*socket_context = i ? deadline_add(w->deadlines, i->connect_fd) : NULL;
	} else {
		deadline_remove(w->deadlines, *socket_context);
		*socket_context = NULL;
	}
}

/* ---- life ---- */

static void be_silent(void *context, const char *format, va_list list)
{
	(void)context, (void)format, (void)list;
}

static bool start_daemon(struct web *w, const struct web_options *o, struct err *err)
{
	/* The watcher's deadline comes first; the library's own is for what it never shows us. */
	unsigned seconds = o->deadline_seconds ? o->deadline_seconds : DEADLINE;

	w->daemon = MHD_start_daemon(
		MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ERROR_LOG, 0, NULL, NULL, handle, w,
		MHD_OPTION_EXTERNAL_LOGGER, be_silent, NULL, MHD_OPTION_LISTEN_SOCKET, w->socket,
		MHD_OPTION_THREAD_POOL_SIZE, o->threads ? o->threads : THREADS, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_FROM_ONE,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES, MHD_OPTION_CONNECTION_TIMEOUT, seconds,
		MHD_OPTION_NOTIFY_COMPLETED, completed, w, MHD_OPTION_NOTIFY_CONNECTION, connection_changed, w,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, see_address, NULL, MHD_OPTION_END);
	return w->daemon || err_set(err, ERR_SYSTEM, "web.cannot-start", NULL);
}

bool web_start(struct web **result, const struct web_options *o, struct err *err)
{
	struct web *w = calloc(1, sizeof *w);
	struct snapshot *first;

	if (!w)
		return err_set(err, ERR_SYSTEM, "web.no-memory", NULL);
	w->socket = -1;
	pthread_mutex_init(&w->lock, NULL);
	if (o->source)
		w->source = *o->source;
	else if (source_store_open(&w->source, o->store, o->plan, err))
		w->owns_source = true;
	else
		goto failed;
	/* What is wrong with store or plan is told now and not to the first visitor. */
	if (!snapshot_get(&w->snapshots, &w->source, (struct date){ 0 }, &first, err) ||
	    !listen_open(&w->socket, &w->port, w->url, o->listen ? o->listen : "127.0.0.1:8080", err) ||
	    !deadlines_new(&w->deadlines, o->deadline_seconds ? o->deadline_seconds : DEADLINE, err) ||
	    !start_daemon(w, o, err))
		goto failed;
	*result = w;
	return true;
failed:
	web_stop(&w);
	return false;
}

const char *web_url(const struct web *w)
{
	return w->url;
}

int web_port(const struct web *w)
{
	return w->port;
}

void web_stop(struct web **web)
{
	struct web *w = *web;

	if (!w)
		return;
	if (w->daemon) {
		MHD_quiesce_daemon(w->daemon);
		deadlines_drain(w->deadlines, DRAIN);
		MHD_stop_daemon(w->daemon);
	}
	deadlines_free(&w->deadlines);
	if (w->socket >= 0)
		close(w->socket);
	snapshots_clear(&w->snapshots);
	if (w->owns_source)
		source_store_close(&w->source);
	pthread_mutex_destroy(&w->lock);
	free(w);
	*web = NULL;
}

bool web_serve(const struct web_options *o, struct err *err)
{
	struct web *w = NULL;
	sigset_t stop, before;
	int signal;

	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGHUP);
	/* Before any thread begins: all inherit it, and the signal waits for sigwait. */
	pthread_sigmask(SIG_BLOCK, &stop, &before);
	if (web_start(&w, o, err)) {
		if (o->ready)
			o->ready(o->ready_context, w->url);
		sigwait(&stop, &signal);
		web_stop(&w);
		pthread_sigmask(SIG_SETMASK, &before, NULL);
		return true;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return false;
}
