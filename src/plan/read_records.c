/* KPIs without a table, a sentence or line each: 木材生産量 8,200㎥（令和６年度）→ 9,500㎥以上（令和11年度）, or
 * 利用者数 事業開始前 ０人、令和８年度 4,000人、令和11年度 9,000人, or 普及率を81.3％から88.0％に向上. Such a record is
 * taken whole or not at all: each of its parts must be a figure, with its day before or behind it, and the first part
 * begins with the name. Cutting it at its spaces, as a table's line, took 、令和11年度 for a piece of the figure, and
 * what a narrow page broke for the next record. */
#include <string.h>

#include "plan/read_table.h"

enum { RECORD_LINES = 4, RECORD_BYTES = 600, FIGURE_BYTES = 180 };

struct record {
	struct text name;
	struct text figures[ROW_NUMBERS_MAX];
	struct period periods[ROW_NUMBERS_MAX];
	size_t n;
};

/* 現状値：, 目標 before a figure: they only say which it is. How many characters. */
static size_t label_at(const struct fold *f, size_t i)
{
	static const char *const words[] = { "現状値",   "現状",     "現在",       "基準値", "当初値",
					     "実績値",   "実績",     "目標値",     "目標",   "事業開始前",
					     "申請時",   "開始時",   "計画策定時", "策定時", "開始前",
					     "最終目標", "(現時点)", "に",         "まで",   "末",
					     "時点",     "で",       "の",         ":",      "、" };
	size_t best = 0;

	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t n = fold_starts(f, i, words[k]);

		best = n > best ? n : best;
	}
	return best;
}

/* （令和６年度末） or 令和６年度末まで at character *i. */
static bool period_at(struct period *p, const struct fold *f, size_t *i)
{
	size_t at = *i + (is_open(f->c[*i]) && *i < f->n);
	bool assumed, open = at > *i;

	if (!read_period_at(p, &assumed, f, &at) || (assumed && p->kind != PERIOD_DATE && !open))
		return false;
	while (at < f->n && (f->c[at] == 0x672B || fold_starts(f, at, "時点") || fold_starts(f, at, "実績") ||
			     fold_starts(f, at, "現在")))
		at += f->c[at] == 0x672B ? 1 : 2;
	if (open && !is_close(f->c[at]))
		return false;
	*i = at + open;
	return true;
}

/* 9,500㎥以上（令和11年度）: the last bracket holds the day, or the years of which the last counts. */
static size_t without_day(struct period *p, const struct fold *f, struct text t, size_t from)
{
	size_t open = f->n;
	struct period first, last;
	bool assumed;

	if (f->c[f->n - 1] != ')')
		return f->n;
	while (open > from && f->c[open - 1] != '(')
		open--;
	if (open <= from + 1)
		return f->n;
	if (read_period_only(p, &assumed, fold_slice(f, t, open - 1, f->n)))
		return open - 1;
	if (!read_period_range(&first, &last, fold_slice(f, t, open - 1, f->n)))
		return f->n;
	if (!p->kind)
		*p = last;
	return f->n;
}

