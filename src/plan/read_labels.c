/* Merged cells. One mark or goal may cover several rows; in the text it stands once, before its rows, behind the first
 * of them, in their middle or behind them all. Each of these is a model; the first that fits is taken: a label's rows
 * must begin with the first row, and the marks' groups should agree with the goals'. */
#include "plan/read_parts.h"

#include <stdlib.h>
#include <string.h>

enum model { BEFORE, BEHIND_FIRST, CENTRED, BEHIND };

struct label {
	size_t cell, last_cell; /* several goals in one cell are several cells of text */
	int rows_before;        /* rows whose numbers stand before it */
	int middle;             /* twice the row it stands beside; odd: between two lines of numbers */
	bool on_line;           /* it shares the line of the numbers of the last row before it */
	size_t start;           /* result: its first row */
};
typedef LIST(struct label) label_list;

/* 基本目標１ / 基本目標２ right below each other, or ア、イ、 / ウ, are one cell of two lines. */
static bool one_label(const struct table *t, const struct label *before, size_t at)
{
	const struct cell *a = &t->cells.at[before->last_cell], *b = &t->cells.at[at];

	if (t->by_columns || before->last_cell + 1 != at || b->line != a->line + 1)
		return false;
	return b->kind == CELL_GOAL || text_ends(a->t, TEXT("、")) || text_ends(a->t, TEXT("・"));
}

static void collect(struct doc *d, const struct table *t, enum cell_kind kind, label_list *labels)
{
	size_t row = 0;

	for (size_t i = 0; i < t->cells.n; i++) {
		const struct cell *c = &t->cells.at[i];
		struct label *l;

		while (row < t->rows.n && t->rows.at[row].last_cell < i)
			row++;
		if (c->kind != kind)
			continue;
		if (labels->n && one_label(t, &labels->at[labels->n - 1], i)) {
			labels->at[labels->n - 1].last_cell = i;
			continue;
		}
		l = LIST_ADD(d->a, labels);
		l->cell = l->last_cell = i;
		l->rows_before = (int)row;
		/* Where several rows share the line, only the order says. */
		if (row && t->rows.at[row - 1].numbers[0].line == c->line &&
		    !(row < t->rows.n && t->rows.at[row].numbers[0].line == c->line)) {
			l->on_line = true;
			l->middle = 2 * (int)row - 2;
		} else if (row < t->rows.n && t->rows.at[row].first_line <= c->line) {
			/* A name may take several lines, and its numbers stand in another one than the label. */
			l->middle = 2 * (int)row;
		} else {
			l->middle = 2 * (int)row - 1;
		}
	}
}

/* Where the label's rows begin under a model; false: the model does not fit. */
static bool starts(label_list *labels, size_t rows, enum model model)
{
	for (size_t i = 0; i < labels->n; i++) {
		struct label *l = &labels->at[i];
		int at = model == BEFORE ? (l->on_line ? l->rows_before - 1 : l->rows_before) : l->rows_before - 1;

		if (model == BEHIND)
			at = i ? labels->at[i - 1].rows_before : 0;
		if (at < 0 || (size_t)at >= rows || (i == 0 && at != 0) || (i && (size_t)at <= labels->at[i - 1].start))
			return false;
		l->start = (size_t)at;
	}
	return labels->n && (model != BEHIND || labels->at[labels->n - 1].rows_before == (int)rows);
}

/* How far the label stands from the middle of these rows: in half rows, or on a page in quarter lines, where what falls
 * between two lines stands in the upper one. */
static int off_centre(const struct table *t, const struct label *l, size_t begin, size_t end)
{
	if (!t->by_bands)
		return abs((int)(begin + end - 1) - l->middle);
	return abs(4 * (int)t->cells.at[l->cell].line - 2 * (int)(t->rows.at[begin].top + t->rows.at[end - 1].bottom) +
		   1);
}

/* Most cells stand behind wide gaps. */
static bool is_page(const struct table *t)
{
	size_t wide = 0, inner = 0;

	for (size_t i = 0; i < t->cells.n; i++) {
		inner += t->cells.at[i].gap > 0;
		wide += t->cells.at[i].gap == 2;
	}
	return t->by_bands || wide * 2 > inner;
}

/* Groups whose middles are nearest to where the labels stand: the best cut after each label, from the left. Costs are
 * half rows; on a page their squares: of an even number of rows every label is off by one, which is likelier than one
 * by three. Returns the sum of the half rows. */
