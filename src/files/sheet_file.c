/* The side of the server: bytes to sosei-reader, records back. */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "files/helper.h"
#include "files/reader.h"
#include "files/reader_codes.h"
#include "files/sheet_records.h"
#include "files/source.h"

enum { RECORDS_MAX = SHEET_BYTES_MAX + SHEET_CELLS_MAX * 8 };

static bool refuse(struct err *err, enum err_kind kind, const char *id, const char *name)
{
	return err_set(err, kind, id, "file", name, NULL);
}

/* Why there is no book where no reason came. */
static bool judge_end(struct arena *a, const struct helper_run *run, const char *name, struct err *err)
{
	int code = helper_code(run);

	if (WIFSIGNALED(run->status) && (WTERMSIG(run->status) == SIGXCPU || WTERMSIG(run->status) == SIGKILL))
		return refuse(err, ERR_INPUT, "sheet.timeout", name);
	if (code == READER_NO_SANDBOX || code == READER_USAGE)
		return err_set(err, ERR_SYSTEM, "sheet.no-sandbox", "file", name, "cause",
			       helper_complaint(a, run, "sosei-reader"), NULL);
	if (code == 127)
		return err_set(err, ERR_SYSTEM, "sheet.library-missing", "file", name, "cause",
			       helper_complaint(a, run, "sosei-reader"), NULL);
	return refuse(err, ERR_INPUT, "sheet.reader-failed", name);
}

static bool judge(struct arena *a, const struct helper_run *run, const char *name, struct err *err)
{
	switch (run->outcome) {
	case HELPER_TOO_LATE:
		return refuse(err, ERR_INPUT, "sheet.timeout", name);
	case HELPER_TOO_LONG:
		return err_set(err, ERR_INPUT, "sheet.too-much", "file", name, "cells", NUM(SHEET_CELLS_MAX),
			       "megabytes", NUM(SHEET_BYTES_MAX >> 20), NULL);
	case HELPER_MISSING:
		return err_set(err, ERR_SYSTEM, "sheet.helper-missing", "file", name, "helper", run->path, NULL);
	case HELPER_FAILED:
		errno = run->cause;
		return err_set_errno(err, ERR_SYSTEM, "sheet.not-started", "file", name, "step", run->step, NULL);
	default:
		return judge_end(a, run, name, err);
	}
}

static bool take(struct arena *a, struct book *book, const struct helper_run *run, const char *name, struct err *err)
{
	enum records_are what = RECORDS_NONSENSE;

	if (run->outcome == HELPER_ENDED && helper_code(run) == 0)
		what = sheet_records_read(a, book, text_dup(a, buf_view(&run->output)), name, err);
	return what == RECORDS_BOOK || (what == RECORDS_NONSENSE && judge(a, run, name, err));
}

bool sheet_read_bytes(struct arena *a, struct book *book, const struct reader *r, struct text bytes, const char *name,
		      struct err *err)
{
	static const char *const arguments[] = { "sheets", NULL };
	struct helper_run run;
	bool ok;

	if (bytes.n == 0)
		return refuse(err, ERR_INPUT, "file.empty", name);
	if (bytes.n > SOURCE_BYTES_MAX)
		return err_set(err, ERR_INPUT, "file.too-big", "file", name, "limit", NUM(SOURCE_BYTES_MAX >> 20),
			       NULL);
	helper_run(a, &run,
		   &(struct helper){ .name = "sosei-reader",
				     .path = r ? r->helper : NULL,
				     .arguments = arguments,
				     .input = bytes,
				     .deadline_ms = r && r->deadline_ms ? r->deadline_ms : READER_DEADLINE_MS,
				     .output_max = r && r->text_max ? r->text_max : RECORDS_MAX });
	ok = take(a, book, &run, name, err);
	helper_run_clear(&run);
	return ok;
}

bool sheet_read_file(struct arena *a, struct book *book, const char *path, struct err *err)
{
	struct text bytes;
	const char *name;

	return source_bytes(a, &bytes, &name, path, err) && sheet_read_bytes(a, book, NULL, bytes, name, err);
}
