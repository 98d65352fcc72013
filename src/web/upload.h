/* web/upload.h - a table that a person uploads, to be looked at before it is taken.
 *
 * The page has a field `file` and CARRIED_FIELDS. Its first form asks for the file; what the file would do is shown,
 * above a second form that carries the file itself and is sent to take it. So nothing has to be kept between the two,
 * and nothing has to be thrown away where nobody comes back.
 */
#ifndef WEB_UPLOAD_H
#define WEB_UPLOAD_H

#include "usecase/table_file.h"
#include "web/form.h"

/* A collection workbook of 200 KPIs has 26 KB as it goes out, and at most 3.5 MB with every field full of characters
 * that do not compress: docs/methods/collect.md. */
enum { UPLOAD_BYTES = 4 << 20, UPLOAD_CHARACTERS = (UPLOAD_BYTES + 2) / 3 * 4 };

/* Beside the page's own field `file`, of .max = UPLOAD_BYTES. */
#define CARRIED_FIELDS                                                       \
	{ "carried", FIELD_TEXT, .max = UPLOAD_CHARACTERS, .hidden = true }, \
		{ "carried-name", FIELD_LINE, .hidden = true },              \
	{                                                                    \
		"apply", FIELD_CHECK, .hidden = true                         \
	}

/* The file of the form, chosen or carried, taken apart. Lets others in meanwhile. */
MUST_CHECK bool upload_read(struct table_file *file, struct request *q, struct err *err);
/* Whether it is to be taken, and not only looked at. */
bool upload_applies(const struct request *q);

/* The first form; and the second one, below what was said of the file. */
void upload_ask(struct request *q, struct doc *d);
void upload_take(struct request *q, struct doc *d, const struct table_file *file, const char *button);

#endif
