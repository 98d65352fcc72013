/* The words of a table's header, as they stand in one cell: whole, with a period or a note, or a piece of one. */
#include <string.h>

#include "plan/read_parts.h"

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
	{ ROLE_NAME, "指標(KPI)" },
	{ ROLE_NAME, "KPI(指標)" },
	{ ROLE_NAME, "目標項目" },
	{ ROLE_NAME, "項目" },
	{ ROLE_UNIT, "単位" },
	{ ROLE_BASELINE, "現状値(計画開始時点)" },
	{ ROLE_BASELINE, "現状値(計画策定時)" },
	{ ROLE_BASELINE, "基準値(計画開始時)" },
	{ ROLE_BASELINE, "現状値" },
	{ ROLE_BASELINE, "現況値" },
	{ ROLE_BASELINE, "基準値" },
	{ ROLE_BASELINE, "当初値" },
	{ ROLE_BASELINE, "策定時の値" },
	{ ROLE_BASELINE, "計画策定時点" },
	{ ROLE_BASELINE, "計画策定時の値" },
	{ ROLE_BASELINE, "計画策定前" },
	{ ROLE_BASELINE, "従前値" },
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
	{ ROLE_BASELINE, "事業開始前の値" },
	{ ROLE_BASELINE, "計画開始時点の値" },
	{ ROLE_BASELINE, "計画開始前" },
	{ ROLE_BASELINE, "開始時の値" },
	{ ROLE_BASELINE, "現在の値" },
	{ ROLE_BASELINE, "現在値" },
	{ ROLE_BASELINE, "現況" },
	{ ROLE_BASELINE, "現状" },
	{ ROLE_BASELINE, "基準年度" },
	{ ROLE_BASELINE, "基準年" },
	{ ROLE_BASELINE, "基準" },
	{ ROLE_STEP, "KPI増加分" },
	{ ROLE_STEP, "年度増加分" },
	{ ROLE_STEP, "増加分" },
	{ ROLE_STEP, "年目" },
	{ ROLE_STEP, "初年度" },
	{ ROLE_STEP, "中間目標値" },
	{ ROLE_STEP, "中間目標" },
	{ ROLE_STEP, "中間値" },
	{ ROLE_STEP, "中間年度" },
	{ ROLE_STEP, "中間評価" },
	{ ROLE_NONE, "年月" },
	{ ROLE_NONE, "年度" },
	{ ROLE_NONE, "数値" },
	{ ROLE_NONE, "値" },
	{ ROLE_NONE, "時点" },
	{ ROLE_NONE, "測定年度" },
	{ ROLE_NONE, "測定時点" },
	{ ROLE_NONE, "測定時期" },
	{ ROLE_NONE, "調査年度" },
	{ ROLE_NONE, "調査時点" },
	{ ROLE_NONE, "年次" },
	{ ROLE_TARGET, "KPI増加分の累計" },
	{ ROLE_TARGET, "増加分の累計" },
	{ ROLE_TARGET, "の累計" },
	{ ROLE_TARGET, "累計" },
	{ ROLE_TARGET, "合計" },
	{ ROLE_TARGET, "計" },
	{ ROLE_TARGET, "目標値(計画終了時点)" },
	{ ROLE_TARGET, "目標値(最終年度)" },
	{ ROLE_TARGET, "最終目標値" },
	{ ROLE_TARGET, "最終目標" },
	{ ROLE_TARGET, "計画終了時" },
	{ ROLE_TARGET, "目標値" },
	{ ROLE_TARGET, "目標年度" },
	{ ROLE_TARGET, "最終年度" },
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
	{ ROLE_GOAL, "重点目標" },
	{ ROLE_GOAL, "政策目標" },
	{ ROLE_GOAL, "戦略の目標" },
	{ ROLE_GOAL, "総合戦略の目標" },
	{ ROLE_GOAL, "総合戦略での位置付け" },
	{ ROLE_GOAL, "総合戦略の基本目標との対応" },
	{ ROLE_GOAL, "該当する基本目標" },
	{ ROLE_GOAL, "対応する目標" },
	{ ROLE_NONE, "算出方法" },
	{ ROLE_NONE, "把握方法" },
	{ ROLE_NONE, "備考" },
	{ ROLE_NONE, "出典・備考" },
	{ ROLE_NONE, "備考・出典" },
	{ ROLE_NONE, "数値の出典" },
	{ ROLE_NONE, "データの出典" },
	{ ROLE_NONE, "データ出典" },
	{ ROLE_NONE, "出典元" },
	{ ROLE_NONE, "算定方法" },
	{ ROLE_NONE, "算出根拠" },
	{ ROLE_NONE, "担当部署" },
	{ ROLE_NONE, "所管課" },
	{ ROLE_NONE, "出典" },
	{ ROLE_NONE, "番号" },
	{ ROLE_NONE, "No." },
	{ ROLE_NONE, "No" },
	{ ROLE_NONE, "№" },
	{ ROLE_NONE, "担当課" },
};
enum { HEAD_WORDS = sizeof head_words / sizeof *head_words };

