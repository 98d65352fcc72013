/* files/render.h - paper made by sosei-render in a process of its own: a tree as JSON in, a file's bytes out. */
#ifndef FILES_RENDER_H
#define FILES_RENDER_H

#include "base/err.h"
#include "base/text.h"

enum {
	RENDER_DEADLINE_MS = 60000,
	RENDER_BYTES_MAX = 64 << 20,
};

enum render_format { RENDER_PDF, RENDER_XLSX };

struct renderer {
	const char *helper; /* NULL: sosei-render beside the running binary */
	const char *fonts;  /* a folder searched for the font instead of the system's; NULL: the system's */
	int deadline_ms;    /* 0: RENDER_DEADLINE_MS */
	size_t bytes_max;   /* 0: RENDER_BYTES_MAX */
};

/* The bytes of the file, in the arena. `tree` is what workbook_to_json or paper_to_json gives, dumped. r may be NULL.
 * ERR_SYSTEM: the helper or its font is missing, it took too long, was ended from outside, or cannot shut itself in;
 * ERR_INPUT: too large, or not drawable. */
MUST_CHECK bool render_bytes(struct arena *a, struct text *bytes, const struct renderer *r, enum render_format format,
			     struct text tree, struct err *err);

#endif
