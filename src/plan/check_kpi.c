/* Rules that look at one KPI. A target that is yes or no (TARGET_DONE: 策定, 実施) needs neither figure nor unit. */
#include "plan/check_rules.h"

static bool yes_or_no(const struct plan_kpi *k)
{
	return k->target.is.op == TARGET_DONE;
}

static bool target_stands(const struct plan_kpi *k)
{
	return k->target.wording.n > 0 || k->target.is.has_value;
}

static bool has_word(struct text t, const char *const words[])
{
	for (; *words; words++)
		if (text_find(t, text_of(*words)) != SIZE_MAX)
			return true;
	return false;
}

/* What is counted from the plan's beginning stands at nothing then: － is no gap. */
void check_baseline_missing(struct check *c, const struct plan_kpi *k)
{
	if (!k->baseline.has_value && !yes_or_no(k) && !(k->target.is.cumulative && k->baseline.wording.n))
		check_say(c, "plan.baseline-missing", k, 0, NULL);
}

/* As the plan writes it (6,766), without a footnote's mark. */
static const char *as_written(struct check *c, const struct plan_baseline *b)
{
	size_t mark = text_find(b->wording, TEXT("※"));
	struct text figure = text_trim(text_slice(b->wording, 0, mark));

	return figure.n ? check_z(c, figure) : check_z(c, text_of(DEC(b->value)));
}

void check_baseline_period_missing(struct check *c, const struct plan_kpi *k)
{
	/* 事業開始前（現時点） of the grant form is the day of the application: what is added counts from there. */
	bool added = k->increments.n && !k->increments.at[0].absolute;

	if (k->baseline.has_value && k->baseline.period.kind == PERIOD_NONE && !added)
		check_say(c, "plan.baseline-period-missing", k, 0, "value", as_written(c, &k->baseline), NULL);
}

void check_target_missing(struct check *c, const struct plan_kpi *k)
{
	bool number_wanted = k->target.is.op <= TARGET_RANGE && !k->target.is.compared_with.n;

	if (!target_stands(k) || (number_wanted && !k->target.is.has_value))
		check_say(c, "plan.target-missing", k, 0, "text", check_z(c, k->target.wording), NULL);
}

void check_due_missing(struct check *c, const struct plan_kpi *k)
{
	if (k->target.due.kind == PERIOD_NONE)
		check_say(c, "plan.due-missing", k, 0, NULL);
}

/* Pure numbers by their nature. */
static bool has_no_unit(struct text name)
{
	static const char *const words[] = { "合計特殊出生率", "指数", "倍率", NULL };

	return has_word(name, words);
}

void check_unit_missing(struct check *c, const struct plan_kpi *k)
{
	if (!k->unit.n && !k->target.is.unit.n && !yes_or_no(k) && !has_no_unit(k->name))
		check_say(c, "plan.unit-missing", k, 0, NULL);
}

/* The two figures can be set side by side: the running sum of a cumulative target starts at nought, not at the
 * baseline. */
static bool comparable(const struct plan_kpi *k)
{
	return k->baseline.has_value && k->target.is.has_value && !k->target.is.cumulative &&
	       k->target.is.op <= TARGET_RANGE;
}

/* A name that says a loss, written with a minus: 転出超過数 ▲85 is, to the letter, 85 more that moved in. The word, or
 * NULL. 自然増減 and 社会増減 do not hold these words. */
static const char *loss_with_minus(const struct plan_kpi *k, struct decimal *figure)
{
	static const char *const losses[] = {
		"転出超過", "社会減", "自然減", "減少数", "減少率", "減少幅", "赤字", NULL
	};

	*figure = k->baseline.has_value ? k->baseline.value : k->target.is.value;
	if (!(k->baseline.has_value && decimal_sign(k->baseline.value) < 0)) {
		*figure = k->target.is.value;
		if (!k->target.is.has_value || decimal_sign(k->target.is.value) >= 0)
			return NULL;
	}
	for (size_t i = 0; losses[i]; i++)
		if (text_find(k->name, text_of(losses[i])) != SIZE_MAX)
			return losses[i];
	return NULL;
}

