/* target/rubric.c - the first grade whose condition holds.
 *
 * Conditions have three values. A number that does not exist makes a comparison unknown; a condition with an unknown
 * part is unknown unless its other parts settle it. The first grade that is not refuted decides: where it holds, it is
 * given; where it is unknown, the grade is undefined - a KPI must not fall to a worse grade because a figure is
 * missing.
 */
#include "target/rubric.h"

#include "target/judge_parts.h"

enum truth { FALSE_, UNKNOWN_, TRUE_ };

struct grading {
	struct arena *a;
	const struct judge_input *in;
	const struct verdict *v;
	const char *missing;       /* reason of the first number that does not exist */
	enum rubric_number number; /* the last number compared with success */
	bool compared;
	double value;
};

static unsigned field_value(const struct verdict *v, enum condition_field f)
{
	switch (f) {
	case FIELD_STATUS:
		return v->status;
	case FIELD_KIND:
		return v->kind;
	case FIELD_FINAL:
		return v->final;
	case FIELD_COMPARABLE:
		return v->comparable;
	default:
		return v->significant;
	}
}

static enum truth compare(struct grading *g, const struct condition *c)
{
	const char *why;
	double x;
	bool holds;

	if (!rubric_number_of(c->number, g->in, g->v, &x, &why)) {
		if (!g->missing)
			g->missing = why;
		return UNKNOWN_;
	}
	/* 1e-9: a quotient such as 0.7 must not fall short by the last bit. */
	holds = c->comparison == COMPARE_AT_LEAST    ? x >= c->limit - 1e-9
		: c->comparison == COMPARE_MORE_THAN ? x > c->limit + 1e-9
		: c->comparison == COMPARE_AT_MOST   ? x <= c->limit + 1e-9
						     : x < c->limit - 1e-9;
	if (holds) {
		g->compared = true;
		g->number = c->number;
		g->value = x;
	}
	return holds ? TRUE_ : FALSE_;
}

static enum truth truth_of(struct grading *g, const struct condition *c)
{
	enum truth t;

	if (!c)
		return TRUE_;
	switch (c->kind) {
	case CONDITION_IN:
		return c->values & (1u << field_value(g->v, c->field)) ? TRUE_ : FALSE_;
	case CONDITION_COMPARE:
		return compare(g, c);
	case CONDITION_NOT:
		return (enum truth)(TRUE_ - truth_of(g, &c->parts[0]));
	case CONDITION_ALL:
		t = TRUE_;
		for (size_t i = 0; i < c->n_parts && t != FALSE_; i++) {
			enum truth part = truth_of(g, &c->parts[i]);

			t = part < t ? part : t;
		}
		return t;
	default:
		t = FALSE_;
		for (size_t i = 0; i < c->n_parts && t != TRUE_; i++) {
			enum truth part = truth_of(g, &c->parts[i]);

			t = part > t ? part : t;
		}
		return t;
	}
}

/* Whether the condition speaks of that status by name, outside of a `not`. */
static bool names_status(const struct condition *c, enum status s)
{
	if (!c || c->kind == CONDITION_NOT)
		return false;
	if (c->kind == CONDITION_IN)
		return c->field == FIELD_STATUS && (c->values & (1u << s));
	for (size_t i = 0; i < c->n_parts; i++)
		if (names_status(&c->parts[i], s))
			return true;
	return false;
}

static void undefined(struct grading *g, struct grade *out, const char *id)
{
	out->reason = msg_make(g->a, id, NULL);
}

static void give(struct grading *g, struct grade *out, const struct rubric_rule *rule)
{
	static const char *const by[NUMBER_COUNT] = {
		[NUMBER_PROGRESS] = "target.grade.by-progress",
		[NUMBER_ELAPSED] = "target.grade.by-elapsed",
		[NUMBER_PACE] = "target.grade.by-pace",
		[NUMBER_RATIO] = "target.grade.by-ratio",
		[NUMBER_BASELINE_RATIO] = "target.grade.by-baseline-ratio",
		[NUMBER_CHANGE] = "target.grade.by-change",
		[NUMBER_TARGET_CHANGE] = "target.grade.by-target-change",
		[NUMBER_GAIN] = "target.grade.by-gain",
		[NUMBER_MARGIN] = "target.grade.by-margin",
		[NUMBER_GROWTH] = "target.grade.by-growth",
	};
	bool in_units = g->number == NUMBER_GAIN || g->number == NUMBER_MARGIN;

	out->defined = true;
	out->id = rule->id;
	out->rank = rule->rank;
	for (int lang = 0; lang < LANG_COUNT; lang++)
		out->label[lang] = rule->label[lang];
	if (!g->compared)
		out->reason = msg_make(g->a, "target.grade.by-verdict", NULL);
	else if (g->number == NUMBER_GROWTH)
		out->reason = msg_make(g->a, by[g->number], "figure", judge_double(g->a, g->value, 2), NULL);
	else if (in_units)
		out->reason = msg_make(g->a, by[g->number], "figure", judge_size(g->a, g->value), NULL);
	else
		out->reason = msg_make(g->a, by[g->number], "figure", judge_percent(g->a, g->value), NULL);
}

static void add_caveats(struct grading *g, struct grade *out, const struct rubric *r)
{
	for (size_t i = 0; i < r->caveats.n && !out->misleading; i++) {
		if (truth_of(g, r->caveats.at[i].when) != TRUE_)
			continue;
		out->misleading = true;
		for (int lang = 0; lang < LANG_COUNT; lang++)
			out->caveat[lang] = r->caveats.at[i].text[lang];
	}
}

static void grade_unjudged(struct grading *g, struct grade *out, const struct rubric *r)
{
	for (size_t i = 0; i < r->grades.n; i++) {
		const struct rubric_rule *rule = &r->grades.at[i];

		if (names_status(rule->when, g->v->status) && truth_of(g, rule->when) == TRUE_) {
			give(g, out, rule);
			return;
		}
	}
	undefined(g, out, g->v->status == STATUS_NOT_YET ? "target.grade.not-yet" : "target.grade.undecided");
}

void rubric_grade(struct arena *a, struct grade *out, const struct rubric *r, const struct judge_input *in,
		  const struct verdict *v)
{
	struct grading g = { .a = a, .in = in, .v = v };

	*out = (struct grade){ 0 };
	if (v->status == STATUS_NOT_YET || v->status == STATUS_UNDECIDED) {
		grade_unjudged(&g, out, r);
		return;
	}
	undefined(&g, out, "target.grade.no-rule");
	for (size_t i = 0; i < r->grades.n; i++) {
		enum truth t;

		g.compared = false;
		g.missing = NULL;
		t = truth_of(&g, r->grades.at[i].when);
		if (t == FALSE_)
			continue;
		if (t == TRUE_)
			give(&g, out, &r->grades.at[i]);
		else
			undefined(&g, out, g.missing ? g.missing : "target.grade.no-rule");
		break;
	}
	add_caveats(&g, out, r);
}
