/* A table's lines as cells, each with what it is: mark, number, goal, period, unit, part of the header, or text. Spaces
 * separate cells, but PDFs also put them around every number (65 歳以上), so neighbours are joined where neither half
 * makes sense alone. */
#include "plan/read_parts.h"

#include <stdlib.h>
#include <string.h>

struct head_word {
	enum cell_role role;
	const char *words;
};

static const struct head_word head_words[] = {
	{ ROLE_MARK, "5-2の①に掲げる事業" },
	{ ROLE_MARK, "5-2に掲げる事業" },
	{ ROLE_MARK, "①に掲げる事業" },
	{ ROLE_MARK, "事業の名称" },
	{ ROLE_MARK, "事業名" },
	{ ROLE_MARK, "対象事業" },
	{ ROLE_MARK, "該当事業" },
	{ ROLE_MARK, "関連事業" },
	{ ROLE_MARK, "関連する事業" },
	{ ROLE_MARK, "事業区分" },
	{ ROLE_MARK, "対応する事業" },
	{ ROLE_MARK, "事業" },
	{ ROLE_NAME, "KPI(重要業績評価指標)" },
	{ ROLE_NAME, "重要業績評価指標(KPI)" },
	{ ROLE_NAME, "重要業績評価指標" },
	{ ROLE_NAME, "評価指標" },
	{ ROLE_NAME, "成果指標" },
	{ ROLE_NAME, "目標指標" },
	{ ROLE_NAME, "指標名" },
	{ ROLE_NAME, "指標の名称" },
	{ ROLE_NAME, "指標" },
	{ ROLE_NAME, "KPI名" },
	{ ROLE_NAME, "KPI" },
	{ ROLE_NAME, "数値目標" },
	{ ROLE_NAME, "項目" },
	{ ROLE_UNIT, "単位" },
	{ ROLE_BASELINE, "現状値(計画開始時点)" },
	{ ROLE_BASELINE, "現状値(計画策定時)" },
	{ ROLE_BASELINE, "基準値(計画開始時)" },
	{ ROLE_BASELINE, "現状値" },
	{ ROLE_BASELINE, "現況値" },
	{ ROLE_BASELINE, "基準値" },
	{ ROLE_BASELINE, "当初値" },
	{ ROLE_BASELINE, "初期値" },
	{ ROLE_BASELINE, "直近値" },
	{ ROLE_BASELINE, "実績値" },
	{ ROLE_BASELINE, "計画策定時" },
	{ ROLE_BASELINE, "計画開始時点" },
	{ ROLE_BASELINE, "計画開始時" },
	{ ROLE_BASELINE, "策定時" },
	{ ROLE_BASELINE, "事業開始前(現時点)" },
	{ ROLE_BASELINE, "事業開始前" },
	{ ROLE_BASELINE, "現時点" },
	{ ROLE_BASELINE, "申請時" },
	{ ROLE_BASELINE, "現状" },
	{ ROLE_BASELINE, "基準" },
	{ ROLE_STEP, "KPI増加分" },
	{ ROLE_STEP, "年度増加分" },
	{ ROLE_STEP, "増加分" },
	{ ROLE_STEP, "年目" },
	{ ROLE_STEP, "初年度" },
	{ ROLE_NONE, "年月" },
	{ ROLE_TARGET, "KPI増加分の累計" },
	{ ROLE_TARGET, "増加分の累計" },
	{ ROLE_TARGET, "の累計" },
	{ ROLE_TARGET, "累計" },
	{ ROLE_TARGET, "目標値(計画終了時点)" },
	{ ROLE_TARGET, "目標値(最終年度)" },
	{ ROLE_TARGET, "最終目標値" },
	{ ROLE_TARGET, "最終目標" },
	{ ROLE_TARGET, "計画終了時" },
	{ ROLE_TARGET, "目標値" },
	{ ROLE_TARGET, "目標年度" },
	{ ROLE_TARGET, "目標" },
	{ ROLE_GOAL, "達成に寄与する地方版総合戦略の基本目標" },
	{ ROLE_GOAL, "寄与する地方版総合戦略の基本目標" },
	{ ROLE_GOAL, "達成に寄与する総合戦略の基本目標" },
	{ ROLE_GOAL, "達成に寄与する基本目標" },
	{ ROLE_GOAL, "寄与する基本目標" },
	{ ROLE_GOAL, "総合戦略における基本目標" },
	{ ROLE_GOAL, "総合戦略の位置付け" },
	{ ROLE_GOAL, "地方版総合戦略における基本目標" },
	{ ROLE_GOAL, "総合戦略の基本目標" },
	{ ROLE_GOAL, "関連する基本目標" },
	{ ROLE_GOAL, "対応する基本目標" },
	{ ROLE_GOAL, "地方版総合戦略" },
	{ ROLE_GOAL, "基本目標" },
	{ ROLE_GOAL, "戦略目標" },
	{ ROLE_NONE, "備考" },
	{ ROLE_NONE, "出典" },
	{ ROLE_NONE, "番号" },
	{ ROLE_NONE, "No." },
	{ ROLE_NONE, "担当課" },
};
enum { HEAD_WORDS = sizeof head_words / sizeof *head_words };
/* A longer line is prose (and looking at each of its words would not be linear). */
enum { CELL_LINE_MAX = 1500, CELLS_MAX = 10000 };

