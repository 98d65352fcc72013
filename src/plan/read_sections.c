/* Headings are found by number and keyword together, because either alone lies: a narrative counts "１ …" too, and
 * 計画期間 stands in many sentences. A heading may go on in the next line; what stands behind it in its line is
 * content. */
#include "plan/read_parts.h"

#include <string.h>

/* A heading that was recognized: how many pieces it takes and where its content begins in the last of them. */
struct found {
	enum section_kind kind;
	size_t pieces;
	struct text rest;
	struct text number;
};

struct phrase {
	enum section_kind kind;
	const char *words; /* as folded */
};

/* Longer ones before those that they begin with. */
static const struct phrase chapters[] = {
	{ SEC_TITLE, "地域再生計画の名称" },
	{ SEC_TITLE, "計画の名称" },
	{ SEC_AUTHORS, "地域再生計画の作成主体の名称" },
	{ SEC_AUTHORS, "地域再生計画の作成主体" },
	{ SEC_AUTHORS, "計画の作成主体の名称" },
	{ SEC_AUTHORS, "作成主体の名称" },
	{ SEC_AREA, "地域再生計画の区域" },
	{ SEC_AREA, "計画の区域" },
	{ SEC_REVIEW, "地域再生計画の目標の達成状況に係る評価に関する事項" },
	{ SEC_REVIEW, "計画の目標の達成状況に係る評価に関する事項" },
	{ SEC_REVIEW, "目標の達成状況に係る評価に関する事項" },
	{ SEC_GOALS, "地域再生計画の目標" },
	{ SEC_GOALS, "計画の目標" },
	{ SEC_MEASURES, "地域再生を図るために行う事業" },
	{ SEC_MEASURES, "目標を達成するために行う事業" },
	{ SEC_TERM, "地域再生計画の計画期間" },
	{ SEC_TERM, "計画期間" },
};

static const struct phrase parts[] = {
	{ SEC_OVERVIEW, "全体の概要" },
	{ SEC_SPECIAL, "第5章の特別の措置を適用して行う事業" },
	{ SEC_SPECIAL, "法第5章の特別の措置を適用して行う事業" },
	{ SEC_SPECIAL, "地域再生法第5章の特別の措置を適用して行う事業" },
	{ SEC_OTHER, "特定政策課題に関する事項" },
	{ SEC_OTHER, "その他の事業" },
	{ SEC_OTHER, "地域再生基本方針に基づく支援措置" },
	{ SEC_OTHER, "支援措置によらない独自の取組" },
	{ SEC_OTHER, "目標の達成状況に係る評価の手法" },
	{ SEC_OTHER, "目標の達成状況に係る評価の時期及び評価を行う内容" },
	{ SEC_OTHER, "目標の達成状況に係る評価の公表の手法" },
};

static const struct phrase items[] = {
	{ SEC_NAME, "事業の名称" },
	{ SEC_NAME, "事業名" },
	{ SEC_CONTENT, "事業の内容" },
	{ SEC_CONTENT, "事業の目的・内容" },
	{ SEC_CONTENT, "事業の目的及び内容" },
	{ SEC_CONTENT, "事業の概要" },
	{ SEC_CONTENT, "事業内容" },
	{ SEC_KPI, "事業の実施状況に関する客観的な指標" },
	{ SEC_KPI, "重要業績評価指標(KPI)及び目標年月" },
	{ SEC_KPI, "重要業績評価指標" },
	{ SEC_KPI, "客観的な指標" },
	{ SEC_GUIDE, "寄附の金額の目安" },
	{ SEC_GUIDE, "寄付の金額の目安" },
	{ SEC_GUIDE, "寄附金額の目安" },
	{ SEC_GUIDE, "寄附の受入れの金額の目安" },
	{ SEC_GUIDE, "寄附受入れの金額の目安" },
	{ SEC_GUIDE, "寄附受入の金額の目安" },
	{ SEC_EVALUATION, "事業の評価の方法" },
	{ SEC_EVALUATION, "評価の方法" },
	{ SEC_EVALUATION, "事業の評価方法" },
	{ SEC_PERIOD, "事業実施期間" },
	{ SEC_PERIOD, "事業の実施期間" },
	{ SEC_PERIOD, "事業期間" },
	{ SEC_GUIDE, "申請時点での寄附の見込み" },
	{ SEC_GUIDE, "申請時点の寄附の見込み" },
	{ SEC_GUIDE, "寄附の見込み" },
	{ SEC_ITEM, "事業区分" },
	{ SEC_ITEM, "地方版総合戦略における位置付け" },
	{ SEC_ITEM, "事業費" },
	{ SEC_ITEM, "総事業費" },
	{ SEC_ITEM, "事業主体" },
	{ SEC_ITEM, "事業が先導的であると認められる理由" },
	{ SEC_ITEM, "交付対象事業に要する経費" },
	{ SEC_ITEM, "交付対象事業に要する費用" },
	{ SEC_ITEM, "外部組織による検証" },
	{ SEC_ITEM, "その他必要な事項" },
};

