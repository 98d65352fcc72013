/* web/form_body.h - what a browser sends as names with values: address query, urlencoded form, multipart form, cookies,
 * and a program's JSON object.
 *
 * Bytes from outside in, pairs out; nothing of HTTP and no I/O, so that a fuzzer can feed it. Values keep their bytes,
 * right or wrong: web/field.c looks at them where a person can be told beside the field. Everything lies in the arena
 * or in the body.
 */
#ifndef WEB_FORM_BODY_H
#define WEB_FORM_BODY_H

#include "base/err.h"
#include "base/list.h"
#include "base/text.h"

enum { PAIRS_MAX = 1000 };

struct pair {
	struct text name, value;
	bool is_file;
	struct text file; /* its name, as the browser says */
};
typedef LIST(struct pair) pair_list;

/* a=1&b=%E3%81%82&c. ERR_INPUT: more than PAIRS_MAX. A percent sign that is no code stands for itself. */
MUST_CHECK bool form_urlencoded(pair_list *out, struct arena *a, struct text body, struct err *err);
/* The other way round: a name, a value or a path for an address; a slash stays one. */
void put_percent(struct buf *b, struct text t);
/* ERR_INPUT: not of that boundary, cut off, a part without a name, too many parts. */
MUST_CHECK bool form_multipart(pair_list *out, struct arena *a, struct text body, struct text boundary,
			       struct err *err);
/* {"a":"x","b":3,"c":true,"d":["x","y"]}: true is "yes", false is not there, a list is the name again and again.
 * ERR_INPUT: no JSON, no object, other values. */
MUST_CHECK bool form_json(pair_list *out, struct arena *a, struct text body, struct err *err);
/* The boundary in a Content-Type of multipart/form-data; empty: there is none that RFC 2046 allows. */
struct text form_boundary(struct text content_type);
/* "text/html" of "Text/HTML; charset=x", in small letters. */
struct text media_type(struct arena *a, struct text content_type);

/* The value of a cookie in a Cookie header; the first, where it is sent twice. p == NULL: none. */
struct text cookie_value(struct text header, const char *name);

/* The pairs of that name: the first (NULL: none) and how many. */
const struct pair *pair_of(const pair_list *all, const char *name, size_t *n);

#endif
