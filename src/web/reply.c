/* Every answer leaves here, and so every answer has the headers that keep it from being misused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/web.h"

const char *cookie_name(const struct exchange *x, bool guest)
{
	if (guest)
		return x->secure ? "__Host-sosei-guest" : "sosei-guest";
	return x->secure ? "__Host-sosei" : "sosei";
}

static void set_cookie(struct exchange *x, struct MHD_Response *r, bool guest, struct text value)
{
	/* Lax and not Strict: a person who follows a link in a mail is still signed in. What changes anything is a
	 * POST. */
	const char *line = arena_printf(&x->arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s", cookie_name(x, guest),
					(int)value.n, value.n ? value.p : "", value.n ? "" : "; Max-Age=0",
					x->secure ? "; Secure" : "");

	MHD_add_response_header(r, "Set-Cookie", line);
}

static enum MHD_Result queue(struct exchange *x, unsigned status, struct MHD_Response *r)
{
	enum MHD_Result sent = r ? MHD_queue_response(x->connection, status, r) : MHD_NO;

	if (r)
		MHD_destroy_response(r);
	return sent;
}

enum MHD_Result reply_send(struct exchange *x, const struct reply *a)
{
	/* Copied, so never written to. */
	struct MHD_Response *r =
		MHD_create_response_from_buffer(a->bytes.n, (void *)(uintptr_t)a->bytes.p, MHD_RESPMEM_MUST_COPY);

	if (!r)
		return MHD_NO;
	if (a->type)
		MHD_add_response_header(r, "Content-Type", a->type);
	if (a->to.n)
		MHD_add_response_header(r, "Location", text_z(&x->arena, a->to));
	if (a->file_name)
		MHD_add_response_header(r, "Content-Disposition",
					arena_printf(&x->arena, "attachment; filename=\"%s\"", a->file_name));
	if (a->allow)
		MHD_add_response_header(r, "Allow", a->allow);
	if (a->status == MHD_HTTP_SERVICE_UNAVAILABLE)
		MHD_add_response_header(r, "Retry-After", "10");
	if (a->status == MHD_HTTP_UNAUTHORIZED)
		MHD_add_response_header(r, "WWW-Authenticate", "Bearer");
	if (x->new_guest && !a->sign_in.n)
		set_cookie(x, r, true, x->guest);
	if (a->sign_in.n || a->sign_out)
		set_cookie(x, r, false, a->sign_in);
	/* A form's Origin is "null" where the policy is no-referrer, and then says nothing. */
	response_harden(r, x->q.page && !x->q.page->show ? HARDEN_APP : HARDEN_SITE, x->web->hsts);
	return queue(x, a->status, r);
}

enum MHD_Result reply_error(struct exchange *x, unsigned status, const struct msg *why)
{
	struct buf b = { 0 };
	const char *up = "";
	enum MHD_Result sent;

	if (x->q.api) {
		struct err err = { .kind = status == 404 ? ERR_INPUT : status == 403 ? ERR_FORBIDDEN : ERR_USAGE };

		err.msg = why && why->id ? *why : (struct msg){ .id = error_what(status) };
		return api_error(x, status, &err);
	}
	for (size_t i = 1; i < x->path.n && i < 64; i++)
		if (x->path.p[i] == '/')
			up = arena_printf(&x->arena, "../%s", up);
	page_error(
		&b, &x->arena,
		&(struct error_page){ x->q.lang, status, text_of(up), why, x->q.session && !x->session.code_wanted });
	sent = reply_send(
		x, &(struct reply){ .status = status, .type = "text/html; charset=utf-8", .bytes = buf_view(&b) });
	buf_clear(&b);
	return sent;
}

enum MHD_Result reply_method(struct exchange *x, const struct page *p)
{
	struct reply r = { .status = MHD_HTTP_METHOD_NOT_ALLOWED,
			   .type = "text/html; charset=utf-8",
			   .allow = p && p->act ? "GET, HEAD, POST" : "GET, HEAD" };
	struct buf b = { 0 };
	enum MHD_Result sent;

	if (x->q.api) {
		json_t *e =
			api_error_json(x, &(struct err){ .kind = ERR_USAGE, .msg = { .id = error_what(r.status) } });
		char *s = json_dumps(e, JSON_COMPACT);

		buf_puts(&b, s ? s : "{}");
		free(s);
		json_decref(e);
		r.type = "application/json";
	} else {
		page_error(&b, &x->arena,
			   &(struct error_page){ .lang = x->q.lang, .status = r.status, .up = TEXT("/") });
	}
	r.bytes = buf_view(&b);
	sent = reply_send(x, &r);
	buf_clear(&b);
	return sent;
}
