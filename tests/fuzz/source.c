/* Whatever is read is valid UTF-8 without U+0000. PDFs are left to sosei-reader. */
#include "fuzz.h"

#include <string.h>

#include "files/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct text bytes = { (const char *)data, size };
	struct source_file f = { 0 };
	struct err err = { 0 };

	if (text_find(text_slice(bytes, 0, 1024), TEXT("%PDF-")) != SIZE_MAX)
		return 0;
	if (source_decode(&a, &f, bytes, "fuzz", &err)) {
		MUST(utf8_bad_at(f.utf8) == SIZE_MAX);
		MUST(!memchr(f.utf8.p, 0, f.utf8.n));
		MUST(text_trim(f.utf8).n > 0);
		MUST(text_eq(f.bytes, bytes) && f.encoding);
	} else {
		MUST(err.kind == ERR_INPUT);
		MUST(!strchr(msg_say(&a, LANG_EN, &err.msg), '{'));
	}
	arena_clear(&a);
	return 0;
}
