/* publish/workbook.h - a workbook as plain data: what its cells hold, which of them people may write in, and what may
 * stand there.
 *
 * Two things become workbooks: tables of a document (publish/workbook_doc.h), and sheets that people fill in and send
 * back (`sosei collect make`). Neither knows anything of XLSX; sosei-render makes the bytes (usecase/paper.h).
 *
 * Text is text whatever it begins with: "=1+1", "+81...", "@x" are never formulas, since nothing here can say formula.
 * Protection has no password: it stops mistakes, not people.
 *
 * All lies in the arena of the workbook; texts handed in are borrowed and must live as long.
 */
#ifndef PUBLISH_WORKBOOK_H
#define PUBLISH_WORKBOOK_H

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/err.h"
#include "base/json.h"
#include "base/list.h"
#include "base/msg.h"

enum {
	WORKBOOK_SHEETS_MAX = 200,
	WORKBOOK_COLUMNS_MAX = 1024,
	WORKBOOK_ROWS_MAX = 200000,
	WORKBOOK_TEXT_MAX = 32767, /* characters in a cell: Excel's ceiling; longer text is cut there, ending in … */
	WORKBOOK_WIDTH_MAX = 60,
};

enum workbook_kind { WORKBOOK_EMPTY, WORKBOOK_TEXT, WORKBOOK_NUMBER, WORKBOOK_DATE, WORKBOOK_KIND_COUNT };

enum workbook_flag {
	WORKBOOK_HEADER = 1, /* of a column or a row */
	WORKBOOK_ENTRY = 2,  /* may be written in on a protected sheet; tinted so that it is seen */
	WORKBOOK_TITLE = 4,  /* the sheet's heading: larger, not framed */
	WORKBOOK_REMARK = 8, /* smaller, not framed, not wrapped: source, licence, how to fill this in */
	WORKBOOK_YEAR = 16,  /* a number without the thousands' comma */
	WORKBOOK_STRONG = 32,
};

enum workbook_rule_kind {
	WORKBOOK_RULE_NONE,
	WORKBOOK_RULE_CHOICES,
	WORKBOOK_RULE_NUMBER, /* min .. max where has_min, has_max */
	WORKBOOK_RULE_WHOLE,
	WORKBOOK_RULE_DATE, /* first .. last where given */
	WORKBOOK_RULE_TEXT, /* at most max characters where has_max */
	WORKBOOK_RULE_COUNT
};

/* What may stand in a cell. Many cells may point to one rule. Empty is always allowed. */
struct workbook_rule {
	enum workbook_rule_kind kind;
	LIST(struct text) choices;
	bool has_min, has_max;
	struct decimal min, max;
	struct date first, last;          /* year 0: open */
	struct text prompt_title, prompt; /* shown when the cell is chosen; at most 32 and 255 characters, cut there */
	struct text refusal;              /* shown when something else was written; at most 225 characters */
	bool warn;                        /* the refusal is a warning: the person may keep what he wrote */
};

struct workbook_cell {
	enum workbook_kind kind;
	unsigned flags;
	int span;                         /* columns that it covers, 0 as 1; the covered cells are not in the row */
	struct text text;                 /* TEXT */
	struct text unit;                 /* of a NUMBER: shown behind it, and it stays a number */
	struct decimal number;            /* NUMBER: shown with as many digits behind the point as its scale */
	struct date date;                 /* DATE: a day, or a month (shown as 2021-08) */
	struct text comment;              /* a note that opens beside the cell; empty: none */
	const struct workbook_rule *rule; /* NULL: none */
};

struct workbook_row {
	LIST(struct workbook_cell) cells;
};

struct workbook_column {
	int width; /* in half-width characters; 0: from what stands in it, at most WORKBOOK_WIDTH_MAX */
	bool hidden;
};

struct workbook_sheet {
	struct text name;                     /* made valid and unique when written: 31 characters, none of []:*?/\ */
	LIST(struct workbook_column) columns; /* may be fewer than there are: the rest has width 0 */
	LIST(struct workbook_row *) rows;
	int freeze_rows, freeze_columns; /* stay in sight; frozen rows are also repeated on each printed page */
	bool protect;                    /* only cells with WORKBOOK_ENTRY may be changed */
	bool landscape;                  /* on A4, fitted to its width */
	bool hidden;
};

struct workbook_property {
	struct text name, value;
};

struct workbook {
	struct arena *arena;
	enum lang lang;
	struct text title, author; /* author: who publishes it, 例示市; may be empty */
	struct date created;       /* as_of: the same workbook gives the same bytes on every day */
	LIST(struct workbook_sheet *) sheets;
	LIST(struct workbook_property) properties; /* document properties that say which round, plan, event it is of */
};

/* Not workbook_new: libxlsxwriter has a function of that name. */
struct workbook *workbook_begin(struct arena *a, enum lang lang, struct text title, struct date created);
struct workbook_sheet *workbook_sheet(struct workbook *w, struct text name);
/* The next column. */
struct workbook_column *workbook_column(struct workbook *w, struct workbook_sheet *s, int width);
void workbook_property(struct workbook *w, struct text name, struct text value);

struct workbook_row *workbook_row(struct workbook *w, struct workbook_sheet *s);
/* The next cell of a row; the pointer is good until the row gets another cell. */
struct workbook_cell *workbook_empty(struct workbook *w, struct workbook_row *r, unsigned flags);
struct workbook_cell *workbook_text(struct workbook *w, struct workbook_row *r, unsigned flags, struct text text);
struct workbook_cell *workbook_number(struct workbook *w, struct workbook_row *r, unsigned flags, struct decimal n);
struct workbook_cell *workbook_date(struct workbook *w, struct workbook_row *r, unsigned flags, struct date d);

/* A rule of these choices, to be added with workbook_choice(). */
struct workbook_rule *workbook_rule(struct workbook *w, enum workbook_rule_kind kind);
void workbook_choice(struct workbook *w, struct workbook_rule *rule, struct text choice);

/* Whether it keeps the ceilings above; ERR_INPUT names the sheet. */
MUST_CHECK bool workbook_fits(const struct workbook *w, struct err *err);

/* The one codec between sosei and sosei-render. The caller decrefs. */
json_t *workbook_to_json(const struct workbook *w);
/* ERR_INPUT names the place of what is wrong or over a ceiling. Texts are copied into the arena. */
MUST_CHECK bool workbook_from_json(struct arena *a, struct workbook **w, const json_t *j, struct err *err);

#endif
