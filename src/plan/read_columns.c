/* A table column by column: all names, then all present values, then all targets; or with its columns kept by
 * separators. */
#include <string.h>

#include "plan/read_table.h"

/* ---- column by column ---- */

/* n names out of the texts: a cell each, a line each, or cut behind units. */
static bool names_of_columns(struct doc *d, const cell_list *cells, const index_list *texts, size_t n,
			     index_list *starts)
{
	size_t count;

	for (int way = 0; way < 3; way++) {
		starts->n = 0;
		for (size_t i = 0; i < texts->n; i++) {
			const struct cell *c = &cells->at[texts->at[i]], *p = i ? &cells->at[texts->at[i - 1]] : NULL;
			bool begins = !p;

			if (p && way == 0)
				begins = c->kind != CELL_UNIT && !(p->line == c->line && c->gap < 2 && c->gap > 0);
			else if (p && way == 1)
				begins = c->line != p->line && c->kind != CELL_UNIT;
			else if (p)
				begins = (p->kind == CELL_UNIT || read_ends_with_unit(p->t)) && c->kind != CELL_UNIT;
			if (begins)
				*LIST_ADD(d->a, starts) = i;
		}
		count = starts->n;
		if (count == n)
			return true;
	}
	return false;
}

/* How likely the line goes on in the next: an open bracket, a particle, a full line; never behind a unit. */
static int goes_on_below(const struct cell *c, size_t widest)
{
	static const char *const ends[] = { "の", "を", "に", "における", "おける", "する", "した",
					    "る", "・", "、", "及び",     "と",     "が",   "な" };
	struct fold f;
	int score = 0;

	if (c->kind == CELL_UNIT || read_ends_with_unit(c->t))
		return 0;
	fold_text(&f, c->t);
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
		score |= fold_ends(&f, ends[k]) ? 4 : 0;
	return (fold_open_brackets(&f) > 0 ? 8 : 0) + score + (quick_width(c->t) + 2 > widest ? 2 : 1);
}

/* Lines that are too many by a few: those are joined that most look as if they went on. */
static bool names_by_likeness(struct doc *d, const cell_list *cells, const index_list *texts, size_t n,
			      index_list *starts)
{
	size_t widest = 0, lines = 0;

	starts->n = 0;
	if (!texts->n || texts->n > 500)
		return false;
	for (size_t i = 0; i < texts->n; i++) {
		size_t width = quick_width(cells->at[texts->at[i]].t);

		widest = width > widest ? width : widest;
		lines += i == 0 || cells->at[texts->at[i]].kind != CELL_UNIT;
	}
	for (int need = 8; need >= 2 && lines > n; need--) {
		size_t joined = 0;

		starts->n = 0;
		for (size_t i = 0; i < texts->n; i++) {
			const struct cell *c = &cells->at[texts->at[i]];
			bool joins =
				i &&
				(c->kind == CELL_UNIT ||
				 (goes_on_below(&cells->at[texts->at[i - 1]], widest) >= need && joined < lines - n));

			joined += joins && c->kind != CELL_UNIT;
			if (!joins)
				*LIST_ADD(d->a, starts) = i;
		}
		if (starts->n == n)
			return true;
	}
	return false;
}

bool read_by_columns(struct doc *d, const cell_list *cells, size_t per_row, group_list *groups)
{
	index_list texts = { 0 }, numbers = { 0 }, starts = { 0 };
	size_t n;

	for (size_t i = 0; i < cells->n; i++) {
		if (cells->at[i].kind == CELL_NUMBER)
			*LIST_ADD(d->a, &numbers) = i;
		else if ((cells->at[i].kind == CELL_TEXT || cells->at[i].kind == CELL_UNIT) && !numbers.n)
			*LIST_ADD(d->a, &texts) = i;
	}
	n = per_row ? numbers.n / per_row : 0;
	if (n < 2 || !texts.n || numbers.n % per_row ||
	    (!names_of_columns(d, cells, &texts, n, &starts) && !names_by_likeness(d, cells, &texts, n, &starts)))
		return false;
	for (size_t r = 0; r < n; r++) {
		struct group *g = read_new_group(d, groups);
		size_t end = r + 1 < n ? starts.at[r + 1] : texts.n;

		for (size_t i = starts.at[r]; i < end; i++)
			*LIST_ADD(d->a, &g->names) = texts.at[i];
		for (size_t k = 0; k < per_row; k++) {
			size_t at = numbers.at[k * n + r], last = numbers.at[k * n + n - 1];
			struct period none = { 0 };

			read_add_number(&g->row, cells, at);
			/* A period behind one figure is that figure's, behind the last of a column that column's. */
			if (at + 1 < cells->n && cells->at[at + 1].kind == CELL_PERIOD)
				read_add_period(&g->row, &none, &cells->at[at + 1]);
			else if (last + 1 < cells->n && cells->at[last + 1].kind == CELL_PERIOD &&
				 cells->at[last].line == cells->at[numbers.at[k * n]].line)
				read_add_period(&g->row, &none, &cells->at[last + 1]);
		}
		g->row.first_line = 0;
	}
	return true;
}

