/* Rules about the plan as a whole: its name, who made it, where, until when, and its list of KPIs. */
#include "plan/check_rules.h"

#include <string.h>

#include "base/codes.h"

/* The name is printed in the official gazette and must be short (manual 総論); a line of the form holds some 40
 * characters. */
enum { TITLE_CHARACTERS = 40 };

static size_t characters(struct text t)
{
	size_t n = 0;

	for (; t.n; n++)
		text_next(&t);
	return n;
}

void check_title_missing(struct check *c)
{
	if (!c->plan->title.n)
		check_say(c, "plan.title-missing", NULL, c->plan->title_lines.first, NULL);
}

void check_title_too_long(struct check *c)
{
	size_t n = characters(c->plan->title);

	if (n > TITLE_CHARACTERS)
		check_say(c, "plan.title-too-long", NULL, c->plan->title_lines.first, "characters", NUM((int64_t)n),
			  "limit", NUM(TITLE_CHARACTERS), NULL);
}

void check_authors_missing(struct check *c)
{
	if (!c->plan->authors.n)
		check_say(c, "plan.authors-missing", NULL, c->plan->authors_lines.first, NULL);
}

static bool ends_in(struct text t, const char *const kinds[])
{
	for (; *kinds; kinds++)
		if (text_ends(t, text_of(*kinds)))
			return true;
	return false;
}

static bool is_town(struct text name)
{
	static const char *const kinds[] = { "町", "村", NULL };

	return ends_in(name, kinds);
}

static bool is_city(struct text name)
{
	static const char *const kinds[] = { "市", NULL };

	return ends_in(name, kinds);
}

static bool is_prefecture(const struct plan_author *w)
{
	static const char *const kinds[] = { "都", "道", "府", "県", NULL };

	return !w->name.n || ends_in(w->name, kinds);
}

/* The author in the official list; a prefecture may stand in either field. False: not there, or more than one. */
static bool listed(const struct plan_author *w, struct municipality *m)
{
	if (is_prefecture(w))
		return municipality_find(m, w->name.n ? w->name : w->prefecture, (struct text){ 0 }) == 1;
	return municipality_find(m, w->prefecture, w->name) == 1;
}

/* 東京都's islands have no county. Of a town that is not listed we ask both. */
static void town_form(struct check *c, const struct plan_author *w)
{
	struct municipality m = { 0 };
	bool known = listed(w, &m), county_wanted = known ? m.county.n > 0 : !text_is(w->prefecture, "東京都");
	const char *right = known ? arena_printf(c->arena, "%s%s%s", check_z(c, m.prefecture), check_z(c, m.county),
						 check_z(c, m.name))
				  : arena_printf(c->arena, "○○県○○郡%s", check_z(c, w->name));

	if (!w->prefecture.n || (county_wanted && !w->county.n) ||
	    (known && (!text_eq(w->prefecture, m.prefecture) || !text_eq(w->county, m.county))))
		check_say(c, "plan.author-form.town", NULL, c->plan->authors_lines.first, "author",
			  check_z(c, w->wording), "right", right, NULL);
}

void check_author_form(struct check *c)
{
	for (size_t i = 0; i < c->plan->authors.n; i++) {
		const struct plan_author *w = &c->plan->authors.at[i];

		if (is_prefecture(w))
			continue;
		if (is_town(w->name))
			town_form(c, w);
		else if (is_city(w->name) && (w->prefecture.n || w->county.n))
			check_say(c, "plan.author-form.city", NULL, c->plan->authors_lines.first, "author",
				  check_z(c, w->wording), "right", check_z(c, w->name), NULL);
	}
}

void check_author_unknown(struct check *c)
{
	for (size_t i = 0; i < c->plan->authors.n; i++) {
		const struct plan_author *w = &c->plan->authors.at[i];
		struct municipality m;

		if ((is_prefecture(w) || is_city(w->name) || is_town(w->name)) &&
		    !municipality_find(&m, is_prefecture(w) && w->name.n ? w->name : w->prefecture,
				       is_prefecture(w) ? (struct text){ 0 } : w->name))
			check_say(c, "plan.author-unknown", NULL, c->plan->authors_lines.first, "author",
				  check_z(c, w->wording), NULL);
	}
}

void check_author_order(struct check *c)
{
	struct municipality before = { 0 }, m;

	for (size_t i = 0; i < c->plan->authors.n; i++) {
		if (!listed(&c->plan->authors.at[i], &m))
			continue;
		if (before.code.n && text_cmp(before.code, m.code) > 0)
			check_say(c, "plan.author-order", NULL, c->plan->authors_lines.first, "author",
				  check_z(c, c->plan->authors.at[i].wording), "code", check_z(c, m.code), "before",
				  check_z(c, before.name.n ? before.name : before.prefecture), "before_code",
				  check_z(c, before.code), NULL);
		before = m;
	}
}

void check_area_missing(struct check *c)
{
	if (!c->plan->area.n)
		check_say(c, "plan.area-missing", NULL, c->plan->area_lines.first, NULL);
}

