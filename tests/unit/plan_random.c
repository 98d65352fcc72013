#include "plan_random.h"

#include <stdio.h>
#include <string.h>

enum digits {
	DIGITS_HALF,
	DIGITS_FORM,
	DIGITS_FULL
}; /* FORM: one digit full width, more half width, as the form asks */
enum table { TABLE_ROWS, TABLE_MERGED, TABLE_CELLS, TABLE_COLUMNS, TABLE_MARK_AFTER, TABLE_CENTERED, TABLE_COUNT };
enum unit_at { UNIT_BEHIND_NAME, UNIT_NEXT_LINE, UNIT_IN_CELLS };
enum period_at { PERIOD_NOWHERE, PERIOD_FOOTNOTE, PERIOD_IN_CELL, PERIOD_IN_HEADING };

static const char *const table_names[TABLE_COUNT] = { "rows", "merged", "cells", "columns", "mark-after", "centered" };

struct habits {
	enum digits digits;
	bool spaced;      /* 2010 年 10 月 */
	bool era;         /* 令和５年度 */
	const char *dash; /* of section numbers */
	const char *wave;
	const char *behind;             /* a chapter's number: "　", ". ", "．" */
	const char *gap;                /* between number and heading of ①, ア */
	const char *indent;             /* of paragraphs */
	const char *margin;             /* of all lines */
	int wrap;                       /* columns, 0: not wrapped */
	int page;                       /* lines a page, 0: no pages */
	const char *const *page_number; /* what stands before and behind; NULL: none */
	const char *running;            /* a running head, NULL: none */
	bool form_feed, blank_between, crlf;
	bool roman_goals, bullets;
	enum table table;
	enum unit_at unit_at;
	enum period_at period_at;
	bool names_above; /* of grants: KPI① for a name that stands above the table */
	bool due_in_cells, headings_in_cells, headings_broken, thousands, break_names, goal_each_row;
	const char *cell_gap;
	const char *minus;
};

