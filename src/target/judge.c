/* target/judge.c - the first line of the table that holds (docs/methods/target.md).
 *
 * The parts: judge_goal.c makes the target an interval, judge_due.c places it in time, judge_noise.c says what is no
 * change; here is the order of the statuses and nothing else.
 */
#include "target/judge.h"

#include <math.h>

#include "target/judge_parts.h"

static const char *const status_names[STATUS_COUNT] = { "undecided", "not_yet",   "reached",  "worse",
							"missed",    "no_change", "on_track", "behind" };

const char *status_name(enum status s)
{
	return (unsigned)s < STATUS_COUNT ? status_names[s] : "undecided";
}

const char *tri_name(enum tri t)
{
	return t == TRI_NO ? "no" : t == TRI_YES ? "yes" : t == TRI_UNKNOWN ? "unknown" : NULL;
}

const char *target_kind_name(enum target_kind k)
{
	static const char *const names[KIND_COUNT] = { NULL,    "up",   "down",      "floor", "ceiling",
						       "range", "keep", "direction", "done" };

	return (unsigned)k < KIND_COUNT ? names[k] : NULL;
}

/* Sets status and reason. Sentences that end otherwise before the due period have an id of their own with ".so-far". */
static void decide(struct judgement *j, enum status status, const char *id, const char *so_far)
{
	j->v->status = status;
	judge_reason(j, j->v->final || !so_far ? id : so_far, NULL, NULL, NULL, NULL);
}

static void undecided(struct judgement *j, const char *id)
{
	decide(j, STATUS_UNDECIDED, id, NULL);
}

/* ---- the written baseline and the series ---- */

/* Equal as far as the plan writes it: 60.48 of the series is the plan's 60.5. */
static bool agrees(struct decimal written, struct decimal series)
{
	wide apart = wide_of(written) - wide_of(series);

	return (apart < 0 ? -apart : apart) <=
	       (series.scale > written.scale ? wide_of(decimal_half_last_digit(written)) : 0);
}

static void compare_baseline(struct judgement *j)
{
	const struct judge_input *in = j->in;
	struct period at = in->series_period.kind != PERIOD_NONE ? in->series_period : in->baseline.period;

	if (!in->has_series_baseline || !in->baseline.has_value)
		return;
	if (agrees(in->baseline.value, in->series_baseline)) {
		j->v->comparable = TRI_YES;
		if (in->baseline.period.kind == PERIOD_NONE && at.kind != PERIOD_NONE)
			judge_remark(j, "target.remark.series-agrees", "period", judge_period_en(j->a, at), "period_ja",
				     judge_period_ja(j->a, at));
		return;
	}
	j->v->comparable = in->definition_settled ? TRI_YES : TRI_NO;
	judge_remark(j, in->definition_settled ? "target.remark.definition-settled" : "target.remark.series-differs",
		     "plan", judge_number(j->a, in->baseline.value), "series", judge_number(j->a, in->series_baseline));
}

/* A series that counts otherwise by now cannot be laid beside its own baseline, even where that agrees. */
static void compare_series(struct judgement *j)
{
	compare_baseline(j);
	if (!j->in->broken.id)
		return;
	j->v->comparable = j->in->definition_settled ? TRI_YES : TRI_NO;
	*LIST_ADD(j->a, &j->v->remarks) = j->in->broken;
}

/* ---- figures that every verdict carries where they exist ---- */

static wide x_of(const struct judgement *j)
{
	return wide_of(j->in->actual.value);
}

/* p: from baseline to target the share of the way. Only where the way has a length and leads to the better side. */
static void progress(struct judgement *j)
{
	struct verdict *v = j->v;
	wide b = j->has_b ? wide_of(j->b) : 0, way;

	if (!j->has_b || j->against_wording)
		return;
	if (v->kind == KIND_UP || v->kind == KIND_DOWN) {
		way = wide_of(v->target) - b;
		if (way == 0)
			return;
		v->progress = (double)(x_of(j) - b) / (double)way;
	} else if ((v->kind == KIND_RANGE || v->kind == KIND_KEEP) && (way = band_distance(&j->band, b)) > 0) {
		v->progress = 1 - (double)band_distance(&j->band, x_of(j)) / (double)way;
	} else {
		return;
	}
	v->progress += 0.0; /* no -0 */
	v->has_progress = true;
}

