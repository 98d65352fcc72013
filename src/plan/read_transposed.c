/* A table that lies on its side: a column a KPI, and 現状値, 目標値 or the years as the words that its lines begin
 * with. Each such line gives one figure to every KPI. Told from its lines alone: two or more that begin with a header's
 * word and hold the same number of figures, below as many names. */
#include "plan/read_table.h"

enum { SIDE_LINES = 14, SIDE_KPIS = 12 };

struct side {
	size_t lines[SIDE_LINES]; /* the first cell of each line of figures */
	size_t n_lines, kpis;
	size_t names[SIDE_KPIS], first_line; /* cells */
};

static bool dates_figures(const struct cell *c)
{
	return c->kind == CELL_PERIOD ||
	       (c->kind == CELL_HEAD && (c->role == ROLE_BASELINE || c->role == ROLE_STEP || c->role == ROLE_TARGET));
}

/* 現状値（2019年度） 120 35, in one line or a cell a line: how many figures follow the words at i; 0: others do. *end:
 * behind them. */
static size_t figures_behind(const cell_list *cells, size_t i, size_t *end)
{
	size_t from = i;

	while (from < cells->n && dates_figures(&cells->at[from]))
		from++;
	for (*end = from; *end < cells->n && cells->at[*end].kind == CELL_NUMBER;)
		(*end)++;
	return from > i ? *end - from : 0;
}

/* The cells of one kind, and a header's word before them that may be missing: where they end. */
static size_t same_kind(const cell_list *cells, size_t i)
{
	size_t from = i + (cells->at[i].kind == CELL_HEAD), end = from;

	while (end < cells->n && cells->at[end].kind != CELL_HEAD && cells->at[end].kind == cells->at[from].kind)
		end++;
	return end > i ? end : i + 1;
}

/* 申請時 100 20 平成29年３月: the period behind the figures, in their line. */
static bool period_behind(const cell_list *cells, size_t end)
{
	return end && end < cells->n && cells->at[end].kind == CELL_PERIOD &&
	       cells->at[end].line == cells->at[end - 1].line;
}

/* The names above the first line of figures; where there are only labels, these. */
static bool find_names(const cell_list *cells, struct side *s, bool labels)
{
	size_t names = 0;

	for (size_t i = 0; i < s->lines[0]; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind == CELL_NUMBER)
			return false;
		if ((c->kind != CELL_TEXT && !(labels && c->kind == CELL_HEAD)) || read_is_label(c->t) != labels)
			continue;
		if (names == s->kpis)
			return false;
		s->names[names++] = i;
	}
	return names == s->kpis;
}

static bool find_side(const cell_list *cells, struct side *s)
{

	for (size_t i = 0, end; i < cells->n; i = end) {
		size_t n = figures_behind(cells, i, &end);

		if (cells->at[i].kind == CELL_MARK)
			return false; /* a table cut column by column */
		if (!n) {
			if (s->n_lines && (cells->at[i].kind == CELL_TEXT || cells->at[i].kind == CELL_NUMBER))
				return false; /* rows of another kind */
			end = i + 1;
			continue;
		}
		if (s->n_lines == SIDE_LINES || n > SIDE_KPIS || (s->kpis && s->kpis != n))
			return false;
		s->kpis = n;
		s->lines[s->n_lines++] = i;
		end += period_behind(cells, end);
	}
	return s->n_lines >= 2 && s->kpis >= 2 && (find_names(cells, s, false) || find_names(cells, s, true));
}

/* 単位 | 千円 | 人 and 基本目標 | 基本目標１ | 基本目標２: as many cells as there are KPIs. */
static void take_line(const struct known *known, const cell_list *cells, size_t i, size_t end, const struct side *s,
		      group_list *groups)
{
	enum cell_role role = cells->at[i].kind == CELL_HEAD ? cells->at[i].role : ROLE_NONE;
	bool units = cells->at[i].kind == CELL_UNIT && end - i == s->kpis;

	if (!units && (end - i != s->kpis + 1 || (role != ROLE_UNIT && role != ROLE_GOAL)))
		return;
	for (size_t k = 0; k < s->kpis; k++) {
		struct row *r = &groups->at[k].row;
		const struct cell *c = &cells->at[end - s->kpis + k];

		if (units || role == ROLE_UNIT)
			r->unit = c->t;
		else
			read_goal_cell(known->plan, c->t, true, r->goals, &r->n_goals);
	}
}

static int order_of(const struct cell *c)
{
	if (c->kind == CELL_HEAD && c->role == ROLE_BASELINE)
		return 0;
	return c->kind == CELL_HEAD && c->role == ROLE_TARGET ? 2 : 1;
}

static void take_figures(const cell_list *cells, size_t i, size_t kpis, group_list *groups)
{
	size_t end, dated = i;

	if (!figures_behind(cells, i, &end))
		return;
	if (period_behind(cells, end))
		dated = end;
	for (size_t k = 0; k < kpis; k++) {
		struct row *r = &groups->at[k].row;
		struct period p;
		bool assumed;

		read_add_number(r, cells, end - kpis + k);
		if (read_period_in(&p, &assumed, cells->at[dated].t))
			r->periods[r->n_numbers - 1] = p;
	}
}

bool read_by_sides(struct doc *d, const struct known *known, const cell_list *cells, group_list *groups,
		   size_t *per_row)
{
	struct side s = { .n_lines = 0 };

	if (!find_side(cells, &s))
		return false;
	for (size_t k = 0; k < s.kpis; k++) {
		struct group *g = read_new_group(d, groups);

		*LIST_ADD(d->a, &g->names) = s.names[k];
	}
	for (size_t i = 0, end; i < cells->n; i = end) {
		end = same_kind(cells, i);
		take_line(known, cells, i, end, &s, groups);
	}
	for (int order = 0; order < 3; order++)
		for (size_t l = 0; l < s.n_lines; l++)
			if (order_of(&cells->at[s.lines[l]]) == order)
				take_figures(cells, s.lines[l], s.kpis, groups);
	*per_row = s.n_lines;
	return true;
}
