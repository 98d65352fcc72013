/* Cells that are none of the KPIs': titles beside marks, columns that only this table has; and goals that are bare
 * numbers. */
#include <string.h>

#include "plan/read_table.h"

static bool is_part(struct text title, const struct cell *c)
{
	struct text t = c->t;

	if (text_ends(t, TEXT("＞")) || text_ends(t, TEXT("】")) || text_ends(t, TEXT("》")))
		t.n -= 3; /* ＜基本目標１　しごとをつくる＞ */
	return c->kind == CELL_TEXT && t.n >= 6 && text_find(title, t) != SIZE_MAX;
}

/* １ しごとをつくる: the number and the title of a goal, without its name. */
static bool is_numbered_goal(const struct known *known, const struct cell *number, const struct cell *title)
{
	struct fold f;
	size_t at = 0;
	int n;

	fold_text(&f, text_slice(number->t, 0, 12));
	n = fold_ordinal(&f, &at);
	if (!n || at != f.n || (title->kind != CELL_TEXT && title->kind != CELL_NOTE)) /* dropped below the first */
		return false;
	for (size_t g = 0; g < known->plan->goals.n && g < 100; g++)
		if (known->plan->goals.at[g].number == n && text_eq(known->plan->goals.at[g].title, title->t))
			return true;
	return false;
}

/* The rest of a title that is broken over the lines below, in the same column. */
static void drop_below(cell_list *cells, size_t first, struct text title, int x)
{
	for (size_t i = first + 1; i < cells->n && cells->at[i].line <= cells->at[first].line + 3; i++) {
		struct cell *c = &cells->at[i];

		bool rest = c->kind == CELL_TEXT && c[-1].kind == CELL_NOTE && c[-1].line < c->line &&
			    text_ends(title, c->t) && (i + 1 == cells->n || c[1].line != c->line); /* ひとを呼 / ぶ */

		if (c->line > cells->at[first].line && (rest || is_part(title, c)) && c->x >= x - 12 &&
		    c->x <= cells->at[first].x + 6)
			c->kind = CELL_NOTE;
	}
}

/* ア しごとづく / り事業: the cells behind the mark that together are the whole title. */
static void drop_whole_title(cell_list *cells, size_t at, struct text title)
{
	struct fold whole, f;
	size_t n = 0;

	fold_text(&whole, title);
	for (size_t i = at + 1;
	     i < cells->n && i <= at + 5 && (cells->at[i].kind == CELL_TEXT || cells->at[i].kind == CELL_HEAD) &&
	     cells->at[i].t.n < 200;
	     i++) {
		fold_text(&f, cells->at[i].t);
		if (f.n > whole.n - n || memcmp(f.c, whole.c + n, f.n * sizeof *f.c) != 0)
			return;
		n += f.n;
		if (n < whole.n)
			continue;
		for (size_t k = at + 1; k <= i && i > at + 1; k++)
			cells->at[k].kind = CELL_NOTE;
		return;
	}
}

static void drop_whole_titles(const struct known *known, cell_list *cells)
{
	for (size_t i = 0; i + 1 < cells->n; i++) {
		const struct cell *c = &cells->at[i];
		int goals[32];
		size_t n = 0;

		if (c->kind == CELL_MARK && c->project >= 0)
			drop_whole_title(cells, i, known->titles.at[c->project]);
		if (c->kind != CELL_GOAL || !read_goal_cell(known->plan, c->t, true, goals, &n) || n != 1)
			continue;
		for (size_t g = 0; g < known->plan->goals.n && g < 100; g++)
			if (known->plan->goals.at[g].number == goals[0])
				drop_whole_title(cells, i, known->plan->goals.at[g].title);
	}
}

static bool begins_goal_line(const struct known *known, const cell_list *cells, size_t i, int *number)
{
	const struct cell *c = &cells->at[i];
	int goals[32];
	size_t n = 0;

	if (c->kind != CELL_GOAL || (i && c[-1].line == c->line) || i + 1 == cells->n || c[1].line != c->line ||
	    !read_goal_cell(known->plan, c->t, false, goals, &n) || n != 1)
		return false;
	*number = goals[0];
	return true;
}

