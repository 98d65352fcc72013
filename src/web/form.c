#include "web/form.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

enum { RADIO_MOST = 5 };

static int index_of(const struct request *q, const char *name)
{
	for (int i = 0; q->page->fields[i].name; i++)
		if (!strcmp(q->page->fields[i].name, name))
			return i;
	assert(!"a field that the page does not declare");
	return 0;
}

void form_value(struct request *q, const char *name, struct text value)
{
	struct field_value *v = &q->values[index_of(q, name)];

	if (!q->posted && !v->text.n)
		v->text = value;
}

void form_set(struct request *q, const char *name, struct text value)
{
	q->values[index_of(q, name)].text = value;
}

void form_stands(struct request *q, int64_t event)
{
	if (q->conflict || !q->posted)
		form_set(q, "stands", text_of(arena_printf(q->context->arena, "%lld", (long long)event)));
}

struct seen form_seen(const struct request *q)
{
	const struct field_value *v = request_field(q, "stands");

	return (struct seen){ v->present, v->number };
}

void form_hidden(struct doc *d, struct node *form, const char *name, struct text value)
{
	struct node *n = doc_add(d, form, NODE_FIELD);

	n->control = CONTROL_HIDDEN;
	n->name = text_of(name);
	n->value = value;
}

/* A key for one act of one form: two forms of a page are two acts. */
static struct text once_new(struct arena *a)
{
	uint8_t bytes[ONCE_SIZE / 2];
	char *out = arena_alloc(a, ONCE_SIZE + 1);

	random_bytes(bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
	return text_of(out);
}

struct node *form_begin(struct request *q, struct doc *d, struct node *parent, const char *to)
{
	struct node *form = doc_add(d, parent, NODE_FORM);

	form->flags = FORM_POST;
	form->to = to ? request_path(q, to) : (struct text){ 0 };
	form_hidden(d, form, "_form", q->form_key);
	form_hidden(d, form, "_once", once_new(d->arena));
	for (size_t i = 0; !to && q->page->fields[i].name; i++) {
		const struct field *f = &q->page->fields[i];

		if (f->kind == FIELD_FILE)
			form->flags |= FORM_FILES;
		if (f->hidden)
			form_hidden(d, form, f->name, q->values[i].text);
	}
	return form;
}

static enum control control_of(const struct field *f)
{
	size_t choices = 0;

	while (f->choices && f->choices[choices].value)
		choices++;
	switch (f->kind) {
	case FIELD_TEXT:
		return CONTROL_TEXT;
	case FIELD_SECRET:
		return CONTROL_SECRET;
	case FIELD_INT:
	case FIELD_DECIMAL:
		return CONTROL_NUMBER;
	case FIELD_DATE:
		return CONTROL_DATE;
	case FIELD_CHOICE:
		return choices && choices <= RADIO_MOST ? CONTROL_RADIO : CONTROL_LIST;
	case FIELD_CHOICES:
		return CONTROL_CHECKS;
	case FIELD_CHECK:
		return CONTROL_CHECK;
	case FIELD_FILE:
		return CONTROL_FILE;
	default:
		return CONTROL_LINE;
	}
}

/* "a" in "b,a,c". */
static bool is_among(struct text list, struct text one)
{
	while (list.n) {
		size_t comma = text_find(list, TEXT(","));

		if (text_eq(text_slice(list, 0, comma), one))
			return true;
		list = comma == SIZE_MAX ? (struct text){ 0 } : text_slice(list, comma + 1, list.n);
	}
	return false;
}

void form_choice(struct request *q, struct doc *d, struct node *field, struct text value, struct text words)
{
	struct text chosen = field->value;
	struct node *c;

	(void)q;
	if (field->control == CONTROL_LIST && !field->first && value.n) {
		/* Nothing is chosen for a person who has not chosen. */
		c = doc_add(d, field, NODE_CHOICE);
		c->text = doc_label(d, "web.choose");
	}
	c = doc_add(d, field, NODE_CHOICE);
	c->text = words;
	c->value = value;
	if (field->control == CONTROL_CHECKS ? is_among(chosen, value) : text_eq(chosen, value))
		c->flags = CHOICE_CHOSEN;
}

static void describe(struct request *q, struct doc *d, struct node *n, const struct field *f,
		     const struct field_value *v)
{
	(void)q;
	n->text = f->label ? doc_label(d, f->label) : text_of(f->name);
	n->name = text_of(f->name);
	n->id = text_of(arena_printf(d->arena, "f-%s", f->name));
	n->value = f->kind == FIELD_SECRET || f->kind == FIELD_FILE ? (struct text){ 0 } : v->text;
	n->hint = f->hint ? doc_label(d, f->hint) : (struct text){ 0 };
	n->fault = v->fault.id ? doc_say(d, &v->fault) : (struct text){ 0 };
	n->autocomplete = text_of(f->autocomplete);
	n->control = control_of(f);
	if (f->required)
		n->flags |= FIELD_REQUIRED;
}

struct node *form_field(struct request *q, struct doc *d, struct node *form, const char *name)
{
	int i = index_of(q, name);
	const struct field *f = &q->page->fields[i];
	struct node *n = doc_add(d, form, NODE_FIELD);

	describe(q, d, n, f, &q->values[i]);
	/* An <input type=date> shows only what is a day; what else was typed would be lost. */
	if (n->control == CONTROL_DATE && q->values[i].text.n &&
	    !date_parse(&(struct date){ 0 }, q->values[i].text, NULL))
		n->control = CONTROL_LINE;
	if (f->kind == FIELD_CHECK) {
		n->flags |= n->value.n ? CHOICE_CHOSEN : 0;
		n->value = TEXT("yes");
	}
	for (const struct field_choice *c = f->choices; c && c->value; c++)
		form_choice(q, d, n, text_of(c->value), doc_label(d, c->label));
	return n;
}

void form_key(struct request *q, struct doc *d, struct node *form, const char *name, bool there)
{
	if (there)
		form_hidden(d, form, name, q->values[index_of(q, name)].text);
	else
		form_field(q, d, form, name);
}

struct node *form_button(struct doc *d, struct node *form, const char *label, const char *step)
{
	struct node *b = doc_add(d, form, NODE_BUTTON);

	b->text = doc_label(d, label);
	if (step) {
		b->name = TEXT("_step");
		b->value = text_of(step);
	}
	for (const struct node *n = form->first; n != b; n = n->next)
		if (n->kind == NODE_BUTTON)
			b->flags = BUTTON_QUIET;
	return b;
}

struct node *form_of_page(struct request *q, struct doc *d, struct node *parent, const char *button)
{
	struct node *form = form_begin(q, d, parent, NULL);

	for (size_t i = 0; q->page->fields[i].name; i++)
		if (q->page->fields[i].kind >= FIELD_LINE && !q->page->fields[i].hidden)
			form_field(q, d, form, q->page->fields[i].name);
	form_button(d, form, button, NULL);
	return form;
}
