#include "usecase/judge.h"

#include "target/json.h"
#include "usecase/rubrics.h"

bool judge_once(struct judgement *j, struct arena *a, const struct judge_request *q, struct err *err)
{
	struct judge_input in = { .baseline = q->baseline,
				  .actual = q->actual,
				  .unit = q->unit,
				  .due = q->due,
				  .counted_by = q->counted_by,
				  .next_published = q->next_published,
				  .has_noise = q->has_noise,
				  .noise = q->noise,
				  .has_keep_tolerance = q->has_keep_tolerance,
				  .keep_tolerance = q->keep_tolerance,
				  .has_series_baseline = q->has_series_baseline,
				  .series_baseline = q->series_baseline };
	struct rubric rubric;

	if (q->has_tolerance) {
		in.has_tolerance = true;
		in.tolerance = decimal_double(q->tolerance);
	}
	if (q->target.n && !target_parse(&in.target, q->target, err))
		return false;
	in.has_target = q->target.n > 0;
	in.better = target_better(&in.better_from, q->better, &in.target, q->name, q->baseline.has_value,
				  q->baseline.value);
	*j = (struct judgement){ .in = in };
	target_judge(a, &j->verdict, &in);
	if (!q->rubric.n)
		return true;
	if (!rubric_load(&rubric, a, q->rubric, err))
		return false;
	rubric_grade(a, &j->grade, &rubric, &in, &j->verdict);
	return true;
}

json_t *judgement_to_json(const struct judgement *j)
{
	json_t *o = verdict_to_json(&j->verdict);
	const struct measured *x = &j->in.actual;

	json_object_set_new(o, "value", x->has_value ? json_string(DEC(x->value)) : json_null());
	json_object_set_new(o, "period", x->period.kind ? json_string(PERIOD(x->period)) : json_null());
	json_object_set_new(o, "grade", j->grade.reason.id ? grade_to_json(&j->grade) : json_null());
	return o;
}
