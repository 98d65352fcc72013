#include "render/memory_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter/third_party/zip.h>

/* A process renders one thing and ends; the library's callbacks have no place for a pointer of ours. */
static struct buf *output;

void memory_file_output(struct buf *out)
{
	output = out;
}

/* ---- temporary files ---- */

struct memory {
	struct buf bytes;
	size_t at;
};

static ssize_t memory_read(void *cookie, char *into, size_t n)
{
	struct memory *m = cookie;
	size_t left = m->at < m->bytes.n ? m->bytes.n - m->at : 0;

	if (n > left)
		n = left;
	if (n)
		memcpy(into, m->bytes.p + m->at, n);
	m->at += n;
	return (ssize_t)n;
}

/* Overwrites what is there, then adds. */
static size_t put_at(struct buf *b, size_t at, const char *from, size_t n)
{
	size_t over = at < b->n ? b->n - at : 0;

	if (over > n)
		over = n;
	if (over)
		memcpy(b->p + at, from, over);
	buf_add(b, from + over, n - over);
	return n;
}

static ssize_t memory_write(void *cookie, const char *from, size_t n)
{
	struct memory *m = cookie;

	m->at += put_at(&m->bytes, m->at, from, n);
	return (ssize_t)n;
}

static bool new_place(size_t *at, size_t end, int64_t offset, int whence)
{
	int64_t to = offset + (whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (int64_t)*at : (int64_t)end);

	if (to < 0 || to > (int64_t)end)
		return false;
	*at = (size_t)to;
	return true;
}

static int memory_seek(void *cookie, off64_t *offset, int whence)
{
	struct memory *m = cookie;

	if (!new_place(&m->at, m->bytes.n, *offset, whence))
		return -1;
	*offset = (off64_t)m->at;
	return 0;
}

static int memory_close(void *cookie)
{
	struct memory *m = cookie;

	buf_clear(&m->bytes);
	free(m);
	return 0;
}

FILE *lxw_tmpfile(const char *folder);
FILE *lxw_tmpfile(const char *folder)
{
	struct memory *m = calloc(1, sizeof *m);
	FILE *f = m ? fopencookie(m, "w+",
				  (cookie_io_functions_t){ memory_read, memory_write, memory_seek, memory_close })
		    : NULL;

	(void)folder;
	if (!f)
		free(m);
	return f;
}

/* ---- the whole ---- */

struct stream {
	struct buf *out;
	size_t at;
};

static voidpf zip_open(voidpf opaque, const char *name, int mode)
{
	(void)name, (void)mode;
	((struct stream *)opaque)->at = 0;
	return opaque;
}

static uLong zip_read(voidpf opaque, voidpf stream, void *into, uLong n)
{
	(void)opaque, (void)stream, (void)into, (void)n;
	return 0;
}

static uLong zip_write(voidpf opaque, voidpf stream, const void *from, uLong n)
{
	struct stream *s = stream;

	(void)opaque;
	s->at += put_at(s->out, s->at, from, n);
	return s->out->full ? 0 : n;
}

static long zip_tell(voidpf opaque, voidpf stream)
{
	(void)opaque;
	return (long)((struct stream *)stream)->at;
}

static long zip_seek(voidpf opaque, voidpf stream, uLong offset, int origin)
{
	struct stream *s = stream;
	int whence = origin == ZLIB_FILEFUNC_SEEK_SET   ? SEEK_SET
		     : origin == ZLIB_FILEFUNC_SEEK_CUR ? SEEK_CUR
							: SEEK_END;

	(void)opaque;
	return new_place(&s->at, s->out->n, (int64_t)offset, whence) ? 0 : -1;
}

static int zip_done(voidpf opaque, voidpf stream)
{
	(void)opaque, (void)stream;
	return 0;
}

extern zipFile ZEXPORT zipOpen OF((const char *name, int append))
{
	static struct stream stream;
	zlib_filefunc_def to = { zip_open, zip_read, zip_write, zip_tell, zip_seek, zip_done, zip_done, &stream };

	stream = (struct stream){ .out = output };
	return output ? zipOpen2(name, append, NULL, &to) : NULL;
}