/* ---- with separators ---- */

bool read_slot_roles(const cell_list *cells, enum cell_role roles[SLOTS_MAX])
{
	size_t lines = 0, known = 0;
	uint32_t last = 0;
	bool seen[ROLE_GOAL + 1] = { false };

	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->slot > 0 && c->line != last && c->gap == 3) {
			lines++;
			last = c->line;
		}
		if (c->kind == CELL_HEAD && c->slot < SLOTS_MAX && c->role && !roles[c->slot]) {
			roles[c->slot] = c->role;
			known += !seen[c->role];
			seen[c->role] = true;
		}
	}
	return lines >= 2 && known >= 2 && seen[ROLE_NAME] && (seen[ROLE_TARGET] || seen[ROLE_BASELINE]);
}

/* 基準値 | | 目標値 | over 年度 | 値 | 年度 | 値: the second column of a merged header is what the first is. */
static void spread_roles(enum cell_role roles[SLOTS_MAX], const cell_list *cells)
{
	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind == CELL_HEAD && c->role == ROLE_NONE && c->slot > 0 && c->slot < SLOTS_MAX &&
		    !roles[c->slot] && (roles[c->slot - 1] == ROLE_BASELINE || roles[c->slot - 1] == ROLE_TARGET) &&
		    (text_is(c->t, "値") || text_is(c->t, "数値") || text_is(c->t, "指標値")))
			roles[c->slot] = roles[c->slot - 1];
	}
}

/* A column whose header is only a year, or nothing that we know, holds a step when it stands between two of figures. */
static void fill_steps(enum cell_role roles[SLOTS_MAX], const cell_list *cells)
{
	int first = SLOTS_MAX, last = 0;

	for (int s = 0; s < SLOTS_MAX; s++)
		if (roles[s] == ROLE_BASELINE || roles[s] == ROLE_TARGET || roles[s] == ROLE_STEP) {
			first = s < first ? s : first;
			last = s;
		}
	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind == CELL_HEAD && c->slot > first && c->slot < last && !roles[c->slot])
			roles[c->slot] = ROLE_STEP;
	}
}

static void take_slot_cell(struct doc *d, const cell_list *cells, size_t i, enum cell_role role, struct group *g)
{
	const struct cell *c = &cells->at[i];
	struct period none = { 0 };

	if (role == ROLE_NAME && (c->kind == CELL_TEXT || c->kind == CELL_UNIT || c->kind == CELL_NUMBER))
		*LIST_ADD(d->a, &g->names) = i;
	else if (role == ROLE_UNIT)
		g->row.unit = c->t;
	else if (role == ROLE_BASELINE || role == ROLE_STEP || role == ROLE_TARGET) {
		if (c->kind == CELL_PERIOD && g->row.n_numbers)
			read_add_period(&g->row, &none, c);
		else if (g->row.n_numbers && g->row.numbers[g->row.n_numbers - 1].slot == c->slot &&
			 g->row.numbers[g->row.n_numbers - 1].line == c->line)
			g->row.numbers[g->row.n_numbers - 1].t.n =
				(size_t)(c->t.p + c->t.n - g->row.numbers[g->row.n_numbers - 1].t.p);
		else
			read_add_number(&g->row, cells, i);
	}
}

/* 令和４年 | 3,204: a year in the column before its figure, both of one header. */
static bool dates_next(const struct cell *c, const enum cell_role roles[SLOTS_MAX])
{
	return c[1].line == c->line && c[1].kind == CELL_NUMBER && c[1].slot == c->slot + 1 && c[1].slot < SLOTS_MAX &&
	       roles[c->slot] == roles[c[1].slot] && (roles[c->slot] == ROLE_BASELINE || roles[c->slot] == ROLE_TARGET);
}

bool read_by_slots(struct doc *d, const cell_list *cells, group_list *groups)
{
	enum cell_role roles[SLOTS_MAX] = { ROLE_NONE };
	struct group *g = NULL;
	uint32_t line = 0;

	if (!read_slot_roles(cells, roles))
		return false;
	spread_roles(roles, cells);
	fill_steps(roles, cells);
	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind == CELL_HEAD || c->slot >= SLOTS_MAX || text_starts(c->t, TEXT("---")) ||
		    text_starts(c->t, TEXT(":--")))
			continue;
		if (!g || (c->line != line && (g->row.n_numbers || !g->names.n)))
			g = read_new_group(d, groups);
		line = c->line;
		if (c->kind == CELL_PERIOD && i + 1 < cells->n && dates_next(c, roles) &&
		    g->row.n_numbers < ROW_NUMBERS_MAX)
			read_period_only(&g->row.periods[g->row.n_numbers], &(bool){ false }, c->t);
		else
			take_slot_cell(d, cells, i, roles[c->slot], g);
	}
	return read_numbered(groups) > 0;
}