static size_t skip_decoration(const struct fold *f, size_t i)
{
	while (i < f->n &&
	       (f->c[i] == '#' || f->c[i] == '*' || f->c[i] == 0x25A0 || f->c[i] == 0x25A1 || f->c[i] == 0x25C6 ||
		f->c[i] == 0x25C7 || f->c[i] == 0x25CB || f->c[i] == 0x25CF || f->c[i] == 0x30FB || f->c[i] == 0x25CE))
		i++;
	return i;
}

/* May a heading begin with this byte? Saves folding nearly every line of prose. */
static bool may_begin(struct text t)
{
	unsigned char a = (unsigned char)t.p[0], b = t.n > 1 ? (unsigned char)t.p[1] : 0,
		      c = t.n > 2 ? (unsigned char)t.p[2] : 0;

	if (a < 0x80)
		return (a >= '0' && a <= '9') || a == '#' || a == '*' || a == '(' || a == '[' || a == 'I' || a == 'V';
	if (a >= 0xE4 && a <= 0xE9) /* Chinese characters: the first of a keyword or a number */
		return t.n > 2 &&
		       strstr("地計作目第全法支事客寄交外数重評一二三四五六七", (char[]){ t.p[0], t.p[1], t.p[2], 0 });
	if (a == 0xE3) /* kana: hiragana begins no heading but その他の事業 */
		return !(b == 0x81 || (b == 0x82 && c < 0xA0)) || text_starts(t, TEXT("その他"));
	return true;
}

struct line_pair {
	struct fold f;
	size_t split; /* characters of the first line */
	struct text first, second;
	size_t pieces;
};

static void load(const struct doc *d, size_t i, struct line_pair *l)
{
	struct text head = text_slice(d->pieces.at[i].t, 0, 200);

	fold_text(&l->f, head);
	if (l->f.n > 60) /* longer than any heading */
		l->f.n = 60;
	l->f.c[l->f.n] = 0;
	l->split = l->f.n;
	l->first = d->pieces.at[i].t;
	l->pieces = 1;
	l->second = TEXT("");
}

static void load_next(const struct doc *d, size_t i, struct line_pair *l)
{
	if (l->pieces > 1 || i + 1 >= d->pieces.n || quick_width(l->first) > 120)
		return;
	l->second = d->pieces.at[i + 1].t;
	fold_more(&l->f, text_slice(l->second, 0, 200));
	l->pieces = 2;
}

/* The phrase at character from; the next line is taken in where this one ends within the phrase. */
static size_t match(const struct doc *d, size_t i, struct line_pair *l, size_t from, const char *words)
{
	size_t n = fold_starts(&l->f, from, words);

	if (n || l->pieces > 1 || l->f.n < from + 3 || !fold_cut(&l->f, from, words))
		return n;
	load_next(d, i, l);
	return fold_starts(&l->f, from, words);
}

/* (重要業績評価指標(KPI)) behind a heading belongs to it, over a line end if need be. */
static size_t skip_bracket(const struct doc *d, size_t i, struct line_pair *l, size_t at)
{
	int depth = 0;

	if (l->f.c[at] != '(' || at == l->split) /* one that begins a line is not the heading's */
		return at;
	for (size_t k = at; k < at + 60; k++) {
		if (k >= l->f.n)
			load_next(d, i, l);
		if (k >= l->f.n)
			break;
		depth += is_open(l->f.c[k]);
		depth -= is_close(l->f.c[k]);
		if (!depth)
			return k + 1;
	}
	return at;
}

/* What is behind the heading in its last line: without the signs that separate it. */
static struct text rest_of(const struct line_pair *l, size_t at)
{
	struct text rest;

