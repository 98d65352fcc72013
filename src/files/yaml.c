/* Reading: libyaml's events become the tree that JSON parsing gives, and beside it a tree of the places in the file.
 * What would let one file say more than it shows is refused: anchors and aliases (a billion laughs), tags, a second
 * document.
 */
#include "files/yaml.h"
#include "files/yaml_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

struct yaml_node {
	struct yaml_mark at;
	struct text key; /* under a mapping */
	struct yaml_node *first, *last, *next;
};

struct level {
	json_t *value; /* borrowed: its parent, or the reader's root, owns it */
	struct yaml_node *node;
	struct text key; /* mapping: the key whose value comes next; p == NULL: a key comes next */
	struct yaml_mark key_at;
};

struct reader {
	yaml_parser_t parser;
	struct arena *arena;
	const char *where;
	struct err *err;
	json_t *root;
	struct yaml_node *marks;
	struct level level[YAML_DEPTH_MAX];
	size_t depth, values;
};

static struct yaml_mark mark(yaml_mark_t m)
{
	return (struct yaml_mark){ (uint32_t)m.line + 1, (uint32_t)m.column + 1 };
}

static bool refuse(struct reader *r, struct yaml_mark at, const char *id)
{
	return err_set(r->err, ERR_INPUT, id, "file", r->where, "line", NUM(at.line), "column", NUM(at.column), NULL);
}

/* libyaml names the place of a broken character by its byte only. */
static struct yaml_mark mark_of_byte(struct text t, size_t at)
{
	struct yaml_mark m = { 1, 1 };

	t = text_slice(t, 0, at);
	while (t.n) {
		uint32_t c = text_next(&t);

		m.column++;
		if (c == '\n')
			m = (struct yaml_mark){ m.line + 1, 1 };
	}
	return m;
}

static bool syntax_error(struct reader *r, struct text bytes)
{
	const yaml_parser_t *p = &r->parser;
	struct yaml_mark at = mark(p->problem_mark);

	if (p->error == YAML_MEMORY_ERROR)
		return err_set(r->err, ERR_SYSTEM, "yaml.memory", "file", r->where, NULL);
	if (p->error == YAML_READER_ERROR) {
		at = mark_of_byte(bytes, p->problem_offset);
		return refuse(r, at, "yaml.control-character");
	}
	return err_set(r->err, ERR_INPUT, "yaml.bad", "file", r->where, "line", NUM(at.line), "column", NUM(at.column),
		       "why", p->problem ? p->problem : "?", NULL);
}

bool yaml_integer(struct text t, json_int_t *n)
{
	char room[24];
	size_t sign = t.n && *t.p == '-', i;
	long long v;

	if (t.n == 0 || t.n >= sizeof room || t.n == sign)
		return false;
	for (i = sign; i < t.n; i++)
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
	if (t.p[sign] == '0' && t.n > 1)
		return false;
	memcpy(room, t.p, t.n);
	room[t.n] = '\0';
	errno = 0;
	v = strtoll(room, NULL, 10);
	if (errno)
		return false;
	*n = v;
	return true;
}

static json_t *plain_value(struct text t)
{
	json_int_t n;

	if (t.n == 0 || text_is(t, "~") || text_is(t, "null"))
		return json_null();
	if (text_is(t, "true"))
		return json_true();
	if (text_is(t, "false"))
		return json_false();
	return yaml_integer(t, &n) ? json_integer(n) : json_text(t);
}

static struct yaml_node *add_node(struct reader *r, struct level *parent, struct yaml_mark at)
{
	struct yaml_node *n = NEW(r->arena, struct yaml_node);

	n->at = at;
	if (!parent) {
		r->marks = n;
		return n;
	}
	n->key = parent->key;
	if (parent->node->last)
		parent->node->last->next = n;
	else
		parent->node->first = n;
	parent->node->last = n;
	return n;
}

/* Puts a value where the reader stands; takes the reference. */
static bool place(struct reader *r, json_t *value, struct yaml_mark at, struct yaml_node **node)
{
	struct level *top = r->depth ? &r->level[r->depth - 1] : NULL;
	int failed = 0;

	if (!value)
		return refuse(r, at, "yaml.memory");
	if (++r->values > YAML_VALUES_MAX) {
		json_decref(value);
		return err_set(r->err, ERR_INPUT, "yaml.too-many", "file", r->where, "line", NUM(at.line), "limit",
			       NUM(YAML_VALUES_MAX), NULL);
	}
	if (!top) {
		r->root = value;
		*node = add_node(r, NULL, at);
		return true;
	}
	*node = add_node(r, top, json_is_object(top->value) ? top->key_at : at);
	if (json_is_object(top->value)) {
		failed = json_object_set_new_nocheck(top->value, top->key.p, value);
		top->key = (struct text){ NULL, 0 };
	} else {
		failed = json_array_append_new(top->value, value);
	}
	return failed ? refuse(r, at, "yaml.memory") : true;
}

static bool push(struct reader *r, json_t *container, struct yaml_mark at)
{
	struct yaml_node *node;

	if (r->depth == YAML_DEPTH_MAX) {
		json_decref(container);
		return err_set(r->err, ERR_INPUT, "yaml.too-deep", "file", r->where, "line", NUM(at.line), "limit",
			       NUM(YAML_DEPTH_MAX), NULL);
	}
	if (!place(r, container, at, &node))
		return false;
	r->level[r->depth++] = (struct level){ .value = container, .node = node };
	return true;
}

