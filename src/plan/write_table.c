/* 【数値目標】 as text: a heading line a column group, then a row a KPI. Footnotes follow the table as in certified
 * plans. */
#include "plan/write_part.h"

#include "plan/read_parts.h"

#include <stdio.h>
#include <string.h>

/* What the whole table shares, so that it stands in a heading and not in every cell. */
struct layout {
	const struct plan *plan;
	size_t from, to;              /* its rows */
	bool marks;                   /* some row belongs to a project */
	bool goals;                   /* some row has a goal */
	struct period due;            /* of all rows; none: it differs */
	struct period baseline;       /* of all rows, with no note of its own; none: it differs */
	const struct plan_kpi *years; /* the row whose yearly columns are the heading; NULL: none */
	int next_note;                /* the number of the next footnote that we add */
};

static bool says_period(struct text wording)
{
	struct period p;
	bool assumed;

	return read_period_in(&p, &assumed, wording) && !assumed;
}

/* The note of a baseline has a footnote in the plan, or stands in the cell itself. */
static bool note_stands(const struct plan *plan, const struct plan_baseline *b)
{
	for (size_t i = 0; i < plan->footnotes.n; i++)
		if (text_eq(plan->footnotes.at[i].wording, b->note))
			return true;
	return !b->note.n || text_find(b->wording, b->note) != SIZE_MAX;
}

static void share(struct layout *t)
{
	const struct plan *plan = t->plan;

	t->due = plan->kpis.at[t->from].target.due;
	t->baseline = plan->kpis.at[t->from].baseline.period;
	for (size_t i = t->from; i < t->to; i++) {
		const struct plan_kpi *k = &plan->kpis.at[i];

		t->marks |= k->project.n > 0;
		t->goals |= k->goals.n > 0;
		if (!period_eq(k->target.due, t->due))
			t->due.kind = PERIOD_NONE;
		if (!period_eq(k->baseline.period, t->baseline) || k->baseline.note.n ||
		    says_period(k->baseline.wording))
			t->baseline.kind = PERIOD_NONE;
		if (k->increments.n && !t->years)
			t->years = k;
	}
}

static void year_columns(struct buf *out, const struct plan_kpi *k)
{
	for (size_t i = 0; i < k->increments.n; i++) {
		const struct plan_increment *in = &k->increments.at[i];

		buf_puts(out, "　");
		write_period(out, in->period);
		buf_puts(out, in->absolute ? "中間目標値" : "増加分（");
		if (in->absolute)
			continue;
		write_wide(out, (int)i + 1);
		buf_puts(out, "年目）");
	}
}

static void headings(struct buf *out, const struct layout *t)
{
	bool added = t->years && !t->years->increments.at[0].absolute;

	buf_puts(out, t->from ? "" : "　【数値目標】\n");
	buf_puts(out, t->marks ? "　５－２の①に掲げる事業　ＫＰＩ" : "　ＫＰＩ");
	buf_puts(out, added ? "　事業開始前（" : "　現状値（");
	if (t->baseline.kind == PERIOD_NONE)
		buf_puts(out, added ? "現時点" : "計画開始時点");
	write_period(out, t->baseline);
	buf_puts(out, "）");
	if (t->years)
		year_columns(out, t->years);
	if (added) {
		buf_puts(out, "　ＫＰＩ増加分の累計");
	} else {
		buf_puts(out, t->due.kind == PERIOD_NONE ? "　目標値" : "　目標値（");
		write_period(out, t->due);
		buf_puts(out, t->due.kind == PERIOD_NONE ? "" : "）");
	}
	buf_puts(out, t->goals ? "　達成に寄与する地方版総合戦略の基本目標\n" : "\n");
}

static void name_cell(struct buf *out, const struct plan_kpi *k)
{
	bool in_cells = k->unit.n && (text_find(k->baseline.wording, k->unit) != SIZE_MAX ||
				      text_find(k->target.wording, k->unit) != SIZE_MAX);

	buf_text(out, k->name);
	if (!k->unit.n || in_cells)
		return;
	buf_puts(out, "（");
	buf_text(out, k->unit);
	buf_puts(out, "）");
}

/* The plan has a note, but no cell or footnote of its own says so. */
static bool needs_footnote(const struct layout *t, const struct plan_baseline *b)
{
	return b->note.n && !note_stands(t->plan, b);
}

/* A numbered footnote of the plan whose mark stands in no cell: it gets one beside the figure. */
static struct text mark_beside(const struct layout *t, const struct plan_baseline *b)
{
	for (size_t i = 0; b->note.n && i < t->plan->footnotes.n; i++) {
		const struct plan_footnote *f = &t->plan->footnotes.at[i];

		if (text_eq(f->wording, b->note) && f->mark.n > strlen("※") &&
		    text_find(b->wording, TEXT("※")) == SIZE_MAX && text_find(b->wording, TEXT("注")) == SIZE_MAX)
			return f->mark;
	}
	return TEXT("");
}

