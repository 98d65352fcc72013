/* The rest of chapter 5: a measure's heading, its guide and period, the other measures; and the strategy
 * that the plan names. Sentences are searched for the words that everybody uses; what is not found stays empty. */
#include "plan/read_parts.h"

#include <string.h>

/* ○ 名称（内閣府）：【Ａ２００７】 */
void read_measure_head(struct doc *d, struct plan_measure *m, const struct section *s)
{
	struct fold f;
	size_t i = 0, code = SIZE_MAX, end, open;

	fold_text(&f, s->heading);
	while (i < f.n && (f.c[i] == 0x25CB || f.c[i] == '#' || f.c[i] == '*' || f.c[i] == '-' || f.c[i] == 0x30FB ||
			   f.c[i] == 0x25CF || f.c[i] == 0x25A0))
		i++;
	if (f.c[i] == '(' || is_digit(f.c[i]) || (f.c[i] >= 0x2460 && f.c[i] <= 0x2487)) {
		size_t j = i + (f.c[i] == '(');

		if (fold_ordinal(&f, &j))
			i = j + (is_close(f.c[j]) || f.c[j] == '.');
	}
	for (size_t k = i; k + 5 < f.n && code == SIZE_MAX; k++)
		if (is_open(f.c[k]) && f.c[k + 1] >= 'A' && f.c[k + 1] <= 'Z' && is_digit(f.c[k + 2]) &&
		    is_digit(f.c[k + 3]) && is_digit(f.c[k + 4]))
			code = k;
	end = f.n;
	if (code != SIZE_MAX) {
		char *out = arena_alloc(d->a, 16);
		size_t n = 0;

		for (size_t k = code + 1; k < f.n && n < 15 && f.c[k] < 0x80 && !is_close(f.c[k]); k++)
			out[n++] = (char)f.c[k];
		m->code = (struct text){ out, n };
		end = code;
	} else {
		REMARK(d, "read-measure-code-missing", SEVERITY_WARNING, d->pieces.at[s->head].line, 1, NULL);
	}
	while (end > i && (f.c[end - 1] == ':' || f.c[end - 1] == ' '))
		end--;
	open = end;
	if (end > i && f.c[end - 1] == ')')
		for (open = end - 1; open > i && f.c[open] != '('; open--)
			;
	/* 地方創生整備推進交付金（地方創生汚水処理施設整備推進交付金）: this bracket is the name's. */
	if (open > i && open < end && (f.c[end - 2] == 0x5E9C || f.c[end - 2] == 0x7701 || f.c[end - 2] == 0x5E81)) {
		m->ministry = fold_slice(&f, s->heading, open + 1, end - 1);
		end = open;
	}
	m->name = fold_slice(&f, s->heading, i, end);
}

static size_t count(struct text t, struct text word)
{
	size_t n = 0, at;

	while ((at = text_find(t, word)) != SIZE_MAX) {
		n++;
		t = text_slice(t, at + word.n, t.n);
	}
	return n;
}

static bool has(struct text t, const char *word)
{
	return text_find(t, text_of(word)) != SIZE_MAX;
}

/* The amount; with several, the one that is called the total. */
static bool total_yen(struct doc *d, struct plan_guide *g, size_t from, size_t to)
{
	if (count(g->wording, TEXT("円")) <= 1)
		return yen_parse(&g->yen, g->wording, NULL);
	for (size_t i = from; i < to; i++) {
		static const char *const totals[] = { "合計", "総額", "総計", "累計", "計" };
		struct text t = d->pieces.at[i].t;

		for (size_t k = 0; k < sizeof totals / sizeof *totals; k++) {
			size_t at = text_find(t, text_of(totals[k]));
			struct text behind = at != SIZE_MAX ? text_slice(t, at, t.n) : TEXT("");

			/* 計 3,000千円, or the word behind the only amount of its line */
			if (at != SIZE_MAX &&
			    (count(behind, TEXT("円")) == 1 ? yen_parse(&g->yen, behind, NULL)
							    : count(t, TEXT("円")) == 1 && yen_parse(&g->yen, t, NULL)))
				return true;
		}
	}
	REMARK(d, "read-guide-several", SEVERITY_WARNING, d->pieces.at[from].line, 1, "text", text_z(d->a, g->wording),
	       NULL);
	return false;
}

/* The last word of the text that is a figure and nothing else. */
static struct text last_figure(struct text t)
{
	struct text found = TEXT("");

	while (t.n) {
		size_t n = 0;

		while (n < t.n && t.p[n] != ' ' && t.p[n] != '\t' &&
		       !text_starts(text_slice(t, n, t.n), TEXT("\xe3\x80\x80")))
			n++;
		if (n && n < 40 && read_is_number_cell(text_slice(t, 0, n)))
			found = text_slice(t, 0, n);
		t = trim(text_slice(t, n, t.n));
	}
	return found;
}

