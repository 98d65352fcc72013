/* A table's lines as cells, each with what it is: mark, number, goal, period, unit, part of the header, or text. */
#include <string.h>

#include "plan/read_table.h"

/* A longer line is prose (and looking at each of its words would not be linear). */
enum { CELL_LINE_MAX = 1500, CELLS_MAX = 10000 };

/* The name of the whole business above its KPIs is no KPI's. */
static bool is_business(const struct known *known, struct text t)
{
	for (size_t i = 0; i < known->plan->measures.n && i < 20; i++)
		if (t.n && text_eq(known->plan->measures.at[i].business, t))
			return true;
	return false;
}

static enum cell_kind kind_of(const struct known *known, struct cell *cell)
{
	struct fold f;
	struct period p;
	bool assumed;
	int goals[32];
	size_t n = 0;

	fold_text(&f, cell->t);
	cell->project = read_project_of(known, &f);
	/* Of projects (1) and (2), a bare 2 in the middle of a line is a figure. */
	if (cell->project >= 0 && (cell->gap == 1 || cell->gap == 2) && read_all_digits(cell->t))
		cell->project = -1;
	if (cell->project >= 0)
		return CELL_MARK;
	if (is_business(known, cell->t))
		return CELL_NOTE;
	if (read_is_head(&f, &cell->role))
		return CELL_HEAD;
	if (known->marks.n ? read_is_marks(known, cell->t) : read_looks_like_mark(&f))
		return CELL_MARK;
	if (read_goal_cell(known->plan, cell->t, false, goals, &n))
		return CELL_GOAL;
	if (read_period_only(&p, &assumed, cell->t) &&
	    (!assumed || is_open(f.c[0]) || p.kind == PERIOD_DATE || !is_digit(f.c[0])))
		return CELL_PERIOD;
	if (read_is_no_value(cell->t) || read_is_number_cell(cell->t))
		return CELL_NUMBER;
	n = read_note_mark(cell->t);
	if (n && n == cell->t.n)
		return CELL_NOTE;
	if (read_is_unit(cell->t))
		return CELL_UNIT;
	return CELL_TEXT;
}

/* |---|:--:| under a header */
static bool is_rule(struct text t)
{
	struct fold f;
	size_t dashes = 0;

	fold_text(&f, t);
	for (size_t i = 0; i < f.n; i++) {
		if (f.c[i] != '-' && f.c[i] != ':' && f.c[i] != '=' && f.c[i] != '+' && f.c[i] != '_')
			return false;
		dashes += f.c[i] != ':';
	}
	return dashes >= 3 || (dashes == 2 && f.n > 2);
}

/* Where the table writes (2) for a project, a bare 2 is a figure. */
static void find_bare_figures(cell_list *cells)
{
	bool bracketed = false;

	for (size_t i = 0; i < cells->n; i++)
		bracketed |= cells->at[i].kind == CELL_MARK &&
			     (text_starts(cells->at[i].t, TEXT("(")) || text_starts(cells->at[i].t, TEXT("（")));
	for (size_t i = 0; bracketed && i < cells->n; i++)
		if (cells->at[i].kind == CELL_MARK && read_all_digits(cells->at[i].t)) {
			cells->at[i].kind = CELL_NUMBER;
			cells->at[i].project = -1;
		}
}

static bool is_all_kanji(struct text t)
{
	while (t.n)
		if (!is_kanji(text_next(&t)))
			return false;
	return true;
}

/* サテライトオフィスの開設数 / （累計） / （件）: the bracket that a narrow column put below a name is the name's. */
static void find_broken_names(cell_list *cells)
{
	for (size_t i = 1; i < cells->n; i++) {
		struct cell *c = &cells->at[i];

		if (c->kind == CELL_HEAD && text_is(c->t, "（累計）") && c[-1].kind == CELL_TEXT &&
		    c[-1].piece + 1 == c->piece)
			c->kind = CELL_TEXT;
		/* 地区防災計画の / 策定 3地区: a word that could be a target ends the name. */
		if (c->kind == CELL_NUMBER && c[-1].kind == CELL_TEXT && c[-1].piece + 1 == c->piece && !c->gap &&
		    text_ends(c[-1].t, TEXT("の")) && !read_ends_with_digit(c->t) && is_all_kanji(c->t))
			c->kind = CELL_TEXT;
	}
}

static bool has_hiragana(const struct fold *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (is_hiragana(f->c[i]))
			return true;
	return false;
}

/* 12クラス, 3地区/12地区: what begins with a figure and stands behind a name is a figure, whatever its unit is called;
 * what the target grammar cannot read stays text. */
static void find_odd_figures(cell_list *cells)
{
	bool named = false;

	for (size_t i = 0; i < cells->n; i++) {
		struct cell *c = &cells->at[i];
		const struct cell *next = i + 1 < cells->n ? c + 1 : NULL;
		struct target t;
		struct fold f;

		if (!i || c[-1].line != c->line) /* in a line below its name, another figure must follow */
			named = i && c[-1].kind == CELL_TEXT && c[-1].piece + 1 == c->piece && next &&
				next->line == c->line && next->kind == CELL_NUMBER;
		if (c->kind != CELL_TEXT)
			continue;
		fold_text(&f, text_slice(c->t, 0, 60));
		if (!named || !is_digit(f.c[0]) || f.n > 12 ||
		    (next && next->line == c->line && next->kind != CELL_NUMBER && next->kind != CELL_GOAL &&
		     next->kind != CELL_PERIOD && next->kind != CELL_TEXT)) {
			named = true;
			continue;
		}
		if (target_parse(&t, c->t, NULL) && t.has_value && !has_hiragana(&f))
			c->kind = CELL_NUMBER;
	}
}

