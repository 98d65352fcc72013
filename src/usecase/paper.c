#include "usecase/paper.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/render.h"

static bool render(struct arena *a, struct text *bytes, enum render_format format, json_t *tree, struct err *err)
{
	char *dumped = json_dumps(tree, JSON_COMPACT);
	bool ok = render_bytes(a, bytes, NULL, format, text_of(dumped), err);

	free(dumped);
	json_decref(tree);
	return ok;
}

bool paper_pdf(struct arena *a, struct text *bytes, const struct paper *p, struct err *err)
{
	return render(a, bytes, RENDER_PDF, paper_to_json(p), err);
}

bool paper_workbook(struct arena *a, struct text *bytes, const struct workbook *w, struct err *err)
{
	return workbook_fits(w, err) && render(a, bytes, RENDER_XLSX, workbook_to_json(w), err);
}

/* ---- files ---- */

static bool write_all(int fd, struct text t)
{
	while (t.n) {
		ssize_t n = write(fd, t.p, t.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		t = text_slice(t, (size_t)n, t.n);
	}
	return true;
}

/* For everybody whom the umask allows: mkstemp makes it for its owner alone. */
static bool open_to_others(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	return fchmod(fd, 0666 & ~mask) == 0;
}

bool paper_write(const char *path, struct text bytes, struct err *err)
{
	struct arena a = { 0 };
	char *aside = arena_printf(&a, "%s.new-XXXXXX", path);
	int fd = mkstemp(aside);
	bool ok = fd >= 0 && open_to_others(fd) && write_all(fd, bytes) && fsync(fd) == 0;
	int cause = errno;

	if (fd >= 0 && close(fd) != 0 && ok) {
		ok = false;
		cause = errno;
	}
	if (ok && rename(aside, path) != 0) {
		ok = false;
		cause = errno;
	}
	if (!ok) {
		if (fd >= 0)
			unlink(aside);
		errno = cause;
		err_set_errno(err, ERR_SYSTEM, "paper.cannot-write", "path", path, NULL);
	}
	arena_clear(&a);
	return ok;
}