/* T - x in the direction that is missing; of range and keep, to the nearer end. */
static void short_by(struct judgement *j)
{
	struct verdict *v = j->v;
	struct decimal x = j->in->actual.value, low = v->target, high = v->has_target_high ? v->target_high : v->target;

	if (!v->has_target || band_holds(&j->band, x_of(j)))
		return;
	if (j->band.has_low && x_of(j) <= wide_of(low))
		v->has_short_by = decimal_sub(&v->short_by, low, x, NULL);
	else if (j->band.has_high && x_of(j) >= wide_of(high))
		v->has_short_by = decimal_sub(&v->short_by, x, high, NULL);
}

/* ---- the lines of the table ---- */

static void reached(struct judgement *j)
{
	static const struct {
		const char *id, *so_far;
	} says[KIND_COUNT] = {
		[KIND_NONE] = { "target.reached", "target.reached.so-far" },
		[KIND_UP] = { "target.reached", "target.reached.so-far" },
		[KIND_DOWN] = { "target.reached", "target.reached.so-far" },
		[KIND_FLOOR] = { "target.floor", "target.floor.so-far" },
		[KIND_CEILING] = { "target.ceiling", "target.ceiling.so-far" },
		[KIND_RANGE] = { "target.in-range", "target.in-range.so-far" },
		[KIND_KEEP] = { "target.kept", "target.kept.so-far" },
		[KIND_DIRECTION] = { "target.right-way", "target.right-way.so-far" },
		[KIND_DONE] = { "target.done", "target.done.so-far" },
	};
	wide apart = j->has_b ? x_of(j) - wide_of(j->b) : 0;
	enum target_kind kind = j->v->kind;

	if (j->has_b && (kind == KIND_UP || kind == KIND_DOWN || kind == KIND_DIRECTION) &&
	    (apart < 0 ? -apart : apart) <= j->noise)
		judge_remark(j, "target.remark.within-noise", "noise", judge_size(j->a, wide_double(j->noise)), NULL,
			     NULL);
	decide(j, STATUS_REACHED, says[kind].id, says[kind].so_far);
}

static void worse(struct judgement *j)
{
	switch (j->v->kind) {
	case KIND_FLOOR:
		decide(j, STATUS_WORSE, "target.below-floor", "target.below-floor.so-far");
		return;
	case KIND_CEILING:
		decide(j, STATUS_WORSE, "target.above-ceiling", "target.above-ceiling.so-far");
		return;
	case KIND_RANGE:
		decide(j, STATUS_WORSE, "target.out-of-range", "target.out-of-range.so-far");
		return;
	case KIND_KEEP:
		decide(j, STATUS_WORSE, "target.not-kept", "target.not-kept.so-far");
		return;
	case KIND_DIRECTION:
		decide(j, STATUS_WORSE, "target.wrong-way", "target.wrong-way.so-far");
		return;
	default:
		decide(j, STATUS_WORSE, "target.worse", "target.worse.so-far");
	}
}

static void missed(struct judgement *j)
{
	const struct verdict *v = j->v;

	if (v->kind == KIND_DONE)
		decide(j, STATUS_MISSED, "target.not-done", NULL);
	else if (v->kind == KIND_DIRECTION)
		decide(j, STATUS_MISSED, "target.missed-direction", NULL);
	else if (v->has_short_by && decimal_sign(v->short_by) == 0)
		decide(j, STATUS_MISSED,
		       v->has_target_high ? "target.missed-edge-of-range" : "target.missed-by-nothing", NULL);
	else
		decide(j, STATUS_MISSED, "target.missed", NULL);
}

