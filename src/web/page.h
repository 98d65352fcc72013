/* web/page.h - the table of pages: which addresses there are, who may see them, what they may be asked.
 *
 * To add a page that everybody may read: publish/site.h. To add one of the app, with a form or without:
 *  1. Write what it does as a function of usecase/ that calls permit() itself, so that the command line and the API do
 * the same.
 *  2. Write web/page_NAME.c with one `const struct page`:
 *     - .route: "/today/value/{kpi}". A segment is a literal, or one field with what follows it.
 *       The same page stands in English below /en, and for programs below /api.
 *     - .may: MAY_RIGHT with .right (usecase/permit.h). Left out means nobody.
 *     - .title: id of its heading; .nav: id of its word in the navigation, where it stands there.
 *     - .fields: what it may be asked, by path, query or form. A handler sees these and no others, already parsed.
 *     - .view: fills a document (publish/doc.h); called for GET, and again when a form could not be taken.
 *     - .act: does what a POST asks, through the use case; .data: the same for programs, as JSON.
 *  3. List it in table.c, in meson.build, in tests/unit/web_roles_test.c (a page that is not there fails the test) and,
 * with its form, in tests/web/app.mjs; its sentences in po/{ja,en}/web.po.
 *
 * To add a form: declare its fields with .label (and .hint, .max, .required, .choices); in view call form_of_page
 * (web/form.h), after form_value() for what stands there already. That is all: what is empty, too long, no UTF-8, not
 * of its type comes back to the person with a sentence at the field and everything as it was typed; .act only sees
 * values that are right. What act refuses by err (or by request_fault at a field) comes back in the same way. After act
 * the browser is redirected, so that a reload repeats nothing; a form that is sent twice acts once. Forgery is refused
 * before act (web/guard.c). Somebody else saved first: put a version into a hidden field (.hidden), hand it to the use
 * case, let that say ERR_CONFLICT; view then shows what stands there now beside the form (request_conflict).
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/err.h"
#include "base/msg.h"
#include "publish/html.h"
#include "publish/site.h"
#include "usecase/session.h"
#include "web/form_body.h"

enum { ONCE_SIZE = 32 };
enum { FIELDS_MAX = 24, LINE_MAX_CHARACTERS = 200, TEXT_MAX_CHARACTERS = 4000, FILE_MAX_BYTES = 16 << 20 };

enum may {
	MAY_NOBODY,
	MAY_ANYONE,
	MAY_GUEST,  /* who has not signed in; others are led to where they belong */
	MAY_PERSON, /* who has signed in, also without any role */
	MAY_RIGHT,  /* accounts whose roles have .right */
};

enum field_kind {
	/* of the address */
	FIELD_IN_PATH_NAME,   /* {name}: 1 to 128 of a-z 0-9 . - _ */
	FIELD_IN_PATH_LANG,   /* {lang}: en */
	FIELD_IN_PATH_SECRET, /* 1 to 128 of A-Z a-z 0-9 - _ */
	FIELD_IN_QUERY_DATE,  /* ?name=2021-08-31; empty as absent */
	FIELD_IN_QUERY_INT,   /* ?name=17, not negative */
	FIELD_IN_QUERY_PATH,  /* ?name=/today: a path of this server */
	/* of a form; a GET may fill them in beforehand, by its query */
	FIELD_LINE,    /* one line */
	FIELD_TEXT,    /* several */
	FIELD_SECRET,  /* as FIELD_LINE, and never shown again */
	FIELD_KEY,     /* a-z 0-9 . _ - */
	FIELD_INT,     /* -17, １，２３４ */
	FIELD_DECIMAL, /* 12.5, exactly as written */
	FIELD_DATE,    /* 2021-08-31 */
	FIELD_PERIOD,  /* FY2020, 令和2年度, 2020-10-01 */
	FIELD_CHOICE,  /* one of .choices (radio buttons up to five, else a list); without .choices: of those that view
			  adds */
	FIELD_CHOICES, /* some of them, joined by commas in .text */
	FIELD_CHECK,   /* ticked: "yes" */
	FIELD_FILE,    /* .file is its name, .text its bytes */
};

struct field_choice {
	const char *value, *label; /* value NULL ends the list */
};

struct field {
	const char *name; /* NULL ends the list */
	enum field_kind kind;
	const char *label, *hint; /* ids */
	size_t max;               /* characters, of a file bytes; 0: the constants above */
	bool required, hidden;
	const struct field_choice *choices;
	const char *autocomplete; /* of WCAG 1.3.5: "username", "current-password", ... */
};

struct field_value {
	bool present; /* given and right; else text is what was typed, and the rest is empty */
	struct text text;
	struct date date;
	struct period period;
	struct decimal decimal;
	struct text unit; /* written behind the decimal; empty where none was */
	int64_t number;
	struct text file;
	struct msg fault; /* id NULL: none */
};

