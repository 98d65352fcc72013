/* A table's lines as cells, each with what it is: mark, number, goal, period, unit, part of the header, or text. Spaces
 * separate cells, but PDFs also put them around every number (65 歳以上), so neighbours are joined where neither half
 * makes sense alone. */
#include <stdlib.h>
#include <string.h>

#include "plan/read_table.h"

/* A longer line is prose (and looking at each of its words would not be linear). */
enum { CELL_LINE_MAX = 1500, CELLS_MAX = 10000 };

static bool all_number(struct text t)
{
	struct fold f;
	size_t i = 0;

	fold_text(&f, text_slice(t, 0, 60));
	while (i < f.n && (is_digit(f.c[i]) || f.c[i] == ',' || f.c[i] == '.' || f.c[i] == 0x25B3 || f.c[i] == 0x25B2 ||
			   f.c[i] == '-'))
		i++;
	return i && i == f.n && is_digit(f.c[i - 1]);
}

static int open_brackets(struct text t)
{
	struct fold f;
	int depth = 0;

	fold_text(&f, t);
	for (size_t i = 0; i < f.n; i++)
		depth += (int)is_open(f.c[i]) - (int)is_close(f.c[i]);
	return depth;
}

static bool balanced(struct text t)
{
	return open_brackets(t) <= 0;
}

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
	if (cell->project >= 0 && (cell->gap == 1 || cell->gap == 2) && all_number(cell->t))
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

/* │ ┃ ├ ┼ ...: drawn lines that cross the row. ─ and its kin lie along it. */
static bool is_drawn(const char *s, const char *end, bool *across)
{
	uint32_t c = 0;

	if (end - s < 3 || (unsigned char)s[0] != 0xE2 || ((unsigned char)s[1] != 0x94 && (unsigned char)s[1] != 0x95))
		return false;
	c = 0x2500u + (((uint32_t)(unsigned char)s[1] - 0x94u) << 6) + ((unsigned char)s[2] & 0x3F);
	*across = !(c == 0x2500 || c == 0x2501 || c == 0x2504 || c == 0x2505 || c == 0x2508 || c == 0x2509 ||
		    c == 0x2550);
	return true;
}

