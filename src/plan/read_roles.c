/* A table's header as a whole: its words, cut anywhere by narrow columns, tell which column holds what, and the periods
 * among them belong to the column that they stand in. */
#include <stdlib.h>

#include "plan/read_parts.h"

/* ア 多彩な産業が息づくまち事業, alone in its line above the header. */
static bool is_caption(const cell_list *cells, size_t i)
{
	const struct cell *c = &cells->at[i];

	return (c->kind == CELL_MARK || c->kind == CELL_GOAL || c->kind == CELL_NOTE) &&
	       (!i || c[-1].line != c->line || c[-1].kind != CELL_HEAD) &&
	       (i + 1 == cells->n || c[1].line != c->line || c[1].kind == CELL_MARK || c[1].kind == CELL_NOTE);
}

static bool has_figure(const cell_list *cells, uint32_t line, size_t from)
{
	for (size_t i = from; i < cells->n && cells->at[i].line == line; i++)
		if (cells->at[i].kind == CELL_NUMBER)
			return true;
	return false;
}

static int year_of(const struct cell *c)
{
	struct fold f;
	size_t at = 0;
	int year;

	fold_text(&f, text_slice(c->t, 0, 30));
	year = fold_int(&f, &at);
	return at == 4 && at == f.n && year >= 1990 && year <= 2070 ? year : 0;
}

/* 2020 2021 2022: a line of years and nothing else, one after the other. */
static bool is_line_of_years(const cell_list *cells, size_t i)
{
	int last = 0, n = 0;

	for (size_t k = i; k < cells->n && cells->at[k].line == cells->at[i].line; k++, n++) {
		int year = year_of(&cells->at[k]);

		if (!year || year <= last)
			return false;
		last = year;
	}
	return n >= 2;
}

/* 業, 標, る: what a narrow column left of a header's word. No name has one character. */
static bool is_lone_character(const cell_list *cells, size_t i, const struct fold *f)
{
	return i && f->n == 1 && (is_kanji(f->c[0]) || is_hiragana(f->c[0])) &&
	       !has_figure(cells, cells->at[i].line, i);
}

/* Before the first figure, pieces of header phrases are header too; a line with two header words is one throughout. */
void read_find_header(cell_list *cells)
{
	size_t end = 0, limit = cells->n < 300 ? cells->n : 300;

	while (end < limit && is_caption(cells, end))
		end++;
	if (end && end < limit && has_figure(cells, cells->at[end].line, end))
		return; /* ア しごとをつくる事業 above its records */
	for (; end < limit; end++) {
		struct cell *c = &cells->at[end];
		struct fold f;
		size_t heads = 0;

		if (c->kind == CELL_NUMBER && end && c[-1].line != c->line && is_line_of_years(cells, end)) {
			for (uint32_t line = c->line; end < limit && cells->at[end].line == line; end++)
				cells->at[end].kind = CELL_HEAD;
			end--;
			continue;
		}
		fold_text(&f, c->t);
		if (!end && c->kind == CELL_NUMBER &&
		    read_is_head_piece(&f, &c->role)) { /* ５－２ of ５－２の①に掲げる事業 */
			c->kind = CELL_HEAD;
			continue;
		}
		if (c->kind == CELL_NUMBER || c->kind == CELL_MARK)
			break;
		if (c->kind == CELL_PERIOD ||
		    (c->kind == CELL_TEXT && (read_is_head_piece(&f, &c->role) || is_lone_character(cells, end, &f)))) {
			c->kind = CELL_HEAD;
			continue;
		}
		for (size_t k = 0; k < limit; k++)
			heads += cells->at[k].line == c->line && cells->at[k].kind == CELL_HEAD;
		if (c->kind == CELL_TEXT && heads >= 2)
			c->kind = CELL_HEAD;
		else if (c->kind != CELL_HEAD)
			break;
	}
}

int read_middle(const struct cell *c)
{
	return 2 * c->x + c->width;
}

static void add_step(struct doc *d, struct table_head *head, struct period p)
{
	for (size_t i = 0; i < head->steps.n; i++)
		if (period_eq(head->steps.at[i], p))
			return;
	if (head->steps.n < ROW_NUMBERS_MAX - 2)
		*LIST_ADD(d->a, &head->steps) = p;
}

/* The year of a header's period against the end of the plan: a target's, or a baseline's. */
static enum cell_role role_of_year(const struct doc *d, const struct table_head *head, struct period p)
{
	int year = p.kind == PERIOD_DATE ? date_fiscal_year(p.date) : p.year;

