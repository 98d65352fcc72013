/* Rules about chapter 5-2: ① names, ② content, ③ indicators, ④ guide, ⑤ evaluation, ⑥ period. What ④ and ⑤ must say
 * holds for the measure on corporate donations (Ａ２００７); a grant's money and evaluation stand in other chapters. */
#include "plan/check_rules.h"

static bool on_donations(const struct plan_measure *m)
{
	return text_is(m->code, "A2007") || text_find(m->name, TEXT("寄附")) != SIZE_MAX;
}

/* Speaks of each measure on donations for which wrong(m) holds. */
static void say_of_donations(struct check *c, bool (*wrong)(const struct plan_measure *m), const char *id)
{
	for (size_t i = 0; i < c->plan->measures.n; i++) {
		const struct plan_measure *m = &c->plan->measures.at[i];

		if (on_donations(m) && wrong(m))
			check_say(c, id, NULL, m->lines.first, NULL);
	}
}

void check_measures_missing(struct check *c)
{
	if (!c->plan->measures.n)
		check_say(c, "plan.measures-missing", NULL, 0, NULL);
	for (size_t i = 0; i < c->plan->measures.n; i++) {
		const struct plan_measure *m = &c->plan->measures.at[i];

		/* A grant for roads, drains or ports says 施設の種類, 整備量, ... and has no ①. */
		if (!m->projects.n && !m->business.n && (on_donations(m) || !m->items.n))
			check_say(c, "plan.measures-missing.name", NULL, m->lines.first, NULL);
	}
}

/* Runs over all projects of all measures. */
static void each_project(struct check *c, void (*look)(struct check *c, const struct plan_project *p))
{
	for (size_t m = 0; m < c->plan->measures.n; m++)
		for (size_t p = 0; p < c->plan->measures.at[m].projects.n; p++)
			look(c, &c->plan->measures.at[m].projects.at[p]);
}

static void names_agree(struct check *c, const struct plan_project *p)
{
	if (p->heading.n && !text_eq(p->heading, p->title))
		check_say(c, "plan.names-disagree", NULL, p->lines.first, "mark", check_z(c, p->mark), "title",
			  check_z(c, p->title), "heading", check_z(c, p->heading), NULL);
}

void check_names_disagree(struct check *c)
{
	each_project(c, names_agree);
}

static void has_content(struct check *c, const struct plan_project *p)
{
	if (!p->content.n && !p->actions.n)
		check_say(c, "plan.project-without-content", NULL, p->lines.first, "mark", check_z(c, p->mark), "title",
			  check_z(c, p->title), NULL);
}

void check_project_without_content(struct check *c)
{
	each_project(c, has_content);
}

/* ③ refers to chapter 4, says something else, or has the KPIs themselves. */
static bool has_indicators(const struct plan *plan, const struct plan_measure *m)
{
	bool any = m->indicators_same_as_chapter || m->indicators_wording.n;

	for (size_t k = 0; !any && m->lines.first && k < plan->kpis.n; k++)
		any = plan->kpis.at[k].lines.first >= m->lines.first && plan->kpis.at[k].lines.first <= m->lines.last;
	return any;
}

void check_indicators_missing(struct check *c)
{
	for (size_t i = 0; i < c->plan->measures.n; i++) {
		const struct plan_measure *m = &c->plan->measures.at[i];

		if (on_donations(m) && !has_indicators(c->plan, m))
			check_say(c, "plan.indicators-missing", NULL, m->lines.first, NULL);
	}
}

static bool no_total(const struct plan_measure *m)
{
	return !m->guide.has_yen;
}

void check_guide_total_missing(struct check *c)
{
	say_of_donations(c, no_total, "plan.guide-total-missing");
}

static bool no_years(const struct plan_measure *m)
{
	return m->guide.has_yen && (m->guide.from.kind == PERIOD_NONE || m->guide.to.kind == PERIOD_NONE);
}

void check_guide_years_missing(struct check *c)
{
	say_of_donations(c, no_years, "plan.guide-years-missing");
}

void check_guide_years_outside_period(struct check *c)
{
	const struct plan_period *period = &c->plan->period;

	for (size_t i = 0; i < c->plan->measures.n; i++) {
		const struct plan_guide *g = &c->plan->measures.at[i].guide;
		bool late =
			g->to.kind != PERIOD_NONE && period->to.year && date_cmp(period_first(g->to), period->to) > 0;
		bool early = g->from.kind != PERIOD_NONE && period->from.year &&
			     date_cmp(period_last(g->from), period->from) < 0;

		if (late || early)
			check_say(c, "plan.guide-years-outside-period", NULL, g->lines.first, "from",
				  check_period_ja(c, g->from), "to", check_period_ja(c, g->to), "period",
				  check_z(c, period->wording), NULL);
	}
}

static bool no_evaluation(const struct plan_measure *m)
{
	return !m->evaluation.wording.n && !m->evaluation.by.n;
}

void check_evaluation_missing(struct check *c)
{
	say_of_donations(c, no_evaluation, "plan.evaluation-missing");
}

/* 「(1)の⑥に同じ。」: it is said elsewhere. */
static bool refers(struct text wording)
{
	return wording.n < 120 &&
	       (text_find(wording, TEXT("に同じ")) != SIZE_MAX || text_find(wording, TEXT("同上")) != SIZE_MAX);
}

/* 毎年度、第１四半期に; 年度終了後: a time of the year, if no month. */
static bool says_when(const struct plan_evaluation *e)
{
	static const char *const words[] = { "四半期",   "上半期", "下半期", "年度末",     "年度当初", "年度終了後",
					     "年度初め", "決算",   "上期",   "年度の初め", "出納整理" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_find(e->wording, text_of(words[i])) != SIZE_MAX)
			return true;
	return e->month > 0;
}

/* Who, when, what follows, where published: reviewers look for all four. */
void check_evaluation_incomplete(struct check *c)
{
	for (size_t i = 0; i < c->plan->measures.n; i++) {
		const struct plan_measure *m = &c->plan->measures.at[i];
		uint32_t line = m->evaluation.lines.first;

		if (!on_donations(m) || no_evaluation(m) || refers(m->evaluation.wording))
			continue;
		if (!m->evaluation.by.n)
			check_say(c, "plan.evaluation-incomplete.who", NULL, line, NULL);
		if (!says_when(&m->evaluation))
			check_say(c, "plan.evaluation-incomplete.when", NULL, line, NULL);
		if (!m->evaluation.decides.n)
			check_say(c, "plan.evaluation-incomplete.next", NULL, line, NULL);
		if (!m->evaluation.publishes.n)
			check_say(c, "plan.evaluation-incomplete.where", NULL, line, NULL);
	}
}

static bool no_period(const struct plan_measure *m)
{
	return !m->period.to.year;
}

void check_business_period_missing(struct check *c)
{
	say_of_donations(c, no_period, "plan.business-period-missing");
}

/* A start named in words (認定の日) is the plan's own earliest day. */
void check_period_outside(struct check *c)
{
	const struct plan_period *whole = &c->plan->period;

	for (size_t i = 0; i < c->plan->measures.n; i++) {
		const struct plan_period *p = &c->plan->measures.at[i].period;
		bool late = p->to.year && whole->to.year && date_cmp(p->to, whole->to) > 0;
		bool early = p->from.year && whole->from.year && date_cmp(p->from, whole->from) < 0;

		if (late || early)
			check_say(c, "plan.period-outside", NULL, p->lines.first, "period", check_z(c, p->wording),
				  "plan", check_z(c, whole->wording), NULL);
	}
}