/* A period that neither heading nor cell says stands in brackets beside the figure: the figure keeps its wording. */
static void period_beside(struct buf *out, struct period shared, struct period own, struct text wording, bool noted)
{
	if (shared.kind != PERIOD_NONE || own.kind == PERIOD_NONE || says_period(wording) || noted)
		return;
	buf_puts(out, "　（");
	write_period(out, own);
	buf_puts(out, "）");
}

static void baseline_cell(struct buf *out, struct layout *t, const struct plan_baseline *b)
{
	struct text mark = mark_beside(t, b);

	buf_text(out, mark);
	buf_puts(out, mark.n ? "　" : "");
	if (b->wording.n)
		buf_text(out, b->wording);
	else
		buf_puts(out, b->has_value ? DEC(b->value) : "－");
	if (needs_footnote(t, b))
		buf_printf(out, "※%d", t->next_note++);
	period_beside(out, t->baseline, b->period, b->wording, b->note.n > 0);
}

static void target_cell(struct buf *out, const struct layout *t, const struct plan_target *target)
{
	static const char *const behind[TARGET_OP_COUNT] = { "", "以上",   "超",   "以下", "未満",
							     "", "を維持", "増加", "減少", "達成" };

	if (target->wording.n) {
		buf_text(out, target->wording);
	} else {
		buf_puts(out, target->is.has_value ? DEC(target->is.value) : "");
		if (target->is.has_high)
			buf_printf(out, "～%s", DEC(target->is.high));
		buf_puts(out,
			 target->is.has_value || target->is.op != TARGET_KEEP ? behind[target->is.op] : "現状維持");
	}
	period_beside(out, t->due, target->due, target->wording, false);
}

static void goals_cell(struct buf *out, const struct plan *plan, const struct plan_kpi *k)
{
	for (size_t i = 0; i < k->goals.n; i++) {
		struct text wording = { 0 };

		for (size_t g = 0; g < plan->goals.n; g++)
			if (plan->goals.at[g].number == k->goals.at[i])
				wording = plan->goals.at[g].wording;
		buf_puts(out, i ? "、" : "　");
		buf_text(out, wording);
		if (wording.n)
			continue;
		buf_puts(out, "基本目標");
		write_wide(out, k->goals.at[i]);
	}
}

static void row(struct buf *out, struct layout *t, const struct plan_kpi *k)
{
	buf_puts(out, "　");
	buf_text(out, k->project);
	buf_puts(out, k->project.n ? "　" : "");
	name_cell(out, k);
	buf_puts(out, "　");
	baseline_cell(out, t, &k->baseline);
	for (size_t i = 0; i < k->increments.n; i++) {
		buf_puts(out, "　");
		if (k->increments.at[i].wording.n)
			buf_text(out, k->increments.at[i].wording);
		else
			buf_puts(out, k->increments.at[i].has_value ? DEC(k->increments.at[i].value) : "－");
	}
	buf_puts(out, "　");
	target_cell(out, t, &k->target);
	goals_cell(out, t->plan, k);
	buf_puts(out, "\n");
}

/* In the order in which baseline_cell handed out the numbers. */
static void footnotes(struct buf *out, const struct layout *t)
{
	int n = (int)t->plan->footnotes.n + 1;

	for (size_t i = 0; i < t->plan->footnotes.n; i++) {
		buf_puts(out, "　");
		buf_text(out, t->plan->footnotes.at[i].mark);
		buf_puts(out, "　");
		buf_text(out, t->plan->footnotes.at[i].wording);
		buf_puts(out, "\n");
	}
	for (size_t i = 0; i < t->plan->kpis.n && n < t->next_note; i++) {
		const struct plan_baseline *b = &t->plan->kpis.at[i].baseline;

		if (!needs_footnote(t, b))
			continue;
		buf_printf(out, "　※%d　", n++);
		buf_text(out, b->note);
		buf_puts(out, "\n");
	}
}

/* The same yearly columns. */
static bool same_years(const struct plan_kpi *a, const struct plan_kpi *b)
{
	if (a->increments.n != b->increments.n)
		return false;
	for (size_t i = 0; i < a->increments.n; i++)
		if (!period_eq(a->increments.at[i].period, b->increments.at[i].period) ||
		    a->increments.at[i].absolute != b->increments.at[i].absolute)
			return false;
	return true;
}

/* Rows with a project's mark and rows without (of a second measure) are two tables: below a mark, a row without one
 * would be of the same project; and so are rows with other yearly columns. */
void write_table(struct buf *out, const struct plan *plan)
{
	struct layout t = { .plan = plan, .next_note = (int)plan->footnotes.n + 1 };

	for (size_t i = 0, end; i < plan->kpis.n; i = end) {
		bool marked = plan->kpis.at[i].project.n > 0;

		for (end = i; end < plan->kpis.n && (plan->kpis.at[end].project.n > 0) == marked &&
			      (marked || same_years(&plan->kpis.at[i], &plan->kpis.at[end]));
		     end++)
			;
		t = (struct layout){ .plan = plan, .from = i, .to = end, .next_note = t.next_note };
		share(&t);
		headings(out, &t);
		for (size_t k = i; k < end; k++)
			row(out, &t, &plan->kpis.at[k]);
	}
	if (plan->kpis.n)
		footnotes(out, &t);
}
