/* Forms: every control has a label, its hint and its fault are named by aria-describedby, and a group of choices is a
 * fieldset whose legend is the question. */
#include "publish/html_parts.h"

static void put_described(struct html *h, const struct node *f)
{
	if (!f->hint.n && !f->fault.n)
		return;
	html_put(h, " aria-describedby=\"");
	html_text(h, f->id);
	html_put(h, f->fault.n ? "-fault" : "-hint");
	if (f->fault.n && f->hint.n) {
		html_put(h, " ");
		html_text(h, f->id);
		html_put(h, "-hint");
	}
	html_put(h, "\"");
	if (f->fault.n)
		html_put(h, " aria-invalid=\"true\"");
}

/* The label's words, and whether it must be filled in. */
static void put_label_words(struct html *h, const struct node *f)
{
	html_text(h, f->text);
	if (!(f->flags & FIELD_REQUIRED))
		return;
	html_put(h, " <span class=\"need\">");
	html_text(h, doc_label(h->doc, "publish.required"));
	html_put(h, "</span>");
}

static void put_hints(struct html *h, const struct node *f)
{
	static const char *const class[] = { "hint", "fault" };

	for (int i = 0; i < 2; i++) {
		struct text t = i ? f->fault : f->hint;

		if (!t.n)
			continue;
		buf_printf(h->out, "<p class=\"%s\" id=\"", class[i]);
		html_text(h, f->id);
		buf_printf(h->out, "-%s\">", class[i]);
		html_text(h, t);
		html_put(h, "</p>\n");
	}
}

static const char *input_type(enum control c)
{
	switch (c) {
	case CONTROL_SECRET:
		return "password";
	case CONTROL_DATE:
		return "date";
	case CONTROL_FILE:
		return "file";
	case CONTROL_HIDDEN:
		return "hidden";
	case CONTROL_CHECK:
	case CONTROL_CHECKS:
		return "checkbox";
	case CONTROL_RADIO:
		return "radio";
	default:
		return "text";
	}
}

static void put_hidden(struct html *h, const struct node *f)
{
	html_put(h, "<input type=\"hidden\"");
	html_attr(h, "name", f->name);
	html_put(h, " value=\"");
	html_text(h, f->value);
	html_put(h, "\" />\n");
}

/* A box with its label behind it. */
static void put_box(struct html *h, const struct node *f, const struct node *choice, int number)
{
	buf_printf(h->out, "<div class=\"choice\"><input type=\"%s\" id=\"", input_type(f->control));
	html_text(h, f->id);
	if (number)
		buf_printf(h->out, "-%d", number);
	html_put(h, "\"");
	html_attr(h, "name", f->name);
	html_attr(h, "value", choice->value);
	html_put(h, choice->flags & CHOICE_CHOSEN ? " checked=\"checked\"" : "");
	if (!number)
		put_described(h, f);
	html_put(h, " /> <label for=\"");
	html_text(h, f->id);
	if (number)
		buf_printf(h->out, "-%d", number);
	html_put(h, "\">");
	if (number)
		html_text(h, choice->text);
	else
		put_label_words(h, f);
	html_put(h, "</label></div>\n");
}

/* A group has its question as its legend. */
static void put_group(struct html *h, const struct node *f)
{
	int number = 1;

	html_put(h, "<fieldset");
	html_attr(h, "id", f->id);
	put_described(h, f);
	html_put(h, f->control == CONTROL_RADIO ? " role=\"radiogroup\"><legend>" : "><legend>");
	put_label_words(h, f);
	html_put(h, "</legend>\n");
	put_hints(h, f);
	for (const struct node *c = f->first; c; c = c->next)
		put_box(h, f, c, number++);
	html_put(h, "</fieldset>\n");
}

