/* Runs the plain-text cases in tests/case/target/, one TAP line each.
 *
 *   case    a sentence
 *   given   what the plan says and a person has set, separated by ", " (several lines may follow each other)
 *   when    what is recorded
 *   expect  what the verdict must say
 *
 * given   baseline V [in PERIOD] [base WORDS] [n N [of N] [deff D]] | target WORDING [by PERIOD] | no target |
 *         kpi NAME | unit U | better up|down | counted by FY|CY|DATE | series V [in PERIOD] | definition settled |
 *         noise X | tolerance X | keep tolerance X | summed [from PERIOD] [misses PERIOD]
 * when    actual V [in PERIOD] [base WORDS] [n ...] | nothing recorded | next published DATE
 * expect  status S | reason ID [VALUE ...] | so far | final | progress X | no progress | elapsed X | no elapsed |
 *         short by X | not short | comparable T | not compared | significant T | not tested | better B from F |
 *         better unknown | due PERIOD | no due | kind K | target X | remark ID [VALUE ...] | no remarks |
 *         interval A..B | baseline interval A..B | grade RUBRIC ID|undefined [REASON] | misleading RUBRIC |
 *         not misleading RUBRIC
 *
 * A reason's ID is without "target." and ".so-far"; its VALUEs must be among the figures of the message. Any other word
 * fails. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../file.h"
#include "base/embed.h"
#include "files/yaml.h"
#include "target/judge.h"
#include "target/rubric.h"

struct run {
	struct arena arena;
	const char *file;
	int line, n, failed;
	/* the case */
	struct text title;
	int at_line;
	bool open, bad, expected;
	struct judge_input in;
	enum better person;
	struct text kpi;
	bool judged;
	struct verdict v;
};

static bool complain(struct run *r, const char *what, struct text near)
{
	printf("# %s:%d: %s: %.*s\n", r->file, r->line, what, (int)near.n, near.p);
	if (r->judged)
		printf("#   status %s, reason %s: %s\n", status_name(r->v.status), r->v.reason.id,
		       msg_say(&r->arena, LANG_EN, &r->v.reason));
	r->bad = true;
	return false;
}

/* ---- words of a clause ---- */

/* Takes the words off the front of *t when they stand there, up to a space or the end. */
static bool take(struct text *t, const char *words)
{
	struct text w = text_of(words);

	if (!text_starts(*t, w) || (t->n > w.n && t->p[w.n] != ' '))
		return false;
	*t = text_trim(text_slice(*t, w.n, t->n));
	return true;
}

static struct text word(struct text *t)
{
	size_t n = text_find(*t, TEXT(" "));
	struct text w = text_slice(*t, 0, n == SIZE_MAX ? t->n : n);

	*t = text_trim(text_slice(*t, w.n, t->n));
	return w;
}

static bool take_decimal(struct run *r, struct text *t, struct decimal *d)
{
	struct text w = word(t);

	return decimal_parse(d, w, NULL) || complain(r, "no number", w);
}

static bool take_double(struct run *r, struct text *t, double *d)
{
	char *end;
	struct text w = word(t);
	const char *z = text_z(&r->arena, w);

	*d = strtod(z, &end);
	return (*z && !*end) || complain(r, "no number", w);
}

static bool take_int(struct run *r, struct text *t, int64_t *n)
{
	double d = 0;
	bool ok = take_double(r, t, &d);

	*n = (int64_t)d;
	return ok;
}

static bool take_period(struct run *r, struct text *t, struct period *p)
{
	struct text w = word(t);

	return period_parse(p, w, NULL) || complain(r, "no period", w);
}

static bool nothing_left(struct run *r, struct text t)
{
	return !t.n || complain(r, "not understood", t);
}