	while (l->f.c[at] == ':' || l->f.c[at] == '*' || (is_close(l->f.c[at]) && l->f.c[at] != ')'))
		at++;
	if (at >= l->split && l->pieces > 1)
		rest = at < l->f.n ? text_slice(l->second, l->f.at[at], l->second.n) : TEXT("");
	else
		rest = at < l->split ? text_slice(l->first, l->f.at[at], l->first.n) : TEXT("");
	return trim(rest);
}

/* Is there a space before character `at`? */
static bool gap_before(const struct line_pair *l, size_t at)
{
	struct text line = at < l->split ? l->first : l->second;
	struct text before = text_slice(line, 0, l->f.at[at]);

	return at >= l->f.n || (at == l->split && l->pieces > 1) || text_ends(before, TEXT(" ")) ||
	       text_ends(before, TEXT("\t")) || text_ends(before, TEXT("\xe3\x80\x80"));
}

/* を, に, の, ... right behind a keyword: this is a sentence, not a heading. */
static bool sentence_goes_on(const struct line_pair *l, size_t at)
{
	uint32_t c = at < l->f.n ? l->f.c[at] : 0;

	return (is_hiragana(c) || c == 0x3001 || c == 0x3002 || is_kanji(c)) && !gap_before(l, at);
}

static void fill(struct found *out, const struct line_pair *l, enum section_kind kind, size_t at)
{
	out->kind = kind;
	out->pieces = l->pieces == 2 && at > l->split ? 2 : 1;
	out->rest = out->pieces == 1 && at >= l->split ? TEXT("") : rest_of(l, at);
}

/* 【１　地域再生計画の名称】, 〔５－１　全体の概要〕: the bracket around a whole heading; rest_of() drops its end. */
static size_t skip_wrapper(const struct fold *f, size_t i)
{
	size_t close = f->n;

	/* Not 「 and （, in which a sentence names another place of the plan. */
	if ((f->c[i] != 0x3010 && f->c[i] != '[' && f->c[i] != '<') || !is_digit(f->c[i + 1]))
		return i;
	while (close > i && !is_close(f->c[close - 1]))
		close--;
	return close > i + 1 ? i + 1 : i;
}

/* Between number and title. */
static size_t skip_separator(const struct fold *f, size_t i)
{
	while (f->c[i] == '.' || f->c[i] == ':' || f->c[i] == ')' || f->c[i] == 0x3001 || f->c[i] == ' ' ||
	       f->c[i] == 0x7AE0 /* 章 */ || f->c[i] == '*')
		i++;
	return i;
}

static bool chapter(const struct doc *d, size_t i, struct line_pair *l, struct found *out)
{
	size_t at = skip_wrapper(&l->f, skip_decoration(&l->f, 0)), n, behind;
	bool bracket;
	int number;

	at += fold_starts(&l->f, at, "第");
	bracket = l->f.c[at] == '(';
	at += bracket;
	number = fold_ordinal(&l->f, &at);
	if (bracket && !number)
		return false;
	at = skip_separator(&l->f, at);
	for (size_t k = 0; k < sizeof chapters / sizeof *chapters; k++) {
		if (!(n = match(d, i, l, at, chapters[k].words)))
			continue;
		behind = skip_bracket(d, i, l, at + n);
		if (sentence_goes_on(l, behind) || (!number && behind < l->f.n && l->f.c[behind] != ':'))
			continue;
		fill(out, l, chapters[k].kind, behind);
		return true;
	}
	return false;
}

/* 5-3-1, 5.3.1, 5-3(1): at least two numbers. The folded number, in the arena. */
static size_t part_number(const struct line_pair *l, size_t at, int numbers[4], size_t *count)
{
	size_t i = at, last;

	*count = 0;
	do {
		last = i;
		if (l->f.c[i] == '(' && *count)
			i++;
		numbers[*count] = fold_int(&l->f, &i);
		if (numbers[*count] < 1 || numbers[*count] > 30) {
			i = last;
			break;
		}
		(*count)++;
		if (l->f.c[last] == '(' && l->f.c[i] == ')')
			i++;
		last = i;
		if (l->f.c[i] == '-' || l->f.c[i] == '.')
			i++;
		else if (l->f.c[i] != '(')
			break;
	} while (*count < 4);
	return *count >= 2 ? last : at;
}