static int centre(struct doc *d, const struct table *t, label_list *labels)
{
	enum { OFF_MAX = 1000 };
	bool page = is_page(t);
	size_t n = labels->n, rows = t->rows.n;
	int *cost, best = -1;
	size_t *from;

	if (!n || n > rows || n * rows * rows > 2000000)
		return -1;
	cost = arena_array(d->a, (n + 1) * (rows + 1), sizeof *cost);
	from = arena_array(d->a, (n + 1) * (rows + 1), sizeof *from);
	memset(cost, 0x3f, (n + 1) * (rows + 1) * sizeof *cost);
	cost[0] = 0;
	for (size_t l = 1; l <= n; l++)
		for (size_t end = l; end <= rows; end++)
			for (size_t begin = l - 1; begin < end; begin++) {
				int off = off_centre(t, &labels->at[l - 1], begin, end);
				int c = cost[(l - 1) * (rows + 1) + begin];

				off = off < OFF_MAX ? off : OFF_MAX;
				c += page ? off * off : off;
				if (c < cost[l * (rows + 1) + end]) {
					cost[l * (rows + 1) + end] = c;
					from[l * (rows + 1) + end] = begin;
				}
			}
	best = 0;
	for (size_t l = n, end = rows; l > 0; l--) {
		size_t begin = from[l * (rows + 1) + end];

		best += off_centre(t, &labels->at[l - 1], begin, end);
		end = labels->at[l - 1].start = begin;
	}
	return best;
}

/* Half as many labels as rows or fewer, and a mark and a goal alone in one line: then cells were centred. */
static bool looks_centred(const struct table *t)
{
	for (size_t i = 0; i + 1 < t->cells.n; i++) {
		const struct cell *a = &t->cells.at[i], *b = &t->cells.at[i + 1];

		if (a->kind == CELL_MARK && b->kind == CELL_GOAL && a->line == b->line &&
		    (!i || a[-1].line != a->line) && (i + 2 >= t->cells.n || a[2].line != a->line))
			return true;
	}
	return false;
}

static bool same_starts(const label_list *a, const label_list *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->at[i].start != b->at[i].start)
			return false;
	return true;
}

/* Each label stands alone in its line, and the last one behind the last row. */
static bool stand_behind(const label_list *labels, size_t rows)
{
	for (size_t i = 0; i < labels->n; i++)
		if (labels->at[i].middle % 2 == 0 || !labels->at[i].rows_before)
			return false;
	return labels->n && labels->at[labels->n - 1].rows_before == (int)rows;
}

/* 基本目標②：子育て世代の定住の促進 in lines of their own: headings, each before its rows. */
static bool are_headings(const struct table *t, const label_list *labels)
{
	for (size_t i = 0; i < labels->n; i++) {
		const struct cell *c = &t->cells.at[labels->at[i].cell];
		const struct cell *end = t->cells.at + t->cells.n, *next = c + 1;
		struct fold f;
		size_t used = 0;
		bool titled;

		fold_text(&f, text_slice(c->t, 0, 120));
		titled = read_goal_name(&f, &used) && used < f.n;
		for (; next < end && next->line == c->line && next->kind == CELL_NOTE; next++)
			titled = true;
		if (!titled || (c > t->cells.at && c[-1].line == c->line) || (next < end && next->line == c->line))
			return false;
	}
	return labels->n > 0;
}

static void start_behind(label_list *labels)
{
	for (size_t i = 0; i < labels->n; i++)
		labels->at[i].start = (size_t)labels->at[i].rows_before;
}

/* Where no model fits, because a row could not be read: each label is of the row in whose lines it stands. */
static bool start_beside(const struct table *t, label_list *labels)
{
	size_t n = 0, row = 0;

	for (size_t i = 0; i < labels->n; i++) {
		uint32_t line = t->cells.at[labels->at[i].cell].line;

		while (row < t->rows.n && t->rows.at[row].last_line < line)
			row++;
		if (row == t->rows.n || (n && row <= labels->at[n - 1].start))
			continue;
		labels->at[n] = labels->at[i];
		labels->at[n++].start = row;
	}
	labels->n = n;
	return n > 0;
}

static bool place_marks(struct doc *d, struct table *t, label_list *marks)
{
	int cost;

	if (t->by_bands && centre(d, t, marks) >= 0)
		return true;
	if (!looks_centred(t) && starts(marks, t->rows.n, BEFORE))
		return true;
	if (stand_behind(marks, t->rows.n) && starts(marks, t->rows.n, BEHIND))
		return true;
	cost = centre(d, t, marks);
	if ((cost < 0 || cost * 2 > (int)marks->n) && starts(marks, t->rows.n, BEHIND))
		return true;
	return centre(d, t, marks) >= 0 || start_beside(t, marks);
}

