/* Two versions of the plan of 例示市 (invented): what a change application must list, and what it must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "plan/compare.h"

static struct plan_kpi *add_kpi(struct arena *a, struct plan *p, const char *key, const char *mark, const char *name,
				const char *target)
{
	struct plan_kpi *k = LIST_ADD(a, &p->kpis);

	k->key = text_of(key);
	k->project = text_of(mark);
	k->name = text_of(name);
	k->unit = TEXT("人");
	k->baseline.wording = TEXT("494※2");
	k->baseline.period = (struct period){ PERIOD_FY, 2019, { 0 } };
	k->target.wording = text_of(target);
	k->target.due = (struct period){ PERIOD_FY, 2023, { 0 } };
	*LIST_ADD(a, &k->goals) = 1;
	return k;
}

static void add_project(struct arena *a, struct plan *p, const char *mark, const char *title)
{
	struct plan_project *w = LIST_ADD(a, &p->measures.at[0].projects);

	w->mark = text_of(mark);
	w->title = text_of(title);
	*LIST_ADD(a, &w->content) = TEXT("相談の窓口を設ける。");
	*LIST_ADD(a, &w->content) = TEXT("住まいを紹介する。");
}

static void base_plan(struct arena *a, struct plan *p)
{
	struct plan_measure *m;

	p->title = TEXT("例示市創生推進計画");
	LIST_ADD(a, &p->authors)->wording = TEXT("例示市");
	p->area = TEXT("例示市の全域");
	*LIST_ADD(a, &p->narrative) = TEXT("人口は減っている。");
	*LIST_ADD(a, &p->narrative) = TEXT("若者が出ていく。");
	*LIST_ADD(a, &p->goals) = (struct plan_goal){ .number = 1, .title = TEXT("人を呼び込む。") };
	add_kpi(a, p, "ア1", "ア", "年転入超過数", "400");
	add_kpi(a, p, "イ1", "イ", "出生数", "7,000以上");
	m = LIST_ADD(a, &p->measures);
	m->code = TEXT("A2007");
	m->name = TEXT("寄附を行った法人に対する特例");
	add_project(a, p, "ア", "移住・定住の促進事業");
	add_project(a, p, "イ", "少子化の克服事業");
	m->guide.wording = TEXT("256,000千円");
	*LIST_ADD(a, &p->others) = (struct plan_other){ .number = TEXT("5-3-1"), .none = true };
	*LIST_ADD(a, &p->others.at[0].paragraphs) = TEXT("該当なし");
	p->period.wording = TEXT("2024年３月31日まで");
}

/* "kind id before|after; ..." of all differences between the base plan and the base plan after the change. */
static char *differences(struct arena *a, void (*change)(struct arena *a, struct plan *p))
{
	struct plan before = { 0 }, after = { 0 };
	change_list found = { 0 };
	struct buf b = { 0 };
	char *s;

	base_plan(a, &before);
	base_plan(a, &after);
	change(a, &after);
	plan_compare(a, &found, &before, &after);
	for (size_t i = 0; i < found.n; i++) {
		const struct plan_change *c = &found.at[i];

		buf_printf(&b, "%s%s %s ", i ? "; " : "", change_kind_name(c->kind),
			   c->what.id + strlen("plan.compare."));
		buf_text(&b, c->before);
		buf_puts(&b, "|");
		buf_text(&b, c->after);
		assert_null(strchr(msg_say(a, LANG_JA, &c->what), '{'));
		assert_string_not_equal(msg_label(LANG_JA, c->what.id), c->what.id);
		assert_string_not_equal(msg_label(LANG_EN, c->what.id), c->what.id);
		assert_int_equal(c->because.n, 0);
	}
	s = text_z(a, buf_view(&b));
	buf_clear(&b);
	return s;
}

#define CHANGE(name) static void name(struct arena *a, struct plan *p)