/* 基本目標１ しごとをつくる / 基本目標２ ...: a list of the goals below the last figure is no part of the table. */
void read_drop_goal_list(const struct known *known, cell_list *cells)
{
	size_t first = cells->n, lines = 0;
	int number = 0, last = 0;

	while (first && cells->at[first - 1].kind != CELL_NUMBER)
		first--;
	for (size_t i = first; i < cells->n; i++) {
		if (!begins_goal_line(known, cells, i, &number))
			continue;
		if (number != last + 1)
			return;
		last = number;
		first = lines++ ? first : i;
	}
	for (size_t i = first; lines > 1 && i < cells->n; i++)
		cells->at[i].kind = CELL_NOTE;
}

/* The title of a project or goal that stands beside its mark is no part of a KPI's name. */
void read_drop_titles(const struct known *known, cell_list *cells)
{
	drop_whole_titles(known, cells);
	for (size_t i = 1; i < cells->n; i++) {
		struct cell *c = &cells->at[i], *before = &cells->at[i - 1];
		bool more = i + 1 < cells->n && cells->at[i + 1].line == c->line && cells->at[i + 1].kind == CELL_TEXT;
		struct text title;

		if (before->line != c->line)
			continue;
		if ((before->kind == CELL_NUMBER || before->kind == CELL_MARK) && is_numbered_goal(known, before, c))
			before->kind = CELL_GOAL;
		if (before->kind == CELL_MARK && c->kind == CELL_MARK && before->project >= 0 &&
		    c->project == before->project) {
			c->kind = CELL_NOTE; /* mark and whole title */
			continue;
		}
		if (before->kind == CELL_MARK && before->project >= 0) {
			title = known->titles.at[before->project];
			if (is_part(title, c) && (more || (c->gap >= 2 && text_eq(title, c->t)))) {
				c->kind = CELL_NOTE;
				drop_below(cells, i, title, before->x);
			}
		}
		for (size_t g = 0; before->kind == CELL_GOAL && g < known->plan->goals.n && g < 100; g++)
			if (is_part(known->plan->goals.at[g].title, c)) {
				c->kind = CELL_NOTE;
				drop_below(cells, i, known->plan->goals.at[g].title, before->x);
			}
	}
}

struct text read_take_unit(cell_list *cells)
{
	for (size_t i = 0; i < cells->n && cells->at[i].kind != CELL_NUMBER; i++) {
		struct cell *c = &cells->at[i];
		struct fold f;
		size_t at;

		if (c->kind != CELL_UNIT || (i && c[-1].line == c->line) ||
		    (i + 1 < cells->n && c[1].line == c->line) || (i && c[-1].kind != CELL_HEAD))
			continue;
		fold_text(&f, c->t);
		at = is_open(f.c[0]);
		if (!fold_starts(&f, at, "単位"))
			continue;
		at += 2 + (f.c[at + 2] == ':');
		c->kind = CELL_NOTE;
		return fold_slice(&f, c->t, at, f.n - is_close(f.c[f.n - 1]));
	}
	return TEXT("");
}

static bool is_word(const struct cell *c, const char *word)
{
	struct fold f;

	fold_text(&f, text_slice(c->t, 0, 40));
	return c->kind == CELL_HEAD && fold_is(&f, word);
}

/* 増加分 | 2 | 1 | 2 / 累計 | 2 | 3 | 5: what each year adds, and below it the sums, which say nothing more. */
void read_drop_running_totals(cell_list *cells)
{
	bool added = false;

	for (size_t i = 0; i < cells->n; i++) {
		struct cell *c = &cells->at[i];

		if (is_word(c, "増加分") && i + 1 < cells->n && c[1].kind == CELL_NUMBER) {
			added = true;
		} else if (added &&
			   (is_word(c, "累計") || (c->kind == CELL_NUMBER && text_starts(c->t, TEXT("累計")))) &&
			   (!i || c[-1].line != c->line)) {
			added = false;
			c->kind = CELL_NOTE;
			for (size_t k = i + 1; k < cells->n && cells->at[k].line == c->line; k++)
				cells->at[k].kind = CELL_NOTE;
		}
	}
}