/* 見込み額（千円） 1,000 1,000 3,000 below 計: the last figure behind the heading that has the unit. */
static bool total_of_row(struct doc *d, struct plan_guide *g, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		size_t end = i + 1 < to ? i + 2 : i + 1, at;
		struct text t = read_joined(d, i, end), figure;

		at = text_find(t, TEXT("千円"));
		t = at == SIZE_MAX ? TEXT("") : text_slice(t, at + strlen("千円"), t.n);
		if (!t.n || !is_close(fold_char(text_next(&t))))
			continue;
		figure = last_figure(trim(t));
		for (size_t k = end; k < to; k++) {
			struct text more = last_figure(d->pieces.at[k].t);

			figure = more.n ? more : figure;
		}
		if (!figure.n)
			continue;
		return yen_parse(&g->yen, text_of(arena_printf(d->a, "%.*s千円", (int)figure.n, figure.p)), NULL);
	}
	return false;
}

/* An amount a year: from the first year to the last. */
static void last_year(struct plan_guide *g)
{
	struct fold f;
	struct period p;
	bool assumed;

	fold_text(&f, g->wording);
	for (size_t i = 0; i < f.n; i++)
		if (read_period_at(&p, &assumed, &f, &(size_t){ i }) && p.kind == g->to.kind && p.kind != PERIOD_DATE &&
		    p.year > g->to.year) {
			g->to = p;
			g->cumulative = g->has_yen;
		}
}

void read_guide(struct doc *d, struct plan_guide *g, size_t from, size_t to)
{
	if (from >= to)
		return;
	g->wording = read_joined(d, from, to);
	g->lines = read_span(d, from, to);
	g->has_yen = total_yen(d, g, from, to);
	if (!g->has_yen) {
		g->yen = 0;
		g->has_yen = count(g->wording, TEXT("円")) <= 1 && total_of_row(d, g, from, to);
	}
	if (!g->has_yen && count(g->wording, TEXT("円")) <= 1)
		REMARK(d, "read-guide-unreadable", SEVERITY_WARNING, g->lines.first, 1, "text",
		       text_z(d->a, g->wording), NULL);
	read_period_range(&g->from, &g->to, g->wording);
	if (count(g->wording, TEXT("円")) > 1)
		last_year(g);
	g->cumulative |= has(g->wording, "累計") || has(g->wording, "合計") || has(g->wording, "総額") ||
			 has(g->wording, "総計");
}

void read_period_of(struct doc *d, struct plan_period *p, size_t from, size_t to)
{
	if (from >= to)
		return;
	p->lines = read_span(d, from, to);
	if (!read_term(p, read_joined(d, from, to)))
		REMARK(d, "read-period-unreadable", SEVERITY_ERROR, p->lines.first, 1, "text", text_z(d->a, p->wording),
		       NULL);
}

static bool says_none(struct text t)
{
	static const char *const words[] = { "該当なし",
					     "該当無し",
					     "なし",
					     "該当する事業なし",
					     "該当する支援措置なし",
					     "該当する事業はない",
					     "該当する支援措置はない",
					     "該当する取組はない",
					     "該当するものはない",
					     "該当する事項はない",
					     "特になし",
					     "特に無し",
					     "該当事項なし",
					     "(該当なし)",
					     "該当する事項なし",
					     "該当はなし",
					     "該当しない",
					     "無し" };
	struct fold f;

	fold_text(&f, text_ends(t, TEXT("。")) ? text_slice(t, 0, t.n - 3) : t);
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (fold_is(&f, words[k]))
			return true;
	return false;
}

static bool taken(const struct plan *plan, struct text number)
{
	for (size_t i = 0; i < plan->others.n; i++)
		if (text_eq(plan->others.at[i].number, number))
			return true;
	return false;
}

/* The title of a heading such as 5-3-1 地域再生基本方針に基づく支援措置. */
static struct text heading_title(struct text heading)
{
	struct fold f;
	size_t i = 0;

	fold_text(&f, heading);
	while (i < f.n &&
	       (is_digit(f.c[i]) || f.c[i] == '-' || f.c[i] == '.' || f.c[i] == '(' || f.c[i] == ')' || f.c[i] == '#' ||
		f.c[i] == ' ' || f.c[i] == '*' || (f.c[i] >= 0x2460 && f.c[i] <= 0x2487) || f.c[i] == 0x25CB))
		i++;
	return i < f.n ? trim(text_slice(heading, f.at[i], heading.n)) : heading;
}

void read_other(struct doc *d, struct plan *plan, const struct section *s, struct text number)
{
	struct plan_other *o;

	if (s->from >= s->to || plan->others.n > 500)
		return;
	for (int n = 2; n < 50 && taken(plan, number); n++) {
		struct text again = text_of(arena_printf(d->a, "%.*s(%d)", (int)s->number.n, s->number.p, n));

		if (!taken(plan, again))
			number = again;
	}
	if (taken(plan, number))
		return;
	o = LIST_ADD(d->a, &plan->others);
	o->number = number;
	o->heading = heading_title(s->heading);
	read_paragraphs(d, s->from, s->to, &o->paragraphs);
	o->none = o->paragraphs.n == 1 && says_none(o->paragraphs.at[0]);
	o->lines = read_span(d, s->from, s->to);
}

