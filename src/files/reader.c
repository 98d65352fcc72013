#include "files/reader.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "files/helper.h"
#include "files/reader_codes.h"

struct run {
	const char *name; /* for messages: the file */
	struct helper_run helper;
};

static bool complains(const struct run *run, const char *word)
{
	return text_find(buf_view(&run->helper.complaints), text_of(word)) != SIZE_MAX;
}

static bool refuse(struct err *err, enum err_kind kind, const char *id, const struct run *run)
{
	return err_set(err, kind, id, "file", run->name, NULL);
}

/* What pdftotext's end means. */
static bool judge_end(struct arena *a, const struct run *run, struct err *err)
{
	const struct helper_run *h = &run->helper;
	int code = helper_code(h);

	if (WIFSIGNALED(h->status) && (WTERMSIG(h->status) == SIGXCPU || WTERMSIG(h->status) == SIGKILL))
		return refuse(err, ERR_INPUT, "reader.timeout", run);
	if (code == READER_NO_SANDBOX || code == READER_USAGE)
		return err_set(err, ERR_SYSTEM, "reader.no-sandbox", "file", run->name, "cause",
			       helper_complaint(a, h, "sosei-reader"), NULL);
	if (code == READER_NO_POPPLER)
		return refuse(err, ERR_SYSTEM, "reader.poppler-missing", run);
	if (complains(run, "Incorrect password") || complains(run, "not allowed") ||
	    complains(run, "Unsupported security handler"))
		return refuse(err, ERR_INPUT, "reader.pdf-locked", run);
	if (code == 127)
		return refuse(err, ERR_SYSTEM, "reader.poppler-missing", run); /* the loader lacks a library */
	if (code != 0)
		return refuse(err, ERR_INPUT, "reader.pdf-damaged", run);
	if (complains(run, "Missing language pack") && text_trim(buf_view(&h->output)).n == 0)
		return refuse(err, ERR_SYSTEM, "reader.poppler-data-missing", run);
	return true;
}

static bool judge(struct arena *a, const struct run *run, struct err *err)
{
	switch (run->helper.outcome) {
	case HELPER_TOO_LATE:
		return refuse(err, ERR_INPUT, "reader.timeout", run);
	case HELPER_TOO_LONG:
		return refuse(err, ERR_INPUT, "reader.too-long", run);
	case HELPER_MISSING:
		return err_set(err, ERR_SYSTEM, "reader.helper-missing", "file", run->name, "helper", run->helper.path,
			       NULL);
	case HELPER_FAILED:
		errno = run->helper.cause;
		return err_set_errno(err, ERR_SYSTEM, "reader.failed", "file", run->name, "step", run->helper.step,
				     NULL);
	default:
		return judge_end(a, run, err);
	}
}

/* Adobe's table names the wave dash and the minus where the document, made on Windows, has the full-width tilde and
 * hyphen; without these a plan would differ from its own PDF. */
static uint32_t as_in_document(uint32_t c)
{
	return c == 0x301C ? 0xFF5E : c == 0x2212 ? 0xFF0D : text_whole_character(c);
}

static struct text tidy(struct arena *a, struct text t)
{
	struct buf out = { 0 };
	struct text tidied;

	while (t.n) {
		uint32_t c = text_next(&t);

		if (c == '\f')
			c = '\n';
		if (c >= 0x20 || c == '\n' || c == '\t')
			buf_char(&out, as_in_document(c));
	}
	tidied = text_dup(a, buf_view(&out));
	buf_clear(&out);
	return tidied;
}

bool reader_pdf_text(struct arena *a, struct text *out, const struct reader *r, struct text pdf, const char *name,
		     struct err *err)
{
	static const char *const arguments[] = { "pdf-text", NULL };
	const struct helper h = {
		.name = "sosei-reader",
		.path = r ? r->helper : NULL,
		.arguments = arguments,
		.input = pdf,
		.deadline_ms = r && r->deadline_ms ? r->deadline_ms : READER_DEADLINE_MS,
		.output_max = r && r->text_max ? r->text_max : READER_TEXT_MAX,
	};
	struct run run = { .name = name };
	struct text end = text_slice(pdf, pdf.n > 4096 ? pdf.n - 4096 : 0, pdf.n), text = { 0 };
	bool ok;

	/* poppler mends such a file as far as it goes: the rest of the plan would be missing in silence. */
	if (text_find(end, TEXT("%%EOF")) == SIZE_MAX)
		return refuse(err, ERR_INPUT, "reader.pdf-cut-off", &run);
	helper_run(a, &run.helper, &h);
	ok = judge(a, &run, err);
	if (ok)
		text = tidy(a, buf_view(&run.helper.output));
	helper_run_clear(&run.helper);
	if (ok && !text_trim(text).n)
		ok = refuse(err, ERR_INPUT, "reader.no-text", &run);
	if (ok)
		*out = text;
	return ok;
}
