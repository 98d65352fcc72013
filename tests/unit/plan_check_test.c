/* Every rule of the checker: a change to a sound plan that makes it speak, and one nearly like it that does not.
 * The plan is that of an invented city, 例示市, but for the rules that look into the list of municipalities. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../file.h"
#include "plan/check.h"

static struct decimal dec(const char *s)
{
	struct decimal d = { 0 };

	assert_true(decimal_parse(&d, text_of(s), NULL));
	return d;
}

static void set_baseline(struct plan_kpi *k, const char *value, int16_t year)
{
	k->baseline.has_value = true;
	k->baseline.value = dec(value);
	k->baseline.wording = text_of(value);
	k->baseline.period = (struct period){ year ? PERIOD_FY : PERIOD_NONE, year, { 0 } };
}

static void set_target(struct plan_kpi *k, enum target_op op, const char *value)
{
	k->target.is = (struct target){ .op = op, .has_value = true, .value = dec(value) };
	k->target.wording = text_of(value);
	k->target.due = (struct period){ PERIOD_FY, 2023, { 0 } };
}

static struct plan_kpi *add_kpi(struct arena *a, struct plan *p, const char *key, const char *name, const char *unit)
{
	struct plan_kpi *k = LIST_ADD(a, &p->kpis);

	k->key = text_of(key);
	k->project = TEXT("ア");
	k->name = text_of(name);
	k->unit = text_of(unit);
	k->better = BETTER_UP;
	*LIST_ADD(a, &k->goals) = 1;
	return k;
}

static struct plan_project *project(struct plan *p)
{
	return &p->measures.at[0].projects.at[0];
}

static void add_measure(struct arena *a, struct plan *p)
{
	struct plan_measure *m = LIST_ADD(a, &p->measures);
	struct plan_project *w = LIST_ADD(a, &m->projects);

	m->code = TEXT("A2007");
	m->business = TEXT("例示市創生推進計画");
	w->mark = TEXT("ア");
	w->title = TEXT("移住・定住の促進事業");
	*LIST_ADD(a, &w->content) = TEXT("相談の窓口を設ける。");
	*LIST_ADD(a, &w->content) = TEXT("また、住まいを紹介する。");
	m->indicators_same_as_chapter = 4;
	m->guide = (struct plan_guide){ .has_yen = true,
					.yen = 1000000,
					.from = { PERIOD_FY, 2020, { 0 } },
					.to = { PERIOD_FY, 2023, { 0 } },
					.cumulative = true };
	m->evaluation = (struct plan_evaluation){ .wording = TEXT("毎年度８月に"),
						  .every = TEXT("fiscal_year"),
						  .month = 8,
						  .by = TEXT("外部有識者"),
						  .decides = TEXT("方針を決定する"),
						  .publishes = TEXT("本市のサイト") };
	m->period = p->period;
}

static void sound(struct arena *a, struct plan *p)
{
	struct plan_goal *g;
	struct plan_kpi *k;

	p->title = TEXT("例示市創生推進計画");
	*LIST_ADD(a, &p->authors) = (struct plan_author){ .wording = TEXT("熊本市"), .name = TEXT("熊本市") };
	p->area = TEXT("熊本市の全域");
	p->period = (struct plan_period){ .from_text = TEXT("地域再生計画の認定の日"), .to = { 2024, 3, 31 } };
	g = LIST_ADD(a, &p->goals);
	g->number = 1;
	g->title = TEXT("人を呼び込む。");
	*LIST_ADD(a, &p->narrative) = TEXT("転入者は、2018 年度に 5,000人となった。");
	k = add_kpi(a, p, "ア1", "転入者数", "人");
	set_baseline(k, "5120", 2019);
	set_target(k, TARGET_REACH, "5500");
	k = add_kpi(a, p, "ア2", "観光客の満足度", "％");
	set_baseline(k, "41.2", 2019);
	set_target(k, TARGET_AT_LEAST, "50");
	add_measure(a, p);
}

#define KPI (&p->kpis.at[0])
#define SURVEY (&p->kpis.at[1])
#define CHANGE(name) static void name(struct arena *a, struct plan *p)

CHANGE(nothing)
{
	(void)a, (void)p;
}
CHANGE(no_title)
{
	(void)a;
	p->title.n = 0;
}
CHANGE(title_of_41)
{
	(void)a;
	p->title = TEXT("例示市における若い世代の移住と定住を促し産業と暮らしと学びを育てるための総合計画書");
}
CHANGE(title_of_40)
{
	(void)a;
	p->title = TEXT("例示市における若い世代の移住と定住を促し産業と暮らしと学びを育てるための総合計画");
}
CHANGE(no_authors)
{
	(void)a;
	p->authors.n = 0;
}
static void author(struct plan *p, const char *prefecture, const char *county, const char *name)
{
	static char room[4][64];
	static int turn;
	char *whole = room[turn++ % 4];

	snprintf(whole, 64, "%s%s%s", prefecture, county, name);
	p->authors.at[p->authors.n - 1] = (struct plan_author){ .wording = text_of(whole),
								.prefecture = text_of(prefecture),
								.county = text_of(county),
								.name = text_of(name) };
	p->area = TEXT("熊本市、錦町、例示町及び大島町の全域");
}
CHANGE(town_alone)
{
	(void)a;
	author(p, "", "", "錦町");
}
CHANGE(town_of_another_county)
{
	(void)a;
	author(p, "熊本県", "阿蘇郡", "錦町");
}
CHANGE(town_in_full)
{
	(void)a;
	author(p, "熊本県", "球磨郡", "錦町");
}
CHANGE(island)
{
	(void)a;
	author(p, "東京都", "", "大島町");
}
CHANGE(city_with_prefecture)
{
	(void)a;
	author(p, "熊本県", "", "熊本市");
}
CHANGE(invented_town)
{
	(void)a;
	author(p, "熊本県", "球磨郡", "例示町");
}
CHANGE(prefecture_then_town)
{
	author(p, "熊本県", "", "");
	LIST_ADD(a, &p->authors);
	author(p, "熊本県", "球磨郡", "錦町");
}
CHANGE(town_then_city)
{
	author(p, "熊本県", "球磨郡", "錦町");
	LIST_ADD(a, &p->authors);
	author(p, "", "", "熊本市");
}
CHANGE(no_area)
{
	(void)a;
	p->area.n = 0;
}
CHANGE(area_of_another)
{
	(void)a;
	p->area = TEXT("八代市の全域");
}
CHANGE(no_end)
{
	(void)a;
	p->period.to.year = 0;
}
CHANGE(no_start)
{
	(void)a;
	p->period.from_text.n = 0;
}
CHANGE(no_kpis)
{
	(void)a;
	p->kpis.n = 0;
}
static void grant(struct arena *a, struct plan *p, int kpis)
{
	for (int i = (int)p->kpis.n; i < kpis; i++) {
		struct plan_kpi *k = add_kpi(a, p, "ア3", "新規就農者数", "人");

		set_baseline(k, "10", 2019);
		set_target(k, TARGET_REACH, "15");
	}
	for (int i = 0; i < 2; i++) {
		struct plan_increment *add = LIST_ADD(a, &KPI->increments);

		add->has_value = true;
		add->value = dec(i ? "200" : "180");
	}
}
CHANGE(grant_of_five)
{
	grant(a, p, 5);
}
CHANGE(grant_of_four)
{
	grant(a, p, 4);
}
CHANGE(grant_with_wrong_sum)
{
	grant(a, p, 2);
	set_target(KPI, TARGET_REACH, "5499");
}
CHANGE(grant_whose_target_is_the_sum)
{
	grant(a, p, 2);
	set_target(KPI, TARGET_REACH, "380");
	KPI->target.is.cumulative = true;
}
CHANGE(columns_of_values)
{
	grant(a, p, 2);
	KPI->increments.at[0].absolute = KPI->increments.at[1].absolute = true;
	KPI->increments.at[1].value = dec("5500");
}
CHANGE(columns_that_end_elsewhere)
{
	columns_of_values(a, p);
	KPI->increments.at[1].value = dec("5400");
}
CHANGE(columns_of_years_between)
{
	columns_that_end_elsewhere(a, p);
	KPI->increments.at[0].period = (struct period){ PERIOD_FY, 2021, { 0 } };
	KPI->increments.at[1].period = (struct period){ PERIOD_FY, 2022, { 0 } };
}
CHANGE(goals_in_no_row)
{
	(void)a;
	KPI->goals.n = SURVEY->goals.n = 0;
}
CHANGE(indicators_in_item_3)
{
	(void)a;
	p->measures.at[0].indicators_same_as_chapter = 0;
	p->measures.at[0].lines = (struct span){ 20, 60 };
	KPI->lines = (struct span){ 40, 40 };
}
CHANGE(indicators_in_chapter_4_only)
{
	indicators_in_item_3(a, p);
	KPI->lines = (struct span){ 10, 10 };
}
CHANGE(area_of_the_whole_prefecture)
{
	struct plan_author city = p->authors.at[0];

	*LIST_ADD(a, &p->authors) = city;
	p->authors.at[0] = (struct plan_author){ .wording = TEXT("熊本県"), .prefecture = TEXT("熊本県") };
	p->area = TEXT("熊本県の全域");
}
CHANGE(area_of_part_of_the_prefecture)
{
	area_of_the_whole_prefecture(a, p);
	p->area = TEXT("熊本県の一部");
}
CHANGE(no_baseline)
{
	(void)a;
	KPI->baseline.has_value = false;
}
CHANGE(yes_or_no)
{
	(void)a;
	KPI->baseline.has_value = false;
	KPI->unit.n = 0;
	KPI->target.is = (struct target){ .op = TARGET_DONE };
}
CHANGE(no_baseline_period)
{
	(void)a;
	set_baseline(KPI, "5120", 0);
}
CHANGE(no_target)
{
	(void)a;
	KPI->target = (struct plan_target){ .due = KPI->target.due };
}
CHANGE(target_without_figure)
{
	(void)a;
	KPI->target.is.has_value = false;
}
CHANGE(direction_only)
{
	(void)a;
	KPI->target.is = (struct target){ .op = TARGET_INCREASE };
	KPI->target.wording = TEXT("増加");
}
CHANGE(at_least_as_now)
{
	(void)a;
	KPI->target.is = (struct target){ .op = TARGET_AT_LEAST, .compared_with = TEXT("現状"), .with_baseline = true };
	KPI->target.wording = TEXT("現状以上");
}
CHANGE(no_due)
{
	(void)a;
	KPI->target.due.kind = PERIOD_NONE;
}
CHANGE(no_unit)
{
	(void)a;
	KPI->unit.n = 0;
}
CHANGE(birth_rate)
{
	no_unit(a, p);
	KPI->name = TEXT("合計特殊出生率");
}
CHANGE(unit_in_target)
{
	(void)a;
	KPI->unit.n = 0;
	KPI->target.is.unit = TEXT("人");
}
CHANGE(floor_target)
{
	(void)a;
	set_baseline(KPI, "494", 2019);
	set_target(KPI, TARGET_REACH, "400");
}
CHANGE(loss_with_minus)
{
	(void)a;
	KPI->name = TEXT("転出超過数");
	KPI->better = BETTER_DOWN;
	set_baseline(KPI, "-85", 2019);
	set_target(KPI, TARGET_REACH, "-40");
}
CHANGE(loss_without_minus)
{
	(void)a;
	KPI->name = TEXT("転出超過数");
	KPI->better = BETTER_DOWN;
	set_baseline(KPI, "85", 2019);
	set_target(KPI, TARGET_REACH, "40");
}
CHANGE(balance_with_minus)
{
	(void)a;
	KPI->name = TEXT("社会増減数");
	set_baseline(KPI, "-85", 2019);
	set_target(KPI, TARGET_REACH, "-40");
}
CHANGE(ceiling_target)
{
	(void)a;
	KPI->better = BETTER_DOWN;
}
CHANGE(less_where_less_is_better)
{
	(void)a;
	KPI->better = BETTER_DOWN;
	set_target(KPI, TARGET_AT_MOST, "4000");
}
CHANGE(cumulative_below)
{
	(void)a;
	set_target(KPI, TARGET_REACH, "400");
	KPI->target.is.cumulative = true;
}
CHANGE(same_target)
{
	(void)a;
	set_target(KPI, TARGET_AT_LEAST, "5120.0");
}
CHANGE(kept_target)
{
	(void)a;
	set_target(KPI, TARGET_KEEP, "5120");
}
CHANGE(survey_change)
{
	(void)a;
	set_target(SURVEY, TARGET_REACH, "44");
}
CHANGE(survey_of_many)
{
	(void)a;
	set_target(SURVEY, TARGET_REACH, "44");
	SURVEY->baseline.note = TEXT("2019年度市民意識調査（ｎ＝２，５００）");
}
CHANGE(survey_of_some)
{
	(void)a;
	set_target(SURVEY, TARGET_REACH, "44");
	SURVEY->baseline.note = TEXT("2019年度 回答1,430人");
}
CHANGE(share_that_is_no_survey)
{
	(void)a;
	set_target(SURVEY, TARGET_REACH, "44");
	SURVEY->name = TEXT("高齢化率");
}
CHANGE(density)
{
	(void)a;
	KPI->name = TEXT("居住誘導区域の人口密度");
	KPI->unit = TEXT("人/ha");
	set_baseline(KPI, "60.5", 2019);
	set_target(KPI, TARGET_REACH, "60.7");
}
CHANGE(density_far)
{
	density(a, p);
	set_target(KPI, TARGET_REACH, "65.0");
}
CHANGE(rounding)
{
	(void)a;
	set_baseline(KPI, "10", 2019);
	set_target(KPI, TARGET_REACH, "10.4");
}
CHANGE(due_late)
{
	(void)a;
	KPI->target.due.year = 2024;
}
CHANGE(baseline_late)
{
	(void)a;
	KPI->baseline.period.year = SURVEY->baseline.period.year = 2023;
}
CHANGE(other_year)
{
	(void)a;
	KPI->baseline.period.year = 2015;
}
static void tell(struct arena *a, struct plan *p, struct text sentence)
{
	*LIST_ADD(a, &p->narrative) = sentence;
}
CHANGE(told_for_a_calendar_year)
{
	tell(a, p, TEXT("2010年に始まり、2019年は ５，１２０人の転入があった。"));
}
CHANGE(told_for_an_era_year)
{
	tell(a, p, TEXT("平成30年度には5,120人の転入があった。"));
}
CHANGE(told_for_the_same_year)
{
	tell(a, p, TEXT("2018年は4,900人、令和元年度は 5,120 人の転入があった。"));
}
CHANGE(told_of_another_unit)
{
	tell(a, p, TEXT("2018年は5,120世帯が転入した。"));
}
CHANGE(told_in_another_sentence)
{
	tell(a, p, TEXT("2018年に始めた。5,120人の転入があった。"));
}
CHANGE(no_direction)
{
	(void)a;
	KPI->better = BETTER_UNKNOWN;
}
CHANGE(counts_meetings)
{
	(void)a;
	KPI->name = TEXT("移住相談会の開催回数（累計）");
	KPI->unit = TEXT("回");
}
CHANGE(counts_use)
{
	(void)a;
	KPI->name = TEXT("公共交通の利用回数");
	KPI->unit = TEXT("回");
}
CHANGE(counts_after_meetings)
{
	(void)a;
	KPI->name = TEXT("セミナー開催後の起業者数");
}
CHANGE(second_goal)
{
	LIST_ADD(a, &p->goals)->number = 2;
}
CHANGE(kpi_without_goals)
{
	(void)a;
	KPI->goals.n = 0;
}
CHANGE(kpi_of_unknown_goal)
{
	(void)a;
	KPI->goals.at[0] = 7;
}
CHANGE(plan_without_goals)
{
	(void)a;
	p->goals.n = KPI->goals.n = SURVEY->goals.n = 0;
}
CHANGE(second_project)
{
	struct plan_project *w = LIST_ADD(a, &p->measures.at[0].projects);

	w->mark = TEXT("イ");
	w->title = TEXT("子育て支援事業");
	*LIST_ADD(a, &w->content) = TEXT("相談の窓口を設ける。");
}
CHANGE(unmarked_kpis)
{
	second_project(a, p);
	KPI->project.n = SURVEY->project.n = 0;
}
CHANGE(kpi_of_unknown_project)
{
	(void)a;
	KPI->project = TEXT("エ");
}
CHANGE(no_measures)
{
	(void)a;
	p->measures.n = 0;
}
CHANGE(measure_without_names)
{
	(void)a;
	p->measures.at[0].projects.n = 0;
	p->measures.at[0].business.n = 0;
}
CHANGE(other_heading)
{
	(void)a;
	project(p)->heading = TEXT("移住定住の促進事業");
}
CHANGE(same_heading)
{
	(void)a;
	project(p)->heading = project(p)->title;
}
CHANGE(no_content)
{
	(void)a;
	project(p)->content.n = 0;
}
CHANGE(actions_only)
{
	project(p)->content.n = 0;
	*LIST_ADD(a, &project(p)->actions) = TEXT("相談窓口の設置");
}
CHANGE(no_indicators)
{
	(void)a;
	p->measures.at[0].indicators_same_as_chapter = 0;
}
CHANGE(indicators_in_words)
{
	(void)a;
	p->measures.at[0].indicators_same_as_chapter = 0;
	p->measures.at[0].indicators_wording = TEXT("転入者数");
}
CHANGE(no_guide)
{
	(void)a;
	p->measures.at[0].guide = (struct plan_guide){ 0 };
}
CHANGE(grant_measure)
{
	(void)a;
	p->measures.at[0].code = TEXT("A3007");
	p->measures.at[0].guide = (struct plan_guide){ 0 };
	p->measures.at[0].evaluation = (struct plan_evaluation){ 0 };
	p->measures.at[0].indicators_same_as_chapter = 0;
}
CHANGE(no_guide_years)
{
	(void)a;
	p->measures.at[0].guide.from = p->measures.at[0].guide.to = (struct period){ 0 };
}
CHANGE(guide_late)
{
	(void)a;
	p->measures.at[0].guide.to.year = 2024;
}
CHANGE(guide_early)
{
	(void)a;
	p->period.from = (struct date){ 2021, 4, 1 };
}
CHANGE(no_evaluation)
{
	(void)a;
	p->measures.at[0].evaluation = (struct plan_evaluation){ 0 };
}
CHANGE(evaluation_of_nothing)
{
	(void)a;
	p->measures.at[0].evaluation = (struct plan_evaluation){ .wording = TEXT("適切に評価する。") };
}
CHANGE(evaluation_elsewhere)
{
	(void)a;
	p->measures.at[0].evaluation = (struct plan_evaluation){ .wording = TEXT("（１）の⑥に同じ。") };
}
CHANGE(evaluation_in_a_quarter)
{
	(void)a;
	p->measures.at[0].evaluation.month = 0;
	p->measures.at[0].evaluation.wording = TEXT("毎年度、第１四半期に外部有識者が検証する。");
}
CHANGE(evaluation_at_no_time)
{
	(void)a;
	p->measures.at[0].evaluation.month = 0;
	p->measures.at[0].evaluation.wording = TEXT("毎年度、外部有識者が検証する。");
}
CHANGE(count_from_nothing)
{
	(void)a;
	KPI->baseline = (struct plan_baseline){ .wording = TEXT("－") };
	KPI->target.is.cumulative = true;
}
CHANGE(grant_without_names)
{
	struct plan_measure *m = LIST_ADD(a, &p->measures);

	m->code = TEXT("A3008");
	m->name = TEXT("地方創生道整備推進交付金");
	*LIST_ADD(a, &m->items) = (struct plan_other){ .number = TEXT(""), .heading = TEXT("［整備量］") };
}
CHANGE(evaluation_without_place)
{
	(void)a;
	p->measures.at[0].evaluation.publishes.n = 0;
}
CHANGE(no_business_period)
{
	(void)a;
	p->measures.at[0].period.to.year = 0;
}
CHANGE(business_longer)
{
	(void)a;
	p->measures.at[0].period.to = (struct date){ 2024, 4, 1 };
}
CHANGE(business_earlier)
{
	(void)a;
	p->period.from = (struct date){ 2020, 4, 1 };
	p->measures.at[0].period.from = (struct date){ 2020, 3, 31 };
}
CHANGE(business_shorter)
{
	(void)a;
	p->measures.at[0].period.to = (struct date){ 2023, 3, 31 };
}
CHANGE(slip)
{
	(void)a;
	project(p)->content.at[0] = TEXT("情報通信技術（ＩＣＴ）や人口知能（ＡＩ）などの技術を活用する。");
}
CHANGE(no_slip)
{
	(void)a;
	project(p)->content.at[0] = TEXT("人口の減少に人工知能（ＡＩ）などの技術で備える。");
}
CHANGE(opening_twice)
{
	*LIST_ADD(a, &project(p)->content) = TEXT("　また、仕事を紹介する。");
}
CHANGE(opening_with_another_between)
{
	*LIST_ADD(a, &project(p)->content) = TEXT("さらに、仕事を紹介する。");
	*LIST_ADD(a, &project(p)->content) = TEXT("また、学びを支える。");
}

/* n findings with that sentence, or with any of the rule where `say` is the rule itself; and no other rule speaks. */
static const struct check_case {
	const char *name;
	void (*change)(struct arena *a, struct plan *p);
	size_t n;
	const char *say;
} cases[] = {
	{ "a sound plan has no findings", nothing, 0, "" },
	{ "a plan without a name", no_title, 1, "title-missing" },
	{ "a name of 41 characters is too long", title_of_41, 1, "title-too-long" },
	{ "a name of 40 characters is not", title_of_40, 0, "" },
	{ "a plan without an author", no_authors, 1, "authors-missing" },
	{ "a town without its prefecture and county", town_alone, 1, "author-form.town" },
	{ "a town in another county than the list says", town_of_another_county, 1, "author-form.town" },
	{ "a town in full", town_in_full, 0, "" },
	{ "an island of Tokyo has no county", island, 0, "" },
	{ "a city with its prefecture", city_with_prefecture, 1, "author-form.city" },
	{ "a town that is not in the list", invented_town, 1, "author-unknown" },
	{ "a prefecture before its town stands in the order of codes", prefecture_then_town, 0, "" },
	{ "a town before the city with the lower code", town_then_city, 1, "author-order" },
	{ "a plan without an area", no_area, 1, "area-missing" },
	{ "an area that does not name the author", area_of_another, 1, "area-without-author" },
	{ "the whole prefecture holds its city", area_of_the_whole_prefecture, 0, "" },
	{ "a part of the prefecture may not", area_of_part_of_the_prefecture, 1, "area-without-author" },
	{ "a plan without an end", no_end, 1, "period-missing.end" },
	{ "a plan without a start", no_start, 1, "period-missing.start" },
	{ "a plan without KPIs has goals without any", no_kpis, 2, "kpis-missing goal-without-kpi" },
	{ "a grant plan with five KPIs", grant_of_five, 1, "too-many-kpis" },
	{ "a grant plan with four KPIs", grant_of_four, 0, "" },
	{ "yearly increments that do not lead to the target", grant_with_wrong_sum, 1, "increments-do-not-add-up" },
	{ "yearly increments whose sum is the target", grant_whose_target_is_the_sum, 0, "" },
	{ "yearly columns of values that end at the target", columns_of_values, 0, "" },
	{ "yearly columns before the due year end where they will", columns_of_years_between, 0, "" },
	{ "yearly columns that end elsewhere", columns_that_end_elsewhere, 1, "increments-do-not-add-up.last" },
	{ "－ is where a count over the plan begins", count_from_nothing, 0, "" },
	{ "a KPI without a baseline", no_baseline, 1, "baseline-missing" },
	{ "a yes-or-no KPI needs no baseline and no unit", yes_or_no, 0, "" },
	{ "a baseline without its period", no_baseline_period, 1, "baseline-period-missing" },
	{ "a KPI without a target", no_target, 1, "target-missing" },
	{ "a target without a figure", target_without_figure, 1, "target-missing" },
	{ "a target that is a direction needs no figure", direction_only, 0, "" },
	{ "a target named by another figure needs none of its own", at_least_as_now, 0, "" },
	{ "a target without a due year", no_due, 1, "due-missing" },
	{ "a KPI without a unit", no_unit, 1, "unit-missing" },
	{ "the total fertility rate has none", birth_rate, 0, "" },
	{ "a unit in the target cell will do", unit_in_target, 0, "" },
	{ "494 to 400 where more is better is a floor", floor_target, 1, "target-beyond-baseline.floor" },
	{ "転出超過数 ▲85 to ▲40: the sign is in question, and nothing else is said of it", loss_with_minus, 1,
	  "sign-against-name" },
	{ "転出超過数 85 to 40 is a loss that shrinks", loss_without_minus, 0, "" },
	{ "社会増減数 ▲85 to ▲40 is a balance", balance_with_minus, 0, "" },
	{ "more where less is better is a ceiling", ceiling_target, 1, "target-beyond-baseline.ceiling" },
	{ "less where less is better is neither", less_where_less_is_better, 0, "" },
	{ "a cumulative target may be less than the baseline", cumulative_below, 0, "" },
	{ "a target that equals the baseline", same_target, 1, "target-equals-baseline" },
	{ "a target to keep may equal it", kept_target, 0, "" },
	{ "41.2 to 44 % of a survey is chance", survey_change, 1, "change-within-noise.survey-assumed" },
	{ "with 1,430 answers it is still chance", survey_of_some, 1, "change-within-noise.survey" },
	{ "with 2,500 answers it is not", survey_of_many, 0, "" },
	{ "a share that is no survey has no chance", share_that_is_no_survey, 0, "" },
	{ "60.5 to 60.7 in a zone is the method's noise", density, 1, "change-within-noise.method" },
	{ "60.5 to 65.0 is not", density_far, 0, "" },
	{ "10 to 10.4 is rounding", rounding, 1, "change-within-noise.rounding" },
	{ "a target due after the plan's end", due_late, 1, "due-outside-period" },
	{ "baselines of the due year", baseline_late, 2, "baseline-after-due" },
	{ "baselines of different years side by side", other_year, 1, "baselines-of-different-years" },
	{ "the baseline's figure told for a calendar year", told_for_a_calendar_year, 1, "period-conflict" },
	{ "the baseline's figure told for another era year", told_for_an_era_year, 1, "period-conflict" },
	{ "the baseline's figure told for the same year", told_for_the_same_year, 0, "" },
	{ "the same figure of another unit", told_of_another_unit, 0, "" },
	{ "a year belongs to its sentence", told_in_another_sentence, 0, "" },
	{ "a KPI of which nobody knows which way is better", no_direction, 1, "direction-unknown" },
	{ "a KPI that counts meetings", counts_meetings, 1, "output-not-outcome" },
	{ "a KPI that counts use", counts_use, 0, "" },
	{ "a KPI that counts what came of meetings", counts_after_meetings, 0, "" },
	{ "a goal without a KPI", second_goal, 1, "goal-without-kpi" },
	{ "a KPI without a goal", kpi_without_goals, 1, "kpi-without-goal" },
	{ "KPIs of the only goal need not say so", goals_in_no_row, 0, "" },
	{ "a KPI of a goal that is not there", kpi_of_unknown_goal, 1, "kpi-without-goal.unknown" },
	{ "a plan without goals has no KPIs without one", plan_without_goals, 0, "" },
	{ "a project without a KPI", second_project, 1, "project-without-kpi" },
	{ "KPIs without marks belong to no project", unmarked_kpis, 0, "" },
	{ "a KPI of a project that is not there", kpi_of_unknown_project, 1, "kpi-without-project" },
	{ "a plan without a measure", no_measures, 1, "measures-missing" },
	{ "a grant for roads has no ①", grant_without_names, 0, "" },
	{ "a measure without names", measure_without_names, 1, "measures-missing.name" },
	{ "another name above the block of ②", other_heading, 1, "names-disagree" },
	{ "the same name above the block of ②", same_heading, 0, "" },
	{ "a project without content", no_content, 1, "project-without-content" },
	{ "a list of actions is content", actions_only, 0, "" },
	{ "③ without indicators", no_indicators, 1, "indicators-missing" },
	{ "③ with the KPIs themselves", indicators_in_item_3, 0, "" },
	{ "③ with nothing, and KPIs elsewhere", indicators_in_chapter_4_only, 1, "indicators-missing" },
	{ "③ with indicators in words", indicators_in_words, 0, "" },
	{ "④ without a total", no_guide, 1, "guide-total-missing" },
	{ "a grant needs neither ③, ④ nor ⑤", grant_measure, 0, "" },
	{ "④ without years", no_guide_years, 1, "guide-years-missing" },
	{ "④ beyond the plan's end", guide_late, 1, "guide-years-outside-period" },
	{ "④ before the plan's start", guide_early, 1, "guide-years-outside-period" },
	{ "⑤ is empty", no_evaluation, 1, "evaluation-missing" },
	{ "⑤ says nothing of the four", evaluation_of_nothing, 4, "evaluation-incomplete" },
	{ "⑤ that refers to another place says it there", evaluation_elsewhere, 0, "" },
	{ "⑤ says in which quarter", evaluation_in_a_quarter, 0, "" },
	{ "⑤ says no time of the year", evaluation_at_no_time, 1, "evaluation-incomplete.when" },
	{ "⑤ does not say where", evaluation_without_place, 1, "evaluation-incomplete.where" },
	{ "⑥ without an end", no_business_period, 1, "business-period-missing" },
	{ "⑥ ends after 6", business_longer, 1, "period-outside" },
	{ "⑥ begins before 6", business_earlier, 1, "period-outside" },
	{ "⑥ lies inside 6", business_shorter, 0, "" },
	{ "人口知能 is a slip of the pen", slip, 1, "slip-of-the-pen" },
	{ "人工知能 is none", no_slip, 0, "" },
	{ "two paragraphs in a row with one opening", opening_twice, 1, "paragraph-opening-repeated" },
	{ "two paragraphs with one opening and another between", opening_with_another_between, 0, "" },
};

