/* What is read can be written, and reads as the same value; an error has its place. */
#include "fuzz.h"

#include <string.h>

#include "files/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct yaml_doc doc = { 0 }, again = { 0 };
	struct err err = { 0 };
	struct buf out = { 0 };

	if (yaml_parse(&doc, &a, (struct text){ (const char *)data, size }, "fuzz", &err)) {
		MUST(yaml_line_of(&doc, "a.0.b") >= 1);
		yaml_write(&out, doc.root);
		MUST(yaml_parse(&again, &a, buf_view(&out), "again", NULL));
		MUST(json_equal(doc.root, again.root));
		yaml_clear(&again);
	} else {
		MUST(err.kind == ERR_INPUT && !doc.root);
		MUST(!strchr(msg_say(&a, LANG_JA, &err.msg), '{') || memchr(data, '{', size));
	}
	yaml_clear(&doc);
	buf_clear(&out);
	arena_clear(&a);
	return 0;
}
