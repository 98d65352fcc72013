#include "plan/check.h"

#include <stdarg.h>
#include <string.h>

#include "plan/check_rules.h"

/* Of the two functions a rule has one: it looks at a KPI, or at the plan. */
static const struct {
	struct plan_rule rule;
	void (*kpi)(struct check *c, const struct plan_kpi *k);
	void (*plan)(struct check *c);
} rules[] = {
	{ { "title-missing", SEVERITY_ERROR, "1.1" }, .plan = check_title_missing },
	{ { "title-too-long", SEVERITY_WARNING, "1.1" }, .plan = check_title_too_long },
	{ { "authors-missing", SEVERITY_ERROR, "1.1" }, .plan = check_authors_missing },
	{ { "author-form", SEVERITY_WARNING, "1.1" }, .plan = check_author_form },
	{ { "author-unknown", SEVERITY_NOTE, "5" }, .plan = check_author_unknown },
	{ { "author-order", SEVERITY_WARNING, "1.1" }, .plan = check_author_order },
	{ { "area-missing", SEVERITY_ERROR, "1.1" }, .plan = check_area_missing },
	{ { "area-without-author", SEVERITY_WARNING, "1.1" }, .plan = check_area_without_author },
	{ { "period-missing", SEVERITY_ERROR, "1.1" }, .plan = check_period_missing },
	{ { "kpis-missing", SEVERITY_ERROR, "1.1" }, .plan = check_kpis_missing },
	{ { "too-many-kpis", SEVERITY_NOTE, "1.1" }, .plan = check_too_many_kpis },
	{ { "baseline-missing", SEVERITY_ERROR, "1.1" }, .kpi = check_baseline_missing },
	{ { "baseline-period-missing", SEVERITY_WARNING, "0" }, .kpi = check_baseline_period_missing },
	{ { "target-missing", SEVERITY_ERROR, "1.1" }, .kpi = check_target_missing },
	{ { "due-missing", SEVERITY_ERROR, "1.1" }, .kpi = check_due_missing },
	{ { "unit-missing", SEVERITY_ERROR, "1.1" }, .kpi = check_unit_missing },
	{ { "sign-against-name", SEVERITY_WARNING, "3.6" }, .kpi = check_sign_against_name },
	{ { "target-beyond-baseline", SEVERITY_WARNING, "3.6" }, .kpi = check_target_beyond_baseline },
	{ { "target-equals-baseline", SEVERITY_WARNING, "3.6" }, .kpi = check_target_equals_baseline },
	{ { "change-within-noise", SEVERITY_WARNING, "3.4, 3.5" }, .kpi = check_change_within_noise },
	{ { "due-outside-period", SEVERITY_WARNING, "0" }, .kpi = check_due_outside_period },
	{ { "baseline-after-due", SEVERITY_ERROR, "0" }, .kpi = check_baseline_after_due },
	{ { "baselines-of-different-years", SEVERITY_NOTE, "0" }, .plan = check_baselines_of_different_years },
	{ { "period-conflict", SEVERITY_WARNING, "0" }, .plan = check_period_conflict },
	{ { "direction-unknown", SEVERITY_NOTE, "3.6" }, .kpi = check_direction_unknown },
	{ { "output-not-outcome", SEVERITY_WARNING, "1.1" }, .kpi = check_output_not_outcome },
	{ { "increments-do-not-add-up", SEVERITY_ERROR, "1.1" }, .kpi = check_increments_do_not_add_up },
	{ { "goal-without-kpi", SEVERITY_WARNING, "1.1" }, .plan = check_goal_without_kpi },
	{ { "kpi-without-goal", SEVERITY_WARNING, "1.1" }, .kpi = check_kpi_without_goal },
	{ { "project-without-kpi", SEVERITY_WARNING, "1.1" }, .plan = check_project_without_kpi },
	{ { "kpi-without-project", SEVERITY_WARNING, "1.1" }, .kpi = check_kpi_without_project },
	{ { "measures-missing", SEVERITY_ERROR, "1.1" }, .plan = check_measures_missing },
	{ { "names-disagree", SEVERITY_ERROR, "0" }, .plan = check_names_disagree },
	{ { "project-without-content", SEVERITY_WARNING, "1.1" }, .plan = check_project_without_content },
	{ { "indicators-missing", SEVERITY_ERROR, "1.1" }, .plan = check_indicators_missing },
	{ { "guide-total-missing", SEVERITY_ERROR, "1.1" }, .plan = check_guide_total_missing },
	{ { "guide-years-missing", SEVERITY_WARNING, "0" }, .plan = check_guide_years_missing },
	{ { "guide-years-outside-period", SEVERITY_WARNING, "0" }, .plan = check_guide_years_outside_period },
	{ { "evaluation-missing", SEVERITY_ERROR, "1.1" }, .plan = check_evaluation_missing },
	{ { "evaluation-incomplete", SEVERITY_WARNING, "1.1" }, .plan = check_evaluation_incomplete },
	{ { "business-period-missing", SEVERITY_ERROR, "1.1" }, .plan = check_business_period_missing },
	{ { "period-outside", SEVERITY_ERROR, "0" }, .plan = check_period_outside },
	{ { "slip-of-the-pen", SEVERITY_NOTE, "0" }, .plan = check_slip_of_the_pen },
	{ { "paragraph-opening-repeated", SEVERITY_NOTE, "0" }, .plan = check_paragraph_opening_repeated },
};

const struct plan_rule *plan_rule_at(size_t i)
{
	return i < sizeof rules / sizeof *rules ? &rules[i].rule : NULL;
}

void plan_check(struct arena *a, const struct plan *plan, remark_list *out)
{
	struct check c = { .arena = a, .plan = plan, .out = out };

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		c.rule = &rules[i].rule;
		if (rules[i].plan)
			rules[i].plan(&c);
		for (size_t k = 0; rules[i].kpi && k < plan->kpis.n; k++)
			rules[i].kpi(&c, &plan->kpis.at[k]);
	}
}

void check_say(struct check *c, const char *id, const struct plan_kpi *kpi, uint32_t line, ...)
{
	struct remark *r = LIST_ADD(c->arena, c->out);
	const char *name;
	va_list args;

	r->rule = c->rule->id;
	r->severity = c->rule->severity;
	r->source = c->rule->source;
	r->line = line ? line : kpi ? kpi->lines.first : 0;
	r->msg.id = id;
	if (kpi) {
		r->kpi = kpi->key;
		r->msg.args[r->msg.n_args++] =
			(struct msg_arg){ "kpi", arena_printf(c->arena, "%s %s", check_z(c, kpi->key),
							      check_z(c, kpi->name)) };
	}
	va_start(args, line);
	while ((name = va_arg(args, const char *)) && r->msg.n_args < MSG_ARGS_MAX)
		r->msg.args[r->msg.n_args++] =
			(struct msg_arg){ name, arena_strdup(c->arena, va_arg(args, const char *)) };
	va_end(args);
}

const char *check_z(struct check *c, struct text t)
{
	return text_z(c->arena, t);
}

const char *check_period_ja(struct check *c, struct period p)
{
	switch (p.kind) {
	case PERIOD_FY:
		return arena_printf(c->arena, "%d年度", p.year);
	case PERIOD_CY:
		return arena_printf(c->arena, "%d年", p.year);
	case PERIOD_DATE:
		return arena_printf(c->arena, "%d年%d月%d日", p.date.year, p.date.month, p.date.day);
	default:
		return "";
	}
}
