#include "cli/command.h"
#include "publish/words.h"
#include "usecase/judge.h"
#include "usecase/said.h"

static void measured(struct measured *m, const struct call *c, const char *value, const char *period, const char *n)
{
	m->has_value = call_has(c, value);
	m->value = call_option(c, value)->decimal;
	m->period = call_option(c, period)->period;
	m->survey = (struct survey){ .n = call_option(c, n)->number,
				     .population = call_option(c, "survey-population")->number };
	if (call_has(c, "design-effect"))
		m->survey.design_effect = decimal_double(call_option(c, "design-effect")->decimal);
}

static enum better better(const struct call *c)
{
	if (!call_has(c, "better"))
		return BETTER_UNKNOWN;
	return text_is(call_text(c, "better"), "up") ? BETTER_UP : BETTER_DOWN;
}

/* --unit, else what stands behind a figure: 11.9％. */
static struct text unit(const struct call *c)
{
	if (call_has(c, "unit"))
		return call_text(c, "unit");
	return call_option(c, "actual")->unit.n ? call_option(c, "actual")->unit : call_option(c, "baseline")->unit;
}

static bool bad_number(const struct call *c, const char *option, struct err *err)
{
	struct err why = { 0 };
	struct decimal d;

	return decimal_said(&d, call_text(c, option), &why) ||
	       err_set(err, ERR_INPUT, "cli.bad-value", "option", option, "why", msg_say(c->arena, LANG_JA, &why.msg),
		       "why_en", msg_say(c->arena, LANG_EN, &why.msg), NULL);
}

/* Without --unit a figure may have ％ behind it and nothing else: 12x is no number. */
static bool one_unit(const struct call *c, struct err *err)
{
	static const char *const figures[] = { "baseline", "actual", "series-baseline" };
	struct text one = unit(c);

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		const struct option_value *v = call_option(c, figures[i]);

		if (!call_has(c, "unit") && v->unit.n && !same_unit(v->unit, TEXT("％")))
			return bad_number(c, figures[i], err);
		if (v->unit.n && !same_unit(v->unit, one))
			return err_set(err, ERR_INPUT, "cli.judge-units", "option", figures[i], "written",
				       text_z(c->arena, v->unit), "unit", text_z(c->arena, one), NULL);
	}
	return true;
}

static struct judge_request translate(const struct call *c)
{
	struct judge_request q = {
		.target = call_text(c, "target"),
		.due = call_option(c, "due")->period,
		.name = call_text(c, "name"),
		.unit = unit(c),
		.better = better(c),
		.counted_by = period_kind_said(call_text(c, "measured-by")),
		.has_noise = call_has(c, "noise"),
		.noise = call_option(c, "noise")->decimal,
		.has_tolerance = call_has(c, "tolerance"),
		.tolerance = call_option(c, "tolerance")->decimal,
		.has_keep_tolerance = call_has(c, "keep-tolerance"),
		.keep_tolerance = call_option(c, "keep-tolerance")->decimal,
		.has_series_baseline = call_has(c, "series-baseline"),
		.series_baseline = call_option(c, "series-baseline")->decimal,
		.next_published = call_option(c, "next-published")->date,
		.rubric = call_text(c, "rubric"),
	};

	measured(&q.baseline, c, "baseline", "baseline-period", "baseline-survey-n");
	measured(&q.actual, c, "actual", "period", "survey-n");
	return q;
}

static void print(struct call *c, const struct judgement *j)
{
	const struct verdict *v = &j->verdict;
	struct text missing = words_short_by(c->arena, c->lang, v);

	call_say(c, "cli.judge-status", "status", words_status(c->lang, v->status), "so_far",
		 words_so_far(c->lang, v->final), NULL);
	call_say_msg(c, &v->reason);
	if (v->has_short_by)
		call_say(c, "cli.judge-short-by", "short_by", text_z(c->arena, missing), NULL);
	if (v->has_progress)
		call_say(c, "cli.judge-progress", "share",
			 text_z(c->arena, words_percent(c->arena, c->lang, v->progress)), NULL);
	if (v->has_elapsed)
		call_say(c, "cli.judge-elapsed", "share",
			 text_z(c->arena, words_percent(c->arena, c->lang, v->elapsed)), NULL);
	if (v->comparable == TRI_NO)
		call_say(c, "cli.judge-not-comparable", NULL);
	if (j->grade.reason.id) {
		call_say(c, "cli.judge-grade", "grade",
			 j->grade.defined ? text_z(c->arena, j->grade.label[c->lang])
					  : call_label(c, "cli.judge-no-grade"),
			 NULL);
		call_say_msg(c, &j->grade.reason);
	}
	for (size_t i = 0; i < v->remarks.n; i++)
		call_say_msg(c, &v->remarks.at[i]);
}

static bool run(struct call *c, struct err *err)
{
	struct judge_request q = translate(c);
	struct judgement j;

	if (call_option(c, "survey-n")->number < 0 || call_option(c, "baseline-survey-n")->number < 0 ||
	    call_option(c, "survey-population")->number < 0)
		return err_set(err, ERR_INPUT, "cli.negative-survey", NULL);
	if (!one_unit(c, err) || !judge_once(&j, c->arena, &q, err))
		return false;
	if (c->json)
		c->answer = judgement_to_json(&j);
	else
		print(c, &j);
	return true;
}

const struct command command_target_judge = {
	.words = "target judge",
	.summary = "cli.target-judge",
	.details = "cli.target-judge-details",
	.options = (const struct option[]){ { "baseline", "N", "cli.judge-baseline", OPTION_FIGURE },
					    { "baseline-period", "PERIOD", "cli.judge-baseline-period", OPTION_PERIOD },
					    { "target", "TARGET", "cli.judge-target", OPTION_TEXT },
					    { "due", "PERIOD", "cli.judge-due", OPTION_PERIOD },
					    { "better", "up|down", "cli.judge-better", OPTION_CHOICE },
					    { "actual", "N", "cli.judge-actual", OPTION_FIGURE },
					    { "period", "PERIOD", "cli.judge-period", OPTION_PERIOD },
					    { "noise", "N", "cli.judge-noise", OPTION_DECIMAL },
					    { "tolerance", "SHARE", "cli.judge-tolerance", OPTION_DECIMAL },
					    { "keep-tolerance", "N", "cli.judge-keep-tolerance", OPTION_DECIMAL },
					    { "measured-by", "FY|CY|DATE", "cli.judge-measured-by", OPTION_CHOICE },
					    { "name", "NAME", "cli.judge-name", OPTION_TEXT },
					    { "unit", "UNIT", "cli.judge-unit", OPTION_TEXT },
					    { "survey-n", "N", "cli.judge-survey-n", OPTION_INT },
					    { "baseline-survey-n", "N", "cli.judge-baseline-survey-n", OPTION_INT },
					    { "survey-population", "N", "cli.judge-survey-population", OPTION_INT },
					    { "design-effect", "N", "cli.judge-design-effect", OPTION_DECIMAL },
					    { "series-baseline", "N", "cli.judge-series-baseline", OPTION_FIGURE },
					    { "next-published", "DATE", "cli.judge-next-published", OPTION_DATE },
					    { "rubric", "ID", "cli.option-rubric", OPTION_TEXT },
					    { 0 } },
	.run = run,
};