/* 1, 2 or more columns of space, or a separator: how many bytes and of which kind. */
static size_t space_at(const char *p, const char *end, int *x, int *gap)
{
	size_t n = 0;
	int width = 0;
	bool across;

	*gap = 0;
	while (p + n < end) {
		const char *s = p + n;

		if (is_drawn(s, end, &across)) {
			width += 2;
			n += 3;
			if (across) {
				*gap = 3;
				break;
			}
		} else if (*s == ' ' || *s == '\f' || *s == '\r') {
			width++;
			n++;
		} else if (*s == '\t' || *s == '|') {
			*gap = 3;
			width++;
			n++;
			break;
		} else if (end - s >= 3 && memcmp(s, "\xe3\x80\x80", 3) == 0) {
			width += 2;
			n += 3;
		} else if (end - s >= 3 && memcmp(s, "｜", 3) == 0) {
			*gap = 3;
			width += 2;
			n += 3;
			break;
		} else if (end - s >= 2 && (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0) {
			width++;
			n += 2;
		} else if (end - s >= 3 && (memcmp(s, "→", 3) == 0 || memcmp(s, "⇒", 3) == 0)) {
			width += 2;
			n += 3;
		} else {
			break;
		}
	}
	*x += width;
	if (n && *gap != 3)
		*gap = width >= 2 ? 2 : 1;
	return n;
}

static size_t word_at(const char *p, const char *end, int *x)
{
	size_t n = 0;
	int gap, unused = 0;

	while (p + n < end && !space_at(p + n, end, &unused, &gap)) {
		unsigned char c = (unsigned char)p[n];

		*x += c < 0x80 ? 1 : 2;
		for (n++; p + n < end && (p[n] & 0xC0) == 0x80; n++)
			;
	}
	return n;
}

static bool starts_as_unit(struct text t)
{
	static const char *const starts[] = {
		"年",   "月",   "日",     "人",   "件", "％",       "%",    "歳",   "世帯", "円",   "千",   "万",
		"億",   "百",   "十",     "回",   "戸", "社",       "箇所", "か所", "ヶ所", "カ所", "ha",   "以上",
		"以下", "未満", "以内",   "程度", "超", "ポイント", "倍",   "割",   "名",   "団体", "施設", "台",
		"店",   "頭",   "本",     "トン", "km", "点",       "位",   "者",   "床",   "棟",   "泊",   "時間",
		"分",   "区画", "事業所", "代",   "期", "次",       "つ",   "大",   "増",   "減",   "㎡",   "箱",
		"品",   "組",   "～",     "〜",   "~",  "級",       "校",   "園",   "種"
	};

	for (size_t k = 0; k < sizeof starts / sizeof *starts; k++)
		if (text_starts(t, text_of(starts[k])))
			return true;
	return false;
}

/* 令和 ２: an era and the number of its year. */
static bool era_and_number(struct text t)
{
	static const char *const eras[] = { "令和", "平成", "昭和" };

	for (size_t k = 0; k < sizeof eras / sizeof *eras; k++)
		if (text_starts(t, text_of(eras[k])) && all_number(trim(text_slice(t, strlen(eras[k]), t.n))))
			return true;
	return false;
}

static bool wants_number(struct text t)
{
	static const char *const words[] = { "約",   "延べ", "のべ", "累計", "△",  "▲", "基本目標", "戦略目標", "平成",
					     "令和", "第",   "年間", "～",   "〜", "~", "R",        "H" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (text_ends(t, text_of(words[k])) && (k > 5 || t.n == strlen(words[k])))
			return true;
	return false;
}

/* 1 万 before 8 千人: a number whose rest comes after a gap, as spaces stand around its other parts. */
static bool wants_rest(struct text t)
{
	return (text_ends(t, TEXT(" 万")) || text_ends(t, TEXT(" 億"))) && read_is_number_cell(t);
}

static bool ends_with_digit(struct text t)
{
	struct fold f;

	fold_text(&f, text_slice(t, 0, 60));
	return f.n && is_digit(f.c[f.n - 1]);
}

/* May the word behind a single space belong to the cell before? */
static bool belongs(const struct cell *before, struct text word, int gap)
{
	bool number_first = word.n && (is_digit((uint32_t)word.p[0]) ||
				       (word.n >= 3 && memcmp(word.p, "\xEF\xBC", 2) == 0 &&
					(unsigned char)word.p[2] >= 0x90 && (unsigned char)word.p[2] <= 0x99));

	if (gap != 1)
		return false;
	/* （人/ ha） and （令和 ７ 年度）, but not （2025年 before the next column. */
	if (!balanced(before->t) && before->t.n < 120)
		return open_brackets(word) < 0 || (number_first && wants_number(before->t));
	if (number_first)
		return wants_number(before->t) || wants_rest(before->t);
	if (read_note_mark(word) == word.n && read_is_number_cell(before->t))
		return true; /* 1,000 ※１ */
	if (read_is_number_end(word) && read_is_number_cell(before->t))
		return true; /* 80 % 以上 */
	return (all_number(before->t) || era_and_number(before->t) ||
		(ends_with_digit(before->t) && read_is_number_cell(before->t))) &&
	       starts_as_unit(word);
}

static void add_cell(struct doc *d, cell_list *cells, size_t piece, struct text t, int x, int gap, int slot)
{
	const struct piece *p = &d->pieces.at[piece];
	struct cell *c = LIST_ADD(d->a, cells);

	*c = (struct cell){ .t = t, .line = p->line, .piece = piece, .x = x, .gap = gap, .slot = slot, .project = -1 };
}

/* （令和２年３月末）（令和７年３月末）: two columns that touch. */
static bool touching_periods(struct text word, size_t *first)
{
	size_t at = text_starts(word, TEXT("（")) ? text_find(word, TEXT("）（")) : SIZE_MAX;
	struct period p;
	bool assumed;

	*first = at == SIZE_MAX ? 0 : at + strlen("）");
	return *first && read_period_only(&p, &assumed, text_slice(word, 0, *first)) &&
	       read_period_only(&p, &assumed, text_slice(word, *first, word.n));
}

static void split_piece(struct doc *d, size_t piece, cell_list *cells)
{
	const struct piece *p = &d->pieces.at[piece];
	const char *s = p->t.p - p->indent, *end = p->t.p + p->t.n;
	size_t first = cells->n;
	int x = 0, gap, slot = 0, pending = 0;

	while (s < end) {
		int at;
		size_t n = space_at(s, end, &x, &gap);
		struct text word;

		slot += gap == 3;
		pending = gap > pending ? gap : pending;
		s += n;
		if (n && gap == 3)
			continue;
		at = x;
		n = word_at(s, end, &x);
		if (!n)
			break;
		word = (struct text){ s, n };
		if (touching_periods(word, &n)) {
			add_cell(d, cells, piece, text_slice(word, 0, n), at, cells->n > first ? pending : 0, slot);
			at += (int)quick_width(text_slice(word, 0, n));
			s += n;
			pending = 1;
			word = text_slice(word, n, word.n);
		}
		n = word.n;
		s += n;
		if (cells->n > first && belongs(&cells->at[cells->n - 1], word, pending))
			cells->at[cells->n - 1].t.n = (size_t)(s - cells->at[cells->n - 1].t.p);
		else
			add_cell(d, cells, piece, word, at, cells->n > first ? pending : 0, slot);
		pending = 0;
	}
}

static bool closes_only(const struct cell *c)
{
	return c->t.n <= 30 && (text_ends(c->t, TEXT("）")) || text_ends(c->t, TEXT(")"))) &&
	       text_find(c->t, TEXT("（")) == SIZE_MAX && text_find(c->t, TEXT("(")) == SIZE_MAX;
}

/* （2024年 and 度）, （計画開始時 and 点）; not （2024年 and 点）. */
static bool makes_sense(struct doc *d, struct text open, struct text close)
{
	struct text both = text_of(arena_printf(d->a, "%.*s%.*s", (int)open.n, open.p, (int)close.n, close.p));
	struct period p, first, last;
	enum cell_role role;
	struct fold f;
	bool assumed;

	fold_text(&f, text_slice(both, 0, 120));
	if (read_period_range(&first, &last, both) && !period_eq(first, last))
		return true; /* （2015～2019 and 年度） */
	return (read_period_only(&p, &assumed, both) && !assumed && p.kind != PERIOD_CY) || read_is_head(&f, &role);
}

/* （2025年 and 度） below it: a bracket that a narrow column broke. In the header the nearest cell that closes it,
 * among the figures the next one. */
static void join_brackets(struct doc *d, cell_list *words)
{
	bool figures = false;

	for (size_t i = 0; i < words->n; i++) {
		struct cell *open = &words->at[i], *best = NULL;
		bool best_sense = false;

		if (!open->t.n)
			continue;
		figures |= i >= 80 || read_is_number_cell(open->t);
		if (balanced(open->t) || !is_open(fold_char(text_next(&(struct text){ open->t.p, open->t.n }))))
			continue;
		for (size_t k = i + 1;
		     k < words->n && k < i + (figures ? 8 : 40) && words->at[k].line <= open->line + (figures ? 2 : 3);
		     k++) {
			struct cell *c = &words->at[k];

			bool sense;

			if (c->line <= open->line || !closes_only(c))
				continue;
			sense = makes_sense(d, open->t, c->t);
			if (figures && k > i + 1 && (!sense || c->line > open->line + 1))
				continue;
			if (!best || sense > best_sense ||
			    (sense == best_sense &&
			     abs(read_middle(c) - read_middle(open)) < abs(read_middle(best) - read_middle(open)))) {
				best = c;
				best_sense = sense;
			}
		}
		if (!best)
			continue;
		open->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)open->t.n, open->t.p, (int)best->t.n, best->t.p));
		best->t.n = 0;
	}
}