/* Two cells of one: the name goes to *name, *c keeps the figure. */
static void cut_figure(struct cell *c, struct cell *name, struct text before, struct text figure)
{
	*name = *c;
	name->t = before;
	c->t = figure;
	c->kind = CELL_NUMBER;
	c->gap = 2;
}

/* 起業支援件数：年間５件（令和３年度）: name and figure in one cell. */
static bool named_figure(struct cell *c, struct cell *name)
{
	struct fold f;
	size_t at;
	struct text figure;

	if (c->t.n > 300)
		return false;
	fold_text(&f, c->t);
	at = fold_find(&f, 0, ":");
	if (at == SIZE_MAX || at < 2)
		return false;
	figure = fold_slice(&f, c->t, at + 1, f.n);
	if (!read_is_number_cell(figure) || read_is_number_cell(fold_slice(&f, c->t, 0, at)))
		return false;
	cut_figure(c, name, fold_slice(&f, c->t, 0, at), figure);
	return true;
}

static int characters(struct text t)
{
	int n = 0;

	while (t.n) {
		text_next(&t);
		n++;
	}
	return n;
}

/* How many cells stand below another one that begins in the same column, of screen (or of characters). */
static size_t in_line(const cell_list *words, bool screen)
{
	enum { CELLS_COMPARED = 300 };
	size_t n = 0;

	for (size_t i = 0; i < words->n && i < CELLS_COMPARED; i++) {
		const struct cell *a = &words->at[i];

		for (size_t k = i; a->gap == 2 && k-- > 0;) {
			const struct cell *b = &words->at[k];

			if (b->line < a->line && b->gap == 2 && (screen ? a->x == b->x : a->column == b->column)) {
				n++;
				break;
			}
		}
	}
	return n;
}

/* People set a table with two columns for a wide character, pdftotext -layout with one: that in which more cells stand
 * right below each other. */
static void settle_columns(cell_list *words)
{
	bool screen = in_line(words, true) * 3 >= in_line(words, false) * 2;

	for (size_t i = 0; i < words->n; i++) {
		struct cell *c = &words->at[i];

		c->width = screen ? (int)quick_width(c->t) : characters(c->t);
		if (!screen)
			c->x = (int)c->column - 1;
	}
}

/* 住宅取得補助件数（累計）０件: where columns touch, name and figure are one word. */
static bool touching_figure(struct cell *c, struct cell *name)
{
	struct fold f;
	size_t at;
	struct text figure;

	if (c->t.n > 300)
		return false;
	fold_text(&f, c->t);
	for (at = f.n; at > 2 && f.c[at - 1] != ')'; at--)
		;
	figure = at > 2 && at < f.n ? fold_slice(&f, c->t, at, f.n) : TEXT("");
	if (!figure.n || !is_digit(f.c[at]) || !read_is_number_cell(figure))
		return false;
	cut_figure(c, name, fold_slice(&f, c->t, 0, at), figure);
	return true;
}

void read_cells(struct doc *d, const struct known *known, size_t from, size_t to, cell_list *cells)
{
	cell_list words = { 0 };

	from += read_header_stream(d, from, to, &words);
	for (size_t i = from; i < to; i++) {
		if (words.n > CELLS_MAX) {
			REMARK(d, "read-table-too-long", SEVERITY_ERROR, d->pieces.at[i].line, 1, "limit",
			       NUM(CELLS_MAX), NULL);
			break;
		}
		if (!d->pieces.at[i].gone && d->pieces.at[i].t.n <= CELL_LINE_MAX)
			read_split(d, i, &words);
	}
	for (size_t i = 0; i < words.n; i++)
		if (!words.at[i].column)
			words.at[i].column = read_column(&d->pieces.at[words.at[i].piece], words.at[i].t.p);
	settle_columns(&words);
	read_join_cells(d, known, &words);
	read_header_slots(d, &words);
	read_remarks_below(d, &words);
	for (size_t i = 0; i < words.n; i++) {
		struct cell head, *c = &words.at[i];

		if (!c->t.n || is_rule(c->t))
			continue;
		c->kind = kind_of(known, c);
		if ((c->kind == CELL_NUMBER || c->kind == CELL_TEXT) && read_labelled(c, &head)) {
			c->kind = head.role == ROLE_BASELINE || head.role == ROLE_TARGET ? CELL_NUMBER
											 : kind_of(known, c);
			*LIST_ADD(d->a, cells) = head;
		} else if (c->kind == CELL_TEXT && (named_figure(c, &head) || touching_figure(c, &head))) {
			*LIST_ADD(d->a, cells) = head;
		}
		*LIST_ADD(d->a, cells) = *c;
	}
	read_find_header(cells);
	read_header_periods(cells);
	find_bare_figures(cells);
	find_broken_names(cells);
	find_odd_figures(cells);
}