static bool is_head_word(const struct fold *f, enum cell_role *role)
{
	for (size_t k = 0; k < HEAD_WORDS; k++)
		if (fold_is(f, head_words[k].words)) {
			*role = head_words[k].role;
			return true;
		}
	return false;
}

/* A piece of a header's phrase, cut anywhere by a narrow column. The role is only known where one phrase has it. */
static bool is_head_fragment(const struct fold *f, enum cell_role *role)
{
	char part[FOLD_MAX * 4 + 1];
	struct fold phrase;
	size_t n = 0;
	bool found = false;

	if (f->n < 2 || f->n > 24)
		return false;
	for (size_t i = 0; i < f->n; i++)
		n += utf8_put(part + n, f->c[i]);
	part[n] = '\0';
	*role = ROLE_NONE;
	for (size_t k = 0; k < HEAD_WORDS; k++) {
		fold_text(&phrase, text_of(head_words[k].words));
		if (phrase.n > f->n && fold_has(&phrase, part)) {
			/* Only its beginning says which column it is. */
			if (!found && fold_starts(&phrase, 0, part))
				*role = head_words[k].role;
			found = true;
		}
	}
	return found;
}

/* f without periods and brackets; true where something was taken out. */
static bool without_periods(const struct fold *f, struct fold *out, struct period *p)
{
	bool taken = false, assumed;
	struct period at;

	out->n = 0;
	for (size_t i = 0; i < f->n;) {
		size_t j = i;

		if (read_period_at(&at, &assumed, f, &j)) {
			*p = at;
			taken = true;
			i = j;
		} else if (taken || !is_open(f->c[i])) {
			if (!is_open(f->c[i]) && !is_close(f->c[i]))
				out->c[out->n++] = f->c[i];
			i++;
		} else {
			i++;
		}
	}
	out->c[out->n] = 0;
	return taken;
}

/* （計画開始時点） */
static bool is_head_word_in_brackets(const struct fold *f, enum cell_role *role)
{
	struct fold inside = { .n = f->n > 2 ? f->n - 2 : 0 };

	if (!inside.n || !is_open(f->c[0]) || !is_close(f->c[f->n - 1]))
		return false;
	memcpy(inside.c, f->c + 1, inside.n * sizeof *f->c);
	return is_head_word(&inside, role);
}