static bool is_one_of(struct text t, const char *const *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (text_is(t, words[k]))
			return true;
	return false;
}

static bool is_ordinal(struct text t)
{
	struct fold f;
	size_t i = 0;

	fold_text(&f, t);
	return f.n && fold_ordinal(&f, &i) && i == f.n;
}

/* 基本目標 / １: the number may have been taken for the next line's year (１ 年転入超過数). */
static void join_goal(struct doc *d, struct cell *c, struct cell *next, bool first)
{
	struct text number = text_slice(next->t, 0, text_find(next->t, TEXT(" ")));

	enum cell_role role;
	struct fold f;

	if (next->line == c->line || !is_ordinal(number))
		return;
	/* 現状 目標 / １ しごとをつくる: the header's last word, and the first row. */
	if (!first) {
		fold_text(&f, text_slice(c[-1].t, 0, 60));
		if (c[-1].line == c->line && read_is_head(&f, &role) && role == ROLE_BASELINE)
			return;
	}
	c->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)c->t.n, c->t.p, (int)number.n, number.p));
	next->t = trim(text_slice(next->t, number.n, next->t.n));
}

/* The rest of 7,000以 / 上 and its like; NULL where the cell ends with no such beginning. */
static const char *rest_of_comparison(struct text t)
{
	static const char *const broken[][2] = { { "以", "上下内" }, { "程", "度" }, { "未", "満" },
						 { "維", "持" },     { "年", "度" }, { "年度", "末" } };

	for (size_t k = 0; k < sizeof broken / sizeof *broken; k++)
		if (t.n > 3 && t.n < 40 && text_ends(t, text_of(broken[k][0])))
			return broken[k][1];
	return NULL;
}

