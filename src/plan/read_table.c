/* Cells as rows. A table comes out of a PDF row by row, cell by cell, or column by column; with separators it keeps its
 * columns. Each way is tried, and the one in which every row has a name and all its numbers is taken: a table read the
 * wrong way round does not come out even. */
#include <string.h>

#include "plan/read_table.h"

static size_t complete(const group_list *groups, size_t per_row)
{
	size_t n = 0;

	for (size_t i = 0; i < groups->n; i++)
		n += groups->at[i].names.n && groups->at[i].row.n_numbers == per_row;
	return n;
}

size_t read_numbered(const group_list *groups)
{
	size_t n = 0;

	for (size_t i = 0; i < groups->n; i++)
		n += groups->at[i].row.n_numbers > 0;
	return n;
}

/* ---- which way ---- */

/* The commonest count of numbers between two names. */
static size_t usual_run(const cell_list *cells)
{
	size_t counts[ROW_NUMBERS_MAX + 1] = { 0 }, run = 0, best = 2;

	for (size_t i = 0; i <= cells->n; i++) {
		if (i < cells->n && cells->at[i].kind == CELL_NUMBER) {
			run++;
		} else if (run && (i == cells->n || cells->at[i].kind == CELL_TEXT)) {
			counts[run <= ROW_NUMBERS_MAX ? run : ROW_NUMBERS_MAX]++;
			run = 0;
		}
	}
	for (size_t k = 1; k <= ROW_NUMBERS_MAX; k++)
		if (counts[k] > counts[best])
			best = k;
	return best;
}

static size_t expected_numbers(const struct table_head *h)
{
	if (h->earlier)
		return h->earlier + h->steps.n + 1 + h->seen[ROLE_TARGET];
	if (h->steps.n)
		return h->steps.n + (h->seen[ROLE_BASELINE] || h->grant) + (h->grant ? h->total : h->seen[ROLE_TARGET]);
	if (h->seen[ROLE_TARGET] && !h->seen[ROLE_BASELINE])
		return 1;
	return 2;
}

static struct period take_step(struct table_head *h, size_t at)
{
	struct period p = h->steps.at[at];

	for (size_t i = at + 1; i < h->steps.n; i++)
		h->steps.at[i - 1] = h->steps.at[i];
	h->steps.n--;
	return p;
}

static bool has_goals(const cell_list *cells)
{
	for (size_t i = 0; i < cells->n; i++)
		if (cells->at[i].kind == CELL_GOAL)
			return true;
	return false;
}

static int fiscal_year(struct period p)
{
	return p.kind == PERIOD_DATE ? date_fiscal_year(p.date) : p.year;
}

/* 実績値 目標値 / Ｈ29 Ｈ30 Ｒ元 Ｒ６: year after year what was, then the target; the last of them is the baseline. */
static void fit_actuals(struct table *t)
{
	struct table_head *h = &t->head;
	int last = fiscal_year(h->baseline);
	bool actuals = false;

	for (size_t i = 0; i < t->cells.n && t->cells.at[i].kind != CELL_NUMBER; i++)
		actuals |= t->cells.at[i].kind == CELL_HEAD && text_find(t->cells.at[i].t, TEXT("実績")) != SIZE_MAX;
	for (size_t i = 0; i < h->steps.n; i++)
		actuals &= fiscal_year(h->steps.at[i]) == ++last;
	if (!actuals || !h->steps.n || fiscal_year(h->target) < last + 2)
		return;
	h->baseline = h->steps.at[h->steps.n - 1];
	h->earlier = h->steps.n;
	h->steps.n = 0;
}

/* 現状値 目標値 / Ｒ元 Ｒ２ Ｒ３ ... Ｒ６: years below both words. As many as there are figures in a row: the first is
 * the baseline's and the last the target's; one less: the baseline has none. */