/* Is this cell wholly a header's: 現状値, 目標値（2023年度）, 2020年度増加分, １年目? */
static bool is_head(const struct fold *f, enum cell_role *role)
{
	struct fold rest;
	struct period p;
	size_t i = 0;

	if (f->n > 40)
		return false;
	if (is_head_word(f, role) || is_head_word_in_brackets(f, role))
		return true;
	i += is_open(f->c[0]);
	if (i && is_close(f->c[f->n - 1])) { /* （計画開始時点） */
		rest.n = f->n - 2;
		memcpy(rest.c, f->c + 1, rest.n * sizeof *rest.c);
		rest.c[rest.n] = 0;
		if (is_head_word(&rest, role))
			return true;
	}
	if (fold_int(f, &i) > 0 && fold_starts(f, i, "年目")) {
		*role = ROLE_STEP;
		return i + 2 + is_close(f->c[i + 2]) == f->n;
	}
	if (!without_periods(f, &rest, &p) || !rest.n)
		return false;
	for (size_t k = 0; k < HEAD_WORDS; k++)
		if (fold_is(&rest, head_words[k].words)) {
			*role = head_words[k].role;
			return true;
		}
	return fold_has(&rest, "増加分") && (*role = ROLE_STEP);
}

static bool balanced(struct text t)
{
	struct fold f;
	int depth = 0;

	fold_text(&f, t);
	for (size_t i = 0; i < f.n; i++) {
		depth += is_open(f.c[i]);
		depth -= is_close(f.c[i]);
	}
	return depth <= 0;
}

static bool is_mark_text(const struct fold *f, struct text mark)
{
	struct fold m;
	size_t a = 0, b = 0, na = f->n, nb;

	fold_text(&m, mark);
	nb = m.n;
	a += is_open(f->c[0]);
	b += is_open(m.c[0]);
	while (na > a && (is_close(f->c[na - 1]) || f->c[na - 1] == '.'))
		na--;
	while (nb > b && (is_close(m.c[nb - 1]) || m.c[nb - 1] == '.'))
		nb--;
	return na > a && na - a == nb - b && memcmp(f->c + a, m.c + b, (na - a) * sizeof *m.c) == 0;
}

/* The project whose mark, title, or mark with title this is; -1. */
static int project_of(const struct known *known, const struct fold *f)
{
	struct fold title;

	for (size_t k = 0; k < known->marks.n; k++) {
		if (known->marks.at[k].n && is_mark_text(f, known->marks.at[k]))
			return (int)k;
		fold_text(&title, known->titles.at[k]);
		if (title.n >= 3 && f->n == title.n && memcmp(f->c, title.c, f->n * sizeof *f->c) == 0)
			return (int)k;
		if (title.n >= 3 && f->n > title.n && f->n <= title.n + 3 &&
		    memcmp(f->c + f->n - title.n, title.c, title.n * sizeof *f->c) == 0)
			return (int)k;
	}
	return -1;
}

/* ア、イ: a KPI of several projects. */
static bool is_marks(const struct known *known, struct text t)
{
	struct fold f, part;
	size_t from = 0, n = 0;

	fold_text(&f, t);
	if (f.n < 2 || f.n > 24)
		return false;
	for (size_t i = 0; i <= f.n; i++) {
		bool found = false;

		if (i < f.n && f.c[i] != 0x3001 && f.c[i] != ',' && f.c[i] != 0x30FB && f.c[i] != '~' &&
		    f.c[i] != '-' && f.c[i] != 0x53CA)
			continue;
		if (i == f.n && from >= f.n) /* ア、イ、 and ウ in the next line */
			return n > 0;
		fold_text(&part, fold_slice(&f, t, from, i));
		for (size_t k = 0; k < known->marks.n && !found; k++)
			found = known->marks.at[k].n && is_mark_text(&part, known->marks.at[k]);
		if (!found)
			return false;
		from = i + 1 + (f.c[i] == 0x53CA && f.c[i + 1] == 0x3073);
		n++;
	}
	return n > 1;
}

