/* minizip (zlib's contrib, as Debian keeps it) with reading functions that stay within the bytes at hand. Rejected:
 * libzip, which loads GnuTLS and three more compressors into a room that should hold little. */
#include "files/zip.h"

#include <minizip/unzip.h>
#include <stdio.h>
#include <string.h>

/* ---- reading from memory ---- */

static voidpf open_bytes(voidpf opaque, const void *name, int mode)
{
	(void)name;
	(void)mode;
	return opaque;
}

static uLong read_bytes(voidpf opaque, voidpf stream, void *into, uLong n)
{
	struct zip *z = stream;

	(void)opaque;
	if (z->at >= z->bytes.n)
		return 0;
	if (n > z->bytes.n - z->at)
		n = z->bytes.n - z->at;
	if (n)
		memcpy(into, z->bytes.p + z->at, n);
	z->at += n;
	return n;
}

static uLong write_nothing(voidpf opaque, voidpf stream, const void *from, uLong n)
{
	(void)opaque;
	(void)stream;
	(void)from;
	(void)n;
	return 0;
}

static ZPOS64_T tell(voidpf opaque, voidpf stream)
{
	const struct zip *z = stream;

	(void)opaque;
	return z->at;
}

static long seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct zip *z = stream;
	size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR ? z->at : origin == ZLIB_FILEFUNC_SEEK_END ? z->bytes.n : 0;

	(void)opaque;
	if (offset > z->bytes.n - (from < z->bytes.n ? from : z->bytes.n))
		return -1;
	z->at = from + offset;
	return 0;
}

