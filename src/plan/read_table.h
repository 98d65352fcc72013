/* plan/read_table.h - the parts of reading a table (internal to plan/): cells in, rows out.
 *
 *   read_split.c    lines into words
 *   read_join.c     words that narrow columns broke
 *   read_table.c    which way the table was flattened
 *   read_rows.c     row by row
 *   read_columns.c  column by column, and with separators
 *   read_broken.c   figures broken over lines
 *   read_bands.c    as it stands on a page
 *   read_transposed.c  a column a KPI
 *   read_drop.c     cells that belong to no row
 *   read_blocks.c   one table or several
 */
#ifndef PLAN_READ_TABLE_H
#define PLAN_READ_TABLE_H

#include "plan/read_parts.h"

typedef LIST(size_t) index_list;

/* Figures that stand together, and the cells of the name before them. */
struct group {
	index_list names; /* indices of cells */
	struct row row;
};
typedef LIST(struct group) group_list;

/* ---- read_split.c ---- */

/* The words of a line, added to `cells`; what belongs together over a space is one. */
void read_split(struct doc *d, size_t piece, cell_list *cells);
bool read_all_digits(struct text t); /* 1,000, △5: a number and nothing else */
bool read_ends_with_digit(struct text t);
int read_open_brackets(struct text t); /* how many more open than close */

/* ---- read_join.c ---- */

/* What is joined leaves an empty cell behind. */
void read_join_cells(struct doc *d, const struct known *known, cell_list *words);

/* ---- read_table.c ---- */

size_t read_numbered(const group_list *groups); /* groups with a figure */
void read_table(struct doc *d, const struct known *known, const cell_list *cells, struct table *t);

/* ---- read_rows.c ---- */

void read_by_rows(struct doc *d, const cell_list *cells, size_t per_row, group_list *groups);
/* Gives the parts of names to the rows that they belong to. */
void read_settle_names(struct doc *d, const cell_list *cells, group_list *groups);
/* Cells of several lines within a row: two names, two present values, two targets. */
void read_turn_blocks(struct doc *d, const cell_list *cells, group_list *groups, size_t per_row);
void read_finish_name(struct doc *d, const cell_list *cells, struct group *g);
struct group *read_new_group(struct doc *d, group_list *groups);
void read_add_number(struct row *r, const cell_list *cells, size_t at);
/* A period beside the row's last figure, or kept for the next in *pending. */
void read_add_period(struct row *r, struct period *pending, const struct cell *c);
bool read_ends_with_unit(struct text t); /* ...（人） */
bool read_is_sentence(const struct doc *d, const cell_list *cells, size_t at);

/* ---- read_columns.c ---- */

enum { SLOTS_MAX = 24 };
/* What each column between separators is. False: as below. */
bool read_slot_roles(const cell_list *cells, enum cell_role roles[SLOTS_MAX]);
/* False: the figures do not come out even. */
bool read_by_columns(struct doc *d, const cell_list *cells, size_t per_row, group_list *groups);
/* False: no separators, or a header that does not say which column is what. */
bool read_by_slots(struct doc *d, const cell_list *cells, group_list *groups);

/* ---- read_broken.c ---- */

/* A line that begins far from the margin stands below other cells. */
bool read_is_page_line(const cell_list *cells, size_t i);
/* Among the cells as they were cut from the lines: what is broken and can be proven so. */
void read_join_broken(struct doc *d, cell_list *words);
/* In rows that have more figures than they should. */
void read_mend_rows(struct doc *d, cell_list *cells, size_t per_row);

/* ---- read_bands.c ---- */

/* False: the lines cannot be cut into rows. */
bool read_by_bands(struct doc *d, const cell_list *cells, size_t per_row, group_list *groups);

/* ---- read_blocks.c ---- */

bool read_is_label(struct text t); /* ＫＰＩ①, KPI(1) and nothing else */

/* ---- read_transposed.c ---- */

/* False: the table does not lie on its side. */
bool read_by_sides(struct doc *d, const struct known *known, const cell_list *cells, group_list *groups,
		   size_t *per_row);

/* ---- read_drop.c ---- */

void read_drop_goal_list(const struct known *known, cell_list *cells);
/* The title of a project or goal that stands beside its mark is no part of a KPI's name. */
void read_drop_titles(const struct known *known, cell_list *cells);
/* （単位：人） in a line of its own above the rows; empty where there is none. */
struct text read_take_unit(cell_list *cells);
/* 累計 as a second line below 増加分. */
void read_drop_running_totals(cell_list *cells);
/* A first column that counts the rows. */
void read_drop_line_numbers(cell_list *cells);
/* A column behind the figures that is none of ours (担当課, 出典). */
void read_drop_last_column(struct table *t);
/* １ or ２・３ in the column of goals becomes a goal. */
void read_find_bare_goals(const struct known *known, struct table *t);

#endif
