#include "plan/write_part.h"

#include <stdio.h>
#include <string.h>

void write_wide(struct buf *out, int n)
{
	char digits[16];

	snprintf(digits, sizeof digits, "%d", n);
	for (const char *d = digits; *d; d++)
		buf_char(out, 0xFF10 + (uint32_t)(*d - '0'));
}

static void write_date(struct buf *out, struct date d)
{
	buf_printf(out, "%d年%d月%d日", d.year, d.month, d.day);
}

void write_period(struct buf *out, struct period p)
{
	if (p.kind == PERIOD_FY)
		buf_printf(out, "%d年度", p.year);
	else if (p.kind == PERIOD_CY)
		buf_printf(out, "%d年", p.year);
	else if (p.kind == PERIOD_DATE)
		write_date(out, p.date);
}

void write_paragraph(struct buf *out, struct text t)
{
	buf_puts(out, "　");
	buf_text(out, t);
	buf_puts(out, "\n");
}

static void paragraphs(struct buf *out, const text_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		write_paragraph(out, list->at[i]);
}

static void heading(struct buf *out, const char *text)
{
	buf_puts(out, out->n ? "\n" : "");
	buf_puts(out, text);
	buf_puts(out, "\n");
}

static void authors(struct buf *out, const struct plan *plan)
{
	heading(out, "２　地域再生計画の作成主体の名称");
	buf_puts(out, plan->authors.n ? "　" : "");
	for (size_t i = 0; i < plan->authors.n; i++) {
		buf_puts(out, i == 0 ? "" : i + 1 == plan->authors.n ? "及び" : "、");
		buf_text(out, plan->authors.at[i].wording);
	}
	buf_puts(out, plan->authors.n ? "\n" : "");
}

static void goals(struct buf *out, const struct plan *plan)
{
	for (size_t i = 0; i < plan->goals.n; i++) {
		const struct plan_goal *g = &plan->goals.at[i];

		buf_puts(out, "　");
		buf_text(out, g->wording);
		if (!g->wording.n) {
			buf_puts(out, "基本目標");
			write_wide(out, g->number);
		}
		buf_puts(out, "　");
		buf_text(out, g->title);
		if (g->subtitle.n) {
			buf_puts(out, "～");
			buf_text(out, g->subtitle);
			buf_puts(out, "～");
		}
		buf_puts(out, "\n");
	}
}

/* The form's wording of a period that came without one. */
static void period(struct buf *out, const struct plan_period *p)
{
	buf_puts(out, "　");
	if (p->wording.n) {
		buf_text(out, p->wording);
	} else {
		if (p->from.year)
			write_date(out, p->from);
		else
			buf_text(out, p->from_text.n ? p->from_text : TEXT("地域再生計画の認定の日"));
		buf_puts(out, "から");
		if (p->to.year) {
			write_date(out, p->to);
			buf_puts(out, "まで");
		}
	}
	buf_puts(out, "\n");
}

static void project_line(struct buf *out, const struct plan_project *p, struct text name)
{
	buf_puts(out, "　");
	buf_text(out, p->mark);
	buf_puts(out, p->mark.n ? "　" : "");
	buf_text(out, name);
	buf_puts(out, "\n");
}

static void item_names(struct buf *out, const struct plan_measure *m)
{
	buf_puts(out, "　事業の名称\n");
	if (m->business.n)
		write_paragraph(out, m->business);
	for (size_t i = 0; i < m->projects.n; i++)
		if (m->projects.at[i].mark.n)
			project_line(out, &m->projects.at[i], m->projects.at[i].title);
}

static void actions(struct buf *out, const struct plan_project *p)
{
	if (p->actions.n)
		buf_puts(out, "　【具体的な事業】\n");
	for (size_t i = 0; i < p->actions.n; i++) {
		buf_puts(out, "　（");
		write_wide(out, (int)i + 1);
		buf_puts(out, "）");
		buf_text(out, p->actions.at[i]);
		buf_puts(out, p->and_others && i + 1 == p->actions.n ? "　等\n" : "\n");
	}
}