/* 例示県の全域, where the prefecture is an author, holds all its municipalities. */
static bool whole_prefecture(const struct check *c)
{
	for (size_t i = 0; i < c->plan->authors.n; i++) {
		const struct plan_author *w = &c->plan->authors.at[i];
		size_t at = text_find(c->plan->area, w->prefecture);

		if (is_prefecture(w) && w->prefecture.n && at != SIZE_MAX &&
		    (text_starts(text_slice(c->plan->area, at + w->prefecture.n, c->plan->area.n), TEXT("の全域")) ||
		     text_starts(text_slice(c->plan->area, at + w->prefecture.n, c->plan->area.n), TEXT("全域"))))
			return true;
	}
	return false;
}

/* Prefectures act for their municipalities, so that their area may name those only. */
void check_area_without_author(struct check *c)
{
	if (whole_prefecture(c))
		return;
	for (size_t i = 0; c->plan->area.n && i < c->plan->authors.n; i++) {
		const struct plan_author *w = &c->plan->authors.at[i];

		if (!is_prefecture(w) && text_find(c->plan->area, w->name) == SIZE_MAX)
			check_say(c, "plan.area-without-author", NULL, c->plan->area_lines.first, "author",
				  check_z(c, w->wording), "area", check_z(c, c->plan->area), NULL);
	}
}

void check_period_missing(struct check *c)
{
	const struct plan_period *p = &c->plan->period;

	if (!p->to.year)
		check_say(c, "plan.period-missing.end", NULL, p->lines.first, NULL);
	if (!p->from.year && !p->from_text.n)
		check_say(c, "plan.period-missing.start", NULL, p->lines.first, NULL);
}

void check_kpis_missing(struct check *c)
{
	if (!c->plan->kpis.n)
		check_say(c, "plan.kpis-missing", NULL, 0, NULL);
}

/* Grant plans may have four at most. */
void check_too_many_kpis(struct check *c)
{
	bool grant = false;

	for (size_t i = 0; i < c->plan->kpis.n; i++)
		grant |= c->plan->kpis.at[i].increments.n && !c->plan->kpis.at[i].increments.at[0].absolute;
	if (grant && c->plan->kpis.n > 4)
		check_say(c, "plan.too-many-kpis", NULL, 0, "n", NUM((int64_t)c->plan->kpis.n), NULL);
}

/* "ア1 2015年度、ア2 2019年度" in the person's language; KPIs without a period are another rule's. */
static const char *list_baselines(struct check *c, bool ja)
{
	struct buf out = { 0 };
	const char *list;

	for (size_t i = 0; i < c->plan->kpis.n; i++) {
		const struct plan_kpi *k = &c->plan->kpis.at[i];

		if (k->baseline.period.kind == PERIOD_NONE)
			continue;
		buf_puts(&out, !out.n ? "" : ja ? "、" : ", ");
		buf_text(&out, k->key);
		buf_puts(&out, " ");
		buf_puts(&out, ja ? check_period_ja(c, k->baseline.period) : PERIOD(k->baseline.period));
	}
	list = text_z(c->arena, buf_view(&out));
	buf_clear(&out);
	return list;
}

void check_baselines_of_different_years(struct check *c)
{
	int first = 0;

	for (size_t i = 0; i < c->plan->kpis.n; i++) {
		struct period p = c->plan->kpis.at[i].baseline.period;
		int year = p.kind == PERIOD_DATE ? p.date.year : p.year;

		if (p.kind == PERIOD_NONE)
			continue;
		if (!first)
			first = year;
		if (year == first)
			continue;
		check_say(c, "plan.baselines-of-different-years", NULL, c->plan->kpis.at[i].lines.first, "periods",
			  list_baselines(c, false), "periods_ja", list_baselines(c, true), NULL);
		return;
	}
}

/* With a single goal, a table needs no column to say that it is meant. */
bool check_only_goal(const struct check *c)
{
	size_t named = 0;

	for (size_t k = 0; k < c->plan->kpis.n; k++)
		named += c->plan->kpis.at[k].goals.n;
	return c->plan->goals.n == 1 && c->plan->kpis.n && !named;
}

void check_goal_without_kpi(struct check *c)
{
	if (check_only_goal(c))
		return;
	for (size_t g = 0; g < c->plan->goals.n; g++) {
		const struct plan_goal *goal = &c->plan->goals.at[g];
		bool found = false;

		for (size_t k = 0; k < c->plan->kpis.n; k++)
			for (size_t i = 0; i < c->plan->kpis.at[k].goals.n; i++)
				found |= c->plan->kpis.at[k].goals.at[i] == goal->number;
		if (!found)
			check_say(c, "plan.goal-without-kpi", NULL, goal->lines.first, "goal", NUM(goal->number),
				  "title", check_z(c, goal->title), NULL);
	}
}

void check_project_without_kpi(struct check *c)
{
	bool marked = false;

	for (size_t k = 0; k < c->plan->kpis.n; k++)
		marked |= c->plan->kpis.at[k].project.n > 0;
	for (size_t m = 0; marked && m < c->plan->measures.n; m++)
		for (size_t p = 0; p < c->plan->measures.at[m].projects.n; p++) {
			const struct plan_project *project = &c->plan->measures.at[m].projects.at[p];
			bool found = false;

			for (size_t k = 0; k < c->plan->kpis.n; k++)
				found |= text_eq(c->plan->kpis.at[k].project, project->mark);
			if (!found)
				check_say(c, "plan.project-without-kpi", NULL, project->lines.first, "mark",
					  check_z(c, project->mark), "title", check_z(c, project->title), NULL);
		}
}