static bool place_goals(struct doc *d, struct table *t, label_list *goals, const label_list *marks)
{
	static const enum model order[] = { BEHIND_FIRST, BEFORE, BEHIND };
	bool centred = looks_centred(t);

	if (are_headings(t, goals)) {
		start_behind(goals);
		return true;
	}
	if ((centred || t->by_bands) && centre(d, t, goals) >= 0)
		return true;
	/* The model that agrees with the marks, else the first that fits. */
	for (int pass = 0; pass < 2; pass++) {
		for (size_t k = 0; k < sizeof order / sizeof *order; k++)
			if (starts(goals, t->rows.n, order[k]) && (pass || same_starts(goals, marks)))
				return true;
		if (!pass && marks->n == goals->n && centre(d, t, goals) >= 0 && same_starts(goals, marks))
			return true;
	}
	return centre(d, t, goals) >= 0 || start_beside(t, goals);
}

/* The order alone is left when a table was flattened column by column: a label a row, one for all, or even shares. */
static bool share(struct doc *d, const struct table *t, label_list *labels)
{
	size_t rows = t->rows.n;

	if (!labels->n || labels->n > rows)
		return false;
	for (size_t i = 0; i < labels->n; i++)
		labels->at[i].start = i * rows / labels->n;
	if (labels->n > 1 && labels->n < rows) {
		const struct cell *c = &t->cells.at[labels->at[0].cell];

		REMARK(d, "read-label-shared", SEVERITY_WARNING, c->line, c->column, "text", text_z(d->a, c->t),
		       "labels", NUM((int64_t)labels->n), "rows", NUM((int64_t)rows), NULL);
	}
	return true;
}

static size_t label_end(const label_list *labels, size_t i, size_t rows)
{
	return i + 1 < labels->n ? labels->at[i + 1].start : rows;
}

static void say_merged(struct doc *d, const struct cell *c, size_t rows)
{
	if (rows > 1)
		REMARK(d, "read-merged-cell", SEVERITY_NOTE, c->line, c->column, "text", text_z(d->a, c->t), "rows",
		       NUM((int64_t)rows), NULL);
}

static void give_marks(struct doc *d, struct table *t, const label_list *marks)
{
	for (size_t i = 0; i < marks->n; i++) {
		const struct cell *c = &t->cells.at[marks->at[i].cell];
		size_t end = label_end(marks, i, t->rows.n);

		say_merged(d, c, end - marks->at[i].start);
		for (size_t r = marks->at[i].start; r < end; r++) {
			t->rows.at[r].mark = c->project;
			t->rows.at[r].mark_text = c->t;
			for (size_t k = marks->at[i].cell + 1; k <= marks->at[i].last_cell; k++)
				t->rows.at[r].mark_text = text_of(arena_printf(
					d->a, "%.*s%.*s", (int)t->rows.at[r].mark_text.n, t->rows.at[r].mark_text.p,
					(int)t->cells.at[k].t.n, t->cells.at[k].t.p));
		}
	}
}

static void give_goals(struct doc *d, const struct known *known, struct table *t, const label_list *labels)
{
	for (size_t i = 0; i < labels->n; i++) {
		const struct cell *c = &t->cells.at[labels->at[i].cell];
		size_t end = label_end(labels, i, t->rows.n);

		say_merged(d, c, end - labels->at[i].start);
		for (size_t r = labels->at[i].start; r < end; r++)
			for (size_t k = labels->at[i].cell; k <= labels->at[i].last_cell; k++)
				read_goal_cell(known->plan, t->cells.at[k].t, true, t->rows.at[r].goals,
					       &t->rows.at[r].n_goals);
	}
}

/* Rows above the first of these headings are of the goal that stood last before them. */
static void give_goal_above(const struct known *known, struct table *t, const label_list *goals)
{
	const struct plan_goal *above = NULL;

	for (size_t g = 0; g < known->plan->goals.n; g++)
		if (known->plan->goals.at[g].lines.last < t->rows.at[0].first_line)
			above = &known->plan->goals.at[g];
	for (size_t r = 0; above && r < t->rows.n && r < goals->at[0].start; r++)
		t->rows.at[r].goals[t->rows.at[r].n_goals++] = above->number;
}

void read_labels(struct doc *d, const struct known *known, struct table *t)
{
	label_list marks = { 0 }, goals = { 0 };

	if (!t->rows.n)
		return;
	collect(d, t, CELL_MARK, &marks);
	collect(d, t, CELL_GOAL, &goals);
	if (marks.n && (t->by_columns ? share(d, t, &marks) : place_marks(d, t, &marks)))
		give_marks(d, t, &marks);
	if (goals.n && (t->by_columns ? share(d, t, &goals) : place_goals(d, t, &goals, &marks))) {
		if (goals.at[0].start && are_headings(t, &goals))
			give_goal_above(known, t, &goals);
		give_goals(d, known, t, &goals);
	}
}
