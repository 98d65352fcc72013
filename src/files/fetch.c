#include "files/fetch.h"

#include <string.h>

#include "files/fetch_codes.h"
#include "files/helper.h"

void fetch_parameter(struct buf *url, const char *name, struct text value)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,";

	buf_printf(url, "%c%s=", text_find(buf_view(url), TEXT("?")) == SIZE_MAX ? '?' : '&', name);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];

		if (c && strchr(plain, c))
			buf_add(url, &value.p[i], 1);
		else
			buf_printf(url, "%%%02X", c);
	}
}

static bool failed(const struct helper_run *run, struct arena *a, const struct fetch *f, struct err *err)
{
	static const struct {
		int code;
		enum err_kind kind;
		const char *id;
	} ends[] = { { FETCH_NOT_ALLOWED, ERR_USAGE, "fetch.not-allowed" },
		     { FETCH_NO_HOST, ERR_SYSTEM, "fetch.no-host" },
		     { FETCH_NO_CONNECTION, ERR_SYSTEM, "fetch.no-connection" },
		     { FETCH_TLS, ERR_SYSTEM, "fetch.tls" },
		     { FETCH_TIMEOUT, ERR_SYSTEM, "fetch.timeout" },
		     { FETCH_TOO_BIG, ERR_INPUT, "fetch.too-big" },
		     { FETCH_STATUS, ERR_SYSTEM, "fetch.status" } };
	const char *cause = helper_complaint(a, run, "sosei-fetch");

	if (run->outcome == HELPER_MISSING)
		return err_set(err, ERR_SYSTEM, "fetch.helper-missing", "helper", run->path, NULL);
	if (run->outcome == HELPER_TOO_LATE)
		return err_set(err, ERR_SYSTEM, "fetch.timeout", "url", f->shown, "seconds", NUM(f->seconds), NULL);
	if (run->outcome == HELPER_TOO_LONG)
		return err_set(err, ERR_INPUT, "fetch.too-big", "url", f->shown, "limit", NUM((int64_t)(f->max >> 20)),
			       NULL);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (run->outcome == HELPER_ENDED && helper_code(run) == ends[i].code)
			return err_set(err, ends[i].kind, ends[i].id, "url", f->shown, "seconds", NUM(f->seconds),
				       "limit", NUM((int64_t)(f->max >> 20)), "cause", cause, NULL);
	return err_set(err, ERR_SYSTEM, "fetch.failed", "url", f->shown, "cause",
		       run->outcome == HELPER_FAILED ? strerror(run->cause) : cause, NULL);
}

bool fetch_get(struct arena *a, struct text *body, const struct fetch *f, struct err *err)
{
	static const char *const arguments[] = { NULL };
	struct helper h = { .name = "sosei-fetch", .arguments = arguments, .output_max = f->max + 1 };
	struct helper_run run;
	struct buf request = { 0 };
	bool ok;

	buf_printf(&request, "%s\n%s\n%zu\n%d\n", f->url, f->proxy && !strpbrk(f->proxy, "\r\n") ? f->proxy : "",
		   f->max, f->seconds);
	h.input = buf_view(&request);
	h.deadline_ms = (f->seconds + 5) * 1000; /* the helper's own comes first and knows more */
	helper_run(a, &run, &h);
	ok = run.outcome == HELPER_ENDED && helper_code(&run) == 0;
	if (ok)
		*body = text_dup(a, buf_view(&run.output));
	else
		failed(&run, a, f, err);
	helper_run_clear(&run);
	buf_clear(&request);
	return ok;
}