static bool wants_key(const struct reader *r)
{
	return r->depth && json_is_object(r->level[r->depth - 1].value) && !r->level[r->depth - 1].key.p;
}

static bool take_key(struct reader *r, struct text key, struct yaml_mark at)
{
	struct level *top = &r->level[r->depth - 1];

	top->key = text_dup(r->arena, key);
	top->key_at = at;
	if (!json_object_get(top->value, top->key.p))
		return true;
	for (const struct yaml_node *n = top->node->first; n; n = n->next)
		if (text_eq(n->key, key))
			return err_set(r->err, ERR_INPUT, "yaml.duplicate", "file", r->where, "line", NUM(at.line),
				       "column", NUM(at.column), "key", top->key.p, "first", NUM(n->at.line), NULL);
	return true;
}

static bool take_scalar(struct reader *r, const yaml_event_t *e)
{
	struct text t = { (const char *)e->data.scalar.value, e->data.scalar.length };
	struct yaml_mark at = mark(e->start_mark);
	struct yaml_node *node;

	if (t.n && memchr(t.p, 0, t.n))
		return refuse(r, at, "yaml.nul");
	if (wants_key(r))
		return take_key(r, t, at);
	return place(r, e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? plain_value(t) : json_text(t), at, &node);
}

static bool has_anchor(const yaml_event_t *e)
{
	return (e->type == YAML_SCALAR_EVENT && e->data.scalar.anchor) ||
	       (e->type == YAML_SEQUENCE_START_EVENT && e->data.sequence_start.anchor) ||
	       (e->type == YAML_MAPPING_START_EVENT && e->data.mapping_start.anchor);
}

static bool has_tag(const yaml_event_t *e)
{
	return (e->type == YAML_SCALAR_EVENT && e->data.scalar.tag) ||
	       (e->type == YAML_SEQUENCE_START_EVENT && e->data.sequence_start.tag) ||
	       (e->type == YAML_MAPPING_START_EVENT && e->data.mapping_start.tag);
}

static bool take(struct reader *r, const yaml_event_t *e)
{
	struct yaml_mark at = mark(e->start_mark);

	if (e->type == YAML_ALIAS_EVENT || has_anchor(e))
		return refuse(r, at, "yaml.anchor");
	if (has_tag(e))
		return refuse(r, at, "yaml.tag");
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		return r->root ? refuse(r, at, "yaml.second-document") : true;
	case YAML_SCALAR_EVENT:
		return take_scalar(r, e);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		if (wants_key(r))
			return refuse(r, at, "yaml.key-not-text");
		return push(r, e->type == YAML_SEQUENCE_START_EVENT ? json_array() : json_object(), at);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		r->depth--;
		return true;
	default:
		return true;
	}
}

static bool read_events(struct reader *r, struct text bytes)
{
	for (;;) {
		yaml_event_t e;
		bool ok, last;

		if (!yaml_parser_parse(&r->parser, &e))
			return syntax_error(r, bytes);
		last = e.type == YAML_STREAM_END_EVENT;
		ok = take(r, &e);
		yaml_event_delete(&e);
		if (!ok)
			return false;
		if (last)
			return r->root ? true : err_set(r->err, ERR_INPUT, "yaml.empty", "file", r->where, NULL);
	}
}

bool yaml_parse(struct yaml_doc *doc, struct arena *a, struct text bytes, const char *where, struct err *err)
{
	struct reader r = { .arena = a, .where = where, .err = err };
	size_t bad = utf8_bad_at(bytes);
	bool ok;

	if (bytes.n > YAML_BYTES_MAX)
		return err_set(err, ERR_INPUT, "yaml.too-big", "file", where, "limit", NUM(YAML_BYTES_MAX >> 20), NULL);
	if (bad != SIZE_MAX)
		return refuse(&r, mark_of_byte(bytes, bad), "yaml.not-utf8");
	if (!yaml_parser_initialize(&r.parser))
		return err_set(err, ERR_SYSTEM, "yaml.memory", "file", where, NULL);
	/* Said, not found out: otherwise two bytes FE FF would make it UTF-16. */
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n);
	ok = read_events(&r, bytes);
	yaml_parser_delete(&r.parser);
	if (ok)
		*doc = (struct yaml_doc){ r.root, r.marks };
	else
		json_decref(r.root);
	return ok;
}

void yaml_clear(struct yaml_doc *doc)
{
	json_decref(doc->root);
	*doc = (struct yaml_doc){ 0 };
}

static const struct yaml_node *child(const struct yaml_node *n, struct text step)
{
	json_int_t index;

	for (const struct yaml_node *c = n->first; c; c = c->next)
		if (c->key.p && text_eq(c->key, step))
			return c;
	if ((n->first && n->first->key.p) || !yaml_integer(step, &index) || index < 0)
		return NULL;
	n = n->first;
	while (n && index--)
		n = n->next;
	return n;
}

struct yaml_mark yaml_mark_of(const struct yaml_doc *doc, const char *path)
{
	const struct yaml_node *at = doc->marks;

	while (at && *path) {
		size_t n = strcspn(path, ".");
		const struct yaml_node *next = child(at, (struct text){ path, n });

		if (!next)
			break;
		at = next;
		path += n + (path[n] == '.');
	}
	return at ? at->at : (struct yaml_mark){ 0, 0 };
}

uint32_t yaml_line_of(const struct yaml_doc *doc, const char *path)
{
	return yaml_mark_of(doc, path).line;
}
