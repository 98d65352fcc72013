/* files/source.h - a file that a person gives us: its bytes as they are, what it is, and its text in UTF-8.
 *
 * Text in whatever encoding: files/decode.h.
 */
#ifndef FILES_SOURCE_H
#define FILES_SOURCE_H

#include "base/err.h"
#include "base/text.h"
#include "files/decode.h"

enum source_format {
	SOURCE_TEXT,
	SOURCE_PDF,
	SOURCE_YAML, /* by the name (.yaml, .yml), else by a first line such as "title:" */
};

struct source_file {
	const char *name;  /* for messages: the path as given; "<stdin>" for "-" */
	struct text bytes; /* as given: what is kept and hashed */
	struct text utf8;  /* without byte order mark; line ends as they were. Of a PDF: the text in it */
	enum source_format format;
	const char *encoding; /* "UTF-8", "CP932", "UTF-16"; of a PDF "PDF" */
};

/* Reads a file; "-" is standard input. All memory lies in the arena. A pipe is read to its end; whatever has no end, or
 * a size above the ceiling, is refused before it is read. ERR_INPUT: absent, a folder, empty, too big, binary (said
 * which kind, and what to do with it), in no known encoding (line and byte); ERR_SYSTEM: unreadable, or no sosei-reader
 * for a PDF. */
MUST_CHECK bool source_read(struct arena *a, struct source_file *out, const char *path, struct err *err);

/* The same of bytes already at hand (a form's upload); they are borrowed. */
MUST_CHECK bool source_decode(struct arena *a, struct source_file *out, struct text bytes, const char *name,
			      struct err *err);

/* The bytes alone, of what is not text only (a sheet). *shown is the name for messages. ERR_INPUT: absent, a folder,
 * too big; ERR_SYSTEM: unreadable. */
MUST_CHECK bool source_bytes(struct arena *a, struct text *out, const char **shown, const char *path, struct err *err);

const char *source_format_name(enum source_format f); /* "text", "pdf", "yaml" */

#endif