static void item_content(struct buf *out, const struct plan_measure *m)
{
	buf_puts(out, "　事業の内容\n");
	for (size_t i = 0; i < m->projects.n; i++) {
		const struct plan_project *p = &m->projects.at[i];

		if (p->mark.n)
			project_line(out, p, p->heading.n ? p->heading : p->title);
		paragraphs(out, &p->content);
		actions(out, p);
		paragraphs(out, &p->notes);
	}
}

static void item_indicators(struct buf *out, const struct plan_measure *m)
{
	buf_puts(out, "　事業の実施状況に関する客観的な指標（重要業績評価指標（ＫＰＩ））\n");
	if (m->indicators_wording.n) {
		write_paragraph(out, m->indicators_wording);
	} else if (m->indicators_same_as_chapter) {
		buf_puts(out, "　");
		write_wide(out, m->indicators_same_as_chapter);
		buf_puts(out, "の【数値目標】に同じ。\n");
	}
}

static void item_guide(struct buf *out, const struct plan_measure *m)
{
	const struct plan_guide *g = &m->guide;

	buf_puts(out, "　寄附の金額の目安\n");
	if (g->wording.n) {
		write_paragraph(out, g->wording);
	} else if (g->has_yen) {
		if (g->yen % 1000)
			buf_printf(out, "　%lld円", (long long)g->yen);
		else
			buf_printf(out, "　%lld千円", (long long)(g->yen / 1000));
		if (g->from.kind != PERIOD_NONE) {
			buf_puts(out, "（");
			write_period(out, g->from);
			buf_puts(out, "～");
			write_period(out, g->to);
			buf_puts(out, g->cumulative ? "累計）" : "）");
		}
		buf_puts(out, "\n");
	}
}

static void item_evaluation(struct buf *out, const struct plan_measure *m)
{
	buf_puts(out, m->guide.wording.n || m->guide.has_yen ? "　事業の評価の方法（ＰＤＣＡサイクル）\n"
							     : "　評価の方法、時期及び体制\n");
	if (m->evaluation.wording.n)
		write_paragraph(out, m->evaluation.wording);
}

static void item_period(struct buf *out, const struct plan_measure *m)
{
	buf_puts(out, "　事業実施期間\n");
	period(out, &m->period);
}

/* The item that the plan keeps as text under this number; NULL where the number belongs to a part of its own. */
static const struct plan_other *item_numbered(const struct plan_measure *m, const char *number)
{
	for (size_t i = 0; i < m->items.n; i++)
		if (text_is(m->items.at[i].number, number))
			return &m->items.at[i];
	return NULL;
}

static bool is_circled(struct text number)
{
	uint32_t c = number.n ? text_next(&number) : 0;

	return c >= 0x2460 && c < 0x2460 + 20 && !number.n;
}

static bool has_content(const struct plan_measure *m)
{
	for (size_t i = 0; i < m->projects.n; i++)
		if (m->projects.at[i].content.n || m->projects.at[i].actions.n || m->projects.at[i].notes.n)
			return true;
	return false;
}

/* The form asks for all six even where there is nothing. A grant for roads, drains or ports, whose items have no
 * numbers, has those that it has. */
static bool unnumbered(const struct plan_measure *m)
{
	for (size_t i = 0; i < m->items.n; i++)
		if (!m->items.at[i].number.n)
			return true;
	return false;
}

static bool has_part(const struct plan_measure *m, size_t part)
{
	const bool has[] = { m->business.n || m->projects.n,
			     has_content(m),
			     m->indicators_wording.n || m->indicators_same_as_chapter,
			     m->guide.wording.n || m->guide.has_yen,
			     m->evaluation.wording.n > 0,
			     m->period.to.year > 0 };

	return part < sizeof has / sizeof *has && has[part];
}

