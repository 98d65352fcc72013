/* files/yaml.h - YAML as a second syntax for JSON values.
 *
 * A file is read into the same json_t tree that json_parse() gives, so every shape has one codec. A small YAML without
 * surprises: plain null and ~ are null, plain true and false are booleans, plain canonical integers (0, -7, 42; no
 * 0123, no 1e3, within 64 bits) are integers; everything else is text exactly as written (60.70, 2019-10-01, 0123,
 * yes). One document; no anchors, aliases or tags; no key twice.
 *
 * By libyaml's events. Rejected: libcyaml, which wants a second schema beside the JSON codec of each shape.
 */
#ifndef FILES_YAML_H
#define FILES_YAML_H

#include "base/json.h"

enum {
	YAML_BYTES_MAX = 16 << 20,
	YAML_DEPTH_MAX = 64,
	YAML_VALUES_MAX = 1000000, /* keys not counted */
};

struct yaml_node;

/* Where a value begins: 1-based, the column in characters. */
struct yaml_mark {
	uint32_t line, column;
};

struct yaml_doc {
	json_t *root;            /* owned: yaml_clear(); json_incref() to keep it longer */
	struct yaml_node *marks; /* in the arena: where each value stands */
};

/* Reads one document. Marks lie in the arena, the tree is reference-counted. ERR_INPUT names file (`where`), line,
 * column and what to do; *doc is then unchanged. The text need not be checked for UTF-8 before. */
MUST_CHECK bool yaml_parse(struct yaml_doc *doc, struct arena *a, struct text bytes, const char *where,
			   struct err *err);
void yaml_clear(struct yaml_doc *doc);

/* Where the value of a path stands ("values.3.period": keys and 0-based indices with dots between); of a value under a
 * key, the key's place. Where there is no such value, the deepest that there is on the way: an absent key is reported
 * at the mapping that lacks it. "" is the document. */
struct yaml_mark yaml_mark_of(const struct yaml_doc *doc, const char *path);
uint32_t yaml_line_of(const struct yaml_doc *doc, const char *path);

/* Appends the value in block style: keys in their order, two columns a level, many-line text as a literal block, text
 * quoted only where it would read back as something else here or in a common YAML 1.1 reader. yaml_parse() gives the
 * same value again; only a real number becomes text, since decimals are text here, and U+0000 cannot be written (it
 * ends the text). */
void yaml_write(struct buf *out, const json_t *value);

#endif
