/* sosei-reader - looks at bytes from outside, in a room without doors.
 *
 *   sosei-reader pdf-text <PDF >TEXT
 *
 * Shuts itself in (files/sandbox.h) and becomes pdftotext. Poppler lives only here, never in the server's address
 * space. Rejected: linking poppler's C++ library: the same code, but ours to update, and with a heap of our own to keep
 * clean. files/reader.c starts it, keeps its deadline and counts its output; exit codes above 100 are ours, others
 * pdftotext's. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "files/reader_codes.h"
#include "files/sandbox.h"

static const char *const pdftotext[] = { "/usr/bin/pdftotext", "/usr/local/bin/pdftotext", NULL };

static int say(int code, const char *what)
{
	fprintf(stderr, "sosei-reader: %s: %s\n", what, strerror(errno));
	return code;
}

int main(int argc, char **argv)
{
	/* -raw: in the order in which the document was written, as word processors print it: a table row by row, cell
	 * by cell, a name of two lines whole. The default order took tables apart (the last figures of a KPI table
	 * stood behind the next heading); -layout put the figures of a row between the two lines of its name. */
	static const char *const arguments[] = { "pdftotext", "-raw", "-enc", "UTF-8", "-nopgbrk", "-", "-", NULL };
	static const char *const environment[] = { NULL };
	const char *what;

	if (argc != 2 || strcmp(argv[1], "pdf-text") != 0) {
		fputs("usage: sosei-reader pdf-text <PDF >TEXT (started by sosei)\n", stderr);
		return READER_USAGE;
	}
	if (!sandbox_enter(&sandbox_for_pdf, &what))
		return say(READER_NO_SANDBOX, what);
	for (const char *const *p = pdftotext; *p; p++)
		execve(*p, (char *const *)arguments, (char *const *)environment);
	return say(errno == ENOENT || errno == EACCES ? READER_NO_POPPLER : READER_NO_SANDBOX, "pdftotext");
}