struct maker {
	struct arena *arena;
	struct random_plan *r;
	uint64_t state;
	struct habits h;
	struct buf *out;
	int column, line, pages; /* of the page */
	bool grant;
};

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t draw(struct maker *g)
{
	uint64_t z = g->state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static int below(struct maker *g, int n)
{
	return (int)(draw(g) % (uint64_t)n);
}

static bool often(struct maker *g, int percent)
{
	return below(g, 100) < percent;
}

#define PICK(g, array) ((array)[below((g), (int)(sizeof(array) / sizeof *(array)))])
#define F(...) arena_printf(g->arena, __VA_ARGS__)

/* ASCII digits in the habit's width. */
static const char *digits(struct maker *g, const char *s)
{
	struct buf b = { 0 };
	const char *done;

	while (*s) {
		size_t run = strspn(s, "0123456789");
		bool wide = g->h.digits == DIGITS_FULL || (g->h.digits == DIGITS_FORM && run == 1);

		if (!run) {
			buf_add(&b, s++, 1);
			continue;
		}
		for (; run; run--, s++)
			buf_char(&b, wide ? 0xFF10 + (uint32_t)(*s - '0') : (uint32_t)*s);
	}
	done = text_z(g->arena, buf_view(&b));
	buf_clear(&b);
	return done;
}

static const char *space(struct maker *g)
{
	return g->h.spaced ? " " : "";
}

/* 2023年, 令和５年, 令和元年, without what follows. */
static const char *year(struct maker *g, int y)
{
	if (!g->h.era)
		return digits(g, F("%d%s年", y, space(g)));
	if (y == 2019)
		return "令和元年";
	return digits(g, y > 2019 ? F("令和%s%d%s年", space(g), y - 2018, space(g))
				  : F("平成%s%d%s年", space(g), y - 1988, space(g)));
}

static const char *fiscal(struct maker *g, int y)
{
	return F("%s度", year(g, y));
}

static const char *day(struct maker *g, struct date d)
{
	return digits(g,
		      F("%s%s%d%s月%s%d%s日", year(g, d.year), space(g), d.month, space(g), space(g), d.day, space(g)));
}

static struct period fy(int y)
{
	return (struct period){ PERIOD_FY, (int16_t)y, { 0 } };
}

/* ---- lines out ---- */

static void new_line(struct maker *g)
{
	buf_puts(g->out, g->h.crlf ? "\r\n" : "\n");
	if (g->h.blank_between)
		buf_puts(g->out, g->h.crlf ? " \r\n" : "\n");
	g->column = 0;
	if (!g->h.page || ++g->line < g->h.page)
		return;
	g->line = 0;
	g->pages++;
	if (g->h.page_number)
		buf_printf(g->out, "%s%s\n", "                    ",
			   digits(g, F("%s%d%s", g->h.page_number[0], g->pages, g->h.page_number[1])));
	if (g->h.form_feed)
		buf_puts(g->out, "\f");
	if (g->h.running)
		buf_printf(g->out, "%s\n", g->h.running);
}

/* A line, wrapped at the habit's width, inside words. */
static void wrapped(struct maker *g, const char *s, bool may_wrap)
{
	struct text t = text_of(s);

	buf_puts(g->out, g->h.margin);
	while (t.n) {
		struct text one = t;
		int w;

		text_next(&t);
		one.n -= t.n;
		w = (int)text_width(one);
		if (may_wrap && g->h.wrap && g->column + w > g->h.wrap) {
			new_line(g);
			buf_puts(g->out, g->h.margin);
		}
		buf_text(g->out, one);
		g->column += w;
	}
	new_line(g);
}

static void line(struct maker *g, const char *s)
{
	wrapped(g, s, true);
}

/* A line of a table: what does not fit was broken by the cells, not by the page. */
static void row(struct maker *g, const char *s)
{
	wrapped(g, s, false);
}

static void paragraph(struct maker *g, const char *s)
{
	line(g, F("%s%s", g->h.indent, s));
}

static void chapter(struct maker *g, int n, const char *heading)
{
	if (often(g, 50))
		new_line(g);
	line(g, F("%s%s%s", digits(g, F("%d", n)), g->h.behind, heading));
}

static void section(struct maker *g, const char *number, const char *heading)
{
	struct buf b = { 0 };

	for (const char *s = number; *s; s++)
		buf_puts(&b, *s == '-' ? g->h.dash : F("%c", *s));
	line(g, F("%s%s%s", digits(g, text_z(g->arena, buf_view(&b))), g->h.gap, heading));
	buf_clear(&b);
}

/* ---- habits ---- */

static void draw_page(struct maker *g, struct habits *h)
{
	static const char *const numbers[][2] = {
		{ "", "" }, { "- ", " -" }, { "－ ", " －" }, { "", "ページ" }, { "", " / 12" }
	};

	h->page = often(g, 60) ? 30 + below(g, 20) : 0;
	h->page_number = h->page && often(g, 80) ? PICK(g, numbers) : NULL;
	/* A lone number among lone figures says nothing. */
	if (h->page_number == numbers[0] && (h->table == TABLE_CELLS || h->table == TABLE_COLUMNS))
		h->page_number = numbers[1];
	h->form_feed = h->page && often(g, 40);
	/* Without number and form feed nobody knows where a page ends. */
	h->running = (h->page_number || h->form_feed) && often(g, 30)
			     ? "例示市まち・ひと・しごと創生推進計画（認定申請書）"
			     : NULL;
	h->blank_between = often(g, 25);
	h->crlf = often(g, 15);
	h->wrap = often(g, 70) ? 56 + 2 * below(g, 18) : 0;
}

static void draw_table(struct maker *g, struct habits *h, int difficulty)
{
	static const char *const gaps[] = { " ", "　", "  ", "　　", "        " };

	h->table = (enum table)below(g, difficulty == RANDOM_EASY ? TABLE_MARK_AFTER : TABLE_COUNT);
	h->unit_at = (enum unit_at)below(g, 3);
	if (h->unit_at == UNIT_NEXT_LINE && h->table == TABLE_COLUMNS)
		h->unit_at = UNIT_BEHIND_NAME;
	h->period_at = (enum period_at)below(g, 4);
	h->due_in_cells = often(g, 15);
	h->headings_in_cells = often(g, 50);
	h->headings_broken = often(g, 30) && (h->headings_in_cells || h->table == TABLE_COLUMNS);
	h->thousands = often(g, 80);
	h->break_names = often(g, 35) && (h->table == TABLE_ROWS || h->table == TABLE_MERGED);
	h->goal_each_row = h->table == TABLE_COLUMNS || often(g, 40);
	h->cell_gap = PICK(g, gaps);
	h->names_above = often(g, 40);
}

static void draw_habits(struct maker *g, int difficulty)
{
	static const char *const dashes[] = { "－", "-", "−", "ー", "‐", "―" };
	static const char *const waves[] = { "～", "〜", "~" };
	static const char *const behind[] = { "　", " ", ". ", "．", "．　", ".　" };
	static const char *const gaps[] = { "　", " ", "  " };
	static const char *const indents[] = { "　", " ", "　　", "" };
	static const char *const margins[] = { "", "", "", "    ", "  " };
	static const char *const minuses[] = { "△", "▲", "-", "－", "△ " };
	struct habits *h = &g->h;

	h->digits = (enum digits)below(g, 3);
	h->spaced = often(g, 30);
	h->era = often(g, 35);
	h->dash = PICK(g, dashes);
	h->wave = PICK(g, waves);
	h->behind = PICK(g, behind);
	h->gap = PICK(g, gaps);
	h->indent = PICK(g, indents);
	h->margin = PICK(g, margins);
	h->roman_goals = often(g, 20);
	h->bullets = often(g, 30);
	h->minus = PICK(g, minuses);
	draw_table(g, h, difficulty);
	draw_page(g, h);
}

/* ---- chapters 1 to 3 ---- */

static const char *const towns[] = { "例示県例示郡例示町", "見本県見本郡見本村", "例示県例示郡海辺町" };
static const char *const cities[] = { "例示市", "見本市", "架空市" };

static struct plan_author *add_author(struct maker *g, const char *wording)
{
	struct plan_author *w = LIST_ADD(g->arena, &g->r->plan.authors);

	w->wording = text_of(wording);
	return w;
}

static void authors(struct maker *g)
{
	static const char *const last[] = { "及び", "、", "並びに", "・" };
	int n = often(g, 65) ? 1 : 2 + below(g, 2);
	const char *all = "", *joint = PICK(g, last);

	if (n == 1 && often(g, 50))
		add_author(g, PICK(g, towns));
	else if (n == 1)
		add_author(g, PICK(g, cities));
	for (int i = 0; n > 1 && i < n; i++)
		add_author(g, i == n - 1 && often(g, 60) ? PICK(g, towns) : cities[i]);
	for (int i = 0; i < n; i++)
		all = F("%s%s%s", all,
			i == 0       ? ""
			: i == n - 1 ? joint
				     : (strcmp(joint, "・") ? "、" : "・"),
			text_z(g->arena, g->r->plan.authors.at[i].wording));
	chapter(g, 2, "地域再生計画の作成主体の名称");
	paragraph(g, all);
	g->r->plan.area = text_of(often(g, 20) ? F("%sの区域の一部（港地区）", all) : F("%sの全域", all));
	chapter(g, 3, "地域再生計画の区域");
	paragraph(g, text_z(g->arena, g->r->plan.area));
}

static void title(struct maker *g)
{
	static const char *const names[] = { "例示市まち・ひと・しごと創生推進計画",
					     "第２期見本町まち・ひと・しごと創生推進計画",
					     "港と里山をつなぐ滞在交流プロジェクト", "子育てと仕事の好循環創出計画" };

	g->r->plan.title = text_of(PICK(g, names));
	if (often(g, 90))
		line(g, F("%s地域再生計画", often(g, 50) ? "            " : ""));
	chapter(g, 1, "地域再生計画の名称");
	paragraph(g, text_z(g->arena, g->r->plan.title));
}

/* ---- chapter 4 ---- */

static const char *const sentences[] = {
	"本市の人口は、昭和60年の18,"
	"204人を頂点に減少を続けており、国立社会保障・人口問題研究所の推計では、今後も減少が続く見込みである。",
	"自然増減は、出生数の減少と死亡数の増加により、毎年６００人程度の自然減となっている。",
	"若い世代が進学や就職を機に圏域の外へ出ていくことから、社会減の傾向が続いている。",
	"このまま人口が減少すれば、産業の担い手が不足し、医療、交通、買い物といった生活サービスの維持が困難となる。",
	"このような人口減少が及ぼす影響としては、労働力不足や経済活動の停滞、社会保障費の増大等が考えられる。",
	"また、「結婚・妊娠・出産・子育て」の切れ目のない支援とともに、雇用の場の確保（特にＩＴ産業など）を図る。",
	"そのため、地域資源（森林、温泉、食文化等）を生かした仕事づくりと、移住・定住の促進に取り組む。",
};

static void prose(struct maker *g, text_list *list, int paragraphs)
{
	for (int p = 0; p < paragraphs; p++) {
		const char *s = "";

		for (int i = 0, n = 1 + below(g, 3); i < n; i++)
			s = F("%s%s", s, PICK(g, sentences));
		*LIST_ADD(g->arena, list) = text_of(s);
		paragraph(g, s);
	}
}

static const char *goal_name(struct maker *g, int number)
{
	static const char *const roman[] = { "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ" };

	return g->h.roman_goals ? F("基本目標%s", roman[number - 1]) : F("基本目標%s", digits(g, F("%d", number)));
}

static void goals(struct maker *g, int n)
{
	static const char *const titles[] = { "地域の産業を育て、働く場をつくる", "新しい人の流れをつくる",
					      "結婚・出産・子育ての希望をかなえる", "安心して暮らせる地域をつくる" };
	static const char *const subtitles[] = { "移住・定住の促進", "少子化の克服と次世代育成",
						 "地域の特性に応じた環境の創出" };
	bool with_subtitle = often(g, 30);

	for (int i = 0; i < n; i++) {
		struct plan_goal *goal = LIST_ADD(g->arena, &g->r->plan.goals);
		const char *sub = with_subtitle ? PICK(g, subtitles) : "";

		goal->number = i + 1;
		goal->title = text_of(F("%s%s", titles[i], with_subtitle ? "。" : ""));
		goal->subtitle = text_of(sub);
		goal->wording = text_of(goal_name(g, i + 1));
		line(g, F("%s%s%s%s%s%s%s%s", g->h.indent, g->h.bullets ? "・" : "", goal_name(g, i + 1), g->h.gap,
			  text_z(g->arena, goal->title), *sub ? g->h.wave : "", sub, *sub ? g->h.wave : ""));
	}
}

/* ---- KPIs ---- */

struct kind_of_kpi {
	const char *name, *unit;
	int low, high, scale; /* baseline from low to high, in units of 10^-scale */
};

static const struct kind_of_kpi kinds[] = {
	{ "市内総生産額", "十億円", 900, 3000, 0 },
	{ "出生数", "人", 20, 7000, 0 },
	{ "社会増減数", "人", -300, -10, 0 },
	{ "居住誘導区域の人口密度", "人/ha", 205, 805, 1 },
	{ "地域活動に参加した市民の割合", "％", 200, 700, 1 },
	{ "合計特殊出生率", "", 101, 189, 2 },
	{ "道の駅の年間来場者数", "人", 20000, 400000, 0 },
	{ "新規創業件数（計画期間内の累計）", "件", 0, 20, 0 },
	{ "コミュニティバスとデマンド交通の年間延べ利用者数", "人", 8000, 60000, 0 },
	{ "年間観光消費額", "百万円", 800, 9000, 0 },
	{ "「住みよい」と感じる町民の割合", "％", 400, 800, 1 },
	{ "ふるさと会員数", "人", 10, 900, 0 },
};

/* The figure as the habit writes it; *d gets its value. */
static const char *figure(struct maker *g, int value, int scale, const char *unit, struct decimal *d)
{
	static const int power[] = { 1, 10, 100 };
	int whole = value < 0 ? -value : value, rest = whole % power[scale];
	const char *s;

	*d = (struct decimal){ value, (uint8_t)scale };
	whole /= power[scale];
	s = g->h.thousands && whole >= 1000 ? F("%d,%03d", whole / 1000, whole % 1000) : F("%d", whole);
	if (scale)
		s = F("%s.%0*d", s, scale, rest);
	return F("%s%s%s", value < 0 ? g->h.minus : "", digits(g, s), g->h.unit_at == UNIT_IN_CELLS ? unit : "");
}

static void baseline(struct maker *g, struct plan_kpi *k, const struct kind_of_kpi *kind, int heading_year)
{
	struct plan_baseline *b = &k->baseline;
	int value = kind->low + below(g, kind->high - kind->low + 1), y = 2015 + below(g, 5);
	const char *s = figure(g, value, kind->scale, kind->unit, &b->value);

	b->has_value = true;
	if (g->h.period_at == PERIOD_FOOTNOTE && often(g, 70)) {
		struct plan_footnote *f = LIST_ADD(g->arena, &g->r->plan.footnotes);

		f->mark = text_of(F("※%s", digits(g, F("%zu", g->r->plan.footnotes.n))));
		f->wording = text_of(F("%s実績値", fiscal(g, y)));
		b->note = f->wording;
		b->period = fy(y);
		s = F("%s%s", s, text_z(g->arena, f->mark));
	} else if (g->h.period_at == PERIOD_IN_CELL) {
		b->period = fy(y);
		s = F("%s（%s）", s, fiscal(g, y));
	} else if (g->h.period_at == PERIOD_IN_HEADING) {
		b->period = fy(heading_year);
	}
	b->wording = text_of(s);
}

/* What people write around a figure, and what it means. */
static const char *asked_for(struct maker *g, struct target *t, const char *s)
{
	int draw = below(g, t->value.coefficient < 0 ? 25 : 100);

	t->has_value = true;
	if (draw < 20) {
		t->op = TARGET_AT_LEAST;
		return F("%s以上", s);
	}
	if (draw < 25) {
		t->op = TARGET_MORE_THAN;
		return F("%s超", s);
	}
	if (draw < 30) {
		t->cumulative = true;
		return F("累計%s", s);
	}
	if (draw < 33) {
		t->approximate = true;
		return F("約%s", s);
	}
	if (draw < 36) {
		t->op = TARGET_KEEP;
		return F("%sを維持", s);
	}
	if (draw < 38) {
		*t = (struct target){ .op = TARGET_KEEP };
		return "現状維持";
	}
	return s;
}

static void target(struct maker *g, struct plan_kpi *k, const struct kind_of_kpi *kind, int due)
{
	int step = 1 + below(g, (kind->high - kind->low) / 2 + 1);
	int value = (int)k->baseline.value.coefficient + (often(g, 85) ? step : -step / 2);
	const char *s =
		figure(g, value < 0 && kind->low >= 0 ? 0 : value, kind->scale, kind->unit, &k->target.is.value);

	s = asked_for(g, &k->target.is, s);
	k->target.due = fy(due);
	if (g->h.due_in_cells)
		s = F("%s（%s）", s, fiscal(g, due));
	k->target.wording = text_of(s);
}

static void name_and_key(struct maker *g, struct plan_kpi *k, const struct kind_of_kpi *kind, const char *mark,
			 int number, int total)
{
	k->name = text_of(kind->name);
	k->unit = text_of(kind->unit);
	k->project = text_of(mark);
	k->key = text_of(*mark ? F("%s%d", mark, number) : F("KPI%d", total));
}

static void make_kpis(struct maker *g, int projects, bool marks, bool has_goals)
{
	int due = 2022 + below(g, 5), heading_year = 2015 + below(g, 5), first = below(g, 12), total = 0;
	static const char *const letters[] = { "ア", "イ", "ウ", "エ" };

	for (int p = 0; p < projects; p++)
		for (int i = 0, n = 1 + below(g, 3); i < n && total < 12; i++) {
			const struct kind_of_kpi *kind = &kinds[(first + total++) % 12];
			struct plan_kpi *k = LIST_ADD(g->arena, &g->r->plan.kpis);

			name_and_key(g, k, kind, marks ? letters[p] : "", i + 1, total);
			baseline(g, k, kind, heading_year);
			target(g, k, kind, due);
			if (has_goals)
				*LIST_ADD(g->arena, &k->goals) = p + 1;
			k->better = target_better(&k->better_from, BETTER_UNKNOWN, &k->target.is, k->name, true,
						  k->baseline.value);
		}
}

/* ---- the table, flattened ---- */

static const char *z(struct maker *g, struct text t)
{
	return text_z(g->arena, t);
}

static const char *name_cell(struct maker *g, const struct plan_kpi *k)
{
	static const char *const brackets[][2] = { { "（", "）" }, { "(", ")" } };
	int b = below(g, 2);

	if (!k->unit.n || g->h.unit_at == UNIT_IN_CELLS)
		return z(g, k->name);
	return F("%s%s%s%s%s", z(g, k->name), g->h.unit_at == UNIT_NEXT_LINE ? "\n" : "", brackets[b][0], z(g, k->unit),
		 brackets[b][1]);
}

static const char *goal_cell(struct maker *g, const struct plan_kpi *k)
{
	return k->goals.n ? goal_name(g, k->goals.at[0]) : "";
}

/* Writes parts of a row; a line end inside a part ends the line. */
static void row_parts(struct maker *g, const char *const parts[], int n)
{
	const char *s = "";

	for (int i = 0; i < n; i++) {
		const char *end, *p = parts[i];

		for (; (end = strchr(p, '\n')); p = end + 1) {
			row(g, F("%s%s%.*s", s, *s ? g->h.cell_gap : "", (int)(end - p), p));
			s = "";
		}
		if (*p)
			s = F("%s%s%s", s, *s ? g->h.cell_gap : "", p);
	}
	if (*s)
		row(g, s);
}

/* A long name broken over two lines in its cell; not behind a row without a unit, whose name could go on there. */
static const char *broken(struct maker *g, const struct plan_kpi *k, const char *name)
{
	size_t n = strlen(name) / 3, at;

	if (!g->h.break_names || n < 8 || strchr(name, '\n') || (k != g->r->plan.kpis.at && !k[-1].unit.n))
		return name;
	for (at = 3 * (n / 2); ((unsigned char)name[at] & 0xC0) == 0x80;)
		at++;
	return F("%.*s\n%s", (int)at, name, name + at);
}

/* 現状値（計画開始時点）, the bracket in a line of its own where the column is narrow. */
static const char *figure_heading(struct maker *g, const char *word, const char *bracket)
{
	return F("%s%s（%s）", word, g->h.headings_broken ? "\n" : "", bracket);
}

static const char *baseline_heading(struct maker *g)
{
	return figure_heading(g, "現状値",
			      g->h.period_at == PERIOD_IN_HEADING
				      ? fiscal(g, g->r->plan.kpis.at[0].baseline.period.year)
				      : "計画開始時点");
}

static const char *target_heading(struct maker *g)
{
	return g->h.due_in_cells ? "目標値"
				 : figure_heading(g, "目標値", fiscal(g, g->r->plan.kpis.at[0].target.due.year));
}

static void heading_cells(struct maker *g, bool marks, bool has_goals)
{
	const char *cells[5];
	int n = 0;

	line(g, F("%s【数値目標】", g->h.indent));
	if (marks)
		cells[n++] = F("%s%s%sの①に掲げる事業", digits(g, "5"), g->h.dash, digits(g, "2"));
	cells[n++] = often(g, 50) ? "ＫＰＩ" : "KPI";
	cells[n++] = baseline_heading(g);
	cells[n++] = target_heading(g);
	if (has_goals)
		cells[n++] = "達成に寄与する地方版総合戦略の基本目標";
	if (g->h.table == TABLE_COLUMNS)
		return;
	if (!g->h.headings_in_cells) {
		row_parts(g, cells, n);
		return;
	}
	for (int i = 0; i < n; i++)
		row_parts(g, &cells[i], 1);
}

/* One KPI's row; mark and goal where they are to stand in it. */
static void kpi_row(struct maker *g, const struct plan_kpi *k, bool mark, bool goal)
{
	const char *parts[5];
	int n = 0;

	if (mark)
		parts[n++] = z(g, k->project);
	parts[n++] = broken(g, k, name_cell(g, k));
	parts[n++] = z(g, k->baseline.wording);
	parts[n++] = z(g, k->target.wording);
	if (goal)
		parts[n++] = goal_cell(g, k);
	row_parts(g, parts, n);
}

static void kpi_cells(struct maker *g, const struct plan_kpi *k, bool first)
{
	const char *cells[5] = { first ? z(g, k->project) : "", name_cell(g, k), z(g, k->baseline.wording),
				 z(g, k->target.wording), first || g->h.goal_each_row ? goal_cell(g, k) : "" };

	for (int i = 0; i < 5; i++)
		if (*cells[i])
			row_parts(g, &cells[i], 1);
}

/* The rows of one project, at[0..n). */
static void group(struct maker *g, const struct plan_kpi *at, int n)
{
	for (int i = 0; i < n; i++) {
		bool first = i == 0, last = i == n - 1, goal = g->h.goal_each_row || first;

		switch (g->h.table) {
		case TABLE_MERGED:
			if (first && n > 1 && at->project.n)
				row(g, z(g, at->project));
			kpi_row(g, &at[i], n == 1, n == 1 || g->h.goal_each_row);
			if (first && n > 1 && !g->h.goal_each_row && *goal_cell(g, at))
				row(g, goal_cell(g, at));
			break;
		case TABLE_CELLS:
			kpi_cells(g, &at[i], first);
			break;
		case TABLE_MARK_AFTER:
			kpi_row(g, &at[i], false, g->h.goal_each_row);
			if (last && at->project.n)
				row(g, z(g, at->project));
			if (last && !g->h.goal_each_row && *goal_cell(g, at))
				row(g, goal_cell(g, at));
			break;
		case TABLE_CENTERED:
			if (n % 2 == 0 && i == n / 2 && at->project.n)
				row(g, F("%s%s%s", z(g, at->project), g->h.cell_gap, goal_cell(g, at)));
			kpi_row(g, &at[i], n % 2 == 1 && i == n / 2, n % 2 == 1 && i == n / 2);
			break;
		default:
			kpi_row(g, &at[i], first || g->h.goal_each_row, goal);
		}
	}
}

/* The cell of that column: 0 mark, 1 name, 2 baseline, 3 target, 4 goal; of the heading where k is NULL. */
static const char *column_cell(struct maker *g, int column, const struct plan_kpi *k)
{
	switch (column) {
	case 0:
		return k ? z(g, k->project) : F("%s%s%sの①に掲げる事業", digits(g, "5"), g->h.dash, digits(g, "2"));
	case 1:
		return k ? name_cell(g, k) : "ＫＰＩ";
	case 2:
		return k ? z(g, k->baseline.wording) : baseline_heading(g);
	case 3:
		return k ? z(g, k->target.wording) : target_heading(g);
	default:
		return k ? goal_cell(g, k) : "達成に寄与する地方版総合戦略の基本目標";
	}
}

static void columns(struct maker *g, bool marks, bool has_goals)
{
	const struct plan *p = &g->r->plan;

	for (int column = marks ? 0 : 1; column < (has_goals ? 5 : 4); column++) {
		const char *cell = column_cell(g, column, NULL);

		row_parts(g, &cell, 1);
		for (size_t i = 0; i < p->kpis.n; i++)
			row(g, column_cell(g, column, &p->kpis.at[i]));
	}
}

static void kpi_table(struct maker *g, bool marks, bool has_goals)
{
	const struct plan *p = &g->r->plan;

	/* With a first group of one row, a centred table looks like one whose marks stand in the first rows. */
	if (g->h.table == TABLE_CENTERED && (p->kpis.n < 2 || !text_eq(p->kpis.at[0].project, p->kpis.at[1].project)))
		g->h.table = TABLE_ROWS;
	heading_cells(g, marks, has_goals);
	if (g->h.table == TABLE_COLUMNS)
		columns(g, marks, has_goals);
	for (size_t i = 0, n; g->h.table != TABLE_COLUMNS && i < p->kpis.n; i += n) {
		for (n = 1; i + n < p->kpis.n && p->kpis.at[i].project.n &&
			    text_eq(p->kpis.at[i + n].project, p->kpis.at[i].project);)
			n++;
		group(g, &p->kpis.at[i], (int)n);
	}
	for (size_t i = 0; i < p->footnotes.n; i++)
		line(g, F("%s%s%s", z(g, p->footnotes.at[i].mark), g->h.gap, z(g, p->footnotes.at[i].wording)));
}

/* ---- the grant layout ---- */

static void make_grant_kpis(struct maker *g, int years, int from)
{
	int n = 1 + below(g, 4), first = below(g, 12);

	g->h.unit_at = often(g, 50) ? UNIT_IN_CELLS : UNIT_BEHIND_NAME;
	for (int i = 0; i < n; i++) {
		const struct kind_of_kpi *kind = &kinds[(first + i) % 12];
		struct plan_kpi *k = LIST_ADD(g->arena, &g->r->plan.kpis);
		int sum = 0;

		name_and_key(g, k, kind, "", i + 1, i + 1);
		g->h.period_at = PERIOD_NOWHERE;
		baseline(g, k, kind, 0);
		for (int y = 0; y < years; y++) {
			struct plan_increment *in = LIST_ADD(g->arena, &k->increments);
			int add = 1 + below(g, 300);

			sum += add;
			in->period = fy(from + y);
			in->has_value = true;
			in->wording = text_of(figure(g, add, kind->scale, kind->unit, &in->value));
		}
		k->target.is.has_value = true;
		k->target.wording = text_of(figure(g, sum, kind->scale, kind->unit, &k->target.is.value));
		k->target.due = fy(from + years - 1);
	}
}

static const char *kpi_label(struct maker *g, const struct plan_kpi *k)
{
	char circled[5] = { 0 };

	utf8_put(circled, 0x2460 + (uint32_t)(k - g->r->plan.kpis.at));
	return F("%s%s", g->h.digits == DIGITS_HALF ? "KPI" : "ＫＰＩ", circled);
}

static void grant_row(struct maker *g, const struct plan_kpi *k)
{
	const char *parts[12];
	int n = 0;

	parts[n++] = g->h.names_above ? kpi_label(g, k) : name_cell(g, k);
	parts[n++] = z(g, k->baseline.wording);
	for (size_t i = 0; i < k->increments.n; i++)
		parts[n++] = z(g, k->increments.at[i].wording);
	parts[n++] = z(g, k->target.wording);
	row_parts(g, parts, n);
}

static void grant_table(struct maker *g)
{
	const struct plan_kpi *k = &g->r->plan.kpis.at[0];
	const char *parts[12];
	int n = 0;

	line(g, F("%s【数値目標】", g->h.indent));
	for (size_t i = 0; g->h.names_above && i < g->r->plan.kpis.n; i++)
		row(g, F("%s　%s", kpi_label(g, &k[i]), name_cell(g, &k[i])));
	parts[n++] = "事業開始前（現時点）";
	for (size_t i = 0; i < k->increments.n; i++)
		parts[n++] =
			F("%s増加分（%s年目）", fiscal(g, k->increments.at[i].period.year), digits(g, F("%zu", i + 1)));
	parts[n++] = "ＫＰＩ増加分の累計";
	if (g->h.headings_in_cells)
		for (int i = 0; i < n; i++)
			row(g, parts[i]);
	else
		row_parts(g, parts, n);
	for (size_t i = 0; i < g->r->plan.kpis.n; i++)
		grant_row(g, &g->r->plan.kpis.at[i]);
}

/* ---- chapter 5 and 6 ---- */

static void item(struct maker *g, int number, const char *heading)
{
	char circled[5] = { 0 };

	utf8_put(circled, 0x245F + (uint32_t)number);
	line(g, F("%s%s%s", circled, g->h.gap, heading));
}

static void make_projects(struct maker *g, struct plan_measure *m, int n)
{
	static const char *const marks[] = { "ア", "イ", "ウ", "エ" };
	static const char *const titles[] = { "地域の産業を育て、働く場をつくる事業", "新しい人の流れをつくる事業",
					      "結婚・出産・子育ての希望をかなえる事業",
					      "安心して暮らせる地域をつくる事業" };

	for (int i = 0; i < n; i++) {
		struct plan_project *p = LIST_ADD(g->arena, &m->projects);

		p->mark = text_of(marks[i]);
		p->title = text_of(titles[i]);
		line(g, F("%s%s%s%s", g->h.indent, marks[i], g->h.gap, titles[i]));
	}
}

static void project_actions(struct maker *g, struct plan_project *p)
{
	static const char *const names[] = { "魅力あるしごとの創出と働く環境の整備",
					     "農水産業の振興",
					     "移住相談窓口の運営",
					     "空き家バンク運営事業",
					     "子育て世代包括支援事業",
					     "地域公共交通確保事業" };
	bool bullets = often(g, 50);
	int n = below(g, 4), first = below(g, 6);

	if (!n)
		return;
	p->and_others = often(g, 60);
	line(g, F("%s【具体的な事業】", g->h.indent));
	for (int i = 0; i < n; i++) {
		const char *name = names[(first + i) % 6], *etc = i == n - 1 && p->and_others ? "　等" : "";

		*LIST_ADD(g->arena, &p->actions) = text_of(name);
		line(g, bullets ? F("%s・%s%s", g->h.indent, name, etc)
				: F("%s（%s）%s%s", g->h.indent, digits(g, F("%d", i + 1)), name, etc));
	}
}

static void contents(struct maker *g, struct plan_measure *m)
{
	for (size_t i = 0; i < m->projects.n; i++) {
		struct plan_project *p = &m->projects.at[i];

		line(g, F("%s%s%s%s", g->h.indent, z(g, p->mark), g->h.gap, z(g, p->title)));
		prose(g, &p->content, 1 + below(g, 2));
		project_actions(g, p);
	}
}

static void guide(struct maker *g, struct plan_measure *m)
{
	struct plan_guide *w = &m->guide;
	int from = 2020 + below(g, 3), to = from + 1 + below(g, 4), thousands = 1000 * (1 + below(g, 900));
	static const char *const untils[] = { "～", "〜", "から" };
	const char *until = PICK(g, untils), *money;

	*w = (struct plan_guide){
		.has_yen = true, .yen = 1000ll * thousands, .from = fy(from), .to = fy(to), .cumulative = true
	};
	money = often(g, 70)          ? F("%d,%03d千円", thousands / 1000, thousands % 1000)
		: thousands >= 100000 ? F("%d.%02d億円", thousands / 100000, thousands / 1000 % 100)
				      : F("%d百万円", thousands / 1000);
	w->wording = text_of(F("%s（%s%s%s%s累計）", digits(g, money), fiscal(g, from), until, fiscal(g, to),
			       strcmp(until, "から") == 0 ? "まで" : ""));
	paragraph(g, z(g, w->wording));
}

static void evaluation(struct maker *g, struct plan_measure *m)
{
	static const char *const by[] = { "外部有識者", "外部有識者会議", "外部有識者等" };
	static const char *const decides[] = { "翌年度以降の取組方針を決定する",
					       "翌年度以降の取組について方針を決定する" };
	static const char *const places[] = { "本市公式ＷＥＢサイト", "本市のホームページ", "町公式ホームページ" };
	struct plan_evaluation *e = &m->evaluation;
	const char *who = PICK(g, by), *next = PICK(g, decides), *where = PICK(g, places);
	const char *about = often(g, 30) ? "頃" : "", *upon = often(g, 50) ? "上" : "";

	e->month = 1 + below(g, 12);
	e->every = TEXT("fiscal_year");
	e->by = text_of(who);
	e->decides = text_of(next);
	e->publishes = text_of(where);
	e->wording = text_of(F("毎年度%s月%sに%sによる効果検証を行い、%s。検証後速やかに%s%sで公表する。",
			       digits(g, F("%d", e->month)), about, who, next, where, upon));
	paragraph(g, z(g, e->wording));
}

static void period(struct maker *g, struct plan_period *p)
{
	const struct plan_period *whole = &g->r->plan.period;
	const char *from = p->from.year ? day(g, p->from) : "地域再生計画の認定の日";

	(void)whole;
	p->from_text = text_of(p->from.year ? "" : "地域再生計画の認定の日");
	p->wording = text_of(F("%sから%s%sまで", from, space(g), day(g, p->to)));
	paragraph(g, z(g, p->wording));
}

static void donation_measure(struct maker *g, int projects)
{
	/* Draws stand alone: in the arguments of a call their order would be the compiler's. */
	const char *circle = often(g, 80) ? "○" : "〇", *code = often(g, 70) ? "Ａ２００７" : "A2007";
	struct plan_measure *m = LIST_ADD(g->arena, &g->r->plan.measures);

	m->code = TEXT("A2007");
	m->name = TEXT("まち・ひと・しごと創生寄附活用事業に関連する寄附を行った法人に対する特例");
	m->ministry = TEXT("内閣府");
	m->business = text_of(F("%s事業", z(g, g->r->plan.title)));
	line(g, F("%s%s%s（内閣府）：【%s】", circle, g->h.gap, z(g, m->name), code));
	item(g, 1, "事業の名称");
	paragraph(g, z(g, m->business));
	make_projects(g, m, projects);
	item(g, 2, "事業の内容");
	contents(g, m);
	item(g, 3, "事業の実施状況に関する客観的な指標（重要業績評価指標（ＫＰＩ））");
	m->indicators_same_as_chapter = 4;
	paragraph(g, F("%sの【数値目標】に同じ。", digits(g, "4")));
	item(g, 4, "寄附の金額の目安");
	guide(g, m);
	item(g, 5, "事業の評価の方法（ＰＤＣＡサイクル）");
	evaluation(g, m);
	item(g, 6, "事業実施期間");
	m->period = g->r->plan.period;
	period(g, &m->period);
}

static void grant_measure(struct maker *g)
{
	struct plan_measure *m = LIST_ADD(g->arena, &g->r->plan.measures);

	m->code = TEXT("A3007");
	m->name = TEXT("地方創生推進交付金");
	m->ministry = TEXT("内閣府");
	m->business = text_of(F("%s事業", z(g, g->r->plan.title)));
	line(g, F("○%s%s（内閣府）：【Ａ３００７】", g->h.gap, z(g, m->name)));
	item(g, 1, "事業主体");
	paragraph(g, F("%sに同じ。", digits(g, "2")));
	item(g, 2, "事業の名称");
	paragraph(g, z(g, m->business));
	item(g, 3, "事業の内容");
	paragraph(g, PICK(g, sentences));
	item(g, 4, "事業が先導的であると認められる理由");
	paragraph(g, "【官民協働】");
	paragraph(g, PICK(g, sentences));
	item(g, 5, "事業の実施状況に関する客観的な指標（重要業績評価指標（ＫＰＩ））");
	m->indicators_same_as_chapter = 4;
	paragraph(g, F("%sの【数値目標】に同じ。", digits(g, "4")));
	item(g, 6, "評価の方法、時期及び体制");
	evaluation(g, m);
	item(g, 7, "交付対象事業に要する経費");
	paragraph(g, F("総事業費　%s", digits(g, "96,400千円")));
	item(g, 8, "事業実施期間");
	m->period = g->r->plan.period;
	period(g, &m->period);
}

static void none(struct maker *g, const char *number, const char *heading)
{
	struct plan_other *o = LIST_ADD(g->arena, &g->r->plan.others);

	o->number = text_of(number);
	o->none = true;
	section(g, number, heading);
	paragraph(g, often(g, 70) ? "該当なし" : "該当なし。");
}

static void chapter_5(struct maker *g, int projects)
{
	chapter(g, 5, "地域再生を図るために行う事業");
	section(g, "5-1", "全体の概要");
	g->r->plan.overview = text_of(digits(g, F("5%s2のとおり。", g->h.dash)));
	paragraph(g, z(g, g->r->plan.overview));
	section(g, "5-2", "第５章の特別の措置を適用して行う事業");
	if (g->grant)
		grant_measure(g);
	else
		donation_measure(g, projects);
	if (often(g, 30)) {
		none(g, "5-3", "その他の事業");
		return;
	}
	section(g, "5-3", "その他の事業");
	none(g, "5-3-1", "地域再生基本方針に基づく支援措置");
	none(g, "5-3-2", "支援措置によらない独自の取組");
}

static void chapter_4(struct maker *g, int projects)
{
	bool has_goals = !g->grant && often(g, 85), marks = !g->grant && projects > 1;

	chapter(g, 4, "地域再生計画の目標");
	if (g->grant)
		section(g, "4-1", "地域の現状");
	prose(g, &g->r->plan.narrative, 1 + below(g, 4));
	if (g->grant)
		section(g, "4-2", "目標");
	if (has_goals)
		goals(g, projects);
	if (g->grant) {
		make_grant_kpis(g, 2 + below(g, 4), 2019);
		grant_table(g);
	} else {
		make_kpis(g, projects, marks, has_goals);
		kpi_table(g, marks, has_goals);
	}
}

static void chapter_7(struct maker *g)
{
	static const char *const headings[] = { "目標の達成状況に係る評価の手法",
						"目標の達成状況に係る評価の時期及び評価を行う内容",
						"目標の達成状況に係る評価の公表の手法" };
	static const char *const texts[] = { "外部有識者による検証を行う。", "毎年度９月に行う。",
					     "ホームページで公表する。" };

	chapter(g, 7, "目標の達成状況に係る評価に関する事項");
	for (int i = 0; i < 3; i++) {
		struct plan_other *o = LIST_ADD(g->arena, &g->r->plan.others);

		o->number = text_of(F("7-%d", i + 1));
		section(g, F("7-%d", i + 1), headings[i]);
		paragraph(g, texts[i]);
		*LIST_ADD(g->arena, &o->paragraphs) = text_of(texts[i]);
	}
}

static void describe(struct maker *g)
{
	const struct habits *h = &g->h;

	g->r->habits =
		F("%s, table %s, wrap %d, page %d%s%s, digits %d%s%s, unit %d, baseline period %d%s%s%s%s%s%s%s, "
		  "gap \"%s\"",
		  g->grant ? "grant" : "donations", table_names[h->table], h->wrap, h->page,
		  h->page_number ? " numbered" : "", h->running ? " running head" : "", h->digits,
		  h->spaced ? " spaced" : "", h->era ? " era" : "", h->unit_at, h->period_at,
		  h->due_in_cells ? ", due in cells" : "",
		  h->headings_broken     ? ", headings broken"
		  : h->headings_in_cells ? ", headings in cells"
					 : "",
		  h->break_names ? ", broken names" : "", h->goal_each_row ? ", goal each row" : "",
		  g->grant && h->names_above ? ", names above" : "", h->blank_between ? ", blank lines" : "",
		  *h->indent ? "" : ", no indent", h->cell_gap);
}

void plan_random(struct arena *a, struct random_plan *r, uint64_t seed, int difficulty)
{
	struct maker maker = { .arena = a, .r = r, .state = seed, .out = &r->text }, *g = &maker;
	int projects;

	memset(r, 0, sizeof *r);
	draw_habits(g, difficulty);
	if (g->h.running) /* as on every other page: what stands once only is no running head */
		row(g, g->h.running);
	g->grant = often(g, 20);
	projects = 1 + below(g, 4);
	r->plan.period.to = (struct date){ (int16_t)(2023 + below(g, 4)), 3, 31 };
	if (often(g, 30))
		r->plan.period.from = (struct date){ 2020, 4, 1 };
	title(g);
	authors(g);
	chapter_4(g, projects);
	chapter_5(g, projects);
	chapter(g, 6, "計画期間");
	period(g, &r->plan.period);
	if (g->grant && often(g, 70))
		chapter_7(g);
	describe(g);
}