/* 3 at the front of a line that goes on with a name. */
static int line_number(const cell_list *cells, size_t i)
{
	const struct cell *c = &cells->at[i];
	struct fold f;
	size_t at = 0;
	int n;

	if ((i && c[-1].line == c->line) || i + 1 == cells->n || c[1].line != c->line ||
	    (c->kind != CELL_NUMBER && c->kind != CELL_MARK) || (c[1].kind != CELL_TEXT && c[1].kind != CELL_MARK))
		return 0;
	fold_text(&f, text_slice(c->t, 0, 12));
	n = is_digit(f.c[0]) ? fold_int(&f, &at) : 0;
	at += f.c[at] == '.' || f.c[at] == ')';
	return n > 0 && at == f.n ? n : 0;
}

/* A project's mark that another one follows in its line only counts the line. */
static bool marks_project(const cell_list *cells, size_t i)
{
	if (cells->at[i].kind != CELL_MARK)
		return false;
	for (size_t k = i + 1; k < cells->n && cells->at[k].line == cells->at[i].line; k++)
		if (cells->at[k].kind == CELL_MARK)
			return false;
	return true;
}

/* A first column that counts the rows: 1, 2, 3, ... to the end. */
void read_drop_line_numbers(cell_list *cells)
{
	int last = 0;

	for (size_t i = 0; i < cells->n; i++) {
		int n = line_number(cells, i);

		if (n && (n != last + 1 || marks_project(cells, i)))
			return;
		last = n ? n : last;
	}
	for (size_t i = 0; last > 1 && i < cells->n; i++)
		if (line_number(cells, i))
			cells->at[i].kind = CELL_NOTE;
}

/* The last figure of its line. */
static bool ends_figures(const struct table *t, size_t i)
{
	const struct cell *c = &t->cells.at[i];

	return c->kind == CELL_NUMBER && (i + 1 == t->cells.n || c[1].line != c->line || c[1].kind != CELL_NUMBER);
}

/* A text that ends its line right behind a figure or goal. */
static bool is_last_column(const struct table *t, size_t i)
{
	const struct cell *c = &t->cells.at[i];

	return c->kind == CELL_TEXT && i && (c[-1].kind == CELL_NUMBER || c[-1].kind == CELL_GOAL) &&
	       c[-1].line == c->line && (i + 1 == t->cells.n || c[1].line != c->line);
}

/* 出典, 備考, 担当課 as the last word of the header. */
static bool heads_other_column(const cell_list *cells)
{
	size_t i = 0;
	struct fold f;

	while (i < cells->n && cells->at[i].kind != CELL_NUMBER && cells->at[i].kind != CELL_TEXT)
		i++;
	while (i && cells->at[i - 1].kind != CELL_HEAD)
		i--;
	if (!i || cells->at[i - 1].role != ROLE_NONE)
		return false;
	fold_text(&f, text_slice(cells->at[i - 1].t, 0, 60));
	return fold_has(&f, "出典") || fold_has(&f, "備考") || fold_has(&f, "担当") || fold_has(&f, "所管") ||
	       fold_has(&f, "方法") || fold_has(&f, "根拠") || fold_has(&f, "資料");
}

/* Where every row begins with its mark: whatever stands between the figures and goal of one and the mark of the next.
 */
static bool drop_up_to_marks(struct table *t)
{
	size_t marks = 0, rows = 0;

	for (size_t i = 0; i < t->cells.n; i++) {
		marks += t->cells.at[i].kind == CELL_MARK;
		rows += t->cells.at[i].kind == CELL_NUMBER &&
			(i + 1 == t->cells.n || t->cells.at[i + 1].kind != CELL_NUMBER);
	}
	if (!heads_other_column(&t->cells) || marks < 2 || marks != rows)
		return false;
	for (size_t i = 0, figures = 0; i < t->cells.n; i++) {
		struct cell *c = &t->cells.at[i];

		if (c->kind == CELL_MARK)
			figures = 0;
		else if (c->kind == CELL_NUMBER)
			figures++;
		else if ((c->kind == CELL_TEXT || c->kind == CELL_UNIT) && figures >= t->per_row)
			c->kind = CELL_NOTE;
	}
	return true;
}

