/* sosei-reader - looks at bytes from outside, in a room without doors.
 *
 *   sosei-reader pdf-text <PDF >TEXT
 *   sosei-reader sheets <TABLE >RECORDS
 *
 * pdf-text: shuts itself in (files/sandbox.h) and becomes pdftotext. Poppler lives only here, never in the server's
 * address space. Rejected: linking poppler's C++ library: the same code, but ours to update, and with a heap of our own
 * to keep clean. Exit codes above 100 are ours, others pdftotext's.
 *
 * sheets: shuts itself in so that it can open nothing at all, and cuts text, .xlsx or .ods into cells
 * (files/sheet_records.h). What is wrong with the file is a record too; another exit code than 0 means that it failed.
 *
 * files/helper.c starts it, keeps its deadline and counts its output. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/decode.h"
#include "files/reader_codes.h"
#include "files/sandbox.h"
#include "files/sheet_build.h"
#include "files/sheet_records.h"

static const char *const pdftotext[] = { "/usr/bin/pdftotext", "/usr/local/bin/pdftotext", NULL };

static int say(int code, const char *what)
{
	fprintf(stderr, "sosei-reader: %s: %s\n", what, strerror(errno));
	return code;
}

static int pdf_text(void)
{
	/* -raw: in the order in which the document was written, as word processors print it: a table row by row, cell
	 * by cell, a name of two lines whole. The default order took tables apart (the last figures of a KPI table
	 * stood behind the next heading); -layout put the figures of a row between the two lines of its name. */
	static const char *const arguments[] = { "pdftotext", "-raw", "-enc", "UTF-8", "-nopgbrk", "-", "-", NULL };
	static const char *const environment[] = { NULL };
	const char *what;

	if (!sandbox_enter(&sandbox_for_pdf, &what))
		return say(READER_NO_SANDBOX, what);
	for (const char *const *p = pdftotext; *p; p++)
		execve(*p, (char *const *)arguments, (char *const *)environment);
	return say(errno == ENOENT || errno == EACCES ? READER_NO_POPPLER : READER_NO_SANDBOX, "pdftotext");
}

/* The input is a sealed descriptor of known size; a pipe, by hand, is not served. */
static bool map_input(struct text *bytes)
{
	struct stat st;
	void *p;

	if (fstat(0, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0 || st.st_size > SOURCE_BYTES_MAX)
		return false;
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, 0, 0);
	*bytes = (struct text){ p, (size_t)st.st_size };
	return p != MAP_FAILED;
}

static bool write_all(struct text t)
{
	while (t.n) {
		ssize_t n = write(1, t.p, t.n);

		if (n < 0 && errno != EINTR)
			return false;
		t = text_slice(t, n > 0 ? (size_t)n : 0, t.n);
	}
	return true;
}

static int sheets(void)
{
	struct arena arena = { 0 };
	struct book book = { 0 };
	struct err err = { 0 };
	struct buf out = { 0 };
	struct text bytes;
	const char *what;

	decode_prepare(); /* before the door is shut */
	if (!map_input(&bytes))
		return say(READER_USAGE, "input");
	if (!sandbox_enter(&sandbox_for_sheets, &what))
		return say(READER_NO_SANDBOX, what);
	if (sheet_read(&arena, &book, bytes, "", &err))
		sheet_records_write(&out, &book);
	else
		sheet_records_write_err(&out, &err);
	return write_all(buf_view(&out)) ? 0 : READER_USAGE;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "pdf-text") == 0)
		return pdf_text();
	if (argc == 2 && strcmp(argv[1], "sheets") == 0)
		return sheets();
	fputs("usage: sosei-reader pdf-text|sheets <FILE (started by sosei)\n", stderr);
	return READER_USAGE;
}