	if (!head->seen[ROLE_BASELINE] || head->baseline.kind)
		return ROLE_TARGET;
	if (!head->seen[ROLE_TARGET] || head->target.kind)
		return ROLE_BASELINE;
	return d->end_year && year >= d->end_year ? ROLE_TARGET : ROLE_BASELINE;
}

static size_t count_periods(const cell_list *cells)
{
	size_t n = 0;
	struct period p;
	bool assumed;

	for (size_t i = 0; i < cells->n && i < 300; i++)
		n += cells->at[i].kind == CELL_HEAD && read_period_in(&p, &assumed, cells->at[i].t);
	return n;
}

/* On a page, a period stands under the header word that it dates: the one whose middle is nearest. */
static enum cell_role role_above(const cell_list *cells, const struct cell *c, enum cell_role last)
{
	int best = 1 << 20, second = 1 << 20;
	enum cell_role role = last;

	if (read_role_beside(cells, c, &role))
		return role;
	if (c->x == 0) /* a cell a line: only the order says */
		return last;
	for (const struct cell *h = c - cells->at > 60 ? c - 60 : cells->at; h < c; h++) {
		int apart = abs(read_middle(h) - read_middle(c));

		if (h->kind != CELL_HEAD || (h->role != ROLE_BASELINE && h->role != ROLE_TARGET) ||
		    h->line + 4 < c->line || h->line >= c->line || text_starts(h->t, TEXT("（")) ||
		    text_starts(h->t, TEXT("(")))
			continue;
		if (apart < best) {
			second = h->role != role || best == 1 << 20 ? best : second;
			best = apart;
			role = h->role;
		} else if (apart < second && h->role != role) {
			second = apart;
		}
	}
	return second - best >= 8 ? role : last;
}

/* 現状値 目標値 / 令和２年度 / 令和７年度: the two periods in a row below both words, the earlier one first. */
static bool comes_later(const cell_list *cells, const struct cell *c, struct period p)
{
	struct period next;
	bool assumed;
	enum cell_role role;

	if (read_role_beside(cells, c, &role))
		return false;
	for (const struct cell *k = c + 1; k < cells->at + cells->n && k < c + 6 && k->kind == CELL_HEAD; k++)
		if (read_period_in(&next, &assumed, k->t))
			return period_cmp(next, p) > 0;
	return false;
}

/* 当初値（平成26年度） 現状値（令和元年度）: the plan's baseline is the later one of two that have words of their own.
 */
static bool is_later_baseline(const struct table_head *head, const cell_list *cells, const struct cell *c,
			      struct period p)
{
	size_t words = 0;

	for (const struct cell *h = cells->at; h <= c; h++)
		words += h->kind == CELL_HEAD && h->role == ROLE_BASELINE && !text_starts(h->t, TEXT("（")) &&
			 !text_starts(h->t, TEXT("("));
	return !head->grant && head->baseline.kind && words == head->earlier + 2 && period_cmp(p, head->baseline) > 0;
}

/* 当初値 / 現状値 / 目標値 / （平成26年度） （令和元年度） （令和６年度）: as many periods as words, all behind them,
 * are the words' in their order. ROLE_NONE: it is not so. */
static enum cell_role role_in_order(const cell_list *cells, const struct cell *c)
{
	enum { WORDS = 12 };
	enum cell_role words[WORDS];
	size_t n_words = 0, n = 0, at = WORDS;
	struct period p;
	bool assumed;

	for (const struct cell *h = cells->at; h < cells->at + cells->n && h < cells->at + 80; h++) {
		bool figures = h->role == ROLE_BASELINE || h->role == ROLE_TARGET || h->role == ROLE_STEP;

		if (h->kind != CELL_HEAD)
			continue;
		if (figures && (h->t.p[0] == '(' || text_starts(h->t, TEXT("（"))))
			continue; /* （計画開始時点） says more about 現状値 */
		if (read_period_in(&p, &assumed, h->t)) {
			if (figures || n_words == WORDS)
				return ROLE_NONE;
			at = h == c ? n : at;
			n++;
		} else if (figures) {
			if (n || n_words == WORDS)
				return ROLE_NONE;
			words[n_words++] = h->role;
		}
	}
	return n == n_words && n >= 2 && at < n ? words[at] : ROLE_NONE;
}

static void take_period(struct doc *d, struct table_head *head, const cell_list *cells, const struct cell *c,
			enum cell_role last, size_t periods)
{
	enum cell_role in_order = head->grant ? ROLE_NONE : role_in_order(cells, c);
	enum cell_role role = in_order ? in_order : role_above(cells, c, last);