/* A column behind the figures that is none of ours (担当課, 出典): every line of figures ends in a text. */
void read_drop_last_column(struct table *t)
{
	size_t lines = 0, with = 0;

	if (!t->head.seen[ROLE_TARGET] || drop_up_to_marks(t))
		return;
	for (size_t i = 0; i < t->cells.n; i++) {
		lines += ends_figures(t, i);
		with += is_last_column(t, i);
	}
	for (size_t i = 0; with > 1 && with == lines && i < t->cells.n; i++)
		if (is_last_column(t, i))
			t->cells.at[i].kind = CELL_NOTE;
}

static bool names_known_goals(const struct plan *plan, struct text t)
{
	int goals[32];
	size_t n = 0;

	if (!read_goal_cell(plan, t, true, goals, &n))
		return false;
	for (size_t k = 0; k < n; k++) {
		bool is = false;

		for (size_t g = 0; g < plan->goals.n; g++)
			is |= plan->goals.at[g].number == goals[k];
		if (!is)
			return false;
	}
	return n > 0;
}

/* With separators, the column says so. */
static bool goals_by_slot(const struct known *known, struct table *t)
{
	enum cell_role roles[SLOTS_MAX] = { ROLE_NONE };
	bool any = false;

	if (!read_slot_roles(&t->cells, roles))
		return false;
	for (size_t i = 0; i < t->cells.n; i++) {
		struct cell *c = &t->cells.at[i];

		if (c->slot < SLOTS_MAX && roles[c->slot] == ROLE_GOAL && c->kind != CELL_HEAD &&
		    names_known_goals(known->plan, c->t)) {
			c->kind = CELL_GOAL;
			any = true;
		}
	}
	return any;
}

/* １ at the beginning of a line; it may have been taken for the line's number. */
static bool opens_with_goal(const struct known *known, const cell_list *cells, size_t i)
{
	const struct cell *c = &cells->at[i];

	return (c->kind == CELL_NUMBER || c->kind == CELL_NOTE) && !c->gap && (!i || c[-1].line != c->line) &&
	       names_known_goals(known->plan, c->t);
}

/* The goals' column comes first: １ 産業 ア, with a word of the goal's own that chapter 4 need not have. */
static bool goals_before_marks(const struct known *known, struct table *t)
{
	bool any = false;
	size_t first = 0;

	while (first < t->cells.n && t->cells.at[first].kind != CELL_HEAD)
		first++;
	if (first == t->cells.n || t->cells.at[first].role != ROLE_GOAL)
		return false;
	for (size_t i = 0; i < t->cells.n; i++) {
		size_t k = i;

		if (t->cells.at[i].kind != CELL_MARK)
			continue;
		while (k && i - k < 4 && !opens_with_goal(known, &t->cells, k - 1) &&
		       (t->cells.at[k - 1].kind == CELL_TEXT || t->cells.at[k - 1].kind == CELL_NOTE))
			k--;
		if (!k || !opens_with_goal(known, &t->cells, k - 1) ||
		    t->cells.at[k - 1].line + 3 < t->cells.at[i].line)
			continue;
		t->cells.at[k - 1].kind = CELL_GOAL;
		any = true;
		for (; k < i; k++)
			t->cells.at[k].kind = CELL_NOTE;
	}
	return any;
}

/* １ or ２・３ in the column of goals: the number behind the last figure of its row. */
void read_find_bare_goals(const struct known *known, struct table *t)
{
	size_t numbers = 0;

	if (!t->head.seen[ROLE_GOAL] || goals_by_slot(known, t))
		return;
	for (size_t i = 0; i < t->cells.n; i++)
		if (t->cells.at[i].kind == CELL_GOAL)
			return;
	if (goals_before_marks(known, t))
		return;
	for (size_t i = 0; i < t->cells.n; i++) {
		struct cell *c = &t->cells.at[i];

		if (c->kind == CELL_TEXT && numbers != t->per_row)
			numbers = 0;
		if (c->kind != CELL_NUMBER && (c->kind != CELL_TEXT || numbers != t->per_row) &&
		    (c->kind != CELL_MARK || (c->project >= 0 && t->head.seen[ROLE_MARK])))
			continue;
		numbers += c->kind == CELL_NUMBER;
		if (c->kind == CELL_NUMBER && numbers <= t->per_row)
			continue;
		if (names_known_goals(known->plan, c->t))
			c->kind = CELL_GOAL;
		numbers = 0;
	}
}