/* 7,000以 / 上, also with another cell between. */
static void join_comparison(struct doc *d, cell_list *words, size_t i, const char *rest)
{
	struct cell *c = &words->at[i];

	for (size_t k = i + 1; k < words->n && k <= i + 3; k++) {
		struct cell *next = &words->at[k];

		if (next->line == c->line || next->t.n != 3 || text_find(text_of(rest), next->t) == SIZE_MAX)
			continue;
		c->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)c->t.n, c->t.p, (int)next->t.n, next->t.p));
		next->t.n = 0;
		return;
	}
}

/* A narrow column broke the word itself. */
static void join_words(struct doc *d, cell_list *words)
{
	static const char *const goal[] = { "基本目標", "戦略目標", "目標" };

	for (size_t i = 0; i + 1 < words->n; i++) {
		struct cell *c = &words->at[i];
		const char *rest = rest_of_comparison(c->t);

		if (is_one_of(c->t, goal, sizeof goal / sizeof *goal))
			join_goal(d, c, c + 1, i == 0);
		else if (rest)
			join_comparison(d, words, i, rest);
	}
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
		if (cells->at[i].kind == CELL_MARK && all_number(cells->at[i].t)) {
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
		    text_ends(c[-1].t, TEXT("の")) && !ends_with_digit(c->t) && is_all_kanji(c->t))
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

/* 起業支援件数：年間５件（令和３年度）: name and figure in one cell. The name goes to *name, *c keeps the figure. */
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
	*name = *c;
	name->t = fold_slice(&f, c->t, 0, at);
	c->t = figure;
	c->kind = CELL_NUMBER;
	c->gap = 2;
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
	*name = *c;
	name->t = fold_slice(&f, c->t, 0, at);
	c->t = figure;
	c->kind = CELL_NUMBER;
	c->gap = 2;
	return true;
}

static bool is_head_text(struct text t)
{
	enum cell_role role;
	struct fold f;

	fold_text(&f, text_slice(t, 0, 200));
	return read_is_head(&f, &role);
}

/* The nearest cell of the lines above that stands over this one and is not yet one's rest. */
static struct cell *cell_above(cell_list *words, size_t i)
{
	struct cell *c = &words->at[i], *best = NULL;

	for (size_t k = i; k-- > 0 && words->at[k].line + 3 >= c->line;) {
		struct cell *a = &words->at[k];

		if (a->line == c->line || !a->t.n || a->x >= c->x + c->width || c->x >= a->x + a->width)
			continue;
		if (!best || abs(read_middle(a) - read_middle(c)) < abs(read_middle(best) - read_middle(c)))
			best = a;
	}
	return best;
}

static bool has_figure(const cell_list *words, size_t i)
{
	for (size_t k = i; k < words->n && words->at[k].line == words->at[i].line; k++)
		if (read_is_number_cell(words->at[k].t))
			return true;
	return false;
}

/* 現状 | 目標 / 値 | 値: on a page, the header's words go on below, each in its column. Only what makes a whole word of
 * the header is joined, before the first project's mark. */