CHANGE(nothing)
{
	(void)a, (void)p;
}
CHANGE(widths)
{
	(void)a;
	p->title = TEXT("例示市 創生推進計画");
	p->kpis.at[1].target.wording = TEXT("７，０００ 以上");
	p->kpis.at[0].baseline.wording = TEXT("494※１");
	p->kpis.at[0].lines.first = 7;
}
CHANGE(target)
{
	(void)a;
	p->kpis.at[0].target.wording = TEXT("600");
	p->kpis.at[1].target.due.year = 2025;
}
CHANGE(kpi_renamed)
{
	(void)a;
	p->kpis.at[0].name = TEXT("年間の転入超過数");
}
CHANGE(kpi_replaced)
{
	(void)a;
	p->kpis.at[1].name = TEXT("婚姻件数");
}
CHANGE(kpi_inserted_before)
{
	memset(&p->kpis, 0, sizeof p->kpis);
	add_kpi(a, p, "ア1", "ア", "観光客数", "90");
	add_kpi(a, p, "ア2", "ア", "年転入超過数", "400");
	add_kpi(a, p, "イ1", "イ", "出生数", "7,000以上");
}
CHANGE(kpi_moved)
{
	(void)a;
	p->kpis.at[1].key = TEXT("ア2");
	p->kpis.at[1].project = TEXT("ア");
}
CHANGE(projects_swapped)
{
	(void)a;
	p->measures.at[0].projects.at[0].mark = TEXT("イ");
	p->measures.at[0].projects.at[1].mark = TEXT("ア");
	p->kpis.at[0].key = TEXT("イ1");
	p->kpis.at[0].project = TEXT("イ");
	p->kpis.at[1].key = TEXT("ア1");
	p->kpis.at[1].project = TEXT("ア");
}
CHANGE(project_renamed)
{
	(void)a;
	p->measures.at[0].projects.at[0].title = TEXT("移住と定住の促進事業");
}
CHANGE(paragraph_inserted)
{
	p->narrative.n = 0;
	*LIST_ADD(a, &p->narrative) = TEXT("人口は減っている。");
	*LIST_ADD(a, &p->narrative) = TEXT("産業は細っている。");
	*LIST_ADD(a, &p->narrative) = TEXT("若者が出ていく。");
}
CHANGE(paragraphs_rewritten)
{
	(void)a;
	p->measures.at[0].projects.at[0].content.at[1] = TEXT("空き家を紹介する。");
}
CHANGE(goal_reworded)
{
	(void)a;
	p->goals.at[0].title = TEXT("人と企業を呼び込む。");
}
CHANGE(goal_removed)
{
	(void)a;
	p->goals.n = 0;
	p->kpis.at[0].goals.n = p->kpis.at[1].goals.n = 0;
}
CHANGE(money_and_time)
{
	(void)a;
	p->measures.at[0].guide.wording = TEXT("300,000千円");
	p->period.wording = TEXT("2025年３月31日まで");
	p->others.at[0].paragraphs.at[0] = TEXT("空き家再生等推進事業");
}
CHANGE(everything)
{
	(void)a;
	*p = (struct plan){ .title = TEXT("例示市創生推進計画") };
}

static const struct compare_case {
	const char *name;
	void (*change)(struct arena *a, struct plan *p);
	const char *wanted;
} cases[] = {
	{ "the same plan has no differences", nothing, "" },
	{ "widths, spaces, footnote numbers and lines are none", widths, "" },
	{ "a new target and a new due year", target,
	  "altered kpi-target 400（2023年度）|600（2023年度）; altered kpi-target "
	  "7,000以上（2023年度）|7,000以上（2025年度）" },
	{ "a KPI with a similar name was renamed", kpi_renamed, "renamed kpi-name 年転入超過数|年間の転入超過数" },
	{ "a KPI with another name in its place is another one", kpi_replaced,
	  "added kpi |婚姻件数（人）　494（2019年度） → 7,000以上（2023年度）; "
	  "removed kpi 出生数（人）　494（2019年度） → 7,000以上（2023年度）|" },
	{ "a KPI put before another one only adds itself", kpi_inserted_before,
	  "added kpi |観光客数（人）　494（2019年度） → 90（2023年度）" },
	{ "a KPI that went to another project was moved", kpi_moved,
	  "moved kpi-project 少子化の克服事業|移住・定住の促進事業" },
	{ "projects that changed their marks take their KPIs along", projects_swapped,
	  "moved project-mark ア|イ; moved project-mark イ|ア" },
	{ "a project with a similar name was renamed", project_renamed,
	  "renamed project-name 移住・定住の促進事業|移住と定住の促進事業" },
	{ "a paragraph between others was added", paragraph_inserted, "added narrative |産業は細っている。" },
	{ "a paragraph was rewritten", paragraphs_rewritten,
	  "altered project-content 住まいを紹介する。|空き家を紹介する。" },
	{ "a goal was reworded", goal_reworded, "renamed goal 人を呼び込む。|人と企業を呼び込む。" },
	{ "a goal was removed, and its KPIs lost it", goal_removed,
	  "removed goal 人を呼び込む。|; removed kpi-goals 基本目標1|; removed kpi-goals 基本目標1|" },
	{ "money, period and a section", money_and_time,
	  "altered guide 256,000千円|300,000千円; altered section 該当なし|空き家再生等推進事業; "
	  "altered period 2024年３月31日まで|2025年３月31日まで" },
};