/* Text between the measure's name and its first item. */
static void preface(struct buf *out, const struct plan_measure *m)
{
	for (size_t i = 0; i < m->items.n; i++)
		if (!m->items.at[i].number.n && !m->items.at[i].heading.n)
			paragraphs(out, &m->items.at[i].paragraphs);
}

/* ① to ⑥ of the form; items kept as text (of grants: 事業主体, 経費) keep their number, the parts take those left. */
static void items(struct buf *out, const struct plan_measure *m)
{
	static void (*const parts[])(struct buf *, const struct plan_measure *) = { item_names,      item_content,
										    item_indicators, item_guide,
										    item_evaluation, item_period };
	bool grant = !m->guide.wording.n && !m->guide.has_yen && !text_is(m->code, "A2007");
	bool only_what_is = grant && unnumbered(m);
	size_t part = 0, kept = 0;

	for (uint32_t i = 0; i < 20 && (part < 6 || kept < m->items.n); i++) {
		char number[5] = { 0 };
		const struct plan_other *other;

		utf8_put(number, 0x2460 + i);
		other = item_numbered(m, number);
		while (!other && part < 6 && !has_part(m, part) &&
		       (only_what_is || (grant && parts[part] == item_guide)))
			part++;
		if (!other && part >= 6)
			continue;
		buf_puts(out, number);
		if (other) {
			kept++;
			write_paragraph(out, other->heading);
			paragraphs(out, &other->paragraphs);
			continue;
		}
		parts[part++](out, m);
	}
	/* （２）事業区分 of an older form: its numbers are no ①. */
	for (size_t i = 0; i < m->items.n; i++) {
		if (is_circled(m->items.at[i].number) || !m->items.at[i].heading.n)
			continue;
		buf_text(out, m->items.at[i].number);
		write_paragraph(out, m->items.at[i].heading);
		paragraphs(out, &m->items.at[i].paragraphs);
	}
}

/* Ａ２００７ in full width, as the form has it. */
static void code(struct buf *out, struct text t)
{
	buf_puts(out, "：【");
	for (; t.n;) {
		uint32_t c = text_next(&t);

		buf_char(out, c > ' ' && c < 0x7F ? c + 0xFEE0 : c);
	}
	buf_puts(out, "】");
}

static void measure(struct buf *out, const struct plan_measure *m)
{
	buf_puts(out, "○　");
	buf_text(out, m->name);
	if (m->ministry.n) {
		buf_puts(out, "（");
		buf_text(out, m->ministry);
		buf_puts(out, "）");
	}
	if (m->code.n)
		code(out, m->code);
	buf_puts(out, "\n");
	preface(out, m);
	items(out, m);
}

/* 5-3-1 as ５－３－１. */
static void section_number(struct buf *out, struct text number)
{
	while (number.n) {
		uint32_t c = text_next(&number);

		if (c == '-')
			buf_puts(out, "－");
		else
			buf_char(out, c >= '0' && c <= '9' ? c - '0' + 0xFF10 : c);
	}
}

static void other(struct buf *out, const struct plan_other *o)
{
	static const struct {
		const char *number, *heading;
	} official[] = { { "5-3", "その他の事業" },
			 { "5-3-1", "地域再生基本方針に基づく支援措置" },
			 { "5-3-2", "支援措置によらない独自の取組" },
			 { "7-1", "目標の達成状況に係る評価の手法" },
			 { "7-2", "目標の達成状況に係る評価の時期及び評価を行う内容" },
			 { "7-3", "目標の達成状況に係る評価の公表の手法" } };

	section_number(out, o->number);
	buf_puts(out, "　");
	buf_text(out, o->heading);
	for (size_t i = 0; !o->heading.n && i < sizeof official / sizeof *official; i++)
		if (text_is(o->number, official[i].number))
			buf_puts(out, official[i].heading);
	buf_puts(out, "\n");
	if (o->none && !o->paragraphs.n)
		buf_puts(out, "　該当なし\n");
	paragraphs(out, &o->paragraphs);
}

