/* The server's life: what it opens, its threads, its end. What happens to a request stands in exchange.c and app.c.
 *
 * One lock around the reading store and the snapshots: a request holds it for the reading of one number and a look-up;
 * only the first after a change makes the report. Rejected: a store connection for each thread - the cached answers
 * need the lock anyway, and SQLite pages would be cached several times. */
#include "web/serve.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "usecase/outbox.h"
#include "web/source_store.h"
#include "web/web.h"

enum { THREADS = 8, DEADLINE = 20, CONNECTIONS = 2000, CONNECTIONS_FROM_ONE = 100, DRAIN = 5, PEM_MAX = 1 << 20 };

static void be_silent(void *context, const char *format, va_list list)
{
	(void)context, (void)format, (void)list;
}

/* A certificate or a key; the library wants them whole, with a NUL behind. */
static bool read_pem(struct text *out, struct arena *a, const char *path, struct err *err)
{
	char *bytes = arena_alloc(a, PEM_MAX);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, PEM_MAX - 1);

	if (n < 0) {
		err_set_errno(err, ERR_INPUT, "web.pem-unreadable", "path", path, NULL);
		if (fd >= 0)
			close(fd);
		return false;
	}
	close(fd);
	*out = (struct text){ bytes, (size_t)n };
	if (text_find(*out, TEXT("-----BEGIN ")) == SIZE_MAX)
		return err_set(err, ERR_INPUT, "web.pem-none", "path", path, NULL);
	return true;
}

static bool read_tls(struct web *w, const struct web_options *o, struct err *err)
{
	if (!o->certificate && !o->key)
		return true;
	if (!o->certificate || !o->key)
		return err_set(err, ERR_USAGE, "web.pem-both", NULL);
	w->tls = true;
	return read_pem(&w->tls_certificate, &w->arena, o->certificate, err) &&
	       read_pem(&w->tls_key, &w->arena, o->key, err);
}

static bool start_daemon(struct web *w, const struct web_options *o, struct err *err)
{
	/* No timeout of the library's own: it would count the time in which we work, and cut off the answer. All who
	 * come through a proxy come from one address. */
	unsigned from_one = o->from_one_address ? o->from_one_address
			    : o->behind_proxy   ? CONNECTIONS
						: CONNECTIONS_FROM_ONE;
	static char priorities[] = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA";
	const struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)w->tls_key.p },
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)w->tls_certificate.p },
		/* TLS 1.2 with forward secrecy, or 1.3. */
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, priorities },
		{ MHD_OPTION_END, 0, NULL },
	};

	/* A heap for each thread would keep what that thread once needed at most; one keeps it once. Under load it is
	 * no slower: a page's memory comes in few large pieces (docs/bench.md). */
	mallopt(M_ARENA_MAX, 1);
	w->daemon = MHD_start_daemon(
		MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ERROR_LOG | (w->tls ? MHD_USE_TLS : 0), 0,
		NULL, NULL, exchange_handle, w, MHD_OPTION_EXTERNAL_LOGGER, be_silent, NULL, MHD_OPTION_LISTEN_SOCKET,
		w->socket, MHD_OPTION_THREAD_POOL_SIZE, o->threads ? o->threads : THREADS, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, from_one, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_NOTIFY_COMPLETED,
		exchange_completed, w, MHD_OPTION_NOTIFY_CONNECTION, exchange_connection, w,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, exchange_address, w,
		w->tls ? MHD_OPTION_ARRAY : MHD_OPTION_END, tls, MHD_OPTION_END);
	return w->daemon || err_set(err, ERR_SYSTEM, w->tls ? "web.cannot-start-tls" : "web.cannot-start", NULL);
}

/* The store of those who sign in. One that cannot be written is served to readers all the same. */
static void open_app(struct web *w, const char *store)
{
	struct context c = { .arena = &w->arena, .actor = TEXT("-") };
	bool none = false;
	struct text code;

	if (!store || !store_open(&w->store, store, STORE_WRITE, NULL))
		return;
	c.store = w->store;
	if (context_now(&c.now, NULL) && accounts_none(&none, &c, NULL) && none && link_make_setup(&code, &c, NULL))
		w->setup_code = text_z(&w->arena, code);
}

/* What is wrong with store or plan is told now and not to the first visitor; but a store without a plan waits for its
 * set-up. */
static bool first_look(struct web *w, struct err *err)
{
	struct snapshot *first;
	struct err why = { 0 };

	if (snapshot_get(&w->snapshots, &w->source, (struct date){ 0 }, &first, &why))
		return true;
	if (w->store && !strcmp(why.msg.id, "usecase.no-plans"))
		return true;
	err_copy(err, &why);
	return false;
}

/* What links begin with. Not the Host of a request: a letter written for who forges that one would lead elsewhere. A
 * server that listens everywhere is reached by the machine's name. */
