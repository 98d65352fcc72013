/* The conversation with libmicrohttpd, which calls once with the headers, then for each piece of a body, then once
 * more. What can be refused is refused at the first call, before a byte of a body is read; then the library closes the
 * connection. What is well is answered at the last, and the connection serves on. */
#include "web/web.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEADLINE_FILE = 180 };

/* ---- pages of the site ---- */

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
	enum MHD_Result sent;

	if (!r)
		return MHD_NO;
	MHD_add_response_header(r, "ETag", etag);
	response_harden(r, HARDEN_SITE, x->web->hsts);
	sent = MHD_queue_response(x->connection, MHD_HTTP_NOT_MODIFIED, r);
	MHD_destroy_response(r);
	return sent;
}

/* A store without a plan: what the server is there for comes first. */
static enum MHD_Result answer_unready(struct exchange *x, const struct err *err)
{
	if (x->web->store && !strcmp(err->msg.id, "usecase.no-plans"))
		return reply_send(x, &(struct reply){ .status = MHD_HTTP_TEMPORARY_REDIRECT, .to = TEXT("/setup") });
	/* Fields of the address were read already: what still does not fit is the day that was asked for. */
	return reply_error(x, err->kind == ERR_INPUT ? MHD_HTTP_BAD_REQUEST : http_status(err->kind), &err->msg);
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
	if (ok && (f = snapshot_file(s, answer->path, x->web->hsts))) {
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
	return ok ? reply_error(x, MHD_HTTP_NOT_FOUND, NULL) : answer_unready(x, &err);
}

static enum MHD_Result count_pair(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
	pair_list *pairs = context;

	(void)kind;
	if (pairs->n < pairs->cap)
		pairs->at[pairs->n++] = (struct pair){ .name = text_of(name), .value = text_of(value) };
	return MHD_YES;
}

/* Style and icon are the same whatever the store holds, and a store without a plan has no site. */
static enum MHD_Result answer_asset(struct exchange *x, const struct answer *found)
{
	struct buf b = { 0 };
	enum MHD_Result sent;
	const char *type = site_asset(&b, found->path);

	sent = reply_send(x, &(struct reply){ .status = MHD_HTTP_OK, .type = type, .bytes = buf_view(&b) });
	buf_clear(&b);
	return sent;
}

static enum MHD_Result answer_site(struct exchange *x)
{
	pair_list query = { .at = arena_array(&x->arena, 64, sizeof *query.at), .cap = 64 };
	struct answer found = { 0 };
	struct err err = { 0 };

	MHD_get_connection_values(x->connection, MHD_GET_ARGUMENT_KIND, count_pair, &query);
	if (!fields_of_query(&x->q, &x->arena, &query, &err))
		return reply_error(x, MHD_HTTP_BAD_REQUEST, &err.msg);
	if (!x->q.page->show(&x->q, &x->arena, &found, &err))
		return reply_error(x, http_status(err.kind), &err.msg);
	if (found.redirect.n)
		return reply_send(x, &(struct reply){ .status = MHD_HTTP_PERMANENT_REDIRECT, .to = found.redirect });
	return found.asset ? answer_asset(x, &found) : answer_file(x, &found);
}

/* ---- the request ---- */

/* A GET that carries something is no request of ours; nobody reads it. */
static bool has_body(struct exchange *x)
{
	const char *length = request_header(x, "Content-Length");

	return request_header(x, "Transfer-Encoding") || (length && strcmp(length, "0") != 0);
}

struct headers {
	size_t bytes;
	int hosts, lengths, codings;
	bool chunked;
};

static enum MHD_Result add_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct headers *h = context;

	(void)kind;
	h->bytes += strlen(name) + (value ? strlen(value) : 0) + 4;
	h->hosts += !strcasecmp(name, "Host");
	h->lengths += !strcasecmp(name, "Content-Length");
	if (!strcasecmp(name, "Transfer-Encoding")) {
		h->codings++;
		h->chunked = value && !strcasecmp(value, "chunked");
	}
	return MHD_YES;
}