	struct period p;
	bool assumed, bracket = text_starts(c->t, TEXT("（")) || text_starts(c->t, TEXT("("));

	if (!read_period_in(&p, &assumed, c->t))
		return;
	if (c->role == ROLE_STEP)
		role = ROLE_STEP;
	else if (c->role == ROLE_BASELINE || c->role == ROLE_TARGET)
		role = c->role;
	if (role == ROLE_BASELINE && is_later_baseline(head, cells, c, p)) {
		head->earlier++;
		head->baseline = p;
		return;
	}
	/* No baseline is of the plan's last year. */
	if (role == ROLE_BASELINE && !c->role && head->seen[ROLE_TARGET] && !head->target.kind && d->end_year &&
	    !head->grant && (p.kind == PERIOD_DATE ? date_fiscal_year(p.date) : p.year) >= d->end_year)
		role = ROLE_TARGET;
	if (in_order || c->role == ROLE_STEP || c->role == ROLE_BASELINE || c->role == ROLE_TARGET)
		;
	else if (head->grant && !(role == ROLE_BASELINE && bracket && !head->baseline.kind))
		role = ROLE_STEP;
	else if (periods > 2 && !bracket)
		role = ROLE_STEP;
	else if ((role != ROLE_BASELINE && role != ROLE_TARGET) ||
		 (role == ROLE_BASELINE ? head->baseline.kind : head->target.kind))
		role = periods > 2 ? ROLE_STEP : role_of_year(d, head, p);
	else if (periods == 2 && role == ROLE_TARGET && last == ROLE_TARGET && comes_later(cells, c, p))
		role = ROLE_BASELINE;
	if (role == ROLE_STEP)
		add_step(d, head, p);
	else if (role == ROLE_BASELINE && !head->baseline.kind)
		head->baseline = p;
	else if (role == ROLE_TARGET && !head->target.kind)
		head->target = p;
	if (assumed && p.kind == PERIOD_FY)
		REMARK(d, "read-year-assumed", SEVERITY_NOTE, c->line, c->column, "text", text_z(d->a, c->t), "period",
		       PERIOD(p), NULL);
}

static bool alone(const cell_list *cells, const struct cell *c)
{
	size_t i = (size_t)(c - cells->at);

	return (!i || c[-1].line != c->line) && (i + 1 == cells->n || c[1].line != c->line);
}

/* 目標値 | 現状値: which of the two stands further left, or comes first where each cell has its line. */
static bool targets_come_first(const cell_list *cells, const struct table_head *head)
{
	const struct cell *baseline = NULL, *target = NULL;

	if (head->grant || !head->seen[ROLE_BASELINE] || !head->seen[ROLE_TARGET])
		return false;
	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind != CELL_HEAD && (baseline || target))
			break; /* of the header's own lines only: 目標値：150 in a record has its place by its word */
		if (c->kind != CELL_HEAD)
			continue;
		if (c->role == ROLE_BASELINE && !baseline)
			baseline = c;
		else if (c->role == ROLE_TARGET && !target)
			target = c;
	}
	if (!baseline || !target)
		return false;
	if (baseline->slot != target->slot)
		return target->slot < baseline->slot;
	if (baseline->line == target->line || alone(cells, baseline) || alone(cells, target))
		return target < baseline;
	return target->x < baseline->x;
}

void read_table_head(struct doc *d, const cell_list *cells, struct table_head *head)
{
	enum cell_role last = ROLE_NONE;
	size_t periods = count_periods(cells), years = 0;
	struct fold f;

	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind != CELL_HEAD)
			continue;
		fold_text(&f, c->t);
		head->seen[c->role] = true;
		head->grant |= fold_has(&f, "増加分");
		head->total |= fold_has(&f, "累計") || fold_is(&f, "合計") || fold_is(&f, "計");
		if (c->role == ROLE_BASELINE && !head->note.n)
			head->note = read_head_note(c->t);
		years += fold_has(&f, "年目") || fold_is(&f, "初年度");
	}
	for (size_t i = 0; i < cells->n; i++) {
		const struct cell *c = &cells->at[i];

		if (c->kind != CELL_HEAD)
			continue;
		take_period(d, head, cells, c, last, periods);
		if (c->role)
			last = c->role;
	}
	head->target_first = targets_come_first(cells, head);
	/* 1年目, 2年目, ... without a year. */
	while (head->steps.n < years && head->steps.n < ROW_NUMBERS_MAX - 2)
		*LIST_ADD(d->a, &head->steps) = (struct period){ 0 };
}
