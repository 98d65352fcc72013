/* web/page.h - the table of pages: which addresses there are, who may see them, what they may be asked.
 *
 * To add a page: write web/page_NAME.c with one `const struct page` and list it in table.c. A handler sees only the
 * fields that its page declares, already parsed; a field that does not parse is answered with 400 before the handler
 * runs. .may left out means nobody.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "base/calendar.h"
#include "base/err.h"
#include "base/msg.h"
#include "publish/site.h"

enum { FIELDS_MAX = 4 };

/* Who asks. Accounts come later; until then everybody is this. */
struct actor {
	bool known;       /* false: anonymous */
	struct text name; /* empty where anonymous */
};

enum may { MAY_NOBODY, MAY_ANYONE };

enum field_kind {
	FIELD_IN_PATH_NAME,  /* {name}: 1 to 128 of a-z 0-9 . - */
	FIELD_IN_PATH_LANG,  /* {lang}: en */
	FIELD_IN_QUERY_DATE, /* ?name=2021-08-31; empty as absent */
};

struct field {
	const char *name; /* NULL ends the list */
	enum field_kind kind;
};

struct field_value {
	bool present;
	struct text text;
	struct date date;
};

struct web;
struct page;
struct request {
	struct web *web;
	const struct page *page;
	struct actor actor;
	enum lang lang;
	struct field_value values[FIELDS_MAX]; /* in the order of page->fields */
};

/* What a handler decides: a file of the site, as known on a day. The bytes come from the snapshot's cache. */
struct answer {
	struct text path; /* en/kpi/a1.html */
	struct date known_at;
	struct text redirect; /* where the client should ask instead; then the rest is unused */
};

struct page {
	const char *route; /* "/kpi/{slug}.html"; a segment is a literal, or one field with what follows it */
	enum may may;
	struct field fields[FIELDS_MAX + 1];
	/* ERR_INPUT: no such thing (404). */
	bool (*show)(const struct request *q, struct arena *a, struct answer *answer, struct err *err);
};

extern const struct page *const web_pages[]; /* up to a NULL */

/* The value of a declared field; asking for another one is a bug. */
const struct field_value *request_field(const struct request *q, const char *name);

enum route_result { ROUTE_FOUND, ROUTE_NONE, ROUTE_FORBIDDEN, ROUTE_BAD_FIELD };

/* The value of a query parameter; how often it is there in *n. */
typedef struct text query_fn(void *context, const char *name, size_t *n);

/* Finds the page of a path (decoded, beginning with /) and parses its fields. *err says what is wrong with a field. */
enum route_result route_request(struct request *q, struct arena *a, struct text path, query_fn *query, void *context,
				struct err *err);

/* HTTP status of a failure: one table beside the exit codes of the command line. */
unsigned http_status(enum err_kind kind);

/* A page that says what went wrong and what to do. up: "../" per folder of the address asked for. */
void page_error(struct buf *out, struct arena *a, enum lang lang, unsigned status, struct text up,
		const struct msg *why);

#endif