/* Where a request ends and whom it is for are said once and in one way (RFC 9112, 3.2 and 6.3). The library takes the
 * first of two, a proxy before it perhaps the second: then one hides a request in another. */
static bool is_ambiguous(const struct headers *h)
{
	return h->hosts > 1 || h->lengths + h->codings > 1 || (h->codings && !h->chunked);
}

/* 0: nothing against its address and headers. */
static unsigned bad_head(struct exchange *x)
{
	struct headers h = { 0 };

	if (x->bad_address)
		return MHD_HTTP_BAD_REQUEST;
	if (x->address.n > ADDRESS_MAX || x->many_arguments)
		return MHD_HTTP_URI_TOO_LONG;
	MHD_get_connection_values(x->connection, MHD_HEADER_KIND, add_header, &h);
	if (is_ambiguous(&h))
		return MHD_HTTP_BAD_REQUEST;
	return h.bytes > HEADERS_MAX ? MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE : 0;
}

static struct deadline *deadline_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return i ? i->socket_context : NULL;
}

/* What a file may have at most; 0: the page takes none. */
static size_t file_limit(const struct page *p)
{
	for (size_t i = 0; p->fields[i].name; i++)
		if (p->fields[i].kind == FIELD_FILE)
			return p->fields[i].max ? p->fields[i].max : FILE_MAX_BYTES;
	return 0;
}

static size_t body_limit(const struct page *p)
{
	size_t limit = FORM_BYTES;

	for (size_t i = 0; p->fields[i].name; i++) {
		const struct field *f = &p->fields[i];

		if (f->kind == FIELD_FILE)
			limit += f->max ? f->max : FILE_MAX_BYTES;
		else if (f->kind == FIELD_TEXT && f->max > FORM_BYTES)
			limit += f->max; /* a file that a form carries */
	}
	return limit;
}

static bool is_form_type(struct exchange *x)
{
	struct text kind = media_type(&x->arena, text_of(request_header(x, "Content-Type")));

	if (text_is(kind, "application/json"))
		return x->q.api;
	return text_is(kind, "application/x-www-form-urlencoded") || text_is(kind, "multipart/form-data");
}

/* The length that is announced; SIZE_MAX for one that is none. */
static size_t announced(struct exchange *x)
{
	const char *length = request_header(x, "Content-Length");
	char *end;
	unsigned long long n;

	if (!length)
		return 0;
	n = strtoull(length, &end, 10);
	return *end || end == length || n > SIZE_MAX / 2 ? SIZE_MAX : (size_t)n;
}

static enum MHD_Result too_large(struct exchange *x)
{
	size_t limit = file_limit(x->q.page);
	struct msg why = limit ? msg_make(&x->arena, "web.file-too-large", "limit", NUM((int64_t)(limit >> 20)), NULL)
			       : (struct msg){ .id = "web.form-too-large" };

	return reply_error(x, MHD_HTTP_CONTENT_TOO_LARGE, &why);
}

static enum MHD_Result before_body(struct exchange *x)
{
	size_t length = announced(x);
	bool go_on;
	enum MHD_Result sent;

	x->body_limit = body_limit(x->q.page);
	if (!is_form_type(x))
		return reply_error(x, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, NULL);
	if (length > x->body_limit)
		return too_large(x);
	sent = app_before_body(x, &go_on);
	if (go_on && file_limit(x->q.page))
		deadline_extend(deadline_of(x->connection), DEADLINE_FILE);
	return sent;
}

/* The headers are there. */
static enum MHD_Result begin(struct exchange *x)
{
	bool get = x->head || !strcmp(x->method, "GET"), found;
	unsigned status;