static int no_error(voidpf opaque, voidpf stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

/* ---- the archive ---- */

bool zip_open(struct zip *z, struct text bytes, const char *name, struct err *err)
{
	zlib_filefunc64_def functions = { open_bytes, read_bytes, write_nothing, tell, seek, no_error, no_error, z };

	*z = (struct zip){ .bytes = bytes, .name = name };
	z->handle = unzOpen2_64(name, &functions);
	return z->handle || err_set(err, ERR_INPUT, "sheet.damaged", "file", name, "part", "ZIP", NULL);
}

void zip_close(struct zip *z)
{
	if (z->handle)
		unzClose(z->handle);
	z->handle = NULL;
}

bool zip_has(struct zip *z, const char *part)
{
	return unzLocateFile(z->handle, part, 2 /* small and capital letters are the same */) == UNZ_OK;
}

static bool damaged(const struct zip *z, const char *part, struct err *err)
{
	return err_set(err, ERR_INPUT, "sheet.damaged", "file", z->name, "part", part, NULL);
}

static bool open_part(struct zip *z, const char *part, struct err *err)
{
	unz_file_info64 info;

	if (!zip_has(z, part) || unzGetCurrentFileInfo64(z->handle, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
		return damaged(z, part, err);
	if (info.flag & 1)
		return err_set(err, ERR_INPUT, "sheet.locked", "file", z->name, NULL);
	return unzOpenCurrentFile(z->handle) == UNZ_OK || damaged(z, part, err);
}

/* The next piece; 0 at the end. False: damaged, or the archive is over its ceiling. */
static bool next_piece(struct zip *z, void *room, unsigned size, size_t *n, const char *part, struct err *err)
{
	int got = unzReadCurrentFile(z->handle, room, size);

	if (got < 0)
		return damaged(z, part, err);
	*n = (size_t)got;
	z->unfolded += *n;
	return z->unfolded <= ZIP_UNFOLDED_MAX || err_set(err, ERR_INPUT, "sheet.unfolds-too-far", "file", z->name,
							  "limit", NUM(ZIP_UNFOLDED_MAX >> 20), NULL);
}

/* The checksum is known at the end only. */
static bool close_part(struct zip *z, bool ok, const char *part, struct err *err)
{
	int result = unzCloseCurrentFile(z->handle);

	return ok && (result == UNZ_OK || damaged(z, part, err));
}

bool zip_part(struct zip *z, struct arena *a, struct text *out, const char *part, struct err *err)
{
	struct buf all = { .ceiling = ZIP_PART_MAX };
	char room[1 << 14];
	size_t n = 1;
	bool ok = true;

	if (!open_part(z, part, err))
		return false;
	while (ok && n && !all.full) {
		ok = next_piece(z, room, sizeof room, &n, part, err);
		if (ok)
			buf_add(&all, room, n);
	}
	ok = close_part(z, ok, part, all.full ? NULL : err);
	if (all.full)
		ok = err_set(err, ERR_INPUT, "sheet.damaged", "file", z->name, "part", part, NULL);
	if (ok)
		*out = text_dup(a, buf_view(&all));
	buf_clear(&all);
	return ok;
}

/* ---- XML ---- */

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (size_t i = 0; attributes[i]; i += 2)
		if (strcmp(local(attributes[i]), name) == 0)
			return attributes[i + 1];
	return NULL;
}

static void XMLCALL on_start(void *context, const char *name, const char **attributes)
{
	struct xml *x = context;

	x->calls->start(x->context, local(name), attributes);
}

static void XMLCALL on_end(void *context, const char *name)
{
	struct xml *x = context;

	x->calls->end(x->context, local(name));
}

static void XMLCALL on_text(void *context, const char *p, int n)
{
	struct xml *x = context;

	x->calls->text(x->context, p, n);
}

static void XMLCALL on_doctype(void *context, const char *name, const char *system, const char *public, int internal)
{
	struct xml *x = context;

	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	x->doctype = true;
	xml_stop(x);
}

void xml_stop(struct xml *x)
{
	if (!x->stopped)
		XML_StopParser(x->parser, XML_FALSE);
	x->stopped = true;
}

void xml_damaged(struct xml *x)
{
	if (!x->stopped)
		err_set(x->err, ERR_INPUT, "sheet.damaged", "file", x->file, "part", x->part, NULL);
	xml_stop(x);
}

bool xml_is(const char *name, const char *what)
{
	return strcmp(name, what) == 0;
}

static bool bad_xml(const struct zip *z, const struct xml *x, struct err *err)
{
	if (x->doctype)
		return err_set(err, ERR_INPUT, "sheet.doctype", "file", z->name, "part", x->part, NULL);
	if (XML_GetErrorCode(x->parser) == XML_ERROR_ABORTED)
		return false; /* a handler stopped, and said why */
	return err_set(err, ERR_INPUT, "sheet.bad-xml", "file", z->name, "part", x->part, "line",
		       NUM((int64_t)XML_GetCurrentLineNumber(x->parser)), "why",
		       XML_ErrorString(XML_GetErrorCode(x->parser)), NULL);
}

static bool feed(struct zip *z, struct xml *x, struct err *err)
{
	size_t n = 1;

	while (n) {
		void *room = XML_GetBuffer(x->parser, 1 << 16);

		if (!room)
			return bad_xml(z, x, err);
		if (!next_piece(z, room, 1 << 16, &n, x->part, err))
			return false;
		if (XML_ParseBuffer(x->parser, (int)n, n == 0) != XML_STATUS_OK)
			return bad_xml(z, x, err);
	}
	return true;
}

bool zip_xml(struct zip *z, struct xml *x, const struct xml_calls *calls, void *context, const char *part,
	     struct err *err)
{
	bool ok;

	*x = (struct xml){ .calls = calls, .context = context, .part = part, .err = err, .file = z->name };
	if (!open_part(z, part, err))
		return false;
	x->parser = XML_ParserCreate(NULL);
	if (!x->parser)
		return close_part(z, err_set(err, ERR_SYSTEM, "sheet.no-parser", NULL), part, err);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	ok = feed(z, x, err) && !x->stopped;
	XML_ParserFree(x->parser);
	x->parser = NULL;
	return close_part(z, ok, part, ok ? err : NULL);
}