/* A single ア, ㋐, ①, (1) or A where no project's mark is known. */
static bool looks_like_mark(const struct fold *f)
{
	size_t i = 0, from;
	bool open = is_open(f->c[0]);

	i += open;
	from = i;
	if (i < f->n && (is_katakana(f->c[i]) || (f->c[i] >= 0x32D0 && f->c[i] <= 0x32FE) ||
			 (f->c[i] >= 0x2460 && f->c[i] <= 0x2473) || (f->c[i] >= 'A' && f->c[i] <= 'H')))
		i++;
	else if (open)
		fold_ordinal(f, &i);
	if (i == from)
		return false;
	i += is_close(f->c[i]) || f->c[i] == '.';
	return i == f->n;
}

static void add_goal_number(int goals[32], size_t *n, int number)
{
	for (size_t i = 0; i < *n; i++)
		if (goals[i] == number)
			return;
	if (*n < 32)
		goals[(*n)++] = number;
}

static bool is_goal(const struct plan *plan, int number)
{
	for (size_t i = 0; i < plan->goals.n; i++)
		if (plan->goals.at[i].number == number)
			return true;
	return false;
}

static bool all_goals(const struct plan *plan, const struct fold *f, int goals[32], size_t *n)
{
	static const char *const all[] = {
		"全て",           "すべて", "全基本目標", "全目標",         "すべての基本目標",
		"全ての基本目標", "全般",   "共通",       "基本目標すべて", "基本目標全て"
	};

	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		if (fold_is(f, all[k])) {
			for (size_t g = 0; g < plan->goals.n; g++)
				add_goal_number(goals, n, plan->goals.at[g].number);
			return true;
		}
	return false;
}

