/* usecase/collect.h - collecting the year's figures from the sections by Excel and mail, as is done today.
 *
 * A round makes one workbook per section: what it owns, the last values, what is to be filled in. Keys and the numbers
 * of the events that stood are locked or hidden. What comes back is compared first: a value that somebody recorded
 * meanwhile is a conflict, shown side by side and never overwritten; a file of another round is refused. Layout:
 * docs/methods/collect.md.
 */
#ifndef USECASE_COLLECT_H
#define USECASE_COLLECT_H

#include "publish/workbook.h"
#include "usecase/review.h"
#include "usecase/table_file.h"

struct collect_file {
	struct text section, name;
	struct text path; /* empty without a folder */
	size_t items;
};
struct collect_made {
	struct text review, round; /* 2021-08/1 */
	struct date due;
	int64_t event;
	LIST(struct collect_file) files;
};
struct collect_request {
	struct text review;
	const char *folder; /* made where it is not there; NULL: no files, each is made when it is asked for */
	struct date due;    /* year 0: the day by which collecting should be over */
	enum lang lang;
};
/* One workbook for each section that owns something in the review. ERR_CONFLICT: the year is frozen; ERR_INPUT: nobody
 * owns anything; ERR_SYSTEM: a file cannot be written, sosei-render is missing. */
MUST_CHECK bool collect_make(struct collect_made *made, struct context *c, const struct collect_request *request,
			     struct err *err);

/* The workbook of one section of the last round, with what stands now; not yet as bytes (usecase/paper.h), since that
 * is slow. ERR_INPUT: there is no round yet, or the section has no part in it; ERR_CONFLICT: the year is frozen;
 * ERR_FORBIDDEN: a section's account asks for that of another one. */
MUST_CHECK bool collect_workbook(struct workbook **made, struct context *c, struct text review, struct text section,
				 enum lang lang, struct err *err);

enum collect_what {
	COLLECT_NEW,        /* nothing stands: recorded */
	COLLECT_SAME,       /* stands already */
	COLLECT_CORRECTION, /* another value than the one that stood when the file was made, with a reason */
	COLLECT_CONFLICT,   /* somebody recorded another one since, or no reason is given */
	COLLECT_FAULT,      /* cannot be read: which cell and why */
	COLLECT_WHAT_COUNT
};
const char *collect_what_name(enum collect_what what); /* "new", ... */

/* What stands, or what the file says: a value, or words of a person; neither: nothing. */
struct collect_side {
	bool is_value;
	struct decimal value;
	enum value_state state;
	struct text words;
};
/* "540 (preliminary)" in that language; empty: nothing. */
struct text collect_side_said(struct arena *a, enum lang lang, const struct collect_side *s);

struct collect_row {
	enum collect_what what;
	struct review_item item;
	struct text name;
	uint32_t line; /* in its sheet */
	struct collect_side was, is;
	struct msg msg;      /* of a conflict or fault: why, and what to do */
	bool done;           /* recorded */
	const void *request; /* to collect.c */
	bool assessment, absent;
};
struct collect_read {
	struct text review, round, section, section_name, file;
	bool late; /* behind the round's day */
	LIST(struct collect_row) rows;
	int64_t event; /* that says it was returned; 0: only compared */
};
/* review: of which it must be; empty: any. apply: records what is new or corrected, and that the file came back, in one
 * transaction; nothing of a file with faults. Without it the same is tried and taken back. ERR_INPUT: no workbook of
 * ours, of another review or round (which one it is, which one is open), of a section that there is not. */
MUST_CHECK bool collect_read(struct collect_read *read, struct context *c, struct text review,
			     const struct table_file *file, bool apply, struct err *err);

enum collect_state { COLLECT_RETURNED, COLLECT_MISSING, COLLECT_LATE }; /* late: missing behind the day */
struct collect_standing {
	struct text section, name;
	enum collect_state state;
	struct date returned;
	struct text file;
};
struct collect_status {
	struct text review, round; /* empty: no round yet */
	struct date made, due;
	LIST(struct collect_standing) sections;
};
/* Of the last round of a review. */
MUST_CHECK bool collect_status(struct collect_status *status, struct context *c, struct text review, struct err *err);

/* ---- shared by collect_*.c ---- */

enum { COLLECT_FIRST_LINE = 4 }; /* of the items, behind title, remark and heads */
/* The value of the year that stands, whatever its state; NULL. */
const struct report_value *collect_standing_value(const struct review_thing *t, int16_t year);

#endif