/* V [in PERIOD] [base WORDS] [n N [of N] [deff D]] */
static bool take_measured(struct run *r, struct text t, struct measured *m)
{
	m->has_value = true;
	if (!take_decimal(r, &t, &m->value))
		return false;
	while (t.n) {
		bool ok;

		if (take(&t, "in"))
			ok = take_period(r, &t, &m->period);
		else if (take(&t, "base")) {
			m->base_year = word(&t);
			ok = true;
		} else if (take(&t, "n"))
			ok = take_int(r, &t, &m->survey.n);
		else if (take(&t, "of"))
			ok = take_int(r, &t, &m->survey.population);
		else if (take(&t, "deff"))
			ok = take_double(r, &t, &m->survey.design_effect);
		else
			ok = complain(r, "not understood", t);
		if (!ok)
			return false;
	}
	return true;
}

static bool take_target(struct run *r, struct text t)
{
	size_t by = text_find(t, TEXT(" by "));
	struct text wording = text_slice(t, 0, by == SIZE_MAX ? t.n : by),
		    due = text_slice(t, by == SIZE_MAX ? t.n : by + 4, t.n);
	struct err err = { 0 };

	r->in.has_target = true;
	if (!target_parse(&r->in.target, text_trim(wording), &err))
		return complain(r, "no target", wording);
	return !due.n || (take_period(r, &due, &r->in.due) && nothing_left(r, due));
}

static bool take_counted_by(struct run *r, struct text t)
{
	r->in.counted_by = text_is(t, "FY") ? PERIOD_FY : text_is(t, "CY") ? PERIOD_CY : PERIOD_DATE;
	return text_is(t, "FY") || text_is(t, "CY") || text_is(t, "DATE") || complain(r, "FY, CY or DATE", t);
}

static bool given(struct run *r, struct text t)
{
	struct judge_input *in = &r->in;

	if (take(&t, "baseline"))
		return take_measured(r, t, &in->baseline);
	if (take(&t, "no target"))
		return nothing_left(r, t);
	if (take(&t, "target"))
		return take_target(r, t);
	if (take(&t, "kpi")) {
		r->kpi = t;
		return true;
	}
	if (take(&t, "unit")) {
		in->unit = t;
		return true;
	}
	if (take(&t, "better up")) {
		r->person = BETTER_UP;
		return nothing_left(r, t);
	}
	if (take(&t, "better down")) {
		r->person = BETTER_DOWN;
		return nothing_left(r, t);
	}
	if (take(&t, "counted by"))
		return take_counted_by(r, t);
	if (take(&t, "series")) {
		in->has_series_baseline = true;
		return take_decimal(r, &t, &in->series_baseline) &&
		       (!take(&t, "in") || take_period(r, &t, &in->series_period)) && nothing_left(r, t);
	}
	if (take(&t, "summed")) {
		in->summed = true;
		in->target.cumulative = true;
		return (!take(&t, "from") || take_period(r, &t, &in->summed_from)) &&
		       (!take(&t, "misses") || take_period(r, &t, &in->sum_misses)) && nothing_left(r, t);
	}
	if (take(&t, "definition settled"))
		return (in->definition_settled = true) && nothing_left(r, t);
	if (take(&t, "noise"))
		return (in->has_noise = true) && take_decimal(r, &t, &in->noise) && nothing_left(r, t);
	if (take(&t, "tolerance"))
		return (in->has_tolerance = true) && take_double(r, &t, &in->tolerance) && nothing_left(r, t);
	if (take(&t, "keep tolerance"))
		return (in->has_keep_tolerance = true) && take_decimal(r, &t, &in->keep_tolerance) &&
		       nothing_left(r, t);
	return complain(r, "given: not understood", t);
}

static bool when(struct run *r, struct text t)
{
	if (take(&t, "actual"))
		return take_measured(r, t, &r->in.actual);
	if (take(&t, "nothing recorded"))
		return nothing_left(r, t);
	if (take(&t, "next published")) {
		struct text w = word(&t);

		return (date_parse(&r->in.next_published, w, NULL) || complain(r, "no date", w)) && nothing_left(r, t);
	}
	return complain(r, "when: not understood", t);
}

