/* Started with the walls of files/sandbox.h: what is drawn has other people's words in it, and cairo, pango, librsvg
 * and libxlsxwriter together are a million lines that then cannot open, send or start anything. */
#include "files/render.h"

#include <errno.h>
#include <string.h>

#include "files/helper.h"
#include "files/render_codes.h"

static const char *const format_name[] = { [RENDER_PDF] = "pdf", [RENDER_XLSX] = "xlsx" };

/* What its end means. */
static bool judge_end(struct arena *a, const struct helper_run *run, struct err *err)
{
	const char *complaint = helper_complaint(a, run, "sosei-render");

	switch (helper_code(run)) {
	case 0:
		return true;
	case RENDER_NO_FONT:
		return err_set(err, ERR_SYSTEM, "render.no-font", "font", complaint, NULL);
	case RENDER_NO_SANDBOX:
		return err_set(err, ERR_SYSTEM, "render.no-sandbox", "cause", complaint, NULL);
	case RENDER_BAD_TREE:
		return err_set(err, ERR_INPUT, "render.bad-tree", "cause", complaint, NULL);
	case RENDER_FAILED:
		return err_set(err, ERR_SYSTEM, "render.failed", "cause", complaint, NULL);
	case 127: /* the loader lacks a library */
		return err_set(err, ERR_SYSTEM, "render.no-library", "cause", complaint, NULL);
	default:
		return err_set(err, ERR_SYSTEM, "render.ended", "cause", complaint, NULL);
	}
}

static bool judge(struct arena *a, const struct helper_run *run, const struct renderer *r, struct err *err)
{
	switch (run->outcome) {
	case HELPER_TOO_LATE:
		return err_set(err, ERR_SYSTEM, "render.timeout", NULL);
	case HELPER_TOO_LONG:
		return err_set(err, ERR_INPUT, "render.too-long", "limit", NUM((int64_t)r->bytes_max >> 20), NULL);
	case HELPER_MISSING:
		return err_set(err, ERR_SYSTEM, "render.helper-missing", "helper", run->path, NULL);
	case HELPER_FAILED:
		errno = run->cause;
		return err_set_errno(err, ERR_SYSTEM, "render.not-started", "step", run->step, NULL);
	default:
		return judge_end(a, run, err);
	}
}

bool render_bytes(struct arena *a, struct text *bytes, const struct renderer *r, enum render_format format,
		  struct text tree, struct err *err)
{
	struct renderer with = r ? *r : (struct renderer){ 0 };
	const char *const arguments[] = { format_name[format], with.fonts, NULL };
	struct helper_run run;
	struct helper h;
	bool ok;

	if (!with.deadline_ms)
		with.deadline_ms = RENDER_DEADLINE_MS;
	if (!with.bytes_max)
		with.bytes_max = RENDER_BYTES_MAX;
	h = (struct helper){ "sosei-render", with.helper, arguments, tree, with.deadline_ms, with.bytes_max };
	helper_run(a, &run, &h);
	ok = judge(a, &run, &with, err);
	if (ok)
		*bytes = text_dup(a, buf_view(&run.output));
	helper_run_clear(&run);
	return ok;
}
