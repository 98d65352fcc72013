/* files/decode.h - bytes that should be text, in UTF-8.
 *
 * Text is UTF-8 (with or without byte order mark), UTF-16 with a byte order mark (what Notepad calls "Unicode"), else
 * CP932 through glibc's converter of that name (SHIFT_JIS refuses ① and 髙). UTF-8 with a few broken bytes is not read
 * as CP932, which would take nearly all of it and give rubbish: it is refused with the place.
 */
#ifndef FILES_DECODE_H
#define FILES_DECODE_H

#include "base/err.h"
#include "base/text.h"

enum { SOURCE_BYTES_MAX = 16 << 20 };

struct decoded {
	struct text utf8;     /* without byte order mark; line ends as they were. Borrowed, or in the arena */
	const char *encoding; /* "UTF-8", "CP932", "UTF-16" */
};

/* `name` is for messages. ERR_INPUT: empty, binary (said which kind, and what to do with it), in no known encoding
 * (line and byte); ERR_SYSTEM: no converter. */
MUST_CHECK bool decode_text(struct arena *a, struct decoded *out, struct text bytes, const char *name, struct err *err);

/* Loads the code of the converters, for who can open no file later. It stays loaded. */
void decode_prepare(void);

#endif