static struct text number_text(struct doc *d, const int numbers[4], size_t count)
{
	const char *s = arena_printf(d->a, "%d", numbers[0]);

	for (size_t i = 1; i < count; i++)
		s = arena_printf(d->a, "%s-%d", s, numbers[i]);
	return text_of(s);
}

/* 5.29億円 is no section 5-29. */
static bool is_amount(const struct fold *f, size_t from, size_t at)
{
	static const char *const units[] = { "億", "百万", "千", "万", "円", "%", "人", "件" };

	for (size_t i = from; i < at; i++)
		if (f->c[i] == '-' || f->c[i] == '(')
			return false;
	for (size_t k = 0; k < sizeof units / sizeof *units; k++)
		if (fold_starts(f, at, units[k]))
			return true;
	return false;
}

/* 5-1 全体の概要, 7-2 ..., 4-1 地域の現状: by keyword, or by a number of this chapter before a short title. */
static bool part(struct doc *d, size_t i, struct line_pair *l, int chapter_now, struct found *out)
{
	static const char *const default_numbers[] = { "5-1",   "5-2",   "5-2", "5-2", "5-2", "5-3",
						       "5-3-1", "5-3-2", "7-1", "7-2", "7-3" };
	size_t start = skip_wrapper(&l->f, skip_decoration(&l->f, 0)), at, count = 0, n;
	int numbers[4];

	at = part_number(l, start, numbers, &count);
	if (count >= 2 && at < l->f.n && (l->f.c[at] == '~' || is_digit(l->f.c[at]) || is_amount(&l->f, start, at)))
		return false;
	if (count < 2) { /* 第５ / １　全体の概要: counted anew in each chapter */
		at = start + (l->f.c[start] == '(');
		if (!fold_ordinal(&l->f, &at))
			at = start;
	}
	at = skip_separator(&l->f, at);
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		n = match(d, i, l, at, parts[k].words);
		if (!n || (count < 2 && (at + n < l->f.n || chapter_now < 5)) || sentence_goes_on(l, at + n))
			continue;
		fill(out, l, parts[k].kind, skip_bracket(d, i, l, at + n));
		out->number = count >= 2 ? number_text(d, numbers, count) : text_of(default_numbers[k]);
		return true;
	}
	if (count < 2 || numbers[0] != chapter_now || at >= l->f.n || quick_width(l->first) > 90 ||
	    (is_hiragana(l->f.c[at]) && !fold_starts(&l->f, at, "その他")) || l->f.c[at] == 0x53CA ||
	    l->f.c[at] == 0x4E26 || text_ends(l->first, TEXT("。")))
		return false;
	fill(out, l, chapter_now == 4 ? SEC_GOALS_PART : SEC_OTHER, at);
	if (chapter_now == 5 && count == 2 && numbers[1] <= 2)
		out->kind = numbers[1] == 1 ? SEC_OVERVIEW : SEC_SPECIAL;
	out->number = number_text(d, numbers, count);
	out->rest = TEXT("");
	return true;
}

/* 【数値目標】 */
static bool figures(struct line_pair *l, struct found *out)
{
	size_t at = skip_decoration(&l->f, 0), n;
	bool bracket;

	if (l->split > 30)
		return false;
	while (is_digit(l->f.c[at]) || l->f.c[at] == '-' || l->f.c[at] == '(' || l->f.c[at] == ')' ||
	       (l->f.c[at] >= 0x2460 && l->f.c[at] <= 0x2487) || l->f.c[at] == '.')
		at++;
	bracket = is_open(l->f.c[at]) || (at && l->f.c[at - 1] == '(');
	at += is_open(l->f.c[at]);
	n = fold_starts(&l->f, at, "数値目標");
	if (!n)
		n = fold_starts(&l->f, at, "重要業績評価指標");
	if (!n || (at + n < l->split && !is_close(l->f.c[at + n]) && !is_open(l->f.c[at + n]) && !bracket))
		return false;
	out->kind = SEC_TABLE;
	out->pieces = 1;
	for (at += n; at < l->split && !(bracket && is_close(l->f.c[at])); at++)
		;
	out->rest = bracket ? rest_of(l, at + 1 < l->split ? at + 1 : l->split) : TEXT("");
	return !bracket || at < l->split || l->f.c[l->split - 1] == ')';
}