bool read_goal_cell(const struct plan *plan, struct text t, bool bare, int goals[32], size_t *n)
{
	struct fold f;
	size_t i = 0, before = *n;
	int number, last = 0;
	bool range = false;

	fold_text(&f, text_slice(t, 0, 200));
	if (all_goals(plan, &f, goals, n))
		return true;
	number = read_goal_name(&f, &i);
	if (!number && !bare && !is_open(f.c[0]))
		return false;
	if (number)
		add_goal_number(goals, n, last = number);
	else
		i = 0;
	while (i < f.n) {
		struct fold rest = f;
		size_t used = 0, from = i;
		uint32_t c = f.c[i];

		if (c == '~' || c == '-' || c == 0x301C) {
			range = last > 0;
			i++;
			continue;
		}
		if (c == 0x3001 || c == ',' || c == 0x30FB || c == '/' || c == ' ' || is_open(c) || is_close(c) ||
		    c == 0x53CA || c == 0x3073 || c == '&' || c == '+') {
			i++;
			continue;
		}
		memmove(rest.c, f.c + i, (f.n - i + 1) * sizeof *f.c);
		rest.n = f.n - i;
		number = read_goal_name(&rest, &used);
		if (number) {
			i += used;
		} else {
			number = fold_ordinal(&f, &i);
			if (number && f.n > i && !range &&
			    !strchr(",/-~()&+ []", (int)(f.c[i] < 0x80 ? f.c[i] : 'x')) && f.c[i] != 0x3001 &&
			    f.c[i] != 0x30FB && f.c[i] != 0x300D && f.c[i] != 0x53CA && f.c[i] != 0x3011)
				number = 0;
		}
		if (!number || number > 99) {
			i = from;
			break; /* the goal's title */
		}
		for (int k = range ? last + 1 : number; k <= number; k++)
			if (k == number || is_goal(plan, k))
				add_goal_number(goals, n, k);
		range = false;
		last = number;
	}
	/* Brackets or a bare number must hold numbers of goals and nothing else. */
	if (*n > before && (i >= f.n || read_goal_name(&f, &(size_t){ 0 })))
		return true;
	*n = before;
	return false;
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
	cell->project = project_of(known, &f);
	if (cell->project >= 0)
		return CELL_MARK;
	if (is_business(known, cell->t))
		return CELL_NOTE;
	if (is_head(&f, &cell->role))
		return CELL_HEAD;
	if (known->marks.n ? is_marks(known, cell->t) : looks_like_mark(&f))
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

/* 1, 2 or more columns of space, or a separator: how many bytes and of which kind. */
static size_t space_at(const char *p, const char *end, int *x, int *gap)
{
	size_t n = 0;
	int width = 0;

	*gap = 0;
	while (p + n < end) {
		const char *s = p + n;

		if (*s == ' ' || *s == '\f' || *s == '\r') {
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
		} else if (end - s >= 3 && (memcmp(s, "｜", 3) == 0 || memcmp(s, "│", 3) == 0)) {
			*gap = 3;
			width += 2;
			n += 3;
			break;
		} else if (end - s >= 2 && (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0) {
			width++;
			n += 2;
		} else if (end - s >= 3 && memcmp(s, "→", 3) == 0) {
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

	if (gap == 3)
		return false;
	if (gap != 1)
		return false;
	/* （人/ ha） and （令和 ７ 年度）, but not （2025年 before the next column. */
	if (!balanced(before->t) && before->t.n < 120)
		return text_find(word, TEXT("）")) != SIZE_MAX || text_find(word, TEXT(")")) != SIZE_MAX ||
		       (number_first && wants_number(before->t));
	if (number_first)
		return wants_number(before->t);
	if (read_note_mark(word) == word.n && read_is_number_cell(before->t))
		return true; /* 1,000 ※１ */
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
		s += n;
		if (cells->n > first && belongs(&cells->at[cells->n - 1], word, pending))
			cells->at[cells->n - 1].t.n = (size_t)(s - cells->at[cells->n - 1].t.p);
		else
			add_cell(d, cells, piece, word, at, cells->n > first ? pending : 0, slot);
		pending = 0;
	}
}

/* 現状値：120人（令和元年度） or 目標値 150 in one cell: the header's word and the number are two. */
static bool labelled(struct cell *c, struct cell *head)
{
	struct fold f;

	fold_text(&f, c->t);
	for (size_t k = 0; k < HEAD_WORDS; k++) {
		size_t n = fold_starts(&f, 0, head_words[k].words), from;
		bool figure = head_words[k].role == ROLE_BASELINE || head_words[k].role == ROLE_TARGET;
		struct text rest;

		if (!n)
			continue;
		for (from = n; f.c[from] == ':' || f.c[from] == '=';)
			from++;
		rest = fold_slice(&f, c->t, from, f.n);
		/* Without a colon only a figure may stand behind the word; 累計 10件 is a target, 現状維持 another. */
		if (!rest.n || (from == n && (!figure || strstr(head_words[k].words, "累計"))) ||
		    (figure && !read_is_number_cell(rest)) || fold_starts(&f, from, "維持") ||
		    fold_starts(&f, from, "以上"))
			continue;
		*head = *c;
		head->t = fold_slice(&f, c->t, 0, n);
		head->kind = CELL_HEAD;
		head->role = head_words[k].role;
		c->t = rest;
		return true;
	}
	return false;
}

/* Before the first figure, pieces of header phrases are header too; a line with two header words is one throughout. */
void read_find_header(cell_list *cells)
{
	size_t end = 0, limit = cells->n < 300 ? cells->n : 300;

	for (; end < limit; end++) {
		struct cell *c = &cells->at[end];
		struct fold f;
		size_t heads = 0;

		if (c->kind == CELL_NUMBER || c->kind == CELL_MARK)
			break;
		fold_text(&f, c->t);
		if (c->kind == CELL_PERIOD || (c->kind == CELL_TEXT && is_head_fragment(&f, &c->role))) {
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

static int centre_of(const struct cell *c)
{
	return 2 * c->x + (int)quick_width(c->t);
}

static bool closes_only(const struct cell *c)
{
	return c->t.n <= 30 && (text_ends(c->t, TEXT("）")) || text_ends(c->t, TEXT(")"))) &&
	       text_find(c->t, TEXT("（")) == SIZE_MAX && text_find(c->t, TEXT("(")) == SIZE_MAX;
}

/* （2025年 and 度） below it: a bracket that a narrow column broke. In the header the nearest cell that closes it,
 * among the figures the next one. */
static void join_brackets(struct doc *d, cell_list *words)
{
	bool figures = false;

	for (size_t i = 0; i < words->n; i++) {
		struct cell *open = &words->at[i], *best = NULL;

		if (!open->t.n)
			continue;
		figures |= i >= 80 || read_is_number_cell(open->t);
		if (balanced(open->t) || !is_open(fold_char(text_next(&(struct text){ open->t.p, open->t.n }))))
			continue;
		for (size_t k = i + 1;
		     k < words->n && k < i + (figures ? 2 : 40) && words->at[k].line <= open->line + 2; k++) {
			struct cell *c = &words->at[k];

			if (c->line > open->line && closes_only(c) &&
			    (!best || abs(centre_of(c) - centre_of(open)) < abs(centre_of(best) - centre_of(open))))
				best = c;
		}
		if (!best)
			continue;
		open->t = text_of(arena_printf(d->a, "%.*s%.*s", (int)open->t.n, open->t.p, (int)best->t.n, best->t.p));
		best->t.n = 0;
	}
}

/* |---|:--:| under a header */
static bool is_rule(struct text t)
{
	size_t dashes = 0;

	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] != '-' && t.p[i] != ':')
			return false;
		dashes += t.p[i] == '-';
	}
	return dashes >= 2;
}

void read_cells(struct doc *d, const struct known *known, size_t from, size_t to, cell_list *cells)
{
	cell_list words = { 0 };

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
		words.at[i].column = read_column(&d->pieces.at[words.at[i].piece], words.at[i].t.p);
	join_brackets(d, &words);
	read_header_slots(d, &words);
	read_remarks_below(d, &words);
	for (size_t i = 0; i < words.n; i++) {
		struct cell head, *c = &words.at[i];

		if (!c->t.n || is_rule(c->t))
			continue;
		c->kind = kind_of(known, c);
		if ((c->kind == CELL_NUMBER || c->kind == CELL_TEXT) && labelled(c, &head)) {
			c->kind = head.role == ROLE_BASELINE || head.role == ROLE_TARGET ? CELL_NUMBER
											 : kind_of(known, c);
			*LIST_ADD(d->a, cells) = head;
		}
		*LIST_ADD(d->a, cells) = *c;
	}
	read_find_header(cells);
	read_header_periods(cells);
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
		int apart = abs(centre_of(h) - centre_of(c));

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

static void take_period(struct doc *d, struct table_head *head, const cell_list *cells, const struct cell *c,
			enum cell_role last, size_t periods)
{
	enum cell_role role = role_above(cells, c, last);

	struct period p;
	bool assumed, bracket = text_starts(c->t, TEXT("（")) || text_starts(c->t, TEXT("("));

	if (!read_period_in(&p, &assumed, c->t))
		return;
	if (c->role == ROLE_STEP)
		role = ROLE_STEP;
	else if (c->role == ROLE_BASELINE || c->role == ROLE_TARGET)
		role = c->role;
	else if (head->grant && !(role == ROLE_BASELINE && bracket && !head->baseline.kind))
		role = ROLE_STEP;
	else if (periods > 2 && !bracket)
		role = ROLE_STEP;
	else if ((role != ROLE_BASELINE && role != ROLE_TARGET) ||
		 (role == ROLE_BASELINE ? head->baseline.kind : head->target.kind))
		role = periods > 2 ? ROLE_STEP : role_of_year(d, head, p);
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
		head->total |= fold_has(&f, "累計");
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
	/* 1年目, 2年目, ... without a year. */
	while (head->steps.n < years && head->steps.n < ROW_NUMBERS_MAX - 2)
		*LIST_ADD(d->a, &head->steps) = (struct period){ 0 };
}
