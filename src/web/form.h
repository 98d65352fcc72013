/* web/form.h - the form of a page as nodes of its document: labels, hints, what was typed, what is wrong with it.
 *
 * Everything comes from the table of fields. How to add a form: web/page.h.
 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "usecase/seen.h"
#include "web/page.h"

/* What stands in a field at first: only where nothing was typed. */
void form_value(struct request *q, const char *name, struct text value);
/* The same whatever was typed: for hidden fields that must be of now. */
void form_set(struct request *q, const char *name, struct text value);

/* What stood when the form was made, so that nobody overwrites what he has not seen. After a conflict the person has
 * seen what stands there: sending again is meant. */
#define STANDS_FIELD                                \
	{                                           \
		"stands", FIELD_INT, .hidden = true \
	}
void form_stands(struct request *q, int64_t event);
struct seen form_seen(const struct request *q);

/* The key by which a thing is found: asked for a new one, and kept where it is there. */
void form_key(struct request *q, struct doc *d, struct node *form, const char *name, bool there);

/* All visible fields in their order, then the button; returns the form. button: id of its word. */
struct node *form_of_page(struct request *q, struct doc *d, struct node *parent, const char *button);

/* The same in pieces. to NULL: the page itself; else a path of another page's act, "/sign-out". */
struct node *form_begin(struct request *q, struct doc *d, struct node *parent, const char *to);
struct node *form_field(struct request *q, struct doc *d, struct node *form, const char *name);
/* Adds a choice to a field whose choices depend on the store; chosen where it is the field's value. */
void form_choice(struct request *q, struct doc *d, struct node *field, struct text value, struct text words);
/* A value that another page's form gets without asking. */
void form_hidden(struct doc *d, struct node *form, const char *name, struct text value);
/* step: NULL, or what request.step then is. The second button and those behind it look quieter. */
struct node *form_button(struct doc *d, struct node *form, const char *label, const char *step);

#endif