void check_sign_against_name(struct check *c, const struct plan_kpi *k)
{
	struct decimal figure;
	const char *word = loss_with_minus(k, &figure);

	if (word)
		check_say(c, "plan.sign-against-name", k, 0, "word", word, "figure", DEC(figure), "plain",
			  DEC(decimal_neg(figure)), NULL);
}

/* Not where the sign is in question: then nobody knows which of the two is more. */
void check_target_beyond_baseline(struct check *c, const struct plan_kpi *k)
{
	struct decimal figure;
	struct decimal reach = k->target.is.op == TARGET_RANGE && k->target.is.has_high && k->better == BETTER_UP
				       ? k->target.is.high
				       : k->target.is.value;
	int more = comparable(k) && !loss_with_minus(k, &figure) ? decimal_cmp(reach, k->baseline.value) : 0;

	if (k->better == BETTER_UP && more < 0)
		check_say(c, "plan.target-beyond-baseline.floor", k, 0, "baseline", DEC(k->baseline.value), "target",
			  DEC(reach), NULL);
	if (k->better == BETTER_DOWN && more > 0)
		check_say(c, "plan.target-beyond-baseline.ceiling", k, 0, "baseline", DEC(k->baseline.value), "target",
			  DEC(reach), NULL);
}

void check_target_equals_baseline(struct check *c, const struct plan_kpi *k)
{
	if (comparable(k) && k->target.is.op != TARGET_RANGE && decimal_eq(k->target.is.value, k->baseline.value))
		check_say(c, "plan.target-equals-baseline", k, 0, "target", DEC(k->target.is.value), NULL);
}

void check_due_outside_period(struct check *c, const struct plan_kpi *k)
{
	struct date end = c->plan->period.to;

	if (k->target.due.kind == PERIOD_NONE || !end.year || date_cmp(period_first(k->target.due), end) <= 0)
		return;
	check_say(c, "plan.due-outside-period", k, 0, "due", PERIOD(k->target.due), "due_ja",
		  check_period_ja(c, k->target.due), "end", DATE(end), NULL);
}

void check_baseline_after_due(struct check *c, const struct plan_kpi *k)
{
	struct period from = k->baseline.period, due = k->target.due;

	if (from.kind != PERIOD_NONE && due.kind != PERIOD_NONE && period_cmp(from, due) >= 0)
		check_say(c, "plan.baseline-after-due", k, 0, "from", PERIOD(from), "from_ja", check_period_ja(c, from),
			  "due", PERIOD(due), "due_ja", check_period_ja(c, due), NULL);
}

void check_direction_unknown(struct check *c, const struct plan_kpi *k)
{
	enum target_op op = k->target.is.op;

	if (k->better == BETTER_UNKNOWN && k->target.is.has_value && op != TARGET_RANGE && op != TARGET_KEEP)
		check_say(c, "plan.direction-unknown", k, 0, NULL);
}

/* 開催回数（累計） without the bracket behind. */
static struct text without_bracket(struct text name)
{
	size_t at = text_find(name, TEXT("（"));

	if (at == SIZE_MAX || at == 0)
		at = text_find(name, TEXT("("));
	return at == SIZE_MAX || at == 0 ? name : text_trim(text_slice(name, 0, at));
}

