/* plan/read.h - the text of a certified plan in, the plan as data and what was inferred out.
 *
 * About 1,700 plans of this form are in force, each with its own habits, so this is a tolerant grammar with a report:
 * headings are found by number and keyword, tables by trying the ways in which they are flattened and taking the one in
 * which every row has its name, baseline and target. Whatever was inferred, left out or could not be read is a remark
 * (rule "read-...") with line and column and what to do; nothing is guessed in silence.
 *
 * Rejected: a template for one file; regular expressions over the whole text (a line end may stand inside any word); a
 * statistical reader (nobody could say why it read what it read).
 *
 * Pure and total: any bytes give a plan with remarks or one error. Linear in the length of the text.
 */
#ifndef PLAN_READ_H
#define PLAN_READ_H

#include "base/err.h"
#include "plan/plan.h"

enum {
	PLAN_BYTES_MAX = 16 << 20,
	PLAN_LINES_MAX = 1000000, /* that are not blank */
};

/* Reads the plan. Texts of *plan and *remarks borrow from utf8 or lie in the arena; both must live as long as the plan.
 * *remarks is appended to, in the order of the lines. ERR_INPUT, with *plan untouched, where this is no plan at all:
 * empty, beyond a ceiling, binary, not UTF-8, or without the headings of the form; `where` names the file in it. */
MUST_CHECK bool plan_read(struct arena *a, struct plan *plan, remark_list *remarks, struct text utf8, const char *where,
			  struct err *err);

/* A line that is not blank, trimmed; borrows from the text. */
struct plan_line {
	struct text t;
	bool apart;   /* blank lines stand before it, and mean something */
	bool goes_on; /* its sentence continues in the next line */
};
typedef LIST(struct plan_line) plan_line_list;

/* The lines of a plan as a person reads them: which are cut off by the width of the paper only. No more than
 * PLAN_LINES_MAX. */
void plan_lines(struct arena *a, struct text utf8, plan_line_list *out);

/* A period as plans write it and nothing else: 2021年度, 令和元年度, Ｒ３年度, 2021年, 2021年10月1日. False for a bare
 * year, which may be either kind, and for a month. */
MUST_CHECK bool plan_period_parse(struct period *p, struct text t);

/* A day or a month, likewise: 2025年5月1日, 令和7年5月, Ｒ７.５.１, 2025/5. False for a year alone. */
MUST_CHECK bool plan_date_parse(struct date *d, struct text t);

#endif