static bool is_worse(const struct judgement *j)
{
	wide change;

	if (!j->has_b || j->v->kind == KIND_DONE)
		return false;
	change = x_of(j) - wide_of(j->b);
	/* Two-sided: further outside than the baseline was. */
	if (j->band.has_low && j->band.has_high)
		return (change < 0 ? -change : change) > j->noise &&
		       band_distance(&j->band, x_of(j)) > band_distance(&j->band, wide_of(j->b));
	return j->dir * change < -j->noise;
}

static bool is_no_change(const struct judgement *j)
{
	wide change = j->has_b ? x_of(j) - wide_of(j->b) : 0;

	return j->has_b && (change < 0 ? -change : change) <= j->noise;
}

static void no_change(struct judgement *j)
{
	const char *noise = judge_size(j->a, wide_double(j->noise));

	if (j->v->kind == KIND_DONE) {
		decide(j, STATUS_NO_CHANGE, "target.not-done-yet", NULL);
		return;
	}
	j->v->status = STATUS_NO_CHANGE;
	if (x_of(j) == wide_of(j->b))
		judge_reason(j, "target.same-as-baseline", NULL, NULL, NULL, NULL);
	else
		judge_reason(j, j->noise_of_survey ? "target.within-survey-error" : "target.within-noise", "noise",
			     noise, NULL, NULL);
}

/* What must be known before the way can be compared with the time; the first thing missing is the reason. */
static bool way_and_time_known(struct judgement *j)
{
	if (j->against_wording)
		undecided(j, "target.direction-against-wording");
	else if (!j->has_b)
		undecided(j, "target.no-baseline");
	else if (j->v->due.kind == PERIOD_NONE)
		undecided(j, "target.no-due");
	else if (j->in->actual.period.kind == PERIOD_NONE)
		undecided(j, "target.actual-period");
	else if (j->in->baseline.period.kind == PERIOD_NONE)
		undecided(j, "target.baseline-period");
	else if (!j->v->has_elapsed)
		undecided(j, "target.baseline-after-due");
	else if (!j->v->has_progress)
		undecided(j, "target.no-way");
	else
		return true;
	return false;
}

static void compare_way_with_time(struct judgement *j)
{
	struct verdict *v = j->v;
	double tolerance = j->in->has_tolerance && j->in->tolerance >= 0 ? j->in->tolerance : 0.05;
	bool on_track;

	/* 1e-9: p and e are quotients; 0.45 must not fall short of 0.5 - 0.05 by the last bit. */
	on_track = v->progress >= v->elapsed - tolerance - 1e-9;
	v->status = on_track ? STATUS_ON_TRACK : STATUS_BEHIND;
	judge_reason(j, on_track ? "target.on-track" : "target.behind", "progress", judge_percent(j->a, v->progress),
		     "elapsed", judge_percent(j->a, v->elapsed));
}

/* A value in yen under a KPI in thousands of yen reaches every target. A hundred times what the plan has, or a
 * hundredth of it, is seldom meant: it is judged, and whoever reads it is asked to look again. On the way from zero or
 * to it every small value is meant. */
static void doubt_size(struct judgement *j)
{
	enum { FAR = 100 };
	const double x = fabs(wide_double(wide_of(j->in->actual.value)));
	double least = INFINITY, most = 0;
	const struct decimal plan[] = { j->in->baseline.value, j->v->target };
	const bool has[] = { j->in->baseline.has_value, j->v->has_target };

	for (size_t i = 0; i < 2; i++) {
		double r = fabs(wide_double(wide_of(plan[i])));

		least = has[i] ? fmin(least, r) : least;
		most = has[i] ? fmax(most, r) : most;
	}
	if (x > 0 && most > 0 && (x >= FAR * most || x * FAR <= least))
		judge_remark(j, "target.remark.far-off", "value", judge_number(j->a, j->in->actual.value), NULL, NULL);
}

