/* plan/check_rules.h - inside of the checker: what one rule sees, and how it speaks. Only for src/plan/check*.c.
 *
 * To add a rule: write its function in the file of its subject, name it here and in the table of check.c, give it its
 * sentences in po/en and po/ja (plan_check.po), a line in docs/methods/plan.md, and a case that fires and one that does
 * not in tests/unit/plan_check_test.c.
 */
#ifndef PLAN_CHECK_RULES_H
#define PLAN_CHECK_RULES_H

#include "plan/check.h"

struct check {
	struct arena *arena;
	const struct plan *plan;
	const struct plan_rule *rule; /* the one that runs */
	remark_list *out;
};

/* The plan has one goal, and no KPI says of which it is. */
bool check_only_goal(const struct check *c);

/* Adds a finding of the running rule. id: the sentence, a literal. kpi: NULL where it is about none; then {kpi} is not
 * set, else it is key and name. line: 0 where it is about the whole. Pairs of name and value up to a NULL. */
void check_say(struct check *c, const char *id, const struct plan_kpi *kpi, uint32_t line, ...)
	__attribute__((sentinel));

/* A text as a value. */
const char *check_z(struct check *c, struct text t);
/* A period as people write it: 2019年度, 2019年, 2019年10月1日. */
const char *check_period_ja(struct check *c, struct period p);

/* check_kpi.c: one KPI */
void check_baseline_missing(struct check *c, const struct plan_kpi *k);
void check_baseline_period_missing(struct check *c, const struct plan_kpi *k);
void check_target_missing(struct check *c, const struct plan_kpi *k);
void check_due_missing(struct check *c, const struct plan_kpi *k);
void check_unit_missing(struct check *c, const struct plan_kpi *k);
void check_sign_against_name(struct check *c, const struct plan_kpi *k);
void check_target_beyond_baseline(struct check *c, const struct plan_kpi *k);
void check_target_equals_baseline(struct check *c, const struct plan_kpi *k);
void check_due_outside_period(struct check *c, const struct plan_kpi *k);
void check_baseline_after_due(struct check *c, const struct plan_kpi *k);
void check_direction_unknown(struct check *c, const struct plan_kpi *k);
void check_output_not_outcome(struct check *c, const struct plan_kpi *k);
void check_increments_do_not_add_up(struct check *c, const struct plan_kpi *k);
void check_kpi_without_goal(struct check *c, const struct plan_kpi *k);
void check_kpi_without_project(struct check *c, const struct plan_kpi *k);

/* check_noise.c */
void check_change_within_noise(struct check *c, const struct plan_kpi *k);

/* check_words.c: the text itself */
void check_period_conflict(struct check *c);
void check_slip_of_the_pen(struct check *c);
void check_paragraph_opening_repeated(struct check *c);

/* check_form.c: the plan as a whole */
void check_title_missing(struct check *c);
void check_title_too_long(struct check *c);
void check_authors_missing(struct check *c);
void check_author_form(struct check *c);
void check_author_unknown(struct check *c);
void check_author_order(struct check *c);
void check_area_missing(struct check *c);
void check_area_without_author(struct check *c);
void check_period_missing(struct check *c);
void check_kpis_missing(struct check *c);
void check_too_many_kpis(struct check *c);
void check_baselines_of_different_years(struct check *c);
void check_goal_without_kpi(struct check *c);
void check_project_without_kpi(struct check *c);

/* check_measure.c: chapter 5-2 */
void check_measures_missing(struct check *c);
void check_names_disagree(struct check *c);
void check_project_without_content(struct check *c);
void check_indicators_missing(struct check *c);
void check_guide_total_missing(struct check *c);
void check_guide_years_missing(struct check *c);
void check_guide_years_outside_period(struct check *c);
void check_evaluation_missing(struct check *c);
void check_evaluation_incomplete(struct check *c);
void check_business_period_missing(struct check *c);
void check_period_outside(struct check *c);

#endif
