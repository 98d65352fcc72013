/* files/zip.h - parts of a ZIP archive that lies in memory, by minizip; and XML parts, by expat.
 *
 * Ceilings hold for the archive as a whole: what all parts together unfold to. Nothing is written anywhere. */
#ifndef FILES_ZIP_H
#define FILES_ZIP_H

#include <expat.h>

#include "base/err.h"
#include "base/text.h"

enum { ZIP_UNFOLDED_MAX = 256 << 20, ZIP_PART_MAX = 1 << 20 };

struct zip {
	struct text bytes;
	const char *name; /* for messages */
	size_t at;        /* where minizip reads */
	void *handle;
	size_t unfolded;
};

/* ERR_INPUT: no archive, or a damaged one. */
MUST_CHECK bool zip_open(struct zip *z, struct text bytes, const char *name, struct err *err);
void zip_close(struct zip *z);
bool zip_has(struct zip *z, const char *part);
/* A small part as a whole, at most ZIP_PART_MAX, in the arena. ERR_INPUT: absent, damaged, too big, under a password.
 */
MUST_CHECK bool zip_part(struct zip *z, struct arena *a, struct text *out, const char *part, struct err *err);

/* What is called while an XML part is read; names without their prefix ("row" for "x:row"). */
struct xml_calls {
	void (*start)(void *context, const char *name, const char **attributes);
	void (*end)(void *context, const char *name);
	void (*text)(void *context, const char *p, int n);
};
struct xml {
	XML_Parser parser;
	const struct xml_calls *calls;
	void *context;
	const char *part;
	struct err *err;
	const char *file; /* for messages */
	bool doctype, stopped;
};
/* Reads an XML part. A handler stops it by xml_stop(), having set *err. ERR_INPUT: absent, damaged (line), a document
 * type (which a workbook never has, and which is how small files grow large), too big. */
MUST_CHECK bool zip_xml(struct zip *z, struct xml *xml, const struct xml_calls *calls, void *context, const char *part,
			struct err *err);
void xml_stop(struct xml *xml);
/* The same for a part that is no workbook's, with ERR_INPUT, unless it was stopped before. */
void xml_damaged(struct xml *xml);
/* Of names and of the values of attributes: whether they are those letters. */
bool xml_is(const char *name, const char *what);
/* The value of the attribute of that name, with or without a prefix; NULL where there is none. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