static void put_select(struct html *h, const struct node *f)
{
	html_put(h, "<select");
	html_attr(h, "id", f->id);
	html_attr(h, "name", f->name);
	put_described(h, f);
	html_put(h, ">\n");
	for (const struct node *c = f->first; c; c = c->next) {
		html_put(h, "<option value=\"");
		html_text(h, c->value);
		html_put(h, c->flags & CHOICE_CHOSEN ? "\" selected=\"selected\">" : "\">");
		html_text(h, c->text);
		html_put(h, "</option>\n");
	}
	html_put(h, "</select>\n");
}

static void put_input(struct html *h, const struct node *f)
{
	bool area = f->control == CONTROL_TEXT;

	if (area)
		buf_printf(h->out, "<textarea rows=\"%d\"", f->level ? f->level : 6);
	else
		buf_printf(h->out, "<input type=\"%s\"", input_type(f->control));
	html_attr(h, "id", f->id);
	html_attr(h, "name", f->name);
	html_attr(h, "autocomplete", f->autocomplete);
	if (f->control == CONTROL_NUMBER)
		html_put(h, " inputmode=\"decimal\" class=\"short\"");
	if (f->flags & FIELD_REQUIRED)
		html_put(h, " required=\"required\"");
	put_described(h, f);
	if (area) {
		/* A browser drops the first line break of a textarea: one of ours stands before what was typed. */
		html_put(h, ">\n");
		html_text(h, f->value);
		html_put(h, "</textarea>\n");
		return;
	}
	if (f->control != CONTROL_FILE && f->control != CONTROL_SECRET)
		html_attr(h, "value", f->value);
	html_put(h, " />\n");
}

static void put_field(struct html *h, const struct node *f)
{
	if (f->control == CONTROL_HIDDEN) {
		put_hidden(h, f);
		return;
	}
	html_put(h, f->fault.n ? "<div class=\"field wrong\">\n" : "<div class=\"field\">\n");
	if (f->control == CONTROL_RADIO || f->control == CONTROL_CHECKS) {
		put_group(h, f);
	} else if (f->control == CONTROL_CHECK) {
		put_hints(h, f);
		put_box(h, f, f, 0);
	} else {
		html_put(h, "<label");
		html_attr(h, "for", f->id);
		html_put(h, ">");
		put_label_words(h, f);
		html_put(h, "</label>\n");
		put_hints(h, f);
		if (f->control == CONTROL_LIST)
			put_select(h, f);
		else
			put_input(h, f);
	}
	html_put(h, "</div>\n");
}

static void put_button(struct html *h, const struct node *b)
{
	html_put(h, b->flags & BUTTON_QUIET ? "<button type=\"submit\" class=\"quiet\"" : "<button type=\"submit\"");
	html_attr(h, "name", b->name);
	html_attr(h, "value", b->value);
	html_put(h, ">");
	html_text(h, b->text);
	html_put(h, "</button>\n");
}

/* Side by side at the end: from the first button on. */
static void put_buttons(struct html *h, const struct node **at)
{
	const struct node *n = *at;

	html_put(h, "<p class=\"buttons\">");
	for (; n && n->kind == NODE_BUTTON; n = n->next) {
		put_button(h, n);
		*at = n;
	}
	html_put(h, "</p>\n");
}

/* novalidate: a browser's own bubbles come one at a time, in its language and not the page's; the server says all at
 * once. */
void html_form(struct html *h, const struct node *n)
{
	html_put(h, n->flags & FORM_POST ? "<form method=\"post\" novalidate=\"novalidate\"" : "<form method=\"get\"");
	if (n->flags & FORM_INLINE)
		html_put(h, " class=\"inline\"");
	if (n->flags & FORM_FILES)
		html_put(h, " enctype=\"multipart/form-data\"");
	html_attr(h, "action", n->to);
	html_put(h, ">\n");
	for (const struct node *f = n->first; f; f = f->next) {
		if (f->kind == NODE_FIELD)
			put_field(h, f);
		else if (f->kind == NODE_BUTTON)
			put_buttons(h, &f);
		else
			html_block(h, f);
	}
	html_put(h, "</form>\n");
}
