/* Cells that have line ends within: a spreadsheet's text breaks them over lines, and what follows seems to begin anew.
 */
#include "plan/read_parts.h"

/* The last column of each line's cells, and whether a figure is among them. */
struct tabbed_line {
	size_t first, end; /* cells */
	int last_slot;
	bool figure;
};
typedef LIST(struct tabbed_line) tabbed_lines;

static void collect(struct doc *d, const cell_list *words, tabbed_lines *lines)
{
	struct tabbed_line *l = NULL;

	for (size_t i = 0; i < words->n; i++) {
		const struct cell *c = &words->at[i];

		if (!i || words->at[i - 1].line != c->line) {
			l = LIST_ADD(d->a, lines);
			l->first = i;
		}
		l->end = i + 1;
		l->last_slot = c->slot;
		l->figure |= c->slot > 0 && read_is_number_cell(c->t);
	}
}

/* The widest line that comes at least twice is a row in full. */
static int full_row(const tabbed_lines *lines)
{
	int best = 0;

	for (size_t i = 0; i < lines->n; i++)
		for (size_t k = i + 1; k < lines->n && k < i + 40 && lines->at[i].last_slot > best; k++)
			if (lines->at[k].last_slot == lines->at[i].last_slot)
				best = lines->at[i].last_slot;
	return best;
}

/* 現状値 / （計画開始時点） TAB 目標値 / （2026年度） TAB ...: header lines that make up one row go on in its columns.
 */
void read_header_slots(struct doc *d, cell_list *words)
{
	tabbed_lines lines = { 0 };
	size_t header = 0;
	int full, sum = 0, at = 0;

	collect(d, words, &lines);
	full = full_row(&lines);
	while (header < lines.n && !(lines.at[header].last_slot == full && lines.at[header].figure)) {
		if (lines.at[header].last_slot == full)
			return; /* a header in one line */
		sum += lines.at[header++].last_slot;
	}
	if (full < 2 || sum != full || header == lines.n)
		return;
	for (size_t i = 0; i < header; i++) {
		for (size_t k = lines.at[i].first; k < lines.at[i].end; k++)
			words->at[k].slot += at;
		at += lines.at[i].last_slot;
	}
}

static bool alone_in_line(const cell_list *words, size_t i)
{
	return (!i || words->at[i - 1].line != words->at[i].line) &&
	       (i + 1 == words->n || words->at[i + 1].line != words->at[i].line);
}

/* One round bracket around the whole. */
static bool in_brackets(struct text t)
{
	struct fold f;

	fold_text(&f, t);
	if (f.n < 4 || f.c[0] != '(' || f.c[f.n - 1] != ')')
		return false;
	for (size_t i = 1; i + 1 < f.n; i++)
		if (f.c[i] == '(' || f.c[i] == ')')
			return false;
	return true;
}

/* （５年間累計）: not a mark or goal in brackets, with which the next row begins. */
static bool says_how_counted(struct text t)
{
	static const char *const words[] = { "累計", "合計", "平均", "延べ", "年間", "満点", "実績", "見込" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (text_find(t, text_of(words[k])) != SIZE_MAX)
			return true;
	return false;
}

/* 3.8点 / （５点満点）: a remark below its figure, where it is neither period nor unit. */
void read_remarks_below(struct doc *d, cell_list *words)
{
	for (size_t i = 1; i < words->n; i++) {
		struct cell *c = &words->at[i], *before = &words->at[i - 1];
		struct period p;
		bool assumed;

		bool alone = alone_in_line(words, i - 1) && alone_in_line(words, i);

		if (before->line == c->line || before->piece + 1 != c->piece || !in_brackets(c->t) ||
		    (!alone && (c->gap || !says_how_counted(c->t))) || !read_is_number_cell(before->t) ||
		    read_is_unit(c->t) || read_period_only(&p, &assumed, c->t))
			continue;
		before->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)before->t.n, before->t.p, (int)c->t.n, c->t.p));
		c->t.n = 0;
	}
}

static bool dates_figures(const struct cell *c)
{
	return c->kind == CELL_HEAD && (c->role == ROLE_BASELINE || c->role == ROLE_TARGET || c->role == ROLE_STEP);
}

bool read_role_beside(const cell_list *cells, const struct cell *c, enum cell_role *role)
{
	const struct cell *first = c - cells->at > 60 ? c - 60 : cells->at;
	size_t i = (size_t)(c - cells->at);

	if (i && dates_figures(c - 1) && c[-1].piece + 1 == c->piece && alone_in_line(cells, i) &&
	    alone_in_line(cells, i - 1)) {
		*role = c[-1].role;
		return true;
	}
	for (const struct cell *h = c; c->slot && h-- > first;)
		if (dates_figures(h) && h->slot == c->slot) {
			*role = h->role;
			return true;
		}
	return false;
}

void read_header_periods(cell_list *cells)
{
	for (size_t i = 1; i < cells->n; i++) {
		struct cell *c = &cells->at[i];

		if (c->kind == CELL_PERIOD && dates_figures(&cells->at[i - 1]) &&
		    cells->at[i - 1].piece + 1 == c->piece && in_brackets(c->t))
			c->kind = CELL_HEAD;
	}
}