static bool name_site(struct web *w, const char *given, struct err *err)
{
	const char *scheme = w->tls ? "https" : "http";
	char host[256] = "";

	snprintf(w->url, sizeof w->url, "%s%s", scheme, text_z(&w->arena, text_of(w->url + strlen("http"))));
	if (given) {
		w->site = text_dup(&w->arena, text_of(given));
		return outbox_site_fits(w->site) || err_set(err, ERR_USAGE, "web.bad-url", "url", given, NULL);
	}
	w->site = text_dup(&w->arena, text_slice(text_of(w->url), 0, strlen(w->url) - 1));
	if ((strstr(w->url, "://0.0.0.0:") || strstr(w->url, "://[::]:")) && !gethostname(host, sizeof host - 1)) {
		struct text named = text_of(arena_printf(&w->arena, "%s://%s:%d", scheme, host, w->port));

		w->site = outbox_site_fits(named) ? named : w->site;
	}
	return true;
}

static bool open_all(struct web *w, const struct web_options *o, struct err *err)
{
	open_app(w, o->store);
	w->plan = text_dup(&w->arena, o->plan);
	if (o->source) {
		w->source = *o->source;
	} else {
		if (!source_store_open(&w->source, o->store, o->plan, err))
			return false;
		w->owns_source = true;
	}
	return read_tls(w, o, err) && first_look(w, err) &&
	       listen_open(&w->socket, &w->port, w->url, o->listen ? o->listen : "127.0.0.1:8080", err) &&
	       name_site(w, o->site, err) && deadlines_new(&w->deadlines, w->deadline_seconds, err) &&
	       start_daemon(w, o, err);
}

bool web_start(struct web **result, const struct web_options *o, struct err *err)
{
	struct web *w = calloc(1, sizeof *w);

	if (!w)
		return err_set(err, ERR_SYSTEM, "web.no-memory", NULL);
	w->socket = -1;
	w->deadline_seconds = o->deadline_seconds ? o->deadline_seconds : DEADLINE;
	w->behind_proxy = o->behind_proxy;
	w->hsts = o->behind_proxy || o->certificate;
	pthread_mutex_init(&w->lock, NULL);
	pthread_mutex_init(&w->app_lock, NULL);
	sem_init(&w->checks, 0, CHECKS_AT_ONCE);
	if (!open_all(w, o, err)) {
		web_stop(&w);
		return false;
	}
	*result = w;
	return true;
}

const char *web_setup_code(const struct web *w)
{
	return w->setup_code;
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
	store_close(&w->store);
	sem_destroy(&w->checks);
	pthread_mutex_destroy(&w->app_lock);
	pthread_mutex_destroy(&w->lock);
	arena_clear(&w->arena);
	free(w);
	*web = NULL;
}

/* What lies in the outbox; what fails stands there with its cause, and is tried again later. */
static void send_letters(const char *where, const struct mail_server *server)
{
	struct arena arena = { 0 };
	struct context c = { .arena = &arena, .actor = TEXT("serve") };
	struct outbox_sent sent;
	struct store *store = NULL;

	if (store_open(&store, where, STORE_WRITE, NULL) && context_now(&c.now, NULL)) {
		c.store = store;
		(void)!outbox_send(&sent, &c, server, NULL);
	}
	store_close(&store);
	arena_clear(&arena);
}

/* Until a signal comes. The thread that waits for it has nothing else to do, and sends the letters of every minute on a
 * connection of its own: no request ever waits for a mail server. */
static void wait_and_send(const sigset_t *stop, const char *where, const struct mail_server *server)
{
	const struct timespec minute = { .tv_sec = 60 };
	int signal;

	if (!server || !where) {
		sigwait(stop, &signal);
		return;
	}
	do
		send_letters(where, server);
	while (sigtimedwait(stop, NULL, &minute) < 0);
}

bool web_serve(const struct web_options *o, struct err *err)
{
	struct mail_server mail;
	struct web *w = NULL;
	struct err why = { 0 };
	sigset_t stop, before;
	bool mails = mail_server_named(&mail, &why);

	if (!mails && why.kind != ERR_NONE) {
		err_copy(err, &why);
		return false;
	}

	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGHUP);
	/* Before any thread begins: all inherit it, and the signal waits for sigwait. */
	pthread_sigmask(SIG_BLOCK, &stop, &before);
	if (web_start(&w, o, err)) {
		assert(w);
		if (o->ready)
			o->ready(o->ready_context, w->url, w->site.p, w->setup_code, w->store);
		wait_and_send(&stop, o->store, mails ? &mail : NULL);
		web_stop(&w);
		pthread_sigmask(SIG_SETMASK, &before, NULL);
		return true;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return false;
}
