/* What a review is about: every KPI with its value of the year, as it was at the freeze and as it is now, and every
 * project that has begun. */
#include "usecase/evaluate.h"
#include "usecase/plans.h"
#include "usecase/review_load.h"

bool review_in_year(struct period p, int16_t year)
{
	return p.kind == PERIOD_DATE ? date_fiscal_year(p.date) == year : p.year == year;
}

void review_year_texts(struct review_year *out, int16_t year)
{
	const struct period as[] = { { .kind = PERIOD_FY, .year = year },
				     { .kind = PERIOD_CY, .year = year },
				     { .kind = PERIOD_DATE, .date = { year, 4, 0 } },
				     { .kind = PERIOD_DATE, .date = { (int16_t)(year + 1), 4, 0 } } };

	for (int i = 0; i < REVIEW_YEAR_TEXTS; i++)
		period_text(out->text[i], as[i]);
}

const struct report_point *review_point_of_year(const struct report_kpi *k, int16_t year)
{
	const struct report_point *found = NULL;

	for (size_t i = 0; k && i < k->points.n; i++)
		if (review_in_year(k->points.at[i].value.period, year))
			found = &k->points.at[i];
	return found;
}

/* Most plans stay as they are: looked for where it was in the other report first. */
static const struct report_kpi *kpi_in(const struct plan_report *r, struct text key, size_t near)
{
	if (r && near < r->kpis.n && text_eq(r->kpis.at[near].kpi->key, key))
		return &r->kpis.at[near];
	for (size_t i = 0; r && i < r->kpis.n; i++)
		if (text_eq(r->kpis.at[i].kpi->key, key))
			return &r->kpis.at[i];
	return NULL;
}

static struct text owner_of(const struct review *r, const struct report_kpi *k)
{
	for (size_t i = 0; i < k->settings.n; i++)
		if (text_is(k->settings.at[i].name, "owner")) {
			const struct section *s = section_find(&r->sections, k->settings.at[i].value);

			if (s && !s->closed)
				return s->key;
		}
	return (struct text){ 0 };
}

void review_take_verdicts(struct review *r, struct review_thing *t, size_t near, struct date today)
{
	const int16_t year = r->head.about;

	t->frozen = kpi_in(r->at_freeze, t->item.key, near);
	t->now = kpi_in(r->now, t->item.key, near);
	t->of_year_now = review_point_of_year(t->now, year);
	t->of_year = r->at_freeze ? review_point_of_year(t->frozen, year) : t->of_year_now;
	t->changed = r->at_freeze &&
		     (t->of_year ? t->of_year->value.event : 0) != (t->of_year_now ? t->of_year_now->value.event : 0);
	if (t->now && t->now->points.n)
		t->age_months = value_age_months(t->now->points.at[t->now->points.n - 1].value.period, today);
}

static void add_kpi(struct review *r, struct arena *a, const struct report_kpi *k, struct date today)
{
	struct review_thing *t = LIST_ADD(a, &r->things);

	*t = (struct review_thing){ .item = { ITEM_KPI, k->kpi->key }, .name = k->kpi->name, .age_months = -1 };
	review_take_verdicts(r, t, r->things.n - 1, today);
	t->owner = owner_of(r, t->now ? t->now : k);
}

bool review_add_projects(struct review *r, struct context *c, struct err *err)
{
	project_list projects = { 0 };

	if (!projects_read(&projects, c, r->head.plan, r->frozen_at ? r->frozen_at : r->at_event, err))
		return false;
	for (size_t i = 0; i < projects.n; i++) {
		const struct project *p = &projects.at[i];

		if (p->status == PROJECT_PLANNED)
			continue; /* not begun: nothing to review yet */
		*LIST_ADD(c->arena, &r->things) = (struct review_thing){ .item = { ITEM_PROJECT, p->key },
									 .name = p->name,
									 .owner = p->section,
									 .project = p,
									 .age_months = -1 };
	}
	return true;
}

static bool read_things(struct review *r, struct context *c, struct err *err)
{
	const struct plan_report *kpis = r->at_freeze ? r->at_freeze : r->now;

	for (size_t i = 0; i < kpis->kpis.n; i++)
		add_kpi(r, c->arena, &kpis->kpis.at[i], context_today(c));
	return review_add_projects(r, c, err);
}

bool review_read_absent(struct review *r, struct context *c, struct err *err)
{
	const struct value key[] = { V_TEXT(r->head.plan), V_INT(r->frozen_at ? r->frozen_at : r->at_event) };
	struct err failed = { 0 };
	struct rows *row = NULL;
	size_t near = 0;

	if (!query_run(&row, c->store, "values_absent", key, 2, err))
		return false;
	while (rows_next(row, &failed)) {
		struct review_thing *t =
			review_thing_near(r, &near, (struct review_item){ ITEM_KPI, rows_text(row, 0) });
		struct period p;

		if (!t || !period_parse(&p, rows_text(row, 1), NULL) || !review_in_year(p, r->head.about))
			continue;
		t->no_value = text_dup(c->arena, rows_text(row, 2));
		if (!date_parse(&t->expected, rows_text(row, 3), NULL))
			t->expected = (struct date){ 0 };
		if (!date_parse(&t->no_value_said, rows_text(row, 4), NULL))
			t->no_value_said = (struct date){ 0 };
	}
	return rows_end(&row, &failed, err);
}

bool review_read_reports(struct review *r, struct context *c, struct text only, struct err *err)
{
	struct evaluate_request q = { .plan = r->head.plan, .only = only, .year = r->every_year ? 0 : r->head.about };

	if (!r->now) {
		r->now = NEW(c->arena, struct plan_report);
		if (!evaluate(r->now, c, &q, err))
			return false;
	}
	if (!r->frozen_at)
		return true;
	/* What was published in that month, as far as it was recorded: the same in life; in an example that is made in
	 * one go, what came later stays out. */
	q.at_event = r->frozen_at;
	q.known_at = r->frozen;
	q.whole_month = true;
	q.like = r->now;
	r->at_freeze = NEW(c->arena, struct plan_report);
	return evaluate(r->at_freeze, c, &q, err);
}

bool review_read_things(struct review *r, struct context *c, struct err *err)
{
	return review_read_reports(r, c, (struct text){ 0 }, err) && read_things(r, c, err) &&
	       review_read_absent(r, c, err);
}
