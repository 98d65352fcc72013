/* files/reader.h - the text of a PDF, read by sosei-reader in a process of its own.
 *
 * The helper stands beside the running binary. It gets the bytes on an open, sealed descriptor and an empty
 * environment; its walls are in files/sandbox.h. Here: the deadline, the ceiling of the output, and what its end means.
 */
#ifndef FILES_READER_H
#define FILES_READER_H

#include "base/err.h"
#include "base/text.h"

enum {
	READER_DEADLINE_MS = 30000,
	READER_TEXT_MAX = 16 << 20,
};

struct reader {
	const char *helper; /* NULL: sosei-reader beside the running binary */
	int deadline_ms;    /* 0: READER_DEADLINE_MS */
	size_t text_max;    /* 0: READER_TEXT_MAX */
};

/* The text of a PDF in the order in which it was written, in the arena: UTF-8, lines ended by \n, without control
 * characters and page breaks; the radicals that PDF fonts give for whole characters (⽬, ⻑) are those characters (目,
 * 長). `name` is for messages. ERR_INPUT: damaged, cut off, locked by a password, without text (a scan), too much text,
 * too slow; ERR_SYSTEM: the helper, poppler-utils or poppler-data is missing, or the kernel lets it not shut itself in.
 */
MUST_CHECK bool reader_pdf_text(struct arena *a, struct text *out, const struct reader *r, struct text pdf,
				const char *name, struct err *err);

#endif
