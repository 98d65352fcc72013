/* Every figure of a verdict with its formula, its inputs and its rounding, so that a reader can do the sum again. */
#include <math.h>
#include <string.h>

#include "publish/pages.h"
#include "publish/words.h"

static struct text period_words(struct doc *d, struct period p)
{
	return words_period(d->arena, d->lang, p);
}

static struct node *step(struct doc *d, struct node *facts, const char *id, const char *label)
{
	struct node *f = doc_fact(d, facts, doc_label(d, label), (struct text){ 0 });

	f->id = text_of(id);
	return f;
}

static void put_target(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	/* KIND_NONE: the reason says what is wrong with the target. */
	static const char *const kind[] = {
		[KIND_UP] = "publish.kind-up",
		[KIND_DOWN] = "publish.kind-down",
		[KIND_FLOOR] = "publish.kind-floor",
		[KIND_CEILING] = "publish.kind-ceiling",
		[KIND_RANGE] = "publish.kind-range",
		[KIND_KEEP] = "publish.kind-keep",
		[KIND_DIRECTION] = "publish.kind-direction",
		[KIND_DONE] = "publish.kind-done",
	};
	struct node *f = step(d, facts, "how-target", "publish.col-target");

	if (k->kpi->target.wording.n)
		doc_foreign(d, f, doc_words(d, "publish.quoted", "text", doc_z(d, k->kpi->target.wording), NULL));
	else
		doc_text(d, f, doc_label(d, "publish.not-in-plan"));
	if (kind[k->verdict.kind])
		doc_text(d, f, doc_label(d, kind[k->verdict.kind]));
	f = step(d, facts, "how-due", "publish.due");
	if (k->kpi->target.due.kind)
		doc_text(d, f, period_words(d, k->kpi->target.due));
	else
		doc_text(d, f, doc_label(d, "publish.not-in-plan"));
	if (k->verdict.due.kind && !period_eq(k->verdict.due, k->kpi->target.due))
		doc_text(d, f,
			 doc_words(d, "publish.due-translated", "period", doc_z(d, period_words(d, k->verdict.due)),
				   NULL));
}

static void put_baseline(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	const struct plan_baseline *b = &k->kpi->baseline;
	struct node *f = step(d, facts, "how-baseline", "publish.col-baseline");

	if (b->has_value)
		doc_number(d, f, words_decimal(d->arena, b->value), (struct text){ 0 }, (struct text){ 0 });
	else
		doc_text(d, f, doc_label(d, "publish.not-in-plan"));
	if (k->baseline_period.kind)
		doc_text(d, f,
			 doc_words(d, "publish.in-brackets", "text", doc_z(d, period_words(d, k->baseline_period)),
				   NULL));
	else
		doc_text(d, f,
			 doc_words(d, "publish.in-brackets", "text",
				   doc_z(d, doc_label(d, "publish.period-not-in-plan")), NULL));
	if (b->note.n) {
		doc_text(d, f, doc_label(d, "publish.footnote"));
		doc_foreign(d, f, b->note);
	}
	if (k->baseline_period_source.id) {
		doc_break(d, f);
		doc_text(d, f, doc_say(d, &k->baseline_period_source));
	}
}

static void put_direction(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	struct node *f = step(d, facts, "how-better", "publish.better");

	doc_text(d, f, text_of(words_better(d->lang, k->verdict.better ? k->verdict.better : k->better)));
	doc_text(d, f,
		 doc_words(d, "publish.because", "what",
			   words_better_from(d->lang, k->verdict.better ? k->verdict.better_from : k->better_from),
			   NULL));
}

static void put_noise(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	const struct judge_input *in = &k->judged;
	const struct plan_baseline *b = &k->kpi->baseline;
	struct node *f;
	struct decimal noise;

	if (in->actual.survey.n > 0 || in->baseline.survey.n > 0) {
		f = step(d, facts, "how-noise", "publish.noise");
		doc_text(d, f,
			 doc_words(d, "publish.noise-survey", "n", NUM(in->actual.survey.n), "population",
				   in->actual.survey.population
					   ? doc_z(d, words_decimal(d->arena, decimal_of(in->actual.survey.population)))
					   : msg_label(d->lang, "publish.unknown"),
				   NULL));
		return;
	}
	if (!in->has_noise && !b->has_value)
		return;
	f = step(d, facts, "how-noise", "publish.noise");
	if (in->has_noise) {
		doc_text(d, f,
			 doc_words(d, "publish.noise-given", "noise", doc_z(d, words_decimal(d->arena, in->noise)),
				   NULL));
		return;
	}
	noise = decimal_half_last_digit(b->value);
	if (k->latest && decimal_cmp(decimal_half_last_digit(k->latest->value.value), noise) > 0)
		noise = decimal_half_last_digit(k->latest->value.value);
	doc_text(d, f, doc_words(d, "publish.noise-digit", "noise", doc_z(d, words_decimal(d->arena, noise)), NULL));
}

/* (t - tb) / (tT - tb) in days, each the middle of its period. */
static void put_elapsed(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	const struct verdict *v = &k->verdict;
	struct node *f = step(d, facts, "how-elapsed", "publish.elapsed");
	double gone, whole;

	if (!v->has_elapsed || !k->latest || !k->baseline_period.kind || !v->due.kind) {
		doc_text(d, f, doc_label(d, k->latest ? "publish.elapsed-none" : "publish.elapsed-no-value"));
		return;
	}
	gone = period_middle(k->latest->value.period) - period_middle(k->baseline_period);
	whole = period_middle(v->due) - period_middle(k->baseline_period);
	doc_number(d, f, words_percent(d->arena, d->lang, v->elapsed), (struct text){ 0 }, (struct text){ 0 });
	doc_break(d, f);
	doc_text(d, f,
		 doc_words(d, "publish.elapsed-formula", "now", doc_z(d, period_words(d, k->latest->value.period)),
			   "baseline", doc_z(d, period_words(d, k->baseline_period)), "due",
			   doc_z(d, period_words(d, v->due)), "gone", doc_z(d, words_real(d->arena, gone, 1)), "whole",
			   doc_z(d, words_real(d->arena, whole, 1)), "e", doc_z(d, words_real(d->arena, v->elapsed, 4)),
			   NULL));
}

