/* Children stand where doc.h says; a renderer may then rely on that: rows only in tables, cells only in rows. What is
 * zero or empty is left out (wire.h). */
#include "publish/doc_json.h"

#include "publish/wire.h"

static const char *const kind_name[NODE_KIND_COUNT] = {
	[NODE_BODY] = "body",       [NODE_SECTION] = "section",
	[NODE_HEADING] = "heading", [NODE_PARAGRAPH] = "paragraph",
	[NODE_LIST] = "list",       [NODE_ITEM] = "item",
	[NODE_FACTS] = "facts",     [NODE_FACT] = "fact",
	[NODE_TABLE] = "table",     [NODE_ROW] = "row",
	[NODE_CELL] = "cell",       [NODE_FIGURE] = "figure",
	[NODE_NOTE] = "note",       [NODE_FORM] = "form",
	[NODE_FIELD] = "field",     [NODE_TEXT] = "text",
	[NODE_STRONG] = "strong",   [NODE_CODE] = "code",
	[NODE_LINK] = "link",       [NODE_NUMBER] = "number",
	[NODE_STATUS] = "status",   [NODE_GAUGE] = "gauge",
	[NODE_BREAK] = "break",     [NODE_FOLD] = "fold",
};

enum { FLAGS_MAX = 0xFFFF, LEVEL_MAX = 4 };

/* ---- out ---- */

static json_t *put_node(const struct node *n)
{
	json_t *o = json_object(), *children = json_array();

	json_object_set_new(o, "kind", json_string(kind_name[n->kind]));
	wire_text(o, "text", n->text);
	wire_text(o, "to", n->to);
	wire_text(o, "id", n->id);
	wire_text(o, "name", n->name);
	wire_text(o, "value", n->value);
	wire_text(o, "unit", n->unit);
	wire_text(o, "svg", n->svg);
	wire_int(o, "level", n->level);
	wire_int(o, "span", n->span);
	wire_int(o, "flags", n->flags);
	wire_int(o, "tone", n->tone);
	wire_int(o, "shape", n->shape);
	wire_int(o, "foreign", n->foreign);
	for (const struct node *c = n->first; c; c = c->next)
		json_array_append_new(children, put_node(c));
	if (json_array_size(children))
		json_object_set(o, "in", children);
	json_decref(children);
	return o;
}

json_t *doc_to_json(const struct doc *d)
{
	json_t *o = json_object();

	json_object_set_new(o, "lang", json_string(d->lang == LANG_JA ? "ja" : "en"));
	wire_text(o, "title", d->title);
	wire_text(o, "summary", d->summary);
	json_object_set_new(o, "body", put_node(d->body));
	return o;
}

/* ---- in ---- */

struct reading {
	struct doc *doc;
	struct err *err;
	size_t nodes;
};

/* Where doc.h lets a node stand. */
static bool may_stand(enum node_kind parent, enum node_kind kind)
{
	switch (kind) {
	case NODE_BODY:
		return false;
	case NODE_ROW:
		return parent == NODE_TABLE;
	case NODE_CELL:
		return parent == NODE_ROW;
	case NODE_ITEM:
		return parent == NODE_LIST;
	case NODE_FACT:
		return parent == NODE_FACTS;
	case NODE_FIELD:
		return parent == NODE_FORM;
	default:
		return parent != NODE_TABLE && parent != NODE_ROW && parent != NODE_LIST && parent != NODE_FACTS;
	}
}

static bool get_kind(enum node_kind *kind, const json_t *o)
{
	struct text name = json_get_text(o, "kind");

	for (enum node_kind k = 0; k < NODE_KIND_COUNT; k++)
		if (text_is(name, kind_name[k])) {
			*kind = k;
			return true;
		}
	return false;
}

static bool get_numbers(struct node *n, const json_t *o, struct err *err)
{
	int64_t level, span, flags, tone, shape, foreign;

	if (!wire_get_int(&level, o, "level", LEVEL_MAX, err) || !wire_get_int(&span, o, "span", DOC_SPAN_MAX, err) ||
	    !wire_get_int(&flags, o, "flags", FLAGS_MAX, err) || !wire_get_int(&tone, o, "tone", TONE_COUNT - 1, err) ||
	    !wire_get_int(&shape, o, "shape", SHAPE_COUNT - 1, err) || !wire_get_int(&foreign, o, "foreign", 1, err))
		return false;
	n->level = (int)level;
	n->span = (int)span;
	n->flags = (unsigned)flags;
	n->tone = (enum tone)tone;
	n->shape = (enum shape)shape;
	n->foreign = foreign;
	return true;
}

static bool get_node(struct reading *in, struct node *n, const json_t *o, int depth)
{
	struct arena *a = in->doc->arena;
	const json_t *item;
	size_t i;

	if (depth > DOC_DEPTH_MAX || ++in->nodes > DOC_NODES_MAX)
		return wire_wrong(in->err, "in");
	if (!get_numbers(n, o, in->err))
		return false;
	n->text = wire_get_text(a, o, "text");
	n->to = wire_get_text(a, o, "to");
	n->id = wire_get_text(a, o, "id");
	n->name = wire_get_text(a, o, "name");
	n->value = wire_get_text(a, o, "value");
	n->unit = wire_get_text(a, o, "unit");
	n->svg = wire_get_text(a, o, "svg");
	json_array_foreach (json_object_get(o, "in"), i, item) {
		enum node_kind kind;

		if (!get_kind(&kind, item) || !may_stand(n->kind, kind))
			return wire_wrong(in->err, "kind");
		if (!get_node(in, doc_add(in->doc, n, kind), item, depth + 1))
			return false;
	}
	return true;
}

bool doc_from_json(struct arena *a, struct doc **d, const json_t *j, struct err *err)
{
	enum lang lang = text_is(json_get_text(j, "lang"), "en") ? LANG_EN : LANG_JA;
	struct reading in = { .doc = doc_new(a, lang, wire_get_text(a, j, "title")), .err = err };
	const json_t *body = json_object_get(j, "body");
	enum node_kind kind;

	in.doc->summary = wire_get_text(a, j, "summary");
	if (!get_kind(&kind, body) || kind != NODE_BODY)
		return wire_wrong(err, "body");
	if (!get_node(&in, in.doc->body, body, 0))
		return false;
	*d = in.doc;
	return true;
}