/* Each word of `say` is the beginning of the finding's sentence id. */
static bool expected(const char *say, const char *id)
{
	for (const char *word = say; *word;) {
		size_t n = strcspn(word, " ");

		if (strncmp(id + strlen("plan."), word, n) == 0)
			return true;
		word += n + strspn(word + n, " ");
	}
	return false;
}

static void run_case(void **state)
{
	const struct check_case *t = *state;
	struct arena a = { 0 };
	struct plan p = { 0 };
	remark_list found = { 0 };

	sound(&a, &p);
	t->change(&a, &p);
	plan_check(&a, &p, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct remark *r = &found.at[i];

		if (!expected(t->say, r->msg.id))
			fail_msg("not expected: %s", msg_say(&a, LANG_JA, &r->msg));
		assert_true(strncmp(r->msg.id + strlen("plan."), r->rule, strlen(r->rule)) == 0);
		assert_null(strchr(msg_say(&a, LANG_JA, &r->msg), '{'));
		assert_null(strchr(msg_say(&a, LANG_EN, &r->msg), '{'));
		assert_string_not_equal(msg_label(LANG_JA, r->msg.id), r->msg.id);
		assert_string_not_equal(msg_label(LANG_EN, r->msg.id), r->msg.id);
	}
	assert_int_equal(found.n, t->n);
	arena_clear(&a);
}

