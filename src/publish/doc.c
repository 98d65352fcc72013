#include "publish/doc.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

struct doc *doc_new(struct arena *a, enum lang lang, struct text title)
{
	struct doc *d = NEW(a, struct doc);

	d->arena = a;
	d->lang = lang;
	d->title = title;
	d->body = NEW(a, struct node);
	d->body->kind = NODE_BODY;
	return d;
}

struct node *doc_add(struct doc *d, struct node *parent, enum node_kind kind)
{
	struct node *n = NEW(d->arena, struct node);

	n->kind = kind;
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
	return n;
}

static struct node *with_words(struct doc *d, struct node *n, struct text words)
{
	if (words.n)
		doc_text(d, n, words);
	return n;
}

static struct node *with_id(struct node *n, const char *id)
{
	n->id = text_of(id);
	return n;
}

struct node *doc_section(struct doc *d, struct node *parent, const char *id)
{
	return with_id(doc_add(d, parent, NODE_SECTION), id);
}

struct node *doc_heading(struct doc *d, struct node *parent, int level, const char *id, struct text words)
{
	struct node *n = with_words(d, with_id(doc_add(d, parent, NODE_HEADING), id), words);

	assert(level >= 1 && level <= 4);
	n->level = level;
	return n;
}

struct node *doc_paragraph(struct doc *d, struct node *parent, struct text words)
{
	return with_words(d, doc_add(d, parent, NODE_PARAGRAPH), words);
}

struct node *doc_item(struct doc *d, struct node *list, struct text words)
{
	return with_words(d, doc_add(d, list, NODE_ITEM), words);
}

struct node *doc_fact(struct doc *d, struct node *facts, struct text term, struct text words)
{
	struct node *n = doc_add(d, facts, NODE_FACT);

	n->text = term;
	return with_words(d, n, words);
}

struct node *doc_table(struct doc *d, struct node *parent, const char *id, struct text caption, unsigned flags)
{
	struct node *n = with_id(doc_add(d, parent, NODE_TABLE), id);

	assert(id && caption.n);
	n->text = caption;
	n->flags = flags;
	return n;
}

struct node *doc_row(struct doc *d, struct node *table)
{
	return doc_add(d, table, NODE_ROW);
}

struct node *doc_cell(struct doc *d, struct node *row, unsigned flags, struct text words)
{
	struct node *n = with_words(d, doc_add(d, row, NODE_CELL), words);

	n->flags = flags;
	return n;
}

struct node *doc_note(struct doc *d, struct node *parent, enum tone tone, struct text heading)
{
	struct node *n = doc_add(d, parent, NODE_NOTE);

	n->tone = tone;
	n->text = heading;
	return n;
}

struct node *doc_text(struct doc *d, struct node *parent, struct text words)
{
	struct node *n = doc_add(d, parent, NODE_TEXT);

	n->text = words;
	return n;
}

struct node *doc_foreign(struct doc *d, struct node *parent, struct text words)
{
	struct node *n = doc_text(d, parent, words);

	n->foreign = d->lang != LANG_JA;
	return n;
}

struct node *doc_strong(struct doc *d, struct node *parent, struct text words)
{
	return with_words(d, doc_add(d, parent, NODE_STRONG), words);
}

struct node *doc_code(struct doc *d, struct node *parent, struct text words)
{
	struct node *n = doc_add(d, parent, NODE_CODE);

	n->text = words;
	return n;
}

struct node *doc_link(struct doc *d, struct node *parent, struct text to, struct text words)
{
	struct node *n = with_words(d, doc_add(d, parent, NODE_LINK), words);

	n->to = to;
	return n;
}

struct node *doc_number(struct doc *d, struct node *parent, struct text number, struct text unit, struct text to)
{
	struct node *n = doc_add(d, parent, NODE_NUMBER);

	n->text = number;
	n->unit = unit;
	n->to = to;
	return n;
}

struct node *doc_status(struct doc *d, struct node *parent, enum shape shape, enum tone tone, struct text word)
{
	struct node *n = doc_add(d, parent, NODE_STATUS);

	n->shape = shape;
	n->tone = tone;
	n->text = word;
	return n;
}

struct node *doc_break(struct doc *d, struct node *parent)
{
	return doc_add(d, parent, NODE_BREAK);
}

struct text doc_words(struct doc *d, const char *id, ...)
{
	struct msg m = { .id = id };
	va_list list;
	const char *name;

	va_start(list, id);
	while ((name = va_arg(list, const char *))) {
		assert(m.n_args < MSG_ARGS_MAX);
		m.args[m.n_args++] = (struct msg_arg){ name, va_arg(list, const char *) };
	}
	va_end(list);
	return doc_say(d, &m);
}

struct text doc_say(struct doc *d, const struct msg *m)
{
	return text_of(msg_say(d->arena, d->lang, m));
}

const char *doc_z(const struct doc *d, struct text t)
{
	return text_z(d->arena, t);
}

struct text doc_label(const struct doc *d, const char *id)
{
	return text_of(msg_label(d->lang, id));
}