/* (x - b) / (T - b) as a sum that can be checked; only where it gives the figure that the verdict carries. */
static void put_progress(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	const struct verdict *v = &k->verdict;
	struct node *f = step(d, facts, "how-progress", "publish.progress");
	bool sum = k->judged.target.cumulative; /* counted from nought */
	struct decimal from;
	double b, x, t;

	if (!v->has_progress || !k->latest) {
		doc_text(d, f,
			 doc_label(d, !k->latest                                         ? "publish.elapsed-no-value"
				      : v->kind == KIND_FLOOR || v->kind == KIND_CEILING ? "publish.progress-floor"
											 : "publish.progress-none"));
		return;
	}
	doc_number(d, f, words_percent(d->arena, d->lang, v->progress), (struct text){ 0 }, (struct text){ 0 });
	if ((!sum && !k->kpi->baseline.has_value) || !v->has_target)
		return;
	from = sum ? decimal_of(0) : k->kpi->baseline.value;
	b = decimal_double(from);
	x = decimal_double(k->latest->value.value);
	t = decimal_double(v->target);
	if (t == b || !(fabs((x - b) / (t - b) - v->progress) < 1e-6))
		return;
	doc_break(d, f);
	doc_text(d, f,
		 doc_words(d, "publish.progress-formula", "x",
			   doc_z(d, words_decimal(d->arena, k->latest->value.value)), "b",
			   doc_z(d, words_decimal(d->arena, from)), "target",
			   doc_z(d, words_decimal(d->arena, v->target)), "p",
			   doc_z(d, words_real(d->arena, v->progress, 4)), NULL));
}

static void put_short_by(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	const struct verdict *v = &k->verdict;
	struct node *f = step(d, facts, "how-short-by", "publish.col-short-by");

	doc_number(d, f, words_short_by(d->arena, d->lang, v), (struct text){ 0 }, (struct text){ 0 });
	if (v->has_short_by && v->has_target && k->latest) {
		doc_break(d, f);
		doc_text(d, f,
			 doc_words(d, "publish.short-by-formula", "target",
				   doc_z(d, words_decimal(d->arena, v->target)), "x",
				   doc_z(d, words_decimal(d->arena, k->latest->value.value)), NULL));
	}
}

static void put_rule(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	const struct judge_input *in = &k->judged;
	struct node *f;

	if (k->verdict.status != STATUS_ON_TRACK && k->verdict.status != STATUS_BEHIND)
		return;
	if (!k->verdict.has_progress || !k->verdict.has_elapsed)
		return;
	f = step(d, facts, "how-rule", "publish.rule");
	doc_text(d, f,
		 doc_words(d, "publish.rule-words", "p",
			   doc_z(d, words_percent(d->arena, d->lang, k->verdict.progress)), "e",
			   doc_z(d, words_percent(d->arena, d->lang, k->verdict.elapsed)), "tolerance",
			   doc_z(d, words_real(d->arena, 100 * (in->has_tolerance ? in->tolerance : 0.05), 1)), NULL));
}

static struct text interval_words(struct doc *d, struct interval i)
{
	return doc_words(d, "publish.interval", "low", doc_z(d, words_real(d->arena, i.low, 2)), "high",
			 doc_z(d, words_real(d->arena, i.high, 2)), NULL);
}

static void put_significance(struct doc *d, struct node *facts, const struct report_kpi *k)
{
	const struct verdict *v = &k->verdict;
	struct node *f;

	if (v->significant == TRI_ABSENT)
		return;
	f = step(d, facts, "how-significant", "publish.significant");
	doc_text(d, f,
		 doc_label(d, v->significant == TRI_YES  ? "publish.significant-yes"
			      : v->significant == TRI_NO ? "publish.significant-no"
							 : "publish.significant-unknown"));
	if (v->has_baseline_interval && v->has_actual_interval) {
		doc_break(d, f);
		doc_text(d, f,
			 doc_words(d, "publish.intervals", "baseline",
				   doc_z(d, interval_words(d, v->baseline_interval)), "actual",
				   doc_z(d, interval_words(d, v->actual_interval)), NULL));
	}
}

void kpi_derivation(struct doc *d, struct node *parent, const struct page_input *in)
{
	const struct report_kpi *k = in->kpi;
	struct node *s = doc_section(d, parent, "how"), *facts, *list = NULL;

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.how"));
	facts = doc_add(d, s, NODE_FACTS);
	put_target(d, facts, k);
	put_baseline(d, facts, k);
	put_direction(d, facts, k);
	put_noise(d, facts, k);
	put_elapsed(d, facts, k);
	put_progress(d, facts, k);
	put_short_by(d, facts, k);
	put_rule(d, facts, k);
	put_significance(d, facts, k);
	for (size_t i = 0; i < k->verdict.remarks.n; i++) {
		const struct msg *remark = &k->verdict.remarks.at[i];

		/* Said beside the status, with both figures. */
		if (!strcmp(remark->id, "target.remark.series-differs"))
			continue;
		if (!list)
			doc_heading(d, s, 3, NULL, doc_label(d, "publish.remarks"));
		list = list ? list : doc_add(d, s, NODE_LIST);
		doc_item(d, list, doc_say(d, remark));
	}
}