static void every_rule_has_a_case_that_fires(void **state)
{
	const struct plan_rule *rule;

	(void)state;
	for (size_t i = 0; (rule = plan_rule_at(i)); i++) {
		bool found = false;

		for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
			found |= strstr(cases[c].say, rule->id) != NULL;
		if (!found)
			fail_msg("no case for %s", rule->id);
		assert_non_null(rule->source);
	}
}

static void the_documentation_lists_every_rule_as_it_is(void **state)
{
	static const char *const severities[] = { "error", "warning", "note" };
	struct arena a = { 0 };
	const struct plan_rule *rule;
	const char *page = file_read(&a, arena_printf(&a, "%s/docs/methods/plan.md", getenv("SOSEI_ROOT"))).p;

	(void)state;
	assert_non_null(page);
	for (size_t i = 0; (rule = plan_rule_at(i)); i++) {
		const char *row =
			arena_printf(&a, "\n| `%s` | %s | %s | ", rule->id, severities[rule->severity], rule->source);

		if (!strstr(page, row))
			fail_msg("docs/methods/plan.md has no row%s", row);
	}
	arena_clear(&a);
}

static void an_empty_plan_is_checked_without_harm(void **state)
{
	struct arena a = { 0 };
	struct plan p = { 0 };
	remark_list found = { 0 };

	(void)state;
	plan_check(&a, &p, &found);
	assert_int_equal(found.n, 7);
	arena_clear(&a);
}

int main(void)
{
	enum { N = sizeof cases / sizeof *cases };
	struct CMUnitTest tests[N + 3] = { cmocka_unit_test(every_rule_has_a_case_that_fires),
					   cmocka_unit_test(the_documentation_lists_every_rule_as_it_is),
					   cmocka_unit_test(an_empty_plan_is_checked_without_harm) };

	for (size_t i = 0; i < N; i++)
		tests[i + 3] = (struct CMUnitTest){ cases[i].name, run_case, NULL, NULL, (void *)(uintptr_t)&cases[i] };
	return cmocka_run_group_tests_name("plan_check", tests, NULL, NULL);
}