static void judge(struct run *r)
{
	if (r->judged)
		return;
	r->in.better = target_better(&r->in.better_from, r->person, r->in.has_target ? &r->in.target : NULL, r->kpi,
				     r->in.baseline.has_value, r->in.baseline.value);
	target_judge(&r->arena, &r->v, &r->in);
	r->judged = true;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *said = msg_say(&r->arena, (enum lang)lang, &r->v.reason);

		if (!*said || strchr(said, '{'))
			complain(r, "the reason's sentence has a hole", text_of(said));
		for (size_t i = 0; i < r->v.remarks.n; i++)
			if (strchr(said = msg_say(&r->arena, (enum lang)lang, &r->v.remarks.at[i]), '{'))
				complain(r, "a remark's sentence has a hole", text_of(said));
	}
}

/* ---- expectations ---- */

static bool same(struct run *r, const char *what, const char *seen, struct text want)
{
	if (text_is(want, seen ? seen : "nothing"))
		return true;
	printf("# %s:%d: %s is %s\n", r->file, r->line, what, seen ? seen : "nothing");
	return complain(r, "expected", want);
}

static bool has_value(const struct msg *m, struct text want)
{
	for (size_t i = 0; i < m->n_args; i++)
		if (text_is(want, m->args[i].value))
			return true;
	return false;
}

/* ID [VALUE ...] */
static bool message(struct run *r, const struct msg *m, const char *prefix, struct text t)
{
	struct text id = text_of(m->id), want = word(&t);

	if (text_starts(id, text_of(prefix)))
		id = text_slice(id, strlen(prefix), id.n);
	if (text_ends(id, TEXT(".so-far")))
		id = text_slice(id, 0, id.n - strlen(".so-far"));
	if (!text_eq(id, want))
		return false;
	while (t.n) {
		want = word(&t);
		if (!has_value(m, want))
			return complain(r, "figure not in the message", want);
	}
	return true;
}

static bool number(struct run *r, const char *what, bool has, double seen, struct text t)
{
	double want;

	if (!take_double(r, &t, &want) || !nothing_left(r, t))
		return false;
	if (has && fabs(seen - want) <= 0.0005 * fmax(1, fabs(want)))
		return true;
	printf("# %s:%d: %s is %s%g\n", r->file, r->line, what, has ? "" : "absent ", seen);
	return complain(r, "expected", t);
}

static bool interval(struct run *r, bool has, struct interval seen, struct text t)
{
	double low, high;

	if (sscanf(text_z(&r->arena, t), "%lf..%lf", &low, &high) != 2)
		return complain(r, "A..B", t);
	if (has && fabs(seen.low - low) < 0.006 && fabs(seen.high - high) < 0.006)
		return true;
	printf("# %s:%d: the interval is %.3f..%.3f\n", r->file, r->line, seen.low, seen.high);
	return complain(r, "expected", t);
}

static bool remark(struct run *r, struct text t)
{
	for (size_t i = 0; i < r->v.remarks.n; i++)
		if (message(r, &r->v.remarks.at[i], "target.remark.", t))
			return true;
	for (size_t i = 0; i < r->v.remarks.n; i++)
		printf("# has %s\n", r->v.remarks.at[i].id);
	return complain(r, "no such remark", t);
}

static bool graded(struct run *r, struct grade *g, struct text rubric)
{
	struct rubric table;
	struct yaml_doc doc;
	struct err err = { 0 };
	const char *name = arena_printf(&r->arena, "rubrics/%.*s.yaml", (int)rubric.n, rubric.p);
	struct text bytes = embed_find(&embed_data, name);
	bool ok;

	if (!bytes.p || !yaml_parse(&doc, &r->arena, bytes, name, &err))
		return complain(r, "no such rubric", rubric);
	ok = rubric_from_json(&r->arena, &table, doc.root, &err) || complain(r, "bad rubric", text_of(err.msg.id));
	if (ok)
		rubric_grade(&r->arena, g, &table, &r->in, &r->v);
	yaml_clear(&doc);
	if (ok && (!g->reason.id || strchr(msg_say(&r->arena, LANG_JA, &g->reason), '{')))
		return complain(r, "the grade has no reason", rubric);
	return ok;
}