struct web;
struct page;
struct request {
	struct web *web;
	const struct page *page;
	enum lang lang;
	bool api;                              /* a program asks, below /api */
	struct context *context;               /* person, actor, now, store, arena; NULL for pages of the site */
	const struct session *session;         /* NULL: nobody is signed in */
	struct text site;                      /* https://host: what links begin with */
	struct text address, agent;            /* of the client, for the records of accounts */
	struct field_value values[FIELDS_MAX]; /* in the order of page->fields */
	bool posted;
	struct text step;     /* of the button that was pressed: its value ("preview"), or empty */
	struct msg problem;   /* why the form comes back; id NULL: it does not */
	bool conflict;        /* ... because of what stands by now, which view shows beside it */
	struct text shown;    /* what act made and view shows, once: a link, a token (with outcome.again) */
	const void *tried;    /* the same, where it is more than words: what an upload would do */
	struct msg done;      /* what was just done, on the page after it */
	struct text form_key; /* that its forms carry */
};

/* What a page of the site shows: a file, as known on a day. The bytes come from the snapshot's cache. */
struct answer {
	struct text path; /* en/kpi/a1.html */
	struct date known_at;
	struct text redirect; /* where the client should ask instead; then the rest is unused */
	bool asset;           /* style and icon, which need no report */
};

/* What a POST has led to. */
struct outcome {
	struct text to;      /* a path, "/accounts"; empty: the page itself. The language is added. */
	const char *done;    /* id of a sentence that is said there, "web.done-..."; NULL: none */
	bool again;          /* nothing was done: view shows the form as typed, say with a preview */
	struct text sign_in; /* a cookie that begins */
	bool sign_out;
	json_t *data; /* for programs; NULL: {"done":true} */
};

/* A file that a page of the app gives. */
struct paper_made {
	const char *type, *name; /* what it is kept as: ASCII without quotes */
	struct text bytes;       /* in the request's arena */
};

struct page {
	const char *route;
	enum may may;
	enum right right;
	const char *title, *nav;
	const char *refused; /* what stands above a form that was refused; NULL: that nothing is saved yet */
	struct field fields[FIELDS_MAX + 1];
	/* A page of the site. ERR_INPUT: no such thing (404). */
	bool (*show)(const struct request *q, struct arena *a, struct answer *answer, struct err *err);
	/* A page of the app: view, and what belongs to it. In view ERR_INPUT means that there is no such thing (404).
	 */
	bool (*view)(struct request *q, struct doc *d, struct err *err);
	bool (*act)(struct request *q, struct outcome *o, struct err *err);
	bool (*data)(struct request *q, json_t **data, struct err *err);
	/* Instead of view: a file. The same meaning of errors; what is slow in it lets others in (request_unlock). */
	bool (*paper)(struct request *q, struct paper_made *made, struct err *err);
	/* What programs get (web/api_schema.h): by data, or the type of the file; and of act. NULL: no data; {"done"}.
	 */
	const char *gives, *makes;
	bool people_only; /* not for programs: what is about sessions, or would give a token more than it has */
};

extern const struct page *const web_pages[]; /* up to a NULL */

/* The value of a declared field; asking for another one is a bug. */
const struct field_value *request_field(const struct request *q, const char *name);
struct text request_text(const struct request *q,
			 const char *name); /* trimmed, but of FIELD_TEXT, FIELD_SECRET and FIELD_FILE */
bool request_has(const struct request *q, const char *name);
/* Says what is wrong with a field; act then returns false with any err of kind ERR_INPUT, or by this function's value.
 */
bool request_fault(struct request *q, struct err *err, const char *name, const char *id);
/* The path in the language of the request: /accounts as /en/accounts. */
struct text request_path(const struct request *q, const char *path);
/* Lets others in while something slow goes on that needs neither the store nor anything of the server (a password, a
 * file). Only so many at once: false, with the lock still held, when too many wait already (the form comes back, with
 * 503). */
MUST_CHECK bool request_unlock(struct request *q, struct err *err);
void request_lock(struct request *q);

enum route_result { ROUTE_FOUND, ROUTE_NONE };

/* Finds the page of a path (decoded, beginning with /), its language and the fields of its path. Whether one may, and
 * what else was sent, is looked at afterwards. */
enum route_result route_request(struct request *q, struct text path);

/* Parses the query's fields: false where an address names something that cannot be (400). */
MUST_CHECK bool fields_of_query(struct request *q, struct arena *a, const pair_list *query, struct err *err);
/* Parses the form's. false: at least one has a fault; all that was typed is kept. */
bool fields_of_form(struct request *q, struct arena *a, const pair_list *form);

/* HTTP status of a failure: one table beside the exit codes of the command line. */
unsigned http_status(enum err_kind kind);

/* Id of the sentence that says what to do about a status. */
const char *error_what(unsigned status);
/* A page that says what went wrong and what to do. */
struct error_page {
	enum lang lang;
	unsigned status;
	struct text up;        /* "../" per folder of the address asked for */
	const struct msg *why; /* NULL: what the status says */
	bool signed_in;        /* a person, whom 403 shows the way out: the account may have no role */
};
void page_error(struct buf *out, struct arena *a, const struct error_page *e);

#endif