/* Is it section 5-n, or a part of it? */
static bool is_part_of(struct text number, const char *begin)
{
	return text_starts(number, text_of(begin)) && (number.n == strlen(begin) || number.p[strlen(begin)] == '-');
}

/* Sections whose number begins so. True: there was one. */
static bool others(struct buf *out, const struct plan *plan, const char *begin, const char *chapter)
{
	bool any = false;

	for (size_t i = 0; i < plan->others.n; i++) {
		const struct plan_other *o = &plan->others.at[i];

		if (!is_part_of(o->number, begin))
			continue;
		if (!any && chapter && !text_is(o->number, begin))
			heading(out, chapter);
		any = true;
		other(out, o);
	}
	return any;
}

/* 5-2, or the next number where 5-2 is another section (特定政策課題に関する事項). */
static int special_number(const struct plan *plan)
{
	enum { LAST = 9 };

	for (int n = 2; n < LAST; n++) {
		bool taken = false;

		for (size_t i = 0; i < plan->others.n; i++)
			taken |= is_part_of(plan->others.at[i].number, (char[]){ '5', '-', (char)('0' + n), 0 });
		if (!taken)
			return n;
	}
	return 2;
}

/* Sections 5-from to 5-to. */
static void others_of_chapter_5(struct buf *out, const struct plan *plan, int from, int to)
{
	static const char *const names[] = { "５－２　その他の事業", "５－３　その他の事業", "５－４　その他の事業",
					     "５－５　その他の事業", "５－６　その他の事業", "５－７　その他の事業",
					     "５－８　その他の事業", "５－９　その他の事業" };

	for (int n = from; n <= to; n++)
		others(out, plan, (char[]){ '5', '-', (char)('0' + n), 0 }, names[n - 2]);
}

static void chapter_5(struct buf *out, const struct plan *plan, bool name_strategy)
{
	int special = special_number(plan);

	heading(out, "５　地域再生を図るために行う事業\n５－１　全体の概要");
	if (plan->overview.n)
		write_paragraph(out, plan->overview);
	if (name_strategy) {
		buf_puts(out, "　※なお、詳細は");
		buf_text(out, plan->strategy);
		buf_puts(out, "のとおり。\n");
	}
	others_of_chapter_5(out, plan, 2, special - 1);
	buf_puts(out, "\n５－");
	write_wide(out, special);
	buf_puts(out, "　第５章の特別の措置を適用して行う事業\n");
	for (size_t i = 0; i < plan->measures.n; i++)
		measure(out, &plan->measures.at[i]);
	others_of_chapter_5(out, plan, special + 1, 9);
}

static void write_all(struct buf *out, const struct plan *plan, bool name_strategy)
{
	buf_puts(out, "地域再生計画\n");
	heading(out, "１　地域再生計画の名称");
	write_paragraph(out, plan->title);
	authors(out, plan);
	heading(out, "３　地域再生計画の区域");
	write_paragraph(out, plan->area);
	heading(out, "４　地域再生計画の目標");
	paragraphs(out, &plan->narrative);
	goals(out, plan);
	write_table(out, plan);
	chapter_5(out, plan, name_strategy);
	heading(out, "６　計画期間");
	period(out, &plan->period);
	others(out, plan, "7", "７　目標の達成状況に係る評価に関する事項");
}

void plan_write_text(struct buf *out, const struct plan *plan)
{
	struct buf trial = { 0 };
	bool named;

	/* A line of its own only where no text of the plan names the strategy. */
	write_all(&trial, plan, false);
	named = !plan->strategy.n || text_find(buf_view(&trial), plan->strategy) != SIZE_MAX;
	buf_clear(&trial);
	write_all(out, plan, !named);
}