static void join_header_columns(struct doc *d, const struct known *known, cell_list *words)
{
	enum { HEADER_CELLS = 60, HEADER_LINES = 8 };

	for (size_t i = 1; i < words->n && i < HEADER_CELLS && words->at[i].line <= words->at[0].line + HEADER_LINES;
	     i++) {
		struct cell *c = &words->at[i], *above;
		struct text both;
		struct fold f;

		fold_text(&f, text_slice(c->t, 0, 90));
		if (!c->gap && has_figure(words, i))
			return;
		if (c->gap == 3 || (!c->gap && read_project_of(known, &f) >= 0) || read_is_number_cell(c->t))
			return;
		if (!c->t.n || read_is_unit(c->t) || (f.n > 4 && !is_open(f.c[0]) && !is_close(f.c[f.n - 1])) ||
		    (f.n > 4 && read_ends_with_unit(c->t)) || c->gap == 1 || (!c->gap && !c->x) ||
		    !(above = cell_above(words, i)))
			continue;
		both = text_of(arena_printf(d->a, "%.*s%.*s", (int)above->t.n, above->t.p, (int)c->t.n, c->t.p));
		fold_text(&f, both);
		if ((fold_has(&f, "増加分") && !fold_ends(&f, "増加分") && !is_close(f.c[f.n - 1])) ||
		    !is_head_text(both) || (is_head_text(above->t) && is_head_text(c->t)))
			continue;
		above->t = both;
		if (c->x + c->width > above->x + above->width)
			above->width = c->x + c->width - above->x;
		if (c->x < above->x) {
			above->width += above->x - c->x;
			above->x = c->x;
		}
		c->t.n = 0;
	}
}

/* 2026年 | 2027年 | 2028年 / 度 | 度 | 度: as many rests as years, in their order. */
static void join_header_years(struct doc *d, cell_list *words)
{
	enum { HEADER_CELLS = 60, YEARS = 16 };
	size_t years[YEARS], n = 0, rests = 0;

	for (size_t i = 0; i < words->n && i < HEADER_CELLS; i++) {
		const struct cell *c = &words->at[i];
		struct period p;
		bool assumed;

		if (text_is(c->t, "度") || text_is(c->t, "度）"))
			rests++;
		else if (n < YEARS && text_ends(c->t, TEXT("年")) && c->t.n < 40 && !rests &&
			 (read_period_only(&p, &assumed, c->t) || read_period_in(&p, &assumed, c->t)))
			years[n++] = i;
		else if (rests == n && n)
			break;
		else if (read_is_number_cell(c->t))
			return;
	}
	if (n < 2 || rests != n)
		return;
	for (size_t i = years[n - 1] + 1, k = 0; k < n; i++) {
		struct cell *c = &words->at[i], *year = &words->at[years[k]];

		if (!text_is(c->t, "度") && !text_is(c->t, "度）"))
			continue;
		year->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)year->t.n, year->t.p, (int)c->t.n, c->t.p));
		c->t.n = 0;
		k++;
	}
}

static size_t line_of(const cell_list *words, size_t i)
{
	size_t end = i;

	while (end < words->n && words->at[end].line == words->at[i].line)
		end++;
	return end;
}

/* 平成30年度増加 | 令和元年度増加 / 分（１年目） | 分（２年目）: two lines of the header that together are words of it,
 * cell by cell from the right. */
static void join_header_lines(struct doc *d, cell_list *words)
{
	enum { HEADER_CELLS = 40 };

	for (size_t i = 0, end, below; i < words->n && i < HEADER_CELLS; i = end) {
		size_t joined = 0, added = 0, n;
		struct text both[HEADER_CELLS];

		end = line_of(words, i);
		below = end < words->n ? line_of(words, end) : end;
		n = below - end;
		if (n < 3 || n > end - i || n > HEADER_CELLS)
			continue;
		for (size_t k = 0; k < n; k++) {
			const struct cell *a = &words->at[end - n + k], *b = &words->at[end + k];

			both[k] = text_of(arena_printf(d->a, "%.*s%.*s", (int)a->t.n, a->t.p, (int)b->t.n, b->t.p));
			joined += a->gap < 3 && b->gap < 3 && is_head_text(both[k]);
			added += text_find(both[k], TEXT("増加分")) != SIZE_MAX &&
				 text_find(a->t, TEXT("増加分")) == SIZE_MAX;
		}
		if (joined < n || added < 2)
			continue;
		for (size_t k = 0; k < n; k++) {
			words->at[end - n + k].t = both[k];
			words->at[end + k].t.n = 0;
		}
		return;
	}
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
			split_piece(d, i, &words);
	}
	for (size_t i = 0; i < words.n; i++)
		if (!words.at[i].column)
			words.at[i].column = read_column(&d->pieces.at[words.at[i].piece], words.at[i].t.p);
	settle_columns(&words);
	join_header_years(d, &words);
	join_header_lines(d, &words);
	join_header_columns(d, known, &words);
	read_join_broken(d, &words);
	join_words(d, &words);
	join_brackets(d, &words);
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