static bool begins_as_figure(const struct fold *f, size_t i)
{
	static const char *const words[] = { "約",   "延べ", "△",    "▲",    "-",   "マイナス",
					     "前年", "現状", "維持", "年間", "累計" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (fold_starts(f, i, words[k]))
			return true;
	return is_digit(f->c[i]);
}

/* The whole text as one figure with its day. dated: it had a day or a label. */
static bool take_figure(struct text t, struct text *figure, struct period *p, bool *dated)
{
	struct fold f;
	struct target as;
	struct text bare;
	size_t i = 0, n;

	*p = (struct period){ 0 };
	*dated = false;
	fold_text(&f, t);
	if (!f.n || f.n > 60)
		return false;
	while (i < f.n) {
		if (!p->kind && period_at(p, &f, &i))
			*dated = true;
		else if ((n = label_at(&f, i)) && !begins_as_figure(&f, i))
			i += n;
		else if ((n = label_at(&f, i)) > 1 && begins_as_figure(&f, i + n))
			i += n;
		else
			break;
		*dated |= i > 2;
	}
	if (i >= f.n || !begins_as_figure(&f, i))
		return false;
	bare = fold_slice(&f, t, i, without_day(p, &f, t, i));
	*dated |= p->kind != PERIOD_NONE;
	*figure = fold_slice(&f, t, i, f.n);
	if (fold_has(&f, "基本目標"))
		return false;
	n = fold_starts(&f, i, "前年度比") + fold_starts(&f, i, "前年比");
	return n ? read_is_number_cell(fold_slice(&f, t, i + n, f.n)) && target_parse(&as, bare, NULL)
		 : read_is_number_cell(bare);
}

static size_t arrow_in(struct text t, size_t *n)
{
	static const char *const arrows[] = { "→", "⇒", "⇨", "➡" };
	size_t best = SIZE_MAX;

	*n = 3;
	for (size_t k = 0; k < sizeof arrows / sizeof *arrows; k++) {
		size_t at = text_find(t, text_of(arrows[k]));

		best = at < best ? at : best;
	}
	return best;
}

/* Where a word begins behind a gap or colon, or where digits begin; in this order of trying. */
static bool begins_word(struct text t, size_t at, bool digits)
{
	struct text before = text_slice(t, 0, at), behind = text_slice(t, at, t.n);
	uint32_t c;

	if (!behind.n || ((unsigned char)behind.p[0] & 0xC0) == 0x80)
		return false;
	c = fold_char(text_next(&behind));
	if (digits) {
		struct fold f;

		fold_text(&f, text_slice(before, before.n > 12 ? before.n - 12 : 0, before.n));
		return is_digit(c) && f.n && !is_digit(f.c[f.n - 1]) && f.c[f.n - 1] != ',' && f.c[f.n - 1] != '.';
	}
	return c != ' ' && c != 0x3000 &&
	       (text_ends(before, TEXT(" ")) || text_ends(before, TEXT("\t")) || text_ends(before, TEXT("：")) ||
		text_ends(before, TEXT(":")) || text_ends(before, TEXT("\xe3\x80\x80")) ||
		text_ends(before, TEXT("）")));
}

/* Name and first figure: the longest end of the text that is a figure with its day. */
static bool take_first(struct text t, bool must_be_dated, struct record *r)
{
	for (int digits = 0; digits < 2; digits++)
		for (size_t at = t.n > FIGURE_BYTES ? t.n - FIGURE_BYTES : 0; at < t.n; at++) {
			bool dated;

			if ((at && !begins_word(t, at, digits)) ||
			    !take_figure(text_slice(t, at, t.n), &r->figures[0], &r->periods[0], &dated) ||
			    (must_be_dated && !dated))
				continue;
			r->name = trim(text_slice(t, 0, at));
			r->n = 1;
			return true;
		}
	return false;
}

static bool add_figure(struct record *r, struct text t, bool must_be_dated)
{
	bool dated;

	if (r->n == ROW_NUMBERS_MAX || !take_figure(trim(t), &r->figures[r->n], &r->periods[r->n], &dated) ||
	    (must_be_dated && !dated))
		return false;
	r->n++;
	return true;
}

static bool with_arrows(struct text t, struct record *r)
{
	size_t n, at = arrow_in(t, &n);

	if (at == SIZE_MAX || !take_first(trim(text_slice(t, 0, at)), false, r))
		return false;
	while (at != SIZE_MAX) {
		t = text_slice(t, at + n, t.n);
		at = arrow_in(t, &n);
		if (!add_figure(r, text_slice(t, 0, at), false))
			return false;
	}
	return true;
}

/* 事業開始前 ０人、令和８年度 4,000人、...: every part has its day or label. */
static bool with_commas(struct text t, struct record *r)
{
	size_t at = text_find(t, TEXT("、")), last = at;
	struct record end = { .n = 0 };

	while (last != SIZE_MAX && text_find(text_slice(t, last + 3, t.n), TEXT("、")) != SIZE_MAX)
		last += 3 + text_find(text_slice(t, last + 3, t.n), TEXT("、"));
	if (last == SIZE_MAX || !add_figure(&end, text_slice(t, last + 3, t.n), true))
		return false;
	while (at != SIZE_MAX && !take_first(trim(text_slice(t, 0, at)), true, r)) {
		size_t next = text_find(text_slice(t, at + 3, t.n), TEXT("、"));

		at = next == SIZE_MAX ? next : at + 3 + next;
	}
	if (at == SIZE_MAX || !r->name.n)
		return false;
	while (at != SIZE_MAX) {
		t = text_slice(t, at + 3, t.n);
		at = text_find(t, TEXT("、"));
		if (!add_figure(r, text_slice(t, 0, at), true))
			return false;
	}
	for (size_t i = 1; i < r->n; i++)
		if (!r->periods[i].kind)
			return false;
	return true;
}

/* The name without 数値目標： in front and a colon behind. */
static struct text clean_name(struct text name)
{
	struct fold f;
	enum cell_role role;
	size_t n, from = 0;

	if (name.n > 400)
		return name;
	fold_text(&f, name);
	n = read_head_phrase(&f, 0, &role);
	if (n && f.c[n] == ':')
		from = n + 1;
	while (f.n > from && (f.c[f.n - 1] == ':' || f.c[f.n - 1] == 0x3001))
		f.n--;
	return fold_slice(&f, name, from, f.n);
}

/* The number of the goal that this line names. */
static int goal_of(struct text t)
{
	struct fold f;
	size_t used;

	fold_text(&f, text_slice(t, 0, 60));
	return read_goal_name(&f, &used);
}

static bool take_text(struct text t, bool arrow, struct record *r)
{
	*r = (struct record){ .n = 0 };
	return (arrow ? with_arrows(t, r) : with_commas(t, r)) && r->n > 1;
}

/* （令和11年） or 人 in the line below its figure. */
static bool bracket_below(struct doc *d, size_t i, size_t end, bool arrow, struct record *r)
{
	struct text t = d->pieces.at[end].t;
	struct record longer;
	struct fold f;

	fold_text(&f, text_slice(t, 0, 120));
	if (f.n > 30 || ((f.c[0] != '(' || f.c[f.n - 1] != ')') && !read_is_unit(t) && !read_is_number_end(t)) ||
	    read_starts_item(t) || goal_of(t) || !take_text(read_joined(d, i, end + 1), arrow, &longer) ||
	    longer.n != r->n)
		return false;
	*r = longer;
	return true;
}

/* The record that begins at piece i, over as few lines as make it whole: how many; 0 where none does. */
static size_t take_record(struct doc *d, size_t i, size_t to, struct record *r)
{
	bool arrow = false;

	for (size_t end = i + 1; end <= to && end <= i + RECORD_LINES; end++) {
		struct text t = d->pieces.at[end - 1].t, all;
		size_t n;

		if (t.n > RECORD_BYTES || text_find(t, TEXT("。")) != SIZE_MAX ||
		    text_find(t, TEXT("\t")) != SIZE_MAX ||
		    (end > i + 1 && (read_starts_item(t) || goal_of(t) || (arrow && arrow_in(t, &n) != SIZE_MAX))))
			return 0;
		arrow |= arrow_in(t, &n) != SIZE_MAX;
		if (end == i + 1 && !arrow && text_find(t, TEXT("、")) == SIZE_MAX)
			return 0;
		all = read_joined(d, i, end);
		if (all.n < RECORD_BYTES && read_open_brackets(all) <= 0 && take_text(all, arrow, r))
			return end - i + (end < to && bracket_below(d, i, end, arrow, r));
	}
	return 0;
}

/* Words of a header: then this is a table, whatever its cells hold. */
static bool is_table(struct doc *d, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct text t = d->pieces.at[i].t;
		bool baseline = false, target = false;
		enum cell_role role;
		struct record r;
		struct fold f;

		if (d->pieces.at[i].gone || t.n > 200)
			continue;
		fold_text(&f, t);
		if (read_is_head(&f, &role) && (role == ROLE_BASELINE || role == ROLE_TARGET))
			return true;
		for (size_t k = 0; k < f.n; k++)
			if (read_head_phrase(&f, k, &role)) {
				baseline |= role == ROLE_BASELINE;
				target |= role == ROLE_TARGET;
			}
		if (baseline && target && !take_record(d, i, to, &r))
			return true;
	}
	return false;
}