size_t read_head_phrase(const struct fold *f, size_t at, enum cell_role *role)
{
	size_t best = 0;

	for (size_t k = 0; k < HEAD_WORDS; k++) {
		size_t n = fold_starts(f, at, head_words[k].words);

		if (n > best) {
			best = n;
			*role = head_words[k].role;
		}
	}
	return best;
}

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
bool read_is_head_piece(const struct fold *f, enum cell_role *role)
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

/* 現状値（計画開始時点）※１: where the footnote's mark begins; f->n where there is none. */
static size_t note_at(const struct fold *f)
{
	for (size_t i = 1; i < f->n; i++) {
		size_t j = i + (f->c[i] == '(' || f->c[i] == '['), sign = j;

		j += f->c[j] == 0x203B || f->c[j] == '*' || (f->c[j] == 0x6CE8 && j + 1 < f->n); /* ※ 注 */
		if (j == sign)
			continue;
		fold_ordinal(f, &j);
		j += is_close(f->c[j]);
		return j == f->n ? i : f->n;
	}
	return f->n;
}

struct text read_head_note(struct text t)
{
	struct fold f;
	size_t at;

	fold_text(&f, t);
	at = note_at(&f);
	return at < f.n ? fold_slice(&f, t, at, f.n) : TEXT("");
}

/* 現状値（年度）, ＫＰＩ（単位）, 目標値（期間累計）: a word with a bracket behind it that holds no figure. */
static bool is_head_word_with_bracket(const struct fold *f, enum cell_role *role)
{
	size_t n = read_head_phrase(f, 0, role);

	if (!n || n >= f->n || f->c[n] != '(' || f->c[f->n - 1] != ')' || f->n - n > 16)
		return false;
	for (size_t i = n + 1; i + 1 < f->n; i++)
		if (is_digit(f->c[i]) || f->c[i] == '(' || f->c[i] == ')')
			return false;
	return *role == ROLE_BASELINE || *role == ROLE_TARGET || (*role == ROLE_NAME && fold_has(f, "単位"));
}

/* 第１期当初値, 前計画の基準値: the word at the end says which column it is. */
static bool ends_as_head(const struct fold *f, enum cell_role *role)
{
	static const char *const ends[] = { "当初値", "現状値", "基準値", "実績値", "初期値", "策定時" };

	for (size_t k = 0; k < sizeof ends / sizeof *ends && f->n <= 12; k++)
		if (fold_ends(f, ends[k])) {
			*role = ROLE_BASELINE;
			return true;
		}
	return false;
}

/* Is this cell wholly a header's: 現状値, 目標値（2023年度）, 2020年度増加分, １年目, 現状値※１? */
bool read_is_head(const struct fold *whole, enum cell_role *role)
{
	struct fold cut, rest;
	const struct fold *f = whole;
	struct period p;
	size_t i = 0, end;

	if (f->n > 40)
		return false;
	end = note_at(f);
	if (end < f->n) {
		cut.n = end;
		memcpy(cut.c, f->c, end * sizeof *cut.c);
		cut.c[end] = 0;
		f = &cut;
	}
	if (is_head_word(f, role) || is_head_word_in_brackets(f, role) || is_head_word_with_bracket(f, role))
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
	if (ends_as_head(f, role))
		return true;
	if (!without_periods(f, &rest, &p) || !rest.n)
		return false;
	for (size_t k = 0; k < HEAD_WORDS; k++)
		if (fold_is(&rest, head_words[k].words)) {
			*role = head_words[k].role;
			return true;
		}
	return fold_has(&rest, "増加分") && (*role = ROLE_STEP);
}

/* 目標値（2026年）： the bracket that dates the word. */
static size_t behind_period(const struct fold *f, size_t at)
{
	struct period p;
	bool assumed;
	size_t i = at + 1;

	if (f->c[at] != '(' || !read_period_at(&p, &assumed, f, &i))
		return at;
	i += f->c[i] == 0x672B; /* 末 */
	return f->c[i] == ')' && (f->c[i + 1] == ':' || f->c[i + 1] == '=') ? i + 1 : at;
}

/* 現状値：120人（令和元年度） or 目標値 150 in one cell: the header's word and the number are two. */
bool read_labelled(struct cell *c, struct cell *head)
{
	struct fold f;

	fold_text(&f, c->t);
	for (size_t k = 0; k < HEAD_WORDS; k++) {
		size_t n = fold_starts(&f, 0, head_words[k].words), from;
		bool figure = head_words[k].role == ROLE_BASELINE || head_words[k].role == ROLE_TARGET;
		struct text rest;

		if (!n)
			continue;
		n = behind_period(&f, n);
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