	admit_client(x);
	found = route_request(&x->q, x->path) == ROUTE_FOUND;
	status = bad_head(x);
	if (status)
		return reply_error(x, status, NULL);
	if (!get && !x->post)
		return reply_method(x, found ? x->q.page : NULL);
	if (get && has_body(x))
		return reply_error(x, MHD_HTTP_CONTENT_TOO_LARGE, NULL);
	if (!found)
		return reply_error(x, MHD_HTTP_NOT_FOUND, NULL);
	if (x->q.page->may == MAY_NOBODY)
		return reply_error(x, MHD_HTTP_FORBIDDEN, NULL);
	if (x->post)
		return x->q.page->act ? before_body(x) : reply_method(x, x->q.page);
	return MHD_YES;
}

/* All is there that will come. */
static enum MHD_Result end(struct exchange *x)
{
	struct deadline *deadline = deadline_of(x->connection);
	enum MHD_Result sent;

	deadline_pause(deadline);
	if (x->post) {
		sent = app_post(x);
		snapshots_look_again(&x->web->snapshots);
	} else {
		sent = x->q.page->show ? answer_site(x) : app_get(x);
	}
	deadline_busy(x->web->deadlines, deadline, true);
	return sent;
}

/* A piece of the body. What is longer than was announced, or than all may send at once, ends the connection: the
 * library allows no answer here. */
static enum MHD_Result add_piece(struct exchange *x, const char *data, size_t n)
{
	if (n > x->body_limit - x->body.n)
		return MHD_NO;
	if (atomic_fetch_add(&x->web->body_bytes, n) + n > BODIES_BYTES) {
		atomic_fetch_sub(&x->web->body_bytes, n);
		return MHD_NO;
	}
	x->body_counted += n;
	buf_add(&x->body, data, n);
	return MHD_YES;
}

/* Of some 500 arguments on, the library's memory of a connection is full, and it neither answers nor closes. They lie
 * in its own buffer, which it has not cut up yet: what it does not see it cannot choke on, and the request is refused.
 */
static bool cut_arguments(const char *address)
{
	const char *at = strchr(address, '?');

	for (int n = 0; at && n < ARGUMENTS_MAX; n++)
		at = strchr(at + 1, '&');
	if (at)
		*(char *)at = '\0';
	return at;
}

void *exchange_address(void *web, const char *address, struct MHD_Connection *c)
{
	struct exchange *x = calloc(1, sizeof *x);

	(void)c;
	if (!x)
		return NULL;
	x->web = web;
	x->q.web = web;
	x->address.n = strlen(address);
	/* A decoded %00 would end the address early: /index.html%00.png is not /index.html. */
	x->bad_address = strstr(address, "%00");
	x->many_arguments = cut_arguments(address);
	return x;
}

enum MHD_Result exchange_handle(void *web, struct MHD_Connection *c, const char *url, const char *method,
				const char *version, const char *data, size_t *size, void **state)
{
	struct exchange *x = *state;
	size_t n = *size;

	(void)web, (void)version;
	if (!x)
		return MHD_NO;
	if (!x->begun) {
		x->begun = true;
		x->connection = c;
		x->path = text_dup(&x->arena, text_of(url));
		x->method = method;
		x->head = !strcmp(method, "HEAD");
		x->post = !strcmp(method, "POST");
		deadline_busy(x->web->deadlines, deadline_of(c), true);
		return begin(x);
	}
	if (n) {
		*size = 0;
		return add_piece(x, data, n);
	}
	return end(x);
}

void exchange_completed(void *web, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode code)
{
	struct web *w = web;
	struct exchange *x = *state;

	(void)code;
	deadline_busy(w->deadlines, deadline_of(c), false);
	if (!x)
		return;
	atomic_fetch_sub(&w->body_bytes, x->body_counted);
	buf_clear(&x->body);
	arena_clear(&x->arena);
	free(x);
	*state = NULL;
}

void exchange_connection(void *web, struct MHD_Connection *c, void **socket_context,
			 enum MHD_ConnectionNotificationCode what)
{
	struct web *w = web;
	const union MHD_ConnectionInfo *i;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
		*socket_context = i ? deadline_add(w->deadlines, i->connect_fd) : NULL;
	} else {
		deadline_remove(w->deadlines, *socket_context);
		*socket_context = NULL;
	}
}