/* The goal right above the first piece; 0 where goals and records do not take turns. */
static int goal_above(const struct doc *d, const struct plan *plan, size_t from, size_t to)
{
	bool more = plan->goals.n == 1;

	for (size_t i = from + 1; i < to && !more; i++)
		more = goal_of(d->pieces.at[i].t) > 0;
	for (size_t g = 0; more && g < plan->goals.n; g++)
		if (plan->goals.at[g].lines.last < d->pieces.at[from].line &&
		    plan->goals.at[g].lines.last + 2 >= d->pieces.at[from].line)
			return plan->goals.at[g].number;
	return 0;
}

static struct text title_of(const struct plan *plan, int goal)
{
	for (size_t g = 0; g < plan->goals.n; g++)
		if (plan->goals.at[g].number == goal)
			return plan->goals.at[g].title;
	return TEXT("");
}

/* A record without a name has it in the lines above, which are then no others': the goal's title, or lines of its own.
 */
static struct text name_above(struct doc *d, const struct plan *plan, size_t from, size_t i, int goal)
{
	size_t first = i;

	if (goal && (i == from || goal_of(d->pieces.at[i - 1].t)))
		return title_of(plan, goal);
	if (i == from || d->pieces.at[i - 1].gone || text_ends(d->pieces.at[i - 1].t, TEXT("。")))
		return TEXT("");
	for (first = i - 1; first > from && !read_starts_item(d->pieces.at[first].t) && read_goes_on(d, first - 1, i);)
		first--;
	for (size_t k = first; k < i; k++)
		d->pieces.at[k].gone = true;
	return read_joined(d, first, i);
}

