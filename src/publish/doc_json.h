/* publish/doc_json.h - the one codec of a document tree: from the program that makes it to sosei-render, which draws
 * it. */
#ifndef PUBLISH_DOC_JSON_H
#define PUBLISH_DOC_JSON_H

#include "base/json.h"
#include "publish/doc.h"

enum { DOC_NODES_MAX = 1 << 20, DOC_DEPTH_MAX = 24, DOC_SPAN_MAX = 200 };

/* The caller decrefs. */
json_t *doc_to_json(const struct doc *d);
/* All texts are copied into the arena. ERR_INPUT ("render.tree-wrong") names what is not a tree of doc.h: an unknown
 * kind, a cell outside a row, too many nodes. */
MUST_CHECK bool doc_from_json(struct arena *a, struct doc **d, const json_t *j, struct err *err);

#endif