static void judge_value(struct judgement *j)
{
	const struct judge_input *in = j->in;
	struct verdict *v = j->v;

	doubt_size(j);
	v->final = v->due.kind != PERIOD_NONE && period_eq(in->actual.period, v->due);
	if (in->actual.period.kind != PERIOD_NONE && v->due.kind != PERIOD_NONE &&
	    period_middle(in->actual.period) > period_middle(v->due))
		judge_remark(j, "target.remark.after-due", "due", judge_period_en(j->a, v->due), "due_ja",
			     judge_period_ja(j->a, v->due));
	judge_elapsed(j);
	progress(j);
	short_by(j);
	if (band_holds(&j->band, x_of(j)))
		reached(j);
	else if (v->kind == KIND_NONE)
		undecided(j, "target.no-direction");
	else if (is_worse(j))
		worse(j);
	else if (v->final)
		missed(j);
	else if (v->kind == KIND_DONE || is_no_change(j))
		no_change(j);
	else if (way_and_time_known(j))
		compare_way_with_time(j);
}

/* Values of accounts on another base year do not connect (docs/FACTS.md 3.1). */
static bool base_years_differ(struct judgement *j)
{
	struct text b = j->in->baseline.base_year, x = j->in->actual.base_year;

	if (!j->in->baseline.has_value || text_eq(b, x))
		return false;
	if (!b.n || !x.n) {
		judge_remark(j, "target.remark.base-year-unsaid", "base_year", text_z(j->a, b.n ? b : x), NULL, NULL);
		return false;
	}
	j->v->status = STATUS_UNDECIDED;
	judge_reason(j, "target.base-year", "baseline_base", text_z(j->a, b), "value_base", text_z(j->a, x));
	return true;
}

/* Of values of single years there is a sum only where none is missing. */
static bool sum_is_whole(struct judgement *j)
{
	const struct judge_input *in = j->in;
	const char *id = in->summed_from.kind == PERIOD_NONE ? "target.sum-from-when" : "target.sum-misses";

	if (!in->summed)
		return true;
	if (in->summed_from.kind == PERIOD_NONE || in->sum_misses.kind != PERIOD_NONE) {
		j->v->status = STATUS_UNDECIDED;
		judge_reason(j, id, "missing", judge_period_en(j->a, in->sum_misses), "missing_ja",
			     judge_period_ja(j->a, in->sum_misses));
		return false;
	}
	judge_remark_of_periods(j, "target.remark.recorded-as-yearly", in->summed_from, in->actual.period);
	return true;
}

static void not_yet(struct judgement *j)
{
	j->v->status = STATUS_NOT_YET;
	judge_reason(j, "target.no-value-recorded", NULL, NULL, NULL, NULL);
	if (j->in->next_published.year)
		judge_remark(j, "target.remark.next-published", "date", arena_strdup(j->a, DATE(j->in->next_published)),
			     NULL, NULL);
}

void judge_start(struct judgement *j, struct arena *a, struct verdict *v, const struct judge_input *in)
{
	bool by_change = in->target.op == TARGET_INCREASE || in->target.op == TARGET_DECREASE;

	*j = (struct judgement){ .a = a, .in = in, .v = v, .has_b = in->baseline.has_value, .b = in->baseline.value };
	*v = (struct verdict){ .better = in->better, .better_from = in->better_from };
	if (in->has_increment)
		judge_remark(j, "target.remark.increments-added", "increment", judge_number(a, in->increment), "target",
			     judge_number(a, in->target.value));
	if (!in->has_target || !in->target.cumulative || !in->target.has_value || by_change)
		return;
	if (!in->summed)
		judge_remark(j, "target.remark.recorded-as-running", NULL, NULL, NULL, NULL);
	if (in->baseline.has_value && decimal_sign(in->baseline.value) != 0)
		judge_remark(j, "target.remark.cumulative-from-zero", "baseline", judge_number(a, in->baseline.value),
			     NULL, NULL);
	j->has_b = true;
	j->b = decimal_of(0);
}

void target_judge(struct arena *a, struct verdict *v, const struct judge_input *in)
{
	struct judgement j;

	judge_start(&j, a, v, in);
	judge_due(&j);
	compare_series(&j);
	judge_noise(&j);
	if (!judge_goal(&j))
		return;
	if (!in->actual.has_value)
		not_yet(&j);
	else if (sum_is_whole(&j) && !base_years_differ(&j))
		judge_value(&j);
}