/* ア before the name goes to the row. */
static int take_mark(const struct known *known, struct text *name)
{
	size_t end = 0;
	struct fold f;
	int mark;

	while (end < name->n && name->p[end] != ' ' &&
	       !text_starts(text_slice(*name, end, name->n), TEXT("\xe3\x80\x80")))
		end++;
	if (end == name->n)
		return -1;
	fold_text(&f, text_slice(*name, 0, end));
	mark = read_project_of(known, &f);
	if (mark >= 0)
		*name = trim(text_slice(*name, end, name->n));
	return mark;
}

static void add_row(struct doc *d, const struct known *known, struct table *t, size_t piece, size_t lines,
		    const struct record *r, int mark)
{
	struct row *row = LIST_ADD(d->a, &t->rows);
	struct text name = r->name;
	int own = take_mark(known, &name);

	*row = (struct row){ .name = clean_name(name), .mark = own >= 0 ? own : mark, .n_numbers = r->n };
	if (row->mark >= 0)
		row->mark_text = known->marks.at[row->mark];
	row->first_line = d->pieces.at[piece].line;
	row->last_line = d->pieces.at[piece + lines - 1].line;
	for (size_t k = 0; k < r->n; k++) {
		row->numbers[k] = (struct cell){ .t = r->figures[k],
						 .kind = CELL_NUMBER,
						 .line = row->first_line,
						 .column = 1,
						 .piece = piece,
						 .project = -1 };
		row->periods[k] = r->periods[k];
	}
}

