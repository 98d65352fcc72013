/* web/web.h - the server's own state, and the pieces that a request goes through. Private to web/.
 *
 * Two locks, never both: `lock` around the reading store and the snapshots of the public pages, `app_lock` around the
 * writing store of the signed-in ones. So a clerk who saves makes no reader wait for more than SQLite does.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <microhttpd.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "web/deadline.h"
#include "web/listen.h"
#include "web/page.h"
#include "web/snapshot.h"

enum {
	ADDRESS_MAX = 8 << 10,       /* bytes of an address; longer ones are 414 */
	ARGUMENTS_MAX = 200,         /* of an address, behind its ?; more is 414 */
	HEADERS_MAX = 12 << 10,      /* of all headers; more is 431 */
	CONNECTION_BYTES = 32 << 10, /* what the library keeps for both, half of it for what comes in */
	FORM_BYTES = 256 << 10,
	BODIES_BYTES = 48 << 20, /* of all bodies that are arriving at once */
	CHECKS_AT_ONCE = 2,      /* passwords: each needs 19 MiB */
	SLOW_AT_ONCE = 6,        /* with those that wait for them: fewer than there are threads */
};

struct web {
	struct MHD_Daemon *daemon;
	struct deadlines *deadlines;
	struct web_source source;
	bool owns_source;
	pthread_mutex_t lock; /* of source and snapshots */
	struct snapshots snapshots;
	pthread_mutex_t app_lock; /* of store */
	struct store *store;      /* NULL: pages of the site only */
	struct text plan;         /* that was asked for; empty: the one in force */
	const char *setup_code;   /* NULL: accounts are there */
	int64_t swept;            /* when marks of forms were last forgotten */
	sem_t checks;
	atomic_int slow; /* requests that work or wait between request_unlock and request_lock */
	atomic_size_t body_bytes;
	bool tls, behind_proxy, hsts;
	struct text tls_key, tls_certificate;
	struct arena arena;
	int socket, port;
	unsigned deadline_seconds;
	char url[LISTEN_URL_SIZE];
	struct text site; /* what links begin with: https://host, never from a request */
};

/* One request being answered, from its first header to its last byte. */
struct exchange {
	struct web *web;
	struct MHD_Connection *connection;
	struct arena arena;
	struct text address; /* as asked for, with its query: for its length */
	struct text path;
	const char *method;
	bool head, post, begun, bad_address, many_arguments, secure;
	struct request q;
	struct context context;
	struct session session;
	struct token token;
	struct text cookie, guest; /* as the client sent them; empty: none */
	bool new_guest;            /* the answer makes `guest` known */
	struct buf body;
	size_t body_limit, body_counted;
};

/* ---- web/reply.c: answers ---- */

struct reply {
	unsigned status;
	const char *type;
	struct text bytes;   /* copied */
	struct text to;      /* Location */
	const char *allow;   /* of 405 */
	struct text sign_in; /* cookie to set */
	bool sign_out;
	const char *file_name; /* to be kept under that name; NULL: to be shown */
};
enum MHD_Result reply_send(struct exchange *x, const struct reply *r);
enum MHD_Result reply_error(struct exchange *x, unsigned status, const struct msg *why);
enum MHD_Result reply_method(struct exchange *x, const struct page *p);
/* The name of the cookie: with the prefix that only an encrypted connection may set. */
const char *cookie_name(const struct exchange *x, bool guest);

/* ---- web/admit.c: who asks ---- */

const char *request_header(const struct exchange *x, const char *name);
/* Whether the connection is encrypted, here or by the proxy, and from where it comes. */
void admit_client(struct exchange *x);
enum admitted {
	ADMIT_YES,
	ADMIT_SIGN_IN, /* nobody is signed in, and somebody must be */
	ADMIT_CODE,    /* the second factor is still to come */
	ADMIT_HOME,    /* only for those who are not signed in */
	ADMIT_NO,      /* *err says why */
	ADMIT_FAILED,  /* the store did not answer; *err */
};
/* Under app_lock: finds session or token, fills q's context, and looks at the page's table entry. */
enum admitted admit(struct exchange *x, struct err *err);

/* ---- web/guard.c: forms that are ours ---- */

enum guarded { GUARD_OK, GUARD_STALE, GUARD_FORGED };
/* The key that a form of this visitor carries; a visitor without cookie gets one. */
void guard_key(struct exchange *x);
enum guarded guard_check(const struct exchange *x, const pair_list *form);
/* Whether a form of that key was acted upon. Under app_lock. */
MUST_CHECK bool guard_was_done(bool *done, struct exchange *x, struct text once, struct err *err);

/* ---- web/app.c: a page of the app ---- */

enum MHD_Result app_get(struct exchange *x);
/* The page's view, with what is to be said above it. Under app_lock; app_send makes the bytes when it is released. */
MUST_CHECK bool app_fill(struct exchange *x, struct doc **doc, struct err *err);
enum MHD_Result app_send(struct exchange *x, unsigned status, const struct doc *d);
/* The answer to who is not let in. who is not ADMIT_YES; err: why, of ADMIT_NO and ADMIT_FAILED. */
enum MHD_Result app_turn_away(struct exchange *x, enum admitted who, const struct err *err);

/* ---- web/app_frame.c ---- */

/* What the address asks behind its `?`. */
pair_list app_query(struct exchange *x);
/* The page that was asked for, with its query, in that language; not what was just done. */
struct text app_same_page(struct exchange *x, enum lang lang);
/* A document in the app's frame. */
struct text app_page(struct exchange *x, const struct doc *d);

/* ---- web/app_act.c: a form ---- */

enum MHD_Result app_post(struct exchange *x);
/* Before the body comes: whether this client may send one here. MHD_YES: go on; else answered. *go_on tells. */
enum MHD_Result app_before_body(struct exchange *x, bool *go_on);

/* ---- web/api.c: the same for programs ---- */

enum MHD_Result api_reply(struct exchange *x, unsigned status, json_t *data); /* takes data */
/* {"error":{"kind","id","ja","en"},"fields":{"name":{...}}} */
json_t *api_error_json(const struct exchange *x, const struct err *err);
enum MHD_Result api_error(struct exchange *x, unsigned status, const struct err *err);
/* The fields of the forms of a document by name, each with what stands in it and what it may be. */
json_t *api_fields(const struct doc *d);

/* ---- web/exchange.c: the conversation with libmicrohttpd ---- */

enum MHD_Result exchange_handle(void *web, struct MHD_Connection *c, const char *url, const char *method,
				const char *version, const char *data, size_t *size, void **state);
void exchange_completed(void *web, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode code);
void exchange_connection(void *web, struct MHD_Connection *c, void **socket_context,
			 enum MHD_ConnectionNotificationCode what);
void *exchange_address(void *web, const char *address, struct MHD_Connection *c);

#endif