/* ---- the strategy ---- */

/* 第２期「…総合戦略」 in one line: the brackets, and 第n期 before them. */
static struct text strategy_in(struct text t)
{
	static const struct text word = { "総合戦略", sizeof "総合戦略" - 1 };
	size_t at = text_find(t, word), open, start;

	if (at == SIZE_MAX || !text_starts(text_slice(t, at + word.n, t.n), TEXT("」")))
		return TEXT("");
	for (open = at; open > 0 && !text_starts(text_slice(t, open, t.n), TEXT("「")); open--)
		;
	if (!text_starts(text_slice(t, open, t.n), TEXT("「")) || has(text_slice(t, open, at), "」"))
		return TEXT("");
	start = open;
	for (size_t n = 9; n <= 12; n++) { /* 第２期, 第2期, 第２次 */
		struct text before = open >= n ? text_slice(t, open - n, open) : TEXT("");

		if ((text_ends(before, TEXT("期")) || text_ends(before, TEXT("次"))) && text_starts(before, TEXT("第")))
			start = open - n;
	}
	for (size_t n = 7; n <= 8; n++) {
		struct text before = open >= n ? text_slice(t, open - n, open) : TEXT("");

		if ((text_ends(before, TEXT("期")) || text_ends(before, TEXT("次"))) && text_starts(before, TEXT("第")))
			start = open - n;
	}
	return text_slice(t, start, at + word.n + 3);
}

/* 総合戦略（第２期）, 総合戦略2020: how many bytes behind the word belong to the name. */
static size_t edition_behind(struct text behind)
{
	struct fold f;
	size_t i = 1;

	fold_text(&f, text_slice(behind, 0, 60));
	if (f.c[0] != '(' || !(i += fold_starts(&f, i, "第")) || i == 1 || !fold_ordinal(&f, &i))
		return 0;
	i += f.c[i] == 0x671F || f.c[i] == 0x6B21 || f.c[i] == 0x7248; /* 期 次 版 */
	return f.c[i] == ')' ? f.at[i + 1] : 0;
}

/* 総合戦略審議会, 総合戦略推進計画: what is behind makes it another thing's name. */
static bool is_longer_name(struct text behind)
{
	static const char *const words[] = { "審議", "会議", "推進", "委員", "本部", "協議", "評価",
					     "検証", "有識", "懇談", "策定", "関連", "人材", "アドバイ" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (text_starts(behind, text_of(words[k])))
			return true;
	return false;
}

/* 例示町まち・ひと・しごと創生総合戦略 without brackets: from the sign or particle before. */
static struct text bare_strategy_in(struct text t)
{
	static const char *const starts[] = { "、", "。", "は",           "に",   "を",   "が",   "や",  "（",
					      "(",  " ",  "\xe3\x80\x80", "※",    "及び", "：",   "く",  "の策定した",
					      "「", "『", "」",           "よる", "含む", "する", "成る" };
	static const struct text word = { "総合戦略", sizeof "総合戦略" - 1 };
	size_t at = text_find(t, word), begin = 0;
	struct text name;

	while (at != SIZE_MAX && is_longer_name(text_slice(t, at + word.n, t.n))) {
		size_t more = text_find(text_slice(t, at + word.n, t.n), word);

		at = more == SIZE_MAX ? more : at + word.n + more;
	}
	if (at == SIZE_MAX)
		return TEXT("");
	for (size_t k = 0; k < sizeof starts / sizeof *starts; k++) {
		struct text w = text_of(starts[k]);

		for (size_t from = 0, i; (i = text_find(text_slice(t, from, at), w)) != SIZE_MAX; from += i + w.n)
			begin = from + i + w.n > begin ? from + i + w.n : begin;
	}
	name = text_slice(t, begin, at + word.n + edition_behind(text_slice(t, at + word.n, t.n)));
	if (name.n < 18 || has(name, "版総合戦略") || has(name, "国の") ||
	    text_starts(name, TEXT("まち・ひと・しごと創生総合戦略")))
		return TEXT("");
	return name;
}

void read_strategy(struct doc *d, struct plan *plan)
{
	for (int bare = 0; bare < 2; bare++)
		for (size_t i = 0; i < d->pieces.n; i++) {
			struct text t = d->pieces.at[i].t, found;
			size_t to = i + 1;

			if (t.n > 4000 || (!has(t, "戦略") && !has(t, "「")))
				continue;
			if (read_goes_on(d, i, d->pieces.n)) /* the name may be broken over two lines */
				to++;
			found = bare ? bare_strategy_in(t) : strategy_in(t);
			if (!found.n && to > i + 1)
				found = bare ? bare_strategy_in(read_joined(d, i, to))
					     : strategy_in(read_joined(d, i, to));
			if (!found.n)
				continue;
			plan->strategy = found;
			plan->strategy_lines = read_span(d, i, to);
			return;
		}
}