void read_records(struct doc *d, const struct known *known, size_t from, size_t to, table_list *tables)
{
	struct table t = { .per_row = 2 };
	struct record r;
	size_t lines;
	int goal, mark = -1;

	if (from >= to || is_table(d, from, to))
		return;
	goal = goal_above(d, known->plan, from, to);
	for (size_t i = from; i < to; i += lines) {
		struct fold f;
		int named;

		lines = d->pieces.at[i].gone ? 0 : take_record(d, i, to, &r);
		if (!lines) {
			lines = 1;
			named = goal_of(d->pieces.at[i].t);
			goal = named ? named : goal;
			fold_text(&f, text_slice(d->pieces.at[i].t, 0, 200));
			named = read_project_of(known, &f);
			mark = named >= 0 ? named : mark;
			continue;
		}
		if (!r.name.n)
			r.name = name_above(d, known->plan, from, i, goal);
		add_row(d, known, &t, i, lines, &r, mark);
		if (goal) {
			struct row *row = &t.rows.at[t.rows.n - 1];

			row->goals[row->n_goals++] = goal;
		}
		for (size_t k = i; k < i + lines; k++)
			d->pieces.at[k].gone = true;
	}
	if (!t.rows.n)
		return;
	t.head.seen[ROLE_NAME] = t.head.seen[ROLE_BASELINE] = t.head.seen[ROLE_TARGET] = true;
	*LIST_ADD(d->a, &t.cells) = t.rows.at[0].numbers[0];
	*LIST_ADD(d->a, tables) = t;
}

/* ---- in a goal's title ---- */

/* （普及率を81.3％: what stands in the open bracket, without its particle. */
static struct text name_in(struct text t)
{
	static const char *const particles[] = { "を", "が", "は", "について", "：" };
	struct text name = t, rest = t;
	int depth = 0, inner = 0;
	struct fold f;

	fold_text(&f, t);
	for (size_t i = f.n; i-- > 0 && !inner;) {
		depth += (int)is_close(f.c[i]) - (int)is_open(f.c[i]);
		if (depth < 0 || (!depth && f.c[i] == 0x3001)) {
			name = fold_slice(&f, t, i + 1, f.n);
			inner = 1;
		}
	}
	for (size_t k = 0; k < sizeof particles / sizeof *particles; k++)
		if (text_ends(name, text_of(particles[k])))
			name.n -= strlen(particles[k]);
	return trim(name.n ? name : rest);
}

/* NAMEを81.3％から88.0％に向上 */
static bool with_from_to(struct text t, struct record *r)
{
	static const char *const ends[] = { "に", "へ", "まで", "と" };
	const struct text from = TEXT("から");

	for (size_t at = text_find(t, from), next; at != SIZE_MAX; at = next) {
		struct text behind = text_slice(t, at + from.n, t.n), first = trim(text_slice(t, 0, at));

		next = text_find(behind, from);
		next = next == SIZE_MAX ? next : at + from.n + next;
		*r = (struct record){ .n = 0 };
		if (!first.n || !take_first(first, false, r) || !r->name.n)
			continue;
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
			size_t end = text_find(behind, text_of(ends[k]));

			if (end != SIZE_MAX && add_figure(r, text_slice(behind, 0, end), false)) {
				r->name = name_in(r->name);
				return r->name.n > 0;
			}
		}
	}
	return false;
}

void read_goal_records(struct doc *d, const struct known *known, struct table *t)
{
	*t = (struct table){ .per_row = 2 };
	for (size_t g = 0; g < known->plan->goals.n; g++) {
		const struct plan_goal *goal = &known->plan->goals.at[g];
		struct record r;
		size_t piece = 0;

		if (goal->title.n > RECORD_BYTES || !with_from_to(goal->title, &r))
			continue;
		while (piece + 1 < d->pieces.n && d->pieces.at[piece].line < goal->lines.first)
			piece++;
		add_row(d, known, t, piece, 1, &r, -1);
		t->rows.at[t->rows.n - 1].goals[0] = goal->number;
		t->rows.at[t->rows.n - 1].n_goals = 1;
	}
	t->head.seen[ROLE_NAME] = t->head.seen[ROLE_BASELINE] = t->head.seen[ROLE_TARGET] = true;
	if (t->rows.n)
		*LIST_ADD(d->a, &t->cells) = t->rows.at[0].numbers[0];
}
