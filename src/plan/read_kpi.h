/* plan/read_kpi.h - the parts of making KPIs out of rows (internal to plan/).
 *
 *   read_kpis.c   a row as a KPI
 *   read_names.c  its name
 *   read_notes.c  footnotes
 */
#ifndef PLAN_READ_KPI_H
#define PLAN_READ_KPI_H

#include "plan/read_parts.h"

/* ---- read_names.c ---- */

struct name_parts {
	struct text name, unit, mark;
	struct period period;
	bool guessed; /* the unit is in no list */
};

/* Takes the name apart; unit: of a column of units, or empty. */
void read_name_parts(struct doc *d, struct name_parts *p, struct text name, struct text unit, bool numbers_have_unit);
/* The last bracket of f: where it begins and ends, in characters. */
bool read_last_bracket(const struct fold *f, size_t *open, size_t *close);

/* ---- read_notes.c ---- */

/* Takes the footnotes out of the table: their pieces are marked as gone. */
void read_take_footnotes(struct doc *d, struct plan *plan, size_t from, size_t to);
/* The footnote of that mark among those from `first` on, else NULL. */
const struct plan_footnote *read_footnote_of(const struct plan *plan, size_t first, struct text mark);
/* One that speaks of all baselines: ※ 現状値は2019年度の実績. */
/* ※ア 2019年度実績値、イ 2022年度: the one that says of which period the baselines of that project are. */
const struct plan_footnote *read_footnote_of_project(const struct plan *plan, size_t first, const text_list *marks,
						     struct text project, struct period *p);
const struct plan_footnote *read_footnote_of_all(const struct plan *plan, size_t first, const text_list *marks,
						 bool unmarked); /* nothing in the table has a mark */
/* The period that a footnote gives to all targets. False: none does. */
bool read_due_in_footnotes(const struct plan *plan, size_t first, struct period *due);
int read_mark_number(struct text mark); /* ※1, （注１）, *1 -> 1; 0: none */
/* A mark inside a cell: 2,496※1, 市内総生産額（※１）; *at and *end are characters of f. */
bool read_find_mark(const struct fold *f, size_t *at, size_t *end);
struct text read_cell_mark(struct text t); /* ... as text, or empty */

#endif
