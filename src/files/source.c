#include "files/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/reader.h"

const char *source_format_name(enum source_format f)
{
	static const char *const names[] = { "text", "pdf", "yaml" };

	return names[f];
}

/* "title:" or "---" in the first line that says something: a plan in the certified form never begins so. */
static bool looks_like_yaml(struct text t)
{
	for (;;) {
		size_t end = text_find(t, TEXT("\n"));
		struct text line = text_trim(text_slice(t, 0, end));
		size_t key = 0;

		if (line.n && *line.p != '#') {
			while (key < line.n && ((line.p[key] >= 'a' && line.p[key] <= 'z') || line.p[key] == '_'))
				key++;
			return text_is(line, "---") || (key > 0 && key < line.n && line.p[key] == ':' &&
							(key + 1 == line.n || line.p[key + 1] == ' '));
		}
		if (end == SIZE_MAX)
			return false;
		t = text_slice(t, end + 1, t.n);
	}
}

static bool is_yaml(const struct source_file *f)
{
	struct text name = text_of(f->name);

	return text_ends(name, TEXT(".yaml")) || text_ends(name, TEXT(".yml")) || looks_like_yaml(f->utf8);
}

/* PDF readers allow rubbish before the first line; ISO 32000-1, annex H.3.4.1. */
static bool is_pdf(struct text bytes)
{
	return text_find(text_slice(bytes, 0, 1024), TEXT("%PDF-")) != SIZE_MAX;
}

static bool decode_pdf(struct arena *a, struct source_file *out, struct text bytes, const char *name, struct err *err)
{
	struct source_file f = { .name = name, .bytes = bytes, .format = SOURCE_PDF, .encoding = "PDF" };

	if (!reader_pdf_text(a, &f.utf8, NULL, bytes, name, err))
		return false;
	*out = f;
	return true;
}

bool source_decode(struct arena *a, struct source_file *out, struct text bytes, const char *name, struct err *err)
{
	struct source_file f = { .name = name, .bytes = bytes };
	struct decoded text;

	if (bytes.n > SOURCE_BYTES_MAX)
		return err_set(err, ERR_INPUT, "file.too-big", "file", name, "limit", NUM(SOURCE_BYTES_MAX >> 20),
			       NULL);
	if (is_pdf(bytes))
		return decode_pdf(a, out, bytes, name, err);
	if (!decode_text(a, &text, bytes, name, err))
		return false;
	f.utf8 = text.utf8;
	f.encoding = text.encoding;
	f.format = is_yaml(&f) ? SOURCE_YAML : SOURCE_TEXT;
	*out = f;
	return true;
}

/* Reads to the end, or one byte over the ceiling. A regular file's size is known before; a pipe's and a device's is
 * not. */
static bool read_all(struct arena *a, struct text *out, int fd, const char *name, struct err *err)
{
	struct buf all = { .ceiling = SOURCE_BYTES_MAX };
	char *block = arena_alloc(a, 1 << 16);
	ssize_t n = 1;
	bool ok = false;

	while (!all.full && n != 0) {
		n = read(fd, block, 1 << 16);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err_set_errno(err, ERR_SYSTEM, "file.unreadable", "file", name, NULL);
			goto done;
		}
		buf_add(&all, block, (size_t)n);
	}
	if (all.full) {
		err_set(err, ERR_INPUT, "file.too-big", "file", name, "limit", NUM(SOURCE_BYTES_MAX >> 20), NULL);
		goto done;
	}
	*out = text_dup(a, buf_view(&all));
	ok = true;
done:
	buf_clear(&all);
	return ok;
}

static bool check_kind(int fd, const char *name, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return err_set_errno(err, ERR_SYSTEM, "file.unreadable", "file", name, NULL);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_INPUT, "file.folder", "file", name, NULL);
	if (S_ISBLK(st.st_mode) || S_ISSOCK(st.st_mode))
		return err_set(err, ERR_INPUT, "file.not-a-file", "file", name, NULL);
	if (S_ISREG(st.st_mode) && st.st_size > SOURCE_BYTES_MAX)
		return err_set(err, ERR_INPUT, "file.too-big", "file", name, "limit", NUM(SOURCE_BYTES_MAX >> 20),
			       NULL);
	return true;
}

static bool open_source(int *fd, const char *path, struct err *err)
{
	/* Without O_NONBLOCK a named pipe that nobody writes to would never open. */
	int f = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (f < 0 && (errno == ENOENT || errno == ENOTDIR))
		return err_set(err, ERR_INPUT, "file.absent", "file", path, NULL);
	if (f < 0 && (errno == ENXIO || errno == ENODEV))
		return err_set(err, ERR_INPUT, "file.not-a-file", "file", path, NULL);
	if (f < 0)
		return err_set_errno(err, ERR_SYSTEM, "file.unreadable", "file", path, NULL);
	*fd = f;
	return true;
}

bool source_bytes(struct arena *a, struct text *out, const char **shown, const char *path, struct err *err)
{
	bool from_stdin = strcmp(path, "-") == 0;
	const char *name = from_stdin ? "<stdin>" : path;
	int fd = STDIN_FILENO;
	bool ok;

	if (!from_stdin && !open_source(&fd, path, err))
		return false;
	ok = check_kind(fd, name, err);
	if (ok && !from_stdin)
		ok = fcntl(fd, F_SETFL, 0) == 0 ||
		     err_set_errno(err, ERR_SYSTEM, "file.unreadable", "file", name, NULL);
	ok = ok && read_all(a, out, fd, name, err);
	if (!from_stdin)
		close(fd);
	if (ok)
		*shown = arena_strdup(a, name);
	return ok;
}

bool source_read(struct arena *a, struct source_file *out, const char *path, struct err *err)
{
	struct text bytes;
	const char *name;

	return source_bytes(a, &bytes, &name, path, err) && source_decode(a, out, bytes, name, err);
}