static bool expect_grade(struct run *r, struct text t)
{
	struct grade g;
	struct text want;

	if (!graded(r, &g, word(&t)))
		return false;
	want = word(&t);
	if (!same(r, "grade", g.defined ? text_z(&r->arena, g.id) : "undefined", want))
		return false;
	return !t.n || message(r, &g.reason, "target.grade.", t) || complain(r, g.reason.id, t);
}

static bool expect_misleading(struct run *r, struct text t, bool want)
{
	struct grade g;

	return graded(r, &g, t) &&
	       (g.misleading == want || complain(r, want ? "not said to mislead" : "said to mislead", t));
}

static bool expect(struct run *r, struct text t)
{
	const struct verdict *v = &r->v;

	if (take(&t, "status"))
		return same(r, "status", status_name(v->status), t);
	if (take(&t, "reason"))
		return message(r, &v->reason, "target.", t) || complain(r, "other reason", t);
	if (take(&t, "so far"))
		return (!v->final && nothing_left(r, t)) || complain(r, "it is final", t);
	if (take(&t, "final"))
		return (v->final && nothing_left(r, t)) || complain(r, "it is not final", t);
	if (take(&t, "progress"))
		return number(r, "progress", v->has_progress, v->progress, t);
	if (take(&t, "no progress"))
		return !v->has_progress || complain(r, "there is progress", t);
	if (take(&t, "elapsed"))
		return number(r, "elapsed", v->has_elapsed, v->elapsed, t);
	if (take(&t, "no elapsed"))
		return !v->has_elapsed || complain(r, "there is elapsed", t);
	if (take(&t, "short by"))
		return same(r, "short_by", v->has_short_by ? DEC(v->short_by) : NULL, t);
	if (take(&t, "not short"))
		return !v->has_short_by || complain(r, "it is short", t);
	if (take(&t, "comparable"))
		return same(r, "comparable", tri_name(v->comparable), t);
	if (take(&t, "not compared"))
		return same(r, "comparable", tri_name(v->comparable), TEXT("nothing"));
	if (take(&t, "significant"))
		return same(r, "significant", tri_name(v->significant), t);
	if (take(&t, "not tested"))
		return same(r, "significant", tri_name(v->significant), TEXT("nothing"));
	if (take(&t, "better unknown"))
		return same(r, "better", better_name(v->better), TEXT("nothing"));
	if (take(&t, "better"))
		return same(r, "better", better_name(v->better), word(&t)) &&
		       (!t.n || (take(&t, "from") && same(r, "better_from", better_from_name(v->better_from), t)));
	if (take(&t, "due"))
		return same(r, "due", PERIOD(v->due), t);
	if (take(&t, "no due"))
		return same(r, "due", PERIOD(v->due), TEXT(""));
	if (take(&t, "kind"))
		return same(r, "kind", target_kind_name(v->kind), t);
	if (take(&t, "target"))
		return same(r, "target", v->has_target ? DEC(v->target) : NULL, t);
	if (take(&t, "remark"))
		return remark(r, t);
	if (take(&t, "no remarks"))
		return !v->remarks.n || complain(r, "there is a remark", text_of(v->remarks.at[0].id));
	if (take(&t, "interval"))
		return interval(r, v->has_actual_interval, v->actual_interval, t);
	if (take(&t, "baseline interval"))
		return interval(r, v->has_baseline_interval, v->baseline_interval, t);
	if (take(&t, "grade"))
		return expect_grade(r, t);
	if (take(&t, "misleading"))
		return expect_misleading(r, t, true);
	if (take(&t, "not misleading"))
		return expect_misleading(r, t, false);
	return complain(r, "expect: not understood", t);
}