static void run_case(void **state)
{
	const struct compare_case *t = *state;
	struct arena a = { 0 };
	const char *found = differences(&a, t->change);

	assert_string_equal(found, t->wanted);
	arena_clear(&a);
}

static void items_without_numbers_are_known_by_their_headings(void **state)
{
	struct arena a = { 0 };
	struct plan before = { 0 }, after = { 0 };
	change_list changes = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct plan *p = i ? &after : &before;
		struct plan_measure *m;

		base_plan(&a, p);
		m = &p->measures.at[0];
		*LIST_ADD(&a, &m->items) = (struct plan_other){ .number = TEXT(""), .heading = TEXT("［事業主体］") };
		*LIST_ADD(&a, &m->items.at[0].paragraphs) = TEXT("例示市");
		*LIST_ADD(&a, &m->items) = (struct plan_other){ .number = TEXT(""), .heading = TEXT("［整備量］") };
		*LIST_ADD(&a, &m->items.at[1].paragraphs) = i ? TEXT("3,400ｍ") : TEXT("3,200ｍ");
	}
	plan_compare(&a, &changes, &before, &after);
	assert_int_equal(changes.n, 1);
	arena_clear(&a);
}

static void a_plan_against_an_empty_one_lists_everything_once(void **state)
{
	struct arena a = { 0 };
	const char *found = differences(&a, everything);
	size_t n = 1;

	(void)state;
	for (const char *s = found; (s = strstr(s, "; removed")); s++)
		n++;
	/* author, area, narrative, goal, two KPIs, measure, section, period */
	assert_int_equal(n, 9);
	arena_clear(&a);
}

static void the_table_lines_up_in_full_width(void **state)
{
	struct arena a = { 0 };
	struct buf out = { 0 };
	change_list changes = { 0 };

	(void)state;
	*LIST_ADD(&a, &changes) = (struct plan_change){ .what = { .id = "plan.compare.guide" },
							.before = TEXT("256,000千円（2020年度～2023年度の累計）。"),
							.after = TEXT("300,000千円\nその2") };
	*LIST_ADD(&a, &changes) =
		(struct plan_change){ .what = { .id = "plan.compare.period" }, .after = TEXT("2025年３月31日まで") };
	plan_compare_text(&a, &out, LANG_JA, &changes, 60);
	assert_string_equal(out.p, "+----------------------+----------------------+------------+\n"
				   "| 変更前               | 変更後               | 理由       |\n"
				   "+----------------------+----------------------+------------+\n"
				   "| ５－２　④寄附の金額の目安                               |\n"
				   "| 256,000千円（2020年  | 300,000千円          |            |\n"
				   "| 度～2023年度の累     | その2                |            |\n"
				   "| 計）。               |                      |            |\n"
				   "+----------------------+----------------------+------------+\n"
				   "| 第６章　計画期間                                         |\n"
				   "| （なし）             | 2025年３月31日まで   |            |\n"
				   "+----------------------+----------------------+------------+\n");
	for (struct text rest = buf_view(&out); rest.n;) {
		size_t end = text_find(rest, TEXT("\n"));

		assert_int_equal(text_width(text_slice(rest, 0, end)), 60);
		rest = text_slice(rest, end + 1, rest.n);
	}
	buf_clear(&out);
	arena_clear(&a);
}

int main(void)
{
	enum { N = sizeof cases / sizeof *cases };
	struct CMUnitTest tests[N + 3] = { cmocka_unit_test(a_plan_against_an_empty_one_lists_everything_once),
					   cmocka_unit_test(items_without_numbers_are_known_by_their_headings),
					   cmocka_unit_test(the_table_lines_up_in_full_width) };

	for (size_t i = 0; i < N; i++)
		tests[i + 3] = (struct CMUnitTest){ cases[i].name, run_case, NULL, NULL, (void *)(uintptr_t)&cases[i] };
	return cmocka_run_group_tests_name("plan_compare", tests, NULL, NULL);
}