/* ① 事業の名称: an enumerator before the keyword, or the keyword alone in its line. */
static bool item(const struct doc *d, size_t i, struct line_pair *l, struct found *out)
{
	size_t at = skip_decoration(&l->f, 0), start = at, n, behind;
	bool open = is_open(l->f.c[at]), counted;

	at += open;
	if (fold_ordinal(&l->f, &at) || (is_katakana(l->f.c[at]) && ++at) ||
	    (l->f.c[at] >= 'a' && l->f.c[at] <= 'h' && ++at))
		at += is_close(l->f.c[at]);
	at = skip_separator(&l->f, at);
	counted = at > start + open;
	out->number = counted ? fold_slice(&l->f, l->first, start, at) : TEXT("");
	for (size_t k = 0; k < sizeof items / sizeof *items; k++) {
		n = match(d, i, l, at, items[k].words);
		if (!n)
			continue;
		behind = at + n;
		if (fold_starts(&l->f, behind, "、時期及び体制"))
			behind += 7;
		else if (fold_starts(&l->f, behind, "、時期・体制"))
			behind += 6;
		behind = skip_bracket(d, i, l, behind);
		if (open && !counted && is_close(l->f.c[behind]))
			behind++;
		if (sentence_goes_on(l, behind) || (!counted && !open && behind < l->f.n && l->f.c[behind] != ':'))
			continue;
		fill(out, l, items[k].kind, behind);
		return true;
	}
	return false;
}

/* ⑦ of a grant, or what a town adds: a short line numbered next, in the way of the items before it. Not within ① and
 * ②, whose lists are numbered too. */
static bool next_item(const struct line_pair *l, enum section_kind now, struct text before, struct found *out)
{
	struct fold last;
	size_t at = skip_decoration(&l->f, 0), start = at, i = 0;
	int was, is;

	fold_text(&last, before);
	if (now < SEC_KPI || now > SEC_ITEM || !last.n || quick_width(l->first) > 60 || text_ends(l->first, TEXT("。")))
		return false;
	if ((l->f.c[at] == '(') != (last.c[0] == '(') || (l->f.c[at] >= 0x2460) != (last.c[0] >= 0x2460))
		return false;
	i += last.c[0] == '(';
	at += l->f.c[at] == '(';
	was = fold_ordinal(&last, &i);
	is = fold_ordinal(&l->f, &at);
	at += l->f.c[at] == ')';
	at = skip_separator(&l->f, at);
	if (!was || is != was + 1 || at >= l->split || (last.c[0] != '(' && last.c[0] < 0x2460) ||
	    is_hiragana(l->f.c[at]) || is_digit(l->f.c[at]))
		return false;
	*out = (struct found){ .kind = SEC_ITEM, .pieces = 1, .number = fold_slice(&l->f, l->first, start, at) };
	return true;
}

/* ［整備量］ on a line of its own: the items of a grant for roads, drains and ports have no numbers. */
static bool bracket_item(const struct line_pair *l, struct found *out)
{
	if (l->f.c[0] != '[' || l->f.c[l->split - 1] != ']' || l->split > 40)
		return false;
	for (size_t i = 1; i + 1 < l->split; i++)
		if (is_close(l->f.c[i]) && l->f.c[i] != ')')
			return false;
	*out = (struct found){ .kind = SEC_ITEM, .pieces = 1, .number = TEXT("") };
	return true;
}

/* 【Ａ２００７】 at character at. */
static bool code_at(const struct fold *f, size_t at)
{
	if (!is_open(f->c[at]) || f->c[at + 1] < 'A' || f->c[at + 1] > 'Z')
		return false;
	for (size_t k = at + 2; k < at + 6; k++)
		if (k >= f->n || !is_digit(f->c[k]))
			return false;
	return true;
}

/* ○ ...特例（内閣府）：【Ａ２００７】 over a few lines, broken anywhere: how many; 0 where no code comes. */
static size_t measure_lines(const struct doc *d, size_t i)
{
	enum { MEASURE_LINES = 6 };
	struct fold f = { .n = 0 };
	size_t n = 0, at = 0;

	for (size_t k = i; k < d->pieces.n && k < i + MEASURE_LINES; k++) {
		struct text t = d->pieces.at[k].t;

		n++;
		if (t.n > 400 || text_ends(t, TEXT("。")))
			return 0;
		if (k > i &&
		    read_starts_item(t)) { /* 【Ａ２００７】 on a line of its own goes on; ⑧ and （２） do not */
			struct fold own;

			fold_text(&own, t);
			if (!is_open(own.c[0]) || own.c[0] == '(')
				return 0;
		}
		fold_more(&f, t);
		for (; at + 5 < f.n; at++)
			if (code_at(&f, at))
				return n;
	}
	return 0;
}