/* ---- files ---- */

static void close_case(struct run *r)
{
	if (!r->open)
		return;
	if (!r->expected)
		complain(r, "the case expects nothing", r->title);
	r->n++;
	r->failed += r->bad;
	printf("%sok %d - %.*s (%s:%d)\n", r->bad ? "not " : "", r->n, (int)r->title.n, r->title.p, r->file,
	       r->at_line);
	r->open = false;
}

static void open_case(struct run *r, struct text title)
{
	close_case(r);
	*r = (struct run){ .arena = r->arena,
			   .file = r->file,
			   .line = r->line,
			   .n = r->n,
			   .failed = r->failed,
			   .title = title,
			   .at_line = r->line,
			   .open = true };
}

static void clauses(struct run *r, struct text rest, bool (*clause)(struct run *r, struct text t))
{
	while (rest.n) {
		size_t n = text_find(rest, TEXT(", "));
		struct text t = text_trim(text_slice(rest, 0, n == SIZE_MAX ? rest.n : n));

		clause(r, t);
		rest = n == SIZE_MAX ? (struct text){ 0 } : text_slice(rest, n + 2, rest.n);
	}
}

static bool word_then(struct text *t, const char *w)
{
	struct text k = text_of(w);

	if (!text_starts(*t, k) || t->n == k.n || (t->p[k.n] != ' ' && t->p[k.n] != '\t'))
		return false;
	*t = text_trim(text_slice(*t, k.n, t->n));
	return true;
}

static void read_line(struct run *r, struct text t)
{
	t = text_trim(t);
	if (!t.n || *t.p == '#')
		return;
	if (word_then(&t, "case")) {
		open_case(r, t);
	} else if (!r->open) {
		open_case(r, TEXT("a line outside of a case"));
		complain(r, "not understood", t);
	} else if (word_then(&t, "given")) {
		clauses(r, t, given);
	} else if (word_then(&t, "when")) {
		clauses(r, t, when);
	} else if (word_then(&t, "expect")) {
		judge(r);
		r->expected = true;
		clauses(r, t, expect);
	} else {
		complain(r, "not understood", t);
	}
}

static void read_cases(struct run *r, const char *path)
{
	struct text rest = file_read(&r->arena, path);

	if (!rest.p) {
		r->failed++;
		printf("not ok %d - %s cannot be read\n", ++r->n, path);
		return;
	}
	for (r->line = 1; rest.n; r->line++) {
		size_t end = text_find(rest, TEXT("\n"));

		read_line(r, text_slice(rest, 0, end == SIZE_MAX ? rest.n : end));
		rest = end == SIZE_MAX ? (struct text){ 0 } : text_slice(rest, end + 1, rest.n);
	}
	close_case(r);
}

static int is_case(const struct dirent *d)
{
	return text_ends(text_of(d->d_name), TEXT(".case"));
}

int main(void)
{
	struct run r = { 0 };
	const char *root = getenv("SOSEI_ROOT"),
		   *dir = arena_printf(&r.arena, "%s/tests/case/target", root ? root : ".");
	struct dirent **names = NULL;
	int n = scandir(dir, &names, is_case, alphasort), failed;

	for (int i = 0; i < n; i++) {
		r.file = arena_strdup(&r.arena, names[i]->d_name);
		read_cases(&r, arena_printf(&r.arena, "%s/%s", dir, r.file));
		free(names[i]);
	}
	free(names);
	if (n <= 0)
		printf("not ok %d - there are cases in %s\n", ++r.n, dir);
	printf("1..%d\n", r.n);
	failed = r.failed || n <= 0;
	arena_clear(&r.arena);
	return failed;
}