/* What the municipality itself does, as the last word of the name. What people do with it (利用回数) is an outcome. */
void check_output_not_outcome(struct check *c, const struct plan_kpi *k)
{
	static const char *const done_by_people[] = { "利用", "来場", "来訪", "来館",     "乗車",
						      "乗降", "受診", "貸出", "閲覧",     "視聴",
						      "宿泊", "購入", "訪問", "アクセス", NULL };
	static const char *const output[] = { "回数",       "開催",       "開催数",   "開催件数", "実施数",
					      "実施件数",   "配布数",     "配布部数", "発行数",   "発行部数",
					      "設置数",     "設置件数",   "講座数",   "教室数",   "研修数",
					      "説明会数",   "イベント数", "会議数",   "発信数",   "発信件数",
					      "セミナー数", "掲載件数",   "作成数",   "作成部数", NULL };
	struct text name = without_bracket(k->name);
	bool is_output = text_is(k->unit, "回");

	for (size_t i = 0; output[i]; i++)
		is_output |= text_ends(name, text_of(output[i]));
	if (is_output && !has_word(name, done_by_people))
		check_say(c, "plan.output-not-outcome", k, 0, NULL);
}

/* Columns that hold the value to stand at: that of the due year is the target. */
static void last_column(struct check *c, const struct plan_kpi *k)
{
	const struct plan_increment *last = &k->increments.at[k->increments.n - 1];

	if (last->has_value && (last->period.kind == PERIOD_NONE || period_eq(last->period, k->target.due)) &&
	    !decimal_eq(last->value, k->target.is.value))
		check_say(c, "plan.increments-do-not-add-up.last", k, 0, "sum", DEC(last->value), "target",
			  DEC(k->target.is.value), NULL);
}

/* The sum of what the years add is the target itself, or the way from the baseline to it: both are written. */
void check_increments_do_not_add_up(struct check *c, const struct plan_kpi *k)
{
	struct decimal sum = { 0 }, end;

	if (!k->increments.n || !k->target.is.has_value)
		return;
	if (k->increments.at[k->increments.n - 1].absolute) {
		last_column(c, k);
		return;
	}
	for (size_t i = 0; i < k->increments.n; i++)
		if (!k->increments.at[i].has_value || !decimal_add(&sum, sum, k->increments.at[i].value, NULL))
			return;
	if (decimal_eq(sum, k->target.is.value))
		return;
	if (k->baseline.has_value && decimal_add(&end, k->baseline.value, sum, NULL) &&
	    decimal_eq(end, k->target.is.value))
		return;
	check_say(c, "plan.increments-do-not-add-up", k, 0, "sum", DEC(sum), "target", DEC(k->target.is.value), NULL);
}

/* A grant's own KPIs (⑤) have no column for goals. */
static bool is_of_grant(const struct plan *plan, const struct plan_kpi *k)
{
	for (size_t i = 0; i < plan->measures.n; i++) {
		const struct plan_measure *m = &plan->measures.at[i];

		if (k->lines.first && m->lines.first <= k->lines.first && k->lines.last <= m->lines.last)
			return !text_is(m->code, "A2007");
	}
	return false;
}

void check_kpi_without_goal(struct check *c, const struct plan_kpi *k)
{
	if (c->plan->goals.n && !k->goals.n && !check_only_goal(c) && !is_of_grant(c->plan, k))
		check_say(c, "plan.kpi-without-goal", k, 0, NULL);
	for (size_t i = 0; c->plan->goals.n && i < k->goals.n; i++) {
		bool found = false;

		for (size_t g = 0; g < c->plan->goals.n; g++)
			found |= c->plan->goals.at[g].number == k->goals.at[i];
		if (!found)
			check_say(c, "plan.kpi-without-goal.unknown", k, 0, "goal", NUM(k->goals.at[i]), NULL);
	}
}

/* A mark in the table must be a project of ①. */
void check_kpi_without_project(struct check *c, const struct plan_kpi *k)
{
	bool any = false;

	if (!k->project.n)
		return;
	for (size_t m = 0; m < c->plan->measures.n; m++)
		for (size_t p = 0; p < c->plan->measures.at[m].projects.n; p++) {
			any = true;
			if (text_eq(c->plan->measures.at[m].projects.at[p].mark, k->project))
				return;
		}
	if (any)
		check_say(c, "plan.kpi-without-project", k, 0, "mark", check_z(c, k->project), NULL);
}