static void fit_years(struct table *t)
{
	struct table_head *h = &t->head;
	size_t run = usual_run(&t->cells), bare = h->seen[ROLE_GOAL] && !has_goals(&t->cells);

	if (h->grant || h->earlier || h->steps.n < 2 || !h->seen[ROLE_BASELINE] || !h->seen[ROLE_TARGET] ||
	    run == t->per_row + bare)
		return;
	run -= bare && run > 2;
	if (run == h->steps.n && !h->baseline.kind && !h->target.kind) {
		h->target = take_step(h, h->steps.n - 1);
		h->baseline = take_step(h, 0);
		fit_actuals(t);
	} else if (run == h->steps.n + 1 && !h->target.kind) {
		h->target = take_step(h, h->steps.n - 1);
	} else if (run == h->steps.n + 1 && !h->baseline.kind) {
		h->baseline = take_step(h, 0);
	}
	t->per_row = expected_numbers(h);
}

static void keep_rows(struct doc *d, struct table *t, group_list *groups)
{
	for (size_t i = 0; i < groups->n; i++) {
		read_finish_name(d, &t->cells, &groups->at[i]);
		if (groups->at[i].row.n_numbers)
			*LIST_ADD(d->a, &t->rows) = groups->at[i].row;
		else if (groups->at[i].names.n && !read_is_sentence(d, &t->cells, groups->at[i].names.at[0])) {
			const struct cell *c = &t->cells.at[groups->at[i].names.at[0]];

			REMARK(d, "read-text-left-over", SEVERITY_WARNING, c->line, c->column, "text",
			       text_z(d->a, groups->at[i].row.name), NULL);
		}
	}
}

static void read_rows(struct doc *d, struct table *t, size_t usual)
{
	group_list rows = { 0 }, other = { 0 }, columns = { 0 }, bands = { 0 };

	read_by_rows(d, &t->cells, t->per_row, &rows);
	if (complete(&rows, t->per_row) < read_numbered(&rows) && read_by_bands(d, &t->cells, t->per_row, &bands)) {
		t->by_bands = true;
		keep_rows(d, t, &bands);
		return;
	}
	if (complete(&rows, t->per_row) * 4 < read_numbered(&rows) * 3) {
		if (read_by_columns(d, &t->cells, t->per_row, &columns)) {
			t->by_columns = true;
			keep_rows(d, t, &columns);
			return;
		}
		read_by_rows(d, &t->cells, usual, &other);
		if (usual != t->per_row && complete(&other, usual) > complete(&rows, t->per_row)) {
			t->per_row = usual;
			rows = other;
		}
	}
	read_turn_blocks(d, &t->cells, &rows, t->per_row);
	read_settle_names(d, &t->cells, &rows);
	keep_rows(d, t, &rows);
}

void read_table(struct doc *d, const struct known *known, const cell_list *cells, struct table *t)
{
	group_list slots = { 0 }, sides = { 0 };

	*t = (struct table){ .cells = *cells };
	read_drop_running_totals(&t->cells);
	t->unit = read_take_unit(&t->cells);
	read_table_head(d, &t->cells, &t->head);
	if (read_by_sides(d, known, &t->cells, &sides, &t->per_row)) {
		keep_rows(d, t, &sides);
		return;
	}
	read_drop_goal_list(known, &t->cells);
	read_drop_titles(known, &t->cells);
	read_drop_line_numbers(&t->cells);
	t->per_row = expected_numbers(&t->head);
	fit_years(t);
	read_find_bare_goals(known, t);
	read_drop_last_column(t);
	read_mend_rows(d, &t->cells, t->per_row);
	if (read_by_slots(d, &t->cells, &slots))
		keep_rows(d, t, &slots);
	else
		read_rows(d, t, usual_run(&t->cells));
	if (t->by_columns && t->rows.n)
		REMARK(d, "read-table-by-columns", SEVERITY_NOTE, t->rows.at[0].first_line, 1, "rows",
		       NUM((int64_t)t->rows.n), NULL);
	read_labels(d, known, t);
}
