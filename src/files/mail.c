/* A letter is plain text in base64: every mail program shows it, and no server on the way changes a line. */
#include "files/mail.h"

#include <string.h>
#include <time.h>

#include "files/helper.h"
#include "files/mail_codes.h"

enum { ADDRESS_MAX = 254, HEAD_PART = 42, BODY_LINE = 57 };

bool mail_address_fit(struct text t)
{
	const char *at = t.n ? memchr(t.p, '@', t.n) : NULL;

	if (!at || at == t.p || at == t.p + t.n - 1 || t.n > ADDRESS_MAX)
		return false;
	for (size_t i = 0; i < t.n; i++)
		if ((unsigned char)t.p[i] <= ' ' || (unsigned char)t.p[i] >= 0x7F || strchr("<>()[],;:\\\"", t.p[i]) ||
		    (t.p[i] == '@' && t.p + i != at))
			return false;
	return true;
}

static void put_64(struct buf *out, struct text part)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < part.n; i += 3) {
		unsigned bits = 0;
		char four[5] = "====";

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 | (i + k < part.n ? (unsigned char)part.p[i + k] : 0);
		for (size_t k = 0; k < 4 && i + k <= part.n; k++)
			four[k] = digits[bits >> (18 - 6 * k) & 63];
		buf_puts(out, four);
	}
}

/* RFC 2047: words of at most 75 bytes, each whole characters. */
static void put_words(struct buf *out, struct text t)
{
	size_t from = 0, to;

	do {
		to = t.n - from > HEAD_PART ? from + HEAD_PART : t.n;
		while (to < t.n && to > from && ((unsigned char)t.p[to] & 0xC0) == 0x80)
			to--;
		buf_puts(out, from ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
		put_64(out, text_slice(t, from, to));
		buf_puts(out, "?=");
		from = to;
	} while (from < t.n);
}

static void put_body(struct buf *out, struct text body)
{
	struct buf lines = { 0 };

	for (size_t i = 0; i < body.n; i++) {
		if (body.p[i] == '\n' && (i == 0 || body.p[i - 1] != '\r'))
			buf_puts(&lines, "\r");
		buf_add(&lines, &body.p[i], 1);
	}
	for (size_t i = 0; i < lines.n; i += BODY_LINE) {
		put_64(out, text_slice(buf_view(&lines), i, i + BODY_LINE < lines.n ? i + BODY_LINE : lines.n));
		buf_puts(out, "\r\n");
	}
	buf_clear(&lines);
}

/* The letter as it is sent: head, base64 body, CRLF. `from` and `to` are fit. */
static void mail_write(struct buf *out, const struct mail_server *s, const struct letter *l)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	const char *host = memchr(s->from.p, '@', s->from.n);
	time_t at = (time_t)(l->at + 9 * 3600);
	struct tm t;

	gmtime_r(&at, &t);
	buf_printf(out, "From: <%.*s>\r\nTo: <%.*s>\r\nSubject: ", (int)s->from.n, s->from.p, (int)l->to.n, l->to.p);
	put_words(out, l->subject);
	buf_printf(out, "\r\nDate: %s, %d %s %d %02d:%02d:%02d +0900\r\nMessage-ID: <%.*s%.*s>\r\n", days[t.tm_wday],
		   t.tm_mday, months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec, (int)l->id.n, l->id.p,
		   (int)(s->from.p + s->from.n - host), host);
	buf_puts(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
		      "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
	put_body(out, l->body);
}

static bool failed(const struct helper_run *run, struct arena *a, const struct mail_server *s, struct err *err)
{
	static const struct {
		int code;
		enum err_kind kind;
		const char *id;
	} ends[] = { { MAIL_NOT_ALLOWED, ERR_USAGE, "mail.not-allowed" },
		     { MAIL_NO_SERVER, ERR_SYSTEM, "mail.no-server" },
		     { MAIL_TLS, ERR_SYSTEM, "mail.tls" },
		     { MAIL_LOGIN, ERR_SYSTEM, "mail.login" },
		     { MAIL_REFUSED, ERR_SYSTEM, "mail.refused" },
		     { MAIL_TIMEOUT, ERR_SYSTEM, "mail.timeout" } };
	const char *cause = helper_complaint(a, run, "sosei-mail");

	if (run->outcome == HELPER_MISSING)
		return err_set(err, ERR_SYSTEM, "mail.helper-missing", "helper", run->path, NULL);
	if (run->outcome == HELPER_TOO_LATE)
		return err_set(err, ERR_SYSTEM, "mail.timeout", "server", s->url, "seconds", NUM(s->seconds), NULL);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (run->outcome == HELPER_ENDED && helper_code(run) == ends[i].code)
			return err_set(err, ends[i].kind, ends[i].id, "server", s->url, "seconds", NUM(s->seconds),
				       "cause", cause, NULL);
	return err_set(err, ERR_SYSTEM, "mail.failed", "server", s->url, "cause",
		       run->outcome == HELPER_FAILED ? strerror(run->cause) : cause, NULL);
}

static const char *line(const char *t)
{
	return t && !strpbrk(t, "\r\n") ? t : "";
}

bool mail_send(struct arena *a, const struct mail_server *s, const struct letter *l, struct err *err)
{
	static const char *const arguments[] = { NULL };
	struct helper h = { .name = "sosei-mail", .arguments = arguments, .output_max = 4096 };
	struct buf request = { 0 };
	struct helper_run run;
	bool ok;

	if (!mail_address_fit(s->from) || !mail_address_fit(l->to))
		return err_set(err, ERR_USAGE, "mail.bad-address", "address",
			       text_z(a, mail_address_fit(s->from) ? l->to : s->from), NULL);
	buf_printf(&request, "%s\n%s\n%s\n%.*s\n%.*s\n%d\n", line(s->url), line(s->user), line(s->password),
		   (int)s->from.n, s->from.p, (int)l->to.n, l->to.p, s->seconds);
	mail_write(&request, s, l);
	h.input = buf_view(&request);
	h.deadline_ms = (s->seconds + 5) * 1000; /* the helper's own comes first and knows more */
	helper_run(a, &run, &h);
	ok = run.outcome == HELPER_ENDED && helper_code(&run) == 0;
	if (!ok)
		failed(&run, a, s, err);
	helper_run_clear(&run);
	buf_clear(&request);
	return ok;
}