static bool measure(const struct doc *d, size_t i, bool first, struct found *out)
{
	size_t n;

	if (!first && !read_starts_item(d->pieces.at[i].t))
		return false;
	/* ⑦ of a grant lists its costs by the law's items, with the code behind: no second measure begins there. */
	if (text_find(d->pieces.at[i].t, TEXT("法第")) != SIZE_MAX &&
	    text_find(d->pieces.at[i].t, TEXT("に関する事業")) != SIZE_MAX)
		return false;
	n = measure_lines(d, i);
	if (!n && !(first && read_starts_item(d->pieces.at[i].t)))
		return false;
	*out = (struct found){ .kind = SEC_MEASURE, .pieces = n ? n : 1 };
	return true;
}

static int chapter_of(enum section_kind kind, int now)
{
	return kind >= SEC_TITLE && kind <= SEC_REVIEW ? (int)kind - SEC_TITLE + 1 : now;
}

static bool in_measure(enum section_kind kind)
{
	return kind == SEC_MEASURE || (kind >= SEC_NAME && kind <= SEC_ITEM);
}

static void load_again(const struct doc *d, size_t i, struct line_pair *l)
{
	if (l->pieces > 1)
		load(d, i, l);
}

static bool find(struct doc *d, size_t i, int chapter_now, const struct section *s, bool first, struct found *out)
{
	enum section_kind now = s->kind;
	struct line_pair l;

	*out = (struct found){ 0 };
	if (!may_begin(d->pieces.at[i].t) && !first)
		return false;
	load(d, i, &l);
	if (!l.f.n)
		return false;
	/* 【評価の方法】 within ⑤ is a label of its own, no second ⑤. */
	if (in_measure(now) && item(d, i, &l, out) && (out->kind != SEC_EVALUATION || now != SEC_EVALUATION))
		return true;
	*out = (struct found){ 0 };
	load_again(d, i, &l);
	if (chapter_now == 5 && (now == SEC_SPECIAL || in_measure(now)) && measure(d, i, first, out))
		return true;
	load_again(d, i, &l);
	if (chapter(d, i, &l, out))
		return true;
	load_again(d, i, &l);
	if (chapter_now >= 4 && part(d, i, &l, chapter_now, out))
		return true;
	load_again(d, i, &l);
	if (chapter_now == 4)
		return now != SEC_TABLE && figures(&l, out);
	return in_measure(now) && (next_item(&l, now, s->number, out) || (!s->number.n && bracket_item(&l, out)));
}

static struct text heading_text(struct doc *d, size_t i, const struct found *f)
{
	struct text t = read_joined(d, i, i + f->pieces);

	/* Without the content that stands behind it. */
	if (f->rest.n && text_ends(t, f->rest))
		t.n -= f->rest.n;
	return trim(t);
}

void read_sections(struct doc *d, section_list *sections)
{
	enum section_kind now = SEC_FRONT;
	int chapter_now = 0;
	struct section *s = LIST_ADD(d->a, sections);
	struct found f;

	*s = (struct section){ .kind = SEC_FRONT };
	for (size_t i = 0; i < d->pieces.n;) {
		bool first = now == SEC_SPECIAL && s->from == i;

		if (!find(d, i, chapter_now, s, first, &f)) {
			s->to = ++i;
			continue;
		}
		s = LIST_ADD(d->a, sections);
		*s = (struct section){
			.kind = f.kind, .head = i, .number = f.number, .heading = heading_text(d, i, &f)
		};
		i += f.pieces;
		s->from = s->to = i;
		if (f.rest.n) { /* the heading's own lines are used up: the last of them becomes its content */
			struct piece *p = &d->pieces.at[i - 1];

			p->indent += (uint32_t)(f.rest.p - p->t.p);
			p->t = f.rest;
			s->from = i - 1;
		}
		now = f.kind;
		chapter_now = chapter_of(now, chapter_now);
	}
}
